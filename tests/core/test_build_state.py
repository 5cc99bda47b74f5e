"""What stands is told from sizes and times, from hashes where these differ, and never wrongly; one build at a time."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.core import build_state
from analysis.core.errors import InputError
from analysis.core.files import ROOT, digest

#: An hour ago, so that a look is not so soon after a change that it could miss another.
AGO = 3600


def write(path: Path, content: str, age: int = AGO) -> None:
    """Write a file, and set its times back."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    times = path.stat().st_mtime - age
    os.utime(path, (times, times))


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder with two reports and the pages around them, as a build leaves it, from inputs called one."""
    monkeypatch.setattr(build_state, "inputs_digest", lambda hash_of: "one")
    reports = tmp_path / "reports"
    for folder in ("TUV", "BLR"):
        write(reports / folder / "index.html", f"<p>{folder}")
        write(reports / folder / "data/a.csv", "a\n")
    write(reports / "index.html", "home")
    write(reports / "estimates.csv", "country,name\n")
    build_state.remember(["TUV", "BLR"], 2, reports)
    return reports


def told(reports: Path) -> int | None:
    return build_state.unchanged(["TUV", "BLR"], reports)


def test_what_nobody_touched_stands(built: Path) -> None:
    assert told(built) == 2
    assert told(built) == 2
    assert build_state.unchanged(["TUV"], built) is None
    build_state.remember(["TUV"], 1, built)
    assert (told(built), build_state.unchanged(["TUV"], built)) == (2, 1)
    write(built / "TUV" / "index.html", "other")
    build_state.remember(["TUV"], 1, built)
    assert (told(built), build_state.unchanged(["TUV"], built)) == (None, 1)


def link(path: Path) -> None:
    path.rename(path.parent.parent.parent / "moved")
    path.symlink_to(path.parent.parent.parent / "moved")


def pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


#: What somebody does to the folder, after which there is something to do.
CHANGES = {
    "edited": lambda folder: write(folder / "TUV" / "index.html", "other", 0),
    "edited to the same size": lambda folder: write(folder / "TUV" / "index.html", "<p>UTV", 2 * AGO),
    "added": lambda folder: write(folder / "TUV" / "data" / "b.csv", "b"),
    "removed": lambda folder: (folder / "BLR" / "data" / "a.csv").unlink(),
    "home edited": lambda folder: write(folder / "index.html", "hame"),
    "home removed": lambda folder: (folder / "index.html").unlink(),
    "another report": lambda folder: write(folder / "AND" / "index.html", "new"),
    "estimates edited": lambda folder: write(folder / "estimates.csv", "country\n"),
    "estimates removed": lambda folder: (folder / "estimates.csv").unlink(),
    "failure told": lambda folder: write(folder / "failures.log", "TUV"),
    "replaced by a link to the same content": lambda folder: link(folder / "TUV" / "index.html"),
    "replaced by a pipe": lambda folder: pipe(folder / "TUV" / "index.html"),
    "state replaced by a pipe": lambda folder: pipe(folder / build_state.DONE),
    "a pipe added": lambda folder: os.mkfifo(folder / "TUV" / "pipe"),
    "state damaged": lambda folder: write(folder / build_state.DONE, '{"asked": {"[\\"TUV\\", \\"BLR\\"]": 2}}'),
    "state removed": lambda folder: (folder / build_state.DONE).unlink(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_is_changed_is_seen(built: Path, change: str) -> None:
    CHANGES[change](built)
    assert told(built) is None


def test_other_inputs_and_another_address_are_seen(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RED_NOTICE_SITE", "https://example.org/x")
    assert told(built) is None
    monkeypatch.delenv("RED_NOTICE_SITE")
    monkeypatch.setattr(build_state, "inputs_digest", lambda hash_of: "two")
    assert told(built) is None


def test_a_file_of_other_times_and_the_same_content_is_read_once(built: Path) -> None:
    told(built)
    write(built / "TUV" / "index.html", "<p>TUV", 5 * AGO)
    hashes = build_state.Hashes(json.loads((built / build_state.DONE).read_text())["hashes"])
    hashes.below(built)
    assert hashes.read >= 1
    assert told(built) == 2


def test_a_file_changed_just_before_the_look_is_read_again(tmp_path: Path) -> None:
    """Its times could stay as they are when it is changed once more within a tick of the clock."""
    path = tmp_path / "a"
    path.write_text("one", encoding="utf-8")
    hashes = build_state.Hashes()
    hashes.of(path)
    again = build_state.Hashes(hashes.seen)
    path.write_text("two", encoding="utf-8")
    assert again.of(path) == digest(b"two")


#: Run apart: what the check imports, and what it costs, must not grow with the package.
LIGHT = """
import sys
from analysis.cli import reports
reports.build_state.unchanged([], reports.REPORTS)
print(*sorted({name.partition(".")[0] for name in sys.modules} & set(sys.argv[1:])))
"""


def test_the_check_imports_nothing_heavy() -> None:
    heavy = [
        "pandas",
        "numpy",
        "scipy",
        "pandera",
        "statsmodels",
        "matplotlib",
        "babel",
        "nbformat",
        "pydantic",
        "yaml",
    ]
    done = subprocess.run([sys.executable, "-c", LIGHT, *heavy], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


HOLDING = """
import sys, time
from pathlib import Path
from analysis.core.build_state import alone
with alone(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_another_process_is_refused_by_name_and_its_death_frees_the_folder(tmp_path: Path) -> None:
    other = subprocess.Popen(
        [sys.executable, "-c", HOLDING, str(tmp_path)], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert other.stdout is not None
    assert other.stdout.readline() == "held\n"
    with pytest.raises(InputError, match="under way; expected one at a time"), build_state.alone(tmp_path):
        raise AssertionError
    other.kill()
    other.wait()
    with build_state.alone(tmp_path):
        assert (tmp_path / build_state.LOCK).exists()


def test_a_file_in_place_of_the_folder_of_notes_makes_way(tmp_path: Path) -> None:
    write(tmp_path / build_state.STATE, "")
    with build_state.alone(tmp_path):
        assert (tmp_path / build_state.STATE).is_dir()


@pytest.mark.parametrize("target", ["file", "missing", "folder"])
def test_a_link_in_place_of_the_lock_is_not_followed(tmp_path: Path, target: str) -> None:
    reports, other = tmp_path / "reports", tmp_path / "other"
    (reports / build_state.STATE).mkdir(parents=True)
    if target == "file":
        other.write_text("kept")
    if target == "folder":
        other.mkdir()
    before = sorted(path.name for path in tmp_path.rglob("*"))
    (reports / build_state.LOCK).symlink_to(other)
    with pytest.raises(OSError, match=r"symbolic link|Is a directory"), build_state.alone(reports):
        pass
    assert sorted(path.name for path in tmp_path.rglob("*")) == sorted([*before, "lock"])
    assert not other.is_file() or other.read_text() == "kept"


@pytest.mark.parametrize(
    "damage",
    [{"asked": []}, {"asked": {'["TUV", "BLR"]': "many"}}, {"hashes": 3}, {"hashes": {"a": 1, "b": []}}, {"tree": {}}],
    ids=str,
)
def test_a_damaged_note_of_all_never_raises(built: Path, damage: dict[str, object]) -> None:
    path = built / build_state.DONE
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | damage), encoding="utf-8")
    assert told(built) == (2 if "hashes" in damage else None)
    build_state.remember(["TUV", "BLR"], 2, built)
    assert told(built) == 2
