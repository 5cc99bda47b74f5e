"""Reports as web pages, and the list of all of them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache, partial
from itertools import combinations, groupby, takewhile
from pathlib import Path
from typing import Any

from nbconvert import HTMLExporter
from nbconvert.exporters.templateexporter import TemplateExporter
from nbformat import NotebookNode

from analysis.charts.chart import own_ids, page_colours, themed
from analysis.core.country_names import country_name, fold, members
from analysis.core.judgement import text, version
from analysis.core.messages import N_, _, _n, label
from analysis.pages.blocks import MIME
from analysis.pages.catalogue import GENERAL, Job
from analysis.pages.markdown import block_html, inline_html, is_date, number_columns, sentences
from analysis.publish import own
from analysis.publish.notebook import blocks, on_page
from analysis.site.downloads import unlinked
from analysis.site.frame import page, shell
from analysis.site.frame import style as site_style

TEMPLATES = Path(__file__).parent / "templates"


@cache
def stylesheet() -> str:
    """Read the pages' style."""
    return page_colours() + site_style() + (TEMPLATES / "style.css").read_text(encoding="utf-8")


@cache
def _exporter() -> HTMLExporter:
    same_name = (breakable, is_date, number_columns, own_ids, laid_out, in_columns, sentences, short_columns, open_rows)
    filters = {
        **{function.__name__: function for function in (*same_name, themed)},
        **{"inline": inline_html, "markdown_block": block_html},
        # The template below ours names these for code, which a report does not show.
        "highlight_code": lambda code: code,
        "filter_data_type": lambda data: data,
    }
    options = {"extra_template_basedirs": [str(TEMPLATES)], "filters": filters, "default_preprocessors": []}
    exporter = HTMLExporter(template_name="report", **options)  # nothing is to be changed before it is laid out
    exporter.environment.globals |= {"_": _, "_n": _n, "label": label}
    return exporter


def laid_out(cell: NotebookNode) -> list[own.Group]:
    """Return what a code cell shows, in groups."""
    return own.arranged(own.shown(cell))


def in_columns(things: Sequence[own.Published | own.Own]) -> list[list[list[own.Published | own.Own]]]:
    """Lay pictures in two columns with words that follow them, and a lone one beside the heading and words after it."""
    laid, rest = list[list[list[own.Published | own.Own]]](), list(things)
    while rest:
        pictures = list(takewhile(_is_column_picture, rest)) or rest[:1]
        alone = len(pictures) == 1 and _is_column_picture(rest[0]) and _is_words(*rest[1:2], kinds=("heading",))
        following = _is_words if alone else partial(_is_words, kinds=("text",) * (len(pictures) > 1))
        words = list(takewhile(following, rest[len(pictures) :]))
        rest = rest[len(pictures) + len(words) :]
        laid.append(_halved(pictures, words))
    return laid


def _halved(
    pictures: list[own.Published | own.Own], words: list[own.Published | own.Own]
) -> list[list[own.Published | own.Own]]:
    """Part pictures into two columns, the shorter of which ends with words; three of one height are in three."""
    if len(pictures) == 1:
        return [pictures, words] if words else [pictures]
    if len(pictures) == 3 and len(set(map(_height, pictures))) == 1 and not words:
        return [[one] for one in pictures]
    first, others, whole = pictures[0], pictures[1:], sum(map(_height, pictures))
    ways = [(first, *some) for most in range(len(others)) for some in combinations(others, most)]
    left = min(ways, key=lambda way: abs(whole / 2 - sum(map(_height, way))))
    right = [picture for picture in pictures if picture not in left]
    is_left = sum(map(_height, left)) < sum(map(_height, right))
    return [[*left, *words], right] if is_left else [list(left), [*right, *words]]


def _is_words(*things: own.Published | own.Own, kinds: Collection[str] = ("text", "heading", "list", "aside")) -> bool:
    return any(isinstance(thing, own.Published) and thing.block.get("kind") in kinds for thing in things)


def _is_column_picture(thing: own.Published | own.Own) -> bool:
    return isinstance(thing, own.Published) and thing.block["block"] == "chart" and not thing.block.get("narrow")


#: Points that the title of a picture and the notes below it take.
_AROUND = 120


def _height(thing: own.Published | own.Own) -> float:
    """Return about how high a picture is on a page, in its own points."""
    found = re.search(r'viewBox="0 0 \S+ ([\d.]+)"', thing.svg if isinstance(thing, own.Published) else "")
    return _AROUND + float(found.group(1) if found else 0)


#: A table of more rows than the first shows as many as the second at once, unless it says how many itself; one of at
#: most as many as the third shows all.
_LONG, _OPEN, _ALL = 20, 15, 8


def open_rows(block: Mapping[str, Any]) -> int:
    """Return how many rows of a table a page shows at once, the others being folded below them."""
    rows = len(block["rows"])
    return rows if rows <= _ALL else int(block.get("first", _OPEN if rows > _LONG else rows))


#: Letters of a cell that is not broken over two lines where there is room.
_SHORT = 16


def short_columns(rows: Sequence[Sequence[str]]) -> list[bool]:
    """Return for each column whether it has only short words, and no link."""
    return [all(len(cell) <= _SHORT and "](" not in cell for cell in column) for column in zip(*rows, strict=True)]


