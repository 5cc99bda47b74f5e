"""A report as its reader finds it: elements, text, and the numbers that its data hold."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, cached_property
from html.parser import HTMLParser
from pathlib import Path

#: Elements that hold text of their own for a reader: the units that a sentence is looked for in.
BLOCKS = {"p", "li", "h1", "h2", "h3", "td", "th", "caption", "figcaption", "text", "title", "desc", "div"}
VOID = {"wbr", "meta", "link", "br", "hr", "img", "input", "path", "use", "rect"}


@dataclass(eq=False)
class Element:
    """One element of a page with its own text in order."""

    tag: str
    attributes: dict[str, str]
    parent: Element | None
    parts: list[str | Element] = field(default_factory=list)

    @cached_property
    def text(self) -> str:
        return " ".join("".join(p if isinstance(p, str) else p.text for p in self.parts).split())

    def ancestors(self) -> list[str]:
        return [] if self.parent is None else [self.parent.tag, *self.parent.ancestors()]


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self.open: list[Element] = [Element("#page", {}, None)]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, self.open[-1])
        self.elements.append(element)
        self.open[-1].parts.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, self.open[-1])
        self.elements.append(element)
        self.open[-1].parts.append(element)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        while len(self.open) > 1 and self.open.pop().tag != tag:
            pass

    def handle_data(self, data: str) -> None:
        self.open[-1].parts.append(data)


@dataclass(frozen=True)
class Page:
    """One built report."""

    name: str
    html: str
    data: dict[str, str]
    tables: str = ""  # the report's page of tables, if it has one

    @staticmethod
    @cache
    def read(folder: Path) -> Page:
        files = {path.name: path.read_text(encoding="utf-8") for path in sorted((folder / "data").iterdir())}
        page, tables = folder / "index.html", folder / "tables.html"
        beside = tables.read_text(encoding="utf-8") if tables.exists() else ""
        return Page(folder.name, page.read_text(encoding="utf-8"), files, beside)

    @cached_property
    def elements(self) -> list[Element]:
        parser = _Parser()
        parser.feed(self.html)
        return parser.elements

    def all(self, *tags: str) -> list[Element]:
        return [element for element in self.elements if element.tag in tags]

    def body(self) -> list[Element]:
        """Give what a reader reads: no head, no picture (whose marks come from its data)."""
        return self._body

    @cached_property
    def _body(self) -> list[Element]:
        return [e for e in self.elements if not {"head", "svg"} & {e.tag, *e.ancestors()}]

    def texts(self) -> list[str]:
        """Give the text of each block, in order."""
        return [e.text for e in self.body() if e.tag in BLOCKS - {"div"} and e.text]

    @cached_property
    def estimates(self) -> list[dict[str, object]]:
        return list(json.loads(self.data["estimates.json"]))

    def table(self, name: str) -> list[dict[str, str]]:
        return list(csv.DictReader(self.data[f"{name}.csv"].splitlines()))

    def cells(self) -> Iterable[str]:
        """Give every cell of every table of the data folder."""
        for name, content in self.data.items():
            if name.endswith(".csv"):
                for row in csv.reader(content.splitlines()):
                    yield from row


#: A number as written; a hyphen after a digit or letter joins a date, a range or a name.
NUMBER = re.compile(r"(?:(?<!\w)[−-])?\d+(?:,\d{3})*(?:\.\d+)?")
