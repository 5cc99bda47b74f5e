"""Verbs that build, compare and store reports and notebooks."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.cli.shared import Parser, Words
from analysis.core import build_state, files
from analysis.core.errors import InputError
from analysis.core.files import REPORTS, SITE, relative, write_atomic

if TYPE_CHECKING:
    from analysis.pages.catalogue import Job
    from analysis.publish.build import Built
    from analysis.publish.pool import Outcome, Result, Task


def _add_pool(parser: Parser) -> None:
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="notebooks to run at the same time")
    cluster = "run the notebooks on a Dask cluster: address of its scheduler (or set SCHEDULER=ADDRESS)"
    parser.add_argument("--scheduler", metavar="ADDRESS", default=os.environ.get("SCHEDULER", ""), help=cluster)


def add_report(parser: Parser) -> None:
    """Declare what the verb takes."""
    parser.add_argument("country", nargs="*", help="names or codes, or WORLD, BRIEF, DRIVERS, ...; default: all")
    _add_pool(parser)
    parser.add_argument("--reports", type=Path, default=REPORTS, help="the folder to write into")


def run_report(args: Words) -> int:
    """Build what is not up to date; the exit status is 1 if any report failed."""
    files.published_at()  # a wrong address is refused before the work
    current = build_state.unchanged(args.country, args.reports)
    if current is not None:
        return _print_report(0, current, [], args.reports)
    from analysis.publish.pool import start_server

    start_server()  # it imports meanwhile what this process imports
    from analysis.facts import world
    from analysis.pages.catalogue import chosen_jobs
    from analysis.publish import build

    jobs = chosen_jobs(args.country, world.release())
    build.check_writable(args.reports)
    with build_state.alone(args.reports):
        build.check_own(args.reports)
        outcomes = _build(jobs, args.reports, args, whole=not args.country)
        failed = sorted(outcome.task.folder for outcome in outcomes if outcome.error)
        if not failed:
            build_state.remember(args.country, len(jobs), args.reports)
    fresh = sum(outcome.result is not None and outcome.result.fresh for outcome in outcomes)
    if not build.site_is_current(args.reports):
        print("home, search and comparison are from an earlier build; to update them, run `make report`")
    return _print_report(fresh, len(outcomes) - fresh - len(failed), failed, args.reports)


def _build(jobs: list[Job], reports: Path, args: Words, *, whole: bool) -> list[Outcome[Job, Built]]:
    """Build reports and what is around them; the whole with the table of all estimates."""
    from analysis.publish import build
    from analysis.publish.pool import Workers

    made = build.build_all(jobs, reports, Workers(args.jobs, args.scheduler))
    outcomes = list(_shown(made, len(jobs), "report"))
    build.record(outcomes, reports, whole=whole, processes=args.jobs)
    return outcomes


def _shown(outcomes: Iterable[Outcome[Task, Result]], total: int, unit: str) -> Iterator[Outcome[Task, Result]]:
    """Yield outcomes as they come, and show a bar; a failure is named at once."""
    from tqdm import tqdm

    with tqdm(total=total, desc=f"{unit}s", unit=unit, file=sys.stderr, mininterval=0.5) as bar:
        for outcome in outcomes:
            name = getattr(outcome.task, "folder", f"{unit} {outcome.task}")
            bar.set_postfix_str(name, refresh=False)
            bar.update()
            if outcome.error:
                bar.write(f"failed: {name}: {outcome.error}", file=sys.stderr)
            yield outcome


def _print_report(fresh: int, current: int, failed: list[str], reports: Path) -> int:
    print(f"{fresh} built, {current} already up to date, {len(failed)} failed; open {relative(reports / 'index.html')}")
    if failed:
        print(f"failed: {' '.join(failed)}; causes in {relative(reports / 'failures.log')}", file=sys.stderr)
    return int(bool(failed))


#: How many differences are printed.
MOST = 100


def add_verify(parser: Parser) -> None:
    """Declare what the verb takes."""
    _add_pool(parser)
    parser.add_argument("--reports", type=Path, default=REPORTS, help="the folder with estimates.csv")
    manifest = "the manifest of a release, to compare every byte (default: manifest.json next to estimates.csv, if any)"
    parser.add_argument("--manifest", type=Path, metavar="FILE", help=manifest)


def run_verify(args: Words) -> int:
    """Build all in a temporary folder and compare; the exit status is 1 if any estimate, or byte of a release, differs.

    Nothing that an earlier build left is trusted.
    """
    from analysis.facts import world
    from analysis.pages.catalogue import all_jobs
    from analysis.publish import build, estimates

    table, beside = args.reports / estimates.TABLE, args.reports / build.MANIFEST
    if not table.is_file():
        fix = "restore it with `git checkout`, or write it with `make report`"
        raise InputError("no table of estimates", "one to compare with", fix, file=relative(table))
    path = args.manifest or (beside if beside.exists() else None)
    site, files = build.read_manifest(path) if path else ("", {})
    os.environ[SITE] = site  # a release is compared with a build for the same address
    build.check_writable(args.reports)
    with build_state.alone(args.reports):
        build.restore(args.reports)  # and remove what a killed call had built
        with tempfile.TemporaryDirectory(dir=args.reports, prefix=build_state.BUILDING) as name:
            made = _build(all_jobs(world.release()), Path(name), args, whole=True)
            lines = [f"{outcome.task.folder}: could not be built: {outcome.error}" for outcome in made if outcome.error]
            if not lines:
                lines = [*estimates.differences(table.read_bytes(), (Path(name) / estimates.TABLE).read_bytes())]
                now = build.manifest(Path(name))
                lines += build.differences(files, now) if files else []
                lines += build.edited(args.reports, now)
    for line in [*lines[:MOST], *([f"and {len(lines) - MOST} more"] if len(lines) > MOST else [])]:
        print(line)
    release = f"; all {len(files)} files are those of the release" if files else ""
    print(f"{len(lines)} differences" if lines else f"all estimates are those of {relative(table)}{release}")
    return int(bool(lines))


def add_notebooks(parser: Parser) -> None:
    """Declare what the verb takes."""
    parser.add_argument("notebook", nargs="*", type=Path, help="the notebooks; default: all")


def run_notebooks(args: Words) -> int:
    """Execute each notebook in a kernel of its own, as a reader would, and store the outputs that no page has."""
    from analysis.publish.notebook import execute
    from analysis.publish.stored import text

    if not args.notebook:
        files.need_checkout("notebooks")
    for path in args.notebook or sorted(files.NOTEBOOKS.glob("*.ipynb")):
        write_atomic(path, text(execute(path, engine=None)), public=True)
        print(f"executed {relative(path.resolve())}")
    return 0


def add_stored(parser: Parser) -> None:
    """Declare what the verb takes."""
    _add_pool(parser)


def run_stored(args: Words) -> int:
    """Execute every notebook once for each report, without pages, and write what is stored; 1 if one fails."""
    from analysis.publish import stored
    from analysis.publish.pool import Workers

    files.need_checkout("stored")
    tasks = stored.tasks()
    made = Workers(args.jobs, args.scheduler).run(stored.make, tasks)
    outcomes = list(_shown(made, len(tasks), "notebook"))
    if any(outcome.error for outcome in outcomes):
        print("nothing was written, since a notebook failed", file=sys.stderr)
        return 1
    for path in stored.write(outcomes):
        print(f"wrote {relative(path)}")
    return 0
