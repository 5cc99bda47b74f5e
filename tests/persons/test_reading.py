"""What a source declares: its description, shares of rejects, expectations."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.core import judgement
from analysis.core.errors import InputError
from analysis.core.hand_models import NoticeMapping
from analysis.persons.cleaning import SourceFile, check_rejects, readers
from analysis.persons.formats.mapped import load_mappings
from analysis.persons.inputs import sheets
from analysis.persons.reading import blanked, delimited, json_values, split_cell, text_of
from analysis.persons.records import Audit, Expectation, Reject, Spec, check_expectations, load_spec
from tests.persons import samples

HERE = Path("x.csv")
FORMATS = Path(__file__).resolve().parents[2] / "analysis" / "persons" / "formats"


def spec(*expectations: Expectation, share: float = 0.1) -> Spec:
    return Spec(
        name="x",
        title="t",
        publisher="p",
        url="u",
        licence="l",
        universe="n",
        required=[],
        max_reject_share=share,
        expectations=expectations,
    )


def rejects(count: int, *, bad: bool = True) -> list[Reject]:
    return [Reject("x.csv", number, "why", "", bad=bad) for number in range(count)]


def of_rows(count: int) -> SourceFile:
    return SourceFile(HERE, spec=spec(), rows=count)


@pytest.mark.parametrize(("bad", "rows"), [(11, 100), (1, 1), (3, 3)])
def test_too_many_rejects(bad: int, rows: int) -> None:
    with pytest.raises(InputError, match="cannot be used"):
        check_rejects(rejects(bad), of_rows(rows), Audit())


@pytest.mark.parametrize(("bad", "outside", "rows"), [(10, 0, 100), (1, 0, 3), (0, 90, 100)])
def test_few_rejects_are_said(bad: int, outside: int, rows: int) -> None:
    audit = Audit()
    check_rejects([*rejects(bad), *rejects(outside, bad=False)], of_rows(rows), audit)
    assert audit.sentences() == [f"{bad + outside} of {rows} rows of x.csv set aside (first: why)"]


TABLE = pd.DataFrame({"c": ["RUS;SLV", "RUS", "", ""]}, dtype="str")


@pytest.mark.parametrize(
    ("expectation", "value"),
    [
        (Expectation(measure="rows", otherwise="stop", low=5), "rows 4"),
        (Expectation(measure="missing", otherwise="stop", high=0.4, column="c"), "missing of c 0.5"),
        (Expectation(measure="countries", otherwise="stop", low=3, column="c"), "countries of c 2"),
    ],
)
def test_expectation_that_fails_stops_or_warns(expectation: Expectation, value: str) -> None:
    with pytest.raises(InputError, match=value):
        check_expectations(spec(expectation), TABLE, Audit())
    audit = Audit()
    softer = expectation.model_copy(update={"otherwise": "warn"})
    check_expectations(spec(softer), TABLE, audit)
    assert value in audit.sentences()[0]


@pytest.mark.parametrize(
    "expectation",
    [
        Expectation(measure="rows", otherwise="stop", low=4, high=4),
        Expectation(measure="missing", otherwise="stop", high=0.5, column="c"),
        Expectation(measure="countries", otherwise="stop", low=2, high=2, column="c"),
    ],
)
def test_expectation_that_holds_says_nothing(expectation: Expectation) -> None:
    audit = Audit()
    check_expectations(spec(expectation), TABLE, audit)
    assert audit.sentences() == []


def test_every_reader_has_its_description() -> None:
    described = sorted(path.stem for path in FORMATS.glob("*.yml"))
    mappings = {mapping.name for mapping in (*judgement.entries(NoticeMapping), *load_mappings())}
    names = {reader.spec.name for reader in (*readers("sanctions"), *readers("notices"))}
    assert sorted(names - mappings | {"mapped", "scrape"}) == described
    for name in described:
        held = load_spec(name)
        assert all([held.title, held.publisher, held.url, held.licence, held.universe, held.known_limits])
        assert 0 < held.max_reject_share <= 1


def test_description_with_a_wrong_field_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (FORMATS / "un.yml").read_text(encoding="utf-8")
    (tmp_path / "x.yml").write_text(f"colour: red\n{text}", encoding="utf-8")
    (tmp_path / "y.yml").write_text(text.replace("max_reject_share: 0.01", "max_reject_share: few"), encoding="utf-8")
    monkeypatch.setattr("analysis.persons.records.FOLDER", tmp_path)
    with pytest.raises(InputError, match=r"unknown field 'colour'.*x.yml at row 1"):
        load_spec("x")
    with pytest.raises(InputError, match=r"'few' in field 'max_reject_share'.*number.*y.yml at row"):
        load_spec("y")


def test_mappings_have_reasons_and_wrong_ones_are_refused(tmp_path: Path) -> None:
    assert all(mapping.reason for mapping in judgement.entries(NoticeMapping))
    path = tmp_path / "m.yml"
    path.write_text("- {name: x, reason: r, delimiter: ',', columns: {name: n, shoe: s}}\n")
    with pytest.raises(InputError, match="'shoe'"):
        judgement.entries(NoticeMapping, path)
    path.write_text("- {name: x, delimiter: ',', columns: {name: n}}\n")
    with pytest.raises(InputError, match=r"no field '0.reason'"):
        judgement.entries(NoticeMapping, path)


def test_rows_are_counted_as_an_editor_counts() -> None:
    rows = list(delimited('a,b\r\n"x\ny",1\n\n2,"3"\n', ",", HERE))
    assert rows == [(1, ["a", "b"]), (2, ["x\ny", "1"]), (5, ["2", "3"])]


def test_unclosed_quotation_mark_is_named_by_its_row() -> None:
    with pytest.raises(InputError, match="at row 2"):
        list(delimited('a,b\n"' + "x" * 200_000, ",", HERE))


def decoded(content: bytes, encodings: Sequence[str] = ("utf-8",)) -> str:
    return text_of(io.BytesIO(content), HERE, encodings).read()


def test_encodings_and_marks() -> None:
    assert decoded("\ufeffé".encode()) == "é"
    assert decoded("é".encode("utf-16")) == "é"
    assert decoded("é".encode("cp1252"), ["utf-8", "cp1252"]) == "é"
    with pytest.raises(InputError, match=r"byte 0xe9 that is not utf-8.*at row 2"):
        decoded("a\né".encode("cp1252"))


@pytest.mark.parametrize("indent", [None, 2])
def test_a_json_list_is_read_by_its_entries(indent: int | None) -> None:
    for value in (
        [],
        [1],
        [12, -3.5e4, "a,]", None, True],
        [{"a": [1, {"b": "\\"}]}, [[], {}], "é\ud800"],
        {"a": [1]},
        5,
    ):
        text = f"\n{json.dumps(value, indent=indent)} \n"
        entries = value if isinstance(value, list) else [value]
        assert list(json_values(io.StringIO(text), HERE, Audit())) == list(enumerate(entries, 1))


@pytest.mark.parametrize(
    ("text", "row"),
    [("[1,\n2,\n", 3), ("[1\n,2]\n3", 3), ("[1,\n\n2 3]", 3), ("[1,]", 1), ("[,1]", 1), ("", 1), ('[{"a": \n', 2)],
)
def test_a_damaged_json_list_is_refused_by_its_row(text: str, row: int) -> None:
    with pytest.raises(InputError, match="JSON that breaks off or is damaged") as refused:
        list(json_values(io.StringIO(text), HERE, Audit()))
    assert refused.value.row == row


def test_damaged_line_of_json_lines_is_set_aside() -> None:
    values = list(json_values(io.StringIO('{"a": 1}\n{"b": \n\n{"c": 3}\n'), HERE, Audit()))
    assert [value.row if isinstance(value, Reject) else value for value in values] == [(1, {"a": 1}), 2, (4, {"c": 3})]


@pytest.mark.parametrize(
    ("cell", "texts"),
    [
        ('Ivo T.;"Testov; Ivo"', ["Ivo T.", "Testov; Ivo"]),
        ('"""Tester"" Ivo";Ivo', ['"Tester" Ivo', "Ivo"]),
        ('Ivo "Tester" Testov; "Testov; Ivo"', ['Ivo "Tester" Testov', "Testov; Ivo"]),
        ('"Tester" Ivo;Ivo', ['"Tester" Ivo', "Ivo"]),
        ('"open;Ivo', ['"open', "Ivo"]),
        ("Ivo", ["Ivo"]),
    ],
)
def test_a_cell_joins_texts_as_a_csv_does(cell: str, texts: list[str]) -> None:
    assert [text.strip() for text in split_cell(cell)] == texts


@given(st.lists(st.text(alphabet='ab;" ', min_size=1), min_size=1))
def test_texts_that_are_joined_are_parted_again(texts: list[str]) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="", quoting=csv.QUOTE_ALL).writerow(texts)
    assert split_cell(out.getvalue()) == texts


def test_cells_that_say_that_nothing_is_known_are_blank_and_counted() -> None:
    audit = Audit()
    row: dict[str, object] = {"name": "N/A", "forename": " null ", "born": "-0-", "land": ["No Data Available", "NA"]}
    assert blanked(row, "a.csv", audit) == {"name": "", "forename": "", "born": "", "land": ["NA"]}
    assert audit.blank == {"a.csv": 4}
    kept = {"name": "Null", "forename": "NAN", "country": "NA", "charge": "none known"}
    assert blanked(dict(kept), "b.csv", audit) == kept
    assert "b.csv" not in audit.blank


def test_a_row_of_a_workbook_ends_with_its_last_cell_that_holds_something() -> None:
    content = samples.workbook([["a", "b", "c"], [1, "", ""], ["", "", ""], ["", 2.0, None]])
    assert sheets(Path("x.xlsx"), content) == (((1, ["a", "b", "c"]), (2, ["1"]), (4, ["", "2"])),)
