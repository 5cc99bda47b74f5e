"""Designations of any sanctions list as one table: one row a designation, and when each was first seen."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import BinaryIO

import pandas as pd

from analysis.core import hand
from analysis.core.countries import fold, resolve, resolve_several
from analysis.core.dates import PartialDate, parse_date, parse_dates
from analysis.core.errors import InputError, some
from analysis.core.files import HAND, PRIVATE, csv_as_text, relative
from analysis.core.private import write_rows
from analysis.persons.formats import eu, mapped, national, ofac, opensanctions_lists, uk, un
from analysis.persons.reading import (
    Cleaned,
    Gathering,
    Place,
    Reader,
    Reject,
    Spec,
    UnknownFormatError,
    check_expectations,
    head_of,
    raw_of,
)
from analysis.persons.records import FIRST_SEEN, LISTING_STATED, RawDesignation

#: Tried in order; the first that recognises the head of a file reads it.
READERS: tuple[Reader[RawDesignation], ...] = (
    *un.READERS,
    *eu.READERS,
    *uk.READERS,
    *opensanctions_lists.READERS,
    *national.READERS,
    *ofac.READERS,
    *mapped.READERS,
)


COLUMNS = [
    "designation_id",
    "list",
    "programme",
    "programme_country",
    "entity_type",
    "name",
    "aliases",
    "original_script_names",
    "birth_dates",
    "nationalities",
    "listed_on",
    "listed_on_basis",
    "source_format",
]


PROGRAMMES = HAND / "sanctions_programmes.csv"


ENTITY_TYPES = "entity_type_mapping.csv"


#: Kinds of subjects, which a reader may give itself.
KINDS = {kind: kind for kind in ("person", "entity", "vessel", "aircraft")}


Key = tuple[str, str]


@dataclass
class _Designation:
    """A designation gathered from the files of its list."""

    list_name: str
    designation_id: str
    entity_type: str
    source_format: str
    first: str
    programmes: dict[str, None] = field(default_factory=dict)
    names: dict[str, None] = field(default_factory=dict)
    scripts: dict[str, None] = field(default_factory=dict)
    births: dict[str, None] = field(default_factory=dict)
    nationalities: dict[str, None] = field(default_factory=dict)
    listed_on: str = ""
    basis: str = ""


@dataclass
class _Run(Gathering[RawDesignation]):
    """A cleaning run: the designations that it has gathered so far."""

    title = "sanctions"
    raw = RawDesignation
    readers = READERS
    of_workbooks = mapped.READERS[0]
    expected = (
        "a list of OFAC, the EU, the UK, the UN, Australia, Canada, Switzerland or Ukraine as published, an export of "
        "OpenSanctions, or a list with a mapping in data/hand/sanctions_mapping.yml"
    )

    designations: dict[Key, _Designation] = field(default_factory=dict)
    parts: list[tuple[Place, RawDesignation]] = field(default_factory=list)
    lists: dict[str, set[str]] = field(default_factory=dict)  # by format
    unknown_programmes: dict[Key, int] = field(default_factory=dict)
    censored: int = 0

    def key(self, raw: RawDesignation) -> str:
        """Give nothing: rows are joined as they come, since those of one designation stand in several forms."""
        return ""

    def tables(self) -> Iterator[pd.DataFrame]:
        """Give the clean table, in one part."""
        for (place, raw), *_ in self.statements():
            refused = None if raw.part else _take(raw, self)
            if refused:
                self.set_aside(refused, place)
            elif raw.part:
                self.parts.append((place, raw))
            else:
                self.lists.setdefault(self.format_of(place), set()).add(raw.list_name)
        self.check_files()
        _join_parts(self)
        table = pd.DataFrame((_row(entry, self) for entry in self.designations.values()), columns=COLUMNS, dtype="str")
        _check(table, self)
        self.written = len(table)
        yield table

    def reader_of(self, path: Path, stream: BinaryIO) -> Reader[RawDesignation]:
        """Choose the reader of a file; a table of none is refused with a stub."""
        try:
            return super().reader_of(path, stream)
        except UnknownFormatError:
            header, mark = mapped.columns_of(head_of(stream))
            if not header:
                raise
            raise mapped.refusal(header, mark, self.expected, path, self.readers) from None

    def dates(self, raw: RawDesignation) -> Iterator[str]:
        """Give the birth dates and the day of listing."""
        yield from raw.birth_dates
        yield raw.listed_on


def clean_designations(paths: Sequence[Path], *, progress: bool = False) -> Cleaned:
    """Read sanctions lists of any known format and give one row a designation.

    Parameters
    ----------
    paths : sequence of Path
        Files or folders; the files of one list are joined by its own ids.
    progress : bool
        Whether to show how far the reading is.

    Returns
    -------
    Cleaned
        Universe: designations in force at the release of each list. ``listed_on`` is the day that the list states, or
        the day on which a history of it first holds the designation; ``../2021-05-22`` is "on that day or before".
        ``programme_country`` is blank for a programme on conduct rather than a country.

    Raises
    ------
    InputError
        If a file is of no known format or damaged, too many of its rows are bad, an expectation that stops fails, or
        too many rows belong to unknown programmes.
    """
    return read_designations(paths, progress=progress).cleaned()


def read_designations(paths: Sequence[Path], *, progress: bool = False) -> Gathering[RawDesignation]:
    """Read lists as `clean_designations` does, to be written part by part."""
    run = _Run(progress=progress)
    run.gather(paths)
    return run


def _take(raw: RawDesignation, run: _Run) -> Reject | None:
    kind = _entity_types().get((raw.list_name, fold(raw.entity_type))) or KINDS.get(raw.entity_type)
    if kind is None:
        reason = f"entity type {raw.entity_type!r} is not known; add it to {relative(HAND / ENTITY_TYPES)}"
        return Reject(raw.file, raw.row, reason, raw.designation_id)
    key = (raw.list_name, raw.designation_id)
    fresh = _Designation(raw.list_name, raw.designation_id, kind, raw.source_format, f"row {raw.row} of {raw.file}")
    entry = run.designations.setdefault(key, fresh)
    if entry is not fresh:
        if kind != entry.entity_type or not _same_names(entry, raw):
            reason = f"another name or kind than {entry.first}, which has the same id"
            return Reject(raw.file, raw.row, reason, raw_of(raw._asdict()), bad=False)
        run.audit.leave_out(raw.file, raw.row, "repeat of designation", raw.designation_id)
    _fill(entry, raw, run)
    return None


def _same_names(entry: _Designation, raw: RawDesignation) -> bool:
    """Tell whether a repeat of a designation has a name of it, or one that the matcher takes for it."""
    held, new = [*entry.names, *entry.scripts], [*raw.names, *raw.scripts]
    if not held or not new or {fold(name) for name in held} & {fold(name) for name in new}:
        return True
    from analysis.persons.names.score import THRESHOLD, score  # the matcher is loaded only where a name differs

    return any(score(one, other) >= THRESHOLD for one in held for other in new)


def _join_parts(run: _Run) -> None:
    """Add names, dates and countries of other files to their designations; say how many belong to none."""
    strays: dict[str, int] = {}
    for place, part in run.parts:
        entry = run.designations.get((part.list_name, part.designation_id))
        if entry is None:
            strays[part.file] = strays.get(part.file, 0) + 1
            reason = "part of a designation that the list given does not hold"
            run.set_aside(Reject(part.file, part.row, reason, part.designation_id, bad=False), place)
        else:
            _fill(entry, part, run)
    for file, count in strays.items():
        run.audit.warn(f"{count} rows of {file} belong to designations that the list given does not hold")
    if run.censored:
        run.audit.warn(
            f"{run.censored} designations were there when the history of the list began: they were listed on its first "
            "day or before, written ../YYYY-MM-DD, and belong to no year"
        )


def _fill(entry: _Designation, raw: RawDesignation, run: _Run) -> None:
    entry.programmes.update(dict.fromkeys(raw.programmes))
    entry.names.update(dict.fromkeys(raw.names))
    entry.scripts.update(dict.fromkeys(raw.scripts))
    entry.births.update(dict.fromkeys(date.text for cell in raw.birth_dates for date in _births(cell, raw, run)))
    for cell in raw.nationalities:
        codes, unknown = resolve_several(cell)
        entry.nationalities.update(dict.fromkeys(codes))
        for part in unknown:
            run.audit.leave_out(raw.file, raw.row, "nationality", part)
    if raw.listed_on and (not entry.listed_on or (raw.listed_on_basis == LISTING_STATED and entry.basis == FIRST_SEEN)):
        _date_listing(entry, raw, run)


def _births(cell: str, raw: RawDesignation, run: _Run) -> list[PartialDate]:
    dates, rest = parse_dates(cell, raw.date_form)
    for part in rest:
        run.audit.leave_out(raw.file, raw.row, "birth date", part)
    return dates


def _date_listing(entry: _Designation, raw: RawDesignation, run: _Run) -> None:
    day = parse_date(raw.listed_on, raw.date_form)
    if day is None:
        run.audit.leave_out(raw.file, raw.row, "day of listing", raw.listed_on)
        return
    run.censored += raw.censored
    entry.listed_on = f"../{day.text}" if raw.censored else day.text
    entry.basis = raw.listed_on_basis


def listed_year(listed_on: str) -> str:
    """Give the year of a day of listing; blank where it is unknown or "on that day or before"."""
    return "" if listed_on.startswith("..") else listed_on[:4]


def _row(entry: _Designation, run: _Run) -> tuple[str, ...]:
    names = [name.replace(";", ",") for name in entry.names]
    name = next((name for name in names if not in_other_script(name)), names[0] if names else "")
    others = [other for other in names if other != name]
    scripts = [*(text.replace(";", ",") for text in entry.scripts), *filter(in_other_script, others)]
    return (
        entry.designation_id,
        entry.list_name,
        ";".join(entry.programmes),
        ";".join(_programme_countries(entry, run)),
        entry.entity_type,
        name,
        ";".join(other for other in others if not in_other_script(other)),
        ";".join(dict.fromkeys(scripts)),
        ";".join(entry.births),
        ";".join(entry.nationalities),
        entry.listed_on,
        entry.basis,
        entry.source_format,
    )


def in_other_script(name: str) -> bool:
    """Tell whether a name holds a letter of a script other than Latin."""
    return any(letter.isalpha() and not _is_latin(letter) for letter in name)


@cache
def _is_latin(letter: str) -> bool:
    name = unicodedata.name(letter, "")
    return name.startswith(("LATIN", "FULLWIDTH LATIN", "MODIFIER LETTER", "FEMININE ORD", "MASCULINE ORD"))


def _lookup(name: str, column: str, value: str) -> dict[Key, str]:
    """Read a table of judgement as (list, folded key) to value."""
    table = hand.table(name)
    keys = zip(table["list"], table[column].map(fold), strict=True)
    return dict(zip(keys, table[value], strict=True))


@cache
def _entity_types() -> dict[Key, str]:
    return mapped.entity_types() | _lookup(ENTITY_TYPES, "written", "entity_type")


@cache
def _programmes() -> dict[Key, str]:
    return mapped.programmes() | _lookup(PROGRAMMES.name, "programme", "iso3")


def programme_country(list_name: str, programme: str) -> str | None:
    """Give the ISO3 a programme is about; blank for conduct or a region, None if the table of programmes lacks it."""
    known = _programmes().get((list_name, fold(programme)))
    return _named_country(programme) if known is None else known


#: What stands in brackets, where a programme names its country there: Autonomous (Belarus).
_BRACKETS = re.compile(r"[^(]*+\((.*)\)\s*$")


def _named_country(programme: str) -> str | None:
    """Give the country that a programme is named by; a code such as BEL names none."""
    inner = _BRACKETS.match(programme)
    named = (name.strip() for name in (programme, inner[1] if inner else "") if not name.isupper())
    return next((code for code in map(resolve, filter(None, named)) if code), None)


def _programme_countries(entry: _Designation, run: _Run) -> Iterator[str]:
    found: dict[str, None] = {}
    for programme in entry.programmes:
        country = programme_country(entry.list_name, programme)
        if country is None:
            key = (entry.list_name, programme)
            run.unknown_programmes[key] = run.unknown_programmes.get(key, 0) + 1
        elif country:
            found[country] = None
    yield from found


def _check(table: pd.DataFrame, run: _Run) -> None:
    if table.empty:
        raise InputError("no designation", "at least one", "give the list itself, not only its aliases or its history")
    for spec in run.specs.values():
        lists = run.lists.get(spec.name)
        if lists:
            part = table[table["list"].isin(lists)]
            check_expectations(part, spec, run.audit)
            _check_programmes(part, spec, lists, run)


def _check_programmes(part: pd.DataFrame, spec: Spec, lists: set[str], run: _Run) -> None:
    unknown = {key: count for key, count in run.unknown_programmes.items() if key[0] in lists}
    if not unknown:
        return
    names = [f"{programme} ({count} rows)" for (_, programme), count in unknown.items()]
    fix = f"add them to {relative(PROGRAMMES)} with their country, or blank, and a reason"
    if sum(unknown.values()) > spec.max_unknown_programme_share * len(part):
        share = f"at most {spec.max_unknown_programme_share:.0%} of rows of unknown programmes"
        raise InputError(f"programmes {some(names)}", share, fix)
    run.audit.warn(f"{spec.name}: programmes {some(names, 20)} are not known and have no country; {fix}")


HISTORY = PRIVATE / "history" / "ofac_sdn.csv"


HISTORY_COLUMNS = ["ent_num", "first_seen", "left_censored"]


def read_history(path: Path = HISTORY) -> pd.DataFrame:
    """Read which release first held each designation of OFAC's list; no row where there is no history yet."""
    return csv_as_text(path)[HISTORY_COLUMNS] if path.exists() else pd.DataFrame(columns=HISTORY_COLUMNS, dtype="str")


def extended(history: pd.DataFrame, release: pd.DataFrame, day: str) -> pd.DataFrame:
    """Add the designations first held by a release (left-censored if there was no history at all before)."""
    fresh = release[~release["designation_id"].isin(history["ent_num"])]
    undated = fresh["listed_on"] == ""
    begins = history.empty and bool(undated.all())
    rows = pd.DataFrame(
        {
            "ent_num": fresh["designation_id"],
            "first_seen": fresh["listed_on"].str.removeprefix("../").mask(undated, day),
            "left_censored": (fresh["listed_on"].str.startswith("..") | (undated & begins)).map(str),
        },
        dtype="str",
    )
    return pd.concat([history, rows], ignore_index=True)


def keep(history: pd.DataFrame, path: Path = HISTORY) -> None:
    """Write the history, for its owner's eyes only."""
    write_rows(history, path)
