"""Which of four families of sources a list belongs to; one family counts once however often it speaks."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pandas as pd

from analysis.core.countries import hand_table
from analysis.core.errors import InputError, some
from analysis.core.files import HAND, relative

SOURCE_FAMILIES = HAND / "source_families.csv"
FAMILIES = ("governments", "parliaments", "ngos", "press")


def add(table: pd.DataFrame, file: Path, path: Path = SOURCE_FAMILIES) -> pd.DataFrame:
    """Add the family of each list.

    Parameters
    ----------
    table : DataFrame
        Country mentions with ``source_title``; the index holds the rows of the file.
    file : Path
        The file it comes from, for the message.
    path : Path
        Table of ``contains`` (a part of a title), ``family`` and ``reason``.

    Returns
    -------
    DataFrame
        The table with ``family``: governments, parliaments, ngos or press.

    Raises
    ------
    InputError
        If a title matches no family, or two.
    """
    rules = hand_table(path)
    families = [_family(title, rules, file, int(str(row)), path) for row, title in table["source_title"].items()]
    return table.assign(family=families)


def _family(title: str, rules: pd.DataFrame, file: Path, row: int, path: Path) -> str:
    matches = [part in title for part in rules["contains"]]
    found = sorted(set(rules.loc[matches, "family"]))
    if len(found) != 1:
        raise InputError(
            f"the source {title!r}, which matches {some(found) or 'no family'}",
            f"exactly one of {some(FAMILIES)}",
            f"add a part of its title to {relative(path)} with its family and a reason, or make one there narrower",
            file=relative(file),
            row=row,
        )
    return str(found[0])


@cache
def _speakers() -> tuple[str, ...]:
    return tuple(hand_table(SOURCE_FAMILIES)["contains"])


def speaker_of(title: str) -> str:
    """Give the source of a mention as ``source_families.csv`` knows it, whatever its edition or year."""
    return next(part for part in _speakers() if part in title)
