"""Charts that set states side by side: what is drawn, said and kept, also of one state or none."""

import numpy as np
import pandas as pd
import pytest

from analysis.charts.comparisons import MANY, league, lorenz, rates, shares_beside_median, universes
from analysis.core.errors import InputError
from tests.charts.examples import (
    LABELS,
    draw_funnel,
    draw_league,
    draw_lorenz,
    draw_rates,
    draw_shares,
    draw_universes,
    ratio,
)


def test_cumulative_share_ends_at_one_and_names_the_largest_first() -> None:
    chart = draw_lorenz()
    assert chart.data["iso3"].tolist() == ["FRA", "TUR", "BLR"]
    assert chart.data["cumulative_share"].tolist() == pytest.approx([0.6, 0.9, 1.0])
    assert "France 60%, Türkiye 90%, Belarus 100%" in chart.alt


def test_funnel_points_out_its_country_and_names_the_outlying_one() -> None:
    chart = draw_funnel()
    assert "Above the limits, highest first: France." in chart.alt
    assert chart.alt.endswith("above the outer limits (1 in 500 would be outside them).")
    assert draw_funnel("BLR").title.startswith("Invented notices: Belarus")


def test_funnel_draws_a_country_with_none_at_the_lower_edge() -> None:
    assert draw_funnel("BLR").data.set_index("iso3")["value"]["BLR"] == 0.0


def test_league_draws_the_first_and_holds_all() -> None:
    chart = draw_league()
    assert len(chart.data) == 3
    assert "2 of 3 places" in chart.alt
    assert "Highest: Belarus with 3 (1.5 to 6)" in chart.alt
    assert "France" not in chart.svg


def test_a_universe_without_figures_is_said_to_have_none() -> None:
    alt = draw_universes().alt
    assert "Red Notices issued in a year: 100 in 2020, 120 in 2021." in alt
    assert "No figure for Red Notices public on a day." in alt


def test_shares_are_drawn_in_per_cent_from_the_top_down() -> None:
    chart = draw_shares()
    (axes,) = chart.figure().axes
    assert [bar.get_width() for bar in axes.patches] == [0.0, 40.0]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["theft", "politics"]
    assert "politics 40.0 % (10.0 %), theft 0 % (25.0 %)" in chart.alt


def test_shares_mark_the_median_of_states_beside_each_bar() -> None:
    (axes,) = draw_shares().figure().axes
    (marks,) = axes.collections
    assert marks.get_offsets().tolist() == [[25.0, 0.0], [10.0, 1.0]]


def test_one_share_is_one_bar() -> None:
    table = pd.DataFrame({"group": ["theft"], "share": [1.0], "median": [1.0]})
    chart = shares_beside_median(table, name="one", title="One", what="Erewhon", unit="%", **LABELS)
    assert len(chart.figure().axes[0].patches) == 1
    assert chart.alt.endswith("theft 100 % (100 %)")


def test_one_state_has_all() -> None:
    chart = lorenz(pd.Series({"FRA": 7}), name="one", what="notices", **LABELS)
    assert chart.data.to_dict("records") == [{"iso3": "FRA", "count": 7, "cumulative_share": 1.0}]
    assert chart.alt == "Curve of the cumulative share over 1 countries, from the largest: France 100%."


def test_the_curve_agrees_with_a_loop() -> None:
    counts = pd.Series({"BLR": 1, "FRA": 6, "TUR": 3, "POL": 0})
    (axes,) = lorenz(counts, name="few", what="notices", **LABELS).figure().axes
    held, drawn = 0, []
    for count in sorted(counts, reverse=True):
        held += count
        drawn.append(100 * held / 10)
    assert axes.lines[0].get_ydata().tolist() == pytest.approx(drawn)
    assert axes.lines[0].get_xdata().tolist() == [1, 2, 3, 4]


def test_no_more_than_five_places_are_named() -> None:
    codes = ["BLR", "FRA", "TUR", "POL", "DEU", "ITA", "ESP"]
    chart = lorenz(pd.Series(range(7, 0, -1), index=codes), name="few", what="notices", **LABELS)
    assert [text.get_text() for text in chart.figure().axes[0].texts] == [
        "Belarus", "France", "Türkiye", "Poland", "Germany",
    ]  # fmt: skip
    assert "Italy" not in chart.alt


def test_a_code_of_no_country_is_refused() -> None:
    with pytest.raises(InputError, match="XQX"):
        lorenz(pd.Series({"XQX": 3}), name="few", what="notices", **LABELS)


def test_funnel_names_nobody_where_nobody_is_pointed_out() -> None:
    chart = draw_funnel("")
    assert chart.title == "Invented notices: 1 of 14 countries and territories are above the outer limits"
    said = [text.get_text() for text in chart.figure().axes[0].texts if text.get_text()]
    assert said == ["outer limits (1 in 500)", "world", "France"]
    assert chart.data["iso3"].tolist()[:2] == ["BLR", "FRA"]


