"""How far two words, two names, and their birth dates agree, and whether they are one person's."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from rapidfuzz.distance import OSA

from analysis.core.dates import stated_parts
from analysis.persons import name_letters as letters
from analysis.persons.name_letters import Name, Token

# Two words ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Agreement:
    """What two words have in common: strength from 0 (different) to 1 (the same letters), and why."""

    strength: float
    kind: str


SAME, DIFFERENT = Agreement(1.0, "same"), Agreement(0.0, "different")


def agree(first: Token, second: Token) -> Agreement:
    """Agreement of two words by the strongest reading that fits."""
    if first.text == second.text:
        return SAME
    if first.abjad and second.abjad:
        if first.key == second.key:
            return Agreement(0.97, "spelling")
        near = min(len(first.key), len(second.key)) >= 5 and OSA.distance(first.key, second.key) == 1
        return Agreement(0.65, "typing") if near else DIFFERENT
    if first.abjad != second.abjad:
        return _across_abjad(first, second) if first.abjad else _across_abjad(second, first)
    if first.syllabic or second.syllabic:
        if letters.spelling_groups(first.text) & letters.spelling_groups(second.text):
            return Agreement(0.9, "variant")
        alike = letters.syllable_key(first.text) == letters.syllable_key(second.text)
        return Agreement(0.85, "spelling") if alike else DIFFERENT
    return _latin(*sorted((first.text, second.text)))


def _across_abjad(written: Token, roman: Token) -> Agreement:
    """Compare a word in Arabic or Hebrew writing with a romanised one."""
    reading = letters.known_reading(written)
    if reading:
        return _with_reading(reading, roman)
    consonants, other = written.skeleton, letters.abjad_skeleton(roman.text)
    if consonants == other:
        return Agreement(0.9 if len(consonants) > 1 else 0.7, "consonants") if consonants else DIFFERENT
    near = min(len(consonants), len(other)) >= 3 and OSA.distance(consonants, other) == 1
    return Agreement(0.6, "consonants") if near else DIFFERENT


def _with_reading(reading: str, roman: Token) -> Agreement:
    """Compare a romanised name with one in Arabic writing whose reading is known: Hassan is not Hussein."""
    spelled = agree(letters.token(reading), roman)
    if spelled.strength >= 0.9:
        return Agreement(0.95, "reading")
    alike = letters.abjad_skeleton(reading) == letters.abjad_skeleton(roman.text) and not letters.is_known(roman.text)
    return Agreement(0.75, "consonants") if alike else Agreement(0.3, "two names") if spelled.strength else DIFFERENT


@lru_cache(maxsize=500_000)
def _latin(low: str, high: str) -> Agreement:
    if low.isdigit() or high.isdigit():
        return SAME if low.lstrip("0") == high.lstrip("0") else DIFFERENT
    if re.findall(r"\d+", low) != re.findall(r"\d+", high):
        return DIFFERENT
    if min(len(low), len(high)) == 1:
        alike = low[0] == high[0] or letters.key(low)[0] == letters.key(high)[0]
        return Agreement(0.7, "initial") if alike else DIFFERENT
    if letters.spelling_groups(low) & letters.spelling_groups(high):
        return Agreement(0.95, "variant")
    if _other_gender(low, high):
        return Agreement(0.3, "other gender")
    if letters.key(low) == letters.key(high):
        return Agreement(0.95, "spelling")
    if letters.is_short_form(low, high) or letters.is_short_form(high, low):
        return Agreement(0.8, "short form")
    return _mistyped(low, high)


def _other_gender(low: str, high: str) -> bool:
    """Daniel and Daniela, Mario and Maria: given names that differ by sex."""
    short, long = sorted((low, high), key=len)
    if len(short) == len(long):
        return short[:-1] == long[:-1] and {short[-1], long[-1]} == {"a", "o"}
    return letters.is_known(short) and long.removeprefix(short) in ("a", "e", "na", "ne", "ine", "ina")


def _mistyped(low: str, high: str) -> Agreement:
    length = min(len(low), len(high))
    for compound in (r"abd(.*)", r"(.*)din"):  # compared by what the servant or the faith is joined to
        parts = [re.fullmatch(compound, word) for word in (low, high)]
        if length > 5 and all(parts):
            return agree(*(letters.token(part[1]) for part in parts if part))
    if _in_french(low) == _in_french(high):
        return _unless_two_names(low, high, 0.85, "spelling")
    if length <= 4 and letters.syllable_key(low) == letters.syllable_key(high):
        return _unless_two_names(low, high, 0.75, "spelling")
    cost = _edit_cost(low, high)
    if length < 4 or cost > 0.27 * length:
        return _part(low, high)
    if _one_syllable_differs(low, high):
        return Agreement(0.3, "another syllable")
    other_start = low[0] != high[0] and letters.loose_skeleton(low)[:1] != letters.loose_skeleton(high)[:1]
    return _unless_two_names(low, high, max(1.0 - 1.7 * cost**1.25 / length - 0.2 * other_start, 0.0), "typing")


#: Two syllables of Pinyin.
_TWO_SYLLABLES = re.compile(
    r"((?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])"
    r"(?:iang|iong|uang|ian|iao|uai|uan|ang|eng|ing|ong|ai|an|ao|ei|en|ia|ie|in|iu|ou|ua|ue|ui|un|uo|[aeiou]))" * 2
)


def _one_syllable_differs(low: str, high: str) -> bool:
    """Mingyuan and Minghua: Chinese given names that share one of two syllables."""
    one, two = _TWO_SYLLABLES.fullmatch(low), _TWO_SYLLABLES.fullmatch(high)
    if one is None or two is None or min(len(low), len(high)) < 6:
        return False
    pairs = zip(one.groups(), two.groups(), strict=True)
    return sum(letters.syllable_key(ours) == letters.syllable_key(theirs) for ours, theirs in pairs) == 1


def _in_french(text: str) -> str:
    """Key of a word as if each ch in it were the sh of French: Chams and Shams, Choukarev and Shchukarev."""
    return letters.key(text.replace("shch", "sh").replace("ch", "sh"))


def _edit_cost(low: str, high: str) -> float:
    """Number of slips: a third for a vowel, two thirds for a consonant taken for its like, one for another."""
    folds = (letters.key, letters.skeleton, letters.loose_skeleton)
    by_sound = sum(OSA.distance(fold(low), fold(high)) for fold in folds) / len(folds)
    return min(by_sound, float(OSA.distance(low, high)))


def _unless_two_names(low: str, high: str, strength: float, kind: str) -> Agreement:
    """Two names that both exist are two names, however near in letters."""
    both_exist = letters.is_known(low) and letters.is_known(high)
    return Agreement(min(strength, 0.3), "two names") if both_exist else Agreement(strength, kind)


def _part(low: str, high: str) -> Agreement:
    """A word that is the other without its article, or the beginning of it."""
    short, long = sorted((low, high), key=len)
    if len(short) >= 5 and long.endswith(short) and long[: -len(short)] in ("al", "el", "ar", "as", "an", "at", "az"):
        return Agreement(0.9, "article")
    if len(short) >= 3 and long.startswith(short) and len(long) >= 5:
        return Agreement(0.65 if letters.is_known(long) and not letters.is_known(short) else 0.2, "part")
    return DIFFERENT


# Words paired -------------------------------------------------------------------------------------------------------


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
    equal = [pair for pair in candidates if pair[0].strength == 1]
    free_first = set(range(len(first))) - {ours[0] for _, ours, _ in equal}
    free_second = set(range(len(second))) - {theirs[0] for _, _, theirs in equal}
    turned = _joined(second, free_second, first, free_first)
    candidates += [*_joined(first, free_first, second, free_second), *((how, two, one) for how, one, two in turned)]
    return sorted(candidates, key=lambda pair: (-pair[0].strength, -len(pair[1]) - len(pair[2]), pair[1], pair[2]))


def _joined(parts: Words, free: set[int], wholes: Words, free_wholes: set[int]) -> list[_Candidate]:
    """Runs of words, free of equal counterparts, that make one word of the other name: Abu Bakr and Abubakr."""
    runs = [tuple(range(start, start + size)) for size in {2, MOST_JOINED, len(parts)} for start in free if size > 1]
    whole_runs = product(filter(free.issuperset, runs), sorted(free_wholes))
    pairs = ((_agree_joined(parts[run[0] : run[-1] + 1], wholes[j]), run, (j,)) for run, j in whole_runs)
    return [pair for pair in pairs if pair[0].strength >= 0.7]


def _agree_joined(run: Words, whole: Token) -> Agreement:
    lengths = [len(part.text) for part in run]
    length, size = len(whole.text), sum(lengths)
    fits = length > 3 and size > 3 and abs(size - length) <= 2 and max(lengths) < length
    if not fits and not whole.abjad and not any(part.abjad for part in run):
        return DIFFERENT
    agreement = agree(letters.join(run), whole)
    if agreement.kind in ("part", "short form", "article"):
        return DIFFERENT
    return Agreement(0.97, "joined") if agreement == SAME else agreement


# Names and births ---------------------------------------------------------------------------------------------------


#: Years apart from which two birth years count as two persons', not two readings of one.
YEARS_APART = 3


@dataclass(frozen=True, slots=True)
class BirthEvidence:
    """What birth dates add to the evidence of names: log-odds (0 where a date is missing), in words, and if exact."""

    log_odds: float
    reason: str
    exact: bool = False

    @property
    def sentence(self) -> str:
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
    return max((_compare_two(one, two) for one, two in pairs), key=lambda births: births.log_odds, default=UNKNOWN)


def _compare_two(one: Parts, two: Parts) -> BirthEvidence:
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
    """Whether a date names a day, and not the placeholder of an unknown day."""
    return bool(date[1] and date[2]) and not _placeholder(date)


def _placeholder(date: Parts) -> bool:
    """In many lists 1 January means an unknown day and month."""
    return date[1:] == (1, 1)


#: A score from here on means a match.
THRESHOLD = 0.5
#: Two words that agree less than this are two words, not two spellings of one.
LEAST_AGREEMENT = 0.55

# Weights on the scale of log-odds, for one word of full weight each. Their signs and sizes follow a logistic regression
# on pairs of names from published sanctions lists, rounded by hand; the pairs name persons and are not kept, so that
# the weights are checked by `tests/persons/name_pairs.csv` and not estimated again.
BASE = 3.2  # names that share a word, with nothing against them
WEAK_AGREEMENT = -2.5  # what the agreeing words lack in strength
CONFLICT = -5.0  # words of each name without a counterpart, other numbers or suffixes
EXTRA_WORD = -0.35  # a word that only one of the names has
SINGLE_WORD = -4.0  # a single word in common, where one name has more
TOO_LITTLE_SHARED = -5.0  # per word that is missing to one shared word
FATHER_AND_SON = -3.6  # one name is the other with a given name in front of it
SAME_WORDS = 6.0  # names of the same words, where birth dates can outweigh them
LEAST_REASON = 0.5  # evidence that lowers a score by less is not worth a reason


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came of comparing two names: score, 0 to 1 (from `THRESHOLD` on they fit one person), and reasons."""

    score: float
    reasons: tuple[str, ...]

    @property
    def match(self) -> bool:
        """Whether the score reaches the threshold."""
        return self.score >= THRESHOLD


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
        names, reasons = min(names, SAME_WORDS), (*reasons, births.sentence)
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
    """Log-odds that two names are one person's, and the reasons; infinite where their words are the same.

    The order of the two does not matter. Birth dates that agree tell father and son apart, so that a given name in
    front is then no objection.
    """
    low, high = sorted((one, two), key=_folded)
    if not letters.tokens(low) or not letters.tokens(high):
        return -math.inf, ("no letters",)
    if sorted(_folded(low)) == sorted(_folded(high)):
        return math.inf, ("the same words",)
    first, second = letters.prepare(low), letters.prepare(high)
    views = dict.fromkeys([(first.words, second.words), (first.written, second.written)])
    weighed = [_weigh(first, second, *view, born_alike) for view in views]
    against, pairings = max(weighed, key=lambda pair: sum(pair[0].values()))
    lowered = sorted((worth, what) for what, worth in against.items() if worth <= -LEAST_REASON)
    reasons = (*map(_reason, pairings), *(f"lowered by {what}" for _, what in lowered))
    return BASE + sum(against.values()), reasons


