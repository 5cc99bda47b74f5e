"""What the package says when it refuses an input."""

from __future__ import annotations

import traceback
from collections.abc import Iterable
from functools import partial
from pathlib import Path

#: Exit status of an interrupted program: 128 and the number of the signal, as a shell gives it.
INTERRUPTED = 130


#: Letters of a text that a message holds.
LONGEST = 4096


class InputError(ValueError):
    """Input that the package refuses: what it got, what it expected, how to fix it, in which file and at which row.

    Rows are counted as an editor counts; the header is row 1.

    Examples
    --------
    >>> print(InputError("'QQQ'", "a country", "correct it", file="a.csv", row=3))
    got 'QQQ'; expected a country; to fix, correct it (in a.csv at row 3)
    """

    def __init__(
        self, got: str, expected: str, fix: str, *, file: Path | str | None = None, row: int | None = None
    ) -> None:
        self.got, self.expected, self.fix, self.file, self.row = got, expected, fix, file, row
        at_row = "" if row is None else f" at row {row}"
        place = "" if file is None else f" (in {file}{at_row})"
        more = f" ... ({len(got) - LONGEST:,} letters more)" if len(got) > LONGEST else ""
        super().__init__(f"got {got[:LONGEST]}{more}; expected {expected}; to fix, {fix}{place}")

    def _render_traceback_(self) -> list[str]:
        """Lines that IPython shows: the refusal, and below it the calls that led to it, after IPython's own."""
        calls = self.__traceback__.tb_next if self.__traceback__ else None
        return [f"{type(self).__name__}: {self}", "", *"".join(traceback.format_tb(calls)).splitlines()]

    def __reduce__(self) -> tuple[object, ...]:
        """Keep the fields when the error crosses a process boundary."""
        return partial(type(self), file=self.file, row=self.row), (self.got, self.expected, self.fix)


class NoDataError(InputError):
    """The country exists, but it has no such number.

    Examples
    --------
    >>> issubclass(NoDataError, InputError)
    True
    """


def some(values: Iterable[object], most: int = 5) -> str:
    """Name the first few of many values as Python writes them, with ``and N more``."""
    listed = [repr(value) for value in values]
    rest = len(listed) - most
    return ", ".join(listed[:most]) + (f" and {rest} more" if rest > 0 else "")
