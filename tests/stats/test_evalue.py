import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.stats.estimate import Estimate
from analysis.stats.evalue import evalue, evalue_of, nearest_evalue, selection_evalue

#: R: poisson.test(c(40, 20), c(10, 10)), the ratio and its exact interval.
RATIO = Estimate(2.0, 1.141912, 3.611069, 0.95, "exact", 60.0, "u", "Freedonia: 2 times.", "s", "ratio")


def test_agrees_with_the_published_examples():
    """VanderWeele & Ding (2017): a ratio of 3.9 (1.8 to 8.7) has 7.26 and 3.0, and 0.80 (0.71 to 0.91) has 1.81 and
    1.43; Smith & VanderWeele (2019): 73.1 needs 16.6 on selection."""
    assert round(evalue(3.9), 2) == 7.26
    assert round(nearest_evalue(1.8, 8.7), 1) == 3.0
    assert round(evalue(0.80), 2) == 1.81
    assert round(nearest_evalue(0.71, 0.91), 2) == 1.43
    assert round(selection_evalue(73.1), 1) == 16.6


def test_an_interval_that_holds_one_needs_nothing():
    assert nearest_evalue(0.9, 1.4) == 1


def test_estimate_says_both():
    stated = evalue_of(RATIO)
    assert (stated.value, stated.low, stated.n) == (evalue(2.0), None, 60)
    assert "would need ratios of 3.4 with both sides" in stated.sentence


def test_refuses_what_is_no_ratio():
    with pytest.raises(ValueError, match="a finite number above 0"):
        evalue(0)
    bare = evalue_of(RATIO)
    with pytest.raises(ValueError, match="a ratio without an interval"):
        evalue_of(bare)


@given(st.floats(0.01, 100))
def test_turning_a_ratio_over_changes_nothing_and_selection_needs_less(ratio):
    assert evalue(ratio) == pytest.approx(evalue(1 / ratio))
    assert 1 <= selection_evalue(ratio) <= evalue(ratio) + 1e-12
