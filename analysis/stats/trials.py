"""Worlds in which the estimators of the reports are tried where the truth is known, naive methods beside them.

Each gives a `Trial`, as `tried` takes it. Where an estimator finds nothing, as a fit without a finite maximum,
the data set gives no row of it; that is told by an estimator of its own, or beside the table.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import scipy
from numpy.typing import NDArray

from analysis.stats.agreement import agreement, kappa
from analysis.stats.counts import total_bounds, wilson
from analysis.stats.coverage import ABOUT, FIRST, LEVEL, RANK_DRAWS, Spread, inside, ratios_of, shares_of
from analysis.stats.dyads import (
    Frame,
    draw_events,
    effective_clusters,
    firth_of,
    holding,
    negative_binomial,
    poisson,
    rubin,
    within_senders,
)
from analysis.stats.estimate import ConvergenceError, Estimate, Floats
from analysis.stats.evidence_level import Code, recount, redraw
from analysis.stats.expectation import Fit, Line
from analysis.stats.funnel import funnel_of_rates
from analysis.stats.inference import count_law, inferred_count, inferred_share, share_law
from analysis.stats.published import with_published_error
from analysis.stats.sensitivity import bounded, poisson_line
from analysis.stats.shrinkage import beta_binomial, gamma_poisson, ranks_of

KAPPA_DRAWS = 1000
Z = float(scipy.special.ndtri((1 + LEVEL) / 2))
"""The quantile of a normal interval at the level."""


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
    most : int
        How many data sets are drawn for the published table: fewer where a fit takes long.

    Examples
    --------
    >>> Trial("a scale", lambda generator: {"weight": Tried(generator.normal(1, 0.1, 5), np.ones(5))}).hostile
    False
    """

    name: str
    simulate: Callable[[np.random.Generator], dict[str, Tried]]
    naive: frozenset[str] = frozenset()
    hostile: bool = False
    most: int = 1000


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
    off = [one.estimate - one.truth for one in held]
    covers = [one.held for one in held if one.held is not None]
    return {
        "estimator": name, "world": trial.name, "naive": name in trial.naive, "hostile": trial.hostile,
        "truth": _mean([one.truth for one in held]), "bias": _mean(off),
        "error": round(float(np.sqrt(_mean([one**2 for one in off], 12))), 4), "level": LEVEL if covers else np.nan,
        "coverage": _mean([one.astype(float) for one in covers]),
        "first_bias": _mean(off[:FIRST]), "simulations": len(held), "seed": seed,
    }  # fmt: skip


