"""Charts of documented cases: over time, on one timeline, verdicts on claims."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from analysis.charts.chart import (
    COLOURS,
    Chart,
    Frame,
    Part,
    label_whole,
    legend_below,
    middle,
    rows_without_overlap,
    stacked,
)
from analysis.core.hand import headline_cases, read_evidence_rule

#: The line tells pale bars from the paper.
_BAR: dict[str, Any] = {"width": 0.75, "edgecolor": "#6B7075", "linewidth": 0.5}


CONTESTED, UNSUPPORTED = "contested", "unsupported or corrected"


def groups() -> dict[str, str]:
    """Give the groups of cases that are drawn, each with its colour, strongest evidence at the bottom of a bar.

    The first are the cases that count by the evidence rule, in its words; the second are supported by weaker evidence.

    Returns
    -------
    dict of str to str
        Group to colour.

    Examples
    --------
    >>> list(groups())[2:]
    ['contested', 'unsupported or corrected']
    """
    return {
        read_evidence_rule().chosen: COLOURS["focus"],
        "supported, another grade": COLOURS["weaker"],
        CONTESTED: COLOURS["context"],
        UNSUPPORTED: COLOURS["pale"],
    }


def group_of(cases: pd.DataFrame) -> pd.Series[str]:
    """Give each case its key of `groups`; a correction is never drawn as if it stood.

    Parameters
    ----------
    cases : DataFrame
        Register rows.

    Returns
    -------
    Series of str
        On the same index.

    Examples
    --------
    >>> rows = [("supported", "A", 2019), ("supported", "D", 2021), ("contested", "B", 2021)]
    >>> cases = pd.DataFrame(rows, columns=["claim_status", "evidence_grade", "year"]).assign(instrument="red_notice")
    >>> group_of(cases).tolist()
    ['supported, grade A or B', 'supported, another grade', 'contested']
    """
    counting, weaker, contested, unsupported = groups()
    corrected = cases["instrument"].isin(read_evidence_rule().left_out) | (cases["claim_status"] == "unsupported")
    found = pd.Series(contested, index=cases.index, dtype="str")
    found = found.mask(cases["claim_status"] == "supported", weaker)
    found = found.mask(corrected, unsupported)
    return found.mask(cases.index.isin(headline_cases(cases).index), counting)


def by_year(cases: pd.DataFrame) -> pd.DataFrame:
    """Count cases by year of main effect and group; years between the ends are kept.

    Parameters
    ----------
    cases : DataFrame
        Register rows; at least one with a year.

    Returns
    -------
    DataFrame, shape (years, groups)
        Rows without a year are left out.

    Examples
    --------
    >>> rows = [("supported", "A", 2019), ("supported", "D", 2021), ("contested", "B", 2021)]
    >>> cases = pd.DataFrame(rows, columns=["claim_status", "evidence_grade", "year"]).assign(instrument="red_notice")
    >>> by_year(cases).sum(axis=1).to_dict()
    {2019: 1, 2020: 0, 2021: 2}
    """
    dated = cases[cases["year"].notna()]
    counts = pd.crosstab(dated["year"].astype(int), group_of(dated))
    years = range(int(counts.index.min()), int(counts.index.max()) + 1)
    return counts.reindex(index=pd.Index(years, name="year"), columns=list(groups()), fill_value=0)


def cases_over_time(cases: pd.DataFrame, place: str, source: str) -> Chart:
    """Draw documented cases by year of main known effect and by strength of evidence.

    Parameters
    ----------
    cases : DataFrame
        Register rows of the requesting country; at least one with a year.
    place : str
        Name of the requesting country, or ``all countries``.
    source : str
        Table that the rows come from.

    Returns
    -------
    Chart
        Stacked bars, one a year.

    Raises
    ------
    ValueError
        If no row has a year.

    Examples
    --------
    >>> rows = [("supported", "A", 2019), ("supported", "D", 2021), ("contested", "B", 2021)]
    >>> cases = pd.DataFrame(rows, columns=["claim_status", "evidence_grade", "year"]).assign(instrument="red_notice")
    >>> chart = cases_over_time(cases, "Freedonia", "invented")
    >>> chart.title, int(chart.data["cases"].sum())
    ('Register rows by year: Freedonia', 3)
    """
    counts = by_year(cases)
    title = f"Register rows by year: {place}"
    data = counts.reset_index().melt("year", var_name="group", value_name="cases")
    data = data.assign(rows_in_all=len(cases), rows_without_year=int(cases["year"].isna().sum()))
    universe = "rows of the register of documented cases, every grade and status, by year of main known effect"
    note = (
        "A count of documented cases is a count of documentation; it follows fame, language and search effort. "
        f"{_undated(counts, len(cases))}"
    )
    alt = _cases_alt(counts, len(cases))
    frame = Frame(6.4, 2.8, bottom=0.75)
    return Chart(
        "cases_over_time", title, alt, data, universe, source, note, frame,
        lambda figure: _stacked_years(figure, counts),
    )  # fmt: skip


def _stacked_years(figure: Figure, counts: pd.DataFrame) -> None:
    axes = figure.subplots()
    parts = [Part(name, counts[name].to_numpy(), colour) for name, colour in groups().items()]
    stacked(axes, counts.index, parts, upright=True, **_BAR)
    axes.set_ylabel("rows of the register")
    label_whole(axes.yaxis, min_n_ticks=1)
    label_whole(axes.xaxis)
    axes.set_xlim(counts.index.min() - 0.7, counts.index.max() + 0.7)
    legend_below(axes, 0.12, 2, handlelength=1.2)


def _cases_alt(counts: pd.DataFrame, rows: int) -> str:
    total = counts.sum()
    return (
        f"Stacked bars, one for each year from {counts.index.min()} to {counts.index.max()}. "
        + ", ".join(f"{name}: {int(total[name])}" for name in groups())
        + f". {_undated(counts, rows)} The year with most rows of any kind is {counts.sum(axis=1).idxmax()}."
    )


def _undated(counts: pd.DataFrame, rows: int) -> str:
    drawn = int(counts.to_numpy().sum())
    if drawn == rows:
        return "Every row has a known year."
    return f"{rows - drawn} of {rows} rows have no known year and are not drawn."


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


_TIMELINE_WIDTH, _LEFT, _RIGHT = 6.8, 0.35, 0.15


_GAP, _TOP, _BOTTOM = 0.27, 0.28, 0.78


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

    Examples
    --------
    >>> one = {"number": 1, "lane": "cases", "at": 2016.5, "date": "July 2016", "what": "an arrest", "case_id": "X1"}
    >>> events = pd.DataFrame([one | {"group": "contested"}])
    >>> indices = ["vdem_liberal_democracy", "vdem_freedom_of_expression", "vdem_rule_of_law"]
    >>> governance = pd.DataFrame(columns=["year", *indices, "regime"])
    >>> texts = {"universe": "invented events", "source": "invented", "note": "Nothing here is real."}
    >>> chart = timeline(events, governance, place="Freedonia", lanes={"cases": "Documented cases"}, **texts)
    >>> chart.data["what"].tolist()
    ['an arrest']
    """
    dated = events[events["at"].notna()]
    drawn = {lane: title for lane, title in lanes.items() if (dated["lane"] == lane).any()}
    span = _span(dated, governance)
    placed = {lane: _stacked(dated[dated["lane"] == lane], (span[1] - span[0]) / _inside()) for lane in drawn}
    heights = _heights(placed, governance)

    def draw(figure: Figure) -> None:
        axes = _panels(figure, heights)
        for panel, (lane, title) in zip(axes, drawn.items(), strict=False):
            _lane(panel, placed[lane], lane, title)
        if not governance.empty:
            _governance(axes[-1], governance, span)
        axes[-1].set_xlim(*span)
        label_whole(axes[-1].xaxis, nbins=12)
        _legend(figure, dated)

    alt = _timeline_alt(dated, governance, drawn)
    data = _data(dated, governance)
    title = f"{place} and INTERPOL: one timeline"
    return Chart("timeline", title, alt, data, universe, source, note, _timeline_frame(heights), draw)


