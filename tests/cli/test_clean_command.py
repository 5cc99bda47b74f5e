"""The commands ``clean notices`` and ``clean sanctions``, run as a user runs them."""

from __future__ import annotations

import json
import re
import stat
from pathlib import Path

import pandas as pd
import pytest

from analysis.cli import main
from analysis.persons.designations import COLUMNS as DESIGNATION_COLUMNS
from analysis.persons.notice_lists import COLUMNS as NOTICE_COLUMNS
from tests.persons import samples


def read(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype=str, keep_default_na=False)


def test_notices(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, output = samples.put(tmp_path / "in", samples.NOTICE_SAMPLES["api_pages"]()), tmp_path / "out.csv"
    assert main(["clean", "notices", str(folder), "--snapshot", "2023-05-16", "--output", str(output)]) == 0
    table = read(output)
    assert list(table.columns) == NOTICE_COLUMNS
    assert table["requesting_countries"].tolist() == ["RUS;SLV", "RUS"]
    said = capsys.readouterr()
    assert "2 notices written" in said.out
    assert "3 rows in = 2 notices + 1 merged + 0 set aside" in said.out
    assert "do not publish" in said.err


def test_sanctions(tmp_path: Path) -> None:
    folder, output = samples.put(tmp_path / "in", samples.SANCTIONS_SAMPLES["uk"]()), tmp_path / "out.csv"
    assert main(["clean", "sanctions", str(folder), "--output", str(output)]) == 0
    assert list(read(output).columns) == DESIGNATION_COLUMNS


def test_rejects_are_written_for_the_owner_and_removed_when_there_are_none(tmp_path: Path) -> None:
    source, output = tmp_path / "in.psv", tmp_path / "out.csv"
    rejects = tmp_path / "out.csv.rejects.csv"
    rows = "".join(f"A|1980|2013/{n}|AL|B|u|u|u\n" for n in range(100, 200))
    words = ["clean", "notices", str(source), "--snapshot", "2023-05-16", "--output", str(output)]
    source.write_text(samples.PSV_HEADER + rows + "short|1980\n")
    assert main(words) == 0
    held = read(rejects)
    assert held.drop(columns="raw").to_dict("records") == [
        {"file": "in.psv", "row": "102", "reason": "2 fields where 8 were expected"}
    ]
    assert json.loads(held["raw"][0]) == ["short", "1980"]
    assert stat.S_IMODE(rejects.stat().st_mode) == 0o600
    source.write_text(samples.PSV_HEADER + rows)
    assert main(words) == 0
    assert not rejects.exists()


def test_an_input_that_bears_the_name_of_the_rejects_is_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before, `clean X.rejects.csv --output X` deleted its input."""
    source = tmp_path / "out.csv.rejects.csv"
    source.write_text(samples.PSV)
    words = ["--snapshot", "2023-05-16", "--output", str(tmp_path / "out.csv")]
    assert main(["clean", "notices", str(source), *words]) == 1
    assert "not the input" in capsys.readouterr().err
    assert source.read_text() == samples.PSV
    assert not (tmp_path / "out.csv").exists()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["in.json", "--snapshot", "2023-13-01", "--output", "out.csv"], "YYYY-MM-DD"),
        (["in.json", "--snapshot", "2023-05-16", "--output", "in.json"], "not the input"),
        (["nowhere", "--snapshot", "2023-05-16", "--output", "out.csv"], "no such file"),
        (["empty", "--snapshot", "2023-05-16", "--output", "out.csv"], "folder without data"),
        (["circle", "--snapshot", "2023-05-16", "--output", "out.csv"], "lead in a circle|no such file"),
        (["in.json", "--snapshot", "2023-05-16", "--output", "circle/out.csv"], "lead in a circle|Too many levels"),
    ],
)
def test_refusals(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: list[str], message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    (tmp_path / "circle").symlink_to("circle")
    (tmp_path / "in.json").write_text(json.dumps(samples.PAGES))
    assert main(["clean", "notices", *words]) == 1
    assert re.search(message, capsys.readouterr().err)
    assert not (tmp_path / "out.csv").exists()
    assert json.loads((tmp_path / "in.json").read_text()) == samples.PAGES


def test_dates_that_do_not_tell_their_order_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, output = tmp_path / "in.psv", tmp_path / "out.csv"
    source.write_text(samples.PSV_HEADER + "".join(f"A|03/04/1980|2013/{n}|AL|B|u|u|u\n" for n in range(100, 105)))
    words = ["clean", "notices", str(source), "--snapshot", "2023-05-16", "--output", str(output)]
    assert main(words) == 1
    assert "declare their order: date_form of the mapping" in capsys.readouterr().err
    assert not output.exists()


def test_what_is_left_out_is_among_the_rejects_with_its_value(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, output = tmp_path / "in.json", tmp_path / "out.csv"
    row = samples.notice("2022/1") | {"date_of_birth": "the spring", "nationalities": ["Erewhon"], "sex_id": "N/A"}
    source.write_text(json.dumps([row]))
    assert main(["clean", "notices", str(source), "--snapshot", "2023-05-16", "--output", str(output)]) == 0
    rejects = read(output.with_name("out.csv.rejects.csv"))
    assert rejects[["row", "reason", "raw"]].to_numpy().tolist() == [
        ["1", "birth date ignored", "the spring"],
        ["1", "nationality ignored", "Erewhon"],
    ]
    printed = capsys.readouterr().out
    assert "1 rows in = 1 notices + 0 merged + 0 set aside" in printed
    assert "1 cells with N/A, -0-, null and the like are read as blank" in printed
    assert f"unread values in {output}.rejects.csv" in printed


@pytest.mark.parametrize("after", ["read", "joined"])
def test_a_verb_that_is_interrupted_leaves_what_was_there(
    after: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    source, output = tmp_path / "in.json", tmp_path / "out.csv"
    source.write_text(json.dumps(samples.PAGES))
    output.write_text("earlier")
    place = {"read": "cleaning.Run._read_file", "joined": "notice_lists._joined"}[after]
    monkeypatch.setattr(f"analysis.persons.{place}", interrupt)
    assert main(["clean", "notices", str(source), "--snapshot", "2023-05-16", "--output", str(output)]) == 130
    assert "interrupted" in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.json", "out.csv"]
    assert output.read_text() == "earlier"


def test_notices_need_the_day_on_which_they_were_public(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "in.json"
    source.write_text(json.dumps(samples.PAGES))
    assert main(["clean", "notices", str(source), "--output", str(tmp_path / "out.csv")]) == 1
    assert "no --snapshot" in capsys.readouterr().err
