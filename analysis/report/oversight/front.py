"""The head and the end of the report on INTERPOL's safeguards."""

from __future__ import annotations

from analysis.report.blocks import Prose, Section, section
from analysis.report.oversight.complaints import admissible_growth, not_compliant
from analysis.report.oversight.figures import figure
from analysis.report.oversight.refused import growth, latest_other_share, shares
from analysis.report.profile.about import sources as source_table
from analysis.report.release_note import citation
from analysis.report.texts import text, texts

HEADING = "INTERPOL’s safeguards: what is refused, what is complained about, and what is not published"
TABLES = ("oversight_statistics", "ccf_decisions", "oversight_timeline")


def title() -> Section:
    """Show the heading."""
    return section(Prose([HEADING], "title"))


def in_short() -> Section:
    """Say in a few sentences how well the safeguards work, as far as can be read."""
    lead = [
        figure("ndtf_refused_or_cancelled", 2024).estimate,
        growth(),
        latest_other_share(),
        shares()[-1].estimate,
    ]
    rest = [admissible_growth(), not_compliant(0.95)]
    return section(Prose(lead, "lead"), Prose(rest), Prose([text("refused"), text("universes_apart")], "caution"))


def limits() -> Section:
    """Show what the numbers cannot tell."""
    return section(Prose([*texts("limits"), text("complaints")], "list"))


def sources() -> Section:
    """Show the tables behind the report."""
    return source_table(TABLES)


def how_to_cite() -> Section:
    """Show how to cite the report."""
    return section(Prose([citation(HEADING)], "citation"))
