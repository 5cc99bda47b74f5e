"""Charts of documented cases: over time, on one timeline, verdicts on claims."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from analysis.charts import drawing
from analysis.charts.chart import COLOURS, COLUMN, WIDE, Chart, Frame
from analysis.charts.naming import Name, name_marks, points_of
from analysis.core.judgement import headline_cases, read_evidence_rule
from analysis.core.messages import N_, _, _n, label, listed


def _groups(chosen: str = "") -> dict[str, str]:
    """Return the groups of cases that are drawn, each with its colour, strongest evidence first."""
    kind, rest = "group-not-counted" if chosen else "group-by-rule", ("supported", "contested", "unsupported")
    names = [chosen or read_evidence_rule().chosen, *(label(word, kind) for word in rest)]
    return {name: COLOURS[colour] for name, colour in zip(names, ("ink", "others", "pale", "paper"), strict=True)}


def group_of(cases: pd.DataFrame, counting: pd.Series[bool] | None = None, chosen: str = "") -> pd.Series[str]:
    """Assign each case its key of `_groups`, by its status and whether it counts.

    Parameters
    ----------
    cases : DataFrame
        Register rows.
    counting : Series of bool, optional
        On the same index: which rows count; by default those that do by the evidence rule.
    chosen : str
        What counts, in words, if it is not what the evidence rule counts.

    Returns
    -------
    Series of str
        On the same index.

    Examples
    --------
    >>> rows = [("supported", "A", 2019), ("supported", "D", 2021), ("contested", "B", 2021)]
    >>> cases = pd.DataFrame(rows, columns=["claim_status", "evidence_grade", "year"]).assign(instrument="red_notice")
    >>> group_of(cases).tolist()
    ['supported, grade A or B', 'supported, another grade', 'disputed']
    """
    first, weaker, contested, unsupported = _groups(chosen)
    supported = cases["claim_status"] == "supported"
    corrected = supported & cases["instrument"].isin(read_evidence_rule().left_out)
    counted = cases.index.isin(headline_cases(cases).index) if counting is None else counting
    refuted = (cases["claim_status"] == "unsupported") | corrected
    groups = np.select([counted, refuted, supported], [first, unsupported, weaker], contested)
    return pd.Series(groups, index=cases.index, dtype="str")


def by_year(cases: pd.DataFrame, counting: pd.Series[bool] | None = None, chosen: str = "") -> pd.DataFrame:
    """Count cases by year of main effect and group; years between the ends are kept.

    Parameters
    ----------
    cases : DataFrame
        Register rows; at least one with a year.
    counting, chosen
        See `group_of`.

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
    dated = cases["year"].notna()
    counts = pd.crosstab(cases.loc[dated, "year"].astype(int), group_of(cases, counting, chosen)[dated])
    years = range(int(counts.index.min()), int(counts.index.max()) + 1)
    return counts.reindex(index=pd.Index(years, name="year"), columns=list(_groups(chosen)), fill_value=0)


def cases_over_time(
    cases: pd.DataFrame,
    place: str = _("the cases given"),
    source: str = "cases",
    *,
    counting: pd.Series[bool] | None = None,
    chosen: str = "",
    years: str = "",
) -> Chart:
    """Draw documented cases by year of main known effect and by strength of evidence.

    Parameters
    ----------
    cases : DataFrame
        Register rows; at least one with a year.
    place : str
        Name of the requesting country, or ``all countries``.
    source : str
        Table that the rows come from.
    counting, chosen
        See `group_of`.
    years : str
        What follows the universe if only rows of some years are drawn: ``, since 2014``.

    Returns
    -------
    Chart
        A panel a group, strongest evidence first, one bar a year.

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
    ('Freedonia: 3 cases with a known year, 1 of them supported, grade A or B', 3)
    """
    counts = by_year(cases, counting, chosen)
    strong = str(counts.columns[0])
    drawn, of_these = int(counts.to_numpy().sum()), str(int(counts[strong].sum()))
    title = _n(
        "{name}: one case with a known year, {strong} of them {what}",
        "{name}: {count} cases with a known year, {strong} of them {what}", drawn, name=place, what=strong,
        strong=of_these,
    )  # fmt: skip
    data = counts.reset_index().melt("year", var_name="group", value_name="cases")
    data = data.assign(rows_in_all=len(cases), rows_without_year=int(cases["year"].isna().sum()))
    universe = _("all cases in the register by year{years}", years=years)
    undated = _undated(drawn, len(cases))
    note = " ".join([
        _("A count of documented cases is a count of documentation; it follows fame, language and search effort."),
        undated, _("Hatched bars: the last three years are incomplete, because cases become known late."),
    ])  # fmt: skip
    return Chart(
        "cases_over_time", title, _cases_alt(counts, undated), data, universe, source, note,
        drawing.frame_of_panels(int(counts.any().sum()), 0.4), lambda figure: _bars_of_groups(figure, counts),
        subtitle=_("Cases by year and by how well they are shown"),
    )  # fmt: skip


