"""The sections of the report on INTERPOL's safeguards, in the order in which the notebook shows them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from analysis.charts import safeguards as charts
from analysis.charts.chart import Chart
from analysis.core.errors import InputError
from analysis.core.files import relative
from analysis.core.judgement import text, texts
from analysis.core.messages import DASH, _, label
from analysis.facts import oversight, timeline, world
from analysis.facts.oversight import DECISIONS, EXCERPTS, OUTCOME_YEAR, STATISTICS, Figure, Share, Unshared
from analysis.facts.timeline import TIMELINE
from analysis.pages import words
from analysis.pages.blocks import Prose, Section, Table, section
from analysis.pages.parts import source_links
from analysis.pages.words import Report, estimates_table, interval_of, link, value_of, with_interval
from analysis.stats.estimate import Estimate, listed, number
from analysis.tables.library import plain

REPORT = Report(
    _("INTERPOL’s safeguards: what is refused, what is complained about, and what is not published"),
    "oversight/index.html",
    ("oversight_statistics", "ccf_decisions", "oversight_timeline"),
)
title, sources, how_to_cite = REPORT.title, REPORT.sources, REPORT.how_to_cite


#: What is said where the years that were chosen hold no figure.
NOTHING = _("We found no figure of the years that were chosen.")


def in_short(lead: Sequence[Estimate | None], rest: Sequence[Estimate | None]) -> Section:
    """Say in a few sentences how well the safeguards work, as far as can be read.

    Parameters
    ----------
    lead, rest : sequence of Estimate or None
        On refusals, and on complaints; None for what the years that were chosen do not tell.
    """
    caution = Prose([text("refused"), text("universes_apart")], "caution")
    return section(Prose(_known(lead) or [NOTHING], "lead"), Prose(_known(rest)) if _known(rest) else None, caution)


def _known(estimates: Sequence[Estimate | None]) -> list[Estimate]:
    return [one for one in estimates if one is not None]


def limits() -> Section:
    """Show what the numbers cannot tell."""
    return section(Prose([*texts("limits"), text("complaints")], "list"))


#: What a note says of the column year, which the column of the period makes plain.
_PERIOD_NOTE = re.compile(r"(; )?period [^;]+; year = last year of the period")


def figures_table(name: str, title: str, figures: Sequence[Figure], note: str = "") -> Table | Prose:
    """Show published figures of one universe, each with its range, its sources and what must be known."""
    if not figures:
        return Prose([NOTHING])
    bases = sorted({figure.basis for figure in figures})
    if len(bases) != 1:
        raise InputError(f"figures of {bases} in one table", "one universe a table", "make a table for each")
    shown_rows = {
        _("Counted"): [oversight.meaning(figure.indicator) for figure in figures],
        _("Period"): [figure.period for figure in figures],
        _("Value"): [stated(figure) for figure in figures],
        _("Source"): [sources_of(figure.rows) for figure in figures],
        _("Remark"): [_remark(figure.rows) for figure in figures],
    }
    data = pd.concat([figure.rows for figure in figures]).drop(columns="_word")
    if any(figure.estimate.low is not None for figure in figures):
        note = " ".join([note, _("In brackets: the range of the values published for the same thing.")]).strip()
    shown_rows = {head: cells for head, cells in shown_rows.items() if any(cells)}
    return Table(name, title, data, shown_rows, oversight.UNIVERSE_NAMES[bases[0]], world.source(STATISTICS), note)


def stated(figure: Figure) -> str:
    """Write a figure as it stands in a table, for example ``over 1,000`` or ``1,597 (1,579 to 1,597)``."""
    return f"{figure.word} {with_interval(figure.estimate)}".strip()


def sources_of(rows: pd.DataFrame) -> str:
    """Link every source of a figure; where sources differ, each with what it gives."""
    distinct = rows.drop_duplicates(["source_url", "value"])
    differ = len(set(distinct["value"])) > 1
    cells = []
    for title, url, value, unit in distinct[["source_title", "source_url", "value", "unit"]].itertuples(index=False):
        given = f": {oversight.qualifier(unit)} {number(float(value))}".replace(":  ", ": ") if differ else ""
        cells.append(f"{link(title, url)}{given}")
    return "; ".join(cells)


def _remark(rows: pd.DataFrame) -> str:
    first = rows.iloc[0]
    return oversight.reason_of(first) or _PERIOD_NOTE.sub("", words.shown(first["note"]).replace(DASH, ""))


def drawn(breaks: pd.DataFrame) -> list[charts.Break]:
    """Return breaks as charts draw them.

    Parameters
    ----------
    breaks : DataFrame
        Those of `timeline.breaks`.
    """
    return [charts.Break(*row) for row in breaks[["start", "end", "label", "number"]].itertuples(index=False)]


def breaks_section(numbered: pd.DataFrame) -> Section:
    """Show the breaks as a table, each with what it changes and its source."""
    if numbered.empty:
        return section(Prose([NOTHING]))
    numbered = numbered.assign(universes=numbered["universes"].map(listed))
    data = numbered.drop(columns=["number", "start", "end"])
    shown = {
        _("No."): numbered["number"].astype(str),
        _("Since"): data["date"],
        _("Break"): data["label"],
        _("Series"): data["universes"],
        _("What changes, and why it matters"): data["effect"] + " " + data["reason"],
        _("Source"): source_links(data),
    }
    title = _("Breaks: what a figure counts changed")
    universe = _("changes of rule or practice that we found; judged by this project")
    return section(Table("breaks", title, data, shown, universe, world.source("oversight_timeline")))


#: Series of the table of what was issued.
ISSUED = (
    "red_notices_published",
    "diffusions_published",
    "red_notices_plus_diffusions_published",
    "red_notices_plus_diffusions_published_mean",
)


def safeguards(levels: pd.DataFrame, breaks: pd.DataFrame) -> Chart | None:
    """Draw the three universes over time, with the breaks of each; None unless each has a figure."""
    if set(levels["universe"]) != set(charts.PANELS):
        return None
    breaks_of = {name: drawn(breaks.loc[[name in named for named in breaks["universes"]]]) for name in charts.PANELS}
    return charts.safeguards(levels, breaks_of, world.source(STATISTICS, TIMELINE))


def over_time(chart: Chart | None) -> Section:
    """Show the three universes over time, with the breaks."""
    return section(Prose([text("universes_apart")]), chart or Prose([NOTHING]))


def issued(figures: Sequence[Figure]) -> Section:
    """Show every published world figure of what was issued, with its sources."""
    return section(figures_table("issued", _("Issued in a year, as published"), figures))


#: Series of the table of what was refused.
REFUSED = (oversight.TOTAL, *oversight.GROUNDS.values(), oversight.TOGETHER, f"{oversight.TOTAL}_mean")


def refusal_grounds(grounds: pd.DataFrame, sums: Mapping[int, Estimate]) -> Chart | None:
    """Draw refusals by ground, with the conflicting sums; None where there is none."""
    if grounds.empty:
        return None
    ends = {year: (total.low or 0.0, total.high or 0.0) for year, total in sums.items()}
    return charts.refusal_grounds(grounds, ends, world.source(STATISTICS))


def by_ground(figures: Sequence[Figure], sums: Mapping[int, Estimate], chart: Chart | None) -> Section:
    """Show refusals by ground and year, with the conflicting sums."""
    title = _("Refused or cancelled in a year, in all and by ground, as published")
    return section(Prose([text("refused"), *sums.values()]), chart, figures_table("refused", title, figures))


def refusal_share(ends: pd.DataFrame, breaks: pd.DataFrame) -> Chart | None:
    """Draw the share of requests refused between its two denominators, with the breaks; None where there is none."""
    return None if ends.empty else charts.refusal_share(ends, drawn(breaks), world.source(STATISTICS, TIMELINE))


def share_of_requests(shares: Sequence[Share], missing: Sequence[Unshared], chart: Chart | None) -> Section:
    """Show the share of requests refused, with both denominators, and the years that allow none."""
    estimates = [share.estimate for share in shares]
    table = _share_table(shares, missing) if shares or missing else None
    return section(
        Prose([text("both_denominators")]), chart, table, Prose(estimates, "list") if estimates else Prose([NOTHING])
    )


def _share_table(shares: Sequence[Share], missing: Sequence[Unshared]) -> Table:
    rows = [_share_row(share) for share in shares]
    rows += [_row(str(year.year), [year.refused, year.issued, None], DASH, DASH, _none(year)) for year in missing]
    rows.sort(key=lambda row: (len(row[_("Period")]), row[_("Period")]))
    shown = pd.DataFrame(rows)
    data = pd.DataFrame([{"period": share.period, **share.estimate.as_dict()} for share in shares])
    title = _("Refused or cancelled: both denominators, every year with a figure")
    note = _("We compute no share for a year in which one count, or a count of the same kinds of alert, is missing.")
    universe = _("alerts refused or cancelled, and alerts issued of the same kinds in the same years")
    return Table("refusal_shares", title, data, shown, universe, world.source(STATISTICS), note)


def _none(year: Unshared) -> str:
    return _("none: {missing} was not found", missing=year.missing)


def _share_row(share: Share) -> dict[str, str]:
    per_issued = DASH if share.per_issued is None else value_of(share.per_issued)
    figures = [share.refused, share.issued, share.published]
    return _row(share.period, figures, per_issued, value_of(share.estimate), interval_of(share.estimate))


def _row(period: str, figures: Sequence[Figure | None], per_issued: str, share: str, bounds: str) -> dict[str, str]:
    refused, issued, published = (DASH if figure is None else stated(figure) for figure in figures)
    return {
        _("Period"): period,
        _("Refused (r)"): refused,
        _("Issued (i)"): issued,
        "r / i": per_issued,
        _("Published"): published,
        "r / (i + r)": share,
        _("Bounds"): bounds,
        _("Source"): "; ".join(dict.fromkeys(sources_of(figure.rows) for figure in figures if figure is not None)),
    }


#: Series of the tables on the review of older entries.
OLDER = ("legacy_wanted_requests_under_review", "legacy_red_notices_not_reviewed")
LATER = ("requests_found_contrary_to_art3_after_circulation",)


def older_entries(stock: Sequence[Figure], later: Sequence[Figure]) -> Section:
    """Show what is known of the review of older entries, each universe in a table of its own."""
    return section(
        figures_table("older_entries", _("Older entries to be checked again"), stock),
        figures_table("found_later", _("Found contrary to Article 3 after police had received them"), later),
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


#: Series of the table of answers in time and late.
ANSWERED = tuple(series for pair in oversight.DELAYS.values() for series in pair)


def requests(figures: Sequence[Figure], growth: Estimate | None) -> Section:
    """Show what the CCF received, found admissible and processed."""
    title = _("Requests to the CCF: received, admissible, processed, as published")
    note = _("Bases change from report to report; a figure of one row is no part of another unless it says so.")
    notes = Prose([*_known([growth]), text("complaints")])
    return section(notes, figures_table("ccf_requests", title, figures, note))


def outcome_bar(parts: pd.DataFrame) -> Chart | None:
    """Draw the outcomes of the year with the fullest figures as one bar; None where they are not among the years."""
    universe = _("admissible complaints of persons with data in INTERPOL's files, {year}", year=str(OUTCOME_YEAR))
    return None if parts.empty else charts.outcomes(parts, OUTCOME_YEAR, universe, world.source(STATISTICS))


def outcomes(
    figures: Sequence[Figure],
    legal: Estimate | None,
    share: Estimate | None,
    of_stated: Estimate | None,
    chart: Chart | None,
) -> Section:
    """Show what became of admissible complaints: what was deleted on legal grounds, and for any reason."""
    labels = (
        _("Data deleted on legal grounds, of admissible complaints"),
        _("Data deleted for any reason, of admissible complaints"),
        _("Data deleted for any reason, of those with a stated outcome"),
    )
    rows = list(zip(labels, _known([legal, share, of_stated]), strict=False))
    title = _("Complaints that led to deletion")
    return section(
        Prose([*_known([legal]), text("complete")]),
        chart,
        estimates_table("noncompliance", title, rows, text("complete")) if rows else None,
        figures_table("ccf_outcomes", _("Outcomes at the CCF, as published"), figures),
    )


def late_answers(shares: pd.DataFrame) -> Chart | None:
    """Draw the shares of late answers with their mirror image; None where there is none."""
    universe = _("answers of the CCF to access requests (four months) and complaints (nine months)")
    return None if shares.empty else charts.delays(shares, universe, world.source(STATISTICS))


def delays(
    figures: Sequence[Figure], late: Sequence[Estimate], waited: Sequence[Estimate], chart: Chart | None
) -> Section:
    """Show delays, with the mirror image of the conflicting figures."""
    title = _("Answers in time and after the deadline, as published")
    return section(
        Prose([text("mirror")]),
        chart,
        Prose(late, "list") if late else None,
        figures_table("ccf_delays", title, figures),
        Prose(waited, "list") if waited else None,
    )


def discs(counts: pd.DataFrame, read: Estimate) -> Chart | None:
    """Draw excerpts by ground and outcome, in words, as discs; None where no excerpt was read."""
    named = counts.rename(index=label, columns=label)
    return None if counts.empty else charts.decisions(named, int(read.value), EXCERPTS, world.source(DECISIONS))


def decisions(rows: pd.DataFrame, by_year: pd.DataFrame, counts: Sequence[Estimate], chart: Chart | None) -> Section:
    """Show the coded decisions: counts only, with the warning on their selection."""
    warning = Prose([text("selection")], "caution")
    tables = [_year_table(by_year)] if len(by_year) else []
    return section(warning, Prose(counts), chart, tables, _every_table(plain(rows)) if len(rows) else None)


def _year_table(by_year: pd.DataFrame) -> Table:
    data = by_year.reset_index()
    named = {
        "year": _("Year"),
        "read": _("Found"),
        "highest": _("Highest number seen"),
        "missing": _("Numbers not found"),
    }
    named |= {outcome: label(outcome).capitalize() for outcome in oversight.DECISION_OUTCOMES}
    shown_rows = data.astype(str).rename(columns=named)
    note = " ".join([_("For a year without a row we found no excerpt."), text("selection")])
    title = _("Published excerpts by year and outcome, counts only")
    return Table("decisions_by_year", title, data, shown_rows, EXCERPTS, world.source(DECISIONS), note)


def _every_table(rows: pd.DataFrame) -> Table:
    linked = rows["decision_id"].where(rows["source_kind"] == "published_excerpt", rows["source_kind"].map(label))
    shown_rows = {
        _("Decision"): [link(name, url) for name, url in zip(linked, rows["source_url"], strict=True)],
        _("Year"): rows["year"].map(words.shown),
        _("Country"): rows["country"].map(words.place).replace(DASH, _("not known")),
        _("Data"): rows["data_type"].map(words.shown),
        _("At issue, in our words"): rows["issue_own_words"].map(words.shown),
        _("Outcome"): rows["outcome_code"].map(label).replace(DASH, _("not known")),
    }
    note = _(
        "Excerpts do not name the country. Summaries by others may repeat an excerpt and are not counted above. Some "
        "summaries give no outcome."
    )
    title = _("Every coded decision, with its source")
    universe = _("{excerpts}; summaries by others; decisions reported by governments and the press", excerpts=EXCERPTS)
    return Table("decisions_all", title, rows, shown_rows, universe, world.source(DECISIONS), note)


UNIVERSE = _("dated measures, resolutions and laws that we found; decisions in single cases are excluded")


def reforms(events: pd.DataFrame, shown: Estimate, chart: Chart | None) -> Section:
    """Show the timeline as a picture and as a table."""
    return section(Prose([shown]), chart, _reform_table(events) if len(events) else None)


def lanes(events: pd.DataFrame) -> Chart | None:
    """Draw the events of the timeline in their lanes; None where there is none."""
    return None if events.empty else charts.reforms(events, world.source(TIMELINE))


def _reform_table(rows: pd.DataFrame) -> Table:
    shown_rows = {
        _("No."): rows["number"].astype(str),
        _("Date"): rows["date"],
        _("Who"): rows["actor"].map(words.shown),
        _("Country"): rows["country_concerned"].map(words.place).replace(DASH, ""),
        _("What"): rows["what"].map(words.shown),
        _("Source"): source_links(rows),
    }
    kept = ["number", "date", "date_precision", "lane", "actor", "country_concerned", "measure_type", "description"]
    data = rows[[*kept, "source_title", "source_url"]]
    return Table("reforms_table", _("The events of the timeline"), data, shown_rows, UNIVERSE, world.source(TIMELINE))


def unpublished(items: pd.DataFrame, count: Estimate, entries: Sequence[Mapping[str, Any]]) -> Section:
    """Show what is not published and would be needed."""
    return section(Prose([count, text("needed")]), _gap_table(items, entries))


def _gap_table(items: pd.DataFrame, entries: Sequence[Mapping[str, Any]]) -> Table:
    shown = {
        _("What is needed"): items["item"],
        _("Question it would answer"): items["question"],
        _("Why"): items["why"],
        _("Who holds it"): items["holder"],
        _("What exists now"): (items["exists"] + " " + items["read"]).str.strip(),
        _("Basis"): ["; ".join(link(source["title"], source["url"]) for source in entry["basis"]) for entry in entries],
    }
    universe, data = _("a judgement of this project; no figure"), items.drop(columns="read")
    return Table("unpublished", _("Not published, and needed"), data, shown, universe, relative(timeline.UNPUBLISHED))
