"""Readings of the claim status: one row a case, counted again from the csv."""

import csv
from collections import Counter, defaultdict

import pandas as pd
import pytest

from analysis.core.errors import InputError
from analysis.core.files import RAW
from analysis.facts.case_register import readings

READERS = ["first", "second", "audit", "criteria", "blind", "blind_2"]


@pytest.fixture(scope="module")
def codes() -> dict[str, dict[str, str]]:
    """Status by case and reader, read without pandas."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    with (RAW / "evidence" / "cases_readings.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[row["case_id"]][row["reader"]] = row["claim_status"]
    return found


def test_each_case_has_every_reading_of_the_csv(codes: dict[str, dict[str, str]]) -> None:
    table = readings()
    assert len(table) == len(codes) == table["case_id"].nunique()
    shown = {row["case_id"]: {r: row[r] for r in READERS if pd.notna(row[r])} for row in table.to_dict("records")}
    assert shown == codes


def test_readers_who_agree_are_counted(codes: dict[str, dict[str, str]]) -> None:
    for row in readings().itertuples():
        votes = Counter(codes[row.case_id].values())
        assert (row.readers, row.agreeing) == (votes.total(), votes[row.claim_status])


def test_the_status_is_the_one_of_most_readers_unless_they_tie(codes: dict[str, dict[str, str]]) -> None:
    for row in readings().itertuples():
        votes = Counter(codes[row.case_id].values())
        leading = {status for status, count in votes.items() if count == max(votes.values())}
        first = codes[row.case_id]["first"]
        tie = "contested" if "supported" in leading else first
        assert row.claim_status == (leading.pop() if len(leading) == 1 else tie)


@pytest.mark.parametrize(
    ("status", "words"),
    [("supported", "supported"), ("contested", "disputed"), ("unsupported", "not supported")],
)
def test_the_sentence_counts_readers_and_names_the_status(status: str, words: str) -> None:
    table = readings()
    for row in table[table["claim_status"] == status].itertuples():
        noun = "reader" if row.readers == 1 else "readers"
        assert row.summary == f"{row.agreeing} of {row.readers} {noun} judged the case {words}"


def test_a_country_has_its_own_cases_only() -> None:
    table = readings("tajikistan")
    cases = pd.read_csv(RAW / "evidence" / "cases.csv", dtype=str)
    assert table["case_id"].tolist() == cases.loc[cases["requesting_country"] == "TJK", "case_id"].tolist()
    assert readings("Iceland").empty
    with pytest.raises(InputError):
        readings("Atlantis")
