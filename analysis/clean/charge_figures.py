"""Figures of the charges in public notices: offences, Article 3-sensitive charges, independent corroboration.

Counts only, no person, and small ones by the rule of `analysis.core.private`. An offence is never crossed with
nationality.
"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from analysis.clean.link import LISTS, Link
from analysis.clean.offences import NO_CHARGE, classify_column, sensitivity
from analysis.core.private import WORLD, hide

#: Charges of which another state's or body's designation is independent corroboration.
SECURITY = frozenset({"terrorism", "armed_formation"})
#: All requesting countries together.
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
        ``requesting_country``, ``requester_basis``, ``offence``, ``notices`` (fewer than three are shown as ``<3``). A
        notice counts once for each of its requesting countries and offences, so the offences of a country add up to
        more than its notices.
    """
    pairs = _by_requester(notices).rename(columns={"offences": "offence"})
    pairs = pairs.assign(offence=pairs["offence"].str.split(";")).explode("offence")
    table = pairs.groupby([*REQUESTER, "offence"], sort=True).size().rename("notices").reset_index()
    return table.assign(notices=hide(table["notices"]))


def verdicts(notices: pd.DataFrame) -> pd.Series[str]:
    """Say of each notice whether its every stated offence calls for a check against Article 3: ``strict``, ``broad``.

    Parameters
    ----------
    notices : DataFrame of str
        As `with_offences` gives them.

    Returns
    -------
    Series of str
        `analysis.clean.offences.sensitivity` of each.
    """
    known = {cell: sensitivity(cell.split(";")) for cell in notices["offences"].unique()}
    return notices["offences"].map(known)


def sensitive(notices: pd.DataFrame, whole_list: bool = True) -> pd.DataFrame:
    """Count public notices whose every stated offence calls for a check against Article 3, by requesting country.

    Parameters
    ----------
    notices : DataFrame of str
        As `with_offences` gives them.
    whole_list : bool
        False for a sample, which is one attribute more, so that its notices are a small cell as well.

    Returns
    -------
    DataFrame
        ``requesting_country`` (``WORLD`` for all together), ``requester_basis``, ``notices``, ``charged`` (those that
        state an offence, the denominator of a share), ``strict`` and ``broad`` (which holds the strict ones); small
        counts are hidden.
    """
    pairs = _by_requester(notices)
    verdict = verdicts(pairs)
    counted = pairs[REQUESTER].assign(
        notices=1,
        charged=(verdict != NO_CHARGE).astype(int),
        strict=(verdict == "strict").astype(int),
        broad=verdict.isin(["strict", "broad"]).astype(int),
    )
    table = _summed(counted, pairs["notice_id"])
    return table.assign(
        notices=table["notices"].astype("str") if whole_list else hide(table["notices"]),
        charged=hide(table["charged"]),
        **{kind: hide(table[kind], table["charged"]) for kind in ("strict", "broad")},
    )


def _summed(counted: pd.DataFrame, notices: pd.Series[str]) -> pd.DataFrame:
    """Sum by requesting country, and over all of them together, where a notice that two requested counts once."""
    known = counted[(counted["requesting_country"] != "") & ~notices.duplicated()]
    every = pd.concat([counted, known.assign(requesting_country=WORLD)], ignore_index=True)
    return every.groupby(REQUESTER, as_index=False, sort=True).sum()


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
        ``requesting_country`` (``WORLD`` for all together), ``requester_basis``, ``security`` (persons so charged),
        ``designated`` (by any of the UN, EU, UK and US) and ``designated_un`` to ``designated_us``; small counts are
        hidden.
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
    table = _summed(counted, pairs["notice_id"])
    hidden = {column: hide(table[column], table["security"]) for column in ["designated", *lists]}
    return table.assign(security=hide(table["security"]), **hidden)
