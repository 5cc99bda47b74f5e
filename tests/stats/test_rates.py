import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from analysis.stats.rates import exact_poisson, poisson_rate, rate_ratio
from tests.stats.examples import ABOUT

TIGHT = {"rtol": 1e-9, "atol": 1e-12}
counts, exposures = st.integers(0, 5000), st.floats(1e-3, 1e9)


@pytest.mark.parametrize(
    ("count", "exposure", "level", "ends"),
    [
        (3177, 1, 0.95, (3067.47704212525, 3289.43460639163)),  # R: poisson.test(3177)$conf.int
        (0, 1, 0.95, (0, 3.68887945411394)),  # R: poisson.test(0)$conf.int
        (1, 1, 0.95, (0.0253178079842899, 5.5716433909388989)),  # R: poisson.test(1)$conf.int
        (8, 0.25, 0.90, (15.9232911447571, 57.7385988607853)),  # R: poisson.test(8, 0.25, conf.level = .9)$conf.int
    ],
)
def test_exact_interval_agrees_with_r(count, exposure, level, ends):
    assert_allclose(exact_poisson(count, exposure, level), ends, **TIGHT)


def test_rate_is_the_count_per_million():
    stated = poisson_rate(8, 2.5e5, per=1e6, per_label="million inhabitants", about=ABOUT, level=0.9)
    # R: poisson.test(8, 0.25, conf.level = .9)
    assert_allclose((stated.value, stated.low, stated.high), (32, 15.9232911447571, 57.7385988607853), **TIGHT)
    assert "32 public notices per million inhabitants (8 public notices; 90 % interval 15.9 to 57.7)" in stated.sentence
    assert stated.unit == "public notices per million inhabitants"


def test_ratio_agrees_with_r():
    # R: poisson.test(c(11, 3), c(800, 1083)); the ratio's interval is exact conditional
    stated = rate_ratio((11, 800), (3, 1083), about=ABOUT, against="Sylvania")
    assert_allclose((stated.value, stated.low, stated.high), (4.96375, 1.3112398039721, 27.7095968506608), **TIGHT)
    assert "5.0 times the rate of public notices in Sylvania (11 against 3 events" in stated.sentence


def test_ratio_of_no_event_to_some():
    # R: poisson.test(c(0, 5), c(10, 10))$conf.int
    exact = rate_ratio((0, 10), (5, 10), about=ABOUT, against="Sylvania")
    assert_allclose((exact.value, exact.low, exact.high), (0, 0, 1.09127910518255), **TIGHT)
    score = rate_ratio((0, 10), (5, 10), about=ABOUT, against="Sylvania", method="score")
    # The score interval solves 5 = R * qchisq(.95, 1) / (1 - ...) here: all of y = (0, 5), so 5 / z^2 = 1 / R
    assert_allclose((score.low, score.high), (0, 3.84145882069412 / 5), rtol=1e-6)


def test_score_interval_ends_where_the_score_test_turns():
    stated = rate_ratio((60, 1000), (40, 1200), about=ABOUT, against="Sylvania", method="score")

    def z_squared(ratio):  # the score statistic of two Poisson rates in a given ratio, by hand
        share = ratio * 1000 / (ratio * 1000 + 1200)
        return (60 - 100 * share) ** 2 / (100 * share * (1 - share))

    assert_allclose([z_squared(stated.low), z_squared(stated.high)], [3.84145882069412] * 2, rtol=1e-6)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: exact_poisson(-1), "whole number of 0 or more"),
        (lambda: exact_poisson(2.5), "whole number of 0 or more"),
        (lambda: exact_poisson(float("nan")), "whole number of 0 or more"),
        (lambda: exact_poisson(3, level=95), "write 0.95 for 95 %"),
        (lambda: poisson_rate(3, 0, per=1, per_label="x", about=ABOUT), "a number above 0"),
        (lambda: poisson_rate(3, 1, per=0, per_label="x", about=ABOUT), "a number above 0"),
        (lambda: rate_ratio((3, 1), (0, 1), about=ABOUT, against="Sylvania"), "no event in Sylvania"),
    ],
)
def test_refuses(call, message):
    with pytest.raises(ValueError, match=message):
        call()


@given(counts, exposures, st.floats(0.5, 0.999))
def test_interval_holds_the_rate(count, exposure, level):
    low, high = exact_poisson(count, exposure, level)
    assert 0 <= low <= count / exposure <= high
    assert low < high


@given(counts)
def test_ends_rise_with_the_count_and_widen_with_the_level(count):
    (low, high), (more_low, more_high) = exact_poisson(count), exact_poisson(count + 1)
    assert low < more_low
    assert high < more_high
    assert exact_poisson(count, level=0.99)[1] > high


@given(counts, exposures, st.floats(1e-2, 1e3))
def test_interval_scales_with_the_exposure(count, exposure, factor):
    scaled = [end * factor for end in exact_poisson(count, exposure * factor)]
    assert_allclose(scaled, exact_poisson(count, exposure), rtol=1e-9)


@given(st.integers(1, 500), st.integers(1, 500))
def test_ratio_turned_over_is_its_inverse(one, two):
    there = rate_ratio((one, 3.0), (two, 5.0), about=ABOUT, against="b")
    back = rate_ratio((two, 5.0), (one, 3.0), about=ABOUT, against="a")
    assert_allclose((there.low, there.high), (1 / back.high, 1 / back.low), rtol=1e-8)
