"""Published figures on oversight: issued, refused, complaints, decisions."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

import pandas as pd

from analysis.core import hand
from analysis.core.errors import InputError
from analysis.core.hand import UNIVERSES, label
from analysis.core.judgement import ComplaintLists
from analysis.facts import world
from analysis.facts.evidence import TOP_TEN
from analysis.facts.world import Place
from analysis.stats.counts import (
    beside_issued,
    counted_share,
    outside_bounds,
    published_range,
    refused_share,
    refused_share_of_percent,
    total_bounds,
)
from analysis.stats.estimate import Estimate, Subject, complete_count, number, percent

STATISTICS = "oversight_statistics"


#: What a unit says of its figure in brackets -> how it is said; the first three are lower bounds.
QUALIFIERS = {
    "over": "over", "more than": "over", "at least": "at least", "maximum": "at most", "approx.": "about",
    "about": "about", "around": "about", "almost": "almost",
}  # fmt: skip


LOWER_BOUNDS = ("over", "at least")


_QUALIFIER = re.compile(rf"\(({'|'.join(map(re.escape, QUALIFIERS))})\)")


_CHANGES = "increase"


@dataclass(frozen=True)
class Figure:
    """One published figure.

    Parameters
    ----------
    indicator : str
        Its series.
    basis : str
        Its universe.
    year : int
        Its year; the last one of a period.
    period : str
        Its date as the source gives it.
    word : str
        ``over``, ``about`` and the like where the source gives no exact figure.
    estimate : Estimate
        The preferred value, with the range of the exact values published.
    rows : DataFrame
        Every row of the table that gives the figure, the preferred one first.

    Examples
    --------
    >>> figure("red_notices_published", 2024).period
    '2024'
    """

    indicator: str
    basis: str
    year: int
    period: str
    word: str
    estimate: Estimate
    rows: pd.DataFrame

    @property
    def value(self) -> int:
        """Give the preferred value of a count."""
        return int(self.estimate.value)


@cache
def _meanings() -> dict[str, str]:
    table = hand.table("indicators.csv")
    return dict(zip(table["indicator"], table["meaning"], strict=True))


def meaning(indicator: str) -> str:
    """Say what a series counts.

    Parameters
    ----------
    indicator : str
        A series of ``data/hand/indicators.csv``.

    Examples
    --------
    >>> meaning("red_notices_published")
    'Red Notices published in the year'
    """
    return _meanings()[indicator]


@cache
def figures(indicator: str) -> tuple[Figure, ...]:
    """Give the world figures of a series, one a period, in order of time.

    Parameters
    ----------
    indicator : str
        A series of the oversight statistics.

    Raises
    ------
    InputError
        If there is no such series.

    Examples
    --------
    >>> [held.year for held in figures("ndtf_refused_or_cancelled")]
    [2020, 2021, 2023, 2024]
    """
    if indicator not in set(world.release().oversight_statistics["indicator"]):
        raise InputError(f"the series {indicator!r}", "one of data/hand/indicators.csv", "correct the name")
    rows = _world_rows()
    found = [_figure(held) for _, held in rows[rows["indicator"] == indicator].groupby(["year", "date_text"])]
    return tuple(found)


@cache
def _world_rows() -> pd.DataFrame:
    """Give the rows that state a number for the world, with the qualifier of each."""
    table = world.release().oversight_statistics
    rows = table[(table["country"] == "WORLD") & table["value"].notna() & ~table["unit"].str.contains(_CHANGES)]
    return rows.assign(_word=rows["unit"].map(qualifier))


def figure(indicator: str, year: int) -> Figure:
    """Give the one figure of a series in a year.

    Parameters
    ----------
    indicator : str
        A series of the oversight statistics.
    year : int
        A year of it.

    Returns
    -------
    Figure
        As the table prefers it, with the range published.

    Raises
    ------
    InputError
        If the series has no figure in that year, or several periods end in it.

    Examples
    --------
    >>> figure("ndtf_refused_or_cancelled", 2021).value
    1270
    """
    found = [held for held in figures(indicator) if held.year == year]
    if len(found) != 1:
        got = f"{len(found)} figures of {indicator} for {year}"
        raise InputError(got, "one", "choose a year of the series", file=f"data/raw/evidence/{STATISTICS}.csv")
    return found[0]


def has(indicator: str, year: int) -> bool:
    """Tell whether a series has a figure in a year.

    Examples
    --------
    >>> has("red_notices_published", 2024), has("red_notices_published", 2022)
    (True, False)
    """
    return any(held.year == year for held in figures(indicator))


def find(indicator: str, year: int) -> Figure | None:
    """Give the figure of a series in a year, or None where none was read.

    Examples
    --------
    >>> find("red_notices_published", 2022) is None
    True
    """
    return figure(indicator, year) if has(indicator, year) else None


def figures_of(*indicators: str) -> list[Figure]:
    """Give the world figures of several series, one series after the other, each in order of time.

    Examples
    --------
    >>> [held.indicator for held in figures_of("legacy_red_notices_not_reviewed")]
    ['legacy_red_notices_not_reviewed']
    """
    return [held for indicator in indicators for held in figures(indicator)]


def levels_over_time(series: Mapping[str, Mapping[str, str]]) -> pd.DataFrame:
    """Give the figures of several universes as rows that can be drawn over time.

    Parameters
    ----------
    series : mapping of str to mapping of str to str
        Universe -> its series -> how the series is called.

    Returns
    -------
    DataFrame
        ``universe``, ``series`` (as called), ``year``, ``value``, ``low`` and ``high`` (the range published; the value
        itself where one value was published), ``bound`` (true where the figure is a lower bound).

    Examples
    --------
    >>> table = levels_over_time({"refused": {TOTAL: "refused or cancelled"}})
    >>> table.loc[table["bound"], ["year", "value"]].to_numpy().tolist()
    [[2020.0, 1000.0]]
    """
    return pd.DataFrame(
        [
            _level(universe, called, held)
            for universe, names in series.items()
            for indicator, called in names.items()
            for held in figures(indicator)
        ]
    )


def _level(universe: str, called: str, held: Figure) -> dict[str, object]:
    value, low, high = held.estimate.value, held.estimate.low, held.estimate.high
    return {
        "universe": universe,
        "series": called,
        "year": held.year,
        "value": value,
        "low": value if low is None else low,
        "high": value if high is None else high,
        "bound": held.word in LOWER_BOUNDS,
    }


def _figure(rows: pd.DataFrame) -> Figure:
    exact = rows["_word"] == ""
    ordered = rows.assign(_exact=exact).sort_values(["_exact", "preferred"], ascending=False, kind="stable")
    first = ordered.iloc[0]
    others = [float(value) for value in ordered.loc[ordered["_exact"], "value"]] if exact.any() else []
    return Figure(
        str(first["indicator"]), str(first["basis"]), int(first["year"]), str(first["date_text"]), str(first["_word"]),
        _estimate(first, others), ordered.drop(columns="_exact"),
    )  # fmt: skip


def qualifier(unit: str) -> str:
    """Say what a unit adds to its figure in brackets: ``over``, ``about``; blank for an exact one.

    Parameters
    ----------
    unit : str
        As the table has it.

    Examples
    --------
    >>> qualifier("alerts (more than)"), qualifier("alerts")
    ('over', '')
    """
    found = _QUALIFIER.search(unit)
    return QUALIFIERS[found.group(1)] if found else ""


def _estimate(first: pd.Series, others: Sequence[float]) -> Estimate:
    about = Subject(
        "World",
        str(first["unit"]).split(" (")[0].replace("+", " and "),
        f"{meaning(str(first['indicator'])).lower()}, {first['date_text']}",
        world.source(STATISTICS),
    )
    value, word = float(first["value"]), str(first["_word"])
    if str(first["unit"]).startswith("percent"):
        return _published_share(value, word, about)
    stated = published_range(value, others, about=about, reason=reason_of(first))
    if not word:
        return stated
    sentence = about.sentence(f"{word} {about.counted(value)}")
    return replace(stated, sentence=sentence, method=f"as published: {word}")


def _published_share(value: float, word: str, about: Subject) -> Estimate:
    sentence = about.sentence(f"{word} {percent(value / 100)}".strip())
    method = f"as published: {word}" if word else "as published"
    return Estimate(value / 100, None, None, None, method, 1.0, about.universe, sentence, about.source, "share")


def reason_of(row: pd.Series) -> str:
    """Say why a figure is preferred; blank where none is in conflict.

    Parameters
    ----------
    row : Series
        A row of the oversight statistics.

    Examples
    --------
    >>> reason_of(pd.Series({"preferred_reason": None}))
    ''
    >>> reason_of(pd.Series({"preferred_reason": "C01: the publisher itself"}))
    'the publisher itself'
    """
    return "" if pd.isna(row["preferred_reason"]) else str(row["preferred_reason"]).split(": ", 1)[1]


#: Universe -> how it is named below a table.
UNIVERSE_NAMES = {
    "issued": "notices and diffusions issued in a year, worldwide; requests refused are not in it",
    "in_force": "alerts valid on a day, worldwide",
    "refused": "requests refused before, or alerts cancelled after, publication by INTERPOL’s task force",
    "complaints": "requests of persons to the CCF; only people who know of a notice and complain are in it",
}


TOTAL = "ndtf_refused_or_cancelled"


GROUNDS = {"art2": f"{TOTAL}_art2", "art3": f"{TOTAL}_art3", "other": f"{TOTAL}_other"}


TOGETHER = f"{TOTAL}_art2_or_3"


ISSUED_SERIES = "red_notices_plus_diffusions_published"


SHARE = f"{TOTAL}_share"


_PERIOD = re.compile(r"(\d{4})-(\d{4})")


@dataclass(frozen=True)
class Share:
    """The share of requests refused or cancelled in a year or period.

    Parameters
    ----------
    first, last : int
        Years; equal unless it is a mean.
    refused, issued : Figure or None
        The counts, where both were read.
    published : Figure or None
        The share of alerts issued as published, where there is one.
    estimate : Estimate
        The share between its two denominators.

    Examples
    --------
    >>> [share.period for share in shares() if share.beside is not None]
    ['2021', '2017-2021']
    """

    first: int
    last: int
    refused: Figure | None
    issued: Figure | None
    published: Figure | None
    estimate: Estimate

    @property
    def beside(self) -> Estimate | None:
        """State refused beside issued, where both counts were read."""
        if self.refused is None or self.issued is None:
            return None
        return beside_issued(self.refused.value, self.issued.value, about=_about("beside alerts issued", self.period))

    @property
    def period(self) -> str:
        """Name the year or years."""
        return str(self.last) if self.first == self.last else f"{self.first}-{self.last}"


@cache
def shares() -> tuple[Share, ...]:
    """State the share of requests refused or cancelled for each year that allows one, then the mean of years.

    Returns
    -------
    tuple of Share
        From counts where refused and issued were both read, else from the percentage published.

    Examples
    --------
    >>> shares()[-1].period
    '2017-2021'
    """
    years = sorted({held.year for indicator in (TOTAL, SHARE) for held in figures(indicator)})
    found = [*map(_share, years), _mean()]
    return tuple(share for share in found if share is not None)


def _share(year: int) -> Share | None:
    published, refused, issued = find(SHARE, year), find(TOTAL, year), find(ISSUED_SERIES, year)
    about = _about("of requests were refused or cancelled", str(year))
    if refused is not None and issued is not None and refused.word not in LOWER_BOUNDS:
        estimate = refused_share(refused.value, issued.value, about=about)
        return Share(year, year, refused, issued, published, estimate)
    if published is None:
        return None
    percentage = 100 * published.estimate.value
    return Share(year, year, None, None, published, refused_share_of_percent(percentage, 1, about=about))


def _mean() -> Share | None:
    refused, issued = figures(f"{TOTAL}_mean"), figures(f"{ISSUED_SERIES}_mean")
    matched = [(r, i) for r in refused for i in issued if r.period == i.period]
    if not matched:
        return None
    one, other = matched[0]
    years = _PERIOD.fullmatch(one.period)
    assert years is not None
    about = _about("of requests were refused or cancelled, mean of the years", one.period)
    estimate = refused_share(one.value, other.value, about=about)
    return Share(int(years[1]), int(years[2]), one, other, None, estimate)


def _about(noun: str, period: str) -> Subject:
    universe = f"Red Notices and wanted-person diffusions refused or cancelled, and issued, {period}"
    return Subject("World", noun, universe, world.source(STATISTICS))


def latest_refused_share() -> Estimate:
    """State the share of requests refused in the last single year of which both counts were read.

    Returns
    -------
    Estimate
        A share between 0 and 1, with the bounds of its two denominators: alerts issued, and issued plus refused.

    Examples
    --------
    >>> found = latest_refused_share()
    >>> found.spread, found.unit
    ('worst-case bounds', 'share')
    """
    share = [held for held in shares() if held.first == held.last and held.refused and held.issued][-1]
    low, high = share.estimate.low, share.estimate.high
    assert low is not None and high is not None
    sentence = (
        f"In {share.last}, the last year of which refused and issued were both read, {percent(low)} to {percent(high)} "
        "of requests were refused or cancelled, depending on how many of them had been published first."
    )
    return replace(share.estimate, sentence=sentence)


def share_ends() -> pd.DataFrame:
    """Give the ends of the share of requests refused, a row for each year or period of `shares`.

    Returns
    -------
    DataFrame
        ``first`` and ``last`` year, ``low``, ``high``, and ``published`` (of alerts issued); shares between 0 and 1,
        missing where none was published.

    Examples
    --------
    >>> table = share_ends()
    >>> bool((table["low"] < table["high"]).all())
    True
    """
    return pd.DataFrame([_ends(share) for share in shares()])


def _ends(share: Share) -> dict[str, object]:
    published = None if share.published is None else share.published.estimate.value
    low, high = share.estimate.low, share.estimate.high
    return {"first": share.first, "last": share.last, "low": low, "high": high, "published": published}


@dataclass(frozen=True)
class Unshared:
    """A year of which a count was read and that allows no share.

    Parameters
    ----------
    year : int
        The year.
    refused, issued : Figure or None
        The counts; None for the one that was not read.

    Examples
    --------
    >>> Unshared(2023, figure(TOTAL, 2023), None).missing
    'issued'
    """

    year: int
    refused: Figure | None
    issued: Figure | None

    @property
    def missing(self) -> str:
        """Name the count that was not read."""
        return "issued" if self.issued is None else "refused"


def unshared() -> list[Unshared]:
    """Give the years of which refused or issued was read and that allow no share, in order of time.

    Returns
    -------
    list of Unshared
        The counts are of Red Notices and wanted-person diffusions.

    Examples
    --------
    >>> [(held.year, held.missing) for held in unshared()]
    [(2018, 'refused'), (2023, 'issued'), (2024, 'issued')]
    """
    known = {share.last for share in shares() if share.first == share.last}
    years = sorted({held.year for held in figures_of(TOTAL, ISSUED_SERIES)} - known)
    return [Unshared(year, find(TOTAL, year), find(ISSUED_SERIES, year)) for year in years]


def growth() -> Estimate:
    """State the change of refusals between the last two years read.

    Returns
    -------
    Estimate
        A share: 0.5 is half as many again; of notices and diffusions refused or cancelled, complete counts.

    Examples
    --------
    >>> growth().n == figures(TOTAL)[-2].value
    True
    """
    before, after = figures(TOTAL)[-2:]
    grown = after.value / before.value - 1
    sentence = (
        f"INTERPOL’s task force refused or cancelled {number(after.value)} Red Notices and wanted-person diffusions in "
        f"{after.year}, {percent(abs(grown))} {'more' if grown >= 0 else 'fewer'} than in {before.year} "
        f"({number(before.value)}); complete counts."
    )
    universe = f"{UNIVERSE_NAMES['refused']}, {before.year} and {after.year}"
    method = "ratio of complete counts, less one"
    return Estimate(
        grown, None, None, None, method, float(before.value), universe, sentence, world.source(STATISTICS), "share"
    )  # fmt: skip


def latest_other_share() -> Estimate:
    """State the share of refusals on other grounds than Articles 2 and 3 in the last year read.

    Returns
    -------
    Estimate
        A share between 0 and 1 of notices and diffusions refused or cancelled in that year; ``n`` is all of them.

    Examples
    --------
    >>> found = latest_other_share()
    >>> round(found.value * found.n) == figures(GROUNDS["other"])[-1].value
    True
    """
    other = figures(GROUNDS["other"])[-1]
    total = figure(TOTAL, other.year)
    share = other.value / total.value
    sentence = (
        f"{percent(share)} of those of {other.year} ({number(other.value)} of {number(total.value)}) rest on neither "
        "Article 2 (human rights) nor Article 3 (political, military, religious or racial character)."
    )
    universe = f"{UNIVERSE_NAMES['refused']}, {other.year}"
    method = "ratio of complete counts"
    return Estimate(
        share, None, None, None, method, float(total.value), universe, sentence, world.source(STATISTICS), "share"
    )  # fmt: skip


def articles_2_and_3(year: int) -> Estimate:
    """State the refusals under Articles 2 and 3 together, between the sum of the parts and any published sum.

    Parameters
    ----------
    year : int
        A year of which both parts were read.

    Returns
    -------
    Estimate
        Notices and diffusions refused or cancelled; the value is the sum of the parts.

    Examples
    --------
    >>> found = articles_2_and_3(2021)
    >>> found.value, found.low, found.high
    (503.0, 483.0, 503.0)
    """
    parts = [figure(GROUNDS[ground], year).value for ground in ("art2", "art3")]
    rivals = [figure(TOGETHER, year).estimate.value] if has(TOGETHER, year) else []
    universe = f"{UNIVERSE_NAMES['refused']}, {year}"
    noun = "alerts refused or cancelled under Article 2 or Article 3"
    about = Subject("World", noun, universe, world.source(STATISTICS))
    reason = "the first is the sum of the published parts; unresolved" if rivals else ""
    return published_range(float(sum(parts)), rivals, about=about, reason=reason)


def rival_sums() -> dict[int, Estimate]:
    """State the refusals under Articles 2 and 3 together for each year of which a sum was published, by year.

    Returns
    -------
    dict of int to Estimate
        As `articles_2_and_3`.

    Examples
    --------
    >>> rival_sums() == {year: articles_2_and_3(year) for year in rival_sums()}
    True
    """
    return {held.year: articles_2_and_3(held.year) for held in figures(TOGETHER)}


def grounds() -> pd.DataFrame:
    """Split each year's refusals by ground.

    Returns
    -------
    DataFrame
        Columns year, part (``art2``, ``art3``, ``other``, ``unread``), alerts, open (true where the total is a lower
        bound or was not read).

    Examples
    --------
    >>> table = grounds()
    >>> table.loc[table["year"] == 2021, ["part", "alerts"]].to_numpy().tolist()
    [['art2', 150], ['art3', 353], ['other', 767]]
    """
    years = sorted({held.year for held in figures_of(TOTAL, *GROUNDS.values())})
    return pd.DataFrame([row for year in years for row in _parts(year)])


def _parts(year: int) -> list[dict[str, object]]:
    counts = {part: figure(series, year).value for part, series in GROUNDS.items() if has(series, year)}
    total = find(TOTAL, year)
    unknown = total is None or total.word in LOWER_BOUNDS
    rest = 0 if total is None else total.value - sum(counts.values())
    if rest:
        counts["unread"] = rest
    return [{"year": year, "part": part, "alerts": count, "open": unknown} for part, count in counts.items()]


#: The year with the fullest published figures on refusals.
REFUSAL_YEAR = 2021


def complaint_estimates(place: Place) -> list[Estimate]:
    """Give the complaints to the CCF about a country, 2010 to 2017, with what the top-ten lists leave open.

    Parameters
    ----------
    place : Place
        The country that complaints are about.

    Returns
    -------
    list of Estimate
        Bounds: at least the published sum, at most that and what the last places of the lists leave to other years;
        without a published sum also the bound of a state that was in no list.

    Examples
    --------
    >>> from analysis.facts.world import open_place
    >>> [held.high for held in complaint_estimates(open_place("TUV"))]
    [124.0, 86.0]
    """
    table = place.release.oversight_statistics
    rows = table[table["indicator"] == TOP_TEN]
    sums = {str(code): int(total) for code, total in zip(rows["country"], rows["value"], strict=True)}
    about = Subject(
        place.name,
        "requests to the CCF",
        "requests in the yearly top-ten lists of the CCF from 2010 to 2017, as summed by Heritage",
        world.source("oversight_statistics"),
    )
    always = hand.read(ComplaintLists).in_every_list
    bounds = total_bounds(sums, always, place.iso3, about=about)
    return [bounds] if place.iso3 in sums else [bounds, outside_bounds(sums, always, about=about)]


#: What each number on refusals is, as a reader sees it.
REFUSED, ISSUED = "Red Notices and diffusions refused or cancelled", "Red Notices and diffusions issued"


REFUSED_SHARE, ON_ARTICLES = "Refused or cancelled, beside issued and refused", "Refused on Article 2 or 3"


@cache
def refusals_of_the_year() -> dict[str, Estimate]:
    """State the refusals of the year with the fullest figures: counts, the share between its bounds, and grounds.

    Returns
    -------
    dict of str to Estimate
        Under the words of ``REFUSED``, ``ISSUED``, ``REFUSED_SHARE`` and ``ON_ARTICLES``; of ``REFUSAL_YEAR``.

    Examples
    --------
    >>> refusals_of_the_year()[REFUSED].value
    1270.0
    """
    held = next(share for share in shares() if share.first == share.last == REFUSAL_YEAR)
    assert held.refused is not None
    assert held.issued is not None
    return {
        REFUSED: held.refused.estimate,
        ISSUED: held.issued.estimate,
        REFUSED_SHARE: held.estimate,
        ON_ARTICLES: articles_2_and_3(REFUSAL_YEAR),
    }


#: Universe -> the series of the published figures that stands for it.
SERIES = {
    "in_force": "valid_red_notices_in_circulation",
    "issued": "red_notices_published",
    "public": "public_red_notices",
    "refused": "ndtf_refused_or_cancelled",
    "complaints": "ccf_admissible_requests",
}


#: What a universe counts.
NOUNS = {
    "in_force": "Red Notices",
    "issued": "Red Notices",
    "public": "Red Notices",
    "refused": "notices and diffusions",
    "complaints": "admissible requests",
}


#: Words in the units of rows that state a change or a lower bound rather than the level of the series.
_NO_LEVEL = ("increase", "over", "more than")


def published(basis: str) -> pd.DataFrame:
    """Give the published world totals of one universe.

    Parameters
    ----------
    basis : str
        A key of ``SERIES``.

    Returns
    -------
    DataFrame
        Rows of the published figures, every source, conflicting ones included.

    Examples
    --------
    >>> set(published("refused")["country"])
    {'WORLD'}
    """
    table = world.release().oversight_statistics
    rows = table[(table["indicator"] == SERIES[basis]) & (table["country"] == "WORLD") & table["value"].notna()]
    return rows[~rows["unit"].str.contains("|".join(_NO_LEVEL))]


def yearly(basis: str) -> list[tuple[int, Estimate]]:
    """State a universe's world total for each year: the preferred value, and the range of the values published.

    Parameters
    ----------
    basis : str
        A key of ``SERIES``.

    Returns
    -------
    list of (int, Estimate)
        In order of year. Dates within a year count as one year; a year whose figures are all set aside as the less
        trustworthy side of a conflict has none.

    Examples
    --------
    >>> [year for year, _ in yearly("refused")]
    [2021, 2023, 2024]
    """
    found = []
    for year, rows in published(basis).groupby("year"):
        preferred = rows.loc[rows["preferred"], "value"]
        if preferred.empty:
            continue
        first = float(preferred.iloc[0])
        about = Subject("World", NOUNS[basis], f"{UNIVERSES[basis]}, {year}", world.source("oversight_statistics"))
        found.append((int(str(year)), published_range(first, [float(v) for v in rows["value"]], about=about)))
    return found


#: The year with the fullest published outcomes, and its outcomes in the order drawn.
OUTCOME_YEAR = 2021


ADMISSIBLE = "ccf_complaints_admissible_data_subjects"


DRAWN = {
    "ccf_complaints_noncompliant_deleted": "not compliant, data deleted",
    "ccf_complaints_compliant_subject_to_update": "compliant after an update",
    "ccf_complaints_compliant": "compliant",
}


#: Kind of request -> series of answers in time, series of answers after the deadline.
DELAYS = {
    "Access requests": ("ccf_access_requests_in_time_share", "ccf_access_requests_late_share"),
    "Complaints": ("ccf_complaints_in_time_share", "ccf_complaints_late_share"),
}


def admissible_growth() -> Estimate:
    """State how admissible requests grew between the first and the last year read.

    Returns
    -------
    Estimate
        A ratio: 2 is twice as many; of admissible requests to the CCF, complete counts.

    Examples
    --------
    >>> admissible_growth().value > 1
    True
    """
    first, *_, last = figures("ccf_admissible_requests")
    ratio = last.value / first.value
    years = f"{first.year} and {last.year}"
    about = Subject("World", "admissible requests to the CCF", years, world.source(STATISTICS))
    sentence = (
        f"The CCF found {number(last.value)} requests admissible in {last.year}, {number(ratio)} times as many as in "
        f"{first.year} ({number(first.value)}); complete counts."
    )
    method = "ratio of complete counts"
    return Estimate(
        ratio, None, None, None, method, float(first.value), about.universe, sentence, about.source, "ratio"
    )  # fmt: skip


def outcome_parts() -> pd.DataFrame:
    """Split the admissible complaints of the year with the fullest figures by outcome.

    Returns
    -------
    DataFrame
        Columns outcome, complaints; the last row holds those whose outcome is not stated.

    Examples
    --------
    >>> outcome_parts()["complaints"].tolist()
    [296, 20, 133, 29]
    """
    counts = {words: figure(series, OUTCOME_YEAR).value for series, words in DRAWN.items()}
    counts["outcome not stated"] = figure(ADMISSIBLE, OUTCOME_YEAR).value - sum(counts.values())
    return pd.DataFrame({"outcome": list(counts), "complaints": list(counts.values())})


def not_compliant() -> Estimate:
    """State the share of admissible complaints whose data did not comply with the rules.

    Returns
    -------
    Estimate
        A share between 0 and 1; ``n`` is the admissible complaints to the CCF about data held, of ``OUTCOME_YEAR``.

    Examples
    --------
    >>> round(not_compliant().value, 3)
    0.619
    """
    return _not_compliant(figure(ADMISSIBLE, OUTCOME_YEAR).value, "of admissible complaints")


def not_compliant_of_stated() -> Estimate:
    """State the same share among the complaints whose outcome is stated.

    Returns
    -------
    Estimate
        As `not_compliant`; ``n`` is smaller.

    Examples
    --------
    >>> not_compliant_of_stated().value > not_compliant().value
    True
    """
    whole = sum(figure(series, OUTCOME_YEAR).value for series in DRAWN)
    return _not_compliant(whole, "of complaints with a stated outcome")


def _not_compliant(whole: int, noun: str) -> Estimate:
    part = figure("ccf_complaints_noncompliant_deleted", OUTCOME_YEAR).value
    universe = f"complaints to the CCF about data in INTERPOL's files, finalised in {OUTCOME_YEAR}; a complete count"
    about = Subject("World", f"{noun} led to deletion for breach of the rules", universe, world.source(STATISTICS))
    return counted_share(part, whole, about=about)


def late_shares() -> pd.DataFrame:
    """Give the share answered late by kind of request and year, as published and mirrored.

    Returns
    -------
    DataFrame
        Columns kind, year, late, mirror; shares between 0 and 1.

    Examples
    --------
    >>> table = late_shares()
    >>> bool(((table["late"] + table["mirror"]).round(12) == 1).all())
    True
    """
    rows = [
        {"kind": kind, "year": held.year, "late": _late(held, in_time), "mirror": 1 - _late(held, in_time)}
        for kind, (before, after) in DELAYS.items()
        for series, in_time in ((before, True), (after, False))
        for held in figures(series)
    ]
    return pd.DataFrame(rows)


def _late(held: Figure, in_time: bool) -> float:
    return 1 - held.estimate.value if in_time else held.estimate.value


def late(kind: str, year: int) -> Estimate:
    """State the share answered late, between the published figure and its mirror image.

    Parameters
    ----------
    kind : str
        A key of ``DELAYS``.
    year : int
        A year of that kind.

    Returns
    -------
    Estimate
        Bounds without a level: what is possible if one source exchanged late for in time.

    Raises
    ------
    InputError
        If nothing was read of that kind and year.

    Examples
    --------
    >>> found = late("Access requests", 2023)
    >>> round(found.low, 2), round(found.high, 2)
    (0.3, 0.7)
    """
    table = late_shares()
    rows = table[(table["kind"] == kind) & (table["year"] == year)]
    if rows.empty:
        known = ", ".join(f"{one} {when}" for one, when in table[["kind", "year"]].itertuples(index=False))
        raise InputError(f"answers to {kind} in {year}", f"one of {known}", "choose a kind and a year that were read")
    row = rows.iloc[0]
    value, mirror = float(row["late"]), float(row["mirror"])
    sentence = (
        f"{kind}, {year}: {percent(value)} answered after the deadline as published, {percent(mirror)} if late and in "
        "time were exchanged."
    )
    return Estimate(
        value, min(value, mirror), max(value, mirror), None, "as published, and its mirror image", 1.0,
        f"{kind.lower()} to the CCF, {year}", sentence, world.source(STATISTICS), "share", "worst-case bounds",
    )  # fmt: skip


#: Series that say how many months late answers took -> what was answered.
DURATIONS = {
    "ccf_access_requests_late_duration": "access requests",
    "ccf_complaints_late_duration": "complaints",
}


def late_durations(cite: Callable[[object, object], str]) -> list[Estimate]:
    """State how many months late answers took, where a source says so.

    Parameters
    ----------
    cite : callable
        How the sentence names its source, from the source's title and address.

    Returns
    -------
    list of Estimate
        In months: the middle of the range published, and its ends.

    Examples
    --------
    >>> [(held.low, held.high) for held in late_durations(lambda title, url: str(title))]
    [(7.0, 8.0), (12.0, 15.0)]
    """
    table = world.release().oversight_statistics
    return [_months(row, cite) for _, row in table[table["indicator"].isin(DURATIONS)].iterrows()]


def _months(row: pd.Series, cite: Callable[[object, object], str]) -> Estimate:
    low, high = (float(part) for part in str(row["value_text"]).split("-"))
    kind = DURATIONS[str(row["indicator"])]
    sentence = (
        f"In {row['year']} late answers to {kind} took {number(low)} to {number(high)} months, says "
        f"{cite(row['source_title'], row['source_url'])}."
    )
    return Estimate(
        (low + high) / 2, low, high, None, "as published: a range", 1.0,
        f"{kind} to the CCF answered after the deadline, {row['year']}", sentence, world.source(STATISTICS), "months",
        "published range",
    )  # fmt: skip


DECISIONS = "ccf_decisions"


EXCERPTS = "excerpts of decisions that the CCF chose to publish and that were read; no sample of its decisions"


DECISION_OUTCOMES = ("not_compliant", "compliant_with_update", "compliant")


_STATUTE = "CCF Statute"


def excerpts() -> pd.DataFrame:
    """Give the published excerpts; summaries by others and reported cases are left out, so that none counts twice.

    Returns
    -------
    DataFrame
        Rows of ``ccf_decisions``; no sample of the decisions of the CCF, which chose what it published.

    Examples
    --------
    >>> set(excerpts()["source_kind"])
    {'published_excerpt'}
    """
    table = world.release().ccf_decisions
    return table[table["source_kind"] == "published_excerpt"]


def grounds_of(coded: str) -> list[str]:
    """Split coded grounds into groups.

    Parameters
    ----------
    coded : str
        For example ``Art. 2 (by topic) | RPD/other: Private matter``.

    Returns
    -------
    list of str
        For example ``["Art. 2 (by topic)", "RPD/other"]``.

    Examples
    --------
    >>> grounds_of("Art. 2 (by topic) | RPD/other: Private matter")
    ['Art. 2 (by topic)', 'RPD/other']
    """
    groups = [part.split(":")[0].strip() for part in coded.split("|")]
    return list(dict.fromkeys(_STATUTE if group.startswith(_STATUTE) else group for group in groups))


def by_ground() -> pd.DataFrame:
    """Count excerpts by ground and outcome.

    Returns
    -------
    DataFrame
        Index grounds as coded, columns outcomes as coded; an excerpt with two grounds stands in two rows.

    Examples
    --------
    >>> list(by_ground().columns)
    ['not_compliant', 'compliant_with_update', 'compliant']
    """
    rows = excerpts()
    long = rows.assign(ground=rows["grounds_coded"].map(grounds_of)).explode("ground")
    counts = pd.crosstab(long["ground"], long["outcome_code"])
    return counts.reindex(columns=list(DECISION_OUTCOMES), fill_value=0)


def by_year() -> pd.DataFrame:
    """Count excerpts by year and outcome, with the highest number seen in the year.

    Returns
    -------
    DataFrame
        Index year; the outcomes as coded, ``read``, ``highest`` number and ``missing`` (numbers below it not read).

    Examples
    --------
    >>> table = by_year()
    >>> bool((table["read"] + table["missing"] == table["highest"]).all())
    True
    """
    rows = excerpts()
    counts = pd.crosstab(rows["year"], rows["outcome_code"]).reindex(columns=list(DECISION_OUTCOMES), fill_value=0)
    highest = rows.groupby("year")["decision_no"].max().astype(int)
    read = rows.groupby("year").size()
    return counts.assign(read=read, highest=highest, missing=highest - read)


def read_count() -> Estimate:
    """Count the excerpts read, by outcome.

    Returns
    -------
    Estimate
        A complete count of excerpts; counted: ``EXCERPTS``.

    Examples
    --------
    >>> print(read_count().sentence)
    34 published excerpts were read: 18 not compliant, 5 compliant with update, 11 compliant.
    """
    held = excerpts()["outcome_code"].value_counts()
    listed = ", ".join(f"{held[outcome]} {label(outcome)}" for outcome in DECISION_OUTCOMES)
    sentence = f"{len(excerpts())} published excerpts were read: {listed}."
    return complete_count(
        len(excerpts()), universe=EXCERPTS, source=world.source(DECISIONS), unit="excerpts", sentence=sentence
    )


def missing_count() -> Estimate:
    """Count the excerpts that the numbering implies and that were not read.

    Returns
    -------
    Estimate
        A complete count of numbers that no excerpt was read of, up to the highest number seen in each year.

    Examples
    --------
    >>> missing_count().unit
    'excerpts not read'
    """
    missing = int(by_year()["missing"].sum())
    sentence = f"Their numbers imply at least {number(missing)} more that were not read."
    return complete_count(
        missing, universe=EXCERPTS, source=world.source(DECISIONS), unit="excerpts not read", sentence=sentence
    )
