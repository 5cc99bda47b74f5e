"""What a notebook shows: prose made of estimates, tables and charts, each with its universe and source.

A block is shown by JupyterLab, turned into HTML and PDF, and written as data, all from the same content.
"""

from __future__ import annotations

import html
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import pandas as pd
from IPython.core.pylabtools import print_figure
from IPython.display import Markdown, display
from matplotlib.figure import Figure

from analysis.charts.chart import Chart
from analysis.core.errors import InputError
from analysis.stats.estimate import Estimate

#: The private MIME type under which a block's content travels in a notebook.
MIME = "application/vnd.red-notice-statistics.block+json"


#: Digits that are names, not numbers.
_NAMES_WITH_DIGITS = re.compile(
    r"\bArticles? \d+(?: and \d+)?|\bresolution \d+/\d+|\bISO \d+(?:-\d+)?|\[[^\]]*\]\([^)]*\)|https?://\S+"
)


Bundle = dict[str, object]


_AS_MARKDOWN: dict[str, Callable[[list[str]], str]] = {
    "title": lambda texts: "# " + " ".join(texts),
    "heading": lambda texts: "## " + " ".join(texts),
    "list": lambda texts: "\n".join(f"* {text}" for text in texts),
    "caution": lambda texts: "> " + " ".join(texts),
}


@dataclass(frozen=True)
class Prose:
    """Sentences for a reader; a number may stand only in the sentence of an estimate.

    Parameters
    ----------
    sentences : sequence of str or Estimate
        In reading order.
    kind : str
        ``title`` (the page's heading), ``heading``, ``lead`` (set large), ``text``, ``list``, ``caution`` (set
        apart) or ``citation`` (of this release, whose year and number come from the release note).

    Raises
    ------
    ValueError
        If a plain sentence holds a number.
    """

    sentences: Sequence[str | Estimate]
    kind: str = "text"

    def __post_init__(self) -> None:
        for sentence in self.sentences if self.kind != "citation" else ():
            if isinstance(sentence, str) and re.search(r"\d", _NAMES_WITH_DIGITS.sub("", sentence)):
                raise ValueError(f"got a number outside an estimate: {sentence!r}; to fix, state it by an Estimate")

    def texts(self) -> list[str]:
        """Give the sentences as text."""
        return [s.sentence if isinstance(s, Estimate) else s for s in self.sentences]

    def content(self) -> Bundle:
        """Give the block's content as JSON can hold it."""
        estimates = [s.as_dict() for s in self.sentences if isinstance(s, Estimate)]
        return {"block": "prose", "kind": self.kind, "sentences": self.texts(), "estimates": estimates}

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Bundle:
        del include, exclude
        markdown = _AS_MARKDOWN.get(self.kind, " ".join)(self.texts())
        return {"text/plain": markdown, "text/markdown": markdown, MIME: self.content()}


@dataclass(frozen=True)
class Table:
    """A table for a reader, with the full data behind it.

    Parameters
    ----------
    name : str
        Short name, unique in a report; the data file carries it.
    title : str
        Caption.
    data : DataFrame
        The rows as data, written to the report's data folder.
    shown : DataFrame
        The rows as shown; all text. A cell may hold Markdown links.
    universe, source, note : str
        What was counted, the tables it comes from, and what must be said beside it.
    anchors : sequence of str
        One for each row, by which other pages and sentences link to it; empty if no row needs one.

    Raises
    ------
    ValueError
        If there are anchors, but not one for each row.
    """

    name: str
    title: str
    data: pd.DataFrame
    shown: pd.DataFrame
    universe: str
    source: str
    note: str = ""
    anchors: Sequence[str] = ()

    def __post_init__(self) -> None:
        if self.anchors and len(self.anchors) != len(self.shown):
            raise ValueError(
                f"got {len(self.anchors)} anchors for {len(self.shown)} rows of {self.name!r}; expected one a row; "
                "to fix, make both from the same rows"
            )

    def content(self) -> Bundle:
        """Give the block's content as JSON can hold it."""
        return {
            "block": "table",
            **_labels(self),
            "columns": [str(column) for column in self.shown.columns],
            "rows": [[str(cell) for cell in row] for row in self.shown.itertuples(index=False)],
            "anchors": list(self.anchors),
        }

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Bundle:
        del include, exclude
        body = self.shown.to_html(index=False, border=0, escape=True)
        shown = (
            f"<p><strong>{html.escape(self.title)}</strong></p>{body}<p><small>{html.escape(caption(self))}</small></p>"
        )
        return {"text/plain": f"{self.title}\n{csv_text(self.shown)}", "text/html": shown, MIME: self.content()}


