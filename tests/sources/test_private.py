"""Row-level tables: where they go, who may read them, and pseudonyms."""

from __future__ import annotations

import stat
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.clean.private import load_key, make_private, pseudonym, pseudonymise, write_rows
from analysis.errors import InputError

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
    private = tmp_path / "private"
    private.mkdir(mode=0o755)
    monkeypatch.setattr("analysis.clean.private.PRIVATE", private)
    assert write_rows(NOTICES, private / "rows.csv") == ""
    assert mode(private) == 0o700


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
    path.write_text("short")
    with pytest.raises(InputError, match="no key"):
        load_key(path)


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
    assert notices["name"][0] == notices["name"][1] == lists["name"][0]
    assert lists["aliases"][0].split(";")[0] == lists["name"][0]
    assert lists["name"][1] == "Prova JSC"
    assert lists["birth_dates"].tolist() == ["1980;1960/1962", ""]
    assert notices["birth_date"].tolist() == ["1980", "1965", "1995/1996"]
    assert notices["birth_date_precision"].tolist() == ["year", "year", "range"]


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
