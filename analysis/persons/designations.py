"""Designations of any sanctions list as one table: one row per designation, and when each was first seen."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pandas as pd

from analysis.core import judgement
from analysis.core.country_names import fold, parse_countries, parse_country
from analysis.core.dates import parse_date, parse_dates
from analysis.core.errors import InputError, some
from analysis.core.files import HAND, PRIVATE, csv_as_text, relative
from analysis.persons.cleaning import Cleaned, Run, Statement, share_name
from analysis.persons.formats import mapped
from analysis.persons.reading import raw_of
from analysis.persons.records import FIRST_SEEN, LISTING_STATED, Audit, RawDesignation, Reject, Spec, check_expectations

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
    """A designation joined from its statements."""

    first: RawDesignation
    entity_type: str
    programmes: dict[str, None] = field(default_factory=dict)
    names: dict[str, None] = field(default_factory=dict)
    scripts: dict[str, None] = field(default_factory=dict)
    births: dict[str, None] = field(default_factory=dict)
    nationalities: dict[str, None] = field(default_factory=dict)
    listed_on: str = ""
    basis: str = ""


class DesignationRun(Run[RawDesignation]):
    """A cleaning run: the designations of any lists."""

    kind = "sanctions"
    needs_rows = False

    def __init__(self) -> None:
        super().__init__()
        self.lists: dict[str, set[str]] = {}  # by source
        self.unknown_programmes: Counter[Key] = Counter()
        self.censored = 0  # designations that were there when a history began

    def key(self, raw: RawDesignation) -> str:
        """List and the list's own id."""
        return f"{raw.list_name} {raw.designation_id}"

    def table(self) -> pd.DataFrame:
        """One row for each designation."""
        designations = filter(None, (_joined(group, self) for group in self.groups()))
        return pd.DataFrame([_row(one, self) for one in designations], columns=COLUMNS, dtype="str")

    def check(self, table: pd.DataFrame) -> None:
        """Check the expectations of each source, and that its programmes are known."""
        if self.censored:
            self.audit.warn(
                f"designations listed on or before the first day of the list's history: {self.censored}; their day is "
                "written ../YYYY-MM-DD, and they belong to no year"
            )
        if table.empty:
            got = f"no designation: 0 of {sum(file.rows for file in self.files):,} rows state a sanction"
            fix = "name the list itself, not only its aliases or its history; for notices, use `clean notices`"
            raise InputError(got, "at least one", fix)
        for name, spec in self.specs.items():
            rows, lists = table[table["source_format"] == name], self.lists.get(name, set())
            if lists:
                check_expectations(spec, rows, self.audit)
            unknown = {key: count for key, count in self.unknown_programmes.items() if key[0] in lists}
            _check_programmes(unknown, len(rows), spec, self.audit)


