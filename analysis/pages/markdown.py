"""The Markdown that notebooks and blocks use, as HTML and as typst: text, emphasis and links, never a picture."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

import mistune

Node = dict[str, Any]


#: A link: its words and its address.
LINK = re.compile(r"\[([^\[\]]{0,999})\]\(([^)]{0,1999})\)")

#: Where a link may lead: the web, a place of the page, or another page or file of the reports.
_LEADS = re.compile(
    r"https?://[^\s<>\"]+|#[\w-]+|(?:\.\./)*[\w-]+(?:/[\w-]+)*\.(?:html|csv|json|pdf|zip|bib|ris|svg|png)(?:#[\w-]+)?"
)


#: What Markdown would act on, wherever it stands in a line.
_ACTIVE = re.compile(r"[\\`*~\[\]]|<(?=[A-Za-z/!?])|&(?=#?\w+;)|(?<![^\W_])_|_(?![^\W_])")


_DATE = re.compile(r"\d{4}-\d{2}(-\d{2})?|(\d{1,2} )?[A-Z][a-z]+ \d{4}")


_NUMBER = re.compile(r"(?:above |below )?[<−-]?\d[\d,.  ]*( %)?( \(.*\))?|–")


class _Page(mistune.HTMLRenderer):
    """HTML in which a picture is its alternative text, and a link that may not be followed is its words."""

    def image(self, text: str, url: str, title: str | None = None) -> str:
        """Return the alternative text."""
        return text

    def link(self, text: str, url: str, title: str | None = None) -> str:
        """Return a link, or its words."""
        return super().link(text, url, title) if may_lead_to(url) else text


def may_lead_to(url: str) -> bool:
    """Return whether a link may be followed: http or https, a place of the page, or a page or file of the reports."""
    return _LEADS.fullmatch(url) is not None


def plain(text: str) -> str:
    """Escape a text of the data, so that nothing in it acts as Markdown."""
    return _ACTIVE.sub(r"\\\g<0>", text)


_HTML = mistune.create_markdown(renderer=_Page(escape=True), plugins=["table"])
_TREE = mistune.create_markdown(renderer="ast", plugins=["table"])


#: How many lines are known once they have been rendered: labels, notes and cells stand on many pages.
_LINES = 8192


def block_html(text: str) -> str:
    """Render a Markdown text as HTML; raw HTML in it is escaped."""
    return str(_HTML(text))


def _changed(token: Node, change: Callable[[Node], Node]) -> Node:
    children = [_changed(child, change) for child in token.get("children", [])]
    return change(token | ({"children": children} if children else {}))


@lru_cache(maxsize=_LINES)
def inline_html(text: str) -> str:
    """Render one line of Markdown as HTML without a paragraph around it."""
    return re.sub(r"^<p>|</p>\n?$", "", block_html(_no_block(text)))


def is_number(text: str) -> bool:
    """Return whether a table cell is a number or the dash that stands for one."""
    return _NUMBER.fullmatch(text.strip()) is not None


def number_columns(rows: Sequence[Sequence[str]]) -> list[bool]:
    """Return which columns hold numbers only (a dash stands for one), so that they are set right-aligned, heads too."""
    columns = [[cell.strip() for cell in column] for column in zip(*rows, strict=True)]
    return [all(map(is_number, column)) and set(column) != {"–"} for column in columns]


def sentences(text: str) -> list[str]:
    """Split a note into its sentences."""
    return [part for part in re.split(r"(?<=[.!?])\s+(?=[A-Z“])", text.strip()) if part]


def is_date(text: str) -> bool:
    """Return whether a table cell is a date to the day or month, so that it is not broken over two lines."""
    return _DATE.fullmatch(text.strip()) is not None


def _no_block(text: str) -> str:
    """Keep a line from being read as a heading, list, quotation, rule or block of code."""
    line = " ".join(text.split())
    line = re.sub(r"^(\d+)([.)])(?=\s|$)", r"\1\\\2", line)
    return re.sub(r"^(>|[-+*#](?=[-#\s]|$)|```|~~~)", r"\\\1", line)


def typst_string(text: str) -> str:
    """Write text as a typst string literal; nothing in it can act as markup."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


#: What becomes of a link that may be followed, whose token it takes: on paper a way inside the reports leads nowhere.
Lead = Callable[[Node], Node]


def inline_typst(text: str, lead: Lead | None = None) -> str:
    """Render one line of Markdown as typst markup."""
    return "".join(_joined(token) or _inline(token) for token in _led(_no_block(text), lead))


def block_typst(text: str, lead: Lead | None = None) -> str:
    """Render a Markdown text as typst markup."""
    return "\n\n".join(map(_block, _led(text, lead)))


def _led(text: str, lead: Lead | None) -> list[Node]:
    def led(token: Node) -> Node:
        return lead(token) if lead and token["type"] == "link" and may_lead_to(token["attrs"]["url"]) else token

    return [_changed(token, led) for token in _tokens(text)]


def words_token(text: str) -> Node:
    """Return the token of plain words."""
    return {"type": "text", "raw": text}


def link_token(url: str, *words: Node) -> Node:
    """Return the token of a link; its words are the address where there are none."""
    return {"type": "link", "attrs": {"url": url}, "children": list(words or [words_token(url)])}


def group_token(*tokens: Node) -> Node:
    """Return the token of tokens in a row."""
    return {"type": "group", "children": list(tokens)}


@lru_cache(maxsize=_LINES)
def _tokens(text: str) -> list[Node]:
    return [token for token in _TREE(text) if isinstance(token, dict) and token["type"] != "blank_line"]


def _joined(token: Node) -> str:
    return "".join(_inline(child) for child in token.get("children", []))


def _inline(token: Node) -> str:
    kind = token["type"]
    if kind in {"strong", "emphasis"}:
        return f"#{'strong' if kind == 'strong' else 'emph'}[{_joined(token)}]"
    if kind == "link":
        url = token["attrs"]["url"]
        if not may_lead_to(url):
            return _joined(token)
        target = f"label({typst_string(url[1:])})" if url.startswith("#") else typst_string(url)
        return f"#link({target})[{_joined(token)}]"
    if kind in {"softbreak", "linebreak"}:
        return " "
    if kind == "codespan":
        return f"#raw({typst_string(token['raw'])})"
    return f"#{typst_string(token['raw'])};" if "raw" in token else _joined(token)


def _block(token: Node) -> str:
    kind = token["type"]
    if kind == "heading":
        return f"#heading(level: {token['attrs']['level']})[{_joined(token)}]"
    if kind == "list":
        items = ["".join(_joined(part) for part in item["children"]) for item in token["children"]]
        function = "enum" if token["attrs"].get("ordered") else "list"
        return f"#{function}({', '.join(f'[{item}]' for item in items)})"
    if kind == "block_code":
        return f"#raw({typst_string(token['raw'])}, block: true)"
    if kind == "table":
        return _table(token)
    return _joined(token) or _inline(token)


def _table(token: Node) -> str:
    """Render a table; its head has the cells, its body the rows of them."""
    head, *bodies = token["children"]
    rows = [head, *(row for body in bodies for row in body["children"])]
    first, *others = [", ".join(f"[{_joined(cell)}]" for cell in row["children"]) for row in rows]
    cells = "".join(f", {row}" for row in others)
    return f"#table(columns: {len(head['children'])}, table.header({first}){cells})"
