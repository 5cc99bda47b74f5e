"""Counts and shares: complete, inferred, published with an error or in conflict, and known from lists alone."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pandas as pd
import scipy

from analysis.core.messages import N_, _, _n, number, percent
from analysis.stats.estimate import (
    LEAST_FOR_PERCENT,
    Estimate,
    Floats,
    Kind,
    Subject,
    checked_count,
    checked_level,
    checked_part,
    interval,
    refuse,
    share_in_words,
)

__all__ = [
    "counted_share", "hidden_share", "inferred_count", "inferred_share",
    "outside_bounds", "published_range", "refused_share", "refused_share_of_percent", "top_share", "total_bounds",
    "wilson",
]  # fmt: skip

#: Outcomes less probable than this are left out; the ends of a level up to 0.999 do not depend on them.
NEGLIGIBLE = 1e-6


def counted_share(part: int, whole: int, *, about: Subject) -> Estimate:
    """Return a share of what was counted completely: without an interval, for nothing was sampled.

    A share between 0 and 1; ``n`` is the denominator. Of fewer than ``LEAST_FOR_PERCENT`` the sentence says the counts,
    ``3 of 7``, and no percentage.

    Parameters
    ----------
    part, whole : int
        Numerator and denominator, counted in the same universe.

    Examples
    --------
    >>> about = Subject("Freedonia", "of notices are against own nationals", "invented notices", "invented")
    >>> counted_share(12, 40, about=about).sentence
    'Freedonia: 30 % of notices are against own nationals (12 of 40). Counted: invented notices.'
    >>> counted_share(3, 7, about=about).sentence
    'Freedonia: 3 of 7 notices are against own nationals. Counted: invented notices.'
    """
    inside, total = checked_part(part, whole)
    counts = _("{part} of {whole}", part=inside, whole=total) if total >= LEAST_FOR_PERCENT else ""
    claim, method = _share(share_in_words(inside, total), about, total), _("share of a complete count")
    return about.estimate(inside / total, about.sentence(claim, counts), method, float(total), unit="share")


def _share(share: str, about: Subject, whole: int) -> str:
    noun = about.noun if whole >= LEAST_FOR_PERCENT else about.noun.removeprefix(_("of "))
    return _("{share} {noun}", share=share, noun=noun)


def hidden_share(most: int, whole: int, *, about: Subject, reason: str, least: int = 0) -> Estimate:
    """Return what the share of a part that is not told can be at least and at most, in the words of `counted_share`.

    Worst-case bounds, without a level; its value is the least. Where nothing is hidden, the counted share.

    Parameters
    ----------
    most, whole : int
        The largest part that is possible, and the denominator.
    reason : str
        Why the part is not told.
    least : int
        The smallest part that is possible.

    Examples
    --------
    >>> about = Subject("Freedonia", "of notices are against own nationals", "invented notices", "invented")
    >>> hidden_share(2, 40, about=about, reason="not told").sentence
    'Freedonia: at most 5 % of notices are against own nationals (not told). Counted: invented notices.'
    """
    inside, total = checked_part(most, whole)
    if least == inside:
        return counted_share(inside, total, about=about)
    low, high = share_in_words(least, total), share_in_words(inside, total)
    claim = N_("at most {high}") if least == 0 else N_("at least {low}") if inside == total else N_("{low} to {high}")
    sentence = about.sentence(_share(_(claim, low=low, high=high), about, total), reason)
    ends, method = (least / total, inside / total), _("bounds of a hidden count")
    return about.estimate(ends[0], sentence, method, float(total), ends=ends, unit="share", kind=Kind.HIDDEN)


def wilson(part: int, whole: int, level: float = 0.95) -> tuple[float, float]:
    """Return the score interval of a sample's share (Wilson 1927), such as that of rows coded twice.

    Low and high, between 0 and 1; exactly 0 at a part of 0 and exactly 1 at a full part.

    Parameters
    ----------
    part, whole : int
        Numerator and denominator, 0 <= part <= whole, whole >= 1.

    Notes
    -----
    By name: the default of SciPy is ``exact``.

    Examples
    --------
    >>> [round(end, 3) for end in wilson(12, 40)]
    [0.181, 0.454]
    >>> wilson(0, 12)[0]
    0.0
    """
    ends = scipy.stats.binomtest(*checked_part(part, whole)).proportion_ci(checked_level(level), "wilson")
    return float(ends.low), float(ends.high)


def published_range(preferred: float, others: Sequence[float], *, about: Subject, reason: str = "") -> Estimate:
    """Return a figure whose sources conflict: the preferred value, between the smallest and largest published.

    ``low`` and ``high`` are the ends of the published values (``spread`` says so) and there is no level, because
    disagreement between sources is no sampling error; ``n`` is the number of published values. With one value only,
    there is no range.

    Parameters
    ----------
    preferred : float
        The value that the written rule prefers.
    others : sequence of float
        The other published values of the same figure; may be empty.
    reason : str
        Why the preferred value is preferred, as it shall be read.

    Examples
    --------
    >>> about = Subject("World", "notices", "invented notices of 2020", "invented")
    >>> stated = published_range(110, [100, 130], about=about, reason="the newest report")
    >>> stated.low, stated.value, stated.high, stated.level
    (100, 110, 130, None)
    >>> stated.sentence
    'World: 110 notices (published elsewhere as 100, 130; the newest report). Counted: invented notices of 2020.'
    """
    values = [preferred, *others]
    if not all(math.isfinite(value) for value in values):
        raise refuse(f"the values {values}", "published numbers only", "drop missing values")
    if len(set(values)) == 1:
        sentence, method = about.sentence(about.counted(preferred)), _("as published")
        return about.estimate(preferred, sentence, method, float(len(values)), kind=Kind.PUBLISHED)
    rest = ", ".join(number(value) for value in sorted(set(others) - {preferred}))
    sentence = about.sentence(about.counted(preferred), _("published elsewhere as {values}", values=rest), reason)
    ends, method = (min(values), max(values)), _("preferred of conflicting published values")
    return about.estimate(preferred, sentence, method, float(len(values)), ends=ends, kind=Kind.RANGE)


def refused_share(refused: int, issued: int, *, about: Subject) -> Estimate:
    """Return the share of requests that were refused or cancelled, between two ways to count the requests.

    The value and ``low`` take every one as refused before publication (the requests are issued plus refused); ``high``
    takes every one as an alert of the same year that was cancelled after it (the requests are those issued). These
    are no bounds: alerts of earlier years that were cancelled are among those refused, and not among those issued.

    Parameters
    ----------
    refused, issued : int
        Complete counts of the same year and of the same kinds of alert; ``issued`` 1 or more.

    Examples
    --------
    >>> about = Subject("World", "of requests were refused or cancelled", "invented alerts", "invented")
    >>> stated = refused_share(50, 1000, about=about)
    >>> round(stated.low, 3), stated.high
    (0.048, 0.05)
    """
    part, whole = checked_count(refused), checked_count(issued)
    if whole == 0:
        raise refuse("no alert issued", "1 or more", "exclude years without a figure of notices issued")
    low, high = part / (whole + part), part / whole
    before = _("{part} of {whole} if all were refused before publication", part=part, whole=whole + part)
    after = _("{part} of {whole} if all were cancelled after it", part=part, whole=whole)
    return _between_bases(low, low, high, float(whole + part), about, before, after)


def refused_share_of_percent(percentage: float, decimals: int, *, about: Subject) -> Estimate:
    """Return the same share where only refusals in per cent of alerts issued were published.

    With s refused for each alert issued, s / (1 + s) of issued plus refused; a range as in `refused_share`, widened by
    the rounding. ``n`` is 1, the one published figure.

    Parameters
    ----------
    percentage : float
        Refused or cancelled in per cent of alerts issued, 0 or more.
    decimals : int
        Decimals that it was rounded to; half a unit of the last one is added to either side.

    Examples
    --------
    >>> about = Subject("World", "of requests were refused or cancelled", "invented alerts", "invented")
    >>> stated = refused_share_of_percent(2.8, 1, about=about)
    >>> round(stated.low, 4), round(stated.high, 4)
    (0.0268, 0.0285)
    """
    ratio, half = percentage / 100, 10.0**-decimals / 200
    least = max(0.0, ratio - half)
    published = _("from the published {percent} % of those issued", percent=f"{percentage:.{decimals}f}")
    return _between_bases(ratio / (1 + ratio), least / (1 + least), ratio + half, 1.0, about, published)


def _between_bases(value: float, low: float, high: float, n: float, about: Subject, *details: str) -> Estimate:
    share = _("{low} to {high}", low=percent(low), high=percent(high))
    sentence = about.sentence(_("{share} {noun}", share=share, noun=about.noun), *details)
    method = _("range over two denominators, which are no bounds: issued plus refused, and issued")
    return about.estimate(value, sentence, method, n, ends=(low, high), unit="share", kind=Kind.RANGE)


def total_bounds(sums: Mapping[str, int], always: Collection[str], country: str, *, about: Subject) -> Estimate:
    """Return what a state's complaints may add up to, given the published sums over the lists that name a state.

    ``low`` (also the value) is the published sum, or 0; ``high`` what the rank constraint leaves. There is no level:
    nothing is sampled. ``n`` is the published sum.

    Parameters
    ----------
    sums : mapping of str to int
        The published sums by ISO3 code: the largest ones, each over the lists that name the state.
    always : collection of str
        States that are in every list; each has a published sum, which is then its total.
    country : str
        The state, which may have no published sum.

    Raises
    ------
    ValueError
        If no state is in every list, or one that is has no published sum: nothing bounds the last places then.

    Notes
    -----
    Whoever is in a list has at least as many complaints as its last place. A state in every list with the sum V thus
    bounds the sum of the last places over all lists by V, and `_last_places` takes the smallest such V. In a year
    in which a list leaves a state out, the state has at most the last place; so what it adds outside the lists is at
    most V over all years. Inside the lists it adds its published sum; without one, at most the smallest published
    sum, for the largest sums are those published.

    Examples
    --------
    >>> about = Subject("Erewhon", "complaints", "invented lists", "invented", "complaint")
    >>> sums = {"FRD": 90, "SYL": 40, "ERE": 12}
    >>> stated = total_bounds(sums, {"FRD", "SYL"}, "ERE", about=about)
    >>> stated.low, stated.high
    (12.0, 52.0)
    """
    ceiling, low = _last_places(sums, always), checked_count(sums.get(country, 0))
    high = low if country in always else low + ceiling if low else ceiling + min(sums.values())
    if country in always:
        claim = N_("{counted}; the country is in every list, so the published sum is complete")
    elif low:
        claim = N_(
            "{low} to {counted}; the lower number is published, the upper one allows for years outside the lists"
        )
    else:
        claim = N_("at most {counted}; the exact number is not published")
    return _bounded(low, high, _(claim, low=low, counted=about.counted(high)), about)


def outside_bounds(sums: Mapping[str, int], always: Collection[str], *, about: Subject) -> Estimate:
    """Return what the complaints of a state add up to if it was in no list at all.

    From 0, the value, to the bound of the last places over all lists; without a level.

    Parameters
    ----------
    sums : mapping of str to int
        The published sums by ISO3 code, as for `total_bounds`.
    always : collection of str
        States that are in every list.

    Raises
    ------
    ValueError
        If no state is in every list, or one that is has no published sum.

    Examples
    --------
    >>> about = Subject("Erewhon", "complaints", "invented lists", "invented", "complaint")
    >>> sums = {"FRD": 90, "SYL": 40, "ERE": 12}
    >>> outside_bounds(sums, {"FRD", "SYL"}, about=about).sentence
    'Erewhon: if the country is in none of the lists, at most 40 complaints. Counted: invented lists.'
    """
    high = _last_places(sums, always)
    claim = _("if the country is in none of the lists, at most {counted}", counted=about.counted(high))
    return _bounded(0, high, claim, about)


def _last_places(sums: Mapping[str, int], always: Collection[str]) -> int:
    """Bound the sum of the last places of all lists: the smallest sum of a state that is in every list."""
    missing = sorted(set(always) - set(sums))
    if not always or missing:
        got = f"no sum of {missing[0]}" if missing else "no country in every list"
        raise refuse(got, "a published sum for each country in every list", "correct data/hand/complaint_lists.yml")
    return min(checked_count(sums[code]) for code in always)


def _bounded(low: int, high: int, claim: str, about: Subject) -> Estimate:
    method = _("published sum of top-ten lists, and the bound of their last places")
    ends = float(low), float(high)
    return about.estimate(ends[0], about.sentence(claim), method, ends[0], ends=ends, kind=Kind.BOUNDS)


def top_share(counts: pd.Series, k: int, *, about: Subject) -> Estimate:
    """Return the share of all events that falls on the k countries with most (a concentration ratio).

    A share; ``n`` is all events. The k states are those that turned out largest in this very list.

    Parameters
    ----------
    counts : pandas.Series, shape (states,)
        Events of each state, at least one in all.
    k : int
        How many states, from 1 to the number of states.

    Examples
    --------
    >>> about = Subject("World", "notices", "invented notices", "invented")
    >>> counts = pd.Series({"FRD": 6, "SYL": 3, "ERE": 1})
    >>> top_share(counts, 1, about=about).sentence
    'World: 60 % of notices come from the country with the most (6 of 10). Counted: invented notices.'
    """
    counted = _checked_counts(counts)
    if not 1 <= checked_count(k, "number of states") <= len(counted):
        raise refuse(f"the first {k} countries", f"1 to {len(counted)}", "choose a number within the table")
    noun = _n(
        "of {noun} come from the country with the most", "of {noun} come from the {count} countries with the most", k,
        noun=about.noun,
    )  # fmt: skip
    return counted_share(int(np.sort(counted)[-k:].sum()), int(counted.sum()), about=replace(about, noun=noun))


def _checked_counts(counts: pd.Series) -> Floats:
    counted = np.array([checked_count(count) for count in counts], dtype=float)
    if counted.sum() == 0:
        raise refuse("no event", "one or more", "report the counts")
    return counted


def half_width(level: float) -> float:
    """Return the half-width of a normal interval in standard errors, such as a published one: 1.96 at a level of 0.95.

    Examples
    --------
    >>> round(half_width(0.95), 2)
    1.96
    """
    return float(scipy.special.ndtri((1 + checked_level(level)) / 2))


def _law(chances: Iterable[float]) -> Floats:
    """Distribution of how many of independent events happen, each with its own chance (Poisson 1837)."""
    values = np.asarray(list(chances), dtype=float)
    if not ((values >= 0) & (values <= 1)).all():
        raise ValueError(f"got the chances {values.tolist()}; expected each between 0 and 1; to fix, correct them")
    counts = np.arange(len(values) + 1)
    return np.asarray(scipy.stats.poisson_binom.pmf(counts, values)) if len(values) else np.ones(1)


def count_law(chances: Sequence[float]) -> pd.DataFrame:
    """Return the distribution of a count."""
    law = _law(chances)
    return _kept(pd.DataFrame({"count": range(len(law)), "of": len(law) - 1, "probability": law}))


def share_law(part: Sequence[float], rest: Sequence[float]) -> pd.DataFrame:
    """Return the distribution of a part and its whole, both counts of rows that are the state's with a chance only."""
    inside, outside = _law(part), _law(rest)
    ones, others = np.indices((len(inside), len(outside))).reshape(2, -1)
    law = pd.DataFrame({"count": ones, "of": ones + others, "probability": np.outer(inside, outside).ravel()})
    return _kept(law[law["of"] > 0])


