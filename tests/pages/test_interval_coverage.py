"""An interval that holds too rarely or too often in simulated data says so, wherever it is stated."""

import io
from functools import cache
from pathlib import Path

import nbformat
import pandas as pd
import pytest

import analysis as rn
from analysis.core.files import NOTEBOOKS
from analysis.core.messages import percent
from analysis.facts import reliability, world
from analysis.pages import world_overview
from analysis.publish.notebook import blocks, stated
from analysis.stats.estimate import LEAST, MOST, SIMULATED
from tests.reading import tables

#: Every kind of report, as its notebook is shipped; another test compares the outputs with those of a new run.
KINDS = sorted(NOTEBOOKS.glob("*.ipynb"))
#: Tables and charts with the ends of 95 % intervals in their cells -> whose they are. The rest has ranges or bounds.
INTERVALS = {
    "cases_expected": ["ratio to expectation"], "cases_ratios": ["ratio to expectation", "rank of the ratio"],
    "coding_table_agreement": ["agreement_of_codings", "kappa"], "coding_table_choices": ["recount_of_all"],
    "coding_error": ["ratio_recoded"], "coding_table_models": ["recount_of_all"],
    "coding_table_recounts": ["recount", "recount_of_all"], "drivers_odds": ["firth_two_way"],
    "drivers_ratios": ["poisson_two_way"], "peers_chart": ["ratio to expectation"],
    "public_rates": ["rank of the shrunken rate", "shrunken rate"], "recounts_chart": ["recount"],
    "second_coding": ["agreement_of_codings", "kappa"],
}  # fmt: skip
RANGES = (
    "bounds_by_state", "coding_table_checks", "refusal_share", "safeguards", "targets", "universes",
    "visibility_table_rest",
)  # fmt: skip


@cache
def plain() -> pd.DataFrame:
    """Coverage by estimator of both tables of the release, read without the package; naive methods are left out."""
    folder = Path(world.__file__).parents[2] / "data" / "raw" / "methods"
    both = pd.concat([pd.read_csv(folder / f"{name}.csv") for name in ("interval_coverage", "estimator_validation")])
    own = both[(both["naive"] != "yes") & both["coverage"].notna()]
    return own.assign(off=(own["coverage"] - own["level"]).abs()).set_index("estimator")


def test_intervals_hold_what_they_say_over_all_states_where_the_model_holds() -> None:
    rows = reliability.coverage_table()
    fitted = rows[rows["world"].str.contains("as.fitted") & (rows["units"] == "all")]
    assert len(fitted) == 12
    assert (fitted["coverage"] >= LEAST).all()


def test_the_worst_simulated_data_are_said_of_every_estimator() -> None:
    rows = plain()
    outside = rows[(rows["coverage"] < LEAST) | (rows["coverage"] > MOST)]
    said = {name: world.simulated(name) for name in rows.index}
    for name, found in said.items():
        worst = rows.loc[[name]].nlargest(1, "off")["coverage"].item()
        assert found is not None and found.value == worst and percent(worst) in found.sentence
    short = reliability.shortfalls(*dict.fromkeys(rows.index))
    assert len(short) == len(set(outside.index)) and not set(short) - set(said.values())
    assert world.simulated("nothing of the kind") is None


def test_nothing_is_said_of_levels_that_were_not_simulated() -> None:
    assert set(plain()["level"]) == {SIMULATED}
    simulated, other = rn.cases.ratio("TUR"), rn.cases.ratio("TUR", level=0.9)
    assert simulated.coverage is not None and "In one of our simulations" in simulated.sentence
    assert other.coverage is None and "In one of our simulations" not in other.sentence
    assert reliability.shortfalls("ratio to expectation")
    assert not reliability.shortfalls("ratio to expectation", level=0.9)


@pytest.mark.parametrize("country", [None, "BLR", "RUS", "FRA"])
def test_every_interval_was_tried_on_simulated_data_or_says_that_it_was_not(country: str | None) -> None:
    stated = (rn.summary(country) if country else rn.summary()).values()
    levelled = [one for one in stated if one.level == SIMULATED]
    assert levelled
    untested = [one for one in levelled if one.coverage is None]
    assert all(one.sentence.endswith("We have not tested the coverage of this interval.") for one in untested)


def test_intervals_under_coding_error_say_how_often_they_hold() -> None:
    stated = rn.summary("BLR", topic="cases")
    for name, estimator in (("count_recoded", "recount"), ("ratio", "ratio_recoded")):
        tried = world.simulated(estimator)
        assert tried is not None and stated[f"cases.{name}"].sentence.endswith(tried.sentence)


def test_verdicts_of_the_table_are_those_of_the_sentences() -> None:
    shown = tables(list(world_overview.coverage(reliability.coverage_table())))["interval_coverage"]
    assert (shown.data.loc[shown.data["coverage"] < LEAST, "verdict"] == "too narrow").all()
    assert (shown.data.loc[shown.data["coverage"] > MOST, "verdict"] == "wider than needed").all()


@pytest.mark.parametrize("path", KINDS, ids=lambda path: path.stem)
def test_every_interval_of_a_report_says_where_it_fails(path: Path) -> None:
    rows = stated(nbformat.read(path, as_version=4))
    levelled = rows[rows["level"].notna()]
    off = levelled[(levelled["coverage"] < LEAST) | (levelled["coverage"] > MOST)]
    silent = [
        row.sentence for row in off.itertuples() if f"value {percent(row.coverage)} of the time" not in row.sentence
    ]
    assert not [sentence for sentence in silent if "interval" in sentence]
    boastful = levelled.drop(off.index)["sentence"]
    assert not boastful.str.contains("contained the true value").any()


@pytest.mark.parametrize("path", KINDS, ids=lambda path: path.stem)
def test_a_table_of_intervals_stands_with_what_is_said_of_them(path: Path) -> None:
    shown = list(blocks(nbformat.read(path, as_version=4)))
    words = " ".join(str({key: part for key, part in one.items() if key not in ("csv", "estimates")}) for one in shown)
    for one in shown:
        ends = set(pd.read_csv(io.StringIO(one["csv"])).columns) if "csv" in one else set[str]()
        assert not {"low", "high"} <= ends or "sentence" in ends or one["name"] in (*INTERVALS, *RANGES), one["name"]
        for short in reliability.shortfalls(*INTERVALS.get(one.get("name", ""), [])):
            assert short.sentence in words or f"coverage {percent(short.value)}" in words
