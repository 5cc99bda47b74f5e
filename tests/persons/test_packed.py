"""Lists as users hand them over: as a spreadsheet, another system or an archive left them; and archives without end."""

from __future__ import annotations

import csv
import gzip
import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from analysis.core.errors import InputError
from analysis.persons import inputs
from analysis.persons.cleaning import Cleaned
from analysis.persons.designations import clean_designations
from analysis.persons.notice_lists import clean_notices
from tests.persons import samples
from tests.persons.published import PUBLISHED, Published
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


def zipped(**parts: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(f"lists/{name}", content)
        archive.writestr("__MACOSX/._list", b"x")
    return buffer.getvalue()


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
    "gzip": lambda text: gzip.compress(text.encode()),
    "gzip of two parts": lambda text: gzip.compress(text.encode()[:90]) + gzip.compress(text.encode()[90:]),
    "zip": lambda text: zipped(list=text.encode()),
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


def test_the_lists_of_an_archive_are_those_of_a_folder(tmp_path: Path) -> None:
    files = {"sdn.csv": samples.SDN.encode(), "alt.csv": samples.ALT.encode(), "note.txt": b"read me"}
    folder = samples.put(tmp_path / "folder", files)
    (tmp_path / "all.zip").write_bytes(zipped(**files))
    apart, packed = clean_designations([folder]), clean_designations([tmp_path / "all.zip"])
    same(packed, apart)
    assert packed.rejects["reason"].str.contains("all.zip/lists/note.txt", regex=False).sum() == 1
    assert len(clean_designations([tmp_path]).rejects) > len(apart.rejects)


def test_a_file_above_its_archive_is_read_and_laid_nowhere(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    path = put(tmp_path / "in", zipped(**{"../../above.csv": samples.SIMPLE.encode()}))
    same(clean_notices(path, DAY), clean_notices(put(tmp_path, samples.SIMPLE.encode()), DAY))
    assert not list(tmp_path.rglob("above.csv"))


def test_a_list_alone_in_an_archive_is_refused_as_it_would_be(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="a table of no known format"):
        clean_designations(put(tmp_path, zipped(list=b"a,name,c\n1,2,3\n")))
    with pytest.raises(InputError, match=r"list\.txt/lists/one"):
        clean_designations(put(tmp_path, zipped(one=b"<html>", two=b"<html>", three=b"<html>")))


def locked() -> bytes:
    content = bytearray(zipped(list=samples.SDN.encode()))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.find(mark) + place] |= 1
    return bytes(content)


def before() -> bytes:
    content = zipped(list=samples.SDN.encode())
    return content[:60] + content[90:]


def nameless() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("a", b"x")
    return content.getvalue().replace(b"a", b"\x00")


ZEROS = b"\x00" * 60_000
REFUSED = {
    "bomb": (lambda: gzip.compress(ZEROS), "more than 50,000 bytes, packed"),
    "bomb in an archive": (lambda: zipped(list=ZEROS), "an archive of 60,001 bytes"),
    "gzip in gzip": (lambda: gzip.compress(gzip.compress(b"x")), "an archive in an archive"),
    "zip in zip": (lambda: zipped(list=zipped(list=b"x")), "an archive in an archive"),
    "zip in gzip": (lambda: gzip.compress(zipped(list=b"x")), "an archive in an archive"),
    "cut gzip": (lambda: gzip.compress(samples.SDN.encode())[:-9], "breaks off, is damaged"),
    "damaged gzip": (lambda: gzip.compress(b"x")[:-8] + b"\x00" * 8, "breaks off, is damaged"),
    "cut zip": (lambda: zipped(list=samples.SDN.encode())[:-30], "damaged"),
    "damaged zip": (lambda: zipped(list=b"abc" * 99)[:60], "damaged"),
    "zip whose places lie before it": (before, "damaged"),
    "file without a name": (nameless, "damaged|a file of no known format"),  # which of the two depends on Python
    "locked zip": (locked, "locked"),
    "zip of nothing": (lambda: zipped(), "an archive of 0 files"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_an_archive_that_cannot_be_read_is_refused(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "MOST_UNPACKED", 50_000)
    make, words = REFUSED[name]
    path = put(tmp_path, make())
    for clean in (clean_designations, lambda paths: clean_notices(paths, DAY)):
        with pytest.raises(InputError, match=words):
            clean(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes with a name")
def test_a_pipe_and_a_device_are_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path(os.devnull)):
        with pytest.raises(InputError, match="a device or a pipe"):
            clean_notices([path], DAY)
