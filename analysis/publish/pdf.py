"""An executed notebook as a tagged PDF, by typst, the same bytes on every run."""

from __future__ import annotations

import json
import math
import posixpath
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import typst
from anyascii import anyascii
from matplotlib.font_manager import get_font
from nbformat import NotebookNode

from analysis.core.files import published_at
from analysis.core.judgement import stated
from analysis.core.messages import _
from analysis.pages import markdown
from analysis.pages.blocks import publishers
from analysis.pages.cards import MATPLOTLIB_FONTS, fonts
from analysis.pages.markdown import LINK, Node, group_token, inline_typst, link_token, plain, typst_string, words_token
from analysis.publish.notebook import COMMENTARY, blocks
from analysis.publish.own import MARK, Group, Own, Part, Picture, arranged, shown, where

#: Cells of as many letters are set on one line.
SHORT = 14


#: A picture of fewer points across is drawn for a column, and is not stretched over the page.
NARROW = 400


#: Letters of a table's size that stand beside each other across a page, and in its columns.
ACROSS = {"": 110, "main": 71, "side": 34}


#: Where a word may be parted: at blanks, after hyphens, and where long names and addresses are.
_PARTED = re.compile(r"[\s\-–/_?&=]+|(?<=\w)\.(?=\w)|,")


#: What is to be pressed, which on paper nobody can.
_ON_SCREEN = frozenset({"actions", "crumbs", "panel-end"})


#: Long names of tables and columns, and the names of sites that are links.
_BREAKABLE = re.compile(r"(?<![\w/.(])\w+_\w{6,}(?![\w/.)])|(?<=\[)[\w-]+(?:\.[\w-]+)+(?=\])")


_HEADINGS = {"title": 1, "heading": 2, "panel": 2, "other-panel": 2}


PREAMBLE, BRIEF = (Path(__file__).parent / "templates" / name for name in ("report.typ", "brief.typ"))


@dataclass(frozen=True)
class Leads:
    """Where the links of a report lead once it is on paper or in a letter: to addresses on the web, or nowhere."""

    folder: str
    compact: bool = False

    def resolve(self, token: Node) -> Node:
        """Return a link to an address on the web; a link to a page without one keeps its words."""
        url, words = token["attrs"]["url"], token["children"]
        if url.startswith("#"):
            return token
        address = url if url.startswith("http") else published_at(self.place(url))
        if not address:
            return words_token(self.place(url)) if _words(words) == url else group_token(*words)
        return link_token(address, *words)

    def place(self, url: str) -> str:
        """Return the place below the reports of what a link names."""
        return posixpath.normpath(posixpath.join(self.folder, url.partition("#")[0])).removeprefix("../")

    def inline(self, text: str) -> str:
        """Set one line of Markdown."""
        return inline_typst(text, self.resolve)

    def cell(self, text: str) -> str:
        """Set a cell of a table, in which long names may be parted after dots and underscores."""
        return inline_typst(_BREAKABLE.sub(_broken, text), self.resolve)


def _words(tokens: list[Node]) -> str:
    return "".join(token.get("raw", "") for token in tokens)


def source(notebook: NotebookNode, released: date) -> str:
    """Return the typst source of an executed notebook; text is in string literals, so no data acts as markup.

    A compact report is set close; the PDF is dated by the data release.
    """
    report = notebook.metadata.report
    leads = Leads(report.get("folder", ""), compact=bool(report.get("compact")))
    compact = "true" if leads.compact else "false"
    about = f"authors: {typst_string(stated('authors'))}, released: {_day(released)}"
    title = typst_string(report.title)
    head = f"#show: report.with(title: {title}, {about}, footer: [{inline_typst(report.footer)}])"
    parts = [part for cell in notebook.cells for part in _cell(cell, leads)]
    return "\n\n".join([f"#let compact = {compact}", PREAMBLE.read_text(encoding="utf-8"), head, *parts]) + "\n"


def brief_source(notebook: NotebookNode, released: date) -> str:
    """Return the typst source of the brief that a notebook shows, whose content its template lays out."""
    content = next(block for block in blocks(notebook) if block["block"] == "brief")
    title = _("Brief: {title}", title=notebook.metadata.report.title)
    texts = json.dumps(content | {"document": title, "authors": stated("authors")})
    head = f"#let brief = json(bytes({typst_string(texts)}))\n#let brief-day = {_day(released)}\n"
    return head + BRIEF.read_text(encoding="utf-8")


def _day(released: date) -> str:
    return f"datetime(year: {released.year}, month: {released.month}, day: {released.day})"


