"""Folders with empty answers."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest

from analysis.core.errors import InputError
from analysis.persons.notice_lists import clean_notices
from tests.persons.samples import notice, page, put

DAY = datetime.date(2025, 1, 1)
EMPTY = {"a.json": b"", "b.json": b"[]", "c.json": b"{}", "d.json": b"null"}


def test_empty_answers_of_a_folder_are_empty_and_a_blank_file_is_set_aside(tmp_path: Path) -> None:
    pages = {
        "e.json": json.dumps(page([], "RU")).encode(),
        "f.json": json.dumps(page([notice("2022/1")], "RU")).encode(),
    }
    result = clean_notices([put(tmp_path / "answers", EMPTY | pages)], DAY)
    assert result.table["notice_id"].tolist() == ["2022/1"]
    assert result.rejects["file"].tolist() == ["a.json"]
    assert "an empty file" in result.rejects["reason"][0]


@pytest.mark.parametrize("files", [EMPTY, {"b.json": b"[]"}, {"e.json": json.dumps(page([], "RU")).encode()}])
def test_empty_answers_alone_are_refused(files: dict[str, bytes], tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no Red Notice: each file is empty"):
        clean_notices([put(tmp_path / "answers", files)], DAY)
