"""The numbers of a country's page, counted again in plain pandas from the shipped tables."""

import re

import pandas as pd
import pytest

import analysis as rn
from analysis.core.files import RAW
from analysis.facts import cases, countries, evidence, notices, searched
from analysis.facts.selection import select
from analysis.facts.world import release
from tests import recount

SAMPLE = ("BLR", "RUS", "FRA", "TUV", "USA", "IND", "POL", "TKM", "TUR", "SUR", "HKG", "UKR")
CASES = recount.cases()


def rows_of(code: str) -> pd.DataFrame:
    return CASES[CASES["requesting_country"] == code]


@pytest.mark.parametrize("code", SAMPLE)
def test_the_numbers_of_the_first_screen_are_those_of_the_register(code: str) -> None:
    found, rows = rn.summary(code, topic="cases"), rows_of(code)
    through = rows[~rows["correction"]]
    status = rows["claim_status"].value_counts()
    arrested, counted = rows[rows["people_held"]], recount.of_country(code, CASES)
    wanted = {
        "cases.all": counted["all"],
        "cases.supported": counted["supported"],
        "cases.contested": status.get("contested", 0),
        "cases.unsupported": status.get("unsupported", 0),
        "cases.count": counted["well_documented"],
        "cases.people_held": counted["held"],
        "cases.people_held_supported": (arrested["claim_status"] == "supported").sum(),
        "cases.countries_of_arrest": arrested.loc[arrested["held_where"] != "", "held_where"].nunique(),
        "cases.extradition_refused": counted["refused"],
        "cases.returned": (arrested["returned"] == "yes").sum(),
        "cases.stopped": through["oversight_outcome"].isin(recount.STOPPED).sum(),
        "cases.outcome_unknown": through["oversight_outcome"].isin(["unknown", ""]).sum(),
        "cases.outcome_pending": (through["oversight_outcome"] == "pending").sum(),
        "cases.all_in_country": counted["hosted"],
        "cases.people_held_in_country": counted["held_here"],
    }
    assert {name: int(found[name].value) for name in wanted} == {name: int(value) for name, value in wanted.items()}
    assert found["cases.supported"].n == found["cases.count"].n == len(rows)
    assert found["cases.stopped"].n == len(through)


@pytest.mark.parametrize(("code", "rows", "supported", "strong", "held"), recount.STATED)
def test_the_published_numbers_of_a_country(code: str, rows: int, supported: int, strong: int, held: int) -> None:
    found = rn.summary(code, topic="cases")
    names = ("cases.all", "cases.supported", "cases.count", "cases.people_held")
    assert [found[name].value for name in names] == [rows, supported, strong, held]


def test_the_overview_counts_every_country_as_the_register_does() -> None:
    table = rn.countries.overview().set_index("country")
    columns = {
        "cases": "all", "supported": "supported", "well_documented": "well_documented", "people_held": "held",
        "extradition_refused": "refused", "hosted": "hosted", "held_here": "held_here",
    }  # fmt: skip
    for code, row in table.iterrows():
        counted = recount.of_country(str(code), CASES)
        assert {name: int(row[name]) for name in columns} == {name: counted[own] for name, own in columns.items()}, code


@pytest.mark.parametrize("code", ["BLR", "RUS", "TJK"])
def test_the_overview_counts_by_the_choices(code: str) -> None:
    row = rn.countries.overview(code, since=2019, grades="A").set_index("country").loc[code]
    late = recount.of_country(code, CASES[CASES["year"].str[:4].replace("", "0").astype(int) >= 2019])
    assert {name: int(row[name]) for name in ("cases", "supported")} == {
        "cases": late["all"],
        "supported": late["supported"],
    }
    assert [row["people_held"], row["hosted"]] == [late["held"], late["hosted"]]
    assert row["well_documented"] == rn.cases.count(code, since=2019, grades="A").value < rn.cases.count(code).value
    assert row["level"] == rn.evidence.rating(code, since=2019, grades="A").word


@pytest.mark.parametrize("code", ["BLR", "RUS", "IND", "USA"])
def test_cases_by_country_where_they_took_effect_are_counted_once_in_each(code: str) -> None:
    table, through = cases.counted_by_host(cases.rows(code)), rows_of(code)
    through = through[~through["correction"]]
    by_country = table.set_index("host_country")
    for other in set(by_country.index) - {""}:
        here = through[(through["host_country"] == other) | (through["held_where"] == other)]
        held = here[here["people_held"] & (here["held_where"] == other)]
        counted = [len(here), len(held), int((held["extradition"] == "refused").sum())]
        assert by_country.loc[other, ["cases", "people_held", "held_and_refused"]].tolist() == counted, other
    stated = [other for other in table["host_country"] if other]
    assert table["host_country"].tolist()[: len(stated)] == stated, "what is not known comes last"


