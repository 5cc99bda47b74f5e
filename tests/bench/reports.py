"""Seconds for all reports, beside papermill and nbconvert on some of the same notebooks; and for nothing to do."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from analysis.core.country_names import members
from analysis.core.files import NOTEBOOKS, ROOT

#: Countries whose profile stock tools make, and processes of both.
STOCK, PROCESSES = members()[9::30], 2


def run() -> Iterator[tuple[str, float, float]]:
    """Build everything, build it again, and have stock tools make some of it, two processes each.

    Yields
    ------
    tuple of (str, float, float)
        What, seconds here, seconds of the baseline. Stock tools make the page alone; a report here is page, PDFs, data
        and pictures.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        words = ("analysis", "report", "--jobs", str(PROCESSES), "--reports", str(folder / "reports"))
        whole = _seconds(ROOT, *words)
        count = sum(1 for page in (folder / "reports").rglob("report.pdf"))
        began = time.perf_counter()
        with ThreadPoolExecutor(PROCESSES) as pool:
            list(pool.map(lambda code: _stock(code, folder), STOCK))
        each = (time.perf_counter() - began) / len(STOCK)
        yield (
            f"one of {count} reports, against the page of one of {len(STOCK)} by papermill + nbconvert",
            whole / count,
            each,
        )
        yield "all reports and the site, against papermill + nbconvert for as many pages", whole, each * count
        again = _seconds(ROOT, *words)
        yield "nothing to do, against the build", again, whole


def _stock(code: str, folder: Path) -> None:
    executed = f"{folder / code}.ipynb"
    words = (str(NOTEBOOKS / "country_profile.ipynb"), executed, "-p", "country", code, "--no-progress-bar")
    _seconds(NOTEBOOKS, "papermill", *words)
    _seconds(NOTEBOOKS, "nbconvert", "--to", "html", executed)


def _seconds(folder: Path, *words: str) -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-m", *words], cwd=folder, check=True, capture_output=True)
    return time.perf_counter() - began
