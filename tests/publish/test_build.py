"""Builds: whole or nothing, resumed, repeated to the byte, honest about failure, and strict about what was asked."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from analysis import cli
from analysis.core import build_state
from analysis.core import errors as core_errors
from analysis.core.build_state import STATE
from analysis.core.errors import InputError
from analysis.core.files import ROOT, SITE, published_at
from analysis.facts.world import release
from analysis.pages.catalogue import GENERAL, Job, all_jobs, chosen_jobs, country_job
from analysis.publish import build, estimates, pool
from analysis.publish.pool import Workers
from analysis.site import downloads
from analysis.tables.library import cite_report
from tests.built import WITHOUT_SITE, analysis, in_process

FAKE = {"index.html": b"<p>page</p>", "report.pdf": b"%PDF", "data/a.csv": b"a\n1\n"}


def made(job: Job, value: str = "7", sentence: str = "Seven.") -> dict[str, bytes]:
    """Give the files of a report with one estimate."""
    row = f"{job.folder},cases.count,{value},,,,{value},{sentence}"
    numbers = f"{','.join(estimates.COLUMNS)}\n{row}\n".encode()
    return FAKE | {"name.txt": job.folder.encode(), build.NUMBERS: numbers}


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Build reports of three small files instead of real ones, in this process; France's always fails."""

    def contents(job: Job) -> dict[str, bytes]:
        if job.folder == "FRA":
            raise ValueError("no such column")
        return made(job)

    monkeypatch.setattr(build, "contents", contents)
    monkeypatch.setattr(pool, "run", in_process)
    monkeypatch.setattr(pool, "start_server", lambda: None)
    monkeypatch.setattr(build_state, "unchanged", lambda words, reports: None)  # which sees no patched function


@pytest.fixture(autouse=True)
def small_site(monkeypatch: pytest.MonkeyPatch) -> None:
    """Write two pages around the reports instead of all, in this process; which reports stand is told by one."""
    monkeypatch.setattr(
        downloads,
        "files",
        lambda standing, each: {
            "index.html": " ".join(sorted(standing.built)).encode(),
            "hosts/index.html": " ".join(standing.failed).encode(),
        },
    )


def build_one(job: Job, folder: Path) -> build.Built:
    (outcome,) = build.build_all([job], folder, Workers())
    assert outcome.result is not None, outcome.error
    return outcome.result


def report(folder: Path, *codes: str) -> int:
    return cli.main(["report", *codes, "--reports", str(folder), "--jobs", "2"])


@pytest.mark.parametrize(
    ("jobs", "codes"),
    [
        ("2", ["SANCTIONS"]),
        pytest.param("2", ["TUV"], marks=pytest.mark.thorough),
        pytest.param("2", ["BLR", "WORLD"], marks=pytest.mark.slow),
        pytest.param("1", ["BLR"], marks=pytest.mark.slow),
        pytest.param("1", ["WORLD"], marks=pytest.mark.slow),
    ],
)
def test_a_second_build_elsewhere_gives_the_same_bytes(
    reports: Path, tmp_path: Path, jobs: str, codes: list[str]
) -> None:
    """The reports were made one after the other by one process; here few are made, by one or by two."""
    words = ("report", *codes, "--reports", str(tmp_path), "--jobs", jobs)
    done = analysis(*words, how=WITHOUT_SITE, PYTHONHASHSEED="7", TZ="Asia/Tokyo")
    assert done.returncode == 0, done.stderr
    for folder in (code.lower() if code in GENERAL else code for code in codes):
        for path in sorted((reports / folder).rglob("*.*")):
            assert (tmp_path / path.relative_to(reports)).read_bytes() == path.read_bytes(), path
        assert build.hashes(tmp_path / folder) == build.hashes(reports / folder)


def verify(folder: Path, *words: str) -> int:
    return cli.main(["verify", "--reports", str(folder), "--jobs", "1", *words])


