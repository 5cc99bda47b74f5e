"""``python -m analysis coverage``: simulate how often intervals hold the truth, and write the published table."""

from __future__ import annotations

import argparse
from concurrent.futures import ProcessPoolExecutor

import pandas as pd

from analysis.core.files import relative
from analysis.facts.validation import NAME, SEED, SIMULATIONS, worlds
from analysis.refresh.figures import as_csv
from analysis.stats.coverage import covered
from analysis.tables.shipped import raw_path, store


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--jobs", type=int, default=1, help="how many processes")


def run(args: argparse.Namespace) -> int:
    """Simulate and write."""
    with ProcessPoolExecutor(args.jobs) as pool:
        parts = list(pool.map(simulated, range(len(worlds()))))
    store(raw_path(NAME), as_csv(pd.concat(parts, ignore_index=True)))
    print(f"wrote {relative(raw_path(NAME))}")
    return 0


def simulated(place: int, simulations: int = SIMULATIONS) -> pd.DataFrame:
    """Simulate the world at a place of the list."""
    return covered(worlds()[place], simulations, SEED)