def _kept(law: pd.DataFrame) -> pd.DataFrame:
    rows = law[law["probability"] >= NEGLIGIBLE]
    return rows.assign(probability=rows["probability"] / rows["probability"].sum()).reset_index(drop=True)


def quantiles(values: npt.ArrayLike, probabilities: npt.ArrayLike, level: float) -> tuple[float, float, float]:
    """Return the median and the equal-tailed interval of a discrete distribution."""
    tail = (1 - checked_level(level)) / 2
    weights = np.asarray(probabilities, dtype=float)
    ends = np.quantile(np.asarray(values, dtype=float), [0.5, tail, 1 - tail], weights=weights, method="inverted_cdf")
    median, low, high = (float(end) for end in ends)
    return median, low, high


def inferred_count(law: pd.DataFrame, *, about: Subject, level: float = 0.95) -> Estimate:
    """Return a count whose rows are the state's with a chance only.

    The median and the equal-tailed interval of one distribution; ``n`` is the number of rows assigned. Where no row is
    in doubt there is no interval.

    Parameters
    ----------
    law : DataFrame
        As `count_law` gives it.

    Examples
    --------
    >>> about = Subject("Freedonia", "notices", "invented notices", "invented", "notice")
    >>> inferred_count(count_law([0.5] * 8 + [1.0] * 12), about=about).sentence
    'Freedonia: 16 notices (of 20 assigned; 95 % interval 13 to 19 of the inference). Counted: invented notices.'
    """
    values, assigned = quantiles(law["count"], law["probability"], level), int(law["of"].max())
    detail = _("of {assigned} assigned", assigned=assigned) if values[0] != assigned else ""
    stated = about.counted(values[0]), detail
    return _inferred(values, level, float(assigned), about, *stated)


