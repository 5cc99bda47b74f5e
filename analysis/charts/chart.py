"""What every chart returns, and how a figure becomes the same bytes each time."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import matplotlib as mpl
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from analysis.stats.estimate import number

#: Colours chosen to stay apart for colour-blind readers and in grey print (after Okabe and Ito).
COLOURS = {
    "focus": "#B2182B",
    "second": "#2166AC",
    "third": "#E08214",
    "fourth": "#5AAE61",
    "weaker": "#E8601C",
    "context": "#9AA0A6",
    "pale": "#D9DCE0",
    "ink": "#222222",
    "paper": "#FFFFFF",
}

STYLE: dict[str, object] = {
    "axes.axisbelow": True,
    "axes.edgecolor": COLOURS["context"],
    "axes.grid": True,
    "axes.grid.axis": "y",
    "axes.labelcolor": COLOURS["ink"],
    "axes.spines.right": False,
    "axes.spines.top": False,
    "figure.constrained_layout.use": False,
    "font.family": "DejaVu Sans",
    "font.size": 8.5,
    "grid.color": "#E6E8EB",
    "grid.linewidth": 0.7,
    "legend.frameon": False,
    "legend.fontsize": 8.0,
    "svg.fonttype": "none",
    "svg.hashsalt": "red-notice-statistics",
    "text.color": COLOURS["ink"],
    "text.parse_math": False,
    "xtick.color": "#555555",
    "ytick.color": "#555555",
}
_LONG_DECIMAL = re.compile(r"(\d+\.\d\d)\d+")


@dataclass(frozen=True)
class Chart:
    """A picture with the data behind it.

    Parameters
    ----------
    name : str
        Short name, unique in a report; the data file carries it.
    title : str
        What the picture shows, as a reader would say it.
    alt : str
        Alternative text: what a reader who cannot see it must know.
    data : DataFrame
        The rows that were drawn, as numbers, one a mark.
    universe, source : str
        What was counted, and the tables it comes from.
    note : str
        What must be said beside it.
    svg : str
        The picture, self-contained, with the alternative text inside.
    """

    name: str
    title: str
    alt: str
    data: pd.DataFrame
    universe: str
    source: str
    note: str
    svg: str


class Picture(Figure):
    """A figure that holds its own SVG once it is drawn."""

    svg = ""


@contextmanager
def picture(
    size: tuple[float, float],
    title: str,
    alt: str,
    *,
    left: float = 0.6,
    right: float = 0.12,
    bottom: float = 0.35,
    top: float = 0.1,
) -> Iterator[Picture]:
    """Draw in the project's style, whatever the caller's settings; size and margins are in inches.

    The margins are given, since to measure them would draw each figure twice. At the end the picture holds its SVG.
    """
    with mpl.rc_context(STYLE):  # type: ignore[arg-type]
        figure = Picture(figsize=size)
        yield figure
        width, height = size
        figure.subplots_adjust(left=left / width, right=1 - right / width, bottom=bottom / height, top=1 - top / height)
        figure.svg = to_svg(figure, title, alt)


def label_with_numbers(axis: Axis) -> None:
    """Label an axis with numbers as they are written in sentences."""
    axis.set_major_formatter(FuncFormatter(lambda value, _: number(value)))


def legend_below(axes: Axes, below: float, columns: int, *, across: float = 0.5, **options: Any) -> None:  # noqa: ANN401
    """Put the legend below the axes, by a share of their height."""
    axes.legend(loc="upper center", bbox_to_anchor=(across, -below), ncols=columns, **options)


def to_svg(figure: Figure, title: str, alt: str) -> str:
    """Turn a figure into SVG, the same on every run: real text, no date or random id, title and description in it."""
    stream = io.StringIO()
    figure.savefig(stream, format="svg", metadata={"Date": None, "Creator": None})
    body = stream.getvalue()
    body = body[body.index("<svg") :]
    body = re.sub(r"\s*<metadata>.*?</metadata>", "", body, flags=re.DOTALL)
    body = _LONG_DECIMAL.sub(r"\1", body)
    label = f"<title>{html.escape(title)}</title>\n <desc>{html.escape(alt)}</desc>"
    return re.sub(r"<svg ([^>]*)>", lambda m: f'<svg role="img" {m.group(1)}>\n {label}', body, count=1)
