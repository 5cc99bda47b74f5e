"""Reading row-level files strictly: descriptions, readers, tables, JSON, documents, and what is set aside."""

from __future__ import annotations

import codecs
import io
import json
import marshal
import re
from abc import ABC, abstractmethod
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache, partial
from itertools import chain, dropwhile, islice
from pathlib import Path
from typing import Any, BinaryIO, ClassVar, Generic, Literal, TextIO, TypeVar

import pandas as pd
from tqdm import tqdm

from analysis.core import hand
from analysis.core.countries import fold
from analysis.core.dates import DateOrder
from analysis.core.errors import InputError, some
from analysis.core.files import csv_rows
from analysis.core.judgement import Entry, Form
from analysis.core.shelf import Groups, Shelf, as_bytes
from analysis.core.shelf import as_text as from_bytes
from analysis.persons.documents import (
    DOWNLOAD_AGAIN,
    FLAT_HEAD,
    ZIP_MARK,
    Element,
    SheetRow,
    is_flat,
    root_of,
    sheets,
    xml_records,
)
from analysis.persons.packed import opened, parts
from analysis.persons.records import RawDesignation, RawNotice

FOLDER = Path(__file__).parent / "formats"
Raw = TypeVar("Raw", RawNotice, RawDesignation)


class Expectation(Entry):
    """One thing that a good release of a source shows."""

    measure: Literal["rows", "countries", "country_rows", "missing"]  # ``missing``: share of blank rows
    otherwise: Literal["stop", "warn"]  # refuse the release, or say so
    low: float | None = None  # inclusive, as ``high``
    high: float | None = None
    column: str = ""
    value: str = ""


class First(Entry):
    """Which rows of a table are read before the others: those of a value, such as primary names."""

    column: str
    matches: str  # regular expression of the whole value, whatever its case


class Spec(Entry):
    """A source: who publishes it, which fields are taken, which are known and left, and what is expected."""

    name: str = ""  # as written in ``source_format``: the name of the yml
    title: str
    publisher: str
    url: str
    licence: str
    universe: str  # what one row counts
    required: Sequence[str]  # fields without which a file is refused
    max_reject_share: float  # of rows set aside, 0 to 1, before the run stops
    max_unknown_programme_share: float = 1.0  # of rows, 0 to 1
    taken: Sequence[str] = ()  # used where given
    ignored: Sequence[str] = ()  # known and left; any other field is announced
    ignored_groups: Sequence[str] = ()  # beginnings of the names of further fields that are known and left
    encodings: Sequence[str] = ("utf-8",)  # tried in order
    delimiter: str = ","  # of a table
    lines_before_header: int = 0  # of a table: at most
    one_id: str = ""  # of a table: column whose value the rows of one designation share
    first: First | None = None  # of a table
    repeated: Sequence[str] = ()  # of a table: columns that stand in it several times; the first one is taken
    root: str = ""  # of a document: tag of its root
    groups: Sequence[str] = ()  # of a document: tags of what holds the records, where that is not the root
    records: Sequence[str] = ()  # of a document: tags of the records, each of which is a row
    learned: Sequence[str] = ()  # of a document: tags of what is looked up, or of the groups that it stands in
    expectations: Sequence[Expectation] = ()
    known_limits: Sequence[str] = ()

    def learns(self, element: Element) -> bool:
        """Tell whether an element beside the records is looked up."""
        return element.tag in self.learned or element.inside[-1][0] in self.learned

    def told_by(self, names: Iterable[str]) -> bool:
        """Tell whether a table with these columns is of the source."""
        return set(map(fold, self.required)) <= set(map(fold, names))

    def own(self, names: Sequence[str]) -> list[str]:
        """Give names of columns as the source writes them, whatever their case; a repeat bears its number."""
        met: Counter[str] = Counter()
        written = []
        for name in names:
            own = self._written.get(fold(name), name)
            met[own] += 1
            written.append(f"{own} ({met[own]})" if own in self.repeated and met[own] > 1 else own)
        return written

    @cached_property
    def _written(self) -> dict[str, str]:
        return {fold(name): name for name in (*self.ignored, *self.taken, *self.required)}

    def knows(self, name: str) -> bool:
        """Tell whether the source is known to hold a field."""
        repeats = tuple(f"{repeated} (" for repeated in self.repeated)
        return name in self._named or name.startswith((*self.ignored_groups, *repeats))

    @cached_property
    def _named(self) -> frozenset[str]:
        return frozenset([*self.required, *self.taken, *self.ignored])

    @cached_property
    def unknown(self) -> Callable[[tuple[str, ...], str], list[str]]:
        """Give which of some names, written with what they stand in before them, the source is not known to hold."""

        @lru_cache(maxsize=4096)
        def unknown(names: tuple[str, ...], inside: str) -> list[str]:
            return [name for name in (f"{inside}{name}" for name in names) if not self.knows(name)]

        return unknown


@cache
def load_spec(name: str) -> Spec:
    """Read the description of one source."""
    return hand.read(Spec, FOLDER / f"{name}.yml").model_copy(update={"name": name})


#: Kinds of values that may be shown in a warning; others may hold a person's data and are named by their row.
CODES = frozenset(["nationality", "sex", "day of listing"])


#: Values of one kind that a warning shows, and unknown fields that are told by name.
MOST_SHOWN, MOST_FIELDS = 10, 100