def test_funnel_draws_its_limits_around_the_rate_of_the_world() -> None:
    (axes,) = draw_funnel().figure().axes
    assert axes.lines[0].get_ydata()[0] == pytest.approx(draw_funnel().data["n"].sum() / 39)
    assert axes.get_xscale() == axes.get_yscale() == "log"


def test_a_focus_without_an_event_stands_at_the_floor_of_the_picture() -> None:
    (axes,) = draw_funnel("BLR").figure().axes
    focus = axes.collections[-1]
    least = draw_funnel().data.query("value > 0")["value"].min()
    assert focus.get_offsets().tolist() == [[1e6, pytest.approx(least / 2)]]
    assert [text.get_fontweight() for text in axes.texts if text.get_text() == "Belarus"] == ["bold"]


def test_league_joins_value_and_rank_of_a_place_on_one_row() -> None:
    left, right = draw_league().figure().axes
    assert [label.get_text() for label in left.get_yticklabels()] == ["Türkiye", "Belarus"]
    assert left.lines[0].get_xdata().tolist() == [2.0, 3.0]
    assert right.lines[0].get_xdata().tolist() == [2.0, 1.0]


def test_league_of_fewer_places_than_asked_for_draws_them_all() -> None:
    table = draw_league().data
    chart = league(table, name="all", title="All", unit="per million", most=99, **LABELS)
    assert "3 of 3 places" in chart.alt
    assert len(chart.figure().axes[0].get_yticklabels()) == 3


def test_rates_put_the_focus_first_and_the_others_in_the_order_of_the_alphabet() -> None:
    chart = draw_rates("Freedonia")
    assert list(chart.data["place"]) == ["Freedonia", "Erewhon", "Ödland"]
    assert list(draw_rates("").data["place"]) == ["Erewhon", "Freedonia", "Ödland"]
    assert "Freedonia: 0.20 (0.022 to 0.60)" in chart.alt


def test_rates_leave_the_mark_of_a_place_without_a_case_open() -> None:
    (axes,) = draw_rates().figure().axes
    marks = {line.get_ydata()[0]: line.get_markerfacecolor() for line in axes.lines if line.get_marker() == "o"}
    assert [colour == "#FFFFFF" for _, colour in sorted(marks.items())] == [False, False, True]
    assert "An open mark: no case." in draw_rates().note


def test_an_interval_that_begins_below_the_axis_runs_to_its_edge() -> None:
    (axes,) = draw_rates().figure().axes
    assert axes.get_xlim()[0] == pytest.approx(0.2 / 3)
    assert axes.lines[4].get_xdata().tolist() == pytest.approx([0.2 / 3, 0.6])


@pytest.mark.parametrize("value", [0.05, 0.9, 40.0])
def test_the_line_at_one_is_in_the_picture_and_a_cut_interval_has_an_arrow(value: float) -> None:
    held = {"Freedonia": ratio("Freedonia", value, 2)}
    (axes,) = rates(held, "", name="r", title="R", unit="times", note="Invented.").figure().axes
    left, right = axes.get_xlim()
    assert left < 1 < right and right >= held["Freedonia"].high
    cut = held["Freedonia"].low < left
    assert [line.get_xdata()[0] for line in axes.lines if line.get_marker() == "<"] == ([left] if cut else [])


def test_many_rates_stand_closer() -> None:
    heights = []
    for places in (MANY, MANY + 1):
        held = {f"Land {place:02d}": ratio("", 1.0, 1) for place in range(places)}
        heights.append(rates(held, "", name="r", title="t", unit="u", note="n").frame.height / places)
    assert heights[1] < 0.75 * heights[0]


def test_rates_of_no_place_are_refused() -> None:
    with pytest.raises((ValueError, IndexError)):
        rates({}, "", name="r", title="t", unit="u", note="n")


def test_universes_join_consecutive_years_only() -> None:
    rows = [("issued", year, 100.0, 100.0, 100.0) for year in (2015, 2016, 2019)]
    chart = universes(pd.DataFrame(rows, columns=["basis", "year", "value", "low", "high"]), "invented")
    (axes,) = chart.figure().axes
    runs = [line.get_xdata().tolist() for line in axes.lines if line.get_linestyle() == "-"]
    assert runs[:2] == [[2015, 2016], [2019]]


def test_a_bar_spans_values_that_conflict() -> None:
    (axes,) = draw_universes().figure().axes
    spans = [segment[:, 1].tolist() for held in axes.collections for segment in held.get_segments() if len(segment)]
    assert spans == [[90.0, 110.0]]
    assert np.isfinite(draw_universes().data["value"]).all()


def test_error_bars_of_a_league_reach_from_the_value_to_both_ends() -> None:
    for axes, ends in zip(draw_league().figure().axes, ([(1.0, 4.0), (1.5, 6.0)], [(1.0, 3.0)] * 2), strict=True):
        (bars,) = axes.containers[0].lines[2]
        assert [tuple(segment[:, 0]) for segment in bars.get_segments()] == ends
