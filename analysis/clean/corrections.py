"""Declared corrections: what is changed or doubted in a shipped table, why, and after which source.

Each row of ``data/hand/corrections.csv`` names one row of a table by its key and what the column must hold
now (``expect``). Once the table is repaired upstream, the guard fails and the correction must go.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pandas as pd

from analysis.core.countries import hand_table
from analysis.core.errors import InputError
from analysis.core.files import HAND, relative

CORRECTIONS = HAND / "corrections.csv"
ACTIONS = ("replace", "doubt", "drop")


@cache
def declared(path: Path = CORRECTIONS) -> pd.DataFrame:
    """Read the declared corrections.

    Returns
    -------
    DataFrame
        One row per correction: ``table``, ``key`` (``column=value`` pairs joined by `` & ``), ``column``,
        ``action`` (replace, doubt or drop), ``expect``, ``new_value``, ``reason``, ``source``, ``status``.

    Raises
    ------
    InputError
        If an action is unknown, or a reason or source is missing.
    """
    rows = hand_table(path)
    for row in rows.index[~rows["action"].isin(ACTIONS) | (rows["reason"] == "") | (rows["source"] == "")]:
        raise InputError(
            f"action {rows['action'][row]!r}, reason {rows['reason'][row]!r}, source {rows['source'][row]!r}",
            f"an action among {ACTIONS}, a reason and a source",
            "complete the row",
            file=relative(path),
            row=int(row) + 2,
        )
    return rows


def apply(name: str, table: pd.DataFrame, path: Path = CORRECTIONS) -> pd.DataFrame:
    """Apply the corrections declared for a table.

    Parameters
    ----------
    name : str
        The table.
    table : DataFrame
        As text, blanks as empty strings.
    path : Path
        The file of corrections.

    Returns
    -------
    DataFrame
        The table with a column ``correction`` that says in words what was changed or doubted, else blank.

    Raises
    ------
    InputError
        If a correction names no row or several, or its row no longer holds what it expects.
    """
    table = table.assign(correction="")
    rows = declared(path)
    for number, rule in rows[rows["table"] == name].iterrows():
        table = _apply_one(table, rule, relative(path), int(str(number)) + 2)
    return table


def _apply_one(table: pd.DataFrame, rule: pd.Series[str], file: str, number: int) -> pd.DataFrame:
    row = _only_row(table, rule, file, number)
    held = str(table.loc[row, rule["column"]])
    if held != rule["expect"]:
        raise InputError(
            f"{held!r} in column {rule['column']!r} of {rule['table']}, {rule['key']}",
            f"{rule['expect']!r}, which the correction was written for",
            "remove the correction if the table was repaired, else revise it",
            file=file,
            row=number,
        )
    if rule["action"] == "drop":
        return table.drop(index=row)
    before = str(table.loc[row, "correction"])
    table.loc[row, "correction"] = f"{before}; {_in_words(rule)}" if before else _in_words(rule)
    if rule["action"] == "replace":
        table.loc[row, rule["column"]] = rule["new_value"]
    return table


def _only_row(table: pd.DataFrame, rule: pd.Series[str], file: str, number: int) -> int:
    chosen = pd.Series(True, index=table.index)
    for pair in rule["key"].split(" & "):
        column, _, value = pair.partition("=")
        chosen &= table[column] == value if column in table else False
    found = table.index[chosen]
    if len(found) != 1:
        raise InputError(
            f"{len(found)} rows of {rule['table']} with {rule['key']}",
            "exactly one",
            "correct the key, or remove the correction if the row is gone",
            file=file,
            row=number,
        )
    return int(found[0])


def _in_words(rule: pd.Series[str]) -> str:
    change = f" to {rule['new_value']}" if rule["action"] == "replace" else ""
    verb = "corrected" if rule["action"] == "replace" else "doubted"
    return f"{rule['column']} {verb}, {rule['expect']}{change}: {rule['reason']}"
