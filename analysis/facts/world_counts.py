"""Counts of all cases that the report on the world draws: by requesting country and by decision of INTERPOL."""

from __future__ import annotations

import pandas as pd

from analysis.facts import world
from analysis.facts.case_register import clean_rows, without_corrections
from analysis.facts.cases import REFUSED

#: What INTERPOL decided -> its codes, in the order in which they are shown.
DECISIONS = {
    "stopped": REFUSED,
    "withdrawn": ("withdrawn_by_requesting_state",),
    "upheld": ("upheld",),
    "pending": ("pending",),
    "unknown": ("unknown",),
}


def by_requester(rows: pd.DataFrame) -> pd.DataFrame:
    """Count well-documented cases by requesting country, most first, with the years of the first and latest one."""
    strong = clean_rows(rows).query("well_documented")
    years = strong.groupby("requesting_country", observed=True)["year"].agg(["size", "min", "max"]).reset_index()
    table = years.set_axis(["requesting_country", "cases", "first", "last"], axis=1)
    table = table.astype({"requesting_country": str}).sort_values("requesting_country", key=world.names)
    return table.sort_values("cases", ascending=False, kind="stable", ignore_index=True)


def by_decision(rows: pd.DataFrame) -> pd.DataFrame:
    """Count cases that involved INTERPOL, or may have, by its decision."""
    through = without_corrections(rows)["oversight_outcome"].astype(object).fillna("unknown")
    known = {code: decision for decision, codes in DECISIONS.items() for code in codes}
    counts = through.map(known).value_counts().reindex(list(DECISIONS), fill_value=0)
    return counts.rename_axis("decision").reset_index(name="cases")
