"""The numbers of a state's page, counted again in plain pandas from the shipped tables."""

import pandas as pd
import pytest

from analysis.core.countries import members
from analysis.core.files import RAW
from analysis.facts import cases, evidence, states
from analysis.facts.selection import select
from analysis.facts.world import release
from tests import recount

SAMPLE = ("BLR", "RUS", "FRA", "TUV", "USA", "IND", "POL", "TKM", "TUR", "SUR", "HKG", "UKR")
CASES = recount.cases()


def rows_of(code: str) -> pd.DataFrame:
    return CASES[CASES["requesting_country"] == code]


@pytest.mark.parametrize("code", SAMPLE)
def test_the_numbers_of_the_first_screen_are_those_of_the_register(code: str) -> None:
    found, rows = states.front(code), rows_of(code)
    through = rows[~rows["correction"]]
    status = rows["claim_status"].value_counts()
    held, counted = rows[rows["people_held"]], recount.of_country(code, CASES)
    wanted = {
        "rows": counted["all"],
        "supported": counted["supported"],
        "contested": status.get("contested", 0),
        "unsupported": status.get("unsupported", 0),
        "strong": counted["well_documented"],
        "held": counted["held"],
        "held_supported": (held["claim_status"] == "supported").sum(),
        "held_hosts": held.loc[held["held_where"] != "", "held_where"].nunique(),
        "refused": counted["refused"],
        "over": (held["returned"] == "yes").sum(),
        "rejected": through["oversight_outcome"].isin(recount.STOPPED).sum(),
        "unknown": through["oversight_outcome"].isin(["unknown", ""]).sum(),
        "pending": (through["oversight_outcome"] == "pending").sum(),
        "hosted": counted["hosted"],
        "held_here": counted["held_here"],
        "refused_here": counted["refused_here"],
    }
    assert {name: int(found[name].value) for name in wanted} == {name: int(value) for name, value in wanted.items()}
    assert found["supported"].n == found["strong"].n == len(rows)
    assert found["rejected"].n == len(through)


@pytest.mark.parametrize(("code", "rows", "supported", "strong", "held"), recount.STATED)
def test_the_published_numbers_of_a_country(code: str, rows: int, supported: int, strong: int, held: int) -> None:
    found = states.front(code)
    assert [found[name].value for name in ("rows", "supported", "strong", "held")] == [rows, supported, strong, held]


def test_the_overview_counts_every_country_as_the_register_does() -> None:
    table = states.overview().set_index("iso3")
    columns = {
        "rows": "all", "supported": "supported", "strong": "well_documented", "people_held": "held",
        "held_and_refused": "refused", "hosted": "hosted", "held_here": "held_here",
    }  # fmt: skip
    for code, row in table.iterrows():
        counted = recount.of_country(str(code), CASES)
        assert {name: int(row[name]) for name in columns} == {name: counted[own] for name, own in columns.items()}, code


@pytest.mark.parametrize("code", ["BLR", "RUS", "IND", "USA"])
def test_cases_by_country_where_they_took_effect_are_counted_once_in_each(code: str) -> None:
    table, through = cases.of_requester(code), rows_of(code)
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
        (
            "BLR",
            "Belarus: ten well-documented cases, people arrested in twelve cases, "
            "five requests refused or deleted by INTERPOL",
        ),
        ("TKM", "Turkmenistan: one well-documented case, people arrested in two cases"),
        ("USA", "United States: 45 cases took effect there, people arrested in nine cases"),
        (
            "FRA",
            "France: 16 cases took effect there, people arrested in eight cases, extradition refused in six of these",
        ),
        ("LBY", "Libya: two cases recorded, none well documented"),
        ("TUV", "Tuvalu: we found nothing, which does not show that there is nothing"),
    ],
)
def test_a_page_is_titled_by_its_finding(code: str, title: str) -> None:
    assert states.finding(code).sentence == title


def test_every_row_stands_once_in_time_and_the_strong_ones_are_those_that_count() -> None:
    for code in SAMPLE:
        table = states.in_time(code)
        assert sorted(table["case_id"]) == sorted(rows_of(code)["case_id"])
        assert set(table["kind"]) <= set(states.KINDS)
        assert int((table["kind"] == "strong").sum()) == int(states.front(code)["strong"].value)


