"""Documented cases by how democratic the requesting country was: the data behind the models, before any model."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd

from analysis.core.judgement import headline_cases, read_evidence_rule
from analysis.core.number_words import phrase
from analysis.facts import world
from analysis.facts.case_register import blind_status
from analysis.stats.estimate import Estimate

#: The index by which countries are divided, which the models have for the requesting country.
INDEX = "vdem_liberal_democracy"
_QUARTERS = 4
_TABLES = ("cases", "governance_country_year")


@cache
def by_democracy() -> pd.DataFrame:
    """Count the cases requested by each quarter of the countries that V-Dem rates, the least democratic first.

    A row per quarter: ``quarter`` (1 to 4), ``well_documented``, ``other``, ``share`` (of the first), ``supported`` (by
    the status of the register), and ``ruled`` and ``supported_by_rule``: cases to whose criteria an independent reader
    applied the written rule, and those that the rule supports. Countries are divided anew each year; a case later than
    the last year of the index has its last score. ``attrs["undrawn"]`` counts the cases without a year or a score, and
    ``attrs["undrawn_strong"]`` the well-documented ones among them.
    """
    cases = world.release()["cases"]
    cases = cases.assign(by_rule=blind_status("status_by_rule").to_numpy())
    cases = cases[~cases["instrument"].isin(read_evidence_rule().left_out)]
    scores = (
        world.release()["governance_country_year"].pivot_table(index="year", columns="iso3", values=INDEX).astype(float)
    )
    scores = scores.reindex(range(int(scores.index.min()), int(cases["year"].max()) + 1)).ffill()
    quarters = (scores.rank(axis=1, pct=True) * _QUARTERS).map(np.ceil).melt(ignore_index=False, value_name="quarter")
    quarters = quarters.reset_index().rename(columns={"iso3": "requesting_country"})
    placed = cases.merge(quarters, on=["year", "requesting_country"]).dropna(subset="quarter")
    strong = placed["case_id"].isin(headline_cases(cases)["case_id"])
    counted = pd.DataFrame({
        "well_documented": strong, "other": ~strong, "supported": placed["claim_status"] == "supported",
        "ruled": placed["by_rule"].notna(), "supported_by_rule": placed["by_rule"] == "supported",
    })  # fmt: skip
    table = counted.groupby(placed["quarter"].astype(int)).sum().reset_index()
    table["share"] = table["well_documented"] / table[["well_documented", "other"]].sum(axis=1)
    table = world.sourced(table, *_TABLES)
    table.attrs |= {"counted": phrase("drivers._by_democracy"), "undrawn": len(cases) - len(placed)}
    table.attrs["undrawn_strong"] = len(headline_cases(cases)) - int(strong.sum())
    return table


def of_quarter(row: int) -> Estimate:
    """Count the well-documented cases of those that one quarter requested: 0 for the least democratic, -1 the most."""
    table = by_democracy()
    strong, other = table[["well_documented", "other"]].iloc[row]
    return world.counted(strong, "cases", table.attrs["counted"], *_TABLES, n=float(strong + other))
