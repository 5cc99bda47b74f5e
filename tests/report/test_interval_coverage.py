"""The published table of coverage: that it can be computed again, and that shortfalls are stated."""

import pytest

from analysis.report import coverage
from analysis.report.commands.coverage import simulated
from analysis.stats.coverage import covered
from tests.report.reading import tables

KEY = ["estimator", "world", "units"]


def test_a_world_is_simulated_again_to_the_same_table() -> None:
    place = len(coverage.worlds()) - 1
    again = simulated(place).set_index(KEY)
    shipped = coverage.table().set_index(KEY).loc[again.index]
    assert again["coverage"].to_list() == pytest.approx(shipped["coverage"].to_list(), abs=2e-4)
    assert (again["seed"] == shipped["seed"]).all() and (again["simulations"] == shipped["simulations"]).all()


def test_a_few_simulations_of_the_register_agree_with_the_table() -> None:
    few = covered(coverage.worlds()[0], 6, coverage.SEED).set_index(KEY)["coverage"]
    shipped = coverage.table().set_index(KEY)["coverage"]
    place = ("ratio to expectation", "cases as fitted", "all")
    assert few[place] == pytest.approx(shipped[place], abs=0.03)


@pytest.mark.slow
def test_every_world_is_simulated_again_to_the_same_table() -> None:
    shipped = coverage.table().set_index(KEY)["coverage"]
    for place in range(len(coverage.worlds())):
        again = simulated(place).set_index(KEY)["coverage"]
        assert again.to_list() == pytest.approx(shipped[again.index].to_list(), abs=5e-3)


def test_intervals_hold_what_they_say_over_all_states_where_the_model_holds() -> None:
    rows = coverage.table()
    fitted = rows[rows["world"].str.contains("as fitted") & (rows["units"] == "all")]
    assert len(fitted) >= 7
    assert (fitted["coverage"] >= coverage.LEAST).all()


def test_every_shortfall_of_the_table_is_said() -> None:
    rows = coverage.table()
    short = rows[rows["coverage"] < coverage.LEAST]
    said = coverage.shortfalls(*rows["estimator"].unique())
    assert sorted(held.value for held in said) == sorted(short["coverage"])
    shown = tables(list(coverage.coverage()))["interval_coverage"]
    assert (shown.data.loc[shown.data["coverage"] < coverage.LEAST, "verdict"] == "too narrow").all()
    assert (shown.data.loc[shown.data["coverage"] > coverage.MOST, "verdict"] == "wider than it says").all()
