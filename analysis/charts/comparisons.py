"""Charts that set states side by side: rates, funnels, shares, snapshots, concentration."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, LogLocator, MaxNLocator, NullLocator
from matplotlib.transforms import ScaledTranslation

from analysis.charts.chart import (
    COLOURS,
    COLUMN,
    WIDE,
    Chart,
    Frame,
    Spot,
    beside,
    fitted,
    foot,
    is_narrow,
    label_whole,
    label_with_numbers,
    legend_at_foot,
    lines_upright,
    said_day,
    short_number,
    small,
    spread_of,
    write_apart,
)
from analysis.core.countries import fold, name_of
from analysis.core.hand import UNIVERSES
from analysis.core.messages import say
from analysis.stats.estimate import Estimate, number, percent
from analysis.stats.funnel import Funnel


def shares_beside_median(
    table: pd.DataFrame, *, name: str, title: str, what: str, unit: str, universe: str, source: str, note: str
) -> Chart:
    """Draw shares as bars, with the median over states as a mark. Complete counts, so no interval is drawn.

    Parameters
    ----------
    table : DataFrame
        One row a bar, in order from the top: ``group`` (as a reader knows it), ``share`` and ``median`` (both between
        0 and 1).
    name, title, universe, source, note : str
        See `Chart`.
    what : str
        What the bars are, for the legend: the name of a place, for example.
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
    'Bars, Freedonia and in brackets the median of states. politics 40.0 % (10.0 %), theft 10.0 % (20.0 %)'
    """
    rows = table.iloc[::-1].reset_index(drop=True)
    alt = f"Bars, {what} and in brackets the median of states. " + ", ".join(
        f"{group} {percent(share)} ({percent(median)})"
        for group, share, median in zip(table["group"], table["share"], table["median"], strict=True)
    )
    frame = Frame(COLUMN, 0.42 * len(rows) + foot(1, 0.5) + 0.1, left=0.12, right=0.65, bottom=foot(1, 0.5))
    return Chart(
        name, title, alt, table, universe, source, note, frame, lambda figure: _share_bars(figure, rows, what, unit),
        subtitle=say("chart-unit", unit=unit),
    )  # fmt: skip


def _share_bars(figure: Figure, rows: pd.DataFrame, what: str, unit: str) -> None:
    axes = figure.subplots()
    axes.barh(rows.index, 100 * rows["share"], color=COLOURS["ink"], height=0.34, label=what)
    look: dict[str, Any] = {"s": 150, "linewidths": 2, "zorder": 3, "label": "median of states"}
    axes.scatter(100 * rows["median"], rows.index, marker="|", color=COLOURS["others"], **look)
    axes.set_yticks(rows.index, rows["group"])
    lines_upright(axes)
    axes.set_xlim(left=0)
    _names_above(axes)
    for place, share in rows["share"].items():
        beside(
            axes, percent(share), (axes.get_xlim()[1], float(str(place))), (4, 0), va="center", fontsize=small(figure)
        )
    axes.set_xlabel(unit, fontsize=small(figure))
    legend_at_foot(axes, 2)


def _names_above(axes: Axes) -> None:
    """Write the name of each row above it, where it takes nothing from the width of the picture."""
    axes.tick_params(axis="y", length=0, pad=-4)
    for label in axes.get_yticklabels():
        label.set(ha="left", va="bottom", color=COLOURS["ink"])
        label.set_transform(label.get_transform() + ScaledTranslation(0, 0.09, axes.figure.dpi_scale_trans))
    axes.set_ylim(-0.45, len(axes.get_yticklabels()) - 0.15)


#: How many of the first places are named.
_NAMED = 5


def lorenz(counts: pd.Series[int], *, name: str, what: str, universe: str, source: str, note: str) -> Chart:
    """Draw the cumulative share of a total, from the largest place down (after Lorenz 1905).

    Parameters
    ----------
    counts : Series of int
        Counts by ISO3 code.
    name, universe, source, note : str
        See `Chart`.
    what : str
        What is counted, for the title.

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
    title = say("chart-lorenz", first=name_of(str(ordered.index[0])), share=percent(float(share.iloc[0])), what=what)
    first = ", ".join(f"{name_of(str(code))} {share[code]:.0%}" for code in ordered.index[:_NAMED])
    alt = f"Curve of the cumulative share over {len(ordered)} states, from the largest: {first}."
    data = pd.DataFrame({"iso3": ordered.index, "count": ordered.to_numpy(), "cumulative_share": share.to_numpy()})
    frame = Frame(COLUMN, 3.2, bottom=0.5, left=0.55, right=0.2)
    return Chart(
        name, title, alt, data, universe, source, note, frame, lambda figure: _curve(figure, share),
        subtitle=say("chart-lorenz-unit", what=what),
    )  # fmt: skip


