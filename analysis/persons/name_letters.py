"""Letters and words of names across scripts, and a name made ready for comparison."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from typing import NamedTuple

from anyascii import anyascii

from analysis.core import judgement

# Letters and words --------------------------------------------------------------------------------------------------


_APOSTROPHES = re.compile(r"[`'´’‘ʼʻʿʾ′＇]")


_POSSESSIVE = re.compile(r"(?<=\w\w)['’]s\b", re.IGNORECASE)


_CAPITAL = re.compile(r"[A-Z][a-z]*|[a-z0-9]+")


_ABJAD = re.compile(r"[\u0590-\u05ff\u0600-\u074f\u0750-\u077f\u08a0-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")


_CYRILLIC = re.compile(r"[\u0400-\u04ff]")


_LOOKALIKES = str.maketrans("ABCEHKMOPTXYaceopxyiI", "АВСЕНКМОРТХУасеорхуіІ")


_SYLLABIC = re.compile(r"[\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")


#: The article, by itself or after *for*.
_ARABIC_ARTICLE = re.compile(r"(?<!\w)(?:ال|لل)(?=\w{3})")


@cache
def _rules(kind: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Rules of a kind in data/hand/name_sounds.csv: a pattern of letters, and the sound that they are folded to."""
    table = judgement.table("name_sounds.csv")
    rules = table.loc[table["rules"] == kind, ["written", "sound"]]
    return tuple((re.compile(written), sound) for written, sound in rules.itertuples(index=False))


@cache
def _abjad_letters() -> dict[str, str]:
    """What Arabic, Persian and Hebrew letters keep of a word, in classes that fit any romanisation."""
    return {letter: sound for letters, sound in _rules("letter") for letter in letters.pattern}


_VOICES = str.maketrans("ptksJhn", "bdgzCgm")


_VOWELS = re.compile(r"[aeiou]")


#: Letters that writers of one script exchange freely.
_ABJAD_ALIKE = str.maketrans("أإآٱىیېۍئةہھەکڪۇۆۋؤךםןףץ", "اااايييييههههككووووכמנפצ")


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a name."""

    text: str  # in the letters a-z and digits
    key: str  # with the spellings of one sound made one
    skeleton: str  # consonants of the key, after a vowel where it begins with one
    abjad: bool = False  # of a script without vowels (Arabic, Hebrew)
    syllabic: bool = False  # Chinese characters or Korean Hangul, romanised by syllable


def _fold(text: str, kind: str) -> str:
    for pattern, sound in _rules(kind):
        text = pattern.sub(sound, text)
    return text


@lru_cache(maxsize=200_000)
def key(text: str) -> str:
    """Fold a word of a-z so that transliterations of one word are alike, such as ``evgeni``; never empty."""
    return _fold(text, "key") or text


@lru_cache(maxsize=200_000)
def skeleton(text: str) -> str:
    """Consonants of a word's key, with an ``a`` in front where it begins with a vowel."""
    folded = key(text)
    bare = _VOWELS.sub("", folded)
    return ("a" if folded[:1] in "aeiou" else "") + re.sub(r"(.)\1+", r"\1", bare)


@lru_cache(maxsize=200_000)
def loose_skeleton(text: str) -> str:
    """Consonants of a word's key with voiced and voiceless ones alike, as ears confuse them."""
    return skeleton(text).translate(_VOICES)


@lru_cache(maxsize=200_000)
def abjad_skeleton(text: str) -> str:
    """Consonants that Arabic and Hebrew writing would keep of a word."""
    return _silent(_fold(text, "abjad"))


def _silent(consonants: str) -> str:
    """Drop a final h, the feminine ending, which romanisations write or omit."""
    return consonants[:-1] if len(consonants) > 2 and consonants.endswith("h") else consonants


def _plain(word: str) -> str:
    """Letters a-z and digits of a word, romanised."""
    return re.sub(r"[^a-z0-9]+", "", anyascii(word).lower())


def abjad_text(word: str) -> str:
    """Write a word of Arabic or Hebrew writing with one form for letters that writers exchange."""
    return word.translate(_ABJAD_ALIKE)


@lru_cache(maxsize=50_000)
def syllable_key(text: str) -> str:
    """Fold a Chinese or Korean syllable or name so that its romanisations are alike."""
    return _fold(text, "syllable")


@lru_cache(maxsize=200_000)
def token(text: str, syllabic: bool = False) -> Token:
    """Make the token of a word of a-z."""
    return Token(text, key(text), skeleton(text), False, syllabic)


def join(parts: Sequence[Token]) -> Token:
    """Write several words as one."""
    text = "".join(part.text for part in parts)
    if not any(part.abjad for part in parts):
        return token(text, all(part.syllabic for part in parts))
    consonants = "".join(part.skeleton if part.abjad else abjad_skeleton(part.text) for part in parts)
    written = "".join(part.key for part in parts)
    return Token(text, written, re.sub(r"(.)\1+", r"\1", consonants), True)


def _pieces(word: str) -> list[Token]:
    if _SYLLABIC.search(word):
        return [token(part.lower(), True) for part in _CAPITAL.findall(anyascii(word))]
    if _ABJAD.search(word) and not word.isdigit():
        consonants = "".join(_abjad_letters().get(letter, "") for letter in word)
        return [Token(_plain(word), abjad_text(word), _silent(re.sub(r"(.)\1+", r"\1", consonants)), True)]
    if _CYRILLIC.search(word):  # Latin letters in it are the Cyrillic ones that they look like
        word = word.translate(_LOOKALIKES)
    plain = _plain(word)
    return [token(plain)] if plain else []


