"""The environment: one list of packages, hashed, the same for conda; a Makefile that explains itself."""

import re
import subprocess
import sys
import tomllib

import pytest
import yaml

from analysis.core.files import ROOT
from tools.metadata import PURPOSES

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("file", PURPOSES)
def test_a_file_for_conda_has_the_packages_of_its_purpose_and_then_the_project(file: str) -> None:
    listed = yaml.safe_load((ROOT / file).read_text(encoding="utf-8"))["dependencies"]
    groups = PROJECT["dependency-groups"]
    wanted = PROJECT["project"]["dependencies"] + [one for name in PURPOSES[file][1] for one in groups[name]]
    assert sorted(listed[:-1]) == sorted({*wanted, "python>=3.11", "pip"} - {"typst>=0.15"})
    assert listed[-1] == {"pip": ["typst>=0.15", "-e ."]}


def test_the_lock_file_hashes_every_package_and_holds_every_dependency() -> None:
    packages = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))["package"]
    for package in packages:
        files = [*package.get("wheels", []), *([package["sdist"]] if "sdist" in package else [])]
        assert "editable" in package["source"] or files, package["name"]
        assert all(file["hash"].startswith("sha256:") for file in files), package["name"]
    wanted = {re.split(r"[><=]", name)[0] for name in PROJECT["project"]["dependencies"]}
    assert wanted <= {package["name"] for package in packages}


def test_the_installer_is_locked_at_the_version_that_pyproject_names() -> None:
    packages = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))["package"]
    (version,) = [package["version"] for package in packages if package["name"] == "uv"]
    assert PROJECT["dependency-groups"]["installer"] == [f"uv=={version}"]


def test_help_lists_every_target_with_one_line() -> None:
    targets = re.findall(r"^([a-z-]+):(?!=)", MAKEFILE, flags=re.MULTILINE)
    shown = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    listed = dict(re.findall(r"^  make (\S+)\s+(\S.*)$", shown, flags=re.MULTILINE))
    assert sorted(listed) == sorted(targets)
    assert {"setup", "report", "test", "lab", "help", "verify"} <= set(listed)


def test_every_target_is_phony() -> None:
    (phony,) = re.findall(r"^\.PHONY: (.*)$", MAKEFILE, flags=re.MULTILINE)
    assert sorted(phony.split()) == sorted(re.findall(r"^([a-z-]+):(?!=)", MAKEFILE, flags=re.MULTILINE))


@pytest.mark.parametrize("target", ["report", "test", "verify", "lab"])
def test_every_target_that_needs_the_environment_makes_it(target: str) -> None:
    (needs,) = re.findall(rf"^{target}: (.*) ##", MAKEFILE, flags=re.MULTILINE)
    assert "$(STAMP)" in needs


@pytest.mark.parametrize("words", [["VENV=/opt/mine"], ["ENV=active", f"PYTHON={sys.executable}"]])
def test_an_environment_of_the_users_is_checked_and_never_changed(words: list[str]) -> None:
    command = ["make", "-n", "report", "COUNTRY=BLR", *words]
    plan = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    prefix = words[0].removeprefix("VENV=") if len(words) == 1 else sys.prefix
    assert f"tools/bootstrap.py --check {prefix} " in plan and "touch" not in plan
    assert f"{prefix}/bin/python -m analysis report BLR" in plan


@pytest.mark.parametrize(("more", "told"), [([], " BLR RUS"), (["JOBS=3"], " --jobs 3 BLR RUS")])
def test_make_passes_countries_and_processes_on(more: list[str], told: str) -> None:
    command = ["make", "-n", "report", "COUNTRY=BLR RUS", *more]
    plan = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert re.search(rf"-m analysis report{told}$", plan, flags=re.MULTILINE)
