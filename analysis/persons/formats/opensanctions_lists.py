"""OpenSanctions' flat export of sanctions lists, told from those of Red Notices by the data set of each row."""

from __future__ import annotations

import re
from functools import cache

from analysis.core import judgement
from analysis.core.countries import fold
from analysis.persons.audit import Reject
from analysis.persons.formats.opensanctions import names_notices
from analysis.persons.reading import Row, table_reader
from analysis.persons.records import FIRST_SEEN, RawDesignation

#: The sender of what only data sets of no known sender hold.
OTHER = "OTHER"


NOT_SANCTIONS = "Red Notices, which are no sanctions"


_KINDS = {"person": "person", "vessel": "vessel", "airplane": "aircraft"}


#: The country at the head of the name of a data set, such as us_ofac_sdn; its code for the United Kingdom is gb.
_HEAD = re.compile(r"^([a-z]{2})_\w+$")


@cache
def _collections() -> dict[str, str]:
    table = judgement.table("senders.csv")
    pairs = zip(table["collections"], table["list"], strict=True)
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
    senders = senders_of(row.split("dataset") or row.split("datasets") or (OTHER,))
    if not row.text("id") or not row.text("name"):
        return [row.reject("no id, or no name")]
    if not senders or not (row.text("sanctions") or row.text("program_ids")):
        return [row.reject("a subject without sanctions" if senders else NOT_SANCTIONS, bad=False)]
    return [_listed(row, sender) for sender in senders]


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


READERS = (table_reader("os_simple", _target),)
