"""Published figures on oversight: what was issued, refused and complained of, what the Commission decided, reforms."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import pandas as pd

from analysis.core import judgement
from analysis.core.country_names import country_name
from analysis.core.errors import InputError, NoDataError
from analysis.core.files import relative
from analysis.core.judgement import UNIVERSES
from analysis.core.messages import _, label
from analysis.core.number_words import Details, phrase
from analysis.facts import timeline as events
from analysis.facts import world
from analysis.facts.evidence import TOP_TEN
from analysis.facts.selection import RowChoices, Selection, chosen, select, worldwide
from analysis.stats.counts import (
    counted_share,
    outside_bounds,
    published_range,
    refused_share,
    refused_share_of_percent,
    total_bounds,
)
from analysis.stats.estimate import Estimate, Kind, Subject, listed, number, percent
from analysis.tables.library import load, plain

__all__ = [
    "complaint_outcomes", "complaints", "conflicts", "decisions", "figure", "figures", "refused_by_ground",
    "refused_shares", "response_times", "timeline",
]  # fmt: skip

STATISTICS, DECISIONS = "oversight_statistics", "ccf_decisions"

#: What a unit says of its figure in brackets; the first three are lower bounds.
_QUALIFIERS = ("over", "more than", "at least", "maximum", "approx.", "about", "around", "almost")
_QUALIFIER = re.compile(rf"\(({'|'.join(map(re.escape, _QUALIFIERS))})\)")

#: Series of what the task force refused or cancelled, in all, by ground, and under Articles 2 and 3 together.
TOTAL = "ndtf_refused_or_cancelled"
GROUNDS = {"art2": f"{TOTAL}_art2", "art3": f"{TOTAL}_art3", "other": f"{TOTAL}_other"}
TOGETHER, SHARE = f"{TOTAL}_art2_or_3", f"{TOTAL}_share"
#: Series of what was issued of the same kinds.
ISSUED_SERIES = "red_notices_plus_diffusions_published"

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


def _statistics(selection: Selection) -> pd.DataFrame:
    """Return the rows of the published figures of the years that were chosen."""
    return worldwide(selection).within(world.release().oversight_statistics)


#: What makes published values those of one figure.
_FIGURE = ["country", "indicator", "is_change", "year", "date_text"]


def _values(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the dated values, those of one figure together, the preferred one first."""
    rows = rows[rows["value"].notna() & rows["year"].notna()]
    words = rows["unit"].str.extract(_QUALIFIER, expand=False)
    rows = rows.assign(
        qualifier=words.fillna("").map(lambda word: word and label(word, "qualifier")), exact=words.isna(),
        bound=words.isin(_QUALIFIERS[:3]), is_change=rows["unit"].str.contains("increase"),
    )  # fmt: skip
    return rows.sort_values([*_FIGURE, "exact", "preferred"], ascending=[True] * 5 + [False] * 2, kind="stable")


@cache
def _shipped_values() -> pd.DataFrame:
    return _values(world.release().oversight_statistics)


def published_values(
    *indicators: str, country: str | Selection | None = None, since: int | None = None, until: int | None = None
) -> pd.DataFrame:
    """Return every published value behind `figures`, those of one figure together, the preferred one first."""
    for indicator in set(indicators) - set(world.release().oversight_statistics["indicator"]):
        raise InputError(f"the series {indicator!r}", "one of data/hand/indicators.csv", "correct the name")
    place = "WORLD" if country is None else select(country).iso3
    rows = Selection(since=since, until=until).within(_shipped_values())
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


def _wide(levels: pd.DataFrame, by: str, names: Iterable[str]) -> pd.DataFrame:
    """Return the values of figures with a column per series."""
    return levels.pivot_table("value", by, "indicator").reindex(columns=list(names))


def _series(indicator: str, selection: Selection) -> pd.Series[int]:
    """Return the levels of a series of the world by year, without lower bounds."""
    worldwide(selection)
    table = figures(indicator, since=selection.since, until=selection.until)
    levels = table[~table["bound"] & ~table["is_change"]].set_index("year")["value"]
    return levels.astype(int) if (table["unit"] != "share").all() else levels


def _required(figures: pd.Series[Any], least: int = 1) -> pd.Series[Any]:
    """Return figures if there are enough of them."""
    if len(figures) < least:
        raise NoDataError(f"{len(figures)} figures of these years", f"{least} or more", "choose more years")
    return figures


