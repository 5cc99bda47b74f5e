"""How sure a league table's ranks are: ranks with intervals by simulation (Goldstein & Spiegelhalter 1996)."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from analysis.stats.checks import Floats, checked_level
from analysis.stats.estimate import Estimate
from analysis.stats.shrinkage import Shrinkage
from analysis.stats.wording import Subject, interval

SEED = 19560613
"""Fixed, so that a report is the same on every run."""


def ranks(
    shrunken: Shrinkage,
    *,
    about: Subject,
    names: Mapping[str, str] | None = None,
    level: float = 0.95,
    draws: int = 4000,
    seed: int = SEED,
) -> dict[str, Estimate]:
    """Rank units by their shrunken rate or share, with an interval for each rank.

    Parameters
    ----------
    shrunken : Shrinkage
        The result of `gamma_poisson` or `beta_binomial`.
    about : Subject
        Its noun says what is ranked, for example ``in public notices per million inhabitants``.
    names : mapping of str to str, optional
        The units' names in sentences; by default the index.
    level : float
        Credibility level.
    draws, seed : int
        Size and seed of the simulation.

    Returns
    -------
    dict of str to Estimate
        For each unit the median rank over the draws, 1 for the highest rate, between the ranks that its central
        interval ends at; ``n`` is the number of units. Where nothing sets units apart, all intervals span nearly all
        ranks.
    """
    drawn = ranks_of(shrunken.posterior.draws(draws, seed), seed + 1)
    tail = (1 - checked_level(level)) / 2
    low, middle, high = np.quantile(drawn, [tail, 0.5, 1 - tail], axis=0, method="inverted_cdf")
    units = shrunken.table.index
    return {
        str(unit): _estimate(row, len(units), about.at((names or {}).get(str(unit), str(unit))), level)
        for unit, row in zip(units, np.column_stack([middle, low, high]), strict=True)
    }


def rank_table(estimates: Mapping[str, Estimate]) -> pd.DataFrame:
    """Give ``rank``, ``low`` and ``high`` of each unit, best known first, as a table."""
    rows = {unit: (estimate.value, estimate.low, estimate.high) for unit, estimate in estimates.items()}
    table = pd.DataFrame.from_dict(rows, orient="index", columns=["rank", "low", "high"])
    return table.sort_values(["rank", "low", "high"], kind="stable")


def ranks_of(values: Floats, seed: int) -> Floats:
    """Rank each row from the highest (1) down; units that are equal take their ranks by lot.

    Parameters
    ----------
    values : numpy.ndarray, shape (draws, units)
        Drawn rates or shares.
    seed : int
        Of the lots.

    Returns
    -------
    numpy.ndarray, shape (draws, units)
        Each row holds 1 to ``units`` once.
    """
    lots = np.random.default_rng(seed).random(values.shape)
    order = np.lexsort((lots, -values), axis=1)
    placed = np.empty(values.shape)
    np.put_along_axis(placed, order, np.arange(1.0, values.shape[1] + 1)[None, :].repeat(len(values), 0), axis=1)
    return placed


def _estimate(row: Floats, units: int, about: Subject, level: float) -> Estimate:
    middle, low, high = (float(value) for value in row)
    sentence = about.sentence(
        f"rank {middle:.0f} of {units} {about.noun}", interval(low, high, level, "credible interval")
    )
    method = "median rank by posterior simulation"
    return Estimate(
        middle, low, high, level, method, float(units), about.universe, sentence, about.source, "rank", "between states"
    )
