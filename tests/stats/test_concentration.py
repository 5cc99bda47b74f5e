import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from analysis.stats.concentration import effective_number, herfindahl, top_share
from tests.stats.examples import ABOUT

COUNTS = pd.Series({"A": 50, "B": 20, "C": 10, "D": 5, "E": 5, "F": 4, "G": 3, "H": 2, "I": 1})
several = st.lists(st.integers(0, 200), min_size=2, max_size=30).filter(lambda counts: sum(counts) >= 4)


def test_share_of_the_states_with_most():
    stated = top_share(COUNTS, 3, about=ABOUT)
    # R: prop.test(80, 100, correct = FALSE)$conf.int
    assert_allclose((stated.value, stated.low, stated.high), (0.8, 0.711170834406841, 0.866633066668967), rtol=1e-9)
    assert "80.0 % of public notices fall on the 3 states with most (80 of 100;" in stated.sentence
    assert "fall on the state with most" in top_share(COUNTS, 1, about=ABOUT).sentence


def test_chance_that_two_are_of_one_state_agrees_with_r():
    """R: s <- sum(y * (y - 1)) / (N * (N - 1)); P <- y / N; v <- (4*N*(N-1)*(N-2)*sum(P^3) + 2*N*(N-1)*sum(P^2)
    - 2*N*(N-1)*(2*N-3)*sum(P^2)^2) / (N*(N-1))^2; s + qnorm(c(.025, .975)) * sqrt(v)."""
    stated = herfindahl(COUNTS, about=ABOUT)
    expected = (0.301010101010101, 0.222451384123995, 0.379568817896207)
    assert_allclose((stated.value, stated.low, stated.high), expected, rtol=1e-9)
    number = effective_number(COUNTS, about=ABOUT)
    assert_allclose((number.value, number.high, number.low), [1 / end for end in expected], rtol=1e-9)
    assert "as if 3.3 states shared them equally" in number.sentence


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: top_share(COUNTS, 0, about=ABOUT), "1 to 9"),
        (lambda: top_share(COUNTS, 10, about=ABOUT), "1 to 9"),
        (lambda: top_share(COUNTS * 0, 1, about=ABOUT), "0 events"),
        (lambda: herfindahl(pd.Series([1, 2]), about=ABOUT), "3 events"),
        (lambda: herfindahl(pd.Series([1.5, 2]), about=ABOUT), "whole number"),
        (lambda: effective_number(pd.Series([1, 1, 1, 1]), about=ABOUT), "no state with two events"),
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
    stated = herfindahl(pd.Series(counts), about=ABOUT)
    padded = herfindahl(pd.Series([*counts, 0, 0]), about=ABOUT)
    assert_allclose((padded.value, padded.low, padded.high), (stated.value, stated.low, stated.high), rtol=1e-9)
    assert 0 <= stated.low <= stated.value <= stated.high <= 1


@given(several.filter(lambda counts: max(counts) > 1))
def test_effective_number_is_between_one_and_the_states(counts):
    stated = effective_number(pd.Series(counts), about=ABOUT)
    assert 1 - 1e-9 <= stated.low <= stated.value <= stated.high
    assert stated.high <= max(stated.value, len(counts))
