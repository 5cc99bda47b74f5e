"""OpenSanctions' exports: Red Notices as entities and as a flat table, and the flat table of sanctions lists."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO

from analysis.core import judgement
from analysis.core.country_names import fold
from analysis.core.files import csv_rows
from analysis.persons import records
from analysis.persons.formats.interpol_api import COLOUR
from analysis.persons.reading import (
    Reader,
    Row,
    as_dict,
    as_text,
    as_texts,
    grouped,
    json_values,
    raw_of,
    table_reader,
    text_of,
)
from analysis.persons.records import Audit, MoreRows, RawDesignation, RawNotice, Reject

# Red Notices --------------------------------------------------------------------------------------------------------


SPEC = records.load_spec("opensanctions_ftm")
PROGRAMME, DATASET = "Red Notice", "INTERPOL Red Notices"
_RED = "/notices/v1/red/"
_OURS = re.compile(r"^(?:INTERPOL )?Red Notices?\b[ -]*", re.IGNORECASE)

Entity = dict[str, Any]
#: An entity with its line, and whether the line is counted by it.
_Part = tuple[int, Entity, bool]


def _is_export(head: str) -> bool:
    """Whether a text begins with FollowTheMoney entities."""
    return head.lstrip()[:1] in {"[", "{"} and '"schema"' in head and '"properties"' in head


def _read(path: Path, stream: BinaryIO, audit: Audit) -> Iterator[RawNotice | Reject | MoreRows]:
    """Read the export (one entity a line, or a list of them): one notice a person and authority id."""
    subjects: list[tuple[Hashable, bool, _Part]] = []
    for value in json_values(text_of(stream, path, SPEC.encodings, "\n"), path, audit):
        if isinstance(value, Reject):
            yield value
            continue
        line, entity = value[0], as_dict(value[1])
        key, schema = as_text(entity.get("id")), as_text(entity.get("schema"))
        if not key or not schema or not isinstance(entity.get("properties"), dict):
            yield Reject(path.name, line, "not an entity: id, schema and properties were expected", raw_of(value[1]))
            continue
        audit.note_unknown(path.name, records.unknown_fields(SPEC.name, tuple(entity)))
        if schema not in {"Person", "Sanction"}:
            yield Reject(path.name, line, f"schema {schema!r}, not Person or Sanction", raw_of(entity), bad=False)
            continue
        for number, (owner, part) in enumerate(_parts(key, entity)):
            subjects.append((owner or (line, number), part["schema"] == "Person", (line, part, not number)))
    for group in grouped(subjects):
        entries = [*_of_subject(path.name, group, audit)]
        yield from entries
        yield MoreRows(sum(is_counted for _, _, is_counted in group) - len(entries))


def _parts(key: str, entity: Entity) -> list[tuple[str, Entity]]:
    """A person with the sanctions in it, as in ``targets.nested.json``, or a sanction of each of its owners."""
    if entity["schema"] == "Sanction":
        return [(owner, entity) for owner in _owners(entity)]
    nested = entity["properties"].get("sanctions")
    parts = [as_dict(part) for part in nested] if isinstance(nested, list) else []
    return [
        (key, entity),
        *((key, {"schema": "Sanction", "properties": as_dict(part.get("properties"))}) for part in parts if part),
    ]


def _owners(sanction: Entity) -> tuple[str, ...]:
    """Ids of the subjects of a sanction; a blank one where it names none."""
    return as_texts(sanction["properties"].get("entity")) or ("",)


def _of_subject(file: str, group: list[_Part], audit: Audit) -> Iterator[RawNotice | Reject]:
    """Notices of a person and its sanctions; a repeat of the person, or a sanction of no person, is a reject."""
    persons = [(line, entity) for line, entity, _ in group if entity["schema"] == "Person"]
    sanctions = [(line, entity, is_counted) for line, entity, is_counted in group if entity["schema"] == "Sanction"]
    for line, entity in persons[1:]:
        yield Reject(file, line, f"a repeat of the person of row {persons[0][0]}", raw_of(entity), bad=False)
    if persons:
        yield from _notices(file, *persons[0], sanctions, audit)
        return
    for line, entity, _ in group:
        datasets = as_texts(entity.get("datasets"))
        reason = f"a sanction of {_owners(entity)[0]!r}, a person who is not in the file"
        is_ours = _is_red(entity["properties"]) and (not datasets or names_notices(datasets))
        yield Reject(file, line, reason, raw_of(entity), bad=is_ours)


def _notices(
    file: str, line: int, person: Entity, sanctions: list[_Part], audit: Audit
) -> Iterator[RawNotice | Reject]:
    """One notice for each authority id of a person's Red Notices."""
    properties = person["properties"]
    audit.note_unknown(file, records.unknown_fields(SPEC.name, tuple(properties), "Person."))
    ours = [entity["properties"] for _, entity, _ in sanctions if _is_red(entity["properties"])]
    own_id = _own_id(person)
    outside = _outside(person, own_id, bool(sanctions), bool(ours))
    if outside:
        for row, entity in [(line, person), *((row, entity) for row, entity, is_counted in sanctions if is_counted)]:
            yield Reject(file, row, outside, raw_of(entity), bad=False)
        return
    groups: dict[str, list[Entity]] = {}
    for sanction in ours:
        audit.note_unknown(file, records.unknown_fields(SPEC.name, tuple(sanction), "Sanction."))
        for number in as_texts(sanction.get("authorityId")) or ("",):
            groups.setdefault(number, []).append(sanction)
    names, caption = as_texts(properties.get("name")), as_text(person.get("caption"))
    for number, group in (groups or {"": []}).items():
        yield RawNotice(
            file,
            line,
            SPEC.name,
            number or own_id,
            caption if caption in names or not names else names[0],
            birth_date=max(as_texts(properties.get("birthDate")), key=len, default=""),
            sex=next(iter(as_texts(properties.get("gender"))), ""),
            nationalities=as_texts(properties.get("nationality")),
            requesters=tuple(map(as_text, _texts(group, "country"))),
            charges=tuple(filter(None, (charge.strip() for charge in _texts(group, "reason")))),
        )


