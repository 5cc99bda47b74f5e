"""The US Treasury's lists: csv files without a header, xml, and the history of first days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from analysis.persons import reading
from analysis.persons.inputs import Element, text, texts
from analysis.persons.reading import Reader, Record, Row
from analysis.persons.records import FIRST_SEEN, Audit, MoreRows, RawDesignation, Reject, load_spec

SPEC = load_spec("ofac_sdn")
#: Number of fields -> columns of that file.
COLUMNS = {len(columns): columns for columns in SPEC.tables}
_ALIAS = re.compile(r"^[afn]\.k\.a\.\s*(.+)$")
_BORN = re.compile(r"^DOB\s+(.+)$")
_NATIONAL = re.compile(r"^(?:nationality|citizen)\s+(.+)$")


def _width_of(head: str) -> tuple[int, str]:
    """Number of fields of the first row, and the delimiter by which it is one of the files; 0 if none."""
    rows = ((reading.header_of(head, delimiter), delimiter) for delimiter in reading.DELIMITERS)
    fits = ((len(row), delimiter) for row, delimiter in rows if len(row) in COLUMNS and row[0].strip().isdecimal())
    return next(fits, (0, ","))


def _read(path: Path, stream: BinaryIO, audit: Audit) -> Iterator[RawDesignation | Reject]:
    """Read one of the files; rows of aliases and comments are parts of designations."""
    width, delimiter = _width_of(reading.head_of(stream))
    statement = {12: _sdn, 6: _address, 5: _alt, 2: _comments}.get(width, _sdn)
    for line, cells in reading.delimited(reading.text_of(stream, path, SPEC.encodings), delimiter, path):
        if cells == ["\x1a"]:  # the mark at which DOS ended a text, with which the files end
            continue
        if len(cells) != width:
            yield reading.uneven(path, line, cells, width)
            continue
        fields = reading.blanked(dict(zip(COLUMNS[width], cells, strict=True)), path.name, audit)
        row = Row(SPEC, path.name, line, fields)
        number = row.text("ent_num")
        yield statement(row) if number.isdecimal() else row.reject(f"entity number {number!r} is not a number")


def _sdn(row: Row) -> RawDesignation | Reject:
    if not row.text("name"):
        return row.reject("no name")
    names, births, nationalities = _remarks(row)
    return row.designation(
        row.text("ent_num"),
        programmes=tuple(part.strip(" []") for part in row.text("program").split("] [") if part.strip(" []")),
        entity_type=row.text("type") or "-0-",
        names=(row.text("name"), *names),
        birth_dates=births,
        nationalities=nationalities,
    )


def _remarks(row: Row) -> tuple[tuple[str, ...], ...]:
    """Aliases, birth dates and nationalities among remarks separated by semicolons."""
    parts = [part.removeprefix("alt. ") for part in row.split("remarks")]
    matches = ([pattern.match(part) for part in parts] for pattern in (_ALIAS, _BORN, _NATIONAL))
    return tuple(tuple(match[1].rstrip(".").strip(" '\"") for match in of_kind if match) for of_kind in matches)


def _alt(row: Row) -> RawDesignation | Reject:
    names = row.texts("alt_name")
    return row.designation(row.text("ent_num"), part=True, names=names) if names else row.reject("no name")


def _comments(row: Row) -> RawDesignation:
    names, births, nationalities = _remarks(row)
    stated = row.designation(row.text("ent_num"), part=True)
    return stated._replace(names=names, birth_dates=births, nationalities=nationalities)


def _address(row: Row) -> Reject:
    return row.reject("an address, which is not used", bad=False)


def _first_seen(row: Row) -> RawDesignation | Reject:
    number, censored = row.text("ent_num"), row.text("left_censored").casefold()
    if not number.isdecimal() or censored not in {"true", "false"}:
        return row.reject("no entity number, or left_censored neither True nor False")
    return row.designation(number, part=True, listed_on_basis=FIRST_SEEN, censored=censored == "true")


_HISTORY = reading.table_reader("ofac_history", _first_seen)


def _read_history(path: Path, stream: BinaryIO, audit: Audit) -> Iterator[RawDesignation | Reject | MoreRows]:
    """Read the first days, as parts of designations; a history of programmes is passed over."""
    if "program" in reading.header_of(reading.head_of(stream), ","):
        audit.warn(f"{path.name} skipped: a change of programme is not a designation")
        return
    yield from _HISTORY.read(path, stream, audit)


def _entry(record: Record) -> RawDesignation | Reject:
    """Read one entry of sdn.xml or consolidated.xml."""
    entry = record.element
    number, name = text(entry, "uid"), _family_first(entry)
    if not number.isdecimal() or not name:
        return record.reject("no number, or no name")
    return record.designation(number, names=(name, *filter(None, map(_family_first, entry.findall("akaList/aka")))))


def _family_first(element: Element) -> str:
    """Name as the csv files write it: family name, comma, further names."""
    return ", ".join(texts(element, "lastName", "firstName"))


READERS = (
    replace(_HISTORY, read=_read_history),
    reading.document_reader("ofac_xml", _entry),
    Reader(SPEC, lambda head: _width_of(head)[0] > 0, _read),
)
