"""Bias, error and coverage of the estimators of the reports where the truth is known, naive methods among them.

A trial draws one data set at a time and gives each estimator's result. Where an estimator gives nothing, as a fit
without a finite maximum, the data set has no value of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import scipy
from numpy.typing import NDArray
from statsmodels.genmod.families import Binomial, Poisson
from statsmodels.genmod.generalized_linear_model import GLM

from analysis.stats.agreement import agreement, kappa
from analysis.stats.counts import (
    count_law,
    half_width,
    inferred_count,
    inferred_share,
    share_law,
    total_bounds,
    wilson,
)
from analysis.stats.double_sample import UNREAD, double_sample
from analysis.stats.dyads import SIDES, contrast, fit, fit_each
from analysis.stats.estimate import ConvergenceError, Estimate, Floats
from analysis.stats.expectation import Fit, Line, log_linear
from analysis.stats.sensitivity import bounded
from analysis.stats.shrinkage import ranks_of
from simulations.coverage import ABOUT, FIRST, LEVEL, RANK_DRAWS
from simulations.draws import draw_events, draw_ratios

KAPPA_DRAWS = 1000
TAIL = (1 - LEVEL) / 2
Z = float(scipy.special.ndtri((1 + LEVEL) / 2))
"""The quantile of a normal interval at the level."""
NAIVE = frozenset(
    {
        "count_as_it_stands", "logit_of_most_likelihood", "poisson_model_errors", "poisson_one_way", "published_sum",
        "ratio_of_rates", "rows_assigned", "share_agreed", "share_of_public_notices", "share_of_rows_assigned",
    }
)  # fmt: skip
"""The estimators that no report uses."""


@dataclass(frozen=True, slots=True)
class Result:
    """Estimates in one data set, what they are of, and whether intervals covered it; None without an interval."""

    estimate: Floats
    truth: Floats
    covers: NDArray[np.bool_] | None = None


Results = dict[str, Result]
"""Estimator -> its result."""
NOTHING = Result(np.zeros(0), np.zeros(0), np.zeros(0, dtype=bool))


@dataclass(frozen=True, slots=True)
class Trial:
    """A world: how a data set is drawn and estimated, whether it breaks an assumption, how many the table has."""

    name: str
    simulate: Callable[[np.random.Generator], Results]
    hostile: bool = False
    most: int = 1000


def tried(trial: Trial, simulations: int, seed: int) -> pd.DataFrame:
    """Bias, error and coverage of each estimator of a trial, in the columns of ``estimator_validation``."""
    results = [trial.simulate(np.random.default_rng([seed, number])) for number in range(simulations)]
    return pd.DataFrame([_row(trial, name, [one[name] for one in results], seed) for name in results[0]])


def _row(trial: Trial, name: str, results: list[Result], seed: int) -> dict[str, object]:
    off = [one.estimate - one.truth for one in results]
    covers = [one.covers for one in results if one.covers is not None]
    return {
        "estimator": name, "world": trial.name, "naive": name in NAIVE, "hostile": trial.hostile,
        "truth": _mean([one.truth for one in results]), "bias": _mean(off),
        "error": round(float(np.sqrt(_mean([one**2 for one in off], 12))), 4), "level": LEVEL if covers else np.nan,
        "coverage": _mean([one.astype(float) for one in covers]),
        "first_bias": _mean(off[:FIRST]), "simulations": len(results), "seed": seed,
    }  # fmt: skip


def _mean(parts: Sequence[Floats], digits: int = 4) -> float:
    """Mean over all data sets; missing where none has a value."""
    values = np.concatenate(parts) if parts else np.zeros(0)
    return round(float(values.mean()), digits) if len(values) else np.nan


def _within(estimate: Floats, truth: Floats, low: Floats, high: Floats) -> Result:
    return Result(estimate, truth, np.asarray((low <= truth) & (truth <= high)))


def _reaching(estimate: Floats, truth: Floats, reach: Floats) -> Result:
    return Result(np.asarray(estimate), truth, np.abs(estimate - truth) <= reach)


def _exactly(estimate: Floats, truth: Floats) -> Result:
    return Result(estimate, truth, truth == estimate)


def _stated(found: Estimate, truth: Floats) -> Result:
    low, high = (np.array([found.value if end is None else end]) for end in (found.low, found.high))
    return _within(np.array([found.value]), truth, low, high)


def _exact(counts: NDArray[np.int64]) -> tuple[Floats, Floats]:
    """Exact Poisson interval of counts (Garwood 1936)."""
    low = np.where(counts > 0, scipy.stats.chi2.ppf(TAIL, 2 * np.maximum(counts, 1)) / 2, 0.0)
    return low, np.asarray(scipy.stats.chi2.ppf(1 - TAIL, 2 * (counts + 1)) / 2)


def ratios(generator: np.random.Generator, exposure: pd.Series, fit: Fit, misread: float = 0.0) -> Results:
    """Ratio to expectation, elasticity, both by other models, and rates with exact intervals."""
    read = exposure.to_numpy(dtype=float)
    truly = fit.constant + fit.elasticity * (np.log(read) + misread * generator.standard_normal(len(read)))
    ratio = draw_ratios(generator, fit.dispersion, len(read), "gamma")
    counts = generator.poisson(np.exp(truly) * ratio)
    line = Line(pd.Series(counts, index=exposure.index), exposure)
    posterior, fitted = line.posterior(line.grid()), line.fit()
    holds = np.abs(posterior.cdf(ratio) - 0.5) <= LEVEL / 2
    lost = 2 * (fitted.loglik - line.profile(fit.elasticity, 1))
    elasticity = np.array([fit.elasticity])
    design = np.column_stack([np.ones(len(read)), np.log(read)])
    by_poisson = log_linear(counts.astype(float), design)[0]
    lead, shape = np.exp(fitted.constant + fitted.elasticity * np.log(read)), 1 / max(fitted.dispersion, 1e-9)
    in_proportion = read * counts.sum() / read.sum()
    low, high = (end / in_proportion for end in _exact(counts))
    within = np.array([lost <= scipy.stats.chi2.ppf(LEVEL, 1)])
    return {
        "ratio to expectation": Result(posterior.mean(), ratio, np.asarray(holds)),
        "elasticity": Result(np.array([fitted.elasticity]), elasticity, within),
        "elasticity_by_poisson": Result(by_poisson[[1]], elasticity),
        "ratio_shrunken_once": Result((counts + shape) / (lead + shape), ratio),
        "ratio_not_shrunken": Result(counts / lead, ratio),
        "ratio_by_poisson": Result(counts / np.exp(design @ by_poisson), ratio),
        "ratio_of_rates": _within(counts / in_proportion, ratio, low, high),
    }


def bounds(generator: np.random.Generator, shares: Floats, visible: float, assumed: float, truly: float) -> Results:
    """Bounds on shares among all notices, tried by their middle; true odds differ by up to the factor ``truly``."""
    factors = truly ** generator.uniform(-1, 1, len(shares))
    odds = shares / (1 - shares) * factors
    truth = visible * shares + (1 - visible) * odds / (1 + odds)
    ends = {
        f"{label}_bounds": np.array([bounded(float(share), visible, factor) for share in shares]).T
        for label, factor in (("worst_case", np.inf), ("bounded_odds", assumed))
    }
    results = {key: _within((low + high) / 2, truth, low - 1e-12, high + 1e-12) for key, (low, high) in ends.items()}
    return results | {"share_of_public_notices": _exactly(shares, truth)}


def double_samples(
    generator: np.random.Generator, rows: Sequence[int], shares: Sequence[float], sampled: int, spread: float = 0.0
) -> Results:
    """Rows that truly count, by a double sample and as they stand; other rows differ from the sample by ``spread``."""
    given = np.repeat([0, 1], rows)
    read = generator.permutation(len(given)) < sampled
    other = np.clip(np.asarray(shares) + spread * generator.standard_normal(), 0, 1)
    true = (generator.random(len(given)) >= np.where(read, np.asarray(shares)[given], other[given])).astype(np.int64)
    found = double_sample(given, np.where(read, true, UNREAD), 2, draws=RANK_DRAWS)
    value, low, high = (np.array([one]) for one in found.total(0, level=LEVEL))
    truth = np.array([float((true == 0).sum())])
    return {
        "double_sample": _within(value, truth, low, high),
        "count_as_it_stands": _exactly(np.array([float(rows[0])]), truth),
    }


def codings(generator: np.random.Generator, rows: int, codes: Floats, same: float, alike: int = 1) -> Results:
    """Kappa and the share that agrees, read as kappa and as itself; ``alike`` rows at a time are copies."""
    truth, parts = np.array([same]), -(-rows // alike)
    share = np.array([same + (1 - same) * float((codes**2).sum())])
    one, new = generator.choice(len(codes), (2, parts), p=codes)
    two = np.where(generator.random(parts) < same, one, new)
    first, second = (np.repeat(coded, alike)[:rows].astype(str).tolist() for coded in (one, two))
    agreed = agreement(first, second, about=ABOUT, level=LEVEL)
    results = {"share_agreed": _stated(agreed, truth), "agreement_of_codings": _stated(agreed, share)}
    if len({*first, *second}) > 1:
        estimated = kappa(first, second, about=ABOUT, level=LEVEL, draws=KAPPA_DRAWS)
        results = {"kappa": _stated(estimated, truth)} | results
    return results


def recalled(generator: np.random.Generator, shares: Mapping[str, tuple[float, int]], alike: int = 1) -> Results:
    """Recall of each list, by true share and number of named cases; ``alike`` cases at a time are known or not."""
    truth, cases = (np.array(column) for column in zip(*shares.values(), strict=True))
    found = [
        int(np.repeat(generator.random(-(-named // alike)) < share, alike)[:named].sum())
        for share, named in shares.values()
    ]
    low, high = np.array([wilson(part, whole, LEVEL) for part, whole in zip(found, cases.tolist(), strict=True)]).T
    return {"recall": _within(np.array(found) / cases, truth, low, high)}


def inferred_counts(generator: np.random.Generator, chances: Floats, truly: float = 1.0) -> Results:
    """Inferred count, and the number of rows assigned; true odds are ``truly`` times those of the chances."""
    odds, found = chances / (1 - chances) * truly, inferred_count(count_law(chances.tolist()), about=ABOUT, level=LEVEL)
    truth = np.array([float((generator.random(len(odds)) < odds / (1 + odds)).sum())])
    return {
        "inferred_count": _stated(found, truth),
        "rows_assigned": _exactly(np.array([float(len(odds))]), truth),
    }


def inferred_shares(generator: np.random.Generator, part: Floats, rest: Floats, truly: float = 1.0) -> Results:
    """Inferred share, and the share of the rows assigned; true odds of the part are ``truly`` times its chances."""
    odds = part / (1 - part) * truly
    found = inferred_share(share_law(part.tolist(), rest.tolist()), about=ABOUT, level=LEVEL)
    inner = float((generator.random(len(odds)) < odds / (1 + odds)).sum())
    truth = np.array([inner / max(inner + float((generator.random(len(rest)) < rest).sum()), 1.0)])
    return {
        "inferred_share": _stated(found, truth),
        "share_of_rows_assigned": _exactly(np.array([len(odds) / (len(odds) + len(rest))]), truth),
    }


def published(generator: np.random.Generator, units: int, truly: float = 1.0) -> Results:
    """Index with its published error, where the true error is ``truly`` times that."""
    value, error = generator.standard_normal(units), generator.uniform(0.1, 0.3, units)
    truth = value + truly * error * generator.standard_normal(units)
    return {"published_value": _reaching(value, truth, half_width(LEVEL) * error)}


def complaints(generator: np.random.Generator, rates: Floats, years: int, listed: int, noise: float = 0.0) -> Results:
    """Bounds of complaints from yearly lists, tried by their middle, and the published sums.

    With noise the lists are not those of the states with most complaints.
    """
    states = [f"S{number:03d}" for number in range(len(rates))]
    counts = generator.poisson(rates, (years, len(rates)))
    by = (counts + generator.random(counts.shape) / 2) * np.exp(noise * generator.standard_normal(counts.shape))
    named = ranks_of(by.astype(float), 1) <= listed
    always = {states[number] for number in np.flatnonzero(named.all(axis=0))}
    if not always:
        return {"complaint_bounds": NOTHING, "published_sum": NOTHING}
    sums = (counts * named).sum(axis=0)
    least = min(len(always) + listed // 2, int((sums > 0).sum()))
    stated = {states[number]: int(sums[number]) for number in np.argsort(-sums, kind="stable")[:least]}
    stated |= {state: int(sums[states.index(state)]) for state in always}
    ends = [total_bounds(stated, always, state, about=ABOUT) for state in states]
    truth = counts.sum(axis=0).astype(float)
    low, high = (np.array([getattr(one, end) for one in ends], dtype=float) for end in ("low", "high"))
    return {
        "complaint_bounds": _within((low + high) / 2, truth, low, high),
        "published_sum": _exactly(np.array([float(stated.get(state, 0)) for state in states]), truth),
    }


def dyads(
    generator: np.random.Generator, frame: pd.DataFrame, params: pd.Series[float], spread: tuple[float, float] = (0, 0)
) -> Results:
    """Ratios by dyad: pooled, within senders, the difference of two halves of events, and with naive errors."""
    design, truth = np.column_stack([np.ones(len(frame)), frame[list(params.index[1:])]]), np.asarray(params, float)
    counts = draw_events(frame, np.exp(design @ truth), spread, generator)
    first = generator.binomial(counts, 0.5)
    drawn = frame.assign(events=counts, first=first, second=counts - first)
    covariates = " + ".join(params.index[1:])
    try:
        whole, one, two = (fit(f"{name} ~ {covariates}", drawn) for name in ("events", "first", "second"))
        inner = fit(f"events ~ {covariates} | {SIDES[0]}", drawn)
    except (ConvergenceError, ValueError):
        return dict.fromkeys(_OF_DYADS, NOTHING)
    plain = GLM(counts, design, family=Poisson())
    results = (
        _of_ratios(whole.table, params), _of_ratios(inner.table, params[2:]),
        _of_ratios(contrast(one, two), 0 * params),
        *(_reaching(found.params[1:], truth[1:], Z * found.bse[1:]) for found in (plain.fit(),
            plain.fit(cov_type="cluster", cov_kwds={"groups": drawn[SIDES[0]].to_numpy()}))),
    )  # fmt: skip
    return dict(zip(_OF_DYADS, results, strict=True))


_OF_DYADS = (
    "poisson_two_way", "poisson_within_senders", "difference_of_ratios", "poisson_model_errors", "poisson_one_way",
)  # fmt: skip


def _of_ratios(table: pd.DataFrame, params: pd.Series[float]) -> Result:
    """Compare the logarithms of ratios, but for the constant, with their true values."""
    truth = params.drop("Intercept", errors="ignore")
    value, low, high = (np.log(table.set_index("term").loc[truth.index, end]) for end in ("ratio", "low", "high"))
    return _within(*(np.asarray(one, dtype=float) for one in (value, truth, low, high)))


def rare_events(
    generator: np.random.Generator, frame: pd.DataFrame, params: pd.Series[float], spread: float = 0.0
) -> Results:
    """Firth's logit for any event in a dyad-year with errors clustered on both sides, and the plain logit."""
    design, truth = np.column_stack([np.ones(len(frame)), frame[list(params.index[1:])]]), np.asarray(params, float)
    lead = design @ truth
    for side in SIDES:
        codes, units = pd.factorize(frame[side])
        lead = lead + spread * generator.standard_normal(len(units))[codes]
    events = (generator.random(len(frame)) < scipy.special.expit(lead)).astype(float)
    found = fit(f"events ~ {' + '.join(params.index[1:])}", frame.assign(events=events), family="firth")
    plain = GLM(events, design, family=Binomial()).fit()
    sound = plain.converged and np.abs(plain.params).max() < 20
    naive = _reaching(plain.params[1:], truth[1:], Z * plain.bse[1:]) if sound else NOTHING
    return {"firth_two_way": _of_ratios(found.table, params), "logit_of_most_likelihood": naive}


