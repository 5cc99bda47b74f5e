"""The United Nations' consolidated list: individuals and entities of one XML document."""

from __future__ import annotations

from analysis.persons.audit import Reject
from analysis.persons.documents import Element, tag_of, text, texts
from analysis.persons.reading import Record, document_reader
from analysis.persons.records import RawDesignation

KINDS = {"INDIVIDUALS": "INDIVIDUAL", "ENTITIES": "ENTITY"}
NAMES = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
ALIASES = ("INDIVIDUAL_ALIAS/ALIAS_NAME", "ENTITY_ALIAS/ALIAS_NAME")


def _designation(record: Record) -> RawDesignation | Reject:
    element = record.element
    kind = KINDS.get(tag_of(element.getparent()), "")
    if element.tag != kind:
        return record.reject(f"element {element.tag}, not {kind or None}")
    name, number = " ".join(texts(element, *NAMES)), text(element, "REFERENCE_NUMBER", "DATAID")
    if not name or not number:
        return record.reject("no name, or no reference number")
    aliases = (alias.strip() for cell in texts(element, *ALIASES) for alias in cell.split(";"))
    return RawDesignation(
        *record.place,
        "UN",
        number,
        programmes=texts(element, "UN_LIST_TYPE"),
        entity_type=kind,
        names=(name, *filter(None, aliases)),
        scripts=texts(element, "NAME_ORIGINAL_SCRIPT"),
        birth_dates=tuple(filter(None, map(_birth, element.findall("INDIVIDUAL_DATE_OF_BIRTH")))),
        date_form="year-first",
        nationalities=texts(element, "NATIONALITY/VALUE"),
        listed_on=text(element, "LISTED_ON"),
    )


def _birth(entry: Element) -> str:
    """Birth date as one text: a day, a year, about a year, or a range of years; else the note."""
    first, last, day = text(entry, "FROM_YEAR"), text(entry, "TO_YEAR"), text(entry, "DATE", "YEAR")
    if (first and last) or (not day and (first or last)):
        return f"{first or '...'} to {last or '...'}"
    about = "circa " if day and text(entry, "TYPE_OF_DATE") == "APPROXIMATELY" else ""
    return f"{about}{day}" if day else text(entry, "NOTE")


READERS = (document_reader("un", _designation),)
