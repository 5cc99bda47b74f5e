"""Documented cases: how many, by whom, compared with the number expected, and with peers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import product
from typing import Literal, Unpack

import numpy as np
import pandas as pd

from analysis.core import judgement
from analysis.core.country_names import country_name, members, suggestion
from analysis.core.errors import InputError, NoDataError
from analysis.core.files import HAND, relative
from analysis.core.judgement import CaseGroup, CaseGroups, load, read_evidence_rule, released
from analysis.core.judgement import table as hand_table
from analysis.core.messages import Nn_, _, _n, label, percent
from analysis.facts import reliability, world
from analysis.facts.selection import (
    PUBLISHED,
    Exposure,
    ModelChoices,
    PeerChoices,
    RowChoices,
    Selection,
    YearChoices,
    chosen,
)  # fmt: skip
from analysis.facts.world import by_name
from analysis.stats.counts import corrected_counts, counted_share, wilson
from analysis.stats.estimate import LEAST_FOR_PERCENT, WORLD, Estimate, Estimates, Kind, Subject, interval
from analysis.stats.expectation import Expectation, expectation
from analysis.stats.shrinkage import rank_table, ranks
from analysis.tables.library import plain
from analysis.tables.release import incomplete_since, latest_source, source_delays

__all__ = [
    "compare", "count", "count_by", "delays", "expected", "interpol_decisions", "model", "peers", "people_held", "rank",
    "ratio", "readings", "recall", "rows",
]  # fmt: skip

ROWS = _("cases in the register")
#: What is counted where INTERPOL had a part: every case but corrections.
THROUGH = _("cases in the register that involved, or may have involved, INTERPOL")


def _clean(rows: pd.DataFrame) -> pd.DataFrame:
    """Register rows with the types of the clean table, also where a join lost what `load` wrote on them."""
    named = rows.copy(deep=False)
    named.attrs = {**rows.attrs, "name": "cases"}
    return plain(named)


def cases_subject(choices: Selection = PUBLISHED) -> Subject:
    """What a count of well-documented cases is about."""
    universe = _("documented cases that involve INTERPOL ({chosen})", chosen=choices.label)
    about = world.about(_("well-documented cases"), universe, "cases")
    return replace(about, message=Nn_("{count} well-documented case", "{count} well-documented cases"))


#: Which country of a case is meant: the one that asked, or the one in which the case took effect.
Role = Literal["requesting", "host"]


def cases_of(selection: Selection, role: Role = "requesting") -> pd.DataFrame:
    """Return the cases of the country and years: those it requested, or without corrections those in the country."""
    return _cases_of(selection.of_years, role).copy(deep=False)


@cache
def _cases_of(selection: Selection, role: Role) -> pd.DataFrame:
    every = world.release().cases
    if selection.country is None:
        return selection.within(every)
    if role == "requesting":
        return selection.within(world.release().rows("cases", "requesting_country", selection.country))
    named = (every[["host_country", "held_where"]] == selection.country).any(axis=1)
    return selection.within(without_corrections(every[named]))


def without_corrections(rows: pd.DataFrame) -> pd.DataFrame:
    """Leave out the register rows in which no instrument of INTERPOL was found: their effect is not INTERPOL's."""
    return rows[~rows["instrument"].isin(read_evidence_rule().left_out)]


def _counting(count: int, rows: int, choices: Selection = PUBLISHED) -> str:
    """Describe how many of some rows count."""
    if not count:
        which = _n("it is not well documented", "none is well documented", rows)
    elif rows == 1:
        which = _("it is well documented")
    else:
        which = _n("{count} is well documented", "{count} are well documented", count)
    return _("{which} ({chosen}, and involving INTERPOL)", which=which, chosen=choices.label)


def rows(
    country: str | Selection | None = None, *, role: Role = "requesting", **choices: Unpack[RowChoices]
) -> pd.DataFrame:
    """Documented cases by year, those without a year last.

    Choices: grades, statuses, since, until, rule.

    Parameters
    ----------
    role : {"requesting", "host"}
        Cases that the country requested, or those that took effect in it (``host_country`` or ``held_where``;
        corrections are excluded).

    Returns
    -------
    DataFrame
        The columns of ``load("cases")``, and ``well_documented``: whether the case counts by the choices.

    Examples
    --------
    >>> found = rows("Belarus", grades=["A"])
    >>> len(found), int(found["well_documented"].sum())
    (18, 9)
    """
    selection = chosen(country, choices, RowChoices)
    ordered = in_order(cases_of(selection, role))
    return ordered.assign(well_documented=selection.counts(ordered))


def count(
    country: str | Selection | None = None, *, role: Role = "requesting", **choices: Unpack[RowChoices]
) -> Estimate:
    """Number of well-documented cases.

    Choices: grades, statuses, since, until, rule.

    Parameters
    ----------
    role : {"requesting", "host"}
        As in `rows`.

    Returns
    -------
    Estimate
        Number of cases; a complete count of what is documented, not of what happened. ``n`` is all cases.

    Examples
    --------
    >>> count("Belarus").value, count("Belarus", grades=["A"], since=2014).value
    (10.0, 7.0)
    """
    selection = chosen(country, choices, RowChoices)
    found, about = cases_of(selection, role), cases_subject(selection).at(selection.name)
    number = len(selection.counting(found))
    counted = replace(about.complete(number), n=float(len(found)), source=world.source(*_tables(role)))
    if selection.country is None:
        sentence = _("The register holds {cases} documented cases from {states} requesting countries. Of these, "
            "{supported} are supported, and {counting}.", cases=len(found),
            states=found["requesting_country"].nunique(), supported=_supported(found),
            counting=_counting(number, len(found), selection))  # fmt: skip
        counted = replace(counted, sentence=sentence)
    query, whole = selection.replace(country=None).query, _every_query(selection, role)
    return counted.named(_named("count", role), selection.country, query, whole)


#: The register, and what happened to the person, which says in which country people were held.
_BOTH = ("cases", "cases_effects")


def _tables(role: Role) -> tuple[str, ...]:
    return _BOTH if role == "host" else _BOTH[:1]


def _named(word: str, role: Role) -> str:
    return f"cases.{word}_in_country" if role == "host" else f"cases.{word}"


def _every_query(selection: Selection, role: Role = "requesting", *more: str) -> str:
    """Write the pandas query of the cases of a country and its years, whatever their grade and status, and of more."""
    country, corrections = selection.country, read_evidence_rule().left_out
    parts = [
        f"requesting_country == {country!r}" if country and role == "requesting" else "",
        f"(host_country == {country!r} or held_where == {country!r})" if country and role == "host" else "",
        f"instrument not in {corrections}" if role == "host" else "",
        f"year >= {selection.since}" if selection.since else "",
        f"year <= {selection.until}" if selection.until else "",
    ]
    return " and ".join(filter(None, [*parts, *more]))


def otherwise(selection: Selection) -> Estimate:
    """Count the well-documented cases, and say how that differs from the published report; ``n`` is its count."""
    if not selection.otherwise:
        raise NoDataError("the published choices", "choices of your own", "choose grades, statuses or years")
    found, published = count(selection), count(selection.country).value
    effect = _("The well-documented cases are those of the published report.")
    if selection.of_rows != PUBLISHED:
        effect = _("With these choices, {count} cases are well documented; the published report has {published}.",
            count=found.value, published=published)  # fmt: skip
    sentence = _("This report differs from the published one: {choices}. {effect}",
        choices="; ".join(selection.otherwise), effect=effect)  # fmt: skip
    return replace(found, n=published, sentence=sentence).named("cases.otherwise", selection.country)


