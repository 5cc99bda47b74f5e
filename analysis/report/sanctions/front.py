"""The head and the end of the report on sanctions."""

from __future__ import annotations

from analysis.core.hand import text
from analysis.facts import world
from analysis.facts.sanctions import by_sender, target_shares
from analysis.report.blocks import Prose, Section, section
from analysis.report.profile import about
from analysis.report.release_note import citation
from analysis.report.sanctions.overlap import confirmed
from analysis.stats.estimate import Estimate, complete_count

HEADING = "Sanctions and INTERPOL notices: what goes together and what does not"
TABLES = (
    "designations_by_target_country", "designations_by_programme", "belarus_sanctions_timeline",
    "public_notices_corroboration", "cases", "country_mentions",
)  # fmt: skip


def title() -> Section:
    """Show the heading of the report."""
    return section(Prose([HEADING], "title"))


def in_short() -> Section:
    """Say in three sentences what sanctions lists tell about notices."""
    russia = dict(confirmed()).get("Russia")
    sentences = [_named(), target_shares()[0][1], russia]
    return section(
        Prose([sentence for sentence in sentences if sentence is not None], "lead"), Prose([text("motto")], "caution")
    )


def _named() -> Estimate:
    count = len(by_sender())
    return complete_count(
        count,
        universe="programmes of the UN, the EU, the UK and the US on a country",
        source=world.source("designations_by_target_country"),
        unit="countries",
        sentence=f"Programmes of the UN, the EU, the UK and the US name {count} countries.",
    )


def sources() -> Section:
    """Show the tables behind the report."""
    return about.sources(TABLES)


def how_to_cite() -> Section:
    """Show how to cite the report."""
    return section(Prose([citation(HEADING)], "citation"))
