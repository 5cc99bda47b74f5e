"""What coding error does to the numbers: counts, levels and comparisons drawn again, and rows worth a third coding."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import product

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.core.messages import _, label
from analysis.facts import evidence, world
from analysis.facts.cases import STATUSES, fitted, readings, without_corrections
from analysis.facts.cases import count as cases_count
from analysis.facts.evidence import CODED, evidence_rule, evidence_table, known_codes, second_counts
from analysis.facts.reliability import ROUNDS
from analysis.facts.selection import PUBLISHED
from analysis.stats.agreement import SEED, dawid_skene
from analysis.stats.estimate import Estimate, Floats, Kind, Subject, checked_level, interval, number, percent
from analysis.stats.evidence_level import doubt, redraw, word_of
from analysis.stats.expectation import Line

__all__ = ["comparisons", "confusion", "in_short", "recounts", "statistics", "totals", "worth", "worth_coding"]

DRAWS = 4000
_METHOD = _("coding error: countries drawn together with the error rates of the random rounds, Beta-binomial")

#: For how many of the draws the line of expected cases is fitted anew.
_FITTED = 200


def confusion(field: str = "claim_status") -> pd.DataFrame:
    """Second codes by first code, in the random rounds, in the chosen rounds, and in each round.

    One row a group of rounds and first code: ``rounds`` (``14`` random, ``23`` chosen, or one round), ``first``, a
    column a second code, ``rows``. Blank second codes are excluded.

    Parameters
    ----------
    field : {"claim_status", "grade"}
        What was coded.

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
    joined = pd.concat(found, names=["rounds", "first"]).fillna(0).astype(int).sort_index(axis=1)
    return joined.assign(rows=joined.sum(axis=1)).rename_axis(None, axis=1).reset_index()


@dataclass(frozen=True)
class _Drawn:
    """States of the register, and the well-documented cases in each draw."""

    states: list[str]
    now: Floats
    cases: Floats


@cache
def _drawn(first: bool = False) -> _Drawn:
    """Cases of each state in each draw, by error rates of the present codes or of the first codes."""
    cases, known, again = world.release().cases, known_codes(first=first), second_counts()
    by_state = cases.groupby("requesting_country")
    states = [str(state) for state in by_state.groups]
    parts = [evidence.rows_by_code(rows, set(known), again=again) for _unused, rows in by_state]
    drawn = redraw([rows for rows, _ in parts], known, [fixed for _, fixed in parts], draws=DRAWS)
    return _Drawn(states, evidence_table().loc[states, "S"].to_numpy(dtype=float), drawn)


def _ends(values: Floats, level: float) -> tuple[float, float, float]:
    tail = (1 - checked_level(level)) / 2
    low, middle, high = np.quantile(values, [tail, 0.5, 1 - tail], method="inverted_cdf")
    return float(low), float(middle), float(high)


def _words(state: int) -> list[str]:
    """Return the word of a state in each draw, by the number of its cases."""
    draws = _drawn().cases[:, state].astype(int).tolist()
    inputs, rule = dict(evidence.level(_drawn().states[state]).inputs), evidence_rule().levels
    words = {cases: word_of(inputs | {"cases": cases}, rule) for cases in set(draws)}
    return [words[cases] for cases in draws]


@cache
def recounts(level: float = 0.95) -> pd.DataFrame:
    """Return each state's well-documented cases, as the register stands and if each row were coded once more.

    One row a state of the register, by name: ``iso3``, ``word``, ``counted``, ``median``, ``low``, ``high``, ``stays``
    (probability that the word stays, exactly) and ``other`` (the most likely other word; blank where there is none).

    Examples
    --------
    >>> held = recounts()
    >>> bool((held["low"] <= held["median"]).all())
    True
    """
    draws, words = _drawn(), evidence.evidence_words()
    rows = []
    for place, iso3 in enumerate(draws.states):
        low, middle, high = _ends(draws.cases[:, place], level)
        drawn, word = pd.Series(_words(place)), str(words[iso3])
        others = drawn[drawn != word].tolist()
        other = max(sorted(set(others)), key=others.count, default="")
        again = evidence.firmness(iso3).coding  # none where no row can be coded again: the word stays
        rows.append((iso3, word, draws.now[place], middle, low, high, again.value if again else 1.0, other))
    columns = ["iso3", "word", "counted", "median", "low", "high", "stays", "other"]
    return pd.DataFrame(rows, columns=columns).sort_values("iso3", key=world.names, kind="stable", ignore_index=True)


