"""Release 4 as the library counts it, against the counts of its own description."""

import re
from pathlib import Path

import pandas as pd
import pytest

import analysis as rn
from analysis.core import judgement
from analysis.core.country_names import members
from analysis.core.errors import InputError
from analysis.core.files import RAW, ROOT
from analysis.facts import case_register, cases, evidence, evidence_inputs, oversight, world
from analysis.facts.selection import Selection, select
from analysis.tables.release import _cleaned, load, majority_status
from analysis.tables.schemas import schema_of
from analysis.tables.shipped import read_raw

DESCRIPTION = ROOT.parent / "shared" / "data" / "evidence" / "CASES.md"


@pytest.fixture(scope="module")
def counts() -> str:
    """Section 4 of the description that came with the release."""
    if not DESCRIPTION.exists():
        pytest.skip(f"{DESCRIPTION} is not here")
    return DESCRIPTION.read_text(encoding="utf-8").split("## 4. ")[1].split("## 5. ")[0]


def test_the_counts_of_each_country_are_those_of_the_description(counts: str) -> None:
    table = rn.countries.overview().set_index("country")
    grades = pd.crosstab(rn.load("cases")["requesting_country"], rn.load("cases")["evidence_grade"].astype(str))
    held = cases.with_people_held(world.release()["cases"])
    held_supported = world.release()["cases"][held & (world.release()["cases"]["claim_status"] == "supported")]
    rows = re.findall(r"^\| ([A-Z]{3}) \|(.*)\|$", counts, re.MULTILINE)
    assert len(rows) == 47
    for code, cells in rows:
        wanted = [int(cell or 0) for cell in map(str.strip, cells.split("|"))]
        row = table.loc[code]
        found = [row["cases"], *(grades.loc[code, grade] for grade in "ABCDX"), row["supported"]]
        found += [row["well_documented"], row["people_held"], (held_supported["requesting_country"] == code).sum()]
        assert found == wanted, code


def test_the_counts_of_rare_countries_are_those_of_the_description(counts: str) -> None:
    table = rn.countries.overview().set_index("country")["cases"]
    listed = counts.split("One or two cases: ")[1].split("\n")[0]
    rare = {code: int(count) for code, count in re.findall(r"([A-Z]{3}) (\d)", listed)}
    assert len(rare) == 57 and table[list(rare)].to_dict() == rare


def test_totals_are_those_of_the_description(counts: str) -> None:
    table = rn.countries.overview()
    held, register = cases.with_people_held(world.release()["cases"]), world.release()["cases"]
    found = register["claim_status"].value_counts()
    assert (len(register), found["supported"], found["contested"], found["unsupported"]) == (453, 156, 266, 31)
    assert "Headline (supported, grade A or B, an INTERPOL instrument): 134; supported 156" in counts
    assert (table["well_documented"].sum(), (table["cases"] > 0).sum()) == (134, 104)
    supported = register["claim_status"] == "supported"
    strong = select().counts(register)
    assert (held.sum(), (held & supported).sum(), (held & strong).sum()) == (182, 98, 84)
    assert "182 cases, 98 of them supported, 84 headline" in counts


def test_ratings_are_those_of_the_description(counts: str) -> None:
    words = evidence.evidence_words()
    for word in ("extensive", "substantial", "complaints only"):
        count, codes = re.search(rf"{word} (\d+) \(([A-Z, ]+)\)", counts).groups()
        assert sorted(words.index[words == word]) == codes.split(", ") and len(codes.split(", ")) == int(count)
    assert (words == "limited").sum() == int(re.search(r"limited (\d+)", counts)[1])


# Readers -----------------------------------------------------------------------------------------------------------


def test_the_validation_readers_never_enter_a_majority() -> None:
    rule, readings = rn.load("cases_rule"), rn.load("cases_readings")
    assert set(readings["reader"]) == set(case_register.READERS)
    held_out = rule[rule["reader"].isin(["validation_a", "validation_b"])]
    assert len(held_out) == 88 and held_out["case_id"].nunique() == 44
    assert not readings.loc[readings["reader"] == "blind_2", "case_id"].isin(held_out["case_id"]).any()
    status = majority_status(load("cases_readings"))
    pd.testing.assert_series_equal(
        status.sort_index(), load("cases").set_index("case_id")["claim_status"].sort_index(), check_names=False
    )
    votes = cases.readings().set_index("case_id")
    assert votes["readers"].sum() == len(readings)


def test_a_validation_reading_among_the_readings_is_refused(tmp_path: Path) -> None:
    rows = read_raw("cases_readings")
    added = rows.head(1).assign(reader="validation_a")
    with pytest.raises(InputError, match="got 'validation_a' in column 'reader'"):
        _cleaned(schema_of("cases_readings"), pd.concat([rows, added], ignore_index=True), tmp_path, None, RAW,
            corrected=False)  # fmt: skip


