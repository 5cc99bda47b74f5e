"""Who is an outlier: funnel plots with exact limits and over-dispersion (Spiegelhalter 2005)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import pandas as pd
from scipy import stats

from analysis.stats.checks import Floats, checked_level, checked_units, refuse
from analysis.stats.estimate import Estimate
from analysis.stats.multiplicity import benjamini_hochberg
from analysis.stats.rates import poisson_rate
from analysis.stats.shares import wilson_share
from analysis.stats.wording import Subject, number

Family = Literal["poisson", "binomial"]
WARNING, ALARM = 0.95, 0.998
"""The two pairs of limits of the paper: about two and about three standard errors."""
WINSORISED = 0.1
"""The share of z-scores at each end that is pulled in before over-dispersion is measured."""
CURVE_POINTS = 120
SIDES = (("low", -1), ("high", 1))
PLACES = {
    "above": "It lies above the 99.8 % limits of the funnel.",
    "high": "It lies between the upper 95 % and 99.8 % limits of the funnel.",
    "inside": "It lies inside the 95 % limits of the funnel.",
    "low": "It lies between the lower 95 % and 99.8 % limits of the funnel.",
    "below": "It lies below the 99.8 % limits of the funnel.",
}
_State = Callable[[float, float, Subject], Estimate]


@dataclass(frozen=True, slots=True)
class Funnel:
    """Every unit against the limits that chance alone would rarely leave.

    Parameters
    ----------
    target : Estimate
        The rate or share of all units together; the level that the limits are drawn around.
    dispersion : Estimate
        phi: by how much the units' z-scores vary more than chance (1) would have them.
    estimates : mapping of str to Estimate
        Each unit's own rate or share with its exact (Wilson for shares) interval; the sentence says where it lies.
    table : pandas.DataFrame, shape (units, 12)
        ``n``, ``exposure``, ``value``, ``z``, ``z_adjusted`` (z over the root of phi where phi is above 1),
        ``p_value``, ``q_value`` (Benjamini-Hochberg), ``low_95``, ``high_95``, ``low_998``, ``high_998``, ``flag``
        (``above`` or ``below`` the 99.8 % limits, ``high`` or ``low`` beyond the 95 % ones, else ``inside``).
    curves : pandas.DataFrame
        The limits over a grid of ``exposure``, for drawing: the same four columns.
    """

    target: Estimate
    dispersion: Estimate
    estimates: Mapping[str, Estimate]
    table: pd.DataFrame
    curves: pd.DataFrame


def funnel_of_rates(
    counts: pd.Series,
    exposure: pd.Series,
    *,
    about: Subject,
    per: float,
    per_label: str,
    names: Mapping[str, str] | None = None,
) -> Funnel:
    """Hold the rates of many units against their common rate.

    Parameters
    ----------
    counts, exposure : pandas.Series, shape (units,)
        Events and what they happened to, on the same index (ISO3 codes); at least 5 units and 1 event.
    about : Subject
        Noun, universe and source; its place names all units together (``World``).
    per, per_label : float and str
        The exposure that rates are stated for, as a number and in words.
    names : mapping of str to str, optional
        The units' names in sentences; by default the index.

    Returns
    -------
    Funnel
        Rates per ``per`` units of exposure; ``exposure`` stays in single units.
    """
    counted, exposed = checked_units(counts, exposure, least=5)
    if counted.sum() == 0:
        raise refuse("no event in any unit", "at least one", "state the exact upper limit of each unit instead")

    def state(count: float, base: float, subject: Subject) -> Estimate:
        return poisson_rate(int(count), base, per=per, per_label=per_label, about=subject)

    return _Builder("poisson", counted, exposed, per, about, names or {}, counts.index).build(state)


def funnel_of_shares(
    parts: pd.Series, wholes: pd.Series, *, about: Subject, names: Mapping[str, str] | None = None
) -> Funnel:
    """Hold the shares of many units against their common share; parameters as `funnel_of_rates`.

    Parameters
    ----------
    parts, wholes : pandas.Series, shape (units,)
        Numerators and denominators on the same index; some part above 0 and some below its whole.
    about : Subject
        Its noun follows the percentage; its place names all units together.
    names : mapping of str to str, optional
        The units' names in sentences; by default the index.

    Returns
    -------
    Funnel
        Shares between 0 and 1.
    """
    inside, total = checked_units(parts, wholes, least=5)
    if (inside > total).any() or inside.sum() in (0, total.sum()):
        raise refuse("a share above 1, or every share at 0 or at 1", "shares that can differ", "check both columns")

    def state(part: float, whole: float, subject: Subject) -> Estimate:
        return wilson_share(int(part), int(whole), about=subject)

    return _Builder("binomial", inside, total, 1.0, about, names or {}, parts.index).build(state)


def exact_limits(family: Family, target: float, exposure: Floats, probability: float) -> Floats:
    """Give the value that a unit at the target falls below with this probability, interpolated between counts.

    Parameters
    ----------
    family : {"poisson", "binomial"}
        Of rates or of shares.
    target : float
        The common rate per unit of exposure, or the common share.
    exposure : numpy.ndarray, shape (points,)
        Exposures, or whole denominators.
    probability : float
        For example 0.025 and 0.975 for a pair of 95 % limits.

    Returns
    -------
    numpy.ndarray, shape (points,)
        (r - alpha) / exposure, where r is the smallest count whose distribution function F reaches the probability
        and alpha = (F(r) - probability) / (F(r) - F(r - 1)); appendix A.1 of the paper. Not below 0.
    """
    chance = stats.poisson(target * exposure) if family == "poisson" else stats.binom(exposure, target)
    count = chance.ppf(probability)
    alpha = (chance.cdf(count) - probability) / chance.pmf(count)
    return np.asarray(np.clip((count - alpha) / exposure, 0, None))


def winsorised_dispersion(z_scores: Floats, share: float = WINSORISED) -> float:
    """Give the mean square of the z-scores after the outermost ones are pulled in to their quantiles.

    Parameters
    ----------
    z_scores : numpy.ndarray, shape (units,)
        Naive z-scores.
    share : float
        The share pulled in at each end, from 0 to below 0.5.

    Returns
    -------
    float
        phi, as in the paper. Chance alone gives 1 without winsorising and about 0.68 with 10 % at each end, so limits
        widened by it still flag about one unit in ten, not in twenty, where all units vary more in the same way.
    """
    if not 0 <= share < 0.5:
        raise refuse(f"the share {share}", "one from 0 to below 0.5", "write 0.1 to pull in 10 % at each end")
    low, high = np.quantile(z_scores, [share, 1 - share])
    return float(np.mean(np.clip(z_scores, low, high) ** 2))


@dataclass(frozen=True, slots=True)
class _Builder:
    family: Family
    counts: Floats
    exposure: Floats
    per: float
    about: Subject
    names: Mapping[str, str]
    index: pd.Index

    def build(self, state: _State) -> Funnel:
        target = self.counts.sum() / self.exposure.sum()
        z = (self.counts / self.exposure - target) / self._error(target, self.exposure)
        phi = winsorised_dispersion(z)
        table = self._table(target, z, phi)
        estimates = {str(unit): self._stated(state, str(unit), row) for unit, row in table.iterrows()}
        world = state(self.counts.sum(), self.exposure.sum(), self.about)
        return Funnel(world, self._phi(phi), estimates, table, self._curves(target, phi))

    def _error(self, target: float, exposure: Floats) -> Floats:
        variance = target if self.family == "poisson" else target * (1 - target)
        return np.asarray(np.sqrt(variance / exposure))

    def _limits(self, target: float, phi: float, exposure: Floats) -> dict[str, Floats]:
        levels = {"95": checked_level(WARNING), "998": checked_level(ALARM)}
        ends = {(f"{side}_{name}"): (1 + sign * level) / 2 for name, level in levels.items() for side, sign in SIDES}
        return {name: self.per * self._limit(target, phi, exposure, chance) for name, chance in ends.items()}

    def _limit(self, target: float, phi: float, exposure: Floats, probability: float) -> Floats:
        if phi <= 1:
            return exact_limits(self.family, target, exposure, probability)
        around = target + stats.norm.ppf(probability) * np.sqrt(phi) * self._error(target, exposure)
        return np.asarray(np.clip(around, 0, None if self.family == "poisson" else 1))

    def _table(self, target: float, z: Floats, phi: float) -> pd.DataFrame:
        adjusted = z / np.sqrt(max(phi, 1.0))
        p_value = self._exact_p(target) if phi <= 1 else 2 * stats.norm.sf(np.abs(adjusted))
        table = pd.DataFrame(
            {"n": self.counts, "exposure": self.exposure, "value": self.per * self.counts / self.exposure}
            | {"z": z, "z_adjusted": adjusted, "p_value": p_value},
            index=self.index,
        )
        table["q_value"] = benjamini_hochberg(table["p_value"])
        table = table.assign(**self._limits(target, phi, self.exposure))
        return table.assign(flag=_flags(table))

    def _exact_p(self, target: float) -> Floats:
        expected = target * self.exposure
        chance = stats.poisson(expected) if self.family == "poisson" else stats.binom(self.exposure, target)
        return np.asarray(np.minimum(1, 2 * np.minimum(chance.cdf(self.counts), chance.sf(self.counts - 1))))

    def _curves(self, target: float, phi: float) -> pd.DataFrame:
        grid = np.geomspace(self.exposure.min(), self.exposure.max(), CURVE_POINTS)
        grid = np.unique(np.round(grid)) if self.family == "binomial" else grid
        return pd.DataFrame({"exposure": grid} | self._limits(target, phi, grid))

    def _stated(self, state: _State, unit: str, row: pd.Series) -> Estimate:
        own = state(row["n"], row["exposure"], self.about.at(self.names.get(unit, unit)))
        return replace(own, sentence=f"{own.sentence} {PLACES[row['flag']]}")

    def _phi(self, phi: float) -> Estimate:
        units, about = float(len(self.index)), self.about
        meant = "no more than chance" if phi <= 1 else "more than chance, so the limits are widened"
        sentence = about.sentence(f"units differ {number(phi)} times as much as chance would have them, {meant}")
        method = "mean squared z-score, 10 % winsorised at each end"
        return Estimate(
            phi, None, None, None, method, units, about.universe, sentence, about.source, "ratio of variances"
        )


def _flags(table: pd.DataFrame) -> pd.Series:
    flag = pd.Series("inside", index=table.index)
    for word, beyond in (
        ("high", table["value"] > table["high_95"]),
        ("low", table["value"] < table["low_95"]),
        ("above", table["value"] > table["high_998"]),
        ("below", table["value"] < table["low_998"]),
    ):
        flag = flag.mask(beyond, word)
    return flag
