"""Offence labels of charge texts, by a lexicon of phrases."""

from __future__ import annotations

import html
import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Container, Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

import pandas as pd
from rapidfuzz import process
from rapidfuzz.distance import OSA

from analysis.core import judgement
from analysis.core.errors import InputError
from analysis.core.files import HAND, relative
from analysis.core.hand_models import OFFENCES, SensitiveOffences

# Words and phrases --------------------------------------------------------------------------------------------------


_TAG = re.compile(r"<[a-zA-Z/!][^<>]{0,200}>")


_MOJIBAKE = re.compile("[ÃÂÐÑØÙ][\u0080-\u00bf\u2018-\u2026\u0152-\u0178\u02c6\u02dc\u2030\u2039\u203a\u20ac\u2122]")


_INVISIBLE = re.compile("[\u00ac\u00ad\u200b-\u200f\u2060\ufeff]")


_MARK = re.compile("[\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u0e47-\u0e4e]")


_PIECE = re.compile(
    r"(?P<strong>;|\.(?=\s|$)|//|[•·]|(?<![\w.])\d{1,3}[).](?!\d)|(?:(?<=\s)|^)[-–—−*](?=\s|\w))"
    r"|(?P<word>[^\W\d_]+)|(?P<number>\d+)"
    r"|(?P<weak>[,:()/\[\]])"
)


_MIXED = re.compile("[a-z][\u0400-\u04ff]|[\u0400-\u04ff][a-z]")


#: Cyrillic and Greek letters that pass for Latin ones, and letters that Unicode does not decompose.
_LOOKALIKE = str.maketrans("асеорхуікмтнвзѕј", "aceopxyikmthb3sj")


_SINGLE = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ة": "ه", "ى": "ي", "ə": "e"})


class Words(NamedTuple):
    """The words of a charge text, with the number of weak (clause) and strong (sentence) breaks before each."""

    words: list[str]
    clause: list[int]
    sentence: list[int]


def repair(text: str) -> str:
    """Undo HTML, invisible characters and UTF-8 that was read as Windows-1252."""
    if "<" in text or "&" in text:
        text = _TAG.sub(" ", html.unescape(text))
    for codec in ("cp1252", "latin-1") if _MOJIBAKE.search(text) else ():
        try:
            text = text.encode(codec).decode("utf-8")
            break
        except UnicodeError:
            continue
    return _INVISIBLE.sub("", text)


def fold_letters(text: str) -> str:
    """Fold case, accents, Arabic letter forms and lookalike letters."""
    plain = text.casefold()
    if plain.isascii():
        return plain
    plain = _MARK.sub("", unicodedata.normalize("NFKD", plain)).translate(_SINGLE)
    if not _MIXED.search(plain):
        return plain
    words = re.split(r"(\s+)", plain)
    return "".join(word.translate(_LOOKALIKE) if _MIXED.search(word) else word for word in words)


def split_words(text: str, function_words: Container[str], conjunctions: Container[str]) -> Words:
    """Split folded text into words that carry meaning, numbered by clause and sentence."""
    words = Words([], [], [])
    weak = strong = 0
    for piece in _PIECE.finditer(text):
        kind, value = piece.lastgroup, piece.group()
        if kind == "strong":
            strong += 1
            weak += 1
        elif kind == "weak" or value in conjunctions:
            weak += 1
        elif value not in function_words:
            words.words.append(value)
            words.clause.append(weak)
            words.sentence.append(strong)
    return words


GAPS = {"..": 4, "...": 12}


class Step(NamedTuple):
    """One word of a phrase and its maximal distance from the word before."""

    word: str
    reach: int
    across: bool


#: A pattern of the lexicon, read into steps.
Phrase = tuple[Step, ...]


def parse_phrase(pattern: str, function_words: Container[str], conjunctions: Container[str]) -> Phrase:
    """Read one pattern."""
    steps: list[Step] = []
    reach, across = 1, False
    for part in fold_letters(pattern).replace(",", " , ").split():
        if part in GAPS:
            if not steps:
                raise ValueError("a gap before the first word")
            reach, across = GAPS[part] + 1, part == "..."
        elif part == "," or part in conjunctions:
            across = True
        elif part not in function_words:
            steps.append(Step(_checked(part), reach, across))
            reach, across = 1, False
    if not steps or reach > 1:
        raise ValueError("no word after a gap" if steps else "no word with a meaning")
    if len(steps) == 1 and len(pattern.split()) > 1:
        raise ValueError("a single word with a meaning, and function words; write only that word")
    return tuple(steps)


