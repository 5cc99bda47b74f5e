"""Measure speed: ``python -m tests.bench [NAME ...]``. Each figure is a ratio to a baseline timed in the same run.

Each benchmark runs in a process of its own, so that none finds loaded what another needed, or waits for its memory.
"""

from __future__ import annotations

import importlib
import pkgutil
import resource
import subprocess
import sys
from pathlib import Path

#: The option by which a process measures one benchmark.
ONE = "--one"


def benches() -> list[str]:
    """Name the benchmarks: the modules beside this one that have a ``run``."""
    here = str(Path(__file__).parent)
    return sorted(module.name for module in pkgutil.iter_modules([here]) if module.name != "__main__")


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
    print(f"{'what':58} {'seconds':>12} {'baseline':>12} {'ratio':>8}", flush=True)
    ended = [subprocess.run([sys.executable, "-m", "tests.bench", ONE, name]).returncode for name in names or benches()]
    return int(any(ended))


def measure(name: str) -> int:
    """Run one benchmark in this process; print a line for each figure, and the most memory that was held."""
    for what, seconds, baseline in importlib.import_module(f"tests.bench.{name}").run():
        print(f"{what:58} {seconds:12.6f} {baseline:12.6f} {seconds / baseline:8.4f}", flush=True)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{name + ': memory at most, MB':58} {most:12.0f}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
