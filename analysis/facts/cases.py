"""Documented cases: how many, by whom, beside what an exposure leads to expect, and beside peers.

Facts that take rows take those of ``load("cases", ...)`` and those of the clean tables, and give the same for both.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import compress
from typing import Any, Literal

import numpy as np
import pandas as pd

from analysis.core import judgement
from analysis.core.countries import country_name, fold, members
from analysis.core.errors import InputError
from analysis.core.files import HAND, relative
from analysis.core.judgement import CaseGroup, CaseGroups, PeerGroups, headline_cases, read_evidence_rule
from analysis.core.messages import N_, Nn_, _, _n, percent
from analysis.core.messages import label as hand_label
from analysis.facts import world
from analysis.facts.world import PUBLISHED, Choices, Exposure, Place, open_place
from analysis.stats.counts import counted_share
from analysis.stats.estimate import Estimate, Kind, Subject, complete_count
from analysis.stats.expectation import Expectation
from analysis.stats.expectation import expectation as fitted
from analysis.stats.shrinkage import rank_table
from analysis.stats.shrinkage import ranks as shrinkage_ranks
from analysis.tables.library import plain

__all__ = [
    "Expected", "beside_expectation", "beside_peers", "breakdown", "by_grade", "by_group", "by_host", "by_year",
    "chosen", "count", "decisions", "expectation", "expected", "held_and_refused", "in_order", "in_short",
    "peer_estimates", "peers_of", "people_held", "rank", "ratio", "ratios_table", "readings", "register",
    "rows_in_short", "top_ten",
]  # fmt: skip

ROWS = _("all cases in the register")
#: What is counted where INTERPOL had a part: every case but corrections.
THROUGH = _("all cases in the register except corrections, in which INTERPOL had no part")


def _clean(rows: pd.DataFrame) -> pd.DataFrame:
    """Register rows with the types of the clean table, also where a join lost what `load` wrote on them."""
    named = rows.copy(deep=False)
    named.attrs = {**rows.attrs, "name": "cases"}
    return plain(named)


def _headline_counts() -> pd.Series[int]:
    """Number of well-documented cases by requesting country."""
    counts = headline_cases(world.release().cases)["requesting_country"].value_counts()
    return counts.reindex(list(members()), fill_value=0).astype(int)


def cases_subject(choices: Choices = PUBLISHED) -> Subject:
    """What a count of well-documented cases is about."""
    universe = _("documented cases, {chosen}, with an INTERPOL type of notice", chosen=choices.chosen)
    return Subject(
        _("World"),
        _("documented cases"),
        universe,
        world.source("cases"),
        message=Nn_("{count} documented case", "{count} documented cases"),
    )


def cases_of(country: str | Place) -> pd.DataFrame:
    """Return the cases of a requesting country, of the years that were chosen."""
    return _cases_of(open_place(country)).copy(deep=False)


@cache
def _cases_of(place: Place) -> pd.DataFrame:
    return place.choices.within(place.release.rows("cases", "requesting_country", place.iso3))


def without_corrections(rows: pd.DataFrame) -> pd.DataFrame:
    """Leave out the register rows in which no instrument of INTERPOL was found: their effect is not INTERPOL's."""
    return rows[~rows["instrument"].isin(read_evidence_rule().left_out)]


def headline_rows(rows: pd.DataFrame, choices: Choices = PUBLISHED) -> pd.Series[bool]:
    """Return which register rows count, by the evidence rule or as chosen."""
    if choices.of_rows == PUBLISHED:
        return judgement.counts_in_headline(rows)
    return pd.Series(rows.index.isin(choices.counting(rows).index), index=rows.index)


def register_rows(country: str | Place) -> Estimate:
    """Count the cases of a requesting country, whatever their grade and status."""
    place = open_place(country)
    rows = cases_of(place)
    supported = int((rows["claim_status"] == "supported").sum())
    count, by = len(rows), {"place": place.called, "years": place.choices.years}
    if not supported:
        sentence = _n(
            "{count} documented case requested by {place}{years}; it is not supported",
            "{count} documented cases requested by {place}{years}; none is supported", count, **by,
        )  # fmt: skip
    elif supported == count:
        sentence = _n(
            "{count} documented case requested by {place}{years}; it is supported",
            "{count} documented cases requested by {place}{years}; {supported} are supported", count,
            supported=supported, **by,
        )  # fmt: skip
    else:
        sentence = _n(
            "{rows} documented cases requested by {place}{years}; {count} is supported",
            "{rows} documented cases requested by {place}{years}; {count} are supported", supported, rows=count, **by,
        )  # fmt: skip
    return world.counted(len(rows), _("cases"), f"{ROWS}{place.choices.years}", sentence, "cases")


def _counting(count: int, rows: int, choices: Choices = PUBLISHED) -> str:
    """Describe how many of some rows count."""
    if not count:
        return _n(
            "it is not well documented ({chosen}, with an INTERPOL type of notice)",
            "none of them is well documented ({chosen}, with an INTERPOL type of notice)", rows, chosen=choices.chosen,
        )  # fmt: skip
    if rows == 1:
        return _("it is well documented ({chosen}, with an INTERPOL type of notice)", chosen=choices.chosen)
    return _n(
        "{count} of them is well documented ({chosen}, with an INTERPOL type of notice)",
        "{count} of them are well documented ({chosen}, with an INTERPOL type of notice)", count, chosen=choices.chosen,
    )  # fmt: skip


