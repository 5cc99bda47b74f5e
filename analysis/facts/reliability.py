"""How far the reports can be relied on: agreement of two codings, and how often intervals hold the truth."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analysis.core.hand import label, reference, table
from analysis.core.messages import say
from analysis.core.reads import cache
from analysis.facts import breaks, drivers, world
from analysis.facts import notices as facts_notices
from analysis.facts.cases import expected
from analysis.facts.notices import left_shrunken
from analysis.stats.agreement import agreement as share_agreed
from analysis.stats.agreement import kappa
from analysis.stats.coverage import World, rates_of_notices, ratios_of_register, shares_of_notices
from analysis.stats.estimate import Estimate, Subject, complete_count, number, percent
from analysis.stats.evidence_level import Code
from analysis.stats.expectation import Fit, expectation
from analysis.stats.trials import (
    Trial,
    small_frame,
    trial_of_all_recounts,
    trial_of_bounds,
    trial_of_complaints,
    trial_of_counts,
    trial_of_draws,
    trial_of_dyads,
    trial_of_e_values,
    trial_of_funnel,
    trial_of_inferred_shares,
    trial_of_kappa,
    trial_of_nb2,
    trial_of_published,
    trial_of_ranks,
    trial_of_rare,
    trial_of_rates,
    trial_of_ratios,
    trial_of_recount,
    trial_of_shares,
)
from analysis.tables.library import plain

__all__ = [
    "Coded",
    "agreement_table",
    "coded_twice",
    "coverage_table",
    "estimators",
    "shortfalls",
    "trials",
    "tried_otherwise",
    "validation_table",
    "worlds",
]

SECOND_CODING = "cases_second_coding"


#: Field of the second coding -> what a reader calls it.
FIELDS = {
    "requesting_country": say("field-requesting-country"),
    "host_country": say("field-host-country"),
    "year": say("field-year"),
    "instrument": say("field-instrument"),
    "grade": say("field-grade"),
    "claim_status": say("field-claim-status"),
    "effect": say("field-effect"),
    "outcome": say("field-outcome"),
}


#: Rounds that are compared together -> which cases they hold. Random and chosen rounds are never pooled.
ROUNDS = {
    "14": say("round-random"),
    "23": say("round-chosen"),
    "1": say("round-one"),
    "4": say("round-four"),
    "2": say("round-two"),
    "3": say("round-three"),
}


@dataclass(frozen=True)
class Coded:
    """How far the codings of one field agree in one round, or in the two random or the two chosen rounds.

    Parameters
    ----------
    field, rounds : str
        A key of ``FIELDS`` and of ``ROUNDS``.
    agreement, kappa : Estimate
        The share of rows that agree, and Cohen's kappa.

    Examples
    --------
    >>> coded_twice()[0].field
    'requesting_country'
    """

    field: str
    rounds: str
    agreement: Estimate
    kappa: Estimate


def coded_twice(level: float = 0.95, rows: pd.DataFrame | None = None) -> list[Coded]:
    """Agreement of two readers on each field: random rounds (1 and 4), chosen rounds (2 and 3), and each round.

    A blank second code was not given and is no disagreement: the case leaves the comparison of that field. A round that
    left a field blank throughout did not code it.

    Parameters
    ----------
    level : float
        Level of the confidence intervals, between 0.5 and 0.999.
    rows : DataFrame, optional
        Rows of ``load("cases_second_coding")``, some or all; by default the whole table.

    Returns
    -------
    list of Coded
        Share of cases that agree, with Wilson's interval, and kappa after Cohen (1960). Random and chosen rounds are
        never pooled. `agreement_table` makes them a table.

    Examples
    --------
    >>> found = coded_twice(0.9)
    >>> found[0].rounds, found[0].agreement.n, found[0].agreement.level
    ('14', 59, 0.9)
    """
    table = world.release().second_coding if rows is None else plain(rows)
    return [
        _compare(field, which, coded, level)
        for field in FIELDS
        for which in ROUNDS
        if set((coded := table[table["round"].isin([*which]) & table[f"second_{field}"].notna()])["round"]) == {*which}
    ]


def agreement_table(held: Sequence[Coded]) -> pd.DataFrame:
    """Give how far two codings agree, as a table.

    Parameters
    ----------
    held : sequence of Coded
        Those of `coded_twice`.

    Returns
    -------
    DataFrame
        One row a field, round and statistic: ``field`` and ``statistic`` (``agreement`` or ``kappa``), then the fields
        of its `Estimate`, whose universe names the round.

    Examples
    --------
    >>> sorted(set(agreement_table(coded_twice())["statistic"]))
    ['agreement', 'kappa']
    """
    estimates = [(one, name, getattr(one, name)) for one in held for name in ("agreement", "kappa")]
    return pd.DataFrame([{"field": one.field, "statistic": name} | e.as_dict() for one, name, e in estimates])


def _compare(field: str, which: str, rows: pd.DataFrame, level: float) -> Coded:
    first, second = (
        rows[f"{coding}_{field}"].astype(object).fillna("").astype(str).tolist() for coding in ("first", "second")
    )
    about = Subject(
        say("register-name"), say("field-noun", field=FIELDS[field]), ROUNDS[which], world.source(SECOND_CODING)
    )
    share = share_agreed(first, second, about=about, level=level)
    return Coded(field, which, share, kappa(first, second, about=about, level=level))


COVERAGE = "interval_coverage"


SEED, SIMULATIONS = 19560613, 400


LEAST, MOST = 0.93, 0.97


#: Standard deviation of the logarithm of true over read exposure where the exposure is wrong: a factor of about two.
MISREAD = 0.7


def worlds() -> list[World]:
    """Make the worlds: as fitted to the shipped data, with another spread, and with a wrong exposure.

    Returns
    -------
    list of World
        What `stats.coverage.covered` simulates: each draws data from known rates and forms the reports' intervals.

    Examples
    --------
    >>> len(worlds())
    8
    """
    held = expected(0.95)
    fit, people = held.model.fit, held.people
    counts, inhabitants = facts_notices.public_counts().align(world.population(reference()[0].year), join="inner")
    notices = expectation(
        counts, inhabitants / world.MILLION, about=facts_notices.public_subject(), exposed="inhabitants"
    ).fit
    left = left_shrunken(0.95)
    whole = left.table["exposure"].astype(int)
    return [
        ratios_of_register("cases as fitted", people, fit),
        ratios_of_register("cases with log-normal spread", people, fit, spread="lognormal"),
        ratios_of_register("cases with wrong exposure", people, fit, misread=MISREAD),
        rates_of_notices("notices as fitted, not in proportion to inhabitants", inhabitants / world.MILLION, notices),
        shares_of_notices("shares that left the list as fitted", whole, left.common, left.dispersion, "gamma"),
        shares_of_notices("shares that left with normal logits", whole, left.common, left.dispersion, "lognormal"),
        *drivers.worlds(),
    ]


def coverage_table(rows: pd.DataFrame | None = None) -> pd.DataFrame:
    """Give the published table of how often intervals held the truth, with a verdict on each.

    Parameters
    ----------
    rows : DataFrame, optional
        Rows of ``load("interval_coverage")``, some or all; by default the whole table.

    Returns
    -------
    DataFrame
        The columns of ``interval_coverage``; ``short_by`` (a share, what the interval holds less than it says) and
        ``verdict``: ``holds`` where 93 to 97 of 100 intervals hold the truth.

    Examples
    --------
    >>> sorted(set(coverage_table()["verdict"]))
    ['holds', 'too narrow']
    """
    return _judged() if rows is None else _with_verdict(plain(rows))


@cache
def _judged() -> pd.DataFrame:
    return _with_verdict(world.release().coverage)


def _with_verdict(rows: pd.DataFrame) -> pd.DataFrame:
    held = rows["coverage"].astype(float)
    words = [say("coverage-narrow"), say("coverage-wide"), say("coverage-none")]
    verdict = np.select([held < LEAST, held > MOST, held.isna()], words, say("coverage-holds"))
    return rows.assign(short_by=(rows["level"] - rows["coverage"]).round(4), verdict=verdict)


def shortfalls(*estimators: str) -> list[Estimate]:
    """State where the intervals of estimators cover less than they should, worst first; nothing where they do not.

    Parameters
    ----------
    *estimators : str
        Estimators of ``interval_coverage``, for example ``"shrunken rate"``.

    Returns
    -------
    list of Estimate
        Shares between 0 and 1: how often the interval held the truth in simulated data.

    Examples
    --------
    >>> all(held.value < 0.93 for held in shortfalls("shrunken rate"))
    True
    """
    rows = coverage_table()
    rows = rows[rows["estimator"].isin(estimators) & (rows["coverage"] < LEAST)].sort_values("coverage", kind="stable")
    return [_stated(place) for place in rows.index]


def _stated(place: Hashable) -> Estimate:
    row = coverage_table().to_dict("index")[place]
    return _said(row, _UNITS[row["units"]], float(row["intervals"]), COVERAGE)


def _said(row: Mapping[Hashable, object], message: str, count: float, table: str) -> Estimate:
    """State how often an interval held the truth in a world."""
    told = {"world": label(row["world"]), "estimator": label(row["estimator"])}
    share = float(str(row["coverage"]))
    universe, sentence = say("coverage-universe", world=told["world"]), say(message, **told, share=percent(share))
    method, source = say("coverage-method"), world.source(table)
    return Estimate(share, None, None, None, method, count, universe, sentence, source, "share")


#: Group of units of the table of coverage -> the message that says how often its intervals held.
_UNITS = {
    "all": "coverage-held",
    "smallest fifth by exposure": "coverage-held-smallest",
    "with an event": "coverage-held-some",
}


VALIDATION = "estimator_validation"


def trials() -> list[Trial]:
    """Make the worlds in which estimators of the reports are tried, as fitted and hostile.

    Returns
    -------
    list of Trial
        What `stats.trials.tried` simulates.

    Examples
    --------
    >>> len(trials()) > 40
    True
    """
    return [*_of_cases(), *_of_seen(), *_of_coding(), *_of_notices(), *_of_models(), *breaks.trials()]


def _of_cases() -> list[Trial]:
    held = expected(0.95)
    fit, people = held.model.fit, held.people
    return [
        trial_of_ratios("cases as fitted", people, fit),
        trial_of_ratios("cases with wrong exposure", people, fit, misread=MISREAD, hostile=True),
        trial_of_ranks("ten_states", 10, 0.6),
        trial_of_ranks("ten_states_uncorrelated", 10, 0.0),
        trial_of_ranks("ten_highest", 10, 0.6, of=200, hostile=True),
    ]


def _of_seen() -> list[Trial]:
    shares = np.array([0.03, 0.1, 0.24, 0.32, 0.5, 0.82])
    return [
        trial_of_bounds("hidden_within_three", shares, 0.1, 3, 3, hostile=False),
        trial_of_bounds("hidden_within_ten", shares, 0.1, 3, 10, hostile=True),
        trial_of_e_values("confounded", 100, 4.0),
        trial_of_e_values("confounded_and_seen", 100, 4.0, hostile=True),
        trial_of_published("published_error_right", 100),
        trial_of_published("published_error_half", 100, 2.0),
    ]


def _of_coding() -> list[Trial]:
    codes = np.array([0.5, 0.3, 0.2])
    counting: Code = ("counting",)
    contested: Code = ("contested",)
    rows = [{counting: count, contested: count // 3} for count in (79, 30, 16, 8, 8, 4, 2, 1, 1)]
    chances = {counting: 25 / 28, contested: 1 / 3}
    return [
        trial_of_recount("rows_alike_supported", 79, 25 / 28, 28),
        trial_of_recount("rows_alike_contested", 45, 4 / 12, 12, counts=False),
        trial_of_recount("rows_unlike", 79, 25 / 28, 28, spread=0.1, hostile=True),
        trial_of_all_recounts("states_alike", rows, chances, 28),
        trial_of_all_recounts("states_unlike", rows, chances, 28, spread=0.1),
        trial_of_kappa("rows_coded_twice", 90, codes, 0.8),
        trial_of_kappa("rows_in_threes", 90, codes, 0.8, alike=3, hostile=True),
    ]


def _of_notices() -> list[Trial]:
    left, chances = left_shrunken(0.95), np.repeat([0.99, 0.8, 0.5], [60, 25, 15])
    whole = left.table["exposure"].astype(int)
    counts, inhabitants = facts_notices.public_counts().align(world.population(reference()[0].year), join="inner")
    people, part, rest = inhabitants / world.MILLION, chances[::3], chances
    common = Fit(float(np.log(counts.sum() / people.sum())), 1.0, 3.0, 0.0)
    line = expectation(counts, people, about=facts_notices.public_subject(), exposed="inhabitants").fit
    complaints = np.geomspace(20, 0.2, 120)
    return [
        trial_of_shares("left_as_fitted", whole, left.common, left.dispersion),
        trial_of_shares("left_with_normal_logits", whole, left.common, left.dispersion, "lognormal", hostile=True),
        trial_of_counts("requester_as_inferred", chances),
        trial_of_counts("requester_odds_doubled", chances, 2.0, hostile=True),
        trial_of_inferred_shares("part_as_inferred", part, rest),
        trial_of_inferred_shares("part_odds_doubled", part, rest, 2.0, hostile=True),
        trial_of_rates("rates_in_proportion", people, common),
        trial_of_rates("rates_not_in_proportion", people, line, hostile=True),
        trial_of_funnel("usual_states", people, 2.0, 0.5),
        trial_of_funnel("usual_states_skew", people, 2.0, 0.5, spread="gamma", hostile=True),
        trial_of_complaints("lists_of_most", complaints, 8, 10),
        trial_of_complaints("lists_of_others", complaints, 8, 10, noise=0.5),
    ]


def _of_models() -> list[Trial]:
    frame, reported = small_frame(6, 30, SEED), ("sender", "receiver", "pair")
    params, rare = np.array([-3.2, 0.4, -0.3, 0.3]), np.array([-4.5, 0.6, -0.4, 0.4])
    return [
        trial_of_draws("truth_around_index", 196, 0.5, 0.2),
        trial_of_draws("index_around_truth", 196, 0.5, 0.2, around="truth"),
        trial_of_dyads("small_frame", frame, params, reported),
        trial_of_dyads("small_frame_states_differ", frame, params, reported, (1.0, 0.5)),
        trial_of_rare("rare_events", frame, rare, reported),
        trial_of_rare("rare_events_states_differ", frame, rare, reported, 0.7, hostile=True),
        trial_of_nb2("nb2_as_assumed", 3000, np.array([-2.0, 0.5]), 2.0),
        trial_of_nb2("nb2_with_absent", 3000, np.array([-2.0, 0.5]), 2.0, absent=0.5),
    ]


def validation_table(rows: pd.DataFrame | None = None) -> pd.DataFrame:
    """Give the published table of bias, error and coverage of estimators, with a verdict on each.

    Parameters
    ----------
    rows : DataFrame, optional
        Rows of ``load("estimator_validation")``, some or all; by default the whole table.

    Returns
    -------
    DataFrame
        The columns of ``estimator_validation``, ``naive`` and ``hostile`` as truth values, and ``verdict``, as in
        `coverage_table`.

    Examples
    --------
    >>> "verdict" in validation_table().columns
    True
    """
    held = _with_verdict(world.release().validation if rows is None else plain(rows)).drop(columns="short_by")
    return held.assign(naive=held["naive"] == "yes", hostile=held["hostile"] == "yes")


def tried_otherwise(*estimators: str) -> list[Estimate]:
    """State where intervals hold the truth less or more often than they say, though no assumption is broken.

    Parameters
    ----------
    *estimators : str
        Estimators of ``estimator_validation``, for example ``"firth_two_way"``.

    Returns
    -------
    list of Estimate
        Shares between 0 and 1, outside of 93 to 97 %, in the order of the table; bounds, which hold by design, are none
        of them.

    Examples
    --------
    >>> [held.value > 0.97 for held in tried_otherwise("poisson_within_senders")]
    [True, True]
    """
    held = validation_table()
    told = ~held["hostile"] & held["estimator"].isin(estimators) & ~held["coverage"].between(LEAST, MOST)
    rows = held[told & held["coverage"].notna()].to_dict("records")
    return [_said(row, "coverage-held", float(row["simulations"]), VALIDATION) for row in rows]


def estimators() -> pd.DataFrame:
    """Give every function of statistics, and how its estimators did in simulated data, or why they were not tried.

    Returns
    -------
    DataFrame
        ``function``, ``kind`` (``tried``, or why not), ``tried_as`` (estimators of the two tables of simulations),
        ``reason``, ``worlds`` (in which they were tried), ``least`` and ``most`` (coverage in worlds as they assume;
        missing where none gives an interval).

    Examples
    --------
    >>> held = estimators().set_index("function")
    >>> bool(held.loc["stats.agreement.kappa", "worlds"] >= 2)
    True
    """
    held = table("estimators.csv")
    every = pd.concat([validation_table(), coverage_table().assign(hostile=lambda rows: _unlike(rows["world"]))])
    every = every.astype({"coverage": float})
    found = []
    for names in held["tried_as"].str.split("; "):
        rows = every[every["estimator"].isin(names)]
        assumed = rows.loc[~rows["hostile"].astype(bool), "coverage"]
        found.append((rows["world"].nunique(), assumed.min(), assumed.max()))
    return held.assign(**dict(zip(("worlds", "least", "most"), map(list, zip(*found, strict=True)), strict=True)))


def _unlike(names: pd.Series) -> pd.Series[bool]:
    """Tell which worlds of the table of coverage are not those that were fitted."""
    return ~names.str.contains("as.fitted|states_differ")


def validated() -> list[Estimate]:
    """State in how many worlds the intervals of the reports hold, and in how many naive methods do.

    Returns
    -------
    list of Estimate
        Complete counts of rows of ``estimator_validation``: estimators of the reports in worlds as they assume, in
        hostile ones, and naive methods in all.

    Examples
    --------
    >>> [found.unit for found in validated()]
    ['estimators in worlds', 'estimators in worlds', 'estimators in worlds']
    """
    held = validation_table()
    held = held[held["coverage"].notna()]
    parts = {
        "validation-as-assumed": held[~held["naive"] & ~held["hostile"]],
        "validation-hostile": held[~held["naive"] & held["hostile"]],
        "validation-naive": held[held["naive"]],
    }
    return [_validated(key, rows) for key, rows in parts.items()]


def _validated(key: str, rows: pd.DataFrame) -> Estimate:
    holds = int((rows["coverage"] >= LEAST).sum())
    sentence = say(key, holds=number(holds), rows=number(len(rows)))
    found = complete_count(
        holds, universe=say("validation-universe"), source=world.source(VALIDATION), unit=say("validation-unit"),
        sentence=sentence,
    )  # fmt: skip
    return replace(found, n=float(len(rows)))
