"""The evidence level: one word for how much is documented, by a stated rule, and what the word hangs on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import pandas as pd

from analysis.stats.checks import checked_count, refuse

INPUTS = ("cases", "families", "complaints")
"""Register cases that count; families of sources that name the state (0 to 4); whether it was in a top ten (0 or 1)."""
MOST = {"families": 4, "complaints": 1}


class Level(Protocol):
    """One word of the rule: any object with these three attributes."""

    @property
    def word(self) -> str:
        """The evidence level, for example ``substantial``."""

    @property
    def any_of(self) -> Sequence[Mapping[str, int]]:
        """Minimums by input; meeting all of any one mapping earns the word, and an empty mapping is always met."""

    @property
    def meaning(self) -> str:
        """What is always said with the word; may be empty."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A state's evidence level.

    Parameters
    ----------
    word : str
        The level.
    inputs : mapping of str to int
        What it was computed from.
    without : mapping of str to str
        The word that would stand if an input were left out (set to 0).
    sentence : str
        The word with what was counted and what it means.
    """

    word: str
    inputs: Mapping[str, int]
    without: Mapping[str, str]
    sentence: str


def evidence_level(cases: int, families: int, complaints: bool, rule: Sequence[Level], *, place: str) -> Evidence:
    """Apply the rule to one state.

    Parameters
    ----------
    cases : int
        Register cases of the state with status supported and grade A or B, without the instruments that the rule
        leaves out.
    families : int
        How many of the four families of sources name the state as an abuser, 0 to 4.
    complaints : bool
        Whether the state was in a top-ten list of complaints.
    rule : sequence of Level
        From the strongest word to the weakest, which is always earned.
    place : str
        The state's name in the sentence.

    Returns
    -------
    Evidence
        The word, and the word without each input. It is neither a score nor fitted.

    Raises
    ------
    ValueError
        If an input is out of its range or the rule does not end in a word that is always earned.
    """
    inputs = {"cases": cases, "families": families, "complaints": int(complaints)}
    _check(inputs, rule)
    level = _strongest(inputs, rule)
    without = {name: _strongest(inputs | {name: 0}, rule).word for name in INPUTS}
    return Evidence(level.word, inputs, without, _sentence(place, level, inputs))


def evidence_levels(inputs: pd.DataFrame, rule: Sequence[Level]) -> pd.DataFrame:
    """Apply the rule to many states.

    Parameters
    ----------
    inputs : pandas.DataFrame, shape (states, 3)
        ``cases``, ``families`` and ``complaints``, one row a state (index: ISO3 codes).
    rule : sequence of Level
        From the strongest word to the weakest.

    Returns
    -------
    pandas.DataFrame, shape (states, 7)
        The inputs, ``level``, and ``without_cases``, ``without_families``, ``without_complaints``.
    """
    columns = (inputs[name].tolist() for name in INPUTS)
    rows = [
        evidence_level(cases, families, complaints, rule, place=str(unit))
        for unit, cases, families, complaints in zip(inputs.index, *columns, strict=True)
    ]
    levels = {"level": [row.word for row in rows]}
    levels |= {f"without_{name}": [row.without[name] for row in rows] for name in INPUTS}
    return inputs[list(INPUTS)].assign(**levels)


def _strongest(inputs: Mapping[str, int], rule: Sequence[Level]) -> Level:
    return next(level for level in rule if any(_met(needed, inputs) for needed in level.any_of))


def _met(needed: Mapping[str, int], inputs: Mapping[str, int]) -> bool:
    return all(inputs[name] >= least for name, least in needed.items())


def _check(inputs: Mapping[str, int], rule: Sequence[Level]) -> None:
    for name, value in inputs.items():
        if checked_count(value, name) > MOST.get(name, value):
            raise refuse(f"{name} = {value}", f"0 to {MOST[name]}", "count each family of sources once")
    if not rule or not any(not needed for needed in rule[-1].any_of):
        raise refuse("a rule without a last resort", "a last level that is always earned", "end it with any_of: [{}]")


def _sentence(place: str, level: Level, inputs: Mapping[str, int]) -> str:
    listed = "among" if inputs["complaints"] else "not among"
    counted = (
        f"{inputs['cases']} supported cases of grade A or B, named by {inputs['families']} of 4 families of sources, "
        f"{listed} the ten states whose complaints were summed"
    )
    meaning = f", {level.meaning}" if level.meaning else ""
    return f"{place}: evidence level {level.word}{meaning} ({counted})."
