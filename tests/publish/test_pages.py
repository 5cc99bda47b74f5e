"""Pages and PDFs: no request to elsewhere, accessible, and complete."""

import json
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest
from PIL import Image

from analysis.core import build_state
from analysis.core.files import ROOT
from analysis.core.judgement import version
from analysis.facts.searched import has_no_finding
from analysis.facts.selection import Selection
from analysis.publish import build, html
from analysis.publish.own import Published
from analysis.tables.shipped import raw_path, store
from tests.built import EACH_FOLDER, WITHOUT_SITE
from tests.charts.boxes import faults, smallest
from tests.page import Page

FETCHING = {"src", "srcset", "poster", "data", "action", "formaction", "background", "ping", "manifest"}


def searched_in_vain(page: Page) -> bool:
    """Tell whether a page is the short one of a state on whose requests nothing was found."""
    return bool(re.fullmatch("[A-Z]{3}", page.name)) and has_no_finding(Selection(page.name))


def test_page_fetches_nothing(page: Page) -> None:
    assert not page.all("iframe", "object", "embed", "img", "image", "audio", "video", "base")
    assert [element.attributes for element in page.all("script")] == [{}]
    assert {link.attributes["rel"] for link in page.all("link")} == {"icon"}
    for element in (element for element in page.elements if element.tag != "link"):
        assert not FETCHING & set(element.attributes), element
        for name in ("href", "xlink:href"):
            target = element.attributes.get(name, "")
            assert element.tag == "a" or not target or target.startswith("#"), target
    styles = " ".join(e.text for e in page.all("style")) + " ".join(
        e.attributes.get("style", "") for e in page.elements
    )
    assert "@import" not in styles
    assert not re.findall(r"url\((?![\"']?#|data:font/woff2;base64,)", styles)


def test_page_names_its_language_title_and_encoding(page: Page) -> None:
    assert page.all("html")[0].attributes["lang"] == "en"
    assert page.all("title")[0].text == page.all("h1")[0].text
    assert page.all("meta")[0].attributes == {"charset": "utf-8"}


def test_headings_are_in_order(page: Page) -> None:
    levels = [int(element.tag[1]) for element in page.all("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_id_is_unique_and_every_reference_has_its_target(page: Page) -> None:
    ids = [element.attributes["id"] for element in page.elements if "id" in element.attributes]
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'(?:url\(|href=")#([^)"]+)', page.html)) <= set(ids)


def test_every_picture_has_role_title_and_description(page: Page) -> None:
    pictures = page.all("svg")
    assert pictures or page.name not in ("world", "sanctions", "RUS")
    for picture in pictures:
        assert picture.attributes["role"] == "img"
        own = {p.tag: p.text for p in picture.parts if not isinstance(p, str)}
        assert own["title"]
        assert len(own["desc"]) > 40


def test_tables_have_caption_and_scoped_headers(page: Page) -> None:
    for table in page.all("table"):
        children = [part.tag for part in table.parts if not isinstance(part, str)]
        assert children == ["caption", "thead", "tbody"]
    for header in page.all("th"):
        assert header.attributes.get("scope") == ("col" if "thead" in header.ancestors() else "row")
    for row in page.all("tr"):
        tags = [part.tag for part in row.parts if not isinstance(part, str)]
        assert tags[0] == "th" and set(tags[1:]) <= {"th" if "thead" in row.ancestors() else "td"}
    assert all(e.attributes.get("aria-label") for e in page.elements if e.attributes.get("role") == "region")


def test_every_row_has_a_cell_for_each_header(page: Page) -> None:
    for table in page.all("table"):
        inside = [e for e in page.all("tr") if table in _parents(e)]
        widths = {sum(not isinstance(part, str) for part in row.parts) for row in inside}
        assert len(widths) == 1, widths


def _parents(element: object) -> list[object]:
    parent = element.parent  # type: ignore[attr-defined]
    return [] if parent is None else [parent, *_parents(parent)]


