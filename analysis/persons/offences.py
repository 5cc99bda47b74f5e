"""Offence labels of charge texts, by a lexicon."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

import pandas as pd
from rapidfuzz import process
from rapidfuzz.distance import OSA

from analysis.core import judgement
from analysis.core.errors import InputError
from analysis.core.files import HAND, relative
from analysis.core.judgement import OFFENCES, SensitiveOffences
from analysis.persons.phrases import (
    Phrase,
    WordIndex,
    Words,
    find_phrase,
    fold_letters,
    parse_phrase,
    repair,
    split_words,
)

LEXICON = HAND / "offence_lexicon.csv"


WORDS = HAND / "offence_words.csv"


#: ``function``: left out. ``conjunction``: parts clauses. ``legal``: says nothing about which offence.
#: ``negation``: undoes the entry that begins next. ``known``: spelt as meant. ``target``: misspellings are led to it.
ROLES = ("function", "conjunction", "legal", "negation", "known", "target")


#: Shorter and longer words are never taken for misspellings; from the second length on, two slips are allowed.
SHORTEST_MISSPELT, TWO_SLIPS, LONGEST_MISSPELT = 5, 8, 30


@dataclass(frozen=True)
class Entry:
    """One line of the lexicon, with its row in the file (the header is row 1)."""

    label: str
    effect: str
    pattern: str
    row: int
    phrase: Phrase


class Meaning(NamedTuple):
    """What a word of a text may be part of."""

    steps: frozenset[str]
    opens: tuple[Entry, ...]


class Lexicon:
    """Entries and words, compiled so that a text is read once."""

    def __init__(self, entries: list[Entry], words: dict[str, frozenset[str]]) -> None:
        self.entries = entries
        self.function, self.conjunction = words["function"], words["conjunction"]
        self.negation, self.legal = words["negation"], words["legal"]
        self._known = frozenset().union(*(words[role] for role in ROLES if role != "target"))
        self._targets = sorted(words["target"])
        self._index = WordIndex(sorted({step.word for entry in entries for step in entry.phrase.steps}))
        self._opening: dict[str, list[Entry]] = defaultdict(list)  # entries by their first word
        for entry in entries:
            self._opening[entry.phrase.steps[0].word].append(entry)
        self.meaning = lru_cache(maxsize=1 << 16)(self._meaning)

    def _meaning(self, word: str) -> Meaning:
        steps = self._index.match(self.respell(word))
        return Meaning(steps, tuple(entry for step in sorted(steps) for entry in self._opening.get(step, ())))

    def respell(self, word: str) -> str:
        """The nearest known word within one slip of a misspelt one (two in long words), else the word itself."""
        if not SHORTEST_MISSPELT <= len(word) <= LONGEST_MISSPELT or word in self._known or self._index.match(word):
            return word
        slips = 1 if len(word) < TWO_SLIPS else 2
        near = process.extractOne(word, self._targets, scorer=OSA.distance, score_cutoff=slips)
        return str(near[0]) if near else word


def load_lexicon(lexicon: Path = LEXICON, words: Path = WORDS) -> Lexicon:
    """Read and compile the lexicon."""
    by_role = _read_words(words)
    return Lexicon(list(_read_entries(lexicon, by_role)), by_role)


def _read_words(path: Path) -> dict[str, frozenset[str]]:
    roles: dict[str, set[str]] = {role: set() for role in ROLES}
    for row, values in _rows(WORDS.name, path):
        word = fold_letters(values["word"])
        if word in roles[values["role"]]:
            raise _twice(f"{values['word']} ({values['role']})", path, row)
        roles[values["role"]].add(word)
    return {role: frozenset(words) for role, words in roles.items()}


def _read_entries(path: Path, words: dict[str, frozenset[str]]) -> Iterator[Entry]:
    seen: set[tuple[str, str, Phrase]] = set()
    for row, values in _rows(LEXICON.name, path):
        label, effect, pattern = values["label"], values["effect"], values["pattern"]
        try:
            phrase = parse_phrase(pattern, words["function"], words["conjunction"])
        except ValueError as fault:
            got, expected = (
                f"pattern {pattern!r} with {fault}",
                "words parted by blanks, '..' or '...', with * and | inside",
            )
            fix = "write it as analysis/persons/phrases.py describes"
            raise InputError(got, expected, fix, file=relative(path), row=row) from fault
        if (label, effect, phrase) in seen:
            raise _twice(f"{label} {effect} {pattern!r}", path, row)
        seen.add((label, effect, phrase))
        yield Entry(label, effect, pattern, row, phrase)


def _rows(name: str, path: Path) -> Iterator[tuple[int, dict[Hashable, str]]]:
    return enumerate(judgement.table(name, path).astype(str).to_dict("records"), start=2)


def _twice(what: str, path: Path, row: int) -> InputError:
    return InputError(f"{what} twice", "each entry once", "delete one of the two", file=relative(path), row=row)


OTHER, UNSPECIFIED = "other", "unspecified"


NO_CHARGE = "no stated charge"


_ORDER = {label: position for position, label in enumerate(OFFENCES)}


class _Match(NamedTuple):
    entry: Entry
    first: int
    last: int


@cache
def _lexicon() -> Lexicon:
    return load_lexicon()


def classify(text: str) -> tuple[str, ...]:
    """Give the offence labels of one charge text.

    Parameters
    ----------
    text : str
        A charge as published, in any language, with or without its translation.

    Returns
    -------
    tuple of str
        One or more labels of `OFFENCES`, in the order of the taxonomy. `unspecified` stands alone: no offence is
        stated. `other` is also what a text gets that states something which no entry knows.
    """
    lexicon = _lexicon()
    words = _words(text, lexicon)
    labels = {match.entry.label for match in _unbarred(words, lexicon) if not _is_negated(match, words, lexicon)}
    return tuple(sorted(labels, key=_ORDER.__getitem__)) or (_last_resort(words, lexicon),)


def classify_column(values: pd.Series[str]) -> pd.Series[str]:
    """Offence labels of a column of charge texts, joined by ``;``."""
    return values.fillna("").astype(str).map(_joined_labels).rename("offences")


@lru_cache(maxsize=1 << 16)
def _joined_labels(text: str) -> str:
    return ";".join(classify(text))


def sensitivity(labels: Collection[str]) -> str:
    """Whether offences fall under INTERPOL's Article 3: ``strict``, ``broad``, ``none``, ``no stated charge``."""
    unknown = next((label for label in labels if label not in _ORDER), None)
    if unknown is not None:
        raise InputError(f"offence label {unknown!r}", f"one of {', '.join(OFFENCES)}", "correct the label")
    stated = set(labels) - {UNSPECIFIED}
    sets = (name for name, members in load_sensitive().items() if stated <= members)
    return next(sets, "none") if stated else NO_CHARGE


