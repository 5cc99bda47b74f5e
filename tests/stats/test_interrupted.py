import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose

from analysis.stats.checks import ConvergenceError
from analysis.stats.interrupted import interruption, placebo_steps
from tests.stats.examples import ABOUT

YEARS = range(2004, 2024)
COUNTS = pd.Series([3, 2, 4, 3, 6, 6, 2, 4, 2, 6, 4, 14, 11, 10, 19, 12, 12, 20, 23, 17], index=YEARS)


def test_step_and_slope_agree_with_r():
    """R: t <- 0:19 - 11; a <- as.numeric(t >= 0); m <- glm(y ~ t + a + I(a * t), family = poisson); Newey-West by hand:
    s <- X * (y - fitted(m)); B <- solve(t(X) %*% (X * fitted(m))); M <- t(s) %*% s + 0.5 * (G + t(G)) with
    G <- t(s[2:20, ]) %*% s[1:19, ]; exp(coef(m) + qnorm(c(.025, .975)) * sqrt(diag(B %*% M %*% B)))."""
    found = interruption(COUNTS, 2015, about=ABOUT)
    step, slope = found.step, found.slope
    expected = (2.52784690788597, 1.76582750252428, 3.61870566664866)
    assert_allclose((step.value, step.low, step.high), expected, rtol=1e-7)
    expected = (1.03633836634344, 0.980440270122114, 1.095423395268770)
    assert_allclose((slope.value, slope.low, slope.high), expected, rtol=1e-7)
    assert "2.5 times as many public notices from 2015 on as the trend before led to expect" in step.sentence


def test_no_lag_means_plain_robust_errors():
    import statsmodels.api as sm

    time = np.arange(20.0) - 11
    after = (time >= 0) * 1.0
    design = np.column_stack([np.ones(20), time, after, after * time])
    robust = sm.GLM(COUNTS.to_numpy(), design, family=sm.families.Poisson()).fit(cov_type="HC0")
    low, high = np.exp(robust.conf_int()[2])
    step = interruption(COUNTS, 2015, about=ABOUT, lags=0).step
    assert_allclose((step.low, step.high), (low, high), rtol=1e-6)


def test_placebo_dates_lie_before_the_change_with_four_periods_on_each_side():
    steps = placebo_steps(COUNTS, 2015, about=ABOUT)
    assert list(steps) == [2008, 2009, 2010, 2011]
    assert steps[2008] == interruption(COUNTS[COUNTS.index < 2015], 2008, about=ABOUT).step
    assert placebo_steps(COUNTS, 2010, about=ABOUT) == {}


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


def test_a_side_without_events_is_an_error_that_names_the_model():
    silent = COUNTS.where(COUNTS.index >= 2015, 0)
    with pytest.raises(ConvergenceError, match="segmented Poisson model"):
        interruption(silent, 2015, about=ABOUT)
