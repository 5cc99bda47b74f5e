"""Coded decisions of the CCF: counts by ground and outcome, and nothing that reads as a rate."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.charts.chart import COLOURS, Chart, margins, style, to_svg


def decisions(counts: pd.DataFrame, total: int, universe: str, source: str) -> Chart:
    """Draw counts of decisions as discs whose area is the count.

    Parameters
    ----------
    counts : DataFrame
        One row a ground, one column an outcome; counts of decisions. A decision with two grounds stands in two rows.
    total : int
        Decisions in all.
    universe, source : str
        What was counted, and the table that the rows come from.

    Returns
    -------
    Chart
        Rows are grounds, columns outcomes.
    """
    title = "Published excerpts of CCF decisions: grounds raised and outcome, counts only"
    listed = " ".join(
        f"{ground}: " + ", ".join(f"{n} {outcome}" for outcome, n in zip(counts.columns, row, strict=True)) + "."
        for ground, row in zip(counts.index, counts.to_numpy(), strict=True)
    )
    alt = f"A grid of discs over {total} decisions. {listed} The excerpts are chosen for teaching; no rate follows."
    with style():
        figure = Figure(figsize=(6.8, 0.75 + 0.52 * len(counts)))
        axes = figure.subplots()
        for row, ground in enumerate(counts.index):
            for column, outcome in enumerate(counts.columns):
                _disc(axes, column, row, int(counts.loc[ground, outcome]))
        _frame(axes, counts)
        margins(figure, left=2.75, top=0.35, bottom=0.1)
        svg = to_svg(figure, title, alt)
    note = (
        "The Commission chooses the excerpts for teaching, so no success rate may be computed from them. A decision "
        "stands in the row of each ground that its tags name."
    )
    data = counts.rename_axis("ground").reset_index().melt("ground", var_name="outcome", value_name="decisions")
    return Chart("decisions", title, alt, data, universe, source, note, svg)


def _disc(axes: Axes, column: int, row: int, count: int) -> None:
    if count:
        axes.scatter(column, row, s=42.0 * count, color=COLOURS["second"], alpha=0.28, linewidths=0)
    axes.annotate(
        str(count), (column, row), ha="center", va="center", fontsize=9, color=COLOURS["ink" if count else "context"]
    )


def _frame(axes: Axes, counts: pd.DataFrame) -> None:
    axes.set_xticks(range(len(counts.columns)), list(counts.columns))
    axes.set_yticks(range(len(counts)), list(counts.index))
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    axes.set_xlim(-0.6, len(counts.columns) - 0.4)
    axes.set_ylim(len(counts) - 0.4, -0.6)
    axes.grid(visible=False)
    for side in axes.spines.values():
        side.set_visible(False)