def _checked(part: str) -> str:
    for choice in part.split("|"):
        core = choice.strip("*")
        if not core or not all(letter.isalnum() for letter in core):
            raise ValueError(f"the word {choice!r}, in which only letters, digits and an outer * may be")
    return part


def find_phrase(phrase: Phrase, at: int, meanings: Sequence[frozenset[str]], words: Words) -> int:
    """Last word of a phrase that begins at a word, each step taken at its nearest; -1 where there is none."""
    last = at
    for step in phrase[1:]:
        last = _next(step, last, meanings, words)
        if last < 0:
            break
    return last


def _next(step: Step, last: int, meanings: Sequence[frozenset[str]], words: Words) -> int:
    block = words.sentence if step.across else words.clause
    for position in range(last + 1, min(last + step.reach, len(meanings) - 1) + 1):
        if block[position] != block[last]:
            break
        if step.word in meanings[position]:
            return position
    return -1


class WordIndex:
    """Index of the words of patterns by the words of a text that they match."""

    def __init__(self, step_words: Sequence[str]) -> None:
        self._whole: dict[str, set[str]] = {}
        self._start: dict[str, set[str]] = {}
        self._inside: list[tuple[str, bool, str]] = []
        for step_word in step_words:
            for choice in step_word.split("|"):
                core, is_open_end = choice.strip("*"), choice.endswith("*")
                if choice.startswith("*"):
                    self._inside.append((core, is_open_end, step_word))
                else:
                    table = self._start if is_open_end else self._whole
                    table.setdefault(core, set()).add(step_word)
        self._longest = max(map(len, self._start), default=0)

    def match(self, word: str) -> frozenset[str]:
        """Words of patterns that match a word of a text."""
        starts = (self._start.get(word[:size], ()) for size in range(1, min(len(word), self._longest) + 1))
        inside = [step for core, is_open, step in self._inside if (core in word if is_open else word.endswith(core))]
        return frozenset(self._whole.get(word, ())).union(inside, *starts)


# Lexicon and labels -------------------------------------------------------------------------------------------------


LEXICON = HAND / "offence_lexicon.csv"


WORDS = HAND / "offence_words.csv"


#: ``function``: left out. ``conjunction``: parts clauses. ``legal``: says nothing about which offence.
#: ``negation``: undoes the entry that begins next. ``known``: spelt as meant. ``target``: misspellings are led to it.
ROLES = ("function", "conjunction", "legal", "negation", "known", "target")


#: Shorter and longer words are never taken for misspellings; from the second length on, two slips are allowed.
SHORTEST_MISSPELT, TWO_SLIPS, LONGEST_MISSPELT = 5, 8, 30


class Entry(NamedTuple):
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
        self._correct = frozenset().union(*(words[role] for role in ROLES if role != "target"))
        self._targets = sorted(words["target"])
        self._index = WordIndex(sorted({step.word for entry in entries for step in entry.phrase}))
        self._opening: dict[str, list[Entry]] = defaultdict(list)  # entries by their first word
        for entry in entries:
            self._opening[entry.phrase[0].word].append(entry)
        self.meaning = lru_cache(maxsize=1 << 16)(self._meaning)

    def _meaning(self, word: str) -> Meaning:
        steps = self._index.match(self.respell(word))
        return Meaning(steps, tuple(entry for step in sorted(steps) for entry in self._opening.get(step, ())))

    def respell(self, word: str) -> str:
        """The nearest known word within one slip of a misspelt one (two in long words), else the word itself."""
        if not SHORTEST_MISSPELT <= len(word) <= LONGEST_MISSPELT or word in self._correct or self._index.match(word):
            return word
        slips = 1 if len(word) < TWO_SLIPS else 2
        near = process.extractOne(word, self._targets, scorer=OSA.distance, score_cutoff=slips)
        return str(near[0]) if near else word


@cache
def load_lexicon(lexicon: Path = LEXICON, words: Path = WORDS) -> Lexicon:
    """Read and compile the lexicon."""
    table = judgement.table(WORDS.name, words)
    by_role = {role: frozenset(table.loc[table["role"] == role, "word"].map(fold_letters)) for role in ROLES}
    return Lexicon(list(_read_entries(lexicon, by_role)), by_role)


