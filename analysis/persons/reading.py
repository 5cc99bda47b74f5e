"""Readers: what recognises a file of a source, and what gives a statement or a reject for each of its rows."""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, count, dropwhile
from pathlib import Path
from typing import Any, BinaryIO, Generic, TextIO, TypeVar

from analysis.core import judgement
from analysis.core.errors import InputError, some
from analysis.core.files import csv_rows
from analysis.persons import inputs
from analysis.persons.inputs import DOWNLOAD_AGAIN, Element, SheetRow
from analysis.persons.records import Audit, MoreRows, RawDesignation, RawNotice, Reject, Spec, load_spec, parted

Raw = TypeVar("Raw", RawNotice, RawDesignation)
Value = TypeVar("Value")

#: Delimiters of tables, tried in order after the one that the source writes.
DELIMITERS = (",", ";", "\t", "|")
#: Rows of a sheet among which the header is sought.
MOST_BEFORE_HEADER = 20


class UnknownFormatError(InputError):
    """A file that no reader recognises. ``stub``: a mapping to complete, if any."""

    def __init__(
        self, got: str, expected: str, fix: str, *, file: Path | None = None, row: int | None = None, stub: str = ""
    ) -> None:
        super().__init__(got, expected, fix, file=file, row=row)
        self.stub = stub

    def __str__(self) -> str:
        """One line, and the mapping below it."""
        return f"{super().__str__()}\n\n{self.stub}\n" if self.stub else super().__str__()


@dataclass(frozen=True)
class Reader(Generic[Raw]):
    """A reader of one source: its description, how a file is recognised by its head, and how it is read."""

    spec: Spec
    recognises: Callable[[str], bool]
    read: Callable[[Path, BinaryIO, Audit], Iterator[Raw | Reject | MoreRows]]
    is_table: bool = False  # which may be a sheet of a workbook, recognised by its header


# Text -------------------------------------------------------------------------------------------------------------


def head_of(stream: BinaryIO, size: int = 65_536) -> str:
    """Beginning of a file as text, only to recognise it."""
    content = stream.read(size)
    stream.seek(0)
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return codecs.getincrementaldecoder("utf-8-sig")().decode(content)  # the last character may be cut
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def is_empty(head: str) -> bool:
    """Whether a text is blank, or JSON without a value."""
    return head.strip("[]{} \r\n\t") in {"", "null"}


def text_of(
    stream: BinaryIO, path: Path, encodings: Sequence[str] = ("utf-8",), newline: str | None = None
) -> io.TextIOWrapper:
    """Open a file as text by its byte order mark, or in the first encoding that fits all of it."""
    magic = stream.read(3)
    marked = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
    encodings = [name for bom, name in marked.items() if magic.startswith(bom)] or encodings
    misfits = []
    for encoding in encodings:
        misfit = _misfit(stream, encoding)
        stream.seek(0)
        if misfit is None:
            return io.TextIOWrapper(stream, encoding, newline=newline)
        misfits.append(misfit)
    byte, row = misfits[0]
    got, fix = f"byte 0x{byte:02x} that is not {encodings[0]}", "save the file in that encoding, or download it again"
    raise InputError(got, f"text in {some(encodings)}", fix, file=path, row=row)


def _misfit(stream: BinaryIO, encoding: str) -> tuple[int, int] | None:
    """First byte that an encoding does not fit, with its line; None if all of the file fits."""
    decoder = codecs.getincrementaldecoder(encoding)()
    stream.seek(0)
    ends = 0
    for line in chain(stream, [b""]):
        ends += line.count(b"\n")
        try:
            decoder.decode(line, final=not line)
        except UnicodeDecodeError as error:  # of bytes that it held back, too, which may end a line
            return error.object[error.start], 1 + ends - error.object[error.start :].count(b"\n")
    return None


