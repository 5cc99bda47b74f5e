"""The US Treasury's lists: csv files told by their shape, xml of three models, and the history of first days."""

from __future__ import annotations

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

from analysis.core.dates import from_parts
from analysis.persons.documents import Element
from analysis.persons.reading import (
    MARKS,
    Audit,
    Reader,
    Record,
    Reject,
    Row,
    as_text,
    decode,
    delimited,
    document_reader,
    head_of,
    header_of,
    load_spec,
    raw_of,
    table_reader,
    uneven,
)
from analysis.persons.records import FIRST_SEEN, RawDesignation

SPEC = load_spec("ofac")


MISSING = "-0-"


END_OF_FILE = "\x1a"


ALIAS_KINDS = frozenset(["aka", "fka", "nka"])


_ALIAS = re.compile(r"^[afn]\.k\.a\.\s*(.+)$")


_BORN = re.compile(r"^DOB\s+(.+)$")


_NATIONAL = re.compile(r"^(?:nationality|citizen)\s+(.+)$")


#: Rows at the head of a file by which it is told; the first may be damaged.
HEAD = 20


def _mark_of(text: str) -> str | None:
    """Give the mark by which a text is one of the files: a comma, or one that a spreadsheet wrote in its place."""
    return next((mark for mark in MARKS if any(map(_role, _first_rows(text, mark)))), None)


def _first_rows(text: str, mark: str) -> Iterator[list[str]]:
    """Give the first row, and further ones in which a field is marked as missing as only these files do."""
    for place, line in enumerate(text.lstrip("\ufeff\r\n ").splitlines()[:HEAD]):
        fields = header_of(line, mark)
        if not place or MISSING in fields:
            yield fields


def _role(fields: list[str]) -> str | None:
    """Tell a file of the list by a row: number of fields, and what stands in them."""
    if not fields or not fields[0].strip().isdecimal():
        return None
    kind = fields[2].strip() if len(fields) > 2 else ""
    if len(fields) in {5, 6} and not fields[1].strip().isdecimal():
        return None
    if len(fields) == 5:
        return "alt" if kind in ALIAS_KINDS else None
    if len(fields) == 6:
        return "add" if kind not in ALIAS_KINDS else None
    return {12: "sdn", 2: "comments"}.get(len(fields))


def _read(path: Path, stream: BinaryIO, audit: Audit) -> Iterator[RawDesignation | Reject]:
    """Read one of the files, or several joined into one; rows of aliases and comments are parts of designations."""
    mark = _mark_of(head_of(stream)) or ","
    rows = [row for row in _records(path, stream.read(), mark) if "".join(row[1]).strip()]
    roles = Counter(filter(None, (_role(fields) for _, fields in rows)))
    if roles["add"]:
        audit.warn(f"{path.name}: {roles['add']} addresses are not used")
    usual = max(roles, key=lambda role: roles[role], default="sdn")
    told = [_role(fields) for _, fields in rows]
    for place, (line, fields) in enumerate(rows):
        beside = told[max(0, place - 1) : place] + told[place + 1 : place + 2]
        joined = told[place] if told[place] in beside else None  # the shape of another file, as of a row beside it
        yield _ROLES[joined or usual](path.name, line, [_clean(field) for field in fields])


def _records(path: Path, content: bytes, mark: str) -> Iterator[tuple[int, list[str]]]:
    """Give the rows with their lines; the mark at which DOS ended a text also ends one in the middle of a file."""
    line = 0
    for part in decode(content, path, SPEC.encodings).replace("\r\n", "\n").split(END_OF_FILE):
        yield from ((line + place, fields) for place, fields in delimited(part, mark, path))
        line += part.count("\n")


def _clean(field: str) -> str:
    text = as_text(field)
    return "" if text == MISSING else text


def _refused(file: str, line: int, fields: list[str], width: int) -> Reject | None:
    if len(fields) != width:
        return uneven(file, line, fields, width)
    if not fields[0].isdecimal():
        return Reject(file, line, f"entity number {fields[0]!r} is no number", raw_of(fields))
    return None


def _sdn(file: str, line: int, fields: list[str]) -> RawDesignation | Reject:
    refused = _refused(file, line, fields, 12)
    if refused or not fields[1]:
        return refused or Reject(file, line, "no name", raw_of(fields))
    names, births, nationalities = _remarks(fields[11])
    return RawDesignation(
        file,
        line,
        "ofac_sdn",
        "US",
        fields[0],
        programmes=tuple(part.strip(" []") for part in fields[3].split("] [") if part.strip(" []")),
        entity_type=fields[2] or MISSING,
        names=(fields[1], *names),
        birth_dates=births,
        nationalities=nationalities,
    )


