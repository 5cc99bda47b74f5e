"""The evidence level: its rule, its inputs, its word for every state, and how firmly the word stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

import pandas as pd

from analysis.core.countries import called, fold, name_of
from analysis.core.hand import EvidenceRule, label, read_evidence_rule, rule_in_words
from analysis.core.hand import table as hand_table
from analysis.core.messages import N_, Nn_, _, _n
from analysis.core.reads import cache
from analysis.facts import world
from analysis.facts.world import PUBLISHED, Choices, Place, open_place
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
    word_of,
)
from analysis.stats.evidence_level import decisive as evidence_level_decisive
from analysis.tables.release import FAMILIES, Release, speaker_of, territories

__all__ = [
    "ALL_STATES",
    "CODED",
    "COMPLAINT_LISTS",
    "INPUTS",
    "MOST_NAMED",
    "RANDOM_ROUNDS",
    "TABLES",
    "TOP_TEN",
    "Code",
    "Evidence",
    "Firmness",
    "coded_again",
    "coded_twice",
    "evidence_rule",
    "evidence_table",
    "evidence_words",
    "families_naming",
    "firmness",
    "firmness_table",
    "firmness_tests",
    "hanging_on",
    "if_counted",
    "inputs",
    "level",
    "level_counts",
    "levels",
    "levels_table",
    "read_again",
    "rows_by_code",
    "rule_table",
    "second_counts",
    "site_of",
    "sources_naming",
    "stated",
    "states_of",
    "table",
    "weakened",
    "with_meaning",
    "without_each_input",
    "without_each_source",
    "words_in_order",
]  # fmt: skip

ALL_STATES = _("members of INTERPOL and other territories that the data name")


TOP_TEN = "ccf_individual_requests_by_source_ncb"


#: The one source of the third input, as a reader knows it.
COMPLAINT_LISTS = _("the Commission's lists of complaints")


#: What a row of the grade becomes with one of its two sources, and with none.
_WITH_ONE_SOURCE, _WITHOUT_SOURCE = {"B": "C"}, "D"


#: A row's code as the second coding gave it again: claim status and grade together, for their errors go together.
Code = tuple[str, ...]


def inputs(release: Release, choices: Choices = PUBLISHED) -> pd.DataFrame:
    """Give the three inputs of the evidence level, and the families behind the second.

    Parameters
    ----------
    release : Release
        The clean tables.
    choices : Choices
        Which register rows count, by default those of the rule.

    Returns
    -------
    DataFrame
        One row per territory, in order of ``iso3``: ``S`` (Int64), the state's register cases that count by the rule;
        ``F`` (Int64), how many of four families of sources name it as an abuser; ``K`` (bool), whether it was in the
        CCF's top-ten complaint lists of 2010 to 2017; ``governments``, ``parliaments``, ``ngos`` and ``press``
        (bool), the families that name it.

    Examples
    --------
    >>> int(inputs(world.release()).set_index("iso3").loc["BLR", "S"])
    10
    """
    codes = list(territories(release))
    cases = choices.counting(release.cases)["requesting_country"].value_counts()
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


#: Rounds of the second coding that were drawn at random; error rates come from these alone.
RANDOM_ROUNDS = ("1", "4")


def read_again(release: Release, choices: Choices = PUBLISHED) -> pd.DataFrame:
    """List the readings of the second reader in the random rounds (1 and 4), blank second codes excluded.

    Parameters
    ----------
    release : Release
        The clean tables.
    choices : Choices
        Which codes make a case well documented, by default those of the rule; years do not matter.

    Returns
    -------
    DataFrame
        One row a reading: the columns of ``cases_second_coding``, and ``counts`` (whether the case is well documented
        by the second code).

    Examples
    --------
    >>> sorted(set(read_again(world.release())["round"]))
    ['1', '4']
    """
    rows = release.second_coding[release.second_coding["round"].isin(RANDOM_ROUNDS)]
    second = _coding(rows, "second").dropna()
    counting = choices.of_codes.counting(second).index
    return rows.loc[second.index].assign(counts=second.index.isin(counting))


def coded_twice(release: Release, choices: Choices = PUBLISHED, *, first: bool = False) -> dict[Code, tuple[int, int]]:
    """Count by code the readings of the random rounds that are well documented by the second code: the error rates.

    Parameters
    ----------
    release, choices
        As for `read_again`.
    first : bool
        Sort readings by the first code, which was corrected later, instead of the present code of the register.

    Returns
    -------
    dict of (status, grade) to (int, int)
        By code: readings that are well documented by the second code, and all readings. Cases of which no INTERPOL
        notice was found are excluded.

    Examples
    --------
    >>> coded_twice(world.release())["supported", "A"]
    (18, 18)
    """
    again = read_again(release, choices)
    present = release.cases.set_index("case_id").loc[again["case_id"]].set_index(again.index)
    codes = _coding(again, "first") if first else present
    codes = codes[~codes["instrument"].isin(read_evidence_rule().left_out)]
    counts = again.loc[codes.index, "counts"].groupby([codes["claim_status"], codes["evidence_grade"]])
    return {(str(status), str(grade)): (int(part.sum()), len(part)) for (status, grade), part in counts}


def _coding(second: pd.DataFrame, which: str) -> pd.DataFrame:
    names = {"claim_status": "claim_status", "grade": "evidence_grade", "instrument": "instrument"}
    return second.rename(columns={f"{which}_{old}": new for old, new in names.items()})[[*names.values()]]


def rows_by_code(
    cases: pd.DataFrame, known: set[Code], choices: Choices = PUBLISHED, again: Mapping[str, bool] | None = None
) -> tuple[dict[Code, int], int]:
    """Sort cases into those whose second code is drawn and those whose count is fixed.

    Parameters
    ----------
    cases : DataFrame
        Cases of one country.
    known : set of (status, grade)
        Codes with an error rate.
    choices : Choices
        Which cases are well documented, by default those of the rule.
    again : mapping of str to bool, optional
        Cases whose second code is known, by id: whether they are well documented by it.

    Returns
    -------
    dict of (status, grade) to int, and int
        Cases to draw by code; and how many of the others count: by their second code where it is known, else as they
        are. Corrections never count.

    Examples
    --------
    >>> rows = world.release().cases.query("requesting_country == 'BLR'")
    >>> drawn, fixed = rows_by_code(rows, {("supported", "A")})
    >>> list(drawn)
    [('supported', 'A')]
    """
    rows = cases[~cases["instrument"].isin(read_evidence_rule().left_out)]
    read = rows["case_id"].map(again or {})
    codes = pd.Series(list(zip(rows["claim_status"], rows["evidence_grade"], strict=True)), index=rows.index)
    drawn = codes.isin(known) & read.isna()
    listed: list[Code] = codes[drawn].tolist()
    fixed = int(read.eq(True).sum()) + len(choices.counting(rows[~drawn & read.isna()]))
    return {code: listed.count(code) for code in sorted(set(listed))}, fixed


def without_each_source(
    release: Release, country: str | Place, choices: Choices = PUBLISHED
) -> dict[str, dict[str, int]]:
    """Give the inputs of a state's evidence level that are left when one source is taken away.

    Parameters
    ----------
    release : Release
        The clean tables.
    country : str or Place
        Name or code of the state.
    choices : Choices
        Which register rows count, by default those of the rule.

    Returns
    -------
    dict of str to dict
        By source. A source is a site, with everything in the register and in the mentions that was read there; a
        speaker, with every edition of what it said; or the Commission's lists of complaints. A case of grade B that
        loses one of two sources is of grade C; one that loses every source is of grade D; then the rule is applied.

    Examples
    --------
    >>> len(without_each_source(world.release(), "Belarus")) > 9
    True
    """
    iso3 = open_place(country).iso3
    cases = release.rows("cases", "requesting_country", iso3)
    mentions = _naming(release.country_mentions).query("country == @iso3")
    figures = release.oversight_statistics
    listed = bool(((figures["indicator"] == TOP_TEN) & (figures["country"] == iso3)).any())
    sites = _sites(cases), mentions["source_url"].map(site_of)
    speakers = mentions["source_title"].map(speaker_of)
    counted, of_cases = choices.counting(cases), set(sites[0].to_numpy().ravel())
    found = {}
    for name in _all(*sites):
        held = choices.counting(weakened(cases, sites[0], name)) if name in of_cases else counted
        found[name] = _left(held, mentions[sites[1] != name], listed)
    found |= {name: _left(counted, mentions[speakers != name], listed) for name in sorted(set(speakers))}
    return found | ({COMPLAINT_LISTS: _left(counted, mentions, False)} if listed else {})


def site_of(url: object) -> str:
    """Give the site of an address, without ``www.``; empty where there is none.

    Parameters
    ----------
    url : object
        An address, or what stands for none.

    Returns
    -------
    str
        A host name.

    Examples
    --------
    >>> site_of("https://www.interpol.int/en"), site_of(None)
    ('interpol.int', '')
    """
    return (urlsplit(url).hostname or "").removeprefix("www.") if isinstance(url, str) else ""


def _sites(cases: pd.DataFrame) -> pd.DataFrame:
    return cases[["source_1_url", "source_2_url"]].map(site_of)


def _all(sites: pd.DataFrame, others: pd.Series[str]) -> list[str]:
    return sorted({*sites.to_numpy().ravel(), *others} - {""})


def weakened(cases: pd.DataFrame, sites: pd.DataFrame, gone: str) -> pd.DataFrame:
    """Give register rows with the grades that are left without one site.

    Parameters
    ----------
    cases, sites : DataFrame
        Register rows, and the sites of their two sources on the same index.
    gone : str
        The site that is taken away.

    Returns
    -------
    DataFrame
        A case of grade B that loses one of two sources is of grade C; one that loses every source is of grade D.

    Examples
    --------
    >>> sites = pd.DataFrame({"one": ["a.org"], "two": ["b.org"]})
    >>> weakened(pd.DataFrame({"evidence_grade": ["B"]}), sites, "a.org")["evidence_grade"].tolist()
    ['C']
    """
    told = sites.to_numpy(dtype=object)
    before, after = (told != "").sum(axis=1), ((told != "") & (told != gone)).sum(axis=1)
    grade = cases["evidence_grade"].where(after == before, cases["evidence_grade"].replace(_WITH_ONE_SOURCE))
    return cases.assign(evidence_grade=grade.mask((after == 0) & (before > 0), _WITHOUT_SOURCE))


def _left(cases: pd.DataFrame, mentions: pd.DataFrame, listed: bool) -> dict[str, int]:
    return {
        "cases": len(cases),
        "families": mentions["family"].nunique(),
        "complaints": int(listed),
    }


@cache
def evidence_rule() -> EvidenceRule:
    """Read the rule of the evidence level.

    Returns
    -------
    EvidenceRule
        Its inputs, and its levels from the strongest to the weakest.

    Examples
    --------
    >>> evidence_rule().levels[0].word
    'extensive'
    """
    return read_evidence_rule()


def rule_table() -> pd.DataFrame:
    """Give the rule in words: a state has the first level whose condition it meets.

    Returns
    -------
    DataFrame
        One row a level, strongest first: ``level`` and ``earned by``.

    Examples
    --------
    >>> rule_table()["level"].iloc[-1]
    'none found'
    """
    return pd.DataFrame(rule_in_words(evidence_rule()), columns=["level", "earned by"])


@cache
def evidence_table(choices: Choices = PUBLISHED) -> pd.DataFrame:
    """Give the inputs of the evidence level of every territory, by ISO3 code.

    Parameters
    ----------
    choices : Choices
        Which register rows count, by default those of the rule.

    Returns
    -------
    DataFrame
        The columns of `inputs`.

    Examples
    --------
    >>> int(evidence_table().loc["BLR", "F"])
    2
    """
    return inputs(world_release(), choices).set_index("iso3")


def level(country: str | Place) -> Evidence:
    """Give a country's evidence level: a word by a stated rule, with what it was made from.

    It is a word and no `Estimate`, for it is neither a score nor fitted; `stated` says it as a sentence with its count.

    Parameters
    ----------
    country : str or Place
        Name or code; a place brings its own choices, by which its cases are counted.

    Returns
    -------
    Evidence
        ``word``; ``inputs`` (``cases`` that count, ``families`` of sources that name the state, ``complaints``);
        ``without`` (the word that would stand without each input); ``sentence``.

    Raises
    ------
    InputError
        If the country is none that the data know.

    Examples
    --------
    >>> found = level("Belarus")
    >>> found.word, dict(found.inputs)
    ('substantial', {'cases': 10, 'families': 2, 'complaints': 0})
    """
    return _level(open_place(country))


@cache
def _level(place: Place) -> Evidence:
    rule, held = evidence_rule(), evidence_table(place.choices.of_rows)
    cases, families, complaints = (int(held[column][place.iso3]) for column in "SFK")
    noun = rule.noun if place.choices.of_rows == PUBLISHED else _("cases ({chosen})", chosen=place.choices.chosen)
    return evidence_level(int(cases), int(families), bool(complaints), rule.levels, place=place.name, noun=noun)


@cache
def evidence_words() -> pd.Series[str]:
    """Give every territory's evidence level by ISO3 code.

    Returns
    -------
    Series of str
        Named ``level``.

    Examples
    --------
    >>> evidence_words()["BLR"]
    'substantial'
    """
    return pd.Series({iso3: level(str(iso3)).word for iso3 in evidence_table().index}, dtype="str", name="level")


def table() -> pd.DataFrame:
    """Give the evidence level of every territory with its inputs and how firmly it stands.

    Returns
    -------
    DataFrame
        One row a territory, by ISO3 code: ``iso3``, ``name``, ``level`` (categories, strongest first), ``cases``,
        ``families``, ``complaints``, the four families of sources, ``stays_thresholds`` and ``stays_coding`` (shares;
        missing where nothing was found or no row can be coded again), ``decisive_sources``.

    Examples
    --------
    >>> table().query("level == 'extensive'")["name"].tolist()
    ['Azerbaijan', 'China', 'Kazakhstan', 'Russia', 'Türkiye']
    """
    named = {"S": "cases", "F": "families", "K": "complaints"}
    held = evidence_table().rename(columns=named).astype({"cases": int, "families": int})
    ordered = pd.CategoricalDtype(words_in_order(), ordered=True)
    held.insert(0, "name", held.index.map(name_of))
    held.insert(1, "level", evidence_words().astype(ordered))
    return held.join(firmness_table()).reset_index()


def with_meaning(word: str) -> str:
    """Give an evidence level with what must be said beside it.

    Parameters
    ----------
    word : str
        One of `words_in_order`.

    Returns
    -------
    str
        The word, and its meaning where the rule states one.

    Examples
    --------
    >>> with_meaning("limited"), with_meaning("none found")
    ('limited', 'none found, which does not mean that there is none')
    """
    meaning = next(held.meaning for held in evidence_rule().levels if held.word == word)
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
    uncounted : dict of str to str
        Sources that were found but not counted and would change the word, by title, with the word that would stand.
    """

    thresholds: Estimate
    coding: Estimate | None
    recounted: Estimate | None
    decisive: dict[str, str]
    uncounted: dict[str, str]


