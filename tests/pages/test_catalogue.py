"""Which reports a word stands for, where they go, and rows that can be linked to."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from analysis.core.errors import InputError
from analysis.facts import world
from analysis.pages.blocks import MIME, Prose, Table
from analysis.pages.catalogue import all_jobs, chosen_jobs
from analysis.publish import html, pdf
from analysis.publish.build import existing


def folders(*words: str) -> list[str]:
    return [job.folder for job in chosen_jobs(words, world.release())]


def test_a_country_stands_for_its_profile() -> None:
    assert folders("blr") == ["BLR"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["BLR RUS"], ["BLR", "RUS"]),
        (["BLR, nor"], ["BLR", "NOR"]),
        (["Belarus"], ["BLR"]),
        (["United", "States"], ["USA"]),
        (["United States"], ["USA"]),
        (["Norway", "United", "Kingdom", "BY"], ["NOR", "GBR", "BLR"]),
        (["Norway,", "World"], ["NOR", "world"]),
        (["Korea, Republic of", "Belarus"], ["KOR", "BLR"]),
        (["Guinea", "Papua New Guinea"], ["GIN", "PNG"]),
    ],
)
def test_names_and_codes_are_parted_by_blanks_and_commas(words: list[str], found: list[str]) -> None:
    assert folders(*words) == found


@pytest.mark.parametrize(
    ("words", "got", "meant"),
    [
        (["Belarsu RUS"], "Belarsu", "Belarus"),
        (["BLR", "Untied", "States", "RUS"], "Untied States", "United States"),
        (["OVERSITE"], "OVERSITE", "OVERSIGHT"),
    ],
)
def test_a_name_that_is_spelt_nearly_so_is_offered(words: list[str], got: str, meant: str) -> None:
    with pytest.raises(InputError, match=rf"got country '{got}'; expected .*did you mean {meant}"):
        folders(*words)


def test_general_reports_have_words() -> None:
    assert folders("brief", "claims", "world") == ["brief", "claims", "world"]


def test_no_two_reports_share_a_folder() -> None:
    names = [job.folder for job in all_jobs(world.release())]
    assert len(set(names)) == len(names)


def test_reports_that_stand_are_found(tmp_path: Path) -> None:
    for folder in ("BLR", ".building-x/report"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "index.html").write_text("x")
    assert existing(tmp_path) == {"BLR"}


def table() -> Table:
    rows = pd.DataFrame({"Case": ["one", "two"]})
    return Table("t", "Invented rows", rows, rows, "u", "s")


def cell(*blocks: Prose | Table, tags: Sequence[str] = ()):
    outputs = [new_output("display_data", data={MIME: block.content()}) for block in blocks]
    return new_code_cell("", outputs=outputs, metadata={"tags": list(tags)})


def notebook(*blocks: Prose | Table):
    made = new_notebook(cells=[cell(*blocks)])
    made.metadata["report"] = {
        "title": "Invented",
        "footer": "foot",
        "folder": "BLR",
        "compact": False,
    }
    return made


def test_a_link_to_a_place_that_is_not_there_fails_the_pdf() -> None:
    with pytest.raises(Exception, match="case-three"):
        pdf.render(notebook(Prose(["See [the place](#case-three)."]), table()), date(2020, 1, 1))


def test_cells_of_tables_stand_on_a_page_of_their_own_that_the_report_links() -> None:
    made = notebook(Prose(["What we found"], "title"))
    assert list(html.render_pages(made)) == ["index.html"]
    made.cells.append(cell(table(), tags=["tables"]))
    page, tables = html.render_pages(made).values()
    assert '<a href="tables.html">' in page and "<table>" not in page
    assert f'id="{table().name}"' in tables and "<h1>Invented: tables</h1>" in tables and "What we found" not in tables
    assert 'href="index.html">Invented</a>' in tables and "Invented rows" in pdf.source(made, date(2020, 1, 1))
