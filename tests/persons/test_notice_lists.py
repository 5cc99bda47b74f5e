"""Every notice format, on invented people: one row a notice, requesters exactly as stated, bad rows set aside."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from analysis.core.errors import InputError
from analysis.persons.cleaning import Cleaned
from analysis.persons.notice_lists import COLUMNS, clean_notices
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
        "api_pages": 2, "api_details": 2, "api_lines": 2, "ftm": 2, "simple": 3, "psv": 3, "french": 3, "inferred": 3,
        "sheet": 2, "joined": 2, "turkish": 2, "scrape": 2,
    }  # fmt: skip


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
    result = clean_notices([samples.put(tmp_path / "pages", pages | {"notes.md": b"x", ".hidden": b"x"})], DAY)
    assert row(result, "2022/1")["requesting_countries"] == "RUS;SLV"
    assert any("notes.md" in sentence for sentence in result.audit.sentences())


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
    assert any("160 results" in sentence and "holds 1" in sentence for sentence in result.audit.sentences())


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
    assert any("birth date left out 1 times" in sentence for sentence in result.audit.sentences())


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
    assert len(flagged) == 1 and flagged[0].startswith("2 persons were under 12 at the notice")
    assert "row 1 of 0-input.json, row 4 of 0-input.json;" in flagged[0]
    adult = clean(json.dumps([samples.notice("2022/2", date_of_birth="2010")]))
    assert not any("under 12" in sentence for sentence in adult.audit.sentences())
