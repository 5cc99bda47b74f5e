"""``python -m analysis report [COUNTRY ...]``: build the reports of all countries, or of those named."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from tqdm import tqdm

from analysis.core.errors import InputError
from analysis.core.files import PRIVATE, REPORTS, ROOT, relative
from analysis.core.hand import version
from analysis.pages.catalogue import STUDIES, Job, all_jobs, chosen_jobs
from analysis.publish import build, html
from analysis.publish.build import Built, Outcome, build_all, has_failed, is_current, note_failure
from analysis.tables.release import Release, load_all

Outcomes = list[Outcome[Job, Built]]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "country", nargs="*", help="ISO 3166-1 alpha-3 codes, any case, or WORLD, BRIEF, CLAIMS; none: all"
    )
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="how many notebooks at a time")
    parser.add_argument("--reports", type=Path, default=REPORTS, help="the folder to write into")


def run(args: argparse.Namespace) -> int:
    """Build; the exit status is 1 if any report failed."""
    words = [word for argument in args.country for word in argument.replace(",", " ").split()]
    release = load_all()
    jobs = chosen_jobs(words, release)
    check_writable(args.reports)
    build.read(args.reports)  # a damaged one is refused before the work, not after it
    announce(args.reports, release)
    outcomes = build_with_progress(jobs, args.reports, args.jobs)
    record(outcomes, args.reports, release, whole=not words)
    return tell(outcomes, args.reports)


def check_writable(folder: Path) -> None:
    """Refuse a reports folder that cannot be written, before any work is done.

    Raises
    ------
    InputError
        If the folder cannot be made or written, or holds something else of the project.
    """
    place = folder.resolve()
    if place.is_relative_to(ROOT) and not any(place.is_relative_to(own) for own in (REPORTS, PRIVATE)):
        got = f"a reports folder among other files of the project, {relative(place)}"
        raise InputError(got, "reports, or a folder elsewhere", "choose another with --reports", file=folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".probe"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        fix = f"run `chmod u+w {folder}`, free some space, or choose another with --reports"
        raise InputError(
            f"a reports folder that cannot be written ({error.strerror})", "a writable one", fix, file=folder
        ) from error


def build_with_progress(jobs: list[Job], reports: Path, processes: int) -> Outcomes:
    """Build and show a bar; a failure is named at once."""
    outcomes: Outcomes = []
    with tqdm(total=len(jobs), desc="reports", unit="report", file=sys.stderr, mininterval=0.5) as bar:
        for outcome in build_all(jobs, reports, processes):
            outcomes.append(outcome)
            bar.set_postfix_str(outcome.task.folder, refresh=False)
            bar.update()
            if outcome.error:
                bar.write(f"failed: {outcome.task.folder}: {outcome.error}", file=sys.stderr)
    return outcomes


def announce(reports: Path, release: Release) -> None:
    """Mark in a list that stands which of its reports are of an earlier build, lest an interrupted one hide it."""
    if (reports / "index.html").exists():
        html.write(reports, _listed(reports, release))


def _listed(reports: Path, release: Release) -> str:
    """Render the list: what stands, what of that is of an earlier build, and whose last build failed."""
    jobs, built = all_jobs(release), existing(reports)
    failed = [job.folder for job in jobs if has_failed(job.folder, reports)]
    old = {folder for folder in built if not is_current(folder, reports)}
    return html.render_list(jobs, built, failed, old)


def record(outcomes: Outcomes, reports: Path, release: Release, *, whole: bool) -> None:
    """Write the list and the manifest; a failed report is not in the manifest, and the list names it as failed."""
    known = {} if whole else build.read(reports)
    for outcome in outcomes:
        known.pop(outcome.task.folder, None)
        if outcome.result is not None:
            known[outcome.task.folder] = outcome.result.files
        else:
            note_failure(outcome.task.folder, reports, outcome.error)
    failed = any(outcome.error for outcome in outcomes)
    page = _listed(reports, release)
    index_hash = {"index.html": build.digest(page.encode())} if whole and not failed else known.get(".", {})
    html.write(reports, page)
    build.write(reports, {**known, **({".": index_hash} if index_hash else {})}, version())
    log = "\n".join(
        f"{outcome.task.folder}\n{outcome.detail or outcome.error}" for outcome in outcomes if outcome.error
    )
    (reports / "failures.log").unlink(missing_ok=True)
    if log:
        (reports / "failures.log").write_text(log, encoding="utf-8")


def existing(reports: Path) -> set[str]:
    """Name the report folders that stand in a reports folder."""
    pages = [*reports.glob("[!.]*/index.html"), *reports.glob(f"{STUDIES}/*/index.html")]
    return {path.parent.relative_to(reports).as_posix() for path in pages}


def tell(outcomes: Outcomes, reports: Path) -> int:
    """Say what was built and what failed; give the exit status."""
    failed = sorted(outcome.task.folder for outcome in outcomes if outcome.error)
    fresh = sum(1 for outcome in outcomes if outcome.result is not None and outcome.result.fresh)
    current = len(outcomes) - fresh - len(failed)
    print(f"{fresh} built, {current} already up to date, {len(failed)} failed; open {relative(reports / 'index.html')}")
    if failed:
        print(f"failed: {' '.join(failed)}; causes in {relative(reports / 'failures.log')}", file=sys.stderr)
    return 1 if failed else 0
