"""The two generated tables of ``docs/replication.md``: the sources of the data, and what makes which figure."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from analysis.core.files import NOTEBOOKS, RAW, ROOT, relative
from analysis.pages.blocks import MIME
from analysis.tables.shipped import raw_paths, sidecar

DOCUMENT = ROOT / "docs" / "replication.md"
#: Blocks that are a picture, and those that are a table; large numbers are one too.
_FIGURES, _TABLES = ("chart", "marks"), ("figures", "table")
_END = "<!-- end -->"
#: The functions that show or lay out, and compute nothing.
_SHOW, _PAGES = "analysis.show", "analysis.pages."


def shipped() -> dict[str, Path]:
    """List the shipped tables, by name, in order of their files."""
    return dict(sorted(raw_paths(RAW).items(), key=lambda item: relative(item[1])))


def replication() -> str:
    """Return the document with both tables as they are now."""
    text = DOCUMENT.read_text(encoding="utf-8")
    for name, rows in (("sources", _sources()), ("figures", _figures())):
        before, begin, rest = text.partition(f"<!-- {name}: written by `make codebook` -->\n")
        text = f"{before}{begin}\n{_table(rows)}\n{rest[rest.index(_END) :]}"
    return text


def _table(rows: list[list[str]]) -> str:
    head, *body = rows
    lines = [head, ["---"] * len(head), *([cell.replace("|", "/").replace("\n", " ") for cell in row] for row in body)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def _sources() -> list[list[str]]:
    rows = [["data file", "source", "licence"]]
    for name, path in shipped().items():
        about = sidecar(name)
        origin = "; ".join(f"[{source['title']}]({source['url']})" for source in about.origin)
        rows.append([f"`{path.relative_to(ROOT).as_posix()}`", origin, about.licence])
    return rows


def _figures() -> list[list[str]]:
    return [["notebook", "cell", "kind", "name", "title", "made by"]] + [
        [f"`{item.notebook}`", str(item.cell), item.kind, f"`{item.name}`", item.title, item.made_by]
        for item in items()
    ]


class Item(NamedTuple):
    """A figure or table of a notebook, and the functions that make it."""

    notebook: str
    cell: int
    kind: str
    name: str
    title: str
    programs: tuple[str, ...]

    @property
    def made_by(self) -> str:
        """The functions as Markdown."""
        return ", ".join(f"`{program}`" for program in self.programs)


def items(folder: Path = NOTEBOOKS) -> list[Item]:
    """List the figures and tables of the executed notebooks, with the functions that their cells call."""
    return [item for path in sorted(folder.glob("*.ipynb")) for item in _items(path)]


def _items(path: Path) -> Iterator[Item]:
    imports: dict[str, str] = {}
    for number, cell in enumerate(json.loads(path.read_text(encoding="utf-8"))["cells"], start=1):
        if cell["cell_type"] != "code":
            continue
        tree = ast.parse(re.sub(r"(?m)^\s*[%!].*$", "", "".join(cell["source"])))
        imports |= _imports(tree)
        calls = _calls(tree, imports)
        for block in _blocks(cell):
            name = str(block["name"])
            own = [call for call in calls if call.rpartition(".")[2] == name and not call.startswith(_PAGES)]
            kind = "figure" if block["block"] in _FIGURES else "table"
            yield Item(path.name, number, kind, name, str(block["title"]), tuple(own or calls))


def _blocks(cell: dict[str, Any]) -> list[dict[str, Any]]:
    blocks = [output.get("data", {}).get(MIME) for output in cell.get("outputs", [])]
    return [block for block in blocks if block is not None and block["block"] in (*_FIGURES, *_TABLES)]


def _imports(tree: ast.Module) -> dict[str, str]:
    """Return the names that a cell imports, each with its full name."""
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            module = f"{node.module}." if isinstance(node, ast.ImportFrom) else ""
            names |= {alias.asname or alias.name: f"{module}{alias.name}" for alias in node.names}
    return names


def _calls(tree: ast.Module, imports: dict[str, str]) -> list[str]:
    """List the imported functions that a cell calls, in order, each once."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    names = [ast.unparse(call.func) for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset))]
    whole = [imports[root] + name[len(root) :] for name in names if (root := name.split(".")[0]) in imports]
    return [name for name in dict.fromkeys(whole) if name != _SHOW and re.fullmatch(r"[\w.]+", name)]
