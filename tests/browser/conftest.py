"""The site that the browser opens: made once, around the reports that stand."""

from pathlib import Path

import pytest

from analysis.core.files import write_atomic
from analysis.facts.states import overview
from analysis.site import downloads


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the site into a folder; of states, only that they stand."""
    folder = tmp_path_factory.mktemp("site")
    built = set(overview()["iso3"])
    for name, content in downloads.files(folder, built, []).items():
        write_atomic(folder / name, content, public=True)
    return folder
