"""The agreement of the two codings as the world report shows it, against the published table of the register."""

import ast
from collections import Counter

import pandas as pd
import pytest

from analysis.core.files import RAW, ROOT
from analysis.core.messages import label
from analysis.facts.reliability import (
    FIELDS,
    coded_twice,
    coverage_table,
    estimators,
    shortfalls,
    validated,
    validation_table,
)
from analysis.tables.library import load
from tests.laid_out import sections
from tests.reading import tables, texts


def plain_pairs(rounds: str, field: str) -> list[tuple[str, str]]:
    """Codes of both readers from the csv, blank second codes excluded; none where a round did not code the field."""
    rows = pd.read_csv(RAW / "evidence" / "cases_second_coding.csv", dtype=str, keep_default_na=False)
    rows = rows[rows["round"].isin(list(rounds)) & (rows[f"second_{field}"] != "")]
    pairs = list(zip(rows[f"first_{field}"], rows[f"second_{field}"], strict=True))
    return pairs if set(rows["round"]) == set(rounds) else []


def plain_kappa(pairs: list[tuple[str, str]]) -> float:
    count, first, second = len(pairs), Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(first[code] * second[code] for code in first) / count**2
    return (sum(a == b for a, b in pairs) / count - chance) / (1 - chance)


def test_agreement_and_kappa_are_those_of_the_csv_by_group_and_by_round() -> None:
    held = coded_twice(0.95)
    groups = ("145", "2378", *"12345678")
    wanted = {(field, rounds): plain_pairs(rounds, field) for field in FIELDS for rounds in groups}
    assert held.keys() == {key for key, pairs in wanted.items() if pairs}
    for key, one in held.items():
        assert one["agreement"].n == one["kappa"].n == len(wanted[key])
        assert one["agreement"].value == pytest.approx(sum(a == b for a, b in wanted[key]) / len(wanted[key]))
        assert one["kappa"].value == pytest.approx(plain_kappa(wanted[key]))


def test_random_and_chosen_rounds_are_never_pooled_and_are_named() -> None:
    sizes = {rounds: one["agreement"].n for (field, rounds), one in coded_twice(0.95).items() if field == "effect"}
    assert sizes == {"145": 103, "2378": 520, "1": 40, "4": 19, "5": 44, "6": 44, "2": 50, "3": 64, "7": 200, "8": 206}
    for (_field, rounds), one in coded_twice(0.95).items():
        assert ("at random" in one["kappa"].counted) == (rounds in ("145", "2378", *"1456"))
        assert ("not drawn at random" in one["kappa"].counted) == (rounds == "2378")


def test_the_status_of_round_three_agrees_by_little_more_than_chance() -> None:
    held = coded_twice(0.95)
    assert round(held["claim_status", "3"]["kappa"].value, 2) == 0.20
    assert round(held["claim_status", "4"]["kappa"].value, 2) == 0.42
    assert round(held["claim_status", "1"]["kappa"].value, 2) == 0.67


@pytest.mark.thorough
def test_the_table_shows_every_kappa_with_its_interval_and_follows_the_level() -> None:
    shown = {level: sections("world_overview", level=level)[0]["second_coding"] for level in (0.95, 0.8)}
    wide, narrow = (tables(shown[level])["second_coding"] for level in (0.95, 0.8))
    head = "Random rounds (1, 4 and 5): kappa"
    status = wide.shown.set_index("Field").loc["status", head]
    kappa = coded_twice(0.95)["claim_status", "145"]["kappa"]
    assert status.startswith(f"{kappa.value:.2f} (")
    assert status != narrow.shown.set_index("Field").loc["status", head]
    assert set(wide.data.loc[wide.data["low"].notna(), "level"]) == {0.95}
    assert "95 %" not in " ".join(texts(shown[0.8]))
    assert len(wide.data) == 2 * len(coded_twice(0.95))


def test_the_methods_state_the_same_figures() -> None:
    methods = (RAW / "evidence" / "METHODS.md").read_text(encoding="utf-8")
    for (field, _rounds), one in coded_twice(0.95).items():
        (row,) = [line for line in methods.splitlines() if line.startswith(f"| {label(field)} |")]
        held = one["kappa"]
        assert f"{100 * one['agreement'].value:.1f}".removesuffix(".0") + f" %, {held.value:.2f}" in row
        assert held.low is None or f"{held.value:.2f} ({held.low:.2f} to {held.high:.2f})" in row


def test_rows_of_one_round_give_the_agreement_of_that_round_alone() -> None:
    rows = load("cases_second_coding", round="1")
    found = coded_twice(0.9, rows)
    same = rows["first_claim_status"].astype(str) == rows["second_claim_status"].astype(str)
    assert {rounds for _field, rounds in found} == {"1"}
    assert found["claim_status", "1"]["agreement"].value == pytest.approx(same.mean())
    assert found["claim_status", "1"]["agreement"].level == 0.9


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
        page = (ROOT / "analysis" / "pages" / f"{report}_report.py").read_text(encoding="utf-8")
        assert f'_coverage("{estimator}")' in page
    said = shortfalls(*SHORT, "poisson_within_senders", "kappa")  # also where an assumption is broken; worst first
    assert [held.value for held in said] == [0.759, 0.9122]


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
            calls = [one for one in ast.walk(node) if isinstance(one, ast.Call)]
            assert not any(ast.unparse(one.func) == "Estimate" for one in calls), node
            made = [one for one in calls if ast.unparse(one.func).endswith(".estimate")]
            if isinstance(node, ast.FunctionDef) and any(word.arg == "ends" for one in made for word in one.keywords):
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
    beside = {
        "index_as_published",
        "share_as_counted",
        "ratio_shrunken_once",
        "ratio_not_shrunken",
        "index_errors_drawn",
    }
    assert set(table.loc[~table["naive"], "estimator"]) - tried_as == beside
