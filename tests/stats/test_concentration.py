import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from analysis.stats.counts import effective_number, top_share
from tests.stats.examples import ABOUT

COUNTS = pd.Series({"A": 50, "B": 20, "C": 10, "D": 5, "E": 5, "F": 4, "G": 3, "H": 2, "I": 1})
several = st.lists(st.integers(0, 200), min_size=2, max_size=30).filter(lambda counts: sum(counts) >= 4)


def test_share_of_the_states_with_most():
    stated = top_share(COUNTS, 3, about=ABOUT)
    assert (stated.value, stated.low, stated.high, stated.n) == (0.8, None, None, 100)
    assert "80 % of public notices come from the 3 countries with most (80 of 100)" in stated.sentence
    assert "come from the country with most" in top_share(COUNTS, 1, about=ABOUT).sentence


def test_effective_number_by_hand():
    # R: y <- c(50, 20, 10, 5, 5, 4, 3, 2, 1); 1 / sum((y / sum(y))^2); vegan::diversity(y, "invsimpson")
    stated = effective_number(COUNTS, about=ABOUT)
    assert_allclose(stated.value, 3.24675324675325, rtol=1e-12)
    assert (stated.low, stated.high, stated.level, stated.n) == (None, None, None, 100)
    assert "as if 3.2 countries shared them equally" in stated.sentence


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: top_share(COUNTS, 0, about=ABOUT), "1 to 9"),
        (lambda: top_share(COUNTS, 10, about=ABOUT), "1 to 9"),
        (lambda: top_share(COUNTS * 0, 1, about=ABOUT), "no event"),
        (lambda: effective_number(COUNTS * 0, about=ABOUT), "no event"),
        (lambda: effective_number(pd.Series([1.5, 2]), about=ABOUT), "whole number"),
    ],
)
def test_refuses(call, message):
    with pytest.raises(ValueError, match=message):
        call()


@given(several)
def test_all_states_hold_everything_and_more_states_never_less(counts):
    shares = [top_share(pd.Series(counts), k, about=ABOUT).value for k in range(1, len(counts) + 1)]
    assert shares == sorted(shares)
    assert shares[-1] == 1


@given(several)
def test_states_without_events_change_nothing(counts):
    stated = effective_number(pd.Series(counts), about=ABOUT)
    padded = effective_number(pd.Series([*counts, 0, 0]), about=ABOUT)
    assert_allclose(padded.value, stated.value, rtol=1e-12)


@given(st.integers(1, 30), st.integers(1, 50))
def test_equal_states_count_as_many_as_they_are(states, each):
    assert_allclose(effective_number(pd.Series([each] * states), about=ABOUT).value, states, rtol=1e-12)


@given(several)
def test_effective_number_is_between_one_and_the_states(counts):
    assert 1 - 1e-9 <= effective_number(pd.Series(counts), about=ABOUT).value <= len(counts) + 1e-9
