"""Figures computed from row-level notices: counts only, no person."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd
import yaml

from analysis.clean.notices import clean_notices
from analysis.errors import InputError
from analysis.paths import HAND

SNAPSHOTS = HAND / "notice_snapshots.yml"


@dataclass(frozen=True)
class Snapshot:
    """One collection of the public list.

    Parameters
    ----------
    file : str
        Name of the row-level file.
    date : date
        Day of collection.
    coverage : str
        How much of the list it holds.
    requester : bool
        Whether its rows carry a requesting country.
    nationality : str
        Whose nationality the rows carry.
    charges : bool
        Whether its rows carry charges.
    reason : str
        What it is, and how it can mislead.
    """

    file: str
    date: datetime.date
    coverage: str
    requester: bool
    nationality: str
    charges: bool
    reason: str


@cache
def snapshots() -> tuple[Snapshot, ...]:
    """Read which snapshots the shipped figures come from."""
    held = yaml.safe_load(SNAPSHOTS.read_text(encoding="utf-8"))["snapshots"]
    return tuple(Snapshot(**entry) for entry in held)


@cache
def samples() -> tuple[Snapshot, ...]:
    """Read which collections, too small to count the list by, tell charges and requesting countries."""
    held = yaml.safe_load(SNAPSHOTS.read_text(encoding="utf-8"))["samples"]
    return tuple(Snapshot(**entry) for entry in held)


@cache
def followed() -> tuple[datetime.date, datetime.date]:
    """Give the dates between which notices are followed."""
    held = yaml.safe_load(SNAPSHOTS.read_text(encoding="utf-8"))["followed"]
    return held["from"], held["to"]


@cache
def reference() -> tuple[datetime.date, frozenset[str]]:
    """Give the date of the snapshot that rates are computed from, and the requesters that it was never asked for."""
    held = yaml.safe_load(SNAPSHOTS.read_text(encoding="utf-8"))["reference"]
    return held["date"], frozenset(held["never_asked"])


def read_snapshots(folder: Path, wanted: Sequence[Snapshot] | None = None) -> Iterator[tuple[Snapshot, pd.DataFrame]]:
    """Read and clean each snapshot from a folder of row-level files.

    Parameters
    ----------
    folder : Path
        Holds the files.
    wanted : sequence of Snapshot, optional
        Which ones; the snapshots, without the samples, if left out.

    Raises
    ------
    InputError
        If a file is missing from the folder.
    """
    for snapshot in snapshots() if wanted is None else wanted:
        path = folder / snapshot.file
        if not path.exists():
            fix = f"put it there, or remove its entry from {SNAPSHOTS.name}"
            raise InputError(f"no file {snapshot.file}", "every file of the list of snapshots", fix, file=folder)
        yield snapshot, clean_notices([path], snapshot.date).table


def _pairs(notices: pd.DataFrame, column: str) -> pd.DataFrame:
    """One row a notice and value of a joined column; blank where there is none."""
    return notices.assign(**{column: notices[column].str.split(";")}).explode(column)


def own_national(pairs: pd.DataFrame) -> pd.Series[str]:
    """Say for each notice and requesting country whether the person is a national of it.

    Returns
    -------
    Series of str
        ``yes``, ``no``, or ``unknown`` where requester or nationality is not known.
    """
    known = (pairs["requesting_countries"] != "") & (pairs["nationalities"] != "")
    same = [
        requester in nationalities.split(";")
        for requester, nationalities in zip(pairs["requesting_countries"], pairs["nationalities"], strict=True)
    ]
    words = pd.Series(same, index=pairs.index).map({True: "yes", False: "no"})
    return words.where(known, "unknown").astype("str")


def by_requesting_country(notices: pd.DataFrame, snapshot: Snapshot) -> pd.DataFrame:
    """Count public notices of one snapshot by requesting country and own-national or not.

    Parameters
    ----------
    notices : DataFrame
        One row a notice, as `clean_notices` gives it.
    snapshot : Snapshot
        Where they come from.

    Returns
    -------
    DataFrame
        ``snapshot_date``, ``requesting_country`` (blank where the source has none), ``own_national``,
        ``requester_basis``, ``notices``. A notice that two countries requested counts for each.
    """
    pairs = _pairs(notices, "requesting_countries")
    keys = pd.DataFrame(
        {
            "snapshot_date": snapshot.date.isoformat(),
            "requesting_country": pairs["requesting_countries"],
            "own_national": own_national(pairs),
            "requester_basis": pairs["requester_basis"],
        }
    )
    return _counted(keys)


def by_nationality(notices: pd.DataFrame, snapshot: Snapshot) -> pd.DataFrame:
    """Count public notices of one snapshot by nationality of the person, whoever requested them.

    Returns
    -------
    DataFrame
        ``snapshot_date``, ``nationality`` (blank where none is stated), ``nationality_basis``, ``notices``. A person
        of two nationalities counts for each.
    """
    pairs = _pairs(notices, "nationalities")
    keys = pd.DataFrame(
        {
            "snapshot_date": snapshot.date.isoformat(),
            "nationality": pairs["nationalities"],
            "nationality_basis": snapshot.nationality,
        }
    )
    return _counted(keys)


def exits(first: pd.DataFrame, last: pd.DataFrame) -> pd.DataFrame:
    """Count, by requesting country, the notices of a first snapshot and those of them that a last one still shows.

    Parameters
    ----------
    first, last : DataFrame
        Notices of the two snapshots; a notice is followed by its requesting country as carried over to the last one.

    Returns
    -------
    DataFrame
        ``requesting_country``, ``public_first``, ``still_public``.
    """
    before = _pairs(first, "requesting_countries")["requesting_countries"].value_counts()
    after = _pairs(last, "requesting_countries")["requesting_countries"].value_counts()
    table = pd.DataFrame({"public_first": before}).join(after.rename("still_public")).fillna(0).astype(int)
    return table.drop(index="", errors="ignore").rename_axis("requesting_country").sort_index().reset_index()


def _counted(keys: pd.DataFrame) -> pd.DataFrame:
    columns = list(keys.columns)
    return keys.groupby(columns, sort=True).size().rename("notices").reset_index()


def tables(read: Sequence[tuple[Snapshot, pd.DataFrame]]) -> dict[str, pd.DataFrame]:
    """Compute the shipped counts of public notices from the snapshots.

    Parameters
    ----------
    read : sequence of tuple of Snapshot and DataFrame
        As `read_snapshots` gives them, the two that are followed among them.

    Returns
    -------
    dict of str to DataFrame
        Table name to table, as shipped under ``data/raw/notices``.
    """
    rows = {snapshot.date: notices for snapshot, notices in read}
    start, end = followed()
    gone = exits(rows[start], rows[end]).assign(first_date=start.isoformat(), last_date=end.isoformat())
    return {
        "public_notices_by_requesting_country": pd.concat(
            [by_requesting_country(notices, snapshot) for snapshot, notices in read], ignore_index=True
        ),
        "public_notices_by_nationality": pd.concat(
            [by_nationality(notices, snapshot) for snapshot, notices in read], ignore_index=True
        ),
        "public_notices_exits": gone,
    }
