"""``python -m analysis link NOTICES.csv DESIGNATIONS.csv --output COUNTS.csv``: who is both sought and designated."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import pandas as pd

from analysis.core.files import PRIVATE, check_outputs, read_table, relative, write_atomic
from analysis.core.private import LEAST_SHOWN
from analysis.persons.link import (
    DESIGNATION_COLUMNS,
    count_links,
    designation_persons,
    link,
    notice_persons,
    pair_table,
    read_notices,
)
from analysis.persons.reading import Account


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the verb."""
    parser.add_argument("notices", type=Path, help="csv of `clean notices`")
    parser.add_argument("designations", type=Path, help="csv of `clean sanctions`")
    parser.add_argument("--output", type=Path, required=True, help="counts by requesting country and offence group")
    parser.add_argument(
        "--pairs", type=Path, help=f"also write the linked rows, with names; keep them under {relative(PRIVATE)}"
    )


def run(args: argparse.Namespace) -> int:
    """Link the two files and write the counts and, if asked, the pairs."""
    check_outputs([path for path in (args.output, args.pairs) if path is not None], [args.notices, args.designations])
    notices = read_notices(args.notices)
    table = read_table(args.designations, DESIGNATION_COLUMNS)
    designations = designation_persons(table, args.designations)
    links = link(notice_persons(notices, args.notices), designations)
    counts = count_links(notices, links)
    write_atomic(args.output, counts.to_csv(index=False, lineterminator="\n"))
    print(Account(len(notices)).sentence("notices"))
    print(Account(len(designations), 0, len(table) - len(designations)).sentence("persons"), "(no persons)")
    linked = len({one.notice.identifier for one in links})
    print(f"{linked} of {len(notices)} notices linked with {len(designations)} designated persons: {args.output}")
    if (counts[["notices", "matched"]] < LEAST_SHOWN).any(axis=None):
        print(f"warning: some counts are of fewer than {LEAST_SHOWN} persons; do not publish these", file=sys.stderr)
    if args.pairs is not None:
        write_pairs(pair_table(links), args.pairs)
    return 0


def write_pairs(table: pd.DataFrame, path: Path) -> None:
    """Write rows that name people, readable by their owner only, with a warning outside ``data/private``."""
    if not path.resolve().is_relative_to(PRIVATE):
        print(
            f"warning: {path} names people; it lies outside {relative(PRIVATE)}, which is never committed or shipped",
            file=sys.stderr,
        )
    write_atomic(path, table.to_csv(index=False, lineterminator="\n"))