def _bars_of_groups(figure: Figure, counts: pd.DataFrame) -> None:
    colours = dict(zip(counts.columns, _groups().values(), strict=True))
    line = {"edgecolor": COLOURS["edge"], "linewidth": 0.6}  # it parts pale bars from the paper
    looks = {name: {"color": colour} | line for name, colour in colours.items()}
    for bars in drawing.bars_by_year(figure, counts, looks):
        drawing.mark_incomplete(bars, counts.index)


def _cases_alt(counts: pd.DataFrame, undated: str) -> str:
    bars = ", ".join(f"{name}: {int(total)}" for name, total in counts.sum().items())
    return _(
        "Bars, a panel for each group and a bar for each year from {first} to {last}. {bars}. {undated} Most cases of "
        "any kind: {most}.", first=str(counts.index[0]), last=str(counts.index[-1]), bars=bars, undated=undated,
        most=listed(drawing.highest(counts.sum(axis=1))),
    )  # fmt: skip


def _undated(drawn: int, rows: int) -> str:
    if drawn == rows:
        return _("Every case has a known year.")
    return _("{undated} of {rows} cases have no known year and are not drawn.", undated=rows - drawn, rows=rows)


#: Lane -> colour of its marks; marks of cases are filled by how well they are shown.
_COLOURS = {
    "interpol": COLOURS["blue"],
    "own": COLOURS["edge"],
    "others": COLOURS["others"],
    **dict.fromkeys(("EU", "UK", "US"), COLOURS["sky"]),
}


_LIGHT = {COLOURS["pale"], COLOURS["paper"]}


_LINES = {
    "vdem_liberal_democracy": (_("liberal democracy"), COLOURS["ink"], "-"),
    "vdem_freedom_of_expression": (_("freedom of expression"), COLOURS["ink"], "--"),
    "vdem_rule_of_law": (_("rule of law"), COLOURS["ink"], ":"),
}


#: Regime class, in words -> how grey its years are.
_REGIMES = dict(zip((label(f"regime_{code}") for code in range(4)), (0.45, 0.25, 0.1, 0.0), strict=True))


@dataclass(frozen=True)
class Sheet:
    """Sizes of marks in lanes, in inches: width, a mark, between lanes, above, below, and the panel of governance."""

    width: float
    mark: float
    gap: float
    top: float
    bottom: float
    governance: float = 1.35
    left: float = 0.35
    right: float = 0.15

    @property
    def inside(self) -> float:
        """Return the width between the margins."""
        return self.width - self.left - self.right


SHEET = Sheet(WIDE, 0.17, 0.3, 0.3, 0.6)
NARROW_SHEET = Sheet(COLUMN, 0.21, 0.36, 0.36, 0.45, 1.7)
#: Inches that a row of the key takes on a phone, where each group has its own.
_ROW = 0.23


