"""The aggregated tables as the live lists would have them: computed, compared with the shipped ones, and written.

Nothing here writes to ``data/raw`` before all lists were downloaded, cleaned, counted and checked.
"""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from analysis.core.errors import InputError
from analysis.core.files import PRIVATE, RAW, csv_as_text, make_private
from analysis.core.judgement import WHOLE, Snapshot
from analysis.core.private import write_rows
from analysis.persons import designations as persons_designations
from analysis.persons.designations import clean_designations
from analysis.persons.notice_lists import clean_notices
from analysis.refresh import figures
from analysis.refresh.figures import snapshot_tables, with_offences
from analysis.refresh.live import Download, LiveList, day_of
from analysis.tables.diff import Difference, compare
from analysis.tables.release import load
from analysis.tables.shipped import read_raw, sidecar_path

STAGE = PRIVATE / "refresh"


CLEAN = PRIVATE / "clean"


#: The tables that a refresh writes; exits and the inference need two row-level snapshots and stay as they are.
WRITTEN = [name for name in figures.FOLDERS if name not in {"public_notices_exits", "public_notices_inference"}]


@dataclass(frozen=True)
class Places:
    """Where a refresh reads and writes."""

    root: Path = RAW  # the shipped tables
    stage: Path = STAGE  # new ones, to be checked and compared
    clean: Path = CLEAN  # rows that name people
    history: Path = persons_designations.HISTORY  # first days of OFAC's designations


@dataclass(frozen=True)
class Proposal:
    """What a refresh would write."""

    tables: dict[str, pd.DataFrame]
    retrieved: dict[str, str]  # table -> what its sidecar will say of the dates of its sources
    differences: list[Difference]
    history: pd.DataFrame
    warnings: list[str] = field(default_factory=list)


def propose(
    downloads: Sequence[Download],
    today: datetime.date,
    places: Places | None = None,
    accepted: Collection[str] = (),
) -> Proposal:
    """Compute the aggregated tables from downloaded lists and compare them with the shipped ones.

    Parameters
    ----------
    downloads : sequence of Download
        One of notices, and all sanctions lists.
    today : date
        The day of the download.
    places : Places, optional
        Where to read and write; the project's own if left out.
    accepted : collection of str
        Names of lists whose size is accepted, whatever it is.

    Returns
    -------
    Proposal
        The new tables, checked against their schemas, and what they change. Clean rows are kept privately.

    Raises
    ------
    InputError
        If a list is refused, or has far fewer or more rows than the shipped release.
    """
    places = places or Places()
    notices, snapshot, warnings = _notices(downloads, today, places, accepted)
    designations, kept, said = _designations(downloads, today, places, accepted)
    tables = _tables(notices, snapshot, designations, places.root)
    retrieved = _retrieved(tables, downloads, today)
    _stage(tables, retrieved, places)
    differences = [_difference(name, places) for name in tables]
    found = [difference for difference in differences if not difference.changes.empty]
    return Proposal(tables, retrieved, found, kept, [*warnings, *said])


def accept(proposal: Proposal, places: Places | None = None) -> list[Path]:
    """Write the proposed tables over the shipped ones, with their sidecars: all of them, or none.

    Returns
    -------
    list of Path
        The files written.
    """
    places = places or Places()
    written = figures.write(proposal.tables, places.root, proposal.retrieved)
    persons_designations.keep(proposal.history, places.history)
    return written


def _notices(
    downloads: Sequence[Download], today: datetime.date, places: Places, accepted: Collection[str]
) -> tuple[pd.DataFrame, Snapshot, list[str]]:
    """Clean and classify the notices."""
    download = next(download for download in downloads if download.live.kind == "notices")
    shipped = read_raw("public_notices_by_requesting_country", places.root)
    newest = shipped["snapshot_date"].max()
    day = day_of(download.paths, today, datetime.date.fromisoformat(newest))
    result = clean_notices(download.paths, day)
    latest = shipped[shipped["snapshot_date"] == newest]
    check_size(download, len(result.table), int(latest["notices"].astype(int).sum()), accepted)
    if not result.table["requesting_countries"].any():
        got = f"notices without any requesting country for {download.live.title}"
        raise InputError(got, "an export that states it, such as entities.ftm.json", "give that one")
    notices = with_offences(result.table)
    _keep(notices, result.rejects, places.clean / f"notices-{day}.csv")
    snapshot = Snapshot(
        file=download.paths[0].name, date=day, coverage=WHOLE, requester=True,
        nationality=download.variant.nationality, charges=True, reason="",
    )  # fmt: skip
    return notices, snapshot, result.audit.sentences()


def _designations(
    downloads: Sequence[Download], today: datetime.date, places: Places, accepted: Collection[str]
) -> tuple[pd.DataFrame, pd.DataFrame, list[str]]:
    """Clean the sanctions lists together, with the history of OFAC's."""
    ours = [download for download in downloads if download.live.kind == "sanctions"]
    paths = [path for download in ours for path in download.paths]
    held = persons_designations.read_history(places.history)
    result = clean_designations(paths)
    table = result.table
    for download in ours:
        rows, usual = int((table["list"] == download.live.list).sum()), _usual(download.live, places.root)
        check_size(download, rows, usual, accepted)
    undated = (table["list"] == "US") & (table["listed_on"] == "")
    held = persons_designations.extended(held, table[table["list"] == "US"], today.isoformat())
    table = _dated(table, undated, held)
    _keep(table, result.rejects, places.clean / "designations.csv")
    return table, held, result.audit.sentences()


