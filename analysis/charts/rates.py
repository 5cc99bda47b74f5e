"""Ratios to expectation of some places with their intervals, in alphabetical order, one pointed out."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, LogLocator, NullLocator

from analysis.charts.chart import COLOURS, Chart, margins, style, to_svg
from analysis.core.countries import fold
from analysis.stats.estimate import Estimate, number

#: With more places than this, lines stand closer together.
MANY = 25


def rates(held: Mapping[str, Estimate], focus: str, *, name: str, title: str, unit: str, note: str) -> Chart:
    """Draw ratios with intervals on a logarithmic axis, a line at what is expected; no order but the alphabet's.

    Parameters
    ----------
    held : mapping of str to Estimate
        Ratio of each place by its name, all of one universe, each above 0 and with an interval.
    focus : str
        The place that is pointed out, on top; blank where none is.
    name, title, note : str
        See `Chart`.
    unit : str
        Label of the axis.

    Returns
    -------
    Chart
        One line a place; an interval that begins below the axis runs to its edge.
    """
    order = sorted(held, key=lambda place: (place != focus, fold(place)), reverse=True)
    data = pd.DataFrame([{"place": place, **held[place].as_dict()} for place in reversed(order)])
    first = held[order[-1]]
    alt = f"Dots with intervals on a logarithmic axis, {len(order)} places. " + " ".join(
        f"{place}: {number(held[place].value)} ({number(held[place].low or 0)} to {number(held[place].high or 0)})."
        for place in reversed(order)
    )
    with style():
        many = len(order) > MANY
        figure = Figure(figsize=(6.4, (0.15 if many else 0.24) * len(order) + 0.75))
        axes = figure.subplots()
        edge = _edge(held)
        for row, place in enumerate(order):
            _line(axes, row, held[place], COLOURS["focus"] if place == focus else COLOURS["second"], edge)
        axes.set_xscale("log")
        axes.set_xlim(left=edge)
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: number(value)))
        axes.xaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
        axes.xaxis.set_minor_locator(NullLocator())
        axes.axvline(1, color=COLOURS["ink"], linewidth=0.9)
        axes.set_yticks(range(len(order)), order, fontsize=6.5 if many else None)
        axes.set_ylim(-0.6, len(order) - 0.4)
        axes.grid(axis="x")
        axes.grid(visible=False, axis="y")
        axes.set_xlabel(unit)
        margins(figure, left=1.35, bottom=0.55)
        svg = to_svg(figure, title, alt)
    told = f"{note} The line stands where there are as many cases as expected; open marks: no case."
    return Chart(name, title, alt, data, first.universe, first.source, told, svg)


def _edge(held: Mapping[str, Estimate]) -> float:
    """Give the left end of the axis: a third of the smallest ratio."""
    return min(ratio.value for ratio in held.values()) / 3


def _line(axes: Axes, row: int, rate: Estimate, colour: str, edge: float) -> None:
    low, high = max(rate.low or 0.0, edge), rate.high or edge
    axes.plot([low, high], [row, row], color=colour, linewidth=1.6, alpha=0.6, solid_capstyle="butt")
    face = COLOURS["paper"] if rate.n == 0 else colour
    axes.plot([rate.value], [row], "o", markersize=4.5, markerfacecolor=face, markeredgecolor=colour)
