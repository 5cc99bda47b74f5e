"""The EU's consolidated financial sanctions list: one row a name, birth date or citizenship of a subject."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from analysis.persons.reading import Audit, Reject, as_text, decode, delimited, header_of, load_spec, raw_of, records
from analysis.persons.records import RawDesignation

SPEC = load_spec("eu_fsf")


NAMES = ("NameAlias_FirstName", "NameAlias_MiddleName", "NameAlias_LastName")


DATES = ("Entity_DesignationDate", "Entity_Regulation_EntryIntoForceDate", "Entity_Regulation_PublicationDate")


KINDS = ("Entity_SubjectType_ClassificationCode", "Entity_SubjectType")


#: Fields of an entity's address, identification and so on, known and left out as groups.
LEFT_OUT = ("Address_", "Identification_", "NameAlias_", "BirthDate_", "Citizenship_", "Entity_", "fileGenerationDate")


def recognises(text: str) -> bool:
    """Tell whether the head of a text has the columns of the list."""
    return set(SPEC.required) <= set(header_of(text, ";"))


def read(path: Path, content: bytes, audit: Audit) -> Iterator[RawDesignation | Reject]:
    """Read the list: a subject's first row introduces it; the others add names, dates and citizenships."""
    rows = delimited(decode(content, path, SPEC.encodings), ";", path)
    met: set[str] = set()
    own = Audit()
    for line, entry in records(rows, path, SPEC, own):
        if isinstance(entry, Reject):
            yield entry
            continue
        key = as_text(entry["Entity_LogicalId"])
        yield _designation(path.name, line, entry, key, key in met)
        met.add(key)
    for (file, name), times in own.unknown.items():
        if not name.startswith(LEFT_OUT):
            audit.unknown[file, name] += times


def _designation(file: str, line: int, entry: dict[str, str], key: str, known: bool) -> RawDesignation | Reject:
    name = as_text(entry["NameAlias_WholeName"]) or " ".join(filter(None, (_of(entry, part) for part in NAMES)))
    programme = as_text(entry["Entity_Regulation_Programme"])
    if not key or not programme or not (name or known):
        return Reject(file, line, "no id, no programme, or no name", raw_of(entry))
    return RawDesignation(
        file=file,
        row=line,
        source_format=SPEC.name,
        list_name="EU",
        designation_id=key,
        part=known,
        programmes=(f"EU-{programme}",),
        entity_type=next(filter(None, (_of(entry, column) for column in KINDS)), ""),
        names=(name,) if name else (),
        birth_dates=_first(entry, ("BirthDate_BirthDate", "BirthDate_Year")),
        date_form="year-first",
        nationalities=_first(entry, ("Citizenship_CountryDescription", "Citizenship_CountryIso2Code")),
        listed_on=next(iter(_first(entry, DATES)), ""),
    )


def _of(entry: dict[str, str], column: str) -> str:
    return as_text(entry.get(column, ""))


def _first(entry: dict[str, str], columns: tuple[str, ...]) -> tuple[str, ...]:
    """Give the first of several columns that is not blank, if any."""
    return tuple(value for column in columns if (value := _of(entry, column)))[:1]
