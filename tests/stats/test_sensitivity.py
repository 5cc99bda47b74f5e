"""How far a finding could be wrong: published examples, R, brute force and simulation."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from analysis.stats.sensitivity import (
    agreeing,
    bounded,
    reversing_factor,
    visible_needed,
)
from tests.stats.examples import SHARE


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


def test_bounds_hold_every_share_that_hidden_notices_can_have():
    """Brute force: 4 of 10 public notices, 10 hidden ones of which 0 to 10 are of the kind."""
    shares = [(4 + hidden) / 20 for hidden in range(11)]
    assert_allclose(bounded(0.4, 0.5), (min(shares), max(shares)))


@pytest.mark.parametrize(("share", "ends"), [(0.0, (0, 0.5)), (1.0, (0.5, 1))])
def test_bounds_of_one_public_notice(share, ends):
    assert bounded(share, 0.5) == ends


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


def test_the_share_that_agrees_counts_each_specification_once():
    about = SHARE.at("Claim")
    assert agreeing([0.5, 1.0, 2.0, 3.0], 1, above=True, about=about).value == 0.5
    assert agreeing([0.5, 1.0, 2.0, 3.0], 1, above=False, about=about).value == 0.25
    for wrong in ([], [math.nan], [math.inf, 1.0]):
        with pytest.raises(ValueError, match="not all finite"):
            agreeing(wrong, 1, above=True, about=about)