class UnknownFormatError(InputError):
    """A file that no reader recognises; in a folder it is passed over. ``stub``: a mapping to complete, if any."""

    def __init__(
        self, got: str, expected: str, fix: str, *, file: Path | None = None, row: int | None = None, stub: str = ""
    ) -> None:
        super().__init__(got, expected, fix, file=file, row=row)
        self.stub = stub

    def __str__(self) -> str:
        """Say it in one line, and the mapping below."""
        return f"{super().__str__()}\n\n{self.stub}\n" if self.stub else super().__str__()


@dataclass(frozen=True, slots=True)
class Reject:
    """A row set aside."""

    file: str
    row: int  # line of a text file; position, from 1, in a JSON list or a folder
    reason: str
    raw: str
    bad: bool = True  # damaged; False if sound and outside the universe


@dataclass
class Audit:
    """What a run met and did not use, and what it must tell the reader."""

    warnings: list[str] = field(default_factory=list)
    unknown: Counter[tuple[str, str]] = field(default_factory=Counter)  # by file and field
    further: Counter[str] = field(default_factory=Counter)  # how often others were met, by file
    queries: Counter[str] = field(default_factory=Counter)  # capped: the results that each told

    @cached_property
    def _left(self) -> Shelf:
        return Shelf(["file", "kind", "value", "line"])

    @cached_property
    def _found(self) -> Shelf:
        return Shelf(["query", "id"])

    def warn(self, sentence: str) -> None:
        """Keep a sentence for the reader, once."""
        if sentence not in self.warnings:
            self.warnings.append(sentence)

    def fields(self, file: str, met: Iterable[str], spec: Spec, inside: str = "") -> None:
        """Note the fields of a row that the source is not known to hold."""
        self.note(file, spec.unknown(tuple(met), inside))

    def note(self, file: str, unknown: Iterable[str]) -> None:
        """Note fields that are not known; of a file with ever more of them, the first ones by name."""
        for name in unknown:
            if len(self.unknown) >= MOST_FIELDS and (file, name) not in self.unknown:
                self.further[file] += 1
            else:
                self.unknown[file, name] += 1

    def query(self, asked: str, total: int, ids: Iterable[str]) -> None:
        """Note how many results a query told, and which of them a page of it holds."""
        self.queries[asked] = max(self.queries[asked], total)
        for held in ids:
            self._found.add(as_bytes(asked), as_bytes(held))

    def leave_out(self, file: str, row: int, kind: str, value: str) -> None:
        """Note a value that could not be resolved and was left out."""
        self._left.add(as_bytes(file), as_bytes(kind), as_bytes(value), row)

    @property
    def unresolved(self) -> Counter[tuple[str, str]]:
        """Count the values left out, by file and kind."""
        found = self._left.rows("SELECT file, kind, count(*) FROM held GROUP BY file, kind ORDER BY file, kind")
        return Counter({(from_bytes(file), from_bytes(kind)): times for file, kind, times in found})

    def sentences(self) -> list[str]:
        """Give every warning, those on unknown fields and unresolved values last."""
        fields = [
            f"unknown field {name!r} in {file}, met {times} times and not used; "
            "if it matters, add it to the source's yml"
            for (file, name), times in sorted(self.unknown.items())
        ]
        fields += [
            f"further unknown fields in {file}, met {times} times and not used: is this the file that it should be?"
            for file, times in sorted(self.further.items())
        ]
        left = [self._sentence(file, kind, times) for (file, kind), times in self.unresolved.items()]
        return [*self.warnings, *self._cut(), *fields, *left]

    def _cut(self) -> list[str]:
        ids = self._found.rows("SELECT query, count(DISTINCT id) FROM held GROUP BY query") if self.queries else []
        held = {from_bytes(query): count for query, count in ids}
        return [
            f"the query {query} had {total} results and the input holds {held.get(query, 0)} of them"
            for query, total in sorted(self.queries.items())
            if total > held.get(query, 0)
        ]

    def _sentence(self, file: str, kind: str, times: int) -> str:
        """Say how often values were left out of a file, with its first rows, and the values where those are codes."""
        first = (
            "SELECT min(line), value, count(*) OVER () FROM held WHERE file = ? AND kind = ? "
            f"GROUP BY value ORDER BY 1, 2 LIMIT {MOST_SHOWN}"
        )
        met = [(row, from_bytes(value), n) for row, value, n in self._left.rows(first, as_bytes(file), as_bytes(kind))]
        shown = [f"{value[:60]!r} (row {row})" if kind in CODES else f"row {row}" for row, value, _ in met]
        rest = f" and {met[0][2] - MOST_SHOWN} more" if met[0][2] > MOST_SHOWN else ""
        return f"{kind} left out {times} times in {file}: {', '.join(shown)}{rest}"


#: Bytes or letters of a file that are read at once, and the longest line by which JSON lines are told.
AT_ONCE, LONGEST_LINE = 1 << 20, 1 << 24


#: What means nothing at the end of a text: blanks, the mark at which DOS ended one, and what fills the rest of a block.
NOTHING = " \t\r\n\x1a\x00"


def refuse_empty(stream: BinaryIO, path: Path) -> None:
    """Refuse a file that holds nothing."""
    if not any(chunk.strip(NOTHING.encode()) for chunk in iter(partial(stream.read, AT_ONCE), b"")):
        raise UnknownFormatError("an empty file", "a file with content", DOWNLOAD_AGAIN, file=path)
    stream.seek(0)


