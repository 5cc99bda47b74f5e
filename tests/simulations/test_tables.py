"""The published tables of simulations come out again, and are written whole or not at all."""

from functools import cache

import pandas as pd
import pytest

import simulations.__main__ as program
from analysis.facts import reliability
from analysis.tables.library import load
from simulations.coverage import FIRST, covered
from simulations.trials import tried
from simulations.worlds import SEED, SIMULATIONS, all_trials
from simulations.worlds import worlds as make_worlds

worlds = cache(make_worlds)  # fits models, which takes longer than the first simulations
KEY = ["estimator", "world", "units"]


@pytest.mark.thorough
def test_the_first_simulations_of_every_world_come_out_as_shipped() -> None:
    """All in one test, so that only one process fits the models."""
    assert len(worlds()) == 8
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
