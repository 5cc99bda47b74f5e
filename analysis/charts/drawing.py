"""How several charts draw alike: axes, panels, words and their sizes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import repeat
from typing import Any, TypeVar

import matplotlib as mpl
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.axis import Axis, XAxis, YAxis
from matplotlib.figure import Figure, SubFigure
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path
from matplotlib.ticker import FixedLocator, FuncFormatter, MaxNLocator, NullFormatter, NullLocator

from analysis.charts.chart import COLOURS, COLUMN, FAMILY, LETTERS, SMALL, Value
from analysis.core.country_names import suggestion
from analysis.core.errors import InputError, some
from analysis.core.messages import _, number
from analysis.tables.release import incomplete_since

Years = TypeVar("Years", float, pd.Series)


@dataclass(frozen=True)
class Mark:
    """What is drawn of some rows of a table: a value, a line between two ends, or both.

    Parameters
    ----------
    value, low, high : str
        Columns; a mark without a value is a line or bar from ``low`` to ``high``.
    where : str
        Query for the rows that have it; by default all.
    words : str
        What it is called beside it; blank where it needs no name.
    colour : str
        A name of `COLOURS`.
    marker : str
        That of matplotlib; blank for none.
    size, width : float
        Of the marker and the line, in points.
    hollow : bool
        Whether only the outline is drawn, of a marker or, dashed, of a bar without a value.
    strip : bool
        Whether values are small points around one line, as of many analyses, without words beside them.
    level : int
        Which of the lines of its row it is on, from the top.

    Examples
    --------
    >>> table = pd.DataFrame({"share": [0.1, 0.4], "naive": [True, False]})
    >>> Mark("share", where="naive").of(table)["share"].tolist()
    [0.1]
    """

    value: str = ""
    low: str = ""
    high: str = ""
    where: str = ""
    words: str = ""
    colour: str = "ink"
    marker: str = "o"
    size: float = 4.5
    width: float = 1.5
    hollow: bool = False
    strip: bool = False
    level: int = 0

    def __post_init__(self) -> None:
        """Refuse a colour that is none of `COLOURS`."""
        if self.colour not in COLOURS:
            got, expected = f"the colour {self.colour!r}", f"one of {some(COLOURS, 30)}"
            raise InputError(got, expected, suggestion(self.colour, COLOURS))

    def of(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Return the rows that have it."""
        return rows.query(self.where) if self.where else rows


def highest(values: pd.Series[Any]) -> list[str]:
    """Labels of the highest value, all of them where several tie.

    Examples
    --------
    >>> highest(pd.Series({2020: 3, 2021: 5, 2023: 5}))
    ['2021', '2023']
    """
    return [str(label) for label in values.index[values == values.max()]]


def mark_incomplete(axes: Axes, years: Iterable[float]) -> None:
    """Lay a light band that says so over the years of which cases are still becoming known, if any of them is drawn."""
    if incomplete_in_words(years):
        ends = axes.get_xlim()
        axes.axvspan(incomplete_since() - 0.5, ends[1], color=COLOURS["hair"], alpha=0.6, linewidth=0, zorder=0)
        axes.set_xlim(ends)
        axes.annotate(_("counts incomplete"), (1, 1), (-2, -2), "axes fraction", "offset points", ha="right", va="top",
            fontsize=small(axes.figure), color=COLOURS["soft"])  # fmt: skip


def incomplete_in_words(years: Iterable[float]) -> str:
    """Say which of the years are still incomplete, as note and alternative text of a chart do; blank if none is."""
    since, last = incomplete_since(), max(years, default=0)
    if last < since:
        return ""
    return _(
        "In the shaded band, from {year} on, counts are incomplete, because some cases become known only years later. "
        "Later decisions may change the status of a case.",
        year=str(since),
    )


def is_narrow(figure: Figure | SubFigure) -> bool:
    """Return whether a figure is no wider than a column."""
    return bool(figure.bbox.width / figure.dpi <= COLUMN + 0.001)


def label_with_numbers(axis: Axis) -> None:
    """Label an axis with numbers as they are written in sentences; the ticks between them have no label."""
    axis.set_major_formatter(FuncFormatter(lambda value, _: number(value)))
    axis.set_minor_formatter(NullFormatter())


