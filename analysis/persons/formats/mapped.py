"""Sanctions lists that no other reader knows, through ``data/hand/sanctions_mapping.yml``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from analysis.core import hand
from analysis.core.countries import fold
from analysis.core.errors import InputError, some
from analysis.core.judgement import SanctionsMapping
from analysis.persons.documents import sheets
from analysis.persons.reading import (
    MARKS,
    MOST_BEFORE_HEADER,
    SPREADSHEET,
    Audit,
    Reader,
    Reject,
    UnknownFormatError,
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
from analysis.persons.records import RawDesignation

SPEC = load_spec("mapped")


def load_mappings() -> list[SanctionsMapping]:
    """Read the mappings in order."""
    return hand.entries(SanctionsMapping)


def entity_types() -> dict[tuple[str, str], str]:
    """Give the kinds that mappings declare, by sender and folded word."""
    return {(held.sender, fold(word)): kind for held in load_mappings() for word, kind in held.entity_types.items()}


def programmes() -> dict[tuple[str, str], str]:
    """Give the countries of the programmes that mappings declare, by sender and folded programme."""
    return {(held.sender, fold(word)): iso3 for held in load_mappings() for word, iso3 in held.programmes.items()}


def _names(mapping: SanctionsMapping, name: str) -> list[str]:
    held = {str(field): column for field, column in mapping.columns.items()}.get(name, [])
    return [fold(column) for column in ([held] if isinstance(held, str) else held)]


def _required(mapping: SanctionsMapping) -> list[str]:
    return [column for name in mapping.columns if name not in mapping.optional for column in _names(mapping, name)]


def _known(mapping: SanctionsMapping) -> set[str]:
    return {*map(fold, mapping.ignored), *(column for name in mapping.columns for column in _names(mapping, name))}


def _marks(mapping: SanctionsMapping) -> list[str]:
    return [mapping.delimiter] if isinstance(mapping.delimiter, str) else list(mapping.delimiter)


def _found(header: Sequence[str], mark: str) -> SanctionsMapping | None:
    names = {fold(name) for name in header}
    return next((held for held in load_mappings() if mark in _marks(held) and set(_required(held)) <= names), None)


def _of_text(text: str) -> tuple[SanctionsMapping, str] | None:
    pairs = ((_found(header_of(text, mark), mark), mark) for mark in MARKS)
    return next(((mapping, mark) for mapping, mark in pairs if mapping is not None), None)


def _read(path: Path, stream: BinaryIO, audit: Audit) -> Iterator[RawDesignation | Reject]:
    if is_workbook(stream):
        content = stream.read()
        columns = [row for sheet in sheets(path, content) for _, row in sheet[:MOST_BEFORE_HEADER]]
        held = next(filter(None, (_found(row, SPREADSHEET) for row in columns)), None)
        if held is None:
            header = next((row for row in columns if len(row) > 2), next(iter(columns), []))
            raise refusal(header, SPREADSHEET, "a sanctions list", path)
        for rows in sheet_tables(path, content, lambda row: _found(row, SPREADSHEET) is held, audit):
            yield from _stated(rows, held, path, audit)
        return
    found = _of_text(head_of(stream))
    if found is None:
        raise InputError("columns of no mapping", "those of data/hand/sanctions_mapping.yml", "add one", file=path)
    mapping, mark = found
    text = text_of(stream, path, mapping.encodings)
    yield from _stated(delimited(text, mark, path), mapping, path, audit)


def _stated(
    rows: Iterator[tuple[int, list[str]]], mapping: SanctionsMapping, path: Path, audit: Audit
) -> Iterator[RawDesignation | Reject]:
    _, first = next(rows, (1, []))
    header = [fold(name.lstrip("\ufeff")) for name in first]
    check_header(header, _required(mapping), path)
    known = _known(mapping)
    audit.note(path.name, (name for name in header if name and name not in known))
    met: set[str] = set()
    for line, fields in _primary_first(rows, header, mapping):
        if len(fields) != len(header):
            yield uneven(path.name, line, fields, len(header))
            continue
        stated = _row(dict(zip(header, fields, strict=True)), mapping, path.name, line, met)
        if isinstance(stated, RawDesignation):
            met.add(stated.designation_id)
        yield stated


def _primary_first(
    rows: Iterator[tuple[int, list[str]]], header: list[str], mapping: SanctionsMapping
) -> list[tuple[int, list[str]]]:
    """Give first the rows whose id is the shared one itself, such as 101 before 101a, else in their order."""
    places = [header.index(name) for name in _names(mapping, "designation_id")]
    stated = [(row, [row[1][place] for place in places if place < len(row[1])]) for row in rows]
    return [
        row
        for row, _ in sorted(stated, key=lambda pair: not any(re.fullmatch(mapping.id_pattern, id) for id in pair[1]))
    ]


def _row(
    row: dict[str, str], mapping: SanctionsMapping, file: str, line: int, met: set[str]
) -> RawDesignation | Reject:
    (key, further), name = _id(row, mapping), " ".join(_cells(row, mapping, "name"))
    if not key or not name:
        return Reject(file, line, "no id, or no name", raw_of(row))
    return RawDesignation(
        file,
        line,
        mapping.name,
        mapping.sender,
        key,
        part=further and key in met,
        programmes=_several(row, mapping, "programmes") or tuple(filter(None, [mapping.programme])),
        entity_type=next(iter(_cells(row, mapping, "entity_type")), ""),
        names=(name, *_several(row, mapping, "aliases")),
        scripts=_several(row, mapping, "scripts"),
        birth_dates=tuple(_cells(row, mapping, "birth_dates")),
        date_form=mapping.date_form,
        nationalities=tuple(_cells(row, mapping, "nationalities")),
        listed_on=next(iter(_cells(row, mapping, "listed_on")), ""),
    )


def _id(row: dict[str, str], mapping: SanctionsMapping) -> tuple[str, bool]:
    """Give the id that the rows of one designation share, and whether the row's own has more than that."""
    stated = next(iter(_cells(row, mapping, "designation_id")), "")
    if not mapping.id_pattern:
        return stated, False
    shared = re.match(mapping.id_pattern, stated)
    return (shared.group(), shared.group() != stated) if shared else ("", False)


