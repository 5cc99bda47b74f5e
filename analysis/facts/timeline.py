"""The timeline of oversight: what changed what a figure counts, reforms in lanes, and what is not published."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.core import judgement
from analysis.core.countries import aliases_of, country_name
from analysis.core.errors import InputError
from analysis.core.files import HAND, relative
from analysis.core.judgement import ReformLanes, SeriesBreak, Unpublished
from analysis.core.messages import _
from analysis.facts import world
from analysis.stats.estimate import Estimate, complete_count, listed
from analysis.tables.library import plain

__all__ = ["breaks", "events", "events_shown", "needed", "needed_count", "needed_table"]

TIMELINE = "oversight_timeline"


BREAKS, LANES, UNPUBLISHED = HAND / "oversight_breaks.yml", HAND / "reform_lanes.yml", HAND / "unpublished.yml"


#: The columns by which a break names its row of the timeline.
_KEY = ["date", "actor", "measure_type"]


def _span(date: str) -> tuple[float, float]:
    """Turn a date known to the day, month or year into its first and last moment, in years."""
    year, month, day = (int(part) for part in f"{date}-01-01"[:10].split("-"))
    start = year + (month - 1) / 12 + (day - 1) / 365
    length = {4: 1.0, 7: 1 / 12}.get(len(date), 0.0)
    return start, start + length


def breaks(universe: str | None = None, since: int | None = None, until: int | None = None) -> pd.DataFrame:
    """Return the breaks of a universe, or all of them, in order of time and numbered over all.

    The fields of ``data/hand/oversight_breaks.yml``, ``source_title`` and ``source_url`` of the row of the timeline,
    ``number``, and ``start`` and ``end`` in years.

    Parameters
    ----------
    universe : str, optional
        ``issued``, ``refused`` or ``complaints``; all breaks by default.

    Examples
    --------
    >>> bool((breaks()["start"] <= breaks()["end"]).all())
    True
    """
    table = pd.DataFrame([entry.model_dump() | _row_of(entry) for entry in judgement.entries(SeriesBreak)])
    ends = pd.DataFrame(map(_span, table["date"]), columns=["start", "end"])
    table = table.assign(number=range(1, len(table) + 1)).join(ends)
    table = table[(table["end"] >= (since or 0)) & (table["start"] < (until or 9999) + 1)]
    return table if universe is None else table.loc[[universe in named for named in table["universes"]]]


def _row_of(entry: SeriesBreak) -> dict[str, str]:
    """Return the source of the row of the timeline that a break names."""
    table, named = world.release().oversight_timeline, entry.model_dump(include=set(_KEY))
    rows = table[(table[_KEY] == pd.Series(named)).all(axis=1)]
    if rows.empty:
        got = f"the break {', '.join(str(named[key]) for key in _KEY)}"
        expected = f"date, actor and measure_type of a row of {TIMELINE}"
        raise InputError(got, expected, "correct it", file=relative(BREAKS))
    return {name: str(rows.iloc[0][name]) for name in ("source_title", "source_url")}


def events(rows: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the events of the timeline that belong to a lane, in order of time and numbered.

    Rows of the timeline with ``lane``, ``lane_order``, ``place`` (the middle of what is known of the date, in years),
    ``exact`` (true where the day is known), ``what`` and ``number``.

    Examples
    --------
    >>> events()["place"].is_monotonic_increasing
    True
    """
    table = _timeline(rows)
    lanes = {kind: (i, lane.label) for i, lane in enumerate(judgement.read(ReformLanes).lanes) for kind in lane.kinds}
    _refuse_unjudged(table, lanes)
    dated = table[table["measure_type"].isin(lanes)]
    _refuse_undated(dated)
    spans = [_span(date) for date in dated["date"]]
    placed = dated.assign(
        lane=[lanes[kind][1] for kind in dated["measure_type"]],
        lane_order=[lanes[kind][0] for kind in dated["measure_type"]],
        place=[(start + end) / 2 for start, end in spans],
        exact=[start == end for start, end in spans],
        what=dated["description"],
    ).sort_values(["place", "lane_order"], kind="stable")
    return placed.assign(number=range(1, len(placed) + 1))


def _timeline(rows: pd.DataFrame | None) -> pd.DataFrame:
    return world.release().oversight_timeline if rows is None else plain(rows)


