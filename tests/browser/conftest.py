"""The site that the browser opens: made once, around three reports that are real and others that only stand."""

from pathlib import Path

import pytest

from analysis.core.files import write_atomic
from analysis.facts.countries import overview
from analysis.facts.world import release
from analysis.pages.catalogue import GENERAL, all_jobs, country_job
from analysis.publish import build, html
from analysis.publish.notebook import part_of
from analysis.site import downloads
from tests.built import made_once

#: Reports on all countries that answer a visitor's question.
ANSWERING = tuple(GENERAL[word] for word in ("BRIEF", "WORLD", "OVERSIGHT", "DECISIONS") if word in GENERAL)
#: Reports that are laid out: a country that requests, one that was asked, one with no case, and those.
REAL = (country_job("BLR"), country_job("FRA"), country_job("TUV"), *ANSWERING)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with the site."""
    return made_once(tmp_path_factory, "browsed", make_site)


def make_site(folder: Path) -> None:
    """Write the site into a folder, and the web pages of the reports that are real."""
    built = {*overview()["country"], *(job.folder for job in GENERAL.values())}
    for job in REAL:
        for name, page in html.render_pages(part_of(build.execute_job(job), brief=False)).items():
            write_atomic(folder / job.folder / name, page.encode(), public=True)
    for name, content in downloads.files(downloads.Standing(folder, frozenset(built))).items():
        write_atomic(folder / name, content, public=True)
    write_atomic(folder / html.LIST, html.render_list(all_jobs(release()), built, []), public=True)
