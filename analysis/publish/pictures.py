"""Each chart of a report as files of its own: SVG, PNG to pass on, and a page to embed."""

from __future__ import annotations

import html
from functools import cache
from string import Template
from typing import Any

import typst
from nbformat import NotebookNode

from analysis.charts.chart import COLOURS, own_ids, page_colours, page_face, themed
from analysis.core.judgement import version
from analysis.core.messages import _
from analysis.pages.markdown import typst_string
from analysis.publish import pdf
from analysis.publish.html import PAGE, TABLES_PAGE, TEMPLATES
from analysis.publish.notebook import on_page
from analysis.publish.own import Published, all_shown

#: Points across a PNG, of which two are three pixels: as wide as links are shown with a picture.
_ACROSS, _PIXELS_PER_INCH = 800, 108


@cache
def _template(name: str) -> Template:
    return Template((TEMPLATES / name).read_text(encoding="utf-8"))


def chart_files(notebook: NotebookNode) -> dict[str, bytes]:
    """Return ``NAME.svg``, ``NAME.png`` and ``NAME.html`` of every chart that an executed notebook shows."""
    on = {page: all_shown(on_page(notebook, tables=page == TABLES_PAGE)) for page in (PAGE, TABLES_PAGE)}
    pages = [(thing, page) for page, things in on.items() for thing in things]
    charts = [
        (thing, page) for thing, page in pages if isinstance(thing, Published) and thing.block["block"] == "chart"
    ]
    pixels = _pngs([_card(chart) for chart, _page in charts]) if charts else []
    files: dict[str, bytes] = {}
    for (chart, page), png in zip(charts, pixels, strict=True):
        name = chart.block["name"]
        files |= {f"{name}.svg": _alone(chart), f"{name}.png": png, f"{name}.html": _embedded(chart, page, notebook)}
    return files


def _alone(chart: Published) -> bytes:
    """Return a picture as a file of its own, whose description says where it is from."""
    svg = chart.svg.strip().replace("</desc>", f" {html.escape(_credits(chart.block))}</desc>", 1)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{svg}\n'.encode()


def _credits(block: dict[str, Any]) -> str:
    """Return what is below a picture that is passed on alone."""
    note = f"{block['note']} " if block.get("note") else ""
    return note + _(
        "Counted: {universe}. Source: {source}; {site}, data release {release}.", universe=block["universe"],
        source=block["source"], site=_("Red Notice Statistics"), release=version(),
    )  # fmt: skip


def _card(chart: Published) -> str:
    block = chart.block
    words = (block["title"], block.get("subtitle", ""), chart.svg, _credits(block))
    return f"#card({', '.join(typst_string(word) for word in words)})"


def _embedded(chart: Published, on: str, notebook: NotebookNode) -> bytes:
    """Lay out a whole page of one chart, without script, to stand in a frame of another page."""
    block, narrow = chart.block, chart.block.get("narrow", "")
    wide, small = themed(chart.svg), own_ids(themed(narrow), "n")
    pictures = f'<div class="on-wide">{wide}</div><div class="on-narrow">{small}</div>' if narrow else wide
    words = {
        "title": block["title"], "subtitle": block.get("subtitle", ""), "credits": _credits(block),
        "site": _("Red Notice Statistics"), "report": notebook.metadata.report.title,
    }  # fmt: skip
    escaped = {name: html.escape(text) for name, text in words.items()}
    page = _template("embed.html").substitute(escaped, name=block["name"], on=on, style=_style(), pictures=pictures)
    return page.encode()


@cache
def _style() -> str:
    colours = {name: f"var(--c-{name},{COLOURS[name].lower()})" for name in ("ink", "soft", "paper")}
    rules = "".join(_template("embed.css").substitute(colours).splitlines())
    return f"{page_face(('400',))}{page_colours()}{rules}\n"


def _pngs(cards: list[str]) -> list[bytes]:
    """Draw pages of typst as pixels."""
    page = _template("card.typ").substitute(COLOURS, across=_ACROSS)
    text = "\n#pagebreak()\n".join([page + cards[0], *cards[1:]])
    compiler = typst.Compiler(font_paths=pdf.fonts(), ignore_system_fonts=True)
    made = compiler.compile(text.encode(), format="png", ppi=float(_PIXELS_PER_INCH))
    return [bytes(made)] if isinstance(made, bytes) else [bytes(page) for page in made or []]
