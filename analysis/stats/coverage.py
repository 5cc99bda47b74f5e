"""How often intervals hold the truth where the data come from a stated world, also one that the model does not assume.

Each simulation has a generator of its own, from the seed and its number, so that any part can be computed again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from analysis.stats.agreement import agreement, kappa, rank_correlation
from analysis.stats.counts import wilson
from analysis.stats.estimate import Estimate, Floats, Subject
from analysis.stats.evidence_level import recount
from analysis.stats.expectation import Fit, Line
from analysis.stats.inference import count_law, inferred_count
from analysis.stats.sensitivity import bounded
from analysis.stats.shrinkage import Posterior, Shrinkage, beta_binomial, gamma_poisson, ranks_of

LEVEL = 0.95
FIRST = 5
"""The simulations whose coverage is kept apart, so that a test can compute them again."""
SMALLEST = 0.2
"""The share of units with the least exposure that are looked at by themselves."""
RANK_DRAWS = 1000
KAPPA_DRAWS = 1000
Held = dict[tuple[str, str], NDArray[np.bool_]]
"""(Interval, group of units) -> whether each interval held the truth."""
Spread = Literal["gamma", "lognormal"]
_ABOUT = Subject("Simulated", "events", "simulated data", "simulation")


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
        ratio = _ratios(generator, fit.dispersion, len(logged), spread)
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
        ratio = _ratios(generator, fit.dispersion, len(people), "gamma")
        expected = np.exp(fit.constant + fit.elasticity * np.log(people)) * ratio
        counts = pd.Series(generator.poisson(expected), index=exposure.index)
        found = gamma_poisson(counts, exposure, about=_ABOUT, level=LEVEL)
        rate = expected / people
        small, some = _smallest(people), counts.to_numpy() > 0
        return _grouped("shrunken rate", _inside(found, rate), small, some) | _grouped(
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
        share = _shares(generator, len(total), mean, dispersion, spread)
        parts = pd.Series(generator.binomial(total, share), index=wholes.index)
        found = beta_binomial(parts, wholes, about=_ABOUT, level=LEVEL)
        return _grouped("shrunken share", _inside(found, share), _smallest(total), parts.to_numpy() > 0)

    return World(name, simulate)


def _shares(generator: np.random.Generator, units: int, mean: float, dispersion: float, spread: Spread) -> Floats:
    share = generator.beta(mean / dispersion, (1 - mean) / dispersion, units)
    if spread == "gamma":
        return share
    logits = np.log(share.clip(1e-9) / (1 - share).clip(1e-9))
    return np.asarray(1 / (1 + np.exp(-generator.normal(logits.mean(), logits.std(), units))))


def _ratios(generator: np.random.Generator, dispersion: float, units: int, spread: Spread) -> Floats:
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
        | {("elasticity", "all"): np.array([lost <= stats.chi2.ppf(LEVEL, 1)])}
    )


def _smallest(exposure: Floats | NDArray[np.int_]) -> NDArray[np.bool_]:
    return np.asarray(exposure <= np.quantile(exposure, SMALLEST))


def _grouped(estimator: str, held: NDArray[np.bool_], small: NDArray[np.bool_], some: NDArray[np.bool_]) -> Held:
    groups = {"all": held, "smallest fifth by exposure": held[small], "with an event": held[some]}
    return {(estimator, group): told for group, told in groups.items()}


def _inside(found: Shrinkage, truth: Floats) -> NDArray[np.bool_]:
    table = found.table
    return np.asarray((table["low"] <= truth) & (truth <= table["high"]))


def _rank_inside(posterior: Posterior, truth: Floats, generator: np.random.Generator) -> NDArray[np.bool_]:
    seed = int(generator.integers(2**31))
    drawn = ranks_of(posterior.draws(RANK_DRAWS, seed), seed + 1)
    low, high = np.quantile(drawn, [(1 - LEVEL) / 2, (1 + LEVEL) / 2], axis=0, method="inverted_cdf")
    true = ranks_of(truth[None, :], seed + 2)[0]
    return np.asarray((low <= true) & (true <= high))


@dataclass(frozen=True, slots=True)
class Tried:
    """What one estimator gave in one simulated data set.

    Parameters
    ----------
    estimate, truth : numpy.ndarray, shape (units,)
        What was estimated, and what it was of.
    held : numpy.ndarray of bool, shape (units,), optional
        Whether each interval, or bound, held the truth; None for an estimator that gives none.

    Examples
    --------
    >>> Tried(np.array([1.1]), np.array([1.0])).held is None
    True
    """

    estimate: Floats
    truth: Floats
    held: NDArray[np.bool_] | None = None


@dataclass(frozen=True, slots=True)
class Trial:
    """A world in which estimators are tried, the naive ones beside those of the reports.

    Parameters
    ----------
    name : str
        The world in words.
    simulate : callable
        Takes a generator, gives what each estimator found, by its name.
    naive : frozenset of str
        The estimators that no report uses.
    hostile : bool
        Whether the world breaks what the estimators assume.

    Examples
    --------
    >>> Trial("a scale", lambda generator: {"weight": Tried(generator.normal(1, 0.1, 5), np.ones(5))}).hostile
    False
    """

    name: str
    simulate: Callable[[np.random.Generator], dict[str, Tried]]
    naive: frozenset[str] = frozenset()
    hostile: bool = False


def tried(trial: Trial, simulations: int, seed: int) -> pd.DataFrame:
    """Measure bias, error and coverage of each estimator of a trial.

    Parameters
    ----------
    trial : Trial
        Where the data come from.
    simulations : int
        How many data sets are drawn.
    seed : int
        The same seed gives the same data sets, whatever their number.

    Returns
    -------
    DataFrame
        ``estimator``, ``world``, ``naive``, ``hostile``, ``truth`` (its mean), ``bias`` (mean of estimate less truth),
        ``error`` (root of the mean squared difference), ``level``, ``coverage`` (missing without an interval),
        ``first_bias`` (of the first simulations), ``simulations``, ``seed``.

    Raises
    ------
    IndexError
        If no simulation is asked for.

    Examples
    --------
    >>> scale = Trial("a scale", lambda generator: {"weight": Tried(generator.normal(1, 0.1, 500), np.ones(500))})
    >>> bool(abs(tried(scale, simulations=20, seed=1)["bias"].iloc[0]) < 0.01)
    True
    """
    held = [trial.simulate(np.random.default_rng([seed, number])) for number in range(simulations)]
    return pd.DataFrame([_tried(trial, name, [one[name] for one in held], seed) for name in held[0]])


def _tried(trial: Trial, name: str, held: list[Tried], seed: int) -> dict[str, object]:
    off = np.concatenate([one.estimate - one.truth for one in held])
    first = np.concatenate([one.estimate - one.truth for one in held[:FIRST]])
    truth = np.concatenate([one.truth for one in held])
    covers = [one.held for one in held if one.held is not None]
    return {
        "estimator": name, "world": trial.name, "naive": name in trial.naive, "hostile": trial.hostile,
        "truth": round(float(truth.mean()), 4), "bias": round(float(off.mean()), 4),
        "error": round(float(np.sqrt((off**2).mean())), 4), "level": LEVEL,
        "coverage": round(float(np.concatenate(covers).mean()), 4) if covers else np.nan,
        "first_bias": round(float(first.mean()), 4), "simulations": len(held), "seed": seed,
    }  # fmt: skip


def trial_of_ratios(name: str, exposure: pd.Series, fit: Fit, *, misread: float = 0.0, hostile: bool = False) -> Trial:
    """Make a trial of the ratio to expectation and of the elasticity, with cases over exposure beside them.

    Parameters
    ----------
    name : str
        The world in words.
    exposure : pandas.Series, shape (units,)
        The exposures that are read.
    fit : Fit
        The line and the dispersion that hold.
    misread : float
        Standard deviation of the logarithm of true over read exposure.
    hostile : bool
        Whether the world breaks what the estimators assume.

    Returns
    -------
    Trial
        The naive ratio is that of rates, with an exact Poisson interval.

    Examples
    --------
    >>> exposure = pd.Series(np.geomspace(1, 200, 20), index=[f"U{place}" for place in range(20)])
    >>> len(tried(trial_of_ratios("register", exposure, Fit(0.5, 0.6, 0.4, 0.0)), simulations=2, seed=1))
    3
    """
    read = exposure.to_numpy(dtype=float)

    def simulate(generator: np.random.Generator) -> dict[str, Tried]:
        truly = fit.constant + fit.elasticity * (np.log(read) + misread * generator.standard_normal(len(read)))
        ratio = _ratios(generator, fit.dispersion, len(read), "gamma")
        counts = generator.poisson(np.exp(truly) * ratio)
        line = Line(pd.Series(counts, index=exposure.index), exposure)
        posterior, found = line.posterior(line.grid()), line.fit()
        inside = np.abs(posterior.cdf(ratio) - 0.5) <= LEVEL / 2
        lost = 2 * (found.loglik - line.profile(fit.elasticity))
        expected = read * counts.sum() / read.sum()
        low, high = _exact(counts)
        return {
            "ratio to expectation": Tried(posterior.mean(), ratio, np.asarray(inside)),
            "elasticity": Tried(
                np.array([found.elasticity]), np.array([fit.elasticity]),
                np.array([lost <= stats.chi2.ppf(LEVEL, 1)]),
            ),
            "ratio_of_rates": Tried(
                counts / expected, ratio, np.asarray((low / expected <= ratio) & (ratio <= high / expected))
            ),
        }  # fmt: skip

    return Trial(name, simulate, frozenset({"ratio_of_rates"}), hostile)


def _exact(counts: NDArray[np.int64]) -> tuple[Floats, Floats]:
    """Give the exact Poisson interval of counts (Garwood 1936)."""
    tail = (1 - LEVEL) / 2
    low = np.where(counts > 0, stats.chi2.ppf(tail, 2 * np.maximum(counts, 1)) / 2, 0.0)
    return low, np.asarray(stats.chi2.ppf(1 - tail, 2 * (counts + 1)) / 2)


def trial_of_bounds(name: str, shares: Floats, visible: float, assumed: float, truly: float, *, hostile: bool) -> Trial:
    """Make a trial of bounds on shares among all notices, with the share among the public ones beside them.

    Parameters
    ----------
    name : str
        The world in words.
    shares : numpy.ndarray, shape (units,)
        Among public notices.
    visible : float
        The share of all notices that is public.
    assumed, truly : float
        The factor that bounds assume between hidden and public odds, and the largest one that holds.
    hostile : bool
        Whether the world breaks what the bounds assume.

    Returns
    -------
    Trial
        The truth is drawn with a factor up to the true one, either way; bounds have no value, so their middle is tried.

    Examples
    --------
    >>> trial = trial_of_bounds("hidden", np.array([0.2, 0.8]), 0.1, 3, 3, hostile=False)
    >>> tried(trial, simulations=4, seed=1)["coverage"].tolist()
    [1.0, 1.0, 0.0]
    """

    def simulate(generator: np.random.Generator) -> dict[str, Tried]:
        factors = truly ** generator.uniform(-1, 1, len(shares))
        odds = shares / (1 - shares) * factors
        truth = visible * shares + (1 - visible) * odds / (1 + odds)
        ends = {
            f"{label}_bounds": np.array([bounded(float(share), visible, factor) for share in shares]).T
            for label, factor in (("worst_case", np.inf), ("bounded_odds", assumed))
        }
        found = {
            key: Tried((low + high) / 2, truth, np.asarray((low <= truth + 1e-12) & (truth <= high + 1e-12)))
            for key, (low, high) in ends.items()
        }
        return found | {"share_of_public_notices": Tried(shares, truth, shares == truth)}

    return Trial(name, simulate, frozenset({"share_of_public_notices"}), hostile)


def trial_of_recount(
    name: str, rows: int, chance: float, coded: int, *, counts: bool = True, spread: float = 0.0, hostile: bool = False
) -> Trial:
    """Make a trial of the rows that count if each were coded once more, with the count as it stands beside it.

    Parameters
    ----------
    name : str
        The world in words.
    rows : int
        Rows of one code.
    chance : float
        That a row of the code counts when it is coded again.
    coded : int
        How many rows of the code were coded twice.
    counts : bool
        Whether rows of the code count as the register stands.
    spread : float
        Standard deviation of the chance between those coded twice and the others; 0 where they are alike.
    hostile : bool
        Whether the world breaks what the recount assumes.

    Returns
    -------
    Trial
        The recount is that of `evidence_level.recount`.

    Examples
    --------
    >>> tried(trial_of_recount("alike", 20, 0.8, 30), simulations=4, seed=1)["estimator"].tolist()
    ['recount', 'count_as_it_stands']
    """  # fmt: skip
    stands = float(rows) if counts else 0.0

    def simulate(generator: np.random.Generator) -> dict[str, Tried]:
        again = int(generator.binomial(coded, chance))
        other = float(np.clip(chance + spread * generator.standard_normal(), 0, 1))
        truth = np.array([float(generator.binomial(rows, other))])
        reached = np.cumsum(recount({("code",): rows}, {("code",): (again, coded)}))
        tail = (1 - LEVEL) / 2
        low, middle, high = (int(np.searchsorted(reached, at - 1e-12)) for at in (tail, 0.5, 1 - tail))
        return {
            "recount": Tried(np.array([float(middle)]), truth, (low <= truth) & (truth <= high)),
            "count_as_it_stands": Tried(np.array([stands]), truth, truth == stands),
        }

    return Trial(name, simulate, frozenset({"count_as_it_stands"}), hostile)


def trial_of_ranks(name: str, units: int, correlation: float, *, of: int = 0, hostile: bool = False) -> Trial:
    """Make a trial of the rank correlation of two normal variables.

    Parameters
    ----------
    name : str
        The world in words.
    units : int
        How many are seen.
    correlation : float
        Of the two normal variables.
    of : int
        Of how many units those with the highest first variable are seen; 0 where all are.
    hostile : bool
        Whether the world breaks what the interval assumes.

    Returns
    -------
    Trial
        The truth is the rank correlation of all units of such a world, which is 6 / pi arcsin(r / 2).

    Examples
    --------
    >>> tried(trial_of_ranks("ten", 10, 0.5), simulations=4, seed=1)["truth"].tolist()
    [0.4826]
    """
    truth = np.array([6 / np.pi * np.arcsin(correlation / 2)])

    def simulate(generator: np.random.Generator) -> dict[str, Tried]:
        one, other = generator.standard_normal((2, max(of, units)))
        two = correlation * one + np.sqrt(1 - correlation**2) * other
        seen = np.argsort(-one)[:units] if of else np.arange(units)
        found = rank_correlation(one[seen].tolist(), two[seen].tolist(), about=_ABOUT, level=LEVEL)
        inside = (float(found.low or 0) <= truth) & (truth <= float(found.high or 0))
        return {"rank_correlation": Tried(np.array([found.value]), truth, inside)}

    return Trial(name, simulate, hostile=hostile)


def trial_of_shares(
    name: str, wholes: pd.Series, mean: float, dispersion: float, spread: Spread = "gamma", *, hostile: bool = False
) -> Trial:
    """Make a trial of shrunken shares, with the shares as counted beside them.

    Parameters
    ----------
    name : str
        The world in words.
    wholes, mean, dispersion, spread
        As for `shares_of_notices`.
    hostile : bool
        Whether the world breaks what the shrinkage assumes.

    Returns
    -------
    Trial
        Shares as counted have the interval of Wilson (1927).

    Examples
    --------
    >>> wholes = pd.Series([5, 8, 10, 20, 50, 100, 400], index=list("ABCDEFG"))
    >>> tried(trial_of_shares("shares", wholes, 0.3, 0.2), simulations=2, seed=1)["estimator"].tolist()
    ['shrunken_share', 'share_as_counted']
    """
    total = wholes.to_numpy(dtype=int)

    def simulate(generator: np.random.Generator) -> dict[str, Tried]:
        truth = _shares(generator, len(total), mean, dispersion, spread)
        parts = generator.binomial(total, truth)
        found = beta_binomial(pd.Series(parts, index=wholes.index), wholes, about=_ABOUT, level=LEVEL)
        low, high = np.array([wilson(int(part), int(all_), LEVEL) for part, all_ in zip(parts, total, strict=True)]).T
        return {
            "shrunken_share": Tried(found.posterior.mean(), truth, _inside(found, truth)),
            "share_as_counted": Tried(parts / total, truth, np.asarray((low <= truth) & (truth <= high))),
        }

    return Trial(name, simulate, hostile=hostile)


def trial_of_kappa(name: str, rows: int, codes: Floats, same: float, *, alike: int = 1, hostile: bool = False) -> Trial:
    """Make a trial of kappa, with the plain share of rows that agree beside it.

    Parameters
    ----------
    name : str
        The world in words.
    rows : int
        How many rows are coded twice.
    codes : numpy.ndarray, shape (codes,)
        The chance of each code.
    same : float
        The chance that the second reader takes the code of the first; otherwise one is drawn anew. The true
        kappa.
    alike : int
        How many rows are copies of one another, as rows of one person may be.
    hostile : bool
        Whether the world breaks what the bootstrap over rows assumes.

    Returns
    -------
    Trial
        A sample in which kappa is not defined, or has no interval, counts as one that does not hold the truth.

    Examples
    --------
    >>> trial = trial_of_kappa("codings", 40, np.array([0.6, 0.4]), 0.7)
    >>> tried(trial, simulations=2, seed=1)["truth"].tolist()
    [0.7, 0.7]
    """
    truth, parts = np.array([same]), -(-rows // alike)

    def simulate(generator: np.random.Generator) -> dict[str, Tried]:
        one, new = generator.choice(len(codes), (2, parts), p=codes)
        two = np.where(generator.random(parts) < same, one, new)
        first, second = (np.repeat(held, alike)[:rows].astype(str).tolist() for held in (one, two))
        agreed = agreement(first, second, about=_ABOUT, level=LEVEL)
        found = {"share_agreed": Tried(np.array([agreed.value]), truth, _holds(agreed, truth))}
        if len({*first, *second}) > 1:
            held = kappa(first, second, about=_ABOUT, level=LEVEL, draws=KAPPA_DRAWS)
            found = {"kappa": Tried(np.array([held.value]), truth, _holds(held, truth))} | found
        return found

    return Trial(name, simulate, frozenset({"share_agreed"}), hostile)


def _holds(found: Estimate, truth: Floats) -> NDArray[np.bool_]:
    low, high = (found.value if end is None else end for end in (found.low, found.high))
    return np.asarray((low <= truth) & (truth <= high))


def trial_of_counts(name: str, chances: Floats, truly: float = 1.0, *, hostile: bool = False) -> Trial:
    """Make a trial of inferred counts, with the number of rows assigned beside them.

    Parameters
    ----------
    name : str
        The world in words.
    chances : numpy.ndarray, shape (rows,)
        The chance that each row is the state's, as it is inferred.
    truly : float
        The true odds over the inferred ones; 1 where the inference is right.
    hostile : bool
        Whether the world breaks what the inference assumes.

    Returns
    -------
    Trial
        The truth is drawn row by row.

    Examples
    --------
    >>> tried(trial_of_counts("rows", np.full(20, 0.8)), simulations=2, seed=1)["estimator"].tolist()
    ['inferred_count', 'rows_assigned']
    """
    odds = chances / (1 - chances) * truly
    found = inferred_count(count_law(chances.tolist()), about=_ABOUT, level=LEVEL)
    assigned = np.array([float(len(chances))])

    def simulate(generator: np.random.Generator) -> dict[str, Tried]:
        truth = np.array([float((generator.random(len(odds)) < odds / (1 + odds)).sum())])
        return {
            "inferred_count": Tried(np.array([found.value]), truth, _holds(found, truth)),
            "rows_assigned": Tried(assigned, truth, assigned == truth),
        }

    return Trial(name, simulate, frozenset({"rows_assigned"}), hostile)
