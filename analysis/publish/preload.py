"""Imported once, by the process from which those that make reports are forked: what all of them need."""

# ruff: noqa: E402, F401
import signal

signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that waits for the results handles it

import contextlib
import gc
import sys
from types import TracebackType

from analysis.core.errors import InputError
from analysis.publish import build, html
from analysis.publish.notebook import make_shell
from analysis.tables.release import shipped_release


def _told(kind: type[BaseException], error: BaseException, where: TracebackType | None) -> None:
    """Say nothing of a process that begins while the build that asked for it ends: what both would share is gone."""
    if kind is not FileNotFoundError:
        sys.__excepthook__(kind, error, where)


sys.excepthook = _told
make_shell()
with contextlib.suppress(InputError):  # the process that waits for the results raises it too
    shipped_release()
gc.set_threshold(200_000)  # a report makes and drops a million small objects
gc.freeze()
