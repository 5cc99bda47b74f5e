"""The result that both kinds of shrinkage share: a league table that chance has been taken out of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from analysis.stats.checks import Floats, refuse
from analysis.stats.estimate import Estimate
from analysis.stats.posterior import Posterior


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
    """

    estimates: Mapping[str, Estimate]
    posterior: Posterior
    common: float
    dispersion: float
    table: pd.DataFrame


def central(posterior: Posterior, level: float) -> tuple[Floats, Floats, Floats]:
    """Give the mean and the central credible interval of each unit, from one and the same posterior.

    Parameters
    ----------
    posterior : Posterior
        Of all units.
    level : float
        Credibility level.

    Returns
    -------
    tuple of numpy.ndarray, shape (units,)
        Mean, low and high.

    Raises
    ------
    ValueError
        If a posterior is so skew that its mean lies beyond the interval, as at a low level.
    """
    tail = (1 - level) / 2
    value, low, high = posterior.mean(), posterior.quantile(tail), posterior.quantile(1 - tail)
    if ((value < low) | (value > high)).any():
        raise refuse(f"the level {level:g}", "one whose intervals hold the means", "take a higher level, such as 0.9")
    return value, low, high