def test_recent_cases_are_those_of_the_last_years() -> None:
    held = rows_of("BLR").query("claim_status == 'supported'")
    assert states.recent("BLR").value == (held["year"].str[:4].replace("", "0").astype(int) >= 2021).sum()
    assert states.recent("BLR").n == len(held)


def test_nothing_is_said_to_be_found_where_no_row_and_no_source_names_the_state() -> None:
    vain = {str(code) for code in states.overview()["iso3"] if states.is_searched_in_vain(str(code))}
    mentions = pd.read_csv(RAW / "evidence" / "country_mentions.csv", dtype=str)
    named = set(mentions.loc[mentions["wording_category"] == "named_abuser", "country"])
    assert not vain & (set(CASES["requesting_country"]) | named)
    assert len(vain) > 100
    assert all(evidence.level(code).word in ("none found", "complaints only") for code in vain)


def test_what_was_searched_is_counted_in_the_tables() -> None:
    register, sources, complaints, events, public = states.searched("PRT")
    assert (register.value, register.n) == (len(CASES), CASES["requesting_country"].nunique())
    mentions = release().country_mentions
    naming = mentions[mentions["wording_category"] == "named_abuser"]
    assert (sources.value, sources.n) == (mentions["source_title"].nunique(), naming["country"].nunique())
    assert complaints.value == evidence.evidence_table()["K"].sum()
    assert (events.value, events.n) == (0, len(release().oversight_timeline))
    assert (public.value, public.n) == (states.on_the_list("PRT")["nationals"].max(), 5)


def test_it_is_said_which_snapshots_tell_who_requested_a_notice() -> None:
    assert states.searched("TUV")[-1].sentence.endswith("no snapshot shows which notices it requested.")
    told = int(states.on_the_list("PRT")["requested"].notna().sum())
    assert states.searched("PRT")[-1].sentence.endswith(f"in the {told} that show who requested them.")


def test_states_around_one_that_the_map_lacks_are_all_of_its_part_of_the_world() -> None:
    parts = release().regions.set_index("iso3")["subregion"]
    same = {iso3 for iso3 in members() if parts.get(iso3) == parts["GIB"]}
    assert set(states._nearest("GIB")) == same and len(same) > 6
    assert "in the same part of the world as Gibraltar" in states.found_around("GIB").sentence
    assert states.found_around("GIB").counted != states.found_around("PRT").counted


def test_a_state_known_from_complaints_is_told_apart() -> None:
    assert "A complaint is no finding of misuse" in states.searched("IND")[2].sentence
    assert "do not name Portugal" in states.searched("PRT")[2].sentence


def test_the_public_list_is_counted_at_each_snapshot() -> None:
    table = states.on_the_list("ITA").set_index("snapshot_date")
    raw = release().nationalities.query("nationality == 'ITA'").groupby("snapshot_date")["notices"].sum()
    assert table["nationals"].to_dict() == raw.to_dict()
    assert table["requested"].notna().sum() == 2
    assert states.on_the_list("TUV")["requested"].isna().all(), "a territory that requests nothing of its own"


def test_neighbours_have_a_common_border_first() -> None:
    assert "ESP" in states._nearest("PRT")
    assert set(states._nearest("BLR")) >= {"LTU", "LVA", "POL", "RUS", "UKR"}
    assert set(states._nearest("TUV")) <= {"WSM", "TON"} | set(members())
    for code in ("TUV", "JAM", "LSO", "VAT"):
        near = states._nearest(code)
        assert code not in near and set(near) <= set(members()) and near


def test_states_nearby_with_a_finding_are_counted() -> None:
    table = states.neighbours("LTU")
    strong = table["level"].isin(["extensive", "substantial", "limited"]).sum()
    assert (states.found_around("LTU").value, states.found_around("LTU").n) == (strong, len(table))
    assert strong > 0


def test_the_years_that_are_chosen_reach_the_first_screen() -> None:
    place = select("BLR", since=2020)
    assert (
        states.front(place)["rows"].value == (rows_of("BLR")["year"].str[:4].replace("", "0").astype(int) >= 2020).sum()
    )
    assert ", since 2020" in states.front(place)["held"].counted
