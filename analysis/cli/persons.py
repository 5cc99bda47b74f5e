"""Verbs on rows about persons: clean, link."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from analysis.cli.shared import Parser, Words, check_overwritten, named_file, warn
from analysis.core.errors import InputError
from analysis.core.files import PRIVATE, as_csv, read_table, relative, write_atomic

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
    orders, order_help = ["day-first", "month-first"], "order of day and month in dates such as 03/04/2025"
    notices.add_argument("--date-order", choices=orders, help=order_help)
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
    cleaned = clean_notices(args.inputs, day, date_order=args.date_order)
    return _write_cleaned(cleaned, args, "notices")


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


def add_link(parser: Parser) -> None:
    """Declare what the verb takes."""
    parser.add_argument("notices", type=Path, help="csv written by `clean notices`")
    parser.add_argument("designations", type=Path, help="csv written by `clean sanctions`")
    parser.add_argument(
        "--output", type=named_file, required=True, help="counts by requesting country and offence group"
    )
    pairs = f"also write the linked rows, with names; keep them under {relative(PRIVATE)}"
    parser.add_argument("--pairs", type=named_file, help=pairs)


def run_link(args: Words) -> int:
    """Link the two files and write the counts and, if asked, the pairs."""
    from analysis.core.private import LEAST_SHOWN
    from analysis.persons import link
    from analysis.persons.records import RowAccounting

    outputs = [path for path in (args.output, args.pairs) if path is not None]
    check_overwritten(outputs, [args.notices, args.designations])
    notices = link.read_notices(args.notices)
    table = read_table(args.designations, link.DESIGNATION_COLUMNS)
    designations = link.designation_persons(table, args.designations)
    links = link.link(link.notice_persons(notices, args.notices), designations)
    counts = link.count_links(notices, links)
    write_atomic(args.output, as_csv(counts))
    print(RowAccounting(len(notices)).sentence("notices"))
    left = "".join(f", {count} of {sender}, which is not shown" for sender, count in link.not_shown(table).items())
    accounting = RowAccounting(len(designations), rejected=len(table) - len(designations))
    print(accounting.sentence("persons"), f"(no persons{left})")
    linked = len({one.notice.identifier for one in links})
    print(f"{linked} of {len(notices)} notices linked with {len(designations)} designated persons: {args.output}")
    if (counts[["notices", "matched"]] < LEAST_SHOWN).any(axis=None):
        warn(f"some counts are of fewer than {LEAST_SHOWN} persons; do not publish these")
    if args.pairs is not None:
        if not args.pairs.resolve().is_relative_to(PRIVATE):
            warn(f"{args.pairs} names people; it is outside {relative(PRIVATE)}, which is never committed or shipped")
        write_atomic(args.pairs, as_csv(link.pair_table(links)))
    return 0
