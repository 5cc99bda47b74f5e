"""A matrix of countries on invented rows."""

import pandas as pd

from analysis.charts.cells import matrix
from tests.charts.examples import LABELS, draw_matrix


def test_a_matrix_has_a_cell_for_each_pair_with_most_at_the_top_left() -> None:
    chart = draw_matrix()
    (axes,) = chart.figure().axes
    assert [label.get_text() for label in axes.get_yticklabels()] == ["Belarus", "Türkiye", "all"]
    assert [label.get_text() for label in axes.get_xticklabels()] == ["Poland", "Bosnia and Herzegovina", "all"]
    cells, sums = {(0, 0): "5", (0, 1): "2", (1, 1): "1"}, {(2, 0): "5", (2, 1): "3", (0, 2): "7", (1, 2): "1"}
    assert {text.xy: text.get_text() for text in axes.texts} == cells | sums | {(2, 2): "8"}
    assert len(axes.patches) == 8 and len(chart.data) == 3


def test_a_matrix_names_those_with_most_and_adds_up_the_others() -> None:
    pairs = pd.DataFrame({"by": ["BLR", "TUR", "BLR"], "to": ["POL", "FRA", ""], "count": [5, 2, 1]})
    about = {"rows": "by", "columns": "to", "cell": "{row}, {column}: {count}.", "most": (1, 1)}
    chart = matrix(pairs, name="m", title="M", subtitle="S", **about, **LABELS)
    cells = "Belarus, Poland: 5. other countries, other countries: 2. Belarus, other countries: 1."
    assert chart.alt.startswith(f"Matrix of countries. {cells}") and "all countries, all countries: 8." in chart.alt
    assert len(chart.data) == 3
    assert [label.get_text() for label in chart.figure().axes[0].get_xticklabels()] == [
        "Poland", "other countries", "all",
    ]  # fmt: skip