def test_what_stands_below_a_figure_is_short_and_names_release_data_and_pictures(page: Page) -> None:
    for figure in page.all("figure"):
        (caption,) = [e for e in page.all("figcaption") if figure in _parents(e)] or [None]
        if caption is None:  # folded whole
            continue
        assert f"; release {version()}." in caption.text
        drawn = "chart" in figure.attributes["class"].split()
        links = [e.attributes["href"] for e in page.all("a") if caption in _parents(e)]
        name = figure.attributes["id"]
        assert {f"data/{name}.csv", f"data/{name}.json"} <= set(links)
        assert {f"charts/{name}.{kind}" for kind in ("svg", "png")} <= set(links) or not drawn
        text = "".join(part if isinstance(part, str) else "" for part in caption.parts)
        notes = re.split("Source: |Data tables: ", text)[0]
        assert len(re.findall(r"[.!?] (?=[A-Z])", notes.strip())) <= 2, notes


def test_every_figure_says_its_universe_and_source_and_links_its_data(page: Page) -> None:
    figures = page.all("figure")
    assert len(figures) >= (1 if searched_in_vain(page) else 4 if page.name == "sanctions" else 6)
    for figure in figures:
        name = figure.attributes["id"]
        assert "Counted:" in figure.text
        assert "Data tables: " in figure.text
        assert "Source: " in figure.text or "chart" not in figure.attributes["class"].split()
        told = json.loads(page.data[f"{name}.json"])
        assert told["universe"].strip()
        assert told["source"].strip()
        assert told["columns"] == page.data[f"{name}.csv"].splitlines()[0].split(",")
        assert f'href="data/{name}.csv"' in page.html


def test_local_links_lead_somewhere(page: Page, reports: Path, built_codes: tuple[str, ...]) -> None:
    general = r"(brief|claims|decisions|oversight|sanctions|validation)/index\.html$"
    others = rf"(?!{'|'.join(built_codes)})[A-Z]{{3}}/index\.html$|{general}"
    targets = {link.attributes["href"] for link in page.all("a") if not link.attributes["href"].startswith("http")}
    ids = {element.attributes.get("id") for element in page.elements}
    for file, _, anchor in (target.partition("#") for target in targets):
        exists = (reports / page.name / file).resolve().exists()
        assert exists or re.search(others, file), file
        assert file or anchor in ids, anchor


def pictures(page: str) -> list[str]:
    """Give the pictures of a page as they are drawn, with the colours that they have where a page says none."""
    found = re.findall(r"<svg.*?</svg>", page, re.DOTALL)
    plain = [re.sub(r"var\(--c-[a-z]+,(#[0-9a-f]{6})\)", r"\1", svg) for svg in found]
    return [svg.replace(" viewbox=", " viewBox=") for svg in plain]  # HTML knows it by any case


def test_no_words_in_any_picture_are_cut_off_covered_or_too_small_for_a_phone(any_page: Page) -> None:
    for figure in re.findall(r'<figure class="chart.*?</figure>', any_page.html, re.DOTALL):
        held = pictures(figure)
        assert [fault for svg in held for fault in faults(svg)] == []
        assert smallest(held[-1]) >= 11


def test_each_chart_lies_beside_its_page_as_picture_and_pixels(any_page: Page, reports: Path) -> None:
    folder = reports / any_page.name
    each = re.findall(r'<figure class="chart[^"]*" id="([^"]+)"', any_page.html + any_page.tables)
    held = {path.name for path in (folder / "charts").iterdir()} if each else set()
    assert held == {f"{name}.{kind}" for name in each for kind in ("svg", "png")}
    for name in each:
        assert ET.parse(folder / "charts" / f"{name}.svg").getroot().get("role") == "img"
        with Image.open(folder / "charts" / f"{name}.png") as pixels:
            assert pixels.width == 1200


