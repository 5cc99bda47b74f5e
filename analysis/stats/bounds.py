"""Most notices cannot be seen: what a share among all of them may be, from the worst case to named assumptions."""

from __future__ import annotations

import math
from typing import Literal

from analysis.stats.estimate import Estimate, Subject, checked_exposure, checked_part, number, percent, refuse

Assumption = Literal["none", "hidden at least as high", "hidden at most as high", "odds within a factor"]


def share_bounds(
    part: int,
    seen: int,
    visible: float,
    *,
    about: Subject,
    assumption: Assumption = "none",
    factor: float = 1.0,
) -> Estimate:
    """State what a share among all notices may be when only some are public (Manski 1989).

    Parameters
    ----------
    part, seen : int
        Numerator and denominator among the public notices.
    visible : float
        The share of all notices that is public, above 0 and at most 1.
    about : Subject
        Its noun follows the percentage and speaks of all notices; its universe names both.
    assumption : str
        ``none``: the hidden notices may hold any share. ``hidden at least as high`` or ``hidden at most as high``:
        states hide the kind at least as much, or at most as much, as others. ``odds within a factor``: the odds among
        hidden notices are at most ``factor`` times, and at least one ``factor``-th of, those among public ones.
    factor : float
        For the last assumption, 1 or more.

    Returns
    -------
    Estimate
        The value is the share among public notices; ``low`` and ``high`` are bounds, without a level, that hold
        whatever the hidden part is within the assumption. ``n`` is ``seen``.

    Raises
    ------
    ValueError
        If the visible share is not above 0 and at most 1, or the factor is below 1.
    """
    inside, total = checked_part(part, seen)
    if not 0 < visible <= 1:
        raise refuse(f"the visible share {visible}", "one above 0 and at most 1", "write 0.1 for one in ten")
    share = inside / total
    hidden = _hidden(share, assumption, factor)
    least, most = (visible * share + (1 - visible) * end for end in hidden)
    low, high = min(least, share), max(most, share)
    detail = f"{number(inside)} of {number(total)} among public ones, {percent(visible)} of all are public"
    assumed = "whatever the others are" if assumption == "none" else f"assuming {_in_words(assumption, factor)}"
    sentence = about.sentence(f"between {percent(low)} and {percent(high)} {about.noun}", detail, assumed)
    return Estimate(
        share, low, high, None, f"worst-case bounds, assumption: {assumption}", float(total), about.universe, sentence,
        about.source, "share", "worst-case bounds",
    )  # fmt: skip


def _hidden(share: float, assumption: Assumption, factor: float) -> tuple[float, float]:
    if assumption == "odds within a factor":
        if not factor >= 1:
            raise refuse(f"the factor {factor}", "1 or more", "give how many times the odds may differ")
        return _scaled(share, 1 / checked_exposure(factor, "factor")), _scaled(share, factor)
    ends = {"none": (0.0, 1.0), "hidden at least as high": (share, 1.0), "hidden at most as high": (0.0, share)}
    if assumption not in ends:
        raise refuse(
            f"the assumption {assumption!r}", f"one of {[*ends, 'odds within a factor']}", "choose one of them"
        )
    return ends[assumption]


def _scaled(share: float, factor: float) -> float:
    return share * factor / (1 - share + share * factor) if math.isfinite(factor) else 1.0


def _in_words(assumption: Assumption, factor: float) -> str:
    if assumption == "odds within a factor":
        return f"the odds among the others are within {number(factor)} times either way"
    return f"the share among the others is {assumption.removeprefix('hidden ')}"
