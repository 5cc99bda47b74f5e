"""The timeline of reforms and measures, as a picture and as a table with its sources."""

from __future__ import annotations

from functools import cache
from typing import Any

import pandas as pd
import yaml

from analysis.charts.safeguards import reforms as reforms_chart
from analysis.core.errors import InputError
from analysis.core.files import HAND, relative
from analysis.core.hand import DASH
from analysis.facts import world
from analysis.report.blocks import Prose, Section, Table, section
from analysis.report.oversight.breaks import span
from analysis.report.words import link, shown
from analysis.report.words import place as place_name
from analysis.stats.estimate import complete_count

FILE = HAND / "reform_lanes.yml"
SOURCE = "oversight_timeline"
UNIVERSE = "dated measures, resolutions and laws that were read; decisions in single cases are left out"


@cache
def _judged() -> dict[str, Any]:
    return dict(yaml.safe_load(FILE.read_text(encoding="utf-8")))


def events() -> pd.DataFrame:
    """Give the events of the timeline that belong to a lane, in order of time and numbered.

    Returns
    -------
    DataFrame
        Rows of the timeline with number, lane, lane_order, place (in years), exact and what.

    Raises
    ------
    InputError
        If a kind of event has no lane, or an event with a lane has no date.
    """
    table = world.release().oversight_timeline
    lanes = {kind: (i, lane["label"]) for i, lane in enumerate(_judged()["lanes"]) for kind in lane["kinds"]}
    _refuse_unjudged(table, lanes)
    rows = table[table["measure_type"].isin(lanes)]
    if rows["date"].isna().any():
        got = f"an event without a date: {rows.loc[rows['date'].isna(), 'description'].iloc[0]}"
        raise InputError(got, "a date for every event of a lane", f"leave its kind out in {relative(FILE)}")
    spans = [span(date) for date in rows["date"]]
    placed = rows.assign(
        lane=[lanes[kind][1] for kind in rows["measure_type"]],
        lane_order=[lanes[kind][0] for kind in rows["measure_type"]],
        place=[(start + end) / 2 for start, end in spans],
        exact=[start == end for start, end in spans],
        what=rows["description"],
    ).sort_values(["place", "lane_order"], kind="stable")
    return placed.assign(number=range(1, len(placed) + 1))


def _refuse_unjudged(table: pd.DataFrame, lanes: dict[str, tuple[int, str]]) -> None:
    unknown = sorted(set(table["measure_type"]) - set(lanes) - set(_judged()["left_out"]["kinds"]))
    if unknown:
        raise InputError(
            f"the kind of event {unknown[0]!r}", "a lane for every kind", "give it one", file=relative(FILE)
        )


def reforms() -> Section:
    """Show the timeline as a picture and as a table."""
    rows = events()
    table = world.release().oversight_timeline
    left = complete_count(
        len(table) - len(rows),
        universe="timeline of oversight",
        source=world.source(SOURCE),
        unit="events",
        sentence=f"{len(rows)} of {len(table)} events read are shown; the others are decisions in single cases.",
    )
    return section(Prose([left]), reforms_chart(rows, world.source(SOURCE)), _table(rows))


def _table(rows: pd.DataFrame) -> Table:
    shown_rows = pd.DataFrame(
        {
            "No.": rows["number"].astype(str),
            "Date": rows["date"],
            "Who": rows["actor"].map(shown),
            "State": rows["country_concerned"].map(place_name).replace(DASH, ""),
            "What": rows["what"].map(shown),
            "Source": [link(t, u) for t, u in zip(rows["source_title"], rows["source_url"], strict=True)],
        }
    )
    kept = ["number", "date", "date_precision", "lane", "actor", "country_concerned", "measure_type", "description"]
    data = rows[[*kept, "source_title", "source_url"]]
    return Table("reforms_table", "The events of the timeline", data, shown_rows, UNIVERSE, world.source(SOURCE))
