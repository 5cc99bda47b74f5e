"""Cost of notebooks: the build beside the same facts, pages and rendering called as plain functions, without any."""

from __future__ import annotations

import os
import tempfile
from copy import deepcopy
from pathlib import Path
from types import CodeType
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_output

from analysis.core.files import NOTEBOOKS, write_atomic
from analysis.pages import blocks as shown
from analysis.pages.catalogue import Job, country_job
from analysis.pages.words import footer
from analysis.publish import build

#: With much evidence and little.
COUNTRIES = ("BLR", "RUS", "TUR", "FRA", "TUV", "NRU", "ARG", "SLV", "KAZ", "NOR", "IND", "GHA")


def run() -> list[tuple[str, float, float]]:
    """Time both in one process at a time, after the same rehearsal.

    Returns
    -------
    list of (str, float, float)
        What, processor seconds a report of the build, its forks and files counted too, and of plain functions.
    """
    jobs = [country_job(code) for code in COUNTRIES]
    build.rehearse()
    with tempfile.TemporaryDirectory() as name:
        built, plain = Path(name) / "built", Path(name) / "plain"
        built.mkdir()
        began = _worked()
        made = list(build.build_all(jobs, built, 1))
        ours = _worked() - began
        assert not any(outcome.error for outcome in made)
        began = _worked()
        called(jobs, plain)
        theirs = _worked() - began
        assert all(build.hashes(built / job.folder) == build.hashes(plain / job.folder) for job in jobs)
    what = f"a report by its notebook, against plain functions that make the same bytes ({len(jobs)}; processor)"
    return [(what, ours / len(jobs), theirs / len(jobs))]


def _worked() -> float:
    """Give the processor time of this process and of those it has waited for."""
    return sum(os.times()[:4])


def called(jobs: list[Job], folder: Path) -> None:
    """Make reports by calling what the cells of the notebook call, and write them."""
    notebook = nbformat.read(NOTEBOOKS / "country_profile.ipynb", as_version=4)
    code = {place: _compiled(cell) for place, cell in enumerate(notebook.cells) if cell.cell_type == "code"}
    for job in jobs:
        for path, content in build.rendered(_filled(deepcopy(notebook), code, job)).items():
            write_atomic(folder / job.folder / path, content, public=True)


def _compiled(cell: NotebookNode) -> CodeType:
    return compile(cell.source, "<report>", "exec")


def _filled(notebook: NotebookNode, code: dict[int, CodeType], job: Job) -> NotebookNode:
    """Give the notebook with what its code shows for a country."""
    names: dict[str, Any] = {"__name__": "report"}
    outputs: list[NotebookNode] = []
    before, shown.display = shown.display, lambda thing: outputs.append(_output(thing))  # type: ignore[assignment]
    try:
        for place, compiled in code.items():
            cell, outputs = notebook.cells[place], []
            exec(compiled, names)
            if "parameters" in cell.metadata.get("tags", []):
                names |= job.parameters
            cell.outputs = outputs
    finally:
        shown.display = before
    title = build._title(notebook)
    told = {"title": title, "footer": footer(), "root": job.root, "folder": job.folder, "compact": job.compact}
    notebook.metadata["report"] = told
    return notebook


def _output(thing: Any) -> NotebookNode:
    bundle = thing._repr_mimebundle_()
    data, about = bundle if isinstance(bundle, tuple) else (bundle, {})
    return new_output("display_data", data=data, metadata=about)
