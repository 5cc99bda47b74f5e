"""What two birth dates say about whether two persons are one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_DATE = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2}))?(?:-(?P<day>\d{2}))?")

#: Years apart from which two birth years are held to be two persons', not two readings of one.
YEARS_APART = 3


@dataclass(frozen=True, slots=True)
class BirthEvidence:
    """What birth dates add to the evidence of names.

    Parameters
    ----------
    log_odds : float
        Added to those of the names; 0 where a date is missing.
    reason : str
        In words; empty where a date is missing.
    exact : bool
        The same full date, in either order of day and month.
    """

    log_odds: float
    reason: str
    exact: bool = False


UNKNOWN = BirthEvidence(0.0, "")
#: From the best to the worst agreement of two dates.
SAME_DATE = BirthEvidence(3.0, "same birth date", True)
SWAPPED = BirthEvidence(2.0, "birth date with day and month exchanged", True)
SAME_MONTH = BirthEvidence(1.5, "same birth year and month")
SAME_YEAR = BirthEvidence(0.8, "same birth year")
ONE_PART = BirthEvidence(0.5, "birth dates that differ in one part")
OTHER_DAY = BirthEvidence(-1.0, "same birth year, another day and month")
NEAR_YEAR = BirthEvidence(-1.5, "birth years near one another")
OTHER_YEAR = BirthEvidence(-7.0, "birth years far apart")

Parts = tuple[int, int, int]


@lru_cache(maxsize=200_000)
def parse_births(text: str) -> tuple[Parts, ...]:
    """Read birth dates as year, month and day; 0 for a part that is not given.

    Parameters
    ----------
    text : str
        Dates as ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD`` joined by ``;``. What has another form is left out.

    Returns
    -------
    tuple of (int, int, int)
        In the order written.
    """
    found = (_DATE.fullmatch(part.strip()) for part in text.split(";"))
    return tuple((int(m["year"]), int(m["month"] or 0), int(m["day"] or 0)) for m in found if m)


@lru_cache(maxsize=200_000)
def compare_births(first: str, second: str) -> BirthEvidence:
    """Compare two sets of birth dates by the pair that agrees best.

    Parameters
    ----------
    first, second : str
        As `parse_births` reads them.

    Returns
    -------
    BirthEvidence
        `UNKNOWN` where either side has no date.
    """
    pairs = [(one, two) for one in parse_births(first) for two in parse_births(second)]
    return max((_two(one, two) for one, two in pairs), key=lambda found: found.log_odds, default=UNKNOWN)


def _two(one: Parts, two: Parts) -> BirthEvidence:
    if one[0] == two[0]:
        return _same_year(one, two)
    if one[1:] == two[1:] and one[1] and one[2] and not _placeholder(one):
        return ONE_PART if abs(one[0] - two[0]) in (1, 2, 10) else OTHER_YEAR
    return NEAR_YEAR if abs(one[0] - two[0]) < YEARS_APART else OTHER_YEAR


def _same_year(one: Parts, two: Parts) -> BirthEvidence:
    if not (one[1] and two[1]) or _placeholder(one) or _placeholder(two):
        return SAME_YEAR
    if not (one[2] and two[2]):
        return SAME_MONTH if one[1] == two[1] else OTHER_DAY
    if one[1:] == two[1:]:
        return SAME_DATE
    if (one[1], one[2]) == (two[2], two[1]):
        return SWAPPED
    return ONE_PART if one[1] == two[1] or one[2] == two[2] else OTHER_DAY


def _placeholder(date: Parts) -> bool:
    """1 January stands in many lists for a day and month not known."""
    return date[1:] == (1, 1)