#: Exposure -> whom it counts, as a reader knows them.
EXPOSED: dict[Exposure, str] = {"refugees": _("refugees and asylum seekers"), "population": _("inhabitants")}


#: Exposure -> the table of its person-years.
_TABLES: dict[Exposure, str] = {"refugees": "refugees_by_origin_host", "population": "governance_country_year"}


FIRST = 10


@dataclass(frozen=True)
class CountModel:
    """The model of the cases of all countries that have the exposure: ``cases ~ np.log(person_years)``.

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

    #: The formula, as statsmodels reads it; the family is negative binomial.
    formula = "cases ~ np.log(person_years)"

    @property
    def data(self) -> pd.DataFrame:
        """One row per country: ``country``, ``cases`` and ``person_years``."""
        cases = self.model.ratios.table["n"].astype(int)
        table = pd.DataFrame({"cases": cases, "person_years": self.people.reindex(cases.index)})
        return table.rename_axis("country").reset_index()

    @property
    def dispersion(self) -> float:
        """Variance of a count beyond Poisson, divided by its squared mean."""
        return self.model.fit.dispersion

    @property
    def elasticity(self) -> Estimate:
        """Per cent more cases for one per cent more person-years."""
        return self.model.elasticity.named("cases.elasticity", None)

    def __repr__(self) -> str:
        """Show the formula, the number of countries, dispersion and elasticity."""
        return _("{formula}, negative binomial; {count} countries, {years}; {elasticity}", formula=self.formula,
            count=len(self.people), years=self.years, elasticity=repr(self.elasticity))  # fmt: skip


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
        wanted = f"years with known {label(exposure, 'person-years')}, {covered.min()} to {covered.max()}"
        raise InputError(f"the years {choices.span}", wanted, "choose other years, or another exposure")
    total = yearly[(covered >= first) & (covered <= last)].groupby(level=0).sum().astype(float)
    return total[total > 0], first, last


@cache
def fitted(level: float, exposure: Exposure = "refugees", choices: Selection = PUBLISHED) -> CountModel:
    """Fit the number of cases expected for an exposure, over all members of INTERPOL that have any."""
    people, first, last = person_years(exposure, choices)
    cases = choices.counting(world.release().cases)
    within = cases[cases["year"].isna() | cases["year"].between(first, last)]
    counts = within["requesting_country"].value_counts().reindex(list(members()), fill_value=0).astype(int)
    counts, people = counts.align(people, join="inner")
    subject = cases_subject(choices)
    within_years = _("{universe}, {first} to {last}", universe=subject.universe, first=str(first), last=str(last))
    about = replace(subject, universe=within_years, source=world.source("cases", _TABLES[exposure]))
    if not counts.any():
        got, wanted = f"no well-documented case ({choices.label})", f"at least one from {first} to {last}"
        raise InputError(got, wanted, "choose more grades, statuses or years")
    exposed = label(exposure, "person-years")
    with np.errstate(over="ignore"):  # where few cases count, a step of the search for the maximum goes too far
        model = expectation(counts, people, about=about, exposed=exposed, level=level)
    ranked = replace(about, noun=_("by the ratio of {noun} to the number expected", noun=about.noun))
    placed = ranks(model.ratios, about=ranked, level=level, tried="rank of the ratio")
    years = _("{low} to {high}", low=str(first), high=str(last))
    return CountModel(exposure, exposed, years, about, people, len(cases) - len(within), model, placed)


def _fitted(selection: Selection, exposure: Exposure | None = None) -> CountModel:
    return fitted(selection.level, exposure or selection.exposure, selection.of_rows)


def model(country: str | Selection | None = None, **choices: Unpack[ModelChoices]) -> CountModel:
    """Model of expected cases: a regression of cases on the people abroad, over all countries.

    Choices: level, exposure, grades, statuses, since, until, rule. The country changes nothing: all are in the model.

    Returns
    -------
    CountModel
        ``.formula``, ``.data`` (one row per country), ``.dispersion`` and ``.elasticity``: negative binomial regression
        (Lawless 1987), integrated over a grid of its coefficients.

    Examples
    --------
    >>> model().formula, model().data.columns.tolist()
    ('cases ~ np.log(person_years)', ['country', 'cases', 'person_years'])
    """
    return _fitted(chosen(country, choices, ModelChoices))


def ratio(country: str | Selection | None = None, **choices: Unpack[ModelChoices]) -> Estimate:
    """Well-documented cases compared with the number expected for the country's refugees abroad.

    Choices: level, exposure, grades, statuses, since, until, rule.

    Returns
    -------
    Estimate
        Times the expected number; 1 is as expected. Posterior mean and credible interval of a gamma-Poisson model
        around ``cases ~ np.log(person_years)`` (Clayton & Kaldor 1987). Counted: cases in the years of the exposure.

    Examples
    --------
    >>> ratio("Belarus", level=0.9)
    <cases.ratio BLR: 10.9 [5.29, 18.6] times the expected (between states, 90 %)>
    """
    selection = chosen(country, choices, ModelChoices)
    found = _of_member(selection, _fitted(selection).model.ratios.estimates).named("cases.ratio", selection.country)
    return _recoded(found, selection, "ratio")


def expected(country: str | Selection | None = None, **choices: Unpack[ModelChoices]) -> Estimate:
    """Number of well-documented cases expected for the country's refugees abroad.

    Choices: level, exposure, grades, statuses, since, until, rule.

    Returns
    -------
    Estimate
        Number of cases, with the credible interval of the model that `model` gives.

    Examples
    --------
    >>> expected("Belarus").value < count("Belarus").value
    True
    """
    selection = chosen(country, choices, ModelChoices)
    return _of_member(selection, _fitted(selection).model.expected).named("cases.expected", selection.country)


def rank(country: str | Selection | None = None, **choices: Unpack[ModelChoices]) -> Estimate:
    """Rank of the country's ratio to the expected number; 1 is the highest.

    Choices: level, exposure, grades, statuses, since, until, rule. Most intervals overlap: read the ends.

    Returns
    -------
    Estimate
        Posterior mean of the rank with its interval (Laird & Louis 1989).

    Examples
    --------
    >>> 1 <= rank("BLR").low <= rank("BLR").high <= 196
    True
    """
    selection = chosen(country, choices, ModelChoices)
    found = _of_member(selection, _fitted(selection).ranks).named("cases.rank", selection.country)
    return _recoded(found, selection, "rank")


def _recoded(found: Estimate, selection: Selection, number: str) -> Estimate:
    """Add the range over models of coding error, which is known for the published choices."""
    as_published = selection.of_rows == PUBLISHED and selection.exposure == PUBLISHED.exposure
    return reliability.with_models(found, number) if as_published else found


def _of_member(place: Selection, estimates: Mapping[str, Estimate]) -> Estimate:
    if place.iso3 not in estimates:
        got = f"{place.name}, for which this exposure is unknown"
        wanted = f"one of the {len(estimates)} members of INTERPOL with a known exposure"
        raise NoDataError(got, wanted, "use its count of cases, cases.count")
    return estimates[place.iso3]


def top_ten(selection: Selection) -> list[Estimate]:
    """Count the countries that may be among the first ten by their rank intervals, and those that are by both ends."""
    if selection.country is not None:
        raise NoDataError(f"the ranks of {selection.name} only", "all countries", "omit the country")
    model = _fitted(selection)
    may = sum((rank.low or 0) <= FIRST for rank in model.ranks.values())
    surely = sum((rank.high or 0) <= FIRST for rank in model.ranks.values())
    possible = _(
        "{count_words} could be among the ten with the highest ratios of well-documented to expected cases, because "
        "few cases are known ({level} intervals). The expected number depends on the country’s {exposed}. "
        "The intervals come from a simulation; repeating it would change this count by a few.",
        count_words=_n("About {count} country", "About {count} countries", may) if may else _("No country"),
        exposed=EXPOSED[selection.exposure], level=percent(selection.level),
    )  # fmt: skip
    known = _("so we publish none") if surely < FIRST else _("so we know the top ten")
    certain = _n(
        "Only one country clearly belongs in a top ten, {known}.",
        "{count} countries clearly belong in a top ten, {known}.",
        surely, known=known,
    )  # fmt: skip
    about = replace(model.about, noun=_("states"))
    first = replace(about.complete(may), sentence=possible).named("cases.first_ten_may_be", None)
    return [first, replace(about.complete(surely), sentence=certain).named("cases.first_ten_surely", None)]


@dataclass(frozen=True)
class Peers:
    """With whom a country is compared."""

    name: str
    reason: str
    codes: tuple[str, ...]


def peers_of(place: Selection) -> Peers:
    """Return the peers of a country: those of its group in the file, else of its subregion, that have the exposure."""
    people = person_years(place.exposure, place.of_rows)[0]
    if place.peers:
        if strange := [code for code in place.peers if code not in people]:  # no ratio exists for it
            got, wanted = f"peer {country_name(strange[0])}", f"a state with {label(place.exposure, 'person-years')}"
            raise InputError(got, wanted, "omit it, or choose another exposure")
        return Peers(_("chosen countries"), _("the reader of this report chose them"), place.peers)
    groups, area = judgement.load("peers.yml"), world.release().regions.set_index("iso3")["subregion"]
    group = next((group for group in groups.groups if place.iso3 in group.countries), None)
    if group is None:
        own = str(area.get(place.iso3, ""))
        name, reason, codes = _("countries of {region}", region=own), groups.rule_reason, set(area.index[area == own])
    else:
        codes = (set(area.index[area.isin(group.subregions)]) | set(group.codes)) & _lasting_autocracies()
        name, reason = group.name, group.reason
    with_exposure = set(people.index) & set(members()) - {place.iso3}
    return Peers(name, " ".join(str(reason).split()), tuple(sorted(with_exposure & codes)))


@cache
def _lasting_autocracies() -> frozenset[str]:
    """Name the states that V-Dem codes as autocracies in every year of the table in which it codes them."""
    table = world.release().governance
    coded = table[table["vdem_regime"].notna()]
    always = coded["vdem_regime"].isin(judgement.load("peers.yml").autocracies).groupby(coded["iso3"]).all()
    return frozenset(str(code) for code in always.index[always])


def every_case(selection: Selection) -> Estimate:
    """Count the cases, whatever their grade and status, and say how many of them count."""
    found, years, counts = cases_of(selection), selection.years, int(count(selection).value)
    every, supported = len(found), _supported(found)
    if selection.country is None:
        sentence = count(selection).sentence
    elif not every:
        sentence = _(
            "The register holds no documented case requested by {place}{years}, which does not mean that there is "
            "none.", place=selection.called, years=years,
        )  # fmt: skip
    else:
        requested = _n(
            "one documented case requested by {place}{years}",
            "{count} documented cases requested by {place}{years}", every, place=selection.called, years=years,
        )  # fmt: skip
        if every == 1:
            status = _("It is {status}", status=label(found["claim_status"].iloc[0]))
        elif not supported:
            status = _("None is supported")
        else:
            status = _n("Of these, {count} is supported", "Of these, {count} are supported", supported)
        sentence = _("The register holds {rows}. {status}, and {counting}.", rows=requested, status=status,
            counting=_counting(counts, every, selection))  # fmt: skip
        if not supported and not counts:
            sentence = _("The register holds {rows}. {status}.", rows=requested, status=status)
        if corrections := every - len(without_corrections(found)):
            sentence += " " + _n("We found no INTERPOL notice in this case.",
                "In {part} of the {count} cases, we found no INTERPOL notice.", every, part=corrections)  # fmt: skip
    counted = world.counted(every, _("cases"), f"{ROWS}{years}", sentence, "cases")
    return counted.named("cases.all", selection.country, within=_every_query(selection))


def in_order(rows: pd.DataFrame) -> pd.DataFrame:
    """Sort cases by year, those without a year last, in the types of the clean tables."""
    return _clean(rows).sort_values(["year", "case_id"], na_position="last", kind="stable")


GRADES, STATUSES = ("A", "B", "C", "D", "X"), ("supported", "contested", "unsupported")


def with_people_held(rows: pd.DataFrame) -> pd.Series[bool]:
    """Mark the cases in which someone was arrested or held on a request through INTERPOL, by ``cases_effects``."""
    correction = rows["instrument"].isin(read_evidence_rule().left_out)
    return (rows["held"] == "yes") & (rows["linked"] != "no") & ~correction


def held_cases(selection: Selection, role: Role = "requesting") -> pd.DataFrame:
    """Cases of every grade and status in which people were held on a request through INTERPOL."""
    return _held_cases(selection.of_years, role).copy(deep=False)


@cache
def _held_cases(selection: Selection, role: Role) -> pd.DataFrame:
    found = _cases_of(selection, role)
    detained = with_people_held(found)
    return found[detained & (found["held_where"] == selection.iso3)] if role == "host" else found[detained]


def people_held(
    country: str | Selection | None = None, *, role: Role = "requesting", **choices: Unpack[YearChoices]
) -> Estimate:
    """Cases in which people were arrested or held on a request through INTERPOL, which is a minimum.

    Choices: since, until; cases of every grade and status count.

    Parameters
    ----------
    role : {"requesting", "host"}
        Cases that the country requested, or those with people held in it (``held_where``).

    Returns
    -------
    Estimate
        Number of cases, not of people; a complete count. ``n`` is all cases, also those that say nothing.

    Examples
    --------
    >>> people_held().value, people_held("Poland", role="host").value
    (180.0, 20.0)
    """
    selection = chosen(country, choices, YearChoices)
    rows, every = held_cases(selection, role), cases_of(selection, role)
    answers = without_corrections(every)["held"].astype(object).reindex(every.index, fill_value="no")
    minimum = _unknown(_("whether anyone was arrested"), answers)
    unlinked = _unknown(_("that the arrest was due to INTERPOL"), rows["linked"])
    limits = [_of_them_supported(rows), minimum, unlinked]
    claim = _n(
        "In one case{whose}, someone sought through INTERPOL was arrested or held.",
        "In {count} cases{whose}, people sought through INTERPOL were arrested or held.", len(rows),
        whose=_whose(selection, role),
    )  # fmt: skip
    counted = _held_count(selection, role, "people_held", rows, len(rows), [claim, *limits], "")
    query, within = _held_query(selection, role), _every_query(selection, role)
    return replace(counted, n=float(len(every)), query=query, within=within)


def _held_query(selection: Selection, role: Role) -> str:
    """Write the pandas query of those of `_every_query`, with their effects, in which people were held."""
    query = f"instrument not in {read_evidence_rule().left_out}"
    if role == "host":  # which has no corrections
        query = f"held_where == {selection.country!r}" if selection.country else ""
    return " and ".join(filter(None, ["held == 'yes' and linked != 'no'", query]))


def extradition_refused(selection: Selection, role: Role = "requesting") -> Estimate:
    """Count the cases in which people were held and extradition was refused, in whichever order; it is not coded."""
    rows = held_cases(selection, role)
    query = "extradition == 'refused'"
    refused = rows[rows["extradition"] == "refused"]
    count, cases = len(refused), _in_cases(len(refused), len(rows), _whose(selection, role))
    claim = _("{cases}, extradition was refused.", cases=cases)
    order = _("The data do not say whether the arrest or the refusal came first.")
    if role == "host":
        order = _("The data do not say whether the arrest or the refusal came first, or which country refused.")
    unknown = _unknown(_("how extradition ended"), rows["extradition"])
    said = [claim, _of_them_supported(refused), order if count else "", unknown]
    return _held_count(selection, role, "extradition_refused", rows, count, said, query)


def returned(selection: Selection, role: Role = "requesting") -> Estimate:
    """Count the cases in which the person held was handed over to the requesting country."""
    rows = held_cases(selection, role)
    query = "returned == 'yes'"
    count = int((rows["returned"] == "yes").sum())
    cases = _in_cases(count, len(rows), _whose(selection, role))
    claim = _("{cases}, the person was handed over to the requesting country.", cases=cases)
    if not count:
        claim = _("Nobody is known to have been handed over to the requesting country.")
    unknown = _unknown(_("whether this happened"), rows["returned"])
    return _held_count(selection, role, "returned", rows, count, [claim, unknown], query)


def days_held(selection: Selection, role: Role = "requesting") -> Estimate:
    """Median days in prison or under house arrest in the cases whose sources state them."""
    rows, whose = held_cases(selection, role), _whose(selection, role)
    stated = rows["held_days"].dropna().astype(float)
    if stated.empty:
        raise NoDataError(f"no case{whose} with sources that state days", "at least one", "choose other years")
    count, days = len(stated), float(stated.median())
    words = {"cases": _in_cases(count, len(rows), whose), "days_words": _n("one day", "{count} days", days)}
    claim = _n(
        "{cases}, sources say how long: {days_words} in detention or under house arrest.",
        "{cases}, sources say how long. The median is {days_words} in detention or under house arrest.", count, **words,
    )  # fmt: skip
    universe = _("cases{whose} with a source that says how long people were held", whose=whose)
    about = world.about(_("days"), universe, "cases", "cases_effects")
    found = about.estimate(days, claim, _("median of the cases that state it"), float(count), kind=Kind.STATED)
    return found.named(_named("median_days_held", role), selection.country)


def _supported(rows: pd.DataFrame) -> int:
    return int((rows["claim_status"] == "supported").sum())


def _of_them_supported(rows: pd.DataFrame) -> str:
    if len(rows) == 1:
        return _("The case is {status}.", status=label(rows["claim_status"].iloc[0]))
    some = _n("One of these {total} cases is supported.", "{count} of these {total} cases are supported.",
        _supported(rows), total=len(rows))  # fmt: skip
    none = _("None of these {total} cases is supported.", total=len(rows)) if len(rows) else ""
    return some if _supported(rows) else none


def _in_cases(count: int, total: int, whose: str) -> str:
    part = _("each") if count == total else count
    one = _("In the one case{whose} in which people were held", whose=whose)
    more = _("In {part} of the {total} cases{whose} in which people were held", part=part, total=total, whose=whose)
    return one if count == total == 1 else more


def _unknown(claim: str, answers: pd.Series[str]) -> str:
    """Say in how many cases no source states something; blank where each does."""
    unknown, total = int((answers == "unknown").sum()), len(answers)
    sentence = _n(
        "No source says {claim}.", "In {part} of the {total} cases, no source says {claim}.", total, claim=claim,
        total=total, part=_("each") if unknown == total else unknown,
    )  # fmt: skip
    return sentence if unknown else ""


def _whose(selection: Selection, role: Role) -> str:
    """Name the country as it follows the word cases; blank for all countries."""
    if selection.country is None:
        return ""
    words = {"place": selection.called, "years": selection.years}
    return _(" in {place}{years}", **words) if role == "host" else _(" requested by {place}{years}", **words)


def _held_count(
    selection: Selection, role: Role, word: str, rows: pd.DataFrame, count: int, sentences: list[str], query: str
) -> Estimate:
    """Count of cases in which people were held: the claim, followed by its limits."""
    whose, within = _whose(selection, role), _every_query(selection, role, _held_query(selection, role))
    if rows.empty:
        sentences[0] = _(
            "We know of no case{whose} in which someone sought through INTERPOL was arrested or held.", whose=whose
        )
    universe = _("cases of any status{whose} in which people sought through INTERPOL were held", whose=whose)
    sentence, n = " ".join(filter(None, sentences)), float(len(rows))
    found = world.counted(count, _("cases"), universe, sentence, "cases", "cases_effects", n=n)
    return found.named(_named(word, role), selection.country, query, within)


#: Outcomes in which INTERPOL did not let a request stand.
REFUSED = ("refused_by_ndtf", "deleted_by_ccf", "deleted_by_general_secretariat", "blocked_provisionally")


#: The columns of the register that a breakdown counts by.
COLUMNS = (
    "target_profile", "charge_category", "instrument", "host_country", "effect", "oversight_outcome", "article_grounds",
)  # fmt: skip


def count_by(rows: pd.DataFrame, *columns: str, groups: bool = False) -> pd.DataFrame:
    """Cases and well-documented cases by the values of some columns, most cases first.

    Parameters
    ----------
    rows : DataFrame
        As `rows` or ``load("cases")`` returns them, or your own with their columns.
    *columns : str
        By ``year`` alone, the years are in order and without gaps; by several columns, only combinations with a case
        are there. Cases without a year are left out of counts by year, and ``attrs["undated"]`` counts them.
    groups : bool
        Whether the codes of target, charge and instrument are put into the groups of ``case_groups.yml``.

    Returns
    -------
    DataFrame
        The columns (a blank is "unknown"), ``cases``, ``well_documented`` and ``share`` of all cases. ``cases`` are all
        rows that you pass, also corrections, in which no INTERPOL notice was found and which are never well documented;
        ``rows.query("instrument not in ['none_found', 'interstate_wanted_list']")`` excludes them.

    Examples
    --------
    >>> count_by(rows("Belarus"), "host_country")[["host_country", "cases"]].head(1).to_numpy().tolist()
    [['POL', 10]]
    """
    clean = _clean(rows)
    missing = [column for column in columns if column not in clean]
    if missing or not columns:
        name = (*missing, "")[0]
        raise InputError(
            f"column {name!r}", "columns of the rows", suggestion(name, map(str, clean), 'see describe("cases")')
        )
    counts = clean["well_documented"] if "well_documented" in clean else PUBLISHED.counts(clean)
    dated = clean["year"].notna() if "year" in columns else pd.Series(True, index=clean.index)
    keys = {column: _grouped(clean, column) if groups else clean[column] for column in columns}
    marked = pd.DataFrame(keys).assign(cases=1, well_documented=counts.astype(int))[dated]
    others = [column for column in columns if column != "year"]
    marked[others] = marked[others].astype(object).fillna("unknown").astype(str)
    marked = marked.astype({"year": int} if "year" in columns else {})
    table = marked.groupby(list(columns)).sum().reset_index()
    if columns == ("year",):
        span = range(min(table["year"], default=0), max(table["year"], default=-1) + 1)
        table = table.set_index("year").reindex(pd.Index(span, name="year"), fill_value=0).reset_index()
    else:
        table = table.sort_values("cases", ascending=False, kind="stable", ignore_index=True)
    table = table.assign(share=table["cases"] / max(len(clean), 1))
    table.attrs["undated"] = int((~dated).sum())
    table.attrs["source"] = rows.attrs.get("source", rows.attrs.get("name"))
    return table


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


def by_group(place: Selection, rows: pd.DataFrame, column: str) -> pd.DataFrame:
    """Count cases of a country by the groups of a column, each with its share of all cases as an Estimate."""
    rows = in_order(rows)
    if rows.empty:
        return pd.DataFrame(columns=["group", "rows", "strong", "case_ids", "share"])
    groups, counts, found = _grouped(rows, column), place.counts(rows), []
    for group in dict.fromkeys(_groups(column).values()):
        own = groups == group
        noun, universe = _("of cases: {group}", group=group), f"{ROWS}{place.years}"
        about = world.about(noun, universe, "cases").at(place.name)
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


def _count_recoded(selection: Selection) -> Iterator[Estimate]:
    """Count the well-documented cases, with the range of four models of coding error, as published."""
    country = selection.country or WORLD
    if selection.of_rows == PUBLISHED and len(reliability.by_model("well_documented", country)):
        found = reliability.over_models("well_documented", count(selection).value, country, selection.level)
        yield found.named("cases.count_recoded", selection.country)


def _compared(selection: Selection) -> Iterator[Estimate]:
    """All that is known of a country's cases compared with the number expected, by both exposures."""
    first, other = sorted(_TABLES, key=lambda exposure: exposure != selection.exposure)
    counted, fit = count(selection), _fitted(selection, first)
    if counted.value == 0 or selection.iso3 not in fit.ranks:
        return
    within = fit.about.at(selection.name).complete(int(fit.model.ratios.table["n"][selection.iso3]))
    if within.value != counted.value:
        yield within.named("cases.count_in_years", selection.country)
    yield from _against(fit, selection, "")
    yield from _against(_fitted(selection, other), selection, f"_{other}")
    yield rank(selection)


