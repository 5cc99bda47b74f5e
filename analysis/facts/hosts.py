"""Host states: on whose territory a request took effect, what the host did, and what became of it."""

from __future__ import annotations

from functools import cache

import pandas as pd

from analysis.core.countries import fold, name_of
from analysis.core.hand import read_evidence_rule
from analysis.facts import world
from analysis.facts.cases import HELD, ROWS, cases_of, in_order, without_corrections
from analysis.facts.world import Place, open_place
from analysis.stats.estimate import Estimate, complete_count

__all__ = ["counted_by_host", "detained", "hosts", "of_requester", "rows_of", "taken_effect"]


@cache
def hosts() -> tuple[str, ...]:
    """Name the host states of the register, in the order of their names.

    Returns
    -------
    tuple of str
        ISO3 codes.

    Examples
    --------
    >>> "POL" in hosts()
    True
    """
    codes = world.release().cases["host_country"].dropna().unique()
    return tuple(sorted(map(str, codes), key=lambda code: fold(name_of(code))))


def rows_of(country: str | Place) -> pd.DataFrame:
    """Give the register rows in which a state is the host, by year.

    Parameters
    ----------
    country : str or Place
        Name or code.

    Returns
    -------
    DataFrame
        Rows of ``cases``, every grade and status, corrections too.

    Examples
    --------
    >>> set(rows_of("Poland")["host_country"])
    {'POL'}
    """
    place = open_place(country)
    rows = place.release.cases
    return in_order(place.choices.within(rows[rows["host_country"] == place.iso3]))


def taken_effect(country: str | Place) -> Estimate:
    """Count the register rows in which a state is the host.

    Examples
    --------
    >>> taken_effect("Poland").value == len(rows_of("Poland"))
    True
    """
    place = open_place(country)
    rows = rows_of(place)
    asked = rows["requesting_country"].nunique()
    noun = "documented case" if len(rows) == 1 else "documented cases"
    states = "one state" if asked == 1 else f"{asked} states"
    return complete_count(
        len(rows),
        universe=f"{ROWS}{place.choices.years}, with {place.called} as the host state",
        source=world.source("cases"),
        unit="register rows",
        sentence=f"{place.opening} is the host state in {len(rows)} {noun}, on requests of {states}.",
    )


def detained(country: str | Place) -> Estimate:
    """Count the register rows in which the host detained a person or handed one over on an INTERPOL channel.

    Corrections, in which no instrument of INTERPOL was found, are left out.

    Examples
    --------
    >>> detained("Poland").value <= taken_effect("Poland").value
    True
    """
    place = open_place(country)
    rows = rows_of(place)
    held = rows[rows["effect"].isin(HELD) & ~rows["instrument"].isin(read_evidence_rule().left_out)]
    said = (
        f"In {len(held)} of them a person was detained or handed over" if len(held) else "No row tells of a detention"
    )
    return complete_count(
        len(held),
        universe=f"{ROWS}{place.choices.years}, with {place.called} as the host state and an INTERPOL instrument",
        source=world.source("cases"),
        unit="register rows",
        sentence=f"{said}, as the main known effect of a request through INTERPOL.",
    )


def counted_by_host(rows: pd.DataFrame) -> pd.DataFrame:
    """Count register rows by host state, and those in which it detained a person or handed one over.

    Parameters
    ----------
    rows : DataFrame
        Register rows.

    Returns
    -------
    DataFrame
        ``host_country`` (empty where none is stated, and then last), ``cases`` and ``held``; most cases first.

    Examples
    --------
    >>> counted_by_host(rows_of("Poland"))["host_country"].tolist()
    ['POL']
    """
    held = rows["effect"].isin(HELD) & rows.index.isin(without_corrections(rows).index)
    marked = pd.DataFrame({"host_country": rows["host_country"].fillna("").astype(str), "held": held.astype(int)})
    counts = marked.groupby("host_country")["held"].agg(cases="size", held="sum").reset_index()
    names = counts["host_country"].map(lambda code: fold(name_of(code)) if code else "")
    ordered = counts.assign(stated=counts["host_country"] == "", name=names)
    ordered = ordered.sort_values(["stated", "cases", "held", "name"], ascending=[True, False, False, True])
    return ordered[["host_country", "cases", "held"]].reset_index(drop=True)


def of_requester(country: str | Place) -> pd.DataFrame:
    """Count the cases that a state requested by their host state: the supported ones, or all where none is supported.

    Parameters
    ----------
    country : str or Place
        Name or code; a place brings its own choices.

    Returns
    -------
    DataFrame
        The columns of `counted_by_host`.

    Examples
    --------
    >>> of_requester("Belarus")["host_country"].iloc[0]
    'POL'
    """
    rows = cases_of(open_place(country))
    supported = rows[rows["claim_status"] == "supported"]
    return counted_by_host(supported if len(supported) else rows)
