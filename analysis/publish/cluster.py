"""Notebooks run on a Dask cluster: workers are held against this process, and what they make is kept here alone.

Only this process writes: a worker needs the package, its data and a connection, and no folder that both can see. Each
thread of a worker hands its tasks to a process beside it, which forks for each as a build here does (`forked.run`): a
notebook is alone, is ended if it hangs, and leaves no memory behind, and the same bytes come out.
"""

from __future__ import annotations

import contextlib
import logging
import os
import pickle
import platform
import re
import select
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import islice
from queue import Empty, SimpleQueue
from typing import IO, TYPE_CHECKING, Any, TypeVar

from analysis import __version__
from analysis.core.errors import InputError
from analysis.core.files import PACKAGE, SITE, inputs_digest
from analysis.core.hand import version

if TYPE_CHECKING:
    from distributed import Client, Future

    from analysis.publish.build import Elsewhere
    from analysis.publish.forked import Outcome

#: What two processes must have alike for their reports to be alike: what it is -> as it is here.
Marks = dict[str, str]


#: Files by their names.
Files = dict[str, bytes]


Task = TypeVar("Task")


Result = TypeVar("Result")


#: Seconds that a scheduler may take to answer, and a cluster to have a worker, at first or again.
ANSWER, WORKER = 10, 60.0


#: Seconds after which a worker looks again whether anybody waits for what it does.
LOOK = 1.0


#: Tasks that are handed out at a time, for each thread of the workers: one that runs, and the next.
AHEAD = 2


_ADDRESS = re.compile(r"(?:(?:tcp|tls|ws|wss|ucx)://)?[\w.:\[\]-]+:\d+")
_EXPECTED = "an address such as tcp://10.0.0.1:8786"


def marks() -> Marks:
    """Tell version and inputs of this process.

    Examples
    --------
    >>> sorted(marks())
    ['Python', 'data', 'inputs', 'package']
    """
    return {
        "package": __version__,
        "Python": platform.python_version(),
        "data": version(),
        "inputs": inputs_digest()[:16],
    }


@dataclass(frozen=True)
class Call:
    """What is to be done with a task, the address for which it is published, and by which version of all."""

    work: Callable[[Any], Any]
    task: object
    site: str
    wanted: Marks


# In a worker's process for notebooks ------------------------------------------------------------------------------


def serve() -> None:
    """Do what comes in at the standard input, each task in a fork, and tell the outcomes at the standard output."""
    from analysis.publish import forked
    from analysis.publish.notebook import make_shell

    threading.Thread(target=_end_with_worker, daemon=True).start()
    with os.fdopen(os.dup(0), "rb") as asked, os.fdopen(os.dup(1), "wb") as told:
        os.dup2(2, 1)  # what a notebook prints beside its outputs is no outcome
        _tell(told, marks())
        make_shell()
        with contextlib.suppress(BrokenPipeError):  # the worker is gone
            for outcome in forked.run(_calls(asked), _called, 1, lasts=1):  # each sees what the one before it left here
                bare = forked.Outcome(None, outcome.result, outcome.error, outcome.detail)
                _tell(told, pickle.dumps(bare))  # as bytes: the worker hands them on, and needs to load nothing


def _end_with_worker() -> None:
    """End this process, and with it the notebook in its fork, once its worker is gone: nobody waits for the outcome."""
    if hasattr(select, "poll"):
        gone = select.poll()
        gone.register(0, 0)  # that the other end was hung up is told unasked
        gone.poll()
        os._exit(1)


def _calls(asked: IO[bytes]) -> Iterator[Call]:
    """Give each call as it comes, until the worker is gone; once there are many, rehearse what all of them need."""
    from analysis.publish import build, forked

    count = 0
    while True:
        try:
            call: Call = pickle.load(asked)
        except EOFError:
            return
        os.environ[SITE] = call.site
        if count == build.FEW:
            forked.attempt(None, lambda _: build.rehearse())  # a fault in it is one of the tasks too, and told there
        count += 1
        yield call


def _called(call: Call) -> object:
    return call.work(call.task)


def _tell(stream: IO[bytes], thing: object) -> None:
    stream.write(pickle.dumps(thing))
    stream.flush()


# In a worker ------------------------------------------------------------------------------------------------------


