"""A cleaning run: files read into statements on disk, given back by subject, and every row accounted for."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, ClassVar, Generic, TypeVar

import pandas as pd
from tqdm import tqdm

from analysis.core.dates import DateOrder
from analysis.core.disk_table import DiskTable
from analysis.core.errors import InputError
from analysis.core.judgement import Form
from analysis.persons.formats import mapped
from analysis.persons.inputs import Input, is_workbook, list_inputs, sheets, unpacked
from analysis.persons.reading import MOST_BEFORE_HEADER, Raw, Reader, UnknownFormatError, head_of
from analysis.persons.records import Audit, Reject, RowAccounting
from analysis.persons.sources import Spec

Item = TypeVar("Item")

REJECT_COLUMNS = ["file", "row", "reason", "raw"]
#: Largest share of the files of folders that may be unreadable.
MAX_UNREADABLE_SHARE = 0.10
#: Rows of one part of a table.
PART = 5_000

#: Where an entry is: the number of its file, and its own among those of the file; `LAST` is after them all.
Position = tuple[int, int]
LAST = 1 << 62


@dataclass
class RejectSummary:
    """Number of rejects of a file, how many of them are bad, and the first of each: position, row and reason."""

    rows: int = 0
    bad: int = 0
    first: tuple[int, int, str] = (LAST, 0, "")
    first_bad: tuple[int, int, str] = (LAST, 0, "")

    def add(self, reject: Reject, position: int) -> None:
        """Count a reject."""
        self.rows += 1
        self.first = min(self.first, (position, reject.row, reject.reason))
        if reject.bad:
            self.bad += 1
            self.first_bad = min(self.first_bad, (position, reject.row, reject.reason))


@dataclass
class SourceFile:
    """A file of the input: its source, its rows, its rejects, and the order of its dates."""

    path: Path
    is_named: bool  # by the user
    spec: Spec | None = None  # none where it was refused
    rows: int = 0
    rejects: RejectSummary = field(default_factory=RejectSummary)
    date_forms: dict[Form, Form] = field(default_factory=dict)


@dataclass(frozen=True)
class Cleaned:
    """Clean rows (lists joined by ``;``), rejects, warnings, and what became of every row that was read."""

    table: pd.DataFrame
    rejects: pd.DataFrame
    audit: Audit
    account: RowAccounting


class Run(ABC, Generic[Raw]):
    """A cleaning run of one kind of list."""

    kind: ClassVar[str]  # notices or sanctions
    raw: ClassVar[type[Any]]  # of its statements
    expected: ClassVar[str]  # in words, for a file that no reader recognises
    needs_rows: ClassVar[bool]  # refuse a file all of whose rows are sound and of other lists

    def __init__(self, readers: Sequence[Reader[Raw]], date_order: Form | None = None, progress: bool = False) -> None:
        self.audit = Audit()
        self.specs: dict[str, Spec] = {}  # of the sources met
        self.written = 0
        self.files: list[SourceFile] = []
        self._readers: Sequence[Reader[Raw]] = readers
        self._date_order, self._progress = date_order, progress
        self._unnamed: set[Path] = set()  # files found in folders and archives
        self._refused: list[InputError] = []  # of those, without files of no known format
        self._statements = DiskTable()
        self._rejects = DiskTable(["file", "position", "value"])

    @abstractmethod
    def key(self, raw: Raw) -> Reject | str:
        """Key that the statements of one subject share (blank: none), or a reject."""

    @abstractmethod
    def tables(self) -> Iterator[pd.DataFrame]:
        """Parts of the clean table; at the end the files are checked."""

    def read(self, paths: Sequence[Path]) -> None:
        """Read files and folders; a file found in a folder may be refused alone."""
        for source in list_inputs(paths, self.audit):
            with self._refusing(source.path, source.is_named), source.path.open("rb") as stream:
                for path, content, is_only in unpacked(source.path, stream):
                    with self._refusing(path, source.is_named and is_only):
                        self._read_file(Input(path, source.is_named and is_only), content)
        self._check_unreadable()

    def _read_file(self, source: Input, stream: BinaryIO) -> None:
        reader = self._reader_of(source.path, stream)
        file, number = SourceFile(source.path, source.is_named, reader.spec), len(self.files)
        statements, rejects = self._statements.rows, self._rejects.rows
        self.files.append(file)
        orders: defaultdict[Form, DateOrder] = defaultdict(DateOrder)
        try:
            for entry in self._bar(reader.read(source.path, stream, self.audit), source.path.name):
                file.rows += 1
                position = (number, file.rows)
                reject = entry if isinstance(entry, Reject) else self._store_statement(entry, position, orders)
                if reject:
                    self.reject(reject, position)
            file.date_forms = {
                form: order.decide(self._date_order or form, source.path) for form, order in orders.items()
            }
        except InputError:
            self._statements.rollback(statements)
            self._rejects.rollback(rejects)
            self.files.pop()
            raise
        self.specs[reader.spec.name] = reader.spec

    def _store_statement(self, raw: Raw, position: Position, orders: defaultdict[Form, DateOrder]) -> Reject | None:
        key = self.key(raw)
        if isinstance(key, Reject):
            return key
        orders[raw.date_form].add(raw.dates)
        self._statements.append_value(key, (position, *raw), is_primary=not getattr(raw, "part", False))
        return None

    def _reader_of(self, path: Path, stream: BinaryIO) -> Reader[Raw]:
        """Reader of a file: by the columns of a workbook, by the head of any other."""
        if is_workbook(stream):
            rows = [row for sheet in sheets(path, stream.read()) for _, row in sheet[:MOST_BEFORE_HEADER]]
            stream.seek(0)
            if not rows:
                fix = "save it again as .xlsx (not the strict form of it)"
                raise InputError("a workbook without a row that can be read", self.expected, fix, file=path)
            reader = next((one for one in self._readers if any(map(one.matches_header, rows))), None)
            header, delimiter = next((row for row in rows if len(row) > 2), rows[0]), mapped.SPREADSHEET
        else:
            head = head_of(stream)
            reader = next((one for one in self._readers if one.recognises(head)), None)
            header, delimiter = mapped.columns_of(head)
            if reader is None and not header:
                raise _unknown_format(head, self.expected, path)
        if reader is None:
            specs = [one.spec for one in self._readers]
            raise mapped.refuse_table(self.kind, header, delimiter, self.expected, path, specs)
        return reader

    def groups(self) -> Iterator[list[tuple[Position, Raw]]]:
        """Statements of each subject with their positions; subjects in the order of their first primary statement."""
        at = self.raw._fields.index("date_form")
        for group in self._bar(self._statements.group_by_key(), "joining"):
            statements = []
            for position, *fields in group:
                fields[at] = self.files[position[0]].date_forms[fields[at]]
                statements.append((position, self.raw(*fields)))
            yield statements

    def _bar(self, rows: Iterator[Item], name: str) -> Iterator[Item]:
        """Show how many rows have passed."""
        yield from tqdm(rows, desc=name, unit=" rows", disable=not self._progress)

    def spec_name(self, position: Position) -> str:
        """Name of the source of an entry."""
        spec = self.files[position[0]].spec
        return spec.name if spec else ""

    def reject(self, reject: Reject, position: Position) -> None:
        """Set a row of a file aside."""
        self.files[position[0]].rejects.add(reject, position[1])
        self._store_reject(reject, position)

    def _store_reject(self, reject: Reject, position: Position) -> None:
        value = DiskTable.dumps((reject.file, reject.row, reject.reason, reject.raw))
        self._rejects.append(*position, value)

    def check_files(self) -> None:
        """Refuse files with too many bad rows, once every row is written, merged or set aside."""
        for file in self.files:
            with self._refusing(file.path, file.is_named):
                self._check_rows(file)
        self._check_unreadable()

    def _check_rows(self, file: SourceFile) -> None:
        rejects = file.rejects
        if self.needs_rows and file.rows and rejects.rows == file.rows and not rejects.bad:
            _, row, reason = rejects.first
            got, fix = f"no Red Notice among {file.rows} rows (first: {reason})", "give a file of Red Notices"
            raise InputError(got, "at least one", fix, file=file.path, row=row)
        if file.spec:
            check_rejects(rejects, file.rows, file.spec, file.path, self.audit)

    @contextmanager
    def _refusing(self, path: Path, is_named: bool) -> Iterator[None]:
        """Set a file that is refused aside, unless the user named it; one of no known format is not counted."""
        self._unnamed |= set() if is_named else {path}
        try:
            yield
        except InputError as error:
            if is_named:
                raise
            self._store_reject(
                Reject(path.name, error.row or 0, str(error).split("\n\n")[0], ""), (len(self.files), LAST)
            )
            self._refused.extend([error] * (not isinstance(error, UnknownFormatError)))

    def _check_unreadable(self) -> None:
        refused, files = self._refused, len(self._unnamed)
        if len(refused) == files and refused:
            raise refused[0]
        if len(refused) > max(1, MAX_UNREADABLE_SHARE * files):
            got = f"{len(refused)} of {files} files that cannot be read (first: {refused[0].got})"
            expected = f"at most {MAX_UNREADABLE_SHARE:.0%} of the files of a folder"
            fix = "give the folder of one kind of data, or the files by name"
            raise InputError(got, expected, fix, file=refused[0].file)

    def rejects(self) -> Iterator[pd.DataFrame]:
        """Rejects part by part, in the order of files and rows."""
        values = self._rejects.query("SELECT value FROM rows ORDER BY file, position, seq")
        while part := [DiskTable.loads(value) for (value,) in islice(values, PART)]:
            yield pd.DataFrame(part, columns=REJECT_COLUMNS)

    @property
    def account(self) -> RowAccounting:
        """What became of the rows, once all are written."""
        used = sum(file.rows - file.rejects.rows for file in self.files)
        return RowAccounting(self.written, used - self.written, self._rejects.rows)

    def cleaned(self) -> Cleaned:
        """Whole table with its rejects and the account of its rows."""
        table = pd.concat([*self.tables()], ignore_index=True)
        rejects = [*self.rejects()] or [pd.DataFrame(columns=REJECT_COLUMNS)]
        return Cleaned(table, pd.concat(rejects, ignore_index=True), self.audit, self.account)


def check_rejects(rejects: RejectSummary, rows: int, spec: Spec, path: Path, audit: Audit) -> None:
    """Stop where too many rows of a file are bad, and report how many are set aside."""
    _, row, reason = rejects.first_bad
    if rejects.bad and ((rejects.bad > spec.max_reject_share * rows and rejects.bad > 1) or rejects.bad == rows):
        raise InputError(
            f"{rejects.bad} of {rows} rows that cannot be used (first: {reason})",
            f"at most {spec.max_reject_share:.0%}, as the description of {spec.name} declares",
            "correct the file, or download it again",
            file=path,
            row=row,
        )
    if rejects.rows:
        audit.warn(f"{rejects.rows} of {rows} rows of {path.name} set aside (first: {rejects.first[2]})")


def _unknown_format(head: str, expected: str, path: Path) -> InputError:
    """Error for a file that no reader recognises; HTML in place of data is damage, anything else another format."""
    fix = "check the file, or download it again"
    if not head.strip():
        return UnknownFormatError("an empty file", "a file with content", fix, file=path)
    if any(tag in head[:2000].casefold() for tag in ("<html", "<!doctype html")):
        return InputError("an HTML page", expected, fix, file=path)
    return UnknownFormatError("a file of no known format", expected, fix, file=path)
