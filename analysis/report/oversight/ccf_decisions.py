"""Coded decisions of the CCF: counts by ground, outcome and year; no rate, because the excerpts are chosen."""

from __future__ import annotations

import pandas as pd

from analysis.charts.safeguards import decisions as decisions_chart
from analysis.core.hand import DASH, label, text
from analysis.facts import world
from analysis.facts.oversight import (
    DECISION_OUTCOMES,
    DECISIONS,
    EXCERPTS,
    by_ground,
    by_year,
    excerpts,
    missing_count,
    read_count,
)
from analysis.report.blocks import Prose, Section, Table, section
from analysis.report.words import link, shown
from analysis.report.words import place as place_name


def decisions() -> Section:
    """Show the coded decisions: counts only, with the warning on their selection."""
    counts = by_ground().rename(index=label, columns=label)
    source = world.source(DECISIONS)
    return section(
        Prose([text("selection")], "caution"),
        Prose([read_count(), missing_count()]),
        decisions_chart(counts, len(excerpts()), EXCERPTS, source),
        _year_table(),
        _every_table(),
    )


def _year_table() -> Table:
    data = by_year().reset_index()
    shown_rows = data.astype(str).rename(
        columns={"year": "Year", "read": "Read", "highest": "Highest number seen", "missing": "Numbers not read"}
    )
    shown_rows = shown_rows.rename(columns={outcome: label(outcome).capitalize() for outcome in DECISION_OUTCOMES})
    note = "A year without a row had no excerpt that was read. " + text("selection")
    title = "Published excerpts by year and outcome, counts only"
    return Table("decisions_by_year", title, data, shown_rows, EXCERPTS, world.source(DECISIONS), note)


def _every_table() -> Table:
    rows = world.release().ccf_decisions
    linked = rows["decision_id"].where(rows["source_kind"] == "published_excerpt", rows["source_kind"].map(label))
    shown_rows = pd.DataFrame(
        {
            "Decision": [link(name, url) for name, url in zip(linked, rows["source_url"], strict=True)],
            "Year": rows["year"].map(shown),
            "State": rows["country"].map(place_name).replace(DASH, "not told"),
            "Data": rows["data_type"].map(shown),
            "At issue, in our words": rows["issue_own_words"].map(shown),
            "Outcome": rows["outcome_code"].map(label).replace(DASH, "not told"),
        }
    )
    note = (
        "Excerpts leave the state out. Summaries by others may repeat an excerpt and are not counted above; a summary "
        "without an outcome did not tell it."
    )
    title = "Every coded decision, with its source"
    universe = f"{EXCERPTS}; summaries by others; decisions reported by states and the press"
    return Table("decisions_all", title, rows, shown_rows, universe, world.source(DECISIONS), note)
