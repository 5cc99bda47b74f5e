"""The words of two names paired."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

from analysis.persons.names.agree import DIFFERENT, SAME, Agreement, agree
from analysis.persons.names.letters import Token, join

#: The most words that are joined to compare with one word of the other name.
MOST_JOINED = 3


@dataclass(frozen=True, slots=True)
class Pairing:
    """Words of one name paired with words of the other; one side may be empty."""

    first: tuple[Token, ...]
    second: tuple[Token, ...]
    agreement: Agreement
    at: tuple[int, int] = (-1, -1)  # where the words begin in either name


Words = tuple[Token, ...]
_Candidate = tuple[Agreement, tuple[int, ...], tuple[int, ...]]  # places of words in both names


def align(first: Words, second: Words) -> list[Pairing]:
    """Pair the words of two names, best agreement first; those without a counterpart come last, alone."""
    free_first, free_second = set(range(len(first))), set(range(len(second)))
    pairings: list[Pairing] = []
    for agreement, ours, theirs in _candidates(first, second):
        if free_first.issuperset(ours) and free_second.issuperset(theirs):
            free_first.difference_update(ours)
            free_second.difference_update(theirs)
            words = tuple(first[i] for i in ours), tuple(second[j] for j in theirs)
            pairings.append(Pairing(*words, agreement, (ours[0], theirs[0])))
    missing = Agreement(0.0, "missing")
    pairings += [Pairing((first[i],), (), missing) for i in sorted(free_first)]
    return pairings + [Pairing((), (second[j],), missing) for j in sorted(free_second)]


def _candidates(first: Words, second: Words) -> list[_Candidate]:
    pairs = [(agree(one, two), (i,), (j,)) for (i, one), (j, two) in product(enumerate(first), enumerate(second))]
    candidates: list[_Candidate] = [pair for pair in pairs if pair[0].strength > 0]
    free_first = set(range(len(first))) - {ours[0] for agreement, ours, _ in candidates if agreement.strength == 1}
    free_second = set(range(len(second))) - {
        theirs[0] for agreement, _, theirs in candidates if agreement.strength == 1
    }
    candidates += _joined(first, free_first, second, free_second)
    candidates += [
        (agreement, ours, theirs) for agreement, theirs, ours in _joined(second, free_second, first, free_first)
    ]
    return sorted(candidates, key=lambda pair: (-pair[0].strength, -len(pair[1]) - len(pair[2]), pair[1], pair[2]))


def _joined(parts: Words, free: set[int], wholes: Words, free_wholes: set[int]) -> list[_Candidate]:
    """Runs of words, free of equal counterparts, that make one word of the other name: Abu Bakr and Abubakr."""
    runs = [tuple(range(start, start + size)) for size in {2, MOST_JOINED, len(parts)} for start in free if size > 1]
    pairs = (
        (_agree_joined(parts[run[0] : run[-1] + 1], wholes[j]), run, (j,))
        for run in runs
        if free.issuperset(run)
        for j in sorted(free_wholes)
    )
    return [pair for pair in pairs if pair[0].strength >= 0.7]


def _agree_joined(run: Words, whole: Token) -> Agreement:
    lengths = [len(part.text) for part in run]
    length, size = len(whole.text), sum(lengths)
    fits = length > 3 and size > 3 and abs(size - length) <= 2 and max(lengths) < length
    if not fits and not whole.abjad and not any(part.abjad for part in run):
        return DIFFERENT
    agreement = agree(join(run), whole)
    if agreement.kind in ("part", "short form", "article"):
        return DIFFERENT
    return Agreement(0.97, "joined") if agreement == SAME else agreement
