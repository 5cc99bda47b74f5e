"""A name ready for comparison: titles and generational suffixes apart, compounds as one word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from analysis.persons.names.letters import SUFFIXES, Token, is_known, join, roles, token, tokens

_ABD = re.compile(r"c?[ae]?bd(?:[aeiou]{0,2}(?:l|r(?=r)|s(?=s)|sh(?=sh)|n(?=n)|d(?=d)|z(?=z)|t(?=t)))?h?(.*)")
_ABD_ALONE = re.compile(r"c?[ae]?bd(?:[aeiou]{0,2}[lrsnd])?h?")
#: Compounds that are written as one word and known as one name, and yet compared by what follows the servant.
_ABD_OF = re.compile(r"[ae]?bd[aeiou]{1,2}[lrsndzt](?!l)\w{4}")
_ABD_WRITTEN = re.compile(r"عبدال\w\w")
_DIN = re.compile(r"(.{3,}?)(?:[aeou]d?d|ett|ed|d)(?:i|ee|ie|y)ne?")
_DIN_ALONE = re.compile(r"(?:e|u|a)?d?d(?:i|ee|ie|y)ne?")
_ARTICLES = frozenset(["al", "el", "ul", "ar", "ad", "ed", "ur", "er", "as", "es", "an", "ash", "az", "us", "ud", "l"])

#: Words beyond these are left out: no name is so long, and time grows with the product of the two lengths.
MOST_WORDS = 40


@dataclass(frozen=True, slots=True)
class Name:
    """A name made ready for comparison."""

    words: tuple[Token, ...]  # what identifies: given names, patronymics, family names; compounds as one
    written: tuple[Token, ...]  # with titles, without compounds
    suffixes: frozenset[str]  # roles of generational suffixes (younger for jr, second for ii)
    numbers: frozenset[str]


@lru_cache(maxsize=300_000)
def prepare(name: str) -> Name:
    """Split a name, set titles and suffixes apart, and join compounds such as Abd al-Rahman."""
    words = _given_name_first(name, [word for word in tokens(name)[:MOST_WORDS] if _role(word) != "noise"])
    suffixes = [word for word in words[1:] if _role(word) in SUFFIXES]
    plain = [word for word in words if word not in suffixes]
    return Name(
        tuple(_without_titles(_join_compounds(plain))),
        tuple(plain),
        frozenset(map(_role, suffixes)),
        frozenset(word.text for word in plain if word.text.isdigit()),
    )


def _role(word: Token) -> str:
    return roles().get(word.text, "")


def _given_name_first(name: str, words: list[Token]) -> list[Token]:
    """Move what follows a single comma to the front, for a family name often stands before it."""
    family, comma, rest = name.partition(",")
    if not comma or "," in rest:
        return words
    first = len(tokens(family))
    turned = len(words) == first + len(tokens(rest)) and not all(map(_role, words[first:]))
    return words[first:] + words[:first] if turned else words


def _without_titles(words: list[Token]) -> list[Token]:
    """Drop titles where two other words remain; a lone word is a name whatever it means."""
    names = [word for word in words if _role(word) != "title"]
    return names if sum(_role(word) != "particle" and len(word) > 1 for word in names) >= 2 else words


def _join_compounds(words: list[Token]) -> list[Token]:
    """Give Abdul Rahman, Abd al-Rahman and Abdurrahman one form; Saif al-Din and Seifeddine too."""
    joined: list[Token] = []
    rest = list(words)
    while rest:
        word = rest.pop(0)
        if _is_servant(word) and rest:
            if rest[0].text in _ARTICLES and len(rest) > 1:
                rest.pop(0)
            word = join((word if word.abjad else token("abd"), rest.pop(0)))
        elif _DIN_ALONE.fullmatch(word.text) and joined:
            last = joined.pop()
            last = joined.pop() if last.text in _ARTICLES and joined else last
            word = join((last, token("din")))
        joined.append(_one_form(word))
    return joined


def _is_servant(word: Token) -> bool:
    return word.skeleton == "bd" and len(word.text) < 4 if word.abjad else bool(_ABD_ALONE.fullmatch(word.text))


@lru_cache(maxsize=100_000)
def _one_form(word: Token) -> Token:
    """Write a compound that stands as one word as the joined ones are written."""
    if word.abjad and _ABD_WRITTEN.match(word.key):
        return Token(word.text, word.key[:3] + word.key[5:], "bd" + word.skeleton[3:], True)
    if word.abjad or word.syllabic or (is_known(word.text) and not _ABD_OF.match(word.text)):
        return word
    servant, faith = _ABD.fullmatch(word.text), _DIN.fullmatch(word.text)
    if servant and len(servant[1]) >= 3:
        return token("abd" + servant[1])
    return token(faith[1] + "din") if faith else word
