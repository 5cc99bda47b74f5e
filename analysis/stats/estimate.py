"""The one object that every number in a report comes from, how it is said, and what it refuses to be made of."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.core.messages import _, _n
from analysis.core.messages import listed as listed
from analysis.core.messages import number as number
from analysis.core.messages import percent as percent

Floats = NDArray[np.float64]


class ConvergenceError(RuntimeError):
    """A model that did not reach its maximum, or has no finite errors there; its numbers are not used.

    Examples
    --------
    >>> issubclass(ConvergenceError, RuntimeError)
    True
    """


def refuse(got: object, expected: str, fix: str) -> ValueError:
    """Word a refusal; the caller raises it.

    Parameters
    ----------
    got : object
        What was met.
    expected, fix : str
        What would have been accepted, and what to do, as an imperative.

    Returns
    -------
    ValueError
        ``got ...; expected ...; to fix, ...``.

    Examples
    --------
    >>> str(refuse("the level 95", "one between 0 and 1", "write 0.95 for 95 %"))
    'got the level 95; expected one between 0 and 1; to fix, write 0.95 for 95 %'
    """
    return ValueError(f"got {got}; expected {expected}; to fix, {fix}")


def checked_level(level: float) -> float:
    """Give a confidence level back if it lies strictly between 0 and 1.

    Parameters
    ----------
    level : float
        Confidence or credibility level, a share.

    Returns
    -------
    float
        The same.

    Raises
    ------
    ValueError
        If it is 0, 1, outside of them or missing.

    Examples
    --------
    >>> checked_level(0.95)
    0.95
    """
    if not 0 < level < 1:
        raise refuse(f"the level {level}", "one between 0 and 1", "write 0.95 for 95 %")
    return float(level)


def checked_count(count: float, what: str = "count") -> int:
    """Give a count back as an integer if it is whole and not negative.

    Parameters
    ----------
    count : float
        A number of events or rows.
    what : str
        What it is called where it is refused.

    Returns
    -------
    int
        The same.

    Raises
    ------
    ValueError
        If it is negative, broken, infinite or missing.

    Examples
    --------
    >>> checked_count(3.0)
    3
    """
    if not math.isfinite(count) or count < 0 or count != int(count):
        raise refuse(f"the {what} {count}", "a whole number of 0 or more", "count events, and leave rates to exposure")
    return int(count)


def checked_exposure(exposure: float, what: str = "exposure") -> float:
    """Give an exposure back if it is finite and above 0.

    Parameters
    ----------
    exposure : float
        What events happened to, in any unit.
    what : str
        What it is called where it is refused.

    Returns
    -------
    float
        The same.

    Raises
    ------
    ValueError
        If it is 0 or less, infinite or missing.

    Examples
    --------
    >>> checked_exposure(2)
    2.0
    """
    if not math.isfinite(exposure) or exposure <= 0:
        raise refuse(f"the {what} {exposure}", "a number above 0", "leave out what nothing could happen to")
    return float(exposure)


def checked_part(part: float, whole: float) -> tuple[int, int]:
    """Give part and whole back as integers if 0 <= part <= whole and whole >= 1.

    Parameters
    ----------
    part, whole : float
        Numerator and denominator, counted in one universe.

    Returns
    -------
    tuple of int
        The same.

    Raises
    ------
    ValueError
        If one is no whole number of 0 or more, the whole is 0, or the part larger than it.

    Examples
    --------
    >>> checked_part(3, 7)
    (3, 7)
    """
    inside, total = checked_count(part, "numerator"), checked_count(whole, "denominator")
    if total == 0:
        raise refuse("the denominator 0", "1 or more", "say that there is nothing to take a share of")
    if inside > total:
        raise refuse(f"{inside} of {total}", "a numerator within its denominator", "count both in the same universe")
    return inside, total


def checked_units(counts: pd.Series, exposure: pd.Series, least: int = 3) -> tuple[Floats, Floats]:
    """Give counts and exposures as arrays if they belong to the same units, each valid.

    Parameters
    ----------
    counts, exposure : pandas.Series, shape (units,)
        Whole counts of 0 or more and exposures above 0, with one and the same unique index.
    least : int
        The fewest units that the method can do with.

    Returns
    -------
    tuple of numpy.ndarray
        Counts and exposures, in the order of ``counts``.

    Raises
    ------
    ValueError
        With the first units that break the rule.

    Examples
    --------
    >>> counts, exposure = pd.Series({"A": 1, "B": 0, "C": 4}), pd.Series({"B": 2.0, "A": 1.0, "C": 8.0})
    >>> counted, exposed = checked_units(counts, exposure)
    >>> exposed.tolist()
    [1.0, 2.0, 8.0]
    """
    _check_index(counts, exposure, least)
    counted = counts.to_numpy(dtype=float, na_value=np.nan)
    exposed = exposure.reindex(counts.index).to_numpy(dtype=float, na_value=np.nan)
    _refuse_where(~(np.isfinite(counted) & (counted >= 0) & (counted == np.floor(counted))), counts, "a whole count")
    _refuse_where(~(np.isfinite(exposed) & (exposed > 0)), exposure.reindex(counts.index), "an exposure above 0")
    return counted, exposed


def _check_index(counts: pd.Series, exposure: pd.Series, least: int) -> None:
    if counts.index.has_duplicates or set(counts.index) != set(exposure.index) or len(counts) != len(exposure):
        odd = sorted({str(unit) for unit in counts.index.symmetric_difference(exposure.index)})[:5]
        raise refuse(f"different or repeated units {odd}", "the same units once in both", "align the two series")
    if len(counts) < least:
        raise refuse(f"{len(counts)} units", f"{least} or more", "use the interval of each unit by itself")


def _refuse_where(wrong: NDArray[np.bool_], values: pd.Series, expected: str) -> None:
    if wrong.any():
        met = ", ".join(f"{unit}: {value}" for unit, value in list(values[wrong].items())[:5])
        raise refuse(met, f"{expected} for every unit", "drop these units and say how many were dropped")


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
    message : tuple of str, optional
        A count with its noun, for one and for more (`Nn_`), where there is one; it goes before noun and singular.

    Examples
    --------
    >>> about = Subject("Freedonia", "public notices", "notices public on a day", "invented", "public notice")
    >>> about.counted(1), about.at("Sylvania").sentence(about.counted(3177))
    ('1 public notice', 'Sylvania: 3,177 public notices. Counted: notices public on a day.')
    """

    place: str
    noun: str
    universe: str
    source: str
    singular: str = ""
    message: tuple[str, str] | None = None

    def at(self, place: str) -> Subject:
        """Give the same subject for another place."""
        return replace(self, place=place)

    def each(self, units: Iterable[object], names: Mapping[str, str] | None = None) -> dict[str, Subject]:
        """Give the same subject for each unit, by its code; its place is its name, or the code where it has none."""
        return {str(unit): self.at((names or {}).get(str(unit), str(unit))) for unit in units}

    def counted(self, count: float) -> str:
        """Say a count with its noun, for example ``3,177 public notices``."""
        if self.message:
            return _n(*self.message, count)
        return _("{count} {noun}", count=count, noun=self.singular or self.noun if count == 1 else self.noun)

    def sentence(self, claim: str, *details: str) -> str:
        """Say the claim about the place, its details in brackets, and what was counted."""
        inside = "; ".join(detail for detail in details if detail)
        said = _("{claim} ({details})", claim=claim, details=inside) if inside else claim
        return _("{place}: {claim}. Counted: {universe}.", place=self.place, claim=said, universe=self.universe)


