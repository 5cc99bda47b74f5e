"""Faults around a build: another build, a kill at any moment, a full disk, a strange home; nothing is lost."""

import contextlib
import errno
import os
import random
import signal
import sys
import tempfile
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from analysis import cli
from analysis.core import build_state
from analysis.pages.catalogue import Job
from analysis.publish import build, estimates, pool
from analysis.site import downloads
from tests.built import analysis, in_process

FAKE = {"index.html": b"<p>page</p>", "report.pdf": b"%PDF", "data/a.csv": b"a\n1\n"}
FOLDERS = ("TUV", "BLR", "AND")


@dataclass
class Running:
    """A build in a forked process: its number, and the file to which it tells."""

    process: int
    told: Path

    def end(self) -> tuple[int, str]:
        """Wait for it; give its status and what it told."""
        status = os.waitstatus_to_exitcode(os.waitpid(self.process, 0)[1])
        return status, self.told.read_text(encoding="utf-8")


def start(folder: Path, inputs: str, pause: float = 0.0, verb: str = "report") -> Running:
    """Start a build of three small reports in a process of its own, from the inputs that it is told of."""
    told = folder.parent / f"told-{time.monotonic_ns()}"
    process = os.fork()
    if process:
        return Running(process, told)
    os.setsid()
    stream = told.open("w", encoding="utf-8")
    sys.stdout = sys.stderr = stream
    build.contents = partial(_contents, inputs, pause)  # type: ignore[assignment]
    build.inputs_digest = lambda: inputs  # type: ignore[assignment]
    pool.run = in_process
    status = 9
    try:
        status = cli.main([verb, "--jobs", "2", "--reports", str(folder)])
    finally:
        stream.flush()
        os._exit(status)


def _contents(inputs: str, pause: float, job: Job) -> dict[str, bytes]:
    time.sleep(pause)
    numbers = f"{','.join(estimates.COLUMNS)}\n{job.folder},cases.count,7,,,,7,{inputs}\n".encode()
    return FAKE | {"name.txt": f"{job.folder} {inputs}".encode() * 2000, build.NUMBERS: numbers}


def finished(folder: Path, inputs: str) -> str:
    """Build to the end; give the table of estimates."""
    status, told = start(folder, inputs).end()
    assert status == 0, told
    return (folder / estimates.TABLE).read_text(encoding="utf-8")


def left_over(folder: Path) -> list[str]:
    """Name what is no file of a finished build."""
    return [path.name for path in folder.rglob(".*") if path.name != build_state.STATE]


def whole(folder: Path, inputs: set[str]) -> bool:
    """Tell whether each report stands as one of the builds made it, no file of it from another."""
    texts = {f"{name} {which}".encode() * 2000 for name in FOLDERS for which in inputs}
    files = {name: {path.name for path in (folder / name).rglob("*") if path.is_file()} for name in FOLDERS}
    wanted = {"index.html", "report.pdf", "a.csv", "name.txt"}
    return all(files[name] == wanted and (folder / name / "name.txt").read_bytes() in texts for name in FOLDERS)


def struck(folder: Path, inputs: str, moment: float) -> None:
    """Kill a build some time after it began."""
    running = start(folder, inputs, 0.05)
    time.sleep(moment)
    with contextlib.suppress(ProcessLookupError):
        os.kill(running.process, signal.SIGKILL)
    running.end()


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch, few: list[Job]) -> None:
    """Build reports of a few small files, with two pages around them."""
    monkeypatch.setattr(build, "contents", lambda job: FAKE | {"name.txt": job.folder.encode()})
    monkeypatch.setattr(pool, "run", in_process)
    monkeypatch.setattr(pool, "start_server", lambda: None)
    monkeypatch.setattr(
        downloads, "files", lambda standing, each: {"index.html": b"home", "hosts/index.html": b"hosts"}
    )
    monkeypatch.setattr(build_state, "unchanged", lambda words, reports: None)


