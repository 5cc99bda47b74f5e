"""One chart a function: the picture, the data behind it and its alternative text; ``charts.NAME`` finds each."""

from __future__ import annotations

from importlib import import_module

_FILES = ("chart", "comparisons", "context", "drawing", "models", "register", "safeguards", "world_map")


def __getattr__(name: str) -> object:
    """Find a chart by its name, in whichever file it stands; a file is found as itself."""
    if name in _FILES:
        return import_module(f"{__name__}.{name}")
    if not name.startswith("_"):
        for file in _FILES:
            chart = getattr(import_module(f"{__name__}.{file}"), name, None)
            if getattr(chart, "__module__", "") == f"{__name__}.{file}":
                return chart
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
