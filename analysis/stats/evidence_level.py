"""The evidence level: one word for how much is documented, by a stated rule, and what the word hangs on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Protocol, TypeVar

import numpy as np
import scipy
from numpy.typing import NDArray

from analysis.core.messages import _, label
from analysis.stats.estimate import Estimate, Floats, Kind, Subject, checked_level, interval, percent, refuse

__all__ = ["coding_share", "decisive", "evidence_level", "recount", "recounted_cases", "redraw", "threshold_share"]

#: Register cases that count; families of sources that name the state (0 to 4); whether it was in a top ten (0 or 1).
INPUTS = ("cases", "families", "complaints")
#: How a row is coded, for example its claim status and grade.
Code = tuple[str, ...]
#: How many rows of each code counted when they were coded a second time, and how many were.
ErrorRates = Mapping[Code, tuple[int, int]]
T = TypeVar("T", bound=Sequence[int])
#: Fixed, so that a report is the same on every run.
SEED = 19460101
#: Inputs whose bounds can be moved by one; whether complaints were summed is a yes or no.
MOVED = ("cases", "families")
#: More bounds than this have too many sets to go through.
MOST_BOUNDS = 12


class Level(Protocol):
    """One word of the rule: any object with these three attributes."""

    word: str  # the evidence level, for example ``substantial``
    meaning: str  # what is always written with the word; may be empty

    @property
    def any_of(self) -> Sequence[Mapping[str, int]]:
        """Minimums by input; meeting all of any one mapping earns the word, and an empty mapping is always met."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A state's evidence level."""

    word: str
    meaning: str
    inputs: Mapping[str, int]
    without: Mapping[str, str]
    sentence: str


def evidence_level(
    cases: int,
    families: int,
    complaints: bool,
    rule: Sequence[Level],
    *,
    place: str,
    noun: str,
    searched: bool = True,
) -> Evidence:
    """Apply the rule to one state.

    The word, and the word without each input. It is neither a score nor fitted.

    Parameters
    ----------
    cases : int
        Register cases of the state that count by the rule: of its statuses and grades, without its corrections.
    families : int
        How many of the four families of sources name the state as an abuser, 0 to 4.
    complaints : bool
        Whether the state was in a top-ten list of complaints.
    place : str
        The state's name in the sentence.
    noun : str
        What the cases that count are, in the words of the rule that chose them.
    searched : bool
        Whether cases of the state were searched for.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> rule = [
    ...     SimpleNamespace(word="substantial", any_of=[{"cases": 3, "families": 2}], meaning=""),
    ...     SimpleNamespace(word="some", any_of=[{"cases": 1}, {"complaints": 1}], meaning=""),
    ...     SimpleNamespace(word="none found", any_of=[{}], meaning="which is no proof of absence"),
    ... ]
    >>> found = evidence_level(3, 2, False, rule, place="Freedonia", noun="supported cases")
    >>> found.word, found.without["families"]
    ('substantial', 'some')
    """
    inputs = {"cases": cases, "families": families, "complaints": int(complaints), "searched": int(searched)}
    level = _strongest(inputs, rule)
    word = _("“{word}”", word=level.word)
    word = _("{word}, {meaning}", word=word, meaning=level.meaning) if level.meaning else word
    counted = label(inputs["complaints"], "evidence-inputs", cases=cases, noun=noun, families=families)
    sentence = _("{place}: documentation of alleged misuse is rated {word} ({counted}).",
        place=place, word=word, counted=counted)  # fmt: skip
    without = {name: _strongest(inputs | {name: 0}, rule).word for name in INPUTS}
    return Evidence(level.word, level.meaning, inputs, without, sentence)


def _bounds_of(rule: Sequence[Level]) -> list[tuple[str, int]]:
    """List the bounds of a rule that can be moved, in the order in which it is written."""
    return [
        (name, least) for level in rule for needed in level.any_of for name, least in needed.items() if name in MOVED
    ]