def many_zeros(
    generator: np.random.Generator, rows: int, params: Floats, dispersion: float, absent: float = 0.0
) -> Results:
    """NB2 on rows with few events, and Poisson; in a share ``absent`` of the rows nothing can happen."""
    drawn = pd.DataFrame({"x": generator.standard_normal(rows), "row": np.arange(rows)})
    here = (generator.random(rows) >= absent) / (1 - absent)
    spread = generator.gamma(1 / dispersion, dispersion, rows)
    mean = np.exp(params[0] + params[1] * drawn["x"].to_numpy()) * spread * here
    drawn = drawn.assign(events=generator.poisson(mean))
    truth, none = params[[1]], Result(np.zeros(0), np.zeros(0))
    fitted = fit_each({"nb2": "events ~ x"}, drawn, family="negative binomial", clusters=["row"])["nb2"]
    start = fit("events ~ x", drawn, clusters=["row"]).params
    done = fitted.converged
    return {
        "nb2_slope": Result(np.asarray(fitted.params[["x"]], float), truth) if done else none,
        "nb2_dispersion": Result(np.array([fitted.dispersion]), np.array([dispersion])) if done else none,
        "nb2_converged": Result(np.array([float(done)]), np.ones(1)),
        "poisson_slope": Result(np.asarray(start[["x"]], float), truth),
    }