def _folded(name: str) -> list[str]:
    """Words of a name without case and accents, which must not decide the order of two names either."""
    return [word.text for word in letters.tokens(name)]


def _weigh(
    first: Name, second: Name, ours: Words, theirs: Words, born_alike: bool
) -> tuple[dict[str, float], list[Pairing]]:
    """What lowers the score of two names whose words are aligned, in log-odds, by what it is called."""
    pairings = align(ours, theirs)
    pairs = [(_pair_weight(p), p.agreement.strength) for p in pairings if p.first and p.second]
    agreed = [(weight, strength) for weight, strength in pairs if strength >= LEAST_AGREEMENT]
    shared = sum(weight * strength for weight, strength in agreed)
    weak = sum(weight * (1 - strength) for weight, strength in agreed)
    unlike = sum(weight * (1 - strength / 2) for weight, strength in pairs if strength < LEAST_AGREEMENT)
    only_first = tuple(word for p in pairings if not p.second for word in p.first)
    only_second = tuple(word for p in pairings if not p.first for word in p.second)
    extra = abs(_weight_of(only_first) - _weight_of(only_second))
    alone = min(_weight_of(only_first), _weight_of(only_second))
    conflict = unlike + alone + _clashes(first, second, (*only_first, *only_second))
    is_son = not born_alike and _is_son(pairings, ours, theirs)  # birth dates that agree tell father and son apart
    against = {
        "words that agree in part only": WEAK_AGREEMENT * weak,
        "words, numbers or suffixes that differ": CONFLICT * conflict,
        "words that only one name has": EXTRA_WORD * extra,
        "too little in common": TOO_LITTLE_SHARED * max(0.0, 1.0 - shared),
        "a single word in common": SINGLE_WORD * _shares_single_word(pairings, extra),
        "a given name in front of the other's whole name, as in a son's name": FATHER_AND_SON * is_son,
    }
    return against, pairings