def chart_bundle(chart: Chart) -> Bundle:
    """Give a chart's MIME bundle; its text is the alternative text and the data drawn."""
    text = f"{chart.title}\n{chart.alt}\n{csv_text(chart.data)}"
    return {
        "text/plain": text,
        "image/svg+xml": chart.svg,
        MIME: {
            "block": "chart",
            "alt": chart.alt,
            "subtitle": chart.subtitle,
            "narrow": chart.narrow_svg,
            **_labels(chart),
        },
    }


@dataclass(frozen=True)
class _ShownChart:
    chart: Chart

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Bundle:
        del include, exclude
        return chart_bundle(self.chart)


@dataclass(frozen=True)
class _ShownFigure:
    """A reader's figure, as pixels, told by the titles it has."""

    figure: Figure

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> tuple[Bundle, Bundle]:
        del include, exclude
        words = _titles(self.figure)
        picture = print_figure(self.figure, "png", base64=True)
        told: Bundle = {"image/png": {"alt": words}} if words else {}
        return {"text/plain": words or "A figure", "image/png": picture}, told


def _titles(figure: Figure) -> str:
    """Say what stands over a figure and beside its axes."""
    texts = [figure.get_suptitle(), *(axes.get_title() for axes in figure.axes)]
    sides = [side for axes in figure.axes for side in (axes.get_xlabel(), axes.get_ylabel())]
    return "; ".join(dict.fromkeys(text.strip() for text in [*texts, *sides] if text.strip()))


Block = Prose | Table | Chart


@dataclass(frozen=True)
class Section:
    """The blocks that one call of a notebook shows, in order."""

    blocks: tuple[Block, ...] = field(default_factory=tuple)

    def __iter__(self) -> Iterator[Block]:
        return iter(self.blocks)

    def _ipython_display_(self) -> None:
        for block in self.blocks:
            display(_ShownChart(block) if isinstance(block, Chart) else block)


def section(*blocks: Block | Iterable[Block] | None) -> Section:
    """Gather blocks; None is left out and lists are flattened."""
    flat: list[Block] = []
    for block in blocks:
        if block is None:
            continue
        flat.extend([block] if isinstance(block, Prose | Table | Chart) else block)
    return Section(tuple(flat))


def csv_text(table: pd.DataFrame) -> str:
    """Write a table as CSV; floats keep six significant digits, so that another machine's last digit does not show."""
    return table.to_csv(index=False, float_format="%.6g", lineterminator="\n")


def caption(block: Table | Chart) -> str:
    """Say what stands below a table or chart: note, universe, source."""
    note = f"{block.note} " if block.note else ""
    return f"{note}Universe: {block.universe}. Source: {block.source}."


def _labels(block: Table | Chart) -> Bundle:
    return {
        "name": block.name,
        "title": block.title,
        "universe": block.universe,
        "source": block.source,
        "note": block.note,
        "caption": caption(block),
        "csv": csv_text(block.data),
    }


#: What `show` takes: what a page is laid out of, and what a reader makes.
Shown = Section | Block | Estimate | str | pd.DataFrame | Figure | None


def show(*things: Shown) -> None:
    """Show things one after the other, in a notebook and in the report that it becomes.

    Parameters
    ----------
    *things : Section, Chart, Table, Estimate, str, DataFrame or matplotlib Figure
        Sections, charts and tables are parts of a report, each with universe and source. An estimate is shown by its
        sentence. Text, frames and figures of the reader's own appear in the report marked as such. None shows nothing.

    Raises
    ------
    InputError
        If a thing is none of these.

    Examples
    --------
    >>> import pandas as pd
    >>> show("A note of mine.", pd.DataFrame({"year": [2020], "cases": [3]}))  # doctest: +SKIP
    """
    for thing in things:
        if thing is not None:
            _show(thing)


def _show(thing: object) -> None:
    if isinstance(thing, Section):
        thing._ipython_display_()
    elif isinstance(thing, Figure):
        display(_ShownFigure(thing))
        _close(thing)
    else:
        display(_displayed(thing))


def _displayed(thing: object) -> object:
    """Give what IPython displays of a thing; refuse what no page can lay out."""
    if isinstance(thing, Chart):
        return _ShownChart(thing)
    if isinstance(thing, Estimate):
        return Prose([thing])
    if isinstance(thing, str):
        return Markdown(thing)
    if isinstance(thing, Prose | Table | pd.DataFrame):
        return thing
    kind = type(thing).__name__
    fix = "give the figure of axes, and `to_frame()` of a series" if kind in _NEAR else "print it, or say it in text"
    raise InputError(f"a {kind} to show", "a section, chart, table, estimate, text, frame or figure", fix)


#: What is often at hand in place of what can be shown.
_NEAR = ("Axes", "Series")


def _close(figure: Figure) -> None:
    """Let pyplot, if it made the figure, not show it once more at the end of the cell; it can still be changed."""
    if pyplot := sys.modules.get("matplotlib.pyplot"):
        pyplot.close(figure)
