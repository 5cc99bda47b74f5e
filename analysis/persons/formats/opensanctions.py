"""OpenSanctions' exports of the notices: FollowTheMoney entities, in any order, and the flat table of targets."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from analysis.core.countries import fold
from analysis.core.files import csv_rows
from analysis.persons.reading import (
    Audit,
    Reader,
    Reject,
    Row,
    as_dict,
    as_text,
    as_texts,
    decode,
    json_values,
    load_spec,
    raw_of,
    table_reader,
)
from analysis.persons.records import RawNotice, canonical_id

SPEC = load_spec("opensanctions_ftm")


PROGRAMME = "Red Notice"


DATASET = "INTERPOL Red Notices"


_OURS = re.compile(r"^(?:INTERPOL )?Red Notices?\b[ -]*", re.IGNORECASE)


@dataclass
class _Export:
    """What an export holds: persons and sanctions, each with its line."""

    path: Path
    audit: Audit
    persons: dict[str, tuple[int, dict[str, object]]] = field(default_factory=dict)
    sanctions: dict[str, list[tuple[int, dict[str, object]]]] = field(default_factory=lambda: defaultdict(list))


def is_export(text: str) -> bool:
    """Tell FollowTheMoney entities, or statements of them, by their head."""
    return text.lstrip()[:1] in {"[", "{"} and '"schema"' in text and ('"properties"' in text or '"prop"' in text)


def _read(path: Path, content: bytes, audit: Audit) -> Iterator[RawNotice | Reject]:
    """Read the export (one a line, listed, nested or as statements): one notice a person and authority id."""
    export, damaged = _Export(path, audit), list[Reject]()
    statements: dict[str, tuple[int, dict[str, object]]] = {}
    for line, value in entities(path, content):
        if isinstance(value, Reject):
            damaged.append(value)
        elif isinstance(value, dict) and "prop" in value:
            add_statement(statements, line, value)
        else:
            damaged.extend(_add(export, line, value))
    for line, entity in statements.values():
        damaged.extend(_add(export, line, entity))
    for key, (line, person) in export.persons.items():
        yield from _notices(export, key, line, person)
    yield from damaged
    yield from _orphans(export)


def entities(path: Path, content: bytes) -> Iterator[tuple[int, object]]:
    """Give the entities, statements and damaged lines of an export, each with its place."""
    for value in json_values(decode(content, path, SPEC.encodings), path):
        if isinstance(value, Reject):
            yield value.row, value
        elif isinstance(value[1], list):
            yield from enumerate(value[1], 1)
        else:
            yield value


def add_statement(held_by_id: dict[str, tuple[int, dict[str, object]]], line: int, value: dict[str, object]) -> None:
    """Add one statement to the entity that it is about."""
    key = as_text(value.get("canonical_id")) or as_text(value.get("entity_id"))
    fresh: dict[str, object] = {"id": key, "schema": value.get("schema"), "properties": {}, "datasets": []}
    _, entity = held_by_id.setdefault(key, (line, fresh))
    properties, name = as_dict(entity["properties"]), as_text(value.get("prop"))
    datasets = entity["datasets"]
    if isinstance(datasets, list) and value.get("dataset"):
        datasets.append(value["dataset"])
    held = properties.setdefault(name, []) if name != "id" else None
    if isinstance(held, list):
        held.append(value.get("value"))


def _add(export: _Export, line: int, value: object) -> Iterator[Reject]:
    entity = as_dict(value)
    key, schema = as_text(entity.get("id")), as_text(entity.get("schema"))
    if not key or not schema or not isinstance(entity.get("properties"), dict):
        reason = "not an entity: id, schema and properties were expected"
        yield Reject(export.path.name, line, reason, raw_of(value))
        return
    export.audit.fields(export.path.name, entity, SPEC)
    if schema == "Person" and key in export.persons:
        reason = f"a repeat of the person of row {export.persons[key][0]}"
        yield Reject(export.path.name, line, reason, raw_of(value), bad=False)
    elif schema == "Person":
        export.persons[key] = line, entity
        yield from _add_nested(export, line, key, entity)
    elif schema == "Sanction":
        for owner in owners(entity):
            export.sanctions[owner].append((line, entity))
    else:
        yield Reject(export.path.name, line, f"schema {schema!r}, not Person or Sanction", raw_of(value), bad=False)


def _add_nested(export: _Export, line: int, key: str, person: dict[str, object]) -> Iterator[Reject]:
    nested = as_dict(person["properties"]).get("sanctions")
    for sanction in nested if isinstance(nested, list) else []:
        if isinstance(sanction, dict):
            export.sanctions[key].append((line, sanction))
        else:
            yield Reject(export.path.name, line, "a nested sanction that is not an object", raw_of(sanction))


def owners(sanction: dict[str, object]) -> tuple[str, ...]:
    """Give the ids of the subjects of a sanction; a blank one where it names none."""
    held = as_dict(sanction["properties"]).get("entity")
    entries = held if isinstance(held, list) else [held]
    return tuple(as_text(as_dict(entry).get("id")) or as_text(entry) for entry in entries) or ("",)


def _notices(export: _Export, key: str, line: int, person: dict[str, object]) -> Iterator[RawNotice | Reject]:
    _audit(export, "Person", as_dict(person["properties"]))
    sanctions = [as_dict(sanction.get("properties")) for _, sanction in export.sanctions.pop(key, [])]
    ours = [sanction for sanction in sanctions if _is_red(sanction)]
    outside = _outside(key, person, sanctions, ours)
    if outside:
        yield Reject(export.path.name, line, outside, raw_of(person), bad=False)
        return
    groups: dict[str, list[dict[str, object]]] = defaultdict(list)
    for sanction in ours or [{}]:
        _audit(export, "Sanction", sanction)
        for number in as_texts(sanction.get("authorityId")) or ("",):
            groups[number].append(sanction)
    for number, group in groups.items():
        yield _record(export, line, number or _own_id(key, person), person, group)


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


def _audit(export: _Export, schema: str, properties: dict[str, object]) -> None:
    export.audit.fields(export.path.name, [f"{schema}.{name}" for name in properties], SPEC)


def _is_red(sanction: dict[str, object]) -> bool:
    """Tell whether a sanction is a Red Notice: by programme or authority, or because it says neither."""
    said = [text for name in ("program", "programId", "authority") for text in as_texts(sanction.get(name))]
    return not said or any(mark in text.casefold() for text in said for mark in ("red notice", "interpol"))


def _is_other_colour(person: dict[str, object]) -> bool:
    addresses = " ".join(as_texts(as_dict(person["properties"]).get("sourceUrl")))
    colours = re.findall(r"/notices/v\d+/(\w+)", addresses)
    return bool(colours) and "red" not in colours


def _own_id(key: str, person: dict[str, object]) -> str:
    """Find INTERPOL's id where no sanction carries it: in the address of the notice, or in an id of the person."""
    addresses = as_texts(as_dict(person["properties"]).get("sourceUrl"))
    known = [*addresses, *as_texts(person.get("referents"))]
    ours = [entry for entry in known if "/notices/v1/red/" in entry or entry.startswith("interpol-red-")]
    return key if key.startswith("interpol-red-") or not ours else ours[0]


