"""Published figures on oversight: what was issued, refused and complained of, and what the Commission decided."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

import pandas as pd

from analysis.core import judgement
from analysis.core.errors import InputError
from analysis.core.judgement import UNIVERSES, ComplaintLists
from analysis.core.messages import _, label
from analysis.facts import world
from analysis.facts.evidence import TOP_TEN
from analysis.facts.selection import Selection, select
from analysis.stats.counts import (
    beside_issued,
    counted_share,
    outside_bounds,
    published_range,
    refused_share,
    refused_share_of_percent,
    total_bounds,
)
from analysis.stats.estimate import Estimate, Kind, Subject, percent
from analysis.tables.library import plain

__all__ = [
    "admissible_growth", "by_ground", "by_year", "chosen", "complaint_estimates", "conflicts",
    "deleted_on_legal_grounds", "figure", "figures", "figures_of", "frame", "grounds", "growth", "late_answers",
    "late_durations", "late_shares", "latest", "latest_other_share", "latest_refused_share", "levels_over_time",
    "missing_count", "not_compliant", "not_compliant_of_stated", "outcome_parts", "read_count",
    "refusals_of_the_year", "rival_sums", "share_ends", "shares", "unshared", "yearly_table",
]  # fmt: skip

STATISTICS = "oversight_statistics"


#: What a unit says of its figure in brackets -> how it is said; the first three are lower bounds.
_QUALIFIERS = {
    "over": _("over"), "more than": _("over"), "at least": _("at least"),
    "maximum": _("at most"), "approx.": _("about"), "about": _("about"),
    "around": _("about"), "almost": _("almost"),
}  # fmt: skip
_LOWER_BOUNDS = list(_QUALIFIERS)[:3]
_QUALIFIER = re.compile(rf"\(({'|'.join(map(re.escape, _QUALIFIERS))})\)")
_CHANGE = "increase"


@dataclass(frozen=True)
class Figure:
    """One published figure."""

    indicator: str
    basis: str
    year: int
    period: str
    word: str
    is_lower_bound: bool
    estimate: Estimate
    rows: pd.DataFrame

    @property
    def value(self) -> int:
        """Return the preferred value of a count."""
        return int(self.estimate.value)


@cache
def _meanings() -> pd.Series[str]:
    return judgement.table("indicators.csv").set_index("indicator")["meaning"]


def meaning(indicator: str) -> str:
    """Describe what a series counts."""
    return str(_meanings()[indicator])


def statistics_rows(rows: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return rows of the oversight statistics with the types of the clean table."""
    return world.release().oversight_statistics if rows is None else plain(rows)


def chosen(since: int | None = None, until: int | None = None) -> Estimate | None:
    """Describe which years are chosen for a report on oversight, and how many published figures are of them.

    A complete count of published figures, ``n`` being all of them; None where no year is chosen.

    Examples
    --------
    >>> found = chosen(since=2020)
    >>> found.value < found.n
    True
    """
    if since is None and until is None:
        return None
    if since is not None and until is not None and since > until:
        got = f"since {since} and until {until}"
        raise InputError(got, "a first year before the last", "exchange the two")
    table, years = statistics_rows(), Selection(since=since, until=until).years.removeprefix(", ")
    count = int(table["year"].between(since or 0, until or 9999).sum())
    sentence = _(
        "This report differs from the published one: figures, decisions and events are those {years}. {count} of "
        "{figures} published figures are of these years.", years=years, count=count, figures=len(table),
    )  # fmt: skip
    universe = _("published figures on oversight that we found")
    return world.counted(count, _("published figures"), universe, sentence, STATISTICS, n=len(table))


def figures(indicator: str, rows: pd.DataFrame | None = None) -> tuple[Figure, ...]:
    """Return the world figures of a series, one a period, in order of time.

    Each as the table prefers it, with the range of the exact values published; empty where the rows hold none.

    Examples
    --------
    >>> [held.year for held in figures("ndtf_refused_or_cancelled")]
    [2020, 2021, 2023, 2024]
    """
    return tuple(figures_of(indicator, rows=rows))


@cache
def _shipped(indicator: str) -> tuple[Figure, ...]:
    return tuple(_read(_shipped_numbers(), indicator))


@cache
def _shipped_numbers() -> pd.DataFrame:
    return _numbers(world.release().oversight_statistics)


