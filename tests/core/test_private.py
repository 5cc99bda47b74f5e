"""Row-level tables: where they go, who may read them, and pseudonyms."""

from __future__ import annotations

import random
import re
import stat
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.core import private
from analysis.core.errors import InputError
from analysis.core.files import ROOT, make_private
from analysis.core.private import (
    load_key,
    pseudonym,
    pseudonymise,
    uniqueness_report,
    write_rows,
)

KEY = bytes(range(32))
NOTICES = pd.DataFrame(
    {
        "notice_id": ["2022/1", "2022/2", "2022/3"],
        "name": ["Ivo TESTOV", "TESTOV, Ivo", ""],
        "birth_date": ["1980-02-03", "1965~", "1995/1996"],
        "birth_date_precision": ["day", "year", "range"],
        "charges": ["Murder", "", ""],
    },
    dtype="str",
)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_only_the_owner_reads_rows(tmp_path: Path) -> None:
    output = tmp_path / "new" / "folder" / "rows.csv"
    warning = write_rows(NOTICES, output)
    assert "do not publish" in warning
    assert mode(output) == 0o600
    assert mode(output.parent) == mode(output.parent.parent) == 0o700


def test_private_folder_needs_no_warning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "private"
    folder.mkdir(mode=0o755)
    monkeypatch.setattr("analysis.core.files.PRIVATE", folder)
    monkeypatch.setattr("analysis.core.private.PRIVATE", folder)
    assert write_rows(NOTICES, folder / "rows.csv") == ""
    assert mode(folder) == 0o700


def test_folder_is_no_output(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="folder"):
        write_rows(NOTICES, tmp_path)


