"""Standing texts of the reports, from ``data/hand/texts.yml``."""

from __future__ import annotations

from functools import cache
from typing import Any

import yaml

from analysis.paths import HAND


@cache
def _texts() -> dict[str, Any]:
    return dict(yaml.safe_load((HAND / "texts.yml").read_text(encoding="utf-8")))


def text(key: str) -> str:
    """Give one standing text."""
    return str(_texts()[key])


def texts(key: str) -> list[str]:
    """Give a list of standing texts."""
    return [str(entry) for entry in _texts()[key]]
