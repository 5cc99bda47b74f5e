"""``python -m analysis environment``: write environment.yml from pyproject.toml."""

from __future__ import annotations

import argparse

from pyproject2conda.requirements import RequirementsConfig

from analysis.core.files import ROOT, relative, write_atomic

FILE = ROOT / "environment.yml"
HEADER = "# Generated from pyproject.toml by `make environment`; edit that file, not this one.\n"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments: there are none."""
    del parser


def environment() -> str:
    """Give the text of environment.yml: the packages and the development group of pyproject.toml, for conda."""
    text = RequirementsConfig.from_path(ROOT / "pyproject.toml").to_conda_yaml(
        groups=["dev"], name="red-notice-statistics", channels=["conda-forge"], python_include="python>=3.11"
    )
    return HEADER + text.rstrip("\n") + "\n"


def run(args: argparse.Namespace) -> int:
    """Write the file."""
    del args
    write_atomic(FILE, environment(), public=True)
    print(f"wrote {relative(FILE)}")
    return 0
