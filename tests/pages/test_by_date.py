"""What is dated of a country: each case, measure and round of sanctions, in order, with its source."""

import pandas as pd
import pytest

from analysis.core.errors import InputError
from analysis.core.files import RAW, csv_as_text
from analysis.facts import world
from analysis.facts.case_register import cases_of
from analysis.facts.selection import select
from analysis.pages.by_date import DECIDED, decimal_year, edited_text, events_of, lane_of, mid_year
from tests.laid_out import profile
from tests.reading import tables

#: Read from the csv itself: the clean tables take seconds, and tests are listed more often than run.
COUNTRIES = sorted(set(csv_as_text(RAW / "evidence" / "cases.csv")["requesting_country"]))
#: One of each kind: the founding case, the most rows, a peer list, a sub-region, one row.
SOME = ["BLR", "RUS", "TUR", "PAK", "SWE"]
#: All of them, most where the thorough tests run only.
EACH = [iso3 if iso3 in SOME else pytest.param(iso3, marks=pytest.mark.thorough) for iso3 in COUNTRIES]


def events(iso3: str) -> pd.DataFrame:
    """Give what is listed by date, dated or not."""
    return events_of(select(iso3), cases_of(select(iso3)))


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
    rounds = world.release()["belarus_sanctions_timeline"]["sender"].value_counts()
    lanes = events("BLR")["lane"].value_counts()
    assert {sender: lanes[sender] for sender in rounds.index} == rounds.to_dict()
    assert not events("RUS")["lane"].isin(rounds.index).any()


def test_each_measure_on_a_country_is_listed() -> None:
    measures = (world.release()["oversight_timeline"]["country_concerned"] == "BLR").sum()
    table = events("BLR")
    assert (table["lane"].isin(["interpol", "own", "others"]) & (table["case_id"] == "")).sum() == measures


def test_the_page_of_a_country_lists_it_all_by_date_in_edited_texts() -> None:
    table = tables(profile("BLR"))["by_date"]
    assert len(table.data) == len(events("BLR")) > 50
    assert any("Warsaw court banned the extradition" in what for what in table.shown["What"])


def test_an_event_without_an_edited_text_is_refused() -> None:
    with pytest.raises(InputError, match=r"Invented event.*event_texts.csv"):
        edited_text("Invented event")


def test_a_source_read_in_a_copy_is_marked_where_it_is_shown() -> None:
    copied = world.release()["cases_flags"].query("flag == 'copy_read'")
    reasons = dict(zip(copied["case_id"], copied["explanation"], strict=True))
    table = tables(profile("BLR"))["cases_register"]
    marked = dict(zip(table.data["case_id"], table.shown["Sources"], strict=True))
    assert len({name for name in marked if name in reasons}) >= 3
    for name, cell in marked.items():
        assert cell.endswith(f"({reasons[name]})") if name in reasons else not cell.endswith("copy)")


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


@pytest.mark.parametrize(
    ("day", "precision", "expected"),
    [("2020-01-01", "year", 2020.5), ("2021-03-01", "month", 2021.2022), ("2021-12-31", "day", 2021.996)],
)
def test_a_date_stands_in_the_middle_of_what_it_can_mean(day: str, precision: str, expected: float) -> None:
    assert decimal_year(pd.Timestamp(day), precision) == pytest.approx(expected, abs=1e-3)


def test_what_has_no_date_has_no_place_on_the_axis() -> None:
    assert decimal_year(pd.NaT, "") is None
    assert mid_year(pd.NA) is None
    assert mid_year(2021) == 2021.5
