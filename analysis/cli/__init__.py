"""The command line: ``python -m analysis VERB``. Each verb has a parser and a function in a module of this folder."""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence

from analysis.core.errors import InputError

#: Verb -> (module with ``add_VERB(parser)`` and ``run_VERB(args) -> int``, one line of help).
VERBS: dict[str, tuple[str, str]] = {
    "report": ("analysis.cli.reports", "build the reports of all countries, or of those named"),
    "verify": ("analysis.cli.reports", "build everything again and compare it with the manifest"),
    "notebooks": ("analysis.cli.reports", "execute the notebooks in place with their default parameters"),
    "environment": ("analysis.cli.reports", "write environment.yml from pyproject.toml"),
    "codebook": ("analysis.cli.reports", "write data/README.md and data/datapackage.json"),
    "clean": ("analysis.cli.rows", "clean notices or sanctions lists: `clean notices|sanctions INPUT...`"),
    "governance": (
        "analysis.cli.upkeep",
        "compute the governance tables of data/raw: `governance FOLDER`",
    ),
    "classify": ("analysis.cli.rows", "add offence labels to a column of charge texts"),
    "match": ("analysis.cli.rows", "score a csv of name pairs from 0 to 1"),
    "link": ("analysis.cli.rows", "count the notices whose person is designated, by requesting country"),
    "refresh": (
        "analysis.cli.upkeep",
        "download the live lists, and rewrite the aggregated tables after showing what changes",
    ),
    "diff": ("analysis.cli.upkeep", "show which values differ between two tables or folders: `diff OLD NEW`"),
    "coverage": (
        "analysis.cli.upkeep",
        "simulate how often intervals hold the truth, and write the table",
    ),
    "figures": ("analysis.cli.upkeep", "compute the aggregated figures of data/raw from row-level files"),
}


def build_parser(verb: str | None) -> argparse.ArgumentParser:
    """Make the parser; only the chosen verb's module is imported, so that each verb starts fast."""
    parser = argparse.ArgumentParser(prog="python -m analysis", description=__doc__)
    commands = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    for name, (module, line) in VERBS.items():
        command = commands.add_parser(name, help=line, description=line)
        if name == verb:
            getattr(importlib.import_module(module), f"add_{verb}")(command)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb; the exit status is 0 where all went well, 1 where the input was refused."""
    words = list(sys.argv[1:] if argv is None else argv)
    verb = next((word for word in words if not word.startswith("-")), None)
    args = build_parser(verb).parse_args(words)
    try:
        return int(getattr(importlib.import_module(VERBS[args.verb][0]), f"run_{args.verb}")(args))
    except InputError as error:
        print(f"error: {error}", file=sys.stderr)
    except OSError as error:
        print(f"error: {error.strerror}: {error.filename}", file=sys.stderr)
    return 1
