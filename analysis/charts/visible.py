"""What exists and how much of it can be seen: the five universes of notices over time."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from analysis.charts.chart import COLOURS, Chart, margins, style, to_svg
from analysis.core.hand import UNIVERSES
from analysis.stats.estimate import number

#: Universe -> (colour, marker); each is drawn on its own and none is divided by another.
_MARKS = {
    "in_force": (COLOURS["ink"], "s"),
    "issued": (COLOURS["second"], "o"),
    "public": (COLOURS["fourth"], "D"),
    "refused": (COLOURS["focus"], "v"),
    "complaints": (COLOURS["third"], "^"),
}


def universes(data: pd.DataFrame, source: str) -> Chart:
    """Draw the world totals of the five universes.

    Parameters
    ----------
    data : DataFrame
        Columns basis (a key of ``UNIVERSES``), year, value, low, high (range of the published values; equal to the
        value where sources agree).
    source : str
        Table that the rows come from.

    Returns
    -------
    Chart
        Points and lines on a logarithmic scale; bars show values that conflict.
    """
    title = "What exists and what can be seen: notices worldwide"
    alt = "Five series on a logarithmic scale. " + " ".join(
        _sentence(data[data["basis"] == basis], label) for basis, label in UNIVERSES.items()
    )
    with style():
        figure = Figure(figsize=(6.8, 4.0))
        axes = figure.subplots()
        for basis, label in UNIVERSES.items():
            colour, marker = _MARKS[basis]
            rows = data[data["basis"] == basis].sort_values("year")
            for _, run in rows.groupby(rows["year"].diff().ne(1).cumsum()):
                axes.plot(run["year"], run["value"], color=colour, linewidth=0.9)
            spread = [rows["value"] - rows["low"], rows["high"] - rows["value"]]
            axes.errorbar(
                rows["year"],
                rows["value"],
                yerr=spread,
                marker=marker,
                markersize=4.5,
                color=colour,
                label=label,
                linestyle="none",
                capsize=3,
            )
        axes.set_yscale("log")
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: number(value)))
        axes.set_ylabel("notices, alerts or complaints")
        axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.1), ncols=2)
        margins(figure, left=0.95, bottom=0.95)
        svg = to_svg(figure, title, alt)
    note = (
        "Each series counts something else, so no ratio between them is a rate. A bar spans values that sources give "
        "for the same thing; gaps are years for which no figure was read, not zeros. Since March 2022 all Russian "
        "messages are checked first, so refusals before and after differ in kind."
    )
    return Chart("universes", title, alt, data, "five universes, each named in the legend", source, note, svg)


def _sentence(rows: pd.DataFrame, label: str) -> str:
    if rows.empty:
        return f"No figure for {label}."
    ordered = rows.sort_values("year")
    first, last = ordered.iloc[0], ordered.iloc[-1]
    ends = [f"{row['value']:,.0f} in {row['year']:.0f}" for row in (first, last)]
    return f"{label[0].upper()}{label[1:]}: {ends[0]}, {ends[1]}."