def _read_entries(path: Path, words: dict[str, frozenset[str]]) -> Iterator[Entry]:
    table = judgement.table(LEXICON.name, path)
    cells = table[["label", "effect", "pattern"]].itertuples(index=False)
    for row, (label, effect, pattern) in enumerate(cells, start=2):
        try:
            yield Entry(label, effect, pattern, row, parse_phrase(pattern, words["function"], words["conjunction"]))
        except ValueError as fault:
            got, fix = f"pattern {pattern!r} with {fault}", "write it as analysis/persons/offences.py describes"
            expected = "words separated by blanks, '..' or '...', with * and | inside"
            raise InputError(got, expected, fix, file=relative(path), row=row) from fault


OTHER, UNSPECIFIED = "other", "unspecified"


NO_CHARGE = "no stated charge"


_ORDER = {label: position for position, label in enumerate(OFFENCES)}


class _Match(NamedTuple):
    entry: Entry
    first: int
    last: int

    def is_within(self, bar: _Match) -> bool:
        return bar.entry.label == self.entry.label and bar.first <= self.first and self.last <= bar.last


@lru_cache(maxsize=1 << 16)
def classify(text: str) -> tuple[str, ...]:
    """Offence labels of one charge text.

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
    lexicon = load_lexicon()
    words = split_words(fold_letters(repair(text)), lexicon.function, lexicon.conjunction)
    matches = _unbarred(words, lexicon)
    labels = {match.entry.label for match in matches if not _is_negated(match, words, lexicon)}
    return tuple(sorted(labels, key=_ORDER.__getitem__)) or (_last_resort(words, matches, lexicon),)


def classify_column(values: pd.Series[str]) -> pd.Series[str]:
    """Offence labels of a column of charge texts, joined by ``;``."""
    return values.fillna("").astype(str).map(classify).str.join(";").astype("str").rename("offences")


def sensitivity(labels: Collection[str]) -> str:
    """Whether offences fall under INTERPOL's Article 3: ``strict``, ``broad``, ``none``, ``no stated charge``."""
    stated = set(labels) - {UNSPECIFIED}
    sets = (name for name, members in load_sensitive().items() if stated <= members)
    return next(sets, "none") if stated else NO_CHARGE


@cache
def load_sensitive(path: Path | None = None) -> dict[str, frozenset[str]]:
    """Read the sets of offences that are sensitive under Article 3, narrowest first."""
    sets = judgement.read(SensitiveOffences, path)
    return {"strict": frozenset(sets.strict.labels), "broad": frozenset(sets.broad.labels)}


def _unbarred(words: Words, lexicon: Lexicon) -> list[_Match]:
    """Matches that state an offence and are not within one that bars its label."""
    meanings = [lexicon.meaning(word) for word in words.words]
    steps = [meaning.steps for meaning in meanings]
    begins = ((entry, first) for first, meaning in enumerate(meanings) for entry in meaning.opens)
    found = [_Match(entry, first, find_phrase(entry.phrase, first, steps, words)) for entry, first in begins]
    bars = [match for match in found if match.entry.effect == "bars" and match.last >= 0]
    stating = [match for match in found if match.entry.effect == "states" and match.last >= 0]
    return [match for match in stating if not any(match.is_within(bar) for bar in bars)]


def _is_negated(match: _Match, words: Words, lexicon: Lexicon) -> bool:
    clause, before = words.clause[match.first], match.first - 1
    while before >= 0 and words.clause[before] == clause and words.words[before] in lexicon.legal:
        before -= 1
    return before >= 0 and words.clause[before] == clause and words.words[before] in lexicon.negation


def _last_resort(words: Words, denied_matches: Sequence[_Match], lexicon: Lexicon) -> str:
    """``other`` where a word that is not denied means something, else ``unspecified``."""
    denied = {position for match in denied_matches for position in range(match.first, match.last + 1)}
    empty = lexicon.legal | lexicon.negation
    stated = (word for position, word in enumerate(words.words) if position not in denied)
    means = any(len(word) > 1 and not word.isdecimal() and word not in empty for word in stated)
    return OTHER if means else UNSPECIFIED
