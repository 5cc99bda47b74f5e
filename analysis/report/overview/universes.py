"""What exists worldwide and how much of it can be seen."""

from __future__ import annotations

import pandas as pd

from analysis.charts.comparisons import universes
from analysis.core.hand import UNIVERSES, text
from analysis.facts import world
from analysis.facts.oversight import SERIES, yearly
from analysis.report.blocks import Prose, Section, Table, section
from analysis.report.profile.named import refusals_table
from analysis.report.words import estimates_table, link, shown
from analysis.stats.estimate import number


def what_exists() -> Section:
    """Show the five universes over time, and the latest figure of each."""
    held = {basis: yearly(basis) for basis in SERIES}
    data = pd.DataFrame(
        [
            {"basis": basis, "year": year, "value": e.value, "low": e.low or e.value, "high": e.high or e.value}
            for basis, rows in held.items()
            for year, e in rows
        ]
    )
    chart = universes(data, world.source("oversight_statistics"))
    latest = [(_sentence_case(UNIVERSES[basis]), rows[-1][1]) for basis, rows in held.items() if rows]
    title = "The latest published figure of each universe"
    note = "The figures belong to different years and count different things; no ratio between them is a rate."
    return section(chart, estimates_table("universes_latest", title, latest, note))


def _sentence_case(words: str) -> str:
    return words[0].upper() + words[1:]


def conflicts() -> Section:
    """Show every group of published figures that conflict, the preferred one first, with the rule of preference."""
    table = world.release().oversight_statistics
    rows = table[table["conflict_group"].notna()].sort_values(
        ["conflict_group", "preferred", "year"], ascending=[True, False, True], kind="stable"
    )
    figures = [
        shown(word) if pd.isna(value) else number(float(value))
        for value, word in zip(rows["value"], rows["value_text"], strict=True)
    ]
    shown_rows = pd.DataFrame(
        {
            "Group": rows["conflict_group"].str.replace("_", " "),
            "Date": rows["date_text"].map(shown),
            "Figure": figures,
            "Unit": rows["unit"].map(shown),
            "Preferred": rows["preferred"].map({True: "yes", False: "no"}),
            "Why": rows["preferred_reason"].map(shown),
            "Source": [link(t, u) for t, u in zip(rows["source_title"], rows["source_url"], strict=True)],
        }
    )
    title = "Published figures that conflict; none is dropped"
    universe = "published figures of every universe, each named by its group"
    return section(Table("conflicts", title, rows, shown_rows, universe, world.source("oversight_statistics")))


def refusals() -> Section:
    """Show what is known of refusals worldwide, with both denominators and the conflicting counts."""
    return section(Prose([text("refused")]), refusals_table())
