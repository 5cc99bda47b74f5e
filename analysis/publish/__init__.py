"""What is built, when and in which process; how a notebook becomes a page, a PDF and data files."""

from __future__ import annotations

from typing import Any


class _Deferred:
    """Stands for the engine: papermill loads it while it is itself being imported, so it can import nothing of it."""

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        from analysis.publish.notebook import InProcessEngine

        return getattr(InProcessEngine, name)


#: The engine under which ``papermill --engine in-process`` finds this project; imported only once it is used.
in_process = _Deferred()