@cache
def _confusion(choices: Choices) -> dict[Code, tuple[int, int]]:
    return coded_twice(world.release(), choices)


@cache
def second_counts(choices: Choices = PUBLISHED) -> dict[str, bool]:
    """Cases of the random rounds, by id: whether each is well documented by its last second code.

    Parameters
    ----------
    choices : Choices
        Which cases count, by default those of the rule.

    Returns
    -------
    dict of str to bool
        By case id.

    Examples
    --------
    >>> len(second_counts()) <= 59
    True
    """
    again = read_again(world.release(), choices)
    return dict(zip(again["case_id"], again["counts"], strict=True))


def firmness(country: str | Place, level: float = 0.95) -> Firmness:
    """Give how firmly a country's word stands: over thresholds, under coding error, and source by source.

    Parameters
    ----------
    country : str or Place
        Name or code; a place brings its own level and choices.
    level : float
        Level of the interval of the recount.

    Returns
    -------
    Firmness
        Shares and probabilities as estimates, and the single sources that the word hangs on.

    Raises
    ------
    InputError
        If the country is none that the data know.

    Examples
    --------
    >>> 0 <= firmness("Belarus").thresholds.value <= 1
    True
    """
    place = open_place(country, level)
    return _firmness(place.iso3, place.level, place.choices.of_rows)


