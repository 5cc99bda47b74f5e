"""Dates that are known to the day, the month or the year only."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from analysis.errors import InputError
from analysis.paths import relative

FORMS = {4: "year", 7: "month", 10: "day"}
PERIOD = re.compile(r"\d{4}(-\d{2})?\.\.\d{4}(-\d{2})?|\d{4}-\d{4}")


def precision(text: str) -> str:
    """Tell how precise a date is from its form.

    Parameters
    ----------
    text : str
        YYYY, YYYY-MM, YYYY-MM-DD or blank.

    Returns
    -------
    str
        ``year``, ``month``, ``day`` or ``unknown``.

    Raises
    ------
    ValueError
        If it is no such date.
    """
    if not text:
        return "unknown"
    pd.Timestamp(first_day(text))
    return FORMS[len(text)]


def first_day(text: str) -> str:
    """Give the first day that a date can mean, as YYYY-MM-DD.

    Raises
    ------
    ValueError
        If the text is not YYYY, YYYY-MM or YYYY-MM-DD, or no such day exists.
    """
    if not re.fullmatch(r"\d{4}(-\d{2}){0,2}", text):
        raise ValueError(text)
    padded = text + "-01" * ((10 - len(text)) // 3)
    return pd.Timestamp(padded).strftime("%Y-%m-%d")


def period_precision(text: str) -> str:
    """Tell how precise a date is where the source may give a period or an estimate.

    Parameters
    ----------
    text : str
        A date, a period such as ``2010-2017`` or ``2016-07..2019-11``, or an estimate such as ``c. 2021``.

    Returns
    -------
    str
        ``day``, ``month``, ``year``, ``period`` or ``approximate``.

    Raises
    ------
    ValueError
        If it is none of these.
    """
    if text.startswith(("c. ", "n.d.")):
        return "approximate"
    return "period" if PERIOD.fullmatch(text) else precision(text)


def add(frame: pd.DataFrame, name: str, file: Path) -> pd.DataFrame:
    """Add ``<name>_precision`` and ``<name>_first`` to a table.

    Parameters
    ----------
    frame : DataFrame
        Text, missing as NaN; the index holds the rows of the file.
    name : str
        A column of dates.
    file : Path
        The file it comes from, for the message.

    Returns
    -------
    DataFrame
        The table with both columns; an existing column of that name is compared, not overwritten.

    Raises
    ------
    InputError
        At the first date that cannot be read, or whose coded precision differs from its form.
    """
    texts = frame[name].fillna("")
    for row, text in texts.items():
        _refuse_unreadable(text, name, file, int(str(row)))
    found = texts.map(precision)
    _refuse_other_precision(frame, name, found, file)
    first = pd.to_datetime(
        texts.where(texts == "", texts.map(lambda text: first_day(text) if text else "")), errors="coerce"
    )
    return frame.assign(**{f"{name}_precision": found, f"{name}_first": first.astype("datetime64[ns]")})


def _refuse_unreadable(text: str, name: str, file: Path, row: int) -> None:
    try:
        precision(text)
    except ValueError:
        raise InputError(
            f"{text!r} in column {name!r}",
            "a date that exists: YYYY, YYYY-MM or YYYY-MM-DD, or a blank",
            "correct the date",
            file=relative(file),
            row=row,
        ) from None


def _refuse_other_precision(frame: pd.DataFrame, name: str, found: pd.Series[str], file: Path) -> None:
    coded = frame.get(f"{name}_precision")
    if coded is None:
        return
    other = frame.index[(coded != found)]
    if len(other):
        row = int(other[0])
        got = f"precision {coded[row]!r} for the {name} {frame[name].fillna('')[row]!r}"
        raise InputError(got, repr(found[row]), "correct one of the two", file=relative(file), row=row)
