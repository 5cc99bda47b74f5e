"""The offence lexicon of ``data/hand``, read strictly and compiled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import pandas as pd
from rapidfuzz import process
from rapidfuzz.distance import OSA

from analysis.clean.offence.pattern import Phrase, WordIndex, parse_phrase
from analysis.clean.offence.text import fold_letters
from analysis.core.countries import hand_table
from analysis.core.errors import InputError, some
from analysis.core.files import HAND, relative
from analysis.core.hand import OFFENCES

LEXICON = HAND / "offence_lexicon.csv"


WORDS = HAND / "offence_words.csv"


COLUMNS = ("label", "effect", "language", "pattern", "reason")


#: ``states``: the phrase states the offence. ``bars``: within the phrase, no entry of the label counts.
EFFECTS = ("states", "bars")


#: ``function``: left out. ``conjunction``: parts clauses. ``legal``: says nothing about which offence.
#: ``negation``: undoes the entry that begins next. ``known``: spelt as meant. ``target``: misspellings are led to it.
ROLES = ("function", "conjunction", "legal", "negation", "known", "target")


WORD_COLUMNS = ("word", "role", "reason")


#: Shorter and longer words are never taken for misspellings; from the second length on, two slips are allowed.
SHORTEST_MISSPELT, TWO_SLIPS, LONGEST_MISSPELT = 5, 8, 30


@dataclass(frozen=True)
class Entry:
    """One line of the lexicon.

    Attributes
    ----------
    label : str
        A label of `OFFENCES`.
    effect : str
        One of `EFFECTS`.
    pattern : str
        The phrase as written.
    reason : str
        Why it stands there.
    row : int
        Its line in the file, the header being row 1.
    phrase : Phrase
        The phrase as read.
    """

    label: str
    effect: str
    pattern: str
    reason: str
    row: int
    phrase: Phrase


class Meaning(NamedTuple):
    """What a word of a text may be part of."""

    steps: frozenset[str]
    opens: tuple[Entry, ...]


class Lexicon:
    """Entries and words, compiled so that a text is read once.

    Parameters
    ----------
    entries : list of Entry
        The entries, in the order of the file.
    words : dict of str to frozenset of str
        For each role of `ROLES`, its words.
    """

    def __init__(self, entries: list[Entry], words: dict[str, frozenset[str]]) -> None:
        self.entries = entries
        self.function, self.conjunction = words["function"], words["conjunction"]
        self.negation, self.legal = words["negation"], words["legal"]
        self._kept = frozenset().union(*(words[role] for role in ROLES if role != "target"))
        self._targets = sorted(words["target"])
        self._index = WordIndex(sorted({step.word for entry in entries for step in entry.phrase.steps}))
        self._opening = _by_first_word(entries)
        self.meaning = lru_cache(maxsize=1 << 16)(self._meaning)

    def _meaning(self, word: str) -> Meaning:
        steps = self._index.match(self.respell(word))
        opens = tuple(entry for step in sorted(steps) for entry in self._opening.get(step, ()))
        return Meaning(steps, opens)

    def respell(self, word: str) -> str:
        """Lead a misspelt word to the word that was meant.

        Parameters
        ----------
        word : str
            A folded word.

        Returns
        -------
        str
            The nearest target within one slip (two in long words), or the word itself where it is known,
            short, very long, or far from every target.
        """
        if not SHORTEST_MISSPELT <= len(word) <= LONGEST_MISSPELT or word in self._kept or self._index.match(word):
            return word
        slips = 1 if len(word) < TWO_SLIPS else 2
        near = process.extractOne(word, self._targets, scorer=OSA.distance, score_cutoff=slips)
        return str(near[0]) if near else word


def _by_first_word(entries: list[Entry]) -> dict[str, list[Entry]]:
    opening: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        opening[entry.phrase.steps[0].word].append(entry)
    return opening


def load_lexicon(lexicon: Path = LEXICON, words: Path = WORDS) -> Lexicon:
    """Read and compile the lexicon.

    Parameters
    ----------
    lexicon : Path
        A csv of label, effect, language, pattern, reason.
    words : Path
        A csv of word, role, reason.

    Returns
    -------
    Lexicon
        Ready for use.

    Raises
    ------
    InputError
        At the first row with an unknown label, effect or role, an unreadable pattern, an empty reason, or
        an entry that stands there twice.
    """
    by_role = _read_words(words)
    return Lexicon(list(_read_entries(lexicon, by_role)), by_role)


def _read_words(path: Path) -> dict[str, frozenset[str]]:
    roles: dict[str, set[str]] = {role: set() for role in ROLES}
    for row, line in _rows(path, WORD_COLUMNS):
        _one_of("role", line["role"], ROLES, path, row)
        word = fold_letters(line["word"])
        if word in roles[line["role"]]:
            raise _twice(f"{line['word']} ({line['role']})", path, row)
        roles[line["role"]].add(word)
    return {role: frozenset(found) for role, found in roles.items()}


def _read_entries(path: Path, words: dict[str, frozenset[str]]) -> Iterator[Entry]:
    seen: set[tuple[str, str, Phrase]] = set()
    for row, line in _rows(path, COLUMNS):
        _one_of("label", line["label"], OFFENCES[:-1], path, row)
        _one_of("effect", line["effect"], EFFECTS, path, row)
        phrase = _phrase(line["pattern"], words, path, row)
        key = (line["label"], line["effect"], phrase)
        if key in seen:
            raise _twice(f"{line['label']} {line['effect']} {line['pattern']!r}", path, row)
        seen.add(key)
        yield Entry(line["label"], line["effect"], line["pattern"], line["reason"], row, phrase)


def _phrase(pattern: str, words: dict[str, frozenset[str]], path: Path, row: int) -> Phrase:
    try:
        return parse_phrase(pattern, words["function"], words["conjunction"])
    except ValueError as fault:
        raise InputError(
            f"pattern {pattern!r} with {fault}",
            "words parted by blanks, '..' or '...', with * and | inside a word",
            "write it as analysis/clean/offence/pattern.py describes",
            file=relative(path),
            row=row,
        ) from fault


def _rows(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    table = _table(path)
    if list(table.columns) != list(columns):
        raise InputError(
            f"columns {some(table.columns)}", f"columns {', '.join(columns)}", "restore the header", file=relative(path)
        )
    for row, values in enumerate(table.itertuples(index=False), start=2):
        line = dict(zip(columns, (str(value).strip() for value in values), strict=True))
        empty = next((column for column, value in line.items() if not value), None)
        if empty:
            raise InputError(
                f"an empty {empty}", "every cell filled", f"write the {empty}", file=relative(path), row=row
            )
        yield row, line


def _table(path: Path) -> pd.DataFrame:
    try:
        return hand_table(path)
    except (pd.errors.ParserError, pd.errors.EmptyDataError, UnicodeDecodeError) as fault:
        raise InputError(
            f"an unreadable table ({fault})", "a csv in UTF-8", "restore the file", file=relative(path)
        ) from fault


def _one_of(what: str, value: str, known: tuple[str, ...], path: Path, row: int) -> None:
    if value not in known:
        raise InputError(
            f"{what} {value!r}", f"one of {', '.join(known)}", f"correct the {what}", file=relative(path), row=row
        )


def _twice(what: str, path: Path, row: int) -> InputError:
    return InputError(f"{what} twice", "each entry once", "delete one of the two", file=relative(path), row=row)
