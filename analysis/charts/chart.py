"""What every chart is: the one style, the one way to draw, and what several charts draw alike."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.backend_bases import RendererBase
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, FuncFormatter, MaxNLocator, NullFormatter
from numpy.typing import ArrayLike

from analysis.stats.estimate import Floats, number

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

#: What a reader's own style may say about pictures; the rest, such as the backend, is the reader's.
_DRAWN = ["axes", "errorbar", "figure", "font", "grid", "hatch", "legend", "lines", "markers", "mathtext", "patch"]
_DRAWN += ["path", "savefig", "scatter", "svg", "text", "xaxis", "xtick", "yaxis", "ytick"]
_DRAWN += ["agg", "boxplot", "contour", "date", "hist", "image", "pcolor", "pcolormesh", "polaraxes", "timezone"]
STYLE: dict[str, object] = {
    **{key: value for key, value in mpl.rcParamsDefault.items() if key.partition(".")[0] in _DRAWN},
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
Years = TypeVar("Years", float, pd.Series)
_LONG_DECIMAL = re.compile(r"(\d+\.\d\d)\d+")


@dataclass(frozen=True)
class Frame:
    """Size and margins of a picture, in inches.

    The margins are given, since to measure them would draw each picture twice.

    Parameters
    ----------
    width, height : float
        The whole picture.
    left, right, bottom, top : float
        From its edges to the axes.

    Examples
    --------
    >>> Frame(6.4, 2.9, bottom=0.5).left
    0.6
    """

    width: float
    height: float
    left: float = 0.6
    right: float = 0.12
    bottom: float = 0.35
    top: float = 0.1


class Picture(Figure):
    """A figure that is drawn in the project's style, whatever the style around it."""

    def draw(self, renderer: RendererBase) -> None:
        """Draw in the project's style: ticks are made, and letters chosen, only now."""
        with mpl.rc_context(STYLE):  # type: ignore[arg-type]
            super().draw(renderer)

    def _repr_png_(self) -> bytes:
        """Show it in a notebook, also where pyplot, which would see to that, was not imported."""
        held = io.BytesIO()
        self.savefig(held, format="png")
        return held.getvalue()


@dataclass(frozen=True)
class Chart:
    """A picture with the data behind it; it is drawn when it is made, so that what cannot be drawn is refused there.

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
    frame : Frame
        Its size and margins.
    draw : callable
        Draws it into an empty figure.

    Attributes
    ----------
    svg : str
        The picture, self-contained, with the alternative text inside; the same bytes each time.

    Examples
    --------
    >>> counts = pd.DataFrame({"year": [2020, 2021], "notices": [3, 5]})
    >>> def draw(figure):
    ...     figure.subplots().bar(counts["year"], counts["notices"])
    >>> texts = {"alt": "Two bars: 3 and 5.", "universe": "invented notices", "source": "invented", "note": "Invented."}
    >>> chart = Chart(name="bars", title="Notices", data=counts, frame=Frame(3, 2), draw=draw, **texts)
    >>> "<desc>Two bars: 3 and 5.</desc>" in chart.svg
    True
    """

    name: str
    title: str
    alt: str
    data: pd.DataFrame
    universe: str
    source: str
    note: str
    frame: Frame = field(repr=False)
    draw: Callable[[Figure], None] = field(repr=False)
    svg: str = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "svg", to_svg(self.figure(), self.title, self.alt))

    def _repr_svg_(self) -> str:
        """Show it in a notebook; `show` adds what stands above and below it in a report."""
        return self.svg

    def figure(self) -> Figure:
        """Draw the picture anew, as a figure of matplotlib that the reader may change, show and save.

        Returns
        -------
        matplotlib.figure.Figure
            A new one at each call; a change to it changes neither the chart nor its `svg`.

        Examples
        --------
        >>> texts = dict.fromkeys(["name", "title", "alt", "universe", "source", "note"], "invented")
        >>> chart = Chart(
        ...     data=pd.DataFrame(), frame=Frame(3, 2), draw=lambda figure: figure.subplots().plot([1, 2]), **texts
        ... )
        >>> figure = chart.figure()
        >>> figure.axes[0].set_title("Said by a reader").get_text()
        'Said by a reader'
        >>> chart.figure().axes[0].get_title()
        ''
        """
        frame = self.frame
        across, up = frame.width, frame.height
        with mpl.rc_context(STYLE):  # type: ignore[arg-type]
            figure = Picture(figsize=(across, up))
            self.draw(figure)
            figure.subplots_adjust(
                left=frame.left / across, right=1 - frame.right / across,
                bottom=frame.bottom / up, top=1 - frame.top / up,
            )  # fmt: skip
        return figure


def label_with_numbers(axis: Axis) -> None:
    """Label an axis with numbers as they are written in sentences; the ticks between them have no label."""
    axis.set_major_formatter(FuncFormatter(lambda value, _: number(value)))
    axis.set_minor_formatter(NullFormatter())


def label_whole(axis: Axis, **options: Any) -> None:  # noqa: ANN401
    """Label an axis at whole numbers only."""
    axis.set_major_locator(MaxNLocator(integer=True, **options))


