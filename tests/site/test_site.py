"""The pages around the reports: whole, linked, in words of the catalogue, and true to the files of data."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from analysis.core.countries import name_of
from analysis.core.files import RAW
from analysis.core.messages import CATALOGUE, say
from analysis.facts import cases, hosts, states
from analysis.facts.world import release
from analysis.site import downloads, entries, overview
from analysis.site.frame import HERE, MENU, TEMPLATES, script

REGISTER = list(csv.DictReader((RAW / "evidence" / "cases.csv").open(encoding="utf-8", newline="")))
#: What templates may hold beside messages: marks, not words.
_CODE = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}|<[^>]*>", re.DOTALL)
KINDS = (
    "index.html", "compare.html", "hosts/index.html", "hosts/POL.html", "cases/index.html", "cases/blr-2018-dryk.html",
    "timeline.html", "methods.html", "data.html", "new.html", "about.html",
)  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Make the site around two reports."""
    reports = tmp_path_factory.mktemp("reports")
    for code in ("BLR", "POL"):
        (reports / code / "data").mkdir(parents=True)
        (reports / code / "data" / "firmness.csv").write_text("test,value\nthresholds,1\n")
    return downloads.files(reports, {"BLR", "POL"}, ["Tuvalu"])


@pytest.fixture(scope="module")
def pages(made: dict[str, bytes]) -> dict[str, str]:
    """Give the pages of the site as text."""
    return {name: content.decode() for name, content in made.items() if name.endswith(".html")}


def test_there_is_a_page_of_every_host_state_and_of_every_case(pages: dict[str, str]) -> None:
    assert {name for name in pages if name.startswith("cases/")} == {
        "cases/index.html", *(f"cases/{row['case_id']}.html" for row in REGISTER)
    }  # fmt: skip
    found = {row["host_country"] for row in REGISTER if row["host_country"]}
    assert {name for name in pages if name.startswith("hosts/")} == {
        "hosts/index.html", *(f"hosts/{code}.html" for code in found)
    }  # fmt: skip


def test_every_page_has_its_frame(pages: dict[str, str]) -> None:
    for name, page in pages.items():
        assert page.count("<h1>") == 1 and page.count("<main") == 1, name
        assert 'class="skip" href="#main"' in page and "Content-Security-Policy" in page, name
        assert page.count("<script>") == 1 and not re.search(r"<[a-z][^<>]* on[a-z]+=", page), name
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
    assert len(script().encode()) < 10_000
    assert all(len(made[name]) < 400_000 for name in KINDS)


def test_the_first_page_names_every_state_and_finds_it_in_its_own_words(pages: dict[str, str]) -> None:
    home = pages["index.html"]
    assert all(f'data-code="{code}"' in home for code in states.overview()["iso3"])
    for word in ("Беларусь", "Biélorussie", "BLR", "Türkiye", "Turkey", "中国"):
        assert word in home, word
    assert "Tuvalu" in home and "failed" in home
    assert home.count("not built") == len(states.overview()) - 2


@pytest.mark.parametrize("code", ["POL", "USA", "SRB"])
def test_a_host_page_counts_as_the_register_does(code: str, pages: dict[str, str]) -> None:
    rows = [row for row in REGISTER if row["host_country"] == code]
    page = pages[f"hosts/{code}.html"]
    assert f"host state in {len(rows)} documented cases" in page
    held = [
        row for row in rows
        if row["effect"] in {"detained", "extradited_or_rendered"}
        and row["instrument"] not in {"none_found", "interstate_wanted_list"}
    ]  # fmt: skip
    assert hosts.detained(code).value == len(held)
    assert all(f"../cases/{row['case_id']}.html" in page for row in rows)


def test_the_numbers_of_the_first_page_are_those_of_the_register() -> None:
    found = states.worldwide()
    assert found["hosts"].value == len({row["host_country"] for row in REGISTER if row["host_country"]})
    refused = [row for row in REGISTER if row["oversight_outcome"] in cases.REFUSED]
    assert found["refused"].value == len(refused)


def test_no_page_of_a_case_has_a_field_for_a_name(pages: dict[str, str]) -> None:
    for row in REGISTER:
        fields = re.findall(r"<dt>(.*?)</dt>", pages[f"cases/{row['case_id']}.html"])
        assert fields and "name" not in " ".join(fields).lower()


def test_names_of_cases_are_made_from_codes_and_never_hold_one(pages: dict[str, str]) -> None:
    for row in release().cases.to_dict("records"):
        name = overview.case_name(row)
        assert "_" not in name and str(row["case_id"]) not in name
        figure = row["public_figure_name"]
        assert not isinstance(figure, str) or figure not in name


