"""Tasks done in processes of their own, some at a time: one that raises, dies or hangs fails alone."""

from __future__ import annotations

import multiprocessing as mp
import os
import sys
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import wait
from typing import Any, Generic, TypeVar

from pebble import ProcessExpired, ProcessPool

from analysis.core.files import SITE, published_at

Task = TypeVar("Task")
Result = TypeVar("Result")

#: Seconds that one task may take; a report takes about one.
LIMIT = 600.0
#: Tasks that a process does before another takes its place, so that memory does not grow without end.
MAX_TASKS = 200


@dataclass(frozen=True)
class Outcome(Generic[Task, Result]):
    """The result of a task, or in one line why it failed, with the traceback."""

    task: Task
    result: Result | None
    error: str = ""
    detail: str = ""


def run(
    work: Callable[[Task], Result], tasks: Iterable[Task], processes: int, limit: float = LIMIT
) -> Iterator[Outcome[Task, Result]]:
    """Do tasks in processes, some at a time, and yield their outcomes as they end; one that hangs is ended.

    The processes are forked from a server that has imported the package, so that they share its memory.
    """
    with _main_not_imported():
        yield from _run(work, tasks, processes, limit)


@contextmanager
def _main_not_imported() -> Iterator[None]:
    """Keep a reader's script, or standard input, from being run again in each process."""
    main = sys.modules["__main__"]
    names = [name for name in ("__file__", "__spec__") if name in main.__dict__]
    hidden: dict[str, Any] = {name: main.__dict__.pop(name) for name in names}
    main.__spec__ = None
    try:
        yield
    finally:
        main.__dict__.update(hidden)


def _run(
    work: Callable[[Task], Result], tasks: Iterable[Task], processes: int, limit: float
) -> Iterator[Outcome[Task, Result]]:
    context = start_server()
    pool = ProcessPool(max(1, processes), MAX_TASKS, _begin, (published_at(),), context)
    try:
        futures: dict[Future[Outcome[Task, Result]], Task] = {
            pool.schedule(partial(attempt, work), (task,), timeout=limit): task for task in tasks
        }
        for future in as_completed(futures):
            yield _outcome(future, futures.pop(future), limit)
    finally:
        pool.stop()
        pool.join()


def start_server() -> Any:  # noqa: ANN401
    """Start the process from which others are forked, if none runs; it imports the package meanwhile."""
    if "forkserver" not in mp.get_all_start_methods():
        return mp.get_context("spawn")
    context = mp.get_context("forkserver")
    context.set_forkserver_preload(["analysis.publish.preload"])
    from multiprocessing.forkserver import ensure_running

    ensure_running()
    return context


def _begin(address: str) -> None:
    os.environ[SITE] = address
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End this process when its parent has ended: nobody waits for its result."""
    parent = mp.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def attempt(work: Callable[[Task], Result], task: Task) -> Outcome[Task, Result]:
    """Do a task in this process and return its outcome."""
    try:
        return Outcome(task, work(task))
    except Exception as error:
        return Outcome(task, None, _one_line(error), traceback.format_exc())


def _one_line(error: BaseException) -> str:
    cause = getattr(error, "evalue", None) or str(error) or type(error).__name__
    return f"{getattr(error, 'ename', type(error).__name__)}: {' '.join(str(cause).split())}"


def _outcome(future: Future[Outcome[Task, Result]], task: Task, limit: float) -> Outcome[Task, Result]:
    try:
        return future.result()
    except TimeoutError:
        return Outcome(task, None, f"not done after {limit:g} s, and ended")
    except ProcessExpired as error:
        return Outcome(task, None, f"the process died (exit code {error.exitcode}); out of memory, or killed")
    except Exception as error:  # a result that cannot be sent from one process to another
        return Outcome(task, None, _one_line(error))
