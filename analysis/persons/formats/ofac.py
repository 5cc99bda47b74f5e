"""The US Treasury's csv files, told apart by their shape, and the history that says when an entry was first seen."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from analysis.persons.reading import (
    Audit,
    Reader,
    Reject,
    Row,
    as_text,
    decode,
    delimited,
    header_of,
    load_spec,
    raw_of,
    table_reader,
    uneven,
)
from analysis.persons.records import FIRST_SEEN, RawDesignation

SPEC = load_spec("ofac")


MISSING = "-0-"


END_OF_FILE = "\x1a"


ALIAS_KINDS = frozenset(["aka", "fka", "nka"])


_ALIAS = re.compile(r"^[afn]\.k\.a\.\s*(.+)$")


_BORN = re.compile(r"^DOB\s+(.+)$")


_NATIONAL = re.compile(r"^(?:nationality|citizen)\s+(.+)$")


def _recognises(text: str) -> bool:
    return _role(header_of(text, ",")) is not None


def _role(fields: list[str]) -> str | None:
    """Tell a file of the list by its first row: number of fields, and what stands in them."""
    if not fields or not fields[0].strip().isdecimal():
        return None
    if len(fields) == 5:
        return "alt" if fields[1].strip().isdecimal() and fields[2].strip() in ALIAS_KINDS else None
    if len(fields) == 6:
        return "add" if fields[1].strip().isdecimal() else None
    return {12: "sdn", 2: "comments"}.get(len(fields))


def _read(path: Path, content: bytes, audit: Audit) -> Iterator[RawDesignation | Reject]:
    """Read one of the files; rows of aliases and comments are parts of designations."""
    text = decode(content, path, SPEC.encodings)
    role = None
    for line, fields in delimited(text, ",", path):
        if "".join(fields).strip() in {END_OF_FILE, ""}:
            continue
        role = role or _role(fields)
        if role == "add":
            audit.warn(f"{path.name} passed over: addresses are not used")
            return
        yield _ROLES[role or "sdn"](path.name, line, [_clean(field) for field in fields])


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


_ROLES: dict[str, Callable[[str, int, list[str]], RawDesignation | Reject]] = {
    "sdn": _sdn,
    "alt": _alt,
    "comments": _comments,
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


def _read_history(path: Path, content: bytes, audit: Audit) -> Iterator[RawDesignation | Reject]:
    """Read the first days, as parts of designations; a history of programmes is passed over."""
    if "program" in header_of(decode(content, path, _HISTORY.spec.encodings), ","):
        audit.warn(f"{path.name} passed over: a change of programme is no designation")
        return
    yield from _HISTORY.read(path, content, audit)


READERS = (replace(_HISTORY, read=_read_history), Reader(SPEC, _recognises, _read))
