"""Estimates of several draws combined, as no report does any longer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy

from analysis.stats.estimate import checked_level, refuse


@dataclass(frozen=True)
class Combined:
    """An estimate from several draws of what is uncertain."""

    value: float
    variance: float
    freedom: float

    def interval(self, level: float) -> tuple[float, float]:
        """Return the ends of the t interval."""
        reach = scipy.stats.t.ppf((1 + checked_level(level)) / 2, self.freedom) * np.sqrt(self.variance)
        return float(self.value - reach), float(self.value + reach)


def rubin(values: Sequence[float], variances: Sequence[float], freedom: float = np.inf) -> Combined:
    """Combine the estimates of several draws (Rubin 1987), with few clusters as Barnard & Rubin (1999).

    Parameters
    ----------
    values, variances : sequence of float, shape (draws,)
        The estimate of each draw, and its squared error.
    freedom : float
        Degrees of freedom that one complete draw has.

    Returns
    -------
    Combined
        Mean; mean variance plus (1 + 1 / draws) times the variance of the values.

    Raises
    ------
    ValueError
        If there are fewer than two draws, or not as many values as variances.

    Examples
    --------
    >>> round(rubin([1.0, 2.0, 3.0], [0.5, 0.5, 0.5]).variance, 4)
    1.8333
    """
    if len(values) != len(variances) or len(values) < 2:
        raise refuse(f"{len(values)} values and {len(variances)} variances", "two or more of each", "draw more often")
    many = len(values)
    spread = (1 + 1 / many) * float(np.var(values, ddof=1))
    total = float(np.mean(variances)) + spread
    part = spread / total
    return Combined(float(np.mean(values)), total, _freedom(many, part, freedom))


def _freedom(many: int, part: float, complete: float) -> float:
    old = (many - 1) / part**2 if part > 0 else np.inf
    if not np.isfinite(complete):
        return float(old)
    observed = (complete + 1) / (complete + 3) * complete * (1 - part)
    return float(1 / (1 / old + 1 / observed))
