"""All states: what a reader chooses for a report on them, the world's figures by year, what a release changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import pandas as pd

from analysis.core.countries import country_name, fold, members
from analysis.core.judgement import EarlierRelease, entries, headline_cases
from analysis.core.messages import N_, _
from analysis.facts import evidence, world
from analysis.facts.cases import by_year, cases_subject
from analysis.facts.oversight import yearly_table
from analysis.facts.world import PUBLISHED, Choices, open_place
from analysis.stats.estimate import Estimate, complete_count
from analysis.stats.evidence_level import evidence_level
from analysis.tables.library import load, plain
from analysis.tables.release import Release

__all__ = ["choose", "chosen", "incidents"]

#: First year of the incidents that Freedom House counts.
FIRST_INCIDENTS = 2014


def choose(
    level: float = 0.95,
    *,
    grades: Sequence[str] | None = None,
    statuses: Sequence[str] | None = None,
    since: int | None = None,
    until: int | None = None,
) -> Choices:
    """Check the parameters of a notebook about all states, and give which register rows count.

    Parameters
    ----------
    grades, statuses, since, until
        As in `Choices`; None, or an empty list, chooses what the published reports do.

    Examples
    --------
    >>> choose(grades=["A"], since=2014).chosen
    'supported, grade A, since 2014'
    """
    anywhere = next(iter(members()))
    return open_place(anywhere, level, grades=grades, statuses=statuses, since=since, until=until).choices


def chosen(choices: Choices) -> Estimate | None:
    """Describe what is chosen otherwise than in the published reports, and how many cases count by it.

    A complete count of documented cases, ``n`` being the count of the published reports; None where nothing is chosen
    otherwise.

    Examples
    --------
    >>> found = chosen(choose(grades=["A"]))
    >>> found.value < found.n
    True
    >>> chosen(choose()) is None
    True
    """
    if choices.of_rows == PUBLISHED:
        return None
    rows = world.release().cases
    found, published = len(choices.counting(rows)), len(PUBLISHED.counting(rows))
    word = (
        N_(
            "This report differs from the published one: the cases compared with the number expected are {chosen}. "
            "{count} of {rows} are well documented by this choice, {published} as published. Evidence levels keep the "
            "published rule; figures over time are those of these years only."
        )
        if choices.years
        else N_(
            "This report differs from the published one: the cases compared with the number expected are {chosen}. "
            "{count} of {rows} are well documented by this choice, {published} as published. Evidence levels keep the "
            "published rule."
        )
    )
    sentence = _(word, chosen=choices.chosen, count=found, rows=len(rows), published=published)
    about = cases_subject(choices)
    counted = complete_count(found, universe=about.universe, source=about.source, unit=about.noun, sentence=sentence)
    return replace(counted, n=published)


#: What is published for the world by year, beside the register.
_BY_YEAR = ("issued", "refused", "complaints")


@cache
def over_time() -> pd.DataFrame:
    """Return by year what is published for the world beside the rows of the register; they count different things."""
    figures = yearly_table()
    published = {basis: figures[figures["basis"] == basis].set_index("year")["value"] for basis in _BY_YEAR}
    counts = by_year(world.release().cases).set_index("year")
    return counts.join(pd.DataFrame(published)).reset_index()[["year", *_BY_YEAR, "cases", "strong"]]


@cache
def changed() -> pd.DataFrame:
    """Countries whose cases, well-documented cases or rating differ from those of the release before."""
    earlier = entries(EarlierRelease)[-1].version
    release = world.release()
    before = _by_country(replace(release, cases=plain(load("cases", release=earlier)))).add_suffix("_before")
    table = before.join(_by_country(release), how="outer")
    differs = sum((table[name] != table[f"{name}_before"]).astype(int) for name in ("rows", "strong", "level"))
    found = table[differs > 0].rename_axis("iso3").reset_index()
    ordered = found.sort_values("iso3", key=lambda codes: codes.map(country_name).map(fold), ignore_index=True)
    return ordered[["iso3", "rows_before", "rows", "strong_before", "strong", "level_before", "level"]]


def _by_country(release: Release) -> pd.DataFrame:
    inputs = evidence.inputs(release).set_index("iso3")
    rule = evidence.evidence_rule()
    words = [
        evidence_level(int(cases), int(families), bool(listed), rule.levels, place="", noun=rule.noun).word
        for cases, families, listed in inputs[["S", "F", "K"]].to_numpy()
    ]
    rows = release.cases["requesting_country"].astype(str).value_counts().reindex(inputs.index, fill_value=0)
    return pd.DataFrame({"rows": rows, "strong": inputs["S"].astype(int), "level": words})


def incidents() -> pd.DataFrame:
    """Incidents of physical transnational repression by Freedom House, and well-documented cases, by country.

    The two count different things, so that no rate may be computed from them.

    One row a country whose number Freedom House gives in its latest release, by name: ``iso3``; ``last_year``;
    ``incidents`` (from 2014 to the last year); ``cases`` of the same years and ``cases_of_all_years``.

    Examples
    --------
    >>> incidents().set_index("iso3").loc["KHM", ["incidents", "cases_of_all_years"]].tolist()
    [55, 0]
    """
    table = world.release().repression_incidents
    latest = table[(table["last_year"] == table["last_year"].max()) & (table["country"] != "WORLD")]
    counting = headline_cases(world.release().cases)
    counts: pd.DataFrame = latest.set_index("country")[["last_year", "incidents"]].astype(int).rename_axis("iso3")
    within = counting["year"].between(FIRST_INCIDENTS, counts["last_year"].max()).fillna(False).astype(bool)
    for name, rows in (("cases", counting[within]), ("cases_of_all_years", counting)):
        counts[name] = rows["requesting_country"].value_counts().reindex(counts.index, fill_value=0).astype(int)
    found = counts.reset_index()
    return found.loc[found["iso3"].map(country_name).map(fold).sort_values(kind="stable").index].reset_index(drop=True)
