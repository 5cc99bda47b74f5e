"""Files that are read part by part give what they give as a whole, and a refused one leaves no row."""

from __future__ import annotations

import csv
import datetime
import io
import json
import os
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from analysis.core.errors import InputError
from analysis.persons import cleaning
from analysis.persons.notice_lists import clean_notices
from analysis.persons.reading import delimited, grouped, text_of
from tests.persons import samples

DAY = datetime.date(2025, 1, 1)
HERE = Path("x.json")
MARKS = {b"": "utf-8", b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


@settings(deadline=None)
@given(
    st.binary(max_size=60) | st.text(st.sampled_from("aé\n漢"), max_size=30).map(str.encode),
    st.sampled_from([*MARKS]),
)
@example(b"\x00\x00\xd8\n\x00", b"\xfe\xff")  # the byte that is wrong is held back until the next line
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


def ends_open(text: str) -> bool:
    """Walk through a table by the letter: a quotation mark opens a field at its start alone, and two are a letter."""
    state = "start"
    for letter in text:
        if state == "quoted":
            state = "after" if letter == '"' else "quoted"
        elif letter == '"' and state in ("start", "after"):
            state = "quoted"
        else:
            state = "start" if letter in ",\n" else "plain"
    return state == "quoted"


@example('"";,"')
@settings(max_examples=1000)
@given(st.text(st.sampled_from('ab",;\n\r\x00'), max_size=40))
def test_a_table_is_split_in_lines_as_the_whole_is(text: str) -> None:
    plain = text.replace("\x00", "\ufffd").replace("\r\n", "\n").replace("\r", "\n")
    rows = csv.reader(io.StringIO(plain, newline=""))
    wanted = [row for row in rows if any(cell.strip(" ") for cell in row)]
    stream = io.TextIOWrapper(io.BytesIO(text.encode()), "utf-8", newline=None)
    if ends_open(plain):
        with pytest.raises(InputError, match="ends inside quotation marks"):
            list(delimited(stream, ",", HERE))
        return
    assert [row for _, row in delimited(stream, ",", HERE)] == wanted
    assert [row for _, row in delimited(text, ",", HERE)] == wanted


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
        folder = samples.put(Path(name, "in"), files)
        if not sound:
            with pytest.raises(InputError, match="rows 0"):
                clean_notices([folder], DAY)
            return
        result = clean_notices([folder], DAY)
    assert result.table["notice_id"].tolist() == [f"2022/{number}" for number in dict.fromkeys(sound)]
    assert result.rejects["file"].tolist() == [f"{place:02}.json" for place, row in enumerate(rows) if row[1] == "QQ"]
    assert result.account.written + result.account.merged + result.account.rejected == len(rows)


def test_a_pipe_is_refused(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(InputError, match="a device, a pipe or a link that leads nowhere; expected a file"):
        clean_notices([pipe], DAY)


def test_a_line_inherits_no_requester_from_the_page_before(tmp_path: Path) -> None:
    """Before, a page asked without a requesting country took that of the line before it."""
    bare = samples.page([samples.notice("2022/2")])
    path = tmp_path / "pages.jsonl"
    path.write_text(samples.lines(samples.page([samples.notice("2022/1")], "RU"), bare))
    assert clean_notices([path], DAY).table["requesting_countries"].tolist() == ["RUS", ""]


def test_an_input_without_a_notice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "none.json"
    path.write_text('{"total": 0, "query": {}, "_embedded": {"notices": []}}')
    with pytest.raises(InputError, match="each file is empty"):
        clean_notices([path], DAY)


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.booleans()), max_size=12))
def test_values_are_joined_by_key_in_the_order_of_the_first_that_leads(entries: list[tuple[str, bool]]) -> None:
    groups = grouped((key, leads, number) for number, (key, leads) in enumerate(entries))
    firsts = [min([at for at in group if entries[at][1]], default=len(entries) + group[0]) for group in groups]
    assert firsts == sorted(firsts) and all(group == sorted(group) for group in groups)
    assert {entries[group[0]][0]: len(group) for group in groups} == dict(Counter(key for key, _ in entries))