@dataclass(frozen=True)
class Lanes:
    """Numbered marks in lanes, one panel a lane, above the governance of a country or nothing.

    ``marks`` holds ``lane``, ``at`` (decimal year), ``number`` and the colours ``face``, ``edge`` and ``ink``;
    ``titles`` those of the lanes in their order; ``span`` the ends of the axis in years; ``groups`` the colours of the
    key.
    """

    marks: pd.DataFrame
    titles: Mapping[str, str]
    span: tuple[float, float]
    governance: pd.DataFrame = field(default_factory=pd.DataFrame)
    narrow: Sheet = NARROW_SHEET
    groups: Mapping[str, str] = field(default_factory=dict)

    def _placed(self, sheet: Sheet) -> list[pd.DataFrame]:
        """Return the marks of each lane with the row of each, in which it covers no other."""
        apart = sheet.mark * (self.span[1] - self.span[0]) / sheet.inside
        lanes = [self.marks[self.marks["lane"] == lane] for lane in self.titles]
        return [lane.assign(row=drawing.rows_without_overlap(lane["at"], apart)) for lane in lanes]

    def _heights(self, sheet: Sheet) -> list[float]:
        """Return the height of each lane, in inches, and of the panel of governance, if there is one."""
        lanes = [sheet.mark * (int(marks["row"].max()) + 1) + 0.1 for marks in self._placed(sheet)]
        return lanes if self.governance.empty else [*lanes, sheet.governance]

    def frame(self, sheet: Sheet) -> Frame:
        """Return the frame of the picture on a sheet."""
        heights = self._heights(sheet)
        total = math.fsum(heights) + sheet.gap * (len(heights) - 1) + sheet.top + sheet.bottom
        return Frame(sheet.width, total, sheet.left, sheet.right, sheet.bottom, sheet.top)

    def draw(self, figure: Figure) -> None:
        """Draw one panel below the other, each as high as its lane; whole ratios add up alike on every Python."""
        sheet = self.narrow if drawing.is_narrow(figure) else SHEET
        heights = self._heights(sheet)
        ratios = [round(1000 * height) for height in heights]
        panels = list(figure.subplots(len(heights), 1, height_ratios=ratios, squeeze=False)[:, 0])
        figure.subplots_adjust(hspace=sheet.gap / (math.fsum(heights) / len(heights)))
        for axes, marks, title in zip(panels, self._placed(sheet), self.titles.values(), strict=False):
            _lane(axes, marks, title, sheet)
        if not self.governance.empty:
            _governance(panels[-1], self.governance, self.span, sheet)
        _years(panels, len(self.titles), self.span, 6 if drawing.is_narrow(figure) else 12)
        _legend(figure, self.groups)


