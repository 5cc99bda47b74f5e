"""Each chart of a report as files of its own: SVG, and PNG to pass on."""

from __future__ import annotations

import html

from nbformat import NotebookNode

from analysis.pages import cards
from analysis.publish.own import Published, all_shown


def chart_files(notebook: NotebookNode) -> dict[str, bytes]:
    """Return ``NAME.svg`` and ``NAME.png`` of every chart that an executed notebook shows."""
    things = (thing for thing in all_shown(notebook) if isinstance(thing, Published))
    charts = [thing for thing in things if thing.block["block"] == "chart"]
    pixels = cards.drawn([_card(chart) for chart in charts]) if charts else []
    files: dict[str, bytes] = {}
    for chart, png in zip(charts, pixels, strict=True):
        name = chart.block["name"]
        files |= {f"{name}.svg": _alone(chart), f"{name}.png": png}
    return files


def _alone(chart: Published) -> bytes:
    """Return a picture as a file of its own, whose description says where it is from."""
    svg = chart.svg.strip().replace("</desc>", f" {html.escape(cards.credited(chart.block['caption']))}</desc>", 1)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{svg}\n'.encode()


def _card(chart: Published) -> str:
    return cards.card(chart.block["title"], chart.block.get("subtitle", ""), chart.svg, chart.block["caption"])
