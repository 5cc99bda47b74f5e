"""Shipped files: found, hashed, described; anything else is refused with its name."""

import hashlib

import numpy as np
import pytest
import yaml

from analysis.core.errors import InputError
from analysis.core.files import RAW
from analysis.tables.shipped import (
    _edges,
    _linked,
    checked_bytes,
    raw_path,
    raw_paths,
    read_raw,
    sidecar,
    sidecar_path,
    store,
)


@pytest.mark.parametrize("name", sorted(raw_paths(RAW)))
def test_every_shipped_file_matches_its_sidecar(name):
    assert hashlib.sha256(checked_bytes(name)).hexdigest() == sidecar(name).sha256
    assert all(source["url"].startswith("http") and source["title"] for source in sidecar(name).origin)
    assert all(len(limit) > 20 for limit in sidecar(name).known_limits)


def test_missing_table(root):
    raw_path("cases", root)
    raw_path("cases", root).unlink()
    with pytest.raises(InputError, match=r"got no table 'cases'.*git checkout -- data/raw"):
        read_raw("cases", root)


def test_unknown_table():
    with pytest.raises(InputError, match=r"no table 'caes'; expected one of .*'cases'"):
        raw_path("caes")


def test_edited_table(root):
    path = raw_path("cases_flags", root)
    path.write_bytes(path.read_bytes().replace(b"group_row", b"group_ROW", 1))
    with pytest.raises(InputError, match=r"sha256 .* the one in cases_flags.yml.*if you meant the edit"):
        read_raw("cases_flags", root)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "no row"),
        (b"case_id,flag,explanation\n", "no row"),
        (b'a,b\n"1,2\n', "broken CSV"),
        (b'a,b\n1,"2" 3\n', "broken CSV"),
        (b"a,b,a\n1,2,3\n", "2 columns 'a'; expected each column once"),
        (b"a,b\n1,\x002\n", "a null byte"),
        ("case_id\nPérez\n".encode("latin-1"), "cannot be read"),
        (b"a,b\n1,2\n3\n", "a row of 1 field; expected 2"),
        (b"a,b\n1,2\n\n3,4\n", "a row of 0 fields; expected 2"),
        (b"a,b\n1,2\n1,2,3\n", "a row of 3 fields; expected 2"),
    ],
)
def test_empty_or_unreadable_table(root, content, message):
    store(raw_path("cases_flags", root), content)
    with pytest.raises(InputError, match=f"{message}.*cases_flags.csv"):
        read_raw("cases_flags", root)


def rewrite_sidecar(root, change):
    path = sidecar_path(raw_path("cases", root))
    held = yaml.safe_load(path.read_text())
    change(held)
    path.write_text(yaml.safe_dump(held))
    return sidecar


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda held: held.pop("licence"), "to fix, add the field 'licence'"),
        (lambda held: held.update(colour="red"), "to fix, remove the field 'colour'"),
        (lambda held: held.update(known_limits=[]), r"got \[\] in field 'known_limits'"),
        (lambda held: held.update(citation=""), "got '' in field 'citation'; expected a text that is not blank"),
        (lambda held: held.update(retrieved=2026), "unquoted 2026; expected a valid string; to fix, put it in quot"),
        (lambda held: held.update(origin=[{"title": "A page"}]), "no field 'origin.0.url'"),
        (lambda held: held["origin"][0].update(author="A"), "got the unknown field 'origin.0.author'"),
    ],
)
def test_incomplete_sidecar(root, change, message):
    rewrite_sidecar(root, change)
    with pytest.raises(InputError, match=f"{message}.*cases.yml"):
        read_raw("cases", root)


@pytest.mark.parametrize(
    ("text", "message"), [("- a\n- b\n", "a valid dictionary"), ("a: [", "broken yml"), ("", "an empty file")]
)
def test_sidecar_that_is_no_mapping(root, text, message):
    sidecar_path(raw_path("cases", root)).write_text(text)
    with pytest.raises(InputError, match=message):
        sidecar("cases", root)


def test_missing_sidecar(root):
    sidecar_path(raw_path("cases", root)).unlink()
    with pytest.raises(InputError, match=r"no sidecar; expected a file cases.yml"):
        read_raw("cases", root)


def test_store_writes_table_and_hash(root):
    path = raw_path("cases_flags", root)
    before = sidecar("cases_flags", root)
    store(path, b"case_id,flag,explanation\nx,y,z\n")
    after = sidecar("cases_flags", root)
    assert checked_bytes("cases_flags", root) == path.read_bytes()
    assert after.sha256 != before.sha256
    assert after.known_limits == before.known_limits


def test_store_needs_a_sidecar(tmp_path):
    with pytest.raises(InputError, match="no sidecar"):
        store(tmp_path / "new.csv", b"a\n1\n")
    (tmp_path / "new.yml").write_text("title: no hash here\n")
    with pytest.raises(InputError, match="0 lines `sha256:`"):
        store(tmp_path / "new.csv", b"a\n1\n")
    assert not (tmp_path / "new.csv").exists()


def test_edges_in_any_order_make_the_ring_they_came_from() -> None:
    ring = np.array([[0.0, 0.0], [2.0, 0.0], [2.0, 1.0], [0.0, 1.0], [0.0, 0.0]])
    edges = _edges(ring)
    assert _linked([edges[0], edges[3], edges[1], edges[2]]).tolist() == ring.tolist()
