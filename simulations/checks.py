"""Registers drawn from the line of expected cases, compared with ours."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.facts.expected import CountModel
from analysis.facts.world import former_republics
from analysis.stats.estimate import Floats
from analysis.stats.expectation import Line

Numbers = npt.NDArray[np.number]
"""Counts or measures."""
DRAWN = 4000
"""Registers that are drawn from the line."""
CHECKS: dict[str, Callable[[Floats], Numbers]] = {
    "countries_without_case": lambda counts: (counts == 0).sum(axis=-1),
    "countries_with_four": lambda counts: (counts >= 4).sum(axis=-1),
    "largest_count": lambda counts: counts.max(axis=-1),
    "five_largest_counts": lambda counts: np.sort(counts, axis=-1)[..., -5:].sum(axis=-1),
    "all_cases": lambda counts: counts.sum(axis=-1),
}
"""Check -> what is computed of the counts of all countries."""


def model_checks(model: CountModel, seed: int) -> pd.DataFrame:
    """Rows of ``model_checks``: registers drawn from the fitted line, and each country predicted from the others."""
    line = Line(model.model.ratios.table["n"], model.people)
    generator, grid = np.random.default_rng(seed), line.grid()
    chosen = generator.choice(len(grid.weights), DRAWN, p=grid.weights)
    drawn = _registers(generator, grid.shape[chosen], grid.expected[chosen])
    rows = [_check(name, float(of(line.counts)), of(drawn)) for name, of in CHECKS.items()]
    near = model.model.ratios.table.index.isin(former_republics())
    ours, theirs = line.counts[near], drawn[:, near]
    rows.append(_check("neighbours_with_case", float((ours > 0).sum()), (theirs > 0).sum(axis=1)))
    shares = theirs.sum(axis=1) / np.maximum(drawn.sum(axis=1), 1)
    rows.append(_check("share_of_neighbours", float(ours.sum() / line.counts.sum()), shares))
    slopes, outside, expected = [], 0, []
    for place in range(len(line.counts)):
        slope, predicted = _without(model, place, generator)
        low, high = np.quantile(predicted, [0.025, 0.975], method="inverted_cdf")
        slopes.append(slope)
        outside += not low <= line.counts[place] <= high
        expected.append(((predicted < low) | (predicted > high)).mean())
    unlucky = (generator.random((DRAWN, len(expected))) < expected).sum(axis=1).astype(float)
    rows.append(_check("outside_prediction", float(outside), unlucky))
    without = _check("elasticity_without_one", line.fit().elasticity, np.array(slopes), ends=(0, 1))
    return pd.DataFrame([*rows, without | {"tail": np.nan}])


def _registers(generator: np.random.Generator, shape: Floats, expected: Floats) -> Floats:
    return generator.poisson(generator.standard_gamma(shape, expected.shape) / shape * expected).astype(float)


def _without(model: CountModel, place: int, generator: np.random.Generator) -> tuple[float, Floats]:
    """Elasticity without one country, and its count as the line of the others predicts it."""
    counts = model.model.ratios.table["n"]
    rest = counts.drop(counts.index[place])
    line = Line(rest, model.people.drop(counts.index[place]))
    grid, ends = line.grid(), [line.logged.argmin(), line.logged.argmax()]
    logged = np.log(grid.expected[:, ends])
    slope = (logged[:, 1] - logged[:, 0]) / np.ptp(line.logged)
    own = np.exp(logged[:, 0] + slope * (np.log(model.people.iloc[place]) - line.logged.min()))
    chosen = generator.choice(len(grid.weights), DRAWN, p=grid.weights)
    return line.fit().elasticity, _registers(generator, grid.shape[chosen], own[chosen, None])[:, 0]


def _check(name: str, observed: float, drawn: Numbers, ends: tuple[float, float] = (0.025, 0.975)) -> dict[str, object]:
    low, middle, high = np.quantile(drawn, [ends[0], 0.5, ends[1]], method="inverted_cdf")
    shown = {"observed": observed, "value": middle, "low": low, "high": high, "tail": (drawn >= observed).mean()}
    return {"check": name, **{key: float(f"{value:.4g}") for key, value in shown.items()}, "draws": len(drawn)}
