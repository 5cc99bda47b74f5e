"""The yml beside a table says what its columns are; a mistake in it is named with file, line, field and cure."""

from pathlib import Path

import pandas as pd
import pytest

from analysis.core import judgement
from analysis.core.errors import InputError
from analysis.core.files import RAW
from analysis.core.hand_models import OFFENCES
from analysis.tables import schemas
from analysis.tables.schemas import all_schemas, find_schema, schema_of, validate, with_role
from analysis.tables.shipped import Column, Sidecar, raw_paths, read_raw, sidecar

#: A sidecar's end, which each test below spoils in one place.
GOOD = """key: [case_id]
columns:
  case_id:
    type: text
    holds: Number of the case
    required: true
  year:
    type: whole
    holds: Year
    between: [1990, 2030]
  outcome:
    type: text
    holds: What came of it
    allowed:
      kept: upheld
      gone: deleted
"""

#: What else a sidecar holds.
REST = """
title: Invented
origin: [{title: Invented, url: "https://example.org"}]
citation: Invented
licence: none
universe: one row is invented
retrieved: "2024"
sha256: "0"
known_limits: [none]
"""


@pytest.fixture
def described(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Describe an invented table by a yml, and give its schema."""

    def make(text: str):
        path = tmp_path / "invented.yml"
        path.write_text(text + REST, encoding="utf-8")
        paths = raw_paths(RAW) | {"invented": tmp_path / "invented.csv"}
        monkeypatch.setattr(schemas, "raw_paths", lambda root: paths)
        monkeypatch.setattr(schemas, "raw_path", paths.__getitem__)
        read = {"invented": lambda: judgement.read_yml(Sidecar, path)}
        monkeypatch.setattr(schemas, "sidecar", lambda name: read.get(name, lambda: sidecar(name))())
        schemas.find_schema.cache_clear()
        return schema_of("invented")

    yield make
    schemas.find_schema.cache_clear()


def test_every_csv_has_columns_and_the_borders_have_none() -> None:
    for name, path in raw_paths(RAW).items():
        assert bool(sidecar(name).columns) == (path.suffix != ".json"), name
        assert (find_schema(name) is None) == (path.suffix == ".json")
    assert find_schema("no such table") is None


def test_a_description_names_the_columns_of_the_file_in_their_order(subtests: pytest.Subtests) -> None:
    for name in all_schemas():
        with subtests.test(name=name):
            assert schemas.raw_columns(schema_of(name)) == list(read_raw(name).columns)


def test_every_allowed_value_is_met_or_is_one_of_a_known_set(subtests: pytest.Subtests) -> None:
    """A code that no row holds would be a slip of the pen, but for sets that stand whole."""
    for name in all_schemas():
        with subtests.test(name=name):
            table = read_raw(name)
            for column, held in schema_of(name).columns.items():
                allowed = set(held.metadata["values"])
                if allowed and not held.metadata["derived"]:
                    assert set(table[column]) - {""} <= allowed, column
                    assert set(table[column]) & allowed, column


def test_a_described_table_is_checked_and_typed(described) -> None:
    schema = described(GOOD)
    table = pd.DataFrame({"case_id": ["a", "b"], "year": ["2001", None], "outcome": ["kept", None]}, index=[2, 3])
    checked = validate(table, schema, Path("invented.csv"))
    assert [str(kind) for kind in checked.dtypes] == ["str", "Int64", "str"]
    assert schema.columns["outcome"].metadata["values"] == {"kept": "upheld", "gone": "deleted"}
    with pytest.raises(InputError, match=r"'1989' in column 'year'.*from 1990 to 2030 \(Year\).*invented.csv at row 2"):
        validate(table.assign(year=["1989", None]), schema, Path("invented.csv"))


def test_a_column_is_like_another_but_for_what_it_says_itself(described) -> None:
    more = "  first_grade:\n    like: cases.evidence_grade\n    holds: Grade at first\n    required: false\n"
    column, model = described(GOOD + more).columns["first_grade"], schema_of("cases").columns["evidence_grade"]
    assert column.description == "Grade at first"
    assert (column.nullable, model.nullable) == (True, False)
    assert column.metadata == model.metadata


@pytest.mark.parametrize("like", ["cases.evidence_gradus", "casus.evidence_grade", "cases_second_coding.first_grade"])
def test_a_column_that_is_like_none_or_like_a_likeness_is_refused(described, like: str) -> None:
    with pytest.raises(InputError, match=rf"{like}.*described in full; to fix, name its table.*invented.yml"):
        described(f"{GOOD}  grade:\n    like: {like}\n")


def test_a_set_of_offences_is_that_of_the_taxonomy(described) -> None:
    more = "  offence:\n    type: text\n    holds: Offence\n    allowed: offences\n"
    assert tuple(described(GOOD + more).columns["offence"].metadata["values"]) == OFFENCES


@pytest.mark.parametrize("kind", schemas.COLUMN_TYPES)
def test_every_type_makes_a_column_of_its_role(described, kind: str) -> None:
    schema = described(f"{GOOD}  more:\n    type: {kind}\n    holds: More\n")
    wanted = schemas.COLUMN_TYPES[kind]
    assert schema.columns["more"].metadata["dtype"] == wanted.dtype
    assert with_role(schema.columns, "country") == (["more"] if kind == "country" else [])
    assert schema.columns["more"].description == f"More{wanted.suffix}"


@pytest.mark.parametrize(
    ("old", "new", "row", "told"),
    [
        ("type: whole", "type: wohle", 8, "'wohle' in field 'columns.year.type'; expected 'text', 'url'"),
        ("    holds: Year\n", "", 7, "expected a column with a type and what it holds"),
        ("[1990, 2030]", "[1990]", 10, "in field 'columns.year.between'"),
        ("[1990, 2030]", "1990", 10, "'columns.year.between'; expected a valid list"),
        ("required: true", "required: always", 6, "'always' in field 'columns.case_id.required'"),
        ("required", "needed", 6, "the unknown field 'columns.case_id.needed'; expected the fields of Sidecar in"),
        ("holds: Year", "holds: no", 9, "yml makes of an unquoted no"),
        ("holds: Year", "holds: 2001-01-01", 9, "yml makes of an unquoted 2001-01-01"),
        ("      gone: deleted", "      no: deleted", 16, "allowed.no', which is what yml makes of an unquoted no"),
        ("      gone: deleted", "      kept: deleted", 16, "the field 'kept' twice; expected each field once"),
        ("key: [case_id]", "key: [caseid]", 1, "a key of columns that are described"),
        ("key: [case_id]", "key: []", 1, "both a key and columns"),
        ("    type: text\n", "    type: [\n", 6, "broken yml"),
    ],
)
def test_a_mistake_in_a_description_is_named(described, old: str, new: str, row: int, told: str) -> None:
    assert old in GOOD
    with pytest.raises(InputError) as caught:
        described(GOOD.replace(old, new, 1))
    assert told in str(caught.value)
    assert (caught.value.row, Path(str(caught.value.file)).name) == (row, "invented.yml")
    assert caught.value.fix


def test_the_models_of_a_description_take_nothing_unknown() -> None:
    for model in (Column, Sidecar):
        assert model.model_config["extra"] == "forbid"
        assert model.model_config["frozen"]