def render(notebook: NotebookNode, released: date, *, brief: bool = False) -> bytes:
    """Compile an executed notebook, or the brief that it shows, to PDF/UA-1 (accessible PDF)."""
    text = brief_source(notebook, released) if brief else source(notebook, released)
    compiler = typst.Compiler(font_paths=fonts(), ignore_system_fonts=True)
    return bytes(compiler.compile(text.encode(), format="pdf", pdf_standards="ua-1", timestamp=0))  # type: ignore[arg-type]


def _cell(cell: NotebookNode, leads: Leads) -> list[str]:
    if COMMENTARY in cell.metadata.get("tags", []):
        return []
    if cell.cell_type == "markdown":
        return [markdown.block_typst(cell.source, leads.resolve)]
    if cell.cell_type != "code":
        return []
    return _set(arranged(thing for thing in shown(cell) if where(thing, "only") != "screen"), leads)


def _set(groups: Sequence[Group], leads: Leads) -> list[str]:
    """Set groups of things; what is said above a table stays on the page on which the table begins."""
    set_groups = [_columns(g, leads) if g.main or g.side else _folded(g, leads) for g in groups]
    parts = [part for set_group in set_groups for part in set_group if part]
    return [
        f"#block(sticky: true)[{part}]" if after.startswith("#rows(") and part.startswith('#"') else part
        for part, after in zip(parts, [*parts, ""][1:], strict=True)
    ]


def _columns(group: Group, leads: Leads) -> list[str]:
    main, side = ("\n\n".join(_set(column, leads)) for column in (group.main, group.side))
    return [f"#beside[\n{main}\n][\n{side}\n]" if side else main]


def _folded(group: Group, leads: Leads) -> list[str]:
    """Set things; a line that folds text on a page is its heading on paper, as tables and charts have titles."""
    first = group.things[0]
    titled = isinstance(first, Own) or "title" in first.block
    head = [f"#heading(level: 3)[{leads.inline(group.fold)}]"] if group.fold and not titled else []
    return head + [_own(t) if isinstance(t, Own) else _block(t.block, t.svg, leads) for t in group.things]


def _own(own: Own) -> str:
    parts = "\n\n".join(_part(part) for part in own.parts)
    return f"#own(mark: {typst_string(MARK)})[\n{parts}\n]"


def _part(part: Part) -> str:
    if isinstance(part, Picture):
        size = f"width: {part.width}, alt: {typst_string(part.alt)}"
        return f"#own-picture({size}, svg: {typst_string(part.svg)})"
    return f"#own-print({typst_string(drawable(part.text))})"


@cache
def _letters() -> frozenset[int]:
    """Return the characters that the fonts of a PDF surely have."""
    return frozenset(get_font(str(MATPLOTLIB_FONTS / "DejaVuSans.ttf")).get_charmap())


def drawable(text: str) -> str:
    """Write what no font of a PDF has in Latin letters: a PDF that all can read may hold no letter without a form."""
    letters = _letters()
    return "".join(c if ord(c) in letters or c in "\n\t" else anyascii(c) or "?" for c in text)


def _block(block: dict[str, Any], svg: str, leads: Leads) -> str:
    setter = _SETTERS.get(block["block"])
    if setter:
        return setter(block, leads)
    narrow = "true" if _wide(svg) < NARROW else "false"
    caption = f"caption: [{_caption(block, leads)}], narrow: {narrow}, svg: {typst_string(svg)}"
    words = (f"{name}: {typst_string(block.get(name, ''))}" for name in ("title", "subtitle", "alt"))
    return f"#picture({', '.join(words)}, {caption})"


def _wide(svg: str) -> float:
    """Return the width of a picture in points, as it says."""
    match = re.search(r'<svg[^>]*?\swidth="([\d.]+)', svg)
    return float(match[1]) if match else math.inf


def _caption(block: dict[str, Any], leads: Leads) -> str:
    """Set what stands below a block; a compact report does not name its data."""
    file = f"data/{block['name']}.csv"
    data = "" if leads.compact else " " + _("Data:") + f" [{file}]({file})."
    return leads.inline(block["caption"] + data)


def _prose(block: dict[str, Any], leads: Leads) -> str:
    kind = block["kind"]
    if kind in _ON_SCREEN:
        return ""
    sentences = [leads.inline(sentence) for sentence in block["sentences"]]
    if kind in ("list", "cards"):
        return f"#list({', '.join(f'[{sentence}]' for sentence in sentences)})"
    body = " ".join(sentences)
    if kind in _HEADINGS:
        # of a count and its finding, the finding is the heading
        anchor = f" #label({typst_string(block['anchor'])})" if block.get("anchor") else ""
        return f"#heading(level: {_HEADINGS[kind]})[{sentences[-1]}]{anchor}\n\n{' '.join(sentences[:-1])}".strip()
    return body if kind == "text" else f"#{kind}[{body}]"


