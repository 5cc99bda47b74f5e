"""A name made ready for comparison: titles and legal forms apart, compounds as one word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from analysis.persons.names.characters import other_readings
from analysis.persons.names.letters import SUFFIXES, Token, is_known, join, roles, token, tokens
from analysis.persons.names.organisations import Parts, initials, take_apart, without_own_initials

_ABD = re.compile(r"c?[ae]?bd(?:[aeiou]{0,2}(?:l|r(?=r)|s(?=s)|sh(?=sh)|n(?=n)|d(?=d)|z(?=z)|t(?=t)))?h?(.*)")


_ABD_ALONE = re.compile(r"c?[ae]?bd(?:[aeiou]{0,2}[lrsnd])?h?")


#: Compounds that are written as one word and known as one name, and yet compared by what follows the servant.
_ABD_OF = re.compile(r"[ae]?bd[aeiou]{1,2}[lrsndzt](?!l)\w{4}")


_ABD_WRITTEN = re.compile(r"عبدال\w\w")


_DIN = re.compile(r"(.{3,}?)(?:[aeou]d?d|ett|ed|d)(?:i|ee|ie|y)ne?")


_DIN_ALONE = re.compile(r"(?:e|u|a)?d?d(?:i|ee|ie|y)ne?")


_ARTICLES = frozenset({"al", "el", "ul", "ar", "ad", "ed", "ur", "er", "as", "es", "an", "ash", "az", "us", "ud", "l"})


_ABD_SERVANT, _FAITH = token("abd"), token("din")


#: Words beyond these are left out: no name is so long, and time grows with the product of the two lengths.
MOST_WORDS = 40


#: What a father is called after his child: Abu Tarek, and a mother Umm Tarek.
_KUNYA = frozenset({"abu", "abou", "aboo", "bu", "umm", "um", "oum", "abw", "bw", "ym", "am"})


@dataclass(frozen=True, slots=True)
class Name:
    """A name made ready for comparison."""

    words: tuple[Token, ...]  # what identifies: given names, patronymics, family names; compounds as one
    written: tuple[Token, ...]  # with titles, without compounds, and with the words that an organisation has itself
    suffixes: frozenset[str]  # roles of generational suffixes (younger for jr, second for ii)
    forms: frozenset[str]  # classes of the legal forms of a company
    numbers: frozenset[str]  # tell one fund, brigade or vessel from another
    organisation: bool  # a legal form or a word of a trade says that it names one
    readings: tuple[tuple[Token, ...], ...]  # of Chinese characters, beside one by one; outside and inside of brackets
    initials: frozenset[str]  # of an organisation
    own: bool = True  # not all of its words are such as many organisations share


@lru_cache(maxsize=300_000)
def prepare(name: str, organisation: bool = False) -> Name:
    """Split a name, set titles, suffixes and company forms apart, and join compounds such as Abd al-Rahman.

    That it is an organisation's is seen by its words, or said.
    """
    outside, inside = map(_given, _brackets(name))
    parts = take_apart(outside, organisation)
    if parts.organisation:
        return _organisation(parts, outside, inside)
    given = _given(name) if inside else outside
    words = _in_order(name, given)
    suffixes = [word for word in words[1:] if roles().get(word.text) in SUFFIXES]
    plain = [word for word in words if word not in suffixes]
    return Name(
        tuple(_without_titles(_compounds(plain))),
        tuple(plain),
        frozenset(roles()[word.text] for word in suffixes),
        parts.forms,
        frozenset(word.text for word in plain if word.text.isdigit()),
        False,
        () if name.isascii() else other_readings(name),
        frozenset(),
    )


def _given(text: str) -> list[Token]:
    return [word for word in tokens(text)[:MOST_WORDS] if roles().get(word.text) != "noise"]


_BRACKETS = re.compile(r"[(（]([^()（）]{2,})[)）]")


def _brackets(name: str) -> tuple[str, str]:
    """Part a name from what it gives in brackets, which is mostly another name or its initials."""
    held = _BRACKETS.search(name) if "(" in name or "（" in name else None
    outside = _BRACKETS.sub(" ", name) if held else name
    return (outside, held[1]) if held and tokens(outside) else (name, "")


def _organisation(parts: Parts, outside: list[Token], inside: list[Token]) -> Name:
    other = take_apart(inside, True).words
    whole = tuple(without_own_initials([*parts.words, *other]))
    return Name(
        tuple(_compounds(list(whole))),
        (*parts.written, *inside),
        frozenset(),
        parts.forms,
        frozenset(word.text for word in whole if word.text.isdigit()),
        True,
        (parts.words, other) if other else (),
        initials(outside),
        parts.own,
    )


def _in_order(name: str, words: list[Token]) -> list[Token]:
    """Put what follows a single comma in front, for a family name often stands before it."""
    family, comma, given = name.partition(",")
    if not comma or "," in given:
        return words
    first = len(tokens(family))
    turned = len(words) == first + len(tokens(given)) and any(roles().get(word.text) is None for word in words[first:])
    return words[first:] + words[:first] if turned else words


def is_kunya(words: tuple[Token, ...]) -> bool:
    """Tell whether two words are a name borne after a child, such as Abu Tarek."""
    return len(words) == 2 and words[0].text in _KUNYA


def _without_titles(words: list[Token]) -> list[Token]:
    """Leave titles out where two words that are none remain; a lone word is a name whatever it means."""
    names = [word for word in words if roles().get(word.text) != "title"]
    return names if sum(roles().get(word.text) != "particle" and len(word) > 1 for word in names) >= 2 else words


def _compounds(words: list[Token]) -> list[Token]:
    """Give Abdul Rahman, Abd al-Rahman and Abdurrahman one form; Saif al-Din and Seifeddine too."""
    done: list[Token] = []
    rest = list(words)
    while rest:
        word = rest.pop(0)
        if _is_servant(word) and rest:
            rest = _skip_article(rest)
            word = join((word if word.abjad else _ABD_SERVANT, rest.pop(0)))
        elif _DIN_ALONE.fullmatch(word.text) and done:
            last = done.pop()
            last = done.pop() if last.text in _ARTICLES and done else last
            word = join((last, _FAITH))
        done.append(_one_form(word))
    return done


def _is_servant(word: Token) -> bool:
    return word.skeleton == "bd" and len(word.text) < 4 if word.abjad else bool(_ABD_ALONE.fullmatch(word.text))


def _skip_article(words: list[Token]) -> list[Token]:
    return words[1:] if words[0].text in _ARTICLES and len(words) > 1 else words


def _one_form(word: Token) -> Token:
    if word.abjad and _ABD_WRITTEN.match(word.key):
        return Token(word.text, word.key[:3] + word.key[5:], "bd" + word.skeleton[3:], True)
    if word.abjad or word.syllabic or word.kind:
        return word
    return _romanised_compound(word)


@lru_cache(maxsize=100_000)
def _romanised_compound(word: Token) -> Token:
    if is_known(word.text) and not _ABD_OF.match(word.text):
        return word
    servant = _ABD.fullmatch(word.text)
    if servant and len(servant[1]) >= 3:
        return token("abd" + servant[1])
    faith = _DIN.fullmatch(word.text)
    return token(faith[1] + "din") if faith else word
