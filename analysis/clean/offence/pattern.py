"""The language of the offence lexicon: phrases that a lawyer can read, matched word by word.

======================  ==================================================================
written                 means
======================  ==================================================================
``murder``              that word
``terror*``, ``*mord``  any word that begins, or ends, so; ``*terror*`` any that holds it
``drug*|narcotic*``     either
``criminal group*``     the one right after the other; function words between do not count
``abuse .. office``     up to four other words between, within one clause
``sale ... weapon*``    up to twelve other words between, across commas and conjunctions
``possession and use``  right after the other, with a comma or conjunction between allowed
======================  ==================================================================

No phrase reaches over the end of a sentence or of a list item.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from analysis.clean.offence.text import Words, fold_letters

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
    """Read one pattern.

    Parameters
    ----------
    pattern : str
        A pattern in the language above.
    function_words, conjunctions : container of str
        As in `split_words`; they may be written in a pattern and are left out.

    Returns
    -------
    Phrase
        The steps to be matched.

    Raises
    ------
    ValueError
        If the pattern holds no word, or one beside mere function words; opens or closes with a gap; or misplaces
        ``*`` or ``|``.
    """
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
    _check_whole(steps, reach, pattern)
    return Phrase(tuple(steps))


def _check_whole(steps: list[Step], reach: int, pattern: str) -> None:
    if not steps or reach > 1:
        raise ValueError("no word after a gap" if steps else "no word that carries meaning")
    if len(steps) == 1 and len(pattern.split()) > 1:
        raise ValueError("a single word that carries meaning beside function words; write it alone")


def _checked(part: str) -> str:
    for choice in part.split("|"):
        core = choice.strip("*")
        if not core or not all(letter.isalnum() for letter in core):
            raise ValueError(f"the word {choice!r}, in which only letters, digits and an outer * may stand")
    return part


def find_phrase(phrase: Phrase, at: int, meanings: Sequence[frozenset[str]], words: Words) -> int:
    """Find where a phrase that begins at one word ends.

    Parameters
    ----------
    phrase : Phrase
        The phrase; its first word is known to match at `at`.
    at : int
        Position of the first word.
    meanings : sequence of frozenset of str
        For each word of the text, the step words that it matches.
    words : Words
        The text.

    Returns
    -------
    int
        The position of the last word, each step taken at its nearest; -1 where the phrase does not occur.
    """
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
    """Says which step words a word of a text matches.

    Parameters
    ----------
    step_words : iterable of str
        The words of all phrases, with their ``*`` and ``|``.
    """

    def __init__(self, step_words: Sequence[str]) -> None:
        self._whole: dict[str, set[str]] = {}
        self._start: dict[str, set[str]] = {}
        self._inside: list[tuple[str, bool, str]] = []
        for step_word in step_words:
            for choice in step_word.split("|"):
                self._file(choice, step_word)
        self._longest = max(map(len, self._start), default=0)

    def _file(self, choice: str, step_word: str) -> None:
        core, opened, closed = choice.strip("*"), choice.startswith("*"), choice.endswith("*")
        if opened:
            self._inside.append((core, closed, step_word))
        else:
            table = self._start if closed else self._whole
            table.setdefault(core, set()).add(step_word)

    def match(self, word: str) -> frozenset[str]:
        """List the step words that `word` matches."""
        found = set(self._whole.get(word, ()))
        for length in range(1, min(len(word), self._longest) + 1):
            found |= self._start.get(word[:length], set())
        for core, closed, step_word in self._inside:
            if core in word if closed else word.endswith(core):
                found.add(step_word)
        return frozenset(found)
