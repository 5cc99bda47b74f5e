"""The evidence level: one word for how much is documented, by a stated rule, and what the word hangs on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Protocol

import numpy as np

from analysis.core.messages import _, label
from analysis.stats.estimate import Estimate, Kind, Subject, percent, refuse

__all__ = ["decisive", "evidence_level", "threshold_share"]

#: Register cases that count; families of sources that name the state (0 to 4); whether it was in a top ten (0 or 1).
INPUTS = ("cases", "families", "complaints")
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
    ...     SimpleNamespace(word="weak or none", any_of=[{}], meaning="which is no proof of absence"),
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
    ...     SimpleNamespace(word="weak or none", any_of=[{}], meaning="which is no proof of absence"),
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
        "we tested {sets} sets of thresholds. In each set, every threshold is as published, or one step higher or "
        "lower. The rating stays the same in {share} of these sets.", share=percent(share), sets=sets,
    )  # fmt: skip
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


#: Probability from which on the model of coding error says no more than that it is above.
_SURE = 0.95


def chance(share: float) -> str:
    """Write a probability by a model of coding error, which is too rough to tell one above 95 % from another."""
    if share > _SURE:
        return _("above {sure}", sure=percent(_SURE))
    return _("below {rare}", rare=percent(1 - _SURE)) if share < 1 - _SURE else percent(share)


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
    ...     SimpleNamespace(word="weak or none", any_of=[{}], meaning="which is no proof of absence"),
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