def lines(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().out.splitlines()


def test_a_complete_build_alone_writes_the_table_of_estimates(tmp_path: Path, quick: None, few: list[Job]) -> None:
    assert report(tmp_path, "BLR", "TUV") == 0
    assert not (tmp_path / estimates.TABLE).exists()
    assert report(tmp_path) == 0
    rows = (tmp_path / estimates.TABLE).read_text(encoding="utf-8").splitlines()
    folders = sorted(job.folder for job in few)
    assert rows == [",".join(estimates.COLUMNS), *(f"{folder},cases.count,7,,,,7,Seven." for folder in folders)]
    (tmp_path / estimates.TABLE).write_text("edited", encoding="utf-8")
    assert report(tmp_path, "TUV") == 0
    assert (tmp_path / estimates.TABLE).read_text(encoding="utf-8") == "edited"


def test_a_build_with_a_failure_leaves_the_table_of_estimates(
    tmp_path: Path, quick: None, few: list[Job], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert report(tmp_path) == 0
    before = (tmp_path / estimates.TABLE).read_bytes()
    monkeypatch.setattr(build, "inputs_digest", lambda: "another")
    monkeypatch.setattr(build, "contents", lambda job: 1 / 0 if job.folder == "TUV" else made(job, "8"))
    assert report(tmp_path) == 1
    assert (tmp_path / estimates.TABLE).read_bytes() == before


def test_verify_names_what_differs_by_country_and_name(
    tmp_path: Path, quick: None, few: list[Job], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert report(tmp_path) == 0 and verify(tmp_path) == 0
    assert lines(capsys)[-1].startswith("all estimates are those of ")
    changed = {"BLR": ("8", "Eight."), "AND": ("7", "Just seven."), "TUV": ("7", "Seven.")}
    monkeypatch.setattr(build, "contents", lambda job: made(job, *changed[job.folder]))
    assert verify(tmp_path) == 1
    assert lines(capsys) == [
        "AND cases.count: sentence Seven. -> Just seven.",
        "BLR cases.count: value 7 -> 8; n 7 -> 8; sentence Seven. -> Eight.",
        "2 differences",
    ]


def test_verify_names_what_is_missing_and_what_is_new(
    tmp_path: Path, quick: None, few: list[Job], capsys: pytest.CaptureFixture[str]
) -> None:
    assert report(tmp_path) == 0
    table = tmp_path / estimates.TABLE
    table.write_text(table.read_text(encoding="utf-8").replace("TUV,cases.count", "TUV,cases.old"), encoding="utf-8")
    assert verify(tmp_path) == 1
    assert lines(capsys)[-3:] == ["TUV cases.count: new (7)", "TUV cases.old: missing (was 7)", "2 differences"]


def test_verify_trusts_no_note_and_no_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], quick: None, few: list[Job]
) -> None:
    """A number of a note and of the table is edited, and the note of the whole agrees."""
    assert report(tmp_path) == 0
    note = build_state.note_of(tmp_path, "TUV")
    note["estimates"] = note["estimates"].replace("7", "9")
    (tmp_path / STATE / "TUV.json").write_text(json.dumps(note), encoding="utf-8")
    assert report(tmp_path) == 0 and "TUV,cases.count,9" in (tmp_path / estimates.TABLE).read_text(encoding="utf-8")
    build_state.remember([], 3, tmp_path)
    capsys.readouterr()
    assert verify(tmp_path) == 1
    assert lines(capsys)[0] == "TUV cases.count: value 9 -> 7; n 9 -> 7"


def test_verify_compares_each_byte_with_the_manifest_of_a_release(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], quick: None, few: list[Job]
) -> None:
    monkeypatch.setenv(SITE, "https://example.org/x")
    monkeypatch.setattr(build, "contents", lambda job: made(job) | {"name.txt": published_at(job.folder).encode()})
    assert report(tmp_path) == 0
    content = {"site": "https://example.org/x/", "files": build.manifest(tmp_path)}
    beside, given = tmp_path / build.MANIFEST, tmp_path / "given.json"
    given.write_text(json.dumps(content), encoding="utf-8")
    monkeypatch.setenv(SITE, "")
    assert verify(tmp_path, "--manifest", str(given)) == 0
    assert lines(capsys)[-1].endswith(f"; all {3 * 4 + 3} files are those of the release")
    content["files"] |= {"TUV/name.txt": "0", "TUV/old.csv": "0"}
    del content["files"]["BLR/report.pdf"]
    beside.write_text(json.dumps(content), encoding="utf-8")
    assert verify(tmp_path) == 1
    told = ["BLR/report.pdf: new", "TUV/name.txt: differs", "TUV/old.csv: missing", "3 differences"]
    assert lines(capsys) == told


