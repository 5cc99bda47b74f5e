"""How far a finding could be wrong: something unmeasured, notices that are not seen, too little data to see it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import median

import scipy

from analysis.core.messages import _, number
from analysis.stats.estimate import Estimate, Kind, Subject, percent, refuse

__all__ = ["agreeing", "bounded", "reversing_factor", "true_share", "visible_needed"]

#: Ratios above this are not searched.
LARGEST = 1e6


def _hidden(share: float, factor: float) -> tuple[float, float]:
    """Return the least and the largest share whose odds are within a factor of those of a share."""
    if not factor >= 1:
        raise refuse(f"the factor {factor}", "1 or more", "state how many times the odds may differ")
    if math.isinf(factor):
        return 0.0, 1.0
    low, high = (share * by / (1 - share + share * by) for by in (1 / factor, factor))
    return low, high


def bounded(share: float, visible: float, factor: float = math.inf) -> tuple[float, float]:
    """Return the least and the largest share among all notices when the hidden odds are within a factor of the public.

    Parameters
    ----------
    share : float
        Among public notices.
    visible : float
        The share of all notices that is public, above 0 and at most 1.
    factor : float
        1 or more; infinite where nothing is assumed (Manski 1989).

    Raises
    ------
    ValueError
        If the visible share is not above 0 and at most 1, or the factor is below 1.

    Examples
    --------
    >>> [round(end, 2) for end in bounded(0.3, 0.1)]
    [0.03, 0.93]
    >>> [round(end, 2) for end in bounded(0.3, 0.1, 2)]
    [0.19, 0.45]
    """
    if not 0 < visible <= 1:
        raise refuse(f"the visible share {visible}", "one above 0 and at most 1", "write 0.1 for one in ten")
    low, high = _hidden(share, factor)
    return visible * share + (1 - visible) * low, visible * share + (1 - visible) * high


def true_share(share: float, missed: float, wrong: float) -> float:
    """Return the share that is true where a classifier misses some and calls others by error (Rogan & Gladen 1978).

    Parameters
    ----------
    share : float
        As classified.
    missed, wrong : float
        Shares of the true ones that it misses, and of the others that it calls true; less than 1 together.

    Raises
    ------
    ValueError
        If both together are 1 or more.

    Examples
    --------
    >>> round(true_share(0.3, 0.1, 0.02), 3)
    0.318
    """
    if not missed + wrong < 1:
        raise refuse(
            f"{missed} missed and {wrong} wrong", "less than 1 together", "use a classifier that is better than chance"
        )
    return min(1.0, max(0.0, (share - wrong) / (1 - missed - wrong)))


def reversing_factor(larger: float, smaller: float, visible: float, visible_smaller: float | None = None) -> float:
    """Return the factor between hidden and public odds beyond which the order of two shares could reverse.

    1 where the shares are equal; infinite where no factor reverses them. Both shares may err by the factor, each to its
    own side.

    Parameters
    ----------
    larger, smaller : float
        Two shares among public notices, the first not below the second.
    visible : float
        The share of all notices that is public, above 0 and at most 1, the same for both.
    visible_smaller : float, optional
        That of the second, where it differs.

    Raises
    ------
    ValueError
        If the first share is below the second, or the visible share is not above 0 and at most 1.

    Examples
    --------
    >>> round(reversing_factor(0.816239, 0.104416, 0.1), 2)
    7.26
    """
    _check_order(larger, smaller)

    def apart(factor: float) -> float:
        return bounded(larger, visible, factor)[0] - bounded(smaller, visible_smaller or visible, factor)[1]

    if larger == smaller:
        return 1.0
    if apart(LARGEST) > 0:
        return math.inf
    return float(scipy.optimize.brentq(apart, 1.0, LARGEST, xtol=1e-10))


def visible_needed(larger: float, smaller: float, factor: float = math.inf) -> float:
    """Return the visible share above which the order of two shares cannot reverse, whatever is within the factor.

    Between 0 (the assumption alone keeps the order) and 1 (only seeing all does).

    Parameters
    ----------
    larger, smaller : float
        Two shares among public notices, the first not below the second.
    factor : float
        Between hidden and public odds, 1 or more; infinite where nothing is assumed.

    Raises
    ------
    ValueError
        If the first share is below the second, or the factor is below 1.

    Examples
    --------
    >>> round(visible_needed(0.8, 0.3), 3), visible_needed(0.8, 0.3, 2)
    (0.667, 0.0)
    """
    _check_order(larger, smaller)
    least, most = _hidden(larger, factor)[0], _hidden(smaller, factor)[1]
    missing, apart = max(0.0, most - least), larger - smaller
    return missing / (missing + apart) if apart > 0 else 1.0


def _check_order(larger: float, smaller: float) -> None:
    if not 0 <= smaller <= larger <= 1:
        raise refuse(f"the shares {larger} and {smaller}", "two from 0 to 1, the larger first", "swap the two")


def agreeing(effects: Sequence[float], null: float, above: bool, *, about: Subject) -> Estimate:
    """State in which share of specifications an effect lies on the same side of what would mean nothing.

    A complete count's share, with the number of specifications, the least, the middle and the largest effect in its
    sentence. Specifications are choices and no sample, so there is no interval (Simonsohn and others 2020).

    Parameters
    ----------
    effects : sequence of float
        One a specification; each must be finite.
    null : float
        The effect that would mean nothing: 1 for a ratio.
    above : bool
        Whether the conclusion is that the effect lies above it.

    Raises
    ------
    ValueError
        If there is no specification, or an effect is not finite.

    Examples
    --------
    >>> about = Subject("Below 1", "analyses", "choices for invented cases", "invented")
    >>> agreeing([0.2, 0.4, 1.1, 0.5], 1, above=False, about=about).sentence
    'The finding “Below 1” holds in 3 of 4 analyses (75 %). Effects range from 0.20 to 1.1, with a median of 0.45.'
    """
    ordered = sorted(effects)
    if not ordered or not all(math.isfinite(effect) for effect in ordered):
        got = f"{len(ordered)} effects, not all finite"
        raise refuse(got, "one finite effect or more", "drop failed fits, and report that")
    agree = sum(effect > null if above else effect < null for effect in ordered)
    share, middle = agree / len(ordered), median(ordered)
    sentence = _("The finding “{claim}” holds in {agree} of {all} {noun} ({share}). Effects range from {least} to "
        "{most}, with a median of {middle}.", claim=about.place, agree=number(agree), all=number(len(ordered)),
        noun=about.noun, share=percent(share), least=number(ordered[0]), most=number(ordered[-1]),
        middle=number(middle))  # fmt: skip
    method = _("share of specifications")
    return about.estimate(share, sentence, method, len(ordered), unit="share", kind=Kind.DERIVED)
