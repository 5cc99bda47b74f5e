"""A cluster of workers in processes of their own: the same bytes, whoever dies; workers that differ are refused."""

import json
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from analysis import cli
from analysis.core.errors import InputError
from analysis.core.files import ROOT
from analysis.pages.catalogue import country_job
from analysis.publish import build, pool
from analysis.publish.pool import Workers
from tests.publish.cluster_tasks import Waiting, unlucky

#: Dask answers within a second; a machine that does many things at once, later.
SOON = 120.0


def until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + SOON
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def reported(folder: Path, scheduler: str) -> int:
    """Build a report on a cluster by the command line."""
    return cli.main(["report", "TUV", "--reports", str(folder), "--scheduler", scheduler])


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
    with pytest.importorskip("distributed").Client(held.address) as client:
        until(lambda: len(client.nthreads()) == 2)  # a worker that joins later is not missed when it dies
    return held


@pytest.mark.thorough
def test_a_worker_killed_in_mid_run_loses_no_result_and_is_told(
    workers: Cluster, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    begun = tmp_path / "begun"

    def strike() -> None:
        until(lambda: begun.exists() and len({*begun.read_text().split()} - {"1", "2"}) == 2)  # both are at it
        workers.workers[0].kill()
        workers.workers[0].wait()
        (tmp_path / "go").touch()

    striking = threading.Thread(target=strike)
    striking.start()
    done = list(Workers(1, workers.address).run(Waiting(tmp_path, 2), range(1, 5)))
    striking.join()
    assert len(re.findall(r"lost the worker tcp://\S+; others do its reports again", capsys.readouterr().err)) == 1
    assert len(begun.read_text().split()) > 4  # what the dead worker had begun was begun again
    assert sorted((one.task, one.result, one.error) for one in done) == [(n, n * n, "") for n in range(1, 5)]


@pytest.mark.thorough
def test_a_failure_on_a_worker_is_an_outcome_with_its_traceback(workers: Cluster) -> None:
    there, here = (
        {one.task: one for one in Workers(1, address).run(unlucky, [12, 13])} for address in (workers.address, "")
    )
    assert there[12] == here[12] and there[12].result == 12
    assert there[13].error == here[13].error == "ValueError: unlucky"
    assert "raise ValueError" in there[13].detail


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
def test_who_stops_after_some_outcomes_leaves_the_cluster_free(workers: Cluster, tmp_path: Path) -> None:
    going = Workers(1, workers.address).run(Waiting(tmp_path, 2), range(1, 5))
    assert {next(going).task for _ in range(2)} == {1, 2}
    going.close()  # type: ignore[attr-defined]
    (tmp_path / "go").touch()
    again = list(Workers(1, workers.address).run(unlucky, [1, 2]))
    assert [one.error for one in again] == ["", ""]


@pytest.mark.thorough
def test_workers_of_another_version_are_refused_by_name(
    workers: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = pool.own_digest()
    monkeypatch.setattr(pool, "own_digest", Others())
    assert reported(tmp_path, workers.address) == 1
    error = capsys.readouterr().err.splitlines()[-1]
    assert error.startswith("error: got a worker tcp://127.0.0.1:") and f"digest {mine[:12]}, not others" in error


class Others:
    """The digest of another version in this process; the workers compute their own."""

    def __call__(self) -> str:
        return "others"

    def __reduce__(self) -> object:
        return getattr, (pool, "own_digest")


@pytest.mark.thorough
def test_a_worker_that_comes_later_with_another_version_ends_the_run(
    workers: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "own_digest", Others())
    monkeypatch.setattr(pool, "_refuse_other", lambda digests, wanted: None)
    with pytest.raises(InputError, match=r"not others"):
        list(Workers(1, workers.address).run(unlucky, [1]))


@pytest.mark.thorough
def test_where_no_worker_is_left_the_run_ends(
    held: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for worker in held.workers:
        worker.kill()
        worker.wait()
    monkeypatch.setattr(pool, "WORKER", 1.0)
    assert reported(tmp_path, held.address) == 1
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
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(pool, "ANSWER", 1)
    assert reported(tmp_path, address) == 1
    error = capsys.readouterr().err.splitlines()[-1]
    assert error.startswith(told)
    assert not (tmp_path / "TUV").exists()


def test_without_the_package_distributed_there_is_one_line_that_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert reported(tmp_path, "tcp://127.0.0.1:1") == 1
    error = capsys.readouterr().err.splitlines()[-1]
    assert error.startswith("error: got no package `distributed` (")
    assert "python3 tools/bootstrap.py .venv cluster" in error
