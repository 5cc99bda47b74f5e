"""Run the command line: ``python -m analysis VERB``."""

import os
import sys

from analysis.core.errors import INTERRUPTED, noted_interruptions


def end(status: int) -> None:
    """End with a status, an interruption at once: Python, once struck inside an `exec`, would kill itself instead."""
    if status == INTERRUPTED:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)
    sys.exit(status)


def run() -> int:
    """Load the command line and run it; a Ctrl-C before it is loaded is reported as an interruption."""
    with noted_interruptions() as noted:
        try:
            from analysis.cli import main
        except BaseException as error:
            if not (noted or isinstance(error, KeyboardInterrupt)):
                raise
            print("\ninterrupted: nothing was begun", file=sys.stderr)
            return INTERRUPTED
    try:
        return main()
    except KeyboardInterrupt:  # once more, while the first one was told
        print("\ninterrupted", file=sys.stderr)
        return INTERRUPTED


if __name__ == "__main__":
    end(run())
