"""The head and the end of the world overview."""

from __future__ import annotations

from analysis.core.hand import text
from analysis.facts.cases import register
from analysis.facts.evidence import levels
from analysis.facts.notices import public_in_short
from analysis.report.blocks import Prose, Section, section
from analysis.report.release_note import citation

HEADING = "The world: INTERPOL notices and what is documented of their misuse"


def title() -> Section:
    """Show the heading of the world overview."""
    return section(Prose([HEADING], "title"))


def in_short() -> Section:
    """Say in a few sentences what is known worldwide."""
    terms = Prose([text("grades_in_short"), text("families")])
    return section(Prose([register(), public_in_short(), levels()], "lead"), _motto(), terms)


def _motto() -> Prose:
    return Prose([text("motto")], "caution")


def how_to_cite() -> Section:
    """Show how to cite the world overview."""
    return section(Prose([citation(HEADING)], "citation"))
