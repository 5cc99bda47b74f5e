"""Reports built once for all tests, through the command line, and what a reader finds in them."""

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from analysis.core.files import ROOT
from analysis.pages import catalogue
from analysis.pages.catalogue import Job, country_job
from analysis.publish import build
from analysis.publish.pool import Outcome, attempt
from tests.page import Page

#: Built for every run: countries with much evidence and with none, members and not, and the reports on the world.
COMMON = ("BLR", "RUS", "FRA", "TUV", "TWN", "WORLD", "OVERSIGHT", "SANCTIONS", "BRIEF", "CLAIMS")
#: Built too where the thorough tests run.
MORE = ("TUR", "SLV", "ARG", "XKX", "AND", "NRU")
#: Those that are mostly tables of others' words: their wording is scanned. The rest are looked at one by one.
TEXTUAL = ("oversight", "brief", "claims")
FOLDERS = ("BLR", "RUS", "FRA", "TUV", "TWN", "world", "sanctions")
#: The folders of reports as parameters of tests.
EACH_FOLDER = (*FOLDERS, *(pytest.param(code, marks=pytest.mark.thorough) for code in MORE))

#: How Python runs the command line, and how it does with one page around the reports, for tests that look at no other.
WHOLE = ("-m", "analysis")
WITHOUT_SITE = (
    "-c",
    "import sys; from analysis.cli import main; from analysis.site import downloads; "
    "downloads.files = lambda standing, each: {'index.html': b'home'}; sys.exit(main(sys.argv[1:]))",
)


def analysis(*words: str, how: Sequence[str] = WHOLE, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own."""
    command = [sys.executable, *how, *words]
    env = {**os.environ, **environment}
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=900)


def in_process(
    work: Callable[[Any], Any], tasks: Iterable[Any], processes: int = 1, limit: float = 0
) -> Iterator[Outcome[Any, Any]]:
    """Do tasks one after the other in this process, where functions are replaced: in place of `pool.run`."""
    for task in tasks:
        yield attempt(work, task)


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """Let one test process at a time go on."""
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """Give a folder that one of the parallel test processes makes, and all share."""
    base = factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    done = shared / f"{name}.done"
    with alone(shared / f"{name}.lock"):
        if not done.exists():
            make(shared / name)
            done.touch()
    return shared / name


@pytest.fixture(scope="session")
def built_codes(pytestconfig: pytest.Config) -> tuple[str, ...]:
    """Give the reports that are built: fewer where the thorough tests are left out."""
    return COMMON if "not thorough" in pytestconfig.option.markexpr else (*COMMON, *MORE)


@pytest.fixture(scope="session")
def reports(tmp_path_factory: pytest.TempPathFactory, built_codes: tuple[str, ...]) -> Path:
    """Give a folder with the built reports."""

    def make_reports(folder: Path) -> None:
        done = analysis("report", *built_codes, "--reports", str(folder), "--jobs", "1")
        assert done.returncode == 0, done.stderr

    return made_once(tmp_path_factory, "reports", make_reports)


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> list[Job]:
    """Let three reports be all there are."""
    jobs = [country_job("BLR"), country_job("AND"), country_job("TUV")]
    for module in (catalogue, build):
        monkeypatch.setattr(module, "all_jobs", lambda release: jobs)
    return jobs


@pytest.fixture
def pdftotext() -> str:
    """Give the path of poppler's reader of PDF text; a test that needs it is skipped where it is missing."""
    found = shutil.which("pdftotext")
    return found or pytest.skip("pdftotext (poppler-utils) is not installed")


@pytest.fixture(params=(*EACH_FOLDER, *TEXTUAL))
def any_page(request: pytest.FixtureRequest, reports: Path) -> Page:
    """Give each built report in turn, those that are mostly tables among them."""
    return Page.read(reports / request.param)


@pytest.fixture(params=EACH_FOLDER)
def page(request: pytest.FixtureRequest, reports: Path) -> Page:
    """Give each built report in turn."""
    return Page.read(reports / request.param)
