"""Tables through a declared mapping of columns, and the mapping to complete where none is declared."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path

from analysis.core import judgement
from analysis.core.country_names import fold, parse_country
from analysis.core.errors import InputError, some
from analysis.core.hand_models import NoticeMapping, SanctionsMapping
from analysis.persons.reading import DELIMITERS, Reader, Row, UnknownFormatError, header_of, table_reader
from analysis.persons.records import RawDesignation, RawNotice, Reject, Spec, load_spec

#: As a delimiter of a mapping: its files may be workbooks.
SPREADSHEET = "spreadsheet"


Mapping = NoticeMapping | SanctionsMapping


def _as_list(columns: str | list[str]) -> list[str]:
    return [columns] if isinstance(columns, str) else columns


def _spec(base: str, mapping: Mapping, joined: Sequence[str]) -> Spec:
    """Description of a mapped table, as a yml would give it."""
    columns = {str(name): _as_list(columns) for name, columns in mapping.columns.items()}
    delimiters = _as_list(mapping.delimiter)
    shared = ["name", "ignored", "encodings", "separators", "missing", "date_form", "quote", "joined_by", "sender"]
    update = mapping.model_dump(include={*shared, "max_reject_share"}) | {
        "expectations": [*load_spec(base).expectations, *mapping.expectations],
        "required": [column for name in columns if name not in mapping.optional for column in columns[name]],
        "delimiter": next((delimiter for delimiter in delimiters if delimiter != SPREADSHEET), ","),
        "stated": columns,
        "joined": joined,
    }
    if isinstance(mapping, SanctionsMapping) and mapping.id_pattern:
        number = columns["designation_id"][0]
        first = {"column": number, "matches": mapping.id_pattern}
        update |= {"one_id": number, "id_pattern": mapping.id_pattern, "first": first}
    return Spec.model_validate(load_spec(base).model_dump() | update)


# Notices ----------------------------------------------------------------------------------------------------------


def notice_readers() -> tuple[Reader[RawNotice], ...]:
    """Readers of all mapped tables of notices."""
    joined = ["nationalities", "requesters"]
    mappings = judgement.entries(NoticeMapping)
    return tuple(table_reader(_spec("scrape", one, joined), partial(_notice, one)) for one in mappings)


def _notice(mapping: NoticeMapping, row: Row) -> RawNotice | Reject:
    numbers = row.values("notice_id")
    number = " ".join(numbers) if mapping.id_form == "columns" else "".join(numbers[:1])
    if mapping.id_form == "interpol" and not number:
        return row.reject("no id")
    return row.notice(
        number,
        " ".join([*row.values("forename"), *row.values("name")]),
        id_form=mapping.id_form,
        date_form=mapping.date_form,
        language=mapping.language,
        basis=mapping.requester,
    )


# Designations -----------------------------------------------------------------------------------------------------


def load_mappings() -> list[SanctionsMapping]:
    """Mappings of sanctions lists in order."""
    return judgement.entries(SanctionsMapping)


def designation_readers() -> tuple[Reader[RawDesignation], ...]:
    """Readers of all mapped sanctions lists."""
    joined = ["programmes", "aliases", "scripts"]
    return tuple(table_reader(_spec("mapped", one, joined), partial(_designation, one)) for one in load_mappings())


def _designation(mapping: SanctionsMapping, row: Row) -> RawDesignation | Reject:
    own_id, name = (" ".join(row.values(field)) for field in ("designation_id", "name"))
    shared = re.match(mapping.id_pattern or ".+", own_id)
    if not shared or not name:
        return row.reject("no id, or no name")
    return row.designation(
        shared.group(),
        part=row.repeats_id and shared.group() != own_id,
        programmes=row.values("programmes") or tuple(filter(None, [mapping.programme])),
        names=(name, *row.values("aliases")),
    )


# A mapping to complete --------------------------------------------------------------------------------------------

#: Kind of list -> the description of its mapped tables, which says what is expected of a file.
KINDS = {"notices": load_spec("scrape"), "sanctions": load_spec("mapped")}


#: Keys of JSON, of one word as no name of a person is, and tags of XML.
_KEY, _TAG = re.compile(r'"(\w[\w.:-]{0,59})"\s*:'), re.compile(r"<(\w[\w.:-]*)")


def refuse_text(kind: str, head: str, path: Path, specs: Iterable[Spec]) -> InputError:
    """Error for a file that is not a table; HTML in place of data is damage, anything else another format."""
    expected, fix = KINDS[kind].accepted, "check the file, or download it again"
    if any(tag in head[:2000].casefold() for tag in ("<html", "<!doctype html")):
        return InputError("an HTML page", expected, fix, file=path)
    for form, begins, pattern in (("JSON", "{[", _KEY), ("XML", "<", _TAG)):
        names = list(dict.fromkeys(pattern.findall(head)))
        if names and head.lstrip("\ufeff \n\r\t")[0] in begins:
            return refuse_table(kind, [names], ",", path, specs, form)
    return UnknownFormatError("a file of no known format", expected, fix, file=path)


def refuse_table(
    kind: str, rows: Sequence[list[str]], delimiter: str, path: Path, specs: Iterable[Spec], form: str = "table"
) -> UnknownFormatError:
    """Error for a table, or for JSON or XML with these keys or tags, of no known format: the nearest one and a mapping.

    A first row that may be one of persons is not shown.
    """
    expected, file, fields = KINDS[kind].accepted, KINDS[kind].mappings, KINDS[kind].stub_fields
    header, *below = rows[next((at for at, row in enumerate(rows) if len(row) > 2), 0) :]
    names = {fold(name) for name in header}
    formats = {spec.name: set(map(fold, spec.required)) for spec in specs}
    if form == "table" and not _names_columns(header, below, {*fields}.union(*formats.values())):
        got = f"a table without column names in its first row: none of its {len(header)} cells is one of these"
        fix = "write the column names above it, or put them into the mapping below"
        return UnknownFormatError(got, expected, fix, file=path, row=1, stub=stub(kind, [], delimiter))
    near = max(formats, key=lambda name: (len(formats[name] & names), -len(formats[name])), default="")
    shared, missing = sorted(formats.get(near, set()) & names), sorted(formats.get(near, set()) - names)
    nearest = f"nearest is {near}: it shares {some(shared)}, and needs {some(missing)}"
    likeness = nearest if shared else "no known format shares a column"
    shown, what = f"a {form}" if form == "table" else form, "columns" if form == "table" else "keys or tags"
    got = f"{shown} of no known format, with {what} {some(header, 40)} ({likeness})"
    write = "" if form == "table" else "write it as a csv with a column for each of those that you need, "
    fix = f"if it is another list of {kind}, {write}complete the mapping below and add it to {file}"
    return UnknownFormatError(got, expected, fix, file=path, stub=stub(kind, header, delimiter))


_WORD, _CAMEL, _DIGIT = re.compile(r"[a-z]{2,}"), re.compile(r"(?<=[a-z])(?=[A-Z])"), re.compile(r"\d")


def _names_columns(cells: Sequence[str], below: Sequence[list[str]], field_names: Iterable[str]) -> bool:
    """Whether a row names columns: a word of it is one of known names, and no cell has a year in it.

    So does a row in another language: it has no digit and no country, and a column has a digit in each row below it.
    """
    words = {word for name in field_names for word in _WORD.findall(name)}
    row_words = {word for cell in cells for word in _WORD.findall(fold(_CAMEL.sub(" ", cell)))}
    if row_words & words:
        return not any(re.search(r"\d{4}", cell) for cell in cells)
    named = (parse_country(cell, strict=False) is not None for cell in cells if len(cell) > 3)
    columns = zip(*(row for row in below[:5] if len(row) == len(cells)), strict=True)
    return any(all(map(_DIGIT.search, column)) for column in columns) and not any([*map(_DIGIT.search, cells), *named])


def stub(kind: str, header: Sequence[str], delimiter: str) -> str:
    """Mapping to complete: it lists every column, and assigns only those with the name of a field."""
    spec, columns = KINDS[kind], {fold(name): name for name in header if name.strip()}
    assigned = {name: columns.get(name, columns.get(name.replace("_", " "), "COLUMN")) for name in spec.stub_fields}
    rest = [name for name in columns.values() if name not in assigned.values()]
    quote = partial(json.dumps, ensure_ascii=False)
    lines = [
        "- name: NAME_OF_THE_LIST",
        "  reason: Who publishes the list, and what its columns mean.",
        f"  delimiter: {json.dumps(delimiter)}",
        "  columns:  # delete the fields that the list lacks",
        "    # the id of a list without ids: the columns that name a row together, such as [NAME, BIRTH]",
        *(f"    {name}: {quote(column)}" for name, column in assigned.items()),
        f"  ignored: [{', '.join(map(quote, rest))}]  # without those that you name above",
        "  # max_reject_share: 0.02  # the share of rows that may be damaged; without it, any but not all",
        *(f"  {line}" for line in spec.stub_lines),
    ]
    return "\n".join(lines)


def rows_of(head: str) -> tuple[list[list[str]], str]:
    """First rows of a text, and the delimiter that splits it into most columns; none if it is not a table."""
    if head.lstrip()[:1] in {"<", "{", "["}:
        return [], DELIMITERS[0]
    header, delimiter = max(((header_of(head, one), one) for one in DELIMITERS), key=lambda pair: len(pair[0]))
    below = (header_of(line, delimiter) for line in head.strip().splitlines()[1:])
    return ([header, *below], delimiter) if len(header) > 2 and all(header) else ([], delimiter)