@lru_cache(maxsize=300_000)
def tokens(name: str) -> tuple[Token, ...]:
    """Split a name into tokens, in order; hyphens and signs separate, apostrophes and diacritics vanish."""
    text = _APOSTROPHES.sub("", _POSSESSIVE.sub("", unicodedata.normalize("NFKC", name)))
    return tuple(piece for word in _words(_ARABIC_ARTICLE.sub("al ", text)) for piece in _pieces(word))


def _words(text: str) -> list[str]:
    """Split at everything except letters, digits and marks; drop the vowel points of Arabic and Hebrew."""
    letters = (letter for letter in text if unicodedata.category(letter) != "Mn" or not _ABJAD.match(letter))
    return "".join(letter if unicodedata.category(letter)[0] in "LNM" else " " for letter in letters).split()


#: Roles of words that tell generations of one name apart.
SUFFIXES = ("younger", "elder", "second", "third", "fourth")


#: Map a word to its role: title, particle, noise, one of `SUFFIXES`, or a common given or family name.
roles = partial(judgement.lookup, "name_words.csv", "word", "role")


class _Variants(NamedTuple):
    """The table of variants of names: numbers of the groups of spellings by word and by key, and short forms."""

    names: frozenset[str]
    by_text: defaultdict[str, set[int]]
    by_key: defaultdict[str, set[int]]
    full_names: defaultdict[str, set[str]]  # by short form


@cache
def _variants() -> _Variants:
    table = judgement.table("name_variants.csv")
    variants = _Variants(frozenset(table["name"]), defaultdict(set), defaultdict(set), defaultdict(set))
    for number, kind, name, others in table[["kind", "name", "variants"]].itertuples():
        if kind == "diminutive":
            for short in others.split():
                variants.full_names[short].add(name)
        elif kind == "spelling":
            for spelling in (name, *others.split()):
                variants.by_text[spelling].add(number)
                variants.by_key[key(spelling)].add(number)
    return variants


@lru_cache(maxsize=200_000)
def spelling_groups(text: str) -> frozenset[int]:
    """Groups of spellings that a word belongs to, by its letters or else by its key."""
    exact = _variants().by_text.get(text, ())
    return frozenset(exact if exact or is_known(text) else _variants().by_key.get(key(text), ()))


@lru_cache(maxsize=100_000)
def is_short_form(short: str, full: str) -> bool:
    """Whether one word is a customary short form of another, or of another spelling of it."""
    names = _variants().full_names.get(short, set())
    return full in names or any(spelling_groups(name) & spelling_groups(full) for name in names)


@lru_cache(maxsize=200_000)
def is_known(text: str) -> bool:
    """Whether a word is a name of the table of variants, exactly as spelled."""
    variants = _variants()
    in_table = text in variants.by_text or text in variants.names or text in variants.full_names
    return in_table or roles().get(text) in ("given", "family")


def known_reading(word: Token) -> str:
    """Reading of a given name in Arabic or Hebrew writing where the table has it; else blank."""
    return judgement.lookup("name_readings.csv", "written", "reading", abjad_text).get(word.key, "")


# Whole names --------------------------------------------------------------------------------------------------------


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
    joined = _join_compounds(plain)
    names = [word for word in joined if _role(word) != "title"]  # dropped where two other words remain
    identify = names if sum(_role(word) != "particle" and len(word.text) > 1 for word in names) >= 2 else joined
    numbers = frozenset(word.text for word in plain if word.text.isdigit())
    return Name(tuple(identify), tuple(plain), frozenset(map(_role, suffixes)), numbers)


def _role(word: Token) -> str:
    return roles().get(word.text, "")


def _given_name_first(name: str, words: list[Token]) -> list[Token]:
    """Move what follows a single comma to the front, because a family name often comes before it."""
    family, comma, rest = name.partition(",")
    if not comma or "," in rest:
        return words
    first = len(tokens(family))
    turned = len(words) == first + len(tokens(rest)) and not all(map(_role, words[first:]))
    return words[first:] + words[:first] if turned else words


def _join_compounds(words: list[Token]) -> list[Token]:
    """Write Abdul Rahman, Abd al-Rahman and Abdurrahman in one form; Saif al-Din and Seifeddine too."""
    joined: list[Token] = []
    rest = list(words)
    while rest:
        word = rest.pop(0)
        bare = word.skeleton == "bd" and len(word.text) < 4 if word.abjad else _ABD_ALONE.fullmatch(word.text)
        if bare and rest:
            if rest[0].text in _ARTICLES and len(rest) > 1:
                rest.pop(0)
            word = join((word if word.abjad else token("abd"), rest.pop(0)))
        elif _DIN_ALONE.fullmatch(word.text) and joined:
            last = joined.pop()
            last = joined.pop() if last.text in _ARTICLES and joined else last
            word = join((last, token("din")))
        joined.append(_one_form(word))
    return joined


@lru_cache(maxsize=100_000)
def _one_form(word: Token) -> Token:
    """Write a compound of one word like a joined one."""
    if word.abjad and _ABD_WRITTEN.match(word.key):
        return Token(word.text, word.key[:3] + word.key[5:], "bd" + word.skeleton[3:], True)
    if word.abjad or word.syllabic or (is_known(word.text) and not _ABD_OF.match(word.text)):
        return word
    servant, faith = _ABD.fullmatch(word.text), _DIN.fullmatch(word.text)
    if servant and len(servant[1]) >= 3:
        return token("abd" + servant[1])
    return token(faith[1] + "din") if faith else word
