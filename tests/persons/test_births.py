"""What birth dates add to names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.persons import name_score as score
from analysis.persons.name_score import THRESHOLD, compare, compare_births, parse_births


@pytest.mark.parametrize(
    ("one", "two", "found"),
    [
        ("1971-03-05", "1971-03-05", score.SAME_DATE),
        ("1971-03-05", "1971-05-03", score.SWAPPED),
        ("1971-03-05", "1971-03", score.SAME_MONTH),
        ("1971-03-05", "1971", score.SAME_YEAR),
        ("1971-01-01", "1971-06-09", score.SAME_YEAR),
        ("1971-03-05", "1971-03-06", score.ONE_PART),
        ("1971-03-05", "1981-03-05", score.ONE_PART),
        ("1971-03-05", "1971-08-21", score.OTHER_DAY),
        ("1971-03-05", "1972-08-21", score.NEAR_YEAR),
        ("1971", "1980", score.OTHER_YEAR),
        ("1971", "", score.UNKNOWN),
        ("1950;1971-03-05", "1971-03-05;1990", score.SAME_DATE),
    ],
)
def test_dates_are_compared_by_the_pair_that_agrees_best(one: str, two: str, found: score.BirthEvidence) -> None:
    assert compare_births(one, two) == compare_births(two, one) == found


def test_parts_not_given_are_zero_and_other_forms_are_left_out() -> None:
    assert parse_births("1971; 1972-04;5 May 1973") == ((1971, 0, 0), (1972, 4, 0))


def test_birth_dates_decide_where_names_cannot() -> None:
    near = ("Dalia Morrowind", "Delia Morrowind Ibanez")
    assert compare(*near, "1971-03-05", "1971-03-05").score > compare(*near).score
    assert compare(*near, "1971-03-05", "1985-11-20").score < THRESHOLD


def test_the_same_name_with_birth_years_far_apart_is_two_persons() -> None:
    found = compare("Dalia Morrowind", "Dalia Morrowind", "1971-03-05", "1990-07-01")
    assert not found.match
    assert found.reasons == ("the same words", "lowered by birth years far apart")


dates = st.dates().map(lambda day: day.isoformat())


@given(dates, dates)
def test_evidence_is_symmetric_and_best_for_the_same_date(one: str, two: str) -> None:
    assert compare_births(one, two) == compare_births(two, one)
    assert compare_births(one, two).log_odds <= compare_births(one, one).log_odds or one.endswith("01-01")
