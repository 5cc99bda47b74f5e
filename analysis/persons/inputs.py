"""Files of an input, also of folders and archives; XML as records, workbooks as rows."""

from __future__ import annotations

import datetime
import errno
import gzip
import io
import re
import zipfile
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO, TypeAlias, cast

from lxml import etree
from python_calamine import CalamineWorkbook

from analysis.core.errors import InputError
from analysis.persons.records import Audit

# XML and workbooks --------------------------------------------------------------------------------------------------


DOWNLOAD_AGAIN = "download the file again, or remove it"

#: First bytes of a zip archive, which a workbook is, and of a workbook of Excel before 2007.
ZIP_MAGIC, XLS_MAGIC = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

#: Bytes that an archive may unpack to.
MOST_UNPACKED = 1 << 30

Element: TypeAlias = etree._Element
SheetRow = tuple[int, list[str]]


def tidy(text: str | None) -> str:
    """Text without outer and doubled blanks."""
    return " ".join((text or "").replace("_x000D_", " ").split())  # Excel's carriage return, as a csv of it holds it


def texts(element: Element, *paths: str) -> tuple[str, ...]:
    """Tidy texts of the elements at paths such as ``NATIONALITY/VALUE``, without blank ones."""
    return tuple(filter(None, (tidy(part.text) for path in paths for part in element.findall(path))))


def text(element: Element, *paths: str) -> str:
    """First of the `texts`, or a blank."""
    return next(iter(texts(element, *paths)), "")


def attribute(element: Element, *names: str) -> str:
    """First of some attributes that is not blank, tidy."""
    return next(filter(None, (tidy(element.get(name)) for name in names)), "")


def xml_records(path: Path, stream: BinaryIO, root: str, groups: Collection[str] = ()) -> Iterator[Element]:
    """Elements in the root of a document or in a group, each as it ends, with tags that have no prefix.

    A document type is refused, for entities could be in it; only one record at a time is in memory.
    """
    options = {"resolve_entities": False, "huge_tree": False, "no_network": True, "remove_comments": True}
    try:
        for event, element in etree.iterparse(stream, events=("start", "end"), remove_pis=True, **options):
            parent = element.getparent()
            if event == "start" and parent is None:
                _check_root(path, element, root)
            ends_inside = event == "end" and parent is not None and tag_of(element) not in groups
            if ends_inside and (parent.getparent() is None or tag_of(parent) in groups):
                for part in element.iter("{*}*"):
                    part.tag = tag_of(part)
                yield element
                element.clear()
                while element.getprevious() is not None:
                    del parent[0]
    except etree.XMLSyntaxError as error:
        got = f"XML that breaks off or is damaged ({tidy(error.msg)})"
        raise InputError(got, "a complete document", DOWNLOAD_AGAIN, file=path) from None
    except (ValueError, LookupError) as error:
        got = f"XML in an encoding that cannot be read ({error})"
        raise InputError(got, "a document in UTF-8", DOWNLOAD_AGAIN, file=path) from None


def _check_root(path: Path, element: Element, root: str) -> None:
    if element.getroottree().docinfo.doctype:
        raise InputError("a document type", "a list without one", DOWNLOAD_AGAIN, file=path)
    if tag_of(element) != root:
        raise InputError(f"a document of {tag_of(element)!r}", f"one of {root!r}", DOWNLOAD_AGAIN, file=path)


def tag_of(element: Element) -> str:
    """Tag of an element without prefix."""
    return str(element.tag).rpartition("}")[2]


_TAG = re.compile(r"<(?:[\w.-]+:)?([\w.-]+)[\s/>]")


def root_of(head: str) -> str:
    """Tag of the root of a document by its beginning, without prefix; blank if it is not XML."""
    text = re.sub(r"<!--.*?(?:-->|\Z)", "", head[:20_000], flags=re.DOTALL)
    match = _TAG.search(text) if text.lstrip().startswith("<") else None
    return match[1] if match else ""


def check_unpacked(path: Path, archive: zipfile.ZipFile) -> None:
    """Refuse an archive that unpacks to more than a list has."""
    total = sum(part.file_size for part in archive.infolist())
    if total > MOST_UNPACKED:
        got, expected = f"an archive of {total:,} bytes", f"a list, of at most {MOST_UNPACKED:,}"
        raise InputError(got, expected, DOWNLOAD_AGAIN, file=path)


@lru_cache(maxsize=1)
def sheets(path: Path, content: bytes) -> tuple[tuple[SheetRow, ...], ...]:
    """Rows of each sheet of an Excel workbook as text, with their numbers, without blank ones."""
    try:
        if content.startswith(ZIP_MAGIC):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                check_unpacked(path, archive)
                if "content.xml" in archive.namelist():
                    fix = "save it as .xlsx, or use the publisher's csv"
                    raise InputError("an OpenDocument spreadsheet", "an Excel workbook", fix, file=path)
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return tuple(tuple(_rows(book, name)) for name in book.sheet_names)
    except InputError:
        raise
    except Exception as error:  # a damaged workbook raises whatever its archive and its XML raise
        got = f"a spreadsheet that is damaged ({type(error).__name__})"
        raise InputError(got, "an Excel workbook", DOWNLOAD_AGAIN, file=path) from error


def _rows(book: CalamineWorkbook, name: str) -> Iterator[SheetRow]:
    for number, values in enumerate(book.get_sheet_by_name(name).to_python(skip_empty_area=False), 1):
        cells = [as_cell(value) for value in values]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            yield number, cells


