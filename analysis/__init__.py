"""Statistics of the documented misuse of INTERPOL Red Notices, by country.

Examples
--------
>>> import analysis as rn
>>> rn.version()
'4.0.0'
>>> rows = rn.load("cases", country="Belarus")
>>> int(rn.cases.count_by(rows, "claim_status")["cases"].sum())
18
>>> rn.cases.ratio("Belarus", level=0.9).level
0.9
"""

from __future__ import annotations

import inspect
import re
import sys
from functools import cache
from importlib import import_module
from types import FunctionType, ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analysis import charts as charts
    from analysis.core.errors import InputError as InputError
    from analysis.core.errors import NoDataError as NoDataError
    from analysis.facts import cases as cases
    from analysis.facts import coding as coding
    from analysis.facts import countries as countries
    from analysis.facts import decisions as decisions
    from analysis.facts import drivers as drivers
    from analysis.facts import evidence as evidence
    from analysis.facts import notices as notices
    from analysis.facts import oversight as oversight
    from analysis.facts import robustness as robustness
    from analysis.facts import sanctions as sanctions
    from analysis.facts import visibility as visibility
    from analysis.facts.selection import Selection as Selection
    from analysis.facts.selection import select as select
    from analysis.facts.summary import summary as summary
    from analysis.pages.showing import show as show
    from analysis.stats.estimate import ConvergenceError as ConvergenceError
    from analysis.stats.estimate import Estimate as Estimate
    from analysis.stats.estimate import Estimates as Estimates
    from analysis.stats.estimate import Kind as Kind
    from analysis.stats.estimate import frame as frame
    from analysis.tables.contribute import check as check
    from analysis.tables.library import cite as cite
    from analysis.tables.library import describe as describe
    from analysis.tables.library import list_tables as list_tables
    from analysis.tables.library import load as load
    from analysis.tables.library import version as version

__version__ = "3.0.0"

#: Module -> the names that are read from it when they are first asked for.
_NAMES = {
    "core.errors": ("InputError", "NoDataError"),
    "facts.selection": ("Selection", "select"),
    "facts.summary": ("summary",),
    "pages.showing": ("show",),
    "stats.estimate": ("ConvergenceError", "Estimate", "Estimates", "Kind", "frame"),
    "tables.contribute": ("check",),
    "tables.library": ("cite", "describe", "list_tables", "load", "version"),
}
_FACTS = (
    "cases", "coding", "countries", "decisions", "drivers", "evidence", "notices", "oversight", "robustness",
    "sanctions", "visibility",
)  # fmt: skip
__all__ = sorted([*(name for names in _NAMES.values() for name in names), *_FACTS, "charts"])


def __getattr__(name: str) -> object:
    """Import what is asked for, so that a verb that needs little starts fast."""
    for file, names in _NAMES.items():
        if name in names:
            return getattr(import_module(f"analysis.{file}"), name)
    if name in _FACTS:
        return _public(name)
    if name == "charts":
        return import_module("analysis.charts")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}; expected one of {', '.join(__all__)}")


@cache
def _public(name: str) -> ModuleType:
    """Show of a module of facts the names that it promises."""
    module = import_module(f"analysis.facts.{name}")
    shown = ModuleType(module.__name__, module.__doc__)
    vars(shown).update({public: getattr(module, public) for public in ("__all__", "__file__", *module.__all__)})
    vars(shown).update(__dir__=lambda: sorted(module.__all__))
    for function in filter(inspect.isfunction, [vars(shown)[public] for public in module.__all__]):
        _explain_choices(function)
    return shown


def _explain_choices(function: FunctionType) -> None:
    """List the choices of a function in its signature and help, as `select` explains them."""
    select = import_module("analysis.facts.selection")
    kept = [*inspect.signature(function).parameters.values()]
    found = re.fullmatch(r"Unpack\[(\w+)\]", str(kept[-1].annotation)) if kept else None
    if found is None:
        return
    known, taken = getattr(select, found[1]).__annotations__, inspect.signature(select.select).parameters
    choices = [taken[name].replace(kind=inspect.Parameter.KEYWORD_ONLY) for name in taken if name in known]
    vars(function)["__signature__"] = inspect.signature(function).replace(parameters=[*kept[:-1], *choices])
    entries = re.finditer(r"^([\w, ]+) : .*\n(?: {4}.*\n)+", inspect.getdoc(select.select) or "", re.MULTILINE)
    meanings = "".join(entry[0] for entry in entries if not known.keys().isdisjoint(entry[1].split(", ")))
    heading, text = "Parameters\n----------\n", inspect.getdoc(function) or ""
    before = "" if heading in text else "Returns\n"
    function.__doc__ = text.replace(before or heading, heading + meanings + f"\n{before}" * bool(before), 1)


def __dir__() -> list[str]:
    return list(__all__)


def _complete_tables() -> None:
    """Complete the names of tables in ``rn.load("`` where IPython runs, as in JupyterLab."""
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    if shell is not None:
        names = import_module("analysis.tables.library").table_names
        where = r".*\b(?:load|describe|cite)\(\s*[\"'][^\"']*$"
        shell.set_hook("complete_command", lambda _shell, _event: names(), re_key=where)


_complete_tables()