def _against(fit: CountModel, place: Selection, ending: str) -> Iterator[Estimate]:
    if place.iso3 not in fit.ranks:
        return
    count, universe = round(fit.people[place.iso3]), f"{fit.label}, {fit.years}"
    words = {"place": place.name, "label": fit.label, "years": fit.years}
    sentence = _("{place}: {count} {label}. Counted: {years}.", count=count, **words)
    exposed = world.counted(count, fit.label, universe, sentence, _TABLES[fit.exposure])
    yield exposed.named(f"cases.person_years{ending}", place.iso3)
    yield fit.model.expected[place.iso3].named(f"cases.expected{ending}", place.iso3)
    found = fit.model.ratios.estimates[place.iso3].named(f"cases.ratio{ending}", place.iso3)
    yield found if ending else _recoded(found, place, "ratio")


def outside_the_years(model: CountModel) -> Estimate:
    """Count the cases that no ratio counts, since they lie outside the years of the exposure."""
    sentence = _("{count} well-documented cases are outside the years of the {label} and are excluded.",
        count=model.left_out, label=model.label)  # fmt: skip
    about = replace(cases_subject(), source=model.about.source)
    return replace(about.complete(model.left_out), sentence=sentence)


def with_a_case(model: CountModel) -> list[str]:
    """Return the states of a model that have a case, by name."""
    counts = model.model.ratios.table["n"]
    return by_name(map(str, counts.index[counts > 0]))


