"""The page of a country: its first screen states facts, its menu leads, and a short page has words of its own."""

import re
from collections import Counter
from functools import cache

import pandas as pd
import pytest

import analysis as rn
from analysis.core.country_names import country_name, fold
from analysis.core.files import ROOT
from analysis.core.judgement import text
from analysis.facts import cases, countries, evidence, searched
from analysis.facts.searched import searches
from analysis.facts.selection import select
from analysis.facts.world import release
from analysis.pages.blocks import Block, Figures, Marks, Prose, Scale, Table
from analysis.pages.parts import best_first, case_name, case_names, case_pages, records
from analysis.stats.estimate import number
from tests.laid_out import profile, sections
from tests.reading import links, tables

SAMPLE = ("BLR", "RUS", "FRA", "TUV", "USA", "IND", "POL", "TKM", "TUR", "SUR")
#: Of whose requests less is known than of requests to them.
ABOUT_HOST = ("FRA", "USA", "POL")
#: Countries on whose requests we searched, read without the package.
SEARCHED = set(pd.read_csv(ROOT / "data" / "hand" / "countries_searched.csv").query("searched == 'yes'")["country"])


@cache
def searched_in_vain() -> tuple[str, ...]:
    """Give the countries on whose requests nothing was found."""
    return tuple(code for code in rn.countries.overview()["country"] if searched.has_no_finding(select(code)))


@cache
def some_in_vain() -> tuple[str, ...]:
    """Give each ninth, so that every part of the alphabet is there, and some that are unlike the rest."""
    return tuple(dict.fromkeys((*searched_in_vain()[::9], "TUV", "VAT", "ITA", "HKG")))


def of(kind: type, code: str) -> list[Block]:
    return [block for block in profile(code) if isinstance(block, kind)]


def prose(code: str, kind: str) -> list[Prose]:
    return [block for block in profile(code) if isinstance(block, Prose) and block.kind == kind]


@pytest.mark.parametrize("code", SAMPLE)
def test_each_number_of_the_first_screen_is_the_fact_that_it_comes_from(code: str) -> None:
    numbers, figures = rn.summary(code), {figures.name: figures for figures in of(Figures, code)}
    here = [f"cases.{name}_in_country" for name in ("all", "people_held", "stopped")]
    here.insert(2, "decisions.refused")
    if "front_to" in figures or numbers[here[0]].value:
        assert [item.value for item in figures["front_to"].items] == [number(numbers[name].value) for name in here]
        counted = int(numbers["cases.count_in_country"].value)
        assert f"Well-documented cases: {counted}." in figures["front_to"].items[0].remark
    if code in searched_in_vain():
        assert "front" not in figures
        return
    front = figures["front"]
    refusals = numbers.get("decisions.requests_refused")
    third = "notices.count" if "notices.count" in numbers else "evidence.sources"
    third = "decisions.requests_refused" if refusals is not None and refusals.value else third
    strong, every = numbers["cases.count"], numbers["cases.all"]
    one = strong if strong.value else every
    others = [numbers[name] for name in ("cases.people_held", third, "cases.stopped")]
    assert [item.value for item in front.items] == [number(found.value) for found in (one, *others)]
    assert front.items[0].of == (f"of {number(every.value)}" if strong.value else "")
    assert [item.evidence for item in front.items] == [True, True, third.startswith("decisions"), True]
    first, rows = front.items[0], int(numbers["cases.all"].value)
    supported, contested = (int(numbers[f"cases.{status}"].value) for status in ("supported", "contested"))
    if rows:
        assert f"Supported: {supported}, disputed: {contested}, " in first.remark
    unknown, pending = (numbers[f"cases.outcome_{name}"] for name in ("unknown", "pending"))
    some = f"Decision not known in {int(unknown.value)} of {int(unknown.n)} cases that may involve INTERPOL."
    said = "We know of no decision by INTERPOL." if unknown.value == unknown.n else some
    assert said in front.items[3].remark or not unknown.value
    assert f"Pending: {int(pending.value)}." in front.items[3].remark or not pending.value or said != some


@pytest.mark.parametrize("code", SAMPLE)
def test_title_and_level_are_those_of_the_facts(code: str) -> None:
    (title,) = prose(code, "title")
    assert title.texts() == [countries.finding(select(code), rn.summary(code)).sentence]
    (scale,) = of(Scale, code)
    assert isinstance(scale, Scale)
    level = rn.countries.overview().set_index("country").loc[code, "level"]
    rated = [word for word in reversed(evidence.words_in_order()) if word != "not searched"]
    assert scale.chosen == level
    assert list(scale.words) == (rated if level in rated else [level])


