"""Tasks that the workers of a cluster import and do, for `test_cluster`."""

import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Waiting:
    """Notes which number is worked on; beyond the first few, waits for a file `go`, but not for ever."""

    folder: Path
    at_once: int

    def __call__(self, number: int) -> int:
        begun = self.folder / "begun"
        with begun.open("a") as log:
            print(number, file=log)
        end = time.monotonic() + 120
        while number > self.at_once and not (self.folder / "go").exists() and time.monotonic() < end:
            time.sleep(0.05)
        return number * number


def unlucky(number: int) -> int:
    """Fail for 13."""
    if number == 13:
        raise ValueError("unlucky")
    return number
