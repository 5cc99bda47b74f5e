"""The sections of the report on INTERPOL's safeguards, in the order in which the notebook shows them."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd

from analysis.charts.chart import Chart
from analysis.charts.drawing import Mark, row_by_row
from analysis.charts.rows import bars_in_rows
from analysis.charts.years import Break, in_words, lines_over_years
from analysis.core.errors import InputError
from analysis.core.files import relative
from analysis.core.judgement import text
from analysis.core.messages import DASH, N_, _, label
from analysis.facts import oversight, world
from analysis.facts.oversight import DECISIONS, EXCERPTS, STATISTICS
from analysis.facts.selection import Selection
from analysis.facts.timeline import TIMELINE, UNPUBLISHED, needed, needed_table
from analysis.pages import words
from analysis.pages.blocks import Prose, Section, Table, folded, section
from analysis.pages.parts import cell, columns, source_links
from analysis.pages.words import Report, estimates_table, link
from analysis.stats.estimate import Estimate, Estimates, listed, number, percent

REPORT = Report(
    _("INTERPOL does not say which countries’ requests it refuses"),
    "oversight/index.html",
    ("oversight_statistics", "ccf_decisions", "oversight_timeline"),
)


end = REPORT.end
#: What is said where there is no figure for the years that were chosen.
NOTHING = _("We found no figure for these years.")


def _stated(numbers: Estimates, *names: str) -> list[Estimate]:
    """Return the numbers of these names that the years that were chosen allow."""
    return [numbers[f"oversight.{name}"] for name in names if f"oversight.{name}" in numbers]


def title(numbers: Estimates) -> Section:
    """Show the heading, and below it which years are chosen."""
    return REPORT.title(numbers.get("oversight.published_figures"))


def in_short(numbers: Estimates) -> Section:
    """Say in a few sentences how well the safeguards work, as far as published figures tell."""
    lead = _stated(numbers, "refused_growth", "refused_on_other_grounds", "refused_share")
    rest = _stated(numbers, "requests_to_commission", "deleted_on_legal_grounds")
    caution = Prose([text("refused"), text("universes_apart")], "caution")
    return section(Prose(lead or [NOTHING], "lead"), Prose(rest) if rest else None, caution)


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
    data = pd.concat(values)[world.release().oversight_statistics.columns]
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
    return oversight.reason_of(first) or _PERIOD_NOTE.sub("", words.shown(first["note"]).replace(DASH, ""))


def drawn(timeline: pd.DataFrame, universe: str) -> list[Break]:
    """Return the breaks of a universe as charts draw them."""
    breaks = timeline[timeline["kind"] == "break"].sort_values("number")
    breaks = breaks.loc[[universe in named for named in breaks["universes"]]]
    return [Break(*row) for row in breaks[["start", "end", "label", "number"]].itertuples(index=False)]


#: Series drawn over time, with the words of the legend.
DRAWN = {
    "red_notices_published": _("Red Notices"),
    "red_notices_plus_diffusions_published": _("Red Notices and wanted-person diffusions"),
    oversight.TOTAL: _("Red Notices and wanted-person diffusions refused or cancelled"),
    "ccf_admissible_requests": _("admissible requests"),
    "ccf_requests_received": _("requests received"),
    "ccf_cases_finalised": _("cases finalised"),
}


def over_time(figures: pd.DataFrame, timeline: pd.DataFrame) -> Section:
    """Show three counts over time, drawn where each has a figure, and the breaks of each."""
    breaks = timeline[timeline["kind"] == "break"].sort_values("number")
    levels = figures.assign(universe=figures["basis"], series=figures["indicator"].map(DRAWN))
    levels = levels[["universe", "series", "year", "value", "low", "high", "bound"]]
    picture = None
    if set(levels["universe"]) == set(PANELS):
        picture = _safeguards(levels, {name: drawn(breaks, name) for name in PANELS})
    table = None if breaks.empty else _breaks_table(breaks)
    return section(picture or Prose([NOTHING]), folded(_("Changes in how figures are counted"), table))


#: Universe -> axis label of its panel.
PANELS = {name: label(name, "chart-safeguards") for name in ("issued", "refused", "complaints")}
#: Colour and marker of the series of a panel, in order.
_LOOKS = (("blue", "o"), ("edge", "s"), ("sky", "^"), ("others", "D"))


def _safeguards(data: pd.DataFrame, breaks: dict[str, list[Break]]) -> Chart:
    """Draw the published yearly figures of three universes, one below the other, with the breaks of each."""
    names = {name: dict.fromkeys(data.loc[data["universe"] == name, "series"]) for name in PANELS}
    panels = {
        words: [
            Mark("value", "low", "high", f"series == {series!r}", series, colour, marker, width=0.9)
            for series, (colour, marker) in zip(names[name], _LOOKS, strict=False)
        ]
        for name, words in PANELS.items()
    }
    every = in_words(sorted({one for found in breaks.values() for one in found}, key=lambda change: change.number))
    series = " ".join(_series_in_words(data[data["series"] == name], name) for name in dict.fromkeys(data["series"]))
    return lines_over_years(
        data,
        panels,
        words=N_("{series}, {year}: {value}"),
        breaks={PANELS[name]: found for name, found in breaks.items()},
        name="safeguards",
        title=_("Notices issued, requests refused and complaints measure three different things"),
        alt=_("Three panels of points by year. {series} Numbered lines: {breaks}.", series=series, breaks=every),
        universe=_(
            "notices and diffusions issued, notices and diffusions refused or cancelled, and requests to the CCF"
        ),
        source=world.source(STATISTICS, TIMELINE),
        note=label("safeguards", "chart-note", breaks=every),
        subtitle=_("Number per year, each count on its own scale; numbered lines mark changes in what is counted"),
    )


def _series_in_words(rows: pd.DataFrame, series: str) -> str:
    words = {True: N_("over {value} in {year}"), False: N_("{value} in {year}")}
    values = [
        _(words[bool(bound)], value=value, year=str(year))
        for year, value, bound in rows.sort_values("year")[["year", "value", "bound"]].itertuples(index=False)
    ]
    return f"{series[:1].upper()}{series[1:]}: {', '.join(values)}."


def _breaks_table(breaks: pd.DataFrame) -> Table:
    data = breaks.assign(universes=breaks["universes"].map(listed))[[
        "date", "actor", "measure_type", "universes", "label", "effect", "reason", "source_title", "source_url",
    ]]  # fmt: skip
    written = data.assign(number=breaks["number"], matters=data["effect"] + " " + data["reason"])
    shown_rows = columns(written, "number", "since", "label", "universes", "matters", "source", ways={})
    title = _("After each of these changes, figures count something different")
    universe = _("changes in rules or practice that, in our judgement, affect what figures include")
    return Table("breaks", title, data, shown_rows, universe, world.source(TIMELINE))


def issued(selection: Selection, figures: pd.DataFrame) -> Section:
    """Show published figures of what was issued, with their sources, and what was leaked of the same years."""
    table = figures_table("issued", _("Notices and diffusions issued"), figures)
    every = folded(_("Notices and diffusions issued: every figure with its source"), table)
    leaked = oversight.leaked(selection)
    return section(Prose(leaked, "list") if leaked else None, every)


#: Series of the table of what was refused.
REFUSED = (oversight.TOTAL, *oversight.GROUNDS.values(), oversight.TOGETHER, f"{oversight.TOTAL}_mean")


def by_ground(numbers: Estimates, figures: pd.DataFrame, grounds: pd.DataFrame) -> Section:
    """Show refusals by ground and year, with the conflicting sums."""
    table = figures_table("refused", _("Requests refused and notices cancelled: total and by ground"), figures)
    sums, other = (_stated(numbers, name) for name in ("refused_on_articles", "refused_on_other_grounds"))
    return section(
        Prose(sums) if sums else None,
        _grounds_chart(grounds, other[0]) if other else None,
        folded(_("Every figure with its source"), _grounds_table(grounds) if len(grounds) else None, table),
    )


#: Ground -> its words.
PARTS = {
    "art2": _("Article 2 (human rights)"),
    "art3": _("Article 3 (political or similar)"),
    "other": _("other grounds"),
    "unread": _("ground not published"),
}
_REFUSED = _("notices and diffusions refused or cancelled by INTERPOL’s task force in a year")


def _grounds_chart(grounds: pd.DataFrame, other: Estimate) -> Chart | None:
    """Draw the refusals of the last year with a published total, by ground."""
    whole = grounds[~grounds["open"].astype(bool)]
    if whole.empty:
        return None
    rows = whole[whole["year"] == whole["year"].max()][["year", "part", "alerts"]]
    year, rest = str(rows["year"].iloc[0]), round(other.value * other.n)
    bars = rows.assign(group=rows["part"].map(PARTS), value=rows["alerts"])
    listed_bars = row_by_row(N_("{group} {value}"), bars, ", ")
    return bars_in_rows(
        bars,
        unit=_("notices and diffusions"),
        name="grounds",
        title=_("In {year}, {part} of {total} refusals and cancellations were on grounds other than Articles 2 and 3",
            year=year, part=number(rest), total=number(other.n)),
        alt=_("Bars for {year}, by ground: {bars}.", year=year, bars=listed_bars),
        data=rows,
        universe=_REFUSED, source=world.source(STATISTICS),
        note=_("Refusals before publication and cancellations after it are published as one figure."),
        subtitle=_("Red Notices and wanted-person diffusions refused or cancelled in {year}, by ground", year=year),
    )  # fmt: skip


def _grounds_table(grounds: pd.DataFrame) -> Table:
    """Show the refusals of each year by ground, with the total where there is one."""
    wide = oversight.grounds_by_year(grounds, list(PARTS))
    total = wide.pop("total")
    shown_rows: dict[str, object] = {_("Year"): [str(year) for year in wide.index]}
    shown_rows |= {PARTS[part][:1].upper() + PARTS[part][1:]: wide[part].map(cell) for part in PARTS}
    title, note = _("Refusals and cancellations by year and ground"), label("refusal_grounds", "chart-note")
    shown_rows[_("Total")] = total.map(cell)
    data = grounds.drop(columns=["low", "high"])
    return Table("refusal_grounds", title, data, shown_rows, _REFUSED, world.source(STATISTICS), note)


def share_of_requests(
    numbers: Estimates, shares: pd.DataFrame, timeline: pd.DataFrame, stock: pd.DataFrame, later: pd.DataFrame
) -> Section:
    """Show the share of requests refused, in its range, with the years that allow none; and older entries."""
    found = shares[shares["missing"] == ""]
    chart = None if found.empty else _refusal_share(numbers, found, drawn(timeline, "refused"))
    sentences = [one for name, one in numbers.items() if name.startswith("oversight.refused_share_")]
    return section(
        Prose([text("both_denominators")]),
        chart or Prose([NOTHING]),
        folded(_("Every year with a figure"), _share_table(shares, sentences)) if len(shares) else None,
        folded(
            _("Checks that came late"),
            figures_table("older_entries", _("Older entries still to be reviewed"), stock),
            figures_table("found_later", _("Requests found to breach Article 3 after police had received them"), later),
        ),
    )


def _refusal_share(numbers: Estimates, shares: pd.DataFrame, breaks: list[Break]) -> Chart:
    """Draw the bounds of the share of requests refused or cancelled; the title has those of the last single year."""
    single = shares[shares["first"] == shares["last"]]
    last = (shares if single.empty else single).sort_values("last").iloc[-1]
    share = numbers[f"oversight.refused_share_{str(last['period']).replace('-', '_')}"]
    title = (
        N_("About {low} or {high} of requests were refused or cancelled in an average year, {first} to {last}")
        if single.empty
        else N_("About {low} or {high} of requests were refused or cancelled in {year}, depending on how we count")
    )
    first, year = (str(int(last[end])) for end in ("first", "last"))
    ends = {"low": percent(share.low or 0), "high": percent(share.high or 0)}
    data = shares[["first", "last", "low", "high", "published"]]
    each = [_share_in_words(row) for _unused, row in data.iterrows()]
    alt = N_("Bars from lowest to highest share. {bars} Numbered lines: {breaks}.")
    return lines_over_years(
        data.assign(told=each),
        {"": [
            Mark(low="low", high="high", colour="blue", width=5),
            Mark("published", where="first == last", marker="_", size=15, width=0),
        ]},
        words="{told}",
        breaks={"": breaks},
        write=percent,
        name="refusal_share",
        title=_(title, first=first, last=year, year=year, **ends),
        alt=_(alt, bars=" ".join(each), breaks=in_words(breaks)),
        data=data,
        universe=_("notices and diffusions refused or cancelled, and those issued in the same years"),
        source=world.source(STATISTICS, TIMELINE),
        note=label("refusal_share", "chart-note", breaks=in_words(breaks)),
        subtitle=_("Bars: from one way of counting to the other. Black lines: share of notices issued, as published. "
            "Band: average over years. Numbered lines: changes in what is counted."),
    )  # fmt: skip


def _share_in_words(row: pd.Series) -> str:
    first, last = (f"{row[end]:.0f}" for end in ("first", "last"))
    years = last if first == last else _("Mean of {first} to {last}", first=first, last=last)
    ends = {"low": percent(row["low"]), "high": percent(row["high"])}
    if row["published"] != row["published"]:
        return _("{years}: {low} to {high}.", years=years, **ends)
    published = percent(row["published"])
    return _("{years}: {low} to {high} ({published} as published).", years=years, published=published, **ends)


def _share_table(shares: pd.DataFrame, sentences: list[Estimate]) -> Table:
    means = {f"{name}_mean": name for name in (oversight.TOTAL, oversight.ISSUED_SERIES)}
    figures = oversight.figures(*means, *means.values(), oversight.SHARE)
    figures = figures.assign(series=figures["indicator"].replace(means)).set_index(["period", "series"], drop=False)
    series = {"refused": oversight.TOTAL, "issued": oversight.ISSUED_SERIES, "published": oversight.SHARE}
    rows = []
    for share in shares.to_dict("records"):
        cells = {name: figures.loc[share["period"], key] for name, key in series.items() if share[name] == share[name]}
        written = {name: stated(figure) for name, figure in cells.items()}
        rows.append({
            _("Period"): share["period"],
            _("Refused"): written.get("refused", DASH),
            _("Issued"): written.get("issued", DASH),
            _("Refused / issued"): DASH if share["per_issued"] != share["per_issued"] else percent(share["per_issued"]),
            _("Share as published"): written.get("published", DASH),
            _("Possible range"): _("not known: no figure for “{missing}”", missing=share["missing"]) if share["missing"]
            else _("{low} to {high}", low=percent(share["low"]), high=percent(share["high"])),
            _("Source"): "; ".join(dict.fromkeys(sources_of(_values_of(figure)) for figure in cells.values())),
        })  # fmt: skip
    data = pd.DataFrame([{"period": period, **one.as_dict()} for period, one in zip(
        shares.loc[shares["missing"] == "", "period"], sentences, strict=True)])  # fmt: skip
    title = _("Share of requests refused or cancelled")
    note = _("We give a share only where both figures count the same types of notice.")
    universe = _("notices and diffusions refused or cancelled, and those issued in the same years")
    return Table("refusal_shares", title, data, pd.DataFrame(rows), universe, world.source(STATISTICS), note)


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
ANSWERED = tuple(oversight.DELAYS)


def complaints(numbers: Estimates, requests: pd.DataFrame, outcomes: pd.DataFrame, parts: pd.DataFrame) -> Section:
    """Show what the CCF received, found admissible and processed, and what became of admissible complaints."""
    note = _("The reports count in different ways, so the rows do not always add up.")
    by_outcome = None
    if len(parts):
        year = str(parts["year"].iloc[0])
        universe = _("admissible complaints about data in INTERPOL’s files, {year}", year=year)
        title = _("Admissible complaints to the CCF about data in INTERPOL’s files in {year}, by outcome", year=year)
        cells = {_("Outcome"): parts["outcome"].str.capitalize(), _("Complaints"): parts["complaints"].map(cell)}
        people = _("These are complaints by people who knew of a notice, not a sample of notices.")
        by_outcome = Table("outcomes", title, parts, cells, universe, world.source(STATISTICS), people)
    shares, complete = _stated(numbers, "deleted_on_legal_grounds", "deleted", "deleted_of_stated"), text("complete")
    rows = [(label(one.name.partition(".")[2], "complaints-row"), one) for one in shares]
    table = estimates_table("noncompliance", _("Complaints that led to deletion"), rows, complete) if rows else None
    return section(
        Prose([*shares[:1], complete, text("complaints")]),
        by_outcome,
        folded(_("Shares of complaints that led to deletion"), table),
        folded(
            _("Requests and outcomes: every figure with its source"),
            figures_table("ccf_requests", _("Requests to the CCF"), requests, note),
            figures_table("ccf_outcomes", _("Outcomes at the CCF"), outcomes),
        ),
    )


def delays(numbers: Estimates, figures: pd.DataFrame, late: pd.DataFrame) -> Section:
    """Show delays, with the mirror image of the conflicting figures."""
    universe = _("answers by the CCF, due within four months for access requests and nine for complaints")
    months = {name.partition(".")[2]: one for name, one in numbers.items() if name.endswith("_late_duration")}
    title, source = _("Share of requests answered after the deadline"), world.source(STATISTICS)
    cells = {
        _("Request"): late["kind"], _("Year"): late["year"].astype(str),
        _("Late, as published"): late["late"].map(percent),
        _("Late, if late and on time were swapped"): late["mirror"].map(percent),
    }  # fmt: skip
    table = world.release().oversight_statistics
    named = table[table["indicator"].isin([f"ccf_{name}" for name in months])].drop_duplicates("source_url")
    return section(
        Prose([text("mirror")]),
        None if late.empty else Table("delays", title, late, cells, universe, source, label("delays", "chart-note")),
        Prose([*months.values(), _("Source: {source}.", source="; ".join(source_links(named)))]) if months else None,
        folded(_("Every figure with its source"), figures_table("ccf_delays", _("Answers on time and late"), figures)),
    )


def decisions(numbers: Estimates, by_year: pd.DataFrame, by_ground: pd.DataFrame) -> Section:
    """Show counts of the decisions that were published, with the warning on their selection."""
    ground, year = _("Published decisions by ground and outcome"), _("Published decisions by year and outcome")
    return section(
        Prose([*_stated(numbers, "decisions", "decisions_not_found"), text("selection")]),
        folded(
            _("Decisions by ground and by year"),
            _count_table("decisions", ground, by_ground, _("A decision on two grounds appears in two rows.")),
            _count_table("decisions_by_year", year, by_year, _("We found no decisions for the other years.")),
        ),
    )


def _count_table(name: str, title: str, counts: pd.DataFrame, note: str) -> Table | None:
    """Show counts of decisions, one row per ground or year and one column an outcome."""
    outcomes = {outcome: label(outcome).capitalize() for outcome in oversight.DECISION_OUTCOMES}
    shown_rows = counts.map(label).rename(columns=lambda column: outcomes.get(column) or label(column, "head"))
    return Table(name, title, counts, shown_rows, EXCERPTS, world.source(DECISIONS), note) if len(counts) else None


def unpublished(numbers: Estimates) -> Section:
    """List what is not published and would be needed."""
    return section(
        Prose([*_stated(numbers, "unpublished_figures"), text("needed")]),
        Prose([one["item"] for one in needed()], "list"),
        folded(_("Why each item is needed, and what is public today"), _gap_table(needed_table())),
    )


def _gap_table(items: pd.DataFrame) -> Table:
    basis = ["; ".join(link(one["title"], one["url"]) for one in entry["basis"]) for entry in needed()]
    written = items.assign(exists=(items["exists"] + " " + items["read"]).str.strip(), basis=basis)
    shown_rows = columns(written, "item", "question", "why", "holder", "exists", "basis", ways={"basis": str})
    universe, data = _("kinds of information that should be public, in our judgement"), items.drop(columns="read")
    return Table("unpublished", _("What INTERPOL should publish"), data, shown_rows, universe, relative(UNPUBLISHED))