@pytest.mark.parametrize("code", SAMPLE)
def test_every_case_is_in_the_strip_or_a_table_by_its_name_and_leads_to_its_page(code: str) -> None:
    rows = release()["cases"].query("requesting_country == @code")
    if len(rows) > 24:
        (table,) = [one for one in of(Table, code) if isinstance(one, Table) and one.name == "cases_register"]
        assert set(table.shown["Case"]) == {f"[{case_names()[key]}](../{case_pages()[key]})" for key in rows["case_id"]}
        return
    marks = [mark for strip in of(Marks, code) if isinstance(strip, Marks) for mark in strip.items]
    assert sorted(mark.link for mark in marks) == sorted(f"../{case_pages()[key]}" for key in rows["case_id"])
    assert sorted(mark.name for mark in marks) == sorted(map(case_name, records(rows)))
    kinds = countries.in_time(select(code))["kind"]
    assert sorted(mark.kind for mark in marks) == sorted(kinds)


@pytest.mark.parametrize("code", SAMPLE)
def test_a_page_has_a_part_of_each_role_and_opens_the_one_that_its_title_is_about(code: str) -> None:
    numbers = rn.summary(code, topic="cases")
    kinds = [block.kind for block in profile(code) if isinstance(block, Prose) and "panel" in block.kind]
    opens = {block.anchor: block.kind == "panel" for block in prose(code, "panel") + prose(code, "other-panel")}
    assert opens == {"by": code not in ABOUT_HOST, "to": code in ABOUT_HOST}
    assert [kind == "panel-end" for kind in kinds] == [False, True, False, True]
    titles = {block.anchor: block.texts()[0] for block in prose(code, "panel") + prose(code, "other-panel")}
    for which, name in (("by", "cases.all"), ("to", "cases.all_in_country")):
        count = int(numbers[name].value)
        assert titles[which].endswith(f": {count} case{'s' * (count != 1)}" if count else ": no case known")
    anchors = [block.anchor for block in profile(code) if isinstance(block, Prose) and block.anchor]
    assert len(anchors) == len(set(anchors))


@pytest.mark.parametrize("code", SAMPLE)
def test_the_first_screen_says_once_that_only_the_beginning_of_many_sources_could_be_read(code: str) -> None:
    cautions = [" ".join(block.texts()) for block in prose(code, "caution")]
    found = not searched.has_no_finding(select(code))
    assert [text("beginning") in caution for caution in cautions] == [found, True][: len(cautions)]
    assert all("otices are secret" in caution or "became public" in caution for caution in cautions)
    assert len(cautions) == 1 + bool(rn.summary(code, topic="cases")["cases.all_in_country"].value)


@pytest.mark.parametrize("code", SAMPLE)
def test_what_can_be_taken_away_is_linked(code: str) -> None:
    by, to = prose(code, "actions")
    wanted = {"report.pdf", f"../data/{code}.zip"}
    if any(rn.summary(code)[f"cases.{name}"].value for name in ("all", "all_in_country")):
        wanted |= {"brief.pdf", f"../compare.html#{code}"}
    assert links([by]) == links([to]) and wanted == set(links([by]))
    assert len(wanted) <= 4


@pytest.mark.parametrize("code", ["BLR", "RUS", "IND", "USA"])
def test_a_ministry_is_told_what_the_file_of_recommendations_says(code: str) -> None:
    shown = " ".join(text for block in prose(code, "list") for text in block.texts())
    assert "Do not arrest on a Red Notice alone." in shown
    assert "Check for asylum before an arrest." in shown


@pytest.mark.parametrize("code", ["BLR", "RUS", "POL", "IND"])
def test_headings_are_findings_and_no_heading_comes_from_the_notebook(code: str) -> None:
    headings = countries.headings(select(code), rn.summary(code))
    said = [text for kind in ("heading", "list") for block in prose(code, kind) for text in block.texts()]
    said += [strip.title for strip in of(Marks, code) if isinstance(strip, Marks)]
    law = " ".join(text for kind in ("text", "list") for block in prose(code, kind) for text in block.texts())
    # below the decisions in a country, its first numbers have said how many cases there are
    host = [] if "Cases without a decision listed above" in said else ["host"]
    for name in ("cases", *host, "public", "measures", "named", "governance", "sanctions"):
        heading = headings[name] if isinstance(headings[name], str) else headings[name].sentence
        assert heading in said or f"{heading.removesuffix('.')}." in law


