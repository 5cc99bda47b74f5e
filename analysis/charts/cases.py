"""Documented cases over time, by how well they are shown."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from analysis.charts.chart import COLOURS, Chart, margins, style, to_svg
from analysis.core.hand import headline_cases, read_evidence_rule

#: The line tells pale bars from the paper.
_BAR: dict[str, Any] = {"width": 0.75, "edgecolor": "#6B7075", "linewidth": 0.5}
CONTESTED, UNSUPPORTED = "contested", "unsupported or corrected"


def groups() -> dict[str, str]:
    """Give the groups of cases that are drawn, each with its colour, strongest evidence at the bottom of a bar.

    The first are the cases that count by the evidence rule, in its words; the second are supported by weaker evidence.
    """
    return {
        read_evidence_rule().chosen: COLOURS["focus"],
        "supported, another grade": COLOURS["weaker"],
        CONTESTED: COLOURS["context"],
        UNSUPPORTED: COLOURS["pale"],
    }


def group_of(cases: pd.DataFrame) -> pd.Series[str]:
    """Put each case of the register into one of the groups that are drawn.

    Parameters
    ----------
    cases : DataFrame
        Register rows with ``claim_status``, ``evidence_grade`` and ``instrument``.

    Returns
    -------
    Series of str
        A key of `groups` for each row. A correction (an instrument that the evidence rule leaves out) is never drawn as
        if it stood.
    """
    counting, weaker, contested, unsupported = groups()
    corrected = cases["instrument"].isin(read_evidence_rule().left_out) | (cases["claim_status"] == "unsupported")
    found = pd.Series(contested, index=cases.index, dtype="str")
    found = found.mask(cases["claim_status"] == "supported", weaker)
    found = found.mask(corrected, unsupported)
    return found.mask(cases.index.isin(headline_cases(cases).index), counting)


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
    """
    counts = by_year(cases)
    title = f"Register rows by year: {place}"
    alt = _alt(counts, len(cases))
    with style():
        figure = Figure(figsize=(6.4, 2.8))
        axes = figure.subplots()
        bottom = np.zeros(len(counts))
        for name, colour in groups().items():
            axes.bar(counts.index, counts[name], bottom=bottom, color=colour, label=name, **_BAR)
            bottom += counts[name].to_numpy()
        axes.set_ylabel("rows of the register")
        axes.yaxis.set_major_locator(MaxNLocator(integer=True, min_n_ticks=1))
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        axes.set_xlim(counts.index.min() - 0.7, counts.index.max() + 0.7)
        axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.12), ncols=2, handlelength=1.2)
        margins(figure, bottom=0.75)
        svg = to_svg(figure, title, alt)
    data = counts.reset_index().melt("year", var_name="group", value_name="cases")
    data = data.assign(rows_in_all=len(cases), rows_without_year=int(cases["year"].isna().sum()))
    universe = "rows of the register of documented cases, every grade and status, by year of main known effect"
    note = (
        "A count of documented cases is a count of documentation; it follows fame, language and search effort. "
        f"{_undated(counts, len(cases))}"
    )
    return Chart("cases_over_time", title, alt, data, universe, source, note, svg)


def _alt(counts: pd.DataFrame, rows: int) -> str:
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