def totals(level: float = 0.95) -> dict[str, Estimate]:
    """Well-documented cases in the world under three models of coding error, which disagree.

    ``transitions`` (second codes against first codes, before corrections), ``present`` (second codes against the codes
    of the register, of which some were corrected after the second reading) and ``latent`` (a latent-class model of all
    readings of the status, after Dawid and Skene 1979; grades are taken as they are). Known second codes are kept in
    the first two. Medians, with intervals.

    Examples
    --------
    >>> found = totals()
    >>> found["latent"].value < found["present"].value < found["transitions"].value
    True
    """
    transitions, present = (_drawn(first).cases.sum(axis=1) for first in (True, False))
    found = {}
    for model, cases in {"transitions": transitions, "present": present, "latent": _latent()}.items():
        low, middle, high = _ends(cases, level)
        sentence = label(model, "coding-total", value=number(middle), interval=interval(low, high, level))
        method = label(model, "coding-method")
        found[model] = _estimate(middle, (low, high), level, sentence, _("documented cases"), method=method)
    return found


def _bracket(level: float = 0.95) -> Estimate:
    """Lowest and highest total of `totals`: no single corrected total exists."""
    values, now = sorted(found.value for found in totals(level).values()), _register_count()
    words = {"low": number(values[0]), "high": number(values[-1]), "now": number(now)}
    return _firm(
        now, len(world.release().cases),
        _("No single corrected total exists. The register holds {now} well-documented cases; models of coding error "
            "give {low} to {high}.", **words), _("documented cases"),
    )  # fmt: skip


def _register_count() -> int:
    """Well-documented cases of the register."""
    return int(evidence_table()["S"].sum())


@cache
def _codes() -> pd.DataFrame:
    """Return the number of the status by case and reader, -1 where the reader did not read it."""
    table = readings().set_index("case_id")[["first", "second", "audit", "criteria", "blind"]]
    return table.apply(lambda column: pd.Categorical(column, categories=STATUSES).codes.astype(np.int64))


