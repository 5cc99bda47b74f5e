"""How often intervals contain the truth in simulated data: one table, and no sentence."""

from pathlib import Path

import nbformat
import pytest

from analysis.core.files import NOTEBOOKS
from analysis.core.messages import label
from analysis.facts import reliability, world
from analysis.facts.reliability import LEAST, MOST
from analysis.facts.summary import summary
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


#: What the tests of a method mean -> the methods.
MEANING = {
    "wide enough in every test": {
        "ratio to expectation", "elasticity", "complaint_bounds", "firth_two_way", "worst_case_bounds",
    },
    "too narrow in a test": {
        "kappa", "agreement_of_codings", "double_sample", "inferred_count", "inferred_share", "recall",
        "published_value", "bounded_odds_bounds",
    },
    "no test with a broken assumption": {
        "poisson_two_way", "poisson_within_senders", "difference_of_ratios",
    },
}  # fmt: skip


def test_each_method_is_in_the_chart_that_its_tests_bear_out() -> None:
    data = reliability.by_estimator(world.release()["estimator_validation"]).set_index("estimator")
    broken = data["coverage_broken"]
    wide, narrow, untested = (set(data.index[kind]) for kind in (broken >= LEAST, broken < LEAST, broken.isna()))
    assert dict(zip(MEANING, (wide, narrow, untested), strict=True)) == MEANING
    assert (data.loc[sorted(wide | untested), "coverage"] >= LEAST).all()
    numbers = summary(topic="reliability")
    shown = validation_report.validation(world.release()["estimator_validation"], numbers)
    drawn = {}
    for chart in shown:
        (axes,) = chart.figure().axes
        drawn[chart.name] = {name.get_text() for name in axes.get_yticklabels()}
        remarks = [one.get_text() for one in axes.texts].count("all assumptions hold (2 tests)")
        assert remarks == (len(untested) if chart.name == "validation_untested" else 0)
    methods = {"validation_wide": wide, "validation_tests": narrow, "validation_untested": untested}
    assert drawn == {name: {label(one, "validation-axis") for one in some} for name, some in methods.items()}


@pytest.mark.parametrize(
    "path", [path for path in KINDS if path.stem != "methods_validation"], ids=lambda path: path.stem
)
def test_coverage_stands_on_the_page_of_validation_alone(path: Path) -> None:
    shown = list(blocks(nbformat.read(path, as_version=4)))
    assert not [one for one in shown if "contained the true value" in str(one) or "; coverage " in str(one)]
