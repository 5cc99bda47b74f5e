"""The archive: the same bytes from the same files, whatever their times; nothing but the project's."""

import datetime
import hashlib
import io
import os
import subprocess
import tarfile
from pathlib import Path

import pytest

from analysis.core.build_state import MANIFEST, folded
from analysis.core.errors import InputError
from analysis.core.files import digest
from analysis.core.judgement import released
from analysis.publish import build
from tools import release

MOMENT = datetime.datetime.combine(released(), datetime.time(), datetime.UTC)


def packed(files: dict[str, Path]) -> bytes:
    return release._pack(dict(sorted(files.items())), "kit")


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
    one = packed(tree(tmp_path / "one", 1e9, 0o644))
    files = tree(tmp_path / "two", 1.5e9, 0o600)
    assert packed(dict(reversed(files.items()))) == one


def test_another_byte_or_another_name_gives_other_bytes(tmp_path: Path) -> None:
    files = tree(tmp_path, 1e9, 0o644)
    one = packed(files)
    assert packed({**files, "c.txt": files["b.txt"]}) != one
    files["b.txt"].write_text("twO\n", encoding="utf-8")
    assert packed(files) != one


def test_every_member_is_the_same_for_all(tmp_path: Path) -> None:
    content = packed(tree(tmp_path, 1e9, 0o640))
    with tarfile.open(fileobj=io.BytesIO(content)) as held:
        members = held.getmembers()
    assert [member.name for member in members][:-1] == sorted(member.name for member in members[:-1])
    assert {(member.uid, member.gid, member.uname, member.gname) for member in members} == {(0, 0, "", "")}
    assert {member.mtime for member in members} == {MOMENT.timestamp()}
    assert {member.name: member.mode for member in members}["kit/a/run.sh"] == 0o755
    assert {member.mode for member in members} == {0o644, 0o755}


def test_what_is_unpacked_is_what_its_checksums_say(tmp_path: Path) -> None:
    files = tree(tmp_path / "from", 1e9, 0o644)
    with tarfile.open(fileobj=io.BytesIO(packed(files))) as held:
        held.extractall(tmp_path, filter="data")
    lines = (tmp_path / "kit" / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(files)
    for line in lines:
        wanted, _, name = line.partition("  ")
        assert hashlib.sha256((tmp_path / "kit" / name).read_bytes()).hexdigest() == wanted


def test_a_folder_that_is_no_checkout_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(release, "ROOT", tmp_path)
    with pytest.raises(InputError, match=r"got no \.git"):
        release.write_archive(tmp_path)


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    for name in ("BLR/index.html", "BLR/data/cases.csv", "reports.html", "hosts/POL.html", "stray.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{name}\n", encoding="utf-8")
    site = {"hosts/POL.html": digest(b"hosts/POL.html\n")}
    build._note(tmp_path, build.SITE, {"files": site})
    outputs = {"BLR": folded(build.hashes(tmp_path / "BLR")), "reports.html": digest(b"reports.html\n")}
    build._write(tmp_path, outputs | {build.SITE: folded(site)})
    return tmp_path


def test_reports_are_those_of_the_manifest_and_no_other_file(reports: Path) -> None:
    wanted = ["BLR/data/cases.csv", "BLR/index.html", "hosts/POL.html", "reports.html"]
    assert sorted(release._built(reports)) == wanted


@pytest.mark.parametrize("name", ["BLR/index.html", "reports.html", "hosts/POL.html"])
def test_reports_that_are_not_those_of_the_manifest_are_refused(reports: Path, name: str) -> None:
    (reports / name).write_text("another\n", encoding="utf-8")
    with pytest.raises(InputError, match="got 1 reports that are not those of the manifest"):
        release._built(reports)


def test_a_missing_report_or_manifest_is_refused(reports: Path) -> None:
    (reports / "reports.html").unlink()
    with pytest.raises(InputError, match="run `make report`"):
        release._built(reports)
    (reports / MANIFEST).unlink()
    with pytest.raises(InputError, match="got no manifest"):
        release._built(reports)


def test_two_releases_have_one_hash_which_stands_beside_them(
    reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = tmp_path / "project"
    tree(project, 1e9, 0o644)
    for words in (["init", "-q"], ["add", "b.txt", "a/run.sh"]):
        subprocess.run(["git", *words], cwd=project, check=True)
    monkeypatch.setattr(release, "ROOT", project)
    hashes = []
    for folder in (tmp_path / "first", tmp_path / "second"):
        assert len(release.write_archive(folder, reports)) == 2
        line = (folder / "SHA256SUMS").read_text(encoding="utf-8")
        found = next(folder.glob("*.tar.gz"))
        assert line == f"{hashlib.sha256(found.read_bytes()).hexdigest()}  {found.name}\n"
        hashes.append(line)
    assert hashes[0] == hashes[1]
    with tarfile.open(found) as held:
        names = {name.partition("/")[2] for name in held.getnames()}
    files = {"BLR/data/cases.csv", "BLR/index.html", "hosts/POL.html", "reports.html"}
    assert names == {"b.txt", "a/run.sh", "SHA256SUMS", *(f"reports/{file}" for file in files)}
