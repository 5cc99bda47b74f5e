"""What every chart is: the one style, the one way to draw, and what several charts draw alike."""

from __future__ import annotations

import base64
import html
import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any, TypedDict, TypeVar

import matplotlib as mpl
import pandas as pd
from babel.dates import format_date
from matplotlib.axes import Axes
from matplotlib.axis import Axis, XAxis, YAxis
from matplotlib.backend_bases import RendererBase
from matplotlib.container import BarContainer
from matplotlib.figure import Figure, SubFigure
from matplotlib.font_manager import FontEntry, FontProperties, fontManager
from matplotlib.patches import Rectangle
from matplotlib.textpath import text_to_path
from matplotlib.ticker import FixedLocator, FuncFormatter, MaxNLocator, NullFormatter, NullLocator
from matplotlib.transforms import ScaledTranslation

from analysis.core.messages import _
from analysis.core.messages import label as hand_label
from analysis.stats.estimate import number

#: Each colour, and the one in its stead where a reader's system is dark. One colour, one meaning. Ink: the state in
#: focus, and words. Others: other states, the world. Blue, sky and ice: instruments (notices, lists, rules). Extensive,
#: substantial and limited: the evidence level, and nothing else. Similar ones differ in shape or hatch too.
_PALETTE = {
    "ink": ("#1C1F23", "#E8EAED"),
    "soft": ("#4D545C", "#B3BAC2"),
    "edge": ("#5B6168", "#AAB2BA"),
    "others": ("#70767D", "#8E959C"),
    "hair": ("#E3E6E9", "#343A40"),
    "pale": ("#E6E8EB", "#3A4148"),
    "paper": ("#FFFFFF", "#14171A"),
    "blue": ("#0B4F9E", "#8FC1FF"),
    "sky": ("#4079B9", "#5B95D6"),
    "ice": ("#C3DAF2", "#1D3A5C"),
    "extensive": ("#67000D", "#FFB4A2"),
    "substantial": ("#B5371C", "#E2674A"),
    "limited": ("#F2B48C", "#9A5038"),
}
COLOURS = {name: light for name, (light, _) in _PALETTE.items()}
DARK = {name: dark for name, (_, dark) in _PALETTE.items()}

#: The typeface of pages, pictures and PDFs, and the file of each weight; see its licence beside them.
FAMILY = "Source Sans 3"
FONTS = Path(__file__).parent / "fonts"
#: The same letters for pages: only those that pages hold. The licence reserves the name for the whole typeface.
WEB_FAMILY = "Notices Sans"
_FALLBACK = f"'{FAMILY}', '{WEB_FAMILY}', 'Noto Sans', Arial, sans-serif"

#: Inches: a picture of this width is read on a phone and, no larger than a column, on a screen; wider ones need a
#: second, narrow drawing of it.
COLUMN, WIDE = 4.5, 7.2


def _add_font(weight: int, file: str) -> None:
    """Make a weight known to matplotlib, which takes that of each file for a family of its own."""
    if all((entry.name, entry.weight) != (FAMILY, weight) for entry in fontManager.ttflist):
        fontManager.ttflist.append(FontEntry(fname=str(FONTS / file), name=FAMILY, weight=weight))


_add_font(400, "SourceSans3-Regular.ttf")
_add_font(700, "SourceSans3-Semibold.ttf")

#: The whole style of a picture, so that a reader's own one changes none; the backend alone is the reader's.
STYLE: Any = {
    **{name: value for name, value in mpl.rcParamsDefault.items() if name != "backend"},
    **mpl.rc_params_from_file(Path(__file__).parent / "style.mplstyle", use_default_template=False),
    "axes.edgecolor": COLOURS["edge"],
    "axes.labelcolor": COLOURS["soft"],
    "grid.color": COLOURS["hair"],
    "text.color": COLOURS["ink"],
    "xtick.color": COLOURS["soft"],
    "ytick.color": COLOURS["soft"],
}
Years = TypeVar("Years", float, pd.Series)
#: A path, and how many lines make it one whose points are written shorter.
_PATH, _MANY = re.compile(r'(?<= d=")M[^QC"]*"'), 200
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

    @property
    def size(self) -> float:
        """Return the size of its letters in points: 13 pixels on a phone, at most a page's where it is wide."""
        return min(12.0, self.width * 12 / COLUMN) if self.width <= COLUMN else 9.5

    @property
    def margins(self) -> dict[str, float]:
        """Return its margins as shares of the picture."""
        return {
            "left": self.left / self.width, "right": 1 - self.right / self.width,
            "bottom": self.bottom / self.height, "top": 1 - self.top / self.height,
        }  # fmt: skip


