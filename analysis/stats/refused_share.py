"""What share of requests was refused or cancelled, when neither published denominator is the right one.

A request that is refused before publication is not among the alerts issued; an alert that is cancelled after
publication is. Published totals do not tell the two apart, so the share lies between two ratios.
"""

from __future__ import annotations

from analysis.stats.checks import checked_count, refuse
from analysis.stats.estimate import Estimate
from analysis.stats.wording import Subject, number, percent

METHOD = "bounds by denominator: issued plus refused, and issued"


def beside_issued(refused: int, issued: int, *, about: Subject) -> Estimate:
    """State refusals beside alerts issued, as the publisher does; refused requests are not in the denominator.

    Parameters
    ----------
    refused, issued : int
        Complete counts of the same year and of the same kinds of alert; ``issued`` 1 or more.
    about : Subject
        Its noun follows the percentage, for example ``refused or cancelled, beside alerts issued``.

    Returns
    -------
    Estimate
        A ratio without an interval, because both counts are complete; ``n`` is ``issued``.
    """
    part, whole = _checked(refused, issued)
    sentence = about.sentence(f"{percent(part / whole)} {about.noun}", f"{number(part)} beside {number(whole)}")
    method = "ratio of complete counts"
    return Estimate(
        part / whole, None, None, None, method, float(whole), about.universe, sentence, about.source, "share"
    )  # fmt: skip


def refused_share(refused: int, issued: int, *, about: Subject) -> Estimate:
    """State the share of requests that were refused or cancelled, between the two cases that bound it.

    Parameters
    ----------
    refused, issued : int
        Complete counts of the same year and of the same kinds of alert; ``issued`` 1 or more.
    about : Subject
        Its noun follows the percentage, for example ``of requests were refused or cancelled``.

    Returns
    -------
    Estimate
        The value and ``low`` take every one as refused before publication (the requests are issued plus refused);
        ``high`` takes every one as an alert of the same year that was cancelled after it (the requests are those
        issued). Any mixture, and the cancellation of alerts of earlier years, lies between.
    """
    part, whole = _checked(refused, issued)
    low, high = part / (whole + part), part / whole
    details = (
        f"{number(part)} of {number(whole + part)} if all were refused before publication",
        f"{number(part)} of {number(whole)} if all were cancelled after it",
    )
    return _bounded(low, low, high, float(whole + part), about, details)


def refused_share_of_percent(percentage: float, decimals: int, *, about: Subject) -> Estimate:
    """State the same share where only refusals in per cent of alerts issued were published.

    Parameters
    ----------
    percentage : float
        Refused or cancelled in per cent of alerts issued, 0 or more.
    decimals : int
        Decimals that it was rounded to; half a unit of the last one is added to either side.
    about : Subject
        As in `refused_share`.

    Returns
    -------
    Estimate
        With s refused for each alert issued, s / (1 + s) of issued plus refused; bounds as in `refused_share`, widened
        by the rounding. ``n`` is 1, the one published figure.
    """
    if percentage < 0:
        raise refuse(f"the percentage {percentage}", "0 or more", "give refusals in per cent of alerts issued")
    ratio, half = percentage / 100, 10.0**-decimals / 200
    least = max(0.0, ratio - half)
    details = (f"from the published {percentage:.{decimals}f} % of alerts issued",)
    return _bounded(ratio / (1 + ratio), least / (1 + least), ratio + half, 1.0, about, details)


def _checked(refused: int, issued: int) -> tuple[int, int]:
    part, whole = checked_count(refused), checked_count(issued)
    if whole == 0:
        raise refuse("no alert issued", "1 or more", "leave out a year whose alerts issued were not read")
    return part, whole


def _bounded(value: float, low: float, high: float, n: float, about: Subject, details: tuple[str, ...]) -> Estimate:
    sentence = about.sentence(f"{percent(low)} to {percent(high)} {about.noun}", *details)
    return Estimate(
        value, low, high, None, METHOD, n, about.universe, sentence, about.source, "share", "worst-case bounds"
    )
