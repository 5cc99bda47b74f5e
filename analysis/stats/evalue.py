"""How strong something unmeasured would have to be to explain a ratio away."""

from __future__ import annotations

import math
from dataclasses import replace

from analysis.stats.estimate import Estimate, number, refuse


def evalue(ratio: float) -> float:
    """Give the E-value of a rate ratio: RR + sqrt(RR (RR - 1)) (VanderWeele & Ding 2017).

    Parameters
    ----------
    ratio : float
        Above 0; below 1 its inverse is taken.

    Returns
    -------
    float
        1 or more: the ratio that an unmeasured confounder would need with both sides to explain it away.
    """
    high = _above_one(ratio)
    return high + math.sqrt(high * (high - 1))


def selection_evalue(ratio: float) -> float:
    """Give the selection-bias E-value: sqrt(RR) + sqrt(RR - sqrt(RR)) (Smith & VanderWeele 2019).

    Parameters
    ----------
    ratio : float
        Above 0; below 1 its inverse is taken.

    Returns
    -------
    float
        1 or more: how strongly being seen would have to depend on both sides, as four equal ratios.
    """
    root = math.sqrt(_above_one(ratio))
    return root + math.sqrt(root * root - root)


def evalue_of(ratio: Estimate) -> Estimate:
    """State the E-value of a ratio and of the end of its interval that is nearest to 1.

    Parameters
    ----------
    ratio : Estimate
        A rate ratio with an interval.

    Returns
    -------
    Estimate
        The E-value of the ratio; its sentence also gives that of the interval's end, 1 where it holds 1. An E-value
        has no interval of its own.
    """
    if ratio.low is None or ratio.high is None:
        raise refuse("a ratio without an interval", "one with low and high", "give low and high")
    value, end = evalue(ratio.value), nearest_evalue(ratio.low, ratio.high)
    sentence = (
        f"{ratio.sentence} To explain this away, something unmeasured would need ratios of {number(value)} with both "
        f"sides, and of {number(end)} to move the interval to 1."
    )
    return replace(
        ratio, value=value, low=None, high=None, level=None, method="E-value", sentence=sentence, unit="ratio"
    )


def nearest_evalue(low: float, high: float) -> float:
    """Give the E-value of the end of an interval of ratios that is nearest to 1; 1 where the interval holds 1."""
    if low <= 1 <= high:
        return 1.0
    return evalue(low if low > 1 else high)


def _above_one(ratio: float) -> float:
    if not math.isfinite(ratio) or ratio <= 0:
        raise refuse(f"the ratio {ratio}", "a finite number above 0", "state the two rates side by side")
    return max(ratio, 1 / ratio)
