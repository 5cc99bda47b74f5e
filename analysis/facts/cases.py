"""Documented cases: how many, by whom, beside what an exposure leads to expect, and beside peers.

Facts that take rows take those of ``load("cases", ...)`` and those of the clean tables, and give the same for both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

import numpy as np
import pandas as pd

from analysis.core import judgement
from analysis.core.countries import country_name, members
from analysis.core.errors import InputError
from analysis.core.files import HAND, relative
from analysis.core.judgement import CaseGroup, CaseGroups, PeerGroups, read_evidence_rule
from analysis.core.messages import Nn_, _, _n, label, percent
from analysis.facts import world
from analysis.facts.selection import PUBLISHED, Exposure, Selection, select
from analysis.facts.world import by_name
from analysis.stats.counts import counted_share
from analysis.stats.estimate import Estimate, Kind, Subject
from analysis.stats.expectation import Expectation, expectation
from analysis.stats.shrinkage import rank_table, ranks
from analysis.tables.library import plain

__all__ = [
    "Expected", "beside_expectation", "beside_peers", "breakdown", "by_grade", "by_group", "by_host", "by_year",
    "chosen", "count", "counted_by_host", "decisions", "expected", "held_and_refused", "in_order", "in_short",
    "of_requester", "peer_estimates", "peers_of", "people_held", "rank", "ratio", "ratios_table", "readings",
    "register", "rows_in_short", "rows_of", "taken_effect", "top_ten",
]  # fmt: skip

ROWS = _("all cases in the register")
#: What is counted where INTERPOL had a part: every case but corrections.
THROUGH = _("all cases in the register except corrections, in which INTERPOL had no part")


def _clean(rows: pd.DataFrame) -> pd.DataFrame:
    """Register rows with the types of the clean table, also where a join lost what `load` wrote on them."""
    named = rows.copy(deep=False)
    named.attrs = {**rows.attrs, "name": "cases"}
    return plain(named)


def cases_subject(choices: Selection = PUBLISHED) -> Subject:
    """What a count of well-documented cases is about."""
    universe = _("documented cases, {chosen}, with an INTERPOL type of notice", chosen=choices.label)
    about = world.about(_("documented cases"), universe, "cases")
    return replace(about, message=Nn_("{count} documented case", "{count} documented cases"))


def cases_of(country: str | Selection) -> pd.DataFrame:
    """Return the cases of a requesting country, of the years that were chosen."""
    return _requested(select(country)).copy(deep=False)


@cache
def _requested(place: Selection) -> pd.DataFrame:
    return place.within(world.release().rows("cases", "requesting_country", place.iso3))


def without_corrections(rows: pd.DataFrame) -> pd.DataFrame:
    """Leave out the register rows in which no instrument of INTERPOL was found: their effect is not INTERPOL's."""
    return rows[~rows["instrument"].isin(read_evidence_rule().left_out)]


def register_rows(country: str | Selection) -> Estimate:
    """Count the cases of a requesting country, whatever their grade and status."""
    place = select(country)
    rows, years = cases_of(place), place.years
    count, supported = len(rows), _supported(rows)
    requested = _n(
        "{count} documented case requested by {place}{years}", "{count} documented cases requested by {place}{years}",
        count, place=place.called, years=years,
    )  # fmt: skip
    if not supported:
        status = _n("it is not supported", "none is supported", count)
    elif count == 1:
        status = _("it is supported")
    else:
        status = _n("{count} is supported", "{count} are supported", supported)
    sentence = _("{cases}; {status}", cases=requested, status=status)
    return world.counted(count, _("cases"), f"{ROWS}{years}", sentence, "cases")


def _counting(count: int, rows: int, choices: Selection = PUBLISHED) -> str:
    """Describe how many of some rows count."""
    if not count:
        which = _n("it is not well documented", "none of them is well documented", rows)
    elif rows == 1:
        which = _("it is well documented")
    else:
        which = _n("{count} of them is well documented", "{count} of them are well documented", count)
    return _("{which} ({chosen}, with an INTERPOL type of notice)", which=which, chosen=choices.label)


