"""What every chart is: one ritual, figures that a reader may change, one way to place and to write."""

import io
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from PIL import Image

import analysis as rn
from analysis.charts.chart import COLOURS, DARK, STYLE, Chart, Frame, _to_svg
from analysis.charts.drawing import (
    inside,
    label_whole,
    label_with_numbers,
    lines_upright,
    middle,
    write_near,
    year_axis,
)
from analysis.core.errors import NoDataError

TEXTS = {
    "name": "bars",
    "title": "Two bars",
    "alt": "Two bars: 3 and 5.",
    "universe": "invented",
    "source": "invented",
    "note": "Invented.",
}


def bars(figure: Figure) -> None:
    axes = figure.subplots()
    axes.bar([2020, 2021], [3, 5], label="notices")
    axes.set_ylabel("notices")
    label_whole(axes.xaxis)


def chart(draw: Callable[[Figure], object] = bars, frame: Frame = Frame(3, 2)) -> Chart:  # noqa: B008
    return Chart(data=pd.DataFrame({"n": [3, 5]}), frame=frame, draw=draw, **TEXTS)


@pytest.fixture
def axes() -> Axes:
    return Figure().subplots()


def svg_of(figure: Figure) -> str:
    stream = io.StringIO()
    figure.savefig(stream, format="svg")
    return stream.getvalue()


def test_a_chart_is_drawn_when_it_is_looked_at_and_then_once() -> None:
    drawn = []
    made = chart(lambda figure: drawn.append(figure.subplots()))
    assert drawn == []
    assert made.svg is made.svg
    assert len(drawn) == 1


def test_what_cannot_be_drawn_is_refused_where_it_is_looked_at() -> None:
    made = chart(lambda figure: figure.subplots().plot([1 / 0]))
    with pytest.raises(ZeroDivisionError):
        _ = made.svg


def test_the_picture_has_the_size_and_margins_of_its_frame() -> None:
    made = chart(frame=Frame(4, 2, left=0.8, right=0.2, bottom=0.5, top=0.1))
    root = ET.fromstring(made.svg)
    assert (root.get("width"), root.get("height")) == ("288pt", "144pt")
    box = made.figure().axes[0].get_position()
    assert (box.x0, box.x1, box.y0, box.y1) == pytest.approx((0.2, 0.95, 0.25, 0.95))


def test_a_saved_png_has_the_size_of_its_frame_and_shows_the_bars(tmp_path: Path) -> None:
    chart(frame=Frame(4, 2)).figure().savefig(tmp_path / "bars.png", dpi=100)
    with Image.open(tmp_path / "bars.png") as picture:
        assert picture.size == (400, 200)
        assert len(picture.convert("RGB").getcolors(picture.width * picture.height) or []) > 1


def test_each_figure_is_a_new_one_and_a_change_stays_in_it() -> None:
    made = chart()
    before, figure = made.svg, made.figure()
    figure.axes[0].set_title("Changed by a reader")
    figure.set_size_inches(6, 4)
    assert "Changed by a reader" in svg_of(figure)
    assert "Changed by a reader" not in svg_of(made.figure())
    assert made.svg == before
    assert made.figure() is not made.figure()


def test_a_figure_that_nobody_changed_is_the_picture() -> None:
    made = chart()
    with mpl.rc_context(STYLE):
        assert _to_svg(made.figure(), made.title, made.alt) == made.svg


def test_marks_can_be_reached_and_recoloured() -> None:
    figure = chart().figure()
    first, _ = figure.axes[0].patches
    first.set_facecolor("#123456")
    assert "#123456" in svg_of(figure)
    assert [patch.get_height() for patch in figure.axes[0].patches] == [3, 5]


def test_a_figure_keeps_the_style_where_the_reader_has_another() -> None:
    figure, plain = chart().figure(), chart().svg
    with mpl.rc_context({"svg.fonttype": "path", "xtick.color": "#00FF00", "font.size": 30}):
        saved = svg_of(figure)
    assert ">2020</text>" in saved.replace("\n", "")
    assert "#00ff00" not in saved
    with mpl.rc_context({"axes.facecolor": "black", "font.size": 30}):
        assert chart().svg == plain


@pytest.mark.parametrize(
    "style",
    [
        {"savefig.bbox": "tight", "savefig.transparent": True, "savefig.facecolor": "yellow"},
        {"svg.fonttype": "path", "svg.hashsalt": "another", "path.simplify": False},
        {"date.autoformatter.year": "year %Y", "timezone": "Asia/Tokyo", "image.cmap": "jet", "agg.path.chunksize": 9},
    ],
)
def test_a_readers_style_changes_no_byte_of_a_picture(style: dict[str, object]) -> None:
    plain = chart().svg
    with mpl.rc_context(style):  # type: ignore[arg-type]
        assert chart().svg == plain


def test_the_readers_style_is_his_again_afterwards() -> None:
    with mpl.rc_context({"font.size": 21}):
        svg_of(chart().figure())
        assert mpl.rcParams["font.size"] == 21


def test_text_of_a_picture_is_text_and_no_formula() -> None:
    svg = chart(lambda figure: figure.subplots().set_title("costs $5 or $6 & <more>")).svg
    root = ET.fromstring(svg)
    said = ["".join(node.itertext()).strip() for node in root.iter("{http://www.w3.org/2000/svg}text")]
    assert "costs $5 or $6 & <more>" in said


