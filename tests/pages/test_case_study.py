"""Case studies: totals that reconcile, for every requesting country; events with sources; and what too little says."""

import re
from functools import cache

import pandas as pd
import pytest

import analysis as rn
from analysis.core.files import RAW, csv_as_text
from analysis.facts import world
from analysis.facts.case_register import cases_of
from analysis.facts.cases import by_group
from analysis.facts.expected import peers_of
from analysis.facts.selection import select
from analysis.pages.blocks import Block, Table
from analysis.pages.case_study import DECIDED, _events, lane_of
from analysis.pages.catalogue import studied
from analysis.pages.parts import case_pages
from analysis.stats.estimate import LEAST_FOR_PERCENT
from tests.laid_out import profile, run
from tests.reading import links, tables, texts

#: Read from the csv itself: the clean tables take seconds, and tests are listed more often than run.
COUNTRIES = sorted(set(csv_as_text(RAW / "evidence" / "cases.csv")["requesting_country"]))
#: One of each kind: the founding case, the most rows, a peer list, a sub-region, one row.
SOME = ["BLR", "RUS", "TUR", "PAK", "SWE"]
#: All of them, most where the thorough tests run only.
EACH = [iso3 if iso3 in SOME else pytest.param(iso3, marks=pytest.mark.thorough) for iso3 in COUNTRIES]
WITHOUT_ROWS = "NOR"
COUNTED = ("targets", "charges", "instruments", "hosts", "interpol")


@cache
def whole(iso3: str) -> tuple[Block, ...]:
    """Give every block of a case study."""
    return run("case_study", country=iso3)[0]


def events(iso3: str) -> pd.DataFrame:
    """Give what is listed by date, dated or not."""
    place, measures = select(iso3), rn.load("oversight_timeline", country_concerned=iso3)
    return _events(place, rn.cases.rows(place), measures, rn.load("belarus_sanctions_timeline"))


def counted(iso3: str) -> tuple[Block, ...]:
    """Give the tables that count register rows."""
    return tuple(block for block in whole(iso3) if isinstance(block, Table) and block.name in COUNTED)


def test_every_requesting_country_of_the_register_is_studied() -> None:
    assert studied(world.release()) == COUNTRIES


@pytest.mark.parametrize("iso3", EACH)
def test_totals_equal_those_of_the_register_and_of_the_profile(iso3: str) -> None:
    register = int((world.release().cases["requesting_country"] == iso3).sum())
    count = rn.cases.count(iso3)
    assert count.n == register
    for name, table in tables(counted(iso3)).items():
        assert name == "hosts" or table.data["cases" if name == "interpol" else "rows"].sum() == register, name
    for name in ("targets", "charges", "instruments"):
        assert tables(counted(iso3))[name].data["strong"].sum() == count.value, name
    assert tables(counted(iso3))["interpol"].data["well_documented"].sum() == count.value


@pytest.mark.parametrize("iso3", SOME)
def test_the_profile_lists_as_many_rows_as_the_case_study(iso3: str) -> None:
    listed = tables(profile(iso3))
    study = tables(whole(iso3))["cases"]
    assert sorted(listed["cases_register"].data["case_id"]) == sorted(study.data["case_id"])
    assert listed["cases_by_grade"].data["all"].sum() == len(study.data)


@pytest.mark.parametrize("iso3", EACH)
def test_each_event_is_in_the_order_of_dates_and_has_a_source(iso3: str) -> None:
    table = events(iso3)
    assert table["at"].dropna().is_monotonic_increasing and table["at"].isna().is_monotonic_increasing
    assert table["source"].str.contains(r"\]\(https?://").all()
    assert (table["lane"] == "cases").sum() == len(cases_of(select(iso3)))


@pytest.mark.parametrize("iso3", EACH)
def test_each_decision_of_interpol_in_the_register_is_listed(iso3: str) -> None:
    table = events(iso3)
    rows = cases_of(select(iso3))
    decided = set(rows.loc[rows["oversight_outcome"].isin(DECIDED), "case_id"])
    assert decided == set(table.loc[(table["lane"] == "interpol") & (table["case_id"] != ""), "case_id"])


def test_rounds_of_sanctions_are_listed_by_sender() -> None:
    rounds = world.release().belarus_sanctions_timeline["sender"].value_counts()
    lanes = events("BLR")["lane"].value_counts()
    assert {sender: lanes[sender] for sender in rounds.index} == rounds.to_dict()
    assert not events("RUS")["lane"].isin(rounds.index).any()


