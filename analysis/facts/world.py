"""The clean tables of the release, and the places that numbers are about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

import pandas as pd

from analysis.core.countries import country_name, fold, members, parse_country
from analysis.core.errors import InputError, some
from analysis.core.judgement import either, read_evidence_rule, reference
from analysis.core.messages import _
from analysis.core.messages import day as day
from analysis.stats.estimate import Estimate, Subject, complete_count, listed
from analysis.tables.release import Release, shipped_release, territories
from analysis.tables.shipped import sidecar

MILLION = 1_000_000.0


def release() -> Release:
    """Return the clean tables, read once in a process."""
    return shipped_release()


@cache
def _known_territories() -> frozenset[str]:
    """Return the members of INTERPOL and every other territory that the data names."""
    return frozenset(territories(release()))


@cache
def source(*tables: str) -> str:
    """Name shipped tables as a source; the report's list of sources says what each is."""
    assert all(sidecar(table) for table in tables)
    return ", ".join(tables)


def counted(count: int, unit: str, universe: str, sentence: str, *tables: str, n: float | None = None) -> Estimate:
    """Complete count of rows of shipped tables; ``n`` is what it is a part of."""
    return complete_count(count, universe=universe, source=source(*tables), unit=unit, sentence=sentence, n=n)


def about(noun: str, universe: str, *tables: str) -> Subject:
    """Return what a number of the whole world is about; it comes from shipped tables."""
    return Subject(_("World"), noun, universe, source(*tables))


def by_name(codes: Iterable[str]) -> list[str]:
    """Sort codes of countries by name."""
    return sorted(codes, key=lambda code: fold(country_name(code)))


def names(codes: pd.Series[str]) -> pd.Series[str]:
    """Return what sorts a column of codes of countries by name, blank ones first."""
    return codes.astype(str).map(lambda code: fold(country_name(code)) if code else "")


def population(year: int) -> pd.Series[int]:
    """Return inhabitants by ISO3 code in a year, where known."""
    table = release().governance
    rows = table[(table["year"] == year) & table["population"].notna()]
    return rows.set_index("iso3")["population"].astype(int)


@cache
def requesting_countries() -> dict[str, str]:
    """Return the requesting country of every register row, by its id."""
    cases = release().cases
    return dict(zip(cases["case_id"], cases["requesting_country"], strict=True))


