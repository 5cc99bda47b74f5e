"""Governance indices: a country's values with their published error, beside region and world."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

import pandas as pd

from analysis.core.countries import nearest
from analysis.core.errors import InputError
from analysis.core.hand import label
from analysis.core.messages import _
from analysis.core.reads import cache
from analysis.facts import world
from analysis.facts.world import Place, open_place
from analysis.stats.estimate import Estimate, Spread, Subject, interval, number
from analysis.stats.published import with_published_error

__all__ = ["TABLE", "Index", "latest", "latest_values", "latest_year", "over_time", "regions"]

TABLE = "governance_country_year"


class Index(Protocol):
    """What a list of indices holds of each, such as the panels of the chart of governance."""

    @property
    def column(self) -> str:
        """Column of the table."""

    @property
    def title(self) -> str:
        """The index as a reader knows it."""

    @property
    def better(self) -> str:
        """Whether a higher value is better (``up``) or worse (``down``)."""


def regions() -> pd.Series[str]:
    """Give the region of each country by ISO3 code.

    Returns
    -------
    Series of str
        The region after UN M49, in words.

    Examples
    --------
    >>> regions()["BLR"]
    'Europe'
    """
    return world.release().regions.set_index("iso3")["region"]


def latest_values(country: str | Place, indices: Iterable[Index], level: float = 0.95) -> list[tuple[str, Estimate]]:
    """Give a country's latest value of each of some indices, with its title.

    Parameters
    ----------
    country : str or Place
        Name or code; a place brings its own level.
    indices : iterable of Index
        Each with ``column``, ``title`` and ``better``, as in `latest`.
    level : float
        Level of the published intervals.

    Returns
    -------
    list of (str, Estimate)
        Those indices that cover the country.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> law = SimpleNamespace(column="vdem_rule_of_law", title="rule of law", better="up")
    >>> [title for title, _ in latest_values("Belarus", [law])]
    ['rule of law']
    """
    place = open_place(country, level)
    held = [(i.title, latest(place, i.column, title=i.title, better=i.better)) for i in indices]
    return [(title, estimate) for title, estimate in held if estimate is not None]


def latest(
    country: str | Place, column: str, *, title: str = "", better: str = "up", level: float = 0.95
) -> Estimate | None:
    """Give a country's latest value of an index, with its published interval and its place among countries.

    Parameters
    ----------
    country : str or Place
        Name or code; a place brings its own level.
    column : str
        Column of ``governance_country_year``; its standard error, where one is published, ends in ``_se``.
    title : str
        The index as a reader knows it; by default the column.
    better : {"up", "down"}
        Whether a higher value is better or worse.
    level : float
        Level of the interval that the published standard error gives.

    Returns
    -------
    Estimate or None
        None where the index does not cover the country.

    Raises
    ------
    InputError
        If there is no such column, or no such direction.

    Examples
    --------
    >>> found = latest("Belarus", "vdem_rule_of_law")
    >>> 0 <= found.value <= 1
    True
    """
    place, title = open_place(country, level), title or column
    _check(column, better)
    row = _latest_row(place, column)
    if row is None:
        return None
    year, value = int(row["year"]), float(row[column])
    peers = _covered(column, year)
    below = float((peers < value).mean())
    low, high = _interval(row, column, place.level)
    stated = number(value)
    if low is not None and high is not None:
        stated = _("{claim} ({details})", claim=stated, details=interval(low, high, place.level))
    among = {"year": str(year), "below": f"{100 * below:.0f}", "countries": len(peers)}
    sentence = _(
        "{place}: {value} in {year}, above {below} % of {countries} countries.", place=place.name, value=stated, **among
    )
    universe = (
        _(
            "{title} in {year}, of {countries} countries; above {below} % of them (higher is better)",
            title=title,
            **among,
        )
        if better == "up"
        else _(
            "{title} in {year}, of {countries} countries; above {below} % of them (higher is worse)",
            title=title,
            **among,
        )
    )
    method = _("published index") if low is None else _("published index and standard error")
    at = None if low is None else place.level
    spread: Spread = "sampling" if low is None else "published error"
    return Estimate(value, low, high, at, method, len(peers), universe, sentence, world.source(TABLE), title, spread)


def latest_year(country: str | Place, column: str) -> int | None:
    """Give the year of the value that `latest` gives.

    Parameters
    ----------
    country : str or Place
        Name or code.
    column : str
        Column of ``governance_country_year``.

    Returns
    -------
    int or None
        None where the index does not cover the country.

    Raises
    ------
    InputError
        If there is no such column.

    Examples
    --------
    >>> bool(latest_year("Belarus", "vdem_rule_of_law") == over_time("Belarus")["year"].max())
    True
    """
    _check(column)
    row = _latest_row(open_place(country), column)
    return None if row is None else int(row["year"])


def _latest_row(place: Place, column: str) -> pd.Series | None:
    table = world.release().governance
    own = table.iloc[_rows_by_state().get(place.iso3, [])]
    own = own[own[column].notna()]
    return None if own.empty else own.iloc[own["year"].argmax()]


@cache
def _rows_by_state() -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for place, iso3 in enumerate(world.release().governance["iso3"]):
        found.setdefault(str(iso3), []).append(place)
    return found


@cache
def _covered(column: str, year: int) -> pd.Series[float]:
    table = world.release().governance
    return table.loc[table["year"] == year, column].dropna().astype(float)


def _interval(row: pd.Series, column: str, level: float) -> tuple[float | None, float | None]:
    error = row.get(f"{column}_se")
    if error is None or pd.isna(error):
        return None, None
    about = Subject(str(row["iso3"]), column, TABLE, TABLE)
    held = with_published_error(float(row[column]), float(error), about=about, level=level)
    return held.low, held.high


def _check(column: str, better: str = "up") -> None:
    known = list(world.release().governance.columns[2:])
    if column not in known:
        close = nearest(column, known)
        fix = f"write {' or '.join(map(repr, close))}" if close else f'see describe("{TABLE}")'
        raise InputError(f"the index {column!r}", f"a column of {TABLE}", fix)
    if better not in ("up", "down"):
        raise InputError(f"better {better!r}", "up or down", "choose one of the two")


def over_time(country: str | Place) -> pd.DataFrame:
    """Give a country's V-Dem indices by year, with the words for its regime class in ``regime``.

    Parameters
    ----------
    country : str or Place
        Name or code.

    Returns
    -------
    DataFrame
        ``year``, ``vdem_liberal_democracy``, ``vdem_freedom_of_expression``, ``vdem_rule_of_law`` (0 to 1) and
        ``regime``; empty where V-Dem does not cover the country.

    Examples
    --------
    >>> over_time("Belarus")["regime"].iloc[-1]
    'closed autocracy'
    """
    place = open_place(country)
    table = world.release().governance
    rows = table[(table["iso3"] == place.iso3) & table["vdem_liberal_democracy"].notna()].sort_values("year")
    names = ["" if pd.isna(code) else label(f"regime_{code}") for code in rows["vdem_regime"]]
    columns = ["year", "vdem_liberal_democracy", "vdem_freedom_of_expression", "vdem_rule_of_law"]
    return rows[columns].astype(float).assign(regime=names).reset_index(drop=True)
