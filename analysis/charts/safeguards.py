"""Issued, refused and complaints over time: one panel a universe, on one axis of years, with the breaks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from analysis.charts.breaks import Break, draw_breaks, in_words, middle, runs, spread_of, year_axis
from analysis.charts.chart import COLOURS, Chart, margins, style, to_svg
from analysis.stats.estimate import number

#: Universe -> axis label of its panel.
PANELS = {"issued": "issued", "refused": "refused or\ncancelled", "complaints": "complaints\nto the CCF"}
_MARKS = [("focus", "o"), ("second", "s"), ("third", "^"), ("fourth", "D")]


def safeguards(data: pd.DataFrame, breaks: Mapping[str, Sequence[Break]], source: str) -> Chart:
    """Draw the published yearly figures of three universes, one below the other.

    Parameters
    ----------
    data : DataFrame
        Columns universe (a key of ``PANELS``), series, year, value, low, high (ends of the published values), bound
        (true where only a lower bound was published).
    breaks : mapping of str to sequence of Break
        The breaks of each universe.
    source : str
        Table that the rows come from.

    Returns
    -------
    Chart
        A line joins consecutive years only, and never crosses a break.
    """
    title = "Issued, refused and complaints over time: three universes, three scales"
    every = sorted({change for held in breaks.values() for change in held}, key=lambda change: change.number)
    alt = " ".join(_sentence(rows, str(series)) for series, rows in data.groupby("series", sort=False))
    alt = f"Three panels of points by year. {alt} Breaks: {in_words(every)}."
    with style():
        figure = Figure(figsize=(6.8, 6.6))
        panels = figure.subplots(len(PANELS), 1, sharex=True, height_ratios=[1.15, 0.85, 1.0])
        for axes, (universe, label) in zip(panels, PANELS.items(), strict=True):
            _panel(axes, data[data["universe"] == universe], breaks[universe], label)
        year_axis(panels[-1], int(data["year"].min()), 2025)
        margins(figure, left=0.85, top=0.25)
        figure.subplots_adjust(hspace=0.2)
        svg = to_svg(figure, title, alt)
    note = (
        f"Breaks: {in_words(every)}. A figure after a break does not count what the one before it counts. Bars span "
        "figures that sources give for the same thing; an arrow marks a lower bound; years without a mark were not "
        "read."
    )
    universe = "notices and alerts issued; alerts refused or cancelled; requests to the CCF: one panel each"
    return Chart("safeguards", title, alt, data, universe, source, note, svg)


def _panel(axes: Axes, rows: pd.DataFrame, breaks: Sequence[Break], label: str) -> None:
    draw_breaks(axes, breaks)
    for (series, held), (colour, marker) in zip(rows.groupby("series", sort=False), _MARKS, strict=False):
        _series(axes, held.sort_values("year"), breaks, COLOURS[colour], marker, str(series))
    axes.set_ylabel(label)
    axes.set_ylim(0, float(rows["high"].max()) * 1.16)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=5, integer=True))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: number(value)))
    axes.legend(loc="upper left", handlelength=1.2, borderaxespad=0.2)


def _series(axes: Axes, rows: pd.DataFrame, breaks: Sequence[Break], colour: str, marker: str, label: str) -> None:
    exact = rows[~rows["bound"]].set_index("year")["value"]
    for run in runs([int(year) for year in exact.index], breaks):
        axes.plot([middle(year) for year in run], exact.loc[run], color=colour, linewidth=0.9)
    places = rows["year"].map(middle)
    axes.plot(places, rows["value"], marker, color=colour, markersize=4.5, label=label)
    wide = rows["low"] < rows["high"]
    if wide.any():
        held = rows[wide]
        axes.errorbar(
            places[wide], held["value"], spread_of(held), fmt="none", color=colour, linewidth=1.1, capsize=2.5
        )
    for place, value in zip(places[rows["bound"]], rows.loc[rows["bound"], "value"], strict=True):
        _lower_bound(axes, place, value, colour)


def _lower_bound(axes: Axes, place: float, value: float, colour: str) -> None:
    arrow = {"arrowstyle": "<-", "color": colour, "linewidth": 1.1, "shrinkB": 0, "shrinkA": 0}
    axes.annotate("", (place, value), xytext=(0, 17), textcoords="offset points", arrowprops=arrow)


def _sentence(rows: pd.DataFrame, series: str) -> str:
    listed = [
        f"{'over ' if bound else ''}{number(value)} in {year}"
        for year, value, bound in rows.sort_values("year")[["year", "value", "bound"]].itertuples(index=False)
    ]
    return f"{series.capitalize()}: {', '.join(listed)}."
