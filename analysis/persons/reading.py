"""Reading row-level files strictly: descriptions, readers, tables, JSON, documents, and what is set aside."""

from __future__ import annotations

import json
import re
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from itertools import dropwhile
from pathlib import Path
from typing import Any, ClassVar, Generic, Literal, TypeVar

import pandas as pd
from tqdm import tqdm

from analysis.core import hand
from analysis.core.countries import fold
from analysis.core.dates import date_order
from analysis.core.errors import InputError, some
from analysis.core.files import csv_rows
from analysis.core.judgement import Entry, Form
from analysis.persons.documents import DOWNLOAD_AGAIN, ZIP_MARK, Element, SheetRow, root_of, sheets, xml_records
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


@cache
def load_spec(name: str) -> Spec:
    """Read the description of one source."""
    return hand.read(Spec, FOLDER / f"{name}.yml").model_copy(update={"name": name})


#: Kinds of values that may be shown in a warning; others may hold a person's data and are named by their row.
CODES = frozenset(["nationality", "sex", "day of listing"])


MOST_SHOWN = 10


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
    unresolved: Counter[tuple[str, str, str]] = field(default_factory=Counter)  # by file, kind and value
    first_rows: dict[tuple[str, str, str], int] = field(default_factory=dict)  # row of the first appearance
    queries: dict[str, tuple[int, set[str]]] = field(default_factory=dict)  # capped: results told, ids held

    def warn(self, sentence: str) -> None:
        """Keep a sentence for the reader, once."""
        if sentence not in self.warnings:
            self.warnings.append(sentence)

    def fields(self, file: str, met: Iterable[str], spec: Spec, where: str = "") -> None:
        """Note the fields of a row that the source is not known to hold."""
        for name in met:
            if not spec.knows(name):
                self.unknown[file, f"{where}{name}"] += 1

    def leave_out(self, file: str, row: int, kind: str, value: str) -> None:
        """Note a value that could not be resolved and was left out."""
        key = (file, kind, value)
        self.unresolved[key] += 1
        self.first_rows.setdefault(key, row)

    def sentences(self) -> list[str]:
        """Give every warning, those on unknown fields and unresolved values last."""
        fields = [
            f"unknown field {name!r} in {file}, met {times} times and not used; "
            "if it matters, add it to the source's yml"
            for (file, name), times in sorted(self.unknown.items())
        ]
        cut = [
            f"the query {query} had {total} results and the input holds {len(ids)} of them"
            for query, (total, ids) in sorted(self.queries.items())
            if total > len(ids)
        ]
        return [*self.warnings, *cut, *fields, *self._left_out()]

    def _left_out(self) -> list[str]:
        """Give one sentence a file and kind of value, its first rows, and the values where those are codes."""
        groups: dict[tuple[str, str], list[tuple[int, str]]] = {}
        for (file, kind, value), row in self.first_rows.items():
            groups.setdefault((file, kind), []).append((row, value))
        return [self._sentence(file, kind, sorted(met)) for (file, kind), met in sorted(groups.items())]

    def _sentence(self, file: str, kind: str, met: list[tuple[int, str]]) -> str:
        times = sum(self.unresolved[file, kind, value] for _, value in met)
        shown = [f"{value[:60]!r} (row {row})" if kind in CODES else f"row {row}" for row, value in met[:MOST_SHOWN]]
        rest = f" and {len(met) - MOST_SHOWN} more" if len(met) > MOST_SHOWN else ""
        return f"{kind} left out {times} times in {file}: {', '.join(shown)}{rest}"


def read_bytes(path: Path) -> bytes:
    """Read a file that must not be empty."""
    content = path.read_bytes()
    if not content.strip(b"\x00 \t\r\n\x1a"):
        raise UnknownFormatError("an empty file", "a file with content", DOWNLOAD_AGAIN, file=path)
    return content


def decode(content: bytes, path: Path, encodings: Sequence[str] = ("utf-8",)) -> str:
    """Decode text by its byte order mark, or by the first encoding that fits."""
    marks = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
    marked = [name for mark, name in marks.items() if content.startswith(mark)]
    bad: UnicodeDecodeError | None = None
    for encoding in marked or encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError as error:
            bad = bad or error
    start = bad.start if bad else 0
    raise InputError(
        f"byte 0x{content[start]:02x} that is not {(marked or encodings)[0]}",
        f"text in {some(marked or encodings)}",
        "save the file in that encoding, or download it again",
        file=path,
        row=content[:start].count(b"\n") + 1,
    )


