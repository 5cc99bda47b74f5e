"""What a reader gives: statements of notices and designations, rejected rows, and warnings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from analysis.core.judgement import SENDERS, Form

# Statements ---------------------------------------------------------------------------------------------------------


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
    """INTERPOL's id of a notice in its one form, ``2022/46614``; blank if the text holds no such id."""
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


# Rejects and warnings -----------------------------------------------------------------------------------------------


#: Kinds of values that may be shown in a warning; others may hold a person's data and are named by their row.
CODES = frozenset(["nationality", "sex", "day of listing"])
#: Values of one kind that a warning shows.
MOST_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that is not used, with the reason."""

    file: str
    row: int  # line of a text file; position, from 1, in a JSON list or a folder
    reason: str
    raw: str
    bad: bool = True  # damaged; False if sound but not of the list


@dataclass(frozen=True, slots=True)
class RowAccounting:
    """What became of the rows read: written, merged into another, or set aside with a reason."""

    written: int = 0
    merged: int = 0
    rejected: int = 0

    def sentence(self, what: str) -> str:
        """Sum in words, for example ``50 rows in = 31 notices + 2 merged + 17 set aside``."""
        total = self.written + self.merged + self.rejected
        return f"{total:,} rows in = {self.written:,} {what} + {self.merged:,} merged + {self.rejected:,} set aside"


@dataclass
class Audit:
    """Warnings of a run, and what they are counted from."""

    warnings: list[str] = field(default_factory=list)
    unknown: Counter[tuple[str, str]] = field(default_factory=Counter)  # by file and field
    queries: Counter[str] = field(default_factory=Counter)  # number of results that each query reported
    query_ids: dict[str, set[str]] = field(default_factory=dict)  # those that the input holds
    left_out: Counter[tuple[str, str]] = field(default_factory=Counter)  # by file and kind of value
    _examples: dict[tuple[str, str], dict[str, int]] = field(default_factory=dict)  # first values with their rows

    def warn(self, sentence: str) -> None:
        """Add a sentence, once."""
        if sentence and sentence not in self.warnings:
            self.warnings.append(sentence)

    def note_unknown(self, file: str, names: Iterable[str]) -> None:
        """Count fields that are not known."""
        self.unknown.update((file, name) for name in names)

    def note_query(self, query: str, total: int, ids: Iterable[str]) -> None:
        """Note how many results a query reported, and which of them a page of it holds."""
        self.queries[query] = max(self.queries[query], total)
        self.query_ids.setdefault(query, set()).update(ids)

    def leave_out(self, file: str, row: int, kind: str, value: str) -> None:
        """Note a value that could not be used."""
        self.left_out[file, kind] += 1
        examples = self._examples.setdefault((file, kind), {})
        if len(examples) < MOST_SHOWN:
            examples.setdefault(value, row)

    def sentences(self) -> list[str]:
        """Every warning, those on unknown fields and values left out last."""
        queries = [
            f"the query {query} had {total} results and the input holds {len(self.query_ids[query])} of them"
            for query, total in sorted(self.queries.items())
            if total > len(self.query_ids[query])
        ]
        fields = [
            f"unknown field {name!r} in {file}, met {times} times and not used; "
            "if it matters, add it to the source's yml"
            for (file, name), times in sorted(self.unknown.items())
        ]
        left_out = [self._left_out_sentence(file, kind) for file, kind in sorted(self.left_out)]
        return [*self.warnings, *queries, *fields, *left_out]

    def _left_out_sentence(self, file: str, kind: str) -> str:
        examples = sorted(self._examples[file, kind].items(), key=lambda example: (example[1], example[0]))
        shown = [f"{value[:60]!r} (row {row})" if kind in CODES else f"row {row}" for value, row in examples]
        more = " and more" if len(examples) == MOST_SHOWN < self.left_out[file, kind] else ""
        return f"{kind} left out {self.left_out[file, kind]} times in {file}: {', '.join(shown)}{more}"
