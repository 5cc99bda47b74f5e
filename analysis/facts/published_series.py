"""Published figures on oversight: every value, the preferred one of each figure, and the world totals by year."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

import pandas as pd

from analysis.core import judgement
from analysis.core.errors import InputError, NoDataError
from analysis.core.judgement import UNIVERSES
from analysis.core.messages import _, label
from analysis.facts import world
from analysis.facts.selection import Selection, select, worldwide
from analysis.stats.counts import published_range
from analysis.stats.estimate import Estimate, Kind, listed, percent
from analysis.tables.library import plain

STATISTICS, DECISIONS = "oversight_statistics", "ccf_decisions"
#: What a unit says of its figure in brackets; the first three are lower bounds.
_QUALIFIERS = ("over", "more than", "at least", "maximum", "approx.", "about", "around", "almost")
QUALIFIER = re.compile(rf"\(({'|'.join(map(re.escape, _QUALIFIERS))})\)")
#: Series of all that the task force refused or cancelled.
TOTAL = "ndtf_refused_or_cancelled"
#: Universe -> the series that is its world total.
SERIES = {
    "in_force": "valid_red_notices_in_circulation",
    "issued": "red_notices_published",
    "public": "public_red_notices",
    "refused": TOTAL,
    "complaints": "ccf_admissible_requests",
}


@cache
def _meanings() -> pd.Series[str]:
    return judgement.table("indicators.csv").set_index("indicator")["meaning"]


def meaning(indicator: str) -> str:
    """Describe what a series counts."""
    return str(_meanings()[indicator])


def statistics(selection: Selection) -> pd.DataFrame:
    """Return the rows of the published figures of the years that were chosen."""
    return worldwide(selection).within(world.release()["oversight_statistics"])


#: What makes published values those of one figure.
_FIGURE = ["country", "indicator", "is_change", "year", "date_text"]


def dated_values(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the dated values, those of one figure together, the preferred one first."""
    rows = rows[rows["value"].notna() & rows["year"].notna()]
    words = rows["unit"].str.extract(QUALIFIER, expand=False)
    rows = rows.assign(
        qualifier=words.fillna("").map(lambda word: word and label(word, "qualifier")), exact=words.isna(),
        bound=words.isin(_QUALIFIERS[:3]), is_change=rows["unit"].str.contains("increase"),
    )  # fmt: skip
    return rows.sort_values([*_FIGURE, "exact", "preferred"], ascending=[True] * 5 + [False] * 2, kind="stable")


@cache
def shipped_values() -> pd.DataFrame:
    """Return the dated values of the shipped table, computed once in a process."""
    return dated_values(world.release()["oversight_statistics"])


def published_values(
    *indicators: str, country: str | Selection | None = None, since: int | None = None, until: int | None = None
) -> pd.DataFrame:
    """Return every published value behind `figures`, those of one figure together, the preferred one first."""
    for indicator in set(indicators) - set(world.release()["oversight_statistics"]["indicator"]):
        raise InputError(f"the series {indicator!r}", "one of data/hand/indicators.csv", "correct the name")
    place = "WORLD" if country is None else select(country).iso3
    rows = Selection(since=since, until=until).within(shipped_values())
    rows = rows[rows["country"] == place]
    if not indicators:
        return rows
    rows = rows[rows["indicator"].isin(indicators)]
    return rows.sort_values("indicator", key=lambda names: names.map(indicators.index), kind="stable")


def _as_figures(values: pd.DataFrame) -> pd.DataFrame:
    """Return one row per figure of some published values."""
    is_share = values["unit"].str.startswith("percent")
    value = values["value"].astype(float) / (1 + 99 * is_share)
    exact = value.where(values["exact"] & ~is_share)
    rows = values.assign(
        value=value, low=exact, high=exact, values=1, counted=values["indicator"].map(_meanings()),
        unit=values["unit"].str.split(" (", regex=False).str[0].mask(is_share, "share"), period=values["date_text"],
    ).astype({"year": int})  # fmt: skip
    groups = rows.groupby(_FIGURE, sort=False)
    ends = groups.agg({"low": "min", "high": "max", "values": "size"}).reset_index(drop=True)
    first = groups.nth(0).reset_index(drop=True).drop(columns=["low", "high", "values"]).join(ends)
    first = first.assign(low=first["low"].fillna(first["value"]), high=first["high"].fillna(first["value"]))
    return first[[
        "country", "indicator", "counted", "basis", "year", "period", "value", "low", "high", "qualifier", "bound",
        "is_change", "unit", "values",
    ]]  # fmt: skip