def test_each_measure_on_a_country_is_listed() -> None:
    measures = (world.release().oversight_timeline["country_concerned"] == "BLR").sum()
    table = events("BLR")
    assert (table["lane"].isin(["interpol", "own", "others"]) & (table["case_id"] == "")).sum() == measures


@pytest.mark.parametrize("iso3", EACH)
def test_each_case_is_linked_to_its_page_by_its_name(iso3: str) -> None:
    rows = cases_of(select(iso3))
    linked = {url.removeprefix("../../") for url in links(counted(iso3)) if "/cases/" in url}
    assert linked == {case_pages()[case_id] for case_id in rows["case_id"]}
    shown = " ".join(re.sub(r"\]\([^)]*\)", "]", text) for text in texts(whole(iso3)))
    assert not any(case_id in shown for case_id in rows["case_id"])


@pytest.mark.parametrize("iso3", EACH)
def test_too_few_rows_are_said_and_give_no_share(iso3: str) -> None:
    place = select(iso3)
    rows = len(cases_of(place))
    said = " ".join(texts(whole(place.iso3)))
    little = rows < LEAST_FOR_PERCENT
    assert ("we give no share" in said) == little
    assert all((tables(counted(iso3))[name].shown["Share"] == "–").all() == little for name in COUNTED[:3])


def test_a_country_without_a_row_says_that_there_is_too_little() -> None:
    place = select(WITHOUT_ROWS)
    said = texts(whole(place.iso3))
    assert any("too little for a case study" in text for text in said)
    assert not counted(WITHOUT_ROWS)
    assert any("We found nothing that concerns" in text for text in said)


def test_shares_of_register_rows_are_complete_and_have_no_interval() -> None:
    place = select("RUS")
    rows = cases_of(place)
    for share, count, group in by_group(place, rows, "instrument")[["share", "rows", "group"]].itertuples(index=False):
        assert (share.value, share.low, share.level) == (count / len(rows), None, None)
        assert group in share.sentence
    assert all("Interval" not in tables(counted("RUS"))[name].shown for name in COUNTED[:3])


def test_corrections_are_in_no_count_by_country() -> None:
    data = tables(whole("BLR"))["hosts"].data.set_index("host_country")
    rows = cases_of(select("BLR"))
    through = rows[~rows["instrument"].isin(["none_found", "interstate_wanted_list"])]
    assert data.loc["POL", "cases"] == ((through["host_country"] == "POL") | (through["held_where"] == "POL")).sum()
    held = (through["held"] == "yes") & (through["linked"] != "no")
    assert data["people_held"].sum() == held.sum() < (rows["held"] == "yes").sum()


@pytest.mark.parametrize(
    ("actor", "place", "lane"),
    [
        ("INTERPOL Executive Committee", "Belarus", "interpol"),
        ("CCF", "India", "interpol"),
        ("Belarus", "Belarus", "own"),
        ("Belarus", "Russia", "others"),
        ("Turkey (police, Interpol-Europol Department)", "Türkiye", "own"),
        ("INTERPOL and Saudi Arabia", "Saudi Arabia", "interpol"),
        ("Freedonia (Interior Minister)", "Belarus", "others"),
    ],
)
def test_the_actor_gives_the_lane(actor: str, place: str, lane: str) -> None:
    assert lane_of(actor, place) == lane


@pytest.mark.slow
@pytest.mark.parametrize("iso3", COUNTRIES)
def test_every_section_of_every_study_can_be_made(iso3: str) -> None:
    assert texts(whole(iso3))


@pytest.mark.parametrize("iso3", SOME)
def test_the_comparison_says_who_the_peers_are_and_why(iso3: str) -> None:
    blocks = whole(iso3)
    chosen = peers_of(select(iso3))
    table = tables(blocks)["peers"].data
    assert chosen.reason.split()[0] in " ".join(texts(blocks))
    assert table["country"].iloc[0] == iso3
    assert set(table["country"]) == {iso3, *chosen.codes}
    assert (table["low"] <= table["value"]).all() and (table["value"] <= table["high"]).all()


def test_a_source_read_in_a_copy_is_marked_where_it_is_shown() -> None:
    copied = world.release().cases_flags.query("flag == 'copy_read'")
    reasons = dict(zip(copied["case_id"], copied["explanation"], strict=True))
    for table in (
        tables(whole("BLR"))["cases"],
        tables(profile("BLR"))["cases_register"],
    ):
        marked = dict(zip(table.data["case_id"], table.shown["Sources"], strict=True))
        assert len({name for name in marked if name in reasons}) >= 3
        for name, cell in marked.items():
            assert cell.endswith(f"({reasons[name]})") if name in reasons else not cell.endswith("copy)")
