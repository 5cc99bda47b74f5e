"""Charts of models and of how far numbers hold: ratios, what is possible, other choices, simulations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any, Unpack

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import LogLocator, MaxNLocator

from analysis.charts import drawing
from analysis.charts.chart import COLOURS, COLUMN, WIDE, About, Chart, Frame
from analysis.charts.naming import Name, name_ends, name_marks, points_of
from analysis.core.messages import N_, _, _n, label
from analysis.stats.estimate import percent

#: Series, in order -> colour and marker; no red, which stands for the evidence level.
LOOKS = ((COLOURS["ink"], "o"), (COLOURS["others"], "s"), (COLOURS["blue"], "^"), (COLOURS["sky"], "D"))
#: How a ratio and its interval are written.
_RATIO = dict.fromkeys(("value", "low", "high"), "{:.2f}".format)
#: Inches: the widest name of a row that stands beside it; a wider one stands above.
_BESIDE = 1.6


def _frame_of_rows(names: Iterable[str], head: int = 0, step: float = 0.24) -> Frame:
    """Return a frame of rows, with room at its head and for their names beside or, where long, above them."""
    labels = list(names)
    wide, rows = max(drawing.width_of(name, 10) for name in labels) / 72 + 0.15, len(labels) + head
    if wide <= _BESIDE:
        return Frame(COLUMN, step * rows + 0.65, left=wide, right=0.2, bottom=0.5)
    return Frame(COLUMN, (step + 0.18) * rows + 0.6, left=0.12, right=0.2, bottom=0.5)


def _name_rows(axes: Axes, names: pd.Series, unit: str, head: int = 0) -> None:
    """Name the rows of an axes, beside or above them as its frame has room, and the axis below; the head stays free."""
    figure: Any = axes.get_figure()
    if figure.subplotpars.left * drawing.inches_across(figure) < 0.2:
        drawing.names_above(axes, names)
    else:
        axes.set_yticks(range(len(names)), names, color=COLOURS["ink"])
        drawing.lines_upright(axes)
        axes.set_ylim(-0.6, len(names) - 0.4)
    axes.set_ylim(top=axes.get_ylim()[1] + head)
    axes.set_xlabel(unit)


def ratios_side_by_side(data: pd.DataFrame, *, unit: str, **about: Unpack[About]) -> Chart:
    """Draw ratios with intervals on a logarithmic axis, in groups, a mark of its own for each series.

    Parameters
    ----------
    data : DataFrame
        One row per ratio, in order from the top: ``group`` and ``series`` (as a reader knows them), ``value``, ``low``
        and ``high``, each above 0; at most four series.
    unit : str
        What is drawn.
    **about : str
        See `Chart`.

    Returns
    -------
    Chart
        A line at 1, no association; its title says for how many groups every interval excludes it.

    Examples
    --------
    >>> texts = {"universe": "invented", "source": "invented", "note": "Nothing here is real."}
    >>> rows = pd.DataFrame({"group": ["law"], "series": ["all"], "value": [2.0], "low": [1.0], "high": [4.0]})
    >>> ratios_side_by_side(rows, name="ratios", unit="times", **texts).alt
    'Ratios with intervals. law: all 2.00 (1.00 to 4.00).'
    """
    groups, series = list(dict.fromkeys(data["group"])), list(dict.fromkeys(data["series"]))
    message = N_("{series} {value} ({low} to {high})")
    parts = [
        _("{group}: {texts}.", group=group, texts=drawing.row_by_row(message, rows, ", ", **_RATIO))
        for group, rows in data.groupby("group", sort=False)
    ]
    frame = Frame(COLUMN, (0.34 + 0.19 * len(series)) * len(groups) + 0.45, left=0.12, right=0.2)
    outside = int(((data["low"] > 1) | (data["high"] < 1)).groupby(data["group"]).all().sum())
    return Chart(
        title=_association_title(outside, len(groups)), data=data, frame=frame,
        alt=_("Ratios with intervals. {texts}", texts=" ".join(parts)),
        draw=lambda figure: _groups(figure.subplots(), data, groups, series),
        subtitle=_("{unit}, on a logarithmic scale", unit=unit), **about,
    )  # fmt: skip


def _association_title(outside: int, count: int) -> str:
    if not outside:
        return _("None of {all} factors is clearly associated with every kind of case", all=count)
    return _n(
        "One of {all} factors is clearly associated with every kind of case",
        "{count} of {all} factors are clearly associated with every kind of case", outside, all=count,
    )  # fmt: skip


def _groups(axes: Axes, data: pd.DataFrame, groups: Sequence[str], series: Sequence[str]) -> None:
    step = 0.62 / len(series)
    names = []
    for number_of, (which, (colour, marker)) in enumerate(zip(series, LOOKS, strict=False)):
        rows = data[data["series"] == which]
        places = [len(groups) - 1 - groups.index(group) - step * number_of for group in rows["group"]]
        axes.hlines(places, rows["low"], rows["high"], color=colour, linewidth=1.4)
        axes.plot(rows["value"], places, marker, color=colour, markersize=4.5, linestyle="none")
        names.append(Name(which, points_of(rows["high"], places)[::-1], colour))
        texts = drawing.each_row(N_("{group}, {series}: {value} ({low} to {high})"), rows, **_RATIO)
        drawing.show_values(axes, texts, rows["value"], places)
    drawing.make_logarithmic(axes.xaxis)
    axes.xaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    axes.axvline(1, color=COLOURS["soft"], linewidth=0.9)
    drawing.names_above(axes, groups[::-1])
    axes.set_ylim(-0.75, len(groups) - 0.5)
    name_marks(axes, names, drawing.small(axes.figure))


def possible_ranges(data: pd.DataFrame, *, unit: str, title: str = "", **about: Unpack[About]) -> Chart:
    """Draw the range of possible values of each share as a line, and a narrower range as a thicker line.

    Parameters
    ----------
    data : DataFrame
        One row per line, in order from the top: ``group`` (as a reader knows it), ``low`` and ``high`` (between 0 and
        1); where ``low_within`` and ``high_within`` are given, a thicker line between them.
    unit : str
        What is drawn.
    **about : str
        See `Chart`.
    title : str
        By default how many of the ranges overlap, of the narrower ones where they are given.

    Returns
    -------
    Chart
        Lines in percent; a dot where only one value is possible.

    Examples
    --------
    >>> texts = {"universe": "invented notices", "source": "invented", "note": "Nothing here is real."}
    >>> data = pd.DataFrame({"group": ["nothing assumed", "as seen"], "low": [0.1, 0.4], "high": [0.9, 0.4]})
    >>> possible_ranges(data, name="may_be", unit="%", **texts).alt
    'Possible shares: nothing assumed 10 % to 90 %; as seen 40 %.'
    """
    ranges = "; ".join(
        f"{group} " + (percent(low) if low == high else _("{low} to {high}", low=percent(low), high=percent(high)))
        for group, low, high in zip(data["group"], data["low"], data["high"], strict=True)
    )
    rows = data.iloc[::-1].reset_index(drop=True)
    return Chart(
        title=title or _ranges_title(data), alt=_("Possible shares: {texts}.", texts=ranges), data=data,
        frame=_frame_of_rows(data["group"], head=int("low_within" in data)), subtitle=f"{unit[:1].upper()}{unit[1:]}",
        draw=lambda figure: _ranges(figure.subplots(), rows), **about,
    )  # fmt: skip


def _ranges_title(data: pd.DataFrame) -> str:
    """Describe how many pairs of ranges are apart, whatever is hidden and, where it is given, within the factor."""
    pairs, apart = len(data) * (len(data) - 1) // 2, _apart(data["low"], data["high"])
    if "low_within" in data:
        word, within = "within" if apart else "none-within", _apart(data["low_within"], data["high_within"])
        return label(word, "ranges-title", count=apart, within=within, pairs=pairs)
    return label("apart" if apart else "none-apart", "ranges-title", count=apart, pairs=pairs)


def _apart(low: pd.Series, high: pd.Series) -> int:
    ends = list(zip(low, high, strict=True))
    return sum(one[0] > two[1] or two[0] > one[1] for one, two in combinations(ends, 2))


def _ranges(axes: Axes, rows: pd.DataFrame) -> None:
    places = rows.index.to_numpy()
    axes.hlines(places, 100 * rows["low"], 100 * rows["high"], color=COLOURS["others"], linewidth=1.6)
    if "low_within" in rows:
        axes.hlines(places, 100 * rows["low_within"], 100 * rows["high_within"], color=COLOURS["blue"], linewidth=5)
    single = rows[rows["low"] == rows["high"]]
    axes.plot(100 * single["low"], single.index, "o", color=COLOURS["ink"], markersize=5)
    _name_rows(axes, rows["group"], _("%"), int("low_within" in rows))
    axes.set_xlim(-1, 101)
    texts = drawing.each_row(N_("{group}: {low} to {high}"), rows, low=percent, high=percent)
    drawing.show_values(axes, texts, None, places, pick=True)
    if "low_within" in rows:
        within, beyond = 50 * (rows["low_within"] + rows["high_within"]), 50 * (rows["high_within"] + rows["high"])
        names = [
            Name(_("with a limited odds ratio"), points_of(within, places), COLOURS["blue"]),
            Name(_("worst-case bounds"), points_of(beyond, places), COLOURS["others"]),
        ]
        name_marks(axes, names, drawing.small(axes.figure))


def orders_kept(data: pd.DataFrame, *, factor: float = 3.0, **about: Unpack[About]) -> Chart:
    """Draw how many orders of pairs hold, by the factor between hidden and public odds.

    Parameters
    ----------
    data : DataFrame
        ``visible`` (the part that is public), ``factor``, ``pairs``, ``kept`` and ``kept_if_one``.
    factor : float
        The factor whose orders the title states, at the smallest part that is public.
    **about : str
        See `Chart`.

    Returns
    -------
    Chart
        Steps: full lines are certain whatever is not told, dashed ones if each untold count is one.

    Examples
    --------
    >>> texts = {"universe": "invented pairs", "source": "invented", "note": "Nothing here is real."}
    >>> rows = [(0.1, 1.0, 6, 5, 6), (0.1, 2.0, 6, 3, 4)]
    >>> data = pd.DataFrame(rows, columns=["visible", "factor", "pairs", "kept", "kept_if_one"])
    >>> orders_kept(data, name="kept", **texts).alt
    'If 10 % of notices are public, 5 of 6 pairs have a known order at an odds ratio of 1, and 3 at 2.'
    """
    by_part = data.groupby("visible")
    ends = by_part.first().join(by_part[["kept", "factor"]].last().add_prefix("last_")).reset_index()
    message = N_(
        "If {visible} of notices are public, {kept} of {pairs} pairs have a known order at an odds ratio of {factor}, "
        "and {last_kept} at {last_factor}."
    )
    alt = drawing.row_by_row(message, ends, visible=percent)
    return Chart(
        title=_kept_title(data, factor), alt=alt, data=data, frame=Frame(COLUMN, 3.2, left=0.5, right=1.45, bottom=0.5),
        draw=lambda figure: _kept(figure.subplots(), data), **about,
        subtitle=_("Number of pairs of countries with a known order"),
    )  # fmt: skip


def _kept_title(data: pd.DataFrame, factor: float) -> str:
    least = data[(data["visible"] == data["visible"].min()) & (data["factor"] <= factor)].tail(1)
    message = N_(
        "If {visible} of notices are public and the odds ratio is at most {factor}, "
        "we know the order of {kept} of {pairs} pairs of countries"
    )
    return drawing.row_by_row(message, least, visible=percent)


def _kept(axes: Axes, data: pd.DataFrame) -> None:
    names = []
    for (visible, rows), colour in zip(data.groupby("visible"), ("ink", "blue", "others"), strict=False):
        for column, words, dash, width in (
            ("kept", N_("{visible} public"), "-", 1.5),
            ("kept_if_one", N_("{visible} public, if suppressed counts are one"), "--", 0.9),
        ):
            axes.step(rows["factor"], rows[column], where="post", color=COLOURS[colour], ls=dash, lw=width)
            name = _(words, visible=percent(float(str(visible))))
            names.append(Name(name, points_of(rows["factor"], rows[column]), COLOURS[colour]))
    axes.set_ylim(0, float(data["pairs"].max()))
    axes.set_xlim(float(data["factor"].min()), float(data["factor"].max()))
    drawing.label_whole(axes.xaxis)
    axes.set_xlabel(_("largest odds ratio assumed, secret to public"))
    message = N_("{visible} public, odds ratio {factor}: {kept} of {pairs}")
    drawing.show_values(axes, drawing.each_row(message, data, visible=percent), data["factor"], data["kept"])
    name_ends(axes, names, drawing.small(axes.figure), 72 * 1.45 - 4)


def counts_with_ranges(data: pd.DataFrame, *, unit: str, **about: Unpack[About]) -> Chart:
    """Draw numbers as dots on lines from low to high, with a cross for another value beside them.

    Parameters
    ----------
    data : DataFrame
        One row per line, in order from the top: ``group`` (as a reader knows it), ``value``, ``low``, ``high``,
        ``mark`` (the cross).
    unit : str
        What is drawn.
    **about : str
        See `Chart`.

    Returns
    -------
    Chart
        Dots, lines and crosses; its title says how many crosses lie within their line.

    Examples
    --------
    >>> texts = {"universe": "invented cases", "source": "invented", "note": "Nothing here is real."}
    >>> data = pd.DataFrame({"group": ["Freedonia"], "value": [4.0], "low": [2.0], "high": [6.0], "mark": [3.0]})
    >>> counts_with_ranges(data, name="again", unit="cases", **texts).alt
    'Median and interval if all cases were recoded (in brackets: register’s count): Freedonia 4, 2 to 6 (3).'
    """
    ranges = drawing.row_by_row(N_("{group} {value}, {low} to {high} ({mark})"), data, "; ")
    within = int(data["mark"].between(data["low"], data["high"]).sum())
    title = N_("For {within} of {count} countries, the register’s count is within the interval for coding error")
    rows = data.iloc[::-1].reset_index(drop=True)
    return Chart(
        title=_(title, within=within, count=len(data)), data=data,
        alt=_("Median and interval if all cases were recoded (in brackets: register’s count): {texts}.", texts=ranges),
        frame=_frame_of_rows(data["group"], head=2, step=0.21),
        draw=lambda figure: _with_ranges(figure.subplots(), rows, unit),
        subtitle=_("Number of {unit}: in the register, and if another reader coded every case", unit=unit), **about,
    )  # fmt: skip


def _with_ranges(axes: Axes, rows: pd.DataFrame, unit: str) -> None:
    places = rows.index.to_numpy()
    axes.hlines(places, rows["low"], rows["high"], color=COLOURS["others"], linewidth=2.5)
    axes.plot(rows["value"], places, "o", color=COLOURS["ink"], markersize=4)
    axes.plot(rows["mark"], places, "x", color=COLOURS["blue"], markersize=5)
    _name_rows(axes, rows["group"], unit, head=2)
    drawing.label_whole(axes.xaxis)
    texts = drawing.each_row(N_("{group}: {value}, {low} to {high} ({mark})"), rows)
    drawing.show_values(axes, texts, None, places, pick=True)
    kinds = (("high", "range", "others"), ("value", "middle", "ink"), ("mark", "now", "blue"))
    names = [
        Name(label(word, "chart-again"), points_of(rows[column], places), COLOURS[colour])
        for column, word, colour in kinds
    ]
    name_marks(axes, names, drawing.small(axes.figure))


def specification_curve(
    data: pd.DataFrame, choices: Mapping[str, str], null: float, *, claim: str, unit: str, **about: Unpack[About]
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
    claim : str
        The conclusion that a specification may agree with.
    unit : str
        What the effect is.
    **about : str
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
    >>> chart = specification_curve(data, {"model": "Model"}, 1, name="curve", claim="Above", unit="ratio", **texts)
    >>> chart.title
    'Above, in 1 of 2 analyses'
    """
    effects, published = data["effect"], data.loc[data["published"], "effect"]
    alt = _("Effects of {count} analyses in order, from {least} to {most}; {above} of them are above {null}.",
        count=len(data), least=effects.min(), most=effects.max(), above=(effects > null).sum(), null=null)  # fmt: skip
    alt = " ".join([alt, *(_("Published: {effect}.", effect=effect) for effect in published[:1])])
    rows: list[tuple[str, str, str]] = []
    for column, choice in choices.items():
        options = dict.fromkeys(data[column].sort_values(kind="stable").astype(str))
        rows += [(column, choice, ""), *((column, "", option) for option in options)]
    count = max(1, len(rows))
    return Chart(
        title=_("{claim}, in {agree} of {all} analyses", claim=claim, agree=data["agrees"].sum(), all=len(data)),
        alt=alt, data=data, frame=Frame(WIDE, 2.3 + 0.165 * count, left=1.9, bottom=0.5),
        draw=lambda figure: _specifications(figure, data, rows, null),
        subtitle=_("{unit}, on a logarithmic scale", unit=unit),
        narrow=Frame(COLUMN, 2.0 + 0.2 * count, left=2.05, right=0.1, bottom=0.5), **about,
    )  # fmt: skip


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