def _timeline_frame(heights: Sequence[float]) -> Frame:
    total = math.fsum(heights) + _GAP * (len(heights) - 1) + _TOP + _BOTTOM
    return Frame(_TIMELINE_WIDTH, total, _LEFT, _RIGHT, _BOTTOM, _TOP)


def _heights(placed: Mapping[str, pd.DataFrame], governance: pd.DataFrame) -> list[float]:
    """Give the height of each lane, in inches, and of the panel of governance, if there is one."""
    lanes = [_MARK * (int(held["row"].max()) + 1) + 0.1 for held in placed.values()]
    return lanes if governance.empty else [*lanes, _GOVERNANCE]


def _panels(figure: Figure, heights: Sequence[float]) -> Sequence[Axes]:
    """Lay out one panel below the other, each as high as its lane; whole ratios add up alike on every Python."""
    ratios = [round(1000 * height) for height in heights]
    axes = figure.subplots(len(heights), 1, sharex=True, height_ratios=ratios, squeeze=False)[:, 0]
    figure.subplots_adjust(hspace=_GAP / (math.fsum(heights) / len(heights)))
    return list(axes)


def _inside() -> float:
    return _TIMELINE_WIDTH - _LEFT - _RIGHT


def _span(dated: pd.DataFrame, governance: pd.DataFrame) -> tuple[float, float]:
    """Give the ends of the axis: at least ten years before the last one."""
    last = max(dated["at"].max(), governance["year"].max() if len(governance) else 0)
    first = min(dated["at"].min() - 1, last - 10)
    return float(int(first)), float(int(last) + 1)


