"""Every notice format, on invented people: one row a notice, requesters exactly as stated, bad rows set aside."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.core.dates import parse_date
from analysis.core.errors import InputError
from analysis.persons.cleaning import Cleaned
from analysis.persons.notice_lists import COLUMNS, _apart, clean_notices, parse_snapshot
from analysis.persons.records import canonical_id
from tests.persons import samples

DAY = datetime.date(2025, 1, 1)
Clean = Callable[..., Cleaned]


@pytest.fixture
def clean(tmp_path: Path) -> Clean:
    """Clean texts, each as a file of its own."""

    def run(*contents: str | bytes, name: str = "input.json") -> Cleaned:
        paths = []
        for number, content in enumerate(contents):
            path = tmp_path / f"{number}-{name}"
            path.write_bytes(content.encode() if isinstance(content, str) else content)
            paths.append(path)
        return clean_notices(paths, DAY)

    return run


def row(result: Cleaned, number: str) -> pd.Series:
    held = result.table[result.table["notice_id"] == number]
    assert len(held) == 1
    return held.iloc[0]


def test_columns_and_one_row_a_notice_for_every_format(tmp_path: Path) -> None:
    counts = {}
    for name, make in samples.NOTICE_SAMPLES.items():
        result = clean_notices([samples.put(tmp_path / name, make())], DAY)
        assert list(result.table.columns) == COLUMNS
        assert (result.table["snapshot_date"] == "2025-01-01").all()
        assert result.table["notice_id"].is_unique
        counts[name] = len(result.table)
    assert counts == {
        "api_pages": 2,
        "api_details": 2,
        "api_lines": 2,
        "ftm": 2,
        "simple": 3,
        "psv": 3,
        "french": 3,
        "inferred": 3,
        "sheet": 2,
        "joined": 2,
        "turkish": 2,
        "scrape": 2,
    }


def test_page_asked_by_requester_states_it_and_pages_overlap(clean: Clean) -> None:
    result = clean(json.dumps(samples.PAGES))
    assert row(result, "2022/1")["requesting_countries"] == "RUS;SLV"
    assert row(result, "2022/2")["requesting_countries"] == "RUS"
    assert set(result.table["requester_basis"]) == {"stated"}
    assert result.table["birth_date"].tolist() == ["1980-02-03", "1980-02-03"]


def test_requester_of_a_page_is_read_from_its_link_too(clean: Clean) -> None:
    answer = samples.page([samples.notice("2022/1")])
    answer["_links"] = {"self": {"href": "https://ws-public.interpol.int/notices/v1/red?arrestWarrantCountryId=AR"}}
    assert row(clean(json.dumps(answer)), "2022/1")["requesting_countries"] == "ARG"


def test_page_asked_by_nationality_states_no_requester(clean: Clean) -> None:
    answer = samples.page([samples.notice("2022/1")])
    answer["query"] = {"nationality": "RU"}
    assert row(clean(json.dumps(answer)), "2022/1")["requester_basis"] == "missing"


def test_detail_states_warrants_charges_and_translations(clean: Clean) -> None:
    result = clean(json.dumps(samples.DETAILS))
    first, second = row(result, "2022/1"), row(result, "2022/2")
    assert first["requesting_countries"] == "RUS;SLV"
    assert first["charges"] == "Murder;Robo;Robbery"
    assert (second["requesting_countries"], second["charges"], second["sex"]) == ("SWE", "murder", "F")


@pytest.mark.parametrize(
    "wrap",
    [
        lambda notices: notices,
        lambda notices: [notices],
        lambda notices: samples.page(notices),
        lambda notices: [samples.page(notices), samples.page(notices)],
    ],
    ids=["list", "list of lists", "page", "pages"],
)
def test_every_nesting_of_answers(clean: Clean, wrap: Callable[[list[dict[str, object]]], object]) -> None:
    held = [samples.notice("2022/1"), samples.notice("2022/2")]
    assert len(clean(json.dumps(wrap(held))).table) == 2


def test_single_detail_and_folder_of_pages(clean: Clean, tmp_path: Path) -> None:
    assert len(clean(json.dumps(samples.DETAILS[0])).table) == 1
    pages = {
        f"{code}.json": json.dumps(samples.page([samples.notice("2022/1")], code)).encode() for code in ("RU", "SV")
    }
    result = clean_notices([samples.put(tmp_path / "pages", pages | {".hidden": b"x"})], DAY)
    assert row(result, "2022/1")["requesting_countries"] == "RUS;SLV"


def test_offences_are_labelled_where_a_charge_is_stated(clean: Clean, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.persons.offences.classify_column", lambda charges: charges.str.lower())
    result = clean(json.dumps([*samples.DETAILS, samples.notice("2022/3")]))
    assert result.table["offences"].tolist() == ["murder;robo;robbery", "murder", ""]


def test_labels_are_those_of_the_taxonomy(clean: Clean) -> None:
    table = clean(json.dumps([samples.detail("2022/1", ("SV", "ROBO AGRAVADO", "Aggravated robbery; murder"))])).table
    assert set(table["offences"][0].split(";")) == {"property", "homicide"}


def test_other_colours_are_outside_and_ids_come_from_links(clean: Clean) -> None:
    yellow = samples.notice(
        "2022/9", _links={"self": {"href": "https://ws-public.interpol.int/notices/v1/yellow/2022-9"}}
    )
    bare = samples.notice("2022/3")
    bare["entity_id"] = None
    result = clean(json.dumps([samples.notice("2022/1"), yellow, bare]))
    assert result.table["notice_id"].tolist() == ["2022/1", "2022/3"]
    assert result.rejects["reason"].tolist() == ["a yellow notice, not a red one"]
    assert result.rejects["row"].tolist() == [2]


def test_missing_results_of_a_query_are_announced(clean: Clean) -> None:
    result = clean(json.dumps(samples.page([samples.notice("2022/1")], "RU", total=160)))
    assert any("160 results" in sentence and "has only 1" in sentence for sentence in result.audit.sentences())


def test_unknown_fields_announce_themselves(clean: Clean) -> None:
    odd = samples.detail("2022/1", ("RU", "Murder", None), wanted_since="2020")
    odd["arrest_warrants"][0]["court"] = "x"  # type: ignore[index]
    said = "\n".join(clean(json.dumps(odd)).audit.sentences())
    assert "'wanted_since'" in said
    assert "'arrest_warrants.court'" in said


def test_unknown_requester_sets_the_row_aside_with_its_place(clean: Clean) -> None:
    notices = [samples.detail(f"2022/{n}", ("RU", "x", None)) for n in range(1, 60)]
    notices.append(samples.detail("2022/60", ("QQ", "x", None)))
    result = clean(json.dumps(notices))
    assert len(result.table) == 59
    assert result.rejects["row"].tolist() == [60]
    assert "'QQ'" in result.rejects["reason"][0]


def test_too_many_rejects_stop_the_run(clean: Clean) -> None:
    notices = [samples.detail(f"2022/{n}", ("QQ" if n < 3 else "RU", "x", None)) for n in range(1, 9)]
    with pytest.raises(InputError, match="2 of 8 rows"):
        clean(json.dumps(notices))


def test_unknown_nationality_is_left_out_and_said(clean: Clean) -> None:
    result = clean(json.dumps([samples.notice("2022/1", nationalities=["RU", "QQ", "ZZ"])]))
    assert row(result, "2022/1")["nationalities"] == "RUS"
    assert any("'QQ' (row 1)" in sentence for sentence in result.audit.sentences())


def test_the_finest_birth_date_wins_and_impossible_ones_are_left_out(clean: Clean) -> None:
    first = samples.notice("2022/1", date_of_birth="1980")
    future = samples.notice("2022/2", date_of_birth="2031/01/01")
    result = clean(json.dumps([first, samples.notice("2022/1", date_of_birth="1980/02/03"), future]))
    assert row(result, "2022/1")["birth_date_precision"] == "day"
    assert row(result, "2022/2")["birth_date"] == ""
    assert any("birth date ignored 1 times" in sentence for sentence in result.audit.sentences())


def test_ftm_sanctions_before_and_after_their_person(clean: Clean) -> None:
    result = clean(samples.FTM)
    first = row(result, "2024/1")
    assert (first["requesting_countries"], first["charges"]) == ("RUS;SLV", "Murder;Robo; hurto")
    assert (first["birth_date"], first["birth_date_precision"]) == ("1980-05", "month")
    assert (first["sex"], first["nationalities"]) == ("M", "SUN")
    assert row(result, "p2")["requester_basis"] == "missing"


def test_ftm_person_with_two_notices(clean: Clean) -> None:
    text = samples.lines(
        samples.person("p1"),
        samples.sanction("p1", "2024/1", ["ru"], ["Murder"]),
        samples.sanction("p1", "2024-2", ["sv"], ["Fraud"]),
    )
    result = clean(text)
    assert result.table["requesting_countries"].tolist() == ["RUS", "SLV"]
    assert result.table["notice_id"].tolist() == ["2024/1", "2024/2"]


def test_ftm_id_from_address_or_referents(clean: Clean) -> None:
    url = "https://ws-public.interpol.int/notices/v1/red/2024-5"
    referred = samples.person("NK-2") | {"referents": ["interpol-red-2024-6"]}
    yellow = samples.person("NK-3", sourceUrl=[url.replace("red", "yellow")])
    result = clean(samples.lines(samples.person("NK-1", sourceUrl=[url]), referred, yellow))
    assert result.table["notice_id"].tolist() == ["2024/5", "2024/6"]
    assert len(result.rejects) == 1


def test_ftm_other_programmes_orphans_and_damage(clean: Clean) -> None:
    people = [samples.person(f"p{n}") for n in range(200)]
    other = samples.sanction("p0", "x", ["us"], ["x"], program=["SDGT"], authority=["Treasury"])
    orphan = samples.sanction("nobody", "2024/9", ["ru"], ["x"])
    company = {"id": "c", "schema": "Company", "properties": {}}
    result = clean(samples.lines(*people, other, orphan, company) + '{"id": "broken\n')
    assert len(result.table) == 199
    reasons = " | ".join(result.rejects["reason"])
    for part in ("no Red Notice", "'nobody'", "'Company'", "damaged"):
        assert part in reasons
    assert 204 in result.rejects["row"].tolist()


def test_simple_export_charges_with_newlines_and_quotes(clean: Clean) -> None:
    result = clean(samples.SIMPLE, name="x.csv")
    assert row(result, "2024/7")["charges"] == "murder; theft"
    assert row(result, "NK-abc")["charges"] == ""
    assert row(result, "Q77")["charges"] == "fraud;1) theft\n2) arson; robbery"
    assert row(result, "2024/7")["nationalities"] == "RUS;TJK"
    assert set(result.table["requester_basis"]) == {"missing"}


def test_psv_parts_two_records_on_one_line(clean: Clean) -> None:
    result = clean(samples.PSV, name="x.psv")
    assert result.table["name"].tolist() == ["IVO TESTOV", "ANA PROVA", "BO PROEVE"]
    assert row(result, "2000/28396")["birth_date_precision"] == "year"
    assert any("line 3" in sentence for sentence in result.audit.sentences())


def test_french_scrape_gives_years_of_birth_and_own_keys(clean: Clean) -> None:
    table = clean(samples.FRENCH, name="x.csv").table
    assert table["birth_date"].tolist() == ["2000/2001", "1987/1988", "1988/1989"]
    assert table["nationalities"].tolist() == ["RUS", "CAN;USA", "KOR;XKX"]
    assert table["notice_id"].tolist() == ["2025-01-01#00001", "2025-01-01#00002", "2025-01-01#00003"]


def test_inferred_requesters_say_so_and_stated_ones_displace_them(clean: Clean) -> None:
    result = clean(samples.INFERRED, name="x.csv")
    assert result.table["requester_basis"].tolist() == ["inferred", "missing", "inferred"]
    assert row(result, "2013/54971")["requesting_countries"] == "XIC"
    both = clean(samples.INFERRED, json.dumps(samples.detail("2013/54969", ("SV", "x", None))))
    assert (row(both, "2013/54969")["requesting_countries"], row(both, "2013/54969")["requester_basis"]) == (
        "SLV",
        "stated",
    )


def test_spreadsheet_with_english_and_turkish_columns(clean: Clean) -> None:
    assert row(clean(samples.spreadsheet(samples.SHEET)), "2018/92882")["nationalities"] == "DZA;USA;FRA"
    titled = clean(samples.spreadsheet([["A list"], [], *samples.SHEET]))
    assert titled.account.sentence("notices") == "2 rows in = 2 notices + 0 merged + 0 set aside"
    turkish = [
        ["Kimlik No", "Ad", "Soyad", "Doğum Tarihi", "Cinsiyet", "Uyruk"],
        ["2018/1", "IVO", "TESTOV", datetime.datetime(1991, 10, 12), "Erkek", "Almanya, Rusya Federasyonu"],
        ["2018/2", "ANA", "PROVA", "12.10.1991", "Kadın", "AF"],
    ]
    table = clean(samples.spreadsheet(turkish)).table
    assert table["nationalities"].tolist() == ["DEU;RUS", "AFG"]
    assert table["birth_date"].tolist() == ["1991-10-12", "1991-10-12"]
    assert table["sex"].tolist() == ["M", "F"]


def test_scrape_with_the_names_of_the_api_in_any_delimiter(clean: Clean) -> None:
    for mark in ",;\t|":
        names = ["entity_id", "forename", "name", "date_of_birth", "nationalities", "issuing_country_id", "charge"]
        cells = ["2022-1", "IVO", "TESTOV", "1980/02/03", "\"['RU', 'TJ']\"", "SV", "Robo"]
        found = row(clean(f"{mark.join(names)}\n{mark.join(cells)}\n", name="x.csv"), "2022/1")
        assert (found["nationalities"], found["requesting_countries"], found["charges"]) == ("RUS;TJK", "SLV", "Robo")


def test_charges_and_sex_are_read_by_each_name_that_collectors_give_them(clean: Clean) -> None:
    named = samples.notice("2022/1", sex="F", charges=["Robo", "Theft"], issuing_country_id="SV")
    scraped = samples.SCRAPE.replace(",sex,", ",sex_id,").replace(",charge\n", ",charges\n").replace(",M,", ",F,")
    for content, charges in ((json.dumps(named), "Robo;Theft"), (scraped, "Robo")):
        result = clean(content, name="x")
        found = row(result, "2022/1")
        assert (found["sex"], found["charges"], found["requesting_countries"]) == ("F", charges, "SLV")
        assert not [sentence for sentence in result.audit.sentences() if "unknown field" in sentence]


@pytest.mark.parametrize(
    ("births", "rows"),
    [
        ([datetime.date(1905, 6, 27), "1980/02/03"], ["row 2"]),
        ([datetime.date(2005, 5, 3), datetime.date(2005, 6, 27), "1980/02/03"], ["row 2", "row 3"]),
        (["2005", "1980/02/03"], []),
        ([datetime.date(2005, 6, 27), "1980/02/03"], []),
        ([datetime.date(1905, 9, 27), "1980/02/03"], []),
    ],
)
def test_years_that_a_spreadsheet_turned_into_days_are_told_and_kept(
    births: list[object], rows: list[str], clean: Clean
) -> None:
    sheet = [[f"2018/{number}", "IVO", "TESTOV", birth, "AF"] for number, birth in enumerate(births, 1)]
    content = samples.spreadsheet([["entity_id", "forename", "name", "date_of_birth", "nationalities"], *sheet])
    result = clean(content, name="x.xlsx")
    told = [sentence for sentence in result.audit.sentences() if "a spreadsheet shows years so" in sentence]
    assert [re.findall(r"row \d+", sentence) for sentence in told] == [rows] * bool(rows)
    assert result.table["birth_date"].iloc[0] == str(births[0])


@pytest.mark.parametrize("name", ["ofac", "eu", "uk", "un", "mapped"])
def test_a_list_of_sanctions_is_named(name: str, tmp_path: Path) -> None:
    folder = samples.put(tmp_path / name, samples.SANCTIONS_SAMPLES[name]())
    for source in (folder, next(folder.iterdir())):
        with pytest.raises(InputError, match=r"got a list of sanctions \(.*to fix, use `clean sanctions`"):
            clean_notices([source], DAY)


def test_bad_rows_of_a_scrape_are_set_aside_with_their_line(clean: Clean) -> None:
    rows = "".join(f"A|1980|2013/{n}|AL|B|u|u|u\n" for n in range(100, 300))
    result = clean(samples.PSV_HEADER + rows + "short|1980\n||no id|||||\n", name="x.psv")
    assert result.rejects["row"].tolist() == [202, 203]
    assert len(result.table) == 200


def test_missing_column_is_refused_with_its_name(clean: Clean) -> None:
    with pytest.raises(InputError, match="no known format"):
        clean(samples.SIMPLE.replace('"birth_date"', '"born"'), name="x.csv")
    with pytest.raises(InputError, match="more than once"):
        clean(samples.SIMPLE.replace('"phones"', '"id"'), name="x.csv")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty file"),
        (b"<!DOCTYPE html><html><body>Forbidden</body></html>", "HTML page"),
        (b"hello world", "no known format"),
        (b'[{"entity_id": "2022/1"', "damaged"),
        (b'{"entity_id": "2022/1", "forename": "\xff"}', "byte 0xff"),
        (b"PK\x03\x04 not a workbook", "spreadsheet"),
        (b'{"entity_id": ' + b"[" * 100_000, "cannot be read"),
        (b'{"total": 0, "query": {}, "_embedded": {"notices": []}}', "each file is empty"),
        (b"[]", "each file is empty"),
        (b'{"_embedded": "x", "error": {"code": 403}}', "1 of 1 rows"),
    ],
)
def test_refusals_name_the_file(clean: Clean, content: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words):
        clean(content)


def test_same_file_twice_changes_nothing(clean: Clean) -> None:
    once, twice = clean(samples.FTM), clean(samples.FTM, samples.FTM)
    pd.testing.assert_frame_equal(once.table, twice.table)


def test_rows_of_one_id_that_name_other_persons_are_set_aside_by_row(clean: Clean) -> None:
    rows = [
        samples.notice("2022/1", "Ivo", "Testov"),
        samples.notice("2022/1", "IVO", "TESTOV"),
        samples.notice("2022/1", "Qorvin", "Maddelstrop"),
        samples.notice("2022/1", "Ivo", "Testov", date_of_birth="1991/07/09"),
        samples.notice("2022/1", "Testov", "Ivo", date_of_birth="1980"),
    ]
    result = clean(json.dumps(rows))
    assert result.table["name"].tolist() == ["Ivo Testov"]
    assert result.rejects[["row", "reason"]].to_numpy().tolist() == [
        [3, "another name than row 1 of 0-input.json, which has the same id"],
        [4, "another birth date than row 1 of 0-input.json, which has the same id"],
    ]
    assert result.account.sentence("notices") == "5 rows in = 1 notices + 2 merged + 2 set aside"


@pytest.mark.parametrize(("other", "apart"), [("1964", True), ("1965", False), ("1967", False), ("1968", True)])
def test_a_year_of_birth_meets_the_years_that_another_statement_leaves_open(other: str, apart: bool) -> None:
    one, two = parse_date("1965-1967"), parse_date(other)
    assert _apart(one, two) == _apart(two, one) == apart


@given(
    st.lists(
        st.tuples(
            st.integers(1, 4),
            st.sampled_from(["Ivo Testov", "Ana Prova", ""]),
            st.sampled_from(["1980/02/03", "1980", "1991/07/09", ""]),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_every_row_is_written_merged_or_set_aside(rows: list[tuple[int, str, str]]) -> None:
    held = [samples.notice(f"2022/{number}", name, "", date_of_birth=born) for number, name, born in rows]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "x.json"
        path.write_text(json.dumps(held))
        result = clean_notices([path], DAY)
    account = result.account
    assert account.written + account.merged + account.rejected == len(rows)
    assert (account.written, account.rejected) == (len(result.table), len(result.rejects))


def test_another_data_set_of_opensanctions_is_refused(clean: Clean) -> None:
    other = samples.SIMPLE.replace("INTERPOL Red Notices", "US OFAC Specially Designated Nationals (SDN) List")
    with pytest.raises(InputError, match=r"no Red Notice among 3 rows \(first: data set 'US OFAC"):
        clean(other, name="x.csv")
    some = samples.SIMPLE.replace('"INTERPOL Red Notices","2024', '"Some List;INTERPOL Red Notices","2024')
    assert len(clean(some, name="x.csv").table) == 3
    foreign = samples.person("p1") | {"datasets": ["us_ofac_sdn"]}
    result = clean(samples.lines(samples.person("p2"), foreign))
    assert result.table["notice_id"].tolist() == ["p2"]
    assert result.rejects["reason"].tolist() == ["data set 'us_ofac_sdn', not INTERPOL Red Notices"]


def test_a_person_without_a_sanction_or_a_data_set_is_no_notice(clean: Clean) -> None:
    bare = {key: held for key, held in samples.person("p1").items() if key != "datasets"}
    with pytest.raises(InputError, match=r"no Red Notice among 1 rows \(first: no Red Notice of this person"):
        clean(samples.lines(bare))


def test_an_id_of_a_year_after_the_snapshot_is_set_aside(clean: Clean) -> None:
    held = [samples.notice(f"2022/{number}") for number in range(1, 100)]
    result = clean(json.dumps([*held, samples.notice("2026/7")]))
    assert len(result.table) == 99
    assert "an id of 2026, after the snapshot of 2025-01-01" in result.rejects["reason"][0]
    with pytest.raises(InputError, match="an id of 2026, after the snapshot"):
        clean(json.dumps([samples.notice("2022/1"), samples.notice("2026/7"), samples.notice("2026/8")]))


@pytest.mark.parametrize(
    "text",
    ["2022/46614", "2022-46614", "interpol-red-2022-46614", " 2022 / 046614 ", "https://x/notices/v1/red/2022-46614"],
)
def test_id_has_one_form(text: str) -> None:
    assert canonical_id(text) == "2022/46614"


@pytest.mark.parametrize("text", ["NK-abc", "Q77", "gb-coh-2001-55", "2022", "", "22/46614", "2022/x"])
def test_other_ids_are_left(text: str) -> None:
    assert canonical_id(text) == ""


@given(st.integers(1900, 2099), st.integers(1, 999_999_999), st.sampled_from(["{}/{}", "{}-{}", "interpol-red-{}-{}"]))
def test_every_id_has_one_form(year: int, number: int, form: str) -> None:
    assert canonical_id(form.format(year, number)) == f"{year}/{number}"


@given(st.text())
def test_canonical_form_is_stable(text: str) -> None:
    once = canonical_id(text)
    assert canonical_id(once) == once


@pytest.mark.parametrize("text", ["2025-13-01", "2025-1-1", "20250101", "yesterday", "", "1999-01-01", "2999-01-01"])
def test_snapshot_must_be_a_day(text: str) -> None:
    with pytest.raises(InputError, match="YYYY-MM-DD"):
        parse_snapshot(text)


def test_snapshot_is_read() -> None:
    assert parse_snapshot("2025-01-01") == DAY


def test_sanctions_of_what_is_no_person_are_no_damage(clean: Clean) -> None:
    """A collection holds companies, whose sanctions by other lists are not those of persons that are missing."""
    other = [
        {"id": f"s{place}", "schema": "Sanction", "datasets": ["eu_fsf"], "properties": {"entity": [f"c{place}"]}}
        for place in range(9)
    ]
    result = clean(samples.FTM + samples.lines(*other), name="x.json")
    assert len(result.table) == len(clean(samples.FTM, name="y.json").table)
    assert result.rejects["reason"].str.contains("a person who is not in the file").sum() == 9
    gone = [{**sanction, "datasets": ["interpol_red_notices"]} for sanction in other]
    with pytest.raises(InputError, match="rows that cannot be used"):
        clean(samples.FTM + samples.lines(*gone), name="z.json")


def test_sanctions_within_a_person_state_requester_and_charge(clean: Clean) -> None:
    parts = {key: [samples.sanction(key, f"2024/{key[1]}", ["ru"], ["Fraud"])] for key in ("p1", "p2")}
    people = [samples.person(key, sanctions=part) for key, part in parts.items()]
    result = clean(samples.lines(*people, samples.person("p3", sanctions=["no sanction", {"schema": "Sanction"}])))
    assert result.table["requesting_countries"].tolist() == ["RUS", "RUS", ""]
    assert result.table["charges"].tolist() == ["Fraud", "Fraud", ""]
    assert result.account.sentence("notices") == "3 rows in = 3 notices + 0 merged + 0 set aside"
    assert not any("unknown field" in sentence for sentence in result.audit.sentences())


def test_a_child_is_flagged_by_row(clean: Clean) -> None:
    born = {"2022/1": "2011/01/01", "2022/2": "2010/01/01", "2015/3": "1999/01/01", "2022/4": "2023/01/01"}
    result = clean(json.dumps([samples.notice(number, date_of_birth=day) for number, day in born.items()]))
    flagged = [sentence for sentence in result.audit.sentences() if "under 12" in sentence]
    assert len(flagged) == 1 and flagged[0].startswith("people under 12 in the year of their notice")
    assert ": 2 (row 1 of 0-input.json, row 4 of 0-input.json);" in flagged[0]
    adult = clean(json.dumps([samples.notice("2022/2", date_of_birth="2010")]))
    assert not any("under 12" in sentence for sentence in adult.audit.sentences())
