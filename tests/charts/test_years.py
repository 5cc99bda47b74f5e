"""Charts over years, on invented figures: panels and bars, runs, bounds, breaks and spans."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.charts.chart import COLOURS
from analysis.charts.drawing import Mark, middle
from analysis.charts.years import Break, _runs, bars_by_year, lines_over_years
from tests.charts.examples import (
    TEXTS,
    draw_issued,
)


def words_of(chart) -> list[str]:
    return [text.get_text() for axes in chart.figure().axes for text in axes.texts if text.get_text()]


def test_bars_of_a_year_stand_on_one_another_and_each_has_its_value() -> None:
    rows = [("strong", 2020, 3), ("weak", 2020, 2), ("strong", 2021, 0), ("weak", 2021, 1)]
    data = pd.DataFrame(rows, columns=["group", "year", "cases"])
    words = {"strong": "well documented", "weak": "other"}
    (axes,) = bars_by_year(data, words, {"strong": "accent", "weak": "others"}, name="b", **TEXTS).figure().axes
    assert [(bar.get_y(), bar.get_height()) for bar in axes.patches] == [(0, 3), (3, 2), (0, 1)]
    assert [text.get_text() for text in axes.get_legend().get_texts()] == ["well documented", "other"]
    assert [text.get_text() for text in axes.texts if text.get_text().isdecimal()] == ["5", "1", "3"]


def test_of_very_many_bars_the_highest_and_those_at_the_ends_have_their_value() -> None:
    data = pd.DataFrame({"group": "a", "year": range(1990, 2021), "cases": [2, 3, 3, *[1] * 28]})
    (axes,) = bars_by_year(data, {"a": "a"}, {"a": "ink"}, name="b", **TEXTS).figure().axes
    assert [text.get_text() for text in axes.texts if text.get_text().isdecimal()] == ["2", "3", "3", "1"]


def test_one_year_is_one_bar_in_its_middle() -> None:
    data = pd.DataFrame({"group": ["UN"], "year": [2020], "cases": [1]})
    (axes,) = bars_by_year(data, {"UN": "UN"}, {"UN": "blue"}, name="b", **TEXTS).figure().axes
    (bar,) = axes.patches
    assert bar.get_x() + bar.get_width() / 2 == pytest.approx(2020)
    assert bar.get_height() == 1


def test_many_bars_are_a_small_picture() -> None:
    groups = ["a", "b", "c", "d"]
    rows = [(group, year, 1 + year % 7) for group in groups for year in range(1999, 2027)]
    data = pd.DataFrame(rows, columns=["group", "year", "cases"])
    chart = bars_by_year(data, dict(zip(groups, groups, strict=True)), dict.fromkeys(groups, "blue"), name="b", **TEXTS)
    assert len(chart.svg) < 60_000


@pytest.mark.parametrize(("years", "ends"), [([2020], (2016, 2024)), (range(2000, 2021), (1999.3, 2020.7))])
def test_bars_of_few_years_are_no_wider_than_those_of_many(years: list[int], ends: tuple[float, float]) -> None:
    data = pd.DataFrame({"group": "a", "year": years, "cases": 1})
    (axes,) = bars_by_year(data, {"a": "a"}, {"a": "ink"}, name="b", **TEXTS).figure().axes
    assert axes.get_xlim() == ends


def test_a_run_joins_years_that_no_break_parts() -> None:
    change = Break(2018.2, 2018.2, "change", "a change")
    assert list(_runs([2015, 2016, 2017, 2018, 2019], [change])) == [[2015, 2016, 2017], [2018], [2019]]
    assert list(_runs([2015, 2016, 2019], [])) == [[2015, 2016], [2019]]
    assert list(_runs([], [change])) == []
    assert list(_runs([2018], [change])) == [[2018]]


@given(st.lists(st.integers(2000, 2030), unique=True, max_size=20).map(sorted), st.floats(2000, 2030))
def test_runs_keep_every_year_once_and_in_order(years: list[int], at: float) -> None:
    found = list(_runs(years, [Break(at, at, "change", "a change")]))
    assert [year for run in found for year in run] == years
    assert all(run == list(range(run[0], run[-1] + 1)) for run in found)
    assert not any(run[0] < at < run[-1] + 1 for run in found if len(run) > 1)


def test_breaks_are_listed_in_their_order() -> None:
    assert "Changes in what is counted: 2018, a new rule; 2021, a new office." in draw_issued().alt


def test_a_break_is_thin_at_a_known_day_and_as_wide_as_a_year_otherwise() -> None:
    (axes,) = draw_issued().figure().axes
    (known,) = [line for line in axes.lines if list(line.get_xdata()) == [2018.2, 2018.2]]
    assert known.get_linewidth() < 1
    (wide,) = axes.patches
    assert (wide.get_x(), wide.get_width()) == (2021.0, 1.0)
    assert words_of(draw_issued())[:2] == ["rule", "office"]


def test_no_line_crosses_a_break_or_a_year_without_figure() -> None:
    for axes in draw_issued().figure().axes:
        joined = [list(line.get_xdata()) for line in axes.lines if line.get_linewidth() == 0.9]
        assert [middle(2016), middle(2017)] in joined
        assert not any(len(held) > 2 for held in joined)


def test_a_lower_bound_has_an_arrow() -> None:
    for axes in draw_issued().figure().axes:
        (arrow,) = [text for text in axes.texts if text.arrow_patch is not None]
        assert arrow.xy == (middle(2019), 190.0)


def test_conflicting_figures_have_a_bar_and_others_none() -> None:
    for axes in draw_issued().figure().axes:
        spans = [segment[:, 1].tolist() for held in axes.collections for segment in held.get_segments()]
        assert spans == [[170.0, 190.0]]


def test_a_mark_without_a_line_is_not_joined() -> None:
    data = pd.DataFrame({"year": [2019, 2020], "value": [1, 2]})
    lengths = [
        len(lines_over_years(data, [Mark("value", width=width)], words="{year}: {value}", name="l", **TEXTS)
            .figure().axes[0].lines)
        for width in (0, 1)
    ]  # fmt: skip
    assert lengths == [1, 2]


def test_the_marks_of_a_hollow_series_are_outlines() -> None:
    data = pd.DataFrame({"year": [2019, 2020], "value": [10, 20]})
    (axes,) = (
        lines_over_years(data, [Mark("value", hollow=True)], words="{year}: {value}", name="l", **TEXTS).figure().axes
    )
    _line, dots = axes.lines
    assert dots.get_markerfacecolor() == COLOURS["paper"]


def test_a_series_with_many_turns_has_its_values_at_ends_and_extremes_alone() -> None:
    values = [5, 8, 6, 9, 4, 7, 3, 9.5, 6, 8, 7]
    rows = pd.DataFrame({"year": range(2010, 2021), "value": values})
    chart = lines_over_years(rows, [Mark("value")], words="{year}: {value}", name="lines", **TEXTS)
    assert sorted(words_of(chart)) == ["3", "5", "7", "9.5"]
