"""What a notebook shows: prose made of estimates, tables and charts, each with its universe and source.

A block is shown by JupyterLab, turned into HTML and PDF, and written as data, all from the same content.
"""

from __future__ import annotations

import base64
import html
import re
import sys
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import InitVar, dataclass, field
from typing import Any

import pandas as pd
from IPython.display import display

from analysis.charts.chart import Chart
from analysis.charts.drawing import incomplete_in_words
from analysis.core.judgement import release_note
from analysis.core.messages import DASH, _
from analysis.pages import cards
from analysis.pages.markdown import inline_html, number_columns
from analysis.stats.estimate import Estimate, number
from analysis.tables.shipped import raw_paths, sidecar

#: The private MIME type under which a block's content travels in a notebook.
MIME = "application/vnd.red-notice-statistics.block+json"

#: Digits that are names, not numbers.
_NAMES_WITH_DIGITS = re.compile(
    r"\bArticles? \d+(?: and \d+)?|\bresolution \d+/\d+|\bISO \d+(?:-\d+)?|\[[^\]]*\]\([^)]*\)|https?://\S+"
    r"|\b200 quai Charles de Gaulle, 69006 Lyon\b"
)

Bundle = dict[str, object]

#: What a kind of prose begins with in Markdown, and what is between its sentences.
_BEGINS = {
    "title": "# ", "heading": "## ", "panel": "## ", "other-panel": "## ", "list": "* ", "cards": "* ", "caution": "> ",
    "aside": "> ",
}  # fmt: skip
_BETWEEN = {"list": "\n* ", "cards": "\n* ", "actions": " · ", "crumbs": " › "}


def _refuse_numbers(sentences: Iterable[str | Estimate], known: str = "") -> None:
    """Refuse a number that no estimate states; ``known`` is what the estimates say."""
    for sentence in sentences:
        written = re.findall(r"\d+", _NAMES_WITH_DIGITS.sub("", sentence)) if isinstance(sentence, str) else []
        if any(not re.search(rf"(?<!\d){number}(?!\d)", known) for number in written):
            raise ValueError(
                f"got a number in the text {sentence!r}; expected it in an Estimate; to fix, pass the Estimate"
            )


class _Shown(ABC):
    """What IPython asks of a block: its content in a private form, and in forms that any notebook shows."""

    @abstractmethod
    def content(self) -> Bundle:
        """Return the block's content as JSON can hold it."""

    @abstractmethod
    def _forms(self) -> Bundle:
        """Return the block as text, and as HTML or Markdown."""

    def _repr_mimebundle_(self, **_options: object) -> Bundle:
        return {**self._forms(), MIME: self.content()}


def _list_forms(title: str, lines: Sequence[str]) -> Bundle:
    """Return a titled list as text and as HTML."""
    items = "".join(f"<li>{html.escape(line)}</li>" for line in lines)
    page = f"<p><strong>{html.escape(title)}</strong></p><ul>{items}</ul>"
    return {"text/plain": "\n".join([title, *lines]), "text/html": page}


@dataclass(frozen=True)
class Prose(_Shown):
    """Sentences for a reader; a number may stand only in the sentence of an estimate.

    Parameters
    ----------
    sentences : sequence of str or Estimate
        In reading order.
    kind : str
        ``title`` (the page's heading), ``heading``, ``lead`` (set large), ``text``, ``list``, ``cards`` (a list in
        columns), ``caution`` (set apart), ``aside`` (small), ``actions`` (links in a row), ``crumbs`` (links to the
        pages above), ``citation`` (of this release, whose year and number come from the release note), ``panel`` and
        ``other-panel`` (the heading of a part of the page that a tab opens; the first is open at the beginning) or
        ``panel-end``.
    anchor : str
        By which other pages and the page's own menu link to it; empty if none does.
    """

    sentences: Sequence[str | Estimate]
    kind: str = "text"
    anchor: str = ""

    def __post_init__(self) -> None:
        if self.kind != "citation":
            _refuse_numbers(self.sentences)

    def texts(self) -> list[str]:
        """Return the sentences as text."""
        return [s.sentence if isinstance(s, Estimate) else s for s in self.sentences]

    def content(self) -> Bundle:
        """Return the block's content as JSON can hold it."""
        estimates = [s.as_dict() for s in self.sentences if isinstance(s, Estimate)]
        bundle: Bundle = {"block": "prose", "kind": self.kind, "sentences": self.texts(), "estimates": estimates}
        return bundle | ({"anchor": self.anchor} if self.anchor else {})

    def _forms(self) -> Bundle:
        markdown = _BEGINS.get(self.kind, "") + _BETWEEN.get(self.kind, " ").join(self.texts())
        return {"text/plain": markdown, "text/markdown": markdown}