def _outside(person: Entity, own_id: str, is_sanctioned: bool, has_ours: bool) -> str:
    """Reason for which a person is none of the Red Notices; blank for one who is."""
    datasets, addresses = as_texts(person.get("datasets")), "\n".join(as_texts(person["properties"].get("sourceUrl")))
    if datasets and not names_notices(datasets):
        return f"data set {', '.join(datasets)[:80]!r}, not {DATASET}"
    colours = () if _RED in addresses else COLOUR.findall(addresses)
    bare = not is_sanctioned and not datasets and not records.canonical_id(own_id)
    other = (is_sanctioned and not has_ours) or bare or (colours and "red" not in colours)
    return f"no {PROGRAMME} of this person" if other else ""


def _is_red(sanction: Entity) -> bool:
    """Whether a sanction is a Red Notice: by programme or authority, or because it states neither."""
    fields = "\n".join(part for name in ("program", "programId", "authority") for part in as_texts(sanction.get(name)))
    return not fields or any(name in fields.casefold() for name in ("red notice", "interpol"))


def _own_id(person: Entity) -> str:
    """INTERPOL's id where no sanction has it: in the address of the notice, or in an id of the person; else its key."""
    key = as_text(person["id"])
    others = (*as_texts(person["properties"].get("sourceUrl")), *as_texts(person.get("referents")))
    if key.startswith("interpol-red-"):
        return key
    return next((entry for entry in others if _RED in entry or entry.startswith("interpol-red-")), key)


def _texts(sanctions: list[Entity], name: str) -> list[str]:
    """Texts of a property of several sanctions."""
    values = (sanction.get(name) for sanction in sanctions)
    entries = (entry for value in values for entry in (value if isinstance(value, list) else [value]))
    return [entry for entry in entries if isinstance(entry, str) and entry.strip()]