def test_a_folder_holds_page_pdf_data_and_charts_alone(page: Page, reports: Path) -> None:
    files = build.hashes(reports / page.name)
    of_a_state = {"brief.pdf"} if len(page.name) == len("BLR") else set()
    outside = {name for name in files if not name.startswith(("data/", "charts/"))}
    assert outside == {"index.html", "report.pdf"} | of_a_state | ({"tables.html"} if page.tables else set())
    assert build_state.note_of(reports, page.name)["files"] == files


@pytest.mark.parametrize("folder", EACH_FOLDER)
def test_pdf_is_tagged_titled_and_names_its_language(reports: Path, folder: str) -> None:
    content = (reports / folder / "report.pdf").read_bytes()
    assert content.startswith(b"%PDF-1.7")
    for mark in (b"/StructTreeRoot", b"/Marked true", b"/Lang", b"/DisplayDocTitle true", b"pdfuaid:part"):
        assert mark in content, mark


@pytest.mark.parametrize("folder", ["BLR", "world"])
def test_pdf_read_by_poppler_has_title_tags_and_an_alternative_for_each_picture(reports: Path, folder: str) -> None:
    if shutil.which("pdfinfo") is None:
        pytest.skip("pdfinfo (poppler-utils) is not installed")
    path, page = reports / folder / "report.pdf", Page.read(reports / folder)
    shown = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout
    assert re.search(rf"^Title:\s+{re.escape(page.all('title')[0].text)}$", shown, flags=re.MULTILINE)
    assert re.search(r"^Tagged:\s+yes$", shown, flags=re.MULTILINE)
    tree = subprocess.run(["pdfinfo", "-struct", path], capture_output=True, check=True).stdout.decode(
        "utf-8", "replace"
    )
    charts = re.findall(r'<figure class="chart', page.html + page.tables)  # a wide one has a second drawing, for phones
    assert len(re.findall(r"^\s*Figure\b", tree, flags=re.MULTILINE)) == len(charts)
    assert re.search(r"^\s*(TH|Table)\b", tree, flags=re.MULTILINE)


