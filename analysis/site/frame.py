"""The frame of every page of the site: menu, style, script, words, and what a browser may load."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from functools import cache
from html import unescape
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from analysis.charts.chart import page_colours, page_face
from analysis.core.files import published_at
from analysis.core.messages import N_, _, _n, label
from analysis.pages.blocks import publishers
from analysis.pages.catalogue import GENERAL
from analysis.pages.markdown import inline_html, sentences
from analysis.pages.words import footer

TEMPLATES = Path(__file__).parent / "templates"


class Entry(NamedTuple):
    """One entry of the menu: its word in the catalogue, and where it leads below the reports."""

    word: str
    page: str


MENU = (
    Entry(N_("Countries"), "index.html"),
    Entry(N_("World"), "world/index.html"),
    Entry(N_("Cases"), "cases/index.html"),
    Entry(N_("Compare"), "compare.html"),
    Entry(N_("INTERPOL’s checks"), "oversight/index.html"),
    Entry(N_("What to do"), "actions.html"),
    Entry(N_("Reports"), "reports.html"),
    Entry(N_("Methods and data"), "methods.html"),
)
#: The page that finds countries, cases and people, which every header links.
SEARCH = Entry(N_("Find a country, case, person or report"), "search.html")
#: The picture that other sites show with a link to a page without a picture of its own.
PICTURE = "world/charts/evidence_map.png"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.globals |= {"_": _, "_n": _n, "label": label}
    environment.filters |= {"inline": _inline, "publishers": publishers, "sentences": sentences}
    return environment


@cache
def _inline(line: str) -> Markup:
    return Markup(inline_html(str(line)))


@cache
def style() -> str:
    """Read the site's style."""
    return page_face() + (TEMPLATES / "site.css").read_text(encoding="utf-8")


@cache
def pages_style() -> str:
    """Read the style of what stands on the site's own pages alone."""
    return page_colours() + style() + (TEMPLATES / "pages.css").read_text(encoding="utf-8")


#: What the script of a page has beside what every page needs, by its template; the script of reports has no more.
_MORE = {"compare.html.j2": "compare.js", "search.html.j2": "found.js", "404.html.j2": "found.js"} | dict.fromkeys(
    ("cases.html.j2", "home.html.j2", "hosts.html.j2", "timeline.html.j2"), "lists.js"
)


@cache
def script(template: str = "") -> str:
    """Read the script of the pages of a template, without what only its reader needs."""
    more = _MORE.get(template, "")
    text = (TEMPLATES / "site.js").read_text(encoding="utf-8")
    if more:
        text = text.replace(f"  // {more}\n", (TEMPLATES / more).read_text(encoding="utf-8"))
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if not line.startswith("//"))


def render(template: str, **content: object) -> str:
    """Render a template, which writes its values as HTML."""
    return _environment().get_template(template).render(**content)


@cache
def policy(template: str = "") -> str:
    """Describe what a browser may load: the page's own style and script, and the index that this script asks for."""
    digest = base64.b64encode(hashlib.sha256(script(template).encode()).digest()).decode()
    rules = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; "
    return f"{rules}script-src 'sha256-{digest}' 'strict-dynamic'; base-uri 'none'; form-action 'none'"


def _section(path: str) -> str:
    """Return the page of the menu to which a page below the reports belongs; blank if to none."""
    folder = path.partition("/")[0]
    reports = {job.folder for job in GENERAL.values()} | {"hosts", "timeline.html"}
    own = {entry.page for entry in MENU} & {path, f"{folder}/index.html"}
    return next(iter(own), "reports.html" if folder in reports else "")


def _frame(title: str, path: str, picture: str, template: str = "") -> dict[str, object]:
    """Return what head and header of a page are made of; the path is below the reports, as is that of its picture."""
    return {
        "title": title, "path": path, "root": "../" * path.count("/"), "menu": MENU, "section": _section(path),
        "search": SEARCH,
        "policy": policy(template), "canonical": published_at(path), "picture": published_at(picture or PICTURE),
    }  # fmt: skip


def shell(title: str, path: str, picture: str = "") -> dict[str, str]:
    """Return the head, the header, the script and the links of the footer of a page that another template lays out."""
    frame = _frame(title, path, picture)
    return {name: render(f"{name}.html.j2", **frame) for name in ("head", "header", "footer")} | {"script": script()}


def cited(path: str) -> str:
    """Return where the citations of a page stand below the reports, without their endings.

    Examples
    --------
    >>> cited("cases/index.html")
    'cite/cases-index'
    """
    return f"cite/{path.removesuffix('.html').replace('/', '-')}"


def page(
    template: str, path: str, title: str, content: Mapping[str, object], crumbs: tuple[Entry, ...] = (), root: str = ""
) -> bytes:
    """Render a page of the site.

    Parameters
    ----------
    template : str
        Name of its template.
    path : str
        Where it stands below the reports.
    title : str
        What the page says, as a reader would find it.
    content : mapping
        What its template lays out.
    crumbs : tuple of Entry
        The pages above it, from the first on; the word is shown as it is.
    root : str
        What links to other pages begin with, if they do not follow from the path.

    Returns
    -------
    bytes
        The page, whole without script; the same bytes each time.
    """
    shown_as = "cases/index.html" if path.startswith("cases/") else path
    frame = _frame(title, path, "", template) | ({"root": root} if root else {})
    shown = render(
        template, crumbs=crumbs, style=Markup(pages_style()), script=Markup(script(template)), footer=footer(),
        cited=cited(shown_as), **frame, **content,
    )  # fmt: skip
    return ("\n".join(line for line in shown.splitlines() if line.strip()) + "\n").encode()


def heading_of(content: str) -> str:
    """Return the heading of a page as plain text; nothing if it has none."""
    return unescape(re.sub("<[^<>]+>", "", content.partition("<h1>")[2].partition("</h1>")[0]))
