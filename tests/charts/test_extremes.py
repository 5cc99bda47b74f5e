"""Words in extreme pictures: clear of one another, of what is drawn and of the edges."""

from collections.abc import Callable

import pandas as pd
import pytest

from analysis.charts.cells import matrix
from analysis.charts.chart import Chart
from analysis.charts.register import cases_over_time
from analysis.charts.rows import ranked_bars
from analysis.pages.checks import by_ground as grounds_chart
from tests.charts.boxes import faults, smallest
from tests.charts.examples import (
    LABELS,
    draw_counts_again,
    draw_held,
    draw_ranges,
    draw_ranked,
    draw_ratios,
    estimate,
)


def cases(years: list[int]) -> pd.DataFrame:
    kinds = [("supported", "A"), ("supported", "D"), ("contested", "B"), ("unsupported", "X")]
    table = pd.DataFrame([(*kind, year) for kind in kinds for year in years])
    return table.set_axis(["claim_status", "evidence_grade", "year"], axis=1).assign(instrument="red_notice")


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
