"""Where the project keeps things, and how it writes them."""

from __future__ import annotations

import hashlib
import os
import platform
import tempfile
from importlib.metadata import version
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


def inputs_digest(raw: Path = RAW) -> str:
    """Give one hash of all that tables and reports depend on: program, notebooks, data, judgement and packages.

    Parameters
    ----------
    raw : Path
        The folder of shipped tables.

    Returns
    -------
    str
        64 hexadecimal digits; another as soon as a byte of any of these files changes, or one comes or goes.
    """
    total = hashlib.sha256(f"{platform.python_version()} {version('pandas')}".encode())
    for root in (ROOT / "analysis", NOTEBOOKS, raw, HAND, ROOT / "uv.lock"):
        for path in [root] if root.is_file() else sorted(root.rglob("*")):
            if path.is_file() and not {"__pycache__", ".ipynb_checkpoints"} & set(path.parts):
                name = f"{root.name}/{path.relative_to(root).as_posix()}\0"
                total.update(name.encode() + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


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
