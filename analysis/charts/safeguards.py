"""Charts of INTERPOL's safeguards: refusals, decisions, delays, reforms, breaks of series."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter

from analysis.charts.chart import (
    COLOURS,
    Chart,
    Frame,
    Part,
    beside,
    inside,
    label_whole,
    label_with_numbers,
    legend_below,
    legend_once,
    lines_upright,
    middle,
    rows_without_overlap,
    spread_of,
    stacked,
    year_axis,
)
from analysis.stats.estimate import number as estimate_number
from analysis.stats.estimate import percent


@dataclass(frozen=True)
class Break:
    """A change after which a series counts something else; start and end, in years, differ if the day is unknown."""

    start: float
    end: float
    label: str
    number: int


#: The years that axes of shares, and all axes at their end, reach at least; figures beyond them stretch the axis.
_FIRST, _LAST = 2015, 2025


def _draw_breaks(axes: Axes, breaks: Sequence[Break]) -> None:
    """Draw breaks as numbered upright bars: thin at a known day, as wide as the year where only that is known."""
    for change in breaks:
        if change.end - change.start > 1 / 24:
            axes.axvspan(change.start, change.end, color=COLOURS["pale"], alpha=0.55, linewidth=0)
        else:
            axes.axvline(change.start, color=COLOURS["ink"], linewidth=0.9, linestyle=(0, (3, 2)))
        axes.annotate(
            str(change.number), ((change.start + change.end) / 2, 1), xycoords=("data", "axes fraction"),
            xytext=(0, 6), textcoords="offset points", ha="center", va="center", fontsize=7, color=COLOURS["paper"],
            bbox={"boxstyle": "circle,pad=0.22", "facecolor": COLOURS["ink"], "linewidth": 0},
        )  # fmt: skip


def runs(years: Sequence[int], breaks: Sequence[Break]) -> Iterator[list[int]]:
    """Split years into runs that a line may join: no missing year, and no break between or inside two of them.

    Examples
    --------
    >>> change = Break(2018.2, 2018.2, "a new rule", 1)
    >>> list(runs([2015, 2016, 2017, 2018, 2019, 2021], [change]))
    [[2015, 2016, 2017], [2018], [2019], [2021]]
    """
    run: list[int] = []
    for year in years:
        if run and (year - run[-1] > 1 or _broken(run[-1], year, breaks)):
            yield run
            run = []
        run.append(year)
    if run:
        yield run


def _broken(before: int, after: int, breaks: Sequence[Break]) -> bool:
    return any(change.start < after + 1 and change.end > before for change in breaks)


def in_words(breaks: Sequence[Break]) -> str:
    """List breaks for the text below or instead of a chart.

    Examples
    --------
    >>> in_words([Break(2018.2, 2018.2, "a new rule", 1), Break(2022.0, 2023.0, "a new office", 2)])
    '1: a new rule; 2: a new office'
    """
    return "; ".join(f"{change.number}: {change.label}" for change in breaks)


def decisions(counts: pd.DataFrame, total: int, universe: str, source: str) -> Chart:
    """Draw counts of decisions as discs whose area is the count.

    Parameters
    ----------
    counts : DataFrame
        One row a ground, one column an outcome; counts of decisions. A decision with two grounds stands in two rows.
    total : int
        Decisions in all.
    universe, source : str
        What was counted, and the table that the rows come from.

    Returns
    -------
    Chart
        Rows are grounds, columns outcomes.

    Examples
    --------
    >>> counts = pd.DataFrame({"deleted": [3, 1], "kept": [0, 2]}, index=["politics", "asylum"])
    >>> decisions(counts, 5, "invented decisions", "invented").data["decisions"].tolist()
    [3, 1, 0, 2]
    """
    title = "Published excerpts of CCF decisions: grounds raised and outcome, counts only"
    listed = " ".join(
        f"{ground}: " + ", ".join(f"{n} {outcome}" for outcome, n in zip(counts.columns, row, strict=True)) + "."
        for ground, row in zip(counts.index, counts.to_numpy(), strict=True)
    )
    alt = f"A grid of discs over {total} decisions. {listed} The excerpts are chosen for teaching; no rate follows."
    note = (
        "The Commission chooses the excerpts for teaching, so no success rate may be computed from them. A decision "
        "stands in the row of each ground that its tags name."
    )
    data = counts.rename_axis("ground").reset_index().melt("ground", var_name="outcome", value_name="decisions")
    frame = Frame(6.8, 0.75 + 0.52 * len(counts), left=2.75, top=0.35, bottom=0.1)
    return Chart("decisions", title, alt, data, universe, source, note, frame, lambda figure: _discs(figure, counts))


def _discs(figure: Figure, counts: pd.DataFrame) -> None:
    axes = figure.subplots()
    for row, ground in enumerate(counts.index):
        for column, outcome in enumerate(counts.columns):
            _disc(axes, column, row, int(counts.loc[ground, outcome]))
    _decisions_frame(axes, counts)


def _disc(axes: Axes, column: int, row: int, count: int) -> None:
    if count:
        axes.scatter(column, row, s=42.0 * count, color=COLOURS["second"], alpha=0.28, linewidths=0)
    inside(axes, str(count), (column, row), fontsize=9, color=COLOURS["ink" if count else "context"])


def _decisions_frame(axes: Axes, counts: pd.DataFrame) -> None:
    axes.set_xticks(range(len(counts.columns)), list(counts.columns))
    axes.set_yticks(range(len(counts)), list(counts.index))
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    axes.set_xlim(-0.6, len(counts.columns) - 0.4)
    axes.set_ylim(len(counts) - 0.4, -0.6)
    axes.grid(visible=False)
    for side in axes.spines.values():
        side.set_visible(False)


def delays(data: pd.DataFrame, universe: str, source: str) -> Chart:
    """Draw shares of late answers as published, with their mirror image.

    Parameters
    ----------
    data : DataFrame
        Columns kind (of request), year, late (share as published), mirror (share if late and in time were exchanged).
    universe, source : str
        What was counted, and the table that the rows come from.

    Returns
    -------
    Chart
        A filled mark as published, an open one for the mirror image, joined by a thin line.

    Examples
    --------
    >>> data = pd.DataFrame({"kind": ["access"], "year": [2020], "late": [0.3], "mirror": [0.7]})
    >>> delays(data, "invented answers", "invented").alt
    'One line for each kind of request and year. access 2020: 30.0 % late as published, 70.0 % if exchanged.'
    """
    title = "Answers of the CCF after the deadline: as published, and if late and in time were exchanged"
    listed = " ".join(
        f"{kind} {year}: {percent(late)} late as published, {percent(mirror)} if exchanged."
        for kind, year, late, mirror in data[["kind", "year", "late", "mirror"]].itertuples(index=False)
    )
    alt = f"One line for each kind of request and year. {listed}"
    note = (
        "The figures of the two years come from two weblogs and mirror one another; until the reports themselves are "
        "read, no change between the years can be claimed."
    )
    frame = Frame(6.8, 2.35, left=1.85, bottom=0.75, right=0.3)
    return Chart("delays", title, alt, data, universe, source, note, frame, lambda figure: _late(figure, data))


def _late(figure: Figure, data: pd.DataFrame) -> None:
    axes = figure.subplots()
    _marks(axes, data)
    names = [f"{kind}, {year}" for kind, year in data[["kind", "year"]].itertuples(index=False)]
    axes.set_yticks(range(len(data)), names)
    axes.set_ylim(len(data) - 0.5, -0.5)
    axes.set_xlim(0, 1)
    axes.xaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    lines_upright(axes)
    axes.set_xlabel("share answered after the deadline")
    legend_below(axes, 0.3, 2, across=0.4)


def _marks(axes: Axes, data: pd.DataFrame) -> None:
    rows = range(len(data))
    axes.hlines(rows, data["late"], data["mirror"], color=COLOURS["context"], linewidth=1, linestyle=(0, (2, 2)))
    axes.plot(data["late"], rows, "o", color=COLOURS["focus"], markersize=7, label="as published")
    axes.plot(
        data["mirror"], rows, "o", color=COLOURS["focus"], markerfacecolor=COLOURS["paper"], markersize=7,
        label="if late and in time were exchanged",
    )  # fmt: skip
    for row, late in zip(rows, data["late"], strict=True):
        beside(axes, percent(late), (late, row), (0, 7), ha="center", fontsize=7.5)


_COLOURS = [COLOURS["focus"], "#F4A582", COLOURS["second"], COLOURS["pale"]]


def outcomes(data: pd.DataFrame, year: int, universe: str, source: str) -> Chart:
    """Draw the outcomes of one year's complaints as one bar.

    Parameters
    ----------
    data : DataFrame
        Columns outcome (words) and complaints; in the order drawn, at most four.
    year : int
        The year.
    universe, source : str
        What was counted, and the table that the rows come from.

    Returns
    -------
    Chart
        One bar whose parts make up the admissible complaints.

    Examples
    --------
    >>> data = pd.DataFrame({"outcome": ["deleted", "kept"], "complaints": [30, 70]})
    >>> outcomes(data, 2020, "invented complaints", "invented").alt
    'One bar of 100 admissible complaints: 30 deleted, 70 kept.'
    """
    total = float(data["complaints"].sum())
    title = f"What became of admissible complaints about data in INTERPOL's files, {year}"
    parts = ", ".join(
        f"{estimate_number(n)} {what}" for what, n in data[["outcome", "complaints"]].itertuples(index=False)
    )
    alt = f"One bar of {estimate_number(total)} admissible complaints: {parts}."
    note = "Only people who know of a notice and complain are counted; their complaints are no sample of notices."
    frame = Frame(6.8, 1.6, left=0.15, right=0.15, bottom=1.0, top=0.05)
    return Chart("outcomes", title, alt, data, universe, source, note, frame, lambda figure: _one_bar(figure, data))


def _one_bar(figure: Figure, data: pd.DataFrame) -> None:
    axes = figure.subplots()
    rows = data[["outcome", "complaints"]].itertuples(index=False)
    parts = [Part(what, [count], colour, _ink(colour)) for (what, count), colour in zip(rows, _COLOURS, strict=False)]
    stacked(axes, [0], parts, width=0.7, writing={"fontweight": "bold"})
    axes.set_xlim(0, float(data["complaints"].sum()))
    axes.set_yticks([])
    axes.grid(visible=False)
    axes.spines["left"].set_visible(False)
    axes.set_xlabel("admissible complaints")
    legend_below(axes, 0.72, 2)


def _ink(colour: str) -> str:
    return COLOURS["paper" if colour in (COLOURS["focus"], COLOURS["second"]) else "ink"]


#: The least distance of two marks on one line, in years.
_APART = 0.37


_LINE = 0.19


#: What INTERPOL did is red, what parliaments and laws say is blue, what others ask is dark.
_LANE_COLOURS = ["focus", "focus", "second", "second", "ink"]


def reforms(data: pd.DataFrame, source: str) -> Chart:
    """Draw dated events in lanes.

    Parameters
    ----------
    data : DataFrame
        Columns number, lane, lane_order, place (when, in years), exact (true where the day is known), date and what (in
        words); in order of time.
    source : str
        Table that the rows come from.

    Returns
    -------
    Chart
        Marks that would overlap stand one above the other.

    Examples
    --------
    >>> one = {"number": 1, "lane": "INTERPOL", "lane_order": 0, "place": 2016.2, "exact": True, "date": "March 2016"}
    >>> reforms(pd.DataFrame([one | {"what": "new rules"}]), "invented").alt
    'Numbered marks in lanes from 2016 to 2016. INTERPOL: 1.'
    """
    title = "Reforms and measures over time; the numbers are those of the table"
    lanes = list(dict.fromkeys(data.sort_values("lane_order")["lane"]))
    placed = pd.concat([_stacked(data[data["lane"] == lane]) for lane in lanes])
    heights = placed.groupby("lane")["level"].max().reindex(lanes) + 1
    count = data["lane"].value_counts()
    alt = f"Numbered marks in lanes from {int(data['place'].min())} to {int(data['place'].max())}. " + ", ".join(
        f"{lane}: {count[lane]}" for lane in lanes
    )
    note = "Filled: known to the day; open: to the month or year. Events that were not read are not here."
    universe = "dated measures, resolutions and laws on the safeguards; decisions in single cases are left out"
    high = 0.55 + _LINE * float(heights.sum()) + 0.32 * len(lanes)
    return Chart(
        "reforms", title, f"{alt}.", data[["number", "date", "lane", "what"]], universe, source, note,
        Frame(6.8, high, left=0.12, bottom=0.3, top=0.05), lambda figure: _lanes(figure, placed, lanes, heights),
    )  # fmt: skip


def _lanes(figure: Figure, placed: pd.DataFrame, lanes: list[str], heights: pd.Series[int]) -> None:
    axes = figure.subplots()
    _draw(axes, placed, lanes, heights)
    axes.set_xlim(int(placed["place"].min()) - 0.2, int(placed["place"].max()) + 1)
    lines_upright(axes)
    axes.spines["left"].set_visible(False)


def _stacked(rows: pd.DataFrame) -> pd.DataFrame:
    """Give each mark the lowest level in which it covers no earlier one."""
    return rows.assign(level=rows_without_overlap(rows["place"], _APART))


def _draw(axes: Axes, placed: pd.DataFrame, lanes: list[str], heights: pd.Series[int]) -> None:
    floor, gap = 0.0, 0.32 / _LINE
    for lane, name in zip(lanes, _LANE_COLOURS, strict=False):
        axes.annotate(lane, (0, floor + 0.75), xycoords=("axes fraction", "data"), fontweight="bold", va="center")
        rows = placed[placed["lane"] == lane]
        for place, level, number, exact in rows[["place", "level", "number", "exact"]].itertuples(index=False):
            _mark(axes, place, floor + gap + level + 0.15, str(number), COLOURS[name], exact)
        floor += float(heights[lane]) + gap
        axes.axhline(floor, color=COLOURS["pale"], linewidth=0.8)
    axes.set_ylim(floor, 0)
    axes.set_yticks([])


def _mark(axes: Axes, place: float, height: float, number: str, colour: str, exact: bool) -> None:
    face, ink = (colour, COLOURS["paper"]) if exact else (COLOURS["paper"], colour)
    axes.scatter(place, height, s=92, color=face, edgecolors=colour, linewidths=0.9, zorder=3)
    axes.text(place, height, number, ha="center", va="center_baseline", fontsize=6, color=ink, zorder=4)


#: Part -> (colour, label).
PARTS = {
    "art2": (COLOURS["second"], "Article 2 (human rights)"),
    "art3": (COLOURS["focus"], "Article 3 (political and the like)"),
    "other": (COLOURS["context"], "other grounds"),
    "unread": (COLOURS["paper"], "ground not read"),
}


#: The least count whose number fits inside its part of a bar.
_ROOM = 90


def refusal_grounds(data: pd.DataFrame, rival: dict[int, tuple[float, float]], source: str) -> Chart:
    """Draw refusals and cancellations by ground.

    Parameters
    ----------
    data : DataFrame
        Columns year, part (a key of ``PARTS``), alerts, open (true where the year's total is a lower bound or was not
        read).
    rival : dict of int to tuple of float
        Ends of the published sums under Articles 2 and 3 in a year where sources conflict.
    source : str
        Table that the rows come from.

    Returns
    -------
    Chart
        One bar a year; an open end where the total is not known.

    Raises
    ------
    KeyError
        If a part is no key of ``PARTS``.

    Examples
    --------
    >>> data = pd.DataFrame({"year": 2020, "part": ["art2", "art3"], "alerts": [100, 300], "open": False})
    >>> refusal_grounds(data, {}, "invented").alt
    'Stacked bars, one a year. 2020: 100 Article 2 (human rights), 300 Article 3 (political and the like).'
    """
    title = "Refused or cancelled, by ground"
    years = sorted({int(year) for year in data["year"]})
    note = (
        "Refusals before publication and cancellations after it are published as one figure. A jagged end marks a year "
        "whose total was not read or is a lower bound; a missing ground was not read, which is not zero. Figures since "
        "March 2022 also hold the checks on all Russian traffic."
    )
    universe = "alerts refused or cancelled by the General Secretariat's task force in a year"
    alt = _alt(data, years, rival)
    frame = Frame(6.8, 2.9, left=0.5, bottom=0.8, right=0.35)

    def draw(figure: Figure) -> None:
        axes = figure.subplots()
        _bars(axes, data, years)
        for year, ends in rival.items():
            _rival(axes, years.index(year) + 0.42, *ends)
        _refusal_grounds_frame(axes, years)

    return Chart("refusal_grounds", title, alt, data, universe, source, note, frame, draw)


def _rival(axes: Axes, place: float, low: float, high: float) -> None:
    """Mark both published sums below the bar whose parts they sum."""
    axes.errorbar(
        [(low + high) / 2], [place], xerr=[[(high - low) / 2]] * 2, color=COLOURS["ink"], capsize=3, linewidth=1.2
    )
    words = f"{estimate_number(low)} or {estimate_number(high)} under Articles 2 and 3"
    beside(axes, words, (high, place), (5, 0), va="center", fontsize=7.5)


def _refusal_grounds_frame(axes: Axes, years: list[int]) -> None:
    axes.set_yticks(range(len(years)), [str(year) for year in years])
    axes.set_ylim(len(years) - 0.4, -0.55)
    lines_upright(axes)
    label_with_numbers(axes.xaxis)
    axes.set_xlabel("Red Notices and wanted-person diffusions refused or cancelled")
    each = legend_once(axes)
    order = [label for _, label in PARTS.values() if label in each]
    legend_below(axes, 0.2, 4, across=0.46, handles=[each[label] for label in order], labels=order)


def _bars(axes: Axes, data: pd.DataFrame, years: list[int]) -> None:
    for place, year in enumerate(years):
        rows = data[data["year"] == year]
        parts = [_part(part, float(count)) for part in PARTS for count in rows.loc[rows["part"] == part, "alerts"]]
        look: dict[str, Any] = {"linewidth": 0, "edgecolor": COLOURS["context"], "writing": {"fontsize": 7.5}}
        ends = stacked(axes, [place], parts, width=0.55, **look)
        _end(axes, place, float(ends[0]), is_open=bool(rows["open"].any()))


def _part(part: str, count: float) -> Part:
    colour, label = PARTS[part]
    if part == "unread":
        return Part(label, [count], colour, hatch="////")
    return Part(label, [count], colour, COLOURS["paper"] if count >= _ROOM else "")


def _end(axes: Axes, place: int, left: float, *, is_open: bool) -> None:
    """End a bar: with its total, or jagged where the total is not known."""
    if not is_open:
        beside(axes, estimate_number(left), (left, place), (4, 0), va="center", fontweight="bold")
        return
    jags = [left + (14 if step % 2 else -14) for step in range(9)]
    axes.plot(jags, [place - 0.3 + 0.075 * step for step in range(9)], color=COLOURS["ink"], linewidth=1)
    beside(axes, "…", (left, place), (6, 0), va="center")


def _alt(data: pd.DataFrame, years: list[int], rival: dict[int, tuple[float, float]]) -> str:
    bars = " ".join(_refusal_grounds_sentence(data[data["year"] == year], year) for year in years)
    sums = "".join(
        f" In {year} the sum under Articles 2 and 3 is given as {estimate_number(low)} and {estimate_number(high)}."
        for year, (low, high) in rival.items()
    )
    return f"Stacked bars, one a year. {bars}{sums}"


def _refusal_grounds_sentence(rows: pd.DataFrame, year: int) -> str:
    parts = ", ".join(
        f"{estimate_number(count)} {PARTS[part][1]}" for part, count in rows[["part", "alerts"]].itertuples(index=False)
    )
    return f"{year}: {parts}{'; total not known' if rows['open'].any() else ''}."


def refusal_share(data: pd.DataFrame, breaks: Sequence[Break], source: str) -> Chart:
    """Draw the bounds of the share of requests refused or cancelled.

    Parameters
    ----------
    data : DataFrame
        Columns first, last (years; equal unless the figure is a mean of several), low, high (shares, 0 to 1) and
        published (share of alerts issued as published; may be missing).
    breaks : sequence of Break
        Those of refusals.
    source : str
        Table that the rows come from.

    Returns
    -------
    Chart
        One bar a year between its bounds; a band for a mean of years.

    Examples
    --------
    >>> data = pd.DataFrame({"first": [2020], "last": [2020], "low": [0.04], "high": [0.05], "published": [0.045]})
    >>> refusal_share(data, [], "invented").alt.partition(" Breaks")[0]
    'Bars between bounds, in per cent. 2020: 4.0 % to 5.0 %, published as 4.5 % of issued.'
    """
    title = "Share of requests refused or cancelled: between two denominators"
    alt = "Bars between bounds, in per cent. " + " ".join(_refusal_share_sentence(row) for _, row in data.iterrows())
    alt = f"{alt} Breaks: {in_words(breaks)}."
    note = (
        "Lower end: refused beside issued plus refused (every one refused before publication). Upper end: refused "
        "beside issued (every one cancelled after publication). What is published never tells the two apart. Where "
        f"only a percentage was published, its rounding widens the bar. Breaks: {in_words(breaks)}."
    )
    universe = "alerts refused or cancelled, and alerts issued, in the same years"
    frame = Frame(6.8, 2.9, bottom=0.55, top=0.22)
    return Chart(
        "refusal_share", title, alt, data, universe, source, note, frame,
        lambda figure: _between_bounds(figure, data, breaks),
    )  # fmt: skip


def _between_bounds(figure: Figure, data: pd.DataFrame, breaks: Sequence[Break]) -> None:
    axes = figure.subplots()
    _draw_breaks(axes, breaks)
    _means(axes, data[data["first"] < data["last"]])
    _years(axes, data[data["first"] == data["last"]])
    axes.set_ylim(0, float(data[["high", "published"]].max().max()) * 1.3)
    axes.yaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    axes.set_ylabel("share of requests")
    year_axis(axes, min(_FIRST, int(data["first"].min())), max(_LAST, int(data["last"].max())), 1)
    legend_below(axes, 0.12, 3)


def _means(axes: Axes, rows: pd.DataFrame) -> None:
    for first, last, low, high in rows[["first", "last", "low", "high"]].itertuples(index=False):
        axes.fill_between([first, last + 1], low, high, color=COLOURS["third"], alpha=0.45, label="mean of years", lw=0)


def _years(axes: Axes, rows: pd.DataFrame) -> None:
    look: dict[str, Any] = {"color": COLOURS["focus"], "linewidth": 5, "solid_capstyle": "butt"}
    labels = ["between the two denominators", *[None] * len(rows)]
    for (year, low, high), label in zip(rows[["last", "low", "high"]].itertuples(index=False), labels, strict=False):
        axes.plot([middle(year)] * 2, [low, high], label=label, **look)
        ends = f"{percent(low)[:-2]} to\n{percent(high)}"
        beside(axes, ends, (middle(year), high), (0, 7), ha="center", fontsize=7.5)
    axes.plot(
        middle(rows["last"]), rows["published"], "_", color=COLOURS["ink"], markersize=15, markeredgewidth=1.4,
        label="as published (of issued)",
    )  # fmt: skip


def _refusal_share_sentence(row: pd.Series) -> str:
    years = f"{row['last']:.0f}" if row["first"] == row["last"] else f"Mean {row['first']:.0f} to {row['last']:.0f}"
    told = f", published as {percent(row['published'])} of issued" if row["published"] == row["published"] else ""
    return f"{years}: {percent(row['low'])} to {percent(row['high'])}{told}."


#: Universe -> axis label of its panel.
PANELS = {"issued": "issued", "refused": "refused or\ncancelled", "complaints": "complaints\nto the CCF"}


_MARKS = [("focus", "o"), ("second", "s"), ("third", "^"), ("fourth", "D")]


def safeguards(data: pd.DataFrame, breaks: Mapping[str, Sequence[Break]], source: str) -> Chart:
    """Draw the published yearly figures of three universes, one below the other.

    Parameters
    ----------
    data : DataFrame
        Columns universe (a key of ``PANELS``), series, year, value, low, high (ends of the published values), bound
        (true where only a lower bound was published).
    breaks : mapping of str to sequence of Break
        The breaks of each universe.
    source : str
        Table that the rows come from.

    Returns
    -------
    Chart
        A line joins consecutive years only, and never crosses a break.

    Examples
    --------
    >>> rows = [(universe, f"{universe} a year", 2020, 10.0, 10.0, 12.0, False) for universe in PANELS]
    >>> data = pd.DataFrame(rows, columns=["universe", "series", "year", "value", "low", "high", "bound"])
    >>> safeguards(data, dict.fromkeys(PANELS, ()), "invented").alt.partition(" Refused")[0]
    'Three panels of points by year. Issued a year: 10 in 2020.'
    """
    title = "Issued, refused and complaints over time: three universes, three scales"
    every = sorted({change for held in breaks.values() for change in held}, key=lambda change: change.number)
    alt = " ".join(_safeguards_sentence(rows, str(series)) for series, rows in data.groupby("series", sort=False))
    alt = f"Three panels of points by year. {alt} Breaks: {in_words(every)}."
    note = (
        f"Breaks: {in_words(every)}. A figure after a break does not count what the one before it counts. Bars span "
        "figures that sources give for the same thing; an arrow marks a lower bound; years without a mark were not "
        "read."
    )
    universe = "notices and alerts issued; alerts refused or cancelled; requests to the CCF: one panel each"
    frame = Frame(6.8, 6.6, left=0.85, top=0.25)
    return Chart(
        "safeguards", title, alt, data, universe, source, note, frame, lambda figure: _panels(figure, data, breaks)
    )


def _panels(figure: Figure, data: pd.DataFrame, breaks: Mapping[str, Sequence[Break]]) -> None:
    panels = figure.subplots(len(PANELS), 1, sharex=True, height_ratios=[1.15, 0.85, 1.0])
    for axes, (universe, label) in zip(panels, PANELS.items(), strict=True):
        _panel(axes, data[data["universe"] == universe], breaks[universe], label)
    year_axis(panels[-1], int(data["year"].min()), max(_LAST, int(data["year"].max())))
    figure.subplots_adjust(hspace=0.2)


def _panel(axes: Axes, rows: pd.DataFrame, breaks: Sequence[Break], label: str) -> None:
    _draw_breaks(axes, breaks)
    for (series, held), (colour, marker) in zip(rows.groupby("series", sort=False), _MARKS, strict=False):
        _series(axes, held.sort_values("year"), breaks, COLOURS[colour], marker, str(series))
    axes.set_ylabel(label)
    axes.set_ylim(0, float(rows["high"].max()) * 1.16)
    label_whole(axes.yaxis, nbins=5)
    label_with_numbers(axes.yaxis)
    axes.legend(loc="upper left", handlelength=1.2, borderaxespad=0.2)


def _series(axes: Axes, rows: pd.DataFrame, breaks: Sequence[Break], colour: str, marker: str, label: str) -> None:
    exact = rows[~rows["bound"]].set_index("year")["value"]
    for run in runs([int(year) for year in exact.index], breaks):
        axes.plot([middle(year) for year in run], exact.loc[run], color=colour, linewidth=0.9)
    places = middle(rows["year"])
    axes.plot(places, rows["value"], marker, color=colour, markersize=4.5, label=label)
    wide = rows["low"] < rows["high"]
    if wide.any():
        held = rows[wide]
        reach = spread_of(held["value"], held["low"], held["high"])
        axes.errorbar(places[wide], held["value"], reach, fmt="none", color=colour, linewidth=1.1, capsize=2.5)
    for place, value in zip(places[rows["bound"]], rows.loc[rows["bound"], "value"], strict=True):
        _lower_bound(axes, place, value, colour)


def _lower_bound(axes: Axes, place: float, value: float, colour: str) -> None:
    arrow = {"arrowstyle": "<-", "color": colour, "linewidth": 1.1, "shrinkB": 0, "shrinkA": 0}
    axes.annotate("", (place, value), xytext=(0, 17), textcoords="offset points", arrowprops=arrow)


def _safeguards_sentence(rows: pd.DataFrame, series: str) -> str:
    listed = [
        f"{'over ' if bound else ''}{estimate_number(value)} in {year}"
        for year, value, bound in rows.sort_values("year")[["year", "value", "bound"]].itertuples(index=False)
    ]
    return f"{series.capitalize()}: {', '.join(listed)}."
