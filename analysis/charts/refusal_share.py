"""The share of requests refused or cancelled, between its two denominators, and as published."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter

from analysis.charts.breaks import Break, draw_breaks, in_words, middle, year_axis
from analysis.charts.chart import COLOURS, Chart, margins, style, to_svg
from analysis.stats.estimate import percent


def refusal_share(data: pd.DataFrame, breaks: Sequence[Break], source: str) -> Chart:
    """Draw the bounds of the share of requests refused or cancelled.

    Parameters
    ----------
    data : DataFrame
        Columns first, last (years; equal unless the figure is a mean of several), low, high (shares, 0 to 1) and
        published (share of alerts issued as published; may be missing).
    breaks : sequence of Break
        Those of refusals.
    source : str
        Table that the rows come from.

    Returns
    -------
    Chart
        One bar a year between its bounds; a band for a mean of years.
    """
    title = "Share of requests refused or cancelled: between two denominators"
    alt = "Bars between bounds, in per cent. " + " ".join(_sentence(row) for _, row in data.iterrows())
    alt = f"{alt} Breaks: {in_words(breaks)}."
    with style():
        figure = Figure(figsize=(6.8, 2.9))
        axes = figure.subplots()
        draw_breaks(axes, breaks)
        _means(axes, data[data["first"] < data["last"]])
        _years(axes, data[data["first"] == data["last"]])
        axes.set_ylim(0, float(data[["high", "published"]].max().max()) * 1.3)
        axes.yaxis.set_major_formatter(PercentFormatter(1, decimals=0))
        axes.set_ylabel("share of requests")
        year_axis(axes, 2015, 2025, 1)
        axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.12), ncols=3)
        margins(figure, bottom=0.55, top=0.22)
        svg = to_svg(figure, title, alt)
    note = (
        "Lower end: refused beside issued plus refused (every one refused before publication). Upper end: refused "
        "beside issued (every one cancelled after publication). What is published never tells the two apart. Where "
        f"only a percentage was published, its rounding widens the bar. Breaks: {in_words(breaks)}."
    )
    universe = "alerts refused or cancelled, and alerts issued, in the same years"
    return Chart("refusal_share", title, alt, data, universe, source, note, svg)


def _means(axes: Axes, rows: pd.DataFrame) -> None:
    for first, last, low, high in rows[["first", "last", "low", "high"]].itertuples(index=False):
        axes.fill_between([first, last + 1], low, high, color=COLOURS["third"], alpha=0.45, label="mean of years", lw=0)


def _years(axes: Axes, rows: pd.DataFrame) -> None:
    label: str | None = "between the two denominators"
    for year, low, high in rows[["last", "low", "high"]].itertuples(index=False):
        axes.plot(
            [middle(year)] * 2, [low, high], color=COLOURS["focus"], linewidth=5, solid_capstyle="butt", label=label
        )
        axes.annotate(
            f"{percent(low)[:-2]} to\n{percent(high)}", (middle(year), high), xytext=(0, 7), textcoords="offset points",
            ha="center", fontsize=7.5,
        )  # fmt: skip
        label = None
    axes.plot(
        rows["last"].map(middle), rows["published"], "_", color=COLOURS["ink"], markersize=15, markeredgewidth=1.4,
        label="as published (of issued)",
    )  # fmt: skip


def _sentence(row: pd.Series) -> str:
    years = f"{row['last']:.0f}" if row["first"] == row["last"] else f"Mean {row['first']:.0f} to {row['last']:.0f}"
    told = f", published as {percent(row['published'])} of issued" if row["published"] == row["published"] else ""
    return f"{years}: {percent(row['low'])} to {percent(row['high'])}{told}."
