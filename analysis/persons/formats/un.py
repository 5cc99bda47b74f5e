"""The United Nations' consolidated list: individuals and entities of one XML document."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.persons.documents import Element
from analysis.persons.reading import Record, Reject, document_reader
from analysis.persons.records import RawDesignation

GROUPS = {"INDIVIDUALS": "INDIVIDUAL", "ENTITIES": "ENTITY"}


NAMES = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")


ALIASES = ("INDIVIDUAL_ALIAS", "ENTITY_ALIAS")


def _designation(record: Record) -> RawDesignation | Reject:
    element = record.element
    kind = GROUPS.get(element.inside[-1][0])
    if element.tag != kind:
        return record.reject(f"element {element.tag}, not {kind}")
    name = " ".join(part for tag in NAMES for part in element.texts(tag))
    number = element.first("REFERENCE_NUMBER") or element.first("DATAID")
    if not name or not number:
        return record.reject("no name, or no reference number")
    return RawDesignation(
        *record.place,
        "UN",
        number,
        programmes=element.texts("UN_LIST_TYPE"),
        entity_type=kind,
        names=(name, *_aliases(element)),
        scripts=element.texts("NAME_ORIGINAL_SCRIPT"),
        birth_dates=tuple(filter(None, map(_birth, element.all("INDIVIDUAL_DATE_OF_BIRTH")))),
        date_form="year-first",
        nationalities=element.texts("NATIONALITY", "VALUE"),
        listed_on=element.first("LISTED_ON"),
    )


def _aliases(element: Element) -> Iterator[str]:
    written = ";".join(alias for tag in ALIASES for alias in element.texts(tag, "ALIAS_NAME"))
    yield from filter(None, map(str.strip, written.split(";")))


def _birth(entry: Element) -> str:
    """Write a birth date as one text: a day, a year, about a year, or a range of years; else what the note says."""
    first, last, day = entry.first("FROM_YEAR"), entry.first("TO_YEAR"), entry.first("DATE") or entry.first("YEAR")
    if (first and last) or (not day and (first or last)):
        return f"{first or '...'} to {last or '...'}"
    about = "circa " if day and entry.first("TYPE_OF_DATE") == "APPROXIMATELY" else ""
    return f"{about}{day}" if day else entry.first("NOTE")


READERS = (document_reader("un", _designation),)