def _target(row: Row) -> RawNotice | Reject:
    """Read one person of the flat table; the charge is inside ``sanctions``."""
    charges, schema = charges_of(row.fields["sanctions"]), row.fields["schema"]
    if "dataset" in row.fields and not names_notices(row.fields["dataset"].split(";")):
        return row.reject(f"data set {row.text('dataset')[:80]!r}, not {DATASET}", bad=False)
    if "dataset" not in row.fields and not charges and not _OURS.search(row.fields["sanctions"]):
        return row.reject(f"no data set and no {PROGRAMME} among its sanctions", bad=False)
    if schema != "Person" or charges is None:
        reason = f"schema {schema!r}, not Person" if schema != "Person" else f"no {PROGRAMME} among its sanctions"
        return row.reject(reason, bad=False)
    return row.notice(row.text("id"), row.text("name"), charges=charges)


def names_notices(datasets: Iterable[str]) -> bool:
    """Whether data sets of OpenSanctions, by title or by name, include the Red Notices."""
    return any(fold(dataset).replace("_", " ") == fold(DATASET) for dataset in datasets)


def charges_of(sanctions: str) -> tuple[str, ...] | None:
    """Take the charges out of the field (joined by ``;``), without the programme; None if all are of another."""
    split = csv_rows(f"{sanctions}\n", "sanctions", delimiter=";")
    entries = [entry.strip() for _, record in split for entry in record if entry.strip()]
    ours = [_OURS.sub("", entry) for entry in entries if _OURS.match(entry)]
    return tuple(filter(None, ours)) if ours or not entries else None


NOTICE_READERS = (Reader(SPEC, _is_export, _read), table_reader("opensanctions_simple", _target))


# Sanctions lists ----------------------------------------------------------------------------------------------------


#: The sender of what only data sets of no known sender hold.
OTHER = "OTHER"


@cache
def _collections() -> dict[str, str]:
    collections = judgement.lookup("senders.csv", "list", "collections")
    return {fold(name): code for code, names in collections.items() for name in names.split(";")}


def senders_of(datasets: tuple[str, ...]) -> tuple[str, ...]:
    """Senders of data sets, by name or title; OTHER if unknown, none if there are only Red Notices."""
    lists = [name for name in datasets if not names_notices([name])]
    senders = dict.fromkeys(filter(None, (_collections().get(fold(name)) for name in lists)))
    # the country at the head of a name such as us_ofac_sdn; its code for the United Kingdom is gb
    heads = (head[1].upper() if (head := re.match(r"([a-z]{2})_\w+$", name)) else OTHER for name in lists)
    return tuple(senders) or tuple(dict.fromkeys({"GB": "UK"}.get(head, head) for head in heads))


def _own_programmes(programmes: tuple[str, ...], sender: str) -> tuple[str, ...]:
    """Programmes of a sender, as its own list writes them: without its code but for the EU's."""
    head = {"UK": "GB"}.get(sender, sender)
    own = [text for text in programmes if text.startswith((f"{head}-", f"{sender}-"))]
    return tuple(own if sender == "EU" else [text.partition("-")[2] for text in own])


def _subject(row: Row) -> list[RawDesignation | Reject]:
    """Read one subject of the flat table, which is a designation of each of its senders."""
    senders = senders_of(row.split("dataset") or row.split("datasets") or (OTHER,))
    if not row.text("id") or not row.text("name"):
        return [row.reject("no id, or no name")]
    if not senders or not (row.text("sanctions") or row.text("program_ids")):
        return [row.reject("a subject without sanctions" if senders else "Red Notices, not sanctions", bad=False)]
    return [_listed(row, sender) for sender in senders]


def _listed(row: Row, sender: str) -> RawDesignation:
    kinds = {"person": "person", "vessel": "vessel", "airplane": "aircraft"}
    kind = kinds.get(row.text("schema").casefold(), "entity")
    names = (row.text("name"), *row.split("aliases"))
    stated = row.designation(row.text("id"), entity_type=kind, names=names, listed_on_basis=records.FIRST_SEEN)
    own = stated if kind == "person" else stated._replace(birth_dates=(), nationalities=())
    programmes = _own_programmes(stated.programmes, sender)
    return own._replace(list_name=sender, programmes=programmes, listed_on=stated.listed_on[:10])


LIST_READERS = (table_reader("os_simple", _subject),)
