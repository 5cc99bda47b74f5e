"""Verbs for rows about persons: clean, classify, match, link."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from analysis.core.errors import InputError, some
from analysis.core.files import PRIVATE, check_outputs, csv_as_text, read_table, relative, write_atomic
from analysis.core.private import (
    DROPPED,
    KEY,
    LEAST_SHOWN,
    check_key_place,
    load_key,
    pseudonymise,
    told_apart,
    write_rows,
)
from analysis.persons.designations import clean_designations
from analysis.persons.link import (
    DESIGNATION_COLUMNS,
    count_links,
    designation_persons,
    link,
    notice_persons,
    pair_table,
    read_notices,
)
from analysis.persons.names.score import THRESHOLD, compare, parse_births
from analysis.persons.notice_lists import clean_notices, parse_snapshot
from analysis.persons.offences import classify_column
from analysis.persons.reading import Account, Audit


def add_clean(parser: argparse.ArgumentParser) -> None:
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


def run_clean(args: argparse.Namespace) -> int:
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


ADDED = "offences"


#: A table with one of these columns is about persons.
PERSON_COLUMNS = frozenset({"name", "forename", "first_name", "last_name", "birth_date", "date_of_birth", "dob"})


def add_classify(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("input", type=Path, metavar="INPUT.csv", help="a csv in UTF-8 with a header")
    parser.add_argument("--column", default="charge", help="the column of charge texts (default: charge)")
    parser.add_argument("--output", type=Path, required=True, metavar="OUT.csv", help="the input with offences added")


def run_classify(args: argparse.Namespace) -> int:
    """Read, classify, write."""
    check_outputs([args.output], [args.input])
    table = csv_as_text(args.input)
    labels = classify_column(_charges(table, args.column, args.input))
    _warn(table, args.output)
    write_atomic(args.output, table.assign(**{ADDED: labels}).to_csv(index=False, lineterminator="\n"))
    print(Account(len(table)).sentence("charges"), file=sys.stderr)
    print(f"classified {len(table):,} charges into {relative(args.output)}", file=sys.stderr)
    return 0


def _charges(table: pd.DataFrame, column: str, path: Path) -> pd.Series[str]:
    if column in table:
        return table[column]
    got = f"0 columns {column!r} among {some(table.columns, 20) or 'none'}"
    raise InputError(got, "one", "name the column of charge texts with --column", file=path, row=1)


def _warn(table: pd.DataFrame, output: Path) -> None:
    """Say what is replaced, and what is personal."""
    if ADDED in table:
        print(f"warning: the values of the input's column {ADDED!r} are replaced", file=sys.stderr)
    about_persons = PERSON_COLUMNS & {str(name).strip().casefold() for name in table}
    if about_persons and not output.resolve().is_relative_to(PRIVATE):
        print(
            f"warning: {output} holds personal data ({', '.join(sorted(about_persons))}) and lies outside "
            f"{relative(PRIVATE)}; it is readable by you alone, keep it so",
            file=sys.stderr,
        )


BIRTHS = ("birth_date1", "birth_date2")


def add_match(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the verb."""
    parser.add_argument(
        "pairs", type=Path, help="csv with name1, name2 and, if known, birth_date1, birth_date2 (ISO 8601, or a year)"
    )
    parser.add_argument(
        "--output", type=Path, required=True, help=f"all columns with score (0 to 1) and match (score >= {THRESHOLD})"
    )


def run_match(args: argparse.Namespace) -> int:
    """Write every row with its score, and true or false for a match."""
    check_outputs([args.output], [args.pairs])
    table = read_table(args.pairs, ("name1", "name2"))
    scored = score_pairs(table, args.pairs)
    write_atomic(args.output, scored.to_csv(index=False, lineterminator="\n"))
    print(Account(len(scored)).sentence("pairs"))
    print(
        f"{len(scored)} pairs, {int((scored['match'] == 'true').sum())} matches (score >= {THRESHOLD}): {args.output}"
    )
    return 0


def score_pairs(table: pd.DataFrame, path: Path) -> pd.DataFrame:
    """Add ``score`` and ``match`` to name pairs, in the same order; an odd birth date is refused by its row."""
    births = [_births(table, column, path) for column in BIRTHS]
    compared = [
        compare(name1, name2, birth1, birth2)
        for name1, name2, birth1, birth2 in zip(table["name1"], table["name2"], *births, strict=True)
    ]
    return table.assign(
        score=[f"{one.score:.4f}" for one in compared], match=["true" if one.match else "false" for one in compared]
    )


def _births(table: pd.DataFrame, column: str, path: Path) -> list[str]:
    if column not in table.columns:
        return [""] * len(table)
    values = list(table[column])
    for row, value in enumerate(values, start=2):
        if len(parse_births(value)) != len([part for part in value.split(";") if part.strip()]):
            expected = "YYYY, YYYY-MM or YYYY-MM-DD, several joined by ;"
            raise InputError(f"{column} {value!r}", expected, "rewrite the date or leave it blank", file=path, row=row)
    return values


def add_link(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the verb."""
    parser.add_argument("notices", type=Path, help="csv of `clean notices`")
    parser.add_argument("designations", type=Path, help="csv of `clean sanctions`")
    parser.add_argument("--output", type=Path, required=True, help="counts by requesting country and offence group")
    parser.add_argument(
        "--pairs", type=Path, help=f"also write the linked rows, with names; keep them under {relative(PRIVATE)}"
    )


def run_link(args: argparse.Namespace) -> int:
    """Link the two files and write the counts and, if asked, the pairs."""
    check_outputs([path for path in (args.output, args.pairs) if path is not None], [args.notices, args.designations])
    notices = read_notices(args.notices)
    table = read_table(args.designations, DESIGNATION_COLUMNS)
    designations = designation_persons(table, args.designations)
    links = link(notice_persons(notices, args.notices), designations)
    counts = count_links(notices, links)
    write_atomic(args.output, counts.to_csv(index=False, lineterminator="\n"))
    print(Account(len(notices)).sentence("notices"))
    print(Account(len(designations), 0, len(table) - len(designations)).sentence("persons"), "(no persons)")
    linked = len({one.notice.identifier for one in links})
    print(f"{linked} of {len(notices)} notices linked with {len(designations)} designated persons: {args.output}")
    if (counts[["notices", "matched"]] < LEAST_SHOWN).any(axis=None):
        print(f"warning: some counts are of fewer than {LEAST_SHOWN} persons; do not publish these", file=sys.stderr)
    if args.pairs is not None:
        write_pairs(pair_table(links), args.pairs)
    return 0


def write_pairs(table: pd.DataFrame, path: Path) -> None:
    """Write rows that name people, readable by their owner only, with a warning outside ``data/private``."""
    if not path.resolve().is_relative_to(PRIVATE):
        print(
            f"warning: {path} names people; it lies outside {relative(PRIVATE)}, which is never committed or shipped",
            file=sys.stderr,
        )
    write_atomic(path, table.to_csv(index=False, lineterminator="\n"))
