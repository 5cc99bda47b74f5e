"""The command line: ``python -m analysis VERB``. Each verb is a module that registers itself in VERBS."""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence

from analysis.core.errors import InputError

#: Verb -> (module with ``add_arguments(parser)`` and ``run(args) -> int``, one line of help).
VERBS: dict[str, tuple[str, str]] = {
    "report": ("analysis.report.commands.report", "build the reports of all countries, or of those named"),
    "verify": ("analysis.report.commands.verify", "build everything again and compare it with the manifest"),
    "notebooks": ("analysis.report.commands.notebooks", "execute the notebooks in place with their default parameters"),
    "environment": ("analysis.report.commands.environment", "write environment.yml from pyproject.toml"),
    "codebook": ("analysis.report.commands.codebook", "write data/README.md and data/datapackage.json"),
    "clean": ("analysis.clean.commands.clean", "clean notices or sanctions lists: `clean notices|sanctions INPUT...`"),
    "governance": (
        "analysis.report.commands.governance",
        "compute the governance tables of data/raw: `governance FOLDER`",
    ),
    "classify": ("analysis.clean.commands.classify", "add offence labels to a column of charge texts"),
    "match": ("analysis.clean.commands.match", "score a csv of name pairs from 0 to 1"),
    "link": ("analysis.clean.commands.link", "count the notices whose person is designated, by requesting country"),
    "refresh": (
        "analysis.clean.commands.refresh",
        "download the live lists, and rewrite the aggregated tables after showing what changes",
    ),
    "diff": ("analysis.clean.commands.diff", "show which values differ between two tables or folders: `diff OLD NEW`"),
    "coverage": (
        "analysis.report.commands.coverage",
        "simulate how often intervals hold the truth, and write the table",
    ),
    "figures": ("analysis.report.commands.figures", "compute the aggregated figures of data/raw from row-level files"),
}


def build_parser(verb: str | None) -> argparse.ArgumentParser:
    """Make the parser; only the chosen verb's module is imported, so that each verb starts fast."""
    parser = argparse.ArgumentParser(prog="python -m analysis", description=__doc__)
    commands = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    for name, (module, line) in VERBS.items():
        command = commands.add_parser(name, help=line, description=line)
        if name == verb:
            importlib.import_module(module).add_arguments(command)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb; the exit status is 0 where all went well, 1 where the input was refused."""
    words = list(sys.argv[1:] if argv is None else argv)
    verb = next((word for word in words if not word.startswith("-")), None)
    args = build_parser(verb).parse_args(words)
    try:
        return int(importlib.import_module(VERBS[args.verb][0]).run(args))
    except InputError as error:
        print(f"error: {error}", file=sys.stderr)
    except OSError as error:
        print(f"error: {error.strerror}: {error.filename}", file=sys.stderr)
    return 1
