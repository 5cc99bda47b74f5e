"""``classify INPUT.csv --column charge --output OUT.csv``: add the offence labels of a column of charge texts."""

from __future__ import annotations

import argparse
import csv
import io
import sys
from pathlib import Path

import pandas as pd

from analysis.clean.offences import classify_column
from analysis.errors import InputError, some
from analysis.paths import PRIVATE, relative, write_atomic

ADDED = "offences"
#: A table with one of these columns is about persons and is written for its owner alone.
PERSON_COLUMNS = frozenset({"name", "forename", "first_name", "last_name", "birth_date", "date_of_birth", "dob"})
OWNER_ONLY = 0o600

Rows = list[list[str]]


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
        If the input is no csv in UTF-8, a row has too many or too few cells, or the column is missing.
    """
    header, rows = read_rows(args.input)
    position = _position(header, args.column, args.input)
    labels = classify_column(pd.Series([row[position] for row in rows], dtype=str))
    content = _table(*_with_labels(header, rows, labels.tolist()))
    write_atomic(args.output, content, _mode(header, args.output))
    print(f"classified {len(rows):,} charges into {relative(args.output)}", file=sys.stderr)
    return 0


def read_rows(path: Path) -> tuple[list[str], Rows]:
    """Read a csv cell by cell, as it stands.

    Parameters
    ----------
    path : Path
        A csv in UTF-8, with or without a byte order mark.

    Returns
    -------
    header : list of str
        The names of the columns.
    rows : list of list of str
        One list a row, each as long as the header; a blank line is an empty cell where there is one column.

    Raises
    ------
    InputError
        If the file is empty, is not UTF-8, holds a null byte, or a row is ragged.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise InputError(
            f"bytes that are not UTF-8 ({fault.reason} at {fault.start})",
            "a csv in UTF-8",
            "save the file as UTF-8",
            file=path,
        ) from fault
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = next(reader, [])
        return header, [row for row in (_whole(row, header, path, reader.line_num) for row in reader) if row]
    except csv.Error as fault:
        raise InputError(
            f"broken csv ({fault})",
            "cells with quotes closed and doubled inside",
            "mend the quotes",
            file=path,
            row=reader.line_num,
        ) from fault


def _whole(row: list[str], header: list[str], path: Path, line: int) -> list[str]:
    if not row:
        return [""] if len(header) == 1 else []
    if len(row) != len(header):
        raise InputError(
            f"a row of {len(row)} cells",
            f"{len(header)} cells, as in the header",
            "quote cells that hold commas or line breaks",
            file=path,
            row=line,
        )
    return row


def _position(header: list[str], column: str, path: Path) -> int:
    if header.count(column) == 1:
        return header.index(column)
    raise InputError(
        f"{header.count(column)} columns {column!r} among {some(header, 20) or 'none'}",
        "one",
        "name the column of charge texts with --column",
        file=path,
        row=1,
    )


def _with_labels(header: list[str], rows: Rows, labels: list[str]) -> tuple[list[str], Rows]:
    if ADDED not in header:
        return [*header, ADDED], [[*row, label] for row, label in zip(rows, labels, strict=True)]
    print(f"warning: the values of the input's column {ADDED!r} are replaced", file=sys.stderr)
    at = header.index(ADDED)
    return header, [[*row[:at], label, *row[at + 1 :]] for row, label in zip(rows, labels, strict=True)]


def _table(header: list[str], rows: Rows) -> str:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return stream.getvalue()


def _mode(header: list[str], output: Path) -> int | None:
    about_persons = PERSON_COLUMNS & {name.strip().casefold() for name in header}
    if not about_persons:
        return None
    if not output.resolve().is_relative_to(PRIVATE):
        print(
            f"warning: {output} holds personal data ({', '.join(sorted(about_persons))}) and lies outside "
            f"{relative(PRIVATE)}; it is readable by you alone, keep it so",
            file=sys.stderr,
        )
    return OWNER_ONLY
