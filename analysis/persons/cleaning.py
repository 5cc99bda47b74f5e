"""A cleaning run: files read into statements, joined by subject in one table, and every row accounted for."""

from __future__ import annotations

import gc
import re
from abc import ABC, abstractmethod
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, ClassVar, Generic, NamedTuple

import pandas as pd
from rapidfuzz import fuzz
from tqdm import tqdm

from analysis.core.country_names import fold
from analysis.core.dates import DateOrder
from analysis.core.errors import InputError
from analysis.core.hand_models import Form
from analysis.persons.formats import interpol_api, mapped, national, ofac, opensanctions, uk, un_eu
from analysis.persons.inputs import is_workbook, list_inputs, sheets
from analysis.persons.reading import MOST_BEFORE_HEADER, Raw, Reader, UnknownFormatError, grouped, head_of, is_empty
from analysis.persons.records import MOST_SHOWN, Audit, MoreRows, Reject, RowAccounting, Spec

REJECT_COLUMNS = ["file", "row", "reason", "raw"]
#: As many values of a kind that cannot be read, and as large a share of the rows, are a column of another kind.
LEAST_UNREAD, MAX_UNREAD_SHARE = 10, 0.9

#: Days as which a spreadsheet shows the years 1920 to 2020 if it takes them for counts of days, also with a short year.
YEARS_AS_DAYS = re.compile(r"(?:19|20)05-0[4-7]-\d\d")
#: A larger share of the rows was not born in the spring of 2005 by chance.
MOST_SHIFTED_SHARE = 0.05

#: Where an entry is: the number of its file, and its own among those of the file.
Position = tuple[int, int]


@dataclass
class SourceFile:
    """A file of the input: its source, its rows, and the order of its dates."""

    path: Path
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
    unread: pd.DataFrame  # values that could not be used, as rejects are listed


class Statement(NamedTuple, Generic[Raw]):
    """What a file states of a subject, and where."""

    key: str  # which all statements of the subject share; blank if it is the only one
    position: Position
    raw: Raw


def readers(kind: str) -> tuple[Reader[Any], ...]:
    """Readers of notices or of sanctions lists, in order; the first that recognises the head of a file reads it."""
    if kind == "notices":
        return (*opensanctions.NOTICE_READERS, *interpol_api.READERS, *mapped.notice_readers())
    lists = (*un_eu.READERS, *uk.READERS, *opensanctions.LIST_READERS, *national.READERS, *ofac.READERS)
    return (*lists, *mapped.designation_readers())


