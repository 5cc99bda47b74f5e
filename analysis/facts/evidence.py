"""The evidence rating: its rule, its inputs, the rating of every country, and how stable it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Unpack

import numpy as np
import pandas as pd

from analysis.core.country_names import country_name
from analysis.core.evidence_rule import rule_in_words
from analysis.core.judgement import read_evidence_rule
from analysis.core.messages import _, label
from analysis.core.number_words import Details, phrase
from analysis.facts import coding, world
from analysis.facts.evidence_inputs import inputs, naming_rows, without_each_source
from analysis.facts.selection import PUBLISHED, RowChoices, Selection, chosen, select, worldwide
from analysis.stats.estimate import Estimate, Kind, listed
from analysis.stats.evidence_level import INPUTS as RATED_BY
from analysis.stats.evidence_level import Evidence as Result
from analysis.stats.evidence_level import chance, decisive, evidence_level, threshold_share, word_of
from analysis.tables.release import FAMILIES

__all__ = ["compare", "rating", "rule", "sources"]

ALL_STATES = phrase("evidence._states")
LISTS = phrase("evidence._documents")
INPUTS = phrase("evidence._inputs")
TABLES = ("cases", "country_mentions", "oversight_statistics")
CODED = (*TABLES, "cases_second_coding")
MOST_NAMED = 2


@cache
def evidence_table(choices: Selection = PUBLISHED) -> pd.DataFrame:
    """Return the inputs of the evidence rating of every territory, by ISO3 code."""
    return inputs(world.release(), choices).set_index("iso3")


@dataclass(frozen=True)
class Rating:
    """A country's evidence rating: a word by a published rule, neither a score nor fitted.

    Parameters
    ----------
    word, meaning : str
        The rating, and what must be said with it: blank for extensive, substantial and limited.
    inputs : mapping of str to int
        ``cases`` (well-documented), ``families`` (kinds of source that accuse the country, 0 to 4), ``complaints`` (1
        where it was among the ten countries whose complaints were summed), ``searched`` (1 where we searched).
    without : mapping of str to str
        The rating without each input.
    estimate : Estimate
        The number of well-documented cases, with a sentence that says the rating.
    """

    word: str
    meaning: str
    inputs: Mapping[str, int]
    without: Mapping[str, str]
    estimate: Estimate

    @property
    def rests(self) -> bool:
        """Whether the rating rests on anything that was found."""
        return any(self.inputs[name] for name in RATED_BY)


def rating(country: str | Selection | None = None, **choices: Unpack[RowChoices]) -> Rating:
    """Evidence rating of a country: how much misuse is documented, by a published rule.

    Choices: grades, statuses, since, until, rule.

    Returns
    -------
    Rating
        ``word``, ``meaning``, ``inputs``, ``without`` (the rating without each input) and ``estimate`` (the number of
        well-documented cases, a complete count).

    Examples
    --------
    >>> found = rating("Belarus")
    >>> found.word, dict(found.inputs)
    ('substantial', {'cases': 10, 'families': 2, 'complaints': 0, 'searched': 1})
    >>> rating("Belarus", grades="A", since=2021).inputs["cases"]
    6
    """
    selection = chosen(country, choices, RowChoices)
    found = _evidence(selection.iso3, selection.of_rows)
    counted = f"{INPUTS}{selection.inputs}"
    estimate = world.counted(found.inputs["cases"], _noun(selection), counted, *TABLES)
    estimate = replace(estimate, said=found.sentence).named("evidence.rating", selection.country)
    return Rating(found.word, found.meaning, found.inputs, found.without, estimate)


def would_raise(selection: Selection) -> dict[str, str]:
    """Return the inputs of which one more would raise the rating of a country, each with that rating."""
    found, levels = rating(selection), selection.evidence_rule.levels
    words = {name: word_of({**found.inputs, name: found.inputs[name] + 1}, levels) for name in ("families", "cases")}
    return {name: word for name, word in words.items() if found.rests and word != found.word}


def _rated(selection: Selection) -> Estimate:
    return rating(selection).estimate


@cache
def _evidence(iso3: str, choices: Selection) -> Result:
    rule, table = choices.evidence_rule, evidence_table(choices)
    cases, families, complaints, searched = (int(table[column][iso3]) for column in ("S", "F", "K", "searched"))
    noun = rule.noun if choices == PUBLISHED else _("cases ({chosen})", chosen=choices.label)
    place = country_name(iso3)
    return evidence_level(
        cases, families, bool(complaints), rule.levels, place=place, noun=noun, searched=bool(searched)
    )


def rule(path: str | Path | None = None) -> pd.DataFrame:
    """Rule of the evidence rating in words: a country has the first rating whose condition it meets.

    Parameters
    ----------
    path : str or Path, optional
        A yml instead of ``data/hand/evidence_rule.yml``.

    Returns
    -------
    DataFrame
        One row per rating, strongest first: ``rating``, ``condition``, ``meaning``.

    Examples
    --------
    >>> rule()["rating"].tolist()[-2:]
    ['weak or none', 'not searched']
    """
    read = read_evidence_rule(Path(path) if path else None)
    meanings = [level.meaning for level in read.levels]
    table = pd.DataFrame(rule_in_words(read), columns=["rating", "condition"]).assign(meaning=meanings)
    return table if path else world.sourced(table)


def compare(country: str | Selection | None = None, **choices: Unpack[RowChoices]) -> pd.DataFrame:
    """Evidence rating of every country, its inputs, and how stable it is.

    Choices: grades, statuses, since, until, rule.

    Returns
    -------
    DataFrame
        One row per country, the strongest rating first, then by name: ``country``, ``rating``, ``well_documented``
        (cases), ``families`` (kinds of source that accuse it), ``complaints`` (whether it was among the ten countries
        whose complaints were summed), a column per kind of source, ``searched`` (whether we searched for its requests),
        ``stays_thresholds``, ``stays_coding``
        (share of thresholds, and probability, with which the rating does not change) and ``decisive_sources`` (joined
        by semicolons; blank where nothing was found). A country that is named is in ``attrs["focus"]``.

    Examples
    --------
    >>> compare()["country"].iloc[0]
    'AZE'
    """
    selection = chosen(country, choices, RowChoices)
    rows = selection.of_rows
    words, order = evidence_words(rows).rename("rating"), words_in_order(rows)
    table = evidence_table(rows).join([words, firmness_table(rows)]).rename_axis("country").reset_index()
    table = table.rename(columns={"S": "well_documented", "F": "families", "K": "complaints"})
    keys = table.assign(rating=table["rating"].map(order.index), country=world.names(table["country"]))
    table = table.loc[keys.sort_values(["rating", "country"]).index].reset_index(drop=True)
    table.insert(1, "rating", table.pop("rating"))
    table.attrs |= {"focus": selection.country, "counted": ALL_STATES, "source": world.source(*CODED)}
    return table


def sources(country: str | Selection | None = None) -> pd.DataFrame:
    """Sources that accuse a country of misusing INTERPOL, by kind of source.

    Returns
    -------
    DataFrame
        The rows of ``country_mentions`` that count by the evidence rule, by kind of source and year.

    Examples
    --------
    >>> sorted(set(sources("Belarus")["family"]))
    ['governments', 'ngos']
    """
    selection = select(country)
    rows = naming_rows(world.release()["country_mentions"], selection)
    rows = rows if selection.country is None else rows[rows["country"] == selection.country]
    table = rows.sort_values(["country", "family", "year"], kind="stable", ignore_index=True)
    table.attrs |= {"counted": LISTS, "source": world.source("country_mentions")}
    return table


@cache
def evidence_words(choices: Selection = PUBLISHED) -> pd.Series[str]:
    """Return every territory's evidence rating by ISO3 code."""
    words = {str(iso3): _evidence(str(iso3), choices).word for iso3 in evidence_table(choices).index}
    return pd.Series(words, dtype="str", name="level")


