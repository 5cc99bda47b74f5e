"""The files written from others: they are current, and say what the project, its tables and its notebooks say."""

import datetime
import json
import re
from importlib.metadata import requires
from importlib.metadata import version as installed
from pathlib import Path

import pytest
import yaml

from analysis import cli
from analysis.core.files import NOTEBOOKS, ROOT
from analysis.core.hand import released, version
from analysis.publish import kit
from analysis.tables.codebook import shipped
from analysis.tables.shipped import sidecar

DOCUMENTS = kit.documents()
CURE = "run `make codebook` and commit its output"
CRATE = json.loads(kit.crate())
ENTITIES = {held["@id"]: held for held in CRATE["@graph"]}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_committed_file_is_current(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == DOCUMENTS[path], CURE


def test_the_verb_writes_every_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(kit, "documents", lambda: {tmp_path / "one.json": "{}\n", tmp_path / "two.md": "text\n"})
    assert cli.run_codebook(cli.Words()) == 0
    assert (tmp_path / "two.md").read_text(encoding="utf-8") == "text\n"
    assert capsys.readouterr().out.count("wrote") == 2


def test_the_citation_names_program_and_release() -> None:
    held = yaml.safe_load(kit.citation())
    assert held["version"] == installed("red-notice-statistics")
    assert held["date-released"] == released()
    assert isinstance(held["date-released"], datetime.date)


def test_codemeta_names_every_package_that_the_program_needs() -> None:
    held = json.loads(kit.codemeta())
    needed = [f"{re.split('[>=<]', line)[0]}" for line in requires("red-notice-statistics") or [] if ";" not in line]
    assert len(needed) > 10
    assert sorted(package["name"] for package in held["softwareRequirements"]) == sorted(needed)
    assert held["version"] == installed("red-notice-statistics")


def test_every_part_of_the_crate_exists_and_is_described_once() -> None:
    parts = [part["@id"] for part in ENTITIES["./"]["hasPart"]]
    assert len(parts) == len(set(parts))
    assert len(CRATE["@graph"]) == len(ENTITIES)
    for part in parts:
        assert (ROOT / part).exists(), part
        assert ENTITIES[part]["description"]


def test_every_reference_within_the_crate_leads_somewhere() -> None:
    text = json.dumps([held for held in CRATE["@graph"] if held["@id"] != "ro-crate-metadata.json"])
    named = set(re.findall(r'\{"@id": "([^"]+)"\}', text))
    assert named <= set(ENTITIES)


def test_the_crate_holds_every_table_with_its_hash_and_every_notebook() -> None:
    for name, path in shipped().items():
        assert ENTITIES[path.relative_to(ROOT).as_posix()]["sha256"] == sidecar(name).sha256
    assert all(f"notebooks/{path.name}" in ENTITIES for path in NOTEBOOKS.glob("*.ipynb"))
    assert ENTITIES["./"]["version"] == version()
