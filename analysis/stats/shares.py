"""Shares of what was counted completely, which have no interval of chance, and the interval of a sample's share."""

from __future__ import annotations

from statsmodels.stats.proportion import proportion_confint

from analysis.stats.checks import checked_level, checked_part
from analysis.stats.estimate import Estimate
from analysis.stats.wording import (
    LEAST_FOR_PERCENT,
    Subject,
    number,
    share_in_words,
)

#: How a share of a complete count says that it was obtained.
COUNTED = "share of a complete count"
HIDDEN = "bounds of a hidden count"


def counted_share(part: int, whole: int, *, about: Subject) -> Estimate:
    """State a share of what was counted completely: without an interval, for nothing was sampled.

    Parameters
    ----------
    part, whole : int
        Numerator and denominator, counted in the same universe.
    about : Subject
        Its noun begins with ``of`` where a percentage can stand before it, for example ``of public notices are against
        own nationals``.

    Returns
    -------
    Estimate
        A share between 0 and 1; ``n`` is the denominator. Of fewer than ``LEAST_FOR_PERCENT`` the sentence says the
        counts, ``3 of 7``, and no percentage.
    """
    inside, total = checked_part(part, whole)
    counts = f"{number(inside)} of {number(total)}" if total >= LEAST_FOR_PERCENT else ""
    sentence = about.sentence(f"{share_in_words(inside, total)} {_noun(about, total)}", counts)
    return Estimate(
        inside / total, None, None, None, COUNTED, float(total), about.universe, sentence, about.source, "share"
    )


def _noun(about: Subject, whole: int) -> str:
    return about.noun if whole >= LEAST_FOR_PERCENT else about.noun.removeprefix("of ")


def hidden_share(most: int, whole: int, *, about: Subject, reason: str, least: int = 0) -> Estimate:
    """State what the share of a part that is not told can be at least and at most, in the words of `counted_share`.

    Parameters
    ----------
    most, whole : int
        The largest part that is possible, and the denominator.
    about : Subject
        As for `counted_share`.
    reason : str
        Why the part is not told.
    least : int
        The smallest part that is possible.

    Returns
    -------
    Estimate
        Its value is the least.
    """
    inside, total = checked_part(most, whole)
    low, high = share_in_words(least, total), share_in_words(inside, total)
    claim = f"at most {high}" if least == 0 else f"at least {low}" if inside == total else f"{low} to {high}"
    sentence = about.sentence(f"{claim} {_noun(about, total)}", reason)
    return Estimate(
        least / total, least / total, inside / total, None, HIDDEN, float(total), about.universe, sentence,
        about.source, "share", "worst-case bounds",
    )  # fmt: skip


def wilson(part: int, whole: int, level: float = 0.95) -> tuple[float, float]:
    """Give the score interval of a sample's share (Wilson 1927), such as that of rows coded twice.

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
