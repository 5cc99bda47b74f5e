"""In how many cases two codings agree, and which criteria of the written rule are hard to judge."""

from __future__ import annotations

from functools import cache

import pandas as pd

from analysis.core.messages import _, label
from analysis.facts import coding, world
from analysis.stats.agreement import kappa
from analysis.stats.estimate import Estimate

#: The criteria of the written rule, as the table of the rule has them.
CRITERIA = (
    "interpol_part", "decided_by_interpol", "decided_by_host", "protection", "political_target", "grave_charge",
    "private_debt",
)  # fmt: skip
_TABLES = (*coding.CODED, "cases_rule")


def same(compared: str, field: str = "claim_status") -> Estimate:
    """Count the cases to which two codings give the same status or other field; ``compared``: `coding.COMPARED`."""
    share = coding.compared()[compared, field]["agreement"]
    return world.part(round(share.value * share.n), share.n, _("cases"), share.counted, *_TABLES)


@cache
def criteria(level: float = 0.95) -> pd.DataFrame:
    """Return kappa of the two validation readers for each criterion of the rule, the best first.

    A row per ``criterion``: ``agree`` (cases with the same answer), ``value``, ``low``, ``high`` (kappa) and ``n``.
    """
    rows, readers = world.release()["cases_rule"], [*coding.VALIDATION]
    one, two = (rows[rows["reader"] == reader].set_index("case_id")[[*CRITERIA]].astype(str) for reader in readers)
    found = []
    for name in CRITERIA:
        first, second = one[name].tolist(), two.loc[one.index, name].tolist()
        about = world.about(label(name, "criterion"), label("blind", "coding-compared"), *_TABLES)
        agreed = kappa(first, second, about=about, level=level).as_dict()
        agree = sum(a == b for a, b in zip(first, second, strict=True))
        found.append({"criterion": name, "agree": agree} | {key: agreed[key] for key in ("value", "low", "high", "n")})
    table = pd.DataFrame(found).sort_values("value", ascending=False, kind="stable", ignore_index=True)
    table.attrs["counted"] = label("blind", "coding-compared")
    return world.sourced(table, *_TABLES)
