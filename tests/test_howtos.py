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
#: Those whose code takes longest: minutes, or what few change.
MARKS = {"own-cases": pytest.mark.thorough}
MARKS |= dict.fromkeys(("changed-rule", "new-chart"), pytest.mark.slow)
#: Pages that build a report, with one page of the site around it; in `make test-all`, with the whole site.
BUILDING = ("own-cases", "new-chart")
ONE_PAGE = "\n\ndef files(standing, each=None):\n    return {'index.html': b'home'}\n"
TASKS = (
    "top-requesters", "cases-by-host", "refugees-over-time", "regression-on-vdem", "three-countries", "own-cases",
    "own-covariate", "new-sanctions-list", "new-chart", "changed-rule", "export", "parameter-sweep",
    "load-and-describe", "two-exposures", "own-axes", "country-years", "cite-origins", "recount", "own-chart",
    "compare-releases",
)  # fmt: skip
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
#: Pages that change the project, and say that a copy of it is to be changed.
IN_A_COPY = ("changed-rule", "new-chart", "new-sanctions-list", "own-cases")
#: What a copy of the project needs to build a report.
COPIED = ("analysis", "data/raw", "data/hand", "notebooks", "docs/howto", "pyproject.toml", "uv.lock")
COPIED += ("data/CHANGELOG.md", "data/README.md")
ALIKE = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def page(name: str) -> tuple[str, str, str]:
    """Give the language of a page's code, the code, and what the page says that it prints."""
    blocks = BLOCK.findall((FOLDER / f"{name}.md").read_text(encoding="utf-8"))
    (language, code), (kind, printed) = blocks
    assert kind == "text"
    return language, code, printed


def copied(folder: Path, site: str) -> Path:
    """Copy the project, as a reader does who tries a change."""
    for part in COPIED:
        source, target = ROOT / part, folder / "project" / part
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints"))
        else:
            shutil.copy(source, target)
    if site == "one page":
        with (folder / "project" / "analysis" / "site" / "downloads.py").open("a", encoding="utf-8") as file:
            file.write(ONE_PAGE)
    return folder / "project"


def run(language: str, code: str, folder: Path) -> str:
    """Run the code of a page in a process of its own; return what it prints."""
    env = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    env["PYTHONPATH"] = str(folder if (folder / "analysis").exists() else ROOT)
    command = [sys.executable, "-"] if language == "python" else ["bash", "-eu"]
    done = subprocess.run(command, input=code, cwd=folder, env=env, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    return done.stdout


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


@pytest.mark.parametrize(
    ("name", "site"),
    [
        *(pytest.param(name, "one page" if name in BUILDING else "none", marks=MARKS.get(name, ())) for name in PAGES),
        *(pytest.param(name, "whole", marks=pytest.mark.slow) for name in BUILDING),
    ],
)
def test_the_code_of_a_page_prints_what_the_page_says(
    name: str, site: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What changes nothing runs in this process, where the package is imported and its tables are read."""
    language, code, printed = page(name)
    if language == "python" and name not in IN_A_COPY:
        monkeypatch.chdir(tmp_path)
        exec(compile(code, name, "exec"), {"__name__": "__main__"})
        output = capsys.readouterr().out
    else:
        output = run(language, code, copied(tmp_path, site) if name in IN_A_COPY else tmp_path)
    assert doctest.OutputChecker().check_output(printed, output, ALIKE), output
    assert printed.strip() not in {"", "..."}
