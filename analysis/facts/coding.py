"""What coding error does to the numbers: counts, levels and comparisons drawn again, and rows worth a third coding."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.core.countries import fold, name_of
from analysis.core.messages import say
from analysis.core.reads import cache
from analysis.facts import evidence, world
from analysis.facts.cases import expected, headline_rows, register
from analysis.facts.evidence import (
    CODED,
    Code,
    coded_twice,
    evidence_rule,
    evidence_table,
    rows_by_code,
    words_in_order,
)
from analysis.facts.world import PUBLISHED
from analysis.stats.estimate import Estimate, Floats, checked_level, interval, number, percent
from analysis.stats.evidence_level import doubt, redraw, word_of
from analysis.stats.expectation import Line

__all__ = [
    "DRAWS", "comparisons", "confusion", "in_short", "levels_again", "recounts", "statistics", "total", "worth",
    "worth_coding",
]  # fmt: skip

DRAWS = 4000

#: For how many of the draws the line of expected cases is fitted anew.
_FITTED = 200


def confusion(field: str = "claim_status") -> pd.DataFrame:
    """Give how the rows that were coded twice were coded the second time.

    Parameters
    ----------
    field : {"claim_status", "grade"}
        What was coded.

    Returns
    -------
    DataFrame
        One row a first code: ``first``, a column a second code, ``rows``.

    Examples
    --------
    >>> int(confusion("grade")["rows"].sum())
    90
    """
    held = world.release().second_coding
    table = pd.crosstab(held[f"first_{field}"].astype(str), held[f"second_{field}"].astype(str))
    return table.assign(rows=table.sum(axis=1)).rename_axis("first").rename_axis(None, axis=1).reset_index()


@dataclass(frozen=True)
class _Drawn:
    """States of the register, and the cases that count in each draw."""

    states: list[str]
    now: Floats
    cases: Floats


@cache
def _known() -> dict[Code, tuple[int, int]]:
    return coded_twice(world.release().second_coding)


@cache
def _drawn() -> _Drawn:
    cases = world.release().cases
    states = sorted(set(cases["requesting_country"]))
    parts = [rows_by_code(cases[cases["requesting_country"] == state], set(_known())) for state in states]
    drawn = redraw([rows for rows, _ in parts], _known(), [fixed for _, fixed in parts], draws=DRAWS)
    now = evidence_table().loc[states, "S"].to_numpy(dtype=float)
    return _Drawn(states, now, drawn)


def _ends(values: Floats, level: float) -> tuple[float, float, float]:
    tail = (1 - checked_level(level)) / 2
    low, middle, high = np.quantile(values, [tail, 0.5, 1 - tail], method="inverted_cdf")
    return float(low), float(middle), float(high)


def _words(state: int) -> list[str]:
    """Give the word of a state in each draw, by the number of its cases."""
    held, iso3 = _drawn(), _drawn().states[state]
    inputs = dict(evidence.level(iso3).inputs)
    numbers = sorted(set(held.cases[:, state].astype(int).tolist()))
    words = {cases: word_of(inputs | {"cases": cases}, evidence_rule().levels) for cases in numbers}
    return [words[int(cases)] for cases in held.cases[:, state]]


def recounts(level: float = 0.95) -> pd.DataFrame:
    """Give each state's cases that count, as the register stands and if each row were coded once more.

    Parameters
    ----------
    level : float
        Level of the intervals of coding error.

    Returns
    -------
    DataFrame
        One row a state of the register, by name: ``iso3``, ``word``, ``counted``, ``median``, ``low``, ``high``,
        ``stays`` (probability that the word stays, exactly) and ``other`` (the most likely other word; blank where
        there is none).

    Examples
    --------
    >>> held = recounts()
    >>> bool((held["low"] <= held["median"]).all())
    True
    """
    return _recounts(level).copy()


@cache
def _recounts(level: float) -> pd.DataFrame:
    held, words = _drawn(), evidence.evidence_words()
    rows = []
    for place, iso3 in enumerate(held.states):
        low, middle, high = _ends(held.cases[:, place], level)
        drawn, word = pd.Series(_words(place)), str(words[iso3])
        others = drawn[drawn != word].tolist()
        other = max(sorted(set(others)), key=others.count, default="")
        rows.append((iso3, word, held.now[place], middle, low, high, _stays_at(iso3), other))
    columns = ["iso3", "word", "counted", "median", "low", "high", "stays", "other"]
    table = pd.DataFrame(rows, columns=columns)
    return table.loc[table["iso3"].map(name_of).map(fold).sort_values(kind="stable").index].reset_index(drop=True)


def _stays_at(iso3: str) -> float:
    """Give the probability that a state's word stays; one where no row of it can be coded again."""
    found = evidence.coded_again(iso3)
    return 1.0 if found is None else found.value


