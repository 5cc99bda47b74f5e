"""An executed notebook as a tagged PDF, by typst, the same bytes on every run."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import matplotlib as mpl
import typst
from anyascii import anyascii
from matplotlib.font_manager import get_font
from nbformat import NotebookNode

from analysis.charts.chart import FONTS
from analysis.core.files import ROOT
from analysis.pages.markdown import block_typst, guest_typst, inline_typst, number_columns, typst_string
from analysis.publish.own import MARK, Own, Part, Picture, Published, Rows, Words, shown

_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")


_LONG_NAME = re.compile(r"(?<![\w/.(])\w+_\w{6,}(?![\w/.)])")


_HEADINGS = {"title": 1, "heading": 2}


_SITE = re.compile(r"(?<=\[)[\w-]+(?:\.[\w-]+)+(?=\])")


#: The process in which the compiler was first used.
_OWNER: dict[str, int] = {}


PREAMBLE = Path(__file__).parent / "templates" / "report.typ"


#: The typeface of everything, and letters for what it lacks.
MATPLOTLIB_FONTS = Path(mpl.get_data_path()) / "fonts" / "ttf"


@cache
def fonts() -> typst.Fonts:
    """Give the typefaces of everything that typst lays out."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(FONTS), str(MATPLOTLIB_FONTS)]
    )


def source(notebook: NotebookNode, released: date) -> str:
    """Write the typst source of an executed notebook; text stands in string literals, so no data acts as markup."""
    report = notebook.metadata.report
    day = f"datetime(year: {released.year}, month: {released.month}, day: {released.day})"
    footer = f"[{inline_typst(report.footer)}]"
    compact = "true" if report.get("compact") else "false"
    title = typst_string(report.title)
    head = f"#show: report.with(title: {title}, released: {day}, footer: {footer}, compact: {compact})"
    parts = [part for cell in notebook.cells for part in _cell(cell)]
    return "\n\n".join([PREAMBLE.read_text(encoding="utf-8"), head, *parts]) + "\n"


def render(notebook: NotebookNode, released: date) -> bytes:
    """Compile an executed notebook to PDF/UA-1 (accessible PDF)."""
    return compile_source(source(notebook, released))


def may_compile() -> bool:
    """Tell whether this process may use the compiler: its parent has not used it before the fork."""
    return _OWNER.setdefault("pid", os.getpid()) == os.getpid()


def compile_source(text: str) -> bytes:
    """Compile typst source to PDF.

    Notes
    -----
    The compiler keeps threads that do not survive a fork: a process whose parent has compiled before it was forked
    would wait for them for ever. Such a process hands the text to a fresh one.
    """
    if not may_compile():
        command = [sys.executable, "-m", "analysis.publish.pdf"]
        return subprocess.run(command, input=text.encode(), stdout=subprocess.PIPE, check=True, cwd=ROOT).stdout
    compiler = typst.Compiler(font_paths=fonts(), ignore_system_fonts=True)
    return bytes(compiler.compile(text.encode(), format="pdf", pdf_standards="ua-1", timestamp=0))  # type: ignore[arg-type]


def _cell(cell: NotebookNode) -> list[str]:
    if cell.cell_type == "markdown":
        return [block_typst(cell.source)]
    if cell.cell_type != "code":
        return []
    return [_block(thing.block, thing.svg) if isinstance(thing, Published) else _own(thing) for thing in shown(cell)]


def _own(own: Own) -> str:
    parts = "\n\n".join(_part(part) for part in own.parts)
    return f"#own(mark: {typst_string(MARK)})[\n{parts}\n]"


def _part(part: Part) -> str:
    if isinstance(part, Picture):
        size = f"width: {part.width}, alt: {typst_string(part.alt)}"
        return f"#own-picture({size}, svg: {typst_string(part.svg)})"
    if isinstance(part, Rows):
        return _own_rows(part)
    text = drawable(part.text)
    return guest_typst(text) if isinstance(part, Words) else f"#own-print({typst_string(text)})"