@dataclass(frozen=True)
class Firmness:
    """How stable one rating is."""

    thresholds: Estimate
    coding: Estimate | None
    recounted: Estimate | None
    decisive: dict[str, str]


def firmness(selection: Selection) -> Firmness:
    """Return how stable a country's rating is: over thresholds, under coding error, and source by source."""
    return _firmness(selection.iso3, selection.level, selection.of_rows)


@cache
def _firmness(iso3: str, level: float, choices: Selection) -> Firmness:
    inputs, rule = dict(_evidence(iso3, choices).inputs), choices.evidence_rule.levels
    about = world.about("", f"{INPUTS}{choices.inputs}", *TABLES).at("")
    sources = without_each_source(world.release(), iso3, choices)
    coding, recounted = _coded_again(iso3, level, choices) or (None, None)
    thresholds = threshold_share(inputs, rule, about=about).named("evidence.stays_thresholds", iso3)
    return Firmness(thresholds, coding, recounted, decisive(inputs, sources, rule))


def _coded_again(iso3: str, level: float, choices: Selection) -> tuple[Estimate, Estimate | None] | None:
    """Return how probable it is that the rating stays under coding error, and the cases that would count."""
    own = world.release()["cases"]["requesting_country"].eq(iso3).to_numpy()
    if choices != PUBLISHED or not own.any():
        return None
    now, again = _evidence(iso3, choices), coding.coded_again("well_documented")
    about = world.about(_noun(choices), phrase("evidence._as_coded"), *CODED)
    about = replace(about, singular=PUBLISHED.evidence_rule.singular)
    drawn = pd.Series((again.drawn[:, own] == 0).sum(axis=1))
    ratings = drawn.map({
        count: word_of({**now.inputs, "cases": count}, choices.evidence_rule.levels) for count in drawn.unique()
    })  # fmt: skip
    stays, n = float((ratings == now.word).mean()), float(own.sum())
    share = about.estimate(stays, "", coding.METHOD, n, unit="share", kind=Kind.DERIVED)
    value, low, high = again.total(0, own, level)
    cases = about.estimate(value, "", coding.METHOD, n, ends=(low, high), level=level, kind=Kind.CODING)
    words: Details = {"counted_cases": about.counted(round(value)), "now": now.inputs["cases"]}
    recounted = None if low == high else cases.named("evidence.cases_recoded", iso3, **words)
    return share.named("evidence.stays_coding", iso3, chance=chance(stays)), recounted


