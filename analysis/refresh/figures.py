"""Figures computed from row-level lists: counts only, no person."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import pandas as pd

from analysis.core import judgement
from analysis.core.files import RAW, as_csv
from analysis.core.hand_models import Snapshot
from analysis.core.judgement import LEVEL
from analysis.core.private import HIDDEN, LEAST_WHOLE, WORLD, hide, hide_total
from analysis.persons.designations import clean_designations, listed_year, programme_country
from analysis.persons.link import Link, designation_persons, link, notice_persons
from analysis.persons.notice_lists import clean_notices
from analysis.persons.offences import UNSPECIFIED, classify_column, sensitivity
from analysis.persons.records import LISTS, STATED
from analysis.stats.counts import count_law, quantiles, share_law
from analysis.tables.shipped import all_or_none, sidecar_path, store

#: Collections of notices, each with its description.
Collections = Sequence[tuple[Snapshot, pd.DataFrame]]
REQUESTER = ["requesting_country", "requester_basis"]
#: Charges that another state's or body's designation corroborates independently.
SECURITY = frozenset({"terrorism", "armed_formation"})


def read_snapshots(folder: Path, wanted: Sequence[Snapshot] | None = None) -> Iterator[tuple[Snapshot, pd.DataFrame]]:
    """Read and clean each snapshot from a folder of row-level files."""
    for snapshot in judgement.load("notice_snapshots.yml").snapshots if wanted is None else wanted:
        yield snapshot, clean_notices([folder / snapshot.file], snapshot.date).table


def _spread(table: pd.DataFrame, **columns: str) -> pd.DataFrame:
    """One row for each value of joined columns, by the names given to them; blank where there is none."""
    for name, column in columns.items():
        table = table.assign(**{name: table[column].str.split(";")}).explode(name)
    return table


def _count(table: pd.DataFrame, keys: list[str], name: str = "notices") -> pd.DataFrame:
    return table.groupby(keys, sort=True).size().rename(name).reset_index()


def _by_snapshot(
    read: Collections, count: Callable[[pd.DataFrame, Snapshot], pd.DataFrame], *, coverage: bool = False
) -> pd.DataFrame:
    """Count each collection; the counts are dated, and say on request how much of the list the collection covers."""
    counts = [count(rows, snapshot) for snapshot, rows in read]
    dates = [(snapshot.date.isoformat(), snapshot.coverage) for snapshot, _ in read]
    table = pd.concat(counts, keys=dates, names=["snapshot_date", "coverage"]).droplevel(-1).reset_index()
    return table if coverage else table.drop(columns="coverage")


def own_national(pairs: pd.DataFrame) -> pd.Series[str]:
    """Whether the person of each request is a national: ``yes``, ``no``, or ``unknown`` where one side is missing."""
    sides = pairs[["requesting_countries", "nationalities"]]
    same = [requester in nationalities.split(";") for requester, nationalities in sides.itertuples(index=False)]
    words = pd.Series(same, index=pairs.index).map({True: "yes", False: "no"})
    return words.where((sides != "").all(axis=1), "unknown").astype("str")


def requests(notices: pd.DataFrame) -> pd.DataFrame:
    """One row per notice and requesting country, with its ``chance`` (1 if stated, missing if unknown)."""
    pairs = _spread(notices, requesting_countries="requesting_countries")
    position, weak = pairs.groupby(level=0).cumcount(), judgement.load("notice_snapshots.yml").inference.weak
    posterior = _at(pairs["requester_posterior"], position)
    chance = pd.to_numeric(posterior, errors="coerce").mask(pairs["requester_basis"] == STATED, 1.0)
    return pd.DataFrame(
        {
            "notice_id": pairs["notice_id"],
            "requesting_country": pairs["requesting_countries"],
            "requester_basis": pairs["requester_basis"],
            "own_national": own_national(pairs),
            "chance": chance.astype(float),
            "weak": _at(pairs["requester_confidence"], position).isin(weak),
        }
    ).reset_index(drop=True)


def _at(cells: pd.Series[str], position: pd.Series[int]) -> pd.Series[str]:
    """Value at a position, from 0, of each cell of joined values; blank where a cell has fewer."""
    values = [dict(enumerate(cell.split(";"))).get(at, "") for cell, at in zip(cells, position, strict=True)]
    return pd.Series(values, index=cells.index, dtype="str")


def carried(pairs: pd.DataFrame, first: pd.DataFrame) -> pd.DataFrame:
    """Requests of later notices, with the probability of their country that only the first snapshot states."""
    key = ["notice_id", "requesting_country"]
    matched = pairs[key].merge(first[[*key, "chance", "weak"]], on=key, how="left", validate="many_to_one")
    return pairs.assign(chance=pairs["chance"].fillna(matched["chance"]), weak=pairs["weak"] | matched["weak"].eq(True))


def by_requesting_country(pairs: pd.DataFrame, nationals: pd.Series[int]) -> pd.DataFrame:
    """Count notices of one snapshot by requesting country (blank: none known); one of two states counts for each.

    Own nationals are a part of the country's notices and of all notices against its nationals; they are shown only as
    far as neither rest is told. `nationals` are those by nationality, of the same snapshot.
    """
    rows = [_requester(str(code), str(basis), part) for (code, basis), part in pairs.groupby(REQUESTER, sort=True)]
    table = pd.DataFrame(rows)
    against = table["requesting_country"].map(nationals).fillna(0).astype(int)
    own = hide(table["own_national"], table["nationality_stated"].clip(upper=against))
    own = own.mask(table["requesting_country"] == "", "")
    return table.assign(
        own_national=own, nationality_stated=table["nationality_stated"].astype("str").where(own != "", "")
    )


def _requester(country: str, basis: str, pairs: pd.DataFrame) -> dict[str, object]:
    has_chances = pairs["chance"].notna().all() and country != ""
    law = count_law(pairs["chance"].tolist()) if has_chances else None
    ends = quantiles(law["count"], law["probability"], LEVEL)[1:] if law is not None else None
    return {
        "requesting_country": country,
        "requester_basis": basis,
        "notices": len(pairs),
        "weakly_inferred": int(pairs["weak"].sum()),
        "expected": f"{pairs['chance'].sum():.2f}" if has_chances else "",
        "low": str(int(ends[0])) if ends else "",
        "high": str(int(ends[1])) if ends else "",
        "nationality_stated": int((pairs["own_national"] != "unknown").sum()),
        "own_national": int((pairs["own_national"] == "yes").sum()),
    }


def by_nationality(notices: pd.DataFrame, snapshot: Snapshot) -> pd.DataFrame:
    """Count notices of one snapshot by nationality (blank: none stated); a person of two counts for each."""
    pairs = _spread(notices, nationality="nationalities").assign(nationality_basis=snapshot.nationality)
    return _count(pairs, ["nationality", "nationality_basis"])


def nationals(notices: pd.DataFrame) -> pd.Series[int]:
    """Count notices of one snapshot by nationality."""
    return notices["nationalities"].str.split(";").explode().value_counts()


def exits(first: pd.DataFrame, last: pd.DataFrame) -> pd.DataFrame:
    """Count notices of a first snapshot by requesting country, and those still public."""
    pairs = requests(first)
    shown = pairs["notice_id"].isin(last["notice_id"])
    table = pairs.assign(public_first=1, still_public=shown.astype(int))
    table = table[table["requesting_country"] != ""]
    return table.groupby("requesting_country")[["public_first", "still_public"]].sum().reset_index()


def snapshot_tables(read: Collections) -> dict[str, pd.DataFrame]:
    """Count the notices of each snapshot by requesting country and by nationality."""
    return {
        "public_notices_by_requesting_country": _by_snapshot(
            read, lambda rows, _: by_requesting_country(requests(rows), nationals(rows))
        ),
        "public_notices_by_nationality": _by_snapshot(read, by_nationality),
    }


def notice_tables(read: Collections) -> dict[str, pd.DataFrame]:
    """Compute the shipped counts of public notices from the snapshots."""
    rows = {snapshot.date: notices for snapshot, notices in read}
    start, end = judgement.followed()
    last = pd.concat([rows[date] for date in judgement.last_look()], ignore_index=True)
    gone = exits(rows[start], last).assign(first_date=start.isoformat(), last_date=end.isoformat())
    return snapshot_tables(read) | {"public_notices_exits": gone}


def with_offences(notices: pd.DataFrame) -> pd.DataFrame:
    """Label the charges of clean notices, in ``offences``, joined by ``;``."""
    return notices.assign(offences=classify_column(notices["charges"]))


def _by_requester(notices: pd.DataFrame) -> pd.DataFrame:
    """One row per notice and requesting country; blank where there is none."""
    return _spread(notices, requesting_country="requesting_countries").reset_index(drop=True)


def by_offence(notices: pd.DataFrame) -> pd.DataFrame:
    """Count notices by requesting country and offence, each once for every one of both; three or more only."""
    pairs = _by_requester(notices)
    table = _count(_spread(pairs, offence="offences"), [*REQUESTER, "offence"])
    whole = table.merge(_count(pairs, REQUESTER, "whole"), on=REQUESTER, how="left")["whole"]
    table = table.assign(notices=hide(table["notices"], whole))
    listed = ~table["notices"].isin(["", HIDDEN]) & (table["offence"] != UNSPECIFIED)
    return table[listed].reset_index(drop=True)


def _verdicts(notices: pd.DataFrame) -> pd.Series[str]:
    """Whether the offences of each notice call for a check against Article 3: see `sensitivity`."""
    by_cell = {cell: sensitivity(cell.split(";")) for cell in notices["offences"].unique()}
    return notices["offences"].map(by_cell)


def sensitive(notices: pd.DataFrame) -> pd.DataFrame:
    """Count notices, and those that state Article 3 offences only, by requesting country with enough of them."""
    pairs = _by_requester(notices)
    verdict = _verdicts(pairs)
    counted = pairs[REQUESTER].assign(
        notices=1, strict=(verdict == "strict").astype(int), broad=verdict.isin(["strict", "broad"]).astype(int)
    )
    table = _summed_by_requester(counted, pairs["notice_id"])
    listed = table["notices"] >= LEAST_WHOLE
    parts = {kind: _shown(table, kind, table["notices"], listed) for kind in ("strict", "broad")}
    return table.assign(**parts)[listed].reset_index(drop=True)


def _summed_by_requester(counted: pd.DataFrame, notices: pd.Series[str]) -> pd.DataFrame:
    """Sum by requesting country, and over all of them together, where a notice that two requested counts once."""
    requested = counted[(counted["requesting_country"] != "") & ~notices.duplicated()]
    every = pd.concat([counted, requested.assign(requesting_country=WORLD)], ignore_index=True)
    return every.groupby(REQUESTER, as_index=False, sort=True).sum()


def _shown(table: pd.DataFrame, column: str, whole: pd.Series[int], listed: pd.Series[bool]) -> pd.Series[str]:
    """Hide small counts by requesting country, rows that are not listed, and what the row of all countries tells."""
    cells, basis = hide(table[column], whole).where(listed, ""), table["requester_basis"]
    for row in table.index[table["requesting_country"] == WORLD]:
        parts = ~table["requesting_country"].isin(["", WORLD]) & (basis == basis[row])
        cells[row] = hide_total(int(table[column][row]), cells[parts], whole[parts])
    return cells


def corroboration(notices: pd.DataFrame, links: Iterable[Link]) -> pd.DataFrame:
    """Count persons charged with terrorism or an armed formation, and those of them that others have designated.

    A requesting country is listed where it is shown to have three such persons or more, and enough to have parts.
    """
    matched = {(one.designation.source, one.notice.identifier) for one in links}
    lists = {"": {identifier for _, identifier in matched}}
    lists |= {f"_{name.lower()}": {identifier for source, identifier in matched if source == name} for name in LISTS}
    pairs = _by_requester(notices)
    security = pairs["offences"].map(lambda cell: not SECURITY.isdisjoint(cell.split(";")))
    designated = {f"designated{name}": security & pairs["notice_id"].isin(ids) for name, ids in lists.items()}
    counted = pairs[REQUESTER].assign(notices=1, security=security, **designated)
    counted = counted.astype(dict.fromkeys(["security", *designated], int))
    table = _summed_by_requester(counted, pairs["notice_id"])
    shown = _shown(table, "security", table["notices"], table["notices"] > 0)
    whole = table["security"].where(shown.str.isdecimal(), table["notices"])
    listed = ~shown.isin(["", HIDDEN]) & (whole >= LEAST_WHOLE) | (table["requesting_country"] == WORLD)
    whole = whole.where(listed, table["notices"])
    hidden = {column: _shown(table, column, whole, listed) for column in designated}
    return table.drop(columns="notices").assign(security=shown, **hidden)[listed].reset_index(drop=True)


def inference(read: Collections, charged: Collections) -> pd.DataFrame:
    """Exact distributions of counts and shares, each notice drawn for its state with its row's probability.

    A count that crosses the requesting country with nationality or charge has one only where it is shown.
    """
    rows = {snapshot.date: notices for snapshot, notices in read}
    notices = rows[judgement.reference()[0]]
    first, by_country = requests(notices), by_requesting_country(requests(notices), nationals(notices))
    last = pd.concat([rows[date]["notice_id"] for date in judgement.last_look()])
    stated, own = first[first["own_national"] != "unknown"], first["own_national"] == "yes"
    parts = [
        *_laws(first, "requested", None),
        *_laws(first, "left", ~first["notice_id"].isin(last)),
        *_laws(_of_shown(stated, by_country, "own_national"), "own_national", own),
    ]
    for later in (notices for snapshot, notices in charged if snapshot.date == judgement.followed()[1]):
        pairs, table = carried(requests(later), first), sensitive(later)
        verdict = pairs["notice_id"].map(dict(zip(later["notice_id"], _verdicts(later), strict=True)))
        for kind, within in {"strict": ["strict"], "broad": ["strict", "broad"]}.items():
            shown = _of_shown(pairs, table, kind)
            parts += _laws(shown, kind, verdict.isin(within), judgement.followed()[1].isoformat())
    table = pd.concat(parts, ignore_index=True)
    table["probability"] = table["probability"].map("{:.7g}".format)
    columns = ["snapshot_date", "requesting_country", "statistic", "count", "of", "probability"]
    return table[columns].sort_values(["requesting_country", "statistic", "of", "count"], ignore_index=True)


def _of_shown(pairs: pd.DataFrame, table: pd.DataFrame, column: str) -> pd.DataFrame:
    """Keep the requests of countries whose count a table shows."""
    return pairs[pairs["requesting_country"].isin(table.loc[table[column].str.isdecimal(), "requesting_country"])]


def _laws(
    pairs: pd.DataFrame, statistic: str, part: pd.Series[bool] | None, snapshot: str = ""
) -> Iterator[pd.DataFrame]:
    for country, rows in pairs[pairs["requesting_country"] != ""].groupby("requesting_country", sort=True):
        chances = rows["chance"]
        if part is None:
            law = count_law(chances.tolist())
        else:
            inside = part[rows.index]
            law = share_law(chances[inside].tolist(), chances[~inside].tolist())
        day = snapshot or judgement.reference()[0].isoformat()
        yield law.assign(snapshot_date=day, requesting_country=country, statistic=statistic)


def read_releases(folder: Path) -> pd.DataFrame:
    """Read and clean the releases of all lists from a folder; one row per designation."""
    return clean_designations([folder / release.file for release in judgement.load("sanctions_releases.yml")]).table


def _count_by_year(designations: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Count by year of listing; a date that is "on that day or before", and none, each have their own basis."""
    day = designations["listed_on"]
    basis = designations["listed_on_basis"].where(day != "", "unknown").mask(day.str.startswith(".."), "censored")
    dated = designations.assign(year=day.map(listed_year), listed_on_basis=basis)
    return _count(dated, [*keys, "entity_type", "year", "listed_on_basis"], "designations")


