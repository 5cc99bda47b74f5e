"""The two generated tables of ``docs/replication.md``: the sources of the data, and what makes which section."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from analysis.core.files import NOTEBOOKS, RAW, ROOT, relative
from analysis.tables.shipped import raw_paths, sidecar

DOCUMENT = ROOT / "docs" / "replication.md"
_END = "<!-- end -->"
#: The function that shows, and computes nothing.
_SHOW = "analysis.show"


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
    return [["notebook", "cell", "section", "made by"]] + [
        [f"`{item.notebook}`", str(item.cell), item.section, item.made_by] for item in items()
    ]


class Item(NamedTuple):
    """A cell of a notebook that shows something, the heading above it, and the functions that it calls."""

    notebook: str
    cell: int
    section: str
    programs: tuple[str, ...]

    @property
    def made_by(self) -> str:
        """The functions as Markdown."""
        return ", ".join(f"`{program}`" for program in self.programs)


def items(folder: Path = NOTEBOOKS) -> list[Item]:
    """List the cells of the notebooks that show a part of a report, with the functions that they call."""
    return [item for path in sorted(folder.glob("*.ipynb")) for item in _items(path)]


def _items(path: Path) -> Iterator[Item]:
    imports, section = dict[str, str](), "title"
    for number, cell in enumerate(json.loads(path.read_text(encoding="utf-8"))["cells"], start=1):
        source = "".join(cell["source"])
        if cell["cell_type"] != "code":
            headings = re.findall(r"(?m)^#+ (.+)$", source)
            section = headings[-1] if headings else section
            continue
        tree = ast.parse(re.sub(r"(?m)^\s*[%!].*$", "", source))
        imports |= _imports(tree)
        calls = _calls(tree, imports)
        if _SHOW in calls:
            yield Item(path.name, number, section, tuple(call for call in calls if call != _SHOW))


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
    return [name for name in dict.fromkeys(whole) if re.fullmatch(r"[\w.]+", name)]
