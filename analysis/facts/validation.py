"""How often the intervals of the reports hold the truth, by simulation."""

from __future__ import annotations

from collections.abc import Hashable
from functools import cache

import pandas as pd

from analysis.core.hand import reference
from analysis.facts import notices as facts_notices
from analysis.facts import world
from analysis.facts.cases import expected
from analysis.facts.notices import left_shrunken
from analysis.stats.coverage import World, rates_of_notices, ratios_of_register, shares_of_notices
from analysis.stats.estimate import Estimate, percent
from analysis.stats.expectation import expectation

NAME = "interval_coverage"


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
def table() -> pd.DataFrame:
    """Give the published table."""
    return world.release().coverage


def shortfalls(*estimators: str) -> list[Estimate]:
    """State where the intervals of estimators cover less than they should, worst first; nothing where they do not."""
    rows = table()
    rows = rows[rows["estimator"].isin(estimators) & (rows["coverage"] < LEAST)].sort_values("coverage", kind="stable")
    return [_stated(place) for place in rows.index]


def _stated(place: Hashable) -> Estimate:
    row = table().to_dict("index")[place]
    units = "" if row["units"] == "all" else f" of states {_UNITS[row['units']]}"
    sentence = (
        f"In simulated data ({row['world']}), intervals of the {row['estimator']}{units} that should hold the truth "
        f"nineteen times in twenty held it in {percent(row['coverage'])}."
    )
    universe, count = f"simulated data: {row['world']}", float(row["intervals"])
    return Estimate(
        float(row["coverage"]), None, None, None, "simulation", count, universe, sentence, world.source(NAME), "share"
    )


_UNITS = {"smallest fifth by exposure": "of the smallest fifth by exposure", "with an event": "with a case or notice"}
