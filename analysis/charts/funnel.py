"""Funnel plot: which places lie further from the world than chance explains."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.charts.chart import COLOURS, Chart, style, to_svg
from analysis.countries import name_of

#: How many of the outlying places are labelled.
_LABELS = 8


def funnel(
    units: pd.DataFrame,
    limits: pd.DataFrame,
    *,
    name: str,
    what: str,
    axes_labels: tuple[str, str],
    universe: str,
    source: str,
    note: str,
    focus: str = "",
    log: bool = True,
) -> Chart:
    """Draw a funnel plot.

    Parameters
    ----------
    units : DataFrame
        One row a place: ``unit`` (ISO3), ``size`` (expected count or denominator), ``value`` (rate or share), ``flag``
        (``high``, ``low`` or ``inside``).
    limits : DataFrame
        Control limits over ``size``: ``target``, and ``low`` and ``high`` of the outer limits.
    name, universe, source, note : str
        See `Chart`.
    what : str
        What the value is, for the title.
    axes_labels : tuple of str
        Labels of the horizontal and the vertical axis.
    focus : str
        ISO3 code of a place to point out.
    log : bool
        Draw both axes on a logarithmic scale; values of 0 stand at the lower edge.

    Returns
    -------
    Chart
        Points with limits; the places furthest outside are named.
    """
    title = f"{what}: {name_of(focus) if focus else 'all places'} against the world"
    alt = _alt(units, limits, focus, what)
    with style():
        figure = Figure(figsize=(6.4, 3.6))
        axes = figure.subplots()
        floor = _floor(units) if log else 0.0
        _limits(axes, limits, floor)
        _points(axes, units, focus, floor)
        if log:
            axes.set_xscale("log")
            axes.set_yscale("log")
            axes.set_ylim(bottom=floor * 0.8)
        axes.set_xlabel(axes_labels[0])
        axes.set_ylabel(axes_labels[1])
        axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.17), ncols=3)
        svg = to_svg(figure, title, alt)
    return Chart(name, title, alt, units, universe, source, note, svg)


def _floor(units: pd.DataFrame) -> float:
    positive = units.loc[units["value"] > 0, "value"]
    return float(positive.min()) / 2 if len(positive) else 0.1


def _limits(axes: Axes, limits: pd.DataFrame, floor: float) -> None:
    size = limits["size"]
    axes.plot(size, limits["target"], color=COLOURS["ink"], linewidth=1, label="world")
    axes.fill_between(
        size,
        limits["low"].clip(lower=floor),
        limits["high"],
        color=COLOURS["pale"],
        alpha=0.7,
        linewidth=0,
        label="what chance and the usual spread explain",
    )


def _points(axes: Axes, units: pd.DataFrame, focus: str, floor: float) -> None:
    shown = units["value"].clip(lower=floor)
    colours = np.where(units["flag"] == "high", COLOURS["third"], COLOURS["second"])
    axes.scatter(units["size"], shown, s=11, c=colours, alpha=0.8, linewidths=0)
    far = units[units["flag"] == "high"].nlargest(_LABELS, "value")
    for row, height in zip(far.itertuples(), shown[far.index], strict=True):
        _label(axes, str(row.unit), float(row.size), float(height), bold=False)  # type: ignore[arg-type]
    own = units[units["unit"] == focus]
    if len(own):
        place = (float(own["size"].iloc[0]), float(shown[own.index[0]]))
        axes.scatter(*place, s=42, color=COLOURS["focus"], zorder=5, label=name_of(focus))
        if focus not in set(far["unit"]):
            _label(axes, focus, *place, bold=True)


def _label(axes: Axes, iso3: str, x: float, y: float, *, bold: bool) -> None:
    axes.annotate(
        name_of(iso3),
        (x, y),
        xytext=(4, 3),
        textcoords="offset points",
        fontsize=7.5,
        fontweight="bold" if bold else "normal",
    )


def _alt(units: pd.DataFrame, limits: pd.DataFrame, focus: str, what: str) -> str:
    high = [name_of(code) for code in units[units["flag"] == "high"].nlargest(_LABELS, "value")["unit"]]
    text = f"Funnel plot of {len(units)} places; the world's value is {limits['target'].iloc[0]:.3g}. "
    text += f"Above the limits: {', '.join(high)}. " if high else "None lies above the limits. "
    own = units[units["unit"] == focus]
    if len(own):
        where = {"high": "above", "low": "below", "inside": "inside"}[str(own["flag"].iloc[0])]
        text += f"{name_of(focus)}: {what.lower()} {own['value'].iloc[0]:.3g}, {where} the limits."
    return text.strip()
