"""Files of an input, also of folders; XML as records, workbooks as rows."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO, TypeAlias

from lxml import etree
from python_calamine import CalamineWorkbook

from analysis.core.errors import InputError

# XML and workbooks --------------------------------------------------------------------------------------------------


DOWNLOAD_AGAIN = "download the file again, or remove it"

#: First bytes of a zip archive, which a workbook is, and of a workbook of Excel before 2007.
ZIP_MAGIC, XLS_MAGIC = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

#: Bytes that a workbook may unpack to.
MOST_UNPACKED = 1 << 30

Element: TypeAlias = etree._Element
SheetRow = tuple[int, list[str]]


def tidy(text: str | None) -> str:
    """Text without outer and doubled blanks and Excel's carriage returns."""
    return text if text and text.isalnum() else " ".join((text or "").replace("_x000D_", " ").split())


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


@lru_cache(maxsize=1)
def sheets(path: Path, content: bytes) -> tuple[tuple[SheetRow, ...], ...]:
    """Rows of each sheet of an Excel workbook as text, with their numbers, without blank ones."""
    try:
        if content.startswith(ZIP_MAGIC):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                _check_parts(path, archive)
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return tuple(tuple(_rows(book, name)) for name in book.sheet_names)
    except InputError:
        raise
    except Exception as error:  # a damaged workbook raises whatever its archive and its XML raise
        got = f"a spreadsheet that is damaged ({type(error).__name__})"
        raise InputError(got, "an Excel workbook", DOWNLOAD_AGAIN, file=path) from error


def _check_parts(path: Path, archive: zipfile.ZipFile) -> None:
    """Refuse an archive that is no Excel workbook, or that unpacks to more than a list has."""
    total, parts = sum(part.file_size for part in archive.infolist()), archive.namelist()
    if total > MOST_UNPACKED:
        got, expected = f"an archive of {total:,} bytes", f"a list, of at most {MOST_UNPACKED:,}"
        raise InputError(got, expected, DOWNLOAD_AGAIN, file=path)
    if "content.xml" in parts:
        fix = "save it as .xlsx, or use the publisher's csv"
        raise InputError("an OpenDocument spreadsheet", "an Excel workbook", fix, file=path)
    if not {"[Content_Types].xml", "xl/workbook.xml"} & {*parts}:
        raise InputError("a packed file", "a list", "unpack it, and name the lists in it", file=path)


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


def list_inputs(paths: Sequence[Path]) -> list[Path]:
    """Files of the inputs, each once; a folder is all that is in it and not hidden, in order of name."""
    files: dict[Path, Path] = {}
    for path in paths:
        if not path.exists():
            raise InputError("no such file or folder", "an existing INPUT", "correct the path", file=path)
        found = [path]
        if path.is_dir():
            found = [file for file in sorted(path.rglob("*")) if not (file.is_dir() or file.name.startswith("."))]
        if not found:
            raise InputError("a folder without data", "files of notices or lists", "name their folder", file=path)
        for file in found:
            if not file.is_file():
                got = "a device, a pipe or a link that leads nowhere"
                raise InputError(got, "a file or a folder", "save it as a file, or remove it", file=file)
            files.setdefault(file.resolve(), file)
    return list(files.values())


def is_workbook(stream: BinaryIO) -> bool:
    """Whether a file is a workbook by its first bytes, as any other archive of the kind zip is too."""
    magic = stream.read(len(XLS_MAGIC))
    stream.seek(0)
    return magic.startswith((ZIP_MAGIC, XLS_MAGIC))
