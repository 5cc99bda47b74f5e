"""The brief of a country: what was found, its cases with addresses, what police can do, and the sources."""

import re

import pytest

import analysis as rn
from analysis.core.files import SITE
from analysis.core.judgement import headline_cases
from analysis.facts import evidence
from analysis.facts.selection import Selection, select
from analysis.facts.summary import recommendations
from analysis.facts.world import release
from analysis.pages import brief
from analysis.pages.blocks import Prose, Scale
from analysis.stats.estimate import Estimate
from tests.reading import LINK, tables, texts


@pytest.mark.parametrize("code", ["BLR", "RUS", "FRA"])
def test_well_documented_cases_come_first_and_the_title_says_how_many_are_shown(code: str) -> None:
    rows = rn.cases.rows(code)
    table = tables(brief._cases(Selection(code), rows, 12))["brief_cases"]
    strong = headline_cases(release()["cases"]).query("requesting_country == @code")["case_id"]
    first = table.data["case_id"].head(len(strong))
    assert set(first) <= set(strong) and len(table.shown) == min(12, len(rows))
    assert table.title.endswith(f"({min(12, len(rows))} of {len(rows)})")
    assert list(table.shown["Case"].str.startswith("**")) == list(table.data["case_id"].isin(strong))
    for cell, url in zip(table.shown["First source"], table.data["source_1_url"], strict=True):
        assert LINK.findall(cell) == [url]
    years = [int(year) for year in table.shown["Year"].head(len(first)) if year.isdigit()]
    assert years == sorted(years, reverse=True)


def test_a_country_without_cases_has_no_table_of_them() -> None:
    place = Selection("TUV")
    assert list(brief._cases(place, rn.cases.rows(place), 5)) == []
    assert list(brief._hosted(place, rn.cases.rows(place, role="host"), 5)) == []
    shown = " ".join(texts(brief._found(place, rn.summary(place, topic="cases"))))
    assert "We did not search for Tuvalu" in shown and "We found no case" not in shown
    assert "not itself a member of INTERPOL" in shown


def test_the_newest_cases_in_a_country_are_shown_and_all_are_counted() -> None:
    place = Selection("USA")
    rows = rn.cases.rows(place, role="host")
    table = tables(brief._hosted(place, rows, 8))["brief_hosted"]
    assert len(table.shown) == 8 < len(rows)
    assert int(table.shown["Year"].iloc[0]) == rows["year"].max()
    assert table.title.endswith(f"(8 of {len(rows)})")


@pytest.mark.parametrize(
    ("code", "asks", "title"),
    [
        ("BLR", True, "What police can do when a request by Belarus arrives"),
        ("POL", False, "What police can do when a request arrives in Poland"),
        ("TUV", False, "What police can do with a request; Tuvalu is not a member of INTERPOL"),
    ],
)
def test_it_says_what_police_can_do(code: str, asks: bool, title: str) -> None:
    advice = recommendations(brief.ADDRESSEE)
    table = tables(brief._actions(Selection(code), advice, asks=asks))["brief_actions"]
    assert table.title == title and len(table.shown) == 5
    for said, action, reason in zip(table.shown["What to do"], advice["recommendation"], advice["reason"], strict=True):
        assert said == f"**{action}** {reason}"


def test_the_finding_says_on_what_the_rating_rests_without_naming_the_country_again() -> None:
    scale, found = brief._found(Selection("BLR"), rn.summary("BLR", topic="cases"))
    assert isinstance(scale, Scale) and isinstance(found, Prose)
    assert scale.chosen == evidence.rating(Selection("BLR")).word
    assert all(isinstance(line, Estimate) and not line.sentence.startswith("Belarus") for line in scale.sentences)
    assert len(found.sentences) > 3


def test_pages_are_named_by_address_only_where_there_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    place = Selection("BLR")
    rows, hosted = rn.cases.rows(place), rn.cases.rows(place, role="host")
    whole = " ".join(texts(brief.of_country(place, rn.summary(place), rows, hosted)))
    assert "on the site" not in whole and "BLR/index.html" not in whole
    monkeypatch.setenv(SITE, "https://example.org/x")
    whole = " ".join(texts(brief.of_country(place, rn.summary(place), rows, hosted)))
    for page in ("BLR/index.html", "cases/index.html", "actions.html", "data.html"):
        assert f"https://example.org/x/{page}" in whole


def test_the_snapshot_is_the_one_that_was_chosen() -> None:
    def day(place: Selection) -> str:
        (found,) = re.findall(r"as of (\d+ \w+ \d+)", " ".join(texts(brief._state_sources(place))))
        return found

    assert day(Selection("BLR")) == "12 April 2023"
    assert day(select("BLR", snapshot="2025-05-23")) == "23 May 2025"


@pytest.mark.parametrize("code", ["BLR", "USA", "TUV"])
def test_the_brief_of_a_country_has_every_part_that_the_country_has(code: str) -> None:
    place = Selection(code)
    rows, hosted = rn.cases.rows(place), rn.cases.rows(place, role="host")
    shown = tables(brief.of_country(place, rn.summary(place), rows, hosted))
    assert "brief_actions" in shown
    assert ("brief_cases" in shown) == bool(len(rows))
    assert ("brief_hosted" in shown) == bool(len(hosted))
