"""Charts of INTERPOL's safeguards: refusals, decisions, delays, reforms, breaks of series."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator, PercentFormatter

from analysis.charts import drawing
from analysis.charts.chart import COLOURS, COLUMN, WIDE, Chart, Frame
from analysis.charts.naming import Name, name_marks, points_of
from analysis.core.messages import N_, _, label
from analysis.stats.estimate import listed, number, percent


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
    size, last, raised = drawing.small(axes.figure), -99.0, 0.0
    for change in sorted(breaks, key=lambda entry: entry.start):
        at = (change.start + change.end) / 2
        raised = 1.45 * size if at - last < 1 and not raised else 0.0
        last = at
        if change.end - change.start > 1 / 24:
            axes.axvspan(change.start, change.end, color=COLOURS["pale"], linewidth=0)
        else:
            axes.axvline(change.start, color=COLOURS["edge"], linewidth=0.9, linestyle=(0, (3, 2)))
        axes.annotate(
            str(change.number), (at, 1), xycoords=("data", "axes fraction"),
            xytext=(0, 9 + raised), textcoords="offset points", ha="center", va="center", fontsize=size,
            color=COLOURS["paper"], bbox={"boxstyle": "circle,pad=0.15", "facecolor": COLOURS["edge"], "linewidth": 0},
        )  # fmt: skip


def _runs(years: list[int], breaks: Sequence[Break]) -> list[list[int]]:
    """Split years into runs that a line may join: no missing year, and no break between or inside two of them."""
    starts = [
        place
        for place, (before, year) in enumerate(pairwise(years), 1)
        if year - before > 1 or any(change.start < year + 1 and change.end > before for change in breaks)
    ]
    return [years[start:end] for start, end in pairwise([0, *starts, len(years)]) if start < end]


def _in_words(breaks: Sequence[Break]) -> str:
    """List breaks for the text below or instead of a chart."""
    return "; ".join(f"{change.number}: {change.label}" for change in breaks)


#: Published shares are whole per cents.
_ROUNDING = 0.005
_DELAY = N_("{kind} {year}: {late} late as published, {mirror} if late and on time were swapped.")


def delays(data: pd.DataFrame, universe: str, source: str) -> Chart:
    """Draw shares of late answers as published, with their mirror image.

    Parameters
    ----------
    data : DataFrame
        Columns kind (of request), year, late (share as published), mirror (share if late and on time were swapped).
    universe, source : str
        What was counted, and the table that the rows come from.

    Returns
    -------
    Chart
        A filled mark as published, an open one for the mirror image, joined by a thin line.

    Examples
    --------
    >>> data = pd.DataFrame({"kind": ["access"], "year": [2020], "late": [0.3], "mirror": [0.7]})
    >>> delays(data, "invented answers", "invented").alt.partition("year. ")[2]
    'access 2020: 30 % late as published, 70 % if late and on time were swapped.'
    """
    shares = drawing.row_by_row(_DELAY, data, year=str, late=percent, mirror=percent)
    alt = _("One line for each kind of request and year. {listed}", listed=shares)
    note = label("delays", "chart-note")
    frame = Frame(COLUMN, 0.42 * len(data) + 0.6, left=1.6, right=0.3)
    return Chart(
        "delays", _delays_title(data), alt, data, universe, source, note, frame, lambda figure: _late(figure, data),
        subtitle=_("Share of requests answered after the deadline, by kind of request and year"),
    )  # fmt: skip


def _delays_title(data: pd.DataFrame) -> str:
    """Name the kinds of request whose figures of two years mirror one another."""
    late = data.pivot_table(index="kind", columns="year", values="late")
    kinds = late.index[(late.sum(axis=1, min_count=2) - 1).abs() < _ROUNDING]
    if late.shape[1] != 2 or kinds.empty:
        return _("Late answers by the CCF: what blogs report")
    years = listed(str(year) for year in late.columns)
    return _(
        "Late answers to {kinds}: figures for {years} mirror each other, so one source may be wrong",
        kinds=listed(kind.lower() for kind in kinds),
        years=years,
    )


def _late(figure: Figure, data: pd.DataFrame) -> None:
    axes, rows, size, blue = figure.subplots(), range(len(data)), drawing.small(figure), COLOURS["blue"]
    axes.hlines(rows, data["late"], data["mirror"], color=COLOURS["others"], linewidth=1, linestyle=(0, (2, 2)))
    axes.plot(data["late"], rows, "o", color=blue, markersize=7)
    axes.plot(data["mirror"], rows, "o", color=blue, markerfacecolor=COLOURS["paper"], markersize=7)
    for row, late in zip(rows, data["late"], strict=True):
        drawing.write_near(axes, percent(late), (late, row), (0, 6), ha="center", fontsize=size)
    names = [f"{kind}, {year}" for kind, year in data[["kind", "year"]].itertuples(index=False)]
    axes.set_yticks(rows, [drawing.fitted(name, 115, size) for name in names], color=COLOURS["ink"])
    axes.set_ylim(len(data) - 0.5, -0.7)
    axes.set_xlim(0, 1)
    axes.xaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    drawing.lines_upright(axes)
    kinds = {"late": _("as published"), "mirror": _("if late and on time were swapped")}
    named = [Name(words, points_of(data[column], rows)[::-1], blue) for column, words in kinds.items()]
    name_marks(axes, named, size)
    texts = drawing.each_row(_DELAY, data, year=str, late=percent, mirror=percent)
    drawing.show_values(axes, texts, None, rows)


def outcomes(data: pd.DataFrame, year: int, universe: str, source: str) -> Chart:
    """Draw the outcomes of one year's complaints as bars.

    Parameters
    ----------
    data : DataFrame
        Columns outcome (words) and complaints; in the order drawn.
    year : int
        The year.
    universe, source : str
        What was counted, and the table that the rows come from.

    Returns
    -------
    Chart
        One bar an outcome.

    Examples
    --------
    >>> data = pd.DataFrame({"outcome": ["deleted", "kept"], "complaints": [30, 70]})
    >>> outcomes(data, 2020, "invented complaints", "invented").alt
    'Bars for 100 admissible complaints, by outcome: deleted 30, kept 70.'
    """
    total, first = data["complaints"].sum(), data.iloc[0]
    title = _(
        "{outcome}: {part} of {total} admissible complaints in {year}", part=first["complaints"], total=total,
        year=str(year), outcome=str(first["outcome"]).capitalize(),
    )  # fmt: skip
    parts = drawing.row_by_row(N_("{outcome} {complaints}"), data, ", ")
    alt = _("Bars for {total} admissible complaints, by outcome: {parts}.", total=total, parts=parts)
    note = _("These are complaints by people who knew of a notice, not a sample of notices.")
    frame = Frame(COLUMN, 0.6 + 0.4 * len(data), left=0.15, right=0.25, bottom=0.5, top=0.05)
    return Chart(
        "outcomes", title, alt, data.assign(year=year), universe, source, note, frame,
        lambda figure: _outcome_bars(figure.subplots(), data),
        subtitle=_("Admissible complaints to the CCF about data in INTERPOL’s files, by outcome"),
    )  # fmt: skip


def _outcome_bars(axes: Axes, data: pd.DataFrame) -> None:
    counts, places = data["complaints"].astype(float), range(len(data))
    axes.barh(places, counts, height=0.34, color=COLOURS["blue"])
    for place, (what, count) in enumerate(zip(data["outcome"], counts, strict=True)):
        axes.text(0, place - 0.3, f"{what}: {number(count)}", fontsize=drawing.small(axes.figure))
    axes.set_ylim(len(data) - 0.6, -1.0)
    axes.set_yticks([])
    axes.grid(visible=False)
    axes.spines["left"].set_visible(False)
    drawing.label_with_numbers(axes.xaxis)
    axes.set_xlabel(_("admissible complaints"))
    drawing.show_values(axes, drawing.each_row(N_("{outcome}: {complaints}"), data), None, places)


#: Part -> (colour, label).
PARTS = {
    "art2": (COLOURS["sky"], _("Article 2 (human rights)")),
    "art3": (COLOURS["blue"], _("Article 3 (political or similar)")),
    "other": (COLOURS["ice"], _("other grounds")),
    "unread": (COLOURS["paper"], _("ground not published")),
}


#: The least share of the longest bar in which a number fits.
_ROOM = 0.1
#: Half the height of a bar, in shares of a row.
_HALF = 0.2


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
        One bar per year; an open end where the total is not known.

    Raises
    ------
    KeyError
        If a part is no key of ``PARTS``.

    Examples
    --------
    >>> data = pd.DataFrame({"year": 2020, "part": ["art2", "art3"], "alerts": [100, 300], "open": False})
    >>> refusal_grounds(data, {}, "invented").alt
    'Stacked bars, one for each year. 2020: Article 2 (human rights) 100, Article 3 (political or similar) 300.'
    """
    years = sorted({int(year) for year in data["year"]})
    note = label("refusal_grounds", "chart-note")
    universe = _("notices and diffusions refused or cancelled by INTERPOL’s task force in a year")
    frame = Frame(COLUMN, 0.5 * (len(years) + 0.5) + 0.45, left=0.5, right=0.55)
    return Chart(
        "refusal_grounds", _grounds_title(data), _alt(data, years, rival), data, universe, source, note, frame,
        lambda figure: _bars_of_grounds(figure.subplots(), data, years, rival),
        subtitle=_("Red Notices and wanted-person diffusions refused or cancelled each year, by ground"),
    )  # fmt: skip