def _own_rows(part: Rows) -> str:
    def cells(row: list[str]) -> str:
        return "".join(f"{typst_string(drawable(cell))}, " for cell in row)

    sides = "".join("right, " if number else "left, " for number in part.numbers)
    head, body = ("".join(map(cells, rows)) for rows in (part.head, part.body))
    return f"#own-rows(columns: {part.columns}, sides: ({sides}), head: ({head}), {body})"


@cache
def _letters() -> frozenset[int]:
    """Give the characters that the fonts of a PDF surely have."""
    return frozenset(get_font(str(MATPLOTLIB_FONTS / "DejaVuSans.ttf")).get_charmap())


def drawable(text: str) -> str:
    """Write what no font of a PDF has in Latin letters: a PDF that all can read may hold no letter without a form."""
    letters = _letters()
    return "".join(c if ord(c) in letters or c in "\n\t" else anyascii(c) or "?" for c in text)


def _block(block: dict[str, Any], svg: str) -> str:
    if block["block"] == "prose":
        return _prose(block)
    file = f"data/{block['name']}.csv"
    caption = inline_typst(f"{block['caption']} Data: [{file}]({file}).")
    if block["block"] == "table":
        return _table(block, caption)
    return (
        f"#picture(title: {typst_string(block['title'])}, alt: {typst_string(block['alt'])}, "
        f"caption: [{caption}], svg: {typst_string(svg)})"
    )


def _prose(block: dict[str, Any]) -> str:
    sentences = [inline_typst(sentence) for sentence in block["sentences"]]
    if block["kind"] == "list":
        return f"#list({', '.join(f'[{sentence}]' for sentence in sentences)})"
    body = " ".join(sentences)
    if block["kind"] in _HEADINGS:
        return f"#heading(level: {_HEADINGS[block['kind']]})[{body}]"
    return body if block["kind"] in {"text", "citation"} else f"#{block['kind']}[{body}]"


def _table(block: dict[str, Any], caption: str) -> str:
    head = ", ".join(f"[{inline_typst(column)}]" for column in block["columns"])
    anchors = block["anchors"] or [""] * len(block["rows"])
    numbers = number_columns(block["rows"])
    rows = ",\n  ".join(_table_row(row, anchor, numbers) for row, anchor in zip(block["rows"], anchors, strict=True))
    widths = ", ".join(_widths(block["columns"], block["rows"]))
    return (
        f"#rows(title: {typst_string(block['title'])}, caption: [{caption}], widths: ({widths},), head: ({head},),\n"
        f"  {rows}{',' if rows else ''})"
    )


def _table_row(row: list[str], anchor: str, numbers: list[bool]) -> str:
    target = f"#metadata(none)#label({typst_string(anchor)})" if anchor else ""
    cells = (_table_cell(cell, target if place == 0 else "") for place, cell in enumerate(row))
    return ", ".join(f"align(right){cell}" if number else cell for cell, number in zip(cells, numbers, strict=True))


def _table_cell(text: str, target: str) -> str:
    return f"[{target}{inline_typst(_SITE.sub(_after_dots, _LONG_NAME.sub(_breakable, text)))}]"


def _breakable(name: re.Match[str]) -> str:
    """Let a long name of a table or column break after its underscores."""
    return name.group().replace("_", "_\u200b")


def _after_dots(name: re.Match[str]) -> str:
    """Let the name of a site break after its dots."""
    return name.group().replace(".", ".\u200b")


def _widths(columns: list[str], rows: list[list[str]]) -> list[str]:
    """Give short columns their own width and share the rest among the others by the root of their mean length."""
    lengths = [[len(name), *(len(_LINK.sub(r"\1", row[i])) for row in rows)] for i, name in enumerate(columns)]
    return ["auto" if max(column) <= 14 else f"{(sum(column) / len(column)) ** 0.5:.2f}fr" for column in lengths]


if __name__ == "__main__":
    sys.stdout.buffer.write(compile_source(sys.stdin.buffer.read().decode()))
