"""The head and the end of the world overview."""

from __future__ import annotations

from analysis.report import statistics as world
from analysis.report.blocks import Prose, Section, section
from analysis.report.release_note import citation
from analysis.report.texts import text
from analysis.stats.estimate import Estimate, complete_count

HEADING = "The world: INTERPOL notices and what is documented of their misuse"


def title() -> Section:
    """Show the heading of the world overview."""
    return section(Prose([HEADING], "title"))


def in_short() -> Section:
    """Say in a few sentences what is known worldwide."""
    return section(Prose([register(), world.public_league(0.95).funnel.target, levels()], "lead"), _motto())


def _motto() -> Prose:
    return Prose([text("motto")], "caution")


def register() -> Estimate:
    """Count the cases of the register, by status and strength."""
    cases = world.release().cases
    strong = int(world.headline_counts().sum())
    status = cases["claim_status"].value_counts()
    sentence = (
        f"The register holds {len(cases)} documented cases from {cases['requesting_country'].nunique()} requesting "
        f"countries: {status['supported']} supported, {status['contested']} contested, {status['unsupported']} "
        f"unsupported. {strong} are supported by strong evidence (grade A or B) with an INTERPOL instrument."
    )
    about = world.cases_subject()
    return complete_count(
        strong, universe=about.universe, source=world.source("cases"), unit=about.noun, sentence=sentence
    )


def levels() -> Estimate:
    """Count the countries and territories for which some misuse is documented."""
    words = world.evidence_words()
    found = int((words != "none found").sum())
    sentence = (
        f"Some misuse is documented for {found} of {len(words)} countries and territories; for the others nothing was "
        f"found, {text('none')}."
    )
    return complete_count(
        found,
        universe="members of INTERPOL and other territories that the data name",
        source=world.source("cases", "country_mentions", "oversight_statistics"),
        unit="countries and territories",
        sentence=sentence,
    )


def how_to_cite() -> Section:
    """Show how to cite the world overview."""
    return section(Prose([citation(HEADING)], "citation"))
