"""Every format is read back and every value compared with what the library loads."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

import analysis as rn
from analysis.core.errors import InputError
from analysis.core.files import HAND, ROOT, csv_as_text
from analysis.tables import export
from analysis.tables.contribute import FORMULA
from analysis.tables.schemas import schema_of

#: All tables but the largest, which has a test of its own.
NAMES = [name for name in rn.list_tables()["name"] if name != "refugees_by_origin_host"]
LARGE = "refugees_by_origin_host"


def texts(column: pd.Series) -> pd.Series:
    """Give every value as text, days as days and whole numbers without a point, a blank for what is missing."""
    if column.dtype.kind == "M":
        return column.dt.strftime("%Y-%m-%d").fillna("").astype("str")
    held = column.astype(object).where(column.notna(), "")
    return held.map(lambda value: f"{value:.15g}" if isinstance(value, float) else str(value)).astype("str")


def same(found: pd.DataFrame, wanted: pd.DataFrame) -> None:
    assert list(found.columns) == list(wanted.columns)
    for column in wanted:
        assert texts(found[column]).tolist() == texts(wanted[column]).tolist(), column


def from_csv(path: Path, name: str) -> pd.DataFrame:
    table = pd.read_csv(path, keep_default_na=False, dtype=str)
    numbers = [column for column, held in rn.load(name).items() if held.dtype.kind == "f"]
    return table.assign(**{column: pd.to_numeric(table[column]).astype(float) for column in numbers})


def from_stata(path: Path, name: str) -> pd.DataFrame:
    return pd.read_stata(path)


READ: dict[str, Callable[[Path, str], pd.DataFrame]] = {"csv": from_csv, "stata": from_stata}


@pytest.mark.parametrize("to", ["csv", "stata"])
def test_every_value_is_read_back(to: str, tmp_path: Path) -> None:
    told = rn.export(tmp_path, to=to, tables=NAMES)
    assert told["table"].tolist() == [*NAMES, "codebook"]
    for name, file in zip(told["table"][:-1], told["file"], strict=False):
        same(READ[to](Path(file), name), rn.load(name))


@pytest.mark.parametrize("to", ["csv", "stata"])
def test_the_regions_are_a_table_too(to: str, tmp_path: Path) -> None:
    (path, _) = rn.export(tmp_path, to=to, tables=["regions"])["file"]
    same(READ[to](Path(path), "regions"), rn.load("regions"))


@pytest.mark.parametrize("to", ["csv", "stata"])
def test_the_largest_table_is_read_back(to: str, tmp_path: Path) -> None:
    told = rn.export(tmp_path, to=to, tables=[LARGE])
    assert told["rows"].iloc[0] == len(rn.load(LARGE))
    same(READ[to](Path(told["file"].iloc[0]), LARGE), rn.load(LARGE))


def test_stata_has_labels_of_variables_and_values(tmp_path: Path) -> None:
    (path, _) = rn.export(tmp_path, to="stata", tables=["cases"])["file"]
    with pd.read_stata(path, iterator=True) as reader:
        labels, values = reader.variable_labels(), reader.value_labels()
        assert reader.data_label == export._label(rn.load("cases").attrs["title"])
    described = rn.describe("cases").set_index("column")
    assert labels["year"] == described.loc["year", "meaning"]
    assert set(labels) == set(described.index)
    codes = list(schema_of("cases").columns["claim_status"].metadata["values"])
    assert list(values["claim_status"].values()) == codes


def test_a_label_that_is_cut_is_told_and_stands_whole_in_the_codebook(tmp_path: Path) -> None:
    told = rn.export(tmp_path, to="stata", tables=["cases"]).set_index("table")
    with pd.read_stata(told.loc["cases", "file"], iterator=True) as reader:
        cut = [column for column, label in reader.variable_labels().items() if label.endswith("…")]
    assert told.loc["cases", "remark"] == f"labels cut, whole in codebook.csv: {', '.join(cut)}"
    book = pd.read_csv(told.loc["codebook", "file"], keep_default_na=False).set_index("column")
    assert book["meaning"].to_dict() == rn.describe("cases").set_index("column")["meaning"].to_dict()
    assert set(book["citation"]) == {rn.cite("cases").replace("\n", " ")}


def test_a_long_text_is_kept_whole_in_stata() -> None:
    long = "ü" * 5000
    table = pd.DataFrame({"note": [long, None]}, dtype="str")
    table.attrs["title"] = "Invented"
    codes = pd.DataFrame([["note", "What else", ""]], columns=["column", "meaning", "unit"])
    content, remark = export._stata(table, codes)
    assert pd.read_stata(io.BytesIO(content))["note"].tolist() == [long, ""]
    assert remark == ""


def test_stata_and_csv_have_the_same_bytes_each_time(tmp_path: Path) -> None:
    for to in ("stata", "csv"):
        one, two = (rn.export(tmp_path / part, to, tables=["cases", "oversight_timeline"])["file"] for part in "ab")
        assert [Path(file).read_bytes() for file in one] == [Path(file).read_bytes() for file in two]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ({"to": "spss"}, "the format 'spss'"),
        ({"tables": ["caes"]}, "the table 'caes'.*'cases'"),
        ({"tables": [pd.DataFrame()]}, "a DataFrame among the tables; expected names of `list_tables`.*`to_csv`"),
        ({"tables": pd.DataFrame({"cases": [1]})}, "a DataFrame among the tables"),
    ],
)
def test_an_unknown_format_or_table_is_refused(words: dict, message: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=message):
        rn.export(tmp_path / "new", **words)
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("folder", [ROOT / "data" / "raw" / "evidence", HAND])
def test_nothing_of_the_project_is_written_over(folder: Path) -> None:
    with pytest.raises(InputError, match="where it could be committed"):
        rn.export(folder, tables=["cases"])


def test_no_shipped_cell_is_one_that_a_spreadsheet_would_run(tmp_path: Path) -> None:
    for file in rn.export(tmp_path, tables=["cases", "founding_claims", "oversight_statistics"])["file"]:
        assert not csv_as_text(Path(file)).map(lambda text: bool(FORMULA.match(text))).to_numpy().any()
