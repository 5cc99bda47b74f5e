"""Files that are read and written part by part give what they give as a whole, and a refused one leaves no row."""

from __future__ import annotations

import csv
import datetime
import io
import json
import os
import tracemalloc
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from analysis.core import disk_table
from analysis.core.errors import InputError
from analysis.persons import cleaning
from analysis.persons.notice_lists import COLUMNS, NoticeRun, clean_notices
from analysis.persons.reading import delimited, text_of
from tests.bench.cleaning import KINDS
from tests.persons import samples

DAY = datetime.date(2025, 1, 1)
HERE = Path("x.json")
MARKS = {b"": "utf-8", b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


@settings(deadline=None)
@given(
    st.binary(max_size=60) | st.text(st.sampled_from("aé\n漢"), max_size=30).map(str.encode),
    st.sampled_from([*MARKS]),
)
def test_a_file_is_decoded_in_parts_as_the_whole_is(content: bytes, mark: bytes) -> None:
    held = mark + content
    assume(mark or not held.startswith(tuple(filter(None, MARKS))))
    try:
        wanted: object = held.decode(MARKS[mark])
    except UnicodeDecodeError as error:
        skipped = len(held) - len(error.object)
        start = error.start + skipped
        wanted = (held[start], 1 + held[:start].count(b"\n"))
    try:
        assert text_of(io.BytesIO(held), HERE, newline="").read() == wanted
    except InputError as error:
        assert (int(error.got.split()[1], 16), error.row) == wanted


@given(st.text(st.sampled_from('ab",;\n\r\x00'), max_size=40))
def test_a_table_is_split_in_lines_as_the_whole_is(text: str) -> None:
    plain = text.replace("\x00", "\ufffd").replace("\r\n", "\n").replace("\r", "\n")
    rows = csv.reader(io.StringIO(plain, newline=""))
    wanted = [row for row in rows if any(cell.strip(" ") for cell in row)]
    stream = io.TextIOWrapper(io.BytesIO(text.encode()), "utf-8", newline=None)
    assert [row for _, row in delimited(stream, ",", HERE)] == wanted
    assert [row for _, row in delimited(text, ",", HERE)] == wanted


@pytest.mark.parametrize("name", samples.NOTICE_SAMPLES)
def test_a_table_written_in_parts_is_the_whole(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = samples.put(tmp_path / name, samples.NOTICE_SAMPLES[name]())
    held = clean_notices([folder], DAY)
    monkeypatch.setattr("analysis.persons.notice_lists.PART", 1)
    run = NoticeRun(DAY).read([folder])
    parts = [*run.tables()]
    assert len(parts) == len(held.table)
    pd.testing.assert_frame_equal(pd.concat(parts, ignore_index=True), held.table)
    assert run.account == held.account
    assert run.audit.sentences() == held.audit.sentences()


@settings(deadline=None, max_examples=25)
@given(st.lists(st.tuples(st.integers(1, 5), st.sampled_from(["RU", "SV", "QQ"])), min_size=1, max_size=30))
def test_files_of_one_notice_are_joined_whatever_lies_between(rows: list[tuple[int, str]]) -> None:
    sound = [number for number, country in rows if country != "QQ"]
    with TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        patch.setattr(cleaning, "check_rejects", lambda *_: None)
        files = {
            f"{place:02}.json": json.dumps(samples.detail(f"2022/{number}", (country, "x", None))).encode()
            for place, (number, country) in enumerate(rows)
        }
        run = NoticeRun(DAY).read([samples.put(Path(name, "in"), files)])
        if not sound:
            with pytest.raises(InputError, match="rows 0"):
                [*run.tables()]
            return
        table = pd.concat(run.tables())
        rejects = pd.concat([pd.DataFrame(columns=cleaning.REJECT_COLUMNS), *run.rejects()])
    assert table["notice_id"].tolist() == [f"2022/{number}" for number in dict.fromkeys(sound)]
    assert rejects["file"].tolist() == [f"{place:02}.json" for place, row in enumerate(rows) if row[1] == "QQ"]
    assert run.account.written + run.account.merged + run.account.rejected == len(rows)


def test_a_refused_file_of_a_folder_leaves_no_row(tmp_path: Path) -> None:
    good = {f"{n}.json": json.dumps([samples.notice(f"2022/{n}")]).encode() for n in range(20)}
    late = json.dumps([samples.notice("2022/99"), samples.notice("2022/98")])[:-1].encode() + b"x"
    result = clean_notices([samples.put(tmp_path / "in", good | {"5-late.json": late})], DAY)
    assert sorted(result.table["notice_id"]) == sorted(f"2022/{n}" for n in range(20))
    assert result.rejects["file"].tolist() == ["5-late.json"]
    assert result.account.sentence("notices") == "21 rows in = 20 notices + 0 merged + 1 set aside"


def test_a_pipe_is_refused(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(InputError, match="got a device or a pipe; expected a file or a folder"):
        clean_notices([pipe], DAY)


def test_a_line_inherits_no_requester_from_the_page_before(tmp_path: Path) -> None:
    """Before, a page asked without a requesting country took that of the line before it."""
    bare = samples.page([samples.notice("2022/2")])
    path = tmp_path / "pages.jsonl"
    path.write_text(samples.lines(samples.page([samples.notice("2022/1")], "RU"), bare))
    assert clean_notices([path], DAY).table["requesting_countries"].tolist() == ["RUS", ""]


def test_an_input_without_a_notice_gives_an_empty_part(tmp_path: Path) -> None:
    path = tmp_path / "none.json"
    path.write_text('{"total": 0, "query": {}, "_embedded": {"notices": []}}')
    tables = NoticeRun(DAY).read([path]).tables()
    assert list(next(tables).columns) == COLUMNS
    with pytest.raises(InputError, match="rows 0"):
        next(tables)


def _most_memory(path: Path) -> int:
    """Give the most bytes that Python held while it cleaned a file, which is read once before to fill what it keeps."""
    for start in (lambda: None, tracemalloc.start):
        start()
        for _ in NoticeRun(DAY).read([path]).tables():
            pass
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most


@pytest.mark.thorough
@pytest.mark.parametrize("name", ["an export", "a table"])  # one list of JSON is read whole
def test_memory_does_not_grow_with_the_notices(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.persons.notice_lists.PART", 100)
    monkeypatch.setattr(disk_table, "BATCH", 100)
    few, many = tmp_path / "few", tmp_path / "many"
    KINDS[name].write(few, 500)
    KINDS[name].write(many, 4_000)
    each = (_most_memory(many) - _most_memory(few)) / 3_500
    assert each < 40  # bytes; a notice that is kept takes some thousand
