"""What is built, and when; and the manifest of a release, by which two builds are compared to the byte."""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from nbformat import NotebookNode
from tqdm import tqdm

from analysis.core import build_state
from analysis.core.build_state import Hashes
from analysis.core.country_names import country_name
from analysis.core.errors import InputError, some
from analysis.core.files import (
    NOTEBOOKS,
    PRIVATE,
    REPORTS,
    ROOT,
    WRITING,
    digest,
    published_at,
    relative,
    write_atomic,
)
from analysis.core.judgement import released
from analysis.facts import world
from analysis.pages.catalogue import GENERAL, Job, all_jobs
from analysis.pages.words import footer
from analysis.publish import estimates, html, pdf, pictures
from analysis.publish.notebook import blocks, data_files, execute, part_of
from analysis.publish.pool import Outcome, Result, Task, Workers
from analysis.publish.pool import own_digest as inputs_digest
from analysis.site import downloads
from analysis.site.frame import heading_of

#: The manifest of a release, below its reports.
MANIFEST = "manifest.json"
#: Tracebacks of the failures of the last build.
FAILURES = "failures.log"
#: Name of the note of the site's pages.
SITE = "site"
#: Folders of the site that have an index and are no report.
SITE_FOLDERS = frozenset({"cases", "hosts"})
#: Where the earlier report is while the new one takes its place.
EARLIER = "earlier"
#: The name under which a report's estimates come with its files, which they do not join.
NUMBERS = f"{build_state.STATE}/{estimates.TABLE}"
#: The folder of the report that takes longest: it is begun first.
LONGEST = GENERAL["DRIVERS"].folder
#: Files that a build writes at the top of its folder, beside the site.
AT_TOP = frozenset({MANIFEST, FAILURES, html.LIST, estimates.TABLE, "README.md"})


# The manifest of a release ---------------------------------------------------------------------------------------


def hashes(folder: Path) -> dict[str, str]:
    """Return the sha256 of every file below a folder by its path in it."""
    return Hashes().below(folder) if folder.is_dir() else {}


def manifest(reports: Path) -> dict[str, str]:
    """Return the sha256 of every file of a complete build, by its path below the reports."""
    found = {html.LIST: digest((reports / html.LIST).read_bytes()), **build_state.note_of(reports, SITE)["files"]}
    for job in all_jobs(world.release()):
        files = build_state.note_of(reports, job.folder)["files"]
        found |= {f"{job.folder}/{name}": value for name, value in files.items()}
    return dict(sorted(found.items()))


def read_manifest(path: Path) -> tuple[str, dict[str, str]]:
    """Read the address for which the reports of a release were built, and the sha256 of each file."""
    content = build_state.read_note(path)
    files = content.get("files")
    if not isinstance(files, dict) or not files:
        got, fix = "no manifest of a release", "take reports/manifest.json from its archive"
        raise InputError(got, "JSON with the key files", fix, file=relative(path))
    return str(content.get("site", "")), files


def differences(wanted: Mapping[str, str], built: Mapping[str, str]) -> list[str]:
    """Name each file whose hash is not the same, in order: whether it is missing, new or different."""
    names = sorted(name for name in wanted.keys() | built.keys() if wanted.get(name) != built.get(name))
    changes = ("missing" if name not in built else "differs" if name in wanted else "new" for name in names)
    return [f"{name}: {change}" for name, change in zip(names, changes, strict=True)]


def edited(reports: Path, built: Mapping[str, str]) -> list[str]:
    """Name each file that differs from one built now: of up-to-date reports in a folder, and of the site if all are."""
    notes = {job.folder: build_state.note_of(reports, job.folder) for job in all_jobs(world.release())}
    current = {folder: note for folder, note in notes.items() if note["inputs"] == current_inputs()}
    names = {f"{folder}/{name}" for folder, note in current.items() for name in note["files"]}
    if len(current) == len(notes) and site_is_current(reports):
        names |= build_state.note_of(reports, SITE)["files"].keys()
    found, names = hashes(reports), names & built.keys()
    return differences({name: built[name] for name in names}, {name: found[name] for name in names & found.keys()})


