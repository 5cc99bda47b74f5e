"""A cluster of workers in processes of their own: the same bytes, whoever dies; workers that differ are refused."""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from analysis import cli
from analysis.core.errors import INTERRUPTED, InputError
from analysis.core.files import ROOT
from analysis.pages.catalogue import country_job
from analysis.publish import build, pool, sweep
from analysis.publish.pool import Workers
from tests.cli.test_cli import interrupted
from tests.publish.test_sweep import CELL, listed, runs, swept, written

#: Dask answers within a second; a machine that does many things at once, later.
SOON = 120.0


def until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + SOON
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.05)


class Cluster(NamedTuple):
    """A scheduler and its workers, processes all of them."""

    address: str
    folder: Path
    workers: list[subprocess.Popen[bytes]]

    def add(self) -> None:
        """Start a worker with one thread, in the environment of these tests; nobody starts it again if it dies."""
        options = ["--no-nanny", "--nthreads", "1", "--no-dashboard", "--local-directory", str(self.folder)]
        self.workers.append(dask(self.folder, "worker", self.address, *options))


def dask(folder: Path, *words: str) -> subprocess.Popen[bytes]:
    with (folder / f"{words[0]}.log").open("ab") as log:
        command = [sys.executable, "-m", "dask", *words]
        return subprocess.Popen(
            command, cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=log, stderr=log
        )


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    pytest.importorskip("distributed", reason="the extra cluster is not installed")
    folder = tmp_path_factory.mktemp("cluster")
    told = folder / "scheduler.json"
    scheduler = dask(
        folder, "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(told)
    )
    workers: list[subprocess.Popen[bytes]] = []
    try:
        until(lambda: told.exists() and told.read_text().endswith("}"))
        yield Cluster(json.loads(told.read_text())["address"], folder, workers)
    finally:
        for process in [*workers, scheduler]:
            process.kill()
            process.wait()


@pytest.fixture
def workers(held: Cluster) -> Cluster:
    """Give the cluster with two workers that live."""
    held.workers[:] = [worker for worker in held.workers if worker.poll() is None]
    while len(held.workers) < 2:
        held.add()
    return held


@pytest.fixture
def notebook(tmp_path: Path) -> Path:
    return written(tmp_path)


def results(to: Path) -> dict[str, str]:
    """Give the hashes of all that a sweep leaves, what it notes and what it logs left out."""
    return {name: value for name, value in build.hashes(to).items() if name != build.FAILURES}


#: Notes which number is run, and from the third on waits for a file; not for ever, should the test have failed.
WAITING = """from pathlib import Path
import time
here = Path({folder!r})
with (here / "begun").open("a") as log:
    print(number, file=log)
place = (here / "begun").read_text().split().index(str(number))
end = time.monotonic() + 120
while number > 2 and not (here / "go").exists() and time.monotonic() < end:
    time.sleep(0.05)
"""


@pytest.mark.thorough
def test_a_worker_killed_in_mid_run_loses_nothing_and_changes_no_byte(workers: Cluster, tmp_path: Path) -> None:
    notebook = written(tmp_path, WAITING.format(folder=str(tmp_path)) + CELL)
    begun = tmp_path / "begun"

    def strike() -> None:
        until(lambda: begun.exists() and len({*begun.read_text().split()} - {"1", "2"}) == 2)  # both are at it
        workers.workers[0].kill()
        workers.workers[0].wait()
        (tmp_path / "go").touch()

    striking = threading.Thread(target=strike)
    striking.start()
    over, to = "number=1..4", tmp_path / "there"
    assert cli.main(["sweep", str(notebook), "--over", over, "--to", str(to), "--scheduler", workers.address]) == 0
    striking.join()
    assert len(begun.read_text().split()) > 4  # what the dead worker had begun was begun again
    assert swept(notebook, tmp_path / "here", over) == 0
    assert results(to) == results(tmp_path / "here")
    assert len(results(to)) == 4 + 3


@pytest.mark.thorough
def test_a_failure_on_a_worker_is_listed_and_a_report_is_kept_whole(workers: Cluster, tmp_path: Path) -> None:
    notebook = written(tmp_path)
    words = ("number=12..13", "--keep=notebook")
    assert swept(notebook, tmp_path / "there", *words, f"--scheduler={workers.address}") == 1
    assert swept(notebook, tmp_path / "here", *words) == 1
    assert listed(tmp_path / "there")["error"].tolist() == ["", "ValueError: unlucky"]
    assert "raise ValueError" in (tmp_path / "there" / build.FAILURES).read_text()
    assert results(tmp_path / "there") == results(tmp_path / "here")


