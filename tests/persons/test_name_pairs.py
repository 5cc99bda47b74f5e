"""Pairs of names, each with what is right, and what the matcher says of it: a change shows case by case.

``name_pairs.csv`` holds the pairs, all invented; ``name_outcomes.csv`` what came of each. ``make name-pairs UPDATE=1``
writes the outcomes again after a change that is meant.
"""

import os
from pathlib import Path

import pandas as pd
import pytest

from analysis.persons.name_score import compare

PAIRS, OUTCOMES = (Path(__file__).with_name(name) for name in ("name_pairs.csv", "name_outcomes.csv"))
GIVEN = ["type", "label", "name1", "name2", "birth_date1", "birth_date2"]
#: Type -> the least share of its pairs that is told right.
LEAST = {"clear-cut": 0.98}


@pytest.fixture(scope="module")
def outcomes() -> pd.DataFrame:
    table = pd.read_csv(PAIRS, dtype=str, keep_default_na=False)[GIVEN]
    compared = [compare(*pair) for pair in table[GIVEN[2:]].itertuples(index=False)]
    verdicts = ["same" if one.match else "different" for one in compared]
    return table.assign(score=[f"{one.score:.2f}" for one in compared], verdict=verdicts)


def right(table: pd.DataFrame) -> pd.Series:
    return table["label"] == table["verdict"]


def f1(table: pd.DataFrame) -> float:
    same, said = table["label"] == "same", table["verdict"] == "same"
    return float(2 * (same & said).sum() / (same.sum() + said.sum()))


def test_each_pair_comes_out_as_it_did(outcomes: pd.DataFrame) -> None:
    if os.environ.get("UPDATE"):
        outcomes.to_csv(OUTCOMES, index=False, lineterminator="\n")
    held = pd.read_csv(OUTCOMES, dtype=str, keep_default_na=False)
    changed = outcomes.merge(held, how="outer", on=GIVEN, suffixes=("", "_held"), indicator=True)
    changed = changed[(changed["score"] != changed["score_held"]) | (changed["verdict"] != changed["verdict_held"])]
    assert changed.empty, changed.drop(columns="_merge").to_string()


def test_a_pair_stands_once_with_a_label(outcomes: pd.DataFrame) -> None:
    assert not outcomes.duplicated(GIVEN).any()
    assert set(outcomes["label"]) == {"same", "different"}


@pytest.mark.parametrize("kind", LEAST)
def test_share_of_a_type_that_is_told_right(outcomes: pd.DataFrame, kind: str) -> None:
    assert right(outcomes[outcomes["type"] == kind]).mean() >= LEAST[kind]


def test_f1_of_all_pairs(outcomes: pd.DataFrame) -> None:
    assert f1(outcomes) >= 0.95
