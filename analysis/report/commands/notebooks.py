"""``python -m analysis notebooks``: execute the notebooks in place with their default parameters."""

from __future__ import annotations

import argparse
from pathlib import Path

import nbformat

from analysis.core.files import NOTEBOOKS, relative, write_atomic
from analysis.publish.notebook import execute


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("notebook", nargs="*", type=Path, help="the notebooks; none means all")


def run(args: argparse.Namespace) -> int:
    """Execute each notebook in a kernel of its own, as a reader would, and store its outputs."""
    for path in args.notebook or sorted(NOTEBOOKS.glob("*.ipynb")):
        write_atomic(path, nbformat.writes(execute(path, engine=None)) + "\n", public=True)
        print(f"executed {relative(path.resolve())}")
    return 0
