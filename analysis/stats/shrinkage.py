"""What is known of each unit's rate or share after shrinkage, the uncertainty of the shrinkage itself included."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Literal

import numpy as np
import pandas as pd
import scipy
from numpy.typing import NDArray
from scipy.optimize import elementwise
from statsmodels.discrete.discrete_model import NegativeBinomial
from statsmodels.tools.sm_exceptions import HessianInversionWarning

from analysis.core.messages import _, percent
from analysis.stats.estimate import (
    ConvergenceError,
    Estimate,
    Floats,
    Kind,
    Subject,
    checked_level,
    checked_units,
    interval,
    refuse,
)

__all__ = ["Shrinkage", "beta_binomial", "gamma_poisson", "ranks"]

LogLikelihood = Callable[[Floats, Floats], Floats]


#: Points on each axis: to find where the likelihood lies, and to weigh it there.
COARSE, FINE = 41, 13
#: Points whose log-likelihood lies this far below the maximum weigh less than e to the -9 and are left out.
DROP = 9.0
#: The logarithm of the smallest value told from 0.
SMALLEST = -700.0


@dataclass(frozen=True, slots=True)
class Posterior:
    """A weighted mixture of Gamma or Beta distributions for each unit."""

    family: Literal["gamma", "beta"]
    weights: Floats
    first: Floats
    second: Floats

    def cdf(self, values: Floats) -> Floats:
        """Return the probability that each unit's rate or share is at most its value."""
        if self.family == "gamma":
            parts = scipy.special.gammainc(self.first, values * self.second)
        else:
            parts = scipy.special.betainc(self.first, self.second, np.clip(values, 0, 1))
        return np.asarray(self.weights @ parts)

    def mean(self) -> Floats:
        """Return each unit's posterior mean; shape (units,)."""
        total = self.second if self.family == "gamma" else self.first + self.second
        return np.asarray(self.weights @ (self.first / total))

    def quantile(self, probability: float) -> Floats:
        """Return the value that each unit's rate or share lies below with a probability."""

        def excess(logged: Floats, unit: NDArray[np.intp]) -> Floats:
            chosen = Posterior(self.family, self.weights, self.first[:, unit], self.second[:, unit])
            return chosen.cdf(np.exp(logged)) - probability

        units = np.arange(self.first.shape[1])
        least = np.full(len(units), SMALLEST)
        most = np.log(self.mean()) + 10 if self.family == "gamma" else np.zeros(len(units))
        found = elementwise.find_root(excess, (least, most), args=(units,))
        return np.where(excess(least, units) >= 0, 0.0, np.exp(found.x))

    def draws(self, size: int, seed: int) -> Floats:
        """Draw every unit's rate or share together."""
        generator = np.random.default_rng(seed)
        chosen = generator.choice(len(self.weights), size=size, p=self.weights)
        if self.family == "gamma":
            return generator.standard_gamma(self.first[chosen]) / self.second[chosen]
        return generator.beta(self.first[chosen], self.second[chosen])


def _hyper_grid(likelihood: LogLikelihood, centre: float, width: float, spread: float) -> tuple[Floats, Floats, Floats]:
    """Weigh the pairs of hyperparameters that the data leave possible."""
    axes = np.linspace(centre - width, centre + width, COARSE), np.linspace(0.005, 3 * max(spread, 0.5), COARSE)
    location, breadth, logged = _evaluate(likelihood, *axes)
    near = logged > logged.max() - DROP
    box = (midpoints(axis[near].min(), axis[near].max(), FINE) for axis in (location, breadth))
    location, breadth, logged = _evaluate(likelihood, *box)
    kept = logged > logged.max() - DROP
    weights = np.exp(logged[kept] - logged.max())
    return location[kept], breadth[kept], weights / weights.sum()


def _evaluate(likelihood: LogLikelihood, locations: Floats, spreads: Floats) -> tuple[Floats, Floats, Floats]:
    location, breadth = (grid.ravel() for grid in np.meshgrid(locations, spreads))
    return location, breadth, likelihood(location, breadth)


