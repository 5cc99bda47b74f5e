"""The evidence level: its rule, its inputs, its word for every state, and how firmly the word stands."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from urllib.parse import urlsplit

import pandas as pd

from analysis.core.countries import called, fold, name_of
from analysis.core.hand import EvidenceRule, headline_cases, label, read_evidence_rule, text
from analysis.facts import world
from analysis.facts.world import Place
from analysis.facts.world import release as world_release
from analysis.stats.estimate import Estimate, Subject, complete_count
from analysis.stats.estimate import listed as estimate_listed
from analysis.stats.evidence_level import (
    Evidence,
    coding_share,
    evidence_level,
    recount,
    recounted_cases,
    threshold_share,
)
from analysis.stats.evidence_level import decisive as evidence_level_decisive
from analysis.tables.release import FAMILIES, Release, speaker_of, territories

ALL_STATES = "members of INTERPOL and other territories that the data name"


TOP_TEN = "ccf_individual_requests_by_source_ncb"


#: The one source of the third input, as a reader knows it.
COMPLAINT_LISTS = "the Commission's lists of complaints"


#: What a row of the grade becomes with one of its two sources, and with none.
_WITH_ONE_SOURCE, _WITHOUT_SOURCE = {"B": "C"}, "D"


#: A row's code as the second coding gave it again: claim status and grade together, for their errors go together.
Code = tuple[str, ...]


def inputs(release: Release) -> pd.DataFrame:
    """Give the three inputs of the evidence level, and the families behind the second.

    Parameters
    ----------
    release : Release
        The clean tables.

    Returns
    -------
    DataFrame
        One row per territory, in order of ``iso3``: ``S`` (Int64), the state's register cases that count by the rule;
        ``F`` (Int64), how many of four families of sources name it as an abuser; ``K`` (bool), whether it was in the
        CCF's top-ten complaint lists of 2010 to 2017; ``governments``, ``parliaments``, ``ngos`` and ``press``
        (bool), the families that name it.
    """
    codes = list(territories(release))
    cases = headline_cases(release.cases)["requesting_country"].value_counts()
    named = _families_naming(release.country_mentions).reindex(codes, fill_value=False)
    complained = release.oversight_statistics.query("indicator == @TOP_TEN")["country"]
    return pd.DataFrame(
        {
            "iso3": codes,
            "S": cases.reindex(codes, fill_value=0).astype("Int64").to_numpy(),
            "F": named.sum(axis=1).astype("Int64").to_numpy(),
            "K": pd.Series(codes).isin(complained).to_numpy(),
            **{family: named[family].to_numpy() for family in FAMILIES},
        }
    ).astype({"S": "Int64", "F": "Int64"})


def _naming(mentions: pd.DataFrame) -> pd.DataFrame:
    return mentions[mentions["wording_category"].isin(read_evidence_rule().inputs.families.wording_categories)]


def _families_naming(mentions: pd.DataFrame) -> pd.DataFrame:
    naming = _naming(mentions)
    crossed = pd.crosstab(naming["country"], naming["family"]) > 0
    return crossed.reindex(columns=list(FAMILIES), fill_value=False)


def coded_twice(second: pd.DataFrame) -> dict[Code, tuple[int, int]]:
    """Give the second coding's confusion table as far as the evidence rule asks.

    Parameters
    ----------
    second : DataFrame
        Table ``cases_second_coding``.

    Returns
    -------
    dict of (status, grade) to (int, int)
        By the code that the register gave: how many rows count by the second code, and how many were coded twice.
        Status and grade are taken together. Rows that the register gave an instrument that the rule leaves out are no
        part of it: they are too few, and such rows are kept as they are.
    """
    first, again = _coding(second, "first"), _coding(second, "second")
    first = first[~first["instrument"].isin(read_evidence_rule().left_out)]
    counting = pd.Series(first.index.isin(headline_cases(again).index), index=first.index)
    codes = list(zip(first["claim_status"], first["evidence_grade"], strict=True))
    return {
        code: (sum(held for held, own in zip(counting, codes, strict=True) if own == code), codes.count(code))
        for code in sorted(set(codes))
    }


def _coding(second: pd.DataFrame, which: str) -> pd.DataFrame:
    names = {"claim_status": "claim_status", "grade": "evidence_grade", "instrument": "instrument"}
    return second.rename(columns={f"{which}_{old}": new for old, new in names.items()})[[*names.values()]]


def rows_by_code(cases: pd.DataFrame, known: set[Code]) -> tuple[dict[Code, int], int]:
    """Sort register rows into those that are drawn again and those that are kept.

    Parameters
    ----------
    cases : DataFrame
        Register rows of one state.
    known : set of (status, grade)
        Codes that were coded twice.

    Returns
    -------
    dict of (status, grade) to int, and int
        Rows to draw by code; and how many of the rest count as they stand. Corrections, and rows of a code that was
        never coded twice, are kept.
    """
    drawn = cases[~cases["instrument"].isin(read_evidence_rule().left_out)]
    codes = pd.Series(list(zip(drawn["claim_status"], drawn["evidence_grade"], strict=True)), index=drawn.index)
    again = codes.isin(known)
    held: list[Code] = codes[again].tolist()
    return {code: held.count(code) for code in sorted(set(held))}, len(headline_cases(drawn[~again]))


def without_each_source(release: Release, iso3: str) -> dict[str, dict[str, int]]:
    """Give the inputs of a state's evidence level that are left when one source is taken away.

    Parameters
    ----------
    release : Release
        The clean tables.
    iso3 : str
        The state.

    Returns
    -------
    dict of str to dict
        By source. A source is a site, with everything in the register and in the mentions that was read there; a
        speaker, with every edition of what it said; or the Commission's lists of complaints. A case of grade B that
        loses one of two sources is of grade C; one that loses every source is of grade D; then the rule is applied.
    """
    cases = release.cases[release.cases["requesting_country"] == iso3]
    mentions = _naming(release.country_mentions).query("country == @iso3")
    figures = release.oversight_statistics
    listed = bool(((figures["indicator"] == TOP_TEN) & (figures["country"] == iso3)).any())
    sites = _sites(cases), mentions["source_url"].map(site_of)
    speakers = mentions["source_title"].map(speaker_of)
    found = {name: _left(_weakened(cases, sites[0], name), mentions[sites[1] != name], listed) for name in _all(*sites)}
    found |= {name: _left(cases, mentions[speakers != name], listed) for name in sorted(set(speakers))}
    return found | ({COMPLAINT_LISTS: _left(cases, mentions, False)} if listed else {})


def site_of(url: object) -> str:
    """Give the site of an address, without ``www.``; empty where there is none."""
    return (urlsplit(url).hostname or "").removeprefix("www.") if isinstance(url, str) else ""


def _sites(cases: pd.DataFrame) -> pd.DataFrame:
    return cases[["source_1_url", "source_2_url"]].map(site_of)


def _all(sites: pd.DataFrame, others: pd.Series[str]) -> list[str]:
    return sorted({*sites.to_numpy().ravel(), *others} - {""})


def _weakened(cases: pd.DataFrame, sites: pd.DataFrame, gone: str) -> pd.DataFrame:
    before, after = (sites != "").sum(axis=1), ((sites != "") & (sites != gone)).sum(axis=1)
    grade = cases["evidence_grade"].where(after == before, cases["evidence_grade"].replace(_WITH_ONE_SOURCE))
    return cases.assign(evidence_grade=grade.mask((after == 0) & (before > 0), _WITHOUT_SOURCE))


def _left(cases: pd.DataFrame, mentions: pd.DataFrame, listed: bool) -> dict[str, int]:
    return {
        "cases": len(headline_cases(cases)),
        "families": mentions["family"].nunique(),
        "complaints": int(listed),
    }


@cache
def evidence_rule() -> EvidenceRule:
    """Read the rule of the evidence level."""
    return read_evidence_rule()


@cache
def evidence_table() -> pd.DataFrame:
    """Give the inputs of the evidence level of every territory, by ISO3 code."""
    return inputs(world_release()).set_index("iso3")


def evidence(iso3: str) -> Evidence:
    """Give a country's evidence level with what it hangs on."""
    cases, families, complaints = evidence_table()[["S", "F", "K"]].to_dict("index")[iso3].values()
    levels, noun = evidence_rule().levels, evidence_rule().noun
    return evidence_level(int(cases), int(families), bool(complaints), levels, place=name_of(iso3), noun=noun)


