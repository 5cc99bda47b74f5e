"""Charts of INTERPOL's checks: what it issued and refused, requests to its Commission, and grounds of refusals."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from analysis.charts.chart import Chart
from analysis.charts.drawing import Mark, row_by_row, whole
from analysis.charts.rows import bars_in_rows
from analysis.charts.years import Break, lines_over_years
from analysis.core.messages import N_, _, label
from analysis.core.number_words import opening
from analysis.facts import oversight, world
from analysis.facts.oversight import STATISTICS
from analysis.facts.published_series import TOTAL
from analysis.facts.timeline import TIMELINE
from analysis.pages.words import link
from analysis.stats.estimate import Estimate, Estimates, number


class Count(NamedTuple):
    """A count over time: the number of which a form of words is its title, and its series."""

    number: str
    series: str


COUNTS = {
    "issued": Count("oversight.issued_growth", "red_notices_published"),
    "refused": Count("oversight.refused_growth", oversight.TOTAL),
    "complaints": Count("oversight.requests_to_commission", "ccf_admissible_requests"),
}
#: Every series of these charts.
DRAWN = tuple(count.series for count in COUNTS.values())


def breaks(timeline: pd.DataFrame, universe: str) -> list[Break]:
    """Return the breaks of a count as charts draw them."""
    found = timeline[timeline["kind"] == "break"]
    found = found.loc[[universe in named for named in found["universes"]]]
    return [Break(*row) for row in found[["start", "end", "name", "label"]].itertuples(index=False)]


def over_time(universe: str, numbers: Estimates, figures: pd.DataFrame, timeline: pd.DataFrame) -> Chart | None:
    """Draw a count over time with its breaks; None where there are too few figures for its title."""
    count = COUNTS[universe]
    if count.number not in numbers:
        return None
    return drawn(universe, numbers[count.number].worded("title").sentence, figures, breaks(timeline, universe))


def drawn(universe: str, title: str, figures: pd.DataFrame, changes: list[Break]) -> Chart:
    """Draw the yearly figures of a count under a title."""
    series = COUNTS[universe].series
    rows = figures.loc[figures["indicator"] == series, ["indicator", "year", "value", "low", "high", "bound"]]
    over = rows["bound"].map({True: _("over "), False: ""})
    told = rows.assign(counted=rows["indicator"].map(oversight.meaning), over=over)
    points = row_by_row(N_("{counted}, {year}: {over}{value}."), told, year=whole, value=number)
    joined = 0.0 if universe == "refused" else 0.9  # two of its years may be counted differently
    marks = [Mark("value", "low", "high", colour="blue", width=joined)]
    lines = "; ".join(f"{int(change.start)}, {change.label}" for change in changes) or _("none")
    return lines_over_years(
        told, marks, words=N_("{counted}, {year}: {over}{value}"), breaks=changes, data=rows, name=universe,
        title=title, subtitle=label(universe, "checks-subtitle"), note=label(universe, "checks-note", breaks=lines),
        alt=_("Points by year. {points} Changes in what is counted: {breaks}.", points=points, breaks=lines),
        universe=label(series if universe == "issued" else universe, "universe-counted"),
        source=world.source(STATISTICS, TIMELINE),
        publisher=publisher(series, int(rows["year"].max())),
    )  # fmt: skip


def publisher(indicator: str, year: int) -> str:
    """Link the source of the last figure of a series; the table of figures has those of all."""
    found = oversight.published_values(indicator, since=year, until=year)
    if found.empty:
        return ""
    last = found.iloc[0]
    return _("for {year}, {last}; for other years, see the [sources of all figures](../oversight/tables.html)",
        last=link(last["source_title"], last["source_url"]), year=str(year))  # fmt: skip


#: Ground -> its words.
PARTS = {
    "art3": _("Article 3 (neutrality)"),
    "art2": _("Article 2 (rights)"),
    "other": _("other grounds"),
    "unread": _("ground not published"),
}
REFUSED = _("notices and diffusions refused or cancelled by INTERPOL’s task force in a year")


def by_ground(grounds: pd.DataFrame, other: Estimate) -> Chart | None:
    """Draw the refusals of the last year with a published total, by ground."""
    known = grounds[~grounds["open"].astype(bool)]
    if known.empty:
        return None
    rows = known[known["year"] == known["year"].max()][["year", "part", "alerts"]]
    rows = rows.sort_values("part", key=lambda parts: parts.map(list(PARTS).index), ignore_index=True)
    year, rest = str(rows["year"].iloc[0]), round(other.value * other.n)
    names = rows["part"].map(lambda part: opening(PARTS[part]))
    bars = rows.assign(group=names, value=rows["alerts"], colour=rows["part"].map(_RIGHTS).fillna("others"))
    return bars_in_rows(
        bars, unit=_("notices and diffusions"), name="grounds", data=rows,
        title=_("In {year}, {part} of {total} refusals and cancellations did not cite human rights or neutrality",
            year=year, part=number(rest), total=number(other.n)),
        alt=_("Bars for {year}, by ground: {bars}.", year=year, bars=row_by_row("{group} {value}", bars, ", ")),
        universe=REFUSED, source=world.source(STATISTICS),
        publisher=publisher(oversight.GROUNDS.get(str(rows["part"].iloc[0]), TOTAL), int(year)),
        note=_("The published figures add up requests refused before publication and notices cancelled later."),
        subtitle=_("Red Notices and wanted-person diffusions refused or cancelled in {year}, by ground", year=year),
    )  # fmt: skip


#: Grounds of refusals that are named in colour.
_RIGHTS = {"art2": "blue", "art3": "blue"}
