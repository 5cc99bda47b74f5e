"""What protects people: owner-only files, and counts too small to show."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from analysis.core.errors import InputError
from analysis.core.files import PRIVATE, check_outputs, make_private, relative, write_atomic


def write_rows(table: pd.DataFrame, output: Path) -> str:
    """Write a row-level table for its owner only, half letters as ``?``; return a warning, blank for none."""
    check_outputs([output])
    make_private(output.resolve().parent)
    write_atomic(output, table.to_csv(index=False, lineterminator="\n").encode("utf-8", errors="replace"))
    if output.resolve().is_relative_to(PRIVATE.resolve()):
        return ""
    return f"{output} has one row for each person and is outside {relative(PRIVATE)}: do not publish it"


#: Fewer persons than this are not shown where a requesting country is crossed with charge, nationality or sex.
LEAST_SHOWN = 3

HIDDEN = f"<{LEAST_SHOWN}"

#: The smallest whole whose parts are shown: of fewer, ``<3`` or ``>`` would leave two possible counts, or one.
LEAST_WHOLE = 2 * LEAST_SHOWN - 1

#: Name of all requesting countries together.
WORLD = "WORLD"

#: What a cell may hold: a count of three or more, ``<3``, or ``>`` and a number.
SHOWN = r"<3|>\d+|[3-9]|[1-9]\d+"


def hide(counts: pd.Series[int], whole: pd.Series[int]) -> pd.Series[str]:
    """Hide each count below three, or that leaves fewer than three of its whole: ``<3`` for 0 to 2, ``>7`` for 8 to 10.

    Parts of a whole of fewer than five are blank. The whole is what is published beside them.
    """
    shown = counts.astype("str").mask(whole - counts < LEAST_SHOWN, ">" + (whole - LEAST_SHOWN).astype("str"))
    return shown.mask(counts < LEAST_SHOWN, HIDDEN).mask(whole < LEAST_WHOLE, "")


def hide_total(total: int, parts: pd.Series[str], whole: pd.Series[int]) -> str:
    """Hide a total that would narrow one of its hidden parts, or tell a sum of hidden parts below three."""
    ends = span(parts, whole)
    low, high = int(ends["low"].sum()), int(ends["high"].sum())
    if low == high:
        return str(total)
    if total - low < LEAST_SHOWN:
        return f">{min(low, total) - 1}" if low else HIDDEN
    return f">{high - LEAST_SHOWN}" if high - total < LEAST_SHOWN else str(total)


def span(shown: pd.Series[str], most: pd.Series[int]) -> pd.DataFrame:
    """Least and greatest count, at most `most`, that each cell of `hide` can mean."""
    odd = shown[~shown.str.fullmatch(rf"{HIDDEN}|>?\d+|")]
    if not odd.empty:
        raise InputError(f"the count {odd.iloc[0]!r}", f"a whole number, {HIDDEN} or >N", "correct the table")
    few, many, blank = shown == HIDDEN, shown.str.startswith(">"), shown == ""
    low = shown.mask(few | blank, "0").str.lstrip(">").astype(int) + many.astype(int)
    high = (low + (few | many) * (LEAST_SHOWN - 1)).mask(blank, most)
    return pd.DataFrame({"low": low, "high": high.clip(upper=most).astype(int)})
