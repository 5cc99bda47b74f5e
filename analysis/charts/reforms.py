"""A timeline of reforms: numbered marks in lanes, each number a row of the table below it."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.charts.chart import COLOURS, Chart, margins, style, to_svg

#: The least distance of two marks on one line, in years.
_APART = 0.37
_LINE = 0.19
#: What INTERPOL did is red, what parliaments and laws say is blue, what others ask is dark.
_LANE_COLOURS = ["focus", "focus", "second", "second", "ink"]


def reforms(data: pd.DataFrame, source: str) -> Chart:
    """Draw dated events in lanes.

    Parameters
    ----------
    data : DataFrame
        Columns number, lane, place (when, in years), exact (true where the day is known) and what (in words); in order
        of time.
    source : str
        Table that the rows come from.

    Returns
    -------
    Chart
        Marks that would overlap stand one above the other.
    """
    title = "Reforms and measures over time; the numbers are those of the table"
    lanes = list(dict.fromkeys(data.sort_values("lane_order")["lane"]))
    placed = pd.concat([_stacked(data[data["lane"] == lane]) for lane in lanes])
    heights = placed.groupby("lane")["level"].max().reindex(lanes) + 1
    count = data["lane"].value_counts()
    alt = f"Numbered marks in lanes from {data['place'].min():.0f} to {data['place'].max():.0f}. " + ", ".join(
        f"{lane}: {count[lane]}" for lane in lanes
    )
    with style():
        figure = Figure(figsize=(6.8, 0.55 + _LINE * float(heights.sum()) + 0.32 * len(lanes)))
        axes = figure.subplots()
        _draw(axes, placed, lanes, heights)
        axes.set_xlim(int(data["place"].min()) - 0.2, int(data["place"].max()) + 1)
        axes.grid(visible=True, axis="x")
        axes.grid(visible=False, axis="y")
        axes.spines["left"].set_visible(False)
        margins(figure, left=0.12, bottom=0.3, top=0.05)
        svg = to_svg(figure, title, f"{alt}.")
    note = "Filled: known to the day; open: to the month or year. Events that were not read are not here."
    universe = "dated measures, resolutions and laws on the safeguards; decisions in single cases are left out"
    columns = ["number", "date", "lane", "what"]
    return Chart("reforms", title, f"{alt}.", data[columns], universe, source, note, svg)


def _stacked(rows: pd.DataFrame) -> pd.DataFrame:
    ends: list[float] = []
    levels = []
    for place in rows["place"]:
        level = next((i for i, end in enumerate(ends) if place - end >= _APART), len(ends))
        ends[level : level + 1] = [place]
        levels.append(level)
    return rows.assign(level=levels)


def _draw(axes: Axes, placed: pd.DataFrame, lanes: list[str], heights: pd.Series[int]) -> None:
    floor, gap = 0.0, 0.32 / _LINE
    for lane, name in zip(lanes, _LANE_COLOURS, strict=False):
        axes.annotate(lane, (0, floor + 0.75), xycoords=("axes fraction", "data"), fontweight="bold", va="center")
        rows = placed[placed["lane"] == lane]
        for place, level, number, exact in rows[["place", "level", "number", "exact"]].itertuples(index=False):
            _mark(axes, place, floor + gap + level + 0.15, str(number), COLOURS[name], exact)
        floor += float(heights[lane]) + gap
        axes.axhline(floor, color=COLOURS["pale"], linewidth=0.8)
    axes.set_ylim(floor, 0)
    axes.set_yticks([])


def _mark(axes: Axes, place: float, height: float, number: str, colour: str, exact: bool) -> None:
    face, ink = (colour, COLOURS["paper"]) if exact else (COLOURS["paper"], colour)
    axes.scatter(place, height, s=92, color=face, edgecolors=colour, linewidths=0.9, zorder=3)
    axes.text(place, height, number, ha="center", va="center_baseline", fontsize=6, color=ink, zorder=4)