#: How a cell is set in a notebook, whose own style sets all to the right and breaks no line.
_SIDE = ' style="text-align:{};max-width:26em;white-space:normal;vertical-align:top"'


def _at_home(text: str) -> str:
    """Leave the words alone of links to other pages of the site, which lead nowhere from a notebook."""
    return re.sub(r"\[([^\]]*)\]\((?!https?://)[^)]*\)", r"\1", text)


#: As few rows more than a page shows at once are shown with them.
_FEW_MORE = 3


@dataclass(frozen=True)
class Table(_Shown):
    """A table for a reader, with the full data behind it.

    Parameters
    ----------
    name : str
        Short name, unique in a report; the data file carries it.
    title : str
        Caption.
    data : DataFrame
        The rows as data, written to the report's data folder.
    columns : mapping or DataFrame
        The rows as shown, by column; all text. A cell may hold Markdown links.
    universe, source, note : str
        What was counted, the tables it comes from, and what must be said beside it.
    first : int
        How many rows a page shows at once, the others being folded below; none for all.
    """

    name: str
    title: str
    data: pd.DataFrame
    columns: InitVar[Mapping[str, object] | pd.DataFrame]
    universe: str
    source: str
    note: str = ""
    first: int = 0
    shown: pd.DataFrame = field(init=False)

    def __post_init__(self, columns: Mapping[str, object] | pd.DataFrame) -> None:
        object.__setattr__(self, "shown", pd.DataFrame(columns))

    def content(self) -> Bundle:
        """Return the block's content as JSON can hold it."""
        return {
            "block": "table",
            **_labels(self),
            "columns": [str(column) for column in self.shown.columns],
            "rows": [[str(cell) for cell in row] for row in self.shown.itertuples(index=False)],
            **({"first": self.first} if 0 < self.first < len(self.shown) - _FEW_MORE else {}),
        }

    def _forms(self) -> Bundle:
        title, below = html.escape(self.title), inline_html(_at_home(caption(self)))
        rows = [[_at_home(str(cell)) for cell in row] for row in self.shown.itertuples(index=False)]
        numbers = number_columns(rows) or [False] * len(self.shown.columns)
        sides = [_SIDE.format("right" if number else "left") for number in numbers]
        heads = "".join(
            f"<th{side}>{html.escape(str(name))}</th>" for side, name in zip(sides, self.shown, strict=True)
        )
        cells = ("".join(f"<td{s}>{inline_html(c)}</td>" for s, c in zip(sides, row, strict=True)) for row in rows)
        body = "".join(f"<tr>{row}</tr>\n" for row in cells)
        table = f"<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"
        shown = f"<p><strong>{title}</strong></p>{table}<p><small>{below}</small></p>"
        return {"text/plain": f"{self.title}\n{csv_text(self.shown)}", "text/html": shown}


@dataclass(frozen=True)
class Scale(_Shown):
    """A word on a scale of words, and what it hangs on.

    Parameters
    ----------
    name, label : str
        Short name, unique in a report, and what the scale is of, in which a link may stand.
    words : sequence of str
        From the least to the most.
    chosen : str
        The word that holds.
    sentences : sequence of str or Estimate
        What it hangs on; a number may stand only in the sentence of an estimate.
    """

    name: str
    label: str
    words: Sequence[str]
    chosen: str
    sentences: Sequence[str | Estimate] = ()

    def __post_init__(self) -> None:
        if self.chosen not in self.words:
            raise ValueError(f"got the word {self.chosen!r}; expected one of {list(self.words)}; to fix, add it there")
        _refuse_numbers(self.sentences)

    def content(self) -> Bundle:
        """Return the block's content as JSON can hold it."""
        prose = Prose(self.sentences).content()
        scale = {"name": self.name, "label": self.label, "words": list(self.words), "chosen": self.chosen}
        return {"block": "scale", **scale, "sentences": prose["sentences"], "estimates": prose["estimates"]}

    def _forms(self) -> Bundle:
        strip = " | ".join(f"[{word}]" if word == self.chosen else word for word in self.words)
        return _list_forms(f"{self.label}: {strip}", Prose(self.sentences).texts())


