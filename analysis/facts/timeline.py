"""The rows behind `oversight.timeline`: breaks of the series, measures and decisions; and what is not published."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.core import judgement
from analysis.core.country_names import aliases_of, country_name
from analysis.core.errors import InputError
from analysis.core.files import HAND, relative
from analysis.facts import world

TIMELINE = "oversight_timeline"
BREAKS, UNPUBLISHED = HAND / "oversight_breaks.yml", HAND / "unpublished.yml"
#: The columns by which a break names its row of the timeline.
_KEY = ["date", "actor", "measure_type"]


def _span(date: str) -> tuple[float, float]:
    """Turn a date known to the day, month or year into its first and last moment, in years."""
    year, month, day = (int(part) for part in f"{date}-01-01"[:10].split("-"))
    start = year + (month - 1) / 12 + (day - 1) / 365
    length = {4: 1.0, 7: 1 / 12}.get(len(date), 0.0)
    return start, start + length


def breaks(since: int | None = None, until: int | None = None) -> pd.DataFrame:
    """Return the breaks of the series in order of time."""
    table = pd.DataFrame([entry.model_dump() | _row_of(entry) for entry in judgement.load("oversight_breaks.yml")])
    ends = pd.DataFrame(map(_span, table["date"]), columns=["start", "end"])
    table = table.join(ends)
    return table[(table["end"] >= (since or 0)) & (table["start"] < (until or 9999) + 1)]


def _row_of(entry: judgement.Document) -> dict[str, str]:
    """Return the source of the row of the timeline that a break names."""
    table, named = world.release()["oversight_timeline"], entry.model_dump(include=set(_KEY))
    rows = table[(table[_KEY] == pd.Series(named)).all(axis=1)]
    if rows.empty:
        got = f"the break {', '.join(str(named[key]) for key in _KEY)}"
        expected = f"date, actor and measure_type of a row of {TIMELINE}"
        raise InputError(got, expected, "correct it", file=relative(BREAKS))
    return {name: str(rows.iloc[0][name]) for name in ("source_title", "source_url")}


def events(table: pd.DataFrame) -> pd.DataFrame:
    """Return the events of the timeline in order of time: measures, and decisions in single cases."""
    table = table.reset_index(drop=True)
    dates, decisions = table["date"].dropna(), judgement.load("single_decisions.yml").kinds
    kind = table["measure_type"].isin(decisions).map({True: "decision", False: "measure"})
    table = table.assign(kind=kind).join(pd.DataFrame(map(_span, dates), dates.index, ["start", "end"]))
    return table.sort_values("start", kind="stable", ignore_index=True)


def of_state(iso3: str) -> pd.DataFrame:
    """Return the events of the timeline whose actor is a state's court, ministry, parliament or police."""
    table = world.release()["oversight_timeline"]
    names = tuple(f"{name} " for name in (country_name(iso3), *aliases_of(iso3)))
    own = table[(table["actor"] + " ").str.startswith(names)]
    return own.sort_values("date_first", ascending=False, kind="stable")


@cache
def needed(path: Path = UNPUBLISHED) -> tuple[dict[str, Any], ...]:
    """Read what is not published and would be needed."""
    entries = tuple(entry.model_dump() for entry in judgement.load("unpublished.yml", path))
    known = set(world.release()["oversight_statistics"]["indicator"])
    for position, entry in enumerate(entries, start=1):
        for series in set(entry["figures"]) - known:
            got = f"the series {series!r} in entry {position}"
            raise InputError(got, "series of oversight_statistics", "correct it", file=relative(path))
    return entries


def needed_table() -> pd.DataFrame:
    """Return what is not published and would be needed, with the series nearest to it."""
    table = pd.DataFrame(needed())
    return table[["item", "why", "question", "holder", "exists"]].assign(
        figures=table["figures"].map(";".join),
        basis=[";".join(one["url"] for one in basis) for basis in table["basis"]],
    )
