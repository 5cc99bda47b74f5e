"""The fact check of the founding article."""

import re

import pytest

from analysis.tables.release import load
from analysis.tables.schemas import all_schemas

TABLE_NAMES = set(all_schemas())


@pytest.fixture(scope="module")
def claims():
    return load("founding_claims").set_index("claim_id")


def test_all_sixteen_claims(claims):
    assert claims.index.tolist() == [f"FA{number:02d}" for number in range(1, 17)]


@pytest.mark.parametrize(
    ("claim_id", "case_id", "why"),
    [("FA03", "blr-2020-pratasevich", "inter-state wanted list"), ("FA10", "blr-2021-poczobut", "arrested at home")],
)
def test_the_two_red_notice_claims_are_unsupported_with_why(claims, claim_id, case_id, why):
    claim = claims.loc[claim_id]
    assert claim["verdict"] == "unsupported"
    assert claim["case_ids"] == case_id
    assert why in claim["evidence"]
    assert "no public evidence of a Red Notice" in claim["note"]
    cases = load("cases").set_index("case_id")
    assert cases.loc[case_id, ["claim_status", "evidence_grade"]].tolist() == ["unsupported", "X"]


def test_every_source_is_an_address_or_a_table_of_the_release(claims):
    for sources in claims["sources"]:
        for source in sources.split(";"):
            table = source.removeprefix("table:")
            assert source.startswith("http") or (source.startswith("table:") and table in TABLE_NAMES), source


def test_every_verdict_says_what_would_change_it(claims):
    assert (claims["would_change"].str.len() > 20).all()
    assert (claims["evidence"].str.len() > 60).all()


def test_no_claim_infers_guilt_or_abuse_of_a_person(claims):
    told = " ".join(claims[["claim", "evidence", "note"]].fillna("").to_numpy().ravel())
    assert not re.search(r"\b(guilty|innocent|criminal who|victim of abuse)\b", told, re.IGNORECASE)


def test_figures_quoted_stand_in_the_tables(claims):
    governance = load("governance_country_year").set_index(["iso3", "year"])
    expression = governance.loc[("BLR", 2020), "vdem_freedom_of_expression"]
    assert f"{expression} in 2020" in claims.loc["FA14", "evidence"]
    assert f"{governance.loc[('BLR', 2025), 'vdem_freedom_of_expression']} in 2025" in claims.loc["FA14", "evidence"]
    figures = load("oversight_statistics").query("year == 2024 and preferred").set_index("indicator")["value"]
    assert f"{figures['red_notices_published']:,.0f} Red Notices" in claims.loc["FA16", "evidence"]
    assert f"{figures['ndtf_refused_or_cancelled']:,.0f} notices" in claims.loc["FA16", "evidence"]
    rounds = load("belarus_sanctions_timeline")
    designating = rounds["persons_added"].notna() & ~rounds["round"].str.startswith("Carry-over")
    assert f"{designating.sum()} rounds of designations" in claims.loc["FA15", "evidence"]


def test_rows_on_belarus_are_counted_as_in_the_register(claims):
    cases = load("cases").query("requesting_country == 'BLR'").set_index("case_id")
    supported = cases.query("claim_status == 'supported'")
    strong = supported.query("evidence_grade in ('A', 'B')")
    assert (len(cases), len(supported), len(strong)) == (18, 12, 10)
    assert "Twelve of eighteen cases on Belarus are supported, ten of them" in claims.loc["FA02", "evidence"]
    assert set(claims.loc["FA02", "case_ids"].split(";")) == set(strong.index)
    assert strong["evidence_grade"].value_counts().to_dict() == {"A": 9, "B": 1}
    named = set(claims.loc["FA12", "case_ids"].split(";"))
    assert named == set(cases.index) - {"blr-2020-pratasevich", "blr-2021-poczobut"}
    assert "Sixteen cases" in claims.loc["FA12", "evidence"]
    assert "journalist" not in set(supported["target_profile"])
    assert (supported["instrument"] == "red_notice").sum() == 3
    assert "extradited_or_rendered" not in set(cases["effect"])


def test_special_monitoring_and_the_fall_of_the_public_list_stand_in_the_tables(claims):
    timeline = load("oversight_timeline").query("country_concerned == 'BLR'")
    told = timeline[timeline["measure_type"] == "ncb_supervision_measure"].squeeze()
    assert "special monitoring" in told["description"] and told["date"] == "2024-02-20"
    for claim in ("FA02", "FA08"):
        assert "special monitoring" in claims.loc[claim, "evidence"]
        assert told["source_url"] in claims.loc[claim, "sources"].split(";")
    figures = load("oversight_statistics").query("country == 'BLR'")
    public = figures[figures["indicator"] == "public_red_notices_by_nationality"].set_index("year")
    assert f"{public.loc[2008, 'value_text']} people in May 2008" in claims.loc["FA02", "evidence"]
    assert f"{public.loc[2011, 'value']:.0f} Belarusian nationals in August 2011" in claims.loc["FA02", "evidence"]
    counted = load("public_notices_by_requesting_country").query("snapshot_date == '2023-04-12'")
    assert "BLR" not in set(counted["requesting_country"].dropna())
    assert "none may be asserted" in claims.loc["FA08", "note"]
