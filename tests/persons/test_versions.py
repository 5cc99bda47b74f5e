"""Folders with empty answers, and versions of the public list over time."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest

from analysis import cli
from analysis.core.errors import InputError
from analysis.persons.notice_lists import clean_notices, compare_versions
from tests.persons import samples
from tests.persons.samples import detail, lines, notice, page, put

DAY = datetime.date(2025, 1, 1)
EMPTY = {"a.json": b"", "b.json": b"[]", "c.json": b"{}", "d.json": b"null"}


def test_empty_answers_of_a_folder_are_set_aside_each_with_its_reason(tmp_path: Path) -> None:
    pages = {
        "e.json": json.dumps(page([], "RU")).encode(),
        "f.json": json.dumps(page([notice("2022/1")], "RU")).encode(),
    }
    result = clean_notices([put(tmp_path / "answers", EMPTY | pages)], DAY)
    assert result.table["notice_id"].tolist() == ["2022/1"]
    assert result.rejects["file"].tolist() == ["a.json", "b.json", "c.json", "d.json"]
    assert "an empty file" in result.rejects["reason"][0]


@pytest.mark.parametrize("files", [EMPTY, {"e.json": json.dumps(page([], "RU")).encode()}])
def test_empty_answers_alone_are_refused(files: dict[str, bytes], tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no Red Notice|rows 0"):
        clean_notices([put(tmp_path / "answers", files)], DAY)


def versions(tmp_path: Path) -> Path:
    first = lines(page([notice("2022/1"), notice("2022/2", "Ana", "Prova"), notice("2022/3")]))
    folder = put(tmp_path / "versions", {"2024-01-01_api.json": first.encode(), "readme.txt": b"about"})
    second = lines(
        detail("2022/1", ("RU", "Murder", None)),
        detail("2022/2", ("RU", "Fraud", None), forename="Ana", name="Prova", nationalities=["UA"]),
        detail("2022/9", ("RU", "Fraud", None)),
    )
    put(folder / "20240601", {"details.jsonl": second.encode()})
    third = samples.lines(detail("2022/9", ("RU", "Theft", None)), detail("2022/2", ("RU", "Fraud", None)))
    (folder / "list 2024-12-31.json").write_text(third.replace("Ivo", "Ana").replace("Testov", "Prova"))
    return folder


def test_versions_are_counted_against_each_other(tmp_path: Path) -> None:
    counts, told = compare_versions(versions(tmp_path))
    found = counts[["from", "to", "before", "after", "entries", "exits", "changed"]]
    assert found.to_numpy().tolist() == [
        ["2024-01-01", "2024-06-01", 3, 3, 1, 1, 1],
        ["2024-06-01", "2024-12-31", 3, 2, 0, 1, 2],
    ]
    assert counts["changed_nationalities"].tolist() == [1, 1]
    assert counts["changed_charges"].tolist() == [0, 1]
    assert "readme.txt skipped: no day as YYYY-MM-DD in its name" in told


def test_versions_that_cannot_be_compared_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="1 versions"):
        compare_versions(put(tmp_path / "one", {"2024-01-01.csv": samples.FRENCH.encode()}))
    folder = put(tmp_path / "two", {f"202{year}-01-01.csv": samples.FRENCH.encode() for year in (0, 1)})
    with pytest.raises(InputError, match="without INTERPOL's ids"):
        compare_versions(folder)


def test_the_verb_counts_versions_and_names_nobody(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "counts.csv"
    call = ["clean", "notices", str(versions(tmp_path)), "--output", str(out)]
    assert cli.main([*call, "--versions"]) == 0
    assert "2 comparisons written" in capsys.readouterr().out
    assert out.read_text().startswith("from,to,before,after,entries,exits,changed,changed_name,")
    assert "Testov" not in out.read_text()
    assert cli.main(call) == 1
    assert "no --snapshot" in capsys.readouterr().err
    assert cli.main([*call, "--versions", "--snapshot", "2024-01-01"]) == 1
