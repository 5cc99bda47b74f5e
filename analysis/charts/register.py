"""Charts of documented cases: over time, verdicts on claims."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch, Rectangle

from analysis.charts import drawing
from analysis.charts.chart import COLOURS, COLUMN, WIDE, Chart, Frame
from analysis.core.judgement import headline_cases, read_evidence_rule
from analysis.core.messages import N_, _, _n, label, listed, number
from analysis.tables.release import incomplete_since


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
    """Draw documented cases by the year of what happened and by strength of evidence.

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
        A panel per group, strongest evidence first, one bar per year.

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
        "{name}: one case with a known year ({strong} {what})",
        "{name}: {count} cases with a known year, {strong} of them {what}", drawn, name=place, what=strong,
        strong=of_these,
    )  # fmt: skip
    data = counts.reset_index().melt("year", var_name="group", value_name="cases")
    data = data.assign(rows_in_all=len(cases), rows_without_year=int(cases["year"].isna().sum()))
    data, late = data.assign(incomplete=data["year"] >= incomplete_since()), drawing.incomplete_in_words(counts.index)
    universe = _("cases with a known year{years}", years=years)
    undated = _undated(drawn, len(cases))
    note = " ".join([
        _("The number of documented cases does not measure misuse. It depends on how famous the people are, on the "
            "languages in which we searched, and on how hard we searched."),
        undated, late,
    ]).rstrip()  # fmt: skip
    return Chart(
        "cases_over_time", title, _cases_alt(counts, undated, late), data, universe, source, note,
        drawing.frame_of_panels(int(counts.any().sum()), 0.4), lambda figure: _bars_of_groups(figure, counts),
        subtitle=_("Cases by year and strength of the evidence"),
    )  # fmt: skip


def _bars_of_groups(figure: Figure, counts: pd.DataFrame) -> None:
    colours = dict(zip(counts.columns, _groups().values(), strict=True))
    line = {"edgecolor": COLOURS["edge"], "linewidth": 0.6}  # it parts pale bars from the paper
    looks = {name: {"color": colour} | line for name, colour in colours.items()}
    for axes in drawing.bars_by_year(figure, counts, looks):
        drawing.mark_incomplete(axes, counts.index)


def _cases_alt(counts: pd.DataFrame, undated: str, late: str) -> str:
    bars = ", ".join(f"{name}: {int(total)}" for name, total in counts.sum().items())
    return _(
        "Bar chart with a panel for each group and a bar for each year from {first} to {last}. Cases: {bars}. "
        "{undated} Most cases of any kind: {most}. {late}", first=str(counts.index[0]), last=str(counts.index[-1]),
        bars=bars, undated=undated, most=listed(drawing.highest(counts.sum(axis=1))), late=late,
    ).rstrip()  # fmt: skip


#: Shades of the releases that added cases, the first one darkest; and margins of their panels.
_SHADES, _MARGINS = ("ink", "others", "pale", "paper"), (0.4, 0.1, 0.6, 0.3)


