"""Charts of what surrounds notices: medians, bands, senders side by side, days and years on one axis."""

import pandas as pd
import pytest
from matplotlib.dates import num2date

from analysis.charts.context import (
    SENDER_SHAPES,
    designations_by_year,
    rounds_and_cases,
)
from analysis.charts.drawing import middle_day
from analysis.core.judgement import SENDERS
from tests.charts.examples import (
    designations,
    draw_designations,
    draw_rounds,
)


def test_designations_are_added_within_a_sender_and_year_only() -> None:
    chart = draw_designations()
    counts = chart.data.set_index(["list", "year"])["designations"]
    assert counts.loc["EU"].to_dict() == {2020: 42, 2021: 0, 2022: 5}
    assert counts.loc["UK"].to_dict() == {2020: 0, 2021: 12, 2022: 0}
    assert counts.sum() == designations()["designations"].sum()


def test_senders_without_a_designation_have_no_bar_but_rows_of_nought() -> None:
    chart = draw_designations()
    assert [axes.get_title(loc="left") for axes in chart.figure().axes] == [SENDERS["EU"], SENDERS["UK"]]
    assert set(chart.data["list"]) == set(SENDERS)
    assert SENDERS["US"] not in chart.alt


def test_each_sender_has_a_panel_of_its_own_on_the_same_scale() -> None:
    eu, uk = draw_designations().figure().axes
    assert [bar.get_height() for bar in eu.patches] == [42, 0, 5]
    assert [bar.get_height() for bar in uk.patches] == [0, 12, 0]
    assert eu.get_ylim() == uk.get_ylim()
    assert eu.get_xlim() == uk.get_xlim()


def test_years_and_senders_that_tie_are_all_named() -> None:
    rows = [("EU", 2020, 3), ("EU", 2022, 3), ("UK", 2021, 3), ("UK", 2022, 1)]
    data = pd.DataFrame(rows, columns=["list", "year", "designations"])
    chart = designations_by_year(data, "Freedonia", "invented", "Invented.")
    assert chart.title.endswith(" peaked at 3 in 2020 and 2022 (European Union) and in 2021 (United Kingdom)")
    assert "European Union: 6 in all, most in 2020 and 2022." in chart.alt


def test_one_sender_in_one_year_is_one_bar_in_its_middle() -> None:
    data = pd.DataFrame({"list": ["UN"], "year": [2020], "designations": [1]})
    (axes,) = designations_by_year(data, "Erewhon", "invented", "n").figure().axes
    (bar,) = axes.patches
    assert bar.get_x() + bar.get_width() / 2 == pytest.approx(2020)


def test_designations_by_every_sender_in_many_years_are_a_small_picture() -> None:
    rows = [(sender, year, 1 + year % 7) for sender in SENDERS for year in range(1999, 2027)]
    data = pd.DataFrame(rows, columns=["list", "year", "designations"])
    assert len(designations_by_year(data, "Erewhon", "invented", "n").svg) < 60_000


def test_the_line_of_each_sender_has_a_shape_of_its_own() -> None:
    assert set(SENDER_SHAPES) == set(SENDERS)
    assert len(set(SENDER_SHAPES.values())) == len(SENDERS)


def test_rounds_add_up_in_order_of_time_whatever_the_order_of_rows() -> None:
    above, _ = draw_rounds().figure().axes
    eu, uk = above.lines
    assert eu.get_ydata().tolist() == [40, 118]
    assert uk.get_ydata().tolist() == [8]
    assert "EU 118 added, UK 8 added" in draw_rounds().alt


def test_years_of_cases_stand_in_the_middle_of_the_year_below() -> None:
    _, below = draw_rounds().figure().axes
    middles = [num2date(bar.get_x() + bar.get_width() / 2).strftime("%Y-%m-%d") for bar in below.patches]
    assert middles == middle_day(pd.Series([2019, 2021])).dt.strftime("%Y-%m-%d").tolist()
    assert [bar.get_height() for bar in below.patches] == [1, 4]


def test_data_of_rounds_hold_days_and_years_apart() -> None:
    data = draw_rounds().data
    assert data.columns.tolist() == ["series", "when", "count", "incomplete"]
    assert data.query("series == 'documented cases'")["when"].tolist() == [2019, 2021]
    assert data.query("series == 'EU'")["when"].tolist() == ["2020-10-02", "2021-06-21"]


def test_rounds_without_cases_are_drawn() -> None:
    rounds = pd.DataFrame({"sender": ["US"], "date": pd.to_datetime(["2020-01-02"]), "added": [0]})
    none = pd.DataFrame({"year": pd.Series(dtype=int), "cases": pd.Series(dtype=int)})
    chart = rounds_and_cases(rounds, none, "Erewhon", "invented", "n")
    assert "Below, bars for 0 cases by year." in chart.alt
    assert len(chart.data) == 1
