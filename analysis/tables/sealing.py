"""The hashes of tables that were edited."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.core.files import RAW, csv_as_text, digest, write_atomic
from analysis.tables.diff import Difference, compare
from analysis.tables.release import FINISH, load
from analysis.tables.schemas import schema_of
from analysis.tables.shipped import all_or_none, raw_path, sidecar, sidecar_path, stamped


@dataclass(frozen=True)
class Sealed:
    """A table with a new hash, and its difference from the committed state; None where there is none."""

    table: str
    rows: int
    difference: Difference | None = None


def seal(names: Sequence[str], root: Path = RAW) -> list[Sealed]:
    """Write the hash of edited tables into their sidecars.

    Tables that were edited together are sealed together, all or none. Those that are as their sidecars say are not
    in the result. A table that fails its schema, or on which another fails, is refused, and nothing is written.
    """
    paths = {name: raw_path(schema_of(name).name, root) for name in dict.fromkeys(names)}
    contents = {name: path.read_bytes() for name, path in paths.items()}
    edited = [name for name in paths if digest(contents[name]) != sidecar(name, root).sha256]
    sidecars = {sidecar_path(paths[name]): stamped(paths[name], contents[name]) for name in edited}
    with all_or_none([*sidecars]):
        for path, text in sidecars.items():
            write_atomic(path, text, public=True)
        for name in {**paths, **FINISH}:  # the tables of the register are checked against one another
            load(name, root)
        return [_compared(name, paths[name]) for name in edited]


def _compared(name: str, path: Path) -> Sealed:
    """Compare a table with the one of git's last commit, if there is one."""
    new, git = csv_as_text(path), shutil.which("git")
    words = [git or "", "-C", str(path.parent), "show", f"HEAD:./{path.name}"]
    committed = subprocess.run(words, capture_output=True, check=False) if git else None
    if committed is None or committed.returncode:
        return Sealed(name, len(new))
    return Sealed(name, len(new), compare(name, csv_as_text(path, content=committed.stdout), new))
