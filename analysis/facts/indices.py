"""Governance indices: a country's values with their published error, beside region and world."""

from __future__ import annotations

import pandas as pd

from analysis.core.hand import label
from analysis.facts import world
from analysis.facts.world import Place
from analysis.stats.estimate import Estimate, Spread, interval, number
from analysis.stats.published import half_width

TABLE = "governance_country_year"


def regions() -> pd.Series[str]:
    """Give the region of each country by ISO3 code."""
    return world.release().regions.set_index("iso3")["region"]


def latest(place: Place, column: str, *, title: str, better: str) -> Estimate | None:
    """Give a country's latest value of an index, with its published interval and its place among countries.

    Parameters
    ----------
    place : Place
        The country, and the level of the interval.
    column : str
        Column of ``governance_country_year``; its standard error, where one is published, ends in ``_se``.
    title : str
        The index as a reader knows it.
    better : {"up", "down"}
        Whether a higher value is better or worse.

    Returns
    -------
    Estimate or None
        None where the index does not cover the country.
    """
    table = world.release().governance
    own = table[(table["iso3"] == place.iso3) & table[column].notna()]
    if own.empty:
        return None
    row = own.sort_values("year").iloc[-1]
    year, value = int(row["year"]), float(row[column])
    peers = table.loc[table["year"] == year, column].dropna().astype(float)
    below = float((peers < value).mean())
    low, high = _interval(row, column, place.level)
    stated = "" if low is None or high is None else f" ({interval(low, high, place.level)})"
    sentence = f"{place.name}: {number(value)}{stated} in {year}, above {100 * below:.0f} % of {len(peers)} countries."
    direction = "higher is better" if better == "up" else "higher is worse"
    universe = f"{title} in {year}, of {len(peers)} countries; above {100 * below:.0f} % of them ({direction})"
    method = "published index" if low is None else "published index and standard error"
    level = None if low is None else place.level
    spread: Spread = "sampling" if low is None else "published error"
    return Estimate(value, low, high, level, method, len(peers), universe, sentence, world.source(TABLE), title, spread)


def _interval(row: pd.Series, column: str, level: float) -> tuple[float | None, float | None]:
    error = row.get(f"{column}_se")
    if error is None or pd.isna(error):
        return None, None
    value, reach = float(row[column]), half_width(level) * float(error)
    return value - reach, value + reach


def over_time(place: Place) -> pd.DataFrame:
    """Give a country's V-Dem indices by year, with the words for its regime class in ``regime``."""
    table = world.release().governance
    rows = table[(table["iso3"] == place.iso3) & table["vdem_liberal_democracy"].notna()].sort_values("year")
    names = ["" if pd.isna(code) else label(f"regime_{code}") for code in rows["vdem_regime"]]
    columns = ["year", "vdem_liberal_democracy", "vdem_freedom_of_expression", "vdem_rule_of_law"]
    return rows[columns].astype(float).assign(regime=names).reset_index(drop=True)