def share_in_words(part: float, whole: float) -> str:
    """Write a share of what was counted: as a percentage, or by its counts where the whole is small.

    Parameters
    ----------
    part, whole : float
        Numerator and denominator.

    Returns
    -------
    str
        By its counts where the whole is below ``LEAST_FOR_PERCENT``.

    Examples
    --------
    >>> share_in_words(3, 7), share_in_words(3, 10)
    ('3 of 7', '30.0 %')
    """
    return percent(part / whole) if whole >= LEAST_FOR_PERCENT else _("{part} of {whole}", part=part, whole=whole)


def interval(low: float, high: float, level: float, word: str = "") -> str:
    """Write an interval of numbers.

    Parameters
    ----------
    low, high : float
        Its ends, in any one unit.
    level : float
        Its level, a share.
    word : str
        Its kind; by default an interval and no more.

    Returns
    -------
    str
        Level, kind and ends.

    Examples
    --------
    >>> interval(3067.477, 3289.435, 0.95)
    '95 % interval 3,067 to 3,289'
    """
    return _interval(number(low), number(high), level, word)


def percent_interval(low: float, high: float, level: float, word: str = "") -> str:
    """Write an interval of shares.

    Parameters
    ----------
    low, high : float
        Its ends, between 0 and 1.
    level : float
        Its level, a share.
    word : str
        Its kind; by default an interval and no more.

    Returns
    -------
    str
        Level, kind and ends in per cent.

    Examples
    --------
    >>> percent_interval(0.181, 0.454, 0.95, "credible interval")
    '95 % credible interval 18.1 % to 45.4 %'
    """
    return _interval(percent(low), percent(high), level, word)


def _interval(low: str, high: str, level: float, word: str) -> str:
    return _(
        "{level} % {word} {low} to {high}", level=f"{100 * level:g}", word=word or _("interval"), low=low, high=high
    )


Spread = Literal[
    "sampling",
    "requester inference",
    "between states",
    "published error",
    "coding error",
    "published range",
    "worst-case bounds",
]


