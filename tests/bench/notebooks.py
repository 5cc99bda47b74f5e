"""Speed of the in-process notebook engine, beside papermill with a kernel of its own."""

from __future__ import annotations

import time

from analysis.core.files import NOTEBOOKS
from analysis.publish.notebook import execute


def run() -> list[tuple[str, float, float]]:
    """Time the default country profile, warmed, with both engines.

    Returns
    -------
    list of (str, float, float)
        Name, seconds in this process, seconds with a fresh kernel.
    """
    notebook = NOTEBOOKS / "country_profile.ipynb"
    execute(notebook)
    started = time.perf_counter()
    execute(notebook)
    here = time.perf_counter() - started
    started = time.perf_counter()
    execute(notebook, engine=None)
    return [("country profile: in-process engine, against a fresh kernel", here, time.perf_counter() - started)]
