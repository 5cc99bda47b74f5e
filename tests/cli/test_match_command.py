"""The verb ``match``: a csv of pairs in, the same csv with scores out."""

from pathlib import Path

import pandas as pd
import pytest

from analysis.cli import main


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_all_columns_and_rows_are_kept_in_order(tmp_path: Path) -> None:
    pairs = write(
        tmp_path / "pairs.csv",
        "id,name1,name2,label\n7,Dalia Morrowind,Дaлия Морровинд,1\n3,Dalia Morrowind,Taras Velikoy,0\n",
    )
    assert main(["match", str(pairs), "--output", str(tmp_path / "out.csv")]) == 0
    scored = pd.read_csv(tmp_path / "out.csv")
    assert list(scored.columns) == ["id", "name1", "name2", "label", "score", "match", "reason"]
    assert list(scored["id"]) == [7, 3]
    assert scored["match"].tolist() == [True, False]
    assert scored["score"].between(0, 1).all()


def test_the_reason_tells_what_agrees_how_and_what_speaks_against(tmp_path: Path) -> None:
    header = "name1,name2,birth_date1,birth_date2\n"
    rows = "Dalia Morrowind,Dalia Morowind,1970,1970\nHassan Zarouni,Omar Hassan Zarouni,1941,1969\n"
    pairs = write(tmp_path / "p.csv", header + rows)
    assert main(["match", str(pairs), "--output", str(tmp_path / "out.csv")]) == 0
    same, son = pd.read_csv(tmp_path / "out.csv")["reason"]
    assert same == "dalia = dalia; morowind ~ morrowind (spelling); same birth year"
    assert son.split("; ") == [
        "hassan = hassan",
        "zarouni = zarouni",
        "omar only in one",
        "lowered by a given name in front of the other's whole name, as in a son's name",
        "lowered by birth years far apart",
    ]


def test_every_pair_is_accounted_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pairs = write(tmp_path / "pairs.csv", "name1,name2\nDalia Morrowind,Taras Velikoy\n")
    assert main(["match", str(pairs), "--output", str(tmp_path / "out.csv")]) == 0
    assert "1 rows in = 1 pairs + 0 merged + 0 set aside" in capsys.readouterr().out


def test_birth_dates_are_used(tmp_path: Path) -> None:
    header = "name1,name2,birth_date1,birth_date2\n"
    pairs = write(
        tmp_path / "p.csv",
        header + "Dalia Morrowind,Dalia Morrowind,1970,1970\nDalia Morrowind,Dalia Morrowind,1970,1999\n",
    )
    assert main(["match", str(pairs), "--output", str(tmp_path / "out.csv")]) == 0
    assert pd.read_csv(tmp_path / "out.csv")["match"].tolist() == [True, False]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name1,name3\na,b\n", "'name2'"),
        ("", "an empty file"),
        ("name1,name2\na,a,\nb,b,\n", "a row of 3 fields; expected 2 in each row, as in the header"),
        ("name1,name2\na,a\nb,b,\n", "at row 3"),
        ('name1,name2\n"a\n1",a\nb\n', "at row 4"),
        ("name1,name2,name1\na,b,c\n", "2 columns 'name1'"),
        ("name1,name2\n", "no row"),
        ("name1,name2,birth_date1\na,b,5 May 1970\n", "at row 2"),
        ('name1,name2\n"a,b\n', "broken CSV"),
    ],
)
def test_bad_input_is_refused_with_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, said: str
) -> None:
    pairs = write(tmp_path / "pairs.csv", text)
    assert main(["match", str(pairs), "--output", str(tmp_path / "out.csv")]) == 1
    message = capsys.readouterr().err
    assert said in message
    assert "to fix" in message
    assert not (tmp_path / "out.csv").exists()


def test_a_missing_file_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["match", str(tmp_path / "none.csv"), "--output", str(tmp_path / "out.csv")]) == 1
    assert "none.csv" in capsys.readouterr().err