def _scale(block: dict[str, Any], leads: Leads) -> str:
    text = " ".join(map(leads.inline, block["sentences"]))
    texts = f"label: [{leads.inline(block['label'])}], chosen: {typst_string(block['chosen'])}"
    words = "".join(f"{typst_string(word)}, " for word in block["words"])
    return f"#scale({texts}, words: ({words}))[{text}]"


def _figures(block: dict[str, Any], leads: Leads) -> str:
    return f"#figures({', '.join(_figure(item, leads) for item in block['items'])})"


def _figure(item: dict[str, Any], leads: Leads) -> str:
    texts = ", ".join(f"{name}: [{leads.inline(item[name])}]" for name in ("value", "of", "says", "remark"))
    return f"({texts}, evidence: {'true' if item['evidence'] else 'false'})"


def _marks(block: dict[str, Any], leads: Leads) -> str:
    ticks = "".join(f"{tick}, " for tick in block["ticks"])
    kinds = "".join(f"({typst_string(kind)}, {typst_string(label)}), " for kind, label in block["kinds"])
    items = ", ".join(_moment(item, leads) for item in block["items"])
    source = _("Source: {source}.", source=publishers(block["source"]))
    return (
        f"#marks(title: {typst_string(block['title'])}, note: [{leads.inline(block['note'])}], "
        f"caption: [{leads.inline(source)}], "
        f"ends: ({block['first']}, {block['last']}), incomplete: {block['incomplete'] or 'none'}, ticks: ({ticks}), "
        f"kinds: ({kinds}), {items})"
    )


def _moment(item: dict[str, Any], leads: Leads) -> str:
    at = "none" if item["at"] is None else str(item["at"])
    name = f"[{plain(item['name'])}]({item['link']})" if item["link"] and published_at() else plain(item["name"])
    words = inline_typst(name, Leads(leads.folder).resolve)
    return f"(at: {at}, kind: {typst_string(item['kind'])}, said: {typst_string(item['said'])}, name: [{words}])"


def _table(block: dict[str, Any], leads: Leads) -> str:
    head = ", ".join(f"[{leads.inline(column)}]" for column in block["columns"])
    numbers = markdown.number_columns(block["rows"])
    rows = ",\n  ".join(", ".join(f"[{leads.cell(cell)}]" for cell in row) for row in block["rows"])
    widths = ", ".join(_widths(block))
    sides = "".join("right, " if number else "left, " for number in numbers or [False] * len(block["columns"]))
    return (
        f"#rows(title: {typst_string(block['title'])}, caption: [{_caption(block, leads)}], widths: ({widths},), "
        f"sides: ({sides}), head: ({head},),\n  {rows}{',' if rows else ''})"
    )


#: How each kind of block is set; what is none of these is a picture.
_SETTERS = {"prose": _prose, "table": _table, "scale": _scale, "figures": _figures, "marks": _marks}


def _broken(name: re.Match[str]) -> str:
    """Let a name break after its dots and underscores."""
    return re.sub(r"(?<=[._])", "\u200b", name.group())


def _widths(block: dict[str, Any]) -> list[str]:
    """Return short columns their own width and share the rest: by the root of the mean length, no word being cut."""
    columns, rows, where = block["columns"], block["rows"], block.get("column", "")
    texts = [[name, *(_read(row[i]) for row in rows)] for i, name in enumerate(columns)]
    longest = [max(len(text) for text in column) for column in texts]
    words = [max(len(word) for text in column for word in _PARTED.split(text)) + 1 for column in texts]
    shares = [(sum(map(len, column)) / len(column)) ** 0.5 for column in texts]
    wide = [i for i in range(len(columns)) if where == "side" or longest[i] > SHORT]
    room = ACROSS[where] - sum(longest[i] for i in range(len(columns)) if i not in wide) - 2 * len(columns)
    widths = _shared(room, {i: shares[i] for i in wide}, {i: float(words[i]) for i in wide})
    return [f"{widths[i]:.1f}fr" if i in widths else "auto" for i in range(len(columns))]


def _read(cell: str) -> str:
    """Return the letters of a cell that are seen: of a link its words."""
    return LINK.sub(r"\1", cell.replace("**", ""))


def _shared(room: float, shares: dict[int, float], least: dict[int, float]) -> dict[int, float]:
    """Share room by weight, but give nobody less than it needs."""
    whole = math.fsum(shares.values()) or 1.0
    short = {i: least[i] for i, share in shares.items() if room * share / whole < least[i]}
    if not short or len(short) == len(shares):
        return {i: max(least[i], room * share / whole) for i, share in shares.items()}
    rest = {i: share for i, share in shares.items() if i not in short}
    return short | _shared(room - math.fsum(short.values()), rest, least)