@cache
def _firmness(iso3: str, level: float, choices: Choices) -> Firmness:
    held, rule = _held(iso3, choices), evidence_rule().levels
    about = Subject(name_of(iso3), "", f"{INPUTS}{choices.inputs}", world.source(*TABLES))
    sources = without_each_source(world.release(), iso3, choices)
    coding, recounted = _coded_again(iso3, level, choices) or (None, None)
    decisive = evidence_level_decisive(held, sources, rule)
    return Firmness(threshold_share(held, rule, about=about), coding, recounted, decisive, _uncounted(iso3, held))


def _uncounted(iso3: str, inputs: dict[str, int]) -> dict[str, str]:
    """Give the word that each source of ``uncounted_sources.csv`` would bring, where it differs."""
    naming, rule = evidence_table().loc[iso3], evidence_rule().levels
    rows = hand_table("uncounted_sources.csv").to_dict("records")
    titles = [row["title"] for row in rows if row["iso3"] == iso3 and not naming[row["family"]]]
    word = word_of(inputs | {"families": min(inputs["families"] + 1, len(FAMILIES))}, rule)
    return dict.fromkeys(titles, word) if word != word_of(inputs, rule) else {}


def coded_again(country: str | Place, level: float = 0.95) -> Estimate | None:
    """Give how probable it is that a state's word stays if each of its rows were coded once more.

    Parameters
    ----------
    country, level
        As for `firmness`.

    Returns
    -------
    Estimate or None
        Its part ``coding``, which takes a fraction of the time of the whole.

    Examples
    --------
    >>> coded_again("Belarus") == firmness("Belarus").coding
    True
    """
    place = open_place(country, level)
    found = _coded_again(place.iso3, place.level, place.choices.of_rows)
    return found[0] if found else None


