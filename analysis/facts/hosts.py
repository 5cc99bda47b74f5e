"""Countries where a request took effect: who asked, who was arrested there, and what became of it.

A case took effect in a country that is its ``host_country`` or its ``held_where``; corrections are excluded. People
held in a country are those with that country as ``held_where``. So a case can count in two countries.
"""

from __future__ import annotations

from functools import cache

import pandas as pd

from analysis.core.countries import country_name, fold
from analysis.core.messages import _, _n
from analysis.facts import world
from analysis.facts.cases import REFUSED, cases_of, in_order, with_people_held, without_corrections
from analysis.facts.world import Place, open_place
from analysis.stats.estimate import Estimate

__all__ = ["counted_by_host", "of_requester", "rows_of", "taken_effect"]


def _in_countries(rows: pd.DataFrame) -> pd.DataFrame:
    """Cases by country where they took effect: a row a case and country, a blank ``country`` where none is known."""
    rows = without_corrections(rows)
    both = zip(rows["host_country"], rows["held_where"], strict=True)
    countries = [sorted({str(code) for code in pair if pd.notna(code)}) or [""] for pair in both]
    placed = rows.assign(country=pd.Series(countries, index=rows.index, dtype=object)).explode("country")
    arrested = with_people_held(placed) & (placed["held_where"] == placed["country"])
    return placed.assign(
        country=placed["country"].astype(str),
        people_held=arrested.astype(int),
        held_and_refused=(arrested & (placed["extradition"] == "refused")).astype(int),
        stopped=placed["oversight_outcome"].isin(REFUSED).astype(int),
    )


@cache
def _register() -> pd.DataFrame:
    return _in_countries(world.release().cases)


@cache
def hosts() -> tuple[str, ...]:
    """Countries where a case took effect, in the order of their names."""
    codes = set(_register()["country"]) - {""}
    return tuple(sorted(codes, key=lambda code: fold(country_name(code))))


def rows_of(country: str | Place) -> pd.DataFrame:
    """Cases that took effect in a country, by year.

    Rows of ``cases``, every grade and status, without corrections.

    Examples
    --------
    >>> len(rows_of("France"))
    16
    """
    place = open_place(country)
    here = _register().loc[_register()["country"] == place.iso3].index
    return in_order(place.choices.within(world.release().cases.loc[here]))


def taken_effect(country: str | Place) -> Estimate:
    """Number of cases that took effect in a country.

    A complete count of cases, without an interval.

    Examples
    --------
    >>> taken_effect("Poland").value == len(rows_of("Poland"))
    True
    """
    place = open_place(country)
    rows = rows_of(place)
    unit, universe = (
        _("cases"),
        _(
            "cases{years} that took effect in {place}, corrections excluded",
            years=place.choices.years,
            place=place.called,
        ),
    )
    sentence = _(
        "{place}: {rows_words}.",
        place=place.opening,
        rows_words=_("no case is known to have taken effect there")
        if not len(rows)
        else (_("one case took effect there, on a request by one country"))
        if len(rows) == 1
        else _n(
            "{rows} cases took effect there, on requests by one country",
            "{rows} cases took effect there, on requests by {count} countries",
            rows["requesting_country"].nunique(),
            rows=len(rows),
        ),
    )
    return world.counted(len(rows), unit, universe, sentence, "cases")


def counted_by_host(rows: pd.DataFrame) -> pd.DataFrame:
    """Cases and cases with people held by country where they took effect.

    ``host_country`` (empty where none is known, and then last), ``cases``, ``people_held`` and ``held_and_refused``;
    most cases first.

    Examples
    --------
    >>> counted_by_host(cases_of("Belarus"))["host_country"].iloc[0]
    'POL'
    """
    counts = _counted(_in_countries(rows), "country").rename(columns={"country": "host_country"})
    names = counts["host_country"].map(lambda code: fold(country_name(code)) if code else "")
    ordered = counts.assign(unknown=counts["host_country"] == "", name=names)
    ordered = ordered.sort_values(["unknown", "cases", "people_held", "name"], ascending=[True, False, False, True])
    return ordered[["host_country", "cases", "people_held", "held_and_refused"]].reset_index(drop=True)


def _counted(placed: pd.DataFrame, *by: str) -> pd.DataFrame:
    columns = ["people_held", "held_and_refused", "stopped"]
    keys = placed.astype(dict.fromkeys(by, str)).assign(cases=1)
    return keys.groupby(list(by), sort=False)[["cases", *columns]].sum().reset_index()


def of_requester(country: str | Place) -> pd.DataFrame:
    """Cases that a country requested, by country where they took effect.

    Examples
    --------
    >>> int(of_requester("Belarus").set_index("host_country").loc["POL", "people_held"])
    8
    """
    return counted_by_host(cases_of(open_place(country)))


@cache
def pairs() -> pd.DataFrame:
    """Cases by requesting country and country where they took effect, with what became of them there."""
    known = _register()[_register()["country"] != ""]
    both = ["requesting_country", "host_country"]
    found = _counted(known, "requesting_country", "country").rename(columns={"country": "host_country"})
    return found.sort_values(both, key=lambda codes: codes.map(country_name).map(fold), ignore_index=True)
