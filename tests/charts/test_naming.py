"""Words beside marks: clear of one another, of what is drawn and of the edges, and led to where they stand far off."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.charts.cells import matrix
from analysis.charts.chart import COLUMN, Chart, Frame
from analysis.charts.drawing import inside
from analysis.charts.naming import Name, name_marks, points_of
from analysis.charts.register import cases_over_time
from analysis.charts.rows import ranked_bars
from analysis.core.judgement import SENDERS
from analysis.pages import sanctions_report
from analysis.pages.checks import by_ground as grounds_chart
from tests.charts.boxes import faults, smallest
from tests.charts.examples import (
    LABELS,
    draw_counts_again,
    draw_held,
    draw_ranges,
    draw_ranked,
    draw_ratios,
    draw_shares,
    estimate,
)

PLACES = st.floats(0, 1).map(lambda place: round(place, 3))
SPOT = st.tuples(PLACES, PLACES)


def picture(draw: Callable[[Axes], None], right: float = 0.2) -> Chart:
    def drawn(figure: Figure) -> None:
        axes = figure.subplots()
        axes.set(xlim=(0, 1), ylim=(0, 1))
        draw(axes)

    texts = {"name": "a", "title": "A", "alt": "A.", **LABELS}
    return Chart(data=pd.DataFrame(), frame=Frame(COLUMN, 3, right=right), draw=drawn, **texts)


@pytest.mark.thorough
@settings(deadline=None, max_examples=40)
@given(st.lists(st.lists(SPOT, min_size=1, max_size=5), min_size=1, max_size=5))
def test_names_of_marks_cover_no_words_and_are_not_cut_off(marks: list[list[tuple[float, float]]]) -> None:
    def draw(axes: Axes) -> None:
        for held in marks:
            axes.plot(*np.array(held).T, "o")
        names = [Name(f"marks of the kind {place}, said in words", held) for place, held in enumerate(marks)]
        name_marks(axes, names, 10)

    assert faults(picture(draw).svg) == []


def written(draw: Callable[[Axes], None]) -> tuple[list[str], int]:
    """Give what is written into an axes, and how many lines lead there."""
    (axes,) = picture(draw).figure().axes
    words = [text.get_text() for text in axes.texts]
    return [word for word in words if word], words.count("")


def test_a_name_close_to_its_mark_needs_no_line_and_one_far_off_has_one() -> None:
    assert written(lambda axes: name_marks(axes, [Name("mark", [(0.5, 0.5)])], 10)) == (["mark"], 0)

    def crowded(axes: Axes) -> None:
        axes.plot([0.3, 0.7], [0.5, 0.5], linewidth=30)
        name_marks(axes, [Name("mark", [(0.5, 0.5)])], 10)

    assert written(crowded) == (["mark"], 1)


def test_a_name_stands_beside_the_first_of_its_marks_that_has_room() -> None:
    def draw(axes: Axes) -> None:
        for down in np.arange(-0.1, 0.11, 0.02):
            inside(axes, "words that stand there", (0.2, 0.8 + down))
        name_marks(axes, [Name("mark", [(0.2, 0.8), (0.8, 0.2)])], 10)

    (axes,) = picture(draw).figure().axes
    assert axes.texts[-1].xy == (0.8, 0.2)


def test_a_name_without_a_mark_is_not_written_and_one_without_room_is() -> None:
    assert written(lambda axes: name_marks(axes, [Name("mark", [])], 10)) == ([], 0)

    def full(axes: Axes) -> None:
        for down in np.arange(0, 1.02, 0.03):
            axes.annotate("words " * 14, (0, down))
        name_marks(axes, [Name("mark", [(0.5, 0.5)])], 10)

    assert "mark" in written(full)[0]


def test_of_many_marks_the_ends_stay_and_what_is_not_known_goes() -> None:
    assert points_of([1, 2, 3], [4, None, 6]) == [(3.0, 6.0), (1.0, 4.0)]
    some = points_of(range(100), range(100), most=5)
    assert (some[0], some[-1], len(some)) == ((99.0, 99.0), (0.0, 0.0), 5)
    assert points_of([], []) == []


def cases(years: list[int]) -> pd.DataFrame:
    kinds = [("supported", "A"), ("supported", "D"), ("contested", "B"), ("unsupported", "X")]
    table = pd.DataFrame([(*kind, year) for kind in kinds for year in years])
    return table.set_axis(["claim_status", "evidence_grade", "year"], axis=1).assign(instrument="red_notice")


def designated(years: list[int]) -> Chart:
    data = pd.DataFrame([(sender, year, 2000) for sender in SENDERS for year in years])
    data = data.set_axis(["list", "year", "designations"], axis=1)
    return sanctions_report.over_time(data)


def equal_rows(count: int) -> pd.DataFrame:
    return pd.DataFrame({"group": [f"Land {row}" for row in range(count)]})


def equal_ratios() -> Chart:
    series = ["Rows that count", "All rows", "Supported", "Not supported"]
    rows = pd.DataFrame([("law", one, 1.0, 1.0, 1.0) for one in series])
    data = rows.set_axis(["group", "series", "value", "low", "high"], axis=1)
    return draw_ratios(data)


def all_of_one(*, hostile: bool) -> Chart:
    rows = pd.DataFrame({"group": "as fitted", "words": "ratio", "coverage": 1.0, "number": range(3)})
    return draw_held(rows.assign(hostile=[False, False, hostile]))


def grounds(*alerts: int) -> Chart:
    parts = ["art2", "art3", "other"][-len(alerts) :]
    data = pd.DataFrame({"year": 2020, "part": parts, "alerts": alerts, "open": False})
    chart = grounds_chart(data, estimate(alerts[-1] / sum(alerts), sum(alerts)))
    assert chart
    return chart


EXTREMES: dict[str, Callable[[], Chart]] = {
    "cases of one year": lambda: cases_over_time(cases([2020]), "Erewhon", "invented"),
    "cases of twenty years": lambda: cases_over_time(cases(list(range(2000, 2020))), "Erewhon", "invented"),
    "designations in one year": lambda: designated([2020]),
    "designations in many years": lambda: designated(list(range(1999, 2027))),
    "equal counts in one row": lambda: draw_counts_again(
        equal_rows(1).assign(value=2.0, low=2.0, high=2.0, mark=2.0)
    ),
    "equal counts in twenty rows": lambda: draw_counts_again(
        equal_rows(20).assign(value=2.0, low=2.0, high=2.0, mark=2.0)
    ),
    "equal ranges": lambda: draw_ranges(
        equal_rows(2).assign(low=0.0, high=1.0, low_within=0.0, high_within=1.0)
    ),
    "equal ratios": equal_ratios,
    "all at the edge": lambda: all_of_one(hostile=True),
    "two kinds at the edge": lambda: all_of_one(hostile=False),
    "shares of all": lambda: draw_shares(draw_shares().data.assign(value=1.0, median=1.0)),
    "shares of none": lambda: draw_shares(draw_shares().data.assign(value=0.0, median=0.0)),
    "one place": lambda: ranked_bars(draw_ranked().data.iloc[:1, 1:], name="l", title="L", unit="times", **LABELS),
    "many long names": lambda: matrix(
        pd.DataFrame({"by": ["ARE", "COD", "BIH"], "to": ["COD", "BIH", "ARE"], "count": 1}), title="M", name="m",
        subtitle="S", rows="by", columns="to", cell="{row}, {column}: {count}.", **LABELS,
    ),
    "small parts": lambda: grounds(1, 1, 997),
    "one part": lambda: grounds(3),
}  # fmt: skip


@pytest.mark.parametrize("draw", EXTREMES.values(), ids=EXTREMES)
def test_names_have_room_in_extreme_pictures(draw: Callable[[], Chart]) -> None:
    chart = draw()
    for svg in filter(None, (chart.svg, chart.narrow_svg)):
        assert faults(svg) == []
        assert len(svg) < 60_000
    assert smallest(chart.narrow_svg or chart.svg) >= 11
