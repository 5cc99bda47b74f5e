"""Tasks run apart: one that raises, dies or hangs hides no other, and order does not matter."""

import multiprocessing as mp
import os
import signal
import tempfile
import time
from threading import Lock

import pytest

from analysis.core.errors import InputError
from analysis.core.standing import is_alive
from analysis.publish import forked


def work(task: str) -> str:
    """Do what the task says, as a report's build might."""
    if task == "raise":
        raise ValueError("no such\n table")
    if task == "refuse":
        raise InputError("x", "y", "z")
    if task == "exit":
        os._exit(7)
    if task == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    return task.upper()


def outcomes(tasks: list[str], jobs: int) -> dict[str, forked.Outcome[str, str]]:
    return {outcome.task: outcome for outcome in forked.run(tasks, work, jobs)}


@pytest.mark.parametrize("jobs", [1, 2, 8])
@pytest.mark.parametrize("tasks", [["a", "raise", "exit", "kill", "b"], ["kill", "exit", "b", "raise", "a"]])
def test_failures_hide_no_neighbour_whatever_the_order(tasks: list[str], jobs: int) -> None:
    found = outcomes(tasks, jobs)
    assert sorted(found) == sorted(tasks)
    assert (found["a"].result, found["b"].result) == ("A", "B")
    assert found["raise"].error == "ValueError: no such table"
    assert "in work" in found["raise"].detail
    assert found["exit"].error.startswith("the process died (exit code 7)")
    assert found["kill"].error.startswith("the process died (exit code -9)")
    assert all(found[name].result is None for name in ("raise", "exit", "kill"))


def test_a_slow_task_holds_up_no_other() -> None:
    others = {"a", "kill", "b"}
    all_done = mp.get_context("fork").Event()

    def slow_until_all_are_done(task: str) -> str:
        return str(all_done.wait(60)) if task == "slow" else work(task)

    order = []
    for outcome in forked.run(["slow", "a", "kill", "b"], slow_until_all_are_done, 2):
        order.append((outcome.task, outcome.result))
        if {task for task, _ in order} >= others:
            all_done.set()
    assert order[-1] == ("slow", "True")
    assert {task for task, _ in order} == {*others, "slow"}


def test_an_error_keeps_its_message() -> None:
    assert outcomes(["refuse"], 1)["refuse"].error == "InputError: got x; expected y; to fix, z"


def test_tasks_run_at_the_same_time_up_to_the_limit() -> None:
    both = mp.get_context("fork").Barrier(2)
    found = list(forked.run(["one", "other"], lambda task: both.wait(60) >= 0, 2))
    assert [outcome.result for outcome in found] == [True, True]


def test_a_process_does_some_tasks_and_then_another_takes_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forked, "LASTS", 3)
    pids = [outcome.result for outcome in forked.run(range(7), lambda task: os.getpid(), 1)]
    assert [pids.count(pid) for pid in dict.fromkeys(pids)] == [3, 3, 1]
    assert os.getpid() not in pids


def test_a_process_that_has_swollen_takes_no_other_task(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forked, "SWOLLEN", 1.05)
    pids = [
        outcome.result for outcome in forked.run([1, 200, 1, 1], lambda size: bytearray(size << 20) and os.getpid(), 1)
    ]
    assert [pids.count(pid) for pid in dict.fromkeys(pids)] == [2, 2]


@pytest.mark.parametrize("jobs", [1, 3])
def test_first_tasks_begin_before_the_rehearsal_and_all_others_know_what_it_left(jobs: int) -> None:
    known, begun = list[str](), [mp.get_context("fork").Event() for _ in range(jobs - 1)]

    def said(task: str) -> str:
        if not known:
            begun[int(task)].set()
        return "".join(known) or "cold"

    def rehearsal() -> None:
        assert all(event.wait(60) for event in begun)
        known.append("warm")

    done = forked.run([str(number) for number in range(9)], said, jobs, rehearsal=rehearsal)
    found = {outcome.task: outcome.result for outcome in done}
    assert found == {str(number): "cold" if number < jobs - 1 else "warm" for number in range(9)}


def test_a_rehearsal_that_fails_ends_the_processes_that_had_begun() -> None:
    def fails() -> None:
        raise InputError("x", "y", "z")

    with pytest.raises(InputError):
        list(forked.run(["a", "b"], lambda _: time.sleep(60), 2, rehearsal=fails))
    assert not mp.active_children()


