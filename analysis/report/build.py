"""Build the reports: each in a process of its own, whole or not at all, again only where something changed."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from analysis.core import files as core_files
from analysis.core.files import NOTEBOOKS, write_atomic
from analysis.core.hand import released
from analysis.report import html, manifest, pdf, scheduler
from analysis.report.data_files import blocks, data_files
from analysis.report.engine import make_shell
from analysis.report.execute import execute
from analysis.report.jobs import Job, country_job
from analysis.report.release_note import footer

STATE = ".state"
#: Where a report is laid down before it takes its place; the number of the process follows.
BUILDING = ".building-"
EARLIER = "earlier"
#: Up to how many reports a rehearsal would cost more than it saves.
FEW = 4
#: The report that is rehearsed: it shows every kind of block.
REHEARSAL = country_job("RUS")


@dataclass(frozen=True)
class Built:
    """What one build made.

    Parameters
    ----------
    files : dict
        File inside the report's folder to sha256.
    fresh : bool
        False if the report was up to date and nothing was done.
    """

    files: dict[str, str]
    fresh: bool


@cache
def inputs_digest() -> str:
    """Give the hash of all that a report depends on, taken once: before anything is built."""
    return core_files.inputs_digest()


def contents(job: Job) -> dict[str, bytes]:
    """Make the files of a report, in memory.

    Parameters
    ----------
    job : Job
        Which notebook with which parameters.

    Returns
    -------
    dict of str to bytes
        ``index.html``, ``report.pdf`` and ``data/*``.
    """
    notebook = execute_job(job)
    data = {f"data/{name}": content for name, content in data_files(notebook).items()}
    return {"index.html": html.render(notebook).encode(), "report.pdf": pdf.render(notebook, released()), **data}


def execute_job(job: Job) -> NotebookNode:
    """Execute a report's notebook and write title and footer into its metadata."""
    notebook = execute(NOTEBOOKS / f"{job.notebook}.ipynb", job.parameters)
    notebook.metadata["report"] = {
        "title": _title(notebook),
        "footer": footer(),
        "root": job.root,
        "compact": job.compact,
    }
    return notebook


def _title(notebook: NotebookNode) -> str:
    for block in blocks(notebook):
        if block["block"] == "prose" and block["kind"] == "title":
            return " ".join(block["sentences"])
    raise ValueError(
        "got a notebook that shows no title; expected one; to fix, call a function that gives a title block"
    )


def build_one(job: Job, reports: Path) -> Built:
    """Build one report beside the earlier one, unless that is up to date, and then put it in its place.

    Raises
    ------
    Exception
        Whatever the notebook raised; the earlier report then still stands, and the list of reports says of when.
    """
    known = up_to_date(job, reports)
    if known is not None:
        return Built(known, fresh=False)
    files = contents(job)
    with tempfile.TemporaryDirectory(dir=reports, prefix=f"{BUILDING}{os.getpid()}-") as name:
        for path, content in files.items():
            write_atomic(Path(name) / "report" / path, content, public=True)
        _swap(Path(name) / "report", reports / job.folder, Path(name) / EARLIER / job.folder)
    hashes = {path: manifest.digest(content) for path, content in files.items()}
    _note(reports, job.folder, {"inputs": inputs_digest(), "files": hashes})
    return Built(hashes, fresh=True)


def _swap(new: Path, target: Path, aside: Path) -> None:
    """Put a folder in the place of another, which is laid aside and comes back if that fails."""
    for parent in (target.parent, aside.parent):
        parent.mkdir(parents=True, exist_ok=True)
    if target.exists():
        target.replace(aside)
    try:
        new.replace(target)
    except BaseException:
        if aside.exists():
            aside.replace(target)
        raise


def restore(reports: Path) -> None:
    """Bring back what a build that was killed while it swapped had laid aside, and clear away its half report."""
    for left in reports.glob(f"{BUILDING}*"):
        process = left.name.removeprefix(BUILDING).partition("-")[0]
        if process.isdigit() and _alive(int(process)):
            continue
        for page in list((left / EARLIER).rglob("index.html")):
            target = reports / page.parent.relative_to(left / EARLIER)
            if not target.exists():
                page.parent.replace(target)
        shutil.rmtree(left, ignore_errors=True)


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def up_to_date(job: Job, reports: Path) -> dict[str, str] | None:
    """Give the hashes of a report that an earlier, perhaps interrupted, build finished from the same inputs."""
    files = _state(reports, job.folder)["files"]
    same = is_current(job.folder, reports) and files == manifest.hashes(reports / job.folder)
    return dict(files) if same else None


def is_current(folder: str, reports: Path) -> bool:
    """Tell whether a report was built from today's inputs, and its last build did not fail."""
    state = _state(reports, folder)
    return bool(state["inputs"] == inputs_digest() and not state["error"])


def has_failed(folder: str, reports: Path) -> bool:
    """Tell whether the last build of a report failed, in whichever run that was."""
    return bool(_state(reports, folder)["error"])


def note_failure(folder: str, reports: Path, error: str) -> None:
    """Note that the last build of a report failed; only one that succeeds takes that back."""
    _note(reports, folder, _state(reports, folder) | {"error": error})


def _note(reports: Path, folder: str, state: dict[str, Any]) -> None:
    write_atomic(reports / STATE / f"{folder}.json", json.dumps(state))


def _state(reports: Path, folder: str) -> dict[str, Any]:
    """Read what an earlier build noted; a note that is missing or damaged, by a full disk say, tells nothing."""
    try:
        held = json.loads((reports / STATE / f"{folder}.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        held = {}
    return {"inputs": "", "files": {}, "error": ""} | (held if isinstance(held, dict) else {})


def warm(jobs: Sequence[Job]) -> None:
    """Pay once, before the forks, for what every notebook needs.

    Parameters
    ----------
    jobs : sequence of Job
        What will be built. For more than a few, a profile is run and thrown away, so that templates, fonts, statistics
        and imports are in memory that the forked processes share. No PDF is made: its compiler starts threads, which
        do not survive a fork.
    """
    inputs_digest()
    if len(jobs) > FEW:
        html.render(execute_job(REHEARSAL))
    else:
        make_shell()


def build_all(jobs: Sequence[Job], reports: Path, processes: int) -> Iterator[scheduler.Outcome[Job, Built]]:
    """Build reports a few at a time; outcomes come in order of completion."""
    restore(reports)
    warm(jobs)
    yield from scheduler.run(jobs, partial(build_one, reports=reports), processes)
