"""What several verbs of the command line share: warnings, questions, and standing words."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from analysis.core.files import NAME, check_outputs

#: How the command line was called: by the program that an installed package has, or by its module.
CALL = NAME if Path(sys.argv[0]).stem == NAME else "python -m analysis"
Parser = argparse.ArgumentParser
Words = argparse.Namespace


def named_file(text: str) -> Path:
    """Read the path of a file to write; argparse words the refusal of one without a name, such as ``/`` or nothing."""
    if not Path(text).name:
        raise argparse.ArgumentTypeError(f"got {text!r}; expected the name of a file to write, such as out.csv")
    return Path(text)


def warn(sentence: str) -> None:
    """Print a warning to stderr, apart from the result."""
    print(f"warning: {sentence}", file=sys.stderr)


def check_overwritten(outputs: Sequence[Path], inputs: Sequence[Path] = ()) -> None:
    """Refuse outputs that would lose or publish something, and name those that will be written over."""
    check_outputs(outputs, inputs)
    for path in filter(Path.exists, outputs):
        warn(f"{path} exists and will be overwritten")


def agreed(question: str, args: Words) -> bool:
    """Return whether the user agrees, by --yes or by an answer; without a terminal nobody is asked."""
    answer = "yes" if args.yes else input(question) if sys.stdin.isatty() else ""
    return answer.strip().casefold() in {"y", "yes"}
