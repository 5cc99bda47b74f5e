"""XML and spreadsheets as streams of records, with caps: nothing that unfolds, nests, repeats or grows without end."""

from __future__ import annotations

import datetime
import io
import re
import warnings
import zipfile
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from xml.parsers import expat

import openpyxl

from analysis.core.errors import InputError

DOWNLOAD_AGAIN = "download the file again, or leave it out"


#: Caps of one record of XML; that of the largest list has some thousands of elements.
MOST_DEPTH, MOST_ELEMENTS, MOST_TEXT = 100, 200_000, 5_000_000


#: Bytes that are given to the parser at once, and so bound what is held unread; and of what it may not yet tell.
CHUNK, MOST_UNTOLD = 1 << 20, 1 << 23


#: Caps of a spreadsheet: bytes unpacked, how often a large part may hold its packed bytes, letters of a cell, columns.
MOST_UNPACKED, LARGE_PART, MOST_RATIO, MOST_CELL, MOST_COLUMNS = 1 << 30, 50_000_000, 150, 100_000, 1_000


#: The mark at which DOS ended a text, and what else may stand after the last line.
_AFTER = b"\x1a\x00 \t\r\n"


ZIP_MARK = b"PK\x03\x04"


ODS = "application/vnd.oasis.opendocument.spreadsheet"


#: Bytes at the beginning of a flat OpenDocument spreadsheet in which its root tells what it is.
FLAT_HEAD = 16_384


SheetRow = tuple[int, list[str]]


@dataclass(slots=True)
class Element:
    """An element: its tag and attributes without prefixes, its line, and its text and children in their order."""

    tag: str
    line: int
    attributes: dict[str, str] = field(default_factory=dict)
    inside: tuple[tuple[str, int], ...] = ()  # of a record: the elements that it stands in, each with its number
    content: list[str | Element] = field(default_factory=list)

    @property
    def children(self) -> list[Element]:
        """Give the elements that stand in it."""
        return [part for part in self.content if isinstance(part, Element)]

    @property
    def text(self) -> str:
        """Give its own text."""
        return "".join(part for part in self.content if isinstance(part, str))

    @property
    def words(self) -> str:
        """Give its text with that of all that stands in it, in order."""
        return "".join(part if isinstance(part, str) else part.words for part in self.content)

    def get(self, *names: str) -> str:
        """Give the first of some attributes that is not blank, tidy."""
        return next(filter(None, (_tidy(self.attributes.get(name, "")) for name in names)), "")

    def all(self, *path: str) -> Iterator[Element]:
        """Give the elements at the end of a path of tags."""
        found = (child for child in self.content if isinstance(child, Element) and child.tag == path[0])
        return found if len(path) == 1 else (deep for child in found for deep in child.all(*path[1:]))

    def texts(self, *path: str) -> tuple[str, ...]:
        """Give the tidy texts at the end of a path of tags, without blanks."""
        return tuple(filter(None, (_tidy(element.text) for element in self.all(*path))))

    def first(self, *path: str) -> str:
        """Give the first of them, or a blank."""
        return next(iter(self.texts(*path)), "")


def _tidy(text: str) -> str:
    return " ".join(text.split())