def _refuse_unjudged(table: pd.DataFrame, lanes: dict[str, tuple[int, str]]) -> None:
    unknown = sorted(set(table["measure_type"]) - set(lanes) - set(judgement.read(ReformLanes).left_out.kinds))
    if unknown:
        got, expected = f"the kind of event {unknown[0]!r}", "a lane for every kind"
        raise InputError(got, expected, "give it one", file=relative(LANES))


def _refuse_undated(rows: pd.DataFrame) -> None:
    undated = rows[rows["date"].isna()]
    if len(undated):
        got = f"an event without a date: {undated['description'].iloc[0]}"
        raise InputError(got, "a date for every event of a lane", f"leave its kind out in {relative(LANES)}")


def events_shown(rows: pd.DataFrame | None = None) -> Estimate:
    """Count the events of the timeline that stand in no lane, and say how many do.

    A complete count of events left out: decisions in single cases.

    Examples
    --------
    >>> events_shown().unit
    'events'
    """
    shown, every = len(events(rows)), len(_timeline(rows))
    sentence = _(
        "{shown} of {events} events are shown; the others are decisions in single cases.", shown=shown, events=every
    )
    return world.counted(every - shown, _("events"), _("timeline of oversight"), sentence, TIMELINE)


@cache
def needed(path: Path = UNPUBLISHED) -> tuple[dict[str, Any], ...]:
    """Read what is not published and would be needed.

    Parameters
    ----------
    path : Path
        A file of the form of ``data/hand/unpublished.yml``.

    Examples
    --------
    >>> sorted(needed()[0])
    ['basis', 'exists', 'figures', 'holder', 'item', 'question', 'why']
    """
    entries = tuple(entry.model_dump() for entry in judgement.entries(Unpublished, path))
    known = set(world.release().oversight_statistics["indicator"])
    for position, entry in enumerate(entries, start=1):
        for series in set(entry["figures"]) - known:
            got = f"the series {series!r} in entry {position}"
            raise InputError(got, "series of oversight_statistics", "correct it", file=relative(path))
    return entries


def needed_table() -> pd.DataFrame:
    """Return what is not published and would be needed, as a table.

    One row an item of `needed`: ``item``, ``why``, ``question``, ``holder``, ``exists`` (words of
    ``data/hand/unpublished.yml``), ``figures`` (series that come near it, joined by ``;``), ``basis`` (addresses,
    joined by ``;``) and ``read`` (the years of which any of these series was read, in words).

    Examples
    --------
    >>> len(needed_table()) == needed_count().value
    True
    """
    table = pd.DataFrame(needed())
    return table[["item", "why", "question", "holder", "exists"]].assign(
        figures=table["figures"].map(";".join),
        basis=[";".join(one["url"] for one in basis) for basis in table["basis"]],
        read=table["figures"].map(_years_read),
    )


def needed_count() -> Estimate:
    """Count what is not published and would be needed.

    A complete count of items, as this project judges.

    Examples
    --------
    >>> needed_count().value == len(needed())
    True
    """
    count, universe = len(needed()), _("items judged to be needed by this project")
    sentence = _("{count} items are not published and would be needed.", count=count)
    return complete_count(
        count, universe=universe, source=relative(UNPUBLISHED), unit=_("items"), sentence=sentence
    )


#: As many years are listed one by one.
_FEW = 5


def _years_read(series: list[str]) -> str:
    """Name the years for which any figure of some series was read; blank where none was."""
    table = world.release().oversight_statistics
    years = [str(year) for year in sorted(table.loc[table["indicator"].isin(series), "year"].unique())]
    if len(years) > _FEW:
        ends = {"first": years[0], "last": years[-1]}
        return _("Figures found for {count} years from {first} to {last}.", count=len(years), **ends)
    return _("Figures found for {years}.", years=listed(years)) if years else ""


def of_state(iso3: str) -> pd.DataFrame:
    """Return the events of the timeline whose actor is a state's court, ministry, parliament or police."""
    table = world.release().oversight_timeline
    names = tuple(f"{name} " for name in (country_name(iso3), *aliases_of(iso3)))
    own = table[(table["actor"] + " ").str.startswith(names)]
    return own.sort_values("date_first", ascending=False, kind="stable")
