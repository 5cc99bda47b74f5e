"""How far the reports can be relied on: agreement of two codings, and how often intervals hold the truth."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd

from analysis.core.hand import reference
from analysis.facts import notices as facts_notices
from analysis.facts import world
from analysis.facts.cases import expected
from analysis.facts.notices import left_shrunken
from analysis.stats.agreement import agreement as share_agreed
from analysis.stats.agreement import kappa
from analysis.stats.coverage import World, rates_of_notices, ratios_of_register, shares_of_notices
from analysis.stats.estimate import Estimate, Subject, percent
from analysis.stats.expectation import expectation

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
    """

    field: str
    rounds: str
    agreement: Estimate
    kappa: Estimate


def coded_twice(level: float) -> list[Coded]:
    """Compare the codings of each field in each round that coded it, and in both.

    A blank is a code of its own, *not read*; a field that a round left blank throughout was not coded in it.
    """
    table = world.release().second_coding
    rounds = {"1": table[table["round"] == "1"], "2": table[table["round"] == "2"], "12": table}
    return [
        _compare(field, which, rows, level) for field in FIELDS for which, rows in rounds.items() if _held(field, rows)
    ]


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
    """Make the worlds: as fitted to the shipped data, with another spread, and with a wrong exposure."""
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
    ]


@cache
def coverage_table() -> pd.DataFrame:
    """Give the published table of how often intervals held the truth, with a verdict on each.

    Returns
    -------
    DataFrame
        The columns of ``interval_coverage``; ``short_by`` (a share, what the interval holds less than it says) and
        ``verdict``: ``holds`` where 93 to 97 of 100 intervals hold the truth.
    """
    rows = world.release().coverage
    few, many = rows["coverage"] < LEAST, rows["coverage"] > MOST
    verdict = np.select([few, many], ["too narrow", "wider than it says"], "holds")
    return rows.assign(short_by=(rows["level"] - rows["coverage"]).round(4), verdict=verdict)


def shortfalls(*estimators: str) -> list[Estimate]:
    """State where the intervals of estimators cover less than they should, worst first; nothing where they do not."""
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
