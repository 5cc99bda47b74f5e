"""Charts with a row for each thing: what is drawn, said and kept, also of one thing or of many."""

from typing import Any

import pandas as pd
import pytest
from matplotlib.colors import to_hex

from analysis.charts.chart import COLOURS
from analysis.charts.drawing import Mark
from analysis.charts.rows import bars_in_rows, ranked_bars, rows_with_marks
from analysis.core.errors import InputError
from analysis.stats.estimate import percent
from tests.charts.examples import (
    LABELS,
    TEXTS,
    draw_counts_again,
    draw_held,
    draw_ranges,
    draw_ranked,
    draw_rates,
    draw_ratios,
)


def names_of(axes: Any) -> list[str]:
    return [label.get_text() for label in axes.get_yticklabels()]


def key_of(axes: Any) -> list[str]:
    return [text.get_text() for text in axes.get_legend().get_texts()]


def test_bars_stand_in_the_order_of_their_values() -> None:
    chart = draw_ranked()
    (axes,) = chart.figure().axes
    assert [bar.get_width() for bar in axes.patches][::-1] == [1234.0, 3.0, 1.5]
    assert names_of(axes)[::-1] == ["France", "Bosnia and Herzegovina", "2 other countries"]
    colours = [to_hex(bar.get_facecolor()).upper() for bar in axes.patches][::-1]
    assert colours == [COLOURS["blue"], COLOURS["blue"], COLOURS["pale"]]
    assert chart.data[["iso3", "place", "kept"]].to_numpy().tolist() == [
        ["FRA", 1, 1], ["BIH", 2, 1], ["BLR", 3, 1], ["TUR", 4, 1],
    ]  # fmt: skip


def test_bars_have_one_colour_and_countries_that_tie_share_a_rank() -> None:
    table = pd.DataFrame({"iso3": ["BLR", "FRA", "TUR"], "value": [2.0, 2.0, 1.0]})
    chart = ranked_bars(table, name="ranked", title="R", unit="notices", **LABELS)
    assert {to_hex(bar.get_facecolor()).upper() for bar in chart.figure().axes[0].patches} == {COLOURS["blue"]}
    assert chart.data["place"].tolist() == [1, 1, 3]
    assert "Belarus 2, France 2, Türkiye 1" in chart.alt


def test_a_name_and_its_remark_stand_in_full_above_the_marks_of_the_row() -> None:
    name = "Cases on the lists of others that we also have"
    table = pd.DataFrame({"group": [name, "law"], "remark": ["some are missing", ""], "value": [0.5, 0.9]})
    about: dict[str, Any] = {"words": "{group}: {value}", "axis": "share", "name": "remarks", **TEXTS}
    (axes,) = rows_with_marks(table, [Mark("value")], **about).figure().axes
    assert names_of(axes) == ["law", name]
    axes.figure.draw_without_rendering()
    boxes = [text.get_window_extent() for text in (axes.get_yticklabels()[1], axes.texts[0])]
    marks = axes.transData.transform([(0.5, 1)])[0]
    assert boxes[0].y0 >= boxes[1].y1 - 3 and boxes[1].y0 > marks[1]
    assert all(box.x0 >= 0 and box.x1 <= axes.figure.bbox.width for box in boxes)


def test_an_axis_of_shares_begins_where_it_is_asked_to() -> None:
    table = pd.DataFrame({"group": ["law", "press"], "value": [0.5, 0.9]})
    chart = rows_with_marks(
        table, [Mark("value")], words="{group}: {value}", axis="share", start=0.4, name="shares", **TEXTS
    )
    assert chart.figure().axes[0].get_xlim() == pytest.approx((0.39, 1.01))


def test_the_last_bar_adds_up_all_that_is_not_drawn() -> None:
    table = pd.DataFrame({"iso3": ["BLR", "FRA", "TUR", "POL"], "value": [0.1, 0.6, 0.2, 0.1]})
    chart = ranked_bars(table, name="r", title="R", unit="of all", most=1, others=True, write=percent, **LABELS)
    assert [bar.get_width() for bar in chart.figure().axes[0].patches] == pytest.approx([0.4, 0.6])
    assert chart.alt.endswith("France 60 %, 3 other countries 40 %.")


