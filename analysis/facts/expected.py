"""Cases compared with the number expected for an exposure, with the ranks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Unpack

import numpy as np
import pandas as pd

from analysis.core.country_names import members
from analysis.core.errors import InputError, NoDataError
from analysis.core.messages import _, label
from analysis.core.number_words import Details
from analysis.facts import languages, world
from analysis.facts.case_register import PLANNED, cases_of, cases_subject, with_release
from analysis.facts.selection import PUBLISHED, Exposure, ModelChoices, Selection, chosen
from analysis.facts.world import by_name
from analysis.stats.estimate import Estimate, Subject
from analysis.stats.expectation import Expectation, elasticity, expectation
from analysis.stats.shrinkage import rank_table, ranks

#: Exposure -> whom it counts, as a reader knows them.
EXPOSED: dict[Exposure, str] = {"refugees": _("refugees and asylum seekers"), "population": _("inhabitants")}


#: Exposure -> the table of its person-years.
_TABLES: dict[Exposure, str] = {"refugees": "refugees_by_origin_host", "population": "governance_country_year"}


FIRST = 10
formula = "cases ~ np.log(person_years)"
REPUBLICS = "post_soviet"


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
    republics : Series of float, optional
        1 for former Soviet republics and else 0, where these have a factor of their own.
    """

    exposure: Exposure
    label: str
    years: str
    about: Subject
    people: pd.Series[float]
    left_out: int
    model: Expectation
    ranks: dict[str, Estimate]
    republics: pd.Series[float] | None = None

    @property
    def formula(self) -> str:
        """The formula, as statsmodels reads it; the family is negative binomial."""
        return formula if self.republics is None else f"{formula} + {REPUBLICS}"

    @property
    def data(self) -> pd.DataFrame:
        """One row per country: ``country``, ``cases`` and ``person_years``, with republics ``post_soviet``."""
        cases = self.model.ratios.table["n"].astype(int)
        table = pd.DataFrame({"cases": cases, "person_years": self.people.reindex(cases.index)})
        if self.republics is not None:
            table[REPUBLICS] = self.republics.reindex(cases.index)
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
        table = release["refugees_by_origin_host"]
        yearly = (table["refugees"] + table["asylum_seekers"]).groupby([table["origin"], table["year"]]).sum()
    else:
        yearly = release["governance_country_year"].set_index(["iso3", "year"])["population"].dropna()
    dated, covered = PUBLISHED.counting(release["cases"])["year"], yearly.index.get_level_values("year")
    first = max(int(dated.min()), int(covered.min()), choices.since or 0)
    last = min(int(dated.max()), int(covered.max()), choices.until or 9999)
    if first > last:
        wanted = f"years with known {label(exposure, 'person-years')}, {covered.min()} to {covered.max()}"
        raise InputError(f"the years {choices.span}", wanted, "choose other years, or another exposure")
    total = yearly[(covered >= first) & (covered <= last)].groupby(level=0).sum().astype(float)
    return total[total > 0], first, last


@cache
def fitted(
    level: float, exposure: Exposure = "refugees", choices: Selection = PUBLISHED, *, neighbours: bool = False
) -> CountModel:
    """Fit the number of cases expected for an exposure, over all members of INTERPOL that have any.

    With ``neighbours`` former Soviet republics have a factor of their own.
    """
    people, first, last = person_years(exposure, choices)
    cases = choices.counting(world.release()["cases"])
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
    soviet = pd.Series(counts.index.isin(world.former_republics()), counts.index, dtype=float)
    republics = soviet if neighbours else None
    with np.errstate(over="ignore"):  # where few cases count, a step of the search for the maximum goes too far
        model = expectation(counts, people, about=about, exposed=exposed, level=level, group=republics)
    ranked = replace(about, noun=_("by the ratio of {noun} to the number expected", noun=about.noun))
    placed = ranks(model.ratios, about=ranked, level=level)
    years = _("{low} to {high}", low=str(first), high=str(last))
    return CountModel(exposure, exposed, years, about, people, len(cases) - len(within), model, placed, republics)


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


