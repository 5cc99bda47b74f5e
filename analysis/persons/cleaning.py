"""A cleaning run: files read into statements on disk, given back by subject, and every row accounted for."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, ClassVar, Generic, NamedTuple, Self

import pandas as pd
from tqdm import tqdm

from analysis.core.country_names import fold
from analysis.core.dates import DateOrder
from analysis.core.disk_table import DiskTable
from analysis.core.errors import InputError
from analysis.core.judgement import Form
from analysis.persons.formats import mapped
from analysis.persons.inputs import is_workbook, list_inputs, sheets, unpacked
from analysis.persons.reading import MOST_BEFORE_HEADER, Raw, Reader, UnknownFormatError, head_of
from analysis.persons.records import Audit, Reject, RowAccounting, Spec

REJECT_COLUMNS = ["file", "row", "reason", "raw"]
#: Largest share of the files of folders that may be unreadable.
MAX_UNREADABLE_SHARE = 0.10
#: Rows of one part of a table.
PART = 5_000

#: Where an entry is: the number of its file, and its own among those of the file; `LAST` is after them all.
Position = tuple[int, int]
LAST = 1 << 62


class RejectCount(NamedTuple):
    """Number of rejects of a file, and row and reason of the first."""

    rows: int = 0
    row: int = 0
    reason: str = ""


@dataclass
class SourceFile:
    """A file of the input: its source, its rows, and the order of its dates."""

    path: Path
    is_named: bool  # by the user
    spec: Spec
    rows: int = 0
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
    needs_rows: ClassVar[bool]  # refuse a file all of whose rows are sound and of other lists

    def __init__(self, readers: Sequence[Reader[Raw]], date_order: Form | None = None, progress: bool = False) -> None:
        self.audit = Audit()
        self.written = self.left_out = 0
        self.files: list[SourceFile] = []
        self._readers: Sequence[Reader[Raw]] = readers
        self._date_order, self._quiet = date_order, not progress
        self._unnamed: set[Path] = set()  # files found in folders and archives
        self._refused: list[InputError] = []  # of those, without files of no known format
        self._statements = DiskTable()
        self._rejects = DiskTable(["file", "position", "bad", "value"])

    @abstractmethod
    def key(self, raw: Raw) -> Reject | str:
        """Key that the statements of one subject share (blank: none), or a reject."""

    @abstractmethod
    def tables(self) -> Iterator[pd.DataFrame]:
        """Parts of the clean table; at the end the files are checked."""

    def read(self, paths: Sequence[Path]) -> Self:
        """Read files and folders; a single file of a folder may be refused."""
        for named, is_named in list_inputs(paths, self.audit):
            with self._refusing(named, is_named), named.open("rb") as stream:
                for path, content, is_only in unpacked(named, stream):
                    with self._refusing(path, is_named and is_only):
                        self._read_file(path, is_named and is_only, content)
        self._check_unreadable()
        return self

    def _read_file(self, path: Path, is_named: bool, stream: BinaryIO) -> None:
        reader = self._reader_of(path, stream)
        file, number = SourceFile(path, is_named, reader.spec), len(self.files)
        statements, rejects = self._statements.rows, self._rejects.rows
        self.files.append(file)
        orders: defaultdict[Form, DateOrder] = defaultdict(DateOrder)
        try:
            entries = tqdm(reader.read(path, stream, self.audit), path.name, unit=" rows", disable=self._quiet)
            for at, entry in enumerate(entries, 1):
                file.rows += entry if isinstance(entry, int) else 1
                if isinstance(entry, int):
                    continue
                position = (number, at)
                reject = entry if isinstance(entry, Reject) else self._store_statement(entry, position, orders)
                if reject:
                    self.reject(reject, position)
            file.date_forms = {form: order.decide(self._date_order or form, path) for form, order in orders.items()}
        except InputError:
            self._statements.rollback(statements)
            self._rejects.rollback(rejects)
            self.files.pop()
            raise

    @property
    def specs(self) -> dict[str, Spec]:
        """Sources of the files, by name."""
        return {file.spec.name: file.spec for file in self.files}

    def _store_statement(self, raw: Raw, position: Position, orders: defaultdict[Form, DateOrder]) -> Reject | None:
        key = self.key(raw)
        if isinstance(key, Reject):
            return key
        orders[raw.date_form].add(raw.dates)
        self._statements.append_value(key, (position, *raw), is_primary=not getattr(raw, "part", False))
        return None

    def _reader_of(self, path: Path, stream: BinaryIO) -> Reader[Raw]:
        """Reader of a file: by the columns of a workbook, by the head of any other."""
        specs = [one.spec for one in self._readers]
        if is_workbook(stream):
            rows = [row for sheet in sheets(path, stream.read()) for _, row in sheet[:MOST_BEFORE_HEADER]]
            stream.seek(0)
            if not rows:
                fix = "save it again as .xlsx (not as strict Open XML)"
                raise InputError("a workbook without a row that can be read", "rows of a list", fix, file=path)
            tables = (one for one in self._readers if one.is_table)
            reader = next((one for one in tables if any(map(one.spec.matches_header, rows))), None)
            header, delimiter = next((row for row in rows if len(row) > 2), rows[0]), mapped.SPREADSHEET
        else:
            head = head_of(stream)
            reader = next((one for one in self._readers if one.recognises(head)), None)
            header, delimiter = mapped.columns_of(head)
            if reader is None and not header:
                raise mapped.refuse_text(self.kind, head, path, specs)
        if reader is None:
            raise mapped.refuse_table(self.kind, header, delimiter, path, specs)
        return reader

    def groups(self) -> Iterator[list[tuple[Position, Raw]]]:
        """Statements of each subject with their positions; subjects in the order of their first primary statement."""
        at = self.raw._fields.index("date_form")
        for group in tqdm(self._statements.group_by_key(), "joining", unit=" rows", disable=self._quiet):
            statements = []
            for position, *fields in group:
                fields[at] = self.files[position[0]].date_forms[fields[at]]
                statements.append((position, self.raw(*fields)))
            yield statements

    def reject(self, reject: Reject, position: Position) -> None:
        """Set a row of a file aside."""
        value = DiskTable.dumps((reject.file, reject.row, reject.reason, reject.raw))
        self._rejects.append(*position, reject.bad, value)

    @property
    def names(self) -> set[str]:
        """Names of the files of the input."""
        return {path.name for path in (*self._unnamed, *(file.path for file in self.files))}

    def leave_out(self, raw: Raw, kind: str, value: str) -> None:
        """Note a value that could not be used among the rejects; it is not counted as a row."""
        self.audit.leave_out(raw.file, raw.row, kind, value)
        self.left_out += 1
        self.reject(Reject(raw.file, raw.row, f"{kind} ignored", value, bad=False), (len(self.files), LAST + 1))

    def check_files(self) -> None:
        """Refuse files with too many bad rows, once every row is written, merged or set aside."""
        rejects, bad = self._count_rejects("true"), self._count_rejects("bad")
        for number, file in enumerate(self.files):
            with self._refusing(file.path, file.is_named):
                ours, damaged = rejects[number], bad[number]
                if self.needs_rows and file.rows and ours.rows == file.rows and not damaged.rows:
                    got = f"no Red Notice among {file.rows} rows (first: {ours.reason})"
                    fix = "name a file of Red Notices"
                    raise InputError(got, "at least one", fix, file=file.path, row=ours.row)
                check_rejects(ours, damaged, file.rows, file.spec, file.path, self.audit)
        self._check_unreadable()

    def _count_rejects(self, which: str) -> defaultdict[int, RejectCount]:
        counted = "SELECT file, count(*), value, min(position) FROM rows"
        rows = self._rejects.query(f"{counted} WHERE position < ? AND {which} GROUP BY file", LAST)
        counts = {file: RejectCount(count, *DiskTable.loads(value)[1:3]) for file, count, value, _ in rows}
        return defaultdict(RejectCount, counts)

    @contextmanager
    def _refusing(self, path: Path, is_named: bool) -> Iterator[None]:
        """Set a file that is refused aside, unless the user named it; one of no known format is not counted."""
        self._unnamed |= set() if is_named else {path}
        try:
            yield
        except InputError as error:
            if is_named:
                raise
            reason = str(error).split("\n\n")[0]
            self.reject(Reject(path.name, error.row or 0, reason, "", bad=False), (len(self.files), LAST))
            self._refused.extend([error] * (not isinstance(error, UnknownFormatError)))

    def _check_unreadable(self) -> None:
        refused, files = self._refused, len(self._unnamed)
        if len(refused) == files and refused:
            raise refused[0]
        if len(refused) > max(1, MAX_UNREADABLE_SHARE * files):
            got = f"{len(refused)} of {files} files that cannot be read (first: {refused[0].got})"
            expected = f"at most {MAX_UNREADABLE_SHARE:.0%} of the files of a folder"
            fix = "name a folder with one kind of data, or the files themselves"
            raise InputError(got, expected, fix, file=refused[0].file)

    def rejects(self, *, left_out: bool = False) -> Iterator[pd.DataFrame]:
        """Rejects part by part, in the order of files and rows; if wanted, unread values at the end."""
        wanted = "SELECT value FROM rows WHERE position <= ? ORDER BY file, position, seq"
        values = self._rejects.query(wanted, LAST + left_out)
        while part := [DiskTable.loads(value) for (value,) in islice(values, PART)]:
            yield pd.DataFrame(part, columns=REJECT_COLUMNS)

    @property
    def account(self) -> RowAccounting:
        """What became of the rows, once all are written."""
        used = sum(file.rows for file in self.files) - sum(one.rows for one in self._count_rejects("true").values())
        return RowAccounting(self.written, used - self.written, self._rejects.rows - self.left_out)

    def cleaned(self) -> Cleaned:
        """Whole table with its rejects and the account of its rows."""
        table = pd.concat([*self.tables()], ignore_index=True)
        rejects = [*self.rejects()] or [pd.DataFrame(columns=REJECT_COLUMNS)]
        return Cleaned(table, pd.concat(rejects, ignore_index=True), self.audit, self.account)


def share_name(names: Sequence[str], others: Sequence[str]) -> bool:
    """Whether two subjects share a name or have names that match; a missing name matches."""
    if not names or not others or {fold(name) for name in names} & {fold(name) for name in others}:
        return True
    from analysis.persons.name_score import THRESHOLD, score  # the matcher is loaded only where a name differs

    return any(score(one, other) >= THRESHOLD for one in names for other in others)


def check_rejects(rejects: RejectCount, bad: RejectCount, rows: int, spec: Spec, path: Path, audit: Audit) -> None:
    """Stop where too many rows of a file are bad, and report how many are set aside."""
    if bad.rows and ((bad.rows > spec.max_reject_share * rows and bad.rows > 1) or bad.rows == rows):
        got = f"{bad.rows} of {rows} rows that cannot be used (first: {bad.reason})"
        expected = f"at most {spec.max_reject_share:.0%}, as the description of {spec.name} declares"
        raise InputError(got, expected, "correct the file, or download it again", file=path, row=bad.row)
    if rejects.rows:
        audit.warn(f"{rejects.rows} of {rows} rows of {path.name} set aside (first: {rejects.reason})")
