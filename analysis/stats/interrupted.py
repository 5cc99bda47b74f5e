"""Before and after: whether a count changed when something else did (segmented Poisson regression)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import statsmodels.api as sm
from statsmodels.tools.sm_exceptions import PerfectSeparationError

from analysis.stats.checks import ConvergenceError, checked_count, checked_level, refuse
from analysis.stats.estimate import Estimate
from analysis.stats.wording import Subject, interval, number

FEWEST = 4
"""Periods that are needed on each side of the change."""


@dataclass(frozen=True, slots=True)
class Interruption:
    """What changed at a date.

    Parameters
    ----------
    step : Estimate
        How many times higher counts were right after the change than the trend before it led to expect.
    slope : Estimate
        By which factor the growth from one period to the next changed.
    """

    step: Estimate
    slope: Estimate


def interruption(counts: pd.Series, change: int, *, about: Subject, lags: int = 1, level: float = 0.95) -> Interruption:
    """Fit counts by a trend that may break at a date.

    Parameters
    ----------
    counts : pandas.Series, shape (periods,)
        Whole counts, indexed by consecutive whole periods (years, or months counted through) in order.
    change : int
        The first period after the change; at least four periods lie on each side.
    about : Subject
        Noun, place, universe and source.
    lags : int
        How many periods back the errors may be correlated (Newey & West 1987).
    level : float
        Confidence level.

    Returns
    -------
    Interruption
        Rate ratios from log E(y) = a + b t + c after + d (t - change) after, with errors that allow for correlation
        over time and over-dispersion. With few periods such errors are too small: compare `placebo_steps`.

    Raises
    ------
    ValueError
        If a period is missing or too few lie on one side.
    ConvergenceError
        If the model has no finite maximum, as when one side has no event.
    """
    time = _checked_time(counts, change)
    after = (time >= change).astype(float)
    design = np.column_stack([np.ones(len(time)), time - change, after, after * (time - change)])
    fit = _fit(counts.to_numpy(dtype=float), design, lags)
    ends = fit.conf_int(alpha=1 - checked_level(level))
    return Interruption(
        _ratio(
            fit, ends, 2, f"times as many {about.noun} from {change} on as the trend before led to expect", about, level
        ),
        _ratio(fit, ends, 3, f"times the growth of {about.noun} a period from {change} on", about, level),
    )


def placebo_steps(
    counts: pd.Series, change: int, *, about: Subject, lags: int = 1, level: float = 0.95
) -> dict[int, Estimate]:
    """Look for the same step at every earlier date, where nothing is known to have happened.

    Parameters
    ----------
    counts : pandas.Series, shape (periods,)
        As for `interruption`; only periods before the change are used.
    change : int
        The true date.
    about, lags, level
        As for `interruption`.

    Returns
    -------
    dict of int to Estimate
        The step at each date that leaves four periods on each side before the true one; empty where none does. If
        several of these intervals leave 1 out, so may the true one by chance.
    """
    before = counts[counts.index < change]
    dates = before.index[FEWEST : len(before) - FEWEST + 1]
    return {int(date): interruption(before, int(date), about=about, lags=lags, level=level).step for date in dates}


def _checked_time(counts: pd.Series, change: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    time = counts.index.to_numpy(dtype=float)
    if (np.diff(time) != 1).any():
        raise refuse("periods with gaps or out of order", "every period once", "add the periods with a count of 0")
    sides = int((time < change).sum()), int((time >= change).sum())
    if min(sides) < FEWEST:
        raise refuse(f"{sides[0]} periods before and {sides[1]} after", f"{FEWEST} on each side", "use longer series")
    for count in counts:
        checked_count(count)
    return time


def _fit(counts: Any, design: Any, lags: int) -> Any:  # noqa: ANN401 - statsmodels has no types
    failed = ConvergenceError("the segmented Poisson model has no finite maximum; one side may have no event")
    try:
        model = sm.GLM(counts, design, family=sm.families.Poisson())
        fit = model.fit(cov_type="HAC", cov_kwds={"maxlags": checked_count(lags, "number of lags")}, tol=1e-12)
    except PerfectSeparationError as error:
        raise failed from error
    if not fit.converged or not np.isfinite(fit.bse).all() or np.abs(fit.params[2:]).max() > 15:
        raise failed
    return fit


def _ratio(fit: Any, ends: Any, place: int, claim: str, about: Subject, level: float) -> Estimate:  # noqa: ANN401
    value, low, high = (float(np.exp(end)) for end in (fit.params[place], *ends[place]))
    sentence = about.sentence(f"{number(value)} {claim}", interval(low, high, level))
    total = float(fit.model.endog.sum())
    method = "segmented Poisson regression, HAC errors"
    return Estimate(value, low, high, level, method, total, about.universe, sentence, about.source, "ratio")
