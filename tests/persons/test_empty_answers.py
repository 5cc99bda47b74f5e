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
EMPTY = {"b.json": b"[]", "c.json": b"{}", "d.json": b"null"}


def test_empty_answers_of_a_folder_are_empty_and_a_blank_file_is_refused(tmp_path: Path) -> None:
    pages = {
        "e.json": json.dumps(page([], "RU")).encode(),
        "f.json": json.dumps(page([notice("2022/1")], "RU")).encode(),
    }
    folder = put(tmp_path / "answers", EMPTY | pages)
    assert clean_notices([folder], DAY).table["notice_id"].tolist() == ["2022/1"]
    with pytest.raises(InputError, match=r"got an empty file; .*a\.json"):
        clean_notices([put(folder, {"a.json": b""})], DAY)


@pytest.mark.parametrize("files", [EMPTY, {"b.json": b"[]"}, {"e.json": json.dumps(page([], "RU")).encode()}])
def test_empty_answers_alone_are_refused(files: dict[str, bytes], tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no Red Notice: each file is empty"):
        clean_notices([put(tmp_path / "answers", files)], DAY)