#: Where the names of places stand beside the curve: to the right and below it, else to the left and above.
_BELOW_THE_CURVE = ((0.0, -1.2), (0.0, -0.3), (0.0, -2.3), (-1.0, 0.3), (-1.0, 1.4), (0.0, -3.4), (0.0, -4.5))


def _curve(figure: Figure, share: pd.Series[float]) -> None:
    axes = figure.subplots()
    places = np.arange(1, len(share) + 1)
    axes.plot(places, 100 * share, color=COLOURS["blue"], marker="o", markersize=3.5, linewidth=1.4)
    axes.set_ylim(0, 103)
    axes.set_xscale("log")
    ticks = [tick for tick in (1, 2, 5, 10, 20, 50, 100) if tick <= max(2, len(share))]
    axes.set_xticks(ticks, [str(tick) for tick in ticks])
    axes.xaxis.set_minor_locator(NullLocator())
    axes.set_xlim(0.9, max(2.2, len(share) * 1.6))
    axes.set_xlabel("number of states, from the largest")
    axes.set_ylabel("cumulative share, %")
    named = zip(places[:_NAMED], share.index[:_NAMED], strict=False)
    spots = [Spot(name_of(str(code)), (float(place), 100 * float(share[code])), always=True) for place, code in named]
    write_apart(axes, spots, small(figure), _BELOW_THE_CURVE)


#: How many of the outlying places are labelled.
_LABELS = 5


#: Flags of the funnel table that lie above the limits, and where a reader would say that a flag lies.
_HIGH = "above"


_WHERE = {
    "above": "above the outer limits, which 1 in 500 would leave",
    "high": "above the inner limits, which 1 in 20 would leave",
    "inside": "inside the inner limits, which 1 in 20 would leave",
    "not told": "not above the limits; whether it is low cannot be told",
    "low": "below the inner limits, which 1 in 20 would leave",
    "below": "below the outer limits, which 1 in 500 would leave",
}


def funnel(
    held: Funnel,
    base: float,
    *,
    name: str,
    what: str,
    axes_labels: tuple[str, str],
    universe: str,
    source: str,
    note: str,
    focus: str = "",
    log_values: bool = True,
) -> Chart:
    """Draw a funnel plot (Spiegelhalter 2005); on a logarithmic scale of values, 0 stands at the lower edge.

    Parameters
    ----------
    held : Funnel
        Each place's value and exposure, and the limits.
    base : float
        Exposure that the horizontal axis counts as one.
    name, universe, source, note : str
        See `Chart`.
    what : str
        What the value is, for the title.
    axes_labels : tuple of str
        Labels of the horizontal and the vertical axis.
    focus : str
        ISO3 code of a place to point out.
    log_values : bool
        Whether values are drawn on a logarithmic scale, as rates are and shares are not.

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
    >>> funnel(held, 1e6, name="funnel", what="Notices", axes_labels=labels, focus="BLR", **texts).title
    'Notices: Belarus lies not above the limits; whether it is low cannot be told'
    """
    title = _funnel_title(held, focus, what)
    data = held.table.rename_axis("iso3").reset_index()

    def draw(figure: Figure) -> None:
        axes = figure.subplots()
        _against_limits(axes, held, focus, base, log_values=log_values)
        axes.set_xlabel(axes_labels[0])
        legend_at_foot(axes, 2)

    frame = Frame(COLUMN, 4.1, left=0.5, bottom=foot(2, 0.52))
    unit = say("chart-funnel-unit", up=axes_labels[1], across=axes_labels[0])
    return Chart(name, title, _alt(held, focus, what), data, universe, source, note, frame, draw, subtitle=unit)


def _funnel_title(held: Funnel, focus: str, what: str) -> str:
    """Say where the place in focus lies, or how many lie above the limits."""
    if focus in held.table.index:
        flag = str(held.table["flag"][focus])
        return say("chart-funnel-focus", what=what, name=name_of(focus), where=_WHERE[flag].partition(",")[0])
    above = int((held.table["flag"] == _HIGH).sum())
    return say("chart-funnel", what=what, above=above, count=len(held.table))


