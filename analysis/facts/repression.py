"""The register beside counts of transnational repression: how far the two go together, and what each does not see."""

from __future__ import annotations

import pandas as pd

from analysis.core.countries import called, fold, name_of
from analysis.core.hand import headline_cases
from analysis.core.messages import say
from analysis.facts import evidence, world
from analysis.stats.agreement import rank_correlation
from analysis.stats.estimate import Estimate, Subject, complete_count, listed, number
from analysis.tables.earlier import as_of

__all__ = [
    "FIRST", "backfill", "beside", "correlation", "correlations", "in_short", "not_among_the_ten", "only_incidents",
    "statistics", "unread",
]  # fmt: skip

#: First year of Freedom House's figures.
FIRST = 2014

_TABLE = "repression_incidents"


def _incidents(last: int | None = None) -> pd.Series[int]:
    """Give the incidents of each state in a release, by its last year; by default the latest."""
    table = world.release().repression_incidents
    year = last or int(table["last_year"].max())
    rows = table[(table["last_year"] == year) & (table["country"] != "WORLD")]
    return rows.set_index("country")["incidents"].astype(int)


def _latest() -> int:
    return int(world.release().repression_incidents["last_year"].max())


def beside() -> pd.DataFrame:
    """Give the states whose incidents were read beside their rows of the register.

    Returns
    -------
    DataFrame
        One row a state, by name: ``iso3``, ``incidents`` (Freedom House, from 2014), ``cases`` (that count, of those
        years), ``cases_of_all_years``, ``rows`` (every grade and status, all years) and ``word``, its evidence level.

    Examples
    --------
    >>> beside().set_index("iso3").loc["KHM", "cases_of_all_years"]
    np.int64(0)
    """
    incidents, cases = _incidents(), world.release().cases
    counting = headline_cases(cases)
    within = counting[counting["year"].between(FIRST, _latest()).fillna(False).astype(bool)]
    counted = {
        name: held["requesting_country"].value_counts().reindex(incidents.index, fill_value=0).astype(int)
        for name, held in (("cases", within), ("cases_of_all_years", counting), ("rows", cases))
    }
    table = pd.DataFrame({"incidents": incidents, **counted}).rename_axis("iso3").reset_index()
    table = table.assign(word=table["iso3"].map(evidence.evidence_words()))
    return table.loc[table["iso3"].map(name_of).map(fold).sort_values(kind="stable").index].reset_index(drop=True)


def correlation(of: str = "cases", level: float = 0.95) -> Estimate:
    """State the rank correlation of incidents and register rows over the states whose incidents were read.

    Parameters
    ----------
    of : {"cases", "cases_of_all_years", "rows"}
        Which register rows are counted.
    level : float
        Confidence level.

    Returns
    -------
    Estimate
        Over ten states that were chosen for having most incidents, so that it says little on all others.

    Examples
    --------
    >>> found = correlation()
    >>> found.low < 0 < found.value
    True
    """
    held = beside()
    return _correlated(
        held["incidents"].tolist(), held[of].tolist(), say(f"repression-counted-{of.replace('_', '-')}"), level
    )


def _correlated(first: list[int], second: list[int], noun: str, level: float) -> Estimate:
    universe = say("repression-universe", first=str(FIRST), last=str(_latest()))
    about = Subject(say("repression-place"), noun, universe, world.source(_TABLE, "cases"))
    return rank_correlation(first, second, about=about, level=level)


def correlations(level: float = 0.95) -> list[tuple[str, Estimate]]:
    """Give the rank correlation for each way to count register rows, and with the first release of the register.

    Parameters
    ----------
    level : float
        Confidence level.

    Returns
    -------
    list of (str, Estimate)
        The headline first.

    Examples
    --------
    >>> len(correlations())
    4
    """
    kinds = ("cases", "cases_of_all_years", "rows")
    found = [(say(f"repression-counted-{kind.replace('_', '-')}"), correlation(kind, level)) for kind in kinds]
    incidents = _incidents()
    older = headline_cases(as_of("cases", "1.0.0"))["requesting_country"].value_counts()
    counts = older.reindex(incidents.index, fill_value=0).astype(int).tolist()
    noun = say("repression-counted-first-release")
    return [*found, (noun, _correlated(incidents.tolist(), counts, noun, level))]


