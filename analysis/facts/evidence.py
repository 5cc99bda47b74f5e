"""The evidence level: its rule, its inputs, its word for every state, and how firmly the word stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from urllib.parse import urlsplit

import numpy as np
import pandas as pd

from analysis.core.countries import country_name
from analysis.core.judgement import EvidenceRule, read_evidence_rule, rule_in_words
from analysis.core.judgement import table as hand_table
from analysis.core.messages import Nn_, _, _n, label
from analysis.facts import world
from analysis.facts.selection import PUBLISHED, Selection, select
from analysis.stats.estimate import Estimate, Subject, listed
from analysis.stats.evidence_level import Evidence as Evidence
from analysis.stats.evidence_level import (
    coding_share,
    decisive,
    evidence_level,
    recount,
    recounted_cases,
    threshold_share,
    word_of,
)
from analysis.tables.release import FAMILIES, Release, speaker_of, territories

__all__ = [
    "evidence_words", "firmness", "firmness_table", "firmness_tests", "hanging_on", "level", "level_counts", "levels",
    "levels_table", "rule_table", "sources_naming", "stated", "without_each_input",
]  # fmt: skip

ALL_STATES = _("members of INTERPOL and other territories in the data")


LISTS = _("lists of governments, parliaments, organisations and the press that we found")


TOP_TEN = "ccf_individual_requests_by_source_ncb"


#: The one source of the third input, as a reader knows it.
COMPLAINT_LISTS = _("the Commission's lists of complaints")


#: What a row of the grade becomes with one of its two sources, and with none.
_WITH_ONE_SOURCE, _WITHOUT_SOURCE = {"B": "C"}, "D"


#: A row's code as the second coding gave it again: claim status and grade together, for their errors go together.
Code = tuple[str, ...]


def inputs(release: Release, choices: Selection = PUBLISHED) -> pd.DataFrame:
    """Return the three inputs of the evidence level, and the families behind the second."""
    codes = list(territories(release))
    cases = choices.counting(release.cases)["requesting_country"].value_counts()
    naming = _naming(release.country_mentions)
    named = (pd.crosstab(naming["country"], naming["family"]) > 0).reindex(
        index=codes, columns=list(FAMILIES), fill_value=False
    )
    complained = release.oversight_statistics.query("indicator == @TOP_TEN")["country"]
    return pd.DataFrame(
        {
            "iso3": codes,
            "S": cases.reindex(codes, fill_value=0).to_numpy(),
            "F": named.sum(axis=1).to_numpy(),
            "K": pd.Series(codes).isin(complained).to_numpy(),
            **{family: named[family].to_numpy() for family in FAMILIES},
        }
    ).astype({"S": "Int64", "F": "Int64"})


def _naming(mentions: pd.DataFrame) -> pd.DataFrame:
    return mentions[mentions["wording_category"].isin(read_evidence_rule().inputs.families.wording_categories)]


#: Rounds of the second coding that were drawn at random; error rates come from these alone.
RANDOM_ROUNDS = ("1", "4")


def _read_again(release: Release, choices: Selection = PUBLISHED) -> pd.DataFrame:
    """List the readings of the second reader in the random rounds (1 and 4), blank second codes excluded."""
    rows = release.second_coding[release.second_coding["round"].isin(RANDOM_ROUNDS)]
    second = _coding(rows, "second").dropna()
    return rows.loc[second.index].assign(counts=choices.of_codes.counts(second))


def coded_twice(
    release: Release, choices: Selection = PUBLISHED, *, first: bool = False
) -> dict[Code, tuple[int, int]]:
    """Count by code the readings of the random rounds that are well documented by the second code: the error rates."""
    again = _read_again(release, choices)
    present = release.cases.set_index("case_id").loc[again["case_id"]].set_index(again.index)
    codes = _coding(again, "first") if first else present
    codes = codes[~codes["instrument"].isin(read_evidence_rule().left_out)]
    counts = again.loc[codes.index, "counts"].groupby([codes["claim_status"], codes["evidence_grade"]])
    return {(str(status), str(grade)): (int(part.sum()), len(part)) for (status, grade), part in counts}


def _coding(second: pd.DataFrame, which: str) -> pd.DataFrame:
    names = {"claim_status": "claim_status", "grade": "evidence_grade", "instrument": "instrument"}
    return second.rename(columns={f"{which}_{old}": new for old, new in names.items()})[[*names.values()]]


def rows_by_code(
    cases: pd.DataFrame, known: set[Code], choices: Selection = PUBLISHED, again: Mapping[str, bool] | None = None
) -> tuple[dict[Code, int], int]:
    """Sort cases into those whose second code is drawn and those whose count is fixed."""
    rows = cases[~cases["instrument"].isin(read_evidence_rule().left_out)]
    read = rows["case_id"].map(again or {})
    codes = pd.Series(list(zip(rows["claim_status"], rows["evidence_grade"], strict=True)), index=rows.index)
    drawn = codes.isin(known) & read.isna()
    fixed = int(read.eq(True).sum()) + len(choices.counting(rows[~drawn & read.isna()]))
    return dict(sorted(Counter(codes[drawn]).items())), fixed


def _without_each_source(
    release: Release, country: str | Selection, choices: Selection = PUBLISHED
) -> dict[str, dict[str, int]]:
    """Return the inputs of a state's evidence level that are left when one source is taken away."""
    iso3 = select(country).iso3
    cases = release.rows("cases", "requesting_country", iso3)
    mentions = _naming(release.country_mentions).query("country == @iso3")
    figures = release.oversight_statistics
    complained = bool(((figures["indicator"] == TOP_TEN) & (figures["country"] == iso3)).any())
    sites = cases[["source_1_url", "source_2_url"]].map(site_of), mentions["source_url"].map(site_of)
    speakers = mentions["source_title"].map(speaker_of)
    counted, of_cases = choices.counting(cases), set(sites[0].to_numpy().ravel())
    found = {}
    for name in sorted({*of_cases, *sites[1]} - {""}):
        remaining = choices.counting(weakened(cases, sites[0], name)) if name in of_cases else counted
        found[name] = _left(remaining, mentions[sites[1] != name], complained)
    found |= {name: _left(counted, mentions[speakers != name], complained) for name in sorted(set(speakers))}
    return found | ({COMPLAINT_LISTS: _left(counted, mentions, False)} if complained else {})