def count(country: str | Place) -> Estimate:
    """Count the documented cases of a requesting country that count, by the evidence rule or as chosen.

    A complete count of register rows, so without an interval. It counts what is documented, not what happened.

    Examples
    --------
    >>> int(count("Belarus").value), int(count(open_place("Belarus", grades=["A"], since=2014)).value)
    (10, 7)
    """
    place = open_place(country)
    return cases_subject(place.choices).at(place.name).complete(len(place.choices.counting(cases_of(place))))


def chosen(country: str | Place) -> Estimate | None:
    """Describe what is chosen otherwise than in the published reports, and how many cases count by it.

    The count of `count`, ``n`` being the count of the published reports; None where nothing is chosen otherwise.

    Examples
    --------
    >>> print(chosen(open_place("Belarus", grades=["A"])).sentence.partition(". ")[2])
    9 cases are well documented by this choice, 10 as published.
    """
    place = open_place(country)
    differences = place.choices.otherwise
    if not differences:
        return None
    found, published = count(place), count(place.iso3)
    word = (
        N_(
            "This report differs from the published one: {choices}. The well-documented cases are those of the "
            "published report."
        )
        if place.choices.of_rows == PUBLISHED
        else N_(
            "This report differs from the published one: {choices}. {count} cases are well documented by this "
            "choice, {published} as published."
        )
    )
    sentence = _(word, choices="; ".join(differences), count=found.value, published=published.value)
    return replace(found, n=published.value, sentence=sentence)


#: Exposure -> the person-years that are counted, in words.
LABELS: dict[Exposure, str] = {
    "refugees": _("person-years of refugees and asylum seekers"),
    "population": _("person-years of inhabitants"),
}


#: Exposure -> whom it counts, as a reader knows them.
EXPOSED: dict[Exposure, str] = {"refugees": _("refugees and asylum seekers"), "population": _("inhabitants")}


_TABLES: dict[Exposure, str] = {"refugees": "refugees_by_origin_host", "population": "governance_country_year"}


FIRST = 10


@dataclass(frozen=True)
class Expected:
    """The model of all states that have the exposure.

    Parameters
    ----------
    exposure, label, years : str
        What cases can happen to, the same in words, and the first and last year in words.
    about : Subject
        The cases that are counted: those of the years of the exposure.
    people : Series of float
        Person-years by ISO3 code, above 0.
    left_out : int
        Headline cases of other years, which no ratio counts.
    model : Expectation
        Expected cases, ratios and elasticity.
    ranks : dict of str to Estimate
        Rank of each state by its ratio.
    """

    exposure: Exposure
    label: str
    years: str
    about: Subject
    people: pd.Series[float]
    left_out: int
    model: Expectation
    ranks: dict[str, Estimate]


def person_years(exposure: Exposure, choices: Choices = PUBLISHED) -> tuple[pd.Series[float], int, int]:
    """Add up what cases can happen to, over the years that the register and the table of the exposure share."""
    people, first, last = _person_years(exposure, choices)
    return people.copy(), first, last


@cache
def _person_years(exposure: Exposure, choices: Choices) -> tuple[pd.Series[float], int, int]:
    release = world.release()
    if exposure == "refugees":
        table = release.refugees
        yearly = (table["refugees"] + table["asylum_seekers"]).groupby([table["origin"], table["year"]]).sum()
    else:
        table = release.governance[release.governance["population"].notna()]
        yearly = table.set_index(["iso3", "year"])["population"]
    dated, covered = headline_cases(release.cases)["year"], yearly.index.get_level_values("year")
    first = max(int(dated.min()), int(covered.min()), choices.since or 0)
    last = min(int(dated.max()), int(covered.max()), choices.until or 9999)
    if first > last:
        got = f"the years{choices.years.removeprefix(',')}"
        raise InputError(got, f"years that {LABELS[exposure]} are known for, {covered.min()} to {covered.max()}",
                         "choose other years, or another exposure")  # fmt: skip
    total = yearly[(covered >= first) & (covered <= last)].groupby(level=0).sum().astype(float)
    return total[total > 0], first, last


