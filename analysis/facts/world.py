"""The clean tables of the release, and the places that numbers are about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Literal

import pandas as pd

from analysis.core.countries import asked, called, members, name_of
from analysis.core.errors import InputError, some
from analysis.core.hand import headline_cases, read_evidence_rule
from analysis.core.judgement import either
from analysis.tables.release import Release, load_all, territories
from analysis.tables.shipped import sidecar

MILLION = 1_000_000.0


@cache
def release() -> Release:
    """Give the clean tables, read once in a process."""
    return load_all()


@cache
def known_territories() -> frozenset[str]:
    """Give the members of INTERPOL and every other territory that the data names."""
    return frozenset(territories(release()))


@cache
def source(*tables: str) -> str:
    """Name shipped tables as a source; the report's list of sources says what each is.

    Raises
    ------
    InputError
        If there is no such table.
    """
    assert all(sidecar(table) for table in tables)
    return ", ".join(tables)


def day(value: date) -> str:
    """Write a date as a reader would: ``12 April 2023``."""
    return f"{value.day} {value:%B %Y}"


def population(year: int) -> pd.Series[int]:
    """Give inhabitants by ISO3 code in a year, where known."""
    table = release().governance
    rows = table[(table["year"] == year) & table["population"].notna()]
    return rows.set_index("iso3")["population"].astype(int)


@cache
def requesting_countries() -> dict[str, str]:
    """Give the requesting country of every register row, by its id."""
    cases = release().cases
    return dict(zip(cases["case_id"], cases["requesting_country"], strict=True))


@cache
def read_in_copy() -> dict[str, str]:
    """Give what was read in a copy or republication, in words, by the id of its register row."""
    flags = release().cases_flags.query("flag == 'copy_read'")
    return dict(zip(flags["case_id"], flags["explanation"], strict=True))


#: What cases can happen to.
Exposure = Literal["refugees", "population"]


@dataclass(frozen=True)
class Choices:
    """What a reader may choose otherwise than the published reports do; by default nothing is.

    Parameters
    ----------
    grades, statuses : tuple of str
        Evidence grades and claim statuses of the register rows that count; empty for those of the evidence rule.
    since, until : int or None
        First and last year of main known effect, each included; a row without a year is left out once either is given.
    exposure : {"refugees", "population"}
        What documented cases are held against.
    peers : tuple of str
        ISO3 codes of the states to compare with; empty for the group of the file.
    snapshot : str
        Day of the snapshot of public notices, ``YYYY-MM-DD``; empty for the snapshot of reference.
    """

    grades: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    since: int | None = None
    until: int | None = None
    exposure: Exposure = "refugees"
    peers: tuple[str, ...] = ()
    snapshot: str = ""

    def within(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Keep the register rows of the years."""
        if self.since is None and self.until is None:
            return rows
        first, last = self.since or 0, self.until or 9999
        return rows[rows["year"].between(first, last).fillna(False).astype(bool)]

    def counting(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Keep the register rows of the years that count, with an instrument of INTERPOL."""
        rule = read_evidence_rule()
        if not self.grades and not self.statuses:
            return headline_cases(self.within(rows))
        held = rule.inputs.cases
        kept = rows["evidence_grade"].isin(self.grades or held.evidence_grade)
        kept &= rows["claim_status"].isin(self.statuses or held.claim_status)
        return self.within(rows[kept & ~rows["instrument"].isin(rule.left_out)])

    @property
    def chosen(self) -> str:
        """The rows that count, as a label: ``supported, grade A or B``."""
        held = read_evidence_rule().inputs.cases
        words = either(self.statuses or held.claim_status), either(self.grades or held.evidence_grade)
        return f"{words[0]}, grade {words[1]}{self.years}"

    @property
    def heading(self) -> str:
        """The same as the head of a column: ``Supported, grade A or B``."""
        return self.chosen[0].upper() + self.chosen[1:]

    @property
    def years(self) -> str:
        """The years that were chosen, to follow a universe: ``, 2014 to 2020``; empty if none were."""
        if self.since is None and self.until is None:
            return ""
        if self.since is None:
            return f", to {self.until}"
        return f", since {self.since}" if self.until is None else f", {self.since} to {self.until}"

    @property
    def of_rows(self) -> Choices:
        """Only what decides which register rows count."""
        return Choices(self.grades, self.statuses, self.since, self.until)


PUBLISHED = Choices()


@dataclass(frozen=True)
class Place:
    """A country or territory, with the level of the intervals of its report and what the reader chose.

    Parameters
    ----------
    iso3 : str
        ISO 3166-1 alpha-3 code.
    level : float
        Level of every confidence or credible interval, between 0 and 1.
    choices : Choices
        What is chosen otherwise than in the published report.
    """

    iso3: str
    level: float = 0.95
    choices: Choices = field(default_factory=Choices)

    @property
    def name(self) -> str:
        """Its display name."""
        return name_of(self.iso3)

    @property
    def called(self) -> str:
        """Its name within a sentence, with its article where it has one."""
        return called(self.iso3)

    @property
    def opening(self) -> str:
        """Its name at the beginning of a sentence."""
        return self.called[0].upper() + self.called[1:]

    @property
    def is_member(self) -> bool:
        """Whether it is a member of INTERPOL."""
        return self.iso3 in members()

    @property
    def release(self) -> Release:
        """The clean tables."""
        return release()


def open_place(
    country: str | Place,
    level: float = 0.95,
    *,
    grades: Sequence[str] | None = None,
    statuses: Sequence[str] | None = None,
    since: int | None = None,
    until: int | None = None,
    exposure: Exposure = "refugees",
    peers: Sequence[str] | None = None,
    snapshot: str | None = None,
) -> Place:
    """Check the parameters of a notebook and give the place that its numbers are about.

    Parameters
    ----------
    country : str or Place
        A name or an ISO 3166-1 code, in any case; a place is given back as it is.
    level : float
        Level of the intervals, between 0.5 and 0.999.
    grades, statuses, since, until, exposure, peers, snapshot
        As in `Choices`; None, or an empty list, chooses what the published reports do.

    Raises
    ------
    InputError
        If the country is no member and no territory of the data, or a choice is none that the data know.

    Examples
    --------
    >>> open_place("belarus", 0.9, since=2014).iso3
    'BLR'
    """
    if isinstance(country, Place):
        return country
    iso3 = asked(country)
    if iso3 not in known_territories():
        fix = "use a code of the list in reports/index.html"
        raise InputError(f"country {country!r}", "an INTERPOL member or a territory that the data names", fix)
    if not 0.5 <= level <= 0.999:
        raise InputError(f"level {level}", "a number from 0.5 to 0.999", "write 0.95 for 95 %")
    chosen = Choices(
        _known("grades", grades, "evidence_grade"),
        _known("statuses", statuses, "claim_status"),
        since,
        until,
        exposure,
        tuple(sorted({asked(peer) for peer in peers or ()})),
        snapshot or "",
    )
    _refuse_strange(chosen)
    return Place(iso3, float(level), chosen)


def _known(what: str, given: Sequence[str] | None, column: str) -> tuple[str, ...]:
    """Give the chosen codes in the order of the codebook."""
    given = [given] if isinstance(given, str) else list(given or ())
    known = sorted(set(release().cases[column]))
    wrong = sorted(set(given) - set(known))
    if wrong:
        raise InputError(f"{what} {wrong[0]!r}", f"some of {some(known)}", "choose among these")
    return tuple(code for code in known if code in given)


def _refuse_strange(chosen: Choices) -> None:
    if chosen.exposure not in ("refugees", "population"):
        raise InputError(f"exposure {chosen.exposure!r}", "refugees or population", "choose one of the two")
    if chosen.since is not None and chosen.until is not None and chosen.since > chosen.until:
        got = f"since {chosen.since} and until {chosen.until}"
        raise InputError(got, "a first year before the last", "exchange the two")
    days = sorted(set(release().public_notices["snapshot_date"]) | set(release().nationalities["snapshot_date"]))
    if chosen.snapshot and chosen.snapshot not in days:
        raise InputError(f"snapshot {chosen.snapshot!r}", f"one of {some(days, 20)}", "choose one of these days")