def site_of(url: object) -> str:
    """Return the site of an address, without ``www.``; empty where there is none."""
    return (urlsplit(url).hostname or "").removeprefix("www.") if isinstance(url, str) else ""


def weakened(cases: pd.DataFrame, sites: pd.DataFrame, gone: str) -> pd.DataFrame:
    """Return register rows with the grades that are left without one site."""
    addresses = sites.to_numpy(dtype=object)
    before, after = (addresses != "").sum(axis=1), ((addresses != "") & (addresses != gone)).sum(axis=1)
    grade = cases["evidence_grade"].where(after == before, cases["evidence_grade"].replace(_WITH_ONE_SOURCE))
    return cases.assign(evidence_grade=grade.mask((after == 0) & (before > 0), _WITHOUT_SOURCE))


def _left(cases: pd.DataFrame, mentions: pd.DataFrame, complained: bool) -> dict[str, int]:
    return {"cases": len(cases), "families": mentions["family"].nunique(), "complaints": int(complained)}


@cache
def evidence_rule() -> EvidenceRule:
    """Read the rule of the evidence level."""
    return read_evidence_rule()


def rule_table() -> pd.DataFrame:
    """Return the rule in words: a state has the first level whose condition it meets.

    One row a level, strongest first: ``level`` and ``earned by``.

    Examples
    --------
    >>> rule_table()["level"].iloc[-1]
    'none found'
    """
    return pd.DataFrame(rule_in_words(evidence_rule()), columns=["level", "earned by"])


@cache
def evidence_table(choices: Selection = PUBLISHED) -> pd.DataFrame:
    """Return the inputs of the evidence level of every territory, by ISO3 code."""
    return inputs(world.release(), choices).set_index("iso3")


def level(country: str | Selection) -> Evidence:
    """Return a country's evidence level: a word by a stated rule, with what it was made from.

    It is a word and no `Estimate`, for it is neither a score nor fitted; `stated` says it as a sentence with its count.

    ``word``; ``inputs`` (``cases`` that count, ``families`` of sources that name the state, ``complaints``);
    ``without`` (the word that would stand without each input); ``sentence``.

    Examples
    --------
    >>> found = level("Belarus")
    >>> found.word, dict(found.inputs)
    ('substantial', {'cases': 10, 'families': 2, 'complaints': 0})
    """
    place = select(country)
    return _level(place.iso3, place.of_rows)


@cache
def _level(iso3: str, choices: Selection) -> Evidence:
    rule, table = evidence_rule(), evidence_table(choices)
    cases, families, complaints = (int(table[column][iso3]) for column in "SFK")
    noun = rule.noun if choices == PUBLISHED else _("cases ({chosen})", chosen=choices.label)
    return evidence_level(cases, families, bool(complaints), rule.levels, place=country_name(iso3), noun=noun)


