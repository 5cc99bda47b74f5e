"""The UK Sanctions List as published: one row a name, address and birth date, joined by the unique id."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import dropwhile
from pathlib import Path

from analysis.persons.reading import Audit, Reject, as_text, decode, delimited, header_of, load_spec, raw_of, records
from analysis.persons.records import RawDesignation

SPEC = load_spec("uk_list")


KINDS = ("Designation Type", "Individual, Entity, Ship")


#: The order in which the parts of a name are read: the family name stands in the sixth.
PARTS = ("Name 1", "Name 2", "Name 3", "Name 4", "Name 5", "Name 6")


_ID = re.compile(r"^([A-Za-z]+)\d+$")


_BORN = re.compile(r"^(?:00|dd)/(?:00|mm)/(\d{4})$|^(?:00|dd)/(\d\d)/(\d{4})$", re.IGNORECASE)


def recognises(text: str) -> bool:
    """Tell whether one of the first lines of a text is the header of the list."""
    return any(set(SPEC.required) <= set(header_of(line, ",")) for line in text.splitlines()[:5])


def read(path: Path, content: bytes, audit: Audit) -> Iterator[RawDesignation | Reject]:
    """Read the list: the first row of an id (primary names first) introduces it; the others add to it."""
    rows = delimited(decode(content, path, SPEC.encodings), ",", path)
    body = dropwhile(lambda row: SPEC.required[0] not in map(str.strip, row[1]), rows)
    met: set[str] = set()
    for line, entry in sorted(records(body, path, SPEC, audit), key=_is_secondary):
        if isinstance(entry, Reject):
            yield entry
            continue
        key = as_text(entry["Unique ID"])
        yield _designation(path.name, line, entry, key, key in met)
        met.add(key)


def _is_secondary(record: tuple[int, dict[str, str] | Reject]) -> bool:
    return isinstance(record[1], dict) and not record[1]["Name type"].strip().casefold().startswith("primary name")


def _designation(file: str, line: int, entry: dict[str, str], key: str, known: bool) -> RawDesignation | Reject:
    regime, name = _ID.match(key), " ".join(filter(None, (as_text(entry.get(part, "")) for part in PARTS)))
    if not regime or not (name or known):
        reason = "no name" if regime else f"Unique ID {key!r} is not letters and digits"
        return Reject(file, line, reason, raw_of(entry))
    return RawDesignation(
        file=file,
        row=line,
        source_format=SPEC.name,
        list_name="UK",
        designation_id=key,
        part=known,
        programmes=(regime[1],),
        entity_type=next((as_text(entry[column]) for column in KINDS if column in entry), ""),
        names=(name,) if name else (),
        scripts=tuple(filter(None, [as_text(entry.get("Name non-latin script", ""))])),
        birth_dates=tuple(filter(None, [_birth(as_text(entry.get("D.O.B", "")))])),
        nationalities=tuple(filter(None, [as_text(entry.get("Nationality(/ies)", ""))])),
        listed_on=as_text(entry["Date Designated"]),
    )


def _birth(text: str) -> str:
    """Turn ``00/00/1970`` into ``1970`` and ``dd/05/1970`` into ``05/1970``; other dates stay as they are."""
    match = _BORN.match(text)
    if not match:
        return text
    return match[1] or f"{match[3]}-{match[2]}"