def _against_limits(axes: Axes, held: Funnel, focus: str, base: float, *, log_values: bool) -> None:
    values = held.table["value"]
    floor = float(values[values > 0].min()) / 2 if log_values else 0.0
    _limits(axes, held.curves, held.target.value, base, floor)
    axes.set_xscale("log")
    axes.set_ylim(0, 1.03)
    if log_values:
        axes.set_yscale("log")
        axes.set_ylim(floor * 0.8, float(values.max()) * 2)
    for axis in (axes.xaxis, axes.yaxis):
        label_with_numbers(axis)
        axis.set_minor_locator(NullLocator())
    axes.xaxis.set_major_locator(LogLocator(numticks=5))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: short_number(value)))
    _points(axes, held.table, focus, base, floor)


def _limits(axes: Axes, limits: pd.DataFrame, target: float, base: float, floor: float) -> None:
    size = limits["exposure"] / base
    low, high = limits["low_998"].clip(lower=floor), limits["high_998"].clip(lower=floor)
    axes.axhline(target, color=COLOURS["soft"], linewidth=1, label="world")
    look: dict[str, Any] = {"color": COLOURS["pale"], "linewidth": 0.6, "edgecolor": COLOURS["others"]}
    axes.fill_between(size, low, high, label="outer limits (1 in 500)", **look)


def _points(axes: Axes, units: pd.DataFrame, focus: str, base: float, floor: float) -> None:
    size, height = units["exposure"] / base, units["value"].clip(lower=floor)
    high = units["flag"] == _HIGH
    axes.scatter(size[~high], height[~high], s=14, color=COLOURS["others"], linewidths=0)
    look: dict[str, Any] = {
        "s": 20,
        "marker": "D",
        "color": COLOURS["paper"],
        "edgecolors": COLOURS["edge"],
        "linewidths": 1,
    }
    axes.scatter(size[high], height[high], label="above the limits", **look)
    far = _furthest(units)
    spots = [Spot(name_of(code), (size[code], height[code])) for code in far if code != focus]
    if focus in units.index:
        look = {"s": 60, "color": COLOURS["ink"], "zorder": 5, "clip_on": False, "label": name_of(focus)}
        axes.scatter(size[focus], height[focus], **look)
        spots.insert(0, Spot(name_of(focus), (size[focus], height[focus]), bold=True, always=True))
    write_apart(axes, spots, small(axes.figure))


def _furthest(units: pd.DataFrame) -> list[str]:
    """Give the places above the limits that may be labelled, the highest first."""
    return [str(code) for code in units[units["flag"] == _HIGH].nlargest(_LABELS, "value").index]


def _alt(held: Funnel, focus: str, what: str) -> str:
    units = held.table
    far = [name_of(code) for code in _furthest(units)]
    text = f"Funnel plot of {len(units)} places; the world's value is {number(held.target.value)}. "
    text += f"Above the limits, highest first: {', '.join(far)}. " if far else "None lies above the limits. "
    if focus in units.index:
        value, flag = units["value"][focus], units["flag"][focus]
        text += f"{name_of(focus)}: {what.lower()} {number(value)}, {_WHERE[flag]}."
    return text.strip()