def text_of(
    stream: BinaryIO, path: Path, encodings: Sequence[str] = ("utf-8",), newline: str | None = None
) -> io.TextIOWrapper:
    """Open a file as text by its byte order mark, or by the first encoding that fits all of it."""
    marks = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
    head = stream.read(3)
    tried = [name for mark, name in marks.items() if head.startswith(mark)] or encodings
    misfits: list[tuple[int, int]] = []
    for encoding in tried:
        found = _misfit(stream, encoding)
        if found is None:
            return io.TextIOWrapper(stream, encoding, newline=newline)
        misfits.append(found)
    byte, row = misfits[0]
    fix = "save the file in that encoding, or download it again"
    raise InputError(f"byte 0x{byte:02x} that is not {tried[0]}", f"text in {some(tried)}", fix, file=path, row=row)


def _misfit(stream: BinaryIO, encoding: str) -> tuple[int, int] | None:
    """Give the first byte that an encoding does not fit, with its line; None, at the beginning again, if it fits."""
    decoder, line, more = codecs.getincrementaldecoder(encoding)(), 1, True
    stream.seek(0)
    while more:
        chunk = stream.read(AT_ONCE)
        more = bool(chunk)
        try:
            decoder.decode(chunk, final=not more)
        except UnicodeDecodeError as error:
            held, start = error.object, error.start
            kept = max(0, len(held) - len(chunk))  # of the chunk before, whose lines are counted already
            return held[start], line + held[:start].count(b"\n") - held[:kept].count(b"\n")
        line += chunk.count(b"\n")
    stream.seek(0)
    return None


def decode(content: bytes, path: Path, encodings: Sequence[str] = ("utf-8",)) -> str:
    """Decode text as `text_of` opens it."""
    return text_of(io.BytesIO(content), path, encodings, newline="").read()


def delimited(
    text: str | TextIO, delimiter: str, path: Path, quote: str | None = '"'
) -> Iterator[tuple[int, list[str]]]:
    """Split delimited text into records with the line each starts on, from 1; blank lines and rows are passed over."""
    feed = io.StringIO(text, newline=None) if isinstance(text, str) else text
    lines = (_plain(line) if "\x1a" in line or "\x00" in line else line for line in chain(feed, ["\n"]))
    rows = csv_rows(lines, path, delimiter=delimiter, quote=quote)
    return (row for row in rows if row[1] and not _is_blank(row[1]))


def _is_blank(fields: list[str]) -> bool:
    """Tell a line of blanks, or of marks between fields alone, as a spreadsheet writes its blank rows."""
    return (len(fields) > 1 or fields[0] != "") and not any(field.strip(" ") for field in fields)


def _plain(line: str) -> str:
    """Write a line without end marks, and blank where only such and what fills a block stands in it."""
    if "\x1a" in line and not line.strip(NOTHING):
        return "\n"
    return line.replace("\x1a", "").replace("\x00", "\ufffd")


