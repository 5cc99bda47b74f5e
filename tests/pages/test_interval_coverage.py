"""How often intervals contain the truth in simulated data: one table, and no sentence."""

from pathlib import Path

import nbformat
import pytest

from analysis.core.files import NOTEBOOKS
from analysis.facts import reliability
from analysis.facts.reliability import LEAST, MOST
from analysis.pages import validation_report
from analysis.publish.notebook import blocks
from tests.reading import tables

#: Every kind of report, as its notebook is shipped.
KINDS = sorted(NOTEBOOKS.glob("*.ipynb"))


def test_intervals_hold_what_they_say_over_all_states_where_the_model_holds() -> None:
    rows = reliability.coverage_table()
    fitted = rows[rows["world"].str.contains("as.fitted") & (rows["units"] == "all")]
    assert len(fitted) == 9
    assert (fitted["coverage"] >= LEAST).all()


def test_verdicts_of_the_table_follow_from_its_coverage() -> None:
    shown = tables(list(validation_report.coverage(reliability.coverage_table())))["validation_coverage"]
    assert (shown.data.loc[shown.data["coverage"] < LEAST, "verdict"] == "too narrow").all()
    assert (shown.data.loc[shown.data["coverage"] > MOST, "verdict"] == "wider than needed").all()
    assert (shown.data["coverage"] < LEAST).any()


@pytest.mark.parametrize(
    "path", [path for path in KINDS if path.stem != "methods_validation"], ids=lambda path: path.stem
)
def test_coverage_stands_on_the_page_of_validation_alone(path: Path) -> None:
    shown = list(blocks(nbformat.read(path, as_version=4)))
    assert not [one for one in shown if "contained the true value" in str(one) or "; coverage " in str(one)]
