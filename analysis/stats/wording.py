"""How an estimate is said in plain English."""

from __future__ import annotations

from dataclasses import dataclass, replace

#: A share of fewer rows than this is said by its counts, never as a percentage.
LEAST_FOR_PERCENT = 10


@dataclass(frozen=True, slots=True)
class Subject:
    """What a number is about; every sentence says it and every Estimate keeps it.

    Parameters
    ----------
    place : str
        Whose number it is, for example ``Russia`` or ``World``.
    noun : str
        What follows the number: ``public notices``; after a percentage, ``of public notices are against own
        nationals``.
    universe : str
        What was counted and when, for example ``notices public on 12 April 2023``.
    source : str
        The table or tables it was computed from.
    singular : str
        What follows the number 1; by default the noun.
    """

    place: str
    noun: str
    universe: str
    source: str
    singular: str = ""

    def at(self, place: str) -> Subject:
        """Give the same subject for another place."""
        return replace(self, place=place)

    def counted(self, count: float) -> str:
        """Say a count with its noun, for example ``3,177 public notices``."""
        return f"{number(count)} {self.singular or self.noun if count == 1 else self.noun}"

    def sentence(self, claim: str, *details: str) -> str:
        """Say the claim about the place, its details in brackets, and what was counted."""
        inside = "; ".join(detail for detail in details if detail)
        return f"{self.place}: {claim}{f' ({inside})' if inside else ''}. Counted: {self.universe}."


def number(value: float) -> str:
    """Write a number as a reader expects it: thousands grouped, at most one decimal, two digits below 1.

    Parameters
    ----------
    value : float
        Any finite number.

    Returns
    -------
    str
        For example ``3,177``, ``21.8`` or ``0.052``.
    """
    if 0 < abs(value) < 0.001:
        return "less than 0.001" if value > 0 else "just below 0"
    if value == int(value) or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 1 else f"{value:#.2g}"


def percent(share: float) -> str:
    """Write a share (0 to 1) as a percentage, for example ``30.0 %``; 0 and 1 have no decimals."""
    if share in (0, 1):
        return f"{100 * share:.0f} %"
    return f"{100 * share:.1f} %" if share >= 0.001 else f"{number(100 * share)} %"


def share_in_words(part: float, whole: float) -> str:
    """Write a share of what was counted: ``30.0 %``, or ``3 of 7`` where the whole is below ``LEAST_FOR_PERCENT``."""
    return percent(part / whole) if whole >= LEAST_FOR_PERCENT else f"{number(part)} of {number(whole)}"


def interval(low: float, high: float, level: float, word: str = "interval") -> str:
    """Write an interval of numbers, for example ``95 % interval 3,067 to 3,289``."""
    return f"{100 * level:g} % {word} {number(low)} to {number(high)}"


def percent_interval(low: float, high: float, level: float, word: str = "interval") -> str:
    """Write an interval of shares, for example ``95 % interval 18.1 % to 45.4 %``."""
    return f"{100 * level:g} % {word} {percent(low)} to {percent(high)}"
