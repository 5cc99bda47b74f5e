"""Shrunken rates of many places with intervals and ranks: a league table that shows how unsure it is."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.charts.chart import COLOURS, Chart, margins, style, to_svg
from analysis.core.countries import name_of


def league(
    table: pd.DataFrame, *, name: str, title: str, unit: str, universe: str, source: str, note: str, most: int = 25
) -> Chart:
    """Draw the places with the highest shrunken values, each with its interval and the interval of its rank.

    Parameters
    ----------
    table : DataFrame
        One row a place: ``iso3``, ``value``, ``low``, ``high`` (shrunken, in ``unit``), ``raw`` (unshrunken), ``rank``,
        ``rank_low``, ``rank_high``.
    name, title, universe, source, note : str
        See `Chart`.
    unit : str
        Label of the left axis.
    most : int
        How many places are drawn; the data holds all.

    Returns
    -------
    Chart
        Two panels that share their rows: value and rank.
    """
    top = table.nlargest(most, "value").iloc[::-1].reset_index(drop=True)
    leader = top.iloc[-1]
    alt = (
        f"Two panels, {len(top)} of {len(table)} places by shrunken value. Highest: {name_of(leader['iso3'])} with "
        f"{leader['value']:.3g} ({leader['low']:.3g} to {leader['high']:.3g}), rank between {leader['rank_low']:.0f} "
        f"and {leader['rank_high']:.0f}. The intervals of neighbours overlap widely."
    )
    with style():
        figure = Figure(figsize=(6.8, 0.2 * len(top) + 1.0))
        left, right = figure.subplots(1, 2, sharey=True, width_ratios=[1.4, 1])
        _dots(left, top, ("value", "low", "high"), COLOURS["focus"], "shrunken, with interval")
        left.scatter(top["raw"], top.index, marker="|", s=40, color=COLOURS["context"], label="as counted")
        _dots(right, top, ("rank", "rank_low", "rank_high"), COLOURS["second"], "rank, with interval")
        left.set_yticks(top.index, [name_of(code) for code in top["iso3"]], fontsize=8)
        left.set_xlabel(unit)
        right.set_xlabel("rank (1 is highest)")
        for axes in (left, right):
            axes.grid(axis="x")
            axes.set_ylim(-0.8, len(top) - 0.2)
        left.legend(loc="lower right")
        margins(figure, left=1.5, bottom=0.5)
        figure.subplots_adjust(wspace=0.08)
        svg = to_svg(figure, title, alt)
    return Chart(name, title, alt, table, universe, source, note, svg)


def _dots(axes: Axes, top: pd.DataFrame, columns: tuple[str, str, str], colour: str, label: str) -> None:
    value, low, high = (top[column] for column in columns)
    axes.errorbar(
        value,
        top.index,
        xerr=[value - low, high - value],
        fmt="o",
        markersize=4,
        color=colour,
        linewidth=1.1,
        label=label,
    )
