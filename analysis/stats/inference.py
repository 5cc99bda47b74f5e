"""Counts and shares of rows of which each is a state's own with a known chance only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd
import scipy

from analysis.core.messages import _
from analysis.stats.counts import counted_share
from analysis.stats.estimate import (
    LEAST_FOR_PERCENT,
    Estimate,
    Spread,
    Subject,
    checked_level,
    interval,
    percent,
    percent_interval,
)

COLUMNS = ["count", "of", "probability"]
#: Outcomes less probable than this are left out; the ends of a level up to 0.999 do not depend on them.
NEGLIGIBLE = 1e-6
METHOD = "Poisson-binomial"


def _law(chances: Iterable[float]) -> npt.NDArray[np.float64]:
    """Distribution of how many of independent events happen, each with its own chance (Poisson 1837)."""
    held = np.asarray(list(chances), dtype=float)
    if not ((held >= 0) & (held <= 1)).all():
        raise ValueError(f"got the chances {held.tolist()}; expected each between 0 and 1; to fix, correct them")
    sure, unsure = int((held == 1).sum()), held[(held > 0) & (held < 1)]
    counts = np.arange(len(unsure) + 1)
    law = np.zeros(len(held) + 1)
    law[sure + counts] = scipy.stats.poisson_binom.pmf(counts, unsure) if len(unsure) else 1.0
    return law


def count_law(chances: Sequence[float]) -> pd.DataFrame:
    """Give the distribution of a count.

    Parameters
    ----------
    chances : sequence of float
        One a row assigned to the state: the chance that it is the state's.

    Returns
    -------
    DataFrame
        ``count``, ``of`` (the rows assigned) and ``probability``, without negligible outcomes.

    Raises
    ------
    ValueError
        If a chance is not between 0 and 1.

    Examples
    --------
    >>> count_law([0.5, 0.5, 1.0]).to_dict("list")
    {'count': [1, 2, 3], 'of': [3, 3, 3], 'probability': [0.25, 0.5, 0.25]}
    """
    law = _law(chances)
    return _kept(pd.DataFrame({"count": range(len(law)), "of": len(law) - 1, "probability": law}))


def share_law(part: Sequence[float], rest: Sequence[float]) -> pd.DataFrame:
    """Give the distribution of a part and its whole, both counts of rows that are the state's with a chance only.

    Parameters
    ----------
    part, rest : sequence of float
        The chances of the rows that belong to the part, and of those that do not.

    Returns
    -------
    DataFrame
        ``count`` (the part), ``of`` (the whole; never 0, which has no share) and ``probability``.

    Raises
    ------
    ValueError
        If a chance is not between 0 and 1.

    Examples
    --------
    >>> share_law([0.5], [1.0]).to_dict("list")
    {'count': [0, 1], 'of': [1, 2], 'probability': [0.5, 0.5]}
    """
    inside, outside = _law(part), _law(rest)
    ones, others = np.indices((len(inside), len(outside))).reshape(2, -1)
    law = pd.DataFrame({"count": ones, "of": ones + others, "probability": np.outer(inside, outside).ravel()})
    return _kept(law[law["of"] > 0])


def _kept(law: pd.DataFrame) -> pd.DataFrame:
    held = law[law["probability"] >= NEGLIGIBLE]
    return held.assign(probability=held["probability"] / held["probability"].sum()).reset_index(drop=True)


def quantiles(values: npt.ArrayLike, probabilities: npt.ArrayLike, level: float) -> tuple[float, float, float]:
    """Give the median and the equal-tailed interval of a discrete distribution.

    Parameters
    ----------
    values, probabilities : array_like of float
        Outcomes in any order, repeated ones too, and how probable each is.
    level : float
        Between 0 and 1.

    Returns
    -------
    tuple of float
        Median, low, high: outcomes at which the distribution function first reaches a half, the lower tail, and all
        but the upper tail. The median is never outside the interval.

    Raises
    ------
    ValueError
        If the level is not between 0 and 1.

    Examples
    --------
    >>> quantiles([0, 1, 2], [0.25, 0.5, 0.25], 0.8)
    (1.0, 0.0, 2.0)
    """
    held, weights = np.asarray(values, dtype=float), np.asarray(probabilities, dtype=float)
    order = np.argsort(held, kind="stable")
    reached = np.cumsum(weights[order]) / weights.sum()
    tail = (1 - checked_level(level)) / 2
    median, low, high = (
        float(held[order][min(int(np.searchsorted(reached, at - 1e-12)), len(held) - 1)])
        for at in (0.5, tail, 1 - tail)
    )
    return median, low, high


def inferred_count(law: pd.DataFrame, *, about: Subject, level: float = 0.95) -> Estimate:
    """State a count whose rows are the state's with a chance only.

    Parameters
    ----------
    law : DataFrame
        As `count_law` gives it.
    about : Subject
        What is counted.
    level : float
        Level of the interval.

    Returns
    -------
    Estimate
        The median and the equal-tailed interval of one distribution; ``n`` is the number of rows assigned. Where no row
        is in doubt there is no interval.

    Raises
    ------
    ValueError
        If the level is not between 0 and 1.

    Examples
    --------
    >>> about = Subject("Freedonia", "notices", "invented notices", "invented", "notice")
    >>> inferred_count(count_law([0.5] * 8 + [1.0] * 12), about=about).sentence
    'Freedonia: 16 notices (of 20 assigned; 95 % interval 13 to 19 of the inference). Counted: invented notices.'
    """
    median, low, high = quantiles(law["count"], law["probability"], level)
    assigned = int(law["of"].max())
    detail = _("of {assigned} assigned", assigned=assigned) if median != assigned else ""
    doubt = len(law) > 1
    said = _("{interval} of the inference", interval=interval(low, high, level)) if doubt else ""
    sentence = about.sentence(about.counted(median), detail, said)
    return _estimate((median, low, high), level if doubt else None, float(assigned), about, sentence, about.noun)


def inferred_share(law: pd.DataFrame, *, about: Subject, level: float = 0.95) -> Estimate:
    """State a share whose rows are the state's with a chance only.

    Parameters
    ----------
    law : DataFrame
        As `share_law` gives it.
    about : Subject
        Its noun follows the percentage.
    level : float
        Level of the interval.

    Returns
    -------
    Estimate
        The median and the equal-tailed interval of one distribution, between 0 and 1; ``n`` is the median whole. Of a
        whole below ten the medians are told as counts, without a percentage.

    Raises
    ------
    ValueError
        If the level is not between 0 and 1.

    Examples
    --------
    >>> about = Subject("Freedonia", "of notices are against own nationals", "invented notices", "invented")
    >>> stated = inferred_share(share_law([0.9] * 6, [0.9] * 14), about=about)
    >>> round(stated.low, 2), round(stated.value, 2), round(stated.high, 2)
    (0.22, 0.3, 0.36)
    """
    median, low, high = quantiles(law["count"] / law["of"], law["probability"], level)
    part, whole = (quantiles(law[column], law["probability"], level)[0] for column in ("count", "of"))
    if whole < LEAST_FOR_PERCENT:
        return counted_share(int(part), int(whole), about=about)
    doubt = len(law) > 1
    said = _("{interval} of the inference", interval=percent_interval(low, high, level)) if doubt else ""
    claim = _("{share} {noun}", share=percent(median), noun=about.noun)
    sentence = about.sentence(claim, _("{part} of {whole}", part=part, whole=whole), said)
    return _estimate((median, low, high), level if doubt else None, whole, about, sentence, "share")


def _estimate(
    ends: tuple[float, float, float], level: float | None, n: float, about: Subject, sentence: str, unit: str
) -> Estimate:
    """Give the estimate, without an interval where there is no level."""
    median, low, high = ends
    spread: Spread = "requester inference"
    if level is None:
        return Estimate(median, None, None, None, METHOD, n, about.universe, sentence, about.source, unit, spread)
    return Estimate(median, low, high, level, METHOD, n, about.universe, sentence, about.source, unit, spread)
