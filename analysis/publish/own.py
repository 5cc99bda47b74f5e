"""What a reader's own cells show, as parts that a page and a PDF can hold; nothing in them acts or is fetched."""

from __future__ import annotations

import base64
import binascii
import html
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from xml.etree import ElementTree

import mistune
import nh3
from nbformat import NotebookNode
from PIL import Image, UnidentifiedImageError

from analysis.core.messages import _
from analysis.pages.blocks import MIME

#: What stands above it, in every form.
MARK = _("Added by the reader of this notebook; not part of the published report")


#: What a picture without words of its own is called.
UNTOLD = _("A figure that the reader of this notebook added, without a description")


@dataclass(frozen=True)
class Picture:
    """A picture, its size in CSS pixels if it is made of them, and its alternative text.

    A page shows it as an image, in which a browser neither runs nor fetches anything.
    """

    kind: str
    content: bytes
    width: int = 0
    height: int = 0
    alt: str = UNTOLD

    @property
    def uri(self) -> str:
        """Return the picture as an address that holds it."""
        return f"data:{self.kind};base64,{base64.b64encode(self.content).decode()}"

    @property
    def svg(self) -> str:
        """Return the picture as SVG; one made of pixels is held inside."""
        if self.kind == _SVG:
            return self.content.decode()
        size = f'width="{self.width}" height="{self.height}"'
        return f'<svg xmlns="http://www.w3.org/2000/svg" {size}><image {size} href="{self.uri}"/></svg>'


@dataclass(frozen=True)
class Words:
    """Text as it was printed."""

    text: str


@dataclass(frozen=True)
class Html(Words):
    """HTML in which nothing acts or is fetched; its text is for the PDF."""

    html: str


Part = Picture | Words


@dataclass(frozen=True)
class Own:
    """Parts that stand together, under one mark."""

    parts: list[Part]


@dataclass(frozen=True)
class Published:
    """A block of the report."""

    block: dict[str, Any]

    @property
    def svg(self) -> str:
        """Its picture, if it has one."""
        return str(self.block.get("svg", ""))


def where(thing: Published | Own, what: str) -> str:
    """Return a thing's ``column``, ``fold`` or ``only``; what is a reader's own has none."""
    return "" if isinstance(thing, Own) else str(thing.block.get(what, ""))


def shown(cell: NotebookNode) -> list[Published | Own]:
    """Return what a code cell shows, in order: blocks of the report, and what is the reader's own.

    Notes
    -----
    What goes to the error stream (warnings, bars of progress) is meant for who runs the notebook, and is left out.
    """
    things: list[Published | Own] = []
    for published, outputs in groupby(cell.outputs, lambda output: MIME in output.get("data", {})):
        if published:
            things += [Published(output.data[MIME]) for output in outputs]
        else:
            parts = [part for output in outputs for part in parts_of(output)]
            things += [Own(parts)] if parts else []
    return things


@dataclass(frozen=True)
class Group:
    """What is together on a page: across it, folded under a line, or in two columns."""

    fold: str = ""
    things: Sequence[Published | Own] = ()
    main: Sequence[Group] = ()
    side: Sequence[Group] = ()


def arranged(things: Iterable[Published | Own]) -> list[Group]:
    """Return things in groups: neighbours in two columns, and neighbours folded under one line."""
    groups: list[Group] = []
    for apart, neighbours in groupby(things, lambda thing: bool(where(thing, "column"))):
        parts = list(neighbours)
        if apart:
            main, side = ([t for t in parts if where(t, "column") == name] for name in ("main", "side"))
            groups.append(Group(main=_folds(main), side=_folds(side)))
        else:
            groups += _folds(parts)
    return groups


def _folds(things: Iterable[Published | Own]) -> list[Group]:
    return [Group(fold, list(neighbours)) for fold, neighbours in groupby(things, lambda thing: where(thing, "fold"))]


def all_shown(notebook: NotebookNode) -> list[Published | Own]:
    """Return what the code cells of a notebook show, in order."""
    return [thing for cell in notebook.cells if cell.cell_type == "code" for thing in shown(cell)]


def has_own(notebook: NotebookNode) -> bool:
    """Return whether a notebook shows anything that is the reader's own."""
    return any(isinstance(thing, Own) for thing in all_shown(notebook))