def midpoints(low: float, high: float, cells: int) -> Floats:
    """Return the middles of equal cells."""
    return np.linspace(low, high, 2 * cells + 1)[1::2]


@dataclass(frozen=True, slots=True)
class Shrinkage:
    """Every unit's rate or share, drawn towards the common one as far as its own data are weak.

    Parameters
    ----------
    estimates : mapping of str to Estimate
        One for each unit, in the order given; the interval is a credible interval.
    posterior : Posterior
        What the intervals and the ranks are computed from, in single units of exposure.
    common : float
        The mean that units are drawn towards, in the unit of the estimates.
    dispersion : float
        How much units differ beyond chance: variance of the rate over its squared mean (Gamma), or 1 over the sum
        of the Beta's parameters; 0 where the data show no such difference.
    table : pandas.DataFrame, shape (units, 6)
        ``n`` (events, or the numerator), ``exposure`` (or denominator), ``raw``, ``value``, ``low``, ``high``.

    Examples
    --------
    >>> about = Subject("World", "notices", "invented notices", "invented", "notice")
    >>> counts = pd.Series([1, 4, 2, 9, 30, 3], index=list("ABCDEF"))
    >>> exposure = pd.Series([2.0, 3, 2, 8, 9, 4], index=counts.index)
    >>> gamma_poisson(counts, exposure, about=about).table.loc["A", ["n", "exposure", "raw"]].to_dict()
    {'n': 1.0, 'exposure': 2.0, 'raw': 0.5}
    """

    estimates: Mapping[str, Estimate]
    posterior: Posterior
    common: float
    dispersion: float
    table: pd.DataFrame


def central(posterior: Posterior, level: float) -> tuple[Floats, Floats, Floats]:
    """Return the mean and the central credible interval of each unit, from one and the same posterior."""
    tail = (1 - checked_level(level)) / 2
    value, low, high = posterior.mean(), posterior.quantile(tail), posterior.quantile(1 - tail)
    if ((value < low) | (value > high)).any():
        expected = "one at which every interval contains its estimate, the mean of a skew distribution (0.65 or so)"
        raise refuse(f"the level {level:g}", expected, "take a higher level, such as 0.9")
    return value, low, high


def with_ends(table: pd.DataFrame, posterior: Posterior, level: float, per: float = 1.0) -> pd.DataFrame:
    """Add to a table of units what is known of each: value, low and high, for so much exposure."""
    value, low, high = (per * ends for ends in central(posterior, level))
    return table.assign(value=value, low=low, high=high)


#: A dispersion below this (rates that differ by 3 % or so) is taken as none.
NEGLIGIBLE_DISPERSION = 1e-3


def gamma_poisson(
    counts: pd.Series,
    exposure: pd.Series,
    *,
    about: Subject,
    per: float = 1.0,
    per_label: str = "",
    level: float = 0.95,
) -> Shrinkage:
    """Shrink the rates of many units towards their common mean.

    Each value is the mean and each interval the central one of one posterior: the mixture of Gamma(1/a + y, 1/(a mu) +
    E) over the pairs of mean mu and dispersion a that the data leave possible. With few events, the most likely pair
    alone gives intervals that cover too little (Laird & Louis 1987). ``common`` and ``dispersion`` are that pair.

    Parameters
    ----------
    counts, exposure : pandas.Series, shape (units,)
        Events and what they happened to, on the same index (ISO3 codes); at least 5 units.
    per, per_label : float and str
        The exposure that rates are stated for, as a number and in words.
    ConvergenceError
        If the negative binomial model has no finite maximum.

    Examples
    --------
    >>> about = Subject("World", "notices", "invented notices", "invented", "notice")
    >>> counts = pd.Series([1, 4, 2, 9, 30, 3], index=list("ABCDEF"))
    >>> exposure = pd.Series([2.0, 3, 2, 8, 9, 4], index=counts.index)
    >>> stated = gamma_poisson(counts, exposure, about=about, per_label="million").estimates["A"]
    >>> stated.low < stated.value < stated.high, stated.kind.value
    (True, 'shrunken')
    """
    counted, exposed = checked_units(counts, exposure, least=5)
    mean, dispersion = _fit_negative_binomial(counted, exposed)
    posterior = _rate_posterior(counted, exposed, mean, dispersion)
    given = {"n": counted, "exposure": exposed, "raw": per * counted / exposed}
    table = with_ends(pd.DataFrame(given, index=counts.index), posterior, level, per)
    places = about.each(table.index)
    label = per_label or _("unit of exposure")
    stated = {str(unit): _rate_estimate(row, places[str(unit)], label, level) for unit, row in table.iterrows()}
    return Shrinkage(stated, posterior, per * mean, dispersion, table)


