"""The codebook says what the schemas and sidecars say."""

import json

import pytest

from analysis import cli
from analysis.core.files import HAND, RAW, ROOT, csv_as_text
from analysis.tables.codebook import datapackage, judgements, readme
from analysis.tables.schemas import all_schemas, raw_columns
from analysis.tables.shipped import raw_paths, read_raw, sidecar

CURE = "run `make codebook` and commit its output"


def test_the_committed_codebook_is_current():
    assert cli.README.read_text(encoding="utf-8") == readme(), CURE
    assert cli.DATAPACKAGE.read_text(encoding="utf-8") == datapackage(), CURE


def test_every_shipped_file_is_described_with_its_limits():
    text = readme()
    for name in raw_paths(RAW):
        assert f"## {sidecar(name).title}" in text
        assert all(f"* {limit}" in text for limit in sidecar(name).known_limits)


def test_every_file_of_judgement_is_named_and_described():
    text, described = readme(), csv_as_text(HAND / "index.csv").set_index("file")["holds"]
    assert not described.index.has_duplicates
    for path in judgements():
        assert f"| `{path.name}` | {described.get(path.name, 'describe it in data/hand/index.csv')} |" in text


@pytest.fixture(scope="module")
def package():
    return json.loads(datapackage())


def test_the_package_points_at_files(package):
    for resource in package["resources"]:
        path = ROOT / "data" / resource["path"]
        assert path.stat().st_size == resource["bytes"]
        assert resource["licenses"][0]["title"]


def test_fields_are_the_columns_of_the_files(package):
    described = {resource["name"]: resource for resource in package["resources"]}
    schemas = all_schemas()
    for name in sorted(set(schemas) & set(raw_paths(RAW))):
        schema = described[name.replace("_", "-")]["schema"]
        names = [field["name"] for field in schema["fields"]]
        assert names == list(read_raw(name).columns) == raw_columns(schemas[name])
        required = {field["name"] for field in schema["fields"] if field["constraints"]["required"]}
        key = schemas[name].unique
        assert schema.get("primaryKey") == (key if set(key) <= required else None), name


def test_the_verb_writes_both_files(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(cli, "README", tmp_path / "README.md")
    monkeypatch.setattr(cli, "DATAPACKAGE", tmp_path / "datapackage.json")
    assert cli.run_codebook(None) == 0
    assert (tmp_path / "README.md").read_text(encoding="utf-8") == readme()
    assert capsys.readouterr().out.count("wrote") == 2