def compare(country: str | Selection | None = None, **choices: Unpack[ModelChoices]) -> pd.DataFrame:
    """Cases, expected cases and their ratio, one row for each country with a case.

    Choices: level, exposure, grades, statuses, since, until, rule.

    Returns
    -------
    DataFrame
        One row per country with a case, by name: ``country``; ``n`` (cases), ``value``, ``low`` and ``high`` (the
        ratio); ``expected``; ``rank``, ``rank_low`` and ``rank_high``; the ratio by the other exposure with its name as
        ending. ``exposure`` are the person-years, ``raw`` is cases by expected cases before shrinkage.
        ``attrs["focus"]`` is the country that was asked for.

    Examples
    --------
    >>> compare().set_index("country").loc["BLR", ["low", "value", "high"]].is_monotonic_increasing
    True
    """
    selection = chosen(country, choices, ModelChoices)
    other: Exposure = "population" if selection.exposure == "refugees" else "refugees"
    first, second = _fitted(selection), _fitted(selection, other)
    ranked = rank_table(first.ranks).rename(columns={"low": "rank_low", "high": "rank_high"})
    hoped = pd.Series({code: estimate.value for code, estimate in first.model.expected.items()}, name="expected")
    by_other = second.model.ratios.table[["value", "low", "high"]].add_suffix(f"_{other}")
    table = first.model.ratios.table.join([hoped, ranked, by_other]).loc[with_a_case(first)]
    table = table.rename_axis("country").reset_index()
    table.attrs.update(focus=selection.country, counted=first.about.universe, source=first.about.source)
    return table


