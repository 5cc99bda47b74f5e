"""Charts of what surrounds notices: governance, designations, rounds of sanctions."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import cycle

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import DateFormatter, YearLocator, date2num, num2date
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from analysis.charts import drawing
from analysis.charts.chart import COLOURS, COLUMN, Chart, Frame
from analysis.charts.naming import Name, name_ends, points_of
from analysis.core.judgement import SENDERS
from analysis.core.messages import N_, _, label
from analysis.stats.counts import half_width
from analysis.stats.estimate import listed
from analysis.tables.release import incomplete_since


@dataclass(frozen=True)
class _Panel:
    """One index to draw, ``{column}_se`` its standard error; ``better`` is ``up`` or ``down``."""

    column: str
    title: str
    limits: tuple[float, float]
    better: str = "up"


PANELS = (
    _Panel("vdem_rule_of_law", _("Rule of law (V-Dem, 0 to 1)"), (0, 1)),
    _Panel("vdem_freedom_of_expression", _("Freedom of expression (V-Dem, 0 to 1)"), (0, 1)),
    _Panel("wgi_rule_of_law", _("Rule of law (World Bank, −2.5 to 2.5)"), (-2.6, 2.6)),
    _Panel("pts_state", _("Political terror (1 least, 5 most)"), (0.8, 5.2), "down"),
)


def _long_table(table: pd.DataFrame, iso3: str, region: pd.Series[str], level: float) -> pd.DataFrame:
    """Gather what `governance` draws: the country's values with interval, and the medians of region and world."""
    near, own = table["iso3"].map(region) == region.get(iso3, ""), table[table["iso3"] == iso3].set_index("year")
    by_area = {"country": own, "region": _medians(table[near]), "world": _medians(table)}
    lines = [
        pd.DataFrame({"value": rows[panel.column], "error": rows.get(f"{panel.column}_se", np.nan)})
        .assign(index=panel.column, series=series)
        .reset_index()
        for panel in PANELS
        for series, rows in by_area.items()
    ]
    drawn = pd.concat(lines, ignore_index=True).astype({"value": float, "error": float, "year": "Int64"})
    reach = half_width(level) * drawn["error"]
    drawn = drawn.assign(low=drawn["value"] - reach, high=drawn["value"] + reach, level=level)
    drawn["level"] = drawn["level"].where(reach.notna())
    return drawn[["index", "series", "year", "value", "low", "high", "level"]].dropna(subset="value")


