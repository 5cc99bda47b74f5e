"""What is known of each unit's rate or share after shrinkage, the uncertainty of the shrinkage itself included."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy import special
from scipy.optimize import elementwise

from analysis.stats.checks import Floats

LogLikelihood = Callable[[Floats, Floats], Floats]
Places = NDArray[np.intp]
COARSE, FINE = 41, 13
"""Points on each axis: to find where the likelihood lies, and to weigh it there."""
DROP = 9.0
"""Points whose log-likelihood lies this far below the maximum weigh less than e to the -9 and are left out."""
SMALLEST = -700.0
"""The logarithm of the smallest value told from 0."""


@dataclass(frozen=True, slots=True)
class Posterior:
    """A weighted mixture of Gamma or Beta distributions for each unit.

    Parameters
    ----------
    family : {"gamma", "beta"}
        Gamma for rates (shape, rate), Beta for shares (alpha, beta).
    weights : numpy.ndarray, shape (points,)
        Weight of each pair of hyperparameters; they sum to 1.
    first, second : numpy.ndarray, shape (points, units)
        The two parameters of each unit under each pair.
    """

    family: Literal["gamma", "beta"]
    weights: Floats
    first: Floats
    second: Floats

    def cdf(self, values: Floats) -> Floats:
        """Give the probability that each unit's rate or share is at most its value; shape (units,)."""
        if self.family == "gamma":
            parts = special.gammainc(self.first, values * self.second)
        else:
            parts = special.betainc(self.first, self.second, np.clip(values, 0, 1))
        return np.asarray(self.weights @ parts)

    def mean(self) -> Floats:
        """Give each unit's posterior mean; shape (units,)."""
        total = self.second if self.family == "gamma" else self.first + self.second
        return np.asarray(self.weights @ (self.first / total))

    def quantile(self, probability: float) -> Floats:
        """Give the value that each unit's rate or share lies below with this probability; shape (units,)."""

        def excess(logged: Floats, unit: Places) -> Floats:
            chosen = Posterior(self.family, self.weights, self.first[:, unit], self.second[:, unit])
            return chosen.cdf(np.exp(logged)) - probability

        units = np.arange(self.first.shape[1])
        least = np.full(len(units), SMALLEST)
        most = np.log(self.mean()) + 10 if self.family == "gamma" else np.zeros(len(units))
        found = elementwise.find_root(excess, (least, most), args=(units,))
        return np.where(excess(least, units) >= 0, 0.0, np.exp(found.x))

    def draws(self, size: int, seed: int) -> Floats:
        """Draw every unit's rate or share together.

        Parameters
        ----------
        size : int
            How many draws.
        seed : int
            The same seed gives the same draws.

        Returns
        -------
        numpy.ndarray, shape (size, units)
            One pair of hyperparameters is drawn for each row, so the units of a row belong together.
        """
        generator = np.random.default_rng(seed)
        chosen = generator.choice(len(self.weights), size=size, p=self.weights)
        if self.family == "gamma":
            return generator.standard_gamma(self.first[chosen]) / self.second[chosen]
        return generator.beta(self.first[chosen], self.second[chosen])


def hyper_grid(likelihood: LogLikelihood, centre: float, width: float, spread: float) -> tuple[Floats, Floats, Floats]:
    """Weigh the pairs of hyperparameters that the data leave possible.

    Parameters
    ----------
    likelihood : callable
        Log-likelihood of arrays of locations (log mean rate, or logit of the mean share) and of spreads.
    centre : float
        A likely location.
    width : float
        How far from it, at most, the location may lie.
    spread : float
        The most likely spread: the square root of the dispersion, about the standard deviation of the log rates.

    Returns
    -------
    tuple of numpy.ndarray, shape (points,)
        Locations, spreads and weights that sum to 1, under a flat prior on both axes (on the standard deviation, not
        on its logarithm, so that no dispersion at all remains possible: Gelman 2006).
    """
    ends = (centre - width, centre + width), (0.005, 3 * max(spread, 0.5))
    box = _box(likelihood, *ends)
    location, breadth, logged = _evaluate(likelihood, *(midpoints(*axis, FINE) for axis in box))
    kept = logged > logged.max() - DROP
    weights = np.exp(logged[kept] - logged.max())
    return location[kept], breadth[kept], weights / weights.sum()


Range = tuple[float, float]


def _box(likelihood: LogLikelihood, locations: Range, spreads: Range) -> tuple[Range, Range]:
    axes = np.linspace(*locations, COARSE), np.linspace(*spreads, COARSE)
    location, breadth, logged = _evaluate(likelihood, *axes)
    near = logged > logged.max() - DROP
    return (location[near].min(), location[near].max()), (breadth[near].min(), breadth[near].max())


def _evaluate(likelihood: LogLikelihood, locations: Floats, spreads: Floats) -> tuple[Floats, Floats, Floats]:
    location, breadth = (grid.ravel() for grid in np.meshgrid(locations, spreads))
    return location, breadth, likelihood(location, breadth)


def midpoints(low: float, high: float, cells: int) -> Floats:
    """Give the middles of equal cells: a likelihood that does not vanish at an end is not counted twice there."""
    return np.linspace(low, high, 2 * cells + 1)[1::2]
