"""OpenSanctions' FollowTheMoney export: persons and their sanctions, one entity a line, in any order."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from analysis.persons.formats.opensanctions_simple import DATASET, PROGRAMME, names_notices
from analysis.persons.reading import Audit, Reject, as_dict, as_text, as_texts, decode, json_values, load_spec, raw_of
from analysis.persons.records import RawNotice, canonical_id

SPEC = load_spec("opensanctions_ftm")


@dataclass
class _Export:
    """What an export holds: persons and sanctions, each with its line."""

    path: Path
    audit: Audit
    persons: dict[str, tuple[int, dict[str, object]]] = field(default_factory=dict)
    sanctions: dict[str, list[tuple[int, dict[str, object]]]] = field(default_factory=lambda: defaultdict(list))


def recognises(text: str) -> bool:
    """Tell whether the head of a JSON text holds FollowTheMoney entities or statements."""
    return text.lstrip()[:1] in {"[", "{"} and '"schema"' in text and ('"properties"' in text or '"prop"' in text)


def read(path: Path, content: bytes, audit: Audit) -> Iterator[RawNotice | Reject]:
    """Read the export (one a line, listed, nested or as statements): one notice a person and authority id."""
    export, damaged = _Export(path, audit), list[Reject]()
    statements: dict[str, tuple[int, dict[str, object]]] = {}
    for line, value in _entities(path, content):
        if isinstance(value, Reject):
            damaged.append(value)
        elif isinstance(value, dict) and "prop" in value:
            _add_statement(statements, line, value)
        else:
            damaged.extend(_add(export, line, value))
    for line, entity in statements.values():
        damaged.extend(_add(export, line, entity))
    for key, (line, person) in export.persons.items():
        yield from _notices(export, key, line, person)
    yield from damaged
    yield from _orphans(export)


def _entities(path: Path, content: bytes) -> Iterator[tuple[int, object]]:
    for value in json_values(decode(content, path, SPEC.encodings), path):
        if isinstance(value, Reject):
            yield value.row, value
        elif isinstance(value[1], list):
            yield from enumerate(value[1], 1)
        else:
            yield value


def _add_statement(entities: dict[str, tuple[int, dict[str, object]]], line: int, value: dict[str, object]) -> None:
    key = as_text(value.get("canonical_id")) or as_text(value.get("entity_id"))
    fresh: dict[str, object] = {"id": key, "schema": value.get("schema"), "properties": {}, "datasets": []}
    _, entity = entities.setdefault(key, (line, fresh))
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
    if schema == "Person":
        export.persons.setdefault(key, (line, entity))
        yield from _add_nested(export, line, key, entity)
    elif schema == "Sanction":
        for owner in _owners(entity):
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


def _owners(sanction: dict[str, object]) -> tuple[str, ...]:
    held = as_dict(sanction["properties"]).get("entity")
    entries = held if isinstance(held, list) else [held]
    return tuple(as_text(as_dict(entry).get("id")) or as_text(entry) for entry in entries) or ("",)


def _notices(export: _Export, key: str, line: int, person: dict[str, object]) -> Iterator[RawNotice | Reject]:
    _audit(export, "Person", as_dict(person["properties"]))
    held = export.sanctions.pop(key, [])
    sanctions = [as_dict(sanction.get("properties")) for _, sanction in held]
    ours = [sanction for sanction in sanctions if _is_red(sanction)]
    datasets = as_texts(person.get("datasets"))
    if datasets and not names_notices(datasets):
        reason = f"data set {', '.join(datasets)[:80]!r}, not {DATASET}"
        yield Reject(export.path.name, line, reason, raw_of(person), bad=False)
        return
    bare = not sanctions and not datasets and not canonical_id(_own_id(key, person))
    if (sanctions and not ours) or bare or _is_other_colour(person):
        yield Reject(export.path.name, line, f"no {PROGRAMME} of this person", raw_of(person), bad=False)
        return
    groups: dict[str, list[dict[str, object]]] = defaultdict(list)
    for sanction in ours or [{}]:
        _audit(export, "Sanction", sanction)
        for number in as_texts(sanction.get("authorityId")) or ("",):
            groups[number].append(sanction)
    for number, group in groups.items():
        yield _record(export, line, number or _own_id(key, person), person, group)


def _audit(export: _Export, schema: str, properties: dict[str, object]) -> None:
    for name in properties:
        if f"{schema}.{name}" not in SPEC.known:
            export.audit.unknown[export.path.name, f"{schema}.{name}"] += 1


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
        file=export.path.name,
        row=line,
        source_format=SPEC.name,
        notice_id=number,
        name=caption if caption in names or not names else names[0],
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