def _remarks(text: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Take aliases, birth dates and nationalities out of remarks, whose statements are parted by semicolons."""
    parts = [part.strip().removeprefix("alt. ") for part in text.split(";")]
    return _found(_ALIAS, parts), _found(_BORN, parts), _found(_NATIONAL, parts)


def _found(pattern: re.Pattern[str], parts: list[str]) -> tuple[str, ...]:
    matches = (pattern.match(part) for part in parts)
    return tuple(match[1].rstrip(".").strip(" '\"") for match in matches if match)


def _alt(file: str, line: int, fields: list[str]) -> RawDesignation | Reject:
    refused = _refused(file, line, fields, 5)
    if refused or not fields[3]:
        return refused or Reject(file, line, "no name", raw_of(fields))
    return RawDesignation(file, line, "ofac_alt", "US", fields[0], part=True, names=(fields[3],))


def _comments(file: str, line: int, fields: list[str]) -> RawDesignation | Reject:
    refused = _refused(file, line, fields, 2)
    if refused:
        return refused
    names, births, nationalities = _remarks(fields[1])
    return RawDesignation(
        file,
        line,
        "ofac_comments",
        "US",
        fields[0],
        part=True,
        names=names,
        birth_dates=births,
        nationalities=nationalities,
    )


def _address(file: str, line: int, fields: list[str]) -> Reject:
    return Reject(file, line, "an address, which is not used", raw_of(fields), bad=False)


_ROLES: dict[str, Callable[[str, int, list[str]], RawDesignation | Reject]] = {
    "sdn": _sdn,
    "alt": _alt,
    "comments": _comments,
    "add": _address,
}


def _first_seen(row: Row) -> RawDesignation | Reject:
    number, censored = row.text("ent_num"), row.text("left_censored").casefold()
    if not number.isdecimal() or censored not in {"true", "false"}:
        return row.reject("no entity number, or left_censored neither True nor False")
    return RawDesignation(
        *row.place,
        "US",
        number,
        part=True,
        date_form="year-first",
        listed_on=row.text("first_seen"),
        listed_on_basis=FIRST_SEEN,
        censored=censored == "true",
    )


_HISTORY = table_reader("ofac_history", _first_seen)


def _read_history(path: Path, stream: BinaryIO, audit: Audit) -> Iterator[RawDesignation | Reject]:
    """Read the first days, as parts of designations; a history of programmes is passed over."""
    if "program" in header_of(head_of(stream), ","):
        audit.warn(f"{path.name} passed over: a change of programme is no designation")
        return
    yield from _HISTORY.read(path, stream, audit)


def _entry(record: Record) -> RawDesignation | Reject:
    """Read one entry of sdn.xml or consolidated.xml."""
    entry = record.element
    number, name = entry.first("uid"), _family_first(entry)
    if not number.isdecimal() or not name:
        return record.reject("no number, or no name")
    return RawDesignation(
        *record.place,
        "US",
        number,
        programmes=entry.texts("programList", "program"),
        entity_type=entry.first("sdnType"),
        names=(name, *filter(None, map(_family_first, entry.all("akaList", "aka")))),
        birth_dates=entry.texts("dateOfBirthList", "dateOfBirthItem", "dateOfBirth"),
        nationalities=(
            *entry.texts("nationalityList", "nationality", "country"),
            *entry.texts("citizenshipList", "citizenship", "country"),
        ),
    )


def _family_first(held: Element) -> str:
    """Give a name as the list's csv files write it: family name, comma, further names."""
    return ", ".join(filter(None, (held.first("lastName"), held.first("firstName"))))


def _learn_published(element: Element, known: dict[str, Any]) -> None:
    stated = element.first("Record_Count")
    known["stated"] = known.get("stated", 0) + (int(stated) if stated.isdecimal() else 0)


def _check_count(path: Path, known: dict[str, Any], audit: Audit) -> Iterator[Reject]:
    stated, held = known.get("stated", 0), known.get("records", 0)
    if stated and stated != held:
        audit.warn(f"{path.name} states {stated:,} entries and holds {held:,}")
    yield from ()


Known = dict[str, Any]


#: Reference values that are looked up: element -> what its text says, by its number.
VALUES = frozenset(
    ["AliasType", "AreaCode", "Country", "FeatureType", "NamePartType", "PartySubType", "PartyType", "SanctionsType"]
)


LATIN = "215"


BORN = "Birthdate"


OF_STATE = frozenset(["Nationality Country", "Citizenship Country"])


def _learn(element: Element, known: Known) -> None:
    """Keep what profiles refer to: values by name and number, countries of locations, and entries by profile."""
    if element.tag == "Location":
        areas = [known.get(f"AreaCode {area.get('AreaCodeID')}", "") for area in element.all("LocationAreaCode")]
        lands = [known.get(f"Country {land.get('CountryID')}", "") for land in element.all("LocationCountry")]
        known[f"Location {element.get('ID')}"] = next(filter(None, [*lands, *areas]), "")
    elif element.tag == "SanctionsEntry":
        known.setdefault("entries", {}).setdefault(element.get("ProfileID"), []).append(_sanctions(element, known))
    for value in element.children if element.tag.endswith("Values") else ():
        if value.tag in VALUES:
            said = value.get("Description") if value.tag == "AreaCode" else as_text(value.text)
            known[f"{value.tag} {value.get('ID')}"] = said or as_text(value.text)
            known[f"{value.tag} {value.get('ID')} of"] = value.get("PartyTypeID")


def _sanctions(entry: Element, known: Known) -> tuple[int, tuple[str, ...], str]:
    """Give the line of an entry of sanctions, its programmes, and the first of its days."""
    measures = entry.all("SanctionsMeasure")
    programmes = [
        measure.first("Comment") for measure in measures if _said(measure, "SanctionsType", known) == "Program"
    ]
    days = [_day(date) for date in entry.all("EntryEvent", "Date")]
    return entry.line, tuple(filter(None, programmes)), min(filter(None, days), default="")


def _said(held: Element, kind: str, known: Known) -> str:
    found: str = known.get(f"{kind} {held.get(f'{kind}ID')}", "")
    return found


def _day(held: Element | None) -> str:
    """Give a day of three elements, or of as many as there are."""
    if held is None:
        return ""
    parts = held.first("Year"), held.first("Month"), held.first("Day")
    born = from_parts(*parts)
    return born.text if born else "-".join(filter(None, parts))


def _party(record: Record) -> Reject | None:
    """Keep one party until the entries that say why and when it was listed are read, which stand after it."""
    profile, known = next(record.element.all("Profile"), Element("", 0)), record.known
    number = profile.get("ID") or record.element.get("FixedRef")
    names, scripts = _names(profile, known)
    if not number or not (names or scripts):
        return record.reject("no profile, or no name")
    known.setdefault("parties", []).append(
        RawDesignation(
            *record.place,
            "US",
            number,
            entity_type=_kind(profile, known),
            names=names,
            scripts=scripts,
            birth_dates=tuple(map(_period, _features(profile, known, {BORN}, "DatePeriod"))),
            date_form="year-first",
            nationalities=tuple(
                known.get(f"Location {place.get('LocationID')}", "")
                for place in _features(profile, known, OF_STATE, "VersionLocation")
            ),
        )
    )
    return None


def _kind(profile: Element, known: Known) -> str:
    """Give the kind of a party: its subtype, or the type that an unknown subtype belongs to."""
    kind, of = _said(profile, "PartySubType", known), f"PartySubType {profile.get('PartySubTypeID')} of"
    return known.get(f"PartyType {known.get(of, '')}", "") if kind in {"Unknown", ""} else kind


def _features(profile: Element, known: Known, kinds: Collection[str], tag: str) -> Iterator[Element]:
    """Give what the features of some kinds state."""
    for feature in profile.all("Feature"):
        if _said(feature, "FeatureType", known) in kinds:
            yield from feature.all("FeatureVersion", tag)


def _names(profile: Element, known: Known) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the names of a profile, the primary one first, and those in other scripts."""
    names: dict[bool, list[str]] = {True: [], False: []}
    scripts = []
    for identity in profile.all("Identity"):
        groups = identity.all("NamePartGroups", "MasterNamePartGroup", "NamePartGroup")
        kinds = {group.get("ID"): _said(group, "NamePartType", known) for group in groups}
        for alias in identity.all("Alias"):
            for documented in alias.all("DocumentedName"):
                name, latin = _documented(documented, kinds)
                if latin:
                    names[alias.get("Primary").casefold() == "true"].append(name)
                else:
                    scripts.append(name)
    return tuple(filter(None, [*names[True], *names[False]])), tuple(filter(None, scripts))


def _documented(held: Element, kinds: dict[str, str]) -> tuple[str, bool]:
    """Give a name, the family name first and parted by a comma, and whether its letters are Latin."""
    parts = list(held.all("DocumentedNamePart", "NamePartValue"))
    family = [as_text(part.text) for part in parts if kinds.get(part.get("NamePartGroupID")) == "Last Name"]
    other = [as_text(part.text) for part in parts if kinds.get(part.get("NamePartGroupID")) != "Last Name"]
    name = ", ".join(filter(None, (" ".join(family), " ".join(other))))
    return name, all(part.get("ScriptID") in {LATIN, ""} for part in parts)


def _period(period: Element) -> str:
    """Write a period as one date: a day, a month, a year, about one, or from one to another."""
    first = _day(next(period.all("Start", "From"), None))
    last = _day(next(period.all("End", "To"), None)) or first
    about = any(end.get("Approximate").casefold() == "true" for end in (*period.all("Start"), *period.all("End")))
    said = first if first == last else _coarser(first, last)
    return f"circa {said}" if about and " to " not in said else said


def _coarser(first: str, last: str) -> str:
    """Give the year or month that a period fills, or say from when to when."""
    if first[:4] == last[:4] and first[4:] in {"-01-01", ""} and last[4:] in {"-12-31", ""}:
        return first[:4]
    month = from_parts(first[:4], first[5:7])
    if month and first[:7] == last[:7] and first[7:] == "-01" and int(last[8:] or 0) == monthrange(*_numbers(first))[1]:
        return first[:7]
    return f"{first} to {last}"


def _numbers(day: str) -> tuple[int, int]:
    return int(day[:4]), int(day[5:7])


def _rest(path: Path, known: Known, _: Audit) -> Iterator[RawDesignation | Reject]:
    """Give the parties, each with the entries of sanctions that name its profile."""
    entries, used = known.get("entries", {}), set[str]()
    for party in known.get("parties", []):
        held = entries.get(party.designation_id, [])
        used.add(party.designation_id)
        if held:
            days = sorted(day for _, _, day in held if day)
            programmes = dict.fromkeys(programme for _, said, _ in held for programme in said)
            yield party._replace(programmes=tuple(programmes), listed_on=next(iter(days), ""))
        else:
            yield Reject(path.name, party.row, "a party without an entry of sanctions", party.designation_id, bad=False)
    for number, held in entries.items():
        reason = f"an entry of sanctions of {number!r}, a profile that the file does not hold"
        yield from (Reject(path.name, line, reason, number) for line, _, _ in held if number not in used)


def _learn_value(element: Element, known: Known) -> None:
    known[f"value {element.get('refId')}"] = element.first("value")


def _enhanced(record: Record) -> RawDesignation | Reject:
    """Read one entity of the enhanced files, whose names stand in translations and whose features say the rest."""
    entity = record.element
    names = sorted(entity.all("names", "name"), key=lambda name: name.first("isPrimary") != "true")
    told = [
        (name, latin) for held in names for name, latin in map(_translated, held.all("translations", "translation"))
    ]
    number = entity.get("id") or entity.first("generalInfo", "identityId")
    if not number or not any(name for name, _ in told):
        return record.reject("no id, or no name")
    features = [(held.first("type"), _feature(held, record.known)) for held in entity.all("features", "feature")]
    days = (held.get("datePublished") for held in entity.all("sanctionsLists", "sanctionsList"))
    return RawDesignation(
        *record.place,
        "US",
        number,
        programmes=entity.texts("sanctionsPrograms", "sanctionsProgram"),
        entity_type=entity.first("generalInfo", "entityType"),
        names=tuple(name for name, latin in told if name and latin),
        scripts=tuple(name for name, latin in told if name and not latin),
        birth_dates=tuple(said for kind, said in features if kind == BORN and said),
        nationalities=tuple(said for kind, said in features if kind in OF_STATE and said),
        listed_on=min(filter(None, days), default="")[:10],
    )


def _translated(held: Element) -> tuple[str, bool]:
    """Give a name as it is written in one script, and whether that is Latin."""
    parts = (held.first(f"formatted{part}Name") for part in ("Last", "First"))
    words = " ".join(held.texts("nameParts", "namePart", "value"))
    name = held.first("formattedFullName") or ", ".join(filter(None, parts)) or words
    return name, held.first("script") in {"Latin", ""}


def _feature(held: Element, known: Known) -> str:
    """Give what a feature says: in words, by a value that is looked up, or as a period."""
    value: str = held.first("value") or known.get(f"value {held.first('valueRefId')}", "")
    if value:
        return value
    first, last = (held.first("valueDate", name)[:10] for name in ("fromDateBegin", "toDateEnd"))
    said = _coarser(first, last) if first and last and first != last else first or last
    about = said and " to " not in said and held.first("valueDate", "isApproximate") == "true"
    return f"circa {said}" if about else said


READERS = (
    replace(_HISTORY, read=_read_history),
    document_reader("ofac_xml", _entry, _learn_published, _check_count),
    document_reader("ofac_advanced", _party, _learn, _rest),
    document_reader("ofac_enhanced", _enhanced, _learn_value),
    Reader(SPEC, lambda text: _mark_of(text) is not None, _read),
)
