"""Charts of curves: steps that are named at their ends, and the effects of many analyses in order."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Unpack

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import DateFormatter, YearLocator, date2num, num2date
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from analysis.charts import drawing
from analysis.charts.chart import COLOURS, COLUMN, WIDE, About, Chart, Frame
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


def specification_curve(
    data: pd.DataFrame,
    choices: Mapping[str, str],
    null: float,
    *,
    unit: str,
    name: str,
    title: str,
    universe: str,
    source: str,
    note: str,
) -> Chart:
    """Draw effects in their order, and below each the options it takes (Simonsohn and others 2020).

    Parameters
    ----------
    data : DataFrame
        One row per specification, in order: ``place``, ``effect``, ``agrees``, ``published``, and a column per choice.
    choices : mapping of str to str
        Column of a choice -> its name.
    null : float
        The effect that would mean nothing.
    unit : str
        What the effect is.
    name, title, universe, source, note : str
        See `Chart`.

    Returns
    -------
    Chart
        Effects on a logarithmic scale, those of 0 at its lower edge; a line where nothing would be meant.

    Examples
    --------
    >>> texts = {"universe": "invented", "source": "invented", "note": "Nothing here is real."}
    >>> data = pd.DataFrame({"place": [1, 2], "effect": [0.5, 2.0], "published": [True, False], "model": ["a", "b"]})
    >>> data = data.assign(agrees=[False, True])
    >>> chart = specification_curve(data, {"model": "Model"}, 1, name="curve", title="T", unit="ratio", **texts)
    >>> chart.alt
    'Effects of 2 analyses in order, from 0.50 to 2; 1 of them are above 1. Published: 0.50.'
    """
    effects, published = data["effect"], data.loc[data["published"], "effect"]
    alt = _(
        "Effects of {count} analyses in order, from {least} to {most}; {above} of them are above {null}.",
        count=len(data),
        least=effects.min(),
        most=effects.max(),
        above=(effects > null).sum(),
        null=null,
    )
    alt = " ".join([alt, *(_("Published: {effect}.", effect=effect) for effect in published[:1])])
    rows: list[tuple[str, str, str]] = []
    for column, choice in choices.items():
        options = dict.fromkeys(data[column].sort_values(kind="stable").astype(str))
        rows += [(column, choice, ""), *((column, "", option) for option in options)]
    count = max(1, len(rows))
    return Chart(
        title=title,
        alt=alt,
        data=data,
        frame=Frame(WIDE, 2.3 + 0.165 * count, left=1.9, bottom=0.5),
        draw=lambda figure: _specifications(figure, data, rows, null),
        subtitle=_("{unit}, on a logarithmic scale", unit=unit),
        narrow=Frame(COLUMN, 2.0 + 0.2 * count, left=2.05, right=0.1, bottom=0.5),
        name=name,
        universe=universe,
        source=source,
        note=note,
    )


def _specifications(figure: Figure, data: pd.DataFrame, rows: list[tuple[str, str, str]], null: float) -> None:
    """Draw the effects above, and below a row for each choice and each of its options."""
    ratio = [1.6, (0.2 if drawing.is_narrow(figure) else 0.165) * max(1, len(rows))]  # where no choice varies, a strip
    above, below = figure.subplots(2, 1, sharex=True, height_ratios=ratio, squeeze=True)
    figure.subplots_adjust(hspace=0.04)
    floor = data["effect"][data["effect"] > 0].min() / 2
    above.plot(data["place"], data["effect"].clip(lower=floor), ".", color=COLOURS["ink"], markersize=2.5)
    above.axhline(null, color=COLOURS["soft"], linestyle="--", linewidth=1)
    _published_line(above, data)
    drawing.make_logarithmic(above.yaxis)
    above.tick_params(axis="x", length=0)
    _options_taken(below, data, rows)
    _published_line(below, data)
    below.set_xlabel(_("analyses, in order of the effect"))
    below.xaxis.set_major_locator(MaxNLocator(4, integer=True))


def _options_taken(axes: Axes, data: pd.DataFrame, rows: list[tuple[str, str, str]]) -> None:
    for row, (column, choice, option) in enumerate(rows):
        if not choice:
            places = data["place"][data[column].astype(str) == option].to_numpy(dtype=float)
            ticks = np.column_stack([places, places, np.full(len(places), np.nan)]).ravel()
            heights = np.tile([row - 0.36, row + 0.36, np.nan], len(places))
            axes.plot(ticks, heights, color=COLOURS["blue"], linewidth=0.7)
    axes.set_yticks(range(len(rows)), [choice or option for _, choice, option in rows])
    for tick, (_unused, choice, _unused) in zip(axes.get_yticklabels(), rows, strict=True):
        tick.set(fontweight="bold" if choice else "normal", color=COLOURS["ink" if choice else "soft"])
    axes.tick_params(axis="y", length=0)
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.grid(visible=False)


def _published_line(axes: Axes, data: pd.DataFrame) -> None:
    for place in data.loc[data["published"], "place"].tolist():
        axes.axvline(place, color=COLOURS["ink"], linewidth=1.2)
