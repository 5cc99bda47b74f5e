"""Host states: on whose territory a request took effect, what the host did, and what became of it."""

from __future__ import annotations

from functools import cache

import pandas as pd

from analysis.core.countries import fold, name_of
from analysis.core.hand import read_evidence_rule
from analysis.core.messages import say
from analysis.facts import world
from analysis.facts.cases import HELD, ROWS, in_order
from analysis.facts.world import Place, open_place
from analysis.stats.estimate import Estimate, complete_count

__all__ = ["detained", "hosts", "rows_of", "taken_effect"]


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
    states = rows["requesting_country"].nunique()
    return complete_count(
        len(rows),
        universe=say("host-universe", rows=ROWS, place=place.called),
        source=world.source("cases"),
        unit=say("rows-unit"),
        sentence=say("host-taken-effect", place=place.opening, rows=len(rows), states=states),
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
    held = rows[rows["effect"].isin(HELD) & ~rows["instrument"].isin(read_evidence_rule().left_out)]
    return complete_count(
        len(held),
        universe=say("host-universe-instrument", rows=ROWS, place=place.called),
        source=world.source("cases"),
        unit=say("rows-unit"),
        sentence=say("host-detained", count=len(held)),
    )
