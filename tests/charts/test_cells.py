"""A matrix of countries on invented rows."""

import pandas as pd

from analysis.charts.cells import matrix
from tests.charts.examples import LABELS, draw_matrix


def test_a_matrix_has_a_cell_for_each_pair_with_most_at_the_top_left() -> None:
    chart = draw_matrix()
    (axes,) = chart.figure().axes
    assert [label.get_text() for label in axes.get_yticklabels()] == ["Belarus", "Türkiye"]
    assert [label.get_text() for label in axes.get_xticklabels()] == ["Poland", "Bosnia and Herzegovina"]
    assert {text.xy: text.get_text() for text in axes.texts} == {(0, 0): "5", (0, 1): "2", (1, 1): "1"}
    assert len(axes.patches) == len(chart.data) == 3


def test_a_matrix_names_those_with_most_and_adds_up_the_others() -> None:
    pairs = pd.DataFrame({"by": ["BLR", "TUR", "BLR"], "to": ["POL", "FRA", ""], "count": [5, 2, 1]})
    about = {"rows": "by", "columns": "to", "cell": "{row}, {column}: {count}.", "most": (1, 1)}
    chart = matrix(pairs, name="m", title="M", subtitle="S", **about, **LABELS)
    others = "Belarus, other countries: 1."
    assert chart.alt == f"Matrix of countries. Belarus, Poland: 5. other countries, other countries: 2. {others}"
    assert len(chart.data) == 3
    assert [label.get_text() for label in chart.figure().axes[0].get_xticklabels()] == ["Poland", "other countries"]
