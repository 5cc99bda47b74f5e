"""``python -m analysis figures FOLDER``: compute the aggregated figures of data/raw from row-level files."""

from __future__ import annotations

import argparse
from pathlib import Path

from analysis.core.files import relative
from analysis.refresh.figures import compute, write


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("folder", type=Path, help="the folder of row-level notices, by data/hand/notice_snapshots.yml")
    parser.add_argument(
        "--sanctions", type=Path, metavar="FOLDER", help="the folder of lists, by data/hand/sanctions_releases.yml"
    )


def run(args: argparse.Namespace) -> int:
    """Compute and write; the tables are replaced only after all were computed."""
    for path in write(compute(args.folder, args.sanctions)):
        print(f"wrote {relative(path)}")
    return 0
