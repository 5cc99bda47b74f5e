"""More rows than memory should hold: gathered on disk by their keys, and given back in groups or sorted."""

from __future__ import annotations

import marshal
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from typing import Any
from weakref import finalize

#: Kilobytes that one shelf keeps in memory, rows that it writes at once, and steps between two looks for Ctrl-C.
MEMORY, AT_ONCE, STEPS = 32_000, 1_000, 1_000_000


#: Added to the place of a row that leads no group, so that groups without a leading row come last.
_LAST = 1 << 62


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

    def drop_after(self, last: int) -> None:
        """Take away every row with a greater number."""
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
        told = f"{error}, while rows were sorted in the folder of temporary files: free some space, or set TMPDIR"
        raise OSError(told) from error


class Groups(Shelf):
    """Values gathered by key, and given back group by group, in the order in which the groups began.

    Examples
    --------
    >>> groups = Groups()
    >>> for key, value in [("b", 1), ("a", 2), ("b", 3)]:
    ...     groups.put(key, value)
    >>> list(groups.each())
    [[1, 3], [2]]
    """

    def __init__(self) -> None:
        super().__init__(["key", "leads", "value"])

    def put(self, key: str, value: object, *, leads: bool = True) -> None:
        """Add a value that `marshal` can hold, to a group alone if it has no key; groups without a leader are last."""
        self.add(as_bytes(key) if key else self.last + 1, leads, marshal.dumps(value))  # type: ignore[arg-type]

    def each(self) -> Iterator[list[Any]]:
        """Give the values of each group in their order."""
        self.run("CREATE INDEX by_key ON held (key, leads)")
        self.run("CREATE TABLE turn (first, place, PRIMARY KEY (first, place)) WITHOUT ROWID")
        began = f"min(iif(leads, seq, seq + {_LAST})) OVER (PARTITION BY key)"
        self.run(f"INSERT INTO turn SELECT {began} AS first, seq FROM held ORDER BY 1, 2")
        found = self.rows("SELECT first, value FROM turn CROSS JOIN held ON seq = place ORDER BY first, place")
        for _, group in groupby(found, lambda row: row[0]):
            yield [marshal.loads(value) for _, value in group]


def as_bytes(text: str) -> bytes:
    """Write any text as bytes that sort as it does, half letters too."""
    return text.encode("utf-8", errors="surrogatepass")


def as_text(held: bytes) -> str:
    """Read a text that `as_bytes` wrote."""
    return held.decode("utf-8", errors="surrogatepass")
