"""What coding error does to the numbers: counts, levels and comparisons drawn again, and rows worth a third coding."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.core.countries import fold, name_of
from analysis.core.messages import _, label
from analysis.core.reads import cache
from analysis.facts import evidence, world
from analysis.facts.cases import expected, headline_rows, readings, register
from analysis.facts.evidence import (
    CODED,
    Code,
    coded_twice,
    evidence_rule,
    evidence_table,
    rows_by_code,
    second_counts,
    words_in_order,
)
from analysis.facts.reliability import ROUNDS
from analysis.facts.world import PUBLISHED
from analysis.stats.agreement import SEED, dawid_skene
from analysis.stats.estimate import Estimate, Floats, checked_level, interval, number, percent
from analysis.stats.evidence_level import doubt, redraw, word_of
from analysis.stats.expectation import Line

__all__ = [
    "DRAWS", "bracket", "comparisons", "confusion", "in_short", "levels_again", "recounts", "register_count",
    "statistics", "status_chances", "totals", "worth", "worth_coding",
]  # fmt: skip

DRAWS = 4000

#: For how many of the draws the line of expected cases is fitted anew.
_FITTED = 200


def confusion(field: str = "claim_status") -> pd.DataFrame:
    """Second codes by first code, in the random rounds, in the chosen rounds, and in each round.

    Parameters
    ----------
    field : {"claim_status", "grade"}
        What was coded.

    Returns
    -------
    DataFrame
        One row a group of rounds and first code: ``rounds`` (``14`` random, ``23`` chosen, or one round), ``first``, a
        column a second code, ``rows``. Blank second codes are excluded.

    Examples
    --------
    >>> int(confusion("grade").query("rounds == '14'")["rows"].sum())
    58
    """
    table = world.release().second_coding.dropna(subset=[f"second_{field}"])
    found = {}
    for rounds in ROUNDS:
        part = table[table["round"].isin([*rounds])].astype(str)
        found[rounds] = pd.crosstab(part[f"first_{field}"], part[f"second_{field}"])
    joined = pd.concat(found, names=["rounds", "first"]).fillna(0).astype(int)
    joined = joined.sort_index(axis=1).assign(rows=joined.sum(axis=1))
    return joined.rename_axis(None, axis=1).reset_index()


@dataclass(frozen=True)
class _Drawn:
    """States of the register, and the cases that count in each draw."""

    states: list[str]
    now: Floats
    cases: Floats


@cache
def _known(first: bool = False) -> dict[Code, tuple[int, int]]:
    return coded_twice(world.release(), first=first)


@cache
def _drawn(first: bool = False) -> _Drawn:
    """Cases of each state in each draw, by error rates of the present codes or of the first codes."""
    cases, known, again = world.release().cases, _known(first), second_counts()
    states = sorted(set(cases["requesting_country"]))
    parts = [rows_by_code(cases[cases["requesting_country"] == state], set(known), again=again) for state in states]
    drawn = redraw([rows for rows, _ in parts], known, [fixed for _, fixed in parts], draws=DRAWS)
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


def totals(level: float = 0.95) -> dict[str, Estimate]:
    """Well-documented cases in the world under three models of coding error, which disagree.

    Parameters
    ----------
    level : float
        Level of the intervals of coding error.

    Returns
    -------
    dict of str to Estimate
        ``transitions`` (second codes against first codes, before corrections), ``present`` (second codes against the
        codes of the register, of which some were corrected after the second reading) and ``latent`` (a latent-class
        model of all readings of the status, after Dawid and Skene 1979; grades are taken as they are). Known second
        codes are kept in the first two. Medians, with intervals.

    Examples
    --------
    >>> found = totals()
    >>> found["latent"].value < found["present"].value < found["transitions"].value
    True
    """
    drawn = {
        "transitions": _drawn(first=True).cases.sum(axis=1),
        "present": _drawn().cases.sum(axis=1),
        "latent": _latent(),
    }
    found = {}
    for model, cases in drawn.items():
        low, middle, high = _ends(cases, level)
        sentence = label(model, "coding-total", value=number(middle), interval=interval(low, high, level))
        method = label(model, "coding-method")
        found[model] = _estimate(middle, (low, high), level, sentence, _("documented cases"), method=method)
    return found


def bracket(level: float = 0.95) -> Estimate:
    """Lowest and highest total of `totals`: no single corrected total exists.

    Parameters
    ----------
    level : float
        Level of the intervals of coding error.

    Returns
    -------
    Estimate
        The cases of the register; the ends are the lowest and the highest median, and no confidence interval.

    Examples
    --------
    >>> bracket().value == register_count()
    True
    """
    values = sorted(found.value for found in totals(level).values())
    words = {"low": number(values[0]), "high": number(values[-1]), "now": number(register_count())}
    return _firm(
        register_count(), len(world.release().cases),
        _("No single corrected total exists. The register holds {now} well-documented cases; models of coding error "
            "give {low} to {high}.", **words), _("documented cases"),
    )  # fmt: skip


def register_count() -> int:
    """Well-documented cases of the register.

    Returns
    -------
    int
        By the evidence rule.

    Examples
    --------
    >>> register_count()
    130
    """
    return int(evidence_table()["S"].sum())


_STATUSES = ("supported", "contested", "unsupported")


def status_chances() -> pd.DataFrame:
    """Probability of each claim status of each case, by the latent-class model of all readings.

    Returns
    -------
    DataFrame
        By ``case_id``, in the order of the register: ``supported``, ``contested``, ``unsupported``.

    Examples
    --------
    >>> bool(status_chances().sum(axis=1).round(6).eq(1).all())
    True
    """
    codes = _codes()
    return pd.DataFrame(dawid_skene(codes.to_numpy(), len(_STATUSES)), index=codes.index, columns=list(_STATUSES))


@cache
def _codes() -> pd.DataFrame:
    """Return the number of the status by case and reader, -1 where the reader did not read it."""
    table = readings().set_index("case_id")[["first", "second", "audit", "criteria", "blind"]]
    return table.apply(lambda column: pd.Categorical(column, categories=_STATUSES).codes.astype(np.int64))


@cache
def _latent() -> Floats:
    """Well-documented cases in each draw: cases resampled, the model fitted anew, each status drawn from it."""
    cases, generator = world.release().cases, np.random.default_rng(SEED)
    headline = headline_rows(cases.assign(claim_status="supported"), PUBLISHED).to_numpy(dtype=bool)
    codes, place, counts = np.unique(_codes().to_numpy(), axis=0, return_inverse=True, return_counts=True)
    found = []
    for _unused in range(_FITTED):
        weights = generator.multinomial(len(cases), counts / len(cases))
        chances = dawid_skene(codes, len(_STATUSES), weights)[place[headline], 0]
        found.extend((generator.random((DRAWS // _FITTED, len(chances))) < chances).sum(axis=1))
    return np.array(found, dtype=float)


def _estimate(
    value: float, ends: tuple[float, float], level: float, sentence: str, unit: str, n: float | None = None,
    method: str | None = None,
) -> Estimate:  # fmt: skip
    rows = float(len(world.release().cases)) if n is None else n
    return Estimate(
        value, *ends, level,
        method or _("coding error: countries drawn together with the error rates of the random rounds, Beta-binomial"),
        rows, _("cases of the register, each coded again with the error rates of the random rounds"), sentence,
        world.source(*CODED), unit, "coding error",
    )  # fmt: skip


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
        sentence = _(
            "{value} countries and territories would be rated “{level}” if another reader coded every case ({interval} "
            "of coding error; now {now}).", level=word, **words,
        )  # fmt: skip
        found.append((word, _estimate(middle, (low, high), level, sentence, _("countries and territories"), len(now))))
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
    method, universe = (
        _("coding error: countries drawn together with the error rates of the random rounds, Beta-binomial"),
        _("cases of the register, each coded again with the error rates of the random rounds"),
    )
    return Estimate(firm, None, None, None, method, of, universe, sentence, world.source(*CODED), unit)


def _compared(least: int = 4, sure: float = 0.95) -> Estimate:
    held = comparisons(least)
    firm = int((held["stays"] >= sure).sum())
    words = {"firm": number(firm), "pairs": number(len(held)), "least": number(least), "sure": percent(sure)}
    return _firm(
        firm, len(held),
        _("{firm} of {pairs} pairs of countries keep their order in at least {sure} of the draws. Compared: countries "
            "with {least} or more well-documented cases and different counts.", **words), _("pairs of states"),
    )  # fmt: skip


def _stays(sure: float = 0.95) -> Estimate:
    held = _recounts(0.95)
    firm = int((held["stays"] >= sure).sum())
    words = {"firm": number(firm), "states": number(len(held)), "sure": percent(sure)}
    return _firm(
        firm,
        len(held),
        _("{firm} of {states} countries with a case keep their rating in at least {sure} of the draws.", **words),
        _("countries and territories"),
    )


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
        middle, (low, high), level,
        _("The elasticity of well-documented cases would be {value} if another reader coded every case ({interval} of "
            "coding error only; now {now}).", **words), _("per cent per per cent"), _FITTED,
    )  # fmt: skip


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
        (_("Well-documented cases in the register"), register()),
        *((label(model, "coding-row"), found) for model, found in totals(level).items()),
        *((_("Countries rated “{level}”", level=word), found) for word, found in levels_again(level)),
        (_("Countries whose rating is firm"), _stays()),
        (_("Pairs of countries whose order is firm"), _compared()),
        (_("Elasticity of well-documented cases"), _elasticity(level)),
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
    6
    """
    return [bracket(level), *totals(level).values(), _stays(), _compared()]


