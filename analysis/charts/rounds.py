"""Rounds of sanctions by sender over time, with documented cases beside them."""

from __future__ import annotations

import pandas as pd
from matplotlib.dates import YearLocator
from matplotlib.figure import Figure

from analysis.charts.chart import COLOURS, Chart, margins, style, to_svg
from analysis.charts.designations import SENDER_COLOURS
from analysis.core.hand import SENDERS


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
    with style():
        figure = Figure(figsize=(6.4, 3.8))
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
        margins(figure, bottom=0.3)
        svg = to_svg(figure, title, alt)
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
    return Chart("rounds", title, alt, data, universe, source, note, svg)
