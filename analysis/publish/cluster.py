"""Where tasks are done; on a Dask cluster, whose workers need no folder in common with this process, which writes."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

from analysis.core.errors import InputError
from analysis.core.files import SITE, inputs_digest, published_at
from analysis.publish import pool
from analysis.publish.pool import Outcome, Result, Task, attempt

if TYPE_CHECKING:
    from distributed import Client

#: Seconds that a scheduler may take to answer, and a cluster may be without a worker.
ANSWER, WORKER = 10, 60.0
#: A notebook has the working folder and the output of its process to itself.
_ONE_AT_A_TIME = threading.Lock()


@cache
def own_digest() -> str:
    """Return the hash of program, data and packages that this process began with."""
    return inputs_digest()


@dataclass(frozen=True)
class Workers:
    """Where tasks are done: in how many processes here, or on the cluster of a scheduler."""

    processes: int = 1
    scheduler: str = ""

    def run(self, work: Callable[[Task], Result], tasks: Iterable[Task]) -> Iterator[Outcome[Task, Result]]:
        """Do tasks and yield their outcomes as they end."""
        if self.scheduler:
            return run_on_cluster(work, tasks, self.scheduler)
        return pool.run(work, tasks, self.processes)


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
        while running:
            future = _next(finished, client)
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
        fix = "run `pip install '.[cluster]'`, or leave out the scheduler to build on this machine"
        raise InputError(f"no package distributed ({error})", "it, to reach a scheduler", fix) from None
    for name in filter(lambda name: name.startswith("distributed"), list(logging.root.manager.loggerDict)):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # an error is one line
    try:
        client = Client(scheduler, timeout=ANSWER, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        got = f"no answer from the scheduler {scheduler!r} ({' '.join(str(error).split())})"
        fix = "start it by `dask scheduler`, and copy the address that it prints"
        raise InputError(got, "an address such as tcp://10.0.0.1:8786", fix) from None
    try:
        client.wait_for_workers(1, timeout=WORKER)
        _refuse_other(client.run(own_digest), own_digest())
    except TimeoutError:
        client.close(timeout=2)
        raise _no_worker() from None
    except InputError:
        client.close(timeout=2)
        raise
    return client


def _refuse_other(digests: dict[str, str], wanted: str) -> None:
    for address, value in sorted(digests.items()):
        if value != wanted:
            got = f"a worker {address} whose program, data or packages differ (digest {value[:12]}, not {wanted[:12]})"
            raise InputError(got, "workers of this version", "install the same version there and start it again")


def _no_worker() -> InputError:
    fix = "start one with the environment of this package: `dask worker ADDRESS --nworkers 2 --nthreads 1`"
    return InputError(f"no worker within {WORKER:g} s", "a cluster with workers", fix)