def league(
    table: pd.DataFrame, *, name: str, title: str, unit: str, universe: str, source: str, note: str, most: int = 25
) -> Chart:
    """Draw the places with the highest shrunken values, each with its interval and the interval of its rank.

    Parameters
    ----------
    table : DataFrame
        One row a place: ``iso3``, ``value``, ``low``, ``high`` (shrunken, in ``unit``), ``raw`` (unshrunken), ``rank``,
        ``rank_low``, ``rank_high``.
    name, title, universe, source, note : str
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
    alt = (
        f"Two panels, {len(top)} of {len(table)} places by shrunken value. Highest: {name_of(leader['iso3'])} with "
        f"{leader['value']:.3g} ({leader['low']:.3g} to {leader['high']:.3g}), rank between {leader['rank_low']:.0f} "
        f"and {leader['rank_high']:.0f}. The intervals of neighbours overlap widely."
    )
    wide = Frame(WIDE, 0.22 * len(top) + 1.0, left=1.6, bottom=0.75)
    narrow = Frame(COLUMN, 0.24 * len(top) + 1.2, left=1.5, bottom=0.95)
    return Chart(
        name, title, alt, table, universe, source, note, wide, lambda figure: _two_panels(figure, top, unit),
        subtitle=say("chart-unit", unit=unit), narrow=narrow,
    )  # fmt: skip


def _two_panels(figure: Figure, top: pd.DataFrame, unit: str) -> None:
    left, right = figure.subplots(1, 2, sharey=True, width_ratios=[1.4, 1])
    _dots(left, top, ("value", "low", "high"), "o", "shrunken, with interval")
    left.scatter(top["raw"], top.index, marker="|", s=60, color=COLOURS["edge"], label="as counted")
    _dots(right, top, ("rank", "rank_low", "rank_high"), "s", "rank, with interval")
    left.set_yticks(top.index, [name_of(code) for code in top["iso3"]], color=COLOURS["ink"])
    left.set_xlabel(fitted(unit, 100, 12))
    right.set_xlabel("rank (1 is\nhighest)")
    for axes in (left, right):
        axes.grid(axis="x")
        axes.set_ylim(-0.8, len(top) - 0.2)
        axes.xaxis.set_major_locator(MaxNLocator(4 if is_narrow(figure) else 6))
    figure.legend(*left.get_legend_handles_labels(), loc="lower center", ncols=2)
    figure.subplots_adjust(wspace=0.08)


def _dots(axes: Axes, top: pd.DataFrame, columns: tuple[str, str, str], marker: str, label: str) -> None:
    value, low, high = (top[column] for column in columns)
    reach = spread_of(value, low, high)
    look: dict[str, Any] = {"fmt": marker, "markersize": 4, "color": COLOURS["ink"], "linewidth": 1.1, "label": label}
    axes.errorbar(value, top.index, xerr=reach, **look)


#: With more places than this, lines stand closer together.
MANY = 25


def rates(held: Mapping[str, Estimate], focus: str, *, name: str, title: str, unit: str, note: str) -> Chart:
    """Draw ratios with intervals on a logarithmic axis, a line at what is expected; no order but the alphabet's.

    Parameters
    ----------
    held : mapping of str to Estimate
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
        One line a place; an interval that begins below the axis runs to its edge.

    Raises
    ------
    ValueError
        If no place is given.

    Examples
    --------
    >>> more = ("times the expected", "between states")
    >>> one = Estimate(2.0, 0.5, 4.0, 0.95, "invented", 3, "invented cases", "Freedonia: 2.", "invented", *more)
    >>> rates({"Freedonia": one}, "Freedonia", name="rates", title="Ratios", unit="times", note="Invented.").alt
    'Dots with intervals on a logarithmic axis, 1 places. Freedonia: 2 (0.50 to 4).'
    """
    order = sorted(held, key=lambda place: (place != focus, fold(place)), reverse=True)
    data = pd.DataFrame([{"place": place, **held[place].as_dict()} for place in reversed(order)])
    first = held[order[-1]]
    alt = f"Dots with intervals on a logarithmic axis, {len(order)} places. " + " ".join(
        f"{place}: {number(held[place].value)} ({number(held[place].low or 0)} to {number(held[place].high or 0)})."
        for place in reversed(order)
    )
    told = f"{note} The line stands where there are as many cases as expected; open marks: no case."
    frame = Frame(COLUMN, (0.17 if len(order) > MANY else 0.26) * len(order) + 0.75, left=1.5, bottom=0.55)
    return Chart(
        name, title, alt, data, first.universe, first.source, told, frame,
        lambda figure: _ratio_lines(figure.subplots(), held, order, focus, unit),
        subtitle=say("chart-rates-unit", unit=unit),
    )  # fmt: skip


def _ratio_lines(axes: Axes, held: Mapping[str, Estimate], order: list[str], focus: str, unit: str) -> None:
    edge = _edge(held)
    for row, place in enumerate(order):
        _line(axes, row, held[place], COLOURS["ink" if place == focus or not focus else "others"], edge)
    axes.set_xscale("log")
    axes.set_xlim(left=edge)
    label_with_numbers(axes.xaxis)
    axes.xaxis.set_major_locator(LogLocator(subs=(1, 3), numticks=20))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.axvline(1, color=COLOURS["soft"], linewidth=0.9)
    axes.set_yticks(range(len(order)), [name.replace(" and ", " & ") for name in order], color=COLOURS["ink"])
    axes.set_ylim(-0.6, len(order) - 0.4)
    lines_upright(axes)
    axes.set_xlabel("times the expected, logarithmic")


def _edge(held: Mapping[str, Estimate]) -> float:
    """Give the left end of the axis: a third of the smallest ratio."""
    return min(ratio.value for ratio in held.values()) / 3


def _line(axes: Axes, row: int, rate: Estimate, colour: str, edge: float) -> None:
    low, high = max(rate.low or 0.0, edge), rate.high or edge
    axes.plot([low, high], [row, row], color=colour, linewidth=1.6, solid_capstyle="butt")
    face = COLOURS["paper"] if rate.n == 0 else colour
    axes.plot([rate.value], [row], "o", markersize=4.5, markerfacecolor=face, markeredgecolor=colour)


#: Series -> (colour, marker, label, what stands in the picture).
SERIES = {
    "requested": (
        COLOURS["ink"], "o", "requested by the country (requester inferred or stated)", "requested by the state",
    ),
    "first": (
        COLOURS["blue"], "D", "naming its nationals by first nationality (whoever requested them)",
        "name its nationals, by first nationality",
    ),
    "every": (
        COLOURS["sky"], "^", "naming its nationals by any nationality (whoever requested them)",
        "name its nationals, by any nationality",
    ),
}  # fmt: skip


def snapshots(data: pd.DataFrame, place: str, source: str) -> Chart:
    """Draw counts of public notices at snapshot dates.

    Parameters
    ----------
    data : DataFrame
        Columns series (a key of ``SERIES``), snapshot_date, notices.
    place : str
        Name of the country.
    source : str
        Table that the rows come from.

    Returns
    -------
    Chart
        Points; the series are never added or joined. They are complete counts, so no interval is drawn.

    Examples
    --------
    >>> rows = [("first", "2020-01-02", 4), ("first", "2021-01-02", 7)]
    >>> data = pd.DataFrame(rows, columns=["series", "snapshot_date", "notices"])
    >>> snapshots(data, "Freedonia", "invented").alt.partition("nationality ")[2]
    '(whoever requested them): 4 on 2020-01-02, 7 on 2021-01-02.'
    """
    title = _snapshots_title(data, place)
    alt = "Points over time. " + " ".join(
        _snapshots_sentence(data, series) for series in SERIES if (data["series"] == series).any()
    )
    universe = "notices shown on INTERPOL's website on the snapshot dates"
    note = (
        "Notices of nationals are complete counts, requested ones the median of the inference. States choose what is "
        "public, and leaving the list is not deletion from INTERPOL's files. "
        "Counts by first and by any nationality are two series; the second counts more."
    )
    shown = [series for series in SERIES if (data["series"] == series).any()]
    frame = Frame(COLUMN, 2.5 + foot(len(shown)), left=0.5, bottom=foot(len(shown)))
    return Chart(
        "snapshots", title, alt, data, universe, source, note, frame, lambda figure: _days(figure, data),
        subtitle=say("chart-snapshots-unit"),
    )  # fmt: skip


def _snapshots_title(data: pd.DataFrame, place: str) -> str:
    """Say the latest count of the first series that there is."""
    series = next(series for series in SERIES if (data["series"] == series).any())
    last = data[data["series"] == series].sort_values("snapshot_date").iloc[-1]
    word = "chart-snapshots-requested" if series == "requested" else "chart-snapshots-nationals"
    return say(word, name=place, count=int(last["notices"]), day=said_day(str(last["snapshot_date"])))


def _days(figure: Figure, data: pd.DataFrame) -> None:
    axes = figure.subplots()
    for series, (colour, marker, _, label) in SERIES.items():
        rows = data[data["series"] == series]
        days = pd.to_datetime(rows["snapshot_date"])
        look: dict[str, Any] = {"markersize": 6, "color": colour, "clip_on": False}
        axes.plot(days, rows["notices"], marker, label=label if len(rows) else None, **look)
    locator = AutoDateLocator(minticks=3, maxticks=6)
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(locator, show_offset=False))
    label_whole(axes.yaxis, nbins=5)
    axes.set_ylim(0, max(1.0, float(data["notices"].max()) * 1.08))
    axes.margins(x=0.06)
    legend_at_foot(axes)


def _snapshots_sentence(data: pd.DataFrame, series: str) -> str:
    rows = data[data["series"] == series].sort_values("snapshot_date")
    listed = ", ".join(f"{n:,} on {day}" for n, day in zip(rows["notices"], rows["snapshot_date"], strict=True))
    return f"Notices {SERIES[series][2]}: {listed}."


#: Universe -> (colour, marker); each is drawn on its own and none is divided by another.
_MARKS = {
    "in_force": (COLOURS["ink"], "s"),
    "issued": (COLOURS["blue"], "o"),
    "public": (COLOURS["sky"], "D"),
    "refused": (COLOURS["edge"], "v"),
    "complaints": (COLOURS["others"], "^"),
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
    title = say("chart-universes")
    alt = "Five series on a logarithmic scale. " + " ".join(
        _visible_sentence(data[data["basis"] == basis], label) for basis, label in UNIVERSES.items()
    )
    note = (
        "Each series counts something else, so no ratio between them is a rate. A bar spans values that sources give "
        "for the same thing; gaps are years for which no figure was read, not zeros. Since March 2022 all Russian "
        "messages are checked first, so refusals before and after differ in kind."
    )
    universe = "five universes, each named in the legend"
    frame = Frame(COLUMN, 3.6 + foot(5, 0.45), left=0.75, bottom=foot(5, 0.45))
    return Chart(
        "universes", title, alt, data, universe, source, note, frame, lambda figure: _totals(figure, data),
        subtitle=say("chart-universes-unit"),
    )  # fmt: skip


def _totals(figure: Figure, data: pd.DataFrame) -> None:
    axes = figure.subplots()
    for basis, label in UNIVERSES.items():
        _total(axes, data[data["basis"] == basis].sort_values("year"), label, *_MARKS[basis])
    axes.set_yscale("log")
    label_whole(axes.xaxis)
    label_with_numbers(axes.yaxis)
    axes.yaxis.set_minor_locator(NullLocator())
    legend_at_foot(axes)


def _total(axes: Axes, rows: pd.DataFrame, label: str, colour: str, marker: str) -> None:
    for _, run in rows.groupby(rows["year"].diff().ne(1).cumsum()):
        axes.plot(run["year"], run["value"], color=colour, linewidth=0.9)
    look: dict[str, Any] = {"marker": marker, "markersize": 4.5, "color": colour, "linestyle": "none", "capsize": 3}
    spread = spread_of(rows["value"], rows["low"], rows["high"])
    axes.errorbar(rows["year"], rows["value"], yerr=spread, label=label, **look)


def _visible_sentence(rows: pd.DataFrame, label: str) -> str:
    if rows.empty:
        return f"No figure for {label}."
    ordered = rows.sort_values("year")
    first, last = ordered.iloc[0], ordered.iloc[-1]
    ends = [f"{row['value']:,.0f} in {row['year']:.0f}" for row in (first, last)]
    return f"{label[0].upper()}{label[1:]}: {ends[0]}, {ends[1]}."


def possible_ranges(
    data: pd.DataFrame, *, name: str, title: str, unit: str, universe: str, source: str, note: str
) -> Chart:
    """Draw what shares may be as lines from the least to the most that is possible, a thicker one for a narrower range.

    Parameters
    ----------
    data : DataFrame
        One row a line, in order from the top: ``group`` (as a reader knows it), ``low`` and ``high`` (between 0 and 1);
        where ``low_within`` and ``high_within`` are given, a thicker line between them.
    name, title, universe, source, note : str
        See `Chart`.
    unit : str
        Label of the axis.

    Returns
    -------
    Chart
        Lines in percent; a dot where only one value is possible.

    Examples
    --------
    >>> texts = {"universe": "invented notices", "source": "invented", "note": "Nothing here is real."}
    >>> data = pd.DataFrame({"group": ["nothing assumed", "as seen"], "low": [0.1, 0.4], "high": [0.9, 0.4]})
    >>> possible_ranges(data, name="may_be", title="What may be", unit="%", **texts).alt
    'What is possible, row by row: nothing assumed 10.0 % to 90.0 %; as seen 40.0 %.'
    """
    alt = "What is possible, row by row: " + "; ".join(
        f"{group} {percent(low)}" + ("" if low == high else f" to {percent(high)}")
        for group, low, high in zip(data["group"], data["low"], data["high"], strict=True)
    )
    frame = Frame(6.4, 0.24 * len(data) + 0.7, left=2.35, bottom=0.45)
    rows = data.iloc[::-1].reset_index(drop=True)
    return Chart(
        name, title, f"{alt}.", data, universe, source, note, frame, lambda figure: _ranges(figure, rows, unit)
    )


def _ranges(figure: Figure, rows: pd.DataFrame, unit: str) -> None:
    axes = figure.subplots()
    axes.hlines(rows.index, 100 * rows["low"], 100 * rows["high"], color=COLOURS["ink"], linewidth=1.4)
    if "low_within" in rows:
        within = 100 * rows["low_within"], 100 * rows["high_within"]
        axes.hlines(rows.index, *within, color=COLOURS["ink"], linewidth=5)
    single = rows[rows["low"] == rows["high"]]
    axes.plot(100 * single["low"], single.index, "o", color=COLOURS["ink"], markersize=5)
    axes.set_yticks(rows.index, rows["group"])
    lines_upright(axes)
    axes.set_xlim(0, 100)
    axes.set_ylim(-0.7, len(rows) - 0.3)
    axes.set_xlabel(unit)


def orders_kept(data: pd.DataFrame, *, name: str, title: str, universe: str, source: str, note: str) -> Chart:
    """Draw how many orders of pairs hold, by the factor between hidden and public odds.

    Parameters
    ----------
    data : DataFrame
        ``visible`` (the part that is public), ``factor``, ``pairs``, ``kept`` and ``kept_if_one``.
    name, title, universe, source, note : str
        See `Chart`.

    Returns
    -------
    Chart
        Steps: full lines are certain whatever is not told, dashed ones if each untold count is one.

    Examples
    --------
    >>> texts = {"universe": "invented pairs", "source": "invented", "note": "Nothing here is real."}
    >>> rows = [(0.1, 1.0, 6, 5, 6), (0.1, 2.0, 6, 3, 4)]
    >>> data = pd.DataFrame(rows, columns=["visible", "factor", "pairs", "kept", "kept_if_one"])
    >>> orders_kept(data, name="kept", title="Orders", **texts).alt
    'With 10.0 % public: 5 of 6 orders hold at a factor of 1, 3 at 2.'
    """
    alt = " ".join(_kept_sentence(float(str(part)), rows) for part, rows in data.groupby("visible"))
    rows = 2 * data["visible"].nunique()
    frame = Frame(COLUMN, 2.6 + foot(rows, 0.5), bottom=foot(rows, 0.5))
    return Chart(name, title, alt, data, universe, source, note, frame, lambda figure: _kept(figure, data))


def _kept_sentence(visible: float, rows: pd.DataFrame) -> str:
    first, last = rows.iloc[0], rows.iloc[-1]
    return (
        f"With {percent(visible)} public: {number(first['kept'])} of {number(first['pairs'])} orders hold at a factor "
        f"of {number(first['factor'])}, {number(last['kept'])} at {number(last['factor'])}."
    )


def _kept(figure: Figure, data: pd.DataFrame) -> None:
    axes = figure.subplots()
    for (visible, rows), colour in zip(data.groupby("visible"), ("ink", "blue", "others"), strict=False):
        label = f"{percent(float(str(visible)))} public"
        axes.step(rows["factor"], rows["kept"], where="post", color=COLOURS[colour], label=f"{label}, certain")
        axes.step(
            rows["factor"], rows["kept_if_one"], where="post", color=COLOURS[colour], linestyle="--", linewidth=0.9,
            label=f"{label}, if each untold count is one",
        )  # fmt: skip
    axes.set_ylim(0, float(data["pairs"].max()))
    axes.set_xlabel("odds among hidden notices differ from public ones by at most this factor")
    axes.set_ylabel("pairs of states")
    legend_at_foot(axes)


def counts_with_ranges(
    data: pd.DataFrame, *, name: str, title: str, unit: str, universe: str, source: str, note: str
) -> Chart:
    """Draw numbers as dots on lines from low to high, with a cross for another value beside them.

    Parameters
    ----------
    data : DataFrame
        One row a line, in order from the top: ``group`` (as a reader knows it), ``value``, ``low``, ``high``, ``mark``
        (the cross).
    name, title, universe, source, note : str
        See `Chart`.
    unit : str
        Label of the axis.

    Returns
    -------
    Chart
        Dots, lines and crosses.

    Examples
    --------
    >>> texts = {"universe": "invented cases", "source": "invented", "note": "Nothing here is real."}
    >>> data = pd.DataFrame({"group": ["Freedonia"], "value": [4.0], "low": [2.0], "high": [6.0], "mark": [3.0]})
    >>> counts_with_ranges(data, name="again", title="Coded again", unit="cases", **texts).alt
    'Dots with lines, and in brackets the cross beside them: Freedonia 4, 2 to 6 (3).'
    """
    columns = (data[column] for column in ("group", "value", "low", "high", "mark"))
    alt = "Dots with lines, and in brackets the cross beside them: " + "; ".join(
        f"{group} {number(value)}, {number(low)} to {number(high)} ({number(mark)})"
        for group, value, low, high, mark in zip(*columns, strict=True)
    )
    frame = Frame(6.4, 0.2 * len(data) + 0.7, left=2.0, bottom=0.45)
    rows = data.iloc[::-1].reset_index(drop=True)
    return Chart(
        name, title, f"{alt}.", data, universe, source, note, frame, lambda figure: _with_ranges(figure, rows, unit)
    )


def _with_ranges(figure: Figure, rows: pd.DataFrame, unit: str) -> None:
    axes = figure.subplots()
    axes.hlines(rows.index, rows["low"], rows["high"], color=COLOURS["others"], linewidth=2.5)
    axes.plot(rows["value"], rows.index, "o", color=COLOURS["ink"], markersize=4)
    axes.plot(rows["mark"], rows.index, "x", color=COLOURS["blue"], markersize=5)
    axes.set_yticks(rows.index, rows["group"])
    lines_upright(axes)
    axes.set_ylim(-0.7, len(rows) - 0.3)
    axes.set_xlabel(unit)


def specification_curve(
    data: pd.DataFrame,
    choices: Mapping[str, str],
    null: float,
    *,
    name: str,
    title: str,
    unit: str,
    universe: str,
    source: str,
    note: str,
) -> Chart:
    """Draw effects in their order, and below each the options it takes (Simonsohn and others 2020).

    Parameters
    ----------
    data : DataFrame
        One row a specification, in order: ``place``, ``effect``, ``published``, and a column a choice.
    choices : mapping of str to str
        Column of a choice -> its name.
    null : float
        The effect that would mean nothing.
    name, title, universe, source, note : str
        See `Chart`.
    unit : str
        What the effect is.

    Returns
    -------
    Chart
        Effects on a logarithmic scale, those of 0 at its lower edge; a line where nothing would be meant.

    Examples
    --------
    >>> texts = {"universe": "invented", "source": "invented", "note": "Nothing here is real."}
    >>> data = pd.DataFrame({"place": [1, 2], "effect": [0.5, 2.0], "published": [True, False], "model": ["a", "b"]})
    >>> specification_curve(data, {"model": "Model"}, 1, name="curve", title="Curve", unit="ratio", **texts).alt
    'Effects of 2 specifications in order, from 0.50 to 2; 1 above 1. Published: 0.50.'
    """  # fmt: skip
    effects, published = data["effect"], data.loc[data["published"], "effect"]
    alt = (
        f"Effects of {number(len(data))} specifications in order, from {number(effects.min())} to "
        f"{number(effects.max())}; {number((effects > null).sum())} above {number(null)}."
    )
    alt += f" Published: {number(published.iloc[0])}." if len(published) else ""
    options = [(column, label, option) for column, label in choices.items() for option in _options(data[column])]
    frame = Frame(6.8, 2.4 + 0.17 * len(options), left=2.35, bottom=0.4)
    return Chart(
        name, title, alt, data, universe, source, note, frame,
        lambda figure: _specifications(figure, data, options, null, unit),
    )  # fmt: skip


def _options(column: pd.Series) -> list[str]:
    return [str(option) for option in dict.fromkeys(column.sort_values(kind="stable"))]


def _specifications(
    figure: Figure, data: pd.DataFrame, options: list[tuple[str, str, str]], null: float, unit: str
) -> None:
    above, below = figure.subplots(2, 1, sharex=True, height_ratios=[1.6, 0.17 * len(options)], squeeze=True)
    figure.subplots_adjust(hspace=0.08)
    floor = data["effect"][data["effect"] > 0].min() / 2
    above.plot(data["place"], data["effect"].clip(lower=floor), ".", color=COLOURS["ink"], markersize=2.5)
    above.axhline(null, color=COLOURS["soft"], linestyle="--", linewidth=1)
    _published_line(above, data)
    above.set_yscale("log")
    label_with_numbers(above.yaxis)
    above.set_ylabel(unit)
    for row, (column, _, option) in enumerate(options):
        held = data["place"][data[column].astype(str) == option].to_numpy(dtype=float)
        ticks = np.column_stack([held, held, np.full(len(held), np.nan)]).ravel()
        heights = np.tile([row - 0.36, row + 0.36, np.nan], len(held))
        below.plot(ticks, heights, color=COLOURS["blue"], linewidth=0.7)
    _published_line(below, data)
    below.set_yticks(range(len(options)), [f"{label}: {option}" for _, label, option in options], fontsize=7)
    below.set_ylim(len(options) - 0.4, -0.6)
    below.grid(visible=False)
    below.set_xlabel("specifications, in order of the effect")


def _published_line(axes: Axes, data: pd.DataFrame) -> None:
    for place in data.loc[data["published"], "place"].tolist():
        axes.axvline(place, color=COLOURS["ink"], linewidth=1.2)