def neighbours(country: str | Selection | None = None, **choices: Unpack[ModelChoices]) -> CountModel:
    """Model of expected cases in which former Soviet republics have a factor of their own.

    Choices: level, exposure, grades, statuses, since, until, rule. The country changes nothing: all are in the model.

    Countries near each other have similar numbers of cases, which `model` does not allow for. Of a constant for these
    republics and none, the former fits better by its information criterion.

    Returns
    -------
    CountModel
        As for `model`; ``.model.ratios`` compares each country with those on its side, ``.model.factor`` says how many
        times as many cases the republics have as other countries with the same exposure.

    Examples
    --------
    >>> found = neighbours()
    >>> found.formula, found.model.factor.value > 5
    ('cases ~ np.log(person_years) + post_soviet', True)
    """
    selection = chosen(country, choices, ModelChoices)
    return fitted(selection.level, selection.exposure, selection.of_rows, neighbours=True)


def ratio(country: str | Selection | None = None, **choices: Unpack[ModelChoices]) -> Estimate:
    """Well-documented cases compared with the number expected for the country's refugees abroad.

    Choices: level, exposure, grades, statuses, since, until, rule.

    Returns
    -------
    Estimate
        Times the expected number; 1 is as expected. Posterior mean and credible interval of a gamma-Poisson model
        around ``cases ~ np.log(person_years)`` (Clayton & Kaldor 1987). Counted: cases in the years of the exposure.
        ``since`` and ``until`` limit cases and person-years alike, and the model is fitted to these years.

    Examples
    --------
    >>> ratio("Belarus", level=0.9)
    <cases.ratio BLR: 10.6 [5.19, 18] times the expected (between states, 90 %)>
    """
    selection = chosen(country, choices, ModelChoices)
    return _of_member(selection, _fitted(selection).model.ratios.estimates).named("cases.ratio", selection.country)


def expected(country: str | Selection | None = None, **choices: Unpack[ModelChoices]) -> Estimate:
    """Number of well-documented cases expected for the country's refugees abroad.

    Choices: level, exposure, grades, statuses, since, until, rule.

    Returns
    -------
    Estimate
        Number of cases, with the credible interval of the model that `model` gives.

    Examples
    --------
    >>> expected("Belarus").value < 10
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
        Posterior median of the rank with its interval (Laird & Louis 1989).

    Examples
    --------
    >>> 1 <= rank("BLR").low <= rank("BLR").high <= 196
    True
    """
    selection = chosen(country, choices, ModelChoices)
    return _of_member(selection, _fitted(selection).ranks).named("cases.rank", selection.country)


def _of_member(place: Selection, estimates: Mapping[str, Estimate]) -> Estimate:
    if place.iso3 not in estimates:
        got = f"{place.name}, for which this exposure is unknown"
        wanted = f"one of the {len(estimates)} members of INTERPOL with a known exposure"
        raise NoDataError(got, wanted, "use its count of cases, cases.count")
    return estimates[place.iso3]


def of_all_countries(selection: Selection) -> Iterator[Estimate]:
    """Yield the factor of former Soviet republics, and the elasticity in old and in new cases; of all countries."""
    if selection.country is not None:
        return
    factor = neighbours(selection).model.factor
    if factor:
        yield factor.named("cases.neighbours_factor", None)
    model = _fitted(selection)
    _people, first, last = person_years(selection.exposure, selection.of_rows)
    cases = selection.of_rows.counting(world.release()["cases"])
    cases = with_release(cases[cases["year"].isna() | cases["year"].between(first, last)])
    later, countries = cases["release"] > PLANNED, model.model.ratios.table.index
    language = languages.of_cases().reindex(cases["case_id"]).to_numpy()
    parts = {"known": cases[~later], "added": cases[later]}
    parts |= {one: cases[language == one] for one in languages.LANGUAGES}
    for name, part in parts.items():
        counts = part["requesting_country"].value_counts().reindex(countries, fill_value=0).astype(int)
        slope = elasticity(counts, model.people, about=model.about, exposed=model.label, level=selection.level)
        yield slope.named(f"cases.elasticity_{name}", None)


