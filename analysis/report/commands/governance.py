"""``governance``: compute the governance tables of data/raw from the publishers' files."""

from __future__ import annotations

import argparse
from pathlib import Path

from analysis.core.files import relative
from analysis.refresh.governance import build


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments of the verb."""
    parser.add_argument("folder", type=Path, help="folder of the publishers' files, named as in the yml of each source")


def run(args: argparse.Namespace) -> int:
    """Compute both tables and name the files written."""
    for path in build(args.folder):
        print(f"wrote {relative(path)}")
    return 0
