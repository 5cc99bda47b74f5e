"""Who names a country as a state that misuses INTERPOL, and complaints."""

from __future__ import annotations

from functools import cache
from typing import Any

import pandas as pd
import yaml

from analysis.clean.evidence import TOP_TEN
from analysis.core.files import HAND
from analysis.core.hand import label, text
from analysis.report import statistics as world
from analysis.report.blocks import Prose, Section, Table, section
from analysis.report.oversight.refused import articles_2_and_3, shares
from analysis.report.place import Place
from analysis.report.words import estimates_table, link, shown
from analysis.stats.counts import outside_bounds, total_bounds
from analysis.stats.estimate import Estimate, Subject, complete_count

#: The year with the fullest published figures on refusals.
REFUSAL_YEAR = 2021


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


def complaint_estimates(place: Place) -> list[Estimate]:
    """Give the complaints to the CCF about a country, 2010 to 2017, with what the top-ten lists leave open.

    Returns
    -------
    list of Estimate
        Bounds: at least the published sum, at most that and what the last places of the lists leave to other years;
        without a published sum also the bound of a state that was in no list.
    """
    table = place.release.oversight_statistics
    rows = table[table["indicator"] == TOP_TEN]
    sums = {str(code): int(total) for code, total in zip(rows["country"], rows["value"], strict=True)}
    about = Subject(
        place.name,
        "requests to the CCF",
        "requests in the yearly top-ten lists of the CCF from 2010 to 2017, as summed by Heritage",
        world.source("oversight_statistics"),
    )
    always = complaint_lists()["in_every_list"]
    bounds = total_bounds(sums, always, place.iso3, about=about)
    return [bounds] if place.iso3 in sums else [bounds, outside_bounds(sums, always, about=about)]


@cache
def complaint_lists() -> dict[str, Any]:
    """Read what is known of the yearly lists of complaints: how many there are, and who is in all of them."""
    return dict(yaml.safe_load((HAND / "complaint_lists.yml").read_text(encoding="utf-8")))


def refusals(place: Place) -> Section:
    """Show what is known of refusals: the world only, with the conflict between published figures."""
    return section(
        Prose([text("refused"), f"No figure exists for {place.called} alone; these are the world's."]), refusals_table()
    )


def refusals_table() -> Table:
    """Show the refusals of the year with the fullest figures, with both denominators and the conflict by ground."""
    title = "Refused or cancelled worldwide, in the year of the fullest figures"
    return estimates_table("refusals_world", title, list(refusals_of_the_year().items()), text("denominators"))


#: What each number on refusals is, as a reader sees it.
REFUSED, ISSUED = "Red Notices and diffusions refused or cancelled", "Red Notices and diffusions issued"
REFUSED_SHARE, ON_ARTICLES = "Refused or cancelled, beside issued and refused", "Refused on Article 2 or 3"


@cache
def refusals_of_the_year() -> dict[str, Estimate]:
    """State the refusals of the year with the fullest figures: counts, the share between its bounds, and grounds."""
    held = next(share for share in shares() if share.first == share.last == REFUSAL_YEAR)
    assert held.refused is not None
    assert held.issued is not None
    return {
        REFUSED: held.refused.estimate,
        ISSUED: held.issued.estimate,
        REFUSED_SHARE: held.estimate,
        ON_ARTICLES: articles_2_and_3(REFUSAL_YEAR),
    }
