"""The sections of the report on the claims of the founding article, in the order of its notebook."""

from __future__ import annotations

import pandas as pd

from analysis.charts.cells import Kind, tiles
from analysis.charts.chart import Chart
from analysis.core.judgement import text
from analysis.core.messages import _, label
from analysis.facts import world
from analysis.facts.claims import UNIVERSE, by_verdict
from analysis.pages.blocks import Prose, Section, section
from analysis.pages.parts import all_claims as all_claims
from analysis.pages.parts import public_list as public_list
from analysis.pages.words import Report
from analysis.stats.estimate import Estimates
from analysis.tables.library import plain

REPORT = Report(label("claims", "title"), "claims/index.html", (
    "founding_claims", "cases", "oversight_timeline", "oversight_statistics", "public_notices_by_requesting_country",
))  # fmt: skip
title, end = REPORT.title, REPORT.end


def claims_in_short(numbers: Estimates) -> Section:
    """Say how many claims sources confirm, and which one they do not."""
    return section(Prose([text("founding"), numbers["claims.supported"]], "lead"))


def verdicts_of_claims(claims: pd.DataFrame) -> Section:
    """Explain the verdicts, and draw those of claims, rows of ``founding_claims``."""
    return section(Prose([text("verdicts")]), _verdicts(plain(claims)))


#: Verdict -> how its tile is drawn; the outline differs too.
VERDICTS = {
    "supported": Kind(label("supported"), "ink", "paper"),
    "contested": Kind(label("contested"), "pale", "ink"),
    "unsupported": Kind(label("unsupported"), "paper", "ink", width=2.2),
    "not_assessed": Kind(label("not_assessed"), "hair", "ink", "dashed"),
}


def _verdicts(claims: pd.DataFrame) -> Chart:
    """Draw one tile for each claim in the order of the article, coloured by verdict."""
    data, counts = claims[["claim_id", "verdict", "claim"]], by_verdict(claims)
    ids = {verdict: ", ".join(data.loc[data["verdict"] == verdict, "claim_id"]) for verdict in VERDICTS}
    nothing = _("none")
    groups = "; ".join(f"{kind.words}: {ids[verdict] or nothing}" for verdict, kind in VERDICTS.items())
    return tiles(
        data, VERDICTS, name="verdicts",
        title=_(
            "{count} claims of the founding article: {supported} supported, {contested} disputed, {unsupported} not "
            "supported, {not_assessed} not assessed", count=counts["supported"].n,
            **{verdict: found.value for verdict, found in counts.items()},
        ),
        alt=_("One tile for each claim; colour: verdict. {groups}.", groups=groups),
        universe=UNIVERSE, source=world.source("founding_claims"),
        note=_("A tile may show only the beginning of a claim."),
        subtitle=_("One tile per claim, in the order of the article"),
    )  # fmt: skip
