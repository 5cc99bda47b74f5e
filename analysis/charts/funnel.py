"""Funnel plot: which places lie further from the world than chance explains."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from analysis.charts.chart import COLOURS, Chart, margins, style, to_svg
from analysis.core.countries import name_of
from analysis.stats.estimate import number
from analysis.stats.funnel import Funnel

#: How many of the outlying places are labelled.
_LABELS = 5
#: Decades that two labels must lie apart, across or upwards.
_APART = (1.1, 0.12)
#: Flags of the funnel table that lie above the limits, and where a reader would say that a flag lies.
_HIGH = "above"
_WHERE = {
    "above": "above the outer limits, which 1 in 500 would leave",
    "high": "above the inner limits, which 1 in 20 would leave",
    "inside": "inside the inner limits, which 1 in 20 would leave",
    "not told": "not above the limits; whether it is low cannot be told",
    "low": "below the inner limits, which 1 in 20 would leave",
    "below": "below the outer limits, which 1 in 500 would leave",
}


def funnel(
    held: Funnel,
    base: float,
    *,
    name: str,
    what: str,
    axes_labels: tuple[str, str],
    universe: str,
    source: str,
    note: str,
    focus: str = "",
    log_values: bool = True,
) -> Chart:
    """Draw a funnel plot; on a logarithmic scale of values, 0 stands at the lower edge.

    Parameters
    ----------
    held : Funnel
        Each place's value and exposure, and the limits.
    base : float
        Exposure that the horizontal axis counts as one.
    name, universe, source, note : str
        See `Chart`.
    what : str
        What the value is, for the title.
    axes_labels : tuple of str
        Labels of the horizontal and the vertical axis.
    focus : str
        ISO3 code of a place to point out.
    log_values : bool
        Whether values are drawn on a logarithmic scale, as rates are and shares are not.

    Returns
    -------
    Chart
        Points with limits; the places furthest outside are named.
    """
    units, limits = held.table, held.curves
    title = f"{what}: {name_of(focus) if focus else 'all places'} against the world"
    alt = _alt(held, focus, what)
    with style():
        figure = Figure(figsize=(6.4, 3.6))
        axes = figure.subplots()
        floor = float(units.loc[units["value"] > 0, "value"].min()) / 2 if log_values else 0.0
        _limits(axes, limits, held.target.value, base, floor)
        _points(axes, units, focus, base, floor)
        axes.set_xscale("log")
        axes.set_ylim(0, 1.03)
        if log_values:
            axes.set_yscale("log")
            axes.set_ylim(floor * 0.8, float(units["value"].max()) * 2)
        for axis in (axes.xaxis, axes.yaxis):
            axis.set_major_formatter(FuncFormatter(lambda value, _: number(value)))
        axes.set_xlabel(axes_labels[0])
        axes.set_ylabel(axes_labels[1])
        axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.15), ncols=4)
        margins(figure, bottom=0.8)
        svg = to_svg(figure, title, alt)
    data = units.rename_axis("iso3").reset_index()
    return Chart(name, title, alt, data, universe, source, note, svg)


def _limits(axes: Axes, limits: pd.DataFrame, target: float, base: float, floor: float) -> None:
    size = limits["exposure"] / base
    low, high = limits["low_998"].clip(lower=floor), limits["high_998"].clip(lower=floor)
    axes.axhline(target, color=COLOURS["ink"], linewidth=1, label="world")
    axes.fill_between(size, low, high, color=COLOURS["pale"], alpha=0.7, linewidth=0, label="outer limits (1 in 500)")


def _points(axes: Axes, units: pd.DataFrame, focus: str, base: float, floor: float) -> None:
    size, height = units["exposure"] / base, units["value"].clip(lower=floor)
    high = units["flag"] == _HIGH
    axes.scatter(size[~high], height[~high], s=11, color=COLOURS["second"], alpha=0.8, linewidths=0)
    axes.scatter(size[high], height[high], s=13, color=COLOURS["third"], linewidths=0, label="above the limits")
    far = units[units["flag"] == _HIGH].nlargest(_LABELS, "value").index
    placed: list[tuple[float, float]] = []
    for code in far:
        spot = (float(np.log10(size[code])), float(np.log10(height[code])))
        if all(abs(spot[0] - x) > _APART[0] or abs(spot[1] - y) > _APART[1] for x, y in placed):
            _label(axes, str(code), size[code], height[code], bold=code == focus)
            placed.append(spot)
    if focus in units.index:
        axes.scatter(
            size[focus], height[focus], s=42, color=COLOURS["focus"], zorder=5, clip_on=False, label=name_of(focus)
        )
        if focus not in far:
            _label(axes, focus, size[focus], height[focus], bold=True)


def _label(axes: Axes, iso3: str, x: float, y: float, *, bold: bool) -> None:
    weight = "bold" if bold else "normal"
    axes.annotate(
        name_of(iso3), (x, y), xytext=(4, 3), textcoords="offset points", fontsize=7.5, fontweight=weight, zorder=6
    )


def _alt(held: Funnel, focus: str, what: str) -> str:
    units = held.table
    far = [name_of(str(code)) for code in units[units["flag"] == _HIGH].nlargest(_LABELS, "value").index]
    text = f"Funnel plot of {len(units)} places; the world's value is {number(held.target.value)}. "
    text += f"Above the limits, highest first: {', '.join(far)}. " if far else "None lies above the limits. "
    if focus in units.index:
        value, flag = units["value"][focus], units["flag"][focus]
        text += f"{name_of(focus)}: {what.lower()} {number(value)}, {_WHERE[flag]}."
    return text.strip()
