"""What is committed beside the sources: the outputs of the notebooks, and the table of all estimates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from analysis.core.files import NOTEBOOKS, REPORTS, write_atomic
from analysis.facts import world
from analysis.pages.catalogue import Job, all_jobs
from analysis.publish import estimates
from analysis.publish.build import LONGEST
from analysis.publish.notebook import execute
from analysis.publish.pool import Outcome

#: Tag of the cells that show what the page of the report has: nbval compares no output of them, and none is stored.
ON_PAGE = "nbval-ignore-output"
#: The folder of a task that makes no report: its notebook is executed with its own parameters.
ALONE = "alone"

#: A notebook as it is stored, and a part of the table of estimates; what a task does not make is blank.
Made = tuple[str, str]


def text(notebook: NotebookNode) -> str:
    """Write an executed notebook without the outputs of the cells whose content is on a page."""
    for cell in notebook.cells:
        if ON_PAGE in cell.metadata.get("tags", []):
            cell.outputs = []
    return f"{nbformat.writes(notebook)}\n"


def tasks() -> list[Job]:
    """List every report, the longest first, and each notebook that is no report with its own parameters."""
    jobs = sorted(all_jobs(world.release()), key=lambda job: job.folder != LONGEST)
    run = {job.notebook for job in jobs if not job.parameters}
    names = [path.stem for path in sorted(NOTEBOOKS.glob("*.ipynb")) if path.stem not in run]
    return [*jobs, *(Job(f"{ALONE}/{name}", name) for name in names)]


def make(job: Job) -> Made:
    """Execute the notebook of a task, and make no page of it."""
    notebook = execute(NOTEBOOKS / f"{job.notebook}.ipynb", job.parameters)
    part = "" if job.folder.startswith(f"{ALONE}/") else estimates.of_report(job, notebook)
    return "" if job.parameters else text(notebook), part


def write(outcomes: Sequence[Outcome[Job, Made]]) -> Iterator[Path]:
    """Write the notebooks and the table of estimates, after all tasks went well; yield what was written."""
    made = [(outcome.task, *outcome.result) for outcome in outcomes if outcome.result is not None]
    contents: dict[Path, str | bytes] = {NOTEBOOKS / f"{job.notebook}.ipynb": held for job, held, _ in made if held}
    contents[REPORTS / estimates.TABLE] = estimates.merged(part for *_, part in made if part)
    for path, content in contents.items():
        write_atomic(path, content, public=True)
        yield path
