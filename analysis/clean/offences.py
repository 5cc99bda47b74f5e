"""Offence labels of a charge text, by the lexicon of ``data/hand/offence_lexicon.csv``.

A charge may state several offences, in any language, with its translation beside it. Every label that the text
states is given, none that it only suggests. Which words state what is judgement and stands in the lexicon, with a
reason for each entry; the code only matches.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import yaml

from analysis.clean.offence.lexicon import Entry, Lexicon, Meaning, load_lexicon
from analysis.clean.offence.pattern import find_phrase
from analysis.clean.offence.text import Words, fold_letters, repair, split_words
from analysis.core.errors import InputError
from analysis.core.files import HAND, relative
from analysis.core.hand import OFFENCES

__all__ = ["OFFENCES", "Explanation", "classify", "classify_column", "explain", "sensitivity"]

SENSITIVE = HAND / "article3_sensitive.yml"
OTHER, UNSPECIFIED = "other", "unspecified"
NO_CHARGE = "no stated charge"
_ORDER = {label: position for position, label in enumerate(OFFENCES)}


class Explanation(NamedTuple):
    """Why a text has a label.

    Attributes
    ----------
    label : str
        The label.
    entry : str
        The lexicon's pattern, with its row; for `other` and `unspecified` also the rule of last resort.
    words : str
        The words of the text that it matched, folded.
    """

    label: str
    entry: str
    words: str


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
    labels = {match.entry.label for match in _counted(words, lexicon)}
    return tuple(sorted(labels, key=_ORDER.__getitem__)) or (_last_resort(words, lexicon),)


def classify_column(values: pd.Series[str]) -> pd.Series[str]:
    """Give the offence labels of a column of charge texts.

    Parameters
    ----------
    values : Series of str
        Charge texts; missing values count as empty.

    Returns
    -------
    Series of str
        Labels joined by ``;``, with the same index.
    """
    texts = values.fillna("").astype(str)
    labels = {text: ";".join(classify(text)) for text in texts.unique()}
    return texts.map(labels).rename("offences")


def explain(text: str) -> list[Explanation]:
    """Say which entries of the lexicon gave a text its labels.

    Parameters
    ----------
    text : str
        A charge as published.

    Returns
    -------
    list of Explanation
        One for each entry and place, in the order of the text.
    """
    lexicon = _lexicon()
    words = _words(text, lexicon)
    matches = sorted(_counted(words, lexicon), key=lambda match: (match.first, match.last))
    if not matches:
        return [Explanation(_last_resort(words, lexicon), "no entry of the lexicon", " ".join(words.words))]
    return [
        Explanation(
            match.entry.label,
            f"{match.entry.pattern} (row {match.entry.row})",
            " ".join(words.words[match.first : match.last + 1]),
        )
        for match in matches
    ]


def sensitivity(labels: Collection[str]) -> str:
    """Say whether a notice's offences fall under the rule of INTERPOL's neutrality (Article 3 of its Constitution).

    Parameters
    ----------
    labels : collection of str
        The offence labels of one notice.

    Returns
    -------
    str
        ``strict``: every label is speech, state security or public order. ``broad``: every label is one of those,
        terrorism or an armed formation. ``none``: another offence is stated too. ``no stated charge``: no offence is
        stated. The sets stand in ``data/hand/article3_sensitive.yml``.

    Raises
    ------
    InputError
        If a label is not one of `OFFENCES`.
    """
    _check_labels(labels)
    stated = set(labels) - {UNSPECIFIED}
    if not stated:
        return NO_CHARGE
    return next((name for name, members in _sensitive().items() if stated <= members), "none")


def _check_labels(labels: Collection[str]) -> None:
    unknown = next((label for label in labels if label not in _ORDER), None)
    if unknown is not None:
        raise InputError(f"offence label {unknown!r}", f"one of {', '.join(OFFENCES)}", "correct the label")


@cache
def _sensitive() -> dict[str, frozenset[str]]:
    return load_sensitive()


def load_sensitive(path: Path = SENSITIVE) -> dict[str, frozenset[str]]:
    """Read the sets of offences that are sensitive under Article 3, narrowest first.

    Parameters
    ----------
    path : Path
        A yml file that maps ``strict`` and ``broad`` to ``labels`` and a ``reason``.

    Returns
    -------
    dict of str to frozenset of str
        The labels of each set.

    Raises
    ------
    InputError
        If a set is missing, or holds an unknown label, or the broad set does not hold the strict one.
    """
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    try:
        sets = {name: frozenset(content[name]["labels"]) for name in ("strict", "broad")}
    except (KeyError, TypeError) as fault:
        raise InputError(
            f"no labels ({fault})", "the sets strict and broad, each with labels", "restore them", file=relative(path)
        ) from fault
    if not sets["strict"] <= sets["broad"] <= set(OFFENCES):
        raise InputError(
            f"sets {content}", "known labels, and a broad set that holds the strict one", "correct it",
            file=relative(path),
        )  # fmt: skip
    return sets


def _words(text: str, lexicon: Lexicon) -> Words:
    return split_words(fold_letters(repair(text)), lexicon.function, lexicon.conjunction)


def _counted(words: Words, lexicon: Lexicon) -> list[_Match]:
    return [match for match in _unbarred(words, lexicon) if not _is_negated(match, words, lexicon)]


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
    denied = {place for match in _unbarred(words, lexicon) for place in range(match.first, match.last + 1)}
    stated = (word for place, word in enumerate(words.words) if place not in denied)
    return OTHER if any(_means_something(word, lexicon) for word in stated) else UNSPECIFIED


def _means_something(word: str, lexicon: Lexicon) -> bool:
    return len(word) > 1 and not word.isdecimal() and word not in lexicon.legal and word not in lexicon.negation
