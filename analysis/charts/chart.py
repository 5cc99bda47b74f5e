"""What every chart is: the one style, and the one way from a drawing to a picture."""

from __future__ import annotations

import base64
import html
import io
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any, NamedTuple, NotRequired, TypedDict

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.figure import Figure, SubFigure
from matplotlib.font_manager import FontEntry, fontManager

from analysis.core.errors import InputError

#: Each colour, and the one in its stead where a reader's system is dark. One colour, one meaning. Ink: the state in
#: focus, and words. Accent: well-documented cases. Others: other cases and states. Navy to ice: instruments
#: (notices, lists, rules) and decisions. Extensive, substantial and limited: the evidence level, and nothing else.
_PALETTE = pd.read_csv(Path(__file__).with_name("palette.csv"), index_col="name")
COLOURS = {str(name): str(colour) for name, colour in _PALETTE["light"].items()}
DARK = {str(name): str(colour) for name, colour in _PALETTE["dark"].items()}

#: The typeface of pages, pictures and PDFs, and the file of each weight; see its licence beside them.
FAMILY = "Source Sans 3"
FONTS = Path(__file__).parent / "fonts"
#: The same letters for pages: only those that pages hold. The licence reserves the name for the whole typeface.
WEB_FAMILY = "Notices Sans"
_FALLBACK = f"'{FAMILY}', '{WEB_FAMILY}', 'Noto Sans', Arial, sans-serif"

#: Inches: a picture of this width is read on a phone and, no larger than a column, on a screen; wider ones need a
#: second, narrow drawing of it.
COLUMN, WIDE = 4.8, 7.2
#: Points: letters of a picture as wide as a column, and the small ones of its axes and values, 11 pixels on a phone.
LETTERS, SMALL = 13.2, 11.0


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
#: A path, and how many lines make it one whose points are written shorter.
_PATH, _MANY = re.compile(r'(?<= d=")M[^QC"]*"'), 12
_LONG_DECIMAL = re.compile(r"(\d+\.\d\d)\d+")
#: What the name of a part of a picture begins with if the rest is the words that a page shows for it.
VALUE = "value: "


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
        """Return the size of its letters in points, at most a page's where it is wide."""
        return min(LETTERS, self.width * LETTERS / COLUMN) if self.width <= COLUMN else 9.5

    @property
    def margins(self) -> dict[str, float]:
        """Return its margins as shares of the picture."""
        return {
            "left": self.left / self.width,
            "right": 1 - self.right / self.width,
            "bottom": self.bottom / self.height,
            "top": 1 - self.top / self.height,
        }


class Value(NamedTuple):
    """Words that a page shows where a reader points: in the whole row or column of a panel, or around a mark.

    Each of ``across`` and ``up`` is a place on the axis, or None for the whole of it.
    """

    axes: Axes
    words: str
    across: float | None
    up: float | None

    @property
    def area(self) -> str:
        """Return its area in a picture, in which nothing is drawn."""
        figure: Any = self.axes.get_figure(root=True)
        ends = [
            (limits if at is None else (at - 0.5, at + 0.5) if None in self[2:] else (at, at))
            for at, limits in ((self.across, self.axes.get_xlim()), (self.up, self.axes.get_ylim()))
        ]
        corners = np.sort(self.axes.transData.transform(np.transpose(ends)), axis=0) * 72 / figure.dpi
        if None not in self[2:]:
            corners += np.array([[-_AROUND], [_AROUND]])
        (left, low), (right, top) = corners
        sides = {"x": left, "y": 72 * figure.get_figheight() - top, "width": right - left, "height": top - low}
        at = " ".join(f'{name}="{side:.1f}"' for name, side in sides.items())
        shown = f"<title>{html.escape(self.words)}</title>"
        return f'<rect class="v" {at} fill="none" pointer-events="all">{shown}</rect>\n'


#: Points around a mark in which its value is shown: a finger is wide.
_AROUND = 9.0


class _Picture(Figure):
    """A figure that is drawn in the project's style, whatever the style around it."""

    letters = 12.0

    def __init__(self, **options: Any) -> None:  # noqa: ANN401
        super().__init__(**options)
        self.values: list[Value] = []

    def draw(self, renderer: RendererBase) -> None:
        """Draw in the project's style: ticks are made, and letters chosen, only now."""
        with mpl.rc_context(STYLE | {"font.size": self.letters}):
            super().draw(renderer)

    def _repr_png_(self) -> bytes:
        """Show it in a notebook, also where pyplot, which would see to that, was not imported."""
        buffer = io.BytesIO()
        self.savefig(buffer, format="png")
        return buffer.getvalue()


