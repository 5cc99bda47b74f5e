"""How soon a page of the site shows its first words from disk, beside an empty page; needs Chromium."""

from __future__ import annotations

import shutil
import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from analysis.core.files import REPORTS
from analysis.facts.states import overview
from analysis.site import downloads
from tests.bench._apart import SkippedError

#: Kinds of page that are timed, and how often each is opened.
PAGES, TIMES = ("index.html", "compare.html", "cases/index.html", "timeline.html", "hosts/POL.html"), 5
#: Reports that are timed too, where they are built.
STATES = ("BLR/index.html", "RUS/index.html", "TUV/index.html", "case-studies/BLR/index.html", "world/index.html")
_PAINTED = """() => new Promise((tell) => {
  const look = () => {
    const [painted] = performance.getEntriesByName("first-contentful-paint");
    if (painted) tell(painted.startTime / 1000); else requestAnimationFrame(look);
  };
  look();
})"""


def run() -> list[tuple[str, float, float]]:
    """Open pages and read when the browser painted first.

    Returns
    -------
    list of (str, float, float)
        Page, median seconds to its first paint, median seconds of a page of one word.
    """
    chromium = shutil.which("chromium")
    if chromium is None:
        raise SkippedError("no chromium on this machine")
    with tempfile.TemporaryDirectory() as name, sync_playwright() as held:
        folder = Path(name)
        for path, content in downloads.files(downloads.Standing(folder, frozenset(overview()["iso3"]))).items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)
        (folder / "bare.html").write_text("<!DOCTYPE html><title>bare</title><p>word", encoding="utf-8")
        browser = held.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        bare = _painted(browser, folder / "bare.html")
        pages = [*(folder / page for page in PAGES), *(REPORTS / page for page in STATES if (REPORTS / page).exists())]
        return [(f"first paint of {page.parent.name}/{page.name}", _painted(browser, page), bare) for page in pages]


def _painted(browser: Browser, path: Path) -> float:
    return statistics.median(_once(browser, path) for _ in range(TIMES))


def _once(browser: Browser, path: Path) -> float:
    page = browser.new_page()
    page.goto(f"file://{path}")
    seconds = float(page.evaluate(_PAINTED))
    page.close()
    return seconds