@pytest.mark.slow
def test_twenty_kills_at_random_moments_lose_nothing(tmp_path: Path, quick: None) -> None:
    """After each, the reports of an earlier build stand or come back; in the end all is as if none had been killed."""
    table, chance = finished(tmp_path / "sound", "last"), random.Random(20)
    folder = tmp_path / "reports"
    finished(folder, "0")
    began = time.monotonic()
    finished(folder, "1")
    length = time.monotonic() - began
    for number in range(2, 22):
        struck(folder, str(number), chance.uniform(0.1, 1) * (length + 0.1))
        with build_state.alone(folder):
            build.restore(folder)
            assert left_over(folder) == []
        assert whole(folder, {str(which) for which in range(number + 1)})
    assert finished(folder, "last") == table
    assert whole(folder, {"last"})
    assert left_over(folder) == []


@pytest.mark.slow
def test_ten_pairs_of_builds_at_once_end_in_one_build_each(tmp_path: Path, quick: None) -> None:
    """One of each pair builds, the other says in one line who does; the table is that of a build alone."""
    folder = tmp_path / "reports"
    for number in range(10):
        table = finished(tmp_path / f"sound{number}", str(number))
        pair = [start(folder, str(number), 4) for _ in range(2)]  # long enough for a busy machine
        ended = sorted(running.end() for running in pair)
        assert [status for status, _ in ended] == [0, 1], ended
        assert ended[1][1].startswith(f"error: got another build of {folder} under way; ")
        assert ended[1][1].count("\n") == 1
        assert (folder / estimates.TABLE).read_text(encoding="utf-8") == table
        assert not (folder / "failures.log").exists()


@pytest.mark.thorough
def test_a_second_build_is_refused_in_one_line_and_changes_nothing(tmp_path: Path, quick: None) -> None:
    finished(tmp_path / "reports", "one")
    before = build.hashes(tmp_path / "reports")
    with build_state.alone(tmp_path / "reports"):
        refused = analysis("report", "TUV", "--reports", str(tmp_path / "reports"))
    assert refused.returncode == 1
    assert refused.stderr.count("\n") == 1 and "under way" in refused.stderr
    assert build.hashes(tmp_path / "reports") == before


def report(folder: Path, *codes: str) -> int:
    return cli.main(["report", *codes, "--reports", str(folder), "--jobs", "2"])


