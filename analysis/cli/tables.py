"""Verbs on the shipped tables: refresh, check, add, seal, compute."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.cli.shared import Parser, Words, agreed, warn
from analysis.core.errors import InputError, some
from analysis.core.files import relative

if TYPE_CHECKING:
    from analysis.refresh.live import Download, Downloader, LiveList
    from analysis.refresh.refresh import Places, Proposal

MOST_SHOWN = 40


def add_refresh(parser: Parser) -> None:
    """Declare what the verb takes."""
    parser.add_argument("--mirror", default="", metavar="URL", help="read all files from URL/NAME; see CONTRIBUTING.md")
    parser.add_argument("--dry-run", action="store_true", help="show what would change, and write nothing")
    parser.add_argument("--yes", action="store_true", help="write without asking")
    parser.add_argument("--accept", action="append", default=[], metavar="LIST", help="accept a list of unusual size")


def run_refresh(args: Words) -> int:
    """Download, compute, show and write; the exit status is 3 where something would change and was not written."""
    from analysis.refresh.live import Downloader, load_lists
    from analysis.refresh.refresh import Places, propose

    lists = load_lists()
    for name in set(args.accept) - {live.name for live in lists}:
        raise InputError(f"--accept {name}", f"one of {some([live.name for live in lists], 10)}", "correct the name")
    places = Places()
    downloads = download_all(lists, Downloader(mirror=args.mirror))
    print("cleaning, linking and counting", file=sys.stderr)
    return conclude(propose(downloads, datetime.date.today(), places, args.accept), places, args)


def conclude(proposal: Proposal, places: Places, args: Words) -> int:
    """Show what a proposal changes, and write it if that is wanted."""
    from analysis.refresh.refresh import accept
    from analysis.tables.diff import report

    for sentence in proposal.warnings:
        warn(sentence)
    if not proposal.differences:
        print("no difference: the shipped figures match the lists")
        return 0
    countries = {country for one in proposal.differences for country in one.totals["country"] if country}
    print(report(proposal.differences, MOST_SHOWN))
    every = f"git diff --no-index --diff-filter=M {relative(places.root)} {relative(places.stage)}"
    print(f"changed tables: {len(proposal.differences)}; countries: {len(countries)}; for every value, run {every}")
    if args.dry_run:
        print("nothing was written, as asked")
        return 0
    if not agreed("write these figures to data/raw? [y/N] ", args):
        print("nothing was written; to write these figures, run it again with --yes (make refresh YES=1)")
        return 3
    for path in accept(proposal, places):
        print(f"wrote {relative(path)}")
    print("now run `make codebook` and `make report`")
    return 0


def download_all(lists: tuple[LiveList, ...], downloader: Downloader) -> list[Download]:
    """Download every list before any is read, so that a list that fails costs nothing."""
    downloads = []
    for number, live in enumerate(lists, 1):
        print(f"[{number}/{len(lists)}] {live.title}", file=sys.stderr)
        downloads.append(downloader.get(live))
    return downloads


def add_check(parser: Parser) -> None:
    """Declare what the verb takes."""
    file_help = "a csv with the columns of `cases`; case_id and optional columns can be missing"
    parser.add_argument("file", type=Path, metavar="FILE", help=file_help)


def run_check(args: Words) -> int:
    """Print every finding, how many rows are sound, and what was added; the exit status is 1 if there is a finding."""
    from analysis.tables.contribute import add, check, refusals

    findings, sealed = add(args.file) if args.verb == "add" else (check(args.file), [])
    for refusal in refusals(findings):
        print(refusal, file=sys.stderr)
    rows, sound = findings.attrs["rows"], findings.attrs["rows_ok"]
    verdict = "all ok" if findings.empty else f"{sound} ok, {rows - sound} with findings ({len(findings)} in all)"
    print(f"{rows} row{'s' * (rows != 1)}: {verdict}")
    if unstated := findings.attrs["held_unstated"]:
        print(f"no column `held`: `add` writes unknown, also for the effect 'detained' ({unstated} of {rows})")
    if sealed:
        print(f"added {', '.join(findings.attrs['keys'])}; sealed {', '.join(one.table for one in sealed)}\n{NEXT}")
        print("to publish your data, change the number and date of the release in data/hand/release.yml")
    return 0 if findings.empty else 1


#: What follows a seal.
NEXT = "write into data/CHANGELOG.md what changed and why, then run `make codebook` and `make report`"


def add_seal(parser: Parser) -> None:
    """Declare what the verb takes."""
    parser.add_argument("tables", nargs="+", metavar="TABLE", help="names of edited tables of data/raw")


def run_seal(args: Words) -> int:
    """Seal, and show what differs from the committed state."""
    from analysis.tables.diff import report
    from analysis.tables.sealing import seal

    sealed = seal(args.tables)
    for one in sealed:
        compared = "there is no earlier state to compare"
        if one.difference is not None:
            print(report([one.difference]))
            compared = "compared with the committed state"
        print(f"sealed {one.table}: {one.rows:,} rows; {compared}")
    print(NEXT if sealed else "nothing to seal: no table differs from its sidecar")
    return 0


def add_figures(parser: Parser) -> None:
    """Declare what the verb takes."""
    parser.add_argument("notices", type=Path, help="folder with the files of data/hand/notice_snapshots.yml")
    parser.add_argument("sanctions", type=Path, help="folder with the files of data/hand/sanctions_releases.yml")


def run_figures(args: Words) -> int:
    """Compute and write; the tables are replaced only after all were computed."""
    from analysis.refresh.figures import compute, write

    for path in write(compute(args.notices, args.sanctions)):
        print(f"wrote {relative(path)}")
    return 0


def add_governance(parser: Parser) -> None:
    """Declare what the verb takes."""
    parser.add_argument("folder", type=Path, help="folder of the publishers' files, named as in the yml of each source")


def run_governance(args: Words) -> int:
    """Compute both tables and name the files written."""
    from analysis.refresh.governance import build

    for path in build(args.folder):
        print(f"wrote {relative(path)}")
    return 0
