"""The clean tables of the release, and the places that numbers are about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

import pandas as pd

from analysis.core.countries import called, members, name_of, parse_code
from analysis.core.errors import InputError
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


@dataclass(frozen=True)
class Place:
    """A country or territory, with the level of the intervals of its report.

    Parameters
    ----------
    iso3 : str
        ISO 3166-1 alpha-3 code.
    level : float
        Level of every confidence or credible interval, between 0 and 1.
    """

    iso3: str
    level: float = 0.95

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


def open_place(country: str, level: float = 0.95) -> Place:
    """Check the parameters of a notebook and give the place that it is about.

    Parameters
    ----------
    country : str
        ISO 3166-1 alpha-3 code, in any case.
    level : float
        Level of the intervals, between 0.5 and 0.999.

    Raises
    ------
    InputError
        If the code names no member and no territory of the data, or the level is out of range.
    """
    iso3 = parse_code(country)
    if iso3 not in known_territories():
        fix = "use a code of the list in reports/index.html"
        raise InputError(f"country {country!r}", "an INTERPOL member or a territory that the data names", fix)
    if not 0.5 <= level <= 0.999:
        raise InputError(f"level {level}", "a number from 0.5 to 0.999", "write 0.95 for 95 %")
    return Place(iso3, float(level))
