"""The register beside counts of transnational repression, counted again from the shipped files."""

import pandas as pd
import pytest

from analysis.core.files import RAW
from analysis.facts import repression


def test_the_first_release_gives_the_known_correlation_and_no_interval_tells_it_from_none() -> None:
    found = dict(repression.correlations())
    *_, first = found.values()
    assert round(first.value, 2) == 0.59
    assert all(one.low is not None and one.high is not None and one.low < 0 < one.high for one in found.values())
    assert all(one.n == 10 for one in found.values())


def test_what_each_release_adds_is_its_arithmetic() -> None:
    """735 - 608 - 85, 854 - 735 - 79, 1,034 - 854 - 125 and 1,219 - 1,034 - 160."""
    assert repression.backfill()["added"].dropna().astype(int).tolist() == [42, 40, 55, 25]


def test_states_stand_with_a_plain_count_of_their_rows() -> None:
    raw = pd.read_csv(RAW / "evidence" / "cases.csv", dtype=str)
    counting = raw[raw["claim_status"].eq("supported") & raw["evidence_grade"].isin(["A", "B"])]
    counting = counting[~counting["instrument"].isin(["none_found", "interstate_wanted_list"])]
    years = pd.to_numeric(counting["year"])
    for row in repression.beside().to_dict("records"):
        own = counting["requesting_country"] == row["iso3"]
        assert row["cases_of_all_years"] == own.sum()
        assert row["cases"] == (own & years.between(2014, 2024)).sum()
        assert row["rows"] == (raw["requesting_country"] == row["iso3"]).sum()


def test_what_each_does_not_see() -> None:
    assert "Cambodia" in repression.only_incidents().sentence
    assert "Azerbaijan" in repression.not_among_the_ten().sentence
    assert repression.unread().value == 1219 - repression.beside()["incidents"].sum()


def test_the_level_reaches_each_interval() -> None:
    wide, narrow = repression.correlation(level=0.95), repression.correlation(level=0.5)
    assert wide.low is not None and narrow.low is not None
    assert wide.low < narrow.low
    assert narrow.level == pytest.approx(0.5)
