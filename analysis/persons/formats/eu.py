"""The EU's listings: as consolidated from the Official Journal, and as the list of financial sanctions."""

from __future__ import annotations

from analysis.persons.reading import Reject, Row, table_reader
from analysis.persons.records import RawDesignation

ALIASES = ("alias", "weakAlias", "previousName")
NAMES = ("NameAlias_FirstName", "NameAlias_MiddleName", "NameAlias_LastName")
DATES = ("Entity_DesignationDate", "Entity_Regulation_EntryIntoForceDate", "Entity_Regulation_PublicationDate")
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
        birth_dates=row.texts("BirthDate_BirthDate", "BirthDate_Year")[:1],
        date_form="year-first",
        nationalities=row.texts("Citizenship_CountryDescription", "Citizenship_CountryIso2Code")[:1],
        listed_on=row.text(*DATES),
    )


READERS = (table_reader("eu", _listing), table_reader("eu_fsf", _subject))
