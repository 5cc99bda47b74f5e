"""Whether two names may be one person's: a score from 0 to 1, with its reasons.

The words of both names are folded (`matching.fold`), set side by side (`matching.align`) and weighed. The score
is the logistic function of a sum of evidence, as in the record linkage of Fellegi and Sunter (1969): what the
names share speaks for one person, a word of each that has no counterpart in the other speaks against, a word that
only one of them has says little. A score of 0.5 or more means a match.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from analysis.clean.matching.align import Name, Pairing, align, prepare
from analysis.clean.matching.births import compare_births
from analysis.clean.matching.fold import Token, tokens
from analysis.clean.matching.words import roles

#: A score from here on means a match.
THRESHOLD = 0.5

#: Two words that agree less than this are two words, not two spellings of one.
LEAST_AGREEMENT = 0.55

#: Weights of the evidence on the scale of log-odds, for one word of full weight each. The signs and sizes follow
#: a logistic regression on pairs of names from published sanctions lists, rounded.
BASE = 3.2
DOUBT = -2.5
CONFLICT = -5.0
EXTRA = -0.35
LONE = -4.0
UNSHARED = -5.0
OTHER_FORM = -0.6
#: What names of the same words are worth beside birth dates, which can outweigh them.
SAME_WORDS = 6.0


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came of comparing two names.

    Parameters
    ----------
    score : float
        Between 0 and 1; from `THRESHOLD` on the names, and birth dates where given, fit one person.
    reasons : tuple of str
        What agreed and what did not, in words.
    """

    score: float
    reasons: tuple[str, ...]

    @property
    def match(self) -> bool:
        """Whether the score reaches the threshold."""
        return self.score >= THRESHOLD


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for and against one person, in words of weight 1.

    Parameters
    ----------
    shared : float
        Words that agree, each weighed by the strength of its agreement.
    doubt : float
        What the agreeing words lack in strength.
    conflict : float
        Words of each name without a counterpart in the other (the smaller of the two sums), pairs that resemble
        one another but are two names, and numbers or generational suffixes that differ.
    extra : float
        Words that only one of the names has.
    lone : bool
        One name has a single word and the other more.
    other_form : bool
        Both are companies, of legal forms of different classes.
    """

    shared: float
    doubt: float
    conflict: float
    extra: float
    lone: bool
    other_form: bool

    @property
    def log_odds(self) -> float:
        """The evidence summed."""
        unshared = max(0.0, 1.0 - self.shared)
        counted = BASE + DOUBT * self.doubt + CONFLICT * self.conflict + EXTRA * self.extra + UNSHARED * unshared
        return counted + LONE * self.lone + OTHER_FORM * self.other_form


def score(name1: str, name2: str) -> float:
    """Score two names.

    Parameters
    ----------
    name1, name2 : str
        Names in any script, order and spelling; the order of the two does not matter.

    Returns
    -------
    float
        Between 0 and 1; 0.5 or more means a match. Names of the same words score 1, names without letters 0.
    """
    return compare(name1, name2).score


def compare(name1: str, name2: str, birth1: str = "", birth2: str = "") -> Comparison:
    """Compare two names, and birth dates where both are given.

    Parameters
    ----------
    name1, name2 : str
        Names in any script, order and spelling.
    birth1, birth2 : str
        Birth dates as ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``, several joined by ``;``; empty where unknown.

    Returns
    -------
    Comparison
        The score with its reasons.
    """
    names, reasons = name_log_odds(*sorted((name1, name2)))
    births = compare_births(birth1, birth2)
    if births.reason:
        names, reasons = min(names, SAME_WORDS), (*reasons, births.reason)
    return Comparison(logistic(names + births.log_odds), reasons)


def logistic(log_odds: float) -> float:
    """Turn log-odds into a probability."""
    return 1.0 / (1.0 + math.exp(-log_odds)) if log_odds > -700 else 0.0


def log_odds(probability: float) -> float:
    """Turn a probability into log-odds; infinite at 0 and 1."""
    if probability in (0.0, 1.0):
        return math.inf if probability else -math.inf
    return math.log(probability / (1.0 - probability))


def name_log_odds(low: str, high: str) -> tuple[float, tuple[str, ...]]:
    """Give the log-odds that two names are one person's, and the reasons; infinite where their words are the same."""
    if not tokens(low) or not tokens(high):
        return -math.inf, ("no letters",)
    if _same_words(low, high):
        return math.inf, ("the same words",)
    first, second = prepare(low), prepare(high)
    best, pairings = _best(first, second)
    return best.log_odds, tuple(map(_reason, pairings))


