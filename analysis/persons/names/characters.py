"""Names in Chinese characters and in Arabic or Hebrew writing, as the tables know them to be read in letters."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from functools import cache, lru_cache
from itertools import islice, product

from analysis.core import hand
from analysis.persons.names.letters import Token, abjad_text, token, tokens

READINGS = "name_readings.csv"


#: Readings of one name beyond which no more are tried.
MOST_READINGS = 8


_HAN = re.compile(r"[\u3005\u3400-\u9fff\uf900-\ufaff]")


_JAPANESE = re.compile(r"[\u3005\u3040-\u30ff\u3400-\u9fff]+")


#: Languages whose given names are read character by character.
_BY_CHARACTER = ("Cantonese", "Mandarin")


@cache
def _known(language: str, kind: str) -> dict[str, tuple[str, ...]]:
    table = hand.table(READINGS)
    chosen = table[(table["language"] == language) & (table["kind"] == kind)]
    known: dict[str, list[str]] = defaultdict(list)
    for written, readings in zip(chosen["written"], chosen["readings"], strict=True):
        known[unicodedata.normalize("NFKC", written)] += readings.split()
    return {written: tuple(readings) for written, readings in known.items()}


@cache
def _without_vowels() -> dict[str, str]:
    listed = (item for language in ("Arabic", "Hebrew") for item in _known(language, "whole").items())
    return {abjad_text(written): readings[0] for written, readings in listed}


def known_reading(word: Token) -> str:
    """Give how a name in Arabic or Hebrew writing is read where the table tells it; else nothing."""
    return _without_vowels().get(word.key, "")


@lru_cache(maxsize=50_000)
def other_readings(name: str) -> tuple[tuple[Token, ...], ...]:
    """Read a name in Chinese characters in Japanese and Cantonese, and in Mandarin where a family name is read apart.

    The reading of each character by itself is that of `tokens`; a kanji name that no table knows has none here.
    """
    if not _HAN.search(name):
        return ()
    found = (words for split in _splits(unicodedata.normalize("NFKC", name)) for words in _readings(*split))
    return tuple(islice(dict.fromkeys(found), MOST_READINGS))


def _splits(name: str) -> list[tuple[str, str]]:
    """Part a name into family and given name: at its space, or after one to four characters."""
    parts = name.replace("・", " ").split()
    if len(parts) == 2:
        return [(parts[0], parts[1])]
    whole = "".join(parts)
    return [(whole[:size], whole[size:]) for size in (3, 2, 1) if len(whole) > size and _JAPANESE.fullmatch(whole)]


def _readings(family: str, given: str) -> list[tuple[Token, ...]]:
    japanese = product(_known("Japanese", "family").get(family, ()), _japanese_given(given))
    found: list[tuple[Token, ...]] = [(token(one), token(two)) for one, two in japanese]
    for language in _BY_CHARACTER:
        for one in _known(language, "family").get(family, ()):
            found.append((token(one, True), *_by_character(given, language)))
    return found


def _japanese_given(given: str) -> tuple[str, ...]:
    """Read a given name by the table, or as it stands where it is in kana."""
    kana = tuple(word.text for word in tokens(given)) if given and not _HAN.search(given) else ()
    return _known("Japanese", "given").get(given, kana[:1])


def _by_character(given: str, language: str) -> tuple[Token, ...]:
    known = _known(language, "given")
    return tuple(
        word
        for character in given
        for word in ((token(known[character][0], True),) if character in known else tokens(character))
    )
