"""How often intervals hold the truth where the data come from a stated world, also one that the model does not assume.

Each simulation has a generator of its own, from the seed and its number, so that any part can be computed again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
import scipy
from numpy.typing import NDArray

from analysis.stats.estimate import Floats, Subject
from analysis.stats.expectation import Fit, Line
from analysis.stats.shrinkage import Posterior, Shrinkage, beta_binomial, gamma_poisson, ranks_of

LEVEL = 0.95
FIRST = 5
"""The simulations whose coverage is kept apart, so that a test can compute them again."""
SMALLEST = 0.2
"""The share of units with the least exposure that are looked at by themselves."""
RANK_DRAWS = 1000
Held = dict[tuple[str, str], NDArray[np.bool_]]
"""(Interval, group of units) -> whether each interval held the truth."""
Spread = Literal["gamma", "lognormal"]
ABOUT = Subject("Simulated", "events", "simulated data", "simulation")


@dataclass(frozen=True, slots=True)
class World:
    """Where simulated data come from, and what is fitted to them.

    Parameters
    ----------
    name : str
        The world in words.
    simulate : callable
        Takes a generator, gives what held the truth.

    Examples
    --------
    >>> coin = World("a loaded coin", lambda generator: {("coin", "all"): generator.random(100) < 0.95})
    >>> coin.name
    'a loaded coin'
    """

    name: str
    simulate: Callable[[np.random.Generator], Held]


def covered(world: World, simulations: int, seed: int) -> pd.DataFrame:
    """Count how often each interval holds the truth.

    Parameters
    ----------
    world : World
        Where the data come from.
    simulations : int
        How many data sets are drawn.
    seed : int
        The same seed gives the same data sets, and the first of them whatever their number.

    Returns
    -------
    DataFrame
        ``estimator``, ``world``, ``units``, ``level``, ``coverage``, ``first`` (coverage in the first simulations),
        ``simulations``, ``intervals``, ``seed``.

    Raises
    ------
    IndexError
        If no simulation is asked for.

    Examples
    --------
    >>> coin = World("a loaded coin", lambda generator: {("coin", "all"): generator.random(100) < 0.95})
    >>> covered(coin, simulations=20, seed=1)[["estimator", "coverage", "intervals"]].to_dict("records")
    [{'estimator': 'coin', 'coverage': 0.952, 'intervals': 2000}]
    """
    held = [world.simulate(np.random.default_rng([seed, number])) for number in range(simulations)]
    keys = list(held[0])
    rows = [
        {"estimator": estimator, "world": world.name, "units": units, "level": LEVEL}
        | {"coverage": _share(held, (estimator, units)), "first": _share(held[:FIRST], (estimator, units))}
        | {"simulations": simulations, "intervals": sum(len(one[estimator, units]) for one in held), "seed": seed}
        for estimator, units in keys
    ]
    return pd.DataFrame(rows)


def _share(held: list[Held], key: tuple[str, str]) -> float:
    return round(float(np.concatenate([one[key] for one in held]).mean()), 4)


def ratios_of_register(
    name: str, exposure: pd.Series, fit: Fit, *, spread: Spread = "gamma", misread: float = 0.0
) -> World:
    """Make a world of cases that follow the fitted line, to which `expectation` is fitted.

    Parameters
    ----------
    name : str
        The world in words.
    exposure : pandas.Series, shape (units,)
        The exposures that are read.
    fit : Fit
        The line and the dispersion that hold.
    spread : {"gamma", "lognormal"}
        How units' ratios are spread; both with mean 1 and the dispersion as variance.
    misread : float
        Standard deviation of the logarithm of true over read exposure; the ratio meant is that to the true one.

    Returns
    -------
    World
        Its intervals are those of the ratio, its rank, the expected cases and the elasticity.

    Examples
    --------
    >>> exposure = pd.Series(np.geomspace(1, 200, 20), index=[f"U{place}" for place in range(20)])
    >>> world = ratios_of_register("register", exposure, Fit(0.5, 0.6, 0.4, 0.0))
    >>> bool(covered(world, simulations=2, seed=1)["coverage"].min() > 0.5)
    False
    """
    logged = np.log(exposure.to_numpy(dtype=float))

    def simulate(generator: np.random.Generator) -> Held:
        truly = fit.constant + fit.elasticity * (logged + misread * generator.standard_normal(len(logged)))
        ratio = ratios_of(generator, fit.dispersion, len(logged), spread)
        counts = pd.Series(generator.poisson(np.exp(truly) * ratio), index=exposure.index)
        return _of_expectation(Line(counts, exposure), fit, ratio, generator)

    return World(name, simulate)


def rates_of_notices(name: str, exposure: pd.Series, fit: Fit) -> World:
    """Make a world of counts that follow the fitted line, to which `gamma_poisson` fits one rate for all.

    Parameters
    ----------
    name : str
        The world in words.
    exposure : pandas.Series, shape (units,)
        Inhabitants, or another exposure.
    fit : Fit
        The line and the dispersion that hold, which the one rate does not assume.

    Returns
    -------
    World
        Its intervals are those of the shrunken rate and of its rank.

    Examples
    --------
    >>> exposure = pd.Series(np.geomspace(1, 200, 20), index=[f"U{place}" for place in range(20)])
    >>> world = rates_of_notices("notices", exposure, Fit(0.5, 1.0, 0.4, 0.0))
    >>> covered(world, simulations=2, seed=1)["estimator"].unique().tolist()
    ['shrunken rate', 'rank of the shrunken rate']
    """
    people = exposure.to_numpy(dtype=float)

    def simulate(generator: np.random.Generator) -> Held:
        ratio = ratios_of(generator, fit.dispersion, len(people), "gamma")
        expected = np.exp(fit.constant + fit.elasticity * np.log(people)) * ratio
        counts = pd.Series(generator.poisson(expected), index=exposure.index)
        found = gamma_poisson(counts, exposure, about=ABOUT, level=LEVEL)
        rate = expected / people
        small, some = _smallest(people), counts.to_numpy() > 0
        return _grouped("shrunken rate", inside(found, rate), small, some) | _grouped(
            "rank of the shrunken rate", _rank_inside(found.posterior, rate, generator), small, some
        )

    return World(name, simulate)


def shares_of_notices(name: str, wholes: pd.Series, mean: float, dispersion: float, spread: Spread) -> World:
    """Make a world of shares spread by a Beta, or by a normal of logits alike in mean and variance.

    Parameters
    ----------
    name : str
        The world in words.
    wholes : pandas.Series, shape (units,)
        Denominators.
    mean, dispersion : float
        Of the Beta that shares are drawn from: alpha is mean / dispersion, beta (1 - mean) / dispersion.
    spread : {"gamma", "lognormal"}
        ``gamma`` for the Beta itself, ``lognormal`` for the normal of logits.

    Returns
    -------
    World
        Its intervals are those of the shrunken share.

    Examples
    --------
    >>> wholes = pd.Series([5, 8, 10, 20, 50, 100, 400], index=list("ABCDEFG"))
    >>> shares_of_notices("shares", wholes, 0.3, 0.2, "gamma").name
    'shares'
    """
    total = wholes.to_numpy(dtype=int)

    def simulate(generator: np.random.Generator) -> Held:
        share = shares_of(generator, len(total), mean, dispersion, spread)
        parts = pd.Series(generator.binomial(total, share), index=wholes.index)
        found = beta_binomial(parts, wholes, about=ABOUT, level=LEVEL)
        return _grouped("shrunken share", inside(found, share), _smallest(total), parts.to_numpy() > 0)

    return World(name, simulate)


def shares_of(generator: np.random.Generator, units: int, mean: float, dispersion: float, spread: Spread) -> Floats:
    """Draw true shares, as `shares_of_notices` spreads them.

    Parameters
    ----------
    generator : numpy.random.Generator
        Where chance comes from.
    units : int
        How many shares.
    mean, dispersion, spread
        As for `shares_of_notices`.

    Returns
    -------
    numpy.ndarray, shape (units,)
        Between 0 and 1.

    Examples
    --------
    >>> drawn = shares_of(np.random.default_rng(1), 2000, 0.3, 0.1, "gamma")
    >>> round(float(drawn.mean()), 1)
    0.3
    """
    share = generator.beta(mean / dispersion, (1 - mean) / dispersion, units)
    if spread == "gamma":
        return share
    logits = np.log(share.clip(1e-9) / (1 - share).clip(1e-9))
    return np.asarray(1 / (1 + np.exp(-generator.normal(logits.mean(), logits.std(), units))))


def ratios_of(generator: np.random.Generator, dispersion: float, units: int, spread: Spread) -> Floats:
    """Draw the true ratios of units to what is expected of them, with mean 1.

    Parameters
    ----------
    generator : numpy.random.Generator
        Where chance comes from.
    dispersion : float
        Their variance, above 0.
    units : int
        How many ratios.
    spread : {"gamma", "lognormal"}
        How they are spread.

    Returns
    -------
    numpy.ndarray, shape (units,)
        Above 0.

    Examples
    --------
    >>> round(float(ratios_of(np.random.default_rng(1), 0.5, 4000, "gamma").mean()), 1)
    1.0
    """
    if spread == "gamma":
        return generator.gamma(1 / dispersion, dispersion, units)
    variance = np.log1p(dispersion)
    return np.exp(generator.normal(-variance / 2, np.sqrt(variance), units))


def _of_expectation(line: Line, fit: Fit, ratio: Floats, generator: np.random.Generator) -> Held:
    """Look where the truth lies in the posterior, which is whether the interval holds it, without its ends."""
    small, some = _smallest(line.logged), line.counts > 0
    grid = line.grid()
    posterior = line.posterior(grid)
    _, low, high = grid.lead(LEVEL).T
    lead = np.exp(fit.constant + fit.elasticity * line.logged)
    lost = 2 * (line.fit().loglik - line.profile(fit.elasticity))
    return (
        _grouped("ratio to expectation", np.abs(posterior.cdf(ratio) - 0.5) <= LEVEL / 2, small, some)
        | _grouped("rank of the ratio", _rank_inside(posterior, ratio, generator), small, some)
        | {("expected cases", "all"): (low <= lead) & (lead <= high)}
        | {("elasticity", "all"): np.array([lost <= scipy.stats.chi2.ppf(LEVEL, 1)])}
    )


def _smallest(exposure: Floats | NDArray[np.int_]) -> NDArray[np.bool_]:
    return np.asarray(exposure <= np.quantile(exposure, SMALLEST))


def _grouped(estimator: str, held: NDArray[np.bool_], small: NDArray[np.bool_], some: NDArray[np.bool_]) -> Held:
    groups = {"all": held, "smallest fifth by exposure": held[small], "with an event": held[some]}
    return {(estimator, group): told for group, told in groups.items()}


def inside(found: Shrinkage, truth: Floats) -> NDArray[np.bool_]:
    """Tell which intervals of shrunken rates or shares hold the truth.

    Parameters
    ----------
    found : Shrinkage
        What was estimated.
    truth : numpy.ndarray, shape (units,)
        The true rate or share of each unit.

    Returns
    -------
    numpy.ndarray of bool, shape (units,)
        Ends belong to the interval.

    Examples
    --------
    >>> counts, exposure = pd.Series([1, 4, 2, 9, 30, 3]), pd.Series([2.0, 3, 2, 8, 9, 4])
    >>> inside(gamma_poisson(counts, exposure, about=ABOUT), np.full(6, 9.0)).any()
    np.False_
    """
    table = found.table
    return np.asarray((table["low"] <= truth) & (truth <= table["high"]))


def _rank_inside(posterior: Posterior, truth: Floats, generator: np.random.Generator) -> NDArray[np.bool_]:
    seed = int(generator.integers(2**31))
    drawn = ranks_of(posterior.draws(RANK_DRAWS, seed), seed + 1)
    low, high = np.quantile(drawn, [(1 - LEVEL) / 2, (1 + LEVEL) / 2], axis=0, method="inverted_cdf")
    true = ranks_of(truth[None, :], seed + 2)[0]
    return np.asarray((low <= true) & (true <= high))
