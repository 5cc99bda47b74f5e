"""Coded decisions of the CCF: counts by ground, outcome and year; no rate, because the excerpts are chosen."""

from __future__ import annotations

import pandas as pd

from analysis.charts.decisions import decisions as decisions_chart
from analysis.core.hand import DASH, label, text
from analysis.report import statistics as world
from analysis.report.blocks import Prose, Section, Table, section
from analysis.report.words import link, shown
from analysis.report.words import place as place_name
from analysis.stats.estimate import Estimate, complete_count, number

SOURCE = "ccf_decisions"
UNIVERSE = "excerpts of decisions that the CCF chose to publish and that were read; no sample of its decisions"
OUTCOMES = ("not_compliant", "compliant_with_update", "compliant")
_STATUTE = "CCF Statute"


def excerpts() -> pd.DataFrame:
    """Give the published excerpts; summaries by others and reported cases are left out, so that none counts twice."""
    table = world.release().ccf_decisions
    return table[table["source_kind"] == "published_excerpt"]


def grounds_of(coded: str) -> list[str]:
    """Split coded grounds into groups.

    Parameters
    ----------
    coded : str
        For example ``Art. 2 (by topic) | RPD/other: Private matter``.

    Returns
    -------
    list of str
        For example ``["Art. 2 (by topic)", "RPD/other"]``.
    """
    groups = [part.split(":")[0].strip() for part in coded.split("|")]
    return list(dict.fromkeys(_STATUTE if group.startswith(_STATUTE) else group for group in groups))


def by_ground() -> pd.DataFrame:
    """Count excerpts by ground and outcome.

    Returns
    -------
    DataFrame
        Index grounds as coded, columns outcomes as coded; an excerpt with two grounds stands in two rows.
    """
    rows = excerpts()
    long = rows.assign(ground=rows["grounds_coded"].map(grounds_of)).explode("ground")
    counts = pd.crosstab(long["ground"], long["outcome_code"])
    return counts.reindex(columns=list(OUTCOMES), fill_value=0)


def by_year() -> pd.DataFrame:
    """Count excerpts by year and outcome, with the highest number seen in the year.

    Returns
    -------
    DataFrame
        Index year; the outcomes as coded, ``read``, ``highest`` number and ``missing`` (numbers below it not read).
    """
    rows = excerpts()
    counts = pd.crosstab(rows["year"], rows["outcome_code"]).reindex(columns=list(OUTCOMES), fill_value=0)
    highest = rows.groupby("year")["decision_no"].max().astype(int)
    read = rows.groupby("year").size()
    return counts.assign(read=read, highest=highest, missing=highest - read)


def decisions() -> Section:
    """Show the coded decisions: counts only, with the warning on their selection."""
    counts = by_ground().rename(index=label, columns=label)
    source = world.source(SOURCE)
    return section(
        Prose([text("selection")], "caution"),
        Prose([read_count(), missing_count()]),
        decisions_chart(counts, len(excerpts()), UNIVERSE, source),
        _year_table(),
        _every_table(),
    )


def read_count() -> Estimate:
    """Count the excerpts read, by outcome."""
    held = excerpts()["outcome_code"].value_counts()
    listed = ", ".join(f"{held[outcome]} {label(outcome)}" for outcome in OUTCOMES)
    sentence = f"{len(excerpts())} published excerpts were read: {listed}."
    return complete_count(
        len(excerpts()), universe=UNIVERSE, source=world.source(SOURCE), unit="excerpts", sentence=sentence
    )


def missing_count() -> Estimate:
    """Count the excerpts that the numbering implies and that were not read."""
    missing = int(by_year()["missing"].sum())
    sentence = f"Their numbers imply at least {number(missing)} more that were not read."
    return complete_count(
        missing, universe=UNIVERSE, source=world.source(SOURCE), unit="excerpts not read", sentence=sentence
    )


def _year_table() -> Table:
    data = by_year().reset_index()
    shown_rows = data.astype(str).rename(
        columns={"year": "Year", "read": "Read", "highest": "Highest number seen", "missing": "Numbers not read"}
    )
    shown_rows = shown_rows.rename(columns={outcome: label(outcome).capitalize() for outcome in OUTCOMES})
    note = "A year without a row had no excerpt that was read. " + text("selection")
    title = "Published excerpts by year and outcome, counts only"
    return Table("decisions_by_year", title, data, shown_rows, UNIVERSE, world.source(SOURCE), note)


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
    universe = f"{UNIVERSE}; summaries by others; decisions reported by states and the press"
    return Table("decisions_all", title, rows, shown_rows, universe, world.source(SOURCE), note)
