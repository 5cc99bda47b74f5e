"""The document for replicators lists every cell that shows a part of a report, with functions that exist."""

import importlib
import json
from pathlib import Path

import nbformat
import pytest

from analysis.core.files import NOTEBOOKS, ROOT
from tools.replication import DOCUMENT, items, replication, shipped


@pytest.mark.parametrize("path", sorted(NOTEBOOKS.glob("*.ipynb")), ids=lambda path: path.stem)
def test_every_cell_that_shows_a_part_of_a_report_is_listed(path: Path) -> None:
    cells = nbformat.read(path, as_version=4).cells
    code = [(number, cell.source) for number, cell in enumerate(cells, start=1) if cell.cell_type == "code"]
    shown = [number for number, source in code if "rn.show(" in source]
    assert [item.cell for item in items() if item.notebook == path.name] == shown


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


def test_a_cell_has_its_heading_and_what_it_calls_and_showing_does_not_count(tmp_path: Path) -> None:
    lines = [
        "import analysis as rn",
        "%matplotlib inline",
        "rows = rn.load('cases')",
        "rn.show(rn.charts.by_year(rows))",
    ]
    cells = [
        {"cell_type": "markdown", "source": "# Years\nText."},
        {"cell_type": "code", "source": "import analysis as rn"},
        {"cell_type": "code", "source": "\n".join(lines)},
    ]
    (tmp_path / "one.ipynb").write_text(json.dumps({"cells": cells}), encoding="utf-8")
    (found,) = items(tmp_path)
    assert (found.cell, found.section) == (3, "Years")
    assert found.programs == ("analysis.load", "analysis.charts.by_year")


def test_the_document_has_its_tables_as_they_are_now() -> None:
    text = replication()
    assert text == DOCUMENT.read_text(encoding="utf-8"), "run `make codebook` and commit its output"
    assert all(f"`{path.relative_to(ROOT).as_posix()}`" in text for path in shipped().values())
    assert all(item.made_by in text for item in items())


def test_every_row_of_a_table_has_as_many_cells_as_its_head() -> None:
    width = 0
    for line in replication().splitlines():
        cells = line.count(" | ") if line.startswith("|") else 0
        assert not (width and cells) or cells == width, line
        width = cells
