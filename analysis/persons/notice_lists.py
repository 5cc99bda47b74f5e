"""Notices of any source as one table: one row per notice, countries as ISO3, dates as precise as they are stated."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache, partial
from itertools import chain
from pathlib import Path

import pandas as pd

from analysis.core import judgement
from analysis.core.country_names import fold, parse_country
from analysis.core.dates import PRECISIONS, PartialDate, born_from_age, parse_date, whole_day
from analysis.core.errors import InputError
from analysis.persons.cleaning import Cleaned, Run, Statement, share_name
from analysis.persons.reading import raw_of
from analysis.persons.records import (
    INFERRED,
    MISSING,
    MOST_SHOWN,
    STATED,
    RawNotice,
    Reject,
    canonical_id,
    check_expectations,
)

COLUMNS = [
    "notice_id",
    "name",
    "birth_date",
    "birth_date_precision",
    "sex",
    "nationalities",
    "requesting_countries",
    "requester_basis",
    "requester_posterior",
    "requester_confidence",
    "charges",
    "offences",
    "snapshot_date",
    "source_format",
]


#: A notice that the API returns for more requesting countries than this is an artefact of the API.
MOST_REQUESTERS = 5


#: Nobody younger is wanted for a crime: a birth date, or a notice, is wrong.
YOUNGEST = 12


@dataclass(slots=True)
class _Notice:
    """A notice joined from its statements."""

    notice_id: str
    name: str
    first: RawNotice
    sources: dict[str, None] = field(default_factory=dict)  # whose expectations it is measured by
    birth: PartialDate | None = None
    sex: str = ""
    nationalities: dict[str, None] = field(default_factory=dict)
    requesters: dict[str, dict[str, tuple[str, str]]] = field(default_factory=dict)  # posterior, confidence by basis
    charges: list[str] = field(default_factory=list)

    @property
    def basis(self) -> str:
        return STATED if STATED in self.requesters else INFERRED if INFERRED in self.requesters else MISSING

    def add_requester(self, basis: str, country: str, posterior: str, confidence: str) -> None:
        """Add a requesting country; of two statements of one, the more probable stays."""
        earlier = self.requesters.setdefault(basis, {}).setdefault(country, (posterior, confidence))
        if posterior and float(posterior) > float(earlier[0] or 0):
            self.requesters[basis][country] = (posterior, confidence)


class NoticeRun(Run[RawNotice]):
    """A cleaning run: the notices of one snapshot."""

    kind = "notices"
    needs_rows = True

    def __init__(self, snapshot: datetime.date) -> None:
        super().__init__()
        self.snapshot = snapshot
        self.overcharged = 0  # notices that too many countries request
        self.children: list[str] = []  # where persons are who were under the age of `YOUNGEST`

    def key(self, raw: RawNotice) -> Reject | str:
        """INTERPOL's id of a notice or the source's own, or why it cannot be used."""
        unknown = [name for name in raw.requesters if parse_country(name, raw.language, strict=False) is None]
        if unknown:
            reason = f"requesting country {unknown[0]!r} is not known; add it to data/hand/country_aliases.csv"
            return Reject(raw.file, raw.row, reason, f"{raw.notice_id} {raw.requesters}")
        number = canonical_id(raw.notice_id)
        if raw.id_form == "interpol" and not number:
            return Reject(raw.file, raw.row, "an id unlike INTERPOL's, which are like 2022/46614", raw.notice_id)
        if number and int(number[:4]) > self.snapshot.year:
            reason = f"an id of {number[:4]}, after the snapshot of {self.snapshot}; give the day of this collection"
            return Reject(raw.file, raw.row, reason, raw.notice_id)
        return number or raw.notice_id

    def table(self) -> pd.DataFrame:
        """One row for each notice."""
        if not any(file.rows for file in self.files):
            raise InputError("no Red Notice: each file is empty", "at least one", "name files with notices")
        rows = []
        for number, group in enumerate(self.groups(), 1):
            notice = _joined(group, self, number)
            rows.append(_cells(notice, self.snapshot.isoformat()))
            self.overcharged += len(notice.requesters.get(STATED, ())) > MOST_REQUESTERS
            if self._is_child(notice):
                self.children.append(f"row {notice.first.row} of {notice.first.file}")
        return _table(rows)

    def check(self, table: pd.DataFrame) -> None:
        """Check the expectations of each source, and warn of odd notices."""
        sources = table["source_format"]
        for name, spec in self.specs.items():
            of_source = [cell for cell in sources.unique() if name in cell.split(";")]
            check_expectations(spec, table[sources.isin(of_source)], self.audit)
        if self.overcharged:
            self.audit.warn(
                f"notices with more than {MOST_REQUESTERS} requesting countries: {self.overcharged}; do not rely on "
                "these countries, because the API has returned some notices for every query"
            )
        if self.children:
            where = ", ".join(self.children[:MOST_SHOWN]) + " and more" * (len(self.children) > MOST_SHOWN)
            self.audit.warn(
                f"people under {YOUNGEST} in the year of their notice, or of the snapshot if the id has no year: "
                f"{len(self.children)} ({where}); compare their birth dates with the source"
            )

    def _is_child(self, notice: _Notice) -> bool:
        year = int(canonical_id(notice.notice_id)[:4] or self.snapshot.year)
        return notice.birth is not None and year - notice.birth.years[0] < YOUNGEST


def clean_notices(paths: Sequence[Path], snapshot: datetime.date) -> Cleaned:
    """Read notices of any known format and give one row per notice.

    Parameters
    ----------
    paths : sequence of Path
        Files or folders of one snapshot; several may speak of the same notices, which are joined by INTERPOL's id.
    snapshot : date
        The day on which the notices were public.

    Returns
    -------
    Cleaned
        Universe: public notices at the snapshot. ``requester_basis`` says whether the requesting countries are
        ``stated`` by the source, ``inferred``, or ``missing``; stated ones displace inferred ones. Where the source
        tells it, ``requester_posterior`` and ``requester_confidence`` say how probable each of them is, and how it was
        found.

    Raises
    ------
    InputError
        If a file is of no known format or damaged, too many of its rows are bad, or an expectation that stops fails.
    """
    return NoticeRun(snapshot).clean(paths)


def _joined(group: list[Statement[RawNotice]], run: NoticeRun, number: int) -> _Notice:
    """Join the statements of one notice; those that name another person are set aside."""
    first = group[0].raw
    notice = _Notice(group[0].key or f"{run.snapshot}#{number:05d}", first.name, first)
    for _, position, raw in group:
        birth, differ = _birth(raw, run), []
        if raw is not first:
            other_name = not share_name([*filter(None, [notice.name])], [*filter(None, [raw.name])])
            differ = [*["name"] * other_name, *["birth date"] * _apart(notice.birth, birth)]
        if differ:
            where = f"row {notice.first.row} of {notice.first.file}"
            reason = f"another {' and '.join(differ)} than {where}, which has the same id"
            run.reject(Reject(raw.file, raw.row, reason, raw_of(raw._asdict()), bad=False), position)
        else:
            notice.sources[raw.source_format] = None
            _join(raw, run, notice, birth)
    return notice


def _apart(one: PartialDate | None, other: PartialDate | None) -> bool:
    """Whether two birth dates cannot be one: two days, or years that do not meet."""
    if one is None or other is None:
        return False
    if one.precision == other.precision == "day" and "~" not in one.text + other.text:
        return one != other
    return one.years[0] > other.years[1] or other.years[0] > one.years[1]


def _join(raw: RawNotice, run: NoticeRun, notice: _Notice, birth: PartialDate | None) -> None:
    notice.name = notice.name or raw.name
    if birth and (not notice.birth or PRECISIONS.index(birth.precision) > PRECISIONS.index(notice.birth.precision)):
        notice.birth = birth
    sex = _sex(raw.sex)
    notice.sex = notice.sex or sex or ""
    if raw.sex and sex is None:
        run.leave_out(raw, "sex", raw.sex)
    for name, code in _countries(raw.nationalities, raw.language):
        if code:
            notice.nationalities[code] = None
        elif code is None:
            run.leave_out(raw, "nationality", name)
    posterior = raw.posterior
    if posterior and not re.fullmatch(r"0(?:\.\d+)?|1(?:\.0+)?", posterior):
        run.leave_out(raw, "posterior", posterior)
        posterior = ""
    for country in filter(None, [parse_country(name, raw.language, strict=False) for name in raw.requesters]):
        notice.add_requester(raw.basis, country, posterior, raw.confidence)
    notice.charges += raw.charges


@cache
def _sex(written: str) -> str | None:
    return judgement.lookup("sex_mapping.csv", "written", "sex", fold).get(fold(written))


@lru_cache(maxsize=1 << 16)
def _countries(names: tuple[str, ...], language: str) -> tuple[tuple[str, str | None], ...]:
    """Names of countries with their codes, those of one text apart where it is no name of one itself."""
    parse = partial(parse_country, language=language, strict=False)
    parts = ([name] if parse(name) is not None else map(str.strip, re.split("[,;]", name)) for name in names)
    return tuple((part, parse(part)) for part in chain.from_iterable(parts) if part)


def _birth(raw: RawNotice, run: NoticeRun) -> PartialDate | None:
    if not (raw.birth_date or raw.age):
        return None
    birth = parse_date(raw.birth_date, raw.date_form) if raw.birth_date else born_from_age(raw.age, run.snapshot)
    if birth is None or int(birth.text[:4]) > run.snapshot.year:
        run.leave_out(raw, "birth date", raw.birth_date or raw.age)
        return None
    run.note_birth(raw, birth.text)
    return birth


def _table(rows: list[tuple[str, ...]]) -> pd.DataFrame:
    from analysis.persons.offences import classify_column

    table = pd.DataFrame(rows, columns=COLUMNS, dtype="str")
    charged = table["charges"] != ""
    if charged.any():  # the lexicon is read only where there is a charge
        table.loc[charged, "offences"] = classify_column(table.loc[charged, "charges"])
    return table


def _cells(notice: _Notice, snapshot: str) -> tuple[str, ...]:
    basis = notice.basis
    requesters = notice.requesters.get(basis, {})  # each with its posterior and confidence
    certainty = zip(*requesters.values(), strict=True) if requesters else ("", "")
    return (
        notice.notice_id,
        notice.name,
        notice.birth.text if notice.birth else "",
        notice.birth.precision if notice.birth else "",
        notice.sex,
        ";".join(notice.nationalities),
        ";".join(requesters),
        basis,
        *(";".join(part) if any(part) else "" for part in certainty),
        ";".join(_different(notice.charges)),
        "",
        snapshot,
        ";".join(notice.sources),
    )


def _different(charges: list[str]) -> list[str]:
    """Texts without those that differ from an earlier one in case, accents or blanks alone."""
    firsts: dict[str, str] = {}
    for charge in charges if len(charges) > 1 else ():
        firsts.setdefault(fold(charge), charge)
    return [*firsts.values()] or charges


def parse_snapshot(text: str) -> datetime.date:
    """Read the day of a snapshot, ``YYYY-MM-DD``, which must not lie after today."""
    day = whole_day(text)
    if day is None or not datetime.date(2001, 1, 1) <= day <= datetime.date.today():
        expected = "a day as YYYY-MM-DD, from 2001-01-01 to today"
        raise InputError(f"--snapshot {text!r}", expected, "write the day on which the notices were public")
    return day
