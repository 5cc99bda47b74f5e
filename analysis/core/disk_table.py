"""Rows on disk: gathered in one SQLite table without a name, queried, or given back in groups."""

from __future__ import annotations

import marshal
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from operator import itemgetter
from typing import Any
from weakref import finalize

#: Kilobytes of memory for a table, rows written at once, and SQLite's steps between two looks for Ctrl-C.
MEMORY, BATCH, STEPS = 32_000, 1_000, 1_000_000


class DiskTable:
    """A SQLite table in a temporary file that only its owner can read and that ends with the process.

    Parameters
    ----------
    columns : sequence of str
        Columns, each of numbers or bytes; `append_value` and `group_by_key` need the ones of the default.

    Raises
    ------
    OSError
        If the folder of temporary files is full.

    Examples
    --------
    >>> table = DiskTable()
    >>> for key, value in [("b", 1), ("a", 2), ("b", 3)]:
    ...     table.append_value(key, (value,))
    >>> list(table.group_by_key())
    [[(1,), (3,)], [(2,)]]
    """

    def __init__(self, columns: Sequence[str] = ("key", "is_primary", "value")) -> None:
        self.rows = 0
        self._batch: list[tuple[object, ...]] = []
        self._insert = f"INSERT INTO rows VALUES (?{', ?' * len(columns)})"
        self._database = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        finalize(self, self._database.close)
        self._database.set_progress_handler(lambda: None, STEPS)
        for setting in ("journal_mode = OFF", "synchronous = OFF", f"cache_size = -{MEMORY}", "temp_store = FILE"):
            self._database.execute(f"PRAGMA {setting}")
        self._database.execute(f"CREATE TABLE rows (seq INTEGER PRIMARY KEY, {', '.join(columns)})")
        self._database.execute("BEGIN")

    def append(self, *values: object) -> None:
        """Append a row."""
        self.rows += 1
        self._batch.append((self.rows, *values))
        if len(self._batch) >= BATCH:
            self._write()

    def append_value(self, key: str, value: tuple[Any, ...], is_primary: bool = True) -> None:
        """Append a value that `marshal` can write, under a key; with a blank key it is a group of its own."""
        self.append(key.encode("utf-8", errors="surrogatepass") or None, is_primary, self.dumps(value))

    def query(self, sql: str, *values: object) -> Iterator[tuple[Any, ...]]:
        """Rows of a query on the table ``rows``, whose column ``seq`` counts from 1."""
        self._write()
        with _database_errors():
            yield from self._database.execute(sql, values)

    def rollback(self, rows: int) -> None:
        """Delete every row after the first ``rows``."""
        list(self.query("DELETE FROM rows WHERE seq > ?", rows))
        self.rows = rows

    def group_by_key(self) -> Iterator[list[Any]]:
        """Values of each key in their order; groups in the order of their first primary value, those without last."""
        same_key = "OVER (PARTITION BY coalesce(key, seq))"
        firsts = f"min(CASE WHEN is_primary THEN seq END) {same_key} AS lead, min(seq) {same_key} AS first"
        ordered = f"SELECT first, value FROM (SELECT {firsts}, seq, value FROM rows)"
        rows = self.query(f"{ordered} ORDER BY lead IS NULL, coalesce(lead, first), seq")
        for _, group in groupby(rows, itemgetter(0)):
            yield [self.loads(value) for _, value in group]

    dumps, loads = staticmethod(marshal.dumps), staticmethod(marshal.loads)

    def _write(self) -> None:
        with _database_errors():
            self._database.executemany(self._insert, self._batch)
        self._batch.clear()


@contextmanager
def _database_errors() -> Iterator[None]:
    """Turn SQLite's errors into what they mean: Ctrl-C, or a full disk."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if str(error) == "interrupted":
            raise KeyboardInterrupt from error
        message = f"{error}, in the folder of temporary files: free some space, or set TMPDIR"
        raise OSError(message) from error
