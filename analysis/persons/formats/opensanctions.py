"""OpenSanctions' exports of the notices: FollowTheMoney entities, in any order, and the flat table of targets."""

from __future__ import annotations

import marshal
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from analysis.core.countries import fold
from analysis.core.files import csv_rows
from analysis.core.shelf import Groups
from analysis.persons.reading import (
    Audit,
    Reader,
    Reject,
    Row,
    as_dict,
    as_text,
    as_texts,
    json_values,
    load_spec,
    raw_of,
    table_reader,
    text_of,
)
from analysis.persons.records import RawNotice, canonical_id

SPEC = load_spec("opensanctions_ftm")


PROGRAMME = "Red Notice"


DATASET = "INTERPOL Red Notices"


_COLOURS, _RED = re.compile(r"/notices/v\d+/(\w+)"), "/notices/v1/red/"


_OURS = re.compile(r"^(?:INTERPOL )?Red Notices?\b[ -]*", re.IGNORECASE)


def _is_export(text: str) -> bool:
    """Whether a text begins with FollowTheMoney entities."""
    return text.lstrip()[:1] in {"[", "{"} and '"schema"' in text and '"properties"' in text


class _Person(NamedTuple):
    """What is taken of a person."""

    key: str
    line: int
    datasets: tuple[str, ...]
    own_id: str  # of INTERPOL where no sanction carries it, or the key
    is_other_colour: bool
    name: str
    birth_date: str
    sex: str
    nationalities: tuple[str, ...]
    nested: list[object]  # the sanctions that stand inside it
    unknown: list[str]  # properties that are not known
    whole: bytes  # the entity, to be shown where it is set aside


class _Sanction(NamedTuple):
    """What is taken of a sanction."""

    owner: str
    line: int
    is_red: bool
    numbers: tuple[str, ...]
    requesters: tuple[str, ...]
    charges: tuple[str, ...]
    unknown: list[str]
    whole: bytes


def _read(path: Path, stream: BinaryIO, audit: Audit) -> Iterator[RawNotice | Reject]:
    """Read the export (one a line, listed or nested): one notice a person and authority id."""
    subjects = Groups()
    for line, value in _entities(path, stream):
        refused = value if isinstance(value, Reject) else _sort(path.name, line, value, subjects, audit)
        if refused:
            yield refused
    for group in subjects.each():
        yield from _of_subject(path.name, group, audit)


def _entities(path: Path, stream: BinaryIO) -> Iterator[tuple[int, object]]:
    """Give the entities and damaged lines of an export, each with its place."""
    for read in json_values(text_of(stream, path, SPEC.encodings, "\n"), path, parted=True):
        if isinstance(read, Reject):
            yield read.row, read
        else:
            yield from enumerate(read[1], 1) if isinstance(read[1], list) else [read]


def _sort(file: str, line: int, value: object, subjects: Groups, audit: Audit) -> Reject | None:
    """Put what is taken of a person or a sanction to its subject, or say why it is neither."""
    entity = as_dict(value)
    key, schema, properties = as_text(entity.get("id")), as_text(entity.get("schema")), entity.get("properties")
    if not key or not schema or not isinstance(properties, dict):
        return Reject(file, line, "not an entity: id, schema and properties were expected", raw_of(value))
    audit.fields(file, entity, SPEC)
    if schema == "Person":
        subjects.put(f"id {key}", (True, *_person(key, line, entity, properties)))
    elif schema == "Sanction":
        for owner in _owners(entity):
            held = (False, *_sanction(properties, owner, line, marshal.dumps(entity)))
            subjects.put(owner and f"id {owner}", held, leads=False)
    else:
        return Reject(file, line, f"schema {schema!r}, not Person or Sanction", raw_of(value), bad=False)
    return None


