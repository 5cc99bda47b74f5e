"""The one object that every number in a report comes from, how it is said, and what it refuses to be made of."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from difflib import get_close_matches
from enum import Enum
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.core import number_words as words
from analysis.core.country_names import country_name
from analysis.core.errors import InputError
from analysis.core.messages import _, _n
from analysis.core.messages import listed as listed
from analysis.core.messages import number as number
from analysis.core.messages import percent as percent

__all__ = ["ConvergenceError", "Estimate", "Estimates", "Kind", "Subject", "complete_count", "frame"]

Floats = NDArray[np.float64]


class Kind(Enum):
    """Kind of value and interval of an estimate; tables write it by its value."""

    #: A complete count, or a share of one.
    COMPLETE = "complete"
    #: As one source published it, without an interval.
    PUBLISHED = "published"
    #: As the sources of some cases state it, without an interval.
    STATED = "stated"
    #: Derived from counts or figures, without an interval.
    DERIVED = "derived"
    #: With a level: few events of a steady process, or coefficients of a model.
    SAMPLING = "sampling"
    #: With a level: who requested a notice is inferred.
    REQUESTER = "requester inference"
    #: With a level: countries differ beyond chance.
    MODEL = "between states"
    #: With a level: the error that the publisher of an index states.
    INDEX = "published error"
    #: With a level: two coders of one case disagree.
    CODING = "coding error"
    #: Without a level: the smallest and largest of the values that were published.
    RANGE = "published range"
    #: Without a level: the smallest and largest value of models that disagree, and the value as published.
    MODELS = "range over models"
    #: Without a level: what is possible whatever the unseen part holds.
    BOUNDS = "worst-case bounds"
    #: Without a level: the same, of a share whose count is too small to show.
    HIDDEN = "bounds of a hidden count"


_WITHOUT_LEVEL = (Kind.RANGE, Kind.MODELS, Kind.BOUNDS, Kind.HIDDEN)

#: The country of a number of all countries, as the shipped tables name it.
WORLD = "WORLD"


class ConvergenceError(RuntimeError):
    """Error of a model that did not reach its maximum, or has no finite errors there; its numbers are not used.

    Examples
    --------
    >>> issubclass(ConvergenceError, RuntimeError)
    True
    """


def refuse(got: object, expected: str, fix: str) -> InputError:
    """Word a refusal; the caller raises it."""
    return InputError(str(got), expected, fix)


def checked_level(level: float) -> float:
    """Return a confidence level if it lies strictly between 0 and 1."""
    if not 0 < level < 1:
        raise refuse(f"the level {level}", "one between 0 and 1", "write 0.95 for 95 %")
    return float(level)


def checked_count(count: float, what: str = "count") -> int:
    """Return a count as an integer if it is whole and not negative."""
    if not math.isfinite(count) or count < 0 or count != int(count):
        raise refuse(f"the {what} {count}", "a whole number of 0 or more", "pass counts, not rates")
    return int(count)


def checked_part(part: float, whole: float) -> tuple[int, int]:
    """Return part and whole as integers if 0 <= part <= whole and whole >= 1."""
    inside, total = checked_count(part, "numerator"), checked_count(whole, "denominator")
    if total == 0:
        raise refuse("the denominator 0", "1 or more", "report that nothing was counted")
    if inside > total:
        raise refuse(f"{inside} of {total}", "a numerator within its denominator", "count both in the same population")
    return inside, total


def checked_units(counts: pd.Series, exposure: pd.Series, least: int = 3) -> tuple[Floats, Floats]:
    """Return counts and exposures as arrays if they belong to the same units, each valid, and there is an event."""
    if counts.index.has_duplicates or set(counts.index) != set(exposure.index) or len(counts) != len(exposure):
        odd = sorted({str(unit) for unit in counts.index.symmetric_difference(exposure.index)})[:5]
        raise refuse(f"different or repeated units {odd}", "the same units once in both", "align the two series")
    if len(counts) < least:
        raise refuse(f"{len(counts)} units", f"{least} or more", "use a separate interval for each unit")
    counted = counts.to_numpy(dtype=float, na_value=np.nan)
    exposed = exposure.reindex(counts.index).to_numpy(dtype=float, na_value=np.nan)
    valid = (counted >= 0) & (counted == np.floor(counted)) & (exposed > 0) & np.isfinite(counted + exposed)
    if not valid.all():
        wrong = ", ".join(f"{counts[unit]} of {exposure[unit]} in {unit}" for unit in counts.index[~valid][:5])
        raise refuse(wrong, "a whole count and an exposure above 0 for every unit", "drop these units, and report that")
    if not counted.any():
        raise refuse("no event in any unit", "at least one", "report that nothing was counted")
    return counted, exposed


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
    name_of : function of str
        Names a unit, such as a country, by its code; by default the code itself.

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
    name_of: Callable[[str], str] = str

    def at(self, place: str) -> Subject:
        """Return the same subject for another place."""
        return replace(self, place=place)

    def each(self, units: Iterable[object]) -> dict[str, Subject]:
        """Return the same subject for each unit, by its code; its place is the unit's name."""
        return {str(unit): self.at(self.name_of(str(unit))) for unit in units}

    def counted(self, count: float) -> str:
        """Say a count with its noun, for example ``3,177 public notices``."""
        if self.message:
            return _n(*self.message, count)
        return _("{count} {noun}", count=count, noun=self.singular or self.noun if count == 1 else self.noun)

    def sentence(self, claim: str, *details: str) -> str:
        """Say the claim about the place, its details in brackets, and what was counted."""
        inside = "; ".join(detail for detail in details if detail)
        stated = _("{claim} ({details})", claim=claim, details=inside) if inside else claim
        return _("{place}: {claim}. Counted: {universe}.", place=self.place, claim=stated, universe=self.universe)

    def estimate(
        self, value: float, sentence: str, method: str, n: float, *, ends: tuple[float, float] | None = None,
        level: float | None = None, unit: str = "", kind: Kind = Kind.COMPLETE,
    ) -> Estimate:  # fmt: skip
        """Make an estimate of this subject, in its noun where no unit is named."""
        low, high = ends or (None, None)
        unit = unit or self.noun
        return Estimate(value, low, high, level, method, n, self.universe, sentence, self.source, unit, kind)

    def complete(self, count: int) -> Estimate:
        """Return a complete count; the sentence says the count alone."""
        sentence, method = self.sentence(self.counted(count)), _("complete count")
        return self.estimate(float(count), sentence, method, float(count))