def figures(
    *indicators: str, country: str | Selection | None = None, since: int | None = None, until: int | None = None
) -> pd.DataFrame:
    """Published figures, one row for each year or period of a series.

    Parameters
    ----------
    *indicators : str
        Series of ``oversight_statistics``, in the order of the rows; by default all.
    country : str, optional
        Whose figures; by default those of the world.
    since, until : int, optional
        First and last year.

    Returns
    -------
    DataFrame
        ``value``, as the table prefers it (a share between 0 and 1), ``low`` and ``high`` (the range of the exact
        values published for it; the value itself where they agree), ``bound`` (whether it is a lower bound),
        ``is_change`` (whether it is a change on the year before), ``qualifier`` (such as ``over``), ``values`` (how
        many were published), ``indicator``, ``counted`` (in words), ``basis``, ``country``, ``year`` (the last of a
        period), ``period`` and ``unit``.

    Examples
    --------
    >>> figures("red_notices_published", since=2015, until=2015)[["value", "low", "high"]].to_numpy().tolist()
    [[11492.0, 11492.0, 12878.0]]
    """
    values = published_values(*indicators, country=country, since=since, until=until)
    return world.sourced(_as_figures(values), STATISTICS)


def figure(indicator: str, year: int) -> Estimate:
    """Published figure of a series for one year.

    Parameters
    ----------
    indicator : str
        Series of ``oversight_statistics``.
    year : int
        A year of it.

    Returns
    -------
    Estimate
        In the unit of the series. Kind PUBLISHED, or RANGE where sources conflict: the preferred value, and the
        smallest and largest published. ``n`` is the number of published values.

    Examples
    --------
    >>> figure("ndtf_refused_or_cancelled", 2021).value
    1270.0
    """
    rows = published_values(indicator, since=year, until=year)
    rows = rows[~rows["is_change"]]
    count = rows["date_text"].nunique()
    if count != 1:
        known = figures(indicator)["year"].unique().tolist()
        refuse = InputError if count else NoDataError
        raise refuse(f"{count} figures of {indicator} for {year}", f"one of the years {known}", "choose one of them")
    return _stated(rows).named(f"oversight.{indicator}_{year}", None)


def _stated(rows: pd.DataFrame) -> Estimate:
    """Return the published values of one figure as a number with its sentence."""
    first, exact = rows.iloc[0], rows.loc[rows["exact"], "value"].astype(float).tolist()
    unit, value, qualifier = str(first["unit"]).split(" (")[0], float(first["value"]), str(first["qualifier"])
    universe = _("{meaning}, {period}", meaning=meaning(str(first["indicator"])), period=first["date_text"])
    about = world.about(listed(unit.split("+")), universe, STATISTICS)
    if unit.startswith("percent"):
        about, written = replace(about, noun="share"), percent(value / 100)
        stated = about.estimate(value / 100, about.sentence(written), _("as published"), 1.0, kind=Kind.PUBLISHED)
    else:
        written = about.counted(value)
        stated = published_range(value, exact, about=about, reason=reason_of(first))
    if not qualifier:
        return stated
    kind = Kind.DERIVED if stated.low is None else stated.kind
    stated = replace(stated, method=_("as published: {qualifier}", qualifier=qualifier), kind=kind)
    return stated.worded("oversight.qualified", qualifier=qualifier, figure=written)


def reason_of(row: pd.Series) -> str:
    """Describe why a figure is preferred; blank where none is in conflict."""
    return "" if pd.isna(row["preferred_reason"]) else str(row["preferred_reason"]).split(": ", 1)[1]


def by_series(levels: pd.DataFrame, by: str, names: Iterable[str]) -> pd.DataFrame:
    """Return the values of figures with a column per series."""
    return levels.pivot_table("value", by, "indicator").reindex(columns=list(names))


def yearly(basis: str, rows: pd.DataFrame | None = None) -> list[tuple[int, Estimate]]:
    """Return the world total of a count for each year: the preferred value, and the range of the values published."""
    values = shipped_values() if rows is None else dated_values(plain(rows))
    values = values[(values["country"] == "WORLD") & ~values["is_change"] & ~values["bound"]]
    found = []
    for year, group in values[values["indicator"] == SERIES[basis]].groupby("year"):
        preferred = group.loc[group["preferred"], "value"]
        if not preferred.empty:
            universe = _("{universe} ({year})", universe=UNIVERSES[basis], year=str(year))
            about = world.about(label(basis, "universe-noun"), universe, STATISTICS)
            others = group["value"].astype(float).tolist()
            found.append((int(str(year)), published_range(float(preferred.iloc[0]), others, about=about)))
    return found


def counted_rows(
    name: str, count: int, unit: str, universe: str, table: str, query: str = "", within: str = "",
    n: int | None = None, **details: object,
) -> Estimate:  # fmt: skip
    """Return a complete count of rows of a shipped table by its name."""
    return world.counted(count, unit, universe, table, n=n).named(f"oversight.{name}", None, query, within, **details)


def of_years(selection: Selection, query: str = "") -> str:
    """Return a query that also keeps the years of a selection."""
    since, until = selection.since, selection.until
    return " and ".join(filter(None, [query, f"year>={since}" if since else "", f"year<={until}" if until else ""]))
