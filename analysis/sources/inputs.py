"""The files that an INPUT of the command line stands for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tqdm import tqdm

from analysis.core.errors import InputError
from analysis.sources.reading import Audit, Reject, UnknownFormatError

#: Endings of data; anything else in a folder is passed over with a warning.
ENDINGS = frozenset([".json", ".jsonl", ".ndjson", ".csv", ".psv", ".tsv", ".txt", ".xlsx", ".xml", ""])
#: Largest share of the files of folders that may be unreadable.
MAX_UNREADABLE_SHARE = 0.10


@dataclass(frozen=True)
class Input:
    """A file to read.

    Parameters
    ----------
    path : Path
        Where it is.
    named : bool
        True if the user named it; False if it was found in a folder, where one bad file is set aside.
    """

    path: Path
    named: bool


def inputs_of(paths: Sequence[Path], audit: Audit) -> list[Input]:
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
    found: dict[Path, Input] = {}
    for path in paths:
        if not path.exists():
            raise InputError("no such file or folder", "an existing INPUT", "correct the path", file=path)
        for file in _folder(path, audit) if path.is_dir() else [path]:
            found.setdefault(file.resolve(), Input(file, not path.is_dir()))
    return list(found.values())


def _folder(folder: Path, audit: Audit) -> list[Path]:
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and not path.name.startswith(".")]
    data = [path for path in files if path.suffix.casefold() in ENDINGS]
    for path in sorted(set(files) - set(data)):
        audit.warn(f"{path} passed over: no data by its ending")
    if not data:
        raise InputError("a folder without data", "files of notices or lists", "give the folder of files", file=folder)
    return data


def read_inputs(
    inputs: Sequence[Input], read: Callable[[Path], None], rejects: list[Reject], *, title: str, progress: bool
) -> None:
    """Read files one after the other.

    Parameters
    ----------
    inputs : sequence of Input
        The files.
    read : callable
        Reads one; a refusal of a file that was found in a folder sets that file aside, and one of no known format
        is not counted.
    rejects : list of Reject
        Takes the files set aside, with the reason.
    title, progress : str, bool
        What is shown while it goes on, and whether.

    Raises
    ------
    InputError
        If a file that the user named is refused, or more than a tenth of those found in folders.
    """
    refused: list[InputError] = []
    for entry in tqdm(inputs, disable=not progress, unit="file", desc=title):
        try:
            read(entry.path)
        except InputError as error:
            if entry.named:
                raise
            known = not isinstance(error, UnknownFormatError)
            rejects.append(Reject(entry.path.name, error.row or 0, str(error), "", bad=known))
            refused.extend([error] * known)
    _check_share(refused, sum(not entry.named for entry in inputs))


def _check_share(refused: list[InputError], files: int) -> None:
    if len(refused) == files and refused:
        raise refused[0]
    if len(refused) > max(1, MAX_UNREADABLE_SHARE * files):
        raise InputError(
            f"{len(refused)} of {files} files that cannot be read (first: {refused[0].got})",
            f"at most {MAX_UNREADABLE_SHARE:.0%} of the files of a folder",
            "give the folder of one kind of data, or the files by name",
            file=refused[0].file,
        )
