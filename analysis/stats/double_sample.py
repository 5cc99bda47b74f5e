"""How many rows truly have each code, where better readers read a sample of them again (Tenenbein 1970)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.stats.agreement import Codes
from analysis.stats.estimate import Floats, checked_level, refuse

__all__ = ["DoubleSample", "double_sample", "true_shares"]

#: Fixed, so that a report is the same on every run.
SEED = 19700331
DRAWS = 100_000
#: What a row without a true code has instead of one.
UNREAD = -1


@dataclass(frozen=True, slots=True)
class DoubleSample:
    """True codes of all rows, as the sample that was read again lets us expect them.

    Parameters
    ----------
    chances : ndarray of float, shape (rows, codes)
        Probability of each true code of each row; 0 or 1 where it was read.
    drawn : ndarray of int, shape (draws, rows)
        True code of each row in each draw, all rows drawn together.
    """

    chances: Floats
    drawn: NDArray[np.int8]

    def total(
        self, code: int, rows: NDArray[np.bool_] | slice = slice(None), level: float = 0.95
    ) -> tuple[float, float, float]:
        """Return how many of some rows truly have a code: expected number, and the ends of its interval."""
        tails = [(1 - checked_level(level)) / 2, (1 + level) / 2]
        low, high = np.quantile((self.drawn[:, rows] == code).sum(axis=1), tails, method="inverted_cdf")
        return float(self.chances[rows, code].sum()), float(low), float(high)


def double_sample(
    given: Codes, true: Codes, codes: int, *, prior: float = 1.0, draws: int = DRAWS, seed: int = SEED
) -> DoubleSample:
    """Estimate the true code of every row from those rows in which it was read, by the code that was given to all.

    The shares of true codes among the rows with one given code are taken to hold for the rest of these rows. Where they
    rest on few rows, a prior draws them towards the shares in the whole sample. The error is a bootstrap over the rows
    of the sample, and then a draw of each row that is not in it.

    Parameters
    ----------
    given : ndarray of int, shape (rows,)
        Code that every row has, from 0.
    true : ndarray of int, shape (rows,)
        True code; -1 where nobody read the row again. Such a row must be missing at random given its code.
    codes : int
        Number of codes.
    prior : float
        How many rows the prior of each given code is worth.
    draws, seed : int
        How many draws, and the seed that makes them the same each time.

    Raises
    ------
    ValueError
        If no row was read again.

    Examples
    --------
    >>> given = np.repeat([0, 1], [60, 40])
    >>> true = np.where(np.arange(100) % 5 == 0, given, -1)
    >>> found = double_sample(given, true, 2, prior=0)
    >>> found.total(0)
    (60.0, 60.0, 60.0)
    """
    read = true != UNREAD
    if not read.any():
        raise refuse("no true code", "those of a sample of the rows", "read some rows again")
    random, size = np.random.default_rng(seed), int(read.sum())
    table = np.zeros((codes, codes))
    np.add.at(table, (given[read], true[read]), 1)
    shares = true_shares(table, prior)
    chances = np.where(read[:, None], np.eye(codes)[true], shares[given])
    again = random.multinomial(size, table.ravel() / size, size=draws).reshape(draws, codes, codes)
    ends = true_shares(again, prior).cumsum(axis=2)
    drawn = np.tile(true.astype(np.int8), (draws, 1))
    for code in range(codes):
        rest = np.flatnonzero(~read & (given == code))
        above = random.random((draws, len(rest), 1)) > ends[:, None, code, :-1]
        drawn[:, rest] = above.sum(axis=2)
    return DoubleSample(chances, drawn)


def true_shares(table: Floats | NDArray[np.int64], prior: float) -> Floats:
    """Return the share of each true code by given code; a code that was not read has that of all.

    Parameters
    ----------
    table : ndarray, shape (..., codes, codes)
        How many rows were read, by given code (rows) and true code (columns).
    prior : float
        How many rows the prior of each given code is worth; it is centred on the shares of the whole table.

    Examples
    --------
    >>> true_shares(np.array([[3.0, 1.0], [0.0, 4.0]]), 0.0).tolist()
    [[0.75, 0.25], [0.0, 1.0]]
    """
    pooled = table.sum(axis=-2, keepdims=True) / table.sum(axis=(-2, -1), keepdims=True)
    rows = table.sum(axis=-1, keepdims=True)
    weight = np.where(rows > 0, prior, max(prior, 1.0))
    return np.asarray((table + weight * pooled) / (rows + weight))
