"""The command ``classify``."""

import csv
import stat

import pytest

from analysis.cli import main

CHARGES = 'id,charge\n1,Murder\n2,"Fraud,\ntheft"\n3,\n'


def _run(tmp_path, content, *more):
    source, target = tmp_path / "in.csv", tmp_path / "out" / "out.csv"
    source.write_bytes(content if isinstance(content, bytes) else content.encode())
    return main(["classify", str(source), "--output", str(target), *more]), target


def _read(path):
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_offences_are_added_and_all_else_is_kept(tmp_path):
    status, target = _run(tmp_path, CHARGES, "--column", "charge")
    assert status == 0
    assert _read(target) == [
        {"id": "1", "charge": "Murder", "offences": "homicide"},
        {"id": "2", "charge": "Fraud,\ntheft", "offences": "property;fraud_economic"},
        {"id": "3", "charge": "", "offences": "unspecified"},
    ]


def test_blank_lines_are_empty_charges_where_there_is_one_column(tmp_path):
    _, target = _run(tmp_path, "charge\nMurder\n\nTheft\n")
    assert [row["offences"] for row in _read(target)] == ["homicide", "unspecified", "property"]


def test_a_byte_order_mark_and_values_that_look_missing_are_kept(tmp_path):
    _, target = _run(tmp_path, "\ufeffcharge,note\nMurder,NA\nnull,None\n")
    assert [(row["charge"], row["note"]) for row in _read(target)] == [("Murder", "NA"), ("null", "None")]


def test_labels_of_an_earlier_run_are_replaced_with_a_warning(tmp_path, capsys):
    _, target = _run(tmp_path, "offences,charge\nold,Murder\n")
    assert _read(target) == [{"offences": "homicide", "charge": "Murder"}]
    assert "replaced" in capsys.readouterr().err


def test_persons_are_written_for_the_owner_alone_with_a_warning(tmp_path, capsys):
    _, target = _run(tmp_path, "name,charge\nAda Example,Murder\n")
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert "personal data (name)" in capsys.readouterr().err


def test_a_table_without_persons_needs_no_warning(tmp_path, capsys):
    _, target = _run(tmp_path, CHARGES)
    assert "warning" not in capsys.readouterr().err
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("id,text\n1,Murder\n", "no column 'charge'"),
        ("charge,charge\na,b\n", "2 columns 'charge'"),
        ("", "no column 'charge'"),
        ("id,charge\n1,Murder\n2\n", "a row of 1 field"),
        ("id,charge\n1,Murder,x\n", "at row 2"),
        ('id,charge\n1,"Murder\n', "broken CSV"),
        (b"charge\nMurd\xe9r\n", "cannot be read as UTF-8"),
        (b"PK\x03\x04\xff\xfe\x00", "cannot be read as UTF-8"),
    ],
)
def test_bad_input_is_refused_and_nothing_is_written(tmp_path, capsys, content, complaint):
    status, target = _run(tmp_path, content)
    assert status == 1
    assert complaint in capsys.readouterr().err
    assert not target.exists()


def test_a_missing_file_is_named(tmp_path, capsys):
    assert main(["classify", str(tmp_path / "none.csv"), "--output", str(tmp_path / "out.csv")]) == 1
    assert "none.csv" in capsys.readouterr().err
