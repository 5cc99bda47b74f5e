"""Charts of what surrounds notices: governance, designations, rounds of sanctions."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import YearLocator
from matplotlib.ticker import MaxNLocator

from analysis.charts.chart import COLOURS, Chart, legend_below, picture
from analysis.core.hand import SENDERS
from analysis.stats.published import half_width


@dataclass(frozen=True)
class Panel:
    """One index to draw, ``{column}_se`` its standard error; ``better`` is ``up`` or ``down``."""

    column: str
    title: str
    limits: tuple[float, float]
    better: str = "up"


PANELS = (
    Panel("vdem_rule_of_law", "Rule of law (V-Dem, 0 to 1)", (0, 1)),
    Panel("vdem_freedom_of_expression", "Freedom of expression (V-Dem, 0 to 1)", (0, 1)),
    Panel("wgi_rule_of_law", "Rule of law (World Bank, −2.5 to 2.5)", (-2.6, 2.6)),
    Panel("pts_state", "Political terror (1 least, 5 most)", (0.8, 5.2), "down"),
)


def long_table(table: pd.DataFrame, iso3: str, region: pd.Series[str], level: float) -> pd.DataFrame:
    """Gather what is drawn: the country's values with interval, and the medians of region and world."""
    neighbours = table[table["iso3"].map(region) == region.get(iso3, "")]
    rows, reach = [], half_width(level)
    for panel in PANELS:
        own = table.loc[table["iso3"] == iso3, ["year", panel.column]].rename(columns={panel.column: "value"})
        error = table.loc[table["iso3"] == iso3, f"{panel.column}_se"] if f"{panel.column}_se" in table else None
        own = own.assign(
            low=own["value"] - reach * error if error is not None else float("nan"),
            high=own["value"] + reach * error if error is not None else float("nan"),
        )
        rows.append(own.assign(index=panel.column, series="country"))
        for name, group in (("region", neighbours), ("world", table)):
            middle = group.groupby("year")[panel.column].median().rename("value").reset_index()
            rows.append(middle.assign(low=float("nan"), high=float("nan"), index=panel.column, series=name))
    columns = ["index", "series", "year", "value", "low", "high", "level"]
    drawn = pd.concat(rows, ignore_index=True)
    return (
        drawn.assign(level=drawn["low"].where(drawn["low"].isna(), level))[columns]
        .dropna(subset="value")
        .astype({"value": float, "low": float, "high": float, "level": float})
    )


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
    """
    data = long_table(table, iso3, region, level)
    own = data[data["series"] == "country"]
    if own.empty:
        return None
    area = str(region.get(iso3, "its region"))
    title = f"Governance since {int(data['year'].min())}: {place}, {area} and the world"
    alt = "Four panels of lines over time. " + " ".join(_sentence(panel, own, place) for panel in PANELS)
    with picture((6.4, 4.6), title, alt, left=0.4, bottom=0.6, top=0.25) as figure:
        for axes, panel in zip(figure.subplots(2, 2, sharex=True).flat, PANELS, strict=True):
            _panel(axes, panel, data[data["index"] == panel.column], place, area)
        handles, labels = figure.axes[0].get_legend_handles_labels()
        figure.legend(handles, labels, loc="lower center", ncols=3)
        figure.subplots_adjust(hspace=0.35, wspace=0.15)
    band = f" The band is the {100 * level:g} % interval from the published standard error, World Bank only."
    note = f"Indices are expert judgement.{band if own['low'].notna().any() else ''}"
    return Chart("governance", title, alt, data, "governance indices by country and year", source, note, figure.svg)


def _panel(axes: Axes, panel: Panel, data: pd.DataFrame, place: str, area: str) -> None:
    looks = {
        "world": (COLOURS["context"], 1.0, "--", "world median"),
        "region": (COLOURS["second"], 1.0, "-", f"{area} median"),
        "country": (COLOURS["focus"], 2.0, "-", place),
    }
    for series, (colour, width, dash, label) in looks.items():
        rows = data[data["series"] == series]
        axes.plot(rows["year"], rows["value"], color=colour, linewidth=width, linestyle=dash, label=label)
    own = data[(data["series"] == "country") & data["low"].notna()]
    axes.fill_between(own["year"], own["low"], own["high"], color=COLOURS["focus"], alpha=0.18, linewidth=0)
    axes.set_ylim(*panel.limits)
    axes.set_title(panel.title, fontsize=9, loc="left")


def _sentence(panel: Panel, own: pd.DataFrame, place: str) -> str:
    rows = own[own["index"] == panel.column]
    if rows.empty:
        return f"{panel.title}: no value for {place}."
    first, last = rows.iloc[0], rows.iloc[-1]
    return f"{panel.title}: {first['value']:.2f} in {first['year']}, {last['value']:.2f} in {last['year']}."


#: Sender -> colour.
SENDER_COLOURS = {
    "UN": COLOURS["fourth"],
    "EU": COLOURS["second"],
    "UK": COLOURS["third"],
    "US": COLOURS["focus"],
}


def designations_by_year(data: pd.DataFrame, place: str, source: str, note: str) -> Chart:
    """Draw designations under programmes on one country by year and sender.

    Parameters
    ----------
    data : DataFrame
        Columns ``list`` (a key of ``SENDERS``), ``year`` (every row with one) and ``designations``.
    place : str
        Name of the country.
    source, note : str
        See `Chart`.

    Returns
    -------
    Chart
        Bars side by side, one a sender and year; senders are not added up, as they list the same persons.
    """
    counts = data.pivot_table(index="year", columns="list", values="designations", aggfunc="sum", fill_value=0)
    years = range(int(counts.index.min()), int(counts.index.max()) + 1)
    counts = counts.reindex(index=pd.Index(years, name="year"), columns=list(SENDERS), fill_value=0).astype(int)
    shown = [sender for sender in SENDERS if counts[sender].any()]
    title = f"Persons and entities designated, by year and sender: {place}"
    alt = f"Bars for {counts.index.min()} to {counts.index.max()}. " + " ".join(
        f"{SENDERS[sender]}: {counts[sender].sum():,} in all, most in {counts[sender].idxmax()}." for sender in shown
    )
    with picture((6.4, 2.9), title, alt, bottom=0.75) as figure:
        axes = figure.subplots()
        width = 0.8 / len(shown)
        for i, sender in enumerate(shown):
            colour, label = SENDER_COLOURS[sender], SENDERS[sender]
            places = np.asarray(counts.index, dtype=float) + (i - (len(shown) - 1) / 2) * width
            axes.bar(places, counts[sender], width=width, color=colour, label=label)
        axes.set_ylabel("persons and entities")
        axes.yaxis.set_major_locator(MaxNLocator(integer=True, min_n_ticks=1))
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        legend_below(axes, 0.12, 2)
    drawn = counts.reset_index().melt("year", var_name="list", value_name="designations")
    universe = "persons, entities, vessels and aircraft on lists of the sender that name a programme on the country"
    return Chart("designations_by_year", title, alt, drawn, universe, source, note, figure.svg)


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
    """
    title = f"Rounds of sanctions and documented cases: {place}"
    ordered = rounds.sort_values("date")
    totals = ordered.groupby("sender")["added"].sum()
    alt = (
        "Steps over time, one line a sender: "
        + ", ".join(f"{sender} {total:,.0f} added" for sender, total in totals.items())
        + f". Below, rows of the register with a known year, {int(cases['cases'].sum())} in all, of every status."
    )
    with picture((6.4, 3.8), title, alt, bottom=0.3) as figure:
        above, below = figure.subplots(2, 1, sharex=True, height_ratios=[2.4, 1])
        for sender, rows in ordered.groupby("sender"):
            colour, label = SENDER_COLOURS[str(sender)], SENDERS[str(sender)]
            above.step(rows["date"], rows["added"].cumsum(), where="post", color=colour, label=label.split(",")[0])
            above.scatter(rows["date"], rows["added"].cumsum(), s=10, color=colour)
        above.set_ylabel("added so far")
        above.legend(loc="upper left")
        middle = pd.to_datetime(cases["year"].astype(str) + "-07-01")
        below.bar(middle, cases["cases"], width=220, color=COLOURS["ink"])
        below.set_ylabel("register rows")
        below.xaxis.set_major_locator(YearLocator(2))
    data = pd.concat(
        [
            ordered.assign(date=ordered["date"].dt.strftime("%Y-%m-%d")).rename(
                columns={"sender": "series", "date": "when", "added": "count"}
            ),
            cases.assign(series="documented cases").rename(columns={"year": "when", "cases": "count"}),
        ],
        ignore_index=True,
    )[["series", "when", "count"]]
    universe = (
        "rounds of designations as announced, and cases in the register, every grade and status, by year of effect"
    )
    return Chart("rounds", title, alt, data, universe, source, note, figure.svg)
