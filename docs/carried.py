"""Pages of the documentation that are written elsewhere: carried texts, the guide, and the reference of the library."""

from __future__ import annotations

import importlib
import inspect
import os
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import yaml

import analysis

DOCS = Path(__file__).resolve().parent
ROOT = DOCS.parent
WRITTEN = DOCS / "_generated"
GUIDE = ROOT / "notebooks" / "guide.ipynb"
CODING_RULES = ROOT / "data" / "hand" / "coding_rules.yml"

#: A text of the project -> the page that carries it.
CARRIED = {
    "ARCHITECTURE.md": "architecture.md",
    "CHANGELOG.md": "changelog.md",
    "data/CHANGELOG.md": "changelog_data.md",
    "CODE_OF_CONDUCT.md": "code_of_conduct.md",
    "CONTRIBUTING.md": "contributing.md",
    "data/README.md": "codebook.md",
    "data/raw/evidence/METHODS.md": "evidence_tables.md",
}
#: In which order a reader meets what is called by its bare name; what is not here follows by name.
ORDER = (
    "load", "list_tables", "describe", "select", "Selection", "summary", "Estimate", "Estimates", "Kind", "frame",
    "cite", "show", "version",
)  # fmt: skip
_LINK = re.compile(r"(?<!!)\[([^\]]*)\]\(([^)\s]+)\)")


def write_pages() -> None:
    """Write every such page; one that is as it was is left alone, so that Sphinx does not read it again."""
    pages = {**carried(), **guide(), **reference(), "coding_rules.txt": coding_rules()}
    for old in set(WRITTEN.rglob("*.md")) - {WRITTEN / name for name in pages}:
        old.unlink()
    for name, content in pages.items():
        _write(WRITTEN / name, content.encode() if isinstance(content, str) else content)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or path.read_bytes() != content:
        path.write_bytes(content)


def carried() -> dict[str, str]:
    """Give the texts of the project as pages, with links that lead where they led."""
    return {page: _carry(ROOT / source) for source, page in CARRIED.items() if (ROOT / source).exists()}


def _carry(source: Path) -> str:
    return relinked(source.read_text(encoding="utf-8"), source.parent, WRITTEN)


def relinked(text: str, stood: Path, stands: Path) -> str:
    """Lead each link of a text that stood in one folder and stands in another to the page that carries what it meant.

    A link to a file that no page carries leads to the file itself; of a link to a folder only the words are kept.
    """

    def lead(link: re.Match[str]) -> str:
        path, mark, anchor = link[2].partition("#")
        if ":" in link[2] or not path:
            return link[0]
        meant = Path(os.path.normpath(stood / path))
        carried = CARRIED.get(meant.relative_to(ROOT).as_posix())
        found = WRITTEN / carried if carried else meant
        leads = carried or meant.is_file() or DOCS in meant.parents
        return f"[{link[1]}]({Path(os.path.relpath(found, stands)).as_posix()}{mark}{anchor})" if leads else link[1]

    return _LINK.sub(lead, text)


def coding_rules() -> str:
    """Give the rules that tie one code of the register to others, as a list."""
    if not CODING_RULES.exists():
        return "* none is written yet\n"
    rules = yaml.safe_load(CODING_RULES.read_text(encoding="utf-8"))
    return "".join(f"* `{rule['rule']}`: {rule['reason']}\n" for rule in rules)


def guide() -> dict[str, str | bytes]:
    """Give the guide's notebook as a page, with the outputs that are stored in it, and its pictures."""
    if not GUIDE.exists():
        return {"guide.md": "# Guide\n\nThe notebooks open with `make lab`.\n"}
    from nbconvert import MarkdownExporter

    text, left = MarkdownExporter().from_filename(str(GUIDE))
    return {"guide.md": text, **left.get("outputs", {})}


def modules() -> dict[str, list[str]]:
    """Give the modules of the library as a reader calls them, each with the files that it stands in."""
    held = {name: getattr(analysis, name) for name in analysis.__all__}
    return {name: list(_files(module)) for name, module in held.items() if inspect.ismodule(module)}


