"""Every number of cases with a query, of all countries and the world, recounted from the shipped csv files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pandas as pd
import pytest

from analysis.core.files import RAW
from analysis.core.messages import number, percent
from analysis.facts import cases
from analysis.facts.case_register import Cases
from analysis.facts.expected import compared, top_ten
from analysis.facts.selection import Selection, select
from analysis.facts.world import known_territories
from analysis.stats.estimate import Estimate

#: Fits of a model, which no query counts again.
FITTED = (compared, top_ten)
#: Numbers of countries, of days and of models: they are no numbers of cases, so that they have neither query nor whole.
NO_COUNTS = re.compile(
    r"cases\.(countries|requesting_countries|median_days|recall|count_recoded|incomplete_since|missing_at|corrected_|"
    r"otherwise)"
)
CHOICES = [select(), select(since=2014, until=2020), select(grades=["A"], statuses=["supported", "contested"])]


@cache
def shipped() -> pd.DataFrame:
    """Cases with what happened in them, joined by pandas; blank cells are missing."""
    register, effects = (
        pd.read_csv(RAW / "evidence" / f"{name}.csv", keep_default_na=False, na_values=[""])
        for name in ("cases", "cases_effects")
    )
    return register.merge(effects, on="case_id", validate="1:1", suffixes=("", "_of_effects"))


@cache
def kept(query: str) -> pd.Index:
    """Index of the cases that a query keeps; all where it is empty."""
    columns = [column for column in shipped() if re.search(rf"\b{column}\b", query)]
    return shipped()[columns].query(query, engine="python").index if query else shipped().index


def stated(choices: Selection) -> Iterator[Estimate]:
    """Every number of cases of the world and of all countries, or by other choices of every tenth country."""
    for country in (None, *sorted(known_territories())[:: 1 if choices == CHOICES[0] else 10]):
        selection = choices.replace(country=country)
        for fact in (fact for fact in cases.SUMMARY if fact not in FITTED):
            try:
                found = fact(selection)
                yield from [found] if isinstance(found, Estimate) else found
            except cases.NoDataError:
                continue


def wrong(one: Estimate) -> list[str]:
    """What of a number differs from the count by its queries: its value, what it is part of, or its sentence."""
    whole = kept(one.within)
    count = len(whole.intersection(kept(one.query)))
    share = one.unit == "share" or "share" in one.name or one.name == "cases.source_same_year"
    value = count / len(whole) if share else count
    differing = [] if one.value == pytest.approx(value) else [f"{one.value} is {value}"]
    differing += [] if one.n == len(whole) else [f"n {one.n} is {len(whole)}"]
    words = {number(one.value), number(one.n), percent(one.value)} | spelled(count, len(whole))
    said = any(re.search(rf"(?<![\d,.]){re.escape(word)}(?![\d,])", one.sentence) for word in words)
    return differing + ([] if said else [f"not said: {one.sentence}"])


def spelled(count: int, whole: int) -> set[str]:
    """Words by which a sentence states none, one or all."""
    none, one = (
        {"no case", "no documented case", "None", "Nobody", "Cases by year"},
        {"one", "One", "The only", "It is"},
    )
    latest = {"The latest supported case"}
    return (
        (none | latest if not count else set())
        | (one if count == 1 else set())
        | ({"each"} if count == whole else set())
    )


@pytest.mark.parametrize("choices", CHOICES, ids=["published", "years", "grades"])
def test_every_number_with_a_query_is_its_count(choices: Selection) -> None:
    numbers = [one for one in stated(choices) if one.query or one.within]
    differing = [f"{one.name} {one.country}: {', '.join(found)}" for one in numbers if (found := wrong(one))]
    assert not differing
    assert len(numbers) > 20 * len({one.country for one in numbers}) > 400


def test_a_number_of_cases_without_a_query_is_named() -> None:
    bare = {one.name for one in stated(CHOICES[1]) if not one.query and not one.within}
    assert not {name for name in bare if not NO_COUNTS.match(name)} - {"cases.all"}


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
