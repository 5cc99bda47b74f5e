"""Values that others estimated, with the uncertainty that they published."""

from __future__ import annotations

import math

import scipy

from analysis.core.messages import _
from analysis.stats.estimate import Estimate, Kind, Subject, checked_level, interval, refuse

__all__ = ["with_published_error"]


def with_published_error(value: float, error: float, *, about: Subject, level: float = 0.95) -> Estimate:
    """Return a published value with the normal interval of its published standard error.

    In the index's own unit; ``n`` is 1, for one published value.

    Parameters
    ----------
    value, error : float
        As published, for example a Worldwide Governance Indicator and its standard error (0 or more).

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
    reach, method = half_width(level) * error, _("published error")
    ends = value - reach, value + reach
    sentence = about.sentence(_("{count} {noun}", count=value, noun=about.noun), interval(*ends, level))
    return about.estimate(value, sentence, method, 1.0, ends=ends, level=level, unit="index", kind=Kind.INDEX)


def half_width(level: float) -> float:
    """Return the half-width of a normal interval in standard errors: 1.96 at a level of 0.95."""
    return float(scipy.special.ndtri((1 + checked_level(level)) / 2))
