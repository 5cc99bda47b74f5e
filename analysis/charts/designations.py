"""Designations of persons and entities by year and sender."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from analysis.charts.chart import COLOURS, Chart, margins, style, to_svg
from analysis.core.hand import SENDERS

#: Sender -> colour.
SENDER_COLOURS = {
    "UN": COLOURS["fourth"],
    "EU": COLOURS["second"],
    "UK": COLOURS["third"],
    "US": COLOURS["focus"],
}


def designations_by_year(data: pd.DataFrame, place: str, source: str, note: str) -> Chart:
    """Draw designations under programmes on one country by year and sender.

    Parameters
    ----------
    data : DataFrame
        Columns ``list`` (a key of ``SENDERS``), ``year`` (every row with one) and ``designations``.
    place : str
        Name of the country.
    source, note : str
        See `Chart`.

    Returns
    -------
    Chart
        Bars side by side, one a sender and year; senders are not added up, as they list the same persons.
    """
    counts = data.pivot_table(index="year", columns="list", values="designations", aggfunc="sum", fill_value=0)
    years = range(int(counts.index.min()), int(counts.index.max()) + 1)
    counts = counts.reindex(index=pd.Index(years, name="year"), columns=list(SENDERS), fill_value=0).astype(int)
    shown = [sender for sender in SENDERS if counts[sender].any()]
    title = f"Persons and entities designated, by year and sender: {place}"
    alt = f"Bars for {counts.index.min()} to {counts.index.max()}. " + " ".join(
        f"{SENDERS[sender]}: {counts[sender].sum():,} in all, most in {counts[sender].idxmax()}." for sender in shown
    )
    with style():
        figure = Figure(figsize=(6.4, 2.9))
        axes = figure.subplots()
        width = 0.8 / len(shown)
        for i, sender in enumerate(shown):
            colour, label = SENDER_COLOURS[sender], SENDERS[sender]
            places = np.asarray(counts.index, dtype=float) + (i - (len(shown) - 1) / 2) * width
            axes.bar(places, counts[sender], width=width, color=colour, label=label)
        axes.set_ylabel("persons and entities")
        axes.yaxis.set_major_locator(MaxNLocator(integer=True, min_n_ticks=1))
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.12), ncols=2)
        margins(figure, bottom=0.75)
        svg = to_svg(figure, title, alt)
    drawn = counts.reset_index().melt("year", var_name="list", value_name="designations")
    universe = "persons, entities, vessels and aircraft on lists of the sender that name a programme on the country"
    return Chart("designations_by_year", title, alt, drawn, universe, source, note, svg)