def test_a_code_of_no_country_is_refused() -> None:
    with pytest.raises(InputError, match="XQX"):
        ranked_bars(pd.DataFrame({"iso3": ["XQX"], "value": [3]}), name="r", title="R", unit="notices", **LABELS)


@pytest.mark.parametrize("value", [1, 250])
def test_one_bar_has_its_value_and_ends_within_the_axis(value: int) -> None:
    table = pd.DataFrame({"group": ["all"], "value": [value]})
    (axes,) = bars_in_rows(table, unit="u", name="b", **TEXTS).figure().axes
    assert axes.patches[0].get_width() == value < axes.get_xlim()[1]
    assert [text.get_text() for text in axes.texts] == [str(value)]


def test_a_long_name_is_above_its_bar_which_has_more_room_and_broken_only_where_the_picture_ends() -> None:
    about: dict[str, Any] = {"unit": "u", "name": "b", **TEXTS}
    charts = [
        bars_in_rows(pd.DataFrame({"group": [name], "value": [1]}), **about)
        for name in ("theft", "a name of clearly more than two inches", "a long name " * 8)
    ]
    assert ["\n" in names_of(chart.figure().axes[0])[0] for chart in charts] == [False, False, True]
    lefts, heights = ([getattr(chart.frame, side) for chart in charts] for side in ("left", "height"))
    assert lefts[0] > lefts[1] == lefts[2] and heights == sorted(heights)
    (axes,) = charts[1].figure().axes
    axes.figure.draw_without_rendering()
    (name,) = axes.get_yticklabels()
    assert name.get_window_extent().y0 >= axes.patches[0].get_window_extent().y1


def test_nothing_is_drawn_over_names_values_or_the_names_of_marks() -> None:
    (axes,) = draw_ratios().figure().axes
    panel, figure = axes.get_window_extent(), axes.figure
    figure.draw_without_rendering()
    heights = sorted(axes.transData.transform([(1, y) for line in axes.lines for y in line.get_ydata() if y % 1])[:, 1])
    for name in axes.get_yticklabels():
        assert not [y for y in heights if name.get_window_extent().y0 - 2 < y < name.get_window_extent().y1]
    assert axes.get_legend().get_window_extent().y0 >= panel.y1
    table = pd.DataFrame({"group": ["law"], "value": [1.0], "words": ["half (0.1 to 2)"]})
    about: dict[str, Any] = {"words": "{group}", "axis": "ratio", "name": "w", **TEXTS}
    chart = rows_with_marks(table, [Mark("value")], written={"words": ""}, **about)
    (axes,) = chart.figure().axes
    (written,) = axes.texts
    assert axes.get_window_extent().x1 <= written.get_window_extent().x0
    assert written.get_window_extent().x1 <= axes.figure.bbox.width


def test_rows_are_drawn_from_the_top_down() -> None:
    (axes,) = draw_rates().figure().axes
    assert names_of(axes) == ["Ödland", "Freedonia", "Erewhon"]
    dots = {x: y for line in axes.lines if line.get_marker() == "o" for x, y in zip(*line.get_data(), strict=True)}
    assert dots == {3.0: 2, 0.2: 1, 9.0: 0}


def test_a_hollow_mark_is_open() -> None:
    (axes,) = draw_rates().figure().axes
    faces = {to_hex(line.get_markerfacecolor()).upper(): len(line.get_xdata()) for line in axes.lines
             if line.get_marker() == "o"}  # fmt: skip
    assert faces == {COLOURS["ink"]: 2, COLOURS["paper"]: 1}


def test_an_interval_that_begins_below_the_axis_runs_to_its_edge() -> None:
    (axes,) = draw_rates().figure().axes
    assert axes.get_xlim()[0] == pytest.approx(0.2 / 3)
    spans = [part[:, 0].tolist() for held in axes.collections for part in held.get_segments()]
    assert pytest.approx([0.2 / 3, 0.6]) in spans


