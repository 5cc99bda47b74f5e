"""What is known of each unit's multiplier after shrinkage, the uncertainty of the shrinkage itself included."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
import scipy
from numpy.typing import NDArray
from scipy.optimize import elementwise

from analysis.core.messages import _
from analysis.stats.estimate import Estimate, Floats, Kind, Subject, checked_level, interval, refuse

__all__ = ["ranks"]

#: Points whose log-likelihood lies this far below the maximum weigh less than e to the -9 and are left out.
DROP = 9.0
#: The logarithm of the smallest value told from 0.
SMALLEST = -700.0


@dataclass(frozen=True, slots=True)
class Posterior:
    """A weighted mixture of Gamma distributions for each unit."""

    weights: Floats
    shape: Floats
    rate: Floats

    def cdf(self, values: Floats) -> Floats:
        """Return the probability that each unit's multiplier is at most its value."""
        return np.asarray(self.weights @ scipy.special.gammainc(self.shape, values * self.rate))

    def mean(self) -> Floats:
        """Return each unit's posterior mean; shape (units,)."""
        return np.asarray(self.weights @ (self.shape / self.rate))

    def quantile(self, probability: float) -> Floats:
        """Return the value that each unit's multiplier lies below with a probability."""

        def excess(logged: Floats, unit: NDArray[np.intp]) -> Floats:
            return Posterior(self.weights, self.shape[:, unit], self.rate[:, unit]).cdf(np.exp(logged)) - probability

        units = np.arange(self.shape.shape[1])
        least = np.full(len(units), SMALLEST)
        found = elementwise.find_root(excess, (least, np.log(self.mean()) + 10), args=(units,))
        return np.where(excess(least, units) >= 0, 0.0, np.exp(found.x))

    def draws(self, size: int, seed: int) -> Floats:
        """Draw every unit's multiplier together."""
        generator = np.random.default_rng(seed)
        chosen = generator.choice(len(self.weights), size=size, p=self.weights)
        return generator.standard_gamma(self.shape[chosen]) / self.rate[chosen]


def midpoints(low: float, high: float, cells: int) -> Floats:
    """Return the middles of equal cells."""
    return np.linspace(low, high, 2 * cells + 1)[1::2]


@dataclass(frozen=True, slots=True)
class Shrinkage:
    """Every unit's multiplier, drawn towards the common one as far as its own data are weak.

    Parameters
    ----------
    estimates : mapping of str to Estimate
        One for each unit, in the order given; the interval is a credible interval.
    posterior : Posterior
        What the intervals and the ranks are computed from.
    table : pandas.DataFrame, shape (units, 6)
        ``n`` (events), ``exposure``, ``raw``, ``value``, ``low``, ``high``.
    """

    estimates: Mapping[str, Estimate]
    posterior: Posterior
    table: pd.DataFrame


def central(posterior: Posterior, level: float) -> tuple[Floats, Floats, Floats]:
    """Return the mean and the central credible interval of each unit, from one and the same posterior."""
    tail = (1 - checked_level(level)) / 2
    value, low, high = posterior.mean(), posterior.quantile(tail), posterior.quantile(1 - tail)
    if ((value < low) | (value > high)).any():
        expected = "one at which every interval contains its estimate, the mean of a skew distribution (0.65 or so)"
        raise refuse(f"the level {level:g}", expected, "take a higher level, such as 0.9")
    return value, low, high


def log_probability(counts: Floats, expected: Floats, shape: Floats) -> Floats:
    """Return the negative binomial log-probability, without the term that holds the counts alone."""
    chance = counts * np.log(expected / (shape + expected)) - shape * np.log1p(expected / shape)
    return np.asarray(scipy.special.gammaln(shape + counts) - scipy.special.gammaln(shape) + chance)


#: Fixed, so that a report is the same on every run.
SEED = 19560613


def ranks(shrunken: Shrinkage, *, about: Subject, level: float = 0.95, draws: int = 4000) -> dict[str, Estimate]:
    """Rank units by their shrunken multiplier, with an interval for each rank (Laird & Louis 1989).

    For each unit the median rank over the draws, 1 for the highest, between the ranks that its central interval
    ends at; ``n`` is the number of units. Where nothing sets units apart, all intervals span nearly all ranks.

    Parameters
    ----------
    shrunken : Shrinkage
        The ratios of `expectation`.
    draws : int
        Size of the simulation.

    Examples
    --------
    >>> posterior = Posterior(np.ones(1), np.array([[2.0, 90.0, 9.0]]), np.ones((1, 3)))
    >>> ratios = Shrinkage({}, posterior, pd.DataFrame(index=list("ABC")))
    >>> stated = ranks(ratios, about=Subject("World", "countries by ratio", "invented notices", "invented"))
    >>> stated["B"].value, stated["B"].n
    (1.0, 3.0)
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
