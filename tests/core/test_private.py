"""Row-level tables: where they go, and who may read them."""

from __future__ import annotations

import stat
from pathlib import Path

import pandas as pd
import pytest

from analysis.core.errors import InputError
from analysis.core.files import make_private
from analysis.core.private import write_rows

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


def test_half_a_letter_is_written_as_a_question_mark(tmp_path: Path) -> None:
    write_rows(NOTICES.assign(charges=["=1", "a\ud800", "@x"]), tmp_path / "rows.csv")
    assert "=1" in (tmp_path / "rows.csv").read_text() and "a?" in (tmp_path / "rows.csv").read_text()
