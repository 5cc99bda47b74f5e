"""Public notices that state only charges of a set, in two senses side by side: strict, and broad."""

from __future__ import annotations

import pandas as pd

from analysis.core.country_names import country_name
from analysis.core.messages import _
from analysis.core.private import WORLD
from analysis.facts import visibility, world
from analysis.facts.charges import sensitive_table, survivors
from analysis.stats.estimate import LEAST_FOR_PERCENT, Estimate

_TABLE = "public_notices_sensitive"


def by_country(country: str) -> pd.DataFrame:
    """Return counts of both sets: of a country, of each other with three notices of the broad set, and of all others.

    Columns: ``country``, ``notices``, and ``strict_low`` to ``broad_high``, which differ where a count is not shown.
    """
    table = sensitive_table().astype(int)
    own, every = table.loc[country], table.loc[WORLD]
    ends = {f"{kind}_{end}": f"{kind}_{of}" for kind in ("strict", "broad") for end, of in _OPPOSITE.items()}
    rest = {"notices": every["notices"] - own["notices"]}
    rest |= {name: max(0, every[name] - own[other]) for name, other in ends.items()}
    several = table.drop(index=[WORLD, country])
    several = several[(several["notices"] >= LEAST_FOR_PERCENT) & (several["broad_low"] > 2)]
    shares = several["broad_low"] / several["notices"]
    several = several.loc[shares.sort_values(ascending=False, kind="stable").index]
    first, last = pd.DataFrame({country: own}).T, pd.DataFrame({visibility.REST: rest}).T
    found = pd.concat([first, several, last]).rename_axis("country").reset_index()
    found.attrs |= {"counted": survivors()}
    return world.sourced(found, _TABLE)


_OPPOSITE = {"low": "high", "high": "low"}


def counted(country: str, kind: str) -> Estimate:
    """Count the notices of a country that state only charges of a set, at the most."""
    row = by_country(country).iloc[0]
    part, whole = float(row[f"{kind}_high"]), float(row["notices"])
    return world.part(part, whole, _("notices of {place}", place=country_name(country)), survivors(), _TABLE)