def make_logarithmic(axis: XAxis | YAxis) -> None:
    """Give an axis a logarithmic scale, labelled with numbers, without small ticks."""
    axis.axes.set(**{f"{axis.axis_name}scale": "log"})
    label_with_numbers(axis)
    axis.set_minor_locator(NullLocator())


def row_by_row(message: str, rows: pd.DataFrame, between: str = " ", **write: Callable[[Any], str]) -> str:
    """Write a message once for each row, filled by its columns, each of which may have its own way to be written.

    Examples
    --------
    >>> row_by_row("{name} {count}", pd.DataFrame({"name": ["a", "b"], "count": [3, 1200]}), ", ", count=number)
    'a 3, b 1,200'
    """
    return between.join(each_row(message, rows, **write))


def each_row(message: str, rows: pd.DataFrame, **write: Callable[[Any], str]) -> list[str]:
    """Return a message for each row, as `row_by_row` writes it."""
    words = rows.assign(**{column: rows[column].map(written) for column, written in write.items()})
    records: list[Any] = words.astype(object).where(words.notna(), None).to_dict("records")
    return [_(message, **row) for row in records]


def whole(value: float) -> str:
    """Write a year."""
    return f"{value:.0f}"


def label_whole(axis: Axis, **options: Any) -> None:  # noqa: ANN401
    """Label an axis at whole numbers only."""
    axis.set_major_locator(MaxNLocator(integer=True, **options))


def lines_upright(axes: Axes) -> None:
    """Draw the lines of the grid upright, as rows that are read across need them."""
    axes.grid(visible=True, axis="x")
    axes.grid(visible=False, axis="y")


def write_near(axes: Axes, words: str, spot: tuple[float, float], offset: tuple[float, float], **look: Any) -> None:  # noqa: ANN401
    """Write words so many points beside a spot of the data."""
    axes.annotate(words, spot, xytext=offset, textcoords="offset points", **look)


def show_values(axes: Axes, words: Iterable[str], across: Iterable[float] | None, up: Iterable[float] | None) -> None:
    """Let a page show words where a reader points: at rows (``up`` alone), columns (``across`` alone) or marks."""
    values = getattr(axes.get_figure(root=True), "values", [])
    xs, ys = (repeat(None) if at is None else at for at in (across, up))
    values += [Value(axes, text, x, y) for text, x, y in zip(words, xs, ys, strict=False)]


@lru_cache(maxsize=4096)
def width_of(words: str, size: float) -> float:
    """Return the width of one line of words in points, by the metrics of the typeface.

    Examples
    --------
    >>> round(width_of("Belarus", 12))
    38
    """
    look = FontProperties(family=[FAMILY, "DejaVu Sans"], size=size)
    return float(text_to_path.get_text_width_height_descent(words, look, False)[0])


def small(figure: Figure | SubFigure) -> float:
    """Return the size of small letters in a figure, in points."""
    return SMALL / LETTERS * float(getattr(figure, "letters", mpl.rcParams["font.size"]))


def fitted(words: str, points: float, size: float) -> str:
    """Break words into lines that are no wider than so many points; a word is never cut.

    Examples
    --------
    >>> fitted("Freedom of expression", 60, 12).splitlines()
    ['Freedom of', 'expression']
    """
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, size) <= points:
            lines[-1] = longer
        else:
            lines.append(word)
    return "\n".join(lines)


def inside(axes: Axes, words: str, spot: tuple[float, float], **look: Any) -> None:  # noqa: ANN401
    """Write words with their middle at a spot of the data."""
    axes.annotate(words, spot, ha="center", va="center", **look)


def middle(year: Years) -> Years:
    """Return the place of a year's figure on an axis of decimal years, on which dates known to the year only stand too.

    Examples
    --------
    >>> middle(2020)
    2020.5
    """
    return year + 0.5


def year_axis(axes: Axes, first: int, last: int, step: int = 2) -> None:
    """Label years in their middle, from the first to the last."""
    axes.set_xlim(first - 0.2, last + 1.2)
    years = range(last - (last - first) // step * step, last + 1, step)
    axes.xaxis.set_major_locator(FixedLocator([middle(year) for year in years]))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda place, _: f"{int(place)}"))
