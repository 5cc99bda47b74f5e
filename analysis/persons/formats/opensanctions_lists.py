"""OpenSanctions' exports of sanctions lists, told from those of Red Notices by the data set of each row."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import BinaryIO

from analysis.core import hand
from analysis.core.countries import fold
from analysis.persons.formats.opensanctions import (
    entities,
    is_export,
    names_notices,
    owners,
)
from analysis.persons.reading import (
    Audit,
    Reader,
    Reject,
    Row,
    as_dict,
    as_text,
    as_texts,
    load_spec,
    raw_of,
    table_reader,
)
from analysis.persons.records import ENDED, FIRST_SEEN, RawDesignation

SPEC = load_spec("os_entities")


#: The sender of what only data sets of no known sender hold.
OTHER = "OTHER"


NOT_SANCTIONS = "Red Notices, which are no sanctions"


Entity = dict[str, object]


_KINDS = {"person": "person", "vessel": "vessel", "airplane": "aircraft"}


#: The country at the head of the name of a data set, such as us_ofac_sdn; its code for the United Kingdom is gb.
_HEAD = re.compile(r"^([a-z]{2})_\w+$")


@cache
def _collections() -> dict[str, str]:
    held = hand.table("senders.csv")
    pairs = zip(held["collections"], held["list"], strict=True)
    return {fold(name): code for names, code in pairs for name in names.split(";")}


def senders_of(datasets: tuple[str, ...]) -> tuple[str, ...]:
    """Give the senders of data sets, by name or title; OTHER where none is known, none for Red Notices alone."""
    lists = [name for name in datasets if not names_notices([name])]
    known = dict.fromkeys(filter(None, (_collections().get(fold(name)) for name in lists)))
    return tuple(known) or tuple(dict.fromkeys(map(_by_head, lists)))


def _by_head(name: str) -> str:
    head = _HEAD.match(name)
    return {"GB": "UK"}.get(head[1].upper(), head[1].upper()) if head else OTHER


def _kind(schema: str) -> str:
    return _KINDS.get(schema.casefold(), "entity")


def _own_programmes(programmes: tuple[str, ...], sender: str) -> tuple[str, ...]:
    """Give the programmes of a sender, as its own list writes them: without its code but for the EU's."""
    head = {"UK": "GB"}.get(sender, sender)
    own = [text for text in programmes if text.startswith((f"{head}-", f"{sender}-"))]
    return tuple(own if sender == "EU" else [text.partition("-")[2] for text in own])


def _target(row: Row) -> list[RawDesignation | Reject]:
    """Read one subject of the flat table, which is a designation of each of its senders."""
    found = senders_of(row.split("dataset") or row.split("datasets") or (OTHER,))
    if not row.text("id") or not row.text("name"):
        return [row.reject("no id, or no name")]
    if not found or not (row.text("sanctions") or row.text("program_ids")):
        return [row.reject("a subject without sanctions" if found else NOT_SANCTIONS, bad=False)]
    return [_listed(row, sender) for sender in found]


def _listed(row: Row, sender: str) -> RawDesignation:
    kind = _kind(row.text("schema"))
    return RawDesignation(
        *row.place,
        sender,
        row.text("id"),
        programmes=_own_programmes(row.split("program_ids"), sender),
        entity_type=kind,
        names=(row.text("name"), *row.split("aliases")),
        birth_dates=row.split("birth_date") if kind == "person" else (),
        date_form="year-first",
        nationalities=row.split("countries") if kind == "person" else (),
        listed_on=row.text("first_seen")[:10],
        listed_on_basis=FIRST_SEEN,
    )


def _read_entities(path: Path, stream: BinaryIO, audit: Audit) -> Iterator[RawDesignation | Reject]:
    """Read an export (one a line, listed, nested or as statements): subjects, each with the sanctions that name it."""
    subjects: dict[str, tuple[int, Entity]] = {}
    sanctions: dict[str, list[Entity]] = defaultdict(list)
    for line, value in entities(path, stream):
        yield from _sort(path, line, value, subjects, sanctions, audit)
    for key, (line, subject) in subjects.items():
        nested = as_dict(subject["properties"]).get("sanctions")
        held = [sanction for sanction in nested if isinstance(sanction, dict)] if isinstance(nested, list) else []
        yield from _designations(path, line, subject, [*held, *sanctions.pop(key, [])])
    for owner, left in sanctions.items():
        reason = f"a sanction of {owner!r}, a subject that the file does not hold"
        yield from (Reject(path.name, int(as_text(entry.get("line")) or 0), reason, raw_of(entry)) for entry in left)