def _fit_negative_binomial(counts: Floats, exposure: Floats) -> tuple[float, float]:
    """Fit the mean rate and the dispersion a of negative binomial counts, Var(y) = E mu + a (E mu)^2."""
    pooled = counts.sum() / exposure.sum()
    expected = pooled * exposure
    surplus = ((counts - expected) ** 2 - counts).sum()
    if surplus <= 0:
        return float(pooled), 0.0
    start = np.array([np.log(pooled), surplus / (expected**2).sum()])
    model = NegativeBinomial(counts, np.ones(len(counts)), exposure=exposure)
    with warnings.catch_warnings(), np.errstate(invalid="ignore"):
        warnings.simplefilter("ignore", HessianInversionWarning)
        near = model.fit(start_params=start, method="bfgs", maxiter=500, disp=0)
        if near.mle_retvals["converged"] and near.params[1] < NEGLIGIBLE_DISPERSION:
            return float(pooled), 0.0
        newton = model.fit(start_params=near.params, method="newton", maxiter=100, disp=0)
    for fit in (newton, near):  # a Newton step can leave the positive numbers and call that convergence
        finite = np.isfinite(fit.params).all() and np.isfinite(fit.bse).all()
        if fit.mle_retvals["converged"] and finite and fit.params[1] > 0:
            return float(np.exp(fit.params[0])), float(fit.params[1])
    raise ConvergenceError("the negative binomial model of the counts has no finite maximum; check the counts")


def _rate_posterior(counts: Floats, exposure: Floats, mean: float, dispersion: float) -> Posterior:
    def likelihood(location: Floats, spread: Floats) -> Floats:
        shape = (1 / spread**2)[:, None]
        return np.asarray(log_probability(counts, exposure * np.exp(location)[:, None], shape).sum(axis=1))

    spread = float(np.sqrt(dispersion))
    width = min(6.0, 8 * float(np.sqrt(dispersion / len(counts) + 1 / counts.sum())))
    location, spreads, weights = _hyper_grid(likelihood, float(np.log(mean)), width, spread)
    shape = (1 / spreads**2)[:, None]
    return Posterior("gamma", weights, shape + counts, shape / np.exp(location)[:, None] + exposure)


def log_probability(counts: Floats, expected: Floats, shape: Floats) -> Floats:
    """Return the negative binomial log-probability, without the term that holds the counts alone."""
    chance = counts * np.log(expected / (shape + expected)) - shape * np.log1p(expected / shape)
    return np.asarray(scipy.special.gammaln(shape + counts) - scipy.special.gammaln(shape) + chance)


def _rate_estimate(row: pd.Series, about: Subject, per_label: str, level: float) -> Estimate:
    claim = _("{number} {noun} per {label} after shrinkage", number=row["value"], noun=about.noun, label=per_label)
    seen = _(
        "{counted}, {number} per {label} before it", counted=about.counted(row["n"]), number=row["raw"], label=per_label
    )
    sentence = about.sentence(claim, seen, interval(row["low"], row["high"], level, _("credible interval")))
    value, low, high, n = (float(row[name]) for name in ("value", "low", "high", "n"))
    method, unit = _("Gamma-Poisson empirical Bayes"), _("{noun} per {label}", noun=about.noun, label=per_label)
    kind = Kind.SHRUNKEN
    return about.estimate(value, sentence, method, n, ends=(low, high), level=level, unit=unit, kind=kind)


#: A dispersion below this is taken as none; one above its inverse (all shares 0 or 1) is held there.
NEGLIGIBLE_CORRELATION = 1e-3


