"""Speed of the whole build, beside what stock tools take to make a web page of the same notebooks."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from analysis.core.countries import members
from analysis.core.files import NOTEBOOKS
from analysis.pages.catalogue import country_job
from analysis.publish.build import build_all

#: Countries whose profile is built, those of them that stock tools make too, and processes of both.
BUILT, STOCK, PROCESSES = members()[::3], ("BLR", "TUV", "FRA", "RUS"), 2


def run() -> list[tuple[str, float, float]]:
    """Time both, from the start of the first notebook to the end of the last, what has to be loaded counted too.

    Returns
    -------
    list of (str, float, float)
        What, seconds a notebook of this build, which makes page, two PDFs, pictures and data of it, and seconds a
        notebook of papermill and nbconvert, each started as a program, two at a time, which make a page alone: by the
        clock, and by what processors worked, which other work on the machine does not lengthen.
    """
    with tempfile.TemporaryDirectory() as name:
        ours = [part / len(BUILT) for part in _timed(lambda: _build(Path(name)))]
        theirs = [part / len(STOCK) for part in _timed(lambda: _all_stock(Path(name)))]
    what = f"one of {len(BUILT)} country profiles, {PROCESSES} processes, against papermill + nbconvert ({len(STOCK)})"
    names = (f"{what}; clock", f"{what}; processor")
    return list(zip(names, ours, theirs, strict=True))


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    """Give the seconds by the clock, and those that this process and those it waited for have worked."""
    started, began = time.perf_counter(), sum(os.times()[:4])
    work()
    return time.perf_counter() - started, sum(os.times()[:4]) - began


def _build(folder: Path) -> None:
    made = list(build_all([country_job(code) for code in BUILT], folder, PROCESSES))
    assert not any(outcome.error for outcome in made)


def _all_stock(folder: Path) -> None:
    with ThreadPoolExecutor(PROCESSES) as pool:
        list(pool.map(lambda code: _stock(code, folder), STOCK))


def _stock(code: str, folder: Path) -> None:
    notebook = folder / f"{code}.ipynb"
    words = [str(NOTEBOOKS / "country_profile.ipynb"), str(notebook), "-p", "country", code, "--no-progress-bar"]
    options = {"cwd": NOTEBOOKS, "check": True, "capture_output": True}
    subprocess.run([sys.executable, "-m", "papermill", *words], **options)  # type: ignore[call-overload]
    subprocess.run([sys.executable, "-m", "nbconvert", "--to", "html", str(notebook)], **options)  # type: ignore[call-overload]