@cache
def expected(level: float, exposure: Exposure = "refugees", choices: Choices = PUBLISHED) -> Expected:
    """Fit what the exposure leads to expect, over all members of INTERPOL that have any.

    The model of `stats.expectation`, after Clayton and Kaldor (1987), and what it was fitted to.

    Examples
    --------
    >>> expected(0.95).label
    'person-years of refugees and asylum seekers'
    """
    people, first, last = person_years(exposure, choices)
    cases = choices.counting(world.release().cases)
    within = cases[cases["year"].isna() | cases["year"].between(first, last)]
    counts = within["requesting_country"].value_counts().reindex(list(members()), fill_value=0).astype(int)
    counts, people = counts.align(people, join="inner")
    subject = cases_subject(choices)
    within_years = _("{universe}, {first} to {last}", universe=subject.universe, first=str(first), last=str(last))
    about = replace(subject, universe=within_years, source=world.source("cases", _TABLES[exposure]))
    names = {str(code): country_name(str(code)) for code in counts.index}
    if not counts.any():
        got, wanted = f"no well-documented case ({choices.chosen})", f"one in {first} to {last} at the least"
        raise InputError(got, wanted, "choose more grades, statuses or years")
    with np.errstate(over="ignore"):  # where few cases count, a step of the search for the maximum goes too far
        model = fitted(counts, people, about=about, exposed=LABELS[exposure], names=names, level=level)
    ranked = replace(about, noun=_("by the ratio of {noun} to the number expected", noun=about.noun))
    placed = shrinkage_ranks(model.ratios, about=ranked, names=names, level=level)
    years = _("{low} to {high}", low=str(first), high=str(last))
    return Expected(exposure, LABELS[exposure], years, about, people, len(cases) - len(within), model, placed)


def _expected_of(country: str | Place, exposure: Exposure | None = None) -> Expected:
    """Return the model that a place's own level and choices ask for."""
    place = open_place(country)
    return expected(place.level, exposure or place.choices.exposure, place.choices.of_rows)


def ratio(country: str | Place, level: float | None = None, exposure: Exposure | None = None) -> Estimate:
    """Return how often a state's documented cases are what its exposure leads to expect.

    Posterior mean of the ratio (1 is what is expected) with an equal-tailed credible interval, after Clayton and Kaldor
    (1987). It compares what is documented; it is no rate of abuse.

    Examples
    --------
    >>> found = ratio("Belarus", level=0.9)
    >>> found.low < found.value < found.high, found.level
    (True, 0.9)
    """
    place = open_place(country, level)
    return _of_model(place, exposure, "ratios")


def expectation(country: str | Place, level: float | None = None, exposure: Exposure | None = None) -> Estimate:
    """Return how many documented cases a state's exposure leads to expect.

    The mean of a negative binomial regression on the exposure over all members that have one, with its interval.

    Examples
    --------
    >>> expectation("BLR").value > 0
    True
    """
    place = open_place(country, level)
    return _of_model(place, exposure, "expected")


def rank(country: str | Place, level: float | None = None, exposure: Exposure | None = None) -> Estimate:
    """Return the rank of a state's ratio with its interval, after Laird and Louis (1989).

    Most intervals overlap, so that the rank says little: read its ends, and see `top_ten`.

    Posterior mean of the rank; 1 has the highest ratio.

    Examples
    --------
    >>> 1 <= rank("BLR").low <= rank("BLR").high <= 196
    True
    """
    place = open_place(country, level)
    return _of_model(place, exposure, "ranks")


@cache
def _of_model(place: Place, exposure: Exposure | None, what: Literal["ratios", "expected", "ranks"]) -> Estimate:
    found = _expected_of(place, exposure)
    every = {"ratios": found.model.ratios.estimates, "expected": found.model.expected, "ranks": found.ranks}
    estimates: Mapping[str, Estimate] = every[what]
    if place.iso3 not in estimates:
        got, wanted = (
            f"{place.name}, which has no such exposure",
            f"one of {len(estimates)} members of INTERPOL that have",
        )
        raise InputError(got, wanted, "use its count of cases, cases.count")
    return estimates[place.iso3]


def top_ten(level: float = 0.95, exposure: Exposure = "refugees", choices: Choices = PUBLISHED) -> list[Estimate]:
    """Describe how many states may stand among the first ten by their rank intervals, and how many surely do.

    Examples
    --------
    >>> may, surely = top_ten()
    >>> may.value > 10 > surely.value
    True
    """
    model = expected(level, exposure, choices.of_rows)
    may = sum((rank.low or 0) <= FIRST for rank in model.ranks.values())
    surely = sum((rank.high or 0) <= FIRST for rank in model.ranks.values())
    possible = _(
        "{count_words} could belong in the first ten, by the {level} interval of the rank of documented cases compared "
        "with the number expected for {exposed}.", level=percent(level), exposed=model.label,
        count_words=_n("{count} country", "{count} countries", may) if may else _("No country"),
    )  # fmt: skip
    if surely < FIRST:
        certain = _n(
            "{count} country surely does, so we publish no top ten.",
            "{count} countries surely do, so we publish no top ten.", surely,
        )  # fmt: skip
    else:
        certain = _n(
            "{count} country surely does, so the first ten are known.",
            "{count} countries surely do, so the first ten are known.", surely,
        )  # fmt: skip
    return [_states(model, may, possible), _states(model, surely, certain)]


def _counted(model: Expected, country: str | Place) -> Estimate:
    """Count a state's cases in the years of the exposure."""
    place = open_place(country)
    return model.about.at(place.name).complete(int(model.model.ratios.table["n"][place.iso3]))


def _exposed(model: Expected, country: str | Place) -> Estimate:
    """Return a state's person-years."""
    place = open_place(country)
    count, universe = round(model.people[place.iso3]), f"{model.label}, {model.years}"
    sentence = _(
        "{place}: {count} {label}. Counted: {years}.", place=place.name, count=count, label=model.label,
        years=model.years,
    )  # fmt: skip
    return world.counted(count, model.label, universe, sentence, _TABLES[model.exposure])