def lines_upright(axes: Axes) -> None:
    """Draw the lines of the grid upright, as rows that are read across need them."""
    axes.grid(visible=True, axis="x")
    axes.grid(visible=False, axis="y")


def legend_below(axes: Axes, below: float, columns: int, *, across: float = 0.5, **options: Any) -> None:  # noqa: ANN401
    """Put the legend below the axes, by a share of their height."""
    axes.legend(loc="upper center", bbox_to_anchor=(across, -below), ncols=columns, **options)


def legend_once(axes: Axes) -> dict[str, Artist]:
    """Give the mark of each label; of marks with one label, the last."""
    handles, labels = axes.get_legend_handles_labels()
    return dict(zip(labels, handles, strict=True))


def beside(axes: Axes, words: str, spot: tuple[float, float], offset: tuple[float, float], **look: Any) -> None:  # noqa: ANN401
    """Write words so many points beside a spot of the data."""
    axes.annotate(words, spot, xytext=offset, textcoords="offset points", **look)


def inside(axes: Axes, words: str, spot: tuple[float, float], **look: Any) -> None:  # noqa: ANN401
    """Write words with their middle at a spot of the data."""
    axes.annotate(words, spot, ha="center", va="center", **look)


def spread_of(value: pd.Series, low: pd.Series, high: pd.Series) -> list[pd.Series[float]]:
    """Give the lengths of error bars below and above the values."""
    return [value - low, high - value]


def middle(year: Years) -> Years:
    """Give the place of a year's figure on an axis of decimal years, on which dates known to the year only stand too.

    Examples
    --------
    >>> middle(2020)
    2020.5
    """
    return year + 0.5


def middle_day(years: pd.Series) -> pd.Series:
    """Give the place of each year's figure on an axis of days, on which all other dates are known to the day."""
    return pd.to_datetime(years.astype(str) + "-07-01")


def year_axis(axes: Axes, first: int, last: int, step: int = 2) -> None:
    """Label years in their middle, from the first to the last."""
    axes.set_xlim(first - 0.2, last + 1.2)
    years = range(last - (last - first) // step * step, last + 1, step)
    axes.xaxis.set_major_locator(FixedLocator([middle(year) for year in years]))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda place, _: f"{int(place)}"))


def rows_without_overlap(places: Iterable[float], apart: float) -> list[int]:
    """Give each mark, in order of place, the lowest row in which it covers no earlier one.

    Examples
    --------
    >>> rows_without_overlap([2010, 2010.1, 2015], apart=0.5)
    [0, 1, 0]
    """
    ends: list[float] = []
    rows = []
    for place in places:
        row = next((i for i, end in enumerate(ends) if place - end >= apart), len(ends))
        ends[row : row + 1] = [float(place)]
        rows.append(row)
    return rows


@dataclass(frozen=True)
class Part:
    """One part of every bar: its sizes, one a bar, and the colour of the numbers inside, blank for none."""

    label: str
    sizes: ArrayLike
    colour: str
    ink: str = ""
    hatch: str | None = None


def stacked(
    axes: Axes,
    places: ArrayLike,
    parts: Iterable[Part],
    *,
    width: float,
    upright: bool = False,
    writing: Mapping[str, Any] | None = None,
    **look: Any,  # noqa: ANN401
) -> Floats:
    """Draw bars part upon part, and give where each ends; ``writing`` is the look of the numbers inside."""
    at = np.asarray(places, dtype=float)
    ends = np.zeros(len(at))
    for part in parts:
        sizes = np.asarray(part.sizes, dtype=float)
        options = {"color": part.colour, "label": part.label, "hatch": part.hatch} | look
        if upright:
            axes.bar(at, sizes, width, bottom=ends, **options)
        else:
            axes.barh(at, sizes, width, left=ends, **options)
        if part.ink:
            _write_sizes(axes, at, sizes, ends, {"color": part.ink} | dict(writing or {}))
        ends = ends + sizes
    return ends


def _write_sizes(axes: Axes, places: Floats, sizes: Floats, begin: Floats, look: dict[str, Any]) -> None:
    for place, size, left in zip(places, sizes, begin, strict=True):
        inside(axes, number(size), (left + size / 2, place), **look)


def to_svg(figure: Figure, title: str, alt: str) -> str:
    """Turn a figure into SVG, the same on every run: real text, no date or random id, title and description in it."""
    stream = io.StringIO()
    with mpl.rc_context(STYLE):  # type: ignore[arg-type]
        figure.savefig(stream, format="svg", metadata={"Date": None, "Creator": None})
    body = stream.getvalue()
    body = body[body.index("<svg") :]
    body = re.sub(r"\s*<metadata>.*?</metadata>", "", body, flags=re.DOTALL)
    body = _LONG_DECIMAL.sub(r"\1", body)
    label = f"<title>{html.escape(title)}</title>\n <desc>{html.escape(alt)}</desc>"
    return re.sub(r"<svg ([^>]*)>", lambda m: f'<svg role="img" {m.group(1)}>\n {label}', body, count=1)
