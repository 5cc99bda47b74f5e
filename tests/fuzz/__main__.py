"""Feed damaged files to every reader: ``python -m tests.fuzz --seconds 300 --seed 1``.

A reader may refuse a file with an InputError or give a result, within seconds; anything else is a fault. The damaged
files of a fault are kept, with the seed that makes them again.
"""

from __future__ import annotations

import argparse
import datetime
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random

import pandas as pd

from analysis.core.errors import InputError
from analysis.core.private import write_rows
from analysis.persons.cleaning import Cleaned
from analysis.persons.designations import clean_designations
from analysis.persons.notice_lists import clean_notices
from tests.fuzz.damage import DAMAGES
from tests.persons import published
from tests.persons.samples import NOTICE_SAMPLES, SANCTIONS_SAMPLES, spreadsheet

DAY = datetime.date(2025, 1, 1)
#: A small file that takes longer has met a method whose cost grows with the square of a field.
MOST_SECONDS = 20


class TooSlowError(BaseException):
    """A reader that does not end; no handler of exceptions may hide it."""


def _stop(*_: object) -> None:
    raise TooSlowError(f"more than {MOST_SECONDS} s")


def notices(paths: list[Path]) -> pd.DataFrame:
    """Clean notices, whose account must hold."""
    return _accounted(clean_notices(paths, DAY))


def designations(paths: list[Path]) -> pd.DataFrame:
    """Clean designations, whose account must hold."""
    return _accounted(clean_designations(paths))


def _accounted(found: Cleaned) -> pd.DataFrame:
    account = found.account
    assert (account.written, account.rejected) == (len(found.table), len(found.rejects))
    assert account.merged >= 0 or "opensanctions_ftm" in set(found.table["source_format"])  # a line may state several
    return found.table


def _of_publisher(held: published.Published) -> dict[str, bytes]:
    return {"list.txt": held.text.encode()}


#: Format -> (maker of its files, what reads them).
CASES: dict[str, tuple[Callable[[], dict[str, bytes]], Callable[[list[Path]], pd.DataFrame]]] = {
    **{name: (make, notices) for name, make in NOTICE_SAMPLES.items()},
    **{name: (make, designations) for name, make in SANCTIONS_SAMPLES.items()},
    **{held.reader: (partial(_of_publisher, held), designations) for held in published.PUBLISHED},
    "au_workbook": (lambda: {"list.xlsx": spreadsheet(published.DFAT)}, designations),
    "uk_workbook": (lambda: {"list.xlsx": spreadsheet(published.UK_ROWS)}, designations),
}


def damaged(name: str, chance: Random) -> dict[str, bytes]:
    """Give the files of a format with one of them damaged one to three times."""
    files = CASES[name][0]()
    victim = chance.choice(sorted(files))
    for damage in chance.choices(DAMAGES, k=chance.randint(1, 3)):
        files[victim] = damage(files[victim], chance)
    return files


def try_one(seed: int, folder: Path) -> str:
    """Damage the files that a seed stands for, read them, and say what came of it."""
    chance = Random(seed)
    name = chance.choice(sorted(CASES))
    paths = []
    for file, content in damaged(name, chance).items():
        paths.append(folder / file)
        paths[-1].write_bytes(content)
    try:
        table = CASES[name][1](paths if chance.random() < 0.7 else [folder])
        write_rows(table, folder.with_suffix(".csv"))
    except InputError:
        outcome = "refused"
    else:
        outcome = "read"
    for path in paths:
        path.unlink()
    return f"{name} {outcome}"


def fuzz(seconds: float, seed: int, most: int | None = None) -> Counter[str]:
    """Read damaged files until the time, or the number of tries, is over.

    Raises
    ------
    Exception or TooSlowError
        The first that is no InputError, with its seed as a note.
    """
    outcomes: Counter[str] = Counter()
    folder = Path(tempfile.mkdtemp(prefix="fuzz-"))
    end = time.monotonic() + seconds
    signal.signal(signal.SIGALRM, _stop)
    while time.monotonic() < end and (most is None or outcomes.total() < most):
        number = seed * 1_000_000 + outcomes.total()
        signal.alarm(MOST_SECONDS)
        try:
            outcomes[try_one(number, folder)] += 1
        except (Exception, TooSlowError) as error:
            error.add_note(f"seed {number}; the damaged files are kept in {folder}")
            raise
        finally:
            signal.alarm(0)
    folder.rmdir()
    folder.with_suffix(".csv").unlink(missing_ok=True)
    return outcomes


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    try:
        outcomes = fuzz(args.seconds, args.seed)
    except (Exception, TooSlowError):
        traceback.print_exc()
        return 1
    for outcome, count in sorted(outcomes.items()):
        print(f"{outcome:20} {count}")
    print(f"{outcomes.total()} damaged inputs, no fault")
    return 0


if __name__ == "__main__":
    sys.exit(main())
