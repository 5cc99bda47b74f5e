"""Every example in the docstrings of the ground floor runs, and gives what it says."""

import doctest
import importlib

import pytest


@pytest.mark.parametrize("name", ["countries", "dates", "files", "private"])
def test_every_example_runs_and_gives_what_it_says(name: str) -> None:
    done = doctest.testmod(importlib.import_module(f"analysis.core.{name}"))
    assert done.failed == 0
    assert done.attempted > 3
