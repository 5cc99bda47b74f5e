"""Whether readers judge cases of democracies otherwise at equal criteria, and which criteria differ by regime."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pandas as pd

from analysis.core.messages import _, label
from analysis.core.number_words import WRITERS, phrase
from analysis.facts import world
from analysis.facts.case_register import Cases, blind_status, readings
from analysis.facts.selection import Selection, worldwide
from analysis.stats.dyads import fit
from analysis.stats.estimate import Estimate, Kind, interval

INDEX = "vdem_liberal_democracy"
#: Criteria of a case that are met or not; a political target may also be one by a single source.
CRITERIA = (
    "decided_by_interpol", "decided_by_host", "protection", "political_target", "grave_charge", "misuse_alleged"
)  # fmt: skip
#: Who gave the status: the register, each reader of enough cases, and the written rule for the blind readers' criteria.
CODERS = ("register", "first", "criteria", "blind_2", "rule")
THIRDS = ("least", "middle", "most")
TABLES = ("cases", "cases_criteria", "governance_country_year")
#: The model: the index in standard deviations between cases, and what is held equal.
FORMULA = f"supported~{'+'.join(('democracy', *CRITERIA, 'one_source', 'C(interpol_part)', 'C(evidence_grade)'))}"


@cache
def coded_cases() -> pd.DataFrame:
    """Return cases of countries with an index, by id and without corrections: criteria, regime and statuses."""
    cases, release = Cases().through.rows.set_index("case_id"), world.release()
    criteria = release["cases_criteria"].set_index("case_id").reindex(cases.index)
    met = (criteria[[*CRITERIA]] == "yes").astype(float)
    table = cases[["requesting_country", "evidence_grade"]].join(met).join(criteria["interpol_part"])
    table["one_source"] = (criteria["political_target"] == "one").astype(float)
    means = release["governance_country_year"].groupby("iso3")[INDEX].mean().astype(float)
    democracy = table["requesting_country"].map(means)
    statuses = readings().set_index("case_id").rename(columns={"claim_status": "register"})
    table = table.join(statuses[[*CODERS[:-1]]]).assign(
        rule=blind_status("status_by_rule"), democracy=(democracy - democracy.mean()) / democracy.std()
    )  # fmt: skip
    table = table.dropna(subset="democracy").astype(dict.fromkeys(("interpol_part", "evidence_grade"), str))
    return table.assign(third=pd.qcut(table["democracy"], len(THIRDS), labels=THIRDS))


def criteria() -> pd.DataFrame:
    """Criteria that cases meet, by how democratic the requesting country is.

    Returns
    -------
    DataFrame
        One row per criterion of ``cases_criteria`` and ``third`` of the cases by the average liberal democracy (V-Dem)
        of the requesting country (``least``, ``middle``, ``most``): ``met`` (cases that meet it), ``cases`` and
        ``share``. Corrections are excluded, and cases of countries without the index.

    Examples
    --------
    >>> criteria().query("criterion == 'political_target'")["share"].round(2).tolist()
    [0.28, 0.27, 0.03]
    """
    cases = coded_cases().astype({"third": str}).melt("third", [*CRITERIA], "criterion", "met")
    groups = cases.groupby(["criterion", "third"])["met"]
    table = pd.DataFrame({"met": groups.sum().astype(int), "cases": groups.size()})
    table = table.reindex(pd.MultiIndex.from_product([CRITERIA, THIRDS], names=table.index.names)).reset_index()
    table = world.sourced(table.assign(share=table["met"] / table["cases"]), *TABLES)
    table.attrs["counted"] = phrase("drivers._in_thirds")
    return table


def _by_third() -> Iterator[Estimate]:
    """Count the cases that meet each criterion, in the least and the most democratic third."""
    table = criteria()
    for row in table.query("third != 'middle'").to_dict("records"):
        found = world.counted(row["met"], _("cases"), table.attrs["counted"], *TABLES, n=float(row["cases"]))
        met = label(row["criterion"], "drivers-criterion")
        yield found.named(f"drivers.met_{row['criterion']}_{row['third']}", None, met=met, share=row["share"])


@cache
def odds(level: float = 0.95) -> dict[str, Estimate]:
    """Return by who gave the status its odds for one standard deviation more of democracy, at equal criteria."""
    found = {}
    for coder in CODERS:
        table = coded_cases().dropna(subset=coder)
        table = table.assign(supported=(table[coder] == "supported").astype(float))
        model = fit(FORMULA, table, clusters=["requesting_country"], family="firth", level=level)
        ratio: pd.Series[float] = model.table.set_index("term").astype(float).T["democracy"]
        value, low, high = (round(ratio[name], 4) for name in ("ratio", "low", "high"))
        about = world.about("ratio", phrase("drivers._at_equal_criteria"), *TABLES, "cases_readings", "cases_rule")
        estimate = about.estimate(
            value, "", label("firth_by_country", "drivers-method"), float(len(table)), ends=(low, high), level=level,
            kind=Kind.SAMPLING,
        )  # fmt: skip
        ends = interval(low, high, level, write=WRITERS["ratio"])
        found[coder] = estimate.named(f"drivers.odds_{coder}", None, coder=label(coder, "drivers-coder"), ends=ends)
    return found


def of_world(selection: Selection) -> list[Estimate]:
    """What criteria and readers make of the association with regime."""
    return [*odds(worldwide(selection).level).values(), *_by_third()]