def _medians(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.groupby("year")[[panel.column for panel in PANELS]].median()


def governance(
    table: pd.DataFrame, iso3: str, place: str, region: pd.Series[str], source: str, level: float
) -> Chart | None:
    """Draw four governance indices of a country over time.

    Parameters
    ----------
    table : DataFrame
        Country-year table of all countries.
    iso3, place : str
        Code and name of the country.
    region : Series of str
        Region by ISO3 code.
    source : str
        Table that the rows come from.
    level : float
        Level of the band from the published standard errors.

    Returns
    -------
    Chart or None
        Four panels; None if no index covers the country.

    Examples
    --------
    >>> table = pd.DataFrame({"iso3": ["BLR", "POL"], "year": 2020} | {panel.column: [0.1, 0.3] for panel in PANELS})
    >>> region = pd.Series({"BLR": "Europe", "POL": "Europe"})
    >>> governance(table, "BLR", "Belarus", region, "invented", 0.95).title
    'Belarus: rule of law (V-Dem, 0 to 1) 0.10 in 2020; the median of the world is 0.20'
    >>> governance(table, "FRA", "France", region, "invented", 0.95) is None
    True
    """
    data = _long_table(table, iso3, region, level)
    own = data[data["series"] == "country"]
    if own.empty:
        return None
    area = str(region.get(iso3, _("its region")))
    alt = " ".join([_("Four panels of lines over time."), *(_sentence(panel, own, place) for panel in PANELS)])
    note = _("Indices are expert judgement.")
    if own["low"].notna().any():
        band = _("The band is the {level} % interval from the published standard error, World Bank only.",
            level=f"{100 * level:g}")  # fmt: skip
        note = f"{note} {band}"
    universe = _("governance indices by country and year")
    frame = Frame(COLUMN, 4.8, left=0.4, right=_NAMES, bottom=0.42, top=0.3)
    return Chart(
        "governance", _governance_title(data, place), alt, data, universe, source, note, frame,
        lambda figure: _panels(figure, data, place, area),
        subtitle=_("Each index on its own scale, by year; medians of states for the region and the world"),
    )  # fmt: skip


def _governance_title(data: pd.DataFrame, place: str) -> str:
    """Say the latest value of the first index that covers the country, beside the median of the world."""
    for panel in PANELS:
        rows = data[data["index"] == panel.column].set_index(["series", "year"])["value"]
        own = rows.get("country", pd.Series(dtype=float))
        if len(own) and ("world", own.index.max()) in rows.index:
            year = int(own.index.max())
            return _(
                "{name}: {index} {value} in {year}; the median of the world is {world}", name=place, year=str(year),
                index=panel.title[0].lower() + panel.title[1:], value=f"{own[year]:.2f}",
                world=f"{rows['world', year]:.2f}",
            )  # fmt: skip
    return _("{name}: governance as four indices see it, since {first}", name=place, first=str(int(data["year"].min())))


def _panels(figure: Figure, data: pd.DataFrame, place: str, area: str) -> None:
    panels = figure.subplots(len(PANELS), 1, sharex=True)
    figure.subplots_adjust(hspace=0.42)
    values = [data[data["index"] == panel.column] for panel in PANELS]
    for axes, panel, rows in zip(panels, PANELS, values, strict=True):
        _panel(axes, panel, rows)
    words = {"country": place, "region": _("{area} median", area=area), "world": _("world median")}
    for axes, rows in zip(panels, values, strict=True):
        ends = rows.sort_values("year").groupby("series")[["year", "value"]].last().T
        names = [Name(words[series], [tuple(ends[series])], _LOOKS[series][0]) for series in words if series in ends]
        name_ends(axes, names, drawing.small(figure), 72 * _NAMES - 4)


#: Inches right of the panels of governance, where their lines are named.
_NAMES = 1.3
#: Series -> (colour, width and stroke of its line).
_LOOKS = {
    "world": (COLOURS["others"], 1.4, ":"),
    "region": (COLOURS["others"], 1.4, "-"),
    "country": (COLOURS["ink"], 2.2, "-"),
}


def _panel(axes: Axes, panel: _Panel, data: pd.DataFrame) -> None:
    for series, (colour, width, dash) in _LOOKS.items():
        rows = data[data["series"] == series]
        axes.plot(rows["year"], rows["value"], color=colour, linewidth=width, linestyle=dash)
    own = data[(data["series"] == "country") & data["low"].notna()]
    axes.fill_between(own["year"], own["low"], own["high"], color=COLOURS["others"], alpha=0.3, linewidth=0)
    axes.set_ylim(*panel.limits)
    axes.set_title(panel.title, fontsize=drawing.small(axes.figure))
    drawing.label_whole(axes.xaxis, nbins=4)
    axes.yaxis.set_major_locator(MaxNLocator(3))
    axes.margins(x=0.01)


def _sentence(panel: _Panel, own: pd.DataFrame, place: str) -> str:
    rows = own[own["index"] == panel.column]
    if rows.empty:
        return _("{index}: no value for {place}.", index=panel.title, place=place)
    first, last = rows.iloc[0], rows.iloc[-1]
    return _(
        "{index}: {first} in {since}, {last} in {until}.", index=panel.title, first=f"{first['value']:.2f}",
        since=str(first["year"]), last=f"{last['value']:.2f}", until=str(last["year"]),
    )  # fmt: skip


#: Sender -> (stroke of its line, mark on it); lists are instruments, and all blue.
_SHAPES = (("-", "o"), ("-", "s"), ("--", "^"), (":", "D"), ("-.", "v"))
SENDER_SHAPES = dict(zip(SENDERS, cycle(_SHAPES), strict=False))


def designations_by_year(rows: pd.DataFrame, place: str, source: str, note: str) -> Chart:
    """Draw designations under programmes on one country by year and sender.

    Parameters
    ----------
    rows : DataFrame
        Columns ``list`` (a key of ``SENDERS``), ``year`` (every row with one) and ``designations``.
    place : str
        Name of the country.
    source, note : str
        See `Chart`.

    Returns
    -------
    Chart
        A panel a sender, one bar a year; senders are not added up, as they list the same persons.

    Examples
    --------
    >>> data = pd.DataFrame({"list": ["EU", "EU"], "year": [2020, 2022], "designations": [3, 5]})
    >>> chart = designations_by_year(data, "Freedonia", "invented", "Nothing here is real.")
    >>> chart.data.query("list == 'EU'")["designations"].tolist()
    [3, 0, 5]
    """
    counts = _by_year_and_sender(rows)
    first, last = counts.index.min(), counts.index.max()
    most = int(counts.to_numpy().max())
    title = _(
        "{name}: most designations by one list in a year: {count}, {where}", name=place, count=most,
        where=_where(counts, most),
    )  # fmt: skip
    shown = [sender for sender in SENDERS if counts[sender].any()]
    bars = _("Bars for {first} to {last}, a panel for each authority.", first=str(first), last=str(last))
    alt = " ".join([bars, *(_designated(sender, counts[sender]) for sender in shown)])
    looks = {words: {"color": COLOURS["blue"]} for words in SENDERS.values()}
    data = counts.reset_index().melt("year", var_name="list", value_name="designations")
    return Chart(
        "designations_by_year", title, alt, data, label("designations", "chart-counted"), source, note,
        drawing.frame_of_panels(len(shown)),
        lambda figure: drawing.bars_by_year(figure, counts.rename(columns=SENDERS), looks),
        subtitle=_("Persons, entities, vessels and aircraft designated in a year under programmes on the country, by "
            "authority"),
    )  # fmt: skip


def _where(counts: pd.DataFrame, most: int) -> str:
    """Name every sender, with its years, whose list reached the count."""
    reached = [sender for sender in counts if counts[sender].max() == most]
    return listed(
        _("in {years} ({sender})", sender=_sender(str(sender)), years=listed(drawing.highest(counts[sender])))
        for sender in reached
    )


def _sender(sender: str) -> str:
    return SENDERS[sender].partition(",")[0]


def _designated(sender: str, by_year: pd.Series[int]) -> str:
    years = listed(drawing.highest(by_year))
    return _("{sender}: {count} in all, most in {years}.", sender=SENDERS[sender], count=by_year.sum(), years=years)


def _by_year_and_sender(data: pd.DataFrame) -> pd.DataFrame:
    """Count by year (index) and sender (columns); years between the ends and senders without any are kept."""
    counts = data.pivot_table(index="year", columns="list", values="designations", aggfunc="sum", fill_value=0)
    years = pd.Index(range(int(counts.index.min()), int(counts.index.max()) + 1), name="year")
    return counts.reindex(index=years, columns=list(SENDERS), fill_value=0).astype(int)


def rounds_and_cases(rounds: pd.DataFrame, cases: pd.DataFrame, place: str, source: str, note: str) -> Chart:
    """Draw the persons and entities that each sender had added by a day, and the years of documented cases below.

    Parameters
    ----------
    rounds : DataFrame
        Columns ``sender``, ``date`` (datetime), ``added`` (persons and entities).
    cases : DataFrame
        Columns ``year`` and ``cases``.
    place : str
        Name of the country.
    source, note : str
        See `Chart`.

    Returns
    -------
    Chart
        Steps above, bars below, on one time axis.

    Examples
    --------
    >>> days = pd.to_datetime(["2020-10-02", "2021-06-21"])
    >>> rounds = pd.DataFrame({"sender": "EU", "date": days, "added": [40, 78]})
    >>> cases = pd.DataFrame({"year": [2020, 2021], "cases": [1, 4]})
    >>> rounds_and_cases(rounds, cases, "Freedonia", "invented", "Nothing here is real.").alt.partition(". ")[0]
    'Steps over time, one line an authority: EU 118 added'
    """
    ordered = rounds.sort_values("date")
    totals = ordered.groupby("sender")["added"].sum()
    most = listed(map(_sender, drawing.highest(totals)))
    title = _(
        "{name}: most designations announced in rounds: {total} ({sender})", name=place, total=totals.max(), sender=most
    )
    added = drawing.row_by_row(N_("{sender} {added} added"), totals.reset_index(), ", ")
    alt = _(
        "Steps over time, one line an authority: {added}. Below, cases with a known year, {count} in all, of every "
        "status.", added=added, count=int(cases["cases"].sum()),
    )  # fmt: skip
    late = drawing.incomplete_in_words(cases["year"])
    return Chart(
        "rounds", title, f"{alt} {late}".rstrip(), _rounds_data(ordered, cases), label("rounds", "chart-counted"),
        source, f"{note} {late}".rstrip(),
        Frame(COLUMN, 4.2, left=0.5, right=_NAMES, bottom=0.35, top=0.3),
        lambda figure: _steps_above_bars(figure, ordered, cases),
        subtitle=_("Above: persons and entities added so far, by authority. Below: cases by year"),
    )  # fmt: skip


def _steps_above_bars(figure: Figure, rounds: pd.DataFrame, cases: pd.DataFrame) -> None:
    above, below = figure.subplots(2, 1, sharex=True, height_ratios=[2.4, 1])
    names = []
    for sender, rows in rounds.groupby("sender"):
        dash, mark = SENDER_SHAPES[str(sender)]
        so_far = rows["added"].cumsum()
        above.step(rows["date"], so_far, where="post", color=COLOURS["blue"], linestyle=dash)
        above.scatter(rows["date"], so_far, s=18, marker=mark, color=COLOURS["blue"])
        names.append(Name(_sender(str(sender)), points_of(date2num(rows["date"]), so_far), COLOURS["blue"]))
    above.set_title(_("added so far"), fontsize=drawing.small(figure))
    below.bar(drawing.middle_day(cases["year"]), cases["cases"], width=220, color=COLOURS["ink"])
    drawing.mark_incomplete(below, cases["year"], date2num(pd.Timestamp(incomplete_since(), 1, 1)))
    below.set_title(_("cases"), fontsize=drawing.small(figure))
    drawing.label_whole(below.yaxis, nbins=3)
    first, last = (num2date(place).year for place in below.get_xlim())
    below.xaxis.set_major_locator(YearLocator(max(1, -(-(last - first) // 6))))
    below.xaxis.set_major_formatter(DateFormatter("%Y"))
    figure.subplots_adjust(hspace=0.3)
    name_ends(above, names, drawing.small(figure), 72 * _NAMES - 4)


def _rounds_data(rounds: pd.DataFrame, cases: pd.DataFrame) -> pd.DataFrame:
    dated = rounds.assign(series=rounds["sender"], when=rounds["date"].dt.strftime("%Y-%m-%d"), count=rounds["added"])
    below = cases.assign(series=_("documented cases"), incomplete=cases["year"] >= incomplete_since())
    below = below.rename(columns={"year": "when", "cases": "count"})
    return pd.concat([dated, below], ignore_index=True)[["series", "when", "count", "incomplete"]]
