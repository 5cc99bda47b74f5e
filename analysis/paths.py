"""Where the project keeps things, and how it writes them."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RAW = ROOT / "data" / "raw"
HAND = ROOT / "data" / "hand"
CLEAN = ROOT / "data" / "clean"
PRIVATE = ROOT / "data" / "private"
NOTEBOOKS = ROOT / "notebooks"
REPORTS = ROOT / "reports"


def relative(path: Path) -> str:
    """Name a path as a reader of the project would, from its root where it lies inside."""
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else str(path)


def write_atomic(path: Path, content: bytes | str, mode: int | None = None) -> None:
    """Write a file whole or not at all.

    Parameters
    ----------
    path : Path
        The file; its folder is made if missing.
    content : bytes or str
        What it shall hold; text is written as UTF-8 with Unix line ends.
    mode : int, optional
        Permission bits; the default follows the process's umask.

    Raises
    ------
    OSError
        If the folder cannot be written; the old file is then untouched.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    data = content.encode() if isinstance(content, str) else content
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        Path(name).chmod(_permissions() if mode is None else mode)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _permissions() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
