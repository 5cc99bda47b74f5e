"""The rooms that users call: every example runs, every argument is explained, every public function has both."""

import doctest
import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent / "analysis"
#: Rooms whose examples run; those of the first are explained argument by argument.
ROOMS = ("stats", "charts")
MODULES = [
    f"analysis.{room}.{held.name}" for room in ROOMS for held in sorted(pkgutil.iter_modules([str(ROOT / room)]))
]


def public(name: str) -> dict[str, Callable[..., Any]]:
    """Give the functions that a module defines for others, by name."""
    held = vars(importlib.import_module(name))
    return {
        key: value
        for key, value in held.items()
        if not key.startswith("_") and inspect.isfunction(value) and value.__module__ == name
    }


def sections(function: Callable[..., Any]) -> dict[str, str]:
    """Split a docstring in the manner of numpy into its sections, by title."""
    parts = re.split(r"^(\w[\w ]*)\n-+$", inspect.getdoc(function) or "", flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def explained(function: Callable[..., Any]) -> list[str]:
    """Give the names that the section on parameters explains."""
    heads = re.findall(r"^([\w, ]+?)(?: :.*)?$", sections(function).get("Parameters", ""), re.MULTILINE)
    return [name for head in heads if not head.startswith(" ") for name in head.split(", ")]


FUNCTIONS = [(name, key) for name in MODULES if name.startswith("analysis.stats.") for key in sorted(public(name))]


@pytest.mark.parametrize("name", MODULES)
def test_every_example_runs_and_gives_what_it_says(name: str) -> None:
    done = doctest.testmod(importlib.import_module(name))
    assert done.failed == 0
    assert done.attempted > 0


@pytest.mark.parametrize(("name", "key"), FUNCTIONS)
def test_every_statistic_explains_its_arguments_and_shows_an_example(name: str, key: str) -> None:
    function = public(name)[key]
    assert explained(function) == list(inspect.signature(function).parameters)
    told = sections(function)
    assert told.get("Returns", "").strip()
    assert ">>>" in told.get("Examples", "")


@pytest.mark.parametrize("name", [name for name in MODULES if name.startswith("analysis.charts.")])
def test_every_chart_explains_its_arguments_and_shows_an_example(name: str) -> None:
    drawn = [
        value for value in public(name).values() if str(inspect.signature(value).return_annotation).startswith("Chart")
    ]
    for function in drawn:
        assert sorted(explained(function)) == sorted(inspect.signature(function).parameters), function.__name__
        assert ">>>" in sections(function).get("Examples", ""), function.__name__
    assert drawn or name.endswith(".chart")
