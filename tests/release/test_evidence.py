"""Inputs of the evidence level: on invented tables, then on the shipped ones."""

import dataclasses

import pandas as pd
import pytest

from analysis.clean.evidence import TOP_TEN, headline_cases, inputs
from analysis.clean.release import load_all, territories


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