# One report ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Built:
    """The files of a report with their sha256, and whether they were built now."""

    files: dict[str, str]
    fresh: bool


def contents(job: Job) -> dict[str, bytes]:
    """Make the files of a report, in memory, and the part of the table of all estimates that comes with it."""
    notebook = execute_job(job)
    return rendered(notebook) | {NUMBERS: estimates.of_report(job, notebook).encode()}


def rendered(notebook: NotebookNode) -> dict[str, bytes]:
    """Turn an executed notebook into files: pages, PDF, ``brief.pdf`` of a state, ``data/*`` and ``charts/*``."""
    report, brief = (part_of(notebook, brief=part) for part in (False, True))
    files = {name: page.encode() for name, page in html.render_pages(report).items()}
    files["report.pdf"] = pdf.render(report, released())
    if brief.cells:
        files["brief.pdf"] = pdf.render(brief, released(), brief=True)
    data, charts = data_files(report), pictures.chart_files(report)
    return files | {f"data/{name}": data[name] for name in data} | {f"charts/{name}": charts[name] for name in charts}


def execute_job(job: Job) -> NotebookNode:
    """Execute a report's notebook, and write title and footer into its metadata."""
    notebook = execute(NOTEBOOKS / f"{job.notebook}.ipynb", job.parameters)
    prose = (block for block in blocks(notebook) if block["block"] == "prose")
    title = next((" ".join(block["sentences"]) for block in prose if block["kind"] == "title"), None)
    if title is None:
        fix = "call a function that returns a title block"
        raise ValueError(f"got a notebook without a title; expected one; to fix, {fix}")
    about = {"folder": job.folder, "compact": job.compact}
    notebook.metadata["report"] = {"title": title, "footer": footer(), **about}
    return notebook


# Many reports ----------------------------------------------------------------------------------------------------


def current_inputs() -> str:
    """Return the hash of all that a report built now depends on."""
    return build_state.built_from(inputs_digest())


def build_all(jobs: Sequence[Job], reports: Path, workers: Workers) -> Iterator[Outcome[Job, Built]]:
    """Build what is not up to date, some at a time, and yield the outcomes: what is up to date first.

    This process alone writes, each report as its files come in; it has the lock of the folder.
    """
    inputs = current_inputs()
    restore(reports)
    if (reports / html.LIST).exists():  # it names what is of an earlier build, in case this one is interrupted
        write_atomic(reports / html.LIST, _list(reports), public=True)
    waiting, failures = list[Job](), list[str]()
    (reports / FAILURES).unlink(missing_ok=True)
    for job in sorted(jobs, key=lambda job: job.folder != LONGEST):
        files = up_to_date(job.folder, reports)
        if files is None:
            waiting.append(job)
        else:
            yield Outcome(job, Built(files, fresh=False))
    for outcome in workers.run(contents, waiting):
        folder = outcome.task.folder
        if outcome.result is not None:
            yield Outcome(outcome.task, Built(lay_down(outcome.result, folder, reports, inputs), fresh=True))
            continue
        failures.append(f"{folder}\n{outcome.detail or outcome.error}\n")
        write_atomic(reports / FAILURES, "\n".join(failures), public=True)
        _note(reports, folder, build_state.note_of(reports, folder) | {"error": outcome.error})
        yield Outcome(outcome.task, None, outcome.error, outcome.detail)