def count(country: str | Selection) -> Estimate:
    """Count the documented cases of a requesting country that count, by the evidence rule or as chosen.

    A complete count of register rows, so without an interval. It counts what is documented, not what happened.

    Examples
    --------
    >>> int(count("Belarus").value), int(count(select("Belarus", grades=["A"], since=2014)).value)
    (10, 7)
    """
    place = select(country)
    return cases_subject(place).at(place.name).complete(len(place.counting(cases_of(place))))


def chosen(country: str | Selection) -> Estimate | None:
    """Describe what is chosen otherwise than in the published reports, and how many cases count by it.

    The count of `count`, ``n`` being the count of the published reports; None where nothing is chosen otherwise.

    Examples
    --------
    >>> print(chosen(select("Belarus", grades=["A"])).sentence.partition(". ")[2])
    9 cases are well documented by this choice, 10 as published.
    """
    place = select(country)
    if not place.otherwise:
        return None
    found, published = count(place), count(place.iso3).value
    effect = _("The well-documented cases are those of the published report.")
    if place.of_rows != PUBLISHED:
        effect = _("{count} cases are well documented by this choice, {published} as published.", count=found.value,
            published=published)  # fmt: skip
    sentence = _("This report differs from the published one: {choices}. {effect}",
        choices="; ".join(place.otherwise), effect=effect)  # fmt: skip
    return replace(found, n=published, sentence=sentence)


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


@cache
def person_years(exposure: Exposure, choices: Selection = PUBLISHED) -> tuple[pd.Series[float], int, int]:
    """Add up what cases can happen to, over the years that the register and the table of the exposure share."""
    release = world.release()
    if exposure == "refugees":
        table = release.refugees
        yearly = (table["refugees"] + table["asylum_seekers"]).groupby([table["origin"], table["year"]]).sum()
    else:
        yearly = release.governance.set_index(["iso3", "year"])["population"].dropna()
    dated, covered = PUBLISHED.counting(release.cases)["year"], yearly.index.get_level_values("year")
    first = max(int(dated.min()), int(covered.min()), choices.since or 0)
    last = min(int(dated.max()), int(covered.max()), choices.until or 9999)
    if first > last:
        got = f"the years{choices.years.removeprefix(',')}"
        raise InputError(got, f"years that {LABELS[exposure]} are known for, {covered.min()} to {covered.max()}",
                         "choose other years, or another exposure")  # fmt: skip
    total = yearly[(covered >= first) & (covered <= last)].groupby(level=0).sum().astype(float)
    return total[total > 0], first, last


@cache
def expected(level: float, exposure: Exposure = "refugees", choices: Selection = PUBLISHED) -> Expected:
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
        got, wanted = f"no well-documented case ({choices.label})", f"one in {first} to {last} at the least"
        raise InputError(got, wanted, "choose more grades, statuses or years")
    with np.errstate(over="ignore"):  # where few cases count, a step of the search for the maximum goes too far
        model = expectation(counts, people, about=about, exposed=LABELS[exposure], names=names, level=level)
    ranked = replace(about, noun=_("by the ratio of {noun} to the number expected", noun=about.noun))
    placed = ranks(model.ratios, about=ranked, names=names, level=level)
    years = _("{low} to {high}", low=str(first), high=str(last))
    return Expected(exposure, LABELS[exposure], years, about, people, len(cases) - len(within), model, placed)


def _expected_of(country: str | Selection, exposure: Exposure | None = None) -> Expected:
    """Return the model that a place's own level and choices ask for."""
    place = select(country)
    return expected(place.level, exposure or place.exposure, place.of_rows)


def ratio(country: str | Selection, level: float | None = None, exposure: Exposure | None = None) -> Estimate:
    """Return how often a state's documented cases are what its exposure leads to expect.

    Posterior mean of the ratio (1 is what is expected) with an equal-tailed credible interval, after Clayton and Kaldor
    (1987). It compares what is documented; it is no rate of abuse.

    Examples
    --------
    >>> found = ratio("Belarus", level=0.9)
    >>> found.low < found.value < found.high, found.level
    (True, 0.9)
    """
    place = select(country, level)
    return _of_member(place, _expected_of(place, exposure).model.ratios.estimates)


