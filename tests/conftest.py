"""Shared fixtures; tests on the publishers' own files run where those are, and are skipped with a reason elsewhere."""

import os
from pathlib import Path

import pytest

#: The fixtures of built reports, for every room that looks at a page.
pytest_plugins = ["tests.built"]
BESIDE = Path(__file__).resolve().parent.parent.parent / "shared" / "data"
SOURCES = Path(os.environ.get("RED_NOTICE_SOURCES", BESIDE))


@pytest.fixture(scope="session")
def source_files() -> Path:
    """Give the folder of the publishers' files (row-level notices and lists, not part of the project)."""
    if not SOURCES.is_dir():
        pytest.skip(
            "the publishers' row-level files are not part of the project; set RED_NOTICE_SOURCES to their folder"
        )
    return SOURCES
