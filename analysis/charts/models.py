"""Charts of fitted models: ratios side by side, and one step at every date that it could have been at."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import LogLocator, NullLocator

from analysis.charts.chart import COLOURS, Chart, Frame, label_with_numbers, legend_below, lines_upright, year_axis

#: Series, in order -> colour and marker; no red, which stands for the evidence level.
LOOKS = ((COLOURS["ink"], "o"), (COLOURS["others"], "s"), (COLOURS["blue"], "^"), (COLOURS["sky"], "D"))


def ratios_side_by_side(
    data: pd.DataFrame, *, name: str, title: str, unit: str, universe: str, source: str, note: str
) -> Chart:
    """Draw ratios with intervals on a logarithmic axis, in groups, a mark of its own for each series.

    Parameters
    ----------
    data : DataFrame
        One row a ratio, in order from the top: ``group`` and ``series`` (as a reader knows them), ``value``, ``low``
        and ``high``, each above 0; at most four series.
    name, title, universe, source, note : str
        See `Chart`.
    unit : str
        Label of the axis.

    Returns
    -------
    Chart
        A line at 1, where nothing goes together.

    Examples
    --------
    >>> texts = {"universe": "invented", "source": "invented", "note": "Nothing here is real."}
    >>> rows = pd.DataFrame({"group": ["law"], "series": ["all"], "value": [2.0], "low": [1.0], "high": [4.0]})
    >>> ratios_side_by_side(rows, name="ratios", title="Ratios", unit="times", **texts).alt
    'Dots with intervals on a logarithmic axis. law: all 2.00 (1.00 to 4.00).'
    """
    groups = list(dict.fromkeys(data["group"]))
    parts = [f"{group}: {_told(data[data['group'] == group])}." for group in groups]
    alt = f"Dots with intervals on a logarithmic axis. {' '.join(parts)}"
    series = list(dict.fromkeys(data["series"]))
    frame = Frame(6.4, 0.2 * len(data) + 0.22 * len(groups) + 1.0, left=2.5, bottom=0.8)
    return Chart(
        name, title, alt, data, universe, source, note, frame,
        lambda figure: _groups(figure.subplots(), data, groups, series, unit),
    )  # fmt: skip


def _told(rows: pd.DataFrame) -> str:
    return ", ".join(
        f"{row.series} {row.value:.2f} ({row.low:.2f} to {row.high:.2f})" for row in rows.itertuples(index=False)
    )


def _groups(axes: Axes, data: pd.DataFrame, groups: list[str], series: list[str], unit: str) -> None:
    step = 1 / (len(series) + 1)
    looks = dict(zip(series, LOOKS, strict=False))
    for which, (colour, marker) in looks.items():
        rows = data[data["series"] == which]
        places = [-(groups.index(group) + step * (series.index(which) + 0.5)) for group in rows["group"]]
        axes.hlines(places, rows["low"], rows["high"], color=colour, linewidth=1.4)
        axes.plot(rows["value"], places, marker, color=colour, markersize=4.5, linestyle="none", label=which)
    axes.set_xscale("log")
    label_with_numbers(axes.xaxis)
    axes.xaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.axvline(1, color=COLOURS["ink"], linewidth=0.9)
    axes.set_yticks([-(place + 0.4) for place in range(len(groups))], groups)
    lines_upright(axes)
    axes.set_xlabel(unit)
    legend_below(axes, -0.45 / (0.2 * len(data) + 0.22 * len(groups) + 0.1), len(series), across=0.3)


def steps_by_date(data: pd.DataFrame, *, name: str, title: str, universe: str, source: str, note: str) -> Chart:
    """Draw the same step at every date that leaves enough years on both sides, the true date pointed out.

    Parameters
    ----------
    data : DataFrame
        One row a date: ``year``, ``true``, ``value``, ``low`` and ``high``, blank where there is no fit.
    name, title, universe, source, note : str
        See `Chart`.

    Returns
    -------
    Chart
        Dots with intervals on a logarithmic axis, cut at a hundredth and a hundred.

    Examples
    --------
    >>> texts = {"universe": "invented", "source": "invented", "note": "Nothing here is real."}
    >>> rows = pd.DataFrame({"year": [2010], "true": [True], "value": [2.0], "low": [0.5], "high": [8.0]})
    >>> steps_by_date(rows, name="dates", title="Dates", **texts).alt
    'Dots with intervals on a logarithmic axis, by year. 2010, the true date: 2.00 (0.50 to 8.00).'
    """
    fitted = data[data["value"].notna()]
    told = [
        f"{row.year}{', the true date' if row.true else ''}: {row.value:.2f} ({row.low:.2f} to {row.high:.2f})"
        for row in fitted.itertuples(index=False)
    ]
    alt = f"Dots with intervals on a logarithmic axis, by year. {'; '.join(told)}."
    frame = Frame(6.4, 2.6, left=0.7, bottom=0.4)
    return Chart(name, title, alt, data, universe, source, note, frame, lambda figure: _dates(figure, fitted))


def _dates(figure: Figure, rows: pd.DataFrame) -> None:
    axes = figure.subplots()
    for true, colour, marker in ((False, COLOURS["others"], "o"), (True, COLOURS["ink"], "D")):
        held = rows[rows["true"] == true]
        low, high = held["low"].clip(lower=0.01), held["high"].clip(upper=100)
        axes.vlines(held["year"], low, high, color=colour, linewidth=1.4)
        axes.plot(held["year"], held["value"].clip(0.01, 100), marker, color=colour, markersize=4.5, linestyle="none")
    axes.set_yscale("log")
    axes.set_ylim(0.01, 100)
    axes.set_yticks([0.01, 0.1, 1, 10, 100], ["0.01", "0.1", "1", "10", "100"])
    axes.yaxis.set_minor_locator(NullLocator())
    axes.axhline(1, color=COLOURS["ink"], linewidth=0.9)
    axes.set_ylabel("times the trend")
    year_axis(axes, int(rows["year"].min()), int(rows["year"].max()))