@cache
def _coded_again(iso3: str, level: float, choices: Choices) -> tuple[Estimate, Estimate] | None:
    """Give how probable it is that the word stays under coding error, and the cases that would count."""
    held = _held(iso3, choices)
    rows = choices.within(world.release().rows("cases", "requesting_country", iso3))
    drawn, fixed = rows_by_code(rows, set(_confusion(choices)), choices, second_counts(choices))
    if not drawn and fixed == held["cases"]:
        return None
    chances, register = recount(drawn, _confusion(choices), fixed), _register(name_of(iso3), choices)
    stays = coding_share(held, chances, evidence_rule().levels, about=register)
    return stays, recounted_cases(chances, held["cases"], about=register, level=level)


def _held(iso3: str, choices: Choices) -> dict[str, int]:
    return dict(level(Place(iso3, choices=choices)).inputs)


def _register(place: str, choices: Choices) -> Subject:
    what, source = _("cases of the register, each coded again{inputs}", inputs=choices.inputs), world.source(*CODED)
    if choices != PUBLISHED:
        return Subject(
            place,
            _("cases that count"),
            what,
            source,
            message=Nn_("{count} case that counts", "{count} cases that count"),
        )
    return Subject(place, evidence_rule().noun, what, source, evidence_rule().singular)


