"""Charts that set states side by side: rates, funnels, shares, snapshots, concentration."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Unpack

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, LogLocator, MaxNLocator, NullLocator

from analysis.charts import drawing
from analysis.charts.chart import COLOURS, COLUMN, WIDE, About, Chart, Frame
from analysis.charts.naming import Name, name_marks, points_of
from analysis.core.country_names import country_name, fold
from analysis.core.judgement import UNIVERSES
from analysis.core.messages import N_, _, label
from analysis.stats.estimate import Estimate, percent
from analysis.stats.funnel import Funnel


def shares_beside_median(table: pd.DataFrame, *, title: str, what: str, unit: str, **about: Unpack[About]) -> Chart:
    """Draw shares as bars, with the median over states as a mark. Complete counts, so no interval is drawn.

    Parameters
    ----------
    table : DataFrame
        One row a bar, in order from the top: ``group`` (as a reader knows it), ``share`` and ``median`` (both between
        0 and 1).
    title, **about : str
        See `Chart`.
    what : str
        What the bars are: the name of a place, for example.
    unit : str
        Label of the axis.

    Returns
    -------
    Chart
        Bars in percent.

    Examples
    --------
    >>> texts = {"universe": "invented notices", "source": "invented", "note": "Nothing here is real."}
    >>> table = pd.DataFrame({"group": ["politics", "theft"], "share": [0.4, 0.1], "median": [0.1, 0.2]})
    >>> shares_beside_median(table, name="charges", title="Charges", what="Freedonia", unit="%", **texts).alt
    'Bars, Freedonia and in brackets the median of countries. politics 40.0 % (10.0 %), theft 10.0 % (20.0 %)'
    """
    rows = table.iloc[::-1].reset_index(drop=True)
    bars = drawing.row_by_row(N_("{group} {share} ({median})"), table, ", ", share=percent, median=percent)
    alt = _("Bars, {what} and in brackets the median of countries. {bars}", what=what, bars=bars)
    frame = Frame(COLUMN, 0.42 * len(rows) + 0.6, left=0.12, right=0.65, bottom=0.5)
    return Chart(
        title=title, alt=alt, data=table, frame=frame, subtitle=_("Unit: {unit}", unit=unit),
        draw=lambda figure: _share_bars(figure.subplots(), rows, what, unit), **about,
    )  # fmt: skip


def _share_bars(axes: Axes, rows: pd.DataFrame, what: str, unit: str) -> None:
    axes.barh(rows.index, 100 * rows["share"], color=COLOURS["ink"], height=0.34)
    look: dict[str, Any] = {"s": 150, "linewidths": 2, "zorder": 3}
    axes.scatter(100 * rows["median"], rows.index, marker="|", color=COLOURS["others"], **look)
    axes.set_xlim(left=0)
    drawing.names_above(axes, rows["group"])
    for place, share in enumerate(rows["share"]):
        spot = axes.get_xlim()[1], float(place)
        drawing.write_near(axes, percent(share), spot, (4, 0), va="center", fontsize=drawing.small(axes.figure))
    axes.set_xlabel(unit, fontsize=drawing.small(axes.figure))
    medians = Name(_("median of countries"), points_of(100 * rows["median"], rows.index), COLOURS["others"])
    name_marks(axes, [medians, Name(what, points_of(100 * rows["share"], rows.index))], drawing.small(axes.figure))


#: How many of the first places, or of those above the limits, are named.
_NAMED = 5


def lorenz(counts: pd.Series[int], *, what: str, **about: Unpack[About]) -> Chart:
    """Draw the cumulative share of a total, from the largest place down (after Lorenz 1905).

    Parameters
    ----------
    counts : Series of int
        Counts by ISO3 code.
    what : str
        What is counted, for the title.
    **about : str
        See `Chart`.

    Returns
    -------
    Chart
        A step curve from the largest place to the smallest, the first ones named.

    Raises
    ------
    InputError
        If a code is that of no country.

    Examples
    --------
    >>> texts = {"universe": "invented notices", "source": "invented", "note": "Nothing here is real."}
    >>> chart = lorenz(pd.Series({"BLR": 1, "FRA": 6, "TUR": 3}), name="few", what="invented notices", **texts)
    >>> chart.data["cumulative_share"].tolist()
    [0.6, 0.9, 1.0]
    """
    ordered = counts.sort_values(ascending=False, kind="stable")
    share = ordered.cumsum() / ordered.sum()
    names = [country_name(str(code)) for code in ordered.index[:_NAMED]]
    first = ", ".join(f"{name} {part:.0%}" for name, part in zip(names, share, strict=False))
    data = pd.DataFrame({"iso3": ordered.index, "count": ordered.to_numpy(), "cumulative_share": share.to_numpy()})
    subtitle = N_(
        "Cumulative share of {what}, from the country with most down; number of countries on a logarithmic axis"
    )
    return Chart(
        title=_("{first} accounts for {share} of {what}", first=names[0], share=percent(share.iloc[0]), what=what),
        alt=_("Curve of the cumulative share over {count} countries, from the largest: {first}.", count=len(ordered),
            first=first), data=data, frame=Frame(COLUMN, 3.2, bottom=0.5, left=0.55, right=0.2),
        draw=lambda figure: _curve(figure.subplots(), share, names), subtitle=_(subtitle, what=what), **about,
    )  # fmt: skip


def _curve(axes: Axes, share: pd.Series[float], first: Sequence[str]) -> None:
    places = np.arange(1, len(share) + 1)
    axes.plot(places, 100 * share, color=COLOURS["blue"], marker="o", markersize=3.5, linewidth=1.4)
    axes.set_ylim(0, 103)
    axes.set_xscale("log")
    ticks = [tick for tick in (1, 2, 5, 10, 20, 50, 100) if tick <= max(2, len(share))]
    axes.set_xticks(ticks, [str(tick) for tick in ticks])
    axes.xaxis.set_minor_locator(NullLocator())
    axes.set_xlim(0.9, max(2.2, len(share) * 1.6))
    axes.set_xlabel(_("number of countries, from the largest"))
    axes.set_ylabel(_("cumulative share, %"))
    names = [Name(name, [(place, 100 * share.iloc[place - 1])]) for place, name in enumerate(first, 1)]
    name_marks(axes, names, drawing.small(axes.figure))


#: The flag of the funnel table that lies above the limits.
_HIGH = "above"


def funnel(
    limits: Funnel, *, what: str, axes_labels: tuple[str, str], focus: str = "", **about: Unpack[About]
) -> Chart:
    """Draw a funnel plot of rates (Spiegelhalter 2005) on logarithmic scales, with 0 at the lower edge.

    Parameters
    ----------
    limits : Funnel
        Each place's value and exposure, and the limits.
    what : str
        What the value is, for the title.
    axes_labels : tuple of str
        Labels of the horizontal and the vertical axis.
    focus : str
        ISO3 code of a place to point out.
    **about : str
        See `Chart`.

    Returns
    -------
    Chart
        Points with limits; the places furthest outside are named.

    Raises
    ------
    InputError
        If the code of a place that is named is that of no country.

    Examples
    --------
    >>> texts = {"universe": "invented notices", "source": "invented", "note": "Nothing here is real."}
    >>> from analysis.stats.estimate import Subject
    >>> from analysis.stats.funnel import funnel_of_rates
    >>> counts = pd.Series({"BLR": 0, "FRA": 99, "TUR": 4, "POL": 5, "DEU": 6, "ITA": 4, "ESP": 5, "PRT": 6})
    >>> about = Subject("World", "notices", "invented notices", "invented")
    >>> held = funnel_of_rates(counts, counts * 0 + 3e6, about=about, per=1e6, per_label="million")
    >>> labels = ("million inhabitants", "notices per million")
    >>> funnel(held, name="funnel", what="Notices", axes_labels=labels, focus="BLR", **texts).title
    'Notices: Belarus does not publish unusually many for its size'
    """
    across, up = axes_labels
    return Chart(
        title=_funnel_title(limits, focus, what), alt=_alt(limits, focus, what),
        subtitle=_("Upwards: {up}. Across: {across}. Both axes are logarithmic where values are rates", up=up,
            across=across), data=limits.table.rename_axis("iso3").reset_index(),
        frame=Frame(COLUMN, 3.6, left=0.5, bottom=0.52),
        draw=lambda figure: _against_limits(figure.subplots(), limits, focus, across), **about,
    )  # fmt: skip


def _funnel_title(limits: Funnel, focus: str, what: str) -> str:
    """Describe where the place in focus lies, or how many lie above the limits."""
    if focus in limits.table.index:
        flag, name = limits.table["flag"][focus], country_name(focus)
        if flag == "not told":
            return _("{what}: {name} does not publish unusually many for its size", what=what, name=name)
        return _("{what}: {name} is {where}", what=what, name=name, where=label(flag, "chart-lies"))
    above = int((limits.table["flag"] == _HIGH).sum())
    return _(
        "{what}: {above} of {count} countries and territories are above the outer limits", what=what, above=above,
        count=len(limits.table),
    )  # fmt: skip


def _against_limits(axes: Axes, limits: Funnel, focus: str, across: str) -> None:
    values, curves, size = limits.table["value"], limits.curves, drawing.small(axes.figure)
    floor = float(values[values > 0].min()) / 2
    units = limits.table.assign(height=values.clip(lower=floor))
    axes.axhline(limits.target.value, color=COLOURS["soft"], linewidth=1)
    low, high = curves["low_998"].clip(lower=floor), curves["high_998"].clip(lower=floor)
    look: dict[str, Any] = {"linewidth": 0.6, "edgecolor": COLOURS["others"]}
    axes.fill_between(curves["exposure"], low, high, color=COLOURS["pale"], **look)
    drawing.make_logarithmic(axes.xaxis)
    drawing.make_logarithmic(axes.yaxis)
    axes.set_ylim(floor * 0.8, float(values.max()) * 2)
    axes.xaxis.set_major_locator(LogLocator(numticks=5))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: drawing.short_number(value)))
    axes.set_xlabel(across)
    _points(axes, units, focus)
    outer: dict[str, Any] = {"xycoords": "axes fraction", "fontsize": size, "color": COLOURS["soft"]}
    axes.annotate(_("outer limits (1 in 500)"), (0.03, 0.14), **outer)
    names = [Name(_("world"), [(axes.get_xlim()[1], limits.target.value)], COLOURS["soft"])]
    for code in dict.fromkeys([focus, *_furthest(units)]):
        if code in units.index:
            spot = units["exposure"][code], units["height"][code]
            names.append(Name(country_name(code), [spot], bold=code == focus, always=code == focus))
    name_marks(axes, names, size)


def _points(axes: Axes, units: pd.DataFrame, focus: str) -> None:
    high = units["flag"] == _HIGH
    diamond = {"s": 20, "marker": "D", "color": COLOURS["paper"], "edgecolors": COLOURS["edge"], "linewidths": 1}
    kinds: tuple[tuple[pd.DataFrame, dict[str, Any]], ...] = (
        (units[~high], {"s": 14, "color": COLOURS["others"], "linewidths": 0}),
        (units[high], diamond),
        (units[units.index == focus], {"s": 60, "color": COLOURS["ink"], "zorder": 5, "clip_on": False}),
    )
    for rows, look in kinds:
        if len(rows):
            axes.scatter(rows["exposure"], rows["height"], **look)


def _furthest(units: pd.DataFrame) -> list[str]:
    """Return the places above the limits that may be labelled, the highest first."""
    return [str(code) for code in units[units["flag"] == _HIGH].nlargest(_NAMED, "value").index]


def _alt(limits: Funnel, focus: str, what: str) -> str:
    units = limits.table
    far = ", ".join(country_name(code) for code in _furthest(units))
    parts = [
        _("Funnel plot of {count} places; the world's value is {value}.", count=len(units), value=limits.target.value),
        _("Above the limits, highest first: {names}.", names=far) if far else _("None is above the limits."),
    ]
    if focus in units.index:
        name, value = country_name(focus), units["value"][focus]
        where = label(units["flag"][focus], "chart-limits")
        parts.append(_("{name}: {what} {value}, {where}.", name=name, what=what.lower(), value=value, where=where))
    return " ".join(parts)


def league(table: pd.DataFrame, *, title: str, unit: str, most: int = 25, **about: Unpack[About]) -> Chart:
    """Draw the places with the highest shrunken values, each with its interval and the interval of its rank.

    Parameters
    ----------
    table : DataFrame
        One row a place: ``iso3``, ``value``, ``low``, ``high`` (shrunken, in ``unit``), ``raw`` (unshrunken), ``rank``,
        ``rank_low``, ``rank_high``.
    title, **about : str
        See `Chart`.
    unit : str
        Label of the left axis.
    most : int
        How many places are drawn; the data holds all.

    Returns
    -------
    Chart
        Two panels that share their rows: value and rank.

    Examples
    --------
    >>> texts = {"universe": "invented notices", "source": "invented", "note": "Nothing here is real."}
    >>> table = pd.DataFrame({"iso3": ["BLR", "FRA"], "value": [3.0, 1.0], "low": [2.0, 0.5], "high": [4.0, 2.0]})
    >>> table = table.assign(raw=[4.0, 0.5], rank=[1.0, 2.0], rank_low=1.0, rank_high=2.0)
    >>> chart = league(table, name="league", title="Notices", unit="per million", most=1, **texts)
    >>> len(chart.data), "1 of 2 places" in chart.alt
    (2, True)
    """
    top = table.nlargest(most, "value").iloc[::-1].reset_index(drop=True)
    leader = top.iloc[-1]
    ends = {name: f"{leader[name]:.3g}" for name in ("value", "low", "high")}
    alt = _(
        "Two panels, {shown} of {count} places by shrunken value. Highest: {name} with {value} ({low} to {high}), rank "
        "between {first} and {last}.", shown=len(top), count=len(table), name=country_name(leader["iso3"]), **ends,
        first=round(leader["rank_low"]), last=round(leader["rank_high"]),
    )  # fmt: skip
    wide = Frame(WIDE, 0.22 * len(top) + 1.2, left=1.6, bottom=0.65)
    narrow = Frame(COLUMN, 0.24 * len(top) + 1.4, left=1.5, bottom=0.8)
    return Chart(
        title=title, alt=alt, data=table, frame=wide, draw=lambda figure: _two_panels(figure, top, unit),
        subtitle=_("Unit: {unit}", unit=unit), narrow=narrow, **about,
    )  # fmt: skip


def _two_panels(figure: Figure, top: pd.DataFrame, unit: str) -> None:
    left, right = figure.subplots(1, 2, sharey=True, width_ratios=[1.4, 1])
    _dots(left, top, ("value", "low", "high"), "o")
    left.scatter(top["raw"], top.index, marker="|", s=60, color=COLOURS["edge"])
    _dots(right, top, ("rank", "rank_low", "rank_high"), "s")
    left.set_yticks(top.index, [country_name(code) for code in top["iso3"]], color=COLOURS["ink"])
    left.set_xlabel(drawing.fitted(unit, 100, 12))
    right.set_xlabel(drawing.fitted(_("rank (1 is highest)"), 60, 12))
    for axes in (left, right):
        axes.grid(axis="x")
        axes.set_ylim(-0.8, len(top) + 1.4)
        axes.xaxis.set_major_locator(MaxNLocator(4 if drawing.is_narrow(figure) else 6))
    figure.subplots_adjust(wspace=0.08)
    for axes, column in ((left, "raw"), (left, "value"), (right, "rank")):
        name = Name(label(column, "chart-league"), points_of(top[column], top.index))
        name_marks(axes, [name], drawing.small(figure))


def _dots(axes: Axes, top: pd.DataFrame, columns: tuple[str, str, str], marker: str) -> None:
    value, low, high = (top[column] for column in columns)
    look: dict[str, Any] = {"fmt": marker, "markersize": 4, "color": COLOURS["ink"], "linewidth": 1.1}
    axes.errorbar(value, top.index, xerr=[value - low, high - value], **look)


#: With more places than this, lines stand closer together.
MANY = 25


def rates(ratios: Mapping[str, Estimate], focus: str, *, name: str, title: str, unit: str, note: str) -> Chart:
    """Draw ratios with intervals on a logarithmic axis, a line at what is expected; no order but the alphabet's.

    Parameters
    ----------
    ratios : mapping of str to Estimate
        Ratio of each place by its name, all of one universe, each above 0 and with an interval.
    focus : str
        The place that is pointed out, on top; blank where none is.
    name, title, note : str
        See `Chart`.
    unit : str
        Label of the axis.

    Returns
    -------
    Chart
        One line a place; an arrow at the edge of the axis where an interval begins below it. The axis always holds 1.

    Raises
    ------
    ValueError
        If no place is given.

    Examples
    --------
    >>> from analysis.stats.estimate import Kind
    >>> more = ("times the expected", Kind.MODEL)
    >>> one = Estimate(2.0, 0.5, 4.0, 0.95, "invented", 3, "invented cases", "Freedonia: 2.", "invented", *more)
    >>> rates({"Freedonia": one}, "Freedonia", name="rates", title="Ratios", unit="times", note="Invented.").alt
    'Dots with intervals on a logarithmic axis, 1 places. Freedonia: 2 (0.50 to 4).'
    """
    order = sorted(ratios, key=lambda place: (place != focus, fold(place)), reverse=True)
    data = pd.DataFrame([{"place": place, **ratios[place].as_dict()} for place in reversed(order)])
    first = ratios[order[-1]]
    ends = data.fillna({"low": 0.0, "high": 0.0})
    alt = _("Dots with intervals on a logarithmic axis, {count} places.", count=len(order))
    alt = " ".join([alt, drawing.row_by_row(N_("{place}: {value} ({low} to {high})."), ends)])
    full_note = " ".join(
        [note, _("The upright line marks as many cases as expected. An arrow: the interval goes on. An open mark: no "
            "case.")],
    )  # fmt: skip
    left = max(1.5, max(drawing.width_of(_short(place), 10) for place in order) / 72 + 0.15)
    frame = Frame(COLUMN, (0.17 if len(order) > MANY else 0.26) * len(order) + 0.75, left=left, bottom=0.55)
    return Chart(
        name, title, alt, data, first.counted, first.source, full_note, frame,
        lambda figure: _ratio_lines(figure.subplots(), ratios, order, focus, unit),
        subtitle=_("Dot: {unit}; line: its interval. Countries are in the order of their names, not ranked", unit=unit),
    )  # fmt: skip


def _short(place: str) -> str:
    return place.replace(" and ", " & ")


#: How far left of 1, as a ratio, the axis begins at the least.
_AROUND_ONE = 0.7


def _ratio_lines(axes: Axes, ratios: Mapping[str, Estimate], order: list[str], focus: str, unit: str) -> None:
    edge = min(_AROUND_ONE, min(ratio.value for ratio in ratios.values()) / 3)
    for row, place in enumerate(order):
        _line(axes, row, ratios[place], COLOURS["ink" if place == focus or not focus else "others"], edge)
    drawing.make_logarithmic(axes.xaxis)
    axes.set_xlim(edge, max(axes.get_xlim()[1], 1 / _AROUND_ONE))
    axes.xaxis.set_major_locator(LogLocator(subs=(1, 3), numticks=20))
    axes.axvline(1, color=COLOURS["soft"], linewidth=0.9)
    axes.set_yticks(range(len(order)), [_short(name) for name in order], color=COLOURS["ink"])
    axes.set_ylim(-0.6, len(order) - 0.4)
    drawing.lines_upright(axes)
    axes.set_xlabel(_("times the expected, logarithmic"))


def _line(axes: Axes, row: int, rate: Estimate, colour: str, edge: float) -> None:
    low, high = max(rate.low or 0.0, edge), rate.high or edge
    axes.plot([low, high], [row, row], color=colour, linewidth=1.6, solid_capstyle="butt")
    if (rate.low or 0.0) < edge:
        axes.plot([edge], [row], "<", markersize=5, color=colour, clip_on=False)
    face = COLOURS["paper"] if rate.n == 0 else colour
    axes.plot([rate.value], [row], "o", markersize=4.5, markerfacecolor=face, markeredgecolor=colour)


#: Universe -> (colour, marker, whether hollow and by a broken line, as its grey is like that of another); each is drawn
#: on its own and none is divided by another.
_MARKS = {
    "in_force": (COLOURS["ink"], "s", False),
    "issued": (COLOURS["blue"], "o", False),
    "public": (COLOURS["sky"], "D", False),
    "refused": (COLOURS["edge"], "v", False),
    "complaints": (COLOURS["others"], "^", True),
}


def universes(data: pd.DataFrame, source: str) -> Chart:
    """Draw the world totals of the five universes.

    Parameters
    ----------
    data : DataFrame
        Columns basis (a key of ``UNIVERSES``), year, value, low, high (range of the published values; equal to the
        value where sources agree).
    source : str
        Table that the rows come from.

    Returns
    -------
    Chart
        Points and lines on a logarithmic scale; bars show values that conflict.

    Examples
    --------
    >>> rows = [("issued", 2020, 100.0, 90.0, 110.0), ("issued", 2021, 120.0, 120.0, 120.0)]
    >>> chart = universes(pd.DataFrame(rows, columns=["basis", "year", "value", "low", "high"]), "invented")
    >>> "issued in a year: 100 in 2020, 120 in 2021." in chart.alt
    True
    """
    title = _("Five published counts that count five different things; no ratio between them is a rate")
    sentences = (_visible_sentence(data[data["basis"] == basis], what) for basis, what in UNIVERSES.items())
    alt = " ".join([_("Five series on a logarithmic scale."), *sentences])
    universe = _("five counts, each named at its marks")
    return Chart(
        "universes", title, alt, data, universe, source, label("universes", "chart-note"),
        Frame(COLUMN, 4.2, left=0.75), lambda figure: _totals(figure.subplots(), data),
        subtitle=_("Notices, alerts or complaints worldwide; logarithmic axis; each series counts something else"),
    )  # fmt: skip


def _totals(axes: Axes, data: pd.DataFrame) -> None:
    names = []
    for basis, words in UNIVERSES.items():
        rows = data[data["basis"] == basis].sort_values("year")
        _total(axes, rows, _MARKS[basis])
        names.append(Name(words, points_of(rows["year"], rows["value"]), _MARKS[basis][0]))
    drawing.make_logarithmic(axes.yaxis)
    drawing.label_whole(axes.xaxis)
    axes.set_ylim(axes.get_ylim()[0] / 1.6, axes.get_ylim()[1] * 1.6)
    name_marks(axes, names, drawing.small(axes.figure), most=120)


def _total(axes: Axes, rows: pd.DataFrame, mark: tuple[str, str, bool]) -> None:
    colour, marker, hollow = mark
    for _unused, run in rows.groupby(rows["year"].diff().ne(1).cumsum()):
        axes.plot(run["year"], run["value"], color=colour, linewidth=0.9, linestyle="--" if hollow else "-")
    look: dict[str, Any] = {"marker": marker, "markersize": 4.5, "color": colour, "linestyle": "none", "capsize": 3}
    look |= {"markerfacecolor": COLOURS["paper"]} if hollow else {}
    ends = rows["value"] - rows["low"], rows["high"] - rows["value"]
    spread = [reach.where(rows["low"] < rows["high"]) for reach in ends]
    axes.errorbar(rows["year"], rows["value"], yerr=spread, **look)


def _visible_sentence(rows: pd.DataFrame, what: str) -> str:
    if rows.empty:
        return _("No figure for {what}.", what=what)
    ordered = rows.sort_values("year")
    first, last = ordered.iloc[0], ordered.iloc[-1]
    ends = [_("{value} in {year}", value=row["value"], year=f"{row['year']:.0f}") for row in (first, last)]
    return f"{what[0].upper()}{what[1:]}: {ends[0]}, {ends[1]}."
