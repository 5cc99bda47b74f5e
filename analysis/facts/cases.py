"""Documented cases: how many, by whom, beside what an exposure leads to expect, and beside peers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

import pandas as pd

from analysis.core import hand
from analysis.core.countries import members, name_of
from analysis.core.hand import headline_cases, read_evidence_rule, reference
from analysis.core.judgement import PeerGroups
from analysis.facts import evidence, world
from analysis.facts import notices as facts_notices
from analysis.facts.evidence import evidence_rule
from analysis.facts.world import Place
from analysis.facts.world import release as world_release
from analysis.facts.world import source as world_source
from analysis.stats.estimate import Estimate, Subject, complete_count, interval, number
from analysis.stats.expectation import Expectation, expectation
from analysis.stats.shrinkage import ranks as shrinkage_ranks


def headline_counts() -> pd.Series[int]:
    """Count the register cases that count by the evidence rule, by requesting country."""
    counts = hand.headline_cases(world_release().cases)["requesting_country"].value_counts()
    return counts.reindex(list(members()), fill_value=0).astype(int)


def cases_subject() -> Subject:
    """Say what the headline cases of the register are."""
    return Subject(
        "World",
        "documented cases",
        f"register of documented cases, {evidence_rule().chosen}, with an INTERPOL instrument",
        world_source("cases"),
        "documented case",
    )


def cases_of(place: Place) -> pd.DataFrame:
    """Give the register rows of a requesting country."""
    return place.release.cases[place.release.cases["requesting_country"] == place.iso3]


def without_corrections(rows: pd.DataFrame) -> pd.DataFrame:
    """Leave out the register rows in which no instrument of INTERPOL was found: their effect is not INTERPOL's."""
    return rows[~rows["instrument"].isin(read_evidence_rule().left_out)]


def headline_rows(rows: pd.DataFrame) -> pd.Series[bool]:
    """Tell which register rows count by the evidence rule."""
    return pd.Series(rows.index.isin(headline_cases(rows).index), index=rows.index)


def register_rows(place: Place) -> Estimate:
    """Count the register rows of a requesting country, whatever their grade and status."""
    rows = cases_of(place)
    supported = int((rows["claim_status"] == "supported").sum())
    noun = "documented case" if len(rows) == 1 else "documented cases"
    said = (
        "it is supported"
        if len(rows) == supported == 1
        else f"{supported} {'is' if supported == 1 else 'are'} supported"
    )
    none = "it is not supported" if len(rows) == 1 else "none is supported"
    return complete_count(
        len(rows),
        universe="register of documented cases, every grade and status",
        source=world.source("cases"),
        unit="register rows",
        sentence=f"{len(rows)} {noun} requested by {place.called}; {said if supported else none}",
    )


def counting(count: int, rows: int) -> str:
    """Say how many of some rows count by the evidence rule: ``9 of them count (supported, grade A or B)``."""
    said = "none of them counts" if count == 0 else f"{count} of them {'counts' if count == 1 else 'count'}"
    if rows == 1:
        said = "it counts" if count else "it does not count"
    return f"{said} ({evidence.evidence_rule().chosen}, with an INTERPOL instrument)"


def headline(place: Place) -> Estimate:
    """Count the cases that count by the evidence rule."""
    about = cases_subject()
    count = len(headline_cases(cases_of(place)))
    return complete_count(
        count,
        universe=about.universe,
        source=world.source("cases"),
        unit=about.noun,
        sentence=about.at(place.name).sentence(about.counted(count)),
    )


def notices(place: Place) -> Estimate | None:
    """Count the public notices that a country requested, at the reference snapshot, as its inference leaves them.

    Returns
    -------
    Estimate or None
        None for a territory that requests no notice of its own, and for a requester that was never asked for: its
        notices are unknown, not none.
    """
    if not place.is_member or place.iso3 in reference()[1]:
        return None
    return facts_notices.requested_by(place.iso3, place.level)


def public_lead(place: Place) -> Estimate | str:
    """Say how many public notices a country requested, with the interval of the inference."""
    when, _ = reference()
    count = notices(place)
    if count is None:
        return f"{place.opening} is not asked for as a requester of its own, so no notice is counted as its own."
    number_ = "No" if count.value == 0 else number(count.value)
    was = "was" if count.value in (0, 1) else "were"
    what = "public Red Notice" if count.value in (0, 1) else "public Red Notices"
    doubt = "" if count.low is None else f"; {interval(count.low, count.high or 0, place.level)}"
    sentence = (
        f"{number_} {what} requested by {place.called} {was} found on {world.day(when)} (requester inferred{doubt})."
    )
    return replace(count, sentence=sentence)


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
    held = cases_subject()
    about = replace(
        held, universe=f"{held.universe}, {first} to {last}", source=world.source("cases", _TABLES[exposure])
    )
    names = {str(code): name_of(str(code)) for code in counts.index}
    model = expectation(counts, people, about=about, exposed=LABELS[exposure], names=names, level=level)
    ranked = replace(about, noun=f"by the ratio of {about.noun} to expectation")
    placed = shrinkage_ranks(model.ratios, about=ranked, names=names, level=level)
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


def register() -> Estimate:
    """Count the cases of the register, by status and strength."""
    cases = world.release().cases
    strong = int(headline_counts().sum())
    status = cases["claim_status"].value_counts()
    sentence = (
        f"The register holds {len(cases)} documented cases from {cases['requesting_country'].nunique()} requesting "
        f"countries: {status['supported']} supported, {status['contested']} contested, {status['unsupported']} "
        f"unsupported; {counting(strong, len(cases))}."
    )
    about = cases_subject()
    counted = complete_count(
        strong, universe=about.universe, source=world.source("cases"), unit=about.noun, sentence=sentence
    )
    return replace(counted, n=len(cases))


@dataclass(frozen=True)
class Peers:
    """With whom a country is compared.

    Parameters
    ----------
    name : str
        What the peers are.
    reason : str
        Why they were chosen.
    codes : tuple of str
        Their ISO3 codes, without the country itself.
    """

    name: str
    reason: str
    codes: tuple[str, ...]


def peers_of(place: Place) -> Peers:
    """Give the peers of a country: those of its group in the file, else the states of its sub-region.

    Parameters
    ----------
    place : Place
        The country.

    Returns
    -------
    Peers
        Only members with refugees or asylum seekers abroad, for the others have no ratio to expectation.
    """
    group = next((g for g in hand.read(PeerGroups).groups if place.iso3 in g.countries), None)
    area = place.release.regions.set_index("iso3")["subregion"]
    if group is None:
        own = str(area.get(place.iso3, ""))
        name, reason, codes = f"states of {own}", hand.read(PeerGroups).rule_reason, set(area.index[area == own])
    else:
        within = set(area.index[area.isin(group.subregions)]) | set(group.codes)
        name, reason, codes = group.name, group.reason, within & lasting_autocracies()
    with_exposure = set(person_years("refugees")[0].index) & set(members()) - {place.iso3}
    return Peers(name, " ".join(str(reason).split()), tuple(sorted(with_exposure & codes)))


@cache
def lasting_autocracies() -> frozenset[str]:
    """Name the states that V-Dem codes as autocracies in every year of the table in which it codes them."""
    table = world.release().governance
    coded = table[table["vdem_regime"].notna()]
    always = coded["vdem_regime"].isin(hand.read(PeerGroups).autocracies).groupby(coded["iso3"]).all()
    return frozenset(str(code) for code in always.index[always])