def hanging_on(country: str | Place) -> Estimate:
    """Say on which single sources a state's word hangs.

    Parameters
    ----------
    country : str or Place
        Name or code; a place brings its own choices.

    Returns
    -------
    Estimate
        How many there are; its sentence names them, with the word that would stand.

    Examples
    --------
    >>> hanging_on("Belarus").unit
    'sources'
    """
    place = open_place(country)
    found = firmness(place).decisive
    words = sorted(set(found.values()), key=words_in_order().index)
    without = {word: _either([source for source, other in found.items() if other == word]) for word in words}
    said = [_("{word} without {sources}", word=word, sources=sources) for word, sources in without.items()]
    sentence = (
        _("{place}: the rating would be {words}.", place=place.name, words=estimate_listed(said))
        if found
        else _("{place}: the rating does not depend on any single source.", place=place.name)
    )
    return complete_count(
        len(found),
        universe=_("single sources of what was read, each taken away in turn{inputs}", inputs=place.choices.inputs),
        source=world.source(*TABLES),
        unit=_("sources"),
        sentence=sentence,
    )


def if_counted(country: str | Place) -> Estimate | None:
    """Say which rating a source that was found but not counted would bring.

    Parameters
    ----------
    country : str or Place
        Name or code; a place brings its own choices.

    Returns
    -------
    Estimate or None
        How many such sources there are; its sentence names them, with the rating. None where there is none.

    Examples
    --------
    >>> if_counted("Belarus").value, if_counted("Chad")
    (1.0, None)
    """
    place = open_place(country)
    found = firmness(place).uncounted
    if not found:
        return None
    sentence = _(
        "{place}: the rating would be {word} if this source were counted: {sources}.", place=place.name,
        word=next(iter(found.values())), sources=_either([*found]),
    )  # fmt: skip
    return complete_count(
        len(found),
        universe=_("sources that were found and do not count as naming the country, each with its reason"),
        source=world.source(*TABLES),
        unit=_("sources"),
        sentence=sentence,
    )