def _same_words(low: str, high: str) -> bool:
    return sorted(word.text for word in tokens(low)) == sorted(word.text for word in tokens(high))


def _best(first: Name, second: Name) -> tuple[Evidence, list[Pairing]]:
    """Weigh the names with compounds joined and titles left out, or as written: whichever fits better."""
    readings = [(first.words, second.words)]
    if first.words != first.written or second.words != second.written:
        readings.append((first.written, second.written))
    weighed = []
    for ours, theirs in readings:
        pairings = align(ours, theirs)
        weighed.append((weigh(first, second, pairings), pairings))
    return max(weighed, key=lambda pair: pair[0].log_odds)


def _weight(word: Token) -> float:
    if roles().get(word.text) in ("particle", "title"):
        return 0.15
    short = len(word.text) == 1 and not (word.syllabic or word.abjad or word.text.isdigit())
    return 0.4 if short else 1.0


def _side(words: tuple[Token, ...]) -> float:
    return sum(map(_weight, words))


def _pair_weight(pairing: Pairing) -> float:
    """Give the smaller weight of two words; of words joined, the larger, but not more than two."""
    ours, theirs = _side(pairing.first), _side(pairing.second)
    if len(pairing.first) == len(pairing.second):
        return min(ours, theirs)
    return max(min(ours, 2.0), min(theirs, 2.0))


def weigh(first: Name, second: Name, pairings: list[Pairing]) -> Evidence:
    """Count the evidence of an alignment.

    Parameters
    ----------
    first, second : Name
        The names that were aligned.
    pairings : list of Pairing
        Their words side by side.

    Returns
    -------
    Evidence
        In words of weight 1.
    """
    paired = [(_pair_weight(p), p.agreement.strength) for p in pairings if p.first and p.second]
    agreed = [(weight, strength) for weight, strength in paired if strength >= LEAST_AGREEMENT]
    unlike = sum(weight * (1 - strength / 2) for weight, strength in paired if strength < LEAST_AGREEMENT)
    ours = sum(_side(p.first) for p in pairings if not p.second)
    theirs = sum(_side(p.second) for p in pairings if not p.first)
    return Evidence(
        shared=sum(weight * strength for weight, strength in agreed),
        doubt=sum(weight * (1 - strength) for weight, strength in agreed),
        conflict=unlike + min(ours, theirs) + _clashes(first, second),
        extra=abs(ours - theirs),
        lone=_is_lone(pairings, abs(ours - theirs)),
        other_form=bool(first.forms and second.forms and not first.forms & second.forms),
    )


def _clashes(first: Name, second: Name) -> float:
    suffixes = bool(first.suffixes and second.suffixes and first.suffixes != second.suffixes)
    numbers = bool(first.numbers != second.numbers and not (first.numbers and second.numbers))
    return 0.8 * suffixes + 0.5 * numbers


def _is_lone(pairings: list[Pairing], extra: float) -> bool:
    """Tell whether a single word, particles apart, is all that the names were compared by, and not all they have."""
    paired = [p for p in pairings if p.first and p.second and not _is_particle(p)]
    single = sum(max(len(p.first), len(p.second)) for p in paired) <= 1
    unpaired = [p for p in pairings if not (p.first and p.second) and _side((*p.first, *p.second)) >= 0.4]
    one_sided = not (any(p.first for p in unpaired) and any(p.second for p in unpaired))
    return single and one_sided and extra > 0.5


def _is_particle(pairing: Pairing) -> bool:
    return all(roles().get(word.text) == "particle" for word in (*pairing.first, *pairing.second))


def _reason(pairing: Pairing) -> str:
    ours, theirs = (" ".join(word.text for word in side) for side in (pairing.first, pairing.second))
    if not ours or not theirs:
        return f"{ours or theirs} only in one"
    return f"{ours} = {theirs}" if pairing.agreement.strength == 1 else f"{ours} ~ {theirs} ({pairing.agreement.kind})"