class Named(TypedDict):
    """What every shape takes by name and hands on to `Chart`, which describes it; ``data`` where more than is drawn."""

    name: str
    title: str
    universe: str
    source: str
    note: str
    subtitle: NotRequired[str]
    publisher: NotRequired[str]
    data: NotRequired[pd.DataFrame]


class About(Named):
    """The same of a shape that cannot say in words what it draws."""

    alt: str


@dataclass(frozen=True)
class Chart:
    """A picture and the data behind it, drawn on first use.

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
    publisher : str
        Links to who published what is drawn, if the origins of the tables in ``source`` are too broad.
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
    publisher: str = ""
    narrow: Frame | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "title", self.title[:1].upper() + self.title[1:])

    @classmethod
    def of(cls, rows: pd.DataFrame, frame: Frame, draw: Callable[[Figure], object], about: Named, **more: Any) -> Chart:  # noqa: ANN401
        """Return a chart of rows, which are the data behind it if ``about`` names no others."""
        texts: dict[str, Any] = {"data": rows, **about, **more}
        return cls(frame=frame, draw=draw, **texts)

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

    def on(self, axes: Axes) -> SubFigure:
        """Draw the picture in your own style into the place of your own axes, which are removed.

        The part of the figure is returned: its ``axes`` are the panels, its ``suptitle`` sets a title.

        Examples
        --------
        >>> import matplotlib.pyplot as plt
        >>> texts = dict.fromkeys(["name", "title", "alt", "universe", "source", "note"], "invented")
        >>> chart = Chart(
        ...     data=pd.DataFrame(), frame=Frame(3, 2), draw=lambda figure: figure.subplots().plot([1, 2]), **texts
        ... )
        >>> figure, axes = plt.subplots(1, 2)
        >>> chart.on(axes[1]).suptitle("Türkiye").get_text()
        'Türkiye'
        """
        place = axes.get_subplotspec()
        if place is None:
            raise InputError("axes without a place in a grid", "axes of plt.subplots", "create them with plt.subplots")
        within = axes.get_figure(root=True)
        axes.remove()
        part: SubFigure = within.add_subfigure(place)  # type: ignore[union-attr]
        self.draw(part)  # type: ignore[arg-type]
        return part

    def _drawn(self, frame: Frame) -> Figure:
        with mpl.rc_context(STYLE | {"font.size": frame.size}):
            figure = _Picture(figsize=(frame.width, frame.height))
            figure.subplots_adjust(**frame.margins)
            figure.letters = frame.size
            self.draw(figure)
        return figure


def _to_svg(figure: Figure, title: str, alt: str) -> str:
    """Turn a figure into SVG, the same on every run: real text, no date or random id, title and description in it."""
    stream = io.StringIO()
    with mpl.rc_context(STYLE):
        figure.savefig(stream, format="svg", metadata={"Date": None, "Creator": None})
    body = stream.getvalue()
    body = _slim(body[body.index("<svg") :])
    body = re.sub(rf'<g id="{VALUE}([^"]*)">', r'<g class="v"><title>\1</title>', body)
    body = body.replace("</svg>", "".join(value.area for value in getattr(figure, "values", ())) + "</svg>")
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
    """Write a long path of straight lines by tenths of a point, as starts and steps, which are short numbers."""
    path, lines = found.group(), []
    if path.count("L") < _MANY:
        return path
    for line in path.split("M")[1:]:
        points = np.round(10 * np.array(re.findall(r"-?\d+(?:\.\d+)?", line), dtype=float)).reshape(-1, 2)
        steps = np.diff(points, axis=0)
        moves = " ".join(f"{x / 10:g} {y / 10:g}" for x, y in steps[steps.any(axis=1)].tolist())
        if moves:
            lines.append(f"M{points[0, 0] / 10:g} {points[0, 1] / 10:g}l{moves}{'z' * ('z' in line)}")
    return "".join(lines).replace(" -", "-") + '"'


def own_ids(svg: str, prefix: str) -> str:
    """Make the ids inside a picture unique on a page that holds several."""
    svg = re.sub(r'\bid="', f'id="{prefix}-', svg)
    return re.sub(r'(url\(#|href="#)', rf"\g<1>{prefix}-", svg)


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
