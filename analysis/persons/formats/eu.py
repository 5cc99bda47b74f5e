"""The EU's listings, consolidated from the Official Journal: one listing in an annex a row."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from analysis.persons.reading import Audit, Reject, as_text, decode, delimited, header_of, load_spec, raw_of, records
from analysis.persons.records import RawDesignation

SPEC = load_spec("eu")


ALIASES = ("alias", "weakAlias", "previousName")


def recognises(text: str) -> bool:
    """Tell whether the head of a text has the columns of the consolidation."""
    return set(SPEC.required) <= set(header_of(text, ","))


def read(path: Path, content: bytes, audit: Audit) -> Iterator[RawDesignation | Reject]:
    """Read the listings."""
    rows = delimited(decode(content, path, SPEC.encodings), ",", path)
    for line, entry in records(rows, path, SPEC, audit):
        yield entry if isinstance(entry, Reject) else _listing(path.name, line, entry)


def _listing(file: str, line: int, entry: dict[str, str]) -> RawDesignation | Reject:
    name, act = as_text(entry["name"]), as_text(entry["celex"])
    if not name or not act:
        return Reject(file, line, "no name, or no act", raw_of(entry))
    number = as_text(entry["recordId"]) or f"row {line}"
    aliases = (alias for column in ALIASES for alias in entry.get(column, "").split(";"))
    return RawDesignation(
        file=file,
        row=line,
        source_format=SPEC.name,
        list_name="EU",
        designation_id=f"{act}/{as_text(entry['annex'])}/{number}",
        programmes=tuple(key.strip() for key in entry["programKey"].split(";") if key.strip()),
        entity_type=as_text(entry["schema"]),
        names=(name, *filter(None, map(as_text, aliases))),
        birth_dates=tuple(filter(None, [as_text(entry.get("birthDate", ""))])),
        nationalities=tuple(filter(None, [as_text(entry.get("nationality", ""))])),
        listed_on=as_text(entry["startDate"]),
    )