def test_verify_names_each_page_that_was_edited_since(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], quick: None, few: list[Job]
) -> None:
    monkeypatch.setenv(SITE, "")
    assert report(tmp_path) == 0 and verify(tmp_path) == 0
    (tmp_path / "TUV" / "index.html").write_text("edited", encoding="utf-8")
    (tmp_path / "BLR" / "report.pdf").unlink()
    capsys.readouterr()
    assert verify(tmp_path) == 1
    assert lines(capsys) == ["BLR/report.pdf: missing", "TUV/index.html: differs", "2 differences"]
    monkeypatch.setattr(build, "current_inputs", lambda: "another input")  # so that those reports are older
    assert verify(tmp_path) == 0


def test_a_file_in_the_place_of_a_folder_is_refused_and_kept(
    tmp_path: Path, quick: None, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "reports"
    place.write_text("mine", encoding="utf-8")
    assert report(place, "TUV") == 1
    assert "got a file in the place of a folder" in capsys.readouterr().err
    assert place.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("address", ["https://example.org:99999/x", "https://example.org:abc/x", "http://a.org:0"])
def test_an_address_with_a_port_that_is_none_is_refused(
    address: str, tmp_path: Path, quick: None, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SITE, address)
    assert report(tmp_path, "TUV") == 1
    assert f"got the address '{address}'" in capsys.readouterr().err


def test_verify_names_a_report_that_can_no_longer_be_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], quick: None, few: list[Job]
) -> None:
    assert report(tmp_path) == 0
    monkeypatch.setattr(build, "contents", lambda job: 1 / 0 if job.folder == "TUV" else made(job))
    assert verify(tmp_path) == 1
    assert lines(capsys)[-2:] == ["TUV: could not be built: ZeroDivisionError: division by zero", "1 differences"]


def test_verify_without_a_table_or_with_a_damaged_manifest_says_what_to_do(
    tmp_path: Path, quick: None, few: list[Job], capsys: pytest.CaptureFixture[str]
) -> None:
    assert verify(tmp_path) == 1
    assert "write it with `make report`" in capsys.readouterr().err
    assert report(tmp_path) == 0
    (tmp_path / build.MANIFEST).write_text("{", encoding="utf-8")
    assert verify(tmp_path) == 1
    assert "take reports/manifest.json from its archive" in capsys.readouterr().err


def test_the_manifest_has_every_file_of_a_complete_build(tmp_path: Path, quick: None, few: list[Job]) -> None:
    assert report(tmp_path) == 0
    files = build.hashes(tmp_path)
    del files[estimates.TABLE]
    assert build.manifest(tmp_path) == files


