"""Reading published files strictly: text, delimited rows, JSON; what is set aside and what is announced."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from analysis.core.errors import InputError, some
from analysis.sources.spec import Spec

#: A field longer than this is an unclosed quotation mark, not a value.
FIELD_LIMIT = 131_072
#: Kinds of values that may be shown in a warning; others may hold a person's data and are named by their row.
CODES = frozenset(["nationality", "sex", "day of listing"])
MOST_SHOWN = 10
DOWNLOAD_AGAIN = "download the file again, or leave it out"


class UnknownFormatError(InputError):
    """A file that no reader recognises; in a folder it is passed over."""


@dataclass(frozen=True, slots=True)
class Reject:
    """A row set aside.

    Parameters
    ----------
    file : str
        The file it stands in.
    row : int
        Line of a text file; position, from 1, in a JSON list or a folder.
    reason : str
        Why it was not taken.
    raw : str
        Its fields as they stand.
    bad : bool
        True if it is damaged; False if it is sound and outside the universe, such as a yellow notice. Only bad rows
        count towards the share that stops a run.
    """

    file: str
    row: int
    reason: str
    raw: str
    bad: bool = True


@dataclass
class Audit:
    """What a run met and did not use, and what it must tell the reader.

    Parameters
    ----------
    warnings : list of str
        One sentence each, in order of appearance.
    unknown : Counter
        Times that each unknown field was met, by file and field.
    unresolved : Counter
        Times that each value was left out, by file, kind and value.
    first_rows : dict
        Row of the first appearance of each key of ``unresolved``.
    queries : dict
        Of queries to a capped interface: the number of results it reported, and the ids that the input holds.
    """

    warnings: list[str] = field(default_factory=list)
    unknown: Counter[tuple[str, str]] = field(default_factory=Counter)
    unresolved: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    first_rows: dict[tuple[str, str, str], int] = field(default_factory=dict)
    queries: dict[str, tuple[int, set[str]]] = field(default_factory=dict)

    def warn(self, sentence: str) -> None:
        """Keep a sentence for the reader, once."""
        if sentence not in self.warnings:
            self.warnings.append(sentence)

    def fields(self, file: str, met: Iterable[str], spec: Spec, where: str = "") -> None:
        """Note the fields of a row that the source is not known to hold."""
        for name in met:
            if name not in spec.known:
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
    """Read a file that must not be empty.

    Raises
    ------
    InputError
        If it holds nothing.
    """
    content = path.read_bytes()
    if not content.strip(b"\x00 \t\r\n\x1a"):
        raise InputError("an empty file", "a file with content", DOWNLOAD_AGAIN, file=path)
    return content


def decode(content: bytes, path: Path, encodings: Sequence[str] = ("utf-8",)) -> str:
    """Decode text by its byte order mark, or by the first encoding that fits.

    Raises
    ------
    InputError
        If none fits; the message names the first bad byte and its line.
    """
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
    """Split delimited text into records.

    Parameters
    ----------
    text : str
        The whole file.
    delimiter : str
        One character.
    path : Path
        For messages.
    quote : str or None
        The quotation mark; None where the file quotes nothing.

    Yields
    ------
    tuple of int and list of str
        The line on which the record starts, counted from 1, and its fields. Blank lines are passed over.

    Raises
    ------
    InputError
        If a field is longer than 131,072 characters, which only an unclosed quotation mark makes.
    """
    lines = text.replace("\x00", "\ufffd").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    feed = (line + "\n" for line in lines)
    if quote is None:
        reader = csv.reader(feed, delimiter=delimiter, quoting=csv.QUOTE_NONE)
    else:
        reader = csv.reader(feed, delimiter=delimiter, quotechar=quote)
    start = 1
    try:
        for record in reader:
            if record:
                yield start, record
            start = reader.line_num + 1
    except csv.Error as error:
        raise InputError(
            f"a field that does not end ({error})",
            f"fields of at most {FIELD_LIMIT:,} characters",
            "close the quotation mark that stays open, or download the file again",
            file=path,
            row=start,
        ) from None


def json_value(text: str, path: Path, row: int | None = None) -> object:
    """Read one JSON value.

    Raises
    ------
    InputError
        If it is damaged, or nested too deep to be an answer of any source.
    """
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        line = error.lineno if row is None else row
        got = f"JSON that breaks off or is damaged ({error.msg})"
    except (ValueError, RecursionError) as error:
        line, got = row or 1, f"JSON that cannot be read ({type(error).__name__})"
    raise InputError(got, "complete JSON", DOWNLOAD_AGAIN, file=path, row=line)


def json_values(text: str, path: Path) -> Iterator[tuple[int, object] | Reject]:
    """Read JSON, or JSON lines, whichever the text is.

    Parameters
    ----------
    text : str
        One value, or one value a line.
    path : Path
        For messages.

    Yields
    ------
    tuple of int and object, or Reject
        The line and the value; a damaged line of JSON lines is set aside.
    """
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
        names = next(csv.reader([first], delimiter=delimiter), [])
    except csv.Error:
        return []
    return [name.strip() for name in names]


def records(
    rows: Iterable[tuple[int, list[str]]], path: Path, spec: Spec, audit: Audit
) -> Iterator[tuple[int, dict[str, str] | Reject]]:
    """Name the fields of delimited rows by the header that they start with.

    Parameters
    ----------
    rows : iterable of tuple of int and list of str
        Line and fields; the first is the header.
    path : Path
        For messages.
    spec : Spec
        Says which columns must be there, and which are known.
    audit : Audit
        Takes the columns that are not known.

    Yields
    ------
    tuple of int and dict, or Reject
        The line and its fields by column; a row with too many or too few fields is set aside.

    Raises
    ------
    InputError
        If a required column is missing, or one stands twice.
    """
    feed = iter(rows)
    _, first = next(feed, (1, []))
    header = [name.strip().lstrip("\ufeff") for name in first]
    check_header(header, spec.required, path)
    audit.fields(path.name, header, spec)
    for line, fields in feed:
        if len(fields) == len(header):
            yield line, dict(zip(header, fields, strict=True))
        else:
            yield (
                line,
                Reject(path.name, line, f"{len(fields)} fields where {len(header)} were expected", raw_of(fields)),
            )


def check_header(header: Sequence[str], required: Iterable[str], path: Path) -> None:
    """Refuse a header without a required column, or with one twice.

    Raises
    ------
    InputError
        If so.
    """
    absent = sorted(set(required) - set(header))
    twice = sorted(name for name, times in Counter(header).items() if times > 1 and name)
    if not absent and not twice:
        return
    got = f"no column {some(absent)}" if absent else f"column {some(twice)} more than once"
    fix = "check that this is the whole file as published, or declare the new name"
    raise InputError(got, f"each of {some(sorted(required), 12)} once", fix, file=path, row=1)


def head_of(content: bytes, size: int = 65_536) -> str:
    """Give the beginning of a file as text, only to tell what it is."""
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    return content[:size].decode("utf-16" if wide else "utf-8-sig", errors="replace")


def unknown_format(head: str, expected: str, path: Path) -> InputError:
    """Say that no reader recognises a file; an HTML page in place of data is damage, anything else another format.

    Parameters
    ----------
    head : str
        The beginning of the file.
    expected : str
        What is read here.
    path : Path
        The file.
    """
    fix = "check the file, or download it again"
    if "<html" in head[:2000].casefold() or "<!doctype html" in head[:2000].casefold():
        return InputError("an HTML page", expected, fix, file=path)
    return UnknownFormatError("a file of no known format", expected, fix, file=path)
