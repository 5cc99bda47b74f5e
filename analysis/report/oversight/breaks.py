"""Breaks of the published series: what changed, when, and where it is read."""

from __future__ import annotations

from functools import cache
from typing import Any

import pandas as pd
import yaml

from analysis.charts.safeguards import Break
from analysis.core.errors import InputError
from analysis.core.files import HAND, relative
from analysis.facts import world
from analysis.report.blocks import Section, Table, section
from analysis.report.words import link

FILE = HAND / "oversight_breaks.yml"
KEY = ("date", "actor", "measure_type")


@cache
def _entries() -> tuple[dict[str, Any], ...]:
    entries = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return tuple(entry | _found(entry) for entry in entries)


def _found(entry: dict[str, Any]) -> dict[str, Any]:
    """Give the row of the timeline that a break names."""
    table = world.release().oversight_timeline
    rows = table[(table[list(KEY)] == pd.Series({key: entry[key] for key in KEY})).all(axis=1)]
    if len(rows) == 0:
        got = f"the break {', '.join(str(entry[key]) for key in KEY)}"
        raise InputError(
            got, "date, actor and measure_type of a row of oversight_timeline", "correct it", file=relative(FILE)
        )
    row = rows.iloc[0]
    return {"source_title": row["source_title"], "source_url": row["source_url"]}


def breaks(universe: str | None = None) -> list[Break]:
    """List the breaks of a universe, or all of them, in order of time and numbered as in their table.

    Parameters
    ----------
    universe : str, optional
        ``issued``, ``refused`` or ``complaints``.
    """
    return [
        Break(*span(entry["date"]), str(entry["label"]), number)
        for number, entry in enumerate(_entries(), start=1)
        if universe is None or universe in entry["universes"]
    ]


def span(date: str) -> tuple[float, float]:
    """Turn a date known to the day, month or year into its first and last moment, in years.

    Parameters
    ----------
    date : str
        YYYY, YYYY-MM or YYYY-MM-DD.
    """
    year, month, day = (int(part) for part in f"{date}-01-01"[:10].split("-"))
    start = year + (month - 1) / 12 + (day - 1) / 365
    length = {4: 1.0, 7: 1 / 12}.get(len(date), 0.0)
    return start, start + length


def breaks_section() -> Section:
    """Show the breaks as a table, each with what it changes and its source."""
    data = pd.DataFrame(_entries()).assign(universes=lambda t: t["universes"].map(" and ".join))
    shown = pd.DataFrame(
        {
            "No.": [str(number) for number in range(1, len(data) + 1)],
            "Since": data["date"],
            "Break": data["label"],
            "Series": data["universes"],
            "What changes, and why it matters": data["effect"] + " " + data["reason"],
            "Source": [link(t, u) for t, u in zip(data["source_title"], data["source_url"], strict=True)],
        }
    )
    title = "Breaks: what a figure counts changed"
    universe = "changes of rule or practice that were read; judged by this project"
    return section(Table("breaks", title, data, shown, universe, world.source("oversight_timeline")))
