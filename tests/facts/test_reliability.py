"""The agreement of the two codings as the world report shows it, against the published table of the register."""

import ast
import re

import pandas as pd
import pytest

from analysis.core.files import RAW, ROOT
from analysis.facts.reliability import (
    FIELDS,
    agreement_table,
    coded_twice,
    coverage_table,
    estimators,
    tried_otherwise,
    validated,
    validation_table,
)
from analysis.tables.library import load
from tests.laid_out import sections
from tests.reading import tables, texts

#: Field -> agreement in per cent and kappa of round one, round two and both, as published with the register.
PUBLISHED = {
    "requesting country": (("100", "1.00"), None, None),
    "host country": (None, ("94", "0.94"), None),
    "year": (("82.5", "0.81"), ("92", "0.91"), ("87.8", "0.87")),
    "instrument": (("77.5", "0.64"), ("92", "0.88"), ("85.6", "0.78")),
    "grade": (("67.5", "0.54"), ("76", "0.47"), ("72.2", "0.53")),
    "claim status": (("82.5", "0.67"), ("86", "0.69"), ("84.4", "0.68")),
    "effect": (("82.5", "0.76"), ("76", "0.68"), ("78.9", "0.72")),
    "outcome": (("80", "0.62"), ("90", "0.85"), ("85.6", "0.77")),
}


def test_agreement_is_that_of_the_published_table() -> None:
    held = {(FIELDS[one.field], one.rounds): one for one in coded_twice(0.95)}
    wanted = {
        (field, which): cell
        for field, cells in PUBLISHED.items()
        for which, cell in zip(("1", "2", "12"), cells, strict=True)
        if cell
    }
    assert held.keys() == wanted.keys()
    for key, (share, kappa) in wanted.items():
        assert 100 * held[key].agreement.value == pytest.approx(float(share), abs=0.05001)
        assert held[key].kappa.value == pytest.approx(float(kappa), abs=0.005001)
        assert held[key].agreement.n == {"1": 40, "2": 50, "12": 90}[key[1]]


def test_the_table_shows_every_kappa_with_its_interval_and_follows_the_level() -> None:
    shown = {level: sections("world_overview", level=level)[0]["second_coding"] for level in (0.95, 0.8)}
    wide, narrow = (tables(shown[level])["second_coding"] for level in (0.95, 0.8))
    status = wide.shown.set_index("Field").loc["Claim status", "Both: kappa"]
    assert status.startswith("0.68 (0.")
    assert status != narrow.shown.set_index("Field").loc["Claim status", "Both: kappa"]
    assert set(wide.data.loc[wide.data["low"].notna(), "level"]) == {0.95}
    assert "95 %" not in " ".join(texts(shown[0.8]))
    assert len(wide.data) == 2 * len(coded_twice(0.95))


def test_round_two_is_said_to_be_no_random_sample() -> None:
    assert all("no random sample" in one.kappa.universe for one in coded_twice(0.95) if one.rounds != "1")


def test_the_methods_state_the_same_figures() -> None:
    methods = (RAW / "evidence" / "METHODS.md").read_text(encoding="utf-8")
    for one in coded_twice(0.95):
        (row,) = [line for line in methods.splitlines() if line.startswith(f"| {FIELDS[one.field]} |")]
        held = one.kappa
        assert f"{100 * one.agreement.value:.1f}".removesuffix(".0") + f" %, {held.value:.2f}" in row
        assert held.low is None or f"{held.value:.2f} ({held.low:.2f} to {held.high:.2f})" in row


def test_rows_of_one_round_give_the_agreement_of_that_round_alone() -> None:
    rows = load("cases_second_coding", round="1")
    found = {one.field: one for one in coded_twice(0.9, rows) if one.rounds == "1"}
    same = rows["first_claim_status"].astype(str) == rows["second_claim_status"].astype(str)
    assert found["claim_status"].agreement.value == pytest.approx(same.mean())
    assert found["claim_status"].agreement.level == 0.9


def test_the_table_of_agreement_holds_every_statistic() -> None:
    held = coded_twice()
    table = agreement_table(held)
    stated = [value for one in held for value in (one.agreement.value, one.kappa.value)]
    assert table["value"].tolist() == pytest.approx(stated, abs=1e-8)


def test_coverage_of_some_rows_is_judged_as_that_of_all() -> None:
    rows = load("interval_coverage")
    pd.testing.assert_frame_equal(coverage_table(rows), coverage_table())
    few = coverage_table(rows[rows["coverage"] < 0.93])
    assert set(few["verdict"]) == {"too narrow"}


#: Estimators of the reports whose intervals hold too rarely in some world as they assume, and where that is said.
SHORT = {"firth_two_way": "drivers"}


def test_intervals_that_hold_too_rarely_where_they_assume_are_said_beside_them() -> None:
    table = validation_table()
    own = table[~table["naive"] & ~table["hostile"]]
    assert set(own.loc[own["coverage"] < 0.93, "estimator"]) == set(SHORT)
    for estimator, report in SHORT.items():
        notebook = (ROOT / "notebooks" / f"{report}.ipynb").read_text(encoding="utf-8")
        asked = "".join(re.findall(r"tried_otherwise\(([^)]*)\)", notebook))
        assert f'\\"{estimator}\\"' in asked
    otherwise = [held.value for held in tried_otherwise(*SHORT, "poisson_within_senders", "kappa")]
    assert [value < 0.93 for value in otherwise] == [False, False, True]
    assert not any(0.93 <= value <= 0.97 for value in otherwise)


def test_naive_methods_hold_far_more_rarely() -> None:
    assumed, hostile, naive = validated()
    shares = [held.value / held.n for held in (assumed, hostile, naive)]
    assert shares[0] > 0.9 > shares[1] > shares[2]


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
            calls = [one for one in ast.walk(node) if isinstance(one, ast.Call) and ast.unparse(one.func) == "Estimate"]
            if isinstance(node, ast.FunctionDef) and any(ast.unparse(one.args[1]) != "None" for one in calls):
                found.add(f"{room}.{path.stem}.{node.name}")
    return found


PACKAGE = ROOT / "analysis"
MACHINERY = ("estimate", "__init__")


def test_every_function_of_statistics_is_tried_or_its_reason_is_listed() -> None:
    held = estimators()
    assert set(held["function"]) == functions("stats") | with_ends("facts")
    every = {*validation_table()["estimator"], *coverage_table()["estimator"]}
    tried_as = {name for names in held["tried_as"] for name in names.split("; ") if name}
    assert tried_as <= every
    assert ((held["kind"] == "tried") == (held["tried_as"] != "")).all()
    assert ((held["kind"] == "tried") == (held["worlds"] > 0)).all()


def test_every_estimator_that_is_tried_and_not_naive_belongs_to_a_function() -> None:
    held, table = estimators(), validation_table()
    tried_as = {name for names in held["tried_as"] for name in names.split("; ")}
    beside = {"index_as_published", "share_as_counted", "ratio_shrunken_once", "ratio_not_shrunken"}
    assert set(table.loc[~table["naive"], "estimator"]) - tried_as == beside