#: Spreads that are known without chance, and so have no level.
CERTAIN = ("published range", "worst-case bounds")


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number with all that is needed to state it honestly.

    Parameters
    ----------
    value : float
        The point estimate, in ``unit``.
    low, high : float or None
        Ends of the interval, in the same unit; None where no interval applies (a complete count).
    level : float or None
        Confidence or credibility level of the interval, between 0 and 1.
    method : str
        How value and interval were obtained, for example ``complete count``.
    n : float
        The number of observed units behind it: events for a count, the denominator for a share.
    universe : str
        What was counted and when; one of the five universes of notices, or the name of the register or index.
    sentence : str
        The sentence that states it, without its source.
    source : str
        The table or tables it was computed from.
    unit : str
        What one unit of ``value`` is, for example ``notices``, ``per million inhabitants`` or ``share`` (0 to 1).
    spread : Spread
        What low and high mean, that is, which error is stated. With a level: ``sampling`` (few events of a steady
        process, or coefficients of a model), ``requester inference`` (who requested a notice is inferred), ``between
        states`` (states differ beyond chance), ``published error`` (the publisher's own, of an index), ``coding error``
        (two coders of one row disagree). Known without chance, so without a level: ``published range``, the smallest
        and largest of the conflicting values that were published, and ``worst-case bounds``, what is possible whatever
        the unseen part holds.

    Raises
    ------
    ValueError
        If the value or an end is not finite, or the interval is half given, inverted, beside its value, or has a level
        that does not belong to its kind.

    Examples
    --------
    >>> stated = Estimate(5.0, 2.0, 9.0, 0.95, "exact", 5, "invented notices", "Freedonia: 5 notices.", "invented")
    >>> stated.as_dict()["value"], stated.spread
    (5.0, 'sampling')
    """

    value: float
    low: float | None
    high: float | None
    level: float | None
    method: str
    n: float
    universe: str
    sentence: str
    source: str
    unit: str = ""
    spread: Spread = "sampling"

    def __post_init__(self) -> None:
        if not math.isfinite(self.value):
            raise ValueError(f"got the value {self.value}; expected a finite number; to fix, drop the empty case first")
        if (self.low is None) != (self.high is None):
            raise ValueError("got half an interval; expected low and high together or neither; to fix, give both")
        self._check_level()
        if self.low is not None and self.high is not None and not self._ordered(self.low, self.high):
            raise ValueError(
                f"got the interval [{self.low}, {self.high}] for {self.value}; expected finite ends that hold the "
                "value; to fix, compute value and interval from the same data"
            )

    def _check_level(self) -> None:
        levelled = self.spread not in CERTAIN and self.low is not None
        if levelled != (self.level is not None):
            raise ValueError(
                f"got the level {self.level} for {self.spread} [{self.low}, {self.high}]; expected a level beside an "
                "interval that states an error, and nowhere else; to fix, give low, high and level together, or name "
                "the spread"
            )
        if self.level is not None and not 0 < self.level < 1:
            raise ValueError(f"got the level {self.level}; expected one between 0 and 1; to fix, write 0.95 for 95 %")

    def _ordered(self, low: float, high: float) -> bool:
        if not (math.isfinite(low) and math.isfinite(high)):
            return False
        slack = 1e-9 * max(1.0, abs(self.value))
        return low - slack <= self.value <= high + slack

    def as_dict(self) -> dict[str, object]:
        """Give the fields as a dictionary that JSON can hold.

        Numbers keep nine significant digits, so that the last digits of another machine or version do not show.
        """
        return {key: float(f"{held:.9g}") if isinstance(held, float) else held for key, held in asdict(self).items()}

    def to_frame(self) -> pd.DataFrame:
        """Give the estimate as a table of one row, so that several make one by `pandas.concat`.

        Returns
        -------
        DataFrame
            One row; the columns are the fields, the ends of an interval that there is not as NaN.

        Examples
        --------
        >>> about = dict(universe="register", source="cases", unit="cases", sentence="Belarus: 9 cases.")
        >>> pd.concat([complete_count(9, **about).to_frame(), complete_count(2, **about).to_frame()])["value"].sum()
        np.float64(11.0)
        """
        return pd.DataFrame([self.as_dict()]).astype(dict.fromkeys(["low", "high", "level"], "float64"))

    def __float__(self) -> float:
        """Give the value alone, for arithmetic."""
        return self.value

    def __str__(self) -> str:
        """Say the sentence and the source."""
        return _("{sentence} Source: {source}.", sentence=self.sentence, source=self.source)

    def _repr_markdown_(self) -> str:
        return str(self)


def complete_count(count: int, *, universe: str, source: str, unit: str, sentence: str) -> Estimate:
    """State a complete count, which has no interval because nothing was sampled.

    Parameters
    ----------
    count : int
        What was counted.
    universe, source, unit, sentence : str
        As in `Estimate`.

    Returns
    -------
    Estimate
        Without an interval; ``n`` is the count.

    Examples
    --------
    >>> complete_count(7, universe="invented rows", source="invented", unit="rows", sentence="Seven rows.").value
    7.0
    """
    return Estimate(float(count), None, None, None, _("complete count"), float(count), universe, sentence, source, unit)
