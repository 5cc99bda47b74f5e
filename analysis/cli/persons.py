"""The verb on rows about persons: clean."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from analysis.cli.shared import Parser, Words, check_overwritten, named_file, warn
from analysis.core.errors import InputError

if TYPE_CHECKING:
    from analysis.persons.cleaning import Cleaned


def add_clean(parser: Parser) -> None:
    """Declare the kinds of list and what each takes."""
    from analysis.persons.formats.mapped import KINDS

    what = {kind: f"Reads {spec.accepted}, as text or workbook." for kind, spec in KINDS.items()}
    needs = {"notices": "Required: --output and --snapshot.", "sanctions": "Required: --output."}
    about = {kind: f"{needs[kind]} {what[kind]}" for kind in KINDS}
    parser.epilog = " ".join(f"{kind}: {text}" for kind, text in about.items())
    kinds = parser.add_subparsers(dest="kind", required=True, metavar="notices|sanctions")
    notices_help = "INTERPOL notices, one row for each notice"
    notices = kinds.add_parser("notices", help=notices_help, description=about["notices"])
    notices.add_argument("--snapshot", metavar="YYYY-MM-DD", help="day on which the notices were public")
    _add_cleaning(notices)
    lists_help = "sanctions lists as published, one row for each designation"
    _add_cleaning(kinds.add_parser("sanctions", help=lists_help, description=about["sanctions"]))


def _add_cleaning(parser: Parser) -> None:
    parser.add_argument("inputs", nargs="+", type=Path, metavar="INPUT", help="file or folder, as published")
    parser.add_argument("--output", required=True, type=named_file, metavar="FILE.csv", help="the clean table")


def run_clean(args: Words) -> int:
    """Clean, write the table and the rejected rows, and print the accounting."""
    from analysis.persons.designations import clean_designations
    from analysis.persons.notice_lists import clean_notices, parse_snapshot

    check_overwritten([args.output, _rejects_path(args.output)], args.inputs)
    if args.kind == "sanctions":
        return _write_cleaned(clean_designations(args.inputs), args, "designations")
    if not args.snapshot:
        raise InputError("no --snapshot", "the day on which the notices were public", "add --snapshot YYYY-MM-DD")
    day = parse_snapshot(args.snapshot)
    return _write_cleaned(clean_notices(args.inputs, day), args, "notices")


def _rejects_path(output: Path) -> Path:
    return output.with_name(f"{output.name}.rejects.csv")


def _write_cleaned(cleaned: Cleaned, args: Words, what: str) -> int:
    """Write the table and the rejected rows, and print the accounting."""
    import pandas as pd

    from analysis.core.private import write_rows

    table, rejects = cleaned.table, pd.concat([cleaned.rejects, cleaned.unread], ignore_index=True)
    audit, account, rejects_path = cleaned.audit, cleaned.account, _rejects_path(args.output)
    audit.warn(write_rows(table, args.output))
    aside = [f"{account.rejected} rows set aside"] * bool(account.rejected)
    aside += ["unread values"] * (not cleaned.unread.empty)
    if aside:
        audit.warn(write_rows(rejects, rejects_path))
    else:
        rejects_path.unlink(missing_ok=True)
    for sentence in filter(None, audit.sentences()):
        warn(sentence)
    there = f"; {' and '.join(aside)} in {rejects_path}" if aside else ""
    blank = audit.blank.total()
    cells = f"\n{blank:,} cells with N/A, -0-, null and the like are read as blank" if blank else ""
    print(f"{account.sentence(what)}{cells}\n{account.written} {what} written to {args.output}{there}")
    return 0
