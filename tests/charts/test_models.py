"""Charts of models and of how far numbers hold: titles that are findings, and what is drawn where."""

import pandas as pd
import pytest

from analysis.charts.models import orders_kept, possible_ranges
from tests.charts.examples import LABELS, draw_curve, draw_held, draw_orders, draw_ranges


def test_the_title_of_a_curve_counts_the_analyses_that_agree() -> None:
    assert draw_curve().title == "Below one, in 2 of 3 analyses"


def test_ranges_say_how_many_pairs_are_apart() -> None:
    assert draw_ranges().title == (
        "With worst-case bounds, no two countries can be compared; with a limited odds ratio, 0 of 3 pairs can"
    )
    data = pd.DataFrame({"group": ["a", "b", "c"], "low": [0.1, 0.4, 0.7], "high": [0.3, 0.6, 0.9]})
    title = possible_ranges(data, name="a", unit="%", **LABELS).title
    assert title.startswith("With worst-case bounds, 3 of 3 pairs")


@pytest.mark.parametrize(("factor", "kept"), [(1.0, 5), (3.0, 3)])
def test_orders_are_told_at_the_least_part_that_is_public(factor: float, kept: int) -> None:
    chart = orders_kept(draw_orders().data, name="a", factor=factor, **LABELS)
    assert chart.title.startswith("If 10 % of notices are public") and f"{kept} of 6 pairs" in chart.title


def test_the_title_of_simulations_says_how_many_intervals_hold() -> None:
    assert draw_held().title.startswith("Where assumptions hold, our interval is wide enough in 1 of one test")