def test_folder_that_exists_outside_keeps_its_mode(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir(mode=0o755)
    make_private(tmp_path / "shared")
    assert mode(tmp_path / "shared") == 0o755


def test_key_is_made_once_for_its_owner(tmp_path: Path) -> None:
    path = tmp_path / "private" / "key"
    key = load_key(path)
    assert len(key) == 32
    assert mode(path) == 0o600
    assert load_key(path) == key
    assert mode(path.parent) == 0o700


@pytest.mark.parametrize("text", ["short", "ab" * 31, "x" * 64])
def test_a_text_that_is_no_key_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "key"
    path.touch(mode=0o600)
    path.write_text(text)
    with pytest.raises(InputError, match="no key"):
        load_key(path)


@pytest.mark.parametrize("others", [0o640, 0o604, 0o660, 0o666])
def test_a_key_that_others_can_read_is_refused(tmp_path: Path, others: int) -> None:
    load_key(tmp_path / "key")
    (tmp_path / "key").chmod(others)
    with pytest.raises(InputError, match="chmod 600"):
        load_key(tmp_path / "key")


def test_the_key_lies_outside_the_project() -> None:
    assert not private.KEY.is_relative_to(ROOT)


def people(count: int) -> pd.DataFrame:
    """Invent persons, each with an own birth date, in the order of their names."""
    chance = random.Random(1)
    return pd.DataFrame(
        {
            "notice_id": [f"2022/{number}" for number in range(count)],
            "name": [f"Invented {number:04}" for number in range(count)],
            "birth_date": [f"{chance.randint(1950, 1999)}-01-02" for _ in range(count)],
            "birth_date_precision": "day",
            "sex": [chance.choice("MF") for _ in range(count)],
            "nationalities": [chance.choice(["RUS", "TJK", "TUR"]) for _ in range(count)],
            "charges": [f"charge {chance.randint(1, 20)}" for _ in range(count)],
        },
        dtype="str",
    )


def test_no_row_is_found_by_its_place() -> None:
    """Before, every row joined back by position."""
    table = people(2_000)
    hidden = pseudonymise(table, KEY)
    places = {pseudonym(name, KEY): place for place, name in enumerate(table["notice_id"])}
    order = pd.Series(hidden["notice_id"].map(places))
    assert sorted(order) == list(range(2_000))
    assert (order == order.index).sum() < 10
    assert abs(order.corr(pd.Series(range(2_000)))) < 0.1
    again = pseudonymise(table.sample(frac=1, random_state=3, ignore_index=True), KEY)
    pd.testing.assert_frame_equal(again, hidden)  # the order of the input does not show at all
    assert list(pseudonymise(table, KEY[::-1])["birth_date"]) != list(hidden["birth_date"])


def test_rows_stay_whole() -> None:
    table = people(50)
    hidden = pseudonymise(table, KEY).set_index("name")
    for row in table.to_dict("records"):
        found = hidden.loc[pseudonym(row["name"], KEY)]
        assert found["birth_date"] == row["birth_date"][:4]
        assert list(found[["sex", "nationalities", "charges"]]) == [row["sex"], row["nationalities"], ""]


def test_it_is_said_how_many_can_be_found() -> None:
    table = pd.DataFrame(
        {"birth_date": ["1980", "1980", "1981", "1982"], "sex": ["M", "M", "M", ""], "charges": ["a", "a", "a", ""]},
        dtype="str",
    )
    said = uniqueness_report(table)
    assert "still personal data" in said
    assert "2 of 4 persons (50.0 %) are unique by their birth year, sex, charge" in said
    listed = pd.DataFrame({"entity_type": ["person", "person", "entity"], "sex": ["M", "M", ""]}, dtype="str")
    assert "0 of 2 persons (0.0 %) are unique by their sex" in uniqueness_report(listed)
    alone = float(re.search(r"\(([\d.]+) %\)", uniqueness_report(pseudonymise(people(500), KEY)))[1])  # type: ignore[index]
    assert alone > 10


def test_same_person_has_the_same_hash_in_every_table() -> None:
    designations = pd.DataFrame(
        {
            "designation_id": ["36", "37"],
            "entity_type": ["person", "entity"],
            "name": ["Testov Ivo", "Prova JSC"],
            "aliases": ["Ivo Testov;I. T.", "PJSC"],
            "original_script_names": ["", ""],
            "birth_dates": ["1980-02-03;1980;1960/1962", ""],
        },
        dtype="str",
    )
    notices, lists = pseudonymise(NOTICES, KEY), pseudonymise(designations, KEY)
    ((same, times),) = ((name, count) for name, count in notices["name"].value_counts().items() if name)
    person, entity = (lists[lists["entity_type"] == kind].iloc[0] for kind in ("person", "entity"))
    assert times == 2
    assert person["name"] == person["aliases"].split(";")[0] == same
    assert entity["name"] == pseudonym("Prova JSC", KEY)  # for a firm may be named after its owner
    assert (entity["designation_id"], entity["birth_dates"]) == (pseudonym("37", KEY), "")
    assert person["birth_dates"] == "1980;1960/1962"
    assert sorted(notices["birth_date"]) == ["1965", "1980", "1995/1996"]
    assert sorted(notices["birth_date_precision"]) == ["range", "year", "year"]


def test_nothing_of_the_person_is_left() -> None:
    text = pseudonymise(NOTICES, KEY).to_csv().casefold()
    assert "testov" not in text
    assert "2022/1" not in text
    assert "1980-02" not in text
    assert NOTICES["name"][0] == "Ivo TESTOV"


def test_another_key_gives_other_hashes() -> None:
    assert pseudonym("Ivo Testov", KEY) != pseudonym("Ivo Testov", bytes(32))


@given(st.lists(st.text(alphabet="abcdé", min_size=1, max_size=6), min_size=1, max_size=4), st.randoms())
def test_hash_does_not_depend_on_order_case_or_accents(words: list[str], random: object) -> None:
    shuffled = list(words)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    plain = " ".join(shuffled).upper().replace("É", "E")
    assert pseudonym(" ".join(words), KEY) == pseudonym(plain, KEY)


def test_cells_that_no_spreadsheet_or_file_can_hold_are_told(tmp_path: Path) -> None:
    told = write_rows(NOTICES.assign(charges=["=1", "a\ud800", "@x"]), tmp_path / "rows.csv", excel=True)
    assert "2 cells" in told and "1 half letters" in told
    assert "'=1" in (tmp_path / "rows.csv").read_text() and "a?" in (tmp_path / "rows.csv").read_text()