def backfill() -> pd.DataFrame:
    """Give the releases of Freedom House's figures, and what each added to earlier years.

    Returns
    -------
    DataFrame
        ``last_year``, ``incidents``, ``incidents_of_last_year``, ``added`` (to the years before; missing for the first
        release) and ``governments``.

    Examples
    --------
    >>> backfill()["added"].dropna().astype(int).tolist()
    [42, 40, 55, 25]
    """
    table = world.release().repression_incidents
    rows = table[table["country"] == "WORLD"].sort_values("last_year").reset_index(drop=True)
    added = rows["incidents"].diff() - rows["incidents_of_last_year"]
    return rows.assign(added=added)[["last_year", "incidents", "incidents_of_last_year", "added", "governments"]]


def only_incidents() -> Estimate:
    """Name the states with many incidents of which no case of the register counts.

    Returns
    -------
    Estimate
        A complete count of the states whose incidents were read.

    Examples
    --------
    >>> only_incidents().sentence.endswith("Cambodia.")
    True
    """
    held = beside()
    gaps = held.loc[held["cases_of_all_years"] == 0, "iso3"]
    words = {"states": number(len(held)), "names": listed(map(called, gaps))}
    return _counted(len(gaps), say("repression-only-incidents", count=len(gaps), **words))


def not_among_the_ten(least: int = 2) -> Estimate:
    """Name the states with several cases that count which are not among those whose incidents were read.

    Parameters
    ----------
    least : int
        The fewest cases that count.

    Returns
    -------
    Estimate
        A complete count. Such a state may still have incidents: their number was not read.

    Examples
    --------
    >>> not_among_the_ten().value
    13.0
    """
    counts = headline_cases(world.release().cases)["requesting_country"].value_counts()
    codes = sorted(counts.index[counts >= least].difference(_incidents().index), key=lambda code: fold(name_of(code)))
    words = {"count": number(len(codes)), "least": number(least), "names": listed(map(called, codes))}
    return _counted(len(codes), say("repression-only-cases", **words))


def unread() -> Estimate:
    """Say how many incidents belong to governments whose own number was not read.

    Returns
    -------
    Estimate
        A difference of published figures of one release.

    Examples
    --------
    >>> int(unread().value)
    311
    """
    row, held = backfill().iloc[-1], _incidents()
    rest, governments = int(row["incidents"]) - int(held.sum()), int(row["governments"]) - len(held)
    words = {"rest": number(rest), "all": number(row["incidents"]), "governments": number(governments)}
    return _counted(rest, say("repression-unread", **words), "incidents")


def _counted(count: int, sentence: str, unit: str = "") -> Estimate:
    universe = say("repression-universe", first=str(FIRST), last=str(_latest()))
    return complete_count(
        count,
        universe=universe,
        source=world.source(_TABLE, "cases"),
        unit=unit or say("all-states-unit"),
        sentence=sentence,
    )


def in_short(level: float = 0.95) -> list[Estimate]:
    """Give the sentences of the head of the report.

    Parameters
    ----------
    level : float
        Level of the interval of the rank correlation.

    Returns
    -------
    list of Estimate
        The correlation, and what each of the two does not see.

    Examples
    --------
    >>> len(in_short())
    4
    """
    return [correlation("cases", level), only_incidents(), not_among_the_ten(), unread()]


def statistics(level: float = 0.95) -> list[tuple[str, Estimate]]:
    """Give the numbers of the report.

    Parameters
    ----------
    level : float
        Level of the intervals of the rank correlations.

    Returns
    -------
    list of (str, Estimate)
        In the order in which they are shown.

    Examples
    --------
    >>> statistics()[-1][1].unit
    'incidents'
    """
    return [
        *correlations(level),
        (say("repression-row-only-incidents"), only_incidents()),
        (say("repression-row-only-cases"), not_among_the_ten()),
        (say("repression-row-unread"), unread()),
    ]