@dataclass(frozen=True)
class Number:
    """One number set large, with what it says and what it does not.

    Parameters
    ----------
    estimate : Estimate
        The number.
    says : str
        What it says, read after the number.
    of : str
        What it is part of, set beside it; empty where that would say nothing.
    remark : str
        What it does not say.
    behind : sequence of Estimate
        Further estimates, of which ``says``, ``of`` and ``remark`` state numbers.
    evidence : bool
        Whether the number is one of the evidence, and not of what is public or how a state is governed.
    """

    estimate: Estimate
    says: str
    of: str = ""
    remark: str = ""
    behind: Sequence[Estimate] = ()
    evidence: bool = False

    def __post_init__(self) -> None:
        known = " ".join(f"{e.value:g} {e.n:g} {e.sentence} {e.counted}" for e in self.estimates)
        _refuse_numbers((self.says, self.of, self.remark), known)

    @property
    def estimates(self) -> list[Estimate]:
        """Return every estimate behind it, its own first."""
        return [self.estimate, *self.behind]

    @property
    def value(self) -> str:
        """Write the number."""
        return number(self.estimate.value)


@dataclass(frozen=True)
class Figures(_Shown):
    """Numbers set large in a row, each with what it says and what it does not.

    Parameters
    ----------
    name, title : str
        Short name, unique in a report; what the numbers are of.
    items : sequence of Number
        In reading order.
    note : str
        What must be said beside all of them.
    """

    name: str
    title: str
    items: Sequence[Number]
    note: str = ""

    @property
    def estimates(self) -> list[Estimate]:
        """Return every estimate behind the numbers, each once."""
        return list(dict.fromkeys(e for item in self.items for e in item.estimates))

    @property
    def universe(self) -> str:
        """Describe what was counted."""
        return "; ".join(dict.fromkeys(e.counted for e in self.estimates))

    @property
    def source(self) -> str:
        """Name the tables behind the numbers."""
        return ", ".join(dict.fromkeys(name for e in self.estimates for name in e.source.split(", ")))

    @property
    def data(self) -> pd.DataFrame:
        """Return the estimates as rows."""
        rows = [
            {"statistic": item.says if e is item.estimate else e.unit, **e.as_dict()}
            for item in self.items
            for e in item.estimates
        ]
        return pd.DataFrame(rows).drop_duplicates(ignore_index=True)

    def content(self) -> Bundle:
        """Return the block's content as JSON can hold it."""
        shown = ("value", "of", "says", "remark", "evidence")
        items = [{key: getattr(item, key) for key in shown} | {"counted": item.estimate.counted} for item in self.items]
        estimates = [estimate.as_dict() for estimate in self.estimates]
        return {"block": "figures", **_labels(self), "items": items, "estimates": estimates}

    def _forms(self) -> Bundle:
        lines = [(item.value, item.of, item.says, item.remark and f"({item.remark})") for item in self.items]
        return _list_forms(self.title, [" ".join(filter(None, line)) for line in lines])


#: Kinds of marks, each with a shape and colour of its own.
MARKS = ("strong", "single", "contested", "unsupported")


@dataclass(frozen=True)
class Mark:
    """One event on a strip of time: its year or None, its kind, its name, the words of its kind, and its page."""

    at: int | None
    kind: str
    name: str
    said: str
    link: str = ""