def parts_of(output: NotebookNode) -> list[Part]:
    """Read one output in the fullest of its forms that can be shown."""
    if output.output_type == "stream":
        return _printed(output.text) if output.name == "stdout" else []
    data, about = output.get("data", {}), output.get("metadata", {})
    picture = next(filter(None, (_picture(kind, data, about) for kind in (_SVG, *_RASTER))), None)
    if picture is not None:
        return [picture]
    text, words = data.get("text/markdown", ""), data.get("text/plain", "")
    found = _cleaned(data.get("text/html", ""), words) or _cleaned(str(mistune.html(text)), text)
    return found or _printed(words)


#: What a terminal would act on: colours, moves of the cursor, and all that has no form.
_CONTROL = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]"
)


def _printed(text: str) -> list[Part]:
    return [Words(_plain(text))] if _plain(text).strip() else []


def _plain(text: str) -> str:
    lines = [line.rpartition("\r")[2] for line in text.replace("\r\n", "\n").split("\n")]
    return _CONTROL.sub("", "\n".join(lines)).strip("\n")


# Pictures --------------------------------------------------------------------------------------------------------

_SVG = "image/svg+xml"
_RASTER = {"image/png": "PNG", "image/jpeg": "JPEG", "image/gif": "GIF", "image/webp": "WEBP"}


def _picture(kind: str, data: dict[str, Any], metadata: dict[str, Any]) -> Picture | None:
    """Read a picture of a kind; None where there is none, or it is not what it says."""
    if kind not in data:
        return None
    words = metadata.get(kind, metadata) if isinstance(metadata.get(kind, metadata), dict) else {}
    alt = str(words.get("alt") or "")
    return _vectors(data[kind], alt) if kind == _SVG else _pixels(kind, data[kind], alt, words)


def _pixels(kind: str, text: str, alt: str, words: dict[str, Any]) -> Picture | None:
    try:
        content = base64.b64decode(text)
        with Image.open(io.BytesIO(content), formats=[_RASTER[kind]]) as image:
            width, height = image.size
            image.load()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, binascii.Error):
        return None
    asked = words.get("width")
    across = asked if isinstance(asked, int) and asked > 0 else width
    return Picture(kind, content, across, max(1, round(height * across / width)), alt or UNTOLD)


def _vectors(text: str, alt: str) -> Picture | None:
    try:
        # without the notes of the program that drew it, which hold the time at which it did
        root = ElementTree.fromstring(re.sub(r"<metadata>.*?</metadata>", "", text, flags=re.DOTALL))
    except (ElementTree.ParseError, ValueError):
        return None
    leads = [value for element in root.iter() for name, value in element.attrib.items() if name.endswith("href")]
    if root.tag != f"{_NAMESPACE}svg" or any(not value.startswith(("#", "data:")) for value in leads):
        return None
    root.set("font-family", root.get("font-family", "DejaVu Sans, sans-serif"))
    ElementTree.register_namespace("", _NAMESPACE.strip("{}"))
    alt = alt or root.findtext(f"{_NAMESPACE}desc") or root.findtext(f"{_NAMESPACE}title") or UNTOLD
    return Picture(_SVG, ElementTree.tostring(root), alt=alt)


_NAMESPACE = "{http://www.w3.org/2000/svg}"


# HTML and Markdown -----------------------------------------------------------------------------------------------

#: Elements that a page shows of a reader's own HTML, and which of their attributes; of all others it shows the text.
_SHOWN = {
    "a", "b", "blockquote", "br", "caption", "code", "em", "i", "li", "ol", "p", "pre", "strong", "sub", "sup", "table",
    "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}}
#: Elements of which nothing is shown.
_SILENT = {"script", "style", "head", "title", "template", "noscript", "iframe", "object", "svg", "math"}


def _web(element: str, attribute: str, value: str) -> str | None:
    """Keep a link only if it leads into the web."""
    return value if element != "a" or value.startswith(("http:", "https:")) else None


def _cleaned(text: str, words: str) -> list[Part]:
    """Clean HTML; on paper it is its words, or else what is left of it without elements."""
    kept = nh3.clean(
        text, tags=_SHOWN, clean_content_tags=_SILENT, attributes=_ATTRIBUTES, attribute_filter=_web, link_rel=None
    )
    bare = html.unescape(nh3.clean(text, tags=set(), clean_content_tags=_SILENT))
    return [Html(_plain(words) or _plain(bare), kept)] if bare.strip() else []