def _grounds_title(data: pd.DataFrame) -> str:
    """Say the total of the last year whose total was read."""
    whole = data[~data["open"].astype(bool)]
    if whole.empty:
        return _("We found no total for the notices and diffusions refused or cancelled in these years")
    last = int(whole["year"].max())
    return _(
        "{count} notices and diffusions were refused or cancelled in {year}, the last year with a published total",
        count=whole.loc[whole["year"] == last, "alerts"].sum(),
        year=str(last),
    )


def _bars_of_grounds(axes: Axes, data: pd.DataFrame, years: list[int], rival: dict[int, tuple[float, float]]) -> None:
    parts = data.sort_values("part", key=lambda parts: parts.map(list(PARTS).index), kind="stable")
    parts = parts.assign(place=parts["year"].map(years.index), end=parts.groupby("year")["alerts"].cumsum())
    longest = float(parts["end"].max())
    for place, year in enumerate(years):
        bar = parts[parts["year"] == year]
        for row in bar.itertuples(index=False):
            _part(axes, row, _ROOM * longest)
        _end(axes, place, float(bar["end"].iloc[-1]), is_open=bool(bar["open"].any()), jag=0.012 * longest)
    for year, ends in rival.items():
        _rival(axes, years.index(year) + 0.38, *ends)
    axes.set_yticks(range(len(years)), [str(year) for year in years])
    axes.set_ylim(len(years) - 0.4, -0.9)
    drawing.lines_upright(axes)
    drawing.label_with_numbers(axes.xaxis)
    axes.xaxis.set_major_locator(MaxNLocator(5))
    _name_parts(axes, parts)
    texts = drawing.each_row(N_("{part}, {year}: {alerts}"), parts, part=lambda part: PARTS[part][1], year=str)
    drawing.show_values(axes, texts, parts["end"] - parts["alerts"] / 2, parts["place"])


