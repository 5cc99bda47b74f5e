"""What the reports on secret notices, coding, choices and methods share: what they estimate, and their tables."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pandas as pd

from analysis.core.country_names import country_name
from analysis.core.messages import DASH, _, label
from analysis.core.private import WORLD
from analysis.pages.blocks import Prose, Section, section
from analysis.pages.parts import table
from analysis.stats.estimate import percent


def estimand(report: str) -> Section:
    """Say what exactly a report estimates."""
    return section(Prose([_("What exactly is estimated")], "heading"), Prose([label(report, "estimand")]))


def _share(value: float) -> str:
    return DASH if pd.isna(value) else percent(value)


def _number_name(name: str) -> str:
    return _("elasticity") if name == "elasticity" else _("{place}: ratio to expected cases", place=country_name(name))


def _left_name(name: str) -> str:
    return country_name(name) if len(name) == 3 and name.isupper() else name


#: Head of a column -> how a cell below it is written, if not by `cell`.
_WAYS: dict[str, Callable[[Any], str]] = {
    "country": lambda code: _("World") if code == WORLD else country_name(code),
    "field": lambda field: label(field, "coding-field"),
    "compared": lambda which: label(which, "coding-compared"),
    **dict.fromkeys(("visible_country", "visible_others", "tail", "coverage"), _share),
    **dict.fromkeys(("estimator", "world", "option", "left_out", "first", "second"), label),
    **dict.fromkeys(("lowest_without", "highest_without"), _left_name),
    "choice": lambda name: label(name, "robustness-choice"),
    "number": _number_name,
    "check": lambda check: label(check, "model-check"),
    "what": lambda what: label(what, "robustness-kind"),
    "naive": lambda naive: _("naive") if naive else _("ours"),
}

#: Show a table of these reports, its columns by their heads.
inquiry_table = partial(table, group="inquiry", ways=_WAYS)
