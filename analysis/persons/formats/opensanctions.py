"""OpenSanctions' exports of the notices: FollowTheMoney entities, in any order, and the flat table of targets."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

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


_COLOURS = re.compile(r"/notices/v\d+/(\w+)")


_OURS = re.compile(r"^(?:INTERPOL )?Red Notices?\b[ -]*", re.IGNORECASE)


def is_export(text: str) -> bool:
    """Tell FollowTheMoney entities, or statements of them, by their head."""
    return text.lstrip()[:1] in {"[", "{"} and '"schema"' in text and ('"properties"' in text or '"prop"' in text)


def _read(path: Path, stream: BinaryIO, audit: Audit) -> Iterator[RawNotice | Reject]:
    """Read the export (one a line, listed, nested or as statements): one notice a person and authority id."""
    subjects = Groups()
    for line, value in entities(path, stream):
        yield from _sort(path.name, line, value, subjects, audit)
    for group in subjects.each():
        yield from _of_subject(path.name, group, audit)


def entities(path: Path, stream: BinaryIO) -> Iterator[tuple[int, object]]:
    """Give the entities and damaged lines of an export, each with its place; what statements are about comes last."""
    statements = Groups()
    for read in json_values(text_of(stream, path, SPEC.encodings, "\n"), path, parted=True):
        if isinstance(read, Reject):
            yield read.row, read
            continue
        for line, value in enumerate(read[1], 1) if isinstance(read[1], list) else [read]:
            if isinstance(value, dict) and "prop" in value:
                about = as_text(value.get("canonical_id")) or as_text(value.get("entity_id"))
                statements.put(f"id {about}", (line, about, value))
            else:
                yield line, value
    for group in statements.each():
        yield group[0][0], _stated(group[0][1], [value for _, _, value in group])


def _stated(key: str, statements: list[dict[str, object]]) -> dict[str, object]:
    """Put an entity together from the statements about it."""
    properties: dict[str, list[object]] = {}
    for value in statements:
        if as_text(value.get("prop")) != "id":
            properties.setdefault(as_text(value.get("prop")), []).append(value.get("value"))
    datasets = [value["dataset"] for value in statements if value.get("dataset")]
    return {"id": key, "schema": statements[0].get("schema"), "properties": properties, "datasets": datasets}


def _sort(file: str, line: int, value: object, subjects: Groups, audit: Audit) -> Iterator[Reject]:
    """Put a person or a sanction to its subject, or say why it is neither."""
    entity = as_dict(value)
    key, schema = as_text(entity.get("id")), as_text(entity.get("schema"))
    if isinstance(value, Reject):
        yield value
        return
    if not key or not schema or not isinstance(entity.get("properties"), dict):
        yield Reject(file, line, "not an entity: id, schema and properties were expected", raw_of(value))
        return
    audit.fields(file, entity, SPEC)
    if schema == "Person":
        subjects.put(f"id {key}", (key, line, schema, entity))
    elif schema == "Sanction":
        for owner in owners(entity):
            subjects.put(owner and f"id {owner}", (owner, line, schema, entity), leads=False)
    else:
        yield Reject(file, line, f"schema {schema!r}, not Person or Sanction", raw_of(value), bad=False)


def _of_subject(
    file: str, group: list[tuple[str, int, str, dict[str, object]]], audit: Audit
) -> Iterator[RawNotice | Reject]:
    """Give the notices of a person and its sanctions; a repeat of the person, or a sanction of none, is set aside."""
    persons = [(line, entity) for _, line, schema, entity in group if schema == "Person"]
    sanctions: list[dict[str, object]] = []
    for owner, line, schema, entity in group:
        if schema == "Sanction" and persons:
            sanctions.append(as_dict(entity.get("properties")))
        elif schema == "Sanction":
            reason = f"a sanction of {owner!r}, a person that the file does not hold"
            yield Reject(file, line, reason, raw_of(entity))
        elif entity is not persons[0][1]:
            yield Reject(file, line, f"a repeat of the person of row {persons[0][0]}", raw_of(entity), bad=False)
        else:
            yield from _nested(file, line, entity, sanctions)
    if persons:
        yield from _notices(file, group[0][0], persons[0], sanctions, audit)


def _nested(file: str, line: int, person: dict[str, object], sanctions: list[dict[str, object]]) -> Iterator[Reject]:
    """Add the sanctions that stand inside a person."""
    nested = as_dict(person["properties"]).get("sanctions")
    for sanction in nested if isinstance(nested, list) else []:
        if isinstance(sanction, dict):
            sanctions.append(as_dict(sanction.get("properties")))
        else:
            yield Reject(file, line, "a nested sanction that is not an object", raw_of(sanction))


def owners(sanction: dict[str, object]) -> tuple[str, ...]:
    """Give the ids of the subjects of a sanction; a blank one where it names none."""
    held = as_dict(sanction["properties"]).get("entity")
    entries = held if isinstance(held, list) else [held]
    return tuple(as_text(as_dict(entry).get("id")) or as_text(entry) for entry in entries) or ("",)


def _notices(
    file: str, key: str, person: tuple[int, dict[str, object]], sanctions: list[dict[str, object]], audit: Audit
) -> Iterator[RawNotice | Reject]:
    line, entity = person
    audit.fields(file, as_dict(entity["properties"]), SPEC, "Person.")
    ours = [sanction for sanction in sanctions if _is_red(sanction)]
    outside = _outside(key, entity, sanctions, ours)
    if outside:
        yield Reject(file, line, outside, raw_of(entity), bad=False)
        return
    groups: dict[str, list[dict[str, object]]] = defaultdict(list)
    for sanction in ours or [{}]:
        audit.fields(file, sanction, SPEC, "Sanction.")
        for number in as_texts(sanction.get("authorityId")) or ("",):
            groups[number].append(sanction)
    for number, group in groups.items():
        yield _record(file, line, number or _own_id(key, entity), entity, group)


def _outside(
    key: str, person: dict[str, object], sanctions: list[dict[str, object]], ours: list[dict[str, object]]
) -> str:
    """Say why a person is none of the Red Notices; blank for one who is."""
    datasets = as_texts(person.get("datasets"))
    if datasets and not names_notices(datasets):
        return f"data set {', '.join(datasets)[:80]!r}, not {DATASET}"
    bare = not sanctions and not datasets and not canonical_id(_own_id(key, person))
    other = (sanctions and not ours) or bare or _is_other_colour(person)
    return f"no {PROGRAMME} of this person" if other else ""


def _is_red(sanction: dict[str, object]) -> bool:
    """Tell whether a sanction is a Red Notice: by programme or authority, or because it says neither."""
    said = [text for name in ("program", "programId", "authority") for text in as_texts(sanction.get(name))]
    return not said or _says_red("\n".join(said))


@lru_cache(maxsize=4096)
def _says_red(said: str) -> bool:
    return any(mark in said.casefold() for mark in ("red notice", "interpol"))


def _is_other_colour(person: dict[str, object]) -> bool:
    addresses = " ".join(as_texts(as_dict(person["properties"]).get("sourceUrl")))
    colours = _COLOURS.findall(addresses)
    return bool(colours) and "red" not in colours


def _own_id(key: str, person: dict[str, object]) -> str:
    """Find INTERPOL's id where no sanction carries it: in the address of the notice, or in an id of the person."""
    addresses = as_texts(as_dict(person["properties"]).get("sourceUrl"))
    known = [*addresses, *as_texts(person.get("referents"))]
    ours = [entry for entry in known if "/notices/v1/red/" in entry or entry.startswith("interpol-red-")]
    return key if key.startswith("interpol-red-") or not ours else ours[0]


def _record(
    file: str, line: int, number: str, person: dict[str, object], sanctions: list[dict[str, object]]
) -> RawNotice:
    properties = as_dict(person["properties"])
    names = as_texts(properties.get("name"))
    caption = as_text(person.get("caption"))
    return RawNotice(
        file,
        line,
        SPEC.name,
        number,
        caption if caption in names or not names else names[0],
        birth_date=max(as_texts(properties.get("birthDate")), key=len, default=""),
        sex=next(iter(as_texts(properties.get("gender"))), ""),
        nationalities=as_texts(properties.get("nationality")),
        requesters=tuple(code for sanction in sanctions for code in as_texts(sanction.get("country"))),
        charges=tuple(reason for sanction in sanctions for reason in _reasons(sanction)),
    )


def _reasons(sanction: dict[str, object]) -> tuple[str, ...]:
    held = sanction.get("reason")
    texts = [entry.strip() for entry in (held if isinstance(held, list) else [held]) if isinstance(entry, str)]
    return tuple(text for text in texts if text)


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


READERS = (Reader(SPEC, is_export, _read), table_reader("opensanctions_simple", _target))
