"""``python -m analysis diff OLD NEW``: which values differ between two tables or two folders of tables."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from analysis.core.errors import InputError
from analysis.tables.diff import compare_paths, report

SAME, DIFFERENT, REFUSED = 0, 1, 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the verb."""
    parser.add_argument("old", type=Path, metavar="OLD", help="a csv, or a folder of them")
    parser.add_argument("new", type=Path, metavar="NEW", help="the same, later")
    parser.add_argument("--rows", action="store_true", help="tell a row that was added or removed by its key alone")
    parser.add_argument("--most", type=int, metavar="N", help="show at most N values of each table")


def run(args: argparse.Namespace) -> int:
    """Print what differs; the exit status is 0 where nothing does, 1 where something does, 2 where refused."""
    try:
        differences = compare_paths(args.old, args.new)
    except InputError as error:
        print(f"error: {error}", file=sys.stderr)
        return REFUSED
    print(report(differences, args.most, args.rows) or "no difference")
    return DIFFERENT if differences else SAME
