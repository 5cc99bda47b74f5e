"""How nbval compares the notebooks: text, data and blocks strictly; pictures by the data behind them."""

from typing import Any

import pytest

#: A picture differs where a font or a library draws it otherwise; its block and its text hold every number drawn.
PICTURES = ("image/svg+xml", "image/png")


def pytest_collectstart(collector: Any) -> None:  # noqa: ANN401 (nbval's own class has no types)
    """Leave pictures out of the comparison."""
    if isinstance(collector, pytest.File) and collector.path.suffix == ".ipynb":
        collector.skip_compare += PICTURES  # type: ignore[attr-defined]