@dataclass(frozen=True)
class Marks(_Shown):
    """Events in time, each with a name: marks that reflow on a narrow screen.

    Parameters
    ----------
    name, title : str
        Short name, unique in a report; the finding.
    items : sequence of Mark
        In the order shown.
    data : DataFrame
        The rows as data.
    first, last : int
        Years at the ends of the strip.
    universe, source, note : str
        What was counted, the tables it comes from, and what must be said beside it.
    incomplete : int, optional
        First year whose events are still becoming known; a light band lies from there on.
    """

    name: str
    title: str
    items: Sequence[Mark]
    data: pd.DataFrame
    first: int
    last: int
    universe: str
    source: str
    note: str = ""
    incomplete: int | None = None

    def __post_init__(self) -> None:
        for item in self.items:
            if item.kind not in MARKS or not (item.at is None or self.first <= item.at <= self.last):
                expected = f"one of {MARKS}, from {self.first} to {self.last} or undated"
                raise ValueError(f"got the mark {item}; expected {expected}; to fix, widen the strip or name its kind")

    @property
    def ticks(self) -> list[int]:
        """Return the years to be written: each fifth, or each tenth or more where the strip is long."""
        step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 1000) if self.last - self.first < 5 * step)
        return [year for year in range(self.first, self.last + 1) if year % step == 0]

    @property
    def alt(self) -> str:
        """Tell the strip in words."""
        late = [incomplete_in_words([self.last])] if self.incomplete else []
        return "; ".join([*(f"{DASH if i.at is None else i.at}, {i.said}: {i.name}" for i in self.items), *late])

    def content(self) -> Bundle:
        """Return the block's content as JSON can hold it."""
        meanings = {item.kind: item.said for item in self.items}
        return {
            "block": "marks",
            **_labels(self),
            **{key: getattr(self, key) for key in ("alt", "first", "last", "ticks", "incomplete")},
            "kinds": [[kind, meanings[kind]] for kind in MARKS if kind in meanings],
            "items": [dict(vars(item)) for item in self.items],
        }

    def _forms(self) -> Bundle:
        return _list_forms(self.title, self.alt.split("; "))


@dataclass(frozen=True)
class Brief(_Shown):
    """The brief of a country, which a template lays out on two pages.

    Parameters
    ----------
    sentences : mapping of str to str or Estimate
        What was found, by its place; a number may stand only in the sentence of an estimate.
    parts : mapping
        What else the template needs, as JSON can hold it: standing texts, counts of charts, cases with their sources.
    figures : sequence of Number
        Numbers set large.
    """

    sentences: Mapping[str, str | Estimate]
    parts: Mapping[str, Any]
    figures: Sequence[Number] = ()

    def __post_init__(self) -> None:
        _refuse_numbers(self.sentences.values())

    def content(self) -> Bundle:
        """Return the block's content as JSON can hold it."""
        prose = Prose(list(self.sentences.values()))
        texts = dict(zip(self.sentences, prose.texts(), strict=True))
        behind = [estimate.as_dict() for figure in self.figures for estimate in figure.estimates]
        figures = [{key: getattr(one, key) for key in ("value", "says", "remark", "evidence")} for one in self.figures]
        estimates = [s.as_dict() for s in self.sentences.values() if isinstance(s, Estimate)] + behind
        return {"block": "brief", **self.parts, **texts, "figures": figures, "estimates": estimates}

    def _forms(self) -> Bundle:
        title, *lines = Prose(list(self.sentences.values())).texts()
        return _list_forms(title, lines)


Block = Prose | Table | Chart | Scale | Figures | Marks | Brief


@dataclass(frozen=True)
class Placed(_Shown):
    """A block and where it is on a page, which pages of two columns know and other forms may leave out.

    Parameters
    ----------
    column : str
        ``main`` or ``side``; empty across the page.
    fold : str
        The line under which the block is folded; empty for a block that is not.
    only : str
        ``screen`` for a block that no PDF holds, as another report or a file does; else empty.
    """

    block: Block
    column: str = ""
    fold: str = ""
    only: str = ""

    def _forms(self) -> Bundle:
        if not isinstance(self.block, Chart):
            return self.block._forms()
        text = f"{self.block.title}\n{self.block.alt}\n{csv_text(self.block.data)}"
        return {"text/plain": text} | (_picture(self.block) if "ipykernel" in sys.modules else {})

    def content(self) -> Bundle:
        """Return the block's content as JSON can hold it."""
        where = {key: value for key in ("column", "fold", "only") if (value := getattr(self, key))}
        if not isinstance(self.block, Chart):
            return self.block.content() | where
        drawn = {key: getattr(self.block, key) for key in ("alt", "subtitle", "svg")}
        drawn |= {"narrow": self.block.narrow_svg, "publisher": self.block.publisher or publishers(self.block.source)}
        return {"block": "chart", **drawn, **_labels(self.block), **where}