@cache
def read_in_copy() -> dict[str, str]:
    """Return what was read in a copy or republication, in words, by the id of its register row."""
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
    peers : tuple of str
        ISO3 codes of the states to compare with; empty for the group of the file.
    """

    grades: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    since: int | None = None
    until: int | None = None
    exposure: Exposure = "refugees"
    peers: tuple[str, ...] = ()
    snapshot: str = ""

    def within(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Keep the cases of the years."""
        return rows[self._in_years(rows)]

    def _in_years(self, rows: pd.DataFrame) -> pd.Series[bool]:
        if self.since is None and self.until is None:
            return pd.Series(True, index=rows.index)
        return rows["year"].between(self.since or 0, self.until or 9999).fillna(False).astype(bool)

    def counts(self, rows: pd.DataFrame) -> pd.Series[bool]:
        """Return which rows are well-documented cases of the years, with an instrument of INTERPOL."""
        rule = read_evidence_rule()
        documented = rows["evidence_grade"].isin(self.grades or rule.inputs.cases.evidence_grade)
        documented &= rows["claim_status"].isin(self.statuses or rule.inputs.cases.claim_status)
        return documented & ~rows["instrument"].isin(rule.left_out) & self._in_years(rows)

    def counting(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Keep the well-documented cases of the years."""
        return rows[self.counts(rows)]

    @property
    def chosen(self) -> str:
        """The rows that count, as a label: ``supported, grade A or B``."""
        rule = read_evidence_rule().inputs.cases
        words = either(self.statuses or rule.claim_status), either(self.grades or rule.evidence_grade)
        return _("{statuses}, grade {grades}{years}", statuses=words[0], grades=words[1], years=self.years)

    @property
    def heading(self) -> str:
        """The same as the head of a column: ``Supported, grade A or B``."""
        return self.chosen[0].upper() + self.chosen[1:]

    @property
    def years(self) -> str:
        """The years that were chosen, to follow a universe: ``, 2014 to 2020``; empty if none were."""
        first, last = str(self.since), str(self.until)
        if self.since is None:
            return "" if self.until is None else _(", to {last}", last=last)
        if self.until is None:
            return _(", since {first}", first=first)
        return _(", {first} to {last}", first=first, last=last)

    @property
    def of_rows(self) -> Choices:
        """Only what decides which register rows count."""
        return Choices(self.grades, self.statuses, self.since, self.until)

    @property
    def of_codes(self) -> Choices:
        """Only what decides which codes count, whatever the year."""
        return Choices(self.grades, self.statuses)

    @property
    def inputs(self) -> str:
        """What the inputs of the evidence rule were counted by, to follow a universe; empty if by the rule."""
        return "" if self.of_rows == PUBLISHED else _(", well-documented cases: {chosen}", chosen=self.chosen)

    @property
    def otherwise(self) -> list[str]:
        """What is chosen otherwise than in the published reports, each in words; empty if nothing is."""
        words = [] if self.of_rows == PUBLISHED else [_("cases are {chosen}", chosen=self.chosen)]
        if self.exposure != "refugees":
            words.append(_("cases are compared with inhabitants first"))
        if self.peers:
            words.append(_("the peers are {peers}", peers=listed(map(country_name, self.peers))))
        if self.snapshot:
            words.append(_("public notices are those of {day}", day=day(self.snapshot)))
        return words


PUBLISHED = Choices()


@dataclass(frozen=True)
class Place:
    """A country or territory, with the level of the intervals of its report and what the reader chose.

    Parameters
    ----------
    iso3 : str
        ISO 3166-1 alpha-3 code.
    """

    iso3: str
    level: float = 0.95
    choices: Choices = field(default_factory=Choices)

    @property
    def name(self) -> str:
        """Its display name."""
        return country_name(self.iso3)

    @property
    def called(self) -> str:
        """Its name within a sentence, with its article where it has one."""
        return country_name(self.iso3, with_article=True)

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
    level: float | None = None,
    *,
    grades: Sequence[str] | str | None = None,
    statuses: Sequence[str] | str | None = None,
    since: int | str | None = None,
    until: int | str | None = None,
    exposure: Exposure | None = None,
    peers: Sequence[str] | str | None = None,
    snapshot: str | None = None,
) -> Place:
    """Check the parameters of a notebook and give the place that its numbers are about.

    Parameters
    ----------
    grades, statuses, since, until, exposure, peers, snapshot
        As in `Choices`, peers also by name; None, or an empty list, chooses what the published reports do. One text
        stands for a list: ``"A,B"``.

    Examples
    --------
    >>> open_place("belarus", 0.9, since=2014).iso3
    'BLR'
    """
    if isinstance(country, Place):
        given = [grades, statuses, since, until, exposure, peers, snapshot]
        if level not in (None, country.level) or any(one is not None for one in given):
            got = f"{country.name} as a place, with a level or choices beside it"
            raise InputError(got, "a place, or a name with choices", "give the country by its name")
        return country
    iso3 = parse_country(str(country))
    if iso3 not in _known_territories():
        fix = "see `analysis.states.overview()` for all names"
        raise InputError(f"country {country!r}", "an INTERPOL member or a territory that the data names", fix)
    rule = read_evidence_rule().inputs.cases
    chosen = Choices(
        _unpublished("grades", grades, "evidence_grade", rule.evidence_grade),
        _unpublished("statuses", statuses, "claim_status", rule.claim_status),
        _year("since", since),
        _year("until", until),
        "refugees" if exposure is None else exposure,
        tuple(sorted({_peer(peer) for peer in _words(peers)} - {iso3})),
        "" if str(snapshot) == reference()[0].isoformat() else str(snapshot or ""),
    )
    _refuse_strange(chosen)
    return Place(iso3, _level(0.95 if level is None else level), chosen)


def _level(level: object) -> float:
    if isinstance(level, bool) or not isinstance(level, int | float) or not 0.5 <= level <= 0.999:
        raise InputError(f"level {level!r}", "a number from 0.5 to 0.999", "write 0.95 for 95 %")
    return float(level)


def _words(given: Sequence[str] | str | None) -> list[str]:
    """Return a list of words; one text, as a command line gives it, is split at its commas."""
    words = given.split(",") if isinstance(given, str) else list(given or ())
    return [str(word).strip() for word in words if str(word).strip()]


def _unpublished(
    what: str, given: Sequence[str] | str | None, column: str, published: Sequence[str]
) -> tuple[str, ...]:
    """Return the chosen codes in the order of the codebook; none if they are what the published reports count."""
    words, known = [] if given is None else _words(given), sorted(set(release().cases[column]))
    wrong = [word for word in words if word not in known]
    if wrong:
        raise InputError(f"{what} {wrong[0]!r}", f"some of {some(known)}", "choose among these")
    return () if set(words) == set(published) else tuple(code for code in known if code in words)


def _year(what: str, given: object) -> int | None:
    """Read a year; one beyond the register on its own side would keep no row, and is refused."""
    if given is None or given == "":
        return None
    years = release().cases["year"]
    text, first, last = str(given), int(years.min()), int(years.max())
    within = len(text) == 4 and text.isdigit() and (int(text) <= last if what == "since" else int(text) >= first)
    if not within:
        raise InputError(f"{what} {given!r}", f"a year of the register, {first} to {last}", "write it as 2014")
    return int(text)


def _peer(peer: str) -> str:
    iso3 = parse_country(peer)
    if iso3 not in members():
        raise InputError(f"peer {peer!r}", "a member of INTERPOL", "compare with states that can request notices")
    return iso3


@cache
def snapshot_days() -> tuple[str, ...]:
    """Return the days of the snapshots of public notices, in order."""
    tables = release()
    return tuple(sorted({*tables.public_notices["snapshot_date"], *tables.nationalities["snapshot_date"]}))


def _refuse_strange(chosen: Choices) -> None:
    if chosen.exposure not in ("refugees", "population"):
        raise InputError(f"exposure {chosen.exposure!r}", "refugees or population", "choose one of the two")
    if chosen.since is not None and chosen.until is not None and chosen.since > chosen.until:
        got = f"since {chosen.since} and until {chosen.until}"
        raise InputError(got, "a first year before the last", "exchange the two")
    if chosen.snapshot and chosen.snapshot not in snapshot_days():
        got, days = f"snapshot {chosen.snapshot!r}", some(snapshot_days(), 20)
        raise InputError(got, f"one of {days}", "choose one of these days")
