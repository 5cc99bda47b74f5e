"""The brief of a country: every case with its addresses, what can be done, how sure, where from."""

import re
from dataclasses import replace

import pytest

import analysis as rn
from analysis.core.files import SITE
from analysis.core.judgement import headline_cases
from analysis.facts import evidence
from analysis.facts.cases import taken_effect
from analysis.facts.selection import Selection, select
from analysis.facts.summary import recommendations
from analysis.facts.world import release
from analysis.pages import brief
from analysis.pages.blocks import Prose
from analysis.pages.words import how_to_cite
from tests.reading import LINK, tables, texts


@pytest.mark.parametrize("code", ["BLR", "RUS", "FRA"])
def test_every_case_is_in_it_with_every_address_the_newest_first(code: str) -> None:
    table = tables(brief._cases(Selection(code), rn.cases.rows(code)))["brief_cases"]
    shown, wanted = table.shown, release().cases.query("requesting_country == @code")
    assert len(shown) == len(wanted)
    assert str(len(wanted)) in table.title or len(wanted) == 1
    given = dict(zip(table.data["case_id"], shown["Sources"], strict=True))
    for _, row in wanted.iterrows():
        sources = given[row["case_id"]]
        assert row["case_id"] not in " ".join(shown["Case"])
        assert LINK.findall(sources) == list(row[["source_1_url", "source_2_url"]].dropna())
    years = [int(year) for year in shown["Year"] if year.isdigit()]
    assert years == sorted(years, reverse=True)
    assert (shown["Year"] == "–").sum() == wanted["year"].isna().sum()


def test_cases_that_count_are_bold() -> None:
    table = tables(brief._cases(Selection("BLR"), rn.cases.rows("BLR")))["brief_cases"]
    counted = headline_cases(release().cases).query("requesting_country == 'BLR'")["case_id"]
    bold = table.data.loc[table.shown["Case"].str.startswith("**").to_numpy(), "case_id"]
    assert set(bold) == set(counted)


def test_a_state_without_cases_has_no_table_of_them() -> None:
    place = Selection("TUV")
    assert list(brief._cases(place, rn.cases.rows(place))) == []
    assert list(brief._hosted(place, rn.cases.rows(place, role="host"), [])) == []
    assert list(brief._stability(place, evidence.firmness_tests(place))) == []


def test_as_host_a_brief_holds_the_newest_cases_and_says_where_the_others_are() -> None:
    place = Selection("USA")
    rows = rn.cases.rows(place, role="host")
    table = tables(brief._hosted(place, rows, [taken_effect(place)]))["brief_hosted"]
    assert len(table.shown) == brief.MOST_HOSTED < len(rows)
    assert int(table.shown["Year"].iloc[0]) == rows["year"].max()
    assert "hosts/USA.html" in table.note
    assert table.title.startswith(f"{brief.MOST_HOSTED} of {len(rows)} cases that took effect in")
    assert all(len(LINK.findall(cell)) == 1 for cell in table.shown["First source"])


def test_it_says_what_hosts_can_do_and_names_each_actor_once() -> None:
    advice = recommendations()
    held = tables(brief._actions(Selection("BLR"), advice, rn.cases.rows("BLR")))["brief_actions"]
    assert list(held.shown["Can do what"]) == list(advice.loc[advice["as_host"], "recommendation"])
    actors = [actor for actor in held.shown["Who"] if actor]
    assert len(set(actors)) == len(actors) == advice.loc[advice["as_host"], "actor"].nunique()
    assert "Belarus" in held.title
    (other,) = tables(brief._actions(Selection("TUV"), advice, rn.cases.rows("TUV"))).values()
    assert other.title == "What members of INTERPOL can do with a request; Tuvalu is not a member"


def test_how_sure_it_is_is_said_by_the_tests_without_naming_the_state_again() -> None:
    place = Selection("BLR")
    tests = evidence.firmness_tests(place)
    _, told = brief._stability(place, tests)
    assert isinstance(told, Prose)
    held = [sentence for sentence in told.sentences if not isinstance(sentence, str)]
    assert [replace(e, sentence="") for e in held] == [replace(e, sentence="") for e in tests.values()]
    assert not any(e.sentence.startswith("Belarus") or e.sentence[0].islower() for e in held)


def test_pages_are_named_by_address_where_one_was_said(monkeypatch: pytest.MonkeyPatch) -> None:
    place = Selection("BLR")
    told = " ".join(texts([*brief._state_sources(place), *how_to_cite(place)]))
    assert "BLR/index.html on the site" in told and "http" not in told
    monkeypatch.setenv(SITE, "https://example.org/x")
    told = " ".join(texts([*brief._state_sources(place), *how_to_cite(place)]))
    assert told.count("https://example.org/x/BLR/index.html") == 2
    assert "on the site" not in told


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
