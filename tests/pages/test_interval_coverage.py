"""The published table of coverage: shortfalls are stated."""

from analysis.facts import reliability
from analysis.pages import world_overview
from tests.reading import tables


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
    assert (shown.data.loc[shown.data["coverage"] > reliability.MOST, "verdict"] == "wider than stated").all()
