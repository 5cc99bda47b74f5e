"""Public notices at each snapshot date."""

from __future__ import annotations

import pandas as pd
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from analysis.charts.chart import COLOURS, Chart, margins, style, to_svg

#: Series -> (colour, marker, label).
SERIES = {
    "requested": (COLOURS["focus"], "o", "requested by the country (requester inferred or stated)"),
    "first": (COLOURS["second"], "D", "naming its nationals by first nationality (whoever requested them)"),
    "every": (COLOURS["second"], "^", "naming its nationals by any nationality (whoever requested them)"),
}


def snapshots(data: pd.DataFrame, place: str, source: str) -> Chart:
    """Draw counts of public notices at snapshot dates.

    Parameters
    ----------
    data : DataFrame
        Columns series (a key of ``SERIES``), snapshot_date, notices.
    place : str
        Name of the country.
    source : str
        Table that the rows come from.

    Returns
    -------
    Chart
        Points; the series are never added or joined. They are complete counts, so no interval is drawn.
    """
    title = f"Public notices at each snapshot: {place}"
    alt = "Points over time. " + " ".join(
        _sentence(data, series) for series in SERIES if (data["series"] == series).any()
    )
    with style():
        figure = Figure(figsize=(6.4, 3.0))
        axes = figure.subplots()
        for series, (colour, marker, label) in SERIES.items():
            rows = data[data["series"] == series]
            days = pd.to_datetime(rows["snapshot_date"])
            axes.plot(days, rows["notices"], marker, markersize=5, color=colour, label=label)
        locator = AutoDateLocator(minticks=4, maxticks=8)
        axes.xaxis.set_major_locator(locator)
        axes.xaxis.set_major_formatter(ConciseDateFormatter(locator))
        axes.yaxis.set_major_locator(MaxNLocator(nbins=6, integer=True))
        axes.set_ylim(0, max(1.0, float(data["notices"].max()) * 1.08))
        axes.margins(x=0.06)
        axes.set_ylabel("public notices")
        axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.12), ncols=1)
        margins(figure, bottom=1.05)
        svg = to_svg(figure, title, alt)
    universe = "notices shown on INTERPOL's website on the snapshot dates"
    note = (
        "Notices of nationals are complete counts, requested ones the median of the inference. States choose what is "
        "public, and leaving the list is not deletion from INTERPOL's files. "
        "Counts by first and by any nationality are two series; the second counts more."
    )
    return Chart("snapshots", title, alt, data, universe, source, note, svg)


def _sentence(data: pd.DataFrame, series: str) -> str:
    rows = data[data["series"] == series].sort_values("snapshot_date")
    listed = ", ".join(f"{n:,} on {day}" for n, day in zip(rows["notices"], rows["snapshot_date"], strict=True))
    return f"Notices {SERIES[series][2]}: {listed}."
