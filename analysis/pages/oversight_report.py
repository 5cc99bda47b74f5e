"""The sections of the report on INTERPOL's safeguards, in the order in which the notebook shows them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd

from analysis.charts.safeguards import PANELS, Break, refusal_grounds, refusal_share, safeguards
from analysis.charts.safeguards import decisions as decisions_chart
from analysis.charts.safeguards import delays as delays_chart
from analysis.charts.safeguards import outcomes as outcomes_chart
from analysis.charts.safeguards import reforms as reforms_chart
from analysis.core.errors import InputError
from analysis.core.files import relative
from analysis.core.hand import DASH, text, texts
from analysis.core.hand import label as hand_label
from analysis.facts import timeline, world
from analysis.facts.oversight import (
    DECISION_OUTCOMES,
    DECISIONS,
    DELAYS,
    EXCERPTS,
    GROUNDS,
    OUTCOME_YEAR,
    STATISTICS,
    TOGETHER,
    TOTAL,
    UNIVERSE_NAMES,
    Figure,
    Share,
    Unshared,
    admissible_growth,
    by_year,
    figures_of,
    grounds,
    growth,
    late,
    late_durations,
    late_shares,
    latest_other_share,
    latest_refused_share,
    levels_over_time,
    meaning,
    missing_count,
    not_compliant,
    not_compliant_of_stated,
    outcome_parts,
    qualifier,
    read_count,
    reason_of,
    rival_sums,
    share_ends,
    shares,
    unshared,
)
from analysis.facts.oversight import by_ground as oversight_by_ground
from analysis.facts.timeline import TIMELINE, UNPUBLISHED, needed, needed_count, years_read
from analysis.pages.blocks import Prose, Section, Table, section
from analysis.pages.words import citation, estimates_table, interval_of, link, value_of
from analysis.pages.words import place as place_name
from analysis.pages.words import shown as words_shown
from analysis.pages.words import sources as source_table
from analysis.stats.estimate import number as estimate_number

__all__ = [
    "breaks_section",
    "by_ground",
    "decisions",
    "delays",
    "how_to_cite",
    "in_short",
    "issued",
    "limits",
    "older_entries",
    "outcomes",
    "over_time",
    "reforms",
    "requests",
    "share_of_requests",
    "sources",
    "title",
    "unpublished",
]


HEADING = "INTERPOL’s safeguards: what is refused, what is complained about, and what is not published"


TABLES = ("oversight_statistics", "ccf_decisions", "oversight_timeline")


def title() -> Section:
    """Show the heading."""
    return section(Prose([HEADING], "title"))


def in_short() -> Section:
    """Say in a few sentences how well the safeguards work, as far as can be read."""
    lead = [growth(), latest_other_share(), latest_refused_share()]
    rest = [admissible_growth(), not_compliant()]
    return section(Prose(lead, "lead"), Prose(rest), Prose([text("refused"), text("universes_apart")], "caution"))


def limits() -> Section:
    """Show what the numbers cannot tell."""
    return section(Prose([*texts("limits"), text("complaints")], "list"))


def sources() -> Section:
    """Show the tables behind the report."""
    return source_table(TABLES)


def how_to_cite() -> Section:
    """Show how to cite the report."""
    return section(Prose([citation(HEADING)], "citation"))


#: What a note says of the column year, which the column of the period makes plain.
_PERIOD_NOTE = re.compile(r"(; )?period [^;]+; year = last year of the period")


def figures_table(name: str, title: str, held: Sequence[Figure], note: str = "") -> Table:
    """Show published figures of one universe, each with its range, its sources and what must be known."""
    bases = sorted({figure.basis for figure in held})
    if len(bases) != 1:
        raise InputError(f"figures of {bases} in one table", "one universe a table", "make a table for each")
    shown_rows = pd.DataFrame(
        {
            "Counted": [meaning(figure.indicator) for figure in held],
            "Period": [figure.period for figure in held],
            "Value": [stated(figure) for figure in held],
            "Source": [sources_of(figure.rows) for figure in held],
            "Remark": [_remark(figure.rows) for figure in held],
        }
    )
    data = pd.concat([figure.rows for figure in held]).drop(columns="_word")
    if any(figure.estimate.low is not None for figure in held):
        note = f"{note} In brackets: the range of the values published for the same thing.".strip()
    return Table(
        name, title, data, _without_empty(shown_rows), UNIVERSE_NAMES[bases[0]], world.source(STATISTICS), note
    )


def stated(figure: Figure) -> str:
    """Write a figure as it stands in a table, for example ``over 1,000`` or ``1,597 (1,579 to 1,597)``."""
    spread = interval_of(figure.estimate)
    return f"{figure.word} {value_of(figure.estimate)}{'' if spread == DASH else f' ({spread})'}".strip()


def _without_empty(table: pd.DataFrame) -> pd.DataFrame:
    return table.drop(columns=[column for column in table if table[column].eq("").all()])


def sources_of(rows: pd.DataFrame) -> str:
    """Link every source of a figure; where sources differ, each with what it gives."""
    distinct = rows.drop_duplicates(["source_url", "value"])
    differ = len(set(distinct["value"])) > 1
    cells = []
    for title, url, value, unit in distinct[["source_title", "source_url", "value", "unit"]].itertuples(index=False):
        given = f": {qualifier(unit)} {estimate_number(float(value))}".replace(":  ", ": ") if differ else ""
        cells.append(f"{link(title, url)}{given}")
    return "; ".join(cells)


def _remark(rows: pd.DataFrame) -> str:
    first = rows.iloc[0]
    return reason_of(first) or _PERIOD_NOTE.sub("", words_shown(first["note"]).replace(DASH, ""))


def breaks(universe: str | None = None) -> list[Break]:
    """List the breaks of a universe, or all of them, as charts draw them."""
    table = timeline.breaks(universe)[["start", "end", "label", "number"]]
    return [Break(*row) for row in table.itertuples(index=False)]


def breaks_section() -> Section:
    """Show the breaks as a table, each with what it changes and its source."""
    numbered = timeline.breaks().assign(universes=lambda t: t["universes"].map(" and ".join))
    data = numbered.drop(columns=["number", "start", "end"])
    shown = pd.DataFrame(
        {
            "No.": numbered["number"].astype(str),
            "Since": data["date"],
            "Break": data["label"],
            "Series": data["universes"],
            "What changes, and why it matters": data["effect"] + " " + data["reason"],
            "Source": [link(t, u) for t, u in zip(data["source_title"], data["source_url"], strict=True)],
        }
    )
    title = "Breaks: what a figure counts changed"
    universe = "changes of rule or practice that were read; judged by this project"
    return section(Table("breaks", title, data, shown, universe, world.source("oversight_timeline")))


#: Universe -> series drawn, with the words of the legend.
DRAWN = {
    "issued": {
        "red_notices_published": "Red Notices",
        "red_notices_plus_diffusions_published": "Red Notices and wanted-person diffusions",
    },
    "refused": {"ndtf_refused_or_cancelled": "Red Notices and wanted-person diffusions refused or cancelled"},
    "complaints": {
        "ccf_admissible_requests": "admissible requests",
        "ccf_requests_received": "requests received",
        "ccf_cases_finalised": "cases finalised",
    },
}


#: Series of the table of what was issued.
ISSUED = (
    "red_notices_published",
    "diffusions_published",
    "red_notices_plus_diffusions_published",
    "red_notices_plus_diffusions_published_mean",
)


def over_time() -> Section:
    """Show the three universes over time, with the breaks."""
    chart = safeguards(
        levels_over_time(DRAWN), {name: breaks(name) for name in PANELS}, world.source(STATISTICS, "oversight_timeline")
    )
    return section(Prose([text("universes_apart")]), chart)


def issued() -> Section:
    """Show every published world figure of what was issued, with its sources."""
    return section(figures_table("issued", "Issued in a year, as published", figures_of(*ISSUED)))


def by_ground() -> Section:
    """Show refusals by ground and year, with the conflicting sums."""
    sums = rival_sums()
    ends = {year: (held.low or 0.0, held.high or 0.0) for year, held in sums.items()}
    title = "Refused or cancelled in a year, in all and by ground, as published"
    return section(
        Prose([text("refused"), *sums.values()]),
        refusal_grounds(grounds(), ends, world.source(STATISTICS)),
        figures_table("refused", title, figures_of(TOTAL, *GROUNDS.values(), TOGETHER, f"{TOTAL}_mean")),
    )


def share_of_requests() -> Section:
    """Show the share of requests refused, with both denominators, and the years that allow none."""
    held = shares()
    chart = refusal_share(share_ends(), breaks("refused"), world.source(STATISTICS, "oversight_timeline"))
    return section(
        Prose([text("both_denominators")]), chart, _share_table(held), Prose([share.estimate for share in held], "list")
    )


def _share_table(held: tuple[Share, ...]) -> Table:
    rows = [_share_row(share) for share in held] + [_missing_row(year) for year in unshared()]
    rows.sort(key=lambda row: (len(row["Period"]), row["Period"]))
    shown = pd.DataFrame(rows)
    data = pd.DataFrame([{"period": share.period, **share.estimate.as_dict()} for share in held])
    title = "Refused or cancelled: both denominators, every year of which a figure was read"
    note = "No share is computed for a year of which one count, or a count of the same kinds of alert, was not read."
    universe = "alerts refused or cancelled, and alerts issued of the same kinds in the same years"
    return Table("refusal_shares", title, data, shown, universe, world.source(STATISTICS), note)


def _share_row(share: Share) -> dict[str, str]:
    rows = [held.rows for held in (share.refused, share.issued, share.published) if held is not None]
    return {
        "Period": share.period,
        "Refused (r)": _cell(share.refused, stated),
        "Issued (i)": _cell(share.issued, stated),
        "r / i": DASH if share.beside is None else value_of(share.beside),
        "Published": _cell(share.published, stated),
        "r / (i + r)": value_of(share.estimate),
        "Bounds": interval_of(share.estimate),
        "Source": "; ".join(dict.fromkeys(sources_of(held) for held in rows)),
    }


def _cell(held: Figure | None, write: Callable[[Figure], str]) -> str:
    return DASH if held is None else write(held)


def _missing_row(held: Unshared) -> dict[str, str]:
    rows = [count.rows for count in (held.refused, held.issued) if count is not None]
    return {
        "Period": str(held.year),
        "Refused (r)": _cell(held.refused, stated),
        "Issued (i)": _cell(held.issued, stated),
        "r / i": DASH,
        "Published": DASH,
        "r / (i + r)": DASH,
        "Bounds": f"none: {held.missing} was not read",
        "Source": "; ".join(dict.fromkeys(sources_of(count) for count in rows)),
    }


def older_entries() -> Section:
    """Show what is known of the review of older entries, each universe in a table of its own."""
    stock = figures_of("legacy_wanted_requests_under_review", "legacy_red_notices_not_reviewed")
    later = figures_of("requests_found_contrary_to_art3_after_circulation")
    return section(
        figures_table("older_entries", "Older entries to be checked again", stock),
        figures_table("found_later", "Found contrary to Article 3 after police had received them", later),
    )


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
    held = figures_of(*REQUESTS)
    title = "Requests to the CCF: received, admissible, processed, as published"
    note = "Bases change from report to report; a figure of one row is no part of another unless it says so."
    return section(Prose([admissible_growth(), text("complaints")]), figures_table("ccf_requests", title, held, note))


def outcomes() -> Section:
    """Show what became of admissible complaints."""
    universe = f"admissible complaints of persons with data in INTERPOL's files, {OUTCOME_YEAR}"
    rows = [
        ("Not compliant, among admissible complaints", not_compliant()),
        ("Not compliant, among those with a stated outcome", not_compliant_of_stated()),
    ]
    return section(
        Prose([not_compliant(), text("complete")]),
        outcomes_chart(outcome_parts(), OUTCOME_YEAR, universe, world.source(STATISTICS)),
        estimates_table("noncompliance", "Not compliant, with both denominators", rows, text("complete")),
        figures_table("ccf_outcomes", "Outcomes at the CCF, as published", figures_of(*OUTCOMES)),
    )


def delays() -> Section:
    """Show delays, with the mirror image of the conflicting figures."""
    data = late_shares()
    universe = "answers of the CCF to access requests (four months) and complaints (nine months)"
    held = figures_of(*(series for pair in DELAYS.values() for series in pair))
    waited = late_durations(link)
    title = "Answers in time and after the deadline, as published"
    return section(
        Prose([text("mirror")]),
        delays_chart(data, universe, world.source(STATISTICS)),
        Prose([late(kind, year) for kind, year in data[["kind", "year"]].itertuples(index=False)], "list"),
        figures_table("ccf_delays", title, held),
        Prose(waited, "list") if waited else None,
    )


def decisions() -> Section:
    """Show the coded decisions: counts only, with the warning on their selection."""
    counts = oversight_by_ground().rename(index=hand_label, columns=hand_label)
    source = world.source(DECISIONS)
    return section(
        Prose([text("selection")], "caution"),
        Prose([read_count(), missing_count()]),
        decisions_chart(counts, int(read_count().value), EXCERPTS, source),
        _year_table(),
        _every_table(),
    )


def _year_table() -> Table:
    data = by_year().reset_index()
    shown_rows = data.astype(str).rename(
        columns={"year": "Year", "read": "Read", "highest": "Highest number seen", "missing": "Numbers not read"}
    )
    shown_rows = shown_rows.rename(columns={outcome: hand_label(outcome).capitalize() for outcome in DECISION_OUTCOMES})
    note = "A year without a row had no excerpt that was read. " + text("selection")
    title = "Published excerpts by year and outcome, counts only"
    return Table("decisions_by_year", title, data, shown_rows, EXCERPTS, world.source(DECISIONS), note)


def _every_table() -> Table:
    rows = world.release().ccf_decisions
    linked = rows["decision_id"].where(rows["source_kind"] == "published_excerpt", rows["source_kind"].map(hand_label))
    shown_rows = pd.DataFrame(
        {
            "Decision": [link(name, url) for name, url in zip(linked, rows["source_url"], strict=True)],
            "Year": rows["year"].map(words_shown),
            "State": rows["country"].map(place_name).replace(DASH, "not told"),
            "Data": rows["data_type"].map(words_shown),
            "At issue, in our words": rows["issue_own_words"].map(words_shown),
            "Outcome": rows["outcome_code"].map(hand_label).replace(DASH, "not told"),
        }
    )
    note = (
        "Excerpts leave the state out. Summaries by others may repeat an excerpt and are not counted above; a summary "
        "without an outcome did not tell it."
    )
    title = "Every coded decision, with its source"
    universe = f"{EXCERPTS}; summaries by others; decisions reported by states and the press"
    return Table("decisions_all", title, rows, shown_rows, universe, world.source(DECISIONS), note)


UNIVERSE = "dated measures, resolutions and laws that were read; decisions in single cases are left out"


def reforms() -> Section:
    """Show the timeline as a picture and as a table."""
    rows = timeline.events()
    return section(Prose([timeline.events_shown()]), reforms_chart(rows, world.source(TIMELINE)), _reform_table(rows))


def _reform_table(rows: pd.DataFrame) -> Table:
    shown_rows = pd.DataFrame(
        {
            "No.": rows["number"].astype(str),
            "Date": rows["date"],
            "Who": rows["actor"].map(words_shown),
            "State": rows["country_concerned"].map(place_name).replace(DASH, ""),
            "What": rows["what"].map(words_shown),
            "Source": [link(t, u) for t, u in zip(rows["source_title"], rows["source_url"], strict=True)],
        }
    )
    kept = ["number", "date", "date_precision", "lane", "actor", "country_concerned", "measure_type", "description"]
    data = rows[[*kept, "source_title", "source_url"]]
    return Table("reforms_table", "The events of the timeline", data, shown_rows, UNIVERSE, world.source(TIMELINE))


FIELDS = ("item", "why", "question", "holder", "exists", "figures", "basis")


def unpublished() -> Section:
    """Show what is not published and would be needed."""
    return section(Prose([needed_count(), text("needed")]), _gap_table(needed()))


def _gap_table(entries: tuple[dict[str, Any], ...]) -> Table:
    exists = [f"{entry['exists']} {years_read(entry['figures'])}".strip() for entry in entries]
    basis = ["; ".join(link(held["title"], held["url"]) for held in entry["basis"]) for entry in entries]
    shown = pd.DataFrame(
        {
            "What is needed": [entry["item"] for entry in entries],
            "Question it would answer": [entry["question"] for entry in entries],
            "Why": [entry["why"] for entry in entries],
            "Who holds it": [entry["holder"] for entry in entries],
            "What exists now": exists,
            "Basis": basis,
        }
    )
    data = pd.DataFrame(
        [
            {
                **{name: entry[name] for name in FIELDS[:5]},
                "figures": ";".join(entry["figures"]),
                "basis": ";".join(held["url"] for held in entry["basis"]),
            }
            for entry in entries
        ]
    )
    universe = "a judgement of this project; no figure"
    return Table("unpublished", "Not published, and needed", data, shown, universe, relative(UNPUBLISHED))
