"""What a report read is noted, each fact by its answer, so that only what an edit changes is made again."""

from __future__ import annotations

import json
import os
import pickle
import random
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.core import reads
from analysis.core.files import write_sealed
from analysis.facts import cases, evidence, hosts
from analysis.facts.world import open_place, release, requesting_countries
from analysis.tables.library import load


class Side(Enum):
    """Two sides."""

    LEFT, RIGHT = 1, 2


@dataclass(frozen=True)
class Pair:
    """Two values."""

    one: object
    other: object


@pytest.fixture
def table(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, int]]:
    """Give an invented table of numbers that can be read, and forget what is known of it afterwards."""
    held = {"a": 1, "b": 2}

    def given(name: str) -> int:
        return held[name]

    monkeypatch.setitem(reads._SOURCES, "number", given)
    monkeypatch.setattr(reads, "_KNOWN", {})
    monkeypatch.setattr(reads, "_FACTS", dict(reads._FACTS))
    yield held


def read(held: dict[str, int], name: str) -> int:
    reads.note("number", name)
    return held[name]


def test_who_asks_for_a_fact_depends_on_its_answer_alone(table: dict[str, int]) -> None:
    @reads.cache
    def is_large(name: str) -> bool:
        return read(table, name) > 10

    with reads.recorded() as keys:
        is_large("a")
        read(table, "b")
    assert {key[0] for key in keys} == {"fact", "number"} and ("number", "a") not in keys
    noted = reads.noted(keys)
    for a, b, same in ((5, 2, True), (50, 2, False), (5, 3, False), (1, 2, True)):
        table.update(a=a, b=b)
        reads._KNOWN.clear()
        is_large.cache_clear()
        assert reads.same(noted) == same


def test_a_fact_that_is_kept_is_noted_for_each_who_asks(table: dict[str, int]) -> None:
    @reads.cache
    def known(name: str) -> int:
        return read(table, name)

    found = []
    for _ in range(2):
        with reads.recorded() as keys:
            known("a")
        found.append(set(keys))
    assert found[0] == found[1] != set()


def test_what_no_note_can_hold_is_noted_by_what_was_read_for_it(table: dict[str, int]) -> None:
    @reads.cache
    def told(of: object) -> int:
        return read(table, "a")

    question = object()
    for _ in range(2):
        with reads.recorded() as keys:
            told(question)
        assert keys == {("number", "a")}


def test_a_fact_within_another_is_the_matter_of_that_one(table: dict[str, int]) -> None:
    @reads.cache
    def inner() -> int:
        return read(table, "a")

    @reads.cache
    def outer() -> bool:
        return inner() > 10

    with reads.recorded() as keys:
        outer()
        assert inner() == 1
    assert [json.loads(key[2]) for key in keys] == [[[], {}], [[], {}]]
    with reads.recorded() as keys:
        outer()
    assert len(keys) == 1 and "outer" in next(iter(keys))[1]


def test_what_has_no_answer_or_no_hash_is_never_the_same(table: dict[str, int]) -> None:
    missing = reads.noted([("number", "c")])
    assert list(missing.values()) == [""] and not reads.same(missing)
    assert not reads.same({})
    with pytest.raises(TypeError):
        reads.digest(object())


VALUES = [
    None, "", "1", 1, 1.0, True, b"1", date(2026, 1, 1), (1,), [1], [1, 1], {1}, {"a": 1}, {"a": 2}, {"b": 1},
    Side.LEFT, Side.RIGHT, Pair(1, 2), Pair(2, 1),
    np.array([1, 2]), np.array([1.0, 2.0]), np.array([[1, 2]]), np.dtype("int64"), pd.Timestamp(0),
    pd.Series([1, 2]), pd.Series([1, 3]), pd.Series([1, 2], name="a"), pd.Series([1, 2], index=[1, 2]),
    pd.Series(["a", None]), pd.Series(["a", ""]), pd.Series([[1], [2]]), pd.Index([1, 2]),
    pd.MultiIndex.from_tuples([(1, 2)], names=["a", "b"]),
    pd.DataFrame({"a": [1, 2]}), pd.DataFrame({"a": ["1", "2"]}), pd.DataFrame({"b": [1, 2]}),
    pd.DataFrame({"a": [1, None]}), pd.DataFrame({"a": range(999)}), pd.DataFrame({"a": [*range(998), 0]}),
]  # fmt: skip


def test_each_value_has_a_hash_of_its_own() -> None:
    hashes = [reads.digest(value) for value in VALUES]
    assert len(set(hashes)) == len(VALUES)


