"""One chart a function: the picture, the data behind it and its alternative text."""

from __future__ import annotations

from importlib import import_module

_FILES = ("chart", "comparisons", "context", "models", "register")
__all__ = [
    "Chart", "Frame", "cases_by_country", "cases_over_time", "funnel", "governance", "league", "lorenz",
    "possible_ranges", "rates", "specification_curve",
]  # fmt: skip


def __getattr__(name: str) -> object:
    """Import the file of a chart when it is first asked for."""
    for file in _FILES if name in __all__ else ():
        chart = getattr(import_module(f"{__name__}.{file}"), name, None)
        if getattr(chart, "__module__", "") == f"{__name__}.{file}":
            return chart
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}; expected one of {', '.join(__all__)}")


def __dir__() -> list[str]:
    return list(__all__)