class _Picture(Figure):
    """A figure that is drawn in the project's style, whatever the style around it."""

    letters = 12.0

    def draw(self, renderer: RendererBase) -> None:
        """Draw in the project's style: ticks are made, and letters chosen, only now."""
        with mpl.rc_context(STYLE | {"font.size": self.letters}):
            super().draw(renderer)

    def _repr_png_(self) -> bytes:
        """Show it in a notebook, also where pyplot, which would see to that, was not imported."""
        buffer = io.BytesIO()
        self.savefig(buffer, format="png")
        return buffer.getvalue()


@dataclass(frozen=True)
class Chart:
    """A picture with the data behind it; it is drawn when it is first looked at.

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
    subtitle : str
        What is drawn, in which unit.
    narrow : Frame, optional
        Size and margins of a second drawing, for a phone, where the first one is too wide for it; ``draw`` can ask
        `is_narrow` which of the two it draws.

    Attributes
    ----------
    svg : str
        The picture, self-contained, with the alternative text inside; the same bytes each time.
    narrow_svg : str
        The second drawing; blank where the first suits a phone too.

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
    draw: Callable[[Figure], object] = field(repr=False)
    subtitle: str = ""
    narrow: Frame | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "title", self.title[:1].upper() + self.title[1:])

    @cached_property
    def svg(self) -> str:
        """The picture."""
        return _to_svg(self.figure(), self.title, self.alt)

    @cached_property
    def narrow_svg(self) -> str:
        """The second drawing, for a phone; blank where the first suits it too."""
        return _to_svg(self._drawn(self.narrow), self.title, self.alt) if self.narrow else ""

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
        return self._drawn(self.frame)

    def _drawn(self, frame: Frame) -> Figure:
        with mpl.rc_context(STYLE | {"font.size": frame.size}):
            figure = _Picture(figsize=(frame.width, frame.height))
            figure.subplots_adjust(**frame.margins)
            figure.letters = frame.size
            self.draw(figure)
        return figure


class About(TypedDict):
    """What most charts take by name and hand on to `Chart`, which describes it."""

    name: str
    universe: str
    source: str
    note: str


def highest(values: pd.Series[Any]) -> list[str]:
    """Labels of the highest value, all of them where several tie.

    Examples
    --------
    >>> highest(pd.Series({2020: 3, 2021: 5, 2023: 5}))
    ['2021', '2023']
    """
    return [str(label) for label in values.index[values == values.max()]]


#: The first year of which cases are still becoming known; the latest source is of 13 March 2026.
INCOMPLETE_SINCE = 2024


def mark_incomplete(bars: Iterable[Rectangle], years: Iterable[int]) -> None:
    """Hatch the bars of the years of which cases are still becoming known."""
    for bar, year in zip(bars, years, strict=True):
        if year >= INCOMPLETE_SINCE:
            bar.set(hatch="////", facecolor=COLOURS["paper"], edgecolor=COLOURS["edge"])


def inches_across(figure: Figure | SubFigure) -> float:
    """Return the width of a figure in inches."""
    return float(figure.bbox.width / figure.dpi)


def is_narrow(figure: Figure | SubFigure) -> bool:
    """Return whether a figure is no wider than a column."""
    return inches_across(figure) <= COLUMN + 0.001


def label_with_numbers(axis: Axis) -> None:
    """Label an axis with numbers as they are written in sentences; the ticks between them have no label."""
    axis.set_major_formatter(FuncFormatter(lambda value, _: number(value)))
    axis.set_minor_formatter(NullFormatter())


def make_logarithmic(axis: XAxis | YAxis) -> None:
    """Give an axis a logarithmic scale, labelled with numbers, without small ticks."""
    axis.axes.set(**{f"{axis.axis_name}scale": "log"})
    label_with_numbers(axis)
    axis.set_minor_locator(NullLocator())


def short_number(value: float) -> str:
    """Write a number on an axis: thousands and millions by a letter.

    Examples
    --------
    >>> [short_number(value) for value in (20, 1000, 2500000, 10**9)]
    ['20', '1k', '2.5m', '1bn']
    """
    for size, word in ((1e9, "billions"), (1e6, "millions"), (1e3, "thousands")):
        if value >= size:
            return hand_label(word, "short", number=f"{value / size:g}")
    return number(value)


def row_by_row(message: str, rows: pd.DataFrame, between: str = " ", **write: Callable[[Any], str]) -> str:
    """Write a message once for each row, filled by its columns, each of which may have its own way to be written.

    Examples
    --------
    >>> row_by_row("{name} {count}", pd.DataFrame({"name": ["a", "b"], "count": [3, 1200]}), ", ", count=number)
    'a 3, b 1,200'
    """
    words = rows.assign(**{column: rows[column].map(written) for column, written in write.items()})
    records: list[Any] = words.to_dict("records")
    return between.join(_(message, **row) for row in records)


def said_day(day: str) -> str:
    """Write a day as a sentence does.

    Examples
    --------
    >>> said_day("2020-01-02")
    '2 January 2020'
    """
    return format_date(date.fromisoformat(day), "d MMMM yyyy", locale="en")


def label_whole(axis: Axis, **options: Any) -> None:  # noqa: ANN401
    """Label an axis at whole numbers only."""
    axis.set_major_locator(MaxNLocator(integer=True, **options))


def lines_upright(axes: Axes) -> None:
    """Draw the lines of the grid upright, as rows that are read across need them."""
    axes.grid(visible=True, axis="x")
    axes.grid(visible=False, axis="y")


def names_above(axes: Axes) -> None:
    """Write the name of each row above it, where it takes nothing from the width of the picture."""
    axes.tick_params(axis="y", length=0, pad=-4)
    for label in axes.get_yticklabels():
        label.set(ha="left", va="bottom", color=COLOURS["ink"])
        label.set_transform(label.get_transform() + ScaledTranslation(0, 0.09, axes.figure.dpi_scale_trans))
    axes.set_ylim(-0.45, len(axes.get_yticklabels()) - 0.15)


#: How many years an axis of bars spans at least.
_YEARS = 8
#: Inches: a short panel with the name of what it draws above it, and the room for that name.
_PANEL, _NAMED, _FOOT = 0.56, 0.3, 0.35


def frame_of_panels(count: int, left: float = 0.5) -> Frame:
    """Return a picture of so many short panels, for `panels_named`.

    Examples
    --------
    >>> frame_of_panels(2).height > frame_of_panels(1).height
    True
    """
    return Frame(COLUMN, count * (_PANEL + _NAMED) + _FOOT, left, 0.22, _FOOT, _NAMED)


def panels_named(figure: Figure, names: Sequence[str]) -> list[Axes]:
    """Lay out one short panel below the other, all on the same two axes, each below the name of what it draws."""
    panels = list(figure.subplots(len(names), 1, sharex=True, sharey=True, squeeze=False)[:, 0])
    for axes, name in zip(panels, names, strict=True):
        axes.set_title(name, fontsize=small(figure))
    figure.subplots_adjust(hspace=_NAMED / _PANEL)
    return panels


def bars_by_year(
    figure: Figure, counts: pd.DataFrame, looks: Mapping[str, Mapping[str, Any]]
) -> list[BarContainer]:
    """Draw a bar a year, a panel a column of counts that has any; years are whole, and some at the least."""
    drawn, years = counts.loc[:, counts.any()], counts.index
    panels = panels_named(figure, list(drawn.columns))
    columns = zip(panels, drawn.columns, strict=True)
    bars = [axes.bar(years, drawn[name], width=0.75, **looks[str(name)]) for axes, name in columns]
    spare = max(0.7, (_YEARS - (years[-1] - years[0])) / 2)
    label_whole(panels[-1].yaxis, min_n_ticks=1, nbins=2)
    label_whole(panels[-1].xaxis, nbins=6)
    panels[-1].set_xlim(years[0] - spare, years[-1] + spare)
    return bars


def write_near(axes: Axes, words: str, spot: tuple[float, float], offset: tuple[float, float], **look: Any) -> None:  # noqa: ANN401
    """Write words so many points beside a spot of the data."""
    axes.annotate(words, spot, xytext=offset, textcoords="offset points", **look)


@lru_cache(maxsize=4096)
def width_of(words: str, size: float, *, bold: bool = False) -> float:
    """Return the width of one line of words in points, by the metrics of the typeface.

    Examples
    --------
    >>> round(width_of("Belarus", 12))
    38
    """
    look = FontProperties(family=[FAMILY, "DejaVu Sans"], weight="bold" if bold else "normal", size=size)
    return float(text_to_path.get_text_width_height_descent(words, look, False)[0])


def small(figure: Figure | SubFigure) -> float:
    """Return the size of small letters in a figure, in points: 11 pixels on a phone."""
    return 0.8333 * (figure.letters if isinstance(figure, _Picture) else float(mpl.rcParams["font.size"]))


def fitted(words: str, points: float, size: float, *, bold: bool = False) -> str:
    """Break words into lines that are no wider than so many points; a word is never cut.

    Examples
    --------
    >>> fitted("Freedom of expression", 60, 12).splitlines()
    ['Freedom of', 'expression']
    """
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, size, bold=bold) <= points:
            lines[-1] = longer
        else:
            lines.append(word)
    return "\n".join(lines)


def inside(axes: Axes, words: str, spot: tuple[float, float], **look: Any) -> None:  # noqa: ANN401
    """Write words with their middle at a spot of the data."""
    axes.annotate(words, spot, ha="center", va="center", **look)


def spread_of(value: pd.Series, low: pd.Series, high: pd.Series) -> list[pd.Series[float]]:
    """Return the lengths of error bars below and above the values."""
    return [value - low, high - value]


def middle(year: Years) -> Years:
    """Return the place of a year's figure on an axis of decimal years, on which dates known to the year only stand too.

    Examples
    --------
    >>> middle(2020)
    2020.5
    """
    return year + 0.5


def middle_day(years: pd.Series) -> pd.Series:
    """Return the place of each year's figure on an axis of days, on which all other dates are known to the day."""
    return pd.to_datetime(years.astype(str) + "-07-01")