def worth_coding(most: int = 25) -> pd.DataFrame:
    """Give the register rows that are worth coding a third time: those that could change a word, and how likely.

    Parameters
    ----------
    most : int
        How many rows.

    Returns
    -------
    DataFrame
        Most worth first, then by id: ``case_id``, ``iso3``, ``counts`` (in the register), ``readers`` (how many),
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
    cases, again = world.release().cases, second_counts()
    times = world.release().cases_readings["case_id"].value_counts()
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
        found.append((case_id, iso3, bool(counted), times[case_id], round(likely, 6), word, then, round(steps, 6)))
    names = ["case_id", "iso3", "counts", "readers", "chance", "word", "word_then", "steps"]
    return pd.DataFrame(found, columns=names)


def _ranks() -> dict[str, int]:
    """Give the place of each word, strongest first; words that are no finding of misuse share the last one."""
    levels = evidence_rule().levels
    last = sum(not level.no_finding for level in levels)
    return {level.word: min(place, last) for place, level in enumerate(levels)}


def _words_if(iso3: str, change: int) -> tuple[str, str]:
    held, levels = dict(evidence.level(iso3).inputs), evidence_rule().levels
    return word_of(held, levels), word_of(held | {"cases": held["cases"] + change}, levels)


def worth() -> Estimate:
    """Say how many rows could change the word of their state if a further reader decided otherwise on that row alone.

    Returns
    -------
    Estimate
        A complete count of rows.

    Examples
    --------
    >>> worth().unit
    'cases'
    """
    held = _worth()
    moving = held[held["steps"] > 0]
    words = {"rows": number(len(moving)), "all": number(len(held)), "states": number(moving["iso3"].nunique())}
    return Estimate(
        len(moving), None, None, None, _("complete count"), len(held),
        _("cases of the register, each coded again with the error rates of the random rounds"),
        _("{rows} of {all} cases, from {states} requesting countries, could change the rating of their country if a "
            "further reader decided otherwise on that case.", **words), world.source(*CODED), _("cases"),
    )  # fmt: skip
