"""How many events an exposure leads to expect, and how far each unit lies from it.

Cases need not grow in proportion to an exposure, so nothing is divided by it: expected = exp(a + b log exposure), where
each unit has a multiplier of its own, gamma distributed with mean 1 and variance alpha (negative binomial counts). The
multiplier is the ratio that is stated. Its posterior is a mixture of gammas over a, b and the dispersion.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product

import numpy as np
import pandas as pd
import scipy

from analysis.core.errors import InputError
from analysis.core.messages import _
from analysis.stats.estimate import ConvergenceError, Estimate, Floats, Kind, Subject, checked_units, interval
from analysis.stats.shrinkage import DROP, Posterior, Shrinkage, central, log_probability, midpoints

__all__ = ["elasticity", "expectation", "log_linear"]

MODEL = _("negative binomial regression on the logarithm of the exposure")
#: Fewer units than this do not bear two coefficients and a dispersion.
LEAST = 10
#: A fitted logarithm farther from 0 than this has run away: some group has no event at all.
FARTHEST = 30.0
#: Where the square root of the dispersion is looked for.
SPREADS = (0.005, 12.0)
#: Points on the axis of the spread; standard errors between points of a and b, and how far out they are laid.
STEPS, APART, REACH = 17, 1.0, 4.0


@dataclass(frozen=True, slots=True)
class Fit:
    """The maximum of the likelihood."""

    constant: float
    elasticity: float
    dispersion: float
    loglik: float
    of_group: float = 0.0


@dataclass(frozen=True, slots=True)
class Expectation:
    """What the exposure leads to expect, every unit's ratio to it, and the factor of a group, if there is one."""

    fit: Fit
    elasticity: Estimate
    expected: Mapping[str, Estimate]
    ratios: Shrinkage
    factor: Estimate | None = None


def expectation(
    counts: pd.Series, exposure: pd.Series, *, about: Subject, exposed: str, level: float = 0.95,
    group: pd.Series | None = None,
) -> Expectation:  # fmt: skip
    """Fit what an exposure leads to expect, and state every unit's ratio to it.

    With a flat prior on the coefficients and the square root of the dispersion.

    Parameters
    ----------
    counts, exposure : pandas.Series, shape (units,)
        Events and what they happened to, on the same index (ISO3 codes); at least 10 units and one event.
    exposed : str
        The exposure in words, for example ``person-years of refugees and asylum seekers``.
    group : pandas.Series, shape (units,), optional
        1 for units that share a factor of their own, such as neighbours, and else 0.

    Raises
    ------
    ConvergenceError
        If the likelihood has no finite maximum.

    Notes
    -----
    Negative binomial regression (Lawless 1987), integrated over a grid of its coefficients.

    Examples
    --------
    >>> about = Subject("World", "notices", "invented notices", "invented", "notice")
    >>> counts = pd.Series([1, 4, 2, 9, 30, 3, 12, 5, 0, 7, 11, 2], index=list("ABCDEFGHIJKL"))
    >>> exposure = pd.Series([2.0, 3, 2, 8, 9, 4, 14, 6, 1, 5, 9, 3], index=counts.index)
    >>> found = expectation(counts, exposure, about=about, exposed="exposure")
    >>> ratio = found.ratios.estimates["E"]
    >>> ratio.low < ratio.value < ratio.high, ratio.unit
    (True, 'times the expected')
    """
    line = Line(counts, exposure, group)
    fit = line.fit()
    grid = line.grid()
    posterior = line.posterior(grid)
    most_likely = np.exp(fit.constant + fit.elasticity * line.logged + fit.of_group * line.group)
    given = {"n": line.counts, "exposure": exposure.reindex(counts.index), "raw": line.counts / most_likely}
    given |= dict(zip(("value", "low", "high"), central(posterior, level), strict=True))
    table = pd.DataFrame(given, index=counts.index)
    places = about.each(counts.index)
    expected, stated = {}, {}
    for (unit, place), ends, (_unused, row) in zip(places.items(), grid.lead(level), table.iterrows(), strict=True):
        expected[unit] = _lead(ends, len(places), place, exposed, level)
        stated[unit] = _ratio(row, expected[unit].value, place, exposed, level)
    ratios = Shrinkage(stated, posterior, table)
    factor = None if group is None else _factor(line, about, level)
    return Expectation(fit, _slope(line, about, exposed, level), expected, ratios, factor)


