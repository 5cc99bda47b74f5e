"""Charts of cells: a matrix of pairs of countries, a table of two codings, and one bar of the parts of a whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Unpack

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from analysis.charts import drawing
from analysis.charts.chart import COLOURS, COLUMN, SMALL, Chart, Frame, Named
from analysis.core.country_names import country_name
from analysis.core.messages import _, number


def matrix(
    pairs: pd.DataFrame,
    *,
    rows: str,
    columns: str,
    cell: str,
    most: tuple[int, int] = (12, 10),
    **about: Unpack[Named],
) -> Chart:
    """Draw counts of pairs of countries as a matrix with sums, shaded, those with most first; ties keep their order.

    Parameters
    ----------
    pairs : DataFrame
        One row per pair: ISO3 codes of the row and the column, blank if not known; ``count``, which may be 0.
    rows, columns : str
        The columns of ``pairs`` that have the codes.
    cell : str
        What a reader is told of a cell, with ``{row}``, ``{column}`` and ``{count}``.
    most : tuple of int
        How many rows and columns have a name; the others are added up in a last row and column.
    **about : str
        See `Chart`; the alternative text is the list of cells.

    Returns
    -------
    Chart
        A cell per pair, blank where there is none, and their sums in a last row and column.

    Examples
    --------
    >>> texts = {"universe": "invented cases", "source": "invented", "note": "Nothing here is real."}
    >>> pairs = pd.DataFrame({"by": ["BLR", "TUR"], "to": ["POL", "POL"], "count": [3, 1]})
    >>> about = {"rows": "by", "columns": "to", "cell": "{row}, {column}: {count}."}
    >>> matrix(pairs, name="pairs", title="Arrests", subtitle="Cases", **about, **texts).alt[:61]
    'Matrix of countries. Belarus, Poland: 3. Türkiye, Poland: 1. '
    """
    pairs = pairs[pairs["count"] > 0]
    data = pairs.sort_values("count", ascending=False, kind="stable", ignore_index=True)
    named = [pairs[pairs[column] != ""].groupby(column, sort=False)["count"].sum() for column in (rows, columns)]
    down, across = (
        [*sums.sort_values(ascending=False, kind="stable").index[:count]]
        for sums, count in zip(named, most, strict=True)
    )
    kept = data[[rows, columns, "count"]].copy()
    for column, codes in ((rows, down), (columns, across)):
        kept[column] = kept[column].where(kept[column].isin(codes), _OTHERS)
        codes += [_OTHERS] * int(kept[column].eq(_OTHERS).any())
        codes.append(_ALL)
        kept = pd.concat([kept, kept.assign(**{column: _ALL})])
    cells = kept.groupby([rows, columns], as_index=False, sort=False)["count"].sum()
    cells = cells.assign(y=cells[rows].map(down.index), x=cells[columns].map(across.index))
    cells["words"] = [
        _(cell, row=_name(row, with_article=True), column=_name(column, with_article=True), count=count)
        for row, column, count in cells[[rows, columns, "count"]].itertuples(index=False)
    ]
    left = max(drawing.width_of(_short(code), SMALL) for code in down) / 72 + 0.15
    top = max(drawing.width_of(_name(code), SMALL) for code in across) / 72 + 0.15
    alt = " ".join([_("Matrix of countries."), *cells["words"]])
    frame = Frame(COLUMN, 0.26 * len(down) + 0.25 + top, left=left, top=top, bottom=0.1)
    return Chart.of(data, frame, lambda figure: _cells(figure.subplots(), cells, down, across), about, alt=alt)


#: The code of all that have no row or column of their own, and that of all countries.
_OTHERS, _ALL = "", "all"


def _name(code: str, *, with_article: bool = False) -> str:
    names = {_OTHERS: _("other countries"), _ALL: _("all countries") if with_article else _("all")}
    return names.get(code) or country_name(code, with_article=with_article)


def _short(code: str) -> str:
    return _name(code).replace(" and ", " & ")


#: From how many on a cell of a matrix is darker -> its colour, and that of its number.
_SHADES = {4: ("ink", "paper"), 2: ("others", "paper"), 1: ("pale", "ink")}


def _cells(axes: Axes, cells: pd.DataFrame, down: Sequence[str], across: Sequence[str]) -> None:
    ends = [codes.index(_OTHERS) if _OTHERS in codes else -1 for codes in (across, down)]
    sums = cells["x"].eq(len(across) - 1) | cells["y"].eq(len(down) - 1)
    for x, y, count, whole in cells.assign(whole=sums)[["x", "y", "count", "whole"]].itertuples(index=False):
        shade, ink = next(colours for least, colours in _SHADES.items() if count >= least)
        if whole or ends[0] == x or ends[1] == y:
            shade, ink = "paper", "ink"
        axes.barh(y, 0.94, 0.94, x - 0.47, color=COLOURS[shade])
        look: dict[str, Any] = {"fontsize": drawing.small(axes.figure), "weight": "bold" if whole else "normal"}
        drawing.inside(axes, number(count), (x, y), color=COLOURS[ink], **look)
    _set_grid(axes, list(map(_short, down)), list(map(_name, across)), 90)
    drawing.show_values(axes, *(cells.loc[~sums, name] for name in ("words", "x", "y")))


def _set_grid(axes: Axes, down: Sequence[str], across: Sequence[str], rotation: float) -> None:
    """Name rows left of cells and columns above them, with lines between cells."""
    axes.set_yticks(range(len(down)), down, color=COLOURS["ink"])
    axes.set_xticks(range(len(across)), across, color=COLOURS["ink"], rotation=rotation)
    axes.xaxis.tick_top()
    axes.tick_params(which="both", length=0)
    axes.set(xlim=(-0.5, len(across) - 0.5), ylim=(len(down) - 0.5, -0.5))
    axes.set_xticks(np.arange(len(across)) - 0.5, minor=True)
    axes.set_yticks(np.arange(len(down)) - 0.5, minor=True)
    axes.grid(visible=False)
    axes.grid(visible=True, which="minor")


def two_codings(pairs: pd.DataFrame, names: Mapping[str, str], sides: tuple[str, str], **about: Unpack[Named]) -> Chart:
    """Draw how many cases have each pair of codes from two codings; equal codes are on the diagonal, in blue.

    Parameters
    ----------
    pairs : DataFrame
        ``first`` and ``second`` (the codes, down and across) and ``cases``.
    names : mapping of str to str
        Code -> its word, in order.
    sides : tuple of str
        Who gave the codes down, and who gave those across.
    **about : str
        See `Chart`; the alternative text is the list of cells.

    Examples
    --------
    >>> texts = dict.fromkeys(["title", "universe", "source", "note"], "Invented.")
    >>> pairs = pd.DataFrame({"first": ["a", "a"], "second": ["a", "b"], "cases": [5, 1]})
    >>> two_codings(pairs, {"a": "yes", "b": "no"}, ("Ann", "Bob"), name="pairs", **texts).alt
    'Table of pairs of codes. Ann: yes, Bob: yes: 5; Ann: yes, Bob: no: 1; Ann: no, Bob: yes: 0; Ann: no, Bob: no: 0.'
    """
    every = pd.MultiIndex.from_product([names, names], names=["first", "second"])
    pairs = pairs.set_index(["first", "second"])["cases"].reindex(every, fill_value=0).reset_index()
    placed = pairs.assign(x=pairs["second"].map(list(names).index), y=pairs["first"].map(list(names).index))
    words, coded = list(names.values()), {side: pairs[side].map(names) for side in ("first", "second")}
    told = drawing.each_row("{a}: {first}, {b}: {second}: {cases}", pairs.assign(**coded, a=sides[0], b=sides[1]))

    def draw(figure: Figure) -> None:
        axes = figure.subplots()
        for x, y, cases in placed[["x", "y", "cases"]].itertuples(index=False):
            shade, ink = ("blue", "paper") if x == y else ("pale", "ink")
            axes.barh(y, 0.94, 0.94, x - 0.47, color=COLOURS[shade])
            drawing.inside(axes, number(cases), (x, y), color=COLOURS[ink])
        _set_grid(axes, words, words, 0)
        axes.set(xlabel=sides[1], ylabel=sides[0])
        axes.xaxis.set_label_position("top")
        drawing.show_values(axes, told, placed["x"], placed["y"])

    alt = _("Table of pairs of codes. {cells}.", cells="; ".join(told))
    left = max(drawing.width_of(name, SMALL) for name in words) / 72 + 0.4
    frame = Frame(COLUMN, 0.45 * len(names) + 0.65, left=left, top=0.55, bottom=0.1)
    return Chart.of(pairs, frame, draw, about, alt=alt)


def parts_in_one_bar(rows: pd.DataFrame, **about: Unpack[Named]) -> Chart:
    """Draw the parts of a whole as one bar, with their names and values below it.

    Parameters
    ----------
    rows : DataFrame
        In order from the left: ``group`` (the name), ``value`` (above 0) and ``colour``.
    **about : str
        See `Chart`; the alternative text is the list of parts.

    Returns
    -------
    Chart
        A bar as wide as the picture.

    Examples
    --------
    >>> texts = dict.fromkeys(["title", "universe", "source", "note"], "Invented.")
    >>> table = pd.DataFrame({"group": ["kept", "deleted"], "value": [5, 1200], "colour": ["others", "blue"]})
    >>> bar = parts_in_one_bar(table, name="bar", **texts)
    >>> [text.get_text() for text in bar.figure().axes[0].get_legend().get_texts()]
    ['5 kept', '1,200 deleted']
    """
    names = drawing.each_row("{value} {group}", rows, value=number)
    alt = _("One bar of parts: {parts}.", parts=", ".join(names))
    wide = [drawing.width_of(name, SMALL) + _KEY for name in names]
    ways = [np.array_split(wide, count) for count in (3, 2, 1)[-len(names) :]]
    columns = next((way for way in ways if sum(map(max, way)) <= 72 * COLUMN), ways[-1])
    below = 0.1 + 0.23 * len(columns[0])
    edge: dict[str, Any] = {"edgecolor": COLOURS["edge"], "linewidth": 0.5}

    def draw(figure: Figure) -> None:
        axes, ends = figure.subplots(), rows["value"].cumsum()
        axes.barh(0, rows["value"], 1, ends - rows["value"], color=rows["colour"].map(COLOURS), clip_on=False, **edge)
        axes.set(xlim=(0, ends.iloc[-1]), ylim=(-0.5, 0.5))
        axes.set_axis_off()
        handles = [Patch(facecolor=COLOURS[colour], **edge) for colour in rows["colour"]]
        look: dict[str, Any] = {"loc": "upper left", "bbox_to_anchor": (0, -0.1), "borderaxespad": 0, "borderpad": 0}
        look |= {"ncols": len(columns), "handlelength": 1, "handletextpad": 0.4, "columnspacing": 1}
        axes.legend(handles, names, fontsize=drawing.small(figure), **look)
        drawing.show_values(axes, names, ends - rows["value"] / 2, [0] * len(rows))

    frame = Frame(COLUMN, 0.4 + below, 0.02, 0.02, below, 0.05)
    return Chart.of(rows, frame, draw, about, alt=alt)


#: Points that the sign of a part takes beside its name, with the space between two columns.
_KEY = 28
