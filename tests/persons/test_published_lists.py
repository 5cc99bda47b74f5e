"""The EU's and the UK's own csv files, as a refresh downloads them."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.persons.designations import clean_designations
from tests.persons import invented

UK_HEAD = (
    "Last Updated,Unique ID,OFSI Group ID,Name 6,Name 1,Name 2,Name type,Alias strength,Name non-latin script,"
    "Regime Name,Designation Type,Date Designated,D.O.B,Nationality(/ies)"
)
UK_ROWS = [
    "04/08/2026,RUS0001,1,VINTERQUIST,Ombrec,,Alias,Good,,Russia,Individual,01/03/2022,00/00/1970,Russia",
    "04/08/2026,RUS0001,1,VINTERQUIST,Ombrec,Ilvarovich,Primary Name,,Омбрец Винтерквист,Russia,Individual,01/03/2022,"
    "dd/05/1971,Ukraine",
    "04/08/2026,BEL0002,2,OZZLEBANK LTD,,,Primary Name,,,Belarus,Entity,02/03/2022,,",
    "04/08/2026,RUS0003,3,TANKER OZZLE,,,Primary Name,,,Russia,Ship,03/03/2022,,",
    "04/08/2026,0004,4,NO REGIME,,,Primary Name,,,Russia,Ship,03/03/2022,,",
]
REPORT = "Report Date: 08-Oct-2026\n"
EU_HEAD = (
    "fileGenerationDate;Entity_LogicalId;Entity_DesignationDate;Entity_SubjectType;"
    "Entity_SubjectType_ClassificationCode;Entity_Regulation_PublicationDate;Entity_Regulation_Programme;"
    "NameAlias_LastName;NameAlias_FirstName;NameAlias_WholeName;BirthDate_BirthDate;BirthDate_Year;"
    "Citizenship_CountryIso2Code;Citizenship_CountryDescription;Address_City"
)
EU_ROWS = [
    "22/09/2026;13;2022-02-25;P;person;2022-02-26;RUS;;;Ombrec VINTERQUIST;1970-05-02;1970;RU;RUSSIAN FEDERATION;",
    "22/09/2026;13;;P;person;;UKR;;;Омбрец Винтерквист;;1971;;;",
    '22/09/2026;14;;enterprise;E;2022-03-02;BLR;;;"Ozzle ""Bank""; Ltd";;;;;Minsk',
    "22/09/2026;15;2020-01-01;person;P;2020-01-02;TERR;PRUNDLEFOOT;Ada;;;;;;",
    "22/09/2026;16;2020-01-01;person;P;2020-01-02;TERR;;;;;;;;",
]


def _clean(tmp_path: Path, head: str, rows: list[str], first: str = "") -> tuple[dict[str, dict[str, str]], list[str]]:
    path = tmp_path / "list.csv"
    path.write_text(first + "\n".join([head, *rows, ""]), encoding="utf-8")
    result = clean_designations([path])
    table = result.table.set_index("designation_id").to_dict("index")
    return {str(key): value for key, value in table.items()}, result.rejects["reason"].tolist()


def test_the_uk_list_joins_the_rows_of_a_designation(tmp_path: Path):
    found, rejects = _clean(tmp_path, UK_HEAD, UK_ROWS[:-1], REPORT)
    person = found["RUS0001"]
    assert person["name"] == "Ombrec Ilvarovich VINTERQUIST"
    assert person["aliases"] == "Ombrec VINTERQUIST"
    assert person["original_script_names"] == "Омбрец Винтерквист"
    assert person["birth_dates"] == "1971-05;1970"
    assert person["nationalities"] == "UKR;RUS"
    assert (person["listed_on"], person["listed_on_basis"]) == ("2022-03-01", "stated")
    assert {key: (row["entity_type"], row["programme_country"]) for key, row in found.items()} == {
        "RUS0001": ("person", "RUS"),
        "BEL0002": ("entity", "BLR"),
        "RUS0003": ("vessel", "RUS"),
    }
    assert rejects == []


def test_an_id_without_regime_is_set_aside(tmp_path: Path):
    many = [f"04/08/2026,RUS{number},1,OZZLE {number},,,Primary Name,,,R,Ship,03/03/2022,," for number in range(200)]
    found, rejects = _clean(tmp_path, UK_HEAD, [*many, UK_ROWS[-1]], REPORT)
    assert len(found) == 200
    assert rejects == ["Unique ID '0004' is not letters and digits"]


def test_the_eu_list_joins_the_rows_of_a_subject(tmp_path: Path):
    found, rejects = _clean(tmp_path, EU_HEAD, EU_ROWS[:-1], "\ufeff")
    person = found["13"]
    assert (person["name"], person["original_script_names"]) == ("Ombrec VINTERQUIST", "Омбрец Винтерквист")
    assert person["programme"] == "EU-RUS;EU-UKR"
    assert person["birth_dates"] == "1970-05-02;1971"
    assert person["nationalities"] == "RUS"
    assert person["listed_on"] == "2022-02-25"
    assert (found["14"]["entity_type"], found["14"]["listed_on"]) == ("entity", "2022-03-02")
    assert found["14"]["name"] == 'Ozzle "Bank", Ltd'
    assert found["15"]["name"] == "Ada PRUNDLEFOOT"
    assert rejects == []


def test_a_subject_without_name_is_set_aside(tmp_path: Path):
    many = [f"22/09/2026;{number};2020-01-01;person;P;;TERR;;;Ozzle {number};;;;;" for number in range(100, 300)]
    found, rejects = _clean(tmp_path, EU_HEAD, [*many, EU_ROWS[-1]])
    assert len(found) == 200
    assert rejects == ["no id, no programme, or no name"]


@pytest.mark.parametrize(("content", "fields"), [(invented.uk(), 9), (invented.eu(), 6)])
def test_a_row_that_is_cut_is_set_aside(tmp_path: Path, content: bytes, fields: int):
    (tmp_path / "list.csv").write_bytes(content[:-20])
    result = clean_designations([tmp_path / "list.csv"])
    assert len(result.table) == 4
    assert f"fields where {fields} were expected" in result.rejects["reason"].iloc[0]
