"""The UK Sanctions List in four tables, joined by ``unique_id`` and told apart by their columns."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from analysis.persons.reading import Audit, Reject, as_text, decode, delimited, header_of, load_spec, raw_of, records
from analysis.persons.records import RawDesignation

SPEC = load_spec("uk")


_REGIME = re.compile(r"^([A-Za-z]+)\d+$")


#: Columns that tell each table.
TABLES: dict[str, frozenset[str]] = {
    "subjects": frozenset(["unique_id", "subject_type", "date_designated"]),
    "names": frozenset(["unique_id", "name_type", "full_name"]),
    "births": frozenset(["unique_id", "year", "month", "day"]),
    "countries": frozenset(["unique_id", "raw_value", "country_type"]),
}


def _table(text: str) -> str | None:
    header = set(header_of(text, ","))
    return next((name for name, columns in TABLES.items() if columns <= header), None)


def recognises(text: str) -> bool:
    """Tell whether the head of a text is one of the four tables."""
    return _table(text) is not None


def read(path: Path, content: bytes, audit: Audit) -> Iterator[RawDesignation | Reject]:
    """Read one of the tables; names (primary ones first), birth dates and countries are parts of designations."""
    text = decode(content, path, SPEC.encodings)
    take = _TAKE[_table(text) or "subjects"]
    for line, entry in sorted(records(delimited(text, ",", path), path, SPEC, audit), key=_is_secondary):
        if isinstance(entry, Reject):
            yield entry
        elif not _REGIME.match(entry["unique_id"].strip()):
            yield Reject(path.name, line, f"unique_id {entry['unique_id']!r} is not letters and digits", raw_of(entry))
        elif taken := take(path.name, line, entry):
            yield taken


def _is_secondary(record: tuple[int, dict[str, str] | Reject]) -> bool:
    return not isinstance(record[1], Reject) and record[1].get("name_type", "primary").strip() != "primary"


def _subject(file: str, line: int, entry: dict[str, str]) -> RawDesignation:
    key = entry["unique_id"].strip()
    regime = _REGIME.match(key)
    return RawDesignation(
        file=file,
        row=line,
        source_format=SPEC.name,
        list_name="UK",
        designation_id=key,
        programmes=(regime[1],) if regime else (),
        entity_type=as_text(entry["subject_type"]),
        listed_on=as_text(entry["date_designated"]),
    )


def _part(
    file: str,
    line: int,
    entry: dict[str, str],
    names: tuple[str, ...] = (),
    births: tuple[str, ...] = (),
    countries: tuple[str, ...] = (),
) -> RawDesignation:
    return RawDesignation(
        file=file,
        row=line,
        source_format=SPEC.name,
        list_name="UK",
        designation_id=entry["unique_id"].strip(),
        part=True,
        names=names,
        birth_dates=births,
        date_form="year-first",
        nationalities=countries,
    )


def _name(file: str, line: int, entry: dict[str, str]) -> RawDesignation | Reject:
    name = as_text(entry["full_name"])
    return _part(file, line, entry, names=(name,)) if name else Reject(file, line, "no name", raw_of(entry))


def _birth(file: str, line: int, entry: dict[str, str]) -> RawDesignation | Reject:
    year, month, day = (_whole(entry[column]) for column in ("year", "month", "day"))
    if not year:
        return Reject(file, line, "no year of birth", raw_of(entry))
    known = [year, month, day if month else ""]
    return _part(file, line, entry, births=("-".join(part for part in known if part),))


def _whole(text: str) -> str:
    """Give a number that a table may have turned into ``1970.0``; blank for none."""
    match = re.fullmatch(r"\s*0*(\d+)(?:\.0+)?\s*", text)
    return match[1] if match and match[1] != "0" else ""


def _country(file: str, line: int, entry: dict[str, str]) -> RawDesignation | None:
    name = as_text(entry["raw_value"])
    wanted = name and entry["country_type"].strip() == "nationality"
    return _part(file, line, entry, countries=(name,)) if wanted else None


_TAKE: dict[str, Callable[[str, int, dict[str, str]], RawDesignation | Reject | None]] = {
    "subjects": _subject,
    "names": _name,
    "births": _birth,
    "countries": _country,
}
