"""Charts of models and of how far numbers hold: titles that are findings, and what is drawn where."""

import pandas as pd
import pytest

from analysis.charts.models import orders_kept, possible_ranges, steps_by_date
from tests.charts.examples import LABELS, draw_curve, draw_held, draw_orders, draw_ranges, draw_two_counts


def test_the_title_of_a_curve_counts_the_analyses_that_agree() -> None:
    assert draw_curve().title == "Below one: in 2 of 3 analyses"


def test_ranges_say_how_many_pairs_are_apart() -> None:
    assert draw_ranges().title == (
        "Whatever is hidden, no two ranges are apart; with hidden odds within the factor, 0 of 3 pairs are"
    )
    data = pd.DataFrame({"group": ["a", "b", "c"], "low": [0.1, 0.4, 0.7], "high": [0.3, 0.6, 0.9]})
    assert possible_ranges(data, name="a", unit="%", **LABELS).title.startswith("Whatever is hidden, 3 of 3 pairs")


@pytest.mark.parametrize(("factor", "kept"), [(1.0, 5), (3.0, 3)])
def test_orders_are_told_at_the_least_part_that_is_public(factor: float, kept: int) -> None:
    chart = orders_kept(draw_orders().data, name="a", factor=factor, **LABELS)
    assert chart.title.startswith("With 10.0 % public") and f"{kept} of 6 orders" in chart.title


@pytest.mark.parametrize(
    ("true", "said"),
    [
        ((2.0, 1.5, 3.0), "leaves out 1 at 2011, and at one other year"),
        ((2.0, 0.5, 3.0), "holds 1 at 2011, and leaves it out at one other year"),
        ((None, None, None), "no fit at 2011; at one other year the interval leaves out 1"),
    ],
)
def test_the_title_of_steps_says_what_is_seen_at_the_true_year_and_elsewhere(
    true: tuple[float | None, ...], said: str
) -> None:
    rows = [(2010, False, 4.0, 2.0, 9.0), (2011, True, *true), (2012, False, 1.0, 0.5, 2.0)]
    data = pd.DataFrame(rows, columns=["year", "true", "value", "low", "high"])
    assert said in steps_by_date(data, name="a", place="Erewhon", **LABELS).title


def test_counts_and_simulations_say_what_stands_out() -> None:
    assert draw_two_counts().title == "One of 4 states with many incidents has no case that counts"
    assert draw_held().title.startswith("1 of one estimator holds the truth")
