"""Standing texts of the reports, from ``data/hand/texts.yml``."""

from __future__ import annotations

from functools import cache
from typing import Any

import yaml

from analysis.paths import HAND

#: Universe -> what it counts, in the order in which they are shown.
UNIVERSES = {
    "in_force": "Red Notices in force on a day",
    "issued": "Red Notices issued in a year",
    "public": "Red Notices public on a day",
    "refused": "notices and diffusions refused or cancelled in a year",
    "complaints": "requests to the CCF found admissible in a year",
}
#: Sender of sanctions -> its name.
SENDERS = {
    "UN": "United Nations",
    "EU": "European Union",
    "UK": "United Kingdom",
    "US": "United States, from 23 May 2021",
}


@cache
def _texts() -> dict[str, Any]:
    return dict(yaml.safe_load((HAND / "texts.yml").read_text(encoding="utf-8")))


def text(key: str) -> str:
    """Give one standing text."""
    return str(_texts()[key])


def texts(key: str) -> list[str]:
    """Give a list of standing texts."""
    return [str(entry) for entry in _texts()[key]]
