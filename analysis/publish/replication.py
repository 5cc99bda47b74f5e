"""How to replicate every figure and table: a document in the form that the editors of social science data ask for.

The form is the template README of the Social Science Data Editors (version 1.1). What it lists comes from the sidecars,
the lock file, the Makefile and the executed notebooks; nothing of it is typed.
"""

from __future__ import annotations

import ast
import json
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from analysis.core import hand
from analysis.core.files import NOTEBOOKS, ROOT
from analysis.core.hand import release_note, released, version
from analysis.core.judgement import SanctionsReleases
from analysis.pages.blocks import MIME
from analysis.tables.codebook import shipped
from analysis.tables.shipped import sidecar

HEAD = """# Replicating {title}, release {version}

Written by `make codebook`, after the template README of the Social Science Data Editors. Released on {date}.

## Overview

The package turns {tables} shipped files into {shown} figures and tables in {notebooks} notebooks; the notebooks of a
country and of its case study run once for each state. `make report` builds everything, and `make verify` builds it
again and compares every report with the hash in `reports/manifest.json`. A replicator needs about {minutes} minutes
of one processor.
"""

RIGHTS = """## Data availability and provenance

### Statement about rights

The authors have legitimate access to the data used, and permission to redistribute the tables that are provided: they
are the authors' own coding of public pages, counts from public lists, or published under an open licence. What the
owner of a source permits stands beside each table.

### Licence for the data

Unless its row below says otherwise, a table is licensed under CC BY 4.0. The program is licensed under MIT (`LICENSE`).

### Summary of availability

* All data behind the figures and tables of the reports **are** provided.
* Some data **cannot be made** public: notices and designations row by row, which name persons. They are needed to
  compute the aggregated tables again (`make figures`), not to build the reports.

### Each data source
"""

WITHHELD = """### Data that are not provided

The files below name persons. Each can be had from its publisher; who holds them under these names computes the
aggregated tables of notices and designations again with `make figures NOTICES=FOLDER SANCTIONS=FOLDER`.
"""

NEEDS = """## Computational requirements

### Software

Python {python}, on Linux, macOS or Windows; no other program. `make setup` installs exactly the packages of `uv.lock`,
each checked by its hash; `environment.yml` is for conda. The packages that the program calls:
"""

RANDOM = """### Controlled randomness

Every simulation is seeded in the code, so that two runs give the same bytes: {seeds}.
"""

TIMES = """### Memory and run time

Measured, not estimated: the time that one processor works. Reports are built on all processors at once, so two of
them need half of it.
"""

STEPS = """## Instructions to replicators

1. Unpack the archive, or check out the project. Nothing needs to be downloaded besides packages.
2. `make setup` makes the environment in `.venv`.
3. `make verify` builds every report and compares it with `reports/manifest.json`; it ends with `all ... files are the
   same`. `.venv/bin/python -m analysis verify BLR WORLD` does so for some.
4. `make report COUNTRY=BLR` writes the reports of one country to `reports/`; `make report` those of all.
5. `make notebooks` executes the notebooks in place; `make lab` opens them.

`sha256sum -c SHA256SUMS` compares an unpacked archive with what was packed.
"""

LIST = """## List of figures, tables and programs

The code provided reproduces all numbers, figures and tables of the reports. Titles are those of the default parameters.
A figure or table named NAME is written to `data/NAME.csv` and described in `data/NAME.json` of each report that its
notebook makes, and every number in a sentence to `data/estimates.json`. Cells are counted from 1, texts among them.
Made by: the functions that the cell calls, in order; those of `analysis.pages` lay out what the others compute.
"""


class Item(NamedTuple):
    """A figure or table of a notebook, and what makes it."""

    notebook: str
    cell: int
    kind: str
    name: str
    title: str
    programs: tuple[str, ...]


@cache
def project() -> dict[str, Any]:
    """Give what ``pyproject.toml`` says of the program: name, version, description, packages."""
    held: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return held


def replication() -> str:
    """Write the document, in Markdown.

    Examples
    --------
    >>> replication().splitlines()[0]
    '# Replicating Red Notice Statistics, release 2.0.0'
    """
    found = items()
    parts = [
        _head(found),
        RIGHTS,
        _table(["data file", "source", "licence", "provided"], _sources()),
        WITHHELD,
        _table(["file", "what it is"], _withheld()),
        NEEDS.format(python=project()["requires-python"]),
        _table(["package", "version of the lock file"], _locked()),
        RANDOM.format(seeds=", ".join(_seeds())),
        TIMES,
        _table(TIMED, _times()),
        "## Description of programs\n",
        _table(["program", "what it does"], _targets()),
        "The rooms of the Python package, and every file in them, stand in [ARCHITECTURE.md](../ARCHITECTURE.md).\n",
        STEPS,
        LIST,
        _table(["notebook", "cell", "kind", "name", "title", "made by"], [_row(item) for item in found]),
        "## References\n",
        "\n".join(_references()) + "\n",
    ]
    return "\n".join(parts)


def _head(found: list[Item]) -> str:
    note = release_note()
    return HEAD.format(
        title=note.title,
        version=version(),
        date=released(),
        tables=len(shipped()),
        shown=len(found),
        notebooks=len({item.notebook for item in found}),
        minutes=round(sum(float(row["processor_minutes"]) for row in _measured() if row["step"] in REPLICATING)),
    )


