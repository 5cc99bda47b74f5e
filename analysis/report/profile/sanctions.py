"""Sanctions on a state: who was designated under programmes on it."""

from __future__ import annotations

import pandas as pd

from analysis.charts.context import designations_by_year
from analysis.core.hand import DASH, SENDERS, label, text
from analysis.facts import world
from analysis.facts.world import Place
from analysis.report.blocks import Prose, Section, Table, section
from analysis.report.words import shown
from analysis.stats.estimate import number

UNIVERSE = "persons, entities, vessels and aircraft on the lists of the sender under a programme on the country"


def sanctions(place: Place) -> Section:
    """Show designations under programmes on a country, by sender, programme and year.

    Parameters
    ----------
    place : Place
        The target country of the programmes.

    Returns
    -------
    Section
        One sentence where no list names a programme on the country.
    """
    rows = place.release.designations.query("programme_country == @place.iso3")
    if rows.empty:
        return section(Prose([f"None of the four senders' lists that were read names a programme on {place.called}."]))
    dated = rows[rows["year"].notna()]
    source = world.source("designations_by_target_country")
    chart = designations_by_year(dated, place.name, source, text("sanctions")) if len(dated) else None
    return section(chart, _programmes(place))


def _programmes(place: Place) -> Table:
    rows = place.release.programmes.query("programme_country == @place.iso3")
    counts = rows.pivot_table(
        index=["list", "programme"], columns="entity_type", values="designations", aggfunc="sum", fill_value=0
    ).astype(int)
    counts["all"] = counts.sum(axis=1)
    years = rows.groupby(["list", "programme"])["year"].agg(["min", "max"])
    data = counts.join(years.rename(columns={"min": "first_year", "max": "last_year"})).reset_index()
    kinds = [kind for kind in ("person", "entity", "vessel", "aircraft") if kind in data]
    shown_rows = pd.DataFrame(
        {
            "Sender": [SENDERS[sender].split(",")[0] for sender in data["list"]],
            "Programme": data["programme"].map(shown),
            **{label(kind).capitalize(): data[kind].map(number) for kind in kinds},
            "All": data["all"].map(number),
            "Years": [_years(first, last) for first, last in zip(data["first_year"], data["last_year"], strict=True)],
        }
    )
    title = f"Designations under programmes on {place.called}"
    return Table(
        "programmes", title, data, shown_rows, UNIVERSE, world.source("designations_by_programme"), text("sanctions")
    )


def _years(first: object, last: object) -> str:
    return DASH if shown(first) == DASH else shown(first) if first == last else f"{first} to {last}"
