"""``python -m analysis verify``: build everything again, elsewhere, and compare it with the manifest."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from analysis.core.errors import InputError
from analysis.core.files import REPORTS, relative
from analysis.pages.catalogue import chosen_jobs
from analysis.publish import build
from analysis.report.commands.report import build_with_progress, record
from analysis.tables.release import load_all

#: How many differences are printed.
MOST = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("country", nargs="*", help="ISO 3166-1 alpha-3 codes, or WORLD; none means all")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="how many notebooks at a time")
    parser.add_argument("--reports", type=Path, default=REPORTS, help="the folder whose manifest is compared")


def run(args: argparse.Namespace) -> int:
    """Compare; the exit status is 1 if any byte of any output differs.

    Raises
    ------
    InputError
        If there is no manifest to compare with.
    """
    wanted = build.read(args.reports)
    if not wanted:
        raise InputError("no manifest", "one to compare with", "run `make report` first", file=relative(args.reports))
    release = load_all()
    jobs = chosen_jobs(args.country, release)
    with tempfile.TemporaryDirectory(prefix="verify-") as name:
        outcomes = build_with_progress(jobs, Path(name), args.jobs)
        record(outcomes, Path(name), release, whole=not args.country)
        found = build.read(Path(name))
    if args.country:
        wanted = {key: files for key, files in wanted.items() if key in {job.folder for job in jobs}}
    return tell(build.differences(wanted, found), sum(map(len, wanted.values())))


def tell(lines: list[str], total: int) -> int:
    """Print what differs, or that nothing does; give the exit status."""
    for line in lines[:MOST]:
        print(line, file=sys.stderr)
    if len(lines) > MOST:
        print(f"and {len(lines) - MOST} more", file=sys.stderr)
    print(f"{total - len(lines)} of {total} files are the same" if lines else f"all {total} files are the same")
    return 1 if lines else 0
