"""The archive: the same bytes from the same files, whatever their times; nothing but the project's."""

import datetime
import hashlib
import io
import os
import subprocess
import tarfile
from pathlib import Path

import pytest

from analysis import cli
from analysis.core.errors import InputError
from analysis.publish import archive, build

MOMENT = datetime.datetime(2026, 1, 2, tzinfo=datetime.UTC)


def tree(root: Path, moment: float, mode: int) -> dict[str, Path]:
    """Lay out a small project, with times and permissions of its own."""
    names = {"b.txt": "two\n", "a/run.sh": "#!/bin/sh\n", f"a/{'long' * 40}.csv": "x\n1\n", "a/é.md": "letters\n"}
    for name, text in names.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        path.chmod(mode | (0o111 if name.endswith(".sh") else 0))
        os.utime(path, (moment, moment))
    return {name: root / name for name in names}


def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    one = archive.packed(tree(tmp_path / "one", 1e9, 0o644), "kit", MOMENT)
    files = tree(tmp_path / "two", 1.5e9, 0o600)
    assert archive.packed(dict(reversed(files.items())), "kit", MOMENT) == one


def test_another_byte_another_name_or_another_time_give_other_bytes(tmp_path: Path) -> None:
    files = tree(tmp_path, 1e9, 0o644)
    one = archive.packed(files, "kit", MOMENT)
    assert archive.packed(files, "kit", MOMENT + datetime.timedelta(days=1)) != one
    assert archive.packed({**files, "c.txt": files["b.txt"]}, "kit", MOMENT) != one
    files["b.txt"].write_text("twO\n", encoding="utf-8")
    assert archive.packed(files, "kit", MOMENT) != one


def test_every_member_is_the_same_for_all(tmp_path: Path) -> None:
    content = archive.packed(tree(tmp_path, 1e9, 0o640), "kit", MOMENT)
    with tarfile.open(fileobj=io.BytesIO(content)) as held:
        members = held.getmembers()
    assert [member.name for member in members][:-1] == sorted(member.name for member in members[:-1])
    assert {(member.uid, member.gid, member.uname, member.gname) for member in members} == {(0, 0, "", "")}
    assert {member.mtime for member in members} == {MOMENT.timestamp()}
    assert {member.name: member.mode for member in members}["kit/a/run.sh"] == 0o755
    assert {member.mode for member in members} == {0o644, 0o755}


def test_what_is_unpacked_is_what_its_checksums_say(tmp_path: Path) -> None:
    files = tree(tmp_path / "from", 1e9, 0o644)
    with tarfile.open(fileobj=io.BytesIO(archive.packed(files, "kit", MOMENT))) as held:
        held.extractall(tmp_path, filter="data")
    lines = (tmp_path / "kit" / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(files)
    for line in lines:
        wanted, _, name = line.partition("  ")
        assert hashlib.sha256((tmp_path / "kit" / name).read_bytes()).hexdigest() == wanted


def test_only_what_git_tracks_is_the_projects(tmp_path: Path) -> None:
    tree(tmp_path, 1e9, 0o644)
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org"]
    subprocess.run([*git, "init", "-q"], cwd=tmp_path, check=True)
    subprocess.run([*git, "add", "b.txt", "a/run.sh"], cwd=tmp_path, check=True)
    (tmp_path / "private.csv").write_text("name\n", encoding="utf-8")
    assert archive.project_files(tmp_path) == ["a/run.sh", "b.txt"]


def test_an_unpacked_archive_knows_its_files(tmp_path: Path) -> None:
    files = {**tree(tmp_path, 1e9, 0o644)}
    files |= {"reports/manifest.json": files["b.txt"], "reports/BLR/report.html": files["b.txt"]}
    (tmp_path / "SHA256SUMS").write_text(archive.checksums(files), encoding="utf-8")
    assert archive.project_files(tmp_path) == sorted(files.keys() - {"reports/BLR/report.html"})


def test_a_folder_that_names_no_files_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="from a checkout or from an unpacked archive"):
        archive.project_files(tmp_path)


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    for name in ("BLR/index.html", "BLR/data/cases.csv", "index.html"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{name}\n", encoding="utf-8")
    outputs = {"BLR": archive.hash_of(tmp_path / "BLR"), "index.html": archive.hash_of(tmp_path / "index.html")}
    build.write(tmp_path, outputs, "2.0.0")
    (tmp_path / "stray.txt").write_text("not a report\n", encoding="utf-8")
    return tmp_path


def test_reports_are_those_of_the_manifest_and_no_other_file(reports: Path) -> None:
    assert sorted(archive.built(reports)) == [
        "reports/BLR/data/cases.csv", "reports/BLR/index.html", "reports/index.html",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["BLR/index.html", "index.html"])
def test_reports_that_are_not_those_of_the_manifest_are_refused(reports: Path, name: str) -> None:
    (reports / name).write_text("another\n", encoding="utf-8")
    with pytest.raises(InputError, match="got 1 reports that are not those of the manifest"):
        archive.built(reports)


def test_a_missing_report_or_manifest_is_refused(reports: Path) -> None:
    (reports / "index.html").unlink()
    with pytest.raises(InputError, match="run `make report`"):
        archive.built(reports)
    (reports / build.NAME).unlink()
    with pytest.raises(InputError, match="got no manifest"):
        archive.built(reports)


def test_two_releases_have_one_hash_which_stands_beside_them(
    reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(archive, "project_files", lambda: ["LICENSE", "tools/bootstrap.py"])
    hashes = []
    for folder in (tmp_path / "first", tmp_path / "second"):
        assert cli.run_release(cli.Words(into=folder, reports=reports)) == 0
        line = (folder / "SHA256SUMS").read_text(encoding="utf-8")
        found = next(folder.glob("*.tar.gz"))
        assert line == f"{hashlib.sha256(found.read_bytes()).hexdigest()}  {found.name}\n"
        hashes.append(line)
    assert hashes[0] == hashes[1]
    assert capsys.readouterr().out.count("wrote") == 4
    with tarfile.open(found) as held:
        names = {name.partition("/")[2] for name in held.getnames()}
    assert {"LICENSE", "tools/bootstrap.py", "reports/BLR/index.html", "SHA256SUMS"} <= names
    assert "reports/stray.txt" not in names