def by_programme(designations: pd.DataFrame) -> pd.DataFrame:
    """Count designations by sender, programme, kind and year; one under two programmes counts for each."""
    table = _spread(designations, programme="programme")
    pairs = zip(table["list"], table["programme"], strict=True)
    table = table.assign(programme_country=[programme_country(*pair) or "" for pair in pairs])
    return _count_by_year(table, ["list", "programme", "programme_country"])


def by_target(designations: pd.DataFrame) -> pd.DataFrame:
    """Count designations by the country programmes are about (blank: conduct or a region), sender, kind and year."""
    return _count_by_year(_spread(designations, programme_country="programme_country"), ["programme_country", "list"])


def designation_tables(designations: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Figures of clean designations by name of table."""
    return {
        "designations_by_target_country": by_target(designations),
        "designations_by_programme": by_programme(designations),
    }


def charge_tables(read: Collections) -> dict[str, pd.DataFrame]:
    """Compute the counts by offence from collections whose charges are labelled."""
    return {
        "public_notices_by_offence": _by_snapshot(read, lambda notices, _: by_offence(notices), coverage=True),
        "public_notices_sensitive": _by_snapshot(read, lambda notices, _: sensitive(notices), coverage=True),
    }


def corroboration_table(read: Collections, designations: pd.DataFrame) -> pd.DataFrame:
    """Count, in each snapshot, those charged with security offences whom others have designated."""
    persons = designation_persons(designations)

    def count(notices: pd.DataFrame, _: Snapshot) -> pd.DataFrame:
        return corroboration(notices, link(notice_persons(notices), persons))

    return _by_snapshot(read, count, coverage=True)


def compute(notices: Path, sanctions: Path) -> dict[str, pd.DataFrame]:
    """Compute the shipped figures from row-level files.

    Parameters
    ----------
    notices, sanctions : Path
        The folders of the files that ``data/hand/notice_snapshots.yml`` and ``sanctions_releases.yml`` name.

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
    samples = judgement.load("notice_snapshots.yml").samples
    sampled = [(snapshot, with_offences(rows)) for snapshot, rows in read_snapshots(notices, samples)]
    tables = notice_tables(read) | charge_tables([*sampled, *charged])
    tables["public_notices_inference"] = inference(read, charged)
    designations = read_releases(sanctions)
    tables["public_notices_corroboration"] = corroboration_table(charged, designations)
    return tables | designation_tables(designations)


def path_of(name: str, root: Path = RAW) -> Path:
    """File of an aggregated table."""
    return root / ("sanctions" if name.startswith("designations") else "notices") / f"{name}.csv"


def write(
    tables: Mapping[str, pd.DataFrame], root: Path = RAW, retrieved: Mapping[str, str] | None = None
) -> list[Path]:
    """Write computed figures over the shipped ones, with hash and dates in the sidecars: all of them, or none."""
    paths = {name: path_of(name, root) for name in tables}
    with all_or_none([file for path in paths.values() for file in (path, sidecar_path(path))]):
        for name, path in paths.items():
            store(path, as_csv(tables[name]), (retrieved or {}).get(name, ""))
    return list(paths.values())
