"""A short run of the fuzzer; the long one is ``python -m tests.fuzz``."""

from random import Random

import pytest

from tests.fuzz.__main__ import CASES, damaged, fuzz
from tests.fuzz.damage import DAMAGES


def test_damaged_files_are_read_or_refused() -> None:
    outcomes = fuzz(seconds=20, seed=7, most=300)
    assert outcomes.total() >= 100
    assert {outcome.split()[1] for outcome in outcomes} == {"read", "refused"}
    assert {outcome.split()[0] for outcome in outcomes} == set(CASES)


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_every_damage_changes_a_file_and_its_seed_repeats_it(damage: object) -> None:
    content = b'[{"a": 1, "b": [2, 3]}, "x,y;z|w"]\nc,d,e\n'
    changed = [damage(content, Random(seed)) for seed in range(20)]  # type: ignore[operator]
    assert changed == [damage(content, Random(seed)) for seed in range(20)]  # type: ignore[operator]
    assert any(result != content for result in changed) or damage.__name__ == "wrong_types"  # type: ignore[attr-defined]


def test_a_seed_gives_the_same_files() -> None:
    assert damaged("eu", Random(3)) == damaged("eu", Random(3))
    assert damaged("eu", Random(3)) != CASES["eu"][0]()