class _Stream:
    """A document while it is read: its root and groups, which are not kept, and the record that is open."""

    def __init__(self, path: Path, before: int, root: str, groups: Collection[str]) -> None:
        self.path, self.before, self.root, self.groups = path, before, root, groups
        self.around: list[tuple[str, int]] = []
        self.open: list[Element] = []
        self.ready: list[Element] = []
        self.number = self.elements = self.letters = 0
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._data
        self.parser.StartDoctypeDeclHandler = self._doctype

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(":")[2] if ":" in name else name
        self.number += 1
        if not self.open and not self._is_record(tag):
            self._enter(tag)
            return
        held = attributes
        if any(":" in key for key in attributes):
            held = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        element = Element(tag, self.before + self.parser.CurrentLineNumber, held)
        if self.open:
            self.open[-1].content.append(element)
        else:
            element.inside = tuple(self.around)
        self.open.append(element)
        self._count(1, sum(map(len, held.values())) if held else 0)

    def _is_record(self, tag: str) -> bool:
        """Tell whether an element is a record: in the root or in a group, and no group itself."""
        within = len(self.around) == 1 or (bool(self.around) and self.around[-1][0] in self.groups)
        return within and tag not in self.groups

    def _enter(self, tag: str) -> None:
        if not self.around and self.root and tag != self.root:
            raise InputError(f"a document of {tag!r}", f"one of {self.root!r}", DOWNLOAD_AGAIN, file=self.path)
        self.around.append((tag, self.number))
        self._count(0, 0)

    def _end(self, _: str) -> None:
        if not self.open:
            self.around.pop()
            return
        element = self.open.pop()
        if not self.open:
            self.ready.append(element)
            self.elements = self.letters = 0

    def _data(self, text: str) -> None:
        if self.open:
            self.open[-1].content.append(text)
            self._count(0, len(text))

    def _count(self, elements: int, letters: int) -> None:
        self.elements, self.letters = self.elements + elements, self.letters + letters
        depth = len(self.open) + len(self.around)
        if depth > MOST_DEPTH or self.elements > MOST_ELEMENTS or self.letters > MOST_TEXT:
            got = f"a record with {depth} elements in one another, {self.elements} in all, and {self.letters} letters"
            most = f"at most {MOST_DEPTH}, {MOST_ELEMENTS:,} and {MOST_TEXT:,}"
            line = self.before + self.parser.CurrentLineNumber
            raise InputError(got, most, DOWNLOAD_AGAIN, file=self.path, row=line)

    def _doctype(self, *_: object) -> None:
        raise InputError("a document type", "a list without one", DOWNLOAD_AGAIN, file=self.path)

    def feed(self, content: bytes) -> Iterator[Element]:
        """Give the records of a document, each as soon as it ends."""
        for start in range(0, len(content), CHUNK):
            self._parse(content[start : start + CHUNK], False)
            self._refuse_untold(start + CHUNK - self.parser.CurrentByteIndex)
            yield from self.ready
            self.ready.clear()
        self._parse(b"", True)
        yield from self.ready

    def _refuse_untold(self, length: int) -> None:
        """Refuse a mark that does not end: the parser begins it again with each further part."""
        if length > MOST_UNTOLD:
            got, line = f"a tag or comment of {length:,} bytes and more", self.before + self.parser.CurrentLineNumber
            raise InputError(got, f"at most {MOST_UNTOLD:,}", DOWNLOAD_AGAIN, file=self.path, row=line)

    def _parse(self, content: bytes, final: bool) -> None:
        try:
            self.parser.Parse(content, final)
        except expat.ExpatError as error:
            got, line = (
                f"XML that breaks off or is damaged ({expat.ErrorString(error.code)})",
                self.before + error.lineno,
            )
            raise InputError(got, "a complete document", DOWNLOAD_AGAIN, file=self.path, row=line) from None
        except InputError:
            raise
        except (ValueError, LookupError) as error:
            got = f"XML in an encoding that cannot be read ({error})"
            raise InputError(got, "a document in UTF-8", DOWNLOAD_AGAIN, file=self.path) from None


def xml_records(path: Path, content: bytes, root: str = "", groups: Collection[str] = ()) -> Iterator[Element]:
    """Give the records of a document, or of several joined into one file, in their order.

    Parameters
    ----------
    path : Path
        Where it stands, for the message.
    content : bytes
        The file; an end mark of DOS after a document is passed over.
    root : str
        Tag of the root, where only one is expected.
    groups : collection of str
        Tags of elements that hold records without being one.

    Yields
    ------
    Element
        What stands in the root or in a group; no more of the document than that is kept.

    Raises
    ------
    InputError
        If it is damaged, has another root or a document type, in which entities would stand, or exceeds a cap.

    Examples
    --------
    >>> found = xml_records(Path("invented.xml"), b"<list><entry><name>Ada</name></entry></list>")
    >>> [entry.first("name") for entry in found]
    ['Ada']
    """
    for before, part in _documents(content):
        yield from _Stream(path, before, root, groups).feed(part)


def _documents(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Part a file at the declarations of its documents, each with the number of lines before it."""
    starts = sorted({0, *(match.start() for match in re.finditer(rb"<\?xml\s", content))})
    lines = at = 0
    for start, end in zip(starts, [*starts[1:], len(content)], strict=True):
        held = content[start:end]
        part = held if held.startswith((b"\xff\xfe", b"\xfe\xff")) else held.rstrip(_AFTER + b"\xef\xbb\xbf")
        bare = part.lstrip(b" \t\r\n")
        bare = bare.removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n")
        if bare or len(starts) == 1:
            place = start + held.find(bare)
            lines, at = lines + content.count(b"\n", at, place), place
            yield lines, bare


#: What stands before the root is never read in another way than at first, which would take ever longer with each part.
_ROOT = re.compile(
    r"\s*+(?:(?>(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>))\s*+)*+<(?:[\w.-]+:)?([\w.-]+)[\s/>]",
    re.DOTALL,
)


def root_of(head: str) -> str:
    """Give the tag of the root of a document by its beginning, without prefix; blank where it is no XML."""
    found = _ROOT.match(head[:20_000])
    return found[1] if found else ""


@lru_cache(maxsize=1)
def sheets(path: Path, content: bytes) -> tuple[tuple[SheetRow, ...], ...]:
    """Give the rows of each sheet of a workbook (xlsx, ods, fods) as text, with their numbers, without blank ones."""
    try:
        if is_flat(content[:FLAT_HEAD]):
            found: Iterable[Iterable[SheetRow]] = _ods(path, content, "document")
        else:
            _check_archive(path, content)
            found = _ods(path, *_body(content)) if _is_ods(content) else _xlsx(content)
        with warnings.catch_warnings():  # what the library says of styles and odd cells; these are told by their row
            warnings.simplefilter("ignore")
            return tuple(tuple(_kept(rows, path)) for rows in found)
    except InputError:
        raise
    except Exception as error:  # a damaged workbook makes the library raise whatever its archive and its XML raise
        got = f"a spreadsheet that is damaged ({type(error).__name__})"
        raise InputError(got, "an .xlsx or .ods workbook", DOWNLOAD_AGAIN, file=path) from error


def is_flat(head: bytes) -> bool:
    """Tell an OpenDocument spreadsheet that is one document of XML (.fods) by its beginning."""
    return ODS.encode() in head and root_of(head.decode("utf-8", errors="replace")) == "document"


def _check_archive(path: Path, content: bytes) -> None:
    """Refuse an archive that unpacks to far more than it is, or whose XML declares entities."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        swollen = [
            part for part in parts if part.file_size > max(LARGE_PART, MOST_RATIO * part.compress_size)
        ]  # fmt: skip
        total = sum(part.file_size for part in parts)
        if swollen or total > MOST_UNPACKED:
            got = f"a spreadsheet that unpacks to {total:,} bytes out of {len(content):,}"
            raise InputError(got, "one without such parts", DOWNLOAD_AGAIN, file=path)
        for part in parts:
            if part.filename.endswith((".xml", ".rels")) and _declares(archive, part):
                raise InputError("a spreadsheet with a document type", "one without", DOWNLOAD_AGAIN, file=path)


