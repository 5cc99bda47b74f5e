"""Head, picture and end of the report on the founding article's claims."""

from __future__ import annotations

from analysis.charts.register import VERDICTS, verdicts
from analysis.core.hand import label, text
from analysis.facts import world
from analysis.report.blocks import Prose, Section, section
from analysis.report.founding import UNIVERSE
from analysis.report.release_note import citation
from analysis.stats.estimate import Estimate, complete_count, listed

HEADING = "The founding article, claim by claim: what holds and what does not"


def title() -> Section:
    """Show the heading of the report."""
    return section(Prose([HEADING], "title"))


def in_short() -> Section:
    """Say how many claims hold, and which does not."""
    return section(Prose([_verdicts(), text("founding")], "lead"), Prose([text("motto")], "caution"))


def _verdicts() -> Estimate:
    counts = world.release().founding_claims["verdict"].value_counts().reindex(list(VERDICTS), fill_value=0)
    parts = [f"{label(verdict)}: {count}" for verdict, count in counts.items()]
    sentence = f"Of the article's {int(counts.sum())} factual claims, by verdict: {listed(parts)}."
    return complete_count(
        int(counts["supported"]), universe=UNIVERSE, source=world.source("founding_claims"), unit="claims",
        sentence=sentence,
    )  # fmt: skip


def picture() -> Section:
    """Show the verdicts as a picture."""
    return section(
        Prose([text("verdicts")]),
        verdicts(world.release().founding_claims, UNIVERSE, world.source("founding_claims")),
    )


def how_to_cite() -> Section:
    """Show how to cite the report."""
    return section(Prose([citation(HEADING)], "citation"))
