"""What a reader chooses for all countries, and the same counts from the register read with pandas alone."""

import pandas as pd
import pytest

import analysis as rn
from analysis.core.errors import InputError
from analysis.facts import countries
from analysis.facts.expected import fitted
from analysis.facts.selection import PUBLISHED, select
from analysis.tables.library import load


def counted(grades: list[str], statuses: list[str], since: int = 0) -> int:
    """Count register rows by hand: with an instrument of INTERPOL, of the years."""
    rows = load("cases")
    kept = rows["evidence_grade"].isin(grades) & rows["claim_status"].isin(statuses)
    kept &= ~rows["instrument"].isin(["none_found", "interstate_wanted_list"])
    return int((kept & (rows["year"] >= since)).sum()) if since else int(kept.sum())


@pytest.mark.parametrize(
    ("grades", "statuses", "since"),
    [
        pytest.param(["A"], ["supported"], 2015, marks=pytest.mark.thorough),
        pytest.param(["A", "B", "C"], ["supported", "contested"], 0, marks=pytest.mark.thorough),
        (["A", "B"], ["supported"], 2020),
    ],
    ids=["one grade", "weaker too", "late years"],
)
def test_cases_that_count_by_choice_are_counted_and_said(grades: list[str], statuses: list[str], since: int) -> None:
    numbers = rn.summary(topic="cases", grades=grades, statuses=statuses, since=since or None)
    chosen = numbers["cases.otherwise"]
    assert chosen.value == numbers["cases.count"].value == counted(grades, statuses, since)
    assert chosen.n == counted(["A", "B"], ["supported"])
    register = load("cases")
    assert numbers["cases.count"].n == len(register[register["year"] >= since] if since else register)
    words = f"{chosen.value:.0f} cases are well documented; the published report has {chosen.n:.0f}."
    assert words in chosen.sentence


def test_what_is_published_is_not_said_to_be_chosen() -> None:
    assert select() == PUBLISHED
    assert select(grades=[], statuses=None) == PUBLISHED
    assert "cases.otherwise" not in rn.summary(topic="cases", grades=[], statuses=None)


@pytest.mark.parametrize(
    ("choice", "message"),
    [({"grades": ["Q"]}, "grades 'Q'"), ({"level": 2}, "level 2"), ({"since": 2020, "until": 2010}, "since 2020")],
    ids=lambda value: str(value),
)
def test_a_choice_that_the_data_do_not_know_is_refused(choice: dict[str, object], message: str) -> None:
    with pytest.raises(InputError, match=message):
        select(**choice)  # type: ignore[arg-type]


@pytest.mark.thorough
def test_ratios_hold_every_state_with_a_case_by_either_exposure() -> None:
    choices = select(grades=["A"])
    first, second = fitted(0.9, "refugees", choices), fitted(0.9, "population", choices)
    table = rn.cases.compare(choices.replace(level=0.9)).set_index("country")
    assert (table["n"] > 0).all()
    for code, row in table.iterrows():
        assert row["value"] == first.model.ratios.estimates[code].value
        assert row["expected"] == first.model.expected[code].value
        assert row["rank_low"] == first.ranks[code].low
        assert pd.isna(row["value_population"]) or row["value_population"] == second.model.ratios.estimates[code].value


@pytest.mark.thorough
def test_the_first_ten_are_counted_by_the_ends_of_their_ranks() -> None:
    choices = select(grades=["A"])
    fit = fitted(0.95, "refugees", choices)
    ends = pd.DataFrame([(rank.low, rank.high) for rank in fit.ranks.values()], columns=["low", "high"])
    numbers = rn.summary(choices, topic="cases")
    may, surely = numbers["cases.first_ten_may_be"], numbers["cases.first_ten_surely"]
    assert (may.value, surely.value) == ((ends["low"] <= 10).sum(), (ends["high"] <= 10).sum())


def test_the_ratings_that_release_4_changed() -> None:
    table = countries.changed().set_index("iso3")
    assert table["rows"].to_dict() == load("cases")["requesting_country"].value_counts()[table.index].to_dict()
    moved = table[table["level"] != table["level_before"]]
    steps = moved.groupby(["level_before", "level"], observed=True).groups
    assert {step: sorted(countries) for step, countries in steps.items()} == {
        ("substantial", "limited"): ["SAU"],
        ("complaints only", "limited"): ["IND"],
        ("weak or none", "limited"): ["ARM", "GHA"],
        ("limited", "weak or none"): ["CYP"],
    }
