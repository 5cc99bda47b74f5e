"""What the name of an organisation says beside its own words: legal form, trade, numbers, initials."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TypeVar

from analysis.core import hand
from analysis.persons.names.letters import Token, is_known, roles, token, tokens

Value = TypeVar("Value")


#: Word by word, a legal form or another phrase that is looked up.
Phrase = tuple[str, ...]


#: Roman numerals that number a fund, a brigade or a vessel.
_NUMERALS = {"ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8", "ix": "9"}


_ORDINAL = re.compile(r"0*(\d+)(?:st|nd|rd|th|y|ya|oe)?")


#: Slavic adjectives of places.
_OF_A_PLACE = re.compile(r"(\w{5,})sk(?:iy|ii|yy|yi|y|i|aya|aia|aja|oe|oye|oje)")


#: The shortest run of initials that may stand for a name.
LEAST_INITIALS = 3


@dataclass(frozen=True, slots=True)
class Parts:
    """The words of a name, its legal forms set apart; ``organisation`` if anything shows that it names one."""

    words: tuple[Token, ...]
    written: tuple[Token, ...]  # as they stand, without the concepts that they state
    forms: frozenset[str]  # classes of legal forms
    organisation: bool
    own: bool = True  # not all of the words are such as many organisations share


@cache
def legal_forms() -> dict[Phrase, str]:
    """Map a legal form, word by word, to its class, for example ``("gmbh",)`` to ``limited``."""
    table = hand.table("name_company_forms.csv")
    return _phrases(zip(table["form"], table["class"], strict=True))


@cache
def concepts() -> dict[Phrase, tuple[Token, ...]]:
    """Map a word or phrase to the words of the concept that it states, each of its kind."""
    table = hand.table("name_organisation_words.csv")
    listed = zip(table["word"], table["concept"], table["kind"], strict=True)
    return _phrases((word, _of_kind(concept, kind)) for word, concept, kind in listed)


def _of_kind(concept: str, kind: str) -> tuple[Token, ...]:
    return tuple(word if word.text.isdigit() else replace(word, kind=kind) for word in tokens(concept))


def _phrases(entries: Iterable[tuple[str, Value]]) -> dict[Phrase, Value]:
    """Key entries by the words that they are written in; of two that fold alike the first holds."""
    known: dict[Phrase, Value] = {}
    for text, value in entries:
        known.setdefault(_phrase(tokens(text)), value)
    return known


def _phrase(words: Sequence[Token]) -> Phrase:
    return tuple(map(_looked_up, words))


def _looked_up(word: Token) -> str:
    """Give how a word is looked up: in Arabic and Hebrew by its own letters, for more than vowels go in romanising."""
    return word.key if word.abjad else word.text


@cache
def _longest(of_forms: bool) -> dict[str, int]:
    """Map the first word of phrases to the length of the longest."""
    known: dict[str, int] = {}
    for phrase in legal_forms() if of_forms else concepts():
        known[phrase[0]] = max(known.get(phrase[0], 0), len(phrase))
    return known


@cache
def _first_words() -> frozenset[str]:
    return frozenset(_longest(True)) | frozenset(_longest(False))


def take_apart(words: Sequence[Token], known: bool = False) -> Parts:
    """Set the legal forms of a name apart and give the words of its trade the form that all languages share.

    Whether an organisation is named is told by these, or is ``known``.
    """
    if _first_words().isdisjoint(map(_looked_up, words)):
        return Parts(tuple(words), tuple(words), frozenset(), known)
    found = _forms(words)
    at = {place for start, size, _ in found for place in range(start, start + size)}
    if len(at) == len(words) or not _looks_like_company(words, found):
        found, at = [], set()
    left = [word for place, word in enumerate(words) if place not in at]
    told = _told(left)
    organisation = known or bool(found) or any(trigger for *_, trigger in told)
    plain = _conceptual(left, told) if organisation else left
    own = not organisation or any(map(_is_own, plain))
    words = plain if own else [replace(word, kind="") if word.kind in ("field", "place") else word for word in plain]
    return Parts(tuple(words), tuple(map(_plain, left)), frozenset(kind for *_, kind in found), organisation, own)


def _matches(
    words: Sequence[Token], known: dict[Phrase, Value], longest: dict[str, int]
) -> Iterator[tuple[int, int, Value]]:
    """Find phrases from left to right, the longest first, as start, number of words and value."""
    start = 0
    while start < len(words):
        most = longest.get(_looked_up(words[start]), 0)
        sizes = range(min(most, len(words) - start), 0, -1)
        phrases = ((size, _phrase(words[start : start + size])) for size in sizes)
        size, phrase = next(((size, phrase) for size, phrase in phrases if phrase in known), (1, ()))
        if phrase:
            yield start, size, known[phrase]
        start += size


def _forms(words: Sequence[Token]) -> list[tuple[int, int, str]]:
    """Find legal forms."""
    found = _matches(words, legal_forms(), _longest(True))
    return [
        (start, size, kind)
        for start, size, kind in found
        if _may_be_form(words[start : start + size], start in (0, len(words) - size))
    ]


def _may_be_form(words: Sequence[Token], at_an_end: bool) -> bool:
    """Tell a legal form from single letters inside a name, and from one syllable of Chinese or Korean."""
    return (at_an_end or max(map(len, words)) > 1) and not (len(words) == 1 and words[0].syllabic)


def _looks_like_company(words: Sequence[Token], found: list[tuple[int, int, str]]) -> bool:
    """Tell whether a legal form stands there; a short one such as *as* counts only at either end."""
    return any(size > 1 or len(words[start].text) > 2 or start in (0, len(words) - 1) for start, size, _ in found)


def _told(words: Sequence[Token]) -> list[tuple[int, int, tuple[Token, ...], bool]]:
    """Find words of a trade, and whether they show that an organisation is named."""
    found = _matches(words, concepts(), _longest(False))
    return [(start, size, concept, _shows(words[start : start + size], concept)) for start, size, concept in found]


def _shows(words: Sequence[Token], concept: tuple[Token, ...]) -> bool:
    if all(word.kind in ("", "place") for word in concept):
        return False
    text = words[0].text
    return len(words) > 1 or (len(text) > 3 and not is_known(text) and text not in roles())


def _conceptual(words: list[Token], told: list[tuple[int, int, tuple[Token, ...], bool]]) -> list[Token]:
    starts = {start: (size, concept) for start, size, concept, _ in told}
    plain: list[Token] = []
    place = 0
    while place < len(words):
        size, concept = starts.get(place, (1, (_plain(words[place]),)))
        plain += concept
        place += size
    return without_own_initials(plain)


def _plain(word: Token) -> Token:
    """Write 3rd and iii as 3, and Velgradsky as Velgrad."""
    place = _OF_A_PLACE.fullmatch(word.text)
    if place:
        return token(place[1])
    ordinal = _ORDINAL.fullmatch(word.text)
    return token(ordinal[1]) if ordinal else token(_NUMERALS[word.text]) if word.text in _NUMERALS else word


def without_own_initials(words: list[Token]) -> list[Token]:
    """Leave the initials out that a name gives itself, as in National Shipping Lines (NSL)."""
    return [word for place, word in enumerate(words) if not are_initials(word, words[:place] + words[place + 1 :])]


def are_initials(short: Token, words: Sequence[Token]) -> bool:
    """Tell whether a word is made of the first letters of others, in order; articles may be left out."""
    if not LEAST_INITIALS <= len(short.text) <= len(words) or short.abjad or short.syllabic:
        return False
    full = "".join(word.text[:1] for word in words)
    bare = "".join(word.text[:1] for word in words if roles().get(word.text) != "particle" and len(word.text) > 1)
    return short.text in (full, bare)


def initials(words: Sequence[Token]) -> frozenset[str]:
    """Give what the first letters of a name make, with and without its articles, its legal form and both."""
    at = {place for start, size, _ in _forms(words) for place in range(start, start + size)}
    without = [word for place, word in enumerate(words) if place not in at]
    bare = [[word for word in held if roles().get(word.text) != "particle"] for held in (words, without)]
    made = ("".join(word.text[:1] for word in held) for held in (words, without, *bare))
    return frozenset(text for text in made if len(text) >= LEAST_INITIALS)


def _is_own(word: Token) -> bool:
    """Tell whether a word tells one organisation from another; where none does, all of them are what tells it."""
    return not word.kind and len(word.text) > 1 and not word.text.isdigit()
