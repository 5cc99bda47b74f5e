"""Charts that compare countries: ranked bars, a matrix, ratios, shares, published totals."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Unpack

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import LogLocator

from analysis.charts import drawing
from analysis.charts.chart import COLOURS, COLUMN, About, Chart, Frame
from analysis.charts.naming import Name, name_marks, points_of
from analysis.core.country_names import country_name, fold
from analysis.core.judgement import UNIVERSES
from analysis.core.messages import N_, _, _n, label, number
from analysis.stats.estimate import Estimate, percent


def shares_beside_median(table: pd.DataFrame, *, title: str, what: str, unit: str, **about: Unpack[About]) -> Chart:
    """Draw shares as bars, with the median over states as a mark. Complete counts, so no interval is drawn.

    Parameters
    ----------
    table : DataFrame
        One row per bar, in order from the top: ``group`` (as a reader knows it), ``share`` and ``median`` (both between
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
    'Bars for Freedonia, with the median of all countries in brackets. politics 40 % (10 %), theft 10 % (20 %)'
    """
    rows = table.iloc[::-1].reset_index(drop=True)
    bars = drawing.row_by_row(N_("{group} {share} ({median})"), table, ", ", share=percent, median=percent)
    alt = _("Bars for {what}, with the median of all countries in brackets. {bars}", what=what, bars=bars)
    frame = Frame(COLUMN, 0.42 * len(rows) + 0.6, left=0.12, right=0.65, bottom=0.5)
    return Chart(
        title=title, alt=alt, data=table, frame=frame, subtitle=f"{unit[:1].upper()}{unit[1:]}",
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
    words = drawing.each_row(N_("{group}: {share}, median {median}"), rows, share=percent, median=percent)
    drawing.show_values(axes, words, None, rows.index, pick=True)


def ranked_bars(
    table: pd.DataFrame, focus: str = "", *, title: str, unit: str, most: int = 15, others: bool = False,
    write: Callable[[Any], str] = number, **about: Unpack[About],
) -> Chart:  # fmt: skip
    """Draw a value of each country as a bar, the largest first, with one country marked.

    Parameters
    ----------
    table : DataFrame
        One row per country: ``iso3`` and ``value``; further columns are kept in the data.
    focus : str
        ISO3 code of the country that is marked; it is drawn with its rank where it is not among the first.
    title, **about : str
        See `Chart`.
    unit : str
        What follows a value: ``notices per million``.
    most : int
        How many bars are drawn; the data hold all.
    others : bool
        Whether a last bar adds up the countries that are not drawn, as for parts of a whole.
    write : callable
        How a value is written.

    Returns
    -------
    Chart
        Bars with their values; the data have the rank of each country, the smallest where several tie.

    Raises
    ------
    InputError
        If a code is that of no country.

    Examples
    --------
    >>> texts = {"universe": "invented notices", "source": "invented", "note": "Nothing here is real."}
    >>> table = pd.DataFrame({"iso3": ["BLR", "FRA", "TUR"], "value": [3, 6, 1]})
    >>> ranked_bars(table, "TUR", name="bars", title="Notices", unit="notices", most=1, **texts).alt
    'Bars for 3 countries, largest first: France 6, 3. Türkiye 1.'
    """
    rows = table.sort_values("value", ascending=False, kind="stable", ignore_index=True)
    rows.insert(0, "place", rows["value"].rank(method="min", ascending=False).astype(int))
    drawn = rows[(rows.index < most) | (rows["iso3"] == focus)]
    bars = pd.DataFrame({"name": drawn["iso3"].map(country_name), "value": drawn["value"], "colour": "blue"})
    bars["colour"] = np.where(drawn["iso3"] == focus, "ink", "others" if focus else "blue")
    late = drawn.index >= most
    bars.loc[late, "name"] = drawn.loc[late, "place"].astype(str) + ". " + bars.loc[late, "name"]
    rest = rows.drop(drawn.index)
    if others and len(rest):
        name = _n("one other country", "{count} other countries", len(rest))
        bars.loc[len(rows)] = pd.Series({"name": name, "value": rest["value"].sum(), "colour": "pale"})
    listed = drawing.row_by_row(N_("{name} {value}"), bars, ", ", value=write)
    alt = _("Bars for {count} countries, largest first: {bars}.", count=len(rows), bars=listed)
    return Chart(
        title=title, alt=alt, data=rows, frame=_frame_of_names(bars["name"], 0.26, 0.75),
        draw=lambda figure: _ranked(figure.subplots(), bars, unit, write),
        subtitle=_("Share {unit}", unit=unit) if write is percent else f"{unit[:1].upper()}{unit[1:]}", **about,
    )  # fmt: skip


def _frame_of_names(names: Iterable[str], step: float, right: float = 0.12) -> Frame:
    """Return a frame of rows with room for their names at the left."""
    wide = [drawing.width_of(_short(name), 10) for name in names]
    return Frame(COLUMN, step * len(wide) + 0.75, left=max(1.5, max(wide) / 72 + 0.15), right=right, bottom=0.55)


def _ranked(axes: Axes, bars: pd.DataFrame, unit: str, write: Callable[[Any], str]) -> None:
    places, words = range(len(bars)), bars["value"].map(write)
    colours = [COLOURS[colour] for colour in bars["colour"]]
    axes.barh(places, bars["value"], height=0.66, color=colours, edgecolor=COLOURS["edge"], linewidth=0.4)
    for place, value, written in zip(places, bars["value"], words, strict=True):
        drawing.write_near(axes, written, (value, place), (4, 0), va="center", fontsize=drawing.small(axes.figure))
    axes.set_yticks(places, [_short(name) for name in bars["name"]], color=COLOURS["ink"])
    axes.set_ylim(len(bars) - 0.4, -0.6)
    axes.set_xticks([])
    axes.tick_params(length=0)
    axes.grid(visible=False)
    axes.set_xlabel(unit)
    drawing.show_values(axes, bars["name"] + ": " + words + " " + unit, None, places, pick=True)


def matrix(
    pairs: pd.DataFrame, *, title: str, subtitle: str, rows: str, columns: str, cell: str,
    most: tuple[int, int] = (12, 10), **about: Unpack[About],
) -> Chart:  # fmt: skip
    """Draw counts of pairs of countries as a matrix, shaded and written, those with most first.

    Parameters
    ----------
    pairs : DataFrame
        One row per pair: ISO3 codes of the row and the column, ``count``, which may be 0.
    title, subtitle, **about : str
        See `Chart`.
    rows, columns : str
        The columns of ``pairs`` that have the codes.
    cell : str
        What a reader is told of a cell, with ``{row}``, ``{column}`` and ``{count}``.
    most : tuple of int
        How many rows and columns are drawn; the data hold all.

    Returns
    -------
    Chart
        A cell per pair, blank where there is none.

    Examples
    --------
    >>> texts = {"universe": "invented cases", "source": "invented", "note": "Nothing here is real."}
    >>> pairs = pd.DataFrame({"by": ["BLR", "TUR"], "to": ["POL", "POL"], "count": [3, 1]})
    >>> cell = "Requested by {row}, arrested in {column}: {count}."
    >>> matrix(pairs, name="pairs", title="Arrests", subtitle="Cases", rows="by", columns="to", cell=cell, **texts).alt
    'Matrix of countries. Requested by Belarus, arrested in Poland: 3. Requested by Türkiye, arrested in Poland: 1.'
    """
    data = pairs[pairs["count"] > 0].sort_values("count", ascending=False, kind="stable", ignore_index=True)
    down, across = (
        [*data.groupby(column)["count"].sum().sort_values(ascending=False, kind="stable").index[:count]]
        for column, count in zip((rows, columns), most, strict=True)
    )
    drawn = data[data[rows].isin(down) & data[columns].isin(across)]
    named = partial(country_name, with_article=True)
    cells = pd.DataFrame({
        "y": drawn[rows].map(down.index), "x": drawn[columns].map(across.index), "count": drawn["count"],
        "words": [
            _(cell, row=named(row), column=named(column), count=count)
            for row, column, count in drawn[[rows, columns, "count"]].itertuples(index=False)
        ],
    })  # fmt: skip
    frame = _frame_of_names(map(country_name, down), 0.26)
    top = max(drawing.width_of(country_name(code), 10) for code in across) / 72 + 0.15
    return Chart(
        title=title, alt=" ".join([_("Matrix of countries."), *cells["words"]]), data=data,
        frame=replace(frame, height=frame.height + top - 0.5, top=top, bottom=0.1),
        draw=lambda figure: _cells(figure.subplots(), cells, down, across), subtitle=subtitle, **about,
    )  # fmt: skip


#: From how many on a cell of a matrix is darker -> its colour, and that of its number.
_SHADES = {4: ("ink", "paper"), 2: ("others", "paper"), 1: ("pale", "ink")}


def _cells(axes: Axes, cells: pd.DataFrame, down: Sequence[str], across: Sequence[str]) -> None:
    for x, y, count in cells[["x", "y", "count"]].itertuples(index=False):
        shade, ink = next(colours for least, colours in _SHADES.items() if count >= least)
        axes.barh(y, 0.94, 0.94, x - 0.47, color=COLOURS[shade])
        drawing.inside(axes, number(count), (x, y), color=COLOURS[ink], fontsize=drawing.small(axes.figure))
    axes.set_yticks(range(len(down)), [_short(country_name(code)) for code in down], color=COLOURS["ink"])
    axes.set_xticks(range(len(across)), map(country_name, across), color=COLOURS["ink"], rotation=90)
    axes.xaxis.tick_top()
    axes.tick_params(which="both", length=0)
    axes.set(xlim=(-0.5, len(across) - 0.5), ylim=(len(down) - 0.5, -0.5))
    axes.set_xticks(np.arange(len(across)) - 0.5, minor=True)
    axes.set_yticks(np.arange(len(down)) - 0.5, minor=True)
    axes.grid(visible=False)
    axes.grid(visible=True, which="minor")
    drawing.show_values(axes, cells["words"], cells["x"], cells["y"])


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
        One line per place; an arrow at the edge of the axis where an interval begins below it. The axis always holds 1.

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
    'Dots with intervals on a logarithmic axis, 1 countries. Freedonia: 2 (0.50 to 4).'
    """
    order = sorted(ratios, key=lambda place: (place != focus, fold(place)), reverse=True)
    data = pd.DataFrame([{"place": place, **ratios[place].as_dict()} for place in reversed(order)])
    first = ratios[order[-1]]
    ends = data.fillna({"low": 0.0, "high": 0.0})
    alt = _("Dots with intervals on a logarithmic axis, {count} countries.", count=len(order))
    alt = " ".join([alt, drawing.row_by_row(N_("{place}: {value} ({low} to {high})."), ends)])
    full_note = " ".join(
        [note, _("Vertical line: as many cases as expected. Arrow: the interval continues. Open mark: no case.")],
    )  # fmt: skip
    frame = _frame_of_names(order, 0.17 if len(order) > MANY else 0.26)
    return Chart(
        name, title, alt, data, first.counted, first.source, full_note, frame,
        lambda figure: _ratio_lines(figure.subplots(), ratios, order, focus, unit),
        subtitle=_("Dot: {unit}. Line: its interval. Countries in alphabetical order", unit=unit),
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
    axes.set_xlabel(_("times the expected number, logarithmic scale"))
    ends = pd.DataFrame([{"place": place, **ratios[place].as_dict()} for place in order]).fillna({"low": 0, "high": 0})
    words = drawing.each_row(N_("{place}: {value} ({low} to {high})"), ends)
    drawing.show_values(axes, words, None, range(len(order)), pick=True)


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
    title = _("Five figures on INTERPOL count five different things and cannot be combined into rates")
    sentences = (_visible_sentence(data[data["basis"] == basis], what) for basis, what in UNIVERSES.items())
    alt = " ".join([_("Five series on a logarithmic scale."), *sentences])
    universe = _("five different figures, each named in the chart")
    return Chart(
        "universes", title, alt, data, universe, source, label("universes", "chart-note"),
        Frame(COLUMN, 4.2, left=0.75), lambda figure: _totals(figure.subplots(), data),
        subtitle=_("Notices, diffusions or complaints worldwide, on a logarithmic axis"),
    )  # fmt: skip


def _totals(axes: Axes, data: pd.DataFrame) -> None:
    names = []
    for basis, words in UNIVERSES.items():
        rows = data[data["basis"] == basis].sort_values("year")
        _total(axes, rows, _MARKS[basis])
        names.append(Name(words, points_of(rows["year"], rows["value"]), _MARKS[basis][0]))
        texts = drawing.each_row(N_("{what}, {year}: {value}"), rows.assign(what=words), year=drawing.whole)
        drawing.show_values(axes, texts, rows["year"], rows["value"])
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
