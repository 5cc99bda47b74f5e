"""The report on what courts and authorities decided, recounted from the csv."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from analysis.core.files import RAW
from analysis.facts.decisions import RIGHTS
from analysis.pages import decisions_report
from analysis.pages.blocks import Figures, Prose, Section, Table
from tests.laid_out import cells, default, offered, sections


def shown() -> dict[str, Section]:
    return default("decisions")[0]


def refusals() -> pd.DataFrame:
    """Read the final decisions that refused, without the package."""
    tables = [pd.read_csv(RAW / "evidence" / f"{name}.csv") for name in ("cases_decisions", "cases", "cases_effects")]
    decided, cases, effects = tables
    case = cases[["case_id", "requesting_country", "instrument", "claim_status", "oversight_outcome"]]
    rows = decided.merge(case, on="case_id").merge(effects[["case_id", "linked"]], on="case_id")
    counted = (rows["final"] == "yes") & (rows["linked"] != "no")
    counted &= ~rows["instrument"].isin(["none_found", "interstate_wanted_list"])
    return rows[counted & rows["decision"].isin(["extradition_refused", "asylum_granted"])]


def chart(name: str) -> pd.DataFrame:
    blocks = [block for key in ("who", "why", "afterwards") for block in shown()[key]]
    (data,) = [block.data for block in blocks if getattr(block, "name", "") == name]
    return data


def test_the_notebook_calls_all_that_the_page_offers() -> None:
    code = "\n".join(cells("decisions"))
    assert offered(decisions_report) <= set(re.findall(r"page\.(\w+)", code))


def test_title_and_first_numbers_are_those_of_the_csv() -> None:
    refused = refusals()
    title = next(block for block in shown()["title"] if isinstance(block, Prose))
    assert f"refused {len(refused)} times" in title.texts()[0]
    (four,) = [block for block in shown()["title"] if isinstance(block, Figures)]
    on_rights = refused["ground"].str.contains("|".join(RIGHTS))
    assert [item.estimate.value for item in four.items][:3] == [
        refused["country"].nunique(), on_rights.sum(), (refused["order_known"] == "yes").sum(),
    ]  # fmt: skip


def test_charts_hold_every_refusal() -> None:
    refused = refusals()
    by_country = refused["country"].value_counts()
    assert chart("refusing").set_index("iso3")["value"].to_dict() == by_country.to_dict()
    by_ground = refused["ground"].str.split(";").explode().value_counts()
    assert chart("grounds_of_refusals").set_index("ground")["refused"].to_dict() == by_ground.to_dict()
    assert chart("interpol_in_refusals")["refusals"].sum() == len(refused)


def test_every_final_decision_is_in_the_table() -> None:
    (table,) = [block for block in shown()["every"] if isinstance(block, Table) and block.name == "final_decisions"]
    assert table.data["decision"].isin(["extradition_refused", "asylum_granted"]).sum() == len(refusals())
    shown_sources, own = pd.Series(list(table.shown["Source"])), table.data["source_url"].notna().reset_index(drop=True)
    assert shown_sources.str.contains(r"\]\(http").all() and own.mean() > 0.5
    assert shown_sources.str.endswith("(source of the case)").tolist() == (~own).tolist()


@pytest.mark.parametrize("since", [2015, 2026])
def test_years_keep_the_decisions_of_their_cases_alone(since: int) -> None:
    found, _ = sections("decisions", since=since)
    years = pd.read_csv(RAW / "evidence" / "cases.csv").set_index("case_id")["year"]
    rows = [block.data for block in found["every"] if isinstance(block, Table) and block.name == "final_decisions"]
    assert sum(map(len, rows)) == sum(years[case] >= since for case in every()["case_id"])


def every() -> pd.DataFrame:
    (table,) = [block for block in shown()["every"] if isinstance(block, Table) and block.name == "final_decisions"]
    return table.data