def elasticity(
    counts: pd.Series, exposure: pd.Series, *, about: Subject, exposed: str, level: float = 0.95
) -> Estimate:
    """Return how many per cent more events one per cent more exposure leads to expect, with its profile interval.

    Parameters
    ----------
    counts, exposure, exposed :
        As for `expectation`.

    Examples
    --------
    >>> about = Subject("World", "notices", "invented notices", "invented", "notice")
    >>> counts = pd.Series([1, 4, 2, 9, 30, 3, 12, 5, 0, 7, 11, 2], index=list("ABCDEFGHIJKL"))
    >>> exposure = pd.Series([2.0, 3, 2, 8, 9, 4, 14, 6, 1, 5, 9, 3], index=counts.index)
    >>> round(elasticity(counts, exposure, about=about, exposed="exposure").value, 1)
    1.5
    """
    return _slope(Line(counts, exposure), about, exposed, level)


@dataclass(frozen=True, slots=True)
class _Grid:
    """Weighted points of a, b and the dispersion; ``expected`` has shape (points, units), ``shape`` one column."""

    weights: Floats
    shape: Floats
    expected: Floats

    def lead(self, level: float) -> Floats:
        """Return what each unit's exposure leads to expect, and the ends of its interval; shape (units, 3)."""
        logged = np.log(self.expected)
        middle = self.weights @ logged
        reach = scipy.stats.norm.ppf((1 + level) / 2) * np.sqrt(self.weights @ (logged - middle) ** 2)
        return np.asarray(np.exp(np.column_stack([middle, middle - reach, middle + reach])))


def log_linear(counts: Floats, design: Floats, spread: float = 0.0) -> tuple[Floats, Floats]:
    """Return the coefficients of a log-linear regression of counts and their covariance, by Fisher scoring.

    Negative binomial with the dispersion ``spread**2``; at 0 Poisson, which is consistent whatever the variance is
    (Gourieroux, Monfort and Trognon 1984).

    Parameters
    ----------
    counts : numpy.ndarray, shape (units,)
        Counts of 0 or more.
    design : numpy.ndarray, shape (units, terms)
        Columns of full rank, the first of them ones.
    spread : float
        Square root of the dispersion.

    Raises
    ------
    ConvergenceError
        If there is no finite maximum.

    Examples
    --------
    >>> design = np.column_stack([np.ones(4), [0.0, 0, 1, 1]])
    >>> np.exp(log_linear(np.array([1.0, 3, 4, 8]), design)[0]).round(6).tolist()
    [2.0, 3.0]
    """
    line = np.zeros(design.shape[1])
    line[0] = np.log(counts.mean()) if counts.any() else 0.0
    for _unused in range(200):
        expected = np.exp(np.clip(design @ line, -50, 50))
        damped = 1 + spread**2 * expected
        information = (design.T * (expected / damped)) @ design
        step = np.linalg.lstsq(information, design.T @ ((counts - expected) / damped), rcond=None)[0]
        line = line + step * min(1.0, 2 / max(float(np.abs(step).max()), 1e-300))
        if np.abs(step).max() < 1e-10 and np.abs(design @ line).max() < FARTHEST:
            return line, np.asarray(np.linalg.inv(information))
    raise ConvergenceError("the regression of the counts has no finite maximum; check the counts")


