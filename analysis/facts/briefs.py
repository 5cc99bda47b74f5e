"""What the brief of a country counts: the cases of its larger role, the best documented first."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analysis.core.messages import _
from analysis.facts import cases, world
from analysis.facts.case_register import HELD, Cases, Role, involves_interpol
from analysis.facts.cases import SUPPORTED
from analysis.facts.selection import Selection, joined, meets
from analysis.stats.estimate import Estimate

#: How well a case is documented -> its place in the table; what comes last is dropped first.
KINDS = {"strong": 0, "single": 1, "contested": 2, "unsupported": 4, "correction": 5}
#: Grades of the disputed cases that follow the other disputed ones.
_WEAK = ("C", "D", "X")


def larger_role(numbers: Mapping[str, Estimate]) -> Role:
    """Return whether more cases concern the country as the one that was asked, or as the one that requested."""
    return "host" if numbers["cases.all_in_country"].value > numbers["cases.stopped"].n else "requesting"


def kinds(selection: Selection) -> pd.Series[str]:
    """Return how well each case of the register is documented, by its id."""
    every = world.release()["cases"].set_index("case_id")
    kind = every["claim_status"].astype(str).replace("supported", "single").mask(selection.counts(every), "strong")
    return kind.where(meets(every, involves_interpol()), "correction")


def rows(selection: Selection, role: Role) -> pd.DataFrame:
    """Return the cases of a role in the order in which a table keeps them, with ``kind`` and the ``other`` country.

    ``held`` is yes where people were held on a request through INTERPOL, for a host in that country.
    """
    found = cases.rows(selection, role=role)
    kind = found["case_id"].map(kinds(selection))
    here = f"held_where == {selection.iso3!r}" if role == "host" else ""
    held = (kind != "correction") & meets(found, joined(HELD, here))
    other = found["requesting_country"] if role == "host" else found["held_where"].where(held, found["host_country"])
    order = kind.map(KINDS) + ((kind == "contested") & found["evidence_grade"].isin(_WEAK))
    other = other.astype(object).fillna("").astype(str)
    found = found.assign(kind=kind, held=held.map({True: "yes", False: "no"}), other=other, order=order.astype(int))
    return found.sort_values(["order", "year"], ascending=[True, False], kind="stable", ignore_index=True)


def by_kind(rows: pd.DataFrame, names: pd.Series) -> pd.DataFrame:
    """Count rows by name and by how well the case is documented."""
    return pd.crosstab(names.to_numpy(), rows["kind"].to_numpy()).reindex(columns=[*KINDS], fill_value=0)


def counts(selection: Selection, role: Role, ordered: pd.DataFrame) -> dict[str, Estimate]:
    """Count the cases that involve or may involve INTERPOL: all, by status, by year and by country."""
    through, documented = Cases(selection, role).through, selection.documented
    parts = {
        "all": (), "supported": (SUPPORTED,), "contested": ("claim_status == 'contested'",),
        "strong_dated": (*documented, "year >= 1"),
    }  # fmt: skip
    found = {name: _counted(through, *queries) for name, queries in parts.items()}
    found["held_supported"] = _counted(through.held, SUPPORTED)
    years = through.but(*parts["strong_dated"]).values("year").dropna()
    form = "in_one_year" if len(years) > 1 and years.min() == years.max() else ""
    found["strong_dated"] = found["strong_dated"].worded("briefs.strong_dated", first=years.min(), last=years.max(),
        form=form)  # fmt: skip
    named = ordered.query("kind != 'correction' and other != ''")
    if len(named):
        by_country = named["other"].value_counts()
        first, is_tied = str(by_country.index[0]), int((by_country == by_country.iloc[0]).sum()) > 1
        those = named.loc[named["other"] == first, "case_id"].tolist()
        most = _counted(through, f"case_id in {those}")
        found["most"] = most.worded(f"tied_{role}" if is_tied else role, other=first)
    return found


def _counted(kept: Cases, *conditions: str) -> Estimate:
    return kept.count("brief", *conditions, unit=_("cases")).worded("briefs.count")
