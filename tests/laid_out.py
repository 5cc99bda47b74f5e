"""What a notebook lays out, as blocks and as the named variables that its cells leave, without a kernel.

Pictures are left undrawn and sidecars are read once, for both take most of the time; the data of a picture are there.
"""

import ast
from contextlib import ExitStack
from functools import cache
from typing import Any
from unittest import mock

import nbformat

from analysis.core.files import NOTEBOOKS
from analysis.pages.blocks import Block, Section
from analysis.tables.shipped import sidecar

#: What is put in the place of what takes long.
QUICK = {
    "analysis.charts.chart.to_svg": lambda *_: "",
    "analysis.pages.words.sidecar": cache(sidecar),
    "analysis.tables.library.sidecar": cache(sidecar),
}


@cache
def cells(notebook: str) -> tuple[str, ...]:
    """Give the code cells of a notebook, the one with the parameters first."""
    held = nbformat.read(NOTEBOOKS / f"{notebook}.ipynb", as_version=4)
    return tuple(cell.source for cell in held.cells if cell.cell_type == "code")


def run(notebook: str, **parameters: Any) -> tuple[tuple[Block, ...], dict[str, Any]]:
    """Run a notebook's cells with parameters; give the blocks that it shows, and its variables."""
    shown: list[Block] = []

    def show(*things: object) -> None:
        for thing in things:
            shown.extend(thing if isinstance(thing, Section) else [])

    first, *rest = cells(notebook)
    variables: dict[str, Any] = {}
    exec(compile(ast.parse(first), notebook, "exec"), variables)
    assert set(parameters) <= set(variables), f"{notebook} has no parameter {set(parameters) - set(variables)}"
    variables |= parameters
    with ExitStack() as patched:
        for name, quick in {**QUICK, "analysis.pages.blocks.show": show}.items():
            patched.enter_context(mock.patch(name, quick))
        for cell in rest:
            exec(compile(ast.parse(cell), notebook, "exec"), variables)
    return tuple(shown), variables


@cache
def profile(country: str) -> tuple[Block, ...]:
    """Give the blocks of a country's profile."""
    return run("country_profile", country=country)[0]


@cache
def study(country: str) -> tuple[Block, ...]:
    """Give the blocks of a country's case study."""
    return run("case_study", country=country)[0]
