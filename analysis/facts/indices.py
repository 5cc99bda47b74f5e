"""Governance indices of a country: the latest value with the error that its publisher states."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Unpack

import pandas as pd

from analysis.core.country_names import suggestion
from analysis.core.errors import InputError, NoDataError
from analysis.core.messages import _, label
from analysis.core.number_words import Details, phrase
from analysis.facts import world
from analysis.facts.selection import LevelChoices, Selection, chosen
from analysis.stats.counts import half_width
from analysis.stats.estimate import Estimate, Kind, interval, number

TABLE = "governance_country_year"
#: Indices that have a title, in the order of the chart.
INDICES = ("vdem_rule_of_law", "vdem_freedom_of_expression", "vdem_liberal_democracy", "wgi_rule_of_law", "pts_state")


def index(country: str | Selection | None, column: str, **choices: Unpack[LevelChoices]) -> Estimate:
    """Latest value of a governance index.

    Choices: level.

    Parameters
    ----------
    column : str
        A column of ``governance_country_year``, such as ``"vdem_rule_of_law"``.

    Returns
    -------
    Estimate
        In the unit of the index, with the interval from the standard error that its publisher states, if it does.
        ``n`` is the number of countries that it covers in that year.

    Examples
    --------
    >>> 0 <= index("Belarus", "vdem_rule_of_law").value <= 1
    True
    """
    place = chosen(country, choices, LevelChoices)
    row = latest_row(place, column)
    if row is None:
        got, fix = f"{place.name} and {column}", "choose another index, or another country"
        raise NoDataError(got, "a country that the index covers", fix)
    title = label(column, "governance-index") if column in INDICES else column
    year, value = int(row["year"]), float(row[column])
    peers = _covered(column, year)
    among = {"year": str(year), "below": f"{100 * float((peers < value).mean()):.0f}", "countries": len(peers)}
    direction = _("higher is worse") if column == "pts_state" else _("higher is better")
    universe = label("index", "searched-universe", title=title, direction=direction, **among)
    about, error = world.about(title, universe, TABLE).at(place.name), row.get(f"{column}_se")
    written, method, kind, level, ends = number(value), _("published index"), Kind.DERIVED, None, None
    if not pd.isna(error):
        reach, level = half_width(place.level) * float(error), place.level
        ends, kind, method = (value - reach, value + reach), Kind.INDEX, phrase("countries._published_error")
        written = _("{claim} ({details})", claim=written, details=interval(*ends, level))
    details: Details = {"written": written, "year": year, "below": among["below"], "n": len(peers)}
    sentence = phrase("countries._index", place=place.name, **details)
    found = about.estimate(value, sentence, method, len(peers), ends=ends, level=level, kind=kind)
    return found.named(f"countries.{column}", place.country)


def latest_row(place: Selection, column: str) -> pd.Series | None:
    """Return the latest row of a country that has an index."""
    _check(column)
    return _latest(column).get(place.iso3)


@cache
def _latest(column: str) -> pd.DataFrame:
    table = world.release()["governance_country_year"].dropna(subset=[column]).sort_values("year")
    return table.drop_duplicates("iso3", keep="last").set_index("iso3").T


@cache
def _covered(column: str, year: int) -> pd.Series[float]:
    table = world.release()["governance_country_year"]
    return table.loc[table["year"] == year, column].dropna().astype(float)


def _check(column: str) -> None:
    known = list(world.release()["governance_country_year"].columns[2:])
    if column not in known:
        fix = suggestion(column, known, f'see describe("{TABLE}")')
        raise InputError(f"the index {column!r}", f"a column of {TABLE}", fix)


def latest_indices(selection: Selection) -> Iterator[Estimate]:
    """Return the latest value of each index that covers the country, in the order of the chart."""
    for column in INDICES:
        if latest_row(selection, column) is not None:
            yield index(selection, column)
