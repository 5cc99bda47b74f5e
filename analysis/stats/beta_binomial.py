"""Shrunken shares: the Beta-Binomial empirical Bayes model."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from scipy import optimize, special

from analysis.stats.checks import ConvergenceError, Floats, checked_level, checked_units, refuse
from analysis.stats.estimate import Estimate
from analysis.stats.posterior import Posterior, hyper_grid
from analysis.stats.shrinkage import Shrinkage, central
from analysis.stats.wording import Subject, number, percent, percent_interval

MODEL = "Beta-Binomial empirical Bayes"
NEGLIGIBLE = 1e-3
"""A dispersion below this is taken as none; one above its inverse (all shares 0 or 1) is held there."""


def beta_binomial(
    parts: pd.Series,
    wholes: pd.Series,
    *,
    about: Subject,
    names: Mapping[str, str] | None = None,
    level: float = 0.95,
) -> Shrinkage:
    """Shrink the shares of many units towards their common mean.

    Parameters
    ----------
    parts, wholes : pandas.Series, shape (units,)
        Numerators and denominators, 0 <= part <= whole, on the same index (ISO3 codes); at least 5 units.
    about : Subject
        Noun (it follows the percentage), universe and source; its place is replaced by each unit's.
    names : mapping of str to str, optional
        The units' names in sentences; by default the index.
    level : float
        Credibility level.

    Returns
    -------
    Shrinkage
        Each value is the mean and each interval the central one of one posterior: the mixture of Beta(alpha + part,
        beta + whole - part) over the pairs of alpha and beta that the data leave possible.

    Raises
    ------
    ValueError
        If the units are too few or not valid, or every share is 0 or every share is 1.
    ConvergenceError
        If the model has no finite maximum.
    """
    inside, total = checked_units(parts, wholes, least=5)
    _check_shares(inside, total, parts)
    mean, dispersion = fit_beta_binomial(inside, total)
    posterior = _posterior(inside, total, mean, dispersion)
    value, low, high = central(posterior, checked_level(level))
    table = pd.DataFrame(
        {"n": inside, "exposure": total, "raw": inside / total, "value": value, "low": low, "high": high},
        index=parts.index,
    )
    stated = {
        str(unit): _estimate(row, about.at((names or {}).get(str(unit), str(unit))), level)
        for unit, row in table.iterrows()
    }
    return Shrinkage(stated, posterior, mean, dispersion, table)


def fit_beta_binomial(parts: Floats, wholes: Floats) -> tuple[float, float]:
    """Fit the mean share m and the dispersion d of beta-binomial counts: alpha = m / d, beta = (1 - m) / d.

    Parameters
    ----------
    parts, wholes : numpy.ndarray, shape (units,)
        Numerators and denominators, with some part above 0 and some below its whole.

    Returns
    -------
    tuple of float
        Mean and dispersion; the pooled share and 0 where shares vary no more than chance would have them.

    Raises
    ------
    ConvergenceError
        If the fit does not converge.
    """
    pooled = float(parts.sum() / wholes.sum())
    outside = wholes - parts
    slope = parts * (parts - 1) / pooled + outside * (outside - 1) / (1 - pooled) - wholes * (wholes - 1)
    if slope.sum() <= 0:
        return pooled, 0.0

    def loss(point: Floats) -> float:
        location, spread = np.array([point[0]]), np.exp(point[1:] / 2)
        return -float(_likelihood(parts, wholes, location, spread)[0])

    start, bounds = np.array([special.logit(pooled), np.log(0.1)]), [(-40, 40), np.log([NEGLIGIBLE, 1 / NEGLIGIBLE])]
    tight = {"xatol": 1e-9, "fatol": 1e-10, "maxiter": 5000}
    fit = optimize.minimize(loss, start, method="Nelder-Mead", bounds=bounds, options=tight)
    if not fit.success or not np.isfinite(fit.x).all():
        raise ConvergenceError("the beta-binomial model of the shares has no finite maximum; look at the shares")
    if np.exp(fit.x[1]) < 1.001 * NEGLIGIBLE:
        return pooled, 0.0
    return float(special.expit(fit.x[0])), float(np.exp(fit.x[1]))


def _check_shares(inside: Floats, total: Floats, parts: pd.Series) -> None:
    if (inside > total).any():
        wrong = list(parts.index[inside > total])[:5]
        raise refuse(f"more than the whole in {wrong}", "numerators within denominators", "count both in one universe")
    if inside.sum() in (0, total.sum()):
        raise refuse("every share at 0 or every share at 1", "some of both", "state each exact interval instead")


def _posterior(parts: Floats, wholes: Floats, mean: float, dispersion: float) -> Posterior:
    def likelihood(location: Floats, spread: Floats) -> Floats:
        return _likelihood(parts, wholes, location, spread)

    information = mean * (1 - mean) * min(wholes.sum(), len(wholes) / max(dispersion / (1 + dispersion), 1e-9))
    width = min(8.0, 8 / float(np.sqrt(information)))
    location, spreads, weights = hyper_grid(likelihood, float(special.logit(mean)), width, float(np.sqrt(dispersion)))
    alpha, beta = _shape(location, spreads)
    return Posterior("beta", weights, alpha + parts, beta + wholes - parts)


def _shape(location: Floats, spread: Floats) -> tuple[Floats, Floats]:
    mean = special.expit(location)
    return (mean / spread**2)[:, None], ((1 - mean) / spread**2)[:, None]


def _likelihood(parts: Floats, wholes: Floats, location: Floats, spread: Floats) -> Floats:
    """Give the log-likelihood, without the binomial coefficients; shape of location."""
    alpha, beta = _shape(location, spread)
    return np.asarray((special.betaln(alpha + parts, beta + wholes - parts) - special.betaln(alpha, beta)).sum(axis=1))


def _estimate(row: pd.Series, about: Subject, level: float) -> Estimate:
    claim = f"{percent(row['value'])} {about.noun} after shrinkage"
    seen = f"{number(row['n'])} of {number(row['exposure'])}, {percent(row['raw'])} before it"
    ends = float(row["low"]), float(row["high"])
    sentence = about.sentence(claim, seen, percent_interval(*ends, level, "credible interval"))
    return Estimate(
        float(row["value"]),
        *ends,
        level,
        MODEL,
        float(row["exposure"]),
        about.universe,
        sentence,
        about.source,
        "share",
        "between states",
    )
