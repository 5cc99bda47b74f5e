"""What the overlap of public notices and designations shows, and what it does not."""

from __future__ import annotations

from analysis.core.countries import name_of
from analysis.core.hand import WHOLE, text
from analysis.core.private import HIDDEN, WORLD
from analysis.facts import notices, world
from analysis.report.blocks import Prose, Section, section
from analysis.report.words import estimates_table
from analysis.stats.estimate import Estimate


def overlap() -> Section:
    """Show, for each requesting country, how many persons with security charges are also designated."""
    rows = confirmed()
    title = "Persons with security charges in public notices who are also designated, by requesting country"
    return section(
        Prose([text("overlap_shows"), text("corroboration")]),
        estimates_table("overlap", title, rows, text("corroboration")),
    )


def confirmed() -> list[tuple[str, Estimate]]:
    """State the share for every requesting country with three or more notices on security charges, most first."""
    table = world.release().corroboration
    rows = table[(table["coverage"] == WHOLE) & table["requesting_country"].notna()]
    rows = rows[(rows["security"] != HIDDEN) & (rows["requesting_country"] != WORLD)]
    rows = rows.assign(security=rows["security"].astype(int))
    codes = rows.sort_values(["security", "requesting_country"], ascending=[False, True])["requesting_country"]
    stated = [(name_of(code), notices.corroboration(code)) for code in codes]
    return [(name, estimate) for name, estimate in stated if estimate is not None]
