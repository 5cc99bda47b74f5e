"""The EU's listings: as consolidated from the Official Journal, and its list of financial sanctions, csv and xml."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from analysis.core.dates import from_parts
from analysis.persons.audit import Reject
from analysis.persons.documents import attribute
from analysis.persons.reading import Record, Row, document_reader, table_reader
from analysis.persons.records import RawDesignation

ALIASES = ("alias", "weakAlias", "previousName")
NAMES = ("NameAlias_FirstName", "NameAlias_MiddleName", "NameAlias_LastName")
DATES = ("Entity_DesignationDate", "Entity_Regulation_EntryIntoForceDate", "Entity_Regulation_PublicationDate")
#: Parts of a birth date as the xml names them, and the columns of the csv.
BIRTH = {
    "birthdate": "BirthDate_BirthDate",
    "dayOfMonth": "BirthDate_Day",
    "monthOfYear": "BirthDate_Month",
    "year": "BirthDate_Year",
    "yearRangeFrom": "BirthDate_YearRangeFrom",
    "yearRangeTo": "BirthDate_YearRangeTo",
    "circa": "BirthDate_Circa",
    "calendarType": "BirthDate_CalendarType",
}
#: Attributes of the xml: days of an act, and a country.
DAYS = ("entryIntoForceDate", "publicationDate")
LANDS = ("countryDescription", "countryIso2Code")
KINDS = ("Entity_SubjectType_ClassificationCode", "Entity_SubjectType")


def _listing(row: Row) -> RawDesignation | Reject:
    """Read one listing in an annex of an act."""
    name, act = row.text("name"), row.text("celex")
    if not name or not act:
        return row.reject("no name, or no act")
    number = row.text("recordId") or f"row {row.line}"
    return RawDesignation(
        *row.place,
        "EU",
        f"{act}/{row.text('annex')}/{number}",
        programmes=row.split("programKey"),
        entity_type=row.text("schema"),
        names=(name, *row.split(*ALIASES)),
        birth_dates=row.texts("birthDate"),
        nationalities=row.texts("nationality"),
        listed_on=row.text("startDate"),
    )


def _subject(row: Row) -> RawDesignation | Reject:
    """Read one name, birth date or citizenship: a subject's first row introduces it, the others add to it."""
    key, programme = row.text("Entity_LogicalId"), row.text("Entity_Regulation_Programme")
    name = row.text("NameAlias_WholeName") or " ".join(row.texts(*NAMES))
    if not key or not programme or not (name or row.repeats_id):
        return row.reject("no id, no programme, or no name")
    return RawDesignation(
        *row.place,
        "EU",
        key,
        part=row.repeats_id,
        programmes=(f"EU-{programme}",),
        entity_type=row.text(*KINDS),
        names=(name,) if name else (),
        birth_dates=tuple(filter(None, [_birth(lambda part: row.text(BIRTH[part]))])),
        date_form="year-first",
        nationalities=row.texts("Citizenship_CountryDescription", "Citizenship_CountryIso2Code")[:1],
        listed_on=row.text(*DATES),
    )


def _entity(record: Record) -> RawDesignation | Reject:
    """Read one sanctionEntity, whose statements are attributes."""
    entity = record.element
    acts, key = entity.findall("regulation"), attribute(entity, "logicalId", "euReferenceNumber")
    names = tuple(filter(None, (attribute(alias, "wholeName") for alias in entity.findall("nameAlias"))))
    programmes = dict.fromkeys(f"EU-{programme}" for act in acts if (programme := attribute(act, "programme")))
    if not key or not names or not programmes:
        return record.reject("no id, no programme, or no name")
    days = [min(filter(None, (attribute(act, day) for act in acts)), default="") for day in DAYS]
    return RawDesignation(
        *record.place,
        "EU",
        key,
        programmes=tuple(programmes),
        entity_type=next((attribute(kind, "classificationCode", "code") for kind in entity.findall("subjectType")), ""),
        names=names,
        birth_dates=tuple(filter(None, (_birth(partial(attribute, birth)) for birth in entity.findall("birthdate")))),
        date_form="year-first",
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
    table_reader("eu", _listing),
    table_reader("eu_fsf", _subject),
    document_reader("eu_xml", _entity),
)
