"""What is known about a country, in one word and three sentences."""

from __future__ import annotations

import pandas as pd

from analysis.core.hand import label, rule_in_words, text
from analysis.facts import evidence, world
from analysis.facts.cases import counting, headline, public_lead, register_rows
from analysis.facts.evidence import CODED, firmness, hanging_on
from analysis.facts.world import Place
from analysis.report.blocks import Prose, Section, Table, section
from analysis.report.profile.about import heading
from analysis.report.words import value_of
from analysis.stats.estimate import Estimate, complete_count, listed
from analysis.stats.evidence_level import Evidence, chance
from analysis.tables.release import FAMILIES


def _inputs() -> dict[str, str]:
    """Give each input of the rule as a reader knows it."""
    return {
        "cases": evidence.evidence_rule().noun,
        "families": "families of sources that name the state",
        "complaints": "among the ten states whose complaints were summed (yes or no)",
    }


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
        Prose([text("grades_in_short"), text("families")]),
        None if place.is_member else Prose([f"{place.opening} is not a member of INTERPOL in its own right."]),
    )


def _word(place: Place) -> str:
    return f"Evidence level: {evidence.with_meaning(evidence.evidence(place.iso3).word)}."


def _cases(place: Place) -> Estimate:
    strong, rows = headline(place), register_rows(place)
    if rows.value == 0:
        sentence = f"The register holds no documented case requested by {place.called}, {text('none')}."
    else:
        sentence = f"The register holds {rows.sentence}; {counting(int(strong.value), int(rows.value))}."
    return complete_count(
        int(strong.value), universe=strong.universe, source=strong.source, unit=strong.unit, sentence=sentence
    )


def _named(place: Place) -> Estimate:
    families = evidence.evidence(place.iso3).inputs["families"]
    return complete_count(
        families,
        universe="four families of sources, each counted once",
        source=world.source("country_mentions"),
        unit="families of sources",
        sentence=_families(place, families),
    )


def _families(place: Place, families: int) -> str:
    if families == 0:
        return (
            f"No source that was read says that {place.called} misuses INTERPOL. This does not mean that it does not."
        )
    naming = [label(family) for family in FAMILIES if bool(evidence.evidence_table()[family][place.iso3])]
    said = "one of four families" if families == 1 else f"{families} of four families"
    return f"Sources from {said} of sources ({listed(naming)}) say that {place.called} misuses INTERPOL."


def evidence_level(place: Place) -> Section:
    """Show the evidence level, the rule that gives it, and how it changes when an input is left out."""
    level = evidence.evidence(place.iso3)
    stated = complete_count(
        level.inputs["cases"],
        universe="inputs of the evidence rule",
        source=world.source("cases", "country_mentions", "oversight_statistics"),
        unit=evidence.evidence_rule().noun,
        sentence=level.sentence,
    )
    return section(Prose([stated]), _firmness(place, level), _rule(), _left_out(place, level))


def _firmness(place: Place, level: Evidence) -> Table | None:
    """Show how firmly the word stands; a word that rests on nothing hangs on nothing."""
    held = firmness(place.iso3, place.level)
    rests = any(level.inputs.values())
    rows = {
        "Other thresholds: share of sets in which the word stays": held.thresholds if rests else None,
        "Coding error: probability that the word stays": held.coding,
        f"Coding error: {evidence.evidence_rule().noun}, coded once more": held.recounted,
        "Single sources without which the word would be another": hanging_on(place.iso3) if rests else None,
    }
    stated = {what: estimate for what, estimate in rows.items() if estimate is not None}
    if not stated:
        return None
    data = pd.DataFrame([{"test": what, **estimate.as_dict()} for what, estimate in stated.items()])
    shown_rows = pd.DataFrame(
        {
            "Test": list(stated),
            "Result": [_result(estimate) for estimate in stated.values()],
            "What it says": [without_place(estimate, place) for estimate in stated.values()],
        }
    )
    title = f"How firmly the word “{level.word}” stands"
    universe = "; ".join(dict.fromkeys(estimate.universe for estimate in stated.values()))
    words = pd.Series([level.word, *held.decisive.values()], dtype="str")
    note = " ".join(part for part in (text("firmness"), _meanings(words)) if part)
    return Table("firmness", title, data, shown_rows, universe, world.source(*CODED), note)


def _result(estimate: Estimate) -> str:
    return chance(estimate.value) if estimate.unit == "share" else value_of(estimate)


def without_place(estimate: Estimate, place: Place) -> str:
    """Give an estimate's sentence without the place, which the table names."""
    said = estimate.sentence.removeprefix(f"{place.name}: ")
    return said[0].upper() + said[1:]


def _rule() -> Table:
    rows = pd.DataFrame(rule_in_words(evidence.evidence_rule()), columns=["level", "earned by"])
    return Table(
        "evidence_rule",
        "The rule: a country has the first level whose condition it meets",
        rows,
        rows.rename(columns={"level": "Level", "earned by": "Earned by"}),
        "none; a stated rule, neither a score nor fitted",
        "data/hand/evidence_rule.yml, with the reason of each line",
    )


def _left_out(place: Place, level: Evidence) -> Table:
    names, inputs = list(_inputs()), _inputs()
    rows = pd.DataFrame(
        {
            "input": [inputs[name] for name in names],
            "value": [level.inputs[name] for name in names],
            "level_without_it": [level.without[name] for name in names],
        }
    )
    return Table(
        "evidence_inputs",
        f"What the word “{level.word}” rests on, one input left out at a time",
        rows,
        rows.set_axis(["Input", f"Value for {place.called}", "Level if it were left out"], axis=1).astype(str),
        "inputs of the evidence rule",
        world.source("cases", "country_mentions", "oversight_statistics"),
        _meanings(rows["level_without_it"]),
    )


def _meanings(words: pd.Series[str]) -> str:
    """Say what each word means that must not stand alone."""
    met = [level for level in evidence.evidence_rule().levels if level.meaning and (words == level.word).any()]
    return " ".join(f"“{level.word.capitalize()}”: {level.meaning}." for level in met)
