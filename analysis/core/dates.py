"""Dates as precisely as they are stated, from every form that sources use."""

from __future__ import annotations

import calendar
import datetime
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, Literal

import pandas as pd

from analysis.core.country_names import fold
from analysis.core.errors import InputError
from analysis.core.files import relative
from analysis.core.hand_models import Form
from analysis.core.judgement import lookup

Precision = Literal["year", "month", "day", "range"]
#: From the coarsest to the finest.
PRECISIONS: tuple[Precision, ...] = ("range", "year", "month", "day")
#: A birth or listing outside these years is a misprint or another number.
FIRST_YEAR, LAST_YEAR = 1800, 2099
#: A longer text is prose, not a date; a longer cell is damage, not a list of dates.
LONGEST, LONGEST_CELL = 100, 2000
#: Misprints such as 31.13.1970 in a column of a declared order; more of them are another order.
LARGEST_CONTRARY = 0.01
_DOUBT = (
    r"(?:on or )?(?:~|(?:circa|ca|c|about|abt|approximately|approx|around|estimated|presumed|probably|possibly|vers|"
    r"environ)(?![^\W\d_])\.?)"
)
_ABOUT = re.compile(rf"^\(?{_DOUBT}\s*\)?[:-]?\s*|\s*\(?\s*{_DOUBT}\s*\)?$", re.IGNORECASE)
_TIME = re.compile(r"(?<=\d)[T ]\d{1,2}:\d{2}.*$|(?<=\d)Z$|(?<=-\d\d)[+-]\d{2}:\d{2}$")
_YEARS = re.compile(
    r"^(?:between|from|entre)?\s*(\d{4})\s*(?:-|–|—|/|\bto\b|\bthrough\b|\buntil\b)\s*(\d{4})$", re.IGNORECASE
)
_SPAN = re.compile(r"^(?:from\s+)?(.+?)\s+(?:to|until)\s+(.+)$", re.IGNORECASE)
_BETWEEN = re.compile(r"^(?:between|entre)\s+(.+?)\s+(?:and|et|y)\s+(.+)$", re.IGNORECASE)
_NUMBERS = re.compile(r"^(\d{1,4})\s*[./\-\s]\s*(\d{1,4})(?:\s*[./\-\s]\s*(\d{1,4}))?\.?$")
_YEAR_LAST = re.compile(r"(?<!\d)(?<!\d[./-])(\d{1,2})\s*[./\-\s]\s*(\d{1,2})\s*[./\-\s]\s*\d{4}(?!\d)", re.ASCII)
_YEAR_FIRST = re.compile(r"(?<!\d)\d{4}[./-](\d{1,2})[./-](\d{1,2})(?!\d)", re.ASCII)
_WORDS = re.compile(r"[^\W\d_]+|\d+")
_ENUMERATOR = re.compile(r"(?:^|(?<=[\s,;\"]))\(?(?:[a-h]|i{1,3}|iv)\)\s*")
_OTHER_FACT = re.compile(r"[.,;]?\s*\b(?:POB|Gender|Nationality|for (?:the )?alias)\b.*$", re.IGNORECASE | re.DOTALL)
#: Separators of several dates, tried in order; a date that holds one itself is tried whole before.
_SEPARATORS = (";", "\n", ">>", " or ", " ou ", ",", "(", " ", " / ", " and ", "/")
#: Of these, the ones that may also stand inside prose: they part a text only where every part is a date.
_WEAK = frozenset([" ", " / ", " and ", "/"])
#: A blank between two dates, where the one ends in a year or the other begins with it.
_BLANK = re.compile(r"(?<=\d{4})\s+(?=\d)|(?<=\d)\s+(?=\d{4}[-./])")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as text in the Extended Date/Time Format, which sorts by its year, with the precision of its source."""

    text: str
    precision: Precision

    @property
    def years(self) -> tuple[int, int]:
        """First and last year that it may lie in, both included."""
        first, _, last = self.text.partition("/")
        return int(first[:4]), int((last or first)[:4])


@lru_cache(maxsize=65_536)
def parse_date(text: str, form: Form = "year-first") -> PartialDate | None:
    """Return the date that a text states, or None for no date and a day that does not exist.

    Such as ``1999/01/23``, ``23.1.1999``, ``1970.0``, ``circa 1965``, ``04 Mar 1970``, ``1965-1967``, ``1970-00-00``.
    ``form`` is the order of three numbers where the year does not come first. With ``year-first``, a year that comes
    last is read only where the numbers leave no choice. `DateOrder` finds the order of a column.

    Examples
    --------
    >>> parse_date("circa 1965").text, parse_date("04 Mar 1970").text, parse_date("31.2.1970")
    ('1965~', '1970-03-04', None)
    >>> parse_date("3/4/1970"), parse_date("3/4/1970", "day-first").text
    (None, '1970-04-03')
    """
    if len(text) > LONGEST:
        return None
    sure = _ABOUT.sub("", text.strip())
    plain = _TIME.sub("", sure).strip(' ,.()"')
    found = _span(plain, form) or _single(plain, form)
    doubtful = found is not None and sure != text.strip() and found.precision != "range"
    return PartialDate(f"{found.text}~", found.precision) if found and doubtful else found


def parse_dates(text: str, form: Form = "year-first") -> tuple[list[PartialDate], list[str]]:
    """Return the dates of a cell in order, without repeats, and the parts of it that are no dates."""
    if len(text) > LONGEST_CELL:
        return [], [text]
    dates: dict[PartialDate, None] = {}
    rest = []
    for part in _parts(_ENUMERATOR.sub(";", _OTHER_FACT.sub("", text)), form, 0):
        found = parse_date(part, form)
        if found:
            dates[found] = None
        else:
            rest.append(part)
    return list(dates), rest


def _parts(text: str, form: Form, level: int) -> list[str]:
    """Split a text at ever finer separators until each part is a date or cannot be split."""
    plain = text.strip(' .,;"')
    if not plain or parse_date(plain, form) or level == len(_SEPARATORS):
        return [plain] if plain else []
    separator = _SEPARATORS[level]
    pieces = _BLANK.split(plain) if separator == " " else plain.split(separator)
    found = [part for piece in pieces for part in _parts(piece, form, level + 1)]
    dates = [part for part in found if parse_date(part, form)]
    return found if len(dates) == len(found) or (dates and separator not in _WEAK) else [plain]


def born_from_age(age: str, on: datetime.date) -> PartialDate | None:
    """Return the two years in which somebody of that age on that day was born; None if it is not an age up to 120."""
    years = re.fullmatch(r"(\d{1,3})(?:[.,]0+)?", age.strip())
    if years is None or int(years[1]) > 120:
        return None
    last = on.year - int(years[1])
    return PartialDate(f"{last - 1}/{last}", "range")


def from_parts(year: str, month: str = "", day: str = "") -> PartialDate | None:
    """Join year, month and day of separate cells; all but the year may be blank, unknown or ``0``, a month a word."""
    whole = [re.fullmatch(r"\s*(\d{1,4})(?:[.,]0+)?\s*", value) for value in (year, month, day)]
    numbers = [int(digits[1]) if digits else 0 for digits in whole]
    numbers[1] = numbers[1] or int(_months().get(fold(month), 0))
    return _date(numbers[0], numbers[1], numbers[2] if numbers[1] else 0) if numbers[0] else None


def _date(year: int, month: int, day: int) -> PartialDate | None:
    if not FIRST_YEAR <= year <= LAST_YEAR or month > 12:
        return None
    if not month:
        return PartialDate(f"{year:04d}", "year") if not day else None
    if day > calendar.monthrange(year, month)[1]:
        return None
    whole = f"{year:04d}-{month:02d}"
    return PartialDate(f"{whole}-{day:02d}", "day") if day else PartialDate(whole, "month")


def _single(text: str, form: Form) -> PartialDate | None:
    return _numeric(text, form) or _worded(text)


def _span(text: str, form: Form) -> PartialDate | None:
    """Read two dates with everything between them."""
    match = _YEARS.match(text) or _SPAN.match(text) or _BETWEEN.match(text)
    first, last = (_single(part.strip(" ()"), form) for part in match.groups()) if match else (None, None)
    if first is None or last is None or first.text > last.text:
        return None
    return first if first == last else _whole_period(first.text, last.text)


def _whole_period(first: str, last: str) -> PartialDate:
    """Write a span of days that fills a month or years as that month or those years."""
    start = re.sub(r"-01$", "", first)
    ends_month = len(last) == 10 and int(last[8:]) == calendar.monthrange(int(last[:4]), int(last[5:7]))[1]
    end = last[:7] if ends_month else last
    if len(start) == len(end) == 7 and (start, end) != (first, last) and start == end:
        return PartialDate(start, "month")
    if start.endswith("-01") and end.endswith("-12") and len(start) == len(end) == 7:
        years = sorted({start[:4], end[:4]})
        return PartialDate("/".join(years), "range" if len(years) > 1 else "year")
    return PartialDate(f"{first}/{last}", "range")


def _numeric(text: str, form: Form) -> PartialDate | None:
    single = re.fullmatch(r"(\d{4})(?:[.,]0+)?", text)
    if single:
        return _date(int(single[1]), 0, 0)
    compact = re.fullmatch(r"(\d{4})(\d{2})(\d{2})", text)
    if compact:
        return _date(*map(int, compact.groups()))
    match = _NUMBERS.match(text)
    return _ordered([part for part in match.groups() if part], form) if match else None


def _ordered(parts: list[str], form: Form) -> PartialDate | None:
    numbers = [int(part) for part in parts]
    if len(parts[0]) == 4:
        return _date(*[*numbers, 0, 0][:3]) if all(len(part) < 3 for part in parts[1:]) else None
    if len(parts[-1]) != 4:
        return None
    if len(parts) == 2:
        return _date(numbers[1], numbers[0], 0)
    if form == "year-first" and max(numbers[:2]) <= 12 and numbers[0] != numbers[1]:
        return None
    swapped = form == "month-first" or (form == "year-first" and numbers[1] > 12)
    day, month = (numbers[1], numbers[0]) if swapped else (numbers[0], numbers[1])
    return _date(numbers[2], month, day)


class DateOrder:
    """The order of day and month in a column of dates, from the numbers above 12 in the cells added so far."""

    def __init__(self) -> None:
        self._cells = Counter[str]()

    def add(self, cells: Iterable[str]) -> None:
        """Count some cells."""
        for cell in cells:
            self._cells[cell] += 1

    def decide(self, declared: Form, path: Path) -> Form:
        """Return the order of the column; ``year-first`` declares none.

        Raises
        ------
        InputError
            If the column has both orders or none and no order is declared, if more than a hundredth of its dates are of
            another order than the declared one, or if days come before months after the year.
        """
        year_first, year_last = map(self._day_places, (_YEAR_FIRST, _YEAR_LAST))
        if year_first["first"] and not year_first["second"]:
            got = f"{year_first['first']} dates as year, day, month"
            raise InputError(got, "year, month, day", "write them as YYYY-MM-DD", file=path)
        days, months, either = (year_last[place] for place in ("first", "second", "either"))
        if declared != "year-first":
            contrary = months if declared == "day-first" else days
            if contrary > LARGEST_CONTRARY * (days + months):
                raise _no_order(f"{contrary} of {days + months} dates that are not {declared}, as is declared", path)
            return declared
        if days and months:
            raise _no_order(f"{days} dates with the day first and {months} with the month first", path)
        if not days and not months and either:
            raise _no_order(f"{either} dates such as 03/04/1970, none with a number above 12", path)
        return "day-first" if days else "month-first" if months else "year-first"

    def _day_places(self, form: re.Pattern[str]) -> Counter[str]:
        """Count the dates of a form by which of their two numbers is the day."""
        places = Counter[str]()
        for cell, times in self._cells.items():
            for numbers in form.findall(cell):
                places[_day_place(*numbers)] += times
        return places


def _day_place(one: str, other: str) -> str:
    left, right = int(one), int(other)
    if 12 < left <= 31 and 0 < right <= 12:
        return "first"
    if 12 < right <= 31 and 0 < left <= 12:
        return "second"
    return "either" if left != right and min(left, right) > 0 and max(left, right) <= 12 else ""


def _no_order(got: str, path: Path) -> InputError:
    expected = "dates in one order, shown by the column or declared by the source"
    fix = "write dates as YYYY-MM-DD, or declare their order: date_form of the mapping of the file in data/hand"
    return InputError(got, expected, fix, file=path)


def _worded(text: str) -> PartialDate | None:
    """Read a date whose month is a word, in any order of its parts."""
    words = _WORDS.findall(text)
    if not 2 <= len(words) <= 4 or not any(word.isalpha() for word in words):
        return None
    words = [word for word in words if fold(word) not in {"de", "of", "del", "th", "st", "nd", "rd", "year", "date"}]
    months = [int(_months()[fold(word)]) for word in words if fold(word) in _months()]
    years = [int(word) for word in words if word.isdecimal() and len(word) == 4]
    days = [int(word) for word in words if word.isdecimal() and len(word) < 3]
    if len(months) != 1 or len(years) != 1 or len(days) > 1 or len(words) != 2 + len(days):
        return None
    return _date(years[0], months[0], days[0] if days else 0)


_months = partial(lookup, "month_names.csv", "name", "month", fold)


@lru_cache(maxsize=200_000)
def stated_parts(text: str) -> tuple[int, int, int] | None:
    """Return year, month and day of a date as this package writes it, 0 for an unknown part; None for other text."""
    found = re.fullmatch(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", text)
    return (int(found[1]), int(found[2] or 0), int(found[3] or 0)) if found else None


def whole_day(text: str) -> datetime.date | None:
    """Return the day written ``YYYY-MM-DD``; None for any other text, and for a day that does not exist."""
    try:
        return datetime.date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII) else None
    except ValueError:
        return None


def precision(text: str) -> str:
    """Return ``year``, ``month``, ``day`` or, for a blank, ``unknown``.

    Raises
    ------
    ValueError
        If the text is not YYYY, YYYY-MM or YYYY-MM-DD, or no such day exists.
    """
    if not text:
        return "unknown"
    first_day(text)
    return {4: "year", 7: "month", 10: "day"}[len(text)]


def first_day(text: str) -> str:
    """Return the first day that a date can mean, as YYYY-MM-DD; a ValueError as of `precision`."""
    first = whole_day(text + "-01" * ((10 - len(text)) // 3))
    if first is None:
        raise ValueError(text)
    return first.isoformat()


def period_precision(text: str) -> str:
    """Return how precise a date is where the source may give a period or an estimate.

    ``2010-2017``, ``2016-07..2019-11`` and ``since 2020`` are periods, ``c. 2021`` is ``approximate``, ``not shown`` is
    ``unknown``.

    Raises
    ------
    ValueError
        If it is none of these, nor a date.
    """
    if text.startswith(("c. ", "n.d.")):
        return "approximate"
    if text == "not shown":
        return "unknown"
    start, _, day = text.partition(" ")
    if start in ("since", "to"):
        precision(day)
        return "period"
    is_span = re.fullmatch(r"\d{4}(-\d{2}){0,2}\.\.\d{4}(-\d{2}){0,2}|\d{4}-\d{4}", text)
    return "period" if is_span else precision(text)


def add_precision(frame: pd.DataFrame, name: str, file: Path) -> pd.DataFrame:
    """Add ``<name>_precision`` and ``<name>_first`` to a table of text (index: rows of its file).

    Raises
    ------
    InputError
        At the first date that cannot be read, or whose coded precision differs from its form.
    """
    texts = frame[name].fillna("")
    found: pd.Series[Any] = precisions(texts, file)
    coded = frame.get(f"{name}_precision", found)
    other = frame.index[coded != found]
    if len(other):
        row = int(other[0])
        got = f"precision {coded[row]!r} for the {name} {texts[row]!r}"
        raise InputError(got, repr(found[row]), "correct one of the two", file=relative(file), row=row)
    first = pd.to_datetime(texts.map(lambda text: first_day(text) if text else ""), errors="coerce")
    return frame.assign(**{f"{name}_precision": found, f"{name}_first": first.astype("datetime64[ns]")})


def precisions(
    texts: pd.Series[str],
    file: Path,
    read: Callable[[str], str] = precision,
    expected: str = "a date that exists: YYYY, YYYY-MM or YYYY-MM-DD, or a blank",
) -> pd.Series[str]:
    """Return the precision of each date of a column (index: rows of its file); refuse a date that cannot be read."""
    found = []
    for row, text in texts.items():
        try:
            found.append(read(str(text)))
        except ValueError:
            got, line = f"{text!r} in column {texts.name!r}", int(str(row))
            raise InputError(got, expected, "correct the date", file=relative(file), row=line) from None
    return pd.Series(found, texts.index, dtype="str")
