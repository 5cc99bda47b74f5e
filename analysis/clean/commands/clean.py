"""``python -m analysis clean notices`` and ``clean sanctions``: published files to one clean table."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from analysis.core.errors import InputError
from analysis.core.files import check_outputs
from analysis.core.private import DROPPED, KEY, check_key_place, load_key, pseudonymise, told_apart, write_rows
from analysis.persons.designations import clean_designations
from analysis.persons.notice_lists import clean_notices, parse_snapshot
from analysis.persons.reading import Audit


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
    parser.add_argument(
        "--pseudonymise",
        action="store_true",
        help="replace names and ids by keyed hashes and birth dates by years, in another order; what is left is still "
        "personal data, and most persons can be found by it: how many is printed",
    )
    parser.add_argument(
        "--drop", action="append", default=[], choices=sorted(DROPPED), help="with --pseudonymise: leave this blank"
    )
    parser.add_argument("--coarsen", action="store_true", help="with --pseudonymise: decades of birth, not years")
    parser.add_argument("--key", type=Path, default=KEY, help=f"the secret of the hashes, made if missing ({KEY})")


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
    beside = [args.key] if args.pseudonymise else []
    check_outputs([args.output, _rejects_path(args.output), *beside], args.inputs)
    if args.pseudonymise:
        check_key_place(args.key, args.output)
        load_key(args.key)
    elif args.drop or args.coarsen:
        raise InputError("--drop or --coarsen alone", "them with --pseudonymise", "add it")


def _rejects_path(output: Path) -> Path:
    return output.with_name(f"{output.name}.rejects.csv")


def _write(table: pd.DataFrame, rejects: pd.DataFrame, audit: Audit, args: argparse.Namespace, what: str) -> int:
    rejects_path = _rejects_path(args.output)
    if args.pseudonymise:
        table = pseudonymise(table, load_key(args.key), args.drop, coarsen=args.coarsen)
        rejects = rejects.assign(raw="")
        audit.warn(told_apart(table))
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
