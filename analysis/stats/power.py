"""How small a difference could have been seen."""

from __future__ import annotations

from scipy import optimize
from statsmodels.stats.rates import power_poisson_ratio_2indep

from analysis.stats.estimate import checked_exposure, checked_level, refuse

LARGEST = 1e6
"""Ratios above this are not searched."""


def power_of_ratio(
    rate: float, exposures: tuple[float, float], ratio: float, *, dispersion: float = 1.0, level: float = 0.95
) -> float:
    """Give the chance that a true ratio of two rates is told from 1.

    Parameters
    ----------
    rate : float
        Events per unit of exposure in the comparison, above 0.
    exposures : tuple of float
        Exposure of the unit of interest and of the comparison.
    ratio : float
        True rate of the unit of interest over that of the comparison.
    dispersion : float
        By how much counts vary more than chance, as phi of a funnel; 1 is Poisson.
    level : float
        1 minus the size of the two-sided test.

    Returns
    -------
    float
        Between 0 and 1.

    Notes
    -----
    ``value=1`` and ``alternative="two-sided"`` are given by name: by default the function of statsmodels tests a ratio
    of 0, one-sided.
    """
    own, other = (checked_exposure(exposure) for exposure in exposures)
    power = power_poisson_ratio_2indep(
        checked_exposure(ratio, "ratio") * checked_exposure(rate, "rate"),
        rate,
        own,
        nobs_ratio=other / own,
        value=1,
        alpha=1 - checked_level(level),
        dispersion=checked_exposure(dispersion, "dispersion"),
        alternative="two-sided",
        return_results=False,
    )
    return float(power)


def smallest_detectable_ratio(
    rate: float, exposures: tuple[float, float], *, power: float = 0.8, dispersion: float = 1.0, level: float = 0.95
) -> float:
    """Give the smallest ratio above 1 that would be told from 1 with the wanted power.

    Parameters
    ----------
    rate : float
        Events per unit of exposure in the comparison, above 0.
    exposures : tuple of float
        Exposure of the unit of interest and of the comparison.
    power : float
        The wanted chance, between the size of the test and 1.
    dispersion : float
        By how much counts vary more than chance, as phi of a funnel; 1 is Poisson.
    level : float
        1 minus the size of the two-sided test.

    Returns
    -------
    float
        A ratio above 1.

    Raises
    ------
    ValueError
        If not even a ratio of a million would be seen.
    """
    if not 1 - level < power < 1:
        raise refuse(f"the power {power}", f"one between {1 - level:g} and 1", "write 0.8 for 80 %")

    def missing(ratio: float) -> float:
        return power_of_ratio(rate, exposures, ratio, dispersion=dispersion, level=level) - power

    if missing(LARGEST) < 0:
        raise refuse("too little exposure to see any ratio", "more events", "say that no difference could be seen")
    return float(optimize.brentq(missing, 1 + 1e-9, LARGEST, xtol=1e-10))