def total(level: float = 0.95) -> Estimate:
    """Count the cases that would count in the world if each row of the register were coded once more.

    Parameters
    ----------
    level : float
        Level of the interval of coding error.

    Returns
    -------
    Estimate
        The median with its interval; states are drawn together, so the error that is common to them is in it.

    Examples
    --------
    >>> found = total()
    >>> found.low < found.value < found.high
    True
    """
    held = _drawn()
    low, middle, high = _ends(held.cases.sum(axis=1), level)
    words = {"value": number(middle), "interval": interval(low, high, level), "now": number(held.now.sum())}
    return _estimate(middle, (low, high), level, say("coding-total", **words), say("cases-noun"))


def _estimate(
    value: float, ends: tuple[float, float] | None, level: float, sentence: str, unit: str, n: float | None = None
) -> Estimate:
    low, high = ends or (None, None)
    rows = float(len(world.release().cases)) if n is None else n
    source = world.source(*CODED)
    return Estimate(
        value,
        low,
        high,
        level if ends else None,
        say("coding-method"),
        rows,
        say("coding-universe"),
        sentence,
        source,
        unit,
        "coding error",
    )


def levels_again(level: float = 0.95) -> list[tuple[str, Estimate]]:
    """Count the states of each evidence level if each row were coded once more, strongest first.

    Parameters
    ----------
    level : float
        Level of the intervals of coding error.

    Returns
    -------
    list of (str, Estimate)
        The word, and how many states have it. States without a row in the register keep their word.

    Examples
    --------
    >>> [word for word, _ in levels_again()][:2]
    ['extensive', 'substantial']
    """
    held, now = _drawn(), evidence.evidence_words()
    drawn = np.array([_words(place) for place in range(len(held.states))])
    rest = now.drop(held.states)
    found = []
    for word in words_in_order():
        low, middle, high = _ends((drawn == word).sum(axis=0) + int((rest == word).sum()), level)
        words = {"value": number(middle), "interval": interval(low, high, level), "now": number((now == word).sum())}
        sentence = say("coding-level", level=word, **words)
        found.append((word, _estimate(middle, (low, high), level, sentence, say("all-states-unit"), len(now))))
    return found


def comparisons(least: int = 4) -> pd.DataFrame:
    """Give for each pair of states with several cases that count how firmly the one has more than the other.

    Parameters
    ----------
    least : int
        The fewest cases that count, of the states that are compared.

    Returns
    -------
    DataFrame
        One row a pair of states with different counts: ``more`` and ``fewer`` (codes), ``cases_more``,
        ``cases_fewer``, ``stays`` (probability that the first still has more if each row were coded once more).

    Examples
    --------
    >>> bool(comparisons()["stays"].between(0, 1).all())
    True
    """
    held = _drawn()
    some = [place for place, now in enumerate(held.now) if now >= least]
    rows = [
        (held.states[a], held.states[b], held.now[a], held.now[b], _share(held.cases[:, a] > held.cases[:, b]))
        for a in some
        for b in some
        if held.now[a] > held.now[b]
    ]
    columns = ["more", "fewer", "cases_more", "cases_fewer", "stays"]
    return pd.DataFrame(rows, columns=columns).sort_values(["more", "fewer"], kind="stable").reset_index(drop=True)


def _share(held: NDArray[np.bool_]) -> float:
    """Give the share of draws, never quite none or all, for they are few."""
    return round((int(held.sum()) + 0.5) / (len(held) + 1), 6)


def _firm(firm: int, of: int, sentence: str, unit: str) -> Estimate:
    """State how many of so many hold, without an interval."""
    method, universe = say("coding-method"), say("coding-universe")
    return Estimate(firm, None, None, None, method, of, universe, sentence, world.source(*CODED), unit)


def _compared(least: int = 4, sure: float = 0.95) -> Estimate:
    held = comparisons(least)
    firm = int((held["stays"] >= sure).sum())
    words = {"firm": number(firm), "pairs": number(len(held)), "least": number(least), "sure": percent(sure)}
    return _firm(firm, len(held), say("coding-compared", **words), say("unit-pairs"))


def _stays(sure: float = 0.95) -> Estimate:
    held = _recounts(0.95)
    firm = int((held["stays"] >= sure).sum())
    words = {"firm": number(firm), "states": number(len(held)), "sure": percent(sure)}
    return _firm(firm, len(held), say("coding-stays", **words), say("all-states-unit"))


@cache
def _elasticities() -> tuple[float, ...]:
    held, model = _drawn(), expected(0.95)
    people = model.people
    found = []
    for row in held.cases[:_FITTED]:
        counts = pd.Series(row, index=held.states).reindex(people.index, fill_value=0.0)
        found.append(Line(counts, people).fit().elasticity)
    return tuple(round(one, 6) for one in found)


