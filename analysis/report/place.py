"""The country that a profile is about."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.core.countries import called, members, name_of, parse_code
from analysis.core.errors import InputError
from analysis.report.statistics import known_territories, release
from analysis.tables.release import Release


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
