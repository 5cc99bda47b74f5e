"""Write the published tables of simulations: `python -m simulations validate|coverage|checks [--jobs N]`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from typing import TypeVar

import pandas as pd

from analysis.core.files import as_csv, relative
from analysis.facts.expected import fitted
from analysis.facts.reliability import COVERAGE, VALIDATION
from analysis.tables.shipped import raw_path, store
from simulations.checks import model_checks
from simulations.coverage import covered
from simulations.trials import Trial, tried
from simulations.worlds import SEED, SIMULATIONS, all_trials, worlds

T = TypeVar("T")


def validated(trial: Trial) -> pd.DataFrame:
    """Rows of the published table for one trial."""
    table = tried(trial, trial.most, SEED)
    return table.assign(**{column: table[column].map({True: "yes", False: "no"}) for column in ("naive", "hostile")})


def write(table: str, tasks: Sequence[T], simulate: Callable[[T], pd.DataFrame], jobs: int) -> None:
    """Simulate each task in some process, and write all rows in the order of the tasks; a failure writes nothing."""
    rows = []
    with ProcessPoolExecutor(jobs) as pool:
        for task, done in [(task, pool.submit(simulate, task)) for task in tasks]:
            try:
                rows.append(done.result())
            except Exception as error:
                error.add_note(f"in {getattr(task, 'name', task)}")
                raise
    store(raw_path(table), as_csv(pd.concat(rows, ignore_index=True)))
    print(f"wrote {relative(raw_path(table))}")


def main(words: Sequence[str] | None = None) -> None:
    """Run one of the simulations."""
    parser = argparse.ArgumentParser(prog="python -m simulations", description=__doc__)
    parser.add_argument("table", choices=("validate", "coverage", "checks"))
    parser.add_argument("--jobs", type=int, default=1, help="how many processes")
    args = parser.parse_args(words)
    if args.table == "validate":
        write(VALIDATION, all_trials(), validated, args.jobs)
    elif args.table == "checks":
        write("model_checks", [fitted(0.95)], partial(model_checks, seed=SEED), args.jobs)
    else:
        write(COVERAGE, worlds(), partial(covered, simulations=SIMULATIONS, seed=SEED), args.jobs)


if __name__ == "__main__":
    main(sys.argv[1:])
