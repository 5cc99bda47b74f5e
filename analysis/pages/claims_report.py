"""The sections of the report on the claims of the founding article, in the order of its notebook."""

from __future__ import annotations

from analysis.core.judgement import text
from analysis.core.messages import label
from analysis.pages.blocks import Prose, Section, section
from analysis.pages.parts import all_claims as all_claims
from analysis.pages.parts import public_list as public_list
from analysis.pages.words import Report
from analysis.stats.estimate import Estimates

REPORT = Report(label("claims", "title"), "claims/index.html", (
    "founding_claims", "cases", "oversight_timeline", "oversight_statistics", "public_notices_by_requesting_country",
))  # fmt: skip
title, end = REPORT.title, REPORT.end


def claims_in_short(numbers: Estimates) -> Section:
    """Say how many claims sources confirm, and which one they do not."""
    return section(Prose([text("founding"), numbers["claims.supported"]], "lead"))


def verdicts() -> Section:
    """Explain the verdicts."""
    return section(Prose([text("verdicts")]))