def _cells(row: dict[str, str], mapping: SanctionsMapping, name: str) -> list[str]:
    cells = (as_text(row.get(column)) for column in _names(mapping, name))
    return [cell for cell in cells if cell and cell not in mapping.missing]


def _several(row: dict[str, str], mapping: SanctionsMapping, name: str) -> tuple[str, ...]:
    cells = _cells(row, mapping, name)
    for mark in mapping.separators:
        cells = [part for cell in cells for part in cell.split(mark)]
    return tuple(part for part in map(as_text, cells) if part)


#: What a mapping assigns columns to.
FIELDS = ("designation_id", "name", "entity_type", "programmes", "birth_dates", "nationalities", "listed_on")


def refusal(
    header: Sequence[str], mark: str, expected: str, path: Path, known: Sequence[Reader[RawDesignation]] = ()
) -> InputError:
    """Refuse a table of no known format with the nearest format and a mapping to complete.

    A first row that may be one of persons is not shown.
    """
    names = {fold(name) for name in header}
    formats = {held.spec.name: set(map(fold, held.spec.required)) for held in known if held.spec.name != SPEC.name}
    formats |= {held.name: set(_required(held)) for held in load_mappings()}
    if not _names_columns(header, {*FIELDS}.union(*formats.values())):
        got = f"a table whose first row may be none of column names: no word of its {len(header)} cells is one of these"
        fix = "write its columns above it; if it names them, in whatever language, put them into the mapping below"
        return UnknownFormatError(got, expected, fix, file=path, row=1, stub=stub([], mark))
    near = max(formats, key=lambda name: (len(formats[name] & names), -len(formats[name])), default="")
    shared, lacks = sorted(formats.get(near, set()) & names), sorted(formats.get(near, set()) - names)
    told = f"nearest is {near}: it shares {some(shared)}, and needs {some(lacks)}" if shared else "none shares a column"
    fix = "if it is another list, complete the mapping below and add it to data/hand/sanctions_mapping.yml"
    got = f"a table of no known format, with columns {some(header, 40)} ({told})"
    return UnknownFormatError(got, expected, fix, file=path, stub=stub(header, mark))


def _names_columns(cells: Sequence[str], known: Iterable[str]) -> bool:
    """Tell whether a row names columns: a word of it is one of names that are known, and no cell holds a year."""
    words = {word for name in known for word in _WORD.findall(name)}
    met = {word for cell in cells for word in _WORD.findall(fold(cell))}
    return bool(met & words) and not any(re.search(r"\d{4}", cell) for cell in cells)


_WORD = re.compile(r"[a-z]{2,}")


def stub(header: Sequence[str], mark: str) -> str:
    """Write a mapping to complete: every column stands in it, and nothing is assigned but what bears a field's name."""
    columns = {fold(name): name for name in header if name.strip()}
    assigned = {name: columns.get(name, columns.get(name.replace("_", " "), "COLUMN")) for name in FIELDS}
    rest = [name for name in columns.values() if name not in assigned.values()]
    lines = [
        "- name: NAME_OF_THE_LIST",
        "  reason: Who publishes the list, and what its columns mean.",
        "  sender: XX",
        f"  delimiter: {_quoted(mark)}",
        "  columns:  # delete the fields that the list lacks",
        *(f"    {name}: {_quoted(column)}" for name, column in assigned.items()),
        f"  ignored: [{', '.join(map(_quoted, rest))}]",
        '  entity_types: {"WRITTEN": person}',
        '  programmes: {"WRITTEN": ISO3}',
        "  date_form: day-first",
    ]
    return "\n".join(lines)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")
    return f'"{escaped}"'


def columns_of(head: str) -> tuple[list[str], str]:
    """Give the columns of a text, and the delimiter that parts it into most; none where it is no table."""
    if head.lstrip()[:1] in {"<", "{", "["}:
        return [], MARKS[0]
    header, mark = max(((header_of(head, mark), mark) for mark in MARKS), key=lambda pair: len(pair[0]))
    return (header, mark) if len(header) > 2 and all(header) else ([], mark)


READERS = (Reader(SPEC, lambda text: _of_text(text) is not None, _read),)
