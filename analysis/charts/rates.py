"""Rates of a few places with their intervals, one pointed out."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, NullLocator

from analysis.charts.chart import COLOURS, Chart, margins, style, to_svg
from analysis.stats.estimate import Estimate
from analysis.stats.wording import number


def rates(held: Mapping[str, Estimate], focus: str, *, name: str, title: str, unit: str, note: str) -> Chart:
    """Draw rates with exact intervals on a logarithmic axis; a rate of 0 is an open mark at the left edge.

    Parameters
    ----------
    held : mapping of str to Estimate
        Rate of each place by its name, all of one universe, each with an interval whose high end is above 0.
    focus : str
        The place that is pointed out; it stands on top.
    name, title, note : str
        See `Chart`.
    unit : str
        Label of the axis.

    Returns
    -------
    Chart
        One line a place, highest below the focus.
    """
    order = sorted(held, key=lambda place: (place == focus, held[place].value, place))
    data = pd.DataFrame([{"place": place, **held[place].as_dict()} for place in reversed(order)])
    first = held[focus]
    alt = f"Dots with intervals on a logarithmic axis, {len(order)} places. " + " ".join(
        f"{place}: {number(held[place].value)} ({number(held[place].low or 0)} to {number(held[place].high or 0)})."
        for place in reversed(order)
    )
    with style():
        figure = Figure(figsize=(6.4, 0.24 * len(order) + 0.75))
        axes = figure.subplots()
        edge = _edge(held)
        for row, place in enumerate(order):
            _line(axes, row, held[place], COLOURS["focus"] if place == focus else COLOURS["second"], edge)
        axes.set_xscale("log")
        axes.set_xlim(left=edge)
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: number(value)))
        axes.xaxis.set_minor_locator(NullLocator())
        axes.set_yticks(range(len(order)), order)
        axes.set_ylim(-0.6, len(order) - 0.4)
        axes.grid(axis="x")
        axes.grid(visible=False, axis="y")
        axes.set_xlabel(unit)
        margins(figure, left=1.35, bottom=0.55)
        svg = to_svg(figure, title, alt)
    told = f"{note} An open mark at the edge is a rate of none; its interval begins there."
    return Chart(name, title, alt, data, first.universe, first.source, told, svg)


def _edge(held: Mapping[str, Estimate]) -> float:
    """Give the left end of the axis: half of the smallest positive end of any interval."""
    ends = [end for e in held.values() for end in (e.low, e.value, e.high) if end is not None and end > 0]
    return min(ends) / 2


def _line(axes: Axes, row: int, rate: Estimate, colour: str, edge: float) -> None:
    low, high = max(rate.low or 0.0, edge), rate.high or edge
    axes.plot([low, high], [row, row], color=colour, linewidth=1.6, alpha=0.6, solid_capstyle="butt")
    face = COLOURS["paper"] if rate.value == 0 else colour
    axes.plot(
        [max(rate.value, edge)], [row], "o", markersize=5, markerfacecolor=face, markeredgecolor=colour, clip_on=False
    )  # fmt: skip