def peers(country: str | Selection | None = None, **choices: Unpack[PeerChoices]) -> pd.DataFrame:
    """A country and its peers, each with its ratio to the expected number.

    Choices: level, exposure, peers, grades, statuses, since, until, rule.

    Returns
    -------
    DataFrame
        One row per country, the one that was asked for first, the others by name: ``country``, ``person_years``,
        ``expected``, and the fields of the ratio; empty for a country without the exposure. ``attrs`` names the
        ``group`` of peers and its ``reason``.

    Examples
    --------
    >>> found = peers("Belarus")
    >>> found["country"].iloc[0], found.attrs["group"].partition(" that")[0]
    ('BLR', 'former Soviet republics')
    """
    selection = chosen(country, choices, PeerChoices)
    fit, group = _fitted(selection), peers_of(selection)
    rows = [
        {"country": code, "person_years": fit.people[code], "expected": fit.model.expected[code].value}
        | ratio.as_dict()
        for code, ratio in peer_estimates(selection).items()
    ]
    table = pd.DataFrame(rows)
    table.attrs.update(group=group.name, reason=group.reason, focus=selection.country)
    table.attrs.update(counted=fit.about.universe, source=fit.about.source)
    return table


def peer_estimates(selection: Selection) -> dict[str, Estimate]:
    """Return the ratio of a country and of its peers, the country first; empty for a country without the exposure."""
    fit = _fitted(selection)
    if selection.iso3 not in fit.ranks:
        return {}
    return {code: fit.model.ratios.estimates[code] for code in [selection.iso3, *by_name(peers_of(selection).codes)]}


#: Readers whose statuses the register counts, by release. The readers of the validation sample are not among them.
READERS = ("first", "second", "audit", "criteria", "blind", "blind_2")


