"""``python -m analysis refresh``: download the live lists and rewrite the aggregated tables of ``data/raw``."""

from __future__ import annotations

import argparse
import datetime
import sys
from dataclasses import replace
from pathlib import Path

from analysis.core.errors import InputError, some
from analysis.core.files import check_outputs, relative
from analysis.refresh.live import Download, Downloader, LiveList, load_lists
from analysis.refresh.refresh import Places, Proposal, accept, countries_changed, propose
from analysis.tables.diff import large, report

DONE, NOT_WRITTEN = 0, 3
MOST_SHOWN = 40


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the verb."""
    parser.add_argument("--mirror", default="", metavar="URL", help="read all files from URL/NAME; see CONTRIBUTING.md")
    parser.add_argument("--dry-run", action="store_true", help="show what would change, and write nothing")
    parser.add_argument("--yes", action="store_true", help="write without asking")
    parser.add_argument("--all", action="store_true", help=f"show every value that changes, not {MOST_SHOWN} a table")
    parser.add_argument("--accept", action="append", default=[], metavar="LIST", help="take a list of whatever size")
    parser.add_argument(
        "--history", type=Path, metavar="FILE", help="keep in FILE when each entry of OFAC's list was first seen"
    )


def run(args: argparse.Namespace) -> int:
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
    """Download every list before any is read, so that a list that fails costs nothing.

    Parameters
    ----------
    lists : tuple of LiveList
        Which lists.
    downloader : Downloader
        From where, and where to.

    Returns
    -------
    list of Download
        In the same order.

    Raises
    ------
    InputError
        If one cannot be had.
    """
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