def rank(country: str | Selection, level: float | None = None, exposure: Exposure | None = None) -> Estimate:
    """Return the rank of a state's ratio with its interval, after Laird and Louis (1989).

    Most intervals overlap, so that the rank says little: read its ends, and see `top_ten`.

    Posterior mean of the rank; 1 has the highest ratio.

    Examples
    --------
    >>> 1 <= rank("BLR").low <= rank("BLR").high <= 196
    True
    """
    place = select(country, level)
    return _of_member(place, _expected_of(place, exposure).ranks)


def _of_member(place: Selection, estimates: Mapping[str, Estimate]) -> Estimate:
    if place.iso3 not in estimates:
        got = f"{place.name}, which has no such exposure"
        wanted = f"one of {len(estimates)} members of INTERPOL that have"
        raise InputError(got, wanted, "use its count of cases, cases.count")
    return estimates[place.iso3]


def top_ten(level: float = 0.95, exposure: Exposure = "refugees", choices: Selection = PUBLISHED) -> list[Estimate]:
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
    known = _("so we publish no top ten") if surely < FIRST else _("so the first ten are known")
    certain = _n(
        "{count} country surely does, {known}.", "{count} countries surely do, {known}.", surely, known=known
    )
    about = replace(model.about, noun=_("states"))
    return [replace(about.complete(n), sentence=text) for n, text in ((may, possible), (surely, certain))]


def register() -> Estimate:
    """Count the cases of the register, by status and strength.

    The rows that count; ``n`` is the number of all rows.

    Examples
    --------
    >>> int(register().n)
    450
    """
    cases = world.release().cases
    strong = len(PUBLISHED.counting(cases))
    sentence = _("The register holds {cases} documented cases from {states} requesting countries: {supported} "
        "supported; {counting}.", cases=len(cases), states=cases["requesting_country"].nunique(),
        supported=_supported(cases), counting=_counting(strong, len(cases)))  # fmt: skip
    about = cases_subject()
    return world.counted(strong, about.noun, about.universe, sentence, "cases", n=len(cases))


@dataclass(frozen=True)
class Peers:
    """With whom a country is compared."""

    name: str
    reason: str
    codes: tuple[str, ...]


def peers_of(country: str | Selection) -> Peers:
    """Return the peers of a country: those of its group in the file, else the states of its sub-region.

    Only members that have the exposure, for the others have no ratio to expectation.

    Examples
    --------
    >>> "RUS" in peers_of("Belarus").codes, peers_of(select("Belarus", peers=["Poland"])).codes
    (True, ('POL',))
    """
    place = select(country)
    people = person_years(place.exposure, place.of_rows)[0]
    if place.peers:
        _refuse_unexposed(place, people)
        return Peers(_("as chosen"), _("the reader of this report chose them"), place.peers)
    groups, area = judgement.read(PeerGroups), world.release().regions.set_index("iso3")["subregion"]
    group = next((group for group in groups.groups if place.iso3 in group.countries), None)
    if group is None:
        own = str(area.get(place.iso3, ""))
        name, reason, codes = _("countries of {region}", region=own), groups.rule_reason, set(area.index[area == own])
    else:
        codes = (set(area.index[area.isin(group.subregions)]) | set(group.codes)) & _lasting_autocracies()
        name, reason = group.name, group.reason
    with_exposure = set(people.index) & set(members()) - {place.iso3}
    return Peers(name, " ".join(str(reason).split()), tuple(sorted(with_exposure & codes)))


def _refuse_unexposed(place: Selection, people: pd.Series[float]) -> None:
    """Refuse a chosen peer that no ratio exists for, which would be dropped."""
    for code in place.peers:
        if code not in people:
            got, wanted = f"peer {country_name(code)}", f"a state with {LABELS[place.exposure]}"
            raise InputError(got, wanted, "leave it out, or choose another exposure")


@cache
def _lasting_autocracies() -> frozenset[str]:
    """Name the states that V-Dem codes as autocracies in every year of the table in which it codes them."""
    table = world.release().governance
    coded = table[table["vdem_regime"].notna()]
    always = coded["vdem_regime"].isin(judgement.read(PeerGroups).autocracies).groupby(coded["iso3"]).all()
    return frozenset(str(code) for code in always.index[always])