def readings(country: str | Selection | None = None, **choices: Unpack[YearChoices]) -> pd.DataFrame:
    """Claim status that each reader gave to each case, and how many readers agree with the register.

    Choices: since, until.

    Returns
    -------
    DataFrame
        One row per case, in the order of the register: ``case_id``; a column per reader of `READERS` (the
        status by that reader; missing where the reader did not read the case); ``readers``;
        ``agreeing`` (readers who gave the status of the register); ``claim_status`` and ``summary`` (a sentence).

    Examples
    --------
    >>> print(readings("Belarus")["summary"].iloc[0])
    4 of 4 readers judged the case supported
    """
    cases = cases_of(chosen(country, choices, YearChoices))
    codes = world.release().cases_readings.pivot_table("claim_status", "case_id", "reader", aggfunc="first")
    codes = codes.reindex(index=cases["case_id"], columns=[*READERS])
    status = cases.set_index("case_id")["claim_status"]
    readers, agreeing = codes.notna().sum(axis=1), codes.eq(status, axis=0).sum(axis=1)
    summary = [
        _("{agreeing} of {readers} judged the case {status}", agreeing=agree,
            readers=_n("1 reader", "{count} readers", of), status=label(code, "readers-agree"))
        for agree, of, code in zip(agreeing, readers, status, strict=True)
    ]  # fmt: skip
    table = codes.assign(readers=readers, agreeing=agreeing, claim_status=status, summary=summary)
    return world.sourced(table.rename_axis(columns=None).reset_index(), "cases", "cases_readings")


def interpol_decisions(country: str | Selection | None = None) -> pd.DataFrame:
    """Days on which INTERPOL decided in cases, as the notes of the register state them.

    Returns
    -------
    DataFrame
        Rows of ``data/hand/interpol_decisions.csv`` of the cases that the country requested, by case and date:
        ``case_id``, ``date`` (as precise as it is known), ``organ``, ``what``, ``source_title``, ``source_url`` and
        ``reason``. No row does not mean that there was no decision.

    Examples
    --------
    >>> interpol_decisions("Belarus")[["date", "what"]].to_numpy().tolist()[-2:]
    [['2024-08-05', 'deleted'], ['2024-10-31', 'left_country']]
    """
    ids = cases_of(select(country))["case_id"]
    table = hand_table("interpol_decisions.csv")
    return world.sourced(table[table["case_id"].isin(ids)].reset_index(drop=True), "cases")


@cache
def changes() -> pd.DataFrame:
    """Return what was changed in each case and why, as the coder wrote; of a new status also how readers divide."""
    table, read = world.release().cases_changes, readings().set_index("case_id")
    tie = _(" (a tie counts as disputed)")
    ties = (2 * read["agreeing"] == read["readers"]).map({True: tie, False: ""})
    divided: pd.Series[str] = "; " + read["summary"] + ties
    by_readers = (table["column"] == "claim_status") & (table["release"] == table["release"].max())
    return table.assign(why=table["why"] + table["case_id"].map(divided).where(by_readers, ""))


def status_by_rule() -> pd.Series[str]:
    """Return the claim status of each case by the rule on trial, which a program applies to the coded criteria."""
    cases = world.release().cases_criteria
    rule = cases[["interpol_part", "grave_charge"]].merge(load("status_rule.csv"), "left")
    decisions = (cases[["decided_by_interpol", "decided_by_host"]] == "yes").sum(axis=1)
    criteria = decisions + (cases[["protection", "political_target"]] == "yes").sum(axis=1)
    enough = criteria.ge(rule["criteria"].astype(float)) & decisions.ge(rule["decisions"].astype(float))
    status = np.select(
        [enough, cases["interpol_part"].isin(["denied", "none"])], ["supported", "unsupported"], "contested"
    )
    return pd.Series(status, index=cases["case_id"])


# How late cases become known, and which release of the data added them ------------------------------------------------

#: Longest delay in years that the correction estimates, and two others tried beside it; past years it is tried on.
_LONGEST, _PAST = (10, 5, 15), 10
DATED = _("cases in the register with a known year and a dated source")


def delays(country: str | Selection | None = None, **choices: Unpack[YearChoices]) -> pd.DataFrame:
    """Years from the main event of a case to its first source, over the cases that have both dates.

    Choices: since, until.

    Returns
    -------
    DataFrame
        One row per delay that occurs: ``delay`` in years (0: the source is of the same year or earlier), ``cases``,
        ``share`` of all these cases and ``so_far``, the share with this delay or a shorter one. Delays of recent years
        are cut off, so the shares of short ones are somewhat too high.

    Examples
    --------
    >>> delays().query("delay <= 1")["so_far"].round(3).tolist()
    [0.837, 0.91]
    """
    counts = source_delays(cases_of(chosen(country, choices, YearChoices))).value_counts().sort_index()
    share = counts / counts.sum()
    table = pd.DataFrame({"cases": counts, "share": share, "so_far": share.cumsum()})
    return world.sourced(table.rename_axis("delay").reset_index(), "cases")


@cache
def corrected(last: int | None = None, longest: int = _LONGEST[0]) -> pd.DataFrame:
    """Cases by year known at the end of a year, by default the last whole one, and corrected: an illustration only."""
    cases = world.release().cases
    waited = source_delays(cases)
    years = cases["year"].loc[waited.index].astype(int)
    table = corrected_counts(years, waited, last or latest_source().year - 1, longest)
    return table.assign(today=years.value_counts()).reset_index()


def _errors(longest: int) -> tuple[float, float, float]:
    """Share of the last years' cases that past years lacked at their ends, its error if corrected, and cases today."""
    since, span = incomplete_since(), latest_source().year - incomplete_since()
    tables = [corrected(end, longest).query(f"year >= {end - span}") for end in range(since - _PAST, since)]
    known, counts, today = pd.concat(tables)[["known", "corrected", "today"]].sum()
    return 1 - known / today, counts / today - 1, today


def _reporting(selection: Selection) -> Iterator[Estimate]:
    """Share of cases whose first source is not later than the effect, and how far a correction for delay is off."""
    if selection.country is not None:
        return
    counts, since = delays()["cases"], incomplete_since()
    about = world.about(_("of cases have a first source no later than the year of their main event"), DATED, "cases")
    years = [f"source_{one}_date.str[:4].astype('float')" for one in (1, 2)]
    query, within = (f"{years[0]} {test} or {years[1]} {test}" for test in ("<= year", "> 0"))
    share = counted_share(int(counts.iloc[0]), int(counts.sum()), about=about)
    yield share.named("cases.source_same_year", None, query=query, within=f"year > 0 and ({within})")
    (missing, error, cases), *others = map(_errors, _LONGEST)
    spread = [error, *(other[1] for other in others)]
    values = {
        "since": str(since), "day": world.day(latest_source()), "first": str(since - _PAST), "last": str(since - 1),
        "years": latest_source().year - since + 1, "missing": percent(missing), "error": percent(error),
        "others": _(" to ").join(percent(other[1]) for other in others),
    }  # fmt: skip
    found = {"incomplete_since": float(since), "missing_at_first": missing, "corrected_error": error}
    for name, value in found.items():
        sentence, unit = label(name, "cases-sentence", **values), "share" if value < 1 else _("year")
        ends, kind = ((min(spread), max(spread)), Kind.MODELS) if name == "corrected_error" else (None, Kind.DERIVED)
        made = about.estimate(value, sentence, _("delays of sources"), cases, ends=ends, unit=unit, kind=kind)
        yield made.named(f"cases.{name}", None)


def with_release(rows: pd.DataFrame) -> pd.DataFrame:
    """Add the name of the requesting country of each case, and the release of the data that added it."""
    added = world.release().cases_changes.query("column.isna()").set_index("case_id")["release"]
    release = rows["case_id"].map(added).fillna(1).astype(int)
    return rows.assign(country=rows["requesting_country"].astype(str).map(country_name), release=release)


# Countries where a request took effect: ``host_country`` or ``held_where`` of a case; corrections are excluded. People
# held in a country are those with that country as ``held_where``. So a case can count in two countries.


