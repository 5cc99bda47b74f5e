"""Documented cases over time, by the strength of their evidence."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.charts import drawing
from analysis.charts.chart import Chart
from analysis.charts.years import bars_by_year
from analysis.core.judgement import headline_cases, read_evidence_rule
from analysis.core.messages import _, label, listed
from analysis.tables.release import incomplete_since


def _groups(chosen: str = "") -> list[str]:
    """Return the groups of cases, strongest evidence first."""
    kind, rest = "group-not-counted" if chosen else "group-by-rule", ("supported", "contested", "unsupported")
    return [chosen or read_evidence_rule().chosen, *(label(word, kind) for word in rest)]


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
    ['supported, grade A or B', 'supported, weaker evidence', 'disputed']
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
    return counts.reindex(index=pd.Index(years, name="year"), columns=_groups(chosen), fill_value=0)


def cases_over_time(
    cases: pd.DataFrame,
    place: str = _("the cases given"),
    source: str = "cases",
    *,
    title: str = "",
    counting: pd.Series[bool] | None = None,
    chosen: str = "",
    years: str = "",
) -> Chart:
    """Draw documented cases by the year of what happened, well-documented ones apart from others.

    Parameters
    ----------
    cases : DataFrame
        Register rows; at least one with a year.
    place : str
        Name of the requesting country, or ``all countries``.
    source : str
        Table that the rows come from.
    title : str
        See `Chart`; by default what is drawn.
    counting, chosen
        See `group_of`.
    years : str
        What follows the universe if only rows of some years are drawn: ``, since 2014``.

    Returns
    -------
    Chart
        One bar per year: the first group, and on it all others.

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
    ('Freedonia: documented cases by year', 3)
    """
    counts = by_year(cases, counting, chosen)
    data = counts.reset_index().melt("year", var_name="group", value_name="cases")
    data = data.assign(rows_in_all=len(cases), rows_without_year=int(cases["year"].isna().sum()))
    late, without_year = drawing.incomplete_in_words(counts.index), undated(int(counts.to_numpy().sum()), len(cases))
    note = _(
        "These counts do not measure misuse. They depend on how famous the people are, and on how and in which "
        "languages we searched."
    )
    drawn = list(counts.columns[counts.any()])
    strong, rest = {counts.columns[0]: "accent"}, _("other") if chosen else label("other", "mark")
    return bars_by_year(
        data.assign(incomplete=data["year"] >= incomplete_since()),
        {name: (chosen or label("strong", "mark")) if name in strong else rest for name in drawn},
        dict.fromkeys(drawn, "others") | strong,
        name="cases_over_time",
        title=title or _("{name}: documented cases by year", name=place),
        alt=_cases_alt(counts, without_year, late),
        universe=_("cases with a known year{years}", years=years),
        source=source,
        note=" ".join(filter(None, [note, without_year, late])),
        subtitle=_("Number of cases by year"),
    )


def _cases_alt(counts: pd.DataFrame, undated: str, late: str) -> str:
    bars = ", ".join(f"{name}: {int(total)}" for name, total in counts.sum().items())
    return _(
        "Bar chart with a bar for each year from {first} to {last}, well-documented cases below others. Cases: {bars}. "
        "{undated} Most cases of any kind: {most}. {late}",
        first=str(counts.index[0]),
        last=str(counts.index[-1]),
        bars=bars,
        undated=undated,
        most=listed(drawing.highest(counts.sum(axis=1))),
        late=late,
    ).rstrip()


def undated(drawn: int, rows: int) -> str:
    """Say how many cases have no year and are not drawn."""
    if drawn == rows:
        return _("Every case has a known year.")
    return _("{undated} of {rows} cases have no known year and are not drawn.", undated=rows - drawn, rows=rows)
