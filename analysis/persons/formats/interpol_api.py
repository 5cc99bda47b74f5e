"""INTERPOL's API: search answers and detail answers, single, in lists, in lists of lists, or one per line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from analysis.persons.reading import Reader, as_dict, as_text, as_texts, is_empty, json_values, raw_of, text_of
from analysis.persons.records import Audit, RawNotice, Reject, load_spec, unknown_fields

SPEC = load_spec("interpol_api")


#: Fields with a charge, of a warrant or, as a collector writes them, of the notice.
CHARGES = ("charge", "charge_translation", "charges")
COLOUR = re.compile(r"/notices/v\d+/(\w+)")


@dataclass
class _Page:
    """Where a notice is: its file, its number, and the requesting country that its page was queried by."""

    file: str
    audit: Audit
    count: int = 0
    requesters: tuple[str, ...] = ()


def _recognises(head: str) -> bool:
    named = any(name in head for name in ('"entity_id"', '"_embedded"'))
    return (head.lstrip()[:1] in {"[", "{"} and named) or bool(head.strip() and is_empty(head))


def _read(path: Path, stream: BinaryIO, audit: Audit) -> Iterator[RawNotice | Reject]:
    page = _Page(path.name, audit)
    for value in json_values(text_of(stream, path, SPEC.encodings, "\n"), path, audit):
        if isinstance(value, Reject):
            yield value
        elif value[1] not in ([], {}, None):  # as the API answers where there is nothing
            yield from _walk(value[1], page)


def _walk(value: object, page: _Page) -> Iterator[RawNotice | Reject]:
    """Notices of a value: itself, or those of a list or a page."""
    stack: list[tuple[object, tuple[str, ...]]] = [(value, ())]
    while stack:
        entry, page.requesters = stack.pop()
        inner = as_dict(as_dict(entry).get("_embedded")).get("notices", entry)
        if not isinstance(inner, list):  # what should be a notice itself
            page.count += 1
            yield _notice(entry, page)
        else:
            requesters = _of_page(as_dict(entry), inner, page) or page.requesters
            stack.extend((item, requesters) for item in reversed(inner))


def _of_page(entry: dict[str, object], notices: list[object], page: _Page) -> tuple[str, ...]:
    """Requesting country that a page was queried by; its unknown fields and the results of its query are noted."""
    page.audit.note_unknown(page.file, unknown_fields(SPEC.name, tuple(entry), "page."))
    total, query = entry.get("total"), as_dict(entry.get("query"))
    if isinstance(total, int):
        shown = raw_of({name: value for name, value in sorted(query.items()) if name not in {"page", "resultPerPage"}})
        page.audit.note_query(shown, total, (as_text(as_dict(notice).get("entity_id")) for notice in notices))
    linked = re.findall(r"[?&]arrestWarrantCountryId=(\w+)", _link(entry))
    return as_texts(query.get("arrestWarrantCountryId")) or as_texts(linked)


def _link(entry: dict[str, object]) -> str:
    return as_text(as_dict(as_dict(entry.get("_links")).get("self")).get("href"))


def _notice(entry: object, page: _Page) -> RawNotice | Reject:
    if not isinstance(entry, dict):
        return Reject(page.file, page.count, "not a notice: an object with entity_id was expected", raw_of(entry))
    link = _link(entry)
    colour = COLOUR.search(link)
    if colour and colour[1] != "red":
        return Reject(page.file, page.count, f"a {colour[1]} notice, not a red one", raw_of(entry), bad=False)
    if not (as_text(entry.get("entity_id")) or colour):
        return Reject(page.file, page.count, "no entity_id", raw_of(entry))
    page.audit.note_unknown(page.file, unknown_fields(SPEC.name, tuple(entry)))
    warrants = _warrants(entry, page)
    stated = tuple(code for warrant in [*warrants, entry] for code in as_texts(warrant.get("issuing_country_id")))
    charges = (warrant.get(name) for warrant in [*warrants, entry] for name in CHARGES)
    parts = (part for charge in charges for part in (charge if isinstance(charge, list) else [charge]))
    return RawNotice(
        file=page.file,
        row=page.count,
        source_format=SPEC.name,
        id_form="interpol",
        notice_id=as_text(entry.get("entity_id")) or link,
        name=" ".join(as_texts([entry.get("forename"), entry.get("name")])),
        birth_date=as_text(entry.get("date_of_birth")),
        sex=as_text(entry.get("sex_id") or entry.get("sex")),
        nationalities=as_texts(entry.get("nationalities")),
        requesters=stated or page.requesters,
        charges=tuple(text.strip() for text in parts if isinstance(text, str) and text.strip()),
    )


def _warrants(entry: dict[str, object], page: _Page) -> list[dict[str, object]]:
    value = entry.get("arrest_warrants")
    stated = value if isinstance(value, list) else [value]
    for warrant in stated:
        if isinstance(warrant, dict):
            page.audit.note_unknown(page.file, unknown_fields(SPEC.name, tuple(warrant), "arrest_warrants."))
        elif warrant:
            page.audit.leave_out(page.file, page.count, "warrant", as_text(warrant))
    return [as_dict(warrant) for warrant in stated]


READERS = (Reader(SPEC, _recognises, _read),)