def test_method_is_folded_and_what_was_found_is_not() -> None:
    found, _variables = sections("country_profile", country="BLR")
    folds = {
        one.block.name: one.fold for shown in found.values() for one in shown.placed if not isinstance(one.block, Prose)
    }
    for name in ("firmness", "evidence_inputs", "cases_rates", "sources"):
        assert folds[name], name
    for name in ("cases_register", "public_statistics", "governance_latest", "mentions"):
        assert folds[name], name
    for name in ("front", "cases_in_time", "hosts_of", "measures", "front_to", "hosted", "requesters"):
        assert not folds[name], name
    columns = {one.column for one in found["first_screen"].placed}
    assert columns == {"", "main", "side"}


def test_a_case_is_named_shortly_by_its_codes_alone() -> None:
    figures = {fold(str(name)) for name in release()["cases"]["public_figure_name"].dropna() if len(str(name)) > 3}
    names = [case_name(row) for row in records(release()["cases"])]
    assert not [name for name in names if re.search(r"[\d_]", name) or len(name) > 100]
    assert not [name for name in names if any(figure in fold(name) for figure in figures)]
    assert len(set(names)) > 250


def test_no_name_of_a_case_says_a_charge_or_leaves_role_and_place_unknown_without_the_country() -> None:
    for row in records(release()["cases"]):
        asked, plain = country_name(str(row["requesting_country"]), with_article=True), case_name(row)
        assert row["target_profile"] != "other" or plain.startswith("Person")
        if row["target_profile"] == "other" or (pd.isna(row["host_country"]) and pd.isna(row["held_where"])):
            ways = f"sought by {asked}", f"no INTERPOL notice from {asked} found"
            assert any(way in plain for way in ways) or row["effect"] == "extradition_refused", plain


def test_cases_of_a_country_that_would_be_called_alike_have_their_year() -> None:
    rows = release()["cases"].assign(plain=[case_name(row) for row in records(release()["cases"])])
    shown = rows["case_id"].map(case_names())
    alike = rows.groupby(["requesting_country", "plain"], observed=True)["case_id"].transform("size") > 1
    dated = alike & rows["year"].notna()
    assert list(shown[~dated]) == list(rows.loc[~dated, "plain"])
    assert list(shown[dated]) == [f"{row.plain} ({row.year:.0f})" for row in rows[dated].itertuples()]
    assert dated.sum() > 20


def test_titles_of_cases_differ_by_requesting_country_or_year() -> None:
    rows = records(release()["cases"])
    titles = case_names(titles=True)
    plain = Counter(map(case_name, rows))
    for row in rows:
        alike = plain[case_name(row)] > 1
        assert titles[str(row["case_id"])].startswith(case_name(row, requested_by=alike))
    assert [count for count in Counter(titles.values()).values() if count > 1] == [2, 2, 2, 2]


def test_tables_of_cases_begin_with_well_documented_ones_and_each_kind_with_the_newest() -> None:
    order = ["well_documented", "supported", "contested", "unsupported"]
    for code in ("TUR", "KAZ", "RUS"):
        rows = records(best_first(cases.rows(select(code))))
        kinds = [order.index("well_documented" if row["well_documented"] else str(row["claim_status"])) for row in rows]
        years = [-1 if pd.isna(row["year"]) else int(str(row["year"])) for row in rows]
        assert list(zip(kinds, years, strict=True)) == sorted(
            zip(kinds, years, strict=True), key=lambda row: (row[0], -row[1])
        )


