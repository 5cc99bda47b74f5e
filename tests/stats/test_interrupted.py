import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose

from analysis.stats.estimate import ConvergenceError
from analysis.stats.interrupted import interruption, step_alone
from tests.stats.examples import ABOUT

YEARS = range(2004, 2024)
COUNTS = pd.Series([3, 2, 4, 3, 6, 6, 2, 4, 2, 6, 4, 14, 11, 10, 19, 12, 12, 20, 23, 17], index=YEARS)


WILD = pd.Series([3, 9, 1, 12, 2, 14, 1, 9, 2, 16, 4, 24, 1, 20, 9, 32, 2, 40, 3, 27], index=YEARS)


def ends(found):
    return [held for e in (found.step, found.slope) for held in (e.value, e.low, e.high)]


def test_step_and_slope_agree_with_r():
    """R: t <- 0:19 - 11; a <- as.numeric(t >= 0); m <- glm(y ~ t + a + I(a * t), family = quasipoisson);
    d <- max(1, summary(m)$dispersion); V <- summary(m)$cov.unscaled;
    exp(coef(m)[j] + c(0, -1, 1) * qt(.975, 20 - length(coef(m))) * sqrt(d * V[j, j])) for j of a and I(a * t)."""
    found = interruption(WILD, 2015, about=ABOUT)
    assert_allclose(found.dispersion, 8.38944653244069, rtol=1e-8)
    expected = [1.715086917415927, 0.297621459942496, 9.883437621936286]
    expected += [1.008757607499198, 0.749451152920192, 1.357782834441603]
    assert_allclose(ends(found), expected, rtol=1e-7)
    assert "1.7 times as many public notices from 2015 on as the trend before led to expect" in found.step.sentence


def test_counts_that_vary_less_than_chance_get_no_shorter_interval():
    """R: as above; the dispersion is below 1 and held at 1."""
    found = interruption(COUNTS, 2015, about=ABOUT)
    expected = [2.52784690788597, 1.17551882654565, 5.43590612537119]
    expected += [1.036338366343443, 0.914156129659825, 1.174850963319637]
    assert_allclose(ends(found), expected, rtol=1e-7)
    assert found.dispersion == 1


def test_offset_and_season_agree_with_r():
    """R: as above, with + factor((2004:2023) %% 3) and offset = log(10:29)."""
    exposure = pd.Series(np.arange(10.0, 30), index=YEARS)
    found = interruption(COUNTS, 2015, about=ABOUT, exposure=exposure, season=3)
    expected = [2.34692745513111, 1.05597870251826, 5.21607913730908]
    expected += [1.081718374322383, 0.949173206468811, 1.232772515460916]
    assert_allclose(ends(found), expected, rtol=1e-7)


def test_the_step_alone_agrees_with_r():
    """R: t <- 0:19 - 11; a <- as.numeric(t >= 0); m <- glm(y ~ t + a + offset(log(10:29)), quasipoisson,
    control = glm.control(epsilon = 1e-14)); d <- summary(m)$dispersion; V <- summary(m)$cov.unscaled;
    exp(coef(m)["a"] + c(0, -1, 1) * qt(.975, 17) * sqrt(d * V["a", "a"]))."""
    step, dispersion = step_alone(WILD, 2015, about=ABOUT, exposure=pd.Series(np.arange(10.0, 30), index=YEARS))
    assert_allclose(dispersion, 7.92075120329318, rtol=1e-8)
    assert_allclose([step.value, step.low, step.high], [1.684628254763615, 0.338475523354672, 8.384571884609004])


@pytest.mark.parametrize(("periods", "variance", "most"), [(9, 1, 1.0), (12, 3, 0.98), (25, 1, 0.99), (25, 5, 0.98)])
def test_interval_of_the_step_covers_what_it_says_over_short_and_dispersed_series(periods, variance, most):
    """Counts vary ``variance`` times as much as Poisson ones, with means of 15 to 30. Where they do not vary more, the
    interval is wider than it says, because the dispersion is not taken below 1."""
    generator, held = np.random.default_rng(11), []
    time, change = np.arange(periods), periods // 2
    mean = 15 * np.exp(0.02 * time) * np.where(time >= change, 1.5, 1.0)
    for _ in range(300):
        rate = generator.gamma(mean / (variance - 1), variance - 1) if variance > 1 else mean
        counts = pd.Series(generator.poisson(rate), index=time)
        step = interruption(counts, change, about=ABOUT).step
        held.append(step.low <= 1.5 <= step.high)
    assert 0.93 <= np.mean(held) <= most


def test_an_even_trend_has_no_step():
    growing = pd.Series([10, 11, 12, 13, 15, 16, 18, 19, 21, 24, 26, 28], index=range(2010, 2022))
    step = interruption(growing, 2016, about=ABOUT).step
    assert step.low < 1 < step.high
    assert abs(np.log(step.value)) < 0.1


@pytest.mark.parametrize(
    ("counts", "change", "message"),
    [
        (COUNTS.drop(2010), 2015, "gaps or out of order"),
        (COUNTS[::-1], 2015, "gaps or out of order"),
        (COUNTS, 2006, "2 periods before and 18 after"),
        (COUNTS, 2022, "18 periods before and 2 after"),
        (COUNTS - 2.5, 2015, "whole number"),
    ],
)
def test_refuses(counts, change, message):
    with pytest.raises(ValueError, match=message):
        interruption(counts, change, about=ABOUT)


def test_refuses_more_coefficients_than_periods_and_exposures_of_none():
    with pytest.raises(ValueError, match="20 periods for 23 coefficients"):
        interruption(COUNTS, 2015, about=ABOUT, season=20)
    with pytest.raises(ValueError, match="an exposure missing or 0"):
        interruption(COUNTS, 2015, about=ABOUT, exposure=COUNTS * 0)


def test_a_side_without_events_is_an_error_that_names_the_model():
    silent = COUNTS.where(COUNTS.index >= 2015, 0)
    with pytest.raises(ConvergenceError, match="segmented Poisson model"):
        interruption(silent, 2015, about=ABOUT)
