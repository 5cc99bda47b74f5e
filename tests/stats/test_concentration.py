import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.stats.counts import top_share
from tests.stats.examples import ABOUT

COUNTS = pd.Series({"A": 50, "B": 20, "C": 10, "D": 5, "E": 5, "F": 4, "G": 3, "H": 2, "I": 1})
several = st.lists(st.integers(0, 200), min_size=2, max_size=30).filter(lambda counts: sum(counts) >= 4)


def test_share_of_the_states_with_most():
    stated = top_share(COUNTS, 3, about=ABOUT)
    assert (stated.value, stated.low, stated.high, stated.n) == (0.8, None, None, 100)
    assert "80 % of public notices come from the 3 countries with the most (80 of 100)" in stated.sentence
    assert "come from the country with the most" in top_share(COUNTS, 1, about=ABOUT).sentence


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: top_share(COUNTS, 0, about=ABOUT), "1 to 9"),
        (lambda: top_share(COUNTS, 10, about=ABOUT), "1 to 9"),
        (lambda: top_share(COUNTS * 0, 1, about=ABOUT), "no event"),
        (lambda: top_share(pd.Series([1.5, 2]), 1, about=ABOUT), "whole number"),
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
