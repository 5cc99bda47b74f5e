"""Persons with notices and persons designated, linked by name, birth and nationality.

Names are compared by rigour, of OpenSanctions, which only maintainers install (``link`` in ``pyproject.toml``).
"""

from __future__ import annotations

import importlib.util
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING

import pandas as pd

from analysis.core.country_names import fold
from analysis.core.dates import stated_parts
from analysis.core.errors import InputError
from analysis.persons.records import LISTS

if TYPE_CHECKING:
    from rigour.names import Alignment, Name


@dataclass(frozen=True, slots=True)
class Person:
    """One notice or one designation, as far as it is compared."""

    identifier: str
    names: tuple[str, ...]  # all by which it is known
    births: str  # ISO 8601 in full or in part, joined by ``;``
    nationalities: frozenset[str]  # ISO3
    source: str = ""  # of `LISTS`; blank for a notice


@dataclass(frozen=True, slots=True)
class Link:
    """A notice and a designation that count as one person's."""

    notice: Person
    designation: Person


#: Least score of names beside a day of birth in common, and beside a year of it where no nationality speaks against it.
LEAST = {"day": 0.5, "year": 0.85}

Date = tuple[int, int, int]

# ---------------------------------------------------------------- names

#: What two words of one known name count that are spelled differently, and an initial beside its name.
OTHER_SPELLING, INITIAL = 0.95, 0.8
#: What a letter counts in a word that only one name has, and in words that each has for itself.
ONE_HAS_MORE, EACH_HAS_OTHERS = 0.35, 2.0
#: Letters that count against names with a single word in common and others besides.
SINGLE_WORD = 6


def check_installed() -> None:
    """Refuse to link without the package that compares names."""
    if importlib.util.find_spec("rigour") is None:
        fix = "run `python3 tools/bootstrap.py .venv link`, as `make refresh` does"
        raise InputError("no package rigour", "it, because it compares names", fix)


def score_names(one: str, two: str) -> float:
    """Share of the letters of two names of persons that agree, 0 to 1, in any order and script of their words."""
    from rigour.names import pair_symbols

    pairs = product(_analyzed(one), _analyzed(two))
    return max(
        (_share(ours, theirs, known) for ours, theirs in pairs for known in pair_symbols(ours, theirs) or [()]),
        default=0.0,
    )


@lru_cache(maxsize=200_000)
def _analyzed(name: str) -> tuple[Name, ...]:
    from rigour.names import NameTypeTag, analyze_names

    found = analyze_names(NameTypeTag.PER, [name], infer_initials=True, consolidate=False)
    return tuple(sorted(found, key=lambda one: one.form))


def _share(ours: Name, theirs: Name, known: tuple[Alignment, ...]) -> float:
    """Share of letters that agree where the words of known names are paired, and the others are compared."""
    from rigour.names import align_person_name_order, compare_parts

    our_paired = {part for pair in known for part in pair.qps}
    their_paired = {part for pair in known for part in pair.rps}
    our_rest = [part for part in ours.parts if part not in our_paired]
    their_rest = [part for part in theirs.parts if part not in their_paired]
    compared = compare_parts(*align_person_name_order(our_rest, their_rest))
    both = [
        *((_worth(pair), pair) for pair in known),
        *((pair.score, pair) for pair in compared if pair.qps and pair.rps),
    ]
    alone = [pair for pair in compared if not (pair.qps and pair.rps)]
    few, many = sorted([sum(len(pair.qstr) for pair in alone), sum(len(pair.rstr) for pair in alone)])
    against = EACH_HAS_OTHERS * few + ONE_HAS_MORE * (many - few)
    agreeing = sum(max(len(pair.qps), len(pair.rps)) for worth, pair in both if worth > 0.5)
    if agreeing < 2 < len(ours.parts) + len(theirs.parts):
        against += SINGLE_WORD
    letters = [(worth, max(len(pair.qstr), len(pair.rstr))) for worth, pair in both]
    whole = sum(length for _, length in letters)
    return sum(worth * length for worth, length in letters) / (whole + against) if whole else 0.0