@cache
def _latent() -> Floats:
    """Well-documented cases in each draw: cases resampled, the model fitted anew, each status drawn from it."""
    cases, generator = world.release().cases, np.random.default_rng(SEED)
    headline = PUBLISHED.counts(cases.assign(claim_status="supported")).to_numpy(dtype=bool)
    codes, place, counts = np.unique(_codes().to_numpy(), axis=0, return_inverse=True, return_counts=True)
    found = []
    for _unused in range(_FITTED):
        weights = generator.multinomial(len(cases), counts / len(cases))
        chances = dawid_skene(codes, len(STATUSES), weights)[place[headline], 0]
        found.extend((generator.random((DRAWS // _FITTED, len(chances))) < chances).sum(axis=1))
    return np.array(found, dtype=float)


def _estimate(
    value: float, ends: tuple[float, float], level: float, sentence: str, unit: str, n: float | None = None,
    method: str = _METHOD,
) -> Estimate:  # fmt: skip
    rows = float(len(world.release().cases)) if n is None else n
    return _about(unit).estimate(value, sentence, method, rows, ends=ends, level=level, kind=Kind.CODING)


def _about(unit: str) -> Subject:
    universe = _("cases of the register, each coded again with the error rates of the random rounds")
    return world.about(unit, universe, *CODED)


def _levels_again(level: float = 0.95) -> list[tuple[str, Estimate]]:
    """Count the states of each evidence level if each row were coded once more, strongest first."""
    draws, now = _drawn(), evidence.evidence_words()
    drawn = np.array([_words(place) for place in range(len(draws.states))])
    rest = now.drop(draws.states)
    found = []
    for word in evidence.words_in_order():
        low, middle, high = _ends((drawn == word).sum(axis=0) + int((rest == word).sum()), level)
        words = {"value": number(middle), "interval": interval(low, high, level), "now": number((now == word).sum())}
        sentence = _(
            "{value} countries and territories would be rated “{level}” if another reader coded every case ({interval} "
            "of coding error; now {now}).", level=word, **words,
        )  # fmt: skip
        found.append((word, _estimate(middle, (low, high), level, sentence, _("countries and territories"), len(now))))
    return found


def comparisons(least: int = 4) -> pd.DataFrame:
    """Return for each pair of states with several well-documented cases how firmly the one has more than the other.

    One row a pair of states with different counts: ``more`` and ``fewer`` (codes), ``cases_more``, ``cases_fewer``,
    ``stays`` (probability that the first still has more if each row were coded once more).

    Parameters
    ----------
    least : int
        The fewest cases that count, of the states that are compared.

    Examples
    --------
    >>> bool(comparisons()["stays"].between(0, 1).all())
    True
    """
    draws = _drawn()
    rows = [
        (draws.states[a], draws.states[b], draws.now[a], draws.now[b], _share(draws.cases[:, a] > draws.cases[:, b]))
        for a, b in product(np.flatnonzero(draws.now >= least).tolist(), repeat=2)
        if draws.now[a] > draws.now[b]
    ]
    columns = ["more", "fewer", "cases_more", "cases_fewer", "stays"]
    return pd.DataFrame(rows, columns=columns).sort_values(["more", "fewer"], kind="stable", ignore_index=True)


def _share(holds: NDArray[np.bool_]) -> float:
    """Return the share of draws, never quite none or all, for they are few."""
    return round((int(holds.sum()) + 0.5) / (len(holds) + 1), 6)


def _firm(firm: int, of: int, sentence: str, unit: str) -> Estimate:
    """Return how many of so many hold, without an interval."""
    return _about(unit).estimate(firm, sentence, _METHOD, of, kind=Kind.DERIVED)


def _compared(least: int = 4, sure: float = 0.95) -> Estimate:
    pairs = comparisons(least)
    firm = int((pairs["stays"] >= sure).sum())
    words = {"firm": number(firm), "pairs": number(len(pairs)), "least": number(least), "sure": percent(sure)}
    return _firm(
        firm, len(pairs),
        _("{firm} of {pairs} pairs of countries keep their order in at least {sure} of the draws. Compared: countries "
            "with {least} or more well-documented cases and different counts.", **words), _("pairs of countries"),
    )  # fmt: skip


def _stays(sure: float = 0.95) -> Estimate:
    table = recounts()
    firm = int((table["stays"] >= sure).sum())
    words = {"firm": number(firm), "states": number(len(table)), "sure": percent(sure)}
    return _firm(
        firm, len(table),
        _("{firm} of {states} countries with a case keep their rating in at least {sure} of the draws.", **words),
        _("countries and territories"),
    )  # fmt: skip


@cache
def _elasticities() -> Floats:
    draws, people = _drawn(), fitted(0.95).people
    counts = pd.DataFrame(draws.cases[:_FITTED], columns=draws.states).reindex(columns=people.index, fill_value=0.0)
    return np.array([Line(row, people).fit().elasticity for _unused, row in counts.iterrows()]).round(6)


def _elasticity(level: float = 0.95) -> Estimate:
    low, middle, high = _ends(_elasticities(), level)
    now = fitted(level).model.elasticity.value
    words = {"value": number(middle), "interval": interval(low, high, level), "now": number(now)}
    return _estimate(
        middle, (low, high), level,
        _("The elasticity of well-documented cases would be {value} if another reader coded every case ({interval} of "
            "coding error only; now {now}).", **words), _("per cent per per cent"), _FITTED,
    )  # fmt: skip


def statistics(level: float = 0.95) -> list[tuple[str, Estimate]]:
    """Return what coding error leaves of counts, levels and comparisons.

    Examples
    --------
    >>> statistics()[0][1].unit
    'documented cases'
    """
    return [
        (_("Well-documented cases in the register"), cases_count()),
        *((label(model, "coding-row"), found) for model, found in totals(level).items()),
        *((_("Countries rated “{level}”", level=word), found) for word, found in _levels_again(level)),
        (_("Countries whose rating is firm"), _stays()),
        (_("Pairs of countries whose order is firm"), _compared()),
        (_("Elasticity of well-documented cases"), _elasticity(level)),
    ]


def in_short(level: float = 0.95) -> list[Estimate]:
    """Return the sentences of the head of the report.

    Examples
    --------
    >>> len(in_short())
    6
    """
    return [_bracket(level), *totals(level).values(), _stays(), _compared()]


def worth_coding(most: int = 25) -> pd.DataFrame:
    """Return the register rows that are worth coding a third time: those that could change a word, and how likely.

    Most worth first, then by id: ``case_id``, ``iso3``, ``counts`` (in the register), ``readers`` (how many),
    ``chance`` (that a further coding decides otherwise), ``word``, ``word_then`` (if it did) and ``steps`` (the
    expected change of the word, in steps of the rule). A row of which another word depends comes first; among rows that
    move no word the more doubtful ones do, which move the count of the world.

    Parameters
    ----------
    most : int
        How many rows.

    Examples
    --------
    >>> bool(worth_coding()["steps"].is_monotonic_decreasing)
    True
    """
    table = _worth().sort_values(["steps", "chance", "case_id"], ascending=[False, False, True], kind="stable")
    return table.head(most).reset_index(drop=True)


@cache
def _worth() -> pd.DataFrame:
    again, known, levels, order = second_counts(), known_codes(), evidence_rule().levels, _ranks()
    times = world.release().cases_readings["case_id"].value_counts()
    cases = without_corrections(world.release().cases)
    columns = ("case_id", "requesting_country", "claim_status", "evidence_grade")
    found = []
    for counts, case_id, iso3, *code in zip(PUBLISHED.counts(cases), *(cases[name] for name in columns), strict=True):
        if tuple(code) not in known:
            continue
        likely, inputs = doubt(bool(counts), known[tuple(code)], again.get(case_id)), evidence.level(str(iso3)).inputs
        word = word_of(inputs, levels)
        then = word_of({**inputs, "cases": inputs["cases"] + (-1 if counts else 1)}, levels)
        steps = abs(order[word] - order[then]) * likely
        found.append((case_id, iso3, bool(counts), times[case_id], round(likely, 6), word, then, round(steps, 6)))
    names = ["case_id", "iso3", "counts", "readers", "chance", "word", "word_then", "steps"]
    return pd.DataFrame(found, columns=names)


def _ranks() -> dict[str, int]:
    """Return the place of each word, strongest first; words that are no finding of misuse share the last one."""
    levels = evidence_rule().levels
    last = sum(not level.no_finding for level in levels)
    return {level.word: min(place, last) for place, level in enumerate(levels)}


def worth() -> Estimate:
    """Return how many cases could change the rating of their country if a further reader decided otherwise.

    Examples
    --------
    >>> worth().unit
    'cases'
    """
    table = _worth()
    moving = table[table["steps"] > 0]
    words = {"rows": number(len(moving)), "all": number(len(table)), "states": number(moving["iso3"].nunique())}
    sentence = _(
        "{rows} of {all} cases, from {states} requesting countries, could change the rating of their country if a "
        "further reader decided otherwise on that case.", **words,
    )  # fmt: skip
    return _about(_("cases")).estimate(len(moving), sentence, _("complete count"), len(table))