def _sort(
    path: Path,
    line: int,
    value: object,
    subjects: dict[str, tuple[int, Entity]],
    sanctions: dict[str, list[Entity]],
    audit: Audit,
) -> Iterator[Reject]:
    """Put one entity to the subjects or the sanctions, or say why it is neither."""
    entity = as_dict(value)
    key, schema = as_text(entity.get("id")), as_text(entity.get("schema"))
    if isinstance(value, Reject):
        yield value
    elif not key or not schema or not isinstance(entity.get("properties"), dict):
        yield Reject(path.name, line, "not an entity: id, schema and properties were expected", raw_of(value))
    elif schema == "Sanction":
        for owner in owners(entity):
            sanctions[owner].append(entity | {"line": line})
    elif key in subjects:
        reason = f"a repeat of the subject of row {subjects[key][0]}"
        yield Reject(path.name, line, reason, raw_of(value), bad=False)
    elif not as_texts(as_dict(entity["properties"]).get("name")):
        yield Reject(path.name, line, f"schema {schema!r}, without a name", raw_of(value), bad=False)
    else:
        audit.fields(path.name, entity, SPEC)
        subjects[key] = line, entity


def _designations(path: Path, line: int, subject: Entity, sanctions: list[Entity]) -> Iterator[RawDesignation | Reject]:
    """Give one designation a sender of a subject."""
    by_sender: dict[str, list[Entity]] = defaultdict(list)
    whole = as_texts(subject.get("datasets"))
    in_force = [sanction for sanction in sanctions if not _has_ended(sanction, subject)]
    if sanctions and not in_force:
        yield Reject(path.name, line, "a subject whose sanctions have ended", raw_of(subject), bad=False)
        return
    for sanction in in_force:
        for sender in senders_of(as_texts(sanction.get("datasets")) or whole or (OTHER,)):
            by_sender[sender].append(as_dict(sanction.get("properties")))
    if not sanctions and "sanction" in as_texts(as_dict(subject["properties"]).get("topics")):
        by_sender |= {sender: [] for sender in senders_of(whole or (OTHER,))}
    if not by_sender:
        reason = NOT_SANCTIONS if sanctions else f"schema {as_text(subject['schema'])!r}, without a sanction"
        yield Reject(path.name, line, reason, raw_of(subject), bad=False)
    for sender, held in by_sender.items():
        yield _designation(path, line, sender, subject, held)


def _has_ended(sanction: Entity, subject: Entity) -> bool:
    """Tell whether a sanction has ended: by its status, or before its subject was last seen (or today)."""
    properties = as_dict(sanction.get("properties"))
    seen = as_text(subject.get("last_seen"))[:10] or date.today().isoformat()
    ends, said = (as_texts(properties.get(name)) for name in ("endDate", "status"))
    return bool(ends and max(ends)[:10] < seen) or any(fold(text) in ENDED for text in said)


def _designation(path: Path, line: int, sender: str, subject: Entity, sanctions: list[Entity]) -> RawDesignation:
    properties, kind = as_dict(subject["properties"]), _kind(as_text(subject["schema"]))
    names, caption = as_texts(properties.get("name")), as_text(subject.get("caption"))
    days = [day for held in sanctions for field in ("listingDate", "startDate") for day in as_texts(held.get(field))]
    stated = tuple(text for held in sanctions for text in as_texts(held.get("programId")))
    aliases = (text for field in ("alias", "weakAlias", "previousName") for text in as_texts(properties.get(field)))
    return RawDesignation(
        path.name,
        line,
        SPEC.name,
        sender,
        as_text(subject["id"]),
        programmes=tuple(dict.fromkeys(_own_programmes(stated, sender))),
        entity_type=kind,
        names=tuple(dict.fromkeys([caption if caption in names else names[0], *names, *aliases])),
        birth_dates=as_texts(properties.get("birthDate")) if kind == "person" else (),
        date_form="year-first",
        nationalities=(*as_texts(properties.get("nationality")), *as_texts(properties.get("citizenship"))),
        listed_on=min(days, default="")[:10],
    )


READERS = (Reader(SPEC, is_export, _read_entities), table_reader("os_simple", _target))