def test_pdf_holds_the_same_sentences_as_the_page(reports: Path) -> None:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    command = ["pdftotext", "-raw", str(reports / "BLR" / "report.pdf"), "-"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    plain = re.sub(r"[\s\u200b-]+", "", text)
    for estimate in Page.read(reports / "BLR").estimates:
        assert re.sub(r"[\s\u200b-]+", "", str(estimate["sentence"])) in plain


def test_the_list_names_every_report_and_links_those_built(reports: Path) -> None:
    listed = Page("reports", (reports / "reports.html").read_text(encoding="utf-8"), {})
    body = listed.html.partition("<main")[2].partition("</main>")[0]
    links = set(re.findall(r'href="([^"]+)"', body)) - {"timeline.html", "hosts/index.html"}
    assert links == {f"{folder}/{file}" for folder in build.existing(reports) for file in ("index.html", "report.pdf")}
    assert "Germany (not built)" in [entry.text for entry in listed.all("li")]
    found = {(link.attributes.get("href"), link.text) for link in listed.all("a")}
    general = {folder for folder in build.existing(reports) if folder.islower()}
    assert general
    for folder in general:  # named by what it found
        (heading,) = Page.read(reports / folder).all("h1")
        assert (f"{folder}/index.html", heading.text) in found
    assert [h.tag for h in listed.all("h1", "h2")] == ["h1", "h2", "h2", "h2"]


#: Free text of the shipped tables that pages show.
FIELDS = {
    "cases": ["charge_as_reported", "note", "source_1_title", "source_2_title"],
    "country_mentions": ["source_title"],
    "oversight_statistics": ["note", "source_title"],
    "ccf_decisions": ["issue_own_words", "data_type"],
    "oversight_timeline": ["source_title"],  # an event is told by its edited text
    "founding_claims": ["claim", "evidence", "would_change"],
}
HOSTILE = (
    " ![seen](http://evil.example/x.png) [led](http://evil.example/) [run](javascript:alert(1)) <http://evil.example>"
    " <script>alert(1)</script> *struck* _struck_ `coded` &lt; $x^2$ #panic(1) @evil ]( [round]: http://evil.example"
)


@pytest.mark.thorough
def test_no_field_of_the_data_makes_a_picture_or_a_link_on_a_page_or_in_a_pdf(tmp_path: Path) -> None:
    """Before, such fields made 250 live pictures and 250 live links on nine reports, and as many in the PDFs."""
    for part in ("analysis", "notebooks", "data/raw", "data/hand"):
        shutil.copytree(ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__"))
    for file in ("uv.lock", "pyproject.toml", "data/CHANGELOG.md"):
        shutil.copyfile(ROOT / file, tmp_path / file)
    raw = tmp_path / "data" / "raw"
    expected = set(pd.read_csv(ROOT / "data" / "hand" / "corrections.csv", dtype=str)["expect"])
    for name, fields in FIELDS.items():
        table = pd.read_csv(raw_path(name, raw), dtype=str, keep_default_na=False)
        for field in fields:
            table[field] = table[field].where(
                (table[field] == "") | table[field].isin(expected), table[field] + HOSTILE
            )
        store(raw_path(name, raw), table.to_csv(index=False).encode())
    changes = pd.read_csv(raw_path("cases_changes", raw), dtype=str, keep_default_na=False)
    kept = changes[~changes["column"].isin(FIELDS["cases"])]  # the rest must agree with the register
    store(raw_path("cases_changes", raw), kept.to_csv(index=False).encode())
    words = ["BLR", "OVERSIGHT", "SANCTIONS", "CLAIMS", "--jobs", "2", "--reports", str(tmp_path / "reports")]
    command = [sys.executable, *WITHOUT_SITE, "report", *words]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    for folder in ("BLR", "oversight", "sanctions", "claims"):
        report = Page.read(tmp_path / "reports" / folder)
        pages = [Page(folder, text, report.data) for text in (report.html, report.tables) if text]
        for page in pages:
            assert not page.all("img") and len(page.all("script")) == 1
            assert not [link for link in page.all("a") if "evil" in link.attributes["href"]]
            assert not [marked for marked in page.all("em", "code") if marked.text in ("struck", "coded")]
        shown = any(HOSTILE.strip() in cell.text for page in pages for cell in page.all("td"))
        assert shown == (folder in ("oversight", "claims"))  # the others have no such field in a cell
        assert b"evil.example" not in (tmp_path / "reports" / folder / "report.pdf").read_bytes()


def picture(name: str, high: int) -> Published:
    return Published({"block": "chart", "name": name, "svg": f'<svg viewBox="0 0 324 {high}"></svg>'})


@pytest.mark.parametrize(
    ("high", "columns"),
    [
        ([300], [["0"]]),
        ([300, 900], [["0"], ["1"]]),
        ([200, 600, 200], [["0", "2"], ["1"]]),
        ([300, 300, 300], [["0"], ["1"], ["2"]]),
        ([300, 300, 300, 300], [["0", "1"], ["2", "3"]]),
    ],
)
def test_pictures_are_in_columns_of_about_the_same_height(high: list[int], columns: list[list[str]]) -> None:
    (laid,) = html.in_columns([picture(str(place), one) for place, one in enumerate(high)])
    assert [[thing.block["name"] for thing in column if isinstance(thing, Published)] for column in laid] == columns


def test_a_lone_picture_is_beside_the_part_after_it_and_a_table_is_alone() -> None:
    heading, words = (Published({"block": "prose", "kind": kind}) for kind in ("heading", "list"))
    table, lone = Published({"block": "table"}), picture("one", 300)
    assert html.in_columns([lone, heading, words, table]) == [[[lone], [heading, words]], [[table]]]
    assert html.in_columns([lone, words, table]) == [[[lone]], [[words]], [[table]]]
