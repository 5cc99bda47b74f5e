"""Complaints to the CCF: received, admissible, processed, their outcomes, and delays."""

from __future__ import annotations

import pandas as pd

from analysis.charts.delays import delays as delays_chart
from analysis.charts.outcomes import outcomes as outcomes_chart
from analysis.core.hand import text
from analysis.report import statistics as world
from analysis.report.blocks import Prose, Section, section
from analysis.report.oversight.figures import SOURCE, Figure, figure, figures, figures_table
from analysis.report.words import estimates_table, link
from analysis.stats.counts import counted_share
from analysis.stats.estimate import Estimate, Subject, number, percent

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
#: The year with the fullest published outcomes, and its outcomes in the order drawn.
OUTCOME_YEAR = 2021
ADMISSIBLE = "ccf_complaints_admissible_data_subjects"
DRAWN = {
    "ccf_complaints_noncompliant_deleted": "not compliant, data deleted",
    "ccf_complaints_compliant_subject_to_update": "compliant after an update",
    "ccf_complaints_compliant": "compliant",
}
#: Kind of request -> series of answers in time, series of answers after the deadline.
DELAYS = {
    "Access requests": ("ccf_access_requests_in_time_share", "ccf_access_requests_late_share"),
    "Complaints": ("ccf_complaints_in_time_share", "ccf_complaints_late_share"),
}


def requests() -> Section:
    """Show what the CCF received, found admissible and processed."""
    held = [figure for series in REQUESTS for figure in figures(series)]
    title = "Requests to the CCF: received, admissible, processed, as published"
    note = "Bases change from report to report; a figure of one row is no part of another unless it says so."
    return section(Prose([admissible_growth(), text("complaints")]), figures_table("ccf_requests", title, held, note))


def admissible_growth() -> Estimate:
    """State how admissible requests grew between the first and the last year read."""
    first, *_, last = figures("ccf_admissible_requests")
    ratio = last.value / first.value
    about = Subject("World", "admissible requests to the CCF", f"{first.year} and {last.year}", world.source(SOURCE))
    sentence = (
        f"The CCF found {number(last.value)} requests admissible in {last.year}, {number(ratio)} times as many as in "
        f"{first.year} ({number(first.value)}); complete counts."
    )
    method = "ratio of complete counts"
    return Estimate(
        ratio, None, None, None, method, float(first.value), about.universe, sentence, about.source, "ratio"
    )  # fmt: skip


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


def outcome_parts() -> pd.DataFrame:
    """Split the admissible complaints of the year with the fullest figures by outcome.

    Returns
    -------
    DataFrame
        Columns outcome, complaints; the last row holds those whose outcome is not stated.
    """
    counts = {words: figure(series, OUTCOME_YEAR).value for series, words in DRAWN.items()}
    counts["outcome not stated"] = figure(ADMISSIBLE, OUTCOME_YEAR).value - sum(counts.values())
    return pd.DataFrame({"outcome": list(counts), "complaints": list(counts.values())})


def not_compliant() -> Estimate:
    """State the share of admissible complaints whose data did not comply with the rules."""
    return _not_compliant(figure(ADMISSIBLE, OUTCOME_YEAR).value, "of admissible complaints")


def not_compliant_of_stated() -> Estimate:
    """State the same share among the complaints whose outcome is stated."""
    whole = sum(figure(series, OUTCOME_YEAR).value for series in DRAWN)
    return _not_compliant(whole, "of complaints with a stated outcome")


def _not_compliant(whole: int, noun: str) -> Estimate:
    part = figure("ccf_complaints_noncompliant_deleted", OUTCOME_YEAR).value
    universe = f"complaints to the CCF about data in INTERPOL's files, finalised in {OUTCOME_YEAR}; a complete count"
    about = Subject("World", f"{noun} led to deletion for breach of the rules", universe, world.source(SOURCE))
    return counted_share(part, whole, about=about)


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


def late_shares() -> pd.DataFrame:
    """Give the share answered late by kind of request and year, as published and mirrored.

    Returns
    -------
    DataFrame
        Columns kind, year, late, mirror; shares between 0 and 1.
    """
    rows = [
        {"kind": kind, "year": held.year, "late": _late(held, in_time), "mirror": 1 - _late(held, in_time)}
        for kind, (before, after) in DELAYS.items()
        for series, in_time in ((before, True), (after, False))
        for held in figures(series)
    ]
    return pd.DataFrame(rows)


def _late(held: Figure, in_time: bool) -> float:
    return 1 - held.estimate.value if in_time else held.estimate.value


def late(kind: str, year: int) -> Estimate:
    """State the share answered late, between the published figure and its mirror image.

    Parameters
    ----------
    kind : str
        A key of ``DELAYS``.
    year : int
        A year of that kind.

    Returns
    -------
    Estimate
        Bounds without a level: what is possible if one source exchanged late for in time.
    """
    table = late_shares()
    row = table[(table["kind"] == kind) & (table["year"] == year)].iloc[0]
    value, mirror = float(row["late"]), float(row["mirror"])
    sentence = (
        f"{kind}, {year}: {percent(value)} answered after the deadline as published, {percent(mirror)} if late and in "
        "time were exchanged."
    )
    return Estimate(
        value, min(value, mirror), max(value, mirror), None, "as published, and its mirror image", 1.0,
        f"{kind.lower()} to the CCF, {year}", sentence, world.source(SOURCE), "share", "worst-case bounds",
    )  # fmt: skip


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