def cases_by_country(cases: pd.DataFrame, source: str = "cases", *, years: str = "", least: int = 10) -> Chart:
    """Draw documented cases by year, a panel per requesting country, shaded by the release of the data that added them.

    Parameters
    ----------
    cases : DataFrame
        One row per case: ``country`` (its name), ``year`` and ``release`` (1 or more); at least one with a year.
    source : str
        Table that the rows come from.
    years : str
        What follows the universe if only rows of some years are drawn: ``, since 2014``.
    least : int
        Countries with fewer cases of a known year are one panel, on a scale of its own.

    Returns
    -------
    Chart
        Countries with most cases first; the data hold a row for each panel, year and release.

    Examples
    --------
    >>> rows = [("Freedonia", 2019, 1), ("Freedonia", 2020, 2), ("Sylvania", 2021, 2)]
    >>> cases = pd.DataFrame(rows, columns=["country", "year", "release"])
    >>> chart = cases_by_country(cases, "invented", least=2)
    >>> chart.title, chart.data["country"].unique().tolist()
    ('Of the 2 cases added since the first release, 2 happened before 2024', ['Freedonia', 'one other country'])
    """
    dated, since = cases.dropna(subset="year").astype({"year": int}), incomplete_since()
    totals = dated["country"].value_counts().sort_index().sort_values(ascending=False, kind="stable")
    first, few = totals.index[totals >= least], totals.index[totals < least]
    rest = [_n("one other country", "{count} other countries", len(few))] if len(few) else []
    span = range(int(dated["year"].min()), int(dated["year"].max()) + 1)
    panel = dated["country"].where(dated["country"].isin(first), *rest)
    cells = pd.MultiIndex.from_product([[*first, *rest], span], names=["country", "year"])
    counts = pd.crosstab([panel, dated["year"]], dated["release"]).reindex(cells, fill_value=0)
    data = counts.melt(var_name="release", value_name="cases", ignore_index=False).reset_index()
    data = data.assign(
        incomplete=data["year"] >= since, rows_in_all=len(cases), rows_without_year=len(cases) - len(dated)
    )
    added = data[data["release"] > 1].groupby("incomplete")["cases"].sum()
    which = "cases_by_country" if added.sum() else "cases_of_first_release"
    title = label(which, "chart-title", old=added.get(False, 0), count=added.sum(), year=str(since))
    late, by_year = drawing.incomplete_in_words(span), data.pivot_table("cases", "country", "year", "sum", sort=False)
    most = by_year.apply(lambda years: listed(drawing.highest(years)), axis=1)
    panels = pd.DataFrame({"cases": by_year.sum(axis=1), "most": most}).reset_index()
    each = drawing.row_by_row(N_("{country} {cases}, most in {most}"), panels, "; ")
    note = " ".join([label("cases_by_country", "chart-note"), _undated(len(dated), len(cases)), late])
    alt = label("cases_by_country", "chart-alt", title=title, each=each, late=late)
    high = [1.2 * (-(-len(first) // across) + len(rest)) + 0.6 for across in (4, 2)]
    return Chart(
        "cases_by_country", title, alt.rstrip(), data, label("cases_by_country", "chart-counted", years=years), source,
        note.rstrip(), Frame(WIDE, high[0], *_MARGINS), lambda figure: _panels(figure, counts, len(rest)),
        _("Cases by year, requesting country and release of the data"), Frame(COLUMN, high[1], *_MARGINS),
    )  # fmt: skip


def _panels(figure: Figure, counts: pd.DataFrame, last: int) -> None:
    """Draw the countries in a grid on one scale, and the last panel, where it sums up others, below on its own."""
    names, across = list(counts.index.unique("country")), 2 if drawing.is_narrow(figure) else 4
    grid = figure.add_gridspec(-(-(len(names) - last) // across) + last, across, hspace=0.75, wspace=0.2)
    shades = {release: _SHADES[min(place, len(_SHADES) - 1)] for place, release in enumerate(counts)}
    for place, name in enumerate(names):
        rest, rows = place >= len(names) - last, counts.loc[name]
        where = (-1, slice(None)) if rest else divmod(place, across)
        axes = figure.add_subplot(grid[where], sharey=figure.axes[0] if place and not rest else None)
        ends = rows.cumsum(axis=1)
        for release, shade in shades.items():
            some, below = rows.loc[rows[release] > 0, release], (ends - rows)[release]
            look: dict[str, Any] = {"color": COLOURS[shade], "edgecolor": COLOURS["edge"], "linewidth": 0.4}
            axes.bar(some.index, some, 0.85, below[some.index], **look)
        words = N_("{name}: {count} (own scale)") if rest else N_("{name}: {count}")
        axes.set_title(_(words, name=name, count=int(rows.sum(axis=None))), fontsize=drawing.small(figure))
        drawing.label_whole(axes.yaxis, min_n_ticks=1, nbins=3)
        drawing.label_whole(axes.xaxis, nbins=6 if rest else 3, steps=[1, 2, 5, 10])
        axes.set_xlim(rows.index[0] - 0.8, rows.index[-1] + 0.8)
        drawing.mark_incomplete(axes, rows.index)
        some = rows.sum(axis=1)[lambda counts: counts > 0]
        texts = [f"{name}, {year}: {number(count)}" for year, count in some.items()]
        drawing.show_values(axes, texts, some.index, None)
    keys = [Patch(facecolor=COLOURS[shade], edgecolor=COLOURS["edge"]) for shade in shades.values()]
    named = [_("added in release {number}", number=str(release)) for release in shades]
    figure.legend(keys, named, loc="lower center", ncols=len(keys))


def _undated(drawn: int, rows: int) -> str:
    if drawn == rows:
        return _("Every case has a known year.")
    return _("{undated} of {rows} cases have no known year and are not drawn.", undated=rows - drawn, rows=rows)


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
    'One tile for each claim; colour: verdict. supported: none; disputed: X1; not supported: none; not assessed: none.'
    """
    title = _(
        "{count} claims of the founding article: {supported} supported, {contested} disputed, {unsupported} not "
        "supported, {not_assessed} not assessed", count=len(claims),
        **{word: (claims["verdict"] == word).sum() for word in VERDICTS},
    )  # fmt: skip
    data = claims[["claim_id", "verdict", "claim"]]
    note = _("A tile may show only the beginning of a claim.")
    wide, narrow = (
        Frame(width, high * _down(data, across) + 0.1, left=0.02, right=0.02, bottom=0.05, top=0.05)
        for width, high, across in ((WIDE, _HEIGHT, _ACROSS), (COLUMN, _NARROW_HEIGHT, _NARROW_ACROSS))
    )
    return Chart(
        "verdicts", title, _verdicts_alt(data), data, universe, source, note, wide,
        lambda figure: _tiles(figure.subplots(), data), subtitle=_("One tile per claim, in the order of the article"),
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
    return _("One tile for each claim; colour: verdict. {groups}.", groups=groups)
