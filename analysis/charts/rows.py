"""Charts with a row for each thing: marks on an axis (forest plots, ranges, dots), and bars with their values."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, Unpack

import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import FuncFormatter, MaxNLocator

from analysis.charts import drawing
from analysis.charts.chart import COLOURS, COLUMN, LETTERS, SMALL, WIDE, About, Chart, Frame
from analysis.charts.drawing import Mark
from analysis.core.country_names import country_name
from analysis.core.messages import N_, _, _n, number
from analysis.stats.estimate import percent

#: How the places of marks are read: as ratios on a logarithmic axis, as shares of one, or as numbers.
Axis = Literal["ratio", "share", "number"]
#: Inches: the widest column of names, in which longer ones are broken into lines, and the least room of the axis.
_NAMES, _AXIS = 2.2, 1.5
#: Inches: a line of a name, a line of marks, and what is between two rows.
_LINE, _LEVEL, _BETWEEN = 0.18, 0.185, 0.09
#: Inches: what the value of a bar takes at its end.
_AFTER = 0.8
#: Points between columns of words.
_GAP = 8
#: Points that a label of the axis takes.
_TICK = 29
#: How far left of 1, as a ratio, the axis begins at the least.
_AROUND_ONE = 0.48
#: Ratios on an axis, as a reader says them.
_FRACTIONS = {1 / 2: "½", 1 / 4: "¼", 1 / 8: "⅛", 1 / 16: "1/16", 1 / 32: "1/32", 1 / 64: "1/64"}


def rows_with_marks(
    rows: pd.DataFrame,
    marks: Sequence[Mark],
    *,
    words: str,
    axis: Axis = "number",
    line: float | None = None,
    apart: bool = False,
    written: Mapping[str, str] | None = None,
    start: float = 0,
    write: Mapping[str, Callable[[Any], str]] | None = None,
    wide: bool = False,
    **about: Unpack[About],
) -> Chart:
    """Draw marks in named rows: values with intervals, ranges, or several dots.

    Parameters
    ----------
    rows : DataFrame
        In order from the top, with the name of the row (``group``); rows of one name are drawn in one row.
    marks : sequence of Mark
        What is drawn in each row. A mark with words is named once.
    words : str
        What a reader is told of each row of the table, with its columns in braces.
    axis : {"number", "ratio", "share"}
        Ratios have a logarithmic axis, which holds 1; an arrow stands where an interval begins below it. Shares are
        between 0 and 1, and other numbers begin at 0 unless a line is drawn.
    line : float, optional
        Where an upright line is drawn: at no association, for example.
    apart : bool
        Whether the marks of a row stand below one another.
    written : mapping of str to str
        Columns of words right of each row, beside its mark if marks are apart, and what is written above each.
    start : float
        Where an axis of shares begins.
    write : mapping of str to callable
        Column -> how its values are written in ``words``.
    wide : bool
        Whether a second drawing fills a screen, where the chart has no other one next to it.
    **about : str
        See `Chart`.

    Returns
    -------
    Chart
        Names left of the rows, words right of them, and the names of marks above.

    Examples
    --------
    >>> texts = dict.fromkeys(["title", "alt", "universe", "source", "note"], "Invented.")
    >>> table = pd.DataFrame({"group": ["law", "press"], "value": [2.0, 0.5], "low": [1.1, 0.2], "high": [4.0, 0.9]})
    >>> marks = [Mark("value", "low", "high")]
    >>> forest = rows_with_marks(table, marks, words="{group}: {value}", axis="ratio", line=1, name="forest", **texts)
    >>> [label.get_text() for label in forest.figure().axes[0].get_yticklabels()]
    ['press', 'law']
    """
    names, levels = [str(name) for name in dict.fromkeys(rows["group"])], len(marks) if apart else 1
    places = {name: len(names) - 1 - place for place, name in enumerate(names)}
    texts = drawing.each_row(words, rows, **(write or {}))
    key = [mark for mark in marks if mark.words and len(mark.of(rows))]

    def draw(axes: Axes) -> None:
        frame = frames[-1 if drawing.is_narrow(axes.figure) else 0]
        ends_of = [(name, head, end * _scale(frame.width)) for name, head, end in columns]
        _set_axis(axes, rows, marks, axis, start)
        placed = rows.assign(_place=rows["group"].map(places))
        step = (frame.height - frame.top - frame.bottom) / len(names)
        lower = [(place * apart - (levels - 1) / 2) * _LEVEL / step for place in range(len(marks))]
        _draw_marks(axes, placed, marks, axis, lower, texts, ends_of)
        if rows["group"].is_unique:
            drawing.show_values(axes, texts, None, rows["group"].map(places))
        if line is not None:
            axes.axvline(line, color=COLOURS["soft"], linewidth=0.9, linestyle="--" if axis == "share" else "-")
        if axis == "number" and line is None:
            axes.set_xlim(min(0, axes.get_xlim()[0]), max(1.02, axes.get_xlim()[1]))
        shown = [_broken(name, right, frame.width) for name in names[::-1]]
        _name_rows(axes, shown)
        _name_above(axes, [(mark.words, _handle(mark)) for mark in key])
        for _name, head, end in ends_of:
            _write_right(axes, head, 1, (end, 4), COLOURS["soft"], xycoords="axes fraction", va="bottom")
        if levels > 1 or any("\n" in name for name in shown):
            inner = frame.width - frame.left - frame.right
            ends: dict[str, Any] = {"xmin": -frame.left / inner, "xmax": 1 + frame.right / inner, "clip_on": False}
            for place in range(1, len(names)):
                axes.axhline(place - 0.5, color=COLOURS["hair"], linewidth=0.8, zorder=0, **ends)

    columns = _columns(rows, written or {})
    right = columns[-1][2] / 72 + 0.04 if columns else 0.2
    head = 0.17 * max((1 + head.count("\n") for _name, head, _end in columns if head), default=0)
    called, high = [mark.words for mark in key], levels * _LEVEL
    frames = [_frame_of_rows(names, high, called, right, 0.34, head, width) for width in [WIDE] * wide + [COLUMN]]
    return Chart.of(rows, frames[0], lambda figure: draw(figure.subplots()), about, narrow=frames[-1] if wide else None)


def _scale(width: float) -> float:
    """Return how large letters are in a picture of this width, as a part of those in a column."""
    return Frame(width, 1).size / LETTERS


def _handle(mark: Mark) -> Artist:
    """Draw a mark as it is beside its name above a chart."""
    look: dict[str, Any] = {"color": COLOURS[mark.colour], "marker": mark.marker, "markersize": max(mark.size, 5)}
    look |= {"markerfacecolor": COLOURS["paper"]} if mark.hollow else {}
    if not mark.value:
        look["marker"] = ""
    return Line2D([0], [0], linewidth=mark.width, linestyle="-" if mark.low else "none", **look)


def _set_axis(axes: Axes, rows: pd.DataFrame, marks: Sequence[Mark], axis: Axis, start: float) -> None:
    """Set the axis across, where it does not follow from the marks, with as many labels as have room."""
    room = max(2, int(72 * axes.get_window_extent().width / axes.figure.dpi / _TICK))
    if axis == "share":
        axes.set_xlim(start - 0.01, 1.01)
        axes.xaxis.set_major_locator(MaxNLocator(min(room, 5), steps=[1, 2, 2.5, 5, 10]))
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _unused: percent(value)))
    elif axis == "ratio":
        least = min(float(rows[mark.value].min()) for mark in marks)
        lowest = min(float(rows[mark.low or mark.value].min()) for mark in marks)
        most = max(float(rows[mark.high or mark.value].max()) for mark in marks)
        left, right = min(_AROUND_ONE, max(0.85 * lowest, least / 3)), max(1.15 * most, 1 / _AROUND_ONE)
        drawing.make_logarithmic(axes.xaxis)
        axes.set_xlim(left, right)
        ways = (2.0 ** (step * np.arange(-9, 10)) for step in range(1, 99))
        ticks = next(at for at in (way[(way >= left) & (way <= right)] for way in ways) if len(at) <= 2 * room)
        axes.set_xticks(ticks, [_FRACTIONS.get(tick, number(tick)) for tick in ticks])
    elif max(float(rows[mark.high or mark.value].max()) for mark in marks) <= 1:
        axes.xaxis.set_major_locator(MaxNLocator(min(room, 5), steps=[1, 2, 5, 10]))
    else:
        drawing.label_whole(axes.xaxis, nbins=min(room, 8))


def _columns(rows: pd.DataFrame, written: Mapping[str, str]) -> list[tuple[str, str, float]]:
    """Return each column of words, its head in at most two lines, and the points from the axes to its end."""
    columns, end = list[tuple[str, str, float]](), 0.0
    for name, head in written.items():
        parts = head.split()
        halves = [(" ".join(parts[:cut]), " ".join(parts[cut:])) for cut in range(max(1, len(parts)))]
        wide = min(max(drawing.width_of(half, SMALL) for half in both) for both in halves)
        wide = max(wide, *(drawing.width_of(words, SMALL) for words in rows[name]))
        end += wide + _GAP
        columns.append((name, drawing.fitted(head, wide, SMALL), end))
    return columns


def _draw_marks(
    axes: Axes, rows: pd.DataFrame, marks: Sequence[Mark], axis: Axis, lower: Sequence[float], texts: Sequence[str],
    columns: Sequence[tuple[str, str, float]],
) -> None:  # fmt: skip
    """Draw each mark in the rows that have it; the values of shared rows are shown."""
    edge = axes.get_xlim()[0] if axis == "ratio" else -np.inf
    told = pd.Series(texts, rows.index)
    shared, beside = rows["_place"].duplicated().any(), set[tuple[str, float, float]]()
    for down, mark in zip(lower, marks, strict=True):
        some, colour = mark.of(rows), COLOURS[mark.colour]
        places = some["_place"] - down
        if mark.low:
            low = some[mark.low].fillna(edge)
            axes.hlines(places, low.clip(lower=edge), some[mark.high], color=colour, linewidth=mark.width)
            cut = places[low < edge]
            axes.plot([edge] * len(cut), cut, "<", markersize=5, color=colour, clip_on=False, linestyle="none")
        if mark.value:
            face = COLOURS["paper"] if mark.hollow else colour
            look: dict[str, Any] = {"markersize": mark.size, "markerfacecolor": face, "markeredgecolor": colour}
            axes.plot(some[mark.value], places, mark.marker, linestyle="none", clip_on=False, zorder=3, **look)
        spots = {(words, at, end) for name, _head, end in columns for at, words in zip(places, some[name], strict=True)}
        for words, place, end in sorted(spots - beside):
            _write_right(axes, words, place, (end, 0), colour if max(lower) else COLOURS["ink"], va="center")
        beside |= spots
        if shared:
            drawing.show_values(axes, told[some.index], some[mark.value], places)


def _write_right(
    axes: Axes, words: str, place: float, offset: tuple[float, float], colour: str, **more: Any  # noqa: ANN401
) -> None:  # fmt: skip
    """Write words right of the axes, ending so many points from it."""
    look: dict[str, Any] = {"color": colour, "ha": "right", "fontsize": drawing.small(axes.figure)}
    look |= {"xycoords": ("axes fraction", "data"), "textcoords": "offset points", "annotation_clip": False}
    if words:
        axes.annotate(words, (1, place), offset, **look | more)


def _frame_of_rows(
    names: Sequence[str], high: float, key: Sequence[str], right: float, bottom: float, head: float = 0.0,
    width: float = COLUMN,
) -> Frame:  # fmt: skip
    """Return a frame of rows so many inches high: their names left, words right, and above what both are called."""
    lines = [_broken(name, right, width).split("\n") for name in names]
    left = max(drawing.width_of(line, SMALL) for name in lines for line in name) / 72 + 0.15
    step = max(high, _LINE * max(map(len, lines))) + _BETWEEN
    top = 0.1 + head + 0.2 * -(-len(key) // _key_columns(key)) + 0.05 * bool(key)
    margins = {"left": left, "right": right, "bottom": bottom, "top": top}
    part, high = _scale(width), step * len(names) + bottom + top
    return Frame(width, part * high, **{name: part * one for name, one in margins.items()})


def _broken(name: str, right: float, width: float = COLUMN) -> str:
    """Break the name of a row into lines that have room in the column of names."""
    room = min(_NAMES * width / COLUMN, width / _scale(width) - right - _AXIS)
    return drawing.fitted(name, 72 * room, SMALL)


def _name_rows(axes: Axes, names: Sequence[str]) -> None:
    """Name the rows of an axes left of it."""
    axes.set_yticks(range(len(names)), names, color=COLOURS["ink"])
    for tick in axes.get_yticklabels():
        tick.set_linespacing(1.05)
    axes.tick_params(axis="y", length=0)
    drawing.lines_upright(axes)
    axes.set_ylim(-0.5, len(names) - 0.5)


def _key_columns(words: Sequence[str]) -> int:
    """Return how many names of marks have room in one line: all of them, or one."""
    wide = sum(drawing.width_of(name, SMALL) + 32 for name in words)
    return max(1, len(words)) if wide <= 72 * COLUMN else 1


def _name_above(axes: Axes, key: Sequence[tuple[str, Artist]]) -> None:
    """Name marks once, above all rows."""
    if not key:
        return
    words, handles = zip(*key, strict=True)
    place: dict[str, Any] = {"loc": "upper left", "bbox_to_anchor": (0.01, 1), "numpoints": 1}
    place |= {"bbox_transform": axes.figure.transSubfigure, "fontsize": drawing.small(axes.figure)}
    axes.legend(handles, words, ncols=_key_columns(words), borderaxespad=0.1, borderpad=0, **place)


def bars_in_rows(
    rows: pd.DataFrame,
    *,
    unit: str,
    words: str = "",
    what: str = "",
    other: str = "",
    write: Callable[[Any], str] = number,
    **about: Unpack[About],
) -> Chart:
    """Draw a bar with its value in each row, or two.

    Parameters
    ----------
    rows : DataFrame
        In order from the top: ``group`` (the name), ``value`` and, if the bars differ in it, ``colour``.
    unit : str
        What the bars count.
    words : str
        What a reader is told of each row; by default its name, value and unit.
    what : str
        What the bars are, where other bars are named beside them.
    other : str
        What a second bar of each row is, whose value is in the column ``other``.
    write : callable
        How a value is written.
    **about : str
        See `Chart`.

    Returns
    -------
    Chart
        Names left of the bars, and what both bars of a row are called above.

    Examples
    --------
    >>> texts = dict.fromkeys(["title", "alt", "universe", "source", "note"], "Invented.")
    >>> table = pd.DataFrame({"group": ["politics", "theft"], "value": [1200, 30]})
    >>> bars = bars_in_rows(table, unit="notices", name="bars", **texts)
    >>> [text.get_text() for text in bars.figure().axes[0].texts]
    ['30', '1,200']
    """
    bars = rows.iloc[::-1].reset_index(drop=True)
    texts = drawing.each_row(words or "{group}: {value} " + unit, bars, value=write)
    colour = COLOURS["blue"]
    edge: dict[str, Any] = {"edgecolor": COLOURS["edge"], "linewidth": 0.4}
    key: list[tuple[str, Artist]] = [(what, Patch(color=colour))] if what else []
    key += [(other, Patch(color=COLOURS["others"]))] if other else []

    def draw(axes: Axes) -> None:
        step = (frame.height - frame.top - frame.bottom) / len(bars)
        height, away = 0.17 / step, 0.095 / step * bool(other)
        colours = bars["colour"].map(COLOURS) if "colour" in bars else colour
        axes.barh(bars.index + away, bars["value"], height=height, color=colours, **edge)
        written = list(zip(bars.index + away, bars["value"], strict=True))
        if other:
            axes.barh(bars.index - away, bars["other"], height=height, color=COLOURS["others"], **edge)
            written += zip(bars.index - away, bars["other"], strict=True)
        axes.set_xlim(left=0)
        _name_rows(axes, [_broken(name, _AFTER) for name in bars["group"]])
        for place, value in written:
            drawing.write_near(
                axes, write(value), (value, place), (4, 0), va="center", fontsize=drawing.small(axes.figure)
            )
        axes.tick_params(length=0)
        axes.set_xticks([])
        _name_above(axes, key)
        drawing.show_values(axes, texts, None, bars.index)

    high = 0.36 if other else _LEVEL
    frame = _frame_of_rows(bars["group"].tolist(), high, [name for name, _handle in key], _AFTER, 0.1)
    return Chart.of(rows, frame, lambda figure: draw(figure.subplots()), about)


def ranked_bars(
    table: pd.DataFrame,
    *,
    name: str,
    title: str,
    unit: str,
    universe: str,
    source: str,
    note: str,
    most: int = 15,
    others: bool = False,
    write: Callable[[Any], str] = number,
    colour: str = "blue",
) -> Chart:
    """Draw a value of each country as a bar, the largest first.

    Parameters
    ----------
    table : DataFrame
        One row per country: ``iso3`` and ``value``; further columns are kept in the data.
    name, title, universe, source, note : str
        See `Chart`.
    unit : str
        What follows a value: ``notices per million``.
    most : int
        How many bars are drawn at most, where no tie is cut in two; the data hold all.
    others : bool
        Whether a last bar adds up the countries that are not drawn, as for parts of a whole.
    write : callable
        How a value is written.
    colour : str
        A name of `COLOURS`.

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
    >>> ranked_bars(table, name="bars", title="Notices", unit="notices", most=2, **texts).alt
    'Bars for 3 countries, largest first: France 6, Belarus 3.'
    """
    rows = table.sort_values("value", ascending=False, kind="stable", ignore_index=True)
    rows.insert(0, "place", rows["value"].rank(method="min", ascending=False).astype(int))
    shown = int((rows["value"].rank(method="max", ascending=False) <= most).sum()) or most
    drawn, rest = rows[:shown], rows[shown:]
    bars = pd.DataFrame({"group": drawn["iso3"].map(country_name), "value": drawn["value"], "colour": colour})
    if others and len(rest):
        summed = _n("one other country", "{count} other countries", len(rest))
        bars.loc[len(rows)] = pd.Series({"group": summed, "value": rest["value"].sum(), "colour": "pale"})
    listed = drawing.row_by_row(N_("{group} {value}"), bars, ", ", value=write)
    return bars_in_rows(
        bars,
        unit=unit,
        write=write,
        data=rows,
        alt=_("Bars for {count} countries, largest first: {bars}.", count=len(rows), bars=listed),
        subtitle=_("Share {unit}", unit=unit) if write is percent else f"{unit[:1].upper()}{unit[1:]}",
        name=name,
        title=title,
        universe=universe,
        source=source,
        note=note,
    )
