from __future__ import annotations

from collections.abc import Iterator

import pytest

from analysis.refresh.live import Patience
from tests.refresh.site import Site, serving


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as running:
        yield running


@pytest.fixture
def waits() -> list[float]:
    """Give the seconds that were waited for, without waiting."""
    return []


@pytest.fixture
def patience(waits: list[float]) -> Patience:
    return Patience(tries=3, pause=1, longest=60, connect=5, silence=5, sleep=waits.append)