def _states(model: Expected, count: int, sentence: str) -> Estimate:
    about = model.about
    return complete_count(count, universe=about.universe, source=about.source, unit=_("states"), sentence=sentence)


def register() -> Estimate:
    """Count the cases of the register, by status and strength.

    The rows that count; ``n`` is the number of all rows.

    Examples
    --------
    >>> int(register().n)
    450
    """
    cases = world.release().cases
    strong = int(_headline_counts().sum())
    status = cases["claim_status"].value_counts()
    sentence = _("The register holds {cases} documented cases from {states} requesting countries: {supported} "
        "supported; {counting}.", cases=len(cases), states=cases["requesting_country"].nunique(),
        supported=status["supported"], counting=_counting(strong, len(cases)))  # fmt: skip
    about = cases_subject()
    return world.counted(strong, about.noun, about.universe, sentence, "cases", n=len(cases))


@dataclass(frozen=True)
class Peers:
    """With whom a country is compared."""

    name: str
    reason: str
    codes: tuple[str, ...]


def peers_of(country: str | Place) -> Peers:
    """Return the peers of a country: those of its group in the file, else the states of its sub-region.

    Only members that have the exposure, for the others have no ratio to expectation.

    Examples
    --------
    >>> "RUS" in peers_of("Belarus").codes, peers_of(open_place("Belarus", peers=["Poland"])).codes
    (True, ('POL',))
    """
    place = open_place(country)
    if place.choices.peers:
        return Peers(_("as chosen"), _("the reader of this report chose them"), _with_exposure(place))
    groups, area = judgement.read(PeerGroups), place.release.regions.set_index("iso3")["subregion"]
    group = next((group for group in groups.groups if place.iso3 in group.countries), None)
    if group is None:
        own = str(area.get(place.iso3, ""))
        name, reason, codes = _("countries of {region}", region=own), groups.rule_reason, set(area.index[area == own])
    else:
        codes = (set(area.index[area.isin(group.subregions)]) | set(group.codes)) & _lasting_autocracies()
        name, reason = group.name, group.reason
    with_exposure = set(person_years(*_asked(place))[0].index) & set(members()) - {place.iso3}
    return Peers(name, " ".join(str(reason).split()), tuple(sorted(with_exposure & codes)))


def _asked(place: Place) -> tuple[Exposure, Choices]:
    return place.choices.exposure, place.choices.of_rows


def _with_exposure(place: Place) -> tuple[str, ...]:
    """Return the peers that were chosen; one that no ratio exists for is refused, not dropped."""
    people = person_years(*_asked(place))[0]
    for code in place.choices.peers:
        if code not in people:
            got, wanted = f"peer {country_name(code)}", f"a state with {LABELS[place.choices.exposure]}"
            raise InputError(got, wanted, "leave it out, or choose another exposure")
    return place.choices.peers


@cache
def _lasting_autocracies() -> frozenset[str]:
    """Name the states that V-Dem codes as autocracies in every year of the table in which it codes them."""
    table = world.release().governance
    coded = table[table["vdem_regime"].notna()]
    always = coded["vdem_regime"].isin(judgement.read(PeerGroups).autocracies).groupby(coded["iso3"]).all()
    return frozenset(str(code) for code in always.index[always])


def in_short(country: str | Place) -> Estimate:
    """Count the well-documented cases, and say among how many cases of a requesting country.

    Examples
    --------
    >>> in_short("BLR").sentence.startswith("The register holds 18 documented cases requested by Belarus")
    True
    """
    place = open_place(country)
    return replace(count(place), sentence=_register_sentence(place))


def rows_in_short(country: str | Place) -> Estimate:
    """Count the cases of a requesting country, and say how many of them count.

    That of `register_rows`, with the sentence of `in_short`.

    Examples
    --------
    >>> int(rows_in_short("BLR").value)
    18
    """
    place = open_place(country)
    return replace(register_rows(place), sentence=_register_sentence(place))


def _register_sentence(place: Place) -> str:
    rows = register_rows(place)
    if rows.value == 0:
        return _(
            "The register holds no documented case requested by {place}{years}, which does not mean that there is "
            "none.", place=place.called, years=place.choices.years,
        )  # fmt: skip
    counts = _counting(int(count(place).value), int(rows.value), place.choices)
    return _("The register holds {rows}; {counting}.", rows=rows.sentence, counting=counts)


def in_order(rows: pd.DataFrame) -> pd.DataFrame:
    """Sort register rows by year of main known effect, those without a year last.

    The same rows, in the types of the clean tables.

    Examples
    --------
    >>> bool(in_order(cases_of("Belarus"))["year"].dropna().is_monotonic_increasing)
    True
    """
    return _clean(rows).sort_values(["year", "case_id"], na_position="last", kind="stable")


GRADES, STATUSES = ("A", "B", "C", "D", "X"), ("supported", "contested", "unsupported")


def with_people_held(rows: pd.DataFrame) -> pd.Series[bool]:
    """Mark the cases in which someone was arrested or held on a request through INTERPOL, by ``cases_effects``."""
    correction = rows["instrument"].isin(read_evidence_rule().left_out)
    return (rows["held"] == "yes") & (rows["linked"] != "no") & ~correction


