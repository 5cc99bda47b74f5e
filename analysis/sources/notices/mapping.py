"""Column mappings of scrapes, read from ``data/hand/notice_mapping.yml``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from pathlib import Path

import yaml

from analysis.core.countries import fold
from analysis.core.dates import Form
from analysis.core.errors import InputError, some
from analysis.core.files import HAND, relative

MAPPINGS = HAND / "notice_mapping.yml"
SPREADSHEET = "spreadsheet"
NOTICE_FIELDS = frozenset(
    [
        "notice_id",
        "forename",
        "name",
        "birth_date",
        "age",
        "sex",
        "nationalities",
        "requesters",
        "charges",
        "posterior",
        "confidence",
    ]
)


@dataclass(frozen=True)
class Mapping:
    """How the columns of a collected table say what a notice says; each field is explained in the file itself."""

    name: str
    reason: str
    delimiter: str | list[str]
    columns: dict[str, str | list[str]]
    quote: str | None = '"'
    encodings: list[str] = field(default_factory=lambda: ["utf-8"])
    optional: list[str] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    separators: str = ""
    language: str = "en"
    date_form: Form = "year-first"
    id_form: str = "interpol"
    requester: str = "stated"
    missing: list[str] = field(default_factory=list)
    joined_by: str = ""

    def names(self, notice_field: str) -> list[str]:
        """Give the columns of a field of the notice, in order."""
        held = self.columns.get(notice_field, [])
        return [held] if isinstance(held, str) else held

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


def load_mappings(path: Path = MAPPINGS) -> list[Mapping]:
    """Read the mappings in order.

    Raises
    ------
    InputError
        If an entry lacks its reason, or holds a field that does not exist.
    """
    return [_mapping(entry, path) for entry in yaml.safe_load(path.read_text(encoding="utf-8"))]


def _mapping(entry: dict[str, object], path: Path) -> Mapping:
    wanted = {field.name for field in fields(Mapping)}
    must = {"name", "reason", "delimiter", "columns"}
    if not must <= set(entry) <= wanted:
        fix = f"add {some(sorted(must - set(entry)))}; remove {some(sorted(set(entry) - wanted))}"
        raise InputError(
            f"a mapping with {some(sorted(entry), 20)}", some(sorted(wanted), 20), fix, file=relative(path)
        )
    mapping = Mapping(**entry)  # type: ignore[arg-type]
    if not set(mapping.columns) <= NOTICE_FIELDS:
        wrong = sorted(set(mapping.columns) - NOTICE_FIELDS)
        raise InputError(f"fields {some(wrong)}", some(sorted(NOTICE_FIELDS), 20), "rename them", file=relative(path))
    return mapping