def threshold_share(inputs: Mapping[str, int], rule: Sequence[Level], *, about: Subject) -> Estimate:
    """Return the share of threshold sets in which a state keeps its word.

    Every set counts once in which each bound on cases and families is moved by -1, 0 or +1, independently of all
    others, also of one that is written with the same number elsewhere; no bound falls below 1. It is enumerated in
    full, so it has no interval.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> rule = [
    ...     SimpleNamespace(word="substantial", any_of=[{"cases": 3, "families": 2}], meaning=""),
    ...     SimpleNamespace(word="some", any_of=[{"cases": 1}, {"complaints": 1}], meaning=""),
    ...     SimpleNamespace(word="none found", any_of=[{}], meaning="which is no proof of absence"),
    ... ]
    >>> about = Subject("Freedonia", "cases", "invented cases", "invented", "case")
    >>> inputs = {"cases": 3, "families": 2, "complaints": 0}
    >>> stated = threshold_share(inputs, rule, about=about)
    >>> round(stated.value, 3), stated.n
    (0.444, 18)
    """
    stays = _words_by_set(inputs, rule) == _strongest(inputs, rule).word
    share, sets = float(stays.mean()), len(stays)
    sentence = _(
        "the rating stays the same in {share} of {sets} sets of thresholds. In each set, every threshold is "
        "as published, or one step higher or lower.", share=percent(share), sets=sets,
    )  # fmt: skip
    sentence = about.led(sentence)
    return about.estimate(share, sentence, _("enumeration of threshold sets"), sets, unit="share", kind=Kind.DERIVED)


def _words_by_set(inputs: Mapping[str, int], rule: Sequence[Level]) -> np.ndarray:
    bounds = _bounds_of(rule)
    if len(bounds) > MOST_BOUNDS:
        raise refuse(f"{len(bounds)} bounds", f"at most {MOST_BOUNDS}", "write the rule with fewer conditions")
    near = [range(max(1, least - 1), least + 2) for _, least in bounds]
    columns = iter(np.array(list(product(*near)), dtype=int).reshape(-1, len(bounds)).T)
    sets = int(np.prod([len(choices) for choices in near], dtype=int))
    reached = []
    for level in rule:
        earned = np.zeros(sets, dtype=bool)
        for needed in level.any_of:
            met = np.ones(sets, dtype=bool)
            for name, least in needed.items():
                met &= inputs[name] >= (next(columns) if name in MOVED else least)
            earned |= met
        reached.append(earned)
    return np.select(reached, [level.word for level in rule], "")


def recount(rows: Mapping[Code, int], coded_twice: ErrorRates, fixed: int = 0, prior: float = 1.0) -> Floats:
    """Return the distribution of the well-documented cases if each row were coded once more.

    Probability of 0, 1, 2, ... cases. Rows of one code share the unknown probability of counting when coded again,
    whose posterior is Beta(counting + 1/2, others + 1/2) (Jeffreys), so that the small number of rows coded twice is
    part of the error; what they count is Beta-binomial, and codes are independent. This is the exact distribution of
    drawing first the confusion table and then each row from it.

    Parameters
    ----------
    rows : mapping of code to int
        The state's register rows by their code.
    coded_twice : mapping of code to (int, int)
        Of the rows coded twice with this first code: how many count by the second code, and how many there are. A
        code that was never coded twice is an error: nothing is known of how it is coded again.
    fixed : int
        Rows that count and are not drawn.
    prior : float
        How many readings the prior is worth, half of them counting; 1 is the prior of Jeffreys (1946).

    Examples
    --------
    >>> recount({("supported", "A"): 2}, {("supported", "A"): (9, 10)}).round(3).tolist()
    [0.028, 0.216, 0.756]
    """
    drawn = np.ones(1)
    for code, count in rows.items():
        counting, total = _counting(code, coded_twice)
        law = scipy.stats.betabinom(count, counting + prior / 2, total - counting + prior / 2)
        drawn = np.convolve(drawn, law.pmf(np.arange(count + 1)))
    return np.concatenate([np.zeros(fixed), drawn])


