import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from analysis.stats.funnel import benjamini_hochberg

# The 25 tests of a diet study in McDonald's handbook, and in R:
# p.adjust(c(.001, .008, .039, .041, .042, .06, .074, .205, ...), "BH")
TESTED = [
    0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205, 0.212, 0.216, 0.222, 0.251, 0.269, 0.275, 0.34, 0.341, 0.384,
    0.569, 0.594, 0.696, 0.762, 0.94, 0.942, 0.975, 0.986,
]  # fmt: skip
ADJUSTED = [
    0.025, 0.1, 0.21, 0.21, 0.21, 0.25, 0.264285714285714, *[0.491071428571429] * 7, 0.5328125, 0.5328125,
    0.564705882352941, 0.781578947368421, 0.781578947368421, 0.87, 0.907142857142857, *[0.986] * 4,
]  # fmt: skip


def test_agrees_with_r_in_any_order():
    shuffled = pd.Series(TESTED, index=[f"T{place}" for place in range(25)]).sample(frac=1, random_state=1)
    assert_allclose(benjamini_hochberg(shuffled).loc[[f"T{place}" for place in range(25)]], ADJUSTED, rtol=1e-12)


@pytest.mark.parametrize("wrong", [np.nan, -0.1, 1.1])
def test_refuses_what_is_no_probability(wrong):
    with pytest.raises(ValueError, match=r"no probability for \['b'\]"):
        benjamini_hochberg(pd.Series({"a": 0.5, "b": wrong}))


def test_nothing_compared_is_nothing_adjusted():
    assert benjamini_hochberg(pd.Series(dtype=float)).empty


@given(st.lists(st.floats(0, 1), min_size=1, max_size=40))
def test_adjusted_values_keep_the_order_and_are_not_smaller(values):
    tested = pd.Series(values)
    adjusted = benjamini_hochberg(tested)
    assert (adjusted >= tested - 1e-12).all()
    assert (adjusted <= 1).all()
    assert adjusted.loc[tested.sort_values().index].is_monotonic_increasing
