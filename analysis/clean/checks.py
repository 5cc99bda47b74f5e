"""Rows set aside and expectations of a source: what is only said, and what stops a run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis.core.errors import InputError
from analysis.sources.reading import Audit, Reject
from analysis.sources.spec import Expectation, Spec


@dataclass(frozen=True, slots=True)
class Account:
    """What became of the rows that were read; every one is written, merged into another, or set aside.

    Parameters
    ----------
    written, merged, aside : int
        Rows of the table; rows that another row already stands for; rows (or whole files) set aside with a reason.
    """

    written: int = 0
    merged: int = 0
    aside: int = 0

    def sentence(self, what: str) -> str:
        """Say it, for example ``50 rows in = 31 notices + 2 merged + 17 set aside``."""
        total = self.written + self.merged + self.aside
        return f"{total:,} rows in = {self.written:,} {what} + {self.merged:,} merged + {self.aside:,} set aside"


REJECT_COLUMNS = ["file", "row", "reason", "raw"]


def reject_table(rejects: Sequence[Reject]) -> pd.DataFrame:
    """Give the rows set aside as a table: ``file``, ``row``, ``reason``, ``raw``."""
    rows = [(reject.file, reject.row, reject.reason, reject.raw) for reject in rejects]
    return pd.DataFrame(rows, columns=REJECT_COLUMNS)


def check_rejects(rejects: Sequence[Reject], rows: int, spec: Spec, path: Path, audit: Audit) -> None:
    """Stop where too many rows of a file are bad, and say how many are set aside.

    Parameters
    ----------
    rejects : sequence of Reject
        Of this file.
    rows : int
        Rows read, those set aside too.
    spec : Spec
        Declares the largest share allowed.
    path, audit : Path, Audit
        For the messages.

    Raises
    ------
    InputError
        If more than the declared share is bad, or nothing is left.
    """
    bad = [reject for reject in rejects if reject.bad]
    if bad and ((len(bad) > spec.max_reject_share * rows and len(bad) > 1) or len(bad) == rows):
        raise InputError(
            f"{len(bad)} of {rows} rows that cannot be used (first: {bad[0].reason})",
            f"at most {spec.max_reject_share:.0%}, as the description of {spec.name} declares",
            "correct the file, or download it again",
            file=path,
            row=bad[0].row,
        )
    if rejects:
        audit.warn(f"{len(rejects)} of {rows} rows of {path.name} set aside (first: {rejects[0].reason})")


def check_expectations(table: pd.DataFrame, spec: Spec, audit: Audit) -> None:
    """Compare a cleaned table with what its source declares.

    Parameters
    ----------
    table : DataFrame
        Clean rows of this source.
    spec : Spec
        Holds the expectations.
    audit : Audit
        Takes those that only warn.

    Raises
    ------
    InputError
        If one that stops fails.
    """
    for expectation in spec.expectations:
        value = _measured(table, expectation)
        low, high = expectation.low, expectation.high
        if (low is None or value >= low) and (high is None or value <= high):
            continue
        met = f"{_words(expectation)} {value:g}"
        wanted = f"{'any' if low is None else f'{low:g}'} to {'any' if high is None else f'{high:g}'}"
        if expectation.otherwise == "stop":
            raise InputError(met, wanted, f"check that the input is whole, or change the yml of {spec.name}")
        audit.warn(f"{spec.name}: {met}, expected {wanted}")


def _words(expectation: Expectation) -> str:
    about = " ".join(part for part in (expectation.column, expectation.value) if part)
    return f"{expectation.measure.replace('_', ' ')} of {about}" if about else expectation.measure


def _measured(table: pd.DataFrame, expectation: Expectation) -> float:
    if expectation.measure == "rows":
        return float(len(table))
    column = table[expectation.column]
    if expectation.measure == "missing":
        return float((column == "").mean()) if len(column) else 0.0
    codes = column.str.split(";").explode()
    if expectation.measure == "countries":
        return float(codes[codes != ""].nunique())
    return float((codes == expectation.value).sum())
