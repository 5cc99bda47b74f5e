"""Verbs that keep the shipped tables: refresh, figures, governance, coverage, diff."""

from __future__ import annotations

import argparse
import datetime
import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path

import pandas as pd

from analysis.core.errors import InputError, some
from analysis.core.files import check_outputs, relative
from analysis.facts.reliability import COVERAGE, SEED, SIMULATIONS, worlds
from analysis.refresh.figures import as_csv, compute, write
from analysis.refresh.governance import build
from analysis.refresh.live import Download, Downloader, LiveList, load_lists
from analysis.refresh.refresh import Places, Proposal, accept, countries_changed, propose
from analysis.stats.coverage import covered
from analysis.tables.diff import compare_paths, large, report
from analysis.tables.shipped import raw_path, store

DONE, NOT_WRITTEN = 0, 3


MOST_SHOWN = 40


def add_refresh(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the verb."""
    parser.add_argument("--mirror", default="", metavar="URL", help="read all files from URL/NAME; see CONTRIBUTING.md")
    parser.add_argument("--dry-run", action="store_true", help="show what would change, and write nothing")
    parser.add_argument("--yes", action="store_true", help="write without asking")
    parser.add_argument("--all", action="store_true", help=f"show every value that changes, not {MOST_SHOWN} a table")
    parser.add_argument("--accept", action="append", default=[], metavar="LIST", help="take a list of whatever size")
    parser.add_argument(
        "--history", type=Path, metavar="FILE", help="keep in FILE when each entry of OFAC's list was first seen"
    )


def run_refresh(args: argparse.Namespace) -> int:
    """Download, compute, show and write; the exit status is 3 where something would change and was not written."""
    lists = load_lists()
    _check_accepted(args.accept, lists)
    places = Places() if args.history is None else replace(Places(), history=_existing(args.history))
    downloads = download_all(lists, Downloader(mirror=args.mirror, progress=sys.stderr.isatty()))
    print("cleaning, linking and counting", file=sys.stderr)
    proposal = propose(downloads, datetime.date.today(), places, args.accept)
    return conclude(proposal, places, args)


def conclude(proposal: Proposal, places: Places, args: argparse.Namespace) -> int:
    """Show what a proposal changes, and write it if that is wanted."""
    for sentence in proposal.warnings:
        print(f"warning: {sentence}", file=sys.stderr)
    if not proposal.differences:
        print("no difference: the shipped figures are those of the lists")
        return DONE
    print(_summary(proposal, None if args.all else MOST_SHOWN, places))
    if args.dry_run:
        print("nothing was written, as asked")
        return DONE
    if not (args.yes or _confirmed()):
        print("nothing was written; to write these figures, run it again with --yes (make refresh YES=1)")
        return NOT_WRITTEN
    for path in accept(proposal, places):
        print(f"wrote {relative(path)}")
    print("now run `make codebook` and `make report`")
    return DONE


def _summary(proposal: Proposal, most: int | None, places: Places) -> str:
    countries = list(countries_changed(proposal.differences))
    lines = [
        report(proposal.differences, most),
        f"{len(proposal.differences)} tables and {len(countries)} countries change; every value: "
        f"python -m analysis diff {relative(places.root)} {relative(places.stage)}",
    ]
    moved = large(proposal.differences)
    if moved:
        lines.append(f"large changes ({len(moved)}): " + "; ".join(moved[:MOST_SHOWN]))
    return "\n".join(lines)


def _confirmed() -> bool:
    """Ask, where somebody can answer."""
    if not sys.stdin.isatty():
        return False
    return input("write these figures to data/raw? [y/N] ").strip().casefold() in {"y", "yes"}


def download_all(lists: tuple[LiveList, ...], downloader: Downloader) -> list[Download]:
    """Download every list before any is read, so that a list that fails costs nothing."""
    found = []
    for number, live in enumerate(lists, 1):
        print(f"[{number}/{len(lists)}] {live.title}", file=sys.stderr)
        found.append(downloader.get(live))
    return found


def _check_accepted(names: list[str], lists: tuple[LiveList, ...]) -> None:
    known = [live.name for live in lists]
    for name in names:
        if name not in known:
            raise InputError(f"--accept {name}", f"one of {some(known, 10)}", "correct the name")


def _existing(path: Path) -> Path:
    if not path.is_file():
        raise InputError("no such file", "a csv of ent_num, first_seen, left_censored", "correct --history", file=path)
    check_outputs([path])
    return path


SAME, DIFFERENT, REFUSED = 0, 1, 2


def add_diff(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the verb."""
    parser.add_argument("old", type=Path, metavar="OLD", help="a csv, or a folder of them")
    parser.add_argument("new", type=Path, metavar="NEW", help="the same, later")
    parser.add_argument("--rows", action="store_true", help="tell a row that was added or removed by its key alone")
    parser.add_argument("--most", type=int, metavar="N", help="show at most N values of each table")


def run_diff(args: argparse.Namespace) -> int:
    """Print what differs; the exit status is 0 where nothing does, 1 where something does, 2 where refused."""
    try:
        differences = compare_paths(args.old, args.new)
    except InputError as error:
        print(f"error: {error}", file=sys.stderr)
        return REFUSED
    print(report(differences, args.most, args.rows) or "no difference")
    return DIFFERENT if differences else SAME


def add_figures(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("folder", type=Path, help="the folder of row-level notices, by data/hand/notice_snapshots.yml")
    parser.add_argument(
        "--sanctions", type=Path, metavar="FOLDER", help="the folder of lists, by data/hand/sanctions_releases.yml"
    )


def run_figures(args: argparse.Namespace) -> int:
    """Compute and write; the tables are replaced only after all were computed."""
    for path in write(compute(args.folder, args.sanctions)):
        print(f"wrote {relative(path)}")
    return 0


def add_governance(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments of the verb."""
    parser.add_argument("folder", type=Path, help="folder of the publishers' files, named as in the yml of each source")


def run_governance(args: argparse.Namespace) -> int:
    """Compute both tables and name the files written."""
    for path in build(args.folder):
        print(f"wrote {relative(path)}")
    return 0


def add_coverage(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--jobs", type=int, default=1, help="how many processes")


def run_coverage(args: argparse.Namespace) -> int:
    """Simulate and write."""
    with ProcessPoolExecutor(args.jobs) as pool:
        parts = list(pool.map(simulated, range(len(worlds()))))
    store(raw_path(COVERAGE), as_csv(pd.concat(parts, ignore_index=True)))
    print(f"wrote {relative(raw_path(COVERAGE))}")
    return 0


def simulated(place: int, simulations: int = SIMULATIONS) -> pd.DataFrame:
    """Simulate the world at a place of the list."""
    return covered(worlds()[place], simulations, SEED)
