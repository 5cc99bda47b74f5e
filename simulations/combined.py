"""Coding error and the error of the line of expected cases, drawn together under each model of coding error."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.facts import world
from analysis.facts.coding import MODELS, OUTCOMES, chances, drawn_outcomes
from analysis.facts.expected import CountModel, fitted
from analysis.facts.reliability import LEVELS, codes_digest
from analysis.stats.estimate import WORLD, Floats
from analysis.stats.expectation import Line
from analysis.stats.shrinkage import ranks_of

Numbers = npt.NDArray[np.number]
"""Counts or measures."""
PRIORS = (0.5, 1.0, 2.0)
"""How many readings the prior of error rates is worth, as a multiple of the published one."""
CODED, EACH = 200, 40
"""Draws of all codes for which the line is fitted anew, and draws of the ratios from each line."""
NUMBERS = ("well_documented", "supported", "contested", "unsupported")


def tasks() -> list[tuple[str, float]]:
    """Model and prior of each part of the table ``coding_error``."""
    return [(model, prior) for model in MODELS for prior in PRIORS]


def coding_error(task: tuple[str, float], seed: int) -> pd.DataFrame:
    """Rows of ``coding_error`` by one model: counts; with the published prior also countries, ratios and ranks."""
    model, prior = task
    cases, drawn, likely = world.release().cases, drawn_outcomes(model, prior), chances(model, prior)
    country = cases["requesting_country"].astype(str).to_numpy()
    rows: list[tuple[str, str, float, Numbers]] = []
    for number in NUMBERS:
        places = [0, 1] if number == "supported" else [OUTCOMES.index(number)]
        inside = np.isin(drawn, places)
        rows.append((number, WORLD, likely[:, places].sum(), inside.sum(axis=1)))
    if prior == 1:
        for iso3 in sorted(set(country)):
            own = country == iso3
            rows.append(("well_documented", iso3, likely[own, 0].sum(), (drawn[:, own] == 0).sum(axis=1)))
        rows += _of_line(drawn[:: len(drawn) // CODED], set(country), seed)
    table = pd.DataFrame([_row(number, iso3, task, value, draws) for number, iso3, value, draws in rows])
    return table.assign(codes=codes_digest())


def _row(number: str, country: str, task: tuple[str, float], value: float, draws: Numbers) -> dict[str, object]:
    ends: dict[str, float] = {}
    for level in LEVELS:
        tails = (1 - level / 100) / 2, (1 + level / 100) / 2
        low, high = np.quantile(draws, tails, method="inverted_cdf")
        ends |= {f"low_{level}": _short(low), f"high_{level}": _short(high)}
    key = {"number": number, "country": country, "model": task[0], "prior": task[1]}
    return key | {"value": _short(value, 6)} | ends | {"draws": len(draws)}  # pages round it, and only once


def _short(value: float, digits: int = 4) -> float:
    return float(f"{value:.{digits}g}")


def years_of(model: CountModel, cases: pd.DataFrame) -> np.ndarray:
    """Whether each case is of the years of the exposure, or of none."""
    first, last = (int(year) for year in model.years.split(" to "))
    return np.asarray(cases["year"].isna() | cases["year"].between(first, last))


def _of_line(drawn: np.ndarray, countries: set[str], seed: int) -> list[tuple[str, str, float, Floats]]:
    """Elasticity, ratios and ranks: for each draw of the codes the line, for each line its posterior."""
    published, cases = fitted(0.95), world.release().cases
    units = published.model.ratios.table.index
    members, within = cases["requesting_country"].astype(str).to_numpy(), years_of(published, cases)
    slopes, means, ratios, ranks = [], [], [], []
    for number, outcomes in enumerate(drawn):
        counts = pd.Series(members[(outcomes == 0) & within]).value_counts().reindex(units, fill_value=0)
        line = Line(counts, published.people.reindex(units))
        grid = line.grid()
        posterior = line.posterior(grid)
        generator = np.random.default_rng([seed, number])
        ends = np.log(grid.expected[:, [line.logged.argmin(), line.logged.argmax()]])
        slopes.append(generator.choice((ends[:, 1] - ends[:, 0]) / np.ptp(line.logged), EACH, p=grid.weights))
        means.append(posterior.mean())
        ratios.append(posterior.draws(EACH, int(generator.integers(2**31))))
        ranks.append(ranks_of(ratios[-1], int(generator.integers(2**31))))
    elasticity, ratio, rank = np.concatenate(slopes), np.concatenate(ratios), np.concatenate(ranks)
    rows = [("elasticity", WORLD, float(elasticity.mean()), elasticity)]
    for place, iso3 in enumerate(units):
        if iso3 in countries:
            rows.append(("ratio", str(iso3), float(np.mean(means, axis=0)[place]), ratio[:, place]))
            rows.append(("rank", str(iso3), float(np.median(rank[:, place])), rank[:, place]))
    return rows


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
    return {"check": name, **{key: _short(float(value)) for key, value in shown.items()}, "draws": len(drawn)}