def _stacked(marks: pd.DataFrame, years_per_inch: float) -> pd.DataFrame:
    """Give each mark the lowest row in which it covers no earlier one."""
    return marks.assign(row=rows_without_overlap(marks["at"], _MARK * years_per_inch))


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
        axes.plot(middle(table["year"]), table[column], color=colour, linestyle=dash, linewidth=1.5, label=name)
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


def _timeline_alt(dated: pd.DataFrame, governance: pd.DataFrame, lanes: Mapping[str, str]) -> str:
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


#: Verdict -> (what a reader calls it, colour of the tile, colour of its text).
VERDICTS = {
    "supported": ("supported", "#2166AC", "#FFFFFF"),
    "contested": ("contested", "#F4A582", "#222222"),
    "unsupported": ("unsupported", "#B2182B", "#FFFFFF"),
    "not_assessed": ("not assessed", "#D9DCE0", "#222222"),
}


_ACROSS = 4


_VERDICTS_WIDTH = 6.8


_HEIGHT = 0.86


def verdicts(claims: pd.DataFrame, universe: str, source: str) -> Chart:
    """Draw one tile for each claim in the order of the article, coloured by verdict.

    Parameters
    ----------
    claims : DataFrame
        ``claim_id``, ``claim`` and ``verdict``; verdicts are keys of ``VERDICTS``.
    universe, source : str
        See `Chart`.

    Returns
    -------
    Chart
        Tiles with the claim's number, the beginning of its words, and the verdict in words.

    Raises
    ------
    KeyError
        If a verdict is no key of ``VERDICTS``.

    Examples
    --------
    >>> claims = pd.DataFrame({"claim_id": ["X1"], "claim": ["An invented claim."], "verdict": ["contested"]})
    >>> verdicts(claims, "invented claims", "invented").alt
    '1 tiles, one a claim, coloured by verdict. supported: none; contested: X1; unsupported: none; not assessed: none.'
    """
    title = "What of the founding article holds"
    data = claims[["claim_id", "verdict", "claim"]]
    note = "One tile a claim, in the order of the article; the verdict stands in each tile."
    frame = Frame(_VERDICTS_WIDTH, _HEIGHT * _down(data) + 0.1, left=0.02, right=0.02, bottom=0.05, top=0.05)
    return Chart(
        "verdicts", title, _verdicts_alt(data), data, universe, source, note, frame, lambda figure: _tiles(figure, data)
    )


def _down(data: pd.DataFrame) -> int:
    return -(-len(data) // _ACROSS)


def _tiles(figure: Figure, data: pd.DataFrame) -> None:
    axes = figure.subplots()
    for place, (name, verdict, claim) in enumerate(data.itertuples(index=False)):
        _tile(axes, place % _ACROSS, place // _ACROSS, str(name), str(verdict), str(claim))
    axes.set(xlim=(0, _ACROSS), ylim=(_down(data), 0))
    axes.axis("off")


def _tile(axes: Axes, column: int, row: int, name: str, verdict: str, claim: str) -> None:
    words, colour, ink = VERDICTS[verdict]
    axes.add_patch(Rectangle((column + 0.02, row + 0.03), 0.96, 0.94, facecolor=colour, edgecolor="none"))
    axes.text(column + 0.06, row + 0.17, f"{name}  {words}", color=ink, fontsize=7.5, fontweight="bold", va="center")
    lines = textwrap.shorten(claim, 86, placeholder=" …")
    axes.text(
        column + 0.06, row + 0.3, textwrap.fill(lines, 29), color=ink, fontsize=6.6, va="top", linespacing=1.25
    )  # fmt: skip


def _verdicts_alt(data: pd.DataFrame) -> str:
    groups = [
        f"{words}: {', '.join(data.loc[data['verdict'] == verdict, 'claim_id']) or 'none'}"
        for verdict, (words, *_) in VERDICTS.items()
    ]
    return f"{len(data)} tiles, one a claim, coloured by verdict. {'; '.join(groups)}."