def beta_binomial(parts: pd.Series, wholes: pd.Series, *, about: Subject, level: float = 0.95) -> Shrinkage:
    """Shrink the shares of many units towards their common mean.

    Each value is the mean and each interval the central one of one posterior: the mixture of Beta(alpha + part, beta +
    whole - part) over the pairs of alpha and beta that the data leave possible.

    Parameters
    ----------
    parts, wholes : pandas.Series, shape (units,)
        Numerators and denominators, 0 <= part <= whole, on the same index (ISO3 codes); at least 5 units.
    ConvergenceError
        If the model has no finite maximum.

    Examples
    --------
    >>> about = Subject("World", "of notices are against own nationals", "invented notices", "invented")
    >>> parts = pd.Series([0, 1, 3, 2, 9, 12], index=list("ABCDEF"))
    >>> wholes = pd.Series([4, 6, 9, 12, 11, 30], index=parts.index)
    >>> stated = beta_binomial(parts, wholes, about=about).estimates["A"]
    >>> 0 < stated.low < stated.value < 0.3
    True
    """
    inside, total = checked_units(parts, wholes, least=5)
    if (inside > total).any():
        wrong = list(parts.index[inside > total])[:5]
        raise refuse(f"numerators above denominators in {wrong}", "none above", "count both in one population")
    if inside.sum() == total.sum():
        raise refuse("every share at 1", "some below", "report exact intervals instead")
    mean, dispersion = _fit_beta_binomial(inside, total)
    posterior = _share_posterior(inside, total, mean, dispersion)
    given = {"n": inside, "exposure": total, "raw": inside / total}
    table = with_ends(pd.DataFrame(given, index=parts.index), posterior, level)
    places = about.each(table.index)
    stated = {str(unit): _share_estimate(row, places[str(unit)], level) for unit, row in table.iterrows()}
    return Shrinkage(stated, posterior, mean, dispersion, table)


def _fit_beta_binomial(parts: Floats, wholes: Floats) -> tuple[float, float]:
    """Fit the mean share m and the dispersion d of beta-binomial counts: alpha = m / d, beta = (1 - m) / d."""
    pooled, outside = float(parts.sum() / wholes.sum()), wholes - parts
    slope = parts * (parts - 1) / pooled + outside * (outside - 1) / (1 - pooled) - wholes * (wholes - 1)
    if slope.sum() <= 0:  # the likelihood does not grow as the dispersion leaves 0
        return pooled, 0.0

    def loss(point: Floats) -> float:
        location, spread = np.array([point[0]]), np.exp(point[1:] / 2)
        return -float(_likelihood(parts, wholes, location, spread)[0])

    start = np.array([scipy.special.logit(pooled), np.log(0.1)])
    bounds = [(-40, 40), np.log([NEGLIGIBLE_CORRELATION, 1 / NEGLIGIBLE_CORRELATION])]
    tight = {"xatol": 1e-9, "fatol": 1e-10, "maxiter": 5000}
    fit = scipy.optimize.minimize(loss, start, method="Nelder-Mead", bounds=bounds, options=tight)
    if not fit.success or not np.isfinite(fit.x).all():
        raise ConvergenceError("the beta-binomial model of the shares has no finite maximum; check the shares")
    dispersion = float(np.exp(fit.x[1]))
    if dispersion < 1.001 * NEGLIGIBLE_CORRELATION:
        return pooled, 0.0
    return float(scipy.special.expit(fit.x[0])), dispersion


def _share_posterior(parts: Floats, wholes: Floats, mean: float, dispersion: float) -> Posterior:
    information = mean * (1 - mean) * min(wholes.sum(), len(wholes) / max(dispersion / (1 + dispersion), 1e-9))
    width = min(8.0, 8 / float(np.sqrt(information)))
    middle, reach = float(scipy.special.logit(mean)), float(np.sqrt(dispersion))
    location, spreads, weights = _hyper_grid(partial(_likelihood, parts, wholes), middle, width, reach)
    alpha, beta = _shape(location, spreads)
    return Posterior("beta", weights, alpha + parts, beta + wholes - parts)


