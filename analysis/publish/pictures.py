"""Each chart of a report as files of its own: SVG, PNG to pass on, and a page to embed."""

from __future__ import annotations

import html
from functools import cache
from typing import Any

import typst
from nbformat import NotebookNode

from analysis.charts.chart import COLOURS, page_colours, page_face, themed
from analysis.core.judgement import version
from analysis.core.messages import _
from analysis.pages.markdown import typst_string
from analysis.publish import pdf
from analysis.publish.html import own_ids
from analysis.publish.own import Published, shown
from analysis.site.frame import policy

#: Points across a PNG, of which two are three pixels: as wide as links are shown with a picture.
_ACROSS, _PIXELS_PER_INCH = 800, 108

#: In points: the words stand beside a picture no wider than this, and above a wider one.
_COLUMN = 400

_PAGE = f"""#set page(width: {_ACROSS}pt, height: auto, margin: 24pt, fill: rgb("{COLOURS["paper"]}"))
#set text(font: ("Source Sans 3", "DejaVu Sans"), fill: rgb("{COLOURS["ink"]}"))
#set par(leading: 0.5em, spacing: 0.7em)
#let soft(size, words) = text(size, fill: rgb("{COLOURS["soft"]}"), words)
#let card(title, subtitle, svg, source) = context {{
  let words = {{ block(below: 0.9em, text(22pt, strong(title))); block(soft(15pt, subtitle)) }}
  let picture = image(bytes(svg), format: "svg", width: 100%)
  if measure(image(bytes(svg), format: "svg")).width < {_COLUMN}pt {{
    grid(columns: (1fr, 450pt), gutter: 24pt, {{ words; block(above: 1.6em, soft(12pt, source)) }}, picture)
  }} else {{
    words
    picture
    block(above: 1em, soft(12pt, source))
  }}
}}
"""


def chart_files(notebook: NotebookNode) -> dict[str, bytes]:
    """Return ``NAME.svg``, ``NAME.png`` and ``NAME.html`` of every chart that an executed notebook shows."""
    charts = [
        thing
        for cell in notebook.cells
        if cell.cell_type == "code"
        for thing in shown(cell)
        if isinstance(thing, Published) and thing.block["block"] == "chart"
    ]
    pixels = _pngs([_card(chart) for chart in charts]) if charts else []
    files: dict[str, bytes] = {}
    for chart, png in zip(charts, pixels, strict=True):
        name = chart.block["name"]
        files |= {f"{name}.svg": _alone(chart), f"{name}.png": png, f"{name}.html": _embedded(chart, notebook)}
    return files


def _alone(chart: Published) -> bytes:
    """Return a picture as a file of its own, whose description says where it is from."""
    svg = chart.svg.strip().replace("</desc>", f" {html.escape(_credits(chart.block))}</desc>", 1)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{svg}\n'.encode()


def _credits(block: dict[str, Any]) -> str:
    """Return what is below a picture that is passed on alone."""
    note = f"{block['note']} " if block.get("note") else ""
    values = {"universe": block["universe"], "source": block["source"]}
    return note + _(
        "Counted: {universe}. Source: {source}; {site}, data release {release}.", site=_("Red Notice Statistics"),
        release=version(), **values,
    )  # fmt: skip


def _card(chart: Published) -> str:
    block = chart.block
    words = (block["title"], block.get("subtitle", ""), chart.svg, _credits(block))
    return f"#card({', '.join(typst_string(word) for word in words)})"


def _embedded(chart: Published, notebook: NotebookNode) -> bytes:
    """Lay out a whole page of one chart, without script, to stand in a frame of another page."""
    block, report = chart.block, notebook.metadata.report
    title, narrow, site = html.escape(block["title"]), block.get("narrow", ""), _("Red Notice Statistics")
    wide, small = themed(chart.svg), own_ids(themed(narrow), "n")
    pictures = f'<div class="on-wide">{wide}</div><div class="on-narrow">{small}</div>' if narrow else wide
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{html.escape(policy(with_script=False))}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} · {html.escape(site)}</title>
<style>{_style()}</style>
</head>
<body>
<main>
<h1>{title}</h1>
<p>{html.escape(block.get("subtitle", ""))}</p>
{pictures}
<p>{html.escape(_credits(block))} <a href="../index.html#{block["name"]}" target="_blank" rel="noopener">{
        html.escape(report.title)
    }</a></p>
</main>
</body>
</html>
""".encode()


@cache
def _style() -> str:
    ink, soft, paper = (f"var(--c-{name},{COLOURS[name].lower()})" for name in ("ink", "soft", "paper"))
    return (
        f"{page_face(('400',))}{page_colours()}"
        f'body{{margin:0;padding:12px;font:16px/1.4 "Source Sans 3","Notices Sans",sans-serif;color:{ink};'
        f"background:{paper}}}h1{{font-size:18px;line-height:1.25;margin:0}}p{{margin:2px 0 8px;font-size:14px;"
        f"color:{soft}}}a{{color:inherit}}main{{max-width:56rem}}svg{{display:block;width:100%;height:auto;"
        f"max-height:90vh}}.on-narrow{{display:none}}@media(max-width:40rem){{.on-wide{{display:none}}"
        f".on-narrow{{display:block}}}}\n"
    )


def _pngs(cards: list[str]) -> list[bytes]:
    """Draw pages of typst as pixels."""
    text = "\n#pagebreak()\n".join([_PAGE + cards[0], *cards[1:]])
    compiler = typst.Compiler(font_paths=pdf.fonts(), ignore_system_fonts=True)
    made = compiler.compile(text.encode(), format="png", ppi=float(_PIXELS_PER_INCH))
    return [bytes(made)] if isinstance(made, bytes) else [bytes(page) for page in made or []]
