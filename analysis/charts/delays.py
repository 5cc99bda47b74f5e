"""How many requests the CCF answered late, and what the figures would be if late and in time were exchanged."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter

from analysis.charts.chart import COLOURS, Chart, margins, style, to_svg
from analysis.stats.estimate import percent


def delays(data: pd.DataFrame, universe: str, source: str) -> Chart:
    """Draw shares of late answers as published, with their mirror image.

    Parameters
    ----------
    data : DataFrame
        Columns kind (of request), year, late (share as published), mirror (share if late and in time were exchanged).
    universe, source : str
        What was counted, and the table that the rows come from.

    Returns
    -------
    Chart
        A filled mark as published, an open one for the mirror image, joined by a thin line.
    """
    title = "Answers of the CCF after the deadline: as published, and if late and in time were exchanged"
    listed = " ".join(
        f"{kind} {year}: {percent(late)} late as published, {percent(mirror)} if exchanged."
        for kind, year, late, mirror in data[["kind", "year", "late", "mirror"]].itertuples(index=False)
    )
    alt = f"One line for each kind of request and year. {listed}"
    with style():
        figure = Figure(figsize=(6.8, 2.35))
        axes = figure.subplots()
        _marks(axes, data)
        names = [f"{kind}, {year}" for kind, year in data[["kind", "year"]].itertuples(index=False)]
        axes.set_yticks(range(len(data)), names)
        axes.set_ylim(len(data) - 0.5, -0.5)
        axes.set_xlim(0, 1)
        axes.xaxis.set_major_formatter(PercentFormatter(1, decimals=0))
        axes.grid(visible=False, axis="y")
        axes.grid(visible=True, axis="x")
        axes.set_xlabel("share answered after the deadline")
        axes.legend(loc="upper center", bbox_to_anchor=(0.4, -0.3), ncols=2)
        margins(figure, left=1.85, bottom=0.75, right=0.3)
        svg = to_svg(figure, title, alt)
    note = (
        "The figures of the two years come from two weblogs and mirror one another; until the reports themselves are "
        "read, no change between the years can be claimed."
    )
    return Chart("delays", title, alt, data, universe, source, note, svg)


def _marks(axes: Axes, data: pd.DataFrame) -> None:
    rows = range(len(data))
    axes.hlines(rows, data["late"], data["mirror"], color=COLOURS["context"], linewidth=1, linestyle=(0, (2, 2)))
    axes.plot(data["late"], rows, "o", color=COLOURS["focus"], markersize=7, label="as published")
    axes.plot(
        data["mirror"], rows, "o", color=COLOURS["focus"], markerfacecolor=COLOURS["paper"], markersize=7,
        label="if late and in time were exchanged",
    )  # fmt: skip
    for row, late in zip(rows, data["late"], strict=True):
        axes.annotate(percent(late), (late, row), xytext=(0, 7), textcoords="offset points", ha="center", fontsize=7.5)
