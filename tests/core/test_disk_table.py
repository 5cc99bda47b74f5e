"""Rows on disk: groups as a dictionary would make them, nothing left behind, and errors as what they mean."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.core import disk_table
from analysis.core.disk_table import DiskTable

OPENED = Path("/proc/self/fd")
KEYS = st.sampled_from(["", "a", "b", "c", "\ud800", "é"])


@given(st.lists(st.tuples(KEYS, st.booleans()), max_size=30), st.sets(st.integers(0, 30)))
def test_groups_are_those_of_a_dictionary(rows: list[tuple[str, bool]], dropped: set[int]) -> None:
    table, wanted = DiskTable(), dict[object, list[int]]()
    for place, (key, is_primary) in enumerate(rows):
        if place in dropped:
            checkpoint = table.rows
            for other in (key, "a", ""):
                table.append_value(other, ("dropped",))
            table.rollback(checkpoint)
        table.append_value(key, (place,), is_primary)
        wanted.setdefault(key or place, []).append(place)
    primary = {key: [place for place in group if rows[place][1]] for key, group in wanted.items()}
    order = sorted(wanted, key=lambda key: (not primary[key], (primary[key] or wanted[key])[0]))
    assert list(table.group_by_key()) == [[(place,) for place in wanted[key]] for key in order]


@given(st.lists(st.text(st.characters(), max_size=5), max_size=20))
def test_texts_sort_on_disk_as_they_do_in_memory(texts: list[str]) -> None:
    table = DiskTable()
    for text in texts:
        table.append_value(text, ())
    names = [name or b"" for (name,) in table.query("SELECT key FROM rows ORDER BY key")]
    assert [name.decode("utf-8", errors="surrogatepass") for name in names] == sorted(texts)


def test_rows_after_a_checkpoint_are_dropped_and_their_numbers_used_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk_table, "BATCH", 2)
    table = DiskTable(["value"])
    for value in range(5):
        table.append(value)
    table.rollback(3)
    table.append(9)
    assert list(table.query("SELECT seq, value FROM rows")) == [(1, 0), (2, 1), (3, 2), (4, 9)]


@pytest.mark.skipif(not OPENED.is_dir(), reason="only Linux lists the files that a process has opened")
def test_what_is_too_large_for_memory_is_in_a_file_without_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk_table, "MEMORY", 100)
    before = set(_unnamed())
    table = DiskTable(["value"])
    for _ in range(5_000):
        table.append(b"x" * 1_000)
    assert sum(1 for _ in table.query("SELECT 1 FROM rows")) == 5_000
    files = set(_unnamed()) - before
    assert files
    assert all(OPENED.joinpath(name).stat().st_mode & 0o077 == 0 for name in files)


def _unnamed() -> list[str]:
    """Name the opened files that are in no folder any more."""
    return [entry.name for entry in OPENED.iterdir() if entry.is_file() and str(entry.readlink()).endswith("(deleted)")]


@pytest.mark.parametrize(
    ("words", "error"), [("database or disk is full", OSError), ("interrupted", KeyboardInterrupt)]
)
def test_errors_of_the_database_are_raised_as_what_they_mean(words: str, error: type[BaseException]) -> None:
    table = DiskTable(["value"])
    table.append(1)
    table._database = _Refusing(words)  # type: ignore[assignment]
    with pytest.raises(error):
        list(table.query("SELECT 1 FROM rows"))


class _Refusing:
    """A database that refuses everything."""

    def __init__(self, words: str) -> None:
        self.words = words

    def executemany(self, *_: object) -> None:
        raise sqlite3.OperationalError(self.words)