@cache
def evidence_words() -> pd.Series[str]:
    """Return every territory's evidence level by ISO3 code.

    Named ``level``.

    Examples
    --------
    >>> evidence_words()["BLR"]
    'substantial'
    """
    return pd.Series({iso3: level(str(iso3)).word for iso3 in evidence_table().index}, dtype="str", name="level")


def with_meaning(word: str) -> str:
    """Return an evidence level with what must be said beside it."""
    meaning = next(rating.meaning for rating in evidence_rule().levels if rating.word == word)
    return f"{word}, {meaning}" if meaning else word


TABLES = ("cases", "country_mentions", "oversight_statistics")


CODED = (*TABLES, "cases_second_coding")


MOST_NAMED = 2


@dataclass(frozen=True)
class Firmness:
    """How firmly one word stands."""

    thresholds: Estimate
    coding: Estimate | None
    recounted: Estimate | None
    decisive: dict[str, str]
    uncounted: dict[str, str]


@cache
def known_codes(choices: Selection = PUBLISHED, *, first: bool = False) -> dict[Code, tuple[int, int]]:
    """Return the error rates of `coded_twice` for the shipped tables."""
    return coded_twice(world.release(), choices, first=first)


@cache
def second_counts(choices: Selection = PUBLISHED) -> dict[str, bool]:
    """Cases of the random rounds, by id: whether each is well documented by its last second code."""
    again = _read_again(world.release(), choices)
    return dict(zip(again["case_id"], again["counts"], strict=True))


def firmness(country: str | Selection, level: float | None = None) -> Firmness:
    """Return how firmly a country's word stands: over thresholds, under coding error, and source by source.

    Shares and probabilities as estimates, and the single sources that the word hangs on.

    Examples
    --------
    >>> 0 <= firmness("Belarus").thresholds.value <= 1
    True
    """
    place = select(country, level)
    return _firmness(place.iso3, place.level, place.of_rows)


@cache
def _firmness(iso3: str, level: float, choices: Selection) -> Firmness:
    inputs, rule = dict(_level(iso3, choices).inputs), evidence_rule().levels
    about = Subject(country_name(iso3), "", f"{INPUTS}{choices.inputs}", world.source(*TABLES))
    sources = _without_each_source(world.release(), iso3, choices)
    coding, recounted = _coded_again(iso3, level, choices) or (None, None)
    hangs_on, uncounted = decisive(inputs, sources, rule), _uncounted(iso3, inputs)
    return Firmness(threshold_share(inputs, rule, about=about), coding, recounted, hangs_on, uncounted)


def _uncounted(iso3: str, inputs: dict[str, int]) -> dict[str, str]:
    """Return the word that each source of ``uncounted_sources.csv`` would bring, where it differs."""
    naming, rule = evidence_table().loc[iso3], evidence_rule().levels
    rows = hand_table("uncounted_sources.csv").to_dict("records")
    titles = [row["title"] for row in rows if row["iso3"] == iso3 and not naming[row["family"]]]
    word = word_of(inputs | {"families": min(inputs["families"] + 1, len(FAMILIES))}, rule)
    return dict.fromkeys(titles, word) if word != word_of(inputs, rule) else {}


def _coded_again(iso3: str, level: float, choices: Selection) -> tuple[Estimate, Estimate] | None:
    """Return how probable it is that the word stays under coding error, and the cases that would count."""
    inputs, known = dict(_level(iso3, choices).inputs), known_codes(choices)
    rows = choices.within(world.release().rows("cases", "requesting_country", iso3))
    drawn, fixed = rows_by_code(rows, set(known), choices, second_counts(choices))
    if not drawn and fixed == inputs["cases"]:
        return None
    universe = _("cases of the register, each coded again{inputs}", inputs=choices.inputs)
    about = Subject(country_name(iso3), _noun(choices), universe, world.source(*CODED), evidence_rule().singular)
    if choices != PUBLISHED:
        about = replace(about, message=Nn_("{count} well-documented case", "{count} well-documented cases"))
    chances = recount(drawn, known, fixed)
    stays = coding_share(inputs, chances, evidence_rule().levels, about=about)
    return stays, recounted_cases(chances, inputs["cases"], about=about, level=level)


