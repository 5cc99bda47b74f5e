"""Documented cases against what a state's exposure leads to expect: the model of all states, computed once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

import pandas as pd

from analysis.core.countries import members, name_of
from analysis.core.hand import headline_cases
from analysis.report import statistics as world
from analysis.stats.estimate import Estimate, Subject, complete_count
from analysis.stats.expectation import Expectation, expectation
from analysis.stats.shrinkage import ranks

Exposure = Literal["refugees", "population"]
#: Exposure -> the person-years that are counted, in words.
LABELS: dict[Exposure, str] = {
    "refugees": "person-years of refugees and asylum seekers",
    "population": "person-years of inhabitants",
}
_TABLES: dict[Exposure, str] = {"refugees": "refugees_by_origin_host", "population": "governance_country_year"}
FIRST = 10


@dataclass(frozen=True)
class Expected:
    """The model of all states that have the exposure.

    Parameters
    ----------
    label : str
        The exposure in words.
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

    label: str
    about: Subject
    people: pd.Series[float]
    left_out: int
    model: Expectation
    ranks: dict[str, Estimate]


def person_years(exposure: Exposure) -> tuple[pd.Series[float], int, int]:
    """Add up what cases can happen to, over the years that the register and the table of the exposure share.

    Returns
    -------
    tuple
        Person-years by ISO3 code, above 0, and the first and the last year; a year without a row counts as none.
    """
    release = world.release()
    if exposure == "refugees":
        table = release.refugees
        yearly = (table["refugees"] + table["asylum_seekers"]).groupby([table["origin"], table["year"]]).sum()
    else:
        table = release.governance[release.governance["population"].notna()]
        yearly = table.set_index(["iso3", "year"])["population"]
    told, covered = headline_cases(release.cases)["year"], yearly.index.get_level_values("year")
    first, last = max(int(told.min()), int(covered.min())), min(int(told.max()), int(covered.max()))
    total = yearly[(covered >= first) & (covered <= last)].groupby(level=0).sum().astype(float)
    return total[total > 0], first, last


@cache
def expected(level: float, exposure: Exposure = "refugees") -> Expected:
    """Fit what the exposure leads to expect, over all members of INTERPOL that have any.

    Parameters
    ----------
    level : float
        Level of every interval.
    exposure : {"refugees", "population"}
        What cases can happen to.
    """
    people, first, last = person_years(exposure)
    cases = headline_cases(world.release().cases)
    within = cases[cases["year"].isna() | cases["year"].between(first, last)]
    counts = within["requesting_country"].value_counts().reindex(list(members()), fill_value=0).astype(int)
    counts, people = counts.align(people, join="inner")
    held = world.cases_subject()
    about = replace(
        held, universe=f"{held.universe}, {first} to {last}", source=world.source("cases", _TABLES[exposure])
    )
    names = {str(code): name_of(str(code)) for code in counts.index}
    model = expectation(counts, people, about=about, exposed=LABELS[exposure], names=names, level=level)
    ranked = replace(about, noun=f"by the ratio of {about.noun} to expectation")
    placed = ranks(model.ratios, about=ranked, names=names, level=level)
    return Expected(LABELS[exposure], about, people, len(cases) - len(within), model, placed)


def top_ten(level: float) -> list[Estimate]:
    """Say how many states may stand among the first ten by their rank intervals, and how many surely do."""
    held = expected(level)
    may = sum((rank.low or 0) <= FIRST for rank in held.ranks.values())
    surely = sum((rank.high or 0) <= FIRST for rank in held.ranks.values())
    verdict = "a top ten is not estimable" if surely < FIRST else "the first ten can be told"
    return [
        _states(held, may, f"{_some(may)} could stand among the first ten by the interval of the rank"),
        _states(held, surely, f"{_some(surely)} surely {'does' if surely < 2 else 'do'}, so {verdict}"),
    ]


def counted(held: Expected, iso3: str) -> Estimate:
    """Count a state's cases in the years of the exposure."""
    about, count = held.about.at(name_of(iso3)), int(held.model.ratios.table["n"][iso3])
    return complete_count(
        count, universe=about.universe, source=about.source, unit=about.noun,
        sentence=about.sentence(about.counted(count)),
    )  # fmt: skip


def exposed(held: Expected, iso3: str) -> Estimate:
    """State a state's person-years."""
    count, about = round(held.people[iso3]), held.about.at(name_of(iso3))
    years = about.universe.rsplit(", ", 1)[1]
    source = about.source.rsplit(", ", 1)[1]
    return complete_count(
        count, universe=f"{held.label}, {years}", source=source, unit=held.label,
        sentence=f"{about.place}: {count:,} {held.label}. Counted: {years}.",
    )  # fmt: skip


def _states(held: Expected, count: int, said: str) -> Estimate:
    return complete_count(
        count, universe=held.about.universe, source=held.about.source, unit="states", sentence=f"{said}."
    )


def _some(count: int) -> str:
    return "No state" if count == 0 else f"{count} state{'' if count == 1 else 's'}"
