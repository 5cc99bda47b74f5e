"""The EU's listings: as consolidated from the Official Journal, and its list of financial sanctions, csv and xml."""

from __future__ import annotations

from collections.abc import Callable

from analysis.core.dates import from_parts
from analysis.persons.documents import Element
from analysis.persons.reading import Record, Reject, Row, document_reader, table_reader
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
    if not key or not programme or not (name or row.known):
        return row.reject("no id, no programme, or no name")
    return RawDesignation(
        *row.place,
        "EU",
        key,
        part=row.known,
        programmes=(f"EU-{programme}",),
        entity_type=row.text(*KINDS),
        names=(name,) if name else (),
        birth_dates=tuple(filter(None, [_birth(lambda part: row.text(BIRTH[part]))])),
        date_form="year-first",
        nationalities=row.texts("Citizenship_CountryDescription", "Citizenship_CountryIso2Code")[:1],
        listed_on=row.text(*DATES),
    )


def _older(row: Row) -> RawDesignation | Reject:
    """Read one row of the older file, whose groups of columns state a name, a birth date or a citizenship each."""
    key, programme = row.text("Entity_logical_id"), row.text("Programme")
    name = row.text("Naal_wholename") or " ".join(row.texts("Naal_firstname", "Naal_middlename", "Naal_lastname"))
    if not key or not (name or row.known) or not (programme or row.known):
        return row.reject("no id, no programme, or no name")
    return RawDesignation(
        *row.place,
        "EU",
        key,
        part=row.known,
        programmes=(f"EU-{programme}",) if programme else (),
        entity_type=row.text("Subject_type"),
        names=(name,) if name else (),
        birth_dates=row.texts("Birt_date"),
        nationalities=row.texts("Citi_country"),
        listed_on=row.text("Leba_publication_date"),
    )


def _entity(record: Record) -> RawDesignation | Reject:
    """Read one sanctionEntity, whose statements are attributes."""
    entity = record.element
    acts, key = list(entity.all("regulation")), entity.get("logicalId", "euReferenceNumber")
    names = tuple(filter(None, map(_whole_name, entity.all("nameAlias"))))
    programmes = dict.fromkeys(f"EU-{act.get('programme')}" for act in acts if act.get("programme"))
    if not key or not names or not programmes:
        return record.reject("no id, no programme, or no name")
    days = [sorted(filter(None, (act.get(day) for act in acts))) for day in ("entryIntoForceDate", "publicationDate")]
    return RawDesignation(
        *record.place,
        "EU",
        key,
        programmes=tuple(programmes),
        entity_type=next((kind.get("classificationCode", "code") for kind in entity.all("subjectType")), ""),
        names=names,
        birth_dates=tuple(filter(None, (_birth(birth.get) for birth in entity.all("birthdate")))),
        date_form="year-first",
        nationalities=tuple(
            filter(None, (land.get("countryDescription", "countryIso2Code") for land in entity.all("citizenship")))
        ),
        listed_on=entity.get("designationDate") or next(iter([*days[0], *days[1]]), ""),
    )


def _whole_name(alias: Element) -> str:
    parts = (alias.get(part) for part in ("firstName", "middleName", "lastName"))
    return alias.get("wholeName") or " ".join(filter(None, parts))


def _birth(said: Callable[[str], str]) -> str:
    """Write a birth date as one text, of its parts by name: a day, as much of one as is known, or a range of years."""
    first, last, calendar = said("yearRangeFrom"), said("yearRangeTo"), said("calendarType").upper()
    born = from_parts(said("year"), said("monthOfYear"), said("dayOfMonth"))
    day = said("birthdate") or (born.text if born else said("year"))
    if not day and (first or last):
        return first if first == last else f"{first or '...'} to {last or '...'}"
    about = "circa " if day and said("circa").casefold() == "true" else ""
    return f"{about}{day}" if calendar in {"GREGORIAN", ""} or not day else f"{day} ({calendar})"


READERS = (
    table_reader("eu", _listing),
    table_reader("eu_fsf", _subject),
    table_reader("eu_fsf_1_0", _older),
    document_reader("eu_xml", _entity),
)