@pytest.mark.parametrize("value", [0.05, 0.9, 40.0])
def test_the_line_at_one_is_in_the_picture_and_a_cut_interval_has_an_arrow(value: float) -> None:
    (axes,) = draw_rates(value).figure().axes
    left, right = axes.get_xlim()
    assert left < 1 < right and right >= 3 * value
    cut = value / 9 < left
    arrows = [x for line in axes.lines if line.get_marker() == "<" for x in line.get_xdata()]
    assert arrows == ([left] if cut else [])


def test_marks_of_a_row_stand_below_one_another_if_apart() -> None:
    (axes,) = draw_ratios().figure().axes
    places = [line.get_ydata().tolist() for line in axes.lines if line.get_marker() in ("o", "s")]
    (upper, lower), rows = places, [1.0, 0.0]
    assert all(above > row > below for above, row, below in zip(upper, rows, lower, strict=True))


def test_ranges_are_lines_and_one_possible_value_is_a_dot() -> None:
    (axes,) = draw_ranges().figure().axes
    narrow, wide = (
        [(*part[:, 0].tolist(), part[0, 1]) for part in held.get_segments()] for held in axes.collections[:2]
    )
    assert wide == [(0.1, 0.9, 2), (0.3, 0.6, 1), (0.4, 0.4, 0)]
    assert narrow == [(0.2, 0.7, 2), (0.35, 0.5, 1), (0.4, 0.4, 0)]
    (dots,) = [line.get_xdata().tolist() for line in axes.lines if line.get_marker() == "o"]
    assert dots == [0.4]
    assert key_of(axes) == ["with an assumption", "worst-case bounds"]


def test_each_mark_is_named_once_and_one_of_no_row_is_not_named() -> None:
    assert sorted(key_of(draw_counts_again().figure().axes[0])) == ["interval", "median", "now"]
    data = pd.DataFrame({"group": ["a"], "value": [1.0]})
    marks = [Mark("value", words="seen"), Mark("value", where="value > 2", words="large")]
    (axes,) = rows_with_marks(data, marks, words="{group}: {value}", name="r", **TEXTS).figure().axes
    assert key_of(axes) == ["seen"]


def test_several_dots_of_a_row_show_each_its_own_value() -> None:
    chart = draw_held()
    (axes,) = chart.figure().axes
    assert names_of(axes) == ["misread exposure", "as fitted"]
    for words in ("as fitted, ratio: 95 %", "as fitted, rate: 0 %", "misread exposure, ratio: 80 %"):
        assert f"<title>{words}</title>" in chart.svg


def test_a_second_bar_of_each_row_has_its_value_and_ends_within_the_axis() -> None:
    table = pd.DataFrame({"group": ["least", "most"], "value": [96, 1], "other": [118, 19]})
    (axes,) = bars_in_rows(table, unit="", what="strong", other="others", name="b", **TEXTS).figure().axes
    assert [bar.get_width() for bar in axes.patches] == [1, 96, 19, 118]
    assert {"96", "1", "118", "19"} == {text.get_text() for text in axes.texts}
    assert key_of(axes) == ["strong", "others"]
    assert axes.get_xlim()[1] > 118


def test_words_stand_beside_the_mark_of_each_row() -> None:
    table = pd.DataFrame({"group": ["law"] * 2, "kind": ["a", "b"], "value": [0.5, 2.0], "words": ["half", "twice"]})
    marks = [Mark("value", where=f"kind == {kind!r}", level=level) for level, kind in enumerate("ab")]
    about: dict[str, Any] = {"words": "{group}", "axis": "ratio", "name": "w", **TEXTS}
    chart = rows_with_marks(table, marks, written={"words": "how often"}, **about)
    written = {text.get_text(): text for text in chart.figure().axes[0].texts}
    assert written["half"].xy[1] > written["twice"].xy[1]


