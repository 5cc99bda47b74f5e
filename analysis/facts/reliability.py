"""How far the reports can be relied on: agreement of two codings, and how often intervals hold the truth."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd

from analysis.core.hand import reference
from analysis.facts import drivers, world
from analysis.facts import notices as facts_notices
from analysis.facts.cases import expected
from analysis.facts.notices import left_shrunken
from analysis.stats.agreement import agreement as share_agreed
from analysis.stats.agreement import kappa
from analysis.stats.coverage import World, rates_of_notices, ratios_of_register, shares_of_notices
from analysis.stats.estimate import Estimate, Subject, percent
from analysis.stats.expectation import expectation
from analysis.tables.library import plain

__all__ = ["Coded", "agreement_table", "coded_twice", "coverage_table", "shortfalls", "worlds"]

SECOND_CODING = "cases_second_coding"


#: Field of the second coding -> what a reader calls it.
FIELDS = {
    "requesting_country": "requesting country",
    "host_country": "host country",
    "year": "year",
    "instrument": "instrument",
    "grade": "grade",
    "claim_status": "claim status",
    "effect": "effect",
    "outcome": "outcome",
}


#: Rounds counted together -> how the rows of them were chosen.
ROUNDS = {
    "1": "rows of round one of the second coding, drawn at random from the first release of the register",
    "2": "rows of round two of the second coding, chosen so that many are strongly supported, so no random sample",
    "12": "rows coded twice in both rounds, of which the second was no random sample",
}


@dataclass(frozen=True)
class Coded:
    """How far the codings of one field agree in one round, or in both.

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
    """Compare the codings of each field in each round that coded it, and in both.

    A blank is a code of its own, *not read*; a field that a round left blank throughout was not coded in it.

    Parameters
    ----------
    level : float
        Level of the confidence intervals, between 0.5 and 0.999.
    rows : DataFrame, optional
        Rows of ``load("cases_second_coding")``, some or all; by default the whole table.

    Returns
    -------
    list of Coded
        Share of rows that agree, with Wilson's interval, and kappa after Cohen (1960). `agreement_table` makes them a
        table.

    Examples
    --------
    >>> found = coded_twice(0.9)
    >>> round(found[-1].agreement.value, 3), found[-1].agreement.level
    (0.856, 0.9)
    """
    table = world.release().second_coding if rows is None else plain(rows)
    rounds = {"1": table[table["round"] == "1"], "2": table[table["round"] == "2"], "12": table}
    return [
        _compare(field, which, held, level)
        for field in FIELDS
        for which, held in rounds.items()
        if len(held) and _held(field, held)
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


def _held(field: str, rows: pd.DataFrame) -> bool:
    """Tell whether each round of the rows coded the field."""
    return all(part[f"first_{field}"].notna().any() for _, part in rows.groupby("round"))


def _compare(field: str, which: str, rows: pd.DataFrame, level: float) -> Coded:
    first, second = (
        rows[f"{coding}_{field}"].astype(object).fillna("").astype(str).tolist() for coding in ("first", "second")
    )
    about = Subject("Register", f"the {FIELDS[field]}", ROUNDS[which], world.source(SECOND_CODING))
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
    few, many = rows["coverage"] < LEAST, rows["coverage"] > MOST
    verdict = np.select([few, many], ["too narrow", "wider than it says"], "holds")
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
    units = "" if row["units"] == "all" else f" of states {_UNITS[row['units']]}"
    sentence = (
        f"In simulated data ({row['world']}), intervals of the {row['estimator']}{units} that should hold the truth "
        f"nineteen times in twenty held it in {percent(row['coverage'])}."
    )
    universe, count = f"simulated data: {row['world']}", float(row["intervals"])
    return Estimate(
        float(row["coverage"]),
        None,
        None,
        None,
        "simulation",
        count,
        universe,
        sentence,
        world.source(COVERAGE),
        "share",
    )


_UNITS = {"smallest fifth by exposure": "of the smallest fifth by exposure", "with an event": "with a case or notice"}
