"""Files as they are handed over: packed by gzip, several in a zip archive, or from a pipe; each as a stream."""

from __future__ import annotations

import errno
import gzip
import stat
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO, cast

from analysis.core.errors import InputError
from analysis.persons.documents import DOWNLOAD_AGAIN, LARGE_PART, MOST_RATIO, ZIP_MARK

GZIP_MARK = b"\x1f\x8b"
#: Bytes that are unpacked at once, and files of an archive at most.
CHUNK, MOST_FILES = 1 << 20, 10_000
#: Parts by which an archive is a workbook.
_OF_WORKBOOK = frozenset(["mimetype", "content.xml", "[Content_Types].xml", "xl/workbook.xml"])


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """Open a file so that it can be read more than once; what a pipe gives is kept in a file without a name.

    Raises
    ------
    InputError
        If it is a device, which may never end.
    """
    kind = path.stat().st_mode
    if not (stat.S_ISREG(kind) or stat.S_ISFIFO(kind)):
        raise InputError("no file but a device", "a file, a folder or a pipe", "correct the path", file=path)
    with path.open("rb") as held:
        yield held if held.seekable() else _kept(lambda: held.read(CHUNK))


def _kept(read: Callable[[], bytes]) -> BinaryIO:
    kept = cast("BinaryIO", TemporaryFile())  # noqa: SIM115 (it ends with the object)
    for part in iter(read, b""):
        kept.write(part)
    kept.seek(0)
    return kept


def parts(path: Path, stream: BinaryIO) -> Iterator[tuple[Path, BinaryIO, bool]]:
    """Give what a file holds: itself, or what is packed in it, each with its place, and whether it is alone.

    Parameters
    ----------
    path : Path
        Where it stands; of a file in an archive, the archive's with its own behind it.
    stream : binary file
        Its content.

    Yields
    ------
    tuple of Path, binary file and bool
        A workbook is itself, although it is an archive.

    Raises
    ------
    InputError
        If what is packed is damaged, unpacks to far more than it is, or is packed again.
    """
    if _begins(stream, GZIP_MARK):
        with _damaged(path), gzip.GzipFile(fileobj=stream) as packed:
            yield path, _whole(path, _unpacked(path, cast("BinaryIO", packed), stream.tell)), True
    elif _begins(stream, ZIP_MARK) and not _is_workbook(path, stream):
        yield from _of_archive(path, stream)
    else:
        yield path, stream, True


def _begins(stream: BinaryIO, mark: bytes) -> bool:
    found = stream.read(len(mark)) == mark
    stream.seek(0)
    return found


def _is_workbook(path: Path, stream: BinaryIO) -> bool:
    """Tell a workbook by its parts; an archive whose list of parts is damaged may be one, and is refused as such."""
    try:
        with zipfile.ZipFile(stream) as archive:
            return not _OF_WORKBOOK.isdisjoint(archive.namelist())
    except Exception:  # as of a damaged archive
        return True
    finally:
        stream.seek(0)


def _of_archive(path: Path, stream: BinaryIO) -> Iterator[tuple[Path, BinaryIO, bool]]:
    with _damaged(path), zipfile.ZipFile(stream) as archive:
        held = [part for part in archive.infolist() if not part.is_dir() and not _is_beside(part.filename)]
        if not held or len(held) > MOST_FILES:
            got = f"an archive of {len(held):,} files"
            raise InputError(got, f"1 to {MOST_FILES:,}", "unpack it, and give the lists in it", file=path)
        for part in held:
            place = path / part.filename
            with _damaged(place), archive.open(part) as packed:
                whole = _whole(place, _unpacked(place, cast("BinaryIO", packed), partial(int, part.compress_size)))
            yield place, whole, len(held) == 1


def _is_beside(name: str) -> bool:
    """Tell what a program puts into an archive beside the files; what leads above it is a file, and is laid nowhere."""
    return any(part.startswith((".", "__MACOSX")) and part != ".." for part in Path(name).parts)


def _unpacked(path: Path, packed: BinaryIO, taken: Callable[[], int]) -> BinaryIO:
    """Unpack into a file without a name, as long as it does not swell beyond measure."""
    kept = cast("BinaryIO", TemporaryFile())  # noqa: SIM115 (it ends with the object)
    while part := packed.read(CHUNK):
        kept.write(part)
        if kept.tell() > max(LARGE_PART, MOST_RATIO * taken()):
            got = f"{kept.tell():,} bytes and more, packed in {taken():,}"
            raise InputError(got, "a list", DOWNLOAD_AGAIN, file=path)
    kept.seek(0)
    return kept


def _whole(path: Path, stream: BinaryIO) -> BinaryIO:
    """Refuse what is packed once more."""
    packed = _begins(stream, GZIP_MARK) or (_begins(stream, ZIP_MARK) and not _is_workbook(path, stream))
    if packed:
        raise InputError("an archive in an archive", "lists in it", "unpack it once, and give that", file=path)
    return stream


@contextmanager
def _damaged(path: Path) -> Iterator[None]:
    try:
        yield
    except InputError:
        raise
    except Exception as error:  # a damaged archive makes the library raise whatever its places and methods raise
        if isinstance(error, OSError) and error.errno == errno.ENOSPC:
            raise
        got = f"an archive that breaks off, is damaged or locked ({type(error).__name__}: {error})"
        raise InputError(got, "a whole one, without a password", DOWNLOAD_AGAIN, file=path) from error
