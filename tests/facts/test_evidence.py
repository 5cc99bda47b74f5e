"""Inputs of the evidence level: on invented tables, then on the shipped ones."""

import dataclasses

import pandas as pd
import pytest

from analysis.core.hand import headline_cases
from analysis.facts import evidence
from analysis.facts.evidence import (
    TOP_TEN,
    coded_twice,
    firmness,
    firmness_table,
    inputs,
    rows_by_code,
    without_each_source,
)
from analysis.tables.release import load_all, territories


@pytest.fixture(scope="module")
def release(tmp_path_factory):
    return load_all(cache=tmp_path_factory.mktemp("clean"))


def case(state, status="supported", grade="A", instrument="red_notice"):
    return {"requesting_country": state, "claim_status": status, "evidence_grade": grade, "instrument": instrument}


def mention(state, family, wording="named_abuser"):
    return {"country": state, "family": family, "wording_category": wording}


@pytest.fixture
def invented(release):
    cases = pd.DataFrame(
        [
            case("FRA"),
            case("FRA", grade="B"),
            case("FRA", grade="C"),
            case("FRA", status="contested"),
            case("FRA", instrument="none_found"),
            case("FRA", instrument="interstate_wanted_list"),
            case("DEU", status="unsupported", grade="X"),
        ]
    )
    mentions = pd.DataFrame(
        [
            mention("FRA", "ngos"),
            mention("FRA", "ngos"),
            mention("FRA", "press"),
            mention("DEU", "press", "case_mentioned"),
        ]
    )
    figures = pd.DataFrame({"indicator": [TOP_TEN, "red_notices_published"], "country": ["DEU", "WORLD"]})
    return dataclasses.replace(release, cases=cases, country_mentions=mentions, oversight_statistics=figures)


def row(table, state):
    return table.set_index("iso3").loc[state]


def test_headline_cases_leave_out_corrections(invented):
    assert headline_cases(invented.cases).index.tolist() == [0, 1]


def test_inputs_of_invented_tables(invented):
    found = inputs(invented)
    assert row(found, "FRA").to_dict() == {
        "S": 2,
        "F": 2,
        "K": False,
        "governments": False,
        "parliaments": False,
        "ngos": True,
        "press": True,
    }
    assert row(found, "DEU")[["S", "F", "K"]].tolist() == [0, 0, True]
    assert row(found, "ITA")[["S", "F", "K"]].tolist() == [0, 0, False]


def test_inputs_hold_every_territory_once(release):
    found = inputs(release)
    assert tuple(found["iso3"]) == territories(release)
    assert found[["S", "F"]].dtypes.astype(str).tolist() == ["Int64", "Int64"]
    assert found["F"].between(0, 4).all()


def test_shipped_inputs(release):
    found = inputs(release)
    assert row(found, "BLR")[["S", "F", "K"]].tolist() == [9, 2, False]
    assert row(found, "RUS")[["S", "F", "K"]].tolist() == [14, 4, True]
    assert set(found.loc[found["K"], "iso3"]) == {"RUS", "USA", "ARE", "TUR", "UKR", "IND", "VEN", "EGY", "CHN", "LBY"}
    assert found["S"].sum() == len(headline_cases(release.cases))


LEVELS = {"extensive": 4, "substantial": 12, "limited": 32, "complaints only": 3}


def test_levels_of_the_release():
    words = evidence.evidence_words()
    counts = words.value_counts()
    assert {word: int(counts[word]) for word in LEVELS} == LEVELS
    assert set(words.index[words == "extensive"]) == {"AZE", "CHN", "RUS", "TUR"}
    assert set(words.index[words == "complaints only"]) == {"IND", "LBY", "USA"}
    assert counts.sum() == len(words)


def test_confusion_of_the_second_coding_counted_in_the_file_itself(release):
    # Of 28 rows first coded supported, A, 25 count by the second code; of 13 supported, B all; counted by hand.
    found = coded_twice(release.second_coding)
    assert found == {
        ("contested", "A"): (2, 15),
        ("contested", "B"): (4, 12),
        ("contested", "C"): (2, 7),
        ("contested", "D"): (1, 3),
        ("supported", "A"): (25, 28),
        ("supported", "B"): (13, 13),
        ("supported", "C"): (3, 10),
    }


def test_every_row_is_drawn_or_kept(release):
    known = set(coded_twice(release.second_coding))
    for _, rows in release.cases.groupby("requesting_country"):
        drawn, counting = rows_by_code(rows, known)
        kept = rows["instrument"].isin(["none_found", "interstate_wanted_list"]) | (
            rows["claim_status"] == "unsupported"
        )
        assert sum(drawn.values()) == (~kept).sum()
        assert counting == 0  # no row is kept that counts


SOURCES = {"source_1_url": "https://www.one.example/a", "source_2_url": "https://two.example/b"}


@pytest.fixture
def sourced(release):
    """Give a state with a row of grade A and one of grade B, each with two sites, and one mention."""
    cases = pd.DataFrame(
        [
            case("FRA") | SOURCES,
            case("FRA", grade="B") | SOURCES,
            case("FRA", grade="B") | SOURCES | {"source_2_url": "https://one.example/c"},
            case("DEU") | SOURCES,
        ]
    )
    mentions = pd.DataFrame(
        [mention("FRA", "press") | {"source_title": "ICIJ, 2011", "source_url": "https://icij.org"}]
    )
    figures = pd.DataFrame({"indicator": [TOP_TEN], "country": ["FRA"]})
    return dataclasses.replace(release, cases=cases, country_mentions=mentions, oversight_statistics=figures)


def test_inputs_without_each_source(sourced):
    left = without_each_source(sourced, "FRA")
    assert left == {
        "icij.org": {"cases": 3, "families": 0, "complaints": 1},
        "ICIJ": {"cases": 3, "families": 0, "complaints": 1},
        "one.example": {"cases": 1, "families": 1, "complaints": 1},  # A stands by its other source, B becomes C or D
        "two.example": {"cases": 2, "families": 1, "complaints": 1},
        "the Commission's lists of complaints": {"cases": 3, "families": 1, "complaints": 0},
    }


def test_no_removal_of_a_source_adds_evidence(release):
    table = inputs(release).set_index("iso3")
    for iso3 in ("RUS", "BLR", "TUR", "ARE", "LBY"):
        held = dict(zip(("cases", "families", "complaints"), map(int, table.loc[iso3, ["S", "F", "K"]]), strict=True))
        for source, left in without_each_source(release, iso3).items():
            assert all(left[name] <= held[name] for name in held), source
    assert without_each_source(release, "AND") == {}


def test_firmness_of_belarus_counted_by_hand():
    # Nine cases and two families: extensive where both its bounds are met, which is where F >= 2 (one of three bounds).
    found = firmness("BLR")
    assert found.thresholds.value == pytest.approx(2 / 3, abs=1e-12)
    assert found.recounted is not None
    assert found.recounted.low <= 9 <= found.recounted.high
    assert found.decisive == {}


def test_words_that_rest_on_complaints_hang_on_the_lists():
    for iso3 in ("IND", "LBY", "USA"):
        assert firmness(iso3).decisive == {"the Commission's lists of complaints": "none found"}
        assert firmness(iso3).thresholds.value == 1.0


def test_firmness_is_the_same_on_every_run():
    first = firmness_table().to_csv()
    evidence._firmness.cache_clear()
    firmness_table.cache_clear()
    assert firmness_table().to_csv() == first
