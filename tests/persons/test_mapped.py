"""An unknown sanctions list: refused with a mapping to complete, and counted once the mapping is there."""

from __future__ import annotations

import datetime
import gc
import io
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import openpyxl
import pytest

from analysis import cli
from analysis.core import judgement
from analysis.core.errors import InputError
from analysis.core.hand_models import EntityType, NoticeMapping, SanctionsMapping
from analysis.persons import designations
from analysis.persons.cleaning import Cleaned
from analysis.persons.designations import clean_designations
from analysis.persons.formats import mapped
from analysis.persons.notice_lists import clean_notices
from analysis.persons.reading import UnknownFormatError
from analysis.refresh import figures
from tests.persons import samples

#: An invented list of an invented sender.
LIST = (
    "Ref;Full name;Kind;Regime;Born;Citizen of;Since\n"
    "E-1;Ivo Testov;P;ERE-BLR;4.3.1970;Russia;1.2.2020\n"
    "E-2;Prova JSC;C;ERE-BLR | ERE-CYBER;;;25.3.2021\n"
    "E-2;Prova JSC;C;ERE-CYBER;;;25.3.2021\n"
    "E-3;;P;ERE-BLR;;;25.3.2021\n"
)
MAPPING = """
- name: erewhon
  reason: Invented.
  sender: ERE
  delimiter: [";", spreadsheet]
  columns:
    designation_id: Ref
    name: Full name
    entity_type: Kind
    programmes: Regime
    birth_dates: Born
    nationalities: Citizen of
    listed_on: Since
  separators: "|"
  entity_types: {P: person, C: entity}
  programmes: {ERE-BLR: BLR, ERE-CYBER: ""}
  date_form: day-first
"""


def forget() -> None:
    designations._meanings.cache_clear()


@pytest.fixture
def declare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    """Declare a mapping in place of the shipped ones."""

    def run(text: str) -> list[SanctionsMapping]:
        path = tmp_path / "sanctions_mapping.yml"
        path.write_text(text, encoding="utf-8")
        held = judgement.entries(SanctionsMapping, path)
        monkeypatch.setattr(mapped, "load_mappings", lambda: held)
        forget()
        return held

    yield run
    forget()


