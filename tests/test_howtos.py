"""The how-tos: each page holds one block of at most twelve lines, which runs and prints what the page says."""

import doctest
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.core.files import ROOT

FOLDER = ROOT / "docs" / "howto"
#: A page of another form, which a test of its own compares.
LISTS = ("ten-numbers",)
PAGES = sorted(path.stem for path in FOLDER.glob("*.md") if path.stem not in LISTS)
#: Those whose code takes longest.
LONG = ("own-cases", "parameter-sweep", "changed-rule", "new-chart")
TASKS = (
    "top-requesters", "cases-by-host", "refugees-over-time", "regression-on-vdem", "three-countries", "own-cases",
    "own-covariate", "new-sanctions-list", "new-chart", "changed-rule", "export", "parameter-sweep",
)  # fmt: skip
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
#: Pages that change the project, and say that a copy of it is to be changed.
IN_A_COPY = ("changed-rule", "new-chart", "new-sanctions-list", "own-cases")
#: What a copy of the project needs to build a report.
COPIED = ("analysis", "data/raw", "data/hand", "notebooks", "docs/howto", "pyproject.toml", "uv.lock")
COPIED += ("CHANGELOG.md", "data/README.md")
ALIKE = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def page(name: str) -> tuple[str, str, str]:
    """Give the language of a page's code, the code, and what the page says that it prints."""
    blocks = BLOCK.findall((FOLDER / f"{name}.md").read_text(encoding="utf-8"))
    (language, code), (kind, printed) = blocks
    assert kind == "text"
    return language, code, printed


def copied(folder: Path) -> Path:
    """Copy the project, as a reader does who tries a change."""
    for part in COPIED:
        source, target = ROOT / part, folder / "project" / part
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints"))
        else:
            shutil.copy(source, target)
    return folder / "project"


def run(name: str, language: str, code: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the code of a page in a process of its own, in a copy of the project where it changes that."""
    env = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    command = [sys.executable, "-"] if language == "python" else ["bash", "-eu"]
    place = copied(folder) if name in IN_A_COPY else folder
    return subprocess.run(command, input=code, cwd=place, env=env, capture_output=True, text=True, timeout=300)


def test_there_is_a_page_for_each_task() -> None:
    assert sorted(TASKS) == PAGES


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_short_and_begins_with_its_task(name: str) -> None:
    language, code, _ = page(name)
    text = (FOLDER / f"{name}.md").read_text(encoding="utf-8")
    assert language in {"python", "bash"}
    assert len([line for line in code.splitlines() if line]) <= 12
    assert max(map(len, code.splitlines())) <= 120
    assert re.match(r"# \S.+\n\n\S", text)
    assert len(text.splitlines()) <= 70
    assert ("copy of the project" in text) == (name in IN_A_COPY)


@pytest.mark.parametrize("name", [pytest.param(n, marks=pytest.mark.thorough) if n in LONG else n for n in PAGES])
def test_the_code_of_a_page_prints_what_the_page_says(name: str, tmp_path: Path) -> None:
    language, code, printed = page(name)
    done = run(name, language, code, tmp_path)
    assert done.returncode == 0, done.stderr
    assert doctest.OutputChecker().check_output(printed, done.stdout, ALIKE), done.stdout
    assert printed.strip() not in {"", "..."}
