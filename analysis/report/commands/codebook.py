"""``codebook``: write data/README.md and data/datapackage.json."""

from __future__ import annotations

import argparse

from analysis.core.files import ROOT, relative, write_atomic
from analysis.tables.codebook import datapackage, readme

README = ROOT / "data" / "README.md"
DATAPACKAGE = ROOT / "data" / "datapackage.json"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments of the verb: none."""


def run(args: argparse.Namespace) -> int:
    """Write both files and name them."""
    for path, content in ((README, readme()), (DATAPACKAGE, datapackage())):
        write_atomic(path, content, public=True)
        print(f"wrote {relative(path)}")
    return 0
