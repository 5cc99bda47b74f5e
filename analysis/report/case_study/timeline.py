"""One timeline of a country: cases, INTERPOL's decisions, responses, sanctions and governance, each with its source."""

from __future__ import annotations

import pandas as pd

from analysis.charts.register import group_of
from analysis.charts.register import timeline as draw
from analysis.core.hand import label, text
from analysis.facts import world
from analysis.facts.cases import cases_of
from analysis.facts.world import Place
from analysis.report.blocks import Prose, Section, Table, section
from analysis.report.case_study.events import LANES, events
from analysis.report.words import shown

UNIVERSE = "register rows, dated measures and rounds of sanctions that were read; none is a verdict on a person"


def timeline(place: Place) -> Section:
    """Show a country's timeline and the table that gives the date, the words and the source of each numbered mark.

    Parameters
    ----------
    place : Place
        The country.

    Returns
    -------
    Section
        One honest sentence where nothing is dated.
    """
    table = events(place, group_of(cases_of(place)))
    if table["at"].notna().sum() == 0:
        return section(Prose([f"Nothing dated was read that concerns {place.called} and INTERPOL."]))
    source = world.source("cases", "oversight_timeline", "belarus_sanctions_timeline", "governance_country_year")
    lanes = {lane: label(f"lane_{lane}") for lane in LANES}
    chart = draw(
        table, governance_of(place), place=place.name, lanes=lanes, universe=UNIVERSE, source=source,
        note=text("timeline"),
    )  # fmt: skip
    return section(chart, _key(place, table, source))


def governance_of(place: Place) -> pd.DataFrame:
    """Give a country's V-Dem indices by year, with the words for its regime class.

    Returns
    -------
    DataFrame
        ``year``, ``vdem_liberal_democracy``, ``vdem_freedom_of_expression``, ``vdem_rule_of_law`` and ``regime``.
    """
    table = place.release.governance
    rows = table[(table["iso3"] == place.iso3) & table["vdem_liberal_democracy"].notna()].sort_values("year")
    names = ["" if pd.isna(code) else label(f"regime_{code}") for code in rows["vdem_regime"]]
    columns = ["year", "vdem_liberal_democracy", "vdem_freedom_of_expression", "vdem_rule_of_law"]
    return rows[columns].astype(float).assign(regime=names).reset_index(drop=True)


def _key(place: Place, table: pd.DataFrame, source: str) -> Table:
    shown_rows = pd.DataFrame(
        {
            "No.": table["number"].astype(str),
            "Date": table["date"],
            "Lane": [label(f"lane_{lane}").partition(" (")[0] for lane in table["lane"]],
            "What": table["what"].map(shown),
            "Source": table["source"],
        }
    )
    note = f"A number without a date stands in the table only. {text('key')}"
    anchors = [f"mark-{number}" for number in table["number"]]
    title = f"The numbered marks of the timeline: {place.name}"
    return Table("timeline_key", title, table, shown_rows, UNIVERSE, source, note, anchors)