def _part(axes: Axes, row: Any, least: float) -> None:  # noqa: ANN401
    """Draw a part of a bar, with its number if it is large enough."""
    look: dict[str, Any] = {"color": PARTS[row.part][0], "edgecolor": COLOURS["blue"], "linewidth": 0.6}
    hatch = "////" if row.part == "unread" else None
    axes.barh(row.place, row.alerts, 2 * _HALF, left=row.end - row.alerts, hatch=hatch, **look)
    if row.alerts >= least and row.alerts and not hatch:
        ink = COLOURS["ink" if row.part == "other" else "paper"]
        spot = row.end - row.alerts / 2, row.place
        drawing.inside(axes, number(row.alerts), spot, color=ink, fontsize=drawing.small(axes.figure))


def _rival(axes: Axes, place: float, low: float, high: float) -> None:
    """Mark both published sums below the bar whose parts they sum."""
    axes.errorbar(
        [(low + high) / 2], [place], xerr=[[(high - low) / 2]] * 2, color=COLOURS["ink"], capsize=3, linewidth=1.2
    )
    words = _("{low} or {high} under Articles 2 and 3", low=low, high=high)
    drawing.write_near(axes, words, (high, place), (5, 0), va="center", fontsize=drawing.small(axes.figure))


def _name_parts(axes: Axes, parts: pd.DataFrame) -> None:
    """Name each ground once, above its part of a bar, the largest part first."""
    largest = parts.sort_values("alerts", ascending=False, kind="stable")
    names = []
    for part, (_unused, words) in reversed(PARTS.items()):
        rows = largest[largest["part"] == part]
        spots = zip(rows["end"] - rows["alerts"] / 2, rows["place"] - _HALF, strict=True)
        names.append(Name(words, list(spots)))
    name_marks(axes, names, drawing.small(axes.figure), led=True)


