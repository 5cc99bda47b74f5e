"""The sections of the report on the founding article's claims, in the order in which the notebook shows them."""

from __future__ import annotations

import pandas as pd

from analysis.charts.chart import Chart
from analysis.charts.register import verdicts
from analysis.core.judgement import text
from analysis.core.messages import _
from analysis.facts import world
from analysis.facts.founding import UNIVERSE
from analysis.pages.blocks import Prose, Section, section
from analysis.pages.parts import all_claims, public_list
from analysis.pages.words import citation, limits
from analysis.pages.words import sources as words_sources
from analysis.stats.estimate import Estimate
from analysis.tables.library import plain

__all__ = [
    "all_claims", "how_to_cite", "how_to_read", "in_short", "limits", "picture", "public_list", "sources", "title",
]  # fmt: skip


TABLES = (
    "founding_claims", "cases", "oversight_timeline", "oversight_statistics", "public_notices_by_requesting_country",
)  # fmt: skip


HEADING = _("The founding article, claim by claim: what is supported and what is not")


def title() -> Section:
    """Show the heading of the report."""
    return section(Prose([HEADING], "title"))


def in_short(supported: Estimate) -> Section:
    """Describe how many claims hold, and which does not."""
    return section(Prose([supported, text("founding")], "lead"), Prose([text("motto")], "caution"))


def picture(claims: pd.DataFrame) -> Chart:
    """Draw the verdicts of claims, rows of ``founding_claims``."""
    return verdicts(plain(claims), UNIVERSE, world.source("founding_claims"))


def how_to_read() -> Section:
    """Describe what a verdict means."""
    return section(Prose([text("verdicts")]))


def sources() -> Section:
    """Show the tables behind the report."""
    return words_sources(TABLES)


def how_to_cite() -> Section:
    """Show how to cite the report."""
    return section(Prose([citation(HEADING, "claims/index.html")], "citation"))
