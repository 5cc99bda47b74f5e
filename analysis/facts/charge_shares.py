"""Public notices that state only charges of a set, in two senses side by side: strict, and broad."""

from __future__ import annotations

import pandas as pd

from analysis.core.country_names import country_name
from analysis.core.messages import _
from analysis.core.private import WORLD
from analysis.facts import world
from analysis.facts.charges import sensitive_table, survivors
from analysis.stats.estimate import Estimate

_TABLE = "public_notices_sensitive"


def by_country() -> pd.DataFrame:
    """Return counts of both sets by country, the country with most notices first.

    Columns: ``country``, ``notices``, and ``strict_low`` to ``broad_high``, which differ where a count is not shown.
    """
    table = sensitive_table().astype(int).drop(index=WORLD)
    found = table.sort_values("notices", ascending=False, kind="stable").rename_axis("country").reset_index()
    found.attrs |= {"counted": survivors()}
    return world.sourced(found, _TABLE)


def counted(country: str, kind: str) -> Estimate:
    """Count the notices of a country that state only charges of a set, at the most."""
    table = sensitive_table()
    part, whole = float(table[f"{kind}_high"][country]), float(table["notices"][country])
    return world.part(part, whole, _("notices of {place}", place=country_name(country)), survivors(), _TABLE)
