"""The UK's lists: the UK Sanctions List as csv, workbook, xml and four tables, and the list of asset freezes."""

from __future__ import annotations

import re

from analysis.core.dates import from_parts
from analysis.persons.inputs import text, texts
from analysis.persons.reading import Record, Row, SourceRow, document_reader, table_reader
from analysis.persons.records import RawDesignation, Reject, load_spec

_REGIME = re.compile(r"^([A-Za-z]+)\d+$")


#: The marks by which a cell counts what it holds: (1) 01/01/1970. (2) 02/02/1972.
_COUNTED = re.compile(r"[.;,]? ?\(\d{1,2}\) ?")


_BORN = re.compile(r"^(?:00|dd)/(?:00|mm)/(\d{4})$|^(?:00|dd)/(\d\d)/(\d{4})$", re.IGNORECASE)


def _listed(row: Row) -> RawDesignation | Reject:
    """Read one name, address or birth date: the first row of an id introduces it, the others add to it."""
    key, name = row.text("Unique ID"), " ".join(row.values("name_parts") or row.values("whole_names")[:1])
    regime = _REGIME.match(key)
    if not regime or not (name or row.repeats_id):
        return row.reject("no name" if regime else f"Unique ID {key!r} is not letters and digits")
    return _designation(row, key, programmes=(regime[1],), names=(name,) if name else (), part=row.repeats_id)


def _statement(row: Row) -> RawDesignation | Reject | None:
    """Read a row of one of the four tables; names, birth dates and countries are parts of designations."""
    regime = _REGIME.match(row.fields["unique_id"].strip())
    if not regime:
        return row.reject(f"unique_id {row.fields['unique_id']!r} is not letters and digits")
    takes = zip(load_spec("uk").tables, (_subject, _name, _birth, _country), strict=True)
    return next(take(row, regime) for columns, take in takes if row.fields.keys() >= {*columns})


def _subject(row: Row, regime: re.Match[str]) -> RawDesignation:
    return row.designation(regime[0], programmes=(regime[1],))


def _part(row: Row, regime: re.Match[str], **stated: tuple[str, ...]) -> RawDesignation:
    return row.designation(regime[0], part=True, date_form="year-first", **stated)


def _name(row: Row, regime: re.Match[str]) -> RawDesignation | Reject:
    names = row.texts("full_name")
    return _part(row, regime, names=names) if names else row.reject("no name")


def _birth(row: Row, regime: re.Match[str]) -> RawDesignation | Reject:
    parts = [row.fields[column] for column in ("year", "month", "day")]
    if from_parts(parts[0]) is None:
        return row.reject("no year of birth")
    born = from_parts(*parts)
    return _part(row, regime, birth_dates=(born.text if born else "-".join(parts),))


def _country(row: Row, regime: re.Match[str]) -> RawDesignation | None:
    wanted = row.text("raw_value") and row.text("country_type") == "nationality"
    return _part(row, regime, nationalities=row.texts("raw_value")) if wanted else None


def _entity(record: Record) -> RawDesignation | Reject:
    """Read one Designation of the xml file."""
    element, key = record.element, record.text("UniqueID")
    entries, tags = element.findall("Names/Name"), record.spec.stated["name_parts"]
    entries.sort(key=lambda name: text(name, "NameType").casefold() != "primary name")
    names = tuple(name for one in entries if (name := " ".join(texts(one, *tags)) or text(one, "Name")))
    regime = _REGIME.match(key)
    if not regime or not names:
        return record.reject("no name" if regime else f"UniqueID {key!r} is not letters and digits")
    return _designation(record, key, programmes=(regime[1],), names=names)


def _target(row: Row) -> RawDesignation | Reject:
    """Read one row of ConList.csv: the first of a group introduces it, the others add to it."""
    key, name = row.text("Group ID"), " ".join(row.values("name_parts"))
    if not key.isdecimal() or not (name or row.repeats_id):
        return row.reject("no name" if key.isdecimal() else f"Group ID {key!r} is not a number")
    return _designation(row, f"OFSI-{key}", names=(name,) if name else (), part=row.repeats_id)


def _designation(row: SourceRow, number: str, **more: object) -> RawDesignation:
    """Designation whose cells count the birth dates and nationalities that they hold."""
    stated = row.designation(number, **more)
    births, nationalities = (_counted(cells) for cells in (stated.birth_dates, stated.nationalities))
    # ``00/00/1970`` becomes ``1970``, and ``dd/05/1970`` becomes ``1970-05``
    born = tuple(_BORN.sub(lambda match: match[1] or f"{match[3]}-{match[2]}", birth) for birth in births)
    return stated._replace(birth_dates=born, nationalities=nationalities)


def _counted(cells: tuple[str, ...]) -> tuple[str, ...]:
    """Parts of cells that count them."""
    return tuple(part.rstrip(". ") for cell in cells for part in _COUNTED.split(cell) if part.strip(". "))


READERS = (
    table_reader("uk", _statement),
    table_reader("uk_ofsi", _target),
    table_reader("uk_list", _listed),
    document_reader("uk_xml", _entity),
)