def _about_refused(noun: str, years: str) -> Subject:
    universe = _("{universe}, {years}", universe=label("refused", "universe-counted"), years=years)
    return world.about(noun, universe, STATISTICS)


def _counts_of_shares(since: int | None, until: int | None) -> pd.DataFrame:
    """Return refused, issued and the published share by year or period, and which count is missing for a share."""
    means = [f"{TOTAL}_mean", f"{ISSUED_SERIES}_mean"]
    levels = figures(TOTAL, ISSUED_SERIES, SHARE, *means, since=since, until=until)
    levels = levels[~levels["bound"]].assign(indicator=levels["indicator"].str.removesuffix("_mean"))
    wide = _wide(levels, "period", [TOTAL, ISSUED_SERIES, SHARE]).set_axis(["refused", "issued", "published"], axis=1)
    wide = wide.sort_index(key=lambda periods: periods.str.len(), kind="stable")
    no_share = wide[["refused", "issued"]].isna().any(axis=1) & wide["published"].isna()
    missing = wide["issued"].isna().map({True: "issued", False: "refused"}).where(no_share, "")
    wide = wide.assign(missing=missing).reset_index()
    return wide[~(wide["period"].str.contains("-") & no_share.to_numpy())].reset_index(drop=True)


def _share(period: str, refused: float, issued: float, published: float) -> Estimate:
    """Return the share of a year or period: from both counts, or from the percentage that was published."""
    mean = _("of requests were refused or cancelled on average")
    universe = phrase("oversight._refused_and_issued", period=period)
    about = world.about(mean if "-" in period else _("of requests were refused or cancelled"), universe, STATISTICS)
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
        yield _share(period, *counts).named(f"oversight.refused_share_{period.replace('-', '_')}", None)


def last_refused_share(selection: Selection) -> Iterator[Estimate]:
    """Share of requests refused in the last year of which both counts were found, and the two counts."""
    table = _counts_of_shares(worldwide(selection).since, selection.until).dropna(subset=["refused", "issued"])
    year = int(_required(table.loc[~table["period"].str.contains("-"), "period"]).iloc[-1])
    share = next(one for one in stated_shares(selection) if one.name == f"oversight.refused_share_{year}")
    yield share.named("oversight.refused_share", None, year=year)
    yield figure(TOTAL, year).named("oversight.refused_that_year", None)
    yield figure(ISSUED_SERIES, year).named("oversight.issued_that_year", None)


def refused_growth(selection: Selection) -> Estimate:
    """Change of the refusals between the last two years found: no trend, as counting may have changed."""
    levels = _required(_series(TOTAL, selection), 2)
    (first, before), (last, after) = levels.iloc[-2:].items()
    years = _("{first} and {last}", first=str(first), last=str(last))
    about, method = _about_refused("share", years), _("ratio of complete counts, less one")
    grown = about.estimate(after / before - 1, "", method, float(before), kind=Kind.DERIVED)
    return grown.named("oversight.refused_growth", None, first=first, last=last, before=before, after=after)


def refused_on_other_grounds(selection: Selection) -> Estimate:
    """Share of the refusals of the last year found that rest on other grounds than Articles 2 and 3."""
    year, other = list(_required(_series(GROUNDS["other"], selection)).items())[-1]
    total = figure(TOTAL, int(str(year))).value
    about, method = _about_refused("share", str(year)), _("ratio of complete counts")
    share = about.estimate(other / total, "", method, total, kind=Kind.DERIVED)
    return share.named("oversight.refused_on_other_grounds", None, year=year, part=other)


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
    wide = _wide(levels, "year", [TOTAL, *GROUNDS.values()])
    rest = wide[TOTAL] - wide[list(GROUNDS.values())].sum(axis=1)
    parts = wide.set_axis(["total", *GROUNDS], axis=1).assign(unread=rest.where(rest != 0))
    unknown = wide[TOTAL].isna() | wide.index.isin(levels.loc[levels["bound"], "year"])
    rivals = {year: _articles_2_and_3(year) for year in figures(TOGETHER, since=since, until=until)["year"]}
    ends = pd.DataFrame({year: {"low": one.low, "high": one.high} for year, one in rivals.items()}, ["low", "high"]).T
    table = parts.assign(open=unknown).join(ends.astype(float)).reset_index()
    table = table.melt(["year", "open", "low", "high"], [*GROUNDS, "unread"], "part", "alerts").dropna(subset="alerts")
    table = table.sort_values("year", kind="stable", ignore_index=True).astype({"alerts": int})
    return world.sourced(table[["year", "part", "alerts", "open", "low", "high"]], STATISTICS)