def json_value(text: str, path: Path, row: int | None = None) -> object:
    """Read one JSON value."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _damage(error, path, row or int(getattr(error, "lineno", 1))) from None


def _damage(error: Exception, path: Path, row: int) -> InputError:
    damaged, name = isinstance(error, json.JSONDecodeError), type(error).__name__
    got = f"that breaks off or is damaged ({getattr(error, 'msg', '')})" if damaged else f"that cannot be read ({name})"
    return InputError(f"JSON {got}", "complete JSON", DOWNLOAD_AGAIN, file=path, row=row)


def json_values(text: TextIO, path: Path, *, parted: bool = False) -> Iterator[tuple[int, object] | Reject]:
    """Read JSON, or JSON lines, with the line of each; a damaged line of JSON lines is set aside.

    ``parted`` gives the entries of a list in its place, each with its number, so that none is held with the others.
    """
    if _is_lines(text):
        yield from _lines_of(text, path)
    elif parted and _begins_list(text):
        yield from _entries(text, path)
    else:
        yield 1, json_value(text.read().rstrip(NOTHING), path)


def _is_lines(text: TextIO) -> bool:
    """Tell JSON lines by a first line that is a whole value, and another one."""
    lines = (line for line in iter(partial(text.readline, LONGEST_LINE), "") if line.strip(NOTHING))
    first, more = next(lines, ""), next(lines, "")
    text.seek(0)
    return bool(more) and len(first) < LONGEST_LINE and _is_json(first)


def _is_json(text: str) -> bool:
    try:
        return isinstance(json.loads(text), (dict, list))
    except (ValueError, RecursionError):
        return False


def _lines_of(text: TextIO, path: Path) -> Iterator[tuple[int, object] | Reject]:
    for number, line in enumerate(text, 1):
        try:
            if held := line.rstrip(NOTHING):
                yield number, _line_value(held, path, number)
        except InputError as error:
            yield Reject(path.name, number, error.got, line.removesuffix("\n")[:500])


def _line_value(line: str, path: Path, number: int) -> object:
    """Read the value of a line as `json_value` does, at once where nothing stands around it."""
    try:
        value, end = _DECODER.raw_decode(line)
    except (ValueError, RecursionError):
        end = 0
    return value if end == len(line) else json_value(line, path, number)


def _begins_list(text: TextIO) -> bool:
    begins = _beginning(text).lstrip().startswith("[")
    text.seek(0)
    return begins


def _beginning(text: TextIO) -> str:
    """Read the first letters of a text, until one of them is not blank."""
    held = more = text.read(AT_ONCE)
    while more and held.isspace():
        more = text.read(AT_ONCE)
        held += more
    return held


#: What JSON takes for blank, and what may stand after it.
_BLANK, _REST = re.compile(r"[ \t\n\r]*"), re.compile(f"[{NOTHING}]*")


def _entries(text: TextIO, path: Path) -> Iterator[tuple[int, object]]:
    """Give the entries of a list, each as soon as it is read, with its number from 1."""
    held, line, ended, number = _beginning(text), 1, False, 0
    at, last = held.find("[") + 1, False
    while not last:
        try:
            found, end, last = _entry(held, at, first=not number)
        except (ValueError, RecursionError) as error:
            if ended or not isinstance(error, json.JSONDecodeError):
                raise _damage(error, path, line + getattr(error, "lineno", 2 - line) - 1) from None
            line += held.count("\n", 0, at)
            more = text.read(max(AT_ONCE, len(held) - at))
            held, at, ended = held[at:] + more, 0, not more
            continue
        at, number = end, number + len(found)
        yield from ((number, entry) for entry in found)
    rest = held[at:] or text.read(AT_ONCE)
    while rest:
        bare = _REST.match(rest).end()  # type: ignore[union-attr]
        line += held.count("\n", 0, at) + rest.count("\n", 0, bare)
        if bare < len(rest):
            raise _damage(json.JSONDecodeError("Extra data", rest, bare), path, line)
        held, at, rest = "", 0, text.read(AT_ONCE)


def _entry(held: str, at: int, *, first: bool) -> tuple[list[object], int, bool]:
    """Read the next entry of a list (none in an empty one), where the text goes on after it, and whether it is last."""
    start = _BLANK.match(held, at).end()  # type: ignore[union-attr]
    if first and held.startswith("]", start):
        return [], start + 1, True
    value, end = _DECODER.raw_decode(held, start)
    end = _BLANK.match(held, end).end()  # type: ignore[union-attr]
    if not held.startswith((",", "]"), end):
        raise json.JSONDecodeError("Expecting ',' delimiter", held, end)
    return [value], end + 1, held[end] == "]"


_DECODER = json.JSONDecoder()


def as_text(value: object) -> str:
    """Give a value as tidy text: blank for nothing, no outer or doubled spaces inside a line."""
    if isinstance(value, str):
        return " ".join(value.split())
    if value is None or isinstance(value, (dict, list)):
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(str(value).split())


def as_texts(value: object) -> tuple[str, ...]:
    """Give a value or a list of values as tidy texts, without blanks."""
    if not isinstance(value, list):
        value = () if value is None else (value,)
    if len(value) == 1:
        text = " ".join(value[0].split()) if isinstance(value[0], str) else as_text(value[0])
        return (text,) if text else ()
    return tuple(filter(None, map(as_text, value)))


def as_dict(value: object) -> dict[str, object]:
    """Give an object of JSON, or an empty one where something else stands."""
    return value if isinstance(value, dict) else {}


def raw_of(row: object) -> str:
    """Show the fields of a row for the rejects file, on one line and not without end."""
    return json.dumps(row, ensure_ascii=False, default=str)[:2000]


def header_of(text: str, delimiter: str) -> list[str]:
    """Give the column names on the first line of a text."""
    first = text.lstrip("\ufeff\r\n ").split("\n", 1)[0].rstrip("\r")
    try:
        _, names = next(csv_rows(first, "", delimiter=delimiter), (1, []))
    except InputError:
        return []
    return [name.strip() for name in names]


def mark_of(text: str, fits: Callable[[list[str]], bool]) -> str | None:
    """Give the mark that parts the first line of a text into columns that fit, if one does."""
    return next((mark for mark in MARKS if fits(header_of(text, mark))), None)


def records(
    rows: Iterable[tuple[int, list[str]]], path: Path, spec: Spec, audit: Audit
) -> Iterator[tuple[int, dict[str, str] | Reject]]:
    """Name the fields of rows by the header they start with; a row too long or too short is set aside."""
    feed = iter(rows)
    _, first = next(feed, (1, []))
    header = spec.own([name.lstrip("\ufeff").strip() for name in first])
    check_header(header, spec.required, path)
    audit.fields(path.name, header, spec)
    for line, fields in feed:
        if len(fields) == len(header):
            yield line, dict(zip(header, fields, strict=True))
        else:
            yield line, uneven(path.name, line, fields, len(header))


def uneven(file: str, line: int, fields: list[str], width: int) -> Reject:
    """Set aside a row with too few or too many fields."""
    return Reject(file, line, f"{len(fields)} fields where {width} were expected", raw_of(fields))


def check_header(header: Sequence[str], required: Iterable[str], path: Path) -> None:
    """Refuse a header without a required column, or with one twice."""
    absent = sorted(set(required) - set(header))
    twice = sorted(name for name, times in Counter(header).items() if times > 1 and name)
    if not absent and not twice:
        return
    got = f"no column {some(absent)}" if absent else f"column {some(twice)} more than once"
    fix = "check that this is the whole file as published, or declare the new name"
    raise InputError(got, f"each of {some(sorted(required), 12)} once", fix, file=path, row=1)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: where it stands, its fields by name, and whether a sound row before it has the same id."""

    file: str
    line: int
    fields: Mapping[str, str]
    format: str
    known: bool = False

    @property
    def place(self) -> tuple[str, int, str]:
        """Give file, row and format, with which every statement begins."""
        return self.file, self.line, self.format

    def texts(self, *columns: str) -> tuple[str, ...]:
        """Give the tidy texts of columns, without blanks."""
        return as_texts([self.fields.get(column, "") for column in columns])

    def text(self, *columns: str) -> str:
        """Give the first of them, or a blank."""
        return next(iter(self.texts(*columns)), "")

    def split(self, *columns: str) -> tuple[str, ...]:
        """Give the tidy texts that stand in columns joined by ``;``, without blanks."""
        return as_texts([part for column in columns for part in self.fields.get(column, "").split(";")])

    def reject(self, reason: str, *, bad: bool = True) -> Reject:
        """Set the row aside."""
        return Reject(self.file, self.line, reason, raw_of(self.fields), bad=bad)


