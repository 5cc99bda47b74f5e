"""The aggregated figures of the release: computed from row-level files, written all together or not at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pandas as pd

from analysis.clean import designation_figures, notice_figures
from analysis.clean.charge_figures import by_offence, corroboration, sensitive, with_offences
from analysis.clean.inference import inference
from analysis.clean.link import designation_persons, link, notice_persons
from analysis.clean.notice_figures import read_snapshots
from analysis.core.errors import InputError
from analysis.core.files import RAW, relative, write_atomic
from analysis.core.hand import Snapshot, samples
from analysis.sources.release import sidecar_path, store

#: Name of an aggregated table -> its folder under ``data/raw``.
FOLDERS = {
    "public_notices_by_requesting_country": "notices",
    "public_notices_by_nationality": "notices",
    "public_notices_exits": "notices",
    "public_notices_inference": "notices",
    "public_notices_by_offence": "notices",
    "public_notices_sensitive": "notices",
    "public_notices_corroboration": "notices",
    "designations_by_target_country": "sanctions",
    "designations_by_programme": "sanctions",
}
Read = Sequence[tuple[Snapshot, pd.DataFrame]]


def charge_tables(read: Read) -> dict[str, pd.DataFrame]:
    """Compute the counts by offence from collections whose charges are labelled.

    Parameters
    ----------
    read : sequence of tuple of Snapshot and DataFrame
        Notices with ``offences``.

    Returns
    -------
    dict of str to DataFrame
        Table name to table.
    """
    return {
        "public_notices_by_offence": _each(read, lambda notices, _: by_offence(notices)),
        "public_notices_sensitive": _each(read, lambda notices, snapshot: sensitive(notices, snapshot.whole)),
    }


def corroboration_table(read: Read, designations: pd.DataFrame) -> pd.DataFrame:
    """Link each snapshot with the designations, and count those charged with security offences who are designated.

    Parameters
    ----------
    read : sequence of tuple of Snapshot and DataFrame
        Notices with ``offences``.
    designations : DataFrame of str
        One row a designation.

    Returns
    -------
    DataFrame
        `analysis.clean.charge_figures.corroboration` of each snapshot.
    """
    persons = designation_persons(designations, Path("designations"))
    return _each(
        read, lambda notices, _: corroboration(notices, link(notice_persons(notices, Path("notices")), persons))
    )


def _each(read: Read, count: Callable[[pd.DataFrame, Snapshot], pd.DataFrame]) -> pd.DataFrame:
    """Count each collection and put the counts under one another, with their date and coverage."""
    parts = [_dated(count(notices, snapshot), snapshot) for snapshot, notices in read]
    return pd.concat(parts, ignore_index=True)


def _dated(table: pd.DataFrame, snapshot: Snapshot) -> pd.DataFrame:
    table.insert(0, "snapshot_date", snapshot.date.isoformat())
    table.insert(1, "coverage", snapshot.coverage)
    return table


def compute(notices: Path, sanctions: Path | None = None) -> dict[str, pd.DataFrame]:
    """Compute the shipped figures from row-level files.

    Parameters
    ----------
    notices : Path
        The folder of the files that ``data/hand/notice_snapshots.yml`` names.
    sanctions : Path, optional
        The folder of those that ``data/hand/sanctions_releases.yml`` names; without it the figures of designations
        and of corroboration are left out.

    Returns
    -------
    dict of str to DataFrame
        Table name to table, as shipped.

    Raises
    ------
    InputError
        If a file is missing or refused.
    """
    read = list(read_snapshots(notices))
    charged = [(snapshot, with_offences(rows)) for snapshot, rows in read if snapshot.charges]
    sampled = [(snapshot, with_offences(rows)) for snapshot, rows in read_snapshots(notices, samples())]
    found = notice_figures.notice_tables(read) | charge_tables([*sampled, *charged])
    found["public_notices_inference"] = inference(read, charged)
    if sanctions is None:
        return found
    tables, designations = designation_figures.compute(sanctions)
    return found | {"public_notices_corroboration": corroboration_table(charged, designations)} | tables


def as_csv(table: pd.DataFrame) -> bytes:
    """Give a table as the bytes that are shipped."""
    return table.to_csv(index=False, lineterminator="\n").encode()


def path_of(name: str, root: Path = RAW) -> Path:
    """Give the file of an aggregated table."""
    return root / FOLDERS[name] / f"{name}.csv"


def write(
    tables: Mapping[str, pd.DataFrame], root: Path = RAW, retrieved: Mapping[str, str] | None = None
) -> list[Path]:
    """Write computed figures over the shipped ones, each with the new hash in its sidecar: all of them, or none.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        Table name to table.
    root : Path
        The folder of shipped tables.
    retrieved : mapping of str to str, optional
        Table name to what its sidecar shall say of the dates of its sources.

    Returns
    -------
    list of Path
        The files written.

    Raises
    ------
    InputError
        If a table has no sidecar.
    OSError
        If one cannot be written; those written before it are put back.
    """
    contents = {path_of(name, root): as_csv(table) for name, table in tables.items()}
    before = {path: _held(path) for table in contents for path in (table, sidecar_path(table))}
    try:
        for path, content in contents.items():
            store(path, content)
        for name, dates in (retrieved or {}).items():
            _date_sidecar(sidecar_path(path_of(name, root)), dates)
    except BaseException:
        for path, held in before.items():
            _put_back(path, held)
        raise
    return list(contents)


def _date_sidecar(path: Path, dates: str) -> None:
    """Write into a sidecar from when the sources of its table are."""
    text, found = re.subn(r"(?m)^retrieved:.*$", lambda _: f"retrieved: {dates}", path.read_text(encoding="utf-8"))
    if found != 1:
        raise InputError(f"{found} lines `retrieved:`", "one", "correct the sidecar", file=relative(path))
    write_atomic(path, text, public=True)


def _held(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def _put_back(path: Path, held: bytes | None) -> None:
    if held is None:
        path.unlink(missing_ok=True)
    elif _held(path) != held:
        write_atomic(path, held, public=True)
