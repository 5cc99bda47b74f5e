"""Figures computed from row-level notices: counts only, no person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pandas as pd

from analysis.clean.notices import clean_notices
from analysis.core.countries import fold
from analysis.core.errors import InputError
from analysis.core.hand import LEVEL, SNAPSHOTS, Snapshot, followed, last_look, snapshots, weak
from analysis.core.private import hide
from analysis.sources.notices.record import STATED
from analysis.stats.inference import count_law, quantiles

REQUESTER = ["requesting_country", "requester_basis"]


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


def requests(notices: pd.DataFrame) -> pd.DataFrame:
    """Give one row a notice and requesting country, with how probable that country is.

    Parameters
    ----------
    notices : DataFrame
        One row a notice, as `clean_notices` gives it.

    Returns
    -------
    DataFrame
        ``notice_id``, ``requesting_country`` (blank where there is none), ``requester_basis``, ``own_national``,
        ``chance`` (1 where the requester is stated, missing where its probability is not known) and ``weak``.
    """
    pairs = _pairs(notices, "requesting_countries")
    place = pairs.groupby(level=0).cumcount()
    posterior, confidence = (
        pd.Series(
            [(cell.split(";") + [""] * 9)[at] if cell else "" for cell, at in zip(pairs[column], place, strict=True)],
            index=pairs.index,
            dtype="str",
        )
        for column in ("requester_posterior", "requester_confidence")
    )
    chance = pd.to_numeric(posterior, errors="coerce").mask(pairs["requester_basis"] == STATED, 1.0)
    return pd.DataFrame(
        {
            "notice_id": pairs["notice_id"],
            "requesting_country": pairs["requesting_countries"],
            "requester_basis": pairs["requester_basis"],
            "own_national": own_national(pairs),
            "chance": chance.astype(float),
            "weak": confidence.isin(weak()),
        }
    ).reset_index(drop=True)


def carried(asked: pd.DataFrame, first: pd.DataFrame) -> pd.DataFrame:
    """Give later notices the probability of their requesting country, which only the first snapshot tells.

    Parameters
    ----------
    asked, first : DataFrame
        `requests` of the later and of the first snapshot.

    Returns
    -------
    DataFrame
        ``asked`` with ``chance`` and ``weak`` wherever the first snapshot has them.
    """
    key = ["notice_id", "requesting_country"]
    known = asked[key].merge(first[[*key, "chance", "weak"]], on=key, how="left", validate="many_to_one")
    return asked.assign(chance=asked["chance"].fillna(known["chance"]), weak=asked["weak"] | known["weak"].eq(True))


def by_requesting_country(asked: pd.DataFrame, snapshot: Snapshot) -> pd.DataFrame:
    """Count public notices of one snapshot by requesting country.

    Parameters
    ----------
    asked : DataFrame
        One row a notice and requesting country, as `requests` gives it.
    snapshot : Snapshot
        Where they come from.

    Returns
    -------
    DataFrame
        ``snapshot_date``, ``requesting_country`` (blank where the source has none), ``requester_basis``, ``notices``
        (assigned to it; a notice that two countries requested counts for each), ``weakly_inferred``, ``expected``,
        ``low``, ``high`` (what the probabilities leave of them), ``nationality_stated`` and ``own_national`` (by the
        rule for small counts).
    """
    rows = [_requester(str(code), str(basis), part) for (code, basis), part in asked.groupby(REQUESTER, sort=True)]
    table = pd.DataFrame(rows)
    own = hide(table["own_national"], table["nationality_stated"]).mask(table["requesting_country"] == "", "")
    return table.assign(own_national=own).pipe(_dated, snapshot)


def _requester(country: str, basis: str, asked: pd.DataFrame) -> dict[str, object]:
    known = asked["chance"].notna().all() and country != ""
    law = count_law(asked["chance"].tolist()) if known else None
    ends = quantiles(law["count"], law["probability"], LEVEL)[1:] if law is not None else None
    return {
        "requesting_country": country,
        "requester_basis": basis,
        "notices": len(asked),
        "weakly_inferred": int(asked["weak"].sum()),
        "expected": f"{asked['chance'].sum():.2f}" if known else "",
        "low": str(int(ends[0])) if ends else "",
        "high": str(int(ends[1])) if ends else "",
        "nationality_stated": int((asked["own_national"] != "unknown").sum()),
        "own_national": int((asked["own_national"] == "yes").sum()),
    }


def _dated(table: pd.DataFrame, snapshot: Snapshot) -> pd.DataFrame:
    table.insert(0, "snapshot_date", snapshot.date.isoformat())
    return table


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
    """Count, by requesting country, the notices of a first snapshot, and those of them that a last look still shows.

    Parameters
    ----------
    first, last : DataFrame
        Notices of the first snapshot, and of the one or more that are the last look; they are followed by INTERPOL's
        id, and keep the requesting country of the first snapshot.

    Returns
    -------
    DataFrame
        ``requesting_country``, ``public_first``, ``still_public``, ``person_again`` (those that left, though the last
        look shows a person of the same name and birth date under an id that the first did not have).
    """
    asked = requests(first)
    shown = asked["notice_id"].isin(last["notice_id"])
    again = asked["notice_id"].isin(first.loc[_again(first, last), "notice_id"])
    table = asked.assign(public_first=1, still_public=shown.astype(int), person_again=(again & ~shown).astype(int))
    table = table[table["requesting_country"] != ""]
    return table.groupby("requesting_country")[["public_first", "still_public", "person_again"]].sum().reset_index()


def _again(first: pd.DataFrame, last: pd.DataFrame) -> pd.Series[bool]:
    """Tell which notices name a person whom the last look shows under a new id."""
    new = last[~last["notice_id"].isin(first["notice_id"])]
    persons = {person for person in map(_person, new["name"], new["birth_date"]) if person}
    return pd.Series([_person(*row) in persons for row in zip(first["name"], first["birth_date"], strict=True)])


def _person(name: str, birth_date: str) -> tuple[str, ...]:
    """Give the words of a name in order and the day of birth; nothing where either is not told."""
    return (*sorted(fold(name).split()), birth_date) if name and len(birth_date) == 10 else ()


def _counted(keys: pd.DataFrame) -> pd.DataFrame:
    columns = list(keys.columns)
    return keys.groupby(columns, sort=True).size().rename("notices").reset_index()


def notice_tables(read: Sequence[tuple[Snapshot, pd.DataFrame]]) -> dict[str, pd.DataFrame]:
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
    last = pd.concat([rows[date] for date in last_look()], ignore_index=True)
    gone = exits(rows[start], last).assign(first_date=start.isoformat(), last_date=end.isoformat())
    return {
        "public_notices_by_requesting_country": pd.concat(
            [by_requesting_country(requests(notices), snapshot) for snapshot, notices in read],
            ignore_index=True,
        ),
        "public_notices_by_nationality": pd.concat(
            [by_nationality(notices, snapshot) for snapshot, notices in read], ignore_index=True
        ),
        "public_notices_exits": gone,
    }