def _end(axes: Axes, place: int, left: float, *, is_open: bool, jag: float) -> None:
    """End a bar: with its total, or jagged where the total is not known."""
    if not is_open:
        drawing.write_near(axes, number(left), (left, place), (4, 0), va="center", fontweight="bold")
        return
    jags = [left + (jag if step % 2 else -jag) for step in range(9)]
    axes.plot(jags, [place + 1.1 * _HALF * (step / 4 - 1) for step in range(9)], color=COLOURS["ink"], linewidth=1)
    drawing.write_near(axes, "…", (left, place), (6, 0), va="center")


def _alt(data: pd.DataFrame, years: list[int], rival: dict[int, tuple[float, float]]) -> str:
    bars = " ".join(_refusal_grounds_sentence(data[data["year"] == year], year) for year in years)
    sums = (
        _("Sources disagree on {year}: {low} or {high} under Articles 2 and 3.", year=str(year), low=low, high=high)
        for year, (low, high) in rival.items()
    )
    return " ".join([_("Stacked bars, one for each year."), bars, *sums])


def _refusal_grounds_sentence(rows: pd.DataFrame, year: int) -> str:
    parts = drawing.row_by_row(N_("{part} {alerts}"), rows, ", ", part=lambda part: PARTS[part][1])
    words = N_("{year}: {parts}; total not known.") if rows["open"].any() else N_("{year}: {parts}.")
    return _(words, year=str(year), parts=parts)


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
        One bar per year between its bounds; a band for a mean of years.

    Examples
    --------
    >>> data = pd.DataFrame({"first": [2020], "last": [2020], "low": [0.04], "high": [0.05], "published": [0.045]})
    >>> refusal_share(data, [], "invented").alt.partition(" Numbered")[0]
    'Bars from lowest to highest share. 2020: 4 % to 5 % (4.5 % as published).'
    """
    title = _share_title(data)
    bars = " ".join(_refusal_share_sentence(row) for _, row in data.iterrows())
    alt = _("Bars from lowest to highest share. {bars} Numbered lines: {breaks}.", bars=bars, breaks=_in_words(breaks))
    note = label("refusal_share", "chart-note", breaks=_in_words(breaks))
    universe = _("notices and diffusions refused or cancelled, and those issued in the same years")
    wide = Frame(WIDE, 3.4, left=0.5, top=0.45)
    narrow = Frame(COLUMN, 4.0, left=0.5, top=0.6)
    return Chart(
        "refusal_share", title, alt, data, universe, source, note, wide,
        lambda figure: _between_bounds(figure, data, breaks),
        narrow=narrow, subtitle=_("Bars: possible range. Black lines: share of notices issued, as published. Band: "
            "average over years. Numbered lines: changes in what is counted."),
    )  # fmt: skip


def _share_title(data: pd.DataFrame) -> str:
    """Say the bounds of the last single year, or of the last mean of years where there is none."""
    years = data[data["first"] == data["last"]]
    last = (data if years.empty else years).sort_values("last").iloc[-1]
    words = (
        N_("Between {low} and {high} of requests were refused or cancelled in an average year, {first} to {last}")
        if years.empty
        else N_("Between {low} and {high} of requests were refused or cancelled in {year}")
    )
    first, year = (str(int(last[end])) for end in ("first", "last"))
    return _(words, first=first, last=year, year=year, low=percent(last["low"]), high=percent(last["high"]))


def _between_bounds(figure: Figure, data: pd.DataFrame, breaks: Sequence[Break]) -> None:
    axes = figure.subplots()
    _draw_breaks(axes, breaks)
    means, years = data[data["first"] < data["last"]], data[data["first"] == data["last"]]
    look: dict[str, Any] = {"facecolor": COLOURS["ice"], "edgecolor": COLOURS["blue"], "lw": 0.6, "hatch": "////"}
    for first, last, low, high in means[["first", "last", "low", "high"]].itertuples(index=False):
        axes.fill_between([first, last + 1], low, high, **look)
    _years(axes, years)
    axes.set_ylim(0, float(data[["high", "published"]].max().max()) * 1.25)
    axes.yaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    first, last = min(_FIRST, int(data["first"].min())), max(_LAST, int(data["last"].max()))
    drawing.year_axis(axes, first, last, 2 if drawing.is_narrow(figure) else 1)
    texts = [_refusal_share_sentence(row) for _unused, row in data.iterrows()]
    drawing.show_values(axes, texts, (data["first"] + data["last"] + 1) / 2, None)


def _years(axes: Axes, rows: pd.DataFrame) -> None:
    ground = {"facecolor": COLOURS["paper"], "linewidth": 0, "pad": 0.5}
    look: dict[str, Any] = {"ha": "center", "fontsize": drawing.small(axes.figure), "bbox": ground}
    for year, low, high in rows[["last", "low", "high"]].itertuples(index=False):
        place = drawing.middle(year)
        axes.plot([place] * 2, [low, high], color=COLOURS["blue"], linewidth=5, solid_capstyle="butt")
        for end, offset, side in ((high, 4, "bottom"), (low, -4, "top")):
            drawing.write_near(axes, percent(end)[:-2], (place, end), (0, offset), va=side, **look)
    look = {"color": COLOURS["ink"], "markersize": 15, "markeredgewidth": 1.4}
    axes.plot(drawing.middle(rows["last"]), rows["published"], "_", **look)


def _refusal_share_sentence(row: pd.Series) -> str:
    first, last = (f"{row[end]:.0f}" for end in ("first", "last"))
    years = last if first == last else _("Mean of {first} to {last}", first=first, last=last)
    ends = {"low": percent(row["low"]), "high": percent(row["high"])}
    if row["published"] != row["published"]:
        return _("{years}: {low} to {high}.", years=years, **ends)
    return _(
        "{years}: {low} to {high} ({published} as published).", years=years,
        published=percent(row["published"]), **ends,
    )  # fmt: skip


#: Universe -> axis label of its panel.
PANELS = {name: label(name, "chart-safeguards") for name in ("issued", "refused", "complaints")}


_MARKS = [("blue", "o"), ("edge", "s"), ("sky", "^"), ("others", "D")]


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
    title = _("Notices issued, requests refused and complaints measure three different things")
    every = sorted({change for changes in breaks.values() for change in changes}, key=lambda change: change.number)
    alt = " ".join(_safeguards_sentence(rows, str(series)) for series, rows in data.groupby("series", sort=False))
    alt = _("Three panels of points by year. {series} Numbered lines: {breaks}.", series=alt, breaks=_in_words(every))
    note = label("safeguards", "chart-note", breaks=_in_words(every))
    universe = _("notices and diffusions issued, notices and diffusions refused or cancelled, and requests to the CCF")
    wide = Frame(WIDE, 7.2, left=0.8, top=0.5)
    narrow = Frame(COLUMN, 9.6, left=0.8, top=0.65)
    return Chart(
        "safeguards", title, alt, data, universe, source, note, wide, lambda figure: _panels(figure, data, breaks),
        subtitle=_("Number per year, each count on its own scale; numbered lines mark changes in what is counted"),
        narrow=narrow,
    )  # fmt: skip


def _panels(figure: Figure, data: pd.DataFrame, breaks: Mapping[str, Sequence[Break]]) -> None:
    panels = figure.subplots(len(PANELS), 1, sharex=True, height_ratios=[1.15, 0.85, 1.0])
    figure.subplots_adjust(hspace=0.42)
    step = 4 if drawing.is_narrow(figure) else 2
    drawing.year_axis(panels[-1], int(data["year"].min()), max(_LAST, int(data["year"].max())), step)
    for axes, (universe, words) in zip(panels, PANELS.items(), strict=True):
        _panel(axes, data[data["universe"] == universe], breaks[universe], words)


def _panel(axes: Axes, rows: pd.DataFrame, breaks: Sequence[Break], words: str) -> None:
    """Draw the series of a universe, each named beside its marks, the last ones first."""
    _draw_breaks(axes, breaks)
    names = []
    for (name, series), (colour, marker) in zip(rows.groupby("series", sort=False), _MARKS, strict=False):
        series = series.sort_values("year")
        _series(axes, series, breaks, COLOURS[colour], marker)
        names.append(Name(str(name), points_of(drawing.middle(series["year"]), series["value"]), COLOURS[colour]))
        texts = drawing.each_row(N_("{series}, {year}: {value}"), series, year=str)
        drawing.show_values(axes, texts, drawing.middle(series["year"]), series["value"])
    axes.set_ylabel(drawing.fitted(words, 60, 12))
    axes.set_ylim(0, float(rows["high"].max()) * 1.35)
    drawing.label_whole(axes.yaxis, nbins=5)
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: drawing.short_number(value)))
    name_marks(axes, names, drawing.small(axes.figure), most=170)


def _series(axes: Axes, rows: pd.DataFrame, breaks: Sequence[Break], colour: str, marker: str) -> None:
    exact = rows[~rows["bound"]].set_index("year")["value"]
    for run in _runs([int(year) for year in exact.index], breaks):
        axes.plot([drawing.middle(year) for year in run], exact.loc[run], color=colour, linewidth=0.9)
    places = drawing.middle(rows["year"])
    axes.plot(places, rows["value"], marker, color=colour, markersize=4.5)
    wide = rows["low"] < rows["high"]
    if wide.any():
        conflicting = rows[wide]
        reach = [conflicting["value"] - conflicting["low"], conflicting["high"] - conflicting["value"]]
        axes.errorbar(places[wide], conflicting["value"], reach, fmt="none", color=colour, linewidth=1.1, capsize=2.5)
    arrow = {"arrowstyle": "<-", "color": colour, "linewidth": 1.1, "shrinkB": 0, "shrinkA": 0}
    for spot in zip(places[rows["bound"]], rows.loc[rows["bound"], "value"], strict=True):
        axes.annotate("", spot, xytext=(0, 17), textcoords="offset points", arrowprops=arrow)


def _safeguards_sentence(rows: pd.DataFrame, series: str) -> str:
    words = {True: N_("over {value} in {year}"), False: N_("{value} in {year}")}
    values = [
        _(words[bool(bound)], value=value, year=str(year))
        for year, value, bound in rows.sort_values("year")[["year", "value", "bound"]].itertuples(index=False)
    ]
    return f"{series[:1].upper()}{series[1:]}: {', '.join(values)}."