class _Helper:
    """A process that runs the notebooks of one thread of a worker, and its marks."""

    def __init__(self) -> None:
        paths = os.pathsep.join(filter(None, [str(PACKAGE.parent), os.environ.get("PYTHONPATH", "")]))
        alone = {"PYTHONPATH": paths, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
        command = [sys.executable, "-c", "from analysis.publish.cluster import serve; serve()"]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=os.environ | alone)
        try:
            self.marks: Marks = self._told()
        except EOFError:
            told = "the process that runs notebooks did not start; the log of the worker says why"
            raise ChildProcessError(told) from None

    def ask(self, call: bytes, is_wanted: Callable[[], bool]) -> bytes:
        """Have a task done; the outcome comes pickled. What is no longer wanted is ended."""
        assert self.process.stdin is not None
        self.process.stdin.write(call)
        self.process.stdin.flush()
        while not self._has_told():
            if not is_wanted():
                self.process.kill()
        return bytes(self._told())

    def _has_told(self) -> bool:
        assert self.process.stdout is not None
        return sys.platform == "win32" or bool(select.select([self.process.stdout], [], [], LOOK)[0])

    def _told(self) -> Any:  # noqa: ANN401
        assert self.process.stdout is not None
        return pickle.load(self.process.stdout)

    def end(self) -> None:
        """End it at once."""
        self.process.kill()
        self.process.communicate()


_OF_THREAD = threading.local()


def do(call: bytes, wanted: Marks) -> bytes | Marks:
    """Have a task done beside this worker; give its outcome, pickled, or the marks that are not those wanted."""
    is_wanted = _asked_for()
    for _ in range(2):  # a process that died is followed by another, once
        helper = _helper(wanted)
        if helper.marks != wanted:
            return helper.marks
        with contextlib.suppress(EOFError, BrokenPipeError):
            return helper.ask(call, is_wanted)
        helper.end()
        del _OF_THREAD.helper
        if not is_wanted():
            raise InterruptedError("nobody waits for it any more")
    raise ChildProcessError("the process that runs notebooks died twice; out of memory, or killed")


def _asked_for() -> Callable[[], bool]:
    """Give what tells whether the task of this thread is still asked for: who asked may have been interrupted."""
    from distributed import get_worker

    try:
        worker = get_worker()
    except ValueError:  # no thread of a worker
        return lambda: True
    key = worker.get_current_task()
    return lambda: getattr(worker.state.tasks.get(key), "state", "") == "executing"


def _helper(wanted: Marks) -> _Helper:
    """Give the process of this thread; one that began before files were brought up to date makes way."""
    held: _Helper | None = getattr(_OF_THREAD, "helper", None)
    if held is not None and held.marks != wanted:
        held.end()
    if held is None or held.marks != wanted:
        held = _OF_THREAD.helper = _Helper()
    return held


# In the process that asks -----------------------------------------------------------------------------------------


@contextmanager
def connected(scheduler: str) -> Iterator[Elsewhere | None]:
    """Connect with a cluster and hold its workers against this process.

    Parameters
    ----------
    scheduler : str
        Address of the scheduler, such as ``tcp://10.0.0.1:8786``; empty for no cluster.

    Yields
    ------
    callable or None
        Does tasks on the cluster: what makes the files of one there, what keeps them here, and the tasks. Outcomes come
        in order of completion. None without an address.

    Raises
    ------
    InputError
        If ``distributed`` is not installed, nobody answers, there is no worker, or one has another version of the
        package, the data or the notebooks.

    Examples
    --------
    >>> with connected("") as elsewhere:
    ...     elsewhere is None
    True
    """
    if not scheduler:
        yield None
        return
    client = _client(scheduler)
    try:
        wanted = marks()
        _check_workers(client, wanted)
        yield partial(spread, client, wanted)
    finally:
        client.close(timeout=2)


def _client(scheduler: str) -> Client:
    try:
        from distributed import Client
    except ImportError as error:
        fix = "run `pip install '.[cluster]'`, or leave the scheduler out to build here"
        raise InputError(f"no package distributed ({error})", "it, to reach a scheduler", fix) from None
    if not _ADDRESS.fullmatch(scheduler):
        fix = "copy the address that `dask scheduler` prints, or unset SCHEDULER to work here"
        raise InputError(f"the scheduler {scheduler!r}", _EXPECTED, fix)
    for name in filter(lambda name: name.startswith("distributed"), list(logging.root.manager.loggerDict)):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what is amiss is told in one line
    try:
        return Client(scheduler, timeout=ANSWER, set_as_default=False)
    except (OSError, TimeoutError) as error:
        got = f"no answer from the scheduler {scheduler!r} ({' '.join(str(error).split())})"
        raise InputError(got, _EXPECTED, "start it by `dask scheduler`, or correct the address") from None


