"""The sections of the report on the founding article's claims, in the order in which the notebook shows them."""

from __future__ import annotations

from analysis.charts.register import verdicts
from analysis.core.hand import text
from analysis.facts import world
from analysis.facts.founding import UNIVERSE, supported
from analysis.facts.founding import concerned as concerned
from analysis.pages.blocks import Prose, Section, section
from analysis.pages.parts import all_claims, public_list
from analysis.pages.words import citation, limits, sources

__all__ = ["all_claims", "how_to_cite", "in_short", "limits", "picture", "public_list", "sources", "title"]


HEADING = "The founding article, claim by claim: what holds and what does not"


def title() -> Section:
    """Show the heading of the report."""
    return section(Prose([HEADING], "title"))


def in_short() -> Section:
    """Say how many claims hold, and which does not."""
    return section(Prose([supported(), text("founding")], "lead"), Prose([text("motto")], "caution"))


def picture() -> Section:
    """Show the verdicts as a picture."""
    return section(
        Prose([text("verdicts")]),
        verdicts(world.release().founding_claims, UNIVERSE, world.source("founding_claims")),
    )


def how_to_cite() -> Section:
    """Show how to cite the report."""
    return section(Prose([citation(HEADING)], "citation"))