def recall(level: float = 0.95) -> Estimates:
    """Share of the cases on others' lists that the register has, with any status.

    The lists are those of ``data/hand/outside_lists.csv``: what could be read of them, matched by hand. Register and
    lists were read from the same stored pages, and lists name the best-known cases, so a share of all cases that are
    documented anywhere is probably smaller. It is no share of the cases that happened.

    Parameters
    ----------
    level : float
        Level of the intervals (Wilson 1927), as if the named cases were drawn from all that could be named.

    Returns
    -------
    Estimates
        ``cases.recall`` of all named cases, each once; ``cases.recall_elsewhere`` without those whose row in the
        register cites or mentions the publisher of a list that names them; and of the lists of a publisher (``pace``,
        ``fair_trials``) and of requesting countries (``post_soviet``, ``other``). ``n`` is the named cases; a part
        with fewer than 10 is left out.

    Examples
    --------
    >>> found = recall()["cases.recall"]
    >>> found.n, round(found.value, 2), round(found.low, 2), round(found.high, 2)
    (30.0, 0.87, 0.7, 0.95)
    """
    rows = judgement.table("outside_lists.csv").query("reported != ''")
    case = rows["case_id"].where(rows["case_id"] != "", rows["list"] + rows["reported"])
    elsewhere = ~case.isin(case[rows["found_by_list"] == "yes"])
    republics = next(group.codes for group in judgement.load("peers.yml").groups if "RUS" in group.countries)
    soviet = rows["requesting_country"].isin(republics)
    parts = {"all": case != "", "post_soviet": soviet, "other": ~soviet}
    parts |= {name: rows["publisher"] == name for name in rows["publisher"].unique()}
    found = Estimates()
    for (name, part), group in product(parts.items(), ("recall", "recall-elsewhere")):
        kept = part if group == "recall" else part & elsewhere
        cases = case[kept].drop_duplicates()
        if len(cases) >= LEAST_FOR_PERCENT:
            stated = _recalled(int(cases.isin(rows["case_id"]).sum()), len(cases), level, group, name)
            found[stated.name] = stated
    return found


def _recalled(found: int, named: int, level: float, group: str, part: str) -> Estimate:
    ends, share, name = wilson(found, named, level), percent(found / named), f"cases.{group}_{part}".replace("-", "_")
    written = interval(*ends, level, write=percent)
    sentence = label(part, group, cases=named, found=found, share=share, ends=written)
    about = world.about(_("share"), _("cases that lists of others name, as far as we could read them"), "cases")
    stated = about.estimate(
        found / named, sentence, "Wilson", float(named), ends=ends, level=level, unit="share", kind=Kind.SAMPLING,
        tried="recall",
    )  # fmt: skip
    return stated.named(name.removesuffix("_all"), None)


def _recall(selection: Selection) -> list[Estimate]:
    return [] if selection.country else [*recall(selection.level).values()]


def hosts() -> tuple[str, ...]:
    """Countries where a case took effect, in the order of their names."""
    rows = without_corrections(world.release().cases)
    return tuple(by_name({*rows["host_country"].dropna(), *rows["held_where"].dropna()}))


def taken_effect(place: Selection) -> Estimate:
    """Count the cases that took effect in a country."""
    rows = cases_of(place, "host")
    which, countries = {0: "none", 1: "one"}.get(len(rows), "more"), rows["requesting_country"].nunique()
    effect = label(which, "took-effect", rows=len(rows), count=countries, place=place.called)
    found = world.counted(len(rows), _("cases"), in_country(place), f"{effect}.", "cases", "cases_effects")
    return found.named("cases.all_in_country", place.country, within=_every_query(place, "host"))


def in_country(place: Selection) -> str:
    """Describe the cases that took effect in a country."""
    words = {"years": place.years, "place": place.called}
    return _("cases{years} that took effect in {place} and involved, or may have involved, INTERPOL", **words)


def counted_by_host(rows: pd.DataFrame) -> pd.DataFrame:
    """Cases, people held and extradition refused by country where they took effect; blank and last if none is known."""
    counts = _counted_in_countries(rows, "country").rename(columns={"country": "host_country"})
    order = counts.assign(unknown=counts["host_country"] == "", name=world.names(counts["host_country"]))
    order = order.sort_values(["unknown", "cases", "people_held", "name"], ascending=[True, False, False, True])
    return order[["host_country", "cases", "people_held", "held_and_refused"]].reset_index(drop=True)


@cache
def pairs() -> pd.DataFrame:
    """Cases by requesting country and country where they took effect, with what became of them there."""
    return _pairs(world.release().cases)


def requesters(rows: pd.DataFrame, country: str) -> pd.DataFrame:
    """Count cases that took effect in a country by requesting country, most cases first."""
    found = _pairs(rows).query("host_country == @country")
    return found.sort_values("cases", ascending=False, kind="stable", ignore_index=True)


def _pairs(rows: pd.DataFrame) -> pd.DataFrame:
    counts = _counted_in_countries(rows, "requesting_country", "country")
    known = counts[counts["country"] != ""].rename(columns={"country": "host_country"})
    return known.sort_values(["requesting_country", "host_country"], key=world.names, ignore_index=True)


#: What is counted by country comes from these columns alone.
_OF_EFFECTS = ["host_country", "held_where", "held", "linked", "instrument", "extradition", "oversight_outcome"]


def _counted_in_countries(rows: pd.DataFrame, *by: str) -> pd.DataFrame:
    """Count cases by ``country`` where they took effect, blank where none is known, and by other columns."""
    rows = without_corrections(rows[["requesting_country", *_OF_EFFECTS]])
    both = zip(rows["host_country"], rows["held_where"], strict=True)
    countries = [sorted({str(code) for code in pair if pd.notna(code)}) or [""] for pair in both]
    placed = rows.assign(country=pd.Series(countries, index=rows.index, dtype=object)).explode("country")
    arrested = with_people_held(placed) & (placed["held_where"].astype(object).fillna("") == placed["country"])
    counted = placed.astype(dict.fromkeys(by, str)).assign(
        cases=1,
        people_held=arrested.astype(int),
        held_and_refused=(arrested & (placed["extradition"] == "refused")).astype(int),
        stopped=placed["oversight_outcome"].isin(REFUSED).astype(int),
    )
    columns = ["cases", "people_held", "held_and_refused", "stopped"]
    return counted.groupby(list(by), sort=False)[columns].sum().reset_index()


# What a page states of cases -----------------------------------------------------------------------------------------

#: Decision of INTERPOL -> its codes.
_DECIDED = {"stopped": REFUSED, "outcome_unknown": ("unknown",), "outcome_pending": ("pending",)}
#: Countries of arrest that are named beside their number; years before that of the release from which a case is recent.
_HOSTS_NAMED, _RECENT = 5, 5


def requesting_countries(selection: Selection) -> Estimate:
    """Count the countries on whose requests cases took effect in a country."""
    found = cases_of(selection, "host")
    count, unit = int(found["requesting_country"].nunique()), _("requesting countries of the cases there")
    return _of(selection, "requesting_countries_in_country", count, unit, in_country(selection), len(found))


def _of(
    selection: Selection, word: str, count: int, unit: str, universe: str, whole: int | None = None, query: str = "",
    within: str = "", tables: tuple[str, ...] = _BOTH,
) -> Estimate:  # fmt: skip
    """Count cases of a country or of the world, from the ``tables``; ``n`` is what they are part of."""
    sentence, n = _("{place}, {unit}: {count}.", place=selection.name, unit=unit, count=count), float(whole or count)
    found = world.counted(count, unit, f"{universe}{selection.years}", sentence, *tables, n=n)
    return found.named(f"cases.{word}", selection.country, query, within)


