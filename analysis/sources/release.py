"""Shipped tables: each a file under ``data/raw`` with a sidecar that says what it is and what it must hash to."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from analysis.core.errors import InputError, some
from analysis.core.files import RAW, csv_as_text, relative, write_atomic


@dataclass(frozen=True)
class Sidecar:
    """What a table is and where it comes from.

    Parameters
    ----------
    title : str
        One line.
    origin : list of dict
        Publications behind the table, each with ``title`` and ``url``.
    citation : str
        How to cite the table or its origin.
    licence : str
        Licence of the table, with its address where it has one.
    universe : str
        What one row counts, and the population it belongs to.
    retrieved : str
        Date, or range of dates, of retrieval.
    sha256 : str
        Hash of the file.
    known_limits : list of str
        What a reader must know before using it.
    """

    title: str
    origin: list[dict[str, str]]
    citation: str
    licence: str
    universe: str
    retrieved: str
    sha256: str
    known_limits: list[str]


@cache
def raw_paths(root: Path = RAW) -> dict[str, Path]:
    """Map the name of every shipped table to its file; the name is the file's, without its ending."""
    files = [path for path in sorted(root.rglob("*")) if path.is_file() and path.suffix in {".csv", ".gz", ".json"}]
    return {path.name.split(".")[0]: path for path in files}


def raw_path(name: str, root: Path = RAW) -> Path:
    """Give the file of a shipped table.

    Raises
    ------
    InputError
        If there is none of that name.
    """
    paths = raw_paths(root)
    if name not in paths or not paths[name].exists():
        raise InputError(
            f"no table {name!r}",
            f"one of {some(sorted(paths), 30)}",
            "restore it with `git checkout -- data/raw`",
            file=relative(root),
        )
    return paths[name]


def sidecar_path(table: Path) -> Path:
    """Give the sidecar of a table: the same name with ``.yml`` for its endings."""
    return table.with_name(table.name.split(".")[0] + ".yml")


def sidecar(name: str, root: Path = RAW) -> Sidecar:
    """Read the sidecar of a shipped table.

    Raises
    ------
    InputError
        If it is missing, lacks a field, has one too many, or leaves one empty.
    """
    path = sidecar_path(raw_path(name, root))
    if not path.exists():
        raise InputError("no sidecar", f"a file {path.name}", "restore or write it", file=relative(path))
    held = _mapping(path)
    wanted = {field.name for field in fields(Sidecar)}
    if set(held) != wanted:
        fix = f"add {some(sorted(wanted - set(held)))}; remove {some(sorted(set(held) - wanted))}"
        raise InputError(f"fields {some(sorted(held), 20)}", some(sorted(wanted), 20), fix, file=relative(path))
    for field in fields(Sidecar):
        kind = list if field.name in {"origin", "known_limits"} else str
        if not isinstance(held[field.name], kind) or not held[field.name]:
            got = f"{held[field.name]!r} for {field.name}"
            raise InputError(got, f"a {kind.__name__} that is not empty", "complete the sidecar", file=relative(path))
    return Sidecar(**held)


def _mapping(path: Path) -> dict[str, Any]:
    try:
        held = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise InputError(f"no YAML ({error})", "a YAML mapping", "correct the sidecar", file=relative(path)) from None
    if not isinstance(held, dict):
        raise InputError(f"{type(held).__name__}", "a YAML mapping", "restore the sidecar", file=relative(path))
    return held


def checked_bytes(name: str, root: Path = RAW) -> bytes:
    """Read a shipped file and compare it with the hash of its sidecar.

    Raises
    ------
    InputError
        If the file was edited without its sidecar.
    """
    path = raw_path(name, root)
    content = path.read_bytes()
    found, wanted = hashlib.sha256(content).hexdigest(), sidecar(name, root).sha256
    if found != wanted:
        raise InputError(
            f"a file with sha256 {found[:12]}…",
            f"{wanted[:12]}…, the one in {sidecar_path(path).name}",
            "restore the table with `git checkout`, or, if the edit is meant, write its new sha256 into the sidecar",
            file=relative(path),
        )
    return content


def read_raw(name: str, root: Path = RAW) -> pd.DataFrame:
    """Read a shipped table as text, blanks as empty strings, after checking its hash.

    Raises
    ------
    InputError
        If the table is missing, edited, unreadable or empty.
    """
    checked_bytes(name, root)
    path = raw_path(name, root)
    table = csv_as_text(path)
    if table.empty:
        raise InputError("no row", "at least one row", "restore it with `git checkout`", file=relative(path))
    return table


def store(path: Path, content: bytes) -> None:
    """Write a shipped table, and its hash into its sidecar, which must exist.

    Parameters
    ----------
    path : Path
        The table.
    content : bytes
        What it shall hold.

    Raises
    ------
    InputError
        If it has no sidecar, or the sidecar has no line ``sha256``.
    """
    beside = sidecar_path(path)
    if not beside.exists():
        raise InputError("no sidecar", f"a file {beside.name}", "write it before the table", file=relative(beside))
    line = f"sha256: {hashlib.sha256(content).hexdigest()}"
    text, found = re.subn(r"(?m)^sha256:.*$", line, beside.read_text(encoding="utf-8"))
    if found != 1:
        raise InputError(f"{found} lines `sha256:`", "one", "correct the sidecar", file=relative(beside))
    write_atomic(path, content, public=True)
    write_atomic(beside, text, public=True)