@pytest.mark.parametrize(
    ("case_id", "name"),
    [
        ("blr-2023-gnyot", "Artist held in Serbia; notice deleted by INTERPOL"),
        ("blr-2021-tsikhanouskaya", "Opposition politician in Lithuania; request refused by INTERPOL"),
        ("blr-2021-poczobut", "Journalist; no INTERPOL notice from Belarus found"),
        ("blr-2024-permit-man", "Refugee or asylum seeker sought by Belarus: extradition refused"),
        ("dza-2020-boukhors", "Journalist held in France; extradition refused"),
        ("ven-2018-ramirez", "Former official: Italy refused extradition"),
        (
            "rus-2001-zakayev",
            "Opposition politician held in Poland; Denmark and the United Kingdom refused extradition",
        ),
        (
            "tur-2006-kimyongur",
            "Activist held in Italy; three countries refused extradition; notice deleted by INTERPOL",
        ),
        ("blr-2024-sltd", "Person sought by Belarus: passport reported stolen"),
    ],
)
def test_names_that_a_person_would_give(case_id: str, name: str) -> None:
    (row,) = records(release()["cases"].query("case_id == @case_id"))
    assert case_name(row) == name


# Countries on whose requests nothing was found -----------------------------------------------------------------------


def test_a_state_with_nothing_found_says_what_was_searched_and_that_this_is_no_clean_bill(
    subtests: pytest.Subtests,
) -> None:
    for code in some_in_vain():
        with subtests.test(code):
            said = " ".join(text for block in profile(code) if isinstance(block, Prose) for text in block.texts())
            vain = "We found no case requested by", "does not show that there is no misuse"
            unsearched = "We did not search for", "says nothing about its requests"
            found = [all(words in said for words in both) for both in (vain, unsearched)]
            assert found == [code in SEARCHED, code not in SEARCHED]
            assert all(sentence in said for sentence in (one.sentence for one in searches(select(code))))
            names = {block.name for block in profile(code) if isinstance(block, Table)}
            assert names >= {"on_the_list"}
            assert not names & {"cases_register", "cases_rates", "public_statistics", "firmness", "sources"}


def test_as_host_it_shows_the_rows_that_the_register_has() -> None:
    for code in [*some_in_vain(), "FRA", "ITA"]:
        hosted = int(rn.summary(code, topic="cases")["cases.all_in_country"].value)
        found = {block.name: block for block in profile(code) if isinstance(block, Table)}
        decided = set(found["final_decisions"].data["case_id"]) if "final_decisions" in found else set()
        every = set(cases.rows(select(code), role="host")["case_id"])
        assert len(every) == hosted
        assert ("hosted" in found) == bool(every - decided)
        if "hosted" in found:
            assert set(found["hosted"].data["case_id"]) == every
            assert len(found["hosted"].shown) == len(every - decided)
            (heading,) = [block.texts()[0] for block in prose(code, "heading") if block.anchor == "host"]
            assert (heading == "Cases without a decision listed above") == bool(every & decided)


@cache
def units(code: str) -> tuple[str, ...]:
    """Give the sentences and cells of a page's main content."""
    found: list[str] = []
    for block in profile(code):
        if isinstance(block, Prose):
            found += [part for text in block.texts() for part in re.split(r"(?<=[.!?])\s+", text)]
        elif isinstance(block, Table):
            found += [block.title, *map(str, block.shown.columns), *block.shown.astype(str).to_numpy().ravel()]
            found += re.split(r"(?<=[.!?])\s+", f"{block.note} Universe: {block.universe}. Source: {block.source}.")
        elif isinstance(block, Scale):
            found += [block.label, *block.words]
    return tuple(part for part in found if part.strip())


def own_share(code: str, others: tuple[str, ...]) -> float:
    """Give the share of words in sentences and cells that are word for word on at most half of the other pages."""
    shared = [(part, sum(part in units(other) for other in others)) for part in units(code)]
    own = sum(len(part.split()) for part, on in shared if on <= len(others) / 2)
    return own / sum(len(part.split()) for part, _ in shared)


def test_two_words_of_five_are_a_page_s_own() -> None:
    codes = some_in_vain()
    shares = {code: own_share(code, tuple(other for other in codes if other != code)) for code in codes}
    assert {code: share for code, share in shares.items() if share < 0.4} == {}


def test_a_source_read_in_a_copy_is_marked_where_it_is_shown() -> None:
    copied = release()["cases_flags"].query("flag == 'copy_read'")
    reasons = dict(zip(copied["case_id"], copied["explanation"], strict=True))
    table = tables(profile("BLR"))["cases_register"]
    marked = dict(zip(table.data["case_id"], table.shown["Sources"], strict=True))
    assert len({name for name in marked if name in reasons}) >= 3
    for name, cell in marked.items():
        assert cell.endswith(f"({reasons[name]})") if name in reasons else not cell.endswith("copy)")