@cache
def evidence_words() -> pd.Series[str]:
    """Give every territory's evidence level by ISO3 code."""
    return pd.Series({iso3: evidence(iso3).word for iso3 in evidence_table().index}, dtype="str", name="level")


def with_meaning(word: str) -> str:
    """Give an evidence level with what must be said beside it."""
    meaning = next(level.meaning for level in evidence_rule().levels if level.word == word)
    return f"{word}, {meaning}" if meaning else word


TABLES = ("cases", "country_mentions", "oversight_statistics")


CODED = (*TABLES, "cases_second_coding")


MOST_NAMED = 2


@dataclass(frozen=True)
class Firmness:
    """How firmly one word stands.

    Parameters
    ----------
    thresholds : Estimate
        Share of threshold sets in which the word stays.
    coding : Estimate or None
        Probability under coding error; None for a state without a row of the register to code again.
    recounted : Estimate or None
        Cases that would count if each row were coded once more; None likewise.
    decisive : dict of str to str
        The single sources whose removal would change the word, with the word that would stand.
    """

    thresholds: Estimate
    coding: Estimate | None
    recounted: Estimate | None
    decisive: dict[str, str]


@cache
def _confusion() -> dict[Code, tuple[int, int]]:
    return coded_twice(world.release().second_coding)


