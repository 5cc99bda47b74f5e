"""The pages around the reports: whole, linked, in words of the catalogue, and true to the files of data."""

import csv
import io
import json
import pickle
import re
import shutil
import zipfile
from collections import Counter
from html import unescape
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import pytest
import yaml

import analysis as rn
from analysis.charts.chart import COLOURS, DARK
from analysis.core import judgement
from analysis.core.country_names import country_name
from analysis.core.files import HAND, RAW, SITE
from analysis.core.judgement import release_note
from analysis.core.messages import _
from analysis.facts import cases, evidence
from analysis.facts.countries import changed
from analysis.facts.expected import top_ten
from analysis.facts.selection import select
from analysis.facts.world import release
from analysis.pages import parts
from analysis.site import downloads, entries, events, finding
from analysis.site.frame import MENU, pages_style, script
from analysis.tables import shipped
from tests import recount
from tests.built import made_once
from tests.charts.test_chart import contrast
from tests.texts import texts

REGISTER = list(csv.DictReader((RAW / "evidence" / "cases.csv").open(encoding="utf-8", newline="")))
CASES = recount.cases()
SENTENCES = pd.read_csv(HAND / "case_sentences.csv", dtype=str).fillna("")
ANSWERED = SENTENCES.groupby("case_id")["step"].agg(set)
KINDS = (
    "index.html", "compare.html", "hosts/index.html", "cases/index.html", parts.case_pages()["blr-2018-dryk"],
    "timeline.html", "methods.html", "data.html", "new.html", "about.html", "actions.html", "search.html", "404.html",
)  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Make the site around two reports, once for all test processes."""

    def make_site(folder: Path) -> None:
        for code in ("BLR", "POL"):
            (folder / code / "data").mkdir(parents=True)
            (folder / code / "data" / "firmness.csv").write_text("test,value\nthresholds,1\n")
        site = downloads.files(downloads.Standing(folder, frozenset({"BLR", "POL"}), ("Tuvalu",)))
        (folder / "site.pickle").write_bytes(pickle.dumps(site))

    made: dict[str, bytes] = pickle.loads((made_once(tmp_path_factory, "site", make_site) / "site.pickle").read_bytes())
    return made


@pytest.fixture(scope="module")
def pages(made: dict[str, bytes]) -> dict[str, str]:
    """Give the pages of the site as text."""
    return {name: content.decode() for name, content in made.items() if name.endswith(".html")}


def abroad(rows: pd.DataFrame, column: str) -> pd.Series:
    """The countries of a column, but for the country that requested the case itself."""
    return rows.loc[~rows[column].isin([""]) & (rows[column] != rows["requesting_country"]), column]


def test_there_is_a_page_of_every_case(pages: dict[str, str]) -> None:
    assert {name for name in pages if name.startswith("cases/")} == {
        "cases/index.html", *(parts.case_pages()[row["case_id"]] for row in REGISTER)
    }  # fmt: skip


def test_every_page_has_its_frame(pages: dict[str, str]) -> None:
    for name, page in pages.items():
        assert page.count("<h1>") == 1 and page.count("<main") == 1, name
        assert 'class="skip" href="#main"' in page and "Content-Security-Policy" in page, name
        assert page.count("<script") == 1 and not re.search(r"<[a-z][^<>]* on[a-z]+=", page), name
        assert not re.search(r'(?:src|href)="(?!https?://|#|\.\./|[\w-])', page), name


def test_nothing_is_loaded_from_elsewhere(pages: dict[str, str]) -> None:
    for name, page in pages.items():
        assert not re.search(r"<(?:script|img|iframe|link|source)[^>]*(?:src|href)=\"https?:", page), name
        assert "url(http" not in page and "@import" not in page, name


def test_every_link_inside_leads_somewhere(pages: dict[str, str], made: dict[str, bytes]) -> None:
    reports = {"BLR/index.html", "POL/index.html", "reports.html"}
    for name, page in pages.items():
        for target in re.findall(r'href="([^"#:]+)(?:#[^"]*)?"', page):
            parts = [*name.split("/")[:-1], *target.split("/")]
            while ".." in parts:
                place = parts.index("..")
                del parts[place - 1 : place + 1]
            assert "/".join(parts) in made.keys() | reports, (name, target)


def test_the_first_page_and_the_script_are_small(made: dict[str, bytes]) -> None:
    assert len(made["index.html"]) < 300_000
    assert max(len(script(f"{name}.html.j2").encode()) for name in ("", "cases", "compare")) < 16_000
    assert all(len(made[name]) < 400_000 for name in KINDS)


def test_the_first_page_names_every_state_and_finds_it_in_its_own_words(pages: dict[str, str]) -> None:
    home = pages["index.html"]
    assert all(f'data-code="{code}"' in home for code in rn.countries.overview()["country"])
    for word in ("Беларусь", "BLR", "Türkiye", "Turkey", "中国"):
        assert word in home, word
    assert "Tuvalu" in home and "failed" in home
    assert home.count("not built") == len(rn.countries.overview()) - 2


def test_the_first_page_counts_the_cases_that_its_bars_draw(pages: dict[str, str]) -> None:
    strong = CASES.query("claim_status == 'supported' and evidence_grade in ['A', 'B']")
    strong = strong[~strong["instrument"].isin(["none_found", "interstate_wanted_list"])]
    words = rn.countries.overview().set_index("country")["level"]
    drawn = strong["requesting_country"].map(words).isin(["extensive", "substantial"]).sum()
    named = f"Countries rated extensive or substantial: {drawn} of {len(strong)} well-documented cases"
    assert named in pages["index.html"]


def _added() -> list[dict[str, str]]:
    """The rows of changes that add a case in the newest release."""
    with (RAW / "evidence" / "cases_changes.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if not row["column"]]
    return [row for row in rows if row["release"] == max(one["release"] for one in rows)]


ADDED = _added()


def test_the_numbers_of_the_first_page_are_those_of_the_register(pages: dict[str, str]) -> None:
    numbers, through = rn.summary(topic="cases"), CASES[~CASES["correction"]]
    arrested, linked = CASES[CASES["people_held"]], through[through["linked"] != "no"]
    refused = arrested[arrested["extradition"] == "refused"]
    days = pd.to_numeric(arrested["held_days"]).dropna()
    wanted = {
        "count": CASES["well_documented"].sum(),
        "people_held": len(arrested),
        "people_held_supported": (arrested["claim_status"] == "supported").sum(),
        "people_held_unknown": ((CASES["held"] == "unknown") & ~CASES["correction"]).sum(),
        "extradition_refused": len(refused),
        "median_days_held": days.median(),
        "countries": len(set(abroad(through, "host_country")) | set(abroad(linked, "held_where"))),
        "stopped": through["oversight_outcome"].isin(recount.STOPPED).sum(),
    }
    assert {name: numbers[f"cases.{name}"].value for name in wanted} == wanted
    shown = re.findall(r'<li class="kpi"><b>(.*?)</b>', pages["index.html"])
    refusals = int(recount.decided()["refused"].sum())
    assert shown == list(map(str, (wanted["count"], wanted["people_held"], refusals, wanted["stopped"])))
    assert (len(CASES), CASES["requesting_country"].nunique(), wanted["count"]) == (453, 104, 134)
    assert (len(arrested), wanted["people_held_supported"], len(refused)) == (182, 98, 82)
    assert (wanted["median_days_held"], len(days)) == (31, 99)
    by_country = cases.counted_by_host(release()["cases"]).set_index("host_country")["people_held"]
    assert by_country[["POL", "ITA", "ESP", "DEU"]].tolist() == [20, 19, 15, 11]


def test_a_case_page_tells_what_happened_and_how_many_readers_agree(pages: dict[str, str]) -> None:
    readings = pd.read_csv(RAW / "evidence" / "cases_readings.csv", dtype=str).set_index("case_id")
    words = {"supported": "supported", "contested": "disputed", "unsupported": "not supported"}
    for row in CASES.to_dict("records"):
        page = pages[parts.case_pages()[row["case_id"]]]
        given = readings.loc[[row["case_id"]], "claim_status"]
        agreeing = (given == row["claim_status"]).sum()
        readers = "reader" if len(given) == 1 else "readers"
        judged = f"{agreeing} of {len(given)} {readers} judged the case {words[row['claim_status']]}"
        assert judged in page, row["case_id"]
        facts = dict(re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", page))
        unknown = page.split("What our data do not record")[1]
        told = "yes" if "<b>Arrested or held:" in page else facts.get("Arrest or detention", "unknown")
        assert told == row["held"] or "held" in ANSWERED[row["case_id"]], row["case_id"]
        assert ("what the charge was" in unknown) != ("Charge as reported" in facts), row["case_id"]
        asked = "whether anyone was arrested" in unknown.partition("</section>")[0]
        assert asked == (row["held"] == "unknown" and "held" not in ANSWERED[row["case_id"]]), row["case_id"]
        if row["held"] == "yes" and row["held_days"]:
            count = int(row["held_days"])
            days = {0: "less than one day", 1: "one day"}.get(count, f"{count:,} days")
            assert f"<b>{days}</b><span>known time in detention or under house arrest</span>" in page


def _steps_of(page: str) -> list[tuple[str, str]]:
    """When the steps of a page of a case happened, and what each was."""
    path = page.partition('<ol class="path">')[2].partition("</ol>")[0]
    items = re.findall(
        r'<li class="(?:[a-z]+)"><span class="sub">(.*?)</span><p>(?:<b>)?(.*?)(?:</b>| <a class="ref)', path
    )
    assert len(items) == path.count("<li")
    return [(when, re.sub("<[^>]+>", "", what)) for when, what in items]


def test_the_steps_of_a_case_are_in_order_of_time_with_their_sources(pages: dict[str, str]) -> None:
    page = pages[parts.case_pages()["blr-2023-gnyot"]]
    assert _steps_of(page) == [
        ("In 2023, order not recorded", "Red Notice"),
        ("In 2023, order not recorded", "Arrested or held: Serbia"),
        ("25 June 2024", "Letter by INTERPOL’s General Secretariat"),
        ("5 August 2024", "INTERPOL’s Commission deleted the data"),
        ("31 October 2024", "The person left the country"),
        ("In 2024, order not recorded", "Extradition: pending"),
    ]  # fmt: skip


def test_the_page_of_a_case_has_each_sentence_of_its_note_once(pages: dict[str, str]) -> None:
    """But not one that the page says elsewhere or that later data contradict."""
    for case_id, text in SENTENCES.loc[SENTENCES["shown"] == "yes", ["case_id", "text"]].to_numpy():
        page = unescape(
            re.sub(r"<[^>]+>", "", pages[parts.case_pages()[case_id]].partition("History of this entry")[0])
        )
        names_a_case = parts.with_case_names(text) != text
        assert names_a_case or page.count(text) == 1, (case_id, text)


def test_a_sentence_that_tells_a_step_stands_below_it(pages: dict[str, str]) -> None:
    """A number is that of a decision, and a date that of a decision by INTERPOL."""
    for case_id, step, text in SENTENCES.loc[SENTENCES["shown"] == "yes", ["case_id", "step", "text"]].to_numpy():
        if step.isdigit() or step.startswith("interpol "):
            page = unescape(pages[parts.case_pages()[case_id]])
            told = next(item for item in page.split('<li class="')[1:] if text in item)
            assert "<b>" in told.partition(text)[0], (case_id, text)


def test_each_step_of_a_case_refers_to_its_sources_by_their_numbers(pages: dict[str, str]) -> None:
    for row in REGISTER:
        page = pages[parts.case_pages()[row["case_id"]]]
        sources = re.findall(r'<li id="source-(\d+)">(.*?)</li>', page)
        assert [int(number) for number, _ in sources] == list(range(1, 1 + len(sources)))
        assert len({text for _, text in sources}) == len(sources)
        steps = page.partition('<ol class="path">')[2].partition("</ol>")[0]
        assert steps or "We found no INTERPOL notice in this case." in page, row["case_id"]
        cited = re.findall(r'href="#source-(\d+)"', steps)
        assert set(cited) <= {number for number, _ in sources} and bool(cited) == bool(steps), row["case_id"]
        for which in ("source_1_", "source_2_"):
            address = row[f"{which}url"].replace("(", "%28").replace(")", "%29")
            assert not address.startswith("http") or f'href="{address}"' in unescape("".join(t for _, t in sources))


def test_no_step_with_only_a_year_looks_ordered(pages: dict[str, str]) -> None:
    """A step without a day says so, if another step is of the same year."""
    for row in REGISTER:
        steps = _steps_of(pages[parts.case_pages()[row["case_id"]]])
        years = [re.sub(r".*?(\d{4}).*", r"\1", when) for when, _what in steps]
        for (when, _what), year in zip(steps, years, strict=True):
            assert not when.isdigit() or years.count(year) == 1, row["case_id"]
            assert "order not recorded" not in when or years.count(year) > 1, row["case_id"]


def test_an_arrest_of_unknown_day_precedes_what_its_country_decided_and_follows_a_refusal_of_interpol(
    pages: dict[str, str],
) -> None:
    steps = {case: _steps_of(pages[parts.case_pages()[case]]) for case in ("are-2023-romaithi", "cri-2012-watson")}
    assert [what for _when, what in steps["are-2023-romaithi"]] == [
        "Arrested or held: Jordan",
        "Jordan, court: released on bail or under house arrest", "Jordan, Governor of Amman: handed over",
    ]  # fmt: skip
    assert "We found no INTERPOL notice requested by" in pages[parts.case_pages()["are-2023-romaithi"]]
    assert steps["cri-2012-watson"][:3] == [
        ("2 March 2012", "INTERPOL refused the request"), ("May 2012", "Arrested or held: Germany"),
        ("August 2012", "Red Notice"),
    ]  # fmt: skip
    assert steps["cri-2012-watson"][-2:] == [
        ("2019", "Costa Rican courts cancelled the arrest order. Their decision became final in 2019."),
        ("Date not recorded", "The requesting country withdrew the request"),
    ]  # fmt: skip


def test_a_case_names_its_courts_and_says_where_the_status_differs_from_the_rule(pages: dict[str, str]) -> None:
    texts = pd.read_csv(HAND / "decision_texts.csv", dtype=str).fillna("")
    rule = pd.read_csv(RAW / "evidence" / "cases_rule.csv", dtype=str).groupby("case_id")
    for row in REGISTER:
        page = unescape(pages[parts.case_pages()[row["case_id"]]])
        for court, text in texts.loc[texts["case_id"] == row["case_id"], ["court", "text"]].to_numpy():
            assert court in page and (not text or f"<p>{text}" in page), row["case_id"]
        answers = rule.get_group(row["case_id"]) if row["case_id"] in rule.groups else None
        by_rule = set() if answers is None else set(answers["status_by_rule"])
        on_rights = answers is not None and any(
            set(answers[name]) == {"yes"} for name in ("decided_by_host", "decided_by_interpol")
        )
        decided = row["claim_status"] != "supported" and on_rights
        differs = decided or bool(by_rule and row["claim_status"] not in by_rule)
        assert ("who judged the case as a whole" in page) == differs, row["case_id"]


def test_the_title_of_a_case_with_an_arrest_says_so_if_it_says_that_travel_was_stopped(pages: dict[str, str]) -> None:
    stopped = CASES[(CASES["effect"] == "travel_blocked") & (CASES["instrument"] != "slTD_passport")].to_dict("records")
    for row in stopped:
        title = re.findall(r"<h1>(.*?)</h1>", pages[parts.case_pages()[row["case_id"]]])[0]
        assert (" held in " in title) == (row["held"] == "yes") and "stopped from travelling" in title
    assert {row["held"] for row in stopped} == {"yes", "unknown"}


def test_a_case_with_a_decision_on_asylum_does_not_call_it_unknown(pages: dict[str, str]) -> None:
    decided = pd.read_csv(RAW / "evidence" / "cases_decisions.csv", dtype=str)
    cases = set(decided.loc[decided["decision"].isin(["asylum_granted", "asylum_refused"]), "case_id"])
    assert len(cases) > 20
    for case in cases:
        assert "whether asylum or residence was affected" not in pages[parts.case_pages()[case]], case


def test_a_case_counts_the_readers_of_each_status_and_explains_a_grade_that_seems_to_contradict_it(
    pages: dict[str, str],
) -> None:
    readings = pd.read_csv(RAW / "evidence" / "cases_readings.csv", dtype=str).groupby("case_id")["claim_status"]
    words = {"supported": "supported", "contested": "disputed", "unsupported": "not supported"}
    for row in REGISTER:
        page, case = pages[parts.case_pages()[row["case_id"]]], row["case_id"]
        votes = readings.get_group(case).value_counts()
        for status, count in votes.items():
            other = f"{count} judged it {words[status]}"
            said = f"of {votes.sum()} readers" if status == row["claim_status"] else other
            assert (said in page) or votes.sum() == 1, (case, status)
        explained = row["evidence_grade"] in "AB" and row["claim_status"] != "supported"
        assert page.count("not who is right") == explained, case


def test_each_case_has_one_address_without_a_name(made: dict[str, bytes]) -> None:
    addresses = parts.case_pages()
    assert list(addresses) == [row["case_id"] for row in REGISTER] and len(set(addresses.values())) == len(REGISTER)
    assert all(re.fullmatch(r"cases/c\d{3,}\.html", path) for path in addresses.values())
    assert not {f"cases/{row['case_id']}.html" for row in REGISTER} & made.keys()


def test_no_page_address_or_index_holds_the_key_of_a_case(made: dict[str, bytes]) -> None:
    keys, like_one = {row["case_id"] for row in REGISTER}, re.compile(r"[a-z]{3}-[a-z0-9]+-[a-z0-9-]+")
    assert all(like_one.fullmatch(key) for key in keys)
    for name, content in made.items():
        if name.endswith((".html", ".js", ".bib", ".ris", ".svg")):
            found = set(like_one.findall(content.decode()))
            assert not [key for key in keys if any(text.startswith(key) for text in found)], name


def test_the_search_finds_each_country_case_and_public_name(made: dict[str, bytes]) -> None:
    index = json.loads(made["search.js"].decode().removeprefix("window.searchIndex=").rstrip(";\n"))
    assert index.pop("statuses").keys() == {parts.status(row) for row in parts.records(rn.cases.rows())}
    found = {one[1]: (one[0], *one[2:]) for kind in index.values() for one in kind}
    assert {page for page in found if page.startswith("cases/c")} == set(parts.case_pages().values())
    for row in REGISTER:
        _title, detail, names, _status, country = found[parts.case_pages()[row["case_id"]]]
        assert names == "|".join(row["public_figure_name"].split("; "))
        assert country == row["requesting_country"] and (not row["year"] or row["year"] in detail)
    assert {one[1] for one in index["cases"]} == set(parts.case_pages().values())
    assert set(found) >= {"BLR/index.html", "POL/index.html", "methods.html"} and "TUV/index.html" not in found
    assert {"Беларусь", "Bielorrusia", "Weißrussland", "白俄罗斯", "BLR"} <= set(found["BLR/index.html"][2].split("|"))
    assert len(made["search.js"]) < 120_000


def test_no_page_of_a_case_has_a_field_for_a_name(pages: dict[str, str]) -> None:
    fields = [" ".join(re.findall(r"<dt>(.*?)</dt>", pages[parts.case_pages()[row["case_id"]]])) for row in REGISTER]
    assert len([one for one in fields if one]) > 400 and "name" not in " ".join(fields).lower()


def test_names_of_cases_are_made_from_codes_and_never_hold_one(pages: dict[str, str]) -> None:
    for row in release()["cases"].to_dict("records"):
        name = parts.case_name(row)
        assert "_" not in name and str(row["case_id"]) not in name
        figure = row["public_figure_name"]
        assert not isinstance(figure, str) or figure not in name


def test_a_case_tells_what_was_changed_in_it_and_why(pages: dict[str, str]) -> None:
    changes = list(csv.DictReader((RAW / "evidence" / "cases_changes.csv").open(encoding="utf-8", newline="")))
    changed = {row["case_id"] for row in changes}
    for row in REGISTER:
        said = _("This entry has not changed since we added it.") in pages[parts.case_pages()[row["case_id"]]]
        assert said == (row["case_id"] not in changed)


def test_archives_hold_the_files_and_are_the_same_each_time(made: dict[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(made[downloads.ALL])) as packed:
        shipped = {path.relative_to(RAW.parent).as_posix() for path in RAW.rglob("*") if path.is_file()}
        assert {"READ-ME-FIRST.txt", "README.md", "datapackage.json", *shipped} <= set(packed.namelist())
        assert packed.read("raw/evidence/cases.csv") == (RAW / "evidence" / "cases.csv").read_bytes()
    with zipfile.ZipFile(io.BytesIO(made["data/BLR.zip"])) as packed:
        assert packed.namelist() == ["README.txt", "firmness.csv"]
        note = packed.read("README.txt").decode()
        assert "Belarus" in note and "accusation is not proof" in note
    assert downloads.everything() == made[downloads.ALL]
    keys = [content.split(b",")[0] for name, content in made.items() if name.endswith(".bib")]
    assert len(set(keys)) == len(keys) > 15
    assert b"Belarus" in made["cite/BLR.bib"] and made["cite/BLR.ris"].startswith(b"TY  - DATA")


def test_files_of_somebody_in_the_data_folder_are_not_published(tmp_path: Path) -> None:
    raw = tmp_path / "data" / "raw"
    shutil.copytree(RAW, raw)
    for name in ("README.md", "CHANGELOG.md", "croissant.json", "datapackage.json"):
        shutil.copy(RAW.parent / name, raw.parent / name)
    before = shipped.published_files(raw)
    assert {path.relative_to(raw) for path in before if path.is_relative_to(raw)} == {
        path.relative_to(RAW) for path in RAW.rglob("*") if path.is_file()
    }
    for name in ("mine.csv", ".mine.csv", "notices/notes.txt", "evidence/releases/persons.csv.gz", "../own.json"):
        (raw / name).write_text("name\n", encoding="utf-8")
    (raw / "linked.csv").symlink_to(tmp_path / "data" / "own.json")
    (raw / "linked.yml").write_text("title: x\n", encoding="utf-8")
    assert shipped.published_files(raw) == before


def test_every_page_leads_to_its_citation(pages: dict[str, str], made: dict[str, bytes]) -> None:
    for name, page in pages.items():
        if name in ("404.html", "search.html"):
            assert "BibTeX" not in page
            continue
        cited = re.findall(r'href="(?:\.\./)*(cite/[\w-]+\.(?:bib|ris))">(?:BibTeX|RIS)</a></p></footer>', page)
        assert cited and cited[0] in made, name


def test_a_map_taken_alone_is_whole(made: dict[str, bytes]) -> None:
    for name in ("map-asked", "map-hosts"):
        svg = made[f"charts/{name}.svg"].decode()
        used = set(re.findall(r'(?:url\(|href=")#([^")]+)', svg))
        assert used <= {node.get("id") for node in ElementTree.fromstring(svg).iter()}
        assert len(re.findall(r"<path", svg)) > 100
        assert "68/262" in svg


def test_both_maps_colour_each_state_by_its_own_row(pages: dict[str, str]) -> None:
    asked, hosts_ = re.findall(r'<div class="map">.*?</svg>', pages["index.html"], re.DOTALL)
    table, levels = rn.countries.overview().set_index("country"), evidence.words_in_order()
    for code in ("BLR", "RUS", "POL", "USA", "TUV"):
        name = re.escape(country_name(code))
        has_outline = code != "TUV"  # the map has no outline of Tuvalu
        assert (f"<title>{country_name(code)}: {levels[table.loc[code, 'order']]}" in asked) == has_outline
        counted = recount.of_country(code, CASES)["hosted"]
        assert bool(re.search(rf"<title>{name}: (?:one case|{counted} cases);", hosts_)) == (counted > 0)
        look = re.search(rf'<title>{name}: [^<]*</title>.*?<use [^>]*class="([\w-]+)"', hosts_, re.DOTALL)
        colour = look and re.search(rf"\.{look[1]}\{{fill: var\(--c-(\w+)", hosts_)
        steps = sum(counted >= least for least in (1, 2, 5, 10))
        assert not counted or (colour and colour[1] == ("ice", "sky", "blue", "navy")[steps - 1])


def test_who_stands_out_is_said_with_why_it_is_no_ranking(pages: dict[str, str]) -> None:
    named = pages["index.html"].split('<table class="most">')[1].split("</table>")[0]
    for word in ("extensive", "substantial"):
        assert all(country_name(code) in named for code in evidence.states_of(word)), word
    part = pages["index.html"].split('id="stands-out"')[1].split("</section>")[0]
    assert all(one.sentence in part for one in top_ten(rn.select()))


_BAR = re.compile(
    r'<li(?: data-year="(\d+)")?(?: class="[\w ]*")? style="--a:(\d+);--b:(\d+)"(?: class="[\w ]*")?>'
    r'.*?<span class="vh">(\d{4}): '
)


def _bars(page: str) -> list[dict[str, tuple[int, int]]]:
    """The two parts of each bar by year, for each chart of a page."""
    charts = re.findall(r'<ol class="hist[^>]*>(.*?)</ol>', page, re.DOTALL)
    return [{year: (int(one), int(other)) for _, one, other, year in _BAR.findall(chart)} for chart in charts]


def test_the_years_are_those_of_the_register_and_of_what_is_published(pages: dict[str, str]) -> None:
    (known,) = _bars(pages["cases/index.html"])
    for year, (well, rest) in known.items():
        of_year = CASES[CASES["year"] == year]
        assert (well, well + rest) == (of_year["well_documented"].sum(), len(of_year)), year
    assert (
        len(known) == 30
        and "All countries: 228 of 438 cases with a known year date from 2016 to 2022" in pages["timeline.html"]
    )
    refused, complaints, drawn = _charts(pages["timeline.html"])
    assert "INTERPOL refused or cancelled 2,462 requests in 2024; other years may be counted differently" in refused
    for figure in ("2020: over 1,000.", "2021: 1,270.", "2023: 1,598.", "2024: 2,462."):
        assert figure in refused
    assert "2022:" not in refused, "no figure is no mark"
    assert "2024: 2,586." in complaints and "2019:" not in complaints, "no figure is no mark"
    assert "well documented: 134" in drawn.replace("supported, grade A or B", "well documented")


def _charts(page: str) -> list[str]:
    return [unescape(figure) for figure in re.findall(r"<figure><h2>.*?</figure>", page, re.DOTALL)]


def test_every_break_of_a_series_is_drawn_and_said(pages: dict[str, str]) -> None:
    """Each by its name in the picture, and by its label below it."""
    listed = yaml.safe_load((HAND / "oversight_breaks.yml").read_text(encoding="utf-8"))
    for chart, basis in zip(_charts(pages["timeline.html"])[:2], ("refused", "complaints"), strict=True):
        of_chart = [one for one in listed if basis in one["universes"]]
        assert of_chart and all(f"{str(one['date'])[:4]}, {one['label']}" in chart for one in of_chart)
        words = " ".join(re.sub(r"<[^>]+>|\s+", " ", chart).split())
        assert all(word in words for one in of_chart for word in one["name"].split())


def test_each_event_is_told_by_its_edited_text_which_adds_no_figure(pages: dict[str, str]) -> None:
    table = release()["oversight_timeline"]
    edited = pd.read_csv(HAND / "event_texts.csv").set_index("original")
    assert set(edited.index) == set(table["description"]) and len(edited) == len(table) == 156
    page = unescape(re.sub("<[^>]+>", "", pages["timeline.html"]))
    for row in table.to_dict("records"):
        text = edited.loc[row["description"], "text"]
        assert text in page, text
        assert text.endswith(".") and max(len(one.split()) for one in re.split(r"(?<=[.:]) ", text)) <= 24, text
        original = " ".join(str(row[name]) for name in ("date", "actor", "description"))
        assert set(re.findall(r"\d+", text)) <= set(re.findall(r"\d+", original)), text
    assert pages["timeline.html"].count(" data-kind=") == len(table)


def test_each_case_is_a_row_with_its_role_its_status_and_its_countries(pages: dict[str, str]) -> None:
    row_of = r'<tr data-role="(.*?)" data-asked="(.*?)"(.*?)><th scope="row"><a href="(c\d+)'
    rows = re.findall(row_of, pages["cases/index.html"])
    found = {f"cases/{page}.html": (role, unescape(asked), "data-well" in more) for role, asked, more, page in rows}
    assert len(rows) == len(found) == len(CASES)
    for row in CASES.to_dict("records"):
        role, asked, well = found[parts.case_pages()[row["case_id"]]]
        assert (asked, well) == (country_name(row["requesting_country"]), row["well_documented"])
        assert (role == "Journalist") == (row["target_profile"] == "journalist")
    involved = pages["cases/index.html"].count(" data-involved")
    assert involved == (~CASES["correction"]).sum() == 420
    assert '(<span data-of="involved">420</span>)' in pages["cases/index.html"]


def test_a_wrong_address_leads_on_from_any_depth(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SITE, "https://example.org/notices")
    page = finding.not_found({"world"}).decode()
    links = re.findall(r'href="([^"#]+)', page)
    inside = [link for link in links if not link.startswith("data:")]
    assert inside and all(link.startswith("https://example.org/notices/") for link in inside)
    assert {"https://example.org/notices/world/index.html", "https://example.org/notices/search.html"} <= set(inside)
    assert "decisions/index.html" not in page, "no report that does not stand"


def test_a_correction_is_asked_for_by_a_link_that_works(monkeypatch: pytest.MonkeyPatch) -> None:
    def settings(**fields: str | None) -> None:
        changed = release_note().model_copy(update=fields)
        monkeypatch.setattr(judgement, "release_note", lambda: changed)

    settings(contact="ask@example.org")
    assert '<a href="mailto:ask@example.org">' in downloads.about().decode()
    settings(contact=None, repository="https://example.org/code")
    assert '<a href="https://example.org/code/issues/new">' in downloads.about().decode()
    settings(contact=None, repository=None)
    assert "This copy gives no address for requests" in downloads.about().decode()


def test_cases_by_requesting_country_and_country_of_arrest() -> None:
    found = cases.pairs().set_index(["requesting_country", "host_country"])
    assert found["people_held"].sum() == (CASES["people_held"] & (CASES["held_where"] != "")).sum()
    here = CASES[(CASES["requesting_country"] == "BLR") & ~CASES["correction"]]
    here = here[(here["host_country"] == "POL") | (here["held_where"] == "POL")]
    held = here[here["people_held"] & (here["held_where"] == "POL")]
    stopped = here["oversight_outcome"].isin(recount.STOPPED).sum()
    well = here["well_documented"].sum()
    wanted = [len(here), well, len(held), (held["extradition"] == "refused").sum(), stopped]
    assert found.loc[("BLR", "POL")].to_list() == wanted


def test_what_is_new_names_each_rating_that_changed_and_the_cases_behind_it(pages: dict[str, str]) -> None:
    ratings, page = changed().query("level != level_before"), pages["new.html"]
    part = page.split('id="t-ratings"')[1].split("</table>")[0]
    heads = [re.sub("<[^>]+>", "", head) for head in re.findall(r'<th scope="row">(.*?)</th>', part)]
    assert heads == [country_name(code) for code in ratings["iso3"]]
    assert re.findall(r'<span class="lv l\d">(.*?)</span>', part) == [
        word for pair in ratings[["level_before", "level"]].to_numpy() for word in pair
    ]
    groups = re.findall(r"<h3>(.*?) \((\d+)\)</h3>(.*?)(?=<h3>|</section>)", page.split('id="recounted"')[1], re.DOTALL)
    rows = [
        (name, what.lower()) for what, _count, of in groups for name in re.findall(r"<li>(?:<b>)?(.*?)(?:</b>)?:", of)
    ]
    assert [int(count) for _what, count, _of in groups] == [of.count("<li>") for _what, _count, of in groups]
    counted = Counter(rows)
    for code, strong, before in ratings[["iso3", "strong", "strong_before"]].itertuples(index=False):
        gained = sum(counted[country_name(code), what] for what in ("new", "now well documented"))
        assert gained - counted[country_name(code), "no longer well documented"] == strong - before
    behind = sum(count for (name, _what), count in counted.items() if name in heads)
    listed = page.split('id="recounted"')[1].split("</section>")[0]
    assert listed.count("<li><b>") == behind >= len(heads), "each rating has the case behind it"
    links = re.findall(r'<a href="(cases/(?!index)[^"]+)"', page)
    assert len(links) == len(set(links)), "each case is listed once"
    assert all(name in page.split("<h1")[1].split("</h1>")[0] for name in heads)
    before = rn.load("cases", release="3.0.0").set_index("case_id").query(select().query).index
    now, known = set(rn.cases.rows().query("well_documented")["case_id"]), {row["case_id"] for row in ADDED}
    changes = Counter(what for _name, what in rows)
    joined, left = now - set(before) - known, set(before) - now
    counts = {"new": now & known, "now well documented": joined, "no longer well documented": left}
    assert changes == Counter({what: len(cases) for what, cases in counts.items()})
    assert page.split('id="added"')[1].split("</section>")[0].count('<tr><th scope="row"') == len(ADDED) > 0


def test_what_a_release_changed_is_told_by_state() -> None:
    found, asked = changed().set_index("iso3"), {row["case_id"]: row["requesting_country"] for row in REGISTER}
    for row in ADDED:
        new = sum(asked[one["case_id"]] == asked[row["case_id"]] for one in ADDED)
        before, after = found.loc[asked[row["case_id"]], ["rows_before", "rows"]]
        assert after - before == new > 0
    assert all(row.strong == rn.cases.count(code).value for code, row in found.iterrows())
    assert found.loc["IND", ["level_before", "level"]].tolist() == ["complaints only", "limited"]
    assert found.loc["SAU", ["level_before", "level"]].tolist() == ["substantial", "limited"]


def test_the_methods_have_an_anchor_for_each_level_grade_status_and_universe(pages: dict[str, str]) -> None:
    ids = set(re.findall(r'id="([\w-]+)"', pages["methods.html"]))
    assert {"rule", "grades", "statuses", "universes", "intervals", "limits"} <= ids
    assert {f"level-{word.replace(' ', '-')}" for word in evidence.words_in_order()} <= ids
    assert {"grade-A", "grade-X", "status-supported", "universe-issued", "universe-in-force"} <= ids
    linked = {part for page in pages.values() for part in re.findall(r'methods\.html#([\w-]+)"', page)}
    assert linked and linked <= ids


def test_the_address_of_the_site_is_in_links_previews_and_citations(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SITE, "https://example.org/notices")
    page, case = downloads.about().decode(), entries.case_page(release()["cases"].iloc[0].to_dict()).decode()
    assert '<link rel="canonical" href="https://example.org/notices/about.html">' in page
    assert '"og:image" content="https://example.org/notices/world/charts/evidence_map.png">' in page
    assert "https://example.org/notices/cases/c001.html" in case.split("How to cite")[1]
    monkeypatch.setenv(SITE, "")
    assert "og:image" not in downloads.about().decode()


def test_the_menu_can_be_translated() -> None:
    assert {entry.word for entry in MENU} <= {text.words for text in texts()}


def test_a_page_is_the_same_bytes_each_time() -> None:
    assert entries.actions() == entries.actions()
    assert events.timeline() == events.timeline()


def test_compare_holds_every_state_and_draws_each_ratio_on_one_axis(pages: dict[str, str]) -> None:
    page = pages["compare.html"]
    assert all(f'data-code="{code}"' in page for code in rn.countries.overview()["country"])
    assert len(set(re.findall(r'class="one" x1="([\d.]+)"', page))) == 1
    assert country_name("BLR") in page
    assert 'id="side-chart" data-column="4"' in page
    assert '<a href="https://www.unhcr.org/refugee-statistics/download">UNHCR</a>' in page[page.index("side-chart") :]


def test_every_number_set_side_by_side_says_what_it_counts_and_where_it_comes_from(pages: dict[str, str]) -> None:
    page = pages["compare.html"]
    heads = re.findall(r'<th scope="col">(.*?)</th>', page[page.index('id="compare-all"') :])[1:]
    told = dict(re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", page))
    assert list(told) == heads and len(heads) == 17
    assert all("Source: " in said for said in told.values())
    names = [country_name(str(code)) for code in rn.countries.overview()["country"]]
    assert not [said for said in told.values() if any(name in said for name in names)], "each row is of any country"


def test_page_and_picture_have_one_palette_in_light_and_dark() -> None:
    style = pages_style()
    said = dict(re.findall(r"var\(--c-(\w+),(#[0-9a-f]{6})\)", style))
    names = ("extensive", "substantial", "limited", "accent", "others")
    assert said == {name: COLOURS[name].lower() for name in names}
    assert all(f"--c-{name}:{colour.lower()};" in style for name, colour in DARK.items())


@pytest.mark.parametrize("palette", [COLOURS, DARK], ids=["light", "dark"])
def test_the_levels_of_evidence_stand_out_from_the_page_the_more_the_higher(palette: dict[str, str]) -> None:
    levels = [contrast(palette[name], palette["paper"]) for name in ("extensive", "substantial", "limited")]
    assert levels == sorted(levels, reverse=True)
    assert min(levels[:2]) >= 4.5  # words in the colour of the page stand on them
    assert contrast(palette["limited"], palette["ink"]) >= 4.5
