"""Horizontal bars: complete shares, each beside a mark to compare with."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from analysis.charts.chart import COLOURS, Chart, margins, style, to_svg
from analysis.stats.estimate import percent


def shares_beside_median(
    table: pd.DataFrame, *, name: str, title: str, what: str, unit: str, universe: str, source: str, note: str
) -> Chart:
    """Draw shares as bars, with the median over states as a mark. Complete counts, so no interval is drawn.

    Parameters
    ----------
    table : DataFrame
        One row a bar, in order from the top: ``group`` (as a reader knows it), ``share`` and ``median`` (both between
        0 and 1).
    name, title, universe, source, note : str
        See `Chart`.
    what : str
        What the bars are, for the legend: the name of a place, for example.
    unit : str
        Label of the axis.

    Returns
    -------
    Chart
        Bars in percent.
    """
    rows = table.iloc[::-1].reset_index(drop=True)
    alt = f"Bars, {what} and in brackets the median of states. " + ", ".join(
        f"{group} {percent(share)} ({percent(median)})"
        for group, share, median in zip(table["group"], table["share"], table["median"], strict=True)
    )
    with style():
        figure = Figure(figsize=(6.4, 0.24 * len(rows) + 1.1))
        axes = figure.subplots()
        axes.barh(rows.index, 100 * rows["share"], color=COLOURS["focus"], alpha=0.85, height=0.65, label=what)
        axes.scatter(
            100 * rows["median"], rows.index, marker="|", s=90, color=COLOURS["ink"], label="median of states", zorder=3
        )
        axes.set_yticks(rows.index, rows["group"])
        axes.grid(axis="x")
        axes.grid(axis="y", visible=False)
        axes.set_xlim(left=0)
        axes.set_xlabel(unit)
        axes.legend(loc="lower right")
        margins(figure, left=2.15, bottom=0.45)
        svg = to_svg(figure, title, alt)
    return Chart(name, title, alt, table, universe, source, note, svg)
