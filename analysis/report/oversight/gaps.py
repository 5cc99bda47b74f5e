"""What is not published and would be needed: a table to hand to INTERPOL, its Commission or a government."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from analysis.core.errors import InputError
from analysis.core.files import HAND, relative
from analysis.core.hand import text
from analysis.facts import world
from analysis.report.blocks import Prose, Section, Table, section
from analysis.report.words import link
from analysis.stats.estimate import complete_count, listed

FILE = HAND / "unpublished.yml"
#: As many years are listed one by one.
_FEW = 5
FIELDS = ("item", "why", "question", "holder", "exists", "figures", "basis")


@cache
def needed(path: Path = FILE) -> tuple[dict[str, Any], ...]:
    """Read what is not published and would be needed.

    Parameters
    ----------
    path : Path
        The judgement: a list of entries with the keys of ``FIELDS``.

    Raises
    ------
    InputError
        If an entry lacks a field or a basis, or names a series that does not exist.
    """
    entries = yaml.safe_load(path.read_text(encoding="utf-8"))
    known = set(world.release().oversight_statistics["indicator"])
    for position, entry in enumerate(entries, start=1):
        _refuse_incomplete(entry, position, path)
        for series in set(entry["figures"]) - known:
            got = f"the series {series!r} in entry {position}"
            raise InputError(got, "series of oversight_statistics", "correct it", file=relative(path))
    return tuple(entries)


def _refuse_incomplete(entry: dict[str, Any], position: int, path: Path) -> None:
    lacking = [name for name in FIELDS if name not in entry or (name != "figures" and not entry[name])]
    if lacking or set(entry) - set(FIELDS):
        got = f"entry {position} without {lacking} or with {sorted(set(entry) - set(FIELDS))}"
        raise InputError(got, f"the fields {', '.join(FIELDS)}", "complete it", file=relative(path))


def years_read(series: list[str]) -> str:
    """Name the years for which any figure of some series was read.

    Parameters
    ----------
    series : list of str
        Indicators of the oversight statistics.

    Returns
    -------
    str
        For example ``Read for 2017, 2020 and 2021.``; only first, last and number of many; empty without a series.
    """
    table = world.release().oversight_statistics
    years = sorted(table.loc[table["indicator"].isin(series), "year"].unique())
    if len(years) > _FEW:
        return f"Read for {len(years)} years from {years[0]} to {years[-1]}."
    return f"Read for {listed(str(year) for year in years)}." if years else ""


def unpublished() -> Section:
    """Show what is not published and would be needed."""
    entries = needed()
    count = complete_count(
        len(entries),
        universe="items judged to be needed by this project",
        source=relative(FILE),
        unit="items",
        sentence=f"{len(entries)} items are not published and would be needed.",
    )
    return section(Prose([count, text("needed")]), _table(entries))


def _table(entries: tuple[dict[str, Any], ...]) -> Table:
    exists = [f"{entry['exists']} {years_read(entry['figures'])}".strip() for entry in entries]
    basis = ["; ".join(link(held["title"], held["url"]) for held in entry["basis"]) for entry in entries]
    shown = pd.DataFrame(
        {
            "What is needed": [entry["item"] for entry in entries],
            "Question it would answer": [entry["question"] for entry in entries],
            "Why": [entry["why"] for entry in entries],
            "Who holds it": [entry["holder"] for entry in entries],
            "What exists now": exists,
            "Basis": basis,
        }
    )
    data = pd.DataFrame(
        [
            {
                **{name: entry[name] for name in FIELDS[:5]},
                "figures": ";".join(entry["figures"]),
                "basis": ";".join(held["url"] for held in entry["basis"]),
            }
            for entry in entries
        ]
    )
    universe = "a judgement of this project; no figure"
    return Table("unpublished", "Not published, and needed", data, shown, universe, relative(FILE))