def _weight(word: Token) -> float:
    """Weight of a word: little for particles, titles and initials."""
    if _is_minor(word):
        return 0.15
    is_initial = len(word.text) == 1 and not (word.syllabic or word.abjad or word.text.isdigit())
    return 0.4 if is_initial else 1.0


def _is_minor(word: Token) -> bool:
    return letters.roles().get(word.text) in ("particle", "title")


def _weight_of(words: Words) -> float:
    return sum(map(_weight, words))


def _pair_weight(pairing: Pairing) -> float:
    """The smaller weight of two words; of words joined, the larger, but not more than two."""
    ours, theirs = _weight_of(pairing.first), _weight_of(pairing.second)
    if len(pairing.first) == len(pairing.second):
        return min(ours, theirs)
    return max(min(ours, 2.0), min(theirs, 2.0))


def _clashes(first: Name, second: Name, unpaired: Words) -> float:
    """Suffixes and numbers that differ, and syllables of Chinese or Korean without a counterpart."""
    suffixes = bool(first.suffixes and second.suffixes and first.suffixes != second.suffixes)
    numbers = bool(first.numbers != second.numbers and not (first.numbers and second.numbers))
    return 0.8 * suffixes + 0.5 * numbers + 0.8 * any(word.syllabic for word in unpaired)


