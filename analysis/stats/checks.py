"""What a statistic refuses to be computed from, in the words of the package's other refusals."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class ConvergenceError(RuntimeError):
    """A model that did not reach its maximum, or has no finite errors there; its numbers are not used."""


def refuse(got: object, expected: str, fix: str) -> ValueError:
    """Word a refusal; the caller raises it.

    Parameters
    ----------
    got : object
        What was met.
    expected, fix : str
        What would have been accepted, and what to do, as an imperative.

    Returns
    -------
    ValueError
        ``got ...; expected ...; to fix, ...``.
    """
    return ValueError(f"got {got}; expected {expected}; to fix, {fix}")


def checked_level(level: float) -> float:
    """Give a confidence level back if it lies strictly between 0 and 1."""
    if not 0 < level < 1:
        raise refuse(f"the level {level}", "one between 0 and 1", "write 0.95 for 95 %")
    return float(level)


def checked_count(count: float, what: str = "count") -> int:
    """Give a count back as an integer if it is whole and not negative."""
    if not math.isfinite(count) or count < 0 or count != int(count):
        raise refuse(f"the {what} {count}", "a whole number of 0 or more", "count events, and leave rates to exposure")
    return int(count)


def checked_exposure(exposure: float, what: str = "exposure") -> float:
    """Give an exposure back if it is finite and above 0."""
    if not math.isfinite(exposure) or exposure <= 0:
        raise refuse(f"the {what} {exposure}", "a number above 0", "leave out what nothing could happen to")
    return float(exposure)


def checked_part(part: float, whole: float) -> tuple[int, int]:
    """Give part and whole back as integers if 0 <= part <= whole and whole >= 1."""
    inside, total = checked_count(part, "numerator"), checked_count(whole, "denominator")
    if total == 0:
        raise refuse("the denominator 0", "1 or more", "say that there is nothing to take a share of")
    if inside > total:
        raise refuse(f"{inside} of {total}", "a numerator within its denominator", "count both in the same universe")
    return inside, total


def checked_units(counts: pd.Series, exposure: pd.Series, least: int = 3) -> tuple[Floats, Floats]:
    """Give counts and exposures as arrays if they belong to the same units, each valid.

    Parameters
    ----------
    counts, exposure : pandas.Series, shape (units,)
        Whole counts of 0 or more and exposures above 0, with one and the same unique index.
    least : int
        The fewest units that the method can do with.

    Returns
    -------
    tuple of numpy.ndarray
        Counts and exposures, in the order of ``counts``.

    Raises
    ------
    ValueError
        With the first units that break the rule.
    """
    _check_index(counts, exposure, least)
    counted = counts.to_numpy(dtype=float, na_value=np.nan)
    exposed = exposure.reindex(counts.index).to_numpy(dtype=float, na_value=np.nan)
    _refuse_where(~(np.isfinite(counted) & (counted >= 0) & (counted == np.floor(counted))), counts, "a whole count")
    _refuse_where(~(np.isfinite(exposed) & (exposed > 0)), exposure.reindex(counts.index), "an exposure above 0")
    return counted, exposed


def _check_index(counts: pd.Series, exposure: pd.Series, least: int) -> None:
    if counts.index.has_duplicates or set(counts.index) != set(exposure.index) or len(counts) != len(exposure):
        odd = sorted({str(unit) for unit in counts.index.symmetric_difference(exposure.index)})[:5]
        raise refuse(f"different or repeated units {odd}", "the same units once in both", "align the two series")
    if len(counts) < least:
        raise refuse(f"{len(counts)} units", f"{least} or more", "use the interval of each unit by itself")


def _refuse_where(wrong: NDArray[np.bool_], values: pd.Series, expected: str) -> None:
    if wrong.any():
        met = ", ".join(f"{unit}: {value}" for unit, value in list(values[wrong].items())[:5])
        raise refuse(met, f"{expected} for every unit", "drop these units and say how many were dropped")
