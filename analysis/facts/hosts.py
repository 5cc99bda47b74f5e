"""Host states: on whose territory a request took effect, what the host did, and what became of it."""

from __future__ import annotations

import pandas as pd

from analysis.core.countries import fold, name_of
from analysis.core.messages import say
from analysis.core.reads import cache
from analysis.facts import world
from analysis.facts.cases import REFUSED, ROWS, cases_of, in_order, with_people_held, without_corrections
from analysis.facts.world import Place, open_place
from analysis.stats.estimate import Estimate, complete_count

__all__ = ["counted_by_host", "detained", "hosts", "of_requester", "pairs", "rows_of", "taken_effect"]


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
    return in_order(place.choices.within(place.release.rows("cases", "host_country", place.iso3)))


def taken_effect(country: str | Place) -> Estimate:
    """Count the register rows in which a state is the host.

    Parameters
    ----------
    country : str or Place
        The host state, by name or code, or as a place.

    Returns
    -------
    Estimate
        A complete count of the register, without an interval.

    Examples
    --------
    >>> taken_effect("Poland").value == len(rows_of("Poland"))
    True
    """
    place = open_place(country)
    rows = rows_of(place)
    states, corrections = rows["requesting_country"].nunique(), len(rows) - len(without_corrections(rows))
    return complete_count(
        len(rows),
        universe=say("host-universe", rows=f"{ROWS}{place.choices.years}", place=place.called),
        source=world.source("cases"),
        unit=say("rows-unit"),
        sentence=say("host-taken-effect", place=place.opening, rows=len(rows), states=states, corrections=corrections),
    )


def detained(country: str | Place) -> Estimate:
    """Count the register rows in which the host detained a person or handed one over on an INTERPOL channel.

    Corrections, in which no instrument of INTERPOL was found, are left out.

    Parameters
    ----------
    country : str or Place
        The host state, by name or code, or as a place.

    Returns
    -------
    Estimate
        A complete count of the register, without an interval.

    Examples
    --------
    >>> detained("Poland").value <= taken_effect("Poland").value
    True
    """
    place = open_place(country)
    rows = rows_of(place)
    held = rows[with_people_held(rows)]
    return complete_count(
        len(held),
        universe=say("host-universe-instrument", rows=f"{ROWS}{place.choices.years}", place=place.called),
        source=world.source("cases"),
        unit=say("rows-unit"),
        sentence=say("host-detained", count=len(held)),
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
    held = with_people_held(rows)
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


@cache
def pairs() -> pd.DataFrame:
    """Count register rows by the state that asked and the host, with what became of them there.

    Corrections, in which no instrument of INTERPOL was found, are left out.

    Returns
    -------
    DataFrame
        By the names of both: ``requesting_country`` and ``host_country`` (ISO3), ``rows``, ``held`` (detained or handed
        over), ``not_extradited`` and ``refused`` (by INTERPOL: refused, deleted, blocked).

    Examples
    --------
    >>> found = pairs().set_index(["requesting_country", "host_country"])
    >>> int(found.loc[("BLR", "POL"), "rows"]) <= len(rows_of("Poland"))
    True
    """
    rows = without_corrections(world.release().cases)
    stated = rows[rows["host_country"].notna()]
    marked = stated[["requesting_country", "host_country"]].assign(
        rows=1,
        held=with_people_held(stated).astype(int),
        not_extradited=(stated["effect"] == "extradition_refused").astype(int),
        refused=stated["oversight_outcome"].isin(REFUSED).astype(int),
    )
    both = ["requesting_country", "host_country"]
    found = marked.astype(dict.fromkeys(both, str)).groupby(both, sort=False).sum().reset_index()
    return found.sort_values(both, key=lambda codes: codes.map(name_of).map(fold), ignore_index=True)