def _mean(parts: Sequence[Floats], digits: int = 4) -> float:
    """Give the mean over all data sets; missing where none has a value."""
    values = np.concatenate(parts) if parts else np.zeros(0)
    return round(float(values.mean()), digits) if len(values) else np.nan


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
        The naive ratio is that of rates, with an exact Poisson interval. Ratios by other models have none; they are
        those among which the report on choices looks.

    Examples
    --------
    >>> exposure = pd.Series(np.geomspace(1, 200, 20), index=[f"U{place}" for place in range(20)])
    >>> len(tried(trial_of_ratios("register", exposure, Fit(0.5, 0.6, 0.4, 0.0)), simulations=2, seed=1))
    7
    """
    read = exposure.to_numpy(dtype=float)

    def simulate(generator: np.random.Generator) -> dict[str, Tried]:
        truly = fit.constant + fit.elasticity * (np.log(read) + misread * generator.standard_normal(len(read)))
        ratio = ratios_of(generator, fit.dispersion, len(read), "gamma")
        counts = generator.poisson(np.exp(truly) * ratio)
        line = Line(pd.Series(counts, index=exposure.index), exposure)
        posterior, found = line.posterior(line.grid()), line.fit()
        holds = np.abs(posterior.cdf(ratio) - 0.5) <= LEVEL / 2
        lost = 2 * (found.loglik - line.profile(fit.elasticity))
        expected = read * counts.sum() / read.sum()
        low, high = _exact(counts)
        return {
            "ratio to expectation": Tried(posterior.mean(), ratio, np.asarray(holds)),
            "elasticity": Tried(
                np.array([found.elasticity]), np.array([fit.elasticity]),
                np.array([lost <= scipy.stats.chi2.ppf(LEVEL, 1)]),
            ),
            **_without_intervals(counts, read, found, fit, ratio),
            "ratio_of_rates": Tried(
                counts / expected, ratio, np.asarray((low / expected <= ratio) & (ratio <= high / expected))
            ),
        }  # fmt: skip

    return Trial(name, simulate, frozenset({"ratio_of_rates"}), hostile, most=400)


def _without_intervals(
    counts: NDArray[np.int64], read: Floats, found: Fit, fit: Fit, ratio: Floats
) -> dict[str, Tried]:
    """Give the other ways to state a ratio and the elasticity, which the report on choices looks at."""
    design = np.column_stack([np.ones(len(read)), np.log(read)])
    line = poisson_line(counts.astype(float), design)
    lead = np.exp(found.constant + found.elasticity * np.log(read))
    shape = 1 / max(found.dispersion, 1e-9)
    return {
        "elasticity_by_poisson": Tried(line[[1]], np.array([fit.elasticity])),
        "ratio_shrunken_once": Tried((counts + shape) / (lead + shape), ratio),
        "ratio_not_shrunken": Tried(counts / lead, ratio),
        "ratio_by_poisson": Tried(counts / np.exp(design @ line), ratio),
    }


def _exact(counts: NDArray[np.int64]) -> tuple[Floats, Floats]:
    """Give the exact Poisson interval of counts (Garwood 1936)."""
    tail = (1 - LEVEL) / 2
    low = np.where(counts > 0, scipy.stats.chi2.ppf(tail, 2 * np.maximum(counts, 1)) / 2, 0.0)
    return low, np.asarray(scipy.stats.chi2.ppf(1 - tail, 2 * (counts + 1)) / 2)


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
        truth = shares_of(generator, len(total), mean, dispersion, spread)
        parts = generator.binomial(total, truth)
        found = beta_binomial(pd.Series(parts, index=wholes.index), wholes, about=ABOUT, level=LEVEL)
        low, high = np.array([wilson(int(part), int(all_), LEVEL) for part, all_ in zip(parts, total, strict=True)]).T
        return {
            "shrunken_share": Tried(found.posterior.mean(), truth, inside(found, truth)),
            "share_as_counted": Tried(parts / total, truth, np.asarray((low <= truth) & (truth <= high))),
        }

    return Trial(name, simulate, hostile=hostile, most=200)


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
        A sample in which kappa has no interval counts as one that does not hold the truth. The share that agrees is
        tried twice: naively as if it were kappa, and, with Wilson's interval, as what it is.

    Examples
    --------
    >>> trial = trial_of_kappa("codings", 40, np.array([0.6, 0.4]), 0.7)
    >>> tried(trial, simulations=2, seed=1)["truth"].tolist()
    [0.7, 0.7, 0.856]
    """
    truth, parts = np.array([same]), -(-rows // alike)
    alike_too = np.array([same + (1 - same) * float((codes**2).sum())])

    def simulate(generator: np.random.Generator) -> dict[str, Tried]:
        one, new = generator.choice(len(codes), (2, parts), p=codes)
        two = np.where(generator.random(parts) < same, one, new)
        first, second = (np.repeat(held, alike)[:rows].astype(str).tolist() for held in (one, two))
        agreed = agreement(first, second, about=ABOUT, level=LEVEL)
        found = {
            "share_agreed": Tried(np.array([agreed.value]), truth, _holds(agreed, truth)),
            "agreement_of_codings": Tried(np.array([agreed.value]), alike_too, _holds(agreed, alike_too)),
        }
        if len({*first, *second}) > 1:
            held = kappa(first, second, about=ABOUT, level=LEVEL, draws=KAPPA_DRAWS)
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
    found = inferred_count(count_law(chances.tolist()), about=ABOUT, level=LEVEL)
    assigned = np.array([float(len(chances))])

    def simulate(generator: np.random.Generator) -> dict[str, Tried]:
        truth = np.array([float((generator.random(len(odds)) < odds / (1 + odds)).sum())])
        return {
            "inferred_count": Tried(np.array([found.value]), truth, _holds(found, truth)),
            "rows_assigned": Tried(assigned, truth, assigned == truth),
        }

    return Trial(name, simulate, frozenset({"rows_assigned"}), hostile)


def trial_of_draws(name: str, units: int, slope: float, error: float, *, around: str = "published") -> Trial:
    """Make a trial of a slope on an index with published errors, drawn and combined, the index as it stands beside it.

    Parameters
    ----------
    name : str
        The world in words.
    units : int
        How many are seen.
    slope : float
        What the logarithm of the mean rises by with one standard deviation of the true index.
    error : float
        Standard error of the index, in its standard deviations.
    around : {"published", "truth"}
        Whether the truth lies around the published value, as draws assume, or the published value around the truth,
        where draws add to what the error hides already.

    Returns
    -------
    Trial
        Poisson regression with sandwich errors; ten draws, combined by `rubin`.

    Examples
    --------
    >>> tried(trial_of_draws("index", 100, 0.5, 0.3), simulations=2, seed=1)["estimator"].tolist()
    ['index_errors_drawn', 'index_as_published']
    """
    truth, reach = np.array([slope]), scipy.stats.norm.ppf((1 + LEVEL) / 2)

    def simulate(generator: np.random.Generator) -> dict[str, Tried]:
        known = generator.standard_normal(units) * np.sqrt(1 - error**2)
        other = known + error * generator.standard_normal(units)
        true, published = (other, known) if around == "published" else (known, other)
        counts = generator.poisson(np.exp(slope * true)).astype(float)
        fits = [_slope(counts, published + error * generator.standard_normal(units)) for _ in range(10)]
        drawn = rubin([value for value, _ in fits], [squared for _, squared in fits])
        wide = scipy.stats.t.ppf((1 + LEVEL) / 2, drawn.freedom) * np.sqrt(drawn.variance)
        value, squared = _slope(counts, published)
        return {
            "index_errors_drawn": Tried(np.array([drawn.value]), truth, np.abs(drawn.value - truth) <= wide),
            "index_as_published": Tried(np.array([value]), truth, np.abs(value - truth) <= reach * np.sqrt(squared)),
        }

    return Trial(name, simulate, hostile=around != "published")


def _slope(counts: Floats, index: Floats) -> tuple[float, float]:
    """Give the slope of a Poisson regression on one index, and its squared sandwich error."""
    design = np.column_stack([np.ones(len(index)), index])
    mean = np.exp(design @ (params := poisson_line(counts, design)))
    bread = np.linalg.inv((design.T * mean) @ design)
    return float(params[1]), float((bread @ ((design.T * (counts - mean) ** 2) @ design) @ bread)[1, 1])


def trial_of_rates(name: str, exposure: pd.Series, fit: Fit, *, hostile: bool = False) -> Trial:
    """Make a trial of shrunken rates and their ranks, with the rates as counted beside them.

    Parameters
    ----------
    name : str
        The world in words.
    exposure : pandas.Series, shape (units,)
        Inhabitants, or another exposure.
    fit : Fit
        The line and the dispersion that hold; the shrinkage assumes an elasticity of 1.
    hostile : bool
        Whether the world breaks what the shrinkage assumes.

    Returns
    -------
    Trial
        Rates as counted have the exact Poisson interval of Garwood (1936).

    Examples
    --------
    >>> exposure = pd.Series(np.geomspace(1, 200, 20), index=[f"U{place}" for place in range(20)])
    >>> found = tried(trial_of_rates("rates", exposure, Fit(0.5, 1.0, 0.4, 0.0)), simulations=2, seed=1)
    >>> found["estimator"].tolist()
    ['shrunken_rate', 'rank_of_rate', 'rate_as_counted']
    """
    people = exposure.to_numpy(dtype=float)

    def simulate(generator: np.random.Generator) -> dict[str, Tried]:
        ratio = ratios_of(generator, fit.dispersion, len(people), "gamma")
        expected = np.exp(fit.constant + fit.elasticity * np.log(people)) * ratio
        counts, rate = generator.poisson(expected), expected / people
        found = gamma_poisson(pd.Series(counts, index=exposure.index), exposure, about=ABOUT, level=LEVEL)
        low, high = (end / people for end in _exact(counts))
        return {
            "shrunken_rate": Tried(found.posterior.mean(), rate, inside(found, rate)),
            "rank_of_rate": _ranked(found.posterior.draws(RANK_DRAWS, int(generator.integers(2**31))), rate),
            "rate_as_counted": Tried(counts / people, rate, np.asarray((low <= rate) & (rate <= high))),
        }

    return Trial(name, simulate, frozenset({"rate_as_counted"}), hostile, most=200)


def _ranked(drawn: Floats, truth: Floats) -> Tried:
    """Give the median rank of draws with its interval, beside the true rank."""
    tail = (1 - LEVEL) / 2
    ends = np.quantile(ranks_of(drawn, 1), [tail, 0.5, 1 - tail], axis=0, method="inverted_cdf")
    true = ranks_of(truth[None, :], 2)[0]
    return Tried(ends[1], true, np.asarray((ends[0] <= true) & (true <= ends[2])))


def trial_of_funnel(
    name: str,
    exposure: pd.Series,
    target: float,
    between: float,
    *,
    spread: Spread | None = None,
    hostile: bool = False,
) -> Trial:
    """Make a trial of a funnel: its limits, the spread between units, and discoveries where there is none to make.

    Parameters
    ----------
    name : str
        The world in words.
    exposure : pandas.Series, shape (units,)
        Inhabitants, or another exposure.
    target : float
        The common rate.
    between : float
        Standard deviation between the roots of the units' rates.
    spread : {"gamma", "lognormal"}, optional
        How rates are spread instead of by a normal of their roots, with the same variance of the roots, about.
    hostile : bool
        Whether the world breaks what the limits assume.

    Returns
    -------
    Trial
        No unit is an outlier, so that ``funnel_limits`` should hold 95 of 100, and ``no_false_discovery`` should make
        none at the rate of 5 % in 95 of 100 data sets. Naive limits are those of chance alone.

    Examples
    --------
    >>> exposure = pd.Series(np.geomspace(1, 200, 20), index=[f"U{place}" for place in range(20)])
    >>> tried(trial_of_funnel("usual", exposure, 2.0, 0.3), simulations=2, seed=1)["estimator"].tolist()
    ['funnel_limits', 'spread_between_states', 'no_false_discovery', 'limits_of_chance']
    """
    people = exposure.to_numpy(dtype=float)
    variance = (2 * between / np.sqrt(target)) ** 2

    def simulate(generator: np.random.Generator) -> dict[str, Tried]:
        if spread is None:
            rate = generator.normal(np.sqrt(target), between, len(people)).clip(0) ** 2
        else:
            rate = target * ratios_of(generator, variance, len(people), spread)
        counts = pd.Series(generator.poisson(rate * people), index=exposure.index)
        found = funnel_of_rates(counts, exposure, about=ABOUT, per=1.0, per_label="unit")
        table, nominal = found.table, np.full(len(people), LEVEL)
        within = ((table["low_95"] <= table["value"]) & (table["value"] <= table["high_95"])).to_numpy()
        chance = (table["z"].abs() <= Z).to_numpy()
        clear = np.array([bool((table["q_value"] > 1 - LEVEL).all())])
        return {
            "funnel_limits": Tried(within.astype(float), nominal, within),
            "spread_between_states": Tried(np.array([found.dispersion.value]), np.array([between])),
            "no_false_discovery": Tried(clear.astype(float), np.array([LEVEL]), clear),
            "limits_of_chance": Tried(chance.astype(float), nominal, chance),
        }

    return Trial(name, simulate, frozenset({"limits_of_chance"}), hostile, most=300)


def trial_of_inferred_shares(
    name: str, part: Floats, rest: Floats, truly: float = 1.0, *, hostile: bool = False
) -> Trial:
    """Make a trial of inferred shares, with the share of the rows assigned beside them.

    Parameters
    ----------
    name : str
        The world in words.
    part, rest : numpy.ndarray, shape (rows,)
        The chance that each row of the part, and each other row, is the state's, as it is inferred.
    truly : float
        The true odds over the inferred ones of the rows of the part; 1 where the inference is right.
    hostile : bool
        Whether the world breaks what the inference assumes.

    Returns
    -------
    Trial
        The truth is drawn row by row.

    Examples
    --------
    >>> trial = trial_of_inferred_shares("rows", np.full(8, 0.6), np.full(20, 0.9))
    >>> tried(trial, simulations=2, seed=1)["estimator"].tolist()
    ['inferred_share', 'share_of_rows_assigned']
    """
    odds = part / (1 - part) * truly
    found = inferred_share(share_law(part.tolist(), rest.tolist()), about=ABOUT, level=LEVEL)
    assigned = np.array([len(part) / (len(part) + len(rest))])

    def simulate(generator: np.random.Generator) -> dict[str, Tried]:
        inner = float((generator.random(len(part)) < odds / (1 + odds)).sum())
        truth = np.array([inner / max(inner + float((generator.random(len(rest)) < rest).sum()), 1.0)])
        return {
            "inferred_share": Tried(np.array([found.value]), truth, _holds(found, truth)),
            "share_of_rows_assigned": Tried(assigned, truth, assigned == truth),
        }

    return Trial(name, simulate, frozenset({"share_of_rows_assigned"}), hostile)


def trial_of_published(name: str, units: int, truly: float = 1.0) -> Trial:
    """Make a trial of an index with its published standard error.

    Parameters
    ----------
    name : str
        The world in words.
    units : int
        How many values are published.
    truly : float
        The true error over the published one; where it is not 1, the world is hostile.

    Returns
    -------
    Trial
        The truth lies around the published value.

    Examples
    --------
    >>> tried(trial_of_published("index", 20), simulations=2, seed=1)["estimator"].tolist()
    ['published_value']
    """

    def simulate(generator: np.random.Generator) -> dict[str, Tried]:
        value, error = generator.standard_normal(units), generator.uniform(0.1, 0.3, units)
        truth = value + truly * error * generator.standard_normal(units)
        reach = [with_published_error(0.0, float(one), about=ABOUT, level=LEVEL).high for one in error]
        return {"published_value": Tried(value, truth, np.abs(value - truth) <= np.array(reach, dtype=float))}

    return Trial(name, simulate, hostile=truly != 1, most=200)


def trial_of_complaints(name: str, rates: Floats, years: int, listed: int, *, noise: float = 0.0) -> Trial:
    """Make a trial of the bounds of complaints that follow from yearly lists, with the published sums beside them.

    Parameters
    ----------
    name : str
        The world in words.
    rates : numpy.ndarray, shape (states,)
        Expected complaints a year.
    years, listed : int
        How many lists there are, and how many states each names.
    noise : float
        Standard deviation of the logarithm of what states are listed by, over their complaints; above 0 the lists are
        not those of the states with most, and the world is hostile.

    Returns
    -------
    Trial
        Of all states. Bounds have no value, so their middle is tried.

    Examples
    --------
    >>> found = tried(trial_of_complaints("lists", np.geomspace(90, 1, 30), 8, 10), simulations=3, seed=1)
    >>> found["coverage"].tolist()[0]
    1.0
    """
    states = [f"S{place:03d}" for place in range(len(rates))]

    def simulate(generator: np.random.Generator) -> dict[str, Tried]:
        counts = generator.poisson(rates, (years, len(rates)))
        by = (counts + generator.random(counts.shape) / 2) * np.exp(noise * generator.standard_normal(counts.shape))
        named = ranks_of(by.astype(float), 1) <= listed
        always = {states[place] for place in np.flatnonzero(named.all(axis=0))}
        if not always:
            return {key: _nothing() for key in ("complaint_bounds", "published_sum")}
        sums = (counts * named).sum(axis=0)
        least = min(len(always) + listed // 2, int((sums > 0).sum()))
        told = {states[place]: int(sums[place]) for place in np.argsort(-sums, kind="stable")[:least]}
        told |= {state: int(sums[states.index(state)]) for state in always}
        ends = [total_bounds(told, always, state, about=ABOUT) for state in states]
        truth = counts.sum(axis=0).astype(float)
        low, high = (np.array([getattr(one, end) for one in ends], dtype=float) for end in ("low", "high"))
        listed_sums = np.array([float(told.get(state, 0)) for state in states])
        return {
            "complaint_bounds": Tried((low + high) / 2, truth, np.asarray((low <= truth) & (truth <= high))),
            "published_sum": Tried(listed_sums, truth, listed_sums == truth),
        }

    return Trial(name, simulate, frozenset({"published_sum"}), noise > 0, most=300)


def _nothing() -> Tried:
    return Tried(np.zeros(0), np.zeros(0), np.zeros(0, dtype=bool))


def trial_of_all_recounts(
    name: str,
    rows: Sequence[Mapping[Code, int]],
    chances: Mapping[Code, float],
    coded: int,
    *,
    spread: float = 0.0,
) -> Trial:
    """Make a trial of the recount of all states together, with the states' own recounts added up beside it.

    Parameters
    ----------
    name : str
        The world in words.
    rows : sequence of mapping of code to int
        Each state's rows by their code.
    chances : mapping of code to float
        That a row of the code counts when it is coded again.
    coded : int
        How many rows of each code were coded twice.
    spread : float
        Standard deviation of the chance between those coded twice and the others; above 0 the world is hostile.

    Returns
    -------
    Trial
        Added up as if states did not share the unknown chances, the interval is too narrow.

    Examples
    --------
    >>> trial = trial_of_all_recounts("alike", [{("a",): 9}, {("a",): 5}], {("a",): 0.8}, 30)
    >>> tried(trial, simulations=2, seed=1)["estimator"].tolist()
    ['recount_of_all', 'recounts_added_up']
    """  # fmt: skip

    def simulate(generator: np.random.Generator) -> dict[str, Tried]:
        twice = {code: (int(generator.binomial(coded, chance)), coded) for code, chance in chances.items()}
        moved = {
            code: float(np.clip(chance + spread * generator.standard_normal(), 0, 1))
            for code, chance in chances.items()
        }
        again = [generator.binomial(count, moved[code]) for held in rows for code, count in held.items()]
        truth = np.array([float(sum(again))])
        seed = int(generator.integers(2**31))
        drawn = redraw(rows, twice, [0] * len(rows), draws=RANK_DRAWS, seed=seed).sum(axis=1)
        tail = (1 - LEVEL) / 2
        together = np.quantile(drawn, [tail, 0.5, 1 - tail], method="inverted_cdf")
        law = np.ones(1)
        for held in rows:
            law = np.convolve(law, recount(held, twice))
        apart = np.searchsorted(np.cumsum(law), np.array([tail, 0.5, 1 - tail]) - 1e-12).astype(float)
        return {
            key: Tried(ends[[1]], truth, (ends[0] <= truth) & (truth <= ends[2]))
            for key, ends in (("recount_of_all", together), ("recounts_added_up", apart))
        }

    return Trial(name, simulate, frozenset({"recounts_added_up"}), spread > 0, most=300)


def trial_of_dyads(
    name: str, frame: Frame, params: Floats, reported: Sequence[str], spread: tuple[float, float] = (0.0, 0.0)
) -> Trial:
    """Make a trial of the regression on dyads: pooled, within senders, and the difference between two outcomes.

    Parameters
    ----------
    name : str
        The world in words.
    frame : Frame
        Every dyad and year.
    params : numpy.ndarray, shape (coefficients,)
        The coefficients that hold.
    reported : sequence of str
        Coefficients that are looked at; within senders those of them that are no covariates of senders.
    spread : tuple of float
        Variance of the factor, with mean 1, of each sender and of each receiver; 0 for none. Errors are clustered on
        both sides, so that this breaks no assumption.

    Returns
    -------
    Trial
        Two outcomes are each event by the toss of a coin, so that their ratios do not differ. Naive errors are those of
        the model, and those clustered by sender alone.

    Examples
    --------
    >>> frame = small_frame(3, 9, 1)
    >>> found = tried(trial_of_dyads("small", frame, np.array([-1.0, 0.3, 0.3, 0.2]), ["sender", "receiver"]), 2, 1)
    >>> found["estimator"].tolist()
    ['poisson_two_way', 'poisson_within_senders', 'difference_of_ratios', 'poisson_model_errors', 'poisson_one_way']
    """
    places = [frame.names.index(one) for one in reported]
    mine = frame.names[: frame.senders.shape[2]]
    others = [one for one in reported if one not in mine]

    def simulate(generator: np.random.Generator) -> dict[str, Tried]:
        drawn, counts = draw_events(frame, params, spread, generator)
        first = generator.binomial(counts.astype(int), 0.5).astype(float)
        try:
            fit = poisson(drawn, counts, params)
            one, two = (poisson(drawn, half, fit.params) for half in (first, counts - first))
            inner = poisson(*within_senders(drawn, counts))
        except (ConvergenceError, ValueError):
            return {key: _nothing() for key in _OF_DYADS}
        reach, truth = _t(drawn, counts), params[places]
        apart, errors = one.less(two)
        wide = max(_t(drawn, first), _t(drawn, counts - first))
        own = [within_senders(drawn, counts)[0].names.index(name) for name in others]
        known = params[[frame.names.index(name) for name in others]]
        plain = np.sqrt(np.diag(fit.bread))[places]
        sums = fit.scores.sum(axis=1) @ fit.bread
        clustered = np.sqrt((sums**2).sum(axis=0) * len(sums) / (len(sums) - 1))[places]
        return {
            "poisson_two_way": _wald(fit.params[places], truth, reach * fit.errors[places]),
            "poisson_within_senders": _wald(inner.params[own], known, reach * inner.errors[own]),
            "difference_of_ratios": _wald(apart[places], np.zeros(len(places)), wide * errors[places]),
            "poisson_model_errors": _wald(fit.params[places], truth, Z * plain),
            "poisson_one_way": _wald(fit.params[places], truth, Z * clustered),
        }

    return Trial(name, simulate, frozenset({"poisson_model_errors", "poisson_one_way"}), most=300)


_OF_DYADS = (
    "poisson_two_way", "poisson_within_senders", "difference_of_ratios", "poisson_model_errors", "poisson_one_way",
)  # fmt: skip


def _t(frame: Frame, counts: Floats) -> float:
    return float(scipy.stats.t.ppf((1 + LEVEL) / 2, max(effective_clusters(frame, counts) - 1, 1)))


def _wald(found: Floats, truth: Floats, reach: Floats) -> Tried:
    return Tried(np.asarray(found), truth, np.abs(found - truth) <= reach)


def small_frame(years: int, units: int, seed: int) -> Frame:
    """Make a small frame: as many senders as receivers, a covariate of each, and one of a third of the dyads.

    Parameters
    ----------
    years, units : int
        Its size; no unit is its own receiver.
    seed : int
        Of the covariates.

    Returns
    -------
    Frame
        With ``constant``, ``sender``, ``receiver`` and ``pair``; covariates of units change little over the years.

    Examples
    --------
    >>> small_frame(3, 5, 1).size
    60
    """
    generator = np.random.default_rng(seed)
    ours, theirs = (
        generator.standard_normal((1, units, 1)) + 0.5 * generator.standard_normal((years, units, 1)) for _ in range(2)
    )
    senders = np.concatenate([np.ones((years, units, 1)), ours], axis=2)
    cells = np.stack(np.meshgrid(range(years), range(units), range(units), indexing="ij"), axis=-1).reshape(-1, 3)
    own = cells[:, 1] == cells[:, 2]
    known = generator.random((units, units))[cells[:, 1], cells[:, 2]] < 1 / 3
    kept = own | known
    pairs = generator.standard_normal((units, units))[cells[:, 1], cells[:, 2]] * ~own
    names = ("constant", "sender", "receiver", "pair")
    return Frame(senders, theirs, cells[kept], pairs[kept, None], 1.0 - own[kept], names)


def trial_of_rare(
    name: str, frame: Frame, params: Floats, reported: Sequence[str], spread: float = 0.0, *, hostile: bool = False
) -> Trial:
    """Make a trial of Firth's logit for whether a dyad-year has any event, with the plain logit beside it.

    Parameters
    ----------
    name : str
        The world in words.
    frame : Frame
        Every dyad and year.
    params : numpy.ndarray, shape (coefficients,)
        Of the logarithm of the odds.
    reported : sequence of str
        Coefficients that are looked at.
    spread : float
        Standard deviation of what senders, and receivers, add to the logarithm of the odds.
    hostile : bool
        Whether the world breaks what the logit assumes: odds that states spread are, on average, drawn towards even.

    Returns
    -------
    Trial
        Errors of Firth's logit are clustered on both sides; those of the plain logit are the model's.

    Examples
    --------
    >>> trial = trial_of_rare("rare", small_frame(3, 9, 1), np.array([-3.0, 0.5, 0.5, 0.2]), ["sender", "receiver"])
    >>> tried(trial, 2, 1)["estimator"].tolist()
    ['firth_two_way', 'logit_of_most_likelihood']
    """
    places = [frame.names.index(one) for one in reported]
    years, units, _ = frame.senders.shape
    design, _ = frame.rows()
    kept = np.ones((years, units, frame.receivers.shape[1]), dtype=bool)
    kept[tuple(frame.cells[frame.inside == 0].T)] = False
    number, (_, sender, receiver) = np.flatnonzero(kept.ravel()), np.argwhere(kept).T
    truth = params[places]

    def simulate(generator: np.random.Generator) -> dict[str, Tried]:
        from statsmodels.genmod.families import Binomial
        from statsmodels.genmod.generalized_linear_model import GLM

        ours, theirs = spread * generator.standard_normal((2, max(kept.shape[1:])))
        events = generator.random(len(design)) < scipy.special.expit(design @ params + ours[sender] + theirs[receiver])
        drawn, counts = holding(frame, number[events])
        fit = firth_of(drawn, counts)
        found = {"firth_two_way": _wald(fit.params[places], truth, _t(drawn, counts) * fit.errors[places])}
        plain = GLM(events.astype(float), design, family=Binomial()).fit()
        sound = plain.converged and np.abs(plain.params).max() < 20
        naive = _wald(plain.params[places], truth, Z * plain.bse[places]) if sound else _nothing()
        return found | {"logit_of_most_likelihood": naive}

    return Trial(name, simulate, frozenset({"logit_of_most_likelihood"}), hostile, most=300)


def trial_of_nb2(name: str, rows: int, params: Floats, dispersion: float, *, absent: float = 0.0) -> Trial:
    """Make a trial of NB2 on many rows with few events, and of the Poisson coefficients that stand beside it.

    Parameters
    ----------
    name : str
        The world in words.
    rows : int
        How many rows.
    params : numpy.ndarray, shape (2,)
        Constant and slope of the logarithm of the mean.
    dispersion : float
        Alpha of NB2.
    absent : float
        The share of rows in which nothing can happen, which no count of them tells; above 0 the world is hostile.

    Returns
    -------
    Trial
        Slopes are told where NB2 converged, without an interval; ``nb2_converged`` says how often it did.

    Examples
    --------
    >>> found = tried(trial_of_nb2("rows", 400, np.array([0.0, 0.5]), 1.0), simulations=2, seed=1)
    >>> found["estimator"].tolist()
    ['nb2_slope', 'nb2_dispersion', 'nb2_converged', 'poisson_slope']
    """
    truth = params[[1]]

    def simulate(generator: np.random.Generator) -> dict[str, Tried]:
        design = np.column_stack([np.ones(rows), generator.standard_normal(rows)])
        here = (generator.random(rows) >= absent) / (1 - absent)
        spread = generator.gamma(1 / dispersion, dispersion, rows)
        counts = generator.poisson(np.exp(design @ params) * spread * here).astype(float)
        start = poisson_line(counts, design)
        found = negative_binomial(design, counts, start)
        none = Tried(np.zeros(0), np.zeros(0))
        return {
            "nb2_slope": Tried(found.params[[1]], truth) if found.converged else none,
            "nb2_dispersion": Tried(np.array([found.dispersion]), np.array([dispersion])) if found.converged else none,
            "nb2_converged": Tried(np.array([float(found.converged)]), np.ones(1)),
            "poisson_slope": Tried(start[[1]], truth),
        }

    return Trial(name, simulate, hostile=absent > 0, most=300)