@dataclass(frozen=True)
class Section:
    """The blocks that one call of a notebook shows, in order, each in its place."""

    placed: tuple[Placed, ...] = ()

    def __iter__(self) -> Iterator[Block]:
        return (one.block for one in self.placed)

    @property
    def charts(self) -> dict[str, Chart]:
        """Its charts by name, each with the ``data`` behind it and a ``figure()`` to change."""
        return {block.name: block for block in self if isinstance(block, Chart)}

    def _ipython_display_(self) -> None:
        for one in self.placed:
            display(one)


def section(*blocks: Block | Iterable[Block] | None) -> Section:
    """Gather blocks; None is left out and lists are flattened."""
    placed: list[Placed] = []
    for block in blocks:
        if isinstance(block, Section):
            placed += block.placed
        elif isinstance(block, Block):
            placed.append(Placed(block))
        elif block is not None:
            placed += map(Placed, block)
    return Section(tuple(placed))


def _moved(*blocks: Block | Iterable[Block] | None, **where: str) -> Section:
    return Section(tuple(Placed(**vars(one) | where) for one in section(*blocks).placed))


def folded(line: str, *blocks: Block | Iterable[Block] | None) -> Section:
    """Fold blocks under a line that opens them; without any block there is no line."""
    return _moved(*blocks, fold=line)


def on_screen(*blocks: Block | Iterable[Block] | None) -> Section:
    """Show blocks on the page and in no PDF: what another report or a file holds, or what is done on a screen."""
    return _moved(*blocks, only="screen")


def side_by_side(main: Iterable[Block], side: Iterable[Block]) -> Section:
    """Set blocks in two columns, one below the other on a narrow screen."""
    return section(_moved(main, column="main"), _moved(side, column="side"))


#: Blocks that stand with title, universe, source and data.
Captioned = Table | Chart | Figures | Marks


def csv_text(table: pd.DataFrame) -> str:
    """Write a table as CSV; floats keep six significant digits, so that another machine's last digit does not show."""
    return table.to_csv(index=False, float_format="%.6g", lineterminator="\n")


def caption(block: Captioned) -> str:
    """Describe what stands below a table or chart: note, universe, publishers, tables."""
    known = getattr(block, "publisher", "") or publishers(block.source)
    parts = [block.note, _("Counted: {universe}.", universe=block.universe)]
    parts += [_("Source: {source}.", source=known)] if known else []
    return " ".join(filter(None, [*parts, _("Data tables: {source}.", source=block.source)]))


def _picture(chart: Chart) -> Bundle:
    """Draw a chart with its words around it, as pixels: an untrusted notebook hides SVG, and lacks its letters."""
    (png,) = cards.drawn([cards.card(chart.title, chart.subtitle, chart.svg, caption(chart))])
    return {"image/png": base64.b64encode(png).decode()}


def publishers(source: str, root: str = "../", most: int = 4) -> str:
    """Link who published some tables, so many of each; what we found by the page that lists it, below ``root``."""
    found = dict[str, None]()
    for table in [one for one in source.split(", ") if one in raw_paths()]:
        if table.startswith("cases"):
            found[_("[our register of cases]({root}cases/index.html)", root=root)] = None
        elif raw_paths()[table].parent.name == "evidence":
            found[_("[documents and figures that we found]({root}data.html)", root=root)] = None
        else:
            origin = [one for one in sidecar(table).origin if not one["title"].startswith(release_note().title)]
            found |= {f"[{one.get('short', one['title'])}]({one['url']})": None for one in origin[:most]}
    return "; ".join(found)


def _labels(block: Captioned) -> Bundle:
    texts = {key: getattr(block, key) for key in ("name", "title", "universe", "source", "note")}
    return texts | {"caption": caption(block), "csv": csv_text(block.data)}