def _person(key: str, line: int, entity: dict[str, object], properties: dict[str, object]) -> _Person:
    names, caption = as_texts(properties.get("name")), as_text(entity.get("caption"))
    births, nested = as_texts(properties.get("birthDate")), properties.get("sanctions")
    addresses = as_texts(properties.get("sourceUrl"))
    return _Person(
        key,
        line,
        as_texts(entity.get("datasets")),
        _own_id(key, addresses, entity),
        _is_other_colour(addresses),
        caption if caption in names or not names else names[0],
        max(births, key=len, default=""),
        next(iter(as_texts(properties.get("gender"))), ""),
        as_texts(properties.get("nationality")),
        nested if isinstance(nested, list) else [],
        SPEC.unknown(tuple(properties), "Person."),
        marshal.dumps(entity),
    )


def _sanction(properties: dict[str, object], owner: str = "", line: int = 0, whole: bytes = b"") -> _Sanction:
    return _Sanction(
        owner,
        line,
        _is_red(properties),
        as_texts(properties.get("authorityId")),
        as_texts(properties.get("country")),
        _reasons(properties),
        SPEC.unknown(tuple(properties), "Sanction."),
        whole,
    )


def _of_subject(file: str, group: list[tuple[Any, ...]], audit: Audit) -> Iterator[RawNotice | Reject]:
    """Give the notices of a person and its sanctions; a repeat of the person, or a sanction of none, is set aside."""
    first: _Person | None = next((_Person(*held[1:]) for held in group if held[0]), None)
    sanctions: list[_Sanction] = []
    met = False
    for is_person, owner, line, *held in group:
        if not first:
            reason = f"a sanction of {owner!r}, a person that the file does not hold"
            yield Reject(file, line, reason, _shown(held[-1]), bad=_is_of_notices(_Sanction(owner, line, *held)))
        elif not is_person:
            sanctions.append(_Sanction(owner, line, *held))
        elif met:
            yield Reject(file, line, f"a repeat of the person of row {first.line}", _shown(held[-1]), bad=False)
        else:
            met = True
            yield from _nested(file, first, sanctions)
    if first:
        yield from _notices(file, first, sanctions, audit)


def _is_of_notices(sanction: _Sanction) -> bool:
    datasets = as_texts(as_dict(marshal.loads(sanction.whole)).get("datasets"))
    return sanction.is_red and (not datasets or names_notices(datasets))


def _shown(whole: bytes) -> str:
    return raw_of(marshal.loads(whole))


def _nested(file: str, person: _Person, sanctions: list[_Sanction]) -> Iterator[Reject]:
    """Add the sanctions that stand inside a person."""
    for sanction in person.nested:
        if isinstance(sanction, dict):
            sanctions.append(_sanction(as_dict(sanction.get("properties"))))
        else:
            yield Reject(file, person.line, "a nested sanction that is not an object", raw_of(sanction))


def _owners(sanction: dict[str, object]) -> tuple[str, ...]:
    """Give the ids of the subjects of a sanction; a blank one where it names none."""
    held = as_dict(sanction["properties"]).get("entity")
    entries = held if isinstance(held, list) else [held]
    return tuple(as_text(as_dict(entry).get("id")) or as_text(entry) for entry in entries) or ("",)


def _notices(file: str, person: _Person, sanctions: list[_Sanction], audit: Audit) -> Iterator[RawNotice | Reject]:
    audit.note(file, person.unknown)
    ours = [sanction for sanction in sanctions if sanction.is_red]
    outside = _outside(person, sanctions, ours)
    if outside:
        yield Reject(file, person.line, outside, _shown(person.whole), bad=False)
        return
    groups: dict[str, list[_Sanction]] = {}
    for sanction in ours:
        audit.note(file, sanction.unknown)
        for number in sanction.numbers or ("",):
            groups.setdefault(number, []).append(sanction)
    for number, group in (groups or {"": []}).items():
        yield _record(file, number or person.own_id, person, group)


def _outside(person: _Person, sanctions: list[_Sanction], ours: list[_Sanction]) -> str:
    """Say why a person is none of the Red Notices; blank for one who is."""
    if person.datasets and not names_notices(person.datasets):
        return f"data set {', '.join(person.datasets)[:80]!r}, not {DATASET}"
    bare = not sanctions and not person.datasets and not canonical_id(person.own_id)
    other = (sanctions and not ours) or bare or person.is_other_colour
    return f"no {PROGRAMME} of this person" if other else ""


