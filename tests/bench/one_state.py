"""How soon one state's PDF stands after the command, once another state has been built, beside the first build."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from analysis.core.files import ROOT

#: What a checkout needs to build; states with little, some and much evidence, and the first of all to be built.
NEEDED = ("analysis", "data", "notebooks", "pyproject.toml", "uv.lock", "CHANGELOG.md")
STATES, FIRST = ("TUV", "FRA", "BLR"), "RUS"


def run() -> list[tuple[str, float, float]]:
    """Build states one by one in a copy of the project, each as a command of its own.

    Returns
    -------
    list of (str, float, float)
        What, seconds from the command to the PDF where answers are kept, and where none are.
    """
    with tempfile.TemporaryDirectory() as name:
        project = Path(name)
        for needed in NEEDED:
            held, unwanted = ROOT / needed, shutil.ignore_patterns("clean", "private")
            shutil.copytree(held, project / needed, ignore=unwanted) if held.is_dir() else shutil.copy(held, project)
        kept, left = project / "data/clean/answers.pickle", project / "left"
        _built(project, FIRST)  # cleans the tables, compiles the program
        kept.rename(left)
        rows = []
        for state in STATES:
            kept.unlink(missing_ok=True)
            without = _built(project, state)
            shutil.rmtree(project / "reports" / state)
            shutil.copy(left, kept)  # of another state alone
            what = f"{state} from command to PDF, with the answers that builds keep, against none"
            rows.append((what, _built(project, state), without))
        return rows


def _built(project: Path, state: str) -> float:
    """Give the seconds until the PDF of a state stands, which is written before the pages around it."""
    command, pdf = [sys.executable, "-m", "analysis", "report", state], project / "reports" / state / "report.pdf"
    told = os.environ | {"PYTHONPATH": str(project), "PYTHONDONTWRITEBYTECODE": ""}  # a program that is compiled once
    began = time.perf_counter()
    with subprocess.Popen(command, cwd=project, env=told, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as build:
        while not pdf.exists() and build.poll() is None:
            time.sleep(0.005)
        seconds = time.perf_counter() - began
    assert pdf.exists()
    return seconds