class Line:
    """The likelihood of counts around a line in the logarithms."""

    def __init__(self, counts: pd.Series, exposure: pd.Series, group: pd.Series | None = None) -> None:
        self.counts, exposed = checked_units(counts, exposure, least=LEAST)
        self.logged = np.log(exposed)
        if np.ptp(self.logged) < 1e-6:
            got, fix = "the same exposure everywhere", "choose an exposure that differs between units"
            raise InputError(got, "exposures that differ", fix)
        self.centred = self.logged - self.logged.mean()
        self.group = np.zeros(len(self.logged)) if group is None else group.loc[counts.index].to_numpy(dtype=float)
        columns = [np.ones(len(self.logged)), self.centred, *([self.group] if self.group.any() else [])]
        self.design = np.column_stack(columns)

    def loglik(self, expected: Floats, spread: float) -> Floats:
        """Return the log-likelihood of expectations of shape (..., units) at one spread."""
        return np.asarray(log_probability(self.counts, expected, np.asarray(1 / spread**2)).sum(axis=-1))

    def at(self, spread: float) -> float:
        """Return the largest log-likelihood at a spread."""
        line, _ = log_linear(self.counts, self.design, spread)
        return float(self.loglik(np.exp(self.design @ line), spread))

    @cached_property
    def spread(self) -> float:
        """The most likely square root of the dispersion; the smallest one where units vary no more than chance."""
        found = scipy.optimize.minimize_scalar(
            lambda logged: -self.at(np.exp(logged)), bounds=np.log(SPREADS), method="bounded", options={"xatol": 1e-10}
        )
        if not found.success or found.x > np.log(0.99 * SPREADS[1]):
            raise ConvergenceError(f"the {MODEL} has no finite dispersion; check the counts")
        return float(np.exp(found.x))

    def fit(self) -> Fit:
        """Return the maximum of the likelihood; dispersion 0 where units vary no more than chance."""
        (level, slope, *rest), _ = log_linear(self.counts, self.design, self.spread)
        dispersion = self.spread**2 if self.spread > 2 * SPREADS[0] else 0.0
        constant = float(level - slope * self.logged.mean())
        return Fit(constant, float(slope), dispersion, self.at(self.spread), float(sum(rest)))

    def profile(self, value: float, column: int) -> float:
        """Return the largest log-likelihood where the coefficient of one column has a value."""
        others, held = np.delete(self.design, column, axis=1), value * self.design[:, column]

        def loss(point: Floats) -> float:
            spread = float(np.clip(np.exp(point[-1]), *SPREADS))
            return -float(self.loglik(np.exp(others @ point[:-1] + held), spread))

        level = np.log(self.counts.sum() / np.exp(held).sum())
        start = np.array([level, *np.zeros(others.shape[1] - 1), np.log(self.spread)])
        tight = {"xatol": 1e-7, "fatol": 1e-9, "maxiter": 4000}
        simplex = start + np.vstack([np.zeros(len(start)), np.diag([*np.full(len(start) - 1, 0.5), 0.3])])
        found = scipy.optimize.minimize(loss, start, method="Nelder-Mead", options=tight | {"initial_simplex": simplex})
        if not found.success:
            raise ConvergenceError(f"the {MODEL} has no finite maximum at the coefficient {value:.3g}")
        return -float(found.fun)

    def posterior(self, grid: _Grid) -> Posterior:
        """Return what is known of every unit's ratio to its expectation."""
        return Posterior(grid.weights, grid.shape + self.counts, grid.shape + grid.expected)

    def grid(self) -> _Grid:
        """Weigh points of the spread, and around the line of each points of its coefficients."""
        spreads = self._likely_spreads()
        offsets = np.arange(-REACH, REACH + APART / 2, APART)
        points = np.array(list(product(offsets, repeat=self.design.shape[1])))
        ball = points[(points**2).sum(axis=1) <= REACH**2]
        parts = [self._around(float(spread), ball) for spread in spreads]
        logged = np.concatenate([part[0] for part in parts])
        kept = logged > logged.max() - DROP
        weights = np.exp(logged[kept] - logged.max())
        shapes = np.repeat(1 / spreads**2, len(ball))[kept]
        expected = np.concatenate([part[1] for part in parts])[kept]
        return _Grid(weights / weights.sum(), shapes[:, None], expected)

    def _around(self, spread: float, ball: Floats) -> tuple[Floats, Floats]:
        line, covariance = log_linear(self.counts, self.design, spread)
        root = np.linalg.cholesky(covariance)
        expected = np.exp((line + ball @ root.T) @ self.design.T)
        return self.loglik(expected, spread) + np.log(np.linalg.det(root)), expected

    def _likely_spreads(self) -> Floats:
        """Lay points of equal distance over the spreads that the data leave possible."""
        floor = self.at(self.spread) - DROP
        low = self._end(SPREADS[0], floor) if self.at(SPREADS[0]) < floor else SPREADS[0]
        high = self.spread
        while high < SPREADS[1] and self.at(high) > floor:
            high = min(1.5 * high + 0.1, SPREADS[1])
        high = self._end(high, floor) if self.at(high) < floor else high
        return midpoints(low, high, STEPS)

    def _end(self, far: float, floor: float) -> float:
        return float(scipy.optimize.brentq(lambda spread: self.at(spread) - floor, self.spread, far, xtol=1e-4))


