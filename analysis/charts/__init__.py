"""One chart a function: the picture, the data behind it and its alternative text."""

from __future__ import annotations

from importlib import import_module

#: Chart -> its file.
_FILES = {
    "Chart": "chart", "Frame": "chart", "cases_over_time": "register", "funnel": "comparisons",
    "governance": "context", "league": "comparisons", "lorenz": "comparisons", "possible_ranges": "models",
    "rates": "comparisons", "specification_curve": "models", "timeline": "register",
}  # fmt: skip
__all__ = sorted(_FILES)


def __getattr__(name: str) -> object:
    """Import the file of a chart when it is first asked for."""
    if name in _FILES:
        return getattr(import_module(f"{__name__}.{_FILES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}; expected one of {', '.join(__all__)}")


def __dir__() -> list[str]:
    return list(__all__)
