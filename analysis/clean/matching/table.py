"""Read the tables that users hand to the commands, as text, with the columns that a command needs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from analysis.errors import InputError, some


def read_table(path: Path, columns: Sequence[str]) -> pd.DataFrame:
    """Read a csv as text, blanks as empty strings.

    Parameters
    ----------
    path : Path
        A UTF-8 csv with a header line.
    columns : sequence of str
        Columns that it must have; others are kept.

    Returns
    -------
    DataFrame of str
        At least one row.

    Raises
    ------
    InputError
        If the file is no such table, lacks a column, or has no row.
    """
    try:
        table = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    except pd.errors.EmptyDataError as error:
        raise InputError(
            "an empty file", f"a header with {some(columns, 20)}", "write the table again", file=path
        ) from error
    except (pd.errors.ParserError, UnicodeDecodeError) as error:
        raise InputError(f"no csv ({error})", "a UTF-8 csv", "save it as UTF-8 csv", file=path) from error
    missing = [column for column in columns if column not in table.columns]
    if missing:
        raise InputError(
            f"columns {some(table.columns, 20)}",
            f"also {some(missing, 20)}",
            "add or rename the columns",
            file=path,
            row=1,
        )
    if table.empty:
        raise InputError("no row", "at least one row", "check how the table was made", file=path)
    return table
