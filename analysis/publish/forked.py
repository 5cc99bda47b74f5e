"""Tasks done in forked processes, a few at a time: one that raises, hangs or dies hides no other."""

from __future__ import annotations

import contextlib
import errno
import gc
import multiprocessing as mp
import os
import signal
import threading
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from itertools import islice
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar

#: Seconds that one task may take; a report takes about one.
LIMIT = 600.0


Task = TypeVar("Task")
Result = TypeVar("Result")


@dataclass(frozen=True)
class Outcome(Generic[Task, Result]):
    """What became of a task: its result, or in one line why it failed, with the traceback for a log."""

    task: Task
    result: Result | None
    error: str = ""
    detail: str = ""
    refused: OSError | None = None  # by the disk, which no other task would find otherwise


#: What a disk says that is full, or can no longer be written.
FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO})


def can_fork() -> bool:
    """Tell whether this system can fork a process."""
    return "fork" in mp.get_all_start_methods()


#: How many tasks a process does before another takes its place, and times its first size from which one does at once.
LASTS, SWOLLEN = 48, 2.0


def run(
    tasks: Iterable[Task],
    work: Callable[[Task], Result],
    jobs: int,
    limit: float = LIMIT,
    lasts: int = 0,
    rehearsal: Callable[[], None] | None = None,
) -> Iterator[Outcome[Task, Result]]:
    """Do tasks in forked processes, a few at a time, and give outcomes as they come; a task that hangs is ended.

    A process does so many tasks (``LASTS`` by default) one after another, and what ends it ends one task alone. Tasks
    are asked for as processes come free, so that however many there are, few are held at once. A rehearsal, of what
    every task needs, is held here while the first tasks are done by processes that do without it.
    """
    if not can_fork():
        if rehearsal:
            rehearsal()
        yield from (attempt(task, work) for task in tasks)
        return
    _freeze()
    try:
        with collecting_seldom():
            yield from _forked(tasks, partial(_child, work), max(1, jobs), limit, lasts or LASTS, rehearsal)
    finally:
        gc.unfreeze()


def _freeze() -> None:
    """Lay aside what is in memory, so that a forked process that looks for garbage does not copy it."""
    gc.collect()
    gc.freeze()


#: How many objects a process makes before garbage is looked for: a report makes and drops a million small ones.
_YOUNG = 50_000


