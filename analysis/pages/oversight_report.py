"""The sections of the report on INTERPOL's safeguards, in the order in which the notebook shows them."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pandas as pd

from analysis.charts.cells import parts_in_one_bar
from analysis.charts.chart import Chart
from analysis.charts.drawing import row_by_row
from analysis.charts.rows import bars_in_rows
from analysis.core.errors import InputError
from analysis.core.files import relative
from analysis.core.judgement import text, texts
from analysis.core.messages import DASH, _, label
from analysis.core.number_words import opening
from analysis.facts import oversight, world
from analysis.facts.commission import REASONS
from analysis.facts.oversight import DECISIONS, EXCERPTS, STATISTICS
from analysis.facts.selection import Selection
from analysis.facts.timeline import TIMELINE, UNPUBLISHED, needed, needed_table
from analysis.pages import checks, words
from analysis.pages.blocks import Figures, Prose, Section, Table, folded, on_screen, section
from analysis.pages.parts import columns, first_numbers
from analysis.pages.words import Report, estimates_table, link
from analysis.stats.estimate import Estimate, Estimates, listed, number, percent

REPORT = Report(
    _("INTERPOL does not say which countries’ requests it refuses"),
    "oversight/index.html",
    ("oversight_statistics", "ccf_decisions", "oversight_timeline"),
)


#: What is said where there is no figure for the years that were chosen.
NOTHING = _("We found no figure for these years.")
DRAWN = checks.DRAWN


def _stated(numbers: Estimates, *names: str) -> list[Estimate]:
    """Return the numbers of these names that the years that were chosen allow."""
    return [numbers[f"oversight.{name}"] for name in names if f"oversight.{name}" in numbers]


def title(numbers: Estimates) -> Section:
    """Show the heading, which years are chosen, and what is known in four numbers."""
    grounds = [one.worded("numbers") for one in _stated(numbers, "refused_on_other_grounds")]
    four = _four(numbers)
    return section(
        REPORT.title(numbers.get("oversight.published_figures")),
        Prose([text("checks"), *grounds], "lead"), four if four.items else Prose([NOTHING]),
        Prose([text("checks_limit")], "caution"),
    )  # fmt: skip


#: The numbers of the first screen.
_FOUR = ("oversight.refused", "oversight.issued", "oversight.requests_to_commission", "oversight.deleted_in_year")


def _four(numbers: Estimates) -> Figures:
    every = dict(numbers)
    for share in _stated(numbers, "deleted_on_legal_grounds"):
        year = share.details["year"]
        every[_FOUR[-1]] = oversight.figure(REASONS[0], int(str(year))).named(_FOUR[-1], None, year=year)
    kinds = ("checks-says", "checks-remark")
    return first_numbers(_("INTERPOL’s checks in four numbers"), kinds, every, dict.fromkeys(_FOUR, ()))


#: What a note says of the column year, which the column of the period makes plain.
_PERIOD_NOTE = re.compile(r"(; )?period [^;]+; year = last year of the period")


def figures_table(name: str, title: str, figures: pd.DataFrame, note: str = "") -> Table | Prose:
    """Show published figures of one universe, each with its range, its sources and what must be known."""
    if figures.empty:
        return Prose([NOTHING])
    bases = sorted(set(figures["basis"]))
    if len(bases) != 1:
        raise InputError(f"figures of {bases} in one table", "one kind of count in a table", "make a table for each")
    values = [_values_of(row) for row in figures.itertuples()]
    shown_rows = {
        _("Counted"): figures["counted"].tolist(),
        _("Period"): figures["period"].str.replace("..", "-", regex=False).tolist(),
        _("Value"): [stated(row) for row in figures.itertuples()],
        _("Source"): [sources_of(rows) for rows in values],
        _("Remark"): [_remark(rows) for rows in values],
    }
    data = pd.concat(values)[world.release()["oversight_statistics"].columns]
    if (figures["low"] < figures["high"]).any():
        note = " ".join([note, _("Brackets show the range that different sources give.")]).strip()
    shown_rows = {head: cells for head, cells in shown_rows.items() if any(cells)}
    return Table(name, title, data, shown_rows, label(bases[0], "universe-counted"), world.source(STATISTICS), note)


def _values_of(figure: Any) -> pd.DataFrame:  # noqa: ANN401
    """Return the published values behind a row of figures."""
    rows = oversight.published_values(figure.indicator, since=figure.year, until=figure.year)
    return rows.query("date_text == @figure.period and is_change == @figure.is_change")


def stated(figure: Any) -> str:  # noqa: ANN401
    """Write a row of figures as it is in a table, for example ``over 1,000`` or ``1,597 (1,579 to 1,597)``."""
    write = percent if figure.unit == "share" else number
    ends = _("{low} to {high}", low=write(figure.low), high=write(figure.high))
    return f"{figure.qualifier} {write(figure.value)}{f' ({ends})' if figure.low < figure.high else ''}".strip()


def sources_of(rows: pd.DataFrame) -> str:
    """Link every source of a figure; where sources differ, each with what it gives."""
    distinct = rows.drop_duplicates(["source_url", "value"])
    differ = len(set(distinct["value"])) > 1
    cells = []
    for title, url, value, qualifier in distinct[["source_title", "source_url", "value", "qualifier"]].to_numpy():
        given = f": {qualifier} {number(float(value))}".replace(":  ", ": ") if differ else ""
        cells.append(f"{link(title, url)}{given}")
    return "; ".join(cells)


def _remark(rows: pd.DataFrame) -> str:
    first = rows.iloc[0]
    return opening(oversight.reason_of(first) or _PERIOD_NOTE.sub("", words.shown(first["note"]).replace(DASH, "")))


def refused(numbers: Estimates, figures: pd.DataFrame, timeline: pd.DataFrame, grounds: pd.DataFrame) -> Section:
    """Show what INTERPOL issued and refused over time, and why it refused requests."""
    charts = [checks.over_time(universe, numbers, figures, timeline) for universe in ("issued", "refused")]
    why = [checks.by_ground(grounds, other) for other in _stated(numbers, "refused_on_other_grounds")]
    heading = Prose([_("Why INTERPOL refuses requests")], "heading", "grounds") if why else None
    return section(*(charts if any(charts) else [Prose([NOTHING])]), heading, *why)


def commission(
    numbers: Estimates, figures: pd.DataFrame, timeline: pd.DataFrame, parts: pd.DataFrame, decided: pd.DataFrame
) -> Section:
    """Show requests to the Commission, what became of complaints, and which decisions it published."""
    charts = [
        checks.over_time("complaints", numbers, figures, timeline),
        *(_outcomes(parts, legal) for legal in _stated(numbers, "deleted_on_legal_grounds") if len(parts)),
        _published(decided, *_stated(numbers, "decisions")) if decided["decisions"].sum() else None,
    ]
    late = [one for name, one in numbers.items() if name.endswith("_late_duration")]
    return section(*(charts if any(charts) else [Prose([NOTHING])]), Prose(late) if late else None)


def _published(decided: pd.DataFrame, found: Estimate) -> Chart:
    """Draw the outcomes of the decisions that the Commission published as one bar."""
    values = decided[list(_PARTS)].sum()
    bars = pd.DataFrame({"outcome": values.index, "value": values.to_list(), "colour": _PARTS.values()})
    bars = bars.assign(group=[label(code, "decision-part") for code in bars["outcome"]])
    return parts_in_one_bar(
        bars, name="published_decisions", data=bars[["outcome", "value"]], title=found.worded("title").sentence,
        subtitle=_("Published decisions that we found, by outcome"), universe=found.counted, source=found.source,
        note=_("The Commission chose these decisions as teaching material."),
    )  # fmt: skip


#: Outcomes of decisions -> their colours.
_PARTS = dict(zip(oversight.DECISION_OUTCOMES, ("blue", "sky", "others"), strict=True))


def _outcomes(parts: pd.DataFrame, legal: Estimate) -> Chart:
    """Draw what became of the admissible complaints of a year."""
    year = str(parts["year"].iloc[0])
    groups = parts["outcome"].map(lambda outcome: outcome[:1].upper() + outcome[1:])
    deleted = parts.index < len(REASONS) + 1
    bars = parts.assign(group=groups, value=parts["complaints"], colour=np.where(deleted, "blue", "others"))
    return bars_in_rows(
        bars, unit=_("complaints"), name="outcomes", data=parts,
        title=legal.worded("title").sentence,
        alt=_("Bars: {bars}.", bars=row_by_row("{group} {value}", bars, ", ")),
        subtitle=_("Admissible complaints about data in INTERPOL’s files in {year}, by outcome", year=year),
        universe=_("admissible complaints about data in INTERPOL’s files, {year}", year=year),
        source=world.source(STATISTICS), publisher=checks.publisher(REASONS[0], int(year)),
        note=_("These are complaints by people who knew of a notice, not a sample of notices."),
    )  # fmt: skip


#: How many items that are not published are listed at once.
_FIRST = 4


def unpublished(numbers: Estimates) -> Section:
    """List what is not published and would be needed, each with the reason."""
    items = [f"**{one['item']}.** {one['why']}" for one in needed()]
    return section(
        Prose([*_stated(numbers, "unpublished_figures"), text("needed")]),
        Prose(items[:_FIRST], "cards"),
        folded(_("More figures that are not published"), Prose(items[_FIRST:], "cards")),
    )


def leaked(selection: Selection) -> Section:
    """Show the figures of the leak, each with its kind of source, and what the page does not show."""
    found = oversight.leaked(selection)
    shown_rows = {
        _("Number"): [one.details["count"] for one in found],
        _("What it counts"): [one.worded("what").sentence for one in found],
        _("Source"): [
            label(one.details["reliability"], "leak-source",
                source=link(one.details["source_title"], one.details["source_url"]))
            for one in found
        ],
    }  # fmt: skip
    title, universe = _("A notice in force is not necessarily misused"), _("figures given in reports on the leak")
    data, note = pd.DataFrame([one.as_dict() for one in found]), _("The figure for France is only for comparison.")
    table = Table("leaked", title, data, shown_rows, universe, world.source(STATISTICS), note)
    return section(
        *([Prose([text("leak")]), table] if found else [Prose([NOTHING])]),
        Prose([_("What this does not show")], "heading", "not-shown"),
        Prose(texts("checks-not-shown"), "list"),
        on_screen(REPORT.how_to_cite()),
    )


def _breaks_table(breaks: pd.DataFrame) -> Table:
    data = breaks.assign(universes=breaks["universes"].map(listed))[[
        "date", "actor", "measure_type", "universes", "label", "effect", "reason", "source_title", "source_url",
    ]]  # fmt: skip
    written = data.assign(matters=data["effect"] + " " + data["reason"])
    shown_rows = columns(written, "since", "label", "universes", "matters", "source", ways={})
    title = _("Figures after each of these changes count something different from those before")
    universe = _("changes in rules or practice that, in our judgement, affect what figures include")
    return Table("breaks", title, data, shown_rows, universe, world.source(TIMELINE))


def issued(figures: pd.DataFrame, timeline: pd.DataFrame) -> Section:
    """Show published figures of what was issued, with their sources, and the changes in what is counted."""
    breaks = timeline[timeline["kind"] == "break"]
    return section(
        figures_table("issued_figures", _("Notices and diffusions issued"), figures),
        None if breaks.empty else _breaks_table(breaks),
    )


#: Series of the table of what was refused.
REFUSED = (
    oversight.TOTAL, *oversight.GROUNDS.values(), oversight.TOGETHER, f"{oversight.TOTAL}_mean", oversight.SHARE
)  # fmt: skip


def by_ground(numbers: Estimates, figures: pd.DataFrame) -> Section:
    """Show refusals by ground and year, with the conflicting sums."""
    sums = _stated(numbers, "refused_growth", "refused_on_articles", "refused_on_other_grounds")
    return section(
        Prose(sums) if sums else None,
        figures_table("refused_figures", _("Requests refused and notices cancelled: total, ground, share"), figures),
    )


def share_of_requests(numbers: Estimates, stock: pd.DataFrame, later: pd.DataFrame) -> Section:
    """Show the share of requests refused, in its range, for the years and periods that allow one; and older entries."""
    shares = [one for name, one in numbers.items() if name.startswith("oversight.refused_share_")]
    rows = [(str(one.details["period"]), one) for one in shares]
    title = _("Share of requests refused or cancelled")
    note = _("We give a share only where both figures count the same types of notice.")
    return section(
        Prose([text("both_denominators")]),
        estimates_table("refusal_shares", title, rows, note) if rows else Prose([NOTHING]),
        figures_table("older_entries", _("Older entries still to be reviewed"), stock),
        figures_table("found_later", _("Requests found to breach Article 3 after police had received them"), later),
    )


#: Series of the tables on the review of older entries.
OLDER = ("legacy_wanted_requests_under_review", "legacy_red_notices_not_reviewed")
LATER = ("requests_found_contrary_to_art3_after_circulation",)


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


#: Series of the table of answers in time and late.
ANSWERED = (
    "ccf_access_requests_in_time_share", "ccf_access_requests_late_share", "ccf_complaints_in_time_share",
    "ccf_complaints_late_share",
)  # fmt: skip


def complaints(numbers: Estimates, requests: pd.DataFrame, outcomes: pd.DataFrame, answers: pd.DataFrame) -> Section:
    """Show what the CCF received and processed, what became of complaints, and how late answers came."""
    note = _("The reports count in different ways, so the rows do not always add up.")
    shares, complete = _stated(numbers, "deleted_on_legal_grounds", "deleted", "deleted_of_stated"), text("complete")
    rows = [(label(one.name.partition(".")[2], "complaints-row"), one) for one in shares]
    due = _("Answers are due within four months for access requests and within nine for complaints.")
    return section(
        Prose([*shares[:1], text("complaints")]),
        estimates_table("noncompliance", _("Complaints that led to deletion"), rows, complete) if rows else None,
        figures_table("ccf_requests", _("Requests to the CCF"), requests, note),
        figures_table("ccf_outcomes", _("Outcomes at the CCF"), outcomes),
        Prose([text("mirror")]),
        figures_table("ccf_delays", _("Answers on time and late"), answers, due),
    )


def decisions(numbers: Estimates, by_year: pd.DataFrame, by_ground: pd.DataFrame) -> Section:
    """Show counts of the decisions that were published, with the warning on their selection."""
    ground, year = _("Published decisions by ground and outcome"), _("Published decisions by year and outcome")
    return section(
        Prose([*_stated(numbers, "decisions", "decisions_not_found"), text("selection")]),
        _count_table("decisions", ground, by_ground, _("A decision on two grounds appears in two rows.")),
        _count_table("decisions_by_year", year, by_year, _("We found no decisions for the other years.")),
    )


def _count_table(name: str, title: str, counts: pd.DataFrame, note: str) -> Table | None:
    """Show counts of decisions, one row per ground or year and one column an outcome."""
    outcomes = {outcome: label(outcome).capitalize() for outcome in oversight.DECISION_OUTCOMES}
    shown_rows = counts.map(label).rename(columns=lambda column: outcomes.get(column) or label(column, "head"))
    return Table(name, title, counts, shown_rows, EXCERPTS, world.source(DECISIONS), note) if len(counts) else None


def ending() -> Section:
    """Show why each item is needed that is not public, where the limits are, the tables behind all, and a citation."""
    return section(_gap_table(needed_table()), REPORT.end())


def _gap_table(items: pd.DataFrame) -> Table:
    basis = ["; ".join(link(one["title"], one["url"]) for one in entry["basis"]) for entry in needed()]
    shown_rows = columns(
        items.assign(basis=basis), "item", "question", "why", "holder", "exists", "basis", ways={"basis": str}
    )
    universe = _("kinds of information that should be public, in our judgement")
    return Table("unpublished", _("What INTERPOL should publish"), items, shown_rows, universe, relative(UNPUBLISHED))
