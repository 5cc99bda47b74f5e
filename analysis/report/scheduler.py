"""Run tasks each in a forked process of its own, a few at a time, so that one that fails or dies harms no other."""

from __future__ import annotations

import gc
import multiprocessing as mp
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import Generic, TypeVar

#: Seconds that one task may take; a report takes about one.
LIMIT = 600.0
Task = TypeVar("Task")
Result = TypeVar("Result")


@dataclass(frozen=True)
class Outcome(Generic[Task, Result]):
    """What became of a task: its result, or why it failed.

    Parameters
    ----------
    task : Task
        The task.
    result : Result or None
        What the work returned; None if it failed.
    error : str
        Empty if it went well; otherwise one line that names the cause.
    detail : str
        The traceback, for a log.
    """

    task: Task
    result: Result | None
    error: str = ""
    detail: str = ""


def can_fork() -> bool:
    """Tell whether this system can fork a process."""
    return "fork" in mp.get_all_start_methods()


def run(
    tasks: Sequence[Task], work: Callable[[Task], Result], jobs: int, limit: float = LIMIT
) -> Iterator[Outcome[Task, Result]]:
    """Do each task in a process forked from this one, and give outcomes as they come.

    Parameters
    ----------
    tasks : sequence
        What to do.
    work : callable
        Does one task; its result must pickle.
    jobs : int
        How many at a time. Where the system cannot fork, tasks run one after the other in this process.
    limit : float
        Seconds after which a task is ended and counts as failed, so that one that hangs does not hold up the rest.

    Yields
    ------
    Outcome
        One for each task, in order of completion.
    """
    if not can_fork():
        yield from (_attempt(task, work) for task in tasks)
        return
    gc.collect()
    gc.freeze()
    try:
        yield from _forked(tasks, work, max(1, jobs), limit)
    finally:
        gc.unfreeze()


def _forked(
    tasks: Sequence[Task], work: Callable[[Task], Result], jobs: int, limit: float
) -> Iterator[Outcome[Task, Result]]:
    waiting = list(reversed(tasks))
    running: dict[Connection, tuple[Task, mp.process.BaseProcess, float]] = {}
    try:
        while waiting or running:
            while waiting and len(running) < jobs:
                task = waiting.pop()
                receiver, process = _start(task, work)
                running[receiver] = (task, process, time.monotonic() + limit)
            soonest = min(deadline for _, _, deadline in running.values())
            ready = set(wait(list(running), timeout=max(0.0, soonest - time.monotonic())))
            overdue = {receiver for receiver, (_, _, deadline) in running.items() if deadline <= time.monotonic()}
            for receiver in overdue - ready:
                running[receiver][1].kill()
            for receiver in [receiver for receiver in running if receiver in ready | overdue]:
                task, process, _ = running.pop(receiver)
                yield _collect(task, process, receiver, limit if receiver in overdue - ready else None)
    finally:
        for _, process, _ in running.values():
            process.terminate()


def _start(task: Task, work: Callable[[Task], Result]) -> tuple[Connection, mp.process.BaseProcess]:
    context = mp.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_child, args=(task, work, sender), daemon=True)
    process.start()
    sender.close()
    return receiver, process


def _child(task: Task, work: Callable[[Task], Result], sender: Connection) -> None:
    sender.send(_attempt(task, work))
    sender.close()


def _attempt(task: Task, work: Callable[[Task], Result]) -> Outcome[Task, Result]:
    try:
        return Outcome(task, work(task))
    except Exception as error:
        return Outcome(task, None, _one_line(error), traceback.format_exc())


def _one_line(error: Exception) -> str:
    cause = getattr(error, "evalue", None) or str(error) or type(error).__name__
    name = getattr(error, "ename", type(error).__name__)
    return f"{name}: {' '.join(str(cause).split())}"


def _collect(
    task: Task, process: mp.process.BaseProcess, receiver: Connection, overran: float | None
) -> Outcome[Task, Result]:
    try:
        outcome: Outcome[Task, Result] = receiver.recv()
    except EOFError:
        process.join()
        died = f"the process died (exit code {process.exitcode}); out of memory, or killed"
        outcome = Outcome(task, None, died if overran is None else f"not done after {overran:g} s, and ended")
    receiver.close()
    process.join()
    return outcome
