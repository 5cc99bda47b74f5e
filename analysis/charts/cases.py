"""Documented cases over time, by how well they are shown."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from analysis.charts.chart import COLOURS, Chart, margins, style, to_svg

#: Group of cases -> colour, strongest evidence at the bottom of a bar.
GROUPS = {
    "supported, grade A or B": COLOURS["focus"],
    "supported, grade C": "#F4A582",
    "contested": COLOURS["context"],
    "unsupported or corrected": COLOURS["pale"],
}


def group_of(cases: pd.DataFrame) -> pd.Series[str]:
    """Put each case of the register into one of the groups that are drawn.

    Parameters
    ----------
    cases : DataFrame
        Register rows with ``claim_status`` and ``evidence_grade``.

    Returns
    -------
    Series of str
        A key of ``GROUPS`` for each row.
    """
    strong = cases["evidence_grade"].isin(["A", "B"])
    supported = np.where(strong, "supported, grade A or B", "supported, grade C")
    rest = np.where(cases["claim_status"] == "contested", "contested", "unsupported or corrected")
    return pd.Series(np.where(cases["claim_status"] == "supported", supported, rest), index=cases.index, dtype="str")


def by_year(cases: pd.DataFrame) -> pd.DataFrame:
    """Count cases by year of main effect and group; years between the first and the last are kept.

    Returns
    -------
    DataFrame
        Index year; one column a group, counts of register rows.
    """
    dated = cases[cases["year"].notna()]
    counts = pd.crosstab(dated["year"].astype(int), group_of(dated))
    years = range(int(counts.index.min()), int(counts.index.max()) + 1)
    return counts.reindex(index=pd.Index(years, name="year"), columns=list(GROUPS), fill_value=0)


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
    """
    counts = by_year(cases)
    title = f"Documented cases by year: {place}"
    total = counts.sum()
    alt = (
        f"Stacked bars, one for each year from {counts.index.min()} to {counts.index.max()}. "
        + ", ".join(f"{name}: {int(total[name])}" for name in GROUPS)
        + f". The year with most is {counts.sum(axis=1).idxmax()}."
    )
    with style():
        figure = Figure(figsize=(6.4, 2.8))
        axes = figure.subplots()
        bottom = np.zeros(len(counts))
        for name, colour in GROUPS.items():
            axes.bar(counts.index, counts[name], bottom=bottom, color=colour, label=name, width=0.75)
            bottom += counts[name].to_numpy()
        axes.set_ylabel("cases in the register")
        axes.yaxis.set_major_locator(MaxNLocator(integer=True, min_n_ticks=1))
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        axes.set_xlim(counts.index.min() - 1, counts.index.max() + 1)
        axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.12), ncols=2, handlelength=1.2)
        margins(figure, bottom=0.75)
        svg = to_svg(figure, title, alt)
    data = counts.reset_index().melt("year", var_name="group", value_name="cases")
    universe = "cases in the register of documented cases, by year of main known effect"
    note = "A count of documented cases is a count of documentation; it follows fame, language and search effort."
    return Chart("cases_over_time", title, alt, data, universe, source, note, svg)
