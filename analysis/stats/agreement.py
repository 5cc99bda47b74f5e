"""How far two codings of the same rows agree: percent agreement and Cohen's kappa (Cohen 1960)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import scipy
from numpy.typing import NDArray

from analysis.core.messages import _
from analysis.stats.counts import wilson
from analysis.stats.estimate import Estimate, Floats, Kind, Subject, checked_level, interval, percent, refuse

__all__ = ["agreement", "dawid_skene", "kappa"]

#: Fixed, so that a report is the same on every run.
SEED = 19600401
DRAWS = 9999
Codes = NDArray[np.int64]


def agreement(first: Sequence[str], second: Sequence[str], *, about: Subject, level: float = 0.95) -> Estimate:
    """Return the share of rows on which two codings agree, with its score interval (Wilson 1927).

    Parameters
    ----------
    first, second : sequence of str, shape (rows,)
        The codes of both; a blank is a code of its own, ``not read``.

    Examples
    --------
    >>> about = Subject("Register", "the grade", "invented rows", "invented")
    >>> stated = agreement(list("aabbbc"), list("abbbcc"), about=about)
    >>> round(stated.value, 3), round(stated.low, 3), round(stated.high, 3)
    (0.667, 0.3, 0.903)
    """
    one, two, counts = _pairs(first, second)
    agreed, rows = int(counts[one == two].sum()), len(first)
    low, high = wilson(agreed, rows, level)
    words = {"noun": about.noun, "share": percent(agreed / rows), "rows": rows}
    claim, kind = _("two readers agreed on {noun} in {share} of {rows} cases", **words), Kind.SAMPLING
    sentence, ends = about.sentence(claim, interval(low, high, level, write=percent)), (low, high)
    return about.estimate(
        agreed / rows, sentence, "Wilson", rows, ends=ends, level=level, unit="share", kind=kind,
    )  # fmt: skip


def kappa(
    first: Sequence[str], second: Sequence[str], *, about: Subject, level: float = 0.95, draws: int = DRAWS
) -> Estimate:
    """Return Cohen's kappa of two codings: agreement beyond what their own frequencies of codes lead to expect (1960).

    1 where every row agrees, 0 where no more agree than by chance. The interval is the bias-corrected and accelerated
    bootstrap over rows (Efron 1987); there is none where every row agrees, since resampling shows no error there.

    Parameters
    ----------
    first, second : sequence of str, shape (rows,)
        The codes of both; a blank is a code of its own, ``not read``.
    draws : int
        Size of the bootstrap.

    Examples
    --------
    >>> about = Subject("Register", "the grade", "invented rows", "invented")
    >>> round(kappa(list("aabbbc"), list("abbbcc"), about=about).value, 3)
    0.478
    """
    one, two, counts = _pairs(first, second)
    value = float(_kappas(one, two, counts[None, :])[0])
    if np.isnan(value):
        raise refuse(f"the same code {first[0]!r} in every row", "several codes", "report only the percent agreement")
    words = {"noun": about.noun, "value": value, "rows": len(first)}
    claim = _("Cohen’s kappa of two readers for {noun} is {value} in {rows} cases", **words)
    if (one == two).all():
        method = _("the readers agree on every case")
        return about.estimate(1.0, about.sentence(claim), method, len(first), unit="kappa")
    ends = _bootstrap(one, two, counts, level, draws)
    sentence, method = about.sentence(claim, interval(*ends, level)), _("bootstrap over cases (BCa)")
    return about.estimate(value, sentence, method, len(first), ends=ends, level=level, unit="kappa", kind=Kind.SAMPLING)


def _kappas(one: Codes, two: Codes, counts: Codes) -> Floats:
    """Return kappa for each row of counts of pairs of codes; NaN where both codings hold one code throughout."""
    rows, codes = counts.sum(axis=1), np.arange(max(one.max(), two.max()) + 1)
    first, second = (counts @ (coding[:, None] == codes).astype(np.int64) for coding in (one, two))
    expected = (first * second).sum(axis=1)
    agreed, spare = rows * (counts @ (one == two).astype(np.int64)), rows**2 - expected
    return np.where(spare > 0, agreed - expected, np.nan) / np.where(spare > 0, spare, 1)


def _bootstrap(
    one: Codes, two: Codes, counts: Codes, level: float, draws: int, seed: int = SEED
) -> tuple[float, float]:
    """Return the bias-corrected and accelerated bootstrap interval of kappa over rows (Efron 1987)."""
    rows = int(counts.sum())
    # Whole numbers, because numpy draws other multinomial ones from version to version.
    drawn = np.repeat(np.arange(len(counts)), counts)[np.random.default_rng(seed).integers(rows, size=(draws, rows))]
    drawn = np.stack([(drawn == pair).sum(axis=1) for pair in range(len(counts))], axis=1)
    found = _kappas(one, two, drawn)
    found, value = found[~np.isnan(found)], _kappas(one, two, counts[None, :])[0]
    below = np.mean(found < value) + np.mean(found == value) / 2
    bias = scipy.stats.norm.ppf(np.clip(below, 1 / draws, 1 - 1 / draws))
    bend = _acceleration(one, two, counts)
    tail = scipy.stats.norm.ppf((1 - checked_level(level)) / 2)
    ends = [scipy.stats.norm.cdf(bias + (bias + z) / (1 - bend * (bias + z))) for z in (tail, -tail)]
    low, high = np.quantile(found, ends)
    return float(low), float(high)


def _acceleration(one: Codes, two: Codes, counts: Codes) -> float:
    """Return the skewness of the jackknife, a sixth of which bends the interval: each pair left out once."""
    left = _kappas(one, two, counts - np.eye(len(counts), dtype=np.int64))
    off = np.average(left, weights=counts) - left
    spread = float((counts * off**2).sum())
    return float((counts * off**3).sum() / (6 * spread**1.5)) if spread > 0 else 0.0


def _pairs(first: Sequence[str], second: Sequence[str]) -> tuple[Codes, Codes, Codes]:
    """Return each pair of codes that occurs, as numbers, and how often."""
    if len(first) != len(second) or len(first) == 0:
        raise refuse(f"{len(first)} and {len(second)} codes", "as many first as second codes", "align the two")
    codes = pd.Categorical([*first, *second]).codes.astype(np.int64).reshape(2, -1)
    (one, two), counts = np.unique(codes, axis=1, return_counts=True)
    return one, two, counts.astype(np.int64)


#: Added to each count of true and given codes of a reader, so that no error rate is exactly zero.
_SMOOTHING = 0.5


def dawid_skene(codes: Codes, classes: int) -> Floats:
    """Probability of each true code, by a latent-class model of several readers (Dawid and Skene 1979).

    Posterior probabilities. Given the true code, readers are taken to err independently of each other.

    Parameters
    ----------
    codes : ndarray of int, shape (cases, readers)
        The code that each reader gave, from 0; -1 where the reader did not read the case.
    classes : int
        Number of codes.

    Raises
    ------
    ValueError
        If the fit does not converge.

    Examples
    --------
    >>> dawid_skene(np.array([[0, 0, 0], [0, 0, 1], [1, 1, 1], [1, 1, -1]]), 2).round(1)[:, 0].tolist()
    [1.0, 0.9, 0.0, 0.1]
    """
    given = (codes[:, :, None] == np.arange(classes)).astype(float)
    chances, each = given.sum(axis=1) / given.sum(axis=(1, 2))[:, None], given.reshape(len(given), -1)
    for _unused in range(20_000):
        before, shares = chances, np.maximum(chances.mean(axis=0), 1e-300)
        counts = (chances.T @ each).reshape(-1, *given.shape[1:]) + _SMOOTHING
        logs = np.log(shares) + each @ np.log(counts / counts.sum(axis=2, keepdims=True)).reshape(classes, -1).T
        chances = np.asarray(scipy.special.softmax(logs, axis=1))
        if np.abs(chances - before).max() < 1e-7:
            return chances
    steps, fix = "convergence within 20,000 steps", "add readings, or drop a reader"
    raise refuse("a latent-class model that does not converge", steps, fix)
