"""Every number with a query, of all countries and the world, recounted from the shipped csv files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pandas as pd
import pytest

from analysis.core.errors import NoDataError
from analysis.core.messages import number, percent
from analysis.facts import cases
from analysis.facts.case_register import Cases
from analysis.facts.expected import compared, top_ten
from analysis.facts.selection import select
from analysis.facts.summary import TOPICS, summary
from analysis.facts.world import known_territories
from analysis.stats.estimate import Estimate
from tests.recount import shipped as read

#: Fits of a model, which no query counts again.
FITTED = (compared, top_ten)
#: Numbers of countries, of days and of models: they are no numbers of cases, so that they have neither query nor whole.
NO_COUNTS = re.compile(
    r"cases\.(countries|requesting_countries|median_days|recall|count_recoded|incomplete_since|missing_at|corrected_|"
    r"otherwise)"
)
CHOICES: list[dict[str, Any]] = [
    {},
    {"since": 2014, "until": 2020},
    {"grades": ["A"], "statuses": ["supported", "contested"]},
]


#: Topics of which a fact counts rows by a query, besides those of cases; the numbers of others come from models.
COUNTING = ("claims", "countries", "decisions", "evidence", "notices", "oversight", "sanctions")
#: Beginning of a name -> the table of the folder ``evidence`` that its queries count; the longest that fits.
TABLES = {
    "claims.": "founding_claims", "evidence.sources": "country_mentions", "oversight.": "oversight_statistics",
    "oversight.decisions": "ccf_decisions", "decisions.": "cases_decisions", "cases.": "cases",
}  # fmt: skip
#: Columns of cases that the queries of decisions name.
OF_CASE = [
    "case_id",
    "requesting_country",
    "instrument",
    "claim_status",
    "evidence_grade",
    "oversight_outcome",
    "linked",
]
#: "3 of the 12": what the first claim of a sentence says of a part and its whole; later claims are of other numbers.
PART = re.compile(r"(?<![\d,.])(\d[\d,]*|one|none) of (?:the|these) (\d[\d,]*\d|\d)", re.IGNORECASE)
SPELLED = {"one": "1", "none": "0"}


@cache
def shipped(name: str = "cases") -> pd.DataFrame:
    """A table as queries see it: cases with what happened in them, and decisions with their cases."""
    if name == "cases":
        return read(name).merge(read("cases_effects"), on="case_id", validate="1:1", suffixes=("", "_of_effects"))
    if name == "cases_decisions":
        of_case = shipped()[[*OF_CASE, "year"]].rename(columns={"year": "case_year"})
        return read(name).merge(of_case, on="case_id", validate="m:1")
    return read(name)


@cache
def kept(query: str, name: str = "cases") -> pd.Index:
    """Index of the rows of a table that a query keeps; all where it is empty."""
    columns = [column for column in shipped(name) if re.search(rf"\b{column}\b", query)]
    return shipped(name)[columns].query(query, engine="python").index if query else shipped(name).index


def table_of(one: Estimate) -> str:
    """Name the table that the queries of a number count."""
    return TABLES[max((start for start in TABLES if one.name.startswith(start)), key=len)]


def stated(choices: dict[str, Any]) -> Iterator[Estimate]:
    """Every number of cases of the world and of all countries, or by other choices of every tenth country."""
    for country in (None, *sorted(known_territories())[:: 10 if choices else 1]):
        selection = select(country, **choices)
        for fact in (fact for fact in cases.SUMMARY if fact not in FITTED):
            try:
                found = fact(selection)
                yield from [found] if isinstance(found, Estimate) else found
            except NoDataError:
                continue


def wrong(one: Estimate) -> list[str]:
    """What of a number differs from the count by its queries: its value, what it is part of, or its sentence."""
    whole = kept(one.within, table_of(one))
    count = len(whole.intersection(kept(one.query, table_of(one))))
    share = one.unit == "share" or "share" in one.name or one.name == "cases.source_same_year"
    value = count / len(whole) if share else count
    differing = [] if one.value == pytest.approx(value) else [f"{one.value} is {value}"]
    differing += [] if one.n == len(whole) else [f"n {one.n} is {len(whole)}"]
    words = {number(one.value), number(one.n), percent(one.value)} | spelled(count, len(whole))
    said = any(re.search(rf"(?<![\d,.]){re.escape(word)}(?!\d|,\d)", one.sentence) for word in words)
    differing += [] if said else [f"not said: {one.sentence}"]
    parts = PART.findall(one.sentence.partition(". ")[0])
    of = {whole for part, whole in parts if SPELLED.get(part.lower(), part) == number(one.value)}
    return differing + [f"of {n}, not {number(one.n)}: {one.sentence}" for n in of - {number(one.n)}]


#: Words by which a sentence states none and one.
NONE = {
    "no case", "no documented case", "None", "Nobody", "Cases by year", "We know of no", "We know of nobody",
    "we know of no", "we know of nobody",
    "no known decision", "no refusal", "Every refusal states a ground", "No source that we found",
}  # fmt: skip
ONE = {"one", "One", "The only", "It is", "The refusal", "the refusal"}


def spelled(count: int, whole: int) -> set[str]:
    """Words by which a sentence states none, one or all."""
    return (NONE if not count else ONE if count == 1 else set()) | ({"each"} if count == whole else set())


def counted(country: str | None, **choices: Any) -> list[Estimate]:
    """Numbers with a query of the topics besides cases."""
    numbers = summary(select(country, **choices), topic=COUNTING).values()
    return [one for one in numbers if one.query or one.within]


@pytest.mark.parametrize("every", [20, pytest.param(1, marks=pytest.mark.thorough)])
def test_every_number_of_other_topics_with_a_query_is_its_count(every: int) -> None:
    numbers = counted(None) + counted(None, since=2014, until=2020)
    for country in sorted(known_territories())[::every]:
        numbers += counted(country)
    assert [f"{one.name} {one.country}: {', '.join(found)}" for one in numbers if (found := wrong(one))] == []
    assert {table_of(one) for one in numbers} == set(TABLES.values()) - {"cases"}


@pytest.mark.thorough
def test_the_numbers_of_all_other_topics_come_from_models_and_have_no_query() -> None:
    others = [topic for topic in TOPICS if topic not in ("cases", *COUNTING)]
    numbers = summary(topic=others).values()
    assert len(numbers) > 50 and not [one.name for one in numbers if one.query or one.within]


@pytest.mark.parametrize(
    "choices",
    [CHOICES[0], *(pytest.param(choices, marks=pytest.mark.thorough) for choices in CHOICES[1:])],
    ids=["published", "years", "grades"],
)
def test_every_number_with_a_query_is_its_count(choices: dict[str, Any]) -> None:
    numbers = [one for one in stated(choices) if one.query or one.within]
    differing = [f"{one.name} {one.country}: {', '.join(found)}" for one in numbers if (found := wrong(one))]
    assert not differing
    assert len(numbers) > 20 * len({one.country for one in numbers}) > 400


#: Numbers of the model of expected cases, for all countries, and a count of countries.
MODELLED = {f"cases.elasticity_{part}" for part in ("known", "added", "english", "other")}
MODELLED |= {"cases.neighbours_factor", "cases.requesting_countries"}


@pytest.mark.thorough
def test_a_number_of_cases_without_a_query_is_named() -> None:
    bare = {one.name for one in stated(CHOICES[1]) if not one.query and not one.within}
    assert not {name for name in bare if not NO_COUNTS.match(name)} - {"cases.all", *MODELLED}


def test_what_a_sentence_says_of_arrests_is_counted_in_cases_that_may_involve_interpol() -> None:
    unknown = Cases().through.but("held == 'unknown'")
    words = f"In {number(len(unknown))} of the {number(len(Cases().through))} cases that may involve INTERPOL"
    assert words in cases.people_held().sentence


@pytest.mark.parametrize("code", ["KAZ", "BEL", "PER", "DEU", "NPL"])
def test_requests_to_a_country_leave_out_its_own_and_unlinked_arrests(code: str) -> None:
    rows = shipped()
    linked = (rows["held_where"] == code) & (rows["linked"] != "no")
    here = (rows["host_country"] == code) | linked
    through = ~rows["instrument"].isin(["none_found", "interstate_wanted_list"])
    ids = set(rows.loc[here & through & (rows["requesting_country"] != code), "case_id"])
    assert set(cases.rows(code, role="host")["case_id"]) == ids
    by_pair = cases.pairs().query("host_country == @code")
    assert by_pair["cases"].sum() == len(ids) and code not in set(by_pair["requesting_country"])