def _dated(table: pd.DataFrame, undated: pd.Series[bool], held: pd.DataFrame) -> pd.DataFrame:
    """Date the designations of OFAC's list by the day on which they were first seen."""
    if not undated.any():
        return table
    marks = held["first_seen"].where(held["left_censored"] != "True", "../" + held["first_seen"])
    seen = dict(zip(held["ent_num"], marks, strict=True))
    days = table["designation_id"].map(seen).fillna("")
    return table.assign(
        listed_on=table["listed_on"].mask(undated, days).astype("str"),
        listed_on_basis=table["listed_on_basis"].mask(undated & (days != ""), "first_seen").astype("str"),
    )


def _usual(live: LiveList, root: Path) -> int:
    """Give how many designations of a list the shipped table counts."""
    shipped = read_raw("designations_by_target_country", root)
    return int(shipped.loc[shipped["list"] == live.list, "designations"].astype(int).sum())


def check_size(download: Download, rows: int, usual: int, accepted: Collection[str]) -> None:
    """Refuse a list with far fewer or more rows than the shipped release, or fewer and no mark of being whole."""
    live = download.live
    least = live.least_share if download.whole else live.least_untold
    if not usual or live.name in accepted or least <= rows / usual <= live.most_share:
        return
    span = f"{least:.0%} to {live.most_share:.0%} of the {usual:,} of the shipped release"
    untold = "" if download.whole else ", and no checksum or end of its own tells whether it is whole"
    fix = f"look at {live.page}; if the list has really changed so much, run it again with --accept {live.name}"
    raise InputError(f"{rows:,} rows for {live.title}{untold}", span, fix)


def _tables(
    notices: pd.DataFrame, snapshot: Snapshot, designations: pd.DataFrame, root: Path
) -> dict[str, pd.DataFrame]:
    read = [(snapshot, notices)]
    fresh = {
        **snapshot_tables(read),
        "public_notices_corroboration": figures.corroboration_table(read, designations),
        **figures.charge_tables(read),
    }
    merged = {name: with_snapshot(read_raw(name, root), table, snapshot) for name, table in fresh.items()}
    return merged | figures.designation_tables(designations)


def with_snapshot(shipped: pd.DataFrame, fresh: pd.DataFrame, snapshot: Snapshot) -> pd.DataFrame:
    """Put the counts of a snapshot among those of others by date, in the place of its old ones."""
    day = snapshot.date.isoformat()
    whole = shipped["coverage"] == WHOLE if "coverage" in shipped else pd.Series(True, index=shipped.index)
    others = shipped[~(whole & (shipped["snapshot_date"] == day))]
    before, after = others[others["snapshot_date"] <= day], others[others["snapshot_date"] > day]
    return pd.concat([before, fresh.astype("str"), after], ignore_index=True)


def _retrieved(tables: dict[str, pd.DataFrame], downloads: Sequence[Download], today: datetime.date) -> dict[str, str]:
    """Say of each table from when its sources are."""
    lists = ", ".join(
        sorted(_list_date(download, today) for download in downloads if download.live.kind == "sanctions")
    )
    said = {}
    for name, table in tables.items():
        days = sorted(set(table["snapshot_date"])) if "snapshot_date" in table else []
        spoken = f"{days[0]} to {days[-1]}, the snapshot dates" if len(days) > 1 else "".join(days)
        if name == "public_notices_corroboration":
            spoken = f"notices {spoken}; lists {lists}"
        said[name] = spoken or lists
    return said


def _list_date(download: Download, today: datetime.date) -> str:
    """Give the date of a list: of the shipped release where a mirror holds its files, otherwise of the download."""
    places = {part for remote in download.variant.files for part in remote.name.split("/")}
    releases = figures.sanctions_releases()
    known = next((release.date for release in releases if release.file in places), today.isoformat())
    return f"{download.live.list} {known}"


def _stage(tables: dict[str, pd.DataFrame], retrieved: dict[str, str], places: Places) -> None:
    """Lay the tables down beside their sidecars and check each against its schema."""
    shutil.rmtree(places.stage, ignore_errors=True)
    make_private(places.stage)
    for name in tables:
        path = figures.path_of(name, places.stage)
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(sidecar_path(figures.path_of(name, places.root)), sidecar_path(path))
    figures.write(tables, places.stage, retrieved)
    for name in tables:
        load(name, places.stage)


def _difference(name: str, places: Places) -> Difference:
    old, new = (csv_as_text(figures.path_of(name, root)) for root in (places.root, places.stage))
    return compare(name, old, new)


def _keep(table: pd.DataFrame, rejects: pd.DataFrame, path: Path) -> None:
    write_rows(table, path)
    if len(rejects):
        write_rows(rejects, path.with_name(f"{path.name}.rejects.csv"))


def countries_changed(differences: Sequence[Difference]) -> Iterator[str]:
    """Name the countries that a refresh changes, once each, in order."""
    yield from sorted({country for difference in differences for country in difference.totals["country"] if country})