def share_in_words(part: float, whole: float) -> str:
    """Write a share of what was counted: as a percentage, or by its counts where the whole is small."""
    return percent(part / whole) if whole >= LEAST_FOR_PERCENT else _("{part} of {whole}", part=part, whole=whole)


def interval(low: float, high: float, level: float, word: str = "", write: Callable[[float], str] = number) -> str:
    """Write an interval, by default of numbers."""
    ends = {"low": write(low), "high": write(high)}
    return _("{level} % {word} {low} to {high}", level=f"{100 * level:g}", word=word or _("interval"), **ends)


@dataclass(frozen=True, slots=True, repr=False)
class Estimate:
    """A number with its interval, method, source, what is counted, and a sentence that states it.

    Parameters
    ----------
    value : float
        The point estimate, in ``unit``.
    low, high : float or None
        Ends of the interval, in the same unit; None where no interval applies (a complete count).
    method : str
        How value and interval were obtained, for example ``complete count``.
    n : float
        The number of observed units behind it: events for a count, the denominator for a share.
    counted : str
        What was counted and when; one of the five counts of notices, or the name of the register or index.
    said : str
        The sentence that states it where no words are kept under its name.
    source : str
        The table or tables it was computed from.
    unit : str
        What one unit of ``value`` is, for example ``notices``, ``per million inhabitants`` or ``share`` (0 to 1).
    kind : Kind
        What value and interval are; code decides by it, never by the words of method, counted or sentence.
    name : str
        What number it is, the same for every country: ``cases.ratio``; `analysis.summary` has it by this name.
    country : str
        ISO3 code, or ``WORLD``.
    query, within : str
        For a count or share of rows: pandas queries of the table ``source``, as its csv or `load` has it, that keep the
        rows that count, and those that they are a part of; empty where every row counts, and for models. Where the
        source is ``cases, cases_effects``, they are of ``load("cases")``, which joins the two. Those of decisions are
        of ``cases_decisions`` joined with these by ``case_id``; the year of the case is then ``case_year``.
    details : mapping
        What its words name besides: further numbers, codes and dates by the names that are in braces there, and as
        ``said`` the sentence of the estimator that made it. ``form`` chooses among the forms of its words.

    Raises
    ------
    ValueError
        If the value or an end is not finite; if the interval has only one end, is inverted or does not contain the
        value; or if its level does not belong to its kind.

    Examples
    --------
    >>> ends = 5.0, 2.0, 9.0, 0.95
    >>> Estimate(*ends, "exact", 5, "notices", "Freedonia: 5.", "invented", kind=Kind.SAMPLING).as_dict()["kind"]
    'sampling'
    """

    value: float
    low: float | None
    high: float | None
    level: float | None
    method: str
    n: float
    counted: str
    said: str
    source: str
    unit: str = ""
    kind: Kind = Kind.COMPLETE
    name: str = ""
    country: str = WORLD
    query: str = ""
    within: str = ""
    details: dict[str, Any] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        if not math.isfinite(self.value):
            raise refuse(f"the value {self.value}", "a finite number", "drop missing values first")
        if (self.low is None) != (self.high is None):
            raise refuse("half an interval", "low and high together or neither", "pass both")
        levelled = self.kind not in _WITHOUT_LEVEL and self.low is not None
        if levelled != (self.level is not None):
            got = f"the level {self.level} for {self.kind.value} [{self.low}, {self.high}]"
            expected = "a level if the interval states an error, and otherwise none"
            raise refuse(got, expected, "pass low, high and level, or name the kind")
        if self.level is not None:
            checked_level(self.level)
        if self.low is not None and self.high is not None:
            slack = 1e-9 * max(1.0, abs(self.value))
            if not math.isfinite(self.low + self.high) or not self.low - slack <= self.value <= self.high + slack:
                got = f"the interval [{self.low}, {self.high}] for {self.value}"
                raise refuse(got, "finite ends that contain the value", "compute value and interval from the same data")

    def as_dict(self) -> dict[str, object]:
        """Return the fields as a dictionary that JSON can hold: no value where only bounds are known.

        The fields that name the number are there only if it has a name.
        """
        values = {key: getattr(self, key) for key in COLUMNS} | {"kind": self.kind.value}
        for key in () if self.name else ("name", "country", "query", "within"):
            del values[key]
        if self.kind in (Kind.BOUNDS, Kind.HIDDEN):
            values["value"] = None
        return {key: float(f"{value:.9g}") if isinstance(value, float) else value for key, value in values.items()}

    @property
    def sentence(self) -> str:
        """The sentence that states it, without its source, from the words under its name."""
        name = str(self.details.get("words", self.name))
        if self.said or not name:
            return self.said
        at = "world" if self.country == WORLD else "country"
        return words.sentence(name, at, **(self._values | self.details))

    @property
    def ends(self) -> str:
        """Its interval and level as its sentence writes them, or nothing where it has none."""
        return str((self._values | self.details).get("ends", ""))

    @property
    def _values(self) -> dict[str, object]:
        """What every sentence can name."""
        values: dict[str, object] = {key: getattr(self, key) for key in ("country", "value", "n", "counted", "unit")}
        values["place"] = _("World") if self.country == WORLD else country_name(self.country)
        values["share"] = share_in_words(round(self.value * self.n), self.n)
        if self.low is not None and self.high is not None:
            write = percent if self.unit == "share" else number
            credible = _("credible interval") if self.kind is Kind.MODEL else ""
            values |= {"low": self.low, "high": self.high}
            values["ends"] = interval(self.low, self.high, self.level, credible, write) if self.level else ""
        return values

    def named(self, name: str, country: str | None, query: str = "", within: str = "", **details: object) -> Estimate:
        """Return the same number with its name, its country, the queries that count it again, and what its words name.

        Where words are kept under the name, they are its sentence.
        """
        said, details = self.said, {**self.details, **details}
        if words.has_words(name):
            said, details["said"] = "", self.said or details.get("said", "")
        country = country or WORLD
        return replace(
            self, said=said, details=details, name=name, country=country, query=query, within=within
        )  # fmt: skip

    def worded(self, which: str, /, **details: object) -> Estimate:
        """Return the same number in another form of its words, or in the words under a name (with a dot)."""
        key = "words" if "." in which else "form"
        return replace(self, said="", details={**self.details, **details, key: which})

    def to_frame(self) -> pd.DataFrame:
        """Return the estimate as a table of one row, as `frame` does for several."""
        return frame([self])

    def __float__(self) -> float:
        """Return the value alone, for arithmetic."""
        return self.value

    def __str__(self) -> str:
        """Say the sentence and the source."""
        return _("{sentence} Source: {source}.", sentence=self.sentence, source=self.source)

    def __repr__(self) -> str:
        """Name the number, its value with the interval, and the unit."""
        ends = "" if self.low is None or self.high is None else f" [{self.low:.3g}, {self.high:.3g}]"
        level = "" if self.level is None else f", {100 * self.level:g} %"
        return f"<{self.name} {self.country}: {self.value:.3g}{ends} {self.unit} ({self.kind.value}{level})>"

    _repr_markdown_ = __str__