def delimited(
    text: str | TextIO, delimiter: str, path: Path, quote: str | None = '"'
) -> Iterator[tuple[int, list[str]]]:
    """Rows of delimited text, each with the line it starts on, from 1; blank ones are passed over."""
    feed = io.StringIO(text, newline=None) if isinstance(text, str) else text
    rows = csv_rows((line.replace("\x00", "\ufffd") for line in feed), path, delimiter=delimiter, quote=quote)
    return (row for row in rows if "".join(row[1]).strip(" "))


def header_of(text: str, delimiter: str) -> list[str]:
    """Column names on the first line of a text."""
    first = text.lstrip("\ufeff\r\n ").split("\n", 1)[0].rstrip("\r")
    try:
        _, names = next(csv_rows(first, "", delimiter=delimiter), (1, []))
    except InputError:
        return []
    return [name.strip() for name in names]


def json_values(text: TextIO, path: Path, audit: Audit) -> Iterator[tuple[int, object] | Reject]:
    """Values of JSON lines, or the entries of a list, with line or number; a damaged line is a reject."""
    hook = partial(blanked, file=path.name, audit=audit)
    if _is_json_lines(text):
        for number, line in enumerate(text, 1):
            try:
                if line.strip():
                    yield number, json.loads(line, object_hook=hook)
            except (ValueError, RecursionError) as error:
                yield Reject(path.name, number, _json_error(error), line.removesuffix("\n")[:500])
        return
    try:
        value = json.load(text, object_hook=hook)
    except (ValueError, RecursionError) as error:
        row = int(getattr(error, "lineno", 1))
        raise InputError(_json_error(error), "complete JSON", DOWNLOAD_AGAIN, file=path, row=row) from None
    yield from enumerate(value if isinstance(value, list) else [value], 1)


def _is_json_lines(text: TextIO) -> bool:
    """Whether the first line is a whole value, and another one follows."""
    lines = filter(str.strip, iter(text.readline, ""))
    first, second = next(lines, ""), next(lines, "")
    text.seek(0)
    try:
        return bool(second) and isinstance(json.loads(first), (dict, list))
    except (ValueError, RecursionError):
        return False


