"""The one rule for small counts of persons, in every published table alike.

A count of fewer than three persons is not told where a cell crosses the requesting country with charge, nationality,
sex or a designation. A collection that holds a letter or a sample of the list counts as one attribute more. Where the
whole is published too, the rest of it is a cell as well: a count that leaves fewer than three of its whole is told as
``>`` the least that it can be.
"""

from __future__ import annotations

import pandas as pd

from analysis.errors import InputError

#: Fewer persons than this are not told apart.
LEAST_SHOWN = 3
HIDDEN = f"<{LEAST_SHOWN}"
#: What stands in place of a requesting country for all of them together.
WORLD = "WORLD"
#: What a cell may hold: a count of three or more, ``<3``, or ``>`` and a number.
SHOWN = r"<3|>\d+|[3-9]|[1-9]\d+"


def hide(counts: pd.Series[int], whole: pd.Series[int] | None = None) -> pd.Series[str]:
    """Show counts of persons by the rule: nought, one and two are not told apart.

    Parameters
    ----------
    counts : Series of int
        Persons.
    whole : Series of int, optional
        What each count is a part of, where that is published; then a rest below three is not told either.

    Returns
    -------
    Series of str
        The count, ``<3``, or for example ``>7`` for 8, 9 or 10 of 10.
    """
    shown = counts.astype("str")
    if whole is not None:
        shown = shown.mask(whole - counts < LEAST_SHOWN, ">" + (whole - LEAST_SHOWN).astype("str"))
    return shown.mask(counts < LEAST_SHOWN, HIDDEN)


def span(shown: pd.Series[str], most: pd.Series[int]) -> pd.DataFrame:
    """Give the least and the greatest count that a shown one can stand for.

    Parameters
    ----------
    shown : Series of str
        Counts as `hide` gives them.
    most : Series of int
        What each count is a part of, and cannot exceed.

    Returns
    -------
    DataFrame of int
        ``low`` and ``high``: 0 and 2 for ``<3`` (or ``most``, if that is less), 8 and ``most`` for ``>7``, otherwise
        both the count.

    Raises
    ------
    InputError
        If a value is neither a count nor ``<3`` nor ``>`` and a number.
    """
    odd = shown[~shown.str.fullmatch(rf"{HIDDEN}|>?\d+")]
    if not odd.empty:
        raise InputError(f"the count {odd.iloc[0]!r}", f"a whole number, {HIDDEN} or > and one", "correct the table")
    few, many = shown == HIDDEN, shown.str.startswith(">")
    told = shown.mask(few, "0").str.lstrip(">").astype(int)
    ceiling = most.astype(int)
    high = told.mask(many, ceiling).mask(few, ceiling.clip(upper=LEAST_SHOWN - 1)).astype(int)
    return pd.DataFrame({"low": told + many.astype(int), "high": high})
