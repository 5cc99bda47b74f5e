"""The published tables of simulations come out again, and are written whole or not at all."""

import warnings
from functools import cache

import numpy as np
import pandas as pd
import pytest
from scipy import optimize, stats
from statsmodels.discrete.discrete_model import NegativeBinomial

import simulations.__main__ as program
from analysis.facts import reliability
from analysis.facts.expected import fitted
from analysis.tables.library import load
from simulations.coverage import FIRST, covered
from simulations.trials import tried
from simulations.worlds import DETECTION, SEED, SIMULATIONS, all_trials
from simulations.worlds import worlds as make_worlds

worlds = cache(make_worlds)  # fits models, which takes longer than the first simulations
KEY = ["estimator", "world", "units"]


@pytest.mark.thorough
def test_the_first_simulations_of_every_world_come_out_as_shipped() -> None:
    """All in one test, so that only one process fits the models."""
    assert len(worlds()) == 7
    for world in worlds():
        again = covered(world, FIRST, SEED).set_index(KEY)
        shipped = reliability.coverage_table().set_index(KEY).loc[again.index]
        assert again["coverage"].to_list() == pytest.approx(shipped["first"].to_list(), abs=4e-3), world.name


@pytest.mark.slow
def test_every_world_is_simulated_again_to_the_same_table() -> None:
    shipped = reliability.coverage_table().set_index(KEY)["coverage"]
    for world in worlds():
        again = covered(world, SIMULATIONS, SEED).set_index(KEY)["coverage"]
        assert again.to_list() == pytest.approx(shipped[again.index].to_list(), abs=5e-3)


@pytest.mark.thorough
def test_the_table_of_validation_is_what_its_trials_give() -> None:
    """The bias of the first five simulations of the quick trials, computed again."""
    held, trials = load("estimator_validation").set_index(["world", "estimator"]), all_trials()
    for trial in trials[2:]:
        for row in tried(trial, FIRST, SEED).to_dict("records"):
            shipped = held.loc[(trial.name, row["estimator"])]
            assert float(shipped["first_bias"]) == pytest.approx(row["bias"], abs=2e-4, nan_ok=True)
            assert (row["naive"], row["hostile"]) == (shipped["naive"] == "yes", shipped["hostile"] == "yes")
    assert [trial.name for trial in trials] == list(dict.fromkeys(held.index.get_level_values("world")))


def line_by_statsmodels(counts: pd.Series, people: pd.Series) -> tuple[pd.Series, float]:
    """Expected counts and dispersion by another implementation, at the maximum of the likelihood."""
    design = np.column_stack([np.ones(len(people)), np.log(people)])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = NegativeBinomial(counts.to_numpy(), design).fit(disp=0, maxiter=500)
    return pd.Series(np.exp(design @ found.params[:2]), counts.index), float(found.params[2])


@pytest.mark.thorough
@pytest.mark.parametrize(("world", "step"), [("cases_found", 1 / DETECTION), ("cases_found_more", DETECTION)])
def test_another_implementation_covers_the_elasticity_as_rarely_if_detection_follows_democracy(world, step) -> None:
    """Likelihood ratio tests by scipy on cases that are drawn, and found by democracy, in plain numpy."""
    model, random = fitted(0.95), np.random.default_rng(6)
    people, line = model.people, model.model.fit
    score = load("governance_country_year").groupby("iso3")["vdem_liberal_democracy"].mean().reindex(people.index)
    found = np.exp(np.log(step) * ((score - score.mean()) / score.std()).fillna(0).to_numpy(dtype=float))
    lead = line.elasticity * np.log(people.to_numpy(dtype=float))
    mean, lost = np.exp(line.constant + lead) * found / found.mean(), list[float]()

    def unlikely(params, counts, slope=1.0):
        size, *slopes, constant = params
        fit = np.exp(constant + (slopes or [slope])[0] * (lead - lead.mean()))
        return -stats.nbinom.logpmf(counts, np.exp(size), 1 / (1 + fit / np.exp(size))).sum()

    for _ in range(100):
        counts = random.poisson(random.gamma(1 / line.dispersion, line.dispersion, len(mean)) * mean)
        starts = [0.0, np.log(counts.mean())], [0.0, 1.0, np.log(counts.mean())]
        fixed, free = (optimize.minimize(unlikely, start, counts, method="Nelder-Mead").fun for start in starts)
        lost.append(2 * (fixed - free))
    shipped, covered = load("interval_coverage").set_index(KEY)["coverage"], np.mean(np.array(lost) <= 3.84)
    assert covered == pytest.approx(shipped["elasticity", f"{world}_by_democracy", "all"], abs=0.12)


def test_the_line_predicts_as_many_empty_countries_as_another_implementation() -> None:
    model, random, checks = fitted(0.95), np.random.default_rng(5), load("model_checks").set_index("check")
    counts = model.model.ratios.table["n"]
    expected, alpha = line_by_statsmodels(counts, model.people.reindex(counts.index))
    drawn = random.poisson(random.gamma(1 / alpha, alpha, (2000, len(counts))) * expected.to_numpy())
    assert checks.loc["countries_without_case", "observed"] == (counts == 0).sum()
    assert checks.loc["countries_without_case", "value"] == pytest.approx(np.median((drawn == 0).sum(axis=1)), abs=4)
    assert checks.loc["largest_count", "observed"] == counts.max()
    assert checks.loc["elasticity_without_one", "low"] < model.elasticity.value
    assert model.elasticity.value < checks.loc["elasticity_without_one", "high"]
    near = ["neighbours_with_case", "share_of_neighbours"]  # countries near each other are alike, which the line is not
    assert checks["tail"].drop(near).dropna().between(0.025, 0.975).all()
    assert (checks.loc[near, "tail"] < 0.025).all() and checks.loc["neighbours_with_case", "observed"] == 12


@pytest.fixture
def stored(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Catch what would be written over a shipped table."""
    contents: list[bytes] = []
    monkeypatch.setattr(program, "store", lambda path, content: contents.append(content))
    return contents


def row_of(number: int) -> pd.DataFrame:
    if number < 0:
        raise ZeroDivisionError("by nought")
    return pd.DataFrame({"world": [number], "coverage": [0.9]})


def test_rows_are_written_in_the_order_of_their_worlds(stored: list[bytes]) -> None:
    program.write("interval_coverage", [3, 1, 2], row_of, jobs=3)
    assert stored[0].decode().splitlines() == ["world,coverage", "3,0.9", "1,0.9", "2,0.9"]


def test_a_world_that_fails_is_named_and_nothing_is_written(stored: list[bytes]) -> None:
    with pytest.raises(ZeroDivisionError, match="by nought") as failed:
        program.write("interval_coverage", [1, -2], row_of, jobs=2)
    assert "in -2" in failed.value.__notes__
    assert stored == []


@pytest.mark.parametrize(("verb", "table"), [("validate", "estimator_validation"), ("coverage", "interval_coverage")])
def test_each_verb_writes_its_table(verb: str, table: str, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []
    monkeypatch.setattr(program, "write", lambda *arguments: calls.append((arguments[0], arguments[3])))
    monkeypatch.setattr(program, "all_trials", list)
    monkeypatch.setattr(program, "worlds", list)
    program.main([verb, "--jobs", "3"])
    assert calls == [(table, 3)]
