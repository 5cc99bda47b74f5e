"""The files of an input: of folders, unpacked from gzip and zip, or from a pipe; each as a stream."""

from __future__ import annotations

import errno
import gzip
import shutil
import stat
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO, cast

from analysis.core.errors import InputError
from analysis.persons.audit import Audit
from analysis.persons.documents import (
    DOWNLOAD_AGAIN,
    LARGE_PART,
    MOST_RATIO,
    XLS_MAGIC,
    ZIP_MAGIC,
    check_unpacked,
)

GZIP_MAGIC = b"\x1f\x8b"
#: Suffixes of data; anything else in a folder is passed over with a warning.
SUFFIXES = frozenset(
    [".json", ".jsonl", ".ndjson", ".csv", ".psv", ".tsv", ".txt", ".xlsx", ".xls", ".ods", ".xml", ".gz", ".zip", ""]
)
#: Bytes that are unpacked at once, and files of an archive at most.
CHUNK, MOST_FILES = 1 << 20, 10_000
#: Parts by which an archive is a workbook.
_WORKBOOK_PARTS = frozenset(["mimetype", "content.xml", "[Content_Types].xml", "xl/workbook.xml"])


@dataclass(frozen=True)
class Input:
    """A file to read."""

    path: Path
    is_named: bool  # by the user; one found in a folder or an archive may be set aside


def list_inputs(paths: Sequence[Path], audit: Audit) -> list[Input]:
    """Files of the inputs, those of a folder in order of name, each once."""
    files: dict[Path, Input] = {}
    for path in paths:
        if not path.exists():
            raise InputError("no such file or folder", "an existing INPUT", "correct the path", file=path)
        for file in _files_of(path, audit) if path.is_dir() else [path]:
            files.setdefault(file.resolve(), Input(file, not path.is_dir()))
    return list(files.values())


def _files_of(folder: Path, audit: Audit) -> list[Path]:
    paths = [path for path in sorted(folder.rglob("*")) if not path.name.startswith(".")]
    for path in paths:
        if path.is_symlink() and not path.exists():
            audit.warn(f"{path} passed over: a link that leads nowhere")
        elif path.is_file() and path.suffix.casefold() not in SUFFIXES:
            audit.warn(f"{path} passed over: no data by its ending")
    data = [path for path in paths if path.is_file() and path.suffix.casefold() in SUFFIXES]
    if not data:
        raise InputError("a folder without data", "files of notices or lists", "give the folder of files", file=folder)
    return data


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """Open a file so that it can be read more than once; what a pipe gives is copied into a temporary file."""
    kind = path.stat().st_mode
    if not (stat.S_ISREG(kind) or stat.S_ISFIFO(kind)):
        raise InputError("no file but a device", "a file, a folder or a pipe", "correct the path", file=path)
    with path.open("rb") as stream:
        if stream.seekable():
            yield stream
            return
        copy = _temporary()
        shutil.copyfileobj(stream, copy)
        copy.seek(0)
        yield copy


def _temporary() -> BinaryIO:
    return cast("BinaryIO", TemporaryFile())


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
    """Give a file itself, or what is packed in it: path, content, and whether it is the only one."""
    if _first_bytes(stream).startswith(GZIP_MAGIC):
        with _archive_errors(path), gzip.GzipFile(fileobj=stream) as packed:
            yield path, _unpack(path, cast("BinaryIO", packed), stream), True
    elif _is_archive(stream):
        with _archive_errors(path), zipfile.ZipFile(stream) as archive:
            check_unpacked(path, archive)
            members = [part for part in archive.infolist() if not part.is_dir() and not _is_hidden(part.filename)]
            if not 1 <= len(members) <= MOST_FILES:
                got = f"an archive of {len(members):,} files"
                raise InputError(got, f"1 to {MOST_FILES:,}", "unpack it, and give the lists in it", file=path)
            for member in members:
                with _archive_errors(path / member.filename), archive.open(member) as packed:
                    content = _unpack(path / member.filename, cast("BinaryIO", packed))
                yield path / member.filename, content, len(members) == 1
    else:
        yield path, stream, True


def _is_hidden(name: str) -> bool:
    """Whether a program put it into an archive beside the files."""
    return any(part.startswith((".", "__MACOSX")) and part != ".." for part in Path(name).parts)


def _unpack(path: Path, packed: BinaryIO, source: BinaryIO | None = None) -> BinaryIO:
    """Unpack into a temporary file; of gzip, whose size is not stated, up to a multiple of what was read."""
    content = _temporary()
    while part := packed.read(CHUNK):
        content.write(part)
        if source and content.tell() > max(LARGE_PART, MOST_RATIO * source.tell()):
            got = f"{content.tell():,} bytes and more, packed in {source.tell():,}"
            raise InputError(got, "a list", DOWNLOAD_AGAIN, file=path)
    content.seek(0)
    if _is_archive(content) or _first_bytes(content).startswith(GZIP_MAGIC):
        raise InputError("an archive in an archive", "lists in it", "unpack it once, and give that", file=path)
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