def test_a_value_is_written_bold_and_its_interval_soft_and_what_has_none_has_no_words() -> None:
    table = pd.DataFrame({"group": ["law", "press"], "value": [0.5, 2.0], "low": [0.2, None], "high": [0.9, None]})
    about: dict[str, Any] = {"words": "{group}", "axis": "ratio", "line": 1, "name": "w", **TEXTS}
    chart = rows_with_marks(
        table, [Mark("value", "low", "high")], values="{:.2f}".format, sides=("← fewer", "more →"), **about
    )
    written = {text.get_text(): text for text in chart.figure().axes[0].texts if text.get_text()}
    assert list(written) == ["0.20 to 0.90", "0.50", "2.00", "← fewer", "more →"]
    assert [written[words].get_weight() for words in ("0.50", "0.20 to 0.90")] == ["bold", "normal"]
    assert list(chart.data) == ["group", "value", "low", "high"]


def test_points_of_a_strip_are_one_path_and_those_below_the_axis_are_marked_at_its_edge() -> None:
    table = pd.DataFrame({"group": "law", "value": [1e-6, 0.5, 1.5, 2.0], "main": [False, False, True, False]})
    marks = [Mark("value", strip=True, colour="others"), Mark("value", where="main", hollow=True)]
    chart = rows_with_marks(table, marks, words="{group}: {value}", axis="ratio", line=1, name="s", **TEXTS)
    (axes,) = chart.figure().axes
    (strip,) = axes.patches
    assert strip.get_path().vertices[::2, 0].tolist() == [axes.get_xlim()[0], 0.5, 1.5, 2.0]
    (arrow,) = [line for line in axes.lines if line.get_marker() == "<"]
    assert arrow.get_xdata().tolist() == [axes.get_xlim()[0]]
    assert chart.svg.count("<title>law: ") == 1


def test_a_bar_without_a_value_that_is_hollow_is_a_dashed_outline_between_its_ends() -> None:
    table = pd.DataFrame({"group": ["law"], "low": [0.0], "high": [0.2]})
    marks = [Mark(low="low", high="high", words="not published", width=9, hollow=True)]
    (axes,) = rows_with_marks(table, marks, words="{group}", axis="share", name="d", **TEXTS).figure().axes
    (bar,) = axes.patches
    assert (bar.get_x(), bar.get_width(), bar.get_fill()) == (0.0, 0.2, False) and bar.get_linestyle() != "-"
    assert key_of(axes) == ["not published"]


def test_columns_of_words_have_heads_and_do_not_touch() -> None:
    table = pd.DataFrame({"group": ["law"], "value": [1.0], "ours": ["0.38"], "share": ["100 %"]})
    written = {"ours": "our value", "share": "does it hold?"}
    chart = rows_with_marks(table, [Mark("value")], words="{group}", written=written, name="w", **TEXTS)
    (axes,) = chart.figure().axes
    axes.figure.draw_without_rendering()
    boxes = {text.get_text(): text.get_window_extent() for text in axes.texts}
    assert list(boxes) == ["0.38", "100 %", "our value", "does it hold?"]
    for cell, head in (("0.38", "our value"), ("100 %", "does it hold?")):
        assert boxes[head].y0 >= axes.get_window_extent().y1
        assert boxes[head].x1 == pytest.approx(boxes[cell].x1, abs=1)
    assert boxes["our value"].x1 < boxes["does it hold?"].x0
    assert boxes["does it hold?"].x1 <= axes.figure.bbox.width


def test_a_colour_of_no_name_is_refused_before_a_chart_is_drawn() -> None:
    with pytest.raises(InputError, match=r"the colour 'bleu'; expected one of .*blue"):
        Mark("value", colour="bleu")


def test_no_tie_is_cut_in_two() -> None:
    table = pd.DataFrame({"iso3": ["BLR", "FRA", "TUR", "POL"], "value": [5, 3, 3, 1]})
    names = [
        [
            label.get_text()
            for label in ranked_bars(table, name="r", title="R", unit="u", most=most, **LABELS)
            .figure()
            .axes[0]
            .get_yticklabels()
        ]
        for most in (2, 3)
    ]
    assert [len(one) for one in names] == [1, 3]
