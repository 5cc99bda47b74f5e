"""Charts of curves: steps that are named at their ends."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Unpack

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import DateFormatter, YearLocator, date2num, num2date
from matplotlib.figure import Figure

from analysis.charts import drawing
from analysis.charts.chart import COLOURS, COLUMN, About, Chart, Frame
from analysis.charts.drawing import Mark
from analysis.charts.naming import Name, name_ends, points_of
from analysis.core.messages import N_, _
from analysis.tables.release import incomplete_since


def curves(
    rows: pd.DataFrame,
    marks: Sequence[Mark],
    *,
    across: str,
    words: str,
    unit: str = "",
    most: float | None = None,
    below: pd.DataFrame | None = None,
    room: float = 1.45,
    ways: Mapping[str, Callable[[Any], str]] | None = None,
    **about: Unpack[About],
) -> Chart:
    """Draw numbers that change in steps, each curve named at its end.

    Parameters
    ----------
    rows : DataFrame
        The columns of the marks, and ``across``: a number or a date.
    marks : sequence of Mark
        The curves: rows of each, in order, and their words.
    across : str
        Column of the places across.
    words : str
        What a reader is told of each row.
    unit : str
        Label of the axis of numbers; an axis of dates has none.
    most : float, optional
        Upper end of the axis.
    below : DataFrame, optional
        ``year`` and ``cases``: bars below the curves, on the same axis of dates.
    room : float
        Inches right of the panel for the names of the curves.
    ways : mapping of str to callable
        Column -> how its values are written in ``words``.
    **about : str
        See `Chart`.

    Returns
    -------
    Chart
        Steps that change at their places.

    Examples
    --------
    >>> texts = dict.fromkeys(["title", "alt", "universe", "source", "note"], "Invented.")
    >>> table = pd.DataFrame({"factor": [1, 2], "kept": [5, 3]})
    >>> kept = Mark("kept", words="pairs", marker="")
    >>> steps = curves(table, [kept], across="factor", words="{factor}: {kept}", name="kept", **texts)
    >>> steps.figure().axes[0].lines[0].get_ydata().tolist()
    [5, 3]
    """
    texts = pd.Series(drawing.each_row(words, rows, **(ways or {})), rows.index)

    def draw(figure: Figure) -> None:
        bars: Axes | None = None
        if below is None:
            axes = figure.subplots()
        else:
            axes, bars = figure.subplots(2, 1, sharex=True, height_ratios=[2.4, 1])
        places = pd.Series(date2num(rows[across]), rows.index) if below is not None else rows[across]
        names = []
        for mark in marks:
            some, colour = mark.of(rows), COLOURS[mark.colour]
            look: dict[str, Any] = {"color": colour, "linestyle": mark.dash, "linewidth": mark.width}
            axes.step(some[across], some[mark.value], where="post", **look)
            if mark.marker:
                axes.scatter(some[across], some[mark.value], s=18, marker=mark.marker, color=colour)
            names.append(Name(mark.words, points_of(places[some.index], some[mark.value]), colour))
        if most is not None:
            axes.set_ylim(0, most)
        drawing.show_values(axes, texts, places, rows[marks[0].value])
        if bars is None or below is None:
            axes.set_xlim(float(rows[across].min()), float(rows[across].max()))
            drawing.label_whole(axes.xaxis)
            axes.set_xlabel(unit)
        else:
            _bars_below(figure, axes, bars, below)
        name_ends(axes, names, drawing.small(figure), 72 * room - 4)

    frame = Frame(COLUMN, 3.2, left=0.5, right=room, bottom=0.5)
    if below is not None:
        frame = Frame(COLUMN, 4.2, left=0.5, right=room, bottom=0.35, top=0.3)
    return Chart.of(rows, frame, draw, about)


def _bars_below(figure: Figure, above: Axes, below: Axes, cases: pd.DataFrame) -> None:
    """Draw bars of cases in the middle of their years, and label the years."""
    above.set_title(_("added so far"), fontsize=drawing.small(figure))
    below.bar(drawing.middle_day(cases["year"]), cases["cases"], width=220, color=COLOURS["ink"])
    texts = drawing.each_row(N_("Cases, {year}: {cases}"), cases, year=str)
    drawing.show_values(below, texts, date2num(drawing.middle_day(cases["year"])), cases["cases"] / 2)
    drawing.mark_incomplete(below, cases["year"], date2num(pd.Timestamp(incomplete_since(), 1, 1)))
    below.set_title(_("cases"), fontsize=drawing.small(figure))
    drawing.label_whole(below.yaxis, nbins=3)
    first, last = (num2date(place).year for place in below.get_xlim())
    below.xaxis.set_major_locator(YearLocator(max(1, -(-(last - first) // 6))))
    below.xaxis.set_major_formatter(DateFormatter("%Y"))
    figure.subplots_adjust(hspace=0.3)
