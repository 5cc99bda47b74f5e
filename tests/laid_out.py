"""What a notebook lays out, as blocks and as the named variables that its cells leave, without a kernel.

Pictures are left undrawn and sidecars are read once, for both take most of the time; the data of a picture are there.
"""

import ast
import re
from collections.abc import Sequence
from contextlib import ExitStack
from functools import cache
from inspect import getsource
from types import FunctionType, ModuleType
from typing import Any
from unittest import mock

import nbformat

from analysis.core.files import NOTEBOOKS
from analysis.pages.blocks import Block, Section
from analysis.publish.notebook import part_of
from analysis.tables.shipped import sidecar

#: What is put in the place of what takes long.
QUICK = {
    "analysis.charts.chart._to_svg": lambda *_: "",
    "analysis.pages.words.sidecar": cache(sidecar),
    "analysis.tables.library.sidecar": cache(sidecar),
}


@cache
def cells(notebook: str) -> tuple[str, ...]:
    """Give the code cells of a notebook that its report is made of, the one with the parameters first."""
    held = part_of(nbformat.read(NOTEBOOKS / f"{notebook}.ipynb", as_version=4), brief=False)
    return tuple(cell.source for cell in held.cells if cell.cell_type == "code")


def run(notebook: str, **parameters: Any) -> tuple[tuple[Block, ...], dict[str, Any]]:
    """Run a notebook's cells with parameters; give the blocks that it shows, and its variables."""
    shown, variables = _shown(notebook, parameters)
    return tuple(block for _, section in shown for block in section), variables


def sections(notebook: str, **parameters: Any) -> tuple[dict[str, Section], dict[str, Any]]:
    """Run a notebook's cells; give the section of each by the function of the page that lays it out, and variables."""
    shown, variables = _shown(notebook, parameters)
    assert len(dict(shown)) == len(shown), "a function of the page is called in two cells"
    return dict(shown), variables


@cache
def default(notebook: str) -> tuple[dict[str, Section], dict[str, Any]]:
    """Give the sections and variables of a notebook as it stands, laid out once for all tests of a process."""
    return sections(notebook)


def _shown(notebook: str, parameters: dict[str, Any]) -> tuple[list[tuple[str, Section]], dict[str, Any]]:
    shown: list[tuple[str, Section]] = []
    first, *rest = cells(notebook)
    variables: dict[str, Any] = {}
    exec(compile(ast.parse(first), notebook, "exec"), variables)
    assert set(parameters) <= set(variables), f"{notebook} has no parameter {set(parameters) - set(variables)}"
    variables |= parameters
    for cell in rest:
        names = re.findall(r"\bpage\.(\w+)\(", cell)

        def show(*things: object, names: Sequence[str] = names) -> None:
            named = zip([*names, *[""] * len(things)], things, strict=False)
            shown.extend((name, thing) for name, thing in named if isinstance(thing, Section))

        with ExitStack() as patched:
            for place, quick in {**QUICK, "analysis.pages.showing.show": show}.items():
                patched.enter_context(mock.patch(place, quick))
            exec(compile(ast.parse(cell), notebook, "exec"), variables)
    return shown, variables


@cache
def profile(country: str) -> tuple[Block, ...]:
    """Give the blocks of a country's profile."""
    return run("country_profile", country=country)[0]


def offered(page: ModuleType) -> set[str]:
    """Give the public functions that the notebook of a report calls: of each section, and of charts in no section."""
    own = getsource(page)
    return {
        name
        for name, function in vars(page).items()
        if not name.startswith("_") and isinstance(function, FunctionType) and function.__module__ == page.__name__
        if (gives := set(re.findall(r"\w+", str(function.__annotations__["return"])))) & {"Section", "Chart"}
        if "Section" in gives or len(re.findall(rf"\b{name}\(", own)) == 1
    }
