"""How far a finding could be wrong: published examples, R, brute force and simulation."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from analysis.stats.estimate import ConvergenceError, Estimate
from analysis.stats.sensitivity import (
    agreeing,
    bounded,
    evalue,
    evalue_of,
    nearest_evalue,
    poisson_line,
    power_of_ratio,
    reversing_factor,
    selection_evalue,
    smallest_detectable_ratio,
    visible_needed,
)
from tests.stats.examples import SHARE

#: R: poisson.test(c(40, 20), c(10, 10)), the ratio and its exact interval.
RATIO = Estimate(2.0, 1.141912, 3.611069, 0.95, "exact", 60.0, "u", "Freedonia: 2 times.", "s", "ratio")


def test_evalues_agree_with_the_published_examples():
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


def test_evalue_refuses_what_is_no_ratio():
    with pytest.raises(ValueError, match="a finite number above 0"):
        evalue(0)
    bare = evalue_of(RATIO)
    with pytest.raises(ValueError, match="a ratio without an interval"):
        evalue_of(bare)


@given(st.floats(0.01, 100))
def test_turning_a_ratio_over_changes_nothing_and_selection_needs_less(ratio):
    assert evalue(ratio) == pytest.approx(evalue(1 / ratio))
    assert 1 <= selection_evalue(ratio) <= evalue(ratio) + 1e-12


@pytest.mark.parametrize(
    ("factor", "ends"),
    [
        (math.inf, (0.03, 0.93)),  # Manski: v * p and v * p + 1 - v
        (1, (0.3, 0.3)),
        (2, (0.03 + 0.9 * 3 / 17, 0.03 + 0.9 * 6 / 13)),  # odds 3/7 halved and doubled
    ],
)
def test_bounds_of_a_tenth_that_is_seen(factor, ends):
    assert_allclose(bounded(0.3, 0.1, factor), ends, rtol=1e-12)


@pytest.mark.parametrize(
    ("visible", "factor", "message"),
    [(0, 2, "above 0 and at most 1"), (1.2, 2, "above 0 and at most 1"), (0.1, 0.5, "1 or more")],
)
def test_bounds_refuse(visible, factor, message):
    with pytest.raises(ValueError, match=message):
        bounded(0.3, visible, factor)


@given(st.floats(0, 1), st.floats(0.001, 1), st.floats(1, 50))
def test_an_assumption_only_ever_narrows(share, visible, factor):
    worst, narrowed = bounded(share, visible), bounded(share, visible, factor)
    assert worst[1] - worst[0] == pytest.approx(1 - visible)
    assert worst[0] - 1e-12 <= narrowed[0] <= share + 1e-12
    assert share - 1e-12 <= narrowed[1] <= worst[1] + 1e-12


@given(st.floats(0, 1))
def test_everything_seen_leaves_nothing_open(share):
    assert bounded(share, 1.0) == pytest.approx((share, share))


CASE = 2e-6, (10e6, 40e6)


def test_power_agrees_with_r():
    """R: v <- phi * (1 / (r * R * E1) + 1 / (r * E2)); pnorm(log(R) / sqrt(v) - qnorm(.975)) + pnorm(-log(R) / sqrt(v)
    - qnorm(.975)), with r = 2e-6, R = 2, E1 = 1e7, E2 = 4e7."""
    assert_allclose(power_of_ratio(*CASE, 2), 0.947322913437594, rtol=1e-9)
    assert_allclose(power_of_ratio(*CASE, 2, dispersion=4), 0.432489144542526, rtol=1e-9)


def test_smallest_ratio_agrees_with_r():
    # R: uniroot(function(R) power(R) - .8, c(1.01, 100), tol = 1e-14)$root
    assert_allclose(smallest_detectable_ratio(*CASE), 1.76196306469416, rtol=1e-9)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: smallest_detectable_ratio(*CASE, power=80), "write 0.8 for 80 %"),
        (lambda: smallest_detectable_ratio(1e-12, (1.0, 1.0)), "too little exposure to see any ratio"),
        (lambda: power_of_ratio(0, (1.0, 1.0), 2), "the rate 0"),
        (lambda: power_of_ratio(1, (0.0, 1.0), 2), "the exposure 0"),
        (lambda: power_of_ratio(1, (1.0, 1.0), 2, dispersion=-1), "the dispersion -1"),
        (lambda: power_of_ratio(1, (1.0, 1.0), 2, level=95), "between 0 and 1"),
    ],
)
def test_power_refuses(call, message):
    with pytest.raises(ValueError, match=message):
        call()


@given(st.floats(1, 100), st.floats(5, 500), st.floats(5, 500))
def test_more_exposure_shows_smaller_ratios(rate, own, other):
    little = smallest_detectable_ratio(rate, (own, other))
    assert 1 < smallest_detectable_ratio(rate, (2 * own, 2 * other)) < little
    assert smallest_detectable_ratio(rate, (own, other), dispersion=3) > little
    assert power_of_ratio(rate, (own, other), little) == pytest.approx(0.8)


def test_power_is_how_often_a_simulated_ratio_is_told_from_one():
    """Two Poisson counts with means 28 and 80, a true ratio of 1.4: a Wald test of its logarithm."""
    generator, own, other, rate, ratio = np.random.default_rng(8), 10.0, 40.0, 2.0, 1.4
    first = generator.poisson(ratio * rate * own, 40_000)
    second = generator.poisson(rate * other, 40_000)
    z = (np.log(first / own) - np.log(second / other)) / np.sqrt(1 / first + 1 / second)
    assert power_of_ratio(rate, (own, other), ratio) == pytest.approx((abs(z) > 1.959964).mean(), abs=0.02)


def test_power_at_no_difference_is_the_size_of_the_test():
    assert power_of_ratio(*CASE, 1.0) == pytest.approx(0.05)
    assert power_of_ratio(*CASE, 1.0, level=0.9) == pytest.approx(0.1)


def test_bounds_hold_every_share_that_hidden_notices_can_have():
    """Brute force: 4 of 10 public notices, 10 hidden ones of which 0 to 10 are of the kind."""
    shares = [(4 + hidden) / 20 for hidden in range(11)]
    assert_allclose(bounded(0.4, 0.5), (min(shares), max(shares)))


@pytest.mark.parametrize(("share", "ends"), [(0.0, (0, 0.5)), (1.0, (0.5, 1))])
def test_bounds_of_one_public_notice(share, ends):
    assert bounded(share, 0.5) == ends


def test_a_ratio_of_one_needs_nothing_to_explain_it():
    assert (evalue(1.0), selection_evalue(1.0)) == (1.0, 1.0)


@pytest.mark.parametrize("ratio", [-1.0, math.inf, math.nan])
@pytest.mark.parametrize("value", [evalue, selection_evalue])
def test_evalues_of_no_finite_ratio_are_refused(value, ratio):
    with pytest.raises(ValueError, match="a finite number above 0"):
        value(ratio)


@given(st.floats(1.01, 50))
def test_a_confounder_of_the_evalue_just_explains_the_ratio(ratio):
    """The bounding factor of Ding & VanderWeele (2016), a b / (a + b - 1), at a = b = the E-value."""
    needed = evalue(ratio)
    assert needed * needed / (2 * needed - 1) == pytest.approx(ratio)


@given(st.floats(0.02, 0.98), st.floats(0.02, 0.98), st.floats(0.01, 0.99))
def test_at_the_reversing_factor_the_bounds_of_two_shares_meet(one, two, visible):
    smaller, larger = sorted((one, two))
    factor = reversing_factor(larger, smaller, visible)
    if math.isfinite(factor):
        assert bounded(larger, visible, factor)[0] == pytest.approx(bounded(smaller, visible, factor)[1], abs=1e-7)


#: Given by the call of R in the test below.
R_FACTORS = (7.26388118269374, 2.81308941646244)


def test_reversing_factor_agrees_with_r():
    """R: s <- function(p, f) p * f / (1 - p + p * f); low <- function(f) .1 * p + .9 * s(p, 1 / f), high likewise with
    f and q; uniroot(function(f) low(f) - high(f), c(1, 1e3), tol = 1e-12)$root for the two pairs of p and q."""
    assert_allclose(reversing_factor(2483 / 3042, 305 / 2921, 0.1), R_FACTORS[0], rtol=1e-8)
    assert_allclose(reversing_factor(0.6, 0.2, 0.14), R_FACTORS[1], rtol=1e-8)


@given(st.floats(0.02, 0.98), st.floats(0.02, 0.98), st.floats(1, 50))
def test_more_than_the_visible_part_that_is_needed_keeps_the_order_and_less_does_not(one, two, factor):
    smaller, larger = sorted((one, two))
    part = visible_needed(larger, smaller, factor)
    assert 0 <= part <= 1
    for seen, holds in ((part + 1e-6, True), (part - 1e-6, False)):
        if 0 < seen < 1 and larger - smaller > 1e-3:
            assert (bounded(larger, seen, factor)[0] > bounded(smaller, seen, factor)[1]) == holds


def test_equal_shares_reverse_at_once_and_an_empty_one_never():
    assert reversing_factor(0.3, 0.3, 0.1) == 1
    assert math.isinf(reversing_factor(0.3, 0.0, 0.1))
    assert visible_needed(0.3, 0.3) == 1


@pytest.mark.parametrize(
    ("call", "refusal"),
    [
        (lambda: bounded(0.3, 0), "the visible share 0"),
        (lambda: bounded(0.3, 0.1, 0.5), "the factor 0.5"),
        (lambda: visible_needed(0.3, 0.2, 0.5), "the factor 0.5"),
        (lambda: reversing_factor(0.2, 0.3, 0.1), "the larger first"),
    ],
)
def test_bounds_refuse_what_they_cannot_mean(call, refusal):
    with pytest.raises(ValueError, match=refusal):
        call()


#: Given by the call of R in the test below.
R_LINE = (-0.484062732899937, 0.579406677760435, 0.414716029550512)


def test_poisson_line_agrees_with_r():
    """R: x <- c(0, 1, 2, 3, 4, 5); z <- c(1, -1, 0, 2, 1, -2); y <- c(1, 0, 3, 8, 9, 5);
    coef(glm(y ~ x + z, family = poisson, control = glm.control(epsilon = 1e-14)))."""
    design = np.column_stack([np.ones(6), [0.0, 1, 2, 3, 4, 5], [1.0, -1, 0, 2, 1, -2]])
    assert_allclose(poisson_line(np.array([1.0, 0, 3, 8, 9, 5]), design), R_LINE, rtol=1e-8)


def test_poisson_line_without_a_finite_maximum_is_an_error():
    with pytest.raises(ConvergenceError):
        poisson_line(np.array([0.0, 0, 3, 4]), np.column_stack([np.ones(4), [0.0, 0, 1, 1]]))


def test_the_share_that_agrees_counts_each_specification_once():
    about = SHARE.at("Claim")
    assert agreeing([0.5, 1.0, 2.0, 3.0], 1, above=True, about=about).value == 0.5
    assert agreeing([0.5, 1.0, 2.0, 3.0], 1, above=False, about=about).value == 0.25
    for wrong in ([], [math.nan], [math.inf, 1.0]):
        with pytest.raises(ValueError, match="not all finite"):
            agreeing(wrong, 1, above=True, about=about)
