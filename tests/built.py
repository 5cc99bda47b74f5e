"""Reports built once for all tests, through the command line, and what a reader finds in them."""

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from analysis.core.files import ROOT
from tests.page import Page

#: With much evidence and little, members and not, and the world.
BUILT = (
    "BLR",
    "RUS",
    "TUR",
    "FRA",
    "SLV",
    "ARG",
    "TUV",
    "TWN",
    "XKX",
    "AND",
    "NRU",
    "WORLD",
    "OVERSIGHT",
    "SANCTIONS",
    "BRIEF",
    "CLAIMS",
)
#: Those that are mostly tables of others' words: their wording is scanned. The rest are looked at one by one.
TEXTUAL = ("oversight", "brief", "claims")
FOLDERS = (
    *(code if len(code) == 3 else code.lower() for code in BUILT if code.lower() not in TEXTUAL),
    "case-studies/BLR",
    "case-studies/RUS",
)


def analysis(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own."""
    command = [sys.executable, "-m", "analysis", *words]
    env = {**os.environ, **environment}
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=300)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Let one test process at a time go on."""
    with (folder / "reports.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def reports(tmp_path_factory: pytest.TempPathFactory, worker_id: str = "master") -> Path:
    """Give a folder with the built reports; parallel test processes share it."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = shared / "reports"
    with alone(shared):
        if not (folder / "manifest.json").exists():
            done = analysis("report", *BUILT, "--reports", str(folder), "--jobs", "2")
            assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def pdftotext() -> str:
    """Give the path of poppler's reader of PDF text; a test that needs it is skipped where it is missing."""
    found = shutil.which("pdftotext")
    return found or pytest.skip("pdftotext (poppler-utils) is not installed")


@pytest.fixture(params=(*FOLDERS, *TEXTUAL))
def any_page(request: pytest.FixtureRequest, reports: Path) -> Page:
    """Give each built report in turn, those that are mostly tables among them."""
    return Page.read(reports / request.param)


@pytest.fixture(params=FOLDERS)
def page(request: pytest.FixtureRequest, reports: Path) -> Page:
    """Give each built report in turn."""
    return Page.read(reports / request.param)