def _shape(location: Floats, spread: Floats) -> tuple[Floats, Floats]:
    mean = scipy.special.expit(location)
    return (mean / spread**2)[:, None], ((1 - mean) / spread**2)[:, None]


def _likelihood(parts: Floats, wholes: Floats, location: Floats, spread: Floats) -> Floats:
    """Return the log-likelihood, without the binomial coefficients; shape of location."""
    alpha, beta = _shape(location, spread)
    logged = scipy.special.betaln(alpha + parts, beta + wholes - parts)
    return np.asarray((logged - scipy.special.betaln(alpha, beta)).sum(axis=1))


def _share_estimate(row: pd.Series, about: Subject, level: float) -> Estimate:
    claim = _("{share} {noun} after shrinkage", share=percent(row["value"]), noun=about.noun)
    seen = _("{part} of {whole}, {share} before it", part=row["n"], whole=row["exposure"], share=percent(row["raw"]))
    ends = float(row["low"]), float(row["high"])
    sentence = about.sentence(claim, seen, interval(*ends, level, _("credible interval"), write=percent))
    value, n, method = float(row["value"]), float(row["exposure"]), _("Beta-Binomial empirical Bayes")
    kind = Kind.SHRUNKEN
    return about.estimate(value, sentence, method, n, ends=ends, level=level, unit="share", kind=kind)


#: Fixed, so that a report is the same on every run.
SEED = 19560613


def ranks(shrunken: Shrinkage, *, about: Subject, level: float = 0.95, draws: int = 4000) -> dict[str, Estimate]:
    """Rank units by their shrunken rate or share, with an interval for each rank (Laird & Louis 1989).

    For each unit the median rank over the draws, 1 for the highest rate, between the ranks that its central interval
    ends at; ``n`` is the number of units. Where nothing sets units apart, all intervals span nearly all ranks.

    Parameters
    ----------
    shrunken : Shrinkage
        The result of `gamma_poisson` or `beta_binomial`.
    draws : int
        Size of the simulation.

    Examples
    --------
    >>> about = Subject("World", "notices", "invented notices", "invented", "notice")
    >>> counts = pd.Series([1, 4, 2, 9, 30, 3], index=list("ABCDEF"))
    >>> exposure = pd.Series([2.0, 3, 2, 8, 9, 4], index=counts.index)
    >>> stated = ranks(gamma_poisson(counts, exposure, about=about), about=about)
    >>> stated["E"].value, stated["E"].n
    (1.0, 6.0)
    """
    drawn = ranks_of(shrunken.posterior.draws(draws, SEED), SEED + 1)
    tail = (1 - checked_level(level)) / 2
    rows = np.quantile(drawn, [0.5, tail, 1 - tail], axis=0, method="inverted_cdf").T
    places = zip(about.each(shrunken.table.index).items(), rows, strict=True)
    return {unit: _rank_estimate(row, len(rows), place, level) for (unit, place), row in places}


def rank_table(estimates: Mapping[str, Estimate]) -> pd.DataFrame:
    """Return the ranks as a table, best known first."""
    rows = {unit: (estimate.value, estimate.low, estimate.high) for unit, estimate in estimates.items()}
    table = pd.DataFrame.from_dict(rows, orient="index", columns=["rank", "low", "high"])
    return table.sort_values(["rank", "low", "high"], kind="stable")


def ranks_of(values: Floats, seed: int) -> Floats:
    """Rank each row from the highest (1) down; units that are equal take their ranks by lot."""
    lots = np.random.default_rng(seed).random(values.shape)
    order = np.lexsort((lots, -values), axis=1)
    return np.asarray(order.argsort(axis=1) + 1, dtype=float)


def _rank_estimate(row: Floats, units: int, about: Subject, level: float) -> Estimate:
    middle, low, high = (float(value) for value in row)
    claim = _("rank {rank} of {units} {noun}", rank=f"{middle:.0f}", units=units, noun=about.noun)
    sentence = about.sentence(claim, interval(low, high, level, _("credible interval")))
    method, ends, kind = _("median rank by posterior simulation"), (low, high), Kind.MODEL
    return about.estimate(middle, sentence, method, float(units), ends=ends, level=level, unit="rank", kind=kind)
