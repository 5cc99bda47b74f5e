"""Governance, measures and claims: what stands around a country's notices."""

from __future__ import annotations

import pandas as pd

from analysis.charts.context import PANELS, Panel, governance
from analysis.core.hand import label, text
from analysis.facts import world
from analysis.facts.world import Place
from analysis.report.blocks import Prose, Section, Table, section
from analysis.report.founding import all_claims, concerned, public_list
from analysis.report.words import estimates_table, link, shown
from analysis.stats.estimate import Estimate, Spread, interval, number
from analysis.stats.published import half_width


def governance_over_time(place: Place) -> Section:
    """Show a country's governance over time with its uncertainty, against region and world."""
    table = place.release.governance
    source = world.source("governance_country_year")
    chart = governance(table, place.iso3, place.name, regions(place), source, place.level)
    if chart is None:
        return section(Prose([f"No governance index covers {place.called}.", text("governance")]))
    latest = [(panel.title, estimate) for panel in PANELS if (estimate := latest_value(place, panel)) is not None]
    title = f"Latest values for {place.called}"
    return section(chart, estimates_table("governance_latest", title, latest, text("governance")))


def regions(place: Place) -> pd.Series[str]:
    """Give the region of each country by ISO3 code."""
    return place.release.regions.set_index("iso3")["region"]


def latest_value(place: Place, panel: Panel) -> Estimate | None:
    """Give a country's latest value of an index, with its published interval and its place among countries."""
    table = place.release.governance
    own = table[(table["iso3"] == place.iso3) & table[panel.column].notna()]
    if own.empty:
        return None
    row = own.sort_values("year").iloc[-1]
    year, value = int(row["year"]), float(row[panel.column])
    peers = table.loc[table["year"] == year, panel.column].dropna().astype(float)
    below = float((peers < value).mean())
    low, high = _interval(row, panel, place.level)
    stated = "" if low is None or high is None else f" ({interval(low, high, place.level)})"
    sentence = f"{place.name}: {number(value)}{stated} in {year}, above {100 * below:.0f} % of {len(peers)} countries."
    direction = "higher is better" if panel.better == "up" else "higher is worse"
    universe = f"{panel.title} in {year}, of {len(peers)} countries; above {100 * below:.0f} % of them ({direction})"
    method = "published index" if low is None else "published index and standard error"
    level = None if low is None else place.level
    source = world.source("governance_country_year")
    spread: Spread = "sampling" if low is None else "published error"
    return Estimate(value, low, high, level, method, len(peers), universe, sentence, source, panel.title, spread)


def _interval(row: pd.Series, panel: Panel, level: float) -> tuple[float | None, float | None]:
    error = row.get(f"{panel.column}_se")
    if error is None or pd.isna(error):
        return None, None
    value, reach = float(row[panel.column]), half_width(level) * float(error)
    return value - reach, value + reach


def measures(place: Place) -> Section:
    """Show dated measures, rulings and reactions that concern a country."""
    rows = place.release.oversight_timeline.query("country_concerned == @place.iso3")
    if rows.empty:
        return section(Prose([f"No measure, ruling or reaction that concerns {place.called} was read."]))
    shown_rows = pd.DataFrame(
        {
            "Date": rows["date"].map(shown),
            "Who": rows["actor"].map(shown),
            "What": rows["description"].map(shown),
            "Kind": rows["measure_type"].map(label),
            "Source": [link(t, u) for t, u in zip(rows["source_title"], rows["source_url"], strict=True)],
        }
    )
    universe = "measures, rulings and reactions that were read; none is a verdict on a person"
    title = f"Measures, rulings and reactions that concern {place.name}"
    return section(Table("measures", title, rows, shown_rows, universe, world.source("oversight_timeline")))


def founding_claims(place: Place) -> Section:
    """Show the claims of the founding article with verdict and reason, where they concern the country."""
    if not concerned(place.iso3):
        return section()
    return section(Prose(["The founding article, claim by claim"], "heading"), all_claims(root=None), public_list())