def test_the_blind_readings_are_those_of_the_written_rule() -> None:
    rule = rn.load("cases_rule", reader="blind_2").set_index("case_id")["status_judged"].astype(str)
    read = rn.load("cases_readings", reader="blind_2").set_index("case_id")["claim_status"].astype(str)
    assert rule.sort_index().equals(read.sort_index().rename("status_judged")) and len(read) == 406
    without = set(rn.load("cases")["case_id"]) - set(rn.load("cases_rule")["case_id"])
    assert without == {"cmr-2025-tchiroma", "pak-2023-adilraja", "rus-2024-icc"}


# Searched ----------------------------------------------------------------------------------------------------------


def test_countries_that_were_never_searched_are_rated_so() -> None:
    table = rn.countries.overview().set_index("country")
    assert (~table["searched"]).sum() == 108
    assert (~table.loc[table["member"], "searched"]).sum() == 76
    assert not table.loc[~table["member"], "searched"].any() and (~table["member"]).sum() == 32
    nothing = table[table["level"].isin(evidence.nothing_found())]
    assert set(nothing.loc[~nothing["searched"], "level"]) == {"not searched"}
    searched = nothing[nothing["searched"]]
    assert set(searched["level"]) == {"weak or none"}
    assert ((searched["cases"] > 0).sum(), (searched["cases"] == 0).sum()) == (54, 16)


def test_the_table_of_searches_has_each_territory_once_and_agrees_with_the_register() -> None:
    table = judgement.table("countries_searched.csv").set_index("country")
    overview = rn.countries.overview().set_index("country")
    assert set(table.index) == set(overview.index) and table.index.is_unique
    assert (table["searched"] == "yes").to_dict() == overview["searched"].to_dict()
    no_members = table.index[table["reason"].str.contains("not a member")]
    assert not set(no_members) & set(members())


def test_the_methods_name_the_countries_that_were_searched_in_vain() -> None:
    table = judgement.table("countries_searched.csv").set_index("country")
    methods = (RAW / "evidence" / "METHODS.md").read_text(encoding="utf-8")
    listed = " ".join(methods.split("**No usable INTERPOL case found**")[1].split("**Not searched:**")[0].split())
    for code in table.index[table["reason"].str.contains("no usable INTERPOL case")]:
        known = {"COG": "Congo,", "COD": "DR Congo"}.get(code, rn.countries.name(code))
        assert known in listed, code


def test_a_case_of_a_country_that_was_not_searched_ends_that_rating() -> None:
    release = world.release()
    row = release["cases"][release["cases"]["case_id"] == "pak-2023-adilraja"].assign(requesting_country="TUV")
    found = evidence_inputs.inputs({**release, "cases": pd.concat([release["cases"], row])})
    assert found.set_index("iso3").loc["TUV", "searched"]


# What the leak says, and when INTERPOL decided ---------------------------------------------------------------------


def test_the_leaked_figures_are_stated_with_their_bound_and_kind_of_source() -> None:
    found = {(one.country, one.name): one for one in oversight.leaked(Selection())}
    assert {key: one.value for key, one in found.items()} == {
        ("RUS", "oversight.valid_notices"): 4817, ("FRA", "oversight.valid_notices"): 2856,
        ("TJK", "oversight.valid_notices"): 3500, ("RUS", "oversight.complainants"): 700,
        ("RUS", "oversight.requests_overturned"): 400,
    }  # fmt: skip
    rows = rn.load("oversight_statistics").set_index(["country", "indicator"])
    for (country, name), one in found.items():
        indicator = next(series for series, called in oversight.LEAKED.items() if f"oversight.{called}" == name)
        row = rows.loc[[(country, indicator)]].iloc[0]
        assert ("a less reliable report on leaked data" in one.sentence) == (row["reliability"] == "tertiary")
        assert "Nearly 3,500" in one.sentence if country == "TJK" else f"{one.value:,.0f}" in one.sentence
        assert ("At least" in one.sentence) == ("at least" in row["unit"])
        assert rn.summary(country, topic="oversight")[name] == one
    assert "oversight.valid_notices" not in rn.summary("Belarus", topic="oversight")


def test_each_day_of_a_decision_is_of_a_case_and_none_is_later_than_the_release() -> None:
    table = judgement.table("interpol_decisions.csv")
    register = rn.load("cases").set_index("case_id")
    assert set(table["case_id"]) <= set(register.index)
    assert table["date"].max() <= judgement.released().isoformat()
    gnyot = table[table["case_id"] == "blr-2023-gnyot"].set_index("date")["what"].to_dict()
    assert gnyot == {"2024-06-25": "letter", "2024-08-05": "deleted", "2024-10-31": "left_country"}
    for row in table.itertuples():
        note = register.loc[row.case_id, "note"] + str(register.loc[row.case_id, "effects_remark"])
        assert row.date[:4] in note or row.date[2:4] in note, row