@pytest.mark.thorough
def test_a_report_built_on_the_cluster_is_byte_for_byte_the_one_built_here(
    workers: Cluster, reports: Path, tmp_path: Path
) -> None:
    (outcome,) = build.build_all([country_job("TUV")], tmp_path, Workers(1, workers.address))
    assert outcome.result is not None and outcome.result.fresh, outcome.error
    assert build.hashes(tmp_path / "TUV") == build.hashes(reports / "TUV")


def test_the_variable_of_the_environment_names_the_scheduler_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SCHEDULER", "rubbish")
    assert cli.main(["report", "TUV", "--reports", str(tmp_path)]) == 1
    assert "error: got no answer from the scheduler 'rubbish'" in capsys.readouterr().err
    done = subprocess.run(["make", "-n", "report", "SCHEDULER=tcp://a:1"], cwd=ROOT, capture_output=True, text=True)
    assert "--scheduler tcp://a:1" in done.stdout


@pytest.mark.thorough
def test_ctrl_c_ends_a_sweep_on_a_cluster_with_one_line_and_the_next_goes_on(workers: Cluster, tmp_path: Path) -> None:
    waiting = WAITING.replace("number > 2", "place > 1")  # the cluster is free to begin with any of them
    notebook, to = written(tmp_path, waiting.format(folder=str(tmp_path)) + CELL), tmp_path / "to"
    words = ["sweep", str(notebook), "--over", "number=1..4", "--to", str(to), "--scheduler", workers.address]
    done = interrupted(["-m", "analysis", *words], tmp_path, lambda: (to / sweep.RUNS).is_dir() and len(runs(to)) == 2)
    lines = [line for line in done.stderr.splitlines() if line and not line.startswith("runs:")]
    assert done.returncode == INTERRUPTED, done.stderr
    assert len(lines) == 1 and lines[0].startswith("interrupted: sweep"), done.stderr
    before = runs(to)
    assert len(before) == 2  # the others wait still
    (tmp_path / "go").touch()
    assert cli.main(words) == 0
    assert listed(to)["state"].tolist() == ["done"] * 4
    assert before.items() <= runs(to).items()


@pytest.mark.thorough
def test_workers_of_another_version_are_refused_by_name(
    workers: Cluster,
    notebook: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    mine = pool.own_digest()
    monkeypatch.setattr(pool, "own_digest", Others())
    assert swept(notebook, tmp_path / "to", "number=1", f"--scheduler={workers.address}") == 1
    error = capsys.readouterr().err.splitlines()[-1]
    assert error.startswith("error: got a worker tcp://127.0.0.1:") and f"digest {mine[:12]}, not others" in error
    assert not (tmp_path / "to" / sweep.RUNS).exists()


class Others:
    """The digest of another version in this process; the workers compute their own."""

    def __call__(self) -> str:
        return "others"

    def __reduce__(self) -> object:
        return getattr, (pool, "own_digest")


@pytest.mark.thorough
def test_a_worker_that_comes_later_with_another_version_ends_the_run(
    workers: Cluster, notebook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "own_digest", Others())
    monkeypatch.setattr(pool, "_refuse_other", lambda digests, wanted: None)
    plan = sweep.plan(str(notebook), ["number=1"])
    with pytest.raises(InputError, match=r"not others"):
        list(sweep.run(plan, tmp_path, Workers(1, workers.address)))


@pytest.mark.thorough
def test_where_no_worker_is_left_the_run_ends(
    held: Cluster, notebook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for worker in held.workers:
        worker.kill()
        worker.wait()
    monkeypatch.setattr(pool, "WORKER", 1.0)
    assert swept(notebook, tmp_path / "to", "number=1", f"--scheduler={held.address}") == 1
    assert "no worker within 1 s" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("rubbish", "error: got no answer from the scheduler 'rubbish' ("),
        ("foo://127.0.0.1:1", "error: got no answer from the scheduler 'foo://127.0.0.1:1' ("),
        ("tcp://127.0.0.1:1", "error: got no answer from the scheduler 'tcp://127.0.0.1:1' ("),
    ],
)
def test_a_scheduler_that_is_none_is_refused_in_one_line(
    address: str,
    told: str,
    notebook: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(pool, "ANSWER", 1)
    assert swept(notebook, tmp_path / "to", "number=1", f"--scheduler={address}") == 1
    error = capsys.readouterr().err.splitlines()[-1]
    assert error.startswith(told)
    assert not (tmp_path / "to").exists() or not (tmp_path / "to" / sweep.RUNS).exists()


def test_without_the_package_distributed_there_is_one_line_that_says_how_to_get_it(
    notebook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert swept(notebook, tmp_path / "to", "number=1", "--scheduler=tcp://127.0.0.1:1") == 1
    error = capsys.readouterr().err.splitlines()[-1]
    assert error.startswith("error: got no package `distributed` (")
    assert "pip install '.[cluster]'" in error
