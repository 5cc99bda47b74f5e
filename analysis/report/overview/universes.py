"""What exists worldwide and how much of it can be seen."""

from __future__ import annotations

import pandas as pd

from analysis.charts.visible import universes
from analysis.core.hand import UNIVERSES, text
from analysis.report import statistics as world
from analysis.report.blocks import Prose, Section, Table, section
from analysis.report.profile.named import refusals_table
from analysis.report.words import estimates_table, link, shown
from analysis.stats.counts import published_range
from analysis.stats.estimate import Estimate, Subject, number

#: Universe -> the series of the published figures that stands for it.
SERIES = {
    "in_force": "valid_red_notices_in_circulation",
    "issued": "red_notices_published",
    "public": "public_red_notices",
    "refused": "ndtf_refused_or_cancelled",
    "complaints": "ccf_admissible_requests",
}
#: What a universe counts.
NOUNS = {
    "in_force": "Red Notices",
    "issued": "Red Notices",
    "public": "Red Notices",
    "refused": "notices and diffusions",
    "complaints": "admissible requests",
}
#: Words in the units of rows that state a change or a lower bound rather than the level of the series.
_NO_LEVEL = ("increase", "over", "more than")


def published(basis: str) -> pd.DataFrame:
    """Give the published world totals of one universe.

    Parameters
    ----------
    basis : str
        A key of ``SERIES``.

    Returns
    -------
    DataFrame
        Rows of the published figures, every source, conflicting ones included.
    """
    table = world.release().oversight_statistics
    rows = table[(table["indicator"] == SERIES[basis]) & (table["country"] == "WORLD") & table["value"].notna()]
    return rows[~rows["unit"].str.contains("|".join(_NO_LEVEL))]


def yearly(basis: str) -> list[tuple[int, Estimate]]:
    """State a universe's world total for each year: the preferred value, and the range of the values published.

    Returns
    -------
    list of (int, Estimate)
        In order of year. Dates within a year count as one year; a year whose figures are all set aside as the less
        trustworthy side of a conflict has none.
    """
    found = []
    for year, rows in published(basis).groupby("year"):
        preferred = rows.loc[rows["preferred"], "value"]
        if preferred.empty:
            continue
        first = float(preferred.iloc[0])
        about = Subject("World", NOUNS[basis], f"{UNIVERSES[basis]}, {year}", world.source("oversight_statistics"))
        found.append((int(str(year)), published_range(first, [float(v) for v in rows["value"]], about=about)))
    return found


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
