"""Words of judgement from ``data/hand``: titles, particles, generational suffixes, company forms, variants."""

from __future__ import annotations

from collections import defaultdict
from functools import cache, lru_cache

from analysis.clean.matching.fold import key
from analysis.core.countries import hand_table
from analysis.core.files import HAND

WORDS = HAND / "name_words.csv"
VARIANTS = HAND / "name_variants.csv"
FORMS = HAND / "name_company_forms.csv"


#: Roles of words that tell generations of one name apart.
SUFFIXES = ("younger", "elder", "second", "third", "fourth")


@cache
def roles() -> dict[str, str]:
    """Map a word to its role: title, particle, noise, one of `SUFFIXES`, or a common given or family name."""
    table = hand_table(WORDS)
    return dict(zip(table["word"], table["role"], strict=True))


@cache
def company_forms() -> dict[str, str]:
    """Map the short or full name of a legal form to its class, for example ``gmbh`` to ``limited``."""
    table = hand_table(FORMS)
    return dict(zip(table["form"], table["class"], strict=True))


@cache
def _groups(kind: str) -> dict[str, frozenset[int]]:
    """Map each spelling to the numbers of the groups of that kind it stands in."""
    table = hand_table(VARIANTS)
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
    table = hand_table(VARIANTS)
    chosen = table[table["kind"] == "diminutive"]
    known: dict[str, set[str]] = defaultdict(set)
    for name, variants in zip(chosen["name"], chosen["variants"], strict=True):
        for short in variants.split():
            known[short].add(name)
    return {short: frozenset(names) for short, names in known.items()}


@cache
def _full_names() -> frozenset[str]:
    return frozenset(hand_table(VARIANTS)["name"])


@lru_cache(maxsize=100_000)
def is_short_form(short: str, full: str) -> bool:
    """Tell whether one word is a customary short form of another, or of another spelling of it."""
    names = _short_forms().get(short, frozenset())
    return full in names or any(spelling_groups(name) & spelling_groups(full) for name in names)


@lru_cache(maxsize=100_000)
def shared_long_form(first: str, second: str) -> bool:
    """Tell whether two words are short forms of one name, as Bob and Rob."""
    return bool(_short_forms().get(first, frozenset()) & _short_forms().get(second, frozenset()))


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
def _members() -> dict[int, frozenset[str]]:
    members: dict[int, set[str]] = defaultdict(set)
    for spelling, groups in _groups("spelling").items():
        for group in groups:
            members[group].add(spelling)
    return {group: frozenset(names) for group, names in members.items()}


@lru_cache(maxsize=100_000)
def spellings(text: str) -> frozenset[str]:
    """Give all other spellings of a word that the table of variants knows."""
    return frozenset(name for group in spelling_groups(text) for name in _members()[group])
