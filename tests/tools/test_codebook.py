"""The codebook says what the schemas and sidecars say."""

import csv
import gzip
import hashlib
import io
import json
import re

import pytest

import analysis as rn
from analysis.core.errors import InputError
from analysis.core.files import HAND, RAW, ROOT, csv_as_text
from analysis.tables.schemas import all_schemas, raw_columns
from analysis.tables.shipped import raw_paths, read_raw, sidecar
from tools.codebook import croissant, datapackage, judgements, licence_of, readme


def test_every_shipped_file_is_described_with_its_limits():
    text = readme()
    for name in raw_paths(RAW):
        assert f"## {sidecar(name).title}" in text
        assert all(f"* {limit}" in text for limit in sidecar(name).known_limits)


def test_every_file_of_judgement_is_named_and_described():
    text, described = readme(), csv_as_text(HAND / "index.csv").set_index("file")["holds"]
    assert not described.index.has_duplicates
    text = readme()
    for path in judgements():
        assert f"| `{path.name}` | {described.get(path.name, 'describe it in data/hand/index.csv')} |" in text


def test_the_call_that_a_section_names_loads_its_table():
    for name, call in re.findall(r"`data/raw/\S+?/(\w+)\.\S+`, in Python `(.+?)`", readme()):
        assert call == f'rn.load("{name}")' and rn.load(name).attrs["name"] == name
    assert readme().count("in Python `rn.load(") == len(rn.list_tables())


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


def test_every_file_is_described_as_it_is_read(package):
    for resource in package["resources"]:
        assert resource["encoding"] == "utf-8"
        assert (resource["path"].endswith(".gz")) == (resource.get("compression") == "gz")
        assert (
            resource["hash"] == f"sha256:{hashlib.sha256((ROOT / 'data' / resource['path']).read_bytes()).hexdigest()}"
        )
        assert set(resource["licenses"][0]) == {"name", "path", "title"}


def test_every_value_is_as_its_field_says(package):
    """The rules of Table Schema, applied by plain Python: what frictionless is asked in `make validate-metadata`."""
    for resource in package["resources"]:
        if "schema" not in resource:
            continue
        content = (ROOT / "data" / resource["path"]).read_bytes()
        text = (gzip.decompress(content) if resource.get("compression") else content).decode("utf-8")
        rows = list(csv.DictReader(io.StringIO(text)))
        for field in resource["schema"]["fields"]:
            wrong = {row[field["name"]] for row in rows if not fits(row[field["name"]], field)}
            assert wrong == set(), (resource["name"], field["name"])


def fits(value, field):
    told = field["constraints"]
    if value == "":
        return not told["required"]
    if field["type"] in {"integer", "number"}:
        number = float(value)
        return told.get("minimum", number) <= number <= told.get("maximum", number)
    return value in told.get("enum", [value]) and bool(re.fullmatch(told.get("pattern", "(?s:.*)"), value))


def test_references_to_the_register_hold(package):
    known = set(read_raw("cases")["case_id"])
    referring = [held for held in package["resources"] if held.get("schema", {}).get("foreignKeys")]
    assert {held["name"] for held in referring} == {
        "case-addresses", "case-conflicts", "cases-changes", "cases-criteria", "cases-decisions", "cases-effects",
        "cases-flags", "cases-readings", "cases-rule",
    }  # fmt: skip
    for resource in referring:
        assert set(read_raw(resource["name"].replace("-", "_"))["case_id"]) <= known


def test_a_value_that_a_correction_replaces_is_allowed_in_the_file(package):
    statistics = next(held for held in package["resources"] if held["name"] == "oversight-statistics")
    group = next(field for field in statistics["schema"]["fields"] if field["name"] == "conflict_group")
    assert group["constraints"]["pattern"].endswith("|C08|C14")


def test_an_unknown_licence_is_refused():
    with pytest.raises(InputError, match="name one of these, or add the licence"):
        licence_of("all rights reserved", RAW / "invented.yml")


def test_croissant_describes_the_columns_of_every_table():
    described = {held["name"]: held for held in json.loads(croissant())["recordSet"]}
    schemas = {name: schema for name, schema in all_schemas().items() if name in raw_paths(RAW)}
    assert set(described) == set(schemas)
    for name, schema in schemas.items():
        assert [field["name"] for field in described[name]["field"]] == raw_columns(schema)
