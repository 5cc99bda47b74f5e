"""Every list in the form that its publisher gives it: each row found, with its dates, or set aside with its reason."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from analysis.core.errors import InputError
from analysis.persons.designations import READERS, clean_designations
from analysis.persons.reading import Cleaned, head_of
from tests.persons import samples
from tests.persons.published import CANADA, OFAC_XML, PUBLISHED, SECO, UKRAINE, Published

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
    head = head_of(held.text.encode())
    assert [reader.spec.name for reader in READERS if reader.recognises(head)][:1] == [held.reader]


@BY_READER
def test_every_row_comes_out_with_its_dates(held: Published, tmp_path: Path) -> None:
    result = clean(tmp_path, held.text)
    assert list(result.table[FIELDS].itertuples(index=False, name=None)) == list(held.expected)
    assert set(result.table["list"]) == {held.sender}
    assert set(result.table["source_format"]) == {held.reader}


@BY_READER
def test_a_row_that_cannot_be_used_is_set_aside(held: Published, tmp_path: Path) -> None:
    result = clean(tmp_path, held.head + held.bad + "\n" + "".join(f"{row}\n" for row in held.rows) + held.tail)
    assert result.rejects["row"].tolist() == [held.head.count("\n") + 1]
    account = result.account
    assert (account.written, account.merged, account.aside) == (
        len(held.expected),
        len(held.rows) - len(held.expected),
        1,
    )


def test_ofac_xml_that_holds_other_than_it_states_is_told(tmp_path: Path) -> None:
    text = OFAC_XML.head + OFAC_XML.rows[0] + OFAC_XML.tail
    assert "list0.txt states 3 entries and holds 1" in clean(tmp_path, text).audit.sentences()


def test_an_end_mark_and_joined_documents_are_read(tmp_path: Path) -> None:
    other = OFAC_XML.text.replace("<uid>36<", "<uid>37<").replace("<uid>2674<", "<uid>2675<")
    joined = OFAC_XML.text + "\x1a\r\n" + other.replace("<uid>9001<", "<uid>9002<") + "\x1a"
    result = clean(tmp_path, joined)
    assert result.table["designation_id"].tolist() == ["36", "2674", "9001", "37", "2675", "9002"]
    assert not len(result.rejects)
    line = len(OFAC_XML.text.splitlines()) + 5
    damaged = joined.replace("<uid>37<", "<uid>x<")
    assert clean(tmp_path, damaged).rejects["row"].tolist() == [line]


def test_joined_csv_files_of_ofac_are_read(tmp_path: Path) -> None:
    apart = clean(tmp_path, samples.SDN, samples.ALT)
    for joined in (samples.SDN + samples.ALT, (samples.SDN + samples.ALT).replace("\x1a", "")):
        result = clean(tmp_path, joined)
        pd.testing.assert_frame_equal(result.table, apart.table)
        assert result.account == apart.account


def test_programmes_are_countries_by_their_names(tmp_path: Path) -> None:
    found = {held.reader: clean(tmp_path, held.text).table["programme_country"].tolist() for held in PUBLISHED}
    assert found["ch_seco"] == ["BLR", "RUS", "RUS"]
    assert found["ca_sema"] == ["BLR", "RUS", "RUS"]
    assert found["uk_ofsi"] == ["BLR", ""]
    assert found["ua_nsdc"] == ["", ""]


def test_a_swiss_target_that_was_struck_off_is_set_aside(tmp_path: Path) -> None:
    off = SECO.rows[0].replace('"amended"', '"de-listed"')
    result = clean(tmp_path, SECO.head + off + SECO.rows[1] + SECO.tail)
    assert result.table["designation_id"].tolist() == ["46130"]
    assert result.rejects["reason"].tolist() == ["struck off the list on 2023-03-01"]
    assert clean(tmp_path, SECO.text).table["original_script_names"][0] == "Тестов Иво"


def test_canadian_names_of_elements_may_be_in_two_languages(tmp_path: Path) -> None:
    text = CANADA.text.replace("Country>", "Country-Pays>").replace("Schedule>", "Schedule-Annexe>")
    both = clean(tmp_path, text.replace("DateOfListing>", "DateOfListing-DateDinscription>"))
    pd.testing.assert_frame_equal(both.table, clean(tmp_path, CANADA.text).table)
    assert not any("unknown field" in sentence for sentence in both.audit.sentences())


def test_subjects_of_ukraine_may_stand_in_pages(tmp_path: Path) -> None:
    rows = [json.loads(row) for row in UKRAINE.rows]
    expected = clean(tmp_path, UKRAINE.text).table
    for value in (rows, {"data": rows, "total": 2}):
        pd.testing.assert_frame_equal(clean(tmp_path, json.dumps(value)).table, expected)
    rows[0]["status"] = "expired"
    result = clean(tmp_path, json.dumps(rows))
    assert result.rejects["reason"].tolist() == ["a subject whose status is 'expired'"]


@pytest.mark.parametrize("first", ['2674,1,"aka","TESTOFF, Ivo",-0- ,-0- ', '2674,1,"aka"', 'x,1,"aka","TESTOFF",-0- '])
def test_a_damaged_first_row_of_aliases_is_set_aside_alone(first: str, tmp_path: Path) -> None:
    more = "".join(f'2674,{number},"aka","ALIAS {number}",-0- \r\n' for number in range(200))
    result = clean(tmp_path, samples.SDN, f"{first}\r\n{more}\x1a")
    assert result.rejects[["file", "row"]].to_numpy().tolist() == [["list1.txt", 1]]
    assert result.table["aliases"].str.count("ALIAS").sum() == 200
    assert any("1 of 201 rows of list1.txt set aside" in sentence for sentence in result.audit.sentences())


def test_an_address_of_ofac_is_set_aside_with_its_reason(tmp_path: Path) -> None:
    result = clean(tmp_path, samples.SDN, '36,1,"Street 1","Nowhere","Cuba",-0- \r\n')
    assert result.rejects["reason"].tolist() == ["an address, which is not used"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f'<!DOCTYPE x [<!ENTITY a "b">]>{OFAC_XML.text.partition(chr(10))[2]}', "a document type"),
        (
            OFAC_XML.head + "<sdnEntry>" + "<a>" * 200 + "</a>" * 200 + "</sdnEntry></sdnList>",
            "elements in one another",
        ),
        (OFAC_XML.head + "<sdnEntry>" + "<a/>x" * 250_000 + "</sdnEntry></sdnList>", "200001 in all"),
        (OFAC_XML.head + f"<sdnEntry>{'x' * 6_000_000}</sdnEntry></sdnList>", "letters"),
        (OFAC_XML.text[:-20], "breaks off or is damaged"),
        (OFAC_XML.text + "<sdnList/>", "junk after document element"),
        (OFAC_XML.text + '<?xml version="1.0"?><other/>', "a document of 'other'"),
    ],
)
def test_a_document_without_end_is_refused(text: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=words):
        clean(tmp_path, text)
