"""Counts and shares of public notices by requesting country, as far as the inference of the requester carries them."""

from __future__ import annotations

from functools import cache

import pandas as pd

from analysis.core.countries import name_of
from analysis.core.hand import followed, reference
from analysis.core.private import HIDDEN, span
from analysis.report import statistics as world
from analysis.stats.counts import counted_share, hidden_share
from analysis.stats.estimate import Estimate, Subject, complete_count, number
from analysis.stats.inference import inferred_count, inferred_share, quantiles
from analysis.stats.shrinkage import Shrinkage, beta_binomial

NOT_TOLD = "fewer than three persons, not told exactly"
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
        None for a country that requested none, by the median of the inference.
    """
    about = _left(name_of(iso3))
    return _share(iso3, "left", about, level) if _any(iso3) else None


@cache
def left_shrunken(level: float) -> Shrinkage:
    """Shrink the share that left the list, of every requesting country, towards the mean of the states.

    The counts are the medians of the inference, whose own error the interval does not hold.
    """
    table = world.release().inference
    laws = table[table["statistic"] == "left"].groupby("requesting_country")
    counts = {
        code: [quantiles(law[column], law["probability"], 0.5)[0] for column in ("count", "of")]
        for code, law in laws
        if _any(str(code))
    }
    medians = pd.DataFrame.from_dict(counts, orient="index", columns=["count", "of"]).astype(int)
    names = {str(code): name_of(str(code)) for code in medians.index}
    return beta_binomial(medians["count"], medians["of"], about=_left("World"), names=names, level=level)


def _any(iso3: str) -> bool:
    """Tell whether a country has requested any notice, by the median of the inference."""
    law = _law(iso3, "requested")
    return not law.empty and quantiles(law["count"], law["probability"], 0.5)[0] > 0


def _left(place: str) -> Subject:
    first, last = followed()
    universe = f"notices public on {world.day(first)}, followed to {world.day(last)}, requesting country inferred"
    noun = "of public Red Notices left the public list"
    return Subject(place, noun, universe, world.source(TABLE, "public_notices_exits"))


def own_national(iso3: str, level: float) -> Estimate | None:
    """Give the share of a country's public notices of known nationality that are against its own nationals.

    Returns
    -------
    Estimate or None
        By the inference where the count is told, otherwise bounds; None where no nationality is known.
    """
    rows = _public(iso3)
    noun = "of public Red Notices of known nationality are against own nationals"
    about = _about(iso3, noun, "", TABLE, "public_notices_by_requesting_country", nationality=True)
    if not _any(iso3) or int(rows["nationality_stated"].iloc[0]) == 0:
        return None
    return _share(iso3, "own_national", about, level) or told_share(
        rows["own_national"], rows["nationality_stated"].astype(int), about
    )


def sensitive(iso3: str, kind: str, level: float, about: Subject) -> Estimate | None:
    """Give the strict or broad share of a country's notices with a stated charge.

    Parameters
    ----------
    iso3, kind : str
        The requesting country; ``strict`` or ``broad``.
    level : float
        Level of the interval.
    about : Subject
        Its noun follows the percentage.

    Returns
    -------
    Estimate or None
        As `own_national`; None where fewer than three notices state a charge.
    """
    table = world.release().sensitive
    rows = table[(table["requesting_country"] == iso3) & (table["snapshot_date"] == followed()[1].isoformat())]
    rows = rows[rows["charged"] != HIDDEN]
    if rows.empty:
        return None
    return _share(iso3, kind, about, level) or told_share(rows[kind], rows["charged"].astype(int), about)


def told_share(shown: pd.Series[str], whole: pd.Series[int], about: Subject) -> Estimate:
    """State a share whose count may be hidden: as counted, or what it can be at the least and at the most.

    Parameters
    ----------
    shown, whole : Series
        One row: the count as the table shows it, and what it is a part of.
    about : Subject
        Its noun begins with ``of``.
    """
    ends, total = span(shown, whole).iloc[0], int(whole.iloc[0])
    low, high = int(ends["low"]), int(ends["high"])
    if low == high:
        return counted_share(low, total, about=about)
    return hidden_share(high, total, about=about, reason=NOT_TOLD, least=low)


def caution(iso3: str) -> str:
    """Say that a country's count rests on weak inference alone; blank where it does not."""
    rows = _public(iso3)
    if rows.empty or int(rows["weakly_inferred"].iloc[0]) < int(rows["notices"].iloc[0]):
        return ""
    count = int(rows["notices"].iloc[0])
    if count == 1:
        return f"The one notice assigned to {name_of(iso3)} rests on weak inference alone."
    return f"All {number(count)} notices assigned to {name_of(iso3)} rest on weak inference alone."


def _public(iso3: str) -> pd.DataFrame:
    table = world.release().public_notices
    return table[(table["requesting_country"] == iso3) & (table["snapshot_date"] == reference()[0].isoformat())]


def _law(iso3: str, statistic: str) -> pd.DataFrame:
    table = world.release().inference
    rows = table[(table["requesting_country"] == iso3) & (table["statistic"] == statistic)]
    return rows[["count", "of", "probability"]].astype(float)


def _share(iso3: str, statistic: str, about: Subject, level: float) -> Estimate | None:
    law = _law(iso3, statistic)
    return None if law.empty else inferred_share(law, about=about, level=level)


def _about(iso3: str, noun: str, singular: str, *tables: str, nationality: bool = False) -> Subject:
    first = ", first nationality" if nationality else ""
    universe = f"notices public on {world.day(reference()[0])}, requesting country inferred{first}"
    return Subject(name_of(iso3), noun, universe, world.source(*tables), singular)