def test_a_bare_chart_has_only_what_it_says() -> None:
    assert repr(chart()).startswith("Chart(name='bars', title='Two bars'")
    assert "<svg" not in repr(chart())


def light(colour: str) -> float:
    """Relative luminance of WCAG 2.1."""
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in mpl.colors.to_rgb(colour)]
    return float(np.dot(parts, [0.2126, 0.7152, 0.0722]))


def contrast(one: str, other: str) -> float:
    dark, bright = sorted([light(one), light(other)])
    return (bright + 0.05) / (dark + 0.05)


#: Fills that are always drawn with an outline that stands off the ground.
OUTLINED = {"pale", "ice", "limited", "paper"}


@pytest.mark.parametrize("held", [COLOURS, DARK], ids=["light", "dark"])
def test_every_mark_stands_off_its_ground_and_every_word_can_be_read(held: dict[str, str]) -> None:
    """WCAG 2.1: 3 to 1 for marks or their outlines, 4.5 to 1 for words."""
    low = {name for name, colour in held.items() if contrast(colour, held["paper"]) < 3}
    assert low <= OUTLINED | {"hair"}
    for words, grounds in {
        "ink": ["paper", "pale", "ice", "hair"], "soft": ["paper"], "blue": ["paper"],
        "paper": ["ink", "edge", "blue", "sky", "others"],
    }.items():  # fmt: skip
        for ground in grounds:
            assert contrast(held[words], held[ground]) >= 4.5, (words, ground)
    for outline in ("edge", "blue"):
        assert all(contrast(held[outline], held[fill]) >= 3 for fill in ("paper", "pale", "ice"))


def test_colours_of_one_chart_stay_apart_in_grey_print() -> None:
    """Relative luminance; neighbours that are not hatched differ by more than a tenth of the range."""
    luma = {name: light(colour) for name, colour in COLOURS.items()}
    for one, other in (
        ("ink", "others"),
        ("accent", "others"),
        ("blue", "sky"),
        ("sky", "ice"),
        ("others", "paper"),
        ("limited", "extensive"),
    ):
        assert abs(luma[one] - luma[other]) > 0.1, (one, other)
    assert luma["extensive"] < luma["substantial"] < luma["limited"] < luma["pale"]


def test_each_colour_has_one_meaning_and_one_in_the_dark() -> None:
    assert list(DARK) == list(COLOURS)
    assert len(set(COLOURS.values())) == len(COLOURS)
    assert len(set(DARK.values())) == len(DARK)


def test_a_year_stands_in_its_middle() -> None:
    years = pd.Series([2019, 2020])
    assert middle(years).tolist() == [middle(2019), middle(2020)] == [2019.5, 2020.5]


@pytest.mark.parametrize(
    ("first", "last", "step", "labels"),
    [(2015, 2019, 2, ["2015", "2017", "2019"]), (2016, 2019, 2, ["2017", "2019"]), (2019, 2019, 1, ["2019"])],
)
def test_the_last_year_is_labelled_and_each_label_stands_in_the_middle(
    axes: Axes, first: int, last: int, step: int, labels: list[str]
) -> None:
    year_axis(axes, first, last, step)
    axes.figure.draw_without_rendering()
    ticks = axes.xaxis.get_majorticklocs()
    assert [axes.xaxis.get_major_formatter()(tick) for tick in ticks] == labels
    assert ticks[-1] == middle(last)
    assert axes.get_xlim() == (first - 0.2, last + 1.2)


def test_axes_are_labelled_as_sentences_write_numbers(axes: Axes) -> None:
    label_with_numbers(axes.yaxis)
    assert [axes.yaxis.get_major_formatter()(value) for value in (0, 0.5, 1200)] == ["0", "0.50", "1,200"]


@pytest.mark.parametrize("top", [0.4, 1, 3, 250])
def test_whole_axes_have_no_halves(axes: Axes, top: float) -> None:
    label_whole(axes.yaxis, min_n_ticks=1)
    axes.set_ylim(0, top)
    assert all(tick == int(tick) for tick in axes.yaxis.get_majorticklocs())


def test_lines_of_the_grid_stand_upright(axes: Axes) -> None:
    axes.grid(visible=True)
    lines_upright(axes)
    axes.figure.draw_without_rendering()
    assert axes.xaxis.get_gridlines()[0].get_visible()
    assert not axes.yaxis.get_gridlines()[0].get_visible()


def test_words_stand_beside_or_on_their_spot(axes: Axes) -> None:
    write_near(axes, "a", (1, 2), (4, 3), fontsize=7)
    inside(axes, "b", (1, 2))
    first, second = axes.texts
    assert (first.xy, first.xyann, first.get_fontsize()) == ((1, 2), (4, 3), 7)
    assert (second.get_ha(), second.get_va()) == ("center", "center")


def test_a_selection_without_rows_is_not_drawn() -> None:
    none = rn.load("cases", country="Tuvalu")
    assert none.empty
    with pytest.raises(NoDataError, match="a selection without rows"):
        rn.charts.cases_over_time(none)
    assert rn.charts.cases_over_time(rn.load("cases", country="Belarus")).data["cases"].sum() == 18
