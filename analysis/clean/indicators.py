"""Which universe each indicator of the oversight statistics belongs to; universes are never mixed."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from analysis.core.countries import hand_table
from analysis.core.errors import InputError
from analysis.core.files import HAND, relative

INDICATORS = HAND / "indicators.csv"


def check(table: pd.DataFrame, file: Path, path: Path = INDICATORS) -> None:
    """Check that each figure has a known indicator, the universe of that indicator, and one value.

    Parameters
    ----------
    table : DataFrame
        The oversight statistics as text, missing as NaN; the index holds the rows of the file.
    file : Path
        The file it comes from, for the message.
    path : Path
        Table of ``indicator``, ``universe`` (blank: none of the five) and ``meaning``.

    Raises
    ------
    InputError
        At the first row whose indicator is unknown, whose basis is another universe, or which has no value
        or both a number and words.
    """
    universes = hand_table(path).set_index("indicator")["universe"]
    wanted = table["indicator"].map(universes)
    _refuse(table, wanted.isna(), "indicator", "an indicator that is described", f"add it to {relative(path)}", file)
    other = table["basis"].fillna("") != wanted
    _refuse(table, other, "basis", "the universe of its indicator", f"correct it, or {relative(path)}", file)
    unclear = table["value"].isna() == table["value_text"].isna()
    _refuse(table, unclear, "value_text", "either a value or a value_text", "leave one of them blank", file)


def _refuse(table: pd.DataFrame, bad: pd.Series[bool], column: str, expected: str, fix: str, file: Path) -> None:
    if not bad.any():
        return
    row = table.index[bad][0]
    got = f"{table[column].fillna('')[row]!r} in column {column!r} for {table['indicator'][row]!r}"
    raise InputError(got, expected, fix, file=relative(file), row=int(row))
