"""Letters and words of names across scripts."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from anyascii import anyascii

from analysis.core import judgement

_Rule = tuple[re.Pattern[str], str]


_APOSTROPHES = re.compile(r"[`'´’‘ʼʻʿʾ′＇]")


_POSSESSIVE = re.compile(r"(?<=\w\w)['’]s\b", re.IGNORECASE)


_ASCII_WORD = re.compile(r"[a-z0-9]+")


_CAPITAL = re.compile(r"[A-Z][a-z]*|[a-z0-9]+")


_ABJAD = re.compile(r"[\u0590-\u05ff\u0600-\u074f\u0750-\u077f\u08a0-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")


_CYRILLIC = re.compile(r"[\u0400-\u04ff]")


_LOOKALIKES = str.maketrans("ABCEHKMOPTXYaceopxyiI", "АВСЕНКМОРТХУасеорхуіІ")


_SYLLABIC = re.compile(r"[\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")


#: The article, by itself or after *for*.
_ARABIC_ARTICLE = re.compile(r"(?<!\w)(?:ال|لل)(?=\w{3})")


#: Spellings of one sound, in the order in which they are folded (pattern, replacement). Capital C and J stand
#: for the sounds of *ch*air and *j*ar until all rules have run.
_KEY_RULES: tuple[_Rule, ...] = tuple(
    (re.compile(pattern), put)
    for pattern, put in (
        (r"(?<=[aeo])u(?=sk)", "v"),  # Sakalouski and Sokolovski
        (r"shch|schtsch|stsch|szcz|sch|sh|sz", "s"),
        (r"tzs|tsch|tch|cz|ch", "C"),
        (r"dzh|dsch|dj|^j(?=[aeiou])", "J"),
        (r"zh", "J"),
        (r"kh", "h"),
        (r"gh", "g"),
        (r"ph", "f"),
        (r"th", "t"),
        (r"dh", "d"),
        (r"ts|tz", "z"),
        (r"ck|qu|q|c(?![eiy])", "k"),
        (r"c", "s"),
        (r"x", "ks"),
        (r"w", "v"),
        (r"ou|oo|ue", "u"),
        (r"ee", "i"),
        (r"[jy]", "i"),
        (r"i+", "i"),
        (r"(?<=[^aeiou])i(?=[aeou])", ""),  # Natalia, Fiodor, Liudmila: the softening of a consonant
        (r"^i(?=[aeou])", ""),  # Yevgeny and Evgeny
        (r"(?<=[aeou])i(?=[aeou])", ""),  # Nikolayevich and Nikolaevich
        (r"(.)\1+", r"\1"),
        (r"(?<=[aeiou])h(?=$|[^aeiou])", ""),  # Abdallah and Abdalla
        (r"(?<=[bdfgklmnprstvzCJ])au$", "ov"),  # Ramanau and Romanov
        (r"(?<=[bdfgklmnprstvzCJ])eu$", "ev"),
    )
)


_VOICES = str.maketrans("ptksJhn", "bdgzCgm")


_VOWELS = re.compile(r"[aeiou]")


#: What Arabic, Persian and Hebrew letters keep of a word, in classes that hold for any romanisation:
#: S for *sh* and *ch*, k for every velar and uvular stop and *gh*, d for every z and d, h for every h.
_ABJAD_LETTERS = {
    letter: put
    for put, letters in {
        "": "اأإآٱعءىئؤيیېۍوۆۇةאויע",
        "b": "بב",
        "t": "تطثטת",
        "j": "جژ",
        "S": "شچש",
        "h": "حخهھہەחה",
        "d": "دذزضظדז",
        "r": "رڑר",
        "s": "سصסצץ",
        "k": "غقكکگڤגכךק",
        "f": "فپפף",
        "l": "لל",
        "m": "مמם",
        "n": "نںנן",
    }.items()
    for letter in letters
}


#: Letters that writers of one script exchange freely.
_ABJAD_ALIKE = str.maketrans("أإآٱىیېۍئةہھەکڪۇۆۋؤךםןףץ", "اااايييييههههككووووכמנפצ")


_ABJAD_RULES: tuple[_Rule, ...] = tuple(
    (re.compile(pattern), put)
    for pattern, put in (
        (r"sch|sh|tch|tsch|ch", "S"),
        (r"t[sz]", "s"),
        (r"dj|dzh|zh|j", "J"),
        (r"kh", "h"),
        (r"gh|[qckg]", "k"),
        (r"th", "t"),
        (r"dh|z", "d"),
        (r"ph|p", "f"),
        (r"x", "ks"),
        (r"[wvuoyiae]", ""),
        (r"J", "j"),
        (r"(.)\1+", r"\1"),
    )
)


_SYLLABLE_RULES: tuple[_Rule, ...] = tuple(
    (re.compile(pattern), put)
    for pattern, put in (
        (r"hs|sh|x|sz", "s"),
        (r"zh|ch|q|j|ts|tz|z|c", "c"),
        (r"b", "p"),
        (r"d", "t"),
        (r"g", "k"),
        (r"r", "l"),
        (r"eo|eu|oo|u|ou", "o"),
        (r"ae|ay|ai|ie|ia", "e"),
        (r"[yw]", ""),
        (r"h$|(?<=[kpct])h", ""),
        (r"(.)\1+", r"\1"),
    )
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a name."""

    text: str  # in the letters a-z and digits
    key: str  # with the spellings of one sound made one
    skeleton: str  # consonants of the key, after a vowel where it begins with one
    abjad: bool = False  # of a script without vowels (Arabic, Hebrew)
    syllabic: bool = False  # Chinese characters or Korean Hangul, romanised by syllable

    def __len__(self) -> int:
        return len(self.text)