def _noun(choices: Selection) -> str:
    """Return what the well-documented cases are called: as the published rule counts them, or as chosen."""
    return PUBLISHED.evidence_rule.noun if choices.of_rows == PUBLISHED else _("well-documented cases")


def decisive_input(place: Selection) -> Estimate:
    """Count the single sources without which the rating would differ; the sentence names them, and a higher rating."""
    found = firmness(place).decisive
    words = sorted(set(found.values()), key=words_in_order(place).index)
    sources = {word: [one for one in found if found[one] == word] for word in words}
    ratings = [phrase("evidence._if_excluded", len(sources[word]), word=word, sources=sources[word]) for word in words]
    inputs, rule = rating(place).inputs, place.evidence_rule.levels
    more = {"cases": inputs["cases"] + 1, "families": min(inputs["families"] + 1, len(FAMILIES))}
    word = word_of({**inputs, **more}, rule)
    further = {"word": word} if word != word_of(inputs, rule) else ""
    universe = phrase("evidence._single_sources", inputs=place.inputs)
    estimate = world.counted(len(found), _("sources"), universe, *TABLES)
    return estimate.named("evidence.decisive_sources", place.country, ratings=ratings, further=further)


@cache
def _of_main_page(choices: Selection) -> dict[str, str]:
    """Return ratings without the page that names most countries for governments, where it is the only such page."""
    rows = naming_rows(world.release()["country_mentions"], choices)
    page = rows[rows["family"] == "governments"].groupby("source_url")["country"].nunique().idxmax()
    kinds = pd.crosstab(rows["country"], [rows["family"], rows["source_url"] != page]) > 0
    alone = kinds.index[~kinds["governments", True] & kinds["governments", False]]
    left = pd.DataFrame(kinds.xs(True, axis=1, level=1)).sum(axis=1)
    rule = choices.evidence_rule.levels
    return {
        iso3: word_of({**_evidence(iso3, choices).inputs, "families": int(left[iso3])}, rule)
        for iso3 in map(str, alone)
    }


