"""What is built, and when; and the manifest, by which two builds are compared."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from analysis.core import files as core_files
from analysis.core import reads, standing
from analysis.core.countries import name_of
from analysis.core.errors import InputError
from analysis.core.files import CLEAN, NOTEBOOKS, PRIVATE, REPORTS, ROOT, published_at, relative, write_atomic
from analysis.core.hand import released, version
from analysis.core.standing import BUILDING, MANIFEST, built_from, is_alive, is_ours, note_of
from analysis.core.standing import STATE as STATE
from analysis.core.standing import digest as digest
from analysis.core.standing import folded as folded
from analysis.facts import world
from analysis.pages.catalogue import GENERAL, STUDIES, Job, all_jobs, country_job
from analysis.pages.words import footer
from analysis.publish import pdf, pictures
from analysis.publish.forked import Outcome, Result, Task, aside, attempt, collecting_seldom, run
from analysis.publish.notebook import APART, IN_PROCESS, asks_only, blocks, data_files, execute, make_shell, part_of
from analysis.tables.release import TABLES, Release
from analysis.tables.shipped import raw_path, sidecar, sidecar_path

#: Report folder -> the one hash of its files, or file that is no report's -> its sha256.
Manifest = dict[str, str]


NAME = MANIFEST


#: Where the tracebacks of the last build's failures stand.
FAILURES = "failures.log"


#: Name of the site's pages in the manifest, which holds one hash of them all.
SITE = "site"


#: Folders of the site that hold an index and are no report.
SITE_FOLDERS = frozenset({"cases", "hosts"})


def hashes(folder: Path) -> dict[str, str]:
    """Give the sha256 of every file below a folder, by its path inside it."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): digest(path.read_bytes()) for path in files}


def read(folder: Path) -> Manifest:
    """Read the manifest of a reports folder; empty if there is none, an InputError if the file is not a manifest."""
    path = folder / NAME
    if not path.exists():
        return {}
    try:
        held = json.loads(path.read_text(encoding="utf-8"))["outputs"]
        if not all(isinstance(value, str) for value in held.values()):
            raise ValueError("more than one hash for one report")
        return dict(held)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        fix = "restore it with `git checkout`, or delete it and build again"
        raise InputError(f"no manifest ({error})", "JSON with the key outputs", fix, file=relative(path)) from error


def read_site(folder: Path) -> str:
    """Give the address for which the reports of a manifest were built; empty for those that are for none."""
    held = json.loads((folder / NAME).read_text(encoding="utf-8")) if (folder / NAME).exists() else {}
    return str(held.get("site", ""))


def write(folder: Path, outputs: Manifest, data: str) -> None:
    """Write the manifest of a reports folder, in order of name, with data release and, if one was said, address."""
    ordered = {key: outputs[key] for key in sorted(outputs)}
    site = {"site": published_at()} if published_at() else {}
    held = {"data_release": data, **site, "outputs": ordered}
    write_atomic(folder / NAME, json.dumps(held, indent=0) + "\n", public=True)


def kept(reports: Path, folder: str, wanted: str) -> dict[str, str] | None:
    """Give the hashes of a report's files if what stands, or what its build noted, is what the manifest holds."""
    noted = note_of(reports, folder)["files"]
    known = (hashes(reports / folder), noted if isinstance(noted, dict) else {})
    return next((files for files in known if folded(files) == wanted), None)


def differences(wanted: Mapping[str, str], found: Mapping[str, str]) -> dict[str, str]:
    """Say of each name, in order, whose hash is not the same whether it is missing, new or different."""
    told = dict.fromkeys(wanted.keys() - found.keys(), "missing")
    told |= dict.fromkeys(found.keys() - wanted.keys(), "not in the manifest")
    told |= {name: "differs" for name in wanted.keys() & found.keys() if wanted[name] != found[name]}
    return dict(sorted(told.items()))


def named_differences(
    wanted: Manifest, found: Manifest, built: Mapping[str, Mapping[str, str]], reports: Path
) -> list[str]:
    """Name each file that differs, as ``BLR/report.pdf: differs``; the report alone where no more is known."""
    lines = []
    for name, what in differences(wanted, found).items():
        files = kept(reports, name, wanted[name]) if what == "differs" and name in built else {}
        if files is None:
            lines.append(f"{name}: differs; in which files is not known, as no copy of the report it had been is kept")
        elif files:
            lines += [f"{name}/{file}: {change}" for file, change in differences(files, built[name]).items()]
        else:
            lines.append(f"{name}: {what}")
    return lines


EARLIER = "earlier"


