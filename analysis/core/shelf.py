"""More rows than memory should hold: gathered on disk by their keys, and given back in groups or sorted."""

from __future__ import annotations

import marshal
import sqlite3
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from heapq import heappop, heappush
from itertools import groupby
from tempfile import TemporaryFile
from typing import Any
from weakref import finalize

import numpy as np

#: Kilobytes that one shelf keeps in memory, rows that it writes at once, and steps between two looks for Ctrl-C.
MEMORY, AT_ONCE, STEPS = 32_000, 1_000, 1_000_000


#: Bytes of groups that are written or read at once.
BUFFER = 1 << 14


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


class Groups:
    """Values gathered by key, and given back group by group, in the order in which the groups began.

    They lie in a file like that of a `Shelf`; memory holds some forty bytes a row, by which they are told apart.

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
        self._file = TemporaryFile(buffering=BUFFER)  # noqa: SIM115 (it ends with the object)
        self._hashes, self._leads, self._ends = (
            array("q"),
            bytearray(),
            array("q", [0]),
        )  # of rows; the first begins at 0
        self._key, self._led = "", False
        self._run: list[object] = []
        self._place = 0  # in the file, while it is read

    def put(self, key: str, value: object, *, leads: bool = True) -> None:
        """Add a value that `marshal` can hold, to a group alone if it has no key; groups without a leader are last.

        Values of one key that follow each other are one row, written at the next key: they must not change until then.
        """
        if key and key == self._key and leads <= self._led:
            self._run.append(value)
            return
        self.mark()
        self._key, self._led, self._run = key, leads, [value]

    def mark(self) -> int:
        """Write what waits, and give the number of rows, to drop later what is put there after them."""
        rows = len(self._hashes)
        if not self._run:
            return rows
        key = self._key or rows
        try:
            length = self._file.write(marshal.dumps((key, self._run)))
        except OSError as error:
            raise _full(error) from error
        self._hashes.append(self._number(key))
        self._leads.append(self._led)
        self._ends.append(self._ends[rows] + length)
        self._key, self._run = "", []
        return rows + 1

    def drop_after(self, rows: int) -> None:
        """Take away every row after the first ones, whose number is a `mark`."""
        self._key, self._run = "", []
        self._file.seek(self._ends[rows])
        self._file.truncate()
        del self._hashes[rows:], self._leads[rows:], self._ends[rows + 1 :]

    def each(self) -> Iterator[list[Any]]:
        """Give the values of each group in their order."""
        self._place = self._ends[self.mark()]
        began, order = self._turns()
        waiting: list[tuple[int, list[Any]]] = []  # more than one where different keys have one hash
        for first, places in groupby(order, began.__getitem__):
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

    def _turns(self) -> tuple[memoryview, memoryview]:
        """Give, for each row, where the rows of its hash begin; and the rows in the order of that."""
        hashes = np.frombuffer(self._hashes, np.int64)
        began = np.arange(len(hashes), dtype=np.int64)
        began[np.frombuffer(self._leads, np.uint8) == 0] += _LAST
        order = np.argsort(hashes, kind="stable")
        is_first = np.append(True, hashes[order[1:]] != hashes[order[:-1]])[: len(order)]
        if len(order):
            firsts = np.minimum.reduceat(began[order], np.flatnonzero(is_first))
            began[order] = firsts[np.cumsum(is_first) - 1]
        return began.data, np.argsort(began, kind="stable").data

    def _apart(self, places: Iterable[int]) -> Iterator[tuple[int, list[Any]]]:
        """Give the groups of rows of one hash, each with where it begins."""
        firsts: dict[str | int, int] = {}
        values: dict[str | int, list[Any]] = {}
        for place in places:
            key, run = self._row(place)
            first = place if self._leads[place] else place + _LAST
            firsts[key] = min(first, firsts.get(key, first))
            values.setdefault(key, []).extend(run)
        return zip(firsts.values(), values.values(), strict=True)

    def _row(self, place: int) -> tuple[str | int, list[Any]]:
        start, end = self._ends[place], self._ends[place + 1]
        if self._place != start:
            self._file.seek(start)
        held: tuple[str | int, list[Any]] = marshal.loads(self._file.read(end - start))
        self._place = end
        return held


def as_bytes(text: str) -> bytes:
    """Write any text as bytes that sort as it does, half letters too."""
    return text.encode("utf-8", errors="surrogatepass")


def as_text(held: bytes) -> str:
    """Read a text that `as_bytes` wrote."""
    return held.decode("utf-8", errors="surrogatepass")