def _lead(ends: Floats, units: int, about: Subject, exposed: str, level: float) -> Estimate:
    value, low, high = (float(end) for end in ends)
    claim = _("{number} {noun} are expected for its {exposed}", exposed=exposed, number=value, noun=about.noun)
    sentence = about.sentence(claim, interval(low, high, level, _("credible interval")))
    kind = Kind.MODEL
    return about.estimate(value, sentence, MODEL, float(units), ends=(low, high), level=level, kind=kind)


def _ratio(row: pd.Series, expected: float, about: Subject, exposed: str, level: float) -> Estimate:
    words = {"ratio": row["value"], "noun": about.noun, "exposed": exposed}
    claim = _("{ratio} times the number of {noun} expected for its {exposed}, pulled towards one", **words)
    seen = _("{counted}, {expected} expected", counted=about.counted(row["n"]), expected=expected)
    sentence = about.sentence(claim, seen, interval(row["low"], row["high"], level, _("credible interval")))
    value, low, high, n = (float(row[name]) for name in ("value", "low", "high", "n"))
    method, unit = _("posterior of the ratio to the expected number, {model}", model=MODEL), _("times the expected")
    kind = Kind.MODEL
    return about.estimate(value, sentence, method, n, ends=(low, high), level=level, unit=unit, kind=kind)


def _slope(line: Line, about: Subject, exposed: str, level: float) -> Estimate:
    fit = line.fit()
    low, high = (_profile_end(line, fit.elasticity, 1, side, level) for side in (-1, 1))
    words = {"exposed": exposed, "elasticity": fit.elasticity, "noun": about.noun}
    claim = _("with 1 % more {exposed}, {elasticity} % more {noun} are expected", **words)
    sentence = about.sentence(claim, interval(low, high, level, _("profile interval")))
    method, unit = _("{model}, profile likelihood", model=MODEL), _("per cent per per cent")
    ends, kind, n = (low, high), Kind.MODEL, float(line.counts.sum())
    return about.estimate(fit.elasticity, sentence, method, n, ends=ends, level=level, unit=unit, kind=kind)


def _factor(line: Line, about: Subject, level: float) -> Estimate:
    """Return how many times as many events the units of the group have, with its profile interval."""
    best = float(log_linear(line.counts, line.design, line.spread)[0][2])
    low, high = (float(np.exp(_profile_end(line, best, 2, side, level))) for side in (-1, 1))
    method, n, unit = _("{model}, profile likelihood", model=MODEL), float(line.counts.sum()), _("times as many")
    return about.estimate(float(np.exp(best)), "", method, n, ends=(low, high), level=level, unit=unit, kind=Kind.MODEL)


def _profile_end(line: Line, best: float, column: int, side: int, level: float) -> float:
    least = line.at(line.spread) - scipy.stats.chi2.ppf(level, 1) / 2

    def excess(value: float) -> float:
        return float(least - line.profile(value, column))

    reach = 0.1
    while excess(best + side * reach) < 0:
        reach *= 2
        if reach > 50:
            raise ConvergenceError(f"a coefficient of the {MODEL} has no finite interval")
    near = best + side * (0 if reach == 0.1 else reach / 2)
    return float(scipy.optimize.brentq(excess, near, best + side * reach, xtol=1e-6))