#: Which country of a case is meant: the one that asked, or the one in which the person was held.
Role = Literal["requesting", "host"]


def held_cases(country: str | Place | None = None, role: Role = "requesting") -> pd.DataFrame:
    """Cases of every grade and status in which people were held on a request through INTERPOL."""
    rows = _naming(country, "held_where" if role == "host" else "requesting_country")
    return rows[with_people_held(rows)]


def _naming(country: str | Place | None, *columns: str) -> pd.DataFrame:
    """Cases that name the country in one of the columns; all of them without a country."""
    cases = world.release().cases
    if country is None:
        return cases
    place = open_place(country)
    return place.choices.within(cases[(cases[list(columns)] == place.iso3).any(axis=1)])


def people_held(country: str | Place | None = None, role: Role = "requesting") -> Estimate:
    """Count the cases in which people were arrested or held on a request through INTERPOL, which is a minimum.

    A complete count of cases, not of people; ``n`` is all cases, also those that say nothing.

    Examples
    --------
    >>> found = people_held()
    >>> int(found.value), int(found.n)
    (180, 450)
    """
    rows = held_cases(country, role)
    every = _naming(country, *(("host_country", "held_where") if role == "host" else ("requesting_country",)))
    every = without_corrections(every) if role == "host" else every
    unknown, unlinked = int((every["held"] == "unknown").sum()), int((rows["linked"] == "unknown").sum())
    limits = (
        [
            _(
                "This is a minimum: {count} of {total} {total_words} {count_words} not say whether anyone was "
                "arrested.",
                count=unknown,
                total=len(every),
                total_words=_n("case", "cases", len(every)),
                count_words=_n("does", "do", unknown),
            )
        ]
        if unknown
        else []
    )
    if unlinked:
        limits.append(
            _n("No source states the link to INTERPOL in this case.", "No source states the link to INTERPOL in "
                "{count} of the {total} cases.", len(rows), count=unlinked, total=len(rows)),
        )  # fmt: skip
    supported = _supported(rows)
    whose = _whose(country, role)
    claim = (
        _("No case{whose} is known in which people were held on a request through INTERPOL.", whose=whose)
        if not len(rows)
        else (
            _(
                "In one case{whose}, people were arrested or held on a request through INTERPOL; {supported_words}",
                whose=whose,
                supported_words=_("it is supported.") if supported else _("it is not supported."),
            )
        )
        if len(rows) == 1
        else _(
            "In {count} cases{whose}, people were arrested or held on a request through INTERPOL; {supported_words}",
            count=len(rows),
            whose=whose,
            supported_words=_n("one of them is supported.", "{count} of them are supported.", supported)
            if supported
            else _("none is supported."),
        )
    )
    return _held_count(claim, whose, len(rows), limits, n=len(every))


def held_and_refused(country: str | Place | None = None, role: Role = "requesting") -> Estimate:
    """Count the cases in which people were held and extradition was refused, in whichever order.

    A complete count of cases; ``n`` is the cases with people held. The order of the two is not coded.

    Examples
    --------
    >>> found = held_and_refused()
    >>> int(found.value), int(found.n)
    (82, 180)
    """
    rows = held_cases(country, role)
    refused, unknown = rows[rows["extradition"] == "refused"], int((rows["extradition"] == "unknown").sum())
    limits = [_("The data do not say which came first.")] if len(refused) else []
    if unknown:
        limits.append(
            _n("No source says what became of extradition in this case.", "No source says what became of extradition "
                "in {count} of the {total} cases.", len(rows), count=unknown, total=len(rows)),
        )  # fmt: skip
    supported = _supported(refused)
    whose, count, total = _whose(country, role), len(refused), len(rows)
    claim = (
        _(
            "In {count} of {total} {total_words}{whose} in which people were held, extradition was "
            "refused{count_words}",
            count=count,
            total=total,
            whose=whose,
            total_words=_n("case", "cases", total),
            count_words=_(".")
            if not count
            else _n("; one of them is supported.", "; {count} of them are supported.", supported)
            if supported
            else _("; none is supported."),
        )
        if total
        else _("No case{whose} is known in which people were held on a request through INTERPOL.", whose=whose)
    )
    return _held_count(claim, whose, count, limits, n=total)


def returned(country: str | Place | None = None, role: Role = "requesting") -> Estimate:
    """Count the cases in which the person held was handed over to the requesting country."""
    rows = held_cases(country, role)
    count, unknown = (int((rows["returned"] == answer).sum()) for answer in ("yes", "unknown"))
    limits = (
        [
            _n(
                "No source says whether this happened in this case.",
                "No source says whether this happened in {count} of the {total} cases.",
                len(rows),
                count=unknown,
                total=len(rows),
            )
        ]
        if unknown
        else []
    )
    whose, total = _whose(country, role), len(rows)
    return _held_count(
        _("In {count} of {total} {total_words}{whose} in which people were held, the person was handed over to the "
            "requesting country.", count=count, total=total, whose=whose,
            total_words=_n("case", "cases", total)) if total else _("No case{whose} is known in which people were held "
            "on a request through INTERPOL.", whose=whose), whose, count, limits, n=total,
    )  # fmt: skip


