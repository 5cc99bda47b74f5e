"""Speed of the build, beside what stock tools take to make the same of the same notebooks."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from analysis.core.countries import members
from analysis.core.files import NOTEBOOKS, write_atomic
from analysis.pages.catalogue import Job, country_job
from analysis.publish import build, forked, html
from analysis.publish.notebook import part_of

#: Countries whose profile is built, those of them that stock tools make too, and processes of both.
BUILT, STOCK, PROCESSES = members(), members()[9::30], 2


def run() -> list[tuple[str, float, float]]:
    """Time both, from the start of the first notebook to the end of the last, what has to be loaded counted too.

    Returns
    -------
    list of (str, float, float)
        What, seconds a notebook here, and seconds a notebook of papermill and nbconvert, each started as a program,
        two at a time: of the page alone on both sides, and, where there is a browser for nbconvert, of a whole report
        (page, two PDFs, pictures and data) against page and PDF. By the clock, and by what processors worked, which
        other work on the machine does not lengthen.
    """
    with tempfile.TemporaryDirectory() as name, _browser(Path(name)) as browser:
        folder = Path(name)
        pages = [part / len(BUILT) for part in _timed(lambda: _apart(_pages, folder))]
        reports = [part / len(BUILT) for part in _timed(lambda: _apart(_reports, folder))]
        theirs = [part / len(STOCK) for part in _timed(lambda: _all(_page, folder))]
        prints = [part / len(STOCK) for part in _timed(lambda: _all(_print, folder))] if browser else []
    sums = [page + more for page, more in zip(theirs, prints, strict=True)] if prints else []
    what = f"one of {len(BUILT)} country profiles, {PROCESSES} processes, against papermill + nbconvert ({len(STOCK)}"
    rows = []
    for made, here, there in (("pages", pages, theirs), ("page and PDF", reports, sums)):
        names = (f"{what}; {made}): clock", f"{what}; {made}): processor")
        rows += list(zip(names, here, there, strict=False))
    return rows


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    """Give the seconds by the clock, and those that this process and those it waited for have worked."""
    started, began = time.perf_counter(), sum(os.times()[:4])
    work()
    return time.perf_counter() - started, sum(os.times()[:4]) - began


def _apart(work: Callable[[Path], None], folder: Path) -> None:
    """Do a work in a process of its own, so that neither finds what the other has loaded and answered."""
    with forked.aside(partial(work, folder)) as done:
        assert not done().error


def _reports(folder: Path) -> None:
    made = list(build.build_all([country_job(code) for code in BUILT], folder, PROCESSES))
    assert not any(outcome.error for outcome in made)


def _pages(folder: Path) -> None:
    jobs = [country_job(code) for code in BUILT]
    made = list(forked.run(jobs, partial(_own_page, folder), PROCESSES, rehearsal=build.warm(jobs)))
    assert not any(outcome.error for outcome in made)


def _own_page(folder: Path, job: Job) -> None:
    page = html.render(part_of(build.execute_job(job), brief=False))
    write_atomic(folder / "pages" / f"{job.folder}.html", page, public=True)


def _all(work: Callable[[str, Path], None], folder: Path) -> None:
    with ThreadPoolExecutor(PROCESSES) as pool:
        list(pool.map(lambda code: work(code, folder), STOCK))


def _page(code: str, folder: Path) -> None:
    """Run a notebook and make its page by stock tools."""
    words = [str(NOTEBOOKS / "country_profile.ipynb"), f"{folder / code}.ipynb", "-p", "country", code]
    _program("papermill", *words, "--no-progress-bar")
    _program("nbconvert", "--to", "html", f"{folder / code}.ipynb")


def _print(code: str, folder: Path) -> None:
    """Make the PDF of a notebook that has been run by stock tools."""
    _program("nbconvert", "--to", "webpdf", "--disable-chromium-sandbox", f"{folder / code}.ipynb")
    assert (folder / f"{code}.pdf").exists()


def _program(*words: str) -> None:
    subprocess.run([sys.executable, "-m", *words], cwd=NOTEBOOKS, check=True, capture_output=True)


@contextmanager
def _browser(folder: Path) -> Iterator[bool]:
    """Let nbconvert find the Chromium of the machine where it would look for one that playwright has loaded."""
    chromium = shutil.which("chromium")
    if chromium is None or importlib.util.find_spec("playwright") is None:
        yield False
        return
    from playwright.sync_api import sync_playwright

    os.environ["PLAYWRIGHT_BROWSERS_PATH"] = str(folder / "browsers")
    with sync_playwright() as held:
        wanted = Path(held.chromium.executable_path)
    shell = "chrome-headless-shell"
    of_shell = f"{wanted.parent.parent.name}/{wanted.parent.name}".replace("chromium-", "chromium_headless_shell-")
    for place in (wanted, folder / "browsers" / of_shell.replace("chrome-", f"{shell}-") / shell):
        place.parent.mkdir(parents=True)
        place.symlink_to(chromium)
    yield True