def test_a_hash_is_the_same_in_another_process_whatever_the_order_of_its_sets() -> None:
    code = (
        "from analysis.core import reads; from analysis.facts import cases, evidence;"
        "print(reads.digest([frozenset('abcdef'), cases.expected(0.95), evidence.level('BLR')]))"
    )
    told = [
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "2")
    ]
    assert told[0] == told[1] and len(told[0]) == 65


def test_rows_of_one_state_are_no_reading_of_the_table() -> None:
    cases._cases_of.cache_clear()
    with reads.recorded() as keys:
        cases.cases_of(open_place("BLR"))
        hosts.rows_of(open_place("POL"))
        load("cases", requesting_country="BLR", since=2010)
    assert ("table", "cases") not in keys
    assert {("rows", "cases", "requesting_country", "BLR"), ("rows", "cases", "host_country", "POL")} <= keys
    with reads.recorded() as keys:
        load("cases", requesting_country=["BLR", "POL"])
    assert ("table", "cases") in keys


def test_each_table_that_is_looked_at_is_noted() -> None:
    with reads.recorded() as keys:
        assert len(release().governance)
    assert keys == {("table", "governance")}


def test_every_fact_of_a_state_can_be_asked_again_by_its_note() -> None:
    with reads.recorded() as keys:
        evidence.level("BLR")
        cases.ratio("BLR")
    facts = [key for key in keys if key[0] == "fact"]
    assert len(facts) >= 2
    reads._KNOWN.clear()
    assert all(reads.now(key) for key in facts)


def test_nothing_is_read_before_anybody_records() -> None:
    """A constant of a module that held a number of a table would be noted by nobody."""
    modules = sorted(
        path.relative_to(Path(reads.__file__).parents[2]).with_suffix("").as_posix().replace("/", ".")
        for room in ("facts", "pages", "charts", "site")
        for path in (Path(reads.__file__).parents[1] / room).glob("*.py")
        if path.stem != "__init__"
    )
    code = (
        "import importlib, sys\nfrom analysis.core import reads\n"
        "with reads.recorded() as keys:\n"
        "    for name in sys.argv[1:]: importlib.import_module(name)\n"
        "print(sorted(key for key in keys if key[0] in ('table', 'rows', 'raw')))"
    )
    told = subprocess.run([sys.executable, "-c", code, *modules], capture_output=True, text=True, check=True).stdout
    assert told.strip() == "[]"


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep the answer to one question in a file, of inputs with the hash ``now``."""
    name = "analysis.facts.world:requesting_countries"
    monkeypatch.setattr(reads, "_FACTS", {name: reads._FACTS[name]})
    monkeypatch.setattr(reads, "_KNOWN", {})
    requesting_countries()
    reads.keep(tmp_path / "answers", "now")
    return tmp_path / "answers"


def test_a_kept_answer_is_taken_up_by_who_has_none(kept: Path) -> None:
    fact = next(iter(reads._FACTS.values()))
    before = dict(fact.held)
    fact.cache_clear()
    assert reads.recall(kept, "now") and fact.held == before != {}
    assert requesting_countries() == dict(
        release().cases[["case_id", "requesting_country"]].itertuples(index=False, name=None)
    )


def test_answers_of_other_inputs_or_in_no_file_are_not_taken_up(kept: Path, tmp_path: Path) -> None:
    assert not reads.recall(kept, "later") and not reads.recall(tmp_path / "none", "now")


def test_a_flipped_bit_of_kept_answers_is_never_read(kept: Path) -> None:
    whole, rng = kept.read_bytes(), random.Random(1)
    for place in (*range(70), *(rng.randrange(len(whole)) for _ in range(150))):
        damaged = bytearray(whole)
        damaged[place] ^= 1 << rng.randrange(8)
        kept.write_bytes(damaged)
        assert not reads.recall(kept, "now"), place
    kept.write_bytes(whole[:-9])
    assert not reads.recall(kept, "now")


class Planted:
    """Runs what it likes when it is read as a pickle."""

    def __init__(self, call: object, *words: object) -> None:
        self.call = call, words

    def __reduce__(self) -> object:
        return self.call


@pytest.mark.parametrize(
    "call", [os.mkdir, os.system, Path.touch, reads.note, np.savetxt], ids=lambda call: call.__name__
)
def test_a_planted_program_is_never_run(call: object, kept: Path) -> None:
    told = Path(f"{kept}.ran") if call is Path.touch else f"touch {kept}.ran" if call is os.system else f"{kept}.ran"
    body = pickle.dumps(({}, Planted(call, *([told, [1]] if call is np.savetxt else [told]))))
    write_sealed(kept, body, "now")
    assert not reads.recall(kept, "now")
    assert [path.name for path in kept.parent.iterdir()] == ["answers"]
    body = pickle.dumps(({}, {}))
    write_sealed(kept, body, "now")
    assert reads.recall(kept, "now")