def lay_down(files: Mapping[str, bytes], folder: str, reports: Path, inputs: str) -> dict[str, str]:
    """Write a folder of files in place of an earlier one, all or none, and note its inputs; return the hashes."""
    numbers, files = files.get(NUMBERS, b""), {name: files[name] for name in files if name != NUMBERS}
    made = {path: digest(content) for path, content in files.items()}
    _claim(reports, folder, made)
    build_state.make_folder((reports / folder).parent, reports)
    with tempfile.TemporaryDirectory(dir=reports, prefix=build_state.BUILDING) as name:
        for path, content in files.items():
            write_atomic(Path(name) / "report" / path, content, public=True)
        _swap(Path(name) / "report", reports / folder, Path(name) / EARLIER / folder)
    _note(reports, folder, {"inputs": inputs, "files": made, "estimates": numbers.decode()})
    return made


def _swap(new: Path, target: Path, aside: Path) -> None:
    """Move a folder into the place of another, which comes back if that fails."""
    aside.parent.mkdir(parents=True)
    if target.exists() or target.is_symlink():
        target.replace(aside)
    try:
        new.replace(target)
    except BaseException:
        if aside.exists():
            aside.replace(target)
        raise


def _claim(reports: Path, folder: str, made: Mapping[str, str]) -> None:
    """Note files as a build's own before they are written, so that they are known as such if it is killed."""
    earlier = build_state.note_of(reports, folder)
    _note(reports, folder, earlier | {"inputs": "", "files": earlier["files"] | made})


def _note(reports: Path, folder: str, note: Mapping[str, object]) -> None:
    path = reports / build_state.STATE / f"{folder}.json"
    build_state.make_folder(path.parent, reports)
    write_atomic(path, json.dumps(note))


def restore(reports: Path) -> None:
    """Bring back what a killed build had moved aside, and remove what it had half written."""
    for leftover in reports.glob(f"{build_state.BUILDING}*"):
        if leftover.is_symlink() or not leftover.is_dir():
            leftover.unlink()
            continue
        for page in list((leftover / EARLIER).rglob("index.html")):
            target = reports / page.parent.relative_to(leftover / EARLIER)
            if not target.exists():
                page.parent.replace(target)
        shutil.rmtree(leftover)
    for half in list(reports.rglob(f"{WRITING}*")):
        half.unlink(missing_ok=True)


def up_to_date(folder: str, reports: Path) -> dict[str, str] | None:
    """Return the hashes of a report that was built from the same inputs and has not been changed since, else None."""
    note = build_state.note_of(reports, folder)
    if note["inputs"] != current_inputs() or note["error"] or note["files"] != hashes(reports / folder):
        return None
    return dict(note["files"])


def check_own(reports: Path) -> None:
    """Refuse a folder with files that no build of reports wrote: a build replaces whole folders in it."""
    notes = [path.relative_to(reports / build_state.STATE) for path in (reports / build_state.STATE).rglob("*.json")]
    known = set(AT_TOP) | build_state.read_note(reports / MANIFEST).get("files", {}).keys()
    for note in notes:
        folder = note.with_suffix("").as_posix()
        files = build_state.note_of(reports, folder)["files"]
        known |= {name if folder == SITE else f"{folder}/{name}" for name in files}
    found = build_state.below(reports) if reports.is_dir() else []
    own = (WRITING, build_state.BUILDING)
    foreign = [name for name in found if name not in known and not Path(name).name.startswith(own)]
    if foreign:
        got = f"files that no build wrote: {some(foreign, 5)}"
        fix = "move them elsewhere, or choose another folder with --reports"
        raise InputError(got, "an empty folder, or one of an earlier build", fix, file=reports)