@contextlib.contextmanager
def collecting_seldom() -> Iterator[None]:
    """Look for garbage more seldom, here and in processes that are forked meanwhile."""
    before = gc.get_threshold()
    gc.set_threshold(_YOUNG, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


@dataclass(frozen=True)
class _Worker(Generic[Task]):
    """A forked process, the way to it, and until when it may work on which task."""

    process: mp.process.BaseProcess
    pipe: Connection
    task: Task
    deadline: float

    def end(self) -> None:
        self.process.terminate()
        self.process.join()
        self.pipe.close()


def _forked(
    tasks: Iterable[Task],
    child: Callable[[int, Connection], None],
    jobs: int,
    limit: float,
    lasts: int,
    rehearsal: Callable[[], None] | None,
) -> Iterator[Outcome[Task, Any]]:
    waiting = iter(tasks)
    cold = [_given(None, task, partial(child, 1), limit) for task in islice(waiting, jobs - 1 if rehearsal else 0)]
    running: dict[Connection, _Worker[Task]] = {worker.pipe: worker for worker in cold}
    free: list[_Worker[Task]] = []
    try:
        _held(rehearsal)
        while True:
            for task in islice(waiting, jobs - len(running)):
                worker = _given(free.pop() if free else None, task, partial(child, lasts), limit)
                running[worker.pipe] = worker
            if not running:
                return
            soonest = min(worker.deadline for worker in running.values())
            ready = set(wait(list(running), timeout=max(0.0, soonest - time.monotonic())))
            overdue = {pipe for pipe, worker in running.items() if worker.deadline <= time.monotonic()}
            for pipe in overdue - ready:
                running[pipe].process.kill()
            for worker in [running.pop(pipe) for pipe in list(running) if pipe in ready | overdue]:
                outcome, goes_on = _collect(worker, limit if worker.pipe in overdue - ready else None)
                if goes_on:
                    free.append(worker)
                yield outcome
    finally:
        for worker in [*running.values(), *free]:
            worker.end()


@contextlib.contextmanager
def aside(work: Callable[[], Result]) -> Iterator[Callable[[], Outcome[None, Result]]]:
    """Do a work in a forked process while this one goes on, and give what waits for its outcome.

    Examples
    --------
    >>> with aside(lambda: 1 + 1) as awaited:
    ...     awaited().result
    2
    """
    if not can_fork():
        yield cache(lambda: attempt(None, lambda _: work()))
        return
    worker = _given(None, None, partial(_child, lambda _: work(), 1), LIMIT)
    try:
        yield cache(partial(_awaited, worker))
    finally:
        worker.end()


def _awaited(worker: _Worker[None]) -> Outcome[None, Any]:
    on_time = worker.pipe.poll(max(0.0, worker.deadline - time.monotonic()))
    if not on_time:
        worker.process.kill()
    return _collect(worker, None if on_time else LIMIT)[0]


def _held(rehearsal: Callable[[], None] | None) -> None:
    if rehearsal:
        rehearsal()
        _freeze()


def _given(free: _Worker[Task] | None, task: Task, child: Callable[[Connection], None], limit: float) -> _Worker[Task]:
    """Give a task to a process that is free, or to a new one."""
    process, pipe = (free.process, free.pipe) if free else _start(child)
    with contextlib.suppress(BrokenPipeError):  # it was killed meanwhile, which shows when its outcome is read
        pipe.send(task)
    return _Worker(process, pipe, task, time.monotonic() + limit)


def _start(child: Callable[[Connection], None]) -> tuple[mp.process.BaseProcess, Connection]:
    context = mp.get_context("fork")
    ours, theirs = context.Pipe()
    process = context.Process(target=child, args=(theirs,))
    process.start()
    theirs.close()
    return process, ours


def _child(work: Callable[[Task], Result], lasts: int, pipe: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who interrupts the build means its parent, which ends this process
    threading.Thread(target=_end_with_parent, daemon=True).start()
    begin, goes_on, left = _most_memory(), True, lasts
    while goes_on:
        outcome = attempt(pipe.recv(), work)
        left -= 1
        goes_on = left > 0 and _most_memory() < SWOLLEN * begin
        pipe.send((outcome, goes_on))
    pipe.close()


def _most_memory() -> int:
    """Give the most memory that this process has held, in the unit of the system."""
    import resource  # which is where processes fork

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _end_with_parent() -> None:
    """End this process once its parent is gone, however that ended: nobody waits for its result, or holds the lock."""
    parent = mp.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def attempt(task: Task, work: Callable[[Task], Result]) -> Outcome[Task, Result]:
    """Do a task in this process, and tell what became of it."""
    try:
        return Outcome(task, work(task))
    except Exception as error:
        refused = error if isinstance(error, OSError) and error.errno in FULL else None
        return Outcome(task, None, _one_line(error), traceback.format_exc(), refused)


def _one_line(error: Exception) -> str:
    cause = getattr(error, "evalue", None) or str(error) or type(error).__name__
    name = getattr(error, "ename", type(error).__name__)
    return f"{name}: {' '.join(str(cause).split())}"


def _collect(worker: _Worker[Task], overran: float | None) -> tuple[Outcome[Task, Any], bool]:
    """Read what became of a task, and whether its process takes another."""
    try:
        outcome, goes_on = worker.pipe.recv()
    except (EOFError, ConnectionResetError):
        worker.process.join()
        died = f"the process died (exit code {worker.process.exitcode}); out of memory, or killed"
        told = died if overran is None else f"not done after {overran:g} s, and ended"
        outcome, goes_on = Outcome(worker.task, None, told), False
    if not goes_on:
        worker.pipe.close()
        worker.process.join()
    return outcome, goes_on
