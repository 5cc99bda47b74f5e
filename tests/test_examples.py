"""Every example of the package runs; what users call explains every argument and shows an example."""

import doctest
import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import analysis

ROOT = Path(__file__).resolve().parent.parent / "analysis"


def modules(*rooms: str) -> list[str]:
    """Name the modules of rooms, in order."""
    return [f"analysis.{room}.{held.name}" for room in rooms for held in pkgutil.iter_modules([str(ROOT / room)])]


#: Every module that shows an example, and those of which every public function must show one.
MODULES = [
    "analysis",
    *sorted(
        ".".join(("analysis", *path.relative_to(ROOT).with_suffix("").parts))
        for path in ROOT.glob("*/**/*.py")
        if ">>> " in path.read_text(encoding="utf-8")
    ),
]
FACTS = [f"analysis.facts.{path.stem}" for path in sorted((ROOT / "facts").glob("[a-z]*.py"))]
FACTS = [name for name in FACTS if name.rpartition(".")[2] in analysis.__all__]
FACTS = [name for name in FACTS if getattr(importlib.import_module(name), "__all__", [])]


def public(name: str) -> dict[str, Callable[..., Any]]:
    """Give the functions that a module defines for others, by name."""
    held = vars(importlib.import_module(name))
    return {
        key: value
        for key, value in held.items()
        if not key.startswith("_") and inspect.isfunction(inspect.unwrap(value)) and value.__module__ == name
    }


def sections(function: Callable[..., Any]) -> dict[str, str]:
    """Split a docstring in the manner of numpy into its sections, by title."""
    parts = re.split(r"^(\w[\w ]*)\n-+$", inspect.getdoc(function) or "", flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def explained(function: Callable[..., Any]) -> list[str]:
    """Give the names that the section on parameters explains."""
    heads = re.findall(r"^([\w, *]+?)(?: :.*)?$", sections(function).get("Parameters", ""), re.MULTILINE)
    return [name for head in heads if not head.startswith(" ") for name in head.replace("*", "").split(", ")]


def explained_once(part: str) -> set[str]:
    """Give the arguments that the reference explains once, of facts or of statistics."""
    text = (ROOT.parent / "docs" / "reference.md").read_text(encoding="utf-8").partition(f"\n{part}:\n\n")[2]
    items = re.findall(r"^\* (`.+?):", text.partition("\n\n")[0], re.MULTILINE)
    return {name for item in items for name in re.findall(r"`(\w+)`", item)}


def unexplained(function: Callable[..., Any], part: str) -> list[str]:
    """Give the arguments that neither the docstring nor the reference explains."""
    return sorted(set(inspect.signature(function).parameters) - set(explained(function)) - explained_once(part))


def offered(name: str) -> dict[str, Callable[..., Any]]:
    """Give the public functions that a module offers to its readers."""
    listed = getattr(importlib.import_module(name), "__all__", [])
    return {key: function for key, function in public(name).items() if key in listed}


FUNCTIONS = [(name, key) for name in modules("stats") for key in sorted(offered(name))]


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=pytest.mark.thorough) if name.endswith((".robustness", ".coding")) else name
        for name in MODULES
    ],
)
def test_every_example_runs_and_gives_what_it_says(name: str) -> None:
    done = doctest.testmod(importlib.import_module(name))
    assert done.failed == 0
    assert done.attempted > 0


@pytest.mark.parametrize(("name", "key"), FUNCTIONS)
def test_every_statistic_explains_its_arguments_and_shows_an_example(name: str, key: str) -> None:
    function = offered(name)[key]
    assert unexplained(function, "Statistics") == []
    assert ">>>" in sections(function).get("Examples", "")


def test_every_chart_explains_its_arguments_and_shows_an_example(subtests: pytest.Subtests) -> None:
    for name in modules("charts"):
        with subtests.test(name=name):
            drawn = [
                value
                for value in public(name).values()
                if str(inspect.signature(value).return_annotation).startswith("Chart")
            ]
            for function in drawn:
                assert sorted(explained(function)) == sorted(inspect.signature(function).parameters), function.__name__
                assert ">>>" in sections(function).get("Examples", ""), function.__name__
            assert drawn or name.endswith((".chart", ".drawing"))


def test_every_fact_explains_its_arguments_and_shows_an_example(subtests: pytest.Subtests) -> None:
    for name in FACTS:
        with subtests.test(name=name):
            functions = offered(name)
            assert functions
            assert [key for key, value in functions.items() if ">>>" not in sections(value).get("Examples", "")] == []
            silent = {key: missing for key, value in functions.items() if (missing := unexplained(value, "Facts"))}
            assert silent == {}
            stale = {
                key: sorted(set(explained(value)) - set(inspect.signature(value).parameters))
                for key, value in functions.items()
            }
            assert not any(stale.values())


def test_every_public_name_is_explained_and_found() -> None:
    assert dir(analysis) == sorted(analysis.__all__)
    held = {name: getattr(analysis, name) for name in analysis.__all__}
    assert [name for name, value in held.items() if not inspect.getdoc(value)] == []
    assert [n for n, v in held.items() if inspect.isfunction(v) and ">>>" not in sections(v).get("Examples", "")] == []
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = analysis.nothing
