"""A country and the reader's choices: which cases count, which years, which level."""

from __future__ import annotations

import dataclasses
import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal, Self, TypedDict

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.core.country_names import country_name, members, parse_country, suggestion
from analysis.core.errors import InputError, NoDataError, some
from analysis.core.evidence_rule import EvidenceRule, either
from analysis.core.judgement import read_evidence_rule, reference
from analysis.core.messages import _, day
from analysis.facts.world import known_territories, release
from analysis.tables.schemas import schema_of, with_role

__all__ = ["Selection", "select"]

#: What cases can happen to.
Exposure = Literal["refugees", "population"]


class YearChoices(TypedDict, total=False):
    """Choices of the years."""

    since: int | str | None
    until: int | str | None


class RowChoices(YearChoices, total=False):
    """The same, and those that decide which cases count."""

    grades: Sequence[str] | str | None
    statuses: Sequence[str] | str | None
    rule: str | Path | None


class ModelChoices(RowChoices, total=False):
    """The same, and those of the model of expected cases."""

    level: float | None
    exposure: Exposure | None


class LevelChoices(TypedDict, total=False):
    """The level of the intervals."""

    level: float | None


class NoticeChoices(LevelChoices, total=False):
    """The same, and the choice of the public notices that count."""

    snapshot: str | None


class AllChoices(ModelChoices, total=False):
    """Every choice."""

    snapshot: str | None


def joined(*conditions: str) -> str:
    """Return the pandas query of the rows that meet all conditions; blank ones keep every row."""
    return " and ".join(filter(None, conditions))


def meets(rows: pd.DataFrame, query: str) -> pd.Series[bool]:
    """Return which rows meet a pandas query; a missing year does not."""
    if not query:
        return pd.Series(True, index=rows.index)
    named = {name: rows[name] for name in set(re.findall(r"\w+", query)) if name in rows}
    found = pd.Series(pd.eval(query, local_dict=named, global_dict={}, engine="python"), index=rows.index)
    return found.fillna(False).astype(bool)


