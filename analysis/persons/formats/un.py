"""The United Nations' consolidated list: individuals and entities of one XML document."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from analysis.persons.reading import Audit, Element, Reader, Reject, load_spec, parse_xml
from analysis.persons.records import RawDesignation

SPEC = load_spec("un")


ROOT = "CONSOLIDATED_LIST"


GROUPS = {"INDIVIDUALS": "INDIVIDUAL", "ENTITIES": "ENTITY"}


NAMES = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")


ALIASES = ("INDIVIDUAL_ALIAS", "ENTITY_ALIAS")


def _recognises(text: str) -> bool:
    return f"<{ROOT}" in text[:4000]


def _read(path: Path, content: bytes, audit: Audit) -> Iterator[RawDesignation | Reject]:
    for group in parse_xml(content, path).children:
        kind = GROUPS.get(group.tag)
        if kind is None:
            audit.unknown[path.name, group.tag] += 1
            continue
        for element in group.children:
            if element.tag == kind:
                audit.fields(path.name, [child.tag for child in element.children], SPEC)
                yield _designation(path.name, kind, element)
            else:
                yield Reject(path.name, element.line, f"element {element.tag}, not {kind}", element.tag)


def _designation(file: str, kind: str, element: Element) -> RawDesignation | Reject:
    name = " ".join(part for tag in NAMES for part in element.texts(tag))
    number = element.first("REFERENCE_NUMBER") or element.first("DATAID")
    if not name or not number:
        return Reject(file, element.line, "no name, or no reference number", _shown(element))
    return RawDesignation(
        file,
        element.line,
        "un_xml",
        "UN",
        number,
        programmes=tuple(element.texts("UN_LIST_TYPE")),
        entity_type=kind,
        names=(name, *_aliases(element)),
        scripts=tuple(element.texts("NAME_ORIGINAL_SCRIPT")),
        birth_dates=tuple(filter(None, map(_birth, element.all("INDIVIDUAL_DATE_OF_BIRTH")))),
        date_form="year-first",
        nationalities=tuple(value for entry in element.all("NATIONALITY") for value in entry.texts("VALUE")),
        listed_on=element.first("LISTED_ON"),
    )


def _aliases(element: Element) -> Iterator[str]:
    entries = [entry for tag in ALIASES for entry in element.all(tag)]
    written = ";".join(alias for entry in entries for alias in entry.texts("ALIAS_NAME"))
    yield from filter(None, map(str.strip, written.split(";")))


def _birth(entry: Element) -> str:
    """Write a birth date as one text: a day, a year, about a year, or a range of years; else what the note says."""
    first, last = entry.first("FROM_YEAR"), entry.first("TO_YEAR")
    if first and last:
        return f"{first} to {last}"
    day = entry.first("DATE") or first or last or entry.first("YEAR")
    about = "circa " if day and entry.first("TYPE_OF_DATE") == "APPROXIMATELY" else ""
    return f"{about}{day}" if day else entry.first("NOTE")


def _shown(element: Element) -> str:
    return "; ".join(f"{child.tag}={' '.join(child.text.split())}" for child in element.children)[:2000]


READERS = (Reader(SPEC, _recognises, _read),)
