"""Run tasks each in a forked process of its own, a few at a time, so that one that fails or dies harms no other."""

from __future__ import annotations

import gc
import multiprocessing as mp
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import Generic, TypeVar

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


def run(tasks: Sequence[Task], work: Callable[[Task], Result], jobs: int) -> Iterator[Outcome[Task, Result]]:
    """Do each task in a process forked from this one, and give outcomes as they come.

    Parameters
    ----------
    tasks : sequence
        What to do.
    work : callable
        Does one task; its result must pickle.
    jobs : int
        How many at a time. Where the system cannot fork, tasks run one after the other in this process.

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
        yield from _forked(tasks, work, max(1, jobs))
    finally:
        gc.unfreeze()


def _forked(tasks: Sequence[Task], work: Callable[[Task], Result], jobs: int) -> Iterator[Outcome[Task, Result]]:
    waiting = list(reversed(tasks))
    running: dict[Connection, tuple[Task, mp.process.BaseProcess]] = {}
    try:
        while waiting or running:
            while waiting and len(running) < jobs:
                task = waiting.pop()
                receiver, process = _start(task, work)
                running[receiver] = (task, process)
            ready = set(wait(list(running)))
            for receiver in [receiver for receiver in running if receiver in ready]:
                task, process = running.pop(receiver)
                yield _collect(task, process, receiver)
    finally:
        for _, process in running.values():
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


def _collect(task: Task, process: mp.process.BaseProcess, receiver: Connection) -> Outcome[Task, Result]:
    try:
        outcome: Outcome[Task, Result] = receiver.recv()
    except EOFError:
        process.join()
        outcome = Outcome(task, None, f"the process died (exit code {process.exitcode}); out of memory, or killed")
    receiver.close()
    process.join()
    return outcome
