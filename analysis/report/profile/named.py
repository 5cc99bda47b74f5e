"""Who names a country as a state that misuses INTERPOL, and complaints."""

from __future__ import annotations

import pandas as pd

from analysis.core.hand import label, text
from analysis.facts import world
from analysis.facts.oversight import complaint_estimates, refusals_of_the_year
from analysis.facts.world import Place
from analysis.report.blocks import Prose, Section, Table, section
from analysis.report.words import estimates_table, link, shown
from analysis.stats.estimate import complete_count


def named_as_abuser(place: Place) -> Section:
    """Show the lists that name a country, each with its family of sources."""
    rows = place.release.country_mentions.query("country == @place.iso3")
    if rows.empty:
        return section(Prose([f"None of the lists read names {place.called}, {text('none')}.", text("mentions")]))
    naming = rows[rows["wording_category"] == "named_abuser"]
    count = complete_count(
        len(naming),
        universe="lists of governments, parliaments, organisations and the press that were read",
        source=world.source("country_mentions"),
        unit="lists",
        sentence=(
            f"{place.opening} is named as misusing INTERPOL in {len(naming)} of the sources read; they belong to "
            f"{naming['family'].nunique()} of four families of sources."
        ),
    )
    return section(Prose([count, text("mentions")]), _table(place, rows))


def _table(place: Place, rows: pd.DataFrame) -> Table:
    ordered = rows.sort_values(["year", "source_title"])
    shown_rows = pd.DataFrame(
        {
            "Year": ordered["year"].map(shown),
            "Family": ordered["family"].map(label),
            "What it does": ordered["wording_category"].map(label),
            "Source": [link(t, u) for t, u in zip(ordered["source_title"], ordered["source_url"], strict=True)],
        }
    )
    universe = "lists that were read; a list not read names nobody here"
    title = f"Lists that name {place.called}"
    return Table("mentions", title, ordered, shown_rows, universe, world.source("country_mentions"))


def complaints(place: Place) -> Section:
    """Show how many complaints concerned a country, as far as the published lists tell."""
    return section(Prose([*complaint_estimates(place), text("complaint_bounds"), text("complaints")]))


def refusals(place: Place) -> Section:
    """Show what is known of refusals: the world only, with the conflict between published figures."""
    return section(
        Prose([text("refused"), f"No figure exists for {place.called} alone; these are the world's."]), refusals_table()
    )


def refusals_table() -> Table:
    """Show the refusals of the year with the fullest figures, with both denominators and the conflict by ground."""
    title = "Refused or cancelled worldwide, in the year of the fullest figures"
    return estimates_table("refusals_world", title, list(refusals_of_the_year().items()), text("denominators"))
