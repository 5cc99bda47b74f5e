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
    Kind,
    Subject,
    checked_level,
    interval,
    percent,
    percent_interval,
)

__all__ = ["inferred_count", "inferred_share"]

COLUMNS = ["count", "of", "probability"]
#: Outcomes less probable than this are left out; the ends of a level up to 0.999 do not depend on them.
NEGLIGIBLE = 1e-6
METHOD = "Poisson-binomial"


def _law(chances: Iterable[float]) -> npt.NDArray[np.float64]:
    """Distribution of how many of independent events happen, each with its own chance (Poisson 1837)."""
    values = np.asarray(list(chances), dtype=float)
    if not ((values >= 0) & (values <= 1)).all():
        raise ValueError(f"got the chances {values.tolist()}; expected each between 0 and 1; to fix, correct them")
    sure, unsure = int((values == 1).sum()), values[(values > 0) & (values < 1)]
    counts = np.arange(len(unsure) + 1)
    law = np.zeros(len(values) + 1)
    law[sure + counts] = scipy.stats.poisson_binom.pmf(counts, unsure) if len(unsure) else 1.0
    return law


def count_law(chances: Sequence[float]) -> pd.DataFrame:
    """Return the distribution of a count."""
    law = _law(chances)
    return _kept(pd.DataFrame({"count": range(len(law)), "of": len(law) - 1, "probability": law}))


def share_law(part: Sequence[float], rest: Sequence[float]) -> pd.DataFrame:
    """Return the distribution of a part and its whole, both counts of rows that are the state's with a chance only."""
    inside, outside = _law(part), _law(rest)
    ones, others = np.indices((len(inside), len(outside))).reshape(2, -1)
    law = pd.DataFrame({"count": ones, "of": ones + others, "probability": np.outer(inside, outside).ravel()})
    return _kept(law[law["of"] > 0])


def _kept(law: pd.DataFrame) -> pd.DataFrame:
    rows = law[law["probability"] >= NEGLIGIBLE]
    return rows.assign(probability=rows["probability"] / rows["probability"].sum()).reset_index(drop=True)


def quantiles(values: npt.ArrayLike, probabilities: npt.ArrayLike, level: float) -> tuple[float, float, float]:
    """Return the median and the equal-tailed interval of a discrete distribution."""
    ordered, weights = np.asarray(values, dtype=float), np.asarray(probabilities, dtype=float)
    order = np.argsort(ordered, kind="stable")
    reached = np.cumsum(weights[order]) / weights.sum()
    tail = (1 - checked_level(level)) / 2
    median, low, high = (
        float(ordered[order][min(int(np.searchsorted(reached, at - 1e-12)), len(ordered) - 1)])
        for at in (0.5, tail, 1 - tail)
    )
    return median, low, high


def inferred_count(law: pd.DataFrame, *, about: Subject, level: float = 0.95) -> Estimate:
    """Return a count whose rows are the state's with a chance only.

    The median and the equal-tailed interval of one distribution; ``n`` is the number of rows assigned. Where no row is
    in doubt there is no interval.

    Parameters
    ----------
    law : DataFrame
        As `count_law` gives it.

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
    doubtful = _("{interval} of the inference", interval=interval(low, high, level)) if doubt else ""
    sentence = about.sentence(about.counted(median), detail, doubtful)
    return _estimate((median, low, high), level if doubt else None, float(assigned), about, sentence)


def inferred_share(law: pd.DataFrame, *, about: Subject, level: float = 0.95) -> Estimate:
    """Return a share whose rows are the state's with a chance only.

    The median and the equal-tailed interval of one distribution, between 0 and 1; ``n`` is the median whole. Of a whole
    below ten the medians are told as counts, without a percentage.

    Parameters
    ----------
    law : DataFrame
        As `share_law` gives it.

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
    doubtful = _("{interval} of the inference", interval=percent_interval(low, high, level)) if doubt else ""
    claim = _("{share} {noun}", share=percent(median), noun=about.noun)
    sentence = about.sentence(claim, _("{part} of {whole}", part=part, whole=whole), doubtful)
    return _estimate((median, low, high), level if doubt else None, whole, about, sentence, "share")


def _estimate(
    ends: tuple[float, float, float], level: float | None, n: float, about: Subject, sentence: str, unit: str = ""
) -> Estimate:
    """Return the estimate, without an interval where there is no level."""
    median, low, high = ends
    kept = None if level is None else (low, high)
    return about.estimate(median, sentence, METHOD, n, ends=kept, level=level, unit=unit, kind=Kind.REQUESTER)