def _worth(pair: Alignment) -> float:
    from rigour.names import SymbolCategory

    if pair.qstr == pair.rstr:
        return 1.0
    return INITIAL if pair.symbol and pair.symbol.category == SymbolCategory.INITIAL else OTHER_SPELLING


# ---------------------------------------------------------------- births and links


@lru_cache(maxsize=200_000)
def _dates(births: str) -> frozenset[Date]:
    """Year, month and day of birth dates, 0 for an unknown part; 1 January means an unknown day in many lists.

    Of a range, ``1978/1979``, both ends.
    """
    dates = filter(None, map(stated_parts, _parts(births.replace("/", ";"))))
    return frozenset((date[0], 0, 0) if date[1:] == (1, 1) else date for date in dates)


def compare_births(one: str, two: str) -> str:
    """What two sets of birth dates have in common: a ``day``, a ``year`` of which more is not known, or nothing."""
    pairs = [*product(_dates(one), _dates(two))]
    if any(ours == theirs and all(ours) for ours, theirs in pairs):
        return "day"
    agree = (all(a == b or not a or not b for a, b in zip(ours, theirs, strict=True)) for ours, theirs in pairs)
    return "year" if any(agree) else ""


def link(notices: Iterable[Person], designations: Iterable[Person]) -> list[Link]:
    """Link notices with designations.

    Parameters
    ----------
    notices, designations : iterable of Person
        The two lists; only those with a birth date are linked. Time grows with the sum of their lengths, not with the
        product.

    Returns
    -------
    list of Link
        In the order of the designations.

    Raises
    ------
    InputError
        If rigour is not installed.
    """
    check_installed()
    people, blocks = list(notices), defaultdict[Date | tuple[str, int], list[int]](list)
    for number, notice in enumerate(people):
        for block in _blocks(notice):
            blocks[block].append(number)
    links = []
    for designation in designations:
        numbers = {number for block in _blocks(designation) for number in blocks.get(block, ())}
        near = (people[number] for number in sorted(numbers))
        links += [Link(notice, designation) for notice in near if _is_same(notice, designation)]
    return links


def _blocks(person: Person) -> Iterator[Date | tuple[str, int]]:
    """Days of birth, and words with years of birth: who shares none of them is not compared."""
    dates = _dates(person.births)
    words = {word for name in person.names for word in re.findall(r"\w{3,}", fold(name))} if dates else ()
    yield from filter(all, dates)
    yield from {(word, date[0]) for word in words for date in dates}


def _is_same(notice: Person, designation: Person) -> bool:
    births = compare_births(notice.births, designation.births)
    stated = bool(notice.nationalities and designation.nationalities)
    if not births or (births == "year" and stated and not notice.nationalities & designation.nationalities):
        return False
    return any(score_names(*names) >= LEAST[births] for names in product(notice.names, designation.names))


# ---------------------------------------------------------------- tables


def _parts(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in text.split(";") if part.strip()))


def notice_persons(table: pd.DataFrame) -> list[Person]:
    """Make the persons of a clean table of notices."""
    columns = table[["notice_id", "name", "birth_date", "nationalities"]].itertuples(index=False)
    return [
        Person(identifier, (name,), births, frozenset(_parts(nations))) for identifier, name, births, nations in columns
    ]


def designation_persons(table: pd.DataFrame) -> list[Person]:
    """Make the persons of a clean table of designations: its rows of entity_type ``person``, of senders shown."""
    persons = []
    for row in table[(table["entity_type"] == "person") & table["list"].isin(LISTS)].to_dict("records"):
        names = _parts(f"{row['name']};{row['aliases']};{row['original_script_names']}")
        countries = frozenset(_parts(row["nationalities"]))
        persons.append(Person(row["designation_id"], names, row["birth_dates"], countries, row["list"]))
    return persons
