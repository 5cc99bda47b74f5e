"""Governance indices: a country's values with their published error, beside region and world."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

import pandas as pd

from analysis.core.countries import suggestion
from analysis.core.errors import InputError
from analysis.core.messages import N_, _, label
from analysis.facts import world
from analysis.facts.selection import Selection, select
from analysis.stats.counts import with_published_error
from analysis.stats.estimate import Estimate, Kind, Subject, interval, number

__all__ = ["latest", "latest_values", "over_time"]

TABLE = "governance_country_year"


def regions() -> pd.Series[str]:
    """Return the region of each country by ISO3 code."""
    return world.release().regions.set_index("iso3")["region"]


def latest_values(
    country: str | Selection, indices: Iterable[Any], level: float | None = None
) -> list[tuple[str, Estimate]]:
    """Return a country's latest value of each of some indices, with its title.

    Parameters
    ----------
    indices : iterable
        Each with ``column``, ``title`` and ``better``, as in `latest`.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> law = SimpleNamespace(column="vdem_rule_of_law", title="rule of law", better="up")
    >>> [title for title, _ in latest_values("Belarus", [law])]
    ['rule of law']
    """
    place = select(country, level)
    estimates = [(i.title, latest(place, i.column, title=i.title, better=i.better)) for i in indices]
    return [(title, estimate) for title, estimate in estimates if estimate is not None]


def latest(
    country: str | Selection, column: str, *, title: str = "", better: str = "up", level: float | None = None
) -> Estimate | None:
    """Return a country's latest value of an index, with its published interval and its place among countries.

    None where the index does not cover the country.

    Parameters
    ----------
    title : str
        The index as a reader knows it; by default the column.
    better : {"up", "down"}
        Whether a higher value is better or worse.

    Examples
    --------
    >>> found = latest("Belarus", "vdem_rule_of_law")
    >>> 0 <= found.value <= 1
    True
    """
    place, title = select(country, level), title or column
    _check(column, better)
    row = _latest_row(place, column)
    if row is None:
        return None
    year, value = int(row["year"]), float(row[column])
    peers = _covered(column, year)
    among = {"year": str(year), "below": f"{100 * float((peers < value).mean()):.0f}", "countries": len(peers)}
    universe = _(
        "{title} in {year}, of {countries} countries; above {below} % of them ({direction})", title=title,
        direction=_("higher is better") if better == "up" else _("higher is worse"), **among,
    )  # fmt: skip
    about, error = Subject(place.name, title, universe, world.source(TABLE)), row.get(f"{column}_se")
    sentence = N_("{place}: {value} in {year}, above {below} % of {countries} countries.")
    if error is None or pd.isna(error):
        stated, method = _(sentence, place=place.name, value=number(value), **among), _("published index")
        return about.estimate(value, stated, method, len(peers), kind=Kind.DERIVED)
    one = with_published_error(value, float(error), about=about, level=place.level)
    assert one.low is not None and one.high is not None
    ends = one.low, one.high
    with_ends = _("{claim} ({details})", claim=number(value), details=interval(*ends, place.level))
    stated, method = _(sentence, place=place.name, value=with_ends, **among), _("published index and standard error")
    return about.estimate(value, stated, method, len(peers), ends=ends, level=place.level, kind=Kind.INDEX)


def latest_year(country: str | Selection, column: str) -> int | None:
    """Return the year of the value that `latest` gives."""
    _check(column)
    row = _latest_row(select(country), column)
    return None if row is None else int(row["year"])


def _latest_row(place: Selection, column: str) -> pd.Series | None:
    own = world.release().rows("governance", "iso3", place.iso3).dropna(subset=[column])
    return None if own.empty else own.iloc[own["year"].argmax()]


@cache
def _covered(column: str, year: int) -> pd.Series[float]:
    table = world.release().governance
    return table.loc[table["year"] == year, column].dropna().astype(float)


def _check(column: str, better: str = "up") -> None:
    known = list(world.release().governance.columns[2:])
    if column not in known:
        fix = suggestion(column, known, f'see describe("{TABLE}")')
        raise InputError(f"the index {column!r}", f"a column of {TABLE}", fix)
    if better not in ("up", "down"):
        raise InputError(f"better {better!r}", "up or down", "choose one of the two")


def over_time(country: str | Selection) -> pd.DataFrame:
    """Return a country's V-Dem indices by year, with the words for its regime class in ``regime``.

    ``year``, ``vdem_liberal_democracy``, ``vdem_freedom_of_expression``, ``vdem_rule_of_law`` (0 to 1) and ``regime``;
    empty where V-Dem does not cover the country.

    Examples
    --------
    >>> over_time("Belarus")["regime"].iloc[-1]
    'closed autocracy'
    """
    columns = ["vdem_liberal_democracy", "vdem_freedom_of_expression", "vdem_rule_of_law"]
    rows = world.release().rows("governance", "iso3", select(country).iso3)
    rows = rows.dropna(subset=columns[:1]).sort_values("year")
    names = ["" if pd.isna(code) else label(f"regime_{code}") for code in rows["vdem_regime"]]
    return rows[["year", *columns]].astype(float).assign(regime=names).reset_index(drop=True)
