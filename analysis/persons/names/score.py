"""How far two names, and the births beside them, speak of one person."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import lru_cache

from analysis.core.dates import stated_parts
from analysis.persons.names.agree import Agreement, agree
from analysis.persons.names.alignment import INITIALS, Pairing, align
from analysis.persons.names.characters import known_reading
from analysis.persons.names.letters import Token, roles, spelling_groups, tokens
from analysis.persons.names.prepared import Name, is_kunya, prepare

#: Years apart from which two birth years are held to be two persons', not two readings of one.
YEARS_APART = 3


@dataclass(frozen=True, slots=True)
class BirthEvidence:
    """What birth dates add to the evidence of names: log-odds (0 where a date is missing), in words, and if exact."""

    log_odds: float
    reason: str
    exact: bool = False

    @property
    def said(self) -> str:
        """The reason, marked where it speaks against one person."""
        return f"lowered by {self.reason}" if self.log_odds < 0 else self.reason


UNKNOWN = BirthEvidence(0.0, "")


#: From the best to the worst agreement of two dates.
SAME_DATE = BirthEvidence(3.0, "same birth date", True)


SWAPPED = BirthEvidence(2.0, "birth date with day and month exchanged", True)


SAME_MONTH = BirthEvidence(1.5, "same birth year and month")


SAME_YEAR = BirthEvidence(0.8, "same birth year")


ONE_PART = BirthEvidence(0.5, "birth dates that differ in one part")


OTHER_DAY = BirthEvidence(-1.0, "same birth year, another day and month")


NEAR_YEAR = BirthEvidence(-1.5, "birth years near one another")


OTHER_YEAR = BirthEvidence(-7.0, "birth years far apart")


Parts = tuple[int, int, int]


@lru_cache(maxsize=200_000)
def parse_births(text: str) -> tuple[Parts, ...]:
    """Read birth dates as year, month and day; 0 for a part that is not given."""
    return tuple(filter(None, (stated_parts(part.strip()) for part in text.split(";"))))


@lru_cache(maxsize=200_000)
def compare_births(first: str, second: str) -> BirthEvidence:
    """Compare two sets of birth dates by the pair that agrees best; `UNKNOWN` where either side has none."""
    pairs = [(one, two) for one in parse_births(first) for two in parse_births(second)]
    return max((_two(one, two) for one, two in pairs), key=lambda found: found.log_odds, default=UNKNOWN)


def _two(one: Parts, two: Parts) -> BirthEvidence:
    if one[0] == two[0]:
        return _same_year(one, two)
    if one[1:] == two[1:] and one[1] and one[2] and not _placeholder(one):
        return ONE_PART if abs(one[0] - two[0]) in (1, 2, 10) else OTHER_YEAR
    return NEAR_YEAR if abs(one[0] - two[0]) < YEARS_APART else OTHER_YEAR


def _same_year(one: Parts, two: Parts) -> BirthEvidence:
    if not (one[1] and two[1]) or _placeholder(one) or _placeholder(two):
        return SAME_YEAR
    if not (one[2] and two[2]):
        return SAME_MONTH if one[1] == two[1] else OTHER_DAY
    if one[1:] == two[1:]:
        return SAME_DATE
    if (one[1], one[2]) == (two[2], two[1]):
        return SWAPPED
    return ONE_PART if one[1] == two[1] or one[2] == two[2] else OTHER_DAY


def is_full(date: Parts) -> bool:
    """Tell whether a date names a day, and not the one that stands for a day not known."""
    return bool(date[1] and date[2]) and not _placeholder(date)


def _placeholder(date: Parts) -> bool:
    """1 January stands in many lists for a day and month not known."""
    return date[1:] == (1, 1)


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


#: One name is the other with a given name in front of it: a son's, who bears his father's name behind his own.
SON = -3.6


#: A single word in common is worth more where it is an organisation's: its name is often one word and its trade.
LONE_ORGANISATION = -2.5


#: How much heavier slips weigh in a name of one word, which nothing beside it confirms.
ONLY_WORD = 3.0


#: What names of the same words are worth beside birth dates, which can outweigh them.
SAME_WORDS = 6.0


#: Evidence that lowers a score by less is not worth a reason.
LEAST_REASON = 0.5


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came of comparing two names: score, 0 to 1 (from `THRESHOLD` on they fit one person), and reasons."""

    score: float
    reasons: tuple[str, ...]

    @property
    def match(self) -> bool:
        """Whether the score reaches the threshold."""
        return self.score >= THRESHOLD


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for and against one person, in words of weight 1."""

    shared: float  # words that agree, weighed by strength
    doubt: float  # what the agreeing words lack in strength
    conflict: float  # words of each without a counterpart, two names that resemble, other numbers
    extra: float  # words that only one of the names has
    lone: bool  # one name has a single word and the other more
    other_form: bool  # two companies of other legal forms
    organisation: bool  # either name is an organisation's
    son: bool  # one name is the other with a given name in front

    @property
    def against(self) -> dict[str, float]:
        """What lowers the score, in log-odds, by what it is called."""
        return {
            "words that agree in part only": DOUBT * self.doubt,
            "words, numbers or suffixes that differ": CONFLICT * self.conflict,
            "words that only one name has": EXTRA * self.extra,
            "too little in common": UNSHARED * max(0.0, 1.0 - self.shared),
            "a single word in common": (LONE_ORGANISATION if self.organisation else LONE) * self.lone,
            "another legal form": OTHER_FORM * self.other_form,
            "a given name in front of the other's whole name, as a son's stands": SON * self.son,
        }

    @property
    def log_odds(self) -> float:
        """The evidence summed."""
        return BASE + sum(self.against.values())

    @property
    def lowered(self) -> tuple[str, ...]:
        """What lowers the score most, the heaviest first."""
        heavy = [(worth, what) for what, worth in self.against.items() if worth <= -LEAST_REASON]
        return tuple(f"lowered by {what}" for _, what in sorted(heavy))


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
    births = compare_births(birth1, birth2)
    names, reasons = name_log_odds(name1, name2, births.log_odds > 0)
    if births.reason:
        names, reasons = min(names, SAME_WORDS), (*reasons, births.said)
    return Comparison(logistic(names + births.log_odds), reasons)


def logistic(log_odds: float) -> float:
    """Turn log-odds into a probability."""
    return 1.0 / (1.0 + math.exp(-log_odds)) if log_odds > -700 else 0.0


def log_odds(probability: float) -> float:
    """Turn a probability into log-odds; infinite at 0 and 1."""
    if probability in (0.0, 1.0):
        return math.inf if probability else -math.inf
    return math.log(probability / (1.0 - probability))


def name_log_odds(one: str, two: str, born_alike: bool = False) -> tuple[float, tuple[str, ...]]:
    """Give the log-odds that two names are one person's, and the reasons; infinite where their words are the same.

    The order of the two does not matter. Birth dates that agree tell father and son apart, so that a given name in
    front is then no objection.
    """
    low, high = sorted((one, two), key=_folded)
    if not tokens(low) or not tokens(high):
        return -math.inf, ("no letters",)
    if _same_words(low, high):
        return math.inf, ("the same words",)
    first, second = prepare(low), prepare(high)
    if first.organisation != second.organisation:
        first, second = prepare(low, True), prepare(high, True)
    best, pairings = _best(first, second)
    if born_alike and best.son:
        best = replace(best, son=False)
    return best.log_odds, (*map(_reason, pairings), *best.lowered)


def _folded(name: str) -> list[str]:
    """Give the words of a name without case and accents, which must not decide the order of two names either."""
    return [word.text for word in tokens(name)]


def _same_words(low: str, high: str) -> bool:
    return sorted(_folded(low)) == sorted(_folded(high))


def _best(first: Name, second: Name) -> tuple[Evidence, list[Pairing]]:
    """Weigh the names with compounds joined and titles left out, or as written, or read otherwise: as they fit best."""
    weighed = []
    for ours, theirs in _views(first, second):
        pairings = align(ours, theirs)
        weighed.append((weigh(first, second, pairings, ours, theirs), pairings))
    if _are_short(first, second) or _are_short(second, first):
        pairings = [Pairing(first.words, second.words, INITIALS, (0, 0))]
        weighed.append((weigh(first, second, pairings, first.words, second.words), pairings))
    return max(weighed, key=lambda pair: pair[0].log_odds)


_Words = tuple[Token, ...]


def _are_short(name: Name, long: Name) -> bool:
    """Tell whether a name is the initials of another, in which its legal form may have a letter."""
    return len(name.words) == 1 < len(long.words) and name.words[0].text in long.initials


def _views(first: Name, second: Name) -> list[tuple[_Words, _Words]]:
    views = [(first.words, second.words)]
    joined = not first.organisation or len(first.written) != len(second.written)
    if joined and (first.words != first.written or second.words != second.written):
        views.append((first.written, second.written))
    if first.readings or second.readings:
        views += [(reading, second.words) for reading in first.readings if not second.readings]
        views += [(first.words, reading) for reading in second.readings if not first.readings]
    return views


#: What a word weighs that has a counterpart, and one that has none, by role or kind; any other weighs 1.
_PAIRED = {"particle": 0.15, "title": 0.15, "filler": 0.15, "field": 0.5, "place": 0.5}


_ALONE = {"particle": 0.15, "title": 0.15, "filler": 0.15, "field": 0.8, "place": 0.8}


def _weight(word: Token, by: dict[str, float]) -> float:
    found = by.get(word.kind or roles().get(word.text, ""))
    if found is not None:
        return found
    short = len(word.text) == 1 and not (word.syllabic or word.abjad or word.text.isdigit())
    return 0.4 if short else 1.0


def _side(words: _Words, by: dict[str, float] = _ALONE) -> float:
    return sum(_weight(word, by) for word in words)


def _pair_weight(pairing: Pairing) -> float:
    """Give the smaller weight of two words; of words joined, the larger, but not more than two."""
    ours, theirs = _side(pairing.first, _PAIRED), _side(pairing.second, _PAIRED)
    if len(pairing.first) == len(pairing.second):
        return min(ours, theirs)
    return max(min(ours, 2.0), min(theirs, 2.0))


def _strength(agreement: Agreement, organisation: bool) -> float:
    """Give how far two words agree; a letter stands for a person's given name and for no word of an organisation."""
    return 0.0 if organisation and agreement.kind == "initial" else agreement.strength


