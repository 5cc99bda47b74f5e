"""Horizontal bars: shares of one place beside those of the world."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from analysis.charts.chart import COLOURS, Chart, margins, style, to_svg


def shares_beside_world(
    table: pd.DataFrame, *, name: str, title: str, place: str, unit: str, universe: str, source: str, note: str
) -> Chart:
    """Draw shares of one place as bars, with the interval of each and the world's share as a mark.

    Parameters
    ----------
    table : DataFrame
        One row a group, in order from the top: ``group`` (as a reader knows it), ``share``, ``low``, ``high``,
        ``world`` (all between 0 and 1).
    name, title, universe, source, note : str
        See `Chart`.
    place : str
        Name of the place.
    unit : str
        Label of the axis.

    Returns
    -------
    Chart
        Bars in percent.
    """
    rows = table.iloc[::-1].reset_index(drop=True)
    alt = f"Bars, {place} and in brackets the world. " + ", ".join(
        f"{group} {share:.0%} ({world:.0%})"
        for group, share, world in zip(table["group"], table["share"], table["world"], strict=True)
    )
    with style():
        figure = Figure(figsize=(6.4, 0.24 * len(rows) + 1.1))
        axes = figure.subplots()
        spread = [100 * (rows["share"] - rows["low"]), 100 * (rows["high"] - rows["share"])]
        axes.barh(rows.index, 100 * rows["share"], color=COLOURS["focus"], alpha=0.85, height=0.65, label=place)
        axes.errorbar(100 * rows["share"], rows.index, xerr=spread, fmt="none", ecolor=COLOURS["ink"], linewidth=0.9)
        axes.scatter(
            100 * rows["world"], rows.index, marker="|", s=90, color=COLOURS["second"], label="world", zorder=3
        )
        axes.set_yticks(rows.index, rows["group"])
        axes.grid(axis="x")
        axes.grid(axis="y", visible=False)
        axes.set_xlim(left=0)
        axes.set_xlabel(unit)
        axes.legend(loc="lower right")
        margins(figure, left=1.9, bottom=0.45)
        svg = to_svg(figure, title, alt)
    return Chart(name, title, alt, table, universe, source, note, svg)
