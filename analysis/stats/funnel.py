"""Who is an outlier: funnel plots with additive over-dispersion between units (Spiegelhalter 2005)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
import scipy

from analysis.core.messages import _, label
from analysis.stats.estimate import Estimate, Floats, Kind, Subject, checked_units

__all__ = ["Funnel", "funnel_of_rates"]

#: The two pairs of limits of the paper: about two and about three standard errors.
LEVELS = {"95": 0.95, "998": 0.998}


#: The share of z-scores at each end that is pulled in before over-dispersion is measured.
WINSORISED = 0.1


#: The dispersion of normal z-scores after that: .2 q^2 + .8 - 2 q f(q), where q is their 90 % quantile.
NORMAL = 0.678654559


CURVE_POINTS = 120


@dataclass(frozen=True, slots=True)
class Funnel:
    """Every unit against the limits that chance and the usual spread between units would rarely leave.

    Parameters
    ----------
    target : Estimate
        The rate of all units together; the level that the limits are drawn around.
    dispersion : Estimate
        tau: the standard deviation between units beyond chance, on the scale of square roots of the rate.
    estimates : mapping of str to Estimate
        Each unit's own rate, as counted and so without an interval; the sentence says where it lies.
    table : pandas.DataFrame, shape (units, 12)
        ``n``, ``exposure``, ``value``, ``z`` (of chance alone), ``z_adjusted`` (of chance and tau), ``p_value``,
        ``q_value`` (Benjamini-Hochberg), ``low_95``, ``high_95``, ``low_998``, ``high_998``, ``flag`` (``above`` or
        ``below`` the outer limits, ``high`` or ``low`` beyond the inner ones, ``inside`` them, or ``not told`` where
        the lower limit is 0, so that no count could lie below it).
    curves : pandas.DataFrame
        The limits over a grid of ``exposure``, for drawing: the same four columns.

    Examples
    --------
    >>> about = Subject("World", "notices", "invented notices", "invented", "notice")
    >>> counts = pd.Series([1, 4, 2, 9, 30, 3, 12, 5, 0, 7, 11, 2], index=list("ABCDEFGHIJKL"))
    >>> exposure = pd.Series([2.0, 3, 2, 8, 9, 4, 14, 6, 1, 5, 9, 3], index=counts.index)
    >>> held = funnel_of_rates(counts, exposure, about=about, per=1.0, per_label="million")
    >>> held.target.sentence
    'World: 1.3 notices per million (86 notices). Counted: invented notices.'
    """

    target: Estimate
    dispersion: Estimate
    estimates: Mapping[str, Estimate]
    table: pd.DataFrame
    curves: pd.DataFrame


def funnel_of_rates(counts: pd.Series, exposure: pd.Series, *, about: Subject, per: float, per_label: str) -> Funnel:
    """Hold the rates of many units against their common rate (Spiegelhalter 2005).

    Rates per ``per`` units of exposure; ``exposure`` stays in single units.

    Parameters
    ----------
    counts, exposure : pandas.Series, shape (units,)
        Events and what they happened to, on the same index (ISO3 codes); at least 5 units and 1 event.
    per, per_label : float and str
        The exposure that rates are stated for, as a number and in words.

    Examples
    --------
    >>> about = Subject("World", "notices", "invented notices", "invented", "notice")
    >>> counts = pd.Series([1, 4, 2, 9, 30, 3, 12, 5, 0, 7, 11, 2], index=list("ABCDEFGHIJKL"))
    >>> exposure = pd.Series([2.0, 3, 2, 8, 9, 4, 14, 6, 1, 5, 9, 3], index=counts.index)
    >>> held = funnel_of_rates(counts, exposure, about=about, per=1.0, per_label="million")
    >>> held.table.loc[["A", "E"], "flag"].to_dict()
    {'A': 'inside', 'E': 'above'}
    """
    counted, exposed = checked_units(counts, exposure, least=5)
    exposed = exposed / per
    target = counted.sum() / exposed.sum()
    root, error = np.sqrt(counted / exposed) - np.sqrt(target), _error(exposed)
    tau = _between_units(root, error)
    table = pd.DataFrame({"n": counted, "exposure": per * exposed, "value": counted / exposed}, index=counts.index)
    table = table.assign(z=root / error, z_adjusted=root / np.hypot(error, tau))
    p_value = 2 * scipy.stats.norm.sf(table["z_adjusted"].abs())
    q_value = scipy.stats.false_discovery_control(p_value)
    table = table.assign(p_value=p_value, q_value=q_value, **_limits(target, tau, exposed))
    flags = {
        "below": table["value"] < table["low_998"],
        "above": table["value"] > table["high_998"],
        "low": table["value"] < table["low_95"],
        "high": table["value"] > table["high_95"],
        "not told": table["low_95"] <= 0,
    }
    table = table.assign(flag=np.select([*flags.values()], [*flags], "inside"))
    grid = np.geomspace(exposed.min(), exposed.max(), CURVE_POINTS)
    curves = pd.DataFrame({"exposure": per * grid} | _limits(target, tau, grid))
    world = _rate(counted.sum(), target, about, per_label)
    places = about.each(counts.index)
    stated = {  # limits are no intervals: the words of a flag say how rarely a usual state leaves them
        str(unit): _rate(row["n"], row["value"], places[str(unit)], per_label, label(row["flag"], "funnel"))
        for unit, row in table.iterrows()
    }
    return Funnel(world, _spread(tau, len(counted), about, per_label), stated, table, curves)


def _between_units(distance: Floats, error: Floats) -> float:
    """Return the standard deviation between units beyond chance, by the method of moments (Paule & Mandel 1982)."""

    def surplus(tau: float) -> float:
        return _winsorised_dispersion(distance / np.hypot(error, tau)) - NORMAL

    most = 10 * float(np.abs(distance).max())
    return 0.0 if surplus(0) <= 0 else float(scipy.optimize.brentq(surplus, 0, most, xtol=1e-12))


def _winsorised_dispersion(z_scores: Floats, share: float = WINSORISED) -> float:
    """Return the mean square of the z-scores after the outermost ones are pulled in to their quantiles."""
    low, high = np.quantile(z_scores, [share, 1 - share])
    return float(np.mean(np.clip(z_scores, low, high) ** 2))


def _error(exposure: Floats) -> Floats:
    return np.asarray(1 / (2 * np.sqrt(exposure)))


def _limits(target: float, tau: float, exposure: Floats) -> dict[str, Floats]:
    spread = np.hypot(_error(exposure), tau)
    limits: dict[str, Floats] = {}
    for name, level in LEVELS.items():
        reach = scipy.stats.norm.ppf((1 + level) / 2) * spread
        limits[f"low_{name}"] = np.clip(np.sqrt(target) - reach, 0, None) ** 2
        limits[f"high_{name}"] = (np.sqrt(target) + reach) ** 2
    return limits


def _rate(count: float, value: float, about: Subject, per_label: str, place: str = "") -> Estimate:
    claim = _("{number} {noun} per {label}", number=value, noun=about.noun, label=per_label)
    sentence = f"{about.sentence(claim, about.counted(count))} {place}".strip()
    unit = _("{noun} per {label}", noun=about.noun, label=per_label)
    method = _("complete count over exposure")
    return about.estimate(float(value), sentence, method, float(count), unit=unit, kind=Kind.DERIVED)


def _spread(tau: float, units: int, about: Subject, per_label: str) -> Estimate:
    extra = _("no more than chance") if tau == 0 else _("in addition to chance")
    words = {"number": tau, "noun": about.noun, "label": per_label, "extra": extra}
    claim = _("countries differ by {number} on the scale of the square root of {noun} per {label}, {extra}", **words)
    method = _("additive over-dispersion by the method of moments, 10 % winsorised at each end")
    unit = _("standard deviation of square roots")
    return about.estimate(tau, about.sentence(claim), method, float(units), unit=unit, kind=Kind.DERIVED)