def delimited(text: str, delimiter: str, path: Path, quote: str | None = '"') -> Iterator[tuple[int, list[str]]]:
    """Split delimited text into records with the line each starts on, from 1; blank lines are passed over."""
    plain = text.replace("\x00", "\ufffd").replace("\r\n", "\n").replace("\r", "\n")
    return (row for row in csv_rows(f"{plain}\n", path, delimiter=delimiter, quote=quote) if row[1])


def json_value(text: str, path: Path, row: int | None = None) -> object:
    """Read one JSON value."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        line = error.lineno if row is None else row
        got = f"JSON that breaks off or is damaged ({error.msg})"
    except (ValueError, RecursionError) as error:
        line, got = row or 1, f"JSON that cannot be read ({type(error).__name__})"
    raise InputError(got, "complete JSON", DOWNLOAD_AGAIN, file=path, row=line)


def json_values(text: str, path: Path) -> Iterator[tuple[int, object] | Reject]:
    """Read JSON, or JSON lines, with the line of each; a damaged line of JSON lines is set aside."""
    lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    if len(lines) < 2 or not _is_json(lines[0][1]):
        yield 1, json_value(text, path)
        return
    for number, line in lines:
        try:
            yield number, json_value(line, path, number)
        except InputError as error:
            yield Reject(path.name, number, error.got, line[:500])


def _is_json(text: str) -> bool:
    try:
        return isinstance(json.loads(text), (dict, list))
    except (ValueError, RecursionError):
        return False


def as_text(value: object) -> str:
    """Give a value as tidy text: blank for nothing, no outer or doubled spaces inside a line."""
    if value is None or isinstance(value, (dict, list)):
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(str(value).split())


def as_texts(value: object) -> tuple[str, ...]:
    """Give a value or a list of values as tidy texts, without blanks."""
    values = value if isinstance(value, list) else [value]
    texts = [as_text(entry) for entry in values]
    return tuple(text for text in texts if text)


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
    read: Callable[[Path, bytes, Audit], Iterator[Raw | Reject]]
    fits: Callable[[Sequence[str]], bool] = lambda _: False  # tells a sheet of a workbook by a row of columns


def table_reader(name: str, statement: Callable[[Row], Raw | Reject | list[Raw | Reject] | None]) -> Reader[Raw]:
    """Make the reader of a table that its yml describes from what one row states (None: nothing, or several)."""
    spec = load_spec(name)

    def recognises(text: str) -> bool:
        lines = text.splitlines()[: spec.lines_before_header + 1] if spec.lines_before_header else [text]
        return any(spec.told_by(header_of(line, spec.delimiter)) for line in lines)

    def read(path: Path, content: bytes, audit: Audit) -> Iterator[Raw | Reject]:
        met: set[str] = set()
        for line, fields in _rows(path, content, spec, audit):
            key = "" if isinstance(fields, Reject) else as_text(fields.get(spec.one_id))
            known = bool(key) and key in met
            found = fields if isinstance(fields, Reject) else statement(Row(path.name, line, fields, spec.name, known))
            met.update([key] * (not isinstance(found, Reject)))
            if found is not None:
                yield from found if isinstance(found, list) else [found]

    return Reader(spec, recognises, read, spec.told_by)


def _rows(path: Path, content: bytes, spec: Spec, audit: Audit) -> list[tuple[int, dict[str, str] | Reject]]:
    """Give the rows of a table, or of the sheets of a workbook, in the order of its yml."""
    found = [held for lines in _lines(path, content, spec, audit) for held in records(lines, path, spec, audit)]
    return sorted(found, key=lambda record: _is_later(record[1], spec.first))


def _lines(path: Path, content: bytes, spec: Spec, audit: Audit) -> Iterator[Iterator[SheetRow]]:
    """Give the lines of each table of a file, from its header on."""
    if content.startswith(ZIP_MARK):
        yield from sheet_tables(path, content, spec.told_by, audit)
        return
    lines = delimited(decode(content, path, spec.encodings), spec.delimiter, path)
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

    def read(path: Path, content: bytes, audit: Audit) -> Iterator[Raw | Reject]:
        known: dict[str, Any] = {}
        for element in xml_records(path, content, spec.root, spec.groups):
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


def head_of(content: bytes, size: int = 65_536) -> str:
    """Give the beginning of a file as text, only to tell what it is."""
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    return content[:size].decode("utf-16" if wide else "utf-8-sig", errors="replace")


def unknown_format(head: str, expected: str, path: Path) -> InputError:
    """Say that no reader recognises a file; HTML in place of data is damage, anything else another format."""
    fix = "check the file, or download it again"
    if "<html" in head[:2000].casefold() or "<!doctype html" in head[:2000].casefold():
        return InputError("an HTML page", expected, fix, file=path)
    return UnknownFormatError("a file of no known format", expected, fix, file=path)


#: Endings of data; anything else in a folder is passed over with a warning.
ENDINGS = frozenset([".json", ".jsonl", ".ndjson", ".csv", ".psv", ".tsv", ".txt", ".xlsx", ".xml", ""])


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
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and not path.name.startswith(".")]
    data = [path for path in files if path.suffix.casefold() in ENDINGS]
    for path in sorted(set(files) - set(data)):
        audit.warn(f"{path} passed over: no data by its ending")
    if not data:
        raise InputError("a folder without data", "files of notices or lists", "give the folder of files", file=folder)
    return data


def read_inputs(
    inputs: Sequence[Input], read: Callable[[Path], None], rejects: list[Reject], *, title: str, progress: bool
) -> None:
    """Read files in turn; one found in a folder may be set aside, and of no known format is not counted."""
    refused: list[InputError] = []
    for entry in tqdm(inputs, disable=not progress, unit="file", desc=title):
        try:
            read(entry.path)
        except InputError as error:
            if entry.named:
                raise
            known = not isinstance(error, UnknownFormatError)
            told = str(error).split("\n\n")[0]
            rejects.append(Reject(entry.path.name, error.row or 0, told, "", bad=known))
            refused.extend([error] * known)
    _check_share(refused, sum(not entry.named for entry in inputs))


def _check_share(refused: list[InputError], files: int) -> None:
    if len(refused) == files and refused:
        raise refused[0]
    if len(refused) > max(1, MAX_UNREADABLE_SHARE * files):
        raise InputError(
            f"{len(refused)} of {files} files that cannot be read (first: {refused[0].got})",
            f"at most {MAX_UNREADABLE_SHARE:.0%} of the files of a folder",
            "give the folder of one kind of data, or the files by name",
            file=refused[0].file,
        )


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


def reject_table(rejects: Sequence[Reject]) -> pd.DataFrame:
    """Give the rows set aside as a table: ``file``, ``row``, ``reason``, ``raw``."""
    rows = [(reject.file, reject.row, reject.reason, reject.raw) for reject in rejects]
    return pd.DataFrame(rows, columns=REJECT_COLUMNS)


def check_rejects(rejects: Sequence[Reject], rows: int, spec: Spec, path: Path, audit: Audit) -> None:
    """Stop where too many rows of a file are bad, and say how many are set aside."""
    bad = [reject for reject in rejects if reject.bad]
    if bad and ((len(bad) > spec.max_reject_share * rows and len(bad) > 1) or len(bad) == rows):
        raise InputError(
            f"{len(bad)} of {rows} rows that cannot be used (first: {bad[0].reason})",
            f"at most {spec.max_reject_share:.0%}, as the description of {spec.name} declares",
            "correct the file, or download it again",
            file=path,
            row=bad[0].row,
        )
    if rejects:
        audit.warn(f"{len(rejects)} of {rows} rows of {path.name} set aside (first: {rejects[0].reason})")


def check_expectations(table: pd.DataFrame, spec: Spec, audit: Audit) -> None:
    """Compare a cleaned table with what its source declares."""
    for expectation in spec.expectations:
        value = _measured(table, expectation)
        low, high = expectation.low, expectation.high
        if (low is None or value >= low) and (high is None or value <= high):
            continue
        met = f"{_words(expectation)} {value:g}"
        wanted = f"{'any' if low is None else f'{low:g}'} to {'any' if high is None else f'{high:g}'}"
        if expectation.otherwise == "stop":
            raise InputError(met, wanted, f"check that the input is whole, or change the yml of {spec.name}")
        audit.warn(f"{spec.name}: {met}, expected {wanted}")


def _words(expectation: Expectation) -> str:
    about = " ".join(part for part in (expectation.column, expectation.value) if part)
    return f"{expectation.measure.replace('_', ' ')} of {about}" if about else expectation.measure


def _measured(table: pd.DataFrame, expectation: Expectation) -> float:
    if expectation.measure == "rows":
        return float(len(table))
    column = table[expectation.column]
    if expectation.measure == "missing":
        return float((column == "").mean()) if len(column) else 0.0
    codes = column.str.split(";").explode()
    if expectation.measure == "countries":
        return float(codes[codes != ""].nunique())
    return float((codes == expectation.value).sum())


@dataclass(frozen=True)
class Cleaned:
    """Clean rows (lists joined by ``;``), rows set aside, warnings, and what became of every row that was read."""

    table: pd.DataFrame
    rejects: pd.DataFrame
    audit: Audit
    account: Account


@dataclass
class Gathering(ABC, Generic[Raw]):
    """A cleaning run of one kind of files: what it has gathered so far."""

    title: ClassVar[str]  # shown while reading
    readers: ClassVar[tuple[Reader[Any], ...]]  # tried in order
    of_workbooks: ClassVar[Reader[Any]]  # of a workbook that none of them recognises
    expected: ClassVar[str]  # in words, for a file that none recognises

    audit: Audit = field(default_factory=Audit)
    rejects: list[Reject] = field(default_factory=list)
    specs: dict[str, tuple[Spec, set[str]]] = field(default_factory=dict)  # format -> its spec, what `take` gave
    taken: int = 0
    date_order: Form | None = None  # of all files; by default each source declares it

    @abstractmethod
    def take(self, raw: Raw) -> Reject | str:
        """Join a statement to what is gathered and give its group for expectations (blank: none), or refuse it."""

    @abstractmethod
    def dates(self, raw: Raw) -> Iterable[str]:
        """Give the cells of a statement whose numbers tell the order of dates."""

    def gather(self, paths: Sequence[Path], *, progress: bool) -> None:
        """Read files and folders."""
        read_inputs(inputs_of(paths, self.audit), self._read, self.rejects, title=self.title, progress=progress)

    def reader_of(self, path: Path, content: bytes) -> Reader[Raw]:
        """Choose the reader of a file: by the columns of a workbook, by the head of any other."""
        if content.startswith(ZIP_MARK):
            rows = [row for sheet in sheets(path, content) for _, row in sheet[:MOST_BEFORE_HEADER]]
            return next((held for held in self.readers if any(map(held.fits, rows))), self.of_workbooks)
        head = head_of(content)
        for reader in self.readers:
            if reader.recognises(head):
                return reader
        raise unknown_format(head, self.expected, path)

    def check(self, aside: list[Reject], rows: int, spec: Spec, path: Path) -> None:
        """Stop where too many rows of a file were set aside."""
        check_rejects(aside, rows, spec, path, self.audit)

    def cleaned(self, table: pd.DataFrame) -> Cleaned:
        """Give a table with what was set aside, and the account of the rows."""
        account = Account(len(table), self.taken - len(table), len(self.rejects))
        return Cleaned(table, reject_table(self.rejects), self.audit, account)

    def _read(self, path: Path) -> None:
        content = read_bytes(path)
        reader = self.reader_of(path, content)
        groups = self.specs.setdefault(reader.spec.name, (reader.spec, set()))[1]
        before = len(self.rejects)
        entries = list(reader.read(path, content, self.audit))
        for entry in self._ordered(entries, path):
            taken = entry if isinstance(entry, Reject) else self.take(entry)
            if isinstance(taken, Reject):
                self.rejects.append(taken)
                continue
            self.taken += 1
            groups.update([taken] * bool(taken))
        self.check(self.rejects[before:], len(entries), reader.spec, path)

    def _ordered(self, entries: list[Raw | Reject], path: Path) -> Iterator[Raw | Reject]:
        """Give the entries with the order of their dates, as those of the whole file tell it."""
        cells: dict[Form, list[str]] = {}
        for entry in entries:
            if not isinstance(entry, Reject):
                cells.setdefault(entry.date_form, []).extend(self.dates(entry))
        told = {form: date_order(held, self.date_order or form, path) for form, held in cells.items()}
        for entry in entries:
            yield entry if isinstance(entry, Reject) else replace(entry, date_form=told[entry.date_form])


SPREADSHEET = "spreadsheet"
