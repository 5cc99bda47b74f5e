"""``python -m analysis match PAIRS.csv --output OUT.csv``: score name pairs."""

from __future__ import annotations

import argparse
from pathlib import Path

import pandas as pd

from analysis.core.errors import InputError
from analysis.core.files import check_outputs, read_table, write_atomic
from analysis.persons.names.score import THRESHOLD, compare, parse_births
from analysis.persons.reading import Account

BIRTHS = ("birth_date1", "birth_date2")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the verb."""
    parser.add_argument(
        "pairs", type=Path, help="csv with name1, name2 and, if known, birth_date1, birth_date2 (ISO 8601, or a year)"
    )
    parser.add_argument(
        "--output", type=Path, required=True, help=f"all columns with score (0 to 1) and match (score >= {THRESHOLD})"
    )


def run(args: argparse.Namespace) -> int:
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
    """Add ``score`` and ``match`` to a table of name pairs.

    Parameters
    ----------
    table : DataFrame of str
        With name1 and name2, and birth_date1 and birth_date2 if known.
    path : Path
        Where it comes from, for messages.

    Returns
    -------
    DataFrame
        The same rows in the same order.

    Raises
    ------
    InputError
        If a birth date has another form than ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``.
    """
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
