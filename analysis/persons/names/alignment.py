"""The words of two names set against one another."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

from analysis.persons.names.agree import DIFFERENT, SAME, Agreement, agree
from analysis.persons.names.letters import Token, join
from analysis.persons.names.organisations import LEAST_INITIALS, are_initials

#: The most words that are joined to compare with one word of the other name.
MOST_JOINED = 3


#: The most articles and the like among words that are shortened to their initials.
MOST_SILENT = 4


#: What a run of words and its initials have in common.
INITIALS = Agreement(0.7, "initials of words")


@dataclass(frozen=True, slots=True)
class Pairing:
    """Words of one name set against words of the other; one side may be empty."""

    first: tuple[Token, ...]
    second: tuple[Token, ...]
    agreement: Agreement
    at: tuple[int, int] = (-1, -1)  # where the words begin in either name


def align(first: tuple[Token, ...], second: tuple[Token, ...]) -> list[Pairing]:
    """Pair the words of two names, best agreement first; those without a counterpart come last, alone."""
    left, right = set(range(len(first))), set(range(len(second)))
    pairings: list[Pairing] = []
    for agreement, ours, theirs in _candidates(first, second):
        if left.issuperset(ours) and right.issuperset(theirs):
            left.difference_update(ours)
            right.difference_update(theirs)
            words = tuple(first[i] for i in ours), tuple(second[j] for j in theirs)
            pairings.append(Pairing(*words, agreement, (ours[0], theirs[0])))
    alone = Agreement(0.0, "missing")
    pairings += [Pairing((first[i],), (), alone) for i in sorted(left)]
    return pairings + [Pairing((), (second[j],), alone) for j in sorted(right)]


_Candidate = tuple[Agreement, tuple[int, ...], tuple[int, ...]]


def _candidates(first: tuple[Token, ...], second: tuple[Token, ...]) -> list[_Candidate]:
    found: list[_Candidate] = []
    for (i, one), (j, two) in product(enumerate(first), enumerate(second)):
        agreement = agree(one, two)
        if agreement.strength > 0:
            found.append((agreement, (i,), (j,)))
    settled = [(ours[0], theirs[0]) for agreement, ours, theirs in found if agreement.strength == 1]
    left = [i for i in range(len(first)) if i not in {pair[0] for pair in settled}]
    right = [j for j in range(len(second)) if j not in {pair[1] for pair in settled}]
    found += _joined(first, left, second, right)
    found += [(agreement, ours, theirs) for agreement, theirs, ours in _joined(second, right, first, left)]
    found += _shortened(first, left, second, right)
    found += [(agreement, ours, theirs) for agreement, theirs, ours in _shortened(second, right, first, left)]
    return sorted(found, key=_rank)


def _rank(candidate: _Candidate) -> tuple[float, int, tuple[int, ...], tuple[int, ...]]:
    agreement, ours, theirs = candidate
    return (-agreement.strength, -len(ours) - len(theirs), ours, theirs)


def _joined(
    parts: tuple[Token, ...], free: list[int], wholes: tuple[Token, ...], open_wholes: list[int]
) -> list[_Candidate]:
    """Find runs of words that make one word of the other name: Abu Bakr and Abubakr."""
    if len(free) < 2:
        return []
    found: list[_Candidate] = []
    for run in _runs(free, len(parts)):
        words = parts[run[0] : run[-1] + 1]
        for j in open_wholes:
            agreement = _join(words, wholes[j])
            if agreement.strength >= 0.7:
                found.append((agreement, run, (j,)))
    return found


def _runs(free: list[int], count: int) -> list[tuple[int, ...]]:
    """Give the runs of two or three neighbouring words, or of all, that have no counterpart of the same letters."""
    starts = [(i, size) for size in {2, MOST_JOINED, count} for i in free if size > 1 and i + size <= count]
    runs = (tuple(range(i, i + size)) for i, size in starts)
    return [run for run in runs if all(i in free for i in run)]


def _shortened(
    parts: tuple[Token, ...], free: list[int], wholes: tuple[Token, ...], open_wholes: list[int]
) -> list[_Candidate]:
    """Find runs of words of which the other name gives the initials: Velgrad Oil Company and VOC."""
    found: list[_Candidate] = []
    for j in open_wholes:
        least = len(wholes[j].text)
        if not LEAST_INITIALS <= least <= len(free):
            continue
        starts = [start for start in free if parts[start].text[:1] == wholes[j].text[0]]
        for start, size in product(starts, range(least, least + MOST_SILENT + 1)):
            run = tuple(range(start, start + size))
            if run[-1] in free and are_initials(wholes[j], parts[start : run[-1] + 1]):
                found.append((INITIALS, run, (j,)))
    return [(agreement, run, whole) for agreement, run, whole in found if set(run).issubset(free)]


def _join(run: tuple[Token, ...], whole: Token) -> Agreement:
    if not (whole.abjad or any(part.abjad for part in run)) and not _may_join(run, whole.text):
        return DIFFERENT
    agreement = agree(join(run), whole)
    if agreement.kind in ("part", "short form", "article"):
        return DIFFERENT
    return Agreement(0.97, "joined") if agreement == SAME else agreement


def _may_join(run: tuple[Token, ...], whole: str) -> bool:
    lengths = [len(part.text) for part in run]
    length = sum(lengths)
    return len(whole) > 3 and length > 3 and abs(length - len(whole)) <= 2 and max(lengths) < len(whole)
