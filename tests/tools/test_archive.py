"""The archive: the same bytes from the same files, whatever their times; nothing but the project's."""

import datetime
import hashlib
import io
import json
import os
import subprocess
import tarfile
from pathlib import Path

import pytest

from analysis.core import build_state
from analysis.core.errors import InputError
from analysis.core.files import digest
from analysis.core.judgement import released
from analysis.pages.catalogue import country_job
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
def reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder in which a build of one report ended."""
    folder = tmp_path / "reports"
    monkeypatch.setattr(build, "all_jobs", lambda release: [country_job("BLR")])
    monkeypatch.setattr(build_state, "inputs_digest", lambda hash_of: "one")
    for name in ("BLR/index.html", "BLR/data/cases.csv", "reports.html", "hosts/POL.html", "estimates.csv"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{name}\n", encoding="utf-8")
    build._note(folder, build.SITE, {"files": {"hosts/POL.html": digest(b"hosts/POL.html\n")}})
    build._note(folder, "BLR", {"files": build.hashes(folder / "BLR")})
    build_state.remember([], 1, folder)
    return folder


@pytest.mark.parametrize("name", ["BLR/index.html", "reports.html", "hosts/POL.html", "BLR/stray.txt"])
def test_reports_that_are_not_as_they_were_built_are_refused(reports: Path, tmp_path: Path, name: str) -> None:
    (reports / name).write_text("another\n", encoding="utf-8")
    with pytest.raises(InputError, match="run `make report`"):
        release.write_archive(tmp_path, reports)


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
        member = held.extractfile(next(name for name in held.getnames() if name.endswith("reports/manifest.json")))
        assert member is not None
        told = json.loads(member.read())
    files = {"BLR/data/cases.csv", "BLR/index.html", "hosts/POL.html", "reports.html"}
    assert names == {"b.txt", "a/run.sh", "SHA256SUMS", *(f"reports/{file}" for file in {*files, "manifest.json"})}
    assert told["files"] == {file: digest(f"{file}\n".encode()) for file in files}