def timeline(
    events: pd.DataFrame,
    governance: pd.DataFrame,
    *,
    place: str,
    lanes: Mapping[str, str],
    universe: str,
    source: str,
    note: str,
    chosen: str = "",
) -> Chart:
    """Draw all dated events of a country in lanes, one numbered mark each, above its governance.

    Parameters
    ----------
    events : DataFrame
        ``number``, ``lane``, ``at`` (decimal year; marks without one are not drawn), ``what`` and ``group`` (a key of
        `_groups` for register rows). At least one row has a date.
    governance : DataFrame
        ``year``, three V-Dem indices (0 to 1) and ``regime``; empty if V-Dem does not cover the state.
    place : str
        Name of the country.
    lanes : mapping of str to str
        Lanes in order, with their titles; those without a mark are left out.
    universe, source, note : str
        See `Chart`.
    chosen : str
        What counts, in words, if it is not what the evidence rule counts; see `_groups`.

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
    titles = {lane: title for lane, title in lanes.items() if (dated["lane"] == lane).any()}
    palette = _groups(chosen)
    shown = {name: colour for name, colour in palette.items() if (dated["group"] == name).any()}
    face = dated["group"].map(palette).fillna(dated["lane"].map(_COLOURS)).fillna(COLOURS["ink"])
    ink = face.map(lambda colour: COLOURS["ink" if colour in _LIGHT else "paper"])
    marks = dated.assign(face=face, edge=COLOURS["edge"], ink=ink)
    narrow = replace(NARROW_SHEET, bottom=NARROW_SHEET.bottom + _ROW * len(shown))
    drawn = Lanes(marks, titles, _span(dated, governance), governance, narrow, shown)
    return Chart(
        "timeline", _("{name} and INTERPOL: {count} dated events on one timeline", name=place, count=len(dated)),
        _timeline_alt(dated, governance, titles), _data(dated, governance), universe, source, note, drawn.frame(SHEET),
        drawn.draw, subtitle=_("One numbered mark an event; the numbers are those of the table"),
        narrow=drawn.frame(narrow),
    )  # fmt: skip


def _span(dated: pd.DataFrame, governance: pd.DataFrame) -> tuple[float, float]:
    """Return the ends of the axis: at least ten years before the last one."""
    last = max(dated["at"].max(), governance["year"].max() if len(governance) else 0)
    first = min(dated["at"].min() - 1, last - 10)
    return float(int(first)), float(int(last) + 1)


def _lane(axes: Axes, marks: pd.DataFrame, title: str, sheet: Sheet) -> None:
    look: dict[str, Any] = {"linewidths": 0.8, "edgecolors": marks["edge"].tolist(), "zorder": 2, "clip_on": False}
    axes.scatter(marks["at"], marks["row"], s=(72 * sheet.mark * 0.9) ** 2, c=marks["face"].tolist(), **look)
    size = drawing.small(axes.figure)
    for number, at, row, ink in marks[["number", "at", "row", "ink"]].itertuples(index=False):
        letters = size * (0.8 if len(str(number)) > 2 and not drawing.is_narrow(axes.figure) else 1)
        axes.text(at, row, str(number), ha="center", va="center_baseline", fontsize=letters, color=ink, zorder=3)
    axes.set_ylim(-0.75, marks["row"].max() + 0.75)
    axes.set_yticks([])
    axes.spines[["left", "bottom"]].set_visible(False)
    shown = title if drawing.width_of(title, size, bold=True) < 72 * sheet.inside else title.partition(" (")[0]
    axes.set_title(shown, fontsize=size)


def _governance(axes: Axes, table: pd.DataFrame, span: tuple[float, float], sheet: Sheet) -> None:
    _shade(axes, table, span, sheet)
    for column, (_unused, colour, dash) in _LINES.items():
        axes.plot(drawing.middle(table["year"]), table[column], color=colour, linestyle=dash, linewidth=1.5)
    axes.set_ylim(0, 1.34)
    axes.set_yticks([0, 0.5, 1])
    axes.set_title(_("Governance (V-Dem, 0 to 1; grey: regime class)"), fontsize=drawing.small(axes.figure))
    axes.set_xlim(*span)
    seen = table.assign(middle=drawing.middle(table["year"])).query("middle > @span[0]")
    names = [Name(words, points_of(seen["middle"], seen[column], 5)) for column, (words, *_) in _LINES.items()]
    name_marks(axes, [name for name in names if name.at], drawing.small(axes.figure))


def _shade(axes: Axes, table: pd.DataFrame, span: tuple[float, float], sheet: Sheet) -> None:
    """Shade the years of each class of regime, and name the class where its years have room for the words."""
    runs = (table["regime"] != table["regime"].shift()).cumsum()
    written = -math.inf
    for _unused, run in table.groupby(runs):
        regime, left, right = run["regime"].iloc[0], run["year"].iloc[0], run["year"].iloc[-1] + 1
        if regime not in _REGIMES or right <= span[0]:
            continue
        left = max(left, span[0])
        axes.axvspan(left, right, color=COLOURS["others"], alpha=_REGIMES[regime], linewidth=0, zorder=0)
        year, size = 72 * sheet.inside / (span[1] - span[0]), drawing.small(axes.figure)
        words = drawing.fitted(regime, year * (right - left) - 2, size)
        half = max(drawing.width_of(line, size) for line in words.split("\n")) / 2 / year
        if (left + right) / 2 - half < written:
            continue
        written = (left + right) / 2 + half
        look: dict[str, Any] = {"ha": "center", "va": "center", "linespacing": 0.95, "fontsize": size}
        axes.text((left + right) / 2, 1.17, words, **look)


def _years(axes: Sequence[Axes], lanes: int, span: tuple[float, float], most: int) -> None:
    """Name the years below the lowest panel, and draw a thin line for each of them in the lanes above."""
    axes[-1].set_xlim(*span)
    drawing.label_whole(axes[-1].xaxis, nbins=most)
    named = [year for year in axes[-1].get_xticks() if span[0] <= year <= span[1]]
    for panel in axes[:-1]:
        panel.set_xlim(*span)
        panel.xaxis.set_visible(False)
    for lane in axes[:lanes]:
        look: dict[str, Any] = {"colors": COLOURS["hair"], "linewidths": 0.7, "zorder": 0.5}
        lane.vlines(named, 0, 1, transform=lane.get_xaxis_transform(), **look)
        lane.tick_params(axis="x", length=0)


def _legend(figure: Figure, groups: Mapping[str, str]) -> None:
    """Describe what the fill of the discs means: they are many and numbered, and no words have room beside them."""
    look: dict[str, Any] = {"linestyle": "", "markersize": 8, "markeredgecolor": COLOURS["edge"]}
    marks = [
        Line2D([], [], marker="o", color=colour, label=_("case {group}", group=name), **look)
        for name, colour in groups.items()
    ]
    if marks:
        figure.legend(handles=marks, loc="lower center", ncols=1 if drawing.is_narrow(figure) else len(marks))


def _timeline_alt(dated: pd.DataFrame, governance: pd.DataFrame, lanes: Mapping[str, str]) -> str:
    ends = {"first": str(int(dated["at"].min())), "last": str(int(dated["at"].max()))}
    parts = [_("Timeline in {count} lanes, from {first} to {last}.", count=len(lanes), **ends)]
    for lane, title in lanes.items():
        count = int((dated["lane"] == lane).sum())
        parts.append(_n("{lane}: {count} mark.", "{lane}: {count} marks.", count, lane=title.partition(" (")[0]))
    if len(governance):
        parts.append(_democracy(governance))
    return " ".join([*parts, _("The table below gives the date, the words and the source of each mark.")])


def _democracy(governance: pd.DataFrame) -> str:
    """State the first and last value of the index of liberal democracy, with the regime at the end if it is known."""
    first, last = governance.iloc[0], governance.iloc[-1]
    index = [f"{row['vdem_liberal_democracy']:.2f}" for row in (first, last)]
    return _(
        N_("Liberal democracy index {first} in {first_year}, {last} in {last_year}, {regime}.") if last["regime"]
        else N_("Liberal democracy index {first} in {first_year}, {last} in {last_year}."), regime=str(last["regime"]),
        first=index[0], last=index[1], first_year=f"{first['year']:.0f}", last_year=f"{last['year']:.0f}",
    )  # fmt: skip


def _data(dated: pd.DataFrame, governance: pd.DataFrame) -> pd.DataFrame:
    values = governance.melt(["year", "regime"], list(_LINES), var_name="index", value_name="value")
    values = values.assign(lane="governance").rename(columns={"year": "at"})
    marks = dated[["number", "lane", "at", "date", "what", "group", "case_id"]]
    return pd.concat([marks.astype({"number": "Int64"}), values], ignore_index=True)


#: Verdict -> (what a reader calls it, colour of the tile, colour of its text); the outline differs too.
VERDICTS = {
    "supported": (label("supported"), COLOURS["ink"], COLOURS["paper"]),
    "contested": (label("contested"), COLOURS["pale"], COLOURS["ink"]),
    "unsupported": (label("unsupported"), COLOURS["paper"], COLOURS["ink"]),
    "not_assessed": (label("not_assessed"), COLOURS["hair"], COLOURS["ink"]),
}


#: Verdict -> stroke of the outline and its width, where it is no thin line.
_OUTLINES = {"unsupported": ("solid", 2.2), "not_assessed": ("dashed", 0.8)}


#: Tiles in a row, and the height of a tile in inches: on a screen, and on a phone.
_ACROSS, _NARROW_ACROSS = 4, 2
_HEIGHT, _NARROW_HEIGHT = 1.1, 1.3


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
    '1 tiles, one a claim, coloured by verdict. supported: none; disputed: X1; not supported: none; not assessed: none.'
    """
    title = _(
        "{count} claims of the founding article: {supported} supported, {contested} disputed, {unsupported} not "
        "supported, {not_assessed} not assessed", count=len(claims),
        **{word: (claims["verdict"] == word).sum() for word in VERDICTS},
    )  # fmt: skip
    data = claims[["claim_id", "verdict", "claim"]]
    note = _("One tile a claim, in the order of the article; the verdict is written in each tile.")
    wide, narrow = (
        Frame(width, high * _down(data, across) + 0.1, left=0.02, right=0.02, bottom=0.05, top=0.05)
        for width, high, across in ((WIDE, _HEIGHT, _ACROSS), (COLUMN, _NARROW_HEIGHT, _NARROW_ACROSS))
    )
    return Chart(
        "verdicts", title, _verdicts_alt(data), data, universe, source, note, wide,
        lambda figure: _tiles(figure.subplots(), data), subtitle=_("One tile a claim, in the order of the article"),
        narrow=narrow,
    )  # fmt: skip