def test_a_case_tells_what_was_changed_in_it_and_why(pages: dict[str, str]) -> None:
    changes = list(csv.DictReader((RAW / "evidence" / "cases_changes.csv").open(encoding="utf-8", newline="")))
    changed = {row["case_id"] for row in changes}
    for row in REGISTER:
        said = say("case-unchanged") in pages[f"cases/{row['case_id']}.html"]
        assert said == (row["case_id"] not in changed)


def test_archives_hold_the_files_and_are_the_same_each_time(made: dict[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(made[downloads.ALL])) as packed:
        assert {"README.md", "datapackage.json"} <= set(packed.namelist())
        assert packed.read("raw/evidence/cases.csv") == (RAW / "evidence" / "cases.csv").read_bytes()
    with zipfile.ZipFile(io.BytesIO(made["data/BLR.zip"])) as packed:
        assert packed.namelist() == ["README.txt", "firmness.csv"]
    assert downloads.everything() == made[downloads.ALL]
    assert b"Belarus" in made["cite/BLR.bib"] and made["cite/BLR.ris"].startswith(b"TY  - DATA")


def test_the_feed_is_well_formed_and_names_every_changed_row(made: dict[str, bytes]) -> None:
    from xml.etree import ElementTree

    tree = ElementTree.fromstring(made["feed.atom"])
    ids = [entry.text for entry in tree.iter("{http://www.w3.org/2005/Atom}id")]
    changes = list(csv.DictReader((RAW / "evidence" / "cases_changes.csv").open(encoding="utf-8", newline="")))
    assert len(ids) == len(set(ids)) == 1 + len({row["case_id"] for row in changes})


def words_outside(template: str) -> Iterator[str]:
    """Give the words of a template that a reader would see and that no message gives."""
    for part in _CODE.split(template):
        yield from re.findall(r"[A-Za-z]{2,}", part)


@pytest.mark.parametrize("path", sorted(TEMPLATES.glob("*.j2")), ids=lambda path: path.name)
def test_every_word_of_a_template_comes_from_the_catalogue(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert list(words_outside(text)) == []
    shown = re.findall(r'(?:aria-label|placeholder|title|alt)="([^"]*)"', text)
    assert all("{{" in held for held in shown)


def test_a_word_outside_the_catalogue_is_found() -> None:
    assert list(words_outside("<p>{{ say('find') }} Find it</p>")) == ["Find", "it"]


def test_every_message_is_used_and_every_used_message_stands() -> None:
    known = set(re.findall(r"^([a-z][\w-]*) =", CATALOGUE.read_text(encoding="utf-8"), re.MULTILINE))
    files = [*HERE.parent.rglob("*.py"), *HERE.parent.rglob("*.j2")]
    code = "".join(path.read_text(encoding="utf-8") for path in files)
    assert {entry.word for entry in MENU} <= known
    unused = [word for word in known if f'"{word}"' not in code and f"'{word}'" not in code]
    made_up = {f"column-{part}" for part in re.findall(r'"(\w+)"', code)} | {"cases-lead", "timeline-lead"}
    begun = tuple(re.findall(r'say\(\s*f"([a-z][\w-]*-)\{', code))
    assert [word for word in unused if word not in made_up and not word.startswith(begun)] == []


def test_a_message_that_does_not_stand_is_refused() -> None:
    with pytest.raises(KeyError, match="nothing-of-it"):
        say("nothing-of-it")
    with pytest.raises(KeyError, match="name"):
        say("compare-pick")


def test_a_page_is_the_same_bytes_each_time() -> None:
    assert entries.host_page("POL") == entries.host_page("POL")
    assert overview.timeline() == overview.timeline()


def test_compare_holds_every_state_and_draws_each_ratio_on_one_axis(pages: dict[str, str]) -> None:
    page = pages["compare.html"]
    assert all(f'data-code="{code}"' in page for code in states.overview()["iso3"])
    assert len(set(re.findall(r'class="one" x1="([\d.]+)"', page))) == 1
    assert name_of("BLR") in page


def test_every_number_set_side_by_side_says_what_it_counts_and_where_it_comes_from(pages: dict[str, str]) -> None:
    page = pages["compare.html"]
    heads = re.findall(r'<th scope="col">(.*?)</th>', page[page.index('id="compare-all"') :])[1:]
    told = dict(re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", page))
    assert list(told) == heads and len(heads) == 11
    assert all("Source: " in said for said in told.values())


def test_a_host_page_names_universe_and_source_beside_its_counts(pages: dict[str, str]) -> None:
    page = pages["hosts/POL.html"]
    assert page.count('<p class="src">Source: cases.</p>') == 4 and "Counted: register of documented cases" in page