def year_axis(axes: Axes, first: int, last: int, step: int = 2) -> None:
    """Label years in their middle, from the first to the last."""
    axes.set_xlim(first - 0.2, last + 1.2)
    years = range(last - (last - first) // step * step, last + 1, step)
    axes.xaxis.set_major_locator(FixedLocator([middle(year) for year in years]))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda place, _: f"{int(place)}"))


def rows_without_overlap(places: Iterable[float], apart: float) -> list[int]:
    """Assign each mark, in order of place, the lowest row in which it covers no earlier one.

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


def _to_svg(figure: Figure, title: str, alt: str) -> str:
    """Turn a figure into SVG, the same on every run: real text, no date or random id, title and description in it."""
    stream = io.StringIO()
    with mpl.rc_context(STYLE):
        figure.savefig(stream, format="svg", metadata={"Date": None, "Creator": None})
    body = stream.getvalue()
    body = _slim(body[body.index("<svg") :])
    label = f"<title>{html.escape(title)}</title>\n<desc>{html.escape(alt)}</desc>"
    head = f'<svg role="img" font-family="{_FALLBACK}"'
    return re.sub(r"<svg ([^>]*)>", lambda m: f"{head} {m.group(1)}>\n{label}", body, count=1)


def _slim(body: str) -> str:
    """Leave out of an SVG what draws nothing (notes, turns by no angle, spaces), and say each colour as a style."""
    body = re.sub(r"\s*<metadata>.*?</metadata>", "", body, flags=re.DOTALL)
    body = _LONG_DECIMAL.sub(r"\1", body)
    body = re.sub(r' transform="rotate\(-0 [^"]*"', "", body)
    body = re.sub(r" font-family: [^;\"]*;", "", body)
    body = re.sub(r' fill="(#[0-9a-f]{6})"', r' style="fill: \1"', body)
    body = re.sub(r" ?\n(?=[LMQCz])", "", re.sub(r"\n +", "\n", body))
    return _PATH.sub(_outline, body)


def _outline(found: re.Match[str]) -> str:
    """Write a long path of straight lines by tenths of a point, and each line by its end alone."""
    path = found.group()
    if path.count("L") < _MANY:
        return path
    path = re.sub(r"\d+\.\d+", lambda number: f"{float(number.group()):.1f}".removesuffix(".0"), path)
    return re.sub(r" ?L ", " ", path).replace(" M ", "M").replace("zM ", "zM")


def themed(svg: str) -> str:
    """Let a page say the colours of a picture, so that they follow its dark mode; alone they stay as they are.

    Examples
    --------
    >>> themed('<path style="fill: #1c1f23"/>')
    '<path style="fill: var(--c-ink,#1c1f23)"/>'
    """
    return re.sub(r"(?<=: )#[0-9a-f]{6}\b", lambda found: _VARIABLES.get(found.group(), found.group()), svg)


_VARIABLES = {colour.lower(): f"var(--c-{name},{colour.lower()})" for name, colour in COLOURS.items()}


@cache
def page_face(weights: tuple[str, ...] = ("400", "600 700")) -> str:
    """Return the style by which a page holds the typeface, so that it needs no other file."""
    files = {"400": "notices-sans-400.woff2", "600 700": "notices-sans-600.woff2"}
    return "".join(
        f'@font-face{{font-family:"{WEB_FAMILY}";font-weight:{span};src:url(data:font/woff2;base64,'
        f'{base64.b64encode((FONTS / files[span]).read_bytes()).decode()}) format("woff2")}}\n'
        for span in weights
    )


@cache
def page_colours() -> str:
    """Return the style by which the colours of charts follow a reader's dark system; see `themed`."""
    dark = "".join(f"--c-{name}:{colour.lower()};" for name, colour in DARK.items())
    return f"@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}\n"