@cache
def load_sensitive(path: Path | None = None) -> dict[str, frozenset[str]]:
    """Read the sets of offences that are sensitive under Article 3, narrowest first."""
    sets = judgement.read(SensitiveOffences, path)
    return {"strict": frozenset(sets.strict.labels), "broad": frozenset(sets.broad.labels)}


def _words(text: str, lexicon: Lexicon) -> Words:
    return split_words(fold_letters(repair(text)), lexicon.function, lexicon.conjunction)


def _unbarred(words: Words, lexicon: Lexicon) -> list[_Match]:
    matches = list(_matches(words, [lexicon.meaning(word) for word in words.words]))
    barred = _barred_until(matches, len(words.words))
    return [
        match
        for match in matches
        if match.entry.effect == "states"
        and (match.entry.label not in barred or barred[match.entry.label][match.first] < match.last)
    ]


def _barred_until(matches: Sequence[_Match], length: int) -> dict[str, list[int]]:
    """Tell, for each label and word, the last word of any bar that begins there or before."""
    furthest: dict[str, list[int]] = {}
    for match in matches:
        if match.entry.effect == "bars":
            ends = furthest.setdefault(match.entry.label, [-1] * length)
            ends[match.first] = max(ends[match.first], match.last)
    return {label: list(accumulate(ends, max)) for label, ends in furthest.items()}


def _matches(words: Words, meanings: Sequence[Meaning]) -> Iterator[_Match]:
    steps = [meaning.steps for meaning in meanings]
    for first, meaning in enumerate(meanings):
        for entry in meaning.opens:
            last = find_phrase(entry.phrase, first, steps, words)
            if last >= 0:
                yield _Match(entry, first, last)


def _is_negated(match: _Match, words: Words, lexicon: Lexicon) -> bool:
    clause, before = words.clause[match.first], match.first - 1
    while before >= 0 and words.clause[before] == clause and words.words[before] in lexicon.legal:
        before -= 1
    return before >= 0 and words.clause[before] == clause and words.words[before] in lexicon.negation


def _last_resort(words: Words, lexicon: Lexicon) -> str:
    """``other`` where a word that is not denied means something, else ``unspecified``."""
    denied = {place for match in _unbarred(words, lexicon) for place in range(match.first, match.last + 1)}
    empty = lexicon.legal | lexicon.negation
    stated = (word for place, word in enumerate(words.words) if place not in denied)
    means = any(len(word) > 1 and not word.isdecimal() and word not in empty for word in stated)
    return OTHER if means else UNSPECIFIED