def _counting(code: Code, coded_twice: Mapping[Code, T]) -> T:
    if code not in coded_twice:
        raise refuse(f"rows coded {code}", f"one of {sorted(map(str, coded_twice))}", "code some of them twice")
    return coded_twice[code]


def coding_share(inputs: Mapping[str, int], chances: Floats, rule: Sequence[Level], *, about: Subject) -> Estimate:
    """Return the probability that a state keeps its word under coding error.

    Families and complaints are held; the error is that of coding the register alone.

    Parameters
    ----------
    chances : numpy.ndarray
        From `recount`.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> rule = [
    ...     SimpleNamespace(word="substantial", any_of=[{"cases": 3, "families": 2}], meaning=""),
    ...     SimpleNamespace(word="some", any_of=[{"cases": 1}, {"complaints": 1}], meaning=""),
    ...     SimpleNamespace(word="none found", any_of=[{}], meaning="which is no proof of absence"),
    ... ]
    >>> about = Subject("Freedonia", "cases", "invented cases", "invented", "case")
    >>> inputs = {"cases": 3, "families": 2, "complaints": 0}
    >>> chances = recount({("supported", "A"): 4}, {("supported", "A"): (19, 20)})
    >>> round(coding_share(inputs, chances, rule, about=about).value, 3)
    0.96
    """
    word = _strongest(inputs, rule).word
    stays = [_strongest({**inputs, "cases": cases}, rule).word == word for cases in range(len(chances))]
    share = min(1.0, round(float(chances[stays].sum()), 12))
    sentence = _(
        "suppose another reader coded every case and disagreed as often as our second reader did on a random "
        "sample. By this model, the probability that the rating would stay the same is {chance}.",
        chance=chance(share),
    )  # fmt: skip
    method = _("coding error: second codes against current codes of the random rounds, Beta-binomial")
    return about.estimate(share, about.led(sentence), method, len(chances) - 1, unit="share", kind=Kind.DERIVED)


#: Probability from which on the model of coding error says no more than that it is above.
_SURE = 0.95


def chance(share: float) -> str:
    """Write a probability by a model of coding error, which is too rough to tell one above 95 % from another."""
    if _SURE < share < 1:
        return _("above {sure}", sure=percent(_SURE))
    return _("below {rare}", rare=percent(1 - _SURE)) if 0 < share < 1 - _SURE else percent(share)


def recounted_cases(chances: Floats, counted: int, *, about: Subject, level: float = 0.95) -> Estimate:
    """Return the number of cases that would count if each row were coded once more.

    The median of the recount with its central interval.

    Parameters
    ----------
    chances : numpy.ndarray
        From `recount`.
    counted : int
        Well-documented cases of the register; stated in the sentence, no part of the computation.

    Examples
    --------
    >>> about = Subject("Freedonia", "cases", "invented cases", "invented", "case")
    >>> chances = recount({("supported", "A"): 4}, {("supported", "A"): (19, 20)})
    >>> stated = recounted_cases(chances, 4, about=about)
    >>> stated.low, stated.value, stated.high
    (2, 4, 4)
    """
    tail = (1 - checked_level(level)) / 2
    low, middle, high = (int(np.searchsorted(np.cumsum(chances), part - 1e-12)) for part in (tail, 0.5, 1 - tail))
    count, ends = about.counted(middle), interval(low, high, level)
    sentence = _(
        "by one of our four models of coding error, another reader would count {counted} ({interval}). The "
        "register has {now}.",
        counted=count, interval=ends, now=counted,
    )  # fmt: skip
    method = _("coding error: median, second codes against current codes of the random rounds")
    n, kind, sentence = len(chances) - 1, Kind.CODING, about.led(sentence)
    return about.estimate(middle, sentence, method, n, ends=(low, high), level=level, kind=kind, tried="recount")