#: Columns of a table of estimates, as `Estimate.as_dict` names them.
COLUMNS = ["sentence" if one.name == "said" else one.name for one in fields(Estimate) if one.name != "details"]


class Estimates(dict[str, Estimate]):
    """Estimates by name; shown as a table.

    Examples
    --------
    >>> Estimates().to_frame().index.names
    FrozenList(['name', 'country'])
    """

    def __missing__(self, name: str) -> Estimate:
        near = get_close_matches(str(name), self, 1)
        fix = f"did you mean {near[0]!r}?" if near else "see `.to_frame()` for all names"
        raise InputError(f"the name {name!r}", "the name of one of these numbers", fix)

    def to_frame(self) -> pd.DataFrame:
        """Return a table with one row per estimate."""
        return frame(self)

    def _repr_html_(self) -> str:
        return str(self.to_frame()[["value", "low", "high", "unit", "sentence"]].to_html())


def frame(estimates: Iterable[Estimate] | Mapping[str, Estimate]) -> pd.DataFrame:
    """Return estimates as a table.

    Parameters
    ----------
    estimates : iterable of Estimate, or mapping to Estimate
        Of any countries; the keys of a mapping take the place of the names, as for two versions of one number.

    Returns
    -------
    DataFrame
        One row per estimate, by ``name`` and ``country``, with the other fields of `Estimate` as columns. The value is
        NaN where only bounds are known.

    Examples
    --------
    >>> one = complete_count(7, universe="rows", source="invented", unit="rows", sentence="Seven.").named("rows", "BLR")
    >>> frame([one]).loc[("rows", "BLR"), "value"].item()
    7.0
    """
    named = estimates.items() if isinstance(estimates, Mapping) else ((one.name, one) for one in estimates)
    table = pd.DataFrame([one.as_dict() | {"name": name} for name, one in named], columns=COLUMNS)
    table = table.astype(dict.fromkeys(["value", "low", "high", "level"], "float64"))
    return table.set_index(["name", "country"])


def complete_count(
    count: int, *, universe: str, source: str, unit: str, sentence: str = "", n: float | None = None
) -> Estimate:
    """Return a complete count, which has no interval because nothing was sampled.

    Parameters
    ----------
    count : int
        What was counted.
    universe, source, unit, sentence : str
        As in `Estimate`.
    n : float, optional
        What it is a part of; by default the count itself.

    Examples
    --------
    >>> complete_count(7, universe="invented rows", source="invented", unit="rows").value
    7.0
    """
    whole = float(count) if n is None else n
    return Estimate(float(count), None, None, None, _("complete count"), whole, universe, sentence, source, unit)
