"""Breaks of a series, and years on an axis: a year's figure stands in the middle of the year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, FuncFormatter

from analysis.charts.chart import COLOURS


@dataclass(frozen=True)
class Break:
    """A change after which a series counts something else.

    Parameters
    ----------
    start, end : float
        When, in years; they differ where only the year or month is known.
    label : str
        A few words.
    number : int
        Its number in the table of breaks; charts carry the number only.
    """

    start: float
    end: float
    label: str
    number: int


def middle(year: float) -> float:
    """Give the place on the axis of a year's figure."""
    return year + 0.5


def draw_breaks(axes: Axes, breaks: Sequence[Break]) -> None:
    """Draw breaks as numbered upright bars: thin at a known day, as wide as the year where only that is known."""
    for change in breaks:
        if change.end - change.start > 1 / 24:
            axes.axvspan(change.start, change.end, color=COLOURS["pale"], alpha=0.55, linewidth=0)
        else:
            axes.axvline(change.start, color=COLOURS["ink"], linewidth=0.9, linestyle=(0, (3, 2)))
        axes.annotate(
            str(change.number), ((change.start + change.end) / 2, 1), xycoords=("data", "axes fraction"),
            xytext=(0, 6), textcoords="offset points", ha="center", va="center", fontsize=7, color=COLOURS["paper"],
            bbox={"boxstyle": "circle,pad=0.22", "facecolor": COLOURS["ink"], "linewidth": 0},
        )  # fmt: skip


def year_axis(axes: Axes, first: int, last: int, step: int = 2) -> None:
    """Label years in their middle, from the first to the last."""
    axes.set_xlim(first - 0.2, last + 1.2)
    years = range(last - (last - first) // step * step, last + 1, step)
    axes.xaxis.set_major_locator(FixedLocator([middle(year) for year in years]))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda place, _: f"{int(place)}"))


def runs(years: Sequence[int], breaks: Sequence[Break]) -> Iterator[list[int]]:
    """Split years into runs that a line may join: without a missing year and without a break between.

    Parameters
    ----------
    years : sequence of int
        In order.
    breaks : sequence of Break
        Those of the series.

    Yields
    ------
    list of int
        One run; a year that holds a break counts both ways, so it is a run of its own.
    """
    run: list[int] = []
    for year in years:
        if run and (year - run[-1] > 1 or _broken(run[-1], year, breaks)):
            yield run
            run = []
        run.append(year)
    if run:
        yield run


def _broken(before: int, after: int, breaks: Sequence[Break]) -> bool:
    return any(change.start < after + 1 and change.end > before for change in breaks)


def in_words(breaks: Sequence[Break]) -> str:
    """List breaks for the text below or instead of a chart."""
    return "; ".join(f"{change.number}: {change.label}" for change in breaks)


def spread_of(rows: pd.DataFrame) -> list[pd.Series[float]]:
    """Give the lengths of error bars below and above the values."""
    return [rows["value"] - rows["low"], rows["high"] - rows["value"]]