@dataclass(frozen=True)
class Reader(Generic[Raw]):
    """A reader of one format: its description, how a file is told by its head, and how it is read."""

    spec: Spec
    recognises: Callable[[str], bool]
    read: Callable[[Path, BinaryIO, Audit], Iterator[Raw | Reject]]
    fits: Callable[[Sequence[str]], bool] = lambda _: False  # tells a sheet of a workbook by a row of columns


#: Marks between the fields of a table, tried in order after the one that its source writes.
MARKS = (",", ";", "\t", "|")


def _mark_of(text: str, spec: Spec) -> str | None:
    """Give the mark by which a text is a table of a source: its own, or one that a spreadsheet wrote in its place."""
    lines = text.splitlines()[: spec.lines_before_header + 1] if spec.lines_before_header else [text]
    marks = dict.fromkeys([spec.delimiter, *MARKS])
    return next((mark for mark in marks if any(spec.told_by(header_of(line, mark)) for line in lines)), None)


def table_reader(name: str, statement: Callable[[Row], Raw | Reject | list[Raw | Reject] | None]) -> Reader[Raw]:
    """Make the reader of a table that its yml describes from what one row states (None: nothing, or several)."""
    spec = load_spec(name)

    def recognises(text: str) -> bool:
        return _mark_of(text, spec) is not None

    def read(path: Path, stream: BinaryIO, audit: Audit) -> Iterator[Raw | Reject]:
        met: set[str] = set()
        for line, fields in _rows(path, stream, spec, audit):
            key = "" if isinstance(fields, Reject) else as_text(fields.get(spec.one_id))
            known = bool(key) and key in met
            found = fields if isinstance(fields, Reject) else statement(Row(path.name, line, fields, spec.name, known))
            met.update([key] * (not isinstance(found, Reject)))
            if found is not None:
                yield from found if isinstance(found, list) else [found]

    return Reader(spec, recognises, read, spec.told_by)


def _rows(path: Path, stream: BinaryIO, spec: Spec, audit: Audit) -> Iterable[tuple[int, dict[str, str] | Reject]]:
    """Give the rows of a table, or of the sheets of a workbook, in the order of its yml."""
    found = (held for lines in _lines(path, stream, spec, audit) for held in records(lines, path, spec, audit))
    return sorted(found, key=lambda record: _is_later(record[1], spec.first)) if spec.first else found


def is_workbook(stream: BinaryIO) -> bool:
    """Tell a workbook by its first bytes."""
    head = stream.read(FLAT_HEAD)
    stream.seek(0)
    return head.startswith(ZIP_MARK) or is_flat(head)


def _lines(path: Path, stream: BinaryIO, spec: Spec, audit: Audit) -> Iterator[Iterator[SheetRow]]:
    """Give the lines of each table of a file, from its header on."""
    if is_workbook(stream):
        yield from sheet_tables(path, stream.read(), spec.told_by, audit)
        return
    mark = _mark_of(head_of(stream), spec) or spec.delimiter
    lines = delimited(text_of(stream, path, spec.encodings), mark, path)
    if spec.lines_before_header:
        lines = dropwhile(lambda line: not spec.told_by(name.lstrip("\ufeff").strip() for name in line[1]), lines)
    yield lines


#: Rows of a sheet among which its columns are sought.
MOST_BEFORE_HEADER = 20


def sheet_tables(
    path: Path, content: bytes, fits: Callable[[Sequence[str]], bool], audit: Audit
) -> Iterator[Iterator[SheetRow]]:
    """Give the rows of each sheet that has fitting columns, from these on and as wide; other sheets are told."""
    for place, rows in enumerate(sheets(path, content), 1):
        start = next((at for at, (_, row) in enumerate(rows[:MOST_BEFORE_HEADER]) if fits(row)), None)
        if start is not None:
            width = len(rows[start][1])
            yield ((line, row + [""] * (width - len(row))) for line, row in rows[start:])
        elif rows:
            audit.warn(f"sheet {place} of {path.name} passed over: {len(rows)} rows without the columns of the list")


def document_reader(
    name: str,
    statement: Callable[[Record], Raw | Reject | None],
    learn: Callable[[Element, dict[str, Any]], None] | None = None,
    rest: Callable[[Path, dict[str, Any], Audit], Iterator[Raw | Reject]] | None = None,
) -> Reader[Raw]:
    """Make the reader of a document that its yml describes from what one record states.

    ``learn`` keeps what stands beside the records, for them to look up; ``rest`` gives at the end what was kept.
    """
    spec = load_spec(name)

    def recognises(text: str) -> bool:
        return root_of(text) == spec.root and all(f"{mark}" in text for mark in spec.required)

    def read(path: Path, stream: BinaryIO, audit: Audit) -> Iterator[Raw | Reject]:
        known: dict[str, Any] = {}
        for element in xml_records(path, stream.read(), spec.root, spec.groups):
            if element.tag in spec.records:
                audit.fields(path.name, [child.tag for child in element.children], spec)
                found = statement(Record(path.name, element, spec.name, known, audit))
                known["records"] = known.get("records", 0) + 1
                yield from [found] if found is not None else []
            elif spec.learns(element):
                if learn:
                    learn(element, known)
            elif element.inside[-1][0] in spec.groups:
                yield Reject(path.name, element.line, f"element {element.tag}, not {spec.records[0]}", element.tag)
            else:
                audit.fields(path.name, [element.tag], spec)
        yield from rest(path, known, audit) if rest else ()

    return Reader(spec, recognises, read)


