"""Refusals by ground, year by year, with what was not read."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from analysis.charts.chart import COLOURS, Chart, margins, style, to_svg
from analysis.stats.estimate import number

#: Part -> (colour, label).
PARTS = {
    "art2": (COLOURS["second"], "Article 2 (human rights)"),
    "art3": (COLOURS["focus"], "Article 3 (political and the like)"),
    "other": (COLOURS["context"], "other grounds"),
    "unread": (COLOURS["paper"], "ground not read"),
}
#: The least count whose number fits inside its part of a bar.
_ROOM = 90


def refusal_grounds(data: pd.DataFrame, rival: dict[int, tuple[float, float]], source: str) -> Chart:
    """Draw refusals and cancellations by ground.

    Parameters
    ----------
    data : DataFrame
        Columns year, part (a key of ``PARTS``), alerts, open (true where the year's total is a lower bound or was not
        read).
    rival : dict of int to tuple of float
        Ends of the published sums under Articles 2 and 3 in a year where sources conflict.
    source : str
        Table that the rows come from.

    Returns
    -------
    Chart
        One bar a year; an open end where the total is not known.
    """
    title = "Refused or cancelled, by ground"
    years = sorted({int(year) for year in data["year"]})
    alt = _alt(data, years, rival)
    with style():
        figure = Figure(figsize=(6.8, 2.9))
        axes = figure.subplots()
        _bars(axes, data, years)
        for year, ends in rival.items():
            _rival(axes, years.index(year) + 0.42, *ends)
        _frame(axes, years)
        margins(figure, left=0.5, bottom=0.8, right=0.35)
        svg = to_svg(figure, title, alt)
    note = (
        "Refusals before publication and cancellations after it are published as one figure. A jagged end marks a year "
        "whose total was not read or is a lower bound; a missing ground was not read, which is not zero. Figures since "
        "March 2022 also hold the checks on all Russian traffic."
    )
    universe = "alerts refused or cancelled by the General Secretariat's task force in a year"
    return Chart("refusal_grounds", title, alt, data, universe, source, note, svg)


def _rival(axes: Axes, place: float, low: float, high: float) -> None:
    """Mark both published sums below the bar whose parts they sum."""
    axes.errorbar(
        [(low + high) / 2], [place], xerr=[[(high - low) / 2]] * 2, color=COLOURS["ink"], capsize=3, linewidth=1.2
    )
    words = f"{number(low)} or {number(high)} under Articles 2 and 3"
    axes.annotate(words, (high, place), xytext=(5, 0), textcoords="offset points", va="center", fontsize=7.5)


def _frame(axes: Axes, years: list[int]) -> None:
    axes.set_yticks(range(len(years)), [str(year) for year in years])
    axes.set_ylim(len(years) - 0.4, -0.55)
    axes.grid(visible=False, axis="y")
    axes.grid(visible=True, axis="x")
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: number(value)))
    axes.set_xlabel("Red Notices and wanted-person diffusions refused or cancelled")
    handles, labels = axes.get_legend_handles_labels()
    each = dict(zip(labels, handles, strict=True))
    order = [label for _, label in PARTS.values() if label in each]
    axes.legend([each[label] for label in order], order, loc="upper center", bbox_to_anchor=(0.46, -0.2), ncols=4)


def _bars(axes: Axes, data: pd.DataFrame, years: list[int]) -> None:
    for place, year in enumerate(years):
        rows = data[data["year"] == year]
        left = 0.0
        for part, (colour, label) in PARTS.items():
            for count in rows.loc[rows["part"] == part, "alerts"]:
                _part(axes, place, left, float(count), part, colour, label)
                left += float(count)
        _end(axes, place, left, is_open=bool(rows["open"].any()))


def _part(axes: Axes, place: int, left: float, count: float, part: str, colour: str, label: str) -> None:
    hatch = "////" if part == "unread" else None
    edge = COLOURS["context"]
    axes.barh(place, count, left=left, height=0.55, color=colour, label=label, linewidth=0, hatch=hatch, edgecolor=edge)
    if count >= _ROOM and part != "unread":
        axes.annotate(
            number(count), (left + count / 2, place), ha="center", va="center", fontsize=7.5, color=COLOURS["paper"]
        )  # fmt: skip


def _end(axes: Axes, place: int, left: float, *, is_open: bool) -> None:
    """End a bar: with its total, or jagged where the total is not known."""
    if not is_open:
        axes.annotate(
            number(left), (left, place), xytext=(4, 0), textcoords="offset points", va="center", fontweight="bold"
        )
        return
    jags = [left + (14 if step % 2 else -14) for step in range(9)]
    axes.plot(jags, [place - 0.3 + 0.075 * step for step in range(9)], color=COLOURS["ink"], linewidth=1)
    axes.annotate("…", (left, place), xytext=(6, 0), textcoords="offset points", va="center")


def _alt(data: pd.DataFrame, years: list[int], rival: dict[int, tuple[float, float]]) -> str:
    bars = " ".join(_sentence(data[data["year"] == year], year) for year in years)
    sums = "".join(
        f" In {year} the sum under Articles 2 and 3 is given as {number(low)} and {number(high)}."
        for year, (low, high) in rival.items()
    )
    return f"Stacked bars, one a year. {bars}{sums}"


def _sentence(rows: pd.DataFrame, year: int) -> str:
    parts = ", ".join(
        f"{number(count)} {PARTS[part][1]}" for part, count in rows[["part", "alerts"]].itertuples(index=False)
    )
    return f"{year}: {parts}{'; total not known' if rows['open'].any() else ''}."