def _either(sources: list[str]) -> str:
    return sources[0] if len(sources) == 1 else _("any one of {sources}", sources=estimate_listed(sources))


def levels() -> Estimate:
    """Count the countries and territories with a case that counts or a source that names them; complaints are apart.

    Returns
    -------
    Estimate
        A complete count; ``n`` is the number of all territories.

    Examples
    --------
    >>> "for 46 of 228 countries and territories" in levels().sentence
    True
    """
    words, rule = evidence_words(), evidence_rule()
    found = int(words.isin(rule.findings).sum())
    apart = [
        _(
            "“{word}” stands for {count}, {meaning}",
            word=level.word,
            count=(words == level.word).sum(),
            meaning=level.meaning,
        )
        for level in rule.levels
        if level.no_finding
    ]
    sentence = _(
        "We found well-documented cases, or credible accusations, for {count} of {states} countries and territories; "
        "{apart}.", count=found, states=len(words), apart="; ".join(apart),
    )  # fmt: skip
    counted = complete_count(
        found,
        universe=ALL_STATES,
        source=world.source(*TABLES),
        unit=_("countries and territories"),
        sentence=sentence,
    )
    return replace(counted, n=len(words))


#: The inputs of the rule beside the cases, as a reader knows them.
_INPUTS = {
    "families": _("families of sources that name the state"),
    "complaints": _("among the ten states whose complaints were summed (yes or no)"),
}