def test_a_process_that_dies_takes_its_own_task_with_it_and_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    found = list(forked.run(["a", "die", "b", "c"], lambda task: os._exit(3) if task == "die" else os.getpid(), 1))
    assert [outcome.task for outcome in found] == ["a", "die", "b", "c"]
    assert "exit code 3" in found[1].error and not any(outcome.error for outcome in (found[0], *found[2:]))
    assert found[2].result == found[3].result != found[0].result


def test_a_result_larger_than_a_pipe_comes_back_whole() -> None:
    (outcome,) = forked.run([3_000_000], lambda size: b"x" * size, 1)
    assert outcome.result is not None
    assert len(outcome.result) == 3_000_000


def test_a_result_that_cannot_be_pickled_is_a_failure_of_its_task_alone() -> None:
    found = {o.task: o for o in forked.run(["bad", "good"], lambda task: Lock() if task == "bad" else 1, 2)}
    assert found["good"].result == 1
    assert found["bad"].error


def test_no_task_gives_no_outcome_and_no_job_means_one() -> None:
    assert list(forked.run([], work, 2)) == []
    assert outcomes(["a"], 0)["a"].result == "A"


def test_leaving_early_ends_what_still_runs() -> None:
    running = forked.run(["a", "hang"], lambda task: time.sleep(0 if task == "a" else 60), 2)
    started = time.monotonic()
    next(running)
    running.close()  # type: ignore[attr-defined]
    assert time.monotonic() - started < 10


def test_without_fork_tasks_run_one_after_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forked, "can_fork", lambda: False)
    assert {task: o.result for task, o in outcomes(["a", "raise", "b"], 2).items()} == {
        "a": "A",
        "raise": None,
        "b": "B",
    }


def test_a_task_that_hangs_is_ended_and_named_while_the_others_go_on() -> None:
    found = {o.task: o for o in forked.run([600.0, 0.0, 0.01], lambda seconds: time.sleep(seconds) or "done", 2, 5.0)}
    assert "not done after 5 s" in found[600.0].error
    assert [found[task].result for task in (0.0, 0.01)] == ["done", "done"]


def test_a_work_aside_goes_on_meanwhile_and_may_have_works_of_its_own() -> None:
    def both() -> int:
        with forked.aside(os.getpid) as inner:
            return inner().result or 0

    with forked.aside(both) as first, forked.aside(os.getpid) as second:
        assert len({os.getpid(), first().result, second().result}) == 3
    assert not mp.active_children()


@pytest.mark.parametrize(("what", "told"), [("raise", "no such table"), ("exit", "code 7"), ("kill", "code -9")])
def test_a_work_aside_that_fails_is_told_and_ends_nothing(what: str, told: str) -> None:
    with forked.aside(lambda: work(what)) as awaited:
        assert told in awaited().error


def test_a_work_aside_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forked, "LIMIT", 0.5)
    with forked.aside(lambda: time.sleep(60)) as awaited:
        assert "not done after 0.5 s" in awaited().error


def test_a_work_aside_that_nobody_awaits_is_ended_however_much_it_has_to_say() -> None:
    began = time.monotonic()
    with pytest.raises(InputError), forked.aside(lambda: b"x" * 3_000_000), forked.aside(lambda: time.sleep(60)):
        time.sleep(0.2)
        raise InputError("x", "y", "z")
    assert time.monotonic() - began < 10 and not mp.active_children()


def test_a_work_aside_ends_with_the_process_that_wants_it() -> None:
    def left() -> None:
        with forked.aside(lambda: time.sleep(60)):
            print(mp.active_children()[0].pid, file=told, flush=True)
            os.kill(os.getpid(), signal.SIGKILL)

    with tempfile.TemporaryFile("w+") as told:
        with forked.aside(left) as awaited:
            assert "code -9" in awaited().error
        told.seek(0)
        pid, until = int(told.read()), time.monotonic() + 10
    while is_alive(pid) and time.monotonic() < until:
        time.sleep(0.02)
    assert not is_alive(pid)


def test_without_fork_a_work_aside_is_done_when_it_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forked, "can_fork", lambda: False)
    with forked.aside(os.getpid) as awaited, forked.aside(lambda: work("raise")) as failing:
        assert awaited().result == os.getpid() and "no such table" in failing().error