class Run(ABC, Generic[Raw]):
    """A cleaning run of one kind of list."""

    kind: ClassVar[str]  # notices or sanctions
    needs_rows: ClassVar[bool]  # refuse a file all of whose rows are sound and of other lists

    def __init__(self) -> None:
        self.audit = Audit()
        self.files: list[SourceFile] = []
        self._readers: Sequence[Reader[Raw]] = readers(self.kind)
        self._statements: list[Statement[Raw]] = []
        self._rejects: list[tuple[Position, Reject]] = []
        self._unread: list[Reject] = []
        self._shifted: list[tuple[str, str]] = []  # birth dates of `YEARS_AS_DAYS`, each with its row

    @abstractmethod
    def key(self, raw: Raw) -> Reject | str:
        """Key that the statements of one subject share (blank: none), or a reject."""

    @abstractmethod
    def table(self) -> pd.DataFrame:
        """Join the statements in the clean table."""

    @abstractmethod
    def check(self, table: pd.DataFrame) -> None:
        """Refuse a table that is not what was expected, or warn of it."""

    def clean(self, paths: Sequence[Path]) -> Cleaned:
        """Read files and folders, and join what they state."""
        was_on = gc.isenabled()
        gc.disable()  # no statement refers to itself, and looking for such cycles would take a fifth of the time
        try:
            return self._clean(paths)
        finally:
            if was_on:
                gc.enable()

    def _clean(self, paths: Sequence[Path]) -> Cleaned:
        for path in list_inputs(paths):
            with path.open("rb") as stream:
                self._read_file(path, stream)
        table = self.table()
        self._check_files()
        self.check(table)
        self._check_shifted(len(table))
        rows, rejects = sum(file.rows for file in self.files), sorted(self._rejects, key=lambda entry: entry[0])
        account = RowAccounting(len(table), rows - len(rejects) - len(table), len(rejects))
        aside = _reject_table([reject for _, reject in rejects])
        return Cleaned(table, aside, self.audit, account, _reject_table(self._unread))

    def _read_file(self, path: Path, stream: BinaryIO) -> None:
        """Read the statements and rejects of a file."""
        reader = self._reader_of(path, stream)
        file, number = SourceFile(path, reader.spec), len(self.files)
        orders: defaultdict[Form, DateOrder] = defaultdict(DateOrder)
        for at, entry in enumerate(tqdm(reader.read(path, stream, self.audit), path.name, disable=None), 1):
            if isinstance(entry, MoreRows):
                file.rows += entry.count
                continue
            file.rows += 1
            key = entry if isinstance(entry, Reject) else self.key(entry)
            if isinstance(key, Reject):
                self.reject(key, (number, at))
            elif not isinstance(entry, Reject):
                orders[entry.date_form].add(entry.dates)
                self._statements.append(Statement(key, (number, at), entry))
        file.date_forms = {form: order.decide(form, path) for form, order in orders.items()}
        self.files.append(file)

    @property
    def specs(self) -> dict[str, Spec]:
        """Sources of the files, by name."""
        return {file.spec.name: file.spec for file in self.files}

    def _reader_of(self, path: Path, stream: BinaryIO) -> Reader[Raw]:
        """Reader of a file: by the columns of a workbook, by the head of any other."""
        is_book = is_workbook(stream)
        head = "" if is_book else head_of(stream)
        rows, delimiter = (_rows_of(path, stream), mapped.SPREADSHEET) if is_book else mapped.rows_of(head)

        def reads(reader: Reader[Any]) -> bool:
            if is_book:
                return reader.is_table and any(map(reader.spec.matches_header, rows))
            return reader.recognises(head)

        reader = next(filter(reads, self._readers), None)
        if reader:
            return reader
        if head.startswith("\x1f"):
            raise UnknownFormatError("a packed file", "a list", "unpack it, and name the list in it", file=path)
        if not rows and is_empty(head):
            fix = "check the file, or download it again"
            raise UnknownFormatError("an empty file", "a file with content", fix, file=path)
        other = next(kind for kind in mapped.KINDS if kind != self.kind)
        for found in filter(reads, readers(other)):
            got, fix = f"a list of {other} ({found.spec.name})", f"use `clean {other}`"
            raise UnknownFormatError(got, mapped.KINDS[self.kind].accepted, fix, file=path)
        specs = [one.spec for one in self._readers]
        if not rows:
            raise mapped.refuse_text(self.kind, head, path, specs)
        raise mapped.refuse_table(self.kind, rows, delimiter, path, specs)

    def groups(self) -> Iterator[list[Statement[Raw]]]:
        """Statements of each subject; subjects in the order of their first statement that is not a part."""
        keyed = ((one.key or one.position, not getattr(one.raw, "part", False), one) for one in self._statements)
        for group in tqdm(grouped(keyed), "joining", unit=" rows", disable=None):
            yield [self._dated(statement) for statement in group]

    def _dated(self, statement: Statement[Raw]) -> Statement[Raw]:
        """Give a statement the order of dates that its file turned out to have."""
        form = self.files[statement.position[0]].date_forms[statement.raw.date_form]
        if form == statement.raw.date_form:
            return statement
        return statement._replace(raw=statement.raw._replace(date_form=form))

    def reject(self, reject: Reject, position: Position) -> None:
        """Set a row of a file aside."""
        self._rejects.append((position, reject))

    def leave_out(self, raw: Raw, kind: str, value: str) -> None:
        """Note a value that could not be used; it is not counted as a row."""
        self.audit.leave_out(raw.file, raw.row, kind, value)
        self._unread.append(Reject(raw.file, raw.row, f"{kind} ignored", value, bad=False))

    def note_birth(self, raw: Raw, date: str) -> None:
        """Note a birth date that may be a year which a spreadsheet turned into a day."""
        if YEARS_AS_DAYS.fullmatch(date):
            self._shifted.append((date, f"row {raw.row} of {raw.file}"))

    def _check_shifted(self, rows: int) -> None:
        """Warn of birth dates that are probably years, which are not guessed."""
        count = len(self._shifted)
        if any(date < "2005" for date, _ in self._shifted) or count > max(1, MOST_SHIFTED_SHARE * rows):
            where = ", ".join(row for _, row in self._shifted[:MOST_SHOWN]) + " and more" * (count > MOST_SHOWN)
            self.audit.warn(
                f"birth dates from April to July 1905 or 2005: {count} ({where}); a spreadsheet shows years so, "
                "such as 2005 as 1905-06-27; compare them with the source"
            )

    def _check_files(self) -> None:
        """Refuse files with too many bad rows, once every row is written, merged or set aside."""
        rejects: defaultdict[int, list[Reject]] = defaultdict(list)
        for (number, _), reject in sorted(self._rejects, key=lambda entry: entry[0]):
            rejects[number].append(reject)
        for number, file in enumerate(self.files):
            if self.needs_rows and file.rows and len(rejects[number]) == file.rows:
                _check_is_of_kind(rejects[number], file)
            check_rejects(rejects[number], file, self.audit)
            self._check_columns(file)

    def _check_columns(self, file: SourceFile) -> None:
        """Refuse a file of which all but some values of one kind are no such values: its columns are exchanged."""
        unread = [one for one in self._unread if one.file == file.path.name]
        for reason, count in Counter(one.reason for one in unread).items():
            if count >= LEAST_UNREAD and count > MAX_UNREAD_SHARE * file.rows:
                first = next(one for one in unread if one.reason == reason)
                got = f"{count} of {file.rows} values that are no {reason.removesuffix(' ignored')}"
                fix = "correct the column names, or its mapping: perhaps two are exchanged"
                raise InputError(got, "a column of such values", fix, file=file.path, row=first.row)