@pytest.mark.parametrize(
    ("code", "title"),
    [
        ("BLR", "Belarus: ten well-documented cases raise human rights concerns"),
        ("TKM", "Turkmenistan: one well-documented case raises human rights concerns"),
        ("FRA", "France: courts and authorities refused to hand people over in six known cases"),
        ("DEU", "Germany: courts and authorities refused to hand people over in five known cases"),
        ("MAR", "Morocco: four known cases concern people in the country"),
        ("USA", "United States: 45 known cases concern people in the country"),
        ("LBY", "Libya: two cases recorded, none well documented"),
        ("TUV", "Tuvalu: no case known; we did not search for its requests"),
        ("ABW", "Aruba: no case known; we did not search for its requests"),
        ("ALB", "Albania: we found no case and no accusation"),
    ],
)
def test_a_page_is_titled_by_its_finding(code: str, title: str) -> None:
    assert countries.finding(select(code), rn.summary(code)).sentence == title


def test_every_case_is_in_the_strip_of_time_once_and_the_strong_ones_are_those_that_count() -> None:
    for code in SAMPLE:
        table = countries.in_time(select(code))
        assert sorted(table["case_id"]) == sorted(rows_of(code)["case_id"])
        assert set(table["kind"]) <= set(countries.KINDS)
        assert int((table["kind"] == "strong").sum()) == int(rn.cases.count(code).value)


@pytest.mark.parametrize("code", ["BLR", "TUR", "TKM", "LBY"])
def test_supported_cases_are_named_with_their_first_and_last_year(code: str) -> None:
    supported = rows_of(code).query("claim_status == 'supported'")
    years = supported["year"].str[:4].replace("", pd.NA).dropna()
    dated = rn.summary(code, topic="cases")["cases.supported_dated"]
    assert (dated.value, dated.n) == (len(years), len(supported))
    assert {*re.findall(r"\d{4}", dated.sentence)} == ({years.min(), years.max()} if len(years) else set())


def test_nothing_is_said_to_be_found_where_no_row_and_no_source_names_the_state() -> None:
    ratings = rn.countries.overview().set_index("country")["level"]
    vain = {str(code) for code in ratings.index if searched.has_no_finding(select(str(code)))}
    mentions = pd.read_csv(RAW / "evidence" / "country_mentions.csv", dtype=str)
    named = set(mentions.loc[mentions["wording_category"] == "named_abuser", "country"])
    assert not vain & (set(CASES["requesting_country"]) | named)
    assert len(vain) > 100
    assert set(ratings[sorted(vain)]) <= {"weak or none", "not searched", "complaints only"}


def test_what_was_searched_is_counted_in_the_tables() -> None:
    register, sources, complaints, events, public = searched.searches(select("PRT"))
    assert (register.value, register.n) == (len(CASES), CASES["requesting_country"].nunique())
    mentions = release()["country_mentions"]
    naming = mentions[mentions["wording_category"] == "named_abuser"]
    assert (sources.value, sources.n) == (mentions["source_title"].nunique(), naming["country"].nunique())
    assert naming["family"].nunique() == 4
    assert "documents that we read accuses " in sources.sentence
    assert complaints.value == evidence.evidence_table()["K"].sum()
    assert (events.value, events.n) == (0, len(release()["oversight_timeline"]))
    assert (public.value, public.n) == (notices.over_time(select("PRT"))["nationals"].max(), 5)


def test_it_is_said_which_snapshots_show_who_requested_a_notice() -> None:
    assert _searched("TUV")[-1].endswith("None of these snapshots shows whether Tuvalu requested any notice.")
    showing = int(notices.over_time(select("PRT"))["requested"].notna().sum())
    assert (
        f"For {showing} of these snapshots, we could infer which countries had requested the notices. "
        in _searched("PRT")[-1]
    )


def _searched(code: str) -> list[str]:
    return [one.sentence for one in searched.searches(select(code))]


def test_a_country_known_from_complaints_has_its_own_sentence() -> None:
    assert "A complaint is not a finding of misuse" in _searched("IND")[2]
    assert "Portugal is not on the published lists" in _searched("PRT")[2]


def test_the_public_list_is_counted_at_each_snapshot() -> None:
    table = notices.over_time(select("ITA")).set_index("snapshot_date")
    raw = (
        release()["public_notices_by_nationality"]
        .query("nationality == 'ITA'")
        .groupby("snapshot_date")["notices"]
        .sum()
    )
    assert table["nationals"].to_dict() == raw.to_dict()
    assert table["requested"].notna().sum() == 2
    assert notices.over_time(select("TUV"))["requested"].isna().all(), "it requests nothing of its own"


def test_the_years_that_are_chosen_reach_the_first_screen() -> None:
    found = rn.summary("BLR", topic="cases", since=2020)
    assert found["cases.all"].value == (rows_of("BLR")["year"].str[:4].replace("", "0").astype(int) >= 2020).sum()
    assert ", since 2020" in found["cases.people_held"].counted
