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
from analysis.pages.parts import all_claims as all_claims
from analysis.pages.parts import public_list as public_list
from analysis.pages.words import Report
from analysis.pages.words import limits as limits
from analysis.stats.estimate import Estimate
from analysis.tables.library import plain

_TABLES = (
    "founding_claims", "cases", "oversight_timeline", "oversight_statistics", "public_notices_by_requesting_country",
)  # fmt: skip


REPORT = Report(
    _("The founding article, claim by claim: what is supported and what is not"), "claims/index.html", _TABLES
)
title, sources, how_to_cite = REPORT.title, REPORT.sources, REPORT.how_to_cite


def in_short(supported: Estimate) -> Section:
    """Describe how many claims hold, and which does not."""
    return section(Prose([supported, text("founding")], "lead"), Prose([text("motto")], "caution"))


def picture(claims: pd.DataFrame) -> Chart:
    """Draw the verdicts of claims, rows of ``founding_claims``."""
    return verdicts(plain(claims), UNIVERSE, world.source("founding_claims"))


def how_to_read() -> Section:
    """Describe what a verdict means."""
    return section(Prose([text("verdicts")]))
