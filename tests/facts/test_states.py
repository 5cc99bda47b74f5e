"""The numbers of a state's page, counted again in plain pandas from the shipped tables."""

import pandas as pd
import pytest

from analysis.core.countries import members
from analysis.core.files import RAW
from analysis.facts import evidence, hosts, states
from analysis.facts.world import open_place, release

CASES = pd.read_csv(RAW / "evidence" / "cases.csv", dtype=str, keep_default_na=False)
SAMPLE = ("BLR", "RUS", "FRA", "TUV", "USA", "IND", "POL", "TKM", "TUR", "SUR", "HKG", "UKR")
APART = ("none_found", "interstate_wanted_list")
REJECTED = ("refused_by_ndtf", "deleted_by_ccf", "deleted_by_general_secretariat", "blocked_provisionally")


def rows_of(code: str) -> pd.DataFrame:
    return CASES[CASES["requesting_country"] == code]


def counted_within(code: str) -> pd.DataFrame:
    """Give the supported rows, or all where none is supported."""
    rows = rows_of(code)
    supported = rows[rows["claim_status"] == "supported"]
    return supported if len(supported) else rows


@pytest.mark.parametrize("code", SAMPLE)
def test_the_numbers_of_the_first_screen_are_those_of_the_register(code: str) -> None:
    found, rows, base = states.front(code), rows_of(code), counted_within(code)
    status = rows["claim_status"].value_counts()
    through = base[~base["instrument"].isin(APART)]
    held = through[through["effect"].isin(["detained", "extradited_or_rendered"])]
    strong = rows[
        (rows["claim_status"] == "supported")
        & rows["evidence_grade"].isin(["A", "B"])
        & ~rows["instrument"].isin(APART)
    ]
    wanted = {
        "rows": len(rows),
        "supported": status.get("supported", 0),
        "contested": status.get("contested", 0),
        "unsupported": status.get("unsupported", 0),
        "strong": len(strong),
        "base": len(base),
        "held": len(held),
        "held_hosts": held.loc[held["host_country"] != "", "host_country"].nunique(),
        "over": (held["effect"] == "extradited_or_rendered").sum(),
        "rejected": base["oversight_outcome"].isin(REJECTED).sum(),
        "unknown": base["oversight_outcome"].isin(["unknown", ""]).sum(),
        "pending": (base["oversight_outcome"] == "pending").sum(),
        "hosted": (CASES["host_country"] == code).sum(),
    }
    assert {name: int(found[name].value) for name in wanted} == {name: int(value) for name, value in wanted.items()}
    assert found["supported"].n == len(rows)
    assert found["held"].n == found["rejected"].n == len(base)


@pytest.mark.parametrize("code", ["BLR", "RUS", "IND", "USA"])
def test_the_host_states_of_a_requester_are_counted_within_the_same_rows(code: str) -> None:
    table, base = hosts.of_requester(code), counted_within(code)
    assert int(table["cases"].sum()) == len(base)
    assert int(table["held"].sum()) == int(states.front(code)["held"].value)
    assert (
        dict(zip(table["host_country"], table["cases"], strict=True)) == base["host_country"].value_counts().to_dict()
    )
    stated = [code for code in table["host_country"] if code]
    assert table["host_country"].tolist()[: len(stated)] == stated, "what is not stated stands last"


@pytest.mark.parametrize(
    ("code", "told"),
    [
        (
            "BLR",
            "Belarus: 13 supported cases, people held abroad in eight, "
            "four requests refused, deleted or blocked by INTERPOL",
        ),
        ("TKM", "Turkmenistan: two supported cases, a person held abroad in one"),
        ("USA", "United States: one case in the register, which is not supported, a person held abroad in it"),
        ("SUR", "Suriname: no case requested, named as misusing INTERPOL by one source"),
        ("TUV", "Tuvalu: nothing found on its requests, which is no clean bill"),
        ("PRT", "Portugal: nothing found on its requests, which is no clean bill; host state in three cases"),
    ],
)
def test_a_page_is_titled_by_its_finding(code: str, told: str) -> None:
    assert states.finding(code).sentence == told


def test_every_row_stands_once_in_time_and_the_strong_ones_are_those_that_count() -> None:
    for code in SAMPLE:
        table = states.in_time(code)
        assert sorted(table["case_id"]) == sorted(rows_of(code)["case_id"])
        assert set(table["kind"]) <= set(states.KINDS)
        assert int((table["kind"] == "strong").sum()) == int(states.front(code)["strong"].value)


def test_recent_cases_are_those_of_the_last_years() -> None:
    held = counted_within("BLR")
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
    assert states.searched("TUV")[-1].sentence.endswith("which notices it requested, none of them tells.")
    told = int(states.on_the_list("PRT")["requested"].notna().sum())
    assert states.searched("PRT")[-1].sentence.endswith(f"in the {told} that tell who did.")


def test_states_around_one_that_the_map_lacks_are_all_of_its_part_of_the_world() -> None:
    parts = release().regions.set_index("iso3")["subregion"]
    same = {iso3 for iso3 in members() if parts.get(iso3) == parts["GIB"]}
    assert set(states.nearest("GIB")) == same and len(same) > 6
    assert "in the same part of the world as Gibraltar" in states.found_around("GIB").sentence
    assert states.found_around("GIB").universe != states.found_around("PRT").universe


def test_a_state_known_from_complaints_is_told_apart() -> None:
    assert "complaints are no finding of misuse" in states.searched("IND")[2].sentence
    assert "do not name Portugal" in states.searched("PRT")[2].sentence


def test_the_public_list_is_counted_at_each_snapshot() -> None:
    table = states.on_the_list("ITA").set_index("snapshot_date")
    raw = release().nationalities.query("nationality == 'ITA'").groupby("snapshot_date")["notices"].sum()
    assert table["nationals"].to_dict() == raw.to_dict()
    assert table["requested"].notna().sum() == 2
    assert states.on_the_list("TUV")["requested"].isna().all(), "a territory that requests nothing of its own"


def test_neighbours_have_a_common_border_first() -> None:
    assert "ESP" in states.nearest("PRT")
    assert set(states.nearest("BLR")) >= {"LTU", "LVA", "POL", "RUS", "UKR"}
    assert set(states.nearest("TUV")) <= {"WSM", "TON"} | set(members())
    for code in ("TUV", "JAM", "LSO", "VAT"):
        near = states.nearest(code)
        assert code not in near and set(near) <= set(members()) and near


def test_states_nearby_with_a_finding_are_counted() -> None:
    table = states.neighbours("LTU")
    strong = table["level"].isin(["extensive", "substantial", "limited"]).sum()
    assert (states.found_around("LTU").value, states.found_around("LTU").n) == (strong, len(table))
    assert strong > 0


def test_the_years_that_are_chosen_reach_the_first_screen() -> None:
    place = open_place("BLR", since=2020)
    assert (
        states.front(place)["rows"].value == (rows_of("BLR")["year"].str[:4].replace("", "0").astype(int) >= 2020).sum()
    )
    assert ", since 2020" in states.front(place)["held"].universe
