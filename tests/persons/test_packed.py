"""Lists as users hand them over: as a spreadsheet or another system left them."""

from __future__ import annotations

import csv
import gzip
import io
import os
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from analysis.core.errors import InputError
from analysis.persons.cleaning import Cleaned
from analysis.persons.designations import clean_designations
from analysis.persons.notice_lists import clean_notices
from tests.persons import samples
from tests.persons.published import PUBLISHED, Published, archive
from tests.persons.test_notice_lists import DAY

BY_LIST = pytest.mark.parametrize("held", PUBLISHED, ids=lambda held: held.reader)
#: Notices, each with the mark between its fields; blank for JSON.
NOTICES = {
    "api_pages": "",
    "api_details": "",
    "api_lines": "",
    "ftm": "",
    "simple": ",",
    "joined": ",",
    "turkish": ";",
    "scrape": ",",
    "french": ";",
    "inferred": ",",
}


def wide(text: str) -> bytes:
    return text.replace('encoding="UTF-8"', 'encoding="utf-16"').replace('encoding="utf-8"', "").encode("utf-16")


def parted_by(text: str, old: str, new: str) -> str:
    stream = io.StringIO()
    csv.writer(stream, delimiter=new, lineterminator="\r\n").writerows(csv.reader(io.StringIO(text), delimiter=old))
    return stream.getvalue()


FORMS: dict[str, Callable[[str], bytes]] = {
    "byte order mark": lambda text: text.encode("utf-8-sig"),
    "lines of Windows": lambda text: text.replace("\r\n", "\n").replace("\n", "\r\n").encode(),
    "blank lines": lambda text: f"{text}\n \n\n".encode(),
    "UTF-16": wide,
}
BY_FORM = pytest.mark.parametrize("form", FORMS)


def put(folder: Path, content: bytes) -> list[Path]:
    path = folder / "list.txt"
    path.write_bytes(content)
    return [path]


def same(one: Cleaned, other: Cleaned) -> None:
    pd.testing.assert_frame_equal(one.table, other.table)
    assert one.account == other.account


@BY_FORM
@BY_LIST
def test_a_list_is_the_same_however_it_was_kept(held: Published, form: str, tmp_path: Path) -> None:
    plain = clean_designations(put(tmp_path, held.text.encode()))
    same(clean_designations(put(tmp_path, FORMS[form](held.text))), plain)


def notices(name: str) -> str:
    [content] = samples.NOTICE_SAMPLES[name]().values()
    return content.decode()


@BY_FORM
@pytest.mark.parametrize("name", NOTICES)
def test_notices_are_the_same_however_they_were_kept(name: str, form: str, tmp_path: Path) -> None:
    plain = clean_notices(put(tmp_path, notices(name).encode()), DAY)
    same(clean_notices(put(tmp_path, FORMS[form](notices(name))), DAY), plain)


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_table_may_be_parted_by_any_mark(mark: str, encoding: str, tmp_path: Path) -> None:
    for name, old in NOTICES.items():
        if old:
            plain = clean_notices(put(tmp_path, notices(name).encode()), DAY)
            same(clean_notices(put(tmp_path, parted_by(notices(name), old, mark).encode(encoding)), DAY), plain)
    tables = [held for held in PUBLISHED if held.text.lstrip()[0] not in "<{["]
    assert len(tables) == 4
    for held in tables:
        old = ";" if ";" in held.head else ","
        plain = clean_designations(put(tmp_path, held.text.encode()))
        same(clean_designations(put(tmp_path, parted_by(held.text, old, mark).encode(encoding))), plain)


@pytest.mark.parametrize("prefix", ["q", "ns0"])
def test_a_document_may_have_any_prefix(prefix: str, tmp_path: Path) -> None:
    documents = [held for held in PUBLISHED if held.text.startswith("<")]
    assert len(documents) == 5
    for held in documents:
        first, _, rest = held.text.partition("\n")
        said = rest.replace("</", "\0").replace("<", f"<{prefix}:").replace("\0", f"</{prefix}:")
        root, _, more = said.partition(">")
        plain = clean_designations(put(tmp_path, held.text.encode()))
        other = clean_designations(put(tmp_path, f'{first}\n{root} xmlns:{prefix}="x">{more}'.encode()))
        same(other, plain)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes with a name")
def test_a_pipe_and_a_device_are_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path(os.devnull)):
        with pytest.raises(InputError, match="a device, a pipe or a link"):
            clean_notices([path], DAY)


def test_a_packed_file_is_refused(tmp_path: Path) -> None:
    for content in (gzip.compress(samples.SDN.encode()), archive({"list.csv": samples.SDN})):
        for clean in (clean_designations, lambda paths: clean_notices(paths, DAY)):
            with pytest.raises(InputError, match="got a packed file; expected a list; to fix, unpack it"):
                clean(put(tmp_path, content))


def test_each_file_of_a_folder_must_be_a_list(tmp_path: Path) -> None:
    files = {"sdn.csv": samples.SDN.encode(), "alt.csv": samples.ALT.encode(), ".hidden": b"read me"}
    folder = samples.put(tmp_path / "folder", files)
    same(clean_designations([folder]), clean_designations([folder / "alt.csv", folder / "sdn.csv"]))
    (folder / "note.txt").write_text("read me")
    with pytest.raises(InputError, match=r"no known format.*note\.txt"):
        clean_designations([folder])
