"""A matrix of countries, and a strip of tiles, on invented rows."""

import pandas as pd
import pytest

from analysis.charts.cells import Kind, matrix, tiles
from analysis.charts.chart import COLOURS
from analysis.pages.claims_report import VERDICTS
from tests.charts.examples import LABELS, TEXTS, draw_matrix
from tests.charts.test_chart import contrast

OPEN = {"open": Kind("open", "pale", "ink")}


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


def strip(*words: str, kind: str = "open") -> pd.DataFrame:
    return pd.DataFrame({"name": [f"X{i}" for i in range(len(words))], "kind": kind, "words": words})


def test_each_row_is_a_tile_with_its_kind_in_words() -> None:
    chart = tiles(strip("An invented claim.", "Another."), OPEN, name="t", **TEXTS)
    assert all(words in chart.svg for words in ("X0  open", "X1  open", "Another."))


def test_an_unknown_kind_is_no_tile() -> None:
    with pytest.raises(KeyError, match="perhaps"):
        _ = tiles(strip("A claim.", kind="perhaps"), OPEN, name="t", **TEXTS).svg


def test_tiles_stand_four_in_a_row() -> None:
    (axes,) = tiles(strip(*["A claim."] * 5), OPEN, name="t", **TEXTS).figure().axes
    corners = [(int(tile.get_x()), int(tile.get_y())) for tile in axes.patches]
    assert corners == [(0, 0), (1, 0), (2, 0), (3, 0), (0, 1)]
    assert axes.get_ylim() == (2, 0)


def test_long_words_are_cut_in_their_tile_and_whole_in_the_data() -> None:
    words = "An invented claim of many words " * 9
    chart = tiles(strip(words), OPEN, name="t", **TEXTS)
    assert "…" in chart.svg
    assert chart.data["words"].tolist() == [words]


@pytest.mark.parametrize("verdict", VERDICTS)
def test_the_ink_of_each_verdict_can_be_read_on_its_tile(verdict: str) -> None:
    """The contrast of WCAG 2.1 for text, 4.5 to 1."""
    kind = VERDICTS[verdict]
    assert contrast(COLOURS[kind.colour], COLOURS[kind.ink]) >= 4.5
