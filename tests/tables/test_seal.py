"""An edited table is sealed whole or not at all, with what differs from its last sealed state."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from analysis import cli
from analysis.core.errors import InputError
from analysis.core.files import RAW, csv_as_text
from analysis.core.judgement import version
from analysis.tables import sealing
from analysis.tables.release import load
from analysis.tables.sealing import Sealed, drafts, seal
from analysis.tables.shipped import raw_path, raw_paths, read_raw, sidecar, sidecar_path
from tools.codebook import datapackage

INTRODUCTION = "# Changelog\n\nChanges of the data.\n\n"
RELEASED = f"{INTRODUCTION}## Data release {version()} (2026-11-25)\n* First.\n"


@pytest.fixture
def changelog(tmp_path: Path) -> Path:
    path = tmp_path / "CHANGELOG.md"
    path.write_text(RELEASED, encoding="utf-8")
    return path


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


def test_hash_rows_difference_and_draft(root: Path, changelog: Path) -> None:
    before = len(csv_as_text(raw_path("cases_flags")))
    commit(root)
    append(root, "cases_flags", FLAG)
    with pytest.raises(InputError, match=r"run `python -m analysis seal cases_flags`"):
        load("cases_flags", root)
    (sealed,) = seal(["cases_flags"], root, changelog)
    assert (sealed.table, sealed.rows) == ("cases_flags", before + 1)
    assert sealed.difference.changes[["key", "column", "new", "change"]].to_numpy().tolist() == [
        ["case_id afg-2021-ghani3, flag year_approximate", "explanation", "an invented caution", "added"]
    ]
    assert len(load("cases_flags", root)) == before + 1 == sidecar("cases_flags", root).rows
    text = changelog.read_text(encoding="utf-8")
    line = f"* **`cases_flags`:** rows: 1 added, 0 removed; values: 0 changed; {before + 1} rows in all."
    heading = f"## Data release after {version()} (draft)\n"
    assert text.startswith(INTRODUCTION + heading)
    drafted = text.removeprefix(INTRODUCTION + heading).removesuffix(RELEASED.removeprefix(INTRODUCTION))
    assert " ".join(drafted.split()) == f"{line} (Draft: say why, and name the sources.)"


def test_only_the_two_lines_of_the_sidecar_change(root: Path, changelog: Path) -> None:
    beside = sidecar_path(raw_path("cases_flags", root))
    before = beside.read_text(encoding="utf-8").splitlines()
    append(root, "cases_flags", FLAG)
    seal(["cases_flags"], root, changelog)
    after = beside.read_text(encoding="utf-8").splitlines()
    changed = [line for line in after if line not in before]
    assert [line.partition(":")[0] for line in changed] == ["sha256", "rows"]
    assert [line for line in before if line not in after] == [line for line in before if line.startswith("sha256:")]


@pytest.mark.parametrize(("completed", "lines"), [(False, 1), (True, 2)])
def test_a_second_seal_extends_the_draft(root: Path, changelog: Path, completed: bool, lines: int) -> None:
    append(root, "cases_flags", FLAG)
    seal(["cases_flags"], root, changelog)
    if completed:
        text = changelog.read_text(encoding="utf-8")
        changelog.write_text(re.sub(r"\(Draft:[^)]*\)", "A year is approximate.", text), encoding="utf-8")
    append(root, "cases_flags", FLAG.replace("year_approximate", "copy_read"))
    seal(["cases_flags"], root, changelog)
    text = changelog.read_text(encoding="utf-8")
    assert text.count("(draft)") == 1
    assert text.count("* **`cases_flags`:**") == lines
    assert text.count("(Draft:") == 1 and text.count("A year is approximate.") == completed
    assert text.endswith(RELEASED.removeprefix(INTRODUCTION))


def test_a_seal_without_an_edit_changes_nothing(root: Path, changelog: Path) -> None:
    before = {path: path.read_bytes() for path in [*root.rglob("*.*"), changelog]}
    assert seal(["cases_flags"], root, changelog) == []
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
def test_a_table_that_fails_is_refused_and_nothing_is_written(
    root: Path, changelog: Path, name: str, line: str, message: str
) -> None:
    append(root, name, line)
    files = {path: path.read_bytes() for path in [*root.rglob("*.*"), changelog]}
    with pytest.raises(InputError, match=message) as refused:
        seal([name], root, changelog)
    assert str(refused.value.file).startswith(str(root))
    assert {path: path.read_bytes() for path in [*root.rglob("*.*"), changelog]} == files


def test_a_table_on_which_another_rests_is_refused_too(root: Path, changelog: Path) -> None:
    """A case that its cautions still name cannot be taken out alone."""
    path = raw_path("cases", root)
    lines = path.read_text(encoding="utf-8").split("\n")
    path.write_text("\n".join(line for line in lines if not line.startswith("afg-2021-ghani3,")), encoding="utf-8")
    with pytest.raises(InputError, match=r"the case 'afg-2021-ghani3'.*cases_\w+.csv"):
        seal(["cases"], root, changelog)


def test_tables_edited_together_are_sealed_together(root: Path, changelog: Path) -> None:
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
        seal(["cases_flags"], root, changelog)
    tables = ["cases", "cases_flags", "cases_effects", "cases_readings", "case_addresses"]
    sealed = seal(tables, root, changelog)
    assert [one.table for one in sealed] == tables
    assert "rows: 1 added, 0 removed; values: 0 changed (NOR)" in sealed[0].line
    assert key in set(load("cases", root)["case_id"])


def test_nothing_is_left_half_written(root: Path, changelog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    append(root, "cases_flags", FLAG)
    beside = sidecar_path(raw_path("cases_flags", root))
    before, write = beside.read_bytes(), sealing.write_atomic

    def fail(path: Path, content: str, *, public: bool = False) -> None:
        if path == changelog:
            raise OSError(28, "No space left on device", str(path))
        write(path, content, public=public)

    monkeypatch.setattr(sealing, "write_atomic", fail)
    with pytest.raises(OSError, match="No space left"):
        seal(["cases_flags"], root, changelog)
    assert beside.read_bytes() == before


def test_without_a_committed_state_nothing_is_compared(root: Path, changelog: Path) -> None:
    append(root, "cases_flags", FLAG)
    (sealed,) = seal(["cases_flags"], root, changelog)
    assert sealed.difference is None
    assert sealed.line.startswith("* **`cases_flags`:** changed;")


def test_a_release_that_is_not_out_gets_its_own_heading() -> None:
    text = drafts("# Changelog\n\n## Data release 1.0.0 (2020-01-01)\n* First.\n", [Sealed("cases", 7)])
    assert f"## Data release {version()} (draft)\n* **`cases`:** changed; 7 rows in all." in text
    assert text.index("(draft)") < text.index("1.0.0")


@pytest.mark.parametrize("name", ["caes", "countries-50m"])
def test_what_is_no_table_is_not_sealed(root: Path, changelog: Path, name: str) -> None:
    with pytest.raises(InputError, match=f"no table '{name}'"):
        seal([name], root, changelog)


def test_the_verb_shows_what_differs(
    root: Path, changelog: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    commit(root)
    append(root, "cases_flags", FLAG)
    monkeypatch.setattr(sealing.seal, "__defaults__", (root, changelog))
    assert cli.main(["seal", "cases_flags"]) == 0
    out = capsys.readouterr().out
    assert "added: [case_id afg-2021-ghani3, flag year_approximate] explanation: - -> an invented caution" in out
    assert "rows; compared with the committed state" in out
    assert cli.main(["seal", "cases_flags"]) == 0
    assert "nothing to seal" in capsys.readouterr().out


def test_the_rows_that_sidecars_state_are_those_of_the_files() -> None:
    stated = {name: sidecar(name).rows for name in raw_paths(RAW)}
    for name, rows in stated.items():
        assert rows is None or rows == len(read_raw(name)), name
    assert '"resources"' in datapackage()