#: Up to how many reports a rehearsal would cost more than it saves, and each is made by more than one process.
FEW = 4


#: The report that is rehearsed: it shows every kind of block.
REHEARSAL = country_job("RUS")


#: The folder of the report that takes longest: it is begun first, and none waits for it at the end.
LONGEST = GENERAL["DRIVERS"].folder


@dataclass(frozen=True)
class Built:
    """What one build made: file of the report to sha256, and whether anything had to be done."""

    files: dict[str, str]
    fresh: bool


@cache
def inputs_digest() -> str:
    """Give the hash of all that a report depends on, taken once: before anything is built."""
    return core_files.inputs_digest()


def _built_from() -> str:
    return built_from(inputs_digest())


@cache
def _besides() -> str:
    """Give the hash of all that a report depends on but the rows of tables, of which it is noted what was read.

    What sidecars say belongs to it, but for the hash and the number of rows, which each edit of a table changes.
    """
    tables = [name for name in TABLES.values() if name != "regions"]
    files = {path for table in map(raw_path, tables) for path in (table, sidecar_path(table))}
    told = reads.digest([sidecar(name).model_dump(exclude={"sha256", "rows"}) for name in tables])
    return built_from(digest(f"{core_files.inputs_digest(without=files)} {told}".encode()))


@dataclass(frozen=True)
class Made:
    """The files of a report, and what was read for them, with the hash of each."""

    files: dict[str, bytes]
    reads: dict[str, str]


def made(job: Job) -> Made:
    """Make the files of a report, and record what they were made from, unless a cell may read by itself."""
    return _made(job, *_noting(contents, job))


def _made(job: Job, files: dict[str, bytes], read: dict[str, str]) -> Made:
    return Made(files, read if asks_only(NOTEBOOKS / f"{job.notebook}.ipynb") else {})


def _noting(work: Callable[..., Result], *asked: Any) -> tuple[Result, dict[str, str]]:  # noqa: ANN401
    """Do a work, and note what is read for it, with the hash of each."""
    with reads.recorded() as keys:
        held = work(*asked)
    return held, reads.noted(keys)


def contents(job: Job) -> dict[str, bytes]:
    """Make the files of a report, in memory."""
    return rendered(execute_job(job))


def rendered(notebook: NotebookNode) -> dict[str, bytes]:
    """Turn an executed notebook into files: page, PDF, ``brief.pdf`` of a state, ``data/*`` and ``charts/*``."""
    return on_screen(notebook) | on_paper(notebook)


def on_screen(notebook: NotebookNode) -> dict[str, bytes]:
    """Turn an executed notebook into its page, and the data and pictures beside it."""
    from analysis.publish import html

    report = part_of(notebook, brief=False)
    data = {f"data/{name}": content for name, content in data_files(report).items()}
    charts = {f"charts/{name}": content for name, content in pictures.chart_files(report).items()}
    return {"index.html": html.render(report).encode()} | data | charts


def on_paper(notebook: NotebookNode) -> dict[str, bytes]:
    """Turn an executed notebook into its PDF, and that of its brief, if it has one."""
    report, brief = (part_of(notebook, brief=part) for part in (False, True))
    briefs = {"brief.pdf": pdf.render(brief, released(), brief=True)} if brief.cells else {}
    return {"report.pdf": pdf.render(report, released())} | briefs


