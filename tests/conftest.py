"""Shared fixtures; tests on the publishers' own files run where those are, and are skipped with a reason elsewhere."""

import gc
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

#: The fixtures of built reports, for every room that looks at a page.
pytest_plugins = ["tests.built"]
BESIDE = Path(__file__).resolve().parent.parent.parent / "shared" / "data"
SOURCES = Path(os.environ.get("RED_NOTICE_SOURCES", BESIDE))

#: How many objects are made before garbage is looked for: a process holds a million that stay until its end.
YOUNG = 50_000
gc.set_threshold(YOUNG, *gc.get_threshold()[1:])

# A shell that runs tests in the background lets them ignore Ctrl-C, and their children too.
signal.signal(signal.SIGINT, signal.default_int_handler)

# How long an example takes is no fault of the code: on a busy machine it takes seconds.
settings.register_profile("patient", deadline=None)
settings.register_profile("quick", settings.get_profile("patient"), max_examples=20)
settings.load_profile("patient")


def pytest_configure(config: pytest.Config) -> None:
    """Try fewer examples where the thorough tests are left out."""
    if "not thorough" in config.option.markexpr:
        settings.load_profile("quick")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests of built reports first: one process builds them while the other goes on."""
    items.sort(key=lambda item: "reports" not in getattr(item, "fixturenames", ()))


@pytest.fixture(scope="session", autouse=True)
def laid_aside() -> Iterator[None]:
    """Lay aside packages and tests, which are no garbage, and keep them there when a build lets go of its own."""
    gc.collect()
    gc.freeze()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(gc, "unfreeze", lambda: None)
        yield


@pytest.fixture(autouse=True)
def no_open_pictures() -> Iterator[None]:
    """Close the pictures of cells that a test ran: a notebook that is executed next would show them."""
    yield
    if "matplotlib.pyplot" in sys.modules:
        sys.modules["matplotlib.pyplot"].close("all")


@pytest.fixture(scope="session")
def source_files() -> Path:
    """Give the folder of the publishers' files (row-level notices and lists, not part of the project)."""
    if not SOURCES.is_dir():
        pytest.skip(
            "the publishers' row-level files are not part of the project; set RED_NOTICE_SOURCES to their folder"
        )
    return SOURCES