def _noun(choices: Selection) -> str:
    """Return what the well-documented cases are called: as the published rule counts them, or as chosen."""
    return evidence_rule().noun if choices.of_rows == PUBLISHED else _("well-documented cases")


def hanging_on(country: str | Selection) -> Estimate:
    """Say on which single sources a state's word hangs.

    How many there are; its sentence names them, with the word that would stand.

    Examples
    --------
    >>> hanging_on("Belarus").unit
    'sources'
    """
    place = select(country)
    found = firmness(place).decisive
    clauses = [
        _("{word} without {sources}", word=word, sources=_either([one for one in found if found[one] == word]))
        for word in sorted(set(found.values()), key=words_in_order().index)
    ]
    sentence = (
        _("{place}: the rating would be {words}.", place=place.name, words=listed(clauses)) if found
        else _("{place}: the rating does not depend on any single source.", place=place.name)
    )  # fmt: skip
    universe = _("single sources, each excluded in turn{inputs}", inputs=place.inputs)
    return world.counted(len(found), _("sources"), universe, sentence, *TABLES)


def _if_counted(country: str | Selection) -> Estimate | None:
    """Describe which rating a source that was found but not counted would bring."""
    place = select(country)
    found = firmness(place).uncounted
    if not found:
        return None
    sentence = _(
        "{place}: the rating would be {word} if this source were counted: {sources}.", place=place.name,
        word=next(iter(found.values())), sources=_either([*found]),
    )  # fmt: skip
    universe = _("sources that were found and do not count as naming the country, each with its reason")
    return world.counted(len(found), _("sources"), universe, sentence, *TABLES)


def _either(sources: list[str]) -> str:
    return sources[0] if len(sources) == 1 else _("any one of {sources}", sources=listed(sources))


def levels() -> Estimate:
    """Number of countries and territories with a well-documented case or a source that names them.

    A complete count; ``n`` is the number of all territories.

    Examples
    --------
    >>> "for 46 of 228 countries and territories" in levels().sentence
    True
    """
    words, rule = evidence_words(), evidence_rule()
    found, counts = int(words.isin(rule.findings).sum()), words.value_counts()
    apart = [
        _("“{word}” applies to {count}, {meaning}", word=one.word, count=counts.get(one.word, 0), meaning=one.meaning)
        for one in rule.levels
        if one.no_finding
    ]
    sentence = _(
        "We found well-documented cases, or credible accusations, for {count} of {states} countries and territories; "
        "{apart}.", count=found, states=len(words), apart="; ".join(apart),
    )  # fmt: skip
    return world.counted(found, _("countries and territories"), ALL_STATES, sentence, *TABLES, n=len(words))


def without_each_input(country: str | Selection) -> pd.DataFrame:
    """Return each input of a state's evidence level, and the word that would stand without it.

    One row an input: ``input`` (as a reader knows it), ``value``, ``level_without_it``.

    Examples
    --------
    >>> without_each_input("Belarus")["value"].tolist()
    [10, 2, 0]
    """
    place = select(country)
    found, choices = level(place), place
    chosen = _("well-documented cases ({chosen})", chosen=choices.label)
    names = {
        "cases": evidence_rule().noun if choices.of_rows == PUBLISHED else chosen,
        "families": _("kinds of source that accuse the country"),
        "complaints": _("among the ten countries whose complaints were summed (yes or no)"),
    }
    rows = [(label, found.inputs[name], found.without[name]) for name, label in names.items()]
    return pd.DataFrame(rows, columns=["input", "value", "level_without_it"])


INPUTS = _("inputs of the evidence rule")


def stated(country: str | Selection) -> Estimate:
    """Return a country's evidence level with its inputs; the value is the number of well-documented cases.

    A complete count, whose sentence says the word.

    Examples
    --------
    >>> int(stated("Belarus").value)
    10
    """
    place = select(country)
    found, choices = level(place), place
    universe = f"{INPUTS}{choices.inputs}"
    return world.counted(found.inputs["cases"], _noun(choices), universe, found.sentence, *TABLES)


def firmness_tests(country: str | Selection, level: float | None = None) -> dict[str, Estimate]:
    """Return by test how firmly a state's word stands; a word that rests on nothing hangs on nothing.

    Empty for a state of which nothing was found.

    Examples
    --------
    >>> list(firmness_tests("Tuvalu"))
    []
    """
    place = select(country, level)
    firm, rests = firmness(place), any(_level(place.iso3, place.of_rows).inputs.values())
    tests = {
        _("Other thresholds: share of sets in which the rating does not change"): firm.thresholds if rests else None,
        _("Coding error: probability that the rating does not change"): firm.coding,
        _("Coding error: {noun}, coded again", noun=_noun(place)): firm.recounted,
        _("Single sources without which the rating would differ"): hanging_on(place) if rests else None,
        _("Sources found but not counted"): _if_counted(place),
    }
    return {what: estimate for what, estimate in tests.items() if estimate is not None}