def without_each_input(country: str | Place) -> pd.DataFrame:
    """Give each input of a state's evidence level, and the word that would stand without it.

    Parameters
    ----------
    country : str or Place
        Name or code; a place brings its own choices.

    Returns
    -------
    DataFrame
        One row an input: ``input`` (as a reader knows it), ``value``, ``level_without_it``.

    Examples
    --------
    >>> without_each_input("Belarus")["value"].tolist()
    [10, 2, 0]
    """
    place = open_place(country)
    found, published = level(place), place.choices.of_rows == PUBLISHED
    noun = evidence_rule().noun if published else _("cases that count ({chosen})", chosen=place.choices.chosen)
    names = {"cases": noun, **_INPUTS}
    return pd.DataFrame(
        {
            "input": list(names.values()),
            "value": [found.inputs[name] for name in names],
            "level_without_it": [found.without[name] for name in names],
        }
    )


INPUTS = _("inputs of the evidence rule")


def stated(country: str | Place) -> Estimate:
    """State a country's evidence level with its inputs; the value is the number of cases that count.

    Parameters
    ----------
    country : str or Place
        Name or code; a place brings its own choices.

    Returns
    -------
    Estimate
        A complete count, whose sentence says the word.

    Examples
    --------
    >>> int(stated("Belarus").value)
    10
    """
    place = open_place(country)
    found = level(place)
    return complete_count(
        found.inputs["cases"],
        universe=f"{INPUTS}{place.choices.inputs}",
        source=world.source(*TABLES),
        unit=evidence_rule().noun if place.choices.of_rows == PUBLISHED else _("cases that count"),
        sentence=found.sentence,
    )


def firmness_tests(country: str | Place, level: float = 0.95) -> dict[str, Estimate]:
    """Give by test how firmly a state's word stands; a word that rests on nothing hangs on nothing.

    Parameters
    ----------
    country : str or Place
        Name or code; a place brings its own level and choices.
    level : float
        Level of the interval of the recount.

    Returns
    -------
    dict of str to Estimate
        Empty for a state of which nothing was found.

    Examples
    --------
    >>> list(firmness_tests("Tuvalu"))
    []
    """
    place = open_place(country, level)
    held, rests = firmness(place), any(_held(place.iso3, place.choices.of_rows).values())
    noun = evidence_rule().noun if place.choices.of_rows == PUBLISHED else _("cases that count")
    tests = {
        _("Other thresholds: share of sets in which the rating does not change"): held.thresholds if rests else None,
        _("Coding error: probability that the rating does not change"): held.coding,
        _("Coding error: {noun}, coded again", noun=noun): held.recounted,
        _("Single sources without which the rating would differ"): hanging_on(place) if rests else None,
        _("Sources found but not counted"): if_counted(place),
    }
    return {what: estimate for what, estimate in tests.items() if estimate is not None}


@cache
def firmness_table() -> pd.DataFrame:
    """Give the firmness of every word that rests on something, by ISO3 code.

    Returns
    -------
    DataFrame
        ``stays_thresholds``, ``stays_coding`` (shares) and ``decisive_sources`` (joined by semicolons).

    Examples
    --------
    >>> bool(firmness_table()["stays_thresholds"].between(0, 1).all())
    True
    """
    held = evidence_table()
    some = held.index[(held["S"] > 0) | (held["F"] > 0) | held["K"]]
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
    """Name the evidence levels, strongest first.

    Returns
    -------
    list of str
        The words of the rule.

    Examples
    --------
    >>> words_in_order()
    ['extensive', 'substantial', 'limited', 'complaints only', 'none found']
    """
    return [level.word for level in evidence_rule().levels]


def states_of(word: str) -> list[str]:
    """Give the ISO3 codes of the states with an evidence level, in their order.

    Parameters
    ----------
    word : str
        One of `words_in_order`.

    Returns
    -------
    list of str
        ISO3 codes.

    Examples
    --------
    >>> states_of("extensive")
    ['AZE', 'CHN', 'KAZ', 'RUS', 'TUR']
    """
    words = evidence_words()
    return [str(iso3) for iso3 in words.index[words == word]]


