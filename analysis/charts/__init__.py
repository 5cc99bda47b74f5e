"""Shapes of charts, each a function of a tidy table and a list of marks, and charts made of them."""

from __future__ import annotations

from functools import cache, wraps
from importlib import import_module
from typing import Any

from analysis.core.errors import NoDataError

#: File -> what a reader takes from it.
_FILES = {
    "chart": ("Chart", "Frame"),
    "cells": ("matrix",),
    "drawing": ("Mark",),
    "register": ("cases_over_time",),
    "rows": ("bars_in_rows", "rows_with_marks"),
    "world_map": ("world_map",),
    "years": ("bars_by_year", "lines_over_years"),
}
__all__ = sorted(name for names in _FILES.values() for name in names)


def __getattr__(name: str) -> object:
    """Import the file of a chart when it is first asked for."""
    for file, names in _FILES.items():
        if name in names:
            found = getattr(import_module(f"{__name__}.{file}"), name)
            return found if isinstance(found, type) else _of_rows(found)
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