def main_page() -> Estimate:
    """Count the countries that governments accuse by one page alone, and the ratings that fall without it."""
    found, words, top = _of_main_page(PUBLISHED), evidence_words(), words_in_order()[0]
    fall = [iso3 for iso3, word in found.items() if word != words[iso3]]
    n, universe = float(evidence_table()["governments"].sum()), phrase("evidence._by_governments")
    estimate = world.counted(len(found), _("countries"), universe, "country_mentions", n=n)
    details: Details = {"fall": len(fall), "top": top, "of_top": int((words[fall] == top).sum())}
    return estimate.named("evidence.main_page", None, **details, strong=int((words == top).sum()))


def _without_main_page(place: Selection) -> Estimate | None:
    """Say what the rating would be without this page, of a country that it names alone for governments."""
    word = _of_main_page(place.of_rows).get(place.iso3)
    if word is None:
        return None
    falls = int(word != rating(place).word)
    estimate = world.counted(falls, _("ratings"), phrase("evidence._main_page"), *TABLES, n=1.0)
    return estimate.named("evidence.without_main_page", place.country, word=word)


def firmness_tests(place: Selection) -> dict[str, Estimate]:
    """Return by test how stable a country's rating is; empty for a country of which nothing was found."""
    firm, rests = firmness(place), rating(place).rests
    tests = {
        phrase("evidence._row_thresholds"): firm.thresholds if rests else None,
        phrase("evidence._row_coding"): firm.coding,
        phrase("evidence._row_recounted", noun=_noun(place)): firm.recounted,
        phrase("evidence._row_decisive"): decisive_input(place) if rests else None,
        phrase("evidence._row_main_page"): _without_main_page(place),
    }
    return {what: estimate for what, estimate in tests.items() if estimate is not None}


def _stability(selection: Selection) -> Iterable[Estimate]:
    return firmness_tests(selection).values()


@cache
def firmness_table(choices: Selection = PUBLISHED) -> pd.DataFrame:
    """Return how stable every rating is that rests on something, by ISO3 code."""
    table = evidence_table(choices)
    some = table.index[(table["S"] > 0) | (table["F"] > 0) | table["K"]]
    firm = {str(iso3): _firmness(str(iso3), 0.95, choices) for iso3 in some}
    rows = {
        iso3: (one.thresholds.value, one.coding.value if one.coding else np.nan, "; ".join(one.decisive))
        for iso3, one in firm.items()
    }
    columns = ["stays_thresholds", "stays_coding", "decisive_sources"]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns)


def words_in_order(choices: Selection = PUBLISHED) -> list[str]:
    """Name the evidence ratings, strongest first."""
    return [level.word for level in choices.of_rows.evidence_rule.levels]


def nothing_found() -> list[str]:
    """Name the ratings of countries of which nothing was found, not even complaints."""
    return PUBLISHED.evidence_rule.nothing


def scale(word: str) -> tuple[str, ...]:
    """Return the ratings from the least to the most; a country that we did not search for is not on this scale."""
    unsearched = words_in_order()[-1]
    return (word,) if word == unsearched else tuple(one for one in reversed(words_in_order()) if one != unsearched)