def _table(head: list[str], rows: list[list[str]]) -> str:
    body = [[cell.replace("|", "/").replace("\n", " ") for cell in row] for row in rows]
    lines = [head, ["---"] * len(head), *body]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def _sources() -> list[list[str]]:
    found = []
    for name, path in shipped().items():
        held = sidecar(name)
        origin = "; ".join(f"[{source['title']}]({source['url']})" for source in held.origin)
        found.append([f"`{path.relative_to(ROOT).as_posix()}`", origin, held.licence, "yes"])
    return found


def _withheld() -> list[list[str]]:
    notices = [(held.file, held.reason) for held in hand.snapshots()]
    lists = [(held.file, held.reason) for held in hand.read(SanctionsReleases).releases]
    return [[f"`{file}`", reason] for file, reason in [*notices, *lists]]


def _locked() -> list[list[str]]:
    packages = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))["package"]
    versions = {package["name"]: package.get("version", "") for package in packages}
    names = [requirement.partition(">=")[0] for requirement in project()["dependencies"]]
    return [[f"`{name}`", versions[name]] for name in sorted(names)]


def _seeds() -> list[str]:
    """Seeds of the package and of the simulations, by file."""
    pattern = re.compile(r"^SEED\b[^=]*= (\d+)", re.MULTILINE)
    paths = [path for folder in ("analysis", "simulations") for path in (ROOT / folder).rglob("*.py")]
    files = {path: pattern.findall(path.read_text(encoding="utf-8")) for path in paths}
    return [f"`{path.name}` {seed}" for path, seeds in sorted(files.items()) for seed in seeds]


#: Head of the table of run times.
TIMED = ["step", "minutes of one processor", "memory, MB", "measured", "on"]
#: Steps of a replication, of those that were measured.
REPLICATING = ("make setup", "make verify")


def _measured() -> list[dict[str, str]]:
    return [{str(key): value for key, value in row.items()} for row in hand.table("run_times.csv").to_dict("records")]


def _times() -> list[list[str]]:
    columns = ("processor_minutes", "memory_mb", "measured", "basis")
    return [[f"`{row['step']}`", *(row[column] for column in columns)] for row in _measured()]


def _targets() -> list[list[str]]:
    """List the targets of the Makefile with their lines."""
    found = re.findall(r"^([a-z-]+):.*## (.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    return [[f"`make {target}`", line] for target, line in found]


def _row(item: Item) -> list[str]:
    programs = ", ".join(f"`{program}`" for program in item.programs)
    return [f"`{item.notebook}`", str(item.cell), item.kind, f"`{item.name}`", item.title, programs]


def _references() -> list[str]:
    cited = dict.fromkeys(sidecar(name).citation for name in shipped())
    return [f"* {citation}" for citation in sorted(cited)]


# What makes which figure -----------------------------------------------------------------------------------------


@cache
def _read(path: Path) -> list[dict[str, Any]]:
    cells: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return cells


def items(folder: Path = NOTEBOOKS) -> list[Item]:
    """List the figures and tables that the executed notebooks hold, with the functions that their cells call.

    Parameters
    ----------
    folder : Path
        The folder of executed notebooks.

    Returns
    -------
    list of Item
        By notebook, in order of their cells.

    Examples
    --------
    >>> next(item.kind for item in items() if item.name == "cases_over_time")
    'figure'
    """
    return [item for path in sorted(folder.glob("*.ipynb")) for item in _items(path)]


#: Blocks that are a picture; the rest are tables, numbers set large among them.
_FIGURES = ("chart", "marks")


def _items(path: Path) -> Iterator[Item]:
    known: dict[str, str] = {}
    for number, cell in enumerate(_read(path), start=1):
        if cell["cell_type"] != "code":
            continue
        tree = ast.parse(re.sub(r"(?m)^\s*[%!].*$", "", "".join(cell["source"])))
        known |= _imported(tree)
        called = _called(tree, known)
        for block in _blocks(cell):
            kind = "figure" if block["block"] in _FIGURES else "table"
            name = str(block["name"])
            yield Item(path.name, number, kind, name, str(block["title"]), _makers(name, called))


def _blocks(cell: dict[str, Any]) -> list[dict[str, Any]]:
    held = [output.get("data", {}).get(MIME) for output in cell.get("outputs", [])]
    return [block for block in held if block is not None and block["block"] in {*_FIGURES, "figures", "table"}]


def _makers(name: str, called: list[str]) -> tuple[str, ...]:
    """Give the calls behind a block: the one of its name that computes or draws, if any, else all of the cell."""
    own = [call for call in called if call.rpartition(".")[2] == name and not call.startswith("analysis.pages.")]
    return tuple(own or called)


def _imported(tree: ast.Module) -> dict[str, str]:
    """Give the names that a cell imports, each with what it stands for."""
    found: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.asname or alias.name: alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    return found


#: What lays out or shows, and makes nothing.
SHOWING = ("analysis.show",)


def _called(tree: ast.Module, known: dict[str, str]) -> list[str]:
    """List the functions of imported modules that a cell calls, in order, each once."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    names = [ast.unparse(call.func) for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset))]
    whole = [known[root] + name[len(root) :] for name in names if (root := name.split(".")[0]) in known]
    return [name for name in dict.fromkeys(whole) if name not in SHOWING and re.fullmatch(r"[\w.]+", name)]