def _declares(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    with archive.open(part) as feed:
        head = feed.read(4_096).replace(b"\x00", b"")
    return b"<!DOCTYPE" in head or b"<!ENTITY" in head


def _is_ods(content: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "content.xml" in archive.namelist()


def _xlsx(content: bytes) -> Iterator[Iterator[SheetRow]]:
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # some programs write a wrong size, and the rows would be cut to it
        rows = enumerate(sheet.iter_rows(values_only=True), 1)
        yield ((number, [_cell(value) for value in row]) for number, row in rows)


def _cell(value: object) -> str:
    if isinstance(value, (datetime.datetime, datetime.date)):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else _tidy(str(value).replace("_x000D_", " "))


_TABLES = ("body", "spreadsheet", "table", "table-header-rows", "table-row-group", "table-rows")


def _body(content: bytes) -> tuple[bytes, str]:
    """Give the document of an OpenDocument spreadsheet that holds its tables, and the tag of its root."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read("content.xml"), "document-content"


def _ods(path: Path, body: bytes, root: str) -> list[list[SheetRow]]:
    """Read the tables of an OpenDocument spreadsheet, whose blank rows and cells are told by their number."""
    found: dict[int, list[SheetRow]] = {}
    lines: dict[int, int] = {}
    for element in xml_records(path, body, root, _TABLES):
        table = next((number for tag, number in element.inside if tag == "table"), 0)
        if element.tag != "table-row" or not table:
            continue
        cells, times = _ods_cells(element, path), _times(element, "number-rows-repeated")
        line = lines.get(table, 0) + 1
        lines[table] = line + times - 1
        if cells:
            _check_repeats(times, path)
            found.setdefault(table, []).extend((line + place, cells) for place in range(times))
    return list(found.values())


def _ods_cells(row: Element, path: Path) -> list[str]:
    cells: list[str] = []
    blanks = 0
    for cell in row.children:
        value, times = _ods_value(cell), _times(cell, "number-columns-repeated")
        if value:
            _check_repeats(times, path)
            _check_repeats(blanks + len(cells), path)
            cells += [""] * blanks + [value] * times
            blanks = 0
        else:
            blanks += times
    return cells


def _ods_value(cell: Element) -> str:
    if cell.get("value-type") == "date":
        return cell.get("date-value")[:10]
    return _tidy(" ".join(map(_ods_words, cell.all("p"))))


def _ods_words(element: Element) -> str:
    """Give the text of a paragraph, in which blanks, tabs and ends of lines are elements."""
    if element.tag in {"s", "tab", "line-break"}:
        return " "
    return "".join(part if isinstance(part, str) else _ods_words(part) for part in element.content)


def _times(element: Element, name: str) -> int:
    stated = element.get(name)
    return int(stated) if stated.isdecimal() and len(stated) < 8 else 1


def _check_repeats(times: int, path: Path) -> None:
    if times > MOST_COLUMNS:
        got = f"a spreadsheet with {times:,} times the same value, or as many columns"
        raise InputError(got, f"at most {MOST_COLUMNS:,}", DOWNLOAD_AGAIN, file=path)


def _kept(rows: Iterable[SheetRow], path: Path) -> Iterator[SheetRow]:
    """Give the rows that hold anything, to their last cell that does; refuse a cell without end."""
    for number, cells in rows:
        longest = max(map(len, cells), default=0)
        if longest > MOST_CELL:
            got = f"a cell of {longest:,} letters"
            raise InputError(got, f"cells of at most {MOST_CELL:,}", DOWNLOAD_AGAIN, file=path, row=number)
        last = max((place for place, cell in enumerate(cells, 1) if cell), default=0)
        if last:
            yield number, cells[:last]