def breakable(cell: str) -> str:
    """Let a long name of a table or column break after its underscores; addresses inside tags are left alone."""
    return re.sub(r"<[^<>]*>|(?<=\w)_(?=\w)", lambda part: "_<wbr>" if part[0] == "_" else part[0], cell)


def _joined(cells: Iterable[NotebookNode]) -> list[NotebookNode]:
    """Join code cells that follow each other and show the report alone: pictures of both can be side by side."""
    joined: list[NotebookNode] = []
    for are_joined, neighbours in groupby(cells, _is_published):
        found = list(neighbours)
        outputs = [output for cell in found for output in cell.get("outputs", [])]
        joined += [NotebookNode(found[0] | {"outputs": outputs})] if are_joined else found
    return joined


def _is_published(cell: NotebookNode) -> bool:
    outputs = cell.get("outputs", [])
    return cell.cell_type == "code" and all(MIME in output.get("data", {}) for output in outputs)


class _Laid(NotebookNode):
    """A notebook that is only looked at, so that whoever copies it first can have it as it is."""

    def __deepcopy__(self, memo: dict[int, object]) -> _Laid:
        return self


#: The pages of a report: its own, and that of its tables.
PAGE, TABLES_PAGE = "index.html", "tables.html"


def render_pages(notebook: NotebookNode) -> dict[str, str]:
    """Render a report as its own page and, if cells ask for one, a page of tables; each names the other."""
    own_page, tables = (on_page(notebook, tables=apart) for apart in (False, True))
    pages = {PAGE: render(own_page, tables=bool(tables.cells))}
    return pages | ({TABLES_PAGE: render(tables, of_tables=True)} if tables.cells else {})


def render(notebook: NotebookNode, *, tables: bool = False, of_tables: bool = False) -> str:
    """Render an executed notebook as a whole page: its Markdown and the blocks that its cells show, no code.

    ``tables`` says whether the report has a page of tables, which it links; ``of_tables`` is for that page.
    """
    style = stylesheet() + ((TEMPLATES / "own.css").read_text(encoding="utf-8") if own.has_own(notebook) else "")
    tabs = [block for block in blocks(notebook) if str(block.get("kind")).endswith("panel")]
    crumbs = any(block["block"] == "prose" and block["kind"] == "crumbs" for block in blocks(notebook))
    title, folder = notebook.metadata.report.title, notebook.metadata.report.get("folder", "")
    pictures = [f"{folder}/charts/{block['name']}.png" for block in blocks(notebook) if block["block"] == "chart"]
    resources = {"crumbs": crumbs, "tabs": tabs, "stylesheet": style, "mark": own.MARK, "release": version()}
    resources |= {"tables": tables, "tables_page": TABLES_PAGE, "of_tables": of_tables}
    shown_as = _("{title}: tables", title=title) if of_tables else title
    path = f"{folder}/{TABLES_PAGE if of_tables else PAGE}"
    resources |= {"shown_as": shown_as} | shell(shown_as, path, pictures[0] if pictures else "")
    laid = _Laid(notebook | {"cells": _joined(notebook.cells)})  # type: ignore[no-untyped-call]
    body = TemplateExporter.from_notebook_node(_exporter(), laid, resources=resources)[0]  # not parsed again
    apart = re.split(r"(<pre>.*?</pre>)", body, flags=re.DOTALL)
    apart[::2] = [re.sub(r"\n\s*\n+", "\n", text) for text in apart[::2]]
    return "".join(apart).strip() + "\n"


#: The file that lists all reports.
LIST = "reports.html"


TITLE = _("All reports")
#: Pages of the site that answer a question as a report does.
PAGES = {"timeline.html": N_("Timeline"), "hosts/index.html": N_("Where the people sought were")}


def render_list(
    jobs: Sequence[Job],
    built: Collection[str],
    failed: Collection[str],
    old: Collection[str] = (),
    headings: Mapping[str, str] | None = None,
) -> str:
    """Render the list of all reports: their headings, and which were not built, failed, or are of an earlier build."""
    rows = [
        {"folder": job.folder, "built": job.folder in built, "remark": _remark(job.folder, built, failed, old),
            "name": job.title or country_name(job.folder)} for job in jobs
    ]  # fmt: skip
    known, general = set(members()), {job.folder for job in GENERAL.values()}
    places = sorted((row for row in rows if row["folder"] not in general), key=lambda row: fold(str(row["name"])))
    titles = {True: _("Members of INTERPOL"), False: _("Other territories in the data")}
    content = {
        "introduction": text("introduction"),
        "general": [row for row in rows if row["folder"] in general],
        "pages": {path: _(name) for path, name in PAGES.items()}, "headings": headings or {},
        "places": {of: [row for row in places if (row["folder"] in known) is so] for so, of in titles.items()},
        "failed": [row["name"] for row in rows if row["folder"] in failed],
    }  # fmt: skip
    return unlinked(page("reports.html.j2", LIST, TITLE, content), built).decode()


def _remark(folder: str, built: Collection[str], failed: Collection[str], old: Collection[str]) -> str:
    if folder in failed:
        return _("failed; shown is an earlier build") if folder in built else _("failed")
    if folder in old:
        return _("of an earlier build")
    return "" if folder in built else _("not built")
