"""The brief of a state: every case with its addresses, what can be done, how sure, where from."""

import re
from dataclasses import replace

import pytest

from analysis.core.files import SITE
from analysis.core.judgement import headline_cases
from analysis.facts import cases, evidence, headlines
from analysis.facts.cases import cases_of, in_order
from analysis.facts.selection import Selection, select
from analysis.facts.world import release
from analysis.pages import brief
from analysis.pages.blocks import Prose
from analysis.pages.words import how_to_cite
from tests.reading import LINK, tables, texts


def rows_of(code: str):
    return in_order(cases_of(code))


@pytest.mark.parametrize("code", ["BLR", "RUS", "FRA"])
def test_every_case_stands_in_it_with_every_address_the_newest_first(code: str) -> None:
    table = tables(brief.cases(Selection(code), rows_of(code)))["brief_cases"]
    shown, held = table.shown, release().cases.query("requesting_country == @code")
    assert len(shown) == len(held)
    assert str(len(held)) in table.title or len(held) == 1
    given = dict(zip(table.data["case_id"], shown["Sources"], strict=True))
    for _, row in held.iterrows():
        sources = given[row["case_id"]]
        assert row["case_id"] not in " ".join(shown["Case"])
        assert LINK.findall(sources) == list(row[["source_1_url", "source_2_url"]].dropna())
    years = [int(year) for year in shown["Year"] if year.isdigit()]
    assert years == sorted(years, reverse=True)
    assert (shown["Year"] == "–").sum() == held["year"].isna().sum()


def test_cases_that_count_are_bold() -> None:
    table = tables(brief.cases(Selection("BLR"), rows_of("BLR")))["brief_cases"]
    counted = headline_cases(release().cases).query("requesting_country == 'BLR'")["case_id"]
    bold = table.data.loc[table.shown["Case"].str.startswith("**").to_numpy(), "case_id"]
    assert set(bold) == set(counted)


def test_a_state_without_cases_has_no_table_of_them() -> None:
    place = Selection("TUV")
    assert list(brief.cases(place, rows_of("TUV"))) == []
    assert list(brief.hosted(place, cases.rows_of("TUV"), [])) == []
    assert list(brief.stability(place, evidence.firmness_tests(place))) == []


def test_as_host_a_brief_holds_the_newest_cases_and_says_where_the_others_are() -> None:
    rows = cases.rows_of("USA")
    held = tables(brief.hosted(Selection("USA"), rows, [cases.taken_effect("USA")]))["brief_hosted"]
    assert len(held.shown) == brief.MOST_HOSTED < len(rows)
    assert int(held.shown["Year"].iloc[0]) == rows["year"].max()
    assert "hosts/USA.html" in held.note
    assert held.title.startswith(f"{brief.MOST_HOSTED} of {len(rows)} cases that took effect in")
    assert all(len(LINK.findall(cell)) == 1 for cell in held.shown["First source"])


def test_it_says_what_hosts_can_do_and_names_each_actor_once() -> None:
    advice = headlines.recommendations()
    held = tables(brief.actions(Selection("BLR"), advice, rows_of("BLR")))["brief_actions"]
    assert list(held.shown["Can do what"]) == list(advice.loc[advice["as_host"], "recommendation"])
    actors = [actor for actor in held.shown["Who"] if actor]
    assert len(set(actors)) == len(actors) == advice.loc[advice["as_host"], "actor"].nunique()
    assert "Belarus" in held.title
    (other,) = tables(brief.actions(Selection("TUV"), advice, rows_of("TUV"))).values()
    assert other.title == "What members of INTERPOL can do with a request; Tuvalu is not a member"


def test_how_sure_it_is_is_said_by_the_tests_without_naming_the_state_again() -> None:
    place = Selection("BLR")
    tests = evidence.firmness_tests(place)
    _, told = brief.stability(place, tests)
    assert isinstance(told, Prose)
    held = [sentence for sentence in told.sentences if not isinstance(sentence, str)]
    assert [replace(e, sentence="") for e in held] == [replace(e, sentence="") for e in tests.values()]
    assert not any(e.sentence.startswith("Belarus") or e.sentence[0].islower() for e in held)


def test_pages_are_named_by_address_where_one_was_said(monkeypatch: pytest.MonkeyPatch) -> None:
    place = Selection("BLR")
    told = " ".join(texts([*brief.state_sources(place), *how_to_cite(place)]))
    assert "BLR/index.html on the site" in told and "http" not in told
    monkeypatch.setenv(SITE, "https://example.org/x")
    told = " ".join(texts([*brief.state_sources(place), *how_to_cite(place)]))
    assert told.count("https://example.org/x/BLR/index.html") == 2
    assert "on the site" not in told


def test_the_snapshot_is_the_one_that_was_chosen() -> None:
    def day(place: Selection) -> str:
        (found,) = re.findall(r"as of (\d+ \w+ \d+)", " ".join(texts(brief.state_sources(place))))
        return found

    assert day(Selection("BLR")) == "12 April 2023"
    assert day(select("BLR", snapshot="2025-05-23")) == "23 May 2025"
