"""Measure speed: ``python -m tests.bench [NAME ...]``. Each figure is a ratio to a baseline timed in the same run.

Each benchmark runs in a process of its own, so that none finds loaded what another needed, or waits for its memory.
"""

from __future__ import annotations

import importlib
import os
import pkgutil
import platform
import resource
import subprocess
import sys
import time
from pathlib import Path

#: The option by which a process measures one benchmark.
ONE = "--one"


#: Letters of the first column.
WIDE = 104


def benches() -> list[str]:
    """Name the benchmarks: the modules beside this one whose names begin with a letter."""
    here = str(Path(__file__).parent)
    return sorted(module.name for module in pkgutil.iter_modules([here]) if not module.name.startswith("_"))


def main(names: list[str]) -> int:
    """Run benchmarks and print a line for each figure.

    Parameters
    ----------
    names : list of str
        Which to run; all if empty.

    Returns
    -------
    int
        1 if a name is not known or a benchmark failed.
    """
    if names[:1] == [ONE]:
        return measure(names[1])
    unknown = set(names) - set(benches())
    if unknown:
        print(f"got {sorted(unknown)}; expected some of {benches()}", file=sys.stderr)
        return 1
    began = time.monotonic()
    print(f"{machine()}\n{'what':{WIDE}} {'seconds':>12} {'baseline':>12} {'ratio':>8}", flush=True)
    ended = [subprocess.run([sys.executable, "-m", "tests.bench", ONE, name]).returncode for name in names or benches()]
    print(f"{time.monotonic() - began:.0f} s in all")
    return int(any(ended))


def machine() -> str:
    """Say where this is measured, and what else the machine does."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    busy = f"{os.getloadavg()[0]:.1f} processes at work before" if hasattr(os, "getloadavg") else ""
    return f"{cores} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}; {busy}"


def measure(name: str) -> int:
    """Run one benchmark in this process; print a line for each figure, and the most memory that was held."""
    for what, seconds, baseline in importlib.import_module(f"tests.bench.{name}").run():
        print(f"{what:{WIDE}} {seconds:12.6f} {baseline:12.6f} {seconds / baseline:8.4f}", flush=True)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{name + ': memory at most, MB':{WIDE}} {most:12.0f}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