@dataclass(frozen=True, slots=True)
class Record:
    """A record of a document: where it stands, its element, and what was learned beside it."""

    file: str
    element: Element
    format: str
    known: dict[str, Any]
    audit: Audit

    @property
    def place(self) -> tuple[str, int, str]:
        """Give file, row and format, with which every statement begins."""
        return self.file, self.element.line, self.format

    def reject(self, reason: str, *, bad: bool = True) -> Reject:
        """Set the record aside."""
        held = self.element
        shown = "; ".join(f"{child.tag}={as_text(child.text)}" for child in held.children) or str(held.attributes)
        return Reject(self.file, held.line, reason, shown[:2000], bad=bad)


def _is_later(held: dict[str, str] | Reject, first: First | None) -> bool:
    if first is None or isinstance(held, Reject) or first.column not in held:
        return False
    return re.fullmatch(first.matches, held[first.column].strip(), re.IGNORECASE) is None


def head_of(stream: BinaryIO, size: int = 65_536) -> str:
    """Give the beginning of a file as text, only to tell what it is."""
    content = stream.read(size)
    stream.seek(0)
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    return content.decode("utf-16" if wide else "utf-8-sig", errors="replace")


def unknown_format(head: str, expected: str, path: Path) -> InputError:
    """Say that no reader recognises a file; HTML in place of data is damage, anything else another format."""
    fix = "check the file, or download it again"
    if "<html" in head[:2000].casefold() or "<!doctype html" in head[:2000].casefold():
        return InputError("an HTML page", expected, fix, file=path)
    return UnknownFormatError("a file of no known format", expected, fix, file=path)


#: Endings of data; anything else in a folder is passed over with a warning.
ENDINGS = frozenset(
    [".json", ".jsonl", ".ndjson", ".csv", ".psv", ".tsv", ".txt", ".xlsx", ".ods", ".fods", ".xml", ".gz", ".zip", ""]
)


#: Largest share of the files of folders that may be unreadable.
MAX_UNREADABLE_SHARE = 0.10


@dataclass(frozen=True)
class Input:
    """A file to read."""

    path: Path
    named: bool  # by the user; one found in a folder may be set aside


def inputs_of(paths: Sequence[Path], audit: Audit) -> list[Input]:
    """List the files of inputs, those of a folder in order of name, each once."""
    found: dict[Path, Input] = {}
    for path in paths:
        if not path.exists():
            raise InputError("no such file or folder", "an existing INPUT", "correct the path", file=path)
        for file in _folder(path, audit) if path.is_dir() else [path]:
            found.setdefault(file.resolve(), Input(file, not path.is_dir()))
    return list(found.values())


def _folder(folder: Path, audit: Audit) -> list[Path]:
    held = [path for path in sorted(folder.rglob("*")) if not path.name.startswith(".")]
    for path in held:
        if path.is_symlink() and not path.exists():
            audit.warn(f"{path} passed over: a link that leads nowhere")
    files = [path for path in held if path.is_file()]
    data = [path for path in files if path.suffix.casefold() in ENDINGS]
    for path in sorted(set(files) - set(data)):
        audit.warn(f"{path} passed over: no data by its ending")
    if not data:
        raise InputError("a folder without data", "files of notices or lists", "give the folder of files", file=folder)
    return data


@dataclass(frozen=True, slots=True)
class Account:
    """What became of the rows read: written, merged into another, or set aside with a reason."""

    written: int = 0
    merged: int = 0
    aside: int = 0

    def sentence(self, what: str) -> str:
        """Say it, for example ``50 rows in = 31 notices + 2 merged + 17 set aside``."""
        total = self.written + self.merged + self.aside
        return f"{total:,} rows in = {self.written:,} {what} + {self.merged:,} merged + {self.aside:,} set aside"


REJECT_COLUMNS = ["file", "row", "reason", "raw"]


@dataclass
class Aside:
    """How many rows of a file were set aside, how many of them are damaged, and the first of each."""

    rows: int = 0
    bad: int = 0
    first: tuple[int, int, str] = (0, 0, "")  # the place among what was read, the row, and the reason
    first_bad: tuple[int, int, str] = (0, 0, "")

    def add(self, reject: Reject, place: int) -> None:
        """Count a row."""
        told = (place, reject.row, reject.reason)
        self.first = min(self.first, told) if self.rows else told
        if reject.bad:
            self.first_bad = min(self.first_bad, told) if self.bad else told
        self.rows, self.bad = self.rows + 1, self.bad + reject.bad


def check_rejects(aside: Aside, rows: int, spec: Spec, path: Path, audit: Audit) -> None:
    """Stop where too many rows of a file are bad, and say how many are set aside."""
    _, row, reason = aside.first_bad
    if aside.bad and ((aside.bad > spec.max_reject_share * rows and aside.bad > 1) or aside.bad == rows):
        raise InputError(
            f"{aside.bad} of {rows} rows that cannot be used (first: {reason})",
            f"at most {spec.max_reject_share:.0%}, as the description of {spec.name} declares",
            "correct the file, or download it again",
            file=path,
            row=row,
        )
    if aside.rows:
        audit.warn(f"{aside.rows} of {rows} rows of {path.name} set aside (first: {aside.first[2]})")


def check_expectations(table: pd.DataFrame, spec: Spec, audit: Audit) -> None:
    """Compare a cleaned table with what its source declares."""
    measures = Measures()
    measures.add(table, spec)
    measures.check(spec, audit)