def in_short(country: str | Selection) -> Estimate:
    """Count the well-documented cases, and say among how many cases of a requesting country.

    Examples
    --------
    >>> in_short("BLR").sentence.startswith("The register holds 18 documented cases requested by Belarus")
    True
    """
    return replace(count(country), sentence=rows_in_short(country).sentence)


def rows_in_short(country: str | Selection) -> Estimate:
    """Count the cases of a requesting country, and say how many of them count.

    That of `register_rows`, with the sentence of `in_short`.

    Examples
    --------
    >>> int(rows_in_short("BLR").value)
    18
    """
    place = select(country)
    rows = register_rows(place)
    if rows.value == 0:
        return replace(rows, sentence=_(
            "The register holds no documented case requested by {place}{years}, which does not mean that there is "
            "none.", place=place.called, years=place.years,
        ))  # fmt: skip
    counts = _counting(int(count(place).value), int(rows.value), place)
    return replace(rows, sentence=_("The register holds {rows}; {counting}.", rows=rows.sentence, counting=counts))


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


def held_cases(country: str | Selection | None = None, role: Role = "requesting") -> pd.DataFrame:
    """Cases of every grade and status in which people were held on a request through INTERPOL."""
    rows = _naming(country, "held_where" if role == "host" else "requesting_country")
    return rows[with_people_held(rows)]


@cache
def _naming(country: str | Selection | None, *columns: str) -> pd.DataFrame:
    """Cases that name the country in one of the columns; all of them without a country."""
    cases = world.release().cases
    if country is None:
        return cases
    place = select(country)
    return place.within(cases[(cases[list(columns)] == place.iso3).any(axis=1)])


def _hosted(country: str | Selection | None) -> pd.DataFrame:
    """Cases that took effect in a country, without corrections."""
    return without_corrections(_naming(country, "host_country", "held_where"))


def people_held(country: str | Selection | None = None, role: Role = "requesting") -> Estimate:
    """Count the cases in which people were arrested or held on a request through INTERPOL, which is a minimum.

    A complete count of cases, not of people; ``n`` is all cases, also those that say nothing.

    Examples
    --------
    >>> found = people_held()
    >>> int(found.value), int(found.n)
    (180, 450)
    """
    rows, whose = held_cases(country, role), _whose(country, role)
    every = _hosted(country) if role == "host" else _naming(country, "requesting_country")
    unknown = int((every["held"] == "unknown").sum())
    minimum = _(
        "This is a minimum: {count} of {total} {total_words} {count_words} not say whether anyone was arrested.",
        count=unknown, total=len(every), total_words=_n("case", "cases", len(every)),
        count_words=_n("does", "do", unknown),
    )  # fmt: skip
    limits = [minimum if unknown else "", _unknown(_("No source states the link to INTERPOL"), rows["linked"])]
    if len(rows) == 1:
        supported = _("it is supported.") if _supported(rows) else _("it is not supported.")
    else:
        supported = _of_them_supported(rows)
    claim = _n(
        "In one case{whose}, people were arrested or held on a request through INTERPOL; {supported}",
        "In {count} cases{whose}, people were arrested or held on a request through INTERPOL; {supported}", len(rows),
        whose=whose, supported=supported,
    )  # fmt: skip
    return _held_count(rows, claim, whose, len(rows), limits, n=len(every))


def held_and_refused(country: str | Selection | None = None, role: Role = "requesting") -> Estimate:
    """Count the cases in which people were held and extradition was refused, in whichever order.

    A complete count of cases; ``n`` is the cases with people held. The order of the two is not coded.

    Examples
    --------
    >>> found = held_and_refused()
    >>> int(found.value), int(found.n)
    (82, 180)
    """
    rows, whose = held_cases(country, role), _whose(country, role)
    refused, count = rows[rows["extradition"] == "refused"], int((rows["extradition"] == "refused").sum())
    limits = [
        _("The data do not say which came first.") if count else "",
        _unknown(_("No source says what became of extradition"), rows["extradition"]),
    ]
    end = _("; {supported}", supported=_of_them_supported(refused)) if count else _(".")
    claim = _("{cases}, extradition was refused{end}", cases=_in_cases(count, len(rows), whose), end=end)
    return _held_count(rows, claim, whose, count, limits, n=len(rows))