def _apply(rules: tuple[_Rule, ...], text: str) -> str:
    for pattern, put in rules:
        text = pattern.sub(put, text)
    return text


@lru_cache(maxsize=200_000)
def key(text: str) -> str:
    """Fold a word of a-z so that transliterations of one word are alike, such as ``evgeni``; never empty."""
    return _apply(_KEY_RULES, text) or text


@lru_cache(maxsize=200_000)
def skeleton(text: str) -> str:
    """Give the consonants of a word's key, with an ``a`` in front where it begins with a vowel."""
    folded = key(text)
    bare = _VOWELS.sub("", folded)
    return ("a" if folded[:1] in "aeiou" else "") + re.sub(r"(.)\1+", r"\1", bare)


@lru_cache(maxsize=200_000)
def loose_skeleton(text: str) -> str:
    """Give the consonants of a word's key with voiced and voiceless ones alike, as ears confuse them."""
    return skeleton(text).translate(_VOICES)


@lru_cache(maxsize=200_000)
def abjad_skeleton(text: str) -> str:
    """Give the consonants that Arabic and Hebrew writing would keep of a word."""
    return _silent(_apply(_ABJAD_RULES, text))


def _silent(consonants: str) -> str:
    """Drop a final h, the feminine ending, which romanisations write or leave out."""
    return consonants[:-1] if len(consonants) > 2 and consonants.endswith("h") else consonants


def _as_abjad(word: str) -> Token:
    letters = "".join(_ABJAD_LETTERS.get(letter, "") for letter in word)
    plain = "".join(letter for letter in anyascii(word).lower() if letter.isalnum())
    return Token(plain, abjad_text(word), _silent(re.sub(r"(.)\1+", r"\1", letters)), True)


def abjad_text(word: str) -> str:
    """Write a word of Arabic or Hebrew writing with one form for letters that writers exchange."""
    return word.translate(_ABJAD_ALIKE)


@lru_cache(maxsize=50_000)
def syllable_key(text: str) -> str:
    """Fold a Chinese or Korean syllable or name so that its romanisations are alike."""
    return _apply(_SYLLABLE_RULES, text)


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
        return [_as_abjad(word)]
    plain = re.sub(r"[^a-z0-9]+", "", anyascii(_one_script(word)).lower())
    return [token(plain)] if plain else []


def _one_script(word: str) -> str:
    """Read Latin letters inside a Cyrillic word as the Cyrillic ones they look like."""
    return word.translate(_LOOKALIKES) if _CYRILLIC.search(word) else word


