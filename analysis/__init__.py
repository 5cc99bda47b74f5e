"""Statistics of the documented abuse of INTERPOL Red Notices, by country.

Examples
--------
>>> import analysis as rn
>>> rn.version()
'3.0.0'
>>> rows = rn.load("cases", country="Belarus")
>>> int(rn.cases.by_grade(rows)["all"].sum())
18
>>> rn.cases.ratio("Belarus", level=0.9).level
0.9
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analysis import charts as charts
    from analysis.facts import cases as cases
    from analysis.facts import cases as hosts
    from analysis.facts import coding as coding
    from analysis.facts import drivers as drivers
    from analysis.facts import evidence as evidence
    from analysis.facts import founding as founding
    from analysis.facts import headlines as headlines
    from analysis.facts import indices as indices
    from analysis.facts import notices as notices
    from analysis.facts import oversight as commission
    from analysis.facts import oversight as oversight
    from analysis.facts import reliability as reliability
    from analysis.facts import robustness as robustness
    from analysis.facts import sanctions as sanctions
    from analysis.facts import states as states
    from analysis.facts import states as worldwide
    from analysis.facts import timeline as timeline
    from analysis.facts import visibility as visibility
    from analysis.facts.selection import Selection as Selection
    from analysis.facts.selection import select as select
    from analysis.facts.summary import summary as summary
    from analysis.pages.blocks import show as show
    from analysis.publish.notebook import estimates as estimates
    from analysis.stats.estimate import Estimate as Estimate
    from analysis.tables.contribute import check as check
    from analysis.tables.library import cite as cite
    from analysis.tables.library import describe as describe
    from analysis.tables.library import export as export
    from analysis.tables.library import load as load
    from analysis.tables.library import tables as tables
    from analysis.tables.library import version as version

__version__ = "3.0.0"

#: Name -> the module that holds it, and what it is called there; read when it is first asked for.
_HELD = {
    "Selection": ("analysis.facts.selection", "Selection"),
    "Estimate": ("analysis.stats.estimate", "Estimate"),
    "check": ("analysis.tables.contribute", "check"),
    "cite": ("analysis.tables.library", "cite"),
    "describe": ("analysis.tables.library", "describe"),
    "estimates": ("analysis.publish.notebook", "estimates"),
    "export": ("analysis.tables.library", "export"),
    "load": ("analysis.tables.library", "load"),
    "select": ("analysis.facts.selection", "select"),
    "show": ("analysis.pages.blocks", "show"),
    "summary": ("analysis.facts.summary", "summary"),
    "version": ("analysis.tables.library", "version"),
}
#: Names for part of a module of facts -> the module.
_PARTS = {"commission": "oversight", "hosts": "cases", "worldwide": "states"}
#: Rooms that are read as such; what is neither of these nor in the table above is a module of facts.
_ROOMS = ("charts", "tables")

__all__ = [
    "Estimate",
    "Selection",
    "cases",
    "charts",
    "check",
    "cite",
    "coding",
    "commission",
    "describe",
    "drivers",
    "estimates",
    "evidence",
    "export",
    "founding",
    "headlines",
    "hosts",
    "indices",
    "load",
    "notices",
    "oversight",
    "reliability",
    "robustness",
    "sanctions",
    "select",
    "show",
    "states",
    "summary",
    "tables",
    "timeline",
    "version",
    "visibility",
    "worldwide",
]  # fmt: skip


def __getattr__(name: str) -> object:
    """Import what is asked for, so that a verb that needs little starts fast."""
    if name in _HELD:
        module, held = _HELD[name]
        return getattr(import_module(module), held)
    if name in __all__:
        return import_module(f"analysis.{name}" if name in _ROOMS else f"analysis.facts.{_PARTS.get(name, name)}")
    raise AttributeError(f"module 'analysis' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