def test_a_finished_report_is_skipped_and_an_edited_one_is_built_again(
    tmp_path: Path, quick: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert report(tmp_path, "TUV", "BLR") == 0
    before = (tmp_path / "BLR" / "index.html").stat().st_mtime_ns
    (tmp_path / "TUV" / "index.html").write_text("edited", encoding="utf-8")
    assert report(tmp_path, "TUV", "BLR") == 0
    assert "1 built, 1 already up to date, 0 failed" in capsys.readouterr().out
    assert (tmp_path / "TUV" / "index.html").read_bytes() == FAKE["index.html"]
    assert (tmp_path / "BLR" / "index.html").stat().st_mtime_ns == before


@pytest.mark.parametrize(
    "name", ["TUV/notes.txt", "TUV/.index.html.original", "mine/a.html", ".page.20261130", "x.html"]
)
def test_a_folder_with_files_of_its_user_is_refused_and_nothing_in_it_touched(
    name: str, tmp_path: Path, quick: None, capsys: pytest.CaptureFixture[str]
) -> None:
    for built_before in (False, True):
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / name).write_text("of the user", encoding="utf-8")
        assert report(tmp_path, "TUV") == 1
        assert f"got files that no build wrote: {name!r}; expected an empty folder" in capsys.readouterr().err
        assert (tmp_path / name).read_text(encoding="utf-8") == "of the user"
        (tmp_path / name).unlink()
        assert built_before or report(tmp_path, "TUV") == 0


def test_a_pipe_in_place_of_an_unfinished_build_goes(tmp_path: Path, quick: None) -> None:
    os.mkfifo(tmp_path / ".building-x")
    assert report(tmp_path, "TUV") == 0
    assert not (tmp_path / ".building-x").exists()


