"""Shares of a whole: Wilson and Clopper-Pearson intervals."""

from __future__ import annotations

from statsmodels.stats.proportion import proportion_confint

from analysis.stats.checks import checked_level, checked_part
from analysis.stats.estimate import Estimate
from analysis.stats.wording import Subject, number, percent, percent_interval


def wilson(part: int, whole: int, level: float = 0.95) -> tuple[float, float]:
    """Give the score interval of a share (Wilson 1927).

    Parameters
    ----------
    part, whole : int
        Numerator and denominator, 0 <= part <= whole, whole >= 1.
    level : float
        Confidence level.

    Returns
    -------
    tuple of float
        Low and high, between 0 and 1; exactly 0 at a part of 0 and exactly 1 at a full part.

    Notes
    -----
    By name: the default of statsmodels is ``normal``, which gives [0, 0] at 0.
    """
    inside, total = checked_part(part, whole)
    low, high = proportion_confint(inside, total, alpha=1 - checked_level(level), method="wilson")
    return (0.0 if inside == 0 else float(low)), (1.0 if inside == total else float(high))


def clopper_pearson(part: int, whole: int, level: float = 0.95) -> tuple[float, float]:
    """Give the exact interval of a share (Clopper & Pearson 1934), which never covers less than its level.

    Parameters
    ----------
    part, whole : int
        Numerator and denominator, 0 <= part <= whole, whole >= 1.
    level : float
        Confidence level.

    Returns
    -------
    tuple of float
        Low and high, between 0 and 1.
    """
    inside, total = checked_part(part, whole)
    low, high = proportion_confint(inside, total, alpha=1 - checked_level(level), method="beta")
    return float(low), float(high)


def wilson_share(part: int, whole: int, *, about: Subject, level: float = 0.95) -> Estimate:
    """State a share with its Wilson interval.

    Parameters
    ----------
    part, whole : int
        Numerator and denominator, counted in the same universe.
    about : Subject
        Its noun follows the percentage, for example ``of public notices are against own nationals``.
    level : float
        Confidence level.

    Returns
    -------
    Estimate
        A share between 0 and 1; ``n`` is the denominator.
    """
    return _share(part, whole, wilson(part, whole, level), "Wilson", about, level)


def clopper_pearson_share(part: int, whole: int, *, about: Subject, level: float = 0.95) -> Estimate:
    """State a share with its exact Clopper-Pearson interval; parameters as `wilson_share`."""
    return _share(part, whole, clopper_pearson(part, whole, level), "Clopper-Pearson", about, level)


def _share(part: int, whole: int, ends: tuple[float, float], method: str, about: Subject, level: float) -> Estimate:
    details = (f"{number(part)} of {number(whole)}", percent_interval(*ends, level))
    sentence = about.sentence(f"{percent(part / whole)} {about.noun}", *details)
    return Estimate(part / whole, *ends, level, method, float(whole), about.universe, sentence, about.source, "share")
