"""Complaints known only from sums over yearly top-ten lists: what a state's total may be."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from analysis.stats.checks import checked_count, refuse
from analysis.stats.estimate import Estimate
from analysis.stats.wording import Subject, number


def total_bounds(sums: Mapping[str, int], always: Collection[str], country: str, *, about: Subject) -> Estimate:
    """State what a state's complaints may add up to, given the published sums over the lists that name a state.

    Parameters
    ----------
    sums : mapping of str to int
        The published sums by ISO3 code: the largest ones, each over the lists that name the state.
    always : collection of str
        States that are in every list; each has a published sum, which is then its total.
    country : str
        The state, which may have no published sum.
    about : Subject
        Place, noun, universe and source.

    Returns
    -------
    Estimate
        ``low`` (also the value) is the published sum, or 0; ``high`` what the rank constraint leaves. There is no
        level: nothing is sampled. ``n`` is the published sum.

    Raises
    ------
    ValueError
        If no state is in every list, or one that is has no published sum: nothing bounds the last places then.

    Notes
    -----
    Whoever is in a list has at least as many complaints as its last place. A state in every list with the sum V thus
    bounds the sum of the last places over all lists by V, and `last_places` takes the smallest such V. In a year
    in which a list leaves a state out, the state has at most the last place; so what it adds outside the lists is at
    most V over all years. Inside the lists it adds its published sum; without one, at most the smallest published
    sum, for the largest sums are those published.
    """
    ceiling = last_places(sums, always)
    low = checked_count(sums.get(country, 0))
    if country in always:
        return _bounded(low, low, f"{about.counted(low)} (in every list, so the published sum is complete)", about)
    if low:
        high = low + ceiling
        claim = f"{number(low)} to {about.counted(high)} (the published sum, and what years outside the lists may add)"
        return _bounded(low, high, claim, about)
    high = ceiling + min(sums.values())
    return _bounded(0, high, f"no sum is published, so at most {about.counted(high)}, in the lists and outside", about)


def outside_bounds(sums: Mapping[str, int], always: Collection[str], *, about: Subject) -> Estimate:
    """State what the complaints of a state add up to if it was in no list at all; parameters as `total_bounds`."""
    high = last_places(sums, always)
    return _bounded(0, high, f"at most {about.counted(high)} if it was in none of the lists", about)


def last_places(sums: Mapping[str, int], always: Collection[str]) -> int:
    """Bound the sum of the last places of all lists: the smallest sum of a state that is in every list."""
    missing = sorted(set(always) - set(sums))
    if not always or missing:
        got = f"no sum of {missing[0]}" if missing else "no state in every list"
        raise refuse(got, "a published sum for each state in every list", "correct data/hand/complaint_lists.yml")
    return min(checked_count(sums[code]) for code in always)


def _bounded(low: int, high: int, claim: str, about: Subject) -> Estimate:
    method = "published sum of top-ten lists, and the bound of their last places"
    return Estimate(
        float(low), float(low), float(high), None, method, float(low), about.universe, about.sentence(claim),
        about.source, about.noun, "worst-case bounds",
    )  # fmt: skip
