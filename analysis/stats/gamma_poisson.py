"""Shrunken rates: the Gamma-Poisson empirical Bayes model of Clayton & Kaldor (1987)."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
import statsmodels.api as sm
from scipy import special
from statsmodels.tools.sm_exceptions import HessianInversionWarning

from analysis.stats.checks import ConvergenceError, Floats, checked_exposure, checked_level, checked_units, refuse
from analysis.stats.estimate import Estimate
from analysis.stats.posterior import Posterior, hyper_grid
from analysis.stats.shrinkage import Shrinkage, central
from analysis.stats.wording import Subject, interval, number

MODEL = "Gamma-Poisson empirical Bayes"
NEGLIGIBLE = 1e-3
"""A dispersion below this (rates that differ by 3 % or so) is taken as none."""


def gamma_poisson(
    counts: pd.Series,
    exposure: pd.Series,
    *,
    about: Subject,
    per: float = 1.0,
    per_label: str = "unit of exposure",
    names: Mapping[str, str] | None = None,
    level: float = 0.95,
) -> Shrinkage:
    """Shrink the rates of many units towards their common mean.

    Parameters
    ----------
    counts, exposure : pandas.Series, shape (units,)
        Events and what they happened to, on the same index (ISO3 codes); at least 5 units.
    about : Subject
        Noun, universe and source; its place is replaced by each unit's.
    per, per_label : float and str
        The exposure that rates are stated for, as a number and in words.
    names : mapping of str to str, optional
        The units' names in sentences; by default the index.
    level : float
        Credibility level.

    Returns
    -------
    Shrinkage
        Each value is the mean and each interval the central one of one posterior: the mixture of Gamma(1/a + y,
        1/(a mu) + E) over the pairs of mean mu and dispersion a that the data leave possible. With few events, the
        most likely pair alone gives intervals that cover too little (Laird & Louis 1987). ``common`` and
        ``dispersion`` are that pair.

    Raises
    ------
    ValueError
        If the units are too few or not valid, or nothing happened at all.
    ConvergenceError
        If the negative binomial model has no finite maximum.
    """
    counted, exposed = checked_units(counts, exposure, least=5)
    if counted.sum() == 0:
        raise refuse("no event in any unit", "at least one", "state the exact upper limit of each unit instead")
    mean, dispersion = fit_negative_binomial(counted, exposed)
    posterior = _posterior(counted, exposed, mean, dispersion)
    value, low, high = central(posterior, checked_level(level))
    table = pd.DataFrame(
        {"n": counted, "exposure": exposed, "raw": per * counted / exposed, "value": per * value}
        | {"low": per * low, "high": per * high},
        index=counts.index,
    )
    stated = {
        str(unit): _estimate(row, about.at((names or {}).get(str(unit), str(unit))), per_label, level)
        for unit, row in table.iterrows()
    }
    return Shrinkage(stated, posterior, checked_exposure(per) * mean, dispersion, table)


def fit_negative_binomial(counts: Floats, exposure: Floats) -> tuple[float, float]:
    """Fit the mean rate and the dispersion a of negative binomial counts, Var(y) = E mu + a (E mu)^2.

    Parameters
    ----------
    counts, exposure : numpy.ndarray, shape (units,)
        Events and exposures, at least one event.

    Returns
    -------
    tuple of float
        Mean rate and dispersion; the pooled rate and 0 where counts vary no more than chance would have them.

    Raises
    ------
    ConvergenceError
        If the fit does not converge or its errors are not finite.
    """
    pooled = counts.sum() / exposure.sum()
    expected = pooled * exposure
    surplus = ((counts - expected) ** 2 - counts).sum()
    if surplus <= 0:
        return float(pooled), 0.0
    start = np.array([np.log(pooled), surplus / (expected**2).sum()])
    with warnings.catch_warnings(), np.errstate(invalid="ignore"):
        warnings.simplefilter("ignore", HessianInversionWarning)
        return _maximum(counts, exposure, start)


def _maximum(counts: Floats, exposure: Floats, start: Floats) -> tuple[float, float]:
    model = sm.NegativeBinomial(counts, np.ones(len(counts)), exposure=exposure)
    near = model.fit(start_params=start, method="bfgs", maxiter=500, disp=0)
    if near.mle_retvals["converged"] and near.params[1] < NEGLIGIBLE:
        return float(counts.sum() / exposure.sum()), 0.0
    return _first_sound(model.fit(start_params=near.params, method="newton", maxiter=100, disp=0), near)


def _first_sound(*fits: Any) -> tuple[float, float]:  # noqa: ANN401 - statsmodels has no types
    """Take the first fit that converged: a Newton step can leave the positive numbers and call that convergence."""
    for fit in fits:
        finite = np.isfinite(fit.params).all() and np.isfinite(fit.bse).all()
        if fit.mle_retvals["converged"] and finite and fit.params[1] > 0:
            return float(np.exp(fit.params[0])), float(fit.params[1])
    raise ConvergenceError("the negative binomial model of the counts has no finite maximum; look at the counts")


def _posterior(counts: Floats, exposure: Floats, mean: float, dispersion: float) -> Posterior:
    def likelihood(location: Floats, spread: Floats) -> Floats:
        shape = (1 / spread**2)[:, None]
        return np.asarray(log_probability(counts, exposure * np.exp(location)[:, None], shape).sum(axis=1))

    spread = float(np.sqrt(dispersion))
    width = min(6.0, 8 * float(np.sqrt(dispersion / len(counts) + 1 / counts.sum())))
    location, spreads, weights = hyper_grid(likelihood, float(np.log(mean)), width, spread)
    shape = (1 / spreads**2)[:, None]
    return Posterior("gamma", weights, shape + counts, shape / np.exp(location)[:, None] + exposure)


def log_probability(counts: Floats, expected: Floats, shape: Floats) -> Floats:
    """Give the negative binomial log-probability, without the term that holds the counts alone."""
    chance = counts * np.log(expected / (shape + expected)) - shape * np.log1p(expected / shape)
    return np.asarray(special.gammaln(shape + counts) - special.gammaln(shape) + chance)


def _estimate(row: pd.Series, about: Subject, per_label: str, level: float) -> Estimate:
    claim = f"{number(row['value'])} {about.noun} per {per_label} after shrinkage"
    seen = f"{about.counted(row['n'])}, {number(row['raw'])} per {per_label} before it"
    sentence = about.sentence(claim, seen, interval(row["low"], row["high"], level, "credible interval"))
    ends = float(row["low"]), float(row["high"])
    unit = f"{about.noun} per {per_label}"
    return Estimate(
        float(row["value"]), *ends, level, MODEL, float(row["n"]), about.universe, sentence, about.source, unit,
        "between states",
    )  # fmt: skip
