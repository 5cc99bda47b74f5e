"""What stands on the timeline of a case study: every mark with its lane, date, words and source."""

from __future__ import annotations

from functools import cache
from typing import Any

import pandas as pd
import yaml

from analysis.core.countries import name_of, to_iso3
from analysis.core.errors import InputError
from analysis.core.files import HAND
from analysis.core.hand import DASH, label
from analysis.facts.evidence import site_of
from analysis.facts.world import Place
from analysis.report.case_study.front import ROOT
from analysis.report.profile.cases import outcome, records
from analysis.report.words import case_link, link, shown
from analysis.report.words import place as place_name
from analysis.stats.estimate import number
from analysis.tables.release import Release

COLUMNS = ["lane", "at", "date", "what", "group", "case_id", "source"]
#: Lane of the register, of INTERPOL, of the state itself, and of everybody else; then one a sender of sanctions.
LANES = ("cases", "interpol", "own", "others", "EU", "UK", "US")
#: Outcomes of the register that are decisions of INTERPOL.
DECIDED = ("refused_by_ndtf", "deleted_by_ccf", "deleted_by_general_secretariat", "blocked_provisionally", "upheld")
#: The only state whose rounds of sanctions are coded.
SANCTIONED = "BLR"


def events(place: Place, group_of: pd.Series[str]) -> pd.DataFrame:
    """Gather all marks of a country's timeline, numbered in the order of lanes and dates.

    Parameters
    ----------
    place : Place
        The country.
    group_of : Series of str
        How well each register row is shown, by its index.

    Returns
    -------
    DataFrame
        ``number`` (from 1), ``lane`` (of ``LANES``), ``at`` (decimal year; missing if the day is not known at all),
        ``date`` and ``what`` (as shown), ``group``, ``case_id`` (both for register rows only) and ``source``
        (Markdown links; never empty).
    """
    rows = place.release.cases.loc[group_of.index]
    found = [*_cases(rows, group_of), *_decisions(rows), *_measures(place), *_rounds(place)]
    table = pd.DataFrame(found, columns=COLUMNS)
    table["lane"] = pd.Categorical(table["lane"], LANES, ordered=True)
    table = table.sort_values(["lane", "at"], kind="stable", na_position="last").reset_index(drop=True)
    table.insert(0, "number", range(1, len(table) + 1))
    return table.astype({"lane": "str", "at": float})


def _row_source(row: dict[str, object]) -> str:
    own = case_link(str(row["case_id"]), str(row["requesting_country"]), ROOT)
    return f"{own}; {link(row['source_1_title'], row['source_1_url'])}"


def _cases(rows: pd.DataFrame, group_of: pd.Series[str]) -> list[tuple[object, ...]]:
    return [
        ("cases", mid_year(row["year"]), shown(row["year"]), _told(row), group, row["case_id"], _row_source(row))
        for row, group in zip(records(rows), group_of, strict=True)
    ]


def _told(row: dict[str, object]) -> str:
    where = place_name(row["host_country"]) if shown(row["host_country"]) != DASH else "host not known"
    return f"{label(row['instrument'])}; {label(row['target_profile'])}; {where}: {outcome(row)}"


def _decisions(rows: pd.DataFrame) -> list[tuple[object, ...]]:
    decided = rows[rows["oversight_outcome"].isin(DECIDED)]
    return [
        ("interpol", mid_year(row["year"]), shown(row["year"]), _decision(row), "", row["case_id"], _row_source(row))
        for row in records(decided)
    ]


def _decision(row: dict[str, object]) -> str:
    ground = row["article_grounds"]
    on = f", on {label(ground)}" if ground in {"art2", "art3", "both"} else ""
    return f"{label(row['oversight_outcome'])}{on}: the request of the register row"


def _measures(place: Place) -> list[tuple[object, ...]]:
    rows = place.release.oversight_timeline
    rows = rows[rows["country_concerned"] == place.iso3]
    return [
        (
            lane_of(str(row["actor"]), place.name), decimal_year(row["date_first"], row["date_precision"]),
            shown(row["date"]), f"{row['actor']}: {row['description']}", "", "",
            link(row["source_title"], row["source_url"]),
        )
        for row in records(rows)
    ]  # fmt: skip


@cache
def _lanes() -> list[dict[str, Any]]:
    return list(yaml.safe_load((HAND / "timeline_lanes.yml").read_text(encoding="utf-8")))


def lane_of(actor: str, place: str) -> str:
    """Give the lane of a dated measure by who acted.

    Parameters
    ----------
    actor : str
        As named in the table of measures.
    place : str
        Name of the country of the case study.

    Returns
    -------
    str
        ``own`` if the country itself acted, else the lane of the first rule that names the actor.
    """
    if _state(actor) == place:
        return "own"
    rules = _lanes()
    return str(next((r["lane"] for r in rules if actor.startswith(tuple(r["begins"]))), rules[-1]["lane"]))


def _state(actor: str) -> str:
    """Give the state that an actor belongs to, for example Türkiye for ``Turkey (police)``; blank if it is none."""
    try:
        return name_of(to_iso3(actor.partition(" (")[0]))
    except InputError:
        return ""


def _rounds(place: Place) -> list[tuple[object, ...]]:
    rows = _sanctions(place.release, place.iso3)
    return [
        (
            row["sender"], decimal_year(row["date_first"], row["date_precision"]), shown(row["date"]), _round(row),
            "", "", link(site_of(str(row["source_url"])), row["source_url"]),
        )
        for row in records(rows)
    ]  # fmt: skip


def _sanctions(release: Release, iso3: str) -> pd.DataFrame:
    rows = release.belarus_sanctions_timeline
    return rows if iso3 == SANCTIONED else rows.iloc[:0]


def _round(row: dict[str, object]) -> str:
    added = [
        f"{number(float(str(row[column])))} {noun}"
        for column, noun in (("persons_added", "persons"), ("entities_added", "entities"))
        if shown(row[column]) != DASH
    ]
    return f"{row['round']}: {' and '.join(added)} added" if added else str(row["round"])


def mid_year(year: object) -> float | None:
    """Put what is known by year only in the middle of the year."""
    return None if shown(year) == DASH else float(str(year)) + 0.5


def decimal_year(first: object, precision: object) -> float | None:
    """Turn the first day of a date of some precision into a decimal year: the middle of the year, month or day.

    Parameters
    ----------
    first : Timestamp or missing
        First day that the date can mean.
    precision : str or missing
        ``day``, ``month`` or ``year``.

    Returns
    -------
    float or None
        None if no day is known.
    """
    if not isinstance(first, pd.Timestamp) or pd.isna(first):
        return None
    if precision == "year":
        return first.year + 0.5
    days = first.day_of_year - 1 + (15 if precision == "month" else 0.5)
    return float(first.year + days / 366)
