"""One chart a function: the picture, the data behind it and its alternative text."""

from __future__ import annotations

from functools import cache, wraps
from importlib import import_module
from typing import Any

from analysis.core.errors import NoDataError

_FILES = ("chart", "comparisons", "models", "register")
__all__ = [
    "Chart", "Frame", "cases_by_country", "cases_over_time", "matrix", "possible_ranges", "ranked_bars", "rates",
    "specification_curve",
]  # fmt: skip


def __getattr__(name: str) -> object:
    """Import the file of a chart when it is first asked for."""
    for file in _FILES if name in __all__ else ():
        chart = getattr(import_module(f"{__name__}.{file}"), name, None)
        if getattr(chart, "__module__", "") == f"{__name__}.{file}":
            return chart if isinstance(chart, type) else _of_rows(chart)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}; expected one of {', '.join(__all__)}")


@cache
def _of_rows(chart: Any) -> object:  # noqa: ANN401
    """Refuse to draw a table without rows, such as a selection that keeps none."""

    @wraps(chart)
    def drawn(*args: Any, **more: Any) -> object:  # noqa: ANN401
        if any(getattr(table, "empty", False) is True for table in args[:1]):
            fix = "choose more countries, years, grades or statuses"
            raise NoDataError(f"a selection without rows for the chart {chart.__name__!r}", "at least one row", fix)
        return chart(*args, **more)

    return drawn


def __dir__() -> list[str]:
    return list(__all__)
