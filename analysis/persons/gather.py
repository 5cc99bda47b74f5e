"""Gathering row-level files of one kind: which reader takes a file, the order of its dates, what is set aside."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import ModuleType
from typing import ClassVar, Generic, TypeVar

import pandas as pd

from analysis.core.dates import date_order
from analysis.core.judgement import Form
from analysis.persons.reading import (
    Account,
    Audit,
    Reject,
    Spec,
    check_rejects,
    head_of,
    inputs_of,
    read_bytes,
    read_inputs,
    reject_table,
    unknown_format,
)
from analysis.persons.records import RawDesignation, RawNotice

Raw = TypeVar("Raw", RawNotice, RawDesignation)


@dataclass(frozen=True)
class Cleaned:
    """Clean rows (lists joined by ``;``), rows set aside, warnings, and what became of every row that was read."""

    table: pd.DataFrame
    rejects: pd.DataFrame
    audit: Audit
    account: Account


@dataclass
class Gathering(ABC, Generic[Raw]):
    """A cleaning run of one kind of files: what it has gathered so far."""

    title: ClassVar[str]  # shown while reading
    readers: ClassVar[tuple[ModuleType, ...]]  # tried in order; the first that recognises the head of a file reads it
    expected: ClassVar[str]  # in words, for a file that none recognises

    audit: Audit = field(default_factory=Audit)
    rejects: list[Reject] = field(default_factory=list)
    specs: dict[str, tuple[Spec, set[str]]] = field(default_factory=dict)  # format -> its spec, what `take` gave
    taken: int = 0
    date_order: Form | None = None  # of all files; by default each source declares it

    @abstractmethod
    def take(self, raw: Raw) -> Reject | str:
        """Join a statement to what is gathered and give its group for expectations (blank: none), or refuse it."""

    @abstractmethod
    def dates(self, raw: Raw) -> Iterable[str]:
        """Give the cells of a statement whose numbers tell the order of dates."""

    def gather(self, paths: Sequence[Path], *, progress: bool) -> None:
        """Read files and folders."""
        read_inputs(inputs_of(paths, self.audit), self._read, self.rejects, title=self.title, progress=progress)

    def reader_of(self, path: Path, content: bytes) -> ModuleType:
        """Choose the reader of a file."""
        head = head_of(content)
        for module in self.readers:
            if module.recognises(head):
                return module
        raise unknown_format(head, self.expected, path)

    def check(self, aside: list[Reject], rows: int, spec: Spec, path: Path) -> None:
        """Stop where too many rows of a file were set aside."""
        check_rejects(aside, rows, spec, path, self.audit)

    def cleaned(self, table: pd.DataFrame) -> Cleaned:
        """Give a table with what was set aside, and the account of the rows."""
        account = Account(len(table), self.taken - len(table), len(self.rejects))
        return Cleaned(table, reject_table(self.rejects), self.audit, account)

    def _read(self, path: Path) -> None:
        content = read_bytes(path)
        module = self.reader_of(path, content)
        groups = self.specs.setdefault(module.SPEC.name, (module.SPEC, set()))[1]
        before = len(self.rejects)
        entries = list(module.read(path, content, self.audit))
        for entry in self._ordered(entries, path):
            taken = entry if isinstance(entry, Reject) else self.take(entry)
            if isinstance(taken, Reject):
                self.rejects.append(taken)
                continue
            self.taken += 1
            groups.update([taken] * bool(taken))
        self.check(self.rejects[before:], len(entries), module.SPEC, path)

    def _ordered(self, entries: list[Raw | Reject], path: Path) -> Iterator[Raw | Reject]:
        """Give the entries with the order of their dates, as those of the whole file tell it."""
        cells: dict[Form, list[str]] = {}
        for entry in entries:
            if not isinstance(entry, Reject):
                cells.setdefault(entry.date_form, []).extend(self.dates(entry))
        told = {form: date_order(held, self.date_order or form, path) for form, held in cells.items()}
        for entry in entries:
            yield entry if isinstance(entry, Reject) else replace(entry, date_form=told[entry.date_form])
