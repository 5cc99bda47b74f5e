"""The head and the end of the report on INTERPOL's safeguards."""

from __future__ import annotations

from dataclasses import replace

from analysis.core.hand import text, texts
from analysis.facts.oversight import admissible_growth, growth, latest_other_share, not_compliant, shares
from analysis.report.blocks import Prose, Section, section
from analysis.report.profile.about import sources as source_table
from analysis.report.release_note import citation
from analysis.stats.estimate import Estimate, percent

HEADING = "INTERPOL’s safeguards: what is refused, what is complained about, and what is not published"
TABLES = ("oversight_statistics", "ccf_decisions", "oversight_timeline")


def title() -> Section:
    """Show the heading."""
    return section(Prose([HEADING], "title"))


def in_short() -> Section:
    """Say in a few sentences how well the safeguards work, as far as can be read."""
    lead = [growth(), latest_other_share(), counted_share()]
    rest = [admissible_growth(), not_compliant()]
    return section(Prose(lead, "lead"), Prose(rest), Prose([text("refused"), text("universes_apart")], "caution"))


def counted_share() -> Estimate:
    """State the share of requests refused in the last single year of which both counts were read."""
    share = [held for held in shares() if held.first == held.last and held.refused and held.issued][-1]
    low, high = share.estimate.low, share.estimate.high
    assert low is not None and high is not None
    sentence = (
        f"In {share.last}, the last year of which refused and issued were both read, {percent(low)} to {percent(high)} "
        "of requests were refused or cancelled, depending on how many of them had been published first."
    )
    return replace(share.estimate, sentence=sentence)


def limits() -> Section:
    """Show what the numbers cannot tell."""
    return section(Prose([*texts("limits"), text("complaints")], "list"))


def sources() -> Section:
    """Show the tables behind the report."""
    return source_table(TABLES)


def how_to_cite() -> Section:
    """Show how to cite the report."""
    return section(Prose([citation(HEADING)], "citation"))
