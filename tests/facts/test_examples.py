"""Every function of these facts that a reader may call has an example, and each example runs."""

import doctest
import inspect
import re
from collections.abc import Callable
from types import ModuleType

import pytest

from analysis.facts import (
    cases,
    commission,
    evidence,
    founding,
    headlines,
    indices,
    notices,
    oversight,
    reliability,
    sanctions,
    timeline,
    worldwide,
)
from tests.test_examples import sections

#: Modules whose names for others are listed.
LISTED = (cases, commission, evidence, indices, notices, oversight, reliability, timeline, worldwide)
MODULES = (*LISTED, founding, headlines, sanctions)


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


@pytest.mark.parametrize("module", LISTED, ids=lambda module: module.__name__)
def test_every_public_function_is_listed_and_every_listed_name_is_there(module: ModuleType) -> None:
    assert set(public(module)) <= set(module.__all__)
    assert [name for name in module.__all__ if not hasattr(module, name)] == []


@pytest.mark.parametrize("module", LISTED, ids=lambda module: module.__name__)
def test_whoever_asks_about_a_country_may_name_it(module: ModuleType) -> None:
    """A public function that is about one state takes it first but after what it is taken from, as name or place."""
    strange = []
    for name in public(module):
        held = inspect.signature(getattr(module, name)).parameters
        strange += [name for word in ("iso3", "place", "code") if word in held]
        if "country" in held:
            assert str(held["country"].annotation) == "str | Place", name
    assert set(strange) <= {"counted", "exposed", "expected_of"}


@pytest.mark.parametrize("module", LISTED, ids=lambda module: module.__name__)
def test_every_argument_and_what_is_given_is_explained(module: ModuleType) -> None:
    for name in public(module):
        held = inspect.unwrap(getattr(module, name))
        told = sections(held)
        asked = [f"*{key}" if each.kind is each.VAR_POSITIONAL else key for key, each in _arguments(held)]
        heads = re.findall(r"^(\*?\w[\w, ]*?)(?: : .*)?$", told.get("Parameters", ""), re.MULTILINE)
        assert [word for head in heads for word in head.split(", ")] == asked, name
        assert told.get("Returns", "").strip(), name


def _arguments(function: Callable[..., object]) -> list[tuple[str, inspect.Parameter]]:
    return list(inspect.signature(function).parameters.items())
