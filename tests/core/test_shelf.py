"""Rows on disk: groups as a dictionary would make them, nothing left behind, and faults said."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.core import shelf
from analysis.core.shelf import Groups, Shelf, as_bytes, as_text

OPENED = Path("/proc/self/fd")
KEYS = st.sampled_from(["", "a", "b", "c", "\ud800", "é"])


@pytest.mark.parametrize("sorted_at_once", [shelf.SORTED, 3, 1])
@pytest.mark.parametrize("numbers", [hash, lambda key: 0, lambda key: len(str(key)) - 2])
@given(st.lists(st.tuples(KEYS, st.booleans()), max_size=30), st.sets(st.integers(0, 30)))
def test_groups_are_those_of_a_dictionary(
    sorted_at_once: int, numbers: Callable[[object], int], rows: list[tuple[str, bool]], dropped: set[int]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shelf, "SORTED", sorted_at_once)  # rows more than that lie in parts on disk
        _check_groups(Groups(numbers), rows, dropped)


def _check_groups(groups: Groups, rows: list[tuple[str, bool]], dropped: set[int]) -> None:
    wanted = dict[object, list[int]]()
    for place, (key, leads) in enumerate(rows):
        if place in dropped:
            mark = groups.mark()
            for other, value in [(key, "dropped"), ("a", "dropped"), ("", "dropped")]:
                groups.put(other, value)
            groups.drop_after(mark)
        groups.put(key, place, leads=leads)
        wanted.setdefault(key or place, []).append(place)
    led = {key: [place for place in group if rows[place][1]] for key, group in wanted.items()}
    order = sorted(wanted, key=lambda key: (not led[key], (led[key] or wanted[key])[0]))
    assert list(groups.each()) == [wanted[key] for key in order]


@given(st.lists(st.text(st.characters(), max_size=5), max_size=20))
def test_texts_sort_on_disk_as_they_do_in_memory(texts: list[str]) -> None:
    held = Shelf(["name"])
    for text in texts:
        held.add(as_bytes(text))
    assert [as_text(row[0]) for row in held.rows("SELECT name FROM held ORDER BY name")] == sorted(texts)


def test_rows_after_a_place_are_dropped_and_their_numbers_used_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "AT_ONCE", 2)
    held = Shelf(["value"])
    for value in range(5):
        held.add(value)
    held.drop_after(3)
    held.add(9)
    assert list(held.rows("SELECT seq, value FROM held")) == [(1, 0), (2, 1), (3, 2), (4, 9)]


@pytest.mark.skipif(not OPENED.is_dir(), reason="only Linux lists the files that a process has opened")
def test_what_is_too_large_for_memory_lies_in_a_file_without_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "MEMORY", 100)
    before = set(_unnamed())
    held = Shelf(["value"])
    for _ in range(5_000):
        held.add(b"x" * 1_000)
    assert sum(1 for _ in held.rows("SELECT 1 FROM held")) == 5_000
    made = set(_unnamed()) - before
    assert made
    assert all(OPENED.joinpath(name).stat().st_mode & 0o077 == 0 for name in made)


def _unnamed() -> list[str]:
    """Name the opened files that stand in no folder any more."""
    return [entry.name for entry in OPENED.iterdir() if entry.is_file() and str(entry.readlink()).endswith("(deleted)")]


@pytest.mark.parametrize(("words", "told"), [("database or disk is full", OSError), ("interrupted", KeyboardInterrupt)])
def test_faults_of_the_database_are_said_as_what_they_are(words: str, told: type[BaseException]) -> None:
    held = Shelf(["value"])
    held.add(1)
    held._database = _Refusing(words)  # type: ignore[assignment]
    with pytest.raises(told):
        list(held.rows("SELECT 1 FROM held"))


class _Refusing:
    """A database that refuses everything."""

    def __init__(self, words: str) -> None:
        self.words = words

    def executemany(self, *_: object) -> None:
        raise sqlite3.OperationalError(self.words)


@pytest.mark.skipif(not OPENED.is_dir(), reason="only Linux lists the files that a process has opened")
def test_groups_lie_in_a_file_without_a_name_and_a_full_disk_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    before = set(_unnamed())
    groups = Groups()
    made = set(_unnamed()) - before
    assert len(made) == 2
    assert all(OPENED.joinpath(name).stat().st_mode & 0o077 == 0 for name in made)
    with Path("/dev/full").open("r+b", buffering=0) as full:
        monkeypatch.setattr(groups._file, "_file", full)
        groups.put("a", 1)
        with pytest.raises(OSError, match="free some space"):
            list(groups.each())
