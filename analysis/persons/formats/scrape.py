"""Column mappings of scrapes, read from ``data/hand/notice_mapping.yml``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

from analysis.core import hand
from analysis.core.countries import fold
from analysis.core.errors import InputError
from analysis.core.judgement import NoticeMapping
from analysis.persons.documents import sheets
from analysis.persons.reading import (
    MARKS,
    MOST_BEFORE_HEADER,
    SPREADSHEET,
    Audit,
    Reader,
    Reject,
    as_text,
    check_header,
    delimited,
    head_of,
    header_of,
    is_workbook,
    load_spec,
    raw_of,
    sheet_tables,
    text_of,
    uneven,
)
from analysis.persons.records import RawNotice


class Mapping(NoticeMapping):
    """How the columns of a collected table say what a notice says."""

    def names(self, notice_field: str) -> list[str]:
        """Give the columns of a field of the notice, in order."""
        held = self.columns.get(notice_field, [])
        return [held] if isinstance(held, str) else held

    @cached_property
    def folded(self) -> dict[str, list[str]]:
        """Give the columns of each field of the notice, folded."""
        return {str(held): [fold(name) for name in self.names(held)] for held in self.columns}

    @property
    def delimiters(self) -> list[str]:
        """Give the delimiters that its files may have."""
        return [self.delimiter] if isinstance(self.delimiter, str) else self.delimiter

    @property
    def required(self) -> list[str]:
        """Columns that a file must have to belong here, folded."""
        return [fold(name) for key in self.columns if key not in self.optional for name in self.names(key)]

    @property
    def known(self) -> frozenset[str]:
        """Every column that is used, or known and left out, folded."""
        used = [fold(name) for key in self.columns for name in self.names(key)]
        return frozenset([*used, *map(fold, self.ignored)])

    def fits(self, header: Iterable[str]) -> bool:
        """Tell whether a header has every required column."""
        return set(self.required) <= {fold(name) for name in header}


def load_mappings(path: Path | None = None) -> list[Mapping]:
    """Read the mappings in order, by default the shipped ones."""
    return [Mapping.model_validate(entry.model_dump()) for entry in hand.entries(NoticeMapping, path)]


SPEC = load_spec("scrape")


def find_mapping(text: str) -> tuple[Mapping, str] | None:
    """Give the mapping that the head of a delimited text belongs to and its delimiter, or None.

    Delimiters that no mapping declares for its columns come last: a spreadsheet wrote them in place of those.
    """
    mappings = load_mappings()
    declared = [(mapping, mark) for mapping in mappings for mark in mapping.delimiters if mark != SPREADSHEET]
    others = [(mapping, mark) for mapping in mappings for mark in MARKS]
    return next(((held, mark) for held, mark in (*declared, *others) if held.fits(header_of(text, mark))), None)


def _recognises(text: str) -> bool:
    return find_mapping(text) is not None


def _read(path: Path, stream: BinaryIO, audit: Audit) -> Iterator[RawNotice | Reject]:
    """Read a scrape through its mapping."""
    if is_workbook(stream):
        yield from _spreadsheet(path, stream.read(), audit)
        return
    found = find_mapping(head_of(stream))
    if found is None:
        raise InputError(*_NO_MAPPING, file=path, row=1)
    mapping, delimiter = found
    text = text_of(stream, path, mapping.encodings)
    quote = mapping.quote if delimiter in mapping.delimiters else '"'
    yield from _rows(delimited(text, delimiter, path, quote), mapping, path, audit)


_NO_MAPPING = (
    "columns of no declared mapping",
    "a table of data/hand/notice_mapping.yml",
    "declare its columns there, with a reason",
)


def _spreadsheet(path: Path, content: bytes, audit: Audit) -> Iterator[RawNotice | Reject]:
    mappings = [mapping for mapping in load_mappings() if SPREADSHEET in mapping.delimiters]
    columns = [row for sheet in sheets(path, content) for _, row in sheet[:MOST_BEFORE_HEADER]]
    pairs = ((mapping, row) for mapping in mappings for row in columns if mapping.fits(row))
    mapping, _ = next(pairs, (None, []))
    if mapping is None:
        raise InputError(*_NO_MAPPING, file=path, row=1)
    for rows in sheet_tables(path, content, mapping.fits, audit):
        yield from _rows(rows, mapping, path, audit)


def _rows(
    rows: Iterator[tuple[int, list[str]]], mapping: Mapping, path: Path, audit: Audit
) -> Iterator[RawNotice | Reject]:
    _, first = next(rows, (1, []))
    header = [fold(name.lstrip("\ufeff")) for name in first]
    check_header(header, mapping.required, path)
    known = mapping.known
    audit.note(path.name, (name for name in header if name and name not in known))
    for line, fields in rows:
        for record in _parted(fields, len(header), mapping, path, line, audit):
            yield _notice(record, header, mapping, path.name, line)


def _parted(fields: list[str], width: int, mapping: Mapping, path: Path, line: int, audit: Audit) -> list[list[str]]:
    """Part two records that stand on one line without a line break, where the mapping says at which mark."""
    joint = fields[width - 1] if len(fields) == 2 * width - 1 else ""
    if not mapping.joined_by or not joint.startswith(mapping.joined_by):
        return [fields]
    audit.warn(f"{path.name}: two records on line {line} were parted at {mapping.joined_by!r}")
    rest = joint.removeprefix(mapping.joined_by)
    return [[*fields[: width - 1], mapping.joined_by], [rest, *fields[width:]]]


def _notice(fields: list[str], header: list[str], mapping: Mapping, file: str, line: int) -> RawNotice | Reject:
    if len(fields) != len(header):
        return uneven(file, line, fields, len(header))
    row = dict(zip(header, fields, strict=True))
    if mapping.id_form == "interpol" and not _first(row, mapping, "notice_id"):
        return Reject(file, line, "no id", raw_of(row))
    return _stated(row, mapping, file, line)


def _stated(row: dict[str, str], mapping: Mapping, file: str, line: int) -> RawNotice:
    return RawNotice(
        file,
        line,
        mapping.name,
        _first(row, mapping, "notice_id"),
        " ".join([*_values(row, mapping, "forename"), *_values(row, mapping, "name")]),
        id_form=mapping.id_form,
        birth_date=_first(row, mapping, "birth_date"),
        date_form=mapping.date_form,
        age=_first(row, mapping, "age"),
        sex=_first(row, mapping, "sex"),
        nationalities=_several(row, mapping, "nationalities"),
        requesters=_several(row, mapping, "requesters"),
        language=mapping.language,
        basis=mapping.requester,
        charges=tuple(_values(row, mapping, "charges")),
        posterior=_first(row, mapping, "posterior"),
        confidence=_first(row, mapping, "confidence"),
    )


def _values(row: dict[str, str], mapping: Mapping, notice_field: str) -> list[str]:
    cells = [as_text(row.get(name)) for name in mapping.folded.get(notice_field, ())]
    return [cell for cell in cells if cell and cell not in mapping.missing]


def _first(row: dict[str, str], mapping: Mapping, notice_field: str) -> str:
    return next(iter(_values(row, mapping, notice_field)), "")


def _several(row: dict[str, str], mapping: Mapping, notice_field: str) -> tuple[str, ...]:
    cells = _values(row, mapping, notice_field)
    for mark in mapping.separators:
        cells = [part for cell in cells for part in cell.split(mark)]
    parts = (part.strip(" []'\"") for part in cells)
    return tuple(part for part in parts if part and part not in mapping.missing)


READERS = (Reader(SPEC, _recognises, _read),)
