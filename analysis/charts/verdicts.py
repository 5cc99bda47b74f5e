"""Claims by verdict: one tile a claim."""

from __future__ import annotations

import textwrap

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from analysis.charts.chart import Chart, margins, style, to_svg

#: Verdict -> (what a reader calls it, colour of the tile, colour of its text).
VERDICTS = {
    "supported": ("supported", "#2166AC", "#FFFFFF"),
    "contested": ("contested", "#F4A582", "#222222"),
    "unsupported": ("unsupported", "#B2182B", "#FFFFFF"),
    "not_assessed": ("not assessed", "#D9DCE0", "#222222"),
}
_ACROSS = 4
_WIDTH = 6.8
_HEIGHT = 0.86


def verdicts(claims: pd.DataFrame, universe: str, source: str) -> Chart:
    """Draw one tile for each claim in the order of the article, coloured by verdict.

    Parameters
    ----------
    claims : DataFrame
        ``claim_id``, ``claim`` and ``verdict``; verdicts are keys of ``VERDICTS``.
    universe, source : str
        See `Chart`.

    Returns
    -------
    Chart
        Tiles with the claim's number, the beginning of its words, and the verdict in words.
    """
    title = "What of the founding article holds"
    data = claims[["claim_id", "verdict", "claim"]]
    down = -(-len(data) // _ACROSS)
    with style():
        figure = Figure(figsize=(_WIDTH, _HEIGHT * down + 0.1))
        axes = figure.subplots()
        for place, (name, verdict, claim) in enumerate(data.itertuples(index=False)):
            _tile(axes, place % _ACROSS, place // _ACROSS, str(name), str(verdict), str(claim))
        axes.set(xlim=(0, _ACROSS), ylim=(down, 0))
        axes.axis("off")
        margins(figure, left=0.02, right=0.02, bottom=0.05, top=0.05)
        alt = _alt(data)
        svg = to_svg(figure, title, alt)
    note = "One tile a claim, in the order of the article; the verdict stands in each tile."
    return Chart("verdicts", title, alt, data, universe, source, note, svg)


def _tile(axes: Axes, column: int, row: int, name: str, verdict: str, claim: str) -> None:
    words, colour, ink = VERDICTS[verdict]
    axes.add_patch(Rectangle((column + 0.02, row + 0.03), 0.96, 0.94, facecolor=colour, edgecolor="none"))
    axes.text(column + 0.06, row + 0.17, f"{name}  {words}", color=ink, fontsize=7.5, fontweight="bold", va="center")
    lines = textwrap.shorten(claim, 86, placeholder=" …")
    axes.text(
        column + 0.06, row + 0.3, textwrap.fill(lines, 29), color=ink, fontsize=6.6, va="top", linespacing=1.25
    )  # fmt: skip


def _alt(data: pd.DataFrame) -> str:
    groups = [
        f"{words}: {', '.join(data.loc[data['verdict'] == verdict, 'claim_id']) or 'none'}"
        for verdict, (words, *_) in VERDICTS.items()
    ]
    return f"{len(data)} tiles, one a claim, coloured by verdict. {'; '.join(groups)}."
