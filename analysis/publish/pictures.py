"""Each chart of a report as files of its own: SVG, and PNG to pass on."""

from __future__ import annotations

import html
from string import Template
from typing import Any

import typst
from nbformat import NotebookNode

from analysis.charts.chart import COLOURS
from analysis.core.judgement import version
from analysis.core.messages import _
from analysis.pages.markdown import typst_string
from analysis.publish import pdf
from analysis.publish.html import TEMPLATES
from analysis.publish.own import Published, all_shown

#: Points across a PNG, of which two are three pixels: as wide as links are shown with a picture.
_ACROSS, _PIXELS_PER_INCH = 800, 108


def chart_files(notebook: NotebookNode) -> dict[str, bytes]:
    """Return ``NAME.svg`` and ``NAME.png`` of every chart that an executed notebook shows."""
    things = (thing for thing in all_shown(notebook) if isinstance(thing, Published))
    charts = [thing for thing in things if thing.block["block"] == "chart"]
    pixels = _pngs([_card(chart) for chart in charts]) if charts else []
    files: dict[str, bytes] = {}
    for chart, png in zip(charts, pixels, strict=True):
        name = chart.block["name"]
        files |= {f"{name}.svg": _alone(chart), f"{name}.png": png}
    return files


def _alone(chart: Published) -> bytes:
    """Return a picture as a file of its own, whose description says where it is from."""
    svg = chart.svg.strip().replace("</desc>", f" {html.escape(_credits(chart.block))}</desc>", 1)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{svg}\n'.encode()


def _credits(block: dict[str, Any]) -> str:
    """Return what is below a picture that is passed on alone."""
    site = _("{site}, data release {release}.", site=_("Red Notice Statistics"), release=version())
    return " ".join((pdf.LINK.sub(r"\1", block["caption"]), site))


def _card(chart: Published) -> str:
    block = chart.block
    words = (block["title"], block.get("subtitle", ""), chart.svg, _credits(block))
    return f"#card({', '.join(typst_string(word) for word in words)})"


def _pngs(cards: list[str]) -> list[bytes]:
    """Draw pages of typst as pixels."""
    page = Template((TEMPLATES / "card.typ").read_text(encoding="utf-8")).substitute(COLOURS, across=_ACROSS)
    text = "\n#pagebreak()\n".join([page + cards[0], *cards[1:]])
    compiler = typst.Compiler(font_paths=pdf.fonts(), ignore_system_fonts=True)
    made = compiler.compile(text.encode(), format="png", ppi=float(_PIXELS_PER_INCH))
    return [bytes(made)] if isinstance(made, bytes) else [bytes(page) for page in made or []]