def days_held(country: str | Place | None = None, role: Role = "requesting") -> Estimate | None:
    """Median days in prison or under house arrest in the cases whose sources state them."""
    rows = held_cases(country, role)
    stated = rows["held_days"].dropna().astype(float)
    if stated.empty:
        return None
    days = float(stated.median())
    whose, total = _whose(country, role), len(rows)
    claim = _(
        "In {count} of {total} {total_words}{whose} in which people were held, sources state how long. The median is "
        "{days_words} in prison or under house arrest.", count=len(stated), total=total, whose=whose,
        total_words=_n("case", "cases", total), days_words=_n("one day", "{count} days", days),
    )  # fmt: skip
    counted = _held_count(claim, whose, len(stated), [], n=len(stated))
    universe = _("the {count} of these cases{whose} whose sources state how long", count=len(stated), whose=whose)
    return replace(
        counted,
        value=days,
        kind=Kind.STATED,
        method=_("median of the cases that state it"),
        unit=_("days"),
        universe=universe,
    )


def _supported(rows: pd.DataFrame) -> int:
    return int((rows["claim_status"] == "supported").sum())


def _whose(country: str | Place | None, role: Role) -> str:
    """Name the country as it follows the word cases; blank for all countries."""
    if country is None:
        return ""
    place = open_place(country)
    return (
        _(" in {place}{years}", place=place.called, years=place.choices.years)
        if role == "host"
        else _(" requested by {place}{years}", place=place.called, years=place.choices.years)
    )


def _held_count(claim: str, whose: str, count: int, limits: list[str], *, n: int) -> Estimate:
    """Count of cases in which people were held: the claim, followed by its limits."""
    unit, universe = _("cases"), _("cases of any status{whose} in which people were held through INTERPOL", whose=whose)
    return world.counted(count, unit, universe, " ".join([claim, *limits]), "cases", "cases_effects", n=float(n))


#: Outcomes in which INTERPOL took a request down.
DELETED = ("deleted_by_ccf", "deleted_by_general_secretariat")


#: Outcomes in which INTERPOL did not let a request stand.
REFUSED = ("refused_by_ndtf", *DELETED, "blocked_provisionally")


def by_grade(rows: pd.DataFrame) -> pd.DataFrame:
    """Count register rows by status and grade.

    One row a status: ``claim_status``, one column a grade, and ``all``.

    Examples
    --------
    >>> by_grade(cases_of("Belarus")).set_index("claim_status").loc["supported", ["A", "B", "all"]].tolist()
    [9, 1, 12]
    """
    rows = _clean(rows)
    counts = pd.crosstab(rows["claim_status"], rows["evidence_grade"])
    counts = counts.reindex(index=list(STATUSES), columns=list(GRADES), fill_value=0)
    return counts.assign(all=counts.sum(axis=1)).rename_axis("claim_status").rename_axis(columns=None).reset_index()


def by_year(rows: pd.DataFrame, choices: Choices = PUBLISHED) -> pd.DataFrame:
    """Count register rows by year of main known effect; years between the ends are kept.

    One row a year: ``year``, ``strong`` (cases that count) and ``cases`` (all rows).

    Examples
    --------
    >>> by_year(cases_of("Belarus")).query("year == 2021")[["strong", "cases"]].to_numpy().tolist()
    [[3, 6]]
    """
    rows = _clean(rows)
    strong, dated = headline_rows(rows, choices), rows["year"].notna()
    counts = strong[dated].astype(int).groupby(rows.loc[dated, "year"].astype(int)).agg(["sum", "size"])
    years = range(min(counts.index, default=0), max(counts.index, default=-1) + 1)
    table = counts.reindex(pd.Index(years, name="year"), fill_value=0).set_axis(["strong", "cases"], axis=1)
    found = table.reset_index()
    found.attrs["undated"] = int((~dated).sum())
    return found


def by_host(rows: pd.DataFrame, choices: Choices = PUBLISHED) -> pd.DataFrame:
    """Count register rows by the country in which they took effect, most rows first.

    One row a host: ``host_country`` (``unknown`` where none is known), ``strong`` and ``cases``.

    Examples
    --------
    >>> by_host(cases_of("Belarus"))["host_country"].iloc[0]
    'POL'
    """
    found = breakdown(rows, "host_country", choices=choices)
    return found.drop(columns="what").rename(columns={"value": "host_country"})


#: The columns of the register that a breakdown counts by, unless others are named.
COLUMNS = (
    "target_profile", "charge_category", "instrument", "host_country", "effect", "oversight_outcome", "article_grounds",
)  # fmt: skip


def breakdown(rows: pd.DataFrame, *columns: str, choices: Choices = PUBLISHED) -> pd.DataFrame:
    """Count register rows by the values of columns, the most frequent value first; what is blank is ``unknown``.

    ``what`` (the column), ``value``, ``strong`` (cases that count) and ``cases`` (all rows).

    Parameters
    ----------
    *columns : str
        Columns of the register; by default those of ``COLUMNS``.

    Examples
    --------
    >>> int(breakdown(cases_of("Belarus"), "instrument")["cases"].sum())
    18
    """
    rows = _clean(rows)
    for column in columns:
        if column not in rows:
            raise InputError(f"column {column!r}", "a column of the rows", 'see describe("cases")')
    strong = headline_rows(rows, choices).to_list()
    counted = [row for column in columns or COLUMNS for row in _by_value(rows[column], strong)] if strong else []
    found = pd.DataFrame(counted, columns=["what", "value", "strong", "cases"])
    return found if counted else found.astype({"what": "str", "value": "str", "strong": "int64", "cases": "int64"})


