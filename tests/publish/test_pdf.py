"""PDFs: how many pages, how full, what stands at a page's foot, and where links lead once it is on paper."""

import copy
import io
import json
import re
import subprocess
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import typst
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook, new_output
from PIL import Image

from analysis.core.files import SITE
from analysis.core.judgement import released, version
from analysis.facts.world import release
from analysis.pages import cards
from analysis.pages.blocks import MIME, Figures, Mark, Marks, Number, Prose, Scale, Table, on_screen
from analysis.pages.catalogue import GENERAL, country_job
from analysis.publish import pdf
from analysis.publish.build import execute_job
from analysis.publish.notebook import BRIEF_ALONE, COMMENTARY, blocks, part_of
from analysis.stats.estimate import complete_count

STATES = ("BLR", "RUS", "FRA", "TUV")
#: The documents that have two pages.
PAGES = (*STATES, "BRIEF")
#: Millimetres of a page that its foot takes, in a brief and in a report.
FOOT = {True: 15, False: 20}
#: As near to the foot of a page no heading and no table may begin.
ROOM = 12
PER_MM = 2
PROBE = """
#context [#metadata((
  headings: query(heading).map(it => (it.location().page(), it.location().position().y / 1mm)),
  tables: query(table).map(it => (it.location().page(), it.location().position().y / 1mm)),
)) <probe>]
"""


@cache
def executed(name: str) -> NotebookNode:
    return execute_job(GENERAL[name] if name in GENERAL else country_job(name))


@cache
def source(name: str, *, brief: bool) -> str:
    whole = executed(name)
    made = pdf.brief_source if brief else pdf.source
    return made(part_of(whole, brief=brief) if name in STATES else whole, released())


@cache
def pages_of(name: str, *, brief: bool) -> list[np.ndarray]:
    """Give each page as pixels, true where there is ink."""
    compiler = typst.Compiler(font_paths=cards.fonts(), ignore_system_fonts=True)
    made = compiler.compile(source(name, brief=brief).encode(), format="png", ppi=25.4 * PER_MM)
    held = [made] if isinstance(made, bytes) else made
    return [np.asarray(Image.open(io.BytesIO(page)).convert("L")) < 200 for page in held]


def fullness(page: np.ndarray, foot: int) -> float:
    """Give how far down the ink of a page reaches, its foot apart, as a share of its height."""
    height = page.shape[0] - foot * PER_MM
    inked = np.flatnonzero(page[:height].any(axis=1))
    return float(inked.max() / height) if inked.size else 0.0


#: A country without a case has little to say on either page.
FULL = [name for name in STATES if name != "TUV"]
DOCUMENTS = [*((name, True) for name in FULL), ("BRIEF", False), ("BLR", False), ("RUS", False), ("TUV", False)]


@pytest.mark.parametrize("name", PAGES)
def test_a_brief_has_two_pages(name: str) -> None:
    assert len(pages_of(name, brief=name in STATES)) == 2


@pytest.mark.parametrize("name", [*STATES, "BRIEF"])
def test_no_text_of_a_brief_is_smaller_than_nine_points(name: str) -> None:
    text = source(name, brief=name in STATES)
    sized = "#show text: it => context [#it#metadata(text.size / 1pt)<size>]\n"
    begin = "#layout" if name in STATES else "#show: report.with"
    head, mark, rest = text.partition(begin)
    compiler = typst.Compiler((head + sized + mark + rest).encode(), font_paths=cards.fonts(), ignore_system_fonts=True)
    sizes = [one["value"] for one in json.loads(compiler.query("<size>"))]
    assert len(sizes) > 50 and min(sizes) >= 9


@pytest.mark.parametrize(("name", "brief"), DOCUMENTS)
def test_no_page_but_the_last_is_less_than_six_tenths_full(name: str, brief: bool) -> None:
    *full, _ = pages_of(name, brief=brief)
    assert [share for share in (fullness(page, FOOT[brief or name == "BRIEF"]) for page in full) if share < 0.6] == []


def test_a_page_that_is_half_empty_is_found() -> None:
    page = np.zeros((297 * PER_MM, 210 * PER_MM), dtype=bool)
    page[: 100 * PER_MM : 10] = True
    page[-10 * PER_MM] = True
    assert 0.3 < fullness(page, 20) < 0.4


@pytest.mark.parametrize(("name", "brief"), DOCUMENTS)
def test_no_heading_and_no_table_begins_at_the_foot_of_a_page(name: str, brief: bool) -> None:
    text = (source(name, brief=brief) + PROBE).encode()
    compiler = typst.Compiler(text, font_paths=cards.fonts(), ignore_system_fonts=True)
    found = json.loads(compiler.query("<probe>"))[0]["value"]
    assert found["headings"]
    foot = 297 - FOOT[brief or name == "BRIEF"] - ROOM
    assert [(page, height) for held in found.values() for page, height in held if height > foot] == []


