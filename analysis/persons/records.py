"""What a reader gives (statements, rejected rows, warnings), and the yml of its source that says what to expect."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import pandas as pd
from pydantic import Field

from analysis.core import judgement
from analysis.core.country_names import fold
from analysis.core.errors import InputError
from analysis.core.hand_models import Entry, Expectation, Form
from analysis.core.judgement import SENDERS

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
        """Cells with numbers that show the order of dates."""
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
    """A designation as written, or a part of one from another file of the same list."""

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
        """Cells with numbers that show the order of dates."""
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
    row: int  # line of a text file; number of the entry, from 1, in JSON or XML
    reason: str
    raw: str
    bad: bool = True  # damaged; False if sound but not of the list


@dataclass(frozen=True, slots=True)
class MoreRows:
    """Rows of a file beside those that gave an entry each; negative where one row gave several entries."""

    count: int


@dataclass(frozen=True, slots=True)
class RowAccounting:
    """What became of the rows read: written, merged into another, or set aside with a reason."""

    written: int = 0
    merged: int = 0
    rejected: int = 0

    def sentence(self, what: str) -> str:
        """Sum in words, for example ``50 rows in = 31 notices + 2 merged + 17 set aside``."""
        total, merged = self.written + self.merged + self.rejected, max(0, self.merged)
        more = f" + {-self.merged:,} more {what} that they state" if self.merged < 0 else ""
        return f"{total:,} rows in{more} = {self.written:,} {what} + {merged:,} merged + {self.rejected:,} set aside"


@dataclass
class Audit:
    """Warnings of a run, and what they are counted from."""

    warnings: list[str] = field(default_factory=list)
    unknown: Counter[tuple[str, str]] = field(default_factory=Counter)  # by file and field
    queries: Counter[str] = field(default_factory=Counter)  # number of results that each query reported
    query_ids: dict[str, set[str]] = field(default_factory=dict)  # those that the input holds
    blank: Counter[str] = field(default_factory=Counter)  # cells that say that nothing is known, by file
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
        """Every warning; unknown fields and unread values come last."""
        queries = [
            f"the query {query} had {total} results, but the input has only {len(self.query_ids[query])} of them"
            for query, total in sorted(self.queries.items())
            if total > len(self.query_ids[query])
        ]
        fields = [
            f"unknown field {name!r} in {file} ignored; if it matters, add it to the source's yml"
            for (file, name), times in sorted(self.unknown.items())
        ]
        left_out = [self._left_out_sentence(file, kind) for file, kind in sorted(self.left_out)]
        return [*self.warnings, *queries, *fields, *left_out]

    def _left_out_sentence(self, file: str, kind: str) -> str:
        examples = sorted(self._examples[file, kind].items(), key=lambda example: (example[1], example[0]))
        shown = [f"{value[:60]!r} (row {row})" if kind in CODES else f"row {row}" for value, row in examples]
        more = " and more" if len(examples) == MOST_SHOWN < self.left_out[file, kind] else ""
        return f"{kind} ignored {self.left_out[file, kind]} times in {file}: {', '.join(shown)}{more}"


# Sources -----------------------------------------------------------------------------------------------------------


FOLDER = Path(__file__).parent / "formats"


class First(Entry):
    """Which rows of a table are read before the others: those of a value, such as primary names."""

    column: str
    matches: str  # regular expression of the whole value, whatever its case


class Spec(Entry):
    """A source: its publisher, its fields, and what is expected of a release."""

    name: str = ""  # as in ``source_format``: the name of the yml, or of a mapping
    title: str
    publisher: str
    url: str
    licence: str
    universe: str  # what one row counts
    required: Sequence[str]  # fields without which a file is refused
    tables: Sequence[Sequence[str]] = ()  # of a list in several tables: columns by which each of them is told
    max_reject_share: float  # of bad rows, 0 to 1, before the run stops
    max_unknown_programme_share: float = 1.0  # of rows, 0 to 1
    taken: Sequence[str] = ()  # used if present
    ignored: Sequence[str] = ()  # known and not used; any other field is reported
    ignored_groups: Sequence[str] = ()  # prefixes of further fields that are known and not used
    encodings: Sequence[str] = ("utf-8",)  # tried in order
    delimiter: str = ","  # of a table
    quote: str | None = '"'  # of a table: quotation mark
    joined_by: str = ""  # of a table: value at which two records stand on one line without a line break
    lines_before_header: int = 0  # of a table: at most
    one_id: str = ""  # of a table: column whose value the rows of one designation share
    id_pattern: str = ".+"  # regular expression of the part of it that they share
    first: First | None = None  # of a table
    root: str = ""  # of a document: tag of its root
    groups: Sequence[str] = ()  # of a document: tags of what holds the records, where that is not the root
    records: Sequence[str] = ()  # of a document: tags of the records, each of which is a row
    lookups: Sequence[str] = ()  # of a document: tags beside the records to which these refer
    sender: str = ""  # of a sanctions list: of `LISTS`, or another
    stated: Mapping[str, Sequence[str]] = Field(default={})  # field of a statement -> columns, or paths of elements
    joined: Sequence[str] = ()  # fields whose values one cell joins
    separators: str = ";"  # of those values
    missing: Sequence[str] = ()  # cells of `stated` that mean "nothing"
    date_form: Form = "day-first"  # of a sanctions list
    expectations: Sequence[Expectation] = ()
    known_limits: Sequence[str] = ()
    accepted: str = ""  # of mapped tables: all that is read of their kind, in words
    mappings: str = ""  # of mapped tables: their file
    stub_fields: Sequence[str] = ()  # of a mapping to complete: the fields that a table mostly has
    stub_lines: Sequence[str] = ()  # of a mapping to complete: what only one of this kind declares

    def matches_header(self, names: Iterable[str]) -> bool:
        """Whether a table with these columns is of the source."""
        folded = {fold(name.lstrip("\ufeff")) for name in names}
        headers = self.tables or [self.required]
        return any(folded.issuperset(map(fold, columns)) for columns in headers if columns)

    def canonical_names(self, names: Sequence[str]) -> list[str]:
        """Names of columns as the source writes them, in any case."""
        return [self._written.get(fold(name), name) for name in names]

    def knows(self, name: str) -> bool:
        """Whether the source is known to have a field."""
        return not name or fold(name) in self._written or name.startswith(tuple(self.ignored_groups))

    @cached_property
    def nothing(self) -> frozenset[str]:
        """The cells that mean "nothing"."""
        return frozenset(self.missing)

    @cached_property
    def _written(self) -> dict[str, str]:
        stated = chain.from_iterable(self.stated.values())
        return {fold(name): name for name in (*self.ignored, *self.taken, *stated, *self.required)}


@lru_cache(maxsize=1 << 16)
def parted(cell: str, separators: str) -> tuple[str, ...]:
    """Values that a cell joins, without blanks."""
    parts = re.split(f"[{re.escape(separators)}]", cell) if separators else [cell]
    return tuple(filter(None, (part.strip(" []'\"") for part in parts)))


@cache
def load_spec(name: str) -> Spec:
    """Description of one source."""
    return judgement.read(Spec, FOLDER / f"{name}.yml").model_copy(update={"name": name})


@lru_cache(maxsize=4096)
def unknown_fields(source: str, names: tuple[str, ...], inside: str = "") -> list[str]:
    """Fields, written with what they are in, that the source is not known to have."""
    return [f"{inside}{name}" for name in names if not load_spec(source).knows(f"{inside}{name}")]


def check_expectations(spec: Spec, table: pd.DataFrame, audit: Audit) -> None:
    """Stop or warn where the clean rows of a source are not what its description expects."""
    for expected in spec.expectations:
        value = _measure(expected, table)
        low, high = expected.low, expected.high
        if (low is None or value >= low) and (high is None or value <= high):
            continue
        got = f"{expected.measure}{f' of {expected.column}' if expected.column else ''} {value:.9g}"
        wanted = f"at most {high:g}" if low is None else f"{low:g} or more" if high is None else f"{low:g} to {high:g}"
        if expected.otherwise == "stop":
            fix = f"check that the input is complete, or change the yml of {spec.name}"
            raise InputError(got, wanted, fix)
        audit.warn(f"{spec.name}: {got}, expected {wanted}")


def _measure(expected: Expectation, table: pd.DataFrame) -> float:
    if expected.measure == "rows":
        return len(table)
    cells = table[expected.column]
    if expected.measure == "missing":
        return int((cells == "").sum()) / max(1, len(table))
    return len({part for cell in cells.unique() for part in cell.split(";")} - {""})