def inferred_share(law: pd.DataFrame, *, about: Subject, level: float = 0.95) -> Estimate:
    """Return a share whose rows are the state's with a chance only.

    The median and the equal-tailed interval of one distribution, between 0 and 1; ``n`` is the median whole. Of a whole
    below ten the medians are told as counts, without a percentage.

    Parameters
    ----------
    law : DataFrame
        As `share_law` gives it.

    Examples
    --------
    >>> about = Subject("Freedonia", "of notices are against own nationals", "invented notices", "invented")
    >>> stated = inferred_share(share_law([0.9] * 6, [0.9] * 14), about=about)
    >>> round(stated.low, 2), round(stated.value, 2), round(stated.high, 2)
    (0.22, 0.3, 0.36)
    """
    values = quantiles(law["count"] / law["of"], law["probability"], level)
    part, whole = (quantiles(law[column], law["probability"], level)[0] for column in ("count", "of"))
    if whole < LEAST_FOR_PERCENT:
        return counted_share(int(part), int(whole), about=about)
    claim = _("{share} {noun}", share=percent(values[0]), noun=about.noun)
    stated = claim, _("{part} of {whole}", part=part, whole=whole)
    return _inferred(values, level, whole, about, *stated, unit="share", write=percent)


def _inferred(
    values: tuple[float, float, float], level: float, n: float, about: Subject, claim: str, detail: str,
    unit: str = "", write: Callable[[float], str] = number,
) -> Estimate:  # fmt: skip
    """Return the estimate, without an interval where it would have no width."""
    median, low, high = values
    method, kind = "Poisson-binomial", Kind.REQUESTER
    if low == high:
        return about.estimate(median, about.sentence(claim, detail), method, n, unit=unit, kind=kind)
    doubt = _("{interval} of the inference", interval=interval(low, high, level, write=write))
    sentence = about.sentence(claim, detail, doubt)
    return about.estimate(median, sentence, method, n, ends=(low, high), level=level, unit=unit, kind=kind)