def grounds_by_year(grounds: pd.DataFrame, parts: list[str]) -> pd.DataFrame:
    """Lay out `refused_by_ground` by year and ground, with the ``total`` of each year that has one."""
    wide = grounds.pivot_table(index="year", columns="part", values="alerts").reindex(columns=parts)
    return wide.assign(total=wide.sum(axis=1).mask(grounds.groupby("year")["open"].any()))


def yearly(basis: str, rows: pd.DataFrame | None = None) -> list[tuple[int, Estimate]]:
    """Return the world total of a count for each year: the preferred value, and the range of the values published."""
    values = _shipped_values() if rows is None else _values(plain(rows))
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


def yearly_table(rows: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the world total of every count for each year, with the range published."""
    found = [
        (basis, year, one.value, one.value if one.low is None else one.low, one.value if one.high is None else one.high)
        for basis in SERIES
        for year, one in yearly(basis, rows)
    ]
    return pd.DataFrame(found, columns=["basis", "year", "value", "low", "high"])


def latest(rows: pd.DataFrame | None = None) -> dict[str, Estimate]:
    """Return the latest world total of each count."""
    by_basis = {basis: yearly(basis, rows) for basis in SERIES}
    return {basis: found[-1][1] for basis, found in by_basis.items() if found}


def totals(selection: Selection) -> Iterator[Estimate]:
    """Latest world total of each count; no ratio between them is a rate."""
    rows = _statistics(selection)
    for basis, total in latest(rows).items():
        if basis != "complaints":
            yield total.named(f"oversight.{basis}", None)
            continue
        years = yearly(basis, rows)
        (first, before), (last, now) = years[0], years[-1]
        yield now.named("oversight.requests_to_commission", None, first=first, last=last, before=before.value)


def _counted(
    name: str, count: int, unit: str, universe: str, table: str, query: str = "", within: str = "",
    n: int | None = None, **details: object,
) -> Estimate:  # fmt: skip
    """Return a complete count of rows of a shipped table by its name."""
    return world.counted(count, unit, universe, "", table, n=n).named(
        f"oversight.{name}", None, query, within, **details
    )


def _of_years(selection: Selection, query: str = "") -> str:
    """Return a query that also keeps the years of a selection."""
    since, until = selection.since, selection.until
    return " and ".join(filter(None, [query, f"year>={since}" if since else "", f"year<={until}" if until else ""]))


def published_figures(selection: Selection) -> Iterator[Estimate]:
    """Published figures of years that were chosen; those that name the requesting country; groups that conflict."""
    rows, every, unit = _statistics(selection), len(world.release().oversight_statistics), _("published figures")
    if selection.years:
        universe, query = phrase("oversight._chosen_years"), _of_years(selection)
        years = selection.span
        yield _counted("published_figures", len(rows), unit, universe, STATISTICS, query, n=every, years=years)
    refused = rows[rows["indicator"].str.startswith(TOTAL)]
    count = int((refused["country"] != "WORLD").sum())
    universe = phrase("oversight._totals")
    within = _of_years(selection, query=f"indicator.str.startswith('{TOTAL}')")
    yield _counted("refused_by_country", count, unit, universe, STATISTICS, "country != 'WORLD'", within,
        n=len(refused))  # fmt: skip
    unit, universe = _("groups of figures"), phrase("oversight._figures")
    yield _counted("conflicting_figures", int(rows["conflict_group"].nunique()), unit, universe, STATISTICS)


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
    shipped = world.release().oversight_statistics.copy(deep=False)
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
_BOUNDED = re.compile(r"([a-z]+) ([\d,]+)")


def leaked(selection: Selection) -> list[Estimate]:
    """Return what the leak says of a country, or of every country that it names, each with its kind of source."""
    rows = _statistics(replace(selection, country=None))
    rows = rows[rows["indicator"].isin(LEAKED) & (selection.country is None or rows["country"] == selection.country)]
    order = rows["indicator"].map(list(LEAKED).index)
    return [_leaked(row) for _place, row in rows.assign(order=order).sort_values(["order", "value"]).iterrows()]


def _leaked(row: pd.Series[Any]) -> Estimate:
    bounded = _BOUNDED.fullmatch("" if pd.isna(row["value_text"]) else row["value_text"])
    in_unit = _QUALIFIER.search(row["unit"])
    qualifier = bounded[1] if bounded else label(in_unit[1], "qualifier") if in_unit else ""
    value = float(bounded[2].replace(",", "")) if bounded else float(row["value"])
    name, place = LEAKED[row["indicator"]], country_name(row["country"], with_article=True)
    count = _("{qualifier} {figure}", qualifier=qualifier, figure=number(value)) if qualifier else number(value)
    words = {"count": count, "state": place, "when": label(row["date_text"], "leak-period")}
    sentence = label(name, "leak", **words, source=label(row["reliability"], "kind-of-source"))
    universe = _("{meaning}, {period}", meaning=meaning(row["indicator"]), period=row["date_text"])
    about = world.about(str(row["unit"]).split(" (")[0], universe, STATISTICS).at(place)
    method = _("as published: {qualifier}", qualifier=qualifier) if qualifier else _("as published")
    kind = Kind.DERIVED if qualifier else Kind.PUBLISHED
    return about.estimate(value, sentence, method, 1.0, kind=kind).named(f"oversight.{name}", row["country"])


def leaked_of(selection: Selection) -> list[Estimate]:
    """Return what the leak says of one country."""
    if selection.country is None:
        raise NoDataError("all countries", "a country", "name one, or use `leaked`")
    return leaked(selection)


# Complaints about a country, from the yearly top-ten lists of the Commission.


def stated_complaints(selection: Selection) -> list[Estimate]:
    """Return the bounds of the complaints about a country, and where no sum is published, those outside the lists."""
    table, iso3 = world.release().oversight_statistics, selection.iso3
    rows = table[table["indicator"] == TOP_TEN]
    sums = dict(zip(rows["country"].astype(str), rows["value"].astype(int), strict=True))
    universe = phrase("oversight._top_ten")
    about = world.about(_("requests to INTERPOL’s Commission (CCF)"), universe, STATISTICS).at(selection.name)
    always = judgement.load("complaint_lists.yml").in_every_list
    bounds = [total_bounds(sums, always, iso3, about=about).named("oversight.complaints", iso3)]
    if iso3 in sums:
        return bounds
    return [*bounds, outside_bounds(sums, always, about=about).named("oversight.complaints_outside_lists", iso3)]


def complaints(country: str | Selection | None = None) -> pd.DataFrame:
    """Bounds of the number of complaints to the Commission about a country, 2010 to 2017.

    Returns
    -------
    DataFrame
        One row for the country, or for each territory that the data names: ``country``, ``low`` (the published sum of
        the yearly top-ten lists, or 0), ``high`` (that and what the last places of the lists leave to other years), and
        ``outside_lists``: the bound if the country was in no list, where no sum is published. In requests.

    Examples
    --------
    >>> complaints("Tuvalu")[["low", "high", "outside_lists"]].to_numpy().tolist()
    [[0.0, 124.0, 86.0]]
    """
    selection = select(country)
    codes = world.by_name(world.known_territories()) if selection.country is None else [selection.country]
    rows = []
    for iso3 in codes:
        inside, *outside = stated_complaints(Selection(iso3))
        rows.append((iso3, inside.low, inside.high, outside[0].high if outside else None))
    table = pd.DataFrame(rows, columns=["country", "low", "high", "outside_lists"]).astype({"outside_lists": float})
    return world.sourced(table, STATISTICS)


# The Commission for the Control of INTERPOL's Files: requests, outcomes, delays, and the decisions it published.

#: Admissible complaints about data in the files.
ADMISSIBLE = "ccf_complaints_admissible_data_subjects"
NOT_COMPLIANT = "ccf_complaints_noncompliant_deleted"
OUTCOMES = [NOT_COMPLIANT, "ccf_complaints_compliant_subject_to_update", "ccf_complaints_compliant"]
#: Reasons why data were deleted; the other deletions state none.
REASONS = ["ccf_deleted_on_legal_issues", "ccf_deleted_ncb_no_answer"]
#: Kind of request -> its name in a series.
REQUESTS = {_("Access requests"): "access_requests", _("Complaints"): "complaints"}
#: Series of answers in time and after the deadline, and of the months that late ones took -> what was answered.
DELAYS = {f"ccf_{name}_{when}_share": kind for kind, name in REQUESTS.items() for when in ("in_time", "late")}
DURATIONS = {f"ccf_{name}_late_duration": kind.lower() for kind, name in REQUESTS.items()}


def _outcomes(year: int | None, since: int | None, until: int | None) -> tuple[int, pd.Series[int]]:
    """Return the counts of complaints by outcome of the last year that has them, or of one."""
    names = [ADMISSIBLE, *OUTCOMES, *REASONS]
    wide = _wide(figures(*names, since=year or since, until=year or until), "year", names).dropna()
    if wide.empty:
        raise NoDataError("no year with all outcomes", "years with one", "choose more years")
    return int(wide.index[-1]), wide.iloc[-1].astype(int)


def complaint_outcomes(year: int | None = None, *, since: int | None = None, until: int | None = None) -> pd.DataFrame:
    """What became of the admissible complaints of a year about data in INTERPOL's files.

    Parameters
    ----------
    year : int, optional
        By default the last year of which all outcomes are published.
    since, until : int, optional
        First and last year among which that one is looked for.

    Returns
    -------
    DataFrame
        ``outcome`` (in words; the last row has those without a stated outcome), ``complaints``, and ``year``. Without a
        row where no year has all outcomes.

    Examples
    --------
    >>> complaint_outcomes(2021)["complaints"].tolist()
    [239, 50, 7, 20, 133, 29]
    """
    try:
        known, counts = _outcomes(year, since, until)
    except NoDataError:
        return world.sourced(pd.DataFrame({"outcome": [], "complaints": [], "year": []}), STATISTICS)
    parts = counts[[*REASONS, *OUTCOMES[1:]]]
    parts["reason_not_stated"] = counts[NOT_COMPLIANT] - counts[REASONS].sum()
    parts["outcome_not_stated"] = counts[ADMISSIBLE] - counts[OUTCOMES].sum()
    parts = parts[[*REASONS, "reason_not_stated", *OUTCOMES[1:], "outcome_not_stated"]]
    outcomes = [label(part, "complaint-outcome") for part in parts.index]
    table = pd.DataFrame({"outcome": outcomes, "complaints": parts.to_list(), "year": known})
    return world.sourced(table, STATISTICS)


def deletions(selection: Selection) -> Iterator[Estimate]:
    """Shares of admissible complaints that led to deletion: on legal grounds, for any reason, and of those stated."""
    worldwide(selection)
    year, counts = _outcomes(None, selection.since, selection.until)
    universe = phrase("oversight._finalised", year=year)
    deleted, whole, stated = counts[NOT_COMPLIANT], counts[ADMISSIBLE], counts[OUTCOMES].sum()
    noun = _("of admissible complaints led to deletion, for any reason")
    every = counted_share(deleted, whole, about=world.about(noun, universe, STATISTICS))
    legal, no_answer = counts[REASONS]
    parts: Details = {"legal": legal, "no_answer": no_answer, "deleted": deleted, "rest": deleted - legal - no_answer}
    on_legal_grounds = replace(every, value=float(legal / whole))
    yield on_legal_grounds.named("oversight.deleted_on_legal_grounds", None, year=year, every=every.value, **parts)
    yield every.named("oversight.deleted", None)
    noun = _("of complaints with a stated outcome led to deletion, for any reason")
    of_stated = counted_share(deleted, stated, about=world.about(noun, universe, STATISTICS))
    yield of_stated.named("oversight.deleted_of_stated", None)


def response_times(since: int | None = None, until: int | None = None) -> pd.DataFrame:
    """Answers of the Commission after the deadline, by kind of request and year.

    Parameters
    ----------
    since, until : int, optional
        First and last year.

    Returns
    -------
    DataFrame
        ``kind`` (of request, in words), ``year``, ``late`` (share answered late, as published), ``mirror`` (the share
        if the source exchanged late and in time).

    Examples
    --------
    >>> response_times()["late"].round(2).tolist()
    [0.3, 0.7, 0.15, 0.3]
    """
    table = figures(*DELAYS, since=since, until=until)
    late = table["value"].mask(table["indicator"].str.endswith("_in_time_share"), 1 - table["value"])
    columns = {"kind": table["indicator"].map(DELAYS), "year": table["year"], "late": late, "mirror": 1 - late}
    return world.sourced(pd.DataFrame(columns), STATISTICS)


def late_durations(selection: Selection) -> Iterator[Estimate]:
    """Months that late answers took, where a source says so: the middle of the range published, and its ends."""
    table = _statistics(selection)
    for row in table[table["indicator"].isin(DURATIONS)].to_dict("records"):
        low, high = (float(part) for part in str(row["value_text"]).split("-"))
        kind, year = DURATIONS[row["indicator"]], row["year"]
        universe = phrase("oversight._late", kind=kind, year=year)
        about, method = world.about(_("months"), universe, STATISTICS), _("as published: a range")
        months = about.estimate((low + high) / 2, "", method, 1.0, ends=(low, high), kind=Kind.RANGE)
        yield months.named(f"oversight.{row['indicator'].removeprefix('ccf_')}", None, kind=kind, year=year)


EXCERPTS = _("excerpts of decisions that the CCF chose to publish and that we found (not a random sample)")
DECISION_OUTCOMES = ["not_compliant", "compliant_with_update", "compliant"]
_STATUTE = "CCF Statute"


def _excerpts(since: int | None, until: int | None) -> pd.DataFrame:
    """Return the published excerpts; summaries by others and reported cases are excluded: none counts twice."""
    rows = Selection(since=since, until=until).within(world.release().ccf_decisions)
    return rows[rows["source_kind"] == "published_excerpt"]


def _grounds_of(coded: str) -> list[str]:
    """Split coded grounds into groups."""
    groups = [part.split(":")[0].strip() for part in coded.split("|")]
    return list(dict.fromkeys(_STATUTE if group.startswith(_STATUTE) else group for group in groups))


def decisions(*columns: str, since: int | None = None, until: int | None = None) -> pd.DataFrame:
    """Excerpts of decisions that the Commission published, counted by outcome; chosen for teaching, so no sample.

    Parameters
    ----------
    *columns : str
        What to count by: columns of ``ccf_decisions``, or ``ground`` (an excerpt with two grounds is in two rows).
    since, until : int, optional
        First and last year.

    Returns
    -------
    DataFrame
        The columns, ``not_compliant``, ``compliant_with_update`` and ``compliant``, and ``decisions`` (all of them); by
        year also ``highest`` (the highest number of a decision) and ``missing`` (numbers of which we found none).

    Examples
    --------
    >>> decisions("year", since=2024)["decisions"].tolist()
    [4, 4]
    """
    table = _excerpts(since, until)
    table = table.assign(ground=table["grounds_coded"].map(_grounds_of), decisions="decisions")
    table = table.explode("ground") if "ground" in columns else table
    by = [table[column] for column in columns or ["decisions"]]
    counts = pd.crosstab(by, table["outcome_code"]).reindex(columns=DECISION_OUTCOMES, fill_value=0)
    counts["decisions"] = table.groupby(list(columns) or ["decisions"]).size()
    if columns == ("year",):
        counts["highest"] = table.groupby("year")["decision_no"].max().astype(int)
        counts["missing"] = counts["highest"] - counts["decisions"]
    return world.sourced(counts.rename_axis(columns=None).reset_index(drop=not columns), DECISIONS)


def decisions_found(selection: Selection) -> Iterator[Estimate]:
    """Excerpts found, by outcome, and those that their numbers imply."""
    worldwide(selection)
    years = {"since": selection.since, "until": selection.until}
    by_year = decisions("year", **years)
    total = by_year.sum()
    count, missing = int(total["decisions"]), int(total["missing"])
    query, outcomes = _of_years(selection, query="source_kind == 'published_excerpt'"), total[DECISION_OUTCOMES]
    yield _counted("decisions", count, _("excerpts"), EXCERPTS, DECISIONS, query, query, **outcomes.astype(int))
    yield _counted("decisions_not_found", missing, _("excerpts not found"), EXCERPTS, DECISIONS)


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
        also ``number``, ``label``, ``universes``, ``effect`` and ``reason``.

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
    both = pd.concat([events.events(table), breaks.astype({"number": "Int64"})], ignore_index=True)
    return world.sourced(both.sort_values("start", kind="stable"), events.TIMELINE)


def unpublished_figures(selection: Selection) -> Estimate:
    """Figures that are not published and would be needed, as this project judges."""
    worldwide(selection)
    about = Subject("", _("items"), phrase("oversight._should_be_public"),
        relative(events.UNPUBLISHED))  # fmt: skip
    return about.complete(len(events.needed())).named("oversight.unpublished_figures", None)


#: The year with the fullest published figures on refusals.
REFUSAL_YEAR = 2021


SUMMARY = (
    published_figures, totals, last_refused_share, stated_shares, refused_growth, refused_on_articles,
    refused_on_other_grounds, stated_complaints, deletions,
    late_durations, decisions_found, unpublished_figures, leaked_of,
)  # fmt: skip