def returned(country: str | Selection | None = None, role: Role = "requesting") -> Estimate:
    """Count the cases in which the person held was handed over to the requesting country."""
    rows, whose = held_cases(country, role), _whose(country, role)
    count = int((rows["returned"] == "yes").sum())
    claim = _(
        "{cases}, the person was handed over to the requesting country.", cases=_in_cases(count, len(rows), whose)
    )
    limits = [_unknown(_("No source says whether this happened"), rows["returned"])]
    return _held_count(rows, claim, whose, count, limits, n=len(rows))


def days_held(country: str | Selection | None = None, role: Role = "requesting") -> Estimate | None:
    """Median days in prison or under house arrest in the cases whose sources state them."""
    rows, whose = held_cases(country, role), _whose(country, role)
    stated = rows["held_days"].dropna().astype(float)
    if stated.empty:
        return None
    count, days = len(stated), float(stated.median())
    claim = _(
        "{cases}, sources state how long. The median is {days_words} in prison or under house arrest.",
        cases=_in_cases(count, len(rows), whose), days_words=_n("one day", "{count} days", days),
    )  # fmt: skip
    universe = _("the {count} of these cases{whose} whose sources state how long", count=count, whose=whose)
    about = world.about(_("days"), universe, "cases", "cases_effects")
    return about.estimate(days, claim, _("median of the cases that state it"), float(count), kind=Kind.STATED)


def _supported(rows: pd.DataFrame) -> int:
    return int((rows["claim_status"] == "supported").sum())


def _of_them_supported(rows: pd.DataFrame) -> str:
    supported = _supported(rows)
    return _n("one of them is supported.", "{count} of them are supported.", supported) if supported else _(
        "none is supported.")  # fmt: skip


def _in_cases(count: int, total: int, whose: str) -> str:
    return _n(
        "In {part} of {count} case{whose} in which people were held",
        "In {part} of {count} cases{whose} in which people were held", total, part=count, whose=whose,
    )  # fmt: skip


def _unknown(claim: str, answers: pd.Series[str]) -> str:
    """Say in how many cases no source states something; blank where each does."""
    unknown, total = int((answers == "unknown").sum()), len(answers)
    sentence = _n(
        "{claim} in this case.", "{claim} in {count} of the {total} cases.", total, claim=claim, count=unknown,
        total=total,
    )  # fmt: skip
    return sentence if unknown else ""


def _whose(country: str | Selection | None, role: Role) -> str:
    """Name the country as it follows the word cases; blank for all countries."""
    if country is None:
        return ""
    place = select(country)
    words = {"place": place.called, "years": place.years}
    return _(" in {place}{years}", **words) if role == "host" else _(" requested by {place}{years}", **words)


def _held_count(
    rows: pd.DataFrame, claim: str, whose: str, count: int, limits: list[str], *, n: int
) -> Estimate:
    """Count of cases in which people were held: the claim, followed by its limits."""
    if rows.empty:
        claim = _("No case{whose} is known in which people were held on a request through INTERPOL.", whose=whose)
    universe = _("cases of any status{whose} in which people were held through INTERPOL", whose=whose)
    sentence = " ".join(filter(None, [claim, *limits]))
    return world.counted(count, _("cases"), universe, sentence, "cases", "cases_effects", n=float(n))


#: Outcomes in which INTERPOL did not let a request stand.
REFUSED = ("refused_by_ndtf", "deleted_by_ccf", "deleted_by_general_secretariat", "blocked_provisionally")


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


def by_year(rows: pd.DataFrame, choices: Selection = PUBLISHED) -> pd.DataFrame:
    """Count register rows by year of main known effect; years between the ends are kept.

    One row a year: ``year``, ``strong`` (cases that count) and ``cases`` (all rows).

    Examples
    --------
    >>> by_year(cases_of("Belarus")).query("year == 2021")[["strong", "cases"]].to_numpy().tolist()
    [[3, 6]]
    """
    rows = _clean(rows)
    dated = rows[rows["year"].notna()]
    counts = choices.counts(dated).astype(int).groupby(dated["year"].astype(int)).agg(strong="sum", cases="size")
    years = range(min(counts.index, default=0), max(counts.index, default=-1) + 1)
    found = counts.reindex(pd.Index(years, name="year"), fill_value=0).reset_index()
    found.attrs["undated"] = len(rows) - len(dated)
    return found