def _check_workers(client: Client, wanted: Marks) -> None:
    """Refuse a cluster without a worker, or with one that would give other reports than this process."""
    try:
        client.wait_for_workers(1, timeout=WORKER)
    except TimeoutError:
        raise _no_worker() from None
    found = client.run(marks, on_error="return")
    for address, told in sorted(found.items()):
        if told != wanted:
            raise _strange(address, told, wanted)


def _no_worker() -> InputError:
    fix = "start one in the environment of this package: `dask worker ADDRESS --nworkers 2 --nthreads 1`"
    return InputError(f"no worker within {WORKER:g} s", "a cluster with workers", fix)


def _strange(address: str, told: object, wanted: Marks) -> InputError:
    """Say in what a worker differs, or why it could not tell."""
    if isinstance(told, Mapping):
        different = [
            f"{name} {told.get(name)}, here {wanted[name]}" for name in wanted if told.get(name) != wanted[name]
        ]
    else:
        different = [" ".join(f"{type(told).__name__}: {told}".split())]
    fix = "bring it to this version of package, data and notebooks, and start it again"
    return InputError(f"the worker {address} with {'; '.join(different)}", "one that is as this process is", fix)


def spread(
    client: Client,
    wanted: Marks,
    make: Callable[[Task], Files],
    keep: Callable[[Task, Files], Result],
    tasks: Iterable[Task],
) -> Iterator[Outcome[Task, Result]]:
    """Do tasks on the workers, few at a time, and keep here what each made; what a lost worker had is done again.

    Parameters
    ----------
    client : Client
        The connection.
    wanted : dict
        The marks of this process.
    make : callable
        Makes the files of a task, on a worker.
    keep : callable
        Takes a task and its files, here.
    tasks : iterable
        What is to be done; asked for as workers come free.

    Yields
    ------
    Outcome
        What became of each task, in order of completion.

    Raises
    ------
    InputError
        If a worker that came later has another version, or none is left.
    """
    waiting = iter(tasks)
    finished: SimpleQueue[Future[Any]] = SimpleQueue()
    running: dict[object, tuple[Future[Any], Task]] = {}
    while True:
        room = max(1, AHEAD * _threads(client)) - len(running)
        for task in islice(waiting, max(0, room)):  # less than none where a worker has died
            call = pickle.dumps(Call(make, task, os.environ.get(SITE, ""), wanted))
            future = client.submit(do, call, wanted, pure=False)
            running[future.key] = (future, task)
            future.add_done_callback(finished.put)
        if not running:
            return
        future, task = running.pop(_next(client, finished).key)
        yield _kept(task, _answer(future, task, wanted), keep)
        future.release()


def _threads(client: Client) -> int:
    return sum(client.nthreads().values())


def _next(client: Client, finished: SimpleQueue[Future[Any]]) -> Future[Any]:
    """Wait for a task to end; a cluster that has no worker for long will end none."""
    seen = time.monotonic()
    while True:
        with contextlib.suppress(Empty):
            return finished.get(timeout=1)
        if _threads(client):
            seen = time.monotonic()
        elif time.monotonic() - seen > WORKER:
            raise _no_worker()


def _answer(future: Future[Any], task: Task, wanted: Marks) -> Outcome[Task, Files]:
    from analysis.publish.forked import Outcome, attempt

    told = attempt(task, lambda _: future.result())
    if told.result is None:
        return told  # the worker died under it again and again
    if isinstance(told.result, Mapping):
        raise _strange("that came later", told.result, wanted)
    outcome: Outcome[None, Files] = pickle.loads(told.result)
    return Outcome(task, outcome.result, outcome.error, outcome.detail)


def _kept(task: Task, made: Outcome[Task, Files], keep: Callable[[Task, Files], Result]) -> Outcome[Task, Result]:
    from analysis.publish.forked import Outcome, attempt

    files = made.result
    if files is None:
        return Outcome(task, None, made.error, made.detail)  # the disk that refused is the worker's
    return attempt(task, lambda _: keep(task, files))
