"""Every text that readers see: what Babel extracts, notebooks, documents, descriptions of data, errors and help."""

import ast
import csv
import json
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml
from babel.messages.extract import extract_from_dir

from analysis.core import messages
from analysis.core.files import HAND, ROOT

KEYWORDS = {"_": None, "_n": (1, 2), "N_": None, "Nn_": (1, 2), "gettext": None, "ngettext": (1, 2)}


class Text(NamedTuple):
    """One text: where it is, its words, and its plural where it has one."""

    file: str
    line: int
    words: str
    plural: str


@cache
def texts() -> list[Text]:
    """Extract the texts as `make messages` does."""
    mappings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["babel"]["mappings"]
    methods = [(mapping["pattern"], mapping["method"]) for mapping in mappings]
    found = []
    for name, line, message, _, _ in extract_from_dir(str(ROOT), methods, keywords=KEYWORDS, directory_filter=ours):
        one, more = message if isinstance(message, tuple) else (message, "")
        found.append(Text(name, line, one, more))
    return found


def ours(folder: str) -> bool:
    """Whether a folder can hold texts: it is in the package."""
    return folder == str(ROOT) or folder.startswith(str(ROOT / "analysis"))


@cache
def in_notebooks() -> list[Text]:
    """Give the lines of Markdown of the notebooks."""
    found = []
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        lines = [line for cell in cells if cell["cell_type"] == "markdown" for line in cell["source"]]
        found += [Text(path.name, number, line.strip(), "") for number, line in enumerate(lines, 1) if line.strip()]
    return found


def values_in(words: str) -> list[str]:
    """Name the values in a text."""
    return re.findall(r"{(\w+)}", words)


#: Columns and keys of files that hold the words of others, codes, or names.
OTHERS = {"citation", "codes", "keeps", "new", "old", "option", "pattern", "phrase", "basis"}
#: Columns of the tables of judgement that hold sentences.
PROSE = {"basis", "holds", "label", "meaning", "note", "reason", "text"}
#: What is no prose in a line of Markdown: code, a code in a cell of a table, the target of a link, an address.
_CODE = re.compile(r"`[^`]*`|(?<=\|) *\w+ *(?=\|)|\]\([^)]*\)|https?://\S+")


@cache
def in_files() -> list[Text]:
    """Lines of documents, sidecars and judgement, and the literals of code: messages of errors and `--help`."""
    found = []
    documents = ("*.md", "docs/*.md", "docs/howto/*.md", "data/CHANGELOG.md", "data/raw/**/*.md")
    documents += ("paper/*.md", "paper/*.typ")
    for pattern in documents:
        found += [text for path in sorted(ROOT.glob(pattern)) for text in _of_document(path)]
    for pattern in ("data/raw/**/*.yml", "data/hand/*.yml", "CITATION.cff"):
        found += [text for path in sorted(ROOT.glob(pattern)) for text in _of_yaml(path)]
    for path in sorted(HAND.glob("*.csv")):
        found += _of_csv(path)
    for path in sorted([*(ROOT / "analysis").rglob("*.py"), *(ROOT / "tools").glob("*.py")]):
        found += _of_code(path)
    return found


def _of_document(path: Path) -> Iterator[Text]:
    """Lines outside fenced code; of the changelog, those of this release."""
    words = path.read_text(encoding="utf-8")
    if path.name == "CHANGELOG.md":
        words = "\n## ".join(words.split("\n## ", 2)[:2])
    words = re.sub(r"^```.*?^```", lambda fenced: "\n" * fenced[0].count("\n"), words, flags=re.M | re.S)
    for line, text in enumerate(words.split("\n"), 1):
        yield Text(path.relative_to(ROOT).as_posix(), line, _CODE.sub("", text), "")


def _of_yaml(path: Path) -> Iterator[Text]:
    def walk(node: yaml.Node) -> Iterator[Text]:
        if isinstance(node, yaml.ScalarNode) and " " in node.value:
            place = path.relative_to(ROOT).as_posix()
            yield Text(place, node.start_mark.line + 1, _CODE.sub("", node.value), "")
        for child in node.value if isinstance(node, yaml.SequenceNode) else []:
            yield from walk(child)
        for key, child in node.value if isinstance(node, yaml.MappingNode) else []:
            if key.value not in OTHERS:
                yield from walk(child)

    return walk(yaml.compose(path.read_text(encoding="utf-8")))


def _of_csv(path: Path) -> Iterator[Text]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        for row in rows:
            words = " | ".join(row[column] for column in rows.fieldnames or [] if column in PROSE)
            yield Text(f"data/hand/{path.name}", rows.line_num, _CODE.sub("", words), "")


def _of_code(path: Path) -> Iterator[Text]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    hidden = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or id(node) in hidden:
            continue
        if " " in node.value.strip() and not _is_code(node.value):
            yield Text(path.relative_to(ROOT).as_posix(), node.lineno, _CODE.sub("", node.value), "")


def _is_code(words: str) -> bool:
    """Whether a literal is a code with a label, or a query of pandas."""
    spelled = messages._spelled(words)
    return (
        any(value == spelled for _, value in messages.labels()) or re.search(r" (==|!=|not in|in) ", words) is not None
    )
