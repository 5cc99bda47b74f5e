"""Phrases in the text of a charge: letters repaired, words split, patterns found."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import NamedTuple

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
    return _straighten(plain) if _MIXED.search(plain) else plain


def _straighten(text: str) -> str:
    words = re.split(r"(\s+)", text)
    return "".join(word.translate(_LOOKALIKE) if _MIXED.search(word) else word for word in words)


def split_words(text: str, function_words: Container[str], conjunctions: Container[str]) -> Words:
    """Split folded text into words that carry meaning, numbered by clause and sentence."""
    words: list[str] = []
    clause: list[int] = []
    sentence: list[int] = []
    weak = strong = 0
    for piece in _PIECE.finditer(text):
        kind, value = piece.lastgroup, piece.group()
        if kind == "strong":
            strong += 1
            weak += 1
        elif kind == "weak" or value in conjunctions:
            weak += 1
        elif value not in function_words:
            words.append(value)
            clause.append(weak)
            sentence.append(strong)
    return Words(words, clause, sentence)


GAPS = {"..": 4, "...": 12}


class Step(NamedTuple):
    """One word of a phrase and how far it may stand from the word before."""

    word: str
    reach: int
    across: bool


@dataclass(frozen=True)
class Phrase:
    """A pattern of the lexicon, read into steps."""

    steps: tuple[Step, ...]


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
        raise ValueError("no word after a gap" if steps else "no word that carries meaning")
    if len(steps) == 1 and len(pattern.split()) > 1:
        raise ValueError("a single word that carries meaning beside function words; write it alone")
    return Phrase(tuple(steps))


def _checked(part: str) -> str:
    for choice in part.split("|"):
        core = choice.strip("*")
        if not core or not all(letter.isalnum() for letter in core):
            raise ValueError(f"the word {choice!r}, in which only letters, digits and an outer * may be")
    return part


def find_phrase(phrase: Phrase, at: int, meanings: Sequence[frozenset[str]], words: Words) -> int:
    """Give the last word of a phrase that begins at one word, each step taken at its nearest; -1 for none."""
    last = at
    for step in phrase.steps[1:]:
        last = _next(step, last, meanings, words)
        if last < 0:
            return -1
    return last


def _next(step: Step, last: int, meanings: Sequence[frozenset[str]], words: Words) -> int:
    block = words.sentence if step.across else words.clause
    here = block[last]
    for position in range(last + 1, min(last + step.reach, len(meanings) - 1) + 1):
        if block[position] != here:
            return -1
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