def decisive(
    inputs: Mapping[str, int], without: Mapping[str, Mapping[str, int]], rule: Sequence[Level]
) -> dict[str, str]:
    """Name the single sources whose removal would change a state's word.

    The source, and the word that would stand without it; empty if no single source decides.

    Parameters
    ----------
    without : mapping of str to mapping
        For each source, the inputs that are left without it.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> rule = [
    ...     SimpleNamespace(word="substantial", any_of=[{"cases": 3, "families": 2}], meaning=""),
    ...     SimpleNamespace(word="some", any_of=[{"cases": 1}, {"complaints": 1}], meaning=""),
    ...     SimpleNamespace(word="none found", any_of=[{}], meaning="which is no proof of absence"),
    ... ]
    >>> inputs = {"cases": 3, "families": 2, "complaints": 0}
    >>> decisive(inputs, {"a court": inputs | {"families": 1}, "a report": inputs}, rule)
    {'a court': 'some'}
    """
    word = _strongest(inputs, rule).word
    left = {source: _strongest(rest, rule).word for source, rest in without.items()}
    return {source: other for source, other in left.items() if other != word}


def _strongest(inputs: Mapping[str, int], rule: Sequence[Level]) -> Level:
    met = (level for level in rule for needed in level.any_of if all(inputs[name] >= needed[name] for name in needed))
    return next(met)


def word_of(inputs: Mapping[str, int], rule: Sequence[Level]) -> str:
    """Return the word that inputs earn, and nothing else."""
    return _strongest(inputs, rule).word


def redraw(
    codes: Sequence[Code], coded_twice: Mapping[Code, Sequence[int]], *, draws: int, seed: int = SEED,
    prior: float = 1.0,
) -> NDArray[np.int8]:  # fmt: skip
    """Draw what each case is if it is coded once more, all cases at once; shape (draws, cases).

    Cases of one code share the unknown probabilities of the outcomes, so that sums and comparisons over countries carry
    the error that is common to them. Outcome 0, that a case counts, is as probable as `recount` has it.

    Parameters
    ----------
    codes : sequence of code, shape (cases,)
        The code of each case.
    coded_twice : mapping of code to sequence of int
        Of the cases coded twice with this code: how many have each outcome by the second code, those that count first.
    draws, seed : int
        How many draws, and the seed that makes them the same each time.
    prior : float
        How many readings the prior is worth, half of them counting and the rest spread evenly (Dirichlet).

    Examples
    --------
    >>> drawn = redraw([("supported", "A")] * 3, {("supported", "A"): (90, 10)}, draws=2000, seed=1)
    >>> drawn.shape, round(float((drawn == 0).mean()), 1)
    ((2000, 3), 0.9)
    """
    generator = np.random.default_rng(seed)
    drawn = np.zeros((draws, len(codes)), dtype=np.int8)
    for code in sorted(set(codes)):
        cases = [at for at, one in enumerate(codes) if one == code]
        chances = with_prior(_counting(code, coded_twice), prior)
        ends = generator.dirichlet(chances, size=draws).cumsum(axis=1)[:, None, :-1]
        drawn[:, cases] = (generator.random((draws, len(cases), 1)) > ends).sum(axis=2)
    return drawn


def with_prior(counts: Sequence[int], prior: float = 1.0) -> Floats:
    """Return the Dirichlet posterior of outcomes: half of the prior on the first, the rest spread evenly."""
    rest = len(counts) - 1
    return np.asarray(counts, dtype=float) + prior / 2 * np.append(1.0, np.full(rest, 1 / rest))


def doubt(counts: bool, coded_twice: tuple[int, int], again: bool | None = None) -> float:
    """Return the probability that a further coding decides otherwise on whether a case is well documented."""
    counting, total = coded_twice
    share = (counting + 0.5) / (total + 1)
    wrong = 1 - share if counts else share
    if again is None:
        return wrong
    return 0.5 if again != counts else wrong**2 / (wrong**2 + (1 - wrong) ** 2)