def _by_value(column: pd.Series[Any], strong: list[bool]) -> list[tuple[str, str, int, int]]:
    values = column.fillna("unknown").astype(str).to_list()
    counts, counting = Counter(values), Counter(compress(values, strong))
    ordered = sorted(counts, key=lambda value: (-counts[value], value))
    return [(str(column.name), value, counting[value], counts[value]) for value in ordered]


def _combinations(rows: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """Count register rows by the combinations of columns that occur, the most frequent first."""
    found = _clean(rows).groupby(list(columns), sort=True)["case_id"].agg(["size", tuple]).reset_index()
    found = found.rename(columns={"size": "rows", "tuple": "case_ids"})
    return found.sort_values("rows", ascending=False, kind="stable").reset_index(drop=True)


def decisions(rows: pd.DataFrame) -> pd.DataFrame:
    """Count register rows by what INTERPOL decided, and on which article.

    ``oversight_outcome``, ``article_grounds``, ``rows`` and ``case_ids``; what is blank is ``unknown``.

    Examples
    --------
    >>> int(decisions(cases_of("Belarus"))["rows"].sum())
    18
    """
    columns, ordered = ["oversight_outcome", "article_grounds"], in_order(rows)
    return _combinations(ordered.assign(**{c: ordered[c].fillna("unknown") for c in columns}), *columns)


GROUPS_FILE = HAND / "case_groups.yml"


@cache
def _groups(column: str) -> dict[str, str]:
    """Return the group of each code of a column of the register, in the order in which groups are shown."""
    listed: list[CaseGroup] = getattr(judgement.read(CaseGroups), column)
    return {code: entry.group for entry in listed for code in entry.codes}


def _grouped(rows: pd.DataFrame, column: str) -> pd.Series[str]:
    """Put register rows into the groups of a column."""
    rows = _clean(rows)
    known = _groups(column)
    unknown = sorted(set(rows[column].dropna()) - known.keys())
    if unknown:
        fix = "add it to a group, with the reason"
        raise InputError(f"the code {unknown[0]!r} of {column}", "a code of a group", fix, file=relative(GROUPS_FILE))
    rest = known.get("unknown", known.get("other", ""))
    return rows[column].map(known).fillna(rest)


def by_group(country: str | Place, rows: pd.DataFrame, column: str) -> pd.DataFrame:
    """Count cases of a country by the groups of a column, each with its share of all rows.

    One row a group, in the order of the file, also of those without a row: ``group``, the fields of the share's
    `Estimate`, ``rows``, ``strong``, and ``case_ids`` (a tuple, in the order of the rows) and ``share`` (the
    `Estimate`), which are no data. Without a row of the register there is no group.

    Examples
    --------
    >>> int(by_group("Belarus", cases_of("Belarus"), "instrument")["rows"].sum())
    18
    """
    place, rows = open_place(country), in_order(rows)
    if rows.empty:
        return pd.DataFrame(columns=["group", "rows", "strong", "case_ids", "share"])
    group, strong = _grouped(rows, column), headline_rows(rows, place.choices)
    found, case_ids = [], rows["case_id"]
    for each in dict.fromkeys(_groups(column).values()):
        own = case_ids[group == each]
        universe = f"{ROWS}{place.choices.years}"
        about = Subject(place.name, _("of cases: {group}", group=each), universe, world.source("cases"))
        share = counted_share(len(own), len(rows), about=about)
        counts = {"rows": len(own), "strong": int(strong[own.index].sum())}
        found.append({"group": each, **share.as_dict(), **counts, "case_ids": tuple(own), "share": share})
    return pd.DataFrame(found)


@cache
def with_bilateral_request() -> frozenset[str]:
    """Name the register rows whose note tells of a request from state to state."""
    return frozenset(judgement.table("bilateral_requests.csv")["case_id"])


def beside_expectation(country: str | Place, level: float | None = None) -> list[tuple[str, Estimate]]:
    """Return all that is known of a state's cases beside what its exposures lead to expect, with the words for each.

    Empty for a state without a case that counts, or without the exposure.

    Examples
    --------
    >>> [what for what, _ in beside_expectation("Belarus")][-1]
    'Rank of the ratio, refugees and asylum seekers'
    """
    place = open_place(country, level)
    found = count(place)
    if found.value == 0:
        return []
    first, other = sorted(LABELS, key=lambda exposure: exposure != place.choices.exposure)
    model = _expected_of(place, first)
    if place.iso3 not in model.ranks:
        return []
    rows = [(place.choices.heading, found)]
    if (within := _counted(model, place)).value != found.value:
        rows.append((_("Of these, in the years of the exposure"), within))
    rows += _against(EXPOSED[first], model, place)
    second = _expected_of(place, other)
    rows += _against(EXPOSED[other], second, place) if place.iso3 in second.ranks else []
    return [*rows, (_("Rank of the ratio, {whom}", whom=EXPOSED[first]), model.ranks[place.iso3])]


def _against(whom: str, model: Expected, place: Place) -> list[tuple[str, Estimate]]:
    return [
        (_("Person-years of {whom}", whom=whom), _exposed(model, place)),
        (_("Expected for {whom}", whom=whom), model.model.expected[place.iso3]),
        (_("Times the expected number, {whom}", whom=whom), model.model.ratios.estimates[place.iso3]),
    ]


def outside_the_years(model: Expected) -> Estimate:
    """Count the cases that no ratio counts, since they lie outside the years of the exposure."""
    return complete_count(
        model.left_out, universe=cases_subject().universe, source=model.about.source, unit=_("documented cases"),
        sentence=_("{count} documented cases are outside the years of the {label} and are excluded.",
            count=model.left_out, label=model.label),
    )  # fmt: skip


def with_a_case(model: Expected) -> list[str]:
    """Return the states of a model that have a case, by name."""
    codes = [str(code) for code, count in model.model.ratios.table["n"].items() if count]
    return sorted(codes, key=_by_name)


def _by_name(code: str) -> str:
    return fold(country_name(code))


def ratios_table(level: float = 0.95, choices: Choices = PUBLISHED) -> pd.DataFrame:
    """Return every state with a case compared with the number expected, by name.

    ``iso3``; ``n``, ``value``, ``low``, ``high`` and the other columns of the ratio to expectation from refugees and
    asylum seekers; ``expected``; ``rank``, ``rank_low``, ``rank_high``; the ratio from inhabitants with the ending
    ``_population``.

    Examples
    --------
    >>> ratios_table().set_index("iso3").loc["BLR", ["low", "value", "high"]].is_monotonic_increasing
    True
    """
    first, second = (expected(level, exposure, choices.of_rows) for exposure in LABELS)
    ranked = rank_table(first.ranks).rename(columns={"low": "rank_low", "high": "rank_high"})
    hoped = pd.Series({code: estimate.value for code, estimate in first.model.expected.items()}, name="expected")
    by_population = second.model.ratios.table[["value", "low", "high"]].add_suffix("_population")
    table = first.model.ratios.table.join([hoped, ranked, by_population]).loc[with_a_case(first)]
    return table.rename_axis("iso3").reset_index()


def peer_estimates(country: str | Place, level: float | None = None) -> dict[str, Estimate]:
    """Return the ratio to the expected number of a country and of its peers, the country first, peers by name.

    By ISO3 code; empty for a country without the exposure.

    Examples
    --------
    >>> next(iter(peer_estimates("Belarus")))
    'BLR'
    """
    place = open_place(country, level)
    model = _expected_of(place)
    if place.iso3 not in model.ranks:
        return {}
    codes = [place.iso3, *sorted(peers_of(place).codes, key=_by_name)]
    return {code: model.model.ratios.estimates[code] for code in codes}


def beside_peers(country: str | Place, level: float | None = None) -> pd.DataFrame:
    """Return a country and its peers, the country first, each beside what its own exposure leads to expect.

    ``iso3``, ``person_years``, ``expected``, and the fields of the ratio's `Estimate`; empty for a country without the
    exposure.

    Examples
    --------
    >>> beside_peers("Belarus")["iso3"].iloc[0]
    'BLR'
    """
    place = open_place(country, level)
    model = _expected_of(place)
    rows = [
        {"iso3": code, "person_years": model.people[code], "expected": model.model.expected[code].value}
        | ratio.as_dict()
        for code, ratio in peer_estimates(place).items()
    ]
    return pd.DataFrame(rows)


def readings(country: str | Place | None = None) -> pd.DataFrame:
    """Claim status that each reader gave to each case, and how many readers agree with the register.

    One row a case, in the order of the register: ``case_id``; ``first``, ``second``, ``audit``, ``criteria`` and
    ``blind`` (the status by that reader; missing where the reader did not read the case); ``readers``; ``agreeing``
    (readers who gave the status of the register); ``claim_status`` and ``summary`` (a sentence).

    Examples
    --------
    >>> print(readings("Belarus")["summary"].iloc[0])
    4 of 4 readers: supported
    """
    cases = world.release().cases if country is None else cases_of(country)
    codes = world.release().cases_readings.pivot_table("claim_status", "case_id", "reader", aggfunc="first")
    codes = codes.reindex(index=cases["case_id"], columns=["first", "second", "audit", "criteria", "blind"])
    status = cases.set_index("case_id")["claim_status"]
    readers, agreeing = codes.notna().sum(axis=1), codes.eq(status, axis=0).sum(axis=1)
    table = codes.assign(readers=readers, agreeing=agreeing, claim_status=status).rename_axis(columns=None)
    summary = [
        _(
            "{agreeing} of {readers_words}: {status_words}",
            agreeing=agree,
            readers_words=_n("1 reader", "{count} readers", of),
            status_words=hand_label(code, "readers-agree"),
        )
        for agree, of, code in zip(agreeing, readers, status, strict=True)
    ]
    return table.assign(summary=summary).reset_index()