@pytest.mark.parametrize("name", STATES)
def test_each_link_of_a_brief_leads_into_the_web(reports: Path, name: str) -> None:
    for file in ("brief.pdf", "report.pdf"):
        content = (reports / name / file).read_bytes()
        urls = re.findall(rb"/URI\s*\(([^)]*)\)", content)
        assert [url for url in urls if not url.startswith((b"http://", b"https://"))] == []
        assert b"/GoToR" not in content


def test_the_brief_of_the_world_leads_out_and_says_where_pages_stand(reports: Path) -> None:
    urls = re.findall(rb"/URI\s*\(([^)]*)\)", (reports / "brief" / "report.pdf").read_bytes())
    assert any(b"interpol.int" in url for url in urls)
    assert all(url.startswith(b"http") for url in urls)
    assert "on the site" not in source("BRIEF", brief=False)


def test_the_notes_of_a_brief_link_each_source_once_and_print_no_address(reports: Path, pdftotext: str) -> None:
    rows = release()["cases"].query("requesting_country == 'BLR'")
    file = reports / "BLR" / "brief.pdf"
    urls = re.findall(rb"/URI\s*\(([^)]*)\)", file.read_bytes())
    assert {url.encode() for url in rows["source_1_url"]} <= set(urls)
    done = subprocess.run([pdftotext, "-raw", "-f", "2", str(file), "-"], capture_output=True, text=True)
    assert "http" not in done.stdout
    assert rows["source_1_url"].duplicated().any() and done.stdout.count("reform.news, December 2025") == 1
    notes = done.stdout.partition("Notes ")[2].partition("INTERPOL’s Commission")[0]
    numbered = {int(number) for number in re.findall(r"(?m)^(\d{1,2}) (?=\S)", notes)}
    assert set(range(1, len(set(urls)))) <= numbered and len(numbered) > 20


def test_the_second_page_says_how_many_cases_it_shows(reports: Path, pdftotext: str) -> None:
    def second(name: str) -> str:
        command = [pdftotext, "-raw", "-f", "2", str(reports / name / "brief.pdf"), "-"]
        return subprocess.run(command, capture_output=True, text=True).stdout

    requested = int((release()["cases"]["requesting_country"] == "RUS").sum())
    assert f"18 of {requested} shown" in second("RUS")
    assert not re.search(r"\d+ of \d+ shown", second("BLR"))


def with_parts(**parts: object) -> tuple[int, list[str]]:
    """Lay out the brief of Belarus with other parts, and give its last page and its headings."""
    held = copy.deepcopy(part_of(executed("BLR"), brief=True))
    next(blocks(held)).update(parts)
    probe = "\n#context [#metadata((here().page(), query(heading).map(it => it.body))) <probe>]"
    text = (pdf.brief_source(held, released()) + probe).encode()
    compiler = typst.Compiler(text, font_paths=cards.fonts(), ignore_system_fonts=True)
    pages, bodies = json.loads(compiler.query("<probe>"))[0]["value"]
    return pages, [body.get("text", "") for body in bodies]


def test_a_first_page_without_room_drops_the_chart_of_countries_first() -> None:
    block = next(blocks(part_of(executed("BLR"), brief=True)))
    made = [with_parts(lead="A finding in words. " * many) for many in range(10, 60, 3)]
    lower = (block["countries"], block["stopped"])
    left_out = [tuple(one for one in lower if one not in headings) for pages, headings in made if pages == 2]
    assert list(dict.fromkeys(left_out)) == [(), lower[:1], lower]
    assert all(block[name] in headings for _pages, headings in made for name in ("years", "grounds"))


def test_long_rows_are_left_out_until_the_second_page_holds_the_rest() -> None:
    cases = next(blocks(part_of(executed("BLR"), brief=True)))["cases"]
    long = [case | {"cells": [*case["cells"][:4], "Extradition refused. " * 12]} for case in cases]
    assert with_parts()[0] == with_parts(cases=long)[0] == 2


def test_no_brief_prints_the_key_of_a_case(reports: Path, pdftotext: str) -> None:
    done = subprocess.run([pdftotext, "-raw", reports / "BLR" / "brief.pdf", "-"], capture_output=True, text=True)
    text = re.sub(r"\s+", "", done.stdout)
    assert not [key for key in release()["cases"]["case_id"] if key in text]


@pytest.mark.parametrize("name", STATES)
def test_a_brief_is_tagged_titled_and_named(reports: Path, name: str) -> None:
    content = (reports / name / "brief.pdf").read_bytes()
    for mark in (b"/StructTreeRoot", b"/Marked true", b"/Lang", b"/DisplayDocTitle true", b"pdfuaid:part"):
        assert mark in content, mark


@pytest.mark.parametrize("name", ["BLR", "TUV"])
def test_a_brief_is_the_same_bytes_twice(name: str) -> None:
    brief = part_of(executed(name), brief=True)
    assert pdf.render(brief, released(), brief=True) == pdf.render(brief, released(), brief=True)