def as_cell(value: object) -> str:
    """Tidy text of a value; whole numbers are without decimals."""
    if isinstance(value, datetime.date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return tidy(str(value))


# Files --------------------------------------------------------------------------------------------------------------


GZIP_MAGIC = b"\x1f\x8b"
#: Suffixes of data; anything else in a folder is passed over with a warning.
SUFFIXES = frozenset(
    [".json", ".jsonl", ".ndjson", ".csv", ".psv", ".tsv", ".txt", ".xlsx", ".xls", ".ods", ".xml", ".gz", ".zip", ""]
)
#: Bytes that are unpacked at once, and files of an archive at most.
CHUNK, MOST_FILES = 1 << 20, 10_000
#: Parts by which an archive is a workbook.
_WORKBOOK_PARTS = frozenset(["mimetype", "content.xml", "[Content_Types].xml", "xl/workbook.xml"])


def list_inputs(paths: Sequence[Path], audit: Audit) -> list[tuple[Path, bool]]:
    """Files of the inputs, those of a folder in order of name, each once, and whether the user named it."""
    files: dict[Path, tuple[Path, bool]] = {}
    for path in paths:
        if not path.exists():
            raise InputError("no such file or folder", "an existing INPUT", "correct the path", file=path)
        if not path.is_dir() and not path.is_file():
            raise InputError("a device or a pipe", "a file or a folder", "save it as a file", file=path)
        for file in _files_of(path, audit) if path.is_dir() else [path]:
            files.setdefault(file.resolve(), (file, not path.is_dir()))
    return list(files.values())


def _files_of(folder: Path, audit: Audit) -> list[Path]:
    data = []
    for path in (path for path in sorted(folder.rglob("*")) if not path.name.startswith(".")):
        if path.is_file() and path.suffix.casefold() in SUFFIXES:
            data.append(path)
        elif not path.is_dir():
            why = "the ending of its name is not known" if path.exists() else "a link that leads nowhere"
            audit.warn(f"{path} skipped: {why}")
    if not data:
        raise InputError("a folder without data", "files of notices or lists", "name their folder", file=folder)
    return data


def is_workbook(stream: BinaryIO) -> bool:
    """Whether a stream is a workbook, by its first bytes and parts; an archive that is damaged may be one."""
    magic = _first_bytes(stream)
    if not magic.startswith(ZIP_MAGIC):
        return magic.startswith(XLS_MAGIC)
    try:
        with zipfile.ZipFile(stream) as archive:
            return not _WORKBOOK_PARTS.isdisjoint(archive.namelist())
    except Exception:  # as of a damaged archive
        return True
    finally:
        stream.seek(0)


def _first_bytes(stream: BinaryIO) -> bytes:
    content = stream.read(len(XLS_MAGIC))
    stream.seek(0)
    return content


def _is_archive(stream: BinaryIO) -> bool:
    return _first_bytes(stream).startswith(ZIP_MAGIC) and not is_workbook(stream)


def unpacked(path: Path, stream: BinaryIO) -> Iterator[tuple[Path, BinaryIO, bool]]:
    """A file itself, or what is packed in it: path, content, and whether it is the only one."""
    if _first_bytes(stream).startswith(GZIP_MAGIC):
        with _archive_errors(path), gzip.GzipFile(fileobj=stream) as packed:
            yield path, _unpack(path, cast("BinaryIO", packed)), True
    elif _is_archive(stream):
        with _archive_errors(path), zipfile.ZipFile(stream) as archive:
            check_unpacked(path, archive)
            members = [part for part in archive.infolist() if not part.is_dir() and not _is_hidden(part.filename)]
            if not 1 <= len(members) <= MOST_FILES:
                got = f"an archive of {len(members):,} files"
                raise InputError(got, f"1 to {MOST_FILES:,}", "unpack it, and name the lists in it", file=path)
            for member in members:
                with _archive_errors(path / member.filename), archive.open(member) as packed:
                    content = _unpack(path / member.filename, cast("BinaryIO", packed))
                yield path / member.filename, content, len(members) == 1
    else:
        yield path, stream, True


def _is_hidden(name: str) -> bool:
    """Whether a program added it to an archive of files."""
    return any(part.startswith((".", "__MACOSX")) and part != ".." for part in Path(name).parts)


def _unpack(path: Path, packed: BinaryIO) -> BinaryIO:
    """Unpack into a temporary file, for the sizes that an archive states may be wrong."""
    content = cast("BinaryIO", TemporaryFile())  # noqa: SIM115 (its reader closes it)
    while part := packed.read(CHUNK):
        content.write(part)
        if content.tell() > MOST_UNPACKED:
            got, expected = f"more than {MOST_UNPACKED:,} bytes, packed", "a list"
            raise InputError(got, expected, DOWNLOAD_AGAIN, file=path)
    content.seek(0)
    if _is_archive(content) or _first_bytes(content).startswith(GZIP_MAGIC):
        raise InputError("an archive in an archive", "lists in it", "unpack the outer archive", file=path)
    return content


@contextmanager
def _archive_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except InputError:
        raise
    except Exception as error:  # a damaged archive raises whatever its places and methods raise
        if isinstance(error, OSError) and error.errno == errno.ENOSPC:
            raise
        got = f"an archive that breaks off, is damaged or locked ({type(error).__name__}: {error})"
        raise InputError(got, "a whole one, without a password", DOWNLOAD_AGAIN, file=path) from error
