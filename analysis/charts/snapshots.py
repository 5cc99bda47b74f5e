"""Public notices at each snapshot date."""

from __future__ import annotations

import pandas as pd
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from analysis.charts.chart import COLOURS, Chart, margins, style, to_svg

#: Series -> (colour, label).
SERIES = {
    "requested": (COLOURS["focus"], "requested by the country (requester inferred or stated)"),
    "nationals": (COLOURS["second"], "naming its nationals (whoever requested them)"),
}


def snapshots(data: pd.DataFrame, place: str, source: str) -> Chart:
    """Draw counts of public notices at snapshot dates with exact Poisson intervals.

    Parameters
    ----------
    data : DataFrame
        Columns series (a key of ``SERIES``), snapshot_date, notices, low, high.
    place : str
        Name of the country.
    source : str
        Table that the rows come from.

    Returns
    -------
    Chart
        Points with intervals; the two series are never added.
    """
    title = f"Public notices at each snapshot: {place}"
    alt = "Points over time. " + " ".join(
        _sentence(data, series) for series in SERIES if (data["series"] == series).any()
    )
    with style():
        figure = Figure(figsize=(6.4, 3.0))
        axes = figure.subplots()
        for series, (colour, label) in SERIES.items():
            rows = data[data["series"] == series]
            days = pd.to_datetime(rows["snapshot_date"])
            spread = [rows["notices"] - rows["low"], rows["high"] - rows["notices"]]
            axes.errorbar(
                days, rows["notices"], yerr=spread, fmt="o", markersize=5, color=colour, label=label, linewidth=1.2
            )
        locator = AutoDateLocator(minticks=4, maxticks=8)
        axes.xaxis.set_major_locator(locator)
        axes.xaxis.set_major_formatter(ConciseDateFormatter(locator))
        axes.yaxis.set_major_locator(MaxNLocator(nbins=6, integer=True))
        axes.set_ylim(0, max(1.0, float(data["high"].max()) * 1.08))
        axes.margins(x=0.06)
        axes.set_ylabel("public notices")
        axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.12), ncols=1)
        margins(figure, bottom=0.85)
        svg = to_svg(figure, title, alt)
    universe = "notices shown on INTERPOL's website on the snapshot dates"
    note = (
        "Bars are exact Poisson intervals. States choose what is public, and leaving the list is "
        "not deletion from INTERPOL's files. In April 2023 only the first nationality is known."
    )
    return Chart("snapshots", title, alt, data, universe, source, note, svg)


def _sentence(data: pd.DataFrame, series: str) -> str:
    rows = data[data["series"] == series].sort_values("snapshot_date")
    listed = ", ".join(f"{n:,} on {day}" for n, day in zip(rows["notices"], rows["snapshot_date"], strict=True))
    return f"Notices {SERIES[series][1]}: {listed}."