def states_of(word: str, choices: Selection = PUBLISHED) -> list[str]:
    """Return the ISO3 codes of the countries with an evidence rating, in their order."""
    words = evidence_words(choices)
    return [str(iso3) for iso3 in words.index[words == word]]


def levels(selection: Selection = PUBLISHED) -> Estimate:
    """Number of countries and territories with a well-documented case or a source that accuses them."""
    words, rule = evidence_words(selection.of_rows), selection.of_rows.evidence_rule
    found, counts = int(words.isin(rule.findings).sum()), words.value_counts()
    weak = [one for one in rule.levels if one.no_finding]
    rated = [{"value": counts.get(one.word, 0), "word": one.word, "meaning": one.meaning} for one in weak]
    estimate = world.counted(found, _("countries and territories"), ALL_STATES, *TABLES, n=len(words))
    return estimate.named("evidence.countries", None, weak=rated, unsearched=rated[-1]["value"])


def level_counts(selection: Selection = PUBLISHED) -> list[Estimate]:
    """Count the countries of each evidence rating, strongest first; the few of a strong rating are named."""
    unit, found = _("countries and territories"), []
    for word in words_in_order(selection):
        codes = states_of(word, selection.of_rows)
        counted, form = world.counted(len(codes), unit, ALL_STATES, *TABLES), word.replace(" ", "_")
        found.append(counted.named(f"evidence.countries_{form}", None, form=form, word=word, countries=codes))
    return found


def families_naming(place: Selection) -> Estimate:
    """Count the kinds of source that accuse a country of misusing INTERPOL, of four, each counted once."""
    count = int(evidence_table(place.of_rows)["F"][place.iso3])
    unit, universe = _("kinds of source"), phrase("evidence._four_kinds")
    estimate = world.counted(count, unit, universe, "country_mentions")
    return estimate.named("evidence.families", place.country, families=accusing(place))


def accusing(place: Selection) -> str:
    """Write which kinds of source accuse a country."""
    naming = evidence_table(place.of_rows)
    return listed(label(family) for family in FAMILIES if naming[family][place.iso3])


def kinds_of_source(count: int) -> str:
    """Write how many of the four kinds of source accuse a country."""
    return phrase("evidence._kinds", count, n=len(FAMILIES))


def sources_naming(place: Selection) -> Estimate:
    """Count the sources read that accuse a country of misusing INTERPOL."""
    categories = place.of_rows.evidence_rule.inputs.families.wording_categories
    query = f"country == {place.iso3!r} and wording_category in {categories}"
    naming = world.release()["country_mentions"].query(query)
    estimate = world.counted(len(naming), _("lists"), LISTS, "country_mentions")
    kinds = kinds_of_source(naming["family"].nunique())
    return estimate.named("evidence.sources", place.country, query, query, kinds=kinds)


def _of_world(selection: Selection) -> list[Estimate]:
    worldwide(selection)
    rated = evidence_words()
    strong = int(rated.isin(["extensive", "substantial"]).sum())
    counted = world.counted(strong, _("countries and territories"), ALL_STATES, *TABLES)
    found = counted.named("evidence.strong", None, states=len(rated))
    return [levels(selection), *level_counts(selection), found, main_page()]


SUMMARY = (_rated, families_naming, sources_naming, _stability, _of_world)


def without_each_input(place: Selection) -> pd.DataFrame:
    """Return each input of a country's rating, and the rating without it."""
    found = rating(place)
    chosen_cases = _("well-documented cases ({chosen})", chosen=place.label)
    names = {"cases": _noun(place) if place.of_rows == PUBLISHED else chosen_cases}
    names |= {name: label(name, "evidence-input") for name in ("families", "complaints")}
    rows = [(words, found.inputs[name], found.without[name]) for name, words in names.items()]
    return pd.DataFrame(rows, columns=["input", "value", "level_without_it"])