def _is_red(sanction: dict[str, object]) -> bool:
    """Tell whether a sanction is a Red Notice: by programme or authority, or because it says neither."""
    programmes, ids = as_texts(sanction.get("program")), as_texts(sanction.get("programId"))
    said = (*programmes, *ids, *as_texts(sanction.get("authority")))
    return not said or _says_red("\n".join(said))


@lru_cache(maxsize=4096)
def _says_red(said: str) -> bool:
    return any(mark in said.casefold() for mark in ("red notice", "interpol"))


def _is_other_colour(addresses: tuple[str, ...]) -> bool:
    said = "\n".join(addresses)
    colours = () if _RED in said else _COLOURS.findall(said)
    return bool(colours) and "red" not in colours


def _own_id(key: str, addresses: tuple[str, ...], person: dict[str, object]) -> str:
    """Find INTERPOL's id where no sanction carries it: in the address of the notice, or in an id of the person."""
    if key.startswith("interpol-red-"):
        return key
    known = (*addresses, *as_texts(person.get("referents")))
    return next((entry for entry in known if _RED in entry or entry.startswith("interpol-red-")), key)


def _record(file: str, number: str, person: _Person, sanctions: list[_Sanction]) -> RawNotice:
    return RawNotice(
        file,
        person.line,
        SPEC.name,
        number,
        person.name,
        birth_date=person.birth_date,
        sex=person.sex,
        nationalities=person.nationalities,
        requesters=tuple([code for sanction in sanctions for code in sanction.requesters]),
        charges=tuple([charge for sanction in sanctions for charge in sanction.charges]),
    )


def _reasons(sanction: dict[str, object]) -> tuple[str, ...]:
    held = sanction.get("reason")
    entries = held if isinstance(held, list) else [held]
    return tuple([text for entry in entries if isinstance(entry, str) and (text := entry.strip())])


def _target(row: Row) -> RawNotice | Reject:
    """Read one person of the flat table, whose charge stands inside ``sanctions``."""
    charges, schema = charges_of(row.fields["sanctions"]), row.fields["schema"]
    if "dataset" in row.fields and not names_notices(row.fields["dataset"].split(";")):
        return row.reject(f"data set {row.text('dataset')[:80]!r}, not {DATASET}", bad=False)
    if "dataset" not in row.fields and not charges and not _OURS.search(row.fields["sanctions"]):
        return row.reject(f"no data set and no {PROGRAMME} among its sanctions", bad=False)
    if schema != "Person" or charges is None:
        reason = f"schema {schema!r}, not Person" if schema != "Person" else f"no {PROGRAMME} among its sanctions"
        return row.reject(reason, bad=False)
    return RawNotice(
        *row.place,
        row.text("id"),
        row.text("name"),
        birth_date=row.text("birth_date"),
        nationalities=row.split("countries"),
        charges=charges,
    )


def names_notices(datasets: Iterable[str]) -> bool:
    """Tell whether data sets of OpenSanctions, by title or by name, hold that of the Red Notices."""
    return any(map(_is_ours, datasets))


@lru_cache(maxsize=4096)
def _is_ours(dataset: str) -> bool:
    return fold(dataset).replace("_", " ") == fold(DATASET)


def charges_of(sanctions: str) -> tuple[str, ...] | None:
    """Take the charges out of the field (joined by ``;``), without the programme; None if all are of another."""
    split = csv_rows(f"{sanctions}\n", "sanctions", delimiter=";")
    entries = [entry.strip() for _, record in split for entry in record if entry.strip()]
    ours = [_OURS.sub("", entry) for entry in entries if _OURS.match(entry)]
    return tuple(filter(None, ours)) if ours or not entries else None


READERS = (Reader(SPEC, _is_export, _read), table_reader("opensanctions_simple", _target))