def by_host(rows: pd.DataFrame, choices: Selection = PUBLISHED) -> pd.DataFrame:
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


def breakdown(rows: pd.DataFrame, *columns: str, choices: Selection = PUBLISHED) -> pd.DataFrame:
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
    strong = choices.counts(rows).astype("int64")
    parts = []
    for column in columns or COLUMNS:
        counts = strong.groupby(rows[column].fillna("unknown").astype(str)).agg(["sum", "size"])
        counts = counts.set_axis(["strong", "cases"], axis=1)
        ordered = counts.sort_values("cases", ascending=False, kind="stable").rename_axis("value").reset_index()
        parts.append(ordered.assign(what=column))
    return pd.concat(parts, ignore_index=True)[["what", "value", "strong", "cases"]]


def decisions(rows: pd.DataFrame) -> pd.DataFrame:
    """Count register rows by what INTERPOL decided, and on which article.

    ``oversight_outcome``, ``article_grounds``, ``rows`` and ``case_ids``; what is blank is ``unknown``.

    Examples
    --------
    >>> int(decisions(cases_of("Belarus"))["rows"].sum())
    18
    """
    columns, ordered = ["oversight_outcome", "article_grounds"], in_order(rows)
    known = ordered.assign(**{column: ordered[column].fillna("unknown") for column in columns})
    found = known.groupby(columns).agg(rows=("case_id", "size"), case_ids=("case_id", tuple)).reset_index()
    return found.sort_values("rows", ascending=False, kind="stable", ignore_index=True)


@cache
def _groups(column: str) -> dict[str, str]:
    """Return the group of each code of a column of the register, in the order in which groups are shown."""
    listed: list[CaseGroup] = getattr(judgement.read(CaseGroups), column)
    return {code: entry.group for entry in listed for code in entry.codes}


def _grouped(rows: pd.DataFrame, column: str) -> pd.Series[str]:
    """Put register rows into the groups of a column."""
    known = _groups(column)
    unknown = sorted(set(rows[column].dropna()) - known.keys())
    if unknown:
        got, file = f"the code {unknown[0]!r} of {column}", relative(HAND / "case_groups.yml")
        raise InputError(got, "a code of a group", "add it to a group, with the reason", file=file)
    rest = known.get("unknown", known.get("other", ""))
    return rows[column].map(known).fillna(rest)


def by_group(country: str | Selection, rows: pd.DataFrame, column: str) -> pd.DataFrame:
    """Count cases of a country by the groups of a column, each with its share of all rows.

    One row a group, in the order of the file, also of those without a row: ``group``, the fields of the share's
    `Estimate`, ``rows``, ``strong``, and ``case_ids`` (a tuple, in the order of the rows) and ``share`` (the
    `Estimate`), which are no data. Without a row of the register there is no group.

    Examples
    --------
    >>> int(by_group("Belarus", cases_of("Belarus"), "instrument")["rows"].sum())
    18
    """
    place, rows = select(country), in_order(rows)
    if rows.empty:
        return pd.DataFrame(columns=["group", "rows", "strong", "case_ids", "share"])
    groups, counts, found = _grouped(rows, column), place.counts(rows), []
    for group in dict.fromkeys(_groups(column).values()):
        own = groups == group
        noun, universe = _("of cases: {group}", group=group), f"{ROWS}{place.years}"
        about = Subject(place.name, noun, universe, world.source("cases"))
        share = counted_share(int(own.sum()), len(rows), about=about)
        found.append({
            "group": group, **share.as_dict(), "rows": int(own.sum()), "strong": int((own & counts).sum()),
            "case_ids": tuple(rows.loc[own, "case_id"]), "share": share,
        })  # fmt: skip
    return pd.DataFrame(found)


@cache
def with_bilateral_request() -> frozenset[str]:
    """Name the register rows whose note tells of a request from state to state."""
    return frozenset(judgement.table("bilateral_requests.csv")["case_id"])


