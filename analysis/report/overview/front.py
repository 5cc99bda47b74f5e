"""The head and the end of the world overview."""

from __future__ import annotations

from dataclasses import replace

from analysis.core.hand import reference, text
from analysis.report import statistics as world
from analysis.report.blocks import Prose, Section, section
from analysis.report.profile.counts import counting
from analysis.report.release_note import citation
from analysis.stats.estimate import Estimate, complete_count, number

HEADING = "The world: INTERPOL notices and what is documented of their misuse"


def title() -> Section:
    """Show the heading of the world overview."""
    return section(Prose([HEADING], "title"))


def in_short() -> Section:
    """Say in a few sentences what is known worldwide."""
    terms = Prose([text("grades_in_short"), text("families")])
    return section(Prose([register(), _public(), levels()], "lead"), _motto(), terms)


def _public() -> Estimate:
    counts, about = world.assigned_counts(), world.public_subject()
    total, none = int(counts.sum()), int((counts == 0).sum())
    sentence = (
        f"{number(total)} public Red Notices of {len(counts)} members were found on {world.day(reference()[0])} "
        f"(requesters inferred); {none} members had none in that collection."
    )
    source = world.source("public_notices_by_requesting_country")
    counted = complete_count(total, universe=about.universe, source=source, unit=about.noun, sentence=sentence)
    return replace(counted, n=len(counts))


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
        f"unsupported; {counting(strong, len(cases))}."
    )
    about = world.cases_subject()
    counted = complete_count(
        strong, universe=about.universe, source=world.source("cases"), unit=about.noun, sentence=sentence
    )
    return replace(counted, n=len(cases))


def levels() -> Estimate:
    """Count the countries and territories for which some misuse is documented; complaints alone are counted apart."""
    words, rule = world.evidence_words(), world.rule()
    found = int(words.isin(rule.findings).sum())
    apart = [
        f"“{level.word}” stands for {int((words == level.word).sum())}, {level.meaning}"
        for level in rule.levels
        if level.no_finding
    ]
    sentence = f"Some misuse is documented for {found} of {len(words)} countries and territories; {'; '.join(apart)}."
    counted = complete_count(
        found,
        universe="members of INTERPOL and other territories that the data name",
        source=world.source("cases", "country_mentions", "oversight_statistics"),
        unit="countries and territories",
        sentence=sentence,
    )
    return replace(counted, n=len(words))


def how_to_cite() -> Section:
    """Show how to cite the world overview."""
    return section(Prose([citation(HEADING)], "citation"))
