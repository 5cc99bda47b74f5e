"""Recall: which cases that lists of others name are in the register, counted again from the csv and by statsmodels."""

import csv
import re
from collections.abc import Iterable

import pytest
from statsmodels.stats.proportion import proportion_confint

import analysis as rn
from analysis.core.files import HAND

#: How the register names a publisher of lists.
NAMED = {"pace": r"PACE\b|Parliamentary Assembly|coe\.int", "fair_trials": r"Fair ?Trials|fairtrials"}
REPUBLICS = {"RUS", "BLR", "UKR", "MDA", "EST", "LVA", "LTU", "GEO", "ARM", "AZE", "KAZ", "KGZ", "TJK", "TKM", "UZB"}
Row = dict[str, str]


def table(path: str) -> list[Row]:
    with (HAND.parent / path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def register() -> dict[str, str]:
    """All that the register says of a case, its sources among it, by id."""
    found = {row["case_id"]: " ".join(row.values()) for row in table("raw/evidence/cases.csv")}
    for row in table("raw/evidence/cases_effects.csv"):
        found[row["case_id"]] += " " + " ".join(row.values())
    return found


def named() -> list[Row]:
    return [row for row in table("hand/outside_lists.csv") if row["reported"]]


def share(rows: Iterable[Row]) -> tuple[float, float, float, int]:
    """Share of named cases that are in the register, each once, with its interval by statsmodels."""
    cases = {row["case_id"] or row["reported"]: bool(row["case_id"]) for row in rows}
    part, whole = sum(cases.values()), len(cases)
    return part / whole, *proportion_confint(part, whole, alpha=0.1, method="wilson"), whole


def test_shares_are_counted_again_from_the_csv() -> None:
    rows = named()
    cited = {row["case_id"] for row in rows if row["found_by_list"] == "yes"}
    elsewhere = [row for row in rows if row["case_id"] not in cited]
    soviet = [row for row in rows if row["requesting_country"] in REPUBLICS]
    parts = {
        "": rows,
        "_elsewhere": elsewhere,
        "_post_soviet": soviet,
        "_elsewhere_post_soviet": [row for row in soviet if row in elsewhere],
        "_other": [row for row in rows if row not in soviet],
        "_pace": [row for row in rows if row["publisher"] == "pace"],
        "_fair_trials": [row for row in rows if row["publisher"] == "fair_trials"],
    }
    found = rn.cases.recall(level=0.9)
    assert set(found) == {f"cases.recall{part}" for part in parts}
    for part, kept in parts.items():
        one = found[f"cases.recall{part}"]
        assert (one.value, one.low, one.high, one.n) == pytest.approx(share(kept), abs=1e-9), part


def test_a_case_is_marked_where_the_register_mentions_the_publisher() -> None:
    cases = register()
    for row in named():
        says = cases[row["case_id"]] if row["case_id"] else ""
        mentioned = re.search(NAMED[row["publisher"]], says) or row["address"] in says
        assert (row["found_by_list"] == "yes") == bool(mentioned), row


def test_a_matched_case_has_the_requesting_country_of_the_register_or_a_reason_why_not() -> None:
    countries = {row["case_id"]: row["requesting_country"] for row in table("raw/evidence/cases.csv")}
    matched = [row for row in named() if row["case_id"]]
    differing = {row["case_id"] for row in matched if row["requesting_country"] != countries[row["case_id"]]}
    assert differing == {"kaz-2009-ablyazov"}


def test_lists_that_name_no_case_have_one_row_and_no_share() -> None:
    rows = table("hand/outside_lists.csv")
    blank = [row for row in rows if not row["reported"]]
    with_cases = {row["list"] for row in rows if row["reported"]}
    assert {row["publisher"] for row in rows} == {"ccf", "european_parliament", "fair_trials", "jchr", "pace"}
    assert all(row["list"] not in with_cases and not row["case_id"] and not row["found_by_list"] for row in blank)
    assert {row["publisher"] for row in named()} == set(NAMED)


def test_no_person_of_a_list_is_named() -> None:
    people = {name for row in table("raw/evidence/cases.csv") for name in row["public_figure_name"].split("; ") if name}
    written = " ".join(row["reported"] + " " + row["reason"] for row in table("hand/outside_lists.csv"))
    assert len(people) > 300
    assert not [name for name in people if name in written]


@pytest.mark.thorough
def test_a_country_has_no_recall() -> None:
    assert "cases.recall" in rn.summary(topic="cases", level=0.8)
    assert not [name for name in rn.summary("RUS", topic="cases") if "recall" in name]
    assert rn.summary(topic="cases", level=0.8)["cases.recall"].level == 0.8