def test_a_page_that_the_site_no_longer_has_goes(tmp_path: Path, quick: None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert report(tmp_path, "TUV") == 0
    monkeypatch.setattr(downloads, "files", lambda standing, each: {"index.html": b"home"})
    assert report(tmp_path, "BLR") == 0
    assert (tmp_path / "index.html").read_bytes() == b"home"
    assert not (tmp_path / "hosts/index.html").exists()
    assert report(tmp_path, "TUV") == 0


def test_a_changed_input_builds_everything_again(tmp_path: Path, quick: None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert report(tmp_path, "TUV") == 0
    assert build.up_to_date("TUV", tmp_path) is not None
    monkeypatch.setattr(build, "inputs_digest", lambda: "another")
    assert build.up_to_date("TUV", tmp_path) is None


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"inputs": 1}'])
def test_a_damaged_note_of_state_means_to_build_again(tmp_path: Path, quick: None, content: str) -> None:
    assert report(tmp_path, "TUV") == 0
    (tmp_path / STATE / "TUV.json").write_text(content, encoding="utf-8")
    assert build.up_to_date("TUV", tmp_path) is None


def test_a_failed_country_is_named_and_the_rest_is_built(
    tmp_path: Path, quick: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with monkeypatch.context() as once:
        once.setattr(build, "contents", lambda job: FAKE)
        assert report(tmp_path, "FRA") == 0
    (tmp_path / "FRA" / "index.html").write_text("stale", encoding="utf-8")
    capsys.readouterr()
    assert report(tmp_path, "BLR", "FRA", "TUV") == 1
    told = capsys.readouterr()
    assert "failed: FRA: ValueError: no such column" in told.err
    assert "failed: FRA; causes in" in told.err
    assert "2 built, 0 already up to date, 1 failed" in told.out
    assert (tmp_path / "FRA" / "index.html").read_text(encoding="utf-8") == "stale"
    page = (tmp_path / "reports.html").read_text(encoding="utf-8")
    assert "These reports could not be built, because something failed: France." in page
    assert '<a href="FRA/index.html">France</a> (failed; shown is an earlier build)' in page
    assert "no such column" in (tmp_path / "failures.log").read_text(encoding="utf-8")


def test_a_failure_stays_named_until_it_is_cured(tmp_path: Path, quick: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def listed() -> str:
        return (tmp_path / "reports.html").read_text(encoding="utf-8")

    assert report(tmp_path, "FRA") == 1
    assert report(tmp_path, "TUV") == 0
    assert "France (failed)" in listed()
    monkeypatch.setattr(build, "contents", lambda job: FAKE)
    assert report(tmp_path, "FRA") == 0
    assert "(failed" not in listed()
    monkeypatch.setattr(build, "contents", lambda job: 1 / 0)
    (tmp_path / "FRA" / "index.html").write_text("edited", encoding="utf-8")
    assert report(tmp_path, "FRA") == 1
    assert "France</a> (failed; shown is an earlier build)" in listed()
    assert build.up_to_date("FRA", tmp_path) is None


def test_a_report_of_an_earlier_build_is_listed_as_such(
    tmp_path: Path, quick: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert report(tmp_path, "BLR", "TUV") == 0
    monkeypatch.setattr(build, "inputs_digest", lambda: "another")
    assert report(tmp_path, "TUV") == 0
    page = (tmp_path / "reports.html").read_text(encoding="utf-8")
    assert '<a href="BLR/index.html">Belarus</a> (of an earlier build)' in page
    assert '<a href="TUV/index.html">Tuvalu</a> · <a' in page


def test_an_interrupted_build_leaves_the_earlier_reports_and_says_so(
    tmp_path: Path, quick: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert report(tmp_path, "TUV") == 0
    monkeypatch.setattr(build, "inputs_digest", lambda: "another")

    def interrupt(job: Job) -> dict[str, bytes]:
        raise KeyboardInterrupt

    monkeypatch.setattr(build, "contents", interrupt)
    assert report(tmp_path, "TUV") == cli.INTERRUPTED
    assert build.hashes(tmp_path / "TUV") == build_state.note_of(tmp_path, "TUV")["files"]
    page = (tmp_path / "reports.html").read_text(encoding="utf-8")
    assert '<a href="TUV/index.html">Tuvalu</a> (of an earlier build)' in page


def test_a_cured_failure_leaves_no_trace(tmp_path: Path, quick: None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert report(tmp_path, "FRA") == 1
    monkeypatch.setattr(build, "contents", lambda job: FAKE)
    assert report(tmp_path, "FRA") == 0
    assert "failed" not in (tmp_path / "reports.html").read_text(encoding="utf-8")
    assert not (tmp_path / "failures.log").exists()


#: The real notebook with a parameter that it refuses.
BROKEN = """
import json, sys
from pathlib import Path
from analysis.publish.build import build_all
from analysis.publish.pool import Workers
from analysis.pages.catalogue import Job, country_job
jobs = [Job("bad", "country_profile", {"country": "ZZZ"}), country_job("TUV")]
print(json.dumps({outcome.task.folder: outcome.error for outcome in build_all(jobs, Path(sys.argv[1]), Workers(2))}))
"""


@pytest.mark.thorough
def test_a_notebook_that_raises_fails_its_report_alone(tmp_path: Path) -> None:
    command = [sys.executable, "-c", BROKEN, str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=True)
    errors = json.loads(done.stdout)
    assert errors["TUV"] == ""
    assert "ZZZ" in errors["bad"]
    assert "to fix" in errors["bad"]
    assert sorted(path.name for path in tmp_path.iterdir()) == [".state", "TUV", "failures.log"]


def test_a_build_that_dies_while_writing_leaves_no_half_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick: None
) -> None:
    write = build.write_atomic
    dying = lambda path, content, public=False: os.kill(os.getpid(), signal.SIGKILL) if public else None  # noqa: E731
    monkeypatch.setattr(build, "write_atomic", dying)
    pid = os.fork()
    if pid == 0:
        build_one(country_job("TUV"), tmp_path)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == -signal.SIGKILL
    assert not (tmp_path / "TUV").exists()
    monkeypatch.setattr(build, "write_atomic", write)
    assert build_one(country_job("TUV"), tmp_path).fresh
    build.restore(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".state", "TUV"]


@pytest.mark.parametrize("moment", [1, 2])
def test_a_build_that_dies_while_swapping_loses_no_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick: None, moment: int
) -> None:
    """The first renaming lays the earlier report aside, the second puts the new one in its place."""
    job, move, done = country_job("BLR"), Path.replace, []
    monkeypatch.setattr(build, "contents", lambda job: FAKE)
    assert build_one(job, tmp_path).fresh
    monkeypatch.setattr(build, "contents", lambda job: FAKE | {"index.html": b"new"})
    monkeypatch.setattr(build, "inputs_digest", lambda: "another")

    def replace(self: Path, target: Path) -> Path:
        if self.is_dir():
            done.append(target)
            if len(done) == moment:
                os.kill(os.getpid(), signal.SIGKILL)
        return move(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    pid = os.fork()
    if pid == 0:
        build_one(job, tmp_path)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == -signal.SIGKILL
    monkeypatch.setattr(Path, "replace", move)
    assert (tmp_path / job.folder).exists() == (moment == 1)
    build.restore(tmp_path)
    assert (tmp_path / job.folder / "index.html").read_bytes() == FAKE["index.html"]
    assert not list(tmp_path.glob(".building-*"))


def test_a_swap_that_fails_brings_the_earlier_report_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick: None
) -> None:
    monkeypatch.setattr(build, "contents", lambda job: FAKE)
    build_one(country_job("TUV"), tmp_path)
    with pytest.raises(FileNotFoundError):
        build._swap(tmp_path / "missing", tmp_path / "TUV", tmp_path / "aside" / "TUV")
    assert (tmp_path / "TUV" / "index.html").read_bytes() == FAKE["index.html"]


@pytest.mark.thorough
def test_a_killed_run_is_resumed(tmp_path: Path) -> None:
    words = ["report", "TUV", "AND", "NRU", "--reports", str(tmp_path), "--jobs", "1"]
    running = subprocess.Popen(
        [sys.executable, *WITHOUT_SITE, *words], cwd=ROOT, stderr=subprocess.DEVNULL, start_new_session=True
    )
    until = time.monotonic() + 90  # its files are claimed before they are written, its inputs noted after
    while not build_state.note_of(tmp_path, "TUV")["inputs"] and time.monotonic() < until:
        time.sleep(0.02)
    os.killpg(running.pid, signal.SIGKILL)
    running.wait()
    before = (tmp_path / "TUV" / "index.html").stat().st_mtime_ns
    for folder in ("TUV", "AND", "NRU"):
        assert not (tmp_path / folder).exists() or (tmp_path / folder / "data" / "estimates.json").exists()
    done = analysis(*words, how=WITHOUT_SITE)
    assert done.returncode == 0, done.stderr
    assert "already up to date, 0 failed" in done.stdout
    assert "0 already" not in done.stdout
    assert (tmp_path / "TUV" / "index.html").stat().st_mtime_ns == before
    assert not list(tmp_path.glob(".building-*"))


@pytest.mark.parametrize("typed", ["blr", " BLR ", "Blr", "by", "Belarus", "belarus"])
def test_a_name_or_a_code_in_any_case_is_accepted(typed: str) -> None:
    assert chosen_jobs([typed], release()) == [country_job("BLR")]


def test_world_several_and_repeated_codes() -> None:
    assert chosen_jobs(["world", "BLR", "blr"], release()) == [GENERAL["WORLD"], country_job("BLR")]


def test_no_word_means_all_members_all_other_territories_and_the_world() -> None:
    folders = [job.folder for job in all_jobs(release())]
    assert chosen_jobs([], release()) == all_jobs(release())
    assert len(folders) == len(set(folders))
    assert {"world", "BLR", "TWN", "XKX", "TUV"} <= set(folders)
    assert len(folders) >= 198


@pytest.mark.parametrize("typed", ["ZZZ", "Belarsu", "XIC", "ATA", "../x"])
def test_an_unknown_code_is_refused_before_anything_is_written(
    typed: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert report(tmp_path / "new", "BLR", typed) == 1
    assert f"error: got country '{typed}'; expected" in capsys.readouterr().err
    assert not (tmp_path / "new").exists()


def test_a_reports_folder_below_a_file_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert report(tmp_path / "file" / "reports", "BLR") == 1
    told = capsys.readouterr().err
    assert "a reports folder that cannot be written" in told
    assert "to fix, run `chmod u+w" in told


def test_a_read_only_reports_folder_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(dir: Path) -> None:
        raise PermissionError(13, "Permission denied", str(dir))

    monkeypatch.setattr(build.tempfile, "TemporaryFile", refuse)
    with pytest.raises(core_errors.InputError, match="Permission denied"):
        build.check_writable(tmp_path)


def test_the_site_is_written_once_and_again_when_what_stands_changes(tmp_path: Path, quick: None) -> None:
    report(tmp_path, "TUV")
    assert (tmp_path / "index.html").read_text(encoding="utf-8") == "TUV"
    before = (tmp_path / "index.html").stat().st_mtime_ns
    report(tmp_path, "TUV")
    assert (tmp_path / "index.html").stat().st_mtime_ns == before
    report(tmp_path, "AND")
    assert (tmp_path / "index.html").read_text(encoding="utf-8") == "AND TUV"
    (tmp_path / "index.html").write_text("edited", encoding="utf-8")
    report(tmp_path, "AND")
    assert (tmp_path / "index.html").read_text(encoding="utf-8") == "AND TUV"


def test_a_build_of_some_reports_leaves_the_pages_around_them_and_says_that_they_are_older(
    tmp_path: Path, quick: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    report(tmp_path, "TUV")
    assert "of an earlier build" not in capsys.readouterr().out
    before = (tmp_path / "index.html").stat().st_mtime_ns
    monkeypatch.setattr(build, "current_inputs", lambda: "another input")
    assert report(tmp_path, "TUV") == 0
    assert (tmp_path / "index.html").stat().st_mtime_ns == before and not build.site_is_current(tmp_path)
    told = "home, search and comparison are from an earlier build; to update them, run `make report`"
    assert told in capsys.readouterr().out
    build.record([], tmp_path, whole=True)
    assert (tmp_path / "index.html").stat().st_mtime_ns > before and build.site_is_current(tmp_path)


def test_the_site_names_what_failed(tmp_path: Path, quick: None) -> None:
    assert report(tmp_path, "TUV", "FRA") == 1
    assert "France" in (tmp_path / "hosts" / "index.html").read_text(encoding="utf-8")


def test_reports_for_another_address_are_built_again(
    tmp_path: Path, quick: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(SITE, "")
    monkeypatch.setattr(build, "contents", lambda job: FAKE | {"name.txt": published_at(job.folder).encode()})
    assert report(tmp_path, "TUV") == 0
    monkeypatch.setenv(SITE, "https://example.org/x")
    assert report(tmp_path, "TUV") == 0
    assert "1 built" in capsys.readouterr().out.splitlines()[-1]
    assert (tmp_path / "TUV" / "name.txt").read_text(encoding="utf-8") == "https://example.org/x/TUV"


def test_an_address_that_is_none_is_refused_before_the_work(
    tmp_path: Path, quick: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(SITE, "example.org")
    assert report(tmp_path, "TUV") == 1
    assert "expected one such as https://example.org/notices" in capsys.readouterr().err
    assert not (tmp_path / "TUV").exists()


def test_a_citation_holds_the_address_of_its_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(SITE, raising=False)
    assert "http" not in cite_report("T", "BLR/index.html")
    monkeypatch.setenv(SITE, "https://example.org/x")
    address = "https://example.org/x/BLR/index.html"
    assert cite_report("T", "BLR/index.html").endswith(address)
    assert f"url = {{{address}}}" in cite_report("T", "BLR/index.html", "bibtex")
    assert f"UR  - {address}" in cite_report("T", "BLR/index.html", "ris").splitlines()
    assert "http" not in cite_report("T")


def _refused(name: str) -> str:
    if name == "bad":
        raise InputError("a bad part", "a good one", "choose another")
    return name.upper()


def test_a_part_that_fails_elsewhere_fails_here_as_it_would_have(capsys: pytest.CaptureFixture[str]) -> None:
    assert sorted(build._each(2, _refused, ["a", "b"])) == ["A", "B"]
    assert "pages of the site: 100%" in capsys.readouterr().err
    with pytest.raises(InputError, match="a bad part"):
        list(build._each(2, _refused, ["a", "bad"]))
