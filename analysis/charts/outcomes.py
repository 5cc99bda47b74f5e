"""What became of the admissible complaints of a year."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from analysis.charts.chart import COLOURS, Chart, margins, style, to_svg
from analysis.stats.estimate import number

_COLOURS = [COLOURS["focus"], "#F4A582", COLOURS["second"], COLOURS["pale"]]


def outcomes(data: pd.DataFrame, year: int, universe: str, source: str) -> Chart:
    """Draw the outcomes of one year's complaints as one bar.

    Parameters
    ----------
    data : DataFrame
        Columns outcome (words) and complaints; in the order drawn, at most four.
    year : int
        The year.
    universe, source : str
        What was counted, and the table that the rows come from.

    Returns
    -------
    Chart
        One bar whose parts make up the admissible complaints.
    """
    total = float(data["complaints"].sum())
    title = f"What became of admissible complaints about data in INTERPOL's files, {year}"
    parts = ", ".join(f"{number(n)} {what}" for what, n in data[["outcome", "complaints"]].itertuples(index=False))
    alt = f"One bar of {number(total)} admissible complaints: {parts}."
    with style():
        figure = Figure(figsize=(6.8, 1.6))
        axes = figure.subplots()
        left = 0.0
        for (what, count), colour in zip(
            data[["outcome", "complaints"]].itertuples(index=False), _COLOURS, strict=False
        ):
            axes.barh(0, count, left=left, color=colour, label=what, height=0.7)
            dark = colour in (COLOURS["focus"], COLOURS["second"])
            ink = COLOURS["paper" if dark else "ink"]
            axes.annotate(number(count), (left + count / 2, 0), ha="center", va="center", color=ink, fontweight="bold")
            left += float(count)
        axes.set_xlim(0, total)
        axes.set_yticks([])
        axes.grid(visible=False)
        axes.spines["left"].set_visible(False)
        axes.set_xlabel("admissible complaints")
        axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.72), ncols=2)
        margins(figure, left=0.15, right=0.15, bottom=1.0, top=0.05)
        svg = to_svg(figure, title, alt)
    note = "Only people who know of a notice and complain are counted; their complaints are no sample of notices."
    return Chart("outcomes", title, alt, data, universe, source, note, svg)
