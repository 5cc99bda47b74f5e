"""Answers flattened into tables, folders with empty answers, and versions of the public list over time."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pandas as pd
import pytest

from analysis import cli
from analysis.core.errors import InputError
from analysis.persons.notice_lists import clean_notices, compare_versions
from tests.persons import samples
from tests.persons.samples import detail, lines, notice, page, put, spreadsheet

DAY = datetime.date(2025, 1, 1)
HEADER = [
    "entity_id", "forename", "name", "date_of_birth", "nationalities.0", "nationalities.1", "_links.self.href",
    "_links.images.href", "arrest_warrants.0.issuing_country_id", "arrest_warrants.0.charge",
    "arrest_warrants.1.issuing_country_id",
]  # fmt: skip
ROWS = [
    ["2022/1", "Ivo", "Testov", "1980/02/03", "RU", "UA", "u", "u", "RU", "Murder", "SV"],
    ["2022/2", "Ana", "Prova", "1984", "PK", "", "u", "u", "SE", "Fraud", ""],
]
LINK = "https://ws-public.interpol.int/notices/v1/red/2020-7"


def cleaned(tmp_path: Path, name: str, content: bytes | str) -> pd.DataFrame:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    result = clean_notices([path], DAY)
    assert not any("unknown field" in sentence for sentence in result.audit.sentences())
    return result.table


def text(rows: list[list[str]], mark: str = ",") -> str:
    return "".join(mark.join(row) + "\n" for row in rows)


@pytest.mark.parametrize("join", [".", "/", "__"])
@pytest.mark.parametrize("before", ["", "_embedded.notices.", "Column1."])
def test_a_flattened_answer_is_read_as_an_answer(join: str, before: str, tmp_path: Path) -> None:
    header = [(before + name).replace(".", join) if before or "." in name else name for name in HEADER]
    header = [name.replace(f"{join}_links", f"{join}_links") for name in header]
    found = cleaned(tmp_path, "flat.csv", text([header, *ROWS]))
    assert found["notice_id"].tolist() == ["2022/1", "2022/2"]
    assert found["nationalities"].tolist() == ["RUS;UKR", "PAK"]
    assert found["requesting_countries"].tolist() == ["RUS;SLV", "SWE"]
    assert found["charges"].tolist() == ["Murder", "Fraud"]
    assert found["birth_date"].tolist() == ["1980-02-03", "1984"]
    assert set(found["source_format"]) == {"interpol_api_flat"}
    sheet = cleaned(tmp_path, "flat.xlsx", spreadsheet([header, *ROWS]))
    pd.testing.assert_frame_equal(sheet, found)


def test_warrants_in_one_cell_and_ids_taken_for_dates(tmp_path: Path) -> None:
    header = ["entity_id", "forename", "name", "date_of_birth", "nationalities", "arrest_warrants", "_links.self.href"]
    warrants = [{"issuing_country_id": "RU", "charge": "Murder", "charge_translation": None}]
    rows = [
        ["2022/1", "Ivo", "Testov", "1980/02/03", "['RU', 'UA']", json.dumps(warrants), ""],
        [datetime.datetime(2020, 7, 1), "Ana", "Prova", 1984, '["PK"]', str(warrants), LINK],
        ["2022/3", "Bo", "Prøve", "1985", "", "[{", ""],
    ]
    found = cleaned(tmp_path, "flat.xlsx", spreadsheet([header, *rows]))
    assert found["notice_id"].tolist() == ["2022/1", "2020/7", "2022/3"]
    assert found["requesting_countries"].tolist() == ["RUS", "RUS", ""]
    assert found["nationalities"].tolist() == ["RUS;UKR", "PAK", ""]


def test_a_page_in_one_row_gives_its_notices(tmp_path: Path) -> None:
    fields = ("entity_id", "forename", "name", "date_of_birth")
    header = ["total", *(f"_embedded.notices.{number}.{field}" for number in (0, 1) for field in fields)]
    found = cleaned(tmp_path, "page.csv", text([header, ["2", *ROWS[0][:4], *ROWS[1][:4]]], ";").replace(",", ";"))
    assert found["notice_id"].tolist() == ["2022/1", "2022/2"]


def test_a_damaged_row_of_a_flattened_answer_is_set_aside(tmp_path: Path) -> None:
    rows = [
        HEADER,
        *([f"2022/{number}", *ROWS[0][1:]] for number in range(1, 100)),
        [*ROWS[0], "x"],
        ["", "I", *ROWS[0][2:]],
    ]
    path = tmp_path / "flat.csv"
    path.write_text(text(rows))
    result = clean_notices([path], DAY)
    assert result.rejects["row"].tolist() == [101, 102]
    assert result.account.sentence("notices") == "101 rows in = 99 notices + 0 merged + 2 set aside"


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
    assert "readme.txt passed over: no day as YYYY-MM-DD in its name" in told


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