def _record(
    export: _Export, line: int, number: str, person: dict[str, object], sanctions: list[dict[str, object]]
) -> RawNotice:
    properties = as_dict(person["properties"])
    names = as_texts(properties.get("name"))
    caption = as_text(person.get("caption"))
    return RawNotice(
        export.path.name,
        line,
        SPEC.name,
        number,
        caption if caption in names or not names else names[0],
        birth_date=next(iter(sorted(as_texts(properties.get("birthDate")), key=len, reverse=True)), ""),
        sex=next(iter(as_texts(properties.get("gender"))), ""),
        nationalities=as_texts(properties.get("nationality")),
        requesters=tuple(code for sanction in sanctions for code in as_texts(sanction.get("country"))),
        charges=tuple(reason for sanction in sanctions for reason in _reasons(sanction)),
    )


def _reasons(sanction: dict[str, object]) -> tuple[str, ...]:
    held = sanction.get("reason")
    texts = [entry.strip() for entry in (held if isinstance(held, list) else [held]) if isinstance(entry, str)]
    return tuple(text for text in texts if text)


def _orphans(export: _Export) -> Iterator[Reject]:
    for owner, held in export.sanctions.items():
        for line, sanction in held:
            reason = f"a sanction of {owner!r}, a person that the file does not hold"
            yield Reject(export.path.name, line, reason, raw_of(sanction))


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
    return any(fold(name).replace("_", " ") == fold(DATASET) for name in datasets)


def charges_of(sanctions: str) -> tuple[str, ...] | None:
    """Take the charges out of the field (joined by ``;``), without the programme; None if all are of another."""
    split = csv_rows(f"{sanctions}\n", "sanctions", delimiter=";")
    entries = [entry.strip() for _, record in split for entry in record if entry.strip()]
    ours = [_OURS.sub("", entry) for entry in entries if _OURS.match(entry)]
    return tuple(filter(None, ours)) if ours or not entries else None


READERS = (Reader(SPEC, is_export, _read), table_reader("opensanctions_simple", _target))