def test_a_brief_names_project_release_and_contact(pdftotext: str, tmp_path: Path) -> None:
    for name in PAGES:
        made = pdf.render(part_of(executed(name), brief=name in STATES), released(), brief=name in STATES)
        (tmp_path / "brief.pdf").write_bytes(made)
        command = [pdftotext, "-raw", str(tmp_path / "brief.pdf"), "-"]
        text = " ".join(subprocess.run(command, capture_output=True, text=True).stdout.split())
        for words in (
            "Red Notice Statistics",
            f"data release {version()}",
            "Contact and corrections",
            "could read only the beginning",
        ):
            assert words in text, (name, words)


# Invented blocks ---------------------------------------------------------------------------------------------------

ONE = complete_count(3, universe="invented", source="cases", unit="cases", sentence="Erewhon: 3 cases.")


def notebook(*shown: object, tags: tuple[str, ...] = (), folder: str = "ERE") -> NotebookNode:
    outputs = [new_output("display_data", data={MIME: block.content()}) for block in shown]  # type: ignore[attr-defined]
    made = new_notebook(cells=[new_code_cell("", outputs=outputs, metadata={"tags": list(tags)})])
    made.metadata["report"] = {"title": "Invented", "footer": "foot", "folder": folder, "compact": False}
    return made


def strip() -> Marks:
    items = [
        Mark(2010, "strong", "A held in B", "by strong evidence", "../cases/a.html"),
        Mark(None, "contested", "C *held*", "contested"),
    ]
    return Marks("strip", "In time", items, pd.DataFrame({"a": [1]}), 2010, 2020, "u", "cases")


def test_scale_figures_and_marks_make_a_pdf() -> None:
    words = Scale("level", "Level", ("none", "some"), "some", [ONE])
    large = Figures("front", "Numbers", [Number(ONE, "cases", "of many", "no verdict", evidence=True)])
    held = notebook(words, large, strip())
    text = pdf.source(held, date(2026, 1, 2))
    assert 'chosen: "some"' in text and "evidence: true" in text and "at: none" in text
    assert "incomplete: none" in text
    assert pdf.render(held, date(2026, 1, 2)).startswith(b"%PDF")
    late = notebook(replace(strip(), incomplete=2019))
    assert "incomplete: 2019" in pdf.source(late, date(2026, 1, 2))
    assert pdf.render(late, date(2026, 1, 2)).startswith(b"%PDF")


def test_what_is_to_be_pressed_and_what_is_for_the_notebook_alone_is_left_out() -> None:
    pressed = notebook(Prose(["[Brief](brief.pdf)"], "actions"), Prose(["[Up](../index.html)"], "crumbs"))
    assert "Brief" not in pdf.source(pressed, date(2026, 1, 2)).partition("#show: report.with")[2]
    commented = notebook(Prose(["How it is made."]), tags=(COMMENTARY,))
    assert "How it is made" not in pdf.source(commented, date(2026, 1, 2))


def test_a_notebook_is_parted_into_report_and_brief() -> None:
    held = new_notebook(cells=[new_code_cell(name, metadata={"tags": [name]}) for name in ("x", BRIEF_ALONE)])
    assert [cell.source for cell in part_of(held, brief=False).cells] == ["x"]
    assert [cell.source for cell in part_of(held, brief=True).cells] == [BRIEF_ALONE]


def linked() -> NotebookNode:
    rows = pd.DataFrame({"State": ["[Erewhon](../ERE/index.html)"], "Of": ["[web](https://example.org/a)"]})
    table = Table("states", "States", rows, rows, "u", "cases")
    return notebook(Prose(["See [the world](../world/index.html)."]), table, strip())


def test_without_an_address_links_inside_the_project_are_words() -> None:
    text = pdf.source(linked(), date(2026, 1, 2)).partition("#show: report.with")[2]
    assert '"the world";' in text and "world/index.html" not in text
    assert re.findall(r'#link\("([^"]*)"\)', text) == ["https://example.org/a"]


def test_with_an_address_links_inside_the_site_are_absolute(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SITE, "https://example.org/x/")
    text = pdf.source(linked(), date(2026, 1, 2)).partition("#show: report.with")[2]
    assert set(re.findall(r'#link\("([^"]*)"\)', text)) == {
        "https://example.org/x/world/index.html", "https://example.org/x/ERE/index.html", "https://example.org/a",
        "https://example.org/x/ERE/data/states.csv", "https://example.org/x/cases/a.html",
        "https://example.org/x/cases/index.html",
    }  # fmt: skip
    assert "on the site" not in text


def test_a_column_is_as_wide_as_its_longest_word() -> None:
    long = "x" * 40
    block = {"columns": ["A", "B", "C"], "rows": [[long, "many words " * 60, "a"]]}
    first, second, third = pdf._widths(block)
    assert float(first.removesuffix("fr")) >= len(long) and second.endswith("fr") and third == "auto"


def test_what_is_for_the_screen_stands_in_no_pdf() -> None:
    shown = on_screen(Prose(["How to embed."]))
    held = notebook(*shown)
    (cell,) = held.cells
    assert "How to embed" in pdf.source(held, date(2026, 1, 2))
    cell.outputs[0]["data"][MIME] |= {"only": shown.placed[0].only}
    assert "How to embed" not in pdf.source(held, date(2026, 1, 2))
