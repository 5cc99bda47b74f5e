"""How firmly a state's evidence level stands: other thresholds, coding error, and the sources that it hangs on."""

from __future__ import annotations

from functools import cache

import pandas as pd

from analysis.core.hand import DASH
from analysis.facts import evidence
from analysis.facts.evidence import MOST_NAMED, firmness
from analysis.stats.evidence_level import chance


@cache
def firmness_table() -> pd.DataFrame:
    """Give the firmness of every word that rests on something, by ISO3 code.

    Returns
    -------
    DataFrame
        ``stays_thresholds`` and ``stays_coding`` (0 to 1; missing where no row can be coded again), and
        ``decisive_sources``, separated by semicolons.
    """
    table = evidence.evidence_table()
    some = table.index[(table["S"] > 0) | (table["F"] > 0) | table["K"]]
    rows = {str(iso3): firmness(str(iso3)) for iso3 in some}
    return pd.DataFrame(
        {
            "stays_thresholds": [held.thresholds.value for held in rows.values()],
            "stays_coding": [None if held.coding is None else held.coding.value for held in rows.values()],
            "decisive_sources": ["; ".join(held.decisive) for held in rows.values()],
        },
        index=pd.Index(rows, name="iso3"),
    ).astype({"stays_coding": "float"})


def shown_share(value: float) -> str:
    """Write a share of the table, or a dash where there is none."""
    return DASH if pd.isna(value) else chance(value)


def shown_sources(joined: str) -> str:
    """Write the decisive sources of the table; the data hold those that do not fit."""
    names = joined.split("; ") if joined else []
    rest = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f" and {rest} more" if rest > 0 else "") or DASH
