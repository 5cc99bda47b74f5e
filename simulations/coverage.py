"""How often the intervals of the reports hold the truth, in simulated data that the model assumes or does not assume.

Each data set has a generator of its own, made of the seed and its number, so that any part can be computed again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
import scipy
from numpy.typing import NDArray

from analysis.stats.dyads import DyadModel, fit
from analysis.stats.estimate import ConvergenceError, Floats, Subject
from analysis.stats.expectation import Fit, Line
from analysis.stats.shrinkage import Posterior, ranks_of
from simulations.draws import draw_events, draw_ratios

LEVEL = 0.95
FIRST = 5
"""The simulations whose coverage is kept apart, so that a test can compute them again."""
SMALLEST = 0.2
"""The share of units with the least exposure that are looked at by themselves."""
RANK_DRAWS = 1000
Coverage = dict[tuple[str, str], NDArray[np.bool_]]
"""(Interval, group of units) -> whether each interval covered the truth."""
Spread = Literal["gamma", "lognormal"]
ABOUT = Subject("Simulated", "events", "simulated data", "simulation")


@dataclass(frozen=True, slots=True)
class World:
    """A name, and a function that draws one data set and says which intervals covered the truth."""

    name: str
    simulate: Callable[[np.random.Generator], Coverage]


def covered(world: World, simulations: int, seed: int) -> pd.DataFrame:
    """Share of the intervals of a world that cover the truth, in the columns of ``interval_coverage``."""
    results = [world.simulate(np.random.default_rng([seed, number])) for number in range(simulations)]
    rows = [
        {"estimator": estimator, "world": world.name, "units": units, "level": LEVEL}
        | {"coverage": _share(results, (estimator, units)), "first": _share(results[:FIRST], (estimator, units))}
        | {"simulations": simulations, "intervals": sum(len(one[estimator, units]) for one in results), "seed": seed}
        for estimator, units in results[0]
    ]
    return pd.DataFrame(rows)


def _share(results: list[Coverage], key: tuple[str, str]) -> float:
    return round(float(np.concatenate([one[key] for one in results]).mean()), 4)


def cases_on_exposure(
    generator: np.random.Generator, exposure: pd.Series, fit: Fit, spread: Spread = "gamma", misread: float = 0.0,
    found: pd.Series | None = None,
) -> Coverage:  # fmt: skip
    """Intervals of `expectation` for cases that follow the fitted line; exposure is misread by a log-normal error.

    ``found`` is how much of what happens is found in each unit, as a multiple of the mean; the truth is what happens.
    Without a finite maximum no interval covers the truth.
    """
    logged = np.log(exposure.to_numpy(dtype=float))
    truly = fit.constant + fit.elasticity * (logged + misread * generator.standard_normal(len(logged)))
    ratio = draw_ratios(generator, fit.dispersion, len(logged), spread)
    detected = np.ones(len(logged)) if found is None else found.reindex(exposure.index).to_numpy(dtype=float)
    counts = pd.Series(generator.poisson(np.exp(truly) * ratio * detected), index=exposure.index)
    line = Line(counts, exposure)
    small, some = _smallest(line.logged), line.counts > 0
    try:
        grid, fitted = line.grid(), line.fit()
    except ConvergenceError:
        none = np.zeros(len(logged), dtype=bool)
        by_unit = (_grouped(one, none, small, some) for one in ("ratio to expectation", "rank of the ratio"))
        return next(by_unit) | next(by_unit) | {("expected cases", "all"): none, ("elasticity", "all"): none[:1]}
    posterior = line.posterior(grid)
    _, low, high = grid.lead(LEVEL).T
    lead = np.exp(fit.constant + fit.elasticity * line.logged)
    lost = 2 * (fitted.loglik - line.profile(fit.elasticity, 1))
    return (
        _grouped("ratio to expectation", np.abs(posterior.cdf(ratio) - 0.5) <= LEVEL / 2, small, some)
        | _grouped("rank of the ratio", _rank_inside(posterior, ratio, generator), small, some)
        | {("expected cases", "all"): (low <= lead) & (lead <= high)}
        | {("elasticity", "all"): np.array([lost <= scipy.stats.chi2.ppf(LEVEL, 1)])}
    )


def ratios_of_dyads(
    generator: np.random.Generator, model: DyadModel, reported: Sequence[str], spread: tuple[float, float]
) -> Coverage:
    """Intervals of `fit` by dyad; without a finite maximum they count as not covering the truth."""
    mean = np.asarray(model.predict(model.data))
    drawn = model.data.assign(**{model.outcome: draw_events(model.data, mean, spread, generator)})
    try:
        table = fit(model.formula, drawn, start=model).table.set_index("term").loc[list(reported)]
    except (ConvergenceError, ValueError):
        return {(f"ratio_of_{one}", "all"): np.zeros(1, dtype=bool) for one in reported}
    truth = np.exp(model.params[list(reported)])
    covers = (table["low"] <= truth) & (truth <= table["high"])
    return {(f"ratio_of_{one}", "all"): covers[[one]].to_numpy() for one in reported}


def _smallest(exposure: Floats | NDArray[np.int_]) -> NDArray[np.bool_]:
    return np.asarray(exposure <= np.quantile(exposure, SMALLEST))


def _grouped(estimator: str, covers: NDArray[np.bool_], small: NDArray[np.bool_], some: NDArray[np.bool_]) -> Coverage:
    groups = {"all": covers, "smallest fifth by exposure": covers[small], "with an event": covers[some]}
    return {(estimator, group): rows for group, rows in groups.items()}


def _rank_inside(posterior: Posterior, truth: Floats, generator: np.random.Generator) -> NDArray[np.bool_]:
    seed = int(generator.integers(2**31))
    drawn = ranks_of(posterior.draws(RANK_DRAWS, seed), seed + 1)
    low, high = np.quantile(drawn, [(1 - LEVEL) / 2, (1 + LEVEL) / 2], axis=0, method="inverted_cdf")
    true = ranks_of(truth[None, :], seed + 2)[0]
    return np.asarray((low <= true) & (true <= high))
