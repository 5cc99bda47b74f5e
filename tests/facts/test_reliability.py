"""The published tables of simulations, and which functions they try."""

import ast

import pandas as pd

from analysis.core.files import ROOT
from analysis.core.judgement import table as hand_table
from analysis.facts.reliability import (
    coverage_table,
    validated,
    validation_table,
)
from analysis.facts.selection import Selection
from analysis.tables.library import load


def test_coverage_of_some_rows_is_judged_as_that_of_all() -> None:
    rows = load("interval_coverage")
    pd.testing.assert_frame_equal(coverage_table(rows), coverage_table())
    few = coverage_table(rows[rows["coverage"] < 0.93])
    assert set(few["verdict"]) == {"too narrow"}


def test_intervals_of_one_estimator_hold_too_rarely_where_their_assumptions_hold() -> None:
    table = validation_table()
    own = table[~table["naive"] & ~table["hostile"]]
    assert set(own.loc[own["coverage"] < 0.93, "estimator"]) == {"double_sample"}


def test_naive_methods_hold_far_more_rarely() -> None:
    table = validation_table().dropna(subset=["coverage"])
    assumed, hostile = (held.value / held.n for held in validated(Selection()))
    assert assumed > 0.8 > 2 * hostile > (table.loc[table["naive"], "coverage"] >= 0.93).mean()


def functions(room: str) -> set[str]:
    """Name the public functions of the modules of statistics, but those that only state numbers."""
    paths = [path for path in sorted((PACKAGE / room).glob("*.py")) if path.stem not in MACHINERY]
    return {
        f"{room}.{path.stem}.{node.name}"
        for path in paths
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    }


def with_ends(room: str) -> set[str]:
    """Name the functions that make an estimate whose low end is not nothing."""
    found = set()
    for path in sorted((PACKAGE / room).glob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            calls = [one for one in ast.walk(node) if isinstance(one, ast.Call)]
            assert not any(ast.unparse(one.func) == "Estimate" for one in calls), node
            made = [one for one in calls if ast.unparse(one.func).endswith(".estimate")]
            if isinstance(node, ast.FunctionDef) and any(word.arg == "ends" for one in made for word in one.keywords):
                found.add(f"{room}.{path.stem}.{node.name}")
    return found


PACKAGE = ROOT / "analysis"
MACHINERY = ("estimate", "__init__")


def test_every_function_of_statistics_is_tried_or_its_reason_is_listed() -> None:
    held = hand_table("estimators.csv")
    assert set(held["function"]) == functions("stats") | with_ends("facts")
    every = {*validation_table()["estimator"], *coverage_table()["estimator"]}
    tried_as = {name for names in held["tried_as"] for name in names.split("; ") if name}
    assert tried_as <= every
    assert ((held["kind"] == "tried") == (held["tried_as"] != "")).all()


def test_every_estimator_that_is_tried_and_not_naive_belongs_to_a_function() -> None:
    held, table = hand_table("estimators.csv"), validation_table()
    tried_as = {name for names in held["tried_as"] for name in names.split("; ")}
    beside = {
        "ratio_shrunken_once",
        "ratio_not_shrunken",
    }
    assert set(table.loc[~table["naive"], "estimator"]) - tried_as == beside
