"""Pages of the documentation that are written elsewhere: carried texts, the guide, and the reference of the library."""

from __future__ import annotations

import importlib
import inspect
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
    "CODE_OF_CONDUCT.md": "code_of_conduct.md",
    "CONTRIBUTING.md": "contributing.md",
    "data/README.md": "codebook.md",
    "data/raw/evidence/METHODS.md": "evidence_tables.md",
}
#: What the library holds beside its modules of facts -> where each stands.
NAMED = {
    "tables": "analysis.tables.library.tables",
    "load": "analysis.tables.library.load",
    "describe": "analysis.tables.library.describe",
    "cite": "analysis.tables.library.cite",
    "version": "analysis.tables.library.version",
    "plain": "analysis.tables.library.plain",
    "place": "analysis.facts.world.open_place",
    "Place": "analysis.facts.world.Place",
    "Choices": "analysis.facts.world.Choices",
    "Estimate": "analysis.stats.estimate.Estimate",
    "estimates": "analysis.publish.notebook.estimates",
    "show": "analysis.pages.blocks.show",
}
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
    text = source.read_text(encoding="utf-8")
    return _LINK.sub(lambda link: _relinked(source, link[1], link[2]), text)


def _relinked(source: Path, shown: str, target: str) -> str:
    """Lead a link of a carried text to a page, or to the file itself; of a folder only its words are kept."""
    path, _, anchor = target.partition("#")
    if ":" in target or not path:
        return f"[{shown}]({target})"
    meant = (source.parent / path).resolve().relative_to(ROOT).as_posix()
    if meant in CARRIED:
        return f"[{shown}]({CARRIED[meant]}{'#' + anchor if anchor else ''})"
    return f"[{shown}](../../{meant})" if (ROOT / meant).is_file() else shown


def coding_rules() -> str:
    """Give the rules that tie one code of the register to others, as a list."""
    if not CODING_RULES.exists():
        return "* none is written yet\n"
    rules = yaml.safe_load(CODING_RULES.read_text(encoding="utf-8"))
    return "".join(f"* {rule['rule'].replace('_', ' ')}. {rule['reason']}\n" for rule in rules)


def guide() -> dict[str, str | bytes]:
    """Give the guide's notebook as a page, with the outputs that are stored in it, and its pictures."""
    if not GUIDE.exists():
        return {"guide.md": "# Guide\n\nThe notebooks open with `make lab`.\n"}
    from nbconvert import MarkdownExporter

    text, left = MarkdownExporter().from_filename(str(GUIDE))
    return {"guide.md": text, **left.get("outputs", {})}


def modules() -> dict[str, list[str]]:
    """Give the modules of the library as a reader calls them, each with the files that it stands in."""
    held = {name: getattr(analysis, name) for name in analysis.__all__ if name not in NAMED}
    return {name: list(_files(module)) for name, module in held.items()}


def _files(module: ModuleType) -> Iterator[str]:
    if not hasattr(module, "__path__"):
        yield module.__name__
        return
    for file in sorted(Path(module.__path__[0]).glob("[!_]*.py")):
        yield f"{module.__name__}.{file.stem}"


def public(file: str) -> dict[str, object]:
    """Give what a file holds for others: what its ``__all__`` names, or what it defines without an underscore."""
    module = importlib.import_module(file)
    names = getattr(module, "__all__", None) or [
        name
        for name, value in vars(module).items()
        if not name.startswith("_") and getattr(value, "__module__", "") == file and callable(value)
    ]
    return {name: vars(module)[name] for name in names}


def reference() -> dict[str, str]:
    """Give a page for each module of the library, and one for what is called by its bare name."""
    pages = {f"reference/{name}.md": _module_page(f"rn.{name}", files) for name, files in modules().items()}
    statistics = list(_files(importlib.import_module("analysis.stats")))
    pages["reference/statistics.md"] = _module_page("analysis.stats", statistics)
    return {**pages, "reference/library.md": _library_page()}


def _module_page(name: str, files: list[str]) -> str:
    parts = [f"# {name}\n"]
    for file in files:
        called = name if len(files) == 1 or name == "rn.charts" else f"{name}.{file.rsplit('.', 1)[1]}"
        heading = "" if len(files) == 1 else f"## {file.rsplit('.', 1)[1]}\n"
        rows = [(f"{called}.{held}", f"{file}.{held}", value) for held, value in public(file).items()]
        parts += [heading, _summary(rows), _members(file)]
    return "\n".join(parts)


def _members(file: str) -> str:
    """Describe what a file holds, but for what stands with the bare names; ``set`` is what matplotlib adds."""
    described = [name for name in public(file) if f"{file}.{name}" not in NAMED.values()]
    return _directive(f".. automodule:: {file}", f"   :members: {', '.join(described)}", "   :exclude-members: set")


def _library_page() -> str:
    held = {name: _found(path) for name, path in NAMED.items()}
    rows = [(f"rn.{name}" if name != "plain" else "rn.tables.library.plain", NAMED[name], held[name]) for name in held]
    kinds = {name: "autoclass" if inspect.isclass(value) else "autofunction" for name, value in held.items()}
    described = [
        _directive(f".. {kinds[name]}:: {NAMED[name]}", *(["   :members:"] if kinds[name] == "autoclass" else []))
        for name in held
    ]
    return "\n".join(["# Tables, places and estimates\n", _summary(rows), *described])


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
