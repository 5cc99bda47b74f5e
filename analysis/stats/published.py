"""Values that others estimated, with the uncertainty that they published."""

from __future__ import annotations

import math

import scipy

from analysis.core.messages import _
from analysis.stats.estimate import Estimate, Subject, checked_level, interval, refuse


def with_published_error(value: float, error: float, *, about: Subject, level: float = 0.95) -> Estimate:
    """State a published value with the normal interval of its published standard error.

    Parameters
    ----------
    value, error : float
        As published, for example a Worldwide Governance Indicator and its standard error (0 or more).
    about : Subject
        Its noun follows the number, for example ``on the rule of law index``.
    level : float
        Confidence level.

    Returns
    -------
    Estimate
        In the index's own unit; ``n`` is 1, for one published value.

    Raises
    ------
    ValueError
        If the standard error is negative or missing, or the level not between 0 and 1.

    Examples
    --------
    >>> about = Subject("Freedonia", "on the rule of law index", "invented index", "invented")
    >>> with_published_error(-1.2, 0.15, about=about).sentence
    'Freedonia: -1.2 on the rule of law index (95 % interval -1.5 to -0.91). Counted: invented index.'
    """
    if not math.isfinite(error) or error < 0:
        raise refuse(
            f"the standard error {error}", "a number of 0 or more", "leave the interval out if none is published"
        )
    reach = half_width(level) * error
    return _with_published_ends(
        value, value - reach, value + reach, about=about, level=level, method=_("published error")
    )


def half_width(level: float) -> float:
    """Give the half-width of a normal interval in standard errors: 1.96 at a level of 0.95.

    Parameters
    ----------
    level : float
        Confidence level.

    Returns
    -------
    float
        In standard errors.

    Raises
    ------
    ValueError
        If the level is not between 0 and 1.

    Examples
    --------
    >>> round(half_width(0.95), 4)
    1.96
    """
    return float(scipy.special.ndtri((1 + checked_level(level)) / 2))


def _with_published_ends(
    value: float, low: float, high: float, *, about: Subject, level: float, method: str = ""
) -> Estimate:
    """State a published value with the ends that were published beside it."""
    sentence = about.sentence(
        _("{count} {noun}", count=value, noun=about.noun), interval(low, high, checked_level(level))
    )
    obtained = method or _("published interval")
    return Estimate(
        value, low, high, level, obtained, 1.0, about.universe, sentence, about.source, "index", "published error"
    )
