"""How far two names, and the births beside them, speak of one person."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from analysis.core.dates import stated_parts
from analysis.persons.names.agree import DIFFERENT, SAME, Agreement, agree
from analysis.persons.names.letters import SUFFIXES, Token, company_forms, is_known, join, roles, token, tokens

#: Years apart from which two birth years are held to be two persons', not two readings of one.
YEARS_APART = 3


@dataclass(frozen=True, slots=True)
class BirthEvidence:
    """What birth dates add to the evidence of names: log-odds (0 where a date is missing), in words, and if exact."""

    log_odds: float
    reason: str
    exact: bool = False


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


def _placeholder(date: Parts) -> bool:
    """1 January stands in many lists for a day and month not known."""
    return date[1:] == (1, 1)


_ABD = re.compile(r"c?[ae]?bd(?:[aeiou]{0,2}(?:l|r(?=r)|s(?=s)|sh(?=sh)|n(?=n)|d(?=d)|z(?=z)|t(?=t)))?h?(.*)")


_ABD_ALONE = re.compile(r"c?[ae]?bd(?:[aeiou]{0,2}[lrsnd])?h?")


_DIN = re.compile(r"(.{3,}?)(?:[aeou]d?d|ett|ed|d)(?:i|ee|ie|y)ne?")


_DIN_ALONE = re.compile(r"(?:e|u|a)?d?d(?:i|ee|ie|y)ne?")


_ARTICLES = frozenset({"al", "el", "ul", "ar", "ad", "ed", "ur", "er", "as", "es", "an", "ash", "az", "us", "ud", "l"})


_ABD_SERVANT, _FAITH = token("abd"), token("din")


#: Words beyond these are left out: no name is so long, and time grows with the product of the two lengths.
MOST_WORDS = 40


#: The most words that are joined to compare with one word of the other name.
MOST_JOINED = 3


@dataclass(frozen=True, slots=True)
class Name:
    """A name made ready for comparison."""

    words: tuple[Token, ...]  # what identifies: given names, patronymics, family names; compounds as one
    written: tuple[Token, ...]  # with titles and without compounds
    suffixes: frozenset[str]  # roles of generational suffixes (younger for jr, second for ii)
    forms: frozenset[str]  # classes of the legal forms of a company
    numbers: frozenset[str]  # tell one fund, brigade or vessel from another


@dataclass(frozen=True, slots=True)
class Pairing:
    """Words of one name set against words of the other; one side may be empty."""

    first: tuple[Token, ...]
    second: tuple[Token, ...]
    agreement: Agreement


@lru_cache(maxsize=300_000)
def prepare(name: str) -> Name:
    """Split a name, set titles, suffixes and company forms apart, and join compounds such as Abd al-Rahman."""
    words = [word for word in tokens(name)[:MOST_WORDS] if roles().get(word.text) != "noise"]
    forms = [word for word in words if word.text in company_forms()]
    if len(forms) == len(words) or not _looks_like_company(words, forms):
        forms = []
    suffixes = [word for word in words[1:] if roles().get(word.text) in SUFFIXES]
    plain = [word for word in words if word not in forms and word not in suffixes]
    return Name(
        tuple(_without_titles(_compounds(plain))),
        tuple(plain),
        frozenset(roles()[word.text] for word in suffixes),
        frozenset(company_forms()[word.text] for word in forms),
        frozenset(word.text for word in plain if word.text.isdigit()),
    )


def _looks_like_company(words: list[Token], forms: list[Token]) -> bool:
    """Tell whether a legal form stands there; a short one such as *as* counts only at either end."""
    return any(len(form) > 2 or form in (words[0], words[-1]) for form in forms)


def _without_titles(words: list[Token]) -> list[Token]:
    """Leave titles out where two words that are none remain; a lone word is a name whatever it means."""
    names = [word for word in words if roles().get(word.text) != "title"]
    return names if sum(roles().get(word.text) != "particle" and len(word) > 1 for word in names) >= 2 else words


def _compounds(words: list[Token]) -> list[Token]:
    """Give Abdul Rahman, Abd al-Rahman and Abdurrahman one form; Saif al-Din and Seifeddine too."""
    done: list[Token] = []
    rest = list(words)
    while rest:
        word = rest.pop(0)
        if _is_servant(word) and rest:
            rest = _skip_article(rest)
            word = join((_ABD_SERVANT, rest.pop(0)))
        elif _DIN_ALONE.fullmatch(word.text) and done:
            last = done.pop()
            last = done.pop() if last.text in _ARTICLES and done else last
            word = join((last, _FAITH))
        done.append(_one_form(word))
    return done


def _is_servant(word: Token) -> bool:
    return word.skeleton == "bd" and len(word.text) < 4 if word.abjad else bool(_ABD_ALONE.fullmatch(word.text))


def _skip_article(words: list[Token]) -> list[Token]:
    return words[1:] if words[0].text in _ARTICLES and len(words) > 1 else words


def _one_form(word: Token) -> Token:
    if word.abjad and re.match(r"`?bdl\w\w", word.text):
        return Token(word.text, word.key, "bd" + word.skeleton[3:], True)
    if word.abjad or word.syllabic or is_known(word.text):
        return word
    servant = _ABD.fullmatch(word.text)
    if servant and len(servant[1]) >= 3:
        return token("abd" + servant[1])
    faith = _DIN.fullmatch(word.text)
    return token(faith[1] + "din") if faith else word


def align(first: tuple[Token, ...], second: tuple[Token, ...]) -> list[Pairing]:
    """Pair the words of two names, best agreement first; those without a counterpart come last, alone."""
    left, right = set(range(len(first))), set(range(len(second)))
    pairings: list[Pairing] = []
    for agreement, ours, theirs in _candidates(first, second):
        if left.issuperset(ours) and right.issuperset(theirs):
            left.difference_update(ours)
            right.difference_update(theirs)
            pairings.append(Pairing(tuple(first[i] for i in ours), tuple(second[j] for j in theirs), agreement))
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
    return sorted(found, key=_rank)


def _rank(candidate: _Candidate) -> tuple[float, int, tuple[int, ...], tuple[int, ...]]:
    agreement, ours, theirs = candidate
    return (-agreement.strength, -len(ours) - len(theirs), ours, theirs)


def _joined(
    parts: tuple[Token, ...], free: list[int], wholes: tuple[Token, ...], open_wholes: list[int]
) -> list[_Candidate]:
    """Find runs of words that make one word of the other name: Abu Bakr and Abubakr."""
    found: list[_Candidate] = []
    for j in open_wholes:
        for run in _runs(free, len(parts)):
            agreement = _join(parts[run[0] : run[-1] + 1], wholes[j])
            if agreement.strength >= 0.7:
                found.append((agreement, run, (j,)))
    return found


def _runs(free: list[int], count: int) -> list[tuple[int, ...]]:
    """Give the runs of two or three neighbouring words, or of all, that have no counterpart of the same letters."""
    starts = [(i, size) for size in {2, MOST_JOINED, count} for i in range(count - size + 1) if size > 1]
    runs = (tuple(range(i, i + size)) for i, size in starts)
    return [run for run in runs if set(run).issubset(free)]


def _join(run: tuple[Token, ...], whole: Token) -> Agreement:
    if not (whole.abjad or any(part.abjad for part in run)) and not _may_join(run, whole.text):
        return DIFFERENT
    agreement = agree(join(run), whole)
    if agreement.kind in ("part", "short form", "article"):
        return DIFFERENT
    return Agreement(0.97, "joined") if agreement == SAME else agreement


def _may_join(run: tuple[Token, ...], whole: str) -> bool:
    length = sum(len(part.text) for part in run)
    longest = max(len(part.text) for part in run)
    return len(whole) > 3 and length > 3 and abs(length - len(whole)) <= 2 and longest < len(whole)


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
    """Count the evidence of an alignment."""
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