def beside_expectation(country: str | Selection, level: float | None = None) -> list[tuple[str, Estimate]]:
    """Return all that is known of a state's cases beside what its exposures lead to expect, with the words for each.

    Empty for a state without a case that counts, or without the exposure.

    Examples
    --------
    >>> [what for what, _ in beside_expectation("Belarus")][-1]
    'Rank of the ratio, refugees and asylum seekers'
    """
    place = select(country, level)
    found = count(place)
    first, other = sorted(LABELS, key=lambda exposure: exposure != place.exposure)
    if found.value == 0 or place.iso3 not in (model := _expected_of(place, first)).ranks:
        return []
    within = model.about.at(place.name).complete(int(model.model.ratios.table["n"][place.iso3]))
    of_these = [] if within.value == found.value else [(_("Of these, in the years of the exposure"), within)]
    ranked = (_("Rank of the ratio, {whom}", whom=EXPOSED[first]), model.ranks[place.iso3])
    against = [*_against(model, place), *_against(_expected_of(place, other), place)]
    return [(place.heading, found), *of_these, *against, ranked]


def _against(model: Expected, place: Selection) -> list[tuple[str, Estimate]]:
    if place.iso3 not in model.ranks:
        return []
    count, universe, whom = round(model.people[place.iso3]), f"{model.label}, {model.years}", EXPOSED[model.exposure]
    words = {"place": place.name, "label": model.label, "years": model.years}
    sentence = _("{place}: {count} {label}. Counted: {years}.", count=count, **words)
    exposed = world.counted(count, model.label, universe, sentence, _TABLES[model.exposure])
    return [
        (_("Person-years of {whom}", whom=whom), exposed),
        (_("Expected for {whom}", whom=whom), model.model.expected[place.iso3]),
        (_("Times the expected number, {whom}", whom=whom), model.model.ratios.estimates[place.iso3]),
    ]


def outside_the_years(model: Expected) -> Estimate:
    """Count the cases that no ratio counts, since they lie outside the years of the exposure."""
    sentence = _("{count} documented cases are outside the years of the {label} and are excluded.",
        count=model.left_out, label=model.label)  # fmt: skip
    about = replace(cases_subject(), source=model.about.source)
    return replace(about.complete(model.left_out), sentence=sentence)


def with_a_case(model: Expected) -> list[str]:
    """Return the states of a model that have a case, by name."""
    counts = model.model.ratios.table["n"]
    return by_name(map(str, counts.index[counts > 0]))


def ratios_table(level: float = 0.95, choices: Selection = PUBLISHED) -> pd.DataFrame:
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


def peer_estimates(country: str | Selection, level: float | None = None) -> dict[str, Estimate]:
    """Return the ratio to the expected number of a country and of its peers, the country first, peers by name.

    By ISO3 code; empty for a country without the exposure.

    Examples
    --------
    >>> next(iter(peer_estimates("Belarus")))
    'BLR'
    """
    place = select(country, level)
    model = _expected_of(place)
    if place.iso3 not in model.ranks:
        return {}
    return {code: model.model.ratios.estimates[code] for code in [place.iso3, *by_name(peers_of(place).codes)]}


def beside_peers(country: str | Selection, level: float | None = None) -> pd.DataFrame:
    """Return a country and its peers, the country first, each beside what its own exposure leads to expect.

    ``iso3``, ``person_years``, ``expected``, and the fields of the ratio's `Estimate`; empty for a country without the
    exposure.

    Examples
    --------
    >>> beside_peers("Belarus")["iso3"].iloc[0]
    'BLR'
    """
    place = select(country, level)
    model = _expected_of(place)
    rows = [
        {"iso3": code, "person_years": model.people[code], "expected": model.model.expected[code].value}
        | ratio.as_dict()
        for code, ratio in peer_estimates(place).items()
    ]
    return pd.DataFrame(rows)


def readings(country: str | Selection | None = None) -> pd.DataFrame:
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
    summary = [
        _("{agreeing} of {readers}: {status}", agreeing=agree, readers=_n("1 reader", "{count} readers", of),
            status=label(code, "readers-agree"))
        for agree, of, code in zip(agreeing, readers, status, strict=True)
    ]  # fmt: skip
    table = codes.assign(readers=readers, agreeing=agreeing, claim_status=status, summary=summary)
    return table.rename_axis(columns=None).reset_index()


