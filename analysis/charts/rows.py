"""Charts with a row for each thing: marks on an axis (forest plots, ranges, dots), and bars with their values."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, Unpack

import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, PathPatch
from matplotlib.path import Path
from matplotlib.ticker import FuncFormatter, MaxNLocator

from analysis.charts import drawing
from analysis.charts.chart import COLOURS, COLUMN, SMALL, About, Chart, Frame
from analysis.charts.drawing import Mark
from analysis.core.country_names import country_name
from analysis.core.messages import N_, _, _n, number
from analysis.stats.estimate import percent

#: How the places of marks are read: as ratios on a logarithmic axis, as shares of one, or as numbers.
Axis = Literal["ratio", "share", "number"]
#: Inches: the widest name that stands left of its bar; names are above their rows where one is wider.
_NAMES = 2.2
#: Inches: a line of a name, a line of marks, and what is between two rows.
_LINE, _LEVEL, _BETWEEN = 0.18, 0.185, 0.09
#: Inches around marks below their name.
_ROOM = 0.05
#: Inches left of the axes where names are above their rows.
_EDGE = 0.22
#: Places as a part of the axes across and as data upward.
_ACROSS = ("axes fraction", "data")
#: Points between columns of words.
_GAP = 8
#: Points that a label of the axis takes.
_TICK = 29
#: How far left of the line, as a ratio, the axis begins at the least.
_AROUND_ONE = 0.48
#: The labels of a decade of ratios: the first ones that have room.
_DECADES = ((1, 2, 5), (1, 3), (1,))


def rows_with_marks(
    rows: pd.DataFrame,
    marks: Sequence[Mark],
    *,
    words: str,
    axis: Axis = "number",
    line: float | None = None,
    sides: tuple[str, str] | None = None,
    written: Mapping[str, str] | None = None,
    values: Callable[[Any], str] | None = None,
    start: float = 0,
    write: Mapping[str, Callable[[Any], str]] | None = None,
    names_left: bool = False,
    **about: Unpack[About],
) -> Chart:
    """Draw marks in named rows: values with intervals, ranges, strips of points, or several dots.

    Parameters
    ----------
    rows : DataFrame
        In order from the top, with the name of the row (``group``), and a remark below it (``remark``), if there is
        one; rows of one name are drawn in one row.
    marks : sequence of Mark
        What is drawn in each row, on its level. A mark with words is named once.
    words : str
        What a reader is told of each row of the table, with its columns in braces.
    axis : {"number", "ratio", "share"}
        Ratios have a logarithmic axis, which holds the line (or 1); an arrow stands where an interval begins below
        it. Shares are between 0 and 1, and other numbers begin at 0 unless a line is drawn.
    line : float, optional
        Where an upright line is drawn: at no association, for example.
    sides : tuple of str, optional
        What the left and the right end of the axis mean.
    written : mapping of str to str
        Columns of words right of each mark, the first of up to three in bold, and what is written above each.
    values : callable, optional
        How ``value``, ``low`` and ``high`` are written right of each mark, instead of columns of words.
    start : float
        Where an axis of shares begins, or one of numbers that does not begin at 0.
    write : mapping of str to callable
        Column -> how its values are written in ``words``.
    names_left : bool
        Whether names are left of their rows, if none is long, and not above them.
    **about : str
        See `Chart`.

    Returns
    -------
    Chart
        Names above the rows, words right of them, and the names of marks above all.

    Examples
    --------
    >>> texts = dict.fromkeys(["title", "alt", "universe", "source", "note"], "Invented.")
    >>> table = pd.DataFrame({"group": ["law", "press"], "value": [2.0, 0.5], "low": [1.1, 0.2], "high": [4.0, 0.9]})
    >>> marks = [Mark("value", "low", "high")]
    >>> forest = rows_with_marks(table, marks, words="{group}: {value}", axis="ratio", line=1, name="forest", **texts)
    >>> [label.get_text() for label in forest.figure().axes[0].get_yticklabels()]
    ['press', 'law']
    """
    levels, names = 1 + max(mark.level for mark in marks), [str(name) for name in dict.fromkeys(rows["group"])]
    high = _LEVEL * levels + _ROOM
    places = {name: len(names) - 1 - place for place, name in enumerate(names)}
    remarks = dict(zip(rows["group"], rows["remark"], strict=True)) if "remark" in rows else {}
    texts = drawing.each_row(words, rows, **(write or {}))
    key = [(mark.words, _handle(mark)) for mark in marks if mark.words and len(mark.of(rows))]
    drawn, written = _with_values(rows, values) if values else (rows, written or {})
    columns = _columns(drawn, written)
    right = columns[-1][2] / 72 + 0.04 if columns else 0.2
    head = 0.17 * (bool(sides) + any(written.values()))
    called, remarked = [name for name, _handle in key], bool(remarks)
    frame = _frame_of_rows(names, high, called, right, 0.34, head, names_left=names_left, remarks=remarked)

    def draw(axes: Axes) -> None:
        _set_axis(axes, rows, marks, axis, start)
        placed = drawn.assign(_place=rows["group"].map(places))
        _draw_marks(axes, placed, marks, (levels - 1) * _LEVEL / 2, _step(frame, names), texts, columns)
        if rows["group"].is_unique:
            drawing.show_values(axes, texts, None, rows["group"].map(places))
        if line is not None:
            axes.axvline(line, color=COLOURS["soft"], linewidth=0.9, linestyle="--", zorder=0.4)
        if axis == "number" and line is None:
            axes.set_xlim(start or min(0, axes.get_xlim()[0]), max(1.02, axes.get_xlim()[1]))
        _name_rows(axes, names[::-1], frame, high, remarks)
        _name_above(axes, key)
        look: dict[str, Any] = {"color": COLOURS["soft"], "xycoords": "axes fraction", "va": "bottom"}
        for _name, head, end in columns:
            _write_right(axes, head, 1, (end, 4 + 12 * bool(sides)), **look)
        for words, end, side in zip(sides or (), (0, 1), ("left", "right"), strict=False):
            look |= {"ha": side, "fontsize": drawing.small(axes.figure)}
            drawing.write_near(axes, words, (end, 1), (0, 4), **look)

    return Chart.of(rows, frame, lambda figure: draw(figure.subplots()), about)


def _with_values(rows: pd.DataFrame, write: Callable[[Any], str]) -> tuple[pd.DataFrame, dict[str, str]]:
    """Add how each value and its interval, where it has one, are written, and name both columns."""
    ends = [
        "" if pd.isna(low) else _("{low} to {high}", low=write(low), high=write(high))
        for low, high in zip(rows["low"], rows["high"], strict=True)
    ]
    return rows.assign(_value=rows["value"].map(write), _ends=ends), {"_value": "", "_ends": ""}


def _handle(mark: Mark) -> Artist:
    """Draw a mark as it is beside its name above a chart."""
    if mark.hollow and not mark.value:
        return Patch(**_outline(mark))
    look: dict[str, Any] = {"color": COLOURS[mark.colour], "marker": mark.marker, "markersize": max(mark.size, 5)}
    look |= {"markerfacecolor": COLOURS["paper"]} if mark.hollow else {}
    if not mark.value:
        look["marker"] = ""
    look |= {"linewidth": mark.width, "linestyle": "-" if mark.low else "none", "solid_capstyle": "butt"}
    return Line2D([0], [0], **look)


def _outline(mark: Mark) -> dict[str, Any]:
    """Return the look of a bar of which only the outline is drawn."""
    return {"fill": False, "edgecolor": COLOURS[mark.colour], "linestyle": (0, (2, 1)), "linewidth": 1.2}


def _set_axis(axes: Axes, rows: pd.DataFrame, marks: Sequence[Mark], axis: Axis, start: float) -> None:
    """Set the axis across, where it does not follow from the marks, with as many labels as have room."""
    points = 72 * axes.get_window_extent().width / axes.figure.dpi
    room = max(2, int(points / _TICK))
    if axis == "share":
        axes.set_xlim(start - 0.01, 1.01)
        axes.xaxis.set_major_locator(MaxNLocator(min(room, 5), steps=[1, 2, 2.5, 5, 10]))
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _unused: percent(value)))
    elif axis == "ratio":
        least = min(float(mark.of(rows)[mark.value].min()) for mark in marks if not mark.strip)
        lowest = min(float(rows[mark.low or mark.value].min()) for mark in marks)
        most = max(float(rows[mark.high or mark.value].max()) for mark in marks)
        left, right = min(_AROUND_ONE, max(0.85 * lowest, least / 3)), max(1.15 * most, 1 / _AROUND_ONE)
        drawing.make_logarithmic(axes.xaxis)
        axes.set_xlim(left, right)
        ways = ([digit * 10.0**power for power in range(-4, 5) for digit in decade] for decade in _DECADES)
        found = [[tick for tick in way if left <= tick <= right] for way in ways]
        least_gap = _TICK * np.log(right / left) / points
        ticks = next((way for way in found if np.diff(np.log(way)).min(initial=9) >= least_gap), found[-1])
        axes.set_xticks(ticks, [f"×{tick:g}" for tick in ticks])
    elif max(float(rows[mark.high or mark.value].max()) for mark in marks) <= 1:
        axes.xaxis.set_major_locator(MaxNLocator(min(room, 5), steps=[1, 2, 5, 10]))
    else:
        drawing.label_whole(axes.xaxis, nbins=min(room, 8))
        axes.xaxis.set_major_formatter("{x:,.0f}")


def _columns(rows: pd.DataFrame, written: Mapping[str, str]) -> list[tuple[str, str, float]]:
    """Return each column of words, its head, and the points from the axes to its end."""
    columns, end = list[tuple[str, str, float]](), 0.0
    for name, head in written.items():
        end += _GAP + max(1.06 * drawing.width_of(words, SMALL) for words in (head, *rows[name].dropna()))
        columns.append((name, head, end))
    return columns


def _draw_marks(
    axes: Axes, rows: pd.DataFrame, marks: Sequence[Mark], top: float, step: float, texts: Sequence[str],
    columns: Sequence[tuple[str, str, float]],
) -> None:  # fmt: skip
    """Draw each mark in the rows that have it, on its level below the top; the values of shared rows are shown."""
    told = pd.Series(texts, rows.index)
    shared, beside = rows["_place"].duplicated().any(), set[tuple[str, float, float]]()
    for mark in marks:
        some, colour = mark.of(rows), COLOURS[mark.colour]
        places = some["_place"] + (top - mark.level * _LEVEL) / step
        _draw_lines(axes, mark, some, places, step)
        if mark.strip:
            continue
        if mark.value:
            face = COLOURS["paper"] if mark.hollow else colour
            look: dict[str, Any] = {"markersize": mark.size, "markerfacecolor": face, "markeredgecolor": colour}
            axes.plot(some[mark.value], places, mark.marker, linestyle="none", clip_on=False, zorder=3, **look)
        spots = {(words, at, end) for name, _head, end in columns for at, words in zip(places, some[name], strict=True)}
        for words, place, end in sorted(spots - beside):
            main = end == columns[0][2] and len(columns) < 4
            look = {"color": COLOURS["ink" if main else "soft"], "weight": "bold" if main else "normal"}
            _write_right(axes, words, place, (end, 0), va="center", **look)
        beside |= spots
        if shared:
            drawing.show_values(axes, told[some.index], some[mark.value or mark.high], places)


def _draw_lines(axes: Axes, mark: Mark, rows: pd.DataFrame, places: pd.Series[Any], step: float) -> None:
    """Draw what a mark has from one end to the other, or the points of its strip, and arrows where the axis cuts it."""
    edge, colour = axes.get_xlim()[0] if axes.get_xscale() == "log" else -np.inf, COLOURS[mark.colour]
    begin = rows[mark.low or mark.value].fillna(edge)
    low, cut = begin.clip(lower=edge), places[begin < edge].unique()
    if mark.strip:
        _draw_strip(axes, low, places, _LEVEL / step, colour)
    elif mark.low and mark.hollow and not mark.value:
        axes.barh(places, rows[mark.high] - low, mark.width / 72 / step, low, **_outline(mark))
    elif mark.low:
        axes.hlines(places, low, rows[mark.high], color=colour, linewidth=mark.width)
    if len(cut):
        axes.plot([edge] * len(cut), cut, "<", markersize=5, color=colour, clip_on=False, linestyle="none")


def _draw_strip(axes: Axes, values: pd.Series[Any], places: pd.Series[Any], high: float, colour: str) -> None:
    """Draw values as small points around their place, all of them as one path, which keeps a page small."""
    up = places + high * ((np.arange(len(values)) * 0.618) % 1 - 0.5) * 0.7
    ends = np.column_stack([values, up, values, up + high / 60]).reshape(-1, 2)
    path = Path(ends, [Path.MOVETO, Path.LINETO] * len(values))
    path.should_simplify = False
    axes.add_patch(PathPatch(path, edgecolor=colour, alpha=0.5, linewidth=2.4, capstyle="round", fill=False))
    axes.autoscale_view()


def _write_right(axes: Axes, words: str, place: float, offset: tuple[float, float], **more: Any) -> None:  # noqa: ANN401
    """Write words right of the axes, ending so many points from it."""
    look: dict[str, Any] = {"ha": "right", "fontsize": drawing.small(axes.figure)}
    look |= {"xycoords": _ACROSS, "textcoords": "offset points", "annotation_clip": False}
    if words:
        axes.annotate(words, (1, place), offset, **look | more)


def _frame_of_rows(
    names: Sequence[str], high: float, key: Sequence[str], right: float, bottom: float, head: float = 0.0, *,
    names_left: bool = False, remarks: bool = False,
) -> Frame:  # fmt: skip
    """Return a frame of rows so many inches high, with names above each, or left if asked for and none is wide."""
    wide = 0.15 + max(drawing.width_of(name, SMALL) for name in names) / 72
    left = wide if names_left and wide <= _NAMES else 0
    lines = 0 if left else remarks + max(_broken(name).count("\n") + 1 for name in names)
    step = _LINE * lines + max(high, _LINE * bool(left)) + _BETWEEN
    top = 0.1 + head + 0.2 * -(-len(key) // _key_columns(key)) + 0.09 * bool(key)
    return Frame(COLUMN, step * len(names) + bottom + top, left=left or _EDGE, right=right, bottom=bottom, top=top)


def _step(frame: Frame, names: Sequence[str]) -> float:
    """Return the inches from one row to the next."""
    return (frame.height - frame.top - frame.bottom) / len(names)


def _broken(name: str) -> str:
    """Break the name of a row where a column is too narrow for it."""
    return drawing.fitted(name, 68 * COLUMN, SMALL)


def _name_rows(axes: Axes, names: Sequence[str], frame: Frame, high: float, remarks: Mapping[str, str]) -> None:
    """Name the rows of an axes, from the lowest, left of it or above marks so high; remarks stand below their names."""
    step, above = _step(frame, names), frame.left == _EDGE
    below, edge = (high + _BETWEEN) / 2 / step if above else 0.5, high / 2 / step * above
    axes.set_yticks(np.arange(len(names)) + edge + _LINE / step * bool(remarks), map(_broken, names))
    look: dict[str, Any] = {"va": "bottom", "bbox": {"facecolor": COLOURS["paper"], "edgecolor": "none", "pad": 0.3}}
    for tick in axes.get_yticklabels():
        tick.set(color=COLOURS["ink"], linespacing=1.05, **(look | {"ha": "left", "weight": "bold"} if above else {}))
    look |= {"color": COLOURS["soft"], "fontsize": drawing.small(axes.figure), "xycoords": _ACROSS, "zorder": 1}
    for name in filter(remarks.get, names):
        drawing.write_near(axes, remarks[name], (0, names.index(name) + edge), (-72 * _EDGE, 0), **look)
    axes.tick_params(axis="y", length=0, **({"pad": 72 * _EDGE} if above else {}))
    axes.spines.left.set_visible(not above)
    drawing.lines_upright(axes)
    axes.set_ylim(-below, len(names) - below)


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
    parts: tuple[str, str] | None = None,
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
    parts : tuple of str, optional
        What the column ``part`` counts of each bar, which is red, and what the rest of the bar is, which is grey.
    write : callable
        How a value is written.
    **about : str
        See `Chart`.

    Returns
    -------
    Chart
        Names left of the bars, or above them if one is long, and what both bars of a row are called above all.

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
    key += [(name, Patch(color=COLOURS[look])) for name, look in zip(parts or (), ("accent", "others"), strict=False)]

    def draw(axes: Axes) -> None:
        step = _step(frame, names)
        height, away = 0.17 / step, 0.095 / step * bool(other)
        colours = bars["colour"].map(COLOURS) if "colour" in bars else colour
        axes.barh(bars.index + away, bars["value"], height=height, color=colours, **edge)
        if parts:
            axes.barh(bars.index, bars["part"], height=height, color=COLOURS["accent"], **edge)
        written = list(zip(bars.index + away, bars["value"], strict=True))
        if other:
            axes.barh(bars.index - away, bars["other"], height=height, color=COLOURS["others"], **edge)
            written += zip(bars.index - away, bars["other"], strict=True)
        axes.set_xlim(left=0)
        _name_rows(axes, names, frame, high, {})
        look: dict[str, Any] = {"va": "center", "weight": "bold", "fontsize": drawing.small(axes.figure)}
        for place, value in written:
            drawing.write_near(axes, write(value), (value, place), (4, 0), **look)
        axes.tick_params(length=0)
        axes.set_xticks([])
        _name_above(axes, key)
        drawing.show_values(axes, texts, None, bars.index)

    names, high = bars["group"].tolist(), 0.36 if other else _LEVEL
    after = 0.15 + max(drawing.width_of(write(value), SMALL) for value in (*bars["value"], *bars.get("other", ()))) / 72
    called = [name for name, _handle in key]
    frame = _frame_of_rows(names, high, called, after, 0.1, names_left=True)
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
    parts: tuple[str, str] | None = None,
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
    parts : tuple of str, optional
        See `bars_in_rows`; the column ``part`` counts a part of the value, and bars of others have none.

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
    bars["part"], each = drawn.get("part", 0), f" ({{part}} {parts[0]})" if parts else ""
    if others and len(rest):
        summed = _n("one other country", "{count} other countries", len(rest))
        bars.loc[len(rows)] = pd.Series({"group": summed, "value": rest["value"].sum(), "colour": "pale"})
    listed = drawing.row_by_row(N_("{group} {value}") + each, bars, ", ", value=write)
    return bars_in_rows(
        bars,
        unit=unit + each,
        parts=parts,
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
