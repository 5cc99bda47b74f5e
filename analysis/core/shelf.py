"""More rows than memory should hold: gathered on disk by their keys, and given back in groups or sorted."""

from __future__ import annotations

import marshal
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from heapq import heappop, heappush
from itertools import groupby
from operator import itemgetter
from struct import Struct
from tempfile import TemporaryFile
from typing import Any
from weakref import finalize

import numpy as np
import numpy.typing as npt

#: Kilobytes that one shelf keeps in memory, rows that it writes at once, and steps between two looks for Ctrl-C.
MEMORY, AT_ONCE, STEPS = 32_000, 1_000, 1_000_000


#: Bytes of groups that are written or read at once; rows of them that are sorted at once; parts at most: each is up to
#: three open files.
BUFFER, SORTED, MOST_PARTS = 1 << 14, 1 << 17, 64


#: Added to the place of a row that leads no group, so that groups without a leading row come last.
_LAST = 1 << 61


class Shelf:
    """A table on disk in a file without a name, which only its owner can read and which ends with the process.

    Parameters
    ----------
    columns : sequence of str
        Columns, each of which holds numbers or bytes.

    Raises
    ------
    OSError
        If the folder of temporary files is full.

    Examples
    --------
    >>> shelf = Shelf(["name"])
    >>> shelf.add(b"Ivo"), shelf.add(b"Ana")
    (1, 2)
    >>> list(shelf.rows("SELECT name FROM held ORDER BY name"))
    [(b'Ana',), (b'Ivo',)]
    """

    def __init__(self, columns: Sequence[str]) -> None:
        self.last = 0
        self._waiting: list[tuple[object, ...]] = []
        self._insert = f"INSERT INTO held VALUES (?{', ?' * len(columns)})"
        self._database = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        finalize(self, self._database.close)
        self._database.set_progress_handler(lambda: None, STEPS)
        for line in ("journal_mode = OFF", "synchronous = OFF", f"cache_size = -{MEMORY}", "temp_store = FILE"):
            self._database.execute(f"PRAGMA {line}")
        self._database.execute(f"CREATE TABLE held (seq INTEGER PRIMARY KEY, {', '.join(columns)})")
        self._database.execute("BEGIN")

    def add(self, *values: object) -> int:
        """Put a row there and give its number, from 1."""
        self.last += 1
        self._waiting.append((self.last, *values))
        if not self.last % AT_ONCE:
            self._write()
        return self.last

    def run(self, words: str, *values: object) -> None:
        """Run one statement on the table ``held``."""
        for _ in self.rows(words, *values):
            pass

    def rows(self, words: str, *values: object) -> Iterator[tuple[Any, ...]]:
        """Give the rows of a query on the table ``held``."""
        self._write()
        with _telling():
            yield from self._database.execute(words, values)

    def mark(self) -> int:
        """Give the number of the last row, to drop later what is put there after it."""
        self._write()
        return self.last

    def drop_after(self, last: int) -> None:
        """Take away every row with a greater number than a `mark`."""
        self.run("DELETE FROM held WHERE seq > ?", last)
        self.last = last

    def _write(self) -> None:
        with _telling():
            self._database.executemany(self._insert, self._waiting)
        self._waiting.clear()


