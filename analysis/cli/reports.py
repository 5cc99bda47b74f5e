"""Verbs that build and verify: report, verify, notebooks, codebook, environment."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

import nbformat
from pyproject2conda.requirements import RequirementsConfig
from tqdm import tqdm

from analysis.core.errors import InputError
from analysis.core.files import NOTEBOOKS, REPORTS, ROOT, relative, write_atomic
from analysis.pages.catalogue import Job, chosen_jobs
from analysis.publish import build
from analysis.publish.build import Built, Outcome, build_all
from analysis.publish.notebook import execute
from analysis.tables.codebook import datapackage, readme
from analysis.tables.release import load_all

Outcomes = list[Outcome[Job, Built]]


def add_report(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "country", nargs="*", help="ISO 3166-1 alpha-3 codes, any case, or WORLD, BRIEF, CLAIMS; none: all"
    )
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="how many notebooks at a time")
    parser.add_argument("--reports", type=Path, default=REPORTS, help="the folder to write into")


def run_report(args: argparse.Namespace) -> int:
    """Build; the exit status is 1 if any report failed."""
    words = [word for argument in args.country for word in argument.replace(",", " ").split()]
    release = load_all()
    jobs = chosen_jobs(words, release)
    build.check_writable(args.reports)
    build.read(args.reports)  # a damaged one is refused before the work, not after it
    build.announce(args.reports, release)
    outcomes = build_with_progress(jobs, args.reports, args.jobs)
    build.record(outcomes, args.reports, release, whole=not words)
    return tell_of_report(outcomes, args.reports)


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


def tell_of_report(outcomes: Outcomes, reports: Path) -> int:
    """Say what was built and what failed; give the exit status."""
    failed = sorted(outcome.task.folder for outcome in outcomes if outcome.error)
    fresh = sum(1 for outcome in outcomes if outcome.result is not None and outcome.result.fresh)
    current = len(outcomes) - fresh - len(failed)
    print(f"{fresh} built, {current} already up to date, {len(failed)} failed; open {relative(reports / 'index.html')}")
    if failed:
        print(f"failed: {' '.join(failed)}; causes in {relative(reports / 'failures.log')}", file=sys.stderr)
    return 1 if failed else 0


#: How many differences are printed.
MOST = 20


def add_verify(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("country", nargs="*", help="ISO 3166-1 alpha-3 codes, or WORLD; none means all")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="how many notebooks at a time")
    parser.add_argument("--reports", type=Path, default=REPORTS, help="the folder whose manifest is compared")


def run_verify(args: argparse.Namespace) -> int:
    """Compare; the exit status is 1 if any byte of any output differs."""
    wanted = build.read(args.reports)
    if not wanted:
        raise InputError("no manifest", "one to compare with", "run `make report` first", file=relative(args.reports))
    release = load_all()
    jobs = chosen_jobs(args.country, release)
    with tempfile.TemporaryDirectory(prefix="verify-") as name:
        outcomes = build_with_progress(jobs, Path(name), args.jobs)
        build.record(outcomes, Path(name), release, whole=not args.country)
        found = build.read(Path(name))
    if args.country:
        wanted = {key: value for key, value in wanted.items() if key in {job.folder for job in jobs}}
    files = {outcome.task.folder: outcome.result.files for outcome in outcomes if outcome.result is not None}
    lines = build.named_differences(wanted, found, files, args.reports)
    same = [name for name, value in wanted.items() if found.get(name) == value]
    return tell_of_verify(lines, sum(len(files.get(name, (name,))) for name in same), len(wanted) - len(same))


def tell_of_verify(lines: list[str], same: int, changed: int) -> int:
    """Print what differs, or that nothing does; give the exit status."""
    for line in lines[:MOST]:
        print(line, file=sys.stderr)
    if len(lines) > MOST:
        print(f"and {len(lines) - MOST} more", file=sys.stderr)
    print(f"{changed} outputs of the manifest are not the same" if lines else f"all {same} files are the same")
    return 1 if lines else 0


def add_notebooks(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("notebook", nargs="*", type=Path, help="the notebooks; none means all")


def run_notebooks(args: argparse.Namespace) -> int:
    """Execute each notebook in a kernel of its own, as a reader would, and store its outputs."""
    for path in args.notebook or sorted(NOTEBOOKS.glob("*.ipynb")):
        write_atomic(path, nbformat.writes(execute(path, engine=None)) + "\n", public=True)
        print(f"executed {relative(path.resolve())}")
    return 0


README = ROOT / "data" / "README.md"


DATAPACKAGE = ROOT / "data" / "datapackage.json"


def add_codebook(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments of the verb: none."""


def run_codebook(args: argparse.Namespace) -> int:
    """Write both files and name them."""
    for path, content in ((README, readme()), (DATAPACKAGE, datapackage())):
        write_atomic(path, content, public=True)
        print(f"wrote {relative(path)}")
    return 0


FILE = ROOT / "environment.yml"


HEADER = "# Generated from pyproject.toml by `make environment`; edit that file, not this one.\n"


def add_environment(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments: there are none."""
    del parser


def environment() -> str:
    """Give the text of environment.yml: the packages and the development group of pyproject.toml, for conda."""
    text = RequirementsConfig.from_path(ROOT / "pyproject.toml").to_conda_yaml(
        groups=["dev"], name="red-notice-statistics", channels=["conda-forge"], python_include="python>=3.11"
    )
    return HEADER + text.rstrip("\n") + "\n"


def run_environment(args: argparse.Namespace) -> int:
    """Write the file."""
    del args
    write_atomic(FILE, environment(), public=True)
    print(f"wrote {relative(FILE)}")
    return 0
