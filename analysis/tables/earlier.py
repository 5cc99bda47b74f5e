"""A table as an earlier release of the data gave it: what was changed since is undone, cell by cell."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pandas as pd

from analysis.core import judgement
from analysis.core.errors import InputError, some
from analysis.core.files import HAND, RAW, relative
from analysis.core.judgement import EarlierRelease, version
from analysis.tables.release import EFFECTS, cleaned
from analysis.tables.schemas import schema_of
from analysis.tables.shipped import raw_path, read_raw

#: Where it stands which releases there were, and which cells were changed without a row in ``cases_changes``.
RELEASES = HAND / "earlier_releases.yml"
CHANGES = "cases_changes"


def as_of(name: str, release: str, root: Path = RAW) -> pd.DataFrame:
    """Give a clean table as an earlier release held it.

    Parameters
    ----------
    name : str
        A table of ``data/raw``; earlier releases are kept of the case register only.
    release : str
        The release, for example ``1.0.0``.
    root : Path
        The folder of shipped tables.

    Returns
    -------
    DataFrame
        Types and columns of the present table. Every cell is as it was; rows stand in the order of their key.
        Corrections declared for the present table are not applied, and
        what happened to the person (columns of ``cases_effects``), which was coded in release 3, is blank.

    Raises
    ------
    InputError
        If no such release of the table is known, or what is rebuilt is not what that release shipped.

    Examples
    --------
    >>> len(as_of("cases", "1.0.0"))
    250
    """
    known = known_release(name, release)
    raw = rebuilt(name, known, root)
    found = rows_sha256(raw)
    if found != known.rows_sha256:
        got = f"rows with sha256 {found[:12]}… for release {release} of {name!r}"
        fix = f"give each later change of a cell its row in {CHANGES}, or list it in {relative(RELEASES)}"
        raise InputError(got, f"{known.rows_sha256[:12]}…, those of that release", fix, file=relative(RELEASES))
    table = cleaned(name, raw, raw_path(name, root), root)
    coded_later = [column for column in EFFECTS.values() if column in table]
    return table.assign(**{column: table[column].mask(table["case_id"].notna()) for column in coded_later})


def known_release(name: str, release: str) -> EarlierRelease:
    """Say what is kept of a table's earlier release; an InputError names the releases that there are."""
    entries = [entry for entry in judgement.entries(EarlierRelease) if entry.table == name]
    found = next((entry for entry in entries if entry.version == release), None)
    if found is None:
        known = [*(entry.version for entry in entries), version()]
        raise InputError(f"release {release!r} of {name!r}", f"one of {some(known)}", "choose one of these")
    return found


def rebuilt(name: str, known: EarlierRelease, root: Path = RAW) -> pd.DataFrame:
    """Give a table as text as an earlier release held it, in the order of its key, by undoing what came since.

    Raises
    ------
    InputError
        If a change of a cell does not end at what the table holds.
    """
    key = schema_of(name).unique[0]
    later = read_raw(CHANGES, root)
    later = later[later["release"].astype(int) > int(known.version.split(".")[0])]
    added = set(later.loc[later["column"] == "", "case_id"])
    held = read_raw(name, root).set_index(key)
    held = held[~held.index.isin(added)]
    cells = later[~later["case_id"].isin(added)]
    for row in cells[::-1].itertuples():
        _undo(held, str(row.case_id), str(row.column), (str(row.old), str(row.new)), raw_path(CHANGES, root))
    for cell in known.cells:
        _undo(held, cell.key, cell.column, (cell.old, cell.new), RELEASES)
    return held.sort_index().reset_index()


def _undo(held: pd.DataFrame, key: str, column: str, change: tuple[str, str], file: Path) -> None:
    """Put a cell back to what it was before a change."""
    old, new = change
    found = held.loc[key, column] if key in held.index and column in held else None
    if found != new:
        got = f"{found!r} in {column!r} of {key}"
        raise InputError(got, f"{new!r}, which the change ends at", "correct the change", file=relative(file))
    held.loc[key, column] = old


def rows_sha256(table: pd.DataFrame) -> str:
    """Give the hash of rows as text: written as a csv of UTF-8 with Unix line ends.

    Examples
    --------
    >>> rows_sha256(pd.DataFrame({"case_id": ["one"]}))[:12]
    'a2651c733047'
    """
    return hashlib.sha256(table.to_csv(index=False, lineterminator="\n").encode()).hexdigest()