@dataclass
class Measures:
    """What the parts of a table hold of that which the expectations of their source are about."""

    rows: int = 0
    blank: Counter[str] = field(default_factory=Counter)  # by column
    codes: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))  # by column

    def add(self, table: pd.DataFrame, spec: Spec) -> None:
        """Measure one part."""
        self.rows += len(table)
        for measure, column in {(held.measure, held.column) for held in spec.expectations if held.column}:
            if measure == "missing":
                self.blank[column] += int((table[column] == "").sum())
        for column in {held.column for held in spec.expectations if held.measure in {"countries", "country_rows"}}:
            self.codes[column].update(table[column].str.split(";").explode())

    def of(self, expectation: Expectation) -> float:
        """Give what an expectation is about."""
        codes = self.codes[expectation.column]
        return {
            "rows": float(self.rows),
            "missing": self.blank[expectation.column] / max(1, self.rows),
            "countries": float(len(codes.keys() - {""})),
            "country_rows": float(codes[expectation.value]),
        }[expectation.measure]

    def check(self, spec: Spec, audit: Audit) -> None:
        """Compare it with what the source declares."""
        for expectation in spec.expectations:
            _check_expectation(self.of(expectation), expectation, spec, audit)


def _check_expectation(value: float, expectation: Expectation, spec: Spec, audit: Audit) -> None:
    low, high = expectation.low, expectation.high
    if (low is None or value >= low) and (high is None or value <= high):
        return
    met = f"{_words(expectation)} {value:g}"
    wanted = f"{'any' if low is None else f'{low:g}'} to {'any' if high is None else f'{high:g}'}"
    if expectation.otherwise == "stop":
        raise InputError(met, wanted, f"check that the input is whole, or change the yml of {spec.name}")
    audit.warn(f"{spec.name}: {met}, expected {wanted}")


def _words(expectation: Expectation) -> str:
    about = " ".join(part for part in (expectation.column, expectation.value) if part)
    return f"{expectation.measure.replace('_', ' ')} of {about}" if about else expectation.measure


@dataclass(frozen=True)
class Cleaned:
    """Clean rows (lists joined by ``;``), rows set aside, warnings, and what became of every row that was read."""

    table: pd.DataFrame
    rejects: pd.DataFrame
    audit: Audit
    account: Account


@dataclass
class _File:
    """A file of the input: its format, its rows, those of them set aside, and the orders of its dates."""

    given: Input
    spec: Spec | None = None  # none where it was refused
    rows: int = 0
    aside: Aside = field(default_factory=Aside)
    orders: dict[Form, Form] = field(default_factory=dict)


#: Where an entry stands: the number of its file, and its own among what was read there; `LAST` is after them all.
Place = tuple[int, int]
LAST = 1 << 62


#: Rows of one part of a table, and rows after which a reader shows how far it is.
PART, PAUSE = 5_000, 5_000