def held_in_simulation(data: pd.DataFrame, **about: Unpack[About]) -> Chart:
    """Draw how often the intervals of estimators held the truth in simulated data, naive methods with open marks.

    Parameters
    ----------
    data : DataFrame
        One row an estimator in a world: ``group`` (the world) and ``words`` (the estimator), in words, ``coverage``
        (between 0 and 1), ``naive`` and ``hostile`` (truth values); worlds in order from the top.
    **about : str
        See `Chart`.

    Returns
    -------
    Chart
        A row per world, a line at 95 of 100; its title says how many estimators of the reports hold where their
        assumptions do, or where they are broken if no other world is drawn.

    Examples
    --------
    >>> texts = {"universe": "invented worlds", "source": "invented", "note": "Nothing here is real."}
    >>> data = pd.DataFrame({"group": ["as fitted"] * 2, "words": ["ratio", "rate"], "coverage": [0.95, 0.4]})
    >>> held_in_simulation(data.assign(naive=[False, True], hostile=False), name="held", **texts).alt
    'How often intervals contained the truth: ratio (as fitted) 95 %; rate (as fitted) 40 %.'
    """
    shares = drawing.row_by_row(N_("{words} ({group}) {coverage}"), data, "; ", coverage=percent)
    groups = list(dict.fromkeys(data["group"]))
    frame = Frame(COLUMN, 0.34 * len(groups) + 0.6, left=0.12, right=0.2, bottom=0.5)
    return Chart(
        title=_coverage_title(data[~data["naive"].astype(bool)]), data=data, frame=frame,
        alt=_("How often intervals contained the truth: {texts}.", texts=shares),
        draw=lambda figure: _coverage(figure.subplots(), data, groups[::-1]),
        subtitle=_("Share of intervals that contain the truth, %; the dashed line is the stated level"), **about,
    )  # fmt: skip


