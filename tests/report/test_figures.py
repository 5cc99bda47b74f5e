"""The figures that reports state: those of the evidence, and totals that agree between register and profiles."""

import re
from pathlib import Path

import pytest

from analysis.report import statistics
from analysis.report.place import open_place
from analysis.report.profile import counts, documented_cases
from analysis.report.profile.public import snapshot_table
from tests.report.page import Page


def lead(page: Page) -> str:
    return next(e.text for e in page.all("div") if e.attributes.get("class") == "prose lead")


def test_belarus_has_17_register_rows_of_which_13_are_supported(reports: Path) -> None:
    page = Page.read(reports / "BLR")
    said = "17 documented cases requested by Belarus; 13 are supported; 9 of them count (supported, grade A or B, with"
    assert said in lead(page)
    assert len(page.table("cases_register")) == 17
    grades = {row["claim_status"]: int(row["all"]) for row in page.table("cases_by_grade")}
    assert grades["supported"] == 13
    assert sum(grades.values()) == 17


def test_belarus_had_no_public_notice_in_april_2023_by_inference(reports: Path) -> None:
    page = Page.read(reports / "BLR")
    assert "No public Red Notice requested by Belarus was found on 12 April 2023 (requester inferred)." in lead(page)
    (row,) = [r for r in page.table("public_statistics") if r["statistic"] == "Public notices requested"]
    assert (float(row["value"]), float(row["low"])) == (0.0, 0.0)
    assert float(row["high"]) == pytest.approx(3.68888, abs=1e-4)  # R: qchisq(0.975, 2) / 2


def test_both_red_notices_of_the_founding_article_are_shown_as_unsupported(reports: Path) -> None:
    page = Page.read(reports / "BLR")
    claims = page.table("founding_claims")
    notices = [c for c in claims if re.search(r"(Pratasevich|Poczobut).*Red Notice|Red Notice for Raman", c["claim"])]
    assert len(notices) == 2
    for claim in notices:
        assert claim["verdict"] == "unsupported"
        assert len(claim["evidence"]) > 80
        assert claim["evidence"] in " ".join(page.texts())
    assert "The evidence does not support it." in " ".join(page.texts())


@pytest.mark.parametrize(("code", "count"), [("RUS", 3177), ("SLV", 1017), ("ARG", 610)])
def test_public_notices_of_the_largest_requesters(reports: Path, code: str, count: int) -> None:
    page = Page.read(reports / code)
    assert f"{count:,} public Red Notices requested by" in lead(page)
    assert "were found on 12 April 2023 (requester inferred)" in lead(page)
    rows = [r for r in page.table("snapshots") if (r["series"], r["snapshot_date"]) == ("requested", "2023-04-12")]
    assert [int(row["notices"]) for row in rows] == [count]


def test_russia_stands_in_the_context_of_the_refusals_of_2021(reports: Path) -> None:
    page = Page.read(reports / "RUS")
    held = {row["statistic"]: row for row in page.table("refusals_world")}
    assert float(held["Red Notices and diffusions refused or cancelled"]["value"]) == 1270
    assert float(held["Red Notices and diffusions issued"]["value"]) == 23716
    share = held["Refused or cancelled, beside issued and refused"]
    assert "1,270 of 23,716" in share["sentence"]
    assert float(share["low"]) == pytest.approx(1270 / (23716 + 1270), abs=1e-5)
    assert float(share["high"]) == pytest.approx(1270 / 23716, abs=1e-5)
    grounds = held["Refused on Article 2 or 3"]
    assert [float(grounds[key]) for key in ("low", "high")] == [483, 503]
    shown = page.texts()
    for words in ("1,270", "23,716", "503", "483 to 503 (published values)"):
        assert words in shown


def test_the_world_s_first_sentence_counts_the_whole_register(reports: Path) -> None:
    page, cases = Page.read(reports / "world"), statistics.release().cases
    assert f"The register holds {len(cases)} documented cases" in lead(page)
    assert sum(int(row["cases"]) for row in page.table("cases_over_time")) == int(cases["year"].notna().sum())


def test_register_and_profiles_count_the_same_for_every_requesting_country() -> None:
    cases = statistics.release().cases
    expected = cases["requesting_country"].value_counts()
    for code, count in expected.items():
        if str(code) not in statistics.known_territories():
            continue
        place = open_place(str(code))
        assert counts.register_rows(place).value == count
    assert set(expected.index) <= statistics.known_territories() | {"XXX"}
    strong = sum(int(counts.headline(open_place(str(code))).value) for code in expected.index)
    assert strong == int(statistics.headline_counts().sum())


@pytest.mark.parametrize("code", ["BLR", "RUS", "TUR", "ARE"])
def test_the_tables_of_a_profile_add_up_to_its_register(code: str) -> None:
    place = open_place(code)
    grades, *_, register = [block for block in documented_cases(place) if hasattr(block, "data")]
    assert grades.data["all"].sum() == len(register.data) == counts.register_rows(place).value


def test_public_notices_of_all_countries_add_up_to_the_snapshot() -> None:
    table = statistics.release().public_notices
    rows = table[(table["snapshot_date"] == "2023-04-12") & table["requesting_country"].notna()]
    members = statistics.public_counts()
    others = rows[~rows["requesting_country"].isin(members.index)]["notices"].sum()
    assert members.sum() + others == rows["notices"].sum()
    for code in ("RUS", "SLV", "FRA", "BLR"):
        data = snapshot_table(open_place(code))
        if len(data):
            own = data[(data["series"] == "requested") & (data["snapshot_date"] == "2023-04-12")]["notices"]
            assert own.tolist() == [members[code]]


def test_a_requester_that_was_never_asked_for_is_unknown_not_zero() -> None:
    assert "HKG" not in statistics.public_counts().index
    assert counts.notices(open_place("HKG")) is None
    assert "no notice is counted as its own" in str(counts.public_lead(open_place("HKG")))


@pytest.mark.parametrize("level", [0.4, 1.0, 95.0, float("nan")])
def test_a_level_out_of_range_is_refused(level: float) -> None:
    with pytest.raises(ValueError, match=r"from 0\.5 to 0\.999"):
        open_place("BLR", level)


def test_a_higher_level_gives_a_wider_interval() -> None:
    narrow, wide = (counts.notices(open_place("RUS", level)) for level in (0.9, 0.99))
    assert wide.low is not None
    assert narrow.low is not None
    assert wide.low < narrow.low < narrow.value == wide.value
