"""Figures of the charges in public notices: offences, Article 3-sensitive charges, independent corroboration.

Counts only, no person. An offence is never crossed with nationality; where it is crossed with a designation, which is
a second personal attribute, counts below three are shown as ``<3``.
"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from analysis.clean.link import LISTS, Link
from analysis.clean.offences import NO_CHARGE, classify_column, sensitivity
from analysis.errors import InputError

#: Fewer persons than this are not told apart where a cell crosses two personal attributes.
LEAST_SHOWN = 3
HIDDEN = f"<{LEAST_SHOWN}"
#: Charges of which another state's or body's designation is independent corroboration.
SECURITY = frozenset({"terrorism", "armed_formation"})
REQUESTER = ["requesting_country", "requester_basis"]


def with_offences(notices: pd.DataFrame) -> pd.DataFrame:
    """Label the charges of clean notices.

    Parameters
    ----------
    notices : DataFrame of str
        One row a notice, as `analysis.clean.notices.clean_notices` gives it.

    Returns
    -------
    DataFrame of str
        The same rows with ``offences``, labels joined by ``;``.
    """
    return notices.assign(offences=classify_column(notices["charges"]))


def _by_requester(notices: pd.DataFrame) -> pd.DataFrame:
    """One row a notice and requesting country; blank where there is none."""
    requesters = notices["requesting_countries"].str.split(";")
    return notices.assign(requesting_country=requesters).explode("requesting_country", ignore_index=True)


def by_offence(notices: pd.DataFrame) -> pd.DataFrame:
    """Count public notices by requesting country and offence.

    Parameters
    ----------
    notices : DataFrame of str
        As `with_offences` gives them.

    Returns
    -------
    DataFrame
        ``requesting_country``, ``requester_basis``, ``offence``, ``notices``. A notice counts once for each of its
        requesting countries and offences, so the offences of a country add up to more than its notices.
    """
    pairs = _by_requester(notices).rename(columns={"offences": "offence"})
    pairs = pairs.assign(offence=pairs["offence"].str.split(";")).explode("offence")
    return pairs.groupby([*REQUESTER, "offence"], sort=True).size().rename("notices").reset_index()


def sensitive(notices: pd.DataFrame) -> pd.DataFrame:
    """Count public notices whose every stated offence calls for a check against Article 3, by requesting country.

    Parameters
    ----------
    notices : DataFrame of str
        As `with_offences` gives them.

    Returns
    -------
    DataFrame
        ``requesting_country``, ``requester_basis``, ``notices``, ``charged`` (those that state an offence, the
        denominator of a share), ``strict`` and ``broad`` (which holds the strict ones).
    """
    verdicts = {cell: sensitivity(cell.split(";")) for cell in notices["offences"].unique()}
    pairs = _by_requester(notices)
    verdict = pairs["offences"].map(verdicts)
    counted = pairs[REQUESTER].assign(
        notices=1,
        charged=(verdict != NO_CHARGE).astype(int),
        strict=(verdict == "strict").astype(int),
        broad=verdict.isin(["strict", "broad"]).astype(int),
    )
    return counted.groupby(REQUESTER, as_index=False, sort=True).sum()


def corroboration(notices: pd.DataFrame, links: Iterable[Link]) -> pd.DataFrame:
    """Count persons charged with terrorism or an armed formation, and those of them that others have designated.

    Parameters
    ----------
    notices : DataFrame of str
        As `with_offences` gives them.
    links : iterable of Link
        Notices and designations that count as one person.

    Returns
    -------
    DataFrame
        ``requesting_country``, ``requester_basis``, ``security`` (persons so charged), ``designated`` (by any of the
        UN, EU, UK and US) and ``designated_un`` to ``designated_us``; fewer than three persons are shown as ``<3``.
    """
    held: dict[str, set[str]] = {name: set() for name in LISTS}
    for one in links:
        held[one.designation.source].add(one.notice.identifier)
    charged = notices["offences"].map(lambda cell: not SECURITY.isdisjoint(cell.split(";")))
    pairs = _by_requester(notices[charged])
    lists = {f"designated_{name.lower()}": pairs["notice_id"].isin(ids).astype(int) for name, ids in held.items()}
    counted = pairs[REQUESTER].assign(
        security=1, designated=pairs["notice_id"].isin(set().union(*held.values())).astype(int), **lists
    )
    table = counted.groupby(REQUESTER, as_index=False, sort=True).sum()
    return table.assign(**{column: hide(table[column]) for column in ["designated", *lists]})


def hide(counts: pd.Series[int]) -> pd.Series[str]:
    """Show counts below three as ``<3``: nought, one and two are not told apart.

    Parameters
    ----------
    counts : Series of int
        Persons.

    Returns
    -------
    Series of str
        The counts as text.
    """
    return counts.astype("str").mask(counts < LEAST_SHOWN, HIDDEN)


def span(shown: pd.Series[str], most: pd.Series[int]) -> pd.DataFrame:
    """Give the least and the greatest count that a shown one can stand for.

    Parameters
    ----------
    shown : Series of str
        Counts, those below three as ``<3``.
    most : Series of int
        What each count is a part of, and cannot exceed.

    Returns
    -------
    DataFrame of int
        ``low`` and ``high``: 0 and 2 for ``<3`` (or ``most``, if that is less), otherwise both the count.

    Raises
    ------
    InputError
        If a value is neither a count nor ``<3``.
    """
    hidden = shown == HIDDEN
    odd = shown[~hidden & ~shown.str.fullmatch(r"\d+")]
    if not odd.empty:
        raise InputError(f"the count {odd.iloc[0]!r}", f"a whole number or {HIDDEN}", "correct the table")
    low = shown.where(~hidden, "0").astype(int)
    high = low.mask(hidden, most.clip(upper=LEAST_SHOWN - 1)).astype(int)
    return pd.DataFrame({"low": low, "high": high})