def _elasticity(level: float = 0.95) -> Estimate:
    low, middle, high = _ends(np.array(_elasticities()), level)
    now = expected(level).model.elasticity.value
    words = {"value": number(middle), "interval": interval(low, high, level), "now": number(now)}
    return _estimate(
        middle, (low, high), level, say("coding-elasticity", **words), say("coding-unit-elasticity"), _FITTED
    )


def statistics(level: float = 0.95) -> list[tuple[str, Estimate]]:
    """Give what coding error leaves of counts, levels and comparisons.

    Parameters
    ----------
    level : float
        Level of the intervals of coding error.

    Returns
    -------
    list of (str, Estimate)
        In the order in which they are shown.

    Examples
    --------
    >>> statistics()[0][1].unit
    'documented cases'
    """
    return [
        (say("coding-row-now"), register()),
        (say("coding-row-total"), total(level)),
        *((say("coding-row-level", level=word), found) for word, found in levels_again(level)),
        (say("coding-row-stays"), _stays()),
        (say("coding-row-compared"), _compared()),
        (say("coding-row-elasticity"), _elasticity(level)),
    ]


def in_short(level: float = 0.95) -> list[Estimate]:
    """Give the sentences of the head of the report.

    Parameters
    ----------
    level : float
        Level of the intervals of coding error.

    Returns
    -------
    list of Estimate
        On counts, levels and comparisons.

    Examples
    --------
    >>> len(in_short())
    3
    """
    return [total(level), _stays(), _compared()]


def worth_coding(most: int = 25) -> pd.DataFrame:
    """Give the register rows that are worth coding a third time: those that could change a word, and how likely.

    Parameters
    ----------
    most : int
        How many rows.

    Returns
    -------
    DataFrame
        Most worth first, then by id: ``case_id``, ``iso3``, ``counts`` (as the register stands), ``coded`` (times),
        ``chance`` (that a further coding decides otherwise), ``word``, ``word_then`` (if it did) and ``steps`` (the
        expected change of the word, in steps of the rule). A row of which another word depends comes first; among
        rows that move no word the more doubtful ones do, which move the count of the world.

    Examples
    --------
    >>> bool(worth_coding()["steps"].is_monotonic_decreasing)
    True
    """
    table = _worth().sort_values(["steps", "chance", "case_id"], ascending=[False, False, True], kind="stable")
    return table.head(most).reset_index(drop=True)


@cache
def _worth() -> pd.DataFrame:
    cases, again = world.release().cases, _again()
    rows = cases[~cases["instrument"].isin(evidence_rule().left_out)]
    counts, order = headline_rows(rows, PUBLISHED), _ranks()
    columns = ("case_id", "requesting_country", "claim_status", "evidence_grade")
    found = []
    for counted, case_id, iso3, status, grade in zip(counts, *(rows[column] for column in columns), strict=True):
        if (status, grade) not in _known():
            continue
        likely = doubt(bool(counted), _known()[status, grade], again.get(case_id))
        word, then = _words_if(str(iso3), -1 if counted else 1)
        steps = abs(order[word] - order[then]) * likely
        times = 2 if case_id in again else 1
        found.append((case_id, iso3, bool(counted), times, round(likely, 6), word, then, round(steps, 6)))
    names = ["case_id", "iso3", "counts", "coded", "chance", "word", "word_then", "steps"]
    return pd.DataFrame(found, columns=names)


def _ranks() -> dict[str, int]:
    """Give the place of each word, strongest first; words that are no finding of misuse share the last one."""
    levels = evidence_rule().levels
    last = sum(not level.no_finding for level in levels)
    return {level.word: min(place, last) for place, level in enumerate(levels)}


def _words_if(iso3: str, change: int) -> tuple[str, str]:
    held, levels = dict(evidence.level(iso3).inputs), evidence_rule().levels
    return word_of(held, levels), word_of(held | {"cases": held["cases"] + change}, levels)


def _again() -> dict[str, bool]:
    """Give for each row that was coded twice whether it counts by its second code."""
    held = world.release().second_coding
    again = held.rename(
        columns={"second_claim_status": "claim_status", "second_grade": "evidence_grade"}
        | {"second_instrument": "instrument"}
    )
    return dict(zip(held["case_id"], headline_rows(again, PUBLISHED), strict=True))


def worth() -> Estimate:
    """Say how many rows could change the word of their state if a further reader decided otherwise on that row alone.

    Returns
    -------
    Estimate
        A complete count of rows.

    Examples
    --------
    >>> worth().unit
    'register rows'
    """
    held = _worth()
    moving = held[held["steps"] > 0]
    words = {"rows": number(len(moving)), "all": number(len(held)), "states": number(moving["iso3"].nunique())}
    return Estimate(
        len(moving), None, None, None, say("complete-count"), len(held), say("coding-universe"),
        say("coding-worth", **words), world.source(*CODED), say("rows-unit"),
    )  # fmt: skip
