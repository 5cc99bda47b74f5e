"""Rounds of sanctions on Belarus in full, beside its documented cases and the lists."""

from __future__ import annotations

import pandas as pd

from analysis.charts.context import rounds_and_cases
from analysis.core.hand import DASH, text
from analysis.facts import world
from analysis.facts.sanctions import (
    CARRY_OVER,
    COUNTED,
    PLACE,
    ROUNDS,
    cases_of_belarus,
    comparison,
    period,
    rounds_on_belarus,
    spans,
)
from analysis.report.blocks import Prose, Section, Table, section
from analysis.report.words import link, shown
from analysis.stats.estimate import number


def rounds() -> Section:
    """Show every round on a time axis with documented cases, and in a table with its source."""
    table = rounds_on_belarus()
    added = table["persons_added"].fillna(0) + table["entities_added"].fillna(0)
    real = ~table["round"].str.startswith(CARRY_OVER) & table["date_first"].notna() & (added > 0)
    steps = pd.DataFrame({"sender": table["sender"], "date": table["date_first"], "added": added.astype(int)})[real]
    cases = cases_of_belarus().groupby("year").size().rename("cases").reset_index().astype(int)
    source = world.source("belarus_sanctions_timeline", "cases")
    return section(rounds_and_cases(steps, cases, PLACE, source, text("rounds")), _rounds_table(table))


def _rounds_table(table: pd.DataFrame) -> Table:
    rows = pd.DataFrame(
        {
            "Date": table["date"].map(shown),
            "Sender": table["sender"],
            "Round": table["round"].map(shown),
            "Persons": table["persons_added"].map(shown),
            "Entities": table["entities_added"].map(shown),
            "Basis": table["count_basis"].map(shown),
            "Differs from the list": table["discrepancy"].map(shown),
            "Source": [link("source", url) for url in table["source_url"]],
        }
    )
    title = "Rounds of sanctions on Belarus"
    source = world.source("belarus_sanctions_timeline")
    return Table("belarus_rounds", title, table, rows, ROUNDS, source, text("rounds"))


def before_and_after() -> Section:
    """Show documented cases before and since the first round, year by year, and why no ratio of the two is stated."""
    held = [period(word, *span) for word, span in zip(("Before", "Since"), spans(), strict=True)]
    years = cases_of_belarus()["year"].astype(int)
    data = pd.DataFrame([{"period": label, **estimate.as_dict()} for label, estimate in held])
    by_year = [
        ", ".join(f"{year}: {count}" for year, count in years[years.between(*span)].value_counts().sort_index().items())
        for span in spans()
    ]
    rows = pd.DataFrame(
        {
            "Period": [label for label, _ in held],
            "Documented cases": [number(estimate.value) for _, estimate in held],
            "Years of the register": [number(estimate.n) for _, estimate in held],
            "Year by year (other years: none)": by_year,
        }
    )
    title = "Documented cases before and since the first round, year by year"
    table = Table(
        "before_and_after", title, data.assign(by_year=by_year), rows, COUNTED,
        world.source("cases", "belarus_sanctions_timeline"), text("detection"),
    )  # fmt: skip
    return section(Prose([*(estimate for _, estimate in held), text("lead_and_lag")]), table)


def reconciled() -> Section:
    """Show the rounds beside the lists, with every difference and its reason."""
    data = comparison()
    rows = pd.DataFrame(
        {
            "Sender": data["sender"],
            "Year": data["year"].astype(str),
            "Kind": data["kind"],
            "Rounds": data["rounds"].map(number),
            "List": data["list"].map(number),
            "Difference": data["difference"].astype(str),
            "Why": data["reason"].where(data["reason"] != "", DASH),
        }
    )
    title = "Rounds on Belarus beside the senders' lists"
    source = world.source("belarus_sanctions_timeline", "designations_by_target_country")
    return section(Table("belarus_reconciled", title, data, rows, ROUNDS, source, text("rounds")))
