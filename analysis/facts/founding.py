"""The public list of the country that the founding article is about."""

from __future__ import annotations

import pandas as pd

from analysis.core.judgement import reference
from analysis.facts import notices, world
from analysis.facts.claims import STATE
from analysis.facts.claims import concerned as concerned
from analysis.facts.selection import Selection, select

__all__ = ["on_the_public_list"]

#: Series of what was published on the public list of a state: its nationals, and what it requested.
NATIONALS, REQUESTED = "public_red_notices_by_nationality", "public_red_notices_by_requesting_country"


def on_the_public_list(country: str | Selection = STATE) -> pd.DataFrame:
    """Return how many were on the public list for a country: as published over time, and as collected last.

    Examples
    --------
    >>> bool(on_the_public_list("BLR")["value"].iloc[-1] == notices.public_counts()["BLR"])
    True
    """
    place, table, counts = select(country), world.release().oversight_statistics, notices.public_counts()
    rows = table[(table["country"] == place.iso3) & table["indicator"].isin([NATIONALS, REQUESTED])]
    rows = rows[rows["year"].notna()]  # what no source dates has no place in an order of time
    collected = {
        "date_text": reference()[0].isoformat(),
        "indicator": REQUESTED,
        "value": counts.get(place.iso3),
        "note": notices.public_subject().universe,
        "source_title": "public_notices_by_requesting_country",
    }
    last = pd.DataFrame([collected] if place.iso3 in counts.index else [], columns=list(collected))
    data = pd.concat([rows.sort_values("year", kind="stable"), last], ignore_index=True)
    return data[["date_text", "indicator", "value", "note", "source_title", "value_text", "source_url"]]
