"""Claim status: the majority of the readings, and a shipped column that says otherwise is refused."""

import pandas as pd
import pytest

from analysis.core.errors import InputError
from analysis.tables.release import load, majority_status
from tests.tables.conftest import setting


@pytest.mark.parametrize(
    ("codes", "status"),
    [
        ({"first": "supported", "audit": "supported", "criteria": "contested"}, "supported"),
        ({"first": "contested", "second": "unsupported", "blind": "unsupported"}, "unsupported"),
        ({"first": "supported", "criteria": "contested"}, "contested"),
        ({"first": "unsupported", "criteria": "supported"}, "contested"),
        ({"first": "supported", "second": "contested", "audit": "unsupported"}, "contested"),
        ({"first": "unsupported", "criteria": "contested"}, "unsupported"),
        ({"criteria": "unsupported", "first": "contested"}, "contested"),
        ({"blind": "supported"}, "supported"),
    ],
)
def test_the_majority_decides_and_ties_follow_the_rule(codes: dict[str, str], status: str) -> None:
    table = pd.DataFrame({"case_id": "a", "reader": list(codes), "claim_status": list(codes.values())})
    assert majority_status(table).to_dict() == {"a": status}


def test_a_tie_that_no_first_reader_decides_is_refused() -> None:
    table = pd.DataFrame({"case_id": "a", "reader": ["audit", "blind"], "claim_status": ["contested", "unsupported"]})
    with pytest.raises(InputError, match="no first reader"):
        majority_status(table)


def test_a_shipped_status_that_differs_from_the_majority_is_refused(root, edit) -> None:
    case = load("cases", root).iloc[0]
    other = "supported" if case["claim_status"] != "supported" else "contested"
    file = edit("cases", setting(2, "claim_status", other))
    with pytest.raises(InputError, match="the majority of its readers") as caught:
        load("cases", root)
    assert f"{case['claim_status']!r}" in str(caught.value)
    assert f"{file.name} at row 2" in str(caught.value)


def test_a_case_that_nobody_read_is_refused(root, edit) -> None:
    case_id = load("cases", root)["case_id"].iloc[0]
    edit("cases_readings", lambda table: table[table["case_id"] != case_id])
    with pytest.raises(InputError, match="at least one reading"):
        load("cases", root)
