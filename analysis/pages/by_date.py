"""What is dated of a requesting country: its cases, the measures that concern it, and rounds of sanctions."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pandas as pd

from analysis.core import judgement
from analysis.core.country_names import country_name, parse_country
from analysis.core.errors import InputError
from analysis.core.files import HAND, relative
from analysis.core.judgement import text
from analysis.core.messages import DASH, _, label
from analysis.facts import world
from analysis.facts.cases import REFUSED
from analysis.facts.evidence_inputs import site_of
from analysis.facts.selection import Selection
from analysis.pages import parts
from analysis.pages.blocks import Table
from analysis.pages.parts import columns, records
from analysis.pages.words import link, shown
from analysis.stats.estimate import listed
from analysis.tables.library import plain

#: Tables that are listed by date.
_TABLES = ("cases", "oversight_timeline", "belarus_sanctions_timeline")

COLUMNS = ["lane", "at", "date", "what", "case_id", "source"]


#: Outcomes of the register that are decisions of INTERPOL.
DECIDED = (*REFUSED, "upheld")


#: The only state whose rounds of sanctions are coded.
SANCTIONED = "BLR"


def events_of(place: Selection, rows: pd.DataFrame) -> pd.DataFrame:
    """Gather what is dated of a country: cases, measures that concern it and, where they are coded, sanctions."""
    release = world.release()
    measures = release["oversight_timeline"].query("country_concerned == @place.iso3")
    rounds = release["belarus_sanctions_timeline"].iloc[: None if place.iso3 == SANCTIONED else 0]
    found = [*_of_cases(plain(rows)), *_of_measures(place, plain(measures)), *_of_rounds(plain(rounds))]
    table = pd.DataFrame(found, columns=COLUMNS).fillna({"case_id": ""})
    return table.astype({"at": float}).sort_values("at", kind="stable", ignore_index=True)


def _of_cases(rows: pd.DataFrame) -> Iterator[dict[str, object]]:
    """Return cases, and INTERPOL's decisions on them."""
    for row in records(rows):
        words, page = _("Case page"), parts.case_pages()[str(row["case_id"])]
        source = f"[{words}](../{page}); {link(row['source_1_title'], row['source_1_url'])}"
        event = {"at": mid_year(row["year"]), "date": shown(row["year"]), "case_id": row["case_id"], "source": source}
        yield event | {"lane": "cases", "what": _event(row)}
        if row["oversight_outcome"] in DECIDED:
            yield event | {"lane": "interpol", "what": _decision(row)}


def _event(row: dict[str, object]) -> str:
    case, notice = parts.case_name(row), label(row["instrument"])
    return case if notice in case else f"{case} ({notice})"


def _decision(row: dict[str, object]) -> str:
    ground, decided = row["article_grounds"], label(row["oversight_outcome"])
    if ground in {"art2", "art3", "both"}:
        decided = _("{decided}, on {ground}", decided=decided, ground=label(ground))
    return _("Decision on the request: {decided}", decided=decided)


def _of_measures(place: Selection, rows: pd.DataFrame) -> Iterator[dict[str, object]]:
    for row in records(rows):
        source = link(row["source_title"], row["source_url"])
        what = edited_text(row["description"])[1]
        yield _dated(row) | {"lane": lane_of(str(row["actor"]), place.name), "what": what, "source": source}


def _dated(row: dict[str, object]) -> dict[str, object]:
    return {"at": decimal_year(row["date_first"], row["date_precision"]), "date": shown(row["date"])}


def lane_of(actor: str, place: str) -> str:
    """Return the lane of a dated measure by who acted."""
    state = parse_country(actor.partition(" (")[0], strict=False)  # Türkiye of "Turkey (police)"; blank if it is none
    if state and country_name(state) == place:
        return "own"
    rules = judgement.load("timeline_lanes.yml")
    return str(next((rule.lane for rule in rules if actor.startswith(tuple(rule.begins))), rules[-1].lane))


def _of_rounds(rows: pd.DataFrame) -> Iterator[dict[str, object]]:
    for row in records(rows):
        source = link(site_of(str(row["source_url"])), row["source_url"])
        yield _dated(row) | {"lane": row["sender"], "what": _round(row), "source": source}


def _round(row: dict[str, object]) -> str:
    added = [
        label(kind, "study-added", count=row[f"{kind}_added"])
        for kind in ("persons", "entities")
        if shown(row[f"{kind}_added"]) not in (DASH, "0")
    ]
    return _("{round}: {added} added", round=row["round"], added=listed(added)) if added else str(row["round"])


def mid_year(year: object) -> float | None:
    """Put what is known by year only in the middle of the year."""
    return None if shown(year) == DASH else float(str(year)) + 0.5


def decimal_year(first: object, precision: object) -> float | None:
    """Turn the first day of a date of some precision into a decimal year: the middle of the year, month or day."""
    if not isinstance(first, pd.Timestamp) or pd.isna(first):
        return None
    if precision == "year":
        return first.year + 0.5
    days = first.day_of_year - 1 + (15 if precision == "month" else 0.5)
    return float(first.year + days / 366)


def by_date(place: Selection, rows: pd.DataFrame) -> Table:
    """List a country's cases, the measures that concern it and rounds of sanctions by date, each with its source."""
    events = events_of(place, rows)
    counted = _("cases, dated measures and rounds of sanctions that we found")
    # Years that were chosen are those of cases alone.
    counted = _("{events} (cases only {years})", events=counted, years=place.span) if place.span else counted
    shown_rows = columns(events, "date", "lane", "what") | {_("Source"): events["source"]}
    title, source = _("{place} and INTERPOL, by date", place=place.name), world.source(*_TABLES)
    return Table("by_date", title, events.drop(columns="at"), shown_rows, counted, source, text("timeline"))


def edited_text(description: object) -> tuple[str, str]:
    """Return the kind of an event of the timeline and its edited text, by its description in the shipped table.

    Raises
    ------
    InputError
        If an event has no edited text.
    """
    found = _edited().get(str(description))
    if found is None:
        got, file = f"the event {str(description)[:60]!r} without an edited text", relative(HAND / "event_texts.csv")
        raise InputError(got, "a row for each event of oversight_timeline", "write its kind and text there", file=file)
    return found


@cache
def _edited() -> dict[str, tuple[str, str]]:
    table = judgement.load("event_texts.csv")
    return {original: (kind, text) for original, kind, text in table[["original", "kind", "text"]].to_numpy()}
