"""The US Treasury's lists: csv files, xml, and the history of first days."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from analysis.persons.documents import Element
from analysis.persons.reading import (
    MARKS,
    Audit,
    Reader,
    Record,
    Reject,
    Row,
    as_text,
    delimited,
    document_reader,
    head_of,
    header_of,
    load_spec,
    raw_of,
    table_reader,
    text_of,
    uneven,
)
from analysis.persons.records import FIRST_SEEN, RawDesignation

SPEC = load_spec("ofac")


MISSING = "-0-"


END_OF_FILE = "\x1a"


_ALIAS = re.compile(r"^[afn]\.k\.a\.\s*(.+)$")


_BORN = re.compile(r"^DOB\s+(.+)$")


_NATIONAL = re.compile(r"^(?:nationality|citizen)\s+(.+)$")


#: Number of fields of a row -> the file that it is of.
FILES = {12: "sdn", 6: "add", 5: "alt", 2: "comments"}


def _file_of(text: str, delimiter: str) -> str | None:
    """Which of the files a text is, by its first row: a number, and as many fields as the file has."""
    fields = header_of(text, delimiter)
    return FILES.get(len(fields)) if fields and fields[0].strip().isdecimal() else None


def _delimiter_of(text: str) -> str | None:
    return next((delimiter for delimiter in MARKS if _file_of(text, delimiter)), None)


def _read(path: Path, stream: BinaryIO, audit: Audit) -> Iterator[RawDesignation | Reject]:
    """Read one of the files, which end with the mark at which DOS ended a text."""
    head = head_of(stream)
    delimiter = _delimiter_of(head) or ","
    statement = _STATEMENTS[_file_of(head, delimiter) or "sdn"]
    for line, fields in delimited(text_of(stream, path, SPEC.encodings), delimiter, path):
        if fields != [END_OF_FILE]:
            yield statement(path.name, line, [_clean(field) for field in fields])


def _clean(field: str) -> str:
    text = as_text(field)
    return "" if text == MISSING else text


def _refused(file: str, line: int, fields: list[str], width: int) -> Reject | None:
    if len(fields) != width:
        return uneven(file, line, fields, width)
    if not fields[0].isdecimal():
        return Reject(file, line, f"entity number {fields[0]!r} is no number", raw_of(fields))
    return None


def _sdn(file: str, line: int, fields: list[str]) -> RawDesignation | Reject:
    refused = _refused(file, line, fields, 12)
    if refused or not fields[1]:
        return refused or Reject(file, line, "no name", raw_of(fields))
    names, births, nationalities = _remarks(fields[11])
    return RawDesignation(
        file,
        line,
        "ofac_sdn",
        "US",
        fields[0],
        programmes=tuple(part.strip(" []") for part in fields[3].split("] [") if part.strip(" []")),
        entity_type=fields[2] or MISSING,
        names=(fields[1], *names),
        birth_dates=births,
        nationalities=nationalities,
    )


def _remarks(text: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Take aliases, birth dates and nationalities out of remarks, whose statements are parted by semicolons."""
    parts = [part.strip().removeprefix("alt. ") for part in text.split(";")]
    return _found(_ALIAS, parts), _found(_BORN, parts), _found(_NATIONAL, parts)


def _found(pattern: re.Pattern[str], parts: list[str]) -> tuple[str, ...]:
    matches = (pattern.match(part) for part in parts)
    return tuple(match[1].rstrip(".").strip(" '\"") for match in matches if match)


def _alt(file: str, line: int, fields: list[str]) -> RawDesignation | Reject:
    refused = _refused(file, line, fields, 5)
    if refused or not fields[3]:
        return refused or Reject(file, line, "no name", raw_of(fields))
    return RawDesignation(file, line, "ofac_alt", "US", fields[0], part=True, names=(fields[3],))


def _comments(file: str, line: int, fields: list[str]) -> RawDesignation | Reject:
    refused = _refused(file, line, fields, 2)
    if refused:
        return refused
    names, births, nationalities = _remarks(fields[1])
    return RawDesignation(
        file,
        line,
        "ofac_comments",
        "US",
        fields[0],
        part=True,
        names=names,
        birth_dates=births,
        nationalities=nationalities,
    )


def _address(file: str, line: int, fields: list[str]) -> Reject:
    return Reject(file, line, "an address, which is not used", raw_of(fields), bad=False)


_STATEMENTS: dict[str, Callable[[str, int, list[str]], RawDesignation | Reject]] = {
    "sdn": _sdn,
    "alt": _alt,
    "comments": _comments,
    "add": _address,
}


def _first_seen(row: Row) -> RawDesignation | Reject:
    number, censored = row.text("ent_num"), row.text("left_censored").casefold()
    if not number.isdecimal() or censored not in {"true", "false"}:
        return row.reject("no entity number, or left_censored neither True nor False")
    return RawDesignation(
        *row.place,
        "US",
        number,
        part=True,
        date_form="year-first",
        listed_on=row.text("first_seen"),
        listed_on_basis=FIRST_SEEN,
        censored=censored == "true",
    )


_HISTORY = table_reader("ofac_history", _first_seen)


def _read_history(path: Path, stream: BinaryIO, audit: Audit) -> Iterator[RawDesignation | Reject]:
    """Read the first days, as parts of designations; a history of programmes is passed over."""
    if "program" in header_of(head_of(stream), ","):
        audit.warn(f"{path.name} passed over: a change of programme is no designation")
        return
    yield from _HISTORY.read(path, stream, audit)


def _entry(record: Record) -> RawDesignation | Reject:
    """Read one entry of sdn.xml or consolidated.xml."""
    entry = record.element
    number, name = entry.first("uid"), _family_first(entry)
    if not number.isdecimal() or not name:
        return record.reject("no number, or no name")
    return RawDesignation(
        *record.place,
        "US",
        number,
        programmes=entry.texts("programList", "program"),
        entity_type=entry.first("sdnType"),
        names=(name, *filter(None, map(_family_first, entry.all("akaList", "aka")))),
        birth_dates=entry.texts("dateOfBirthList", "dateOfBirthItem", "dateOfBirth"),
        nationalities=(
            *entry.texts("nationalityList", "nationality", "country"),
            *entry.texts("citizenshipList", "citizenship", "country"),
        ),
    )


def _family_first(held: Element) -> str:
    """Give a name as the list's csv files write it: family name, comma, further names."""
    return ", ".join(filter(None, (held.first("lastName"), held.first("firstName"))))


READERS = (
    replace(_HISTORY, read=_read_history),
    document_reader("ofac_xml", _entry),
    Reader(SPEC, lambda text: _delimiter_of(text) is not None, _read),
)
