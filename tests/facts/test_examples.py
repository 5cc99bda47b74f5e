"""Every function of these facts that a reader may call has an example, and each example runs."""

import doctest
import inspect
from types import ModuleType

import pytest

from analysis.facts import founding, headlines, oversight, sanctions, timeline

MODULES = (founding, headlines, oversight, sanctions, timeline)


def public(module: ModuleType) -> list[str]:
    """Name the public functions that a module defines, cached ones among them."""
    functions = {name: inspect.unwrap(held) for name, held in vars(module).items() if callable(held)}
    return [
        name
        for name, held in functions.items()
        if inspect.isfunction(held) and held.__module__ == module.__name__ and not name.startswith("_")
    ]


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_every_example_gives_what_it_says(module: ModuleType) -> None:
    failed, tried = doctest.testmod(module)
    assert failed == 0
    assert tried >= len(public(module)) > 0


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_every_public_function_says_what_it_gives_and_shows_it(module: ModuleType) -> None:
    texts = {name: inspect.getdoc(getattr(module, name)) or "" for name in public(module)}
    assert [name for name, text in texts.items() if "Examples\n--------\n" not in text] == []