# Countries where a request took effect: ``host_country`` or ``held_where`` of a case; corrections are excluded. People
# held in a country are those with that country as ``held_where``. So a case can count in two countries.


def hosts() -> tuple[str, ...]:
    """Countries where a case took effect, in the order of their names."""
    rows = without_corrections(world.release().cases)
    return tuple(by_name({*rows["host_country"].dropna(), *rows["held_where"].dropna()}))


def rows_of(country: str | Selection) -> pd.DataFrame:
    """Cases that took effect in a country, by year.

    Rows of ``cases``, every grade and status, without corrections.

    Examples
    --------
    >>> len(rows_of("France"))
    16
    """
    return in_order(_hosted(country))


def taken_effect(country: str | Selection) -> Estimate:
    """Number of cases that took effect in a country.

    A complete count of cases, without an interval.

    Examples
    --------
    >>> taken_effect("Poland").value == len(rows_of("Poland"))
    True
    """
    place, rows = select(country), _hosted(country)
    if rows.empty:
        effect = _("no case is known to have taken effect there")
    elif len(rows) == 1:
        effect = _("one case took effect there, on a request by one country")
    else:
        effect = _n(
            "{rows} cases took effect there, on requests by one country",
            "{rows} cases took effect there, on requests by {count} countries", rows["requesting_country"].nunique(),
            rows=len(rows),
        )  # fmt: skip
    sentence = _("{place}: {effect}.", place=place.opening, effect=effect)
    return world.counted(len(rows), _("cases"), in_country(place), sentence, "cases")


def in_country(place: Selection) -> str:
    """Describe the cases that took effect in a country."""
    words = {"years": place.years, "place": place.called}
    return _("cases{years} that took effect in {place}, corrections excluded", **words)


def counted_by_host(rows: pd.DataFrame) -> pd.DataFrame:
    """Cases and cases with people held by country where they took effect.

    ``host_country`` (empty where none is known, and then last), ``cases``, ``people_held`` and ``held_and_refused``;
    most cases first.

    Examples
    --------
    >>> counted_by_host(cases_of("Belarus"))["host_country"].iloc[0]
    'POL'
    """
    counts = _counted_in_countries(rows, "country").rename(columns={"country": "host_country"})
    order = counts.assign(unknown=counts["host_country"] == "", name=world.names(counts["host_country"]))
    order = order.sort_values(["unknown", "cases", "people_held", "name"], ascending=[True, False, False, True])
    return order[["host_country", "cases", "people_held", "held_and_refused"]].reset_index(drop=True)


def of_requester(country: str | Selection) -> pd.DataFrame:
    """Cases that a country requested, by country where they took effect.

    Examples
    --------
    >>> int(of_requester("Belarus").set_index("host_country").loc["POL", "people_held"])
    8
    """
    return counted_by_host(cases_of(country))


@cache
def pairs() -> pd.DataFrame:
    """Cases by requesting country and country where they took effect, with what became of them there."""
    counts = _counted_in_countries(world.release().cases, "requesting_country", "country")
    known = counts[counts["country"] != ""].rename(columns={"country": "host_country"})
    return known.sort_values(["requesting_country", "host_country"], key=world.names, ignore_index=True)


def _counted_in_countries(rows: pd.DataFrame, *by: str) -> pd.DataFrame:
    """Count cases by ``country`` where they took effect, blank where none is known, and by other columns."""
    rows = without_corrections(rows)
    both = zip(rows["host_country"], rows["held_where"], strict=True)
    countries = [sorted({str(code) for code in pair if pd.notna(code)}) or [""] for pair in both]
    placed = rows.assign(country=pd.Series(countries, index=rows.index, dtype=object)).explode("country")
    arrested = with_people_held(placed) & (placed["held_where"] == placed["country"])
    counted = placed.astype(dict.fromkeys(by, str)).assign(
        cases=1,
        people_held=arrested.astype(int),
        held_and_refused=(arrested & (placed["extradition"] == "refused")).astype(int),
        stopped=placed["oversight_outcome"].isin(REFUSED).astype(int),
    )
    columns = ["cases", "people_held", "held_and_refused", "stopped"]
    return counted.groupby(list(by), sort=False)[columns].sum().reset_index()
