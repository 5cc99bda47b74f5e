"""The aggregated tables as the live lists would have them: computed, compared with the shipped ones, and written.

Nothing here writes to ``data/raw`` before all lists were downloaded, cleaned, counted and checked.
"""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from analysis.core import judgement
from analysis.core.errors import InputError
from analysis.core.files import PRIVATE, RAW, csv_as_text, make_private
from analysis.core.hand_models import WHOLE, Snapshot
from analysis.core.private import write_rows
from analysis.persons import designations as persons_designations
from analysis.persons.designations import clean_designations
from analysis.persons.notice_lists import clean_notices
from analysis.persons.records import FIRST_SEEN
from analysis.refresh import figures
from analysis.refresh.figures import snapshot_tables, with_offences
from analysis.refresh.live import Download, day_of
from analysis.tables.diff import Difference, compare
from analysis.tables.release import load
from analysis.tables.shipped import read_raw, sidecar_path


@dataclass(frozen=True)
class Places:
    """Where a refresh reads and writes."""

    root: Path = RAW  # the shipped tables
    stage: Path = PRIVATE / "refresh"  # new ones, to be checked and compared
    clean: Path = PRIVATE / "clean"  # rows that name people
    history: Path = persons_designations.HISTORY  # first days of OFAC's designations


@dataclass(frozen=True)
class Proposal:
    """What a refresh would write."""

    tables: dict[str, pd.DataFrame]
    retrieved: dict[str, str]  # table -> what its sidecar will say of the dates of its sources
    differences: list[Difference]
    history: pd.DataFrame
    warnings: list[str] = field(default_factory=list)


def propose(downloads: Sequence[Download], today: datetime.date, places: Places, accepted: Collection[str]) -> Proposal:
    """Compute the aggregated tables from downloaded lists, check them, and compare them with the shipped ones.

    Lists whose names are ``accepted`` may have any size; others are refused if they have far fewer or more rows than
    the shipped release. Clean rows are written privately.
    """
    notices, snapshot, warnings = _notices(downloads, today, places, accepted)
    designations, history, more = _designations(downloads, today, places, accepted)
    read = [(snapshot, notices)]
    fresh = {
        **snapshot_tables(read),
        "public_notices_corroboration": figures.corroboration_table(read, designations),
        **figures.charge_tables(read),
    }
    tables = {name: with_snapshot(read_raw(name, places.root), table, snapshot) for name, table in fresh.items()}
    tables |= figures.designation_tables(designations)
    retrieved = _retrieved(tables, downloads, today)
    _stage(tables, retrieved, places)
    differences = [
        compare(name, *(csv_as_text(figures.path_of(name, root)) for root in (places.root, places.stage)))
        for name in tables
    ]
    changed = [difference for difference in differences if not difference.changes.empty]
    return Proposal(tables, retrieved, changed, history, [*warnings, *more])


def accept(proposal: Proposal, places: Places) -> list[Path]:
    """Write the proposed tables over the shipped ones, with their sidecars: all of them, or none."""
    written = figures.write(proposal.tables, places.root, proposal.retrieved)
    write_rows(proposal.history, places.history)
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
        raise InputError(got, "an export that states them, such as entities.ftm.json", "use that one")
    notices = with_offences(result.table)
    _keep(notices, result.rejects, places.clean / f"notices-{day}.csv")
    snapshot = Snapshot(
        file=download.paths[0].name,
        date=day,
        coverage=WHOLE,
        requester=True,
        nationality=download.variant.nationality,
        charges=True,
        reason="",
    )
    return notices, snapshot, result.audit.sentences()