@contextmanager
def _telling() -> Iterator[None]:
    """Say what a full disk means, and give Ctrl-C on; SQLite says both as faults of its own."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if str(error) == "interrupted":
            raise KeyboardInterrupt from error
        raise _full(error) from error


def _full(error: Exception) -> OSError:
    return OSError(f"{error}, while rows were sorted in the folder of temporary files: free some space, or set TMPDIR")


class _Unnamed:
    """A file without a name, which only its owner can read and which ends with the process."""

    def __init__(self) -> None:
        self._file = TemporaryFile(buffering=BUFFER)  # noqa: SIM115 (it ends with the object)
        self._at = -1  # where it is read next, once it is read

    def write(self, content: bytes) -> None:
        self._at = -1
        try:
            self._file.write(content)
        except OSError as error:
            raise _full(error) from error

    def cut(self, size: int) -> None:
        self._at = -1
        self._file.seek(size)
        self._file.truncate()

    def read(self, start: int, size: int) -> bytes:
        if self._at != start:
            self._file.seek(start)
        self._at = start + size
        content: bytes = self._file.read(size)
        return content

    def places(self) -> Iterator[Places]:
        """Give the places of rows that were written, as many at a time as are sorted at once."""
        self._file.seek(0)
        while content := self._file.read(SORTED * _PLACE.size):
            yield np.frombuffer(content, np.int64).reshape(-1, 3)


#: Places of rows: the number of the key (then where a row of that number is met first), where the row begins, from
#: `_LAST` on if it does not lead, and its length.
Places = npt.NDArray[np.int64]
_PLACE = Struct("=3q")


class Groups:
    """Values gathered by key, and given back group by group, in the order in which the groups began.

    They lie in a file like that of a `Shelf`, and in a second one three numbers a row, by which they are told apart: in
    memory are as many of these as are sorted at once, however many rows there are.

    Parameters
    ----------
    number : callable
        Gives a key its number of 64 bits; keys of one number are compared.

    Raises
    ------
    OSError
        If the folder of temporary files is full.

    Examples
    --------
    >>> groups = Groups()
    >>> for key, value in [("b", 1), ("a", 2), ("b", 3)]:
    ...     groups.put(key, value)
    >>> list(groups.each())
    [[1, 3], [2]]
    """

    def __init__(self, number: Callable[[object], int] = hash) -> None:
        self._number = number
        self._file, self._places = _Unnamed(), _Unnamed()
        self._rows = self._end = 0  # rows that are written, and where the next one begins
        self._key, self._led = "", False
        self._run: list[object] = []

    def put(self, key: str, value: object, *, leads: bool = True) -> None:
        """Add a value that `marshal` can hold, to a group alone if it has no key; groups without a leader are last.

        Values of one key that follow each other are one row, written at the next key: they must not change until then.
        """
        if key and key == self._key and leads <= self._led:
            self._run.append(value)
            return
        self.mark()
        self._key, self._led, self._run = key, leads, [value]

    def mark(self) -> tuple[int, int]:
        """Write what waits, and give how many rows there are and where they end, to drop later what comes after."""
        if self._run:
            key = self._key or self._rows
            row = marshal.dumps((key, self._run))
            self._file.write(row)
            self._places.write(_PLACE.pack(self._number(key), self._end + (not self._led) * _LAST, len(row)))
            self._rows, self._end = self._rows + 1, self._end + len(row)
            self._key, self._run = "", []
        return self._rows, self._end

    def drop_after(self, mark: tuple[int, int]) -> None:
        """Take away every row after a `mark`."""
        self._key, self._run = "", []
        self._rows, self._end = mark
        self._places.cut(self._rows * _PLACE.size)
        self._file.cut(self._end)

    def each(self) -> Iterator[list[Any]]:
        """Give the values of each group in their order."""
        self.mark()
        waiting: list[tuple[int, list[Any]]] = []  # more than one where different keys have one number
        for first, places in groupby(self._turns(), itemgetter(0)):
            rows = [*places]
            if len(rows) == 1 and not waiting:
                yield self._row(rows[0])[1]
                continue
            for group in self._apart(rows):
                heappush(waiting, group)
            while waiting and waiting[0][0] <= first:
                yield heappop(waiting)[1]
        while waiting:
            yield heappop(waiting)[1]

    def _turns(self) -> Iterator[list[int]]:
        """Give the places of rows in the order in which they are wanted, each with where its number is met first."""
        parts = min(MOST_PARTS, -(-self._rows // SORTED))
        wide = self._end // max(parts, 1) + 1
        alike = _parted(self._places.places(), lambda held: held[:, 0] % parts, parts)
        for turn in _parted(map(_from_first, alike), lambda held: _turn(held[:, 0], wide, parts), 2 * parts):
            ordered = turn[np.lexsort((turn[:, 1] % _LAST, turn[:, 0]))]
            for begin in range(0, len(ordered), AT_ONCE):
                yield from ordered[begin : begin + AT_ONCE].tolist()

    def _apart(self, rows: Iterable[list[int]]) -> Iterator[tuple[int, list[Any]]]:
        """Give the groups of rows of one number, each with where it begins."""
        firsts: dict[str | int, int] = {}
        values: dict[str | int, list[Any]] = {}
        for row in rows:
            key, run = self._row(row)
            firsts[key] = min(row[1], firsts.get(key, row[1]))
            values.setdefault(key, []).extend(run)
        return zip(firsts.values(), values.values(), strict=True)

    def _row(self, place: list[int]) -> tuple[str | int, list[Any]]:
        held: tuple[str | int, list[Any]] = marshal.loads(self._file.read(place[1] % _LAST, place[2]))
        return held


def _parted(held: Iterable[Places], part: Callable[[Places], npt.NDArray[np.int64]], parts: int) -> Iterator[Places]:
    """Part places on disk, and give each part, of which none is larger than memory should hold."""
    files = [_Unnamed() for _ in range(parts)]
    for places in held:
        number = part(places)
        order = np.argsort(number, kind="stable")
        ends = np.searchsorted(number[order], np.arange(parts + 1))
        for file, begin, end in zip(files, ends, ends[1:], strict=False):
            file.write(places[order[begin:end]].tobytes())
    while files:
        yield np.concatenate([np.empty((0, 3), np.int64), *files.pop(0).places()])


def _from_first(places: Places) -> Places:
    """Put in the place of each number where a row of it is met first."""
    order = np.argsort(places[:, 0], kind="stable")
    ordered = places[order]
    is_first = np.append(True, ordered[1:, 0] != ordered[:-1, 0])[: len(ordered)]
    if len(ordered):
        firsts = np.minimum.reduceat(ordered[:, 1], np.flatnonzero(is_first))
        ordered[:, 0] = firsts[np.cumsum(is_first) - 1]
    return ordered


def _turn(first: npt.NDArray[np.int64], wide: int, parts: int) -> npt.NDArray[np.int64]:
    """Give the part of the file in which a place lies; those that do not lead come after all others."""
    return np.where(first < _LAST, first // wide, parts + first % _LAST // wide)


def as_bytes(text: str) -> bytes:
    """Write any text as bytes that sort as it does, half letters too."""
    return text.encode("utf-8", errors="surrogatepass")


def as_text(held: bytes) -> str:
    """Read a text that `as_bytes` wrote."""
    return held.decode("utf-8", errors="surrogatepass")
