"""Every chart: the same bytes each time, accessible, changeable, and with data, universe and source behind it."""

import importlib
import inspect
import pkgutil
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from functools import cache

import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

import analysis.charts
from analysis.charts.chart import COLOURS, FAMILY, Chart, Frame, themed
from analysis.charts.drawing import width_of
from analysis.core.messages import number
from analysis.stats.estimate import percent
from tests.charts.boxes import faults, smallest, width
from tests.charts.examples import CHARTS, LABELS, draw_ranked

SVG = "{http://www.w3.org/2000/svg}"


def test_every_chart_of_the_package_is_drawn_here() -> None:
    modules = [
        importlib.import_module(f"analysis.charts.{m.name}") for m in pkgutil.iter_modules(analysis.charts.__path__)
    ]
    held = {
        name
        for module in modules
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if str(function.__annotations__.get("return", "")).startswith("Chart")
    }
    assert held <= set(CHARTS)


def chart_is_accessible_complete_and_stable(draw: Callable[[], Chart]) -> None:
    chart = draw()
    root = ET.fromstring(chart.svg)
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == chart.title
    assert root.findtext(f"{SVG}desc") == chart.alt
    assert len(chart.data) > 0
    assert all((chart.universe, chart.source, chart.note, chart.alt))
    assert "nan" not in chart.alt.split()
    assert draw.__wrapped__().svg == chart.svg
    assert not re.search(r"\d\.\d{3,}", re.sub(r"<(title|desc)>.*?</\1>", "", chart.svg, flags=re.DOTALL))
    assert "<image" not in chart.svg


def chart_text_is_text_and_ids_are_unique(draw: Callable[[], Chart]) -> None:
    root = ET.fromstring(draw().svg)
    ids = [node.get("id") for node in root.iter() if node.get("id")]
    assert len(ids) == len(set(ids))
    assert [node for node in root.iter(f"{SVG}text") if "".join(node.itertext()).strip()]


def chart_gives_a_figure_that_may_be_changed(draw: Callable[[], Chart]) -> None:
    chart = draw()
    figure = chart.figure()
    figure.suptitle("Said by a reader")
    figure.draw_without_rendering()
    assert figure.axes
    assert tuple(figure.get_size_inches()) == pytest.approx((chart.frame.width, chart.frame.height))
    assert "Said by a reader" not in draw().svg


def alternative_text_is_a_sentence_and_stands_for_the_picture(draw: Callable[[], Chart]) -> None:
    alt = draw().alt
    assert len(alt) > 5
    assert alt[0].isupper() or alt[0].isdigit()
    assert "  " not in alt
    assert "None" not in alt


def data_beside_the_picture_can_be_written_and_read(draw: Callable[[], Chart]) -> None:
    data = draw().data
    assert not data.columns.has_duplicates
    assert not data.isna().all(axis=1).any()
    assert len(data.to_csv(index=False).splitlines()) == len(data) + 1


def nothing_is_drawn_outside_of_the_picture(draw: Callable[[], Chart]) -> None:
    """Words that are cut off at the edge of the picture cannot be read."""
    figure = draw().figure()
    figure.draw_without_rendering()
    box = figure.get_tightbbox()
    width, height = figure.get_size_inches()
    assert box.x0 > -0.05
    assert box.y0 > -0.05
    assert box.x1 < width + 0.05
    assert box.y1 < height + 0.05


def no_words_are_cut_off_covered_or_too_small_for_a_phone(draw: Callable[[], Chart]) -> None:
    chart = draw()
    assert faults(chart.svg) == []
    assert chart.narrow_svg == "" or faults(chart.narrow_svg) == []
    assert smallest(chart.narrow_svg or chart.svg) >= 11


def a_chart_has_only_the_colours_of_the_system_each_of_which_a_page_can_say(draw: Callable[[], Chart]) -> None:
    chart = draw()
    invented = {"#7f0000", "#fdbb84"} if chart.name == "map" else set()
    for svg in filter(None, (chart.svg, chart.narrow_svg)):
        known = {colour.lower() for colour in COLOURS.values()} | invented
        assert set(re.findall(r"#[0-9a-f]{6}\b", svg)) <= known
        assert set(re.findall(r"(?<!,)#[0-9a-f]{6}\b", themed(svg))) <= invented


def a_chart_says_what_it_draws_and_in_which_unit(draw: Callable[[], Chart]) -> None:
    chart = draw()
    assert chart.subtitle
    assert chart.title != chart.subtitle


