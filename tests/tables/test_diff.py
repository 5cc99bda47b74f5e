from __future__ import annotations

import gzip
import io
from pathlib import Path

import pandas as pd
import pytest

from analysis.cli import main
from analysis.core.errors import InputError
from analysis.tables.diff import compare, compare_paths, report

NAME = "public_notices_exits"
OLD = """requesting_country,public_first,still_public,first_date,last_date
ARG,10,5,2023-04-12,2025-05-23
BLR,3,1,2023-04-12,2025-05-23
RUS,200,150,2023-04-12,2025-05-23
"""
NEW = """requesting_country,public_first,still_public,first_date,last_date
ARG,10,6,2023-04-12,2025-05-23
IND,40,20,2023-04-12,2025-05-23
RUS,150,150,2023-04-12,2025-05-23
"""


def table(text: str) -> pd.DataFrame:
    return pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False)


def test_values_that_change_come_and_go_are_told_by_country():
    found = compare(NAME, table(OLD), table(NEW))
    told = {tuple(row) for row in found.changes[["country", "column", "old", "new", "change"]].itertuples(index=False)}
    assert ("ARG", "still_public", "5", "6", "changed") in told
    assert ("RUS", "public_first", "200", "150", "changed") in told
    assert ("BLR", "public_first", "3", "", "removed") in told
    assert ("IND", "still_public", "", "20", "added") in told
    assert len(told) == 2 + 4 + 4
    totals = found.totals.set_index("country")
    assert totals.loc["RUS", ["added", "removed", "changed"]].tolist() == [0, 0, 1]


def test_the_report_names_totals_and_values():
    found = [compare(NAME, table(OLD), table(NEW))]
    text = report(found)
    assert "  RUS: 1 changed" in text.splitlines()
    assert "  IND: 4 added" in text.splitlines()
    assert "    changed: [requesting_country ARG] still_public: 5 -> 6" in text
    assert "and 9 more values" in report(found, most=1)


def test_the_order_of_rows_is_no_difference():
    assert compare(NAME, table(OLD), table(OLD).iloc[::-1].reset_index(drop=True)).changes.empty


def test_a_table_without_schema_is_keyed_by_its_first_columns():
    one = table("place,year,count\nBLR,2020,1\nBLR,2021,2\n")
    two = table("place,year,count\nBLR,2021,5\nBLR,2020,1\n")
    changes = compare("anything", one, two).changes
    assert changes[["key", "old", "new"]].to_numpy().tolist() == [["place BLR, year 2021", "2", "5"]]


def test_rows_that_nothing_tells_apart_are_counted():
    one, two = table("a,b\nx,1\nx,1\n"), table("a,b\nx,1\n")
    assert compare("anything", one, two).changes["change"].tolist() == ["removed"]
    assert compare("anything", one, one).changes.empty


def test_a_new_column_is_a_difference():
    changes = compare("anything", table("a,b\nx,1\n"), table("a,b,c\nx,1,2\n")).changes
    assert changes[["column", "old", "new"]].to_numpy().tolist() == [["c", "", "2"]]


def test_a_key_twice_is_refused():
    with pytest.raises(InputError, match=rf"the key 'ARG' twice.*\(in {NAME} at row 5\)"):
        compare(NAME, table(OLD), table(OLD + "ARG,1,1,2023-04-12,2025-05-23\n"))


def test_a_state_whose_further_column_told_rows_apart_is_compared():
    old = table("requesting_country,public_first,kind\nARG,10,a\nARG,10,b\n")
    new = table("requesting_country,public_first\nARG,20\n")
    found = compare(NAME, old, new).changes
    assert found["change"].value_counts().to_dict() == {"removed": 2, "added": 1}


def test_a_table_without_its_key_is_refused():
    with pytest.raises(InputError, match="no column 'requesting_country'"):
        compare(NAME, table(OLD), table("a,b\n1,2\n"))
    with pytest.raises(InputError, match="no column in common"):
        compare("anything", table("a\n1\n"), table("b\n1\n"))


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    for name, text in (("old", OLD), ("new", NEW)):
        (tmp_path / name / "notices").mkdir(parents=True)
        (tmp_path / name / "notices" / f"{NAME}.csv").write_text(text)
    (tmp_path / "old" / "gone.csv").write_text("iso3,n\nBLR,1\n")
    return tmp_path / "old", tmp_path / "new"


def test_folders_are_compared_table_by_table(folders: tuple[Path, Path]):
    found = compare_paths(*folders)
    assert [difference.table for difference in found] == ["gone", NAME]
    assert found[0].changes["change"].tolist() == ["removed"]


def test_the_verb_says_by_its_status_whether_anything_differs(
    folders: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
):
    old, new = map(str, folders)
    assert main(["diff", old, old]) == 0
    assert capsys.readouterr().out == "no difference\n"
    assert main(["diff", old, new]) == 1
    assert "still_public: 5 -> 6" in capsys.readouterr().out
    assert main(["diff", old, f"{new}/none"]) == 2
    assert "got no such file or folder" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("make", "match"),
    [
        (lambda folder: folder, "a file and a folder"),
        (lambda folder: _write(folder / "x.txt", "a"), "got no csv"),
        (lambda folder: _write(folder / "x.csv", "a,b\n1\n"), "a row of 1 field"),
        (lambda folder: _write(folder / "x.csv", ""), "no column in common"),
        (lambda folder: _write(folder / "x.csv", b"\xff\xfe\x00"), "cannot be read"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path: Path, make, match: str):
    old = _write(tmp_path / "old.csv", "a,b\n1,2\n")
    with pytest.raises(InputError, match=match):
        compare_paths(old, make(tmp_path))


def _write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_a_packed_table_is_compared(tmp_path: Path):
    (tmp_path / "sound.csv.gz").write_bytes(gzip.compress(b"a\n" * 50_000))
    (tmp_path / "longer.csv.gz").write_bytes(gzip.compress(b"a\n" * 50_001))
    assert main(["diff", str(tmp_path / "longer.csv.gz"), str(tmp_path / "sound.csv.gz")]) == 1
    assert main(["diff", str(tmp_path / "sound.csv.gz"), str(tmp_path / "sound.csv.gz")]) == 0
