from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec

import pytest
from rapidfuzz import fuzz

from analysis.persons import link
from tests.refresh.site import Site, serving


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as running:
        yield running


@pytest.fixture(autouse=True)
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses before retries, which are not waited for."""
    pauses: list[float] = []
    monkeypatch.setattr("urllib3.util.retry.time.sleep", pauses.append)
    return pauses


@pytest.fixture(autouse=True)
def names_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    """Compare names by their letters where rigour is not installed: the names of these tests are spelled alike."""
    if find_spec("rigour") is None:
        monkeypatch.setattr(link, "check_installed", lambda: None)
        monkeypatch.setattr(link, "score_names", lambda one, two: fuzz.token_sort_ratio(one, two) / 100)