def weigh(first: Name, second: Name, pairings: list[Pairing], ours: _Words, theirs: _Words) -> Evidence:
    """Count the evidence of an alignment of the words of two names."""
    organisation = first.organisation or second.organisation
    paired = [(_pair_weight(p), _strength(p.agreement, organisation)) for p in pairings if p.first and p.second]
    agreed = [(weight, strength) for weight, strength in paired if strength >= LEAST_AGREEMENT]
    unlike = sum(weight * (1 - strength / 2) for weight, strength in paired if strength < LEAST_AGREEMENT)
    left = tuple(word for p in pairings if not p.second for word in p.first)
    right = tuple(word for p in pairings if not p.first for word in p.second)
    extra = abs(_side(left) - _side(right))
    doubt = sum(weight * (1 - strength) for weight, strength in agreed)
    return Evidence(
        shared=sum(weight * strength for weight, strength in agreed),
        doubt=doubt * (ONLY_WORD if len(ours) == len(theirs) == 1 else 1.0),
        conflict=unlike + min(_side(left), _side(right)) + _clashes(first, second, left, right),
        extra=extra,
        lone=_is_lone(pairings, extra) and not (organisation and _all_shared((*left, *right))),
        other_form=bool(first.forms and second.forms and not first.forms & second.forms),
        organisation=organisation,
        son=not organisation and _is_son(pairings, ours, theirs),
    )