def _designations(
    downloads: Sequence[Download], today: datetime.date, places: Places, accepted: Collection[str]
) -> tuple[pd.DataFrame, pd.DataFrame, list[str]]:
    """Clean the sanctions lists together, with the history of OFAC's."""
    ours = [download for download in downloads if download.live.kind == "sanctions"]
    history = persons_designations.read_history(places.history)
    result = clean_designations([path for download in ours for path in download.paths])
    table, shipped = result.table, read_raw("designations_by_target_country", places.root)
    for download in ours:
        rows, usual = table["list"] == download.live.list, shipped["list"] == download.live.list
        check_size(download, int(rows.sum()), int(shipped.loc[usual, "designations"].astype(int).sum()), accepted)
    undated = (table["list"] == "US") & (table["listed_on"] == "")
    history = persons_designations.extended(history, table[table["list"] == "US"], today.isoformat())
    # OFAC's list states no day: the day on which an entry was first seen stands for it.
    first_seen = history["first_seen"].where(history["left_censored"] != "True", "../" + history["first_seen"])
    days = dict(zip(history["ent_num"], first_seen, strict=True))
    table.loc[undated, "listed_on"] = table.loc[undated, "designation_id"].map(days)
    table.loc[undated, "listed_on_basis"] = FIRST_SEEN
    _keep(table, result.rejects, places.clean / "designations.csv")
    return table, history, result.audit.sentences()


def check_size(download: Download, rows: int, usual: int, accepted: Collection[str]) -> None:
    """Refuse a list with far fewer or more rows than the shipped release, or fewer and no mark of being whole."""
    live = download.live
    least = live.least_share if download.whole else live.least_untold
    if not usual or live.name in accepted or least <= rows / usual <= live.most_share:
        return
    span = f"{least:.0%} to {live.most_share:.0%} of the {usual:,} rows of the shipped release"
    untold = "" if download.whole else ", and no checksum or end mark shows whether it is complete"
    fix = f"look at {live.page}; if the list really changed so much, run it again with --accept {live.name}"
    raise InputError(f"{rows:,} rows for {live.title}{untold}", span, fix)


def with_snapshot(shipped: pd.DataFrame, fresh: pd.DataFrame, snapshot: Snapshot) -> pd.DataFrame:
    """Put the counts of a snapshot among those of others by date, in the place of its old ones."""
    day = snapshot.date.isoformat()
    whole = shipped["coverage"] == WHOLE if "coverage" in shipped else pd.Series(True, index=shipped.index)
    others = shipped[~(whole & (shipped["snapshot_date"] == day))]
    before, after = others[others["snapshot_date"] <= day], others[others["snapshot_date"] > day]
    return pd.concat([before, fresh.astype("str"), after], ignore_index=True)


def _retrieved(tables: dict[str, pd.DataFrame], downloads: Sequence[Download], today: datetime.date) -> dict[str, str]:
    """Dates of the sources of each table; of a list, that of the shipped release where a mirror holds its files."""
    dates = []
    for download in (download for download in downloads if download.live.kind == "sanctions"):
        names = {part for remote in download.variant.files for part in remote.name.split("/")}
        shipped = (release.date for release in judgement.load("sanctions_releases.yml") if release.file in names)
        dates.append(f"{download.live.list} {next(shipped, today.isoformat())}")
    retrieved = {}
    for name, table in tables.items():
        days = sorted(set(table["snapshot_date"])) if "snapshot_date" in table else []
        text = f"{days[0]} to {days[-1]}, the snapshot dates" if len(days) > 1 else "".join(days)
        if name == "public_notices_corroboration":
            text = f"notices {text}; lists {', '.join(sorted(dates))}"
        retrieved[name] = text or ", ".join(sorted(dates))
    return retrieved


def _stage(tables: dict[str, pd.DataFrame], retrieved: dict[str, str], places: Places) -> None:
    """Write the tables next to their sidecars and check each against its schema."""
    shutil.rmtree(places.stage, ignore_errors=True)
    make_private(places.stage)
    for name in tables:
        path = figures.path_of(name, places.stage)
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(sidecar_path(figures.path_of(name, places.root)), sidecar_path(path))
    figures.write(tables, places.stage, retrieved)
    for name in tables:
        load(name, places.stage)


def _keep(table: pd.DataFrame, rejects: pd.DataFrame, path: Path) -> None:
    write_rows(table, path)
    if len(rejects):
        write_rows(rejects, path.with_name(f"{path.name}.rejects.csv"))