def _json_error(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"JSON that breaks off or is damaged ({error.msg})"
    return f"JSON that cannot be read ({type(error).__name__})"


def as_text(value: object) -> str:
    """Tidy text of a value of JSON: blank for nothing, lists and objects."""
    if isinstance(value, str):
        return " ".join(value.split())
    return "" if value is None or isinstance(value, (dict, list)) else inputs.as_cell(value)


def as_texts(value: object) -> tuple[str, ...]:
    """Tidy texts of a value or a list of values, without blanks."""
    return tuple(filter(None, map(as_text, value if isinstance(value, list) else [value])))


def as_dict(value: object) -> dict[str, object]:
    """Object of JSON, or an empty one where something else is."""
    return value if isinstance(value, dict) else {}


def split_cell(cell: str) -> list[str]:
    """Texts that a cell joins by ``;`` as a csv does; a quotation mark that is not one of a csv stays."""
    with suppress(csv.Error):
        if '"' in cell:
            return next(csv.reader([cell], delimiter=";", skipinitialspace=True, strict=True))
    return cell.split(";")


def blanked(fields: dict[str, Any], file: str, audit: Audit) -> dict[str, Any]:
    """Fields of a row or an object of JSON, blank where they say that nothing is known; the audit counts these."""
    words = judgement.lookup("blank_cells.csv", "written", "reason")
    for name, value in fields.items():
        if isinstance(value, str) and value.strip() in words:
            audit.blank[file] += 1
            fields[name] = ""
        elif isinstance(value, list):
            fields[name] = [entry for entry in value if not (isinstance(entry, str) and entry.strip() in words)]
            audit.blank[file] += len(value) - len(fields[name])
    return fields


def grouped(entries: Iterable[tuple[Hashable, bool, Value]]) -> list[list[Value]]:
    """Join values, each with its key and whether it leads, by key: keys in the order of their first leading value.

    Keys without a leading value come last.
    """
    led: dict[Hashable, list[Value]] = {}
    others: dict[Hashable, list[Value]] = {}
    for key, leads, value in entries:
        if leads and key not in led:
            led[key] = others.pop(key, [])
        (led if key in led else others).setdefault(key, []).append(value)
    return [*led.values(), *others.values()]


def raw_of(row: object) -> str:
    """Fields of a row for the rejects file, on one line and not without end."""
    return json.dumps(row, ensure_ascii=False, default=str)[:2000]


@dataclass
class SourceRow(ABC):
    """A row of a table or a record of a document: its source, and where it is."""

    spec: Spec
    file: str
    line: int  # or number of the record

    @abstractmethod
    def texts(self, *names: str) -> tuple[str, ...]:
        """Tidy texts of columns or elements, without blanks."""

    @property
    @abstractmethod
    def raw(self) -> str:
        """The row as the rejects file shows it."""

    def text(self, *names: str) -> str:
        """First of the `texts`, or a blank."""
        return next(iter(self.texts(*names)), "")

    def split(self, *names: str) -> tuple[str, ...]:
        """Tidy texts that cells join by ``;``, without blanks; a text with a ``;`` is quoted as in a csv."""
        return tuple(filter(None, (inputs.tidy(part) for cell in self.texts(*names) for part in split_cell(cell))))

    def values(self, name: str) -> tuple[str, ...]:
        """Values of a field where the yml says that it is stated, without missing ones; joined ones parted."""
        spec = self.spec
        values = self.texts(*spec.stated.get(name, ()))
        if name in spec.joined:
            values = tuple([part for cell in values for part in parted(cell, spec.separators)])
        return values if spec.nothing.isdisjoint(values) else tuple(one for one in values if one not in spec.nothing)

    def designation(self, number: str, **more: object) -> RawDesignation:
        """Designation with an id and what the yml says where it is stated; ``more`` is what no yml can say."""
        stated = self._stated(RawDesignation) | {"date_form": self.spec.date_form}
        return RawDesignation(self.file, self.line, self.spec.name, self.spec.sender, number, **stated | more)

    def notice(self, number: str, name: str, **more: object) -> RawNotice:
        """Notice with an id, a name and what the yml says where it is stated; ``more`` is what no yml can say."""
        return RawNotice(self.file, self.line, self.spec.name, number, name, **self._stated(RawNotice) | more)

    def _stated(self, kind: type[RawNotice | RawDesignation]) -> dict[str, Any]:
        defaults = kind._field_defaults
        stated: dict[str, Any] = {}
        for name in self.spec.stated:
            if name in defaults:
                values = self.values(name)
                stated[name] = values if isinstance(defaults[name], tuple) else values[0] if values else ""
        return stated

    def reject(self, reason: str, *, bad: bool = True) -> Reject:
        """Reject of this row."""
        return Reject(self.file, self.line, reason, self.raw, bad=bad)


# Tables -----------------------------------------------------------------------------------------------------------


@dataclass
class Row(SourceRow):
    """A row of a table: its fields by name, and whether a sound row before it has the same id."""

    fields: Mapping[str, str]
    repeats_id: bool = False

    def texts(self, *columns: str) -> tuple[str, ...]:
        """Tidy texts of columns, without blanks."""
        found = []
        for column in columns:
            if text := inputs.tidy(self.fields.get(column)):
                found.append(text)
        return tuple(found)

    @property
    def raw(self) -> str:
        """Fields as the rejects file shows them."""
        return raw_of(self.fields)


Statement = Callable[[Row], Raw | Reject | list[Raw | Reject] | None]


def table_reader(source: str | Spec, statement: Statement[Raw]) -> Reader[Raw]:
    """Reader of a table that its yml describes, from what one row states: nothing, one thing or several."""
    spec = load_spec(source) if isinstance(source, str) else source

    def recognises(head: str) -> bool:
        return _delimiter_of(head, spec) is not None

    def read(path: Path, stream: BinaryIO, audit: Audit) -> Iterator[Raw | Reject]:
        ids, file = set[str](), path.name
        for line, fields in _rows_of(path, stream, spec, audit):
            if isinstance(fields, Reject):
                yield fields
                continue
            shared = re.match(spec.id_pattern, as_text(fields.get(spec.one_id))) if spec.one_id else None
            number = shared.group() if shared else ""
            statements = statement(Row(spec, file, line, fields, number in ids))
            if number and not isinstance(statements, Reject):
                ids.add(number)
            yield from statements if isinstance(statements, list) else filter(None, [statements])

    return Reader(spec, recognises, read, is_table=True)


def _delimiter_of(head: str, spec: Spec) -> str | None:
    """Delimiter by which a text is a table of a source: its own, or one that a spreadsheet wrote instead."""
    lines = head.splitlines()[: spec.lines_before_header + 1] if spec.lines_before_header else [head]
    delimiters = dict.fromkeys([spec.delimiter, *DELIMITERS])
    return next((one for one in delimiters if any(spec.matches_header(header_of(line, one)) for line in lines)), None)


def _rows_of(path: Path, stream: BinaryIO, spec: Spec, audit: Audit) -> Iterable[tuple[int, dict[str, str] | Reject]]:
    """Rows of a table, or of the sheets of a workbook, by their columns; those that the yml names first are first."""
    if inputs.is_workbook(stream):
        tables = _sheet_tables(path, stream.read(), spec, audit)
    else:
        delimiter = _delimiter_of(head_of(stream), spec) or spec.delimiter
        quote = spec.quote if delimiter == spec.delimiter else '"'
        lines = delimited(text_of(stream, path, spec.encodings), delimiter, path, quote)
        before = spec.lines_before_header
        tables = iter([dropwhile(lambda row: not spec.matches_header(row[1]), lines) if before else lines])
    rows = (row for table in tables for row in _named_rows(table, path, spec, audit))
    return sorted(rows, key=lambda row: not _is_first(row[1], spec)) if spec.first else rows


def _is_first(fields: dict[str, str] | Reject, spec: Spec) -> bool:
    value = "" if isinstance(fields, Reject) or not spec.first else fields.get(spec.first.column, "")
    return bool(spec.first and re.fullmatch(spec.first.matches, value.strip(), re.IGNORECASE))


def _sheet_tables(path: Path, content: bytes, spec: Spec, audit: Audit) -> Iterator[Iterator[SheetRow]]:
    """Rows of each sheet that has a header of the source, from it on and as wide; other sheets are reported."""
    for number, rows in enumerate(inputs.sheets(path, content), 1):
        start = next((at for at, (_, row) in enumerate(rows[:MOST_BEFORE_HEADER]) if spec.matches_header(row)), None)
        if start is not None:
            width = len(rows[start][1])
            yield ((line, row + [""] * (width - len(row))) for line, row in rows[start:])
        elif rows:
            audit.warn(f"sheet {number} of {path.name} skipped: {len(rows)} rows without the columns of the list")


def _named_rows(
    rows: Iterable[tuple[int, list[str]]], path: Path, spec: Spec, audit: Audit
) -> Iterator[tuple[int, dict[str, str] | Reject]]:
    """Fields of rows by the header they start with; a row too long or too short is a reject."""
    feed = iter(rows)
    _, first = next(feed, (1, []))
    header = spec.canonical_names([name.lstrip("\ufeff").strip() for name in first])
    _check_header(header, spec.required, path)
    audit.note_unknown(path.name, [name for name in header if not spec.knows(name)])
    blanks = judgement.lookup("blank_cells.csv", "written", "reason").keys()
    for line, fields in feed:
        for record in _records_on_line(fields, len(header), spec, path, line, audit):
            row = dict(zip(header, record, strict=False))
            if not blanks.isdisjoint(map(str.strip, record)):
                row = blanked(row, path.name, audit)
            yield line, row if len(record) == len(header) else uneven(path, line, record, len(header))


def _records_on_line(fields: list[str], width: int, spec: Spec, path: Path, line: int, audit: Audit) -> list[list[str]]:
    """Split two records on one line, if the source says at which value."""
    joint = fields[width - 1] if spec.joined_by and len(fields) == 2 * width - 1 else ""
    if not joint or not joint.startswith(spec.joined_by):
        return [fields]
    audit.warn(f"{path.name}: two records on line {line} were split at {spec.joined_by!r}")
    return [[*fields[: width - 1], spec.joined_by], [joint.removeprefix(spec.joined_by), *fields[width:]]]


def uneven(path: Path, line: int, fields: list[str], width: int) -> Reject:
    """Reject of a row with too few or too many fields."""
    return Reject(path.name, line, f"{len(fields)} fields where {width} were expected", raw_of(fields))


def _check_header(header: Sequence[str], required: Iterable[str], path: Path) -> None:
    """Refuse a header without a required column, or with one twice."""
    absent = sorted(set(required) - set(header))
    twice = sorted(name for name, times in Counter(header).items() if times > 1 and name)
    if absent or twice:
        got = f"no column {some(absent)}" if absent else f"column {some(twice)} more than once"
        fix = "check that the file is complete and as published, or describe the new column"
        raise InputError(got, f"each of {some(sorted(required), 12)} once", fix, file=path, row=1)


# Documents --------------------------------------------------------------------------------------------------------


@dataclass
class Record(SourceRow):
    """A record of a document: its element, and what it may look up."""

    element: Element
    lookups: dict[str, str] = field(default_factory=dict)
    names_of: dict[str, list[str]] = field(default_factory=dict)  # names of the file by an id that is not unique

    def texts(self, *paths: str) -> tuple[str, ...]:
        """Tidy texts of the elements at paths, without blanks."""
        return inputs.texts(self.element, *paths)

    @property
    def raw(self) -> str:
        """Elements or attributes as the rejects file shows them."""
        shown = "; ".join(f"{child.tag}={inputs.tidy(child.text)}" for child in self.element)
        return (shown or str(self.element.attrib))[:2000]


def _blank_parts(element: Element, file: str, audit: Audit) -> None:
    for part in element.iter():
        cells = blanked({"": part.text, **part.attrib}, file, audit)
        part.text = cells.pop("")
        part.attrib.update(cells)


def document_reader(
    name: str, statement: Callable[[Record], Raw | Reject], lookup: Callable[[Element], dict[str, str]] | None = None
) -> Reader[Raw]:
    """Reader of a document that its yml describes, from what one record states; ``lookup`` reads what it refers to."""
    spec = load_spec(name)

    def recognises(head: str) -> bool:
        return inputs.root_of(head) == spec.root and all(tag in head for tag in spec.required)

    def read(path: Path, stream: BinaryIO, audit: Audit) -> Iterator[Raw | Reject]:
        lookups, names_of, numbers = dict[str, str](), dict[str, list[str]](), count(1)
        for element in inputs.xml_records(path, stream, spec.root, spec.groups):
            if element.tag in spec.records:
                audit.note_unknown(path.name, [str(part.tag) for part in element if not spec.knows(str(part.tag))])
                _blank_parts(element, path.name, audit)
                yield statement(Record(spec, path.name, next(numbers), element, lookups, names_of))
            elif lookup and element.tag in spec.lookups:
                lookups |= lookup(element)
            elif inputs.tag_of(element.getparent()) in spec.groups:
                reason = f"element {element.tag}, not {spec.records[0]}"
                yield Reject(path.name, next(numbers), reason, str(element.tag))
            elif not spec.knows(str(element.tag)):
                audit.note_unknown(path.name, [str(element.tag)])

    return Reader(spec, recognises, read)