def named() -> dict[str, str]:
    """Give what the library holds beside its modules, each with where it is."""
    held = {name: getattr(analysis, name) for name in analysis.__all__}
    found = {name: f"{value.__module__}.{value.__qualname__}" for name, value in held.items() if _has_place(value)}
    return {name: found[name] for name in [*ORDER, *sorted(set(found) - set(ORDER))]}


def _has_place(value: object) -> bool:
    return inspect.isclass(value) or inspect.isfunction(value)


def _files(module: ModuleType) -> Iterator[str]:
    if not hasattr(module, "__path__"):
        yield module.__name__
        return
    for file in sorted(Path(module.__path__[0]).glob("[!_]*.py")):
        yield f"{module.__name__}.{file.stem}"


def public(file: str) -> dict[str, object]:
    """Give the functions and classes that a file holds for others: by its ``__all__``, or all without an underscore."""
    module = importlib.import_module(file)
    own = [name for name, value in vars(module).items() if getattr(value, "__module__", "") == file]
    names = getattr(module, "__all__", None) or [name for name in own if not name.startswith("_")]
    if file.startswith("analysis.charts."):
        names = [name for name in own if name in analysis.charts.__all__]
    return {name: vars(module)[name] for name in names if _has_place(vars(module)[name])}


def reference() -> dict[str, str]:
    """Give a page for each module of the library, and one for what is called by its bare name."""
    pages = {f"reference/{name}.md": _module_page(f"rn.{name}", files) for name, files in modules().items()}
    statistics = list(_files(importlib.import_module("analysis.stats")))
    pages["reference/statistics.md"] = _module_page("analysis.stats", statistics)
    return {**pages, "reference/library.md": _library_page()}


def _module_page(name: str, files: list[str]) -> str:
    parts, files = [f"# {name}\n"], [file for file in files if public(file)]
    for file in files:
        called = name if len(files) == 1 or name == "rn.charts" else f"{name}.{file.rsplit('.', 1)[1]}"
        heading = "" if len(files) == 1 else f"## {file.rsplit('.', 1)[1]}\n"
        rows = [(f"{called}.{held}", f"{file}.{held}", value) for held, value in public(file).items()]
        described_there = len(files) == 1 and not file.endswith(name.removeprefix("rn"))  # another name of a module
        parts += [heading, _summary(rows), *([] if described_there else [_members(file)])]
    return "\n".join(parts)


def _members(file: str) -> str:
    """Describe what a file holds, but for what stands with the bare names; ``set`` is what matplotlib adds."""
    elsewhere = set(named().values())
    described = [name for name in public(file) if f"{file}.{name}" not in elsewhere]
    return _directive(f".. automodule:: {file}", f"   :members: {', '.join(described)}", "   :exclude-members: set")


def _library_page() -> str:
    rows = [(f"rn.{name}", path, _found(path)) for name, path in named().items()]
    described = [_described(path, value) for _, path, value in rows]
    return "\n".join(["# Tables, selections and estimates\n", _summary(rows), *described])


def _described(path: str, value: object) -> str:
    if inspect.isclass(value):
        return _directive(f".. autoclass:: {path}", "   :members:")
    return _directive(f".. autofunction:: {path}")


def _found(path: str) -> object:
    module, _, name = path.rpartition(".")
    return getattr(importlib.import_module(module), name)


def _summary(rows: list[tuple[str, str, object]]) -> str:
    """Lay out what is there as a table: how it is called, and the first sentence on it."""
    lines = [f"| {{py:obj}}`{called} <{path}>` | {_first_sentence(value)} |" for called, path, value in rows]
    return "\n".join(["| call | what it gives |", "|---|---|", *lines, ""])


def _first_sentence(value: object) -> str:
    text = (inspect.getdoc(value) or "").split("\n\n")[0].replace("\n", " ")
    return text.replace("|", "\\|")


def _directive(*lines: str) -> str:
    return "\n".join(["```{eval-rst}", *lines, "```", ""])
