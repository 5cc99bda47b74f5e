"""An edited table is sealed whole or not at all, with what differs from its last sealed state."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from analysis import cli
from analysis.core.errors import InputError
from analysis.core.files import csv_as_text
from analysis.tables import sealing
from analysis.tables.release import load
from analysis.tables.sealing import seal
from analysis.tables.shipped import raw_path, sidecar_path


def append(root: Path, name: str, line: str) -> None:
    """Add a row by hand, as an editor would, without touching the sidecar."""
    path = raw_path(name, root)
    path.write_bytes(path.read_bytes() + f"{line}\n".encode())


FLAG = "afg-2021-ghani3,year_approximate,an invented caution"


def commit(root: Path) -> None:
    """Commit the shipped tables in a repository of their own."""
    who = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org"]
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "first"]):
        subprocess.run(["git", *who, *words], cwd=root, check=True, capture_output=True)


def test_hash_rows_and_difference(root: Path) -> None:
    before = len(csv_as_text(raw_path("cases_flags")))
    commit(root)
    append(root, "cases_flags", FLAG)
    with pytest.raises(InputError, match=r"run `python -m analysis seal cases_flags`"):
        load("cases_flags", root)
    (sealed,) = seal(["cases_flags"], root)
    assert (sealed.table, sealed.rows) == ("cases_flags", before + 1)
    assert sealed.difference.changes[["key", "column", "new", "change"]].to_numpy().tolist() == [
        ["case_id afg-2021-ghani3, flag year_approximate", "explanation", "an invented caution", "added"]
    ]
    assert len(load("cases_flags", root)) == before + 1


def test_only_one_line_of_the_sidecar_changes(root: Path) -> None:
    beside = sidecar_path(raw_path("cases_flags", root))
    before = beside.read_text(encoding="utf-8").splitlines()
    append(root, "cases_flags", FLAG)
    seal(["cases_flags"], root)
    after = beside.read_text(encoding="utf-8").splitlines()
    changed = [line for line in after if line not in before]
    assert [line.partition(":")[0] for line in changed] == ["sha256"]
    assert [line for line in before if line not in after] == [line for line in before if line.startswith("sha256:")]


def test_a_seal_without_an_edit_changes_nothing(root: Path) -> None:
    before = {path: path.read_bytes() for path in root.rglob("*.*")}
    assert seal(["cases_flags"], root) == []
    assert {path: path.read_bytes() for path in before} == before


@pytest.mark.parametrize(
    ("name", "line", "message"),
    [
        ("cases_flags", "afg-2021-ghani3,unheard_of,x", r"'unheard_of' in column 'flag'.*cases_flags.csv at row \d+"),
        ("cases_flags", "afg-1900-nobody,copy_read,x", r"the case 'afg-1900-nobody'.*cases_flags.csv at row"),
        ("cases_flags", "afg-2021-ghani3,group_row,x", "a second time"),
        ("cases_flags", "afg-2021-ghani3", "a row of 1 field"),
    ],
)
def test_a_table_that_fails_is_refused_and_nothing_is_written(root: Path, name: str, line: str, message: str) -> None:
    append(root, name, line)
    files = {path: path.read_bytes() for path in root.rglob("*.*")}
    with pytest.raises(InputError, match=message) as refused:
        seal([name], root)
    assert str(refused.value.file).startswith(str(root))
    assert {path: path.read_bytes() for path in root.rglob("*.*")} == files


def test_a_table_on_which_another_rests_is_refused_too(root: Path) -> None:
    """A case that its cautions still name cannot be taken out alone."""
    path = raw_path("cases", root)
    lines = path.read_text(encoding="utf-8").split("\n")
    path.write_text("\n".join(line for line in lines if not line.startswith("afg-2021-ghani3,")), encoding="utf-8")
    with pytest.raises(InputError, match=r"the case 'afg-2021-ghani3'.*cases_\w+.csv"):
        seal(["cases"], root)


def test_tables_edited_together_are_sealed_together(root: Path) -> None:
    commit(root)
    key = "nor-1999-testov"
    row = csv_as_text(raw_path("cases")).iloc[0].to_dict() | {"case_id": key, "requesting_country": "NOR"}
    append(root, "cases", ",".join(f'"{cell}"' for cell in row.values()))
    append(root, "cases_flags", f"{key},group_row,invented")
    effects = csv_as_text(raw_path("cases_effects")).iloc[0].to_dict() | {"case_id": key}
    append(root, "cases_effects", ",".join(effects.values()))
    append(root, "cases_readings", f"{key},first,{row['claim_status']}")
    append(root, "case_addresses", f"c999,{key}")
    with pytest.raises(InputError, match="run `python -m analysis seal cases`"):
        seal(["cases_flags"], root)
    tables = ["cases", "cases_flags", "cases_effects", "cases_readings", "case_addresses"]
    sealed = seal(tables, root)
    assert [one.table for one in sealed] == tables
    assert sealed[0].difference is not None and set(sealed[0].difference.changes["country"]) == {"NOR"}
    assert key in set(load("cases", root)["case_id"])


def test_nothing_is_left_half_written(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    append(root, "cases_flags", FLAG)
    beside = sidecar_path(raw_path("cases_flags", root))
    before, write = beside.read_bytes(), sealing.write_atomic

    def fail(path: Path, content: str, *, public: bool = False) -> None:
        if path == beside:
            raise OSError(28, "No space left on device", str(path))
        write(path, content, public=public)

    monkeypatch.setattr(sealing, "write_atomic", fail)
    with pytest.raises(OSError, match="No space left"):
        seal(["cases_flags"], root)
    assert beside.read_bytes() == before


def test_without_a_committed_state_nothing_is_compared(root: Path) -> None:
    append(root, "cases_flags", FLAG)
    (sealed,) = seal(["cases_flags"], root)
    assert sealed.difference is None


@pytest.mark.parametrize("name", ["caes", "countries-50m"])
def test_what_is_no_table_is_not_sealed(root: Path, name: str) -> None:
    with pytest.raises(InputError, match=f"no table '{name}'"):
        seal([name], root)


def test_the_verb_shows_what_differs(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    commit(root)
    append(root, "cases_flags", FLAG)
    monkeypatch.setattr(sealing.seal, "__defaults__", (root,))
    assert cli.main(["seal", "cases_flags"]) == 0
    out = capsys.readouterr().out
    assert "added: [case_id afg-2021-ghani3, flag year_approximate] explanation: - -> an invented caution" in out
    assert "rows; compared with the committed state" in out
    assert cli.main(["seal", "cases_flags"]) == 0
    assert "nothing to seal" in capsys.readouterr().out
