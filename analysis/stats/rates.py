"""Counts and rates of few events: exact Poisson intervals, and the ratio of two rates."""

from __future__ import annotations

from typing import Literal

import statsmodels.stats.rates as sm_rates

from analysis.stats.checks import checked_count, checked_exposure, checked_level, refuse
from analysis.stats.estimate import Estimate
from analysis.stats.shares import clopper_pearson
from analysis.stats.wording import Subject, interval, number

EXACT = "exact Poisson"


def exact_poisson(count: int, exposure: float = 1.0, level: float = 0.95) -> tuple[float, float]:
    """Give the exact central interval of a Poisson rate (Garwood 1936).

    Parameters
    ----------
    count : int
        Events seen, 0 or more.
    exposure : float
        What they happened to, above 0.
    level : float
        Confidence level.

    Returns
    -------
    tuple of float
        Low and high, per unit of exposure; low is 0 at a count of 0.

    Notes
    -----
    ``exact-c`` by name: at a count of 0 the methods ``wald``, ``midp-c`` and ``sqrt`` of statsmodels return an
    interval of no width.
    """
    low, high = sm_rates.confint_poisson(
        checked_count(count), checked_exposure(exposure), method="exact-c", alpha=1 - checked_level(level)
    )
    return float(low), float(high)


def poisson_rate(
    count: int, exposure: float, *, per: float, per_label: str, about: Subject, level: float = 0.95
) -> Estimate:
    """State a rate of events with its exact interval.

    Parameters
    ----------
    count : int
        Events seen, 0 or more.
    exposure : float
        What they happened to, above 0, in single units (inhabitants, refugees, person-years).
    per : float
        The exposure that the rate is stated for, for example 1e6.
    per_label : str
        The same in words, for example ``million inhabitants``.
    about : Subject
        Place, noun, universe and source; the exposure is treated as known.
    level : float
        Confidence level.

    Returns
    -------
    Estimate
        In events per ``per`` units of exposure; ``n`` is the count.
    """
    low, high = (checked_exposure(per, "base of the rate") * end for end in exact_poisson(count, exposure, level))
    value = per * count / exposure
    claim = f"{number(value)} {about.noun} per {per_label}"
    sentence = about.sentence(claim, about.counted(count), interval(low, high, level))
    unit = f"{about.noun} per {per_label}"
    return Estimate(value, low, high, level, EXACT, float(count), about.universe, sentence, about.source, unit)


def rate_ratio(
    first: tuple[int, float],
    second: tuple[int, float],
    *,
    about: Subject,
    against: str,
    method: Literal["exact-cond", "score"] = "exact-cond",
    level: float = 0.95,
) -> Estimate:
    """State how many times higher one rate is than another of the same universe.

    Parameters
    ----------
    first, second : tuple of (int, float)
        Count and exposure of each; the ratio is first over second.
    about : Subject
        Place and noun of the first; both counts must be of its universe.
    against : str
        The place of the second.
    method : {"exact-cond", "score"}
        ``exact-cond``: the first count given the sum is binomial (Przyborowski & Wilenski 1940), so its exact interval
        gives that of the ratio. ``score``: shorter, for larger counts.
    level : float
        Confidence level.

    Returns
    -------
    Estimate
        A ratio; ``n`` is the sum of both counts. ``high`` is finite because ``second`` has events.

    Raises
    ------
    ValueError
        If the second count is 0: the ratio has no finite value.

    Notes
    -----
    At a first count of 0 the score interval of statsmodels is its upper end twice; the lower end is 0.
    """
    one, two = checked_count(first[0]), checked_count(second[0])
    if two == 0:
        raise refuse(f"no event in {against}", "a count above 0 to compare with", "state both rates side by side")
    ends = _ratio_ends((one, checked_exposure(first[1])), (two, checked_exposure(second[1])), method, level)
    value = (one / first[1]) / (two / second[1])
    claim = f"{number(value)} times the rate of {about.noun} in {against}"
    sentence = about.sentence(claim, f"{number(one)} against {number(two)} events", interval(*ends, level))
    named = {"exact-cond": "exact conditional ratio of Poisson rates", "score": "score ratio of Poisson rates"}[method]
    return Estimate(value, *ends, level, named, float(one + two), about.universe, sentence, about.source, "ratio")


def _ratio_ends(first: tuple[int, float], second: tuple[int, float], method: str, level: float) -> tuple[float, float]:
    (one, exposed), (two, other) = first, second
    if method == "score":
        low, high = sm_rates.confint_poisson_2indep(one, exposed, two, other, method="score", alpha=1 - level)
        return (0.0 if one == 0 else float(low)), float(high)
    low, high = clopper_pearson(one, one + two, level)
    return low / (1 - low) * other / exposed, high / (1 - high) * other / exposed
