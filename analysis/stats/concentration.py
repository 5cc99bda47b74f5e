"""How concentrated notices are on few states."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import stats

from analysis.stats.checks import Floats, checked_count, checked_level, refuse
from analysis.stats.estimate import Estimate
from analysis.stats.shares import wilson
from analysis.stats.wording import Subject, interval, number, percent, percent_interval


def top_share(counts: pd.Series, k: int, *, about: Subject, level: float = 0.95) -> Estimate:
    """State the share of all events that falls on the k states with most.

    Parameters
    ----------
    counts : pandas.Series, shape (states,)
        Events of each state, at least one in all.
    k : int
        How many states, from 1 to the number of states.
    about : Subject
        Noun of the events, universe and source.
    level : float
        Confidence level.

    Returns
    -------
    Estimate
        A share with its Wilson interval, in which the k states are taken as given; ``n`` is all events.
    """
    counted = _checked(counts, 1)
    if not 1 <= checked_count(k, "number of states") <= len(counted):
        raise refuse(f"the {k} states with most", f"1 to {len(counted)}", "choose a number within the table")
    part, whole = int(np.sort(counted)[-k:].sum()), int(counted.sum())
    ends = wilson(part, whole, level)
    who = "the state with most" if k == 1 else f"the {k} states with most"
    sentence = about.sentence(
        f"{percent(part / whole)} of {about.noun} fall on {who}",
        f"{number(part)} of {number(whole)}",
        percent_interval(*ends, level),
    )
    return Estimate(part / whole, *ends, level, "Wilson", float(whole), about.universe, sentence, about.source, "share")


def herfindahl(counts: pd.Series, *, about: Subject, level: float = 0.95) -> Estimate:
    """State the chance that two events drawn at random are of the same state (Simpson 1949).

    Parameters
    ----------
    counts : pandas.Series, shape (states,)
        Events of each state, at least four in all.
    about : Subject
        Noun of the events, universe and source.
    level : float
        Confidence level.

    Returns
    -------
    Estimate
        Simpson's unbiased estimate of the Herfindahl index, sum of y (y - 1) / (n (n - 1)), with the normal interval
        of his variance, cut to 0 to 1; ``n`` is all events.
    """
    counted = _checked(counts, 4)
    value, low, high = _simpson(counted, checked_level(level))
    sentence = about.sentence(
        f"two {about.noun} drawn at random are of the same state with a chance of {percent(value)}",
        percent_interval(low, high, level),
    )
    total = float(counted.sum())
    return Estimate(value, low, high, level, "Simpson", total, about.universe, sentence, about.source, "share")


def effective_number(counts: pd.Series, *, about: Subject, level: float = 0.95) -> Estimate:
    """State how many states with equal counts would be as concentrated: 1 over the Herfindahl index.

    Parameters
    ----------
    counts : pandas.Series, shape (states,)
        Events of each state; some state with two or more.
    about : Subject
        Noun of the events, universe and source.
    level : float
        Confidence level.

    Returns
    -------
    Estimate
        In states, with the inverted interval of `herfindahl`, cut to the number of states; ``n`` is all events.
    """
    counted = _checked(counts, 4)
    value, low, high = _simpson(counted, checked_level(level))
    if value == 0:
        raise refuse("no state with two events", "at least one", "state the counts themselves")
    ends = 1 / high, max(1 / value, min(float(len(counted)), 1 / low if low > 0 else float("inf")))
    sentence = about.sentence(
        f"{about.noun} are as concentrated as if {number(1 / value)} states shared them equally",
        interval(*ends, level),
    )
    total = float(counted.sum())
    return Estimate(
        1 / value, *ends, level, "inverse of Simpson", total, about.universe, sentence, about.source, "states"
    )


def _checked(counts: pd.Series, least: int) -> Floats:
    counted = np.array([checked_count(count) for count in counts], dtype=float)
    if counted.sum() < least:
        raise refuse(f"{counted.sum():.0f} events", f"{least} or more", "state the counts themselves")
    return counted


def _simpson(counts: Floats, level: float) -> tuple[float, float, float]:
    total = counts.sum()
    value = (counts * (counts - 1)).sum() / (total * (total - 1))
    squares, cubes = ((counts / total) ** 2).sum(), ((counts / total) ** 3).sum()
    spread = 4 * (total - 2) * cubes + 2 * squares - 2 * (2 * total - 3) * squares**2
    reach = stats.norm.ppf((1 + level) / 2) * np.sqrt(max(spread, 0.0) / (total * (total - 1)))
    return float(value), float(max(0.0, value - reach)), float(min(1.0, value + reach))
