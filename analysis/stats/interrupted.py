"""Before and after: whether a count changed when something else did (segmented quasi-Poisson regression)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import scipy

from analysis.core.messages import say
from analysis.stats.estimate import (
    ConvergenceError,
    Estimate,
    Floats,
    Subject,
    checked_count,
    checked_level,
    interval,
    refuse,
)

FEWEST = 4
"""Periods that are needed on each side of the change."""
METHOD = say("change-method")


@dataclass(frozen=True, slots=True)
class Interruption:
    """What changed at a date.

    Parameters
    ----------
    step : Estimate
        How many times higher counts were right after the change than the trend before it led to expect.
    slope : Estimate
        By which factor the growth from one period to the next changed.
    dispersion : float
        By how much counts vary more than Poisson ones; at least 1, for few periods cannot show that they vary less.

    Examples
    --------
    >>> about = Subject("Freedonia", "notices", "invented notices", "invented")
    >>> counts = pd.Series([10, 12, 11, 13, 20, 22, 25, 24], index=range(2010, 2018))
    >>> interruption(counts, 2014, about=about).dispersion
    1.0
    """

    step: Estimate
    slope: Estimate
    dispersion: float


def interruption(
    counts: pd.Series,
    change: int,
    *,
    about: Subject,
    exposure: pd.Series | None = None,
    season: int = 1,
    level: float = 0.95,
) -> Interruption:
    """Fit counts by a trend that may break at a date (Wagner et al. 2002; Bernal, Cummins & Gasparrini 2017).

    Parameters
    ----------
    counts : pandas.Series, shape (periods,)
        Whole counts, indexed by consecutive whole periods (years, or months counted through) in order.
    change : int
        The first period after the change; at least four periods lie on each side.
    about : Subject
        Noun, place, universe and source.
    exposure : pandas.Series, shape (periods,), optional
        What the counts are proportional to (an offset), above 0; by default 1.
    season : int
        After how many periods the year repeats, for example 12 for months; 1 for no season.
    level : float
        Confidence level.

    Returns
    -------
    Interruption
        Rate ratios from log E(y / exposure) = a + b t + c after + d (t - change) after + season, with the dispersion of
        Pearson's chi-squared and the t distribution of the periods less the coefficients. Errors over time are taken as
        independent. One date by itself shows little: compare the step at other dates.

    Raises
    ------
    ValueError
        If a period is missing, too few lie on one side, or the coefficients leave no degree of freedom.
    ConvergenceError
        If the model has no finite maximum, as when one side has no event.

    Examples
    --------
    >>> about = Subject("Freedonia", "notices", "invented notices", "invented")
    >>> counts = pd.Series([10, 12, 11, 13, 12, 14, 13, 15, 30, 31, 29, 33, 32, 34], index=range(2008, 2022))
    >>> step = interruption(counts, 2016, about=about).step
    >>> round(step.value, 2), step.low > 1
    (1.94, True)
    """
    time = _checked_time(counts, change)
    after = (time >= change).astype(float)
    design = np.column_stack(
        [np.ones(len(time)), time - change, after, after * (time - change), _seasons(time, season)]
    )
    if len(time) <= design.shape[1]:
        raise refuse(
            f"{len(time)} periods for {design.shape[1]} coefficients", "more", "use longer series or no season"
        )
    fit = _fit(counts.to_numpy(dtype=float), design, _offset(counts, exposure))
    dispersion = max(1.0, float(fit.pearson_chi2 / fit.df_resid))
    words = {2: "change-step", 3: "change-slope"}
    step, slope = (_ratio(fit, dispersion, place, word, change, about, level) for place, word in words.items())
    return Interruption(step, slope, dispersion)


def step_alone(
    counts: pd.Series,
    change: int,
    *,
    about: Subject,
    exposure: pd.Series | None = None,
    level: float = 0.95,
) -> tuple[Estimate, float]:
    """Fit counts by a trend that goes on after a date, higher or lower by one step: for series too short for a bend.

    Parameters
    ----------
    counts : pandas.Series, shape (periods,)
        As for `interruption`.
    change : int
        The first period after the change; at least four periods lie on each side.
    about : Subject
        Noun, place, universe and source.
    exposure : pandas.Series, shape (periods,), optional
        As for `interruption`.
    level : float
        Confidence level.

    Returns
    -------
    tuple of Estimate and float
        The step, from log E(y / exposure) = a + b t + c after, and the dispersion, at least 1.

    Raises
    ------
    ValueError
        If a period is missing, or too few lie on one side.
    ConvergenceError
        If the model has no finite maximum, as when one side has no event.

    Examples
    --------
    >>> about = Subject("Freedonia", "notices", "invented notices", "invented")
    >>> counts = pd.Series([10, 12, 11, 13, 12, 14, 13, 15, 30, 31, 29, 33, 32, 34], index=range(2008, 2022))
    >>> step, dispersion = step_alone(counts, 2016, about=about)
    >>> round(step.value, 2), dispersion
    (1.98, 1.0)
    """
    time = _checked_time(counts, change)
    design = np.column_stack([np.ones(len(time)), time - change, time >= change])
    fit = _fit(counts.to_numpy(dtype=float), design, _offset(counts, exposure))
    dispersion = max(1.0, float(fit.pearson_chi2 / fit.df_resid))
    return _ratio(fit, dispersion, 2, "change-step", change, about, level), dispersion


def _seasons(time: Floats, season: int) -> Floats:
    phase = time.astype(int) % checked_count(season, "length of a season")
    return np.asarray(phase[:, None] == np.arange(1, season)[None, :], dtype=float)


def _offset(counts: pd.Series, exposure: pd.Series | None) -> Floats:
    if exposure is None:
        return np.zeros(len(counts))
    held = exposure.reindex(counts.index).to_numpy(dtype=float)
    if not (np.isfinite(held) & (held > 0)).all():
        raise refuse(
            "an exposure missing or 0", "one above 0 for every period", "leave out what nothing could happen to"
        )
    return np.asarray(np.log(held))


def _checked_time(counts: pd.Series, change: int) -> Floats:
    time = counts.index.to_numpy(dtype=float)
    if (np.diff(time) != 1).any():
        raise refuse("periods with gaps or out of order", "every period once", "add the periods with a count of 0")
    sides = int((time < change).sum()), int((time >= change).sum())
    if min(sides) < FEWEST:
        raise refuse(f"{sides[0]} periods before and {sides[1]} after", f"{FEWEST} on each side", "use longer series")
    for count in counts:
        checked_count(count)
    return np.asarray(time)


def _fit(counts: Floats, design: Floats, offset: Floats) -> Any:  # noqa: ANN401 - statsmodels has no types
    from statsmodels.genmod.families import Poisson
    from statsmodels.genmod.generalized_linear_model import GLM
    from statsmodels.tools.sm_exceptions import PerfectSeparationError

    failed = ConvergenceError("the segmented Poisson model has no finite maximum; one side may have no event")
    try:
        fit = GLM(counts, design, family=Poisson(), offset=offset).fit(tol=1e-12)
    except PerfectSeparationError as error:
        raise failed from error
    if not fit.converged or not np.isfinite(fit.bse).all() or np.abs(fit.params[2:]).max() > 15:
        raise failed
    return fit


def _ratio(fit: Any, dispersion: float, place: int, word: str, change: int, about: Subject, level: float) -> Estimate:  # noqa: ANN401
    reach = scipy.stats.t.ppf((1 + checked_level(level)) / 2, fit.df_resid) * np.sqrt(dispersion) * fit.bse[place]
    middle = fit.params[place]
    value, low, high = (float(np.exp(end)) for end in (middle, middle - reach, middle + reach))
    claim = say(word, ratio=value, noun=about.noun, change=str(change))
    sentence = about.sentence(claim, interval(low, high, level))
    total = float(fit.model.endog.sum())
    return Estimate(value, low, high, level, METHOD, total, about.universe, sentence, about.source, "ratio")
