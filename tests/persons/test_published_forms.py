"""Every list in the form that its publisher gives it: each row found, with its dates, or set aside with its reason."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from analysis.core.errors import InputError
from analysis.persons import inputs
from analysis.persons.cleaning import Cleaned, readers
from analysis.persons.designations import clean_designations
from analysis.persons.formats.opensanctions import senders_of
from analysis.persons.reading import head_of
from tests.persons import samples
from tests.persons.published import (
    _CYRILLIC,
    CANADA,
    DFAT,
    EU_CSV,
    EU_XML,
    OFAC_XML,
    OPENSANCTIONS,
    PUBLISHED,
    SECO,
    UK_ROWS,
    UK_XML,
    Published,
    archive,
)
from tests.persons.samples import spreadsheet, workbook

FIELDS = ["designation_id", "entity_type", "name", "birth_dates", "nationalities", "programme", "listed_on"]
BY_READER = pytest.mark.parametrize("held", PUBLISHED, ids=lambda held: held.reader)


def clean(folder: Path, *contents: bytes | str) -> Cleaned:
    paths = []
    for number, content in enumerate(contents):
        paths.append(folder / f"list{number}.txt")
        paths[-1].write_bytes(content if isinstance(content, bytes) else content.encode())
    return clean_designations(paths)


@BY_READER
def test_every_list_is_told_by_its_content(held: Published) -> None:
    head = head_of(io.BytesIO(held.text.encode()))
    assert [reader.spec.name for reader in readers("sanctions") if reader.recognises(head)][:1] == [held.reader]


@BY_READER
def test_every_row_comes_out_with_its_dates(held: Published, tmp_path: Path) -> None:
    result = clean(tmp_path, held.text)
    assert list(result.table[FIELDS].itertuples(index=False, name=None)) == list(held.expected)
    assert set(result.table["list"]) == {held.sender}
    assert set(result.table["source_format"]) == {held.reader}


@BY_READER
def test_a_row_that_cannot_be_used_is_set_aside(held: Published, tmp_path: Path) -> None:
    result = clean(tmp_path, held.head + held.bad + "\n" + "".join(f"{row}\n" for row in held.rows) + held.tail)
    row = 1 if held.head.startswith("<") else held.head.count("\n") + 1
    assert result.rejects["row"].tolist() == [row]
    account = result.account
    assert (account.written, account.merged, account.rejected) == (
        len(held.expected),
        len(held.rows) - len(held.expected),
        1,
    )


@pytest.mark.parametrize("mark", [";", "|", "\t"])
def test_files_of_ofac_may_be_parted_by_another_mark(mark: str, tmp_path: Path) -> None:
    texts = samples.SDN, samples.ALT
    other = [
        "".join(f"{mark.join(quoted(row))}\r\n" for row in csv.reader(io.StringIO(text)) if row[1:]) for text in texts
    ]
    pd.testing.assert_frame_equal(clean(tmp_path, *other).table, clean(tmp_path, *texts).table)


def quoted(row: list[str]) -> list[str]:
    return [f'"{cell}"' if cell.strip() != "-0-" and not cell.isdecimal() else cell for cell in row]


def test_programmes_are_countries_by_their_names(tmp_path: Path) -> None:
    found = {held.reader: clean(tmp_path, held.text).table["programme_country"].tolist() for held in PUBLISHED}
    assert found["ch_seco"] == ["BLR", "RUS", "RUS"]
    assert found["ca_sema"] == ["BLR", "RUS", "RUS"]
    assert found["uk_ofsi"] == ["BLR", ""]
    assert found["ua_nsdc_csv"] == ["", ""]


def test_red_notices_are_no_sanctions(tmp_path: Path) -> None:
    notices = "".join(samples.SIMPLE.splitlines(keepends=True)[1:])
    rows = OPENSANCTIONS.text.replace('"US-SDGT;EU-SYR",', "").replace('"US-IRAN",', "").replace('"program_ids",', "")
    result = clean(tmp_path, rows + notices)
    assert result.account.written == 2
    assert set(result.rejects["reason"]) == {"Red Notices, not sanctions"}
    with pytest.raises(InputError, match="no designation"):
        clean(tmp_path, samples.SIMPLE)


def test_data_sets_tell_their_senders() -> None:
    known = {
        ("eu_fsf", "ch_seco_sanctions"): ("EU", "CH"),
        ("UK FCDO Sanctions List", "Wikidata"): ("UK",),
        ("be_fod_sanctions",): ("BE",),
        ("gb_unheard_of",): ("UK",),
        ("A list unheard of",): ("OTHER",),
        ("interpol_red_notices",): (),
    }
    assert {names: senders_of(names) for names in known} == known


def test_a_swiss_target_that_was_struck_off_is_set_aside(tmp_path: Path) -> None:
    off = SECO.rows[0].replace('"amended"', '"de-listed"')
    result = clean(tmp_path, SECO.head + off + SECO.rows[1] + SECO.tail)
    assert result.table["designation_id"].tolist() == ["46130"]
    assert result.rejects["reason"].tolist() == ["struck off the list on 2023-03-01"]
    assert clean(tmp_path, SECO.text).table["original_script_names"][0] == "Тестов Иво"


def test_a_swiss_name_is_read_in_every_spelling(tmp_path: Path) -> None:
    spelt = _CYRILLIC.format("Иво"), "<spelling-variant>Iwo</spelling-variant>", _CYRILLIC.format("Ивко")
    result = clean(tmp_path, SECO.text.replace(spelt[0], "".join(spelt), 1))
    found = result.table.iloc[0]
    assert (found["name"], found["aliases"]) == ("Testov Ivo", "Testov Iwo;Iwo")
    assert found["original_script_names"] == "Тестов Иво;Тестов Ивко"


def test_a_swiss_birth_that_is_no_day_is_told_and_a_country_by_its_code(tmp_path: Path) -> None:
    text = SECO.text.replace('day="3" month="4"', 'day="31" month="2"').replace('"BY">Belarus<', '"BY"><')
    result = clean(tmp_path, text.replace('year="1971"', 'year="1380" calendar="Islamic"'))
    assert result.table[["birth_dates", "nationalities"]].iloc[0].tolist() == ["", "BLR"]
    assert "birth date ignored 2 times in list0.txt: row 1, row 1" in result.audit.sentences()


@pytest.mark.parametrize("held", [EU_XML, EU_CSV], ids=["xml", "csv"])
@pytest.mark.parametrize("end", ["1940", "1942"])
def test_a_birth_since_or_until_a_year_is_told(held: Published, end: str, tmp_path: Path) -> None:
    result = clean(tmp_path, held.text.replace(f'"{end}"', '""').replace(f";{end};", ";;"))
    expected = held.expected[0][3].removesuffix(";1940/1942")
    assert result.table["birth_dates"][0] == expected
    assert any("birth date ignored 1 times" in sentence for sentence in result.audit.sentences())


def test_a_row_of_the_eu_may_stand_before_the_name_of_its_subject(tmp_path: Path) -> None:
    name, *others = EU_CSV.rows
    result = clean(tmp_path, EU_CSV.head + "".join(f"{row}\n" for row in (*others, name)))
    assert sorted(result.table[FIELDS].itertuples(index=False, name=None)) == list(EU_CSV.expected)
    assert not len(result.rejects)


@pytest.mark.parametrize("title", ["sep=;\r\n", "Consolidated list;;;\r\n;;;\r\n"])
def test_columns_of_the_eu_may_stand_below_a_title(title: str, tmp_path: Path) -> None:
    pd.testing.assert_frame_equal(clean(tmp_path, title + EU_CSV.text).table, clean(tmp_path, EU_CSV.text).table)


def test_canadian_names_of_elements_may_be_in_two_languages(tmp_path: Path) -> None:
    text = CANADA.text.replace("Country>", "Country-Pays>").replace("Schedule>", "Schedule-Annexe>")
    both = clean(tmp_path, text.replace("DateOfListing>", "DateOfListing-DateDinscription>"))
    pd.testing.assert_frame_equal(both.table, clean(tmp_path, CANADA.text).table)
    assert not any("unknown field" in sentence for sentence in both.audit.sentences())


def test_an_address_of_ofac_is_set_aside_with_its_reason(tmp_path: Path) -> None:
    result = clean(tmp_path, samples.SDN, '36,1,"Street 1","Nowhere","Cuba",-0- \r\n')
    assert result.rejects["reason"].tolist() == ["an address, which is not used"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f'<!DOCTYPE x [<!ENTITY a "b">]>{OFAC_XML.text.partition(chr(10))[2]}', "a document type"),
        (OFAC_XML.head + "<sdnEntry>" + "<a>" * 300 + "</a>" * 300 + "</sdnEntry></sdnList>", "depth"),
        (OFAC_XML.head + f"<sdnEntry>{'x' * 12_000_000}</sdnEntry></sdnList>", "Resource limit|huge text"),
        (f"{OFAC_XML.head}{OFAC_XML.rows[0]}<!--{'x' * 12_000_000}--></sdnList>", "Resource limit|Comment too big"),
        (OFAC_XML.text[:-20], "breaks off or is damaged"),
        (OFAC_XML.text + "<sdnList/>", "Extra content"),
        (OFAC_XML.text + '<?xml version="1.0"?><other/>', "XML declaration allowed only at the start"),
    ],
)
def test_a_document_without_end_is_refused(text: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=words):
        clean(tmp_path, text)


def test_what_has_no_root_among_many_comments_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="a file of no known format"):
        clean(tmp_path, "<!-- a list -->\n" * 1_000 + "text")
    told = OFAC_XML.text.replace(
        "<sdnList", '<?xml-stylesheet href="a>b"?>' + "<!-- a list -->\n" * 100 + "<sdnList", 1
    )
    assert len(clean(tmp_path, told).table) == len(OFAC_XML.expected)


@pytest.mark.parametrize(
    ("text", "form", "columns"),
    [
        ("<Wanted><Person><FullName>Ivo Testov</FullName></Person></Wanted>", "XML", ["Wanted", "Person", "FullName"]),
        ('[{"full_name": "Ivo Testov", "born": 1980}]', "JSON", ["full_name", "born"]),
        ('{"Ivo Testov": {"unique_id": "1"}}', "JSON", ["unique_id"]),
    ],
)
def test_a_document_of_no_known_form_is_offered_a_mapping_of_a_csv(
    text: str, form: str, columns: list[str], tmp_path: Path
) -> None:
    with pytest.raises(InputError, match=f"{form} of no known format") as refused:
        clean(tmp_path, text)
    assert f"with keys or tags {', '.join(map(repr, columns))} (" in refused.value.got
    assert "NAME_OF_THE_LIST" in str(refused.value) and "write it as a csv" in refused.value.fix
    assert "Testov" not in str(refused.value)


def test_the_nearest_form_of_a_document_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nearest is os_simple: it shares 'birth_date', 'name'"):
        clean(tmp_path, '[{"name": "Ivo Testov", "birth_date": 1980}]')


EIGHT = [
    [
        "Unique ID",
        "OFSI Group ID",
        "Name",
        "Name Type",
        "Designation Type",
        "Regime Name",
        "Date Designated",
        "Last Updated",
    ],
    ["BEL0001", "7", "Ivo TESTOV", "Primary Name", "Individual", "Belarus", "31/12/2020", "01/02/2021"],
    ["BEL0001", "7", "Ivo TESTOFF", "Alias", "Individual", "Belarus", "31/12/2020", "01/02/2021"],
    ["RUS0002", "8", "PROVA JSC", "Primary Name", "Entity", "Russia", "24/02/2022", "01/02/2021"],
]


@pytest.mark.parametrize("rows", [UK_ROWS, EIGHT])
@pytest.mark.parametrize("make", [spreadsheet, lambda rows: "\n".join(map(",".join, rows)).encode()])
def test_the_uk_list_is_read_from_a_workbook_or_a_text(rows, make, tmp_path: Path) -> None:
    if make is not spreadsheet:
        rows = [row + [""] * (len(max(rows, key=len)) - len(row)) for row in rows]
    result = clean(tmp_path, make(rows))
    assert result.account.sentence("designations") == "3 rows in = 2 designations + 1 merged + 0 set aside"
    found = result.table[["designation_id", "name", "aliases", "listed_on", "programme_country", "source_format"]]
    assert found.to_numpy().tolist() == [
        ["BEL0001", "Ivo TESTOV", "Ivo TESTOFF", "2020-12-31", "BLR", "uk_list"],
        ["RUS0002", "PROVA JSC", "", "2022-02-24", "RUS", "uk_list"],
    ]
    assert not any("unknown field" in sentence for sentence in result.audit.sentences())


def test_a_link_of_a_folder_that_leads_nowhere_is_refused(tmp_path: Path) -> None:
    (tmp_path / "list.xml").write_text(SECO.text, encoding="utf-8")
    (tmp_path / "gone.xml").symlink_to("nowhere")
    with pytest.raises(InputError, match=r"a link that leads nowhere.*gone\.xml"):
        clean_designations([tmp_path])


def test_rows_of_marks_alone_are_blank(tmp_path: Path) -> None:
    rows = [row + [""] * (len(UK_ROWS[1]) - len(row)) for row in UK_ROWS]
    text = "\r\n".join(",".join(row) for held in rows for row in (held, [" "] * len(held)))
    result = clean(tmp_path, text + ",,,\r\n" * 50)
    assert result.account.sentence("designations") == "3 rows in = 2 designations + 1 merged + 0 set aside"


def test_cells_of_the_uk_list_may_count_what_they_hold(tmp_path: Path) -> None:
    rows = [[cell.replace("dd/mm/1970", "(1) dd/mm/1970. (2) 04/03/1971") for cell in row] for row in UK_ROWS]
    rows[3][10] = "(1) Belarus. (2) Russia"
    rows[4] += ["", ""]
    table = "\n".join(map(",".join, rows))
    days, lands = (re.search(f"<{tag}>(.*?)</{tag}>", UK_XML.text) for tag in ("DOB", "Nationality"))
    assert days and lands
    document = UK_XML.text.replace(days[1], rows[3][9], 1).replace(f">{lands[1]}</N", f">{rows[3][10]}</N", 1)
    for text in (table, document):
        found = clean(tmp_path, text).table.iloc[0]
        assert found["birth_dates"].split(";")[:2] == ["1970", "1971-03-04"]
        assert found["nationalities"] == "BLR;RUS"


def test_sheets_without_the_columns_are_told(tmp_path: Path) -> None:
    result = clean(tmp_path, workbook([["About this list"]], UK_ROWS, [EIGHT[0], ["BEL0009", *EIGHT[1][1:]]]))
    assert result.table["designation_id"].tolist() == ["BEL0001", "RUS0002", "BEL0009"]
    told = "sheet 1 of list0.txt skipped: 1 rows without the columns of the list"
    assert told in result.audit.sentences()


def test_the_australian_workbook_is_read(tmp_path: Path) -> None:
    result = clean(tmp_path, spreadsheet(DFAT))
    assert result.account.sentence("designations") == "4 rows in = 2 designations + 1 merged + 1 set aside"
    assert result.table[[*FIELDS, "programme_country", "aliases"]].to_numpy().tolist() == [
        ["101", "person", "Ivo Testov", "1970-04-03", "BLR", "Autonomous (Belarus)", "2022-05-13", "BLR", "Iwo Testow"],
        ["102", "entity", "Prova JSC", "", "", "1718 (DPRK)", "2012-12-31", "PRK", ""],
    ]
    assert result.rejects["row"].tolist() == [5]
    assert "another name or kind" in result.rejects["reason"][0]


def swollen(text: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(spreadsheet(DFAT))) as held:
        parts = {name: held.read(name).decode() for name in held.namelist()}
    name = next(name for name in parts if name.startswith("xl/worksheets/"))
    return archive(parts | {name: parts[name].replace("Nowhere", text)})


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (swollen("x" * 2_000_000), r"an archive of 2,\d+,\d+ bytes"),
        (spreadsheet(UK_ROWS)[:-60], "damaged"),
        (archive({"xl/workbook.xml": '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x/>'}), "damaged"),
    ],
)
def test_a_workbook_without_end_is_refused(
    content: bytes, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inputs, "MOST_UNPACKED", 1_000_000)
    with pytest.raises(InputError, match=words):
        clean(tmp_path, content)


def test_an_odd_cell_of_a_workbook_is_told_by_its_row_alone(tmp_path: Path, recwarn: pytest.WarningsRecorder) -> None:
    book = openpyxl.Workbook()
    for row in UK_ROWS[1:]:
        book.active.append(row)
    book.active["J3"], book.active["J3"].number_format = 99_999_999, "yyyy-mm-dd"
    book.save(tmp_path / "list.xlsx")
    assert "birth date ignored 1 times in list.xlsx: row 3" in clean_designations([tmp_path]).audit.sentences()
    assert not [held for held in recwarn.list if issubclass(held.category, UserWarning)]


def test_a_workbook_without_rows_is_refused_without_a_mapping(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="a workbook without a row") as refused:
        clean(tmp_path, spreadsheet([[]]))
    assert "NAME_OF_THE_LIST" not in str(refused.value)


def test_an_opendocument_spreadsheet_is_refused_with_the_cure(tmp_path: Path) -> None:
    content = archive({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"})
    with pytest.raises(InputError, match=r"save it as \.xlsx, or use the publisher"):
        clean(tmp_path, content)


def test_an_entity_of_two_regulations_is_listed_from_the_earlier(tmp_path: Path) -> None:
    later = '<regulation publicationDate="2023-01-01" entryIntoForceDate="" programme="BLR"/><regulation '
    first, second = EU_XML.text.split('designationDate="" logicalId="27"><regulation ')
    held = clean(tmp_path, f'{first}designationDate="" logicalId="27">{later}{second}').table
    assert held.set_index("designation_id")["listed_on"]["27"] == "2022-02-25"
