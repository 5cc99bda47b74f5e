"""What is known about a country, in one word and three sentences."""

from __future__ import annotations

import pandas as pd

from analysis.clean.evidence_rule import rule_in_words
from analysis.clean.families import FAMILIES
from analysis.report import statistics as world
from analysis.report.blocks import Prose, Section, Table, section
from analysis.report.place import Place
from analysis.report.profile.about import heading
from analysis.report.profile.counts import headline, public_lead, register_rows
from analysis.report.texts import text
from analysis.report.words import label, listed
from analysis.stats.estimate import Estimate, complete_count
from analysis.stats.evidence_level import Evidence

#: Input of the rule -> how a reader knows it.
INPUTS = {
    "cases": "supported cases of grade A or B",
    "families": "families of sources that name the state",
    "complaints": "sum of complaints published (yes or no)",
}
NONE_FOUND = "none found"


def title(place: Place) -> Section:
    """Show the heading of a country's report."""
    return section(Prose([heading(place)], "title"))


def known(place: Place) -> Section:
    """Say in one word and three sentences what is known, and what kind of knowledge it is.

    Parameters
    ----------
    place : Place
        The country.

    Returns
    -------
    Section
        Documented cases; public notices; who names the state. A country without evidence gets the same sentences,
        which then say that nothing was found and that this proves nothing.
    """
    return section(
        Prose([_word(place), _cases(place), public_lead(place), _named(place)], "lead"),
        Prose([text("motto")], "caution"),
        None if place.is_member else Prose([f"{place.name} is not a member of INTERPOL in its own right."]),
    )


def _word(place: Place) -> str:
    level = world.evidence(place.iso3)
    meaning = f", {text('none')}" if level.word == NONE_FOUND else ""
    return f"Evidence level: {level.word}{meaning}."


def _cases(place: Place) -> Estimate:
    strong, rows = headline(place), register_rows(place)
    if rows.value == 0:
        sentence = f"The register holds no documented case requested by {place.name}, {text('none')}."
    else:
        graded = f", {int(strong.value)} of them by grade A or B evidence" if strong.value else ""
        sentence = f"The register holds {rows.sentence}{graded}."
    return complete_count(
        int(strong.value), universe=strong.universe, source=strong.source, unit=strong.unit, sentence=sentence
    )


def _named(place: Place) -> Estimate:
    families = world.evidence(place.iso3).inputs["families"]
    return complete_count(
        families,
        universe="four families of sources, each counted once",
        source=world.source("country_mentions"),
        unit="families of sources",
        sentence=_families(place, families),
    )


def _families(place: Place, families: int) -> str:
    if families == 0:
        return f"No source that was read says that {place.name} misuses INTERPOL, which does not mean that it does not."
    naming = [label(family) for family in FAMILIES if bool(world.evidence_table()[family][place.iso3])]
    said = "one of four families" if families == 1 else f"{families} of four families"
    return f"Sources from {said} of sources ({listed(naming)}) say that {place.name} misuses INTERPOL."


def evidence_level(place: Place) -> Section:
    """Show the evidence level, the rule that gives it, and how it changes when an input is left out."""
    level = world.evidence(place.iso3)
    stated = complete_count(
        level.inputs["cases"],
        universe="inputs of the evidence rule",
        source=world.source("cases", "country_mentions", "oversight_statistics"),
        unit=INPUTS["cases"],
        sentence=level.sentence,
    )
    return section(Prose([stated]), _rule(), _left_out(place, level))


def _rule() -> Table:
    rows = pd.DataFrame(rule_in_words(world.rule()), columns=["level", "earned by"])
    return Table(
        "evidence_rule",
        "The rule: a country has the first level whose condition it meets",
        rows,
        rows.rename(columns={"level": "Level", "earned by": "Earned by"}),
        "none; a stated rule, neither a score nor fitted",
        "data/hand/evidence_rule.yml, with the reason of each line",
    )


def _left_out(place: Place, level: Evidence) -> Table:
    names = list(INPUTS)
    rows = pd.DataFrame(
        {
            "input": [INPUTS[name] for name in names],
            "value": [level.inputs[name] for name in names],
            "level_without_it": [level.without[name] for name in names],
        }
    )
    return Table(
        "evidence_inputs",
        f"What the word “{level.word}” hangs on",
        rows,
        rows.set_axis(["Input", f"Value for {place.name}", "Level if it were left out"], axis=1).astype(str),
        "inputs of the evidence rule",
        world.source("cases", "country_mentions", "oversight_statistics"),
        f"“None found” says what was read, {text('none')}." if NONE_FOUND in rows["level_without_it"].tolist() else "",
    )
