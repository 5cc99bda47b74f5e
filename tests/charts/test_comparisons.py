"""Charts that set states side by side: what is drawn, said and kept, also of one state or none."""

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex

from analysis.charts.chart import COLOURS
from analysis.charts.comparisons import MANY, matrix, ranked_bars, rates, shares_beside_median, universes
from analysis.core.errors import InputError
from analysis.stats.estimate import percent
from tests.charts.examples import (
    LABELS,
    draw_matrix,
    draw_ranked,
    draw_rates,
    draw_shares,
    draw_universes,
    ratio,
)


def test_bars_stand_in_the_order_of_their_values_and_the_country_in_focus_is_marked() -> None:
    chart = draw_ranked()
    (axes,) = chart.figure().axes
    assert [bar.get_width() for bar in axes.patches] == [1234.0, 3.0, 0.0, 1.5]
    names = [label.get_text() for label in axes.get_yticklabels()]
    assert names == ["France", "Bosnia & Herzegovina", "4. Türkiye", "one other country"]
    colours = [to_hex(bar.get_facecolor()).upper() for bar in axes.patches]
    assert colours == [COLOURS["others"], COLOURS["others"], COLOURS["ink"], COLOURS["pale"]]
    assert chart.data[["iso3", "place", "kept"]].to_numpy().tolist() == [
        ["FRA", 1, 1], ["BIH", 2, 1], ["BLR", 3, 1], ["TUR", 4, 1],
    ]  # fmt: skip


def test_bars_without_a_focus_have_one_colour_and_countries_that_tie_share_a_rank() -> None:
    table = pd.DataFrame({"iso3": ["BLR", "FRA", "TUR"], "value": [2.0, 2.0, 1.0]})
    chart = ranked_bars(table, name="ranked", title="R", unit="notices", **LABELS)
    assert {to_hex(bar.get_facecolor()).upper() for bar in chart.figure().axes[0].patches} == {COLOURS["blue"]}
    assert chart.data["place"].tolist() == [1, 1, 3]
    assert "Belarus 2, France 2, Türkiye 1" in chart.alt


def test_the_last_bar_adds_up_all_that_is_not_drawn() -> None:
    table = pd.DataFrame({"iso3": ["BLR", "FRA", "TUR", "POL"], "value": [0.1, 0.6, 0.2, 0.1]})
    chart = ranked_bars(table, name="r", title="R", unit="of all", most=1, others=True, write=percent, **LABELS)
    assert [bar.get_width() for bar in chart.figure().axes[0].patches] == pytest.approx([0.6, 0.4])
    assert chart.alt.endswith("France 60 %, 3 other countries 40 %.")


def test_a_code_of_no_country_is_refused() -> None:
    with pytest.raises(InputError, match="XQX"):
        ranked_bars(pd.DataFrame({"iso3": ["XQX"], "value": [3]}), name="r", title="R", unit="notices", **LABELS)


def test_a_matrix_has_a_cell_for_each_pair_with_most_at_the_top_left() -> None:
    chart = draw_matrix()
    (axes,) = chart.figure().axes
    assert [label.get_text() for label in axes.get_yticklabels()] == ["Belarus", "Türkiye"]
    assert [label.get_text() for label in axes.get_xticklabels()] == ["Poland", "Bosnia and Herzegovina"]
    assert {text.xy: text.get_text() for text in axes.texts} == {(0, 0): "5", (0, 1): "2", (1, 1): "1"}
    assert len(axes.patches) == len(chart.data) == 3


def test_a_matrix_draws_those_with_most_and_holds_all() -> None:
    pairs = pd.DataFrame({"by": ["BLR", "TUR"], "to": ["POL", "FRA"], "count": [5, 2]})
    about = {"rows": "by", "columns": "to", "cell": "{row}, {column}: {count}.", "most": (1, 1)}
    chart = matrix(pairs, name="m", title="M", subtitle="S", **about, **LABELS)
    assert chart.alt == "Matrix of countries. Belarus, Poland: 5."
    assert len(chart.data) == 2


def test_a_universe_without_figures_is_said_to_have_none() -> None:
    alt = draw_universes().alt
    assert "Red Notices issued in a year: 100 in 2020, 120 in 2021." in alt
    assert "No figure for Red Notices on the public list on a given day." in alt


def test_shares_are_drawn_in_per_cent_from_the_top_down() -> None:
    chart = draw_shares()
    (axes,) = chart.figure().axes
    assert [bar.get_width() for bar in axes.patches] == [0.0, 40.0]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["theft", "politics"]
    assert "politics 40 % (10 %), theft 0 % (25 %)" in chart.alt


def test_shares_mark_the_median_of_states_beside_each_bar() -> None:
    (axes,) = draw_shares().figure().axes
    (marks,) = axes.collections
    assert marks.get_offsets().tolist() == [[25.0, 0.0], [10.0, 1.0]]


def test_one_share_is_one_bar() -> None:
    table = pd.DataFrame({"group": ["theft"], "share": [1.0], "median": [1.0]})
    chart = shares_beside_median(table, name="one", title="One", what="Erewhon", unit="%", **LABELS)
    assert len(chart.figure().axes[0].patches) == 1
    assert chart.alt.endswith("theft 100 % (100 %)")


def test_rates_put_the_focus_first_and_the_others_in_the_order_of_the_alphabet() -> None:
    chart = draw_rates("Freedonia")
    assert list(chart.data["place"]) == ["Freedonia", "Erewhon", "Ödland"]
    assert list(draw_rates("").data["place"]) == ["Erewhon", "Freedonia", "Ödland"]
    assert "Freedonia: 0.20 (0.022 to 0.60)" in chart.alt


def test_rates_leave_the_mark_of_a_place_without_a_case_open() -> None:
    (axes,) = draw_rates().figure().axes
    marks = {line.get_ydata()[0]: line.get_markerfacecolor() for line in axes.lines if line.get_marker() == "o"}
    assert [colour == "#FFFFFF" for _, colour in sorted(marks.items())] == [False, False, True]
    assert "Open mark: no case." in draw_rates().note


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
