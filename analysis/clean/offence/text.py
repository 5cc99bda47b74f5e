"""Charge texts made comparable: damage undone, letters folded, words and clauses told apart."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Container
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
    """The words of a charge text, with the clause that each stands in.

    Attributes
    ----------
    words : list of str
        Folded words and numbers; function words left out.
    clause : list of int
        For each word, how many weak breaks (comma, conjunction, bracket) or strong ones precede it.
    sentence : list of int
        For each word, how many strong breaks (full stop, semicolon, list number, dash) precede it.
    """

    words: list[str]
    clause: list[int]
    sentence: list[int]


def repair(text: str) -> str:
    """Undo HTML, invisible characters and UTF-8 that was read as Windows-1252.

    Parameters
    ----------
    text : str
        A charge as published.

    Returns
    -------
    str
        The same text as it was meant.
    """
    if "<" in text or "&" in text:
        text = _TAG.sub(" ", html.unescape(text))
    if _MOJIBAKE.search(text):
        text = _undo_mojibake(text)
    return _INVISIBLE.sub("", text)


def _undo_mojibake(text: str) -> str:
    for codec in ("cp1252", "latin-1"):
        try:
            return text.encode(codec).decode("utf-8")
        except UnicodeError:
            continue
    return text


def fold_letters(text: str) -> str:
    """Fold case, accents, Arabic letter forms and lookalike letters.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        Comparable text; punctuation and spacing are kept.
    """
    plain = text.casefold()
    if plain.isascii():
        return plain
    plain = _MARK.sub("", unicodedata.normalize("NFKD", plain)).translate(_SINGLE)
    return _straighten(plain) if _MIXED.search(plain) else plain


def _straighten(text: str) -> str:
    words = re.split(r"(\s+)", text)
    return "".join(word.translate(_LOOKALIKE) if _MIXED.search(word) else word for word in words)


def split_words(text: str, function_words: Container[str], conjunctions: Container[str]) -> Words:
    """Split folded text into words that carry meaning, numbered by clause and sentence.

    Parameters
    ----------
    text : str
        Text from `fold_letters`.
    function_words : container of str
        Words to leave out.
    conjunctions : container of str
        Words to leave out that part two clauses, as a comma does.

    Returns
    -------
    Words
        The words and where they stand.
    """
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
