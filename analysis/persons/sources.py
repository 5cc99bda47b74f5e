"""The yml of each source: who publishes it, which fields it has, and what a good release shows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Literal

import pandas as pd

from analysis.core import judgement
from analysis.core.countries import fold
from analysis.core.errors import InputError
from analysis.core.judgement import Entry
from analysis.persons.records import Audit

FOLDER = Path(__file__).parent / "formats"


class Expectation(Entry):
    """One thing that a good release of a source shows."""

    measure: Literal["rows", "countries", "country_rows", "missing"]  # ``missing``: share of blank rows
    otherwise: Literal["stop", "warn"]  # refuse the release, or warn
    low: float | None = None  # inclusive, as ``high``
    high: float | None = None
    column: str = ""
    value: str = ""


class First(Entry):
    """Which rows of a table are read before the others: those of a value, such as primary names."""

    column: str
    matches: str  # regular expression of the whole value, whatever its case


class Spec(Entry):
    """A source: its publisher, its fields, and what is expected of a release."""

    name: str = ""  # as in ``source_format``: the name of the yml, or of a mapping
    title: str
    publisher: str
    url: str
    licence: str
    universe: str  # what one row counts
    required: Sequence[str]  # fields without which a file is refused
    max_reject_share: float  # of bad rows, 0 to 1, before the run stops
    max_unknown_programme_share: float = 1.0  # of rows, 0 to 1
    taken: Sequence[str] = ()  # used if present
    ignored: Sequence[str] = ()  # known and not used; any other field is reported
    ignored_groups: Sequence[str] = ()  # prefixes of further fields that are known and not used
    encodings: Sequence[str] = ("utf-8",)  # tried in order
    delimiter: str = ","  # of a table
    quote: str | None = '"'  # of a table: quotation mark
    joined_by: str = ""  # of a table: value at which two records stand on one line without a line break
    lines_before_header: int = 0  # of a table: at most
    one_id: str = ""  # of a table: column whose value the rows of one designation share
    id_pattern: str = ".+"  # regular expression of the part of it that they share
    first: First | None = None  # of a table
    root: str = ""  # of a document: tag of its root
    groups: Sequence[str] = ()  # of a document: tags of what holds the records, where that is not the root
    records: Sequence[str] = ()  # of a document: tags of the records, each of which is a row
    lookups: Sequence[str] = ()  # of a document: tags beside the records to which these refer
    expectations: Sequence[Expectation] = ()
    known_limits: Sequence[str] = ()

    def matches_header(self, names: Iterable[str]) -> bool:
        """Whether a table with these columns is of the source."""
        return bool(self._required) and self._required <= {fold(name.lstrip("\ufeff")) for name in names}

    def canonical_names(self, names: Sequence[str]) -> list[str]:
        """Names of columns as the source writes them, whatever their case."""
        return [self._written.get(fold(name), name) for name in names]

    def knows(self, name: str) -> bool:
        """Whether the source is known to have a field."""
        return not name or fold(name) in self._written or name.startswith(tuple(self.ignored_groups))

    @cached_property
    def _required(self) -> frozenset[str]:
        return frozenset(map(fold, self.required))

    @cached_property
    def _written(self) -> dict[str, str]:
        return {fold(name): name for name in (*self.ignored, *self.taken, *self.required)}


@cache
def load_spec(name: str) -> Spec:
    """Description of one source."""
    return judgement.read(Spec, FOLDER / f"{name}.yml").model_copy(update={"name": name})


@lru_cache(maxsize=4096)
def unknown_fields(source: str, names: tuple[str, ...], inside: str = "") -> list[str]:
    """Fields, written with what they are in, that the source is not known to have."""
    return [f"{inside}{name}" for name in names if not load_spec(source).knows(f"{inside}{name}")]


@dataclass
class Measures:
    """Counts of a clean table, part by part, that the expectations of its source are about."""

    spec: Spec
    rows: int = 0
    cells: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))  # codes by column

    def add(self, table: pd.DataFrame) -> None:
        """Measure one part."""
        self.rows += len(table)
        by_code = {one.column for one in self.spec.expectations if one.measure in {"countries", "country_rows"}}
        for column in {one.column for one in self.spec.expectations if one.column}:
            cells = table[column] if column in by_code else table.loc[table[column] == "", column]
            self.cells[column].update(cells.str.split(";").explode())

    def check(self, audit: Audit) -> None:
        """Stop or warn where an expectation is not met."""
        for expected in self.spec.expectations:
            value, low, high = self._value(expected), expected.low, expected.high
            if (low is None or value >= low) and (high is None or value <= high):
                continue
            about = " ".join(filter(None, (expected.column, expected.value)))
            got = f"{expected.measure.replace('_', ' ')} of {about}" if about else expected.measure
            wanted = f"{'any' if low is None else f'{low:g}'} to {'any' if high is None else f'{high:g}'}"
            if expected.otherwise == "stop":
                fix = f"check that the input is whole, or change the yml of {self.spec.name}"
                raise InputError(f"{got} {value:g}", wanted, fix)
            audit.warn(f"{self.spec.name}: {got} {value:g}, expected {wanted}")

    def _value(self, expected: Expectation) -> float:
        cells = self.cells[expected.column]
        return {
            "rows": float(self.rows),
            "missing": cells[""] / max(1, self.rows),
            "countries": float(len(cells.keys() - {""})),
            "country_rows": float(cells[expected.value]),
        }[expected.measure]


def check_expectations(table: pd.DataFrame, spec: Spec, audit: Audit) -> None:
    """Compare a clean table with what its source declares."""
    measures = Measures(spec)
    measures.add(table)
    measures.check(audit)
