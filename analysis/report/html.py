"""An executed notebook as one HTML page without any request to elsewhere."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from nbconvert import HTMLExporter
from nbformat import NotebookNode

from analysis.report.markdown import block_html, inline_html, is_date, number_columns

TEMPLATES = Path(__file__).parent / "templates"


@cache
def stylesheet() -> str:
    """Read the pages' style."""
    return (TEMPLATES / "style.css").read_text(encoding="utf-8")


@cache
def _exporter() -> HTMLExporter:
    filters = {
        "inline": inline_html,
        "markdown_block": block_html,
        "breakable": breakable,
        "is_date": is_date,
        "number_columns": number_columns,
        "own_ids": own_ids,
    }
    return HTMLExporter(template_name="report", extra_template_basedirs=[str(TEMPLATES)], filters=filters)


def own_ids(svg: str, prefix: str) -> str:
    """Make the ids inside a picture unique on a page that holds several."""
    svg = re.sub(r'\bid="', f'id="{prefix}-', svg)
    return re.sub(r'(url\(#|href="#)', rf"\g<1>{prefix}-", svg)


def breakable(cell: str) -> str:
    """Let a long name of a table or column break after its underscores; addresses inside tags are left alone."""
    return re.sub(r"(?<=\w)_(?=\w)(?![^<>]*>)", "_<wbr>", cell)


def render(notebook: NotebookNode) -> str:
    """Render an executed notebook.

    Parameters
    ----------
    notebook : NotebookNode
        Executed, with ``metadata.report`` holding ``title`` and ``footer``.

    Returns
    -------
    str
        A whole page: its text from the Markdown cells and from the blocks that the code cells show; no code.
    """
    body, _ = _exporter().from_notebook_node(notebook, resources={"stylesheet": stylesheet()})
    return re.sub(r"\n\s*\n+", "\n", body).strip() + "\n"