def clean_designations(paths: Sequence[Path]) -> Cleaned:
    """Read sanctions lists of any known format and give one row per designation.

    Parameters
    ----------
    paths : sequence of Path
        Files or folders; the files of one list are joined by its own ids.

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
    return DesignationRun().clean(paths)


def _joined(group: list[Statement[RawDesignation]], run: DesignationRun) -> _Designation | None:
    """Join the statements of one designation, whole ones before parts; None if no list introduces it."""
    designation: _Designation | None = None
    kinds = _meanings("entity_types", ENTITY_TYPES, "written", "entity_type")
    for _, position, raw in sorted(group, key=lambda statement: statement.raw.part):
        kind = kinds.get((raw.list_name, fold(raw.entity_type))) or KINDS.get(raw.entity_type, "")
        reject = _objection(raw, kind, designation)
        if reject:
            run.reject(reject, position)
            continue
        if not raw.part:
            run.lists.setdefault(run.files[position[0]].spec.name, set()).add(raw.list_name)
            if designation:
                run.audit.leave_out(raw.file, raw.row, "repeat of designation", raw.designation_id)
        designation = designation or _Designation(raw, kind)
        _add(designation, raw, run)
    return designation


def _objection(raw: RawDesignation, kind: str, designation: _Designation | None) -> Reject | None:
    """Reject of a statement of no known kind, of another subject with the same id, or of no designation."""
    if raw.part:
        reason = "part of a designation that is not in this list"
        return None if designation else Reject(raw.file, raw.row, reason, raw.designation_id, bad=False)
    if not kind:
        reason = f"entity type {raw.entity_type!r} is not known; add it to {relative(HAND / ENTITY_TYPES)}"
        return Reject(raw.file, raw.row, reason, raw.designation_id)
    names = [*designation.names, *designation.scripts] if designation else []
    if designation and (kind != designation.entity_type or not share_name(names, [*raw.names, *raw.scripts])):
        first = f"row {designation.first.row} of {designation.first.file}"
        reason = f"another name or kind than {first}, which has the same id"
        return Reject(raw.file, raw.row, reason, raw_of(raw._asdict()), bad=False)
    return None


def _add(designation: _Designation, raw: RawDesignation, run: DesignationRun) -> None:
    designation.programmes.update(dict.fromkeys(raw.programmes))
    designation.names.update(dict.fromkeys(raw.names))
    designation.scripts.update(dict.fromkeys(raw.scripts))
    for cell in raw.birth_dates:
        dates, rest = parse_dates(cell, raw.date_form)
        designation.births.update(dict.fromkeys(date.text for date in dates))
        for date in dates:
            run.note_birth(raw, date.text)
        for part in rest:
            run.leave_out(raw, "birth date", part)
    for cell in raw.nationalities:
        codes, unknown = parse_countries(cell)
        designation.nationalities.update(dict.fromkeys(codes))
        for part in unknown:
            run.leave_out(raw, "nationality", part)
    states_day = raw.listed_on_basis == LISTING_STATED and designation.basis == FIRST_SEEN
    if not raw.listed_on or (designation.listed_on and not states_day):
        return
    day = parse_date(raw.listed_on, raw.date_form)
    if day is None:
        run.leave_out(raw, "day of listing", raw.listed_on)
    else:
        run.censored += raw.censored
        designation.listed_on = f"../{day.text}" if raw.censored else day.text
        designation.basis = raw.listed_on_basis


def listed_year(listed_on: str) -> str:
    """Year of a day of listing; blank where it is unknown or "on that day or before"."""
    return "" if listed_on.startswith("..") else listed_on[:4]


def _row(designation: _Designation, run: DesignationRun) -> tuple[str, ...]:
    names = [name.replace(";", ",") for name in designation.names]
    name = next((name for name in names if not in_other_script(name)), names[0] if names else "")
    others = [other for other in names if other != name]
    scripts = [*(text.replace(";", ",") for text in designation.scripts), *filter(in_other_script, others)]
    return (
        designation.first.designation_id,
        designation.first.list_name,
        ";".join(designation.programmes),
        ";".join(_programme_countries(designation, run)),
        designation.entity_type,
        name,
        ";".join(other for other in others if not in_other_script(other)),
        ";".join(dict.fromkeys(scripts)),
        ";".join(designation.births),
        ";".join(designation.nationalities),
        designation.listed_on,
        designation.basis,
        designation.first.source_format,
    )


def in_other_script(name: str) -> bool:
    """Whether a name holds a letter of a script other than Latin."""
    return any(letter.isalpha() and not _is_latin(letter) for letter in name)


@cache
def _is_latin(letter: str) -> bool:
    name = unicodedata.name(letter, "")
    return name.startswith(("LATIN", "FULLWIDTH LATIN", "MODIFIER LETTER", "FEMININE ORD", "MASCULINE ORD"))


@cache
def _meanings(field: str, file: str, written: str, meaning: str) -> dict[Key, str]:
    """Meaning of each (list, folded word), as a field of the mappings declares it and as a table of judgement does."""
    declared = [(one.sender, *pair) for one in mapped.load_mappings() for pair in getattr(one, field).items()]
    listed = judgement.table(file)[["list", written, meaning]].itertuples(index=False)
    return {(sender, fold(word)): value for sender, word, value in (*declared, *listed)}


def programme_country(list_name: str, programme: str) -> str | None:
    """ISO3 that a programme is about; blank for conduct or a region, None if unknown."""
    country = _meanings("programmes", PROGRAMMES.name, "programme", "iso3").get((list_name, fold(programme)))
    inner = re.match(r"[^(]*+\((.*)\)\s*$", programme)  # as in Autonomous (Belarus)
    names = [name.strip() for name in (programme, inner[1] if inner else "") if name.strip() and not name.isupper()]
    codes = (parse_country(name, strict=False) for name in names)
    return next(filter(None, codes), None) if country is None else country


def _programme_countries(designation: _Designation, run: DesignationRun) -> list[str]:
    sender = designation.first.list_name
    countries = {programme: programme_country(sender, programme) for programme in designation.programmes}
    run.unknown_programmes.update((sender, programme) for programme, country in countries.items() if country is None)
    return list(dict.fromkeys(filter(None, countries.values())))


def _check_programmes(unknown: dict[Key, int], rows: int, spec: Spec, audit: Audit) -> None:
    """Stop or warn where programmes of a source are not known."""
    names = [f"{programme} ({count} rows)" for (_, programme), count in unknown.items()]
    own = f"`programmes` of the mapping in {spec.mappings}, or to " if spec.mappings else ""
    fix = f"add them to {own}{relative(PROGRAMMES)}, with their country, or blank, and a reason"
    if sum(unknown.values()) > spec.max_unknown_programme_share * rows:
        share = f"at most {spec.max_unknown_programme_share:.0%} of rows of unknown programmes"
        raise InputError(f"programmes {some(names)}", share, fix)
    if unknown:
        audit.warn(f"{spec.name}: programmes without a known country: {some(names, 20)}; {fix}")


HISTORY = PRIVATE / "history" / "ofac_sdn.csv"


HISTORY_COLUMNS = ["ent_num", "first_seen", "left_censored"]


def read_history(path: Path = HISTORY) -> pd.DataFrame:
    """Read which release first had each designation of OFAC's list; no row if there is no history yet."""
    return csv_as_text(path)[HISTORY_COLUMNS] if path.exists() else pd.DataFrame(columns=HISTORY_COLUMNS, dtype="str")


def extended(history: pd.DataFrame, release: pd.DataFrame, day: str) -> pd.DataFrame:
    """Add the designations first held by a release (left-censored if there was no history at all before)."""
    fresh = release[~release["designation_id"].isin(history["ent_num"])]
    undated = fresh["listed_on"] == ""
    begins = history.empty and bool(undated.all())
    listed = fresh["listed_on"].mask(undated, f"../{day}" if begins else day)
    first, censored = listed.str.removeprefix("../"), listed.str.startswith("..").map(str)
    columns = zip(HISTORY_COLUMNS, (fresh["designation_id"], first, censored), strict=True)
    return pd.concat([history, pd.DataFrame(dict(columns), dtype="str")], ignore_index=True)