def test_a_full_disk_ends_the_build_in_one_line_and_the_next_one_heals(
    tmp_path: Path, quick: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert report(tmp_path, "TUV") == 0
    note = (tmp_path / build_state.STATE / "TUV.json").read_bytes()
    (tmp_path / "TUV" / "index.html").write_text("edited", encoding="utf-8")
    with monkeypatch.context() as full:

        def refuse(path: Path, content: bytes, *, public: bool = False) -> None:
            raise OSError(errno.ENOSPC, "No space left on device", str(path))

        full.setattr(build, "write_atomic", refuse)
        capsys.readouterr()
        assert report(tmp_path, "TUV", "BLR") == 1
    lines = [line for line in capsys.readouterr().err.splitlines() if line and not line.startswith("reports:")]
    assert len(lines) == 1 and lines[0].startswith("error: No space left on device: "), lines
    assert lines[0].endswith("; to fix, free some space, or write elsewhere")
    assert (tmp_path / build_state.STATE / "TUV.json").read_bytes() == note
    assert (tmp_path / "TUV" / "index.html").read_text(encoding="utf-8") == "edited"
    assert report(tmp_path, "TUV", "BLR") == 0
    assert (tmp_path / "TUV" / "index.html").read_bytes() == FAKE["index.html"]
    assert left_over(tmp_path) == []


@pytest.mark.parametrize("name", ["TUV", "hosts", ".state", ".building-1-x"])
@pytest.mark.parametrize("is_link", [False, True])
def test_a_file_or_link_in_the_place_of_a_folder_makes_way(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, quick: None, name: str, is_link: bool
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (tmp_path / name).parent.mkdir(exist_ok=True)
    if is_link:
        (tmp_path / name).symlink_to(elsewhere)
    else:
        (tmp_path / name).write_text("in the way", encoding="utf-8")
    if not name.startswith("."):  # it is its user's
        assert report(tmp_path, *FOLDERS) == 1
        assert ((tmp_path / name).is_symlink() == is_link and not (tmp_path / name).is_dir()) or is_link
        (tmp_path / name).unlink()
    assert report(tmp_path, *FOLDERS) == 0
    assert build.existing(tmp_path) == set(FOLDERS)
    assert (tmp_path / "hosts" / "index.html").read_bytes() == b"hosts"
    assert left_over(tmp_path) == [] and list(elsewhere.iterdir()) == []


def test_what_a_killed_build_left_is_swept(tmp_path: Path, quick: None) -> None:
    held = tmp_path / ".building-x"
    for path, content in FAKE.items():
        build_state.write_atomic(held / build.EARLIER / "BLR" / path, content)
    (tmp_path / ".writing-index.html.ab12cd_9").write_text("half", encoding="utf-8")
    assert report(tmp_path, "TUV") == 0
    assert (tmp_path / "BLR" / "index.html").read_bytes() == FAKE["index.html"]
    assert left_over(tmp_path) == []


@pytest.mark.thorough
@pytest.mark.parametrize("next_verb", ["report", "verify"])
def test_what_a_killed_verify_had_built_is_swept_by_the_next_call(
    tmp_path: Path, quick: None, monkeypatch: pytest.MonkeyPatch, next_verb: str
) -> None:
    folder, temporary = tmp_path / "reports", tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    table = finished(folder, "0")
    running = start(folder, "0", 60, "verify")
    while not left_over(folder):
        time.sleep(0.01)
    refused = start(folder, "0").end()
    assert refused[0] == 1 and "under way" in refused[1]
    os.kill(running.process, signal.SIGKILL)
    assert running.end()[0] == -signal.SIGKILL
    assert left_over(folder) and list(temporary.iterdir()) == []
    assert start(folder, "0", verb=next_verb).end()[0] == 0
    assert left_over(folder) == [] and (folder / estimates.TABLE).read_text(encoding="utf-8") == table


#: A folder in which the address of a socket would be too long.
FOLDER = f"a strange, very ÿ {'long ' * 12}folder"
#: What a user's machine may have that no byte may depend on.
STRANGE = {
    "home": {"HOME": "/proc/nowhere", "XDG_CACHE_HOME": "/proc/nowhere", "XDG_CONFIG_HOME": "/proc/nowhere"},
    "temporary": {"TMPDIR": "{folder}/" + FOLDER, "LC_ALL": "C"},
    "missing": {"TMPDIR": "{folder}/missing", "MPLCONFIGDIR": "/proc/nowhere", "MPLBACKEND": "TkAgg"},
}
RC = "axes.facecolor: red\nfont.size: 40\nsavefig.dpi: 11\nsvg.fonttype: none\nlines.linewidth: 9\n"


@pytest.mark.slow
def test_a_users_matplotlibrc_home_and_temporary_folder_change_no_byte(tmp_path: Path) -> None:
    (tmp_path / "matplotlibrc").write_text(RC, encoding="utf-8")
    (tmp_path / FOLDER).mkdir()
    sound = analysis("report", "SLV", "--jobs", "1", "--reports", str(tmp_path / "sound"))
    assert sound.returncode == 0, sound.stderr
    for name, held in STRANGE.items():
        environment = {key: value.format(folder=tmp_path) for key, value in held.items()}
        words = ("report", "SLV", "--jobs", "1", "--reports", str(tmp_path / name))
        done = analysis(*words, MATPLOTLIBRC=str(tmp_path / "matplotlibrc"), **environment)
        assert done.returncode == 0, done.stderr
        assert build.hashes(tmp_path / name / "SLV") == build.hashes(tmp_path / "sound" / "SLV")
        assert "Traceback" not in done.stderr
