"""Lists of the United Nations and of the European Union, as XML and csv."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from analysis.core.dates import from_parts
from analysis.persons.inputs import Element, attribute, tag_of, text
from analysis.persons.reading import Record, Row, document_reader, table_reader
from analysis.persons.records import RawDesignation, Reject

# United Nations -----------------------------------------------------------------------------------------------------


def _un_designation(record: Record) -> RawDesignation | Reject:
    element = record.element
    kind = {"INDIVIDUALS": "INDIVIDUAL", "ENTITIES": "ENTITY"}.get(tag_of(element.getparent()), "")
    if element.tag != kind:
        return record.reject(f"element {element.tag}, not {kind or None}")
    name, number = " ".join(record.values("name_parts")), text(element, "REFERENCE_NUMBER", "DATAID")
    if not name or not number:
        return record.reject("no name, or no reference number")
    aliases = (alias.strip() for cell in record.values("other_names") for alias in cell.split(";"))
    births = tuple(filter(None, map(_un_birth, element.findall("INDIVIDUAL_DATE_OF_BIRTH"))))
    return record.designation(number, entity_type=kind, names=(name, *filter(None, aliases)), birth_dates=births)


def _un_birth(entry: Element) -> str:
    """Birth date as one text: a day, a year, about a year, or a range of years; else the note."""
    first, last, day = text(entry, "FROM_YEAR"), text(entry, "TO_YEAR"), text(entry, "DATE", "YEAR")
    if (first and last) or (not day and (first or last)):
        return f"{first or '...'} to {last or '...'}"
    about = "circa " if day and text(entry, "TYPE_OF_DATE") == "APPROXIMATELY" else ""
    return f"{about}{day}" if day else text(entry, "NOTE")


# European Union -----------------------------------------------------------------------------------------------------


EU_ALIASES = ("alias", "weakAlias", "previousName")
#: Parts of a birth date as the xml names them, and the csv after ``BirthDate_``.
BIRTH = {
    "birthdate": "BirthDate",
    "dayOfMonth": "Day",
    "monthOfYear": "Month",
    "year": "Year",
    "circa": "Circa",
    "yearRangeFrom": "YearRangeFrom",
    "yearRangeTo": "YearRangeTo",
    "calendarType": "CalendarType",
}
#: Attributes of the xml: days of an act, and a country.
DAYS = ("entryIntoForceDate", "publicationDate")
LANDS = ("countryDescription", "countryIso2Code")


def _listing(row: Row) -> RawDesignation | Reject:
    """Read one listing in an annex of an act."""
    name, act = row.text("name"), row.text("celex")
    if not name or not act:
        return row.reject("no name, or no act")
    number = row.text("recordId") or f"row {row.line}"
    return row.designation(f"{act}/{row.text('annex')}/{number}", names=(name, *row.split(*EU_ALIASES)))


def _subject(row: Row) -> RawDesignation | Reject:
    """Read one name, birth date or citizenship: a subject's first row introduces it, the others add to it."""
    key, programme = row.text("Entity_LogicalId"), row.text("Entity_Regulation_Programme")
    name = row.text("NameAlias_WholeName") or " ".join(row.values("name_parts"))
    if not key or not programme or not (name or row.repeats_id):
        return row.reject("no id, no programme, or no name")
    stated = row.designation(key, part=row.repeats_id, programmes=(f"EU-{programme}",), names=(name,) if name else ())
    births = tuple(filter(None, [_birth(lambda part: row.text(f"BirthDate_{BIRTH[part]}"))]))
    return stated._replace(birth_dates=births, nationalities=stated.nationalities[:1])


def _entity(record: Record) -> RawDesignation | Reject:
    """Read one sanctionEntity, whose statements are attributes."""
    entity = record.element
    acts, key = entity.findall("regulation"), attribute(entity, "logicalId", "euReferenceNumber")
    names = tuple(filter(None, (attribute(alias, "wholeName") for alias in entity.findall("nameAlias"))))
    programmes = dict.fromkeys(f"EU-{programme}" for act in acts if (programme := attribute(act, "programme")))
    if not key or not names or not programmes:
        return record.reject("no id, no programme, or no name")
    days = [min(filter(None, (attribute(act, day) for act in acts)), default="") for day in DAYS]
    return record.designation(
        key,
        programmes=tuple(programmes),
        entity_type=next((attribute(kind, "classificationCode", "code") for kind in entity.findall("subjectType")), ""),
        names=names,
        birth_dates=tuple(filter(None, (_birth(partial(attribute, birth)) for birth in entity.findall("birthdate")))),
        nationalities=tuple(filter(None, (attribute(land, *LANDS) for land in entity.findall("citizenship")))),
        listed_on=attribute(entity, "designationDate") or next(filter(None, days), ""),
    )


def _birth(part: Callable[[str], str]) -> str:
    """Birth date as one text, from its parts by name: a day, as much of one as is known, or a range of years."""
    first, last, calendar = part("yearRangeFrom"), part("yearRangeTo"), part("calendarType").upper()
    born = from_parts(part("year"), part("monthOfYear"), part("dayOfMonth"))
    day = part("birthdate") or (born.text if born else part("year"))
    if not day and (first or last):
        return first if first == last else f"{first or '...'} to {last or '...'}"
    about = "circa " if day and part("circa").casefold() == "true" else ""
    return f"{about}{day}" if calendar in {"GREGORIAN", ""} or not day else f"{day} ({calendar})"


READERS = (
    document_reader("un", _un_designation),
    table_reader("eu", _listing),
    table_reader("eu_fsf", _subject),
    document_reader("eu_xml", _entity),
)