@cache
def firmness(iso3: str, level: float = 0.95) -> Firmness:
    """Compute how firmly a state's evidence level stands.

    Parameters
    ----------
    iso3 : str
        The state.
    level : float
        Level of the interval of the recount.
    """
    held, rule = evidence(iso3).inputs, evidence_rule().levels
    about = Subject(name_of(iso3), "", "inputs of the evidence rule", world.source(*TABLES))
    rows = world.release().cases.query("requesting_country == @iso3")
    drawn, fixed = rows_by_code(rows, set(_confusion()))
    found = Firmness(
        threshold_share(held, rule, about=about),
        None,
        None,
        evidence_level_decisive(held, without_each_source(world.release(), iso3), rule),
    )
    if not drawn:
        return found
    chances = recount(drawn, _confusion(), fixed)
    register = _register(about.place)
    return Firmness(
        found.thresholds,
        coding_share(held, chances, rule, about=register),
        recounted_cases(chances, held["cases"], about=register, level=level),
        found.decisive,
    )


def _register(place: str) -> Subject:
    what, source = "rows of the register, each coded once more", world.source(*CODED)
    return Subject(place, evidence_rule().noun, what, source, evidence_rule().singular)


def hanging_on(iso3: str) -> Estimate:
    """Say on which single sources a state's word hangs."""
    found = firmness(iso3).decisive
    words = sorted(set(found.values()), key=[level.word for level in evidence_rule().levels].index)
    said = [f"{word} without {_either([s for s, other in found.items() if other == word])}" for word in words]
    sentence = (
        f"{name_of(iso3)}: the word would be {estimate_listed(said)}."
        if found
        else f"{name_of(iso3)}: the word stays whichever single source is taken away."
    )
    return complete_count(
        len(found),
        universe="single sources of what was read, each taken away in turn",
        source=world.source(*TABLES),
        unit="sources",
        sentence=sentence,
    )


def _either(sources: list[str]) -> str:
    return sources[0] if len(sources) == 1 else f"any one of {estimate_listed(sources)}"


def levels() -> Estimate:
    """Count the countries and territories for which some misuse is documented; complaints alone are counted apart."""
    words, rule = evidence_words(), evidence_rule()
    found = int(words.isin(rule.findings).sum())
    apart = [
        f"“{level.word}” stands for {int((words == level.word).sum())}, {level.meaning}"
        for level in rule.levels
        if level.no_finding
    ]
    sentence = f"Some misuse is documented for {found} of {len(words)} countries and territories; {'; '.join(apart)}."
    counted = complete_count(
        found,
        universe=ALL_STATES,
        source=world.source(*TABLES),
        unit="countries and territories",
        sentence=sentence,
    )
    return replace(counted, n=len(words))


#: The inputs of the rule beside the cases, as a reader knows them.
_INPUTS = {
    "families": "families of sources that name the state",
    "complaints": "among the ten states whose complaints were summed (yes or no)",
}


def without_each_input(iso3: str) -> pd.DataFrame:
    """Give each input of a state's evidence level, and the word that would stand without it.

    Returns
    -------
    DataFrame
        One row an input: ``input`` (as a reader knows it), ``value``, ``level_without_it``.
    """
    level, names = evidence(iso3), {"cases": evidence_rule().noun, **_INPUTS}
    return pd.DataFrame(
        {
            "input": list(names.values()),
            "value": [level.inputs[name] for name in names],
            "level_without_it": [level.without[name] for name in names],
        }
    )


def stated(iso3: str) -> Estimate:
    """State a country's evidence level with its inputs; the value is the number of cases that count."""
    level = evidence(iso3)
    return complete_count(
        level.inputs["cases"],
        universe="inputs of the evidence rule",
        source=world.source(*TABLES),
        unit=evidence_rule().noun,
        sentence=level.sentence,
    )


