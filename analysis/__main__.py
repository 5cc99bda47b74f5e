"""Run the command line: ``python -m analysis VERB``."""

import os
import sys

from analysis.core.errors import INTERRUPTED


def end(status: int) -> None:
    """End with a status, an interruption at once: Python, once struck inside an `exec`, would kill itself instead."""
    if status == INTERRUPTED:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)
    sys.exit(status)


if __name__ == "__main__":
    try:
        from analysis.cli import main

        end(main())
    except KeyboardInterrupt:  # while the first packages were loaded
        print("\ninterrupted: nothing was begun", file=sys.stderr)
        end(INTERRUPTED)