@lru_cache(maxsize=300_000)
def tokens(name: str) -> tuple[Token, ...]:
    """Split a name into tokens, in order; hyphens and signs separate, apostrophes and diacritics vanish."""
    if name.isascii():
        plain = _POSSESSIVE.sub("", name).replace("'", "").replace("`", "") if "'" in name or "`" in name else name
        return tuple(map(token, _ASCII_WORD.findall(plain.lower())))
    text = unicodedata.normalize("NFKC", name)
    text = _POSSESSIVE.sub("", text)
    text = _APOSTROPHES.sub("", text)
    text = _ARABIC_ARTICLE.sub("al ", text)
    return tuple(piece for word in _words(text) for piece in _pieces(word))


def _words(text: str) -> list[str]:
    """Split at everything that is no letter, digit or mark; drop the vowel points of Arabic and Hebrew."""
    letters = (letter if unicodedata.category(letter)[0] in "LNM" else " " for letter in text)
    return "".join("" if _vowel_point(letter) else letter for letter in letters).split()


def _vowel_point(letter: str) -> bool:
    return unicodedata.category(letter) == "Mn" and _ABJAD.match(letter) is not None


VARIANTS = "name_variants.csv"


#: Roles of words that tell generations of one name apart.
SUFFIXES = ("younger", "elder", "second", "third", "fourth")


@cache
def roles() -> dict[str, str]:
    """Map a word to its role: title, particle, noise, one of `SUFFIXES`, or a common given or family name."""
    table = judgement.table("name_words.csv")
    return dict(zip(table["word"], table["role"], strict=True))


@cache
def _groups(kind: str) -> dict[str, frozenset[int]]:
    """Map each spelling to the numbers of the groups of that kind it stands in."""
    table = judgement.table(VARIANTS)
    known: dict[str, set[int]] = defaultdict(set)
    chosen = table[table["kind"] == kind]
    for number, name, variants in zip(chosen.index, chosen["name"], chosen["variants"], strict=True):
        for spelling in (name, *variants.split()):
            known[spelling].add(int(number))
    return {spelling: frozenset(groups) for spelling, groups in known.items()}


@cache
def _by_key(kind: str) -> dict[str, frozenset[int]]:
    known: dict[str, frozenset[int]] = {}
    for spelling, groups in _groups(kind).items():
        known[key(spelling)] = known.get(key(spelling), frozenset()) | groups
    return known


@lru_cache(maxsize=200_000)
def spelling_groups(text: str) -> frozenset[int]:
    """Give the groups of spellings that a word belongs to, by its letters or else by its key."""
    exact = _groups("spelling").get(text, frozenset())
    return exact if exact or is_known(text) else _by_key("spelling").get(key(text), frozenset())


@cache
def _short_forms() -> dict[str, frozenset[str]]:
    table = judgement.table(VARIANTS)
    chosen = table[table["kind"] == "diminutive"]
    known: dict[str, set[str]] = defaultdict(set)
    for name, variants in zip(chosen["name"], chosen["variants"], strict=True):
        for short in variants.split():
            known[short].add(name)
    return {short: frozenset(names) for short, names in known.items()}


@cache
def _full_names() -> frozenset[str]:
    return frozenset(judgement.table(VARIANTS)["name"])


@lru_cache(maxsize=100_000)
def is_short_form(short: str, full: str) -> bool:
    """Tell whether one word is a customary short form of another, or of another spelling of it."""
    names = _short_forms().get(short, frozenset())
    return full in names or any(spelling_groups(name) & spelling_groups(full) for name in names)


@lru_cache(maxsize=200_000)
def is_known(text: str) -> bool:
    """Tell whether a word is a name of the table of variants, exactly as spelled."""
    return (
        roles().get(text) in ("given", "family")
        or text in _groups("spelling")
        or text in _full_names()
        or text in _short_forms()
    )


@cache
def _readings() -> dict[str, str]:
    table = judgement.table("name_readings.csv")
    return dict(zip(table["written"].map(abjad_text), table["reading"], strict=True))


def known_reading(word: Token) -> str:
    """Reading of a given name in Arabic or Hebrew writing where the table has it; else blank."""
    return _readings().get(word.key, "")