@dataclass(frozen=True)
class Selection:
    """A country and the reader's choices, as `select` checks them; one serves every function of a report.

    Parameters
    ----------
    country : str or None
        ISO 3166-1 alpha-3 code; None for all countries.
    level : float
        Level of the intervals.
    grades, statuses : tuple of str
        Evidence grades and claim statuses of the cases that count; empty for those of the evidence rule.
    since, until : int or None
        First and last year.
    exposure : {"refugees", "population"}
        What cases are compared with.
    snapshot : str
        Day of the snapshot of public notices; empty for the snapshot of reference.
    rule : str
        Path of a yml instead of ``evidence_rule.yml``; empty for the published rule.

    Examples
    --------
    >>> select("Belarus", grades=["A"], since=2014).label
    'supported, grade A, since 2014'
    """

    country: str | None = None
    level: float = 0.95
    grades: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    since: int | None = None
    until: int | None = None
    exposure: Exposure = "refugees"
    snapshot: str = ""
    rule: str = ""

    def replace(self, **changes: Any) -> Selection:  # noqa: ANN401
        """Return the same selection with some choices changed, checked as by `select`."""
        return select(**(dataclasses.asdict(self) | changes))

    def filter(self, table: pd.DataFrame) -> pd.DataFrame:
        """Keep the rows of a table that are about the country and within the years."""
        if self.country is not None:
            table = table[table[_country_column(table)] == self.country]
        return self.within(table)

    def within(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Keep the rows of the years."""
        return rows[meets(rows, joined(*self.in_years))]

    def counts(self, rows: pd.DataFrame) -> pd.Series[bool]:
        """Return which rows are well-documented cases of the years, whatever the country."""
        return meets(rows, joined(*self.documented))

    def counting(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Keep the well-documented cases of the years."""
        return rows[self.counts(rows)]

    @property
    def iso3(self) -> str:
        """ISO3 code of the country; refused where there is none."""
        if self.country is None:
            raise NoDataError("no country", "one", "name a country; this number is about one country")
        return self.country

    @property
    def in_years(self) -> tuple[str, ...]:
        """Pandas queries that keep the rows of the years."""
        since = (f"year >= {self.since}",) if self.since else ()
        return (*since, f"year <= {self.until}") if self.until else since

    @property
    def documented(self) -> tuple[str, ...]:
        """Pandas queries of ``cases`` that keep the well-documented cases of the years, whatever the country."""
        return (*self.evidence_rule.inputs.cases.queries(self.statuses, self.grades), *self.in_years)

    @property
    def query(self) -> str:
        """The pandas query of ``cases`` that keeps the same well-documented cases."""
        return joined(f"requesting_country == {self.country!r}" if self.country else "", *self.documented)

    @property
    def evidence_rule(self) -> EvidenceRule:
        """The rule of the evidence rating."""
        return _read_rule(self.rule)

    @property
    def label(self) -> str:
        """The cases that count: ``supported, grade A or B``."""
        rule = self.evidence_rule.inputs.cases
        words = either(self.statuses or rule.claim_status), either(self.grades or rule.evidence_grade)
        return _("{statuses}, grade {grades}{years}", statuses=words[0], grades=words[1], years=self.years)

    @property
    def heading(self) -> str:
        """The same as the head of a column: ``Supported, grade A or B``."""
        return self.label[0].upper() + self.label[1:]

    @property
    def years(self) -> str:
        """The years that were chosen, to follow what is counted: ``, 2014 to 2020``; empty if none were."""
        return _(", {years}", years=self.span) if self.span else ""

    @property
    def span(self) -> str:
        """The years that were chosen: ``2014 to 2020``; empty if none were."""
        first, last = str(self.since), str(self.until)
        if self.since is None:
            return "" if self.until is None else _("to {last}", last=last)
        if self.until is None:
            return _("since {first}", first=first)
        return _("{first} to {last}", first=first, last=last)

    @property
    def of_rows(self) -> Selection:
        """Only what decides which cases count, of all countries."""
        return Selection(grades=self.grades, statuses=self.statuses, since=self.since, until=self.until, rule=self.rule)

    @property
    def inputs(self) -> str:
        """What the inputs of the evidence rule were counted by, to follow a universe; empty if by the rule."""
        return "" if self.of_rows == PUBLISHED else _(", well-documented cases: {chosen}", chosen=self.label)

    @property
    def otherwise(self) -> list[str]:
        """What is chosen otherwise than in the published reports, each in words; empty if nothing is."""
        words = [] if self.of_rows == PUBLISHED else [_("cases are {chosen}", chosen=self.label)]
        if self.exposure != "refugees":
            words.append(_("cases are compared with inhabitants first"))
        if self.snapshot:
            words.append(_("public notices are those of {day}", day=day(self.snapshot)))
        return words

    @property
    def name(self) -> str:
        """Name of the country, or of the world."""
        return country_name(self.country) if self.country else _("World")

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
        return self.country in members()


@cache
def _read_rule(path: str) -> EvidenceRule:
    return read_evidence_rule(Path(path) if path else None)


#: What the published reports choose.
PUBLISHED = Selection()


def select(
    country: str | Selection | None = None,
    level: float | None = None,
    *,
    grades: Sequence[str] | str | None = None,
    statuses: Sequence[str] | str | None = None,
    since: int | str | None = None,
    until: int | str | None = None,
    exposure: Exposure | None = None,
    snapshot: str | None = None,
    rule: str | Path | None = None,
) -> Selection:
    """Check a country and the reader's choices.

    Parameters
    ----------
    country : str or Selection, optional
        Name or code, in any case; by default all countries. A Selection is returned as it is, and takes no choices.
    level : float
        Level of every interval, from 0.5 to 0.999; by default 0.95.
    grades, statuses : sequence of str or str
        Evidence grades and claim statuses of the cases that count, also as one text: ``"A,B"``; by default, and if
        empty, those of the evidence rule. ``grades="A,B,C,D,X"`` counts supported cases of every grade.
    since, until : int or str
        First and last year of the cases.
    exposure : {"refugees", "population"}
        What cases are compared with; by default refugees and asylum seekers from the country.
    snapshot : str
        Day of the snapshot of public notices; by default the one of reference.
    rule : str or Path
        A yml instead of ``data/hand/evidence_rule.yml``.

    Raises
    ------
    InputError
        If a choice is not one of those above, or a Selection comes with choices.

    Examples
    --------
    >>> select("belarus", 0.9, since=2014).iso3
    'BLR'
    >>> select("BLR", grades="A").query.partition(" and instrument")[0]
    "requesting_country == 'BLR' and claim_status in ['supported'] and evidence_grade in ['A']"
    """
    given = {"level": level, "grades": grades, "statuses": statuses, "since": since, "until": until,
             "exposure": exposure, "snapshot": snapshot, "rule": rule}  # fmt: skip
    if isinstance(country, Selection):
        return chosen(country, {name: value for name, value in given.items() if value is not None}, AllChoices)
    iso3 = None if country is None else _country(country)
    of_cases = read_evidence_rule(Path(rule) if rule else None).inputs.cases
    for column in ("evidence_grade", "claim_status"):
        _known(column, getattr(of_cases, column), column, file=rule)
    selection = Selection(
        iso3,
        _level(0.95 if level is None else level),
        _unpublished("grades", grades, "evidence_grade", of_cases.evidence_grade),
        _unpublished("statuses", statuses, "claim_status", of_cases.claim_status),
        _year("since", since),
        _year("until", until),
        "refugees" if exposure is None else exposure,
        "" if str(snapshot) == reference()[0].isoformat() else str(snapshot or ""),
        str(rule or ""),
    )
    if selection.exposure not in ("refugees", "population"):
        raise InputError(f"exposure {selection.exposure!r}", "refugees or population", "choose one of the two")
    if selection.since is not None and selection.until is not None and selection.since > selection.until:
        got = f"since {selection.since} and until {selection.until}"
        raise InputError(got, "a first year before the last", "swap the two")
    if selection.snapshot and selection.snapshot not in snapshot_days():
        got, days = f"snapshot {selection.snapshot!r}", some(snapshot_days(), 20)
        raise InputError(got, f"one of {days}", "choose one of these days")
    return selection


def chosen(country: str | Selection | None, choices: Mapping[str, Any], known: type) -> Selection:
    """Return the selection that a function is asked for; refuse one with choices, and choices that it does not use.

    Parameters
    ----------
    known : type
        The choices that the function uses, for example `RowChoices`.
    """
    if isinstance(country, Selection):
        if choices:
            written = ", ".join(f"{name}={value!r}" for name, value in choices.items())
            cure = f"write selection.replace({written})"
            raise InputError(f"a Selection and {written}", "one of the two", cure)
        return country
    names = sorted(known.__annotations__)
    unused = [name for name in choices if name not in names]
    if unused:
        got, known_choice = f"{unused[0]}={choices[unused[0]]!r}", unused[0] in AllChoices.__annotations__
        fix = "omit it: this number does not depend on it" if known_choice else suggestion(unused[0], names)
        raise InputError(got, f"some of the choices {', '.join(names)}", fix)
    return select(country, **choices)


def _country(country: object) -> str:
    if not isinstance(country, str):
        raise InputError(f"country {country!r}", "a name, a code or a Selection", "write 'BLR'")
    iso3 = parse_country(country)
    if iso3 not in known_territories():
        fix = "see rn.countries.overview() for all names"
        raise InputError(f"country {country!r}", "an INTERPOL member or a territory that the data names", fix)
    return iso3


def _level(level: object) -> float:
    if isinstance(level, bool) or not isinstance(level, int | float) or not 0.5 <= level <= 0.999:
        raise InputError(f"level {level!r}", "a number from 0.5 to 0.999", "write 0.95 for 95 %")
    return float(level)


def _words(what: str, given: object) -> list[str]:
    """Return a list of words; one text, as a command line gives it, is split at its commas."""
    words = given.split(",") if isinstance(given, str) else () if given is None else given
    if not isinstance(words, list | tuple | set | frozenset) or not all(isinstance(word, str) for word in words):
        raise InputError(f"{what} {given!r}", "a list of texts", f'write {what}=["..."]')
    return [word.strip() for word in words if word.strip()]


def _unpublished(what: str, given: object, column: str, published: Sequence[str]) -> tuple[str, ...]:
    """Return the chosen codes in the order of the codebook; none if they are what the published reports count."""
    words = _words(what, given)
    known = _known(what, words, column)
    return () if set(words) == set(published) else tuple(code for code in known if code in words)


def _known(what: str, words: Sequence[str], column: str, file: str | Path | None = None) -> list[str]:
    """Return the codes of a column of the register; refuse words that are none."""
    known = _codes(column)
    wrong = [word for word in words if word not in known]
    if wrong:
        fix = f"choose among these, such as {','.join(known[:2])!r}"
        raise InputError(f"{what} {wrong[0]!r}", f"some of {some(known)}", fix, file=file)
    return known


@cache
def _codes(column: str) -> list[str]:
    return sorted(set(release()["cases"][column]))


def _year(what: str, given: object) -> int | None:
    """Read a year; one beyond the register on its own side would keep no row, and is refused."""
    if given is None or given == "":
        return None
    years = release()["cases"]["year"]
    text, first, last = str(given), int(years.min()), int(years.max())
    is_year = re.fullmatch("[0-9]{4}", text)
    if not is_year or not (int(text) <= last if what == "since" else int(text) >= first):
        found = re.match("[0-9]{4}", text)
        year = found[0] if found and first <= int(found[0]) <= last else last
        raise InputError(f"{what} {given!r}", f"a year of the register, {first} to {last}", f"write it as {year}")
    return int(text)


@cache
def snapshot_days() -> tuple[str, ...]:
    """Return the days of the snapshots of public notices, in order."""
    tables = "public_notices_by_requesting_country", "public_notices_by_nationality"
    return tuple(sorted(pd.concat([release()[table]["snapshot_date"] for table in tables]).unique()))


@dataclass(frozen=True)
class Kept(ABC):
    """Rows of a table that meet pandas queries, each of which is evaluated once."""

    selection: Selection = PUBLISHED
    more: tuple[str, ...] = field(default=(), kw_only=True)

    @staticmethod
    @abstractmethod
    def table() -> pd.DataFrame:
        """Return the table, which is computed once."""

    @property
    @abstractmethod
    def conditions(self) -> tuple[str, ...]:
        """The queries that a row meets."""

    def but(self, *conditions: str) -> Self:
        """Return those of the rows that also meet some conditions."""
        return dataclasses.replace(self, more=(*self.more, *conditions))

    @property
    def query(self) -> str:
        """The pandas query that keeps these rows."""
        return joined(*self.conditions)

    @property
    def _mask(self) -> NDArray[np.bool_]:
        masks = [_meeting(self.table, condition) for condition in self.conditions]
        return np.logical_and.reduce(masks) if masks else np.ones(len(self.table()), dtype=bool)

    @property
    def rows(self) -> pd.DataFrame:
        """These rows, in the order of the table."""
        return self.table()[self._mask]

    def values(self, column: str) -> pd.Series:
        """One column of these rows."""
        return self.table()[column][self._mask]

    def __len__(self) -> int:
        """Return how many rows these are."""
        return int(self._mask.sum())


@cache
def _meeting(table: Callable[[], pd.DataFrame], condition: str) -> NDArray[np.bool_]:
    return meets(table(), condition).to_numpy(dtype=bool)


def worldwide(selection: Selection) -> Selection:
    """Return a selection of all countries; refuse one of a single country, so that `summary` leaves the fact out."""
    if selection.country is not None:
        raise NoDataError(f"the country {selection.country}", "all countries", "omit the country")
    return selection


def _country_column(table: pd.DataFrame) -> str:
    """Name the column of the country that a row is about: the first of the table that holds countries."""
    name = str(table.attrs.get("name", ""))
    known = with_role(schema_of(name).columns, "country") if name else ["requesting_country", "country", "iso3"]
    found = next((column for column in known if column in table), None)
    if found is None:
        raise InputError(f"a table with the columns {some(table.columns)}", "a column of countries", "add one")
    return found