def the_values_that_a_page_shows_are_those_of_the_data(draw: Callable[[], Chart]) -> None:
    chart = draw()
    root = ET.fromstring(chart.svg)
    shown = [node.findtext(f"{SVG}title") for node in root.iter() if "v" in node.get("class", "").split()]
    assert shown
    cells = [cell for cell in chart.data.to_numpy().ravel().tolist() if cell == cell]
    numbers = [cell for cell in cells if isinstance(cell, int | float)]
    known = {str(cell) for cell in cells} | {word for cell in numbers for word in written(cell)}
    for words in shown:
        words = re.sub(r"Articles? \d", "", words)
        assert set(re.findall(r"\d+(?:[,.-]\d+)*(?: %)?", words)) <= known, words


def written(value: float) -> list[str]:
    return [number(value), percent(value), f"{value:.2f}", f"{value:.0f}"]


def what_a_reader_points_at_lies_in_the_picture(draw: Callable[[], Chart]) -> None:
    for svg in filter(None, (draw().svg, draw().narrow_svg)):
        root = ET.fromstring(svg)
        across, up = (float(part) for part in root.get("viewBox").split()[2:])
        for area in root.iter(f"{SVG}rect"):
            if "v" in area.get("class", "").split():
                x, y, wide, high = (float(area.get(side)) for side in ("x", "y", "width", "height"))
                assert wide > 3
                assert high > 3
                assert -10 <= x <= x + wide <= across + 10
                assert -10 <= y <= y + high <= up + 10


RULES = (
    chart_is_accessible_complete_and_stable,
    chart_text_is_text_and_ids_are_unique,
    chart_gives_a_figure_that_may_be_changed,
    alternative_text_is_a_sentence_and_stands_for_the_picture,
    data_beside_the_picture_can_be_written_and_read,
    nothing_is_drawn_outside_of_the_picture,
    no_words_are_cut_off_covered_or_too_small_for_a_phone,
    a_chart_has_only_the_colours_of_the_system_each_of_which_a_page_can_say,
    a_chart_says_what_it_draws_and_in_which_unit,
    the_values_that_a_page_shows_are_those_of_the_data,
    what_a_reader_points_at_lies_in_the_picture,
)


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_keeps_every_rule(name: str, subtests: pytest.Subtests) -> None:
    draw = cache(CHARTS[name])  # `__wrapped__` draws it anew
    for rule in RULES:
        with subtests.test(rule.__name__):
            rule(draw)


def test_boxes_are_measured_as_matplotlib_measures_them() -> None:
    for words, bold in (("Türkiye", False), ("Refused or cancelled", True), ("Белоруссия", False)):
        look = FontProperties(family=[FAMILY, "DejaVu Sans"], weight="bold" if bold else "normal", size=12)
        measured = text_to_path.get_text_width_height_descent(words, look, False)[0]
        assert width(words, 12, bold=bold) == pytest.approx(measured, rel=0.04)
        assert bold or measured == width_of(words, 12)


def test_words_that_are_cut_off_or_covered_are_found() -> None:
    def draw(figure: Figure) -> None:
        figure.text(0.9, 0.5, "cut off at the edge")
        figure.text(0.1, 0.5, "one")
        figure.text(0.12, 0.5, "two")

    texts = {"name": "a", "title": "A", "alt": "A.", **LABELS}
    found = faults(Chart(data=pd.DataFrame(), frame=Frame(3, 2), draw=draw, **texts).svg)
    assert found == ["'cut off at the edge' is cut off", "'one' covers 'two'"]


def test_a_caller_s_style_does_not_leak_into_a_chart() -> None:
    import matplotlib as mpl

    plain = draw_ranked().svg
    with mpl.rc_context({"font.size": 20, "svg.fonttype": "path", "axes.facecolor": "black"}):
        before = mpl.rcParams["font.size"]
        draw_ranked()
        assert mpl.rcParams["font.size"] == before
    assert draw_ranked().svg == plain


def test_svg_has_no_date_and_escapes_title_and_description() -> None:
    texts = {"name": "a", "title": "A & <b>", "alt": '"quoted"', **LABELS}
    svg = Chart(data=pd.DataFrame(), frame=Frame(1, 1), draw=lambda figure: figure.subplots(), **texts).svg
    assert ET.fromstring(svg).findtext(f"{SVG}title") == "A & <b>"
    assert "<metadata" not in svg
    assert "dc:date" not in svg