def written(folder: Path, text: str = LIST, name: str = "list.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def workbook(text: str) -> bytes:
    book = openpyxl.Workbook()
    for line in text.splitlines():
        book.active.append(line.split(";"))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_an_invented_list_counts_in_a_table(tmp_path: Path, declare) -> None:
    declare(MAPPING)
    result = clean_designations([written(tmp_path)])
    assert result.account.sentence("designations") == "4 rows in = 2 designations + 1 merged + 1 set aside"
    assert result.rejects[["row", "reason"]].to_numpy().tolist() == [[5, "no id, or no name"]]
    counted = figures.by_target(result.table).to_numpy().tolist()
    assert counted == [
        ["BLR", "ERE", "entity", "2021", "stated", 1],
        ["BLR", "ERE", "person", "2020", "stated", 1],
    ]
    programmes = figures.by_programme(result.table)
    assert programmes.set_index(["programme", "entity_type"])["programme_country"].to_dict() == {
        ("ERE-BLR", "entity"): "BLR",
        ("ERE-BLR", "person"): "BLR",
        ("ERE-CYBER", "entity"): "",
    }


def test_a_carriage_return_of_excel_is_a_blank_in_a_csv_too(tmp_path: Path, declare) -> None:
    declare(MAPPING)
    plain = clean_designations([written(tmp_path)]).table
    table = clean_designations([written(tmp_path, LIST.replace("Ivo Testov", "Ivo_x000D_ Testov"))]).table
    assert table.equals(plain) and gc.isenabled()


def test_a_list_in_windows_1252_whose_columns_have_accents_and_that_has_no_ids(tmp_path: Path, declare) -> None:
    head = MAPPING.partition("    designation_id")[0]
    columns = "designation_id: [Prénom, Nom, Né le]\n    name: [Prénom, Nom]\n    birth_dates: Né le\n"
    more = "    entity_type: Genre\n    listed_on: Inscrit le\n  encodings: [cp1252]\n  separators"
    declare(f"{head}    {columns}{more}{MAPPING.partition('  separators')[2]}")
    path = tmp_path / "list.csv"
    rows = "Nom;Prénom;Genre;Né le;Inscrit le\nTestov;Ève;P;4.3.1970;1.2.2020\nTestov;Zoé;P;4.3.1970;1.2.2020\n"
    path.write_bytes(rows.encode("cp1252"))
    result = clean_designations([path])
    assert result.account.sentence("designations") == "2 rows in = 2 designations + 0 merged + 0 set aside"
    assert list(result.table["name"]) == ["Ève Testov", "Zoé Testov"]


def test_a_workbook_says_the_same(tmp_path: Path, declare) -> None:
    declare(MAPPING)
    path = tmp_path / "list.xlsx"
    path.write_bytes(workbook(LIST))
    from_text, from_sheet = clean_designations([written(tmp_path)]), clean_designations([path])
    assert from_sheet.table.to_numpy().tolist() == from_text.table.to_numpy().tolist()
    assert from_sheet.account == from_text.account


def test_rows_of_one_id_join_where_the_mapping_says_so(tmp_path: Path) -> None:
    result: Cleaned = clean_designations([written(tmp_path, samples.MAPPED)])
    assert result.account.sentence("designations") == "3 rows in = 2 designations + 1 merged + 0 set aside"
    found = result.table.set_index("designation_id").loc["101"]
    assert (found["name"], found["aliases"], found["birth_dates"]) == ("Ivo TESTOV", "Ivo the Tester", "1970-03-04")
    (told,) = [sentence for sentence in result.audit.sentences() if "'Autonomous (Erewhon)" in sentence]
    mapping, shared = (told.index(file) for file in ("sanctions_mapping.yml", "sanctions_programmes.csv"))
    assert "add them to `programmes` of the mapping" in told and mapping < shared


def refused(path: Path) -> UnknownFormatError:
    with pytest.raises(UnknownFormatError) as caught:
        clean_designations([path])
    return caught.value


@pytest.mark.parametrize("name", ["list.csv", "list.xlsx"])
def test_an_unknown_list_is_refused_with_its_columns_and_a_mapping(tmp_path: Path, name: str, declare) -> None:
    declare("[]")  # a shipped mapping may share a column with the list
    path = written(tmp_path, name=name)
    if name.endswith("xlsx"):
        path.write_bytes(workbook(LIST))
    error = refused(path)
    assert "'Ref', 'Full name', 'Kind', 'Regime', 'Born', 'Citizen of', 'Since'" in error.got
    assert "no known format shares a column" in error.got
    assert "sanctions_mapping.yml" in error.fix
    assert error.stub in str(error)
    assert all(f'"{column}"' in error.stub for column in LIST.splitlines()[0].split(";"))


def test_the_nearest_known_format_is_named(tmp_path: Path, declare) -> None:
    declare("[]")
    near = LIST.replace("Ref;Full name", "Entity_LogicalId;NameAlias_WholeName")
    told = "nearest is eu_fsf: it shares 'entity_logicalid', 'namealias_wholename', and needs 'entity_regulation_prog"
    assert told in refused(written(tmp_path, near)).got


def test_the_mapping_that_is_printed_reads_the_file_once_completed(tmp_path: Path, declare) -> None:
    text = refused(written(tmp_path)).stub
    (kinds,) = [line for line in text.splitlines() if "entity_types:" in line]
    assert all(kind in kinds for kind in get_args(EntityType))
    fields = ["designation_id", "name", "entity_type", "programmes", "birth_dates", "nationalities", "listed_on"]
    for field, column in zip(fields, LIST.splitlines()[0].split(";"), strict=True):
        text = text.replace(f'{field}: "COLUMN"', f'{field}: "{column}"')
    text = text.replace("sender: XX", "sender: ERE").replace('{"WRITTEN": person}', "{P: person, C: entity}")
    text = text.replace('{"WRITTEN": ISO3}', "{ERE-BLR: BLR}")
    declare(text)
    assert len(clean_designations([written(tmp_path)]).table) == 2


def test_a_mapping_left_incomplete_is_refused(declare) -> None:
    with pytest.raises(InputError, match="ISO 3166-1"):
        declare(mapped.stub("sanctions", ["a", "b", "c"], ","))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("sender: ERE", "sender: Erewhon", "sender"),
        ("    designation_id: Ref\n", "", "columns for designation_id and name"),
        ("listed_on: Since", "since: Since", "since"),
        ("P: person", "P: human", "person"),
    ],
)
def test_a_wrong_mapping_is_refused(declare, old: str, new: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        declare(MAPPING.replace(old, new))


def test_the_verb_prints_the_mapping(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out.csv"
    assert cli.main(["clean", "sanctions", str(written(tmp_path)), "--output", str(out)]) == 1
    told = capsys.readouterr().err
    assert "to fix, if it is another list of sanctions, complete the mapping below" in told
    assert "- name: NAME_OF_THE_LIST\n" in told
    assert not out.exists()


def test_a_list_of_persons_who_are_not_sanctioned_says_so(tmp_path: Path) -> None:
    columns = "id,schema,name,aliases,birth_date,countries,sanctions,dataset,first_seen"
    rows = "".join(f"Q{number},Person,Ivo Testov,,1980,ru,,Politicians,2020-01-01\n" for number in range(2000))
    with pytest.raises(InputError, match="0 of 2,000 rows state a sanction"):
        clean_designations([written(tmp_path, f"{columns}\n{rows}")])


def test_a_list_of_notices_without_ids_has_the_same_ids_in_every_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "notice_mapping.yml"
    path.write_text(
        "- name: erewhon\n  reason: Invented.\n  delimiter: ';'\n  id_form: columns\n"
        "  columns: {notice_id: [Who, Born], name: Who, birth_date: Born, nationalities: Land}\n"
    )
    mappings = judgement.entries(NoticeMapping, path)
    monkeypatch.setattr(judgement, "entries", lambda model: mappings)
    rows = ["Ivo Testov;1980;ru", "Ana Prova;1970;by"]
    ids = []
    for text in (rows, rows[::-1]):
        source = written(tmp_path, "\n".join(["Who;Born;Land", *text, ""]))
        table = clean_notices([source], datetime.date(2024, 1, 1)).table
        ids.append(dict(zip(table["name"], table["notice_id"], strict=True)))
    assert ids[0] == ids[1] == {"Ivo Testov": "Ivo Testov 1980", "Ana Prova": "Ana Prova 1970"}


def test_words_of_a_header_are_parted_at_capitals(tmp_path: Path, declare) -> None:
    declare("[]")
    assert "'FullName', 'BirthDay', 'Land'" in refused(written(tmp_path, "FullName;BirthDay;Land\nIvo;1;RU\n")).got


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("Apellido,Nacimiento,País\nTESTOV,01/02/1980,Rusia\n", "'Apellido', 'Nacimiento', 'País'"),
        ("Фамилия;Имя;Родился\nТестов;Иво;1980\nПрова;Ана;1981\n", "'Фамилия', 'Имя', 'Родился'"),
        ("姓名,出生日期,国籍\n测试,1980-02-03,中国\n", "'姓名', '出生日期', '国籍'"),
    ],
)
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_columns_in_another_language_are_named(text: str, columns: str, ending: str, tmp_path: Path) -> None:
    path = written(tmp_path, text, f"list.{ending}")
    if ending == "xlsx":
        path.write_bytes(workbook(text.replace(",", ";")))
    error = refused(path)
    assert columns in error.got
    assert columns.replace("'", '"') in error.stub


