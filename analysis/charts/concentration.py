"""How few states request most of what is public."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from analysis.charts.chart import COLOURS, Chart, margins, style, to_svg
from analysis.core.countries import name_of

#: How many of the first places are named.
_NAMED = 5
#: Where the names stand: by turns below and above the curve, so that neighbours do not collide.
_OFFSETS = [((7, -9), "left"), ((7, -9), "left"), ((-4, 6), "right"), ((7, -9), "left"), ((-4, 6), "right")]


def lorenz(counts: pd.Series[int], *, name: str, what: str, universe: str, source: str, note: str) -> Chart:
    """Draw the cumulative share of a total, from the largest place down.

    Parameters
    ----------
    counts : Series of int
        Counts by ISO3 code.
    name, universe, source, note : str
        See `Chart`.
    what : str
        What is counted, for the title.

    Returns
    -------
    Chart
        A step curve from the largest place to the smallest, the first ones named.
    """
    ordered = counts.sort_values(ascending=False, kind="stable")
    share = ordered.cumsum() / ordered.sum()
    title = f"How few states account for most: {what}"
    first = ", ".join(f"{name_of(str(code))} {share[code]:.0%}" for code in ordered.index[:_NAMED])
    alt = f"Curve of the cumulative share over {len(ordered)} states, from the largest: {first}."
    with style():
        figure = Figure(figsize=(6.4, 2.9))
        axes = figure.subplots()
        places = np.arange(1, len(ordered) + 1)
        axes.plot(places, 100 * share, color=COLOURS["focus"], marker="o", markersize=3, linewidth=1.2)
        for i, code in enumerate(ordered.index[:_NAMED]):
            axes.annotate(
                name_of(str(code)),
                (places[i], 100 * share.iloc[i]),
                xytext=_OFFSETS[i][0],
                ha=_OFFSETS[i][1],
                textcoords="offset points",
                fontsize=8,
            )
        axes.set_ylim(0, 103)
        axes.set_xscale("log")
        axes.set_xticks([1, 2, 5, 10, 20, 50, 100], ["1", "2", "5", "10", "20", "50", "100"])
        axes.set_xlabel("number of states, from the largest")
        axes.set_ylabel("cumulative share, %")
        margins(figure, bottom=0.5)
        svg = to_svg(figure, title, alt)
    data = pd.DataFrame({"iso3": ordered.index, "count": ordered.to_numpy(), "cumulative_share": share.to_numpy()})
    return Chart(name, title, alt, data, universe, source, note, svg)
