"""The published table of coverage: that it can be computed again, and that shortfalls are stated."""

import pytest

from analysis.cli import simulated
from analysis.facts import reliability
from analysis.pages import world_overview
from analysis.stats.coverage import FIRST, covered
from tests.reading import tables

KEY = ["estimator", "world", "units"]


@pytest.mark.parametrize("place", range(8))
def test_the_first_simulations_of_every_world_come_out_as_shipped(place: int) -> None:
    again = covered(reliability.worlds()[place], FIRST, reliability.SEED).set_index(KEY)
    shipped = reliability.coverage_table().set_index(KEY).loc[again.index]
    assert again["coverage"].to_list() == pytest.approx(shipped["first"].to_list(), abs=4e-3)
    assert len(reliability.worlds()) == 8


@pytest.mark.slow
def test_every_world_is_simulated_again_to_the_same_table() -> None:
    shipped = reliability.coverage_table().set_index(KEY)["coverage"]
    for place in range(len(reliability.worlds())):
        again = simulated(place).set_index(KEY)["coverage"]
        assert again.to_list() == pytest.approx(shipped[again.index].to_list(), abs=5e-3)


def test_intervals_hold_what_they_say_over_all_states_where_the_model_holds() -> None:
    rows = reliability.coverage_table()
    fitted = rows[rows["world"].str.contains("as.fitted") & (rows["units"] == "all")]
    assert len(fitted) == 12
    assert (fitted["coverage"] >= reliability.LEAST).all()


def test_every_shortfall_of_the_table_is_said() -> None:
    rows = reliability.coverage_table()
    short = rows[rows["coverage"] < reliability.LEAST]
    said = reliability.shortfalls(*rows["estimator"].unique())
    assert sorted(held.value for held in said) == sorted(short["coverage"])
    shown = tables(list(world_overview.coverage(rows)))["interval_coverage"]
    assert (shown.data.loc[shown.data["coverage"] < reliability.LEAST, "verdict"] == "too narrow").all()
    assert (shown.data.loc[shown.data["coverage"] > reliability.MOST, "verdict"] == "wider than it says").all()
