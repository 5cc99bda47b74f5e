"""Designations of states by senders, and rounds of sanctions on Belarus beside the lists."""

from __future__ import annotations

import pandas as pd

from analysis.core import hand
from analysis.core.hand import SENDERS
from analysis.facts import evidence, world
from analysis.facts.cases import without_corrections
from analysis.stats.counts import counted_share
from analysis.stats.estimate import Estimate, Subject

UNIVERSE = "persons, entities, vessels and aircraft on the lists of the sender under a programme on the country"


def levels_in_order() -> list[str]:
    """Name the evidence levels, strongest first."""
    return [level.word for level in evidence.evidence_rule().levels]


def by_sender() -> pd.DataFrame:
    """Count designations by target country and sender.

    Returns
    -------
    DataFrame
        Index ISO3, one column a sender; senders are not added up, as they list the same persons.
    """
    table = world.release().designations
    rows = table[table["programme_country"].notna()]
    counts = rows.pivot_table(
        index="programme_country", columns="list", values="designations", aggfunc="sum", fill_value=0
    )
    return counts.reindex(columns=list(SENDERS), fill_value=0).astype(int)


def target_shares() -> list[tuple[str, Estimate]]:
    """State, for each evidence level, the share of states that any programme names."""
    words, named = evidence.evidence_words(), set(by_sender().index)
    found = []
    for word in levels_in_order():
        states = words[words == word].index
        about = Subject(
            f"States with evidence level {word}",
            "are the target of a sanctions programme of the UN, the EU, the UK or the US",
            "members of INTERPOL and other territories that the data name",
            world.source("cases", "country_mentions", "designations_by_target_country"),
        )
        found.append((word.capitalize(), counted_share(len(named & set(states)), len(states), about=about)))
    return found


#: Earlier designations are few and would press the later years together.
FIRST_YEAR = 2010


BELARUS, PLACE = "BLR", "Belarus"


#: The round that only carried EU listings over, and the regime that is not the Belarusian one.
CARRY_OVER, _OTHER_REGIMES = "Carry-over", ("Ukraine regime", "Global Human Rights")


_KINDS = {"person": "persons", "entity": "entities"}


COUNTED = "register of documented cases of every grade and status, dated, corrections left out"


ROUNDS = "rounds of designations on Belarus as announced, or as the list copies show where no release was read"


def rounds_on_belarus() -> pd.DataFrame:
    """Give every round of designations on Belarus."""
    return world.release().belarus_sanctions_timeline


def cases_of_belarus() -> pd.DataFrame:
    """Give the dated register rows of Belarus without corrections, in which INTERPOL had no part."""
    cases = without_corrections(world.release().cases)
    return cases[(cases["requesting_country"] == BELARUS) & cases["year"].notna()]


def spans() -> tuple[tuple[int, int], tuple[int, int]]:
    """Give the first and last year before the first round, and since: from the register's first year to its last."""
    register, first = world.release().cases["year"].dropna().astype(int), rounds_on_belarus()["date_first"].min().year
    return (int(register.min()), int(first) - 1), (int(first), int(register.max()))


def period(word: str, first: int, last: int) -> tuple[str, Estimate]:
    """Count the documented cases of Belarus in a span of years."""
    count, years = int(cases_of_belarus()["year"].between(first, last).sum()), last - first + 1
    about = Subject(
        f"{PLACE}, {first} to {last}",
        "documented cases",
        f"{COUNTED}, {first} to {last}",
        world.source("cases", "belarus_sanctions_timeline"),
        "documented case",
    )
    sentence = about.sentence(f"{about.counted(count)} in {years} years of the register")
    estimate = Estimate(
        float(count), None, None, None, "complete count", float(years), about.universe, sentence, about.source,
        about.noun,
    )  # fmt: skip
    return f"{word} the first round, {first} to {last}", estimate


def comparison() -> pd.DataFrame:
    """Hold the rounds against the lists, by sender, year and kind.

    Returns
    -------
    DataFrame
        ``sender``, ``year``, ``kind`` (persons, entities), ``rounds`` (entries on the list copy that a round names),
        ``list`` (designations of that year on the list), ``difference`` (list less rounds), ``reason``. Aircraft
        and vessels, which rounds do not count, are left out, as are rounds under other regimes and years that a list
        does not reach.
    """
    rounds_ = _from_rounds()
    lists = _from_lists()
    both = lists.merge(rounds_, on=["sender", "year", "kind"], how="inner")
    both["difference"] = both["list"] - both["rounds"]
    told = hand.table("sanctions_discrepancies.csv").astype({"year": int, "difference": int})
    joined = both.merge(told, on=["sender", "year", "kind", "difference"], how="left")
    return joined.assign(reason=joined["reason"].fillna("")).sort_values(["sender", "year", "kind"], ignore_index=True)


def _from_rounds() -> pd.DataFrame:
    table = rounds_on_belarus()
    own = table[~table["round"].str.contains("|".join(_OTHER_REGIMES)) & table["persons_on_list_copy"].notna()]
    counts = (
        own.assign(year=own["date_first"].dt.year)
        .groupby(["sender", "year"])[["persons_on_list_copy", "entities_on_list_copy"]]
        .sum()
    )
    counts = counts.set_axis(["persons", "entities"], axis=1).reset_index().melt(["sender", "year"], var_name="kind")
    return counts.rename(columns={"value": "rounds"}).astype({"year": int, "rounds": int})


def _from_lists() -> pd.DataFrame:
    table = world.release().designations
    own = table[(table["programme_country"] == BELARUS) & table["year"].notna() & table["entity_type"].isin(_KINDS)]
    counts = (
        own.assign(kind=own["entity_type"].map(_KINDS))
        .groupby(["list", "year", "kind"])["designations"]
        .sum()
        .reset_index()
    )
    return counts.set_axis(["sender", "year", "kind", "list"], axis=1).astype({"year": int, "list": int})


def programmes_on(iso3: str) -> pd.DataFrame:
    """Count designations under programmes on a country, by sender, programme and kind of target.

    Returns
    -------
    DataFrame
        ``list``, ``programme``, one column a kind of target that occurs, ``all``, ``first_year`` and ``last_year``.
    """
    rows = world.release().programmes.query("programme_country == @iso3")
    counts = rows.pivot_table(
        index=["list", "programme"], columns="entity_type", values="designations", aggfunc="sum", fill_value=0
    ).astype(int)
    counts["all"] = counts.sum(axis=1)
    years = rows.groupby(["list", "programme"])["year"].agg(["min", "max"])
    return counts.join(years.rename(columns={"min": "first_year", "max": "last_year"})).reset_index()