def _coverage_title(own: pd.DataFrame) -> str:
    """State how many estimators of the reports hold in fair worlds, or in the hostile ones if no other is drawn."""
    hostile = own["hostile"].astype(bool)
    only_hostile = len(own) > 0 and hostile.all()
    coverage, word = own.loc[hostile == only_hostile, "coverage"], "hostile" if only_hostile else "fair"
    return label(word, "coverage-title", count=len(coverage), holds=int((coverage >= 0.93).sum()))


def _coverage(axes: Axes, data: pd.DataFrame, groups: Sequence[str]) -> None:
    naive, hostile = data["naive"].astype(bool), data["hostile"].astype(bool)
    kinds = (
        (naive, N_("naive method"), "s", COLOURS["others"], COLOURS["paper"]),
        (~naive & hostile, N_("our method where an assumption fails"), "D", COLOURS["blue"], COLOURS["blue"]),
        (~naive & ~hostile, N_("our method where assumptions hold"), "o", COLOURS["ink"], COLOURS["ink"]),
    )
    names = []
    for chosen, word, marker, edge, face in kinds:
        rows = data[chosen].sort_values("group", key=lambda worlds: worlds.map(groups.index), kind="stable")
        if rows.empty:
            continue
        look: dict[str, Any] = {"markersize": 5.5, "markeredgecolor": edge, "markerfacecolor": face}
        places = [groups.index(group) for group in rows["group"]]
        axes.plot(100 * rows["coverage"], places, marker, linestyle="none", clip_on=False, **look)
        names.append(Name(_(word), points_of(100 * rows["coverage"], places), edge))
        texts = drawing.each_row(N_("{words}, {group}: {coverage}"), rows, coverage=percent)
        drawing.show_values(axes, texts, 100 * rows["coverage"], places)
    axes.axvline(95, color=COLOURS["soft"], linestyle="--", linewidth=1)
    drawing.names_above(axes, groups)
    axes.set_xlim(0, 102)
    axes.set_xlabel(_("%"))
    name_marks(axes, names, drawing.small(axes.figure))
