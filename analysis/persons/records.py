"""What a reader gives: one statement of a notice or a designation, as its source makes it."""

from __future__ import annotations

import re
from typing import NamedTuple

from analysis.core.judgement import SENDERS, Form

#: How the requesting country is known.
STATED, INFERRED, MISSING = "stated", "inferred", "missing"


_ID = re.compile(r"^(?:interpol-red-|\S*/notices/v\d+/red/)?((?:19|20)\d{2})\s*[/\-_]\s*0*(\d{1,9})$")


class RawNotice(NamedTuple):
    """One statement of a notice, all as written; several statements may speak of one notice."""

    file: str
    row: int
    source_format: str  # which reader took it
    notice_id: str
    name: str
    birth_date: str = ""
    date_form: Form = "year-first"
    age: str = ""  # at the snapshot, in place of a date
    sex: str = ""
    nationalities: tuple[str, ...] = ()
    requesters: tuple[str, ...] = ()
    language: str = "en"  # of country names
    basis: str = STATED  # of the requesters
    charges: tuple[str, ...] = ()  # one a warrant
    id_form: str = "any"  # ``interpol`` where the ids are INTERPOL's own and no others
    posterior: str = ""  # probability of an inferred requester
    confidence: str = ""  # how it was found

    @property
    def dates(self) -> tuple[str, ...]:
        """Cells whose numbers tell the order of dates."""
        return (self.birth_date,)


def canonical_id(text: str) -> str:
    """Give INTERPOL's id of a notice in its one form, ``2022/46614``; blank if the text holds no such id."""
    match = _ID.search(text.strip())
    return f"{match[1]}/{match[2]}" if match else ""


#: How the day of listing is known.
LISTING_STATED, FIRST_SEEN = "stated", "first_seen"


#: Who sends sanctions, in the order in which they are shown.
LISTS: tuple[str, ...] = tuple(SENDERS)


#: How a status says that sanctions have ended.
ENDED = frozenset(["expired", "excluded", "cancelled", "canceled", "inactive", "removed", "revoked", "terminated"])


class RawDesignation(NamedTuple):
    """A designation as written, or a part of one that stands in another file of the same list."""

    file: str
    row: int
    source_format: str
    list_name: str  # of `LISTS`, or the sender of a mapping
    designation_id: str  # the list's own, by which its files are joined
    part: bool = False  # of a designation that another file introduces
    programmes: tuple[str, ...] = ()
    entity_type: str = ""
    names: tuple[str, ...] = ()  # the primary one first
    scripts: tuple[str, ...] = ()  # marked as in their original script
    birth_dates: tuple[str, ...] = ()  # a cell may hold several
    date_form: Form = "day-first"
    nationalities: tuple[str, ...] = ()  # a cell may hold several
    listed_on: str = ""
    listed_on_basis: str = LISTING_STATED
    censored: bool = False  # there when the history began: listed that day or before

    @property
    def dates(self) -> tuple[str, ...]:
        """Cells whose numbers tell the order of dates."""
        return (*self.birth_dates, self.listed_on)
