"""Every sanctions format, on invented persons, companies and ships."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.core import judgement
from analysis.core.errors import InputError
from analysis.persons.cleaning import Cleaned
from analysis.persons.designations import COLUMNS, clean_designations, in_other_script, listed_year, programme_country
from tests.persons import samples

Clean = Callable[..., Cleaned]


@pytest.fixture
def clean(tmp_path: Path) -> Clean:
    """Clean texts, each as a file of its own."""

    def run(*contents: str | bytes) -> Cleaned:
        paths = []
        for number, content in enumerate(contents):
            paths.append(tmp_path / f"{number}.csv")
            paths[-1].write_bytes(content.encode() if isinstance(content, str) else content)
        return clean_designations(paths)

    return run


def row(result: Cleaned, key: str) -> pd.Series:
    held = result.table[result.table["designation_id"] == key]
    assert len(held) == 1
    return held.iloc[0]


def test_every_format_has_the_columns(tmp_path: Path) -> None:
    counts = {}
    for name, make in samples.SANCTIONS_SAMPLES.items():
        result = clean_designations([samples.put(tmp_path / name, make())])
        assert list(result.table.columns) == COLUMNS
        assert set(result.rejects["reason"]) <= {"part of a designation that is not in this list"}
        assert result.account.rejected == len(result.rejects) == (name == "ofac")
        counts[name] = len(result.table)
    assert counts == {"ofac": 4, "eu": 3, "uk": 3, "un": 2, "eu_fsf": 5, "uk_list": 5, "mapped": 2}


def test_lists_stand_together_in_one_table(clean: Clean) -> None:
    table = clean(samples.SDN, samples.EU, samples.UN, *samples.UK.values()).table
    assert table["list"].value_counts().to_dict() == {"US": 4, "EU": 3, "UK": 3, "UN": 2}


def test_ofac_person(clean: Clean) -> None:
    found = row(clean(samples.SDN, samples.ALT), "2674")
    assert found["list"] == "US"
    assert (found["programme"], found["programme_country"]) == ("SDGT;SYRIA", "SYR")
    assert found["name"] == "TESTOV, Ivo"
    assert found["aliases"] == "IVO THE TESTER;TESTOFF, Ivo;PROVA, Ivo"
    assert found["birth_dates"] == "1970-03-04;1971"
    assert found["nationalities"] == "PRK;RUS;SYR"
    assert (found["listed_on"], found["listed_on_basis"]) == ("", "")


def test_ofac_kinds(clean: Clean) -> None:
    table = clean(samples.SDN).table.set_index("designation_id")
    assert table["entity_type"].to_dict() == {"36": "entity", "2674": "person", "9001": "vessel", "9002": "aircraft"}
    assert table["programme_country"].to_dict() == {"36": "CUB", "2674": "SYR", "9001": "IRN", "9002": ""}


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_ofac_files_in_any_order(clean: Clean, order: tuple[int, ...]) -> None:
    files = (samples.SDN, samples.ALT, samples.HISTORY)
    result = clean(*(files[place] for place in order))
    assert row(result, "2674")["listed_on"] == "2022-04-01"
    assert row(result, "2674")["listed_on_basis"] == "first_seen"
    assert row(result, "36")["listed_on"] == "../2021-05-22"
    said = " ".join(result.audit.sentences())
    assert "designations listed on or before the first day of the list's history: 1" in said
    assert "1 of 3 rows" in said


def test_listed_year_of_a_censored_day_is_unknown() -> None:
    assert [listed_year(text) for text in ("../2021-05-22", "2022-04-01", "")] == ["", "2022", ""]


def test_ofac_without_end_mark_with_unix_ends_and_latin_1(clean: Clean) -> None:
    plain = samples.SDN.replace("\x1a", "").replace("\r\n", "\n")
    pd.testing.assert_frame_equal(clean(plain).table, clean(samples.SDN).table)
    latin = samples.SDN.replace("PROVA STAR", "PRÓVA STAR").encode("cp1252")
    assert row(clean(latin), "9001")["name"] == "PRÓVA STAR"


def test_ofac_comments_and_addresses(clean: Clean) -> None:
    comments = "2674,\"nationality Iran; a.k.a. 'LONG TAIL'.\"\r\n"
    addresses = '36,1,"Street 1","Nowhere","Cuba",-0- \r\n'
    result = clean(samples.SDN, comments, addresses)
    assert row(result, "2674")["nationalities"] == "PRK;RUS;SYR;IRN"
    assert "LONG TAIL" in row(result, "2674")["aliases"]
    assert any("an address, which is not used" in sentence for sentence in result.audit.sentences())


def test_ofac_bad_rows_are_set_aside_with_their_line(clean: Clean) -> None:
    more = "".join(f'{n},"PROVA {n}",-0- ,"CUBA",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n' for n in range(100, 500))
    result = clean(more + '501,"cut off"\r\nx,"PROVA",-0- ,"CUBA",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n' + "\x1a")
    assert result.rejects["row"].tolist() == [401, 402]
    assert "2 fields where 12" in result.rejects["reason"][0]
    assert len(result.table) == 400


def test_ofac_swapped_columns_stop(clean: Clean) -> None:
    lines = [",".join(reversed(line.split(","))) for line in samples.SDN.split("\r\n")]
    with pytest.raises(InputError):
        clean("\r\n".join(lines))


def test_unknown_programme_is_said_and_many_stop(clean: Clean) -> None:
    row_of = '{},"PROVA {}",-0- ,"{}",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n'
    rows = "".join(row_of.format(n, n, "MARS-EO99999" if n == 100 else "CUBA") for n in range(100, 150))
    result = clean(rows)
    assert row(result, "100")["programme_country"] == ""
    assert any("'MARS-EO99999 (1 rows)'" in sentence for sentence in result.audit.sentences())
    with pytest.raises(InputError, match="MARS-EO99999"):
        clean(rows.replace("CUBA", "MARS-EO99999"))


#: A programme of OFAC's lists beside the one of specially designated nationals (`cons_prim.csv`), and its country.
NOT_SDN = {
    "UKRAINE-EO13662": "RUS",
    "NS-PLC": "PSE",
    "CMIC-EO13959": "CHN",
    "FSE-IR": "IRN",
    "561-Related": "IRN",
    "HKAA": "HKG",
    "PAARSSR-EO13894": "SYR",
    "BELARUS-EO14038": "BLR",
}


def test_ofac_lists_of_other_kinds_are_read_with_their_programmes(clean: Clean) -> None:
    line = '{},"PROVA {}","individual","{}",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB 02 Feb 1955."\r\n'
    found = clean("".join(line.format(n, n, programme) for n, programme in enumerate(NOT_SDN, 100)) + "\x1a").table
    assert found["programme_country"].tolist() == [*NOT_SDN.values()]
    assert set(found["birth_dates"]) == {"1955-02-02"}


def test_a_programme_may_name_its_country_in_brackets() -> None:
    named = ("Autonomous (Belarus)", "1 (x) of (Belarus)", "Autonomous (Nowhere (Belarus))", "Belarus", "(" * 100_000)
    assert [programme_country("XY", name) for name in named] == ["BLR", None, None, "BLR", None]


def test_two_releases_of_a_list_are_noticed(clean: Clean) -> None:
    result = clean(samples.SDN, samples.SDN)
    assert len(result.table) == 4
    assert any("repeat of designation ignored 4 times" in sentence for sentence in result.audit.sentences())


def test_eu_listing(clean: Clean) -> None:
    result = clean(samples.EU)
    first = row(result, "32001R2580/II.A/1")
    assert (first["programme"], first["programme_country"], first["entity_type"]) == ("EU-TERR", "", "person")
    assert (first["name"], first["aliases"], first["original_script_names"]) == ("TESTOV Ivo", "Ivo T.", "Тестов Иво")
    assert (first["birth_dates"], first["nationalities"]) == ("1955-03-06;1956~", "RUS;BIH")
    assert (first["listed_on"], first["listed_on_basis"]) == ("2001-01-03", "stated")
    second = row(result, "32001R2580/I/2")
    assert (second["listed_on"], second["aliases"], second["entity_type"]) == ("2013-10-21", "Old Prova", "entity")
    third = row(result, "32001R2580/I/row 4")
    assert (third["listed_on"], third["listed_on_basis"], third["entity_type"]) == ("", "", "vessel")


def test_eu_new_column_is_said_and_missing_one_refused(clean: Clean) -> None:
    head, rest = samples.EU.split("\n", 1)
    wide = head + ",colour\n" + rest.replace("\n", ",\n")
    assert any("'colour'" in sentence for sentence in clean(wide).audit.sentences())
    with pytest.raises(InputError, match="no known format"):
        clean(samples.EU.replace("programKey", "regime"))


@pytest.mark.parametrize(
    "cells", ["1;Freedonia;Anna;1970-01-01", "Freedonia;Anna;Russia;F", "Freedonia;name;c. 1980;F"]
)
def test_a_table_without_column_names_is_refused_and_nobody_in_it_shown(clean: Clean, cells: str) -> None:
    book, held = openpyxl.Workbook(), io.BytesIO()
    for _ in range(3):
        book.active.append(cells.split(";"))
    book.save(held)
    for content in (f"{cells}\n" * 3, held.getvalue()):
        with pytest.raises(InputError, match="none of its 4 cells") as refused:
            clean(content)
        assert "Freedonia" not in str(refused.value) and "- name: NAME_OF_THE_LIST" in str(refused.value)


def test_uk_subject_is_joined_from_four_tables(clean: Clean) -> None:
    result = clean(*samples.UK.values())
    found = row(result, "RUS0002")
    assert (found["programme"], found["programme_country"], found["entity_type"]) == ("RUS", "RUS", "person")
    assert (found["name"], found["original_script_names"]) == ("Ivo TESTOV", "Иво Тестов")
    assert (found["birth_dates"], found["nationalities"]) == ("1970-05;1971-06-04", "COD")
    assert found["listed_on"] == "2026-02-24"
    assert row(result, "IRN0003")["entity_type"] == "vessel"


def test_uk_primary_name_is_the_name_wherever_it_stands(clean: Clean) -> None:
    head, *rows = samples.UK["subject_names.csv"].splitlines()
    late = "\n".join([head, "9,RUS0002,alias,,Ivo The Tester,,,,,,", *rows]) + "\n"
    found = row(clean(samples.UK["subjects.csv"], late), "RUS0002")
    assert (found["name"], found["aliases"]) == ("Ivo TESTOV", "Ivo The Tester")


def test_uk_parts_without_their_list_are_refused(clean: Clean) -> None:
    with pytest.raises(InputError, match="no designation"):
        clean(samples.UK["subject_names.csv"])


def test_un_individual_and_entity(clean: Clean) -> None:
    result = clean(samples.UN)
    found = row(result, "KPi.900")
    assert (found["programme"], found["programme_country"], found["entity_type"]) == ("DPRK", "PRK", "person")
    assert (found["name"], found["aliases"], found["original_script_names"]) == (
        "IVO TESTOV",
        "Ivo T.;I. Testov",
        "Иво Тестов",
    )
    assert (found["birth_dates"], found["nationalities"]) == ("1960/1962;1965~;1961-07-08", "PRK;SUN")
    assert (found["listed_on"], found["listed_on_basis"]) == ("2015-03-27", "stated")
    assert row(result, "QDe.900")["programme_country"] == ""


@pytest.mark.parametrize("end", ["<FROM_YEAR>1960</FROM_YEAR>", "<TO_YEAR>1962</TO_YEAR>"])
def test_a_birth_of_the_un_since_or_until_a_year_is_told_and_no_year(end: str, clean: Clean) -> None:
    result = clean(samples.UN.replace(end, ""))
    whole = clean(samples.UN).table["birth_dates"][0].split(";")
    assert result.table["birth_dates"][0].split(";") == [born for born in whole if born != "1960/1962"] != whole
    assert any("birth date ignored 1 times" in sentence for sentence in result.audit.sentences())


def test_un_unknown_tag_and_bad_element(clean: Clean) -> None:
    odd = samples.UN.replace("<DATAID>2</DATAID>", "<DATAID>2</DATAID><MOTTO>x</MOTTO>")
    assert any("'MOTTO'" in sentence for sentence in clean(odd).audit.sentences())
    nameless = "<ENTITY><REFERENCE_NUMBER>QDe.901</REFERENCE_NUMBER></ENTITY>"
    text = samples.UN.replace("  </ENTITIES>", f"{nameless}\n</ENTITIES>")
    assert clean(text).rejects["row"].tolist() == [3]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (samples.UN[:900], "breaks off or is damaged"),
        (samples.UN.replace("<CONSOLIDATED", '<!DOCTYPE x [<!ENTITY a "b">]><CONSOLIDATED'), "document type"),
        (samples.UN.replace('encoding="UTF-8"', 'encoding="no-such"'), "encoding|damaged"),
        ("<html><body>moved</body></html>", "HTML page"),
        ('36,"PROVA",x', "a table without column names"),
        ("", "empty file"),
    ],
)
def test_damage_is_refused(clean: Clean, content: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        clean(content)


def test_reviewed_tables_hold_one_reasoned_row_a_key() -> None:
    for name, keys in [
        ("sanctions_programmes.csv", ["list", "programme"]),
        ("entity_type_mapping.csv", ["list", "written"]),
        ("demonym_mapping.csv", ["demonym"]),
        ("codes_without_state.csv", ["code"]),
        ("country_aliases.csv", ["alias"]),
        ("sex_mapping.csv", ["written"]),
        ("month_names.csv", ["name"]),
    ]:
        table = judgement.table(name)
        assert not table.duplicated(keys).any(), name
        assert (table["reason"].str.strip() != "").all(), name
    programmes = judgement.table("sanctions_programmes.csv")
    assert programmes["iso3"].str.fullmatch("[A-Z]{3}|").all()


@given(st.text(alphabet="abcÉøŁßğı '-.,1", max_size=20))
def test_latin_names_are_in_latin(name: str) -> None:
    assert not in_other_script(name)


@pytest.mark.parametrize("name", ["Иво", "عيسى", "李", "Ivo (Иво)", "Ίβο"])
def test_other_scripts_are_told(name: str) -> None:
    assert in_other_script(name)


def test_a_repeat_of_a_designation_that_names_another_is_set_aside(tmp_path: Path) -> None:
    rows = samples.EU.splitlines()
    again = rows[1].replace("TESTOV Ivo,Тестов Иво; Ivo T.", "MADDELSTROP Qorvin,")
    same = rows[1].replace("TESTOV Ivo,Тестов Иво; Ivo T.", "TESTOFF Ivo,")
    path = tmp_path / "eu.csv"
    path.write_text("\n".join([*rows, again, same]) + "\n")
    result = clean_designations([path])
    assert result.rejects[["row", "reason"]].to_numpy().tolist() == [
        [5, "another name or kind than row 2 of eu.csv, which has the same id"]
    ]
    assert result.account.sentence("designations") == "5 rows in = 3 designations + 1 merged + 1 set aside"


def test_aliases_of_opensanctions_are_parted_as_a_csv(tmp_path: Path) -> None:
    rows = [
        ["id", "schema", "name", "aliases", "birth_date", "countries", "sanctions", "dataset", "first_seen"],
        ["Q1", "Person", "Иво", '"Testov; Ivo";"""Tester"" Ivo";Ivo T.', "1980", "ru", "x", "EU FSF", "2020-01-01"],
        ["Q2", "Person", "N/A", "Ana Prova", "1970", "by", "x", "EU FSF", "2020-01-01"],
        *[[f"Q{n}", "Person", f"Bo {n}", "", "1970", "by", "x", "EU FSF", "2020-01-01"] for n in range(3, 60)],
    ]
    path = tmp_path / "targets.simple.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows)
    result = clean_designations([path])
    found = result.table.set_index("designation_id").loc["Q1"]
    assert (found["name"], found["aliases"]) == ("Testov, Ivo", '"Tester" Ivo;Ivo T.')
    assert result.rejects["row"].tolist() == [3] and result.audit.blank.total() == 1
