"""``classify INPUT.csv --column charge --output OUT.csv``: add the offence labels of a column of charge texts."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import pandas as pd

from analysis.core.errors import InputError, some
from analysis.core.files import PRIVATE, check_outputs, csv_as_text, relative, write_atomic
from analysis.persons.offences import classify_column
from analysis.persons.reading import Account

ADDED = "offences"
#: A table with one of these columns is about persons.
PERSON_COLUMNS = frozenset({"name", "forename", "first_name", "last_name", "birth_date", "date_of_birth", "dob"})


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("input", type=Path, metavar="INPUT.csv", help="a csv in UTF-8 with a header")
    parser.add_argument("--column", default="charge", help="the column of charge texts (default: charge)")
    parser.add_argument("--output", type=Path, required=True, metavar="OUT.csv", help="the input with offences added")


def run(args: argparse.Namespace) -> int:
    """Read, classify, write.

    Parameters
    ----------
    args : argparse.Namespace
        With ``input``, ``column`` and ``output``.

    Returns
    -------
    int
        0.

    Raises
    ------
    InputError
        If the input is no csv in UTF-8, a row has too many or too few fields, the column is missing, or the output
        may not be written.
    """
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
