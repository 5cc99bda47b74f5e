"""How far two words of two names agree: the same, spelled otherwise, shortened, mistyped, or different."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from analysis.persons.names.letters import (
    Token,
    abjad_skeleton,
    is_known,
    is_short_form,
    key,
    known_reading,
    loose_skeleton,
    skeleton,
    spelling_groups,
    syllable_key,
    token,
)


@dataclass(frozen=True, slots=True)
class Agreement:
    """What two words have in common: strength from 0 (different) to 1 (the same letters), and why."""

    strength: float
    kind: str


SAME, DIFFERENT = Agreement(1.0, "same"), Agreement(0.0, "different")


def agree(first: Token, second: Token) -> Agreement:
    """Agreement of two words by the strongest reading that fits."""
    if first.text == second.text:
        return SAME
    if first.abjad and second.abjad:
        if first.key == second.key:
            return Agreement(0.97, "spelling")
        near = min(len(first.key), len(second.key)) >= 5 and OSA.distance(first.key, second.key) == 1
        return Agreement(0.65, "typing") if near else DIFFERENT
    if first.abjad != second.abjad:
        return _across_abjad(first, second) if first.abjad else _across_abjad(second, first)
    if first.syllabic or second.syllabic:
        if spelling_groups(first.text) & spelling_groups(second.text):
            return Agreement(0.9, "variant")
        alike = syllable_key(first.text) == syllable_key(second.text)
        return Agreement(0.85, "spelling") if alike else DIFFERENT
    return _latin(*sorted((first.text, second.text)))


def _across_abjad(written: Token, roman: Token) -> Agreement:
    """Compare a word in Arabic or Hebrew writing with a romanised one."""
    reading = known_reading(written)
    if reading:
        return _with_reading(reading, roman)
    consonants, other = written.skeleton, abjad_skeleton(roman.text)
    if consonants == other:
        return Agreement(0.9 if len(consonants) > 1 else 0.7, "consonants") if consonants else DIFFERENT
    near = min(len(consonants), len(other)) >= 3 and OSA.distance(consonants, other) == 1
    return Agreement(0.6, "consonants") if near else DIFFERENT


def _with_reading(reading: str, roman: Token) -> Agreement:
    """Compare a romanised name with one in Arabic writing whose reading is known: Hassan is not Hussein."""
    spelled = agree(token(reading), roman)
    if spelled.strength >= 0.9:
        return Agreement(0.95, "reading")
    alike = abjad_skeleton(reading) == abjad_skeleton(roman.text) and not is_known(roman.text)
    return Agreement(0.75, "consonants") if alike else Agreement(0.3, "two names") if spelled.strength else DIFFERENT


@lru_cache(maxsize=500_000)
def _latin(low: str, high: str) -> Agreement:
    if low.isdigit() or high.isdigit():
        return SAME if low.lstrip("0") == high.lstrip("0") else DIFFERENT
    if re.findall(r"\d+", low) != re.findall(r"\d+", high):
        return DIFFERENT
    if min(len(low), len(high)) == 1:
        return Agreement(0.7, "initial") if key(low)[0] == key(high)[0] or low[0] == high[0] else DIFFERENT
    if spelling_groups(low) & spelling_groups(high):
        return Agreement(0.95, "variant")
    if _other_gender(low, high):
        return Agreement(0.3, "other gender")
    if key(low) == key(high):
        return Agreement(0.95, "spelling")
    if is_short_form(low, high) or is_short_form(high, low):
        return Agreement(0.8, "short form")
    return _mistyped(low, high)


def _other_gender(low: str, high: str) -> bool:
    """Daniel and Daniela, Mario and Maria: given names that differ by sex."""
    short, long = sorted((low, high), key=len)
    if len(short) == len(long):
        return short[:-1] == long[:-1] and {short[-1], long[-1]} == {"a", "o"}
    return is_known(short) and long.removeprefix(short) in ("a", "e", "na", "ne", "ine", "ina")


def _mistyped(low: str, high: str) -> Agreement:
    for start, end in (
        ("abd", ""),
        ("", "din"),
    ):  # compounds are compared by what the servant or the faith is joined to
        if min(len(low), len(high)) > 5 and all(word.startswith(start) and word.endswith(end) for word in (low, high)):
            return agree(*(token(word.removeprefix(start).removesuffix(end)) for word in (low, high)))
    length = min(len(low), len(high))
    if _in_french(low) == _in_french(high):
        return _unless_two_names(low, high, 0.85, "spelling")
    if length <= 4 and syllable_key(low) == syllable_key(high):
        return _unless_two_names(low, high, 0.75, "spelling")
    cost = _edit_cost(low, high)
    if length < 4 or cost > 0.27 * length:
        return _part(low, high)
    if _one_syllable_differs(low, high):
        return Agreement(0.3, "another syllable")
    other_start = low[0] != high[0] and loose_skeleton(low)[:1] != loose_skeleton(high)[:1]
    return _unless_two_names(low, high, max(1.0 - 1.7 * cost**1.25 / length - 0.2 * other_start, 0.0), "typing")


#: Two syllables of Pinyin.
_TWO_SYLLABLES = re.compile(
    r"((?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])"
    r"(?:iang|iong|uang|ian|iao|uai|uan|ang|eng|ing|ong|ai|an|ao|ei|en|ia|ie|in|iu|ou|ua|ue|ui|un|uo|[aeiou]))" * 2
)


def _one_syllable_differs(low: str, high: str) -> bool:
    """Mingyuan and Minghua: Chinese given names that share one of two syllables."""
    one, two = _TWO_SYLLABLES.fullmatch(low), _TWO_SYLLABLES.fullmatch(high)
    if one is None or two is None or min(len(low), len(high)) < 6:
        return False
    pairs = zip(one.groups(), two.groups(), strict=True)
    return sum(syllable_key(ours) == syllable_key(theirs) for ours, theirs in pairs) == 1


def _in_french(text: str) -> str:
    """Key of a word as if each ch in it were the sh of French: Chams and Shams, Choukarev and Shchukarev."""
    return key(text.replace("shch", "sh").replace("ch", "sh"))


def _edit_cost(low: str, high: str) -> float:
    """Number of slips: a third for a vowel, two thirds for a consonant taken for its like, one for another."""
    folds = (key, skeleton, loose_skeleton)
    by_sound = sum(OSA.distance(fold(low), fold(high)) for fold in folds) / len(folds)
    return min(by_sound, float(OSA.distance(low, high)))


def _unless_two_names(low: str, high: str, strength: float, kind: str) -> Agreement:
    """Two names that both exist are two names, however near in letters."""
    both_exist = is_known(low) and is_known(high)
    return Agreement(min(strength, 0.3), "two names") if both_exist else Agreement(strength, kind)


def _part(low: str, high: str) -> Agreement:
    """A word that is the other without its article, or the beginning of it."""
    short, long = sorted((low, high), key=len)
    if len(short) >= 5 and long.endswith(short) and long[: -len(short)] in ("al", "el", "ar", "as", "an", "at", "az"):
        return Agreement(0.9, "article")
    if len(short) >= 3 and long.startswith(short) and len(long) >= 5:
        return Agreement(0.65 if is_known(long) and not is_known(short) else 0.2, "part")
    return DIFFERENT
