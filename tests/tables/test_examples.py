"""The examples in docstrings run and give what they say."""

import doctest
import importlib

import pytest

MODULES = (
    "core.errors",
    "core.hand",
    "core.judgement",
    "tables.codebook",
    "tables.diff",
    "tables.earlier",
    "tables.release",
    "tables.schemas",
    "tables.shipped",
)


@pytest.mark.parametrize("name", MODULES)
def test_examples_run(name: str) -> None:
    module = importlib.import_module(f"analysis.{name}")
    done = doctest.testmod(module)
    assert done.failed == 0
    assert done.attempted > 0
