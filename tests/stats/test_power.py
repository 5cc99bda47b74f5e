import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from analysis.stats.power import power_of_ratio, smallest_detectable_ratio

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
def test_refuses(call, message):
    with pytest.raises(ValueError, match=message):
        call()


@given(st.floats(1, 100), st.floats(5, 500), st.floats(5, 500))
def test_more_exposure_shows_smaller_ratios(rate, own, other):
    little = smallest_detectable_ratio(rate, (own, other))
    assert 1 < smallest_detectable_ratio(rate, (2 * own, 2 * other)) < little
    assert smallest_detectable_ratio(rate, (own, other), dispersion=3) > little
    assert power_of_ratio(rate, (own, other), little) == pytest.approx(0.8)