def level_counts() -> list[Estimate]:
    """Count the states of each evidence level, strongest first; the few of a strong level are named.

    Returns
    -------
    list of Estimate
        One a level.

    Examples
    --------
    >>> [int(count.value) for count in level_counts()[:2]]
    [5, 9]
    """
    return [
        complete_count(
            len(states_of(word)),
            universe=ALL_STATES,
            source=world.source(*TABLES),
            unit=_("countries and territories"),
            sentence=_level_sentence(word, states_of(word)),
        )
        for word in words_in_order()
    ]


def _level_sentence(word: str, states: list[str]) -> str:
    if word == "none found":
        return _("For {count} nothing was found, which does not mean that there is none.", count=len(states))
    names = estimate_listed(map(called, states))
    if word == "complaints only":
        return _(
            "For {count} nothing but complaints was found, which is no finding of misuse: {names}.",
            count=len(states),
            names=names,
        )
    said = (
        N_("The evidence level is {word} for {count}.")
        if word == "limited"
        else N_("The evidence level is {word} for {count}: {names}.")
    )
    return _(said, word=word, count=len(states), names=names)


def levels_table() -> pd.DataFrame:
    """Give every state of which anything was found: its word, the inputs, and how firmly the word stands.

    Returns
    -------
    DataFrame
        One row a state, the strongest word first, then by name: ``iso3``, the columns of `inputs`, ``level``,
        ``stays_thresholds``, ``stays_coding`` (shares), ``decisive_sources`` (joined by semicolons).

    Examples
    --------
    >>> levels_table()["iso3"].iloc[0]
    'AZE'
    """
    found = evidence_table().assign(level=evidence_words()).join(firmness_table())
    found = found[found["level"] != "none found"].reset_index()
    order = {word: place for place, word in enumerate(words_in_order())}
    keys = pd.DataFrame({"place": found["level"].map(order), "name": found["iso3"].map(name_of).map(fold)})
    return found.loc[keys.sort_values(["place", "name"]).index]


def families_naming(country: str | Place) -> Estimate:
    """Count the families of sources that name a state as an abuser, of four, each counted once.

    Parameters
    ----------
    country : str or Place
        Name or code.

    Returns
    -------
    Estimate
        A complete count of what was read.

    Examples
    --------
    >>> int(families_naming("Belarus").value)
    2
    """
    return _families_of(open_place(country))


@cache
def _families_of(place: Place) -> Estimate:
    count = level(place).inputs["families"]
    if count == 0:
        said = _(
            "No source that was read says that {place} misuses INTERPOL. This does not mean that it does not.",
            place=place.called,
        )
    else:
        naming = estimate_listed(label(family) for family in FAMILIES if bool(evidence_table()[family][place.iso3]))
        said = _n(
            "Sources from one of four families of sources ({families}) say that {place} misuses INTERPOL.",
            "Sources from {count} of four families of sources ({families}) say that {place} misuses INTERPOL.", count,
            families=naming, place=place.called,
        )  # fmt: skip
    return complete_count(
        count,
        universe=_("four families of sources, each counted once"),
        source=world.source("country_mentions"),
        unit=_("families of sources"),
        sentence=said,
    )


def sources_naming(country: str | Place) -> Estimate:
    """Count the sources read that name a state as misusing INTERPOL.

    Parameters
    ----------
    country : str or Place
        Name or code.

    Returns
    -------
    Estimate
        A complete count of what was read; a list that was not read names nobody here.

    Examples
    --------
    >>> sources_naming("Belarus").unit
    'lists'
    """
    place = open_place(country)
    mentions = world.release().country_mentions
    naming = _naming(mentions[mentions["country"] == place.iso3])
    return complete_count(
        len(naming), universe=_("lists of governments, parliaments, organisations and the press that were read"),
        source=world.source("country_mentions"), unit=_("lists"),
        sentence=_("{place} is named as misusing INTERPOL in {count} of the sources read; they belong to {families} of "
            "four families of sources.", place=place.opening, count=len(naming), families=naming["family"].nunique()),
    )  # fmt: skip