#: Likeness of two names (0 to 100), their words in order, from which they count as spellings of one.
LEAST_ALIKE = 75


def share_name(names: Sequence[str], others: Sequence[str]) -> bool:
    """Whether two subjects of one id share a name, two words of it, or its spelling; a missing name matches."""
    if not names or not others or not set(names).isdisjoint(others):
        return True
    ours, theirs = ([re.findall(r"\w+", fold(name)) for name in side] for side in (names, others))
    return any(_alike(one, other) for one in ours for other in theirs)


def _alike(one: Sequence[str], other: Sequence[str]) -> bool:
    alike = fuzz.ratio(" ".join(sorted(one)), " ".join(sorted(other))) >= LEAST_ALIKE
    return alike or len({*one} & {*other}) > 1


def _rows_of(path: Path, stream: BinaryIO) -> list[list[str]]:
    """First rows of the sheets of a workbook."""
    rows = [row for sheet in sheets(path, stream.read()) for _, row in sheet[:MOST_BEFORE_HEADER]]
    stream.seek(0)
    if not rows:
        fix = "save it again as .xlsx (not as strict Open XML)"
        raise InputError("a workbook without a row that can be read", "rows of a list", fix, file=path)
    return rows


def _reject_table(rejects: Sequence[Reject]) -> pd.DataFrame:
    return pd.DataFrame([(one.file, one.row, one.reason, one.raw) for one in rejects], columns=REJECT_COLUMNS)


def _check_is_of_kind(rejects: Sequence[Reject], file: SourceFile) -> None:
    """Refuse a file none of whose rows is used, though none is bad."""
    if not any(reject.bad for reject in rejects):
        got = f"no Red Notice among {file.rows} rows (first: {rejects[0].reason})"
        fix = "name a file of Red Notices; for a list of sanctions, use `clean sanctions`"
        raise InputError(got, "at least one", fix, file=file.path, row=rejects[0].row)


def check_rejects(rejects: Sequence[Reject], file: SourceFile, audit: Audit) -> None:
    """Stop where too many rows of a file are bad, and report how many are set aside."""
    bad, share = [reject for reject in rejects if reject.bad], file.spec.max_reject_share
    if bad and ((len(bad) > share * file.rows and len(bad) > 1) or len(bad) == file.rows):
        got = f"{len(bad)} of {file.rows} rows that cannot be used (first: {bad[0].reason})"
        most = f"at most {share:.0%}, as the description of {file.spec.name} declares"
        expected = most if share < 1 else "rows of a list"
        raise InputError(got, expected, "correct the file, or download it again", file=file.path, row=bad[0].row)
    if rejects:
        aside = f"{len(rejects)} of {file.rows} rows of {file.path.name} set aside (first: {rejects[0].reason})"
        audit.warn(aside)
