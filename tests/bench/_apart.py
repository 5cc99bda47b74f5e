"""Packages that the project does not have, in an environment that is thrown away, to set speed beside theirs."""

from __future__ import annotations

import json
import os
import site
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

#: Seconds that an installation, and what is measured then, may take.
INSTALL, MEASURE = 180, 180


class SkippedError(Exception):
    """A benchmark that cannot be run here, and why."""


@contextmanager
def beside(*packages: str) -> Iterator[Path]:
    """Give the Python of an environment that has packages beside those of this one.

    Raises
    ------
    SkippedError
        If they cannot be installed; the last line of what was told is the reason.
    """
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        python = Path(name) / "bin" / "python"
        _call([sys.executable, "-m", "venv", name], INSTALL)
        held = next(Path(name).glob("lib/python*/site-packages"))
        (held / "beside.pth").write_text("\n".join([*site.getsitepackages(), str(Path.cwd())]), encoding="utf-8")
        _call([str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *packages], INSTALL)
        yield python


def measured(python: Path, script: str, given: object) -> dict[str, Any]:
    """Run a script that reads JSON and ends with a line of it; give that."""
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        path = Path(name) / "given.json"
        path.write_text(json.dumps(given), encoding="utf-8")
        told = _call([str(python), "-c", script, str(path)], MEASURE)
    answer: dict[str, Any] = json.loads(told.strip().splitlines()[-1])
    return answer


def _call(command: list[str], limit: float) -> str:
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "DO_NOT_TRACK": "1", "PLOOMBER_STATS_ENABLED": "false"}
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=limit, env=environment)
    except subprocess.TimeoutExpired:
        raise SkippedError(f"{' '.join(command[1:4])[:60]} ... took more than {limit:g} s") from None
    if done.returncode:
        last = next((line for line in reversed(done.stderr.splitlines()) if line.strip()), "no reason told")
        raise SkippedError(f"{' '.join(command[1:4])[:60]} ...: {last[:120]}")
    return done.stdout
