"""The list of every output with its sha256, by which two builds are compared."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from analysis.core.errors import InputError
from analysis.core.files import relative, write_atomic

#: Report folder -> file inside it -> sha256.
Manifest = dict[str, dict[str, str]]
NAME = "manifest.json"


def digest(content: bytes) -> str:
    """Give the sha256 of some bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def hashes(folder: Path) -> dict[str, str]:
    """Give the sha256 of every file below a folder, by its path inside it."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): digest(path.read_bytes()) for path in files}


def read(folder: Path) -> Manifest:
    """Read the manifest of a reports folder; empty if there is none.

    Raises
    ------
    InputError
        If the file is not a manifest.
    """
    path = folder / NAME
    if not path.exists():
        return {}
    try:
        held = json.loads(path.read_text(encoding="utf-8"))["outputs"]
        return {str(key): dict(value) for key, value in held.items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        fix = "restore it with `git checkout`, or delete it and build again"
        raise InputError(f"no manifest ({error})", "JSON with the key outputs", fix, file=relative(path)) from error


def write(folder: Path, outputs: Mapping[str, Mapping[str, str]], data: str) -> None:
    """Write the manifest of a reports folder, in order of name.

    Parameters
    ----------
    folder : Path
        The reports folder.
    outputs : mapping
        Report folder to file to sha256.
    data : str
        The data release that the reports were built from.
    """
    ordered = {key: dict(sorted(outputs[key].items())) for key in sorted(outputs)}
    write_atomic(folder / NAME, json.dumps({"data_release": data, "outputs": ordered}, indent=0) + "\n", public=True)


def differences(wanted: Manifest, found: Manifest) -> list[str]:
    """Name each file that is missing, new or different, as ``BLR/report.pdf: differs``."""
    left = {f"{key}/{name}": value for key, files in wanted.items() for name, value in files.items()}
    right = {f"{key}/{name}": value for key, files in found.items() for name, value in files.items()}
    lines = [f"{name}: missing" for name in left.keys() - right.keys()]
    lines += [f"{name}: not in the manifest" for name in right.keys() - left.keys()]
    lines += [f"{name}: differs" for name in left.keys() & right.keys() if left[name] != right[name]]
    return sorted(lines)