def firmness_tests(iso3: str, level: float = 0.95) -> dict[str, Estimate]:
    """Give by test how firmly a state's word stands; a word that rests on nothing hangs on nothing."""
    held, rests = firmness(iso3, level), any(evidence(iso3).inputs.values())
    tests = {
        "Other thresholds: share of sets in which the word stays": held.thresholds if rests else None,
        "Coding error: probability that the word stays": held.coding,
        f"Coding error: {evidence_rule().noun}, coded once more": held.recounted,
        "Single sources without which the word would be another": hanging_on(iso3) if rests else None,
    }
    return {what: estimate for what, estimate in tests.items() if estimate is not None}


@cache
def firmness_table() -> pd.DataFrame:
    """Give the firmness of every word that rests on something, by ISO3 code."""
    table = evidence_table()
    some = table.index[(table["S"] > 0) | (table["F"] > 0) | table["K"]]
    rows = {str(iso3): firmness(str(iso3)) for iso3 in some}
    return pd.DataFrame(
        {
            "stays_thresholds": [held.thresholds.value for held in rows.values()],
            "stays_coding": [None if held.coding is None else held.coding.value for held in rows.values()],
            "decisive_sources": ["; ".join(held.decisive) for held in rows.values()],
        },
        index=pd.Index(rows, name="iso3"),
    ).astype({"stays_coding": "float"})


def words_in_order() -> list[str]:
    """Name the evidence levels, strongest first."""
    return [level.word for level in evidence_rule().levels]


def states_of(word: str) -> list[str]:
    """Give the ISO3 codes of the states with an evidence level, in their order."""
    words = evidence_words()
    return [str(iso3) for iso3 in words.index[words == word]]


def level_counts() -> list[Estimate]:
    """Count the states of each evidence level, strongest first; the few of a strong level are named."""
    return [
        complete_count(
            len(states_of(word)),
            universe=ALL_STATES,
            source=world.source(*TABLES),
            unit="countries and territories",
            sentence=_level_sentence(word, states_of(word)),
        )
        for word in words_in_order()
    ]


def _level_sentence(word: str, states: list[str]) -> str:
    if word == "none found":
        return f"For {len(states)} nothing was found, {text('none')}."
    names = estimate_listed(map(called, states))
    if word == "complaints only":
        return f"For {len(states)} nothing but complaints was found, which is no finding of misuse: {names}."
    return f"The evidence level is {word} for {len(states)}{'' if word == 'limited' else f': {names}'}."


def levels_table() -> pd.DataFrame:
    """Give every state of which anything was found: its word, the inputs, and how firmly the word stands.

    Returns
    -------
    DataFrame
        One row a state, the strongest word first, then by name: ``iso3``, the columns of `inputs`, ``level``,
        ``stays_thresholds``, ``stays_coding`` (shares), ``decisive_sources`` (joined by semicolons).
    """
    table = evidence_table().assign(level=evidence_words()).join(firmness_table())
    table = table[table["level"] != "none found"].reset_index()
    order = {word: place for place, word in enumerate(words_in_order())}
    keys = pd.DataFrame({"place": table["level"].map(order), "name": table["iso3"].map(name_of).map(fold)})
    return table.loc[keys.sort_values(["place", "name"]).index]


def families_naming(place: Place) -> Estimate:
    """Count the families of sources that name a state as an abuser, of four, each counted once."""
    count = evidence(place.iso3).inputs["families"]
    if count == 0:
        said = (
            f"No source that was read says that {place.called} misuses INTERPOL. This does not mean that it does not."
        )
    else:
        naming = estimate_listed(label(family) for family in FAMILIES if bool(evidence_table()[family][place.iso3]))
        of_four = "one of four families" if count == 1 else f"{count} of four families"
        said = f"Sources from {of_four} of sources ({naming}) say that {place.called} misuses INTERPOL."
    return complete_count(
        count,
        universe="four families of sources, each counted once",
        source=world.source("country_mentions"),
        unit="families of sources",
        sentence=said,
    )


def sources_naming(place: Place) -> Estimate:
    """Count the sources read that name a state as misusing INTERPOL."""
    naming = _naming(world.release().country_mentions).query("country == @place.iso3")
    return complete_count(
        len(naming),
        universe="lists of governments, parliaments, organisations and the press that were read",
        source=world.source("country_mentions"),
        unit="lists",
        sentence=(
            f"{place.opening} is named as misusing INTERPOL in {len(naming)} of the sources read; they belong to "
            f"{naming['family'].nunique()} of four families of sources."
        ),
    )