@dataclass
class Gathering(ABC, Generic[Raw]):
    """A cleaning run of one kind of files: statements are held on disk, and joined once all files are read."""

    title: ClassVar[str]  # shown while reading
    raw: ClassVar[type[Any]]  # of its statements
    readers: ClassVar[tuple[Reader[Any], ...]]  # tried in order
    of_workbooks: ClassVar[Reader[Any]]  # of a workbook that none of them recognises
    expected: ClassVar[str]  # in words, for a file that none recognises

    audit: Audit = field(default_factory=Audit)
    specs: dict[str, Spec] = field(default_factory=dict)  # of the formats met
    date_order: Form | None = None  # of all files; by default each source declares it
    progress: bool = False
    written: int = 0
    files: list[_File] = field(default_factory=list)
    _refused: list[InputError] = field(default_factory=list)
    _held: Groups = field(default_factory=Groups)
    _aside: Shelf = field(default_factory=lambda: Shelf(["file", "place", "value"]))

    @abstractmethod
    def key(self, raw: Raw) -> Reject | str:
        """Give what the statements of one subject share (blank: nothing), or refuse one."""

    @abstractmethod
    def dates(self, raw: Raw) -> Iterable[str]:
        """Give the cells of a statement whose numbers tell the order of dates."""

    @abstractmethod
    def tables(self) -> Iterator[pd.DataFrame]:
        """Give the clean table part by part, and check at the end what was met."""

    def gather(self, paths: Sequence[Path]) -> None:
        """Read files and folders; a file found in a folder may be set aside, and of no known format is not counted."""
        inputs = inputs_of(paths, self.audit)
        sizes = sum(given.path.stat().st_size for given in inputs)
        with tqdm(total=sizes, disable=not self.progress, unit="B", unit_scale=True, desc=self.title) as bar:
            for given in inputs:
                shown = bar.n
                self.files.append(_File(given))
                with self._refusing(len(self.files) - 1, given), opened(given.path) as stream:
                    self._open(given, stream, bar)
                bar.update(shown + given.path.stat().st_size - bar.n)
        self._check_share()

    def _open(self, given: Input, stream: BinaryIO, bar: tqdm[Any]) -> None:
        """Read a file, or each of those that are packed in it: one of several may be set aside, as of a folder."""
        for number, (path, part, alone) in enumerate(parts(given.path, stream)):
            held = _File(Input(path, given.named and alone))
            self.files[-1:] = [*self.files[-1:], held] if number else [held]
            with self._refusing(len(self.files) - 1, held.given):
                self._read(held, part, bar if part is stream else None)

    def reader_of(self, path: Path, stream: BinaryIO) -> Reader[Raw]:
        """Choose the reader of a file: by the columns of a workbook, by the head of any other."""
        if is_workbook(stream):
            rows = [row for sheet in sheets(path, stream.read()) for _, row in sheet[:MOST_BEFORE_HEADER]]
            stream.seek(0)
            if not rows:
                fix = "save it again as .xlsx (not the strict form of it) or .ods"
                raise InputError("a workbook without a row that can be read", self.expected, fix, file=path)
            return next((held for held in self.readers if any(map(held.fits, rows))), self.of_workbooks)
        head = head_of(stream)
        for reader in self.readers:
            if reader.recognises(head):
                return reader
        raise unknown_format(head, self.expected, path)

    def statements(self) -> Iterator[list[tuple[Place, Raw]]]:
        """Give the statements of each subject, with where they stand; subjects in the order in which they were met."""
        at = self.raw._fields.index("date_form")
        rows = sum(file.rows - file.aside.rows for file in self.files)
        with tqdm(total=rows, disable=not self.progress, unit="row", desc="joining") as bar:
            for group in self._held.each():
                for (number, _), fields in group:
                    fields[at] = self.files[number].orders[fields[at]]
                yield [(place, self.raw(*fields)) for place, fields in group]
                bar.update(len(group))

    def format_of(self, place: Place) -> str:
        """Give the format of the file in which an entry stands."""
        spec = self.files[place[0]].spec
        return spec.name if spec else ""

    def set_aside(self, reject: Reject, place: Place) -> None:
        """Set a row of a file aside."""
        self.files[place[0]].aside.add(reject, place[1])
        self._put_aside(reject, place)

    def _put_aside(self, reject: Reject, place: Place) -> None:
        self._aside.add(*place, marshal.dumps((reject.file, reject.row, reject.reason, reject.raw)))

    def check(self, aside: Aside, rows: int, spec: Spec, path: Path) -> None:
        """Stop where too many rows of a file were set aside."""
        check_rejects(aside, rows, spec, path, self.audit)

    def check_files(self) -> None:
        """Check each file, once every row of it is written, merged or set aside."""
        for number, file in enumerate(self.files):
            with self._refusing(number, file.given):
                if file.spec:
                    self.check(file.aside, file.rows, file.spec, file.given.path)
        self._check_share()

    @contextmanager
    def _refusing(self, number: int, given: Input) -> Iterator[None]:
        """Set a file that is refused aside, unless the user named it; one of no known format is not counted."""
        try:
            yield
        except InputError as error:
            if given.named:
                raise
            self._put_aside(Reject(given.path.name, error.row or 0, str(error).split("\n\n")[0], ""), (number, LAST))
            self._refused.extend([error] * (not isinstance(error, UnknownFormatError)))

    def _check_share(self) -> None:
        refused, files = self._refused, sum(not file.given.named for file in self.files)
        if len(refused) == files and refused:
            raise refused[0]
        if len(refused) > max(1, MAX_UNREADABLE_SHARE * files):
            raise InputError(
                f"{len(refused)} of {files} files that cannot be read (first: {refused[0].got})",
                f"at most {MAX_UNREADABLE_SHARE:.0%} of the files of a folder",
                "give the folder of one kind of data, or the files by name",
                file=refused[0].file,
            )

    def rejects(self) -> Iterator[pd.DataFrame]:
        """Give the rows set aside as a table, part by part, in the order of files and of what was read in each."""
        rows = self._aside.rows("SELECT value FROM held ORDER BY file, place, seq")
        while part := [marshal.loads(value) for (value,) in islice(rows, PART)]:
            yield pd.DataFrame(part, columns=REJECT_COLUMNS)

    @property
    def account(self) -> Account:
        """Say what became of the rows, once all are written."""
        taken = sum(file.rows - file.aside.rows for file in self.files)
        return Account(self.written, taken - self.written, self._aside.last)

    def cleaned(self) -> Cleaned:
        """Give the whole table with what was set aside, and the account of the rows."""
        table = pd.concat([*self.tables()], ignore_index=True)
        rejects = [*self.rejects()] or [pd.DataFrame(columns=REJECT_COLUMNS)]
        return Cleaned(table, pd.concat(rejects, ignore_index=True), self.audit, self.account)

    def _read(self, file: _File, stream: BinaryIO, bar: tqdm[Any] | None) -> None:
        held, aside, path = self._held.mark(), self._aside.mark(), file.given.path
        shown = bar.n if bar else 0
        try:
            refuse_empty(stream, path)
            reader = self.reader_of(path, stream)
            self.specs[reader.spec.name] = file.spec = reader.spec
            for _ in self._take_in(reader.read(path, stream, self.audit)):
                if bar and not stream.closed:  # a text closes it at its end
                    bar.update(shown + stream.tell() - bar.n)
        except InputError:
            self.files[-1] = _File(file.given)
            self._held.drop_after(held)
            self._aside.drop_after(aside)
            raise

    def _take_in(self, entries: Iterable[Raw | Reject]) -> Iterator[None]:
        """Hold the statements of the last file, with pauses to show how far it is, and tell the order of the dates."""
        number, file = len(self.files) - 1, self.files[-1]
        orders: defaultdict[Form, DateOrder] = defaultdict(DateOrder)
        for entry in entries:
            file.rows += 1
            place = (number, file.rows)
            refused = entry if isinstance(entry, Reject) else self._hold(entry, place, orders)
            if refused:
                self.set_aside(refused, place)
            if file.rows % PAUSE == 0:
                yield
        file.orders = {form: order.told(self.date_order or form, file.given.path) for form, order in orders.items()}

    def _hold(self, raw: Raw, place: Place, orders: defaultdict[Form, DateOrder]) -> Reject | None:
        orders[raw.date_form].add(self.dates(raw))
        key = self.key(raw)
        if isinstance(key, Reject):
            return key
        self._held.put(key, (place, [*raw]))
        return None


SPREADSHEET = "spreadsheet"