def _is_son(pairings: list[Pairing], ours: Words, theirs: Words) -> bool:
    """Whether one name follows, whole and in order, a given name that only the other has."""
    side = 0 if len(ours) < len(theirs) else 1
    short, long = (ours, theirs) if side == 0 else (theirs, ours)
    pairs = sorted((p.at[side], p.at[1 - side]) for p in pairings if p.first and p.second)
    covered = sum(len((p.first, p.second)[side]) for p in pairings if p.first and p.second)
    words = sum(len(word.text) > 1 and not _is_minor(word) for word in short)
    positions = [position for own, position in pairs if not _is_minor(short[own])]
    if len(short) == len(long) or covered < len(short) or words < 2 or not positions or positions[0] != min(positions):
        return False
    front = tuple(word for word in long[: positions[0]] if not _is_minor(word))
    return _names_a_son(front) and agree(front[-1], long[positions[0]]).strength < LEAST_AGREEMENT


#: What a father or mother is called after a child: Abu Tarek, Umm Tarek.
_KUNYA = frozenset(["abu", "abou", "aboo", "bu", "umm", "um", "oum", "abw", "bw", "ym", "am"])


def _names_a_son(front: Words) -> bool:
    """Whether words before a whole name are another's given name: Mohammed and Abu Tarek are used with one's own."""
    if not front or len(front[0].text) == 1 or (len(front) == 2 and front[0].text in _KUNYA):
        return False
    text = letters.known_reading(front[0]) or front[0].text
    return len(front) > 1 or not letters.spelling_groups(text) & letters.spelling_groups("mohammed")


def _shares_single_word(pairings: list[Pairing], extra: float) -> bool:
    """Whether a single word, particles apart, is all that the names share, and one of them has more."""
    roles = letters.roles()
    pairs = [p for p in pairings if p.first and p.second]
    pairs = [p for p in pairs if any(roles.get(word.text) != "particle" for word in (*p.first, *p.second))]
    single = sum(max(len(p.first), len(p.second)) for p in pairs) <= 1
    alone = [p for p in pairings if not (p.first and p.second) and _weight_of((*p.first, *p.second)) >= 0.4]
    one_sided = not (any(p.first for p in alone) and any(p.second for p in alone))
    return single and one_sided and extra > 0.5


def _reason(pairing: Pairing) -> str:
    ours, theirs = (" ".join(word.text for word in side) for side in (pairing.first, pairing.second))
    if not ours or not theirs:
        return f"{ours or theirs} only in one"
    return f"{ours} = {theirs}" if pairing.agreement.strength == 1 else f"{ours} ~ {theirs} ({pairing.agreement.kind})"
