"""Every text that the package says to readers, as Babel extracts it: code, templates and the table of labels."""

import json
import re
import tomllib
from functools import cache
from typing import NamedTuple

from babel.messages.extract import extract_from_dir

from analysis.core.files import ROOT

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
