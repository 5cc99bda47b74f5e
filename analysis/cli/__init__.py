"""The command line: ``python -m analysis VERB``. A verb imports what it needs as it runs, so that each starts fast."""

from __future__ import annotations

import errno
import sys
from collections.abc import Callable, Sequence
from typing import NamedTuple

from analysis import __version__
from analysis.cli.persons import add_clean, run_clean
from analysis.cli.reports import (
    add_notebooks,
    add_report,
    add_stored,
    add_verify,
    run_notebooks,
    run_report,
    run_stored,
    run_verify,
)
from analysis.cli.shared import CALL, Parser, Words
from analysis.cli.tables import (
    add_check,
    add_figures,
    add_governance,
    add_refresh,
    add_seal,
    run_check,
    run_figures,
    run_governance,
    run_refresh,
    run_seal,
)
from analysis.core import files
from analysis.core.errors import INTERRUPTED, LONGEST, InputError
from analysis.core.files import NAME


class Verb(NamedTuple):
    """What a verb takes, what it does, and that in one line."""

    add: Callable[[Parser], None]
    run: Callable[[Words], int]
    line: str


VERBS: dict[str, Verb] = {
    "report": Verb(add_report, run_report, "build the reports of all or some countries"),
    "verify": Verb(add_verify, run_verify, "build all again and compare the estimates, or a release to the byte"),
    "notebooks": Verb(add_notebooks, run_notebooks, "run the notebooks with default parameters and store the outputs"),
    "stored": Verb(add_stored, run_stored, "renew what is stored: outputs of all notebooks, reports/estimates.csv"),
    "clean": Verb(add_clean, run_clean, "clean notices or sanctions lists: `clean notices|sanctions INPUT...`"),
    "governance": Verb(add_governance, run_governance, "compute the governance tables: `governance FOLDER`"),
    "refresh": Verb(add_refresh, run_refresh, "download the live lists, show what changes, and rewrite the figures"),
    "check": Verb(add_check, run_check, "check a csv of cases for the register: `check FILE`"),
    "add": Verb(add_check, run_check, "check cases, add them to the register and seal its tables: `add FILE`"),
    "seal": Verb(add_seal, run_seal, "seal edited tables: check, show differences, write the hash: `seal TABLE`"),
    "figures": Verb(add_figures, run_figures, "compute the aggregated figures of data/raw from row-level files"),
}


def build_parser(verb: str | None) -> Parser:
    """Make the parser; only the chosen verb says what it takes, as that may need imports."""
    parser = Parser(prog=CALL, description="Build the reports, and clean and check tables.")
    parser.add_argument("--version", action="version", version=f"{NAME} {__version__}")
    commands = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    for name, entry in VERBS.items():
        command = commands.add_parser(name, help=entry.line, description=entry.line)
        if name == verb:
            entry.add(command)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb.

    Parameters
    ----------
    argv : sequence of str, optional
        The words after ``python -m analysis``; those of the process by default.

    Returns
    -------
    int
        The exit status: 0 where all went well, 1 where the input was refused, 2 where the words were, 130 where it was
        interrupted; `refresh` has more.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    verb = next((word for word in words if not word.startswith("-")), None)
    try:
        if any("\0" in word or len(word) > LONGEST for word in words):
            got, expected = "an argument with a null byte or very long", f"at most {LONGEST} letters without one"
            raise InputError(got, expected, "correct it")
        args = build_parser(verb).parse_args(words)
        if args.verb in {"add", "figures", "governance", "refresh"}:  # they write into the project itself
            files.need_checkout(args.verb)
        return VERBS[args.verb].run(args)
    except KeyboardInterrupt:
        print(f"\ninterrupted: {verb} stopped early; no file is half-written", file=sys.stderr)
        return INTERRUPTED
    except (InputError, OSError, MemoryError) as error:
        print(f"error: {error if isinstance(error, InputError) else _of_system(error)}", file=sys.stderr)
        return 1


def _of_system(error: OSError | MemoryError) -> str:
    """One line on what the system, disk or network refused, and how to fix a full disk or memory."""
    if isinstance(error, MemoryError):
        return "the memory is full; to fix, raise its limit (ulimit -v), or use fewer processes (--jobs 1)"
    cure = "; to fix, free some space, or write elsewhere" if error.errno in (errno.ENOSPC, errno.EDQUOT) else ""
    if error.errno in (errno.EEXIST, errno.ENOTDIR):
        return f"got a file, {error.filename}; expected a folder; to fix, name another place, or move the file"
    if error.strerror and (error.filename is not None or cure):
        return f"{error.strerror}{'' if error.filename is None else f': {error.filename}'}{cure}"
    return " ".join(str(error).split()) or type(error).__name__
