"""Charts over years: bars of cases by year, and lines that no change of counting crosses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Unpack

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from analysis.charts import drawing
from analysis.charts.chart import COLOURS, COLUMN, About, Chart, Frame
from analysis.charts.drawing import Mark
from analysis.core.messages import _, number

#: How many years an axis of bars spans at least.
_YEARS = 8
#: Each bar of so many years has its value.
_LABELLED = 26
#: Points: a part of a bar that has room for its value.
_TALL = 9
#: Inches: the bars, and the room for what is named above them and for the years.
_HIGH, _NAMED, _FOOT = 1.7, 0.3, 0.35


def bars_by_year(
    rows: pd.DataFrame, groups: Mapping[str, str], colours: Mapping[str, str], **about: Unpack[About]
) -> Chart:
    """Draw cases of each year as a bar whose parts are groups; bars have their value where all have room.

    Parameters
    ----------
    rows : DataFrame
        ``year``, ``group`` and ``cases``; years between the ends have rows too.
    groups : mapping of str to str
        Group -> its words in the key, the lowest first; others are not drawn.
    colours : mapping of str to str
        Group -> the name of its colour.
    **about : str
        See `Chart`.

    Returns
    -------
    Chart
        Years of which cases are still becoming known have a light band.

    Examples
    --------
    >>> texts = dict.fromkeys(["title", "alt", "universe", "source", "note"], "Invented.")
    >>> table = pd.DataFrame({"year": [2020, 2021], "group": "strong", "cases": [3, 5]})
    >>> bars = bars_by_year(table, {"strong": "well documented"}, {"strong": "accent"}, name="bars", **texts)
    >>> [text.get_text() for text in bars.figure().axes[0].get_legend().get_texts()]
    ['well documented']
    """
    heights = rows.pivot_table("cases", "year", "group", "sum")[[*groups]]

    def draw(figure: Figure) -> None:
        axes = figure.subplots()
        for name in groups:
            own, colour = heights.loc[heights[name] > 0, name], COLOURS[colours[name]]
            below = heights.loc[own.index, :name].sum(axis=1) - own
            axes.bar(own.index, own, 0.8, below, color=colour, edgecolor=colour, linewidth=0.5)
        spare = max(0.7, (_YEARS - (heights.index[-1] - heights.index[0])) / 2)
        axes.set_xlim(heights.index[0] - spare, heights.index[-1] + spare)
        drawing.label_whole(axes.yaxis, min_n_ticks=1, nbins=3)
        drawing.label_whole(axes.xaxis, nbins=6, steps=[1, 2, 5, 10])
        _write_heights(axes, heights)
        drawing.mark_incomplete(axes, heights.index)
        key = dict(zip(groups.values(), axes.containers, strict=True))
        axes.legend(key.values(), key, loc="lower left", bbox_to_anchor=(0, 1), ncols=len(key))
        some = heights.index[heights.any(axis=1)]
        drawing.show_values(axes, [_values(heights.loc[year]) for year in some], some, None)

    return Chart.of(rows, Frame(COLUMN, _HIGH + _NAMED + _FOOT, 0.5, 0.22, _FOOT, _NAMED), draw, about)


def _values(heights: pd.Series[Any]) -> str:
    """Write the parts of the bar of a year."""
    parts = heights[heights > 0].items()
    return "; ".join(f"{name}, {heights.name}: {number(count)}" for name, count in parts)


def _write_heights(axes: Axes, parts: pd.DataFrame) -> None:
    """Write the value on each bar and in its lowest part, or of many bars on the highest and those at the ends."""
    heights = parts.sum(axis=1)
    axes.set_ylim(0, 1.35 * heights.max())  # room for the words of a band
    lowest, few = parts.iloc[:, 0], len(heights) <= _LABELLED
    ends = heights.index.isin(heights.index[[0, -1]]) & (heights > 0)
    shown = heights > 0 if few else (heights == heights.max()) | ends
    look: dict[str, Any] = {"ha": "center", "fontsize": "small"}
    for year, height in heights[shown].items():
        drawing.write_near(axes, number(height), (float(str(year)), height), (0, 2), **look)
    points = 72 * axes.get_window_extent().height / axes.figure.dpi / axes.get_ylim()[1]
    for year, part in lowest[shown & few & (lowest < heights) & (lowest * points > _TALL)].items():
        spot = float(str(year)), part / 2
        drawing.write_near(axes, number(part), spot, (0, 0), va="center", color=COLOURS["paper"], **look)


@dataclass(frozen=True)
class Break:
    """A change after which a series counts something else; start and end, in years, differ if the day is unknown.

    The name is drawn; the label says more.
    """

    start: float
    end: float
    name: str
    label: str


def lines_over_years(
    rows: pd.DataFrame, marks: Sequence[Mark], *, words: str, breaks: Sequence[Break] = (), **about: Unpack[About]
) -> Chart:
    """Draw values by year in one low picture, with their values at the ends and where they turn.

    Of a series with many turns, only the extremes have values. A line joins consecutive years only, and never crosses a
    break.

    Parameters
    ----------
    rows : DataFrame
        ``year``; the columns of the marks; and, if only a lower bound of some values was published, ``bound``.
    marks : sequence of Mark
        What is drawn. The ends of a value are drawn where they differ; without a line, the width of a mark is 0.
    words : str
        What a reader is told of each row, such as ``"{year}: {value}"``; a column in braces has a value in every row.
    breaks : sequence of Break
        Changes of what is counted in order of time, as upright lines with their names.
    **about : str
        See `Chart`.

    Returns
    -------
    Chart
        An arrow marks a value that is a lower bound.

    Examples
    --------
    >>> texts = dict.fromkeys(["title", "alt", "universe", "source", "note"], "Invented.")
    >>> table = pd.DataFrame({"year": [2015, 2016, 2019], "value": [3, 5, 4]})
    >>> lines = lines_over_years(table, [Mark("value")], words="{year}: {value}", name="lines", **texts)
    >>> [len(line.get_xdata()) for line in lines.figure().axes[0].lines[:2]]
    [2, 1]
    """
    texts = pd.Series(drawing.each_row(words, rows, year=drawing.whole), rows.index)
    years = [*rows["year"], *(one.start for one in breaks)]
    first, last = int(min(years)), int(max(years))

    def draw(figure: Figure) -> None:
        axes = figure.subplots()
        drawing.year_axis(axes, first, last, max(1, -(-(last - first) // _LABELS)))
        _draw_breaks(axes, breaks)
        shown = pd.concat([mark.of(rows) for mark in marks])
        drawn = [one for mark in marks for one in (mark.value, mark.high) if one]
        top = float(np.nanmax(shown[drawn].to_numpy(dtype=float)))
        axes.set_ylim(0, 1.35 * top)
        for mark in marks:
            _draw_mark(axes, mark, mark.of(rows), breaks)
        drawing.label_whole(axes.yaxis, nbins=4) if top > 1 else None
        axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _unused: number(value)))
        seen = shown[~shown.index.duplicated()]
        drawing.show_values(axes, texts[seen.index], drawing.middle(seen["year"]), seen[marks[0].value])
        for mark in marks:
            _write_values(axes, mark.of(rows), mark.value, [axes.get_xlim()[0], *(one.start for one in breaks)])

    frame = Frame(COLUMN, 2.66, left=0.65, top=0.66)
    return Chart.of(rows, frame, draw, about)


#: How many years have a label at most.
_LABELS = 5
#: With no more figures than the first, each has its value written; with no more turns than the second, each turn.
_FEW, _MOST_TURNS = 6, 7


def _write_values(axes: Axes, rows: pd.DataFrame, value: str, upright: Sequence[float]) -> None:
    """Write values above their marks: all if they are few, else at the ends and turns, or at the ends and extremes.

    A value is moved aside from an upright line, such as the axis or a break.
    """
    ordered = rows.sort_values("year")
    values, bounds = ordered[value].to_numpy(dtype=float), ordered.get("bound", pd.Series(data=False, index=rows.index))
    steps, turns = np.sign(np.diff(values)), np.ones(len(values), dtype=bool)
    if len(values) > _FEW:
        turns[1:-1] = steps[1:] != steps[:-1]
    if turns.sum() > _MOST_TURNS:
        extremes = [0, int(np.nanargmin(values)), int(np.nanargmax(values)), len(values) - 1]
        turns = np.isin(np.arange(len(values)), extremes)
    look: dict[str, Any] = {"fontsize": drawing.small(axes.figure)}
    look["bbox"] = {"facecolor": COLOURS["paper"], "linewidth": 0, "pad": 0.5}  # no line crosses a value
    scale = _points_a_year(axes)
    for place in np.flatnonzero(turns):
        written = number(values[place])
        words, above = (_("over {value}", value=written), 22) if bounds.iloc[place] else (written, 9)
        side = {"ha": "right" if bounds.iloc[place] else "center"}  # a bound has longer words than its neighbour
        spot = (drawing.middle(ordered["year"].iloc[place]), values[place])
        room = drawing.width_of(words, look["fontsize"]) / 2 + 2
        away = [scale * (spot[0] - line) for line in upright if scale * abs(spot[0] - line) < room]
        aside = 0.0 if bounds.iloc[place] or not away else float(np.copysign(room, away[0])) - away[0]
        lowest = aside and 0 < place < len(values) - 1 and steps[place - 1] < 0 < steps[place]
        drawing.write_near(axes, words, spot, (aside, -17 if lowest else above), **look | side)


def _draw_mark(axes: Axes, mark: Mark, rows: pd.DataFrame, breaks: Sequence[Break]) -> None:
    """Draw a mark in the middle of each of its years."""
    rows, colour = rows.sort_values("year"), COLOURS[mark.colour]
    rows = rows[rows[mark.value].notna()]
    places = drawing.middle(rows["year"])
    bound = rows.get("bound", pd.Series(data=False, index=rows.index)).astype(bool)
    exact = rows[~bound].set_index("year")[mark.value]
    for run in _runs([int(year) for year in exact.index], breaks) if mark.width else ():
        axes.plot([drawing.middle(year) for year in run], exact.loc[run], color=colour, lw=mark.width)
    look: dict[str, Any] = {"markersize": mark.size, "color": colour, "linestyle": "none"}
    look["markerfacecolor"] = COLOURS["paper"] if mark.hollow else colour
    axes.plot(places, rows[mark.value], mark.marker, markeredgewidth=1, **look)
    if mark.low:
        wide = rows[mark.low] < rows[mark.high]
        reach = [(rows[mark.value] - rows[mark.low])[wide], (rows[mark.high] - rows[mark.value])[wide]]
        if wide.any():
            spread: dict[str, Any] = {"fmt": "none", "color": colour, "linewidth": 1.1, "capsize": 2.5}
            axes.errorbar(places[wide], rows.loc[wide, mark.value], reach, **spread)
    arrow = {"arrowstyle": "<-", "color": colour, "linewidth": 1.1, "shrinkB": 0, "shrinkA": 0}
    for spot in zip(places[bound], rows.loc[bound, mark.value], strict=True):
        axes.annotate("", spot, xytext=(0, 17), textcoords="offset points", arrowprops=arrow)


def _draw_breaks(axes: Axes, breaks: Sequence[Break]) -> None:
    """Draw breaks as upright bars with their names: thin at a known day, a band where only the year is known."""
    size, scale, (first, last) = drawing.small(axes.figure), _points_a_year(axes), axes.get_xlim()
    taken = -np.inf
    for change in breaks:
        at, name = (change.start + change.end) / 2, drawing.fitted(change.name, _NAME, size)
        half = max(drawing.width_of(line, size) for line in name.split("\n")) / 2
        aside = max(taken + _APART + half - scale * (at - first), 0)
        aside = min(aside, scale * (last - at) + _APART - half)
        taken = scale * (at - first) + aside + half
        if change.end - change.start > 1 / 24:
            axes.axvspan(change.start, change.end, color=COLOURS["pale"], linewidth=0)
        else:
            axes.axvline(change.start, color=COLOURS["edge"], linewidth=0.9, linestyle=(0, (3, 2)))
        look: dict[str, Any] = {"xycoords": ("data", "axes fraction"), "ha": "center", "va": "bottom", "fontsize": size}
        drawing.write_near(axes, name, (at, 1), (aside, 3), linespacing=1, color=COLOURS["soft"], **look)


#: Points: the most that the name of a break takes before it is broken into lines, and what is between two names.
_NAME, _APART = 68, 6


def _points_a_year(axes: Axes) -> float:
    return float(72 / axes.figure.dpi * axes.get_window_extent().width / np.diff(axes.get_xlim())[0])


def _runs(years: list[int], breaks: Sequence[Break]) -> list[list[int]]:
    """Split years into runs that a line may join: no missing year, and no break between or inside two of them."""
    starts = [
        place
        for place, (before, year) in enumerate(pairwise(years), 1)
        if year - before > 1 or any(change.start < year + 1 and change.end > before for change in breaks)
    ]
    return [years[start:end] for start, end in pairwise([0, *starts, len(years)]) if start < end]
