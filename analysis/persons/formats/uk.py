"""The UK Sanctions List: as published, one row a name, and in four tables joined by ``unique_id``."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from analysis.core.dates import from_parts
from analysis.persons.reading import Reject, Row, header_of, table_reader
from analysis.persons.records import RawDesignation

KINDS = ("Designation Type", "Individual, Entity, Ship")


#: The order in which the parts of a name are read: the family name stands in the sixth.
PARTS = ("Name 1", "Name 2", "Name 3", "Name 4", "Name 5", "Name 6")


_REGIME = re.compile(r"^([A-Za-z]+)\d+$")


_BORN = re.compile(r"^(?:00|dd)/(?:00|mm)/(\d{4})$|^(?:00|dd)/(\d\d)/(\d{4})$", re.IGNORECASE)


def _listed(row: Row) -> RawDesignation | Reject:
    """Read one name, address or birth date: the first row of an id introduces it, the others add to it."""
    key, name = row.text("Unique ID"), " ".join(row.texts(*PARTS))
    regime = _REGIME.match(key)
    if not regime or not (name or row.known):
        return row.reject("no name" if regime else f"Unique ID {key!r} is not letters and digits")
    return RawDesignation(
        *row.place,
        "UK",
        key,
        part=row.known,
        programmes=(regime[1],),
        entity_type=row.text(*[column for column in KINDS if column in row.fields][:1]),
        names=(name,) if name else (),
        scripts=row.texts("Name non-latin script"),
        birth_dates=tuple(map(_born, row.texts("D.O.B"))),
        nationalities=row.texts("Nationality(/ies)"),
        listed_on=row.text("Date Designated"),
    )


def _born(text: str) -> str:
    """Turn ``00/00/1970`` into ``1970`` and ``dd/05/1970`` into ``1970-05``; other dates stay as they are."""
    match = _BORN.match(text)
    return (match[1] or f"{match[3]}-{match[2]}") if match else text


def _statement(row: Row) -> RawDesignation | Reject | None:
    """Read a row of one of the four tables; names, birth dates and countries are parts of designations."""
    regime = _REGIME.match(row.fields["unique_id"].strip())
    if not regime:
        return row.reject(f"unique_id {row.fields['unique_id']!r} is not letters and digits")
    take = next(take for columns, take in TABLES.items() if columns <= row.fields.keys())
    return take(row, regime)


def _subject(row: Row, regime: re.Match[str]) -> RawDesignation:
    return RawDesignation(
        *row.place,
        "UK",
        regime[0],
        programmes=(regime[1],),
        entity_type=row.text("subject_type"),
        listed_on=row.text("date_designated"),
    )


def _part(row: Row, regime: re.Match[str]) -> RawDesignation:
    return RawDesignation(*row.place, "UK", regime[0], part=True, date_form="year-first")


def _name(row: Row, regime: re.Match[str]) -> RawDesignation | Reject:
    names = row.texts("full_name")
    return replace(_part(row, regime), names=names) if names else row.reject("no name")


def _birth(row: Row, regime: re.Match[str]) -> RawDesignation | Reject:
    parts = [row.fields[column] for column in ("year", "month", "day")]
    if from_parts(parts[0]) is None:
        return row.reject("no year of birth")
    born = from_parts(*parts)
    return replace(_part(row, regime), birth_dates=(born.text if born else "-".join(parts),))


def _country(row: Row, regime: re.Match[str]) -> RawDesignation | None:
    wanted = row.text("raw_value") and row.text("country_type") == "nationality"
    return replace(_part(row, regime), nationalities=row.texts("raw_value")) if wanted else None


#: Columns that tell each of the four tables, and how its rows are read.
TABLES: dict[frozenset[str], Callable[[Row, re.Match[str]], RawDesignation | Reject | None]] = {
    frozenset(["unique_id", "subject_type", "date_designated"]): _subject,
    frozenset(["unique_id", "name_type", "full_name"]): _name,
    frozenset(["unique_id", "year", "month", "day"]): _birth,
    frozenset(["unique_id", "raw_value", "country_type"]): _country,
}


def _is_table(text: str) -> bool:
    header = set(header_of(text, ","))
    return any(columns <= header for columns in TABLES)


READERS = (replace(table_reader("uk", _statement), recognises=_is_table), table_reader("uk_list", _listed))