def _all_shared(words: _Words) -> bool:
    """Tell whether words are such as many organisations share."""
    return all(word.kind or roles().get(word.text) == "particle" for word in words)


def _is_son(pairings: list[Pairing], ours: _Words, theirs: _Words) -> bool:
    """Tell whether one name stands whole, in its order, behind a given name that only the other has."""
    side = 0 if len(ours) < len(theirs) else 1
    short, long = (ours, theirs) if side == 0 else (theirs, ours)
    paired = sorted((p.at[side], p.at[1 - side]) for p in pairings if p.first and p.second)
    covered = sum(len((p.first, p.second)[side]) for p in pairings if p.first and p.second)
    if (
        len(short) == len(long)
        or covered < len(short)
        or sum(len(word.text) > 1 and not _is_bare(word) for word in short) < 2
    ):
        return False
    start = min((place for own, place in paired if not _is_bare(short[own])), default=-1)
    opening = next((place for own, place in paired if not _is_bare(short[own])), -1)
    front = tuple(word for word in long[:start] if not _is_bare(word))
    return opening == start and _names_a_son(front) and agree(front[-1], long[start]).strength < LEAST_AGREEMENT


def _is_bare(word: Token) -> bool:
    return roles().get(word.text) in ("particle", "title")


def _names_a_son(front: _Words) -> bool:
    """Tell whether words before a whole name are another's given name; Mohammed and Abu Tarek are borne beside one."""
    return bool(front) and len(front[0].text) > 1 and not is_kunya(front) and not _is_borne_beside(front)


def _is_borne_beside(front: _Words) -> bool:
    text = known_reading(front[0]) or front[0].text
    return len(front) == 1 and bool(spelling_groups(text) & spelling_groups("mohammed"))


def _clashes(first: Name, second: Name, left: _Words, right: _Words) -> float:
    """Weigh suffixes, numbers and letters that differ, and what a name has more that is short of words of its own."""
    suffixes = bool(first.suffixes and second.suffixes and first.suffixes != second.suffixes)
    numbers = bool(first.numbers != second.numbers and not (first.numbers and second.numbers))
    if first.organisation:
        letters = all(any(len(word.text) == 1 for word in words) for words in (left, right))
        shared_by_many = first.own != second.own and abs(_side(left) - _side(right)) >= 1.5
        return 0.8 * suffixes + 0.7 * numbers + 0.5 * letters + 0.7 * shared_by_many
    return 0.8 * suffixes + 0.5 * numbers + 0.8 * any(word.syllabic for word in (*left, *right))


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
