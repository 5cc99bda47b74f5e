"""``python -m analysis clean notices`` and ``clean sanctions``: published files to one clean table."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from analysis.clean.designations import clean_designations
from analysis.clean.notices import clean_notices, parse_snapshot
from analysis.clean.private import load_key, pseudonymise, write_rows
from analysis.errors import InputError
from analysis.sources.reading import Audit


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the sub-verbs and their arguments."""
    kinds = parser.add_subparsers(dest="kind", required=True, metavar="notices|sanctions")
    notices = kinds.add_parser("notices", help="INTERPOL notices, one row a notice")
    notices.add_argument("--snapshot", required=True, metavar="YYYY-MM-DD", help="day on which they were public")
    notices.add_argument(
        "--date-order",
        choices=["day-first", "month-first"],
        help="of dates whose year stands last, if not told by them",
    )
    _add_common(notices)
    sanctions = kinds.add_parser("sanctions", help="designations of the UN, EU, UK and US, one row a designation")
    _add_common(sanctions)


def _add_common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("inputs", nargs="+", type=Path, metavar="INPUT", help="file or folder, as published")
    parser.add_argument("--output", required=True, type=Path, metavar="FILE.csv", help="the clean table")
    parser.add_argument("--pseudonymise", action="store_true", help="replace persons by keyed hashes")


def run(args: argparse.Namespace) -> int:
    """Clean, write the table and the rows set aside, and say what was met."""
    _check_output(args)
    return _KINDS[args.kind](args)


def _notices(args: argparse.Namespace) -> int:
    day, order = parse_snapshot(args.snapshot), args.date_order
    result = clean_notices(args.inputs, day, date_order=order, progress=sys.stderr.isatty())
    print(result.account.sentence("notices"))
    return _write(result.table, result.rejects, result.audit, args, "notices")


def _sanctions(args: argparse.Namespace) -> int:
    result = clean_designations(args.inputs, progress=sys.stderr.isatty())
    print(result.account.sentence("designations"))
    return _write(result.table, result.rejects, result.audit, args, "designations")


_KINDS: dict[str, Callable[[argparse.Namespace], int]] = {"notices": _notices, "sanctions": _sanctions}


def _check_output(args: argparse.Namespace) -> None:
    inputs = [path.resolve() for path in args.inputs]
    output = args.output.resolve()
    if output in inputs or any(parent in inputs for parent in output.parents):
        raise InputError(f"--output {args.output}", "a file that is no INPUT", "write the table elsewhere")


def _write(table: pd.DataFrame, rejects: pd.DataFrame, audit: Audit, args: argparse.Namespace, what: str) -> int:
    rejects_path = args.output.with_name(f"{args.output.name}.rejects.csv")
    if args.pseudonymise:
        table, rejects = pseudonymise(table, load_key()), rejects.assign(raw="")
    audit.warn(write_rows(table, args.output))
    if len(rejects):
        write_rows(rejects, rejects_path)
    else:
        rejects_path.unlink(missing_ok=True)
    for sentence in filter(None, audit.sentences()):
        print(f"warning: {sentence}", file=sys.stderr)
    aside = f"; {len(rejects)} rows set aside in {rejects_path}" if len(rejects) else ""
    print(f"{len(table)} {what} written to {args.output}{aside}")
    return 0
