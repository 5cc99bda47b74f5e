"""Tasks in processes of their own: one that raises, dies or hangs fails alone, and order does not matter."""

import multiprocessing as mp
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from threading import Lock

import pytest

from analysis.core.errors import InputError
from analysis.core.files import ROOT
from analysis.publish import pool


def work(task: str) -> object:
    """Do what the task says, as a report's build might."""
    if task == "raise":
        raise ValueError("no such\n table")
    if task == "refuse":
        raise InputError("x", "y", "z")
    if task == "exit":
        os._exit(7)
    if task == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if task == "hang":
        time.sleep(600)
    if task == "lock":
        return Lock()
    if task == "large":
        return b"x" * 3_000_000
    return os.getpid() if task == "process" else task.upper()


def outcomes(tasks: list[str], processes: int, limit: float = 60.0) -> dict[str, pool.Outcome[str, object]]:
    return {outcome.task: outcome for outcome in pool.run(work, tasks, processes, limit)}


@pytest.mark.parametrize("processes", [pytest.param(0, marks=pytest.mark.thorough), 2])
def test_a_task_that_raises_dies_or_hangs_fails_alone(processes: int) -> None:
    found = outcomes(["a", "raise", "exit", "hang", "kill", "lock", "large", "refuse", "b"], processes, 4.0)
    assert (found["a"].result, found["b"].result, found["large"].result) == ("A", "B", b"x" * 3_000_000)
    errors = {name: outcome.error for name, outcome in found.items() if outcome.error}
    assert errors.pop("lock")
    assert errors == {
        "raise": "ValueError: no such table",
        "refuse": "InputError: got x; expected y; to fix, z",
        "exit": "the process died (exit code 7); out of memory, or killed",
        "kill": "the process died (exit code -9); out of memory, or killed",
        "hang": "not finished after 4 s, so it was stopped",
    }
    assert "in work" in found["raise"].detail
    assert not any(found[name].result for name in errors)


def test_a_process_does_some_tasks_and_then_another_takes_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "MAX_TASKS", 3)
    pids = [outcome.result for outcome in pool.run(work, ["process"] * 7, 1)]
    assert sorted(pids.count(pid) for pid in set(pids)) == [1, 3, 3]
    assert os.getpid() not in pids


def test_leaving_early_ends_what_still_runs() -> None:
    running = pool.run(work, ["a", "hang"], 2)
    next(running)
    started = time.monotonic()
    running.close()  # type: ignore[attr-defined]
    assert time.monotonic() - started < 20 and not mp.active_children()


def test_no_task_gives_no_outcome() -> None:
    assert list(pool.run(work, [], 2)) == []


#: A process that waits for a task that says who does it, and hangs.
ORPHANS = """
import sys
from analysis.publish import pool
from tests.publish.test_pool import begin
list(pool.run(begin, [sys.argv[1]], 1))
"""


def begin(file: str) -> None:
    Path(file).write_text(str(os.getpid()), encoding="utf-8")
    time.sleep(600)


def is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.thorough
def test_a_process_ends_when_the_one_that_waits_for_it_is_killed(tmp_path: Path) -> None:
    file, until = tmp_path / "process", time.monotonic() + 120
    parent = subprocess.Popen([sys.executable, "-c", ORPHANS, str(file)], cwd=ROOT)
    while not (file.exists() and file.read_text(encoding="utf-8")):
        assert time.monotonic() < until
        time.sleep(0.05)
    child = int(file.read_text(encoding="utf-8"))
    parent.kill()
    parent.wait()
    while is_alive(child):
        assert time.monotonic() < until
        time.sleep(0.05)
