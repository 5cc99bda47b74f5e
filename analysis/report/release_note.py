"""What every page says about itself: release, date, licence and where to send a correction."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import yaml

from analysis.paths import HAND


@cache
def _note() -> dict[str, Any]:
    return dict(yaml.safe_load((HAND / "release.yml").read_text(encoding="utf-8")))


def released() -> date:
    """Give the date of the data release."""
    day: date = _note()["date"]
    return day


def version() -> str:
    """Give the number of the data release."""
    return str(_note()["version"])


def footer() -> str:
    """Give the line at the foot of every page."""
    return (
        f"{_note()['title']}, data release {version()} of {released().isoformat()}. "
        "Undetected is not absent, documented is not frequent, accused is not guilty. "
        f"Corrections: {_note()['address']}."
    )


def citation(title: str) -> str:
    """Say how to cite one report.

    Parameters
    ----------
    title : str
        The report's title.

    Returns
    -------
    str
        Authors, year, title, release.
    """
    note = _note()
    return f"{note['authors']} ({released().year}). {title}. {note['title']}, data release {version()}, {released()}."
