"""The files that an INPUT of the command line stands for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from analysis.errors import InputError
from analysis.sources.reading import Audit

#: Endings of data; anything else in a folder is passed over with a warning.
ENDINGS = frozenset([".json", ".jsonl", ".ndjson", ".csv", ".psv", ".tsv", ".txt", ".xlsx", ".xml", ""])


def files_of(paths: Sequence[Path], audit: Audit) -> list[Path]:
    """List the files of inputs, those of a folder in order of name, each once.

    Parameters
    ----------
    paths : sequence of Path
        Files or folders.
    audit : Audit
        Takes the files passed over.

    Raises
    ------
    InputError
        If an input does not exist, or a folder holds no data.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if not path.exists():
            raise InputError("no such file or folder", "an existing INPUT", "correct the path", file=path)
        found.update(dict.fromkeys(_folder(path, audit) if path.is_dir() else [path]))
    return list(found)


def _folder(folder: Path, audit: Audit) -> list[Path]:
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and not path.name.startswith(".")]
    data = [path for path in files if path.suffix.casefold() in ENDINGS]
    for path in files:
        if path not in data:
            audit.warn(f"{path} passed over: no data by its ending")
    if not data:
        raise InputError(
            "a folder without data", "files of notices or lists", "give the folder of the files", file=folder
        )
    return data
