"""The words that readers see: English beside the code, translated by gettext where a catalogue of another language is.

``make messages`` collects the texts in ``build/messages.pot``; a translation is in ``analysis/locale/<language>``. A
process speaks one language: what is computed once, such as a table of the world, holds sentences.
"""

from __future__ import annotations

import csv
import gettext
import io
import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from numbers import Real
from pathlib import Path
from typing import BinaryIO

import pandas as pd

LANGUAGE = "en"
LOCALES = Path(__file__).parents[1] / "locale"
#: Words for codes of the data, and standing texts: group and value (``*`` for every other one) -> text, and its plural.
LABELS = Path(__file__).with_name("labels.csv")


DASH = "–"


@cache
def _translations() -> gettext.NullTranslations:
    return gettext.translation("messages", LOCALES, [LANGUAGE], fallback=True)


def _(message: str, /, **values: object) -> str:
    """Translate a message, with its values in place.

    Parameters
    ----------
    message : str
        English, with the names of its values in braces.
    **values
        A number is written by `number`; a year is given as text.

    Returns
    -------
    str
        Without any mark of where a value begins or ends.

    Raises
    ------
    KeyError
        If a value is missing.

    Examples
    --------
    >>> _("{count} cases of {name}", count=1234, name="Belarus")
    '1,234 cases of Belarus'
    """
    return _filled(translated(message), values)


def translated(one: str, more: str = "", count: float = 1) -> str:
    """Translate a message whose values are not in place yet; of two, in the plural form of a count."""
    whole = int(count) if count == int(count) else 2
    return _translations().ngettext(one, more, whole) if more else _translations().gettext(one)


def _n(one: str, more: str, count: float, /, **values: object) -> str:
    """Translate a message in the plural form of a count, which is its value ``count`` where it names none.

    Examples
    --------
    >>> [_n("one state shown", "{count} states shown", count) for count in (0, 1, 1234)]
    ['0 states shown', 'one state shown', '1,234 states shown']
    """
    return _filled(translated(one, more, count), {"count": count, **values})


def N_(message: str) -> str:  # noqa: N802
    """Mark a message for translation; `_` translates it later."""
    return message


def Nn_(one: str, more: str) -> tuple[str, str]:  # noqa: N802
    """Mark a message with a plural for translation; `_n` translates it later."""
    return one, more


def _filled(message: str, values: dict[str, object]) -> str:
    try:
        return message.format_map({name: written(value) for name, value in values.items() if value is not None})
    except KeyError as error:
        got = f"got no value {error} for the message {message!r}"
        raise KeyError(f"{got}; expected a value for each name in braces; to fix, pass it") from None


def written(value: object) -> object:
    """Write a number as `number` does; anything else is returned as it is."""
    return number(float(value)) if isinstance(value, Real) else value


@cache
def labels() -> dict[tuple[str, str], tuple[str, str]]:
    """Read the table of labels: text and plural by group and value."""
    with LABELS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {(row["group"], _spelled(row["value"])): (row["text"], row["plural"]) for row in rows}


def extract_labels(file: BinaryIO, *_rest: object, **_options: object) -> Iterator[tuple[int, str, object, list[str]]]:
    """Return the texts of the table of labels to Babel, each with its group and value as a comment."""
    for line, row in enumerate(csv.DictReader(io.TextIOWrapper(file, "utf-8", newline="")), 2):
        message = (row["text"], row["plural"]) if row["plural"] else row["text"]
        yield line, "ngettext" if row["plural"] else "gettext", message, [f"{row['group']} {row['value']}".strip()]


def _spelled(value: object) -> str:
    return re.sub("[^A-Za-z0-9_]+", "-", str(value)).strip("-")


def label(value: object, group: str = "", /, **values: object) -> str:
    """Words for a value from the table of labels; a code that needs none is shown without its underscores.

    Parameters
    ----------
    value : object
        A code of the data, or the name of a part; marks in it count as dashes.
    group : str
        What the values of one kind share, such as ``drivers-name``; blank for codes of the data.
    **values
        As for `_`; ``count`` chooses the plural form.

    Returns
    -------
    str
        A dash for what is not known.

    Raises
    ------
    KeyError
        If the group does not have the value, and no words for every other one.

    Examples
    --------
    >>> label("refused_by_ndtf"), label("some_code"), label(None), label("rows", "column")
    ('refused by INTERPOL', 'some code', '–', 'All cases')
    """
    code = cell_text(value)
    word, table = _spelled(code), labels()
    row = table.get((group, word)) or table.get((group, word.replace("_", "-"))) or table.get((group, ""))
    if row is None and group:
        raise KeyError(f"got no words for {code!r} in {group!r}; expected a row of {LABELS.name}; to fix, add it there")
    if row is None:
        return code.replace("_", " ")
    return _n(*row, float(str(values.pop("count"))), **values) if row[1] else _(row[0], **values)


def cell_text(value: object) -> str:
    """Return a cell as plain text, a dash for what is not known."""
    return DASH if value is None or value is pd.NA or value != value or value == "" else str(value)


def day(value: date | str) -> str:
    """Write a date, or its ISO text, as a reader would: ``12 April 2023``."""
    value = date.fromisoformat(value) if isinstance(value, str) else value
    return label(value.month, "day", day=str(value.day), year=str(value.year))


def number(value: float) -> str:
    """Write a number as a reader expects it: thousands grouped, at most one decimal, two digits below 1.

    Parameters
    ----------
    value : float
        Any finite number.

    Returns
    -------
    str
        For example ``3,177``, ``21.8`` or ``0.052``.

    Examples
    --------
    >>> [number(value) for value in (3177, 21.84, 0.0524, 0)]
    ['3,177', '21.8', '0.052', '0']
    """
    if 0 < abs(value) < 0.001:
        return _("less than 0.001") if value > 0 else _("just below 0")
    if value == int(value) or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 1 else f"{value:#.2g}"


def percent(share: float) -> str:
    """Write a share as a percentage, whole numbers without decimals.

    Parameters
    ----------
    share : float
        Between 0 and 1.

    Returns
    -------
    str
        With one decimal where it is not zero, or two digits below 0.1 %; a share just below 1 is ``100.0 %``.

    Examples
    --------
    >>> [percent(share) for share in (0.3, 0.619, 0.0005, 1)]
    ['30 %', '61.9 %', '0.050 %', '100 %']
    """
    written = f"{100 * share:.1f}" if share >= 0.001 else number(100 * share)
    return _("{number} %", number=written if written == "100.0" and share < 1 else written.removesuffix(".0"))


def listed(words: Iterable[str], form: str = N_("{first} and {last}")) -> str:
    """Join words as English does.

    Parameters
    ----------
    words : iterable of str
        May be empty.
    form : str
        How the last word follows the others.

    Returns
    -------
    str
        Blank where there are none.

    Examples
    --------
    >>> listed(["a", "b", "c"]), listed(["a"]), listed([])
    ('a, b and c', 'a', '')
    """
    items = list(words)
    if len(items) < 2:
        return "".join(items)
    return _(form, first=", ".join(items[:-1]), last=items[-1])
