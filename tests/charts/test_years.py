"""Charts over years, on invented figures: panels and bars, runs, bounds, breaks and spans."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.charts.chart import COLOURS
from analysis.charts.drawing import Mark, middle
from analysis.charts.years import Break, _runs, bars_by_year, in_words, lines_over_years
from analysis.core.judgement import SENDERS
from tests.charts.examples import (
    BREAKS,
    TEXTS,
    draw_designations,
    draw_issued,
    draw_refusal_share,
    shares,
)


def words_of(chart) -> list[str]:
    return [text.get_text() for axes in chart.figure().axes for text in axes.texts if text.get_text()]


def test_each_panel_has_its_bars_on_the_same_axes() -> None:
    eu, uk = draw_designations().figure().axes
    assert [axes.get_title(loc="left") for axes in (eu, uk)] == [SENDERS["EU"], SENDERS["UK"]]
    assert [bar.get_height() for bar in eu.patches] == [42, 0, 5]
    assert [bar.get_height() for bar in uk.patches] == [0, 12, 0]
    assert eu.get_ylim() == uk.get_ylim()
    assert eu.get_xlim() == uk.get_xlim()


def test_one_year_is_one_bar_in_its_middle() -> None:
    data = pd.DataFrame({"group": ["UN"], "year": [2020], "cases": [1]})
    (axes,) = bars_by_year(data, {"UN": "UN"}, {"UN": "blue"}, name="b", **TEXTS).figure().axes
    (bar,) = axes.patches
    assert bar.get_x() + bar.get_width() / 2 == pytest.approx(2020)
    assert bar.get_height() == 1


def test_many_bars_are_a_small_picture() -> None:
    rows = [(sender, year, 1 + year % 7) for sender in SENDERS for year in range(1999, 2027)]
    data = pd.DataFrame(rows, columns=["group", "year", "cases"])
    panels, colours = {sender: sender for sender in SENDERS}, dict.fromkeys(SENDERS, "blue")
    chart = bars_by_year(data, panels, colours, name="b", **TEXTS)
    assert len(chart.svg) < 60_000


def test_a_run_joins_years_that_no_break_parts() -> None:
    change = Break(2018.2, 2018.2, "a change", 1)
    assert list(_runs([2015, 2016, 2017, 2018, 2019], [change])) == [[2015, 2016, 2017], [2018], [2019]]
    assert list(_runs([2015, 2016, 2019], [])) == [[2015, 2016], [2019]]
    assert list(_runs([], [change])) == []
    assert list(_runs([2018], [change])) == [[2018]]


@given(st.lists(st.integers(2000, 2030), unique=True, max_size=20).map(sorted), st.floats(2000, 2030))
def test_runs_keep_every_year_once_and_in_order(years: list[int], at: float) -> None:
    found = list(_runs(years, [Break(at, at, "a change", 1)]))
    assert [year for run in found for year in run] == years
    assert all(run == list(range(run[0], run[-1] + 1)) for run in found)
    assert not any(run[0] < at < run[-1] + 1 for run in found if len(run) > 1)


def test_breaks_are_listed_by_their_number() -> None:
    assert in_words(BREAKS) == "1: a new rule; 2: a new office"
    assert in_words([]) == ""


def test_a_break_is_thin_at_a_known_day_and_as_wide_as_a_year_otherwise() -> None:
    (axes,) = draw_refusal_share().figure().axes
    (known,) = [line for line in axes.lines if list(line.get_xdata()) == [2018.2, 2018.2]]
    assert known.get_linewidth() < 1
    (wide,) = axes.patches
    assert (wide.get_x(), wide.get_width()) == (2021.0, 1.0)
    assert words_of(draw_refusal_share())[:2] == ["1", "2"]


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


def test_panels_have_scales_of_their_own_on_one_axis_of_years() -> None:
    data = pd.DataFrame({"year": [2019, 2020], "large": [1000, 2000], "small": [1, 2]})
    panels = {"Large": [Mark("large")], "Small": [Mark("small")]}
    large, small = lines_over_years(data, panels, words="{year}: {large}", name="l", **TEXTS).figure().axes
    assert small.get_ylim()[1] < large.get_ylim()[1] / 50
    assert large.get_xlim() == small.get_xlim()
    assert [axes.get_ylabel() for axes in (large, small)] == ["Large", "Small"]


def test_a_mark_without_a_line_is_not_joined() -> None:
    data = pd.DataFrame({"year": [2019, 2020], "value": [1, 2]})
    lengths = [
        len(lines_over_years(data, {"": [Mark("value", width=width)]}, words="{year}: {value}", name="l", **TEXTS)
            .figure().axes[0].lines)
        for width in (0, 1)
    ]  # fmt: skip
    assert lengths == [1, 2]


def test_bounds_span_their_ends_in_the_middle_of_the_year() -> None:
    (axes,) = draw_refusal_share().figure().axes
    spans = [line for line in axes.lines if line.get_linewidth() == 5]
    assert [line.get_xdata().tolist() for line in spans] == [[2019.5] * 2, [2020.5] * 2]
    assert [line.get_ydata().tolist() for line in spans] == [[0.04, 0.05], [0.05, 0.06]]
    assert {"4", "5", "6"} <= set(words_of(draw_refusal_share()))


def test_a_mean_of_years_is_a_band_over_all_of_them() -> None:
    (axes,) = draw_refusal_share().figure().axes
    (band,) = [held for held in axes.collections if held.get_hatch()]
    across = band.get_paths()[0].vertices[:, 0]
    assert (across.min(), across.max()) == (2016, 2019)


def test_a_figure_of_a_later_year_stretches_the_axis() -> None:
    rows = [(2013, 2013, 0.04, 0.05, 0.045), (2027, 2027, 0.05, 0.06, 0.055)]
    first, last = shares(rows, BREAKS).figure().axes[0].get_xlim()
    assert first < 2013 < 2027 < last - 1


def test_the_marks_of_a_hollow_series_are_outlines() -> None:
    data = pd.DataFrame({"year": [2019, 2020], "value": [10, 20]})
    marks = {"": [Mark("value", hollow=True)]}
    (axes,) = lines_over_years(data, marks, words="{year}: {value}", name="l", **TEXTS).figure().axes
    _line, dots = axes.lines
    assert dots.get_markerfacecolor() == COLOURS["paper"]
