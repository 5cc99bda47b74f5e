"""Published figures on oversight: what was issued, refused and complained of, what the Commission decided, reforms."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pandas as pd

from analysis.core.country_names import country_name
from analysis.core.errors import NoDataError
from analysis.core.files import relative
from analysis.core.messages import _, label
from analysis.core.number_words import Details, phrase
from analysis.facts import timeline as events
from analysis.facts import world
from analysis.facts.commission import DECISION_OUTCOMES as DECISION_OUTCOMES
from analysis.facts.commission import EXCERPTS as EXCERPTS
from analysis.facts.commission import (
    complaint_outcomes,
    complaints,
    decisions,
    decisions_found,
    deletions,
    late_durations,
    stated_complaints,
)
from analysis.facts.published_series import DECISIONS as DECISIONS
from analysis.facts.published_series import QUALIFIER, by_series, counted_rows, figure, figures, of_years, statistics
from analysis.facts.published_series import SERIES as SERIES
from analysis.facts.published_series import STATISTICS as STATISTICS
from analysis.facts.published_series import TOTAL as TOTAL
from analysis.facts.published_series import meaning as meaning
from analysis.facts.published_series import published_values as published_values
from analysis.facts.published_series import reason_of as reason_of
from analysis.facts.published_series import yearly as yearly
from analysis.facts.selection import RowChoices, Selection, chosen, worldwide
from analysis.stats.counts import published_range, refused_share, refused_share_of_percent
from analysis.stats.estimate import Estimate, Kind, Subject, number
from analysis.tables.library import load, plain

__all__ = [
    "complaint_outcomes", "complaints", "conflicts", "decisions", "figure", "figures", "refused_by_ground",
    "refused_shares", "timeline",
]  # fmt: skip

#: Series of what the task force refused or cancelled by ground, and under Articles 2 and 3 together.
GROUNDS = {"art2": f"{TOTAL}_art2", "art3": f"{TOTAL}_art3", "other": f"{TOTAL}_other"}
TOGETHER, SHARE = f"{TOTAL}_art2_or_3", f"{TOTAL}_share"
#: Series of what was issued of the same kinds.
ISSUED_SERIES = "red_notices_plus_diffusions_published"


def _series(indicator: str, selection: Selection) -> pd.Series[int]:
    """Return the levels of a series of the world by year, without lower bounds."""
    worldwide(selection)
    table = figures(indicator, since=selection.since, until=selection.until)
    levels = table[~table["bound"] & ~table["is_change"]].set_index("year")["value"]
    return levels.astype(int) if (table["unit"] != "share").all() else levels


def _required(figures: pd.Series[Any]) -> pd.Series[Any]:
    """Return figures if there is any."""
    if figures.empty:
        raise NoDataError("no figure of these years", "one or more", "choose more years")
    return figures


def _about_refused(noun: str, years: str) -> Subject:
    universe = _("{universe}, {years}", universe=label("refused", "universe-counted"), years=years)
    return world.about(noun, universe, STATISTICS)


def _counts_of_shares(since: int | None, until: int | None) -> pd.DataFrame:
    """Return refused, issued and the published share by year or period, and which count is missing for a share."""
    means = [f"{TOTAL}_mean", f"{ISSUED_SERIES}_mean"]
    levels = figures(TOTAL, ISSUED_SERIES, SHARE, *means, since=since, until=until)
    levels = levels[~levels["bound"]].assign(indicator=levels["indicator"].str.removesuffix("_mean"))
    wide = by_series(levels, "period", [TOTAL, ISSUED_SERIES, SHARE]).set_axis(
        ["refused", "issued", "published"], axis=1
    )
    wide = wide.sort_index(key=lambda periods: periods.str.len(), kind="stable")
    no_share = wide[["refused", "issued"]].isna().any(axis=1) & wide["published"].isna()
    missing = wide["issued"].isna().map({True: "issued", False: "refused"}).where(no_share, "")
    wide = wide.assign(missing=missing).reset_index()
    return wide[~(wide["period"].str.contains("-") & no_share.to_numpy())].reset_index(drop=True)


def _share(period: str, refused: float, issued: float, published: float) -> Estimate:
    """Return the share of a year or period: from both counts, or from the percentage that was published."""
    mean = phrase("oversight._refused_on_average")
    universe = phrase("oversight._refused_and_issued", period=period)
    about = world.about(mean if "-" in period else phrase("oversight._refused"), universe, STATISTICS)
    if not math.isnan(refused + issued):
        return refused_share(int(refused), int(issued), about=about)
    return refused_share_of_percent(100 * published, 1, about=about)


def refused_shares(since: int | None = None, until: int | None = None) -> pd.DataFrame:
    """Share of requests that INTERPOL's task force refused or cancelled, by year, and the mean of several years.

    Between its two denominators: issued plus refused (all refused before publication), and issued (all cancelled after
    it). From both counts, else from the percentage that was published.

    Parameters
    ----------
    since, until : int, optional
        First and last year.

    Returns
    -------
    DataFrame
        One row per year, then periods: ``first``, ``last`` (year), ``period``, ``refused`` and ``issued`` (exact
        counts), ``published`` (share of issued), ``per_issued`` (refused over issued), ``share``, ``low``, ``high``
        (between 0 and 1), and ``missing``: why there is no share, ``refused`` or ``issued``; blank where there is one.

    Examples
    --------
    >>> refused_shares(2020)[["period", "missing"]].to_numpy().tolist()
    [['2020', ''], ['2021', ''], ['2023', 'issued'], ['2024', 'issued'], ['2017-2021', '']]
    """
    table = _counts_of_shares(since, until)
    inputs = table.loc[table["missing"] == "", ["period", "refused", "issued", "published"]]
    stated = [_share(*row) for row in inputs.itertuples(index=False)]
    ends = [(one.value, one.low, one.high) for one in stated]
    years = table["period"].str.split("-")
    table = table.join(pd.DataFrame(ends, inputs.index, ["share", "low", "high"], dtype=float))
    table = table.assign(
        first=years.str[0].astype(int), last=years.str[-1].astype(int), per_issued=table["refused"] / table["issued"]
    )
    return world.sourced(table, STATISTICS)


def stated_shares(selection: Selection) -> Iterator[Estimate]:
    """Share of requests refused or cancelled, for each year or period that allows one."""
    worldwide(selection)
    table = _counts_of_shares(selection.since, selection.until).query("missing == ''").drop(columns="missing")
    for period, *counts in table.itertuples(index=False):
        name = f"oversight.refused_share_{period.replace('-', '_')}"
        yield _share(period, *counts).named(name, None, period=period)


def last_refused_share(selection: Selection) -> Estimate:
    """Share of requests refused in the last year of which both counts were found."""
    table = _counts_of_shares(worldwide(selection).since, selection.until).dropna(subset=["refused", "issued"])
    year = int(_required(table.loc[~table["period"].str.contains("-"), "period"]).iloc[-1])
    share = next(one for one in stated_shares(selection) if one.name == f"oversight.refused_share_{year}")
    return share.named("oversight.refused_share", None, year=year)


def growths(selection: Selection) -> Iterator[Estimate]:
    """Change of what was issued and refused between the last two years found; counting may have changed."""
    for basis in ("issued", "refused"):
        levels = _series(SERIES[basis], selection)
        if len(levels) < 2:
            continue
        (first, before), (last, after) = levels.iloc[-2:].items()
        years = _("{first} and {last}", first=str(first), last=str(last))
        counted = label(SERIES[basis] if basis == "issued" else basis, "universe-counted")
        universe = _("{universe}, {years}", universe=counted, years=years)
        about, method = world.about("share", universe, STATISTICS), phrase("oversight._less_one")
        grown = about.estimate(after / before - 1, "", method, float(before), kind=Kind.DERIVED)
        form = "" if after < levels.max() else "most"
        details: Details = {"first": first, "last": last, "before": before, "after": after, "form": form}
        yield grown.named(f"oversight.{basis}_growth", None, **details)


def refused_on_other_grounds(selection: Selection) -> Estimate:
    """Share of the refusals of the last year found that rest on other grounds than Articles 2 and 3."""
    year, other = list(_required(_series(GROUNDS["other"], selection)).items())[-1]
    total = figure(TOTAL, int(str(year))).value
    about, method = _about_refused("share", str(year)), _("ratio of complete counts")
    share = about.estimate(other / total, "", method, total, kind=Kind.DERIVED)
    grounds: Details = {ground: figures(GROUNDS[ground], since=int(str(year)), until=int(str(year)))["value"].sum()
        for ground in ("art2", "art3")}  # fmt: skip
    return share.named("oversight.refused_on_other_grounds", None, year=year, part=other, **grounds)


def _articles_2_and_3(year: int) -> Estimate:
    """Return the refusals under Articles 2 and 3 together, between the sum of the parts and any published sum."""
    parts = sum(figure(GROUNDS[ground], year).value for ground in ("art2", "art3"))
    rivals = figures(TOGETHER, since=year, until=year)["value"].tolist()
    about = _about_refused(phrase("oversight._under_articles"), str(year))
    reason = phrase("oversight._sum_of_parts") if rivals else ""
    return published_range(parts, rivals, about=about, reason=reason)


def refused_on_articles(selection: Selection) -> Estimate:
    """Refusals under Articles 2 and 3 in the last year of which a sum was published, with the sum of the parts."""
    year = _required(_series(TOGETHER, selection)).index[-1]
    return _articles_2_and_3(int(year)).named("oversight.refused_on_articles", None, year=year)


def refused_by_ground(since: int | None = None, until: int | None = None) -> pd.DataFrame:
    """Requests that INTERPOL's task force refused or cancelled, by year and ground.

    Parameters
    ----------
    since, until : int, optional
        First and last year.

    Returns
    -------
    DataFrame
        ``year``, ``part`` (``art2``, ``art3``, ``other``, or ``unread`` for what no ground was found of), ``alerts``,
        ``open`` (whether the total of the year is a lower bound or was not found), and ``low`` and ``high``: the
        smallest and largest number published for Articles 2 and 3 together, where sources conflict.

    Examples
    --------
    >>> refused_by_ground(2021, 2021)[["part", "alerts"]].to_numpy().tolist()
    [['art2', 150], ['art3', 353], ['other', 767]]
    """
    levels = figures(TOTAL, *GROUNDS.values(), since=since, until=until)
    wide = by_series(levels, "year", [TOTAL, *GROUNDS.values()])
    rest = wide[TOTAL] - wide[list(GROUNDS.values())].sum(axis=1)
    parts = wide.set_axis(["total", *GROUNDS], axis=1).assign(unread=rest.where(rest != 0))
    unknown = wide[TOTAL].isna() | wide.index.isin(levels.loc[levels["bound"], "year"])
    rivals = {year: _articles_2_and_3(year) for year in figures(TOGETHER, since=since, until=until)["year"]}
    ends = pd.DataFrame({year: {"low": one.low, "high": one.high} for year, one in rivals.items()}, ["low", "high"]).T
    table = parts.assign(open=unknown).join(ends.astype(float)).reset_index()
    table = table.melt(["year", "open", "low", "high"], [*GROUNDS, "unread"], "part", "alerts").dropna(subset="alerts")
    table = table.sort_values("year", kind="stable", ignore_index=True).astype({"alerts": int})
    return world.sourced(table[["year", "part", "alerts", "open", "low", "high"]], STATISTICS)


def totals(selection: Selection) -> Iterator[Estimate]:
    """Latest world total of each count; no ratio between them is a rate."""
    rows = statistics(selection)
    for basis in SERIES:
        years = yearly(basis, rows)
        if not years:
            continue
        last, now = years[-1]
        name = "requests_to_commission" if basis == "complaints" else basis
        yield now.named(f"oversight.{name}", None, year=last)


def published_figures(selection: Selection) -> Iterator[Estimate]:
    """Published figures of years that were chosen; those that name the requesting country; groups that conflict."""
    rows, every, unit = statistics(selection), len(world.release()["oversight_statistics"]), _("published figures")
    if selection.years:
        universe, query = phrase("oversight._chosen_years"), of_years(selection)
        years = selection.span
        yield counted_rows("published_figures", len(rows), unit, universe, STATISTICS, query, n=every, years=years)
    refused = rows[rows["indicator"].str.startswith(TOTAL)]
    count = int((refused["country"] != "WORLD").sum())
    universe = phrase("oversight._totals")
    within = of_years(selection, query=f"indicator.str.startswith('{TOTAL}')")
    yield counted_rows("refused_by_country", count, unit, universe, STATISTICS, "country != 'WORLD'", within,
        n=len(refused))  # fmt: skip
    unit, universe = _("groups of figures"), phrase("oversight._figures")
    yield counted_rows("conflicting_figures", int(rows["conflict_group"].nunique()), unit, universe, STATISTICS)


def conflicts(rows: pd.DataFrame | None = None, *, since: int | None = None, until: int | None = None) -> pd.DataFrame:
    """Published figures that conflict.

    Parameters
    ----------
    rows : DataFrame, optional
        Rows of ``oversight_statistics``; by default all.
    since, until : int, optional
        First and last year.

    Returns
    -------
    DataFrame
        Rows of ``oversight_statistics`` that have a ``conflict_group``, the preferred one of each first;
        ``preferred_reason`` says why.

    Examples
    --------
    >>> bool(conflicts().groupby("conflict_group")["preferred"].first().any())
    True
    """
    shipped = world.release()["oversight_statistics"].copy(deep=False)
    every = world.sourced(shipped, STATISTICS) if rows is None else plain(rows)
    table, order = Selection(since=since, until=until).within(every), ["conflict_group", "preferred", "year"]
    return table.dropna(subset="conflict_group").sort_values(order, ascending=[True, False, True], kind="stable")


# Figures from INTERPOL's files that the press had and published in January 2026.

#: Series of the leak -> the name of its estimate.
LEAKED = {
    "valid_red_notices_by_requesting_country": "valid_notices",
    "ccf_complainants_about_country": "complainants",
    "ccf_requests_overturned_by_country": "requests_overturned",
}
#: A number that is published with the word that bounds it, such as ``nearly 3,500``.
_BOUNDED = re.compile(r"(?<![a-z])([a-z]+) ([\d,]+)")


def leaked(selection: Selection) -> list[Estimate]:
    """Return what the leak says of a country, or of every country that it names, each with its kind of source."""
    rows = statistics(replace(selection, country=None))
    rows = rows[rows["indicator"].isin(LEAKED) & (selection.country is None or rows["country"] == selection.country)]
    order = rows.assign(order=rows["indicator"].map(list(LEAKED).index))
    rows = order.sort_values(["order", "value"], ascending=[True, False])
    return [_leaked(row) for _place, row in rows.iterrows()]


def _leaked(row: pd.Series[Any]) -> Estimate:
    bounded = _BOUNDED.fullmatch("" if pd.isna(row["value_text"]) else row["value_text"])
    in_unit = QUALIFIER.search(row["unit"])
    qualifier = bounded[1] if bounded else label(in_unit[1], "qualifier") if in_unit else ""
    value = float(bounded[2].replace(",", "")) if bounded else float(row["value"])
    name, place = LEAKED[row["indicator"]], country_name(row["country"], with_article=True)
    count = _("{qualifier} {figure}", qualifier=qualifier, figure=number(value)) if qualifier else number(value)
    universe = _("{meaning}, {period}", meaning=meaning(row["indicator"]), period=row["date_text"])
    about = world.about(str(row["unit"]).split(" (")[0], universe, STATISTICS).at(place)
    method = _("as published: {qualifier}", qualifier=qualifier) if qualifier else _("as published")
    kind = Kind.DERIVED if qualifier else Kind.PUBLISHED
    details = {one: row[one] for one in ("date_text", "reliability", "source_title", "source_url")}
    found = about.estimate(value, "", method, 1.0, kind=kind)
    return found.named(f"oversight.{name}", row["country"], count=count, **details)


def leaked_of(selection: Selection) -> list[Estimate]:
    """Return what the leak says of one country."""
    if selection.country is None:
        raise NoDataError("all countries", "a country", "name one, or use `leaked`")
    return leaked(selection)


def timeline(
    country: str | Selection | None = None, *, since: int | None = None, until: int | None = None
) -> pd.DataFrame:
    """Events around INTERPOL's safeguards by date: reforms, measures and laws, decisions in single cases, and breaks.

    Parameters
    ----------
    country : str or Selection, optional
        Events whose actor is a court, ministry, parliament or police of the country; by default all, and the breaks.
    since, until : int, optional
        First and last year.

    Returns
    -------
    DataFrame
        ``kind`` (``measure``, ``decision`` in a single case, or ``break``, after which a published series counts
        something else), ``date``, ``start`` and ``end`` (first and last moment that the date allows, in years),
        ``actor``, ``country_concerned``, ``measure_type``, ``description``, ``source_title``, ``source_url``; of breaks
        also ``label``, ``universes``, ``effect`` and ``reason``.

    Examples
    --------
    >>> sorted(set(timeline()["kind"]))
    ['break', 'decision', 'measure']
    """
    years = {name: year for name, year in (("since", since), ("until", until)) if year is not None}
    selection = chosen(country, years, RowChoices)
    since, until = selection.since, selection.until
    table = plain(load(events.TIMELINE, since=since, until=until))
    if selection.country is not None:
        own = events.of_state(selection.country)["description"]
        return world.sourced(events.events(table[table["description"].isin(own)]), events.TIMELINE)
    breaks = events.breaks(since=since, until=until).assign(kind="break")
    both = pd.concat([events.events(table), breaks], ignore_index=True)
    return world.sourced(both.sort_values("start", kind="stable"), events.TIMELINE)


def unpublished_figures(selection: Selection) -> Estimate:
    """Figures that are not published and would be needed, as this project judges."""
    worldwide(selection)
    about = Subject("", _("items"), phrase("oversight._should_be_public"),
        relative(events.UNPUBLISHED))  # fmt: skip
    return about.complete(len(events.needed())).named("oversight.unpublished_figures", None)


SUMMARY = (
    published_figures, totals, last_refused_share, stated_shares, growths, refused_on_articles,
    refused_on_other_grounds, stated_complaints, deletions,
    late_durations, decisions_found, unpublished_figures, leaked_of,
)  # fmt: skip