def _numbers(table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that state a level for the world, with the qualifier of each and whether it is a lower bound."""
    rows = table[(table["country"] == "WORLD") & table["value"].notna() & ~table["unit"].str.contains(_CHANGE)]
    words = rows["unit"].str.extract(_QUALIFIER, expand=False)
    return rows.assign(_word=words.map(_QUALIFIERS).fillna(""), _bound=words.isin(_LOWER_BOUNDS))


def _read(numbers: pd.DataFrame, indicator: str) -> list[Figure]:
    rows = numbers[numbers["indicator"] == indicator]
    return [_figure(group) for _, group in rows.groupby(["year", "date_text"])]


def figure(indicator: str, year: int, rows: pd.DataFrame | None = None) -> Figure:
    """Return the one figure of a series in a year.

    As the table prefers it, with the range published.

    Parameters
    ----------
    year : int
        A year of it.

    Examples
    --------
    >>> figure("ndtf_refused_or_cancelled", 2021).value
    1270
    """
    found = find(indicator, year, rows)
    if found is None:
        raise _not_one(0, indicator, year)
    return found


def _at(figures: Iterable[Figure], indicator: str, year: int) -> Figure | None:
    """Return the one figure of a series in a year among some figures, or None."""
    found = [one for one in figures if one.indicator == indicator and one.year == year]
    if len(found) > 1:
        raise _not_one(len(found), indicator, year)
    return found[0] if found else None


def _not_one(count: int, indicator: str, year: int) -> InputError:
    got = f"{count} figures of {indicator} for {year}"
    return InputError(got, "one", "choose a year of the series", file=f"data/raw/evidence/{STATISTICS}.csv")


def find(indicator: str, year: int, rows: pd.DataFrame | None = None) -> Figure | None:
    """Return the figure of a series in a year, or None where none was read."""
    return _at(figures(indicator, rows), indicator, year)


def figures_of(*indicators: str, rows: pd.DataFrame | None = None) -> list[Figure]:
    """Return the world figures of several series, one series after the other, each in order of time.

    As of `figures`; `frame` makes them a table.

    Parameters
    ----------
    *indicators : str
        Series of the oversight statistics.

    Examples
    --------
    >>> [held.indicator for held in figures_of("legacy_red_notices_not_reviewed")]
    ['legacy_red_notices_not_reviewed']
    """
    known = set(world.release().oversight_statistics["indicator"])
    for indicator in indicators:
        if indicator not in known:
            raise InputError(f"the series {indicator!r}", "one of data/hand/indicators.csv", "correct the name")
    if rows is None:
        return [one for indicator in indicators for one in _shipped(indicator)]
    numbers = _numbers(plain(rows))
    return [one for indicator in indicators for one in _read(numbers, indicator)]


def frame(figures: Iterable[Figure]) -> pd.DataFrame:
    """Return figures as a table.

    One row a figure: ``indicator``, ``counted`` (what it counts, in words), ``basis``, ``year`` (the last of a period),
    ``period``, ``word`` (``over``, ``about``; blank for an exact figure), ``values`` (how many published values it
    rests on), and the fields of its `Estimate`.

    Examples
    --------
    >>> table = frame(figures("red_notices_published"))
    >>> table.loc[table["year"] == 2015, ["value", "low", "high"]].to_numpy().tolist()
    [[11492.0, 11492.0, 12878.0]]
    """
    rows = [
        {
            "indicator": one.indicator, "counted": meaning(one.indicator), "basis": one.basis, "year": one.year,
            "period": one.period, "word": one.word, "values": len(one.rows), **one.estimate.as_dict(),
        }
        for one in figures
    ]  # fmt: skip
    return pd.DataFrame(rows)


def levels_over_time(
    series: Mapping[str, Mapping[str, str]] | None = None, rows: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Return the figures of several universes as rows that can be drawn over time.

    ``universe``, ``series`` (as called), ``year``, ``value``, ``low`` and ``high`` (the range published; the value
    itself where one value was published), ``bound`` (true where the figure is a lower bound); one row a figure.

    Parameters
    ----------
    series : mapping of str to mapping of str to str, optional
        Universe -> its series -> how the series is called; by default those of ``DRAWN``.

    Examples
    --------
    >>> table = levels_over_time({"refused": {TOTAL: "refused or cancelled"}})
    >>> table.loc[table["bound"], ["year", "value"]].to_numpy().tolist()
    [[2020.0, 1000.0]]
    """
    found = [
        (universe, name, one.year, one.estimate.value, *_ends(one.estimate), one.is_lower_bound)
        for universe, names in (DRAWN if series is None else series).items()
        for indicator, name in names.items()
        for one in figures(indicator, rows)
    ]
    return pd.DataFrame(found, columns=["universe", "series", "year", "value", "low", "high", "bound"])


def _ends(estimate: Estimate) -> tuple[float, float]:
    """Return the range published; the value itself where one value was published."""
    value = estimate.value
    return value if estimate.low is None else estimate.low, value if estimate.high is None else estimate.high


def _figure(rows: pd.DataFrame) -> Figure:
    marked = rows.assign(_exact=rows["_word"] == "")
    ordered = marked.sort_values(["_exact", "preferred"], ascending=False, kind="stable")
    first, exact = ordered.iloc[0], ordered.loc[ordered["_exact"], "value"].astype(float).tolist()
    return Figure(
        str(first["indicator"]), str(first["basis"]), int(first["year"]), str(first["date_text"]), str(first["_word"]),
        bool(first["_bound"]), _estimate(first, exact), ordered.drop(columns=["_exact", "_bound"]),
    )  # fmt: skip


def qualifier(unit: str) -> str:
    """Describe what a unit adds to its figure in brackets: ``over``, ``about``; blank for an exact one."""
    found = _QUALIFIER.search(unit)
    return _QUALIFIERS[found.group(1)] if found else ""


def _estimate(first: pd.Series, others: Sequence[float]) -> Estimate:
    universe = _("{meaning}, {period}", meaning=meaning(str(first["indicator"])).lower(), period=first["date_text"])
    about = world.about(_together(str(first["unit"]).split(" (")[0]), universe, STATISTICS)
    value, word = float(first["value"]), str(first["_word"])
    is_share = str(first["unit"]).startswith("percent")
    if is_share:
        about, method, value = replace(about, noun="share"), _("as published"), value / 100
        stated = about.estimate(value, about.sentence(percent(value)), method, 1.0, kind=Kind.PUBLISHED)
    else:
        stated = published_range(value, others, about=about, reason=reason_of(first))
    if not word:
        return stated
    figure = percent(value) if is_share else about.counted(value)
    sentence = about.sentence(_("{qualifier} {figure}", qualifier=word, figure=figure))
    kind = Kind.DERIVED if stated.low is None else stated.kind
    return replace(stated, sentence=sentence, method=_("as published: {qualifier}", qualifier=word), kind=kind)


def _together(noun: str) -> str:
    """Say a unit that names two kinds with a plus between them."""
    first, _unused, second = noun.partition("+")
    return _("{first} and {second}", first=first, second=_together(second)) if second else noun


def reason_of(row: pd.Series) -> str:
    """Describe why a figure is preferred; blank where none is in conflict."""
    return "" if pd.isna(row["preferred_reason"]) else str(row["preferred_reason"]).split(": ", 1)[1]


#: Universe -> series drawn over time, with the words of the legend.
DRAWN = {
    "issued": {
        "red_notices_published": _("Red Notices"),
        "red_notices_plus_diffusions_published": _("Red Notices and wanted-person diffusions"),
    },
    "refused": {"ndtf_refused_or_cancelled": _("Red Notices and wanted-person diffusions refused or cancelled")},
    "complaints": {
        "ccf_admissible_requests": _("admissible requests"),
        "ccf_requests_received": _("requests received"),
        "ccf_cases_finalised": _("cases finalised"),
    },
}


#: Universe -> how it is named below a table.
UNIVERSE_NAMES = {
    "issued": _("notices and diffusions issued in a year, worldwide; requests refused are not in it"),
    "in_force": _("alerts valid on a day, worldwide"),
    "refused": _("requests refused before, or alerts cancelled after, publication by INTERPOL’s task force"),
    "complaints": _("requests of persons to the CCF; only people who know of a notice and complain are in it"),
}


TOTAL = "ndtf_refused_or_cancelled"


GROUNDS = {"art2": f"{TOTAL}_art2", "art3": f"{TOTAL}_art3", "other": f"{TOTAL}_other"}


TOGETHER = f"{TOTAL}_art2_or_3"


ISSUED_SERIES = "red_notices_plus_diffusions_published"


SHARE = f"{TOTAL}_share"


#: Admissible complaints about data held.
ADMISSIBLE = "ccf_complaints_admissible_data_subjects"


@dataclass(frozen=True)
class Share:
    """The share of requests refused or cancelled in a year or period."""

    first: int
    last: int
    refused: Figure | None
    issued: Figure | None
    published: Figure | None
    estimate: Estimate

    @property
    def per_issued(self) -> Estimate | None:
        """State refused beside issued, where both counts were read."""
        if self.refused is None or self.issued is None:
            return None
        about = _about(_("compared with alerts issued"), self.period)
        return beside_issued(self.refused.value, self.issued.value, about=about)

    @property
    def period(self) -> str:
        """Name the year or years."""
        return str(self.last) if self.first == self.last else f"{self.first}-{self.last}"


def shares(rows: pd.DataFrame | None = None) -> tuple[Share, ...]:
    """Return the share of requests refused or cancelled for each year that allows one, then the mean of years.

    From counts where refused and issued were both read, else from the percentage published; each with the bounds of its
    two denominators, alerts issued, and issued plus refused. `share_ends` makes them a table.

    Examples
    --------
    >>> shares()[-1].period
    '2017-2021'
    """
    read = figures_of(TOTAL, SHARE, ISSUED_SERIES, rows=rows)
    years = sorted({one.year for one in read if one.indicator in (TOTAL, SHARE)})
    found = [*(_share(read, year) for year in years), _mean(rows)]
    return tuple(share for share in found if share is not None)


def _share(read: Sequence[Figure], year: int) -> Share | None:
    published, refused, issued = (_at(read, series, year) for series in (SHARE, TOTAL, ISSUED_SERIES))
    about = _about(_("of requests were refused or cancelled"), str(year))
    if refused is not None and issued is not None and not refused.is_lower_bound:
        return Share(year, year, refused, issued, published, refused_share(refused.value, issued.value, about=about))
    if published is None:
        return None
    estimate = refused_share_of_percent(100 * published.estimate.value, 1, about=about)
    return Share(year, year, None, None, published, estimate)


def _mean(rows: pd.DataFrame | None) -> Share | None:
    issued = {one.period: one for one in figures(f"{ISSUED_SERIES}_mean", rows)}
    matched = [(one, issued[one.period]) for one in figures(f"{TOTAL}_mean", rows) if one.period in issued]
    if not matched:
        return None
    one, other = matched[0]
    first, last = one.period.split("-")
    about = _about(_("of requests were refused or cancelled, mean of the years"), one.period)
    return Share(int(first), int(last), one, other, None, refused_share(one.value, other.value, about=about))


def _about(noun: str, period: str) -> Subject:
    universe = _("Red Notices and wanted-person diffusions refused or cancelled, and issued, {period}", period=period)
    return world.about(noun, universe, STATISTICS)


def _about_refused(noun: str, years: str) -> Subject:
    universe = _("{universe}, {years}", universe=UNIVERSE_NAMES["refused"], years=years)
    return world.about(noun, universe, STATISTICS)


def latest_refused_share(rows: pd.DataFrame | None = None) -> Estimate | None:
    """Return the share of requests refused in the last single year of which both counts were read.

    A share between 0 and 1, with the bounds of its two denominators: alerts issued, and issued plus refused. None where
    the rows hold no such year.

    Examples
    --------
    >>> found = latest_refused_share()
    >>> found.kind.value, found.unit
    ('worst-case bounds', 'share')
    """
    both = [one for one in shares(rows) if one.first == one.last and one.refused and one.issued]
    if not both:
        return None
    share = both[-1].estimate
    sentence = _(
        "In {year}, the last year with a figure for both refused and issued, {low} to {high} of requests were refused "
        "or cancelled, depending on how many of them had been published first.", year=str(both[-1].last),
        low=percent(share.low or 0), high=percent(share.high or 0),
    )  # fmt: skip
    return replace(share, sentence=sentence)


def share_ends(rows: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the ends of the share of requests refused, a row for each year or period of `shares`.

    ``first`` and ``last`` year, ``low``, ``high``, and ``published`` (of alerts issued); shares between 0 and 1,
    missing where none was published.

    Examples
    --------
    >>> table = share_ends()
    >>> bool((table["low"] < table["high"]).all())
    True
    """
    columns = ["first", "last", "low", "high", "published"]
    ends = [
        (one.first, one.last, one.estimate.low, one.estimate.high, one.published and one.published.estimate.value)
        for one in shares(rows)
    ]
    return pd.DataFrame(ends, columns=columns)


@dataclass(frozen=True)
class Unshared:
    """A year of which a count was read and that allows no share."""

    year: int
    refused: Figure | None
    issued: Figure | None

    @property
    def missing(self) -> str:
        """Name the count that was not read."""
        return "issued" if self.issued is None else "refused"


def unshared(rows: pd.DataFrame | None = None) -> list[Unshared]:
    """Return the years of which refused or issued was read and that allow no share, in order of time.

    The counts are of Red Notices and wanted-person diffusions.

    Examples
    --------
    >>> [(held.year, held.missing) for held in unshared()]
    [(2018, 'refused'), (2023, 'issued'), (2024, 'issued')]
    """
    known = {share.last for share in shares(rows) if share.first == share.last}
    read = figures_of(TOTAL, ISSUED_SERIES, rows=rows)
    years = sorted({one.year for one in read} - known)
    return [Unshared(year, _at(read, TOTAL, year), _at(read, ISSUED_SERIES, year)) for year in years]


def growth(rows: pd.DataFrame | None = None) -> Estimate | None:
    """Return the refusals of the last two years read; their change is no trend, as counting may have changed.

    A share: 0.5 is half as many again; of notices and diffusions refused or cancelled, complete counts. None where the
    rows hold fewer than two years.

    Examples
    --------
    >>> growth().n == figures(TOTAL)[-2].value
    True
    """
    read = figures(TOTAL, rows)
    if len(read) < 2:
        return None
    before, after = read[-2:]
    years = {"first": str(before.year), "last": str(after.year)}
    sentence = _(
        "INTERPOL’s task force refused or cancelled {after} Red Notices and wanted-person diffusions in {last}, and "
        "{before} in {first}. No source says whether both years were counted the same way, so this shows no trend.",
        after=after.value, before=before.value, **years,
    )  # fmt: skip
    about, method = _about_refused("share", _("{first} and {last}", **years)), _("ratio of complete counts, less one")
    grown = after.value / before.value - 1
    return about.estimate(grown, sentence, method, float(before.value), kind=Kind.DERIVED)


def latest_other_share(rows: pd.DataFrame | None = None) -> Estimate | None:
    """Return the share of refusals on other grounds than Articles 2 and 3 in the last year read.

    A share between 0 and 1 of notices and diffusions refused or cancelled in that year; ``n`` is all of them. None
    where the rows hold no such year.

    Examples
    --------
    >>> found = latest_other_share()
    >>> round(found.value * found.n) == figures(GROUNDS["other"])[-1].value
    True
    """
    read = figures(GROUNDS["other"], rows)
    if not read:
        return None
    other, year = read[-1].value, read[-1].year
    total = figure(TOTAL, year, rows).value
    sentence = _(
        "{share} of those of {year} ({part} of {whole}) rest on neither Article 2 (human rights) nor Article 3 "
        "(political, military, religious or racial character).", share=percent(other / total), year=str(year),
        part=other, whole=total,
    )  # fmt: skip
    about, method = _about_refused("share", str(year)), _("ratio of complete counts")
    return about.estimate(other / total, sentence, method, float(total), kind=Kind.DERIVED)


def _articles_2_and_3(year: int, rows: pd.DataFrame | None = None) -> Estimate:
    """Return the refusals under Articles 2 and 3 together, between the sum of the parts and any published sum."""
    parts = [figure(GROUNDS[ground], year, rows).value for ground in ("art2", "art3")]
    together = find(TOGETHER, year, rows)
    rivals = [] if together is None else [together.estimate.value]
    about = _about_refused(_("alerts refused or cancelled under Article 2 or Article 3"), str(year))
    reason = _("the first is the sum of the published parts; unresolved") if rivals else ""
    return published_range(float(sum(parts)), rivals, about=about, reason=reason)


def rival_sums(rows: pd.DataFrame | None = None) -> dict[int, Estimate]:
    """Return the refusals under Articles 2 and 3 together for each year of which a sum was published, by year.

    Between the sum of the two parts and the sum that was published.

    Examples
    --------
    >>> {year: (one.low, one.high) for year, one in rival_sums().items()}[2021]
    (483.0, 503.0)
    """
    return {one.year: _articles_2_and_3(one.year, rows) for one in figures(TOGETHER, rows)}


def grounds(rows: pd.DataFrame | None = None) -> pd.DataFrame:
    """Split each year's refusals by ground.

    Columns year, part (``art2``, ``art3``, ``other``, ``unread``), alerts, open (true where the total is a lower bound
    or was not read).

    Examples
    --------
    >>> table = grounds()
    >>> table.loc[table["year"] == 2021, ["part", "alerts"]].to_numpy().tolist()
    [['art2', 150], ['art3', 353], ['other', 767]]
    """
    read = figures_of(TOTAL, *GROUNDS.values(), rows=rows)
    found = [row for year in sorted({one.year for one in read}) for row in _parts(read, year)]
    return pd.DataFrame(found, columns=["year", "part", "alerts", "open"])


def _parts(figures: Sequence[Figure], year: int) -> list[tuple[int, str, int, bool]]:
    read = {part: _at(figures, series, year) for part, series in GROUNDS.items()}
    counts = {part: one.value for part, one in read.items() if one is not None}
    total = _at(figures, TOTAL, year)
    rest = 0 if total is None else total.value - sum(counts.values())
    if rest:
        counts["unread"] = rest
    return [(year, part, count, total is None or total.is_lower_bound) for part, count in counts.items()]


#: The year with the fullest published figures on refusals.
REFUSAL_YEAR = 2021


def complaint_estimates(country: str | Selection) -> list[Estimate]:
    """Return the complaints to the CCF about a country, 2010 to 2017, with what the top-ten lists leave open.

    Bounds: at least the published sum, at most that and what the last places of the lists leave to other years; without
    a published sum also the bound of a state that was in no list. In requests to the CCF.

    Examples
    --------
    >>> [held.high for held in complaint_estimates("Tuvalu")]
    [124.0, 86.0]
    """
    place = select(country)
    table = world.release().oversight_statistics
    rows = table[table["indicator"] == TOP_TEN]
    sums = {str(code): int(total) for code, total in zip(rows["country"], rows["value"], strict=True)}
    universe = _("requests in the yearly top-ten lists of the CCF from 2010 to 2017, as summed by Heritage")
    about = world.about(_("requests to the CCF"), universe, STATISTICS).at(place.name)
    always = judgement.read(ComplaintLists).in_every_list
    bounds = total_bounds(sums, always, place.iso3, about=about)
    return [bounds] if place.iso3 in sums else [bounds, outside_bounds(sums, always, about=about)]


#: What each number on refusals is, as a reader sees it.
REFUSED, ISSUED = _("Red Notices and diffusions refused or cancelled"), _("Red Notices and diffusions issued")


REFUSED_SHARE, ON_ARTICLES = _("Refused or cancelled, as a share of issued and refused"), _("Refused on Article 2 or 3")


@cache
def refusals_of_the_year() -> dict[str, Estimate]:
    """Return the refusals of the year with the fullest figures: counts, the share between its bounds, and grounds.

    Under the words of ``REFUSED``, ``ISSUED``, ``REFUSED_SHARE`` and ``ON_ARTICLES``; of ``REFUSAL_YEAR``.

    Examples
    --------
    >>> refusals_of_the_year()[REFUSED].value
    1270.0
    """
    share = next(one for one in shares() if one.first == one.last == REFUSAL_YEAR)
    counts = {REFUSED: figure(TOTAL, REFUSAL_YEAR).estimate, ISSUED: figure(ISSUED_SERIES, REFUSAL_YEAR).estimate}
    return counts | {REFUSED_SHARE: share.estimate, ON_ARTICLES: _articles_2_and_3(REFUSAL_YEAR)}


#: Universe -> the series of the published figures that stands for it.
SERIES = {
    "in_force": "valid_red_notices_in_circulation",
    "issued": "red_notices_published",
    "public": "public_red_notices",
    "refused": "ndtf_refused_or_cancelled",
    "complaints": "ccf_admissible_requests",
}


#: What a universe counts that is no Red Notices.
NOUNS = {"refused": _("notices and diffusions"), "complaints": _("admissible requests")}


def yearly(basis: str, rows: pd.DataFrame | None = None) -> list[tuple[int, Estimate]]:
    """Return a universe's world total for each year: the preferred value, and the range of the values published."""
    numbers = _shipped_numbers() if rows is None else _numbers(plain(rows))
    found = []
    for year, group in numbers[(numbers["indicator"] == SERIES[basis]) & ~numbers["_bound"]].groupby("year"):
        preferred = group.loc[group["preferred"], "value"]
        if not preferred.empty:
            universe = _("{universe}, {year}", universe=UNIVERSES[basis], year=str(year))
            about = world.about(NOUNS.get(basis, _("Red Notices")), universe, STATISTICS)
            values = group["value"].astype(float).tolist()
            found.append((int(str(year)), published_range(float(preferred.iloc[0]), values, about=about)))
    return found


def yearly_table(rows: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the world total of every universe for each year.

    One row a universe and year, as of `yearly`: ``basis`` (the universe), ``year``, ``value``, ``low`` and ``high``
    (the range published; the value itself where one value was published).

    Examples
    --------
    >>> sorted(set(yearly_table()["basis"])) == sorted(SERIES)
    True
    """
    found = [(basis, year, one.value, *_ends(one)) for basis in SERIES for year, one in yearly(basis, rows)]
    return pd.DataFrame(found, columns=["basis", "year", "value", "low", "high"])


def latest(rows: pd.DataFrame | None = None) -> dict[str, Estimate]:
    """Return the latest world total of each universe.

    Universe (a key of ``SERIES``) to its last figure of `yearly`. The figures belong to different years and count
    different things; no ratio between them is a rate.

    Examples
    --------
    >>> latest()["refused"].value
    2462.0
    """
    by_basis = {basis: yearly(basis, rows) for basis in SERIES}
    return {basis: found[-1][1] for basis, found in by_basis.items() if found}


def conflicts(rows: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return every group of published figures that conflict, the preferred one first.

    Rows of the published figures that have a ``conflict_group``, by group; ``preferred_reason`` says why.

    Examples
    --------
    >>> bool(conflicts().groupby("conflict_group")["preferred"].first().any())
    True
    """
    table = statistics_rows(rows)
    return table[table["conflict_group"].notna()].sort_values(
        ["conflict_group", "preferred", "year"], ascending=[True, False, True], kind="stable"
    )


# The Commission for the Control of INTERPOL's Files: requests, outcomes, delays, and the decisions it published.

#: The year with the fullest published outcomes, and its outcomes in the order drawn.
OUTCOME_YEAR = 2021


NOT_COMPLIANT = "ccf_complaints_noncompliant_deleted"


OUTCOMES = {
    NOT_COMPLIANT: _("not compliant, data deleted"),
    "ccf_complaints_compliant_subject_to_update": _("compliant after an update"),
    "ccf_complaints_compliant": _("compliant"),
}


#: Reason why data were deleted -> its words; the other deletions state none.
REASONS = {
    "ccf_deleted_on_legal_issues": _("data deleted on legal grounds"),
    "ccf_deleted_ncb_no_answer": _("data deleted, as a national bureau did not answer"),
}


#: Kind of request -> series of answers in time, series of answers after the deadline.
DELAYS = {
    _("Access requests"): ("ccf_access_requests_in_time_share", "ccf_access_requests_late_share"),
    _("Complaints"): ("ccf_complaints_in_time_share", "ccf_complaints_late_share"),
}


def admissible_growth(rows: pd.DataFrame | None = None) -> Estimate | None:
    """Return how admissible requests grew between the first and the last year read.

    A ratio: 2 is twice as many; of admissible requests to the CCF, complete counts. None where the rows hold fewer than
    two years.

    Examples
    --------
    >>> admissible_growth().value > 1
    True
    """
    known_years = figures("ccf_admissible_requests", rows)
    if len(known_years) < 2:
        return None
    first, *_unused, last = known_years
    ratio, years = last.value / first.value, {"first": str(first.year), "last": str(last.year)}
    about = world.about(_("admissible requests to the CCF"), _("{first} and {last}", **years), STATISTICS)
    sentence = _(
        "The CCF found {count} requests admissible in {last}, {ratio} times as many as in {first} ({before}); complete "
        "counts.", count=last.value, ratio=ratio, before=first.value, **years,
    )  # fmt: skip
    method, n = _("ratio of complete counts"), float(first.value)
    return about.estimate(ratio, sentence, method, n, unit="ratio", kind=Kind.DERIVED)


def outcome_parts(rows: pd.DataFrame | None = None) -> pd.DataFrame:
    """Split the admissible complaints of the year with the fullest figures by outcome.

    Columns outcome, complaints; the last row holds those whose outcome is not stated. Empty where the rows do not hold
    ``OUTCOME_YEAR``.

    Examples
    --------
    >>> outcome_parts()["complaints"].tolist()
    [239, 50, 7, 20, 133, 29]
    """
    whole, stated, reasons = find(ADMISSIBLE, OUTCOME_YEAR, rows), _stated(OUTCOMES, rows), _stated(REASONS, rows)
    if whole is None:
        return pd.DataFrame({"outcome": [], "complaints": []})
    not_stated = {_("outcome not stated"): whole.value - sum(stated.values())}
    deleted = stated.pop(OUTCOMES[NOT_COMPLIANT])
    parts = reasons | {_("data deleted, reason not stated"): deleted - sum(reasons.values())} | stated | not_stated
    return pd.DataFrame({"outcome": list(parts), "complaints": list(parts.values())})


def _stated(series: Mapping[str, str], rows: pd.DataFrame | None) -> dict[str, int]:
    """Count the complaints of each series of ``OUTCOME_YEAR``, by its words."""
    figures_of_year = {words: find(name, OUTCOME_YEAR, rows) for name, words in series.items()}
    return {words: one.value for words, one in figures_of_year.items() if one is not None}


def deleted_on_legal_grounds(rows: pd.DataFrame | None = None) -> Estimate | None:
    """Return the share of admissible complaints that led to deletion on legal grounds, and what else was deleted.

    A share between 0 and 1; ``n`` is the admissible complaints to the CCF about data held, of ``OUTCOME_YEAR``. None
    where the rows do not hold that year.

    Examples
    --------
    >>> deleted_on_legal_grounds().value
    0.5
    """
    everything, whole = not_compliant(rows), find(ADMISSIBLE, OUTCOME_YEAR, rows)
    if everything is None or whole is None:
        return None
    legal, no_answer = (figure(series, OUTCOME_YEAR, rows).value for series in REASONS)
    deleted = figure(NOT_COMPLIANT, OUTCOME_YEAR, rows).value
    sentence = _("{legal} of {whole} admissible complaints of {year} led to deletion on legal grounds ({share}). "
        "Another {no_answer} did so because a bureau did not answer. In all, {deleted} ({every}) led to deletion.",
        legal=legal, whole=whole.value, share=percent(legal / whole.value), no_answer=no_answer, deleted=deleted,
        every=percent(everything.value), year=str(OUTCOME_YEAR))  # fmt: skip
    return replace(everything, value=legal / whole.value, sentence=sentence)


def not_compliant(rows: pd.DataFrame | None = None) -> Estimate | None:
    """Return the share of admissible complaints whose data did not comply with the rules.

    A share between 0 and 1; ``n`` is the admissible complaints to the CCF about data held, of ``OUTCOME_YEAR``. None
    where the rows do not hold that year.

    Examples
    --------
    >>> round(not_compliant().value, 3)
    0.619
    """
    whole = find(ADMISSIBLE, OUTCOME_YEAR, rows)
    if whole is None:
        return None
    return _not_compliant(whole.value, _("of admissible complaints led to deletion, for any reason"), rows)


def not_compliant_of_stated(rows: pd.DataFrame | None = None) -> Estimate | None:
    """Return the same share among the complaints whose outcome is stated.

    As `not_compliant`; ``n`` is smaller.

    Examples
    --------
    >>> not_compliant_of_stated().value > not_compliant().value
    True
    """
    whole = sum(_stated(OUTCOMES, rows).values())
    if not whole:
        return None
    return _not_compliant(whole, _("of complaints with a stated outcome led to deletion, for any reason"), rows)


def _not_compliant(whole: int, noun: str, rows: pd.DataFrame | None) -> Estimate:
    universe = _(
        "complaints to the CCF about data in INTERPOL's files, finalised in {year}; a complete count",
        year=str(OUTCOME_YEAR),
    )
    part = figure(NOT_COMPLIANT, OUTCOME_YEAR, rows).value
    return counted_share(part, whole, about=world.about(noun, universe, STATISTICS))


def late_shares(rows: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the share answered late by kind of request and year, as published and mirrored.

    Columns kind, year, late, mirror; shares between 0 and 1.

    Examples
    --------
    >>> table = late_shares()
    >>> bool(((table["late"] + table["mirror"]).round(12) == 1).all())
    True
    """
    found = []
    for kind, (in_time, late) in DELAYS.items():
        found += [(kind, one.year, 1 - one.estimate.value, one.estimate.value) for one in figures(in_time, rows)]
        found += [(kind, one.year, one.estimate.value, 1 - one.estimate.value) for one in figures(late, rows)]
    return pd.DataFrame(found, columns=["kind", "year", "late", "mirror"])


def late(kind: str, year: int, value: float, mirror: float) -> Estimate:
    """Return the share answered late, between the published figure and its mirror image."""
    sentence = _(
        "{kind}, {year}: {late} answered after the deadline as published, {mirror} if late and in time were exchanged.",
        kind=kind, year=str(year), late=percent(value), mirror=percent(mirror),
    )  # fmt: skip
    about = world.about("share", _("{kind} to the CCF, {year}", kind=kind.lower(), year=str(year)), STATISTICS)
    ends, method = (min(value, mirror), max(value, mirror)), _("as published, and its mirror image")
    return about.estimate(value, sentence, method, 1.0, ends=ends, kind=Kind.BOUNDS)


#: Series that say how many months late answers took -> what was answered.
DURATIONS = {"ccf_access_requests_late_duration": _("access requests"), "ccf_complaints_late_duration": _("complaints")}


def late_answers(rows: pd.DataFrame | None = None) -> list[Estimate]:
    """Return the share answered late for each kind of request and year that was read.

    Between the published figure and its mirror image, in the order of `late_shares`.

    Examples
    --------
    >>> len(late_answers()) == len(late_shares())
    True
    """
    return [late(*row) for row in late_shares(rows).itertuples(index=False)]


def late_durations(
    rows: pd.DataFrame | None = None, cite: Callable[[object, object], str] = lambda title, _: str(title)
) -> list[Estimate]:
    """Return how many months late answers took, where a source says so.

    In months: the middle of the range published, and its ends.

    Parameters
    ----------
    cite : callable
        How the sentence names its source, from the source's title and address; by default by its title.

    Examples
    --------
    >>> [(held.low, held.high) for held in late_durations()]
    [(7.0, 8.0), (12.0, 15.0)]
    """
    table = statistics_rows(rows)
    return [_months(row, cite) for _, row in table[table["indicator"].isin(DURATIONS)].iterrows()]


def _months(row: pd.Series, cite: Callable[[object, object], str]) -> Estimate:
    low, high = (float(part) for part in str(row["value_text"]).split("-"))
    words = {"kind": DURATIONS[str(row["indicator"])], "year": str(row["year"])}
    sentence = _(
        "In {year} late answers to {kind} took {low} to {high} months, says {source}.", low=low, high=high,
        source=cite(row["source_title"], row["source_url"]), **words,
    )  # fmt: skip
    about = world.about(_("months"), _("{kind} to the CCF answered after the deadline, {year}", **words), STATISTICS)
    method = _("as published: a range")
    return about.estimate((low + high) / 2, sentence, method, 1.0, ends=(low, high), kind=Kind.RANGE)


DECISIONS = "ccf_decisions"


EXCERPTS = _("excerpts of decisions that the CCF chose to publish and that we found; no sample of its decisions")


DECISION_OUTCOMES = ("not_compliant", "compliant_with_update", "compliant")


_STATUTE = "CCF Statute"


def _excerpts(rows: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the published excerpts; summaries by others and reported cases are left out, so that none counts twice."""
    table = world.release().ccf_decisions if rows is None else plain(rows)
    return table[table["source_kind"] == "published_excerpt"]


def _grounds_of(coded: str) -> list[str]:
    """Split coded grounds into groups."""
    groups = [part.split(":")[0].strip() for part in coded.split("|")]
    return list(dict.fromkeys(_STATUTE if group.startswith(_STATUTE) else group for group in groups))


def by_ground(rows: pd.DataFrame | None = None) -> pd.DataFrame:
    """Count excerpts by ground and outcome.

    Index grounds as coded, columns outcomes as coded; an excerpt with two grounds stands in two rows.

    Examples
    --------
    >>> list(by_ground().columns)
    ['not_compliant', 'compliant_with_update', 'compliant']
    """
    table = _excerpts(rows)
    long = table.assign(ground=table["grounds_coded"].map(_grounds_of)).explode("ground")
    counts = pd.crosstab(long["ground"], long["outcome_code"])
    return counts.reindex(columns=list(DECISION_OUTCOMES), fill_value=0)


def by_year(rows: pd.DataFrame | None = None) -> pd.DataFrame:
    """Count excerpts by year and outcome, with the highest number seen in the year.

    Index year; the outcomes as coded, ``read``, ``highest`` number and ``missing`` (numbers below it not read).

    Examples
    --------
    >>> table = by_year()
    >>> bool((table["read"] + table["missing"] == table["highest"]).all())
    True
    """
    table = _excerpts(rows)
    counts = pd.crosstab(table["year"], table["outcome_code"]).reindex(columns=list(DECISION_OUTCOMES), fill_value=0)
    numbers = table.groupby("year")["decision_no"].agg(["size", "max"]).astype(int)
    read, highest = numbers["size"], numbers["max"]
    return counts.assign(read=read, highest=highest, missing=highest - read)


def read_count(rows: pd.DataFrame | None = None) -> Estimate:
    """Count the excerpts read, by outcome.

    A complete count of excerpts; counted: ``EXCERPTS``.

    Examples
    --------
    >>> print(read_count().sentence)
    We found 34 published excerpts: 18 not compliant, 5 compliant with update, 11 compliant.
    """
    outcomes = _excerpts(rows)["outcome_code"]
    parts = [
        _("{count} {outcome}", count=int((outcomes == outcome).sum()), outcome=label(outcome))
        for outcome in DECISION_OUTCOMES
    ]
    sentence = _("We found {count} published excerpts: {outcomes}.", count=len(outcomes), outcomes=", ".join(parts))
    return world.counted(len(outcomes), _("excerpts"), EXCERPTS, sentence, DECISIONS)


def missing_count(rows: pd.DataFrame | None = None) -> Estimate:
    """Count the excerpts that the numbering implies and that were not read.

    A complete count of numbers that no excerpt was read of, up to the highest number seen in each year.

    Examples
    --------
    >>> missing_count().unit
    'excerpts not found'
    """
    missing = int(by_year(rows)["missing"].sum())
    sentence = _("Their numbers imply at least {count} more that we did not find.", count=missing)
    return world.counted(missing, _("excerpts not found"), EXCERPTS, sentence, DECISIONS)