def check_writable(folder: Path) -> None:
    """Refuse a folder of reports that cannot be written, before any work is done."""
    whole = folder.resolve()
    if whole.is_relative_to(ROOT) and not any(whole.is_relative_to(own) for own in (REPORTS, PRIVATE)):
        got = f"a reports folder among other files of the project, {relative(whole)}"
        raise InputError(got, "reports, or a folder elsewhere", "choose another with --reports", file=folder)
    if folder.exists() and not folder.is_dir():
        fix = "move it, or choose another folder with --reports"
        raise InputError("a file in the place of a folder", "a folder of reports", fix, file=folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        got = f"a reports folder that cannot be written ({error.strerror})"
        fix = f"run `chmod u+w {folder}`, free some space, or choose another with --reports"
        raise InputError(got, "a writable one", fix, file=folder) from error


# List, site and estimates ----------------------------------------------------------------------------------------


def existing(reports: Path) -> set[str]:
    """Name the report folders in a folder of reports."""
    return {path.parent.name for path in reports.glob("[!.]*/index.html")} - SITE_FOLDERS


def _list(reports: Path) -> str:
    """Render the list of reports: which exist, which are of an earlier build, and whose last build failed."""
    jobs, built, inputs = all_jobs(world.release()), existing(reports), current_inputs()
    notes = {folder: build_state.note_of(reports, folder) for folder in {*built, *(job.folder for job in jobs)}}
    old = {folder for folder in built if notes[folder]["inputs"] != inputs or notes[folder]["error"]}
    pages = {job.folder: f"{job.folder}/index.html" for job in GENERAL.values()} | {path: path for path in html.PAGES}
    headings = {
        name: heading_of((reports / path).read_text(encoding="utf-8"))
        for name, path in pages.items()
        if (reports / path).is_file()
    }
    return html.render_list(jobs, built, [job.folder for job in jobs if notes[job.folder]["error"]], old, headings)


def record(outcomes: Sequence[Outcome[Job, Built]], reports: Path, *, whole: bool, processes: int = 1) -> None:
    """Write site and list, which name a failed report as failed; and after a complete build the table of estimates."""
    jobs = all_jobs(world.release())
    failed = [job for job in jobs if build_state.note_of(reports, job.folder)["error"]]
    _site(reports, failed, whole=whole, processes=processes)
    write_atomic(reports / html.LIST, _list(reports), public=True)
    if whole and not any(outcome.error for outcome in outcomes):
        parts = (build_state.note_of(reports, job.folder)["estimates"] for job in jobs)
        write_atomic(reports / estimates.TABLE, estimates.merged(parts), public=True)


def _site(reports: Path, failed: Sequence[Job], *, whole: bool, processes: int) -> None:
    """Write the pages around the reports.

    Pages that exist remain where no report, failure or address has come or gone, nobody has edited them, and the
    inputs are the same or only some reports are built.
    """
    names, built = [job.title or country_name(job.folder) for job in failed], existing(reports)
    inputs, around = current_inputs(), digest(json.dumps([sorted(built), names, published_at()]).encode())
    note = build_state.note_of(reports, SITE)
    if note.get("around") == around and (note["inputs"] == inputs or not whole) and _unedited(reports, note["files"]):
        return
    made = downloads.files(downloads.Standing(reports, frozenset(built), tuple(names)), partial(_each, processes))
    files = {name: digest(content) for name, content in made.items()}
    _claim(reports, SITE, files)
    for name, content in made.items():
        build_state.make_folder((reports / name).parent, reports)
        write_atomic(reports / name, content, public=True)
    for old in (reports / name for name in note["files"].keys() - made.keys()):
        if old.parent.resolve().is_relative_to(reports.resolve()):  # and not behind a link
            old.unlink(missing_ok=True)
    _note(reports, SITE, {"inputs": inputs, "around": around, "files": files})


def _unedited(reports: Path, files: Mapping[str, str]) -> bool:
    return all((reports / name).is_file() and Hashes().of(reports / name) == value for name, value in files.items())


def _each(processes: int, work: Callable[[Task], Result], tasks: Sequence[Task]) -> Iterator[Result]:
    """Do tasks in processes, and show a bar; one that fails is done here again, and raises its error."""
    made = Workers(processes).run(work, tasks)
    for outcome in tqdm(made, "pages of the site", len(tasks), unit="part", file=sys.stderr):
        yield work(outcome.task) if outcome.result is None else outcome.result


def site_is_current(reports: Path) -> bool:
    """Return whether the pages around the reports were made from today's inputs."""
    return bool(build_state.note_of(reports, SITE)["inputs"] == current_inputs())
