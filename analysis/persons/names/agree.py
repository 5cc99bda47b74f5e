"""How far two words of two names agree: the same, spelled otherwise, shortened, mistyped, or different."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from analysis.persons.names.characters import known_reading
from analysis.persons.names.letters import (
    Token,
    abjad_skeleton,
    fits_long_vowels,
    is_known,
    is_short_form,
    key,
    loose_skeleton,
    shared_long_form,
    skeleton,
    spelling_groups,
    spellings,
    syllable_key,
    token,
)

#: Pairs of endings that tell a man's from a woman's form of one surname (Slavic and Baltic).
_SURNAME_ENDINGS = (
    ("ova", "ov"),
    ("eva", "ev"),
    ("ina", "in"),
    ("skaia", "ski"),
    ("skaa", "ski"),
    ("ska", "ski"),
    ("zkaa", "zki"),
    ("zka", "zki"),
    ("aia", "i"),
    ("aa", "i"),
)


_SON = re.compile(r"(?:[aeioyuj]*[vw][iy]?[ct][zh]?h?|[iy][ct]h)$")


_DAUGHTER = re.compile(r"(?:[aeioyuj]*[vwu]n[ay]|[iy]vna|[iy]chna|auna)$")


@dataclass(frozen=True, slots=True)
class Agreement:
    """What two words have in common: strength from 0 (different) to 1 (the same letters), and why."""

    strength: float
    kind: str


SAME = Agreement(1.0, "same")


DIFFERENT = Agreement(0.0, "different")


def agree(first: Token, second: Token) -> Agreement:
    """Compare two words by the strongest reading that holds."""
    if first.text == second.text:
        return SAME
    if first.kind and second.kind:
        return DIFFERENT
    if first.abjad and second.abjad:
        return _within_abjad(first.key, second.key)
    if first.abjad != second.abjad:
        return _across_abjad(first, second)
    if first.syllabic or second.syllabic:
        return _syllables(first, second)
    low, high = sorted((first.text, second.text))
    return _latin(
        low, high, first.key if first.text == low else second.key, second.key if first.text == low else first.key
    )


def _within_abjad(one: str, two: str) -> Agreement:
    if one == two:
        return Agreement(0.97, "spelling")
    near = min(len(one), len(two)) >= 5 and OSA.distance(one, two) == 1
    return Agreement(0.65, "typing") if near else DIFFERENT


def _across_abjad(first: Token, second: Token) -> Agreement:
    written, roman = (first, second) if first.abjad else (second, first)
    read = known_reading(written)
    if read:
        return _as_read(read, roman)
    bones = written.skeleton
    if not bones:
        return DIFFERENT
    if bones in _abjad_forms(roman.text):
        own = abjad_skeleton(roman.text) == bones
        forms = (roman.text,) if own else spellings(roman.text)
        fits = any(fits_long_vowels(written.key, form) for form in forms)
        return Agreement(0.5 if not fits else 0.9 if len(bones) > 1 else 0.7, "consonants")
    other = abjad_skeleton(roman.text)
    near = min(len(bones), len(other)) >= 3 and OSA.distance(bones, other) == 1
    return Agreement(0.6, "consonants") if near else DIFFERENT


def _as_read(read: str, roman: Token) -> Agreement:
    """Compare a romanised name with one in Arabic writing whose reading is known: Hassan is not Hussein."""
    spelled = agree(token(read), roman)
    if spelled.strength >= 0.9:
        return Agreement(0.95, "reading")
    alike = abjad_skeleton(read) == abjad_skeleton(roman.text) and not is_known(roman.text)
    return Agreement(0.75, "consonants") if alike else Agreement(0.3, "two names") if spelled.strength else DIFFERENT


@lru_cache(maxsize=100_000)
def _abjad_forms(text: str) -> frozenset[str]:
    """Give the consonants of a word and of its other spellings, for Gamal is written as Jamal."""
    return frozenset(abjad_skeleton(spelling) for spelling in (text, *spellings(text))) - {""}


def _syllables(first: Token, second: Token) -> Agreement:
    if spelling_groups(first.text) & spelling_groups(second.text):
        return Agreement(0.9, "variant")
    if syllable_key(first.text) == syllable_key(second.text):
        return Agreement(0.85, "spelling")
    return DIFFERENT


@lru_cache(maxsize=500_000)
def _latin(low: str, high: str, low_key: str, high_key: str) -> Agreement:
    if low.isdigit() or high.isdigit():
        return SAME if low.lstrip("0") == high.lstrip("0") else DIFFERENT
    if not _same_digits(low, high):
        return DIFFERENT
    return _letters(low, high, low_key, high_key)


def _letters(low: str, high: str, low_key: str, high_key: str) -> Agreement:
    if min(len(low), len(high)) == 1:
        return Agreement(0.7, "initial") if low_key[0] == high_key[0] or low[0] == high[0] else DIFFERENT
    groups = spelling_groups(low) & spelling_groups(high)
    if groups:
        return Agreement(0.95, "variant")
    if _other_gender(low, high):
        return Agreement(0.3, "other gender")
    if low_key == high_key or _same_after_j(low, high, low_key, high_key):
        return Agreement(0.95, "spelling")
    if _surname_gender(low_key, high_key):
        return Agreement(0.85, "gender of a surname")
    if is_short_form(low, high) or is_short_form(high, low) or shared_long_form(low, high):
        return Agreement(0.8, "short form")
    return _mistyped(low, high, low_key, high_key)


def _same_after_j(low: str, high: str, low_key: str, high_key: str) -> bool:
    """Jurij is Yuri and Jelena is Elena, but Jamal is not Amal."""
    pairs = ((low_key, high_key, high), (high_key, low_key, low))
    return any(one[0] == "J" and one[1:] == two and text[0] in "yie" for one, two, text in pairs)


def _surname_gender(one: str, two: str) -> bool:
    short, long = (one, two) if len(one) <= len(two) else (two, one)
    return short[:3] == long[:3] and any(
        long.endswith(woman) and short.endswith(man) and long[: -len(woman)] == short[: -len(man)] and len(short) > 4
        for woman, man in _SURNAME_ENDINGS
    )


def _other_gender(low: str, high: str) -> bool:
    """Tell Daniel from Daniela and Mario from Maria: forms of given names that a change of sex makes."""
    short, long = sorted((low, high), key=len)
    if len(short) == len(long):
        return (
            not (short[:-1].endswith("k") and len(short) > 5)
            and short[:-1] == long[:-1]
            and {short[-1], long[-1]} == {"a", "o"}
        )
    if not is_known(short) or short.endswith(("ov", "ev", "in", "ow")):
        return False
    return long in (short + "a", short + "e", short + "na", short + "ne", short + "ine", short + "ina", short + "le")


def _mistyped(low: str, high: str, low_key: str, high_key: str) -> Agreement:
    if _patronymic(low) and _patronymic(high):
        return _patronymics(low, high)
    bare = _without_shared_part(low, high)
    if bare is not None:
        return agree(token(bare[0]), token(bare[1]))
    spelled = _spelled_otherwise(low, high)
    if spelled:
        return _unless_two_names(low, high, spelled)
    length = min(len(low), len(high))
    cost = _cost(low, high, low_key, high_key)
    if length < 4 or cost > 0.27 * length:
        return _part(low, high)
    if _derived(low_key, high_key):
        return Agreement(0.2, "derived")
    if _other_syllable(low, high):
        return Agreement(0.3, "another syllable")
    length -= _shared_ending(low_key, high_key)
    strength = 1.0 - 1.7 * cost**1.25 / length - _other_start(low, high)
    return _unless_two_names(low, high, Agreement(max(strength, 0.0), "typing"))


#: Endings that make one family name of another.
_DERIVING = (
    "ez",
    "es",
    "son",
    "sen",
    "ski",
    "i",
    "enko",
    "ian",
    "ov",
    "ev",
    "iC",
    "oviC",
    "ezku",
    "esku",
    "man",
    "mann",
    "er",
)


#: Endings that so many family names have that they tell nothing.
_ENDINGS = (
    "ova",
    "eva",
    "ina",
    "ov",
    "ev",
    "in",
    "enko",
    "ski",
    "ska",
    "ian",
    "an",
    "vili",
    "dze",
    "son",
    "sen",
    "ez",
    "zade",
    "ola",
    "pur",
    "oglu",
    "berg",
    "man",
    "er",
    "prom",
    "bank",
    "invest",
    "trans",
    "mash",
    "neft",
    "torg",
    "tek",
)


def _derived(low_key: str, high_key: str) -> bool:
    """Tell Martin from Martinez and Kozlov from Kozlovsky."""
    short, long = sorted((low_key, high_key), key=len)
    return len(short) >= 4 and long.startswith(short) and long[len(short) :] in _DERIVING


def _shared_ending(low_key: str, high_key: str) -> int:
    """Give the length of an ending that says nothing, up to what leaves three letters of the shorter word."""
    shortest = min(len(low_key), len(high_key))
    both = (len(ending) for ending in _ENDINGS if low_key.endswith(ending) and high_key.endswith(ending))
    return max((size for size in both if shortest - size >= 3), default=0)


def _without_shared_part(low: str, high: str) -> tuple[str, str] | None:
    """Leave the servant of compounds with Abd, and the faith of those with Din, out of the comparison."""
    if low.startswith("abd") and high.startswith("abd") and min(len(low), len(high)) > 5:
        return low[3:], high[3:]
    if low.endswith("din") and high.endswith("din") and min(len(low), len(high)) > 5:
        return low[:-3], high[:-3]
    return None


def _same_start(low: str, high: str) -> bool:
    """Tell whether two words begin with sounds that are the same or taken for one another."""
    return low[0] == high[0] or loose_skeleton(low)[:1] == loose_skeleton(high)[:1]


def _spelled_otherwise(low: str, high: str) -> Agreement | None:
    length = min(len(low), len(high))
    levelled = length > 4 and _levelled(low) == _levelled(high)
    if levelled or _in_french(low) == _in_french(high) or _silent_start(low, high):
        return Agreement(0.85, "spelling")
    return Agreement(0.75, "spelling") if length <= 4 and syllable_key(low) == syllable_key(high) else None


_PINYIN = (
    r"((?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])"
    r"(?:iang|iong|uang|ian|iao|uai|uan|ang|eng|ing|ong|ai|an|ao|ei|en|ia|ie|in|iu|ou|ua|ue|ui|un|uo|[aeiou]))"
)


_TWO_SYLLABLES = re.compile(_PINYIN * 2)


def _other_syllable(low: str, high: str) -> bool:
    """Tell Mingyuan from Minghua: Chinese given names that have one of two syllables in common."""
    if len(low) < 6 or len(high) < 6:
        return False
    one, two = _TWO_SYLLABLES.fullmatch(low), _TWO_SYLLABLES.fullmatch(high)
    if one is None or two is None:
        return False
    alike = [
        syllable_key(ours) == syllable_key(theirs) for ours, theirs in zip(one.groups(), two.groups(), strict=True)
    ]
    return sum(alike) == 1


def _in_french(text: str) -> str:
    """Fold a word as if each ch in it were the sh of French: Chams and Shams, Choukarev and Shchukarev."""
    return key(text.replace("shch", "sh").replace("ch", "sh")) if "ch" in text else key(text)


def _levelled(text: str) -> str:
    """Fold the diphthongs that dialects of Arabic level: Nawfal and Nofal, Faysal and Fesal."""
    return key(re.sub(r"a[wu]|ou?", "o", re.sub(r"[ae][yi](?![aeiou])", "e", text)))


def _silent_start(low: str, high: str) -> bool:
    """Tell Hidajet and Idajet: an h that not all languages write."""
    short, long = sorted((low, high), key=len)
    return len(short) >= 5 and long == "h" + short


#: The keys of a keyboard row by row, and those that lie beside one another.
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


_BESIDE = frozenset(
    frozenset((one, two))
    for upper, lower in zip(_ROWS, (*_ROWS[1:], ""), strict=True)
    for place, one in enumerate(upper)
    for two in (*upper[place + 1 : place + 2], *lower[max(place - 1, 0) : place + 1])
)


def _other_start(low: str, high: str) -> float:
    """Give what another first letter takes away: little where a finger struck the key beside it, or the next first."""
    if _same_start(low, high):
        return 0.0
    struck = low[1:] == high[1:] and frozenset((low[0], high[0])) in _BESIDE
    slipped = len(low) >= 5 and (struck or (low[1::-1] == high[:2] and low[2:] == high[2:]))
    return 0.05 if slipped else 0.2


def _cost(low: str, high: str, low_key: str, high_key: str) -> float:
    """Count slips: a third for a vowel, two thirds for a consonant taken for its like, one for another."""
    sound = OSA.distance(low_key, high_key)
    bones = OSA.distance(skeleton(low), skeleton(high))
    loose = OSA.distance(loose_skeleton(low), loose_skeleton(high))
    return min((sound + bones + loose) / 3, float(OSA.distance(low, high)))


def _patronymic(text: str) -> bool:
    return len(text) > 6 and (_SON.search(text) is not None or _DAUGHTER.search(text) is not None)


def _patronymics(low: str, high: str) -> Agreement:
    """Compare the fathers' names; the ending that all patronymics share says nothing."""
    ending = _SON if _SON.search(low) else _DAUGHTER
    if not ending.search(high):
        return Agreement(0.1, "other gender")
    one, two = ending.sub("", low), ending.sub("", high)
    cost = _cost(one, two, key(one), key(two))
    length = min(len(one), len(two)) + 1
    return Agreement(0.95 - cost / length, "spelling") if cost <= 0.3 * length else DIFFERENT


def _unless_two_names(low: str, high: str, found: Agreement) -> Agreement:
    """Two names that both exist are two names, however near in letters."""
    return Agreement(min(found.strength, 0.3), "two names") if is_known(low) and is_known(high) else found


def _same_digits(low: str, high: str) -> bool:
    return (low.isalpha() and high.isalpha()) or re.findall(r"\d+", low) == re.findall(r"\d+", high)


def _part(low: str, high: str) -> Agreement:
    short, long = sorted((low, high), key=len)
    if len(short) >= 5 and long.endswith(short) and long[: -len(short)] in ("al", "el", "ar", "as", "an", "at", "az"):
        return Agreement(0.9, "article")
    if re.search(r"\d", long):
        told = len(short) >= 3 and len(long) - len(short) <= 3 and long.endswith(short) and _same_digits(low, high)
        return Agreement(0.7, "part") if told else DIFFERENT
    if len(short) >= 3 and long.startswith(short) and len(long) >= 5:
        return Agreement(0.65 if is_known(long) and not is_known(short) else 0.2, "part")
    return DIFFERENT