@cache
def firmness_table() -> pd.DataFrame:
    """Return the firmness of every word that rests on something, by ISO3 code.

    ``stays_thresholds``, ``stays_coding`` (shares) and ``decisive_sources`` (joined by semicolons).

    Examples
    --------
    >>> bool(firmness_table()["stays_thresholds"].between(0, 1).all())
    True
    """
    table = evidence_table()
    some = table.index[(table["S"] > 0) | (table["F"] > 0) | table["K"]]
    firm = [firmness(str(iso3)) for iso3 in some]
    return pd.DataFrame(
        {
            "stays_thresholds": [one.thresholds.value for one in firm],
            "stays_coding": [np.nan if one.coding is None else one.coding.value for one in firm],
            "decisive_sources": ["; ".join(one.decisive) for one in firm],
        },
        index=some,
    )


def words_in_order() -> list[str]:
    """Name the evidence levels, strongest first."""
    return [level.word for level in evidence_rule().levels]


def states_of(word: str) -> list[str]:
    """Return the ISO3 codes of the states with an evidence level, in their order."""
    words = evidence_words()
    return [str(iso3) for iso3 in words.index[words == word]]


def level_counts() -> list[Estimate]:
    """Count the states of each evidence level, strongest first; the few of a strong level are named.

    Examples
    --------
    >>> [int(count.value) for count in level_counts()[:2]]
    [5, 9]
    """
    unit, states = _("countries and territories"), {word: states_of(word) for word in words_in_order()}
    return [
        world.counted(len(codes), unit, ALL_STATES, _level_sentence(word, codes), *TABLES)
        for word, codes in states.items()
    ]


def _level_sentence(word: str, states: list[str]) -> str:
    count, names = len(states), listed(country_name(state, with_article=True) for state in states)
    return label(word, "level-count", word=word, count=count, names=names)


def levels_table() -> pd.DataFrame:
    """Return every state of which anything was found: its word, the inputs, and how firmly the word stands.

    One row a state, the strongest word first, then by name: ``iso3``, the columns of `inputs`, ``level``,
    ``stays_thresholds``, ``stays_coding`` (shares), ``decisive_sources`` (joined by semicolons).

    Examples
    --------
    >>> levels_table()["iso3"].iloc[0]
    'AZE'
    """
    found = evidence_table().assign(level=evidence_words()).join(firmness_table())
    found = found[found["level"] != "none found"].reset_index()
    keys = found.assign(level=found["level"].map(words_in_order().index), iso3=world.names(found["iso3"]))
    return found.loc[keys.sort_values(["level", "iso3"]).index]


def families_naming(country: str | Selection) -> Estimate:
    """Count the kinds of source that name a state as an abuser, of four, each counted once."""
    place = select(country)
    families = [family for family in FAMILIES if bool(evidence_table()[family][place.iso3])]
    sentence = _n(
        "Sources of one of four kinds ({families}) say that {place} misuses INTERPOL.",
        "Sources of {count} of four kinds ({families}) say that {place} misuses INTERPOL.", len(families),
        families=listed(map(label, families)), place=place.called,
    ) if families else _(
        "No source that we found says that {place} misuses INTERPOL. This does not mean that it does not.",
        place=place.called,
    )  # fmt: skip
    unit, universe = _("kinds of source"), _("four kinds of source, each counted once")
    return world.counted(len(families), unit, universe, sentence, "country_mentions")


def sources_naming(country: str | Selection) -> Estimate:
    """Count the sources read that name a state as misusing INTERPOL.

    A complete count of what was read; a list that was not read names nobody here.

    Examples
    --------
    >>> sources_naming("Belarus").unit
    'lists'
    """
    place = select(country)
    mentions = world.release().country_mentions
    naming = _naming(mentions[mentions["country"] == place.iso3])
    sentence = _(
        "{count} of the sources that we found say that {place} misuses INTERPOL; they belong to {families} of four "
        "kinds of source.", place=place.opening, count=len(naming), families=naming["family"].nunique(),
    )  # fmt: skip
    return world.counted(len(naming), _("lists"), LISTS, sentence, "country_mentions")
