"""The wheel in an empty environment, outside the checkout: tables, citations, numbers and a report, all it carries."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import NamedTuple

import nbformat
import pytest

from analysis.core.files import ROOT
from analysis.publish.build import hashes
from analysis.publish.own import MARK
from tools import bootstrap

pytestmark = pytest.mark.thorough
#: Which Pythons; `PYTHONS="3.11 3.13" make test-install` tries two.
PYTHONS = os.environ.get("PYTHONS", "").split() or [sys.executable]
ASKED = """
import json, sys
import analysis as rn
from analysis.core import files
print(json.dumps({
    "rows": len(rn.load("cases")),
    "citation": rn.cite("cases"),
    "ratio": str(rn.cases.ratio("Belarus")),
    "places": [rn.__file__, str(files.ROOT), str(files.PRIVATE)],
}))
"""


class Installed(NamedTuple):
    """An environment with the wheel and nothing else, and an empty home of its own."""

    folder: Path
    files: dict[str, str]

    def run(self, program: str, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
        """Run one of its programs as a user would, from a folder that has nothing to do with the project."""
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("XDG_", "PYTHON", "VIRTUAL_"))}
        here = kept | {"HOME": str(self.folder / "home")} | settings
        command = [str(self.folder / "venv" / "bin" / program), *words]
        return subprocess.run(command, cwd=self.folder / "work", env=here, capture_output=True, text=True, timeout=300)


def packages(folder: Path) -> dict[str, str]:
    """Give the hash of every file installed; what Python compiles as it imports does not count."""
    held = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix != ".pyc"]
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in held}


@pytest.fixture(scope="module")
def uv(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("uv")
    if not bootstrap.through_pip(bootstrap.locked_uv(), folder):
        bootstrap.through_urllib(bootstrap.locked_uv(), folder)
    return bootstrap.find_uv(folder)


@pytest.fixture(scope="module")
def wheel(uv: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    called(uv, "build", "--wheel", "--out-dir", str(folder), str(ROOT))
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module", params=PYTHONS)
def installed(
    request: pytest.FixtureRequest, uv: Path, wheel: Path, tmp_path_factory: pytest.TempPathFactory
) -> Installed:
    folder = tmp_path_factory.mktemp("installed")
    for name in ("home", "work"):
        (folder / name).mkdir()
    locked = folder / "locked.txt"
    called(uv, "export", "--frozen", "--no-dev", "--no-emit-project", "--no-hashes", "--output-file", str(locked))
    called(uv, "venv", "--python", request.param, str(folder / "venv"))
    place = ["--python", str(folder / "venv" / "bin" / "python")]
    called(uv, "pip", "install", *place, "--constraint", str(locked), str(wheel))
    return Installed(folder, packages(folder / "venv" / "lib"))


def called(uv: Path, *words: str) -> None:
    settings = {"UV_SYSTEM_CERTS": "1", **os.environ}
    done = subprocess.run([str(uv), *words], cwd=ROOT, env=settings, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr


def test_the_wheel_carries_the_committed_files_and_no_other(wheel: Path) -> None:
    command = ["git", "ls-files", "analysis", "data", "notebooks/*.ipynb"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    held = [name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name]
    assert sorted(name.removeprefix("analysis/_project/") for name in held) == sorted(listed)
    assert wheel.stat().st_size < 4_000_000


def test_tables_citations_and_numbers_come_from_the_wheel(installed: Installed) -> None:
    done = installed.run("python", "-c", ASKED)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["rows"] == 453
    assert "Register of documented cases" in told["citation"]
    assert told["ratio"].startswith("Belarus: ")
    package, root, private = told["places"]
    assert Path(root).is_relative_to(Path(package).parent)
    assert Path(package).is_relative_to(installed.folder / "venv")
    assert Path(private).is_relative_to(installed.folder / "home")


def test_a_report_is_that_of_the_checkout_and_nothing_is_written_beside_the_package(
    installed: Installed, reports: Path
) -> None:
    chosen = installed.folder / "chosen"
    done = installed.run("red-notice-statistics", "report", "BLR", "--reports", str(chosen))
    assert done.returncode == 0, done.stderr
    assert (chosen / "BLR" / "report.pdf").read_bytes().startswith(b"%PDF")
    assert hashes(chosen / "BLR") == hashes(reports / "BLR")
    assert list((installed.folder / "work").iterdir()) == []
    assert packages(installed.folder / "venv" / "lib") == installed.files


def test_a_copy_of_a_notebook_with_a_cell_of_the_readers_becomes_a_report(installed: Installed) -> None:
    mine, reports = installed.folder / "mine", installed.folder / "with_mine"
    (carried,) = (installed.folder / "venv").rglob("analysis/_project/notebooks")
    shutil.copytree(carried, mine)
    path = mine / "country_profile.ipynb"
    held = nbformat.read(path, as_version=4)
    held.cells.append(nbformat.v4.new_code_cell("print('counted by me')"))
    nbformat.write(held, path)
    words = ("report", "TUV", "--reports", str(reports))
    done = installed.run("red-notice-statistics", *words, RED_NOTICE_NOTEBOOKS=str(mine))
    assert done.returncode == 0, done.stderr
    page = (reports / "TUV" / "index.html").read_text(encoding="utf-8")
    assert page.index(MARK) < page.index("<pre>counted by me</pre>")
    assert packages(installed.folder / "venv" / "lib") == installed.files


def test_a_verb_that_writes_into_the_project_is_refused(installed: Installed) -> None:
    done = installed.run("red-notice-statistics", "refresh")
    assert done.returncode == 1
    assert done.stderr.startswith("error: got 'refresh' in an installed package")
    assert packages(installed.folder / "venv" / "lib") == installed.files
