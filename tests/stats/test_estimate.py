import json

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.core.errors import InputError
from analysis.stats.estimate import (
    Estimate,
    Estimates,
    Kind,
    checked_count,
    checked_level,
    checked_part,
    checked_units,
    complete_count,
    frame,
    listed,
    share_in_words,
)


def made(**changes):
    fields = {
        "value": 5.0, "low": 2.0, "high": 9.0, "level": 0.95, "method": "exact Poisson", "n": 5.0,
        "counted": "notices public on 1 May 2023", "said": "Freedonia: 5.", "source": "invented",
        "kind": Kind.SAMPLING,
    }  # fmt: skip
    return Estimate(**(fields | changes))


def test_holds_what_states_it():
    assert json.loads(json.dumps(made(unit="notices").as_dict()))["kind"] == "sampling"


def test_complete_count_has_no_interval():
    whole = complete_count(7, universe="u", source="s", unit="notices", sentence="Seven.")
    assert (whole.value, whole.low, whole.high, whole.level) == (7.0, None, None, None)


@pytest.mark.parametrize("kind", [Kind.RANGE, Kind.BOUNDS, Kind.HIDDEN])
def test_a_range_that_is_no_sampling_error_has_no_level(kind):
    assert made(kind=kind, level=None).level is None
    with pytest.raises(ValueError, match="otherwise none"):
        made(kind=kind)


@pytest.mark.parametrize("kind", [Kind.BOUNDS, Kind.HIDDEN])
def test_where_only_bounds_are_known_no_value_is_written(kind):
    one = made(kind=kind, level=None)
    assert json.loads(json.dumps(one.as_dict()))["value"] is None
    assert frame([one])["value"].isna().all()


@pytest.mark.parametrize(
    ("kind", "word"),
    [(Kind.COMPLETE, "complete"), (Kind.CODING, "coding error")],
)
def test_tables_name_the_kind(kind, word):
    assert made(kind=kind, low=None, high=None, level=None).as_dict()["kind"] == word


def test_a_number_with_a_name_carries_its_country_and_queries():
    one = made().named("rows", "BLR", query="year > 2014")
    assert one.to_frame().loc[("rows", "BLR"), ["value", "query", "within"]].tolist() == [5.0, "year > 2014", ""]
    assert repr(one) == "<rows BLR: 5 [2, 9]  (sampling, 95 %)>"
    assert list(Estimates(rows=one).to_frame()["n"]) == [5]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"value": float("nan")}, "finite"),
        ({"value": float("inf")}, "finite"),
        ({"low": None}, "half an interval"),
        ({"low": None, "high": None}, "otherwise none"),
        ({"level": None}, "if the interval states an error"),
        ({"level": 95}, "between 0 and 1"),
        ({"low": 6.0}, "finite ends"),
        ({"high": 4.0}, "finite ends"),
        ({"low": float("nan")}, "finite ends"),
        ({"high": float("inf")}, "finite ends"),
    ],
)
def test_refuses_what_does_not_hold_together(changes, message):
    with pytest.raises(ValueError, match=message):
        made(**changes)


@pytest.mark.parametrize(
    ("check", "value", "message"),
    [
        (checked_level, 0, "between 0 and 1"),
        (checked_level, 1, "between 0 and 1"),
        (checked_level, float("nan"), "between 0 and 1"),
        (checked_count, -1, "a whole number of 0 or more"),
        (checked_count, 0.5, "a whole number of 0 or more"),
        (checked_count, float("inf"), "a whole number of 0 or more"),
        (checked_count, float("nan"), "a whole number of 0 or more"),
    ],
)
def test_inputs_that_are_refused_are_named_with_what_was_expected(check, value, message):
    with pytest.raises(ValueError, match=f"got .*{value}; expected .*{message}.*; to fix, "):
        check(value)


def test_counts_may_be_nought_and_parts_the_whole():
    assert (checked_count(0), checked_part(0, 1), checked_part(4, 4)) == (0, (0, 1), (4, 4))


def test_units_are_put_in_the_order_of_the_counts():
    counts, exposure = pd.Series({"A": 1, "B": 0, "C": 4}), pd.Series({"C": 3.0, "A": 1.0, "B": 2.0})
    counted, exposed = checked_units(counts, exposure)
    assert (counted.tolist(), exposed.tolist()) == ([1, 0, 4], [1, 2, 3])


@pytest.mark.parametrize(
    ("index", "message"),
    [(["A", "A", "B"], "different or repeated units"), (["A", "B", "X"], r"repeated units \['C', 'X'\]")],
)
def test_units_that_do_not_match_are_refused(index, message):
    with pytest.raises(ValueError, match=message):
        checked_units(pd.Series(1, index=index), pd.Series(1.0, index=["A", "B", "C"]))


@pytest.mark.parametrize(
    ("counts", "exposure", "message"),
    [
        ([0, 0, 0], [1, 2, 3], "no event in any unit"),
        ([1, 2], [1, 2], "3 or more"),
        ([1, -1, 0], [1, 2, 3], "-1.0 of .* in B; expected a whole count"),
        ([1, 1.5, 0], [1, 2, 3], "1.5 of .* in B; expected a whole count"),
        ([1, float("nan"), 0], [1, 2, 3], "nan of .* in B; expected a whole count"),
        ([1, 2, 3], [1, 2, 0], "of 0.0 in C; expected .* and an exposure above 0"),
        ([1, 2, 3], [1, 2, float("nan")], "of nan in C; expected .* and an exposure above 0"),
    ],
)
def test_units_that_are_not_valid_are_refused(counts, exposure, message):
    units = list("ABC")[: len(counts)]
    with pytest.raises(ValueError, match=message):
        checked_units(pd.Series(counts, units, dtype=float), pd.Series(exposure, units, dtype=float))


@pytest.mark.parametrize(
    ("words", "said"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (iter("abc"), "a, b and c")]
)
def test_words_are_joined_as_english_does(words, said):
    assert listed(words) == said


@pytest.mark.parametrize(
    ("part", "whole", "said"), [(0, 9, "0 of 9"), (9, 9, "9 of 9"), (0, 10, "0 %"), (1, 1, "1 of 1")]
)
def test_a_share_of_few_is_said_by_its_counts(part, whole, said):
    assert share_in_words(part, whole) == said


def test_numbers_in_a_dictionary_keep_nine_digits():
    assert made(value=5.123456789123).as_dict()["value"] == 5.12345679


@given(st.floats(-1e6, 1e6))
def test_a_value_at_the_end_of_its_interval_is_held(value):
    stated = made(value=value, low=value, high=value)
    assert stated.low == stated.value == stated.high


def test_a_misspelt_name_of_a_number_names_the_nearest() -> None:
    numbers = Estimates({"cases.ratio": Estimate(1.0, None, None, None, "m", 5, "c", "s", "s", "cases", Kind.COMPLETE)})
    with pytest.raises(InputError, match=r"the name 'cases.raito'; .*did you mean 'cases.ratio'\?"):
        numbers["cases.raito"]
    with pytest.raises(InputError, match="to_frame"):
        numbers["x"]
    assert numbers.get("cases.raito") is None
