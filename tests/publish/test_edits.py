"""One case is edited: only the reports that it changes are made again, as a build of all would make them."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.core.files import CHECKOUT, ROOT
from tests.built import WITHOUT_SITE

STATES = ("AGO", "TUV")
pytestmark = pytest.mark.skipif(not CHECKOUT, reason="the package is installed, and its tables are no checkout's")


def analysis(folder: Path, *words: str) -> str:
    """Run a verb in a copy of the project, and give what it prints."""
    command = [sys.executable, *WITHOUT_SITE, *words]
    held = subprocess.run(
        command, cwd=folder, env=os.environ | {"PYTHONPATH": str(folder)}, capture_output=True, text=True, check=False
    )
    assert held.returncode == 0, held.stderr
    return held.stdout.strip().splitlines()[-1]


def build(folder: Path, reports: Path) -> str:
    return analysis(folder, "report", *STATES, "--jobs", "1", "--reports", str(reports))


def outputs(reports: Path) -> dict[str, str]:
    held = json.loads((reports / "manifest.json").read_text(encoding="utf-8"))["outputs"]
    return {name: value for name, value in held.items() if name.rpartition("/")[2] in STATES}


def edit(folder: Path, state: str, column: str, value: str) -> None:
    """Change a cell of the first register row of a state that has one in the column, and seal the table."""
    path = folder / "data/raw/evidence/cases.csv"
    head, *rows = csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline=""))
    row = next(row for row in rows if row[head.index("requesting_country")] == state and row[head.index(column)])
    row[head.index(column)] = value
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows([head, *rows])
    analysis(folder, "seal", "cases")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy what reports are made from."""
    folder = tmp_path_factory.mktemp("project")
    unwanted = shutil.ignore_patterns("__pycache__", "private", "clean", ".ipynb_checkpoints")
    for name in ("analysis", "data", "notebooks"):
        shutil.copytree(ROOT / name, folder / name, ignore=unwanted)
    for name in ("pyproject.toml", "uv.lock", "CHANGELOG.md"):
        shutil.copy(ROOT / name, folder / name)
    return folder


def test_only_what_an_edited_case_changes_is_made_again(project: Path, tmp_path: Path) -> None:
    reports = project / "reports"
    assert build(project, reports).startswith("3 built")
    before = outputs(reports)
    edit(project, STATES[0], "source_2_title", "An invented title")
    assert build(project, reports).startswith("2 built, 1 already up to date")
    after = outputs(reports)
    assert {name for name in before if before[name] != after[name]} == {STATES[0], f"case-studies/{STATES[0]}"}
    assert build(project, tmp_path / "anew").startswith("3 built") and outputs(tmp_path / "anew") == after
    judgement = next((project / "data/hand").glob("*.yml"))
    judgement.write_text(judgement.read_text(encoding="utf-8") + "\n# a remark\n", encoding="utf-8")
    assert build(project, reports).startswith("3 built, 0 already up to date")
