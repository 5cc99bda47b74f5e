"""What is known about a country, in three sentences and one word."""

from __future__ import annotations

import pandas as pd

from analysis.clean.evidence_rule import rule_in_words
from analysis.report import statistics as world
from analysis.report.blocks import Prose, Section, Table, section
from analysis.report.place import Place
from analysis.report.profile.about import heading
from analysis.report.profile.counts import headline, notices, register_rows
from analysis.report.texts import text
from analysis.stats.estimate import Estimate, complete_count
from analysis.stats.evidence_level import Evidence

#: Input of the rule -> how a reader knows it.
INPUTS = {
    "cases": "supported cases of grade A or B",
    "families": "families of sources that name the state",
    "complaints": "top-ten lists of complaints (in or not)",
}
NONE_FOUND = "none found"


def title(place: Place) -> Section:
    """Show the heading of a country's report."""
    return section(Prose([heading(place)], "title"))


def known(place: Place) -> Section:
    """Say in three sentences what is known, and what kind of knowledge it is.

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
        Prose([_cases(place), notices(place), _named(place)], "lead"),
        Prose([text("motto")], "caution"),
        None if place.is_member else Prose([f"{place.name} is not a member of INTERPOL in its own right."]),
    )


def _cases(place: Place) -> Estimate:
    strong, rows = headline(place), register_rows(place)
    if rows.value == 0:
        sentence = f"{place.name}: no documented case in the register, {text('none')}."
    else:
        sentence = (
            f"{place.name}: the register holds {rows.sentence}, of which {int(strong.value)} are supported by strong "
            f"evidence (grade A or B) with an INTERPOL instrument."
        )
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
        sentence=(
            f"{families} of four families of sources (governments, parliaments, non-governmental organisations, press) "
            f"name {place.name} as a state that misuses INTERPOL."
        ),
    )


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