def _down(data: pd.DataFrame, across: int) -> int:
    return -(-len(data) // across)


def _tiles(axes: Axes, data: pd.DataFrame) -> None:
    across = _NARROW_ACROSS if drawing.is_narrow(axes.figure) else _ACROSS
    for place, (name, verdict, claim) in enumerate(data.itertuples(index=False)):
        _tile(axes, place % across, place // across, str(name), str(verdict), str(claim))
    axes.set(xlim=(0, across), ylim=(_down(data, across), 0))
    axes.axis("off")


def _tile(axes: Axes, column: int, row: int, name: str, verdict: str, claim: str) -> None:
    words, colour, ink = VERDICTS[verdict]
    figure, size = axes.figure, drawing.small(axes.figure)
    across, high = (_NARROW_ACROSS, _NARROW_HEIGHT) if drawing.is_narrow(figure) else (_ACROSS, _HEIGHT)
    dash, wide = _OUTLINES.get(verdict, ("solid", 0.8))
    look: dict[str, Any] = {"facecolor": colour, "edgecolor": COLOURS["edge"], "linewidth": wide, "linestyle": dash}
    axes.add_patch(Rectangle((column + 0.02, row + 0.03), 0.96, 0.94, **look))
    head: dict[str, Any] = {"color": ink, "fontsize": size, "fontweight": "bold", "va": "center"}
    axes.text(column + 0.06, row + 0.17, f"{name}  {words}", **head)
    room = 72 * drawing.inches_across(figure) / across * 0.88
    lines = drawing.fitted(claim, room, size).splitlines()
    most = int((0.66 * 72 * high) / (1.35 * size))
    shown = "\n".join(lines if len(lines) <= most else [*lines[: most - 1], _cut(lines[most - 1], room, size)])
    axes.text(column + 0.06, row + 0.3, shown, color=ink, fontsize=size, va="top", linespacing=1.05)


def _cut(line: str, room: float, size: float) -> str:
    """End a line that is not the last one, by leaving out words until the dots have room."""
    words = line.split()
    while len(words) > 1 and drawing.width_of(f"{' '.join(words)} …", size) > room:
        words.pop()
    return f"{' '.join(words)} …"


def _verdicts_alt(data: pd.DataFrame) -> str:
    none = _("none")
    groups = "; ".join(
        f"{words}: {', '.join(data.loc[data['verdict'] == verdict, 'claim_id']) or none}"
        for verdict, (words, *_unused) in VERDICTS.items()
    )
    return _("{count} tiles, one a claim, coloured by verdict. {groups}.", count=len(data), groups=groups)
