"""Curves on invented rows: steps, their names at the ends, and what stands below them."""

import pandas as pd
from matplotlib.dates import num2date

from analysis.charts.drawing import middle_day
from analysis.core.judgement import SENDERS
from analysis.pages.sanctions_report import SENDER_SHAPES
from analysis.pages.sanctions_report import _rounds_and_cases as rounds_and_cases
from tests.charts.examples import draw_orders, draw_rounds


def test_curves_change_in_steps_and_are_named_at_their_ends() -> None:
    (axes,) = draw_orders().figure().axes
    kept = [line.get_ydata().tolist() for line in axes.lines]
    assert kept == [[5, 3], [6, 4], [5, 4]]
    named = {text.get_text().replace("\n", " ") for text in axes.texts if text.get_text()}
    assert named == {"10 % public", "10 % public, if one", "14 % public"}
    assert axes.get_ylim() == (0, 6)


def test_the_line_of_each_sender_has_a_shape_of_its_own() -> None:
    assert set(SENDER_SHAPES) == set(SENDERS)
    assert len(set(SENDER_SHAPES.values())) == len(SENDERS)


def test_rounds_add_up_in_order_of_time_whatever_the_order_of_rows() -> None:
    above, _ = draw_rounds().figure().axes
    eu, uk = above.lines
    assert eu.get_ydata().tolist() == [40, 118]
    assert uk.get_ydata().tolist() == [8]
    assert "EU 118 added, UK 8 added" in draw_rounds().alt
    assert draw_rounds().title.endswith("the European Union made the most sanctions listings, 118")


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
    chart = rounds_and_cases(rounds, none)
    assert "Below, bars for 0 cases by year." in chart.alt
    assert len(chart.data) == 1
    assert chart.figure().axes
