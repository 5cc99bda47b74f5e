"""The result that both kinds of shrinkage share: a league table that chance has been taken out of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from analysis.stats.checks import Floats
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


def interval_around(posterior: Posterior, value: Floats, level: float) -> tuple[Floats, Floats]:
    """Give the central credible interval of each unit, widened where a very skew one would leave its mean out.

    Parameters
    ----------
    posterior : Posterior
        Of all units.
    value : numpy.ndarray, shape (units,)
        The point estimates.
    level : float
        Credibility level.

    Returns
    -------
    tuple of numpy.ndarray, shape (units,)
        Low and high.
    """
    tail = (1 - level) / 2
    low, high = posterior.quantile(tail), posterior.quantile(1 - tail)
    return low.clip(max=value), high.clip(min=value)