def top_ten(selection: Selection) -> list[Estimate]:
    """Count the countries that may be among the first ten by their rank intervals, and those that are by both ends."""
    if selection.country is not None:
        raise NoDataError(f"the ranks of {selection.name} only", "all countries", "omit the country")
    model = _fitted(selection)
    may = sum((rank.low or 0) <= FIRST for rank in model.ranks.values())
    surely = sum((rank.high or 0) <= FIRST for rank in model.ranks.values())
    about = replace(model.about, noun=_("states"))
    words: Details = {"level": selection.level, "exposed": EXPOSED[selection.exposure]}
    known = {"form": "some" if surely < FIRST else "ten"}
    first = about.complete(may).named("cases.first_ten_may_be", None, **words)
    return [first, about.complete(surely).named("cases.first_ten_surely", None, known=known)]


def compared(selection: Selection) -> Iterator[Estimate]:
    """All that is known of a country's cases compared with the number expected, by both exposures."""
    first, other = sorted(_TABLES, key=lambda exposure: exposure != selection.exposure)
    documented, fit = len(selection.counting(cases_of(selection))), _fitted(selection, first)
    if not documented or selection.iso3 not in fit.ranks:
        return
    within = fit.about.at(selection.name).complete(int(fit.model.ratios.table["n"][selection.iso3]))
    if within.value != documented:
        yield within.named("cases.count_in_years", selection.country)
    yield from _against(fit, selection, "")
    near = neighbours(selection)
    form = "republic" if selection.iso3 in world.former_republics() else "other"
    yield near.model.ratios.estimates[selection.iso3].named("cases.ratio_neighbours", selection.country, form=form)
    yield from _against(_fitted(selection, other), selection, f"_{other}")
    yield rank(selection)


def _against(fit: CountModel, place: Selection, ending: str) -> Iterator[Estimate]:
    if place.iso3 not in fit.ranks:
        return
    count, universe = round(fit.people[place.iso3]), f"{fit.label}, {fit.years}"
    exposed = world.counted(count, fit.label, universe, _TABLES[fit.exposure])
    yield exposed.named(f"cases.person_years{ending}", place.iso3, years=fit.years)
    yield fit.model.expected[place.iso3].named(f"cases.expected{ending}", place.iso3)
    yield fit.model.ratios.estimates[place.iso3].named(f"cases.ratio{ending}", place.iso3)


def outside_the_years(model: CountModel) -> Estimate:
    """Count the cases that no ratio counts, since they lie outside the years of the exposure."""
    about = replace(cases_subject(), source=model.about.source)
    return about.complete(model.left_out).named("cases.outside_the_years", None, exposed=model.label)


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
        ending, and as ``_neighbours`` that within former Soviet republics, or within all other countries. ``exposure``
        are the person-years, ``raw`` is cases by expected cases before shrinkage.
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
    expected_by_country = pd.Series(
        {code: estimate.value for code, estimate in first.model.expected.items()}, name="expected"
    )
    by_other = second.model.ratios.table[["value", "low", "high"]].add_suffix(f"_{other}")
    near = neighbours(selection).model.ratios.table[["value", "low", "high"]].add_suffix("_neighbours")
    table = first.model.ratios.table.join([expected_by_country, ranked, by_other, near]).loc[with_a_case(first)]
    table = table.rename_axis("country").reset_index()
    table.attrs.update(focus=selection.country, counted=first.about.universe, source=first.about.source)
    return table