@pytest.mark.parametrize(
    "text",
    [
        "TESTOV,Ivo,Russia,1980\nPROVA,Ana,Mexico,1981\n",
        "TESTOV,Ivo,Russia,unknown\nPROVA,Ana,Mexico,1981\n",
        "TESTOV,Ivo,Murder\nPROVA,Ana,Theft\n",
        "TESTOV,Ivo,Murder\n",
    ],
)
def test_a_first_row_of_a_person_is_not_shown(text: str, tmp_path: Path) -> None:
    error = refused(written(tmp_path, text))
    assert "without column names" in error.got
    assert "TESTOV" not in str(error)


def test_no_limit_holds_but_one_that_the_mapping_declares(tmp_path: Path, declare) -> None:
    declare(MAPPING)
    few = [f"E-{number};{'Ivo' * (number > 13)};P;ERE-BLR;1980;Russia;1.2.2020\n" for number in range(10, 20)]
    source = written(tmp_path, LIST.partition("\n")[0] + "\n" + "".join(few))
    result = clean_designations([source])
    assert result.account.sentence("designations") == "10 rows in = 6 designations + 0 merged + 4 set aside"
    declare(f"{MAPPING.rstrip()}\n  max_reject_share: 0.1\n")
    with pytest.raises(InputError, match=r"got 4 of 10 rows .*at most 10%, as the description of erewhon declares"):
        clean_designations([source])
    declare(f"{MAPPING.rstrip()}\n  expectations: [{{measure: rows, low: 50, otherwise: warn}}]\n")
    assert "erewhon: rows 6, expected 50 or more" in clean_designations([source]).audit.sentences()


@pytest.mark.parametrize("name", ["api_pages", "ftm", "scrape", "sheet", "psv", "french"])
def test_a_list_of_notices_is_named(name: str, tmp_path: Path) -> None:
    folder = samples.put(tmp_path / name, samples.NOTICE_SAMPLES[name]())
    for source in (folder, next(folder.iterdir())):
        with pytest.raises(InputError, match=r"got a list of notices \(.*to fix, use `clean notices`"):
            clean_designations([source])


def test_a_list_whose_columns_are_exchanged_is_refused(tmp_path: Path, declare) -> None:
    declare(MAPPING)
    rows = [f"E-{number};Ivo {number};P;ERE-BLR;4.3.19{number};Russia;1.2.2020\n" for number in range(10, 40)]
    head = LIST.partition("\n")[0] + "\n"
    assert len(clean_designations([written(tmp_path, head + "".join(rows))]).table) == len(rows)
    swapped = head.replace("Born;Citizen of", "Citizen of;Born")
    with pytest.raises(
        InputError, match=r"got 30 of 30 values that are no birth date; .*perhaps two are exchanged"
    ) as told:
        clean_designations([written(tmp_path, swapped + "".join(rows))])
    assert told.value.row == 2
    few = [row if number % 2 else row.replace(".3.19", ".33.19") for number, row in enumerate(rows)]
    assert len(clean_designations([written(tmp_path, head + "".join(few))]).unread) == len(rows) / 2
