"""Tasks in processes of their own, here or on a Dask cluster; one that raises, dies or hangs fails by itself."""

from __future__ import annotations

import logging
import multiprocessing as mp
import os
import re
import signal
import sys
import tempfile
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from multiprocessing.connection import wait
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from pebble import ProcessExpired, ProcessPool
from tqdm import tqdm

from analysis.core.errors import InputError
from analysis.core.files import SITE, inputs_digest, published_at

if TYPE_CHECKING:
    from distributed import Client

Task = TypeVar("Task")
Result = TypeVar("Result")

#: Seconds that one task may take; a report takes about one.
LIMIT = 600.0
#: Tasks that a process does before another takes its place, so that memory does not grow without end.
MAX_TASKS = 200
#: Seconds that a scheduler may take to answer, and a cluster may be without a worker.
ANSWER, WORKER = 10, 60.0
#: Bytes of a temporary folder in which a socket can be: the server's has 32 more, and some systems allow 104.
LONGEST_FOLDER = 70
#: A notebook has the working folder and the output of its process to itself.
_ONE_AT_A_TIME = threading.Lock()


@dataclass(frozen=True)
class Outcome(Generic[Task, Result]):
    """The result of a task, or in one line why it failed, with the traceback."""

    task: Task
    result: Result | None
    error: str = ""
    detail: str = ""


@dataclass(frozen=True)
class Workers:
    """Where tasks are done: in how many processes here, or on the cluster of a scheduler."""

    processes: int = 1
    scheduler: str = ""

    def run(self, work: Callable[[Task], Result], tasks: Iterable[Task]) -> Iterator[Outcome[Task, Result]]:
        """Do tasks and yield their outcomes as they end."""
        if self.scheduler:
            return run_on_cluster(work, tasks, self.scheduler)
        return run(work, tasks, self.processes)


def run(
    work: Callable[[Task], Result], tasks: Iterable[Task], processes: int, limit: float = LIMIT
) -> Iterator[Outcome[Task, Result]]:
    """Do tasks in processes, some at a time, and yield their outcomes as they end; one that hangs is ended.

    The processes are forked from a server that has imported the package, so that they share its memory.
    """
    pool = ProcessPool(max(1, processes), MAX_TASKS, _begin, (published_at(),), start_server())
    try:
        futures: dict[Future[Outcome[Task, Result]], Task] = {
            pool.schedule(partial(attempt, work), (task,), timeout=limit): task for task in tasks
        }
        for future in as_completed(futures):
            yield _outcome_here(future, futures.pop(future), limit)
    finally:
        pool.stop()
        pool.join()


def start_server() -> Any:  # noqa: ANN401
    """Start the process from which others are forked, if none runs; it imports the package meanwhile."""
    long = len(os.fsencode(tempfile.gettempdir())) > LONGEST_FOLDER
    if long or "forkserver" not in mp.get_all_start_methods():
        return mp.get_context("spawn")
    context = mp.get_context("forkserver")
    context.set_forkserver_preload(["analysis.publish.preload"])
    from multiprocessing.forkserver import ensure_running

    with _deaf_to_interruptions():
        ensure_running()
    return context


@contextmanager
def _deaf_to_interruptions() -> Iterator[None]:
    """Ignore Ctrl-C, as a process does that is started meanwhile: it would end with a traceback as it imports."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


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


def _outcome_here(future: Future[Outcome[Task, Result]], task: Task, limit: float) -> Outcome[Task, Result]:
    try:
        return future.result()
    except TimeoutError:
        return Outcome(task, None, f"not finished after {limit:g} s, so it was stopped")
    except ProcessExpired as error:
        return Outcome(task, None, f"the process died (exit code {error.exitcode}); out of memory, or killed")
    except Exception as error:  # a result that cannot be sent from one process to another
        return Outcome(task, None, _one_line(error))


# On a cluster, whose workers need no folder in common with this process, which writes ----------------------------


@cache
def own_digest() -> str:
    """Return the hash of program, data and packages that this process began with."""
    return inputs_digest()


def run_on_cluster(
    work: Callable[[Task], Result], tasks: Iterable[Task], scheduler: str
) -> Iterator[Outcome[Task, Result]]:
    """Do tasks on the workers of a cluster and yield their outcomes as they end; a lost worker's tasks are redone."""
    client, waiting = _connect(scheduler), list(tasks)
    try:
        finished: SimpleQueue[Any] = SimpleQueue()
        on_worker = partial(_on_worker, work, published_at(), own_digest())
        running = dict(zip(client.map(on_worker, waiting, retries=2, pure=False), waiting, strict=True))
        for future in running:
            future.add_done_callback(finished.put)
        workers = {*client.nthreads()}
        while running:
            future = _next(finished, client)
            workers, earlier = {*client.nthreads()}, workers
            for lost in sorted(earlier - workers):
                tqdm.write(f"lost the worker {lost}; others do its reports again", file=sys.stderr)
            yield _outcome(future, running.pop(future))
            future.release()
    finally:
        client.close(timeout=2)


def _on_worker(work: Callable[[Task], Result], address: str, wanted: str, task: Task) -> Outcome[Task, Result]:
    _refuse_other({"": own_digest()}, wanted)
    with _ONE_AT_A_TIME:
        os.environ[SITE] = address
        return attempt(work, task)


def _outcome(future: Any, task: Task) -> Outcome[Task, Result]:  # noqa: ANN401
    made = attempt(lambda _: future.result(), task)
    if isinstance(future.exception(), InputError):
        raise future.exception()
    return made.result or Outcome(task, None, made.error, made.detail)


def _next(finished: SimpleQueue[Any], client: Client) -> Any:  # noqa: ANN401
    while True:
        try:
            return finished.get(timeout=WORKER)
        except Empty:
            if not client.nthreads():
                raise _no_worker() from None


def _connect(scheduler: str) -> Client:
    try:
        from distributed import Client
    except ImportError as error:
        fix = "run `python3 tools/bootstrap.py .venv cluster`, or drop the scheduler to build on this machine"
        raise InputError(f"no package `distributed` ({error})", "it, to use a Dask cluster", fix) from None
    for name in filter(lambda name: name.startswith("distributed"), list(logging.root.manager.loggerDict)):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # an error is one line
    try:
        if not re.search(r":\d+$", scheduler):  # which Dask waits for in vain
            raise ValueError("it has no port")
        client = Client(scheduler, timeout=ANSWER, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        got = f"no answer from the scheduler {scheduler!r} ({' '.join(str(error).split())})"
        fix = "start it with `dask scheduler`, and copy the address that it prints"
        raise InputError(got, "an address such as tcp://10.0.0.1:8786", fix) from None
    try:
        client.wait_for_workers(1, timeout=WORKER)
        _refuse_other(client.run(own_digest), own_digest())
    except (TimeoutError, InputError) as error:
        client.close(timeout=2)
        raise error if isinstance(error, InputError) else _no_worker() from None
    return client


def _refuse_other(digests: dict[str, str], wanted: str) -> None:
    for address, value in sorted(digests.items()):
        if value != wanted:
            got = f"a worker {address} with other program, data or packages (digest {value[:12]}, not {wanted[:12]})"
            raise InputError(got, "workers of this version", "install the same version there and start it again")


def _no_worker() -> InputError:
    fix = "start one with the environment of this package: `dask worker ADDRESS --nworkers 2 --nthreads 1`"
    return InputError(f"no worker within {WORKER:g} s", "a cluster with workers", fix)
