"""Complaints known only from yearly top-ten lists: what a state's total may be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats
from statsmodels.base.model import GenericLikelihoodModel

from analysis.stats.checks import ConvergenceError, Floats, checked_count, refuse
from analysis.stats.estimate import Estimate
from analysis.stats.wording import Subject, number

NEGLIGIBLE = 1e-4
"""Counts with a dispersion below this vary no more than chance, and the logarithm of it has no maximum."""


def complaint_bounds(lists: pd.DataFrame, country: str, *, about: Subject) -> Estimate:
    """State what a state's complaints over several years may add up to, given each year's top-ten list.

    Parameters
    ----------
    lists : pandas.DataFrame, shape (listings, 3)
        ``year``, ``country`` (ISO3) and ``complaints`` (whole, 0 or more), each state once a year at most.
    country : str
        The state, which may be in none of the lists.
    about : Subject
        Place, noun, universe and source.

    Returns
    -------
    Estimate
        ``low`` (also the value) is the sum over the lists that name it; ``high`` adds, for each list that does not,
        the count of that list's last place, which it cannot have exceeded. There is no level: nothing is sampled.
        ``n`` is the number of lists that name it.

    Raises
    ------
    ValueError
        If a list names the state twice or there is no list.
    """
    own = lists[lists["country"] == country]
    if lists.empty or own["year"].duplicated().any():
        raise refuse(f"{len(own)} listings in {lists['year'].nunique()} years", "one a year at most", "drop the copies")
    unseen = lists[~lists["year"].isin(own["year"])]
    low = float(sum(checked_count(count) for count in own["complaints"]))
    high = low + float(unseen.groupby("year")["complaints"].min().sum())
    return _bounded(low, high, len(own), lists["year"].nunique(), about)


def total_bounds(total: int, lists_named: int, lists: int, last_place: int, *, about: Subject) -> Estimate:
    """State the same bounds where only the sum over the lists was published.

    Parameters
    ----------
    total : int
        The published sum over the lists that name the state; 0 for a state that no list names.
    lists_named, lists : int
        How many lists name it, at least, and how many there are.
    last_place : int
        The largest count that a state outside a list can have had; where no yearly list was read, a number that no
        tenth place can exceed, such as the smallest published sum of a state that was in some list.
    about : Subject
        Place, noun, universe and source.

    Returns
    -------
    Estimate
        As `complaint_bounds`.
    """
    named, among = checked_count(lists_named, "number of lists that name it"), checked_count(lists, "number of lists")
    if named > among or (named == 0) != (checked_count(total) == 0):
        raise refuse(f"{total} complaints in {named} of {among} lists", "a sum of the lists that name it", "check both")
    high = float(total + (among - named) * checked_count(last_place, "last place"))
    return _bounded(float(total), high, named, among, about)


def _bounded(low: float, high: float, named: int, lists: int, about: Subject) -> Estimate:
    claim = f"at least {about.counted(low)}" if low else f"at most {about.counted(high)}"
    most = f"at most {number(high)}" if low and high > low else ""
    sentence = about.sentence(claim, most, f"named in {named} of {lists} top-ten lists")
    method = "sum of top-ten lists, and the last place of the others"
    return Estimate(
        low, low, high, None, method, float(named), about.universe, sentence, about.source, about.noun,
        "worst-case bounds",
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class CensoredFit:
    """Negative binomial counts fitted to bounds.

    Parameters
    ----------
    mean, dispersion : float
        Of the counts per unit of exposure: Var(y) = E mu + a (E mu)^2.
    mean_error, dispersion_error : float
        Standard errors of their logarithms.
    expected : pandas.Series, shape (units,)
        Each unit's expected count given its bounds.
    """

    mean: float
    dispersion: float
    mean_error: float
    dispersion_error: float
    expected: pd.Series


def censored_counts(low: pd.Series, high: pd.Series, exposure: pd.Series | None = None) -> CensoredFit:
    """Fit negative binomial counts that are known to lie between two ends, by interval-censored likelihood.

    Parameters
    ----------
    low, high : pandas.Series, shape (units,)
        Smallest and largest possible whole count of each unit; equal where the count is known. At least 5 units.
    exposure : pandas.Series, shape (units,), optional
        What the counts are proportional to; by default 1.

    Returns
    -------
    CensoredFit
        The maximum of sum log(F(high) - F(low - 1)).

    Raises
    ------
    ValueError
        If an end is missing, negative, not whole or above the other, or no unit surely has an event.
    ConvergenceError
        If the likelihood has no finite maximum.
    """
    ends = _checked_ends(low, high)
    base = np.ones(len(low)) if exposure is None else exposure.reindex(low.index).to_numpy(dtype=float)
    model = _Censored(ends, base)
    start = np.array([np.log(ends.mean() / base.mean()), 0.0])
    fit = model.fit(start_params=start, method="nm", maxiter=5000, maxfun=5000, xtol=1e-9, ftol=1e-12, disp=0)
    sound = fit.mle_retvals["converged"] and np.isfinite(fit.params).all() and np.isfinite(fit.bse).all()
    if not sound or fit.params[1] < np.log(NEGLIGIBLE):
        raise ConvergenceError(
            "the interval-censored model of the complaints has no finite maximum; look at the bounds"
        )
    mean, dispersion = (float(value) for value in np.exp(fit.params))
    expected = pd.Series(_expected(ends, base * mean, 1 / dispersion), index=low.index, name="expected")
    return CensoredFit(mean, dispersion, float(fit.bse[0]), float(fit.bse[1]), expected)


class _Censored(GenericLikelihoodModel):
    def __init__(self, ends: Floats, exposure: Floats, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(ends, np.ones((len(ends), 1)), **kwargs)
        self.base = exposure
        self.exog_names[:] = ["log_mean"]
        self._set_extra_params_names(["log_dispersion"])

    def loglikeobs(self, params: Floats) -> Floats:
        """Give the log-probability that each count lies between its ends."""
        size = np.exp(-params[1])
        chance = stats.nbinom(size, size / (size + self.base * np.exp(params[0])))
        below, above = self.endog[:, 0], self.endog[:, 1]
        inside = np.where(below == above, chance.pmf(below), chance.cdf(above) - chance.cdf(below - 1))
        return np.asarray(np.log(np.clip(inside, 1e-300, None)))


def _checked_ends(low: pd.Series, high: pd.Series) -> Floats:
    ends = np.array([[checked_count(low[unit]), checked_count(high[unit])] for unit in low.index], dtype=float)
    crossed: NDArray[np.bool_] = ends[:, 0] > ends[:, 1]
    if crossed.any():
        raise refuse(f"low above high for {list(low.index[crossed])[:5]}", "low at most high", "swap or correct them")
    if len(ends) < 5 or ends[:, 0].sum() == 0:
        raise refuse(f"{len(ends)} units", "5 or more, some with an event for sure", "state the bounds themselves")
    return ends


def _expected(ends: Floats, mean: Floats, size: float) -> Floats:
    """Give E(y | low <= y <= high): y f(y; r) is r q / p f(y - 1; r + 1), so the sum is a difference of two F."""
    p = size / (size + mean)
    one, more = stats.nbinom(size, p), stats.nbinom(size + 1, p)
    below, above = ends[:, 0], ends[:, 1]
    chance = one.cdf(above) - one.cdf(below - 1)
    weighted = mean * (more.cdf(above - 1) - more.cdf(below - 2))
    return np.where(below == above, below, weighted / np.where(below == above, 1, chance))
