"""A timeline in lanes: numbered marks that a table explains, over the governance of the state."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from analysis.charts.cases import groups
from analysis.charts.chart import COLOURS, Chart, margins, style, to_svg

#: Lane -> colour of its marks; marks of cases are coloured by how well they are shown.
_COLOURS = {
    "interpol": COLOURS["second"],
    "own": "#5B6168",
    "others": "#2F7D32",
    "EU": "#6A4C93",
    "UK": "#6A4C93",
    "US": "#6A4C93",
}
_LIGHT = {COLOURS["weaker"], COLOURS["pale"], COLOURS["context"]}
_LINES = {
    "vdem_liberal_democracy": ("liberal democracy", COLOURS["focus"], "-"),
    "vdem_freedom_of_expression": ("freedom of expression", COLOURS["second"], "--"),
    "vdem_rule_of_law": ("rule of law", COLOURS["third"], ":"),
}
_REGIMES = {
    "closed autocracy": "#BDBDBD",
    "electoral autocracy": "#E0E0E0",
    "electoral democracy": "#EAF2FA",
    "liberal democracy": "#CFE3F5",
}
_WIDTH, _LEFT, _RIGHT = 6.8, 0.35, 0.15
_MARK = 0.155
_GOVERNANCE = 1.25


def timeline(
    events: pd.DataFrame,
    governance: pd.DataFrame,
    *,
    place: str,
    lanes: Mapping[str, str],
    universe: str,
    source: str,
    note: str,
) -> Chart:
    """Draw all dated events of a country in lanes, one numbered mark each, above its governance.

    Parameters
    ----------
    events : DataFrame
        ``number``, ``lane``, ``at`` (decimal year; marks without one are not drawn), ``what`` and ``group`` (a key of
        `groups` for register rows). At least one row has a date.
    governance : DataFrame
        ``year``, three V-Dem indices (0 to 1) and ``regime``; empty if V-Dem does not cover the state.
    place : str
        Name of the country.
    lanes : mapping of str to str
        Lanes in order, with their titles; those without a mark are left out.
    universe, source, note : str
        See `Chart`.

    Returns
    -------
    Chart
        The data holds one row a mark and one a governance value.
    """
    dated = events[events["at"].notna()]
    drawn = [lane for lane in lanes if (dated["lane"] == lane).any()]
    first, last = _span(dated, governance)
    placed = {lane: _stacked(dated[dated["lane"] == lane], (last - first) / _inside()) for lane in drawn}
    title = f"{place} and INTERPOL: one timeline"
    alt = _alt(dated, governance, {lane: lanes[lane] for lane in drawn})
    with style():
        figure, axes = _panels(list(placed.values()), has_governance=not governance.empty)
        for panel, lane in zip(axes, drawn, strict=False):
            _lane(panel, placed[lane], lane, lanes[lane])
        if not governance.empty:
            _governance(axes[-1], governance, (first, last))
        axes[-1].set_xlim(first, last)
        axes[-1].xaxis.set_major_locator(MaxNLocator(integer=True, nbins=12))
        _legend(figure, dated)
        svg = to_svg(figure, title, alt)
    return Chart("timeline", title, alt, _data(dated, governance), universe, source, note, svg)


def _inside() -> float:
    return _WIDTH - _LEFT - _RIGHT


def _span(dated: pd.DataFrame, governance: pd.DataFrame) -> tuple[float, float]:
    """Give the ends of the axis: at least ten years before the last one."""
    last = max(dated["at"].max(), governance["year"].max() if len(governance) else 0)
    first = min(dated["at"].min() - 1, last - 10)
    return float(int(first)), float(int(last) + 1)


def _stacked(marks: pd.DataFrame, years_per_inch: float) -> pd.DataFrame:
    """Give each mark the lowest row in which it covers no earlier one."""
    ends: list[float] = []
    rows = []
    for at in marks["at"]:
        row = next((i for i, end in enumerate(ends) if at - end >= _MARK * years_per_inch), len(ends))
        ends[row : row + 1] = [float(at)]
        rows.append(row)
    return marks.assign(row=rows)


def _panels(placed: list[pd.DataFrame], *, has_governance: bool) -> tuple[Figure, list[Axes]]:
    heights = [_MARK * (int(marks["row"].max()) + 1) + 0.1 for marks in placed]
    heights += [_GOVERNANCE] if has_governance else []
    gap, top, bottom = 0.27, 0.28, 0.78
    total = sum(heights) + gap * (len(heights) - 1) + top + bottom
    figure = Figure(figsize=(_WIDTH, total))
    panels = figure.subplots(len(heights), 1, sharex=True, height_ratios=heights, squeeze=False)[:, 0]
    margins(figure, left=_LEFT, right=_RIGHT, bottom=bottom, top=top)
    figure.subplots_adjust(hspace=gap / (sum(heights) / len(heights)))
    return figure, list(panels)


def _lane(axes: Axes, marks: pd.DataFrame, lane: str, title: str) -> None:
    colours = [groups().get(str(group), _COLOURS.get(lane, COLOURS["ink"])) for group in marks["group"]]
    axes.scatter(marks["at"], marks["row"], s=98, c=colours, linewidths=0, zorder=2)
    for (number, at, row), colour in zip(
        marks[["number", "at", "row"]].itertuples(index=False), colours, strict=True
    ):  # fmt: skip
        ink = COLOURS["ink"] if colour in _LIGHT else COLOURS["paper"]
        axes.text(at, row, str(number), ha="center", va="center_baseline", fontsize=6, color=ink, zorder=3)
    axes.set_ylim(-0.75, marks["row"].max() + 0.75)
    axes.set_yticks([])
    axes.tick_params(axis="x", length=0)
    axes.grid(visible=True, axis="x")
    axes.spines[["left", "bottom"]].set_visible(False)
    axes.set_title(title, fontsize=8, loc="left", pad=3)


def _governance(axes: Axes, table: pd.DataFrame, span: tuple[float, float]) -> None:
    _shade(axes, table, span)
    for column, (name, colour, dash) in _LINES.items():
        axes.plot(table["year"] + 0.5, table[column], color=colour, linestyle=dash, linewidth=1.5, label=name)
    axes.set_ylim(0, 1.24)
    axes.set_yticks([0, 0.25, 0.5, 0.75, 1])
    axes.set_title("Governance (V-Dem, 0 to 1; shaded: regime class)", fontsize=8, loc="left", pad=3)


def _shade(axes: Axes, table: pd.DataFrame, span: tuple[float, float]) -> None:
    runs = (table["regime"] != table["regime"].shift()).cumsum()
    for _, run in table.groupby(runs):
        regime, left, right = run["regime"].iloc[0], run["year"].iloc[0], run["year"].iloc[-1] + 1
        if regime not in _REGIMES or right <= span[0]:
            continue
        left = max(left, span[0])
        axes.axvspan(left, right, color=_REGIMES[regime], linewidth=0, zorder=0)
        wide = (right - left) * _inside() / (span[1] - span[0]) > 0.062 * len(regime)
        words = regime if wide else regime.replace(" ", "\n")
        axes.text(
            (left + right) / 2, 1.13, words, ha="center", va="center", linespacing=0.95, fontsize=6.5, color="#444444"
        )


def _legend(figure: Figure, dated: pd.DataFrame) -> None:
    names = [name for name in groups() if (dated["group"] == name).any()]
    marks = [
        Line2D([], [], marker="o", linestyle="", markersize=7, color=groups()[name], label=f"case {name}")
        for name in names
    ]
    lines = figure.axes[-1].get_legend_handles_labels()[0]
    figure.legend(handles=[*lines, *marks], loc="lower center", ncols=3, fontsize=7.5, handlelength=1.8)


def _alt(dated: pd.DataFrame, governance: pd.DataFrame, lanes: Mapping[str, str]) -> str:
    parts = [f"Timeline in {len(lanes)} lanes, from {int(dated['at'].min())} to {int(dated['at'].max())}."]
    for lane, title in lanes.items():
        count = int((dated["lane"] == lane).sum())
        parts.append(f"{title.partition(' (')[0]}: {count} {'mark' if count == 1 else 'marks'}.")
    if len(governance):
        end = governance.iloc[-1]
        parts.append(
            f"Liberal democracy index {governance['vdem_liberal_democracy'].iloc[0]:.2f} in "
            f"{governance['year'].iloc[0]:.0f}, {end['vdem_liberal_democracy']:.2f} in {end['year']:.0f}"
            f"{', ' + end['regime'] if end['regime'] else ''}."
        )
    return " ".join([*parts, "The table below gives the date, the words and the source of each mark."])


def _data(dated: pd.DataFrame, governance: pd.DataFrame) -> pd.DataFrame:
    values = governance.melt(["year", "regime"], list(_LINES), var_name="index", value_name="value")
    values = values.assign(lane="governance").rename(columns={"year": "at"})
    marks = dated[["number", "lane", "at", "date", "what", "group", "case_id"]]
    return pd.concat([marks.astype({"number": "Int64"}), values], ignore_index=True)