def execute_job(job: Job, engine: str = IN_PROCESS) -> NotebookNode:
    """Execute a report's notebook and write title and footer into its metadata."""
    notebook = execute(NOTEBOOKS / f"{job.notebook}.ipynb", job.parameters, engine)
    notebook.metadata["report"] = {
        "title": _title(notebook),
        "footer": footer(),
        "root": job.root,
        "folder": job.folder,
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


def build_one(job: Job, reports: Path, *, keeps: bool = False) -> Built:
    """Build a report beside the earlier one, unless up to date, and swap; if it fails, the earlier one stands.

    What was answered for a state is kept for the next one, if asked.
    """
    known = up_to_date(job, reports)
    if known is not None:
        return Built(known, fresh=False)
    built = put(job, made(job), reports)
    if keeps and job.notebook == REHEARSAL.notebook:
        _keep_answers()
    return built


def put(job: Job, held: Made, reports: Path) -> Built:
    """Put the files of a report in the place of the earlier ones, all or none."""
    told = {"besides": _besides(), "reads": held.reads}
    return Built(lay_down(held.files, job.folder, reports, _built_from(), told), fresh=True)


def lay_down(
    files: Mapping[str, bytes], folder: str, reports: Path, inputs: str, told: Mapping[str, object] | None = None
) -> dict[str, str]:
    """Put a folder of files in the place of an earlier one, whole, and note what it was made from; give the hashes."""
    with tempfile.TemporaryDirectory(dir=reports, prefix=f"{BUILDING}{os.getpid()}-") as name:
        for path, content in files.items():
            write_atomic(Path(name) / "report" / path, content, public=True)
        _make_folder((reports / folder).parent, reports)
        _swap(Path(name) / "report", reports / folder, Path(name) / EARLIER / folder)
    hashes = {path: digest(content) for path, content in files.items()}
    _note(reports, folder, {"inputs": inputs, "files": hashes, **(told or {})})
    return hashes


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


#: The name under which a file is written before it takes its place.
_HALF = re.compile(r"\..+\.\w+\.[a-z0-9_]{8}")


def restore(reports: Path) -> None:
    """Bring back what a build that was killed while it swapped had laid aside, and clear away what is half done."""
    for left in reports.glob(f"{BUILDING}*"):
        process = left.name.removeprefix(BUILDING).partition("-")[0]
        if process.isdigit() and is_alive(int(process)) and not is_ours(reports):
            continue
        for page in list((left / EARLIER).rglob("index.html")):
            target = reports / page.parent.relative_to(left / EARLIER)
            if not target.exists():
                page.parent.replace(target)
        _remove(left)
    if is_ours(reports):
        for half in [path for path in reports.rglob(".*") if _HALF.fullmatch(path.name)]:
            _remove(half)


def _remove(left: Path) -> None:
    shutil.rmtree(left, ignore_errors=True) if left.is_dir() else left.unlink(missing_ok=True)


def _make_folder(folder: Path, reports: Path) -> None:
    """Make a folder of the reports; a file that stands in its place, or of one above it, makes way."""
    for place in (folder, *folder.parents):
        if place != reports and place.is_relative_to(reports) and place.is_file():
            place.unlink()
    folder.mkdir(parents=True, exist_ok=True)


def up_to_date(job: Job, reports: Path) -> dict[str, str] | None:
    """Give the hashes of a report that an earlier, perhaps interrupted, build finished from the same inputs.

    Where a table has changed since, they are the same if nothing did that was read for this report.
    """
    state, current = note_of(reports, job.folder), is_current(job.folder, reports)
    if not (current or _read_the_same(state)) or state["files"] != hashes(reports / job.folder):
        return None
    if not current:
        _note(reports, job.folder, state | {"inputs": _built_from()})
    return dict(state["files"])


def _read_the_same(state: Mapping[str, Any]) -> bool:
    besides, read = state.get("besides"), state.get("reads")
    return bool(not state["error"] and besides == _besides() and isinstance(read, dict) and reads.same(read))


def is_current(folder: str, reports: Path) -> bool:
    """Tell whether a report was built from today's inputs, and its last build did not fail."""
    state = note_of(reports, folder)
    return bool(state["inputs"] == _built_from() and not state["error"])


def has_failed(folder: str, reports: Path) -> bool:
    """Tell whether the last build of a report failed, in whichever run that was."""
    return bool(note_of(reports, folder)["error"])


def note_failure(folder: str, reports: Path, error: str) -> None:
    """Note that the last build of a report failed; only one that succeeds takes that back."""
    _note(reports, folder, note_of(reports, folder) | {"error": error})


def _note(reports: Path, folder: str, state: dict[str, Any]) -> None:
    path = reports / STATE / f"{folder}.json"
    _make_folder(path.parent, reports)
    write_atomic(path, json.dumps(state))


def warm(jobs: Sequence[Job]) -> Callable[[], None] | None:
    """Pay once for what every notebook needs, and give the rehearsal that so many jobs are worth."""
    inputs_digest()
    make_shell()
    return rehearse if len(jobs) > FEW else None


def rehearse() -> None:
    """Run what every report needs; no PDF is made, as its compiler's threads do not survive a fork."""
    from analysis.publish import html

    with collecting_seldom(), reads.recorded() as keys:
        html.render(execute_job(REHEARSAL))
    reads.noted(keys)


#: What the pages of states ask, as answered since the inputs are those of today. It is for the project's own reports
#: folder alone: a build elsewhere, such as that of `verify`, answers all anew.
ANSWERS = CLEAN / "answers.pickle"


def _recall_answers(reports: Path) -> bool:
    """Take up what earlier builds have answered, and tell whether this one may keep what it answers."""
    if reports.resolve() != REPORTS.resolve():
        return False
    reads.recall(ANSWERS, _built_from())
    return True


def _keep_answers() -> None:
    """Keep answers that took long for the builds to come, which can do without where they cannot be written."""
    if reads.is_worth_keeping():
        with contextlib.suppress(OSError):
            reads.keep(ANSWERS, _built_from())


#: How tasks are done elsewhere than here: what makes the files of one, what keeps them here, and the tasks.
Elsewhere = Callable[..., Iterator[Outcome[Any, Any]]]


def build_all(
    jobs: Sequence[Job], reports: Path, processes: int, elsewhere: Elsewhere | None = None
) -> Iterator[Outcome[Job, Built]]:
    """Build reports a few at a time, here or elsewhere; outcomes come in order of completion; a full disk ends it.

    While the first are made, a list that stands is told which of its reports are of an earlier build.
    """
    restore(reports)
    for outcome in _built_elsewhere(jobs, reports, elsewhere) if elsewhere else _built_here(jobs, reports, processes):
        if outcome.refused is not None:
            raise outcome.refused
        yield outcome


def _built_here(jobs: Sequence[Job], reports: Path, processes: int) -> Iterator[Outcome[Job, Built]]:
    keeps = _recall_answers(reports)
    rehearsal = warm(jobs)
    if len(jobs) <= FEW and processes > 1:
        yield from (_built_by_some(job, reports, keeps=keeps) for job in jobs)
        return

    def meanwhile() -> None:
        announce(reports)
        if rehearsal:
            rehearsal()
            if keeps:
                _keep_answers()

    longest_first = sorted(jobs, key=lambda job: job.folder != LONGEST)
    build = partial(build_one, reports=reports, keeps=keeps and not rehearsal)
    yield from run(longest_first, build, processes, rehearsal=meanwhile)


def _built_by_some(job: Job, reports: Path, *, keeps: bool) -> Outcome[Job, Built]:
    """Build a report as `build_one` does, by more than one process: few are asked for, and one of them is awaited."""
    known = attempt(job, lambda job: up_to_date(job, reports))
    if known.result is not None:
        return Outcome(job, Built(known.result, fresh=False))
    if known.error:
        return Outcome(job, None, known.error, known.detail, known.refused)
    with aside(partial(_executed, job, keeps=keeps)) as executed:
        announce(reports)
        _besides()
        ran: Outcome[Any, Any] = executed()
        return _rendered_by_two(job, reports, *ran.result) if ran.result else replace(ran, task=job)


def _executed(job: Job, *, keeps: bool) -> tuple[NotebookNode, dict[str, str]]:
    held = _noting(execute_job, job, APART)
    if keeps and job.notebook == REHEARSAL.notebook:
        _keep_answers()
    return held


def _rendered_by_two(job: Job, reports: Path, notebook: NotebookNode, read: dict[str, str]) -> Outcome[Job, Built]:
    page, prints = (partial(_noting, half, notebook) for half in (on_screen, on_paper))
    files: dict[str, bytes] = {}
    with aside(page) as other, aside(prints) as another:
        halves: list[Outcome[Any, Any]] = [other(), another()]
        for half in halves:
            if half.result is None:
                return replace(half, task=job)
            files, read = files | half.result[0], read | half.result[1]
        return attempt(job, lambda job: put(job, _made(job, files, read), reports))


def _built_elsewhere(jobs: Sequence[Job], reports: Path, elsewhere: Elsewhere) -> Iterator[Outcome[Job, Built]]:
    """Ask for those reports alone that are not up to date here, where the notes of earlier builds lie."""
    announce(reports)
    wanted = []
    for job in jobs:
        known = up_to_date(job, reports)
        if known is None:
            wanted.append(job)
        else:
            yield Outcome(job, Built(known, fresh=False))
    yield from elsewhere(made, partial(put, reports=reports), wanted)


def check_writable(folder: Path, option: str = "--reports") -> None:
    """Refuse a reports folder that cannot be written, before any work is done."""
    place = folder.resolve()
    if place.is_relative_to(ROOT) and not any(place.is_relative_to(own) for own in (REPORTS, PRIVATE)):
        got = f"a reports folder among other files of the project, {relative(place)}"
        raise InputError(got, "reports, or a folder elsewhere", f"choose another with {option}", file=folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".probe"
        probe.write_bytes(b"")
        probe.unlink(missing_ok=True)  # which another build may have done
    except OSError as error:
        fix = f"run `chmod u+w {folder}`, free some space, or choose another with {option}"
        raise InputError(
            f"a reports folder that cannot be written ({error.strerror})", "a writable one", fix, file=folder
        ) from error


def announce(reports: Path) -> None:
    """Mark in a list that stands which of its reports are of an earlier build, lest an interrupted one hide it."""
    from analysis.publish import html

    if (reports / html.LIST).exists():
        html.write(reports, _listed(reports, world.release()))


def _listed(reports: Path, release: Release) -> str:
    """Render the list: what stands, what of that is of an earlier build, and whose last build failed."""
    from analysis.publish import html

    jobs, built = all_jobs(release), existing(reports)
    failed = [job.folder for job in jobs if has_failed(job.folder, reports)]
    old = {folder for folder in built if not is_current(folder, reports)}
    return html.render_list(jobs, built, failed, old)


def record(
    outcomes: Sequence[Outcome[Job, Built]], reports: Path, release: Release, *, whole: bool, processes: int = 1
) -> None:
    """Write site, list and manifest; a failed report is not in the manifest, and the list names it as failed."""
    from analysis.publish import html

    known = {} if whole or read_site(reports) != published_at() else read(reports)
    for outcome in outcomes:
        known.pop(outcome.task.folder, None)
        if outcome.result is not None:
            known[outcome.task.folder] = folded(outcome.result.files)
        else:
            note_failure(outcome.task.folder, reports, outcome.error)
    failed = any(outcome.error for outcome in outcomes)
    page = _listed(reports, release)
    missed = [job for job in all_jobs(release) if has_failed(job.folder, reports)]
    around = _site(reports, missed, whole=whole, processes=processes)
    if whole and not failed:
        known |= {html.LIST: digest(page.encode()), SITE: folded(around)}
    html.write(reports, page)
    write(reports, known, version())
    _write_log(outcomes, reports)


def remember(words: Sequence[str], outcomes: Sequence[Outcome[Job, Built]], reports: Path) -> None:
    """Note what was asked for and now stands, so that the same call finds soon that there is nothing to do."""
    from analysis.publish import html

    if not any(outcome.error for outcome in outcomes):
        ends = [html.LIST, NAME, FAILURES]
        standing.note(words, [outcome.task.folder for outcome in outcomes], reports, _built_from(), ends)


def _site(reports: Path, failed: Sequence[Job], *, whole: bool, processes: int) -> dict[str, str]:
    """Write the pages around the reports, and give the sha256 of each; a build of some reports leaves those that stand.

    They are written anew where a report, a failure or the address has come or gone, where one is not as it was
    written, or where all is built and an input has changed.
    """
    names = [job.title or name_of(job.folder.rpartition("/")[2]) for job in failed]
    built = existing(reports)
    from analysis.site import downloads

    inputs, around = _built_from(), digest(json.dumps([sorted(built), names, published_at()]).encode())
    noted = note_of(reports, SITE)
    as_written = noted["around"] == around and all(
        _stands(reports / name, held) for name, held in noted["files"].items()
    )
    if as_written and (noted["inputs"] == inputs or not whole):
        return dict(noted["files"])
    made = downloads.files(downloads.Standing(reports, frozenset(built), tuple(names)), partial(_each, processes))
    for name, content in made.items():
        _make_folder((reports / name).parent, reports)
        write_atomic(reports / name, content, public=True)
    files = {name: digest(content) for name, content in made.items()}
    _note(reports, SITE, {"inputs": inputs, "around": around, "files": files})
    return files


def _each(processes: int, work: Callable[[Task], Result], tasks: Sequence[Task]) -> Iterator[Result]:
    """Do a work for each task, a few at a time; one that fails is done here again, and fails as it would have."""
    for outcome in run(tasks, work, processes):
        yield work(outcome.task) if outcome.result is None else outcome.result


def site_is_current(reports: Path) -> bool:
    """Tell whether the pages around the reports were made from today's inputs."""
    return bool(note_of(reports, SITE)["inputs"] == _built_from())


def _stands(path: Path, held: str) -> bool:
    return path.is_file() and digest(path.read_bytes()) == held


def _write_log(outcomes: Sequence[Outcome[Job, Built]], reports: Path) -> None:
    failed = [outcome for outcome in outcomes if outcome.error]
    log = "\n".join(f"{outcome.task.folder}\n{outcome.detail or outcome.error}" for outcome in failed)
    (reports / FAILURES).unlink(missing_ok=True)
    if log:
        (reports / FAILURES).write_text(log, encoding="utf-8")


def existing(reports: Path) -> set[str]:
    """Name the report folders that stand in a reports folder."""
    pages = [*reports.glob("[!.]*/index.html"), *reports.glob(f"{STUDIES}/*/index.html")]
    return {path.parent.relative_to(reports).as_posix() for path in pages} - SITE_FOLDERS
