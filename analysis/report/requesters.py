"""Counts and shares of public notices by requesting country, as far as the inference of the requester carries them."""

from __future__ import annotations

import pandas as pd

from analysis.clean.notice_figures import followed, reference
from analysis.clean.small_cells import span
from analysis.countries import name_of
from analysis.report import statistics as world
from analysis.stats.estimate import Estimate, complete_count
from analysis.stats.inference import inferred_count, inferred_share
from analysis.stats.wording import Subject, number, percent

#: Of fewer rows no percentage is stated.
LEAST_ROWS = 10
TABLE = "public_notices_inference"


def requested(iso3: str, level: float) -> Estimate:
    """Count the public notices that a country requested at the reference snapshot.

    Parameters
    ----------
    iso3 : str
        The requesting country; the caller knows whether it was asked for at all.
    level : float
        Level of the interval.

    Returns
    -------
    Estimate
        Median and interval of the inference; no interval where no row is in doubt, and none for a country to which no
        row is assigned.
    """
    about = _about(iso3, "public notices", "public notice", TABLE, "public_notices_by_requesting_country")
    law = _law(iso3, "requested")
    if law.empty:
        said = about.sentence(about.counted(0))
        return complete_count(0, universe=about.universe, source=about.source, unit=about.noun, sentence=said)
    return inferred_count(law, about=about, level=level)


def left(iso3: str, level: float) -> Estimate | None:
    """Give the share of a country's public notices that were no longer public at the last look.

    Returns
    -------
    Estimate or None
        None where fewer than ten rows are assigned, of which no percentage is stated.
    """
    first, last = followed()
    universe = f"notices public on {world.day(first)}, followed to {world.day(last)}, requesting country inferred"
    noun = "of public Red Notices left the public list"
    return _share(iso3, "left", Subject(name_of(iso3), noun, universe, world.source(TABLE, "public_notices_exits")), level)


def own_national(iso3: str, level: float) -> Estimate | None:
    """Give the share of a country's public notices of known nationality that are against its own nationals.

    Returns
    -------
    Estimate or None
        Bounds where fewer than three notices are of the one kind or the other and the count is hidden; None where
        nationality is known of fewer than ten.
    """
    rows = _public(iso3)
    noun = "of public Red Notices of known nationality are against own nationals"
    about = _about(iso3, noun, "", TABLE, "public_notices_by_requesting_country", nationality=True)
    if len(rows) and int(rows["nationality_stated"].iloc[0]) >= LEAST_ROWS and _law(iso3, "own_national").empty:
        return hidden_share(rows["own_national"], rows["nationality_stated"], about)
    return _share(iso3, "own_national", about, level)


def sensitive(iso3: str, kind: str, about: Subject, level: float) -> Estimate | None:
    """Give the strict or broad share of a country's notices with a stated charge.

    Parameters
    ----------
    iso3, kind : str
        The requesting country; ``strict`` or ``broad``.
    about : Subject
        Its noun follows the percentage.
    level : float
        Level of the interval.

    Returns
    -------
    Estimate or None
        Bounds where the count is hidden; None where fewer than ten notices state a charge.
    """
    table = world.release().sensitive
    rows = table[(table["requesting_country"] == iso3) & (table["snapshot_date"] == followed()[1].isoformat())]
    charged = rows["charged"].mask(rows["charged"] == "<3", "0").astype(int)
    if len(rows) and charged.iloc[0] >= LEAST_ROWS and _law(iso3, kind).empty:
        return hidden_share(rows[kind], charged, about)
    return _share(iso3, kind, about, level)


def hidden_share(shown: pd.Series[str], whole: pd.Series[int], about: Subject) -> Estimate:
    """State what a share can be at the least and at the most where its count is too small to be told.

    Parameters
    ----------
    shown, whole : Series
        One row: the count as the table shows it, and what it is a part of.
    about : Subject
        Its noun follows the percentage.
    """
    ends, total = span(shown, whole).iloc[0], int(whole.iloc[0])
    low, high = (float(ends[end]) / total for end in ("low", "high"))
    claim = f"at most {percent(high)}" if low == 0 else f"at least {percent(low)}" if high == 1 else (
        f"{percent(low)} to {percent(high)}"
    )  # fmt: skip
    sentence = about.sentence(f"{claim} {about.noun}", f"of {number(total)}; a count below three is not told")
    return Estimate(
        (low + high) / 2, low, high, None, "count below three not told", float(total), about.universe, sentence,
        about.source, "share", "worst-case bounds",
    )  # fmt: skip


def caution(iso3: str) -> str:
    """Say that a country's count rests on weak inference alone; blank where it does not."""
    rows = _public(iso3)
    if rows.empty or int(rows["weakly_inferred"].iloc[0]) < int(rows["notices"].iloc[0]):
        return ""
    count = int(rows["notices"].iloc[0])
    what = "The one notice" if count == 1 else f"All {number(count)} notices"
    verb = "rests" if count == 1 else "rest"
    return (
        f"{what} assigned to {name_of(iso3)} {verb} on weak inference alone: "
        f"{number(float(rows['expected'].iloc[0]))} expected of {number(count)}."
    )


def _public(iso3: str) -> pd.DataFrame:
    table = world.release().public_notices
    return table[(table["requesting_country"] == iso3) & (table["snapshot_date"] == reference()[0].isoformat())]


def _law(iso3: str, statistic: str) -> pd.DataFrame:
    table = world.release().inference
    rows = table[(table["requesting_country"] == iso3) & (table["statistic"] == statistic)]
    return rows[["count", "of", "probability"]].astype(float)


def _share(iso3: str, statistic: str, about: Subject, level: float) -> Estimate | None:
    law = _law(iso3, statistic)
    return None if law.empty or law["of"].max() < LEAST_ROWS else inferred_share(law, about=about, level=level)


def _about(iso3: str, noun: str, singular: str, *tables: str, nationality: bool = False) -> Subject:
    first = ", first nationality" if nationality else ""
    universe = f"notices public on {world.day(reference()[0])}, requesting country inferred{first}"
    return Subject(name_of(iso3), noun, universe, world.source(*tables), singular)