def _by_status(selection: Selection) -> Iterator[Estimate]:
    """Count the cases by status and by what INTERPOL decided."""
    found, every = cases_of(selection), _every_query(selection)
    yield every_case(selection)
    for status in STATUSES:
        count, unit = int((found["claim_status"] == status).sum()), label(status, "cases-counted")
        query = f"claim_status == {status!r}"
        yield _of(selection, status, count, unit, ROWS, len(found), query, every, _BOTH[:1])
    decided = list(_by_decision(selection, "requesting"))
    yield from decided
    if selection.country is None:
        unknown = next(one for one in decided if one.name == "cases.outcome_unknown")
        about = world.about(_("of cases have no known decision by INTERPOL"), THROUGH, "cases")
        share = counted_share(int(unknown.value), int(unknown.n), about=about)
        yield share.named("cases.outcome_unknown_share", None, unknown.query, unknown.within)


def _by_decision(selection: Selection, role: Role) -> Iterator[Estimate]:
    """Count the cases by what INTERPOL decided, corrections excluded."""
    decided = without_corrections(cases_of(selection, role))["oversight_outcome"].fillna("unknown")
    within = f"instrument not in {read_evidence_rule().left_out}" if role == "requesting" else ""
    within, tables = _every_query(selection, role, within), _tables(role)
    for word, codes in _DECIDED.items():
        query = f"oversight_outcome in {list(codes)}" + (" or oversight_outcome.isna()" if "unknown" in codes else "")
        count, unit = int(decided.isin(codes).sum()), label(word, "cases-counted")
        name = _named(word, role).removeprefix("cases.")
        yield _of(selection, name, count, unit, THROUGH, len(decided), query, within, tables)


def _of_people_held(selection: Selection) -> Iterator[Estimate]:
    """Count what happened to people who were held, and where."""
    detained = held_cases(selection)
    supported = detained[detained["claim_status"] == "supported"]
    within = _every_query(selection, "requesting", _held_query(selection, "requesting"))
    query = "claim_status == 'supported'"
    refused = int((supported["extradition"] == "refused").sum())
    yield people_held(selection)
    found = without_corrections(cases_of(selection))
    yield _of(selection, "people_held_unknown", int((found["held"] == "unknown").sum()),
        _("cases that do not say whether anyone was arrested"), THROUGH, len(found), query="held == 'unknown'",
        within=_every_query(selection, "requesting", f"instrument not in {read_evidence_rule().left_out}"))  # fmt: skip
    yield _of(selection, "people_held_unlinked", int((detained["linked"] == "unknown").sum()),
        _("cases with arrests in which no source states the link to INTERPOL"), THROUGH, len(detained),
        query="linked == 'unknown'", within=within)  # fmt: skip
    yield _of(selection, "people_held_supported", len(supported), _("supported cases with people arrested"), THROUGH,
        len(detained), query, within)  # fmt: skip
    yield _countries_of_arrest(selection)
    yield replace(extradition_refused(selection), unit=_("Of these, extradition refused"))
    yield _of(selection, "extradition_refused_supported", refused,
        _("supported cases in which someone was arrested and extradition was refused"), THROUGH, len(detained),
        query=f"{query} and extradition == 'refused'", within=within)  # fmt: skip
    yield replace(returned(selection), unit=_("handed over to the requesting country"))
    if selection.country is None:
        yield from _of_those_held(detained, within)
        through = without_corrections(found)
        count, unit = int((through["travel_blocked"] == "yes").sum()), _("cases in which travel was blocked")
        blocked = _of(selection, "travel_blocked", count, unit, THROUGH, len(through),
            query="travel_blocked == 'yes'", within=_every_query(selection, "host"))  # fmt: skip
        sentence = _(
            "In {count} of {total} cases, the person was stopped from travelling.", count=blocked.value, total=blocked.n
        )
        yield replace(blocked, sentence=sentence)


def _of_those_held(detained: pd.DataFrame, within: str) -> Iterator[Estimate]:
    """Count the cases with people held that the recommendations rest on."""
    criteria = world.release().cases_criteria
    protected = criteria.loc[criteria["protection"] == "yes", "case_id"].tolist()
    deleted = ["deleted_by_ccf", "deleted_by_general_secretariat"]
    parts = (
        ("protected_held", "case_id", protected,
            _("the person had asylum or similar protection, or received it later")),
        ("held_and_deleted", "oversight_outcome", deleted, _("INTERPOL deleted the data, before or after the arrest")),
    )  # fmt: skip
    for name, column, values, what in parts:
        count = int(detained[column].isin(values).sum())
        cases = _in_cases(count, len(detained), "")
        counted = replace(people_held(), value=float(count), n=float(len(detained)), sentence=f"{cases}, {what}.")
        query = f"{column} in {values}"
        yield counted.named(f"cases.{name}", None, query, within)


def _countries_of_arrest(selection: Selection) -> Estimate:
    """Count the countries of arrest; the sentence names the first, with their cases."""
    where = held_cases(selection)["held_where"]
    counts = where.dropna().sort_values(key=world.names).value_counts()
    shown, more = counts.head(_HOSTS_NAMED), counts.iloc[_HOSTS_NAMED:]
    named = [_("{host} {count}", host=country_name(str(code)), count=count) for code, count in shown.items()]
    named += [_("other countries {count}", count=int(more.sum()))] if len(more) else []
    named += [_("country not known {count}", count=int(where.isna().sum()))] if where.hasnans else []
    counted = _of(selection, "countries_of_arrest", len(counts), _("countries of arrest"), THROUGH)
    return replace(counted, sentence=", ".join(named) or selection.name)


def _recent(selection: Selection) -> Estimate:
    """Count the supported cases of the last years before the release, of all supported ones."""
    found, since = cases_of(selection), released().year - _RECENT
    supported = found[found["claim_status"] == "supported"]
    late = int((supported["year"] >= since).fillna(False).sum())
    within = _every_query(selection, "requesting", "claim_status == 'supported'")
    universe = _("supported cases of every grade, since {since}", since=str(since))
    counted = _of(selection, "recent", late, _("supported cases of recent years"), universe, len(supported),
        query=f"year >= {since}", within=within, tables=_BOTH[:1])  # fmt: skip
    last, sentence = supported["year"].dropna().astype(str).max(), _("Cases by year")
    if late:
        sentence = _n("The only supported case happened in {since} or later",
            "{late} of the {count} supported cases happened in {since} or later", len(supported), late=late,
            since=str(since))  # fmt: skip
    elif isinstance(last, str):
        sentence = _("The latest supported case dates from {year}", year=last)
    return replace(counted, sentence=sentence)


def _in_country(selection: Selection) -> Iterator[Estimate]:
    """Count the cases that took effect in a country, or the countries where cases did."""
    if selection.country is None:
        yield _of(selection, "countries", len(hosts()), _("countries where a case took effect"), THROUGH)
        return
    yield taken_effect(selection)
    yield count(selection, role="host")
    yield requesting_countries(selection)
    yield from _by_decision(selection, "host")
    yield people_held(selection, role="host")
    yield extradition_refused(selection, "host")
    yield returned(selection, "host")
    yield from [days_held(selection, "host")] if held_cases(selection, "host")["held_days"].notna().any() else []


SUMMARY = (
    count, _count_recoded, _by_status, _of_people_held, days_held, _recent, _in_country, _reporting, _compared, top_ten,
    otherwise, _recall,
)  # fmt: skip
