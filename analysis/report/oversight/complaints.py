"""Complaints to the CCF: received, admissible, processed, their outcomes, and delays."""

from __future__ import annotations

import pandas as pd

from analysis.charts.safeguards import delays as delays_chart
from analysis.charts.safeguards import outcomes as outcomes_chart
from analysis.core.hand import text
from analysis.facts import world
from analysis.facts.oversight import (
    DELAYS,
    OUTCOME_YEAR,
    SOURCE,
    admissible_growth,
    figures,
    late,
    late_shares,
    not_compliant,
    not_compliant_of_stated,
    outcome_parts,
)
from analysis.report.blocks import Prose, Section, section
from analysis.report.oversight.figures import figures_table
from analysis.report.words import estimates_table, link
from analysis.stats.estimate import Estimate, number

#: Series of the table of requests, in the order of the procedure.
REQUESTS = (
    "ccf_requests_considered", "ccf_requests_received", "ccf_requests_received_growth", "ccf_access_requests_received",
    "ccf_complaints_received", "ccf_revision_applications_received", "ccf_admissible_requests",
    "ccf_admissible_requests_growth", "ccf_admissibility_rate", "ccf_admissible_requests_share_access",
    "ccf_admissible_requests_share_deletion", "ccf_admissible_requests_share_revision", "ccf_inadmissible",
    "ccf_requests_processed", "ccf_cases_finalised", "ccf_access_requests_processed", "ccf_complaints_processed",
    "ccf_revision_applications_processed", "ccf_other_processed", "ccf_cases_with_conclusion",
)  # fmt: skip


#: Series of the table of outcomes.
OUTCOMES = (
    "ccf_complaints_admissible_data_subjects", "ccf_complaints_noncompliant_deleted",
    "ccf_complaints_compliant_subject_to_update", "ccf_complaints_compliant", "ccf_deleted_on_legal_issues",
    "ccf_deleted_ncb_no_answer", "ccf_deleted_ncb_no_appropriate_answer", "ccf_deleted_by_gs_or_ncb_before_decision",
    "ccf_cases_data_deleted_before_conclusion", "ccf_access_blocked_precautionary", "ccf_deletions",
    "ccf_red_notices_deleted", "ccf_diffusions_deleted",
)  # fmt: skip


def requests() -> Section:
    """Show what the CCF received, found admissible and processed."""
    held = [figure for series in REQUESTS for figure in figures(series)]
    title = "Requests to the CCF: received, admissible, processed, as published"
    note = "Bases change from report to report; a figure of one row is no part of another unless it says so."
    return section(Prose([admissible_growth(), text("complaints")]), figures_table("ccf_requests", title, held, note))


def outcomes() -> Section:
    """Show what became of admissible complaints."""
    held = [figure for series in OUTCOMES for figure in figures(series)]
    data = outcome_parts()
    universe = f"admissible complaints of persons with data in INTERPOL's files, {OUTCOME_YEAR}"
    rows = [
        ("Not compliant, among admissible complaints", not_compliant()),
        ("Not compliant, among those with a stated outcome", not_compliant_of_stated()),
    ]
    return section(
        Prose([not_compliant(), text("complete")]),
        outcomes_chart(data, OUTCOME_YEAR, universe, world.source(SOURCE)),
        estimates_table("noncompliance", "Not compliant, with both denominators", rows, text("complete")),
        figures_table("ccf_outcomes", "Outcomes at the CCF, as published", held),
    )


def delays() -> Section:
    """Show delays, with the mirror image of the conflicting figures."""
    data = late_shares()
    universe = "answers of the CCF to access requests (four months) and complaints (nine months)"
    held = [figure for pair in DELAYS.values() for series in pair for figure in figures(series)]
    title = "Answers in time and after the deadline, as published"
    return section(
        Prose([text("mirror")]),
        delays_chart(data, universe, world.source(SOURCE)),
        Prose([late(kind, year) for kind, year in data[["kind", "year"]].itertuples(index=False)], "list"),
        figures_table("ccf_delays", title, held),
        _waiting(),
    )


def _waiting() -> Prose | None:
    """State how long late answers took, where a source says so in months."""
    table = world.release().oversight_statistics
    rows = table[table["indicator"].isin(["ccf_access_requests_late_duration", "ccf_complaints_late_duration"])]
    return Prose([_months(row) for _, row in rows.iterrows()], "list") if len(rows) else None


def _months(row: pd.Series) -> Estimate:
    low, high = (float(part) for part in str(row["value_text"]).split("-"))
    kind = "access requests" if "access" in row["indicator"] else "complaints"
    sentence = (
        f"In {row['year']} late answers to {kind} took {number(low)} to {number(high)} months, says "
        f"{link(row['source_title'], row['source_url'])}."
    )
    return Estimate(
        (low + high) / 2, low, high, None, "as published: a range", 1.0,
        f"{kind} to the CCF answered after the deadline, {row['year']}", sentence, world.source(SOURCE), "months",
        "published range",
    )  # fmt: skip
