"""The document for replicators names every figure and table of the notebooks, and a function that exists for each."""

import importlib
import json
from pathlib import Path

import nbformat
import pytest

from analysis.core.files import NOTEBOOKS, ROOT
from analysis.publish.notebook import blocks
from tools.replication import DOCUMENT, items, replication, shipped

MIME = "application/vnd.red-notice-statistics.block+json"


@pytest.mark.parametrize("path", sorted(NOTEBOOKS.glob("*.ipynb")), ids=lambda path: path.stem)
def test_every_figure_and_table_of_a_notebook_is_listed_with_what_makes_it(path: Path) -> None:
    held = [
        block
        for block in blocks(nbformat.read(path, as_version=4))
        if block["block"] in ("table", "chart", "marks", "figures")
    ]
    listed = [item for item in items() if item.notebook == path.name]
    assert [item.name for item in listed] == [block["name"] for block in held]
    assert [item.title for item in listed] == [block["title"] for block in held]


def test_every_function_that_is_named_exists() -> None:
    programs = sorted({program for item in items() for program in item.programs})
    assert programs
    for program in programs:
        assert callable(found(program)), program


def found(program: str) -> object:
    """Follow a dotted name, importing what is a module."""
    first, *rest = program.split(".")
    held: object = importlib.import_module(first)
    for number, part in enumerate(rest, start=1):
        if not hasattr(held, part):
            importlib.import_module(".".join([first, *rest[:number]]))
        held = getattr(held, part)
    return held


def test_a_call_of_the_name_of_the_block_stands_for_it_and_showing_does_not_count(tmp_path: Path) -> None:
    lines = [
        "import analysis as rn",
        "%matplotlib inline",
        "rows = rn.load('cases')",
        "rn.show(rn.charts.by_year(rows))",
    ]
    source = "\n".join(lines)
    shown = [
        {"data": {MIME: {"block": kind, "name": name, "title": "T"}}}
        for kind, name in (("chart", "by_year"), ("table", "other"), ("prose", "text"))
    ]
    cells = [{"cell_type": "markdown", "source": "# T"}, {"cell_type": "code", "source": source, "outputs": shown}]
    (tmp_path / "one.ipynb").write_text(json.dumps({"cells": cells}), encoding="utf-8")
    first, second = items(tmp_path)
    assert (first.cell, first.kind, first.programs) == (2, "figure", ("analysis.charts.by_year",))
    assert (second.kind, second.programs) == ("table", ("analysis.load", "analysis.charts.by_year"))


def test_the_document_has_its_tables_as_they_are_now() -> None:
    text = replication()
    assert text == DOCUMENT.read_text(encoding="utf-8"), "run `make codebook` and commit its output"
    assert all(f"`{path.relative_to(ROOT).as_posix()}`" in text for path in shipped().values())
    assert all(f"`{item.name}`" in text for item in items())


def test_every_row_of_a_table_has_as_many_cells_as_its_head() -> None:
    width = 0
    for line in replication().splitlines():
        cells = line.count(" | ") if line.startswith("|") else 0
        assert not (width and cells) or cells == width, line
        width = cells
